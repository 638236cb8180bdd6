#!/bin/sh
# MultiQC finds the files of `stardose qc -O m`, and has their samples and genes in its report.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
need multiqc
"$STARDOSE" call -q -O j "$top_srcdir/examples/two_people.GRCh38.vcf" | "$STARDOSE" qc -O m -o "$tmp/qc" - || fail "no files"
PATH=/usr/bin:$PATH multiqc -f -o "$tmp/report" "$tmp/qc" >"$tmp/log" 2>&1 || { fail "multiqc: $(tail -n 3 "$tmp/log")"; exit 1; }
data=$tmp/report/multiqc_data
for section in status phenotype call_rate; do
	[ -n "$(ls "$data"/multiqc_stardose_$section-plot.* 2>/dev/null)" ] && pass || fail "no plot of $section"
done
for person in person_1 person_2; do grep -q "^$person	" "$data/multiqc_general_stats.txt" && pass || fail "$person is not in the table of samples"; done
head -n 1 "$data/multiqc_general_stats.txt" | grep -q call_rate && pass || fail "no call rate: $(head -n 1 "$data/multiqc_general_stats.txt")"
grep -q '^CYP2D6	' "$data/multiqc_stardose_status-plot.txt" && pass || fail "CYP2D6 has no bar"
[ -s "$tmp/report/multiqc_report.html" ] && pass || fail "no report"
done_testing
