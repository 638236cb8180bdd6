# tests/common.sh - sourced by the test scripts: places, a scratch directory, small helpers
set -u
LC_ALL=C; export LC_ALL
: "${top_srcdir:=.}"
: "${top_builddir:=$top_srcdir/build}" "${STARDOSE_SHARED:=$top_srcdir/../shared}"
: "${STARDOSE:=$top_builddir/stardose}"
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
# a version manager's python3 is a script that takes longer to start than most of ours to run
case $(command -v python3) in */shims/*) PATH=$(dirname "$(python3 -c 'import sys; print(sys.executable)')"):$PATH ;; esac
bad=0 n_claims=0

skip() { echo "SKIP: $*"; exit 77; }
need() { for program; do command -v "$program" >/dev/null 2>&1 || skip "$program is not installed"; done; }
# python_with MODULE: $python is a python3 that has it. One of its owner's may come first in PATH, without what the distribution's has.
python_with() {
	for python in python3 /usr/bin/python3; do "$python" -c "import $1" >/dev/null 2>&1 && return; done
	skip "no python3 has $1"
}
# sanitized: the program is built with sanitizers, which look for faults of memory, and takes ten times as long: the same ways through it suffice
# there, where without them every name or pair is tried
sanitized() { [ -n "${SAN_FLAGS-}" ]; }
fail() { echo "FAIL: $*"; bad=1; }
pass() { n_claims=$((n_claims + 1)); }
done_testing() { [ $n_claims -gt 0 ] || { echo "no claim was tested"; exit 99; }; echo "$n_claims claims held"; exit $bad; }

# same_file CLAIM A B: the bytes are equal
same_file() {
	if cmp -s "$2" "$3"; then pass; return; fi
	fail "$1"
	diff "$2" "$3" | head -n 10
}

# refused CLAIM EXIT PROGRAM...: that exit status, exactly one line on stderr, an error; nothing on stdout
refused() {
	_claim=$1 _want=$2; shift 2
	"$@" >"$tmp/refused.out" 2>"$tmp/refused.err"
	_got=$?
	if [ $_got != "$_want" ]; then
		fail "$_claim: exit status $_got, not $_want: $(head -n 3 "$tmp/refused.err")"
	elif [ "$(wc -l <"$tmp/refused.err")" != 1 ] || ! grep -q '^stardose: error: .' "$tmp/refused.err"; then
		fail "$_claim: stderr should be one line 'stardose: error: ...' but is:"; head -n 5 "$tmp/refused.err"
	elif [ -s "$tmp/refused.out" ]; then
		fail "$_claim: half a result on stdout"
	else
		pass
	fi
}
