#!/bin/sh
# Every entry of CPIC, DPWG and FDA among the collected facts ($STARDOSE_SHARED) goes through the program and comes out with its medicine,
# source and action; and a row that is lost or changed is noticed.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
reference="${STARDOSE_SHARED:-}/reference"
[ -d "$reference/guidance" ] || skip "no reference facts at '$reference' (set STARDOSE_SHARED)"
need python3
unset STARDOSE_TABLES
send() { python3 "$top_srcdir/tests/cli/every_source_row.py" "$STARDOSE" "$reference" "$top_srcdir/tables"; }

if send >"$tmp/out"; then pass; else fail "entries of the sources are lost"; fi
cat "$tmp/out"

mkdir "$tmp/t"
breaks() { # claim, sed expression
	sed "$2" "$top_srcdir/tables/guidance.tsv" >"$tmp/t/guidance.tsv"
	cmp -s "$top_srcdir/tables/guidance.tsv" "$tmp/t/guidance.tsv" && fail "$1: nothing was changed"
	if STARDOSE_TABLES="$tmp/t" send >/dev/null; then fail "$1 goes unnoticed"; else pass; fi
}
breaks "a lost row of DPWG" '/^DPWG-warfarin-6a3287c3/d'
breaks "another action of CPIC" '/^CPIC-phenytoin-e33e781c/s/	reduce_dose_pct	/	standard	/'
breaks "another band of CPIC" '/^CPIC-phenytoin/{s/IM\[150-199\]/IM[151-199]/;s/IM\[100-149\]/IM[100-150]/;}'
breaks "another medicine of FDA" '/^FDA-carvedilol/s/	carvedilol	/	bisoprolol	/'
breaks "a lost pair of CPIC" '/^CPIC-timolol-08bbc498/d'
done_testing
