#!/usr/bin/env python3
"""Real genomes of reference materials: a VCF of GATK with AD, on both builds, with and without counts of exons.

usage: genomes.py prepare DATA TABLES OUT     OUT/counts.tsv, for --copy-number, and OUT/GRCh38.vcf
       genomes.py check DATA MIN MIN CALLS.tsv COUNTED.tsv BUILD

DATA/truth.tsv has the diplotypes and how often exons are there, DATA/wgs.GRCh37.vcf.gz the genotypes. Its records at
definition variants are written again for GRCh38, as a caller of that build would have called them. check prints how
many people without a structural variant are exact in CALLS, and how many with one in COUNTED: at least MIN of each.
Python 3 standard library only.
"""
import gzip
import os
import re
import sys

GENE, CONTIG, LENGTH = "CYP2D6", "chr22", 50818468


def rows(path):
    with open(path, encoding="utf-8") as lines:
        kept = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("##")]
    head = [name.lstrip("#") for name in kept[0]]
    return [dict(zip(head, row)) for row in kept[1:]]


def is_structural(row):
    return re.search(r"[x+]|\*5\b|\*36\b", row["diplotype"]) is not None


def turned(cell, keys):
    """A cell of a record whose REF and ALT change places; what cannot be turned so is left out."""
    values = dict(zip(keys, cell.split(":")))
    values["GT"] = values["GT"].translate(str.maketrans("01", "10"))
    if re.fullmatch(r"1/0", values["GT"]):
        values["GT"] = "0/1"
    if "AD" in values:
        values["AD"] = ",".join(reversed(values["AD"].split(",")))
    return values


def write_other_build(data, variants, out):
    by_place = {(v["grch37_pos"], v["grch37_ref"], v["grch37_alt"]): v for v in variants if v["gene"] == GENE and v["core"] == "yes"}
    lines, keep = [], ("GT", "AD", "DP", "GQ", "PS")
    with gzip.open(os.path.join(data, "wgs.GRCh37.vcf.gz"), "rt", encoding="utf-8") as vcf:
        for line in vcf:
            row = line.rstrip("\n").split("\t")
            if line.startswith("#CHROM"):
                samples = row[9:]
            if line.startswith("#") or (row[1], row[3], row[4]) not in by_place:
                continue
            v = by_place[row[1], row[3], row[4]]
            keys = row[8].split(":")
            cells = []
            for cell in row[9:]:
                values = turned(cell, keys) if v["grch37_swapped"] == "yes" else dict(zip(keys, cell.split(":")))
                cells.append(":".join(values.get(key, ".") for key in keep))
            lines.append((int(v["grch38_pos"]), [v["grch38_pos"], ".", v["grch38_ref"], v["grch38_alt"], row[5], row[6], ".", ":".join(keep)] + cells))
    with open(out, "w", encoding="utf-8") as to:
        to.write("##fileformat=VCFv4.2\n##contig=<ID=%s,length=%d>\n" % (CONTIG, LENGTH))
        for key, number, kind in (("GT", "1", "String"), ("AD", "R", "Integer"), ("DP", "1", "Integer"), ("GQ", "1", "Integer"), ("PS", "1", "Integer")):
            to.write('##FORMAT=<ID=%s,Number=%s,Type=%s,Description="as the caller wrote it">\n' % (key, number, kind))
        to.write("\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + samples) + "\n")
        for _, fields in sorted(lines, key=lambda entry: entry[0]):
            to.write("\t".join([CONTIG] + fields) + "\n")


def prepare(data, tables, out):
    with open(os.path.join(out, "counts.tsv"), "w", encoding="utf-8") as to:
        to.write("#sample\tgene\tcopies\texon_9\texon_1\n")
        for row in rows(os.path.join(data, "truth.tsv")):
            to.write("\t".join([row["sample"], GENE, row["exons2_8"], row["exon9"], row["exon1"]]) + "\n")
    write_other_build(data, rows(os.path.join(tables, "variants.tsv")), os.path.join(out, "GRCh38.vcf"))


def score(truth, calls, structural, what, least):
    chosen = [row for row in truth if is_structural(row) == structural]
    missed = [(row, calls[row["sample"]]) for row in chosen if calls[row["sample"]]["diplotype"] != row["diplotype"]]
    for row, call in missed:
        print("\t".join([row["sample"], row["diplotype"], call["diplotype"], call["phenotype"], call["reasons"]]))
    n = len(chosen) - len(missed)
    print("%s: real genomes, %s: %d of %d are exact (at least %d)" % ("PASS" if n >= least else "FAIL", what, n, len(chosen), least))


def check(data, plain, counted, calls, calls_counted, build):
    truth = rows(os.path.join(data, "truth.tsv"))
    score(truth, {row["sample"]: row for row in rows(calls)}, False, "%s, people without a structural variant" % build, int(plain))
    score(truth, {row["sample"]: row for row in rows(calls_counted)}, True, "%s, people with one, exons counted" % build, int(counted))


def main(args):
    if len(args) == 4 and args[0] == "prepare":
        return prepare(*args[1:])
    if len(args) == 7 and args[0] == "check":
        return check(*args[1:])
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
