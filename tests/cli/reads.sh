#!/bin/sh
# Reads drawn for the purpose: every structure in both builds, refusals by name, and what must not matter: the order of reads at a
# position, read groups, and the command that asks.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE
data=$top_srcdir/tests/data/reads
vcf=$top_srcdir/examples/two_people.GRCh38.vcf
draw() { # file, arguments
	_out=$1; shift
	python3 "$data/make_reads.py" --sample person_1 "$@" "$top_srcdir/tables" "$_out"
}
seen() { # BAM, arguments: copies and reasons of person_1
	_bam=$1; shift
	"$STARDOSE" call --no-version -g CYP2D6 -s person_1 -O j --reads "$_bam" "$@" "$vcf" 2>"$tmp/messages" |
		python3 -c 'import json, sys
g = json.load(sys.stdin)["genes"][0]
e = g.get("copies_by_exon", {})
print(g.get("copies_from", "-"), *[e.get(k, "-") for k in ("exon 9", "exons 2-8", "exon 1")], ",".join(r for r in g["reasons"] if r.startswith("reads_")) or ".")'
}
is() { # claim, expected, seen
	if [ "$2" = "$3" ]; then pass; else fail "$1: $3, not $2"; cat "$tmp/messages"; fi
}

# what is stored is what the generator draws
draw "$tmp/again.bam" --units gene,neighbour/gene,exon1_tandem,neighbour --seed 5
if cmp -s "$tmp/again.bam" "$data/person_1.bam" || [ "$(python3 -c 'import zlib; print(zlib.ZLIB_RUNTIME_VERSION)')" != 1.2.13 ]; then pass; else fail "person_1.bam is not what make_reads.py draws"; fi

seed=20
while read -r units want; do
	seed=$((seed + 1))
	draw "$tmp/a.bam" --units "$units" --seed $seed
	is "$units" "reads $want ." "$(seen "$tmp/a.bam")"
done <<-END
	gene,neighbour/gene,neighbour 2 2 2
	neighbour/gene,neighbour 1 1 1
	neighbour/neighbour 0 0 0
	gene,gene,neighbour/gene,neighbour 3 3 3
	gene,neighbour/gene,exon9_tandem,neighbour 2 3 3
	gene,neighbour/reverse_hybrid 2 1 1
END

# refusals: the word is in the reasons, and nothing is counted
refuses() { # word, arguments of the generator
	_word=$1; shift
	draw "$tmp/a.bam" "$@"
	is "$*" "- - - - $_word" "$(seen "$tmp/a.bam")"
	grep -q "do not tell its copies: $_word" "$tmp/messages" || fail "$_word is not said: $(cat "$tmp/messages")"
}
refuses reads_uneven --captured --depth 60
refuses reads_shallow --depth 8
refuses reads_long --length 500
refuses reads_split --elsewhere 0.1
draw "$tmp/old.bam" --build GRCh37
seen "$tmp/old.bam" >/dev/null
if grep -q "is GRCh37, but the genotypes are GRCh38" "$tmp/messages"; then pass; else fail "another build is not refused"; cat "$tmp/messages"; fi
draw "$tmp/noname.bam" --sample ''
seen "$tmp/noname.bam" >/dev/null
if grep -q "names no sample" "$tmp/messages"; then pass; else fail "a file of nobody is not refused"; cat "$tmp/messages"; fi
is "a file of nobody with a name" "reads 2 2 2 ." "$(seen "person_1=$tmp/noname.bam")"

# the builds agree, whatever read groups there are, and in whatever order reads lie at a position
draw "$tmp/one.bam" --seed 7
draw "$tmp/two.bam" --seed 7 --read-groups 3
draw "$tmp/three.bam" --seed 7 --shuffle
for file in one two three; do
	"$STARDOSE" call --no-version -g CYP2D6 -s person_1 -O j --reads "$tmp/$file.bam" "$vcf" >"$tmp/$file.json" 2>/dev/null
done
same_file "split by read group" "$tmp/one.json" "$tmp/two.json"
same_file "another order at each position" "$tmp/one.json" "$tmp/three.json"
draw "$tmp/lossy.bam" --seed 7 --lossy
"$STARDOSE" call --no-version -g CYP2D6 -s person_1 -O j --reads "$tmp/lossy.bam" "$vcf" >"$tmp/lossy.json" 2>/dev/null
same_file "qualities in three bins" "$tmp/one.json" "$tmp/lossy.json"
# more reads make no right count a wrong one
for units in neighbour/gene,neighbour gene,neighbour/gene,exon9_tandem,neighbour; do
	for depth in 20 40; do
		draw "$tmp/$depth.bam" --units $units --depth $depth --seed 3
		seen "$tmp/$depth.bam" >"$tmp/$depth.seen"
	done
	same_file "$units at 20x and at 40x" "$tmp/20.seen" "$tmp/40.seen"
done
draw "$tmp/37.bam" --units gene,neighbour/gene,exon9_tandem,neighbour --build GRCh37 --seed 5
vcf=$top_srcdir/examples/two_people.GRCh37.vcf
[ -f "$vcf" ] && is "GRCh37" "reads 2 3 3 ." "$(seen "$tmp/37.bam")"
vcf=$top_srcdir/examples/two_people.GRCh38.vcf

# which allele the extra copy is of: fragments of the gene tell, at heterozygous sites
placed() { # arguments of the generator: the diplotypes of person_1
	draw "$tmp/a.bam" "$@"
	"$STARDOSE" call --no-version -g CYP2D6 -s person_1 --reads "$tmp/a.bam" "$vcf" 2>"$tmp/messages" | awk -F '\t' 'NR > 1 { print $12 }'
}
for build in GRCh38 GRCh37; do
	vcf=$top_srcdir/examples/two_people.$build.vcf
	is "$build, *41 twice" '*4/*41x2=Intermediate Metabolizer' \
		"$(placed --build $build --units gene,gene,neighbour/gene,neighbour --carries 1:42127803:T --carries 2:42128945:T)"
	is "$build, *4 twice" '*4x2/*41=Intermediate Metabolizer' \
		"$(placed --build $build --units gene,gene,neighbour/gene,neighbour --carries 2:42127803:T --carries 1:42128945:T)"
done
vcf=$top_srcdir/examples/two_people.GRCh38.vcf
# *4 may have another base at c.886C; who is the same there on both chromosomes has no share of it
awk -F '\t' -v OFS='\t' '$2 == 42127803 || $2 == 42127941 { $10 = "0|0" } $2 == 42126611 { $10 = "1|0" } { print }' "$vcf" >"$tmp/with_1.vcf"
vcf=$tmp/with_1.vcf
is "*4 twice beside *1" '*1/*4x2=Intermediate Metabolizer' \
	"$(placed --depth 45 --units gene,neighbour/gene,gene,neighbour --carries 2:42128945:T --carries 1:42127941:G --carries 2:42127941:G)"
vcf=$top_srcdir/examples/two_people.GRCh38.vcf
is "reads that show neither allele place nothing" '*4x2/*41=Intermediate Metabolizer;*4/*41x2=Intermediate Metabolizer' \
	"$(placed --units gene,gene,neighbour/gene,neighbour)"

# every command that calls takes them
for command in guide report annotate; do
	case $command in report) set -- -s person_1 -O j;; annotate) set --;; *) set -- -s person_1;; esac
	"$STARDOSE" $command --no-version "$@" --reads "$data/person_1.bam" "$vcf" >"$tmp/out" 2>"$tmp/messages" || fail "$command: $(cat "$tmp/messages")"
	if grep -q '\*41/\*68+\*4' "$tmp/out"; then pass; else fail "$command does not take --reads"; fi
done
"$STARDOSE" report --no-version -s person_1 -O j --reads "$data/person_1.bam" "$vcf" 2>/dev/null | grep -q 'counted from reads (28x)' && pass || fail "the report does not say that reads were counted"
# CRAM: places alone where nothing gives its bases; with the reference that it was written with as BAM
if [ -s "$data/person_1.cram" ]; then
	unset REF_PATH REF_CACHE
	is "CRAM by places" "- - - - ." "$(seen "$data/person_1.cram")"
	python3 - "$top_srcdir/tables" "$tmp/ref.fa" <<-'END'
		import sys
		length, base = 50818468, {}
		for line in open(sys.argv[1] + "/paralog_sites.tsv"):
		    f = line.split("\t")
		    if line[0] != "#": base[int(f[1]) - 1], base[int(f[2]) - 1] = f[5], f[6]
		text = bytearray(b"C" * length)
		for pos, b in base.items(): text[pos] = ord(b)
		open(sys.argv[2], "wb").write(b">chr22\n" + text + b"\n")
		open(sys.argv[2] + ".fai", "w").write("chr22\t%d\t7\t%d\t%d\n" % (length, length, length + 1))
	END
	is "CRAM with its reference" "reads 2 2 3 ." "$(seen "$data/person_1.cram" --reference "$tmp/ref.fa")"
	# BAM, CRAM, and CRAM with qualities in three bins are one result, to the last figure
	for file in person_1.bam person_1.cram person_1_binned.cram; do
		"$STARDOSE" call --no-version -g CYP2D6 -s person_1 -O j --reads "$data/$file" --reference "$tmp/ref.fa" "$vcf" \
			>"$tmp/$file.json" 2>/dev/null
	done
	same_file "CRAM as BAM" "$tmp/person_1.bam.json" "$tmp/person_1.cram.json"
	same_file "CRAM with binned qualities as BAM" "$tmp/person_1.bam.json" "$tmp/person_1_binned.cram.json"
	if command -v strace >/dev/null 2>&1 && strace -f -e trace=none -o "$tmp/trace" true 2>/dev/null; then
		for path in '' http://127.0.0.1:9/%s /nowhere/%s:http://127.0.0.1:9/%s; do
			REF_PATH=$path strace -f -e trace=network -o "$tmp/trace" "$STARDOSE" call -g CYP2D6 -s person_1 --reads "$data/person_1.cram" "$vcf" >/dev/null 2>&1
			if grep -E '(socket|connect)\(' "$tmp/trace" >"$tmp/calls"; then fail "CRAM with REF_PATH '$path': $(head -n 1 "$tmp/calls")"; else pass; fi
		done
	fi
fi
# a CRAM of the real chromosome: the tables have the bases that are needed
is "CRAM by the tables' windows" "reads 2 3 3 ." "$(seen "$data/windows.cram")"
TMPDIR=$tmp/no_such_folder; export TMPDIR
is "CRAM where no temporary file can be made" "- - - - ." "$(seen "$data/windows.cram")"
TMPDIR=$tmp/empty; mkdir "$TMPDIR"
is "CRAM by windows in another folder" "reads 2 3 3 ." "$(seen "$data/windows.cram")"
if [ -z "$(ls "$TMPDIR")" ]; then pass; else fail "left behind: $(ls "$TMPDIR")"; fi
unset TMPDIR
# the JSON is of the schema
for python in python3 /usr/bin/python3; do
	"$python" -c 'import jsonschema' 2>/dev/null || continue
	if "$STARDOSE" call -O j --reads "$data/person_1.bam" "$vcf" 2>/dev/null | "$python" "$top_srcdir/tests/cli/validate.py" "$top_srcdir/docs" call; then pass; else fail "copies_by_reads is not of the schema"; fi
	break
done
done_testing
