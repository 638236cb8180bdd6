#!/bin/sh
# Every option in `stardose COMMAND --help` is in the command's manual page, and the reverse; every command has a
# page and is in stardose(1). Where mandoc is installed, the pages have no fault.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
man=$top_srcdir/docs/man

in_help() { # command: -x and --long, one on each line
	"$STARDOSE" "$1" --help | sed -n 's/^    \(-.\), \(--[a-z0-9-]*\).*/\1 \2/p; s/^        \(--[a-z0-9-]*\).*/\1/p' | tr ' ' '\n' | sort
}
in_page() { # page: what .Fl says; .Fl -long is --long. Lines of examples and prose (no .Fl pair) name options again
	sed -n 's/^\.It \(Fl .*\)/\1/p; s/^\(\.Fl .*\)/\1/p' "$1" | sed 's/^\.//' | tr ' ' '\n' |
		awk '$1 == "Fl" { next_is = 1; next } next_is { print "-" $1; next_is = 0 }' | sort -u
}

"$STARDOSE" --help | sed -n '/^Commands:/,/^$/p' | awk 'NF > 1 { print $1 }' >"$tmp/commands"
[ -s "$tmp/commands" ] || fail "stardose --help lists no command"
for command in $(cat "$tmp/commands"); do
	page=$man/stardose-$command.1
	if [ ! -f "$page" ]; then fail "no manual page of $command"; continue; fi
	in_help "$command" >"$tmp/help"
	in_page "$page" >"$tmp/page"
	[ -s "$tmp/help" ] || fail "$command --help lists no option"
	same_file "$command: options in --help (<) and manual page (>)" "$tmp/help" "$tmp/page"
	if grep -q "^\.Xr stardose-$command 1" "$man/stardose.1"; then pass; else fail "stardose(1) does not name $command"; fi
done
if command -v mandoc >/dev/null 2>&1; then
	for page in "$man"/*.[1-9]; do
		if mandoc -Tlint -Wwarning "$page" >"$tmp/lint" 2>&1; then pass; else fail "$page"; cat "$tmp/lint"; fi
	done
fi
done_testing
