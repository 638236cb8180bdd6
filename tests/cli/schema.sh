#!/bin/sh
# Real output of `call -O j` is what docs/stardose-call.schema.json says, and its reasons and statuses are in it.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
python3 -c 'import jsonschema' 2>/dev/null || skip "python3 has no jsonschema"
unset STARDOSE_TABLES
schema=$top_srcdir/docs/stardose-call.schema.json
cat >"$tmp/validate.py" <<'END'
import json, sys
import jsonschema
with open(sys.argv[1]) as fh:
    schema = json.load(fh)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
n = bad = 0
for line in sys.stdin:
    n += 1
    document = json.loads(line)
    for error in validator.iter_errors(document):
        bad += 1
        print("%s: %s" % ("/".join(map(str, error.path)), error.message[:200]))
sys.exit(1 if bad or not n else 0)
END
valid() { # text, arguments of call -O j
	_text=$1; shift
	if "$STARDOSE" call -O j "$@" 2>/dev/null | python3 "$tmp/validate.py" "$schema"; then pass; else fail "$_text"; fi
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
	python3 "$tmp/validate.py" "$schema" >/dev/null; then
	fail "the schema lets a wrong status pass"
else
	pass
fi
done_testing
