#!/usr/bin/env bash
# compare_builds.sh OLD NEW [GENE...]: do two builds of stardose write the same bytes?
# Calls, guidance, reports, FHIR and annotated files of the 1000 Genomes panels under $STARDOSE_SHARED (default ../shared), both builds
# of the genome. To be run before a change lands that is to change nothing, and to list what a change of calls does:
#   git worktree add /tmp/old v0.1.0 && (cd /tmp/old && ./quickstart --build-only) && tests/compare_builds.sh /tmp/old/build/stardose build/stardose
# Environment: PEOPLE (30): guidance, reports and FHIR for every so many-th person, 1 for everybody; LINES (6): differences shown.
# exit: 0 all the same; 1 something differs; 2 usage; 77 no panels
set -u
export LC_ALL=C
[ $# -ge 2 ] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
old=$(realpath "$1") && new=$(realpath "$2") || exit 2
shift 2
for program in "$old" "$new"; do [ -x "$program" ] || { echo "no program at $program" >&2; exit 2; }; done
data=${STARDOSE_SHARED:-$(dirname "$0")/../../shared}/data/1kgp
[ -d "$data" ] || { echo "SKIP: no panels under $data"; exit 77; }
[ $# -gt 0 ] || set -- $("$old" tables list --no-version | awk -F '\t' '!/^#/ && NF > 2 && $1 != "gene" { print $1 }')
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
bad=0

# both TITLE ARGUMENT...: run the two, compare output, exit status and remarks; the header line of a TSV may have lost its #
both() {
	local title=$1 o n
	shift
	"$old" "$@" >"$tmp/old" 2>"$tmp/old.err"; o=$?
	"$new" "$@" >"$tmp/new" 2>"$tmp/new.err"; n=$?
	sed -i 's/^#sample\t/sample\t/' "$tmp/old" "$tmp/new"
	if [ $o = $n ] && cmp -s "$tmp/old" "$tmp/new"; then
		echo "same  $title: $(stat -c %s "$tmp/old") bytes, exit $o"
	else
		bad=1
		echo "DIFF  $title: exit $o and $n, $(diff "$tmp/old" "$tmp/new" | grep -c '^>') lines of $(wc -l <"$tmp/new")"
		diff "$tmp/old" "$tmp/new" | head -n "${LINES:-6}" | cut -c 1-300
	fi
	cmp -s "$tmp/old.err" "$tmp/new.err" || { echo "      remarks differ:"; diff "$tmp/old.err" "$tmp/new.err" | head -n 2 | cut -c 1-300; }
}

for build in GRCh37 GRCh38; do
	files=()
	for gene; do [ -f "$data/$build/$gene.vcf.gz" ] && files+=("$data/$build/$gene.vcf.gz"); done
	bcftools query -l "${files[0]}" | awk -v n="${PEOPLE:-30}" 'NR % n == 1 % n' >"$tmp/people"
	both "$build calls, text" call --no-version -O t "${files[@]}"
	both "$build calls, JSON" call --no-version -O j "${files[@]}"
	both "$build calls, silence is reference" call --no-version --absent reference -O t "${files[@]}"
	both "$build guidance, text" guide --no-version -S "$tmp/people" -O t "${files[@]}"
	both "$build guidance, JSON" guide --no-version -S "$tmp/people" -O j "${files[@]}"
	both "$build FHIR" guide --no-version -S "$tmp/people" -O f "${files[@]}"
	both "$build reports, JSON" report --no-version -S "$tmp/people" -O j "${files[@]}"
	head -n 1 "$tmp/people" >"$tmp/one"
	both "$build a page" report --no-version -S "$tmp/one" -O h "${files[@]}"
	for file in "${files[@]}"; do both "$build annotated $(basename "$file" .vcf.gz)" annotate --no-version -O v "$file"; done
done
exit $bad
