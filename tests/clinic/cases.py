"""The clinic record on pages: what must stand there, what must not, and that the order of rows changes no byte.

usage: cases.py PROGRAM CASES.tsv FOLDER [READER...]; only cases of these readers, all without any. Prints what is wrong.
"""
import csv
import html
import json
import os
import re
import subprocess
import sys

PROGRAM, CASES, FOLDER = sys.argv[1:4]
READERS = sys.argv[4:]
HEAD = "sample\tkind\tname\tvalue\tunit\tstart\tstop\tdetail\n"


def genes(text):
    out = []
    for part in text.split(";") if text != "-" else []:
        gene, diplotype, phenotype, score = part.split("|")
        one = {"gene": gene, "diplotype": diplotype, "phenotype": phenotype, "copies": 2, "status": "called"}
        if score != "-":
            one["activity_score"] = float(score)
        out.append(one)
    return json.dumps({"sample": "x", "genes": out}) + "\n"


def input_of(text):
    """Calls as JSON; of "panel:GENE" a VCF of the sites that old panels have of that gene, all of them reference."""
    if not text.startswith("panel:"):
        return genes(text)
    root = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir)
    made = subprocess.run([sys.executable, os.path.join(root, "tests", "cli", "hidden.py"), "vcf", os.path.join(root, "tables"), "0/0",
                           text.split(":")[1]], capture_output=True, text=True, check=True)
    return made.stdout


def text_of(page):
    """The page as its reader meets it: no style, no drawing but its text alternative."""
    page = re.sub(r"<style>.*?</style>", " ", page, flags=re.S)
    page = re.sub(r"<svg[^>]*>.*?</svg>", lambda m: " ".join(re.findall(r"<(?:title|desc)[^>]*>(.*?)</", m.group(), re.S)), page, flags=re.S)
    page = re.sub(r"</?(b|span|bdi|code)( [^>]*)?>", "", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def run(case, rows, name):
    path = os.path.join(FOLDER, "context.tsv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD + "".join("x\t" + "\t".join("." if c == "-" else c for c in row.split("|")) + "\n" for row in rows))
    options = [] if case["options"] == "-" else case["options"].split()
    return subprocess.run([PROGRAM, "report", "--no-version", "--for", case["reader"], "--context", path, *options, "-"],
                          input=input_of(case["genes"]), capture_output=True, text=True, encoding="utf-8", check=False)


def main():
    with open(CASES, encoding="utf-8") as file:
        lines = file.read().splitlines()
    n = 0
    for case in csv.DictReader([lines[0].lstrip("#"), *lines[1:]], delimiter="\t", quoting=csv.QUOTE_NONE):
        if READERS and case["reader"] not in READERS:
            continue
        n += 1
        name, rows = case["case"], case["context"].split(" // ") if case["context"] != "-" else []
        got = run(case, rows, name)
        text = text_of(got.stdout)
        if got.returncode != int(case["exit"]):
            print(f"{name}: exit {got.returncode}: {got.stderr}")
        for pattern in case["must"].split(" ;; ") if case["must"] != "-" else []:
            pattern = pattern.replace("\\u2212", "\u2212")
            if not re.search(pattern, text, re.I):
                print(f"{name}: not there: {pattern}")
        for pattern in case["must_not"].split(" ;; ") if case["must_not"] != "-" else []:
            found = re.search(pattern, text, re.I)
            if found:
                print(f"{name}: there: {pattern}: {text[max(0, found.start() - 60):found.end() + 60]}")
        if case["exit"] == "0" and run(case, rows[::-1], name).stdout != got.stdout:
            print(f"{name}: another order of rows makes another page")
    print(f"{n} cases", file=sys.stderr)


main()
