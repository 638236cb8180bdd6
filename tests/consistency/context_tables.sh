#!/bin/sh
# The tables about co-medication are what tools/convert_context.py writes today (where the facts are), every source key
# is explained in tables/SOURCES-context.md, and no row rests on a fact that was not confirmed.
. "${top_srcdir:-.}/tests/common.sh"

converted="agents interactions conversion_methods conversions washouts level_facts"
tables="$converted medicine_names substrates agent_classes label_interactions dose_limits"
sources=$top_srcdir/tables/SOURCES-context.md

for name in $tables; do
	for key in $(awk -F '\t' '/^##/ { next } !c { for (i = 1; i <= NF; i++) if ($i == "source") c = i; next } { print $c }' \
		"$top_srcdir/tables/$name.tsv" | sort -u); do
		if grep -q "^| \`$key\` |" "$sources"; then pass; else fail "$name.tsv: source '$key' is not in SOURCES-context.md"; fi
	done
done
if awk -F '\t' '!/^#/ && $NF == "D"' "$top_srcdir/tables/interactions.tsv" | grep -q .; then
	fail "interactions.tsv ships a fact that was not confirmed"
else
	pass
fi

# every flag that the program has words for is in docs/CONTEXT.md and in the schema; every column is in docs/CONTEXT.md
docs=$top_srcdir/docs/CONTEXT.md
for flag in $(awk -F '\t' '$1 == "conversion_flag" { sub(/\*$/, "", $2); print $2 }' "$top_srcdir/tables/words.tsv"); do
	case $flag in \**) continue ;; esac	# <gene>_inducer: the gene's name comes first
	if sed -n '/^## Flags/,/^## JSON/p' "$docs" | grep -q "\`$flag"; then pass; else fail "docs/CONTEXT.md does not explain the flag $flag"; fi
	case $flag in *_) continue ;; esac
	if grep -q "\"$flag\"" "$top_srcdir/docs/stardose-guide.schema.json"; then pass; else fail "the schema does not know the flag $flag"; fi
done
for name in $tables; do
	for column in $(awk '!/^##/ { sub(/^#/, ""); print; exit }' "$top_srcdir/tables/$name.tsv"); do
		if grep "^| $name.tsv |" "$docs" | grep -q "\`$column\`"; then pass; else
			fail "docs/CONTEXT.md does not explain column '$column' of $name.tsv"
		fi
	done
done

facts=$STARDOSE_SHARED/reference/context
if [ -d "$facts" ] && command -v python3 >/dev/null 2>&1; then
	for again in a b; do
		mkdir "$tmp/$again"
		python3 "$top_srcdir/tools/convert_context.py" "$facts" "$tmp/$again" || fail "tools/convert_context.py"
	done
	for name in $converted; do
		same_file "$name.tsv is not what the converter writes" "$top_srcdir/tables/$name.tsv" "$tmp/a/$name.tsv"
		same_file "$name.tsv: the converter writes something else the second time" "$tmp/a/$name.tsv" "$tmp/b/$name.tsv"
	done
	# it can fail: a fact of status D must not be written
	sed 's/	D	/	C	/' "$facts/inhibitors.tsv" >"$tmp/inhibitors.tsv"
	mkdir "$tmp/c" && python3 "$top_srcdir/tools/convert_context.py" "$tmp" "$tmp/c" >/dev/null 2>&1 &&
		cmp -s "$tmp/a/interactions.tsv" "$tmp/c/interactions.tsv" && fail "unconfirmed facts make no difference"
fi
facts=$STARDOSE_SHARED/reference/labels
if [ -d "$facts" ] && command -v python3 >/dev/null 2>&1; then
	mkdir "$tmp/names"
	cp "$top_srcdir/tables/agents.tsv" "$top_srcdir/tables/drugs.tsv" "$top_srcdir/tables/conversion_methods.tsv" "$tmp/names"
	python3 "$top_srcdir/tools/convert_medicines.py" "$facts" "$tmp/names" || fail "tools/convert_medicines.py"
	same_file "medicine_names.tsv is not what the converter writes" "$top_srcdir/tables/medicine_names.tsv" "$tmp/names/medicine_names.tsv"
	cp "$top_srcdir/tables/vocabulary.tsv" "$tmp/names"
	python3 "$top_srcdir/tools/convert_labels.py" "$facts" "$tmp/names" 2>"$tmp/unknown" || fail "tools/convert_labels.py"
	for name in label_interactions agent_classes substrates dose_limits; do
		same_file "$name.tsv is not what the converter writes" "$top_srcdir/tables/$name.tsv" "$tmp/names/$name.tsv"
	done
fi
done_testing
