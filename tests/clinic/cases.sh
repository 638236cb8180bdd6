#!/bin/sh
# The clinic record on pages: what must stand there and what must not (tests/clinic/cases.tsv), in any order of rows.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
cases() { python3 "$top_srcdir/tests/clinic/cases.py" "$STARDOSE" "$1" "$tmp" 2>"$tmp/n"; }
if cases "$top_srcdir/tests/clinic/cases.tsv" >"$tmp/wrong" && [ ! -s "$tmp/wrong" ] && grep -q '[0-9][0-9] cases' "$tmp/n"; then pass; else
	fail "$(cat "$tmp/wrong" "$tmp/n")"
fi
# it can fail
sed -n '1p; /^OWN01/p' "$top_srcdir/tests/clinic/cases.tsv" | sed 's/no band: A/no band: Z/' >"$tmp/bad.tsv"
if cases "$tmp/bad.tsv" | grep -q 'not there'; then pass; else fail "a missing text goes unnoticed"; fi
done_testing
