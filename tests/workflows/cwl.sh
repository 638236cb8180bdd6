#!/bin/sh
# The CWL tools and the panel under cwltool, and the panel under Toil where that is, on Slurm too:
# outputs have the names of their inputs, and the joined bytes are those of one process.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
need cwltool
. "$top/tests/workflows/cohort.sh"
made_people 6
tools=$top/workflows/cwl
# tool, words: what it writes goes to the folder out
run() {
	_tool=$tools/$1.cwl; shift
	cwltool --quiet --no-container --preserve-environment PATH --outdir out "$_tool" "$@" >said 2>&1 ||
		fail "$_tool: $(tail -n 5 said)"
}

stardose call -q -o cohort.calls.jsonl.gz cohort.vcf
stardose guide -q --drugs codeine -o cohort.guidance.jsonl.gz cohort.calls.jsonl.gz 2>/dev/null
stardose qc -O m -o cohort.calls.qc cohort.calls.jsonl.gz
same_panel() { # claim, folder
	same_file "$1: calls" cohort.calls.jsonl.gz "$2/cohort.calls.jsonl.gz"
	same_file "$1: guidance" cohort.guidance.jsonl.gz "$2/cohort.guidance.jsonl.gz"
	diff -r cohort.calls.qc "$2/cohort.calls.qc" >differ && pass || fail "$1: $(head -n 3 differ)"
}
printf '{"files": [{"class": "File", "path": "%s"}], "tasks": 2, "drugs": ["codeine"]}\n' \
	"$PWD/cohort.vcf" >job.json
run panel job.json
same_panel cwltool out

# each tool alone
run call --files people/p1.vcf
stardose call -q -o want people/p1.vcf -O j
gzip -cd out/p1.calls.jsonl.gz >got
same_file 'call: p1.vcf gives p1.calls.jsonl.gz' want got
run report --files people/p2.vcf --drugs codeine --reader patient
stardose report -q --for patient --drugs codeine -o want.html people/p2.vcf 2>err
same_file 'report: p2.vcf gives p2.patient.html' want.html out/p2.patient.html
run annotate --file people/p3.vcf
[ -s out/p3.pgx.vcf.gz ] && gzip -cd out/p3.pgx.vcf.gz | grep -q PGXD && pass ||
	fail "annotate: no p3.pgx.vcf.gz: $(ls out)"

toil() { # claim, folder, options
	_claim=$1 _out=$2; shift 2
	mkdir "$_out.work" && toil-cwl-runner "$@" --disableCaching --defaultMemory 200Mi --maxCores 2 \
		--no-container --preserve-environment PATH --clean always --workDir "$PWD/$_out.work" \
		--jobStore "file:$PWD/$_out.store" --outdir "$_out" "$tools/panel.cwl" job.json >said 2>&1 ||
		fail "$_claim: $(tail -n 5 said)"
	same_panel "$_claim" "$_out"
}
if ! command -v toil-cwl-runner >/dev/null; then
	echo 'skipped: CWL under Toil: it is not installed'
else
	toil Toil single
	. "$top/tests/workflows/one_node.sh"
	if (slurm_possible) >why && [ "${SLURM_CONF-}" != none ]; then
		slurm_here
		toil 'Toil on Slurm' slurm --batchSystem slurm --statePollingWait 1
	else
		echo "skipped: CWL under Toil on Slurm: $(sed 's/^SKIP: //' why)"
	fi
fi
done_testing
