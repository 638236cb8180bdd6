#!/bin/sh
# Cases that anybody can add as a line: tests/match/GENE.cases, read by cases.py, called on both builds.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
here=$top_srcdir/tests/match
# a wrong expectation must be found, or no case below means anything
printf 'reference -> *2/*2; Poor Metabolizer; called\n' >"$tmp/CYP2C19.cases"
if python3 "$here/cases.py" "$STARDOSE" "$top_srcdir/tables" "$tmp/CYP2C19.cases" >/dev/null; then fail 'a wrong case goes unnoticed'; else pass; fi
if python3 "$here/cases.py" "$STARDOSE" "$top_srcdir/tables" "$here"/*.cases; then pass; else fail 'cases'; fi
done_testing
