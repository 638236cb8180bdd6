#!/bin/sh
# report --without-genotypes: no diplotype, allele, variant, finding or score on any page, index, file name or in JSON; phenotypes and advice stay.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
vcf=$top_srcdir/examples/two_people.GRCh38.vcf tool=$top_srcdir/tests/cli/without_genotypes.py
printf 'sample\tgene\tdiplotype\tphenotype\tactivity_score\n' >"$tmp/outside.tsv"
printf 'person_1\t%s\n' 'CYP2D6	*4/*41	.	.' 'HLA-B	*15:02 positive	.	.' 'VKORC1	.	-1639 AG	.' 'F5	.	Factor V Leiden heterozygous	.' 'UGT1A1	*28/*28	.	.' \
	'CYP2C9	.	.	1.5' 'TPMT	*1/*3A	.	.' 'CYP4F2	*1/*3	.	.' >>"$tmp/outside.tsv"
printf 'person_2\t%s\n' 'CYP2D6	*1x2/*17	.	.' 'HLA-B	*57:01/*15:11	.	.' 'IFNL3	.	rs12979860 CT	.' 'CYP2D6	*2/*4	.	.' >>"$tmp/outside.tsv"
printf 'sample\tkind\tname\tvalue\tunit\tstart\tstop\tdetail\n' >"$tmp/context.tsv"
printf 'person_1\t%s\n' 'medicine	paroxetine	20	mg/d	2026-02-01	.	share=yes' 'medicine	codeine	.	.	2026-02-01	.	.' 'medicine	carbamazepine	.	.	2026-02-01	.	.' \
	'medicine	warfarin	.	.	2026-02-01	.	.' 'trial	amitriptyline	75	mg/d	2025-01-01	2025-03-01	outcome=none' 'lab	venlafaxine	310	ng/mL	2026-01-01	.	lastdose=12' \
	'lab	O-desmethylvenlafaxine	45	ng/mL	2026-01-01	.	lastdose=12' >>"$tmp/context.tsv"
report() { "$STARDOSE" report --drugs codeine,carbamazepine,warfarin,amitriptyline,TMS,belinostat,phenytoin,abacavir --outside "$tmp/outside.tsv" --context "$tmp/context.tsv" "$@" "$vcf" 2>/dev/null; }
report -O j >"$tmp/open.json"
python3 "$tool" names "$tmp/open.json" "$top_srcdir/tables/guidance.tsv" >"$tmp/names"
for name in '\*4/\*41' '\*15:02 positive' '-1639 AG' 'CPIC-codeine-[0-9a-f]*' 'rs12248560' '\*28/\*28' 'Prothrombin\|rs12979860 CT' '\*2/\*36'; do
	if grep -q -e "$name" "$tmp/names"; then pass; else fail "'$name' is no name to look for: $(tr '\n' ' ' <"$tmp/names")"; fi
done
report -o "$tmp/open.html" -s person_1
if python3 "$tool" clean "$tmp/names" "$tmp/open.html" >"$tmp/dirty" && [ -s "$tmp/dirty" ]; then pass; else fail "the page with genotypes has none"; fi
mkdir "$tmp/out"
report --without-genotypes -O j >"$tmp/out/closed.json"
for reader in clinician patient family referral tracking preparation; do report --without-genotypes --for $reader -o "$tmp/out/$reader/"; done
for lang in de es fr nl; do for reader in patient family tracking preparation; do
	report --without-genotypes --for $reader --lang $lang -o "$tmp/out/$reader.$lang/"
done; done
report --without-genotypes --redact -o "$tmp/out/redacted/"
[ "$(find "$tmp/out" -name '*.html' | wc -l)" = 69 ] && pass || fail "pages: $(find "$tmp/out" -name '*.html' | wc -l)"
# shellcheck disable=SC2046
python3 "$tool" clean "$tmp/names" $(find "$tmp/out" -type f) >"$tmp/dirty"
if [ -s "$tmp/dirty" ]; then fail "$(head -n 5 "$tmp/dirty")"; else pass; fi
if find "$tmp/out" | grep -q '[*]'; then fail "a name of a file"; else pass; fi
python3 "$tool" same "$tmp/open.json" "$tmp/out/closed.json" >"$tmp/why"
if [ -s "$tmp/why" ]; then fail "advice: $(cat "$tmp/why")"; else pass; fi
# what is left out is said, and is no missing result
for page in "$tmp/out/clinician/person_1.html" "$tmp/out/patient/person_1.html" "$tmp/out/patient.de/person_1.html"; do
	if grep -q 'left out on request\|auf Wunsch nicht' "$page"; then pass; else fail "$page does not say that genotypes are left out"; fi
done
if grep -q 'HLA-B result left out, HLA-A without result: CPIC advises avoiding carbamazepine' "$tmp/out/clinician/person_1.html"; then pass; else fail "HLA-B is silent"; fi
grep -o '"genes_without_result":\[[^]]*' "$tmp/out/closed.json" | grep -q '"HLA-B"\|"VKORC1","reasons":\[\]' && fail "a result that is left out is none" || pass
done_testing
