#!/usr/bin/env python3
"""Random small changes at the coding exons of every gene, spelled twice: as they are, and slid, padded, doubled, in another order.

usage: coding_spellings.py STARDOSE TABLES FOLDER SEED; prints what differs, and how many were compared
"""
import collections
import json
import os
import random
import subprocess
import sys

PEOPLE = 150
BUILD = "GRCh38"


def rows(tables, name):
    columns = None
    with open(os.path.join(tables, name + ".tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("##"):
                continue
            cells = line.lstrip("#").rstrip("\n").split("\t")
            if columns:
                yield dict(zip(columns, cells))
            else:
                columns = cells


class Gene:
    def __init__(self, tables, name, chrom):
        self.name, self.chrom = name, chrom
        self.bases = {int(w["beg"]) + i: c for w in rows(tables, "windows") if (w["gene"], w["build"]) == (name, BUILD)
                      for i, c in enumerate(w["sequence"])}
        spans = collections.defaultdict(list)
        for row in rows(tables, "structures"):
            if row["gene"] == name and row["type"] in ("exon", "coding"):
                spans[row["type"]].append((int(row["grch38_beg"]), int(row["grch38_end"])))
        # a record at a definition site, without which nobody is called
        self.site = next((int(v["grch38_pos"]), v["grch38_ref"], v["grch38_alt"]) for v in rows(tables, "variants")
                         if v["gene"] == name and v["core"] == "yes")
        first, last = spans["coding"][0]
        self.places = [p for beg, end in spans["exon"] for p in range(max(beg, first) - 3, min(end, last) + 4)
                       if p - 15 in self.bases and p + 15 in self.bases]

    def text(self, pos, n):
        return "".join(self.bases[pos + i] for i in range(n))

    def change(self):
        pos, kind, n = random.choice(self.places), random.choice("DIS"), random.randint(1, 4)
        ref = self.text(pos, n + 1 if kind == "D" else 1)
        if kind == "I":
            return pos, ref, ref + "".join(random.choice("ACGT") for _ in range(n))
        return pos, ref, ref[0] if kind == "D" else random.choice("ACGT".replace(ref, ""))

    def respelled(self, pos, ref, alt):
        inner = (ref if len(ref) > len(alt) else alt)[1:]       # what comes or goes
        for _ in range(random.randint(0, 8) if len(ref) != len(alt) else 0):
            behind = self.bases[pos + len(ref)]
            if behind != inner[0]:
                break
            inner, pos = inner[1:] + behind, pos + 1
            anchor = self.bases[pos]
            ref, alt = (anchor + inner, anchor) if len(ref) > len(alt) else (anchor, anchor + inner)
        before, after = random.randint(0, 3), random.randint(0, 3)
        head, tail = self.text(pos - before, before), self.text(pos + len(ref), after)
        return pos - before, head + ref + tail, head + alt + tail


def calls(program, gene, path, records):
    records.append((gene.site, -1, ""))
    random.shuffle(records)
    with open(path, "w", encoding="ascii") as out:
        out.write(f"##fileformat=VCFv4.2\n##contig=<ID={gene.chrom}>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n")
        out.write("\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"] +
                            [f"S{i}" for i in range(PEOPLE)]) + "\n")
        for (pos, ref, alt), person, gt in sorted(records, key=lambda r: r[0][0]):
            gts = [gt if i == person else "0/0" for i in range(PEOPLE)]
            out.write("\t".join([gene.chrom, str(pos), ".", ref, alt, ".", "PASS", ".", "GT"] + gts) + "\n")
    text = subprocess.run([program, "call", "--no-version", "-q", "--build", BUILD, "-O", "j", "-g", gene.name, path],
                          check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
    told = [json.loads(line)["genes"][0] for line in text.splitlines()]
    return [("unlisted_coding_variant" in c["reasons"], c.get("coding_variants")) for c in told]


def main():
    program, tables, folder, seed = sys.argv[1:]
    random.seed(int(seed))
    n = n_broken = 0
    exons_known = {row["gene"] for row in rows(tables, "structures") if row["type"] == "coding"}
    for row in rows(tables, "genes"):
        if row["gene"] not in exons_known:
            continue
        gene = Gene(tables, row["gene"], row["chrom"])
        plain = [(gene.change(), i, random.choice(["0/1", "1/1", "0|1", "1|0"])) for i in range(PEOPLE)]
        other = [(gene.respelled(*change), i, gt) for change, i, gt in plain]
        other += random.sample(other, PEOPLE // 4)
        was = calls(program, gene, os.path.join(folder, "a.vcf"), list(plain))
        now = calls(program, gene, os.path.join(folder, "b.vcf"), list(other))
        for i in range(PEOPLE):
            n, n_broken = n + 1, n_broken + was[i][0]
            if was[i] != now[i]:
                print(f"{gene.name} {plain[i]} {other[i]}: {was[i]} {now[i]}")
    if n_broken < n // 5:
        print(f"only {n_broken} of {n} changes break a protein: the test shows nothing")
    print(f"{n} compared, {n_broken} with the reason", file=sys.stderr)


if __name__ == "__main__":
    main()
