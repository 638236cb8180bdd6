# tests/property/seven_people.sh - sourced after tests/common.sh: $cohort, a VCF of seven people who differ (the two of the example, and the same
# with genotypes taken from each other by turns); $tmp/p1.vcf and so on, one person each, listed in $tmp/people
cohort=$tmp/cohort.vcf
awk -F '\t' -v OFS='\t' '/^##/ { print; next } /^#CHROM/ { print $1, $2, $3, $4, $5, $6, $7, $8, $9, "p1", "p2", "p3", "p4", "p5", "p6", "p7"; next }
	{ a = $10; b = $11; n++; print $1, $2, $3, $4, $5, $6, $7, $8, $9, a, b, n % 2 ? a : b, n % 3 ? b : a, n % 5 ? a : b, b, a }' \
	"$top_srcdir/examples/two_people.GRCh38.vcf" >"$cohort"
person() { awk -F '\t' -v OFS='\t' -v c="$1" '/^##/ { print; next } { print $1, $2, $3, $4, $5, $6, $7, $8, $9, $(9 + c) }' "$cohort"; }
for i in 1 2 3 4 5 6 7; do
	person $i >"$tmp/p$i.vcf"
	echo "$tmp/p$i.vcf"
done >"$tmp/people"
