#!/bin/sh
# Real output of `report -O j` is what docs/stardose-report.schema.json says.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
python_with jsonschema
unset STARDOSE_TABLES
validate() { "$python" "$top_srcdir/tests/cli/validate.py" "$top_srcdir/docs" report; }
valid() { # text, arguments of report -O j
	_text=$1; shift
	if "$STARDOSE" report -O j "$@" 2>/dev/null | validate; then pass; else fail "$_text"; fi
}
for build in GRCh38 GRCh37; do
	valid "example on $build" "$top_srcdir/examples/two_people.$build.vcf"
	valid "every kind of call on $build" "$top_srcdir/tests/data/cyp2c19.$build.vcf"
done
valid "without versions" --no-version "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "outside results" --outside "$top_srcdir/tests/data/outside.tsv"
valid "medicines in use" -s person_1 --taking 'paroxetine 20 mg/d,omeprazole,codeine,unheard of,smoking' "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "nothing is taken" -s person_1 --taking none "$top_srcdir/examples/two_people.GRCh38.vcf"
"$STARDOSE" call -O j "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" 2>/dev/null >"$tmp/calls"
valid "from calls" "$tmp/calls"
for spoilt in 's/"direction":"/"direction":"un/' 's/"guidance":"[^"]*"/"guidance":""/' 's/"n_discuss":/"n_other_things":/' 's/"from":0/"from":-1/'; do
	if "$STARDOSE" report -O j "$tmp/calls" | sed "$spoilt" | validate >/dev/null; then fail "the schema lets $spoilt pass"; else pass; fi
done
done_testing
