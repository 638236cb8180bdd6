#!/bin/sh
# Input that cannot be used: exit 3, one line that says why, no result, no file left behind.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools bgzip
good38=$top_srcdir/examples/two_people.GRCh38.vcf
good37=$top_srcdir/examples/two_people.GRCh37.vcf

uncallable() { # claim, file or -, options...
	_name=$1 _file=$2; shift 2
	rm -rf "$tmp/out"; mkdir "$tmp/out"
	refused "$_name" 3 "$STARDOSE" call "$@" "$_file"
	refused "$_name, with -o" 3 "$STARDOSE" call "$@" -o "$tmp/out/calls.tsv" "$_file"
	[ -z "$(ls -A "$tmp/out")" ] || fail "$_name: leaves $(ls -A "$tmp/out") behind"
}
unusable() { # the same, and for annotate too
	uncallable "$@"
	shift 2
	refused "$_name, annotate -o" 3 "$STARDOSE" annotate "$@" -o "$tmp/out/out.vcf" "$_file"
	[ -z "$(ls -A "$tmp/out")" ] || fail "$_name: annotate leaves $(ls -A "$tmp/out") behind"
}

# ---- not VCF at all
echo "dear program, this is a letter" >"$tmp/letter.txt"
unusable "text that is no VCF" "$tmp/letter.txt"
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >"$tmp/picture"
unusable "an image" "$tmp/picture"
bgzip -c "$tmp/letter.txt" >"$tmp/letter.gz"
unusable "bgzipped text that is no VCF" "$tmp/letter.gz"
: >"$tmp/empty"
unusable "an empty file" "$tmp/empty"
bgzip -c "$tmp/empty" >"$tmp/empty.gz"
unusable "an empty bgzipped file" "$tmp/empty.gz"
unusable "a file that does not exist" "$tmp/nowhere.vcf"
unusable "a directory" "$tmp"
head -n 2 "$good38" >"$tmp/no_columns.vcf"
unusable "a header without the #CHROM line" "$tmp/no_columns.vcf"
bcftools view -G "$good38" -o "$tmp/sites_only.vcf" 2>/dev/null
uncallable "a VCF without samples" "$tmp/sites_only.vcf"

# ---- outside results that are none
for file in letter.txt picture letter.gz empty empty.gz nowhere.tsv; do
	refused "outside results: $file" 3 "$STARDOSE" call --outside "$tmp/$file" "$good38"
done
refused "outside results: a directory" 3 "$STARDOSE" call --outside "$tmp"
gzip -c "$top_srcdir/tests/data/outside.tsv" | head -c 150 >"$tmp/cut.tsv.gz"
refused "outside results: gzip cut short" 3 "$STARDOSE" call --outside "$tmp/cut.tsv.gz"

# ---- broken records
awk -F '\t' -v OFS='\t' '!/^#/ && ++n == 3 { $2 = "here" } { print }' "$good38" >"$tmp/position.vcf"
unusable "a position that is no number" "$tmp/position.vcf"
awk -F '\t' -v OFS='\t' '!/^#/ && ++n == 3 { NF = 6 } { print }' "$good38" >"$tmp/columns.vcf"
unusable "a record with too few columns" "$tmp/columns.vcf"
awk -F '\t' -v OFS='\t' '!/^#/ && ++n == 3 { NF = NF - 1 } { print }' "$good38" >"$tmp/sample_missing.vcf"
unusable "a record with too few samples" "$tmp/sample_missing.vcf"
awk '/^#/ { print; next } { line[++n] = $0 } END { for (i = n; i; i--) print line[i] }' "$good38" >"$tmp/unsorted.vcf"
unusable "positions that go backwards" "$tmp/unsorted.vcf"

# ---- the build
unusable "GRCh38 called as GRCh37" "$good38" --build GRCh37
unusable "GRCh37 called as GRCh38" "$good37" --build GRCh38
# no header says which build: the REF bases must, also against a wrong --build
grep -v -e '^##contig' -e '^##reference' "$good37" >"$tmp/silent37.vcf"
uncallable "GRCh37 without contig lines called as GRCh38" "$tmp/silent37.vcf" --build GRCh38
if command -v bgzip >/dev/null && command -v tabix >/dev/null; then
	bgzip -c "$tmp/silent37.vcf" >"$tmp/silent37.vcf.gz" && tabix -p vcf "$tmp/silent37.vcf.gz"
	uncallable "the same, read through an index" "$tmp/silent37.vcf.gz" --build GRCh38
fi
awk '/^##contig/ { next } /^#CHROM/ { while ((getline line < other) > 0) if (line ~ /^##contig/) print line } { print }' \
	other="$good38" "$good37" >"$tmp/lying37.vcf"
uncallable "GRCh37 records under a GRCh38 header" "$tmp/lying37.vcf"
awk -v other="$good37" 'BEGIN { while ((getline line < other) > 0) if (line ~ /^##contig=<ID=(chr)?22,/) { sub(/ID=(chr)?22/, "ID=chr22", line); c22 = line } }
	/^##contig=<ID=chr22,/ { print c22; next } { print }' "$good38" >"$tmp/mixed.vcf"
cmp -s "$tmp/mixed.vcf" "$good38" && fail "the file with contig lengths of two builds was not made"
unusable "contig lengths of both builds in one header" "$tmp/mixed.vcf"
awk -F '\t' -v OFS='\t' '/^##(contig|reference)/ { next } !/^#/ { n = split("A C G T", b, " "); r = substr($4, 1, 1);
	for (i = 1; i <= n; i++) if (b[i] != r && b[i] != substr($5, 1, 1)) { $4 = b[i] substr($4, 2); break } } { print }' "$good38" >"$tmp/no_build.vcf"
unusable "REF bases of neither build" "$tmp/no_build.vcf"

# ---- truncated
bgzip -c "$good38" >"$tmp/good.vcf.gz"
bcftools view --no-version -Ob -o "$tmp/good.bcf" "$good38" 2>/dev/null
bcftools view --no-version -Ou -o "$tmp/good.ubcf" "$good38" 2>/dev/null
size=$(wc -c <"$tmp/good.vcf.gz")
head -c $((size - 28)) "$tmp/good.vcf.gz" >"$tmp/no_eof.vcf.gz"
unusable "BGZF without its end marker" "$tmp/no_eof.vcf.gz"
size=$(wc -c <"$tmp/good.bcf")
head -c $((size - 28)) "$tmp/good.bcf" >"$tmp/no_eof.bcf"
unusable "BCF without its end marker" "$tmp/no_eof.bcf"
for kind in vcf.gz bcf ubcf; do
	size=$(wc -c <"$tmp/good.$kind")
	for part in 1 3 17 18 19 40 90 200 $((size / 4)) $((size / 2)) $((size * 3 / 4)) $((size - 40)) $((size - 29)) $((size - 3)) $((size - 1)); do
		[ $part -gt 0 ] && [ $part -lt "$size" ] || continue
		head -c $part "$tmp/good.$kind" >"$tmp/cut.$kind"
		refused "$kind cut after $part of $size bytes" 3 "$STARDOSE" call "$tmp/cut.$kind"
		refused "$kind cut after $part of $size bytes, as a stream" 3 sh -c '"$1" call - <"$2"' sh "$STARDOSE" "$tmp/cut.$kind"
	done
done
size=$(wc -c <"$good38")
header=$(grep -c '^#' "$good38")
head -n "$header" "$good38" | wc -c | { read -r n; head -c $((n - 4)) "$good38" >"$tmp/cut_header.vcf"; }
unusable "text cut within the header" "$tmp/cut_header.vcf"
head -c $((size - 12)) "$good38" >"$tmp/cut_line.vcf"	# the last sample is missing
unusable "text cut within the last record" "$tmp/cut_line.vcf"
# damaged inside: the checksum of the block does not fit
size=$(wc -c <"$tmp/good.vcf.gz")
{ head -c $((size / 2)) "$tmp/good.vcf.gz"; printf 'XXXX'; tail -c +$((size / 2 + 5)) "$tmp/good.vcf.gz"; } >"$tmp/damaged.vcf.gz"
unusable "a damaged BGZF block" "$tmp/damaged.vcf.gz"

# ---- files that contradict each other
refused "the same sample and gene in two files" 3 "$STARDOSE" call "$good38" "$good38"
refused "two builds in one call" 3 "$STARDOSE" call "$good38" "$good37"

# ---- usage
refused "an unknown option" 2 "$STARDOSE" call --frobnicate "$good38"
refused "an unknown command" 2 "$STARDOSE" frobnicate
refused "no file and nothing on stdin" 3 sh -c '"$1" call </dev/null' sh "$STARDOSE"
refused "an unknown gene" 2 "$STARDOSE" call -g NOSUCHGENE "$good38"
refused "an unknown build" 2 "$STARDOSE" call --build hg17 "$good38"
refused "an output type that call has not" 2 "$STARDOSE" call -O q "$good38"
refused "a number that is none" 2 "$STARDOSE" call --min-gq many "$good38"

# ---- a table that is broken
mkdir "$tmp/tables"
refused "a directory without tables" 4 "$STARDOSE" call --tables "$tmp/tables" "$good38"
done_testing
