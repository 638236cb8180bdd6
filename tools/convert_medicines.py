#!/usr/bin/env python3
"""Write tables/medicine_names.tsv, the dictionary of medicines, from reference facts.

usage: convert_medicines.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR holds names.tsv (codes, brands and national forms of a name, and where each was seen). Only what was seen
in a named source is written: names that were made by a rule or written down by heart are not. German forms are
also confirmed here by Anlage 1 of the AMVV. drugs.tsv and agents.tsv of TABLES_DIR say which medicines the other
tables know, and by which name. The same input gives the same bytes. docs/CONTEXT.md describes the columns.
"""
import csv
import os
import sys
import unicodedata

VERSION = "2026.11"
DATE = "2026-11-29"

# German names as Anlage 1 of the AMVV (Verordnung ueber die Verschreibungspflicht von Arzneimitteln) spells them
AMVV = """
Agomelatin Amitriptylin Bupropion Citalopram Clomipramin Desipramin Dosulepin Doxepin Duloxetin Esketamin Fluoxetin
Fluvoxamin Imipramin Isocarboxazid Ketamin Lofepramin Maprotilin Mianserin Milnacipran Mirtazapin Moclobemid Nefazodon
Nortriptylin Opipramol Paroxetin Phenelzin Protriptylin Reboxetin Selegilin Sertralin Tianeptin Tranylcypromin Trazodon
Trimipramin Venlafaxin Viloxazin Vortioxetin Amisulprid Aripiprazol Asenapin Benperidol Brexpiprazol Cariprazin
Chlorprothixen Clozapin Flupentixol Haloperidol Loxapin Lurasidon Melperon Olanzapin Paliperidon Penfluridol Pimozid
Pipamperon Prothipendyl Quetiapin Risperidon Sertindol Sulpirid Tiotixen Tiaprid Ziprasidon Zotepin Zuclopenthixol
Carbamazepin Lamotrigin Lithium Oxcarbazepin Valproinsäure Topiramat Gabapentin Pregabalin Levetiracetam Lacosamid
Brivaracetam Cannabidiol Eslicarbazepin Ethosuximid Felbamat Fenfluramin Perampanel Primidon Rufinamid Tiagabin
Vigabatrin Zonisamid Buspiron Hydroxyzin Zopiclon Zaleplon Tasimelteon Melatonin Doxylamin Diphenhydramin Cyproheptadin
Atomoxetin Guanfacin Clonidin Modafinil Pitolisant Coffein Tetrabenazin Benzatropin Biperiden Trihexyphenidyl
Procyclidin Amantadin Propranolol Pindolol Metoprolol Carvedilol Prazosin Dexmedetomidin Naltrexon Naloxon Nalmefen
Acamprosat Disulfiram Vareniclin Nicotin Cytisin Tramadol Tizanidin Baclofen Donepezil Galantamin Rivastigmin Memantin
Metoclopramid Ondansetron Ropinirol Pramipexol Rasagilin Safinamid Linezolid Ciprofloxacin Clarithromycin Erythromycin
Fluconazol Ketoconazol Itraconazol Terbinafin Rifampicin Omeprazol Esomeprazol Pantoprazol Cimetidin Clopidogrel
Warfarin Tamoxifen Theophyllin Verapamil Diltiazem Ritonavir Johanniskraut Ethinylestradiol
""".split()
# National forms that were read in a stored page
READ = """
Valproat Eszopiclon Buprenorphin Kodein venlafaxina duloxetina desvenlafaxina bupropión mirtazapina trazodona
carbamazepina fenitoina fenobarbital valproato lamotrigina topiramato risperidona olanzapina quetiapina aripiprazol
amitriptilina nortriptilina imipramina clomipramina fluvoxamina ziprasidona zopiclona bupropiona clorpromazina
""".split()
# The same, of a medicine whose forms in names.tsv are spelt otherwise
READ_OF = {"Kodein": "codeine", "bupropiona": "bupropion", "amitriptilina": "amitriptyline", "nortriptilina": "nortriptyline",
           "clorpromazina": "chlorpromazine", "fenitoina": "phenytoin", "fenobarbital": "phenobarbital"}
# Medicines that are often taken beside others and that no table has a row for: known by name, so that a list that
# holds them is a list of known names. English and German are spelt alike, or the German form follows the colon.
BESIDE = """
paracetamol insulin metformin ramipril lisinopril enalapril perindopril captopril candesartan valsartan olmesartan telmisartan irbesartan
bisoprolol nadolol apixaban rivaroxaban edoxaban sitagliptin linagliptin dapagliflozin empagliflozin salbutamol
salmeterol formoterol montelukast glimepirid:glimepiride gliclazid:gliclazide amlodipin:amlodipine furosemid:furosemide
torasemid:torasemide hydrochlorothiazid:hydrochlorothiazide spironolacton:spironolactone prednisolon:prednisolone
prednison:prednisone hydrocortison:hydrocortisone nifedipin:nifedipine lercanidipin:lercanidipine doxazosin
tamsulosin finasterid:finasteride methotrexat:methotrexate azathioprin:azathioprine sulfasalazin:sulfasalazine
doxycyclin:doxycycline amoxicillin azithromycin desloratadin:desloratadine sumatriptan levodopa carbidopa benserazid:benserazide
entacapon:entacapone estradiol progesteron:progesterone levonorgestrel drospirenon:drospirenone desogestrel
semaglutid:semaglutide liraglutid:liraglutide famotidin:famotidine solifenacin ezetimib:ezetimibe
""".split()

# More of them, by names of the WHO ATC index; a blank is written as _
BESIDE_ATC = """
simvastatin atorvastatin rosuvastatin pravastatin lovastatin pitavastatin felodipine chlortalidone indapamide eplerenone losartan benazepril
quinapril dutasteride dabigatran_etexilate heparin enoxaparin etoricoxib ketorolac tilidine glipizide canagliflozin dulaglutide tirzepatide
pioglitazone insulin_glargine insulin_lispro cefuroxime cefalexin ceftriaxone nitrofurantoin fosfomycin trimethoprim sulfamethoxazole
levofloxacin moxifloxacin vancomycin meropenem piperacillin aciclovir valaciclovir oseltamivir methylprednisolone dexamethasone
budesonide fluticasone beclometasone tiotropium_bromide ipratropium_bromide cetirizine loratadine fexofenadine levocetirizine febuxostat
colchicine alendronic_acid colecalciferol cyanocobalamin potassium_chloride calcium_carbonate ferrous_sulfate thiamazole norethisterone
testosterone sildenafil tadalafil vardenafil mycophenolic_acid ciclosporin sirolimus hydroxychloroquine mesalazine leflunomide
adalimumab etanercept infliximab rituximab methocarbamol rizatriptan zolmitriptan rotigotine oxybutynin digoxin ivabradine
isosorbide_mononitrate hydralazine minoxidil loperamide bisacodyl macrogol lactulose domperidone
acetylsalicylic_acid:aspirin
acetazolamide almotriptan eletriptan frovatriptan naratriptan arsenic_trioxide atropine azilsartan_medoxomil bumetanide eprosartan fosinopril
trandolapril metolazone xipamide ketoprofen ertapenem pethidine pheniramine probucol procainamide quinine reserpine rifabutin dofetilide
droperidol ephedrine pseudoephedrine phenylephrine gatifloxacin halofantrine indinavir saquinavir fosamprenavir mefloquine scopolamine
sodium_bicarbonate tryptophan enoxacin chlorzoxazone
""".split()
# Substrates of the FDA's table of examples that nothing above has
BESIDE_FDA = """
alosetron avanafil brigatinib dasatinib everolimus ibrutinib maraviroc naloxegol nisoldipine pirfenidone rilpivirine tipranavir
tolvaptan venetoclax
""".split()
# Named by labels in their rules about other medicines
BESIDE_LABELS = "alcohol imipenem pentamidine chlorthalidone:chlortalidone meperidine:pethidine".split()

AMVV_SOURCE = "amvv"
ATC_SOURCE = "who-atc-2026-04"
# Two meanings, or everyday words whose meaning is a guess: always asked, never looked up
ASKED = {"birth control", "the pill", "t3", "tea", "pipe", "joint", "drinks", "ketanest", "robitussin"}
# How a source is called in names.tsv, from the best down -> its key in SOURCES-context.md
SEEN = [("label", "us-labels"), ("ema", "ema-list"), ("drugbank", "drugbank-names"), ("pgkb", "pharmgkb-drugs")]


def fail(text):
    sys.exit(f"convert_medicines.py: {text}")


def fold(name):
    """As src/lib/tables/name_fold.c: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def rows(path):
    lines = [line for line in open(path, encoding="utf-8", newline="") if not line.startswith("# ") and not line.startswith("##")]
    lines[0] = lines[0].lstrip("#")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def items(text):
    return [item.strip() for item in text.split(";") if item.strip() and item.strip() != "-"]


class Dictionary:
    def __init__(self, tables):
        self.rows, self.key = [], {}
        self.known = {}		# folded name -> how drugs.tsv or agents.tsv call it
        for table, column in (("agents", "agent"), ("drugs", "drug")):
            for row in rows(os.path.join(tables, table + ".tsv")):
                for name in [row[column], *items(row["names"])]:
                    self.known[fold(name)] = row[column]

    def medicine(self, names):
        """How the tables call it, or None."""
        return next((self.known[fold(name)] for name in names if fold(name) in self.known), None)

    def add(self, name, kind, medicine, source):
        key = fold(name)
        if key in ASKED:
            return
        if key in self.key:
            if self.key[key] != medicine:
                fail(f"'{name}' is {self.key[key]} and {medicine}")
            return
        if key in self.known and (kind != "brand" or self.known[key] != medicine):
            return		# what drugs.tsv and agents.tsv say holds (Depakote is divalproex, not valproic acid)
        self.key[key] = medicine
        self.rows.append((name, kind, medicine, source))

    def code(self, code, medicine, source):
        if self.key.setdefault(code, medicine) != medicine:
            self.key[code] = ""	# of two medicines: of none
            return
        self.rows.append((code, "code", medicine, source))


def seen(row):
    """names of one medicine -> kind, source"""
    out = {}
    for item in items(row["brands_seen_in_sources"]):
        name, _, sources = item.partition("=")
        source = next((key for code, key in SEEN if code in sources.split("+")), None)
        if source:
            out.setdefault(name, ("brand", source))
    for name in items(row["forms_seen_in_sources"]):
        out.setdefault(name, ("form", "drugbank-names"))
    german = {fold(name) for name in AMVV}
    for name in items(row["inn_de"]):
        if fold(name) in german:
            out.setdefault(name, ("form", AMVV_SOURCE))
    read = {fold(name) for name in READ}
    for column in ("inn_de", "inn_es", "inn_nordic"):
        for name in items(row[column]):
            if fold(name) in read:
                out.setdefault(name, ("form", "pages"))
    return out


def singles(dictionary, facts):
    for row in facts:
        if row["kind"] not in ("medicine", "herbal") or row["evidence_status"].startswith("D"):
            continue
        names = seen(row)
        medicine = dictionary.medicine([row["name"], *items(row["other_names"])])
        if not medicine and row["atc"] == "-" and not names:
            continue
        if not medicine:
            medicine = row["name"]
            source = row["atc_source"] if row["atc"] != "-" else next(iter(names.values()))[1]
            dictionary.add(medicine, "inn", medicine, source)
        dictionary.add(row["name"], "form", medicine, row["atc_source"])
        for name, (kind, source) in names.items():
            dictionary.add(name, kind, medicine, source)
        if row["rxnorm"] != "-":
            dictionary.code("rxnorm:" + row["rxnorm"], medicine, "rxnorm-" + row["rxnorm_source"].split("+")[0])
        for code in items(row["atc"]):
            dictionary.code("atc:" + code, medicine, row["atc_source"])


def beside(dictionary):
    for item in BESIDE:
        german, _, english = item.partition(":")
        medicine = dictionary.medicine([english or german, german]) or dictionary.key.get(fold(english or german)) or english or german
        dictionary.add(medicine, "inn", medicine, AMVV_SOURCE)
        dictionary.add(german, "form", medicine, AMVV_SOURCE)
    for item in BESIDE_ATC:
        name, _, other = item.replace("_", " ").partition(":")
        medicine = dictionary.medicine([name, other or name]) or dictionary.key.get(fold(other or name)) or other or name
        dictionary.add(name, "inn" if name == medicine else "form", medicine, ATC_SOURCE)
    for item in BESIDE_LABELS:
        name, _, other = item.partition(":")
        dictionary.add(name, "form" if other else "inn", other or name, "us-labels")
    for name in BESIDE_FDA:
        dictionary.add(name, "inn", name, "fda-cyp-2026-05")


def read_forms(dictionary):
    dictionary.add("acetaminophen", "form", "paracetamol", "pages")
    for name, medicine in READ_OF.items():
        dictionary.add(name, "form", dictionary.medicine([medicine]), "pages")


def combinations(dictionary, facts):
    for row in facts:
        if row["kind"] != "combination" or row["name"] not in CONFIRMED and row["evidence_status"] != "C":
            continue
        source = "pages" if row["name"] in CONFIRMED else combination_source(row)
        parts = []
        for part in items(row["contains"]):
            name = dictionary.medicine([part]) or dictionary.key.get(fold(part)) or part
            if name == part:
                dictionary.add(part, "inn", part, source)
            parts.append(name)
        name = ";".join(parts)
        if fold(row["name"]) not in dictionary.known:
            dictionary.add(row["name"], "combination", name, source)


def combination_source(row):
    text = row["brands_seen_in_sources"]
    return next((key for code, key in SEEN if text.startswith(code)), "pages")


# Contents read in a stored public page, where names.tsv has them by heart only
CONFIRMED = {"Contrave", "Percocet", "Co-codamol", "Norco", "Ultracet", "Namzaric", "Qsymia", "Sinemet", "Tylenol PM", "Azstarys",
             "Limbitrol", "Deanxit", "Targin", "NuvaRing", "Vimovo", "Madopar", "Triavil", "Etrafon", "Mucinex DM",
             "Tylenol with Codeine", "Yasmin", "Advil PM"}


def table_codes(dictionary, tables):
    """Codes that drugs.tsv and agents.tsv have; of a medicine with several ATC codes some are of combinations."""
    for table, column in (("drugs", "drug"), ("agents", "agent")):
        for row in rows(os.path.join(tables, table + ".tsv")):
            medicine = dictionary.medicine([row[column]])
            if row["rxnorm"] != "-" and "rxnorm:" + row["rxnorm"] not in dictionary.key:
                dictionary.code("rxnorm:" + row["rxnorm"], medicine, "cpic-api-2026-08")
            codes = items(row.get("atc", "-"))
            if len(codes) == 1 and "atc:" + codes[0] not in dictionary.key:
                dictionary.code("atc:" + codes[0], medicine, "cpic-api-2026-08")


def write(tables, table, source, columns, lines):
    with open(os.path.join(tables, table + ".tsv"), "w", encoding="utf-8", newline="\n") as out:
        for key, value in (("table", table), ("version", VERSION), ("date", DATE), ("source", source), ("licence", "CC0-1.0")):
            out.write(f"##{key}={value}\n")
        out.write("#" + "\t".join(columns) + "\n")
        for line in lines:
            out.write("\t".join(line) + "\n")


def main():
    if not 2 <= len(sys.argv) <= 3:
        fail("usage: convert_medicines.py REFERENCE_DIR [TABLES_DIR]")
    tables = sys.argv[2] if len(sys.argv) > 2 else "tables"
    facts = rows(os.path.join(sys.argv[1], "names.tsv"))
    dictionary = Dictionary(tables)
    singles(dictionary, facts)
    beside(dictionary)
    read_forms(dictionary)
    combinations(dictionary, facts)
    table_codes(dictionary, tables)
    kept = sorted({row for row in dictionary.rows if dictionary.key[row[0] if row[1] == "code" else fold(row[0])]},
                  key=lambda row: (row[2].lower(), row[1], fold(row[0]), row[0]))
    write(tables, "medicine_names", "names and codes of medicines as named public sources have them; for searching only, not verified",
          ["name", "kind", "medicine", "source"], kept)


if __name__ == "__main__":
    main()
