"""page.py - what must hold of a page of `stardose report`
usage: page.py alone PAGE | true PAGE JSON TEMPLATES | explained JSON STARDOSE FOLDER... | voices JSON DRUG:SOURCE:DIRECTION... | hostile FOLDER NAME... | index FOLDER
       | grade PAGE... | grade-words TABLE 
       | said FOLDER JSON | claims CLAIMS WORDS clinician|patient PAGE...
"""
import html.parser
import json
import math
import os
import re
import subprocess
import sys
import urllib.parse

VOID = {"meta", "br", "rect", "line", "input", "link", "img", "col"}
INLINE = {"b", "bdi", "i", "em", "strong", "span", "code", "a", "br"}


class Page(html.parser.HTMLParser):
    """The text of a page by element, and what would make it reach out or act."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.faults, self.links, self.ids, self.title = [], [], [], [], set(), ""
        self.blocks = []        # text of list items and paragraphs
        self.units = [""]       # all text, cut where one element ends and another begins, and what is read aloud only
        with open(path, encoding="utf-8") as fh:
            self.raw = fh.read()
        self.feed(self.raw)
        self.close()
        if self.open:
            self.faults.append("not closed: %s" % self.open)

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name.startswith("on"):
                self.faults.append("<%s %s>" % (tag, name))
            if name in ("src", "data", "action", "formaction", "srcset", "background", "poster"):
                self.faults.append("<%s %s=%s>" % (tag, name, value))
            if name == "href":
                self.links.append(value)
            if name in ("aria-label", "alt", "title"):
                self.units += [value, ""]
            if name == "id":
                if value in self.ids:
                    self.faults.append("id %s twice" % value)
                self.ids.add(value)
        if len(names) != len(set(names)):
            self.faults.append("<%s> names an attribute twice" % tag)
        if tag in ("p", "li", "h1", "h2", "h3"):
            self.blocks.append("")
        if tag not in INLINE:
            self.units.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append("</%s> closes %s" % (tag, self.open[-1:]))
        else:
            self.open.pop()
        if tag not in INLINE:
            self.units.append("")

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data
        if self.open and self.open[-1] not in ("style", "script", "title"):
            self.texts.append(data)
            self.units[-1] += data
            if self.blocks:
                self.blocks[-1] += data


def fail(text):
    print(text)
    sys.exit(1)


def alone(path):
    page = Page(path)
    if page.faults:
        fail("\n".join(page.faults[:20]))
    if "script" in re.findall(r"<(\w+)", page.raw):
        fail("a script")
    away = [link for link in page.links if not link.startswith("#") or link[1:] not in page.ids]
    if away or re.search(r"@import|url\((?!#hatch\))", page.raw):
        fail("it reaches out: %s" % away)


def strings(value):
    if isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield "%.10g" % value


def true(path, json_path, templates):
    """Every word on the page is a word of the JSON or of a template."""
    with open(json_path, encoding="utf-8") as fh:
        data = json.loads(fh.readline())
    known = set()
    for text in strings(data):
        known.update(text.split())
    for name in os.listdir(templates):
        with open(os.path.join(templates, name), encoding="utf-8") as fh:
            text = re.sub(r"<style>.*?</style>|<script>.*?</script>|\{\{.*?\}\}|<[^>]*>", " ", fh.read(), flags=re.S)
            known.update(text.split())
    bare = {word.strip("()[]:;,.%") for word in known} | known
    page = Page(path)
    lost = sorted({w for text in page.texts for w in text.split() if w not in bare and w.strip("()[]:;,.%") not in bare})
    if lost:
        fail("on the page, but in neither JSON nor template: %s" % lost[:20])
    if data["sample"] not in " ".join(page.texts):
        fail("the page does not name its person")


def explained(json_path, stardose, *folders):
    """Every claim of every person has an id that `explain` answers, and the pages print each of them."""
    ids, lines = set(), 0
    with open(json_path, encoding="utf-8") as fh:
        people = [json.loads(line) for line in fh]
    for person in people:
        medicines = [item["medicine"] for item in person["medicines_now"] if "medicine" in item]
        medicines += [medicine for group in person["classes"] for medicine in group["medicines"]]
        voices = [voice for medicine in medicines for voice in medicine["voices"]]
        voices += [voice for group in person["first_page"]["classes"] for medicine in group["discuss"] for voice in medicine["voices"]]
        rows = [row for medicine in medicines for row in medicine["rows"]]
        lines += len(rows)
        numbers = {row["line"]: row for row in rows}
        if len(numbers) != len(rows):
            fail("%s: a line stands there twice" % person["sample"])
        lost = [v for v in voices if v["speaks"] and (v["line"] not in numbers or numbers[v["line"]]["row_id"] != v["row_id"])]
        bare = [row["guidance"] for row in rows if not row["row_id"] and not {"no_row", "no_guidance"} & set(row["flags"])]
        if lost or bare:
            fail("%s: sources whose line is not in the evidence: %s; lines without id: %s" % (person["sample"], lost[:3], bare[:3]))
        mine = {row["row_id"] for row in rows if row["row_id"]} | {c["rule"] for c in person["phenoconversion"] if c["text"]}
        mine |= {one for note in person["medicine_notes"] for one in note["ids"]}
        ids |= mine
        for folder in folders:
            with open(os.path.join(folder, person["sample"] + ".html"), encoding="utf-8") as fh:
                there = set(map(html.unescape, re.findall(r"<code>([^<]*)</code>", fh.read())))
            if mine - there:
                fail("%s: not on the page: %s" % (person["sample"], sorted(mine - there)[:5]))
    for one in sorted(ids):
        run = subprocess.run([stardose, "explain", "--row", one], capture_output=True, text=True)
        if run.returncode or one not in run.stdout:
            fail("explain --row %s: %s" % (one, run.stderr))
    print("%d lines of %d people, %d ids, each explained" % (lines, len(people), len(ids)))
    if len(ids) < 300 or not any(one.startswith("R") for one in ids):
        fail("only %d ids, or no rule among them" % len(ids))


def voices(json_path, *wanted):
    """DRUG:SOURCE:DIRECTION of what each source says in short."""
    with open(json_path, encoding="utf-8") as fh:
        person = json.loads(fh.readline())
    said = {"%s:%s:%s" % (medicine["drug"], voice["source"], voice.get("direction"))
            for group in person["classes"] for medicine in group["medicines"] for voice in medicine["voices"]}
    if set(wanted) - said:
        fail("%s are not among %s" % (sorted(set(wanted) - said), sorted(said)))


def hostile(folder, *names):
    found = set()
    for name in os.listdir(folder):
        if name != "index.html" and not re.fullmatch(r"[A-Za-z0-9_%-][A-Za-z0-9._%-]*\.html", name):
            fail("a file called %s" % name)
        page = Page(os.path.join(folder, name))
        if name != "index.html":
            alone(os.path.join(folder, name))
            found.add(page.title.split(": ", 1)[1])
    if found != set(names):
        fail("%s are not %s" % (found, names))


def index(folder):
    page = Page(os.path.join(folder, "index.html"))
    if page.faults:
        fail("\n".join(page.faults[:20]))
    linked = {urllib.parse.unquote(link) for link in page.links}
    there = set(os.listdir(folder)) - {"index.html"}
    if linked != there:
        fail("linked and not there: %s; there and not linked: %s" % (linked - there, there - linked))


# ---- reading grade ----

LEAST, MOST = 6.0, 8.0          # of a page, by Flesch-Kincaid
MOST_SMOG = 10.0
LONGEST, HARDEST = 25, 11.0     # words and Flesch-Kincaid grade of one sentence

# what the rules below would miscount
IRREGULAR = {"codeine": 2, "phenytoin": 4, "people": 2, "area": 3, "anxiety": 4, "something": 2, "sometimes": 2, "someone": 2,
             "relatives": 3, "being": 2, "science": 2, "quiet": 2, "diet": 2, "whether": 2, "rather": 2, "therefore": 2, "caffeine": 2,
             "having": 2, "doing": 2, "every": 2, "everything": 3, "idea": 3, "real": 1, "ibuprofen": 4, "guideline": 2, "themselves": 2}
KNOWN = """paroxetine 4, omeprazole 4, sertraline 3, citalopram 4, escitalopram 5, amitriptyline 5, aripiprazole 5, bupropion 4, codeine 2,
    phenytoin 4, lithium 3, venlafaxine 4, clozapine 3, warfarin 3, tramadol 3, CYP2D6 6, CYP2C19 7, HLA-B 4, medicine 3, medicines 3,
    gene 1, genes 1, enzyme 2, enzymes 2, body 2, breaks 1, processes 3, usual 3, faster 2, guideline 2, guidelines 2, prescriber 3,
    prescription 3, pharmacist 3, people 2, estimated 4, inherit 3, instructions 3, because 2, experts 2, result 2, results 2, tested 2,
    looked 1, needed 2, used 1, caffeine 2, seizures 2, infections 3, transplant 2, laboratory 5, program 2, whether 2, questions 2,
    emergency 4, crisis 2, services 3, pregnancy 3, illness 2, smoking 2, relatives 3, choice 1, possible 3, likely 2, speed 1, page 1,
    measure 2, certain 2, family 3, area 3, anxiety 4, special 2, initial 3, create 2, suggest 2, differences 4, ideas 3, eye 1, you 1,
    stomach 2, places 2, changes 2, changed 1, rare 1, known 1, alarm 2, label 2, little 2, people 2, pieces 2, something 2, copies 2,
    carefully 3, closely 2, entirely 3, usually 4, lower 2, higher 2, dose 1, doses 2, whole 1, table 2, handled 2, stopped 1, started 2"""


def syllables(word):
    """Syllables as spoken; the letters and digits of a gene's name one by one."""
    if re.search(r"[A-Z]", word) and re.search(r"[0-9]|^[A-Z]+-[A-Z]$", word):
        digits = "".join(re.findall(r"[A-Z0-9]", word))
        return len(re.sub(r"1[0-9]$", "12" if digits.endswith("19") else "1", digits))
    word = re.sub(r"[^a-z]", "", word.lower())
    for one in (word, word[:-1] if word.endswith("s") else word):
        if one in IRREGULAR:
            return IRREGULAR[one]
    # an e that is not spoken: care, places but not pieces, looked but not tested, carefully
    stem = re.sub(r"(?<=[^aeiou])e$|(?<=[^aeiousxzcg])es$|(?<=[^aeioutd])ed$|(?<=[^aeiou])e(?=ful|ly|less|ment)", "", word)
    n = len(re.findall(r"[aeiouy]+", stem))
    # vowels that are spoken apart, and the l of table
    n += len(re.findall(r"(?<![ctsgx])i[ao]|iu|(?<![qg])ua|eate$|[^aeiouylr]le[sd]?$|ying", word))
    return max(1, n)


def words_of(sentence):
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'-]*", sentence)


def flesch_kincaid(sentences):
    """Kincaid and others 1975"""
    words = [w for s in sentences for w in words_of(s)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def smog(sentences):
    """McLaughlin 1969, the number of words with three syllables or more brought to 30 sentences"""
    many = sum(syllables(w) >= 3 for s in sentences for w in words_of(s))
    return 1.0430 * math.sqrt(many * 30 / len(sentences)) + 3.1291


def sentences_of(text):
    return [s for s in re.split(r"(?<=[.?!])\s+", " ".join(text.split())) if s]


def running_text(path):
    """Sentences as a reader meets them: paragraphs and list items that end like one. Headings and lists of names are none."""
    found = []
    for block in Page(path).blocks:
        text = " ".join(block.split())
        if re.search(r"[.?!]$", text):
            found += sentences_of(text)
    return found


def counter_holds():
    wrong = ["%s %d" % (word, syllables(word)) for word, n in (pair.split() for pair in KNOWN.split(",")) if syllables(word) != int(n)]
    if wrong:
        fail("syllables miscounted: %s" % ", ".join(wrong))
    # by hand: 10 words, 14 syllables, one of three; 3 words, 3 syllables
    two = ["This page may help you talk about a new medicine.", "Ask us now."]
    if abs(flesch_kincaid(two) - (0.39 * 6.5 + 11.8 * 16 / 13 - 15.59)) > 0.001 or abs(smog(two) - (1.0430 * math.sqrt(15) + 3.1291)) > 0.001:
        fail("grades miscounted: %s, %s" % (flesch_kincaid(two), smog(two)))


def hard_sentences(sentences):
    return ["%d words, grade %.1f: %s" % (len(words_of(s)), flesch_kincaid([s]), s) for s in sentences
            if len(words_of(s)) > LONGEST or (len(words_of(s)) > 8 and flesch_kincaid([s]) > HARDEST)]


def grade(*paths):
    """Each page by itself; Flesch-Kincaid binds."""
    counter_holds()
    faults = []
    for path in paths:
        found = running_text(path)
        level = flesch_kincaid(found) if found else 0
        print("%-24.24s Flesch-Kincaid %.2f, SMOG %.2f, %d sentences, %.1f words each"
              % (os.path.basename(path), level, smog(found) if found else 0, len(found), sum(len(words_of(s)) for s in found) / max(1, len(found))))
        if len(found) < 25 or not LEAST <= level <= MOST or smog(found) > MOST_SMOG:
            faults.append("%s: grade %.2f, %d sentences" % (path, level, len(found)))
        faults += hard_sentences(found)
    if faults or not paths:
        fail("\n".join(sorted(set(faults))))


def grade_words(path):
    """Every sentence that can come up, also those of nobody here."""
    with open(path, encoding="utf-8") as fh:
        rows = [line.rstrip("\n").split("\t") for line in fh if not line.startswith("#")]
    found = [s for row in rows if re.search(r"[.?!]$", row[5]) for s in sentences_of(row[5])]
    hard = hard_sentences(found)
    if len(found) < 60 or hard:
        fail("%d sentences; too hard: %s" % (len(found), "\n".join(hard)))


# ---- what a page for patients says, and when ----

REQUIRED = ("Do not start, stop or change a medicine because of this page. Talk to your prescriber or pharmacist first.",
            "Genes are one part of the picture: your age and weight, other medicines, illness, smoking and pregnancy also matter.",
            "No result here says a medicine will work or will not work for you.",
            "If you have thoughts of harming yourself, contact your local emergency or crisis services now.")


def is_placed(gene):
    return gene.get("picture", {}).get("is_placed", False)


def must_hold(person):
    """Sentence -> whether it holds of this person."""
    plain, genes = person["sentences_in_plain_words"], person["genes"]
    statuses = {gene["status"] for gene in genes}
    changes = {gene["with_medicines"]["change"] for gene in genes if "with_medicines" in gene}
    holds = {sentence: True for sentence in REQUIRED}
    holds.update({
        plain["copies"]: any(gene["is_copy_number_open"] for gene in genes),
        "(%s)" % plain["less_sure"]: any(is_placed(gene) and gene["is_less_sure"] for gene in genes),
        plain["no_results"]: not genes,
        plain["no_result"]: bool(person["genes_without_result"]),
        plain["no_list"]: not person["interactions_assessed"],
        plain["not_known"]: person["is_list_incomplete"],
        plain["list"]: not person["first_page"]["nothing_to_discuss"],
        "More than one result fits what was seen": "ambiguous" in statuses,
        "comes from another laboratory or program": "outside" in statuses,
        "looks unlike what is known so far": "partial" in statuses,
        "more slowly than the test shows": "slower" in changes,
        "at another speed than the test shows": "open" in changes,
    })
    return holds


def said(folder, json_path):
    """Every page says what each must, and of a person what holds of that person and nothing else."""
    with open(json_path, encoding="utf-8") as fh:
        people = [json.loads(line) for line in fh]
    seen = set()
    for person in people:
        page, genes = Page(os.path.join(folder, person["sample"] + ".html")), person["genes"]
        text = " ".join(" ".join(page.texts).split())
        main, end = text.split("For your prescriber", 1)
        holds = must_hold(person)
        wrong = ["'%s' %s" % (sentence, "lacks" if wanted else "stands there") for sentence, wanted in holds.items() if (sentence in text) != wanted]
        wrong += [gene["diplotype"] for gene in genes if gene["diplotype"] in main or gene["diplotype"] not in end]
        if len(person["questions"]) > 7:
            wrong.append("%d questions" % len(person["questions"]))
        if page.raw.count('class="here"') != sum(map(is_placed, genes)):
            wrong.append("a scale without its mark")
        if wrong:
            fail("%s: %s" % (person["sample"], "\n".join(wrong)))
        seen.update(sentence for sentence, wanted in holds.items() if wanted)
    if set(must_hold(people[0])) - seen or len(people) < 9:
        fail("%d people, and of none of them holds: %s" % (len(people), set(must_hold(people[0])) - seen))


# ---- claims ----

# words of another time, and words of judgement, that no page prints
FORBIDDEN = ("extensive metaboli[sz]ers?", "wild[- ]?types?", "mutations?", "mutants?", "mutated", "defective",
             "deficien(t|cy|cies)", "safe(ly|r|st|ty)?", "unsafe", "normal patients?")


def patterns_of(path):
    """over_claims.tsv as tests/unit/over_claim.h reads it; each pattern catches its own example, or the translation is wrong."""
    with open(path, encoding="utf-8") as fh:
        rows = [line.rstrip("\n").split("\t") for line in fh if line.strip() and not line.startswith("#")]
    found = []
    for scope, pattern, example, _ in rows:
        if scope == "term" or len(scope) == 2:  # of a language: languages.py
            continue
        compiled = re.compile("(^|[^A-Za-z])(%s)" % pattern.replace("[:alpha:]", "A-Za-z"), re.I)
        if not compiled.search(example):
            fail("'%s' does not catch '%s'" % (pattern, example))
        found.append((pattern, compiled))
    if len(found) < 25:
        fail("only %d patterns" % len(found))
    return found


def words_of_labels(folder):
    """What a label asks for when its rule about another medicine ends ("back when it is stopped"): a source's words, part by part."""
    with open(os.path.join(folder, "label_interactions.tsv"), encoding="utf-8") as fh:
        doses = [cell for line in fh if not line.startswith("#") for cell in line.split("\t")[14:15]]
    parts = {part.strip() for dose in doses for part in re.split("[;,]", dose) if len(part.strip()) > 9}
    return sorted(parts | {re.sub(r"\bx([0-9.]+)", r"\1 times the usual", part) for part in parts}, key=len, reverse=True)


def claims(table, words, reader, *paths):
    """What a page says is held to all of over_claims.tsv. Two sentences deny a claim by its name; a page for patients says you; one for
    clinicians has the words of labels."""
    with open(words, encoding="utf-8") as fh:
        rows = [line.rstrip("\n").split("\t") for line in fh if not line.startswith("#")]
    denials = [row[5 if reader == "patient" else 3] for row in rows if row[1] in ("do_not", "no_prediction")]
    spoken = words_of_labels(os.path.dirname(words)) if reader == "clinician" else []
    patterns = [(name, one) for name, one in patterns_of(table) if reader != "patient" or not name.startswith("you")]
    patterns += [(name, re.compile(r"\b(%s)\b" % name, re.I)) for name in FORBIDDEN]
    with open(table, encoding="utf-8") as fh:
        terms = [line.split("\t")[1] for line in fh if line.startswith("term\t")]
    faults = []
    for path in paths:
        n = 0
        for unit in Page(path).units:
            text = " ".join(unit.split())
            for denial in denials + spoken + terms:
                text = text.replace(denial, " ")
            n += bool(text.strip())
            faults += ["%s claims '%s': %.200s" % (os.path.basename(path)[:24], name, text) for name, one in patterns if one.search(text)]
        if n < 20:
            faults.append("%s: only %d texts" % (path, n))
    if len(denials) != 2 or not all(denials) or faults or not paths:
        fail("\n".join(sorted(set(faults))) or "no page, or no denial")


if __name__ == "__main__":
    {"alone": alone, "true": true, "explained": explained, "voices": voices, "hostile": hostile, "index": index, "grade": grade,
     "grade-words": grade_words, "said": said, "claims": claims}[sys.argv[1]](*sys.argv[2:])
