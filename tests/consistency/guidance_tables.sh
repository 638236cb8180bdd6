#!/bin/sh
# Every row that tools/convert_guidance.py makes of the reference facts stands in tables/, byte for byte, and it
# makes the same bytes twice; so does tools/convert_gene_guidance.py. Rows that were added by hand may stand beside them.
set -u
reference="${STARDOSE_SHARED:-}/reference/guidance"
[ -d "$reference" ] || { echo "skipped: no reference facts at '$reference' (set STARDOSE_SHARED)"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/a" "$tmp/b"
python3 "$top_srcdir/tools/convert_guidance.py" "$reference" "$tmp/a" || exit 1
python3 "$top_srcdir/tools/convert_guidance.py" "$reference" "$tmp/b" || exit 1
status=0
for table in drugs.tsv guidance.tsv holes.tsv vocabulary.tsv; do
	cmp "$tmp/a/$table" "$tmp/b/$table" || status=1
	[ "$(wc -l <"$tmp/a/$table")" -gt 100 ] || { echo "$table: too few rows"; status=1; }
	grep -Fxv -f "$top_srcdir/tables/$table" "$tmp/a/$table" >"$tmp/missing" && {
		echo "$table lacks what the reference says:"; cat "$tmp/missing"; status=1
	}
done
# and what tools/convert_gene_guidance.py adds for the genes after them is there already
mkdir "$tmp/c" && cp "$top_srcdir"/tables/*.tsv "$tmp/c" && chmod -R u+w "$tmp/c"
python3 "$top_srcdir/tools/convert_gene_guidance.py" "$STARDOSE_SHARED/reference/genes" "$tmp/c" >/dev/null || exit 1
for table in drugs.tsv guidance.tsv holes.tsv vocabulary.tsv; do
	cmp "$top_srcdir/tables/$table" "$tmp/c/$table" || status=1
done
exit $status
