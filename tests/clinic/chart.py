"""chart.py - what must hold of the chart of a course, whatever the record
usage: chart.py PROGRAM FOLDER EXAMPLE.vcf N    writes records into FOLDER, six by hand and N by chance, and looks at each page

Places are read from the page (SVG), facts from the record: the days between neighbours that are joined, the axis from the least to the most
total, everything inside the drawing, every number in the text alternative and in the table.
"""
import datetime
import os
import random
import re
import subprocess
import sys

TODAY = datetime.date(2026, 9, 1)
LEFT, RIGHT, PANEL, MOST_SCORES, MOST_BARS, MOST_PANELS, GAP = 30, 306, 92, 60, 20, 3, 90
RANGE = {"PHQ-9": (0, 27), "HAM-D-17": (0, 52), "MADRS": (0, 60), "WHO-5": (0, 100), "GAD-7": (0, 21)}
DETAIL = {"HAM-D-17": "version=17", "WHO-5": "form=percent", "PHQ-9": "item9=0", "MADRS": "item10=0", "GAD-7": "."}
NAMES = {"HAM-D-17": "HAM-D"}


def day(text):
    return datetime.date.fromisoformat(text[:10])


def score(scale, total, date):
    return ["score", NAMES.get(scale, scale), str(total), ".", str(date), ".", DETAIL[scale]]


def by_hand():
    start = datetime.date(2025, 1, 1)
    six = {
        "one": [score("PHQ-9", 14, "2026-06-01"), ["medicine", "sertraline", "50", "mg/d", "2026-05-01", ".", "."]],
        "sixty": [score("PHQ-9", (i * 7) % 28, start + datetime.timedelta(9 * i)) for i in range(66)]
        + [["trial", "medicine %d" % i, "50", "mg/d", str(start + datetime.timedelta(20 * i)), str(start + datetime.timedelta(20 * i + 15)), "."] for i in range(26)],
        "gaps": [score("MADRS", total, date) for total, date in ((34, "2024-02-01"), (30, "2024-03-15"), (22, "2024-11-20"), (26, "2025-01-10"), (9, "2026-02-10"))]
        + [["medicine", "lithium", "900", "mg/d", ".", ".", "."], ["lab", "lithium", "0.7", "mmol/L", "2025-06-01", ".", "lastdose=12"]],
        "two": [score(scale, total, date) for scale, total, date in (("PHQ-9", 21, "2026-01-05"), ("PHQ-9", 15, "2026-03-02"), ("WHO-5", 20, "2026-01-05"),
                                                                     ("WHO-5", 60, "2026-05-11"))],
        "switch": [score("HAM-D-17", total, date) for total, date in ((24, "2026-01-10"), (20, "2026-03-01"), (7, "2026-07-01"))]
        + [["medicine", "fluoxetine", "20", "mg/d", "2025-11-01", "2026-02-20", "."], ["medicine", "venlafaxine", "75", "mg/d", "2026-02-15", "2026-04-01", "."],
           ["medicine", "venlafaxine", "225", "mg/d", "2026-04-02", ".", "."], ["lab", "venlafaxine", "310", "ng/mL", "2026-03-05", ".", "lastdose=12"]],
        "safety": [["score", "PHQ-9", "17", ".", "2026-05-01", ".", "item9=2"], score("PHQ-9", 12, "2026-08-01"),
                   ["score", "C-SSRS", ".", ".", "2026-05-02", ".", "ideation=2;behaviour=no"], ["procedure", "ECT", "12", ".", "2026-05-20", ".", "."]],
    }
    return six


def by_chance(seed):
    r = random.Random(seed)
    date = lambda: str(TODAY - datetime.timedelta(r.randrange(1, 900)))  # noqa: E731
    rows = [score(scale, r.randint(*RANGE[scale]), date()) for scale in r.sample(sorted(RANGE), r.randint(1, 5)) for _ in range(r.choice((1, 2, 5, 30)))]
    for kind in ("medicine", "trial", "procedure"):
        for _ in range(r.randrange(5)):
            a, b = sorted((date(), date()))
            name = r.choice(("fluoxetine", "paroxetine", "venlafaxine", "metoprolol", "lithium")) if kind != "procedure" else "ECT"
            rows.append([kind, name, str(r.randint(1, 300)), "mg/d" if kind != "procedure" else ".", r.choice((a, a, ".")) if kind == "medicine" else a,
                         b if kind == "trial" else r.choice((b, ".")), "."])
    rows += [["lab", "venlafaxine", str(r.randint(1, 900)), "ng/mL", date(), ".", "."] for _ in range(r.randrange(3))]
    return rows


def page_of(program, folder, example, name, rows):
    path, out = os.path.join(folder, name + ".tsv"), os.path.join(folder, name + ".html")
    with open(path, "w", encoding="utf-8") as fh:
        fh.write("#sample\tkind\tname\tvalue\tunit\tstart\tstop\tdetail\n" + "".join("person_1\t%s\n" % "\t".join(row) for row in rows))
    done = subprocess.run([program, "report", "--date", str(TODAY), "--context", path, "-s", "person_1", "-g", "CYP2D6,CYP2C19", "-o", out, example], capture_output=True)
    if done.returncode not in (0, 1):
        raise SystemExit("%s: %s" % (name, done.stderr.decode()))
    with open(out, encoding="utf-8") as fh:
        return fh.read()


def numbers(pattern, text):
    return [tuple(map(float, found)) for found in re.findall(pattern, text)]


def look(name, rows, text, say):
    scores = {}
    for row in rows:
        if row[0] == "score" and row[2] != ".":
            scores.setdefault({v: k for k, v in NAMES.items()}.get(row[1], row[1]), []).append((day(row[4]), int(row[2])))
    drawable = {scale: sorted(found) for scale, found in scores.items() if len({date for date, _ in found}) > 1}
    svg = re.search(r'<figure class="chart">(.*?)</svg>', text, re.S)
    if bool(svg) != bool(drawable):
        say("%s: a chart where none may be, or none where one must be" % name)
    if not svg:
        return 0
    svg = svg.group(1)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    desc = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.S).group(1)
    if 'role="img"' not in svg or not re.search("<title[^>]*>.+</title>", svg) or "<script" in svg or re.search("stroke: *#|fill: *#|NaN|inf", svg):
        say("%s: no alternative, a script, a colour or a place that is none" % name)
    panels = re.findall(r'<path class="axis" d="M30 ([\d.]+)V([\d.]+)H306"/>(.*?)(?=<path class="axis"|<text class="tick" x="30" y="[\d.]+">\d{4}-)', svg, re.S)
    if len(panels) != min(MOST_PANELS, len(drawable)):
        say("%s: %d panels of %d scales" % (name, len(panels), len(drawable)))
    names = re.findall(r'<text class="name"[^>]*>([A-Z][\w-]*)', svg)
    for (top, bottom, inside), scale in zip(panels, names):
        top, bottom = float(top), float(bottom)
        low, high = RANGE[scale]
        points, lines = numbers(r'<circle cx="([\d.]+)" cy="([\d.]+)"', inside), numbers(r'class="line" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', inside)
        drawn = drawable[scale][-MOST_SCORES:]
        ends = re.findall(r'<text class="tick end" x="26" y="[\d.]+" ?>(\d+)<', inside)
        if abs(bottom - top - PANEL) > .2 or ends != [str(high), str(low)]:
            say("%s, %s: the axis is cut: %s" % (name, scale, ends))
        if len(points) != len(drawn):
            say("%s, %s: %d points of %d scores" % (name, scale, len(points), len(drawn)))
            continue
        want = sorted(round(bottom - (total - low) / (high - low) * PANEL, 1) for _, total in drawn)
        if any(abs(a - b) > .11 for a, b in zip(sorted(y for _, y in points), want)):
            say("%s, %s: points at other totals" % (name, scale))
        if [x for x, _ in points] != sorted(x for x, _ in points) or not all(LEFT - .1 <= x <= RIGHT + .1 for x, _ in points):
            say("%s, %s: points out of order, or outside" % (name, scale))
        joined = sum(0 < (b[0] - a[0]).days <= GAP for a, b in zip(drawn, drawn[1:]))
        if len(lines) != joined or any((x1, y1) not in points or (x2, y2) not in points or x2 <= x1 for x1, y1, x2, y2 in lines):
            say("%s, %s: %d lines, not %d between neighbours" % (name, scale, len(lines), joined))
        for date, total in drawn:
            if "%s %d" % (date, total) not in desc:
                say("%s, %s: %s %d is not in the alternative" % (name, scale, date, total))
    bars = numbers(r'<rect class="(?:bar|hatch)[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)
    if any(x < LEFT - .1 or x + w > RIGHT + 1.7 or y + h > height or w <= 0 or h <= 0 for x, y, w, h in bars):
        say("%s: a bar outside" % name)
    lanes = len(re.findall(r'<text class="lane"', svg))
    if lanes > MOST_BARS:
        say("%s: %d bars" % (name, lanes))
    if any(not (0 <= float(x) <= width and 0 <= float(y) <= height) for x, y in re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"', svg)):
        say("%s: words outside" % name)
    table = re.search(r'<details class="numbers"[^>]*>(.*?)</details>', text, re.S).group(1)
    for value in set(re.findall(r'<text class="value"[^>]*>(\d+)<', svg)):
        if not re.search(r">%s[,;<]" % value, table):
            say("%s: %s is not in the table" % (name, value))
    if re.search(r"trend|forecast|improv", svg + table, re.I):
        say("%s: a trend" % name)
    return len(panels)


def main(program, folder, example, chances):
    faults, n = [], 0
    records = dict(by_hand(), **{"chance%d" % seed: by_chance(seed) for seed in range(int(chances))})
    for name, rows in records.items():
        text = page_of(program, folder, example, name, rows)
        n += look(name, rows, text, faults.append)
        mixed = rows[:]
        random.Random(name).shuffle(mixed)
        if page_of(program, folder, example, name + ".mixed", mixed) != text:
            faults.append("%s: another order of rows is another page" % name)
        if name == "switch" and (text.count('class="hatch"') < 1 or "CYP2D6 acts poor with fluoxetine" not in text):
            faults.append("switch: nothing says that fluoxetine acts")
        if name == "sixty" and ("the newest 60 of 66 scores" not in text or "the newest 20 of 26" not in text):
            faults.append("sixty: limits are not told")
    print("\n".join(faults[:20]))
    print("%d records, %d panels" % (len(records), n), file=sys.stderr)
    sys.exit(1 if faults or n < 5 else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
