"""validate.py - JSON Lines against one of the program's own schemas
usage: validate.py DOCS call|guide|report    (DOCS is the folder of the schemas; the lines come on stdin)

Needs the Python package jsonschema, 4.10 or later. Prints each error; the exit status is 1 if there is one, or no line at all.
"""
import json
import sys
import warnings

warnings.simplefilter("ignore")     # newer versions would rather have another way to find schemas, which older ones do not know
import jsonschema   # noqa: E402


def main(folder, name):
    store = {}
    for each in ("call", "guide", "report"):
        with open("%s/stardose-%s.schema.json" % (folder, each), encoding="utf-8") as fh:
            schema = json.load(fh)
        jsonschema.Draft7Validator.check_schema(schema)
        store[schema["$id"]] = schema
        if each == name:
            wanted = schema
    validator = jsonschema.Draft7Validator(wanted, resolver=jsonschema.RefResolver(wanted["$id"], wanted, store=store))
    n = bad = 0
    for line in sys.stdin:
        n += 1
        for error in validator.iter_errors(json.loads(line)):
            bad += 1
            print("%s: %s" % ("/".join(map(str, error.path)), error.message[:200]))
    sys.exit(1 if bad or not n else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
