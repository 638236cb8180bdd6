#!/usr/bin/env python3
"""Score the structure risk of `stardose call -O j` against read-level diplotypes.

usage: structure.py CALLS.jsonl TRUE_PHENOTYPES.tsv SAMPLES.tsv TRUTH.tsv... [--scores SCORES.tsv] [--min CLASS:PRECISION:RECALL]...

TRUE_PHENOTYPES are the rows of `stardose call --outside TRUTH`. With --scores (written by tools/train_structure.py) the
probabilities are those of models that have not seen the person's family; without, those that the calls carry, of a model
that was trained on these very people. A hint is a class whose probability is 0.5 or more. Ends with PASS: and FAIL: lines.
"""
import collections
import json
import sys

CLASSES = ("deletion", "extra_copy", "hybrid36", "hybrid68", "hybrid13")
THRESHOLD = 0.5


def rows(path):
    with open(path, encoding="utf-8") as lines:
        kept = (line.rstrip("\r\n").split("\t") for line in lines if line.strip() and not line.startswith("##"))
        head = [name.lstrip("#") for name in next(kept)]
        return [dict(zip(head, row)) for row in kept]


def classes_of(diplotype):
    """As tools/train_structure.py reads labels; that module needs numpy, this one does not."""
    found = set()
    hybrid = {"*36": "hybrid36", "*83": "hybrid36", "*141": "hybrid36", "*68": "hybrid68", "*4.013": "hybrid68", "*13": "hybrid13"}
    for chromosome in diplotype.split("/"):
        units = [(u.split("x")[0], "x" in u) for u in chromosome.split("+")]
        kinds = {hybrid[name] for name, _ in units if name in hybrid}
        found |= kinds
        if [name for name, _ in units] == ["*5"]:
            found.add("deletion")
        if any(many for name, many in units if name not in hybrid) or (len(units) > 1 and not kinds):
            found.add("extra_copy")
    return found


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"


def table_by_class(people):
    print("# class population people carriers hinted right precision recall brier brier_of_rate")
    for cls in CLASSES:
        for pop in ["all"] + sorted({p["population"] for p in people}):
            group = [p for p in people if pop in ("all", p["population"])]
            y = [cls in p["truth"] for p in group]
            risk = [p["risk"][cls] for p in group]
            hinted = [r >= THRESHOLD for r in risk]
            right = sum(a and b for a, b in zip(y, hinted))
            rate = sum(y) / len(y)
            print(cls, pop, len(group), sum(y), sum(hinted), right, percent(right, sum(hinted)), percent(right, sum(y)),
                  f"{sum((r - t) ** 2 for r, t in zip(risk, y)) / len(y):.4f}", f"{rate * (1 - rate):.4f}", sep="\t")


def calibration(people):
    print("# class probability people mean_probability carriers_share")
    edges = (0, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0001)
    for cls in CLASSES:
        for lo, hi in zip(edges, edges[1:]):
            group = [p for p in people if lo <= p["risk"][cls] < hi]
            if group:
                print(cls, f"{lo:g}-{min(hi, 1):g}", len(group), f"{sum(p['risk'][cls] for p in group) / len(group):.3f}",
                      f"{sum(cls in p['truth'] for p in group) / len(group):.3f}", sep="\t")


def hints(people):
    """What the hints do to phenotypes: who is warned, and who is warned for nothing."""
    n = collections.Counter()
    for p in people:
        if not p["true_phenotype"] or p["true_phenotype"] == "Indeterminate":
            n["truth has no phenotype"] += 1
            continue
        if not p["phenotype"] or p["phenotype"] == "Indeterminate":
            n["call has no phenotype"] += 1
            continue
        right = "right" if p["phenotype"] == p["true_phenotype"] else "wrong"
        flag = any(p["risk"][c] >= THRESHOLD for c in CLASSES)
        n[f"{right} phenotype, {'with' if flag else 'without'} a hint"] += 1
        if flag and right == "right":
            n["right phenotype, with a hint, and the hinted structure is there" if any(
                p["risk"][c] >= THRESHOLD and c in p["truth"] for c in CLASSES)
              else "right phenotype, with a hint for nothing"] += 1
    for key in sorted(n):
        print(key, n[key], sep="\t")
    return n


def main():
    args, wanted, scores = [], {}, {}
    rest = iter(sys.argv[1:])
    for word in rest:
        if word == "--min":
            cls, precision, recall = next(rest).split(":")
            wanted[cls] = float(precision), float(recall)
        elif word == "--scores":
            scores = {r["sample"]: r for r in rows(next(rest))}
        else:
            args.append(word)
    population = {r["sample"]: r["superpopulation"] for r in rows(args[2])}
    true_phenotype = {r["sample"]: r["phenotype"] for r in rows(args[1]) if r["gene"] == "CYP2D6"}
    truth = {}
    for path in args[3:]:
        for r in rows(path):
            if r["gene"] == "CYP2D6":
                truth.setdefault(r["sample"], r["diplotype"])
    people = []
    with open(args[0], encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gene = next(g for g in row["genes"] if g["gene"] == "CYP2D6")
            if row["sample"] not in truth or "structure_risk" not in gene:
                continue
            risk = {c: gene["structure_risk"][c] for c in CLASSES}
            if scores:
                risk.update({c: float(v) for c in CLASSES for v in [scores[row["sample"]].get(c + "_score")] if v})
            people.append(dict(risk=risk, truth=classes_of(truth[row["sample"]]), population=population[row["sample"]],
                               phenotype=gene["phenotype"], true_phenotype=true_phenotype.get(row["sample"])))
    print("people", len(people), "held out" if scores else "of those trained on")
    table_by_class(people)
    calibration(people)
    n = hints(people)
    failed = 0
    for cls, (precision, recall) in wanted.items():
        y = [p for p in people if cls in p["truth"]]
        hinted = [p for p in people if p["risk"][cls] >= THRESHOLD]
        right = sum(p["risk"][cls] >= THRESHOLD for p in y)
        good = bool(hinted) and 100 * right >= precision * len(hinted) and 100 * right >= recall * len(y)
        failed += not good
        print(f"{'PASS' if good else 'FAIL'}: structure risk, {cls}: precision {percent(right, len(hinted))} (at least {precision:g}), "
              f"recall {percent(right, len(y))} (at least {recall:g})")
    good = n["wrong phenotype, with a hint"] > n["wrong phenotype, without a hint"] / 2
    print(f"{'PASS' if good else 'FAIL'}: structure risk: of {n['wrong phenotype, with a hint'] + n['wrong phenotype, without a hint']} "
          f"confident wrong phenotypes {n['wrong phenotype, with a hint']} carry a hint")
    return 1 if failed or not good else 0


if __name__ == "__main__":
    sys.exit(main())
