"""report_read.py - a second reader of guidance: is every report what follows from `guide -O j`?
usage: report_read.py TABLES JOBS
       (JOBS: a line each, tab-separated: claim, "holds" or "refused", a file of guidance, one of reports, then words: [asked] [SOURCE]:
       guide -O j and report -O j of the same people and options, line by line; asked: medicines were asked for by name; SOURCE: the only one that was)

Nothing of the program is used: what a report must say is derived here from the lines of guidance, the tables and the rules of
docs/REPORT.md. Prints of each job what was looked at or, "FAIL:", every difference, ten for each person at most; of one that is to be refused
nothing, unless it passes. Exit status 1 where a line failed.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
from report_face import Face, label_tables     # noqa: E402

# from the least to the most cautious
ORDER = ("none", "usual", "open", "test", "watch", "adjust", "higher", "lower", "other", "contraindicated")
DOUBTS = {"list_incomplete", "candidate", "ambiguous_call", "partial_call", "incomplete_call", "assumed_call", "copies_not_assessed", "phenotype_open",
          "structure_suspected", "copies_conflict", "hybrid_not_excluded", "outside_contradicted", "score_differs"}
# flags of a line that stays with the genetic result although a medicine acts, or may act, on the gene
ACTED_ON = {"enzyme_acted_on", "convention_only", "inhibitor_and_inducer", "residual_possible", "duration_not_on_file"}
SHORT_DOSE = 68
STEPS = 5
COPIED = ("source", "context", "gene_result", "phenotype", "action", "dose", "strength", "label", "guidance", "citation", "row_id", "flags",
          "evidence")


def rows(folder, name):
    """Rows of a table by column name."""
    with open(os.path.join(folder, name + ".tsv"), encoding="utf-8") as fh:
        lines = [line.rstrip("\n") for line in fh if line.strip() and not line.startswith("##")]
    head = lines[0].lstrip("#").split("\t")
    return [dict(zip(head, ("" if cell == "-" else cell for cell in line.split("\t")))) for line in lines[1:]]


class Tables:
    def __init__(self, folder):
        actions, words = rows(folder, "vocabulary"), rows(folder, "words")
        self.word = {(row["kind"], row["code"]): row for row in words}
        self.direction = {row["code"]: row["code"] if row["code"] in ORDER else row["value"] for row in actions if row["kind"] == "action"}
        self.meaning = {row["code"]: row["meaning"] for row in reversed(actions) if row["kind"] in ("action", "also")}
        self.sources = self.all_sources = [row["code"] for row in actions if row["kind"] == "source"]
        self.year = {row["row_id"]: int(row["year"]) for name in ("guidance", "label_interactions") for row in rows(folder, name) if row["year"]}
        self.classes_of = {row["drug"]: row["classes"].split(";") for row in rows(folder, "drugs")}
        self.classes = [row["code"] for row in words if row["kind"] == "class"]
        self.whole = {row["code"] for row in words if row["kind"] == "class" and row["symbol"] == "1"}
        self.special = {row["code"] for row in words if row["kind"] == "class" and row["symbol"] == "2"}
        self.label_rules, self.agent_classes, self.strengths = label_tables(rows, folder)
        self.doubts = [(row["code"], row) for row in words if row["kind"] == "doubt"]
        self.whatever = {row["row_id"] for row in rows(folder, "guidance") if row["condition1"] == "any" and row["condition2"] in ("", "any")}
        self.step = {row["code"]: int(row["symbol"]) for row in words if row["kind"] == "level" and row["symbol"]}
        self.rules = [row for row in rows(folder, "phenotypes") if row["guideline"] == "CPIC"]

    def class_of(self, drug):
        mine = set(self.classes_of.get(drug, ()))
        return next((code for code in self.classes if code in mine), "other")


def direction_of(tables, line):
    return "usual" if "reference_result" in line["flags"] else tables.direction.get(line["action"], "none")


def rank(direction):
    return ORDER.index(direction)


def is_general(line):
    return line["context"] in (None, "general", "drug label")


def is_acted_on(line):
    return any(flag in ACTED_ON or flag.startswith("unresolved_") for flag in line["flags"])


def is_doubtful(line):
    return bool(DOUBTS & set(line["flags"])) or is_acted_on(line)


def has_short_dose(line):
    return 0 < len((line["dose"] or "").encode()) <= SHORT_DOSE


def short_dose(line):
    """The dose, or as many of its first parts as a summary has place for."""
    dose = line["dose"] or ""
    if not dose or has_short_dose(line):
        return dose
    for mark in ("; ", ", "):
        parts = dose.split(mark)
        begun = [mark.join(parts[:n]) for n in range(1, len(parts))]
        fits = [one for one in begun if len(one.encode()) <= SHORT_DOSE and one.count("(") == one.count(")")]
        if fits:
            return fits[-1]
    return ""


def key_of(tables, pair):
    number, line = pair
    return (rank(direction_of(tables, line)), has_short_dose(line), tables.year.get(line["row_id"], 0), -number)


def label_voices(tables, lines, rules):
    """The rules of labels that speak, with their numbers: of each label one for each set of those that act, and one for each of the
    people that it tells apart; that nothing is to be changed is said where nothing else is."""
    mine = [pair for pair in lines if pair[1]["source"] not in tables.all_sources]
    actors = {line["row_id"]: json.dumps((rules.get(line["row_id"]) or {}).get("actors")) for _, line in mine}

    def beats(other, pair):
        line, than = other[1], pair[1]
        if other is pair or line["source"] != than["source"]:
            return False
        if than["action"] == "standard" and line["action"] != "standard":
            return True
        apart = (not is_general(line) and not is_general(than) and line["context"] != than["context"]
                 and direction_of(tables, line) == direction_of(tables, than))
        return actors[line["row_id"]] == actors[than["row_id"]] and not apart and key_of(tables, other) > key_of(tables, pair)

    return [pair for pair in mine if not any(beats(other, pair) for other in mine)]


def speaker(tables, lines, source):
    """The line that speaks for a source, with its number; None: it has none."""
    def key(pair):
        return key_of(tables, pair)

    mine = [(number, line) for number, line in lines if line["source"] == source]
    general = [pair for pair in mine if is_general(pair[1])]
    if general:
        best = max(general, key=key)
        if rank(direction_of(tables, best[1])) > rank("usual"):
            return best
    return max(mine, key=key) if mine else None


class Reader:
    """What must hold of one person."""

    def __init__(self, tables, guide, report, asked, marks):
        self.tables, self.guide, self.report, self.asked, self.marks, self.faults = tables, guide, report, asked, marks, []
        self.lines = {}                 # of each medicine: (number, line)
        for number, line in enumerate(guide["guidance"], 1):
            self.lines.setdefault(line["drug"], []).append((number, line))
        self.full = {}                  # medicines of the report with their lines

    def must(self, holds, *what):
        if not holds:
            self.faults.append(" ".join(map(str, what)))

    def same(self, got, wanted, *what):
        self.must(got == wanted, *what, "is", json.dumps(got)[:120], "and should be", json.dumps(wanted)[:120])

    def words_of(self, has, direction, *what, untested=None):
        word = self.tables.word[("direction", direction)]
        if direction == "open" and untested is not None:
            known = self.tables.word[("face", "not_tested_short" if untested else "indeterminate")]["text"]
            word = dict(word, text=known.replace("{names}", ", ".join(untested)))
        self.same((has["direction"], has["word"], has["symbol"]), (direction, word["text"], word["symbol"]), *what, "direction")
        self.same((has["is_usual"], has["is_none"], has["is_open"]), tuple(direction == d for d in ("usual", "none", "open")), *what, "is_...")

    # ---- a medicine ----

    def spoken(self, drug):
        """(source, its line with the number or None): rules of labels about medicines in use, then every source that was asked."""
        rules = {rule["row_id"]: rule for rule in self.guide.get("label_rules", [])}
        labels = [(pair[1]["source"], pair) for pair in label_voices(self.tables, self.lines[drug], rules)]
        return labels + [(source, speaker(self.tables, self.lines[drug], source)) for source in self.tables.sources]

    def untested(self, drug):
        genes = [part.split(":")[0] for _, line in self.lines[drug] if "no_result" in line["flags"] for part in (line["phenotype"] or "").split(";")
                 if part.endswith(":No Result")]
        return list(dict.fromkeys(genes))

    def summary(self, drug):
        """(direction, whether it is doubtful) by the lines of guidance alone."""
        lines = self.lines[drug]
        spoken = [pair for _, pair in self.spoken(drug)]
        most = max((direction_of(self.tables, pair[1]) for pair in spoken if pair), key=rank, default="none")
        flags = {flag for _, line in lines for flag in line["flags"]}
        indeterminate = any("no_row" in line["flags"] and ":Indeterminate" in (line["phenotype"] or "") for _, line in lines)
        if most in ("usual", "none") and ("no_result" in flags or indeterminate):
            most = "open"
        return most, any(is_doubtful(line) for _, line in lines)

    def context(self, line):
        return self.tables.word.get(("context", line["context"]), {"text": line["context"]})["text"]

    def voice(self, has, source, pair, drug):
        what = (drug, source)
        self.same(has["source"], source, *what)
        self.same(has["speaks"], bool(pair), *what, "speaks")
        if not pair or not has["speaks"]:
            return
        number, line = pair
        code = "reference" if "reference_result" in line["flags"] else line["action"] or "no_row"
        word = self.tables.word.get(("action", code), {"text": code})["text"]
        strength = self.tables.word.get(("strength", line["strength"]), {"text": line["strength"]})["text"] if line["action"] else ""
        self.words_of(has, direction_of(self.tables, line), *what)
        for name, wanted in (("line", number), ("row_id", line["row_id"]), ("year", self.tables.year.get(line["row_id"])), ("action", word),
                             ("dose", short_dose(line) or None), ("is_dose_cut", short_dose(line) != (line["dose"] or "")),
                             ("strength", strength or None), ("context", None if is_general(line) else self.context(line)),
                             ("is_doubtful", is_doubtful(line)), ("is_local", "local" in line["flags"]),
                             ("is_one_of_several", bool({"candidate", "score_not_given"} & set(line["flags"]))),
                             ("is_estimated", "phenoconverted" in line["flags"]), ("beside", self.beside(line))):
            self.same(has[name], wanted, *what, name)

    def beside(self, line):
        """Who acts, of a rule of a label."""
        rule = next((rule for rule in self.guide.get("label_rules", []) if rule["row_id"] == line["row_id"]), None)
        return ", ".join(actor["name"] for actor in rule["actors"]) if rule else None

    def said(self, medicine):
        """What a report says of a medicine in all, wherever it stands."""
        drug = medicine["drug"]
        if drug not in self.lines:
            self.must(False, drug, "has no guidance")
            return
        direction, doubtful = self.summary(drug)
        lines = [line for _, line in self.lines[drug]]
        self.words_of(medicine, direction, drug, untested=self.untested(drug))
        self.same(medicine["is_doubtful"], doubtful, drug, "is_doubtful")
        self.same(medicine["is_acted_on"], any(map(is_acted_on, lines)), drug, "is_acted_on")
        self.same(medicine["sources_disagree"], any("sources_disagree" in line["flags"] for line in lines), drug, "sources_disagree")
        self.same(medicine["in_plain_words"], self.tables.word[("direction", direction)]["patient"], drug, "in plain words")
        speaks = "rows" in medicine or direction not in ("usual", "open", "none")
        self.same("voices" in medicine, speaks, drug, "voices")     # in a list of names nobody speaks
        spoken = self.spoken(drug)
        self.same([voice["source"] for voice in medicine.get("voices", ())], [source for source, _ in spoken] if speaks else [], drug, "sources")
        for voice, (source, pair) in zip(medicine.get("voices", ()), spoken):
            self.voice(voice, source, pair, drug)
        if any("no_result" in line["flags"] for line in lines):
            self.must(medicine["direction"] not in ("usual", "none"), drug, "passes for", medicine["direction"], "with a gene without result")

    def row(self, row, number, line, drug):
        what = (drug, "line", number)
        for name in COPIED:
            self.same(row[name], line[name], *what, name)
        self.words_of(row, direction_of(self.tables, line), *what)
        self.same(row["year"], self.tables.year.get(line["row_id"]), *what, "year")
        self.same(row["is_general"], is_general(line), *what, "is_general")
        self.same(row["action_text"], self.tables.meaning[line["action"]] if line["action"] else None, *what, "action_text")
        self.same(row["also"], [self.tables.meaning[code] for code in line["also"]], *what, "also")
        letters = {note["letter"]: note["code"] for note in self.report["notes"]}
        self.same([letters.get(letter) for letter in row["notes"]], line["flags"], *what, "notes")
        references = {reference["number"]: reference["citation"] for reference in self.report["references"]}
        self.same(references.get(row["reference"]), line["citation"], *what, "reference")

    def evidence(self, medicine):
        drug = medicine["drug"]
        self.must(drug not in self.full, drug, "has its evidence twice")
        self.full[drug] = medicine
        self.same(medicine["class"], self.tables.class_of(drug), drug, "class")
        self.same([row["line"] for row in medicine["rows"]], [number for number, _ in self.lines.get(drug, ())], drug, "lines")
        for row, (number, line) in zip(medicine["rows"], self.lines.get(drug, ())):
            self.row(row, number, line, drug)
        self.said(medicine)

    # ---- where medicines stand ----

    def in_use(self):
        """Names of medicines in use that have guidance."""
        items = self.guide.get("context", {}).get("items", [])
        taken = [item for item in items if item["kind"] == "medicine"]
        now, seen = self.report["medicines_now"], set()
        self.same([item["name"] for item in now], [item["name"] for item in taken], "medicines in use")
        self.same([item["name"] for item in self.report["facts_now"]], [item["name"] for item in items if item["kind"] != "medicine"], "other facts")
        for item, wanted in zip(now, taken):
            for name in ("kind", "known_as", "shown_as", "value", "unit", "route", "start", "stop", "state", "text"):
                self.same(item[name], wanted[name], "in use:", item["name"], name)
            self.same(item["state_text"], self.tables.word[("state", wanted["state"])]["text"] or None, "in use:", item["name"], "state in words")
            self.same(item["is_stopped"], wanted["state"] not in ("current", "planned", "name_not_known"), "in use:", item["name"], "is stopped")
            self.same(item["is_not_known"], wanted["state"] == "name_not_known", "in use:", item["name"], "name not known")
            drug = (wanted["known_as"] or wanted["name"]).lower()
            drug = next((known for known in self.lines if known.lower() == drug), None)
            medicine = item.get("medicine")
            self.same(medicine and medicine["drug"], drug, "guidance of", item["name"], "in use")
            if not medicine or not drug:
                continue
            if drug in seen:
                self.same(medicine["rows"], [], drug, "lines of the second mention")
                self.said(medicine)
            else:
                self.evidence(medicine)
            seen.add(drug)
        noted = sorted(name for note in self.report["medicine_notes"] for name in note["names"])
        self.same(noted, sorted(item["shown_as"] for item in taken if item["text"] and item["state"] != "name_not_known"), "whom the notes of medicines name")
        for note in self.report["medicine_notes"]:
            for item in (i for i in taken if i["name"] in note["names"]):
                self.must(item["text"] and item["text"].endswith(note["text"]), item["name"], "is not", note["text"])
        return seen

    def classes(self):
        for group in self.report["classes"]:
            for medicine in group["medicines"]:
                self.evidence(medicine)
                self.same(medicine["class"], group["class"], medicine["drug"], "group")

    def wanted_list(self, drug):
        """The list of the first page where a medicine belongs."""
        direction, doubtful = self.summary(drug)
        code = self.tables.class_of(drug)
        whole = self.asked or code in self.tables.whole
        name = {"usual": "usual", "open": "open", "none": "silent"}.get(direction, "discuss")
        if not whole:
            return "other" if name == "discuss" else "other_" + name
        if name == "silent":
            return name
        return "%s/%s" % (code, "usual_doubtful" if name == "usual" and doubtful else name)

    def first_page(self, in_use):
        page, found = self.report["first_page"], []
        lists = [(name, page[name]) for name in ("silent", "other", "other_usual", "other_open", "other_silent")]
        for group in page["classes"]:
            lists += [("%s/%s" % (group["class"], name), group[name]) for name in ("discuss", "usual", "usual_doubtful", "open")]
            self.same((group["title"], group["title_in_plain_words"]), (self.tables.word[("class", group["class"])]["text"],
                                                                     self.tables.word[("class", group["class"])]["patient"]), group["class"])
            for name in ("discuss", "usual", "usual_doubtful", "open"):
                self.same(group["has_" + name], bool(group[name]), group["class"], "has", name)
        for name, medicines in lists:
            if "/" not in name:
                self.same(page["has_" + name], bool(medicines), "has", name)
            for medicine in medicines:
                found.append(medicine["drug"])
                self.said(medicine)
                if medicine["drug"] in self.lines:
                    self.same(name, self.wanted_list(medicine["drug"]), medicine["drug"], "stands among what")
        self.same(sorted(found), sorted(set(self.lines) - in_use), "medicines of the first page")
        n = sum(len(group["discuss"]) for group in page["classes"])
        self.same((page["n_discuss"], page["nothing_to_discuss"]), (n, n == 0), "to discuss")
        named = {medicine["drug"] for name in ("other_usual", "other_open", "other_silent") for medicine in page[name]}
        self.same(sorted(set(self.lines) - set(self.full)), sorted(named - in_use), "medicines without evidence, and those named")

    # ---- genes ----

    def score_text(self, score, is_least=False):
        more = " or more" if is_least or isinstance(score, list) and score[1] is None else ""
        low, high = score if isinstance(score, list) else (score, None)
        return None if low is None else ("%g" % low if high is None else "%g-%g" % (low, high)) + more

    def copies_text(self, result):
        copies = result.get("copies")
        if not isinstance(copies, int):
            return "not assessed" if copies else None
        return "%d%s" % (copies, " or more" if "copies_at_least" in result.get("reasons", []) else "")

    def bounds(self, gene):
        """(from, to) of the band of each step, per cent, and the scores it holds."""
        return [(self.tables.step[row["phenotype"]], float(row["score_lo"]), float(row["score_hi"])) for row in self.tables.rules
                if row["gene"] == gene and row["score_lo"] and row["phenotype"] in self.tables.step]

    def mark(self, gene, picture, score):
        low, high = score if isinstance(score, list) else (score, score)
        bands = self.bounds(gene)
        if low is None or not bands:
            self.must("mark" not in picture, gene, "has a mark without a score")
            return
        self.must("mark" in picture, gene, "has no mark for score", score)
        for end, value in (("from", low), ("to", high)):
            if "mark" not in picture:
                return
            place = picture["mark"][end]
            if value is None:
                self.same(place, 100, gene, "mark of a score without end")
                continue
            steps = [step for step, lo, hi in bands if lo <= value <= hi]
            self.must(len(steps) == 1 and 20 * steps[0] < place < 20 * steps[0] + 20, gene, "score", value, "stands at", place)
            self.marks.setdefault(gene, set()).add((value, place))

    def picture(self, card, result):
        gene, step = card["gene"], self.tables.step.get(result.get("phenotype"))
        possible = {self.tables.step[name] for name in [each.get("phenotype") for each in result.get("candidates", [])] +
                    result.get("open_phenotypes", []) if name in self.tables.step}
        self.same("picture" in card, step is not None or bool(possible), gene, "has a picture")
        if "picture" not in card:
            return
        picture = card["picture"]
        scale = {self.tables.step[row["phenotype"]] for row in self.tables.rules if row["gene"] == gene and row["phenotype"] in self.tables.step}
        self.same(picture["is_placed"], step is not None, gene, "is placed")
        self.same([s["from"] for s in picture["steps"]], [20 * i for i in range(STEPS)], gene, "steps")
        self.same([i for i, s in enumerate(picture["steps"]) if s["is_here"]], [] if step is None else [step], gene, "is here")
        self.same([i for i, s in enumerate(picture["steps"]) if s["is_possible"]], sorted(possible - {step}), gene, "is possible")
        self.same([i for i, s in enumerate(picture["steps"]) if s["is_scale"]], sorted(scale | ({step} - {None})), gene, "is scale")
        self.mark(gene, picture, result.get("activity_score"))
        elsewhere = {self.tables.step[e["phenotype"]] for name in ("if_deletion", "if_extra_copy") for e in result.get(name, [])
                     if e["phenotype"] in self.tables.step} - {step}
        if "reach" in picture:
            ends = elsewhere | ({step} - {None})
            self.same((picture["reach"]["from"], picture["reach"]["to"]), (20 * min(ends) + 10, 20 * max(ends) + 10) if elsewhere else None, gene, "reach")
        else:
            self.must(elsewhere <= possible, gene, "other numbers of copies lead elsewhere, and no bar says so")
        for name in [result.get("phenotype")] + result.get("open_phenotypes", []) + [e["phenotype"] for e in result.get("if_deletion", [])]:
            self.must(not name or name in picture["text"], gene, "the words of the picture lack", name)

    def with_medicines(self, card):
        mine = [c for c in self.guide.get("phenoconversion", []) if c["gene"] == card["gene"] and not c["drug"] and c["because_of"]]
        self.same("with_medicines" in card, bool(mine), card["gene"], "has an estimate with medicines")
        if not mine or "with_medicines" not in card:
            return
        has, each = card["with_medicines"], mine[0]
        estimated, genetic = ((each[of] or {}).get("phenotype") for of in ("estimated", "genetic"))
        level = self.tables.word.get(("level", estimated), {"text": ""})["text"]
        for name, wanted in (("phenotype", estimated), ("because_of", each["because_of"]), ("basis", each["basis"]), ("text", each["text"]),
                             ("level", level or None), ("is_changed", estimated != genetic or not level)):
            self.same(has[name], wanted, card["gene"], "with medicines", name)
        now, before = self.tables.step.get(estimated), self.tables.step.get(card["phenotype"])
        self.same(has["change"], "open" if None in (now, before) else "slower" if now < before else "faster" if now > before else "same",
                  card["gene"], "with medicines, change")

    def sites(self, result):
        """(seen, assumed, not seen), None: nothing is known of sites"""
        sites = result.get("sites")
        if not sites:
            return None
        return (sites.get("observed", 0) + sites.get("block", 0), sites.get("assumed", 0), sum(sites.get(s, 0) for s in ("absent", "rejected", "conflict")))

    def card(self, card, result):
        gene, status = card["gene"], result.get("status")
        for name, wanted in (("diplotype", result.get("diplotype")), ("phenotype", result.get("phenotype")), ("status", status),
                             ("activity_score", self.score_text(result.get("activity_score"), "copies_at_least" in result.get("reasons", []))),
                             ("copies", self.copies_text(result)), ("copies_not_assessed", result.get("copies") == "not_assessed"),
                             ("is_local", bool(result.get("local"))), ("is_firm", status in ("called", "outside")), ("is_called", status == "called"),
                             ("several", len(result.get("candidates", [])) > 1), ("not_excluded", result.get("not_excluded", [])),
                             ("open_phenotypes", result.get("open_phenotypes", []))):
            self.same(card[name], wanted, gene, name)
        self.same([c["diplotype"] for c in card["candidates"]], [c.get("diplotype") for c in result.get("candidates", [])], gene, "candidates")
        self.same([c["phenotype"] for c in card["candidates"]], [c.get("phenotype") for c in result.get("candidates", [])], gene, "their phenotypes")
        scores = [self.score_text(c.get("activity_score"), any(part.get("or_more") for h in c.get("haplotypes", []) for part in [h] + h.get("tandem", []))) for c in result.get("candidates", [])]
        self.same([c["activity_score"] for c in card["candidates"]], scores, gene, "their scores")
        self.same([v["id"] for v in card["variants"]], [v.get("id") for v in result.get("variants", [])], gene, "variants")
        self.same([r["code"] for r in card["reasons"]], result.get("reasons", []), gene, "reasons")
        sites = self.sites(result)
        if sites:
            self.same((card["sites_seen"], card["sites_assumed"], card["sites_not_seen"], card["sites_total"], card["some_not_seen"]),
                      sites + (sum(sites), sites[2] > 0), gene, "sites")
        self.picture(card, result)
        self.with_medicines(card)

    def is_result(self, result):
        return result.get("status") != "no_call" and (result.get("diplotype") or result.get("phenotype") or result.get("activity_score") is not None)

    def complete(self, result):
        """As guidance reads what another program left out: from outside, and a score alone has the phenotype of its band."""
        score, result = result.get("activity_score"), dict(result, status=result.get("status") or "outside")
        if not result.get("diplotype") and not result.get("phenotype") and isinstance(score, (int, float)):
            names = {step: name for name, step in reversed(self.tables.step.items())}
            result["phenotype"] = next((names[step] for step, lo, hi in self.bounds(result["gene"]) if lo <= score <= hi), None)
        return result

    def genes(self):
        results = {result["gene"]: self.complete(result) for result in self.guide["genes"]}
        shown = [gene for gene, result in results.items() if self.is_result(result)]
        self.same([card["gene"] for card in self.report["genes"]], shown, "genes")
        self.same([g["gene"] for g in self.report["genes_without_result"]], [gene for gene in results if gene not in shown], "genes without result")
        for card in self.report["genes"]:
            if card["gene"] in results:
                self.card(card, results[card["gene"]])
        self.tested({gene: results[gene] for gene in shown})

    def tested(self, results):
        tested, sites = self.report["tested"], {gene: self.sites(result) for gene, result in results.items()}
        sites = {gene: counted for gene, counted in sites.items() if counted}
        self.same((tested["sites_seen"], tested["sites_total"]), (sum(s[0] for s in sites.values()), sum(map(sum, sites.values()))), "sites of all genes")
        wanted = {
            "read": [(g, None) for g, r in results.items() if r.get("status") != "outside"],
            "outside": [(g, None) for g, r in results.items() if r.get("status") == "outside"],
            "not_all_seen": [(g, s[2]) for g, s in sites.items() if s[2]],
            "assumed": [(g, s[1]) for g, s in sites.items() if s[1]],
            "copies_counted": [(g, "%d" % r["copies"]) for g, r in results.items() if isinstance(r.get("copies"), int) and r["status"] != "outside"],
            "copies_not_assessed": [(g, None) for g, r in results.items() if r.get("copies") == "not_assessed"],
            "not_phased": [(g, None) for g, r in results.items() if r.get("phase") in ("unphased", "partial")],
            "several": [(g, None) for g, r in results.items() if len(r.get("candidates", [])) > 1],
        }
        for name, genes in wanted.items():
            got = [(each["gene"], next((value for key, value in each.items() if key != "gene"), None)) for each in tested[name]]
            self.same(got, genes, "tested:", name)
            self.same(tested["any_" + name], bool(genes), "tested: any", name)

    # ---- the rest ----

    def rest(self):
        report, guide = self.report, self.guide
        interactions = guide.get("context", {}).get("interactions", "not_assessed")
        assessed, incomplete = interactions != "not_assessed", interactions == "incomplete"
        not_known = [item for item in guide.get("context", {}).get("items", []) if item["state"] == "name_not_known"]
        self.same([(one["name"], one["nearest"], one["has_nearest"]) for one in report["names_not_known"]],
                  [(item["name"], item["nearest"], bool(item["nearest"])) for item in not_known], "names that are not known")
        self.same((report["has_names_not_known"], report["is_list_incomplete"]), (bool(not_known), incomplete), "list not complete")
        asked = guide.get("context", {}).get("asked_not_known", [])
        self.same([(one["name"], one["nearest"], one["has_nearest"]) for one in report["asked_not_known"]],
                  [(one["name"], one["nearest"], bool(one["nearest"])) for one in asked], "names that were asked for and are not known")
        self.same(report["has_asked_not_known"], bool(asked), "asked, not known")
        self.same(report["sample"], guide["sample"], "sample")
        self.same(report["build"], guide.get("build"), "build")
        self.same(report["interactions_assessed"], assessed, "interactions assessed")
        self.same(report["phenoconversion"], guide.get("phenoconversion", []), "phenoconversion")
        results = [r for r in guide["genes"] if self.is_result(r)]
        self.same(report["is_asked"], self.asked, "is asked")
        holds = [("asked", self.asked), ("outside", any((r.get("status") or "outside") == "outside" for r in results)), ("copies", any(isinstance(r.get("copies"), str) for r in results)),
                 ("absent", len(results) < len(guide["genes"]) or any(r.get("sites", {}).get(s) for r in results for s in ("absent", "rejected", "conflict"))),
                 ("phase", any(len(r.get("candidates", [])) > 1 for r in results)), ("interactions", not assessed), ("list_incomplete", incomplete),
                 ("sites", any((r.get("status") or "outside") != "outside" for r in results)), ("not_only_genes", True), ("no_prediction", True)]
        self.same([limit["code"] for limit in report["limits"]], [code for code, it in holds if it], "limits")
        letters, numbers = [n["letter"] for n in report["notes"]], [r["number"] for r in report["references"]]
        self.same(len(set(letters)), len(letters), "letters of notes")
        self.same(numbers, list(range(1, len(numbers) + 1)), "numbers of references")
        used = [row for medicine in self.full.values() for row in medicine["rows"]]
        self.same(sorted({letter for row in used for letter in row["notes"]}), sorted(letters), "notes that a line has")
        self.same(sorted({row["reference"] for row in used if row["reference"]}), numbers, "references that a line has")
        advised = sorted(one["name"] for advice in report["advice_now"] for one in advice["names"])
        self.same(advised, sorted(item["shown_as"] for item in report["medicines_now"]), "medicines of the advice in plain words")

    def read(self):
        in_use = self.in_use()
        self.classes()
        self.first_page(in_use)
        self.genes()
        self.rest()
        Face(self, rank, direction_of, is_acted_on, speaker, is_general).read()
        return self.faults


def read_job(tables, guidance, reports, asked):
    """What was looked at, and the faults."""
    marks, n, n_lines, faults = {}, 0, 0, []
    tables.sources = [source for source in tables.all_sources if source in asked] or tables.all_sources
    with open(guidance, encoding="utf-8") as left, open(reports, encoding="utf-8") as right:
        for line in left:
            guide, report = json.loads(line), json.loads(right.readline() or "{}")
            n, n_lines = n + 1, n_lines + len(guide["guidance"])
            try:
                found = Reader(tables, guide, report, "asked" in asked, marks).read()
            except (KeyError, TypeError, AttributeError) as lost:
                found = ["cannot be read: %r" % lost]
            faults += ["%s: %s" % (guide["sample"], fault) for fault in found[:10]]
        if right.readline():
            faults.append("more reports than people")
    for gene, places in marks.items():
        in_order = [place for _, place in sorted(places)]
        if in_order != sorted(in_order):
            faults.append("%s: marks are not in the order of the scores: %s" % (gene, sorted(places)))
    return "%d people, %d lines of guidance, %d marks" % (n, n_lines, sum(map(len, marks.values()))), faults if n else ["nobody"]


def main():
    folder, jobs = sys.argv[1:]
    tables, bad = Tables(folder), False
    for job in open(jobs, encoding="utf-8"):
        claim, must, guidance, reports, *asked = job.rstrip("\n").split("\t")
        seen, faults = read_job(tables, guidance, reports, " ".join(asked).split())
        if must == "refused":
            lines = [] if faults else ["FAIL: %s passes" % claim]
        else:
            lines = ["FAIL: %s: %s" % (claim, fault) for fault in faults[:40]] or ["%s: %s" % (claim, seen)]
        bad |= any(line.startswith("FAIL") for line in lines)
        print(*lines, sep="\n", end="\n" if lines else "")
    sys.exit(bad)


if __name__ == "__main__":
    main()
