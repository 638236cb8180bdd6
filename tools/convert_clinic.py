#!/usr/bin/env python3
"""Write the tables about rating scales, levels and trials from reference facts.

usage: convert_clinic.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR holds scales.tsv, labs.tsv and trials.tsv. Rows that are not confirmed (evidence_status D) and cells
marked so are never written; a number cell that holds words is no number. Which names find a scale, which band has
which code and what is left out stands here, each with its reason. The same input gives the same bytes.
docs/CLINIC.md describes the columns.
"""
import csv
import os
import re
import sys

VERSION = "2026.11"
DATE = "2026-11-30"


def fail(text):
    sys.exit("convert_clinic.py: " + text)


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for before, row in zip(rows, rows[1:]):
        if row["source"] == "same":
            row["source"] = before["source"]
    return [row for row in rows if row["evidence_status"] == "C"]


def cell(text):
    return text if text else "-"


def number(text):
    """The number of a cell, "-" where it holds words, a mark (D) or nothing."""
    text = re.sub(r"^\.", "0.", text.strip())
    return text if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else "-"


def write(folder, name, columns, rows, source, licence):
    text = f"##table={name}\n##version={VERSION}\n##date={DATE}\n##source={source}\n##licence={licence}\n"
    text += "#" + "\t".join(columns) + "\n"
    for row in rows:
        for value in row:
            if not value or "\t" in value or "\n" in value:
                fail(f"{name}: an empty cell in {row}")
        text += "\t".join(row) + "\n"
    with open(os.path.join(folder, name + ".tsv"), "w", encoding="utf-8", newline="") as file:
        file.write(text)


# ---- scales ----
# Left out: ranges or directions by recall alone (HAM-D-6, BARS, SAS), and by decision of the reference (GASS,
# LUNSERS). Their scores are kept and shown like those of any scale that is not known here.
# name, version, (range of the reference: its scale, its convention), names that find it, safety, least baseline, drawn, needs
SCALES = [
    ("PHQ-9", "-", ("PHQ-9", "-"), "PHQ9", "item9", "10", "yes", "-"),
    ("PHQ-2", "-", ("PHQ-2", "-"), "PHQ2", "-", "-", "yes", "-"),
    ("GAD-7", "-", ("GAD-7", "-"), "GAD7", "-", "-", "yes", "-"),
    ("HAM-D-17", "17", ("HAM-D-17", "-"), "HAM-D;HAMD;HDRS;HAMD-17;HDRS-17;HAM-D17", "-", "14", "yes", "version"),
    ("MADRS", "-", ("MADRS", "-"), "-", "item10", "20", "yes", "-"),
    ("QIDS-SR16", "-", ("QIDS-SR16", "-"), "QIDS;QIDS-SR;QIDS-16", "-", "-", "yes", "-"),
    ("BDI-II", "II", ("BDI-II", "-"), "BDI;BDI-2", "item9", "-", "yes", "version"),
    ("HAM-A", "-", ("HAM-A", "-"), "HAMA;HARS", "-", "-", "yes", "-"),
    ("YMRS", "-", ("YMRS", "-"), "-", "-", "-", "yes", "-"),
    ("ASRM", "-", ("ASRM", "-"), "-", "-", "-", "yes", "-"),
    ("PCL-5", "-", ("PCL-5", "-"), "PCL5", "-", "-", "yes", "-"),
    ("CAPS-5", "-", ("CAPS-5", "-"), "CAPS5", "-", "-", "yes", "-"),
    ("PANSS", "-", ("PANSS", "-"), "-", "-", "-", "yes", "-"),
    ("BPRS-18", "18", ("BPRS", "18-126"), "BPRS", "-", "-", "yes", "version"),
    ("BPRS-24", "24", ("BPRS", "24-168"), "BPRS;BPRS-E", "-", "-", "yes", "version"),
    ("CGI-S", "-", ("CGI-S", "-"), "CGIS;CGI severity", "-", "-", "yes", "-"),
    ("CGI-I", "-", ("CGI-I", "-"), "CGII;CGI improvement", "-", "-", "no", "baseline"),
    ("C-SSRS", "-", None, "CSSRS", "components", "-", "no", "-"),
    ("ISI", "-", ("ISI", "-"), "-", "-", "-", "yes", "-"),
    ("PSQI", "-", ("PSQI", "-"), "-", "-", "-", "yes", "-"),
    ("ASRS part A", "part A", ("ASRS", "-"), "ASRS;ASRS-A", "-", "-", "yes", "version"),
    ("AIMS 1-7", "1-7", ("AIMS", "1-7"), "AIMS", "-", "-", "yes", "version"),
    ("AIMS 1-10", "1-10", ("AIMS", "1-10"), "AIMS", "-", "-", "yes", "version"),
    ("EPDS", "-", ("EPDS", "-"), "-", "item10", "-", "yes", "-"),
    ("WHO-5", "percent", ("WHO-5", "per cent"), "WHO5", "-", "-", "yes", "form"),
    ("WHO-5", "raw", ("WHO-5", "raw"), "WHO5", "-", "-", "yes", "form"),
    ("WSAS", "-", ("WSAS", "-"), "-", "-", "-", "yes", "-"),
    ("AUDIT", "-", ("AUDIT", "-"), "-", "-", "-", "yes", "-"),
    ("AUDIT-C", "-", ("AUDIT-C", "-"), "-", "-", "-", "yes", "-"),
    ("DAST-10", "-", ("DAST-10", "-"), "DAST10", "-", "-", "yes", "-"),
    ("Y-BOCS", "-", ("Y-BOCS", "-"), "YBOCS", "-", "-", "yes", "-"),
    ("Y-BOCS-II", "-", ("Y-BOCS-II", "-"), "YBOCS-II", "-", "-", "yes", "-"),
    ("MoCA", "-", ("MoCA", "-"), "-", "-", "-", "yes", "-"),
]
LEFT_OUT = {"HAM-D-6", "BARS", "SAS", "GASS", "LUNSERS"}
FLOOR = {"PANSS", "BPRS-18", "BPRS-24"}	# subtracted before per cent are taken (PANSS and BPRS rows "response")
# the one number in a cell that also names others
RANGE = {("PANSS", "-"): (30, 210), ("WHO-5", "raw"): (0, 25), ("WHO-5", "per cent"): (0, 100), ("BPRS", "18-126"): (18, 126),
         ("BPRS", "24-168"): (24, 168)}
# bands: (scale, convention of the reference) -> name of the convention as shown, codes of its bands in their order (kind
# band of words.tsv), is the default. Not shipped: YMRS (D), PANSS and CAPS-5 (no bands), AUDIT's other grouping,
# MADRS after Mueller (one threshold each), what covers no whole range.
BANDS = {
    ("PHQ-9", "Kroenke 2001"): "minimal mild moderate moderately_severe severe",
    ("PHQ-2", "Kroenke 2003"): "screen_negative screen_positive",
    ("GAD-7", "Spitzer 2006"): "minimal mild moderate severe",
    ("HAM-D-17", "A"): "none_or_remission mild moderate severe",
    ("HAM-D-17", "B"): "normal mild moderate severe very_severe",
    ("HAM-D-17", "Q"): "none mild moderate severe very_severe",
    ("MADRS", "Snaith 1986"): "none mild moderate severe",
    ("QIDS-SR16", "Rush 2003"): "none mild moderate severe very_severe",
    ("BDI-II", "manual 1996"): "minimal mild moderate severe",
    ("HAM-A", "CamCOPS"): "mild mild_to_moderate moderate_to_severe very_severe",
    ("ASRM", "Altman 1997"): "below_cut at_cut",
    ("CGI-S", "Guy 1976"): "normal borderline mild moderate marked severe most_extreme",
    ("ISI", "Morin"): "none subthreshold moderate severe",
    ("PSQI", "Buysse 1989"): "good_sleep poor_sleep",
    ("ASRS part A", "v1.1 part A"): "below_cut at_cut",
    ("EPDS", "Cox 1987"): "below_cut possible probable",
    ("WHO-5", "Topp 2015: 50; 28 secondary"): "look_for_episode poor above_cut",
    ("AUDIT", "WHO 2001"): "zone_1 zone_2 zone_3 zone_4",
    ("Y-BOCS", "common"): "subclinical mild moderate severe extreme",
    ("Y-BOCS-II", "Pinciotti 2025"): "subclinical_or_remission mild moderate severe",
    ("MoCA", "Nasreddine 2005"): "below_cut above_cut",
}
NOT_BANDS = {("AUDIT", "another grouping (not the standard)"), ("MADRS", "Mueller 2000"), ("MADRS", "Mueller 2003"),
             ("PCL-5", "-"), ("PANSS", "Leucht 2005"), ("BPRS", "-"), ("AIMS", "-"), ("AUDIT-C", "-")}
CONVENTION = {"Topp 2015: 50; 28 secondary": "Topp 2015", "common; secondary sources only": "common", "-": "common",
              "common; trials also use 12: name it": "common", "name it": "common", "STAR*D": "STAR*D",
              "not opened; Morin 2011 gives 8.4 for moderate improvement (D)": "Yang 2009",
              "Loewe 2004 (2 SEM), not opened": "Loewe 2004", "MCID, not opened": "MCID"}
# a rule of the reference that names several, or none that a total can show, is no rule
NOT_RULES = {("PANSS", "response"): "20, 25 or 50 %: none is chosen", ("BPRS", "response"): "no percentage",
             ("PANSS", "remission"): "needs items", ("HAM-D-6", "remission"): "scale left out"}
NUMBER_OF = {("YMRS", "remission"): "12", ("Y-BOCS", "response"): "35", ("ISI", "reliable_change"): "6"}
# codes that were confirmed, and what was read; none of a D row
LOINC = re.compile(r"^([0-9]+-[0-9])\b")
DIRECTION = {"higher worse": "lower", "HIGHER BETTER": "higher", "higher: more consistent with ADHD": "lower",
             "4 no change; lower better": "lower", "any yes: fixed safety text": "none"}


def source_of(text):
    """What was read, without the numbers of our own files; parts by recall are not what the row rests on."""
    text = text.replace("(title seen; see ../context/biomarkers.tsv)", "(title seen)")
    text = re.sub(r" ?\((2026 file, )?(index )?ids? [^)]*\)", "", text)
    parts = []
    for part in text.split("; "):
        part = re.sub(r" as index.*|^quotes CDISC.*", "", part).strip()
        part = "trial reports" if part.startswith("../context/") else part
        if part and not re.match(r"seed [0-9]+$|recall|0-6 recall|0-24 recall", part) and part not in parts:
            parts.append(part)
    return "; ".join(parts)


def facts_of(rows, scale, field):
    return [row for row in rows if row["scale"] == scale and row["field"] == field]


def range_of(rows, scale, key):
    if key is None:
        return None
    if key in RANGE:
        row = facts_of(rows, key[0], "range")[0]
        return RANGE[key], row["source"]
    for row in facts_of(rows, key[0], "range"):
        if row["convention"] == key[1]:
            lo, hi = re.search(r"([0-9]+)-([0-9]+)", row["value"]).groups()
            return (int(lo), int(hi)), row["source"]
    fail(f"no confirmed range of {scale} {key}")


def one(rows, scale, field, default="-"):
    found = facts_of(rows, scale, field)
    return found[0]["value"] if found else default


def rater_of(text):
    if text.startswith("self or"):
        return "-"
    if text.startswith("self"):
        return "self"
    return "clinician" if re.search("clinician|interviewer|certified rater", text) else "-"


def scales(rows):
    known = {s[0] for s in SCALES} | {s[2][0] for s in SCALES if s[2]} | LEFT_OUT
    for row in rows:
        if row["scale"] not in known:
            fail(f"scale '{row['scale']}' is not known")
    out, ranges = [], {}
    for name, version, key, names, safety, least, drawn, needs in SCALES:
        of = key[0] if key else name
        got = range_of(rows, name, key)
        lo, hi = (str(got[0][0]), str(got[0][1])) if got else ("-", "-")
        ranges[(name, version)] = got[0] if got else None
        direction = one(rows, of, "direction")
        if direction not in DIRECTION:
            fail(f"direction '{direction}' of {name} is not known")
        loinc = LOINC.match(one(rows, of, "loinc_total"))
        item = LOINC.match(one(rows, of, "loinc_item"))
        citation = got[1] if got else facts_of(rows, of, "range")[0]["source"]
        recall = one(rows, of, "recall")
        out.append([name, version, names, lo, hi, DIRECTION[direction], lo if name in FLOOR else "-", rater_of(one(rows, of, "rater")),
                    recall, needs, safety, least, drawn, loinc.group(1) if loinc and version != "raw" else "-",
                    item.group(1) if item else "-", one(rows, of, "licence"), source_of(citation), "clinic-scales"])
    return out, ranges


def bands(rows, ranges):
    out = []
    for row in rows:
        scale = {"ASRS": "ASRS part A"}.get(row["scale"], row["scale"])
        if row["field"] != "bands" or scale in LEFT_OUT or (row["scale"], row["convention"]) in NOT_BANDS:
            continue
        key = (scale, row["convention"])
        if key not in BANDS:
            fail(f"bands {key} are not known")
        codes = BANDS[key].split()
        parts = []
        for part in row["value"].split(";"):
            found = re.match(r"([0-9]+)(?:-([0-9]+))?", part.strip())
            parts.append((int(found.group(1)), int(found.group(2) or found.group(1))))
        version = next(s[1] for s in SCALES if s[0] == scale)
        parts.sort()
        if len(parts) != len(codes) or parts[0][0] != ranges[(scale, version)][0] or parts[-1][1] != ranges[(scale, version)][1]:
            fail(f"bands {key} do not cover {ranges[(scale, version)]}: {parts}")
        for (lo, hi), code in zip(parts, codes):
            out.append([scale, version, "band", CONVENTION.get(row["convention"], row["convention"]), str(lo), str(hi), code,
                        source_of(row["source"]), "clinic-scales"])
    return out


def rules(rows):
    out = []
    for row in rows:
        scale, field = row["scale"], row["field"]
        if field not in ("response", "remission", "reliable_change") or scale in LEFT_OUT or (scale, field) in NOT_RULES:
            continue
        if row["convention"].startswith("superseded"):
            continue
        found = NUMBER_OF.get((scale, field)) or re.search(r"[0-9]+", row["value"]).group()
        version = next(s[1] for s in SCALES if s[0] == scale)
        lo, hi = ("-", found) if field == "remission" else (found, "-")
        out.append([scale, version, field, CONVENTION.get(row["convention"], row["convention"]), lo, hi, "-",
                    source_of(row["source"]), "clinic-scales"])
    return out


# ---- levels and biomarkers ----
UNITS = {"ng/mL": "ng/mL;ug/L=1;µg/L=1;mcg/L=1", "ug/mL": "ug/mL;mg/L=1;µg/mL=1;mcg/mL=1", "mmol/L": "mmol/L;mEq/L=1",
         "mg/L": "mg/L;mg/dL=10", "pg/mL": "pg/mL;ng/L=1", "mIU/L": "mIU/L;uIU/mL=1;µIU/mL=1", "10^9/L": "10^9/L;G/L=1",
         "ng/mL or nmol/L": "ng/mL;nmol/L", "ng/mL or mIU/L": "ng/mL;mIU/L"}
NAMES = {"CRP": "C-reactive protein;hs-CRP;hsCRP", "TNF-alpha": "TNF;TNF-α", "IL-1beta": "IL-1β;IL-1b", "IL-6": "interleukin 6",
         "O-desmethylvenlafaxine": "ODV;desvenlafaxine level", "25-OH vitamin D": "vitamin D;25-hydroxyvitamin D", "ANC": "absolute neutrophil count",
         "norclozapine": "desmethylclozapine;N-desmethylclozapine", "9-hydroxyrisperidone": "9-OH-risperidone", "dehydroaripiprazole": "",
         "desmethylcitalopram": "N-desmethylcitalopram", "desmethylescitalopram": "N-desmethylescitalopram;S-desmethylcitalopram"}
WORDS_OF = {"CRP": "crp", "IL-6": "research", "TNF-alpha": "research", "IL-1beta": "research_il1b", "BDNF": "research_bdnf", "ANC": "record_only"}
RENAMED = {"lithium (long-term prophylaxis)": "lithium"}
# codes of rows of status C; lithium has two: moles, and mass
NO_LOINC = {"TNF-alpha"}	# "check": one public value set gives it another name
# of a poor metabolizer the ratio is low or high: only where gene_link says it of the ratio, or of the metabolite
RATIO_GENES = {"amitriptyline": "CYP2C19:low;CYP2D6:high", "escitalopram": "CYP2C19:low", "venlafaxine": "CYP2D6:low",
               "risperidone": "CYP2D6:low"}
RATIO_SAYS = {"amitriptyline": ("ratio low in CYP2C19 PM", "high in CYP2D6 PM"), "escitalopram": ("ratio low in PM",),
              "venlafaxine": ("very little O-desmethylvenlafaxine in PM",), "risperidone": ("ratio low in PM",)}


def analyte_row(name, kind, unit, loinc, row):
    return [name, cell(NAMES.get(name, "")), kind, UNITS[unit], "inflammation" if name == "CRP" else "-", WORDS_OF.get(name, "-"), loinc,
            source_of(row["source"]), "clinic-labs"]


def analytes(rows):
    out, seen = [], set()
    for row in rows:
        name = RENAMED.get(row["analyte"], row["analyte"])
        if row["unit"] not in UNITS:
            fail(f"unit '{row['unit']}' of {name} is not known")
        code = LOINC.match(row["loinc"])
        loinc = code.group(1) if code and name not in NO_LOINC and ": D" not in row["loinc"] else "-"
        out.append(analyte_row(name, row["kind"], row["unit"], loinc, row))
        seen.add(name)
    for row in rows:	# metabolites that have no row of their own
        for name in (row["sum_with"], row["ratio"].split("/")[0]):
            if name not in ("-", "") and name not in seen:
                seen.add(name)
                out.append(analyte_row(name, "level", row["unit"], "-", row))
    return out


def levels(rows):
    out = []
    for row in rows:
        if row["kind"] != "level":
            continue
        name = RENAMED.get(row["analyte"], row["analyte"])
        lo, hi, alert = number(row["low"]), number(row["high"]), number(row["alert"])
        ratio_lo, ratio_hi = number(row["ratio_low"]), number(row["ratio_high"])
        if hi == "-":
            continue
        ratio = row["ratio"].split("/")[0] if "-" not in (ratio_lo, ratio_hi) else "-"
        genes = "-"
        if ratio != "-" and name in RATIO_GENES:
            for said in RATIO_SAYS[name]:
                if said not in row["gene_link"]:
                    fail(f"gene_link of {name} does not say '{said}'")
            genes = RATIO_GENES[name]
        elif ratio == "-":
            ratio_lo = ratio_hi = "-"
        out.append([name, row["sum_with"], lo, hi, alert, "long_term" if "long-term" in row["analyte"] else "-",
                    row["sampling"], ratio, ratio_lo, ratio_hi, genes, source_of(row["source"]), "clinic-labs"])
    return out


# ---- trials ----
KIND = {"nvl_standard_dose": "dose", "msm": "points", "thase_rush": "list", "trrip": "list", "esketamine_label": "list", "tms_510k": "list",
        "payer_tms": "list"}
NOT_SHIPPED = {"mcmaster_usual_dose", "athf_long", "athf_sf", "mgh_atrq", "escalation"}


def trials(rows):
    out = []
    for row in rows:
        rule = row["rule"]
        if rule in NOT_SHIPPED or row["source"].startswith("project"):
            continue
        if rule not in KIND:
            fail(f"rule '{rule}' is not known")
        kind, lo, hi = KIND[rule], "-", "-"
        text = row["value"]
        if kind == "dose":
            if row["field"] != "standard_daily_dose":
                continue
            lo, _, hi = row["value"].partition("-")
            hi, text = cell(hi), "-"
        elif kind == "points" and row["unit"] == "points" and re.fullmatch("[0-9]+", row["value"]):
            lo, text = row["value"], "-"
        elif kind == "points":
            kind = "list"
        out.append([rule, kind, row["item"], row["field"] if kind != "dose" else "-", lo, hi, text, source_of(row["source"]), "clinic-trials"])
    return out


def main():
    if len(sys.argv) not in (2, 3):
        fail("usage: convert_clinic.py REFERENCE_DIR [TABLES_DIR]")
    folder = sys.argv[1]
    to = sys.argv[2] if len(sys.argv) == 3 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tables")
    facts = read(folder, "scales.tsv")
    rows, ranges = scales(facts)
    write(to, "scales", "scale version names min max better floor rater recall needs safety baseline_least drawn loinc loinc_item licence citation source".split(),
          rows, "published conventions of rating scales, collected; no item text", "CC0-1.0; LOINC codes (notice in LICENSES.md)")
    write(to, "scale_rules", "scale version kind convention low high band citation source".split(), bands(facts, ranges) + rules(facts),
          "published conventions of rating scales, collected", "CC0-1.0")
    labs = read(folder, "labs.tsv")
    write(to, "analytes", "analyte names kind units acts_as words loinc citation source".split(), analytes(labs),
          "units and codes of laboratory values, collected", "CC0-1.0; LOINC codes (notice in LICENSES.md)")
    write(to, "levels", "analyte sum_with low high alert only_for sampling ratio_with ratio_low ratio_high ratio_genes citation source".split(), levels(labs),
          "therapeutic reference ranges after AGNP 2017, as texts that cite it have them", "CC0-1.0")
    write(to, "trial_rules", "rule kind item choice low high text citation source".split(), trials(read(folder, "trials.tsv")),
          "published rules about trials of treatment, collected", "CC0-1.0")


main()
