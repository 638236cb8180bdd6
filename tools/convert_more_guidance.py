#!/usr/bin/env python3
"""Add the guidance of further genes to tables/guidance.tsv, holes.tsv, drugs.tsv and vocabulary.tsv.

usage: convert_more_guidance.py FACTS [TABLES]

convert_guidance.py writes the rows of the genes that it knows; this script adds those of GENES below to the tables that are
there, and replaces what it wrote before. FACTS holds a folder for each gene with recommendations.tsv. The rules are those
of convert_guidance.py, whose functions are used; what these genes need beside its lists stands here.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import convert_guidance as base     # noqa: E402
from gene_facts import Cells        # noqa: E402

GENES = ("DPYD", "G6PD", "RYR1", "MT-RNR1", "CFTR")      # whose rows are replaced; further genes of their rows come along
RISK = " risk of aminoglycoside-induced hearing loss"
MH = ("Malignant Hyperthermia Susceptibility", "Uncertain Susceptibility", "Indeterminate", "No Result")
PHENOTYPES = {      # gene: codes of terms.tsv, in the order of rows
    "DPYD": ("NM", "IM", "PHENOTYPING", "PM", "Indeterminate", "No Result"),
    "G6PD": ("Normal", "Variable", "Deficient", "Deficient with CNSHA", "Indeterminate", "No Result"),
    "RYR1": MH, "CACNA1S": MH,
    "MT-RNR1": ("normal" + RISK, "uncertain" + RISK, "increased" + RISK, "Indeterminate", "No Result"),
    "CFTR": ("ivacaftor responsive in CF patients", "ivacaftor non-responsive in CF patients", "Indeterminate", "No Result"),
}
BANDS = {("CPIC", "DPYD"): {"PM": (0, 99), "IM": (100, 199), "NM": (200, None)}}
PHENOTYPES_OF = {   # on the scale of each source, what its rows can be about; Indeterminate is apart
    "DPYD": {"CPIC": "NM,IM,PM", "DPWG": "NM,IM,PHENOTYPING,PM", "FDA": "NM,IM,PM"},
    "G6PD": {"CPIC": "Normal,Variable,Deficient,Deficient with CNSHA"},
    "MT-RNR1": {"CPIC": "normal" + RISK + ",uncertain" + RISK + ",increased" + RISK},
    "CFTR": {"CPIC": "ivacaftor responsive in CF patients,ivacaftor non-responsive in CF patients"},
}
OTHER_SCALE = {("FDA", "DPYD"): ("PHENOTYPING",)}
CONTEXT = [     # code, meaning, phrase, value: as there
    ("systemic use", "by mouth or into a vein", "by mouth or into a vein", "label"),
    ("on the skin", "applied to the skin", "applied to the skin", "label"),
    ("at most 1 g a day", "doses of at most 1 g a day", "at doses of at most 1 g a day", "dose"),
    ("cystic fibrosis", "cystic fibrosis, which is stated of the person", "in cystic fibrosis", "condition cystic fibrosis"),
]
ACTION = [("measure_activity", "measure the enzyme's activity before use", "measuring the enzyme's activity before use[ of {drug}]", "test")]
NAME_OF = {"sulfamethoxazole / trimethoprim": "co-trimoxazole", "glyburide": "glibenclamide", "vitamin c": "ascorbic acid", "vitamin k": "vitamin K", "succinylcholine": "suxamethonium"}
CONTEXT_OF = {"systemic": "systemic use", "at most 1 g/day": "at most 1 g a day"}
STRENGTH_OF = {
    "DPWG action (testing rating not read)": "action (testing not rated)",
    "DPWG reference (testing rating not read)": "reference (testing not rated)",
    "boxed warning": "drug label",
}
CITATION = {    # code: meaning, phrase, year
    "PMID:29152729": ("CPIC guideline for fluoropyrimidines, 2017, with its later updates", "", "2017"),
    "PMID:31745289": ("DPWG guideline for fluoropyrimidines, 2020, as annotated in 2024-05", "PMC7136340", "2020"),
    "PMID:36049896": ("CPIC guideline for medicines and G6PD, 2022", "doi:10.1002/cpt.2735", "2022"),
    "PMID:30499100": ("CPIC guideline for volatile anaesthetics and succinylcholine, 2018", "doi:10.1002/cpt.1319", "2018"),
    "PMID:34032273": ("CPIC guideline for aminoglycosides and MT-RNR1, 2021", "doi:10.1002/cpt.2309", "2021"),
    "PMID:24598717": ("CPIC guideline for ivacaftor and CFTR, 2014, with its later updates", "", "2014"),
    "label: capecitabine": ("FDA label of capecitabine: the boxed warning, read in excerpts of 2026", "boxed warning", "2026"),
    "label: fluorouracil": ("FDA label of fluorouracil: the boxed warning, read in excerpts of 2026", "boxed warning", "2026"),
}
DOSES = [       # words of the facts -> ours
    (r"withhold or stop with", "to be withheld or ended on"), (r"no dose was proven safe", "no dose has been established"),
    (r"^enzyme activity is to be measured; guidance", "guidance"),
    (r"^DPD activity in blood cells is to be measured, dose by both", "of DPD in blood cells; the dose goes by both"),
    (r"without other safe and effective treatment", "without another effective treatment"),
    (r"^radical cure of", "in"),
    (r"^relatively; only", "relatively: only"), (r"^by the label$", "by the label"),
]
SULFONAMIDE = ("antibacterial", "")
CLASSES = {     # medicine: classes, other names
    "capecitabine": ("fluoropyrimidine", "Xeloda"), "fluorouracil": ("fluoropyrimidine", "5-fluorouracil;5-FU;Efudix"),
    "tegafur": ("fluoropyrimidine", "Teysuno"), "flucytosine": ("antifungal", "Ancotil;5-FC"),
    "aminosalicylic acid": ("antibacterial", "PAS"), "chloramphenicol": ("antibacterial", ""), "chloroquine": ("antimalarial", ""),
    "ciprofloxacin": ("antibacterial", "Cipro"), "dimercaprol": ("antidote", "BAL"), "doxorubicin": ("anthracycline", "Adriamycin"),
    "furazolidone": ("antibacterial", ""), "hydroxychloroquine": ("antimalarial", "Plaquenil"), "mafenide": ("antibacterial", "Sulfamylon"),
    "methylene blue": ("antidote", "methylthioninium chloride"), "nalidixic acid": ("antibacterial", ""),
    "nitrofurantoin": ("antibacterial", "Macrobid"), "norfloxacin": ("antibacterial", ""), "ofloxacin": ("antibacterial", ""),
    "pegloticase": ("uricosuric", "Krystexxa"), "phenazopyridine": ("urinary-analgesic", "Pyridium"), "primaquine": ("antimalarial", ""),
    "rasburicase": ("uricosuric", "Elitek;Fasturtec"), "sulfadiazine": SULFONAMIDE, "sulfadimidine": SULFONAMIDE,
    "co-trimoxazole": ("antibacterial", "sulfamethoxazole and trimethoprim"), "sulfanilamide": SULFONAMIDE,
    "sulfasalazine": ("aminosalicylate", "Azulfidine;Salazopyrin"), "sulfisoxazole": ("antibacterial", "sulfafurazole"),
    "tafenoquine": ("antimalarial", "Krintafel;Arakoda"), "toluidine blue": ("antidote", "tolonium chloride"),
    "ascorbic acid": ("vitamin", "vitamin C"), "vitamin K": ("vitamin", "phytomenadione"),
    **{d: ("volatile-anaesthetic", n) for d, n in (("desflurane", "Suprane"), ("enflurane", ""), ("halothane", ""), ("isoflurane", ""),
                                                   ("methoxyflurane", "Penthrox"), ("sevoflurane", "Ultane"))},
    "suxamethonium": ("muscle-relaxant", "succinylcholine"), "ivacaftor": ("CFTR-modulator", "Kalydeco"),
    **{d: ("aminoglycoside", "") for d in ("amikacin", "dibekacin", "gentamicin", "kanamycin", "neomycin", "netilmicin", "paromomycin",
                                           "plazomicin", "ribostamycin", "streptomycin", "tobramycin")},
}
CLASS_MEANING = {"fluoropyrimidine": "fluoropyrimidines", "volatile-anaesthetic": "volatile anaesthetics",
                 "aminoglycoside": "aminoglycoside antibiotics", "CFTR-modulator": "modulators of CFTR"}


def scored(row, gene):
    """The source tells rows apart by score, and phenotype and score say the same."""
    return (row["source"], gene) in BANDS


def condition(row, n, beside):
    gene, text = row[f"gene{n}"], base.strip_note(row[f"condition{n}"])
    if not gene:
        return ""
    terms = []
    if row["gene2"] and row[f"condition{3 - n}"] == MH[0] and MH[2] not in text:
        text += "|" + MH[2]     # one gene decides, whatever is not known of the other
    for term in text.split("|"):
        if scored(row, gene) and "[" in term:
            terms.append(base.term(term, row, gene, base.listed_scores(beside, gene)))
        else:
            terms.append(re.sub(r" \[.*\]", "", term))
    codes = PHENOTYPES[gene]
    for term in terms:
        if term.split("[")[0] not in codes:
            base.die(f"{row['row_id']}: '{term}' is no phenotype of {gene}")
    return "|".join(dict.fromkeys(sorted(terms, key=lambda t: codes.index(t.split("[")[0]))))


def citation(row):
    m = re.match(r"PMID (\d+)", row["doi_or_pmid"])
    code = "PMID:" + m[1] if m else "label: " + row["drug"] if row["doi_or_pmid"] == "drug label" else row["doi_or_pmid"]
    if code not in CITATION and code not in base.CITATION:
        base.die(f"{row['row_id']}: citation '{code}'")
    return code


def grade(text):
    """'DPYD: CPIC A; ClinPGx 1A', of two genes joined by ' / '"""
    out = []
    for part in filter(None, text.split(" / ")):
        m = re.fullmatch(r"[\w-]+: (CPIC [A-D]); ClinPGx (\w+|-)", part)
        if not m:
            base.die(f"evidence '{part}'")
        out.append(m[1] + (f" (ClinPGx {m[2]})" if m[2] != "-" else ""))
    return ";".join(out)


def context(row):
    code = CONTEXT_OF.get(row["context"], row["context"])
    if code not in {c[0] for c in CONTEXT + base.CONTEXT}:
        base.die(f"{row['row_id']}: context '{code}'")
    return code


def strength(row):
    code = STRENGTH_OF.get(row["strength"], row["strength"].removeprefix(row["source"] + " "))
    if code not in {s[0] for s in base.STRENGTH}:
        base.die(f"{row['row_id']}: strength '{code}'")
    return code


def dose(row):
    text = row["dose_factor_or_limit"]
    for pattern, ours in DOSES:
        text = re.sub(pattern, ours, text)
    return text


def action(row):
    """Testing of a gene is one thing, measuring an enzyme that its genotype does not tell another."""
    text = row["dose_factor_or_limit"]
    if text.startswith(("enzyme activity is to be measured", "DPD activity in blood cells is to be measured")):
        return "measure_activity"
    return row["action_code"]


def make_row(row, beside):
    known = {a[0] for a in ACTION + base.ACTION + base.ALSO}
    if {action(row), *filter(None, row["also_actions"].split(";"))} - known:
        base.die(f"{row['row_id']}: an action is not in the list")
    key = [row["source"], row["drug"], context(row), row["gene1"], condition(row, 1, beside), row["gene2"], condition(row, 2, beside)]
    return [base.row_id(key), row["drug"], row["source"], *key[2:], action(row), row["also_actions"], dose(row), strength(row),
            grade(row["evidence_level"]), "label" if row["source"] == "FDA" else "guideline", row["guideline_year"], citation(row),
            row["confidence"]]


def read_facts(facts):
    rows = []
    for gene in GENES:
        rows += base.read(os.path.join(facts, gene, "recommendations.tsv"))
    for row in rows:
        row["drug"] = NAME_OF.get(row["drug"], row["drug"])
        if row["gene1"] == "CFTR":      # CPIC's rows are of patients with cystic fibrosis
            row["context"] = "cystic fibrosis"
    out = []
    for row in rows:
        beside = [r for r in rows if (r["drug"], r["source"], r["context"]) == (row["drug"], row["source"], row["context"])]
        out.append((row, make_row(row, beside)))
    if len({r[0] for _, r in out}) != len(out):
        base.die("two rows have one identity")
    return out


# ---- holes ----

def holes_of(source, gene, terms):
    if "any" in terms:
        return []
    named = {t.split("[")[0] for t in terms}
    missing = [p for p in PHENOTYPES_OF[gene][source].split(",") if p not in named]
    out = [("|".join(missing), "not listed")] if missing else []
    out += [(p, "other scale") for p in OTHER_SCALE.get((source, gene), ()) if p not in named]
    return out + ([("Indeterminate", "no phenotype")] if "Indeterminate" not in named else [])


def pair_holes(drug, source, where, gene, other):
    """CPIC has rows for a gene without result beside one with, none for two without or for an indeterminate one."""
    return [[drug, source, where, gene, "Indeterminate", other, "any|!" + MH[0], "no phenotype"],
            [drug, source, where, gene, "any|!Indeterminate|!" + MH[0], other, "Indeterminate", "no phenotype"],
            [drug, source, where, gene, "No Result", other, "No Result", "not listed"]]


def hole_rows(rows):
    groups, out = {}, []
    for r in rows:
        groups.setdefault((r[1], r[2], r[4], r[6], r[3] if r[2] == "CPIC" else ""), []).append(r)
    for (drug, source, gene, other, where), members in groups.items():
        if other:
            out += pair_holes(drug, source, where, gene, other)
            continue
        terms = [t for r in members for t in r[5].split("|")]
        out += [[drug, source, where, gene, c, "", "", why] for c, why in holes_of(source, gene, list(dict.fromkeys(terms)))]
    return out


# ---- tables that are there ----

def put_drugs(table, facts):
    known = {r[0].lower() for r in table.rows}
    for row, _ in facts:
        if row["drug"].lower() not in known:
            known.add(row["drug"].lower())
            kind, names = CLASSES[row["drug"]]
            atc = "" if row["atc"] == "NA" else row["atc"]
            table.rows.append([row["drug"], row["rxnorm"], atc, kind, names, "cpic-api-2026-08" if row["rxnorm"] else "stardose"])
    table.rows.sort(key=lambda r: r[0].lower())


def put_vocabulary(table, facts, drugs):
    have = {(r[0], r[1]) for r in table.rows}
    new = [["action", *a] for a in ACTION] + [["context", *c] for c in CONTEXT]
    used = {r[15] for _, r in facts}
    new += [["citation", code, meaning, phrase, year] for code, (meaning, phrase, year) in CITATION.items() if code in used]
    new += [["evidence", g, base.grade_meaning(g), "", ""] for g in sorted({g for _, r in facts for g in r[12].split(";") if g})]
    classes = sorted({c for r in drugs for c in r[3].split(";") if c})
    new += [["class", c, CLASS_MEANING.get(c, c.replace("-", " ")), "", ""] for c in classes]
    for row in new:
        if (row[0], row[1]) in have:
            continue
        last = max(i for i, r in enumerate(table.rows) if r[0] == row[0])
        table.rows.insert(last + 1, row)


def order_of(vocabulary):
    contexts = [r[1] for r in vocabulary if r[0] == "context"]
    sources = [s[0] for s in base.SOURCE]
    ranks = {code: i for codes in PHENOTYPES.values() for i, code in enumerate(codes)}

    def rank(cond, gene):
        first = cond.split("|")[0]
        return (ranks.get(first.split("[")[0], -1) if gene in GENES else -1, [-int(n) for n in re.findall(r"\[(\d+)", first)], cond)
    return lambda r: (contexts.index(r[3]), r[4], r[6], rank(r[5], r[4]), rank(r[7], r[6])), sources


def put_guidance(table, rows, vocabulary):
    """Behind the rows of the same medicine and source that are there, or where the medicine would stand."""
    order, sources = order_of(vocabulary)
    table.rows = [r for r in table.rows if r[4] not in GENES]
    for row in sorted(rows, key=lambda r: (r[1], sources.index(r[2]), *order(r))):
        place = (row[1], sources.index(row[2]))
        before = [i for i, r in enumerate(table.rows) if (r[1], sources.index(r[2]) if r[2] in sources else 99) <= place]
        table.rows.insert(before[-1] + 1 if before else 0, row)


def put_holes(table, holes):
    sources = [s[0] for s in base.SOURCE]
    table.rows = [r for r in table.rows if r[3] not in GENES] + holes
    table.rows.sort(key=lambda h: (h[0], sources.index(h[1]), h[3], h[5], h[2] != "", h[2]))


def main():
    if len(sys.argv) not in (2, 3):
        base.die("usage: convert_more_guidance.py FACTS [TABLES]")
    folder = sys.argv[2] if len(sys.argv) == 3 else "tables"
    base.BANDS.update(BANDS)
    base.PHENOTYPE_RANK.update({c: 50 + i for codes in PHENOTYPES.values() for i, c in enumerate(codes) if c not in base.PHENOTYPE_RANK})
    facts = read_facts(sys.argv[1])
    tables = {n: Cells(folder, n) for n in ("guidance", "holes", "drugs", "vocabulary")}
    put_drugs(tables["drugs"], facts)
    put_vocabulary(tables["vocabulary"], facts, tables["drugs"].rows)
    put_guidance(tables["guidance"], [r for _, r in facts], tables["vocabulary"].rows)
    put_holes(tables["holes"], hole_rows([r for _, r in facts]))
    for table in tables.values():
        table.write()


if __name__ == "__main__":
    main()
