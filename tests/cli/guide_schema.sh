#!/bin/sh
# Real output of `guide -O j` is what docs/stardose-guide.schema.json says.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
python_with jsonschema
unset STARDOSE_TABLES
validate() { "$python" "$top_srcdir/tests/cli/validate.py" "$top_srcdir/docs" guide; }
valid() { # text, arguments of guide -O j
	_text=$1; shift
	if "$STARDOSE" guide -O j "$@" 2>/dev/null | validate; then pass; else fail "$_text"; fi
}
for build in GRCh38 GRCh37; do
	valid "example on $build" "$top_srcdir/examples/two_people.$build.vcf"
	valid "every kind of call on $build" "$top_srcdir/tests/data/cyp2c19.$build.vcf"
done
valid "without versions" --no-version "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "outside results" --outside "$top_srcdir/tests/data/outside.tsv"
valid "facts" --drug-class procedure "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "medicines without rows" --drug-class antipsychotic "$top_srcdir/examples/two_people.GRCh38.vcf"
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\tdetail\n%s\n%s\n%s\n' \
	'person_1	medicine	fluoxetine	20	mg/d	2026-01-01	2026-02-01	<script>	.' 'person_1	lab	CRP	12	mg/L	2026-01-01	.	.	flag=high;assay="x"' \
	'person_2	medicine	"unheard of"	.	.	.	.	\\u0000	.' >"$tmp/context"
valid "a context" --date 2026-02-20 --context "$tmp/context" "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "what is taken" --taking 'paroxetine,omeprazole,terbinafine topical,smoking,pregnancy,carbamazepine,stopped: fluoxetine 3 d ago' \
	--convention c1 -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf"
valid "nothing is taken" --taking none -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf"
"$STARDOSE" call -O j "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" 2>/dev/null >"$tmp/calls"
valid "from calls" "$tmp/calls"
for spoilt in 's/"label":"/"label":"un/' 's/"action":"/"action":"un/' 's/"flags":\["/"flags":["un/' 's/"guidance":"[^"]*"/"guidance":""/' \
	's/"not_assessed"}/"assessed"}/' 's/"phenoconversion":\[/&0/'; do
	if "$STARDOSE" guide -O j "$tmp/calls" | sed "$spoilt" | validate >/dev/null; then fail "the schema lets $spoilt pass"; else pass; fi
done
done_testing
