#!/bin/sh
# Golden cases: tests/cli/COMMAND/CASE/{cmd,stdout,stderr,status}
# cmd is a shell script that runs in a scratch directory with $STARDOSE, and with data/ and examples/ as in the
# source tree. stdout and stderr are what it must print (no file: nothing), status its exit code (no file: 0).
# usage: run.sh [--update] [COMMAND/CASE...]; --update writes what is printed now as what is expected
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
update=0
[ "${1-}" = --update ] && { update=1; shift; }
root=$(cd "$top_srcdir" && pwd)/tests/cli
[ -x "$STARDOSE" ] || fail "no program at $STARDOSE"
export STARDOSE
unset STARDOSE_TABLES

keep() { # what was printed becomes what is expected; an empty file is no file
	if [ -s "$1" ]; then cp "$1" "$2"; else rm -f "$2"; fi
}
claim() { # case, kind: got against expected
	if [ -f "$dir/$2" ]; then cp "$dir/$2" "$tmp/want"; else : >"$tmp/want"; fi
	same_file "$1: $2 is not as expected (< expected, > got)" "$tmp/want" "$tmp/$2"
}
run_case() { # COMMAND/CASE
	dir=$root/$1
	rm -rf "$tmp/work"; mkdir "$tmp/work"
	ln -s "$root/../data" "$tmp/work/data"; ln -s "$root/../../examples" "$tmp/work/examples"
	(cd "$tmp/work" && sh "$dir/cmd" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null; echo $? >"$tmp/status")
	grep -qx 0 "$tmp/status" && : >"$tmp/status"
	for kind in stdout stderr status; do
		if [ $update = 1 ]; then keep "$tmp/$kind" "$dir/$kind"; pass; else claim "$1" $kind; fi
	done
}

if [ $# -eq 0 ]; then
	set -- $(cd "$root" && find . -name cmd | sed 's,^\./,,; s,/cmd$,,' | sort)
fi
for name; do run_case "$name"; done
done_testing
