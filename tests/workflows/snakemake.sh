#!/bin/sh
# The Snakefile on this machine, on a list of files with a bad one, and on Slurm: the joined bytes
# are those of one process.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
. "$top/tests/workflows/one_node.sh"
need snakemake
. "$top/tests/workflows/cohort.sh"
made_people 12
file=$top/workflows/snakemake/Snakefile
run() { snakemake -q -s "$file" --latency-wait 20 -d "$@" >said 2>&1; }

stardose call -q -o calls.jsonl.gz cohort.vcf
stardose guide -q --drugs codeine,clopidogrel -o guidance.jsonl.gz calls.jsonl.gz 2>/dev/null
stardose qc -O m -o qc calls.jsonl.gz
same_results() { # claim, folder
	same_file "$1: calls in two parts" calls.jsonl.gz "$2/calls.jsonl.gz"
	same_file "$1: guidance in two parts" guidance.jsonl.gz "$2/guidance.jsonl.gz"
	diff -r -x '.snakemake*' qc "$2/qc" >out && pass || fail "$1: for MultiQC: $(head -n 3 out)"
}
if (slurm_possible) >why && [ "${SLURM_CONF-}" != none ]; then
	slurm_here
	mkdir log
	run cluster -j 8 --config files="$PWD/cohort.vcf" tasks=2 'guide=--drugs codeine,clopidogrel' \
		--cluster "sbatch --parsable -n1 -c{threads} --mem={resources.mem_mb} -o $PWD/log/%j.out" \
		--default-resources mem_mb=300 || fail "on Slurm: $(tail -n 20 said)"
	same_results 'on Slurm' cluster
else
	echo 'skipped: Snakemake on Slurm: there is none here'
	run here -j 2 --config files="$PWD/cohort.vcf" tasks=2 'guide=--drugs codeine,clopidogrel' ||
		fail "on this machine: $(tail -n 20 said)"
	same_results 'on this machine' here
fi

echo hello >people/p6.vcf
run listed -j 2 --config list="$PWD/list" tasks=2 'guide=--drugs codeine,clopidogrel' ||
	fail "a list: $(tail -n 20 said)"
stardose call -q --keep-going -l list -o want.jsonl.gz 2>err; [ $? = 1 ] ||
	fail 'a bad file among twelve'
same_file 'a list with a bad file, in two parts' want.jsonl.gz listed/calls.jsonl.gz
grep -q 'set aside' listed/logs/call.1.log && pass || fail "the log does not say what was set aside"

# the other wrapper
cat >Snakefile <<RULE
rule page:
    input: "$PWD/people/p1.vcf"
    output: "page.html"
    params: extra="--drugs codeine"
    log: "page.log"
    wrapper: "file://$top/workflows/snakemake/wrapper/report"
RULE
snakemake -q -j 1 >said 2>&1 || fail "report: $(tail -n 5 said)"
grep -q '</html>' page.html && pass || fail 'no page'

done_testing
