#!/bin/sh
# The engine knows no gene by name, and no hybrid or exon of one by number: those are rows of tables/. Comments may name them.
# Usage: genes_in_engine.sh [source tree]; with no argument it also proves on a bad tree that it can fail.
set -u
check() { # tree: prints file:line: text for each gene symbol in code or string literals of src/lib
	(cd "$1" && find src/lib include -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	FNR == 1 { in_comment = 0 }
	{
		code = ""; rest = $0
		while (rest != "") {
			if (in_comment) {
				end = index(rest, "*/")
				if (!end) break
				rest = substr(rest, end + 2); in_comment = 0
			} else {
				start = index(rest, "/*"); line = index(rest, "//")
				if (line && (!start || line < start)) { code = code substr(rest, 1, line - 1); break }
				if (!start) { code = code rest; break }
				code = code substr(rest, 1, start - 1); rest = substr(rest, start + 2); in_comment = 1
			}
		}
		if (code ~ /CYP[0-9]|cyp[0-9]|UGT[0-9]|HLA[-_]?[ABab]|HTR[0-9]|COMT|MTHFR|SLC6A4|OPRM1|ABCB1|G6PD/ ||
		    tolower(code) ~ /hybrid[_ ]?[0-9]|(^|[^a-z])exon[_ ]?[0-9]/) {
			print FILENAME ":" FNR ": " $0; bad = 1
		}
	}
	END { exit bad }')
}

if [ $# -gt 0 ]; then
	check "$1"
	exit
fi
check "${top_srcdir:-.}" || exit 1

tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/src/lib" "$tmp/include"
printf '/* CYP2D6 may stand here,\n CYP2C19 here */\nint x; // CYP3A5\n' >"$tmp/src/lib/good.c"
check "$tmp" >/dev/null || { echo "a gene name in a comment is taken for code"; exit 1; }
echo 'if (!strcmp(gene->name, "CYP2D6")) /* special */' >"$tmp/src/lib/bad.c"
check "$tmp" >/dev/null && { echo "a gene name in code goes unnoticed"; exit 1; }
rm "$tmp/src/lib/bad.c"
for code in 'enum { STARDOSE_HYBRID36 };' 'puts("hybrid13");' 'int exon9 = 0;' '#define EXON_9 1' 'puts("exon 9");'; do
	echo "$code" >"$tmp/include/bad.h"
	check "$tmp" >/dev/null && { echo "'$code' goes unnoticed"; exit 1; }
done
printf 'int n_exons, is_hybrid, exon[2]; /* exon 9, HYBRID36 */\n' >"$tmp/include/bad.h"
check "$tmp" >/dev/null || { echo "exons and hybrids without a number are taken for one"; exit 1; }
exit 0
