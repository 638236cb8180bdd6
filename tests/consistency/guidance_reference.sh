#!/bin/sh
# Every row of the collected facts has its row in tables/guidance.tsv, with the same action, amount, strength, year and citation, and
# ours has no other; each difference has a reason. It fails when a fact is changed.
. "${top_srcdir:-.}/tests/common.sh"
reference="${STARDOSE_SHARED:-}/reference/guidance"
[ -d "$reference" ] || skip "no reference facts at '$reference' (set STARDOSE_SHARED)"
command -v python3 >/dev/null || skip "no python3"
compare="python3 $top_srcdir/tests/consistency/guidance_reference.py $reference"

if $compare "$top_srcdir/tables"; then pass; else fail "rows differ from the reference"; fi

mkdir "$tmp/t"
breaks() { # claim, sed expression
	sed "$2" "$top_srcdir/tables/guidance.tsv" >"$tmp/t/guidance.tsv"
	cmp -s "$top_srcdir/tables/guidance.tsv" "$tmp/t/guidance.tsv" && fail "$1: nothing was changed"
	if $compare "$tmp/t" >/dev/null; then fail "$1 goes unnoticed"; else pass; fi
}
breaks "a lost row" '/^DPWG-risperidone/{N;s/.*\n//;}'
breaks "another factor" 's/x0.67;/x0.76;/'
breaks "another action" 's/	limit_max_dose	-	20 mg\/day	/	reduce_dose_pct	-	20 mg\/day	/'
breaks "another phenotype" 's/^\(FDA-clobazam.*	CYP2C19	\)PM	/\1IM	/'
breaks "another band" 's/IM\[75-124\]/IM[76-124]/'
breaks "another year" 's/	2026	PMID:41526670/	2025	PMID:41526670/'
breaks "another context" 's/	cough	/	pain	/'
done_testing
