#!/bin/sh
# Every function of the public headers has a comment of its own, "name() - what it does", right before it; every
# header with a handle says what threads may do with it; no public array is as long as an enum happens to be.
# Usage: header_comments.sh [source tree]; with no argument it also proves on a bad tree that it can fail.
set -u
undocumented() { # headers: functions without a comment of their own
	awk '
	FNR == 1 { text = ""; comment = "" }
	{
		line = $0
		if (in_comment || line ~ /^[ \t]*\/\*/) {
			comment = in_comment ? comment "\n" line : line
			in_comment = line !~ /\*\//
			next
		}
		if (line ~ /^[ \t]*#/) { comment = ""; next }
		if (line ~ /^STARDOSE_API/ || line ~ /^static inline/) { statement = ""; collecting = 1 }
		if (collecting) {
			statement = statement " " line
			if (line ~ /[;{]/) {
				collecting = 0
				if (match(statement, /stardose_[a-z0-9_]+[ \t]*\(/)) {
					name = substr(statement, RSTART, RLENGTH)
					sub(/[ \t]*\(/, "", name)
					n++
					if (index(comment, name "() - ") == 0) print FILENAME ": " name
				}
				comment = ""
			}
			next
		}
		if (line !~ /^[ \t]*$/) comment = ""
	}
	END { print n + 0 " functions" }' "$@"
}
check() { # tree
	bad=0
	headers=$(ls "$1"/include/stardose/*.h)
	# shellcheck disable=SC2086
	found=$(undocumented $headers)
	echo "$found" | grep -v ' functions$' | sed 's/$/(): no comment of its own/'
	[ "$(echo "$found" | wc -l)" = 1 ] || bad=1
	case $found in "0 functions") echo "no function found in $1/include/stardose"; bad=1 ;; esac
	for header in $headers; do
		grep -qE '^STARDOSE_API .*_(new|open)\(' "$header" && ! grep -q '^ \* Threads: ' "$header" &&
			{ echo "$header: no sentence 'Threads: ...'"; bad=1; }
	done
	grep -nE '\[(STARDOSE_N_[A-Z_]+)\]' $headers && { echo "an array as long as an enum cannot grow with it"; bad=1; }
	return $bad
}

if [ $# -gt 0 ]; then
	check "$1"
	exit
fi
check "${top_srcdir:-.}" || exit 1

tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/include/stardose"
good() { printf '/*\n * Threads: one\n */\n/* stardose_a() - a */\nSTARDOSE_API int stardose_a(void);\n'; }
try() { # claim, text of a header
	printf '%b' "$2" >>"$tmp/include/stardose/x.h"
	check "$tmp" >/dev/null && { echo "$1 goes unnoticed"; exit 1; }
	good >"$tmp/include/stardose/x.h"
}
good >"$tmp/include/stardose/x.h"
check "$tmp" || { echo "a good header is refused"; exit 1; }
try "a function without a comment" 'STARDOSE_API int stardose_b(void);\n'
try "a comment of another function" '/* stardose_c() - c */\nSTARDOSE_API int stardose_b(void);\n'
try "an array of an enum's length" 'struct x { int y[STARDOSE_N_BUILDS]; };\n'
printf 'STARDOSE_API int stardose_a_new(int);\n' | sed 's/^/\/* stardose_a_new() - a *\/\n/' >"$tmp/include/stardose/x.h"
check "$tmp" >/dev/null && { echo "a handle without a word of threads goes unnoticed"; exit 1; }
exit 0
