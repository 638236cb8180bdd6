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

# Structural records: of every dialect that tests/structure writes, and two that begin or end outside the gene's windows.
same_values() { # name, VCF of CYP2D6: diplotype, phenotype and status of every sample at every site
	"$STARDOSE" call -g CYP2D6 --no-version "$2" 2>/dev/null | awk -F '\t' '$1 != "sample" { gsub(/ /, "_", $4); print $1, $3, $4, $6 }' | sort >"$tmp/calls"
	"$STARDOSE" annotate -g CYP2D6 --no-version "$2" 2>/dev/null |
		bcftools query -i 'INFO/PGX!="."' -f '[%SAMPLE %PGXD %PGXP %PGXS\n]' 2>/dev/null | sort -u >"$tmp/shown"
	[ -s "$tmp/calls" ] || fail "$1: nothing is called"
	same_file "$1: annotate says what call says" "$tmp/calls" "$tmp/shown"
}
if command -v python3 >/dev/null; then
	mkdir "$tmp/structural"
	python3 "$top_srcdir/tests/structure/structural_vcf.py" write "$top_srcdir/tables" "$tmp/structural" >/dev/null || fail "the generator of structural records fails"
	for vcf in "$tmp"/structural/*.merged.*.vcf; do
		same_values "$(basename "$vcf" .vcf)" "$vcf"
	done
fi
with_record() { # POS, ALT, INFO of a record: person_1 carries it and is reference elsewhere
	awk -v pos="$1" -v alt="$2" -v info="$3" 'BEGIN { FS = OFS = "\t" }
		/^#CHROM/ { print "##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"kind\">"; print "##INFO=<ID=SVLEN,Number=1,Type=Integer,Description=\"length\">" }
		$1 == "chr22" && !n++ { print "chr22", pos, "sv", "N", alt, 99, "PASS", info, "GT", "0/1", "0/0" }
		$1 == "chr22" { sub(/^[01.][|\/][01.]/, "0/0", $10) } 1' "$top_srcdir/examples/two_people.GRCh38.vcf"
}
with_record 42123000 'N[chr22:42135300[' 'SVTYPE=BND' >"$tmp/breakend.vcf"
same_values "one breakend, its ends outside the windows" "$tmp/breakend.vcf"
grep -q '^person_1 \*1/\*5 ' "$tmp/shown" || fail "a breakend deletion is not annotated"
with_record 42120000 '<DEL>' 'SVTYPE=DEL;SVLEN=-18000' >"$tmp/length.vcf"
same_values "a deletion with a length and no end" "$tmp/length.vcf"
grep -q '^person_1 \*1/\*5 ' "$tmp/shown" || fail "a deletion without END is not annotated"
with_record 42000000 '<DEL>' 'SVTYPE=DEL;SVLEN=-200000' >"$tmp/far.vcf"
same_values "a deletion with a length that begins far off" "$tmp/far.vcf"
grep -q '^person_1 \*1/\*5 ' "$tmp/shown" || fail "a long deletion without END is not annotated"

printf 'person_1\tCYP2D6\t1\nperson_1\tCYP2C19\t0\nperson_2\tCYP2D6\t3\n' >"$tmp/copies.tsv"
options="--copy-number $tmp/copies.tsv"
check "example38 with copies" "$top_srcdir/examples/two_people.GRCh38.vcf"
grep -q '^person_1 \*36/\*36$' "$tmp/shown" || fail "no copy is not annotated"
grep -q '^person_2 .*x2' "$tmp/shown" || fail "an extra copy is not annotated"
done_testing
