"""fhir_read.py - a stranger who reads bundles: is every phenotype and recommendation of `guide -O j` found again?
usage: fhir_read.py GUIDANCE BUNDLES ACTIONS [all]    (guide -O j and guide -O f of the same people; vocabulary.tsv; all: nothing is folded)

Only what a receiver would know is used: addresses, codes of the profiles, texts as docs/FHIR.md says that they change.
"""
import decimal
import json
import re
import sys

LOINC = "http://loinc.org"
TBD = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs"
TRIAL = "a trial of treatment, as it was recorded"
ANSWERS = {"LA10315-2": "Ultrarapid Metabolizer", "LA25390-8": "Rapid Metabolizer", "LA25391-6": "Normal Metabolizer",
           "LA10317-8": "Intermediate Metabolizer", "LA9657-3": "Poor Metabolizer"}
PROPOSALS = {"alternative": "LA26421-0", "reduce_start_dose": "LA26422-8", "reduce_dose_pct": "LA26422-8", "increase_dose": "LA26423-6"}


def as_fhir(value):
    """Every text as a bundle has it."""
    if isinstance(value, dict):
        return {key: as_fhir(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_fhir(inner) for inner in value]
    if not isinstance(value, str) or not value:
        return value
    text = re.sub("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]", " ", value)
    text = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)
    return text if text.strip(" \t\r\n") else "\ufffd"


def is_code(concept, system, code):
    return any(c.get("system") == system and c.get("code") == code for c in concept.get("coding", []))


def component(o, system, code):
    for each in o.get("component", []):
        if is_code(each["code"], system, code):
            yield each.get("valueCodeableConcept") or each.get("valueString")


def coded(concept):
    """The phenotype that a receiver reads from the code, or from the text where there is no code."""
    for each in concept.get("coding", []):
        return ANSWERS[each["code"]]
    return concept["text"]


class Person:
    def __init__(self, bundle):
        self.at = {e["fullUrl"]: e["resource"] for e in bundle["entry"]}
        self.of = {}
        for resource in self.at.values():
            self.of.setdefault(resource["resourceType"], []).append(resource)
        self.name = self.of["Patient"][0]["identifier"][0]["value"]
        self.is_transaction = bundle["type"] == "transaction"
        self.report = self.of["DiagnosticReport"][0]
        self.notes = [line for e in self.report["extension"] if "valueAnnotation" in e for line in e["valueAnnotation"]["text"].split("\n")]
        self.sentences = [s for e in self.report["extension"] if "valueAnnotation" in e for s in sentences(e["valueAnnotation"]["text"])]
        self.genotypes, self.implications = {}, []
        self.measured = [o for o in self.of.get("Observation", []) if "meta" not in o]
        self.procedures = [p for p in self.of.get("Procedure", []) if "meta" not in p]
        statements = self.of.get("MedicationStatement", [])
        self.trials = [m for m in statements if TRIAL in [n["text"] for n in m.get("note", [])]]
        self.statements = [m for m in statements if m not in self.trials]
        for o in self.of.get("Observation", []):
            if o in self.measured:
                continue
            if is_code(o["code"], LOINC, "84413-4"):
                gene = next(component(o, LOINC, "48018-6"))["text"]
                self.genotypes[gene] = o
            else:
                self.implications.append(o)

    def rests_on(self, o):
        return {gene for d in o["derivedFrom"] for gene, g in self.genotypes.items() if self.at[d["reference"]] is g}

    def about(self, drug):
        return [o for o in self.implications if any(m["text"] == drug for m in component(o, LOINC, "51963-7"))]

    def says(self, o, drug=None):
        """Its conclusion; where it has none, what its proposals for @drug say."""
        return list(component(o, TBD, "conclusion-string")) or [t["description"] for t in self.tasks(o, drug)]

    def tasks(self, o, drug):
        return [t for t in self.of.get("Task", []) if self.at[t["reasonReference"]["reference"]] is o
                and t["input"][0]["valueCodeableConcept"]["text"] == drug]

    def notes_of(self, o, line):
        """What is said beside: of the implication, and of the proposal for the line."""
        tasks = [t for t in self.tasks(o, line["drug"]) if t["description"] == line["guidance"]]
        return [text for r in [o] + tasks for n in r.get("note", []) for text in n["text"].split("\n")]


def row_of(o):
    return [row for e in o.get("extension", []) if "valueRelatedArtifact" in e for row in e["valueRelatedArtifact"].get("label", "").split(", ") if row]


def sentences(note):
    """The sentences of a note, each with its flags: of several of one result this stands once, with the flags that all have."""
    head, common, out = "", set(), []
    for line in note.split("\n"):
        text, flags = re.fullmatch(r"(.*?)(?: \[([A-Za-z0-9_, -]+)\])?", line, re.S).groups()
        flags = set(flags.split(", ")) if flags else set()
        if line.startswith("- "):
            out.append((head + " " + text[2:], common | flags))
        elif text.endswith(":"):
            head, common = text, flags
        else:
            out.append((text, flags))
    return out


def genes(person, guide, say):
    for gene in guide["genes"]:
        name = gene["gene"]
        genotype = person.genotypes.get(name)
        if genotype is None:
            say("no genotype of %s" % name)
            continue
        for candidate in gene.get("candidates", []):
            if candidate.get("diplotype") and candidate["diplotype"] not in genotype["valueCodeableConcept"]["text"]:
                say("%s: %s is lost" % (name, candidate["diplotype"]))
        if gene.get("status") == "no_call" and "no call" not in genotype["valueCodeableConcept"]["text"]:
            say("%s: a no-call is lost" % name)
        if gene.get("copies") == "not_assessed" and not any("gene copies" in n["text"] for n in genotype["note"]):
            say("%s: nothing says that copies were not assessed" % name)
        alone = [o for o in person.implications if person.rests_on(o) == {name} and not list(component(o, LOINC, "51963-7"))]
        phenotypes = {coded(c) for o in alone for c in component(o, TBD, "therapeutic-implication")}
        implies = gene.get("status") != "no_call" or gene.get("candidates")  # a no-call implies nothing
        if gene.get("phenotype") and implies and gene["phenotype"] not in phenotypes:
            say("%s: %s is lost, there is %s" % (name, gene["phenotype"], phenotypes))
        score = gene.get("activity_score")
        if isinstance(score, (int, float)) and not any("activity score %g" % score in text for o in alone for text in person.says(o)):
            say("%s: the activity score is lost" % name)


def named(line):
    """gene: result, as the line has it"""
    out, last = {}, None
    for part in (line["phenotype"] or "").split(";"):
        name, colon, text = part.partition(":")
        if colon and "*" not in name:
            out[name], last = text, name
        elif last:
            out[last] += ";" + part
    return out


def alone(person, line, direction):
    """Must the line stand on its own? Its medicine is of the list, it asks for something, or it goes by more than the genotype."""
    listed = {m["medicationCodeableConcept"]["text"].lower() for m in person.statements}
    return (direction.get(line["action"], "none") not in ("usual", "none") or line["drug"].lower() in listed
            or bool(set(line["flags"]) & {"phenoconverted", "enzyme_acted_on", "label_rule"}))


def shared(person, line):
    """The notes whose sentence says of several medicines what the line says of one, by where they stand."""
    before, _, after = line["guidance"].partition(line["drug"])
    if line["action"] == "no_recommendation" and not line["flags"] and after == ".":
        before, after = silent("No recommendation is given, by source and gene, for:", line)
    if not line["action"] and "no_row" in line["flags"] and after.startswith(" applies."):
        before, after = silent("No row of the source applies to the result, by source and gene; this does not mean that the usual dose suits:", line)
    before_and_after = re.compile(re.escape(before) + "(.*)" + re.escape(after), re.S)
    places = [(None, s) for s in person.sentences]
    places += [(o, s) for o in person.implications if not list(component(o, LOINC, "51963-7")) for n in o.get("note", []) for s in sentences(n["text"])]
    return [o for o, (text, flags) in places for m in [before_and_after.fullmatch(text)]
            if m and line["drug"] in m.group(1).split(", ") and flags == set(line["flags"])]


def silent(words, line):
    """What stands before and after the medicines where a source is silent."""
    return "%s %s, %s: " % (words, line["source"], " and ".join(named_result(line))), ""


def line_is_folded(person, line, direction, say):
    """Is it told in a sentence that it shares, at its gene if it has one alone?"""
    where = shared(person, line)
    if not where:
        return False
    if alone(person, line, direction):
        say("%s: %s is folded, and must stand on its own" % (line["drug"], line["guidance"]))
    for o in where:
        if o and person.rests_on(o) != set(named_result(line)):
            say("%s: %s is told of other genes" % (line["drug"], line["guidance"]))
    return True


def named_result(line):
    return named({"phenotype": line["gene_result"]})


def line_is_found(person, line, say):
    mine = [o for o in person.about(line["drug"]) if line["guidance"] in person.says(o, line["drug"]) and line["row_id"] in (row_of(o) or [None])]
    known = {gene for gene in named(line) if gene in person.genotypes}
    if not known:
        flags = " [%s]" % ", ".join(line["flags"]) if line["flags"] else ""
        if not any(line["guidance"] in n and line["drug"] in n and (line["row_id"] or "") in n and n.endswith(flags) for n in person.notes):
            say("%s: %s is neither implied nor told" % (line["drug"], line["guidance"]))
        return None
    mine = [o for o in mine if person.rests_on(o) == known]
    if not mine:
        say("%s: no implication says %s" % (line["drug"], line["guidance"]))
        return None
    o = mine[0]
    told = [(c["text"], coded(c)) for c in component(o, TBD, "therapeutic-implication")]
    for gene, text in named(line).items():
        plain = text.split(" (")[0]
        if gene not in known or text == "No Result":
            continue
        own = [coded(c) for p in person.implications if person.rests_on(p) == {gene} and not list(component(p, LOINC, "51963-7"))
               for c in component(p, TBD, "therapeutic-implication")]
        if any(t.startswith(gene + " ") for t, _ in told):
            own = []
        if plain not in own and not any(t.startswith(gene + " ") and (code == plain or t == "%s %s" % (gene, text.replace("|", " or "))) for t, code in told):
            say("%s: the result %s of %s is lost: %s" % (line["drug"], text, gene, told))
    notes = person.notes_of(o, line)
    codes = {code for note in notes for code in note.split(", ")}
    for flag in line["flags"]:
        if flag not in codes:
            say("%s: the flag %s is lost" % (line["drug"], flag))
    grades = [c["text"] for c in component(o, LOINC, "93044-6")]
    if not set(line["evidence"]) <= set(grades) or (grades != list(dict.fromkeys(line["evidence"])) and not set(line["evidence"]) <= set(notes)):
        say("%s: the evidence is another" % line["drug"])
    return o


def proposal(person, line, o, direction, say):
    tasks = [t for t in person.tasks(o, line["drug"]) if t["description"] == line["guidance"]]
    wants = direction.get(line["action"]) not in (None, "usual", "none")
    if len(tasks) != int(wants):
        say("%s: %d proposals for %s" % (line["drug"], len(tasks), line["action"]))
    for task in tasks:
        action = line["action"]
        if action in ("avoid", "contraindicated"):
            action = "alternative" if "alternative" in line["also"] else None
        have = [c["code"] for c in task.get("code", {}).get("coding", [])]
        if have != ([PROPOSALS[action]] if action in PROPOSALS else []):
            say("%s: %s is coded as %s" % (line["drug"], line["action"], have))


def conversion(person, guide, line, o, say):
    """By genotype and as converted, side by side, with the medicine that decides."""
    for c in guide["phenoconversion"]:
        if c["drug"] != line["drug"] or c["selects"] != line["source"]:
            continue
        by_genotype = [p for p in person.about(line["drug"]) if c["text"] in person.says(p) and p is not o]
        if not by_genotype or c["genetic"]["phenotype"] not in {coded(x) for p in by_genotype for x in component(p, TBD, "therapeutic-implication")}:
            say("%s: the result by genotype is not beside the converted one" % line["drug"])
        because = [person.at[e["valueReference"]["reference"]]["medicationCodeableConcept"]["text"]
                   for e in o.get("extension", []) if e["url"].endswith("workflow-supportingInfo")]
        if not any(c["because_of"] in text for text in because):
            say("%s: %s is not named as the medicine that decides" % (line["drug"], c["because_of"]))
        if not any("estimated" in x["text"] for x in component(o, TBD, "therapeutic-implication")):
            say("%s: nothing says that the result is an estimate" % line["drug"])
        return
    say("%s: converted without conversion" % line["drug"])


def medicines(person, guide, say):
    taken = [i["name"] for i in guide["context"].get("items", []) if i["kind"] == "medicine"]
    have = [m["medicationCodeableConcept"]["text"] for m in person.statements]
    if sorted(set(taken)) != sorted(set(have)):
        say("medicines are %s, not %s" % (have, taken))


OUTCOMES = {"none": "no effect recorded", "partial": "partial effect recorded", "response": "recorded as response", "remission": "recorded as remission",
            "lost": "effect recorded as lost later", "unknown": "outcome not known"}


def says_score(o, item):
    """Is it this score, with its answers?"""
    detail = item.get("detail") or {}
    if o["effectiveDateTime"] != item["start"][:10] or o["category"][0]["coding"][0]["code"] != "survey":
        return False
    if "valueQuantity" in o and float(o["valueQuantity"]["value"]) != float(item["value"] or "nan"):
        return False
    have = [c[key] for c in o.get("component", []) for key in c if key.startswith("value")]
    want = [int(detail[k]) for k in ("item9", "item10", "ideation") if k in detail] + [detail["behaviour"] == "yes" for _ in [0] if "behaviour" in detail]
    return "interpretation" not in o and "referenceRange" not in o and have == want + [detail["period"] for _ in [0] if "period" in detail]


def says_level(o, item):
    detail = item.get("detail") or {}
    if o["effectiveDateTime"] != item["start"][:10] or o["category"][0]["coding"][0]["code"] != "laboratory":
        return False
    value = o["valueQuantity"]
    flags = [c["code"] for i in o.get("interpretation", []) for c in i["coding"]]
    notes = " / ".join(n["text"] for n in o.get("note", []))
    if flags != [detail["flag"][0].upper() for _ in [0] if "flag" in detail] or not all(detail[k] in notes for k in ("assay", "specimen", "lastdose") if k in detail):
        return False
    return value["unit"] == item["unit"] and value.get("comparator", "") + str(value["value"]) == re.sub("^(<?)0+([0-9])", r"\1\2", item["value"])


def says_period(period, item):
    return period.get("start") == item["start"] and period.get("end") == item["stop"]


def record(person, guide, say):
    """Every score, level, trial and procedure of the context, once, by its own day; nothing else."""
    open_ = {"score": [o for o in person.measured], "lab": [o for o in person.measured], "trial": list(person.trials), "procedure": list(person.procedures)}
    n, seen = 0, []
    for item in guide["context"].get("items", []):
        detail = item.get("detail") or {}
        if item["kind"] not in open_ or item in seen:  # the same twice is the same resource
            continue
        seen.append(item)
        if item["state"] == "planned" and item["kind"] in ("score", "lab"):
            if not any(item["start"] in note and item["name"] in note for note in person.notes):
                say("the planned %s is lost" % item["name"])
            continue
        test = {"score": lambda o: says_score(o, item), "lab": lambda o: says_level(o, item),
                "trial": lambda m: m["medicationCodeableConcept"]["text"] == item["name"] and m["status"] == "completed" and says_period(m.get("effectivePeriod", {}), item)
                and ("outcome" not in detail or OUTCOMES[detail["outcome"]] in [x["text"] for x in m["note"]]),
                "procedure": lambda p: p["code"]["text"] == item["name"] and says_period(p.get("performedPeriod", {}), item)
                and p.get("outcome", {}).get("text") == OUTCOMES.get(detail.get("outcome"))}[item["kind"]]
        # a trial of a procedure is a procedure; what nothing tells is a note
        for kind in dict.fromkeys([item["kind"], "procedure" if item["kind"] == "trial" else item["kind"]]):
            found = [o for o in open_[kind] if (test(o) if kind == item["kind"] else o["code"]["text"] == item["name"] and says_period(o.get("performedPeriod", {}), item))]
            if found:
                open_[kind].remove(found[0])
                n += 1
                break
        else:
            if not any(item["name"] in note and note.startswith("trial: ") for note in person.notes):
                say("%s %s of %s is lost" % (item["kind"], item["name"], item["start"]))
    person_n = len(person.measured) + len(person.trials) + len(person.procedures)
    if n != person_n:
        say("%d were measured and tried, %d are there" % (n, person_n))
    results = {r["reference"] for r in person.report.get("result", [])}
    if any(url in results for url, r in person.at.items() if r in person.measured):
        say("what somebody recorded is a result of this report")
    return n


def issues(person, guide, say):
    """Every rule of a label about a medicine in use, with those that act; every dose above a limit; every dose that was compared."""
    text_of = {url: r["medicationCodeableConcept"]["text"] for url, r in person.at.items() if r["resourceType"] == "MedicationStatement"}
    name_of = {i["name"]: i["known_as"] for i in guide["context"].get("items", []) if i["kind"] == "medicine"}
    found = [(i["detail"], {name_of[text_of[r["reference"]]] for r in i["implicated"]}) for i in person.of.get("DetectedIssue", [])]
    taken = set(name_of.values())
    wanted = []
    for rule in guide["label_rules"]:
        if rule["in_use"] and rule["action"] != "standard":
            wanted.append((rule["text"], {rule["drug"]} | {a["name"] for a in rule["actors"]} & taken))
    wanted += [(dose["text"], {dose["drug"]}) for dose in guide["doses"] if dose["comparison"] == "above"]
    ruled = {(rule["drug"], actor["name"]) for rule in guide["label_rules"] for actor in rule["actors"]}
    wanted += [(hit["name"] + " acts on", {hit["drug"], hit["name"]} & taken) for hit in guide["acted_on"]
               if hit["drug"] in taken and (hit["drug"], hit["name"]) not in ruled]
    for text, names in wanted:
        if not any(detail.startswith(text) and has == names for detail, has in found):
            say("no issue says %s of %s" % (text, sorted(names)))
    if len(found) != len(wanted):
        say("%d issues, and %d findings" % (len(found), len(wanted)))
    for dose in guide["doses"]:
        if not any(dose["text"] in [n["text"] for n in s.get("note", [])] for s in person.of.get("MedicationStatement", [])):
            say("%s: the dose is not compared" % dose["drug"])
    return len(found)


def main(guidance, bundles, actions, full=""):
    direction, bad, n = {}, 0, 0
    with open(actions, encoding="utf-8") as fh:
        for row in fh:
            cell = row.rstrip("\n").split("\t")
            if cell[0] == "action":
                direction[cell[1]] = cell[4]
    count = {"lines": 0, "folded": 0, "told": 0, "converted": 0, "people": 0, "proposals": 0, "issues": 0, "recorded": 0}
    with open(guidance, encoding="utf-8", newline="\n") as one, open(bundles, encoding="utf-8", newline="\n") as two:
        lines, entries = list(one), list(two)
    if len(lines) != len(entries) or not lines:
        print("%d people, %d bundles" % (len(lines), len(entries)))
        sys.exit(1)
    for text, entry in zip(lines, entries):
        guide, person, faults = as_fhir(json.loads(text)), Person(json.loads(entry, parse_float=decimal.Decimal)), []
        if person.name != guide["sample"] and not person.is_transaction:
            faults.append("%r is not %r" % (person.name, guide["sample"]))
        genes(person, guide, faults.append)
        medicines(person, guide, faults.append)
        count["recorded"] += record(person, guide, faults.append)
        count["issues"] += issues(person, guide, faults.append)
        for line in guide["guidance"]:
            count["lines"] += 1
            if not full and line_is_folded(person, line, direction, faults.append):
                count["folded"] += 1
                continue
            o = line_is_found(person, line, faults.append)
            if o is None:
                count["told"] += 1
                continue
            proposal(person, line, o, direction, faults.append)
            if "phenoconverted" in line["flags"]:
                count["converted"] += 1
                conversion(person, guide, line, o, faults.append)
        count["people"] += 1
        count["proposals"] += len(person.of.get("Task", []))
        for fault in faults[:10]:
            print("%s: %s" % (guide["sample"][:40], fault))
        bad += len(faults)
    print(count)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
