#!/usr/bin/env python3
"""Score calls of the genes from TPMT on: reference materials, and both builds.

usage: genes.py FACTS CALLS38.tsv CALLS37.tsv ALLELES.tsv

FACTS holds TPMT/truth.tsv, SLCO1B1/truth.tsv and CYP4F2/truth.tsv (consensus of reference materials; column builds: where the person
has genotypes).  CALLS are rows of `stardose call -O t --absent reference` of the panel of each build.  Names of SLCO1B1
and CYP4F2 in the truth are older than today's, so copies of one base are counted there.  Prints each miss, ends with lines
"PASS: claim" and "FAIL: claim", exits 1 if a claim fails.
"""
import collections
import csv
import sys

BASES = {"SLCO1B1": {"521C": ("12:21178615:T:C", {"5", "15", "17"})},
         "CYP4F2": {"V433M": ("19:15879621:C:T", {"3", "4", "22"}), "W12G": ("19:15897578:A:C", {"2", "4"})}}
SAME = {"TPMT": 97.5, "NUDT15": 97.5, "SLCO1B1": 97.5, "NAT2": 97.5, "CYP4F2": 97.5, "VKORC1": 100, "ABCG2": 100, "F5": 100, "RYR1": 97.5, "CFTR": 97.5, "G6PD": 97.5}
HEMIZYGOUS = {"G6PD"}      # of which GRCh37 writes one allele of a male as two
failed = []


def table(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n").lstrip("#") for line in f if not line.startswith("##")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def claim(text, ok):
    print(("PASS: " if ok else "FAIL: ") + text)
    failed.extend([] if ok else [text])


def copies(diplotype, carriers):
    """Of alleles by number; '*1/(15,17)' is one of 15 or 17."""
    return sum(any(n in carriers for n in allele.strip("*()").split(",")) for allele in diplotype.split("/"))


def materials(folder, calls):
    """TPMT by diplotype; of the others copies of each base, which must be among those of the readings of the truth."""
    alleles = table(sys.argv[4])
    for gene, wanted in (("TPMT", 1), ("SLCO1B1", 43 / 44), ("CYP4F2", 1)):
        rows = [r for r in table(f"{folder}/{gene}/truth.tsv") if "GRCh38" in r["builds"] and (r["sample"], gene) in calls]
        for name, (variant, older) in BASES.get(gene, {"diplotype": (None, None)}).items():
            good = 0
            for row in rows:
                said = calls[row["sample"], gene]["diplotype"]
                readings = row["diplotype"].split(";")
                if variant:
                    today = {a["allele"][1:] for a in alleles if a["gene"] == gene and variant in a["required"].split(";")}
                    ok = copies(said, today) in {copies(r, older) for r in readings}
                else:
                    ok = sorted(said.split("/")) in [sorted(r.split("/")) for r in readings]
                good += ok
                if not ok:
                    print(f"{gene} {name} {row['sample']}: {said}, truth {row['diplotype']}")
            claim(f"{gene} {name}: {good} of {len(rows)} reference materials", rows and good >= wanted * len(rows))


def alleles_of(row, gene):
    return sorted(set(row["diplotype"].split("/"))) if gene in HEMIZYGOUS else row["diplotype"]


def builds(calls38, calls37):
    same, all_ = collections.Counter(), collections.Counter()
    phenotype = collections.Counter()
    for (sample, gene), row in calls37.items():
        other = calls38.get((sample, gene))
        if other:
            all_[gene] += 1
            same[gene] += alleles_of(row, gene) == alleles_of(other, gene)
            phenotype[gene] += row["phenotype"] == other["phenotype"]
    for gene, n in all_.items():
        print(f"{gene}: {same[gene]} of {n} diplotypes are the same on both builds, {phenotype[gene]} phenotypes")
        if gene in SAME:
            claim(f"{gene}: both builds agree in at least {SAME[gene]} %", 100 * same[gene] >= SAME[gene] * n)


def leiden(calls38, calls37):
    """Who carries the variant is the same people on both builds, although it is the reference base of one."""
    carriers = [{s for (s, g), r in calls.items() if g == "F5" and "Leiden" in r["diplotype"] and s in people}
                for calls, people in ((calls38, {s for s, _ in calls37}), (calls37, {s for s, _ in calls37}))]
    claim(f"F5: the same {len(carriers[0])} carriers on both builds", carriers[0] == carriers[1] and 0 < len(carriers[0]) < 60)


def main():
    calls38, calls37 = ({(r["sample"], r["gene"]): r for r in table(path)} for path in sys.argv[2:4])
    materials(sys.argv[1], calls38)
    builds(calls38, calls37)
    leiden(calls38, calls37)
    sys.exit(1 if failed else 0)


main()
