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

# a closed pipe is quiet: no message, no core; 0 or death by SIGPIPE (141)
for run in call 'call -O j' guide annotate; do
	# shellcheck disable=SC2086
	{ "$STARDOSE" $run "$tmp/many.vcf" 2>"$tmp/err"; echo $? >"$tmp/status"; } | head -n 1 >/dev/null
	case $(cat "$tmp/status") in 0|141) ;; *) fail "stardose $run | head -1: exit status $(cat "$tmp/status")" ;; esac
	grep -E 'error|roken pipe' "$tmp/err" && fail "stardose $run | head -1 complains"
	pass
done
done_testing
