#!/bin/sh
# One schema file is enough: the copies in it of the others are what the files say, and nothing in it leads elsewhere.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
join=$top_srcdir/tools/join_schemas.py
if python3 "$join" --check "$top_srcdir/docs" >"$tmp/said"; then pass; else fail "$(cat "$tmp/said")"; fi
for name in call guide report; do
	schema=$top_srcdir/docs/stardose-$name.schema.json
	if grep -o '"$ref": *"[^"]*"' "$schema" | grep -v '"#/definitions/'; then fail "$name refers to something outside itself"; else pass; fi
done
# it can fail, and mends
mkdir "$tmp/docs" && cp "$top_srcdir"/docs/*.schema.json "$tmp/docs/" && chmod -R u+w "$tmp/docs"
sed -i 's/"GRCh37", "GRCh38", null/"GRCh37", null/' "$tmp/docs/stardose-call.schema.json"
if python3 "$join" --check "$tmp/docs" >/dev/null; then fail "an old copy goes unnoticed"; else pass; fi
python3 "$join" "$tmp/docs"
if python3 "$join" --check "$tmp/docs" && ! grep -q GRCh38 "$tmp/docs/stardose-report.schema.json"; then pass; else fail "the copies are not renewed"; fi
done_testing
