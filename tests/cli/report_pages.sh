#!/bin/sh
# Pages: whole without help from elsewhere, true to their JSON, closed to hostile names, and readable for patients.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
page=$top_srcdir/tests/cli/page.py
example=$top_srcdir/examples/two_people.GRCh38.vcf
check() { # text, then arguments of page.py
	_text=$1; shift
	if python3 "$page" "$@" >"$tmp/why" 2>&1; then pass; else fail "$_text"; cat "$tmp/why"; fi
}

# ---- a page alone, and its JSON ----
taking='paroxetine 20 mg/d,omeprazole,codeine,unheard of,smoking'
for reader in clinician patient; do
	"$STARDOSE" report --for $reader --taking "$taking" -s person_1 -o "$tmp/$reader.html" "$example" 2>/dev/null
	"$STARDOSE" report --for $reader --taking "$taking" -s person_1 -O j "$example" 2>/dev/null >"$tmp/$reader.json"
	check "the page for a $reader needs nothing from elsewhere" alone "$tmp/$reader.html"
	check "the page for a $reader says nothing but its JSON" true "$tmp/$reader.html" "$tmp/$reader.json" "$top_srcdir/templates"
done

# an adjustment whose amounts stand elsewhere is no other option
"$STARDOSE" report -O j --drugs warfarin -s person_1 "$example" 2>/dev/null >"$tmp/warfarin.json"
if grep -q '"direction":"adjust","word":"discuss dose"' "$tmp/warfarin.json" && ! grep -q '"direction":"other"' "$tmp/warfarin.json"
then pass; else fail "a dose by an algorithm reads as another option"; fi

# medicines that were asked for are there, whatever their class and whatever is said of them
"$STARDOSE" report --drugs ondansetron,ketamine,citalopram -s person_1 -o "$tmp/asked.html" "$example" 2>/dev/null
for drug in ondansetron ketamine citalopram; do
	if [ "$(grep -c "$drug" "$tmp/asked.html")" -ge 2 ]; then pass; else fail "$drug was asked for, and is not on the first page or not in the evidence"; fi
done
# what a source asks for in general comes before what it asks for in one indication; where it asks for nothing in general, the indication speaks
printf '#sample\tgene\tdiplotype\nx\tCYP2C9\t*3/*3\nx\tCYP2D6\t*4/*4\nx\tCYP2C19\t*1/*1\n' >"$tmp/voices.tsv"
"$STARDOSE" report -O j --drugs phenytoin,amitriptyline --outside "$tmp/voices.tsv" 2>/dev/null >"$tmp/voices.json"
check "the line that speaks for a source" voices "$tmp/voices.json" phenytoin:CPIC:lower phenytoin:FDA:adjust amitriptyline:CPIC:other amitriptyline:DPWG:lower

# ---- names that want to be more than names ----
hostile='<script>alert(1)</script>" onload="x'
sed "s|person_1|$hostile|; s|person_2|../../../\`id\`\$(id)|" "$example" >"$tmp/hostile.vcf"
"$STARDOSE" report -o "$tmp/pages/" "$tmp/hostile.vcf" 2>/dev/null
check "hostile names are text" hostile "$tmp/pages" "$hostile" '../../../`id`$(id)'
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$tmp/context"
printf 'person_1\tmedicine\t%s\t.\t.\t.\t.\t%s\n' '<img src=x onerror=alert(1)>' "$(printf '\342\200\256</li>')" \
	'"><svg onload=alert(2)>' '{{sample}}' "$(awk 'BEGIN { while (i++ < 10000) printf "x" }')" . >>"$tmp/context"
"$STARDOSE" report -s person_1 --context "$tmp/context" -o "$tmp/context.html" "$example" 2>/dev/null
check "hostile medicines are text" alone "$tmp/context.html"

# ---- the folder ----
awk 'BEGIN { FS = OFS = "\t" } /^#CHROM/ { for (i = 0; i < 200; i++) $(10 + i) = "s" i; print; next } /^#/ { print; next }
	{ a = $10; b = $11; for (i = 0; i < 200; i++) $(10 + i) = i % 2 ? b : a; print }' "$example" >"$tmp/many.vcf"
"$STARDOSE" report --drugs sertraline,codeine -o "$tmp/many/" "$tmp/many.vcf" 2>/dev/null
if [ "$(ls "$tmp/many" | wc -l)" -eq 201 ]; then pass; else fail "200 people do not make 200 pages and an index"; fi
check "the index leads to every page" index "$tmp/many"
# ---- the same page alone and among others; order; threads; a second run ----
awk '/^#CHROM/ { for (i = 10; i <= NF; i++) print $i }' "$tmp/many.vcf" >"$tmp/order"
grep -o '<bdi>[^<]*</bdi>' "$tmp/many/index.html" | sed 's/<[^>]*>//g' >"$tmp/listed"
same_file "the index has the order of the input" "$tmp/order" "$tmp/listed"
for name in s0 s1 s77 s199; do
	"$STARDOSE" report --drugs sertraline,codeine -s $name -o "$tmp/one.html" "$tmp/many.vcf" 2>/dev/null
	same_file "the page of $name is the same alone and in a folder" "$tmp/one.html" "$tmp/many/$name.html"
done
for threads in 1 2; do
	echo "of another run" | tee "$tmp/many/s5.html" "$tmp/many/index.html" >"$tmp/many/somebody.html"
	"$STARDOSE" report --threads $threads --drugs sertraline,codeine -o "$tmp/many$threads/" "$tmp/many.vcf" 2>/dev/null
	"$STARDOSE" report --threads $threads --drugs sertraline,codeine -o "$tmp/many" "$tmp/many.vcf" 2>/dev/null
	grep -q 'of another run' "$tmp/many/somebody.html" || fail "the page of somebody else goes"
	rm "$tmp/many/somebody.html"
	if diff -r "$tmp/many" "$tmp/many$threads" >/dev/null && [ "$(ls "$tmp/many$threads" | wc -l)" -eq 201 ]; then pass
	else fail "--threads $threads, into a folder with pages: other pages"; fi
done

# ---- names that differ in upper and lower case alone ----
sed 's/person_1/ab/; s/person_2/AB/' "$example" >"$tmp/case.vcf"
mkdir "$tmp/probe" && : >"$tmp/probe/a"
if [ ! -e "$tmp/probe/A" ]; then
	if "$STARDOSE" report -o "$tmp/case/" "$tmp/case.vcf" 2>"$tmp/err" && [ "$(ls "$tmp/case" | wc -l)" -eq 3 ] &&
	   grep -q "^stardose: warning: the pages 'ab.html' and 'AB.html' differ in upper and lower case alone" "$tmp/err"
	then pass; else fail "two names that differ in case: no warning, or not two pages"; fi
	rm "$tmp/case/"* && ln -s ab.html "$tmp/case/AB.html"	# a file system that does not tell them apart
fi
refused_pages() { # claim, what stderr says, command...
	_claim=$1 _why=$2; shift 2
	"$@" >/dev/null 2>"$tmp/err"
	_got=$?
	if [ $_got = 5 ] && [ "$(grep -c '^stardose: error: ' "$tmp/err")" = 1 ] && grep -q "$_why" "$tmp/err"; then pass
	else fail "$_claim: exit status $_got: $(grep error "$tmp/err")"; fi
}
mkdir -p "$tmp/case"
refused_pages "one page in the place of another" 'would be one file' "$STARDOSE" report -o "$tmp/case/" "$tmp/case.vcf"
if [ -e "$tmp/case/index.html" ]; then fail "an index beside a page that is missing"; else pass; fi

# ---- progress is for terminals ----
"$STARDOSE" report --drugs codeine -o "$tmp/many/" "$tmp/many.vcf" 2>"$tmp/err"
if grep -q '[0-9] pages' "$tmp/err"; then fail "progress where stderr is no terminal"; else pass; fi
if command -v script >/dev/null 2>&1 && script -qec true /dev/null >/dev/null 2>&1; then
	script -qec "'$STARDOSE' report --drugs codeine -o '$tmp/many/' '$tmp/many.vcf'" /dev/null >"$tmp/terminal" 2>&1 </dev/null
	if tr '\r' '\n' <"$tmp/terminal" | grep -q '^200 pages$'; then pass; else fail "no progress on a terminal"; fi
	mkdir -p "$tmp/many/s150.html.d" && rm -f "$tmp/many/s150.html" && mv "$tmp/many/s150.html.d" "$tmp/many/s150.html"
	script -qec "'$STARDOSE' report --drugs codeine -o '$tmp/many/' '$tmp/many.vcf'" /dev/null >"$tmp/terminal" 2>&1 </dev/null
	if tr -d '\r' <"$tmp/terminal" | grep -q '^stardose: error: cannot write .*s150.html.*; 150 pages are complete'; then pass
	else fail "an error behind a line of progress"; cat "$tmp/terminal"; fi
fi

if "$STARDOSE" report -o "$tmp/none/" "$tmp/nowhere.vcf" 2>/dev/null; then fail "a page of a file that is not there"; else pass; fi
if [ -e "$tmp/none/index.html" ]; then fail "an index after a failure"; else pass; fi

# ---- nine people, as the browser sees them ----
people=$tmp/people
mkdir "$people"
python3 "$top_srcdir/tests/people.py" "$top_srcdir/tables" "$top_srcdir/tools" "$people" || exit 1
report() { "$STARDOSE" report --outside "$people/outside.tsv" --copy-number "$people/copies.tsv" --context "$people/context.tsv" "$@" "$people/people.vcf" 2>/dev/null; }
for reader in clinician patient; do report --for $reader -o "$people/$reader/"; done
report --for patient -O j >"$people/patient.json"
pages_of() { find "$people/$1" -name '*.html' ! -name index.html | sort; }
if [ "$(pages_of patient | wc -l)" -eq 9 ] && [ "$(pages_of clinician | wc -l)" -eq 9 ]; then pass; else fail "not nine people"; fi
refuse() { # text, then arguments of page.py: it must find fault
	_text=$1; shift
	if python3 "$page" "$@" >"$tmp/why" 2>&1; then fail "$_text"; else pass; fi
}

# ---- evidence ----
report -O j >"$people/clinician.json"
check "every claim has an id that explain answers" explained "$people/clinician.json" "$STARDOSE" "$people/clinician"
cat "$tmp/why"
sed 's/"row_id":"CPIC-codeine-[0-9a-f]*"/"row_id":null/g' "$people/clinician.json" >"$people/bare.json"
refuse "a claim without id passes" explained "$people/bare.json" "$STARDOSE" "$people/clinician"

# ---- results that matter outside psychiatry: never among what changes nothing; nothing found in RYR1 is no absence of risk ----
for pair in Reference/c.1840C\>T Reference/Reference; do
	{ printf '#sample\tgene\tdiplotype\n'; for gene in RYR1 CACNA1S; do printf 'person_1\t%s\t%s\n' "$gene" "$pair"; pair=Reference/Reference; done; } >"$tmp/anaesthesia"
	"$STARDOSE" report --outside "$tmp/anaesthesia" --taking ECT -s person_1 -o "$tmp/anaesthesia.html" "$example" 2>/dev/null
	sed 's/<[^>]*>//g' "$tmp/anaesthesia.html" | grep -v '^ *$' >"$tmp/anaesthesia.text"
	if grep -q 'RYR1 Reference/c.1840C&gt;T' "$tmp/anaesthesia.text"; then
		if grep -q 'Outside psychiatry, also in an emergency: RYR1 Malignant Hyperthermia Susceptibility: ⊘ ' "$tmp/anaesthesia.text" &&
			! grep 'Change nothing' "$tmp/anaesthesia.text" | grep -q RYR1; then pass; else fail "a finding in RYR1 has no line of its own"; fi
		result='Malignant Hyperthermia Susceptibility'
	else
		if ! grep -q 'Outside psychiatry' "$tmp/anaesthesia.text" && grep -q 'RYR1 Uncertain Susceptibility (risk not excluded)' "$tmp/anaesthesia.text"
		then pass; else fail "nothing found in RYR1 is not said to leave the risk open"; fi
		result='Uncertain Susceptibility'
	fi
	if grep -q "anaesthetics have CPIC rows .*RYR1: $result *CACNA1S: Uncertain Susceptibility" "$tmp/anaesthesia.text"; then pass; else
		fail "ECT does not point to RYR1 and CACNA1S ($result)"; fi
done

# ---- reading grade ----
# shellcheck disable=SC2046
check "every page for patients reads at grade 6 to 8" grade $(pages_of patient)
cat "$tmp/why"
check "no sentence of the table is hard" grade-words "$top_srcdir/tables/words.tsv"
normal=$people/patient/normal.html
sed 's|<p>.*</p>|<p>It is slow. Ask us. We can help you.</p>|' "$normal" >"$people/childish.html"
refuse "a page below grade 6 passes" grade "$people/childish.html"
sed 's|<p>.*</p>|<p>Enzymes process medicines, and this prescriber considers pharmacists of several other laboratories.</p>|' "$normal" >"$people/learned.html"
refuse "a page above grade 8 passes" grade "$people/learned.html"

# ---- what each page says ----
check "pages for patients say what must be said" said "$people/patient" "$people/patient.json"

# ---- claims ----
# shellcheck disable=SC2086,SC2046
for reader in clinician patient; do
	held="$top_srcdir/tests/over_claims.tsv $top_srcdir/tables/words.tsv $reader"
	check "pages for a $reader claim nothing" claims $held $(pages_of $reader) "$people/$reader/index.html"
	mkdir -p "$tmp/planted"
	for planted in 'This page predicts relapse.' 'It is safe to take.' 'These are extensive metabolizers.' 'A mutation was found.' 'It works best for most.'; do
		sed "s|</main>|<p>$planted</p></main>|" "$top_srcdir/templates/$reader.html" >"$tmp/planted/$reader.html"
		"$STARDOSE" report --for $reader --template "$tmp/planted/$reader.html" -s person_1 -o "$tmp/planted.html" "$example" 2>/dev/null
		grep -q "$planted" "$tmp/planted.html" || fail "the template for a $reader took no claim"
		refuse "a page for a $reader may say: $planted" claims $held "$tmp/planted.html"
	done
done
done_testing
