"""languages.py - what must hold of the page for patients in a language other than English
usage: languages.py tables FOLDER | pages TABLES LANG FOLDER JSON | grade LANG PAGE... | grade-words TABLE LANG | claims CLAIMS TABLES LANG PAGE...
"""
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page import Page, fail, running_text, sentences_of, strings  # noqa: E402

COLUMNS = ["kind", "code", "locale", "text", "symbol", "patient"]


def rows_of(path):
    with open(path, encoding="utf-8") as fh:
        lines = [line.rstrip("\n").split("\t") for line in fh if line.strip() and not line.startswith("##")]
    if [name.lstrip("#") for name in lines[0]] != COLUMNS:
        fail("%s: other columns than words.tsv: %s" % (path, lines[0]))
    return [dict(zip(COLUMNS, line)) for line in lines[1:]]


def language_of(path):
    return os.path.basename(path).split(".")[1]


def tables(folder):
    """Every language has every row that words.tsv has in plain words, once, with the same {names}; numbers stay numbers."""
    english = {(row["kind"], row["code"]): row for row in rows_of(os.path.join(folder, "words.tsv")) if row["locale"] == "en"}
    wanted = {key for key, row in english.items() if row["patient"] != "-"}
    paths = sorted(glob.glob(os.path.join(folder, "words.*.tsv")))
    faults = []
    for path in paths:
        seen = {}
        for row in rows_of(path):
            key, lang = (row["kind"], row["code"]), language_of(path)
            if key in seen or key not in english or row["locale"] != lang:
                faults.append("%s: %s stands there twice, is no row of words.tsv, or is not '%s'" % (lang, key, lang))
                continue
            seen[key] = row
            for column in ("text", "patient"):
                if row[column] != "-" and sorted(re.findall(r"\{\w+\}", row[column])) != sorted(re.findall(r"\{\w+\}", english[key][column])):
                    faults.append("%s: %s has other {names}" % (lang, key))
            ends = [re.search(r"[.:?!]?$", one["patient"]).group() for one in (row, english[key])]
            if key in wanted and key[0] != "sentence" and ends[0] != ends[1]:
                faults.append("%s: %s ends otherwise than in English" % (lang, key))
            if len(row["patient"].split()) > 3 and row["patient"] == english[key]["patient"]:
                faults.append("%s: %s is the English text" % (lang, key))
        faults += ["%s: no row %s" % (language_of(path), key) for key in sorted(wanted - set(seen))]
    if [language_of(path) for path in paths] != ["de", "es", "fr", "nl"] or len(wanted) < 150:
        faults.append("languages: %s; %d rows" % (paths, len(wanted)))
    if faults:
        fail("\n".join(faults))


# ---- pages ----

def pages(folder, lang, where, json_path):
    """Each page is in its language alone: what is on it comes from the JSON in that language, and no English sentence is there."""
    english = [row["patient"] for row in rows_of(os.path.join(folder, "words.tsv")) if row["patient"].count(" ") > 2 and "{" not in row["patient"]]
    own = {(row["kind"], row["code"]): row["patient"] for row in rows_of(os.path.join(folder, "words.%s.tsv" % lang))}
    required = [own["sentence", "do_not"], own["sentence", "crisis"], own["limit", "not_only_genes"], own["limit", "no_prediction"], own["sentence", "inn"]]
    with open(json_path, encoding="utf-8") as fh:
        people = [json.loads(line) for line in fh]
    faults = []
    for person in people:
        page = Page(os.path.join(where, person["sample"] + ".html"))
        text = " ".join(" ".join(page.texts).split())
        bare = {word.strip("()[]:;,.%") for one in strings(person) for word in one.split()}
        faults += ["not of the JSON: %s" % w for w in sorted({w.strip("()[]:;,.%") for w in text.split()} - bare)[:5] if w != "stardose"]
        faults += ["lacks: %s" % one for one in required if one not in text]
        faults += ["in English: %s" % one for one in english if one in text]
        if person["lang"] != lang or '<html lang="%s">' % lang not in page.raw:
            faults.append("the page does not say its language")
    if faults or len(people) < 9:
        fail("\n".join(sorted(set(faults))) or "%d people" % len(people))


# ---- readability, by the formula of each language ----

def spelled(word):
    """Letters and digits of a gene's name, one by one."""
    return len(re.findall(r"[A-Z0-9]", word)) if re.search(r"[A-Z]", word[1:]) and (re.search(r"[0-9-]", word) or word.isupper()) else 0


def count(pattern, word):
    return max(1, len(re.findall(pattern, word)))


def german(word):
    return count("aa|ee|oo|ie|ei|ai|au|eu|äu|oi|[aeiouyäöü]", re.sub("ien$", "i-en", word.replace("qu", "q")))


def dutch(word):
    return count("aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyëïöüéè]", word.replace("qu", "q"))


def spanish(word):
    word = re.sub("qu(?=[eiéí])", "q", re.sub("gu(?=[eiéí])", "g", word))
    word = re.sub("y$", "i", word)
    return max(1, sum(max(1, len(re.findall("[aeoáéíóú]", group))) for group in re.findall("[aeiouáéíóúü]+", word)))


def french(word):
    word = re.sub("qu", "q", re.sub("gu(?=[eéèêi])", "g", word))
    stem = re.sub("(?<=[^aeiouyàâéèêëîïôûüœ])es?$", "", word)
    stem = re.sub("(?<=[aeiouyàâéèêëîïôûüœ])es?$", "", stem) if stem == word and len(word) > 3 else stem
    groups = re.findall("[aeiouyàâäéèêëîïôöùûüœ]+", stem)
    return max(1, sum(2 if re.search("é[aeo]|ï|[^q]io|^io", group) and group not in ("ieu",) else 1 for group in groups))


# reading ease; text as the authors give it: syllables by word, words by sentence
EASE = {
    "de": ("Amstad 1978", german, lambda syllables, words: 180 - words - 58.5 * syllables),
    "es": ("Fernández Huerta 1959", spanish, lambda syllables, words: 206.84 - 60 * syllables - 1.02 * words),
    "nl": ("Douma 1960", dutch, lambda syllables, words: 206.84 - 77 * syllables - 0.93 * words),
    "fr": ("Kandel and Moles 1958", french, lambda syllables, words: 207 - 1.015 * words - 73.6 * syllables),
}
LEAST = {"de": 65, "es": 75, "nl": 73, "fr": 84}        # of a page; 60 to 70 is called standard, above it easy
LONGEST = 25                                            # words of a sentence
KNOWN = {
    "de": "Medikament 4, Mittel 2, Gene 2, Körper 2, langsamer 3, üblich 2, verarbeitet 4, Praxis 2, Leitlinien 4, Ergebnis 3, wie 1, neu 1, Bäume 2, "
          "genauer 3, sehen 2, Enzyme 3, Apotheke 4, quer 1, CYP2D6 6",
    "es": "medicamento 5, gen 1, guías 2, cuerpo 2, despacio 3, habitual 3, que 1, siguiente 3, médico 3, enfermedad 4, habría 3, hay 1, muy 1, y 1, CYP2D6 6",
    "nl": "medicijn 3, gen 1, richtlijnen 3, lichaam 2, langzamer 3, uitslag 2, kopieën 3, gewoonlijk 3, nieuw 1, mooi 1, apotheek 3, cafeïne 4, CYP2D6 6",
    "fr": "médicament 4, gène 1, guides 1, corps 1, lentement 3, habitude 3, que 1, page 1, votre 1, résultat 3, maladie 3, pharmacie 3, vie 1, CYP2D6 6",
}


def words_in(sentence):
    return re.findall(r"[^\W_][\w'’-]*", sentence)


def syllables(lang, word):
    return spelled(word) or EASE[lang][1](word.lower())


def ease(lang, sentences):
    words = [word for sentence in sentences for word in words_in(sentence)]
    return EASE[lang][2](sum(syllables(lang, word) for word in words) / len(words), len(words) / len(sentences))


def vienna(sentences):
    """First Vienna formula for factual texts (Bamberger and Vanecek 1984): a school year."""
    words = [word for sentence in sentences for word in words_in(sentence)]
    share = lambda holds: 100 * sum(map(holds, words)) / len(words)  # noqa: E731
    return (0.1935 * share(lambda w: syllables("de", w) >= 3) + 0.1672 * len(words) / len(sentences)
            + 0.1297 * share(lambda w: len(w) > 6) - 0.0327 * share(lambda w: syllables("de", w) == 1) - 0.875)


def counter_holds(lang):
    wrong = ["%s %d" % (word, syllables(lang, word)) for word, n in (pair.split() for pair in KNOWN[lang].split(",")) if syllables(lang, word) != int(n)]
    if wrong:
        fail("%s: syllables miscounted: %s" % (lang, ", ".join(wrong)))


def grade(lang, *paths):
    counter_holds(lang)
    faults = []
    for path in paths:
        found = running_text(path)
        level = ease(lang, found) if found else 0
        print("%-24.24s %s %.1f%s, %d sentences, %.1f words each" % (os.path.basename(path), EASE[lang][0], level, ", Vienna %.1f" % vienna(found)
              if lang == "de" else "", len(found), sum(len(words_in(s)) for s in found) / max(1, len(found))))
        if len(found) < 25 or level < LEAST[lang]:
            faults.append("%s: %.1f, %d sentences" % (path, level, len(found)))
        faults += ["%d words: %s" % (len(words_in(s)), s) for s in found if len(words_in(s)) > LONGEST]
    if faults or not paths:
        fail("\n".join(sorted(set(faults))))


def grade_words(table, lang):
    found = [s for row in rows_of(table) if re.search(r"[.?!]$", row["patient"]) for s in sentences_of(row["patient"])]
    hard = ["%d words: %s" % (len(words_in(s)), s) for s in found if len(words_in(s)) > LONGEST]
    if hard or len(found) < 100:
        fail("%d sentences; too long: %s" % (len(found), hard))
    print("%s: %s %.1f over %d sentences of the table" % (lang, EASE[lang][0], ease(lang, found), len(found)))


# ---- claims ----

def claims(table, folder, lang, *paths):
    """Rows of over_claims.tsv whose scope is the language; the sentence that denies a claim by its name, and the warning, are let through."""
    with open(table, encoding="utf-8") as fh:
        rows = [line.rstrip("\n").split("\t") for line in fh if line.startswith(lang + "\t")]
    patterns = []
    for _, pattern, example, _ in rows:
        compiled = re.compile(r"(?<!\w)(%s)" % pattern.replace("[^[:alpha:]]", r"[\W\d_]"), re.I)
        if not compiled.search(example):
            fail("'%s' does not catch '%s'" % (pattern, example))
        patterns.append((pattern, compiled))
    words = {(row["kind"], row["code"]): row["patient"] for row in rows_of(os.path.join(folder, "words.%s.tsv" % lang))}
    denials = [words["sentence", "do_not"], words["limit", "no_prediction"]]
    texts = [("words.%s.tsv" % lang, text) for text in words.values()] + [(path, unit) for path in paths for unit in Page(path).units]
    faults = set()
    for path, unit in texts:
        text = " ".join(unit.split())
        for denial in denials:
            text = text.replace(denial, " ")
        faults |= {"%s claims '%s': %.160s" % (os.path.basename(path)[:24], name, text) for name, one in patterns if one.search(text)}
    if faults or len(patterns) < 12 or len(texts) < 150:
        fail("\n".join(sorted(faults)) or "%d patterns, %d texts" % (len(patterns), len(texts)))


if __name__ == "__main__":
    {"tables": tables, "pages": pages, "grade": grade, "grade-words": grade_words, "claims": claims}[sys.argv[1]](*sys.argv[2:])
