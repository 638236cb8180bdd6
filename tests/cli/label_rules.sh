#!/bin/sh
# Rules of labels: each row of label_interactions.tsv is met by a list that has what it names, and pairs of medicines have
# what the label says at the one that is changed, in TSV, JSON and FHIR. Also the pairs of the shared references, when there.
. "${top_srcdir:-.}/tests/common.sh"
command -v python3 >/dev/null 2>&1 || { echo "no python3"; exit 77; }

mkdir "$tmp/rules" "$tmp/pairs"
python3 "$top_srcdir/tests/cli/label_rules.py" "$STARDOSE" "$top_srcdir/tables" "$tmp/rules" && pass || fail "rules"
python3 "$top_srcdir/tests/cli/label_pairs.py" "$STARDOSE" "$top_srcdir/tests/data/label_pairs.tsv" "$tmp/pairs" && pass || fail "pairs"
# it can fail: another action is asked for
sed 's/^P01	clozapine	fluvoxamine 50 mg\/d	reduce_dose_pct/P01	clozapine	fluvoxamine 50 mg\/d	test_required/' \
	"$top_srcdir/tests/data/label_pairs.tsv" >"$tmp/other.tsv"
python3 "$top_srcdir/tests/cli/label_pairs.py" "$STARDOSE" "$tmp/other.tsv" "$tmp/pairs" >/dev/null && fail "another action goes unnoticed" || pass
# a label that forbids what it has an amount for, and a second rule of the same name, are found
mkdir "$tmp/bad" && cp "$top_srcdir"/tables/*.tsv "$tmp/bad/" && chmod -R u+w "$tmp/bad"
awk -F '\t' -v OFS='\t' '{ print } $2 == "iloperidone" && $6 ~ /^CYP3A4 strong/ { $1 = "label-x"; $13 = "contraindicated"; $16 = "-"; print }' \
	"$top_srcdir/tables/label_interactions.tsv" >"$tmp/bad/label_interactions.tsv"
"$STARDOSE" tables check --tables "$tmp/bad" >"$tmp/said" 2>&1
grep -q "'iloperidone' is contraindicated and has a part of the dose" "$tmp/said" && pass || fail "a rule that contradicts a stricter one"
awk -F '\t' '{ print } $2 == "iloperidone" && !n++ { print }' "$top_srcdir/tables/label_interactions.tsv" >"$tmp/bad/label_interactions.tsv"
"$STARDOSE" tables check --tables "$tmp/bad" >"$tmp/said" 2>&1
grep -q "second row with the identity 'label-iloperidone" "$tmp/said" && pass || fail "two rules of one identity"
shared=$STARDOSE_SHARED/reference/labels/textbook_pairs.tsv
if [ -f "$shared" ]; then
	python3 "$top_srcdir/tests/cli/label_pairs.py" "$STARDOSE" "$shared" "$tmp/pairs" && pass || fail "pairs of the references"
else
	echo "skipped: no pairs of the shared references"
fi
done_testing
