#!/bin/sh
# What the library says to people is rows of tables/words.tsv: every code has its text, every row is said, no sentence
# is typed into the C. Excepted are errors and remarks for whoever runs the program (words.py names them).
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3

wrong() { python3 "$top_srcdir/tests/consistency/words.py" "$1"; }
wrong "$top_srcdir" >"$tmp/wrong"
if [ -s "$tmp/wrong" ]; then fail "words that are no rows, or rows that are no words: $(cat "$tmp/wrong")"; else pass; fi

# the rule finds what it is for
copy=$tmp/copy
fresh() { rm -rf "$copy"; mkdir -p "$copy/src"; cp -r "$top_srcdir/src/lib" "$top_srcdir/src/cli" "$copy/src/"; cp -r "$top_srcdir/tables" "$copy/"; }
finds() { # claim, words of the finding
	if wrong "$copy" | grep -q "$2"; then pass; else fail "$1 is not found: $(wrong "$copy" | head -3)"; fi
	fresh
}
fresh
sed -i '/^reason\tsites_absent\t/d' "$copy/tables/words.tsv"
finds "a reason without a row" "'sites_absent' has no row"
printf 'flag\tno_such\ten\tx\t-\t-\n' >>"$copy/tables/words.tsv"
finds "a row that is no flag" "flag 'no_such' is no code"
sed -i '/^conversion_flag\tself_excluded\t/d' "$copy/tables/words.tsv"
finds "a flag of a conversion without a row" "'self_excluded' has no row"
printf 'guidance\tno_such\ten\tx\t-\t-\n' >>"$copy/tables/words.tsv"
finds "a sentence that nobody says" "guidance 'no_such' is said by nobody"
sed -i '/^guidance\tno_row\t/s/{drug}/{medicine}/' "$copy/tables/words.tsv"
sed -i '/^conversion\tcaveat\t/s/{agents}/{them}/' "$copy/tables/words.tsv"
finds "a name that nothing fills in" "nothing fills {them} of conversion 'caveat'"
sed -i '/^item\teffect\t/d' "$copy/tables/words.tsv"
finds "a piece of a sentence without a row" "item 'effect' is no row"
printf 'static const char *const x = "four words and more";\n' >>"$copy/src/lib/guidance/sentence.c"
finds "a sentence typed into the C" "words in C, not in words.tsv"
printf 'sort\tof\ten\tx\t-\t-\n' >>"$copy/tables/words.tsv"
finds "a kind that nobody asks for" "nobody asks for kind 'sort'"
done_testing
