#!/bin/sh
# Bundles of guide -O f: sound by the rules of docs/FHIR.md, true to guide -O j, closed to hostile names, the same every time.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
here=$top_srcdir/tests/cli tables=$top_srcdir/tables example=$top_srcdir/examples/two_people.GRCh38.vcf
sound() { python3 "$here/fhir.py" "$1" "$tables"; }
bundle=	# options of -O f alone
both() { # what, arguments of guide: bundles are sound, and say what the JSON says
	_what=$1; shift
	"$STARDOSE" guide -O j "$@" >"$tmp/j" 2>/dev/null
	"$STARDOSE" guide -O f $bundle "$@" >"$tmp/f" 2>/dev/null
	cat "$tmp/f" >>"$tmp/all"
	if sound "$tmp/f" >"$tmp/why"; then pass; else fail "$_what: not sound"; cat "$tmp/why"; fi
	if python3 "$here/fhir_read.py" "$tmp/j" "$tmp/f" "$tables/vocabulary.tsv" >"$tmp/why"; then pass; else
		fail "$_what: not what guide -O j says"; cat "$tmp/why"
	fi
}
every_line() { # what, arguments of guide: with --all every line stands on its own
	_what=$1; shift
	"$STARDOSE" guide -O j "$@" >"$tmp/j" 2>/dev/null
	"$STARDOSE" guide -O f --all "$@" >"$tmp/f" 2>/dev/null
	if sound "$tmp/f" >"$tmp/why"; then pass; else fail "$_what: not sound"; cat "$tmp/why"; fi
	if python3 "$here/fhir_read.py" "$tmp/j" "$tmp/f" "$tables/vocabulary.tsv" all >"$tmp/why"; then pass; else
		fail "$_what: not every line of guide -O j"; cat "$tmp/why"
	fi
}
says() { # what, text: the last bundles have it
	if grep -qF "$2" "$tmp/f"; then pass; else fail "$1: '$2' is not there"; fi
}

# ---- eight people, and others ----
printf '#sample\tgene\tdiplotype\nnormal\tCYP2D6\t*1/*1\nnormal\tCYP2C19\t*1/*1\npoor\tCYP2D6\t*4/*4\nhybrid\tCYP2D6\t*68+*4/*1\n' >"$tmp/outside.tsv"
printf 'findings\tHLA-B\t*15:02 positive\nfindings\tHLA-B\t*57:01 negative\nfindings\tCYP2C9\t*1/*3\n' >>"$tmp/outside.tsv"
both "normal" --outside "$tmp/outside.tsv" -s normal
says "normal" '"code":"LA25391-6"'
both "poor CYP2D6 metabolizer" --outside "$tmp/outside.tsv" -s poor
says "poor" '"code":"LA9657-3"'
says "poor" '"code":"LA26421-0"'
printf '%s\n' '{"sample":"ultra","genes":[{"gene":"CYP2D6","status":"called","phenotype":"Ultrarapid Metabolizer","activity_score":[3,null],"copies":"not_assessed","candidates":[{"diplotype":"*1/*2xN","phenotype":"Ultrarapid Metabolizer","activity_score":[3,null]}]}]}' >"$tmp/ultra"
both "ultrarapid, copies unknown" "$tmp/ultra"
says "ultrarapid" '"code":"LA10315-2"'
says "ultrarapid" 'activity score 3 or more'
both "ambiguous, partial, open, no-call" "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf"
says "ambiguous" 'CYP2C19 *1/*17 or '
both "on paroxetine and omeprazole" --taking 'paroxetine 20 mg/d,omeprazole,heptabarb' -s person_1 "$example"
grep -q "'converted': [1-9]" "$tmp/why" && pass || fail "nobody is converted: $(cat "$tmp/why")"
both "rules of labels and doses" --taking 'clozapine 400 mg/d,fluvoxamine 50 mg/d,smoking,midazolam 7.5 mg/d,clarithromycin,citalopram 40 mg/d,age 70' \
	-s person_1 "$example"
grep -q "'issues': [5-9]" "$tmp/why" && pass || fail "rules and doses are no issues: $(cat "$tmp/why")"
says "a dose" 'now 40 mg/day, at most 20 mg/day'
both "a hybrid from outside" --outside "$tmp/outside.tsv" -s hybrid
says "hybrid" '*68+*4'
both "findings of HLA" --outside "$tmp/outside.tsv" -s findings
both "other results from outside" --outside "$top_srcdir/tests/data/outside.tsv"
both "the other build" "$top_srcdir/examples/two_people.GRCh37.vcf"
says "GRCh37" '"code":"LA14029-5"'
"$STARDOSE" call -O j "$example" >"$tmp/calls" 2>/dev/null
both "from calls" "$tmp/calls"
both "facts that rest on no genotype" --drugs ketamine,TMS,lithium "$tmp/calls"
printf '%s\n' '{"sample":"phenotype only","genes":[{"gene":"CYP2C19","phenotype":"Poor Metabolizer"}]}' '{"sample":"nothing","genes":[]}' >"$tmp/few"
both "nearly nothing" "$tmp/few"
says "nearly nothing" 'No line of guidance asks for more than the usual'

# ---- lines that ask for nothing share sentences; --all has each ----
both "folded" -s person_1 "$example"
grep -q "'folded': [1-9][0-9][0-9]" "$tmp/why" && pass || fail "hardly anything is folded: $(cat "$tmp/why")"
says "folded" 'No recommendation is given, by source and gene, for:\n- CPIC, CYP2D6: acebutolol, amoxapine, '
for spoilt in 's/acebutolol, amoxapine, /acebutolol, /' 's/No recommendation is given/A recommendation is given/' 's/- FDA, CYP2C19: /- FDA, CYP2C9: /' \
	's/copies_not_assessed, /phenotype_open, /g' 's/CPIC A (ClinPGx 1A)/CPIC B/g'; do
	sed "$spoilt" "$tmp/f" >"$tmp/spoilt"
	if cmp -s "$tmp/f" "$tmp/spoilt"; then fail "$spoilt changes nothing"; elif
		python3 "$here/fhir_read.py" "$tmp/j" "$tmp/spoilt" "$tables/vocabulary.tsv" >/dev/null; then fail "the reader lets $spoilt pass"; else pass; fi
done
every_line "every line" --outside "$tmp/outside.tsv" -s normal
every_line "every line, on paroxetine and omeprazole" --taking 'paroxetine 20 mg/d,omeprazole,heptabarb' -s person_1 "$example"
says "every line" '"conclusion-string"}],"text":"Clinical conclusion"},"valueString":"Whatever the CYP2D6 result: CPIC gives no recommendation for acebutolol."'
refused "--all without bundles" 2 "$STARDOSE" guide --all "$example"
python3 - "$tables" >"$tmp/normal.jsonl" <<'END'
import csv, json, os, sys
# a person whose genes are all normal: the first result of each gene that rows call normal
rows = [l.rstrip("\n") for l in open(os.path.join(sys.argv[1], "genes.tsv")) if not l.startswith("##")]
rows[0] = rows[0].lstrip("#")
names = {"SLCO1B1": "Normal Function", "ABCG2": "Normal Function", "G6PD": "Normal"}
genes = [r["gene"] for r in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)]
no_score = {"phenotype": None, "activity_score": None}
print(json.dumps({"sample": "normal", "genes": [
    {"gene": g, "status": "called", "phenotype": names.get(g, "Normal Metabolizer"), "candidates": [{"diplotype": "*1/*1", "phenotype": names.get(g, "Normal Metabolizer")}]}
    for g in genes if g.startswith(("CYP", "TPMT", "NUDT15", "UGT1A1", "DPYD", "NAT2")) or g in names]}))
END
both "normal throughout" "$tmp/normal.jsonl"
if [ "$(wc -c <"$tmp/f")" -le 150000 ]; then pass; else fail "a person with normal results makes $(wc -c <"$tmp/f") bytes"; fi
echo "a person with normal results: $(wc -c <"$tmp/f") bytes, with --all $("$STARDOSE" guide -O f --all "$tmp/normal.jsonl" 2>/dev/null | wc -c)"

panel=${STARDOSE_SHARED:-$top_srcdir/../shared}/data/1kgp
if [ -d "$panel/GRCh38" ]; then
	awk 'NR % 100 == 51 { print $1 }' "$panel/samples.tsv" >"$tmp/names"
	"$STARDOSE" call -q --force-samples -S "$tmp/names" -O j "$panel"/GRCh38/*.vcf.gz | "$STARDOSE" guide -q -O f >"$tmp/people"
	# of 1,765 people half take at most 147 kB; of these few a little more
	half=$(awk '{ print length($0) }' "$tmp/people" | sort -n | awk '{ n[NR] = $1 } END { print (NR > 20 ? n[int((NR + 1) / 2)] : 999999) }')
	if [ "$half" -le 155000 ]; then pass; else fail "half of the people of the panel take more than $half bytes"; fi
	echo "people of the panel: half take at most $half bytes"
else
	echo "note: no panel at $panel: bundles of its people are not measured"
fi

# ---- what was looked at, the conclusion, a transaction, the page ----
both "what was looked at" -s person_1 "$example"
says "what was looked at" 'Definition sites seen: CYP2D6 163 of 163, CYP2C19 35 of 35, CYP2B6 0 of '
says "the conclusion" 'Guidance asks for more than the usual with: amitriptyline (CPIC, DPWG); '
bundle='--transaction --patient-identifier https://lab.example/people|A,7|$\'
both "a transaction" -s person_1 "$example"
says "a transaction" '"ifNoneExist":"identifier=https://lab.example/people|A%5C%2C7%5C%7C%5C%24%5C%5C"'
bundle='--transaction --patient-identifier https://lab.example/people'
both "a transaction of each person" --drugs codeine "$example"
says "a transaction of each person" '"identifier":[{"system":"https://lab.example/people","value":"person_2"}]'
refused "one identifier for two people" 2 "$STARDOSE" guide -O f --patient-identifier 'https://lab.example/people|A' --drugs codeine "$example"
refused "a transaction without system" 2 "$STARDOSE" guide -O f --transaction "$example"
refused "a transaction that is no bundle" 2 "$STARDOSE" guide -O j --transaction --patient-identifier x:y "$example"
bundle=--page
both "the page" --taking codeine -s person_1 "$example"
bundle=
python3 - "$tmp/f" >"$tmp/page" <<'END'
import base64, json, sys
for entry in json.loads(open(sys.argv[1]).read())["entry"]:
    for form in entry["resource"].get("presentedForm", []):
        sys.stdout.buffer.write(base64.b64decode(form["data"]))
END
"$STARDOSE" report --taking codeine -s person_1 "$example" 2>/dev/null >"$tmp/two"
same_file "the page is that of stardose report" "$tmp/two" "$tmp/page"

# ---- the day, and medicines that ended ----
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$tmp/context"
printf 'person_1\tmedicine\t%s\t20\tmg/d\t2026-01-01\t%s\tnote\n' fluoxetine 2026-02-10 sertraline . >>"$tmp/context"
printf 'person_1\tlab\tCRP\t12\tmg/L\t.\t.\t.\n' >>"$tmp/context"
both "a context with a day" --date 2026-02-20 --context "$tmp/context" -s person_1 "$example"
says "day" '"effectiveDateTime":"2026-02-20"'
says "day" '"effectivePeriod":{"start":"2026-01-01","end":"2026-02-10"}'
both "a context without a day" --context "$tmp/context" -s person_1 "$example"
grep -q effectiveDateTime "$tmp/f" && fail "a day that nobody named" || pass

# ---- what was measured and tried ----
record=$top_srcdir/tests/data/clinic_record.tsv
both "what was measured and tried" --date 2026-11-01 --context "$record" --drugs codeine -s person_1 "$example"
grep -q "'recorded': 2[0-9]" "$tmp/why" && pass || fail "not everything is recorded: $(cat "$tmp/why")"
cp "$tmp/f" "$tmp/measured" && cp "$tmp/j" "$tmp/measured.j"
says "a code of LOINC" '{"system":"http://loinc.org","code":"44261-6"}'
says "an answer" '"code":{"coding":[{"system":"http://loinc.org","code":"44260-8"}],"text":"item 9"},"valueInteger":1}'
says "a scale without a code of LOINC" '{"system":"urn:stardose:scale","code":"HAM-D-17"}],"text":"HAM-D-17"}'
says "a scale that nobody knows" '"code":{"text":"our own list"}'
says "digits as written" '"value":420.50,"unit":"ng/mL","system":"http://unitsofmeasure.org","code":"ng/mL"'
says "less than" '"value":0.30,"comparator":"<"'
says "the laboratory's flag" '"code":"H","display":"High"}],"text":"flagged high by the laboratory"'
says "the time of a sample" 'sampled at 08:30'
says "a procedure to come" '{"resourceType":"Procedure","status":"preparation","code":{"text":"ECT"}'
says "a procedure without an end" '{"resourceType":"Procedure","status":"unknown","code":{"text":"yoga"}'
says "a trial of a procedure" '{"resourceType":"Procedure","status":"completed","code":{"text":"TMS"}'
says "a trial of nobody knows what" 'trial: sunlight 2025-05-01'
says "a unit that nobody knows" '"valueQuantity":{"value":45,"unit":"cups"}'
python3 - "$tmp/f" <<'END' && pass || fail "codes, ranges and grades of what was measured"
import json, sys
all_ = [e["resource"] for e in json.load(open(sys.argv[1]))["entry"]]
os = [o for o in all_ if o["resourceType"] == "Observation" and "meta" not in o]
of = lambda name: [o for o in os if o["code"]["text"] == name]
coded = lambda o: [c["code"] for c in o["code"].get("coding", [])]
assert [coded(o) for o in of("CRP")] == [["1988-5"]] * 2
assert sorted(coded(o) for o in of("lithium")) == [[], ["14334-7"]], "a code of another specimen"
assert coded(of("prolactin")[0]) == [], "a code of another property"
assert [len(o.get("referenceRange", [])) for o in of("clozapine")] == [1, 0], "a range without the time since the dose"
assert not any("referenceRange" in o for o in of("venlafaxine") + of("O-desmethylvenlafaxine") + of("CRP")), "a range of one part"
assert "long-term" in [o for o in of("lithium") if coded(o)][0]["referenceRange"][0]["text"]
assert not any("interpretation" in o or "referenceRange" in o for o in os if "urvey" in str(o["category"])), "a grade of a score"
assert "valueQuantity" not in of("C-SSRS")[0] and len(of("C-SSRS")[0]["component"]) == 3
assert len(of("PHQ-9")) == 2 and not any(r["resourceType"] == "Flag" for r in all_)
assert not any("T" in o["effectiveDateTime"] for o in os)
END
for spoilt in 's/"valueInteger":1/"valueInteger":0/' 's/"44261-6"/"44261-7"/' 's/"valueBoolean":false/"valueBoolean":true/' 's/"value":420.50/"value":420.51/' \
	's/no effect recorded/recorded as remission/' 's/"end":"2025-06-01"/"end":"2025-06-02"/' 's/"code":"H","display":"High"/"code":"L","display":"Low"/' \
	's/"status":"preparation"/"status":"completed"/' 's/"effectiveDateTime":"2026-06-01"/"effectiveDateTime":"2026-06-02"/' 's/mg.dL","system":"[^"]*"/&,"x":"y"/' \
	's/{"resourceType":"Procedure","status":"unknown","code":{"text":"yoga"}/{"resourceType":"Procedure","status":"unknown","code":{"text":"rest"}/'; do
	sed "$spoilt" "$tmp/measured" >"$tmp/spoilt"
	if cmp -s "$tmp/measured" "$tmp/spoilt"; then fail "$spoilt changes nothing"; elif sound "$tmp/spoilt" >/dev/null &&
		python3 "$here/fhir_read.py" "$tmp/measured.j" "$tmp/spoilt" "$tables/vocabulary.tsv" >/dev/null; then fail "the checks let $spoilt pass"; else pass; fi
done

# ---- names that want to be more than names ----
hostile='<script>alert(1)</script>" onload="x\u0000'
sed "s|person_1|$hostile|; s|person_2|$(printf '\342\200\256')../../\`id\`{\"a\":1}|" "$example" >"$tmp/hostile.vcf"
both "hostile sample names" --drugs codeine "$tmp/hostile.vcf"
sed "s|person_1|$(printf 'bell \007 and "quote"')|; s|person_2|$(printf 'no\302\240break\342\200\250line')|" "$example" >"$tmp/spaces.vcf"
both "a control character, white space beyond ASCII" --drugs codeine "$tmp/spaces.vcf"
says "a control character" "bell $(printf '\357\277\275') and"
says "white space beyond ASCII" '"no break line"'
printf '{"sample":"\302\240","genes":[]}\n' >"$tmp/blank"
"$STARDOSE" guide -O f "$tmp/blank" 2>/dev/null >"$tmp/f"
says "white space alone" "\"value\":\"$(printf '\357\277\275')\""
sed "s|person_1|$(printf 'b\377d')|" "$example" >"$tmp/latin.vcf"
"$STARDOSE" guide -O f --drugs codeine "$tmp/latin.vcf" >"$tmp/f" 2>/dev/null
if sound "$tmp/f" >"$tmp/why"; then pass; else fail "a name that is not UTF-8"; cat "$tmp/why"; fi
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$tmp/context"
printf 'person_1\tmedicine\t%s\t.\t.\t.\t.\t%s\n' '<img src=x onerror=alert(1)>' "$(printf '\342\200\256</li>')" \
	'"},{"resourceType":"Patient"' '{{sample}}' >>"$tmp/context"
both "hostile medicines" --context "$tmp/context" --drugs codeine -s person_1 "$example"

# ---- addresses: the same for the same person and result, others for others ----
"$STARDOSE" guide -O f "$example" 2>/dev/null >"$tmp/one"
"$STARDOSE" guide -O f <"$example" 2>/dev/null >"$tmp/two"
same_file "the same people make the same bundles" "$tmp/one" "$tmp/two"
sed 's/person_1/person_8/; s/person_2/person_9/' "$example" >"$tmp/renamed.vcf"
"$STARDOSE" guide -O f "$tmp/renamed.vcf" 2>/dev/null >"$tmp/two"
python3 - "$tmp/one" "$tmp/two" <<'END' && pass || fail "addresses of other people are the same"
import json, sys
urls = [{e["fullUrl"] for e in json.loads(line)["entry"] if e["resource"]["resourceType"] != "Device"} for path in sys.argv[1:] for line in open(path)]
sys.exit(any(a & b for i, a in enumerate(urls) for b in urls[:i]))
END
"$STARDOSE" guide -O f --no-version --drugs codeine "$example" 2>/dev/null >"$tmp/f"
if sound "$tmp/f" >"$tmp/why" && ! grep -q '"version"' "$tmp/f"; then pass; else fail "--no-version"; cat "$tmp/why"; fi

# ---- codes and their sources ----
for key in $(awk -F '\t' '!/^#/ { n = split($7, k, ","); for (i = 1; i <= n; i++) print k[i] }' "$tables/fhir_codes.tsv" | sort -u); do
	if grep -q "^| \`$key\` |" "$tables/SOURCES-fhir.md"; then pass; else fail "source '$key' is not in SOURCES-fhir.md"; fi
done
if (cd "$top_srcdir/src" && grep -nE 'LA[0-9]+-[0-9]|"[0-9]{5}-[0-9]"|HGNC:[0-9]|https?://' lib/fhir/*.c); then fail "codes in the program"; else pass; fi
mkdir "$tmp/mine" && grep -v '^code	report	' "$tables/fhir_codes.tsv" >"$tmp/mine/fhir_codes.tsv"
refused "a table that lacks a code" 4 "$STARDOSE" guide -O f --drugs codeine --tables "$tmp/mine" "$tmp/ultra"
sed 's/	gr-stu3$/	-/' "$tables/fhir_codes.tsv" >"$tmp/mine/fhir_codes.tsv"
refused "a code without source" 4 "$STARDOSE" guide -O f --drugs codeine --tables "$tmp/mine" "$tmp/ultra"

# ---- the checks can fail ----
"$STARDOSE" guide -O f --taking 'paroxetine,omeprazole' --drugs codeine,citalopram -s person_1 "$example" 2>/dev/null >"$tmp/good"
"$STARDOSE" guide -O j --taking 'paroxetine,omeprazole' --drugs codeine,citalopram -s person_1 "$example" 2>/dev/null >"$tmp/j"
sound "$tmp/good" >/dev/null && pass || fail "the good bundle"
for spoilt in 's/"status":"final"/"status":"ok"/' 's/LA9657-3/LA9657-4/' 's/HGNC:2625/HGNC:2626/' 's/"collection"/"batch"/' \
	's/"intent":"proposal",//' 's/,"derivedFrom":\[[^]]*\]//' 's/"reference":"urn:uuid:../"reference":"urn:uuid:zz/2' 's/"code":"GE"/"code":"XX"/' \
	's/"valueString":"[^"]*"/"valueString":""/' 's/"code":"32937"/"code":"32938"/' 's/"fullUrl":"urn:uuid:[^"]*"/"fullUrl":"urn:uuid:1"/' \
	's/{"reference":"[^"]*"}/null/' 's/"48018-6"/"48019-4"/' 's/"resourceType":"Device"/"resourceType":"Patient"/' 's/"derivedFrom"/"valueString":"x","derivedFrom"/' \
	's/,"type":"other"//' 's/"display":"Intermediate metabolizer"/&,"colour":"red"/' 's/"status":"final","category"/"effectiveDateTime":"2026-02-30",&/'; do
	sed "$spoilt" "$tmp/good" >"$tmp/spoilt"
	if cmp -s "$tmp/good" "$tmp/spoilt"; then fail "$spoilt changes nothing"; elif sound "$tmp/spoilt" >/dev/null; then fail "the check lets $spoilt pass"; else pass; fi
done
for spoilt in 's/LA10317-8/LA9657-3/' 's/"CYP2D6 \*4/"CYP2D6 *3/' 's/CPIC advises avoiding codeine/CPIC advises codeine/' 's/LA26421-0/LA26422-8/' \
	's/workflow-supportingInfo/other/g' 's/gene copies/genes/g'; do
	sed "$spoilt" "$tmp/good" >"$tmp/spoilt"
	if cmp -s "$tmp/good" "$tmp/spoilt"; then echo "note: $spoilt changes nothing"; continue; fi
	if python3 "$here/fhir_read.py" "$tmp/j" "$tmp/spoilt" "$tables/vocabulary.tsv" >/dev/null; then fail "the reader lets $spoilt pass"; else pass; fi
done
done_testing
