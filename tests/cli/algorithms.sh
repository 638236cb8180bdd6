#!/bin/sh
# CPIC's steps for thiopurines and statins, written down again, give what the rows give for every pair of results; and a row that is changed
# is noticed.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
send() { python3 "$top_srcdir/tests/cli/algorithms.py" "$STARDOSE"; }

if send >"$tmp/out"; then pass; else fail "the rows and the steps differ"; fi
cat "$tmp/out"

mkdir "$tmp/t"
breaks() { # claim, sed expression
	sed "$2" "$top_srcdir/tables/guidance.tsv" >"$tmp/t/guidance.tsv"
	cmp -s "$top_srcdir/tables/guidance.tsv" "$tmp/t/guidance.tsv" && fail "$1: nothing was changed"
	if STARDOSE_TABLES="$tmp/t" send >/dev/null; then fail "$1 goes unnoticed"; else pass; fi
}
breaks "one gene's dose where both are intermediate" '/^CPIC-mercaptopurine-66e91dc0/s/x0.2-0.5/x0.3-0.8/'
breaks "a ceiling twice as high" '/^CPIC-rosuvastatin-a657ebaf/s/10 mg/20 mg/'
breaks "a gene that counts for nothing" '/^CPIC-fluvastatin-f8e76489/s/	alternative	/	standard	/'
done_testing
