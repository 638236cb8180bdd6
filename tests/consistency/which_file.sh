#!/bin/sh
# Every block of docs/WHICH-FILE.md runs, on files made here, and gives what the page says it gives.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
need bcftools bgzip tabix python3
top=$(cd "$top_srcdir" && pwd)
mkdir "$tmp/bin" "$tmp/work"; ln -s "$(cd "$(dirname "$STARDOSE")" && pwd)/$(basename "$STARDOSE")" "$tmp/bin/stardose"
PATH=$tmp/bin:$PATH; export PATH
cd "$tmp/work" || exit 99

# A chromosome 22 of which only the windows of CYP2D6 are known, and reads of a person with *1/*4 (one base differs: 42128945 C>T).
python3 - "$top/tables/windows.tsv" <<'PYTHON' || fail "no reference, no reads"
import sys
LENGTH, SITE = 50818468, 42128945 - 1
windows = []
for line in open(sys.argv[1]):
    cell = line.split("\t")
    if cell[:2] == ["CYP2D6", "GRCh38"]:
        windows.append((int(cell[2]) - 1, cell[4]))
with open("ref.fa", "w") as fa:
    at = 0
    fa.write(">chr22\n")
    for beg, bases in windows:
        fa.write("N" * (beg - at) + bases)
        at = beg + len(bases)
    fa.write("N" * (LENGTH - at) + "\n")
reads = []
for beg, bases in windows:
    other = list(bases)
    if beg <= SITE < beg + len(bases):
        assert other[SITE - beg] == "C"
        other[SITE - beg] = "T"
    for bases in (bases, "".join(other)):
        for start in range(0, len(bases) - 150 + 1, 10):
            reads.append((beg + start + 1, bases[start:start + 150]))
with open("reads.bam", "w") as sam:
    sam.write(f"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr22\tLN:{LENGTH}\n@RG\tID:1\tSM:person\n")
    for i, (pos, bases) in enumerate(sorted(reads)):
        sam.write(f"r{i}\t{16 * (i % 2)}\tchr22\t{pos}\t60\t150M\t*\t0\t0\t{bases}\t{'I' * 150}\tRG:Z:1\n")
PYTHON
people=$top/examples/two_people.GRCh38.vcf
bgzip -c "$people" >sample.g.vcf.gz && tabix -p vcf sample.g.vcf.gz
bgzip -c "$people" >array.vcf.gz
# What two whole genomes have there: what they carry at the sites, and a variant in every 700 bases around (the windows' bases are known).
python3 - "$top/tables/windows.tsv" "$people" >variants.vcf <<'PYTHON' || fail "no variants"
import sys
head, rows, windows = [], [], []
for line in open(sys.argv[1]):
    cell = line.split("\t")
    if cell[1:2] == ["GRCh38"]:
        windows.append((int(cell[2]), int(cell[2]) + len(cell[4])))
for line in open(sys.argv[2]):
    cell = line.split("\t")
    if line.startswith("#"):
        head.append(line)
    elif any(not genotype.startswith(("0|0", "0/0")) for genotype in cell[9:]):
        rows.append((cell[0], int(cell[1]), line))
for chrom in sorted({row[0] for row in rows}):
    at = [row[1] for row in rows if row[0] == chrom]
    for i, pos in enumerate(range(min(at) - 20000, max(at) + 20000, 700)):
        if not any(beg - 50 < pos < end + 50 for beg, end in windows):
            rows.append((chrom, pos, f"{chrom}\t{pos}\t.\tA\tG\t.\tPASS\t.\tGT\t{('0|1', '1|0', '0|0')[i % 3]}\t{('1|1', '0|0', '0|1')[i % 3]}\n"))
print("".join(head + [row[2] for row in sorted(rows)]), end="")
PYTHON
bgzip variants.vcf
stardose sites -O bed | awk 'NR % 3' >targets.bed

# The blocks: lines of four blanks, in the order of the page.
sed -n 's/^    //p' "$top/docs/WHICH-FILE.md" >blocks
n=0
while IFS= read -r line; do
	n=$((n + 1))
	sh -c "set -e; $line" >out 2>err </dev/null; got=$?
	case $got in 0) pass ;; *) fail "exit $got: $line: $(head -n 2 err)" ;; esac
done <blocks
[ $n -ge 18 ] && pass || fail "only $n lines were found"

# ---- what came of it ----

call_of() { # file, sample: diplotype, status, sites seen and absent of CYP2D6
	awk -F '\t' -v s="$2" '$1 == s && $2 == "CYP2D6" { print $3, $6, $9, $11 }' "$1"
}
n_sites=$(stardose sites -g CYP2D6 -O alleles | grep -vc '^#')
case $(call_of forced.tsv person) in '*1/*4 '*) pass ;; *) fail "forced calling: $(call_of forced.tsv person)" ;; esac
case $(call_of blocks.tsv person) in '*1/*4 called '*' 0') pass ;; *) fail "a gVCF of the regions: $(call_of blocks.tsv person)" ;; esac
set -- $(call_of forced.tsv person)
[ "$3" -gt $((n_sites * 3 / 4)) ] && pass || fail "forced calling shows $3 of $n_sites sites"
stardose call -q sample.g.vcf.gz >whole.tsv
same_file "cut to the regions" whole.tsv cut.tsv
grep -q '	assumed	' assumed.tsv && pass || fail "nothing is assumed of a genome's variants"
awk -F '\t' '$6 == "called" { n++ } END { exit n > 0 }' exome.tsv && pass || fail "an exome of which a third was not looked at is called in full"
awk -F '\t' '$10 > 0 && NR > 3 { n++ } END { exit n > 0 }' array.tsv && pass || fail "sites of an array are assumed"
grep -q '^set	CYP2D6	AMP 2021 tier 1	.	incomplete' assay.tsv && pass || fail "the minimum set of CYP2D6: $(grep '^set' assay.tsv)"

# ---- files of sites ----

for build in GRCh37 GRCh38; do
	for style in chr plain; do
		stardose sites --build $build --contigs $style >sites.vcf
		bcftools view -Ob -o sites.bcf sites.vcf 2>err && bcftools index -f sites.bcf 2>>err || fail "$build, $style: $(cat err)"
		bcftools query -f '%CHROM\t%POS\t%REF,%ALT\n' sites.bcf >from_vcf
		stardose sites --build $build --contigs $style -O alleles --no-version >alleles
		same_file "$build, $style: alleles are those of the VCF" from_vcf alleles
		stardose sites --build $build --contigs $style -O bed --no-version | awk -F '\t' '{ print $1 "\t" $2 + 1 "\t" $3 - $2 }' >a
		awk -F '\t' '{ split($3, allele, ","); print $1 "\t" $2 "\t" length(allele[1]) }' alleles >b
		same_file "$build, $style: the BED has their bases" b a
	done
	# REF is the base of the embedded reference
	stardose sites --build $build --contigs plain -O alleles --no-version >alleles
	python3 - "$top/tables/windows.tsv" "$top/tables/genes.tsv" $build <<'PYTHON' && pass || fail "$build: a REF is not the reference"
import sys
chrom = {}
for line in open(sys.argv[2]):
    cell = line.rstrip("\n").split("\t")
    if line.startswith("#gene"):
        column = cell.index("chrom")
    elif not line.startswith("#"):
        chrom[cell[0]] = cell[column]
base = {}
for line in open(sys.argv[1]):
    cell = line.split("\t")
    if not line.startswith("#") and cell[1] == sys.argv[3]:
        for i, b in enumerate(cell[4]):
            base[chrom[cell[0]], int(cell[2]) + i] = b
wrong = seen = 0
for line in open("alleles"):
    c, pos, alleles = line.rstrip("\n").split("\t")
    ref = alleles.split(",")[0]
    got = [base.get((c, int(pos) + i)) for i in range(len(ref))]
    seen += None not in got
    if None not in got and "".join(got) != ref:
        print(line, got)
        wrong += 1
sys.exit(wrong > 0 or seen < 100)
PYTHON
	# an assay of all sites tells every allele that small variants show
	stardose sites --build $build -O bed >all.bed
	stardose sites --build $build --bed all.bed | awk -F '\t' '$1 == "allele" && $5 != "told" && $5 != "not_by_sites" { n++; print } END { exit n > 0 }' >rest && pass ||
		fail "$build: with every site some alleles look alike: $(head -n 2 rest)"
done
done_testing
