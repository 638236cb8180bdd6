#!/bin/sh
# examples/ is what tools/make_example.py makes of the tables: a change of the tables shows there too
. "${top_srcdir:-.}/tests/common.sh"
need python3
cd "$top_srcdir" || exit 99
PYTHONDONTWRITEBYTECODE=1 python3 tools/make_example.py --check && pass || fail "run tools/make_example.py"
# and the check can fail
mkdir "$tmp/stale" && sed 's/0|1/1|0/' examples/two_people.GRCh38.vcf >"$tmp/stale/two_people.GRCh38.vcf" &&
	cp examples/two_people.GRCh37.vcf "$tmp/stale/"
PYTHONDONTWRITEBYTECODE=1 python3 tools/make_example.py --check tables "$tmp/stale" 2>/dev/null && fail "a stale example goes unnoticed" || pass
done_testing
