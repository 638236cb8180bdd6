#!/usr/bin/env python3
"""Write tables/label_interactions.tsv, agent_classes.tsv, substrates.tsv and dose_limits.tsv from reference facts.

usage: convert_labels.py REFERENCE_DIR [TABLES_DIR]

REFERENCE_DIR holds label_interactions.tsv: what a label of one medicine says of another, read and confirmed or not. Only
confirmed rows of labels are taken over. Who acts is told here in a form that a program reads: a name of the dictionary, a
class of agents ("@NSAID"), or a strength of the enzyme table ("CYP2D6 strong inhibitor"). Rows that hold two situations
are two rows here, classes of victims are their members, and each doubt of the reference is settled in FIXES or SPLITS with
its reason. The names of TABLES_DIR say how a medicine is called. The same input gives the same bytes.
docs/CONTEXT.md describes the columns.
"""
import csv
import os
import re
import sys
import unicodedata

VERSION, DATE = "2026.11", "2026-11-30"

CLASSES = {
    "SSRI": "citalopram escitalopram fluoxetine fluvoxamine paroxetine sertraline",
    "SNRI": "desvenlafaxine duloxetine levomilnacipran milnacipran venlafaxine",
    "TCA": "amitriptyline amoxapine clomipramine desipramine dosulepin doxepin imipramine lofepramine nortriptyline protriptyline trimipramine",
    "MAO inhibitor": "isocarboxazid linezolid methylene_blue moclobemide phenelzine rasagiline safinamide selegiline tranylcypromine",
    "triptan": "almotriptan eletriptan frovatriptan naratriptan rizatriptan sumatriptan zolmitriptan",
    "serotonergic antidepressant": "@SSRI @SNRI clomipramine mirtazapine nefazodone trazodone vilazodone vortioxetine",
    "serotonergic medicine": "@serotonergic_antidepressant @TCA @triptan @MAO_inhibitor amphetamine dexamphetamine lisdexamfetamine buspirone "
                             "dextromethorphan fentanyl gepirone levomethadone methadone pethidine St._John's_wort tapentadol tramadol tryptophan",
    "stimulant": "amphetamine armodafinil dexamphetamine dexmethylphenidate lisdexamfetamine methamphetamine methylphenidate modafinil "
                 "serdexmethylphenidate",
    "sympathomimetic": "amphetamine dexamphetamine dexmethylphenidate ephedrine lisdexamfetamine methamphetamine methylphenidate phentermine "
                       "phenylephrine pseudoephedrine serdexmethylphenidate",
    "NSAID": "aceclofenac celecoxib diclofenac etoricoxib flurbiprofen ibuprofen indomethacin ketoprofen ketorolac lornoxicam lumiracoxib "
             "meloxicam nabumetone naproxen piroxicam tenoxicam",
    "ACE inhibitor": "benazepril captopril enalapril fosinopril lisinopril perindopril quinapril ramipril trandolapril",
    "angiotensin receptor blocker": "azilsartan_medoxomil candesartan eprosartan irbesartan losartan olmesartan telmisartan valsartan",
    "thiazide or loop diuretic": "bumetanide chlortalidone furosemide hydrochlorothiazide indapamide metolazone torasemide xipamide",
    "beta blocker": "acebutolol atenolol betaxolol bisoprolol carvedilol labetalol metoprolol nadolol nebivolol pindolol propranolol",
    "carbapenem": "ertapenem imipenem meropenem",
    # named on the lists of citalopram, iloperidone, pimavanserin or ziprasidone labels, or with a warning or contraindication
    # of their own about the QT interval
    "QT prolonging medicine": "amiodarone arsenic_trioxide asenapine chlorpromazine citalopram disopyramide dofetilide dolasetron domperidone "
                              "dronedarone droperidol escitalopram gatifloxacin halofantrine haloperidol iloperidone levomethadone mefloquine methadone "
                              "moxifloxacin ondansetron paliperidone pentamidine pimavanserin pimozide probucol procainamide quetiapine quinidine "
                              "sertindole sotalol tacrolimus tetrabenazine thioridazine ziprasidone",
    "anticholinergic medicine": "amitriptyline atropine benztropine biperiden clomipramine cyclobenzaprine darifenacin diphenhydramine doxepin "
                                "doxylamine fesoterodine hydroxyzine imipramine oxybutynin procyclidine promethazine scopolamine solifenacin "
                                "tolterodine trihexyphenidyl trimipramine trospium",
    "centrally acting H1 antagonist": "chlorpheniramine clomipramine cyproheptadine diphenhydramine doxylamine hydroxyzine imipramine mirtazapine "
                                      "pheniramine promethazine",
    "antipsychotic": "amisulpride aripiprazole aripiprazole_lauroxil asenapine benperidol brexpiprazole cariprazine chlorpromazine chlorprothixene "
                     "clozapine flupentixol fluphenazine haloperidol iloperidone levomepromazine loxapine lumateperone lurasidone melperone molindone "
                     "olanzapine paliperidone penfluridol perazine periciazine perphenazine pimozide pipamperone prothipendyl quetiapine risperidone "
                     "sertindole sulpiride thioridazine thiothixene tiapride trifluoperazine ziprasidone zotepine zuclopenthixol",
    "benzodiazepine": "alprazolam bromazepam brotizolam chlordiazepoxide clobazam clonazepam clorazepate diazepam estazolam flunitrazepam flurazepam "
                      "loprazolam lorazepam lormetazepam midazolam nitrazepam oxazepam quazepam temazepam triazolam",
    "sedative hypnotic": "@benzodiazepine daridorexant eszopiclone lemborexant phenobarbital suvorexant zaleplon zolpidem zopiclone",
    "opioid": "alfentanil buprenorphine codeine dihydrocodeine fentanyl hydrocodone hydromorphone levomethadone methadone morphine oliceridine "
              "oxycodone pethidine remifentanil sufentanil tapentadol tilidine tramadol",
    "CNS depressant": "@sedative_hypnotic alcohol carisoprodol gabapentin pregabalin sodium_oxybate",
    "valproate": "divalproex_sodium valproic_acid",
    "HIV protease inhibitor": "atazanavir darunavir fosamprenavir indinavir lopinavir nelfinavir ritonavir saquinavir",
}

# Words of the reference -> words of the dictionary, a class, or several
WORDS = {
    "rifampicin": "rifampin", "divalproex": "@valproate", "valproate": "@valproate", "benzodiazepine": "@benzodiazepine",
    "sympathomimetics": "@sympathomimetic", "triptans": "@triptan", "tca": "@TCA", "ssri": "@SSRI", "snri": "@SNRI",
    "hiv protease inhibitors": "@HIV protease inhibitor", "azole antifungals": "fluconazole;itraconazole;ketoconazole;posaconazole;voriconazole",
    "oral contraceptives": "oral contraceptives (oestrogen)", "smoking": "tobacco smoking", "tobacco smoke": "tobacco smoking",
    "lopinavir/ritonavir": "lopinavir", "meperidine": "pethidine", "other class ia and iii antiarrhythmics": "disopyramide;procainamide;amiodarone",
    "xanthines": "theophylline;caffeine", "benztropine": "benztropine", "nsaid": "@NSAID", "opioid": "@opioid", "amphetamine": "amphetamine;dexamphetamine;lisdexamfetamine",
    "methylphenidate": "methylphenidate;dexmethylphenidate;serdexmethylphenidate",
}
# Who acts, where the words of the reference are no list of names and no strength: actors, what else must be there
WHO = {
    "ACE inhibitor or angiotensin receptor blocker": "@ACE inhibitor;@angiotensin receptor blocker",
    "CNS depressant": "@CNS depressant;@opioid", "MAO inhibitor": "@MAO inhibitor",
    "MAO inhibitor, reserpine, tetrabenazine, valbenazine": "@MAO inhibitor;reserpine;tetrabenazine;valbenazine",
    "NSAID": "@NSAID", "SSRI or SNRI": "@SSRI;@SNRI",
    "SSRI, SNRI, TCA, bupropion, mirtazapine, trazodone, vilazodone, vortioxetine":
        "@SSRI;@SNRI;@TCA;bupropion;mirtazapine;nefazodone;trazodone;vilazodone;vortioxetine",
    "amphetamine, methylphenidate, sympathomimetics": "@sympathomimetic",
    "anticholinergic medicine": "@anticholinergic medicine", "antipsychotic": "@antipsychotic", "beta blocker": "@beta blocker",
    "benzodiazepine or other CNS depressant": "@CNS depressant", "carbapenem antibiotic": "@carbapenem",
    "centrally acting H1 antagonist": "@centrally acting H1 antagonist",
    "citalopram or escitalopram": "citalopram;escitalopram", "depot antipsychotic": "aripiprazole lauroxil",
    "linezolid or intravenous methylene blue": "linezolid;methylene blue",
    "medicine on the label's QT list (contraindicated by name)": "",
    "medicine that can cause agranulocytosis (carbamazepine)": "carbamazepine",
    "medicine that prolongs QT and is metabolised by CYP2D6": "", "medicine that prolongs the QT interval": "@QT prolonging medicine",
    "opioid": "@opioid", "parenteral benzodiazepine": "@benzodiazepine", "sedative hypnotic or alcohol": "@sedative hypnotic;alcohol",
    "MAO-A inhibitor": "isocarboxazid;linezolid;methylene blue;moclobemide;phenelzine;tranylcypromine",
    "SSRI, SNRI or TCA": "@SSRI;@SNRI;@TCA", "SSRI, SNRI, TCA or triptan": "@SSRI;@SNRI;@TCA;@triptan",
    "serotonergic medicine": "@serotonergic medicine", "stimulant or MAO inhibitor": "@stimulant;@MAO inhibitor",
    "thiazide or loop diuretic": "@thiazide or loop diuretic", "urinary alkalinizer or acidifier": "acetazolamide;ammonium chloride;sodium bicarbonate",
    "enzyme inducer": "CYP3A4 strong inducer;carbamazepine;phenobarbital;phenytoin;primidone;rifampin",
    "strong CYP inducer for more than 14 days": "CYP3A4 strong inducer;CYP2B6 strong inducer;CYP2C19 strong inducer",
    "strong CYP3A4 or P-gp inducer": "CYP3A4 strong inducer;St. John's wort",
    "strong CYP3A4 or UGT inducer": "", "strong inducer of CYP3A4 and P-gp": "rifampin;St. John's wort",
    "CYP3A4 inhibitor (HIV protease inhibitor, azole antifungal, erythromycin, clarithromycin, nefazodone)": "CYP3A4 strong inhibitor",
    "CYP3A4 inhibitor (macrolide, azole, HIV protease inhibitor, nefazodone)":
        "CYP3A4 strong inhibitor;CYP3A4 moderate inhibitor;@HIV protease inhibitor",
    "fluoxetine stopped before": "fluoxetine", "tobacco smoke (over 15 a day)": "tobacco smoking", "tobacco smoke": "tobacco smoking",
    "large amounts of grapefruit juice": "grapefruit juice", "modafinil (armodafinil the same)": "modafinil;armodafinil",
    "modafinil in a CYP2D6 poor metabolizer": "modafinil;armodafinil", "desvenlafaxine 400 mg/day": "desvenlafaxine",
    "ritonavir, first days": "ritonavir", "ritonavir or lopinavir/ritonavir (CYP2B6 inducer)": "",
    "paroxetine (strong CYP2D6 inhibitor)": "paroxetine", "rifampin (strong CYP2C19 inducer)": "rifampin;CYP2C19 strong inducer",
    "CYP2C19 inhibitor (any; label names cimetidine)":
        "CYP2C19 strong inhibitor;CYP2C19 moderate inhibitor;CYP2C19 weak inhibitor;esomeprazole",
    "other CYP1A2 inhibitor": "CYP1A2 moderate inhibitor;CYP1A2 weak inhibitor",
    "strong CYP3A4 inhibitor except ritonavir": "CYP3A4 strong inhibitor", "carbamazepine or rifampin (strong CYP3A4 inducer)":
        "carbamazepine;rifampin;CYP3A4 strong inducer",
    "carbamazepine (strong CYP3A4 inducer)": "CYP3A4 strong inducer",
    "CYP2D6 or CYP3A4 inhibitor, adjunct in depression":
        "CYP2D6 strong inhibitor;CYP2D6 moderate inhibitor;CYP3A4 strong inhibitor;CYP3A4 moderate inhibitor",
    "carbamazepine, phenytoin, phenobarbital, primidone, rifampin (without valproate)": "carbamazepine;phenytoin;phenobarbital;primidone;rifampin",
    "CYP3A4 inducer (rifampin named)": "CYP3A4 strong inducer;CYP3A4 moderate inducer",
    "strong CYP2D6 or CYP3A4 inhibitor, strong CYP3A4 inducer": "CYP2D6 strong inhibitor;CYP3A4 strong inhibitor;CYP3A4 strong inducer",
    "carbamazepine, eslicarbazepine, oxcarbazepine, perampanel, phenobarbital, phenytoin, primidone, rufinamide, topiramate (200 mg/day or more), "
    "rifampicin, rifabutin, efavirenz, nevirapine, St. John's wort":
        "carbamazepine;eslicarbazepine;oxcarbazepine;perampanel;phenobarbital;phenytoin;primidone;rufinamide;topiramate;rifampin;rifabutin;"
        "efavirenz;nevirapine;St. John's wort",
    "CYP2C9, CYP1A2 or CYP3A4 inducer": "carbamazepine;phenobarbital;rifampin;CYP2C9 moderate inducer;CYP3A4 strong inducer;CYP1A2 moderate inducer",
    "strong CYP3A4 or CYP2C9 inhibitor": "CYP3A4 strong inhibitor;CYP2C9 strong inhibitor",
}
# Not taken over: what acts cannot be told from a list of medicines
NOT_TOLD = {"urea", "abrupt stop of alcohol, benzodiazepines, barbiturates or antiepileptics"}
# A victim that is a class -> its members here; where the label names examples in the row, those
VICTIMS = {
    "TCA": CLASSES["TCA"].split(), "TCA or SSRI": CLASSES["TCA"].split() + CLASSES["SSRI"].split(), "opioid": CLASSES["opioid"].split(),
    "serotonergic antidepressants": [name for key in ("SSRI", "SNRI", "TCA") for name in CLASSES[key].split()]
                                    + "mirtazapine nefazodone trazodone vilazodone vortioxetine".split(),
    "triptan": "almotriptan eletriptan frovatriptan naratriptan zolmitriptan".split(),	# the others have their own label
    "statin (simvastatin)": ["simvastatin"], "olanzapine / samidorphan": ["olanzapine"], "valproate": ["valproic_acid", "divalproex_sodium"],
}
BY_EXAMPLES = {"CYP2C19 substrates", "CYP2D6 substrates", "CYP3A4 substrates", "substrates of CYP3A4, CYP1A2, CYP2B6, CYP2C9, CYP2C19"}

# population of the reference -> context of vocabulary.tsv
POPULATIONS = {
    "general": "general", "adult": "adult", "women": "women", "oral": "by mouth", "by mouth": "by mouth", "oral, adult": "by mouth",
    "oral, not adjunct in depression": "not as an add-on in depression", "oral, not as an add-on in depression": "not as an add-on in depression",
    "not adjunct in depression": "not as an add-on in depression", "adjunct in depression": "add-on in depression",
    "CYP2D6 PM": "CYP2D6 poor metabolizer", "breast cancer": "breast cancer", "postpartum depression": "postpartum depression",
    "monthly injection (Maintena)": "Maintena", "monthly injection (Maintena); only at 400 mg and over 14 days": "Maintena",
    "monthly injection (Maintena), CYP2D6 PM": "Maintena", "extended-release, ADHD": "extended-release",
    "adult, diabetic gastroparesis": "diabetic gastroparesis", "adult, reflux disease": "reflux disease",
    "monthly subcutaneous (Perseris)": "Perseris", "not known PM": "not a known poor metabolizer",
    "single start injection (Aristada Initio)": "Aristada Initio", "adult or child over 70 kg": "over 70 kg", "child up to 70 kg": "up to 70 kg",
    "already on cariprazine": "already on it", "started beside it": "started beside it", "insomnia (Silenor)": "Silenor",
    "adult, bipolar, with inducers": "bipolar disorder, adult", "adult, bipolar, with valproate": "bipolar disorder, adult",
    "adult, stable on pitolisant": "already on it", "adult, started beside it": "started beside it", "oral concentrate": "oral concentrate",
    "two-month injection (Asimtufii); poor metabolizer alone: 720 mg": "Asimtufii", "monthly injection (Invega Sustenna)": "Invega Sustenna",
}
JURISDICTIONS = {"US": "US label", "EMA": "EU label", "UK": "UK guidance"}

# (victim, start of the actor, jurisdiction) -> cells of ours, each for a reason
FIXES = {
    ("clozapine", "strong CYP1A2", "US"): {"also": "-"},	# the label asks for no level here
    ("clozapine", "fluvoxamine", "US"): {"dose": "seizures and low blood pressure seen; the label of clozapine has the amount"},
    ("duloxetine", "strong CYP1A2", "US"): {"actor_examples": "fluvoxamine;ciprofloxacin;enoxacin"},	# cimetidine is not strong
    ("clopidogrel", "CYP2C19 inhibitor", "US"): {"actor_examples": "-"},	# the examples are not the label's
    ("olanzapine", "carbamazepine", "US"): {"enzyme": "CYP1A2"},
    ("lamotrigine", "valproate", "US"): {"dose": "started beside it: 25 mg every other day; target in bipolar disorder 100 mg/day", "dose_factor": "-"},
    ("buspirone", "CYP3A4 inhibitor", "US"): {"dose": "low starting dose", "dose_ceiling": "-", "dose_unit": "-"},	# 2.5 mg was not read
    ("pimavanserin", "strong CYP3A4 inhibitor", "US"): {"dose": "10 mg once daily", "dose_factor": "-"},
    ("lumateperone", "strong CYP3A4 inhibitor", "US"): {"dose_factor": "-"}, ("lumateperone", "moderate CYP3A4", "US"): {"dose_factor": "-"},
    ("zuranolone", "strong CYP3A4 inhibitor", "US"): {"dose_factor": "-"},
    ("dextromethorphan / bupropion", "strong CYP2D6", "US"): {"dose_factor": "-"},
    ("vilazodone", "strong CYP3A4 inducer", "US"): {"dose_factor": "2"},
    ("risperidone", "strong CYP2D6", "US"): {"dose": "lower start, slow titration, at most 8 mg/day"},
    ("tizanidine", "other CYP1A2", "US"): {"actor": "moderate or weak CYP1A2 inhibitor"},
    ("phenytoin", "cenobamate", "US"): {"dose": "lower gradually", "dose_factor": "-"},	# the amount was not read
    ("asenapine", "fluvoxamine", "US"): {"dose": "-"},
    ("bupropion", "ritonavir or", "US"): {"dose": "may need more, never above the maximum"},
    ("mirtazapine", "strong CYP3A4 inducer", "US"): {"dose": "lower again when it is stopped"},
    ("olanzapine", "CYP1A2 inhibitor", "US"): {"actor": "fluvoxamine"},
    ("olanzapine / samidorphan", "opioid", "US"): {"form": "Lybalvi", "population": "general"},
}
# Two situations of one row: (cells of the first, cells of the second)
SPLITS = {
    ("lurasidone", "moderate CYP3A4 inhibitor", "US"): (
        {"population": "already on it", "dose": "x0.5", "dose_ceiling": "-", "dose_unit": "-", "also": "-"},
        {"population": "started beside it", "dose": "start 20 mg/day, at most 80 mg/day", "dose_factor": "-", "action": "limit_max_dose", "also": "reduce_start_dose"}),
    ("suvorexant", "moderate CYP3A4 inhibitor", "US"): (
        {"action": "limit_max_dose", "dose": "5 mg, at most 10 mg where that is not enough", "dose_factor": "-", "also": "-"},),
    ("lamotrigine", "carbamazepine", "US"): (
        {"population": "bipolar disorder, adult", "dose": "start 50 mg/day; target up to x2, at most 400 mg/day", "dose_factor": "-"},),
    # the note of the row: poor metabolizers and inhibitors may need less (sections 8 and 12)
    ("brivaracetam", "rifampin", "US"): ({}, {"actor": "strong or moderate CYP2C19 inhibitor", "actor_role": "inhibitor", "effect": "raises",
                                              "action": "caution", "also": "reduce_if_adverse", "dose": "a lower dose may be needed",
                                              "dose_factor": "-", "label_section": "8,12"}),
    # the label lists those that act on the other enzymes of warfarin too
    ("warfarin", "CYP2C9 inhibitor", "US"): ({}, {"actor": "CYP1A2 or CYP3A4 inhibitor", "enzyme": "CYP1A2 or CYP3A4", "actor_examples": "-"}),
    ("vilazodone", "strong CYP3A4 inducer", "US"): ({"dose": "up to x2 over 1-2 weeks, at most 80 mg/day"},),
}
# Rules that the reference does not have, read in copies of the labels (package inserts of Imitrex, Maxalt, Tosymra and extended-release tramadol)
SEROTONIN = {"effect": "reaction", "action": "caution", "also": "monitor_clinical", "dose": "watch for serotonin syndrome"}
APART = {"effect": "reaction", "action": "contraindicated", "also": "-", "dose": "14 days apart"}
OWN = [
    {"victim": "tramadol", "actor": "SSRI, SNRI, TCA or triptan", "label_section": "5.3", **SEROTONIN},
    {"victim": "sumatriptan", "actor": "MAO-A inhibitor", "label_section": "4,7", **APART},
    {"victim": "rizatriptan", "actor": "MAO-A inhibitor", "label_section": "4,7.5", **APART},
    {"victim": "sumatriptan", "actor": "SSRI, SNRI or TCA", "label_section": "5.7,7", **SEROTONIN},
    {"victim": "rizatriptan", "actor": "SSRI, SNRI or TCA", "label_section": "5.7,7.4", **SEROTONIN},
    {"victim": "triptan", "actor": "SSRI, SNRI or TCA", "label_section": "5.7 of sumatriptan", **SEROTONIN},	# which names them all
]
UNSAID = dict.fromkeys("form enzyme actor_examples actor_role dose_factor dose_ceiling dose_unit label label_date label_version".split(), "-") | {
    "population": "general", "jurisdiction": "US", "how": "read in a stored page", "evidence_status": "C"}
# Days that the label keeps two medicines apart, where its words in the reference say so
DAYS = re.compile(r"(\d+) days|at least (\d+) weeks|within (\d+) weeks")
FROM_MG = {"desvenlafaxine 400 mg/day": "400"}
STOPPED = {"fluoxetine stopped before"}
# Index substrates of studies, Table 2 of Tornio 2019: medicine and enzyme
INDEX = {"CYP1A2": "caffeine melatonin theophylline tizanidine", "CYP2B6": "bupropion efavirenz esketamine ketamine",
         "CYP2C9": "flurbiprofen fluvastatin tolbutamide warfarin", "CYP2C19": "lansoprazole omeprazole pantoprazole rabeprazole",
         "CYP2D6": "desipramine dextromethorphan metoprolol nebivolol"}
INDEX_CITATION = ("index substrates, doi:10.1002/cpt.1435, table 2", "tornio-2019")
# Sensitive and moderately sensitive substrates of FDA's table, content of 2026-05-29: those that two extracts, made by different
# people, have alike (akarales/drug-interaction-visualizer at 7b91b4c, utsav-s-r/Medicine-Interaction-Analysis at ad39400). Of
# venlafaxine FDA names the enantiomers apart, R-venlafaxine is the sensitive one. Its CYP3A is CYP3A4 here.
SENSITIVE = {
    "CYP1A2": "alosetron caffeine duloxetine melatonin ramelteon tasimelteon tizanidine", "CYP2B6": "bupropion", "CYP2C19": "omeprazole",
    "CYP2C9": "celecoxib", "CYP2D6": "atomoxetine desipramine dextromethorphan eliglustat nebivolol perphenazine tolterodine venlafaxine",
    "CYP3A4": "alfentanil avanafil budesonide buspirone conivaptan darifenacin darunavir dasatinib dronedarone eletriptan eplerenone everolimus "
              "felodipine ibrutinib indinavir isavuconazole ivabradine lomitapide lovastatin lurasidone maraviroc midazolam naloxegol nisoldipine "
              "quetiapine saquinavir sildenafil simvastatin sirolimus tacrolimus ticagrelor tipranavir tolvaptan triazolam vardenafil venetoclax",
}
MODERATELY_SENSITIVE = {
    "CYP1A2": "clozapine pirfenidone theophylline", "CYP2B6": "efavirenz", "CYP2C19": "diazepam lansoprazole rabeprazole voriconazole",
    "CYP2C9": "glimepiride phenytoin tolbutamide warfarin",
    "CYP2D6": "imipramine metoprolol nortriptyline pimozide propafenone propranolol tramadol trimipramine",
    "CYP3A4": "alprazolam aprepitant atorvastatin brigatinib colchicine eliglustat loperamide pimozide rilpivirine rivaroxaban tadalafil",
}
FDA_CITATION = "FDA examples table 2026-05-29, %s substrate"

COLUMNS = ["row_id", "drug", "form", "enzyme", "who", "actors", "beside", "needs", "when", "days", "from_mg", "effect", "action", "also",
           "dose", "dose_factor", "dose_ceiling", "dose_start", "dose_unit", "context", "rule_of", "label", "year", "citation", "source"]
GENE = re.compile(r"CYP\w+")


def fail(text):
    sys.exit(f"convert_labels.py: {text}")


def fold(name):
    """As src/lib/tables/name_fold.c: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def rows(path):
    lines = [line for line in open(path, encoding="utf-8", newline="") if not line.startswith(("# ", "##"))]
    lines[0] = lines[0].lstrip("#")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def items(text):
    return [item.strip() for item in text.split(";") if item.strip() and item.strip() != "-"]


def names_of(tables):
    """folded name -> how the tables call the medicine"""
    out = {}
    for row in rows(os.path.join(tables, "medicine_names.tsv")):
        if row["kind"] != "code" and ";" not in row["medicine"]:
            out[fold(row["name"])] = row["medicine"]
    for table, column in (("drugs", "drug"), ("agents", "agent")):
        for row in rows(os.path.join(tables, table + ".tsv")):
            for name in [row[column], *items(row["names"])]:
                out[fold(name)] = row[column]
    return out


class Reader:
    def __init__(self, tables, folder):
        self.names, self.named = names_of(tables), named_by_labels(folder)
        self.genes = {row["gene"] for row in rows(os.path.join(tables, "conversion_methods.tsv"))}
        self.unknown = set()

    def words(self, text):
        """Names of the dictionary and classes for words of the reference."""
        out = []
        for word in items(WORDS.get(text.lower(), text)):
            if word.startswith("@"):
                out.append(word)
            elif fold(word) in self.names:
                out.append(self.names[fold(word)])
            else:
                self.unknown.add(word)
        return out

    def strengths(self, text):
        """"strong or moderate CYP3A4 inhibitor" -> each strength of each enzyme"""
        genes = [gene for gene in GENE.findall(text) if gene in self.genes]
        effect = re.search(r"inhibitor|inducer", text)
        found = [s for s in ("strong", "moderate", "weak") if re.search(rf"\b{s}\b", text)] or ["strong", "moderate"]
        return [f"{gene} {strength} {effect[0]}" for gene in genes for strength in found] if genes and effect else []

    def one_side(self, text):
        if text in WHO:
            return [w if w.startswith("@") or GENE.match(w) else "".join(self.words(w)) for w in items(WHO[text])]
        found = self.strengths(text)
        if found:
            return found
        out = []
        for word in re.split(r", | or ", re.sub(r"\s*\(.*?\)", "", text) if fold(text) not in self.names else text):
            out += self.words(word)
        return out

    def actors(self, row):
        """actors, what must be there beside them"""
        text = row["actor"]
        if " in a " not in text and " with " in text and text not in WHO:
            sides = [self.one_side(side) for side in text.split(" with ")]
        else:
            sides = [self.one_side(re.sub(r" in a (known )?CYP2D6 poor metabolizer", "", text) if text not in WHO else text), []]
        if row["victim"] not in BY_EXAMPLES and not sides[1]:
            genes = {item.split()[0] for item in sides[0] if GENE.match(item)}
            named = [agent for gene, agent in self.named.get((row["victim"], row["actor_role"]), []) if genes & set(GENE.findall(gene))]
            for example in items(row["actor_examples"]) + named:
                sides[0] += self.words(example)
        return [list(dict.fromkeys(filter(None, side))) for side in sides]

    def victims(self, row):
        if row["victim"] in BY_EXAMPLES:
            listed = [item.replace(" ", "_") for item in items(row["actor_examples"])]
            listed = [name for item in listed for name in (VICTIMS["TCA"] if item == "TCA" else [item])]
        else:
            listed = VICTIMS.get(row["victim"], [row["victim"].replace(" ", "_")])
        out = []
        for name in listed:
            known = self.names.get(fold(name.replace("_", " ")))
            if known and known not in out:
                out.append(known)
            if not known:
                self.unknown.add(name)
        return out


def named_by_labels(folder):
    """Whom a label names as acting on its medicine, without a strength: (medicine, effect) -> names"""
    out = {}
    for row in rows(os.path.join(folder, "inhibitors_additional.tsv")):
        found = re.match(r"label of (\w+)$", row["classified_by"])
        if found and row["evidence_status"] == "C" and row["strength"] in ("unclassified", "weak"):
            out.setdefault((found[1], row["effect"]), []).append((row["gene"], row["agent"]))
    return out


def is_taken_over(row):
    return (row["evidence_status"] == "C" and row["jurisdiction"] in JURISDICTIONS and row["actor"] not in NOT_TOLD)


def situations(row):
    """The row, mended, once for each situation that it holds."""
    def find(table):
        return next((value for key, value in table.items()
                     if key[0] == row["victim"] and row["actor"].startswith(key[1]) and key[2] == row["jurisdiction"]), None)
    row = {**row, **(find(FIXES) or {})}
    return [{**row, **cells} for cells in find(SPLITS) or ({},)]


def days_apart(row):
    """What the label says of days after the actor was stopped."""
    if row["action"] != "contraindicated" and row["actor"] not in STOPPED:
        return "-"
    found = DAYS.search(row["dose"])
    if not found or not re.search(r"apart|before|after|wait|within|MAO inhibitor|^\d+ days$", row["dose"] + row["actor"]):
        return "-"
    return found[1] or str(7 * int(found[2] or found[3]))


def citation(row):
    section = "" if row["label_section"] == "-" else ", section " + row["label_section"].replace(",", ", ")
    return f"{row['label']} {row['label_date']}{section}" if row["label"] != "-" else (section[2:] or "read in a stored page")


def year(row):
    found = re.match(r"\d{4}", row["label_date"]) or re.search(r"\((\d{4})", row["how"])
    return found[0].strip("(") if found else "-"


def cells(reader, row, drug):
    actors, beside = reader.actors(row)
    number, unit = row["dose_ceiling"], row["dose_unit"]
    is_start = unit == "mg start"
    population = row["population"] if row["population"] in POPULATIONS.values() else POPULATIONS[row["population"]]
    form = row["form"] if row["form"] in ("-", "oral", "extended-release") else "=" + row["form"]
    enzymes = [gene for gene in GENE.findall(row["enzyme"])] or ([row["enzyme"]] if row["enzyme"].startswith("UGT") else [])
    return {
        "drug": drug, "form": form, "enzyme": ";".join(enzymes) or "-", "who": row["actor"], "actors": ";".join(a for a in actors if a != drug),
        "beside": ";".join(beside) or "-", "needs": "CYP2D6 PM" if "CYP2D6 PM" in row["population"] or "poor metabolizer" in row["actor"] else "-",
        "when": "stopped" if row["actor"] in STOPPED else "-", "days": days_apart(row), "from_mg": FROM_MG.get(row["actor"], "-"),
        "effect": row["effect"], "action": row["action"], "also": row["also"],
        "dose": row["dose"].replace("x1/3", "one third of the usual").replace("x1/6", "one sixth of the usual"), "dose_factor": row["dose_factor"],
        "dose_ceiling": "-" if is_start else number, "dose_start": number if is_start else "-", "dose_unit": "mg" if is_start else unit,
        "context": population, "rule_of": JURISDICTIONS[row["jurisdiction"]], "label": row["label"], "year": year(row), "citation": citation(row),
        "source": "us-labels" if row["label"] != "-" else "label-pages",
    }


def substrates(out, reader):
    """medicine and enzyme of every rule by which something is broken down more or less -> the first label that has it"""
    found = {}
    for row in out:
        if row["action"] == "standard" or row["effect"] in ("none", "unclear", "reaction"):
            continue
        for gene in sorted((set(row["enzyme"].split(";")) | set(GENE.findall(row["actors"] + row["beside"]))) & reader.genes):
            best, key = found.get((row["drug"], gene)), (row["drug"], gene)
            if not best or best[1] == "label-pages" and row["source"] == "us-labels":
                found[key] = (f"{row['rule_of']} {row['citation']}", row["source"])
    for listed, what in ((SENSITIVE, (FDA_CITATION % "sensitive", "fda-cyp-2026-05")),
                         (MODERATELY_SENSITIVE, (FDA_CITATION % "moderately sensitive", "fda-cyp-2026-05")), (INDEX, INDEX_CITATION)):
        for gene, drugs in listed.items():
            for drug in drugs.split():
                found.setdefault((reader.names[fold(drug)], gene), what)
    return [(drug, gene, *found[drug, gene]) for drug, gene in sorted(found, key=lambda pair: (pair[0].lower(), pair[1]))]


def identity(row):
    """FNV-1a of what the rule is about"""
    value = 0x811c9dc5
    for byte in "\t".join(row[c] for c in ("rule_of", "drug", "form", "context", "who", "enzyme", "action", "citation")).encode():
        value = (value ^ byte) * 0x01000193 & 0xffffffff
    return f"label-{row['drug'].replace(' ', '_')}-{value:08x}"


def check_stricter(out):
    """No medicine has both "contraindicated" and a dose for the same actors of one label: the stricter one stays."""
    no = {(r["rule_of"], r["drug"], a) for r in out if r["action"] == "contraindicated" and r["form"] == "-" for a in r["actors"].split(";")}
    kept = []
    for row in out:
        if row["action"] != "contraindicated" and row["dose_factor"] != "-":
            left = [a for a in row["actors"].split(";") if (row["rule_of"], row["drug"], a) not in no]
            if not left:
                continue
            row["actors"] = ";".join(left)
        kept.append(row)
    return kept


def write(tables, table, source, columns, lines):
    with open(os.path.join(tables, table + ".tsv"), "w", encoding="utf-8", newline="\n") as out:
        for key, value in (("table", table), ("version", VERSION), ("date", DATE), ("source", source), ("licence", "CC0-1.0")):
            out.write(f"##{key}={value}\n")
        out.write("#" + "\t".join(columns) + "\n")
        for line in lines:
            out.write("\t".join(line) + "\n")


# ---- doses ----

# population of the reference -> in words, from and to which age
AGES = {
    "adult": ("adults", "18", "-"), "adult, outpatient": ("adults, outpatients", "18", "-"), "adult, inpatient": ("adults, in hospital", "18", "-"),
    "older adult": ("65 years and over", "65", "-"), "older adult, over 60": ("over 60 years", "61", "-"), "women": ("women", "18", "-"),
    "men": ("men", "18", "-"), "adult or child": ("adults and children", "-", "-"), "adult or child over 70 kg": ("over 70 kg", "-", "-"),
    "over 30 kg": ("over 30 kg", "-", "-"), "child": ("children", "-", "17"), "child up to 70 kg": ("children up to 70 kg", "-", "17"),
    "30 kg or less": ("30 kg or less", "-", "17"), "adolescent under 51 kg": ("adolescents under 51 kg", "13", "17"),
    "child, Tourette, under 50 kg": ("children under 50 kg", "-", "17"), "child, Tourette, 50 kg or more": ("children of 50 kg or more", "-", "17"),
}
# Units of the reference -> of ours, and how much one of them is
UNITS = {"mg/day": ("mg/day", 1), "mg/month": ("mg/month", 1), "mg/2 weeks": ("mg/2 weeks", 1), "mg/kg/day": ("mg/kg/day", 1),
         "tablet/day": ("tablet/day", 1), "capsule/day": ("capsule/day", 1), "g/night": ("mg/day", 1000)}
PLAIN = ("usual", "older adult", "age over 60", "recommended dose")
DOSE_COLUMNS = ["drug", "form", "population", "indication", "from_age", "to_age", "needs", "low", "high", "unit", "rule_of", "citation", "source"]


def ages(population):
    if population in AGES:
        return AGES[population]
    found = re.match(r"(child|adolescent) (\d+)-(\d+)$", population)
    return (f"{found[2]} to {found[3]} years", found[2], found[3]) if found else None


def span(text, times):
    """"10-15" -> its ends, as they are written; None: no plain number or range"""
    found = re.match(r"([\d.]+)(?:-([\d.]+))?$", text)
    return [f"{float(n) * times:g}" for n in (found[1], found[2] or found[1])] if found else None


def dose_needs(modifier):
    """"-" of a plain row, a gene and a phenotype, None: what acts is in label_interactions.tsv"""
    if modifier.startswith(PLAIN) and not modifier.startswith("older adult,"):
        return "-"
    if modifier.startswith("older adult,"):
        return "-"
    if modifier.startswith("genotype not known"):
        return "CYP2D6 No Result"
    found = re.match(r"(CYP\w+) PM(?! with)", modifier)
    return f"{found[1]} PM" if found else None


def dose_row(reader, row):
    needs, age, unit = dose_needs(row["modifier"]), ages(row["population"]), UNITS.get(row["unit"])
    drug = reader.names.get(fold(row["drug"]))
    if row["evidence_status"] != "C" or needs is None or not age or not unit or not drug:
        return None
    usual, most = span(row["usual"], unit[1]), span(row["maximum"], unit[1])
    low = usual[0] if usual and needs == "-" and int(age[1] if age[1] != "-" else 0) < 61 else "-"
    high = (most or usual or [None, "-"])[1]
    if high == "-":
        return None
    label = re.match(r"(.+?) (\d{4})(\d\d)(\d\d) v\d", row["source"])
    said = f"{label[1]} {label[2]}-{label[3]}-{label[4]}" if label else re.sub(r"^read in a ", "", row["how"])
    return (drug, row["form"], age[0], row["indication"], age[1], age[2], needs, low, high, unit[0], "US label", said,
            "us-labels" if label else "label-pages")


def doses(reader, folder):
    out = [dose_row(reader, row) for row in rows(os.path.join(folder, "dose_limits.tsv"))]
    return sorted(filter(None, out), key=lambda row: row[0].lower())


def members(name, seen=()):
    for item in CLASSES[name].split():
        if item.startswith("@"):
            yield from members(item[1:].replace("_", " "))
        else:
            yield item.replace("_", " ")


def main():
    if not 2 <= len(sys.argv) <= 3:
        fail("usage: convert_labels.py REFERENCE_DIR [TABLES_DIR]")
    tables = sys.argv[2] if len(sys.argv) > 2 else "tables"
    reader = Reader(tables, sys.argv[1])
    out = []
    for row in [*rows(os.path.join(sys.argv[1], "label_interactions.tsv")), *({**UNSAID, **own} for own in OWN)]:
        for one in situations(row) if is_taken_over(row) else []:
            out += [cells(reader, one, drug) for drug in reader.victims(one)]
    out = check_stricter([row for row in out if row["actors"]])
    for row in out:
        row["row_id"] = identity(row)
    if len({row["row_id"] for row in out}) != len(out):
        fail("two rules of one identity: " + str([r["row_id"] for r in out if [x["row_id"] for x in out].count(r["row_id"]) > 1]))
    out.sort(key=lambda row: row["drug"].lower())
    write(tables, "label_interactions", "labels of medicines: what each says of it beside another medicine, or beside smoking", COLUMNS,
          [[row[c] or "-" for c in COLUMNS] for row in out])
    write(tables, "dose_limits", "labels of medicines: usual doses, and ceilings for an age or a result of a gene", DOSE_COLUMNS,
          doses(reader, sys.argv[1]))
    write(tables, "substrates", "labels of medicines, examples of the FDA, and index substrates of studies: enzymes on which others act",
          ["drug", "gene", "citation", "source"], substrates(out, reader))
    classes = sorted({(name, reader.names[fold(m)]) for name in CLASSES for m in members(name) if fold(m) in reader.names})
    reader.unknown |= {m for name in CLASSES for m in members(name) if fold(m) not in reader.names}
    write(tables, "agent_classes", "classes of medicines that labels name, and their members among the medicines that are known by name",
          ["class", "member", "source"], [(*pair, "label-classes") for pair in classes])
    if reader.unknown:
        print("not known by name:", "; ".join(sorted(reader.unknown)), file=sys.stderr)


if __name__ == "__main__":
    main()
