#!/bin/sh
# The Nextflow modules as Groovy reads them, which is what Debian has of Nextflow: each parses,
# its script block runs as shell and gives
# what the program gives, its stub makes the same files, and it has the parts that nf-core asks for.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
need groovy java
. "$top/tests/workflows/cohort.sh"
made_people 4
JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")"); export JAVA_HOME
modules=$top/workflows/nextflow/modules/stardose

for i in 1 2; do stardose call -q --shard $i/2 -o part.$i.jsonl.gz cohort.vcf; done
mkdir blocks
groovy "$top/tests/workflows/process.groovy" blocks id=x variants=cohort.vcf index= shard=1/2 \
	'parts=part.1.jsonl.gz part.2.jsonl.gz' args=-q :: \
	"$modules"/*/main.nf "$top/workflows/nextflow/main.nf" >said 2>&1 || fail "$(grep -v WARN said |
		head -n 5)"
[ "$(grep -c '^parsed: ' said)" = 6 ] && pass || fail "six files should be parsed: $(cat said)"

block() { # module, script or stub: in a folder of its own
	mkdir "$1.$2" && cp cohort.vcf part.* "$1.$2" &&
		(cd "$1.$2" && bash -eu -o pipefail "../blocks/$1.$2" >../said 2>&1) ||
		fail "$1: $2: $(head -n 3 said)"
	(cd "$1.$2" && ls | grep -v '^cohort.vcf$\|^part\.') >"$1.$2.files"
}
# the report is of one person
awk -F '\t' -v OFS='\t' '/^##/ { print; next } { NF = 10; print }' cohort.vcf >one.vcf
for module in call guide merge annotate report; do
	[ $module != report ] || { cp cohort.vcf all.vcf; cp one.vcf cohort.vcf; }
	block $module script
	block $module stub
	same_file "$module: the stub makes the files of the script" $module.script.files $module.stub.files
	for word in 'tag "\$meta.id"' "label 'process_" 'topic: versions' 'task.ext.when == null' \
		'task.ext.args' 'task.ext.prefix' environment.yml; do
		grep -q "$word" "$modules/$module/main.nf" && pass || fail "$module: no $word"
	done
	for file in meta.yml environment.yml; do [ -s "$modules/$module/$file" ] ||
		fail "$module: no $file"; done
done
same_file 'call: the part' part.1.jsonl.gz call.script/x.calls.jsonl.gz
stardose call -q -o want.jsonl.gz all.vcf
same_file 'merge: the whole' want.jsonl.gz merge.script/x.jsonl.gz
stardose guide -q -o want.jsonl.gz all.vcf
same_file 'guide' want.jsonl.gz guide.script/x.guidance.jsonl.gz
grep -q '</html>' report.script/x.html && pass || fail 'report: no page'
gzip -cd annotate.script/x.pgx.vcf.gz | grep -q PGXD && pass || fail 'annotate: nothing is added'
echo 'skipped: Nextflow itself: it is not in Debian'
done_testing
