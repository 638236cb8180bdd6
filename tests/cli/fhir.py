"""fhir.py - what must hold of the bundles of `stardose guide -O f`: FHIR R4 and the profiles of Genomics Reporting STU3
usage: fhir.py BUNDLES TABLES    (a file of bundles, one on each line; the folder of fhir_codes.tsv and drugs.tsv)

The rules are those of docs/FHIR.md, written down here again and without the program's help.
"""
import base64
import csv
import datetime
import json
import os
import re
import sys
import urllib.parse

# element: least, most, kind of value; what is not listed must not be there
ONE, ANY, SOME, MAYBE = (1, 1), (0, None), (1, None), (0, 1)
RESOURCES = {
    # what was measured and tried has no profile: the rows below it name those that have
    "Patient": {"identifier": (1, 1)},
    "Device": {"deviceName": (1, 1), "version": ANY},
    "MedicationStatement": {"status": ONE, "medicationCodeableConcept": ONE, "subject": ONE, "effectivePeriod": MAYBE, "dosage": MAYBE,
                            "note": ANY},
    "Observation": {"meta": ONE, "extension": ANY, "status": ONE, "category": (2, 2), "code": ONE, "subject": ONE,
                    "effectiveDateTime": MAYBE, "device": MAYBE, "derivedFrom": ANY, "valueCodeableConcept": MAYBE, "note": ANY,
                    "component": ANY},
    "Task": {"meta": ONE, "status": ONE, "intent": ONE, "code": MAYBE, "description": ONE, "focus": MAYBE, "for": ONE, "note": (0, 1),
             "reasonReference": ONE, "input": (1, 1)},
    "survey": {"status": ONE, "category": (1, 1), "code": ONE, "subject": ONE, "effectiveDateTime": ONE, "valueQuantity": MAYBE, "note": ANY, "method": MAYBE,
               "component": ANY},
    "level": {"status": ONE, "category": (1, 1), "code": ONE, "subject": ONE, "effectiveDateTime": ONE, "valueQuantity": ONE, "interpretation": (0, 1),
              "note": ANY, "referenceRange": (0, 1)},
    "done": {"status": ONE, "code": ONE, "subject": ONE, "performedPeriod": MAYBE, "outcome": MAYBE, "note": ANY},
    "Procedure": {"meta": ONE, "extension": SOME, "status": ONE, "category": ONE, "subject": ONE, "performedDateTime": MAYBE},
    "DetectedIssue": {"status": ONE, "code": ONE, "patient": ONE, "implicated": SOME, "detail": ONE, "mitigation": MAYBE},
    "DiagnosticReport": {"meta": ONE, "extension": SOME, "status": ONE, "category": ONE, "code": ONE, "subject": ONE,
                         "effectiveDateTime": MAYBE, "result": ANY, "conclusion": ONE, "presentedForm": (0, 1)},
}
CONCEPT, REFERENCE = {"coding": 0, "text": 0}, {"reference": 1}
PARTS = {  # an element that has elements: those it may have, and whether they must be there
    "identifier": {"system": 0, "value": 1}, "request": {"method": 1, "url": 1, "ifNoneExist": 1}, "input": {"type": 1, "valueCodeableConcept": 1},
    "presentedForm": {"contentType": 1, "data": 1, "title": 1}, "deviceName": {"name": 1, "type": 1}, "version": {"type": 1, "value": 1}, "type": {"text": 0, "coding": 0},
    "coding": {"system": 1, "code": 1, "display": 0}, "category": CONCEPT, "code": CONCEPT, "valueCodeableConcept": CONCEPT,
    "medicationCodeableConcept": CONCEPT, "effectivePeriod": {"start": 0, "end": 0}, "dosage": {"text": 1}, "note": {"text": 1},
    "valueAnnotation": {"text": 1}, "valueReference": REFERENCE, "meta": {"profile": 1}, "entry": {"fullUrl": 1, "resource": 1, "request": 0},
    "mitigation": {"action": 1}, "action": {"text": 1},
    "valueQuantity": {"value": 1, "comparator": 0, "unit": 0, "system": 0, "code": 0}, "low": {"value": 1, "unit": 1, "system": 1, "code": 1},
    "high": {"value": 1, "unit": 1, "system": 1, "code": 1}, "interpretation": CONCEPT, "method": {"text": 1}, "outcome": {"text": 1},
    "performedPeriod": {"start": 0, "end": 0}, "referenceRange": {"low": 0, "high": 0, "type": 1, "text": 1},
    "valueRelatedArtifact": {"type": 1, "label": 0, "display": 0, "citation": 0},
}
LISTS = {"identifier", "deviceName", "version", "dosage", "note", "category", "derivedFrom", "implicated", "mitigation", "component", "extension", "result", "coding",
         "entry", "profile", "input", "presentedForm", "interpretation", "referenceRange"}
# where a reference may lead
TARGETS = {"subject": "Patient", "patient": "Patient", "implicated": "MedicationStatement", "device": "Device", "derivedFrom": "Observation", "focus": "MedicationStatement", "for": "Patient",
           "reasonReference": "Observation", "result": "Observation"}
EXTENSIONS = {  # key of the table: where it may stand, the member with its value
    "recommended-action": ("DiagnosticReport", "valueReference", "Task"),
    "supporting-info": ("DiagnosticReport Observation", "valueReference", "MedicationStatement DetectedIssue Observation Procedure"),
    "note": ("DiagnosticReport", "valueAnnotation", None),
    "study": ("DiagnosticReport", "valueReference", "Procedure"),
    "study-analysis": ("Procedure", "valueReference", "Procedure"),
    "study-build": ("Procedure", "valueCodeableConcept", None),
    "study-device": ("Procedure", "extension", None),
    "study-regions": ("Procedure", "extension", None),
    "related-artifact": ("Observation", "valueRelatedArtifact", None),
}
COMPONENTS = {  # key of the table: profile, least, most, the member with its value
    "gene-studied": ("genotype", 1, None, "valueCodeableConcept"),
    "assembly": ("genotype", 0, None, "valueCodeableConcept"),
    "medication-assessed": ("therapeutic-implication", 0, None, "valueCodeableConcept"),
    "implication": ("therapeutic-implication", 0, None, "valueCodeableConcept"),
    "evidence-level": ("therapeutic-implication", 0, None, "valueCodeableConcept"),
    "conclusion": ("therapeutic-implication", 0, 1, "valueString"),
}
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HGNC = re.compile(r"HGNC:[0-9]+")


def read_table(path):
    with open(path, encoding="utf-8", newline="") as fh:
        rows = [line.rstrip("\n") for line in fh if not line.startswith("##")]
    rows[0] = rows[0].lstrip("#")
    return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_day(text):
    try:
        return bool(DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def loinc_digit(code):
    """The check digit of a code of LOINC: mod 10 over the digits, every second one from the right doubled."""
    digits = code.partition("-")[0]
    return str(-sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(digits))) % 10)


def kind_of(resource):
    """The row of RESOURCES: what was measured and tried has no profile, and is told apart by category and value."""
    kind = resource["resourceType"]
    if kind == "Observation" and "meta" not in resource:
        return {"survey": "survey", "laboratory": "level"}.get(resource["category"][0]["coding"][0]["code"], kind)
    return "done" if kind == "Procedure" and "meta" not in resource else kind


class Codes:
    def __init__(self, folder):
        self.rows = {(row["kind"], row["key"]): row for row in read_table(os.path.join(folder, "fhir_codes.tsv"))}
        self.codings = {(row["system"], row["code"], row["display"]) for row in self.rows.values() if row["system"] != "-"}
        # what a profile fixes stands without words
        self.fixed = {(row["system"], row["code"]) for (kind, _), row in self.rows.items() if kind in ("component", "code")}
        self.rxnorm = self.rows["system", "rxnorm"]["system"]
        self.drugs = {(row["rxnorm"], row["drug"]) for row in read_table(os.path.join(folder, "drugs.tsv"))}
        self.drugs |= {(row["name"][len("rxnorm:"):], row["medicine"]) for row in read_table(os.path.join(folder, "medicine_names.tsv"))
                       if row["name"].startswith("rxnorm:")}
        self.loinc = self.rows["system", "loinc"]["system"]
        scales, analytes = read_table(os.path.join(folder, "scales.tsv")), read_table(os.path.join(folder, "analytes.tsv"))
        self.measured = {(self.loinc, code) for row in scales for code in (row["loinc"], row["loinc_item"])} | {(self.loinc, row["loinc"]) for row in analytes}
        self.measured |= {(self.rows["system", "scale"]["system"], row["scale"]) for row in scales if row["loinc"] == "-"}

    def code(self, kind, key):
        return self.rows[kind, key]["code"]

    def known(self, coding):
        if coding.get("system") == self.rxnorm:
            return any(coding.get("code") == code and coding.get("display", name) == name for code, name in self.drugs)
        if coding.get("system") == self.loinc and not coding["code"].startswith("LA") and loinc_digit(coding["code"]) != coding["code"][-1]:
            return False
        if "display" not in coding and (coding.get("system"), coding.get("code")) in self.measured | self.fixed:
            return True
        return (coding.get("system"), coding.get("code"), coding.get("display", "-")) in self.codings

    def is_row(self, concept, kind, key):
        row = self.rows[kind, key]
        return [(c.get("system"), c.get("code")) for c in concept.get("coding", [])] == [(row["system"], row["code"])]


class Check:
    def __init__(self, bundle, codes):
        self.codes, self.faults, self.where = codes, [], "Bundle"
        self.bundle = bundle
        self.by_url = {}

    def say(self, text):
        self.faults.append("%s: %s" % (self.where, text))

    def claim(self, holds, text):
        if not holds:
            self.say(text)

    # ---- every value ----

    def values(self, value, name):
        """FHIR has no null and nothing empty; texts have no control characters; codings are rows of the table."""
        if value is None or value in ("", [], {}):
            self.say("%s is null or empty" % name)
        if isinstance(value, list) != (name in LISTS) and name != "":
            if name != "category":  # that of a procedure is one
                self.say("%s is %sa list" % (name, "" if isinstance(value, list) else "not "))
        self.inside(value, name)

    def inside(self, value, name):
        if isinstance(value, dict):
            for key, inner in value.items():
                self.values(inner, key)
            for key in value if name in PARTS else ():
                self.claim(key in PARTS[name], "an element %s in %s" % (key, name))
            for key, must in PARTS.get(name, {}).items():
                self.claim(key in value or not must, "no %s in %s" % (key, name))
            if name in ("valueQuantity", "low", "high"):
                self.quantity(value)
            elif name == "coding" or {"system", "code"} <= value.keys():
                self.claim(self.codes.known(value), "a coding that no table has: %s" % value)
        elif isinstance(value, str) and name == "data":
            return
        elif isinstance(value, list):
            for inner in value:
                self.claim(inner not in (None, "", {}, []), "an empty item in %s" % name)
                self.inside(inner, name)
        elif isinstance(value, str):
            self.claim(name not in ("valueInteger", "valueBoolean"), "%s is a text" % name)
            bad = [c for c in value if (ord(c) < 32 and c not in "\t\n\r") or 0xd800 <= ord(c) < 0xe000]
            self.claim(not bad, "characters that FHIR forbids in %s" % name)
        elif isinstance(value, bool):
            self.claim(name == "valueBoolean", "%s is yes or no" % name)
        elif isinstance(value, (int, float)):
            self.claim(name == "value" or (name == "valueInteger" and isinstance(value, int)), "%s is a number" % name)
        else:
            self.say("%s is neither text nor object" % name)

    def quantity(self, value):
        self.claim(("system" in value) == ("code" in value), "a system of units without code, or a code without system")
        units = {(r["system"], r["code"]) for (kind, _), r in self.codes.rows.items() if kind == "unit"}
        self.claim("system" not in value or (value["system"], value["code"]) in units, "a unit that no table has: %s" % value)
        self.claim(isinstance(value["value"], (int, float)), "a quantity that is no number")
        self.claim(value.get("comparator", "<") == "<", "a comparator")

    # ---- elements ----

    def elements(self, resource, rules):
        for name in resource:
            self.claim(name == "resourceType" or name in rules, "an element %s" % name)
        for name, (least, most) in rules.items():
            n = len(resource[name]) if isinstance(resource.get(name), list) else int(name in resource)
            self.claim(n >= least and (most is None or n <= most), "%d of %s" % (n, name))

    def reference(self, value, name, want):
        target = self.by_url.get(value.get("reference"))
        self.claim(set(value) == {"reference"} and target is not None, "%s leads nowhere" % name)
        if target:
            self.claim(target["resourceType"] in want.split(), "%s leads to a %s" % (name, target["resourceType"]))
        return target or {}

    def references(self, resource):
        for name, want in TARGETS.items():
            value = resource.get(name, [])
            for one in value if isinstance(value, list) else [value]:
                self.reference(one, name, want)

    def extensions(self, resource):
        keys = {self.codes.code("extension", key): key for key in EXTENSIONS}
        for extension in resource.get("extension", []):
            key = keys.get(extension.get("url"))
            self.claim(key, "an extension %s" % extension.get("url"))
            if not key:
                continue
            places, member, want = EXTENSIONS[key]
            self.claim(resource["resourceType"] in places.split(), "extension %s stands here" % key)
            self.claim(set(extension) == {"url", member}, "extension %s has %s" % (key, sorted(extension)))
            if want and member in extension:
                self.reference(extension[member], key, want)
            if key == "study-regions":
                self.regions(extension[member])
            if key == "study-device":
                self.claim([e["url"] for e in extension[member]] == ["device"], "a device of a study")
                self.reference(extension[member][0].get("valueReference", {}), key, "Device")
            if member == "valueRelatedArtifact":
                self.claim(extension[member].get("type") == self.codes.code("status", "artifact"), "type of an artifact")

    def regions(self, inner):
        """What was looked at: a description, the genes, and those of them without a result."""
        kinds = {"description": "valueString", "studied": "valueCodeableConcept", "uncalled": "valueCodeableConcept"}
        genes = {kind: [] for kind in kinds}
        for each in inner:
            self.claim(set(each) == {"url", kinds.get(each["url"])}, "a region that is none: %s" % each)
            genes[each["url"]].append(each.get("valueString") or each["valueCodeableConcept"]["text"])
        self.claim(len(genes["description"]) == 1, "%d descriptions of regions" % len(genes["description"]))
        self.claim(genes["studied"] and set(genes["uncalled"]) <= set(genes["studied"]), "uncalled, and not studied")
        for gene in genes["studied"]:
            self.claim(" %s " % gene in genes["description"][0].replace(":", " "), "no number of sites of %s" % gene)

    def procedure(self, p):
        kind = "study" if self.codes.code("extension", "study-analysis") in [e["url"] for e in p["extension"]] else "study-analysis"
        self.profile(p, kind)
        self.claim(p["status"] == "completed", "status")
        self.claim(self.codes.is_row(p["category"], "category", "laboratory"), "category")

    def request(self, entry):
        """Created unless there is one with its identifier."""
        request, resource = entry["request"], entry["resource"]
        self.claim(request.get("method") == "POST" and request.get("url") == resource["resourceType"], "a request of another kind")
        self.claim(len(resource.get("identifier", [])) == 1 and resource["identifier"][0].get("system"), "no identifier with a system")
        id_ = resource["identifier"][0]
        name, equals, value = request["ifNoneExist"].partition("=")
        system, bar, value = value.partition("|")
        value = re.sub(r"\\(.)", r"\1", urllib.parse.unquote(value))
        system = re.sub(r"\\(.)", r"\1", urllib.parse.unquote(system))
        self.claim((name, system, value) == ("identifier", id_["system"], id_["value"]), "it asks for something else than its identifier")
        if resource["resourceType"] != "Patient":
            self.claim(id_ == {"system": self.codes.rows["system", "address"]["system"], "value": entry["fullUrl"]}, "an identifier that is not its address")

    def profile(self, resource, key):
        self.claim(resource.get("meta") == {"profile": [self.codes.code("profile", key)]}, "not the profile %s" % key)

    # ---- resources ----

    def observation(self, o):
        kind = "genotype" if self.codes.is_row(o["code"], "code", "genotype") else "therapeutic-implication"
        self.profile(o, kind)
        self.claim(o["status"] == "final", "status")
        for key in ("laboratory", "genetics"):
            self.claim(sum(self.codes.is_row(c, "category", key) for c in o["category"]) == 1, "category %s" % key)
        self.claim(("valueCodeableConcept" in o) == (kind == "genotype"), "a value where none may be, or none where one must be")
        known = "device" in o or any(r["resourceType"] == "Procedure" and "extension" in r for r in self.by_url.values())
        self.claim(known if kind == "genotype" else "device" not in o, "a device where none stands, or none where one must be")
        if kind == "genotype":
            self.claim(o["valueCodeableConcept"].get("text"), "a genotype without text")
            self.claim("derivedFrom" not in o, "a genotype derived from something")
        else:
            self.claim(self.codes.is_row(o["code"], "code", "implication"), "code")
            self.claim(o.get("derivedFrom"), "derived from nothing")
            for one in o.get("derivedFrom", []):
                from_ = self.by_url.get(one["reference"], {})
                self.claim(self.codes.is_row(from_.get("code", {}), "code", "genotype"), "derived from something else than a genotype")
        self.components(o, kind)

    def survey(self, o):
        """A total or what was found, without a grade of it."""
        self.claim(self.codes.is_row(o["category"][0], "category", "survey") and o["status"] == "final", "category or status")
        self.claim("valueQuantity" in o or "component" in o, "a score that says nothing")
        if "valueQuantity" in o:
            unit = self.codes.rows["unit", "score"]
            self.claim((o["valueQuantity"].get("system"), o["valueQuantity"].get("code")) == (unit["system"], unit["code"]), "a score in a unit")
        for component in o.get("component", []):
            self.claim(len(component) == 2 and component["code"].get("text") and {"valueInteger", "valueBoolean", "valueString"} & set(component),
                       "a component of a score: %s" % component)

    def level(self, o):
        self.claim(self.codes.is_row(o["category"][0], "category", "laboratory") and o["status"] == "final", "category or status")
        self.claim("unit" in o["valueQuantity"], "a level without unit")
        for flag in o.get("interpretation", []):
            self.claim(any(self.codes.is_row(flag, "flag", key) for key in ("high", "low", "normal")), "a flag")
        for range_ in o.get("referenceRange", []):
            self.claim(self.codes.is_row(range_["type"], "range", "therapeutic") and {"low", "high"} & set(range_), "a range")
            self.claim(any("hours since the last dose" in n["text"] for n in o.get("note", [])), "a range, and the time since the dose is not known")
            self.claim(range_.get("low", {}).get("value", 0) <= range_.get("high", {}).get("value", 1e9), "a range upside down")

    def done(self, p):
        self.claim(p["status"] in {r["code"] for (kind, _), r in self.codes.rows.items() if kind == "procedure-state"}, "status of a procedure")
        self.claim(p["code"].get("text"), "a procedure without name")
        self.claim((p["status"] == "completed") <= (p.get("performedPeriod", {}).get("end") is not None or "note" in p), "completed without an end")
        self.period(p.get("performedPeriod", {}))

    def period(self, period):
        for day in period.values():
            self.claim(is_day(day), "a day %s" % day)
        self.claim(period.get("start", "") <= period.get("end", "9"), "a period that ends before it starts")

    def components(self, o, kind):
        count = dict.fromkeys(COMPONENTS, 0)
        for component in o.get("component", []):
            key = [k for k in COMPONENTS if self.codes.is_row(component.get("code", {}), "component", k)]
            self.claim(len(key) == 1, "a component that is none")
            for k in key:
                count[k] += 1
                self.claim(set(component) == {"code", COMPONENTS[k][3]}, "component %s has %s" % (k, sorted(component)))
                for coding in component.get("valueCodeableConcept", {}).get("coding", []) if k == "gene-studied" else []:
                    self.claim(HGNC.fullmatch(coding["code"]), "no HGNC identifier")
        for key, (profile, least, most, _) in COMPONENTS.items():
            n = count[key]
            self.claim(n == 0 if profile != kind else n >= least and (most is None or n <= most), "%d components %s" % (n, key))

    def task(self, task):
        self.profile(task, "medication-recommendation")
        self.claim(task["status"] == "requested" and task["intent"] == "proposal", "status or intent")
        if "code" in task:  # the binding to LL4049-4 is required: no code, or one of the list
            codes = {(r["system"], r["code"]) for (kind, _), r in self.codes.rows.items() if kind == "action"}
            self.claim(len(task["code"].get("coding", [])) == 1, "a code without coding")
            self.claim({(c["system"], c["code"]) for c in task["code"].get("coding", [])} <= codes, "a code that is no proposal")
        reason = self.by_url.get(task["reasonReference"]["reference"], {})
        self.claim(self.codes.is_row(reason.get("code", {}), "code", "implication"), "the reason is no implication")
        input_ = task["input"][0]
        assessed = [c["valueCodeableConcept"] for c in reason.get("component", []) if self.codes.is_row(c["code"], "component", "medication-assessed")]
        self.claim(self.codes.is_row(input_["type"], "component", "medication-assessed") and len(task["input"]) == 1
                   and assessed.count(input_["valueCodeableConcept"]) == 1, "about another medicine than its reason")
        # what is proposed is said by the proposal alone, or by both
        said = [c["valueString"] for c in reason.get("component", []) if "valueString" in c]
        self.claim(said in ([], [task["description"]]), "it says something else than its reason")
        self.claim(said or "note" in task, "nothing tells how strong it is")

    def report(self, report, resources):
        self.profile(report, "genomic-report")
        self.claim(report["status"] == "final", "status")
        self.claim(self.codes.is_row(report["code"], "code", "report"), "code")
        self.claim(self.codes.is_row(report["category"][0], "category", "genetics"), "category")
        results = [one["reference"] for one in report.get("result", [])]
        self.claim(len(results) == len(set(results)), "a result twice")
        for form in report.get("presentedForm", []):
            page = base64.b64decode(form["data"], validate=True).decode()
            self.claim(form["contentType"] == "text/html" and page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>"), "no page")
        for task in resources.values():
            if task["resourceType"] == "Task":
                self.claim(task["input"][0]["valueCodeableConcept"]["text"] + " (" in report["conclusion"], "a proposal that the conclusion does not name")
        named = set(results)
        for extension in report["extension"]:
            named.add(extension.get("valueReference", {}).get("reference"))
        for url, resource in resources.items():
            if resource["resourceType"] in ("Observation", "Task", "MedicationStatement", "DetectedIssue") or kind_of(resource) == "done":
                self.claim(url in named, "%s is in no report" % url)
            if kind_of(resource) in ("survey", "level"):
                self.claim(url not in results, "what somebody recorded is a result of this report")

    def medicine(self, statement):
        self.claim(statement["status"] in {r["code"] for (kind, _), r in self.codes.rows.items() if kind == "medicine-state"}, "status")
        self.claim(statement["medicationCodeableConcept"].get("text"), "a medicine without name")
        self.period(statement.get("effectivePeriod", {}))

    def run(self):
        self.values(self.bundle, "")
        self.claim(set(self.bundle) == {"resourceType", "type", "entry"} and self.bundle["resourceType"] == "Bundle", "not a bundle")
        self.claim(self.bundle["type"] in ("collection", "transaction"), "type")
        transaction = {"request"} if self.bundle["type"] == "transaction" else set()
        for entry in self.bundle["entry"]:
            self.claim(set(entry) == {"fullUrl", "resource"} | transaction and UUID.fullmatch(entry["fullUrl"]), "an entry without address")
            self.claim(entry["fullUrl"] not in self.by_url, "an address twice")
            self.by_url[entry["fullUrl"]] = entry["resource"]
            if transaction:
                self.request(entry)
        kinds = [r["resourceType"] for r in self.by_url.values()]
        for kind in ("Patient", "Device", "DiagnosticReport"):
            self.claim(kinds.count(kind) == 1, "%d of %s" % (kinds.count(kind), kind))
        for url, resource in self.by_url.items():
            kind = kind_of(resource)
            self.where = "%s %s" % (kind, url)
            if kind not in RESOURCES:
                self.say("not a resource of ours")
                continue
            before = len(self.faults)
            self.elements(resource, dict(RESOURCES[kind], identifier=(1, 1)) if transaction else RESOURCES[kind])
            self.references(resource)
            self.extensions(resource)
            if len(self.faults) > before:
                continue
            if "effectiveDateTime" in resource:
                self.claim(is_day(resource["effectiveDateTime"]), "a day")
            if kind in ("survey", "level", "done"):
                getattr(self, kind)(resource)
            elif kind == "Observation":
                self.observation(resource)
            elif kind == "Task":
                self.task(resource)
            elif kind == "DiagnosticReport":
                self.report(resource, self.by_url)
            elif kind == "DetectedIssue":
                self.claim(resource["status"] == "final" and resource["code"].get("text"), "status or code of an issue")
            elif kind == "MedicationStatement":
                self.medicine(resource)
            elif kind == "Procedure":
                self.procedure(resource)
        return self.faults


def no_doubles(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError("a member twice: %s" % names)
    return dict(pairs)


def main(path, tables):
    codes, n, bad = Codes(tables), 0, 0
    with open(path, encoding="utf-8", newline="\n") as fh:
        for line in fh:
            n += 1
            try:
                faults = Check(json.loads(line, object_pairs_hook=no_doubles), codes).run()
            except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                faults = ["%s: %s" % (type(error).__name__, error)]
            for fault in faults[:10]:
                print("line %d: %s" % (n, fault))
            bad += len(faults)
    if not n:
        print("no bundle")
    sys.exit(1 if bad or not n else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
