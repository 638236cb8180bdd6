#!/bin/sh
# The sheets for a family, tracking, preparation (five languages) and a referral: whole or refused, easy to read, claiming nothing, and
# nothing of the person on them that has no place there.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
tables=$top_srcdir/tables example=$top_srcdir/examples/two_people.GRCh38.vcf claims=$top_srcdir/tests/over_claims.tsv
check() { # text, then arguments of sheets.py
	_text=$1; shift
	if python3 "$top_srcdir/tests/cli/sheets.py" "$@" >"$tmp/why" 2>&1; then pass; else fail "$_text"; head -n 12 "$tmp/why"; fi
}
refuse() {
	_text=$1; shift
	if python3 "$top_srcdir/tests/cli/sheets.py" "$@" >"$tmp/why" 2>&1; then fail "$_text"; else pass; fi
}
while IFS='|' read -r kind name value unit start stop detail; do
	printf 'MARKER_1\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$kind" "$name" "$value" "$unit" "$start" "$stop" "$detail"
done >"$tmp/context" <<'END'
medicine|lorazepam|1|mg/d|2026-01-01|.|share=yes
medicine|paroxetine|27|mg/d|2026-01-01|.|.
medicine|lisdexamfetamine|33|mg/d|2026-01-01|2026-02-01|share=yes
score|PHQ-9|19|.|2026-08-01|.|item9=2
lab|clozapine|431|ng/mL|2026-08-03|.|lastdose=12
trial|sertraline|155|mg/d|2025-01-10|2025-03-20|outcome=none
procedure|ECT|.|.|2027-01-10|.|.
person|age|46|.|2026-08-01|.|.
person|diagnosis|recurrent depression|.|2026-08-01|.|.
condition|smoking|.|.|.|.|.
END
sed -i "1i #sample\tkind\tname\tvalue\tunit\tstart\tstop\tdetail" "$tmp/context"
sed 's/person_1/MARKER_1/' "$example" >"$tmp/person.vcf"
sheet() { "$STARDOSE" report --date 2026-11-01 --context "$tmp/context" -s MARKER_1 "$@" "$tmp/person.vcf" 2>/dev/null; }

for lang in en de es fr nl; do
	mkdir "$tmp/$lang"
	for reader in family tracking preparation; do
		sheet --for $reader --lang $lang --drugs TMS,ketamine,MDMA,codeine -o "$tmp/$lang/$reader.html" || fail "$lang: no page for $reader"
	done
	check "$lang: sheets are in their language, and easy to read" language "$tables" $lang "$tmp/$lang"/*.html
	cat "$tmp/why"
	check "$lang: sheets claim nothing" claims "$claims" "$tables" $lang "$tmp/$lang"/*.html
	planted=$(awk -F '\t' -v lang=$lang '$1 == (lang == "en" ? "output" : lang) { print $3; exit }' "$claims")
	sed "s|</main>|<p>$planted</p></main>|" "$tmp/$lang/family.html" >"$tmp/planted.html"
	refuse "$lang: a sheet may claim: $planted" claims "$claims" "$tables" $lang "$tmp/planted.html"
	sheet --for preparation --lang $lang --drugs TMS,ketamine,MDMA -O j >"$tmp/$lang.json"
	check "$lang: questions, and rows of what is on the list" questions "$tmp/$lang/preparation.html" "$tmp/$lang.json"
	cp "$tmp/why" "$tmp/rows"
done
while read -r row; do
	if "$STARDOSE" explain --row "$row" >"$tmp/out" 2>&1 && grep -q "$row" "$tmp/out"; then pass; else fail "explain does not answer for $row"; fi
done <"$tmp/rows"
refuse "a German sheet may be in English" language "$tables" de "$tmp/en/family.html"

# ---- what has no place there ----
lacks() { # page, words
	if sed 's/<style>//; /^:root/d' "$1" | grep -Eqi "$2"; then fail "$1 has $2"; else pass; fi
}
for lang in en de es fr nl; do
	for page in "$tmp/$lang/family.html" "$tmp/$lang/tracking.html" "$tmp/$lang/preparation.html"; do
		lacks "$page" 'MARKER|metaboli|CYP[0-9]|\*[0-9]+/\*|PHQ|clozapine|sertraline|27 mg|33 mg|1 mg|depression|431|2026-0|lisdexamfetamine|codeine'
	done
	lacks "$tmp/$lang/family.html" 'paroxetine'
	lacks "$tmp/$lang/tracking.html" 'paroxetine|lorazepam'
	grep -q lorazepam "$tmp/$lang/family.html" || fail "$lang: what may be shared is not named"
done
sheet --for referral --drugs TMS,codeine -o "$tmp/referral.html"
lacks "$tmp/referral.html" '\*[0-9]+/\*|suicid|item ?9|eligible|suitable for'
says() { if grep -q "$2" "$1"; then pass; else fail "$1 does not say: $2"; fi; }
says "$tmp/referral.html" 'On file as a question for TMS:</b> <span class="bit"><bdi>lorazepam</bdi> <span class="soft">(association, fact-tms-medicines)'
says "$tmp/referral.html" '<bdi>ECT</bdi> (planned)'
says "$tmp/en/preparation.html" 'About ECT'
says "$tmp/en/preparation.html" 'No guideline. This is not an approved medicine in the US.'
says "$tmp/en/preparation.html" '<bdi>lorazepam</bdi> <small class="soft">(fact-ect-medicines)'
sheet --for tracking --label 'Ward 7 & <b>' -o "$tmp/label.html"
says "$tmp/label.html" '<bdi>Ward 7 &amp; &lt;b&gt;</bdi>'
# asked for nothing: the questions about every treatment alone
"$STARDOSE" report --for preparation -s MARKER_1 -o "$tmp/general.html" "$tmp/person.vcf" 2>/dev/null
says "$tmp/general.html" 'About every treatment'; lacks "$tmp/general.html" 'About (TMS|ECT|ketamine|MDMA)'
says "$tmp/general.html" 'No list of your medicines was given'
# the question for the clinician has the row too
sheet --drugs TMS -O j >"$tmp/clinician.json"
says "$tmp/clinician.json" '"code":"procedure","name":"TMS","text":"TMS: a fact on file speaks of a medicine in use.*"id":"fact-tms-medicines"'
sheet -O j >"$tmp/clinician.json"
says "$tmp/clinician.json" '"code":"procedure","name":"ECT"'; lacks "$tmp/clinician.json" '"code":"procedure","name":"TMS"'

# ---- half of a language is none ----
for row in 'page	family_signs_text' 'page	tracking_bring' 'preparation	ect_1'; do
	mkdir -p "$tmp/half" && grep -v "^$row	" "$tables/words.nl.tsv" >"$tmp/half/words.nl.tsv"
	for reader in family tracking preparation; do
		refused "$reader without the row $row" 4 "$STARDOSE" report --for $reader --lang nl --tables "$tmp/half" -s MARKER_1 "$tmp/person.vcf"
	done
done
refused "a referral in another language" 2 "$STARDOSE" report --for referral --lang de -s MARKER_1 "$tmp/person.vcf"
mkdir -p "$tmp/words"
for row in 'recorded	ill' 'page	referral_first' 'course_question	who'; do
	grep -v "^$row	" "$tables/words.tsv" >"$tmp/words/words.tsv"
	refused "words without the row $row" 4 "$STARDOSE" report --tables "$tmp/words" -s MARKER_1 "$tmp/person.vcf"
done
printf '#row_id\tname\nfact-tms-medicines\tno such medicine\n' >"$tmp/half/bearings.tsv"
cp "$tables/words.nl.tsv" "$tmp/half/"
refused "a bearing of nothing" 4 "$STARDOSE" report --tables "$tmp/half" -s MARKER_1 "$tmp/person.vcf"
done_testing
