#!/bin/sh
# The tables about scales, levels and trials are what tools/convert_clinic.py writes today (where the facts are), no row
# rests on a fact that was not confirmed, and each column and source is explained.
. "${top_srcdir:-.}/tests/common.sh"

tables="scales scale_rules analytes levels trial_rules"
for name in $tables; do
	file=$top_srcdir/tables/$name.tsv
	for column in $(awk '!/^##/ { sub(/^#/, ""); print; exit }' "$file"); do
		if grep "^| $name.tsv |" "$top_srcdir/docs/CLINIC.md" | grep -q "\`$column\`"; then pass; else
			fail "docs/CLINIC.md does not explain column '$column' of $name.tsv"
		fi
	done
	for key in $(awk -F '\t' '/^#/ { next } { print $NF }' "$file" | sort -u); do
		if grep -q "^| \`$key\` |" "$top_srcdir/tables/SOURCES-context.md"; then pass; else fail "$name.tsv: source '$key' is not explained"; fi
	done
done
# keys of details in docs/CLINIC.md are those of the program
for key in $(sed -n 's/^	{ "\([a-z0-9]*\)", KIND.*/\1/p' "$top_srcdir/src/lib/context/row_detail.c"); do
	if grep -q "\`$key\`" "$top_srcdir/docs/CLINIC.md"; then pass; else fail "docs/CLINIC.md does not explain the detail $key"; fi
done

facts=$STARDOSE_SHARED/reference/clinic
if [ -d "$facts" ] && command -v python3 >/dev/null 2>&1; then
	mkdir "$tmp/a" "$tmp/d" "$tmp/facts"
	python3 "$top_srcdir/tools/convert_clinic.py" "$facts" "$tmp/a" || fail "tools/convert_clinic.py"
	for name in $tables; do
		same_file "$name.tsv is not what the converter writes" "$top_srcdir/tables/$name.tsv" "$tmp/a/$name.tsv"
	done
	# what is not confirmed is not written: a range that loses its status is an error
	cp "$facts"/*.tsv "$tmp/facts" && chmod u+w "$tmp/facts"/*
	sed -i '/^GAD-7	range	/s/	C	/	D	/' "$tmp/facts/scales.tsv"
	if python3 "$top_srcdir/tools/convert_clinic.py" "$tmp/facts" "$tmp/d" >/dev/null 2>&1; then fail "an unconfirmed range is written"; else pass; fi
fi

# a wrong check digit, a gap between bands and a range for a research marker are found
own=$tmp/own
mkdir "$own"
finds() { # what, table, sed script, words of the finding
	rm -f "$own"/*; sed "$3" "$top_srcdir/tables/$2.tsv" >"$own/$2.tsv"
	if "$STARDOSE" tables check --tables "$own" 2>&1 | grep -q "$4"; then pass; else fail "$1 is not found"; fi
}
finds "a wrong check digit" scales 's/44261-6/44261-7/' "check digit"
finds "a wrong check digit of a bundle's code" fhir_codes 's/84413-4/84413-5/' "LOINC 84413-5 of 'genotype' has a wrong check digit"
finds "a wrong check digit of a level" analytes 's/14334-7/14334-8/' "check digit"
finds "a gap between bands" scale_rules '/^PHQ-9.*band.*	5	9	/s/	5	9	/	6	9	/' "0 bands hold the total 5"
finds "an overlap of bands" scale_rules '/^PHQ-9.*band.*	5	9	/s/	5	9	/	4	9	/' "2 bands hold the total 4"
finds "a range of a biomarker" levels 's/^clozapine	/CRP	/' "biomarker and has a range"
done_testing
