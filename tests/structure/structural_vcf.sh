#!/bin/sh
# Structural records, written by our own generator in the dialect of each caller, are called as generated or with every
# reading that is left; in a file of their own and among the genotypes, in text, BCF and by an index, in both builds.
. "${top_srcdir:-.}/tests/common.sh"
need python3
make_vcf=$top_srcdir/tests/structure/structural_vcf.py

python3 "$make_vcf" write "$top_srcdir/tables" "$tmp" || { echo "the generator fails"; exit 99; }
for build in GRCh38 GRCh37; do
	for vcf in "$tmp"/*.merged.$build.vcf; do
		dialect=$(basename "$vcf" .merged.$build.vcf)
		own=$tmp/own.tsv merged=$tmp/merged.tsv
		"$STARDOSE" call -g CYP2D6 --no-version "$tmp/genotypes.$build.vcf" --sv "$tmp/$dialect.$build.vcf" >"$own" 2>"$tmp/err" ||
			fail "$dialect $build: call fails: $(head -n 1 "$tmp/err")"
		if python3 "$make_vcf" check "$tmp" $build "$dialect" "$own"; then pass; else fail "$dialect $build"; fi
		"$STARDOSE" call -g CYP2D6 --no-version "$vcf" >"$merged" 2>"$tmp/err" ||
			fail "$dialect $build among the genotypes: call fails: $(head -n 1 "$tmp/err")"
		same_file "$dialect $build: records among the genotypes say the same" "$own" "$merged"
		"$STARDOSE" call -g CYP2D6 --no-version "$tmp/genotypes.$build.vcf" --sv "$tmp/torn.$dialect.$build.vcf" >"$tmp/torn.tsv" 2>"$tmp/err" ||
			fail "$dialect $build torn: call fails: $(head -n 1 "$tmp/err")"
		if python3 "$make_vcf" torn "$own" "$tmp/torn.tsv"; then pass; else fail "$dialect $build: a torn gene reads as whole"; fi
		"$STARDOSE" call -g CYP2D6 --no-version "$tmp/torn_among.$dialect.$build.vcf" >"$tmp/among.tsv" 2>/dev/null
		same_file "$dialect $build: a torn gene among the genotypes says the same" "$tmp/torn.tsv" "$tmp/among.tsv"
		"$STARDOSE" call -g CYP2D6 --no-version "$tmp/torn_among.$dialect.$build.vcf" --sv "$tmp/torn.$dialect.$build.vcf" 2>/dev/null |
			awk -F'\t' '$14 ~ /unlisted_coding/ { print $1 }' >"$tmp/twice"
		awk -F'\t' '$14 ~ /unlisted_coding/ { print $1 }' "$tmp/torn.tsv" >"$tmp/once"
		same_file "$dialect $build: what both files tear" "$tmp/once" "$tmp/twice"
	done
done

if command -v bcftools >/dev/null 2>&1; then
	for dialect in dragen manta manta_length_only kgp breakends; do
		vcf=$tmp/$dialect.merged.GRCh38.vcf
		"$STARDOSE" call -g CYP2D6 --no-version "$vcf" >"$tmp/text" 2>/dev/null
		bcftools view -Ob -o "$tmp/x.bcf" "$vcf" 2>/dev/null && "$STARDOSE" call -g CYP2D6 --no-version "$tmp/x.bcf" >"$tmp/bcf" 2>/dev/null
		same_file "$dialect: BCF read through says the same" "$tmp/text" "$tmp/bcf"
		bcftools index -f "$tmp/x.bcf" && "$STARDOSE" call -g CYP2D6 --no-version "$tmp/x.bcf" >"$tmp/bcf" 2>/dev/null
		same_file "$dialect: an indexed BCF says the same" "$tmp/text" "$tmp/bcf"
		bcftools view -Oz -o "$tmp/x.vcf.gz" "$vcf" 2>/dev/null && bcftools index -ft "$tmp/x.vcf.gz" &&
			"$STARDOSE" call -g CYP2D6 --no-version "$tmp/x.vcf.gz" >"$tmp/gz" 2>/dev/null
		same_file "$dialect: an indexed VCF says the same" "$tmp/text" "$tmp/gz"
		rm -f "$tmp"/x.*
	done
fi

# annotate gives the diplotype that call gives.
for dialect in dragen manta kgp; do
	vcf=$tmp/$dialect.merged.GRCh38.vcf
	"$STARDOSE" call -g CYP2D6 --no-version "$vcf" 2>/dev/null | awk -F'\t' 'NR > 1 { print $3 }' >"$tmp/called"
	"$STARDOSE" annotate -g CYP2D6 --no-version "$vcf" 2>/dev/null |
		awk -F'\t' '$9 ~ /PGXD/ { n = split($9, tag, ":"); for (i = 1; i <= n; i++) if (tag[i] == "PGXD") at = i
			for (i = 10; i <= NF; i++) { split($i, value, ":"); print value[at] } exit }' >"$tmp/annotated"
	same_file "$dialect: annotate and call agree" "$tmp/called" "$tmp/annotated"
done

# Two callers that contradict each other: no number, a reason, and both records named.
{ grep '^##' "$tmp/manta.GRCh38.vcf"; printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t1_2.two.phased.gt\n'
  printf 'chr22\t42110000\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END=42140000\tGT:CN\t0/1:1\n'
  printf 'chr22\t42123192\t.\tN\t<DUP>\t.\tPASS\tSVTYPE=DUP;END=42135343\tGT:CN\t./1:3\n'; } >"$tmp/quarrel.vcf"
"$STARDOSE" call -g CYP2D6 -s 1_2.two.phased.gt --no-version "$tmp/genotypes.GRCh38.vcf" -v --sv "$tmp/quarrel.vcf" >"$tmp/out" 2>"$tmp/err"
if awk -F'\t' 'NR == 2 { exit !($7 == "not_assessed" && $14 ~ /copies_conflict/) }' "$tmp/out"; then pass; else fail "contradicting records give a number"; fi
if grep -q '<DEL>: 1' "$tmp/err" && grep -q '<DUP>: 3' "$tmp/err"; then pass; else fail "contradicting records are not both named: $(cat "$tmp/err")"; fi

"$STARDOSE" call -g CYP2D6 -O j -s 1_2.two.phased.gt --no-version "$tmp/genotypes.GRCh38.vcf" --sv "$tmp/quarrel.vcf" >"$tmp/out" 2>/dev/null
if grep -q '"copies_records":\["chr22:42110001-42140000 <DEL>: 1","chr22:42123193-42135343 <DUP>: 3"\]' "$tmp/out"; then pass; else fail "JSON does not name both records"; fi

# A record that fails its filter is a hint, and with -f it counts.
sed -e '/DUP/d' -e 's/PASS/LowQual/' "$tmp/quarrel.vcf" >"$tmp/filtered.vcf"
"$STARDOSE" call -g CYP2D6 -s 1_2.two.phased.gt --no-version "$tmp/genotypes.GRCh38.vcf" --sv "$tmp/filtered.vcf" >"$tmp/out" 2>/dev/null
if awk -F'\t' 'NR == 2 { exit !($7 == "not_assessed" && $14 ~ /suspected_deletion/) }' "$tmp/out"; then pass; else fail "a filtered deletion is no hint"; fi
"$STARDOSE" call -g CYP2D6 -s 1_2.two.phased.gt -f PASS,LowQual --no-version "$tmp/genotypes.GRCh38.vcf" --sv "$tmp/filtered.vcf" >"$tmp/out" 2>/dev/null
if awk -F'\t' 'NR == 2 { exit !($7 == "1") }' "$tmp/out"; then pass; else fail "-f does not reach structural records"; fi

# A file of other samples is said to be of no use: exit 1.
sed 's/1_2.two.phased.gt/stranger/' "$tmp/quarrel.vcf" >"$tmp/stranger.vcf"
"$STARDOSE" call -g CYP2D6 --no-version "$tmp/genotypes.GRCh38.vcf" --sv "$tmp/stranger.vcf" >/dev/null 2>"$tmp/err"
if [ $? = 1 ] && grep -q "has no sample that the genotype files have" "$tmp/err"; then pass; else fail "structural records of strangers pass unnoticed"; fi
# The other build is refused.
refused "structural records of the other build" 3 "$STARDOSE" call -g CYP2D6 "$tmp/genotypes.GRCh38.vcf" --sv "$tmp/kgp.GRCh37.vcf"

# Read depth is a hint, and a number only when asked for.
for build in GRCh38 GRCh37; do
	python3 "$make_vcf" depth "$top_srcdir/tables" $build >"$tmp/depth.vcf" || fail "the generator of depth fails"
	"$STARDOSE" call --no-version "$tmp/depth.vcf" 2>"$tmp/err" | awk -F'\t' '$2 == "CYP2D6" {
		hint = $14 ~ /suspected_deletion/ ? "deletion" : $14 ~ /suspected_extra_copy/ ? "extra" : "none"; print $1, $7, hint }' >"$tmp/got"
	printf '%s\n' "copies0 not_assessed deletion" "copies1 not_assessed deletion" "copies2 not_assessed none" \
		"copies3 not_assessed extra" "copies4 not_assessed extra" >"$tmp/want"
	same_file "$build: depth is a hint" "$tmp/want" "$tmp/got"
	"$STARDOSE" call --no-version --call-depth "$tmp/depth.vcf" 2>"$tmp/err" | awk -F'\t' '$2 == "CYP2D6" { print $1, $7 }' >"$tmp/got"
	printf '%s\n' "copies0 0" "copies1 1" "copies2 2" "copies3 3" "copies4 4" >"$tmp/want"
	same_file "$build: --call-depth calls" "$tmp/want" "$tmp/got"
	"$STARDOSE" call -g CYP2D6 --no-version "$tmp/depth.vcf" 2>/dev/null | grep -c suspected >"$tmp/got"
	echo 0 >"$tmp/want"
	same_file "$build: a single gene cannot be measured" "$tmp/want" "$tmp/got"

	# Regions of the user's own are the measure, though the genes are there too: read twice as deep, every number of copies is half.
	prefix=$(awk '/^##contig/ { print /ID=chr/ ? "chr" : ""; exit }' "$tmp/depth.vcf")
	awk -v p="$prefix" -v OFS='\t' '/^#CHROM/ { print "##contig=<ID=" p "1>" } /^#/ { print; next }
		!done++ { for (i = 0; i < 4; i++) print p "1", 1000001 + 20000 * i, ".", "A", "<NON_REF>", ".", ".", "END=" 1010000 + 20000 * i,
			"GT:DP" cells(63 + i % 3) }
		{ print }
		function cells(dp,  s) { for (k = 0; k < 5; k++) s = s OFS "0/0:" dp; return s }' "$tmp/depth.vcf" >"$tmp/own.vcf"
	for i in 0 1 2 3; do printf '%s1\t%d\t%d\n' "$prefix" $((1000000 + 20000 * i)) $((1009000 + 20000 * i)); done >"$tmp/own.bed"
	printf '%s\n' "copies0 0" "copies1 not_assessed" "copies2 1" "copies3 not_assessed" "copies4 2" >"$tmp/want"
	indexed=
	if command -v bcftools >/dev/null 2>&1; then
		indexed=$tmp/own.vcf.gz
		bcftools view -Oz -o "$indexed" "$tmp/own.vcf" 2>/dev/null && bcftools index -ft "$indexed" || fail "no indexed copy"
	fi
	for vcf in "$tmp/own.vcf" $indexed -; do
		"$STARDOSE" call -g CYP2D6 --no-version --call-depth --depth-regions "$tmp/own.bed" "$vcf" <"$tmp/own.vcf" 2>"$tmp/err" |
			awk -F'\t' '$2 == "CYP2D6" { print $1, $7 }' >"$tmp/got"
		same_file "$build $vcf: depth is measured by the regions named" "$tmp/want" "$tmp/got"
	done
	"$STARDOSE" call --no-version --call-depth --depth-regions "$tmp/own.bed" "$tmp/own.vcf" 2>"$tmp/err" |
		awk -F'\t' '$2 == "CYP2D6" { print $1, $7 }' >"$tmp/got"
	same_file "$build: not by the genes" "$tmp/want" "$tmp/got"
	echo "${prefix}1	7" >>"$tmp/own.bed"
	"$STARDOSE" call -g CYP2D6 --no-version --depth-regions "$tmp/own.bed" "$tmp/own.vcf" >/dev/null 2>"$tmp/err"
	if [ $? = 1 ] && grep -q "own.bed' line 5 is set aside" "$tmp/err"; then pass; else fail "$build: a bad row of BED passes unnoticed"; fi
done

# A child that shares no allele with its father: a deletion in both would explain it. The mother has one allele of each.
printf 'F\t10_10.two.phased.gt\t1_1.two.phased.gt\t1_10.two.phased.gt\t1\t-9\nF\t1_1.two.phased.gt\t0\t0\t1\t-9\n' >"$tmp/family.fam"
for build in GRCh38 GRCh37; do
	"$STARDOSE" call -v -g CYP2D6 --no-version --ped "$tmp/family.fam" "$tmp/genotypes.$build.vcf" 2>"$tmp/err" |
		awk -F'\t' '$14 ~ /suspected_deletion/ { print $1 }' >"$tmp/got"
	printf '%s\n' 10_10.two.phased.gt 1_1.two.phased.gt | LC_ALL=C sort >"$tmp/want"
	LC_ALL=C sort -o "$tmp/got" "$tmp/got"
	same_file "$build: child and father without a common allele" "$tmp/want" "$tmp/got"
	if grep -q "'10_10.two.phased.gt' and father '1_1.two.phased.gt'" "$tmp/err"; then pass; else fail "$build: the log does not name the pair"; fi
	"$STARDOSE" call -g CYP2D6 --no-version "$tmp/genotypes.$build.vcf" 2>/dev/null | grep -c suspected_deletion >"$tmp/got"
	echo 0 >"$tmp/want"
	same_file "$build: nobody is suspected without the pedigree" "$tmp/want" "$tmp/got"
done
echo "F 10_10.two.phased.gt 1_1.two.phased.gt" >>"$tmp/family.fam"
"$STARDOSE" call -g CYP2D6 --no-version --ped "$tmp/family.fam" "$tmp/genotypes.GRCh38.vcf" >/dev/null 2>"$tmp/err"
if [ $? = 1 ] && grep -q "family.fam' line 3 is set aside" "$tmp/err"; then pass; else fail "a bad row of a pedigree passes unnoticed"; fi
done_testing
