#!/bin/sh
# Silence of an array: panels of the 1000 Genomes thinned to common sites four kilobases apart. With --absent reference no phenotype that rests
# on what was assumed is wrong, measured by the whole panel, from 20 people on; and of the whole panel nothing is set aside.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools
data=$STARDOSE_SHARED/data/1kgp
[ -d "$data" ] || skip "no panels at $data"

thin() { # build: to thin.bcf, and the calls of the whole to whole.tsv
	set -- "$1" CYP2C19 CYP2C9 CYP3A5
	build=$1; shift
	for gene; do
		bcftools view --no-version -m2 -M2 -v snps -q 0.05:minor "$data/$build/$gene.vcf.gz" 2>/dev/null |
			awk -F '\t' '/^#/ { print; next } $2 - last >= 4000 { print; last = $2 }' | bcftools view --no-version -O b -o "$tmp/$gene.bcf"
		bcftools index -f "$tmp/$gene.bcf"
	done
	bcftools concat --no-version -a "$tmp/CYP3A5.bcf" "$tmp/CYP2C19.bcf" "$tmp/CYP2C9.bcf" -O b -o "$tmp/thin.bcf" 2>/dev/null
	"$STARDOSE" call -q --no-version --absent reference -g CYP2C19,CYP2C9,CYP3A5 "$data/$build/CYP2C19.vcf.gz" \
		"$data/$build/CYP2C9.vcf.gz" "$data/$build/CYP3A5.vcf.gz" >"$tmp/whole.tsv"
	bcftools query -l "$tmp/thin.bcf" >"$tmp/people"
}
wrong() { # calls: assumed phenotypes, and wrong ones
	awk -F '\t' 'NR == FNR { is[$1, $2] = $4; next } FNR > 1 && $6 == "assumed" { n++; w += is[$1, $2] != $4 } END { print n + 0, w + 0 }' "$tmp/whole.tsv" "$1"
}
call() { "$STARDOSE" call -q --no-version --absent reference -g CYP2C19,CYP2C9,CYP3A5 "$@" >"$tmp/calls.tsv" && wrong "$tmp/calls.tsv"; }

for build in GRCh38 GRCh37; do
	thin $build
	if grep -Eq 'sites_chosen|carriers_expected|not_shown' "$tmp/whole.tsv"; then fail "$build: something of the whole panel is set aside"; else pass; fi
	for n in 2000 100 20; do
		awk -v n=$n -v all="$(wc -l <"$tmp/people")" 'NR % int(all / n) == 0' "$tmp/people" | head -n $n >"$tmp/some"
		for rows in -c0 -c1; do # all rows, and those that somebody carries
			bcftools view --no-version $rows -S "$tmp/some" "$tmp/thin.bcf" -O b -o "$tmp/some.bcf" 2>/dev/null
			said=$(call "$tmp/some.bcf")
			if [ "${said#* }" = 0 ]; then pass; else fail "$build, $n people, $rows: assumed and wrong phenotypes: $said"; fi
		done
	done
	# the measure finds what it is for: 20 people's array taken at the user's word
	awk 'NR % 150 == 1' "$tmp/people" | head -n 20 >"$tmp/some"
	bcftools view --no-version -S "$tmp/some" "$tmp/thin.bcf" -O b -o "$tmp/some.bcf" 2>/dev/null
	said=$(call --assay wgs "$tmp/some.bcf")
	if [ "${said#* }" -gt 0 ]; then pass; else fail "$build: nothing is wrong with --assay wgs either ($said), so nothing was measured"; fi
done

# whole variants of one person alone: who has none in a gene is called
bcftools query -l "$data/GRCh38/CYP2C9.vcf.gz" | awk 'NR % 400 == 1' >"$tmp/people"
while read -r person; do
	bcftools concat -a "$data/GRCh38/CYP2C19.vcf.gz" "$data/GRCh38/CYP2C9.vcf.gz" -O u 2>/dev/null | bcftools view --no-version -s "$person" -c1 -O b -o "$tmp/one.bcf" 2>/dev/null
	"$STARDOSE" call -q --no-version --absent reference -g CYP2C9,CYP2C19 "$tmp/one.bcf" | awk -F '\t' 'NR > 1 { print $1, $2, $3, $4, $6 }'
done <"$tmp/people" >"$tmp/alone"
"$STARDOSE" call -q --no-version --absent reference -g CYP2C19,CYP2C9 "$data/GRCh38/CYP2C19.vcf.gz" "$data/GRCh38/CYP2C9.vcf.gz" |
	awk -F '\t' 'NR == FNR { is[$1]; next } $1 in is { print $1, $2, $3, $4 }' "$tmp/people" - | sort >"$tmp/want"
cut -d ' ' -f 1-4 "$tmp/alone" | sort >"$tmp/got"; sed -n 1p "$tmp/alone" >/dev/null
awk '{ print $1, $2, $3 }' "$tmp/want" >"$tmp/w"; awk '{ print $1, $2, $3 }' "$tmp/got" >"$tmp/g"
same_file "the variants of one person alone give the diplotypes of the panel" "$tmp/w" "$tmp/g"
done_testing
