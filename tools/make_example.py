#!/usr/bin/env python3
"""Write examples/two_people.{GRCh38,GRCh37}.vcf from tables/*.tsv.

usage: make_example.py [--check] [TABLES [EXAMPLES]]      (defaults: tables, examples)

Two people who do not exist, phased, with a record for every core variant of CYP2D6 and CYP2C19 (a "sites-forced" VCF:
nothing rests on silence). The same people on both builds. --check writes nothing and exits 1 when a file on disk is not
what the tables give. Python 3 standard library only.
"""
import os
import sys

PEOPLE = {	# gene: (haplotype, haplotype), as suballele where the tables have it
    "person_1": {"CYP2D6": ("*4.001", "*41.001"), "CYP2C19": ("*1.003", "*17")},
    "person_2": {"CYP2D6": ("*1.001", "*2.001"), "CYP2C19": ("*2.001", "*2.001")},
}
BUILDS = ("GRCh38", "GRCh37")


def rows(path):
    with open(path, encoding="utf-8") as lines:
        table = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("##")]
    head = [name.lstrip("#") for name in table[0]]
    return [dict(zip(head, row)) for row in table[1:]]


def as_set(text):
    return set() if text == "-" else set(text.split(";"))


def haplotype(tables, gene, name):
    """The variants on a haplotype: those of the suballele, or the core of the allele."""
    for row in tables["suballeles"]:
        if (row["gene"], row["suballele"]) == (gene, name):
            return as_set(row["variants"])
    for row in tables["alleles"]:
        if (row["gene"], row["allele"]) == (gene, name):
            return as_set(row["required"])
    sys.exit("make_example: no allele %s %s in the tables" % (gene, name))


def records(tables, build, contig):
    """VCF lines of one build: one record per position and REF, every listed ALT of a core variant in it."""
    b = build.lower()
    carried = {}	# (person, side) -> variants
    for person, genes in PEOPLE.items():
        for side in (0, 1):
            carried[person, side] = set().union(*(haplotype(tables, gene, pair[side]) for gene, pair in genes.items()))
    shown = set().union(*carried.values())
    sites = {}
    for row in tables["variants"]:
        if row["gene"] in PEOPLE["person_1"] and (row["core"] == "yes" or row["variant"] in shown):
            chrom = row["variant"].split(":")[0]
            sites.setdefault((int(chrom), int(row[b + "_pos"]), row[b + "_ref"]), []).append(row)
    for (chrom, pos, ref), variants in sorted(sites.items()):
        alts = [v[b + "_alt"] for v in variants]
        rsids = sorted({v["rsid"] for v in variants if v["rsid"].startswith("rs")})
        genotypes = []
        for person in PEOPLE:
            allele = []
            for side in (0, 1):
                # where the build's reference base is the variant itself, its absence is what shows
                seen = [v[b + "_alt"] for v in variants
                        if (v["variant"] in carried[person, side]) != (build == "GRCh37" and v["grch37_swapped"] == "yes")]
                if len(seen) > 1:
                    sys.exit("make_example: two alleles on one haplotype at %s:%d" % (chrom, pos))
                allele.append(1 + alts.index(seen[0]) if seen else 0)
            genotypes.append("%d|%d:60:30" % tuple(allele))
        yield "\t".join([contig % chrom, str(pos), ";".join(rsids) or ".", ref, ",".join(alts), ".", "PASS", ".", "GT:GQ:DP"] + genotypes)


def document(tables, build):
    contig = "chr%d" if build == "GRCh38" else "%d"	# as the two builds are mostly written
    body = list(records(tables, build, contig))
    used = sorted({int(v["variant"].split(":")[0]) for v in tables["variants"] if v["gene"] in PEOPLE["person_1"]})
    length = {(row["build"], row["chrom"]): row["length"] for row in tables["contigs"]}
    return "\n".join(
        ["##fileformat=VCFv4.3",
         "##source=tools/make_example.py: two people who do not exist",
         '##FILTER=<ID=PASS,Description="All filters passed">'] +
        ["##contig=<ID=%s,length=%s>" % (contig % c, length[build, str(c)]) for c in used] +
        ['##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
         '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
         '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">',
         "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"] + list(PEOPLE))] + body) + "\n"


def main():
    args = [a for a in sys.argv[1:] if a != "--check"]
    source, target = (args + ["tables", "examples"][len(args):])[:2]
    tables = {name: rows(os.path.join(source, name + ".tsv")) for name in ("variants", "alleles", "suballeles", "contigs")}
    stale = []
    for build in BUILDS:
        path = os.path.join(target, "two_people.%s.vcf" % build)
        text = document(tables, build)
        if "--check" in sys.argv:
            with open(path, encoding="utf-8") as old:
                if old.read() != text:
                    stale.append(path)
        else:
            with open(path, "w", encoding="utf-8") as new:
                new.write(text)
    if stale:
        sys.exit("make_example: not what the tables give: %s; run tools/make_example.py" % ", ".join(stale))


if __name__ == "__main__":
    main()
