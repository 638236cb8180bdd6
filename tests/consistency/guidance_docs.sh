#!/bin/sh
# docs/GUIDANCE.md and the schema name every flag, column, label and action of guidance, and no others.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
docs=$top_srcdir/docs/GUIDANCE.md
schema=$top_srcdir/docs/stardose-guide.schema.json
actions=$top_srcdir/tables/vocabulary.tsv

codes() { sed -n 's/^| `\([A-Za-z0-9_-]*\)` |.*/\1/p' | sort; }
section() { sed -n "/^##* $1\$/,/^##/p" "$docs"; }
in_schema() { tr -d ' \n' <"$schema" | tr '{}[]:,' '\n' | sed -n 's/^"\([A-Za-z0-9_-]*\)"$/\1/p' | sort -u; }
of_kind() { awk -F '\t' -v kinds=" $1 " 'index(kinds, " " $1 " ") { print $2 }' "$actions" | sort; }
same_words() { # claim, words, words
	[ -n "$2" ] || fail "$1: nothing found"
	printf '%s\n' "$2" >"$tmp/a"; printf '%s\n' "$3" >"$tmp/b"
	same_file "$1" "$tmp/a" "$tmp/b"
}
within() { # claim, words, words: the first are among the second
	printf '%s\n' "$2" >"$tmp/a"; printf '%s\n' "$3" >"$tmp/b"
	if [ -n "$2" ] && [ -z "$(comm -23 "$tmp/a" "$tmp/b")" ]; then pass; else fail "$1: $(comm -23 "$tmp/a" "$tmp/b" | tr '\n' ' ')"; fi
}

flags=$(awk -F '\t' '$1 == "flag" { print $2 }' "$top_srcdir/tables/words.tsv" | sort)
columns=$(sed -n '/^} columns\[\] = {/,/^};/s/.*{ "\([a-z_]*\)".*/\1/p; s/^#define DOSE_COLUMN "\([a-z_]*\)".*/\1/p' \
	"$top_srcdir/src/lib/write/write_guidance.c" | sort)
same_words "flags in docs/GUIDANCE.md" "$flags" "$(section flags | codes)"
within "flags in the schema" "$flags" "$(in_schema)"
same_words "columns in docs/GUIDANCE.md" "$(printf '%s\nsample\n' "$columns" | sort)" "$(section 'guide -O t' | codes)"
within "columns in the schema" "$(printf '%s\n' "$columns" | sed 's/^dose_check$/doses/' | sort)" "$(in_schema)"
same_words "labels in docs/GUIDANCE.md" "$(of_kind label)" "$(section label | codes)"
within "labels in the schema" "$(of_kind label)" "$(in_schema)"
same_words "actions in docs/GUIDANCE.md" "$(of_kind 'action also')" "$(section Actions | codes)"
within "actions in the schema" "$(of_kind 'action also')" "$(in_schema)"
done_testing
