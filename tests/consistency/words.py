"""Words are rows: what the library says to people stands in tables/words.tsv, and all of that is said.

words.py ROOT prints one line for each thing that is wrong in the tree ROOT.
"""
import glob
import os
import re
import sys

ROOT = sys.argv[1]
FOLDERS = "call caller context clinic guidance report fhir write".split()
# Kinds whose codes stand in the C; the other kinds are of reports, by codes that results and tables have.
SENTENCES = "conversion item guidance condition fhir picture course".split()
# Literals that are no words for people who read results:
MESSAGES = re.compile(  # the arguments of these go to whoever runs the program, as an error or a remark
    r"(stardose_error_set|stardose_log_say|sdi_user_aside|sdi_\w*log\w*|\w*aside|\w*refuse|remark\w*|bad\w*|broken|fail)$")
EXCEPT = {
    "report/template.c": "errors of a template, for whoever writes it",
    "guidance/result_json.c": "errors of a line of JSON, for whoever made it",
    "guidance/guide_choice.c": "errors of an option",
    "write/vcf_header.c": "what a VCF header declares of our tags; they are known again by these bytes",
    "write/site_file.c": "what the header of a VCF of sites declares, for programs that call genotypes",
    "write/write_vcf.c": "errors of a record that BCF cannot hold",
    "write/provenance.c": "a header line",
    "caller/outside_join.c": "the beginning of a remark",
    "caller/trio_hint.c": "the middle of a remark",
    "context/context_file.c": "why a row is set aside",
    "context/context_row.c": "why a row is set aside",
    "context/row_check.c": "why a row is set aside",
    "context/row_detail.c": "why a row is set aside",
}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)


STRING = r'"(?:[^"\\\n]|\\.)*"'


def literals(text):
    """Each literal, neighbours joined as the compiler does, with the name of the call that it is an argument of."""
    bare = re.sub(STRING, lambda m: '"' + "_" * (len(m.group()) - 2) + '"', text)  # what a literal holds ends no call
    for m in re.finditer(rf"{STRING}(?:\s*(?:PRI\w+\s*)?{STRING})*", text):
        depth, at = 0, m.start() - 1
        while at >= 0 and depth <= 0 and bare[at] not in ";{":
            depth += (bare[at] == "(") - (bare[at] == ")")
            at -= 1
        call = re.search(r"(\w+)\s*$", text[:at + 1]) if depth > 0 else None
        yield ("".join(s[1:-1] for s in re.findall(STRING, m.group())), call.group(1) if call else "",
               text.count("\n", 0, m.start()) + 1)


def n_words(literal):
    return sum(len(re.sub(r"%[-0-9.*]*[a-z]+|\\.|[^A-Za-z]", "", w)) >= 2 for w in literal.split())


def rows():
    lines = [l.split("\t") for l in read("tables/words.tsv").splitlines() if l and not l.startswith("##")]
    head = [c.lstrip("#") for c in lines[0]]
    return [dict(zip(head, l)) for l in lines[1:] if l[head.index("locale")] == "en"]


WORDS = {}
for row in rows():
    WORDS.setdefault(row["kind"], {})[row["code"]] = row["text"]
SOURCE = {p[len(ROOT) + 1:]: without_comments(read(p[len(ROOT) + 1:]))
          for p in sorted(glob.glob(f"{ROOT}/src/lib/*/*.c") + glob.glob(f"{ROOT}/src/cli/*.c"))}


def say(text):
    print(text)


def same(what, kind, codes):
    """The rows of a kind are the codes of a list in the C."""
    if len(codes) < 3:
        say(f"{what}: nothing found in the source")
    for code in sorted(codes - set(WORDS.get(kind, {}))):
        say(f"{what}: '{code}' has no row of kind '{kind}'")
    for code in sorted(set(WORDS.get(kind, {})) - codes):
        say(f"words.tsv: {kind} '{code}' is no code of the program")


def listed(path, size):
    """The texts of the array that has @size elements."""
    array = re.search(rf"\[{size}\] = \{{(.*?)\n\s*\}};", SOURCE[path], flags=re.S)
    return set(re.findall(r'\] =\s*"(\w+)"', array.group(1))) if array else set()


def conversion_flags():
    """Flags are literals or formats; a format is answered by a row with a star."""
    said, formats = set(), set()
    context = "".join(t for p, t in SOURCE.items() if p.startswith("src/lib/context/"))
    for m in re.finditer(r"sdi_conversion_flag\(job,", context):
        for text in re.findall(STRING, context[m.end():context.index(";", m.end())]):
            (formats if "%" in text else said).add(text[1:-1])
    said.add("convention_only")
    have = WORDS.get("conversion_flag", {})
    families = [c for c in have if "*" in c]
    for code in sorted(said - set(have)):
        # the pieces that a format is filled with are no flags
        if not any(re.fullmatch(f.replace("*", ".+"), code) for f in families) and f'"{code}"' in context:
            say(f"flags of conversions: '{code}' has no row of kind 'conversion_flag'")
    for f in sorted(formats):
        example = f.replace("%s", "x")
        if f.startswith("%s"):
            continue    # of an agent or gene of the tables: the families that are left
        if f not in ("weak_%s",) and not any(re.fullmatch(c.replace("*", ".+"), example) for c in families):
            say(f"flags of conversions: '{f}' has no row of kind 'conversion_flag'")
    for code in sorted(set(have) - said):
        stem = code.strip("*").strip("_")
        if f'"{code}"' not in context and not any(stem in f for f in formats) and not is_of_tables(stem):
            say(f"words.tsv: conversion_flag '{code}' is no flag of the program")


def is_of_tables(stem):
    agents = read("tables/agents.tsv") + read("tables/interactions.tsv")
    return re.search(rf"\t{re.escape(stem.replace('weak_', ''))}\t", agents) is not None


def course_sentences(used):
    """The clinic record says its texts through sdi_course_say() and sdi_course_text(), kind course."""
    for path, text in SOURCE.items():
        for m in re.finditer(r"sdi_course_(?:say|text)\((.*?)\);", text, flags=re.S):
            strings = [s[1:-1] for s in re.findall(STRING, m.group(1))]
            codes = [s for s in strings if s in WORDS.get("course", {})]
            used["course"].update(codes)
            line = text.count("\n", 0, m.start()) + 1
            if not codes and "code" not in m.group(1):
                say(f"{path}:{line}: none of {strings} is a row of kind 'course'")
            for code in codes:
                for name in re.findall(r"\{(\w+)\}", WORDS["course"][code]):
                    if name not in strings and "?" not in m.group(1):
                        say(f"{path}:{line}: nothing fills {{{name}}} of course '{code}'")


def sentences():
    used = {kind: set() for kind in SENTENCES}
    for path, text in SOURCE.items():
        for m in re.finditer(r"sdi_put_words\((.*?)\)\s*(?:;|\?|:|\|\||&&|\))", text, flags=re.S):
            args = m.group(1)
            strings = [s[1:-1] for s in re.findall(STRING, args)]
            kind = strings[0] if strings else ""
            if kind not in SENTENCES:
                continue
            code = re.match(rf'[^"]*"{kind}",\s*"(\w+)"\s*,', args)
            if not code:
                continue
            line = text.count("\n", 0, m.start()) + 1
            if code.group(1) not in WORDS.get(kind, {}):
                say(f"{path}:{line}: {kind} '{code.group(1)}' is no row of words.tsv")
                continue
            for name in re.findall(r"\{(\w+)\}", WORDS[kind][code.group(1)]):
                if name not in strings:
                    say(f"{path}:{line}: nothing fills {{{name}}} of {kind} '{code.group(1)}'")
        for kind in SENTENCES:
            if f'"{kind}"' in text:
                used[kind] |= {s[1:-1] for s in re.findall(STRING, text)}
    course_sentences(used)
    for kind in SENTENCES:
        for code in sorted(set(WORDS.get(kind, {})) - used[kind]):
            say(f"words.tsv: {kind} '{code}' is said by nobody")


def kinds():
    known = set(SENTENCES) | {"reason", "flag", "caveat", "conversion_flag"}
    everything = "".join(SOURCE.values())
    for kind in sorted(set(WORDS) - known):
        if f'"{kind}"' not in everything:
            say(f"words.tsv: nobody asks for kind '{kind}'")
    for kind in sorted(known - set(WORDS)):
        say(f"words.tsv: no row of kind '{kind}'")


def typed():
    for path, text in SOURCE.items():
        short = path[len("src/lib/"):]
        if short.split("/")[0] not in FOLDERS or not path.startswith("src/lib/") or short in EXCEPT:
            continue
        for literal, call, line in literals(text):
            if n_words(literal) >= 4 and not MESSAGES.match(call):
                say(f"{path}:{line}: words in C, not in words.tsv: \"{literal[:60]}\"")


same("reasons of a call", "reason", listed("src/lib/call/call_names.c", "STARDOSE_N_REASONS"))
same("statuses of a call", "status", listed("src/lib/call/call_names.c", "STARDOSE_N_CALL_STATUS"))
same("flags of guidance", "flag", listed("src/lib/guidance/guidance_flags.c", "STARDOSE_N_FLAGS"))
for c in sorted(set(WORDS.get("caveat", {})) - set(WORDS.get("flag", {}))):
    say(f"words.tsv: caveat '{c}' is no flag")
conversion_flags()
sentences()
kinds()
typed()
