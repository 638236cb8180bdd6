#!/usr/bin/env bash
# Benchmarks: what stardose costs beside the cheapest program that must touch the same bytes.
# usage: bench/run.sh [--rounds N] [--only PATTERN] DATADIR [STARDOSE]
#   DATADIR   holds wgs.vcf.gz(.tbi), wgs.bcf(.csi), cohort.bcf(.csi), biobank.bcf; see bench/README.md
#   STARDOSE  the program [build/stardose]
# Each pair runs in turn (A B A B ...), so that a busy machine hurts both sides alike; CPU ratios are what counts.
set -eu
export LC_ALL=C
rounds=5 only=.
while [ $# -gt 0 ]; do
	case $1 in
	--rounds) rounds=$2; shift 2 ;;
	--only) only=$2; shift 2 ;;
	-h|--help) sed -n '2,7p' "$0"; exit 0 ;;
	*) break ;;
	esac
done
[ $# -ge 1 ] || { sed -n '2,7p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
data=$1
stardose=$(realpath "${2:-$here/../build/stardose}")
for program in bcftools bgzip python3; do
	command -v $program >/dev/null || { echo "bench: $program is not installed" >&2; exit 2; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# the genes' windows as a region file, from the tables themselves
awk -f "$here/windows.awk" "$here/../tables/genes.tsv" "$here/../tables/windows.tsv" >"$tmp/windows.tsv"

echo "# $("$stardose" --version | head -n 1); $(bcftools --version | head -n 1); $(date -u +%Y-%m-%d); $(nproc) cores; $rounds rounds"
printf '#pair\tcpu_s\tbase_cpu_s\tcpu_ratio\twall_s\tbase_wall_s\twall_ratio\tpeak_mb\tbase_peak_mb\n'
run() { # name, needed file, A, B; $times: each in one round
	[[ $1 =~ $only ]] || return 0
	if [ ! -e "$2" ]; then echo "# $1: no $2"; return 0; fi
	python3 "$here/pair.py" --rounds "$rounds" --times "${times:-1}" "$1" "$3" "$4"
}
wgs=$data/wgs.vcf.gz wgsbcf=$data/wgs.bcf cohort=$data/cohort.bcf biobank=$data/biobank.bcf
run 'wgs.vcf.gz: call, stream | bgzip -dc' "$wgs" "$stardose call - <$wgs" "bgzip -dc $wgs"
run 'wgs.vcf.gz: call, stream, 2 threads | bgzip -dc -@2' "$wgs" "$stardose call --threads 2 - <$wgs" "bgzip -@2 -dc $wgs"
run 'wgs.vcf.gz: call, indexed | bcftools view -R' "$wgs" "$stardose call $wgs" "bcftools view -Ov -R $tmp/windows.tsv $wgs"
run 'wgs.bcf: call, stream | bgzip -dc' "$wgsbcf" "$stardose call - <$wgsbcf" "bgzip -dc $wgsbcf"
run 'wgs.bcf: call, indexed | bcftools view -R' "$wgsbcf" "$stardose call $wgsbcf" "bcftools view -Ou -R $tmp/windows.tsv $wgsbcf"
run 'cohort.bcf (3202): call | bcftools view -Ou' "$cohort" "$stardose call $cohort" "bcftools view -Ou $cohort"
run 'cohort.bcf (3202): guide, all medicines | call' "$cohort" "$stardose guide -o /dev/null $cohort" "$stardose call -o /dev/null $cohort"
# pages go to one folder, and from the second round on replace those that are there
run 'cohort.bcf (3202): report, pages for clinicians | guide -O j' "$cohort" "$stardose report -o $tmp/pages/ $cohort" "$stardose guide -O j -o /dev/null $cohort"
run 'cohort.bcf (3202): report, pages for patients | guide -O j' "$cohort" "$stardose report --for patient -o $tmp/pages/ $cohort" "$stardose guide -O j -o /dev/null $cohort"
run 'cohort.bcf (3202): report -O j | guide -O j' "$cohort" "$stardose report -O j -o /dev/null $cohort" "$stardose guide -O j -o /dev/null $cohort"
# memory: the first thousand of them, and everybody four times under new names
if [ -e "$cohort" ] && [[ "cohort.bcf: report, memory" =~ $only ]]; then
	bcftools query -l "$cohort" | head -n 1000 >"$tmp/thousand"
	bash "$here/fourfold.sh" "$cohort" "$tmp/fourfold.bcf"
fi
run 'cohort.bcf: report, memory, 1000 people | guide -O j' "$tmp/thousand" "$stardose report -S $tmp/thousand --for patient -o $tmp/pages/ $cohort" "$stardose guide -S $tmp/thousand -O j -o /dev/null $cohort"
run 'cohort.bcf: report, memory, four times 3202 people | guide -O j' "$tmp/fourfold.bcf" "$stardose report --for patient -o $tmp/pages/ $tmp/fourfold.bcf" "$stardose guide -O j -o /dev/null $tmp/fourfold.bcf"
run 'biobank.bcf (100000): call 2 genes, stream | bcftools view -Ou' "$biobank" "$stardose call -g CYP2D6,CYP2C19 - <$biobank" "bcftools view -Ou - <$biobank"
run 'biobank.bcf (100000): call 2 genes, indexed | bcftools view -Ou' "$biobank" "$stardose call -g CYP2D6,CYP2C19 $biobank" "bcftools view -Ou $biobank"
# every sample with a copy number: one in twenty with three, one in seventeen with one
if [ -e "$biobank" ]; then
	bcftools query -l "$biobank" | awk -v OFS='\t' '{ print $1, "CYP2D6", NR % 20 == 0 ? 3 : NR % 17 == 0 ? 1 : 2 }' >"$tmp/copies.tsv"
fi
run 'biobank.bcf (100000): call 2 genes, indexed, copies given | without' "$biobank" "$stardose call -g CYP2D6,CYP2C19 --copy-number $tmp/copies.tsv $biobank" "$stardose call -g CYP2D6,CYP2C19 $biobank"
run 'wgs.vcf.gz: annotate -Oz | bcftools view -Oz' "$wgs" "$stardose annotate -Oz $wgs" "bcftools view -Oz $wgs"
run 'wgs.vcf.gz: annotate -Ov | bcftools view -Ov' "$wgs" "$stardose annotate -Ov $wgs" "bcftools view -Ov $wgs"
run 'wgs.bcf: annotate -Ob | bcftools view -Ob' "$wgsbcf" "$stardose annotate -Ob $wgsbcf" "bcftools view -Ob $wgsbcf"
# a person's reads at 28x, drawn for the tests: against decoding the same stretch, and against the call without them
bam=$here/../tests/data/reads/person_1.bam vcf=$here/../examples/two_people.GRCh38.vcf
one="$stardose call -g CYP2D6 -s person_1" times=20
command -v samtools >/dev/null && run 'reads (28x): call --reads | samtools view -c of the same stretch' "$bam" "$one --reads $bam $vcf" "samtools view -c $bam chr22:42105001-42162000"
run 'reads (28x): call --reads | call' "$bam" "$one --reads $bam $vcf" "$one $vcf"
run 'reads (28x), CRAM: call --reads | call' "$bam" "$one --reads ${bam%/*}/windows.cram $vcf" "$one $vcf"
