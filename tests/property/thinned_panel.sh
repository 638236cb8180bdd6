#!/bin/sh
# Silence of an array: panels of the 1000 Genomes thinned to common sites four kilobases apart. With --absent reference no phenotype that rests
# on what was assumed is wrong, measured by the whole panel, from 20 people on and of one alone; and of the whole panel nothing is set aside.
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

# One person at a time, variants that the person carries and nothing else. Of an array nothing is assumed; of the whole nothing is set aside, and
# the calls are those of the panel. annotate says what call says, and -g leaves a call as it is.
GENES="CYP2D6 CYP2C19 CYP2C9 CYP2B6 CYP3A4 CYP3A5 CYP1A2 TPMT NUDT15 SLCO1B1 UGT1A1 NAT2 CYP4F2 ABCG2 F5 CACNA1S RYR1 CFTR"
list=$(echo "$GENES" | tr ' ' ,)
collect() { # build, name of the result: the files of its genes as one, of the people alone
	for gene in $GENES; do
		if [ "$2" = thin ]; then
			bcftools view --no-version -m2 -M2 -v snps -q 0.05:minor "$data/$1/$gene.vcf.gz" 2>/dev/null |
				awk -F '\t' '/^#/ { print; next } $2 - last >= 4000 { print; last = $2 }'
		else
			bcftools view --no-version "$data/$1/$gene.vcf.gz" 2>/dev/null
		fi | bcftools view --no-version -S "$tmp/people" -O b -o "$tmp/$2.$gene.bcf"
		bcftools index -f "$tmp/$2.$gene.bcf"
	done
	set -- "$@" $(for gene in $GENES; do echo "$tmp/$2.$gene.bcf"; done)
	of=$tmp/$2.bcf; shift 2
	bcftools concat --no-version -a "$@" -O u 2>/dev/null | bcftools sort -O b -o "$of" 2>/dev/null
}
shown() { # calls as TSV: sample, gene, diplotype, phenotype, status
	awk -F '\t' '!/^#/ && $1 != "sample" { gsub(/ /, "_"); print $1, $2, $3, $4, $6 }' "$1" | sort
}
for build in GRCh38 GRCh37; do
	bcftools query -l "$data/$build/CYP2C9.vcf.gz" | awk 'NR % 160 == 7' >"$tmp/people"
	"$STARDOSE" call -q --no-version --absent reference -g "$list" -S "$tmp/people" $(for g in $GENES; do echo "$data/$build/$g.vcf.gz"; done) >"$tmp/whole.tsv"
	for kind in full thin; do
		collect $build $kind
		: >"$tmp/alone.tsv"
		while read -r person; do
			bcftools view --no-version -s "$person" -c1 -O b -o "$tmp/one.bcf" "$tmp/$kind.bcf" 2>/dev/null
			"$STARDOSE" call -q --no-version --build $build --absent reference -g "$list" "$tmp/one.bcf" >>"$tmp/alone.tsv"
		done <"$tmp/people"
		[ "$(grep -c CYP2C9 "$tmp/alone.tsv")" = "$(wc -l <"$tmp/people")" ] || fail "$build, $kind: people are missing"
		said=$(wrong "$tmp/alone.tsv")
		n=$(grep -c sites_chosen "$tmp/alone.tsv")
		if [ $kind = thin ]; then
			[ "$said" = "0 0" ] && [ "$n" -gt 100 ] || fail "$build, the array of one person: assumed and wrong phenotypes: $said, $n set aside"
			pass
			continue
		fi
		[ "$n" = 0 ] || fail "$build, the variants of one person: $n calls are set aside"
		[ "${said% *}" -gt 100 ] && [ "${said#* }" = 0 ] || fail "$build, the variants of one person: assumed and wrong phenotypes: $said"
		pass
	done
	person=$(tail -n 1 "$tmp/people")
	for kind in thin full; do
		bcftools view --no-version -s "$person" -c1 -O v -o "$tmp/one.vcf" "$tmp/$kind.bcf" 2>/dev/null
		"$STARDOSE" call -q --no-version --build $build --absent reference -g "$list" "$tmp/one.vcf" >"$tmp/all.tsv"
		for gene in CYP2C9 RYR1; do
			"$STARDOSE" call -q --no-version --build $build --absent reference -g $gene "$tmp/one.vcf" | grep "	$gene	" >"$tmp/got"
			grep "	$gene	" "$tmp/all.tsv" >"$tmp/want"
			same_file "$build, $kind: $gene alone is called as among others" "$tmp/want" "$tmp/got"
		done
		"$STARDOSE" annotate -q --no-version --build $build --absent reference -g "$list" "$tmp/one.vcf" >"$tmp/noted.vcf"
		bcftools query -i 'INFO/PGX!="."' -f '[%SAMPLE %PGX %PGXD %PGXP %PGXS\n]' "$tmp/noted.vcf" | awk '$2 !~ /,/ { sub(/\|.*/, "", $2); print }' | sort -u >"$tmp/got"
		shown "$tmp/all.tsv" | awk 'NR == FNR { has[$2] = 1; next } $2 in has' "$tmp/got" - >"$tmp/want"
		[ -s "$tmp/got" ] || fail "$build, $kind: nothing is annotated"
		same_file "$build, $kind: annotate says what call says" "$tmp/want" "$tmp/got"
	done
done
done_testing
