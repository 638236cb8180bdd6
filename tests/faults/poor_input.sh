#!/bin/sh
# Input that is poor but usable: exit 0, and the calls say what was not seen. Nothing becomes normal by silence.
. "${top_srcdir:-.}/tests/common.sh"
good=$top_srcdir/examples/two_people.GRCh38.vcf

column() { # name, file: that column of every row
	awk -F '\t' -v name="$1" '/^##/ { next } !c { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$2"
}
called() { # claim, file, options...: exit status 0
	_claim=$1 _file=$2; shift 2
	"$STARDOSE" call -v "$@" "$_file" >"$tmp/calls" 2>"$tmp/err"
	_got=$?
	[ $_got = 0 ] || { fail "$_claim: exit status $_got: $(head -n 1 "$tmp/err")"; return 1; }
	grep -v '^stardose: ' "$tmp/err" && fail "$_claim: stderr has lines that do not begin with 'stardose: '"
	[ "$(grep -vc '^##' "$tmp/calls")" -gt 1 ] || fail "$_claim: no rows"
	pass
}
all_rows() { # claim, column, pattern: every row has it
	column "$2" "$tmp/calls" | grep -qvE "$3" && fail "$1: $2 is $(column "$2" "$tmp/calls" | grep -vE "$3" | head -n 1)"
	pass
}

grep '^#' "$good" >"$tmp/no_records.vcf"
called "a VCF without records" "$tmp/no_records.vcf" && {
	all_rows "a VCF without records" status '^no_call$'
	all_rows "a VCF without records" diplotype '^\.$'
	all_rows "a VCF without records" reasons 'no_records'
}
awk -F '\t' -v OFS='\t' '/^#/ { print; next } { $9 = "DP"; for (i = 10; i <= NF; i++) $i = 30; print }' "$good" |
	sed 's/^##FORMAT=<ID=GT.*/&\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">/' | awk '!/^##FORMAT=<ID=DP/ || !n++' >"$tmp/no_gt.vcf"
called "records without GT" "$tmp/no_gt.vcf" -g CYP2C19,CYP2D6 && {
	all_rows "records without GT" status '^no_call$'
	all_rows "records without GT" reasons 'no_genotypes'
}
awk -F '\t' -v OFS='\t' '/^#/ { print; next } { for (i = 10; i <= NF; i++) sub(/^[^:]*/, "./.", $i); print }' "$good" >"$tmp/missing.vcf"
for absent in missing reference; do
	called "./. everywhere, --absent $absent" "$tmp/missing.vcf" -g CYP2C19,CYP2D6 --absent $absent && {
		column sites_seen "$tmp/calls" | grep -qvx 0 && fail "./. everywhere, --absent $absent: a site counts as seen"
		column diplotype "$tmp/calls" | grep -qx '\*1/\*1' && fail "./. everywhere, --absent $absent: called *1/*1"
		pass
	}
done
awk -F '\t' -v OFS='\t' '!/^#/ { $7 = "LowQual" } { print }' "$good" | sed 's/^#CHROM/##FILTER=<ID=LowQual,Description="x">\n&/' >"$tmp/filtered.vcf"
called "every record filtered away" "$tmp/filtered.vcf" -f PASS -g CYP2C19,CYP2D6 && all_rows "every record filtered away" status '^no_call$'
sed 's/GT:GQ:DP/GT/; s/:60:30//g' "$good" >"$tmp/gt_only.vcf"
called "min-gq without GQ" "$tmp/gt_only.vcf" --min-gq 20 -g CYP2C19,CYP2D6 && all_rows "min-gq without GQ" status '^no_call$'
# a variants-only file: *1 must not stand on silence
awk -F '\t' '/^#/ { print; next } { for (i = 10; i <= NF; i++) if ($i ~ /^[^:]*[1-9]/) { print; next } }' "$good" >"$tmp/variants_only.vcf"
called "a variants-only file" "$tmp/variants_only.vcf" -g CYP2C19,CYP2D6 && {
	awk -F '\t' '$3 ~ /(^|\/)\*1(\/|$)/ && $6 == "called"' "$tmp/calls" | grep . && fail "a variants-only file: *1 is called on silence"
	grep -q 'absent' "$tmp/err" || fail "a variants-only file: stderr does not name the absent sites"
	[ "$(grep -c 'CYP2D6' "$tmp/err")" -le 1 ] || fail "a variants-only file: more than one line for a gene"
	pass
}
done_testing
