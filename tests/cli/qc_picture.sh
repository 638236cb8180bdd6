#!/bin/sh
# The picture of qc -O s is XML whatever samples are called, its bars are as long as their counts, and of many samples it has few rows.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
"$STARDOSE" call -q -O j -g CYP2C19,CYP2D6,CYP3A5 "$top_srcdir/tests/data/cyp2c19.GRCh38.vcf" >"$tmp/calls"
python3 - "$STARDOSE" "$tmp/calls" <<'END' && pass || fail "the picture"
import collections, json, re, subprocess, sys
import xml.dom.minidom
people = [json.loads(line) for line in open(sys.argv[2])]
faults = []


def picture(lines):
    text = subprocess.run([sys.argv[1], "qc", "-O", "s", "-"], input="".join(json.dumps(p) + "\n" for p in lines), capture_output=True, text=True, check=True).stdout
    xml.dom.minidom.parseString(text)
    return [(float(w), float(h), title) for w, h, title in re.findall(r'width="([0-9.e+]+)" height="([0-9.e+]+)" fill="[^"]*"><title>([^<]*)', text)], text


boxes, _ = picture(people)
counts = collections.Counter((g["gene"], g["status"]) for p in people for g in p["genes"])
for (gene, status), n in counts.items():
    mine = [w for w, _, title in boxes if title == "%s %s: %d of %d" % (gene, status, n, len(people))]
    if len(mine) != 1 or abs(mine[0] - 560 * n / len(people)) > 0.1:
        faults.append("the bar of %s %s: %s" % (gene, status, mine))
for p in people:
    for g in p["genes"]:
        if not any(t.startswith("%s, %s: " % (p["sample"], g["gene"])) for _, _, t in boxes):
            faults.append("no box of %s and %s" % (p["sample"], g["gene"]))
many = [dict(people[i % len(people)], sample="s%d" % i) for i in range(1000)]
boxes, text = picture(many)
cells = [t for _, _, t in boxes if " %" in t]
if len(cells) != 3 * 160 or not any(" more, CYP2C19: " in t for t in cells) or "mean of neighbours" not in text:
    faults.append("%d boxes of 1000 samples" % len(cells))
_, text = picture([dict(people[0], sample='<script>&"</svg>]]>')])
if "<script" in text:
    faults.append("a name is markup")
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
END
done_testing
