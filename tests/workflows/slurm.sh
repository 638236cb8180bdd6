#!/bin/sh
# A set in 32 tasks of Slurm: the joined bytes are those of one process; a task that is killed in
# the middle of its work is made up for
# by the same command, and nothing else is done twice; a bad file among many is named, and the
# rest is there.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
. "$top/tests/workflows/one_node.sh"
STARDOSE=$(cd "$(dirname "$STARDOSE")" && pwd)/$(basename "$STARDOSE")
export STARDOSE
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
slurm_here
submit=$top/workflows/slurm/submit
mkdir "$tmp/work" && cd "$tmp/work" || exit 99
begin=$(date +%s)

# The panel where it lies; else people made from those of the example.
panel=$STARDOSE_SHARED/data/1kgp/GRCh38
if [ -d "$panel" ]; then
	set -- "$panel"/*.vcf.gz
	panel=$(cd "$panel" && pwd)
else
	echo 'the 1000 Genomes panel is not there: 64 people made from the example stand in'
	awk -F '\t' -v OFS='\t' '/^##/ { print; next } { line = $1; for (i = 2; i <= 9; i++) line = line OFS $i
		for (i = 1; i <= 64; i++) line = line OFS (/^#/ ? "p" i : (NR * i) % 7 < 3 ? $10 : $11); print line }' \
		"$top/examples/two_people.GRCh38.vcf" >cohort.vcf
	set -- "$PWD/cohort.vcf"
fi
"$STARDOSE" call -q -o one.jsonl.gz "$@" || fail 'one process'
n_people=$(gzip -cd one.jsonl.gz | wc -l)

# The program, but task 7, the first time, reads its last file from a pipe that goes dry: it is killed
# when its output is begun, wherever that is.
cat >slain <<SCRIPT
#!/bin/bash
[ "\${SLURM_ARRAY_TASK_ID-}" = 7 ] || exec "$STARDOSE" "\$@"
words=("\$@") last=\${*: -1}
mkfifo "$PWD/dry" && words[-1]=$PWD/dry
"$STARDOSE" "\${words[@]}" &
slain=\$!
{ head -c 500 "\$last"; sleep 100; } >"$PWD/dry" &
pipe=\$!
until ls all.jsonl.gz.parts/7-all.jsonl.gz.?????? >/dev/null 2>&1 || ! kill -0 \$slain 2>/dev/null; do sleep 0.01; done
kill -9 \$slain
wait \$slain
status=\$?
kill \$pipe
exit \$status
SCRIPT
chmod +x slain
STARDOSE=$PWD/slain "$submit" -n 32 -o all.jsonl.gz -- -q "$@" >said 2>&1 ||
	fail "submit: $(cat said)"
slurm_drained 200 || fail 'the tasks do not end'
[ ! -e all.jsonl.gz ] && pass || fail 'the whole is there, without a part'
[ ! -e all.jsonl.gz.parts/7-all.jsonl.gz ] && pass || fail 'the killed task has a part'
[ "$(ls all.jsonl.gz.parts/*-all.jsonl.gz | wc -l)" = 31 ] && pass ||
	fail "31 parts should be there: $(ls all.jsonl.gz.parts)"
ls all.jsonl.gz.parts/7-all.jsonl.gz.?????? >/dev/null 2>&1 && pass ||
	fail 'the task was not killed while it wrote'
ls -l --time-style=full-iso all.jsonl.gz.parts/*-all.jsonl.gz >before

"$submit" -n 32 -o all.jsonl.gz -w -- -q "$@" >said 2>&1 ||
	fail "submit again: $(cat said) $(cat all.jsonl.gz.parts/merge.log)"
grep -q 'tasks 7$' said && pass || fail "task 7 alone should run again: $(cat said)"
same_file "$n_people people in 32 tasks" one.jsonl.gz all.jsonl.gz
ls -l --time-style=full-iso all.jsonl.gz.parts/*-all.jsonl.gz | grep -v '/7-' >after
same_file 'no other task ran again' before after
"$submit" -n 31 -o all.jsonl.gz -- -q "$@" >said 2>&1; got=$?
[ $got = 2 ] && grep -q 'another command' said && pass ||
	fail "parts of another command are joined: $(cat said)"
echo "$n_people people in 32 tasks, one of them killed and made up for: $(($(date +%s) - begin)) s"

# A list of people, one of whom has a file that is no VCF.
mkdir people
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	awk -F '\t' -v OFS='\t' -v i=$i '/^##/ { print; next } /^#/ { $10 = "p" i } { NF = 10; print }' "$top/examples/two_people.GRCh38.vcf" >"people/$i.vcf"
	echo "$PWD/people/$i.vcf"
done >list
"$STARDOSE" call -q --keep-going -l list -o one.tsv || fail 'a list in one process'
"$submit" -n 4 -o list.tsv -w -- -q --keep-going -l list >said 2>&1 || fail "a list: $(cat said)"
same_file 'a list in four tasks' one.tsv list.tsv
echo hello >people/6.vcf
"$submit" -n 4 -o bad.tsv -w -- --keep-going -l list >said 2>&1; got=$?
[ $got = 1 ] && pass || fail "a bad file among many: exit $got"
grep -q 'set aside.*people/6.vcf\|people/6.vcf.*set aside' bad.tsv.parts/merge.log && pass ||
	fail "the bad file is not named: $(cat bad.tsv.parts/merge.log)"
grep -v '^p6	' one.tsv >want
same_file 'the others are what they were' want bad.tsv
seq -f p%g 12 >names
"$submit" -n 4 -o strict.tsv -S names -w -- -q --keep-going -l list >said 2>&1; got=$?
[ $got = 3 ] && [ ! -e strict.tsv ] && grep -q p6 strict.tsv.parts/merge.log && pass ||
	fail "a person who must be there is not: exit $got"
done_testing
