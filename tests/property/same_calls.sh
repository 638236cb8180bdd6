#!/bin/sh
# The same genotypes give the same calls, however the file is written, split, ordered or read.
# Runs on the examples and, where the shared data are present, on real files of some samples.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools bgzip

rows() { # calls without provenance, sorted by sample and gene: for inputs whose samples come in another order
	grep -v '^##' "$1" | sort
}
copies=			# options about copies, given to every call
call() { # out, options and files...
	_out=$1; shift
	# shellcheck disable=SC2086
	"$STARDOSE" call --no-version $copies "$@" >"$_out" 2>"$tmp/err" || { fail "call $* fails: $(head -n 1 "$tmp/err")"; return 1; }
}
same() { # claim, options and files...: the bytes of $base
	_claim=$1; shift
	call "$tmp/other" "$@" && same_file "$name: $_claim" "$base" "$tmp/other"
}
same_rows() { # the same, but rows in any order
	_claim=$1; shift
	call "$tmp/other" "$@" && {
		rows "$base" >"$tmp/a"; rows "$tmp/other" >"$tmp/b"
		same_file "$name: $_claim" "$tmp/a" "$tmp/b"
	}
}

properties() { # name, VCF text file, build
	name=$1 vcf=$2 b38=0
	[ "$3" = GRCh38 ] && b38=1
	for type in t j; do
		base=$tmp/base.$type
		call "$base" -O $type "$vcf" || return
		[ "$(wc -l <"$base")" -gt 1 ] || { fail "$name: no calls"; return; }
		[ $type = t ] && [ "$(awk -F '\t' '!/^#/ && $3 != "."' "$base" | wc -l)" = 0 ] && { fail "$name: nothing was called"; return; }
		same "again" -O $type "$vcf"
		same "--threads 1" -O $type --threads 1 "$vcf"
		same "--threads 4" -O $type --threads 4 "$vcf"
	done

	# ---- the same records in another wrapping
	base=$tmp/base.t
	bgzip -c "$vcf" >"$tmp/in.vcf.gz"
	bcftools view --no-version -Ob -o "$tmp/in.bcf" "$vcf" 2>/dev/null
	bcftools view --no-version -Ou -o "$tmp/in.ubcf" "$vcf" 2>/dev/null
	same "bgzipped" "$tmp/in.vcf.gz"
	same "BCF" "$tmp/in.bcf"
	same "uncompressed BCF" "$tmp/in.ubcf"
	cp "$tmp/in.bcf" "$tmp/misleading.vcf.gz"
	same "BCF with a misleading name" "$tmp/misleading.vcf.gz"
	"$STARDOSE" call --no-version $copies - <"$vcf" >"$tmp/other" 2>/dev/null
	same_file "$name: text from stdin" "$base" "$tmp/other"
	"$STARDOSE" call --no-version $copies - <"$tmp/in.vcf.gz" >"$tmp/other" 2>/dev/null
	same_file "$name: bgzipped from stdin" "$base" "$tmp/other"
	bcftools view -Ou "$vcf" 2>/dev/null | "$STARDOSE" call --no-version $copies - >"$tmp/other" 2>/dev/null
	same_file "$name: a pipe from bcftools view -Ou" "$base" "$tmp/other"
	bcftools view -Ov "$vcf" 2>/dev/null | "$STARDOSE" call --no-version $copies --threads 2 - >"$tmp/other" 2>/dev/null
	same_file "$name: a pipe from bcftools view -Ov, with threads" "$base" "$tmp/other"
	bcftools index -f "$tmp/in.bcf" 2>/dev/null && same "indexed BCF" "$tmp/in.bcf"
	bcftools index -f -t "$tmp/in.vcf.gz" 2>/dev/null && same "indexed VCF (tbi)" "$tmp/in.vcf.gz"
	rm -f "$tmp/in.vcf.gz.tbi"
	bcftools index -f -c "$tmp/in.vcf.gz" 2>/dev/null && same "indexed VCF (csi)" "$tmp/in.vcf.gz"

	# ---- another order or partition
	bcftools query -l "$vcf" | sort -r >"$tmp/reversed"
	bcftools view --no-version -S "$tmp/reversed" -Ou "$vcf" 2>/dev/null >"$tmp/shuffled.bcf"
	same_rows "samples in another order" "$tmp/shuffled.bcf"
	parts=
	for contig in $(grep -v '^#' "$vcf" | cut -f 1 | uniq); do
		awk -F '\t' -v contig="$contig" '/^#/ || $1 == contig' "$vcf" >"$tmp/part.$contig.vcf"
		parts="$parts $tmp/part.$contig.vcf"
	done
	# shellcheck disable=SC2086
	same "one file for each chromosome" $parts
	# shellcheck disable=SC2046,SC2086
	same "the chromosomes' files in another order" $(printf '%s\n' $parts | sort -r)
	parts=
	for sample in $(bcftools query -l "$vcf" | head -n 20); do
		bcftools view --no-version -s "$sample" -Ou -o "$tmp/sample.$sample.bcf" "$vcf" 2>/dev/null
		parts="$parts $tmp/sample.$sample.bcf"
	done
	bcftools query -l "$vcf" | head -n 20 >"$tmp/first"
	call "$tmp/few" -S "$tmp/first" "$vcf"
	# shellcheck disable=SC2086
	call "$tmp/other" $parts && same_file "$name: one file for each sample" "$tmp/few" "$tmp/other"
	head -n 1 "$tmp/first" >"$tmp/one"
	call "$tmp/few" -S "$tmp/one" "$vcf" && call "$tmp/other" -S "^$tmp/one" "$vcf" && {
		{ grep -v '^sample' "$tmp/few"; grep -v '^sample' "$tmp/other"; } | sort >"$tmp/b"
		grep -v '^sample' "$base" | sort >"$tmp/a"
		same_file "$name: -S with and without ^ are the two halves" "$tmp/a" "$tmp/b"
	}

	# ---- another spelling of the same genotypes
	bcftools norm --no-version -m -any -Ov -o "$tmp/split.vcf" "$vcf" 2>/dev/null
	same "multi-allelic records split" "$tmp/split.vcf"
	bcftools norm --no-version -m +any -Ov -o "$tmp/joined.vcf" "$vcf" 2>/dev/null
	same "records of one position joined" "$tmp/joined.vcf"
	awk -F '\t' -v OFS='\t' '/^#/ { print; next }
		{ for (i = 10; i <= NF; i++) { n = split($i, f, ":"); if (split(f[1], a, "|") == 2) $i = a[2] "|" a[1] substr($i, length(f[1]) + 1) }; print }' \
		"$vcf" >"$tmp/swapped.vcf"
	same "haplotypes exchanged" "$tmp/swapped.vcf"
	awk -F '\t' -v OFS='\t' '/^#/ { print; next }
		{ for (i = 10; i <= NF; i++) { n = split($i, f, ":"); g = f[1]; gsub(/\|/, "/", g); $i = g substr($i, length(f[1]) + 1) }; print }' "$vcf" >"$tmp/unphased.vcf"
	awk -F '\t' -v OFS='\t' '/^#/ { print; next }
		{ for (i = 10; i <= NF; i++) { n = split($i, f, ":"); if (split(f[1], a, "/") == 2) $i = a[2] "/" a[1] substr($i, length(f[1]) + 1) }; print }' \
		"$tmp/unphased.vcf" >"$tmp/unphased_swapped.vcf"
	call "$tmp/u1" "$tmp/unphased.vcf" && call "$tmp/u2" "$tmp/unphased_swapped.vcf" && same_file "$name: 0/1 and 1/0" "$tmp/u1" "$tmp/u2"
	# contig names: with and without chr, and as accessions
	for style in plain chr refseq genbank; do
		awk -v style=$style -v b38="$b38" 'BEGIN { split("7:NC_000007:CM000669 10:NC_000010:CM000672 15:NC_000015:CM000677 19:NC_000019:CM000681 22:NC_000022:CM000684", c, " ")
			for (i in c) { split(c[i], n, ":"); refseq[n[1]] = n[2]; genbank[n[1]] = n[3] } }
		function named(old, k) { k = old; sub(/^chr/, "", k)
			if (style == "plain") return k
			if (style == "chr") return "chr" k
			if (!(k in refseq)) return old
			if (style == "refseq") return refseq[k] "." version(k)
			return genbank[k] "." (b38 ? 2 : 1) }
		function version(k) { return (k == 7 ? 13 : k == 10 ? 10 : k == 15 ? 9 : k == 19 ? 9 : 10) + b38 }
		/^##contig=<ID=/ { old = $0; sub(/^##contig=<ID=/, "", old); sub(/[,>].*/, "", old)
			new = named(old); sub("ID=" old, "ID=" new) }
		/^#/ { print; next } { t = index($0, "\t"); print named(substr($0, 1, t - 1)) substr($0, t) }' "$vcf" >"$tmp/names.vcf"
		same "contigs named in $style style" "$tmp/names.vcf"
	done
}

# The same with copies: none to four, by the sample's place, and reads of which the second haplotype has twice as many.
with_copies() { # name, VCF text file, build
	bcftools query -l "$2" | head -n 20 | awk -v OFS='\t' '{ print $1, "CYP2D6", NR % 5; print $1, "CYP2C19", (NR + 2) % 4 }' >"$tmp/copies.tsv"
	awk -F '\t' -v OFS='\t' '/^##/ { if (!/ID=AD,/) print; next }
		/^#/ { print "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"reads\">"; print; next }
		{ $9 = "GT:AD"; n = split($5, alt, ",")
		  for (i = 10; i <= NF; i++) {
			split($i, f, ":"); split(f[1], h, /[|\/]/); ad = ""
			for (a = 0; a <= n; a++) ad = ad (a ? "," : "") ((h[1] == a "" ? 15 : 0) + (h[2] == a "" ? 30 : 0))
			$i = f[1] ":" ad }
		  print }' "$2" >"$tmp/with_depth.vcf"
	copies="--copy-number $tmp/copies.tsv"
	properties "$1 with copies" "$tmp/with_depth.vcf" "$3"
	awk -F '\t' '$7 > 2 && $7 != "not_assessed" && $3 ~ /x/' "$tmp/base.t" | grep -q . || fail "$1: no call with extra copies"
	copies=
}

properties examples38 "$top_srcdir/examples/two_people.GRCh38.vcf" GRCh38
properties examples37 "$top_srcdir/examples/two_people.GRCh37.vcf" GRCh37
with_copies examples38 "$top_srcdir/examples/two_people.GRCh38.vcf" GRCh38
if [ -d "$STARDOSE_SHARED/data/1kgp" ]; then
	for build in GRCh38 GRCh37; do
		data=$STARDOSE_SHARED/data/1kgp/$build
		bcftools query -l "$data/CYP2D6.vcf.gz" | awk 'NR % 61 == 1' >"$tmp/some"
		for gene in CYP2C19 CYP2D6; do
			bcftools view --no-version -S "$tmp/some" -Ov -o "$tmp/real.$gene.vcf" "$data/$gene.vcf.gz" 2>/dev/null
		done
		bcftools concat --no-version -Ov -o "$tmp/real.$build.vcf" "$tmp/real.CYP2C19.vcf" "$tmp/real.CYP2D6.vcf" 2>/dev/null ||
			{ fail "cannot put two genes together"; continue; }
		properties "1kgp $build" "$tmp/real.$build.vcf" $build
		with_copies "1kgp $build" "$tmp/real.$build.vcf" $build
	done
else
	echo "no shared data: only the examples were used"
fi
done_testing
