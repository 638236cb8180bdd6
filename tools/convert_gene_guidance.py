#!/usr/bin/env python3
"""Add the guidance of the genes of convert_genes.py to drugs.tsv, guidance.tsv, holes.tsv and vocabulary.tsv.

usage: convert_gene_guidance.py FACTS TABLES

convert_guidance.py writes these tables for the genes before them; this script adds rows, and replaces what it wrote before.
FACTS holds a folder for each gene with recommendations.tsv, in the codes of tables/vocabulary.tsv.  alleles.tsv and
phenotypes.tsv of TABLES say which diplotypes a base stands for and which phenotypes a gene can have.  A fact that is not
understood is an error, never skipped.  Rows of two genes lie with the first.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import convert_guidance as base     # codes and identities are the same
from convert_genes import Table, read, split

GENES = ("TPMT", "NUDT15", "SLCO1B1", "UGT1A1", "NAT2", "CYP4F2", "VKORC1", "ABCG2")
CLASS_OF = {
    "thiopurine": "azathioprine mercaptopurine thioguanine", "antineoplastic": "belinostat irinotecan|sacituzumab govitecan",
    "kinase-inhibitor": "nilotinib pazopanib", "anticoagulant": "acenocoumarol phenprocoumon warfarin",
    "integrase-inhibitor": "dolutegravir raltegravir", "protease-inhibitor": "atazanavir", "antihypertensive": "hydralazine",
    "potassium-channel-blocker": "amifampridine|amifampridine phosphate", "GnRH-antagonist": "elagolix",
    "antimycobacterial": "isoniazid", "antiarrhythmic": "procainamide", "antibacterial": "co-trimoxazole",
    "aminosalicylate": "sulfasalazine", "xanthine-oxidase-inhibitor": "allopurinol",
    "statin": "atorvastatin fluvastatin lovastatin pitavastatin pravastatin rosuvastatin simvastatin",
}
DRUG_OF = {"sulfamethoxazole / trimethoprim": "co-trimoxazole"}
NAMES = {
    "azathioprine": "Imurek;Imuran", "mercaptopurine": "6-mercaptopurine;Purinethol", "thioguanine": "tioguanine;6-thioguanine;Lanvis",
    "irinotecan": "Camptosar;Onivyde", "atazanavir": "Reyataz", "dolutegravir": "Tivicay", "raltegravir": "Isentress",
    "belinostat": "Beleodaq", "nilotinib": "Tasigna", "pazopanib": "Votrient", "sacituzumab govitecan": "Trodelvy", "elagolix": "Orilissa",
    "amifampridine": "3,4-diaminopyridine", "amifampridine phosphate": "Firdapse", "hydralazine": "dihydralazine",
    "co-trimoxazole": "sulfamethoxazole and trimethoprim;trimethoprim and sulfamethoxazole", "sulfasalazine": "Azulfidine",
}
NAMES["hydralazine"] = ""
MEANINGS = {"GnRH-antagonist": "antagonists of gonadotropin-releasing hormone", "potassium-channel-blocker": "blockers of potassium channels"}
CONTEXTS = (
    ("immunosuppression", "suppression of the immune system (not leukaemia)", "in suppression of the immune system", "indication"),
    ("leukaemia", "leukaemia", "in leukaemia", "indication"),
    ("risk factors for myopathy", "further risk factors for myopathy", "in persons with further risk factors for myopathy", "history"),
    ("no risk factors for myopathy", "no further risk factors for myopathy", "in persons without further risk factors for myopathy", "history"),
)
CONTEXT_OF = {"additional risk factors for myopathy": "risk factors for myopathy", "no additional risk factors": "no risk factors for myopathy"}
CITATIONS = {
    "PMID 26417955": ("PMID:26417955", "CPIC guideline for atazanavir, 2015", "-"),
    "PMID 35152405": ("PMID:35152405", "CPIC guideline for statins, 2022", "-"),
    "PMID 36056234 (PMC10853275)": ("PMID:36056234", "DPWG guideline for allopurinol, and for MTHFR, 2024", "PMC10853275"),
    "PMID 36443464": ("PMID:36443464", "DPWG guideline for irinotecan, 2023", "-"),
    "PMID 40974042": ("PMID:40974042", "CPIC guideline for hydralazine, 2025", "-"),
    "PMID 41318725": ("PMID:41318725", "DPWG guideline for statins, 2025", "-"),
    "PMID 41618934": ("PMID:41618934", "CPIC guideline for thiopurines, 2026", "-"),
    "PMID 28198005": ("PMID:28198005", "CPIC guideline for warfarin, 2017", "-"),
    "PMID 21412232 and later KNMP text": ("PMID:21412232", None, None), "KNMP text": ("KNMP text", None, None),
    "table of associations 2022-10-26": ("table of associations 2022-10-26", None, None),
}
STRENGTH_OF = {"DPWG action (testing rating not read)": "action (testing not rated)",
               "DPWG no action (testing rating not read)": "no action (testing not rated)",
               "DPWG reference (testing rating not read)": "reference (testing not rated)"}
# A base that a source names -> the core variant
BASE_OF = {("SLCO1B1", "521"): "12:21178615:T:C", ("CYP4F2", "V433M"): "19:15879621:C:T"}
REPEAT = "2:233760233:C:CAT"    # UGT1A1: *28 of a source is every allele with this repeat and nothing beside it but *80
BANDS = {"PM [AS 0.0]|PM [AS 0.5]": "PM[0-99]", "IM [AS 1.0]|IM [AS 1.5]": "IM[100-199]", "NM [AS 2.0]": "NM[200-]"}
# Where a source names what happens in place of an amount
EFFECT = {"higher exposure": "", "dose requirement": "", "dose requirement may change": "", "higher exposure (nonspecific NAT)": "higher exposure; "
          "the table speaks of NAT, without a number"}
BOTH_GENES = "more where the other gene (TPMT or NUDT15) is intermediate or poor too"
# CPIC's warfarin guideline is a way through steps, not a table: each of its genes has one row that says so
STEPS = (("VKORC1", "with CYP2C9 and CYP4F2, by ancestry; not by phenotype"), ("CYP4F2", "with CYP2C9 and VKORC1, by ancestry; not by phenotype"))
# Combinations that a guideline of two genes has no row for
TWO_GENE_HOLES = (("rosuvastatin", "CPIC", "SLCO1B1", "any", "ABCG2", "Indeterminate"),)
DOSE_WORDS = [
    (r"^if used: below", "if used: less than"), (r"TPMT erythrocyte activity may tell the phenotype", "TPMT activity of red cells may tell the phenotype"),
    (r"severe, life-threatening", "severe"), (r" \(mercaptopurine\); number for thioguanine not read", "; the label of mercaptopurine"),
    (r"lower by at least one level to be considered \(label\)", "a start lower by at least one level is to be considered"),
    (r"homozygous: most tolerate 10 % of the dose or less", "most tolerate 10 % of the dose or less"),
    (r"by tolerability; more so when the other gene \(TPMT, NUDT15\) is IM too", "by tolerability; more so where the other gene (TPMT or "
     "NUDT15) is intermediate too"), (r"^lowest recommended start$", "lowest recommended starting dose"),
    (r"; muscle complaints are to be reported", "; muscle complaints are to be told"), (r"^muscle complaints are to be reported", "muscle "
     "complaints are to be told"), (r"rosuvastatin, pravastatin, fluvastatin named$", "rosuvastatin, pravastatin and fluvastatin named"),
    (r"no change below 1\.5 mg/kg/day azathioprine or 0\.75 mg/kg/day mercaptopurine \(TPMT\)", "no change below 1.5 mg/kg/day of azathioprine or "
     "0.75 mg/kg/day of mercaptopurine"), (r"^amount per label$", "the label has the amount"),
    (r"from day 6 on as usual", "from the sixth day on as usual"), (r"^INR$", "by INR"), (r"^where jaundice would matter to the person$",
     "where jaundice would matter to the person"), (r"usual start is", "usual start is"),
]


def die(text):
    sys.exit("convert_gene_guidance.py: " + text)


class Tables:
    """What conditions are made of: alleles and their bases, phenotypes of each gene."""

    def __init__(self, folder):
        self.alleles = [a for a in Table(folder, "alleles").rows if a["kind"] == "small"]
        codes = {t["term"]: t["code"] for t in Table(folder, "terms").rows if t["kind"] == "phenotype"}
        self.phenotypes = {}
        for row in Table(folder, "phenotypes").rows:
            self.phenotypes.setdefault(row["gene"], {})[codes[row["phenotype"]]] = 1
        self.rank = {c: i for i, c in enumerate(codes.values())}

    def carriers(self, gene, variant):
        return [a["allele"] for a in self.alleles if a["gene"] == gene and variant in split(a["required"])]

    def repeats(self, name):
        """*28 -> *28 and *80+*28: the names of alleles with that repeat; other names stay."""
        if name != "*28":
            return [name]
        return [a["allele"] for a in self.alleles if a["gene"] == "UGT1A1" and REPEAT in split(a["required"])]


def pairs(first, second):
    out = []
    for a in first:
        for b in second:
            if f"{b}/{a}" not in out:
                out.append(f"{a}/{b}")
    return out


def condition(tables, gene, text):
    if text in ("", "any"):
        return text
    for listed, band in BANDS.items():
        text = text.replace(listed, band)
    m = re.fullmatch(r"(\w+) (carrier|TC\|\1 CC|CC)", text)
    if m and (gene, m[1]) in BASE_OF:
        carriers = tables.carriers(gene, BASE_OF[gene, m[1]])
        return "|".join(pairs(carriers, carriers) if m[2] == "CC" else [f"{a} carrier" for a in carriers])
    out = []
    for term in text.split("|"):
        if re.fullmatch(r"\*\d+/\*\d+", term) and gene == "UGT1A1":
            a, b = term.split("/")
            out += pairs(tables.repeats(a), tables.repeats(b))
        elif term.split("[")[0] in tables.rank or term == "No Result":
            out.append(term)
        else:
            die(f"condition '{term}' of {gene} is not understood")
    return "|".join(sorted(dict.fromkeys(out), key=lambda t: (tables.rank.get(t.split("[")[0], -1), 0)) if out[0][0] != "*" else dict.fromkeys(out))


def dose(row):
    text = row["dose_factor_or_limit"]
    for pattern, ours in DOSE_WORDS:
        text = re.sub(pattern, ours, text)
    parts = [text]
    if row["source"] == "FDA" and row["action_code"] in ("pk_change_only", "risk_statement_only"):
        parts.insert(0, EFFECT.get(row["implication_fact"], "") or row["implication_fact"].replace("(the table says nonspecific NAT)",
                                                                                                   "; the table speaks of NAT, without a number"))
    if "a stronger reduction when the other gene" in row["implication_fact"]:
        parts.append(BOTH_GENES)
    return re.sub(r" ;", ";", "; ".join(p for p in parts if p)).strip() or "-"


def evidence(row):
    parts = [re.sub(r"^[\w-]+: ", "", part) for part in row["evidence_level"].split(" / ")]
    return ";".join(base.grade(p).replace(", ", " + ") for p in parts if p) or "-"


def rows_of(tables, row):
    drug = DRUG_OF.get(row["drug"], row["drug"])
    where = CONTEXT_OF.get(row["context"], row["context"])
    code = STRENGTH_OF.get(row["strength"], row["strength"].removeprefix(row["source"] + " "))
    key = [row["source"], drug, where, row["gene1"], condition(tables, row["gene1"], row["condition1"]), row["gene2"],
           condition(tables, row["gene2"], row["condition2"]) if row["gene2"] else ""]
    return {"row_id": base.row_id(key), "drug": drug, "source": row["source"], "context": where,
            **dict(zip(("gene1", "condition1", "gene2", "condition2"), (k or "-" for k in key[3:]))),
            "action": row["action_code"], "also": row["also_actions"] or "-", "dose": dose(row), "strength": code,
            "evidence": evidence(row), "label": "label" if row["source"] == "FDA" else "guideline",
            "year": row["guideline_year"] or "-", "citation": CITATIONS[row["doi_or_pmid"]][0], "confidence": row["confidence"]}


def step_rows(guidance):
    like = next(r for r in guidance if r["drug"] == "warfarin" and r["source"] == "CPIC" and r["gene1"] == "CYP2C9")
    for gene, words in STEPS:
        key = ["CPIC", "warfarin", "general", gene, "any", "", ""]
        yield {**like, "row_id": base.row_id(key), "gene1": gene, "dose": words, "evidence": "-"}


def hole_rows(tables, rows):
    """What DPWG and FDA leave open: phenotypes without a row, or whatever the named diplotypes are not."""
    groups = {}
    for r in rows:
        if r["source"] != "CPIC":
            groups.setdefault((r["drug"], r["source"], r["gene1"]), []).extend(r["condition1"].split("|"))
    def hole(cond, why, gene2="-", cond2="-"):
        return {"drug": drug, "source": source, "context": "-", "gene1": gene, "condition1": cond, "gene2": gene2, "condition2": cond2, "reason": why}
    for drug, source, gene, cond, gene2, cond2 in TWO_GENE_HOLES:
        yield hole(cond, "no phenotype", gene2, cond2)
    for (drug, source, gene), terms in groups.items():
        if terms[0][0] == "*":
            yield hole("any" + "".join("|!" + t for t in dict.fromkeys(terms)), "not listed")
            continue
        left = [p for p in sorted(tables.phenotypes[gene], key=tables.rank.get) if p not in terms]
        plain = [p for p in left if p != "Indeterminate"]
        if plain:
            yield hole("|".join(plain), "not listed")
        if "Indeterminate" not in terms:
            yield hole("Indeterminate", "no phenotype")


def add_drugs(table, facts):
    classes = {d: c for c, text in CLASS_OF.items() for d in (text.split("|") if "|" in text and " " not in text.split("|")[0] else
                                                             [x for part in text.split("|") for x in ([part] if part in NAMES else part.split(" "))])}
    for row in facts:
        drug = DRUG_OF.get(row["drug"], row["drug"])
        if drug not in classes:
            die(f"'{drug}' has no class")
        if any(d["drug"] == drug for d in table.rows):
            continue
        atc = "-" if row["atc"] in ("", "NA") else row["atc"]
        table.rows.append({"drug": drug, "rxnorm": row["rxnorm"] or "-", "atc": atc, "classes": classes[drug], "names": NAMES.get(drug) or "-",
                           "source": "cpic-api-2026-08" if row["rxnorm"] else "stardose"})
    table.rows.sort(key=lambda r: r["drug"].lower())
    return sorted({c for r in table.rows for c in r["classes"].split(";")}, key=str.lower)


def add_words(table, classes, rows):
    known = {(r["kind"], r["code"]) for r in table.rows}
    new = [("context", *c) for c in CONTEXTS]
    new += [("citation", code, meaning, phrase, next(r["year"] for r in rows if r["citation"] == code))
            for code, meaning, phrase in CITATIONS.values() if meaning]
    new += [("class", c, MEANINGS.get(c, c.replace("-", " ")), "-", "-") for c in classes]
    new += [("evidence", g, base.grade_meaning(g), "-", "-") for r in rows for g in r["evidence"].split(";") if g != "-"]
    for kind, code, *rest in new:
        if (kind, code) in known:
            continue
        known.add((kind, code))
        last = max(i for i, r in enumerate(table.rows) if r["kind"] == kind)
        cells = dict(zip(table.columns, (kind, code, *(c or "-" for c in rest))))
        table.rows.insert(last + 1, cells)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    facts, folder = sys.argv[1:]
    tables = Tables(folder)
    drugs, guidance, holes, words = (Table(folder, n) for n in ("drugs", "guidance", "holes", "vocabulary"))
    read_rows = [r for g in GENES for r in read(os.path.join(facts, g, "recommendations.tsv"))]
    rows = [rows_of(tables, r) for r in read_rows]
    for table in (guidance, holes):
        table.drop(lambda r: r["gene1"] in GENES and not (r["action"] == "no_recommendation" and r["condition1"] == "any") if "action" in r
                   else r["gene1"] in GENES)
    rows += list(step_rows(guidance.rows))
    if len({r["row_id"] for r in guidance.rows + rows}) != len(guidance.rows) + len(rows):
        die("two rows have one identity")
    contexts = ["general"] + [c[0] for c in base.CONTEXT if c[0] != "general"] + [c[0] for c in CONTEXTS]
    sources = [s[0] for s in base.SOURCE]
    rows.sort(key=lambda r: (contexts.index(r["context"]), r["gene1"], r["gene2"]))
    guidance.rows += rows           # behind those of the same medicine and source
    guidance.rows.sort(key=lambda r: (r["drug"], sources.index(r["source"])))
    holes.rows += list(hole_rows(tables, rows))
    holes.rows.sort(key=lambda r: (r["drug"], sources.index(r["source"]), r["gene1"]))
    add_words(words, add_drugs(drugs, read_rows), rows)
    for table in (drugs, guidance, holes, words):
        table.write()


if __name__ == "__main__":
    main()
