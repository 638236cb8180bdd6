#!/bin/sh
# The table of guidance in docs/VALIDATION.md is what the program answers today. --update writes it anew: read the diff.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
command -v python3 >/dev/null || skip "no python3"
docs=$top_srcdir/docs/VALIDATION.md
python3 "$top_srcdir/tests/consistency/guidance_validation.py" "$STARDOSE" >"$tmp/now" || fail "the table cannot be made"
if [ "${1-}" = --update ]; then
	awk -v table="$tmp/now" '/^<!-- end -->/ { on = 0 } !on
		/^<!-- made by tests/ { on = 1; while ((getline line <table) > 0) print line }' "$docs" >"$tmp/new" && cat "$tmp/new" >"$docs"
fi
sed -n '/^<!-- made by tests/,/^<!-- end -->/p' "$docs" | grep -v '^<!--' >"$tmp/written"
[ "$(wc -l <"$tmp/now")" -gt 250 ] && pass || fail "too few rows"
same_file "the table in docs/VALIDATION.md" "$tmp/written" "$tmp/now"
done_testing
