#!/bin/sh
# The pages in a real browser: no accessibility fault in light and dark, the summary alone on the first printed page, however many medicines
# are in use, nothing sideways on a phone, no request, no error. Needs Chromium, Node.js 20, poppler's pdftotext, and two npm packages, which
# `npm install` in this folder brings; without one of them the test says so and is skipped.
# RANDOM_PATIENTS=60 has as many of the 500 patients with random lists laid out.
# With "pictures" as argument it makes the pictures of the README instead.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
. "$top_srcdir/tests/node.sh"
here=$top_srcdir/tests/browser
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3 pdftotext
: "${CHROMIUM:=$(command -v chromium || command -v chromium-browser)}"
[ -n "$CHROMIUM" ] || skip "chromium is not installed"
export CHROMIUM
node_packages "$here"
unset STARDOSE_TABLES
python3 "$top_srcdir/tests/people.py" "$top_srcdir/tables" "$top_srcdir/tools" "$tmp" || exit 1
# (exit status 1: one of them takes something whose name is not known, as the pages must say)
for reader in clinician patient; do
	"$STARDOSE" report --for $reader --outside "$tmp/outside.tsv" --copy-number "$tmp/copies.tsv" --context "$tmp/context.tsv" \
		-o "$tmp/$reader/" "$tmp/people.vcf" 2>"$tmp/remarks" || [ $? = 1 ] || { cat "$tmp/remarks"; fail "no pages for a $reader"; exit 1; }
done
if [ "${1-}" = pictures ]; then
	mkdir -p "$top_srcdir/docs/pictures"
	node "$here/pages.mjs" picture "$top_srcdir/docs/pictures/clinician.png" "$tmp/clinician/on_medicines.html" width=1040 height=1040 &&
		node "$here/pages.mjs" picture "$top_srcdir/docs/pictures/patient.png" "$tmp/patient/on_medicines.html" width=720 height=720 || exit 1
	ls -l "$top_srcdir/docs/pictures"
	exit
fi
# the same calls under other names, with more and more medicines in use: pages on paper are as many as they should be
"$STARDOSE" call -O j --copy-number "$tmp/copies.tsv" "$tmp/people.vcf" 2>/dev/null >"$tmp/calls"
awk -F '\t' '$1 ~ /^#?sample$/ { next } !seen[$1]++ { print $1 }' "$tmp/crowd.tsv" | while read -r name; do
	sed -n "s/^{\"sample\":\"${name%_*}\"/{\"sample\":\"$name\"/p" "$tmp/calls"
done >"$tmp/crowd"
# (5 to 12 of the 500 with random lists have no medicine, and so no row; they are asked for by name)
awk -F '\t' '!/^#/ && !seen[$1]++ { print $1 }' "$tmp/random.tsv" | while read -r name; do
	sed -n "s/^{\"sample\":\"${name%_*}\"/{\"sample\":\"$name\"/p" "$tmp/calls"
done >"$tmp/random"
head -n "${RANDOM_PATIENTS:-500}" "$tmp/random" >"$tmp/random-patient-calls"
head -n 60 "$tmp/random" >"$tmp/random-clinician-calls"
"$STARDOSE" report --context "$tmp/random.tsv" -o "$tmp/random-clinician/" "$tmp/random-clinician-calls" 2>"$tmp/remarks" || [ $? = 1 ] ||
	{ cat "$tmp/remarks"; fail "no pages for random clinicians"; exit 1; }
"$STARDOSE" report --for patient --context "$tmp/random.tsv" -o "$tmp/random-patient/" "$tmp/random-patient-calls" 2>"$tmp/remarks" || [ $? = 1 ] ||
	{ cat "$tmp/remarks"; fail "no pages for random patients"; exit 1; }
for reader in clinician patient; do
	"$STARDOSE" report --for $reader --context "$tmp/crowd.tsv" -o "$tmp/crowd-$reader/" "$tmp/crowd" 2>"$tmp/remarks" || [ $? = 1 ] ||
		{ cat "$tmp/remarks"; fail "no pages for a $reader"; exit 1; }
done
# sheets of a person with a long record, in each language
record=$top_srcdir/tests/data/clinic_record.tsv
mkdir "$tmp/sheets"
for lang in en de es fr nl; do
	for reader in family tracking preparation; do
		"$STARDOSE" report --for $reader --lang $lang --drugs TMS,ketamine,ECT --date 2026-11-01 --context "$record" -s person_1 \
			-o "$tmp/sheets/$reader.$lang.html" "$top_srcdir/examples/two_people.GRCh38.vcf" 2>/dev/null
	done
done
"$STARDOSE" report --for referral --drugs TMS --date 2026-11-01 --context "$record" -s person_1 -o "$tmp/sheets/referral.html" \
	"$top_srcdir/examples/two_people.GRCh38.vcf" 2>/dev/null
timeout 300 node "$here/pages.mjs" sheets "$tmp/sheets" || exit 1
timeout 900 node "$here/pages.mjs" test "$tmp/clinician" "$tmp/patient" "$tmp/crowd-clinician" "$tmp/crowd-patient" \
	"$tmp/random-clinician" "$tmp/random-patient"
