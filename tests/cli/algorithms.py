#!/usr/bin/env python3
"""CPIC's steps for two genes at once, written down again: does `stardose guide` say the same for every pair of results?

usage: algorithms.py STARDOSE

Thiopurines (CPIC 2026: TPMT and NUDT15): either gene poor comes first, then both intermediate, then one, then none; a gene that is not
known takes nothing away from the other. Statins (CPIC 2022: SLCO1B1 with ABCG2 or CYP2C9): the start dose by the worse gene, lower where
both are concerned. Exit 1 when a pair differs.
"""
import csv
import io
import itertools
import json
import subprocess
import sys

METABOLIZERS = {"NM": "Normal Metabolizer", "PIM": "Possible Intermediate Metabolizer", "IM": "Intermediate Metabolizer", "PM": "Poor Metabolizer"}
FUNCTIONS = {"NF": "Normal Function", "DF": "Decreased Function", "PDF": "Possible Decreased Function", "IF": "Increased Function", "PF": "Poor Function"}
WORDS = {**METABOLIZERS, **FUNCTIONS, "?": "Indeterminate"}
SCORES = {"NM": [2.0], "IM": [1.0, 1.5], "PM": [0.0, 0.5]}        # of CYP2C9


def thiopurine(drug, tpmt, nudt15):
    """(action, factor of the start dose)"""
    intermediate = [x in ("IM", "PIM") for x in (tpmt, nudt15)]
    if "PM" in (tpmt, nudt15):
        return ("alternative", "") if drug == "azathioprine" else ("reduce_start_dose", "x0.1")
    if any(intermediate):
        return "reduce_start_dose", "x0.2-0.5" if all(intermediate) else "x0.3-0.8"
    return ("standard", "") if "NM" in (tpmt, nudt15) else ("monitor_clinical", "")


def rosuvastatin(slco1b1, abcg2):
    if abcg2 == "?":
        return ".", ""      # a hole of CPIC's (holes.tsv): it has rows without a result of ABCG2, none for one without a phenotype
    if abcg2 == "PF":
        return "reduce_start_dose", "10 mg" if slco1b1 in ("DF", "PDF", "PF") else "20 mg"
    if slco1b1 == "PF":
        return "reduce_start_dose", "20 mg"
    known = [x for x in (slco1b1, abcg2) if x not in ("?", None)]
    return ("standard", "") if known else ("no_recommendation", "")


def fluvastatin(slco1b1, cyp2c9):
    """Each gene alone halves the start of 40 mg where it is worst; together they rule it out"""
    if slco1b1 == "PF" and cyp2c9 in ("IM", "PM") or slco1b1 in ("DF", "PDF") and cyp2c9 == "PM":
        return "alternative", ""
    if cyp2c9 == "PM" or (cyp2c9 == "IM" and slco1b1 in ("DF", "PDF")):
        return "reduce_start_dose", "20 mg"
    if cyp2c9 == "IM" or slco1b1 == "PF":
        return "reduce_start_dose", "40 mg"
    known = [x for x in (slco1b1, cyp2c9) if x not in ("?", None)]
    return ("standard", "") if known else ("no_recommendation", "")


ALGORITHMS = [("TPMT", "NUDT15", METABOLIZERS, METABOLIZERS, {d: lambda a, b, d=d: thiopurine(d, a, b) for d in ("azathioprine", "mercaptopurine", "thioguanine")}),
              ("SLCO1B1", "ABCG2", FUNCTIONS, ("NF", "DF", "PF"), {"rosuvastatin": rosuvastatin}),
              ("SLCO1B1", "CYP2C9", FUNCTIONS, SCORES, {"fluvastatin": fluvastatin})]


def result(gene, word, score):
    one = {"diplotype": None, "phenotype": WORDS[word], "activity_score": score}
    return {"gene": gene, "status": "called", "copies": 2, **one, "dpwg": {"phenotype": one["phenotype"], "activity_score": score}, "candidates": [one]}


def pairs(of_first, of_second):
    """Every pair of results, with no result of a gene but never of both; of CYP2C9 every score of a phenotype"""
    for a, b in itertools.product([*of_first, "?", None], [*of_second, "?", None]):
        for score in SCORES.get(b, [None]) if of_second is SCORES else [None]:
            if a or b:
                yield a, b, score


def main():
    stardose, n, problems = sys.argv[1], 0, []
    for first, second, of_first, of_second, drugs in ALGORITHMS:
        people = {}
        for a, b, score in pairs(of_first, of_second):
            genes = [result(g, w, s) for g, w, s in ((first, a, None), (second, b, score)) if w]
            people["p%d" % len(people)] = (a, b, json.dumps({"sample": "p%d" % len(people), "genes": genes}))
        run = subprocess.run([stardose, "guide", "-q", "--no-version", "--source", "cpic", "--drugs", ",".join(drugs), "-"], capture_output=True, text=True, check=False,
                             input="".join(p[2] + "\n" for p in people.values()))
        said = {}
        for row in csv.DictReader(io.StringIO(run.stdout), delimiter="\t", quoting=csv.QUOTE_NONE):
            asked = {part.split(":")[0] for part in row["gene_result"].split(";")}
            if first in asked or second in asked:
                said.setdefault((row["sample"], row["drug"]), []).append(row)
        for (name, (a, b, _)), (drug, steps) in itertools.product(people.items(), drugs.items()):
            n += 1
            action, dose = steps(a, b)
            rows = said.get((name, drug), [])
            kept = len(rows) == 1 and rows[0]["action"] == action
            if not kept or dose not in rows[0]["dose"] or (not dose and "start " in rows[0]["dose"]):
                problems.append("%s, %s %s, %s %s: steps say %s %s, guide %s" % (drug, first, a, second, b, action, dose, [(r["action"], r["dose"]) for r in rows]))
    print("%d pairs and medicines, %d differ" % (n, len(problems)))
    print("\n".join(problems))
    return 1 if problems or n < 180 else 0


if __name__ == "__main__":
    sys.exit(main())
