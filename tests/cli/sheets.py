"""sheets.py - what must hold of the sheets of `stardose report`: family, tracking, preparation (in five languages) and referral
usage: sheets.py language TABLES LANG PAGE...    in its language alone, no claim, easy to read
       sheets.py claims CLAIMS TABLES LANG PAGE...
       sheets.py questions PAGE JSON            every question ends as one, every medicine of the list that is named has a row
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import languages  # noqa: E402
import page as pages  # noqa: E402
from page import Page, fail, running_text  # noqa: E402

MEASURED = 8            # sentences: a formula says nothing of fewer
MOST_ENGLISH = 6        # school years by Flesch-Kincaid
KINDS = ("page", "preparation", "preparation_genes")


def texts_of(path):
    return " ".join(" ".join(Page(path).texts).split())


def language(folder, lang, *paths):
    """Nothing of the English words, at least as easy as the page for patients must be; English by its own measure."""
    english = [row for row in languages.rows_of(os.path.join(folder, "words.tsv")) if row["kind"] in KINDS and row["patient"].count(" ") > 2]
    faults = []
    for path in paths:
        text, found = texts_of(path), running_text(path)
        if '<html lang="%s">' % lang not in Page(path).raw:
            faults.append("%s does not say its language" % path)
        if lang != "en":
            faults += ["%s, in English: %s" % (path, row["patient"]) for row in english if row["patient"] in text]
        if len(found) < 2:
            faults.append("%s: only %d sentences" % (path, len(found)))
            continue
        if len(found) < MEASURED:
            faults += ["%s, %d words: %s" % (path, len(s.split()), s) for s in found if len(s.split()) > languages.LONGEST]
            continue
        level = pages.flesch_kincaid(found) if lang == "en" else languages.ease(lang, found)
        print("%s %s: %.1f" % (lang, os.path.basename(path), level))
        if level > MOST_ENGLISH if lang == "en" else level < languages.LEAST[lang]:
            faults.append("%s %s: hard to read, %.1f" % (lang, path, level))
    if faults or not paths:
        fail("\n".join(faults) or "no page")


def claims(table, folder, lang, *paths):
    """over_claims.tsv, also of the page's texts; the crisis text names no prediction, and a denial of a claim may name it."""
    words = "words.tsv" if lang == "en" else "words.%s.tsv" % lang
    rows = languages.rows_of(os.path.join(folder, words))
    allowed = [row["patient"] for row in rows if row["code"] in ("do_not", "no_prediction")]
    if lang == "en":
        patterns = pages.patterns_of(table)
        patterns = [(name, one) for name, one in patterns if not name.startswith("you")]
    else:
        with open(table, encoding="utf-8") as fh:
            found = [line.split("\t")[1] for line in fh if line.startswith(lang + "\t")]
        patterns = [(name, re.compile(r"(?<!\w)(%s)" % name.replace("[^[:alpha:]]", r"[\W\d_]"), re.I)) for name in found]
    faults = set()
    for path in paths:
        for unit in Page(path).units:
            text = " ".join(unit.split())
            for one in allowed:
                text = text.replace(one, " ")
            faults |= {"%s %s claims '%s': %.120s" % (lang, os.path.basename(path), name, text) for name, one in patterns if one.search(text)}
    if faults or len(patterns) < 12 or not paths:
        fail("\n".join(sorted(faults)) or "%d patterns" % len(patterns))


def questions(path, json_path):
    with open(json_path, encoding="utf-8") as fh:
        person = json.loads(fh.readline())
    text, faults, n = texts_of(path), [], 0
    for group in [person["general_questions"]] + [p["questions"] for p in person["preparations"]]:
        for question in group:
            n += 1
            if not question.endswith("?") or re.search(r"\d", question) or " ".join(question.split()) not in text:
                faults.append("no question of the page: %s" % question)
    rows = [bearing for p in person["preparations"] for bearing in p["bearing"]]
    faults += ["%s without its row" % bearing["name"] for bearing in rows if bearing["id"] not in text or bearing["name"] not in text]
    if faults or n < 10 or not rows:
        fail("\n".join(faults) or "%d questions, %d rows" % (n, len(rows)))
    print("\n".join(sorted({bearing["id"] for bearing in rows})))


if __name__ == "__main__":
    {"language": language, "claims": claims, "questions": questions}[sys.argv[1]](*sys.argv[2:])
