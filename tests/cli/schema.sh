#!/bin/sh
# Real output of `call -O j` is what docs/stardose-call.schema.json says, and its reasons and statuses are in it.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
python_with jsonschema
unset STARDOSE_TABLES
validate() { "$python" "$top_srcdir/tests/cli/validate.py" "$top_srcdir/docs" call; }
valid() { # text, arguments of call -O j
	_text=$1; shift
	if "$STARDOSE" call -O j "$@" 2>/dev/null | validate; then pass; else fail "$_text"; fi
}
for build in GRCh38 GRCh37; do
	valid "example on $build" "$top_srcdir/examples/two_people.$build.vcf"
	valid "every kind of call on $build" "$top_srcdir/tests/data/cyp2c19.$build.vcf"
	valid "without versions on $build" --no-version "$top_srcdir/tests/data/cyp2c19.$build.vcf"
done
valid "outside results" --outside "$top_srcdir/tests/data/outside.tsv"
valid "outside results beside genotypes" --outside "$top_srcdir/tests/data/outside.tsv" "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf"
awk '/^#/ || /rs4244285/' "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" >"$tmp/silent.vcf"
valid "silent sites" "$tmp/silent.vcf"
valid "assumed sites" --absent reference "$tmp/silent.vcf"
if "$STARDOSE" call -O j "$tmp/silent.vcf" 2>/dev/null | sed 's/"status":"/"status":"un/' |
	validate >/dev/null; then
	fail "the schema lets a wrong status pass"
else
	pass
fi
done_testing
