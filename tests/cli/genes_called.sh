#!/bin/sh
# What is peculiar to single genes, and is rows alone: a variant that is the reference of one build, haplotypes that unphased
# genotypes cannot tell apart, a repeat, two genes in one row, bases in place of results.
. "${top_srcdir:-.}/tests/common.sh"

says() { if grep -qF -- "$2" "$3"; then pass; else fail "$1: no '$2' in"; cat "$3"; fi; }
silent() { if grep -qF -- "$2" "$3"; then fail "$1: '$2' in"; cat "$3"; else pass; fi; }

# file CHROM LENGTH [POS REF ALT GT]...: a file of one person, sites of one chromosome
file() {
	printf '##fileformat=VCFv4.3\n##contig=<ID=%s,length=%s>\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n' "$1" "$2"
	printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tp\n'
	_chrom=$1; shift 2
	while [ $# -gt 0 ]; do
		printf '%s\t%s\t.\t%s\t%s\t.\tPASS\t.\tGT\t%s\n' "$_chrom" "$1" "$2" "$3" "$4"; shift 4
	done
}
# called GENE [option...] <VCF: diplotype, phenotype, status, candidates
called() { _gene=$1; shift; "$STARDOSE" call -q --no-version -g "$_gene" "$@" - 2>"$tmp/err" | sed 1d | cut -f 3,4,6,12 | tr '\t' ' ' >"$tmp/got"; }
is() { printf '%s\n' "$2" >"$tmp/want"; same_file "$1" "$tmp/want" "$tmp/got"; }

# F5 rs6025: GRCh37 has the variant as its reference base
leiden='rs6025 Factor V Leiden (T)' usual='rs6025 reference (C)'
file 1 249250621 169518000 A G 1/1 169519112 C T 0/1 169520000 A G 0/1 >"$tmp/f5.vcf"
for options in "" "--absent reference" "--absent reference --assay wgs"; do
	called F5 --build GRCh37 $options <"$tmp/f5.vcf"
	silent "no record, no Leiden on GRCh37 ($options)" Leiden "$tmp/got"
	says "but no call ($options)" no_call "$tmp/got"
done
file 1 249250621 169519049 T C 0/0 | called F5 --build GRCh37; is "REF was read on GRCh37" "$leiden/$leiden Factor V Leiden homozygous called $leiden/$leiden=Factor V Leiden homozygous"
file 1 249250621 169519049 T C 1/1 | called F5 --build GRCh37; is "two copies of ALT on GRCh37" "$usual/$usual Factor V Leiden absent called $usual/$usual=Factor V Leiden absent"
file 1 249250621 169519049 T . 0/0 | called F5 --build GRCh37; says "REF alone was read" "Leiden homozygous" "$tmp/got"
file chr1 248956422 169549811 C T 0/1 | called F5 --build GRCh38; is "one copy on GRCh38" "$usual/$leiden Factor V Leiden heterozygous called $usual/$leiden=Factor V Leiden heterozygous"

# NUDT15: c.415C>T and the insertion, on one haplotype or on two
nudt15() { # genotypes of the two, every other site is the reference
	"$STARDOSE" tables show variants | awk -F '\t' -v insertion="$1" -v snv="$2" '$1 == "NUDT15" {
		gt = $2 ~ /48037782:A:AGGAGTC/ ? insertion : $2 ~ /48045719:C:T/ ? snv : "0/0"
		if ($6 != 48037782 || $8 != "A") print "chr13", $6, ".", $7, $8, ".", "PASS", ".", "GT", gt }' OFS='\t' | sort -k 2,2n >"$tmp/rows"
	file chr13 114364328; cat "$tmp/rows"
}
nudt15 0/1 0/1 | called NUDT15
says "unphased: both readings" "*1/*3=Intermediate Metabolizer" "$tmp/got"
says "the rarer one too" "*3/*6=Poor Metabolizer" "$tmp/got"
says "so no phenotype" Indeterminate "$tmp/got"
nudt15 '0|1' '0|1' | called NUDT15; says "phased on one haplotype" "*1/*3 Intermediate Metabolizer" "$tmp/got"
nudt15 '1|0' '0|1' | called NUDT15; says "phased on two" "*3/*6 Poor Metabolizer" "$tmp/got"

# TPMT: *3A is *3B and *3C on one haplotype
file chr6 170805979 18130687 T C 0/1 18138997 C T 0/1 | called TPMT
says "TPMT unphased: *3A" "*1/*3A=" "$tmp/got"; says "TPMT unphased: *3B and *3C" "*3B/*3C=" "$tmp/got"

# UGT1A1: the repeat, however it is spelled
for spelling in "C CAT" "CAT CATAT" "CATATATATATATATAA CATATATATATATATATAA"; do
	file chr2 242193529 233759924 C T 0/0 233760233 $spelling 1/1 233760498 G A 0/0 233760973 C A 0/0 >"$tmp/ugt.vcf"
	called UGT1A1 --build GRCh38 <"$tmp/ugt.vcf"; says "one TA more, as ${spelling%% *}" "*28/*28 Poor Metabolizer" "$tmp/got"
done
file chr2 242193529 233759924 C T 0/0 233760233 CAT C 0/1 233760498 G A 0/0 233760973 C A 0/0 | called UGT1A1 --build GRCh38
says "one TA less" "*1/*36 Normal Metabolizer" "$tmp/got"
printf '#sample\tgene\tdiplotype\nx\tUGT1A1\t(TA)6/(TA)7\ny\tUGT1A1\t*80+*28/*1\n' >"$tmp/o.tsv"
"$STARDOSE" call -q --no-version -g UGT1A1 --outside "$tmp/o.tsv" | cut -f 1,3,4 | tr '\t' ' ' >"$tmp/got"
says "older names of the repeat" "x *1/*28 Intermediate Metabolizer" "$tmp/got"; says "an allele with a plus" "y *1/*80+*28 Intermediate" "$tmp/got"

# guidance: two genes in one row, bases in place of results, an algorithm and no dose
guided() { # drug, rows of "gene diplotype"...: source, action, dose
	printf '#sample\tgene\tdiplotype\n' >"$tmp/o.tsv"; _drug=$1; shift
	for result; do printf 'p\t%s\t%s\n' "${result%% *}" "${result#* }" >>"$tmp/o.tsv"; done
	"$STARDOSE" guide -q --no-version --drugs "$_drug" --outside "$tmp/o.tsv" 2>"$tmp/err" | sed 1d | cut -f 3-7,9 | tr '\t' ' ' >"$tmp/got"
}
guided azathioprine "TPMT *1/*3A" "NUDT15 *1/*3"
says "two intermediate genes" "start x0.2-0.5" "$tmp/got"; says "DPWG says that both count" "more where the other gene" "$tmp/got"
guided azathioprine "TPMT *1/*1" "NUDT15 *3/*3"; says "a poor second gene decides" "CPIC general TPMT:*1/*1;NUDT15:*3/*3 TPMT:Normal Metabolizer;NUDT15:Poor Metabolizer alternative" "$tmp/got"
guided rosuvastatin "SLCO1B1 *1/*1" "ABCG2 421A/421A"; says "ABCG2 beside SLCO1B1" "start at most 20 mg/day" "$tmp/got"
guided belinostat "UGT1A1 *28/*80+*28"; says "FDA's *28/*28 is the repeat" "reduce_start_dose 750 mg/m2" "$tmp/got"
guided simvastatin "SLCO1B1 *1/*15"; says "FDA's 521 TC is every allele with that base" "FDA general SLCO1B1:*1/*15 SLCO1B1:*1/*15 risk_statement_only" "$tmp/got"
guided warfarin "CYP2C9 *1/*3" "VKORC1 -1639A/-1639A" "CYP4F2 *1/*3"
[ "$(grep -c '^CPIC .* algorithm ' "$tmp/got")" = 3 ] && pass || { fail "each gene of the algorithm has its row"; cat "$tmp/got"; }
grep '^CPIC' "$tmp/got" | grep -qE '[0-9] ?mg|x0' && fail "CPIC's algorithm gives no dose here" || pass
done_testing
