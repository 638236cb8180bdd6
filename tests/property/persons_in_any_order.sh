#!/bin/sh
# More combinations of results and medicines than the program keeps: every person's lines are the same whatever the order of
# persons, so those that were kept and those that were made for one person are one.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES

awk 'BEGIN {
	split("*4/*4 *1/*4 *10/*10 *1/*10 *1/*1 *1/*2x2", name, " "); split("0 1 0.5 1.25 2 3", score, " ")
	split("Poor Intermediate Intermediate Normal Normal Ultrarapid", word, " ")
	for (i = 1; i <= 378; i++)
		printf "{\"sample\":\"s%d\",\"genes\":[{\"gene\":\"CYP2D6\",\"candidates\":[{\"diplotype\":\"%s\",\"phenotype\":\"%s Metabolizer\",\"activity_score\":%s}]}]}\n",
			i, name[i % 6 + 1], word[i % 6 + 1], score[i % 6 + 1]
}' >"$tmp/calls"
awk 'BEGIN {
	print "#sample\tkind\tname\tstop"
	for (i = 1; i <= 378; i++)
		printf "s%d\tmedicine\tfluoxetine\t2026-%02d-%02d\ns%d\tmedicine\t%s\t.\n", i, i % 63 < 28 ? 2 : i % 63 < 56 ? 3 : 4, i % 28 + 1, i,
			i % 2 ? "sertraline" : "duloxetine"
}' >"$tmp/persons"
sed '1!G;h;$!d' "$tmp/calls" >"$tmp/reversed"
# what is kept does not depend on how many medicines there are
set --
if sanitized; then set -- --drugs codeine,tramadol,sertraline,duloxetine,fluoxetine,venlafaxine,aripiprazole,atomoxetine,metoprolol,amitriptyline; fi
for type in t j; do
	for order in calls reversed; do
		"$STARDOSE" guide --no-version "$@" -O $type --context "$tmp/persons" --date 2026-04-10 "$tmp/$order" 2>/dev/null | sort >"$tmp/$order.$type"
	done
	[ "$(wc -l <"$tmp/calls.$type")" -ge 378 ] && pass || fail "-O $type: too few lines"
	cmp "$tmp/calls.$type" "$tmp/reversed.$type" && pass || fail "-O $type: the order of persons changes their lines"
done
done_testing
