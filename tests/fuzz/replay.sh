#!/bin/sh
# The seeds of the fuzz targets, and every input that once broke something, go through without a crash.
. "${top_srcdir:-.}/tests/common.sh"
FUZZ_CRAM_RECORDS=yes; export FUZZ_CRAM_RECORDS
for target in "$top_builddir"/tests/fuzz/fuzz_*; do
	[ -x "$target" ] && [ -f "$target" ] || continue
	name=${target##*/fuzz_}
	seeds=$top_srcdir/tests/fuzz/seeds/$name
	[ -d "$seeds" ] || { fail "fuzz_$name has no seeds"; continue; }
	if "$target" "$seeds"/* >"$tmp/log" 2>&1; then
		pass
	else
		fail "fuzz_$name on its seeds:"
		tail -n 20 "$tmp/log"
	fi
done
done_testing
