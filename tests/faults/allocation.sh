#!/bin/sh
# Memory that runs out, at every place in turn: never a crash, one error line, never a wrong or a half result.
. "${top_srcdir:-.}/tests/common.sh"
shim=$top_builddir/.libs/fail_alloc.so
[ -e "$shim" ] || skip "the allocation shim needs glibc"
[ -z "${SAN_FLAGS-}" ] || skip "the sanitizers bring their own allocator"
good=$top_srcdir/examples/two_people.GRCh38.vcf
# How many failures to try for each command. The first and the last ones all, where the most different code allocates, and some spread between them.
first=${ALLOC_FIRST:-40} spread=${ALLOC_SPREAD:-60} last=${ALLOC_LAST:-25}

# A command that writes to the folder $pages, where that is set: its result is what stands there.
pages=
show_pages() { [ -z "$pages" ] || cat "$pages"/*.html 2>/dev/null || :; }

failing() { # n, command...
	_n=$1; shift
	[ -z "$pages" ] || rm -rf "$pages"
	FAIL_ALLOC=$_n FAIL_ALLOC_REPORT=$tmp/reached LD_PRELOAD=$shim "$@" >"$tmp/out" 2>"$tmp/err"
	_failing=$?
	show_pages >>"$tmp/out"
	return $_failing
}
total_of() { # command...: allocations of one run, by doubling and halving
	_lo=1 _hi=1024
	while rm -f "$tmp/reached"; failing $_hi "$@"; [ -e "$tmp/reached" ]; do _lo=$_hi _hi=$((_hi * 2)); done
	while [ $((_hi - _lo)) -gt 1 ]; do
		_mid=$(((_lo + _hi) / 2))
		rm -f "$tmp/reached"; failing $_mid "$@"
		if [ -e "$tmp/reached" ]; then _lo=$_mid; else _hi=$_mid; fi
	done
	echo $_lo
}
torture() { # claim, command...
	_claim=$1; shift
	"$@" >"$tmp/expected" 2>/dev/null || { fail "$_claim: fails by itself"; return; }
	show_pages >>"$tmp/expected"
	_total=$(total_of "$@")
	[ "$_total" -gt 1 ] || { fail "$_claim: the shim sees no allocation"; return; }
	_step=$((_total / spread)); [ $_step -gt 0 ] || _step=1
	_i=1 _tried=0
	while [ $_i -le "$_total" ]; do
		failing $_i "$@"
		_got=$?
		_tried=$((_tried + 1))
		if [ $_got -ge 126 ]; then
			fail "$_claim: allocation $_i of $_total fails: killed, exit status $_got"
		elif [ $_got = 0 ] && ! cmp -s "$tmp/out" "$tmp/expected"; then
			fail "$_claim: allocation $_i of $_total fails: exit status 0 with another result"
		elif [ $_got != 0 ] && [ -n "$pages" ] && [ -n "$(ls -A "$pages" 2>/dev/null | grep -v '^person_[12]\.html$')" ]; then
			fail "$_claim: allocation $_i of $_total fails: left behind: $(ls -A "$pages")"
		elif [ $_got != 0 ] && [ "$(grep -c '^stardose: error: ' "$tmp/err")" != 1 ]; then
			fail "$_claim: allocation $_i of $_total fails: exit status $_got without one error line: $(head -n 2 "$tmp/err")"
		fi
		if [ $_i -lt "$first" ] || [ $((_total - _i)) -le "$last" ]; then _i=$((_i + 1)); else _i=$((_i + _step)); fi
	done
	echo "$_claim: $_tried of $_total allocations made to fail"
	pass
}

torture "call -O t" "$STARDOSE" call --no-version "$good"
torture "call -O j" "$STARDOSE" call --no-version -O j "$good"
printf 'person_1\tCYP2D6\t1\nperson_2\tCYP2D6\t3\nperson_2\tCYP2C19\t0\n' >"$tmp/copies"
torture "call with copies" "$STARDOSE" call --no-version --copy-number "$tmp/copies" "$good"
printf '%s\t100\t50000000\n' 22 10 7 >"$tmp/regions.bed"
torture "call with regions of depth" "$STARDOSE" call --no-version --depth-regions "$tmp/regions.bed" "$good"
torture "call with silence and what was looked at" "$STARDOSE" call --no-version --absent reference --covered "$tmp/regions.bed" "$good"
torture "annotate with silence" "$STARDOSE" annotate --no-version --absent reference "$good"
printf 'F person_1 person_2 0 1 0\n' >"$tmp/family.fam"
torture "call with a pedigree" "$STARDOSE" call --no-version --ped "$tmp/family.fam" "$good"
reads=$top_srcdir/tests/data/reads
torture "call with reads" "$STARDOSE" call --no-version -O j -g CYP2D6 -s person_1 --reads "$reads/person_1.bam" "$good"
torture "call with reads of a CRAM" "$STARDOSE" call --no-version -g CYP2D6 -s person_1 --reads "$reads/windows.cram" "$good"
torture "guide" "$STARDOSE" guide --no-version "$good"
"$STARDOSE" call -O j "$good" >"$tmp/calls" 2>/dev/null
torture "guide -O f" "$STARDOSE" guide -O f --no-version --drugs codeine --taking fluoxetine -s person_1 "$good"
torture "qc" "$STARDOSE" qc "$tmp/calls"
printf '%s\n' "$good" >"$tmp/list"
torture "call of a list" "$STARDOSE" call --no-version -g CYP2C19 -l "$tmp/list"
for i in 1 2; do "$STARDOSE" call -q -O j --shard $i/2 -o "$tmp/part$i" "$good"; done
torture "merge" "$STARDOSE" merge "$tmp/part2" "$tmp/part1"
torture "sites" "$STARDOSE" sites --no-version -g CYP2C19
torture "what an assay tells" "$STARDOSE" sites --no-version -g CYP2C9 --bed "$tmp/regions.bed"
torture "guide from calls" "$STARDOSE" guide --no-version --drugs codeine,lithium "$tmp/calls"
torture "outside results" "$STARDOSE" call --no-version --outside "$top_srcdir/tests/data/outside.tsv" -s p1,p2,p6,p7
printf '#sample\tgene\tdiplotype\none_two\tCYP2C19\t*1/*2\ntwo_seventeen\tCYP2C19\t*3/*17\nelsewhere\tCYP2C19\t*1/*1\n' >"$tmp/outside.tsv"
torture "outside results beside genotypes" "$STARDOSE" call --no-version -O j -g CYP2C19 --outside "$tmp/outside.tsv" \
	"$top_srcdir/tests/data/cyp2c19.GRCh38.vcf"
printf 'Sample\tGenotype\tFilter\na\t*1_*2_*68\tNot_assigned_to_haplotypes\nb\tNone\tNone\nc\t*4/*4\tPASS\n' >"$tmp/cyrius.tsv"
torture "another caller's file" "$STARDOSE" call --no-version --outside "$tmp/cyrius.tsv"
torture "guide with a context" "$STARDOSE" guide --no-version -O j --drugs codeine -s person_1 \
	--taking "duloxetine 60 mg/d,terbinafine topical,Zoloft,pregnancy" "$good"
torture "guide with rules of labels and doses" "$STARDOSE" guide --no-version -O j --drugs citalopram,aripiprazole -s person_1 \
	--taking "citalopram 40 mg/d,omeprazole,Abilify 20 mg,paroxetine,clarithromycin 500 mg bid,age 72" "$good"
pages=$tmp/pages
torture "report to a folder" "$STARDOSE" report --no-version --drugs codeine,sertraline -o "$pages/" "$good"
pages=
torture "annotate" "$STARDOSE" annotate --no-version "$good"
torture "annotate with copies" "$STARDOSE" annotate --no-version --copy-number "$tmp/copies" "$good"
done_testing
