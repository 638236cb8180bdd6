#!/usr/bin/env python3
"""Gene copies as the truth tables have them, in the form that --copy-number reads.

usage: copies.py TRUTH.tsv...          > TSV
       copies.py --exon9 TRUTH.tsv...  > VCF

One row for each CYP2D6 row with a structural variant: all copies that the diplotype names, both chromosomes together,
as somebody who counts whole genes would find them. A hybrid counts as a copy; the deletion counts as none.
With --exon9, GRCh38 segments <CNV> as somebody who counts exons would find them: hybrids of the *36 kind lack exon 9,
*68 and *13 have no exon but the first, or the last ones, of the gene and count as none.
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
WITHOUT_BODY = {"13", "68", "61", "63"}
EXON9, BODY = (42126499, 42126752), (42126851, 42130810)


def by_exon(diplotype):
    """Copies of exons 1 to 8, and of exon 9."""
    body = exon9 = 0
    for unit in re.split(r"[/+]", diplotype):
        name, times = re.fullmatch(r"\*([\w.]+?)(?:x(\d+))?", unit.strip()).groups()
        if name != DELETIONS["CYP2D6"] and name not in WITHOUT_BODY:
            body += int(times or 1)
            exon9 += 0 if name in WITHOUT_EXON9 else int(times or 1)
    return body, exon9


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
    for (beg, end), which in ((EXON9, 1), (BODY, 0)):
        print("\t".join(["chr22", str(beg), ".", "N", "<CNV>", ".", "PASS", "END=%d" % end, "GT:CN"] +
                        ["./.:%d" % copies[which] for copies in samples.values()]))


def main(paths):
    if not paths or paths == ["--exon9"]:
        sys.exit(__doc__)
    if paths[0] == "--exon9":
        print_vcf(paths[1:])
        return
    print("#sample\tgene\tcopies")
    for row in rows(paths):
        print("%s\t%s\t%d" % (row["sample"], row["gene"], copies_of(row["gene"], row["diplotype"])))


if __name__ == "__main__":
    main(sys.argv[1:])
