#!/usr/bin/env python3
"""Write the tables about medicines that change an enzyme, from reference facts.

usage: convert_context.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR holds inhibitors.tsv (one enzyme, one medicine or state, its strength, where that was read). Facts
that are not in a file (wash-out, conversion rules, measured levels) are rows of this script, each with its
citation. Rows of the reference that are not confirmed (evidence_status D) are never written; a fact that this
script does not understand is an error. The same input gives the same bytes. docs/CONTEXT.md describes the columns.
"""
import csv
import os
import sys

VERSION = "2026.11"
DATE = "2026-11-22"

# ---- names: agent -> (kind, names that find it, contains, ask) ----
# kind: medicine, food, exposure (something smoked), state (of the body). Names are for searching only, not verified.
AGENT = {
    "age": ("state", ""),	# of the person; acts on nothing
    "abiraterone": ("medicine", "Zytiga"), "acyclovir": ("medicine", "aciclovir;Zovirax"),
    "allopurinol": ("medicine", "Zyloric"), "amiodarone": ("medicine", "Cordarone;Pacerone"),
    "apalutamide": ("medicine", "Erleada"), "aprepitant": ("medicine", "Emend"), "armodafinil": ("medicine", "Nuvigil"),
    "bosentan": ("medicine", "Tracleer"), "bupropion": ("medicine", "amfebutamone"),
    "cannabidiol": ("medicine", "CBD;Epidiolex;Epidyolex"),
    "cannabis smoking": ("exposure", "smoked cannabis;marijuana smoking", "", "smoking"),
    "capmatinib": ("medicine", "Tabrecta"), "carbamazepine": ("medicine", ""), "celecoxib": ("medicine", ""),
    "cenobamate": ("medicine", "Xcopri;Ontozry"), "ceritinib": ("medicine", "Zykadia"),
    "chlorpheniramine": ("medicine", "chlorphenamine"), "cilostazol": ("medicine", "Pletal"),
    "cimetidine": ("medicine", "Tagamet"), "cinacalcet": ("medicine", "Sensipar;Mimpara"),
    "ciprofloxacin": ("medicine", "Cipro;Ciproxin"), "clarithromycin": ("medicine", "Biaxin;Klacid"),
    "clobazam": ("medicine", ""), "clomipramine": ("medicine", ""), "clopidogrel": ("medicine", ""),
    "cobicistat": ("medicine", "Tybost"), "conivaptan": ("medicine", "Vaprisol"), "crizotinib": ("medicine", "Xalkori"),
    "cyclosporine": ("medicine", "ciclosporin;Neoral;Sandimmune"), "dabrafenib": ("medicine", "Tafinlar"),
    "desvenlafaxine": ("medicine", ""), "diltiazem": ("medicine", "Cardizem"), "disulfiram": ("medicine", "Antabuse"),
    "dronedarone": ("medicine", "Multaq"), "duloxetine": ("medicine", ""), "efavirenz": ("medicine", ""),
    "enzalutamide": ("medicine", "Xtandi"), "erythromycin": ("medicine", ""), "escitalopram": ("medicine", ""),
    "esomeprazole": ("medicine", ""), "etravirine": ("medicine", "Intelence"), "felbamate": ("medicine", "Felbatol"),
    "fluconazole": ("medicine", "Diflucan"), "fluoxetine": ("medicine", ""), "fluvastatin": ("medicine", "Lescol"),
    "fluvoxamine": ("medicine", ""), "fosaprepitant": ("medicine", "Ivemend"), "grapefruit juice": ("food", "grapefruit"),
    "haloperidol": ("medicine", ""), "idelalisib": ("medicine", "Zydelig"), "imatinib": ("medicine", "Gleevec;Glivec"),
    "inflammation": ("state", "infection;acute infection"),
    "isavuconazole": ("medicine", "isavuconazonium;Cresemba"), "itraconazole": ("medicine", "Sporanox"),
    "ivacaftor": ("medicine", "Kalydeco"), "ketoconazole": ("medicine", "Nizoral"), "labetalol": ("medicine", "Trandate"),
    "lansoprazole": ("medicine", ""), "lemborexant": ("medicine", "Dayvigo"), "lomitapide": ("medicine", "Juxtapid;Lojuxta"),
    "lorcaserin": ("medicine", "Belviq"), "lorlatinib": ("medicine", "Lorbrena;Lorviqua"),
    "MDMA": ("medicine", "3,4-methylenedioxymethamphetamine;midomafetamine;ecstasy"), "methadone": ("medicine", ""),
    "methoxsalen": ("medicine", "Oxsoralen"), "mexiletine": ("medicine", "Mexitil;Namuscla"),
    "miconazole": ("medicine", "Daktarin"), "mirabegron": ("medicine", ""), "mitotane": ("medicine", "Lysodren"),
    "moclobemide": ("medicine", ""), "modafinil": ("medicine", ""), "nefazodone": ("medicine", ""),
    "nelfinavir": ("medicine", "Viracept"), "nevirapine": ("medicine", "Viramune"), "omeprazole": ("medicine", ""),
    "oral contraceptives (oestrogen)": ("medicine", "oral contraceptive;oral contraceptives;combined oral contraceptive;ethinylestradiol;ethinyl estradiol"),
    "oxcarbazepine": ("medicine", ""), "pantoprazole": ("medicine", ""), "paroxetine": ("medicine", ""),
    "peginterferon alpha-2a": ("medicine", "peginterferon alfa-2a;Pegasys"), "phenobarbital": ("medicine", "phenobarbitone;Luminal"),
    "phenytoin": ("medicine", ""), "piperine": ("food", "black pepper extract"), "pirtobrutinib": ("medicine", "Jaypirca"),
    "posaconazole": ("medicine", "Noxafil"), "pregnancy": ("state", "pregnant"), "primidone": ("medicine", "Mysoline"),
    "quinidine": ("medicine", ""), "ranitidine": ("medicine", "Zantac"), "ranolazine": ("medicine", "Ranexa"),
    "rifampin": ("medicine", "rifampicin;Rifadin"), "ritonavir": ("medicine", "Norvir"), "rolapitant": ("medicine", "Varubi;Varuby"),
    "rufinamide": ("medicine", "Banzel;Inovelon"), "sertraline": ("medicine", ""),
    "St. John's wort": ("medicine", "St John's wort;Saint John's wort;Hypericum;Hypericum perforatum"),
    "telithromycin": ("medicine", "Ketek"), "tenofovir": ("medicine", "Viread"), "terbinafine": ("medicine", "Lamisil"),
    "teriflunomide": ("medicine", "Aubagio"), "ticagrelor": ("medicine", ""), "ticlopidine": ("medicine", "Ticlid"),
    "tobacco smoking": ("exposure", "smoking;smoker;cigarettes;tobacco", "", "smoking"), "topiramate": ("medicine", ""),
    "vemurafenib": ("medicine", "Zelboraf"), "verapamil": ("medicine", "Isoptin;Calan"), "voriconazole": ("medicine", ""),
    "zanubrutinib": ("medicine", "Brukinsa"), "zileuton": ("medicine", "Zyflo"),
    # combinations: what acts is what they contain
    "dextromethorphan / bupropion": ("medicine", "", "bupropion"),
    "dextromethorphan / quinidine": ("medicine", "", "quinidine"),
}
RENAMED = {"tobacco (smoking)": "tobacco smoking", "inflammation (CRP/IL-6)": "inflammation"}
NOT_AGENTS = ("(any drug)",)	# "no medicine induces this enzyme": a check of the tables, not a row

# ---- the reference's words -> ours ----
EFFECT = {"inhibitor": "inhibitor", "inducer": "inducer", "physiological_increase": "increase",
          "physiological_decrease": "decrease", "disease_decrease": "decrease", "disease_effect": "none"}
STRENGTH = {"strong": "strong", "moderate": "moderate", "weak": "weak", "unclassified": "unclassified",
            "not_classified_by_FDA": "unclassified", "unquantified": "unquantified", "insufficient_data": "unquantified"}
ACTION = {"convert": "convert", "advise_no_change": "advise", "flag_only": "flag", "ignore": "none"}
ROUTES = {"oral/systemic": "systemic", "systemic": "systemic"}
SOURCE = {  # source of the reference -> key of SOURCES-context.md
    "FDA examples table (content current 2026-05-29)": "fda-cyp-2026-05",
    "Cicali 2020 review of FDA table": "cicali-2020", "review": "review", "reviews": "review", "review table": "review",
    "narrative review": "review", "case reports": "case-reports", "TDM study": "gjestad-2015", "crossover PK": "malling-2005",
    "Open Systems Pharmacology CYP2C19 DDI model set": "osp-2c19", "in vitro + small trial": "anderson-2021", "in vitro": "anderson-2021",
    "CMAJ box lists it; FDA table does not": "cmaj-box", "CMAJ box": "cmaj-box", "CloToP compendium list": "clotop", "CloToP list": "clotop",
    "Flockhart table (stored copy, early 2000s abridged list)": "flockhart",
}
CITATION = {"fda-cyp-2026-05": "FDA, examples of drugs that interact with CYP enzymes and transporter systems, content of 2026-05-29"}
# a dose from which a weak inhibitor is worth a remark: (gene, agent) -> mg per day
REMARK_DOSE = {("CYP2D6", "sertraline"): "150"}

# ---- how a gene's result is converted ----
FDA = CITATION["fda-cyp-2026-05"]
CPIC_OPIOIDS = "CPIC opioid guideline 2021, PMC8249478"
METHODS = [  # gene, method, score_step, convention, steps, citation, source
    ("CYP2D6", "score", "0.25", "-", "-", CPIC_OPIOIDS + "; score bands: Caudle 2020, PMC6951851", "cpic-opioids-2021"),
    ("CYP2C19", "steps", "-", "c1",
     "Poor Metabolizer;Intermediate Metabolizer;Normal Metabolizer;Rapid Metabolizer;Ultrarapid Metabolizer",
     "no guideline method: CPIC 2023, doi:10.1002/cpt.2903; convention c1 as used in implementation papers", "phenoconversion"),
    ("CYP2B6", "flag", "-", "-", "-", "no guideline method: CPIC 2023, doi:10.1002/cpt.2903", "phenoconversion"),
    ("CYP2C9", "flag", "-", "-", "-", "no guideline method read", "phenoconversion"),
    ("CYP3A4", "flag", "-", "-", "-", "no guideline method read", "phenoconversion"),
    ("CYP1A2", "flag", "-", "-", "-", "no guideline method read; smoking: PMC8230242", "phenoconversion"),
]
CONVERSIONS = [  # gene, drug, selects rows of, context, strengths, basis, citation, source
    ("CYP2D6", "codeine", "CPIC", "-", "strong;moderate", "guideline", CPIC_OPIOIDS, "cpic-opioids-2021"),
    ("CYP2D6", "tramadol", "CPIC", "-", "strong;moderate", "guideline", CPIC_OPIOIDS, "cpic-opioids-2021"),
    ("CYP2D6", "hydrocodone", "CPIC", "-", "strong;moderate", "guideline", CPIC_OPIOIDS, "cpic-opioids-2021"),
    ("CYP2D6", "dextromethorphan / bupropion", "FDA", "-", "strong", "label",
     "US label of dextromethorphan-bupropion: the same tablet limit for poor metabolizers and with strong inhibitors", "label-auvelity"),
    ("CYP2D6", "aripiprazole", "FDA", "drug label, oral", "strong", "label",
     "US label of aripiprazole tablets: half the usual dose for poor metabolizers and with strong inhibitors alike", "label-aripiprazole"),
]
WASHOUT = [  # agent, assumed_days, possible_days, long_use_days, possible_days_after_long_use, citation, source
    ("fluoxetine", "35", "63", "-", "-", "label convention of 5 weeks; back to baseline after 63.2 (SD 5.6) days, Liston 2002, J Clin Psychopharmacol 22:169",
     "liston-2002"),
    ("paroxetine", "-", "28", "42", "42", "Liston 2002, J Clin Psychopharmacol 22:169; 4 weeks after 6 weeks of use, 6 weeks after long use, doi:10.1111/jcpt.12042",
     "liston-2002"),
    ("sertraline", "-", "25", "-", "-", "back to baseline after 25.0 (SD 11.0) days, Liston 2002, J Clin Psychopharmacol 22:169", "liston-2002"),
]
GJESTAD = "Gjestad 2015, PMC4297217"
LEVELS = [  # gene, agent, drug, change of the serum concentration in per cent, citation, source
    ("CYP2C19", "omeprazole", "escitalopram", "93.9", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "omeprazole", "citalopram", "35.3", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "esomeprazole", "escitalopram", "81.8", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "esomeprazole", "citalopram", "32.8", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "esomeprazole", "sertraline", "38.5", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "lansoprazole", "escitalopram", "20.1", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "lansoprazole", "citalopram", "14.7", GJESTAD, "gjestad-2015"),
    ("CYP2C19", "pantoprazole", "escitalopram", "21.6", GJESTAD, "gjestad-2015"),
]


def fail(text):
    sys.exit("convert_context.py: " + text)


def known(table, key, what):
    if key not in table:
        fail("%s '%s' is not known" % (what, key))
    return table[key]


def read_facts(folder):
    with open(os.path.join(folder, "inhibitors.tsv"), encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


# Levels that are recorded and by themselves say nothing about an enzyme: no cut-off is known
LEVELS_ALONE = {"C-reactive protein": "CRP;hs-CRP", "interleukin-6": "IL-6"}

# Strengths of others than FDA's table, for rules of labels and for the floor: they convert nothing. Where a source was read.
CLASSIFIED = {"secondary": ("fda-by-secondary", "CYP3A inhibitors and inducers, based upon FDA guidance, in a secondary table"),
              "label": ("us-label-strength", "US label"), "label of clozapine": ("us-label-strength", "US label"),
              "label of flibanserin": ("us-label-strength", "US label"), "review": ("pmc9468573", "PMC9468573 table 1 (2022)")}
ALSO_CALLED = {"boceprevir / telaprevir": "", "ombitasvir-paritaprevir-ritonavir": "", "elagolix, estradiol, norethindrone": "", "grapefruit": "",
               "dipyrone": "metamizole"}


def more_facts(folder):
    """Confirmed strong and moderate rows of inhibitors_additional.tsv for agents that inhibitors.tsv lacks on that enzyme."""
    path = os.path.join(folder, "..", "labels", "inhibitors_additional.tsv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = {}
    for fact in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        agent = ALSO_CALLED.get(fact["agent"], fact["agent"])
        if (fact["evidence_status"] == "C" and fact["strength"] in ("strong", "moderate") and agent and "by heart" not in fact["source"]
                and fact["already_in_interactions"] == "no" and fact["gene"] in {m[0] for m in METHODS}):
            source, citation = CLASSIFIED[fact["classified_by"]]
            if citation == "US label":
                citation += " " + fact["source"].replace("label ", "").split(" (")[0].split(",")[0]
            action = "advise" if fact["gene"] == "CYP2D6" else "flag"
            rows.setdefault((fact["gene"], agent, fact["effect"]), (
                fact["gene"], agent, fact["effect"], fact["strength"], "no", "-", "-", "-", action, citation, source, "C"))
    return list(rows.values())


def interactions(facts):
    rows = []
    for fact in facts:
        if fact["perpetrator"] in NOT_AGENTS or fact["evidence_status"] == "D":
            continue
        agent = RENAMED.get(fact["perpetrator"], fact["perpetrator"])
        known(AGENT, agent, "agent")
        action = known(ACTION, fact["tool_action"], "action")
        source = known(SOURCE, fact["source"].strip(), "source")
        # a class that is not FDA's is somebody's opinion: it is named, and never decides
        fda = source == "fda-cyp-2026-05"
        rows.append((
            fact["enzyme"], agent, known(EFFECT, fact["type"], "type"), known(STRENGTH, fact["strength"], "strength"),
            "yes" if fda else "no", ROUTES.get(fact["dose_or_context"], "-"),
            (fact["cyp2d6_as_factor"] or "-") if fda and action in ("convert", "advise") else "-",
            REMARK_DOSE.get((fact["enzyme"], agent), "-"), action,
            CITATION.get(source, fact["citation"]), source, fact["evidence_status"]))
        if agent == "inflammation" and action == "none":        # what inflammation does not do, its levels do not
            rows += [(rows[-1][0], level, *rows[-1][2:]) for level in LEVELS_ALONE]
    return rows


def agents(facts, used):
    rxnorm = {}
    for fact in facts:
        agent = RENAMED.get(fact["perpetrator"], fact["perpetrator"])
        if fact["rxnorm_ingredient"]:
            if rxnorm.setdefault(agent, fact["rxnorm_ingredient"]) != fact["rxnorm_ingredient"]:
                fail("'%s' has two RxNorm identifiers" % agent)
    rows = []
    everything = {**AGENT, **{name: ("state", names) for name, names in LEVELS_ALONE.items()}}
    for agent, entry in sorted(everything.items(), key=lambda item: item[0].lower()):
        kind, names, contains, ask = (entry + ("", ""))[:4]
        if agent in used or contains or agent in LEVELS_ALONE or agent == "age":
            rows.append((agent, kind, rxnorm.get(agent, "-"), names or "-", contains or "-", ask or "-", "stardose"))
    return rows


def write(folder, table, source, columns, rows):
    with open(os.path.join(folder, table + ".tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("##table=%s\n##version=%s\n##date=%s\n##source=%s\n##licence=CC0-1.0\n#%s\n" %
                  (table, VERSION, DATE, source, "\t".join(columns)))
        for row in rows:
            if any(not cell or "\t" in cell or "\n" in cell for cell in row) or len(row) != len(columns):
                fail("%s: bad row %r" % (table, row))
            out.write("\t".join(row) + "\n")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    facts = read_facts(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) == 3 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tables")
    acts = interactions(facts)
    have = {(row[0], row[1], row[2]) for row in acts}
    acts += [row for row in more_facts(sys.argv[1]) if row[:3] not in have]
    for row in acts:
        AGENT.setdefault(row[1], ("medicine", {"metamizole": "dipyrone;metamizol"}.get(row[1], "")))
    used = {row[1] for row in acts} | {row[0] for row in WASHOUT} | {row[1] for row in LEVELS}
    write(folder, "agents", "names of what acts on enzymes; RxNorm of CPIC's drug table; names for searching only, not verified",
          ("agent", "kind", "rxnorm", "names", "contains", "ask", "source"), agents(facts, used))
    write(folder, "interactions", "FDA examples table of inhibitors and inducers (content of 2026-05-29), and named studies",
          ("gene", "agent", "effect", "strength", "fda", "routes", "factor", "remark_mg_per_day", "action", "citation", "source",
           "evidence"), acts)
    write(folder, "conversion_methods", "guidelines on converting a genotype's phenotype for co-medication",
          ("gene", "method", "score_step", "convention", "steps", "citation", "source"), METHODS)
    write(folder, "conversions", "guidelines and labels that use a converted phenotype",
          ("gene", "drug", "selects", "context", "strengths", "basis", "citation", "source"), CONVERSIONS)
    write(folder, "washouts", "studies of how long inhibition lasts after the last dose",
          ("agent", "assumed_days", "possible_days", "long_use_days", "possible_days_long", "citation", "source"), WASHOUT)
    write(folder, "level_facts", "serum concentrations measured under co-medication",
          ("gene", "agent", "drug", "change_percent", "citation", "source"), LEVELS)


if __name__ == "__main__":
    main()
