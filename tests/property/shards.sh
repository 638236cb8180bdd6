#!/bin/sh
# However a set is cut (files of people, of chromosomes, lists, slices), the joined outputs are the bytes of the whole; what is lost,
# doubled or of other tables is told, and one bad file takes nothing from the others.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
. "$top_srcdir/tests/property/seven_people.sh"
chromosomes=$(grep -v '^#' "$cohort" | cut -f 1 | uniq)
for i in 1 2 3 4 5 6 7; do
	line=
	for c in $chromosomes; do
		awk -F '\t' -v c="$c" '/^#/ || $1 == c' "$tmp/p$i.vcf" >"$tmp/p$i.$c.vcf"
		line="$line	$tmp/p$i.$c.vcf"
	done
	echo "${line#?}"
done >"$tmp/parts"

call() { # output, options and files: no error
	out=$1; shift
	"$STARDOSE" call -q "$@" >"$out" 2>"$tmp/err" || fail "call $*: $(head -n 1 "$tmp/err")"
}
for type in t j; do
	call "$tmp/whole.$type" -O $type "$cohort"
	[ "$(cut -f 1 "$tmp/whole.$type" | grep -v '^#' | sort -u | wc -l)" -ge 7 ] || fail "-O $type: seven people are not seven"
	for list in people parts; do
		call "$tmp/out" -O $type -l "$tmp/$list"
		same_file "-O $type: a list of $list, together" "$tmp/whole.$type" "$tmp/out"
		call "$tmp/out" -O $type --keep-going -l - <"$tmp/$list"
		same_file "-O $type: a list of $list, one by one" "$tmp/whole.$type" "$tmp/out"
		for n in 1 3 7; do
			outputs=
			for i in $(seq 1 $n); do
				call "$tmp/shard$i" -O $type --keep-going --shard $i/$n -l "$tmp/$list"
				outputs="$tmp/shard$i $outputs"
			done
			"$STARDOSE" merge $outputs >"$tmp/out" || fail "merge of $n shards of $list"
			same_file "-O $type: $n shards of $list, in the wrong order" "$tmp/whole.$type" "$tmp/out"
		done
	done
	for n in 1 2 5 7; do
		outputs=
		for i in $(seq 1 $n); do
			case $i in 2) call "$tmp/shard$i.gz" -O $type --shard $i/$n -o "$tmp/shard$i.gz" - <"$cohort" ;;
			*) call "$tmp/shard$i.gz" -O $type --shard $i/$n -o "$tmp/shard$i.gz" "$cohort" ;; esac
			outputs="$outputs $tmp/shard$i.gz"
		done
		"$STARDOSE" merge -o "$tmp/out.gz" $outputs || fail "merge of $n slices of samples"
		gzip -cd "$tmp/out.gz" >"$tmp/out"
		same_file "-O $type: $n slices of the samples, compressed" "$tmp/whole.$type" "$tmp/out"
	done
done
for type in t j; do
	# guidance of parts, which have no mark of a shard
	"$STARDOSE" guide -q -O $type --drugs codeine "$tmp/whole.j" >"$tmp/guided" 2>/dev/null
	head -n 3 "$tmp/whole.j" | "$STARDOSE" guide -q -O $type --drugs codeine - >"$tmp/g1" 2>/dev/null
	tail -n +4 "$tmp/whole.j" | "$STARDOSE" guide -q -O $type --drugs codeine - >"$tmp/g2" 2>/dev/null
	"$STARDOSE" merge "$tmp/g1" "$tmp/g2" >"$tmp/out" || fail "merge of guidance"
	[ -s "$tmp/guided" ] || fail "-O $type: no guidance"
	same_file "-O $type: guidance of parts" "$tmp/guided" "$tmp/out"
	bgzip -c "$tmp/whole.j" >"$tmp/whole.gz" 2>/dev/null || gzip -c "$tmp/whole.j" >"$tmp/whole.gz"
	"$STARDOSE" guide -q -O $type --drugs codeine "$tmp/whole.gz" >"$tmp/out" 2>/dev/null
	same_file "-O $type: guidance of compressed calls" "$tmp/guided" "$tmp/out"
	"$STARDOSE" guide -q -O $type --drugs codeine - <"$tmp/whole.gz" >"$tmp/out" 2>/dev/null
	same_file "-O $type: the same on standard input" "$tmp/guided" "$tmp/out"
done
# Guidance has the mark of the calls that it is of.
"$STARDOSE" guide -q -O j --drugs codeine "$tmp/whole.j" >"$tmp/guided" 2>/dev/null
for i in 1 2 3; do
	call "$tmp/shard$i" -O j --shard $i/3 "$cohort"
	"$STARDOSE" guide -q -O j --drugs codeine "$tmp/shard$i" >"$tmp/g$i" 2>/dev/null
done
"$STARDOSE" merge "$tmp/g3" "$tmp/g1" "$tmp/g2" >"$tmp/out" || fail "merge of guidance of shards"
same_file "guidance of shards, in the wrong order" "$tmp/guided" "$tmp/out"
refused "guidance of which a shard is missing" 3 "$STARDOSE" merge "$tmp/g3" "$tmp/g1"
call "$tmp/some" -s ^p2,p5 "$cohort"
for i in 1 2; do call "$tmp/shard$i" -s ^p2,p5 --shard $i/2 "$cohort"; done
"$STARDOSE" merge "$tmp/shard1" "$tmp/shard2" >"$tmp/out"
same_file "slices of the samples that were asked for" "$tmp/some" "$tmp/out"
for c in $chromosomes; do awk -F '\t' -v c="$c" '/^#/ || $1 == c' "$cohort" >"$tmp/$c.vcf"; echo "$tmp/$c.vcf"; done >"$tmp/by_chromosome"
for i in 1 2; do call "$tmp/shard$i" --shard $i/2 $(cat "$tmp/by_chromosome"); done
"$STARDOSE" merge "$tmp/shard1" "$tmp/shard2" >"$tmp/out"
same_file "slices of the samples of a file per chromosome" "$tmp/whole.t" "$tmp/out"
refused "slices of files that have other people" 2 "$STARDOSE" call -q --shard 1/1 "$tmp/p1.vcf" "$tmp/p2.vcf"
refused "more shards than samples" 2 "$STARDOSE" call -q --shard 1/8 "$cohort"
refused "more shards than lines" 2 "$STARDOSE" call -q --shard 1/8 -l "$tmp/people"
printf '#sample\tgene\tdiplotype\nghost\tCYP2D6\t*4/*4\np1\tCYP2D6\t*4/*5\n' >"$tmp/outside.tsv"
call "$tmp/out" --keep-going -l "$tmp/people" --outside "$tmp/outside.tsv"
if grep -q '^p1	CYP2D6	\*4/\*5' "$tmp/out" && ! grep -q '^ghost' "$tmp/out"; then pass; else fail "results from outside one by one"; fi

# ---- regions ----

if command -v bcftools >/dev/null 2>&1; then
	for build in GRCh37 GRCh38; do
		vcf=$top_srcdir/tests/data/cyp2c19.$build.vcf
		bcftools view -Oz -o "$tmp/$build.vcf.gz" "$vcf" 2>/dev/null && bcftools index -f "$tmp/$build.vcf.gz"
		style=usual; grep -v '^#' "$vcf" | head -n 1 | grep -q '^chr' && style=chr || style=plain
		"$STARDOSE" tables regions -O bed --build $build --contigs $style >"$tmp/regions.bed"
		bcftools view -R "$tmp/regions.bed" "$tmp/$build.vcf.gz" >"$tmp/cut.vcf" 2>/dev/null
		call "$tmp/out" "$tmp/cut.vcf"; call "$tmp/all" "$vcf"
		same_file "$build: a file cut to the regions" "$tmp/all" "$tmp/out"
	done
fi

# ---- one bad file among many ----

cp "$tmp/people" "$tmp/bad"
echo "$tmp/none.vcf" >>"$tmp/bad"
head -c 3000 "$tmp/p1.vcf" | sed 's/	p1$/	q1/' >"$tmp/cut.vcf"; printf 'chr22\t1' >>"$tmp/cut.vcf"; echo "$tmp/cut.vcf" >>"$tmp/bad"
echo hello >"$tmp/text.vcf"; echo "$tmp/text.vcf" >>"$tmp/bad"
echo "$tmp/p3.vcf" >>"$tmp/bad"
sort -R --random-source="$cohort" "$tmp/bad" >"$tmp/mixed"
"$STARDOSE" call --keep-going -l "$tmp/bad" >"$tmp/out" 2>"$tmp/err"; got=$?
[ $got = 1 ] && pass || fail "a bad file among many: exit $got"
same_file "the others are what they were" "$tmp/whole.t" "$tmp/out"
for file in none cut text p3; do grep -q "set aside.*$file" "$tmp/err" && pass || fail "$file.vcf is not named"; done
[ "$(grep -c 'set aside' "$tmp/err")" = 4 ] && pass || { fail "four files are set aside"; cat "$tmp/err"; }
"$STARDOSE" call -q --keep-going -l "$tmp/mixed" >"$tmp/out" 2>"$tmp/err"
sort "$tmp/whole.t" >"$tmp/a"; sort "$tmp/out" >"$tmp/b"
same_file "wherever the bad ones stand" "$tmp/a" "$tmp/b"
refused "the same without --keep-going" 3 "$STARDOSE" call -q -l "$tmp/bad"
"$STARDOSE" call --keep-going "$tmp/none.vcf" "$tmp/text.vcf" -o "$tmp/nothing.tsv" >"$tmp/out" 2>"$tmp/err"; got=$?
if [ $got = 3 ] && [ ! -e "$tmp/nothing.tsv" ]; then pass; else fail "nothing but bad files: exit $got"; fi
# A part of a person that cannot be read takes the person, not half of him.
first=$(set -- $chromosomes; echo "$1")
sed "2s,$tmp/p2.$first.vcf,$tmp/none.vcf," "$tmp/parts" | "$STARDOSE" call -q --keep-going -l - >"$tmp/out" 2>"$tmp/err"
grep -v '^p2	' "$tmp/whole.t" >"$tmp/want"
same_file "a person of whom a part is bad" "$tmp/want" "$tmp/out"

# ---- memory ----

grep -v '^#' "$tmp/p1.vcf" | awk 'NR <= 20' >"$tmp/rows"; grep '^##' "$tmp/p1.vcf" >"$tmp/head"
mkdir "$tmp/many"
awk -v dir="$tmp/many" -v head="$(cat "$tmp/head")" -v rows="$(cat "$tmp/rows")" 'BEGIN { for (i = 1; i <= 1200; i++) { f = dir "/" i ".vcf"
	print head >f; print "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson" i >f; print rows >f; close(f); print f } }' >"$tmp/many.list"
peak() { # lines: kB at most in memory
	head -n "$1" "$tmp/many.list" >"$tmp/now.list"
	python3 - "$STARDOSE" "$tmp/now.list" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "call", "-q", "--keep-going", "-l", sys.argv[2]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}
# (sanitizers keep what was freed for a while)
[ -n "${SAN_FLAGS-}" ] || { few=$(peak 100) many=$(peak 1200)
[ $((many - few)) -lt 1500 ] && pass || fail "memory grows: $few kB for 100 people, $many kB for 1200"; }

# ---- what merge refuses ----

shards() { for i in 1 2 3; do call "$tmp/s$i" -O "$1" --keep-going --shard $i/3 -l "$tmp/people"; done; }
merge_refused() { # claim, files...
	claim=$1; shift
	refused "merge: $claim" 3 "$STARDOSE" merge -o "$tmp/joined" "$@"
	[ ! -e "$tmp/joined" ] || { fail "merge: $claim: half a file is there"; rm "$tmp/joined"; }
}
for type in t j; do
	shards $type
	merge_refused "-O $type: a shard is missing" "$tmp/s1" "$tmp/s3"
	merge_refused "-O $type: the last shard is missing" "$tmp/s1" "$tmp/s2"
	merge_refused "-O $type: a shard twice" "$tmp/s1" "$tmp/s2" "$tmp/s2"
	call "$tmp/other" -O $type --shard 2/2 "$cohort"
	merge_refused "-O $type: shards of another number" "$tmp/s1" "$tmp/other" "$tmp/s3"
	merge_refused "-O $type: a shard and a whole" "$tmp/s1" "$tmp/whole.$type"
	merge_refused "-O $type: samples twice" "$tmp/whole.$type" "$tmp/whole.$type"
	: >"$tmp/empty"; merge_refused "-O $type: an empty file" "$tmp/s1" "$tmp/empty" "$tmp/s3"
	head -c $(($(wc -c <"$tmp/s2") - 1)) "$tmp/s2" >"$tmp/cut"
	merge_refused "-O $type: the last byte is lost" "$tmp/s1" "$tmp/cut" "$tmp/s3"
	head -c 5000 "$tmp/s2" >"$tmp/cut"; echo >>"$tmp/cut"
	merge_refused "-O $type: cut inside a row, and mended" "$tmp/s1" "$tmp/cut" "$tmp/s3"
	sed 's/\(hecksum"*[:=]"*\)./\1_/' "$tmp/s2" >"$tmp/cut"
	merge_refused "-O $type: other tables" "$tmp/s1" "$tmp/cut" "$tmp/s3"
	call "$tmp/s2.gz" -O $type --keep-going --shard 2/3 -l "$tmp/people" -o "$tmp/s2.gz"
	head -c $(($(wc -c <"$tmp/s2.gz") - 28)) "$tmp/s2.gz" >"$tmp/cut.gz"
	merge_refused "-O $type: BGZF without its end mark" "$tmp/s1" "$tmp/cut.gz" "$tmp/s3"
	call "$tmp/bare" -O $type --no-version "$cohort"
	merge_refused "-O $type: without versions" "$tmp/bare"
	for i in 1 2 3 4 5 6 7; do echo p$i; done >"$tmp/names"
	"$STARDOSE" merge -S "$tmp/names" "$tmp/s1" "$tmp/s2.gz" "$tmp/s3" | cmp -s - "$tmp/whole.$type" && pass || fail "-O $type: all samples are there"
	echo p8 >>"$tmp/names"
	merge_refused "-O $type: a sample is missing" -S "$tmp/names" "$tmp/s1" "$tmp/s2" "$tmp/s3"
done
merge_refused "two kinds" "$tmp/whole.t" "$tmp/whole.j"
merge_refused "a VCF" "$cohort"
refused "nothing" 2 "$STARDOSE" merge
done_testing
