#!/bin/sh
# Where the input is cut does not matter while all parts are there; where a part may be missing, nothing is assumed of it.
. "${top_srcdir:-.}/tests/common.sh"
people=$top_srcdir/examples/two_people.GRCh38.vcf

# ---- all parts are there ----

call() { # output, options and files...
	out=$1; shift
	"$STARDOSE" call --no-version -O j "$@" >"$out" 2>"$tmp/err" || fail "call $*: $(head -n 1 "$tmp/err")"
}
parts() { # VCF, number of its first records in the first part
	awk -v n="$2" -v one="$tmp/one.vcf" -v two="$tmp/two.vcf" '/^#/ { print >one; print >two; next } { print >(++k <= n ? one : two) }' "$1"
}
whole() { # name, VCF, step, options...
	name=$1 vcf=$2 step=$3; shift 3
	call "$tmp/whole" "$@" "$vcf"
	[ -s "$tmp/whole" ] || fail "$name: nothing is called"
	n=$(grep -vc '^#' "$vcf") k=$step
	while [ "$k" -lt "$n" ]; do
		parts "$vcf" "$k"
		call "$tmp/parts" "$@" "$tmp/one.vcf" "$tmp/two.vcf"
		same_file "$name, cut after record $k" "$tmp/whole" "$tmp/parts"
		k=$((k + step))
	done
	call "$tmp/parts" "$@" "$tmp/two.vcf" "$tmp/one.vcf"
	same_file "$name, the parts in the other order" "$tmp/whole" "$tmp/parts"
}
whole "two people" "$people" 17

# The samples of a part may stand in another order, as of files that were made at different times.
turned() { # VCF: its two samples change places
	awk -F '\t' -v OFS='\t' '/^##/ { print; next } { first = $10; $10 = $11; $11 = first; print }' "$1"
}
call "$tmp/whole" "$people"
for k in 17 60 110; do
	parts "$people" "$k"
	turned "$tmp/two.vcf" >"$tmp/turned.vcf"
	call "$tmp/parts" "$tmp/one.vcf" "$tmp/turned.vcf"
	same_file "two people, cut after record $k, the second part with them in another order" "$tmp/whole" "$tmp/parts"
	call "$tmp/parts" "$tmp/turned.vcf" "$tmp/one.vcf"
	sort "$tmp/whole" >"$tmp/want"; sort "$tmp/parts" >"$tmp/got"
	same_file "and that part first" "$tmp/want" "$tmp/got"
done
refused "the same file twice, the second time with the samples in another order" 3 sh -c \
	'awk -F "\t" -v OFS="\t" "/^##/ { print; next } { x = \$10; \$10 = \$11; \$11 = x; print }" "$1" >"$2" && "$0" call "$1" "$2"' "$STARDOSE" "$people" "$tmp/again.vcf"
whole "two people, silence is reference" "$people" 31 --absent reference

# Sites of CYP2D6 and, around it, tags of the model of its structure, which come to lie in another part.
tags() { # a person who is homozygous at every site, and carries the tags that go with a deletion
	awk -F '\t' -v OFS='\t' 'BEGIN { print "##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">"
			print "#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "one", "other" }
		/^##/ { next } !n { for (i = 1; i <= NF; i++) { sub(/^#/, "", $i); c[$i] = i } n = 1; next }
		$c["gene"] == "CYP2D6" && $c["grch38_pos"] > 0 { print "chr22", $c["grch38_pos"], ".", $c["grch38_ref"], $c["grch38_alt"], ".", "PASS", ".", "GT", (k++ % 3 ? "0/0" : "1/1"), "0/1" }' \
		"$top_srcdir/tables/structure_tags.tsv"
	awk -F '\t' '!/^#/ && $1 == "chr22"' "$people"
}
tags | awk -F '\t' -v OFS='\t' '/^#/ { print; next } { $9 = "GT"; for (i = 10; i <= NF; i++) sub(/:.*/, "", $i); print }' >"$tmp/unsorted"
{ grep '^#' "$tmp/unsorted"; grep -v '^#' "$tmp/unsorted" | sort -k2,2n -s | awk -F '\t' '!seen[$2]++'; } >"$tmp/tags.vcf"
whole "tags and sites" "$tmp/tags.vcf" 23 -g CYP2D6
grep -q '"tags_seen":[1-9]' "$tmp/whole" || fail "tags and sites: no risk is told, so none was compared"
whole "tags and sites, silence is reference" "$tmp/tags.vcf" 41 -g CYP2D6 --absent reference

# A reference block over the edge stands in both parts, as bcftools leaves it.
awk -F '\t' -v OFS='\t' '/^#CHROM/ { print "##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">" } /^#/ { print; next }
	{ $9 = "GT"; for (i = 10; i <= NF; i++) sub(/:.*/, "", $i) } $1 == "chr22" && $2 > 42127000 && $2 <= 42127900 { next }
	$1 == "chr22" && $2 > 42127900 && !n++ { print $1, 42127000, ".", "A", "<NON_REF>", ".", ".", "END=42127900", "GT", "0/0", "0/0" } { print }' "$people" >"$tmp/blocks.vcf"
call "$tmp/whole" -g CYP2D6 "$tmp/blocks.vcf"
k=$(grep -v '^#' "$tmp/blocks.vcf" | grep -n 'END=42127900' | cut -d: -f1)
parts "$tmp/blocks.vcf" "$k"
{ grep '^#' "$tmp/two.vcf"; grep 'END=42127900' "$tmp/blocks.vcf"; grep -v '^#' "$tmp/two.vcf"; } >"$tmp/three.vcf"
call "$tmp/parts" -g CYP2D6 "$tmp/one.vcf" "$tmp/three.vcf"
same_file "a block over the edge, in both parts" "$tmp/whole" "$tmp/parts"

# A part that lacks a sample: no half of a gene is called, and no hint is lost in silence.
parts "$people" 60
cut -f 1-10 "$tmp/two.vcf" >"$tmp/fewer.vcf"
refused "a gene is cut, and one part lacks a sample" 3 "$STARDOSE" call "$tmp/one.vcf" "$tmp/fewer.vcf"
"$STARDOSE" call "$tmp/fewer.vcf" "$tmp/one.vcf" 2>&1 >"$tmp/out" | grep -q 'cut over files, the same samples' || fail "it is not said how to mend it"
[ ! -s "$tmp/out" ] || fail "something is called all the same"
cp "$people" "$tmp/one.vcf"
awk -F '\t' -v OFS='\t' '/^##/ { print } /^#CHROM/ { NF = 10; print }' "$people" >"$tmp/two.vcf"
awk -F '\t' '!/^#/' "$tmp/tags.vcf" | awk -F '\t' -v OFS='\t' '$2 > 42132000 || $2 < 42126000 { NF = 10; print }' >>"$tmp/two.vcf"
for order in "one.vcf two.vcf" "two.vcf one.vcf"; do
	(cd "$tmp" && "$STARDOSE" call -v -g CYP2D6 $order 2>&1 >/dev/null) | grep -q 'hints of a deletion or an extra copy go without' || fail "tags of fewer samples are passed over in silence: $order"
done

refused "the same file twice" 3 "$STARDOSE" call "$people" "$people"
parts "$people" 40
{ grep '^#' "$people"; grep -v '^#' "$people" | sed -n '40,$p'; } >"$tmp/two.vcf"
refused "parts that overlap" 3 "$STARDOSE" call "$tmp/one.vcf" "$tmp/two.vcf"

# ---- a part may be missing ----

cut_after() { # POS on chr22: no record behind it
	awk -F '\t' -v pos="$1" '/^#/ || $1 != "chr22" || $2 <= pos' "$people"
}
silent() { # claim, expected status of the reason (0: it is there), stdin
	claim=$1 want=$2; shift 2
	"$STARDOSE" call --no-version -g CYP2D6 --absent reference "$@" >"$tmp/out" 2>"$tmp/err"
	awk -F '\t' 'NR > 1 && $14 ~ /stream_end/ { n++ } END { exit !(n == NR - 1) }' "$tmp/out"; got=$?
	if [ "$got" != "$want" ]; then fail "$claim: stream_end: $(cut -f 3,6,14 "$tmp/out" | sed -n 2p)"; else pass; fi
	n=$(grep -c 'end mark and may have been cut off' "$tmp/err")
	if [ "$n" != $((1 - want)) ]; then fail "$claim: $n warnings"; else pass; fi
}
cut_after 42127593 >"$tmp/cut.vcf"
silent "text that ends inside the gene" 0 "$tmp/cut.vcf"
silent "the same from a pipe" 0 - <"$tmp/cut.vcf"
assumed=$(awk -F '\t' 'NR == 2 { print $10 }' "$tmp/out")
silent "it ends there by right" 1 --complete "$tmp/cut.vcf"
[ "$(awk -F '\t' 'NR == 2 { print $10 }' "$tmp/out")" -gt "$assumed" ] || fail "--complete assumes no more"
{ cat "$tmp/cut.vcf"; printf 'chr22\t50000000\t.\tA\tG\t.\tPASS\t.\tGT:GQ:DP\t0|0:60:30\t0|0:60:30\n'; } >"$tmp/later.vcf"
silent "a later record was seen" 1 "$tmp/later.vcf"
{ cat "$tmp/cut.vcf"; printf 'chrX\t5000\t.\tA\tG\t.\tPASS\t.\tGT:GQ:DP\t0|0:60:30\t0|0:60:30\n'; } |
	sed 's/^##contig=<ID=chr22/##contig=<ID=chrX,length=156040895>\n&/' >"$tmp/contig.vcf"
silent "a later contig was seen" 1 "$tmp/contig.vcf"
awk -F '\t' '/^#/ || ($1 == "chr22" && $2 > 42127593)' "$people" >"$tmp/rest.vcf"
silent "the next part goes on" 1 --complete "$tmp/cut.vcf" "$tmp/rest.vcf"
silent "the next part goes on, and ends behind the gene" 1 "$tmp/cut.vcf" "$tmp/rest.vcf"
"$STARDOSE" annotate --no-version -g CYP2D6 --absent reference "$tmp/cut.vcf" >"$tmp/annotated" 2>"$tmp/err"
grep -q 'may have been cut off' "$tmp/err" || fail "annotate does not warn"
"$STARDOSE" call --no-version -g CYP2D6 --absent reference "$tmp/cut.vcf" 2>/dev/null | awk -F '\t' 'NR == 2 { print $3, $6 }' >"$tmp/called"
awk -F '\t' '$8 ~ /PGX=/ { split($10, v, ":"); print v[4], v[6]; exit }' "$tmp/annotated" >"$tmp/shown"
same_file "annotate assumes no more than call" "$tmp/called" "$tmp/shown"
if command -v bcftools >/dev/null; then
	bcftools view -Ou "$tmp/cut.vcf" 2>/dev/null >"$tmp/cut.bcf"
	silent "uncompressed BCF" 0 - <"$tmp/cut.bcf"
	bcftools view -Oz "$tmp/cut.vcf" 2>/dev/null >"$tmp/cut.vcf.gz"
	silent "bgzipped: it has an end mark" 1 - <"$tmp/cut.vcf.gz"
	bcftools view -Ob "$tmp/cut.vcf" 2>/dev/null >"$tmp/cut.b"
	silent "BCF: it has an end mark" 1 - <"$tmp/cut.b"
fi
done_testing
