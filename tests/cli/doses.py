#!/usr/bin/env python3
"""Doses of a list against what sources have as numbers (doses of guide -O j), and each row of dose_limits.tsv by itself.

usage: doses.py PROGRAM TABLES WORKDIR
"""
import csv
import json
import os
import subprocess
import sys

program, tables, work = sys.argv[1:]
failed = []


def fail(*what):
    failed.append(" ".join(str(w) for w in what))


def guide(listed, phenotype="Normal", *more):
    """listed: context rows of each person; the JSON of each"""
    with open(os.path.join(work, "c.jsonl"), "w", encoding="utf-8") as calls, open(os.path.join(work, "c.tsv"), "w", encoding="utf-8") as context:
        context.write("sample\tkind\tname\tvalue\tunit\n")
        for i, rows in enumerate(listed):
            genes = [] if phenotype is None else [{"gene": g, "phenotype": phenotype + " Metabolizer"} for g in ("CYP2D6", "CYP2C19")]
            if phenotype == "Poor":
                genes[0]["activity_score"] = 0
            calls.write(json.dumps({"sample": f"p{i}", "genes": genes}) + "\n")
            for row in rows:
                context.write("\t".join([f"p{i}", *(list(row) + ["."] * 4)[:4]]) + "\n")
    done = subprocess.run([program, "guide", "-O", "j", "--context", os.path.join(work, "c.tsv"), *more, os.path.join(work, "c.jsonl")],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        fail("exit", done.returncode, done.stderr.decode()[:300])
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def age(years):
    return ("condition", "age", str(years), "years")


def medicine(text):
    return ("medicine", text)


# what is taken (the first is looked at), phenotype, dose now, in all, the deciding limit (None: whatever), who it is of
CASES = [
    ("citalopram 40 mg/d; omeprazole", "Normal", None, 40, "above", 20, "omeprazole"),
    ("citalopram 40 mg/d", "Normal", 72, 40, "above", 20, "age"),
    ("citalopram 20 mg/d", "Normal", 72, 20, "within", 20, "age"),
    ("citalopram 40 mg/d", "Normal", 40, 40, "within", 40, None),
    ("citalopram 60 mg/d", "Normal", 40, 60, "above", 40, None),
    ("citalopram 30 mg/d", "Poor", None, 30, "above", 20, "CYP2C19 poor metabolizer"),
    ("clozapine 300 mg twice daily; fluvoxamine", "Normal", None, 600, "above", 300, "fluvoxamine"),
    ("clozapine 250 mg/d; fluvoxamine", "Normal", None, 250, "within", 300, "fluvoxamine"),
    ("lithium 450 mg 1-0-1", "Normal", None, 900, "within", 1800, None),
    ("aripiprazole 20 mg; paroxetine; clarithromycin", "Normal", None, 20, "above", 7.5, "paroxetine and clarithromycin"),
    ("Abilify Maintena 400 mg monthly; paroxetine", "Normal", None, 400, "above", 300, "paroxetine"),
    ("venlafaxine 300 mg/d", "Normal", None, 300, "not_comparable", None, None),
    ("venlafaxine XR 300 mg/d", "Normal", None, 300, "above", 225, None),
    ("doxepin 50 mg/d", "Normal", None, 50, "not_comparable", None, None),
    ("lithium 12 tablets daily", "Normal", None, 12, "not_comparable", None, None),
    ("escitalopram 20 mg/d", "Poor", None, 20, "above", 10, "CYP2C19 Poor Metabolizer"),
    ("escitalopram 8 mg/d", "Poor", None, 8, "not_comparable", None, None),
    ("escitalopram 8 mg/d", "Poor", 70, 8, "above", 5, "CYP2C19 Poor Metabolizer"),
    ("escitalopram 8 mg/d", "Poor", 30, 8, "within", 10, "CYP2C19 Poor Metabolizer"),
    ("tetrabenazine 75 mg/d", None, None, 75, "above", 50, None),
    ("vortioxetine 15 mg/d; bupropion", "Normal", None, 15, "above", 10, "bupropion"),
    ("desipramine 2.5 mg/d", "Normal", None, 2.5, "below", None, None),
]
for text, phenotype, years, now, comparison, high, because in CASES:
    listed = [medicine(item.strip()) for item in text.split(";")] + ([age(years)] if years else [])
    dose = guide([listed], phenotype)[0]["doses"]
    if not dose:
        fail(text, "has no dose")
        continue
    first = dose[0]["limits"][0]
    if (dose[0]["dose_now"], dose[0]["comparison"]) != (now, comparison):
        fail(text, phenotype, years, "is", dose[0]["dose_now"], dose[0]["comparison"], "|", dose[0]["text"])
    if high is not None and first["high"] != high or because and first["because_of"] != because:
        fail(text, phenotype, years, "goes by", first["high"], first["because_of"])
    if f"now {now:g} " not in dose[0]["text"]:
        fail(text, "says", dose[0]["text"])

# a value and unit of a file; a cream, a dose that ended, no dose and no number of any source have no entry
person = guide([[("medicine", "sertraline", "250", "mg/d"), medicine("levothyroxine 100 ug"), medicine("fluoxetine")]])[0]
if [(d["drug"], d["dose_now"], d["comparison"]) for d in person["doses"]] != [("sertraline", 250, "above")]:
    fail("doses of a file:", person["doses"])

# every row of dose_limits.tsv: twice as much is above it, for its age, form and result
lines = [line for line in open(os.path.join(tables, "dose_limits.tsv"), encoding="utf-8") if not line.startswith("##")]
lines[0] = lines[0].lstrip("#")
rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
for phenotype in ("Normal", "Poor", None):
    mine = [row for row in rows if {"-": "Normal", "CYP2D6 No Result": None}.get(row["needs"], "Poor") == phenotype]
    people = []
    for row in mine:
        years = row["from_age"] if row["from_age"] != "-" else "10" if row["to_age"] != "-" else "40"
        amount, unit = f"{2 * float(row['high']):g}", row["unit"]
        people.append([medicine(f"{row['drug']} {row['form'] if row['form'] != '-' else ''} {amount} {unit}"), age(years)])
    for row, person in zip(mine, guide(people, phenotype)):
        found = [limit for dose in person["doses"] for limit in dose["limits"] if limit["citation"] == row["citation"] and
                 limit["high"] == float(row["high"]) and limit["population"] == row["population"] and limit["comparison"] == "above"]
        if not found:
            fail(row["drug"], row["form"], row["population"], row["high"], row["unit"], "is not what is compared with:", person["doses"])
print("\n".join(failed))
print(f"{len(CASES)} cases, {len(rows)} rows")
sys.exit(bool(failed))
