#!/usr/bin/env python3
"""Write tables/guidance.tsv, holes.tsv, drugs.tsv and vocabulary.tsv from reference facts.

usage: convert_guidance.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR/../genes/cpic_pairs_missing.tsv lists pairs of CPIC of which recommendations.tsv has no row. REFERENCE_DIR holds recommendations.tsv (one coded fact per row: drug, condition, action, dose, strength) and
drugs.tsv (identifiers and names). What is taken over are facts and codes; every word that a person will read is
written here or in src/lib/guidance. A fact that this script does not understand is an error, never skipped.
Rows of an edition that its source has replaced are not taken over; where no row of the new one is known, a row
says so. The same input gives the same bytes. docs/GUIDANCE.md describes the columns.
"""
import csv
import os
import re
import sys

VERSION = "2026.11"
DATE = "2026-11-22"

# ---- closed lists: code, meaning, phrase, value (docs/GUIDANCE.md says what phrase and value are) ----

ACTION = [  # phrase: [..] stands only where the medicine is named first; = has the verb in it; value: direction, compared between sources
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
    ("alternative", "choose or consider another medicine", "[considering ]an alternative[ to {drug}]", "other"),
    ("contraindicated", "the source calls it contraindicated", "not using {drug}, which it calls contraindicated", "other"),
    ("caution", "weigh benefit and risk", "caution[ with {drug}]", "watch"),
    ("monitor_tdm", "plasma level guides the dose", "plasma levels[ of {drug}] as a guide", "watch"),
    ("monitor_ecg", "electrocardiogram", "an electrocardiogram[ under {drug}]", "watch"),
    ("monitor_clinical", "watch effect and side effects", "watching the effect and side effects[ of {drug}]", "watch"),
    ("test_required", "genotype before use", "genotyping before use[ of {drug}]", "test"),
    ("adjust_per_label", "adjust; the label has the amounts", "adjusting[ {drug}] by the amounts of the label", "adjust"),
    ("algorithm", "dose by an algorithm, not by phenotype", "an algorithm for the dose[ of {drug}]", "adjust"),
    ("risk_statement_only", "states a risk, no action", "=names a risk of {drug} without an action", "none"),
    ("pk_change_only", "states a change of exposure, no action", "=lists a change in exposure to {drug} without an action", "none"),
    ("superseded", "the source has replaced its edition, and the tables have no row of the new one",
     "no row of the new edition[ for {drug}]", "none"),
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
    ("no table row", "CPIC: in the guideline, without a row of its table", "advises", "CPIC"),
    ("edition not read", "CPIC: an edition that replaces an older one could not be read",
     "has replaced its older guideline, and these tables hold", "CPIC"),
    ("action (testing potentially beneficial)", "DPWG: action; testing before the start rated potentially beneficial", "advises", "DPWG"),
    ("action (testing beneficial)", "DPWG: action; testing rated beneficial at higher doses or with risk factors", "advises", "DPWG"),
    ("action (testing not rated)", "DPWG: action; no rating of testing was found in what was read", "advises", "DPWG"),
    ("no action (testing potentially beneficial)", "DPWG: no action; testing before the start rated potentially beneficial",
     "keeps to", "DPWG"),
    ("no action (testing beneficial)", "DPWG: no action; testing rated beneficial at higher doses or with risk factors", "keeps to", "DPWG"),
    ("no action (testing not rated)", "DPWG: no action; no rating of testing was found in what was read", "keeps to", "DPWG"),
    ("reference (testing potentially beneficial)", "DPWG: the result it compares with, without a text; testing rated "
     "potentially beneficial", "takes this result as its reference, with the usual dosing, and gives", "DPWG reference"),
    ("reference (testing beneficial)", "DPWG: the result it compares with, without a text; testing rated beneficial at higher doses "
     "or with risk factors", "takes this result as its reference, with the usual dosing, and gives", "DPWG reference"),
    ("reference (testing not rated)", "DPWG: the result it compares with, without a text; no rating of testing was found in what was read",
     "takes this result as its reference, with the usual dosing, and gives", "DPWG reference"),
    ("table section 1", "FDA: table of associations, section 1: data support recommendations", "advises", "FDA"),
    ("table section 2", "FDA: table of associations, section 2: data point to an effect on risk or benefit", "lists", "FDA"),
    ("table section 3", "FDA: table of associations, section 3: an effect on exposure only was shown", "lists", "FDA"),
    ("drug label", "FDA: the label of the medicine", "advises, in the drug label,", "FDA"),
    ("drug label, usual dosing", "FDA: the label of the medicine, what it asks of everybody", "keeps, in the drug label, to its usual dosing with",
     "FDA reference"),
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
GRADES = [     # of the pair of gene and medicine, by whoever grades; EVIDENCE has the combinations that occur
    ("CPIC A", "CPIC level A: prescribing action recommended, evidence high or moderate"),
    ("CPIC B", "CPIC level B: prescribing action could be recommended, evidence weak or disputed"),
    ("CPIC C", "CPIC level C: no prescribing action recommended"),
    ("CPIC D", "CPIC level D: few studies, no prescribing action recommended"),
    ("CPIC A/B", "CPIC level A or B"), ("CPIC B/C", "CPIC level B or C"), ("CPIC C/D", "CPIC level C or D"),
]
CLINPGX = ("1A", "1B", "2A", "2B", "3", "4")
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
    ("pathogenic variant", "pathogenic variant", "{gene} with a pathogenic variant", ""),
]
CONTEXT = [     # value: what tells it apart: age (years, both ends included), dose, history, indication, label (with route or product)
    ("general", "the source tells no populations or indications apart", "", ""),
    ("adult", "adults", "in adults", "age 18-"),
    ("pediatric", "children and adolescents", "in children and adolescents", "age -17"),
    ("adult, by age", "adults, with other amounts from 65 years on", "in adults", "age 18-"),
    ("by age", "amounts by age or body weight", "by age", "age"),
    ("12 years and over", "from the age of 12 years on", "in persons of 12 years and over", "age 12-"),
    ("under 12 years", "children under 12 years", "in children under 12 years", "age -11"),
    ("under 12 years, or after tonsillectomy", "children under 12 years; adolescents after tonsillectomy or adenoidectomy",
     "in children under 12 years, and in adolescents after tonsillectomy or adenoidectomy", "age -17"),
    ("other persons", "persons other than those named beside", "in other persons", "age"),
    ("adult or child over 40 kg", "adults, and children of more than 40 kg", "in adults and in children over 40 kg", "age"),
    ("single agent, adult or 40 kg and over", "not in a combined tablet; adults, and children of 40 kg and over",
     "as a single agent in adults and in children of 40 kg and over", "age"),
    ("higher starting dose", "starting doses as for depression", "at starting doses as for depression", "dose"),
    ("low dose", "doses as for neuropathic pain", "at low doses as for neuropathic pain", "dose"),
    ("higher dose or risk factors", "higher doses, or risk factors", "at higher doses or with risk factors", "dose"),
    ("low dose, no risk factor", "low doses without risk factors", "at low doses without risk factors", "dose"),
    ("ACS or PCI", "acute coronary syndrome or percutaneous coronary intervention",
     "in acute coronary syndrome or percutaneous coronary intervention", "indication"),
    ("cardiovascular, not ACS or PCI", "cardiovascular indications other than ACS and PCI",
     "in cardiovascular indications other than acute coronary syndrome and coronary intervention", "indication"),
    ("neurovascular", "stroke and transient ischaemic attack", "in neurovascular indications", "indication"),
    ("PCI, stroke or TIA", "percutaneous coronary intervention, stroke or transient ischaemic attack",
     "after percutaneous coronary intervention, stroke or transient ischaemic attack", "indication"),
    ("depression", "depression", "in depression", "indication"),
    ("anxiety disorders or OCD", "anxiety disorders or obsessive-compulsive disorder",
     "in anxiety disorders or obsessive-compulsive disorder", "indication"),
    ("not depression", "indications other than depression", "in indications other than depression", "indication"),
    ("pain", "pain", "in pain", "indication"),
    ("cough", "cough", "in cough", "indication"),
    ("Helicobacter pylori", "eradication of Helicobacter pylori", "in eradication of Helicobacter pylori", "indication"),
    ("breast cancer", "breast cancer", "in breast cancer", "indication"),
    ("Gaucher type 1", "Gaucher disease type 1", "in Gaucher disease type 1", "indication"),
    ("transplant, not liver", "transplants other than of the liver (there the donor's genotype counts)",
     "in transplants other than of the liver", "indication"),
    ("slow rate reduction or bradycardia", "a gradual reduction of the heart rate is wanted, or bradycardia with symptoms",
     "where the heart rate is to fall gradually or bradycardia causes symptoms", "indication"),
    ("Brugada test", "provocation test for Brugada syndrome", "in a provocation test for Brugada syndrome", "indication"),
    ("not Brugada test", "indications other than the provocation test for Brugada syndrome",
     "in indications other than a provocation test for Brugada syndrome", "indication"),
    ("other indications", "indications other than those named beside", "in other indications", "indication"),
    ("other cases", "cases other than those named beside", "in other cases", "indication"),
    ("instead of carbamazepine", "as a substitute for carbamazepine", "as a substitute for carbamazepine", "indication"),
    ("not taken before", "persons who have not taken the medicine before", "in persons who have not taken it before", "history"),
    ("no alternative", "no alternative medicine is available", "where no alternative is available", "history"),
    ("taken over 3 months", "taken for more than three months without a skin reaction",
     "in persons who have taken it for more than three months without a skin reaction", "history"),
    ("drug label", "the label of the medicine", "", "label"),
    ("drug label, oral", "the label, by mouth, other than as an adjunct in major depressive disorder",
     "by mouth, other than as an adjunct in depression", "label"),
    ("drug label, adjunct in depression", "the label, as an adjunct in major depressive disorder", "as an adjunct in depression", "label"),
    ("drug label, monthly injection", "the label of the monthly long-acting injection (Abilify Maintena)",
     "as a monthly long-acting injection", "label"),
]
SOURCE = [  # phrase: complete: each context has a row for every result; named: all contexts together, but for holes.tsv; value: scale
    ("CPIC", "Clinical Pharmacogenetics Implementation Consortium", "complete", "CPIC"),
    ("DPWG", "Dutch Pharmacogenetics Working Group of the KNMP", "named", "DPWG"),
    ("FDA", "US Food and Drug Administration: table of associations and drug labels", "named", "CPIC"),
]
KNMP = "and later text of the KNMP"
CITATION = {    # value (year) comes from the rows
    "PMID:37032427": ("CPIC guideline for serotonin reuptake inhibitors, 2023", "doi:10.1002/cpt.2903"),
    "PMID:27997040": ("CPIC guideline for tricyclic antidepressants, 2016", ""),
    "PMID:30801677": ("CPIC guideline for atomoxetine, 2019", "doi:10.1002/cpt.1409"),
    "PMID:33387367": ("CPIC guideline for opioids, 2021", ""),
    "PMID:38863207": ("CPIC guideline for methadone, 2024", ""),
    "PMID:32770672": ("CPIC guideline for proton pump inhibitors, 2020", ""),
    "PMID:35034351": ("CPIC guideline for clopidogrel, 2022", ""),
    "PMID:27981572": ("CPIC guideline for voriconazole, 2016", ""),
    "PMID:29385237": ("CPIC guideline for tamoxifen, 2018", ""),
    "PMID:38951961": ("CPIC guideline for beta-blockers, 2024", ""),
    "PMID:32779747": ("CPIC guideline for phenytoin and fosphenytoin, 2020", ""),
    "PMID:29392710": ("CPIC guideline for carbamazepine and oxcarbazepine, 2018", ""),
    "PMID:31006110": ("CPIC guideline for efavirenz, 2019", ""),
    "PMID:32189324": ("CPIC guideline for non-steroidal anti-inflammatory drugs, 2020", ""),
    "PMID:25801146": ("CPIC guideline for tacrolimus, 2015", ""),
    "PMID:24561393": ("CPIC guideline for abacavir, 2014", ""),
    "PMID:26094938": ("CPIC guideline for allopurinol, 2015", ""),
    "PMID:28198005": ("CPIC guideline for warfarin, 2017", ""),
    "PMID:35152405": ("CPIC guideline for statins, 2022", ""),
    "PMID:41979467": ("CPIC guideline for 5-HT3 receptor antagonists, 2026", ""),
    "pair list": ("CPIC's list of gene-drug pairs, as of 2026-08", "https://cpicpgx.org/genes-drugs/"),
    "PMID:34782755": ("DPWG guideline for selective serotonin reuptake inhibitors, 2022", ""),
    "PMID:21412232": ("DPWG publication of 2011; the rows are later text of the KNMP", KNMP),
    "PMID:41526670": ("DPWG guideline for tricyclic antidepressants, 2026", ""),
    "PMID:37002327": ("DPWG guideline for antipsychotics, 2023", ""),
    "PMID:36509836": ("DPWG guideline for medicines for ADHD, 2023", ""),
    "PMID:34267337": ("DPWG guideline for opioids, 2022", "doi:10.1038/s41431-021-00920-y"),
    "PMID:38570725": ("DPWG guideline for antiepileptics, 2024", "PMC11291682"),
    "PMID:36056234": ("DPWG guideline for allopurinol, and for MTHFR, 2024", "PMC10853275"),
    "KNMP text": ("DPWG text of the KNMP, without a date", ""),
    "table of associations 2022-10-26": ("FDA table of pharmacogenetic associations, content of 2022-10-26; that of 2026-09-10 was not read",
                                         "(an edition of 2026-09-10 exists and was not read)"),
}
LABEL_CITATION = "FDA label of {drug}, from a compilation of 2026-10-10 or from ClinPGx"
UNREAD_LABEL = "FDA label of {drug}, from memory: no copy was read"
NEWER = {"table of associations 2022-10-26": "2026-09-10"}      # editions that exist and were not read
HOLE = [
    ("not listed", "the source lists results, and this one is not among them", "", ""),
    ("no phenotype", "the source has no row for a result without a phenotype", "", ""),
    ("other scale", "the source's own phenotypes do not include this one", "", ""),
    ("other context", "the source names contexts, and this one is not among them", "", ""),
]
# What a source does not say and no list of results can show: medicine, source, context that is not covered, gene, condition.
OTHER_CONTEXT = [
    ("citalopram", "DPWG", "children and adolescents", "CYP2C19", "IM|PM"),
    ("escitalopram", "DPWG", "children and adolescents", "CYP2C19", "IM|PM"),
    ("clomipramine", "DPWG", "indications other than depression, anxiety disorders and OCD", "CYP2D6", "PM[0-0]"),
    ("clomipramine", "DPWG", "indications other than depression, anxiety disorders and OCD", "CYP2C19", "UM"),
    ("codeine", "DPWG", "indications other than pain and cough", "CYP2D6", "IM[1-124]|PM[0-0]"),
    ("tamoxifen", "DPWG", "indications other than breast cancer", "CYP2D6", "IM[1-124]|PM[0-0]"),
    ("eliglustat", "DPWG", "indications other than Gaucher disease type 1", "CYP2D6", "UM[251-]|IM[1-124]|PM[0-0]"),
    ("tacrolimus", "DPWG", "liver transplant", "CYP3A5", "NM|IM"),
    ("efavirenz", "CPIC", "children of 40 kg or less", "CYP2B6", "any"),
    ("aripiprazole", "FDA", "long-acting injections other than Abilify Maintena (label)", "CYP2D6", "PM"),
]

# ---- how the reference words a fact -> how our tables do ----

CONTEXT_OF = {
    "higher initial doses (e.g. depression)": "higher starting dose",
    "low dose (e.g. neuropathic pain)": "low dose",
    "cardiovascular: ACS or PCI": "ACS or PCI",
    "cardiovascular: non-ACS non-PCI": "cardiovascular, not ACS or PCI",
    "drug-naive": "not taken before", "no alternative available": "no alternative",
    "prior use over 3 months without skin reaction": "taken over 3 months",
    "OCD or anxiety disorders": "anxiety disorders or OCD", "indications other than depression": "not depression",
    "H. pylori eradication": "Helicobacter pylori", "Brugada provocation test": "Brugada test",
    "not for Brugada provocation": "not Brugada test",
    "gradual heart-rate reduction wanted or symptomatic bradycardia": "slow rate reduction or bradycardia",
    "higher dose and/or risk factors": "higher dose or risk factors",
    "monopreparation, adult or 40 kg and over": "single agent, adult or 40 kg and over",
    "non-liver transplant (liver: depends on donor genotype)": "transplant, not liver",
    "12 y and over": "12 years and over", "adults": "adult", "children": "pediatric", "children under 12": "under 12 years",
    "children under 12; adolescents after tonsillectomy/adenoidectomy": "under 12 years, or after tonsillectomy",
    "other": "other persons", "label": "drug label", "label: Abilify Maintena": "drug label, monthly injection",
    "label: adjunctive use in MDD": "drug label, adjunct in depression",
    "label: oral, except adjunctive MDD": "drug label, oral",
}
STRENGTH_OF = {
    "CPIC comment (no separate strength)": "comment", "CPIC (no table row)": "no table row", "FDA label": "drug label",
    "FDA label, usual dosing": "drug label, usual dosing",
    "actionable=yes; urgency=not_found": "action (testing not rated)",
    "actionable=yes; urgency=potentially_beneficial": "action (testing potentially beneficial)",
    "actionable=yes; urgency=beneficial (higher doses or risk factors)": "action (testing beneficial)",
    "actionable=no; urgency=not_found": "no action (testing not rated)",
    "actionable=no; urgency=potentially_beneficial": "no action (testing potentially beneficial)",
    "actionable=no; urgency=beneficial (higher doses or risk factors)": "no action (testing beneficial)",
}
# One medicine, source and gene whose rows overlap unless the context is told apart that the dose column names.
AS_SUBSTITUTE = "as substitute for carbamazepine"
# The bands of the activity score, in hundredths: a row keyed by listed scores holds from its first score up to the next listed one.
BANDS = {
    ("CPIC", "CYP2D6"): {"PM": (0, 0), "IM": (1, 124), "NM": (125, 225), "UM": (226, None)},
    ("DPWG", "CYP2D6"): {"PM": (0, 0), "IM": (1, 124), "NM": (125, 250), "UM": (251, None)},
    ("CPIC", "CYP2C9"): {"PM": (0, 99), "IM": (100, 199), "NM": (200, None)},
}
PHENOTYPES_OF = {"CYP2D6": "UM NM IM PM", "CYP2C19": "UM,RM,NM,Likely IM,IM,Likely PM,PM", "CYP2B6": "UM RM NM IM PM",
                 "CYP2C9": "NM IM PM", "CYP3A4": "NM IM PM", "CYP3A5": "NM,Possible IM,IM,PM"}
OTHER_SCALE = {("DPWG", "CYP2C19"): ("Likely IM", "Likely PM"), ("DPWG", "CYP3A5"): ("Possible IM",)}
# Spelling of doses: "x0.5" stays (half the usual dose), units and numbers stay, words become ours.
DOSE_WORDS = [
    (r" \(amount not stated(?: in table)?\)", ", amount not stated"),
    (r"lower dose \(amount not stated\)", "lower dose, amount not stated"),
    (r"\bwk\b", "weeks"), (r"\b(\d) d\b", r"\1 days"), (r"-(\d+) d\b", r"-\1 days"), (r"\b(\d+) d\b", r"\1 days"),
    (r"\b(\d[\d-]*) h\b", r"\1 hours"),
    (r"hours(?: post-dose)?;", "hours after a dose;"), (r"\bhold (\d)", r"stay at \1"),
    (r"without response peak level", "and inadequate effect: peak level"),
    (r"without response level", "and inadequate effect: level"),
    (r"without response;", "and inadequate effect;"),
    (r"higher maintenance when standard fails", "higher maintenance where the usual one is inadequate"),
    (r"CPIC comment cites FDA cap (\d+ mg/day)", r"FDA ceiling \1, cited by CPIC"),
    (r"standard start", "usual start"), (r"normal start; increase usually not needed", "usual start; a raise is usually not needed"),
    (r"H\. pylori", "Helicobacter pylori"),
    (r"^if used: TDM;", "if used: plasma level;"), (r"standard then TDM to", "the usual dose, then by plasma level"),
    (r"TDM-guided", "dose by plasma level"),
    (r"^label dose$", "dose of the label"),
    (r"once effective in use beyond", "once effective, in use beyond"),
    (r"max x", "maximum x"), (r"^target = max for indication; if inadequate up to x2\.5 or (\w+)/(\w+)/(\w+)",
                             r"target: the maximum for the indication; where inadequate up to x2.5, or \1, \2, \3"),
    (r"label max \(", "maximum of the label ("), (r"\bmax (\d)", r"at most \1"), (r" of max\b", " of the maximum"),
    (r"of lowest(?: start| dose)?\b", "of the lowest starting dose"),
    (r"dose changes in the other rows apply only to higher initial doses",
     "dose changes by genotype concern higher starting doses only"),
    (r"dose by algorithm with VKORC1, CYP4F2 \(ancestry-dependent\); not a phenotype table",
     "with VKORC1 and CYP4F2, by ancestry; not by phenotype"),
    (r"^stop at first cutaneous reaction$", "to be ended at the first skin reaction"),
    (r"\bcap (\d)", r"at most \1"), (r"^load ", "loading "), (r"\(load ", "(loading dose "),
    (r"^adults under 65 y", "under 65 y"), (r"under 65 y:? ", "under 65 years "), (r"65 y and over:? ", "65 years and over "), (r"12 y and over", "12 years and over"),
    (r"under 12 y\b", "under 12 years"), (r"under 2 y with", "under 2 years with"), (r"15 y\+ and under", "15 years and over and under"),
    (r"6 y\+ under 40 kg", "6 years and over under 40 kg"), (r"40 kg\+", "40 kg and over"),
    (r"(\d mg) q6h", r"\1 every 6 hours"), (r"age 12\+", "from 12 years on"),
    (r"; IM 75 mg per 2 weeks", "; into muscle 75 mg every 2 weeks"), (r"\bLAI\b", "long-acting injection"),
    (r"^long-acting injection \(monthly\) (\d+ mg)", r"\1 a month"),
    (r"(\w+), (\w+) named as options", r"\1 and \2 named as options"), (r" named as option$", " named as an option"),
    (r"\bmg/day raise toward", "mg/day to be raised toward"), (r"mL raise toward", "mL to be raised toward"), (r"\bBID\b", "twice daily"), (r"JRA", "juvenile rheumatoid arthritis"),
    (r"CNS side effects", "side effects on the nervous system"),
    (r"check venlafaxine\+ODV", "level of venlafaxine and O-desmethylvenlafaxine together"),
    (r"reduce on side effects or response later than (\d+ weeks)", r"lower on side effects, or where the effect comes later than \1"),
    (r"phenytoin, lamotrigine, oxcarbazepine also raised risk but 5-10-fold lower",
     "phenytoin, lamotrigine and oxcarbazepine raise the risk too, 5-10-fold less"),
    (r"^if used: report rash", "if used: a rash is to be reported"), (r"carbamazepine not an option", "carbamazepine is no option"),
    (r"^if ineffective: up to", "where the effect is inadequate: up to"), (r"; else avoid\b", "; otherwise avoid"),
    (r"\bor avoid\b", "or avoid"), (r"only if side effects", "only where side effects occur"),
    (r"\(see source\)", "(the source has them)"), (r"; see source for co-medication, renal, hepatic rules",
                                                  "; the source has rules for other medicines, kidney and liver"),
    (r"^no action without inhibitors; renal or mild hepatic impairment: avoid; inhibitor combinations: 84 mg once daily or contraindicated",
     "without inhibitors no action; renal or mild hepatic impairment: avoid; with inhibitors: 84 mg once daily or contraindicated"),
    (r"^(\d+ mg/day) sufficed in (\d+) adults", r"\1 was enough in \2 adults"),
    (r"endoxifen-guided x", "by endoxifen level x"), (r"aromatase inhibitor option", "an aromatase inhibitor is an option"),
    (r"\(below-normal endoxifen still expected\)", "(endoxifen expected below normal even so)"),
    (r"and/or", "or"), (r"^or titrate to", "or titration up to"), (r"or other antipsychotic", "or another antipsychotic"),
    (r"age/procedure rule, any genotype", "the rule is by age and procedure, for any genotype"),
    (r"^under 12 years \(age rule, any genotype\)", "under 12 years for any genotype"),
    (r"^no genotype-specific action in table$", "the table has no action by genotype here"),
    (r"label: ultra-rapid should not use", "the label says that ultrarapid metabolizers should not use it"),
    (r"label wording: reduced CYP2D6 activity", "the label speaks of reduced CYP2D6 activity"),
    (r"^lowest recommended start$", "lowest recommended starting dose"), (r"^lower start\b", "a lower starting dose"),
    (r"^start lower\b", "a lower starting dose"), (r"; start lower\b", "; a lower starting dose"), (r"^may be needed\b", "may be needed"),
    (r"^consider, ", "to be considered, "), (r"^lower dose$", "a lower dose"), (r"^by tolerability$", "by tolerability"),
    (r"^no dose statement for IM$", "no statement on the dose for intermediate metabolizers"),
    (r"^adjust to trough$", "dose by trough level"), (r"^low end of range$", "at the low end of the range"),
    (r"start by clinical\+genetic factors; INR", "start by clinical and genetic factors; INR"),
    (r"contraindicated in IM/PM", "contraindicated in intermediate and poor metabolizers"),
    (r"UM not covered", "ultrarapid metabolizers not covered"),
    (r"^PM for both CYP2C19 and UGT2B17$", "in poor metabolizers of both genes"),
    (r"older label text also single (\d+ mg)", r"an older text of the label also single doses of \1"),
    (r"; single (?:dose )?(\d)", r"; single doses of at most \1"), (r"^single (\d+ mg); (\d)", r"single doses of at most \1; in all \2"),
    (r"^genotype before exceeding", "before more than"), (r"quinidine adds no benefit; genotype if quinidine toxicity a concern",
                                                         "quinidine adds no benefit; genotyping where its toxicity is a concern"),
    (r"under 2 years with suspected mitochondrial disease also contraindicated",
     "contraindicated too under 2 years with suspected mitochondrial disease"),
    (r"test at-risk ancestry before start", "testing before the start in ancestries at risk"),
    (r"^measure platelet inhibition$", "by measuring platelet inhibition"), (r"^liver function$", "liver function"),
    (r"over 70 kg\); raise to", "over 70 kg); raised to"), (r"raise no earlier than", "raised no earlier than"),
    (r"adult start (\S+ mg)", r"adults: start \1"), (r"CYP3A inhibitor strong: contraindicated", "with a strong CYP3A inhibitor contraindicated"),
    (r"^(\d+ mg/day) adult; (.+?) child;", r"adults \1; children \2;"), (r"(\d mg/day) \(adult\) or (.+?) \(child\)", r"\1 in adults or \2 in children"),
    (r"^breastfeeding not advised during treatment$", "breastfeeding is not advised during treatment"),
    (r"^orthostatic hypotension; bradycardia$", "for orthostatic hypotension and bradycardia"),
    (r" \(([^()]* named)\)", r"; \1"), (r" \((68-75% of the maximum|5 mg|loading dose 600 mg|endoxifen expected below normal even so)\)", r", \1"),
    (r" \(the source has them\)", "; the source has them"), (r"\(20 or 40 mg/day\)", "of 20 or 40 mg/day"),
    (r"one tablet once daily, morning", "one tablet once daily in the morning"), (r"^if needed$", "if needed"),
]
EFFECT = {      # what the FDA states where it names no action
    "exposure up": "higher exposure", "exposure may change": "", "parent and metabolite altered": "medicine and metabolite change",
    "exposure up; QT": "higher exposure; QT interval", "exposure up; adverse events": "higher exposure; side effects",
    "exposure up; adverse events possible": "higher exposure; side effects possible", "exposure up; dizziness": "higher exposure; dizziness",
    "active metabolite up": "more of the active metabolite", "active metabolite down": "less of the active metabolite",
    "active metabolite down; efficacy may fall": "less of the active metabolite; the effect may be weaker",
    "morphine up; respiratory depression": "more morphine; respiratory depression",
    "active metabolite up incl. breast milk; respiratory depression":
        "more of the active metabolite, in breast milk too; respiratory depression",
    "adverse events": "side effects", "severe skin reactions": "severe skin reactions",
    "severe skin reactions; no action stated": "severe skin reactions; no action stated",
    "severe skin reactions; weigh benefit": "severe skin reactions; benefit to be weighed", "inhibition not needed": "",
}
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
    "carbamazepine": "anticonvulsant|mood-stabiliser", "lamotrigine": "anticonvulsant|mood-stabiliser",
    "valproic acid": "anticonvulsant|mood-stabiliser", "divalproex sodium": "anticonvulsant|mood-stabiliser",
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
# Rows that a second reading changed: what finds the row, what is put in its place, and why.
CORRECTED = [
    ({"source": "DPWG", "drug": "siponimod", "condition1": "*3/*3"}, {"action_code": "avoid"},
     "DPWG's text is to avoid it; 'contraindicated' is its account of the label"),
    ({"source": "FDA", "drug": "allopurinol"}, {"action_code": "risk_statement_only"}, "section 2 of the table names a risk and no action"),
    ({"source": "FDA", "drug": "oxcarbazepine", "context": "general"}, {"action_code": "risk_statement_only"}, "as for allopurinol"),
    ({"source": "FDA", "drug": "carvedilol"}, {"action_code": "risk_statement_only"}, "as for allopurinol"),
    ({"source": "FDA", "drug": "brivaracetam", "condition1": "IM"},
     {"action_code": "risk_statement_only", "implication_fact": "exposure up; adverse events"},
     "the table names exposure and side effects of both, and a dose for poor metabolizers alone"),
    ({"source": "FDA", "drug": "tetrabenazine", "condition1": "NM|IM"}, {"strength": "FDA label, usual dosing"},
     "what the label asks of everybody, whom no result sets apart"),
    ({"source": "FDA", "drug": "thioridazine", "context": "label"}, {"condition1": "PM", "dose_factor_or_limit": ""}, "see ADDED"),
]
# Rows that the reference lacks: the row of it that they are like, and what differs.
ADDED = [
    ({"source": "DPWG", "drug": "warfarin", "condition1": "*1/*2"},
     {"condition1": "NM", "action_code": "no_recommendation"}, "PharmCAT's copy of the annotation, 2023-09, by phenotype"),
    ({"source": "DPWG", "drug": "warfarin", "condition1": "*3/*3"}, {"condition1": "IM", "dose_factor_or_limit": "start x0.65"}, "the same"),
    ({"source": "DPWG", "drug": "warfarin", "condition1": "*3/*3"}, {"condition1": "PM", "dose_factor_or_limit": "start x0.2"}, "the same"),
    ({"source": "DPWG", "drug": "siponimod", "condition1": "*2/*2|*1/*2"},
     {"condition1": "NM", "action_code": "no_recommendation"}, "the same"),
    ({"source": "DPWG", "drug": "siponimod", "condition1": "*2/*3|*1/*3"}, {"condition1": "IM"}, "the same"),
    ({"source": "DPWG", "drug": "siponimod", "condition1": "*3/*3"}, {"condition1": "PM"}, "the same"),
    ({"source": "FDA", "drug": "carbamazepine", "context": "label"},
     {"condition1": "No Result", "action_code": "test_required", "also_actions": "",
      "dose_factor_or_limit": "before the start in persons of an ancestry at risk"},
     "the same label: it asks for the test where the result is not there"),
    ({"source": "FDA", "drug": "thioridazine", "context": "label"},
     {"condition1": "IM", "dose_factor_or_limit":
      "the label names a genetic defect that lowers the activity of CYP2D6, and no intermediate metabolizers"},
     "the label speaks of reduced activity; a row for both made it name intermediate metabolizers"),
]
OTHERS = [      # medicines and procedures that the reference does not list; their facts are in interventions.tsv
    ("brexanolone", "antidepressant", "Zulresso"),
    ("ECT", "procedure", "electroconvulsive therapy"),
    ("ibogaine", "psychedelic", ""),
    ("LSD", "psychedelic", "lysergide"),
    ("MDMA", "psychedelic", "midomafetamine"),
    ("psilocybin", "psychedelic", "psilocin"),
    ("TMS", "procedure", "transcranial magnetic stimulation;rTMS"),
]
# Medicines of CPIC's pairs that the reference does not list: class, RxNorm, ATC (CPIC's table drug where they stand)
PAIRED = {
    "atorvastatin": ("statin", "83367", "C10AA05"), "carbimazole": ("antithyroid", "", ""),
    "cyclosporine": ("calcineurin-inhibitor", "3008", ""), "dapsone": ("antibacterial", "", ""),
    "fluvastatin": ("statin", "41127", "C10AA04"), "labetalol": ("beta-blocker", "6185", ""), "lesinurad": ("uricosuric", "", ""),
    "lovastatin": ("statin", "6472", "C10AA02"), "methazolamide": ("carbonic-anhydrase-inhibitor", "", ""),
    "methimazole": ("antithyroid", "", ""), "nevirapine": ("NNRTI", "53654", ""), "pitavastatin": ("statin", "861634", "C10AA08"),
    "pravastatin": ("statin", "42463", "C10AA03"), "propylthiouracil": ("antithyroid", "", ""), "quinine": ("antimalarial", "", ""),
    "rosuvastatin": ("statin", "301542", "C10AA07"), "simvastatin": ("statin", "36567", "C10AA01;C10BA02;C10BX04;A10BH51;C10BA04;C10BX01"),
    "sirolimus": ("mTOR-inhibitor", "", ""), "terbinafine": ("antifungal", "37801", ""), "timolol": ("beta-blocker", "", ""),
}
PAIR_NAMES = {"cyclosporine": "ciclosporin", "methimazole": "thiamazole"}
STATINS = "SLCO1B1, ABCG2, CYP2C9, and Statins"
SYNONYMS = {
    "amphetamine": ["amfetamine"], "glibenclamide": ["glyburide"], "aspirin": ["acetylsalicylic acid", "ASA"],
    "valproic acid": ["valproate", "sodium valproate"], "divalproex sodium": ["divalproex", "valproate semisodium"],
    "dexamphetamine": ["dexamfetamine", "dextroamphetamine"], "lithium": ["lithium carbonate"], "indomethacin": ["indometacin"],
    "phenytoin": ["diphenylhydantoin"], "levomethadone": ["R-methadone"], "l-methylfolate": ["levomefolic acid"],
}


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
    out += [[name, rxnorm, atc, group, PAIR_NAMES.get(name, ""), "cpic-api-2026-08" if rxnorm else "stardose"]
            for name, (group, rxnorm, atc) in PAIRED.items() if name not in [row[0] for row in out]]
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
    return round(float(text) * 100)


def strip_note(text):
    """A note in round brackets is not part of the condition."""
    return re.sub(r" \((?!not PM\))[^)]*\)", "", text)


SCORED = re.compile(r"([A-Z]+) \[AS (>=?)?([\d.]+)(?:-([\d.]+))?(?: KNMP)?\]")


def listed_scores(rows, gene):
    """The first score that each row of a group lists: a band ends below the next one."""
    found = set()
    for row in rows:
        for g, c in (("gene1", "condition1"), ("gene2", "condition2")):
            if row[g] == gene:
                found |= {(m.group(1), hundredths(m.group(3))) for m in map(SCORED.fullmatch, row[c].split("|")) if m}
    return sorted(found)


def term(text, row, gene, scores):
    """One alternative of a condition; activity scores become a band in hundredths: IM[1-124], UM[226-]."""
    m = SCORED.fullmatch(text)
    if m:
        phenotype, _, lo, hi = m.groups()
        first, last = BANDS[row["source"], gene][phenotype]
        inside, lo = [s for p, s in scores if p == phenotype], hundredths(lo)
        if lo != inside[0]:
            first = lo
        if lo != inside[-1]:
            last = inside[inside.index(lo) + 1] - 1
        if hi and last is not None and not first <= hundredths(hi) <= last:
            die("'%s' of %s does not lie in its band" % (text, row["row_id"]))
        return "%s[%d-%s]" % (phenotype, first, "" if last is None else last)
    if text in PHENOTYPE_RANK or text == "any":
        return text
    if text == "unknown phenotype":
        return "Indeterminate|No Result"
    if text == "*3 carrier (not PM)":
        return "*3 carrier|!PM"
    if re.fullmatch(r"\*\d+/\*\d+|\*\d+ carrier|\*\d\d:\d\d (positive|negative)", text):
        return text
    die("condition '%s' is not understood" % text)


def condition(row, n, rows):
    """Condition @n of @row, which stands among @rows of the same medicine, source, context and genes."""
    gene, text = row["gene%d" % n], strip_note(row["condition%d" % n])
    if text in ("", "any"):
        return text
    scores = listed_scores(rows, gene)
    terms = [term(t, row, gene, scores) for t in text.split("|")]
    terms.sort(key=lambda t: PHENOTYPE_RANK.get(t.split("[")[0], 99))
    return "|".join(terms) + exclusions(row, gene, terms, rows)


def exclusions(row, gene, terms, rows):
    """A phenotype row does not apply where the source has a row of its own for the diplotype."""
    if row["source"] == "CPIC" or not set(terms) & set(PHENOTYPE_RANK) or any("carrier" in t for t in terms):
        return ""
    own = sorted({t for r in rows for t in r["condition1"].split("|") if re.fullmatch(r"\*\d+/\*\d+", t) and r["gene1"] == gene})
    return "".join("|!" + t for t in own)


def rank(cond):
    first = cond.split("|")[0].split("[")[0]
    score = re.search(r"\[(\d+)", cond)
    return (PHENOTYPE_RANK.get(first, -1), -int(score.group(1)) if score else 0, cond)


def dose(text):
    for pattern, ours in DOSE_WORDS:
        text = re.sub(pattern, ours, text)
    return text


def amount(row):
    """The amount; where a regulator states a change or a risk without an action, that change or risk comes first."""
    if row["dose_factor_or_limit"] == AS_SUBSTITUTE:
        return ""
    parts = [dose(row["dose_factor_or_limit"])]
    if row["source"] == "FDA" and row["action_code"] in ("pk_change_only", "risk_statement_only", "caution"):
        if row["implication_fact"] not in EFFECT:
            die("the effect '%s' of %s has no words" % (row["implication_fact"], row["row_id"]))
        parts.insert(0, EFFECT[row["implication_fact"]])
    return "; ".join(p for p in parts if p)


def grade(text):
    """'CPIC B (provisional); ClinPGx 3' -> 'CPIC B (provisional, ClinPGx 3)'"""
    m = re.fullmatch(r"(CPIC [A-D](?:/[A-D])?)( \(provisional\))?(?:; ClinPGx (\w\w?))?", text)
    if not m or m.group(1) not in dict(GRADES) or (m.group(3) and m.group(3) not in CLINPGX):
        die("evidence level '%s' is not understood" % text)
    more = [w for w in ("provisional" if m.group(2) else "", "ClinPGx " + m.group(3) if m.group(3) else "") if w]
    return m.group(1) + (" (%s)" % ", ".join(more) if more else "")


def grade_meaning(code):
    level = code.split(" (")[0]
    more = (", not settled" if "provisional" in code else "")
    m = re.search(r"ClinPGx (\w+)", code)
    return dict(GRADES)[level] + more + ("; clinical annotation of ClinPGx: level " + m.group(1) if m else "")


def evidence(row):
    parts = [re.sub(r"^[\w-]+: ", "", part) for part in row["evidence_level"].split(" | ")]
    return ";".join(grade(p).replace(", ", " + ") for p in parts if p)


def citation(row):
    text = row["doi_or_pmid"]
    m = re.search(r"PMID (\d+)", text)
    if m:
        code = "PMID:" + m.group(1)
    elif text.startswith("FDA drug label ("):
        code = "label: " + row["drug"]
        unread = row["confidence"] == "low"
        CITATION[code] = ((UNREAD_LABEL if unread else LABEL_CITATION).format(drug=row["drug"]), "(from memory, not read)" if unread else "")
    elif text.startswith("fda.gov table"):
        code = "table of associations 2022-10-26"
    else:
        code = re.sub(r"^CPIC | \(.*", "", text) or "KNMP text"
    if code not in CITATION:
        die("citation '%s' is not in the list" % code)
    return code


def is_like(row, what):
    return all(row[key] == value for key, value in what.items())


def corrected(reference):
    """The facts as a second reading has them."""
    out = [dict(row) for row in reference]
    for what, change, _ in ADDED:
        like = [row for row in reference if is_like(row, what)]
        if len(like) != 1:
            die("%d rows are like %s" % (len(like), what))
        out.append({**like[0], **change})
    for what, change, _ in CORRECTED:
        found = [row for row in out[:len(reference)] if is_like(row, what)]
        if len(found) != 1:
            die("%d rows are %s" % (len(found), what))
        found[0].update(change)
    for row in out[len(reference):]:        # the row that it is like may have been corrected
        if row["drug"] == "siponimod" and row["condition1"] == "PM":
            row["action_code"] = "avoid"
    return out


def pair_rows(path, reference):
    """One row for each pair of CPIC's list without one; of fluvastatin and CYP2C9 the guideline has rows together with SLCO1B1."""
    out, known = [], {(r["drug"], g) for r in reference if r["source"] == "CPIC" for g in (r["gene1"], r["gene2"])}
    for pair in read(path):
        if (pair["drug"], pair["gene"]) in known or pair["used_for_recommendation"] == "Yes":
            continue
        statin = pair["guideline"] == STATINS
        if not statin and pair["guideline"] != "-":
            die("guideline '%s' is not known" % pair["guideline"])
        level = "CPIC %s%s" % (pair["cpic_level"], " (provisional)" if pair["provisional"] == "yes" else "")
        if pair["clinpgx_level"] != "-":
            level += "; ClinPGx " + pair["clinpgx_level"]
        out.append({"row_id": "pair", "source": "CPIC", "guideline_year": "2022" if statin else "2026",
                    "doi_or_pmid": "PMID 35152405" if statin else "CPIC pair list (no guideline)", "drug": pair["drug"],
                    "context": "general", "gene1": pair["gene"], "condition1": "any", "gene2": "", "condition2": "",
                    "action_code": "no_recommendation", "also_actions": "", "dose_factor_or_limit": "",
                    "strength": "CPIC no recommendation" if statin else "CPIC no guideline", "evidence_level": level,
                    "implication_fact": "", "confidence": "high"})
    return out


def year(row):
    """'-' where the source gives no date."""
    m = re.match(r"\d{4}", row["guideline_year"])
    if not m and row["guideline_year"] not in ("", "KNMP text, undated"):
        die("year '%s' is not understood" % row["guideline_year"])
    return m.group(0) if m else ""


def context(row):
    if row["dose_factor_or_limit"] == AS_SUBSTITUTE:
        return "instead of carbamazepine"
    code = CONTEXT_OF.get(row["context"], row["context"])
    if code not in [c[0] for c in CONTEXT]:
        die("context '%s' is not in the list" % row["context"])
    return code


def strength(row):
    code = STRENGTH_OF.get(row["strength"], row["strength"].removeprefix(row["source"] + " "))
    if row["source"] == "DPWG" and row["action_code"] == "no_recommendation":
        code = code.replace("no action", "reference")
    if code not in [s[0] for s in STRENGTH]:
        die("strength '%s' is not in the list" % code)
    return code


def label(row):
    if row["source"] == "FDA":
        return "label"
    return "none" if row["strength"] == "CPIC no guideline" else "guideline"


def is_superseded(row):
    return "SUPERSEDED" in row["doi_or_pmid"] + row["dose_factor_or_limit"] or row["context"].startswith("superseded")


def row_id(key):
    return "%s-%s-%s" % (key[0], re.sub(r"[^a-z0-9]+", "_", key[1]), fnv1a("\t".join(k or "-" for k in key)))


def superseded_rows(reference):
    """Where a source has replaced an edition and none of its current rows is known: one row that says so."""
    current = {(r["source"], r["drug"], r["gene1"]) for r in reference if not is_superseded(r)}
    out = {}
    for row in filter(is_superseded, reference):
        key = [row["source"], row["drug"], "general", row["gene1"], "any", "", ""]
        m = re.search(r"SUPERSEDED by PMID (\d+) \((\d{4})\)", row["doi_or_pmid"])
        if (row["source"], row["drug"], row["gene1"]) in current:
            continue
        if not m:
            die("%s: superseded by what?" % row["row_id"])
        out[row_id(key)] = [row_id(key), row["drug"], row["source"], *key[2:], "superseded", "",
                            "the edition of %s is left out" % year(row), "edition not read", evidence(row),
                            "guideline", m.group(2), "PMID:" + m.group(1), "high"]
    return list(out.values())


def families(reference):
    """Rows of one medicine, source, context and genes, which one result is held against."""
    out = {}
    for row in reference:
        if not is_superseded(row):
            key = (row["drug"], row["source"], context(row) if row["source"] == "CPIC" else "", row["gene1"], row["gene2"])
            out.setdefault(key, []).append(row)
    return out


def guidance_rows(reference):
    out = superseded_rows(reference)
    known = {code for code, *_ in ACTION}, {code for code, *_ in ACTION + ALSO}
    for rows in families(reference).values():
        for row in rows:
            if row["action_code"] not in known[0] or set(filter(None, row["also_actions"].split(";"))) - known[1]:
                die("an action of %s is not in the list" % row["row_id"])
            beside = [r for r in rows if context(r) == context(row)]
            key = [row["source"], row["drug"], context(row), row["gene1"], condition(row, 1, beside),
                   row["gene2"], condition(row, 2, beside)]
            out.append([row_id(key), row["drug"], row["source"], *key[2:], row["action_code"], row["also_actions"], amount(row),
                        strength(row), evidence(row), label(row), year(row), citation(row), row["confidence"]])
    contexts, sources = [c[0] for c in CONTEXT], [s[0] for s in SOURCE]
    out.sort(key=lambda r: (r[1], sources.index(r[2]), contexts.index(r[3]), r[5] == "any", r[4], r[6], rank(r[5]), rank(r[7])))
    if len({r[0] for r in out}) != len(out):
        die("two rows have one identity")
    return out


# ---- what the sources leave open ----

def phenotypes_of(gene, terms):
    text = PHENOTYPES_OF.get(gene)
    if text is None:
        return sorted({t.split("[")[0] for t in terms} & set(PHENOTYPE_RANK) - {"Indeterminate", "No Result"}, key=PHENOTYPE_RANK.get)
    return text.split("," if "," in text else " ")


def holes_of_gene(source, gene, terms):
    """Conditions, with their reasons, that none of @terms covers."""
    if "any" in terms:
        return []
    alleles = sorted({t.split(" ")[0] for t in terms if t.endswith("positive")})
    if gene.startswith("HLA"):
        if len(alleles) > 1:
            return [("any" + "".join("|!%s positive" % a for a in alleles), "not listed")]
        gone = "%s negative" % alleles[0]
        return [] if gone in terms else [(gone, "not listed")]
    own = sorted({t for t in terms if t[0] == "*"})
    named = {t.split("[")[0] for t in terms}
    rest = "".join("|!" + t for t in own)
    missing = [p for p in phenotypes_of(gene, terms) if p not in named]
    other = [p for p in missing if p in OTHER_SCALE.get((source, gene), ())]
    plain = [p for p in missing if p not in other]
    found = [("|".join(plain) + rest, "not listed")] if plain else []
    if gene not in PHENOTYPES_OF:			# whatever else it may be
        found = [("any" + "".join("|!" + t for t in terms), "not listed")]
    found += [("|".join(other), "other scale")] if other else []
    if "Indeterminate" not in named and gene in PHENOTYPES_OF:
        found.append(("Indeterminate" + rest, "no phenotype"))
    return found


def hole_rows(rows):
    out = []
    groups = {}
    for r in rows:
        groups.setdefault((r[1], r[2], r[4], r[6], r[3] if r[2] == "CPIC" else ""), []).append(r)
    for (drug, source, gene1, gene2, where), members in groups.items():
        one, two = ([t for r in members for t in r[c].split("|") if t[:1] != "!" and t] for c in (5, 7))
        if gene2 and source == "CPIC":
            continue
        if gene2:
            out.append([drug, source, where, gene1, "any" + "".join("|!" + t for t in one), gene2, "any", "not listed"])
            out.append([drug, source, where, gene1, "|".join(one), gene2, "any" + "".join("|!" + t for t in two), "not listed"])
            continue
        out += [[drug, source, where, gene1, c, "", "", why] for c, why in holes_of_gene(source, gene1, list(dict.fromkeys(one)))]
    for drug, source, where, gene, cond in OTHER_CONTEXT:
        if not any(r[1] == drug and r[2] == source and r[4] == gene for r in rows):
            die("no rows beside the hole of %s" % drug)
        out.append([drug, source, where, gene, cond, "", "", "other context"])
    sources = [s[0] for s in SOURCE]
    return sorted(out, key=lambda h: (h[0], sources.index(h[1]), h[3], h[5], h[2] != "", h[2]))


def citation_rows(rows):
    out = []
    for code, (meaning, phrase) in CITATION.items():
        years = {r[14] for r in rows if r[15] == code}
        if not years:
            die("citation '%s' has no row" % code)
        value = years.pop() if len(years) == 1 else ""
        out.append(["citation", code, meaning, phrase, value + (" newer " + NEWER[code] if code in NEWER else "")])
    return out


def list_rows(drugs, rows):
    out = []
    grades = sorted({g for r in rows for g in r[12].split(";") if g} | {g for g, _ in GRADES})
    graded = [(g, grade_meaning(g), "", "") for g in grades]
    for kind, entries in (("action", ACTION), ("also", ALSO), ("strength", STRENGTH), ("label", LABEL),
                          ("evidence", graded), ("context", CONTEXT), ("source", SOURCE), ("hole", HOLE)):
        out += [[kind, *entry] for entry in entries]
    out += citation_rows(rows)
    for name in sorted({c for row in drugs for c in row[3].split(";")}, key=str.lower):
        out.append(["class", name, CLASS_MEANING.get(name, name.replace("-", " ")), "", ""])
    return out


def main():
    if len(sys.argv) not in (2, 3):
        die("usage: convert_guidance.py REFERENCE_DIR [TABLES_DIR]")
    reference, tables = sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else "tables"
    drugs = drug_rows(read(os.path.join(reference, "drugs.tsv")))
    facts = read(os.path.join(reference, "recommendations.tsv"))
    facts = corrected(facts) + pair_rows(os.path.join(reference, "..", "genes", "cpic_pairs_missing.tsv"), facts)
    rows = guidance_rows(facts)
    common = [("version", VERSION), ("date", DATE)]
    write(os.path.join(tables, "drugs.tsv"),
          [("table", "drugs"), *common, ("source", "CPIC API table drug (identifiers); names for searching only, not verified"),
           ("licence", "CC0-1.0")],
          ["drug", "rxnorm", "atc", "classes", "names", "source"], drugs)
    write(os.path.join(tables, "guidance.tsv"),
          [("table", "guidance"), *common,
           ("source", "CPIC API, https://cpicpgx.org, as of 2026-08; DPWG as annotated by ClinPGx, https://www.clinpgx.org; FDA table of "
            "pharmacogenetic associations (2022-10-26) and drug labels"),
           ("licence", "CC-BY-SA-4.0")],
          ["row_id", "drug", "source", "context", "gene1", "condition1", "gene2", "condition2", "action", "also", "dose",
           "strength", "evidence", "label", "year", "citation", "confidence"], rows)
    write(os.path.join(tables, "holes.tsv"),
          [("table", "holes"), *common, ("source", "stardose: what the rows of guidance.tsv leave open"), ("licence", "CC0-1.0")],
          ["drug", "source", "context", "gene1", "condition1", "gene2", "condition2", "reason"], hole_rows(rows))
    write(os.path.join(tables, "vocabulary.tsv"),
          [("table", "vocabulary"), *common, ("source", "stardose: closed lists and wording of its own"),
           ("licence", "CC0-1.0")],
          ["kind", "code", "meaning", "phrase", "value"], list_rows(drugs, rows))


if __name__ == "__main__":
    main()
