#!/bin/sh
# templates/names.txt, by which names in templates are checked, has the members of the report's schema and no others,
# and every name of the templates that are compiled in.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
names=$top_srcdir/templates/names.txt

python3 "$top_srcdir/tests/consistency/template_names.py" "$top_srcdir" >"$tmp/schema" || fail "the schema cannot be read"
sed -n '/^# Of a report/,/^# Of the index/p' "$names" | grep -v '^#' | sort >"$tmp/names"
[ "$(wc -l <"$tmp/schema")" -gt 150 ] || fail "the schema has few names: $(wc -l <"$tmp/schema")"
same_file "names of a report" "$tmp/schema" "$tmp/names"
sed -n '/^# Of the index/,$p' "$names" | grep -v '^#' | sort >"$tmp/names"
sed -n 's/.*\(sdi_json_add_[a-z]*\|sdi_json_put\)(&*j, [a-z]*, "\([a-z_]*\)".*/\2/p; s/.*\.name = "\([a-z]*\)".*/\1/p' \
	"$top_srcdir/src/lib/report/report_index.c" | sort -u >"$tmp/index"
grep -vxF -f "$tmp/schema" "$tmp/index" >"$tmp/own"
same_file "names of an index" "$tmp/names" "$tmp/own"

# a misspelt name is refused with its place and the nearest, in a section as in a value and a part of a name
for tag in '{{sampel}}' '{{#genes}}{{gen}}{{/genes}}' '{{^is_frim}}x{{/is_frim}}' '{{sentences.do_nto}}'; do
	printf 'first\n%s\n' "$tag" >"$tmp/page.html"
	"$STARDOSE" report --template "$tmp/page.html" -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf" >"$tmp/out" 2>"$tmp/err"
	status=$?
	if [ $status = 4 ] && [ ! -s "$tmp/out" ] && grep -q "page.html:2: .*nearest: " "$tmp/err"; then pass; else
		fail "$tag: exit $status, $(cat "$tmp/err")"
	fi
done
printf '{{>part}}' >"$tmp/page.html"
printf '\n\n{{sampel}}' >"$tmp/part.html"
refused "a misspelt name in a part" 4 "$STARDOSE" report --template "$tmp/page.html" -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf"
printf '{{sample}} {{sentences.do_not}} {{#genes}}{{gene}}{{.}}{{/genes}}' >"$tmp/page.html"
if "$STARDOSE" report --template "$tmp/page.html" -s person_1 "$top_srcdir/examples/two_people.GRCh38.vcf" >"$tmp/out" 2>"$tmp/err"; then
	pass
else
	fail "names of a report are refused: $(cat "$tmp/err")"
fi
done_testing
