#!/usr/bin/env python3
"""Pairs of medicines: what the label says stands at the medicine that is changed, and names who acts.

usage: label_pairs.py PROGRAM PAIRS.tsv WORKDIR

PAIRS.tsv: pair_id, victim, actor, expected_action (codes joined by ';'), concern ("none (control)": no change may be
advised). Everybody is a normal metabolizer. TSV, JSON, FHIR and the pages are each looked at; the medicine is nowhere usual.
"""
import csv
import json
import os
import subprocess
import sys

DOSE = {"reduce_start_dose", "reduce_dose_pct", "increase_dose", "titrate_slower", "no_dose_escalation", "limit_max_dose", "reduce_frequency",
        "avoid", "contraindicated", "alternative", "increase_if_inadequate", "reduce_if_adverse"}
GENES = [{"gene": gene, "diplotype": "*1/*1", "phenotype": "Normal Metabolizer", "copies": 2} for gene in ("CYP2D6", "CYP2C19", "CYP2C9", "CYP2B6")]
GENES[0]["activity_score"] = 2
failed = []


def pairs(path):
    lines = [line for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def run(program, *args):
    done = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        failed.append(f"{args[0]} {args[1:3]}: exit {done.returncode}: {done.stderr.decode()[:300]}")
    return done.stdout.decode()


def is_exposure(text):
    return "smok" in text


def inputs(all_pairs, work):
    with open(os.path.join(work, "calls.jsonl"), "w", encoding="utf-8") as calls, \
         open(os.path.join(work, "context.tsv"), "w", encoding="utf-8") as context:
        context.write("sample\tkind\tname\n")
        for pair in all_pairs:
            calls.write(json.dumps({"sample": pair["pair_id"], "genes": GENES}) + "\n")
            for item in [pair["victim"], *pair["actor"].split(";")]:
                item = item.strip()
                row = ("condition", "tobacco smoking") if is_exposure(item) else ("medicine", item)
                context.write(f"{pair['pair_id']}\t{row[0]}\t{row[1]}\n")
    return os.path.join(work, "calls.jsonl"), os.path.join(work, "context.tsv")


class Pair:
    def __init__(self, pair, person):
        self.id, self.is_control = pair["pair_id"], pair["concern"].startswith("none")
        self.expected = set(pair["expected_action"].split(";"))
        self.is_guideline = pair["basis"] == "guideline"
        known = {item["name"]: item["known_as"] for item in person["context"]["items"]}
        victim = known.pop(pair["victim"].strip())
        self.drugs = {victim} | ({"divalproex sodium"} if victim == "valproic acid" else set())
        self.actors = set(known.values())
        self.person = person

    def say(self, what):
        failed.append(f"{self.id} {'/'.join(sorted(self.drugs))} with {'/'.join(sorted(self.actors))}: {what}")

    def hits(self):
        return [hit for hit in self.person["label_rules"] if hit["drug"] in self.drugs]

    def matching(self):
        """The rules whose codes are those expected, and who acts in them"""
        return [hit for hit in self.hits() if self.expected & {hit["action"], *hit["also"]}]

    def check_json(self):
        lines = [line for line in self.person["guidance"] if line["drug"] in self.drugs]
        if self.is_control:
            changes = [line["action"] for line in lines if "label_rule" in line["flags"] and DOSE & {line["action"], *line["also"]}]
            if changes or any("enzyme_acted_on" in line["flags"] for line in lines):
                self.say(f"a control, and {changes} or a mark")
            return
        if self.is_guideline:
            if not any("phenoconverted" in line["flags"] and line["action"] in self.expected for line in lines):
                self.say("the converted result selects no row")
            return
        codes = {code for hit in self.hits() for code in [hit["action"], *hit["also"]]}
        actors = {actor["name"] for hit in self.matching() for actor in hit["actors"]}
        if not self.expected <= codes:
            self.say(f"{sorted(self.expected - codes)} missing among {sorted(codes)}")
        if not self.actors <= actors:
            self.say(f"{sorted(self.actors - actors)} not named")
        rules = {line["row_id"] for line in lines if "label_rule" in line["flags"]}
        if {hit["row_id"] for hit in self.hits()} != rules:
            self.say("lines and label_rules differ")
        if any(not {"label_rule", "label_rule_beside", "phenoconverted"} & set(line["flags"]) for line in lines) or not lines:
            self.say("silent, or a line is unmarked")
        if not any(hit["in_use"] for hit in self.hits()):
            self.say("in use, and not so said")

    def check_text(self, where, text):
        if self.is_control or self.is_guideline:
            return
        for hit in self.matching():
            if hit["text"] not in text:
                self.say(f"{where} has not: {hit['text']}")

    def check_report(self, report):
        if self.is_control:
            return
        found = [now["medicine"] for now in report["medicines_now"] if now["known_as"] in self.drugs]
        if not found:
            self.say("not among the medicines in use on the page")
        if any(now and now["is_usual"] and not (now["is_acted_on"] or now["is_doubtful"]) for now in found):
            self.say("usual on the page")


def main():
    program, table, work = sys.argv[1:]
    all_pairs = pairs(table)
    calls, context = inputs(all_pairs, work)
    people = [json.loads(line) for line in run(program, "guide", "-O", "j", "--context", context, calls).splitlines()]
    if len(people) != len(all_pairs):
        sys.exit("not one person for each pair: " + "; ".join(failed))
    rows = run(program, "guide", "--context", context, calls)
    bundles = {}
    for line in run(program, "guide", "-O", "f", "--context", context, calls).splitlines():
        bundle = json.loads(line)
        for person in people:
            if f'"{person["sample"]}"' in line:
                bundles[person["sample"]] = json.dumps(bundle, ensure_ascii=False)
    reports = [json.loads(line) for line in run(program, "report", "-O", "j", "--context", context, calls).splitlines()]
    for given, person, report in zip(all_pairs, people, reports, strict=True):
        pair = Pair(given, person)
        pair.check_report(report)
        pair.check_json()
        mine = "\n".join(row for row in rows.splitlines() if row.startswith(pair.id + "\t"))
        pair.check_text("TSV", mine)
        pair.check_text("FHIR", bundles.get(pair.id, ""))
    print("\n".join(failed))
    print(f"{len(all_pairs)} pairs, {len({text.split()[0] for text in failed})} with faults")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
