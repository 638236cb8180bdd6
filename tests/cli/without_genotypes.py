"""without_genotypes.py - nothing of a genotype in what `report --without-genotypes` writes, and all that is advised
usage: without_genotypes.py names OPEN.json GUIDANCE.tsv | clean NAMES FILE... | same OPEN.json CLOSED.json
names: diplotypes, alleles, variants and findings of the report with genotypes, and rows that a score or finding selects, one a line. clean: files without them and without scores.
"""
import html
import json
import re
import sys

NAMED = ("diplotype", "allele", "id", "rsid", "label", "genotype", "gene_result")
SCORE = re.compile(r"activity score (at least )?[0-9]|\bscore [0-9]|Metabolizer \([0-9.]+\)")
CONSTANT = ("sentences", "sentences_in_plain_words", "questions", "key", "words", "referral", "limits")


def people(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def telling(table, text):
    """Identities of rows in @text whose conditions are scores, diplotypes or findings: of PM[0-0] and *57:01 positive, not of PM."""
    with open(table, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file if not line.startswith("#")]
    return {row[0] for row in rows if re.search(r"\[|\*", row[5] + row[7]) and row[0] in text}


def names(path, table):
    """A name has a digit: "Reference" is a word like others."""
    with open(path, encoding="utf-8") as file:
        found = telling(table, file.read())
    for person in people(path):
        for gene in person["genes"]:
            stack = [gene]
            while stack:
                one = stack.pop()
                if isinstance(one, dict):
                    found.update(v for k, v in one.items() if k in NAMED and isinstance(v, str))
                    stack.extend(one.values())
                elif isinstance(one, list):
                    stack.extend(one)
            if gene["gene"] in ("VKORC1", "F5", "F2", "IFNL3"):
                found.add(gene["phenotype"])
    print("\n".join(sorted(n for n in found if n and len(n) > 1 and re.search("[0-9]", n) and not re.fullmatch("[0-9][/|][0-9]", n))))


def text_of(path):
    """The page with its attributes, without style and drawings; JSON without what is the same for everybody."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.startswith("{"):
        kept = [{k: v for k, v in json.loads(line).items() if k not in CONSTANT} for line in text.splitlines()]
        return json.dumps(kept, ensure_ascii=False)
    return html.unescape(re.sub(r"<style>.*?</style>", " ", text, flags=re.S))


def clean(listed, *files):
    with open(listed, encoding="utf-8") as file:
        wanted = [re.compile(r"(?<![\w*])" + re.escape(name) + r"(?![\w*:])") for name in file.read().splitlines()]
    for path in files:
        text = text_of(path)
        for pattern in [SCORE, *wanted]:
            found = pattern.search(text)
            if found:
                print("%s: %s: %s" % (path, pattern.pattern, text[max(0, found.start() - 60):found.end() + 30].replace("\n", " ")))


def advice(path):
    """What is advised of each medicine, by whom, and by which phenotype."""
    out = []
    for person in people(path):
        stack = [("", person)]
        while stack:
            where, one = stack.pop()
            if isinstance(one, dict) and "guidance" in one and "action_text" in one:
                out.append((where, one["source"], one["context"], one["action_text"], one["dose"], one["citation"]))
            for key, value in one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else []:
                stack.append((where + "/" + str(key), value))
    return sorted(map(str, out))


def same(left, right):
    a, b = advice(left), advice(right)
    if len(a) < 20 or a != b:
        print("%d and %d lines; %s" % (len(a), len(b), sorted(set(a) ^ set(b))[:2]))
    phenotypes = [[(g["gene"], g["level"], g["status"]) for p in people(path) for g in p["genes"]] for path in (left, right)]
    if phenotypes[0] != phenotypes[1]:
        print("genes: %s" % (set(phenotypes[0]) ^ set(phenotypes[1])))


{"names": names, "clean": clean, "same": same}[sys.argv[1]](*sys.argv[2:])
