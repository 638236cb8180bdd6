#!/usr/bin/env python3
"""Write tables/guidance.tsv, tables/drugs.tsv and tables/actions.tsv from reference facts.

usage: convert_guidance.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR holds recommendations.tsv (one coded fact per row: drug, condition, action, dose, strength) and
drugs.tsv (identifiers and names). What is taken over are facts and codes; every word that a person will read is
written here or in src/lib/guidance. A fact that this script does not understand is an error, never skipped.
The same input gives the same bytes. docs/GUIDANCE.md describes the columns.
"""
import csv
import os
import re
import sys

VERSION = "2026.11"
DATE = "2026-11-22"
GENES = ("CYP2D6", "CYP2C19")		# rows in which one of these takes part
SOURCES = ("CPIC",)
CLASSES = ("antidepressant", "opioid", "PPI")
DRUGS = ("atomoxetine", "clopidogrel")	# beside the classes

# ---- closed lists: code, meaning, phrase, value (docs/GUIDANCE.md says what phrase and value are) ----

ACTION = [  # phrase: [..] stands only where the medicine is named first; value: direction, compared between sources
    ("standard", "usual label dosing; also: no action needed", "the usual dose[ of {drug}]", "usual"),
    ("no_recommendation", "the source looked and gives no recommendation", "no recommendation[ for {drug}]", "none"),
    ("reduce_start_dose", "lower starting dose", "a lower starting dose[ of {drug}]", "lower"),
    ("reduce_dose_pct", "lower target, maintenance or daily dose", "a lower maintenance or target dose[ of {drug}]", "lower"),
    ("increase_dose", "higher dose than usual", "a higher dose[ of {drug}] than usual", "higher"),
    ("titrate_slower", "slower titration or a longer interval between steps", "slower titration[ of {drug}]", "lower"),
    ("no_dose_escalation", "usual start, not raised as usual", "the usual start[ of {drug}] without the usual raise", "lower"),
    ("limit_max_dose", "ceiling on the dose", "a ceiling on the dose[ of {drug}]", "lower"),
    ("reduce_frequency", "longer dosing interval", "a longer dosing interval[ of {drug}]", "lower"),
    ("increase_if_inadequate", "raise only where the effect is inadequate",
     "a higher dose[ of {drug}] where the effect is inadequate", "usual"),
    ("reduce_if_adverse", "lower only where side effects occur", "a lower dose[ of {drug}] where side effects occur", "usual"),
    ("avoid", "do not use, or avoid if possible", "avoiding {drug}", "other"),
    ("alternative", "choose or consider another medicine", "considering an alternative[ to {drug}]", "other"),
    ("contraindicated", "the source calls it contraindicated", "not using {drug}, which it calls contraindicated", "other"),
    ("caution", "weigh benefit and risk", "caution[ with {drug}]", "watch"),
    ("monitor_tdm", "plasma level guides the dose", "plasma levels[ of {drug}] as a guide", "watch"),
    ("monitor_ecg", "electrocardiogram", "an electrocardiogram[ under {drug}]", "watch"),
    ("monitor_clinical", "watch effect and side effects", "watching the effect and side effects[ of {drug}]", "watch"),
    ("test_required", "genotype before use", "genotyping before use[ of {drug}]", "watch"),
    ("adjust_per_label", "adjust; the label has the amounts", "adjusting[ {drug}] by the amounts of the label", "other"),
    ("algorithm", "dose by an algorithm, not by phenotype", "an algorithm for the dose[ of {drug}]", "other"),
    ("risk_statement_only", "states a risk, no action", "a risk[ of {drug}] without an action", "none"),
    ("pk_change_only", "states a change of exposure, no action", "a change in exposure[ to {drug}] without an action", "none"),
]
ALSO = [    # only in the column also
    ("alternative_if_inadequate", "another medicine where the effect is inadequate",
     "an alternative[ to {drug}] where the effect is inadequate", ""),
    ("avoid_if_inadequate", "avoid where the effect is inadequate",
     "avoiding {drug} where the effect is inadequate", ""),
    ("avoid_inhibitors", "avoid inhibitors of the enzyme", "avoiding inhibitors of the enzyme[ beside {drug}]", ""),
]
STRENGTH = [    # value: the source that uses it; phrase: the verb
    ("strong", "CPIC: strong recommendation", "advises", "CPIC"),
    ("moderate", "CPIC: moderate recommendation", "advises", "CPIC"),
    ("optional", "CPIC: optional recommendation", "names as an option", "CPIC"),
    ("no recommendation", "CPIC: looked, evidence insufficient, no recommendation", "gives", "CPIC"),
    ("no guideline", "CPIC: pair listed and graded provisionally, no guideline", "lists the pair and gives", "CPIC"),
    ("comment", "CPIC: in a comment beside the table, without a strength of its own", "names in a comment", "CPIC"),
]
LABEL = [   # phrase: a sentence that comes first
    ("guideline", "a row of a published prescribing guideline", "", ""),
    ("label", "a regulator's drug label or table", "", ""),
    ("convention", "a published method without guideline consensus", "", ""),
    ("association", "seen in people, not actionable", "", ""),
    ("in-vitro", "seen in the laboratory only", "", ""),
    ("research-only", "for research, not for care", "", ""),
    ("worksheet", "bookkeeping, not evidence", "", ""),
    ("none", "no guideline stands behind it", "No guideline.", ""),
]
EVIDENCE = [    # value: the source that grades
    ("CPIC A", "CPIC level A: prescribing action recommended, evidence high or moderate", "", "CPIC"),
    ("CPIC B", "CPIC level B: prescribing action could be recommended, evidence weak or disputed", "", "CPIC"),
    ("CPIC C", "CPIC level C: no prescribing action recommended", "", "CPIC"),
    ("CPIC A/B (provisional)", "CPIC level A or B, not settled", "", "CPIC"),
    ("CPIC B/C (provisional)", "CPIC level B or C, not settled", "", "CPIC"),
    ("CPIC A (provisional)", "CPIC level A, not settled", "", "CPIC"),
    ("CPIC B (provisional)", "CPIC level B, not settled", "", "CPIC"),
    ("CPIC C (provisional)", "CPIC level C, not settled", "", "CPIC"),
]
PHENOTYPE = [   # meaning: CPIC's standard term, as calls have it
    ("UM", "Ultrarapid Metabolizer", "{gene} ultrarapid metabolizer", ""),
    ("RM", "Rapid Metabolizer", "{gene} rapid metabolizer", ""),
    ("NM", "Normal Metabolizer", "{gene} normal metabolizer", ""),
    ("Likely IM", "Likely Intermediate Metabolizer", "{gene} likely intermediate metabolizer", ""),
    ("Possible IM", "Possible Intermediate Metabolizer", "{gene} possible intermediate metabolizer", ""),
    ("IM", "Intermediate Metabolizer", "{gene} intermediate metabolizer", ""),
    ("Likely PM", "Likely Poor Metabolizer", "{gene} likely poor metabolizer", ""),
    ("PM", "Poor Metabolizer", "{gene} poor metabolizer", ""),
    ("Indeterminate", "Indeterminate", "{gene} phenotype indeterminate", ""),
    ("No Result", "No Result", "{gene} without result", ""),
]
CONTEXT = [
    ("general", "the source tells no populations or indications apart", "", ""),
    ("adult", "adults", "in adults", ""),
    ("pediatric", "children and adolescents", "in children and adolescents", ""),
    ("higher starting dose", "starting doses as for depression", "at starting doses as for depression", ""),
    ("low dose", "doses as for neuropathic pain", "at low doses as for neuropathic pain", ""),
    ("ACS or PCI", "acute coronary syndrome or percutaneous coronary intervention",
     "in acute coronary syndrome or percutaneous coronary intervention", ""),
    ("cardiovascular, not ACS or PCI", "cardiovascular indications other than ACS and PCI",
     "in cardiovascular indications other than acute coronary syndrome and coronary intervention", ""),
    ("neurovascular", "stroke and transient ischaemic attack", "in neurovascular indications", ""),
]
SOURCE = [  # phrase: rows of a group say every result (complete) or only those listed (listed); value: phenotype scale
    ("CPIC", "Clinical Pharmacogenetics Implementation Consortium", "complete", "CPIC"),
]
CITATION = {    # value (year) comes from the rows
    "PMID:37032427": ("CPIC guideline for serotonin reuptake inhibitors, 2023", "doi:10.1002/cpt.2903"),
    "PMID:27997040": ("CPIC guideline for tricyclic antidepressants, 2016", ""),
    "PMID:30801677": ("CPIC guideline for atomoxetine, 2019", "doi:10.1002/cpt.1409"),
    "PMID:33387367": ("CPIC guideline for opioids, 2021", ""),
    "PMID:32770672": ("CPIC guideline for proton pump inhibitors, 2020", ""),
    "PMID:35034351": ("CPIC guideline for clopidogrel, 2022", ""),
    "pair list": ("CPIC's list of gene-drug pairs, as of 2026-08", "https://cpicpgx.org/genes-drugs/"),
}

# ---- how the reference words a fact -> how our tables do ----

CONTEXT_OF = {
    "general": "general", "adult": "adult", "pediatric": "pediatric",
    "higher initial doses (e.g. depression)": "higher starting dose",
    "low dose (e.g. neuropathic pain)": "low dose",
    "cardiovascular: ACS or PCI": "ACS or PCI",
    "cardiovascular: non-ACS non-PCI": "cardiovascular, not ACS or PCI",
    "neurovascular": "neurovascular",
}
STRENGTH_OF = {"CPIC comment (no separate strength)": "comment"}
# Spelling of doses: "x0.5" stays (half the usual dose), units and numbers stay, words become ours.
DOSE_WORDS = [
    (r" \(amount not stated\)", ", amount not stated"),
    (r"\bwk\b", "weeks"), (r"\b(\d) d\b", r"\1 days"), (r"\b(\d[\d-]*) h\b", r"\1 hours"),
    (r"hours(?: post-dose)?;", "hours after a dose;"), (r"\bhold (\d)", r"stay at \1"),
    (r"without response peak level", "and inadequate effect: peak level"),
    (r"without response level", "and inadequate effect: level"),
    (r"without response;", "and inadequate effect;"),
    (r"higher maintenance when standard fails", "higher maintenance where the usual one is inadequate"),
    (r"CPIC comment cites FDA cap (\d+ mg/day)", r"FDA ceiling \1, cited by CPIC"),
    (r"standard start", "usual start"),
    (r"H\. pylori", "Helicobacter pylori"),
    (r"TDM-guided", "dose by plasma level"),
    (r"^label dose$", "dose of the label"),
    (r"once effective in use beyond", "once effective, in use beyond"),
    (r"\bmax (\d)", r"at most \1"),
    (r"dose changes in the other rows apply only to higher initial doses",
     "dose changes by genotype concern higher starting doses only"),
]
CLASS_OF = {    # drug_class of the reference -> our classes, searched by --drug-class
    "SSRI": "antidepressant|SSRI", "SNRI": "antidepressant|SNRI", "serotonin modulator": "antidepressant",
    "TCA (tertiary)": "antidepressant|TCA", "TCA (secondary)": "antidepressant|TCA",
    "tetracyclic": "antidepressant|tetracyclic", "reversible MAO-A inhibitor": "antidepressant|MAOI",
    "MAO inhibitor": "antidepressant|MAOI", "NaSSA": "antidepressant", "NDRI": "antidepressant",
    "SARI": "antidepressant", "melatonergic": "antidepressant", "NMDA antagonist + NDRI": "antidepressant",
    "5-HT1A agonist": "antidepressant", "neurosteroid": "antidepressant",
    "atypical antipsychotic": "antipsychotic", "atypical antipsychotic LAI": "antipsychotic",
    "typical antipsychotic": "antipsychotic",
    "opioid": "opioid", "opioid prodrug": "opioid", "opioid partial agonist": "opioid", "opioid antagonist": "opioid-antagonist",
    "stimulant": "ADHD|stimulant", "stimulant prodrug": "ADHD|stimulant", "wake-promoting": "wake-promoting",
    "sulfonylurea (US: glyburide)": "sulfonylurea", "antitussive/probe": "antitussive",
    "NMDA/sigma + CYP2D6 inhibitor": "NMDA-antagonist", "5-HT1A agonist/5-HT2A antagonist": "5-HT-agonist-antagonist",
}
CLASS_OF_DRUG = {   # where the class alone does not tell
    "reboxetine": "antidepressant", "atomoxetine": "ADHD", "viloxazine": "ADHD", "esketamine": "antidepressant",
    "clonidine": "ADHD|alpha-2-agonist", "guanfacine": "ADHD|alpha-2-agonist",
}
CLASS_MEANING = {
    "procedure": "procedures, which are no medicines",
    "ADHD": "medicines for attention-deficit/hyperactivity disorder", "PPI": "proton pump inhibitors",
    "SSRI": "selective serotonin reuptake inhibitors", "SNRI": "serotonin and noradrenaline reuptake inhibitors",
    "TCA": "tricyclic antidepressants", "MAOI": "inhibitors of monoamine oxidase",
    "NSAID": "non-steroidal anti-inflammatory drugs",
}
OTHERS = [      # medicines and procedures that the reference does not list; their facts are in interventions.tsv
    ("brexanolone", "antidepressant", "Zulresso"),
    ("ECT", "procedure", "electroconvulsive therapy"),
    ("ibogaine", "psychedelic", ""),
    ("LSD", "psychedelic", "lysergide"),
    ("MDMA", "psychedelic", "midomafetamine"),
    ("psilocybin", "psychedelic", "psilocin"),
    ("TMS", "procedure", "transcranial magnetic stimulation;rTMS"),
]
SYNONYMS = {"amphetamine": ["amfetamine"], "glibenclamide": ["glyburide"], "aspirin": ["acetylsalicylic acid", "ASA"]}


def die(text):
    sys.exit("convert_guidance.py: " + text)


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, meta, columns, rows):
    with open(path + ".tmp", "w", encoding="utf-8", newline="\n") as f:
        for key, value in meta:
            f.write("##%s=%s\n" % (key, value))
        f.write("#" + "\t".join(columns) + "\n")
        for row in rows:
            if any("\t" in c or "\n" in c for c in row):
                die("a field of %s holds a tab or newline: %r" % (path, row))
            f.write("\t".join(c or "-" for c in row) + "\n")
    os.replace(path + ".tmp", path)


def fnv1a(text):
    h = 0x811c9dc5
    for b in text.encode():
        h = ((h ^ b) * 0x01000193) & 0xffffffff
    return "%08x" % h


# ---- drugs ----

def classes(row):
    if row["drug"] in CLASS_OF_DRUG:
        return CLASS_OF_DRUG[row["drug"]].split("|")
    if row["drug_class"] in CLASS_OF:
        return CLASS_OF[row["drug_class"]].split("|")
    return [re.sub(r"[ /]+", "-", row["drug_class"])]


def names(row):
    found = list(SYNONYMS.get(row["drug"], []))
    for part in re.split(r"[;,]", row["brand_synonyms"]):
        name = re.sub(r"\([^)]*\)", "", re.sub(r"^\s*(US|EU|UK|Asia|US/EU|withdrawn):", "", part)).strip()
        if name and name.lower() not in ("generic", row["drug"].lower()) and name not in found:
            found.append(name)
    return found


def drug_rows(reference):
    out = []
    for row in sorted(reference, key=lambda r: r["drug"]):
        from_cpic = row["id_source"].startswith("cpic-db")	# identifiers from memory are left out
        atc = row["atc"] if row["id_source"] == "cpic-db" else ""
        out.append([row["drug"], row["rxnorm"] if from_cpic else "", atc, ";".join(classes(row)),
                    ";".join(names(row)), "cpic-api-2026-08" if from_cpic else "stardose"])
    out += [[name, "", "", group, names, "stardose"] for name, group, names in OTHERS]
    out.sort(key=lambda row: row[0].lower())
    taken = {}
    for row in out:
        for name in [row[0]] + row[4].split(";"):
            if name and taken.setdefault(name.lower(), row[0]) != row[0]:
                die("'%s' names both %s and %s" % (name, taken[name.lower()], row[0]))
    return out


# ---- rows of guidance ----

PHENOTYPE_RANK = {code: i for i, (code, *_) in enumerate(PHENOTYPE)}


def hundredths(text):
    return str(round(float(text) * 100))


def term(text):
    """One alternative of a condition; activity scores become an interval in hundredths: IM[25-100], UM[250-]."""
    m = re.fullmatch(r"([A-Za-z ]+?)(?: \[AS (?:(>=)?([\d.]+)(?:-([\d.]+))?)\])?", text)
    if not m or m.group(1) not in PHENOTYPE_RANK:
        die("condition '%s' is not understood" % text)
    name, above, lo, hi = m.groups()
    if lo is None:
        return name
    return "%s[%s-%s]" % (name, hundredths(lo), "" if above else hundredths(hi or lo))


def condition(text):
    if text in ("", "any"):
        return text
    terms = sorted(text.split("|"), key=lambda t: PHENOTYPE_RANK.get(t.split(" [")[0], 99))
    return "|".join(term(t) for t in terms)


def rank(cond):
    first = cond.split("|")[0].split("[")[0]
    score = re.search(r"\[(\d+)", cond)
    return (PHENOTYPE_RANK.get(first, -1), -int(score.group(1)) if score else 0, cond)


def dose(text):
    for pattern, ours in DOSE_WORDS:
        text = re.sub(pattern, ours, text)
    return text


def evidence(row):
    """CPIC's level only: the ClinPGx level beside it is share-alike."""
    levels = [re.sub(r"^\w+: ", "", part).split("; ClinPGx")[0].strip() for part in row["evidence_level"].split(" | ")]
    for level in levels:
        if level not in [e[0] for e in EVIDENCE]:
            die("evidence level '%s' is not in the list" % level)
    return ";".join(levels)


def citation(row):
    m = re.search(r"PMID (\d+)", row["doi_or_pmid"])
    code = "PMID:" + m.group(1) if m else re.sub(r"^CPIC | \(.*", "", row["doi_or_pmid"])
    if code not in CITATION:
        die("citation '%s' is not in the list" % code)
    return code


def wanted(row, class_of):
    drug = row["drug"]
    return (row["source"] in SOURCES and (row["gene1"] in GENES or row["gene2"] in GENES)
            and (drug in DRUGS or set(class_of[drug]) & set(CLASSES))
            and "SUPERSEDED" not in row["doi_or_pmid"] + row["dose_factor_or_limit"]
            and not row["context"].startswith("superseded"))


def guidance_rows(reference, class_of):
    out = []
    known = {code for code, *_ in ACTION}, {code for code, *_ in ACTION + ALSO}
    for row in reference:
        if not wanted(row, class_of):
            continue
        if row["action_code"] not in known[0] or set(filter(None, row["also_actions"].split(";"))) - known[1]:
            die("an action of %s is not in the list" % row["row_id"])
        strength = STRENGTH_OF.get(row["strength"], row["strength"].removeprefix(row["source"] + " "))
        if strength not in [s[0] for s in STRENGTH]:
            die("strength '%s' is not in the list" % strength)
        key = [row["source"], row["drug"], CONTEXT_OF[row["context"]], row["gene1"], condition(row["condition1"]),
               row["gene2"], condition(row["condition2"])]
        row_id = "%s-%s-%s" % (row["source"], re.sub(r"[^a-z0-9]+", "_", row["drug"]), fnv1a("\t".join(k or "-" for k in key)))
        out.append([row_id, row["drug"], row["source"], *key[2:], row["action_code"],
                    row["also_actions"], dose(row["dose_factor_or_limit"]), strength, evidence(row),
                    "none" if strength == "no guideline" else "guideline", row["guideline_year"], citation(row),
                    row["confidence"]])
    contexts = [c[0] for c in CONTEXT]
    out.sort(key=lambda r: (r[1], r[2], contexts.index(r[3]), r[4], r[6], rank(r[5]), rank(r[7])))
    if len({r[0] for r in out}) != len(out):
        die("two rows have one identity")
    return out


def list_rows(drugs, rows):
    out = []
    for kind, entries in (("action", ACTION), ("also", ALSO), ("strength", STRENGTH), ("label", LABEL),
                          ("evidence", EVIDENCE), ("phenotype", PHENOTYPE), ("context", CONTEXT), ("source", SOURCE)):
        out += [[kind, *entry] for entry in entries]
    for code, (meaning, phrase) in CITATION.items():
        years = {r[14] for r in rows if r[15] == code}
        if len(years) != 1:
            die("citation '%s' has %d years" % (code, len(years)))
        out.append(["citation", code, meaning, phrase, years.pop()])
    for name in sorted({c for row in drugs for c in row[3].split(";")}, key=str.lower):
        out.append(["class", name, CLASS_MEANING.get(name, name.replace("-", " ")), "", ""])
    return out


def main():
    if len(sys.argv) not in (2, 3):
        die("usage: convert_guidance.py REFERENCE_DIR [TABLES_DIR]")
    reference, tables = sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else "tables"
    facts = read(os.path.join(reference, "drugs.tsv"))
    drugs = drug_rows(facts)
    rows = guidance_rows(read(os.path.join(reference, "recommendations.tsv")), {r["drug"]: classes(r) for r in facts})
    common = [("version", VERSION), ("date", DATE)]
    write(os.path.join(tables, "drugs.tsv"),
          [("table", "drugs"), *common, ("source", "CPIC API table drug (identifiers); names for searching only, not verified"),
           ("licence", "CC0-1.0")],
          ["drug", "rxnorm", "atc", "classes", "names", "source"], drugs)
    write(os.path.join(tables, "guidance.tsv"),
          [("table", "guidance"), *common,
           ("source", "CPIC API tables recommendation and pair_view, https://cpicpgx.org, as of 2026-08"),
           ("licence", "CC0-1.0")],
          ["row_id", "drug", "source", "context", "gene1", "condition1", "gene2", "condition2", "action", "also", "dose",
           "strength", "evidence", "label", "year", "citation", "confidence"], rows)
    write(os.path.join(tables, "actions.tsv"),
          [("table", "actions"), *common, ("source", "stardose: closed lists and wording of its own"),
           ("licence", "CC0-1.0")],
          ["kind", "code", "meaning", "phrase", "value"], list_rows(drugs, rows))


if __name__ == "__main__":
    main()
