#!/usr/bin/env python3
"""Send every entry of the collected facts through `stardose guide`: does it come out with its medicine, source and action?

usage: every_source_row.py STARDOSE REFERENCE_DIR TABLES_DIR

REFERENCE_DIR is that of the facts, with guidance/recommendations.tsv, genes/*/recommendations.tsv and genes/cpic_pairs_missing.tsv. For each alternative of each row's
conditions there is a person who has this result, and the line of that medicine, source, genes and context must have the row's action
and its further actions, and no other. Genes that no row of guidance.tsv asks for are left out, and so is what DIFFERS lists, with its
reason. One run of the program for each set of genes. Prints counts and differences; exit 1 when something differs.
"""
import collections
import csv
import glob
import io
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "consistency"))
from guidance_reference import CONTEXTS, SECOND_READING, is_replaced, plain, read  # pylint: disable=wrong-import-position

# (source, medicine, genes, condition of either gene, or "" for any): why the facts' row is not ours as it stands
DIFFERS = {}
UNKNOWN = "unknown phenotype"
# Bases of one site, as diplotypes that have them
SITES = {"521 CC": ("*5/*5", "*5/*15", "*15/*15"), "521 TC": ("*1/*5", "*1/*15"), "V433M carrier": ("*1/*3", "*1/*4", "*3/*3")}
# Where the activity of the enzyme is to be measured, ours has a code of its own: (gene, action of the facts, condition or None for any)
MEASURED = {("G6PD", "test_required", None), ("DPYD", "monitor_tdm", "PHENOTYPING")}
STATED = {"CFTR": "cystic fibrosis"}        # rows of persons with a condition
NAMES = {"sulfamethoxazole / trimethoprim": "co-trimoxazole"}       # theirs -> ours, where ours has no such name


def results_of(text, terms):
    """The results that meet a condition, each as the members of a gene in `stardose call -O j`; None: no result."""
    out = []
    for one in re.sub(r" \((?!not PM)[^)]*\)", "", text).split("|"):
        score = re.fullmatch(r"(\w+) \[AS (>=?)?([\d.]+)(?:-([\d.]+))?(?: KNMP)?\]", one)
        if score:
            out += [{"phenotype": terms[score.group(1)], "activity_score": s} for s in scores_of(*score.groups()[1:])]
        elif one == UNKNOWN:
            out += [{"phenotype": "Indeterminate"}, None]
        elif one in ("any", "No Result"):
            out.append(None)
        elif one.startswith("*3 carrier"):
            out.append({"diplotype": "*1/*3", "phenotype": terms["IM"], "activity_score": 1})
        elif one in SITES:
            out += [{"diplotype": name} for name in SITES[one]]
        elif re.fullmatch(r"\*\S+/\*\S+|\*\S+ (positive|negative)", one):
            out.append({"diplotype": one})
        else:
            out.append({"phenotype": terms.get(one, one)})
    return out


def scores_of(above, low, high):
    """The scores that a row lists, in steps of 0.25; of an open end the first three."""
    first = round(float(low) * 4) + (1 if above == ">" else 0)
    last = first + 2 if above else round(float(high or low) * 4)
    return [s / 4 for s in range(first, last + 1)]


class Person:
    """Results of the genes of a row; persons of equal results are one."""
    all = {}

    @classmethod
    def of(cls, genes, results):
        key = genes, json.dumps(results)
        return cls.all.setdefault(key, "p%d" % len(cls.all))

    @classmethod
    def lines(cls, genes):
        for (mine, text), name in cls.all.items():
            if mine == genes:
                yield json.dumps({"sample": name, "genes": [object_of(g, r) for g, r in zip(genes, json.loads(text)) if r]})


def object_of(gene, result):
    whole = {"diplotype": None, "phenotype": None, "activity_score": None, **result}
    whole["dpwg"] = {"phenotype": whole["phenotype"], "activity_score": whole["activity_score"]}
    return {"gene": gene, "status": "called", "copies": 2, **whole, "candidates": [whole]}


def facts_of(reference):
    """Every row of the facts that its source has not replaced, as a second reading has it."""
    files = [os.path.join(reference, "guidance", "recommendations.tsv")]
    files += sorted(glob.glob(os.path.join(reference, "genes", "*", "recommendations.tsv")))
    for path in files:
        for row in read(path):
            if not is_replaced(row):
                yield {**row, "drug": NAMES.get(row["drug"], row["drug"]), "is_newer": os.sep + "genes" + os.sep in path}


def added_of(reference):
    """What a second reading adds, as facts: of the gene that the source's other rows of this medicine and context are about."""
    genes = {}
    for row in facts_of(reference):
        genes.setdefault((row["source"], row["drug"], CONTEXTS.get(row["context"], row["context"])), row["gene1"])
    for (source, drug, context, condition), (was, action, _) in SECOND_READING.items():
        if was is None:
            yield {"row_id": "second reading", "source": source, "drug": drug, "context": context, "gene1": genes[source, drug, context],
                   "condition1": condition, "gene2": "", "condition2": "", "action_code": action, "also_actions": "",
                   "dose_factor_or_limit": ""}


def pairs_of(reference):
    """CPIC's pairs of gene and medicine that no fact is about, as facts."""
    for pair in read(os.path.join(reference, "genes", "cpic_pairs_missing.tsv")):
        if pair["used_for_recommendation"] != "Yes":
            yield {"row_id": "pair", "source": "CPIC", "drug": pair["drug"], "context": "general", "gene1": pair["gene"], "condition1": "any",
                   "gene2": "", "condition2": "", "action_code": "no_recommendation", "also_actions": "", "dose_factor_or_limit": ""}


def second_reading(row):
    """(action, further actions), or None where it takes the row away for another condition"""
    context = CONTEXTS.get(row["context"], row["context"])
    for (source, drug, where, condition), (was, action, _) in SECOND_READING.items():
        if (source, drug, where, was) == (row["source"], row["drug"], context, row["condition1"]):
            row["condition1"] = condition
            return action
    return row["action_code"]


def lookups_of(row):
    """How many results, or pairs of them, the row's source has as entries of their own."""
    n = row["condition1"].count("|") + 1
    return n * (row["condition2"].count("|") + 1) if row["gene2"] else n


def claims(reference, known_genes, contexts, terms, seen):
    """{genes: [(drug, source, context or None, person, action, also, row)]}"""
    out = collections.defaultdict(list)
    for row in itertools.chain(facts_of(reference), added_of(reference), pairs_of(reference)):
        genes = tuple(g for g in (row["gene1"], row["gene2"]) if g)
        if not known_genes >= set(genes):
            seen["left out: a gene that no row asks for"] += 1
            continue
        if any((row["source"], row["drug"], genes, c) in DIFFERS for c in ("", row["condition1"], row["condition2"])):
            seen["left out: differs, with a reason"] += 1
            continue
        action = second_reading(row)
        if any((row["gene1"], action, c) in MEASURED for c in (None, row["condition1"].split(" ")[0])):
            action = "measure_activity"
        substitute = row["dose_factor_or_limit"] == "as substitute for carbamazepine"
        context = "instead of carbamazepine" if substitute else CONTEXTS.get(row["context"], row["context"])
        both = [results_of(row["condition%d" % (i + 1)], terms) for i in range(len(genes))]
        for first in both[0]:
            for second in both[1] if len(both) == 2 else [None]:
                person = Person.of(genes, [first, second][:len(genes)])
                out[genes].append((row["drug"], row["source"], context if context in contexts and not STATED.keys() & set(genes) else None, person, action,
                                   row["also_actions"], row))
        seen["rows"] += 1
        if row.get("is_newer"):
            seen["rows of %s about the newer genes" % row["source"]] += 1
            seen["lookups of %s about the newer genes" % row["source"]] += lookups_of(row)
    return out


def answers(stardose, genes, drugs):
    """{(person, drug, source, context): {(action, also)}} of the lines that rest on these genes"""
    people = list(Person.lines(genes))
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as stated:
        stated.write("sample\tkind\tname\n")
        stated.writelines("%s\tcondition\t%s\n" % (json.loads(p)["sample"], STATED[g]) for p in people for g in genes if g in STATED)
        stated.flush()
        known = ["--context", stated.name] if STATED.keys() & set(genes) else []
        run = subprocess.run([stardose, "guide", "--no-version", *known, "--drugs", ",".join(sorted(drugs)), "-"],
                             input="\n".join(people) + "\n", capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit("stardose guide: exit %d: %s" % (run.returncode, run.stderr[:400]))
    out = collections.defaultdict(set)
    for line in csv.DictReader(io.StringIO(run.stdout), delimiter="\t", quoting=csv.QUOTE_NONE):
        asked = tuple(part.split(":")[0] for part in line["gene_result"].split(";"))
        if asked == genes and line["action"] != ".":
            what = line["action"], line["also"].replace(",", ";").replace(".", "")
            out[line["sample"], line["drug"], line["source"], line["context"]].add(what)
            out[line["sample"], line["drug"], line["source"], None].add(what)
    return out


def names_of(drugs):
    return {name.lower(): row["drug"] for row in drugs for name in [row["drug"]] + plain(row["names"]).split(";") if name}


def main():
    stardose, reference, tables = sys.argv[1:]
    terms = {r["code"]: r["term"] for r in read(os.path.join(tables, "terms.tsv")) if r["kind"] == "phenotype"}
    rows = read(os.path.join(tables, "guidance.tsv"))
    genes_known = {g for r in rows for g in (r["gene1"], plain(r["gene2"])) if g}
    names = names_of(read(os.path.join(tables, "drugs.tsv")))
    seen = collections.Counter()
    wanted = claims(reference, genes_known, {r["context"] for r in rows}, terms, seen)
    problems = set()
    for genes, of_genes in wanted.items():
        unknown = {c[0] for c in of_genes if c[0].lower() not in names}
        problems |= {"%s: no such medicine" % drug for drug in unknown}
        got = answers(stardose, genes, {names[c[0].lower()] for c in of_genes if c[0] not in unknown})
        for drug, source, context, person, action, also, row in of_genes:
            seen["results"] += 1
            said = got.get((person, names.get(drug.lower()), source, context), set())
            exact = context is not None and row["source"] != "FDA"      # rows of FDA on several findings hold together
            if (action, also) not in said or (exact and len(said) > 1):
                problems.add("%s %s, %s, %s %s %s: %s %s, but %s" % (row["row_id"], source, drug, ";".join(genes), row["condition1"],
                                                                    row["condition2"], action, also, sorted(said) or "no row"))
    for what, n in sorted(seen.items()):
        print("%5d %s" % (n, what))
    print("%5d persons, %d differences" % (len(Person.all), len(problems)))
    print("\n".join(sorted(problems)))
    # CPIC's interface has 484 entries about the newer genes; of each one result, or all that it lists, was sent
    whole = seen["lookups of CPIC about the newer genes"] == 484 and not any(what.startswith("left out") for what in seen)
    return 1 if problems or seen["rows"] < 800 or not whole else 0


if __name__ == "__main__":
    sys.exit(main())
