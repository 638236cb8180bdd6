#!/usr/bin/env python3
"""Gene copies as the truth tables have them, in the form that --copy-number reads.

usage: copies.py TRUTH.tsv...

One row for each CYP2D6 row with a structural variant: all copies that the diplotype names, both chromosomes together,
as somebody who counts whole genes would find them. A hybrid counts as a copy; the deletion counts as none.
Python 3 standard library only.
"""
import re
import sys

DELETIONS = {"CYP2D6": "5"}


def copies_of(gene, diplotype):
    total = 0
    for unit in re.split(r"[/+]", diplotype):
        name, times = re.fullmatch(r"\*(\w+?)(?:\.\d+)?(?:x(\d+))?", unit.strip()).groups()
        total += 0 if name == DELETIONS[gene] else int(times or 1)
    return total


def main(paths):
    if not paths:
        sys.exit(__doc__)
    print("#sample\tgene\tcopies")
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            head = next(lines).rstrip("\n").split("\t")
            for line in lines:
                row = dict(zip(head, line.rstrip("\n").split("\t")))
                if row["gene"] in DELETIONS and row["has_sv"] == "1":
                    print("%s\t%s\t%d" % (row["sample"], row["gene"], copies_of(row["gene"], row["diplotype"])))


if __name__ == "__main__":
    main(sys.argv[1:])
