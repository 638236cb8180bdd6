#!/usr/bin/env python3
"""Hold tables/guidance.tsv against the collected facts, row by row.

usage: guidance_reference.py REFERENCE_DIR TABLES_DIR

It shares no code with tools/convert_guidance.py. Every row of the facts that its source has not replaced must have one row of ours
with the same medicine, source, context, genes, action, further actions, numbers of the amount, strength, evidence, label, year,
citation and confidence, and a condition that says the same; and no row of ours may be left over. Where ours says something else on purpose,
EXPECTED has the reason. Prints counts; exit 1 when something differs.
"""
import collections
import csv
import os
import re
import sys

# What differs on purpose: kind, rows that it may concern (None: any number), reason.
EXPECTED = {
    "replaced edition": (10, "left out: its source has a newer edition"),
    "note on a replaced edition": (2, "ours: says that the new edition is not in the tables (ondansetron, tropisetron)"),
    "amount became a context": (4, "'as substitute for carbamazepine' tells rows apart that hold at the same time"),
    "band": (None, "a band of scores without gaps instead of the scores that the source lists"),
    "excluded diplotypes": (4, "a phenotype row leaves those diplotypes aside for which its source has a row of its own"),
    "unknown phenotype": (2, "no phenotype: indeterminate, or no result"),
    "year of the base": (64, "'2011 base; KNMP text later': 2011, and the citation says that the text is later"),
    "effect beside the amount": (34, "FDA, no action: 'higher exposure' and its like stand where the amount stands"),
    "second reading": (7, "another action, or words of the label, by SECOND_READING"),
    "row of a second reading": (8, "ours: the facts lack it; by SECOND_READING"),
    "pair without recommendation": (52, "ours: a pair of CPIC's list, without a row among the facts"),
    "row of another gene": (None, "ours: facts of that gene, which tests/cli/every_source_row.sh sends through guide"),
    "no date": (32, "no year, because the source gives none"),
}
STRENGTH = {"potentially_beneficial": "testing potentially beneficial", "not_found": "testing not rated",
            "beneficial (higher doses or risk factors)": "testing beneficial"}
CONTEXTS = {    # theirs -> ours, where the words differ
    "12 y and over": "12 years and over", "cardiovascular: ACS or PCI": "ACS or PCI",
    "cardiovascular: non-ACS non-PCI": "cardiovascular, not ACS or PCI", "Brugada provocation test": "Brugada test",
    "not for Brugada provocation": "not Brugada test", "H. pylori eradication": "Helicobacter pylori", "adults": "adult",
    "children": "pediatric", "OCD or anxiety disorders": "anxiety disorders or OCD", "label": "drug label",
    "label: adjunctive use in MDD": "drug label, adjunct in depression", "label: Abilify Maintena": "drug label, monthly injection",
    "label: oral, except adjunctive MDD": "drug label, oral", "higher dose and/or risk factors": "higher dose or risk factors",
    "higher initial doses (e.g. depression)": "higher starting dose", "low dose (e.g. neuropathic pain)": "low dose",
    "no alternative available": "no alternative", "indications other than depression": "not depression", "drug-naive": "not taken before",
    "prior use over 3 months without skin reaction": "taken over 3 months", "other": "other persons", "children under 12": "under 12 years",
    "monopreparation, adult or 40 kg and over": "single agent, adult or 40 kg and over",
    "gradual heart-rate reduction wanted or symptomatic bradycardia": "slow rate reduction or bradycardia",
    "non-liver transplant (liver: depends on donor genotype)": "transplant, not liver",
    "children under 12; adolescents after tonsillectomy/adenoidectomy": "under 12 years, or after tonsillectomy",
}
# What a second reading changed or added, as (source, drug, context of ours, condition): (condition of the facts, ours: action, amount).
# The condition of the facts is None where they have no such row.
SECOND_READING = {
    ("DPWG", "siponimod", "general", "*3/*3"): ("*3/*3", "avoid", ""),
    ("FDA", "allopurinol", "general", "*58:01 positive"): ("*58:01 positive", "risk_statement_only", "severe skin reactions; no action stated"),
    ("FDA", "oxcarbazepine", "general", "*15:02 positive"): ("*15:02 positive", "risk_statement_only", "severe skin reactions"),
    ("FDA", "carvedilol", "general", "PM"): ("PM", "risk_statement_only", "higher exposure; dizziness"),
    ("FDA", "brivaracetam", "general", "IM"):
        ("IM", "risk_statement_only", "higher exposure; side effects; no statement on the dose for intermediate metabolizers"),
    ("FDA", "tetrabenazine", "drug label", "NM|IM"):
        ("NM|IM", "limit_max_dose", "100 mg/day; single doses of at most 37.5 mg; above 50 mg/day weekly steps of 12.5 mg, three times daily"),
    ("FDA", "thioridazine", "drug label", "PM"): ("IM|PM", "contraindicated", ""),
    ("FDA", "thioridazine", "drug label", "IM"):
        (None, "contraindicated", "the label names a genetic defect that lowers the activity of CYP2D6, and no intermediate metabolizers"),
    ("FDA", "carbamazepine", "drug label", "No Result"): (None, "test_required", "before the start in persons of an ancestry at risk"),
    ("DPWG", "warfarin", "general", "NM"): (None, "no_recommendation", ""),
    ("DPWG", "warfarin", "general", "IM"): (None, "reduce_start_dose", "start x0.65"),
    ("DPWG", "warfarin", "general", "PM"): (None, "reduce_start_dose", "start x0.2"),
    ("DPWG", "siponimod", "general", "NM"): (None, "no_recommendation", ""),
    ("DPWG", "siponimod", "general", "IM"): (None, "reduce_dose_pct", "maintenance x0.5"),
    ("DPWG", "siponimod", "general", "PM"): (None, "avoid", ""),
}
GRADE = re.compile(r"CPIC [A-D](?:/[A-D])?|provisional|ClinPGx \w+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        lines = [line.rstrip("\n") for line in f if not line.startswith("##")]
    return list(csv.DictReader([lines[0].lstrip("#")] + lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(cell):
    return "" if cell == "-" else cell


def is_replaced(row):
    return "SUPERSEDED" in row["doi_or_pmid"] + row["dose_factor_or_limit"] or "superseded" in row["context"]


def strength(row):
    """What our cell may be."""
    m = re.fullmatch(r"actionable=(yes|no); urgency=(.*)", row["strength"])
    if m:
        first = "action" if m.group(1) == "yes" else "reference" if row["action_code"] == "no_recommendation" else "no action"
        return "%s (%s)" % (first, STRENGTH[m.group(2)])
    special = {"CPIC comment (no separate strength)": "comment", "CPIC (no table row)": "no table row", "FDA label": "drug label"}
    return special.get(row["strength"], row["strength"][len(row["source"]) + 1:])


def citation(row):
    text = row["doi_or_pmid"]
    m = re.search(r"PMID (\d+)", text)
    if m:
        return "PMID:" + m.group(1)
    if text.startswith("FDA drug label"):
        return "label: " + re.search(r"\((.*)\)", text).group(1)
    if text.startswith("fda.gov table"):
        return "table of associations 2022-10-26"
    return {"": "KNMP text", "CPIC pair list (no guideline)": "pair list"}[text]


def words_of(condition):
    """The alternatives without their scores, notes and exclusions; and the scores as (phenotype, low, high) in hundredths."""
    names, scores = set(), {}
    for term in re.sub(r" \((?!not PM)[^)]*\)", "", condition).split("|"):
        m = re.fullmatch(r"(\w+) \[AS (>=?)?([\d.]+)(?:-([\d.]+))?(?: KNMP)?\]", term)
        n = re.fullmatch(r"(\w+)\[(\d+)-(\d*)\]", term)
        if m:
            low = round(float(m.group(3)) * 100)
            high = 10**6 if m.group(2) else round(float(m.group(4)) * 100) if m.group(4) else low
            names.add(m.group(1))
            scores[m.group(1)] = (low + (1 if m.group(2) == ">" else 0), high)
        elif n:
            names.add(n.group(1))
            scores[n.group(1)] = (int(n.group(2)), int(n.group(3)) if n.group(3) else 10**6)
        elif term:
            names.add(term)
    return names, scores


def same_condition(theirs, ours, seen):
    names, scores = words_of(theirs)
    our_names, our_scores = words_of(ours)
    if "unknown phenotype" in names:
        seen["unknown phenotype"] += 1
        return our_names == {"Indeterminate", "No Result"}
    if "*3 carrier (not PM)" in names:
        return our_names == {"*3 carrier", "!PM"}
    excluded = {n for n in our_names if n.startswith("!")}
    if names != our_names - excluded or set(scores) != set(our_scores):
        return False
    seen["excluded diplotypes"] += bool(excluded)
    for name, (low, high) in scores.items():
        if not (our_scores[name][0] <= low and high <= our_scores[name][1]):
            return False
    seen["band"] += scores != our_scores
    return True


def numbers(text):
    """Every number of an amount, in order of size: words are ours, numbers are the source's."""
    return sorted(NUMBER.findall(re.sub(r"\b(CYP|UGT|VKORC)\w+", "", text)), key=float)


def direction(fact):
    """A word that ours must have for what the source says of the exposure or the risk."""
    for theirs, ours in (("up", "higher exposure" if "exposure" in fact else "more "), ("down", "less "), ("altered", "change"), ("skin", "skin"),
                         ("adverse", "side effects")):
        if theirs in re.findall(r"\w+", fact):
            return ours
    return ""


def same_row(row, our, seen):
    """'' or what differs."""
    if row["action_code"] != our["action"]:
        return "action"
    if [c for c in row["also_actions"].split(";") if c] != [c for c in plain(our["also"]).split(";") if c]:
        return "also"
    if strength(row) != our["strength"]:
        return "strength"
    if citation(row) != our["citation"]:
        return "citation"
    year = re.match(r"\d{4}", row["guideline_year"])
    if plain(our["year"]) != (year.group(0) if year else ""):
        return "year"
    seen["no date"] += not year
    seen["year of the base"] += bool(year) and row["guideline_year"] != year.group(0)
    if our["context"] == "instead of carbamazepine":
        seen["amount became a context"] += 1
        return "amount" if plain(our["dose"]) else ""
    states = row["source"] == "FDA" and row["action_code"] in ("pk_change_only", "risk_statement_only", "caution")
    more = states and direction(row["implication_fact"])
    seen["effect beside the amount"] += bool(more)
    if numbers(row["dose_factor_or_limit"]) != numbers(plain(our["dose"])):
        return "amount"
    if bool(row["dose_factor_or_limit"] or more) != bool(plain(our["dose"])) or (more and more not in our["dose"]):
        return "amount"
    if row["confidence"] != our["confidence"]:
        return "confidence"
    if GRADE.findall(row["evidence_level"]) != GRADE.findall(our["evidence"]):
        return "evidence"
    if our["label"] != ("label" if row["source"] == "FDA" else "none" if row["strength"] == "CPIC no guideline" else "guideline"):
        return "label"
    return ""


def find(row, candidates, seen):
    """Our row for one of theirs: the condition is the same, and everything else."""
    why = "no row with this context and condition"
    substitute = row["dose_factor_or_limit"] == "as substitute for carbamazepine"
    context = "instead of carbamazepine" if substitute else CONTEXTS.get(row["context"], row["context"])
    for our in candidates:
        trial = collections.Counter()
        if our["context"] != context:
            continue
        if not (same_condition(row["condition1"], plain(our["condition1"]), trial) and
                same_condition(row["condition2"], plain(our["condition2"]), trial)):
            continue
        why = same_row(row, our, trial)
        if not why:
            seen.update(trial)
            return our, ""
    return None, why


def by_second_reading(our):
    """The entry of SECOND_READING that says what our row says, or None."""
    condition = "|".join(t for t in our["condition1"].split("|") if t[:1] != "!")
    entry = SECOND_READING.get((our["source"], our["drug"], our["context"], condition))
    return entry if entry and (our["action"], plain(our["dose"])) == entry[1:] else None


def is_second_reading_of(row, our):
    entry = by_second_reading(our)
    return entry and entry[0] == row["condition1"] and CONTEXTS.get(row["context"], row["context"]) == our["context"]


def pairs_of(path):
    """{(drug, gene): what our row must have}: pairs of CPIC without a recommendation. Fluvastatin and CYP2C9 have rows with SLCO1B1."""
    out = {}
    for pair in read(path):
        if pair["used_for_recommendation"] != "Yes":
            level = "CPIC " + pair["cpic_level"]
            grades = GRADE.findall(level + (" provisional" if pair["provisional"] == "yes" else "") +
                                   (" ClinPGx " + pair["clinpgx_level"] if pair["clinpgx_level"] != "-" else ""))
            rated = pair["guideline"] != "-"
            out[pair["drug"], pair["gene"]] = ("any", "no_recommendation", "", grades,
                                               ("no recommendation", "guideline", "PMID:35152405") if rated else
                                               ("no guideline", "none", "pair list"))
    return out


def is_pair(our, pairs):
    wanted = pairs.get((our["drug"], our["gene1"]))
    return wanted == (our["condition1"], our["action"], plain(our["dose"]), GRADE.findall(our["evidence"]),
                      (our["strength"], our["label"], our["citation"])) and our["source"] == "CPIC"


def main():
    reference, tables = sys.argv[1:]
    pairs = pairs_of(os.path.join(reference, "..", "genes", "cpic_pairs_missing.tsv"))
    theirs = read(os.path.join(reference, "recommendations.tsv"))
    about = {row["gene1"] for row in theirs}    # other genes have facts of their own
    ours = [our for our in read(os.path.join(tables, "guidance.tsv")) if our["gene1"] in about]
    seen = collections.Counter()
    open_rows = collections.defaultdict(list)
    others = set(os.listdir(os.path.join(reference, "..", "genes")))
    for our in ours:
        if others & {our["gene1"], our["gene2"]}:
            seen["row of another gene"] += 1
            continue
        open_rows[our["drug"], our["source"], our["gene1"], plain(our["gene2"])].append(our)
    problems = []
    for row in theirs:
        if is_replaced(row):
            seen["replaced edition"] += 1
            continue
        key = row["drug"], row["source"], row["gene1"], row["gene2"]
        our, why = find(row, open_rows[key], seen)
        again = next((o for o in open_rows[key] if is_second_reading_of(row, o)), None)
        if again:
            open_rows[key].remove(again)
            seen["second reading"] += 1
        elif our:
            open_rows[key].remove(our)
        else:
            problems.append("%s (%s, %s, %s): %s" % (row["row_id"], row["drug"], row["condition1"], row["condition2"], why))
    for rest in open_rows.values():
        for our in rest:
            if our["action"] == "superseded":
                seen["note on a replaced edition"] += 1
            elif (by_second_reading(our) or ("",))[0] is None:
                seen["row of a second reading"] += 1
            elif is_pair(our, pairs):
                seen["pair without recommendation"] += 1
            else:
                problems.append("%s: nothing in the reference says so" % our["row_id"])
    for kind, n in seen.items():
        if EXPECTED[kind][0] not in (None, n):
            problems.append("%s: %d rows instead of %s" % (kind, n, EXPECTED[kind][0]))
    if {o["row_id"] for o in ours if o["strength"] == "drug label, usual dosing"} != {"FDA-tetrabenazine-fb7a1cb5"}:
        problems.append("another row than tetrabenazine's is the label's usual dosing")
    for kind in EXPECTED:
        print("%4d  %-28s %s" % (seen[kind], kind, EXPECTED[kind][1]))
    print("%4d rows of the reference, %d of ours, %d differences without a reason" % (len(theirs), len(ours), len(problems)))
    print("\n".join(problems))
    return 1 if problems or len(theirs) < 800 else 0


if __name__ == "__main__":
    sys.exit(main())
