#!/usr/bin/env python3
"""join_schemas.py - put the schemas that a schema refers to into its own file, so that one file is enough

usage: join_schemas.py [--check] DOCS

docs/stardose-guide.schema.json has a copy of the schema of calls under definitions/from_call, that of reports one of the schema of
guidance under definitions/from_guide. With --check nothing is written: the exit status is 1 where a copy is not what the file beside
it says.
"""
import json
import re
import sys

ORDER = ("call", "guide", "report")     # each refers to those before it


def path(folder, name):
    return f"{folder}/stardose-{name}.schema.json"


def without_copies(text):
    """The text of a schema without the copies in it: one member each, which ends where its indentation comes back."""
    return re.sub(r'^    "from_[a-z]+": \{\n(?:(?:      .*)?\n)*    \},\n', "", text, flags=re.M)


def copy_of(name, text):
    """A schema as a member of another: without what only a root has, and its references one level down."""
    text = re.sub(r'^  "\$(schema|id)": .*\n', "", text, flags=re.M).rstrip("\n")
    text = text.replace('"$ref": "#/', f'"$ref": "#/definitions/from_{name}/')
    return f'    "from_{name}": ' + text.replace("\n", "\n    ") + ",\n"


def joined(name, texts):
    text = without_copies(texts[name])
    for other in ORDER[:ORDER.index(name)]:
        if f'"#/definitions/from_{other}/' in text:
            text = text.replace('\n  "definitions": {\n', '\n  "definitions": {\n' + copy_of(other, joined(other, texts)), 1)
    json.loads(text)
    return text


def main(args):
    check = args[:1] == ["--check"]
    folder = args[check:][0]
    texts = {}
    for name in ORDER:
        with open(path(folder, name), encoding="utf-8") as f:
            texts[name] = f.read()
    wrong = [name for name in ORDER if joined(name, texts) != texts[name]]
    for name in wrong:
        if check:
            print(f"{path(folder, name)} holds an old copy of another schema; tools/join_schemas.py docs renews it")
        else:
            with open(path(folder, name), "w", encoding="utf-8") as f:
                f.write(joined(name, texts))
    sys.exit(1 if check and wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
