#!/usr/bin/env python3
"""Random small changes at the coding exons of every gene, spelled twice: as they are, and slid, padded, doubled, in another order;
two substitutions of a codon in one record and in two. Whether those make a stop codon is also read here.

usage: coding_spellings.py STARDOSE TABLES FOLDER SEED; prints what differs, and how many were compared
"""
import collections
import json
import os
import random
import subprocess
import sys

PEOPLE, PAIRS = 150, 30
CODE = dict(zip([a + b + c for a in "TCAG" for b in "TCAG" for c in "TCAG"],
                "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"))
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
    def __init__(self, tables, name, chrom, strand):
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
        coding = [p for beg, end in sorted(spans["exon"]) for p in range(max(beg, first), min(end, last) + 1)]
        coding = coding if strand == "+" else coding[::-1]
        self.letters = dict(zip("ACGT", "ACGT" if strand == "+" else "TGCA"))
        codons = [c for c in (coding[i:i + 3] for i in range(3, len(coding) - 3, 3)) if all(p in self.bases for p in c)]
        listed = {int(v["grch38_pos"]) for v in rows(tables, "variants") if v["gene"] == name}
        self.codons = [c for c in codons if max(c) - min(c) == 2 and not listed & set(c)]

    def text(self, pos, n):
        return "".join(self.bases[pos + i] for i in range(n))

    def change(self):
        pos, kind, n = random.choice(self.places), random.choice("DIS"), random.randint(1, 4)
        ref = self.text(pos, n + 1 if kind == "D" else 1)
        if kind == "I":
            return pos, ref, ref + "".join(random.choice("ACGT") for _ in range(n))
        return pos, ref, ref[0] if kind == "D" else random.choice("ACGT".replace(ref, ""))

    def read(self, codon, changed):
        return CODE["".join(self.letters[changed.get(p, self.bases[p])] for p in codon)]

    def pair(self):
        """A codon with two bases changed, so that a stop codon is made or undone as often as it can be: (rows, does it break?)"""
        found = None
        for _ in range(200):
            codon = random.choice(self.codons)
            new = {p: random.choice("ACGT".replace(self.bases[p], "")) for p in random.sample(codon, 2)}
            together = self.read(codon, new) == "*"
            found = [(p, self.bases[p], base) for p, base in sorted(new.items())], together
            if together != any(self.read(codon, {p: base}) == "*" for p, base in new.items()):
                break
        return found

    def joined(self, changes):
        pos, end = changes[0][0], changes[-1][0]
        new = {p: base for p, _, base in changes}
        return pos, self.text(pos, end - pos + 1), "".join(new.get(p, self.bases[p]) for p in range(pos, end + 1))

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
        gene = Gene(tables, row["gene"], row["chrom"], row["strand"])
        plain = [(gene.change(), i, random.choice(["0/1", "1/1", "0|1", "1|0"])) for i in range(PEOPLE - PAIRS)]
        other = [(gene.respelled(*change), i, gt) for change, i, gt in plain]
        other += random.sample(other, PEOPLE // 4)
        ends = {}
        for i in range(PEOPLE - PAIRS, PEOPLE):
            changes, ends[i] = gene.pair()
            gt = random.choice(["1/1", "0|1", "1|0"])
            plain.append((gene.joined(changes), i, gt))
            other += [(change, i, gt) for change in changes]
        was = calls(program, gene, os.path.join(folder, "a.vcf"), list(plain))
        now = calls(program, gene, os.path.join(folder, "b.vcf"), list(other))
        for i in range(PEOPLE):
            n, n_broken = n + 1, n_broken + was[i][0]
            if was[i] != now[i]:
                print(f"{gene.name} {plain[i]} {[o for o in other if o[1] == i]}: {was[i]} {now[i]}")
            if i in ends and was[i][0] != ends[i]:
                print(f"{gene.name} {plain[i]}: {was[i]}, a stop codon: {ends[i]}")
    if n_broken < n // 5:
        print(f"only {n_broken} of {n} changes break a protein: the test shows nothing")
    print(f"{n} compared, {n_broken} with the reason", file=sys.stderr)


if __name__ == "__main__":
    main()
