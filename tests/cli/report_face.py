"""report_face.py - a second reader of guidance: what the first page of a report ("face") must show

Used by report_read.py, whose Reader it is given. What stands first, what it rests on, how sure it is and in which lane a medicine
belongs is derived here from the lines of `guide -O j`, the tables and the rules of docs/REPORT.md alone.
"""
ACTS = {"phenoconverted", "convention_only", "residual_possible", "duration_not_on_file", "enzyme_acted_on", "inhibitor_and_inducer"}
OF_LIST = {"list_incomplete", "residual_possible", "duration_not_on_file"}


def label_tables(rows, folder):
    """Rules of labels that rule something out by its name or strength alone, classes of agents, strengths of agents."""
    rules, classes = {}, {}
    for row in rows(folder, "label_interactions"):
        when = row["beside"] or row["needs"] or row["from_mg"] or row["when"] or row["form"].startswith("=")
        if row["action"] in ("contraindicated", "avoid") and not when:
            rules.setdefault(row["drug"].lower(), []).append(row)
    for row in rows(folder, "agent_classes"):
        classes.setdefault(row["class"], set()).add(row["member"].lower())
    return rules, classes, {(row["gene"], row["strength"], row["effect"], row["agent"].lower()) for row in rows(folder, "interactions")}
LANES = ("other_option", "other_dose", "usual")


def parts(text):
    """(gene, result) of "GENE:RESULT;GENE:RESULT"."""
    return [tuple(piece.split(":", 1)) for piece in (text or "").split(";") if ":" in piece]


class Face:
    def __init__(self, reader, rank, direction_of, is_acted_on, speaker, is_general):
        self.r, self.tables, self.guide, self.report = reader, reader.tables, reader.guide, reader.report
        self.rank, self.direction_of, self.is_acted_on, self.speaker, self.is_general = rank, direction_of, is_acted_on, speaker, is_general
        self.rules = {rule["row_id"]: rule for rule in self.guide.get("label_rules", [])}

    def word(self, code, **values):
        return self.tables.word[("face", code)]["text"].format(**values)

    # ---- a medicine ----

    def voices(self, drug):
        """(number, line) of each source that says something, in the order of the voices."""
        spoken = [pair for _, pair in self.r.spoken(drug)]
        return [pair for pair in spoken if pair and self.direction_of(self.tables, pair[1]) != "none"]

    def lead(self, drug):
        def key(pair):
            line = pair[1]
            strength = self.tables.word.get(("strength", line["strength"]), {"symbol": ""})["symbol"]
            return (self.rank(self.direction_of(self.tables, line)), self.is_general(line), int(strength or 0), self.tables.year.get(line["row_id"], 0))

        spoken = self.voices(drug)
        return max(spoken, key=key) if spoken else None     # of equals the first

    def asks(self, drug):
        return self.r.summary(drug)[0] not in ("usual", "none", "open")

    def acted_on(self, drug):
        return any(map(self.is_acted_on, (line for _, line in self.r.lines[drug])))

    def conversion(self, gene, drug):
        mine = [c for c in self.guide.get("phenoconversion", []) if c["gene"] == gene and c["because_of"]]
        own = [c for c in mine if (c["drug"] or "").lower() == drug.lower()]
        general = [c for c in mine if not c["drug"]]
        return own[0] if own else general[-1] if general else None

    def level(self, phenotype):
        """All that the line holds for, each once."""
        words = []
        for each in phenotype.split("|"):
            word = self.tables.word.get(("level", each.split(" (")[0]))
            words.append(word["text"][0].lower() + word["text"][1:] if word else each.split(" (")[0])
        return " / ".join(dict.fromkeys(words))

    def why(self, drug, line):
        rule = self.rules.get(line["row_id"])
        if rule:
            who = " + ".join(actor["name"] for actor in rule["actors"])
            what = rule["what_acts"] or ""
            if what.lower().startswith(who.lower() + " "):
                rest = what[len(who) + 1:]
                return [self.word("why_label", who=who, what=rest[1:-1] if rest[0] + rest[-1] == "()" else rest)]
            return [self.word("why_label" if what and what.lower() != who.lower() else "why_beside", who=who, what=what)]
        if line["row_id"] in self.tables.whatever:
            return [self.word("why_whatever")]
        found, seen = [], dict(parts(line["gene_result"]))
        for gene, result in parts(line["phenotype"]):
            acts = self.conversion(gene, drug) if "phenoconverted" in line["flags"] else None
            if result == "No Result":
                found.append(self.word("why_untested", gene=gene))
            elif acts:
                found.append(self.word("why_acts", gene=gene, level=self.level(result), who=acts["because_of"], diplotype=seen.get(gene, "")))
            elif result == seen.get(gene):
                found.append(self.word("why_diplotype", gene=gene, diplotype=result))
            else:
                found.append(self.word("why_gene", gene=gene, level=self.level(result), diplotype=seen.get(gene, "")))
        return found

    def actors(self, drug):
        names = [actor["name"] for rule in self.guide.get("label_rules", []) if rule["drug"].lower() == drug.lower() for actor in rule["actors"]]
        names += [hit["name"] for hit in self.guide.get("acted_on", []) if hit["drug"].lower() == drug.lower()]
        for _, line in self.r.lines[drug]:
            if (ACTS - {"enzyme_acted_on"}) & set(line["flags"]) or any(flag.startswith("unresolved_") for flag in line["flags"]):
                names += [c["because_of"] for c in (self.conversion(gene, drug) for gene, _ in parts(line["phenotype"])) if c]
        return [name for i, name in enumerate(names) if name.lower() not in [before.lower() for before in names[:i]]]

    def untested(self, drug):
        genes = [gene for _, line in self.r.lines[drug] if "no_result" in line["flags"] for gene, result in parts(line["phenotype"])
                 if result == "No Result"]
        return list(dict.fromkeys(genes))

    def sure(self, drug):
        """(step, what it depends on)"""
        asks, lines = self.asks(drug), [line for _, line in self.r.lines[drug]]
        lead = self.lead(drug)[1] if asks else None
        overruled = False
        if lead and "phenoconverted" in lead["flags"] and len(parts(lead["phenotype"])) == 1:
            overruled = (self.conversion(parts(lead["phenotype"])[0][0], drug) or {}).get("factor") == "0"
        for code, word in self.tables.doubts:
            for line in [lead] if asks else lines:
                has = any(flag.startswith(code[:-1]) if code.endswith("*") else flag == code for flag in line["flags"])
                acts = code in ("convention_only", "enzyme_acted_on")
                if not has or asks and (acts or overruled and code not in OF_LIST):
                    continue
                genes = [] if acts else parts(line["phenotype"])
                text = self.word("doubt_of_gene", gene=genes[0][0], doubt=word["text"]) if len(genes) == 1 else word["text"]
                return ("open" if word["symbol"] == "1" else "depends"), text
        return "firm", None

    # ---- medicines in use ----

    def use(self, use, item, drug):
        same, what = self.r.same, "in use: " + item["name"]
        if not drug:
            same((use["has_medicine"], use["direction"], use.get("lead"), use["others"]), (False, "none", None, []), what, "without guidance")
            return
        lead, spoken = self.lead(drug), self.voices(drug)
        self.r.must(use["has_medicine"], what, "has guidance")
        same(use["direction"], self.r.summary(drug)[0], what, "direction")
        same(use.get("lead", {}).get("line"), lead[0] if lead else None, what, "stands first")
        same([voice["line"] for voice in use["others"]], [number for number, _ in spoken if number != lead[0]], what, "others")
        same((use["sure"], use["sure_text"]), self.sure(drug), what, "how sure")
        same(use["actors"], [] if use["is_stopped"] else self.actors(drug), what, "those that act")
        if self.r.summary(drug)[0] == "open":
            self.r.must(use["why"], what, "an open gene is not named")
        else:
            same(use["why"], self.why(drug, lead[1]) if lead else [], what, "why")
        forbids = [rule["drug"] for rule in self.guide.get("label_rules", []) if rule["in_use"] and rule["action"] in ("contraindicated", "avoid")
                   and item["known_as"] and item["known_as"].lower() in [actor["name"].lower() for actor in rule["actors"]]]
        same(use["rules_out"], self.word("rules_out", names=", ".join(dict.fromkeys(forbids))) if forbids else None, what, "what it rules out")
        same(use["needs_look"], not use["is_stopped"] and (self.asks(drug) or self.acted_on(drug)) or bool(use.get("ruler", {}).get("is_above") or forbids),
             what, "needs a look")

    def uses(self):
        face, items = self.report["face"], [i for i in self.guide.get("context", {}).get("items", []) if i["kind"] == "medicine"]
        left = list(items)
        for use in face["uses"]:
            item = next((i for i in left if (i["shown_as"], i["value"], i["unit"], i["route"]) == (use["shown_as"], use["value"], use["unit"], use["route"])), None)
            self.r.must(item, "in use:", use["shown_as"], "is not in the list")
            if not item:
                continue
            left.remove(item)
            name = (item["known_as"] or item["name"]).lower()
            self.use(use, item, next((known for known in self.r.lines if known.lower() == name), None))
            self.ruler(use, item)
        self.r.same([i["name"] for i in left], [], "medicines in use that the first page lacks")
        order = [use["urgency"] for use in face["uses"]]
        self.r.same(order, sorted(order, reverse=True), "the most urgent first")
        looks = [use for use in face["uses"] if use["needs_look"]]
        bad = [use["direction"] for use in looks if not use["is_not_known"]]
        self.r.same(bad, sorted(bad, key=self.rank, reverse=True), "contraindicated before what asks for less")
        self.r.must(all(use["needs_look"] for use in face["uses"][:len(looks)]), "one that needs no look stands before one that does")
        self.r.same((face["n_uses"], face["n_look"]), (len(items), len(looks)), "how many need a look")
        if len(items) > 1 and 0 < len(looks) < len(items):
            self.r.same(face["headline"], self.word("some_look" if len(looks) > 1 else "one_of_look", look=len(looks), n=len(items)), "the sentence")
        self.r.same(face["is_alarm"], any(use["is_contraindicated"] and not use["is_stopped"] for use in face["uses"]), "alarm")
        untested = list(dict.fromkeys(gene for use in self.report["medicines_now"] if "medicine" in use and use["medicine"]["rows"]
                                      for gene in self.untested(use["medicine"]["drug"])))
        self.r.same(face["not_tested"], self.word("not_tested", names=", ".join(untested)) if untested else None, "not tested")

    def ruler(self, use, item):
        doses = [dose for dose in self.guide.get("doses", []) if dose["drug"].lower() == (item["known_as"] or "").lower()]
        self.r.same("ruler" in use, bool(doses), use["shown_as"], "has a ruler")
        if not doses or "ruler" not in use:
            return
        ruler = use["ruler"]
        self.r.same(ruler["is_above"], doses[0]["comparison"] == "above", use["shown_as"], "above its limit")
        texts = [limit["text"] for limit in doses[0]["limits"]] + [doses[0]["text"]]
        self.r.must(ruler["text"] in texts, use["shown_as"], "has another limit:", ruler["text"])
        if ruler["is_drawn"]:
            limit = next(l for l in doses[0]["limits"] if l["text"] == ruler["text"])
            ratio = doses[0]["dose_now"] / limit["high"]
            self.r.must(abs(ruler["within"] + ruler["over"] - ratio * ruler["high"]) < 0.5, use["shown_as"], "is drawn at", ruler)

    # ---- the board ----

    def victims(self):
        """Medicines in use whose labels may rule out one that is thought of."""
        return [item["known_as"] for item in self.guide.get("context", {}).get("items", []) if item["kind"] == "medicine" and item["known_as"]
                and item["state"] in ("current", "planned")]

    def rules_out(self, victim, drug):
        for rule in self.tables.label_rules.get(victim.lower(), []):
            for who in rule["actors"].split(";"):
                strength = who.split(" ")
                if who.startswith("@"):
                    named = drug.lower() in self.tables.agent_classes.get(who[1:], ())
                elif len(strength) == 3 and strength[2] in ("inhibitor", "inducer"):
                    named = (strength[0], strength[1], strength[2], drug.lower()) in self.tables.strengths
                else:
                    named = who.lower() == drug.lower()
                if named:
                    return True
        return False

    def ruled_out(self, drug):
        """By whom, in words; None: it is not."""
        direction, lead = self.r.summary(drug)[0], self.lead(drug)
        if direction == "contraindicated" or lead and "label_rule" in lead[1]["flags"] and lead[1]["action"] == "avoid":
            rule = self.rules.get(lead[1]["row_id"])
            return self.word("ruled_beside", names=", ".join(actor["name"] for actor in rule["actors"])) if rule else ", ".join(self.why(drug, lead[1]))
        by = [victim for victim in self.victims() if victim.lower() != drug.lower() and self.rules_out(victim, drug)]
        return self.word("ruled_beside", names=", ".join(by)) if by else None

    def lane(self, drug):
        direction = self.r.summary(drug)[0]
        if self.ruled_out(drug):
            return "ruled_out"
        if direction == "other":
            return "other_option"
        if self.asks(drug):
            return "other_dose"
        return "usual" if direction == "usual" and not self.acted_on(drug) else "unknown"

    def reason(self, drug):
        actors = ", ".join(self.actors(drug))
        if self.acted_on(drug):
            return self.word("acts_on_it", names=actors) if actors else self.word("something_acts")
        if self.r.summary(drug)[0] == "open":
            genes = ", ".join(self.untested(drug))
            return self.word("not_tested_short", names=genes) if genes else self.word("indeterminate")
        return self.word("no_guideline")

    def board(self):
        groups = {group["class"]: group for group in self.report["face"]["board"]}
        for group in self.report["classes"]:
            if group["class"] in self.tables.special:
                continue
            on_board = groups.get(group["class"], {})
            got = {item["drug"]: lane for lane in LANES for item in on_board.get(lane, [])}
            got.update({name: lane for lane in ("ruled_out", "unknown") for why in on_board.get(lane, []) for name in why["names"]})
            self.r.same(got, {m["drug"]: self.lane(m["drug"]) for m in group["medicines"]}, group["class"], "lanes")
            for lane in LANES:
                for item in on_board.get(lane, []):
                    lead = self.lead(item["drug"])
                    by = lead[1]["row_id"] in self.rules or "phenoconverted" in lead[1]["flags"]
                    self.r.same((item["is_doubtful"], item["is_by_medicine"]), (self.sure(item["drug"])[0] != "firm", by), item["drug"], "marks")
                    self.r.same(item["why"], self.why(item["drug"], lead[1]), item["drug"], "why")
            for why in on_board.get("ruled_out", []):
                self.r.same(sorted({self.ruled_out(name) or "" for name in why["names"]}), [why["text"]], why["names"], "are ruled out")
            for why in on_board.get("unknown", []):
                self.r.same(sorted({self.reason(name) for name in why["names"]}), [why["text"]], why["names"], "why nothing can be said")

    # ---- genes ----

    def touches(self, card):
        gene, mine = card["gene"], [c for c in self.guide.get("phenoconversion", []) if c["gene"] == card["gene"] and not c["drug"] and c["because_of"]]
        flags = mine[0]["flags"] if mine else []
        weak = {"weak_inhibitor", "weak_inducer"} & set(flags) and not any(flag.startswith("unresolved_") for flag in flags)
        estimated, genetic = ((mine[0][of] or {}).get("phenotype") if mine else None for of in ("estimated", "genetic"))
        if mine and not weak and (estimated != genetic or ("level", estimated) not in self.tables.word):
            return True
        shown = [i["medicine"]["drug"] for i in self.report["medicines_now"] if "medicine" in i]
        shown += [m["drug"] for group in self.report["classes"] if group["class"] != "other" for m in group["medicines"]]
        return any(gene == name for drug in shown for _, line in self.r.lines[drug] for name, _ in parts(line["phenotype"])
                   if self.direction_of(self.tables, line) not in ("none", "usual"))

    def elsewhere(self, card):
        """Medicines of which a source asks for something by a gene that matters outside psychiatry, also in an emergency."""
        gene = card["gene"]
        if ("elsewhere", gene) not in self.tables.word or ("quiet_result", card["phenotype"]) in self.tables.word:
            return set()
        return {drug for drug in (m["drug"] for group in self.report["classes"] for m in group["medicines"])
                if self.r.summary(drug)[0] in ("contraindicated", "other", "lower", "higher", "watch")
                and any(gene == name for _, line in self.r.lines[drug] for name, _ in parts(line["phenotype"])
                        if self.direction_of(self.tables, line) not in ("none", "usual"))}

    def genes(self):
        face, cards = self.report["face"], self.report["genes"]
        self.r.same([g["gene"] for g in face["genes"]], [card["gene"] for card in cards if self.touches(card)], "genes that touch something here")
        self.r.same([g["gene"] for g in face["quiet_genes"]], [card["gene"] for card in cards if not self.touches(card) and not self.elsewhere(card)],
                    "genes that touch nothing here")
        self.r.same([(g["gene"], sorted(m["drug"] for m in g["medicines"])) for g in face["elsewhere"]],
                    [(card["gene"], sorted(self.elsewhere(card))) for card in cards if not self.touches(card) and self.elsewhere(card)], "genes for other medicines")
        for gene in face["elsewhere"]:
            self.r.same([m["drug"] for m in gene["first"]], [m["drug"] for m in gene["medicines"]][:7], gene["gene"], "named first")
            ranks = [self.rank(self.r.summary(m["drug"])[0]) for m in gene["medicines"]]
            self.r.same(ranks, sorted(ranks, reverse=True), gene["gene"], "what is asked for most first")
        by_name = {card["gene"]: card for card in cards}
        for gene in face["genes"]:
            card = by_name[gene["gene"]]
            with_medicines = card.get("with_medicines")
            moved = with_medicines and with_medicines["is_changed"] and not with_medicines["is_weak"]
            now = [i for i, step in enumerate(gene["steps"]) if step["is_now"]]
            step = self.tables.step.get(with_medicines["phenotype"]) if moved else None
            self.r.same(now, [step] if step is not None and gene["steps"] else [], gene["gene"], "hatched step")
            doubt = "several" if card["several"] else "partial" if card["status"] == "partial" else None
            self.r.must(not doubt or gene["sure"] == "open", gene["gene"], doubt, "and passes for", gene["sure"])
            unsure = card["copies_not_assessed"] or card["status"] in ("incomplete", "assumed", "ambiguous", "partial")
            self.r.same(gene["sure"] == "firm", not unsure and not card["several"], gene["gene"], "firm")

    def read(self):
        self.uses()
        self.board()
        self.genes()
        wanted = sorted(drug for drug, classes in self.tables.classes_of.items() if self.tables.special & set(classes))
        self.r.same(sorted(one["drug"] for one in self.report["face"]["special"]), wanted, "procedures and psychedelics")
