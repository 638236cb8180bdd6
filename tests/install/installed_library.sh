#!/bin/sh
# make installcheck: compile and run a program against the installed library, through pkg-config
# Usage: installed_library.sh SRCDIR DESTDIR PREFIX LIBDIR PKGCONFIGDIR BINDIR
set -u
srcdir=$1 destdir=$2 prefix=$3 libdir=$4 pcdir=$5 bindir=$6
: "${CC:=cc}" "${PKG_CONFIG:=pkg-config}" "${SAN_FLAGS:=}" "${LIBTOOL:=}"
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
fail() { echo "installcheck: $*" >&2; exit 1; }

PKG_CONFIG_PATH=$destdir$pcdir${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
flags=$($PKG_CONFIG --define-variable=prefix="$destdir$prefix" --cflags --libs stardose) || fail "pkg-config does not find stardose in $destdir$pcdir"
# shellcheck disable=SC2086
$CC $SAN_FLAGS -o "$tmp/program" "$srcdir/tests/install/installed_library.c" $flags || fail "cannot compile against the installed library"
LD_LIBRARY_PATH=$destdir$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} "$tmp/program" >"$tmp/out" || fail "the program fails"
grep -q 'genes, tables' "$tmp/out" || fail "the program says: $(cat "$tmp/out")"
[ ! -x "$destdir$bindir/stardose" ] || "$destdir$bindir/stardose" --version >"$tmp/version" || fail "the installed stardose does not run"
echo "installcheck: $(cat "$tmp/out")"
