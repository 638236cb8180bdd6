#!/bin/sh
# Genes of another kind of names are rows alone: two genes, their words, a medicine for each, called, guided, read from outside;
# and a gene with more core variants than any shipped one has.
. "${top_srcdir:-.}/tests/common.sh"

begin() { "$STARDOSE" tables show "$1" >"$mine/$1.tsv"; } # TABLE: as shipped
# rows TABLE: from stdin, fields separated by blanks where _ stands for a blank in a field
rows() { tr ' ' '\t' | tr '_' ' ' >>"$mine/$1.tsv"; }

mine=$tmp/mine; mkdir "$mine"
for table in genes alleles windows variants phenotypes frequencies terms drugs vocabulary guidance; do begin $table; done

rows genes <<'EOF'
TESTK 16 - NM_024006.6 31090854 31095980 31102175 31107301 pair no - rsid - - - local
TESTD 1 - NM_000110.4 97077743 97921034 97543299 98386590 score no - hgvs - - - local
EOF
rows windows <<'EOF'
TESTK GRCh38 31096338 31096398 GCTAGGATTATAGGCGTGAGCCACCGCACCCGGCCAATGGTTGTTTTTCAGGTCTTCTCTT local
TESTK GRCh37 31107659 31107719 GCTAGGATTATAGGCGTGAGCCACCGCACCCGGCCAATGGTTGTTTTTCAGGTCTTCTCTT local
TESTD GRCh38 97082361 97082421 CATTTACCACAGTTGATACACATTTCTTCATCAATCATAGCCACAACTTGCTCTACGTTGC local
TESTD GRCh37 97547917 97547977 CATTTACCACAGTTGATACACATTTCTTCATCAATCATAGCCACAACTTGCTCTACGTTGC local
TESTD GRCh38 97450028 97450088 TCTCTTGTTTTAGATGTTAAATCACACTTACGTTGTCTGGAAAGTCAGCCTTTAGTTCAGT local
TESTD GRCh37 97915584 97915644 TCTCTTGTTTTAGATGTTAAATCACACTTACGTTGTCTGGAAAGTCAGCCTTTAGTTCAGT local
TESTD GRCh38 97515757 97515817 AAACCCCATCCAGCTTCAAAAGCTCTTCGAATCATTGATGTGCTGGTGGCTGGAGTTGCGC local
TESTD GRCh37 97981313 97981373 AAACCCCATCCAGCTTCAAAAGCTCTTCGAATCATTGATGTGCTGGTGGCTGGAGTTGCGC local
EOF
rows variants <<'EOF'
TESTK 16:31096368:C:T rs9923231 -1639G>A upstream 31096368 C T 31107689 C T no yes no - - - local
TESTD 1:97082391:T:A rs67376798 c.2846A>T missense 97082391 T A 97547947 T A no yes no - - - local
TESTD 1:97450058:C:T rs3918290 c.1905+1G>A splice 97450058 C T 97915614 C T no yes no - - - local
TESTD 1:97515787:A:C rs55886062 c.1679T>G missense 97515787 A C 97981343 A C no yes no - - - local
EOF
rows alleles <<'EOF'
TESTK rs9923231_reference_(C) small Normal_test_sensitivity - - no - - - C;G - local -
TESTK rs9923231_variant_(T) small Higher_test_sensitivity - - no 16:31096368:C:T - - T;A - local -
TESTD Reference small Normal_function 1 1 no - - - *1 - local -
TESTD c.1905+1G>A_(*2A) small No_function 0 0 no 1:97450058:C:T - - *2A;c.1905+1G>A - local -
TESTD c.1679T>G_(*13) small No_function 0 0 no 1:97515787:A:C - - *13 - local -
TESTD c.2846A>T small Decreased_function 0.5 0.5 no 1:97082391:T:A - - - - local -
EOF
rows terms <<'EOF'
function TESTK normal_sensitivity Normal_test_sensitivity - - - - local
function TESTK higher_sensitivity Higher_test_sensitivity - - - - local
phenotype TESTK GG site_GG - - - {gene}_site_GG local
phenotype TESTK AG site_AG - - - {gene}_site_AG local
phenotype TESTK AA site_AA - - - {gene}_site_AA local
EOF
rows phenotypes <<'EOF'
TESTK CPIC - - Normal_test_sensitivity Normal_test_sensitivity site_GG local
TESTK CPIC - - Normal_test_sensitivity Higher_test_sensitivity site_AG local
TESTK CPIC - - Higher_test_sensitivity Higher_test_sensitivity site_AA local
TESTD CPIC 0 0.5 - - Poor_Metabolizer local
TESTD CPIC 0.51 1.5 - - Intermediate_Metabolizer local
TESTD CPIC 1.51 2 - - Normal_Metabolizer local
TESTD CPIC - - - - Indeterminate local
EOF
rows frequencies <<'EOF'
TESTK rs9923231_reference_(C) all 0.64 - local local
TESTK rs9923231_variant_(T) all 0.36 - local local
EOF
printf 'testocoumarol\t-\t-\tanticoagulant\t-\tlocal\ntestouracil\t-\t-\tanticoagulant\t-\tlocal\n' >>"$mine/drugs.tsv"
rows vocabulary <<'EOF'
source LAB our_laboratory listed CPIC
strength house_rule LAB:_agreed_with_the_clinic advises LAB
citation SOP-7 our_procedure_7 - 2026
EOF
rows guidance <<'EOF'
LAB-1 testocoumarol LAB general TESTK GG - - standard - - house_rule - convention 2026 SOP-7 high
LAB-2 testocoumarol LAB general TESTK AA - - reduce!start!dose - - house_rule - convention 2026 SOP-7 high
LAB-3 testouracil LAB general TESTD PM - - avoid - - house_rule - convention 2026 SOP-7 high
LAB-4 testouracil LAB general TESTD IM[51-150] - - reduce!start!dose - - house_rule - convention 2026 SOP-7 high
EOF
sed -i 's/reduce!start!dose/reduce_start_dose/' "$mine/guidance.tsv"
if "$STARDOSE" tables check --tables "$mine" >"$tmp/check" 2>&1; then pass; else fail "the tables are sound"; head -n 5 "$tmp/check"; fi

vcf() { # GT of four sites for each of three persons
	printf '##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n##contig=<ID=chr16,length=90338345>\n'
	printf '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
	printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tusual\tone\ttwo\n'
	printf 'chr1\t97082391\t.\tT\tA\t.\tPASS\t.\tGT\t0/0\t0/0\t0|1\n'
	printf 'chr1\t97450058\t.\tC\tT\t.\tPASS\t.\tGT\t0/0\t0/1\t1|0\n'
	printf 'chr1\t97515787\t.\tA\tC\t.\tPASS\t.\tGT\t0/0\t0/0\t0|0\n'
	printf 'chr16\t31096368\t.\tC\tT\t.\tPASS\t.\tGT\t0/0\t0/1\t1/1\n'
}
vcf >"$tmp/in.vcf"
own="--no-version --tables $mine -g TESTK,TESTD"

# says CLAIM TEXT FILE
says() { if grep -qF -- "$2" "$3"; then pass; else fail "$1: no '$2' in"; cat "$3"; fi; }

"$STARDOSE" call $own "$tmp/in.vcf" 2>"$tmp/err" | sed '/^##/d; s/^#//' | cut -f 1-6 | tr '\t' ' ' >"$tmp/calls"
cat >"$tmp/want" <<'EOF'
sample gene diplotype phenotype activity_score status
usual TESTK rs9923231 reference (C)/rs9923231 reference (C) site GG . called
usual TESTD Reference/Reference Normal Metabolizer 2 called
one TESTK rs9923231 reference (C)/rs9923231 variant (T) site AG . called
one TESTD Reference/c.1905+1G>A (*2A) Intermediate Metabolizer 1 called
two TESTK rs9923231 variant (T)/rs9923231 variant (T) site AA . called
two TESTD c.1905+1G>A (*2A)/c.2846A>T Poor Metabolizer 0.5 called
EOF
same_file "both genes are called, alleles in the order of the table" "$tmp/want" "$tmp/calls"

"$STARDOSE" guide $own -s two --drugs testocoumarol,testouracil "$tmp/in.vcf" >"$tmp/guide" 2>"$tmp/err"
says "the medicine of one gene has its row" LAB-2 "$tmp/guide"
says "that of the other too" LAB-3 "$tmp/guide"
"$STARDOSE" guide $own -s one --drugs testouracil -O j "$tmp/in.vcf" >"$tmp/guide" 2>"$tmp/err"
says "a score selects a row" '"row_id":"LAB-4"' "$tmp/guide"
"$STARDOSE" report $own -s two --drugs testocoumarol "$tmp/in.vcf" >"$tmp/page" 2>"$tmp/err"
says "a page can be made of it" 'rs9923231 variant (T)' "$tmp/page"

# what VCF forbids in a value is written otherwise; other programs' results are read by the longest name that fits
"$STARDOSE" annotate $own "$tmp/in.vcf" 2>"$tmp/err" >"$tmp/out.vcf"
says "blanks of names are underscores in tags" 'rs9923231_variant_(T)/rs9923231_variant_(T)' "$tmp/out.vcf"
if command -v bcftools >/dev/null && ! bcftools view "$tmp/out.vcf" >/dev/null 2>"$tmp/err"; then fail "bcftools reads it"; cat "$tmp/err"; else pass; fi
printf '#sample\tgene\tdiplotype\tphenotype\tactivity_score\n' >"$tmp/outside.tsv"
printf 's1\tTESTD\tc.1905+1G>A (*2A)/Reference\t.\t.\ns2\tTESTD\t*2A/TESTD c.2846A>T\t.\t.\ns3\tTESTD\treference/c.1905+1G>A\t.\t.\n' >>"$tmp/outside.tsv"
printf 's1\tTESTK\tT/C\t.\t.\ns2\tTESTK\t.\tsite aa\t.\n' >>"$tmp/outside.tsv"
"$STARDOSE" call $own --outside "$tmp/outside.tsv" 2>"$tmp/err" | sed '/^##/d; s/^#//' | cut -f 1-6 | tr '\t' ' ' >"$tmp/calls"
cat >"$tmp/want" <<'EOF'
sample gene diplotype phenotype activity_score status
s1 TESTK rs9923231 reference (C)/rs9923231 variant (T) site AG . outside
s1 TESTD Reference/c.1905+1G>A (*2A) Intermediate Metabolizer 1 outside
s2 TESTK . site AA . outside
s2 TESTD c.1905+1G>A (*2A)/c.2846A>T Poor Metabolizer 0.5 outside
s3 TESTD Reference/c.1905+1G>A (*2A) Intermediate Metabolizer 1 outside
EOF
grep -v '^s3 TESTK' "$tmp/calls" >"$tmp/calls2"	# nothing is said of it
same_file "outside results by full and by further names" "$tmp/want" "$tmp/calls2"
printf '#sample\tgene\tdiplotype\ns1\tTESTD\tReference/c.1905+1G>Ax2\n' >"$tmp/outside.tsv"
"$STARDOSE" call $own --outside "$tmp/outside.tsv" >"$tmp/calls" 2>"$tmp/err"
says "copies belong to star alleles only" 'an allele by a name that the tables have is expected' "$tmp/err"

# alleles are compared, however they are called; what no table has is no call
printf 'sample\tgene\tdiplotype\n' | tee "$tmp/said.tsv" >"$tmp/truth.tsv"
printf 's1\ttestd\t*2A/Reference\ns2\tTESTD\tc.2846A>T/Reference;Reference/c.1905+1G>A\ns3\tTESTD\tReference/Reference\ns4\tTESTD\tReference/*4\n' >>"$tmp/said.tsv"
printf 's1\tTESTD\tReference/c.1905+1G>A (*2A)\ns2\tTESTD\tc.1905+1G>A (*2A)/Reference\ns3\tTESTD\tc.2846A>T/Reference\ns4\tTESTD\tReference/c.2846A>T\n' >>"$tmp/truth.tsv"
"$STARDOSE" compare --no-version --tables "$mine" "$tmp/said.tsv" "$tmp/truth.tsv" 2>"$tmp/err" | cut -f 1-12 | tr '\t' ' ' | sed -n 2,3p >"$tmp/scores"
cat >"$tmp/want" <<'EOF'
row gene has_sv rows exact alternate as_shown ambiguous_with ambiguous_without wrong no_call absent
score TESTD 0 4 1 0 0 1 0 1 1 0
EOF
same_file "alleles of any name are compared" "$tmp/want" "$tmp/scores"

# what was meant
wrong() { # CLAIM TEXT SED
	cp -r "$mine" "$tmp/wrong"; sed -i "$3" "$tmp/wrong/guidance.tsv"
	"$STARDOSE" tables check --tables "$tmp/wrong" >"$tmp/err" 2>&1 && fail "$1: it passes"
	says "$1" "$2" "$tmp/err"; rm -r "$tmp/wrong"
}
wrong "a phenotype's term where its code is wanted" "its code is 'Likely PM'" 's/^\(LAB-3.*\)	PM	/\1	Likely Poor Metabolizer	/'
wrong "a misspelt action" "did you mean 'avoid'" 's/^\(LAB-3.*\)	avoid	/\1	avoyd	/'

# 345 core variants: one in 30 bases, each an allele, the last one with two
mine=$tmp/large; mkdir "$mine"
for table in genes windows variants alleles phenotypes; do begin $table; done
awk -v dir="$mine" 'BEGIN {
	OFS = "\t"; n = 345; start = 38433691; seed = 7
	print "BIG", 19, "+", "-", start, start + 30 * n + 60, start, start + 30 * n + 60, "none", "no", "-", "name", "-", "-", "-", "local" >>(dir "/genes.tsv")
	for (i = 0; i <= 30 * n + 60; i++) { seed = (seed * 1103 + 12345) % 65521; base[i] = substr("ACGT", seed % 4 + 1, 1); seq = seq base[i] }
	for (b = 37; b <= 38; b++) print "BIG", "GRCh" b, start, start + 30 * n + 60, seq, "local" >>(dir "/windows.tsv")
	none = "no\t-\t-\t-\t-\t-\tlocal\t-"
	print "BIG", "as the reference", "small", "not assigned", "-", "-", none >>(dir "/alleles.tsv")
	for (k = 1; k <= n; k++) {
		at = 30 * k; pos = start + at; ref = base[at]; alt = ref == "A" ? "G" : "A"; key = "19:" pos ":" ref ":" alt
		print "BIG", key, "-", "-", "missense", pos, ref, alt, pos, ref, alt, "no", "yes", "no", "-", "-", "-", "local" >>(dir "/variants.tsv")
		needs = k == n ? last ";" key : key; last = key
		print "BIG", "variant " k, "small", "not assigned", "-", "-", "no", needs, "-", "-", "-", "-", "local", "-" >>(dir "/alleles.tsv")
		gt = k == 1 ? "1|0\t0/0" : k == 300 ? "0|1\t0/0" : k >= n - 1 ? "0|0\t1/1" : "0|0\t0/0"
		print "chr19", pos, ".", ref, alt, ".", "PASS", ".", "GT", gt >(dir "/in.body")
	}
}'
{ printf '##fileformat=VCFv4.3\n##contig=<ID=chr19,length=58617616>\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
  printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n'; cat "$mine/in.body"; } >"$tmp/large.vcf"
rm "$mine/in.body"
if "$STARDOSE" tables check --tables "$mine" >"$tmp/check" 2>&1; then pass; else fail "the large gene is sound"; head -n 5 "$tmp/check"; fi
"$STARDOSE" call --no-version --tables "$mine" -g BIG "$tmp/large.vcf" 2>"$tmp/err" | sed '/^##/d; s/^#//' | cut -f 1-3,6 | tr '\t' ' ' >"$tmp/calls"
printf 'sample gene diplotype status\na BIG variant 1/variant 300 called\nb BIG variant 345/variant 345 called\n' >"$tmp/want"
same_file "345 core variants are called" "$tmp/want" "$tmp/calls"
done_testing
