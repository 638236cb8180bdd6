#!/bin/sh
# The programs of examples/, which know <stardose/stardose.h> only, say what the command line says.
. "${top_srcdir:-.}/tests/common.sh"
programs=$top_builddir/examples people=$top_srcdir/examples/two_people.GRCh38.vcf
for name in call guide report annotate_push; do
	[ -x "$programs/$name" ] || { echo "skipped: examples/$name is not built"; exit 77; }
done
medicines=codeine,citalopram,paroxetine

columns() { # names separated by blanks; stdin: a TSV with a header line
	awk -F '\t' -v names="$1" '
	BEGIN { n = split(names, want, " ") }
	/^##/ { next }
	!header++ { sub(/^#/, ""); for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ for (k = 1; k <= n; k++) printf "%s%s", $(at[want[k]]), k < n ? "\t" : "\n" }'
}
same() { # claim, file, file
	[ -s "$2" ] || fail "$1: no output"
	if cmp -s "$2" "$3"; then pass; else fail "$1:"; diff "$2" "$3" | head -n 6; fi
}

"$programs/call" "$people" >"$tmp/a" || fail "call fails"
"$STARDOSE" call -O t "$people" 2>/dev/null | columns 'sample gene diplotype phenotype status' >"$tmp/b"
same "call says what 'stardose call' says" "$tmp/a" "$tmp/b"

"$programs/guide" "$people" $medicines >"$tmp/lines" || fail "guide fails"
"$STARDOSE" guide -O j --drugs $medicines "$people" >"$tmp/b" 2>/dev/null
same "guide writes what 'stardose guide -O j' writes" "$tmp/lines" "$tmp/b"

"$programs/report" <"$tmp/lines" >"$tmp/a" || fail "report fails"
"$STARDOSE" report -s person_2 --drugs $medicines "$people" >"$tmp/b" 2>/dev/null
same "report makes the page of 'stardose report'" "$tmp/a" "$tmp/b"

"$programs/annotate_push" "$people" >"$tmp/a" || fail "annotate_push fails"
"$STARDOSE" guide -O t "$people" 2>/dev/null | columns 'sample drug guidance' >"$tmp/b"
same "records that are pushed lead to the guidance of 'stardose guide'" "$tmp/a" "$tmp/b"
[ "$(wc -l <"$top_srcdir/examples/annotate_push.c")" -le 60 ] && pass || fail "annotate_push.c has more than 60 lines"

for name in call annotate_push; do
	if "$programs/$name" "$tmp/none.vcf" >"$tmp/a" 2>"$tmp/b"; then fail "$name takes a file that is not there"
	elif grep -q 'none.vcf' "$tmp/b"; then pass; else fail "$name does not say which file: $(cat "$tmp/b")"; fi
done
# what ./quickstart shows: columns of their own, and a page whose path is told
STARDOSE_TABLES= sh "$top_srcdir/examples/run.sh" "$STARDOSE" "$tmp/shown" >"$tmp/screen" 2>&1 || fail "examples/run.sh: $(cat "$tmp/screen")"
if grep -qx '  person_1  CYP2D6   \*4/\*41     Intermediate Metabolizer  0.25            called  not_assessed' "$tmp/screen"; then pass; else
	fail "the calls are not shown as a table"; head -n 5 "$tmp/screen"
fi
if grep -qE '^  person_1  paroxetine +CPIC +general +CYP2D6:Intermediate Metabolizer ' "$tmp/screen"; then pass; else
	fail "guidance is not shown as a table"; grep -m 3 paroxetine "$tmp/screen"
fi
# the page has the course of the example's record: scores with days, what was tried, a level beside the result, a chart
for said in 'PHQ-9.*21.*2026-01-30' 'by the convention' 'escitalopram.*2025-06-02' '182 ng/mL' '70 to 170' 'acts poor with paroxetine' 'psychotherapy' '<svg class="chart"\|class="chart"'; do
	if tr '\n' ' ' <"$tmp/shown/report.html" | grep -q "$said"; then pass; else fail "the page of the example does not have: $said"; fi
done
grep -q 'not given' "$tmp/shown/referral.html" && [ -s "$tmp/shown/patient.html" ] && pass || fail "no referral, or no page for the patient"
if grep -q "^A page to read: .*/shown/report.html$" "$tmp/screen" && [ -s "$tmp/shown/report.html" ]; then pass; else fail "no page to read"; fi
done_testing
