#!/bin/sh
# examples/run.sh [PROGRAM [OUTDIR]] - the main job on the example: calls, guidance, an annotated VCF, a page
# Two people who do not exist, on both builds (tools/make_example.py writes the files).
set -u
LC_ALL=C; export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
stardose=${1:-$here/../build/stardose} out=${2:-$here/../build/example}
drugs=paroxetine,amitriptyline,citalopram,aripiprazole,atomoxetine
genes=CYP2D6,CYP2C19
mkdir -p "$out" || exit 1

run() { # stardose with its remarks kept for the case that it fails
	"$stardose" "$@" 2>"$out/messages" && return
	echo "failed: stardose $*" >&2
	cat "$out/messages" >&2
	exit 1
}
columns() { # names separated by blanks: these columns of a TSV, aligned; long cells are cut
	awk -F '\t' -v names="$1" '
	BEGIN { n = split(names, want, " ") }
	/^##/ { next }
	!rows { sub(/^#/, ""); for (i = 1; i <= NF; i++) at[$i] = i }
	{
		rows++
		for (k = 1; k <= n; k++) {
			text = $(at[want[k]])
			if (length(text) > 44) text = substr(text, 1, 41) "..."
			cell[rows, k] = text
			if (length(text) > width[k]) width[k] = length(text)
		}
	}
	END {
		for (r = 1; r <= rows; r++) {
			line = "  "
			for (k = 1; k <= n; k++) line = line sprintf("%-" width[k] "s  ", cell[r, k])
			sub(/ +$/, "", line)
			print line
		}
	}'
}

for build in GRCh38 GRCh37; do
	run call -g $genes -o "$out/calls.$build.tsv" "$here/two_people.$build.vcf"
done
echo
echo "Calls (examples/two_people.GRCh38.vcf):"
columns 'sample gene diplotype phenotype activity_score status copies' <"$out/calls.GRCh38.tsv"
for build in GRCh38 GRCh37; do grep -v '^##' "$out/calls.$build.tsv" | cut -f 1-5; done | sort | uniq -u >"$out/differ"
if [ -s "$out/differ" ]; then
	echo "The same people on GRCh37 are called differently:"; cat "$out/differ"; exit 1
fi
echo "The same people on GRCh37: the same calls."
echo "copies not_assessed: small variants do not show how many copies of the gene there are. What it would change:"
"$stardose" explain -g CYP2D6 "$here/two_people.GRCh38.vcf" 2>"$out/messages" |
	awk '/^sample/ { who = $2 } /^  if there were/ { sub(/^ +/, ""); print "  " who ": " $0 }'

run guide --drugs $drugs -o "$out/guidance.tsv" -g $genes "$here/two_people.GRCh38.vcf"
echo
echo "Guidance, a line for each source (the whole: $out/guidance.tsv):"
columns 'sample drug source context phenotype action label' <"$out/guidance.tsv"

run annotate -g $genes -o "$out/annotated.vcf" "$here/two_people.GRCh38.vcf"
echo
echo "Annotated VCF:     $out/annotated.vcf"
echo "  for instance:    $(grep -v '^#' "$out/annotated.vcf" | awk -F '\t' '$8 ~ /PGX=/ && $10 ~ /^.\|1|^1/ { print $1 ":" $2, substr($8, 1, 60); exit }')"
record() { run report --context "$here/person_1.record.tsv" --date 2026-08-20 -s person_1 -g $genes "$@" "$here/two_people.GRCh38.vcf"; }
record -o "$out/report.html"
record --for patient -o "$out/patient.html"
record --for referral -o "$out/referral.html"
echo "A page to read:    $(cd "$out" && pwd)/report.html"
echo "  with a record:   examples/person_1.record.tsv, medicines, scores, levels and trials with their days; patient.html, referral.html beside it"
echo
echo "Next:  $stardose call YOUR.vcf.gz   $stardose guide --help   make -C build check"
echo "Not a medical device. A person who knows the patient decides."
