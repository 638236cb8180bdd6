#!/usr/bin/env python3
"""Gene copies as the truth tables have them, in the form that --copy-number reads.

usage: copies.py TRUTH.tsv...          > TSV
       copies.py --exons TRUTH.tsv...  > VCF

One row for each CYP2D6 row with a structural variant: all copies that the diplotype names, both chromosomes together,
as somebody who counts whole genes would find them. A hybrid counts as a copy; the deletion counts as none.
With --exons, GRCh38 segments <CNV> as somebody who counts exon 9, exons 2 to 8 and exon 1 would find them: hybrids of the *36 kind lack exon 9, *68 has no exon but the first, *13 none
but the last ones (its switch may lie anywhere; here it lies in intron 8).
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


WITHOUT_EXON9 = {"36", "83", "141", "4.013", "4.021"}
WITHOUT_EXON9 |= {"61", "63", "68"}
WITHOUT_BODY = {"13", "68"}
WITHOUT_EXON1 = {"13"}
EXON9, BODY, EXON1 = (42126499, 42126752), (42126851, 42129909), (42130612, 42130810)


def by_exon(diplotype):
    """Copies of exon 9, of exons 2 to 8, and of exon 1."""
    exon9 = body = exon1 = 0
    for unit in re.split(r"[/+]", diplotype):
        name, times = re.fullmatch(r"\*([\w.]+?)(?:x(\d+))?", unit.strip()).groups()
        n = 0 if name == DELETIONS["CYP2D6"] else int(times or 1)
        exon9 += 0 if name in WITHOUT_EXON9 else n
        body += 0 if name in WITHOUT_BODY else n
        exon1 += 0 if name in WITHOUT_EXON1 else n
    return exon9, body, exon1


def rows(paths):
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            head = next(lines).rstrip("\n").split("\t")
            for line in lines:
                row = dict(zip(head, line.rstrip("\n").split("\t")))
                if row["gene"] in DELETIONS and row["has_sv"] == "1":
                    yield row


def print_vcf(paths):
    samples = {row["sample"]: by_exon(row["diplotype"]) for row in rows(paths)}
    print("##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>")
    print('##ALT=<ID=CNV,Description="copy number">')
    print('##INFO=<ID=END,Number=1,Type=Integer,Description="end">')
    print('##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">')
    print('##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">')
    print("\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + list(samples)))
    for which, (beg, end) in enumerate((EXON9, BODY, EXON1)):
        print("\t".join(["chr22", str(beg), ".", "N", "<CNV>", ".", "PASS", "END=%d" % end, "GT:CN"] +
                        ["./.:%d" % copies[which] for copies in samples.values()]))


def main(paths):
    if not paths or paths == ["--exons"]:
        sys.exit(__doc__)
    if paths[0] == "--exons":
        print_vcf(paths[1:])
        return
    print("#sample\tgene\tcopies")
    for row in rows(paths):
        print("%s\t%s\t%d" % (row["sample"], row["gene"], copies_of(row["gene"], row["diplotype"])))


if __name__ == "__main__":
    main(sys.argv[1:])
