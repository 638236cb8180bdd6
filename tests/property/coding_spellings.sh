#!/bin/sh
# An unlisted change of a protein is the same however it is spelled: coding_spellings.py makes and respells changes.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3

for seed in 1 2 3; do
	python3 "$top_srcdir/tests/property/coding_spellings.py" "$STARDOSE" "$top_srcdir/tables" "$tmp" $seed >"$tmp/differ" 2>"$tmp/n" ||
		fail "seed $seed: $(cat "$tmp/n")"
	if [ -s "$tmp/differ" ]; then fail "seed $seed: $(head -3 "$tmp/differ")"; else pass; fi
done
done_testing
