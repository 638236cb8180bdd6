#!/usr/bin/env python3
"""Write evidence.tsv: variants that are sold or asked about and select no medicine, and one tag of an HLA allele.

usage: convert_evidence.py FACTS TABLES

FACTS holds EVIDENCE.tsv (variants on both builds, CPIC's levels) and HLA_TAGS.tsv (measured performance).  What a variant says and does
not support are sentences of this script, by gene; a gene of the facts without one is an error, and so is a sentence without a gene.  Of tags only
those of USABLE_TAGS are taken.  ClinPGx's levels are left out.  docs/GUIDANCE.md explains columns.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gene_facts import die, key, read

COLUMNS = ("gene", "site", "label", "kind", "chrom", "grch38_pos", "grch38_ref", "grch38_alt", "grch37_pos", "grch37_ref", "grch37_alt",
           "cpic_levels", "says", "does_not_support", "tells", "figures", "source")
HEAD = ("##table=evidence", "##version=2026.11", "##date=2026-11-22",
        "##source=CPIC's list of pairs as of 2026-08; positions as docs/GUIDANCE.md says; our own words", "##licence=CC0-1.0")
LABELS = {      # as the facts have them
    "rs1902023": "D85Y (*2)", "rs2011425": "L48V (*3)", "rs7439366": "H268Y", "rs4680": "V158M", "rs1801133": "C677T", "rs1801131": "A1298C",
    "rs1799971": "A118G", "rs25531": "beside 5-HTTLPR", "rs3813929": "-759C>T", "rs6265": "V66M", "rs1800497": "Taq1A",
    "rs1800544": "-1291C>G", "rs3812718": "IVS5-91G>A", "rs71647871": "G143E", "rs1057868": "*28",
}
NO_CHOICE = "No choice or dose of a medicine."
# gene: what is known, what it does not support
WORDS = {
    "UGT2B15": ("Volunteers with two slow variants cleared oxazepam and lorazepam more slowly.", "No dose or choice of a benzodiazepine."),
    "UGT1A4": ("Some studies found lower levels of lamotrigine.", "No dose of lamotrigine; its level guides."),
    "UGT2B7": ("Studies of valproate, morphine and lamotrigine contradict each other.", "No dose."),
    "COMT": ("CPIC looked at it for opioids and gives no recommendation; DPWG asks for no action with methylphenidate.",
             "No choice of a stimulant or antidepressant, no dose of an opioid."),
    "MTHFR": ("Both variants lower the enzyme's activity; DPWG asks for no action with folic acid and methotrexate, and CPIC has no guideline.",
              "No indication for l-methylfolate."),
    "OPRM1": ("CPIC looked at it for 15 opioids and gives no recommendation; some studies found small differences in dose.",
              "No dose of an opioid, no choice of naltrexone."),
    "SLC6A4": ("5-HTTLPR is a repeat that is 43 or 44 bases longer or shorter, which files of short reads mostly miss; rs25531 tells L(A) from "
               "L(G) only where the length is known. CPIC looked at it for 13 antidepressants and gives no recommendation.",
               "No choice or dose of an antidepressant; no S or L from rs25531 alone."),
    "HTR2A": ("CPIC looked at it for 13 antidepressants and gives no recommendation.", "No choice or dose of an antidepressant."),
    "HTR2C": ("Looked at for weight gain under antipsychotics; the gene is on X.", "No choice of an antipsychotic."),
    "FKBP5": ("Studies of the response to antidepressants contradict each other.", NO_CHOICE),
    "GRIK4": ("Looked at for the response to citalopram in one large trial.", NO_CHOICE),
    "BDNF": ("Studies of ketamine, SSRIs and exercise contradict each other.", "No choice of a treatment."),
    "ANKK1": ("The variant lies in ANKK1, beside DRD2; studies of antipsychotics contradict each other.", "No choice of an antipsychotic, nor of bupropion."),
    "DRD2": ("Looked at for risperidone. The insertion or deletion at -141C is not looked at here.", NO_CHOICE),
    "ADRA2A": ("Studies of methylphenidate contradict each other.", "No choice of a medicine for ADHD."),
    "MC4R": ("Looked at for weight gain under antipsychotics.", "No choice of a medicine; weight is watched in everybody."),
    "EPHX1": ("Looked at for levels of carbamazepine's epoxide.", "No dose."),
    "SCN1A": ("CPIC lists it provisionally for carbamazepine and phenytoin, without a guideline.", "No dose."),
    "ABCB1": ("A transporter; that it decides how much of an antidepressant reaches the brain is a hypothesis.", NO_CHOICE),
    "CES1": ("The variant lowers the activity that splits methylphenidate and clopidogrel. A pseudogene is nearly the same, so that short reads may "
             "be placed wrongly.", "No dose; a genotype by short reads is unsure."),
    "GRIK1": ("One line of trials of topiramate in alcohol use.", NO_CHOICE),
    "HTR1A": ("Looked at for paroxetine.", NO_CHOICE),
    "DBH": ("Early studies of disulfiram in cocaine use.", NO_CHOICE),
    "OPRK1": ("Early studies of withdrawal from opioids.", NO_CHOICE),
    "POR": ("Looked at for tacrolimus.", "No dose."),
    "CYP2C8": ("CPIC looked at ibuprofen and diclofenac and gives no recommendation that rests on it; *3 mostly comes with CYP2C9 *2.", "No dose."),
    "CYP2C cluster": ("CPIC's algorithm for warfarin (2017) takes less in persons of African ancestry who carry A, and asks not to use it in others.",
                      "Nothing but warfarin, and no dose by itself."),
    "POLG": ("The label of valproate forbids it where a POLG disease is known or suspected. Hundreds of variants in many classes: a clinical report "
             "is needed.", "A file without a finding excludes nothing."),
    "OTC, CPS1, ASS1, ASL, NAGS, ABL2": ("The label of valproate forbids it in disorders of the urea cycle, which are diagnoses.",
                                         "A file without a finding excludes nothing."),
    "SLC6A2, TPH2, CACNA1C, ANK3": ("Some panels sell them.", NO_CHOICE),
    "CYP2A6": ("It clears nicotine; a gene with deletions and hybrids, which small variants do not tell.", "No dose."),
    "BCHE": ("Labels of mivacurium and succinylcholine warn of poor metabolizers; there are two common and many rare variants.",
             "A file without a finding does not exclude a deficiency."),
}
LABELS_OF_MEDICINES = ("POLG", "OTC, CPS1, ASS1, ASL, NAGS, ABL2", "BCHE")
USABLE_TAGS = {"B*57:01": ("HLA-B", "HLA-B *57:01")}
SOURCES = (     # what the facts say of positions, and our key
    ("1KGP30x_GRCh38_REF", "1kgp"), ("GRCh37 from a public annotated list", "public-list"), ("GRCh37 and GRCh38 from two public files", "public-list"),
    ("PharmCAT test", "public-list"), ("pypgx", "pypgx"),
)


def source_of(text):
    found = [k for start, k in SOURCES if start in text]
    if "pypgx" in text and "pypgx" not in found:
        found.append("pypgx")
    return ",".join(sorted(set(found))) or "-"


def levels_of(text):
    """CPIC's level for each medicine, without ClinPGx's: "codeine C; ...", or "-": not in CPIC's list."""
    out = []
    for item in text.split("; "):
        m = re.fullmatch(r"(.+?) ([A-D](?:/[A-D])?(?: \(provisional\))?)/[-\w]+", item)
        if not m and item != "not in the pair list (2026-08)":
            die(f"level '{item}'")
        if m and (pair := f"{m.group(1)} {m.group(2)}") not in out:
            out.append(pair)
    return ";".join(out) or "-"


def row_of(fact):
    gene, site = fact["gene"], fact["rsid"]
    places = [fact[c] or "-" for c in ("g38_pos", "g38_ref", "g38_alt", "g37_pos", "g37_ref", "g37_alt")]
    if "-" in places and set(places) != {"-"}:
        die(f"{gene} {site}: a place on one build only")
    if gene not in WORDS:
        die(f"no words for {gene}")
    kind = "label" if gene in LABELS_OF_MEDICINES else "panel"
    source = source_of(fact["coordinate_source"]) if "-" not in places else "-"
    return (gene, site, LABELS.get(site, "-"), kind, key(fact["g38_chrom"]) or "-", *places, levels_of(fact["cpic_levels"]), *WORDS[gene], "-", "-",
            ",".join(x for x in ("cpic-pairs-2026-08", source) if x != "-"))


def tag_of(fact):
    gene, tells = USABLE_TAGS[fact["hla"]]
    figures = re.fullmatch(r"(sensitivity [\d.]+), (specificity [\d.]+), (PPV [\d.]+) \((.*)\)", fact["performance"])
    if not figures:
        die(f"performance '{fact['performance']}'")
    return (gene, fact["tag_rsid"], f"tag of {tells}", "hint", key(fact["g38_chrom"]), fact["g38_pos"], fact["ref"], fact["alt"], fact["g37_pos"],
            fact["ref"], fact["alt"], "-", f"{fact['tag_base']} often comes with {tells}: a hint, which a typing confirms or refutes.",
            f"No typing: without {fact['tag_base']} the allele is not excluded, and with it it is not shown.", tells,
            f"{'; '.join(figures.groups()[:3])}; {figures.group(4)}; {fact['populations']}", "public-note-2014")


def main():
    if len(sys.argv) != 3:
        die("usage: convert_evidence.py FACTS TABLES")
    facts = read(os.path.join(sys.argv[1], "EVIDENCE.tsv"))
    unused = set(WORDS) - {f["gene"] for f in facts}
    if not facts or unused:
        die(f"no facts, or words for genes that they lack: {sorted(unused)}")
    rows = [row_of(f) for f in facts]
    rows += [tag_of(f) for f in read(os.path.join(sys.argv[1], "HLA_TAGS.tsv")) if f["hla"] in USABLE_TAGS]
    path = os.path.join(sys.argv[2], "evidence.tsv")
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join([*HEAD, "#" + "\t".join(COLUMNS), *("\t".join(r) for r in rows)]) + "\n")
    print(f"evidence.tsv: {len(rows)} rows")


if __name__ == "__main__":
    main()
