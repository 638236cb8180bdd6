#!/bin/sh
# Names of medicines: whatever the dictionary has is found by guide --taking, --context and --drugs alike, and a slip of a
# letter in any of sixty names leaves nothing firm, no list complete, and no exit status 0. And the floor: no medicine is usual or
# without guideline unmarked while something strong or moderate acts on an enzyme of it.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
most=60; if sanitized; then most=21; fi
python3 - "$STARDOSE" "$top_srcdir/tables" "$tmp" $most <<'PY' && pass || fail "names of medicines"
import json, os, subprocess, sys

program, tables, folder, most = *sys.argv[1:4], int(sys.argv[4])
failed = 0


def fail(*what):
    global failed
    print("FAIL:", *what)
    failed = 1


def rows(name):
    with open(os.path.join(tables, name), encoding="utf-8") as fh:
        lines = [line.rstrip("\n").split("\t") for line in fh if not line.startswith("##")]
    head = [lines[0][0].lstrip("#"), *lines[0][1:]]
    return [dict(zip(head, line)) for line in lines[1:]]


NAMES = rows("medicine_names.tsv")
KNOWN = {row["name"].lower() for row in NAMES}
for table in ("agents.tsv", "drugs.tsv"):
    for row in rows(table):
        KNOWN.update(name.lower() for name in [row.get("agent") or row["drug"], *row["names"].split(";")])
GENE = {"gene": "CYP2D6", "status": "called",
        "candidates": [{"diplotype": "*1/*1", "phenotype": "Normal Metabolizer", "activity_score": 2}]}


def guide(command, *options, sample_names=("a",)):
    lines = "".join(json.dumps({"sample": name, "genes": [GENE]}) + "\n" for name in sample_names)
    done = subprocess.run([program, command, "-O", "j", "--no-version", *options, "-"], input=lines, capture_output=True, text=True)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def with_context(lists, command="guide", *options):
    """One sample for each list of names."""
    path = os.path.join(folder, "context.tsv")
    with open(path, "w", encoding="utf-8") as fh:
        fh.write("sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n")
        for i, names in enumerate(lists):
            for name in names:
                fh.write("p%d\tmedicine\t%s\t.\t.\t.\t.\t.\n" % (i, name))
    return guide(command, "--context", path, *options, sample_names=["p%d" % i for i in range(len(lists))])


# ---- every row finds what it says ----
code, people, said = with_context([[row["name"]] for row in NAMES], "guide", "--drugs", "codeine")
if code or len(people) != len(NAMES):
    fail("the names of the dictionary: exit", code, said[:300])
for row, person in zip(NAMES, people):
    items = person["context"]["items"]
    if person["context"]["interactions"] != "assessed" or len(items) != len(row["medicine"].split(";")):
        fail(row["name"], "gives", items)
    for item in items:
        if not item["shown_as"].lower().startswith(item["known_as"].lower()) or row["name"].lower() not in item["shown_as"].lower():
            fail(row["name"], "is shown as", item["shown_as"])

# ---- a slip of a letter: sixty names of each kind that is written by hand ----
for kind in ("inn", "form", "brand", "combination"):
    slips = []
    for row in NAMES:
        name = row["name"]
        middle = len(name) // 2
        for slip in (name[:middle] + name[middle + 1:], name[:middle] + "q" + name[middle:], name + "q"):
            # the first word of a brand in several words may be a name of the same medicine
            if kind == "brand" and " " in name:
                continue
            if row["kind"] == kind and len(name) > 5 and slip.lower() not in KNOWN and len(slips) < most:
                slips.append((slip, name))
    if len(slips) < 20:
        fail("only", len(slips), "slips of kind", kind)
    lists = [[slip, "codeine"] for slip, _ in slips]
    code, people, said = with_context(lists)
    _, reports, _ = with_context(lists, "report")
    if code != 1 or len(people) != len(slips) or len(reports) != len(slips):
        fail("slips of kind", kind, "exit", code, "people", len(people))
    for (slip, name), person, report in zip(slips, people, reports):
        item = next(item for item in person["context"]["items"] if item["name"] == slip)
        if person["context"]["interactions"] != "incomplete" or item["state"] != "name_not_known" or item["known_as"]:
            fail(slip, "is taken for", item)
        if len(name) > 7 and not any(near.lower().startswith(name.lower()[:3]) or name.lower() in near.lower() for near in item["nearest"]):
            fail(slip, "has near it", item["nearest"])
        if any("list_incomplete" not in line["flags"] for line in person["guidance"]):
            fail(slip, "leaves lines firm")
        if [one["name"] for one in report["names_not_known"]] != [slip] or not report["is_list_incomplete"]:
            fail(slip, "is not named by the report")
        page = report["first_page"]
        if any(each["usual"] for each in page["classes"]):
            fail(slip, "leaves a medicine firmly usual")

# ---- lists on the command line, and --drugs ----
for text, states in {"codeine paroxetine": ["name_not_known"], "paroxetine, codein": ["current", "current"],
                     "Symbyax 6/25 mg": ["current"] * 2, "rxnorm:32937 20 mg/d": ["current"], "rxnorm:1": ["name_not_known"],
                     "T3": ["name_not_known"], "Cipramol": ["name_not_known"]}.items():
    code, people, said = guide("guide", "--taking", text)
    got = [item["state"] for item in people[0]["context"]["items"]]
    if got != states or code != int("name_not_known" in states):
        fail(text, "gives", got, "exit", code)
for text, drugs in {"atc:N06AB05": {"paroxetine"}, "Contrave": {"bupropion", "naltrexone"}, "opipramol": {"opipramol"},
                    "FLUOXETINA": {"fluoxetine"}}.items():
    code, people, said = guide("guide", "--drugs", text)
    got = {line["drug"] for person in people for line in person["guidance"]}
    if code or got != drugs:
        fail("--drugs", text, "gives", got, "exit", code, said)

# ---- salts: a name with one is that name, before or behind it, in one word or two; a slip in it is still a question ----
SALTS = {"Sertralin-hydrochlorid": "sertraline", "sertraline hydrochloride": "sertraline", "Sertraline HCl 50 mg/d": "sertraline",
         "chlorhydrate de sertraline": "sertraline", "clorhidrato de sertralina": "sertraline", "Metoprololsuccinat": "metoprolol",
         "metoprolol tartrate": "metoprolol", "Lithiumcarbonat": "lithium", "Natriumvalproat": "valproic acid", "Phenytoin-Natrium": "phenytoin",
         "paroxetine hydrochloride hemihydrate": "paroxetine", "Paroxetinhydrochlorid-Hemihydrat": "paroxetine",
         "Haloperidoldecanoat": "haloperidol", "oxalate d'escitalopram": "escitalopram", "aripiprazole lauroxil": "aripiprazole lauroxil",
         "aripiprazole long-acting injection": "aripiprazole"}
code, people, said = with_context([[name] for name in SALTS])
for (name, medicine), person in zip(SALTS.items(), people):
    item = person["context"]["items"][0]
    if code or item["known_as"] != medicine or item["name"] != name or person["context"]["interactions"] != "assessed":
        fail(name, "is", item["known_as"], "exit", code)
for row in rows("vocabulary.tsv"):
    if row["kind"] == "salt":
        SALTS.setdefault("Citalopram " + row["code"], "citalopram")
code, people, said = with_context([[name] for name in SALTS])
if [person["context"]["items"][0]["known_as"] for person in people] != list(SALTS.values()) or len(SALTS) < 100:
    fail("a word for a salt is not known")
SLIPS = ["Sertralim-hydrochlorid", "Metoprolosuccinat", "hydrochlorid", "chlorhydrate de", "Sertralinhydrochlarid", "Sertralin-hydrochlorid Codein"]
code, people, said = with_context([[name] for name in SLIPS])
for name, person in zip(SLIPS, people):
    item = person["context"]["items"][0]
    if code != 1 or item["known_as"] or person["context"]["interactions"] != "incomplete":
        fail(name, "is taken for", item["known_as"])
if not all(any(want in near for near in person["context"]["items"][0]["nearest"])
           for want, person in zip(("sertraline", "metoprolol"), people)):
    fail("a slip in a name with a salt has not the name near it")

# ---- names of classes: asked for the medicine, on both pages, and never firm ----
CLASSES = [row for row in rows("vocabulary.tsv") if row["kind"] == "class_name"]
lists = [[row["code"]] for row in CLASSES] + [["an SSRI"], ["ein Neuroleptikum 5 mg/d"]]
code, people, said = with_context(lists)
_, reports, _ = with_context(lists, "report")
if code != 1 or len(people) != len(lists) or len(lists) < 100:
    fail("names of classes: exit", code, "people", len(people))
for (name,), person, report in zip(lists, people, reports):
    item = person["context"]["items"][0]
    if not item.get("class_name") or item["known_as"] or item["nearest"] or "which one is taken" not in item["text"]:
        fail(name, "is", item)
    if person["context"]["interactions"] != "incomplete" or any("list_incomplete" not in line["flags"] for line in person["guidance"]):
        fail(name, "leaves lines firm")
    if [one["class_name"] for one in report["names_not_known"]] != [item.get("class_name")]:
        fail(name, "is not named by the report")

# ---- the floor: each enzyme of each medicine, beside something strong or moderate that acts on it ----
ACTS = {}
for row in rows("interactions.tsv"):
    if row["strength"] in ("strong", "moderate") and row["effect"] in ("inhibitor", "inducer"):
        ACTS.setdefault(row["gene"], []).append(row["agent"])
MARKS = {"enzyme_acted_on", "phenoconverted", "convention_only", "inhibitor_and_inducer", "no_further_change", "genotype_not_called"}
pairs = [(row["drug"], row["gene"], next(a for a in ACTS[row["gene"]] if a not in row["drug"])) for row in rows("substrates.tsv")]
code, people, said = with_context([[drug, actor] for drug, _, actor in pairs])
_, reports, _ = with_context([[drug, actor] for drug, _, actor in pairs], "report")
if code or len(people) != len(pairs) or len(pairs) < 100:
    fail("medicines beside what acts on their enzymes: exit", code, said[:300])
for (drug, gene, actor), person, report in zip(pairs, people, reports):
    known = next(item["known_as"] for item in person["context"]["items"] if item["name"] == drug)
    mine = [line for line in person["guidance"] if line["drug"] in (drug, known)]
    if not any(MARKS & set(line["flags"]) or any(flag.startswith("unresolved_") for flag in line["flags"]) for line in mine):
        fail(drug, "beside", actor, "on", gene, "is not marked:", len(mine), "lines")
    if not any(actor in line["guidance"] for line in mine):
        fail(drug, "beside", actor, "on", gene, "does not name it")
    medicine = next(now for now in report["medicines_now"] if now["name"] == drug).get("medicine")
    if not medicine or not (medicine["is_doubtful"] or not (medicine["is_usual"] or medicine["is_none"])):
        fail(drug, "beside", actor, "on", gene, "is shown unmarked")
# it is quiet where nothing acts, and for a cream
for text in ("clozapine, nicotine", "tizanidine", "codeine, terbinafine topical", "paliperidone, paroxetine"):
    code, people, said = guide("guide", "--taking", text)
    if code or any("enzyme_acted_on" in line["flags"] for line in people[0]["guidance"] if line["drug"] in text):
        fail(text, "is marked, exit", code)
sys.exit(failed)
PY
done_testing
