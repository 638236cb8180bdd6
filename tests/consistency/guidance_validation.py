#!/usr/bin/env python3
"""Ask the program what each result of a gene gets from each source, and write it as one Markdown table.

usage: guidance_validation.py STARDOSE

For each medicine below, every activity score, phenotype, diplotype or finding that its rows can be asked about is given to `stardose
guide`, alone and, where two genes decide, with every result of the other. Results that get the same are written together. The table
in docs/VALIDATION.md is what this prints.
"""
import json
import subprocess
import sys

DRUGS = """sertraline escitalopram citalopram fluoxetine paroxetine fluvoxamine venlafaxine desvenlafaxine duloxetine vortioxetine
bupropion mirtazapine trazodone amitriptyline nortriptyline clomipramine aripiprazole brexpiprazole risperidone quetiapine olanzapine
clozapine haloperidol lithium lamotrigine valproic_acid carbamazepine atomoxetine methylphenidate diazepam lorazepam""".replace("_", " ").split()
DRUGS = [d.replace("valproic", "valproic acid") for d in DRUGS if d != "acid"]
TERM = {"UM": "Ultrarapid Metabolizer", "RM": "Rapid Metabolizer", "NM": "Normal Metabolizer", "IM": "Intermediate Metabolizer",
        "PM": "Poor Metabolizer", "Likely IM": "Likely Intermediate Metabolizer", "Likely PM": "Likely Poor Metabolizer"}
NONE = "no result"


def score_result(score):
    def name(limit):
        return TERM["PM" if score == 0 else "IM" if score < 1.25 else "NM" if score <= limit else "UM"]
    return {"phenotype": name(2.25), "activity_score": score, "dpwg": {"phenotype": name(2.5), "activity_score": score}}


def phenotype_result(code, dpwg=None):
    return {"phenotype": TERM[code], "dpwg": {"phenotype": TERM[dpwg or code], "activity_score": None}}


INDETERMINATE = {"phenotype": "Indeterminate", "dpwg": {"phenotype": "Indeterminate", "activity_score": None}}
RESULTS = {     # gene: [(label, the result as `stardose call -O j` has it)]
    "CYP2D6": [("%g" % (s / 4), score_result(s / 4)) for s in range(0, 13)] + [("Indeterminate", INDETERMINATE)],
    "CYP2C19": [("UM", phenotype_result("UM")), ("RM", phenotype_result("RM", "NM")), ("NM", phenotype_result("NM")),
                ("Likely IM", phenotype_result("Likely IM", "IM")), ("IM", phenotype_result("IM")),
                ("Likely PM", phenotype_result("Likely PM", "PM")), ("PM", phenotype_result("PM")), ("Indeterminate", INDETERMINATE)],
    "CYP2B6": [(c, phenotype_result(c)) for c in ("UM", "RM", "NM", "IM", "PM")] + [("Indeterminate", INDETERMINATE)],
    "CYP3A4": [(c, phenotype_result(c)) for c in ("NM", "IM", "PM")] + [("Indeterminate", INDETERMINATE)],
    "HLA-B": [("%s %s" % (a, w), {"diplotype": "%s %s" % (a, w)}) for a in ("*15:02", "*15:11") for w in ("positive", "negative")],
    "HLA-A": [("*31:01 %s" % w, {"diplotype": "*31:01 %s" % w}) for w in ("positive", "negative")],
    "POLG": [("pathogenic variant", {"phenotype": "pathogenic variant"})],
}
for results in RESULTS.values():
    results.append((NONE, None))


def ask(stardose, drugs, samples):
    """samples: {name: {gene: result}} -> {name: [guidance lines]}"""
    lines = []
    for name, genes in samples.items():
        objects = []
        for gene, result in genes.items():
            if result is None:
                continue
            whole = {"gene": gene, "diplotype": None, "status": "called", "copies": 2, **result}
            candidate = {k: v for k, v in whole.items() if k in ("diplotype", "phenotype", "activity_score", "dpwg")}
            objects.append({**whole, "candidates": [candidate]})
        lines.append(json.dumps({"sample": name, "genes": objects}))
    run = subprocess.run([stardose, "guide", "-O", "j", "--no-version", "--drugs", ",".join(drugs), "-"], input="\n".join(lines) + "\n",
                         capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit("stardose guide: exit %d: %s" % (run.returncode, run.stderr[:400]))
    return {o["sample"]: o["guidance"] for o in map(json.loads, run.stdout.splitlines())}


def words(line):
    """What one line says, without who and why."""
    if line["action"] is None:
        return "no row"
    text = line["action"] + "".join(" +" + a for a in line["also"])
    if line["dose"]:
        text += " (%s)" % line["dose"]
    return "%s [%s]" % (text, line["strength"])


def genes_of(line):
    return tuple(part.split(":")[0] for part in (line["gene_result"] or "").split(";") if part)


def span(labels, order):
    """Labels in a row become a range: 0.25-1."""
    out, i = [], 0
    places = sorted(order.index(label) for label in labels)
    while i < len(places):
        k = i
        while k + 1 < len(places) and places[k + 1] == places[k] + 1 and is_number(order[places[k + 1]]):
            k += 1
        first, last = order[places[i]], order[places[k]]
        out.append("%s and more" % first if last == "3" and k > i else "%s-%s" % (first, last) if k > i else first)
        i = k + 1
    return ", ".join(out)


def is_number(label):
    return label.replace(".", "").isdigit()


def all_of(labels, gene):
    return "any" if len(labels) == len(RESULTS[gene]) else span(labels, [name for name, _ in RESULTS[gene]])


def table_of_one(answers, gene):
    """{what is said: labels}"""
    said = {}
    for (label,), text in answers.items():
        said.setdefault(text, []).append(label)
    return [(text, all_of(labels, gene)) for text, labels in said.items()]


def table_of_two(answers, genes):
    """Results of the second gene that get the same for the same results of the first stand together."""
    said = {}
    for (a, b), text in answers.items():
        said.setdefault(text, {}).setdefault(a, []).append(b)
    out = []
    for text, by_first in said.items():
        groups = {}
        for a, seconds in by_first.items():
            groups.setdefault(tuple(seconds), []).append(a)
        for seconds, firsts in groups.items():
            out.append((text, "%s x %s" % (all_of(firsts, genes[0]), all_of(list(seconds), genes[1]))))
    return out


def groups_of(stardose, drug):
    """(source, context, genes) of every line that a medicine can have, and the lines that no result selects."""
    empty = ask(stardose, [drug], {"x": {}})["x"]
    keyed = [(g["source"], genes_of(g)) for g in empty if g["source"]]
    return list(dict.fromkeys(keyed))


def answers_of(stardose, drug, source, genes):
    """{context: {labels: what is said}}; a context that does not speak of a result is left out for it."""
    choices = [[]]
    for gene in genes:
        choices = [c + [r] for c in choices for r in RESULTS[gene]]
    samples = {"\t".join(label for label, _ in c): {g: r for g, (_, r) in zip(genes, c)} for c in choices}
    named = {"s%d" % i: genes_results for i, genes_results in enumerate(samples.values())}
    labels = dict(zip(named, samples))
    out = {}
    for name, lines in ask(stardose, [drug], named).items():
        for line in lines:
            if line["source"] == source and genes_of(line) == genes:
                out.setdefault(line["context"], {})[tuple(labels[name].split("\t"))] = words(line)
    return out


def rows_of(stardose, drug):
    out = []
    for source, genes in groups_of(stardose, drug):
        if not genes:
            out.append((drug, source, "", "", "", "no rows"))
            continue
        if not all(g in RESULTS for g in genes):        # a gene that no result selects a row of
            lines = [g for g in ask(stardose, [drug], {"x": {}})["x"] if g["source"] == source and genes_of(g) == genes]
            out += [(drug, source, g["context"], genes[0], "any", words(g)) for g in lines]
            continue
        for context, answers in answers_of(stardose, drug, source, genes).items():
            table = table_of_one(answers, genes[0]) if len(genes) == 1 else table_of_two(answers, genes)
            out += [(drug, source, context, " x ".join(genes), who, text) for text, who in table]
    return out


def main():
    print("| medicine | source | context | gene | result | what the source says |\n|---|---|---|---|---|---|")
    last = None
    for drug in DRUGS:
        for row in rows_of(sys.argv[1], drug):
            shown = [cell if last is None or i > 3 or row[:i + 1] != last[:i + 1] else "" for i, cell in enumerate(row)]
            print("| " + " | ".join(c.replace("|", "\\|") for c in shown) + " |")
            last = row


if __name__ == "__main__":
    main()
