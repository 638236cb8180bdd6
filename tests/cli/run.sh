#!/bin/sh
# Golden cases: tests/cli/COMMAND/NAME.case, a text with sections
#   === cmd      a shell script that runs in a scratch directory with $STARDOSE, and with data/ and examples/ as in the source tree
#   === stdout, === stderr    what it must print (no section: nothing)
#   === status   its exit code (no section: 0)
# usage: run.sh [--update] [COMMAND/NAME...]; --update writes what is printed now as what is expected
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
update=0
[ "${1-}" = --update ] && { update=1; shift; }
root=$(cd "$top_srcdir" && pwd)/tests/cli
[ -x "$STARDOSE" ] || fail "no program at $STARDOSE"
export STARDOSE
unset STARDOSE_TABLES

split() { # case file, folder: each section becomes a file of its name
	rm -rf "$2"; mkdir "$2"; : >"$2/cmd"; : >"$2/stdout"; : >"$2/stderr"; : >"$2/status"
	awk -v to="$2" '/^=== (cmd|stdout|stderr|status)$/ { file = to "/" $2; next }
		file == "" { print FILENAME ":" FNR ": a line before the first section"; exit 1 }
		{ print >file }' "$1"
}
section() { # name, file: nothing printed is no section
	[ -s "$2" ] || return 0
	printf '=== %s\n' "$1"
	cat "$2"
	[ -z "$(tail -c 1 "$2")" ] || fail "$case: $1 does not end with a newline, which a case cannot tell" >&2
}
run_case() { # COMMAND/NAME
	case=$1
	[ -f "$root/$case.case" ] || { fail "there is no case $case"; return; }
	split "$root/$case.case" "$tmp/want" || { fail "$case is not a case"; return; }
	rm -rf "$tmp/work" "$tmp/got"; mkdir "$tmp/work" "$tmp/got"
	ln -s "$root/../data" "$tmp/work/data"; ln -s "$root/../../examples" "$tmp/work/examples"
	(cd "$tmp/work" && sh "$tmp/want/cmd" >"$tmp/got/stdout" 2>"$tmp/got/stderr" </dev/null; echo $? >"$tmp/got/status")
	grep -qx 0 "$tmp/got/status" && : >"$tmp/got/status"
	if [ $update = 1 ]; then
		{ section cmd "$tmp/want/cmd"; for kind in stdout stderr status; do section $kind "$tmp/got/$kind"; done; } >"$tmp/new"
		cmp -s "$tmp/new" "$root/$case.case" || cp "$tmp/new" "$root/$case.case"
		pass
		return
	fi
	for kind in stdout stderr status; do
		same_file "$case: $kind is not as expected (< expected, > got)" "$tmp/want/$kind" "$tmp/got/$kind"
	done
}

if [ $# -eq 0 ]; then
	set -- $(cd "$root" && find . -name '*.case' | sed 's,^\./,,; s,\.case$,,' | sort)
fi
for name; do run_case "$name"; done
done_testing
