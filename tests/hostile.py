#!/usr/bin/env python3
"""hostile.py - texts that want to be more than text, as names of samples, medicines and results, and as notes

usage: hostile.py write EXAMPLE.vcf FOLDER    writes hostile.vcf, hostile.tsv (a context), hostile_record.tsv (one of scores, levels, trials), hostile.jsonl (calls) into FOLDER
       hostile.py found FILE                  JSON or bundles of hostile.vcf with hostile.tsv: each text is there as it was, apart from
                                              what docs/FHIR.md says of bundles, and what must be set aside is not
       hostile.py found-names FILE            the same, but for notes, which reports do not have
       hostile.py found-calls FILE            the same of hostile.jsonl

Python 3 standard library only.
"""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli"))
sys.dont_write_bytecode = True
import fhir_read     # noqa: E402

TAG = "<script>alert(1)</script>\" onload='x' </li>&amp;\\u0000\\\"{{sample}}${x}`id`../../%s"
MARKS = "\u202eright to left\u202c \u200f\u2066\u200bna\u00efve \U0001f48a"
SPACES = "no\u00a0break\u2028line\u3000\ufeff"
LONG = TAG + MARKS + "x" * 10000 + SPACES + TAG
BELL = "bell \x07\x1b[31m\x01\x7f " + TAG
MOST = 1024     # bytes of a cell of a context
SAMPLES = [LONG, BELL, "person_1"]
MEDICINES = [(TAG, MARKS), (MARKS, TAG), ("\"},{\"resourceType\":\"Patient\"", SPACES), (SPACES, "\u00a0"), ("m" * MOST, "paroxetine"),
             ("paroxetine", TAG + "n" * (MOST - len(TAG)))]
ASIDE = [("o" * (MOST + 1), "."), ("codeine", "p" * (MOST + 1)), ("q" + LONG, "."), ("omeprazole", "r" + LONG), ("s" + BELL, "."), ("tramadol", "t" + BELL)]
# the same texts as names and notes of what was measured and tried
RECORDED = {"score": "4\t.\t2026-01-01\t.", "lab": "4\tmg/L\t2026-01-01\t.", "trial": "20\tmg/d\t2026-01-01\t2026-02-01", "procedure": "4\t.\t2026-01-01\t."}
RESULTS = {"CYP2D6": (TAG + MARKS, "Poor Metabolizer"), "CYP2C19": (LONG, "Intermediate Metabolizer")}


def write(example, folder):
    with open(example, encoding="utf-8") as lines, open(os.path.join(folder, "hostile.vcf"), "w", encoding="utf-8") as out:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#CHROM"):
                cells[9:] = SAMPLES
            elif not line.startswith("#"):
                cells.append(cells[9])
            out.write("\t".join(cells) + "\n")
    with open(os.path.join(folder, "hostile.tsv"), "w", encoding="utf-8") as out:
        out.write("#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n")
        for name, note in MEDICINES + ASIDE:
            out.write("person_1\tmedicine\t%s\t20\tmg/d\t.\t.\t%s\n" % (name, note))
    with open(os.path.join(folder, "hostile_record.tsv"), "w", encoding="utf-8") as out:
        out.write("#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n")
        for kind, rest in RECORDED.items():
            for name, note in MEDICINES:
                out.write("person_1\t%s\t%s\t%s\t%s\n" % (kind, name, rest, note))
    with open(os.path.join(folder, "hostile.jsonl"), "w", encoding="utf-8") as out:
        genes = [{"gene": gene, "status": "called", "phenotype": phenotype, "candidates": [{"diplotype": name, "phenotype": phenotype}]}
                 for gene, (name, phenotype) in RESULTS.items()]
        for sample in (LONG, "\u00a0"):
            out.write(json.dumps({"sample": sample, "genes": genes}) + "\n")


def texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def found(path, expected, aside):
    bad, there = 0, set()
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            there.update(texts(json.loads(line)))
    bundle = "collection" in there
    for text in expected:
        as_it_is = fhir_read.as_fhir(text) if bundle else text
        if not any(as_it_is in one for one in there):
            print("lost: %.80r" % as_it_is)
            bad += 1
    for text in aside:
        if any(text in one for one in there):
            print("not set aside: %.80r" % text)
            bad += 1
    sys.exit(1 if bad or not there else 0)


def main(what, *names):
    aside = [text for pair in ASIDE for text in pair if len(text) > 10]
    if what == "write":
        write(*names)
    elif what == "found":
        found(*names, SAMPLES + [text for pair in MEDICINES for text in pair], aside)
    elif what == "found-names":
        found(*names, SAMPLES + [name for name, _ in MEDICINES], aside)
    else:
        found(*names, [LONG] + [name for name, _ in RESULTS.values()], [])


if __name__ == "__main__":
    main(*sys.argv[1:])
