#!/usr/bin/env python3
"""Every rule of label_interactions.tsv is met by a list that has what it names; states, forms, results and labels beside.

usage: label_rules.py PROGRAM TABLES WORKDIR
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


def rows(name):
    lines = [line for line in open(os.path.join(tables, name + ".tsv"), encoding="utf-8") if not line.startswith("##")]
    lines[0] = lines[0].lstrip("#")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def items(text):
    return [] if text == "-" else text.split(";")


def gene(name, phenotype):
    return {"gene": name, "phenotype": phenotype + " Metabolizer"}


def guide(people, *more):
    """people: (list of context rows, genes); the JSON of each"""
    with open(os.path.join(work, "c.jsonl"), "w", encoding="utf-8") as calls, open(os.path.join(work, "c.tsv"), "w", encoding="utf-8") as context:
        context.write("sample\tkind\tname\tvalue\tstart\tstop\n")
        for i, (listed, genes) in enumerate(people):
            calls.write(json.dumps({"sample": f"p{i}", "genes": genes}) + "\n")
            for row in listed:
                context.write("\t".join([f"p{i}", *(list(row) + ["."] * 5)[:5]]) + "\n")
    done = subprocess.run([program, "guide", "-O", "j", "--context", os.path.join(work, "c.tsv"), "--date", "2026-06-30", *more,
                           os.path.join(work, "c.jsonl")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        fail("exit", done.returncode, done.stderr.decode()[:500])
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


NORMAL = [gene("CYP2D6", "Normal"), gene("CYP2C19", "Normal")]
rules, kinds = rows("label_interactions"), {row["agent"]: row["kind"] for row in rows("agents")}
members, strengths = {}, {}
for row in rows("agent_classes"):
    members.setdefault("@" + row["class"], []).append(row["member"])
for row in rows("interactions"):
    strengths.setdefault(f"{row['gene']} {row['strength']} {row['effect']}", []).append(row["agent"])


def is_named_elsewhere(rule, strength, name):
    """Another rule of the label names it among those of a strength on this enzyme"""
    start, end = strength.split()[0], strength.split()[2]
    return name not in items(rule["actors"]) and any(
        other is not rule and other["drug"] == rule["drug"] and other["rule_of"] == rule["rule_of"] and other["beside"] == "-" and
        name in items(other["actors"]) and strength not in items(other["actors"]) and any(i.startswith(start + " ") and i.endswith(" " + end) for i in items(other["actors"]))
        for other in rules)


def one_of(rule, column, turn):
    """A name that meets one of the alternatives; which one, goes round"""
    listed = items(rule[column])
    for k in range(len(listed)):
        item = listed[(turn + k) % len(listed)]
        names = members.get(item) or strengths.get(item) or ([] if " " in item and item.startswith("CYP") else [item])
        names = [n for n in names if n != rule["drug"] and not (item in strengths and is_named_elsewhere(rule, item, n))]
        if names:
            return names[turn % len(names)]
    return None


def context_row(name, stop="."):
    return ("condition" if kinds.get(name) in ("exposure", "food", "state") else "medicine", name, ".", ".", stop)


# ---- every rule ----
people, wanted = [], []
for turn, rule in enumerate(rules):
    actors = [one_of(rule, "actors", turn)] + ([one_of(rule, "beside", turn)] if rule["beside"] != "-" else [])
    if None in actors:
        continue	# of a strength that nobody has
    form = rule["form"][1:] if rule["form"].startswith("=") else ""
    listed = [("medicine", rule["drug"] + " " + form)] + [context_row(a, "2026-06-25" if rule["when"] == "stopped" else ".") for a in actors]
    people.append((listed, [gene("CYP2D6", "Poor" if rule["needs"] != "-" else "Normal"), gene("CYP2C19", "Normal")]))
    wanted.append((rule, actors))
if len(wanted) < len(rules) - 10:
    fail("only", len(wanted), "of", len(rules), "rules can be met")
for person, (rule, actors) in zip(guide(people, "--source", "FDA"), wanted):
    hit = next((h for h in person["label_rules"] if h["row_id"] == rule["row_id"]), None)
    stronger = [h for h in person["label_rules"] if h["drug"] == rule["drug"]]
    if not hit and not (stronger and rule["dose_factor"] != "-"):
        fail(rule["row_id"], rule["who"], "is not met by", actors)
    elif hit and (not set(actors) <= {a["name"] for a in hit["actors"]} or not hit["in_use"] or hit["action"] != rule["action"]):
        fail(rule["row_id"], "names", hit["actors"], hit["action"])
    lines = {line["row_id"]: line for line in person["guidance"]}
    if any(lines[h["row_id"]]["guidance"] != h["text"] for h in person["label_rules"]):
        fail(rule["row_id"], "has other words as a line")


# ---- one by one ----
def hits(listed, drug, genes=None, *more):
    return [h for h in guide([(listed, genes or NORMAL)], *more)[0]["label_rules"] if h["drug"] == drug]


def medicine(name, stop="."):
    return ("medicine", name, ".", ".", stop)


def actions(*args):
    return {h["action"] for h in hits(*args)}


for days, stop, is_met in ((5, "2026-06-25", True), (13, "2026-06-17", True), (20, "2026-06-10", False)):
    found = hits([medicine("sertraline"), medicine("phenelzine", stop)], "sertraline")
    if bool(found) != is_met or is_met and found[0]["actors"][0]["days_since_stop"] != days:
        fail("phenelzine stopped", days, "days ago:", found)
found = hits([medicine("desipramine"), medicine("fluoxetine", "2026-06-20")], "desipramine")
if not any("last taken 10 days ago" in h["text"] and h["actors"][0]["state"] == "residual" for h in found):
    fail("fluoxetine in wash-out:", found)
found = hits([medicine("clozapine"), ("condition", "tobacco smoking", ".", "2026-08-01")], "clozapine")
if not any(h["asks_on_smoking"] and h["actors"][0]["state"] == "planned" for h in found):
    fail("planned smoking does not ask:", found)
if hits([medicine("clozapine"), ("condition", "tobacco smoking", "never")], "clozapine"):
    fail("who never smoked meets a rule about smoke")
if "avoid" in actions([medicine("duloxetine"), medicine("mexiletine")], "duloxetine") or "avoid" not in actions(
        [medicine("duloxetine"), medicine("mexiletine")], "duloxetine", [gene("CYP2D6", "Poor")]):
    fail("a rule for poor metabolizers is not theirs alone")
both = [h for h in hits([medicine("aripiprazole"), medicine("paroxetine"), medicine("clarithromycin")], "aripiprazole") if h["dose_factor"]]
if [h["dose_factor"] for h in both] != [0.25] or {a["name"] for a in both[0]["actors"]} != {"paroxetine", "clarithromycin"}:
    fail("two that act together:", both)
forms = {h["form"] for h in hits([medicine("Abilify Maintena 400 mg"), medicine("paroxetine")], "aripiprazole")}
if "oral" in forms or "Maintena" not in forms or {h["form"] for h in hits([medicine("aripiprazole"), medicine("paroxetine")], "aripiprazole")} != {"oral"}:
    fail("forms:", forms)
quetiapine = {h["source"]: h["action"] for h in hits([medicine("quetiapine"), medicine("ketoconazole tablets")], "quetiapine")}
if quetiapine != {"US label": "reduce_dose_pct", "EU label": "contraindicated"}:
    fail("labels of US and EU:", quetiapine)
cipro = {h["what_acts"]: h["action"] for h in hits([medicine("clozapine"), medicine("ciprofloxacin")], "clozapine")}
if cipro.get("strong CYP1A2 inhibitor") != "reduce_dose_pct" or "moderate or weak CYP1A2 inhibitor" in cipro:
    fail("the label's word for ciprofloxacin:", cipro)
if hits([medicine("metoprolol"), medicine("desvenlafaxine 100 mg/d")], "metoprolol") or not hits(
        [medicine("metoprolol"), medicine("desvenlafaxine 400 mg/d")], "metoprolol"):
    fail("from 400 mg on")
if hits([medicine("codeine"), ("medicine", "ketoconazole cream")], "codeine"):
    fail("a cream acts")
not_used = hits([medicine("citalopram")], "moclobemide")
if not any(h["action"] == "contraindicated" and not h["in_use"] for h in hits([medicine("citalopram")], "tranylcypromine")):
    fail("beside what is taken now, a medicine that is not in use:", not_used)
person = guide([([medicine("sertraline"), medicine("phenelzine")], NORMAL)], "--source", "CPIC", "--drugs", "sertraline")[0]
if {line["source"] for line in person["guidance"]} != {"CPIC", "US label"} or any(
        ("label_rule" in line["flags"]) == ("label_rule_beside" in line["flags"]) for line in person["guidance"]):
    fail("--source CPIC:", [(line["source"], line["flags"]) for line in person["guidance"]])
print("\n".join(failed))
print(f"{len(wanted)} rules met")
sys.exit(bool(failed))
