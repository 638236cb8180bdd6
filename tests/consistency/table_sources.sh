#!/bin/sh
# Every source key of the tables is explained in tables/SOURCES.md, every column in docs/TABLES.md, every file states the
# licence that tables/LICENSES.md lists, and the files are what tools/convert_alleles.py and tools/convert_genes.py write today (where the facts are).
# Usage: table_sources.sh [table directory]; with no argument it also proves on bad tables that it can fail.
. "${top_srcdir:-.}/tests/common.sh"

tables_about_genes="genes variants alleles suballeles phenotypes frequencies structures windows contigs"
tables_trained="structure_classes structure_tags structure_rates"	# by tools/train_structure.py
tables_of_reads="paralog_sites count_regions reference_windows unit_shapes unit_haplotypes"	# by tools/convert_reads.py

# keys FILE: the distinct keys of its columns source and function_source
keys() {
	awk -F '\t' '
	/^##/ { next }
	!n { n = NF; sub(/^#/, "", $1); for (i = 1; i <= NF; i++) if ($i ~ /(^|_)source$/) column[i] = 1; next }
	{ for (i in column) { m = split($i, key, ","); for (j = 1; j <= m; j++) if (key[j] != "-") seen[key[j]] = 1 } }
	END { for (k in seen) print k }' "$1" | sort
}

check() { # directory: prints what is wrong
	for name in $tables_about_genes $tables_trained $tables_of_reads; do
		for key in $(keys "$1/$name.tsv"); do
			grep -q "^| \`$key\` |" "$1/SOURCES.md" || echo "$name.tsv: source '$key' is not in SOURCES.md"
		done
	done
	for file in "$1"/*.tsv; do
		name=${file##*/}
		stated=$(sed -n 's/^##licence=//p' "$file")
		listed=$(sed -n "s/^| $name | \(.*\) |\$/\1/p" "$1/LICENSES.md")
		[ -n "$stated" ] && [ "$stated" = "$listed" ] || echo "$name: licence is '$stated', LICENSES.md lists '$listed'"
	done
}

if [ $# -gt 0 ]; then
	check "$1" >"$tmp/found"
	cat "$tmp/found"
	[ ! -s "$tmp/found" ]; exit
fi

check "$top_srcdir/tables" >"$tmp/found"
if [ -s "$tmp/found" ]; then fail "sources and licences"; cat "$tmp/found"; else pass; fi

# docs/TABLES.md explains every column
for name in $tables_about_genes $tables_trained $tables_of_reads; do
	for column in $(awk '!/^##/ { sub(/^#/, ""); print; exit }' "$top_srcdir/tables/$name.tsv"); do
		if [ "$column" = source ] || awk -v want="### $name.tsv" '/^##/ { on = index($0, want) == 1; next } on' \
			"$top_srcdir/docs/TABLES.md" | tr -c 'a-z0-9_\n' ' ' | grep -qw -- "$column"; then pass; else
			fail "docs/TABLES.md does not explain column '$column' of $name.tsv"
		fi
	done
done

# it can fail
mkdir "$tmp/bad" && cp "$top_srcdir"/tables/*.tsv "$top_srcdir"/tables/*.md "$tmp/bad/" && chmod -R u+w "$tmp/bad"
sed 's/	cpic-2024-08$/	hearsay/' "$top_srcdir/tables/alleles.tsv" >"$tmp/bad/alleles.tsv"
check "$tmp/bad" | grep -q "alleles.tsv: source 'hearsay'" && pass || fail "an unexplained source goes unnoticed"
sed 's/^##licence=.*/##licence=secret/' "$top_srcdir/tables/genes.tsv" >"$tmp/bad/genes.tsv"
check "$tmp/bad" | grep -q "genes.tsv: licence is 'secret'" && pass || fail "an unlisted licence goes unnoticed"

# the committed files are those that the converter writes
facts=$STARDOSE_SHARED/reference/alleles
if [ -d "$facts" ] && command -v python3 >/dev/null 2>&1; then
	python3 "$top_srcdir/tools/convert_alleles.py" "$facts" "$tmp/again" >/dev/null || fail "tools/convert_alleles.py"
	cp "$top_srcdir/tables/terms.tsv" "$tmp/again/terms.tsv"
	python3 "$top_srcdir/tools/convert_genes.py" "$STARDOSE_SHARED/reference/genes" "$tmp/again" >/dev/null || fail "tools/convert_genes.py"
	python3 "$top_srcdir/tools/convert_listed.py" "$STARDOSE_SHARED/reference/genes" "$tmp/again" >/dev/null || fail "tools/convert_listed.py"
	for name in $tables_about_genes terms; do
		same_file "$name.tsv is not what the converter writes" "$top_srcdir/tables/$name.tsv" "$tmp/again/$name.tsv"
	done
fi
done_testing
