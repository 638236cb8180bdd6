#!/bin/sh
# Whatever is asked for: PGXD, PGXP and PGXS of annotate are the diplotype, phenotype and status of call, with every option
# that call has; and PGXG is what guide says, in short.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools

call_values() { # VCF, options: sample, gene, diplotype, phenotype, status
	vcf=$1; shift
	"$STARDOSE" call --no-version "$@" "$vcf" 2>"$tmp/call.err" |
		awk -F '\t' '!/^#/ { gsub(/ /, "_", $4); print $1, $2, $3, $4, $6 }' | sort -u >"$tmp/called"
}
annotated_values() { # the same, from the records; a record of two genes has both
	vcf=$1; shift
	"$STARDOSE" annotate --no-version "$@" "$vcf" 2>"$tmp/annotate.err" |
		bcftools query -i 'INFO/PGX!="."' -f '[%PGX\t%SAMPLE\t%PGXD\t%PGXP\t%PGXS\n]' |
		awk -F '\t' '{ m = split($1, entry, ","); n = 0; split("", seen)
			for (i = 1; i <= m; i++) { split(entry[i], part, "|"); if (!(part[1] in seen)) { seen[part[1]] = 1; gene[++n] = part[1] } }
			split($3, d, "&"); split($4, p, "&"); split($5, s, "&")
			if ($5 != ".") for (i = 1; i <= n; i++) print $2, gene[i], (i in d ? d[i] : "."), (i in p ? p[i] : "."), s[i] }' | sort -u >"$tmp/shown"
}
check() { # claim, VCF, options...
	claim=$1; shift
	call_values "$@"; annotated_values "$@"
	[ -s "$tmp/shown" ] || fail "$claim: nothing is annotated: $(head -n 1 "$tmp/annotate.err")"
	# a gene without any site in the file has a call and no record
	awk 'NR == FNR { has[$2] = 1; next } $2 in has' "$tmp/shown" "$tmp/called" >"$tmp/of_sites"
	awk '$1 != "outside_only"' "$tmp/of_sites" >"$tmp/of_file"
	same_file "$claim" "$tmp/of_file" "$tmp/shown"
}
differs() { # claim: the option of the check before did something
	if cmp -s "$tmp/plain" "$tmp/shown"; then fail "$1 changes nothing, so nothing was compared"; else pass; fi
}

printf 'person_1\tCYP2D6\t1\nperson_1\tCYP2C19\t0\nperson_2\tCYP2D6\t3\n' >"$tmp/copies.tsv"
{ printf 'sample\tgene\tdiplotype\tphenotype\tactivity_score\n'; printf 'person_1\tCYP2D6\t*1/*2x2\t.\t.\n'
  printf 'person_2\tCYP2C19\t.\tPoor Metabolizer\t.\n'; printf 'outside_only\tCYP2D6\t*4/*4\t.\t.\n'; } >"$tmp/outside.tsv"
{ printf '##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>\n##ALT=<ID=DEL,Description="x">\n'
  printf '##INFO=<ID=END,Number=1,Type=Integer,Description="x">\n##INFO=<ID=SVTYPE,Number=1,Type=String,Description="x">\n'
  printf '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson_2\n'
  printf 'chr22\t42110000\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END=42140000\tGT\t0/1\n'; } >"$tmp/sv.vcf"
printf 'F person_1 0 0 1 0\nF person_2 person_1 0 1 0\n' >"$tmp/family.ped"

people=$top_srcdir/examples/two_people.GRCh38.vcf
check "no option" "$people"
cp "$tmp/shown" "$tmp/plain"
check "--outside" "$people" --outside "$tmp/outside.tsv"; differs --outside
check "--sv" "$people" --sv "$tmp/sv.vcf"; differs --sv
check "--copy-number" "$people" --copy-number "$tmp/copies.tsv"; differs --copy-number
check "--outside, --sv and --copy-number" "$people" --outside "$tmp/outside.tsv" --sv "$tmp/sv.vcf" --copy-number "$tmp/copies.tsv"
check "--absent reference" "$people" --absent reference
check "--min-gq" "$people" --min-gq 61; differs --min-gq
# Silence: what lies around a gene decides what silence is, also where it lies behind. One record of a gene; rows of others as told.
around() { # first position, number, distance, genotype of the rows; to around.vcf, sorted
	{ sed -n '/^##/p' "$people"; printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson_1\n'
	  { printf 'chr22\t42127941\t.\tG\tA\t.\t.\t.\tGT\t0/1\n'
	    awk -v at=$1 -v n=$2 -v by=$3 -v gt=$4 'BEGIN { for (i = 0; i < n; i++) printf "chr22\t%d\t.\tA\tC\t.\t.\t.\tGT\t%s\n", at + i * by, gt }'
	  } | sort -k2,2n; } >"$tmp/around.vcf"
	bcftools view --no-version -O b -o "$tmp/around.bcf" "$tmp/around.vcf"
	bcftools view --no-version -O z -o "$tmp/around.vcf.gz" "$tmp/around.vcf"; bcftools index -f -t "$tmp/around.vcf.gz"
}
silence() { # claim, then as around: text, BCF and an index say the same
	claim=$1; shift; around "$@"
	for file in around.vcf around.bcf around.vcf.gz; do
		check "$claim, $file" "$tmp/$file" -g CYP2D6 --absent reference
		cp "$tmp/of_file" "$tmp/$file.said"
	done
	same_file "$claim: text and BCF" "$tmp/around.bcf.said" "$tmp/around.vcf.gz.said"
}
silence "every variant behind the gene" 42200000 800 900 0/1; cp "$tmp/shown" "$tmp/plain"
silence "rows of nobody behind the gene" 42200000 60 9000 0/0; differs "rows of nobody"
silence "few rows behind the gene" 42200000 60 9000 0/1; differs "few rows"
silence "few rows before, many behind" 41500000 60 9000 0/1
silence "rows beyond a million bases" 43300000 60 9000 0/0
check "--assay array" "$tmp/around.vcf" -g CYP2D6 --absent reference --assay array; cp "$tmp/shown" "$tmp/plain"
check "--assay wgs" "$tmp/around.vcf" -g CYP2D6 --absent reference --assay wgs; differs "--assay wgs"
printf 'chr22\t42126000\t42128000\n' >"$tmp/looked.bed"
check "--covered" "$tmp/around.vcf" -g CYP2D6 --absent reference --covered "$tmp/looked.bed"
check "--min-dp" "$people" --min-dp 31; differs --min-dp
check "--apply-filters" "$people" --apply-filters NONE; differs --apply-filters
check "--samples" "$people" -s person_2; differs --samples
check "--samples, all but one" "$people" -s ^person_2; differs "--samples ^"
check "--genes" "$people" -g CYP2D6; differs --genes
check "--build" "$people" --build GRCh38
check "--ped" "$people" --ped "$tmp/family.ped"
check "--population" "$people" --population EAS
check "--threads" "$people" --threads 2
check "GRCh37" "$top_srcdir/examples/two_people.GRCh37.vcf"

# Depth: a gVCF of people with none to four copies.
if command -v python3 >/dev/null; then
	python3 "$top_srcdir/tests/structure/structural_vcf.py" depth "$top_srcdir/tables" GRCh38 >"$tmp/blocks.vcf" || fail "the generator of depth fails"
	# blocks are no definition sites: one record of a site for each gene that is compared
	awk -F '\t' -v OFS='\t' '/^#/ { print; next } $1 == "chr22" && !done { print "chr22", 42126611, ".", "C", "G", ".", ".", ".", "GT:DP", "0/0:0", "0/1:15", "0/1:30", "0/1:45", "0/1:60"; done = 1 } { print }' "$tmp/blocks.vcf" |
		bcftools sort -o "$tmp/depth.vcf" 2>/dev/null
	check "depth is a hint" "$tmp/depth.vcf" -g CYP2D6
	cp "$tmp/shown" "$tmp/plain"
	check "--call-depth" "$tmp/depth.vcf" --call-depth
	grep ' CYP2D6 ' "$tmp/shown" >"$tmp/only"; cmp -s "$tmp/only" "$tmp/plain" && fail "--call-depth changes nothing"
	awk -F '\t' '!/^#/ && $1 != "chr22" && !seen[$1]++ { print $1 "\t" $2 - 1 "\t" $2 + 500 }' "$tmp/blocks.vcf" >"$tmp/regions.bed"
	check "--depth-regions" "$tmp/depth.vcf" --depth-regions "$tmp/regions.bed" --call-depth
fi

# Guidance: the medicine, source and action of every row of guide that rests on the gene.
guidance() { # claim, VCF, options
	claim=$1 vcf=$2; shift 2
	"$STARDOSE" guide --no-version "$@" "$vcf" 2>/dev/null | awk -F '\t' '!/^#/ && $5 != "." { gsub(/ /, "_", $2); n = split($5, r, ";")
		for (i = 1; i <= n; i++) { split(r[i], g, ":"); print $1, g[1], $2 "|" $3 "|" $7 } }' | sort -u >"$tmp/guided"
	"$STARDOSE" annotate --no-version "$@" "$vcf" 2>/dev/null | bcftools query -i 'INFO/PGX!="."' -f '[%PGX\t%SAMPLE\t%PGXG\n]' |
		awk -F '\t' '{ split($1, part, "|"); n = split($3, e, ","); for (i = 1; i <= n; i++) if (e[i] != ".") { split(e[i], w, "|"); print $2, part[1], w[1] "|" w[2] "|" w[3] } }' |
		sort -u >"$tmp/noted"
	[ -s "$tmp/noted" ] || fail "$claim: no guidance in any record"
	awk 'NR == FNR { has[$2] = 1; next } $2 in has' "$tmp/noted" "$tmp/guided" >"$tmp/of_sites"
	same_file "$claim: PGXG is what guide says" "$tmp/of_sites" "$tmp/noted"
}
guidance "--drugs" "$people" --drugs clopidogrel,paroxetine,amitriptyline
guidance "--drug-class" "$people" --drug-class antidepressant
guidance "--source" "$people" --drugs clopidogrel,paroxetine --source dpwg
guidance "with copies" "$people" --drugs codeine --copy-number "$tmp/copies.tsv"
"$STARDOSE" annotate --no-version --guidance "$people" -O b -o "$tmp/g.bcf" 2>/dev/null
"$STARDOSE" annotate --no-version --guidance "$people" -o "$tmp/g.vcf" 2>/dev/null
bcftools query -f '%POS[ %PGXG]\n' "$tmp/g.bcf" >"$tmp/bcf"; bcftools query -f '%POS[ %PGXG]\n' "$tmp/g.vcf" >"$tmp/text"
same_file "--guidance: BCF has what text has" "$tmp/bcf" "$tmp/text"
grep -q 'risperidone|' "$tmp/text" || fail "--guidance is not of all medicines"
# What is annotated without guidance has none left, and what another program calls PGXG stays.
"$STARDOSE" annotate --no-version "$tmp/g.vcf" 2>/dev/null | grep -v '^#' >"$tmp/again"
"$STARDOSE" annotate --no-version "$people" 2>/dev/null | grep -v '^#' >"$tmp/once"
same_file "PGXG of an earlier run goes" "$tmp/once" "$tmp/again"
sed -e 's/^#CHROM/##FORMAT=<ID=PGXG,Number=1,Type=String,Description="of a stranger">\n&/' -e '/^#/!s/GT:/GT:PGXG:/' -e '/^#/!s/\([01.][|\/][01.]\):/\1:x:/g' "$people" >"$tmp/stranger.vcf"
"$STARDOSE" annotate --no-version "$tmp/stranger.vcf" 2>/dev/null | bcftools query -f '[ %PGXG]\n' | sort -u >"$tmp/left"
echo ' x x' >"$tmp/x"
same_file "another program's PGXG stays" "$tmp/x" "$tmp/left"
refused "another program's PGXG and ours" 3 "$STARDOSE" annotate --drugs codeine "$tmp/stranger.vcf"
refused "an unknown medicine" 2 "$STARDOSE" annotate --drugs nosuchdrug "$people"

panels=$STARDOSE_SHARED/data/1kgp/GRCh38
if [ -d "$panels" ]; then
	for gene in CYP2D6 CYP2C19 CYP2B6; do
		bcftools view --no-version -s HG00096,NA12878,NA19917,HG00403 "$panels/$gene.vcf.gz" -o "$tmp/real.vcf" 2>/dev/null
		check "1kgp $gene" "$tmp/real.vcf" -g $gene
		check "1kgp $gene --absent reference" "$tmp/real.vcf" -g $gene --absent reference
		check "1kgp $gene --population" "$tmp/real.vcf" -g $gene --population AFR
		printf 'HG00096\t%s\t3\nHG00403\t%s\t1\n' $gene $gene >"$tmp/c.tsv"
		check "1kgp $gene --copy-number" "$tmp/real.vcf" -g $gene --copy-number "$tmp/c.tsv"
	done
fi
done_testing
