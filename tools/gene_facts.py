"""What the converters of facts about genes share: reading facts, order of variants, files of tables/."""
import csv
import os
import sys

UNASSIGNED = "not assigned"
CHROMS = [str(n) for n in range(1, 23)] + ["X", "Y", "MT"]
CODONS = dict(zip((a + b + c for a in "TCAG" for b in "TCAG" for c in "TCAG"),
                  "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"))
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def die(text):
    sys.exit(f"{os.path.splitext(os.path.basename(sys.argv[0]))[0]}: {text}")


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(text, sep=";"):
    return [x for x in text.split(sep) if x]


def key(reference_key):
    return reference_key.removeprefix("chr")


def key_order(variant):
    chrom, pos, ref, alt = variant.split(":")
    return CHROMS.index(chrom), int(pos), ref, alt


def by_prefix(table, text, where):
    for prefix, value in table:
        if text.startswith(prefix):
            return value
    die(f"unknown source '{text}' at {where}")


class Table:
    """One file of tables/: its lines of ##, its columns, its rows as dicts."""

    def __init__(self, folder, name):
        self.path, self.name = os.path.join(folder, name + ".tsv"), name
        with open(self.path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        self.meta = [x for x in lines if x.startswith("##")]
        head = next(x for x in lines if x.startswith("#") and not x.startswith("##"))
        self.columns = head[1:].split("\t")
        self.rows = [dict(zip(self.columns, x.split("\t"))) for x in lines if not x.startswith("#")]

    def column(self, name, default, before=None):
        if name not in self.columns:
            self.columns.insert(self.columns.index(before) if before else len(self.columns), name)
        for row in self.rows:
            row.setdefault(name, default)

    def drop(self, test):
        self.rows = [r for r in self.rows if not test(r)]

    def write(self):
        lines = self.meta + ["#" + "\t".join(self.columns)]
        for row in self.rows:
            cells = [str(row[c]) for c in self.columns]
            if any((c == "" and self.name != "vocabulary") or "\t" in c or "\n" in c for c in cells):
                die(f"{self.name}: empty cell or tab in {row}")
            lines.append("\t".join(cells))
        with open(self.path, "w", encoding="utf-8", newline="\n") as f:
            f.write("\n".join(lines) + "\n")
        print(f"{self.name}.tsv: {len(self.rows)} rows")


class Cells(Table):
    """The same with rows as lists of cells, "" for what is not there; a row that stays is written as it was."""

    def __init__(self, folder, name):
        super().__init__(folder, name)
        self.was = {tuple("" if r[c] == "-" else r[c] for c in self.columns): r for r in self.rows}
        self.rows = [list(r) for r in self.was]

    def write(self):
        self.rows = [self.was.get(tuple(r)) or {c: x or "-" for c, x in zip(self.columns, r)} for r in self.rows]
        super().write()
