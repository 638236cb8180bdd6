#!/bin/sh
# tools/train_structure.py on made-up people whose deletions lie on a haplotype of their own: it learns what was put in, the
# same bytes each time, the tables load, and a person is scored as the model says. Needs python3 with numpy; exit 77 without.
. "${top_srcdir:-.}/tests/common.sh"

python_with numpy
PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE

# 400 people in 200 families; a haplotype in twelve carries a deletion, and the base G at 42120000 goes with it
$python - "$tmp" <<'PY'
import random, sys
out, r = sys.argv[1], random.Random(5)
sites = [(42117200 + 400 * i, "A", "G") for i in range(20)] + [(42126611, "C", "G"), (42127803, "C", "T")] + \
        [(42136000 + 700 * i, "C", "T") for i in range(15)]
tag = 7        # 42120000
people, rows = [], [[] for _ in sites]
for n in range(400):
    haps = []
    for _ in range(2):
        deleted = r.random() < 1 / 12
        haps.append([int(r.random() < 0.3) for _ in sites] + [deleted])
        haps[-1][tag] = int(deleted if r.random() < 0.97 else not deleted)
    for a, b in (haps, haps[::-1]):             # no gene, so the other chromosome's bases show twice
        if a[-1] and not b[-1]:
            a[20:22] = b[20:22]
    people.append((f"P{n}", "/".join(sorted("*5" if h[-1] else "*1" for h in haps))))
    for i, row in enumerate(rows):
        row.append(f"{haps[0][i]}/{haps[1][i]}" if n % 2 else f"{haps[0][i]}|{haps[1][i]}")
with open(out + "/in.vcf", "w") as f:
    f.write("##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n")
    f.write("\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + [p for p, _ in people]) + "\n")
    for (pos, ref, alt), row in zip(sites, rows):
        f.write("\t".join(["chr22", str(pos), ".", ref, alt, ".", ".", ".", "GT"] + row) + "\n")
with open(out + "/labels.tsv", "w") as f:
    f.write("sample\tdiplotype\n" + "".join(f"{p}\t{d}\n" for p, d in people) + "PX\t*unreadable\n")
with open(out + "/samples.tsv", "w") as f:
    f.write("sample\tsuperpopulation\tfamily\n" + "".join(f"{p}\t{'EUR' if n % 3 else 'AFR'}\tF{n // 2}\n" for n, (p, _) in enumerate(people)))
PY

train() { # directory
	mkdir "$1" && $python "$top_srcdir/tools/train_structure.py" --vcf "$tmp/in.vcf" --labels "$tmp/labels.tsv" --samples "$tmp/samples.tsv" \
		--source local --meta "version=1,date=2026-01-01,source=made up,licence=CC0-1.0" -o "$1" >"$1/report" 2>"$1/messages" || fail "training: $(cat "$1/messages")"
}
train "$tmp/a"
train "$tmp/b"
for table in structure_tags structure_classes structure_rates; do
	same_file "$table.tsv differs when made again" "$tmp/a/$table.tsv" "$tmp/b/$table.tsv"
done
grep -q "sample 'PX' left out" "$tmp/a/messages" && pass || fail "a label that cannot be read goes unnoticed"
grep -q "^too_few	extra_copy" "$tmp/a/report" && pass || fail "a class without carriers is not said to have too few"
best=$(awk -F '\t' '$2 == "deletion" && $3 != "-" { print $15 "\t" $3 }' "$tmp/a/structure_tags.tsv" | sort -gr | head -n 1 | cut -f 2)
[ "$best" = 22:42120000:A:G ] && pass || fail "the tag that was put in is not the strongest: $best"
awk -F '\t' '$2 == "deletion" { exit !($9 > 0.7 && $10 > 0.7) }' "$tmp/a/structure_classes.tsv" && pass ||
	fail "what was put in is not found: $(grep deletion "$tmp/a/structure_classes.tsv")"

# the tables load, are sound, and move the call
"$STARDOSE" tables check --tables "$tmp/a" >"$tmp/check" 2>&1 && pass || fail "tables check: $(cat "$tmp/check")"
"$STARDOSE" call --no-version --tables "$tmp/a" -g CYP2D6 "$tmp/in.vcf" >"$tmp/calls" 2>"$tmp/messages" || fail "call: $(cat "$tmp/messages")"
awk -F '\t' 'NR == FNR { truth[$1] = $2; next } /^##/ || $1 == "sample" { next }
	{ hinted = index($NF, "suspected_deletion") > 0; carries = index(truth[$1], "*5") > 0; n += hinted; right += hinted && carries; all += carries }
	END { exit !(n && right / n > 0.7 && right / all > 0.6) }' "$tmp/labels.tsv" "$tmp/calls" && pass || fail "the hints do not follow the model"

# neither the order of samples nor phase matters
awk -F '\t' -v OFS='\t' '/^##/ { print; next } { last = $NF; $NF = $10; $10 = last; gsub(/\|/, "/"); print }' "$tmp/in.vcf" >"$tmp/other.vcf"
"$STARDOSE" call --no-version --tables "$tmp/a" -g CYP2D6 "$tmp/other.vcf" 2>/dev/null | awk -F '\t' '!/^##/ { print $1, (index($NF, "suspected_deletion") > 0) }' |
	sort >"$tmp/x"
awk -F '\t' '!/^##/ { print $1, (index($NF, "suspected_deletion") > 0) }' "$tmp/calls" | sort >"$tmp/y"
same_file "hints depend on the order of samples or on phase" "$tmp/y" "$tmp/x"
done_testing
