#!/bin/sh
# Where results go: files that appear when complete, full disks, pipes that close, the same bytes in every way.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
vcf=$top_srcdir/examples/two_people.GRCh38.vcf
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
claim() { # text, then a command that must succeed
	_text=$1; shift
	if "$@"; then pass; else fail "$_text"; fi
}
lonely() { [ "$(ls "$tmp/dir" | tr '\n' ' ')" = "$1" ]; }	# the directory holds this and no leftovers
mkdir "$tmp/dir"

"$STARDOSE" call "$vcf" >"$tmp/stdout" 2>/dev/null
"$STARDOSE" call -o "$tmp/dir/calls" "$vcf" 2>/dev/null
same_file "-o writes what stdout gets" "$tmp/stdout" "$tmp/dir/calls"
claim "nothing stays beside the file" lonely "calls "
"$STARDOSE" call -o - "$vcf" >"$tmp/dash" 2>/dev/null
same_file "-o - is stdout" "$tmp/stdout" "$tmp/dash"
(umask 027; "$STARDOSE" call -o "$tmp/dir/new" "$vcf" 2>/dev/null)
claim "a file has the permissions that the umask leaves" test "$(ls -l "$tmp/dir/new" | cut -c 1-10)" = -rw-r-----
rm "$tmp/dir/new"
for mode in 600 640 604; do
	chmod $mode "$tmp/dir/calls"
	(umask 022; "$STARDOSE" call -o "$tmp/dir/calls" "$vcf" 2>/dev/null)
	claim "a file that is replaced keeps the mode $mode" test -n "$(find "$tmp/dir/calls" -perm $mode)"
done

head -n 20 "$vcf" | sed '$s/[0-9]*$//; $s/|.*//' >"$tmp/broken.vcf"
echo old >"$tmp/dir/calls"
refused "a broken input is an error" 3 "$STARDOSE" call -o "$tmp/dir/calls" "$tmp/broken.vcf"
claim "a failure leaves the old file as it was" test "$(cat "$tmp/dir/calls")" = old
claim "a failure leaves nothing beside it" lonely "calls "
refused "a directory is no file" 5 "$STARDOSE" call -o "$tmp/dir" "$vcf"
refused "a directory that is not there" 5 "$STARDOSE" call -o "$tmp/nowhere/calls" "$vcf"
ln -s calls "$tmp/dir/link"
"$STARDOSE" call -o "$tmp/dir/link" "$vcf" 2>/dev/null
claim "a link stays a link" test -h "$tmp/dir/link"
same_file "a link's file is written" "$tmp/stdout" "$tmp/dir/calls"
mkdir "$tmp/dir/sub"; ln -s sub/to "$tmp/dir/far"; ln -s new "$tmp/dir/sub/to"
"$STARDOSE" call -o "$tmp/dir/far" "$vcf" 2>/dev/null
claim "a link to nothing stays a link" test -h "$tmp/dir/far" -a -h "$tmp/dir/sub/to"
same_file "links are followed to a file that is not there yet" "$tmp/stdout" "$tmp/dir/sub/new"
rm -r "$tmp/dir/sub" "$tmp/dir/far"

# the name decides the type, unless -O does
kind() { # file: what its first bytes say
	case $(head -c 4 "$1" | od -An -tx1 | tr -d ' ') in
	1f8b0804) gzip -dc "$1" | head -c 3 | tr -d '\n'; echo .gz ;; *) head -c 3 "$1"; echo ;;
	esac
}
named() { # command, options, file name, the first three bytes as kind() says them
	"$STARDOSE" $1 --no-version $2 -o "$tmp/dir/$3" "$vcf" 2>"$tmp/err" || fail "$1 $2 -o $3: exit status $?: $(cat "$tmp/err")"
	claim "$1 $2 -o $3 is $(kind "$tmp/dir/$3"), not $4" test "$(kind "$tmp/dir/$3")" = "$4"
	rm "$tmp/dir/$3"
}
named annotate "" x.vcf '##f'; named annotate "" x.vcf.gz '##f.gz'; named annotate "" x.vcf.bgz '##f.gz'
named annotate "" x.bcf 'BCF.gz'; named annotate "-O v" x.vcf.gz '##f'; named annotate "" x '##f'; named annotate "-O b" x.vcf 'BCF.gz'
for command in call "guide --drugs codeine"; do
	named "$command" "" x.tsv sam; named "$command" "" x.jsonl '{"s'; named "$command" "" x.json '{"s'; named "$command" "" x.tsv.gz sam.gz
	named "$command" "" x.jsonl.gz '{"s.gz'; named "$command" "-O j" x.tsv '{"s'; named "$command" "" x.gz sam.gz
done
named "guide --drugs codeine" "" x.ndjson '{"r'; named "report -s person_1" "" x.html '<!D'; named "report -s person_1" "" x.json '{"s'; named explain "" x.json.gz '{"s.gz'
refused "a call is no VCF" 2 "$STARDOSE" call -o "$tmp/dir/x.vcf" "$vcf"
refused "an annotated file is no table" 2 "$STARDOSE" annotate -o "$tmp/dir/x.tsv" "$vcf"
"$STARDOSE" call -o "$tmp/dir/x.tsv.gz" "$vcf" 2>/dev/null; gzip -dc "$tmp/dir/x.tsv.gz" >"$tmp/unzipped"; rm "$tmp/dir/x.tsv.gz"
same_file "a compressed file holds the same bytes" "$tmp/stdout" "$tmp/unzipped"
(ulimit -f 1; trap - XFSZ 2>/dev/null; "$STARDOSE" call -O j -o "$tmp/dir/big" "$vcf" >/dev/null 2>"$tmp/err"; echo $? >"$tmp/code")
claim "a limit on the size of files is exit 5, not $(cat "$tmp/code")" test "$(cat "$tmp/code")" = 5
claim "a limit on the size of files leaves nothing" lonely "calls link "

if [ -w /dev/full ]; then
	for command in "call" "call -O j" "explain" "tables list" "tables show variants" "--help" "call --help" "--version"; do
		case $command in call|"call -O j"|explain) file=$vcf ;; *) file= ;; esac
		"$STARDOSE" $command $file >/dev/full 2>"$tmp/err"
		claim "$command: a full disk is exit 5" test $? = 5
		claim "$command: a full disk is one error" test "$(grep -c '^stardose: error: cannot write' "$tmp/err")" = 1
	done
	"$STARDOSE" call -o /dev/full "$vcf" 2>/dev/null
	claim "-o to a full device is exit 5" test $? = 5
fi

# a reader that leaves early: nothing is said, whether SIGPIPE kills the writer or is ignored
for i in 1 2 3 4 5 6 7 8; do cat "$vcf"; done >/dev/null
"$STARDOSE" tables show windows 2>"$tmp/err" | head -c 10 >/dev/null
"$STARDOSE" call -O j "$vcf" 2>>"$tmp/err.warnings" | head -c 10 >/dev/null
(trap '' PIPE; "$STARDOSE" tables show windows 2>>"$tmp/err"; echo $? >"$tmp/code") | head -c 10 >/dev/null
claim "a closed pipe is quiet" test ! -s "$tmp/err"
claim "a closed pipe is exit 5" test "$(cat "$tmp/code")" = 5
("$STARDOSE" tables show windows 2>>"$tmp/err"; echo $? >"$tmp/code") | head -c 10 >/dev/null
claim "a closed pipe is exit 5 where SIGPIPE is not ignored" test "$(cat "$tmp/code")" = 5
"$STARDOSE" call "$vcf" >&- 2>/dev/null
claim "a stdout that is closed is exit 5" test $? = 5

"$STARDOSE" call - <"$vcf" >"$tmp/piped" 2>/dev/null
same_file "stdin and file give the same bytes" "$tmp/stdout" "$tmp/piped"
"$STARDOSE" call --threads 3 "$vcf" >"$tmp/threads" 2>/dev/null
same_file "threads do not change a byte" "$tmp/stdout" "$tmp/threads"
"$STARDOSE" call --tables "$top_srcdir/tables" --no-version "$vcf" >"$tmp/from_dir" 2>/dev/null
grep -v '^##' "$tmp/stdout" >"$tmp/no_version"
same_file "tables from a directory give the same calls" "$tmp/no_version" "$tmp/from_dir"
STARDOSE_TABLES=$top_srcdir/tables "$STARDOSE" call "$vcf" 2>/dev/null | grep -c "Origin=\"$top_srcdir/tables\"" >"$tmp/count"
claim "STARDOSE_TABLES names the tables" test "$(cat "$tmp/count")" = 1
done_testing
