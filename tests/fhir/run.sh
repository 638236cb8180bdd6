#!/bin/sh
# Bundles of guide -O f by rules that others wrote: R4's JSON schema, R4's StructureDefinitions, the profiles of Genomics Reporting and
# their invariants, as npm packages have them; and every kind of spoilt bundle refused. The people are those whose pages the browser test
# looks at, and people with hostile names. Needs Node.js 20 and packages that `npm ci` in this folder brings; without one of them the test
# says so and is skipped.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
. "$top_srcdir/tests/node.sh"
here=$top_srcdir/tests/fhir cli=$top_srcdir/tests/cli tables=$top_srcdir/tables example=$top_srcdir/examples/two_people.GRCh38.vcf
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
node_packages "$here"
unset STARDOSE_TABLES
bundles() { # what, arguments of guide: sound by our own check, and everything of guide -O j is found again
	_what=$1 _f=$tmp/bundles_$n_claims.f; shift
	"$STARDOSE" guide -O j "$@" >"$tmp/j" 2>/dev/null
	"$STARDOSE" guide -O f "$@" >"$_f" 2>/dev/null
	if python3 "$cli/fhir.py" "$_f" "$tables"; then pass; else fail "$_what: not sound"; fi
	if python3 "$cli/fhir_read.py" "$tmp/j" "$_f" "$tables/vocabulary.tsv" >"$tmp/why"; then pass; else fail "$_what: not what guide -O j says"; fi
	echo "$_what: $(cat "$tmp/why")"
}

python3 "$top_srcdir/tests/people.py" "$tables" "$top_srcdir/tools" "$tmp" || exit 1
bundles "nine people" --outside "$tmp/outside.tsv" --copy-number "$tmp/copies.tsv" --context "$tmp/context.tsv" "$tmp/people.vcf"
if [ "$(wc -l <"$_f")" -eq 9 ]; then pass; else fail "nine people do not make nine bundles"; fi
bundles "the other build" "$top_srcdir/examples/two_people.GRCh37.vcf"
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$tmp/context"
printf 'person_1\tmedicine\t%s\t20\tmg/d\t2026-01-01\t%s\tnote\n' paroxetine 2026-02-10 omeprazole . >>"$tmp/context"
bundles "a context with a day" --date 2026-02-20 --context "$tmp/context" --drugs codeine,citalopram,lithium -s person_1 "$example"
dated=$_f
bundles "what was measured and tried" --date 2026-11-01 --context "$top_srcdir/tests/data/clinic_record.tsv" --drugs codeine,citalopram -s person_1 "$example"
measured=$_f
"$STARDOSE" guide -O f --transaction --patient-identifier https://lab.example/people --page --taking codeine -s person_1 "$example" \
	2>/dev/null >"$tmp/transaction.f"
"$STARDOSE" guide -O f --all -s person_1 "$example" 2>/dev/null >"$tmp/every_line.f"
python3 "$top_srcdir/tests/hostile.py" write "$example" "$tmp" || exit 1
bundles "hostile names and notes" --context "$tmp/hostile.tsv" --drugs codeine,citalopram "$tmp/hostile.vcf"
bundles "hostile scores and levels" --date 2026-11-01 --context "$tmp/hostile_record.tsv" --drugs codeine "$tmp/hostile.vcf"
bundles "hostile calls" "$tmp/hostile.jsonl"

if timeout 900 node "$here/bundles.mjs" check "$tmp"/*.f; then pass; else fail "not FHIR R4, or not by the profiles"; fi
if timeout 900 node "$here/bundles.mjs" spoilt "$dated" "$measured" sh -c 'exec python3 "$0/fhir.py" "$2" "$1"' "$cli" "$tables"; then pass; else
	fail "spoilt bundles pass, or good ones do not"
fi
done_testing
