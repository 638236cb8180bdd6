#!/usr/bin/env bash
# Two builds of stardose side by side: CPU seconds in pairs, and instructions, which a busy machine does not change.
# usage: bench/builds.sh [--rounds N] [--genes LIST] DATADIR OLD NEW
#   DATADIR    holds wgs.vcf.gz(.tbi) and cohort.bcf(.csi); see bench/README.md. What is absent is left out.
#   OLD, NEW   the two programs, made with the same CFLAGS
#   --genes    those of both, as what a build reads beside them is not to be compared [the first seven]
set -eu
export LC_ALL=C
rounds=9 genes=CYP2D6,CYP2C19,CYP2B6,CYP2C9,CYP3A4,CYP3A5,CYP1A2
while [ $# -gt 0 ]; do
	case $1 in
	--rounds) rounds=$2; shift 2 ;;
	--genes) genes=$2; shift 2 ;;
	-h|--help) sed -n '2,7p' "$0"; exit 0 ;;
	*) break ;;
	esac
done
[ $# -eq 3 ] || { sed -n '2,7p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
data=$1 old=$(realpath "$2") new=$(realpath "$3")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

instructions() { # a command, in millions; '.' without valgrind
	command -v valgrind >/dev/null || { echo .; return; }
	sh -c "exec valgrind --tool=callgrind --callgrind-out-file=/dev/null $1" 2>&1 >/dev/null |
		awk '/refs:/ { gsub(",", "", $NF); printf "%.1f\n", $NF / 1e6 }'
}
printf '#job\tcpu_s\told_cpu_s\tcpu_ratio\twall_s\told_wall_s\twall_ratio\tpeak_mb\told_peak_mb\tmillion_instructions\told\n'
run() { # name, needed file, arguments
	[ -e "$2" ] || { echo "# $1: no $2"; return 0; }
	python3 "$here/pair.py" --rounds "$rounds" --times "${times:-1}" "$1" "$new $3" "$old $3" >"$tmp/pair"
	printf '%s\t%s\t%s\n' "$(cat "$tmp/pair")" "$(instructions "$new $3")" "$(instructions "$old $3")"
}
wgs=$data/wgs.vcf.gz cohort=$data/cohort.bcf example=$here/../examples/two_people.GRCh38.vcf
times=20 run 'start, 2 people' "$example" "call -g $genes $example"
times=5 run 'genome, indexed' "$wgs" "call -g $genes $wgs"
run 'genome, stream' "$wgs" "call -g $genes - <$wgs"
times=5 run 'cohort of 3202, indexed' "$cohort" "call -g $genes $cohort"
run 'genome, annotate -Ov' "$wgs" "annotate -Ov -g $genes $wgs"
