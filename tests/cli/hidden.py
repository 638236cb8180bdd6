"""hidden.py - what a file of few sites could not have shown, by names of alleles, against what the report says
usage: hidden.py vcf TABLES ZYGOSITY [GENE] | check TABLES JSON
The sites are those of the alleles that old panels have. The program goes by its own matching and this by names, so they are compared for
genes where the two are the same.
"""
import json
import os
import sys

PANEL = {"CYP2D6": "*3 *4 *6 *9 *10 *41", "CYP2C9": "*2 *3", "CYP3A5": "*3", "CYP2B6": "*6"}
CHANGING = ("No function", "Decreased function", "Increased function")
NEAR = 0.005


def rows_of(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as fh:
        lines = [line.rstrip("\n").split("\t") for line in fh if not line.startswith("##")]
    return [dict(zip([name.lstrip("#") for name in lines[0]], line)) for line in lines[1:]]


def vcf(folder, genotype, only=None):
    chroms = ["7", "10", "19", "22"]
    keys = {key for row in rows_of(folder, "alleles.tsv") if row["allele"] in PANEL.get(row["gene"], "").split() and only in (None, row["gene"]) for key in row["required"].split(";")}
    print("##fileformat=VCFv4.2\n##reference=GRCh38")
    for chrom, length in zip(chroms, (159345973, 133797422, 58617616, 50818468)):
        print("##contig=<ID=%s,length=%d>" % (chrom, length))
    print('##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tsomebody')
    for chrom, pos, ref, alt in sorted((key.split(":") for key in keys), key=lambda k: (chroms.index(k[0]), int(k[1]))):
        print("\t".join([chrom, pos, ".", ref, alt, ".", "PASS", ".", "GT", genotype]))


def by_names(folder, gene):
    """Population -> shares of haplotypes that change the function, and of those that are none of the panel's."""
    function = {row["allele"]: row["function"] for row in rows_of(folder, "alleles.tsv") if row["gene"] == gene}
    found = {}
    for row in rows_of(folder, "frequencies.tsv"):
        if row["gene"] != gene or row["source"] != "1kgp" or row["population"] == "all" or function.get(row["allele"]) not in CHANGING:
            continue
        pool = found.setdefault(row["population"], [0, 0])
        pool[0] += float(row["frequency"])
        pool[1] += float(row["frequency"]) * (row["allele"] not in PANEL[gene].split())
    return found


def check(folder, path):
    with open(path, encoding="utf-8") as fh:
        genes = {gene["gene"]: gene["hidden_haplotypes"] for gene in json.loads(fh.readline())["genes"]}
    faults = []
    for gene in ("CYP2C9", "CYP3A5", "CYP2B6"):
        told = {one["population"]: one for one in genes[gene]["populations"]}
        for population, (changing, hidden) in by_names(folder, gene).items():
            one = told.pop(population)
            if abs(one["changing"] - changing) > NEAR or abs(one["hidden"] - hidden) > NEAR:
                faults.append("%s %s: %s, by names %.3f of %.3f" % (gene, population, one, hidden, changing))
            if one["of_hundred"] != round(100 * one["hidden"] / one["changing"]) and abs(one["of_hundred"] - 100 * one["hidden"] / one["changing"]) > 1:
                faults.append("%s %s: %s" % (gene, population, one))
        if told:
            faults.append("%s: %s" % (gene, told))
    order = [[one["population"] for one in hidden["populations"]] for hidden in genes.values()]
    if any(one != ["AFR", "AMR", "EAS", "EUR", "SAS"] for one in order):
        faults.append("populations: %s" % order)
    if faults:
        print("\n".join(faults))
        sys.exit(1)


if __name__ == "__main__":
    {"vcf": vcf, "check": check}[sys.argv[1]](*sys.argv[2:])
