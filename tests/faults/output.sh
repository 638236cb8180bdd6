#!/bin/sh
# Output that cannot be written: exit 5, one line, no half file. A reader that goes away is no error.
. "${top_srcdir:-.}/tests/common.sh"
good=$top_srcdir/examples/two_people.GRCh38.vcf

# many samples, so that output does not fit into a pipe
awk -F '\t' -v OFS='\t' -v n=600 '/^##/ { print; next } /^#CHROM/ { line = $1; for (i = 2; i <= 9; i++) line = line OFS $i
	for (i = 1; i <= n; i++) line = line OFS "S" i; print line; next }
	{ line = $1; for (i = 2; i <= 9; i++) line = line OFS $i; for (i = 1; i <= n; i++) line = line OFS $(10 + i % 2); print line }' "$good" >"$tmp/many.vcf"

if [ -w /dev/full ]; then
	# htslib drops its BGZF handle when the last block cannot be written; that leak is not ours to mend
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0; export ASAN_OPTIONS
	for run in 'call -O t' 'call -O j' 'guide -O t' 'guide -O j' 'annotate -O v' 'annotate -O z' 'annotate -O b' 'tables list'; do
		file=$good
		[ "$run" = 'tables list' ] && file=
		# shellcheck disable=SC2086
		"$STARDOSE" $run $file >/dev/full 2>"$tmp/err"
		got=$?
		[ $got = 5 ] || fail "stardose $run >/dev/full: exit status $got, not 5"
		[ "$(grep -c '^stardose: error: ' "$tmp/err")" = 1 ] || { fail "stardose $run >/dev/full: stderr should have one error line"; head -n 3 "$tmp/err"; }
		pass
	done
	ASAN_OPTIONS=${ASAN_OPTIONS%detect_leaks=0}
fi
refused "-o into a directory that does not exist" 5 "$STARDOSE" call -o "$tmp/nowhere/calls.tsv" "$good"
refused "-o onto a directory" 5 "$STARDOSE" call -o "$tmp" "$good"
[ -z "$(ls "$tmp" | grep -v -e '^many.vcf$' -e '^err$' -e '^refused')" ] || fail "-o onto a directory leaves a file behind"
if [ "$(id -u)" != 0 ]; then
	mkdir "$tmp/locked" && chmod 555 "$tmp/locked"
	refused "-o into a directory without write permission" 5 "$STARDOSE" call -o "$tmp/locked/calls.tsv" "$good"
fi

# ---- a folder of pages ----
folder() { # claim, what stderr says, most pages, folder, command...
	_claim=$1 _why=$2 _most=$3 _dir=$4; shift 4
	"$@" >/dev/null 2>"$tmp/err"
	_got=$?
	if [ $_got != 5 ] || [ "$(grep -c '^stardose: error: ' "$tmp/err")" != 1 ] || ! grep -q "^stardose: error: .*$_why" "$tmp/err"; then
		fail "$_claim: exit status $_got, not 5 with one line '$_why': $(grep error "$tmp/err")"
	elif [ -e "$_dir/index.html" ]; then
		fail "$_claim: there is an index"
	elif [ -d "$_dir" ] && { [ "$(ls "$_dir" | wc -l)" -gt "$_most" ] || ls -A "$_dir" | grep -q -v '^S[0-9]*\.html$'; }; then
		fail "$_claim: left behind: $(ls -A "$_dir" | head -n 3)"
	elif [ -d "$_dir" ] && find "$_dir" -type f -name '*.html' -exec tail -q -c 8 {} + | grep -v '^</html>$' | grep -q .; then
		fail "$_claim: a page is not whole"
	else
		pass
	fi
}
: >"$tmp/file"
folder "a file where the folder should be" 'a file of that name is there' 0 "$tmp/file" "$STARDOSE" report -o "$tmp/file/" "$good"
folder "a folder inside a folder that does not exist" 'cannot make the folder' 0 "$tmp/no/pages" "$STARDOSE" report -o "$tmp/no/pages/" "$good"
mkdir -p "$tmp/taken/S7.html"
folder "a folder in a page's place" 'S7.html.: it is a directory; 6 pages are complete, there is no index' 7 "$tmp/taken" \
	"$STARDOSE" report --drugs codeine -o "$tmp/taken/" "$tmp/many.vcf"
rm -rf "$tmp/taken" "$tmp/file"
# as root too: a limit of bytes is like a full disk for the one file that crosses it
if (ulimit -f 1) 2>/dev/null; then
	folder "a page that does not fit" 'S1.html.: File too large; 0 pages are complete, there is no index' 0 "$tmp/full" \
		sh -c 'trap "" XFSZ; ulimit -f 1; exec "$@"' sh "$STARDOSE" report --drugs codeine -o "$tmp/full/" "$tmp/many.vcf"
	rm -rf "$tmp/full"
fi
if [ "$(id -u)" = 0 ] && mkdir "$tmp/small" && mount -t tmpfs -o size=1m none "$tmp/small" 2>/dev/null; then
	folder "a full disk" 'No space left on device; [0-9]* pages are complete, there is no index' 100 "$tmp/small/pages" \
		"$STARDOSE" report --drugs codeine -o "$tmp/small/pages/" "$tmp/many.vcf"
	umount "$tmp/small"
fi
rmdir "$tmp/small" 2>/dev/null
if [ "$(id -u)" != 0 ]; then
	mkdir -p "$tmp/locked"; chmod 555 "$tmp/locked"
	folder "a folder without write permission" 'cannot write in the folder' 0 "$tmp/locked" "$STARDOSE" report -o "$tmp/locked" "$good"
fi

# is_deaf SIGNAL: children of this shell are born deaf to it: INT and QUIT in the background, HUP under nohup, any that the caller ignores
is_deaf() {
	sh -c 'kill -$0 $$; exit 0' "$1" >/dev/null 2>&1 &
	wait $! 2>/dev/null && return
	return 1
}
# one file, whatever ends the program: no unfinished one stays beside it
# (a sanitizer would take some signals for itself)
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0
export ASAN_OPTIONS
for signal in HUP INT QUIT ILL TRAP ABRT BUS FPE USR1 SEGV USR2 ALRM TERM XCPU VTALRM PROF SYS; do
	rm -rf "$tmp/one"; mkdir "$tmp/one"; mkfifo "$tmp/slow"
	command=call; [ $signal = TERM ] && command=guide	# which takes longer to start, and makes its file in the same way
	(ulimit -c 0; exec "$STARDOSE" $command -o "$tmp/one/out" "$tmp/slow") 2>/dev/null &
	pid=$!
	exec 3>"$tmp/slow"; head -n 5 "$good" >&3
	tries=0
	while [ -z "$(ls -A "$tmp/one")" ] && [ $tries -lt 500 ]; do sleep 0.01; tries=$((tries + 1)); done
	[ -n "$(ls -A "$tmp/one")" ] || fail "SIG$signal: there was no unfinished file to begin with"
	kill -$signal $pid 2>/dev/null
	is_deaf $signal && { kill -TERM $pid 2>/dev/null; }
	wait $pid 2>/dev/null
	got=$?
	exec 3>&-
	if [ $got -lt 128 ]; then fail "SIG$signal: exit status $got"
	elif [ -n "$(ls -A "$tmp/one")" ]; then fail "SIG$signal: left behind: $(ls -A "$tmp/one")"
	else pass; fi
	rm -f "$tmp/slow"
done

# interrupted half way: what is there is whole, and there is no index, not an old one either
for signal in INT TERM HUP; do
	mkdir -p "$tmp/broken"; echo old >"$tmp/broken/index.html"
	"$STARDOSE" report -o "$tmp/broken/" "$tmp/many.vcf" 2>/dev/null &
	pid=$!
	while kill -0 $pid 2>/dev/null && [ ! -e "$tmp/broken/S9.html" ]; do sleep 0.01; done
	kill -$signal $pid 2>/dev/null
	wait $pid 2>/dev/null
	got=$?
	if [ $got -lt 128 ] && is_deaf $signal; then :
	elif [ $got -lt 128 ]; then fail "SIG$signal: exit status $got"
	elif [ -e "$tmp/broken/index.html" ] || ls -A "$tmp/broken" | grep -q -v '^S[0-9]*\.html$'; then
		fail "SIG$signal: left behind: $(ls -A "$tmp/broken" | grep -v '^S[0-9]*\.html$')"
	elif find "$tmp/broken" -type f -name '*.html' -exec tail -q -c 8 {} + | grep -v '^</html>$' | grep -q .; then
		fail "SIG$signal: a page is not whole"
	else
		pass
	fi
	rm -rf "$tmp/broken"
done

# an old result survives a failed run
echo "the old result" >"$tmp/old.tsv"
head -c 2000 "$good" >"$tmp/cut.vcf"
"$STARDOSE" call -o "$tmp/old.tsv" "$tmp/cut.vcf" 2>/dev/null && fail "a cut file is accepted"
[ "$(cat "$tmp/old.tsv")" = "the old result" ] || fail "a failed run destroys the old output"
pass
# and a good run replaces it whole, the same bytes as stdout
"$STARDOSE" call --no-version "$good" >"$tmp/stdout.tsv" 2>/dev/null
"$STARDOSE" call --no-version -o "$tmp/old.tsv" "$good" 2>/dev/null || fail "-o fails"
same_file "-o and stdout give the same bytes" "$tmp/stdout.tsv" "$tmp/old.tsv"

# a closed pipe is quiet: no message, no core; exit 5, or 0 where all went into the pipe
for run in call 'call -O j' guide annotate; do
	# shellcheck disable=SC2086
	{ "$STARDOSE" $run "$tmp/many.vcf" 2>"$tmp/err"; echo $? >"$tmp/status"; } | head -n 1 >/dev/null
	case $(cat "$tmp/status") in 0|5) ;; *) fail "stardose $run | head -1: exit status $(cat "$tmp/status")" ;; esac
	grep -E 'error|roken pipe' "$tmp/err" && fail "stardose $run | head -1 complains"
	pass
done
done_testing
