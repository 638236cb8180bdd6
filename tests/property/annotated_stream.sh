#!/bin/sh
# What annotate adds can be taken away again: every input record is there, in order, with the bytes it had.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools bgzip

without_ours() { # VCF text: take our INFO and FORMAT keys and header lines off again
	awk -F '\t' -v OFS='\t' '
	/^##(INFO|FORMAT)=<ID=PGX/ || /^##stardose/ { next }
	/^#/ { print; next }
	{
		n = split($8, info, ";"); $8 = ""
		for (i = 1; i <= n; i++) if (info[i] !~ /^PGX(=|$)/) $8 = $8 ($8 == "" ? "" : ";") info[i]
		if ($8 == "") $8 = "."
		k = split($9, key, ":")
		for (c = 9; c <= NF; c++) {
			m = split($c, v, ":"); text = ""
			for (i = 1; i <= m; i++) if (key[i] !~ /^PGX[DPS]$/) text = text (text == "" && i == 1 ? "" : ":") v[i]
			$c = text
		}
		print
	}' "$1"
}

check() { # name, VCF text
	name=$1 vcf=$2
	"$STARDOSE" annotate --no-version "$vcf" >"$tmp/annotated.vcf" 2>"$tmp/err" || { fail "$name: annotate fails: $(head -n 1 "$tmp/err")"; return; }
	grep -q '^[^#].*PGX' "$tmp/annotated.vcf" || fail "$name: nothing was annotated"
	without_ours "$tmp/annotated.vcf" >"$tmp/back.vcf"
	grep -v '^##' "$vcf" >"$tmp/a"; grep -v '^##' "$tmp/back.vcf" >"$tmp/b"
	same_file "$name: records are as they were but for our keys" "$tmp/a" "$tmp/b"
	bcftools view --no-version "$tmp/annotated.vcf" >/dev/null 2>"$tmp/err" || fail "$name: bcftools does not read it"
	[ -s "$tmp/err" ] && fail "$name: bcftools complains: $(head -n 1 "$tmp/err")"
	# other wrappings carry the same text
	bcftools view --no-version -Ou "$vcf" 2>/dev/null | "$STARDOSE" annotate --no-version -Ou - 2>/dev/null |
		bcftools view --no-version -H >"$tmp/a" 2>/dev/null
	bcftools view --no-version -H "$tmp/annotated.vcf" >"$tmp/b"
	same_file "$name: annotate between two bcftools gives the same records" "$tmp/b" "$tmp/a"
	bgzip -c "$vcf" >"$tmp/in.vcf.gz"
	for type in v z b u; do
		"$STARDOSE" annotate --no-version -O $type -o "$tmp/out.$type" "$tmp/in.vcf.gz" 2>/dev/null || fail "$name: -O $type fails"
		bcftools view --no-version -H "$tmp/out.$type" >"$tmp/a" 2>"$tmp/err"
		[ -s "$tmp/err" ] && fail "$name: bcftools on -O $type: $(head -n 1 "$tmp/err")"
		same_file "$name: -O $type from bgzipped input" "$tmp/b" "$tmp/a"
	done
	"$STARDOSE" annotate --no-version --threads 3 "$vcf" >"$tmp/threads.vcf" 2>/dev/null
	same_file "$name: --threads" "$tmp/annotated.vcf" "$tmp/threads.vcf"
	# the calls in the records are those of call
	"$STARDOSE" call --no-version "$vcf" 2>/dev/null | awk -F '\t' '!/^#/ { print $1, $3 }' | sort -u >"$tmp/calls"
	bcftools query -f '[%SAMPLE %PGXD\n]' "$tmp/annotated.vcf" 2>/dev/null | grep -v ' \.$' | tr ',' '\n' | awk 'NF == 2' | sort -u >"$tmp/shown"
	[ -s "$tmp/shown" ] || fail "$name: no PGXD in any record"
	[ -z "$(comm -13 "$tmp/calls" "$tmp/shown")" ] || fail "$name: PGXD that call does not know: $(comm -13 "$tmp/calls" "$tmp/shown" | head -n 3 | tr '\n' ' ')"
	pass
}
check example38 "$top_srcdir/examples/two_people.GRCh38.vcf"
check example37 "$top_srcdir/examples/two_people.GRCh37.vcf"
if [ -d "$STARDOSE_SHARED/data/1kgp" ]; then
	bcftools view --no-version -s HG00096,NA12878,NA19917 "$STARDOSE_SHARED/data/1kgp/GRCh38/CYP2D6.vcf.gz" -o "$tmp/real.vcf" 2>/dev/null
	check "1kgp CYP2D6" "$tmp/real.vcf"
fi
done_testing
