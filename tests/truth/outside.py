#!/usr/bin/env python3
"""Phenotypes of the reference materials through --outside, against CPIC's rules worked out here.

usage: outside.py ALLELES.tsv PHENOTYPES.tsv CALLS.tsv TRUTH.tsv...

CALLS: what the program wrote (TSV) when TRUTH was given with --outside. ALLELES and PHENOTYPES: functions, activity values
and rules as CPIC publishes them (CYP3A4: ClinPGx from DPWG), not the program's own tables. The score of a diplotype is the
sum over all its copies; a pair of functions decides where there is no score. Genes without rules are left out.
Ends with lines "PASS: claim" and "FAIL: claim", and exits 1 if a claim fails. Python 3 standard library only.
"""
import re
import sys

WHOSE = {"CPIC": 0, "ClinPGx/DPWG (not CPIC)": 1}	# the first that has rules for a gene


def rows(path):
    with open(path, encoding="utf-8") as lines:
        head = None
        for line in lines:
            if line.startswith("##") or not line.strip():
                continue
            cells = line.rstrip("\n").split("\t")
            if head is None:
                head = [cells[0].lstrip("#")] + cells[1:]
            else:
                yield dict(zip(head, cells))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def read_rules(path):
    """gene -> (pairs of functions -> phenotype, score intervals), of CPIC where it has any"""
    best = {}
    for row in rows(path):
        rank = WHOSE.get(row["guideline"])
        if rank is None or row["rule_kind"] not in ("function_pair", "activity_score_bin"):
            continue
        if row["gene"] not in best or rank < best[row["gene"]][0]:
            best[row["gene"]] = (rank, {}, [])
        if rank > best[row["gene"]][0]:
            continue
        if row["rule_kind"] == "function_pair":
            best[row["gene"]][1][frozenset((row["key1"], row["key2"]))] = row["phenotype"]
        else:
            best[row["gene"]][2].append((row["key1"], row["key2"], row["phenotype"]))
    return {gene: (pairs, bins) for gene, (_, pairs, bins) in best.items()}


def within(score, low, high):
    if low == "n/a":
        return False
    above = score > float(low[1:]) if low.startswith(">") else score >= float(low)
    if high == "inf":
        return above
    return above and (score < float(high[1:]) if high.startswith("<") else score <= float(high))


def units_of(diplotype):
    for haplotype in diplotype.split("/"):
        for unit in haplotype.split("+"):
            name, times = re.fullmatch(r"(\*\d+)(?:\.\d+)?(?:x(\d+))?", unit.strip()).groups()
            yield name, int(times or 1)


def expected(gene, diplotype, functions, values, rules):
    pairs, bins = rules[gene]
    units = list(units_of(diplotype))
    if bins:
        score = 0.0
        for name, times in units:
            if values.get((gene, name)) is None:
                return "Indeterminate", None
            score += times * values[gene, name]
        return next(phenotype for low, high, phenotype in bins if within(score, low, high)), score
    pair = frozenset(functions[gene, name] for name, _ in units)
    return "Indeterminate" if "not assigned" in pair else pairs[pair], None


def main(paths):
    if len(paths) < 4:
        sys.exit(__doc__)
    alleles = list(rows(paths[0]))
    functions = {(row["gene"], row["allele"]): row["function"] for row in alleles}
    values = {(row["gene"], row["allele"]): number(row["activity_value"]) for row in alleles}
    rules = read_rules(paths[1])
    calls = {(row["sample"], row["gene"]): row for row in rows(paths[2])}
    n, wrong, missing, structural, diplotypes = 0, [], [], 0, set()
    for path in paths[3:]:
        for row in rows(path):
            key = row["sample"], row["gene"]
            if row["gene"] not in rules:
                continue
            n += 1
            structural += row["has_sv"] == "1"
            diplotypes.add((row["gene"], row["diplotype"]))
            phenotype, score = expected(row["gene"], row["diplotype"], functions, values, rules)
            call = calls.get(key)
            if call is None:
                missing.append("%s %s %s" % (*key, row["diplotype"]))
            elif call["phenotype"] != phenotype or (score is not None and number(call["activity_score"]) != score):
                wrong.append("%s %s %s: %s (%s), expected %s (%s)" % (*key, row["diplotype"], call["phenotype"],
                                                                     call["activity_score"], phenotype, score))
    print("# phenotypes of reference materials through --outside")
    print("results\t%d\nof them with structural variation\t%d\ndifferent diplotypes\t%d\nwrong\t%d\nmissing\t%d" %
          (n, structural, len(diplotypes), len(wrong), len(missing)))
    print("# misses")
    for text in wrong + missing:
        print(text)
    holds = n > 0 and not wrong and not missing
    print("%s: phenotype and score of every reference diplotype given from outside are CPIC's (%d of %d)" %
          ("PASS" if holds else "FAIL", n - len(wrong) - len(missing), n))
    sys.exit(not holds)


if __name__ == "__main__":
    main(sys.argv[1:])
