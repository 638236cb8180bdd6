#!/bin/sh
# make truth: calls of the 1000 Genomes samples against reference materials, read-level calls, families, the other
# build, and themselves without phase. Needs the shared data ($STARDOSE_SHARED, by default ../shared); exit 77 without.
# Usage: run.sh OUTDIR. Details go to OUTDIR/*.txt, the claims to OUTDIR/summary.txt and to stdout.
set -u
LC_ALL=C; export LC_ALL
: "${top_srcdir:=.}" "${STARDOSE:=./stardose}" "${STARDOSE_SHARED:=$top_srcdir/../shared}"
out=${1:-truth}
data=$STARDOSE_SHARED/data/1kgp truth=$STARDOSE_SHARED/data/truth
score=$top_srcdir/tests/truth/score.py
if [ ! -d "$data/GRCh38" ] || [ ! -d "$truth" ]; then
	echo "make truth: skipped: no shared data at $STARDOSE_SHARED (set STARDOSE_SHARED)"
	exit 77
fi
for program in python3 gzip sed; do
	command -v $program >/dev/null || { echo "make truth: skipped: $program is not installed"; exit 77; }
done
mkdir -p "$out" || exit 99
PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE
: >"$out/claims.txt"

call() { # name, files...
	_name=$1; shift
	echo "calling $_name ..."
	"$STARDOSE" call --no-version -o "$out/$_name.tsv" "$@" 2>"$out/$_name.messages" && return
	echo "FAIL: calling $_name: $(head -n 1 "$out/$_name.messages")" | tee -a "$out/claims.txt"
	return 1
}
claim() { # name, arguments of score.py
	_name=$1; shift
	python3 "$score" "$@" >"$out/$_name.txt" 2>&1
	_rc=$?
	grep -E '^(PASS|FAIL): ' "$out/$_name.txt" >>"$out/claims.txt" || {
		echo "FAIL: $_name did not run (exit status $_rc): $(tail -n 1 "$out/$_name.txt")" >>"$out/claims.txt"
	}
}

call GRCh38 "$data"/GRCh38/*.vcf.gz
call GRCh37 "$data"/GRCh37/*.vcf.gz
# the copies that the truth tables name, as somebody who counts whole genes would give them
python3 "$top_srcdir/tests/truth/copies.py" "$truth/getrm_dev.tsv" "$truth/silver_cyp2d6_dev.tsv" >"$out/copies.in.tsv" || exit 99
call copies -g CYP2D6 --copy-number "$out/copies.in.tsv" "$data"/GRCh38/CYP2D6.vcf.gz
# the diplotypes of all reference materials, as somebody else's results without any genotypes
call outside --outside "$truth/getrm_dev.tsv" --outside "$truth/getrm_novcf.tsv"
# and as somebody who counts by exon
python3 "$top_srcdir/tests/truth/copies.py" --exons "$truth/getrm_dev.tsv" "$truth/silver_cyp2d6_dev.tsv" >"$out/exons.in.vcf" || exit 99
call exons -g CYP2D6 --sv "$out/exons.in.vcf" "$data"/GRCh38/CYP2D6.vcf.gz
# phase removed: every | becomes /
mkdir -p "$out/unphased"
for file in "$data"/GRCh38/CYP*.vcf.gz; do
	gzip -dc "$file" | sed '/^#/!s/|/\//g' | gzip -1 >"$out/unphased/${file##*/}"
done
call unphased -g CYP2D6,CYP2C19,CYP2B6,CYP2C9,CYP3A4,CYP3A5,CYP1A2 "$out"/unphased/*.vcf.gz
rm -rf "$out/unphased"

claim getrm38 truth "$truth/getrm_dev.tsv" "$out/GRCh38.tsv" GRCh38 "$data/missing_sites.tsv" \
	--min CYP2C19:0:100 --min CYP2C9:0:100 --min CYP3A5:0:100 --min CYP3A4:0:43/44 --min CYP2D6:0:95
claim getrm37 truth "$truth/getrm_dev.tsv" "$out/GRCh37.tsv" GRCh37 "$data/missing_sites.tsv"
claim silver38 truth "$truth/silver_cyp2d6_dev.tsv" "$out/GRCh38.tsv" GRCh38 "$data/missing_sites.tsv" --min CYP2D6:0:98.5
claim silver37 truth "$truth/silver_cyp2d6_dev.tsv" "$out/GRCh37.tsv" GRCh37 "$data/missing_sites.tsv" --min CYP2D6:0:96.5
claim trios trios "$data/trios.tsv" "$out/GRCh38.tsv" --min CYP2C19:601/602
# genes of which both builds have a file, with and without phase
for name in GRCh38 GRCh37 unphased; do
	awk -F '\t' '/^#/ || $1 == "sample" || $2 ~ /^CYP(2D6|2C19|2B6|2C9|3A4|3A5|1A2)$/' "$out/$name.tsv" >"$out/$name.seven.tsv"
done
claim builds builds "$out/GRCh38.seven.tsv" "$out/GRCh37.seven.tsv" "$top_srcdir/tables/variants.tsv" "$data/missing_sites.tsv" \
	"$data/GRCh38" "$data/GRCh37"
claim unphased unphased "$out/GRCh38.seven.tsv" "$out/unphased.seven.tsv"
claim copies_getrm copies "$truth/getrm_dev.tsv" "$out/copies.tsv" "$out/GRCh38.tsv" "$top_srcdir/tables/alleles.tsv" GRCh38 \
	--min deletion:9/9 --min duplication:4/4
claim copies_silver copies "$truth/silver_cyp2d6_dev.tsv" "$out/copies.tsv" "$out/GRCh38.tsv" "$top_srcdir/tables/alleles.tsv" GRCh38
# the structure that the haplotype background makes likely, on the people that it was learned from and both panels
call true_phenotypes -g CYP2D6 --outside "$truth/getrm_dev.tsv" --outside "$truth/silver_cyp2d6_dev.tsv"
# phenotypes that are wrong and sound sure: with silence as it is, and with silence taken for the reference
call true_all --outside "$truth/getrm_dev.tsv" --outside "$truth/silver_cyp2d6_dev.tsv"
call assumed38 --absent reference "$data"/GRCh38/*.vcf.gz
call assumed37 --absent reference "$data"/GRCh37/*.vcf.gz
# genes whose truth lies with their facts: reference materials, and the same people on both builds
facts=$STARDOSE_SHARED/reference/genes
if [ -d "$facts/TPMT" ]; then
	python3 "$top_srcdir/tests/truth/genes.py" "$facts" "$out/assumed38.tsv" "$out/assumed37.tsv" "$top_srcdir/tables/alleles.tsv" >"$out/genes.txt" 2>&1
	grep -E '^(PASS|FAIL): ' "$out/genes.txt" >>"$out/claims.txt" || echo "FAIL: genes did not run: $(tail -n 1 "$out/genes.txt")" >>"$out/claims.txt"
fi
claim confident confident "$out/true_all.tsv" --max 4 "$out/GRCh38.tsv" "$out/GRCh37.tsv" "$out/assumed38.tsv" "$out/assumed37.tsv"
structure() { # build, limits...
	_build=$1; shift
	"$STARDOSE" call --no-version -g CYP2D6 -O j -o "$out/structure.jsonl" "$data/$_build/CYP2D6.vcf.gz" 2>/dev/null
	python3 "$top_srcdir/tests/truth/structure.py" "$out/structure.jsonl" "$out/true_phenotypes.tsv" "$data/samples.tsv" \
		"$truth/getrm_dev.tsv" "$truth/silver_cyp2d6_dev.tsv" "$@" >"$out/structure$_build.txt" 2>&1
	sed -n "s/^\(PASS\|FAIL\): /&$_build: /p" "$out/structure$_build.txt" >>"$out/claims.txt"
	grep -q '^PASS' "$out/structure$_build.txt" || echo "FAIL: structure risk on $_build did not run" >>"$out/claims.txt"
	rm -f "$out/structure.jsonl"
}
structure GRCh38 --min deletion:90:66 --min extra_copy:90:54 --min hybrid36:95:93 --min hybrid68:91:90
structure GRCh37 --min deletion:90:60 --min extra_copy:90:48 --min hybrid36:95:90 --min hybrid68:91:90
listed=$STARDOSE_SHARED/reference/genes/DPYD/truth.tsv
if [ -f "$listed" ]; then
	python3 "$top_srcdir/tests/truth/listed.py" "$listed" "$out/GRCh37.tsv" "$top_srcdir/tables/alleles.tsv" GRCh37 --min 28/28 >"$out/listed37.txt" 2>&1
	grep -E '^(PASS|FAIL): ' "$out/listed37.txt" >>"$out/claims.txt" || echo "FAIL: listed37 did not run: $(tail -n 1 "$out/listed37.txt")" >>"$out/claims.txt"
fi
reference=$STARDOSE_SHARED/reference/alleles
if [ -d "$reference" ]; then
	python3 "$top_srcdir/tests/truth/outside.py" "$reference/alleles.tsv" "$reference/phenotypes.tsv" "$out/outside.tsv" \
		"$truth/getrm_dev.tsv" "$truth/getrm_novcf.tsv" >"$out/outside.txt" 2>&1
	grep -E '^(PASS|FAIL): ' "$out/outside.txt" >>"$out/claims.txt" ||
		echo "FAIL: outside did not run: $(tail -n 1 "$out/outside.txt")" >>"$out/claims.txt"
fi

# real genomes, whose genotypes hold reads of the neighbouring gene
genomes=$STARDOSE_SHARED/data/reads/getrm
if [ -f "$genomes/wgs.GRCh37.vcf.gz" ]; then
	mkdir -p "$out/genomes"
	python3 "$top_srcdir/tests/truth/genomes.py" prepare "$genomes" "$top_srcdir/tables" "$out/genomes" || exit 99
	for build in GRCh37 GRCh38; do
		file=$genomes/wgs.GRCh37.vcf.gz
		[ $build = GRCh38 ] && file=$out/genomes/GRCh38.vcf
		call genomes$build -g CYP2D6 "$file"
		call genomes_counted$build -g CYP2D6 --copy-number "$out/genomes/counts.tsv" "$file"
		python3 "$top_srcdir/tests/truth/genomes.py" check "$genomes" 22 14 "$out/genomes$build.tsv" \
			"$out/genomes_counted$build.tsv" $build >"$out/genomes_$build.txt" 2>&1
		grep -E '^(PASS|FAIL): ' "$out/genomes_$build.txt" >>"$out/claims.txt" ||
			echo "FAIL: real genomes on $build did not run: $(tail -n 1 "$out/genomes_$build.txt")" >>"$out/claims.txt"
	done
fi

# what another program is given of the reference materials' people
python3 "$top_srcdir/tests/truth/peer.py" "$STARDOSE" "$data" "$truth/getrm_dev.tsv" >"$out/peer.txt" 2>&1
grep -E '^(PASS|FAIL): ' "$out/peer.txt" >>"$out/claims.txt" ||
	echo "FAIL: the other program's files did not run: $(tail -n 1 "$out/peer.txt")" >>"$out/claims.txt"

claim exons_getrm copies "$truth/getrm_dev.tsv" "$out/exons.tsv" "$out/GRCh38.tsv" "$top_srcdir/tables/alleles.tsv" GRCh38 \
	--min deletion:9/9 --min duplication:4/4 --min hybrid:8/10
claim exons_silver copies "$truth/silver_cyp2d6_dev.tsv" "$out/exons.tsv" "$out/GRCh38.tsv" "$top_srcdir/tables/alleles.tsv" GRCh38 \
	--min hybrid:95

# structure from reads with a known answer, and from measured depths
if [ -d "$STARDOSE_SHARED/data/reads" ]; then
	python3 "$top_srcdir/tests/truth/reads.py" "$STARDOSE" "$top_srcdir" "$STARDOSE_SHARED/data/reads" "$out" >"$out/reads.txt" 2>&1
	grep -E '^(PASS|FAIL): ' "$out/reads.txt" >>"$out/claims.txt" ||
		echo "FAIL: reads did not run: $(tail -n 1 "$out/reads.txt")" >>"$out/claims.txt"
fi

passed=$(grep -c '^PASS' "$out/claims.txt") failed=$(grep -c '^FAIL' "$out/claims.txt")
{
	for part in getrm38 getrm37 silver38 silver37 trios builds unphased copies_getrm copies_silver exons_getrm exons_silver confident outside; do
		[ -f "$out/$part.txt" ] || continue
		echo
		sed -n '/^# \(misses\|exceptions\|inconsistent\)/q; /^\(UNEXPLAINED\|PASS\|FAIL\)/q; p' "$out/$part.txt"
	done
	echo
	cat "$out/claims.txt"
	echo "# PASS:  $passed"
	echo "# FAIL:  $failed"
} | tee "$out/summary.txt"
echo "every miss with its cause: $out/*.txt"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
