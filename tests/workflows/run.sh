#!/bin/sh
# tests/workflows/run.sh [ENGINE...]: workflows/ under each engine that is installed; Slurm on
# this machine alone, started and ended here.
# Prints a line for each, and the sums as automake's tests do. Exit status 1: one failed; 77:
# nothing could be run.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
. "$top/tests/workflows/one_node.sh"
[ $# -gt 0 ] || set -- galaxy nextflow slurm lab snakemake cwl
n_pass=0 n_skip=0 n_fail=0

if (slurm_possible) >"$tmp/out"; then slurm_start; else cat "$tmp/out"; SLURM_CONF=none; fi
export SLURM_CONF
for engine; do
	begin=$(date +%s)
	sh "$top/tests/workflows/$engine.sh" >"$tmp/$engine.log" 2>&1
	case $? in
	0) n_pass=$((n_pass + 1)) word=PASS ;;
	77) n_skip=$((n_skip + 1)) word=SKIP ;;
	*) n_fail=$((n_fail + 1)) word=FAIL ;;
	esac
	[ $word != FAIL ] || cat "$tmp/$engine.log"
	echo "$word: $engine ($(($(date +%s) - begin)) s): $(tail -n 1 "$tmp/$engine.log")"
	grep '^skipped: ' "$tmp/$engine.log"
done
printf '# TOTAL: %d\n# PASS: %d\n# SKIP: %d\n# FAIL: %d\n' $# $n_pass $n_skip $n_fail
[ $n_fail = 0 ] || exit 1
[ $n_pass -gt 0 ] || exit 77
