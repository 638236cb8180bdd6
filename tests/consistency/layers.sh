#!/bin/sh
# Includes go leftwards only:
#   util <- tables <- record <- genotype <- match <- structure <- reads <- phenotype <- outside <- call <- caller <- context <- clinic <- guidance <- write <- report <- fhir <- explain <- annotator <- cli
# and phenotype, outside, context, clinic and guidance know neither record nor genotype, so that outside calls need no VCF;
# the cli knows no room of the library: it is a client of include/stardose like any other.
# Usage: layers.sh [source tree]; with no argument it also proves on a bad tree that it can fail.
set -u
check() { # tree
	(cd "$1" && find src -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	BEGIN {
		n = split("util tables record genotype match structure reads phenotype outside call caller context clinic guidance write report fhir explain annotator cli", name, " ")
		for (i = 1; i <= n; i++) rank[name[i]] = i
		without["phenotype"] = without["outside"] = without["context"] = without["clinic"] = without["guidance"] = " record genotype "
	}
	FNR == 1 {
		split(FILENAME, part, "/")
		mine = part[2] == "cli" ? "cli" : part[3]
		if (!(mine in rank)) { print FILENAME ": no such layer: " mine; bad = 1 }
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split($0, quoted, "\"")
		n = split(quoted[2], dir, "/")
		other = n > 1 ? dir[1] : mine
		if (other == "..") {
			print FILENAME ":" FNR ": include from the root of src/lib, not by ..: " quoted[2]; bad = 1
		} else if (!(other in rank)) {
			next		# a generated or a public header
		} else if (mine == "cli" && other != "cli") {
			print FILENAME ":" FNR ": the cli looks into the library: " quoted[2]; bad = 1
		} else if (rank[other] > rank[mine]) {
			print FILENAME ":" FNR ": " mine " includes " quoted[2] ", to its right"; bad = 1
		} else if (index(without[mine], " " other " ")) {
			print FILENAME ":" FNR ": " mine " must not know " other ": " quoted[2]; bad = 1
		}
	}
	END { exit bad }')
}

if [ $# -gt 0 ]; then
	check "$1"
	exit
fi
check "${top_srcdir:-.}" || exit 1

tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/src/lib/util" "$tmp/src/lib/guidance"
echo '#include "match/match.h"' >"$tmp/src/lib/util/upwards.c"
check "$tmp" >/dev/null && { echo "a util file that includes match/ goes unnoticed"; exit 1; }
rm "$tmp/src/lib/util/upwards.c"
echo '#include "util/text.h"' >"$tmp/src/lib/guidance/allowed.c"
echo '#include "genotype/genotype.h"' >"$tmp/src/lib/guidance/forbidden.c"
check "$tmp" >/dev/null && { echo "a guidance file that includes genotype/ goes unnoticed"; exit 1; }
rm "$tmp/src/lib/guidance/forbidden.c"
check "$tmp" || { echo "a good tree is refused"; exit 1; }
mkdir "$tmp/src/cli"
echo '#include "util/text.h"' >"$tmp/src/cli/inside.c"
check "$tmp" >/dev/null && { echo "a private header in the cli goes unnoticed"; exit 1; }
exit 0
