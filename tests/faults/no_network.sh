#!/bin/sh
# No option that takes a file, and no operand, ever reaches a network, whatever it is called: strace sees neither a socket nor a
# connection. The options are those of --help, so a new one cannot be forgotten.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need strace
unset STARDOSE_TABLES
strace -f -e trace=none -o "$tmp/log" true 2>/dev/null || skip "strace may trace nothing here"
root=$(cd "$top_srcdir" && pwd) people=$root/examples/two_people.GRCh38.vcf
cd "$tmp" || exit 1

quiet() { # what, whether it must fail, arguments: no call that has to do with a network
	_what=$1 _must=$2; shift 2
	timeout 60 strace -f -e trace=network -o "$tmp/log" "$STARDOSE" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; _rc=$?
	if grep -E '(socket|connect|sendto|bind)\(' "$tmp/log" >"$tmp/calls"; then fail "$_what: $(head -n 1 "$tmp/calls")"; else pass; fi
	if [ $_rc -gt 5 ] || { [ "$_must" = fails ] && [ $_rc = 0 ]; }; then fail "$_what: exit status $_rc, $(cat "$tmp/err")"; else pass; fi
}
# the trace sees what it is for
if strace -f -e trace=network -o "$tmp/log" python3 -c 'import socket; socket.socket()' 2>/dev/null; then
	if grep -q 'socket(' "$tmp/log"; then pass; else fail "a socket goes unseen"; fi
fi

cat >"$tmp/names" <<'END'
http://127.0.0.1:9/x
https://127.0.0.1:9/x
ftp://127.0.0.1/x
s3://bucket/x
s3+http://bucket/x
gs://bucket/x
htsget://127.0.0.1/x
irods:/zone/x
http:x
s3:x
file:///etc/hostname
END
grep -e '^http:' -e '^s3' "$tmp/names" >"$tmp/few"
# sanitizers look at how a name is read, which is the same for all; their programs take ten times as long to start
if sanitized; then grep -e '^http:/' -e '^s3:x' "$tmp/names" >"$tmp/few"; fi
operand() { case $1 in tables) echo check;; compare) echo "$people $people";; *) echo "$people";; esac; }
n_options=0
for command in call guide report annotate explain compare tables; do
	for option in $("$STARDOSE" $command --help | sed -n 's/^ .*\(--[a-z-]*\) \(FILE\|DIR\|FILE|DIR\) .*/\1/p'); do
		n_options=$((n_options + 1)) must=fails
		[ $option = --output ] && must=may	# which may make a file of that name
		while read -r name; do
			quiet "$command $option $name" $must $command $option "$name" $(operand $command)
			rm -f "http:x" "s3:x"
		done <"$tmp/few"
	done
	case $command in tables) continue;; esac
	while read -r name; do
		if [ $command = compare ]; then quiet "$command $name" fails compare "$name" "$name"; else quiet "$command $name" fails $command "$name"; fi
	done <"$tmp/names"
done
if [ $n_options -ge 40 ]; then pass; else fail "only $n_options options take a file: --help is read wrongly"; fi

# files that are really called so are files, with their index beside them, and so are outputs
sed -n '/^#/p; /^chr10\|^10/p' "$people" >"http:x.vcf"
quiet "a file called http:x.vcf" may call -g CYP2C19 "http:x.vcf"
if grep -q '^person_1' "$tmp/out"; then pass; else fail "a file called http:x.vcf is not read: $(cat "$tmp/err")"; fi
quiet "output called s3:y.vcf.gz with an index" may annotate -W -o "s3:y.vcf.gz" -g CYP2C19 "http:x.vcf"
if [ -s "s3:y.vcf.gz" ]; then pass; else fail "no output s3:y.vcf.gz: $(cat "$tmp/err")"; fi
quiet "an index beside a file called s3:y.vcf.gz" may call -g CYP2C19 "s3:y.vcf.gz"
if grep -q '^person_1' "$tmp/out"; then pass; else fail "s3:y.vcf.gz is not read: $(cat "$tmp/err")"; fi
printf '{ "htsget": { "format": "VCF", "urls": [ { "url": "http://127.0.0.1:9/x" } ] } }\n' >ticket.vcf
quiet "a htsget ticket" fails call ticket.vcf
printf 'crypt4gh' >sealed.vcf
quiet "a sealed file" fails call sealed.vcf
quiet "a template that includes an address" may report -s person_1 --template ticket.vcf "$people"
done_testing
