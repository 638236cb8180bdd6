#!/bin/sh
# report --redact: a marker in everything that may name a person, and in no page, name of a file, index, JSON or line on stderr.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
example=$top_srcdir/examples/two_people.GRCh38.vcf
in=$tmp/MARKERpath
mkdir -p "$in/MARKERtables" && cp "$top_srcdir/tables/words.tsv" "$in/MARKERtables/"
sed "s/person_1/MARKER O'Doe/; s/person_2/MARKER2/; 2i ##MARKERhead=<Name=MARKER>" "$example" >"$in/MARKER.vcf"
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$in/MARKERcontext.tsv"
printf "MARKER O'Doe\\t%s\\n" 'medicine	MARKERmedicine	10	mg	2026-02-01	.	MARKERnote' 'medicine	paroxetine	20	mg/d	2026-02-01	2026-02-20	MARKERnote' \
	'medicine	omeprazole	20	MARKERunit	2025-12-01	.	MARKERnote' 'condition	MARKERcondition	.	.	.	.	MARKERnote' 'medicine	MARKERbad	x	mg	3026	.	.' >>"$in/MARKERcontext.tsv"
printf "MARKER O'Doe\\t%s\\n" 'score	PHQ-9	9	.	2026-02-03	.	MARKERnote' 'score	MARKERscale	9	.	2026-02-03	.	MARKERnote' >>"$in/MARKERcontext.tsv"
sed -i '1s/$/\tdetail/; 2,$s/$/\t./' "$in/MARKERcontext.tsv"
printf "MARKER O'Doe\\t%s\\n" 'lab	clozapine	400	ng/mL	2026-02-03	.	MARKERnote	assay=MARKERassay;specimen=MARKERspecimen;lastdose=12' 'lab	MARKERlab	4	mg/L	2026-02-03	.	.	.' \
	'trial	lithium	900	mg/d	2025-12-01	2026-02-23	MARKERnote	augments=MARKERother;outcome=none' 'trial	MARKERtrial	9	mg/d	2025-12-01	2026-02-23	.	.' \
	'procedure	TMS	20	.	2025-12-01	2026-02-23	MARKERnote	device=MARKERdevice' 'procedure	MARKERprocedure	20	.	2025-12-01	2026-02-23	.	.' \
	'score	MARKERversion	9	.	2026-02-03	.	.	version=MARKERversion' 'person	diagnosis	MARKERdiagnosis	.	2026-02-03	.	.	.' \
	'score	CGI-I	2	.	2026-02-03	.	.	baseline=2025-12-01' >>"$in/MARKERcontext.tsv"
printf "#sample\\tgene\\tdiplotype\\nMARKER O'Doe\\tCYP2C9\\t*3/*3\\nMARKERnobody\\tCYP2C9\\tMARKERdiplotype\\n" >"$in/MARKERoutside.tsv"
report() {
	"$STARDOSE" report --tables "$in/MARKERtables" --drugs codeine,citalopram,MARKERasked --context "$in/MARKERcontext.tsv" --outside "$in/MARKERoutside.tsv" "$@"
}
# the marker would be there
report -O j "$in/MARKER.vcf" >"$tmp/open.json" 2>"$tmp/open.err"
for part in "O'Doe" medicine unit condition asked tables lab other trial device procedure version diagnosis scale; do
	if grep -q "MARKER.*$part" "$tmp/open.json"; then pass; else fail "the marker '$part' is not in the JSON to begin with"; fi
done
grep -q MARKER "$tmp/open.err" || fail "the marker is not on stderr to begin with"

clean() { # claim, files...: none has the marker, nor a day of the context
	_claim=$1; shift
	if grep -rEl 'MARKER|2026-02-|2025-12-|February 2026' "$@" >"$tmp/dirty" 2>/dev/null; then
		fail "$_claim: $(grep -rEoh '.{60}(MARKER|2026-02-|2025-12-|February 2026).{20}' "$@" | head -n 2)"
	else pass; fi
}
for how in --redact "--redact-key $tmp/key"; do
	printf 'a key of sixteen bytes and more' >"$tmp/key"
	rm -rf "$tmp/out" && mkdir "$tmp/out"
	# shellcheck disable=SC2086
	for reader in clinician patient family referral tracking preparation; do
		report $how --for $reader -o "$tmp/out/$reader/" "$in/MARKER.vcf" 2>>"$tmp/out/stderr"
		[ "$(ls "$tmp/out/$reader" | wc -l)" = 3 ] || fail "$how: $(ls "$tmp/out/$reader")"
	done
	# shellcheck disable=SC2086
	report $how -O j "$in/MARKER.vcf" >"$tmp/out/json" 2>>"$tmp/out/stderr"
	# shellcheck disable=SC2086
	report $how -O j -v "$in/MARKER.vcf" >/dev/null 2>>"$tmp/out/stderr"
	# from JSON Lines
	"$STARDOSE" call -O j "$in/MARKER.vcf" >"$in/MARKERcalls.json" 2>/dev/null
	# shellcheck disable=SC2086
	"$STARDOSE" report $how -O j --context "$in/MARKERcontext.tsv" "$in/MARKERcalls.json" >"$tmp/out/json2" 2>>"$tmp/out/stderr"
	# shellcheck disable=SC2086
	for args in "$in/MARKERnone.vcf" "-s MARKERnobody $in/MARKER.vcf" "--context $in/MARKERnone $in/MARKER.vcf" "--template $in/MARKERnone $in/MARKER.vcf" \
		"-o $in/MARKERnone/none/x.html $in/MARKER.vcf" "$in/MARKER.vcf"; do
		"$STARDOSE" report $how $args >/dev/null 2>>"$tmp/out/stderr"
	done
	clean "$how" "$tmp/out"
	if find "$tmp/out" | grep -q MARKER; then fail "$how: a name of a file"; else pass; fi
	[ "$(grep -c '^stardose: error: ' "$tmp/out/stderr")" -ge 6 ] || fail "$how: errors are not told: $(cat "$tmp/out/stderr")"
	[ "$(wc -l <"$tmp/out/json")" = 2 ] && [ "$(wc -l <"$tmp/out/json2")" = 2 ] || fail "$how: not two people"
done
# of what was tried, its name in the tables, weeks and outcome stay
report --redact -O j -s "MARKER O'Doe" "$in/MARKER.vcf" 2>/dev/null >"$tmp/a"
for stays in '"name":"lithium"' '12 weeks' 'no effect recorded' '"name":"TMS"'; do
	if grep -q "$stays" "$tmp/a"; then pass; else fail "--redact: $stays is gone"; fi
done
names() { sed 's/.*"sample":"\([^"]*\)".*/\1/' "$1" | tr '\n' ' '; }
report --redact -O j "$in/MARKER.vcf" 2>/dev/null >"$tmp/a"
[ "$(names "$tmp/a")" = "person-1 person-2 " ] && pass || fail "numbers: $(names "$tmp/a")"
# made of key and name: the same in every run and for one alone, another with another key; as openssl makes it
report --redact-key "$tmp/key" -O j "$in/MARKER.vcf" 2>/dev/null >"$tmp/a"
"$STARDOSE" report --redact-key "$tmp/key" -O j -s MARKER2 "$in/MARKER.vcf" 2>/dev/null >"$tmp/b"
[ "$(names "$tmp/a" | cut -d' ' -f2)" = "$(names "$tmp/b" | cut -d' ' -f1)" ] && pass || fail "pseudonyms change: $(names "$tmp/a") $(names "$tmp/b")"
if command -v openssl >/dev/null 2>&1; then
	mac=$(printf MARKER2 | openssl dgst -md5 -hmac 'a key of sixteen bytes and more' 2>/dev/null | sed 's/.*= //' | cut -c1-20)
	[ -z "$mac" ] || [ "$(names "$tmp/b")" = "person-$mac " ] && pass || fail "HMAC: $(names "$tmp/b") is not $mac"
fi
printf 'another key of sixteen bytes' >"$tmp/key2"
"$STARDOSE" report --redact-key "$tmp/key2" -O j -s MARKER2 "$in/MARKER.vcf" 2>/dev/null >"$tmp/c"
[ "$(names "$tmp/c")" != "$(names "$tmp/b")" ] && pass || fail "another key, the same name"
printf 'short' >"$tmp/key3"
refused "a key that could be guessed" 2 "$STARDOSE" report --redact-key "$tmp/key3" -O j "$in/MARKER.vcf"
refused "a key that is not there" 2 "$STARDOSE" report --redact-key "$tmp/none" -O j "$in/MARKER.vcf"
# a header that looks like a person, and headers that do not
warns() { # header line or name of the first sample, number of warnings
	case $1 in
	'##'*) sed "2i $1" "$example" >"$tmp/head.vcf" ;;
	*) sed "s/person_1/$1/" "$example" >"$tmp/head.vcf" ;;
	esac
	"$STARDOSE" call "$tmp/head.vcf" 2>&1 >/dev/null | grep 'looks like somebody' >"$tmp/warned"
	if [ "$(wc -l <"$tmp/warned")" = "$2" ] && ! grep -q "Jane\|1984" "$tmp/warned"; then pass; else fail "$1: $(cat "$tmp/warned")"; fi
}
for line in '##SAMPLE=<ID=person_1,Name="Jane Doe">' '##DOB=1984-02-11' '##patient=Jane Doe' '##META=<ID=x,DOB=1984>' 'Doe, Jane' 'x_MRN_1' 'p19840211' 'p_1984-02-11'; do warns "$line" 1; done
for line in '##SAMPLE=<ID=person_1,Description="tumour">' '##fileDate=19990101' '##source=Named caller of 1984' 'run_2026-11-22' 'NA12878' 'HG_19842011' 'birthe'; do warns "$line" 0; done
"$STARDOSE" annotate -o "$tmp/head.out.vcf" "$tmp/head.vcf" 2>/dev/null
sed '2i ##DOB=1984-02-11' "$example" >"$tmp/head.vcf"
"$STARDOSE" annotate -o "$tmp/head.out.vcf" "$tmp/head.vcf" 2>"$tmp/err"
[ "$(grep -c 'looks like somebody' "$tmp/err")" = 1 ] && pass || fail "annotate does not warn once"
# what is advised stays
"$STARDOSE" report --drugs codeine -O j -s MARKER2 "$in/MARKER.vcf" 2>/dev/null | sed 's/MARKER2/person-1/' >"$tmp/a"
"$STARDOSE" report --redact --drugs codeine -O j -s MARKER2 "$in/MARKER.vcf" 2>/dev/null >"$tmp/b"
same_file "nothing but the name is gone where nothing but the name is there" "$tmp/a" "$tmp/b"
done_testing
