#!/bin/sh
# call, guide, annotate, qc, explain and compare --redact: a marker in everything that may name a person, and in nothing that they write; what they say stays.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
example=$top_srcdir/examples/two_people.GRCh38.vcf in=$tmp/MARKERpath
mkdir -p "$in/MARKERtables" "$tmp/out" "$tmp/open" && cp "$top_srcdir/tables/words.tsv" "$in/MARKERtables/"
cat >"$in/lines" <<'END'
##MARKERhead=<Name=MARKER>
##SAMPLE=<ID=MARKER2,Name="MARKER">
##INFO=<ID=XX,Number=1,Type=String,Description="of MARKER, with <tag>, and \"quotes\"",Source="MARKER">
##FILTER=<ID=q10,Description="MARKER">
##ALT=<ID=DEL,Description="MARKER">
##contig=<ID=chrX,length=5,assembly=MARKER>
##commandline=MARKER
END
sed "s/person_1/MARKER O'Doe/; s/person_2/MARKER2/" "$example" | sed "1r $in/lines" >"$in/MARKER.vcf"
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tdetail\tnote\n' >"$in/MARKERcontext.tsv"
printf "MARKER O'Doe\\t%s\\n" 'medicine	MARKERmedicine	10	mg/d	2026-02-01	.	.	MARKERnote' 'medicine	paroxetine	20	mg/d	2026-02-01	.	.	MARKERnote' \
	'procedure	TMS	20	.	2025-12-01	2026-02-23	device=MARKERdevice	.' 'score	PHQ-9	9	.	2026-02-03	.	.	MARKERnote' 'person	diagnosis	MARKERdiagnosis	.	2026-02-03	.	.	.' \
	>>"$in/MARKERcontext.tsv"
printf "#sample\\tgene\\tdiplotype\\nMARKER O'Doe\\tCYP2C9\\t*3/*3\\nMARKERnobody\\tCYP2C9\\t*1/*1\\n" >"$in/MARKERoutside.tsv"
printf 'a key of sixteen bytes and more' >"$tmp/key"
tables="--tables $in/MARKERtables"
"$STARDOSE" call -q -O j "$in/MARKER.vcf" >"$in/MARKERcalls"
printf "MARKERfamily MARKER2 MARKER\\tMARKER2 0 1 1\\nMARKERfamily MARKER2 MARKERfather 0 1 1\\n" >"$in/MARKER.ped"
printf "MARKER O'Doe\\tMARKERvillage\\nMARKER2\\tMARKERtown\\n" >"$in/MARKERpopulations"
printf "sample\\tgene\\tdiplotype\\nMARKER O'Doe\\tCYP2D6\\t*9/*9\\nMARKER O'Doe\\tCYP2C19\\t*9/*9\\nMARKER2\\tCYP2D6\\t*9/*9\\nMARKERnobody\\tCYP2D6\\t*1/*1\\n" >"$in/MARKERtruth.tsv"
of_calls() { # folder, options: what reads calls, and explain
	_dir=$1; shift
	for type in t j s m; do
		"$STARDOSE" qc "$@" $tables --ped "$in/MARKER.ped" --against "$in/MARKERtruth.tsv" -O $type -o "$_dir/qc.$type" "$in/MARKERcalls" 2>>"$_dir/qc.stderr"
	done
	cat "$_dir"/qc.m/*_mqc.tsv >"$_dir/qc.files" && rm -r "$_dir/qc.m"
	for type in t j; do
		"$STARDOSE" qc "$@" --summary -O $type "$in/MARKERcalls" >"$_dir/summary.$type" 2>>"$_dir/stderr"
		"$STARDOSE" qc "$@" --populations "$in/MARKERpopulations" -O $type "$in/MARKERcalls" >"$_dir/populations.$type" 2>>"$_dir/stderr"
		"$STARDOSE" explain "$@" $tables --outside "$in/MARKERoutside.tsv" -g CYP2C9,CYP2C19 -O $type "$in/MARKER.vcf" >"$_dir/explain.$type" 2>>"$_dir/stderr"
		"$STARDOSE" explain "$@" $tables --outside "$in/MARKERoutside.tsv" --drugs codeine -O $type "$in/MARKER.vcf" >"$_dir/why.$type" 2>>"$_dir/stderr"
		"$STARDOSE" explain "$@" --drugs codeine -O $type "$in/MARKERcalls" >"$_dir/why_calls.$type" 2>>"$_dir/stderr"
		"$STARDOSE" explain "$@" $tables --evidence -O $type "$in/MARKER.vcf" >"$_dir/evidence.$type" 2>>"$_dir/stderr"
	done
	"$STARDOSE" compare "$@" $tables "$in/MARKERcalls" "$in/MARKERtruth.tsv" >"$_dir/compare.t" 2>>"$_dir/stderr"
	for wrong in "qc $in/MARKERnone" "qc --ped $in/MARKERnone $in/MARKERcalls" "qc --populations $in/MARKERcalls $in/MARKERcalls" "explain -s MARKERnobody $in/MARKER.vcf" \
		"compare $in/MARKERnone $in/MARKERtruth.tsv" "compare $in/MARKERcalls $in/MARKER.vcf"; do
		# shellcheck disable=SC2086
		"$STARDOSE" ${wrong%% *} "$@" ${wrong#* } >/dev/null 2>>"$_dir/stderr"
	done
	# standard input has no name to hide, and samples have
	printf '{"sample":"MARKERhaploid","genes":[{"gene":"CYP2C19","status":"called","reasons":["haploid"]}]}\n' | "$STARDOSE" qc "$@" - >/dev/null 2>>"$_dir/stdin.stderr"
}
all() { # folder, options: every output of each command
	_dir=$1; shift
	for type in t j; do
		"$STARDOSE" call "$@" $tables --outside "$in/MARKERoutside.tsv" -O $type "$in/MARKER.vcf" >"$_dir/call.$type" 2>>"$_dir/stderr"
	done
	"$STARDOSE" call "$@" $tables -O p -s MARKER2 "$in/MARKER.vcf" >"$_dir/call.p" 2>>"$_dir/stderr"
	for type in t j f c; do
		"$STARDOSE" guide "$@" $tables --drugs codeine,MARKERasked --context "$in/MARKERcontext.tsv" -O $type "$in/MARKER.vcf" >"$_dir/guide.$type" 2>>"$_dir/stderr"
	done
	"$STARDOSE" guide "$@" $tables --page -O f --drugs codeine --context "$in/MARKERcontext.tsv" "$in/MARKER.vcf" 2>>"$_dir/stderr" |
		sed 's/"data":"[^"]*"/&\n/' >"$_dir/guide.page"
	for type in v z b u; do
		"$STARDOSE" annotate "$@" $tables --drugs codeine --outside "$in/MARKERoutside.tsv" -O $type -o "$_dir/annotated.$type" "$in/MARKER.vcf" 2>>"$_dir/stderr"
		case $type in z) gzip -dc "$_dir/annotated.z" >"$_dir/annotated.z.text" ;; b) gzip -dc "$_dir/annotated.b" | tr -c '[:print:]\n' ' ' >"$_dir/annotated.b.text" ;; esac
	done
	for wrong in "call $in/MARKERnone.vcf" "guide -s MARKERnobody $in/MARKER.vcf" "annotate $in/MARKERnone.vcf" "guide --context $in/MARKERnone $in/MARKER.vcf"; do
		# shellcheck disable=SC2086
		"$STARDOSE" ${wrong%% *} "$@" ${wrong#* } >/dev/null 2>>"$_dir/stderr"
	done
}
all "$tmp/open"
of_calls "$tmp/open"
for name in call.t call.j guide.t guide.j guide.f guide.c annotated.v annotated.z.text annotated.b.text stderr qc.t qc.j qc.s qc.files qc.stderr populations.t populations.j \
	explain.t explain.j why.t why.j why_calls.t why_calls.j evidence.t evidence.j compare.t stdin.stderr; do
	if grep -aq MARKER "$tmp/open/$name"; then pass; else fail "$name has no marker to begin with"; fi
done
for how in --redact "--redact-key=$tmp/key"; do
	rm -rf "$tmp/out" && mkdir "$tmp/out" && { all "$tmp/out" "$how"; of_calls "$tmp/out" "$how"; }
	for file in "$tmp/out"/*; do
		if grep -aEq 'MARKER|2026-02-|2025-12-' "$file"; then
			fail "$how: $file: $(grep -aEoh '.{40}(MARKER|2026-02-|2025-12-).{20}' "$file" | head -n 2)"
		else pass; fi
		[ -s "$file" ] || [ "$file" = "$tmp/out/stderr" ] || fail "$how: nothing in $file"
	done
	grep -q "share.* no allele" "$tmp/out/qc.stderr" && pass || fail "$how: what --against finds is not told: $(cat "$tmp/out/qc.stderr")"
	[ "$(grep -c '^stardose: error: ' "$tmp/out/stderr")" -ge 10 ] && pass || fail "$how: errors are not told: $(cat "$tmp/out/stderr")"
done
for page in "$tmp/out/guide.page"; do
	if sed -n 's/.*"data":"\([^"]*\)".*/\1/p' "$page" | base64 -d 2>/dev/null | grep -aq MARKER; then fail "the page of a bundle has the marker"; else pass; fi
done

# ---- what is said stays, under the same pseudonym everywhere ----
all "$tmp/out" --redact
of_calls "$tmp/out" --redact
cut -f 2- "$tmp/open/call.t" | grep -v '^##' >"$tmp/a"; cut -f 2- "$tmp/out/call.t" | grep -v '^##' >"$tmp/b"
same_file "rows of call but for their names" "$tmp/a" "$tmp/b"
grep -v '^#' "$tmp/open/annotated.v" >"$tmp/a"; grep -v '^#' "$tmp/out/annotated.v" >"$tmp/b"
same_file "records of annotate" "$tmp/a" "$tmp/b"
[ "$(sed -n 's/^##.*//; /^sample/p' "$tmp/out/call.t" | cut -f 1)" = sample ] && pass || fail "the name of a column is redacted"
for file in call.t call.j guide.t guide.j guide.f annotated.v qc.t qc.j qc.s qc.files explain.t explain.j why.t why.j why_calls.t why_calls.j evidence.t evidence.j compare.t; do
	if grep -q person-1 "$tmp/out/$file" && grep -q person-2 "$tmp/out/$file"; then pass; else fail "$file: no person-1 and person-2"; fi
done
if grep -q '^##INFO=<ID=XX,Number=1,Type=String,Description="redacted">' "$tmp/out/annotated.v" && grep -q '^##contig=<ID=chrX,length=5>' "$tmp/out/annotated.v"; then pass; else
	fail "declarations: $(grep '^##' "$tmp/out/annotated.v")"
fi
if command -v bcftools >/dev/null 2>&1; then
	for type in z b u; do
		bcftools view --no-version "$tmp/out/annotated.$type" 2>/dev/null | grep -v '^#' >"$tmp/b"
		bcftools view --no-version "$tmp/out/annotated.v" 2>/dev/null | grep -v '^#' >"$tmp/a"
		same_file "annotate -O $type holds what -O v holds" "$tmp/a" "$tmp/b"
	done
fi
for name in qc.t summary.t; do
	sed "s/MARKER O'Doe/person-1/; s/MARKER2/person-2/" "$tmp/open/$name" >"$tmp/a"
	same_file "$name but for the names" "$tmp/a" "$tmp/out/$name"
done
sed "s/MARKERtown/population-1/; s/MARKERvillage/population-2/" "$tmp/open/populations.t" >"$tmp/a"
same_file "populations but for their names" "$tmp/a" "$tmp/out/populations.t"
for name in explain why why_calls evidence; do # people and their text stay in order
	sed "/^##/d; s/MARKER O'Doe/person-1/; s/MARKER2/person-2/; s/MARKERnobody/person-3/" "$tmp/open/$name.t" >"$tmp/a"
	sed '/^##/d' "$tmp/out/$name.t" >"$tmp/b"
	same_file "$name but for the names" "$tmp/a" "$tmp/b"
done
sed "s/MARKER O'Doe/person-1/; s/MARKER2/person-2/; s/MARKERnobody/person-3/" "$tmp/open/compare.t" | sort >"$tmp/a"
sort "$tmp/out/compare.t" >"$tmp/b"
same_file "compare but for the names" "$tmp/a" "$tmp/b"
# qc, explain, merge and compare take calls that were redacted
"$STARDOSE" qc -o "$tmp/qc" "$tmp/out/call.j" >/dev/null 2>"$tmp/err" || true
if grep -rq MARKER "$tmp"/qc* 2>/dev/null; then fail "qc of redacted calls has the marker"; else pass; fi
"$STARDOSE" explain -s person-1 -g CYP2C19 "$tmp/out/call.j" >"$tmp/b" 2>&1; grep -q MARKER "$tmp/b" && fail "explain of redacted calls" || pass
# the key makes the name of report
"$STARDOSE" call --redact-key "$tmp/key" -O j "$in/MARKER.vcf" 2>/dev/null | sed 's/{"sample":"\([^"]*\)".*/\1/' >"$tmp/a"
"$STARDOSE" report --redact-key "$tmp/key" -O j "$in/MARKER.vcf" 2>/dev/null | sed 's/.*"sample":"\([^"]*\)".*/\1/' >"$tmp/b"
same_file "names made of a key are those of report" "$tmp/a" "$tmp/b"
for command in "qc -O j" "explain -O j -g CYP2C19"; do # a row of each for both: names are those of call
	# shellcheck disable=SC2086
	"$STARDOSE" $command --redact-key "$tmp/key" "$([ "${command%% *}" = qc ] && echo "$in/MARKERcalls" || echo "$in/MARKER.vcf")" 2>/dev/null |
		sed 's/{"sample":"\([^"]*\)".*/\1/' | uniq >"$tmp/b"
	same_file "names made of a key by ${command%% *} are those of call" "$tmp/a" "$tmp/b"
done
refused "explain of what a person takes" 2 "$STARDOSE" explain --redact --drugs codeine --context "$in/MARKERcontext.tsv" "$in/MARKER.vcf"
refused "a list of files" 2 "$STARDOSE" annotate --redact -l "$in/MARKERoutside.tsv" -o "$tmp/out/"
printf short >"$tmp/key3"
refused "a key that could be guessed" 2 "$STARDOSE" call --redact-key "$tmp/key3" "$in/MARKER.vcf"
done_testing
