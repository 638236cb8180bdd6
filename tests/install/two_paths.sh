#!/bin/sh
# Two checkouts at different paths give the same bytes of the program, debug information and all. Builds it twice, so it is no part of
# "make check" but of continuous integration: make check-paths.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need autoreconf git make
cd "$top_srcdir" || exit 1
git rev-parse --git-dir >/dev/null 2>&1 || skip "no checkout: a release is built once"
git archive --prefix=sources/ HEAD | (cd "$tmp" && tar xf -) && (cd "$tmp/sources" && autoreconf -fi) >"$tmp/log" 2>&1 || exit 99
build() { # folder: a checkout of its own; where the build is, beside the sources or among them
	mkdir -p "$1" && cp -R "$tmp/sources" "$1/sources" && mkdir -p "$1/$2" &&
		(cd "$1/$2" && "$1/sources/configure" --disable-shared CFLAGS='-O0 -g') >"$1/log" 2>&1 &&
		make -C "$1/$2" -j"${JOBS:-2}" "stardose" >>"$1/log" 2>&1 && return
	fail "does not build in $1"; tail -n 5 "$1/log"; exit 1
}
build "$tmp/a" sources/build
build "$tmp/another/and/longer" elsewhere
one=$tmp/a/sources/build/stardose two=$tmp/another/and/longer/elsewhere/stardose
if cmp "$one" "$two"; then pass; else fail "the path of the checkout is in the program"; fi
if grep -qF "$tmp" "$one"; then fail "the program holds the path of its build"; else pass; fi
# it would be found: without the map of paths the two differ
grep -q 'ffile-prefix-map=' "$tmp/a/sources/build/Makefile" && pass || fail "this compiler maps no paths"
done_testing
