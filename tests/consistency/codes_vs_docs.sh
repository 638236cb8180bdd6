#!/bin/sh
# Every status, reason, evidence state and exit code that the program knows is in docs/OUTPUT.md and the schema,
# and those name no others.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
names=$top_srcdir/src/lib/call/call_names.c
docs=$top_srcdir/docs/OUTPUT.md
schema=$top_srcdir/docs/stardose-call.schema.json

quoted() { sed 's/[^"]*"\([a-z_]*\)"[^"]*/\1\n/g'; }	# the words in double quotes
words() { # name of a function in call_names.c: the words it knows
	sed -n "/$1/,/^}/p" "$names" | grep '= "' | quoted | grep '[a-z]' | sort
}
table() { sed -n "/^### $1\$/,/^##/p" "$docs" | sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' | sort; }
listed() { # a member of the schema: the words of its first enum
	tr -d '\n' <"$schema" | sed "s/.*\"$1\": {[^[]*\"enum\": \[\([^]]*\)\].*/\1/" | tr ',' '\n' | quoted | grep '[a-z]' | sort
}
same_words() { # claim, words, words
	printf '%s\n' "$2" >"$tmp/a"; printf '%s\n' "$3" >"$tmp/b"
	[ -n "$2" ] || fail "$1: nothing found in the source"
	same_file "$1" "$tmp/a" "$tmp/b"
}

reasons=$(awk -F '\t' '$1 == "reason" { print $2 }' "$top_srcdir/tables/words.tsv" | sort)
status=$(words stardose_call_status_name)
states=$(words stardose_evidence_name)
same_words "reasons in docs/OUTPUT.md" "$reasons" "$(table reasons)"
same_words "reasons in the schema" "$reasons" "$(listed reasons)"
same_words "statuses in docs/OUTPUT.md" "$status" "$(table status)"
same_words "statuses in the schema" "$status" "$(listed status)"
same_words "evidence states in docs/OUTPUT.md" "$states" "$(sed -n '/^| state | meaning/,/^$/p' "$docs" | sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' | sort)"
same_words "evidence states in the schema" "$states" "$(listed state)"

codes=$(sed -n '/^int cli_exit_code/,/^}/p' "$top_srcdir/src/cli/diag.c" | sed -n 's/.*return \([0-9]\);.*/\1/p' | sort -u)
same_words "exit codes in docs/OUTPUT.md" "$codes" "$(sed -n '/^| exit | meaning/,/^$/p' "$docs" | sed -n 's/^| \([0-9]\) |.*/\1/p' | sort -u)"

columns() { # source file: the names of its table of columns, and what stands before them
	{ echo sample; sed -n '/^} columns\[\] = {/,/^};/s/^\t{ "\([a-z_]*\)".*/\1/p' "$top_srcdir/$1"; } | sort
}
header=$(columns src/lib/write/write_tsv.c)
same_words "columns of call -O t in docs/OUTPUT.md" "$header" \
	"$(sed -n '/^| column | content/,/^$/p' "$docs" | sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' | sort)"
done_testing
