#!/bin/sh
# Every reader of tables counts the same rows in what the program writes: the header line is bare, "##" lines
# stand before it, and each row has as many fields as the header. Readers of ours take it with and without '#'.
. "${top_srcdir:-.}/tests/common.sh"
vcf=$top_srcdir/examples/two_people.GRCh38.vcf
truth=$top_srcdir/tests/data/cyp2c19.truth.tsv
readers=

has() { # name, command that succeeds where the reader is there
	_name=$1; shift
	if "$@" >/dev/null 2>&1; then readers="$readers $_name"; else echo "without $_name: it is not installed"; fi
}
has pandas python3 -c 'import pandas'
has R Rscript -e 1
has mlr mlr --version
has sqlite3 sqlite3 --version

rows() { # reader, file: rows and the name of the first column
	case $1 in
	pandas) python3 -c 'import pandas, sys
t = pandas.read_csv(sys.argv[1], sep="\t", comment="#", quoting=3)
print(len(t), t.columns[0])' "$2" ;;
	R) Rscript -e 't <- read.delim(commandArgs(TRUE)[1], comment.char = "#", quote = ""); cat(nrow(t), names(t)[1], "\n")' "$2" | sed 's/ $//' ;;
	mlr) mlr --itsv --ojson --pass-comments-with '##' put -q 'if (NR == 1) { @first = joink(mapsum({}, $*), ",") } @n = NR; end { print @n . " " . splitax(@first, ",")[1] }' "$2" | grep -v '^[#[]' | grep ' ' ;;
	sqlite3) grep -v '^##' "$2" >"$tmp/bare"; printf '.mode tabs\n.import "%s" t\nselect count(*) || " " || (select name from pragma_table_info("t") limit 1) from t;\n' "$tmp/bare" | sqlite3 ;;
	esac
}
counted() { # claim, file
	awk -F '\t' '/^##/ { next } !n { n = NF; name = $1; next } NF != n { print "line " NR ": " NF " fields, not " n; bad = 1; exit } { k++ } END { if (!bad) print k + 0, name }' "$2" >"$tmp/want"
	grep -q '^line' "$tmp/want" && { fail "$1: $(cat "$tmp/want")"; return; }
	case $(cut -d ' ' -f 2 "$tmp/want") in '#'*) fail "$1: the header line begins with #"; return ;; esac
	for reader in $readers; do
		rows "$reader" "$2" >"$tmp/got" 2>&1
		same_file "$1: $reader counts otherwise (< expected, > got)" "$tmp/want" "$tmp/got"
	done
	pass
}
"$STARDOSE" call "$vcf" >"$tmp/calls" 2>/dev/null; counted call "$tmp/calls"
"$STARDOSE" guide --drugs codeine,citalopram "$vcf" >"$tmp/guide" 2>/dev/null; counted guide "$tmp/guide"
"$STARDOSE" call -g CYP2C19 "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" >"$tmp/a" 2>/dev/null
"$STARDOSE" compare "$tmp/a" "$truth" >"$tmp/compare"; counted compare "$tmp/compare"
for what in genes tables sources; do "$STARDOSE" tables list $what >"$tmp/list"; counted "tables list $what" "$tmp/list"; done
"$STARDOSE" tables show CYP2C19 >"$tmp/list"; counted "tables show CYP2C19" "$tmp/list"

# what reads such files takes the header in both forms
hash() { sed 's/^sample/#sample/' "$1"; }
same() { # claim, command that reads @F
	_claim=$1 _in=$2; shift 2
	cp "$_in" "$tmp/bare_form"; hash "$_in" >"$tmp/hash_form"
	cmp -s "$tmp/bare_form" "$tmp/hash_form" && fail "$_claim: the two forms are one"
	for form in bare hash; do "$@" "$tmp/${form}_form" "$tmp/$form.out" || fail "$_claim, $form: exit status $?"; done
	same_file "$_claim: the two forms differ" "$tmp/bare.out" "$tmp/hash.out"
}
outside() { "$STARDOSE" call --no-version --outside "$1" >"$2" 2>/dev/null; }
compare() { "$STARDOSE" compare --no-version "$1" "$truth" >"$2"; }
context() { "$STARDOSE" guide --no-version --drugs codeine --context "$1" "$vcf" >"$2" 2>/dev/null; }
copies() { "$STARDOSE" call --no-version --copy-number "$1" "$vcf" >"$2" 2>/dev/null; }
same "--outside" "$tmp/calls" outside
same "compare" "$tmp/a" compare
printf '##of whom\nsample\tkind\tname\nperson_1\tmedicine\tparoxetine\n' >"$tmp/in"; same "--context" "$tmp/in" context
printf 'sample\tgene\tcopies\nperson_1\tCYP2D6\t1\n' >"$tmp/in"; same "--copy-number" "$tmp/in" copies
done_testing
