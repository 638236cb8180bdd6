"""The names that a template may ask for: the members of the report's schema, and those of an index."""
import json
import os
import sys

DOCS = {name: json.load(open(os.path.join(sys.argv[1], f"docs/stardose-{name}.schema.json"), encoding="utf-8"))
        for name in ("report", "guide", "call")}
names, seen = set(), set()


def walk(node, doc):
    if isinstance(node, list):
        for each in node:
            walk(each, doc)
        return
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        file, _, path = node["$ref"].partition("#")
        of = next((d for d in DOCS if f"stardose-{d}." in file), doc)
        if (of, path) not in seen:
            seen.add((of, path))
            target = DOCS[of]
            for part in path.strip("/").split("/"):
                target = target[part] if part else target
            walk(target, of)
    for key, value in node.items():
        if key == "properties":
            names.update(value)
            for each in value.values():
                walk(each, doc)
        elif key not in ("definitions", "$defs", "enum", "const", "required"):
            walk(value, doc)


walk(DOCS["report"], "report")
print("\n".join(sorted(names)))
