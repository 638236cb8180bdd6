#!/usr/bin/env python3
"""people.py - people who do not exist, for tests of pages and of FHIR bundles: VCF, outside results, copies, medicines.

usage: people.py TABLES TOOLS FOLDER     writes people.vcf, outside.tsv, copies.tsv, context.tsv into FOLDER, crowd.tsv: medicines of people
                                         called as two of them with _N behind, who take N medicines, and random.tsv: of people called
                                         as all of them with _N behind, who take 0 to 12 at random, always the same

Genotypes come from the tables, by the functions of tools/make_example.py: every core variant has a record, so that what is
open about a person is open on purpose. Python 3 standard library only.
"""
import os
import random
import sys

sys.path.insert(0, sys.argv[2])
sys.dont_write_bytecode = True
import make_example     # noqa: E402

USUAL = {"CYP2D6": ("*1.001", "*2.001"), "CYP2C19": ("*1", "*1"), "CYP2C9": ("*1", "*1"), "CYP2B6": ("*1", "*1"),
         "CYP3A4": ("*1", "*1"), "CYP3A5": ("*3", "*3"), "CYP1A2": ("*1", "*1")}
LONG = "worst_case_with_a_name_that_a_laboratory_information_system_made_up_2026-11-22_run_0000417_lane_3"
PEOPLE = {
    "normal": {},
    "poor_CYP2D6": {"CYP2D6": ("*4.001", "*4.001")},
    "ultrarapid": {},                                           # by outside.tsv, copies not counted
    "ambiguous": {"CYP2D6": ("*2.001", "*10.001"), "CYP2C19": ("*2", "*17"), "CYP2B6": ("*4", "*9")},
    "partial": {"CYP2C19": ("*2+*3", "*1")},                    # two alleles' variants on one haplotype: no name for it
    "no_call": {},
    "on_medicines": {"CYP2D6": ("*1.001", "*4.001"), "CYP2C19": ("*1", "*17")},
    "outside": {},                                              # by outside.tsv, a hybrid in tandem
    LONG: {"CYP2D6": ("*4.001", "*4.001"), "CYP2C19": ("*2", "*2"), "CYP2B6": ("*6", "*6"), "CYP2C9": ("*3", "*3"),
           "CYP3A5": ("*1", "*1")},
}
UNPHASED = {"ambiguous"}
OUTSIDE = [("ultrarapid", "CYP2D6", "*1/*2xN"), ("outside", "CYP2D6", "*1/*68+*4"), ("outside", "RYR1", "Reference/c.1840C>T"),
           ("outside", "CACNA1S", "Reference/Reference"), ("outside", "DPYD", "c.1905+1G>A (*2A)/Reference")]
COPIES = [("normal", "CYP2D6", "2"), ("on_medicines", "CYP2D6", "2")]
MEDICINES = {"on_medicines": ["paroxetine", "omeprazole"], "normal": ["sertraline"], "outside": ["Zoloft", "paroxtine"],
             LONG: ["amitriptyline", "citalopram", "aripiprazole", "bupropion", "codeine", "omeprazole", "phenytoin", "lithium"]}
CROWD = ("normal", LONG)
CROWD_TAKES = (1, 2, 4, 6, 8, 10, 12, 20, 40)
CROWD_MEDICINES = """amitriptyline citalopram aripiprazole bupropion codeine omeprazole phenytoin lithium sertraline venlafaxine haloperidol
    clopidogrel metoprolol warfarin clozapine risperidone diazepam lamotrigine tramadol celecoxib fluvoxamine atomoxetine pimozide
    mirtazapine quetiapine tamoxifen tacrolimus voriconazole ibuprofen simvastatin metformin levothyroxine lisinopril amlodipine
    zolpidem trazodone nortriptyline paroxetine propafenone flecainide""".split()


N_RANDOM, MOST_RANDOM = 500, 12


def at_random(drugs):
    """Medicines of N_RANDOM people: any that the tables have, some with a dose, here and there one whose name nobody knows."""
    chance, takes = random.Random(20261129), {}
    for n in range(N_RANDOM):
        names = chance.sample(drugs, chance.randint(0, MOST_RANDOM))
        if names and chance.random() < 0.05:
            names[0] = names[0][:-1] + "zz"
        takes["%s_%d" % (list(PEOPLE)[n % len(PEOPLE)], n)] = names
    return takes


def carried(tables, person, gene, side):
    pair = dict(USUAL, **PEOPLE[person])[gene]
    return set().union(*(make_example.haplotype(tables, gene, name) for name in pair[side].split("+")))


def genotype(tables, person, variants, side):
    """Number of the ALT on this haplotype; a haplotype carries at most one of the record's."""
    on = [i + 1 for i, v in enumerate(variants) if v["variant"] in carried(tables, person, v["gene"], side)]
    return str(on[0]) if on else "0"


def vcf(tables):
    shown = set()
    for person in PEOPLE:
        for gene in USUAL:
            shown |= carried(tables, person, gene, 0) | carried(tables, person, gene, 1)
    sites = {}
    for row in tables["variants"]:
        if row["gene"] in USUAL and (row["core"] == "yes" or row["variant"] in shown):
            sites.setdefault((int(row["variant"].split(":")[0]), int(row["grch38_pos"]), row["grch38_ref"]), []).append(row)
    lengths = {row["chrom"]: row["length"] for row in tables["contigs"] if row["build"] == "GRCh38"}
    yield "##fileformat=VCFv4.3"
    for chrom in sorted({site[0] for site in sites}):
        yield "##contig=<ID=chr%d,length=%s>" % (chrom, lengths[str(chrom)])
    yield '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
    yield "\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + list(PEOPLE))
    for (chrom, pos, ref), variants in sorted(sites.items()):
        found = []
        for person in PEOPLE:
            if person == "no_call":
                found.append("./.")
            else:
                pair = [genotype(tables, person, variants, side) for side in (0, 1)]
                found.append("/".join(sorted(pair)) if person in UNPHASED else "|".join(pair))
        yield "\t".join(["chr%d" % chrom, str(pos), ".", ref, ",".join(v["grch38_alt"] for v in variants), ".", "PASS", ".", "GT"] + found)


def write(name, lines):
    with open(os.path.join(sys.argv[3], name), "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)


def main():
    tables = {name: make_example.rows(os.path.join(sys.argv[1], name + ".tsv")) for name in ("variants", "alleles", "suballeles", "contigs")}
    write("people.vcf", vcf(tables))
    write("outside.tsv", ["#sample\tgene\tdiplotype"] + ["\t".join(row) for row in OUTSIDE])
    write("copies.tsv", ["\t".join(row) for row in COPIES])
    drugs = sorted(set(CROWD_MEDICINES) | {row["drug"] for row in make_example.rows(os.path.join(sys.argv[1], "drugs.tsv"))})
    takes = {"%s_%d" % (person, n): CROWD_MEDICINES[:n] for person in CROWD for n in CROWD_TAKES}
    for table, medicines in (("context.tsv", MEDICINES), ("crowd.tsv", takes), ("random.tsv", at_random(drugs))):
        write(table, ["#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote"] +
              ["%s\tmedicine\t%s\t.\t.\t.\t.\t." % (person, name) for person, names in medicines.items() for name in names])


if __name__ == "__main__":
    main()
