#!/bin/sh
# Records of several alleles as bcftools splits, atomizes, merges and joins them: the same call, or, where it takes
# apart what was one record, a call among whose candidates the first one's are. (row_spellings.c spells without bcftools.)
# STARDOSE_ROUNDS: how many files of each gene and build (by default 1)
. "${top_srcdir:-.}/tests/common.sh"
need bcftools bgzip
spell=$top_builddir/tests/property/row_spellings
[ -x "$spell" ] || { echo "no $spell was built"; exit 77; }
n_samples=24 n_same=0 n_wider=0

call() { # file, out
	"$STARDOSE" call --no-version --build "$build" -g "$gene" "$1" 2>"$tmp/err" | awk '!/^#/ && $1 != "sample"' | sort >"$2"
	[ -s "$2" ] || fail "$gene $build: no call of $1: $(head -n 1 "$tmp/err")"
}
compare() { # what it is, may it be wider?, file
	call "$3" "$tmp/other"
	# candidates are "*1/*2=Phenotype;...", the twelfth column; a partial call lists only what is nearest
	awk -F '\t' -v wide="$2" 'NR == FNR { name[$1] = $3; status[$1] = $6; all[$1] = $12; next }
		{ seen++; if ($3 == name[$1] && $12 == all[$1]) { same++; next }
		  ok = wide; n = split(all[$1], c, ";")
		  for (i = 1; i <= n && status[$1] != "partial"; i++) { sub(/=.*/, "", c[i]); if (index(";" $12, ";" c[i] "=") == 0) ok = 0 }
		  if (ok) wider++; else print "wrong: " $1 " " name[$1] " (" all[$1] ") is " $3 " (" $12 ") " $14 }
		END { print "counts " same + 0, wider + 0, seen + 0 }' "$tmp/base" "$tmp/other" >"$tmp/compared"
	grep '^wrong' "$tmp/compared" | head -n 2 >"$tmp/wrong"
	if [ -s "$tmp/wrong" ]; then fail "$gene $build seed $seed, $1: $(cat "$tmp/wrong")"; else pass; fi
	# shellcheck disable=SC2046
	set -- $(sed -n 's/^counts //p' "$tmp/compared")
	[ "$3" = $n_samples ] || fail "$gene $build: $3 of $n_samples samples were called"
	n_same=$((n_same + $1)) n_wider=$((n_wider + $2))
}
quietly() { "$@" 2>"$tmp/err" || fail "$*: $(tail -n 1 "$tmp/err")"; }

one_file() {
	"$spell" --vcf "$gene" "$build" $n_samples "$seed" >"$tmp/in.vcf"
	call "$tmp/in.vcf" "$tmp/base"
	quietly bcftools norm --no-version -m -any -o "$tmp/split.vcf" "$tmp/in.vcf"
	compare "norm -m-" 0 "$tmp/split.vcf"
	quietly bcftools norm --no-version -a -o "$tmp/atoms.vcf" "$tmp/in.vcf"
	compare "norm -a" 1 "$tmp/atoms.vcf"
	quietly bcftools norm --no-version -a --atom-overlaps . -o "$tmp/dots.vcf" "$tmp/in.vcf"
	compare "norm -a --atom-overlaps ." 1 "$tmp/dots.vcf"
	quietly bcftools norm --no-version -a -m -any -o "$tmp/both.vcf" "$tmp/in.vcf"
	compare "norm -a -m-" 1 "$tmp/both.vcf"
	for f in in split atoms; do
		quietly bcftools view --no-version -Oz -o "$tmp/$f.vcf.gz" "$tmp/$f.vcf"
		quietly bcftools index -f "$tmp/$f.vcf.gz"
	done
	quietly bcftools concat --no-version -a -o "$tmp/joined.vcf" "$tmp/in.vcf.gz" "$tmp/split.vcf.gz"
	compare "concat -a with norm -m-" 0 "$tmp/joined.vcf"
	quietly bcftools concat --no-version -a -o "$tmp/joined.vcf" "$tmp/in.vcf.gz" "$tmp/atoms.vcf.gz"
	compare "concat -a with norm -a" 1 "$tmp/joined.vcf"
	# two files that list the alleles of their own samples only
	parts=
	for half in 0 1; do
		bcftools query -l "$tmp/in.vcf" | awk -v half=$half 'NR % 2 == half' >"$tmp/half"
		bcftools view --no-version -S "$tmp/half" -a -Ou "$tmp/in.vcf" 2>/dev/null |
			quietly bcftools norm --no-version -m -any -Oz -o "$tmp/half.$half.vcf.gz" -
		quietly bcftools index -f "$tmp/half.$half.vcf.gz"
		parts="$parts $tmp/half.$half.vcf.gz"
	done
	# shellcheck disable=SC2086
	quietly bcftools merge --no-version -m none -o "$tmp/merged.vcf" $parts
	compare "merge -m none" 1 "$tmp/merged.vcf"
}

for gene in CYP2D6 CYP2C19 CYP2B6 CYP3A5; do
	for build in GRCh38 GRCh37; do
		seed=1
		while [ $seed -le "${STARDOSE_ROUNDS:-1}" ]; do
			one_file
			seed=$((seed + 1))
		done
	done
done
echo "$n_same calls are the same, $n_wider wider"
[ $n_same -gt $n_wider ] || fail "too few calls are the same: $n_same, $n_wider wider"
done_testing
