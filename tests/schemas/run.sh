#!/bin/sh
# docs/*.schema.json in the strict mode of ajv, each by itself and beside the others, and the program's own lines against them. Needs
# Node.js 20 and packages that `npm ci` in this folder brings; without one of them the test says so and is skipped.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
. "$top_srcdir/tests/node.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
node_packages "$top_srcdir/tests/schemas"
unset STARDOSE_TABLES
people=$top_srcdir/examples/two_people.GRCh38.vcf outside=$top_srcdir/tests/data/outside.tsv
"$STARDOSE" call -O j --outside "$outside" "$people" >"$tmp/call" 2>/dev/null
"$STARDOSE" guide -O j --taking 'paroxetine 20 mg/d, omeprazole' -s person_1 "$people" >"$tmp/guide" 2>/dev/null
"$STARDOSE" report -O j --outside "$outside" "$people" >"$tmp/report" 2>/dev/null
if node "$top_srcdir/tests/schemas/strict.mjs" "$top_srcdir/docs" call="$tmp/call" guide="$tmp/guide" report="$tmp/report"; then pass; else
	fail "a schema is not strict, or leads elsewhere, or does not hold"
fi
done_testing
