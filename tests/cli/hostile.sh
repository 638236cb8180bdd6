#!/bin/sh
# Names, results and notes that want to be more than text (markup, quotes, marks that turn text round, control characters, 10 kB) are text in
# JSON and in bundles, the same as in the input, or set aside with a word. Pages are the matter of report_pages.sh.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
hostile=$top_srcdir/tests/hostile.py
python3 "$hostile" write "$top_srcdir/examples/two_people.GRCh38.vcf" "$tmp" || exit 1
found() { # what, mode of hostile.py, arguments of the program
	_what=$1 _mode=$2; shift 2
	"$STARDOSE" "$@" >"$tmp/out" 2>"$tmp/err"
	if python3 "$hostile" "$_mode" "$tmp/out" >"$tmp/why"; then pass; else fail "$_what"; cat "$tmp/why" "$tmp/err"; fi
}
for output in 'guide -O j' 'guide -O f' 'report -O j'; do
	mode=found
	[ "$output" != 'report -O j' ] || mode=found-names
	# shellcheck disable=SC2086
	found "$output: names and notes" $mode $output --context "$tmp/hostile.tsv" --drugs codeine,citalopram "$tmp/hostile.vcf"
	if [ "$(grep -c ' is set aside: ' "$tmp/err")" -eq 6 ]; then pass; else fail "$output: not six rows are set aside"; fi
	# shellcheck disable=SC2086
	found "$output: calls" found-calls $output "$tmp/hostile.jsonl"
done
found "guide -O f: scores, levels, trials, procedures" found guide -O f --date 2026-11-01 --context "$tmp/hostile_record.tsv" --drugs codeine "$tmp/hostile.vcf"
printf '{"sample":"bell \\u0007","genes":[]}\n' >"$tmp/bell"
refused "calls of a sample whose name has a control character" 3 "$STARDOSE" guide -O j "$tmp/bell"
refused "a medicine of 10 kB" 2 "$STARDOSE" guide -O j --taking "$(awk 'BEGIN { while (i++ < 10000) printf "x" }')" "$tmp/hostile.jsonl"

# ---- the check can fail ----
"$STARDOSE" guide -O j --context "$tmp/hostile.tsv" --drugs codeine "$tmp/hostile.vcf" 2>/dev/null >"$tmp/good"
for spoilt in 's/<script>/\&lt;script\&gt;/' 's/x\{9\}/x/' 's/mmm\([^m]\)/mm\1/g' 's/nnn"/nn"/' 's/\\u0007//' 's/naïve/naive/'; do
	sed "$spoilt" "$tmp/good" >"$tmp/spoilt"
	if cmp -s "$tmp/good" "$tmp/spoilt"; then fail "$spoilt changes nothing"
	elif python3 "$hostile" found "$tmp/spoilt" >/dev/null; then fail "the check lets $spoilt pass"; else pass; fi
done
done_testing
