#!/bin/sh
# A made-up release (tests/data/release) goes through tools/import_release.py: what it changes is what `tables diff` lists, what it cannot take
# over is told, and `call` with the new tables against the old ones differs for those who carry a new allele and for nobody else.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
data=$top_srcdir/tests/data/release
import() { # folder, option...
	to=$1; shift
	python3 "$top_srcdir/tools/import_release.py" --source made-up --version 2099.1 --date 2099-01-01 "$@" "$top_srcdir/tables" "$to"
}
import "$tmp/new" --edition 'made up' --pharmvar "$data/CYP2C19.NC_000010.11.haplotypes.tsv" --pharmvar "$data/CYP2C19.NC_000010.10.haplotypes.tsv" \
	--cpic-alleles "$data/allele.json" --cpic-results "$data/gene_result.csv" --cpic-lookups "$data/gene_result_lookup.csv" \
	>"$tmp/said" || fail "the release is refused"
grep '^by hand' "$tmp/said" | sed 's/stay: .*/stay/' >"$tmp/got"
cat >"$tmp/want" <<'WANT'
by hand: CYP2C19: not in the release, the rows stay
by hand: CYP2C19 *199: a function, but no allele of this name
by hand: CYP2C9 *3: function 'Nearly no function', value '0.0' is not of terms.tsv
by hand: CYP2C9: score 1.5 is 'Normal Metabolizer', here 'Intermediate Metabolizer'
WANT
same_file "what is left to a person" "$tmp/want" "$tmp/got"

"$STARDOSE" tables diff --no-version "$tmp/new" >"$tmp/diff"
[ $? = 1 ] && pass || fail "tables that differ exit otherwise than 1"
grep -v 'version	\|date	\|source	' "$tmp/diff" | cut -f 1,3-7 >"$tmp/got"
same_file "what the release changes" "$data/changes.tsv" "$tmp/got"
"$STARDOSE" tables diff "$tmp/new" "$tmp/new" --no-version >"$tmp/got" && [ ! -s "$tmp/got" ] && pass || fail "tables differ from themselves"
"$STARDOSE" tables diff --no-version "$top_srcdir/tables" >"$tmp/got" && [ ! -s "$tmp/got" ] && pass || fail "the source's tables differ from the program's"
# both ways: what is added the one way is removed the other
"$STARDOSE" tables diff --no-version "$tmp/new" "$top_srcdir/tables" | awk -F'\t' '$4 == "removed" { n++ } END { exit n != 4 }' &&
	pass || fail "rows that are gone are not told"

{
	printf '##fileformat=VCFv4.3\n##contig=<ID=chr10,length=133797422>\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
	printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tplain\tninety_eight\tninety_nine\n'
	grep '^chr10' "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" | cut -f 1-9 |
		awk -v OFS='\t' '{ g = $2 == 94842866 ? "1/1" : "0/0" } $2 > 94775420 && !done++ {
			print "chr10", 94775420, ".", "A", "G", ".", "PASS", ".", "GT", "0/0", "0/1", "0/0"
			print "chr10", 94775420, ".", "AGGAG", "A", ".", "PASS", ".", "GT", "0/0", "0/0", "0/1" }
			{ print $0, g, g, g }'
} >"$tmp/people.vcf"
call() { "$STARDOSE" call -g CYP2C19 --no-version "$@" "$tmp/people.vcf" 2>/dev/null; }
call >"$tmp/old.tsv"
call --tables "$tmp/new" >"$tmp/new.tsv"
"$STARDOSE" compare --no-version "$tmp/new.tsv" "$tmp/old.tsv" >"$tmp/compared"
awk -F'\t' '$1 == "mismatch" { print $(NF - 5), $(NF - 2) }' "$tmp/compared" >"$tmp/got"
printf 'ninety_eight *1/*98\nninety_nine *1/*99\n' >"$tmp/want"
same_file "whose calls changed" "$tmp/want" "$tmp/got"
grep -q '^score	CYP2C19	0	3	1	' "$tmp/compared" && pass || fail "who carries nothing new is called otherwise"

# nothing is guessed: one build alone places no new variant, and a table by RefSeqGene is refused
import "$tmp/half" --pharmvar "$data/CYP2C19.NC_000010.11.haplotypes.tsv" >"$tmp/said"
grep -q '^by hand: CYP2C19 \*98: .*no place on GRCh37' "$tmp/said" && ! grep -q '^CYP2C19	\*98	' "$tmp/half/alleles.tsv" 2>/dev/null &&
	pass || fail "a variant without a place on GRCh37 is taken"
sed 's/NC_000010.11/NG_008384.3/' "$data/CYP2C19.NC_000010.11.haplotypes.tsv" >"$tmp/refseq.tsv"
import "$tmp/gene" --pharmvar "$tmp/refseq.tsv" >/dev/null 2>&1 && fail "positions of RefSeqGene are read as a chromosome's" || pass
sed 's/	94775420	94775420	A	G/	94775420	94775420	C	G/' "$data/CYP2C19.NC_000010.11.haplotypes.tsv" >"$tmp/base.tsv"
import "$tmp/base" --pharmvar "$tmp/base.tsv" --pharmvar "$data/CYP2C19.NC_000010.10.haplotypes.tsv" >"$tmp/said"
grep -q '^by hand: CYP2C19 \*98: .*no window of GRCh38' "$tmp/said" && pass || fail "a base that the reference does not have is taken"
done_testing
