#!/bin/sh
# Every diplotype of the reference materials, given from outside, gets CPIC's score and phenotype, worked out apart from
# the program's tables; every notation that the truth tables have ever used is read, but for two that name no second allele.
. "${top_srcdir:-.}/tests/common.sh"
need python3
truth=$STARDOSE_SHARED/data/truth alleles=$STARDOSE_SHARED/reference/alleles
[ -d "$truth" ] && [ -d "$alleles" ] || skip "no shared data at $STARDOSE_SHARED (set STARDOSE_SHARED)"
unset STARDOSE_TABLES

"$STARDOSE" call --no-version --outside "$truth/getrm_dev.tsv" --outside "$truth/getrm_novcf.tsv" >"$tmp/calls" 2>"$tmp/messages" ||
	fail "the reference materials: $(head -n 1 "$tmp/messages")"
if PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/truth/outside.py" "$alleles/alleles.tsv" "$alleles/phenotypes.tsv" "$tmp/calls" \
	"$truth/getrm_dev.tsv" "$truth/getrm_novcf.tsv" >"$tmp/report"; then
	pass
else
	fail "phenotypes of the reference materials"; cat "$tmp/report"
fi

# diplotypes, equals and superseded names; each distinct one is a sample of its own
cat "$truth"/*.tsv | awk -F '\t' -v OFS='\t' 'BEGIN { print "#sample", "gene", "diplotype" }
	function once(text) { if (text != "." && text !~ /diplotype|alternates|old_call/ && !seen[$2 text]++) print "s" ++n, $2, text }
	{ once($4); once($5); once($6); if (match($13, /earlier GeT-RM: [^;]*/)) once(substr($13, RSTART + 16, RLENGTH - 16)) }' >"$tmp/notations.tsv"
"$STARDOSE" call --no-version --outside "$tmp/notations.tsv" >"$tmp/calls" 2>"$tmp/messages"
n=$(($(wc -l <"$tmp/notations.tsv") - 1))
refused=$(grep -c 'set aside' "$tmp/messages")
[ "$n" -gt 300 ] && pass || fail "only $n notations in the truth tables"
[ "$refused" -le 2 ] && pass || { fail "$refused of $n notations are not read:"; grep 'set aside' "$tmp/messages"; }
[ "$(grep -vc '^sample' "$tmp/calls")" -eq $((n - refused)) ] && pass || fail "a notation that was read made no call"
done_testing
