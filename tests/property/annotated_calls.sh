#!/bin/sh
# What annotate writes into records is what call says, and nothing else.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools

options=		# for both
check() { # name, VCF text
	# shellcheck disable=SC2086
	"$STARDOSE" call --no-version $options "$2" 2>/dev/null | awk -F '\t' '$1 != "sample" { print $1, $3 }' | sort -u >"$tmp/calls"
	# shellcheck disable=SC2086
	"$STARDOSE" annotate --no-version $options "$2" 2>/dev/null | bcftools query -f '[%SAMPLE %PGXD\n]' 2>/dev/null | grep -v ' \.$' |
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
printf 'person_1\tCYP2D6\t1\nperson_1\tCYP2C19\t0\nperson_2\tCYP2D6\t3\n' >"$tmp/copies.tsv"
options="--copy-number $tmp/copies.tsv"
check "example38 with copies" "$top_srcdir/examples/two_people.GRCh38.vcf"
grep -q '^person_1 \*36/\*36$' "$tmp/shown" || fail "no copy is not annotated"
grep -q '^person_2 .*x2' "$tmp/shown" || fail "an extra copy is not annotated"
done_testing
