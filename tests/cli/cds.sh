#!/bin/sh
# Cards of guide -O c: sound by CDS Hooks, true to guide -O j; and the service of examples/, asked over HTTP on loopback.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
example=$top_srcdir/examples/two_people.GRCh38.vcf
refused "cards without medicines" 2 "$STARDOSE" guide -O c "$example"
refused "cards and --all" 2 "$STARDOSE" guide -O c --all --drugs codeine "$example"
"$STARDOSE" call -O j "$example" >"$tmp/calls.jsonl" 2>/dev/null
sed 's/"person_2"/"*bold* [x](y)"/' "$tmp/calls.jsonl" >"$tmp/people.jsonl"
if python3 "$top_srcdir/tests/cli/cds.py" "$STARDOSE" "$top_srcdir/examples/cds_service.py" "$tmp/people.jsonl"; then pass; else fail "cards or service"; fi
done_testing
