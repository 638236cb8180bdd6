# tests/workflows/cohort.sh - sourced after common.sh: the program in PATH, people, and lists of
# their files
# In the folder one is in: cohort.vcf (twelve people), people/p1.vcf ..., list (their paths)
STARDOSE=$(cd "$(dirname "$STARDOSE")" 2>/dev/null && pwd)/$(basename "$STARDOSE")
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
export STARDOSE
mkdir "$tmp/bin" "$tmp/work" && ln -s "$STARDOSE" "$tmp/bin/stardose"
PATH=$tmp/bin:$PATH; export PATH
# engines are Python programs of the distribution; a version manager's python3 lacks their modules
mkdir "$tmp/home" && HOME=$tmp/home && export HOME
cd "$tmp/work" || exit 99

made_people() { # how many
	mkdir people
	awk -F '\t' -v OFS='\t' -v n="$1" '/^##/ { print; next }
		{ line = $1; for (i = 2; i <= 9; i++) line = line OFS $i }
		{ for (i = 1; i <= n; i++) line = line OFS (/^#/ ? "p" i : (NR * i) % 7 < 3 ? $10 : $11) }
		{ print line }' "$top/examples/two_people.GRCh38.vcf" >cohort.vcf
	for i in $(seq "$1"); do
		awk -F '\t' -v OFS='\t' -v c="$i" '/^##/ { print; next }
			{ $10 = $(9 + c); NF = 10; print }' cohort.vcf >"people/p$i.vcf"
		echo "$PWD/people/p$i.vcf"
	done >list
}
