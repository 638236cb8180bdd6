#!/bin/sh
# What annotate writes into records is what call says, and nothing else.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools

check() { # name, VCF text
	"$STARDOSE" call --no-version "$2" 2>/dev/null | awk -F '\t' '!/^#/ { print $1, $3 }' | sort -u >"$tmp/calls"
	"$STARDOSE" annotate --no-version "$2" 2>/dev/null | bcftools query -f '[%SAMPLE %PGXD\n]' 2>/dev/null | grep -v ' \.$' |
		awk '{ n = split($2, d, ","); for (i = 1; i <= n; i++) print $1, d[i] }' | sort -u >"$tmp/shown"
	[ -s "$tmp/shown" ] || fail "$1: no PGXD in any record"
	[ -z "$(comm -13 "$tmp/calls" "$tmp/shown")" ] || fail "$1: PGXD that call does not know: $(comm -13 "$tmp/calls" "$tmp/shown" | head -n 3 | tr '\n' ' ')"
	pass
}
check example38 "$top_srcdir/examples/two_people.GRCh38.vcf"
check example37 "$top_srcdir/examples/two_people.GRCh37.vcf"
if [ -d "$STARDOSE_SHARED/data/1kgp" ]; then
	bcftools view --no-version -s HG00096,NA12878,NA19917 "$STARDOSE_SHARED/data/1kgp/GRCh38/CYP2D6.vcf.gz" -o "$tmp/real.vcf" 2>/dev/null
	check "1kgp CYP2D6" "$tmp/real.vcf"
fi
done_testing
