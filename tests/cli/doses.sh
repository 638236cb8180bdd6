#!/bin/sh
# Doses of the list against usual doses and ceilings: by age, form, unit, result and who acts; every row of dose_limits.tsv.
. "${top_srcdir:-.}/tests/common.sh"
command -v python3 >/dev/null 2>&1 || skip "no python3"
python3 "$top_srcdir/tests/cli/doses.py" "$STARDOSE" "$top_srcdir/tables" "$tmp" && pass || fail "doses"
done_testing
