#!/bin/sh
# guide, qc and annotate over lists and shards: the bytes of the whole, one bad file takes nothing from the others, and what cannot be cut is refused.
# (What `call` and `merge` do: shards.sh.)
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
. "$top_srcdir/tests/property/seven_people.sh"
run() { # output, command and options: no error
	out=$1; shift
	"$STARDOSE" "$@" >"$out" 2>"$tmp/err" || fail "$*: $(head -n 1 "$tmp/err")"
}
# the same person by person as calls: compressed, plain, and two in one file
run "$tmp/calls" call -q -O j "$cohort"
for i in 1 2 3 4 5; do sed -n ${i}p "$tmp/calls" >"$tmp/c$i.jsonl"; echo "$tmp/c$i.jsonl"; done >"$tmp/files"
gzip -f "$tmp/c2.jsonl"
sed -n 6,7p "$tmp/calls" >"$tmp/c6.jsonl"
{ sed s/c2.jsonl/c2.jsonl.gz/ "$tmp/files"; echo "$tmp/c6.jsonl"; } >"$tmp/lines" && mv "$tmp/lines" "$tmp/files"
printf 'sample\tkind\tname\tvalue\np3\tmedicine\tparoxetine\t20 mg/d\np6\tmedicine\tfluvoxamine\t\n' >"$tmp/context.tsv"

# ---- guide ----

cards() { case $1 in c) echo --drugs codeine,citalopram ;; *) echo --drug-class opioid,ssri ;; esac; }
for type in t j f c; do
	set -- guide -q -O $type $(cards $type) --context "$tmp/context.tsv"
	run "$tmp/whole" "$@" "$cohort"
	[ -s "$tmp/whole" ] || fail "guide -O $type: nothing"
	run "$tmp/out" "$@" "$tmp/calls"
	same_file "guide -O $type: calls" "$tmp/whole" "$tmp/out"
	run "$tmp/out" "$@" -l "$tmp/people"
	same_file "guide -O $type: a list of genotypes, together" "$tmp/whole" "$tmp/out"
	run "$tmp/out" "$@" --keep-going -l - <"$tmp/people"
	same_file "guide -O $type: a list of genotypes, one by one" "$tmp/whole" "$tmp/out"
	run "$tmp/out" "$@" -l "$tmp/files"
	same_file "guide -O $type: a list of calls" "$tmp/whole" "$tmp/out"
	run "$tmp/out" "$@" --keep-going -l "$tmp/files"
	same_file "guide -O $type: a list of calls, one by one" "$tmp/whole" "$tmp/out"
	for of in "$cohort" "$tmp/calls" "-l $tmp/people" "-l $tmp/files" "--keep-going -l $tmp/people" "--keep-going -l $tmp/files"; do
		outputs=
		for i in 1 2 3; do
			run "$tmp/s$i" "$@" --shard $i/3 $of
			outputs="$tmp/s$i $outputs"
		done
		case $type in
		[tj]) "$STARDOSE" merge $outputs >"$tmp/out" || fail "merge of guide -O $type $of" ;;
		*) cat "$tmp/s1" "$tmp/s2" "$tmp/s3" >"$tmp/out" ;;
		esac
		same_file "guide -O $type: three shards of $of" "$tmp/whole" "$tmp/out"
		case $type in [tj]) refused "guide -O $type: a missing shard of $of" 3 "$STARDOSE" merge "$tmp/s1" "$tmp/s3" ;; esac
	done
done
run "$tmp/whole" guide --no-version -q --drugs codeine "$tmp/calls"
for i in 1 2; do run "$tmp/s$i" guide --no-version -q --drugs codeine --shard $i/2 "$tmp/calls"; done
{ cat "$tmp/s1"; grep -v '^##' "$tmp/s2" | tail -n +2; } | grep -v '^##stardose_shard=' >"$tmp/out"
same_file "guide: shards without versions" "$tmp/whole" "$tmp/out"
grep -q '^##stardose_shard=2/2' "$tmp/s2" && pass || fail "guide: rows do not say which shard they are"
for i in 1 2; do run "$tmp/marked$i" call -q -O j --shard $i/2 "$cohort"; done
refused "guide: a shard of shards" 3 "$STARDOSE" guide -q --shard 1/2 "$tmp/marked1" "$tmp/marked2"
refused "guide: a shard of a stream" 2 "$STARDOSE" guide -q --shard 1/2 - <"$tmp/calls"
refused "guide: more shards than people" 2 "$STARDOSE" guide -q --shard 1/8 "$tmp/calls"
refused "guide: a shard of no list with --keep-going" 2 "$STARDOSE" guide -q --keep-going --shard 1/2 "$tmp/calls"
refused "guide: no shard" 2 "$STARDOSE" guide -q --shard 3/2 "$tmp/calls"
refused "guide: files and a list" 2 "$STARDOSE" guide -q -l "$tmp/files" "$tmp/calls"

# one bad file, and one bad line, among many
set_aside() { # claim, how many, names...
	claim=$1 n=$2; shift 2
	[ $got = 1 ] && pass || fail "$claim: exit $got"
	for name; do grep -q "set aside.*$name\|$name.*set aside" "$tmp/err" && pass || { fail "$claim: $name is not named"; cat "$tmp/err"; }; done
	[ "$(grep -c 'set aside' "$tmp/err")" = $n ] && pass || { fail "$claim: not $n are set aside"; cat "$tmp/err"; }
}
echo hello >"$tmp/text.vcf"; head -c 3000 "$tmp/p1.vcf" >"$tmp/cut.vcf"
{ echo "$tmp/none.vcf"; cat "$tmp/people"; echo "$tmp/text.vcf"; echo "$tmp/cut.vcf"; echo "$tmp/p3.vcf"; } >"$tmp/bad"
run "$tmp/whole" guide -q --drugs codeine "$cohort"
"$STARDOSE" guide --drugs codeine --keep-going -l "$tmp/bad" >"$tmp/out" 2>"$tmp/err"; got=$?
set_aside "guide: bad genotypes" 4 none.vcf text.vcf cut.vcf p3.vcf
same_file "guide: the others are what they were" "$tmp/whole" "$tmp/out"
{ echo "$tmp/none.jsonl"; cat "$tmp/files"; echo "$tmp/mixed.jsonl"; } >"$tmp/bad.json"
{ head -c 200 "$tmp/calls"; echo; sed -n 2p "$tmp/calls"; echo '{"sample":"x"}'; printf '{"sample":"\001"}\n'; sed -n 3p "$tmp/calls" | sed 's/"p3"/"q3"/'; } >"$tmp/mixed.jsonl"
{ cat "$tmp/calls"; tail -n 1 "$tmp/mixed.jsonl"; } >"$tmp/eight"
run "$tmp/whole" guide -q --drugs codeine "$tmp/eight"
"$STARDOSE" guide --drugs codeine --keep-going -l "$tmp/bad.json" >"$tmp/out" 2>"$tmp/err"; got=$?
set_aside "guide: bad calls" 5 none.jsonl mixed.jsonl:1 mixed.jsonl:2 mixed.jsonl:3 'mixed.jsonl. line 4'
same_file "guide: good lines of a bad file" "$tmp/whole" "$tmp/out"
refused "guide: the same without --keep-going" 3 "$STARDOSE" guide -q --drugs codeine -l "$tmp/bad.json"
"$STARDOSE" guide --keep-going -o "$tmp/nothing" "$tmp/none.vcf" "$tmp/none2.vcf" >/dev/null 2>"$tmp/err"; got=$?
[ $got = 3 ] && [ ! -e "$tmp/nothing" ] && pass || fail "guide: nothing but bad files: exit $got"

# ---- qc ----

for type in t j m s summary ped; do
	case $type in
	m) set -- qc -O m -o "$tmp/mqc" ;;
	summary) set -- qc --summary ;;
	ped) printf 'f p1 p2 p3\n' >"$tmp/ped"; set -- qc --ped "$tmp/ped" ;;
	*) set -- qc -O $type ;;
	esac
	result() { if [ $type = m ]; then cat "$tmp"/mqc/*; rm -r "$tmp/mqc"; else cat "$tmp/made"; fi >"$tmp/$1"; }
	run "$tmp/made" "$@" "$tmp/calls"; result whole
	run "$tmp/made" "$@" -l "$tmp/files"; result out
	same_file "qc $type: a list" "$tmp/whole" "$tmp/out"
	run "$tmp/made" "$@" -l "$tmp/files" --keep-going; result out
	same_file "qc $type: a list, one by one" "$tmp/whole" "$tmp/out"
	"$STARDOSE" "$@" "$tmp/eight" >"$tmp/made" 2>/dev/null; result whole
	"$STARDOSE" "$@" -l "$tmp/bad.json" --keep-going >"$tmp/made" 2>"$tmp/err"; got=$?
	result out
	set_aside "qc $type" 5 none.jsonl 'mixed.jsonl. line 1' 'mixed.jsonl. line 2' 'mixed.jsonl. line 3' 'mixed.jsonl. line 4'
	same_file "qc $type: the others are what they were" "$tmp/whole" "$tmp/out"
	case $type in [tj]) ;; *) refused "qc $type: a shard" 2 "$STARDOSE" "$@" --shard 1/2 "$tmp/calls"; continue ;; esac
	"$STARDOSE" "$@" "$tmp/calls" >"$tmp/whole"
	for of in "$tmp/calls" "-l $tmp/files"; do
		for i in 1 2 3; do run "$tmp/s$i" "$@" --shard $i/3 $of; done
		if [ $type = t ]; then awk 'NR == 1 || FNR > 1' "$tmp/s1" "$tmp/s2" "$tmp/s3"; else cat "$tmp/s1" "$tmp/s2" "$tmp/s3"; fi >"$tmp/out"
		same_file "qc $type: three shards of $of" "$tmp/whole" "$tmp/out"
	done
done

# ---- annotate ----

mkdir "$tmp/in"
for i in 1 2 3; do cp "$tmp/p$i.vcf" "$tmp/in/p$i.g.vcf"; echo "$tmp/in/p$i.g.vcf"; done >"$tmp/list"
for type in v z b; do
	case $type in v) end=vcf ;; z) end=vcf.gz ;; b) end=bcf ;; esac
	set -- annotate -q -O $type --drugs codeine
	rm -rf "$tmp/one" "$tmp/made"; mkdir "$tmp/one"
	for i in 1 2 3; do run /dev/null "$@" -o "$tmp/one/p$i.g.$end" "$tmp/in/p$i.g.vcf"; done
	run "$tmp/out" "$@" -l "$tmp/list" -o "$tmp/made"
	[ ! -s "$tmp/out" ] && diff -r "$tmp/one" "$tmp/made" >"$tmp/diff" && pass || fail "annotate -O $type: a list is not what its files are: $(cat "$tmp/diff")"
	for i in 1 2; do run /dev/null "$@" -l "$tmp/list" -o "$tmp/made.$type/" --shard $i/2; done
	diff -r "$tmp/one" "$tmp/made.$type" >"$tmp/diff" && pass || fail "annotate -O $type: shards of a list are not what its files are: $(cat "$tmp/diff")"
done
run /dev/null annotate -q -O z -W -l "$tmp/list" -o "$tmp/indexed"
[ "$(ls "$tmp/indexed" | grep -c csi)" = 3 ] && pass || fail 'annotate -W: three indexes'
run /dev/null annotate -q -s p2 -l "$tmp/list" -o "$tmp/chosen"
[ "$(grep -c '	PGXD\|:PGXD' "$tmp/chosen/p2.g.vcf")" -gt 1 ] && pass || fail 'annotate -s: a sample of one file of the list'
{ echo "$tmp/none.vcf"; echo "$tmp/text.vcf"; cat "$tmp/list"; } >"$tmp/bad"
"$STARDOSE" annotate --drugs codeine --keep-going -l "$tmp/bad" -o "$tmp/kept" >"$tmp/out" 2>"$tmp/err"; got=$?
set_aside 'annotate: bad files' 2 none.vcf text.vcf
for i in 1 2 3; do run /dev/null annotate -q --drugs codeine -o "$tmp/one/p$i.g.vcf" "$tmp/in/p$i.g.vcf"; same_file "annotate: p$i beside bad ones" "$tmp/one/p$i.g.vcf" "$tmp/kept/p$i.g.vcf"; done
[ "$(ls "$tmp/kept" | wc -l)" = 3 ] && pass || fail "annotate: what is set aside leaves a file: $(ls "$tmp/kept")"
refused 'annotate: a bad file without --keep-going' 3 "$STARDOSE" annotate -q -l "$tmp/bad" -o "$tmp/kept2"
refused 'annotate: nothing but bad files' 3 sh -c "head -n 2 '$tmp/bad' | '$STARDOSE' annotate -q --keep-going -l - -o '$tmp/kept3' 2>&1 | tail -n 1 >&2; exit 3"
refused 'annotate: a list without a folder' 2 "$STARDOSE" annotate -q -l "$tmp/list"
refused 'annotate: a list into the folder it is from' 2 "$STARDOSE" annotate -q -O v -l "$tmp/list" -o "$tmp/in"
refused 'annotate: two files of one name' 2 sh -c "(cat '$tmp/list'; echo '$tmp/made/p1.g.bcf') | '$STARDOSE' annotate -q -l - -o '$tmp/twice'"
[ ! -e "$tmp/twice" ] && pass || fail 'annotate: a refused list leaves a folder'
refused 'annotate: several files in a line' 2 sh -c "printf '%s\t%s\n' '$tmp/p1.vcf' '$tmp/p2.vcf' | '$STARDOSE' annotate -q -l - -o '$tmp/twice'"
refused 'annotate: standard input in a list' 2 sh -c "echo - | '$STARDOSE' annotate -q -l - -o '$tmp/twice'"
refused 'annotate: a shard of no list' 2 "$STARDOSE" annotate -q --shard 1/2 "$cohort"
refused 'annotate: --keep-going without a list' 2 "$STARDOSE" annotate -q --keep-going "$cohort"
refused 'annotate: a list and a file' 2 "$STARDOSE" annotate -q -l "$tmp/list" -o "$tmp/x" "$cohort"
refused 'annotate: a file as folder' 5 "$STARDOSE" annotate -q -l "$tmp/list" -o "$cohort"
done_testing
