"""page.py - what must hold of a page of `stardose report`
usage: page.py alone PAGE | true PAGE JSON TEMPLATES | explained PAGE STARDOSE | hostile FOLDER NAME... | index FOLDER
       | grade PAGE MOST | grade-words TABLE MOST
"""
import html.parser
import json
import os
import re
import subprocess
import sys
import urllib.parse

VOID = {"meta", "br", "rect", "line", "input", "link", "img"}


class Page(html.parser.HTMLParser):
    """The text of a page by element, and what would make it reach out or act."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.faults, self.links, self.ids, self.title = [], [], [], [], set(), ""
        self.blocks = []        # text of list items and paragraphs
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
            if name == "id":
                if value in self.ids:
                    self.faults.append("id %s twice" % value)
                self.ids.add(value)
        if len(names) != len(set(names)):
            self.faults.append("<%s> names an attribute twice" % tag)
        if tag in ("p", "li", "h1", "h2", "h3"):
            self.blocks.append("")

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

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data
        if self.open and self.open[-1] not in ("style", "script", "title"):
            self.texts.append(data)
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
    if away or re.search(r"@import|url\(", page.raw):
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
    bare = {word.strip("():;,.%") for word in known} | known
    page = Page(path)
    lost = sorted({w for text in page.texts for w in text.split() if w not in bare and w.strip("():;,.%") not in bare})
    if lost:
        fail("on the page, but in neither JSON nor template: %s" % lost[:20])
    if data["sample"] not in " ".join(page.texts):
        fail("the page does not name its person")


def explained(path, stardose):
    """A sample of the rows on the page, the first and last of each source."""
    with open(path, encoding="utf-8") as fh:
        ids = re.findall(r"<code>((?:CPIC|DPWG|FDA)-[^<]*)</code>", fh.read())
    if len(ids) < 10:
        fail("only %d row ids" % len(ids))
    for source in ("CPIC", "DPWG", "FDA"):
        mine = [i for i in ids if i.startswith(source)]
        for one in {mine[0], mine[-1]}:
            run = subprocess.run([stardose, "explain", "--row", one], capture_output=True, text=True)
            if run.returncode or one not in run.stdout:
                fail("explain --row %s: %s" % (one, run.stderr))


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


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    if len(word) <= 3:
        return 1
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", word.lstrip("y"))))


def grade_of(sentences):
    """Flesch-Kincaid grade level. Names of genes and medicines are no words that one could choose."""
    words = [w for s in sentences for w in re.findall(r"[A-Za-z']+", s)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences_of(text):
    text = re.sub(r"\b[A-Z]+[0-9][A-Z0-9]*\b|\bHLA-[A-Z]\b", "this", text)
    return [s for s in re.split(r"(?<=[.?!:])\s+", " ".join(text.split())) if len(s.split()) > 2]


def grade(path, most):
    page = Page(path)
    text = page.raw[: page.raw.index("<footer")]
    body = [block for block in page.blocks if ";" not in block and " ".join(block.split()) and not block.startswith("For your prescriber")]
    found = [s for block in body for s in sentences_of(block)]
    level = grade_of(found)
    print("Flesch-Kincaid grade %.1f over %d sentences" % (level, len(found)))
    if len(found) < 25 or not 1.0 <= level <= float(most) or not text:
        fail("grade %.1f, %d sentences" % (level, len(found)))


def grade_words(path, most):
    with open(path, encoding="utf-8") as fh:
        rows = [line.rstrip("\n").split("\t") for line in fh if not line.startswith("#")]
    found = [s for row in rows if row[4] != "-" for s in sentences_of(row[4])]
    level = grade_of(found)
    print("Flesch-Kincaid grade %.1f over %d sentences" % (level, len(found)))
    hard = [s for s in found if len(s.split()) > 8 and grade_of([s]) > 14]
    if level > float(most) or len(found) < 40 or hard:
        fail("grade %.1f; too hard: %s" % (level, hard))


if __name__ == "__main__":
    {"alone": alone, "true": true, "explained": explained, "hostile": hostile, "index": index, "grade": grade,
     "grade-words": grade_words}[sys.argv[1]](*sys.argv[2:])
