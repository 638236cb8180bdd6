#!/bin/sh
# What a file could not have shown, in each population of the reference data: about the file, never about the person.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
tables=$top_srcdir/tables hidden=$top_srcdir/tests/cli/hidden.py
python3 "$hidden" vcf "$tables" 0/0 >"$tmp/panel.vcf" || exit 1
python3 "$hidden" vcf "$tables" 0/1 >"$tmp/other.vcf" || exit 1
report() { "$STARDOSE" report "$@" 2>/dev/null; }
report -O j "$tmp/panel.vcf" >"$tmp/panel.json"
if python3 "$hidden" check "$tables" "$tmp/panel.json" >"$tmp/why"; then pass; else fail "shares by the program and by names: $(cat "$tmp/why")"; fi
sed 's/\("population":"EUR","changing":[0-9.]*,"hidden":\)[0-9.]*/\10.4/g' "$tmp/panel.json" >"$tmp/wrong.json"
if python3 "$hidden" check "$tables" "$tmp/wrong.json" >/dev/null; then fail "other shares pass"; else pass; fi

# all populations in their order; the same for whoever it is, and whatever the laboratory says of the person
of_file() { grep -o '"hidden_haplotypes":{[^}]*}[^]]*\][^}]*}' "$1" | sort; }
of_file "$tmp/panel.json" >"$tmp/a"
[ "$(wc -l <"$tmp/a")" -ge 4 ] || fail "only $(wc -l <"$tmp/a") genes"
report -O j "$tmp/other.vcf" >"$tmp/other.json" && of_file "$tmp/other.json" >"$tmp/b"
same_file "another person, the same file" "$tmp/a" "$tmp/b"
report -O j --population AFR "$tmp/panel.vcf" >"$tmp/other.json" && of_file "$tmp/other.json" >"$tmp/b"
same_file "--population changes nothing of it" "$tmp/a" "$tmp/b"

report -o "$tmp/page.html" "$tmp/panel.vcf"
has() { # claim, file, pattern
	if grep -Eqi "$3" "$2"; then pass; else fail "$1: no $3"; fi
}
has_not() { if grep -Eqi "$3" "$2"; then fail "$1: $(grep -Eio ".{20}($3)" "$2" | head -n 1)"; else pass; fi }
has "the page for clinicians" "$tmp/page.html" 'could not have shown 71 in AFR, 8 in AMR, 2 in EAS, 2 in EUR, 4 in SAS'
has "populations are spelled out" "$tmp/page.html" 'EUR: people sampled in Europe'
has "copies are named" "$tmp/page.html" 'deleted, extra and hybrid copies are no part of these numbers'
has_not "nothing is said of the person" "$tmp/page.html" 'your ancestry|this person is|[^a-z]race[^a-z]'
# a gene whose hidden share is large is never the usual approach without its mark
if sed 's/<[^>]*>//g' "$tmp/page.html" | tr '\n' ' ' | grep -q 'codeine: usual approach ◐ not firm'; then pass; else fail "codeine is usual, and nothing says that it is not firm"; fi
report --for patient -o "$tmp/patient.html" "$tmp/panel.vcf"
has "the page for patients" "$tmp/patient.html" 'could not show some changes that are common in parts of the world'
has_not "the page for patients has no populations" "$tmp/patient.html" 'AFR|[^a-z]EUR[^a-z]|ancestry|Africa|Europe'
report --for patient --lang de -o "$tmp/patient.html" "$tmp/panel.vcf"
has "in German" "$tmp/patient.html" 'in Teilen der Welt oft vorkommen'
report -O j -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf" >"$tmp/whole.json"
report -O j -g CYP2D6,CYP2C19 -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf" >"$tmp/whole.json"
has_not "a file with every site hides nothing" "$tmp/whole.json" '"hidden_haplotypes"|"code":"hidden"'
done_testing
