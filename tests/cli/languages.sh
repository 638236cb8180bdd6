#!/bin/sh
# The page for patients in other languages: whole or not at all, readable by each language's own formula, claiming nothing.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
tables=$top_srcdir/tables example=$top_srcdir/examples/two_people.GRCh38.vcf people=$tmp/people
check() { # text, then arguments of languages.py
	_text=$1; shift
	if python3 "$top_srcdir/tests/cli/languages.py" "$@" >"$tmp/why" 2>&1; then pass; else fail "$_text"; head -n 20 "$tmp/why"; fi
}
refuse() {
	_text=$1; shift
	if python3 "$top_srcdir/tests/cli/languages.py" "$@" >"$tmp/why" 2>&1; then fail "$_text"; else pass; fi
}

check "every language has every row of words.tsv, with the same names" tables "$tables"
mkdir "$tmp/holes" "$people" && cp "$tables"/words*.tsv "$tmp/holes/"
sed -i '/^sentence\tcrisis\t/d' "$tmp/holes/words.nl.tsv"
refuse "a language without a row passes" tables "$tmp/holes"

# ---- nine people, in each language ----
python3 "$top_srcdir/tests/people.py" "$tables" "$top_srcdir/tools" "$people" || exit 1
report() { "$STARDOSE" report --for patient --outside "$people/outside.tsv" --copy-number "$people/copies.tsv" --context "$people/context.tsv" "$@" "$people/people.vcf" 2>/dev/null; }
for lang in de es fr nl; do
	report --lang $lang -o "$people/$lang/"
	report --lang $lang -O j >"$people/$lang.json"
	pages=$(find "$people/$lang" -name '*.html' ! -name index.html | sort)
	check "$lang: pages are in their language alone" pages "$tables" $lang "$people/$lang" "$people/$lang.json"
	# shellcheck disable=SC2086
	check "$lang: every page is easy to read" grade $lang $pages
	head -n 1 "$tmp/why"
	check "$lang: no sentence of the table is long" grade-words "$tables/words.$lang.tsv" $lang
	# shellcheck disable=SC2086
	check "$lang: nothing is claimed" claims "$top_srcdir/tests/over_claims.tsv" "$tables" $lang $pages
	claim=$(awk -F '\t' -v lang=$lang '$1 == lang { print $3; exit }' "$top_srcdir/tests/over_claims.tsv")
	sed "s|</main>|<p>$claim</p></main>|" "$people/$lang/normal.html" >"$tmp/planted.html"
	refuse "$lang: a page may say: $claim" claims "$top_srcdir/tests/over_claims.tsv" "$tables" $lang "$tmp/planted.html"
	sed 's|</main>|<p>Genes are one part of the picture: your age matters.</p><p>This page cannot say more.</p></main>|' "$people/$lang/normal.html" >"$tmp/planted.html"
	mv "$people/$lang/normal.html" "$tmp/kept.html" && mv "$tmp/planted.html" "$people/$lang/normal.html"
	refuse "$lang: a page may be half in English" pages "$tables" $lang "$people/$lang" "$people/$lang.json"
	mv "$tmp/kept.html" "$people/$lang/normal.html"
done
"$STARDOSE" report --for patient -s person_1 -o "$tmp/plain.html" "$example" 2>/dev/null
"$STARDOSE" report --for patient --lang en -s person_1 -o "$tmp/en.html" "$example" 2>/dev/null
same_file "--lang en is the page without --lang" "$tmp/plain.html" "$tmp/en.html"

# ---- days, and what is no medicine, as the language writes them ----
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\nperson_1\tmedicine\tolanzapine\t10\tmg/d\t2026-02-01\t.\t.\nperson_1\tcondition\tsmoking\t.\t.\t.\t.\t.\n' >"$tmp/context"
says() { # language, words
	"$STARDOSE" report --for patient --lang $1 -s person_1 --context "$tmp/context" --date 2026-03-01 -o "$tmp/day.html" "$example" 2>/dev/null
	if grep -q "$2" "$tmp/day.html"; then pass; else fail "$1: the page does not say: $2"; fi
}
says en '1 March 2026'; says de '1. März 2026'; says es '1 de marzo de 2026'; says fr '1er mars 2026'; says nl '1 maart 2026'
says de 'Rauchen'; says nl 'roken'; says en 'smoking'

# ---- half of a language is none ----
half() { # claim, words of the message, exit status, sed of words.de.tsv
	mkdir -p "$tmp/half" && sed "$4" "$tables/words.de.tsv" >"$tmp/half/words.de.tsv"
	refused "$1" $3 "$STARDOSE" report --for patient --lang de --tables "$tmp/half" -s person_1 "$example"
	grep -q "$2" "$tmp/refused.err" || fail "$1: $(cat "$tmp/refused.err")"
}
half "a row is missing" "kind 'sentence', code 'crisis'" 4 '/^sentence	crisis	/d'
half "a row is not translated" "sentence 'crisis' is not translated" 4 '/^sentence	crisis	/s/[^	]*$/-/'
half "a row of another language" "is of another locale" 4 '/^sentence	crisis	/s/	de	/	nl	/'
half "a row twice" "stands there twice" 4 '/^sentence	crisis	/{p;}'
half "a code that is none" "is no row of words.tsv" 4 '/^sentence	crisis	/s/crisis/crysis/'
half "another name to fill in" "has other {names}" 4 '/^date	written	/s/{month}/{moon}/'
refused "a language that is not there" 2 "$STARDOSE" report --for patient --lang xx -s person_1 "$example"
grep -q 'there are: en, de, es, fr, nl' "$tmp/refused.err" || fail "languages are not named: $(cat "$tmp/refused.err")"
refused "a path as a language" 2 "$STARDOSE" report --for patient --lang ../de -s person_1 "$example"
refused "the page for clinicians in another language" 2 "$STARDOSE" report --lang de -s person_1 "$example"
sed '/^sentence	crisis	/d' "$tables/words.de.tsv" >"$tmp/half/words.de.tsv"
if "$STARDOSE" tables check --tables "$tmp/half" >/dev/null 2>"$tmp/err" || ! grep -q "code 'crisis'" "$tmp/err"; then fail "tables check: half a language is sound"; else pass; fi
done_testing
