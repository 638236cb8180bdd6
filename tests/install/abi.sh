#!/bin/sh
# The interface of the shared library against the one that is kept in tests/install/libstardose.abi: what is taken
# away or changes its layout breaks programs that are built already. Additions are welcome.
# Usage: abi.sh            compare (make check-abi)
#        abi.sh --renew    keep today's interface (make abi; docs/ARCHITECTURE.md says when)
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}"
kept=$top_srcdir/tests/install/libstardose.abi
library=${LIBRARY:-$top_builddir/.libs/libstardose.so}
command -v abidw >/dev/null 2>&1 && command -v abidiff >/dev/null 2>&1 ||
	{ echo "skipped: abidw and abidiff of libabigail are not installed (Debian: abigail-tools)"; exit 77; }
[ -e "$library" ] || { echo "skipped: no shared library at $library"; exit 77; }
[ "$(uname -m)" = x86_64 ] || { echo "skipped: the kept interface is of x86_64"; exit 77; }
dump() { # library, XML: the part that public headers declare
	abidw --headers-dir "$top_srcdir/include/stardose" --drop-private-types --no-show-locs --no-corpus-path \
		--no-comp-dir-path --out-file "$2" "$1"
}
if [ "${1-}" = --renew ]; then
	dump "$library" "$kept" && echo "kept: $kept"
	exit
fi
[ -e "$kept" ] || { echo "no kept interface: $kept"; exit 1; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
dump "$library" "$tmp/today.abi" || exit 99
[ "$(grep -c '<elf-symbol ' "$tmp/today.abi")" -gt 50 ] || { echo "abidw sees no functions in $library"; exit 1; }

# 4: something changed, 8: and it breaks programs (abidiff(1))
abidiff --no-added-syms "$kept" "$tmp/today.abi" >"$tmp/report" 2>&1
rc=$?
if [ $rc != 0 ]; then
	head -n 60 "$tmp/report"
	echo "the interface is not the kept one (abidiff: $rc): mend it, or raise -version-info and renew (make abi)"
	exit 1
fi

# it can fail: a function less, and a struct of another length
sed '/<elf-symbol name=.stardose_version./d; s/stardose_version/stardose_verso/g' "$tmp/today.abi" >"$tmp/less.abi"
abidiff "$kept" "$tmp/less.abi" >/dev/null 2>&1 && { echo "a function that is gone goes unnoticed"; exit 1; }
exit 0
