# awk -f windows.awk tables/genes.tsv tables/windows.tsv: the GRCh38 windows as "chrN beg end" (1-based, for bcftools -R)
BEGIN { FS = OFS = "\t" }
/^#/ { next }
FNR == NR { chrom[$1] = $2; next }
$2 == "GRCh38" { print "chr" chrom[$1], $3, $4 }
