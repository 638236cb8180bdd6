#!/usr/bin/env python3
"""Write genotypes and structural records of made-up people in the dialects of structural variant callers, and check calls.

usage: structural_vcf.py write TABLES DIR              genotypes, one structural VCF per dialect, people.tsv
       structural_vcf.py depth TABLES BUILD           a gVCF of people with no to four copies, by read depth alone
       structural_vcf.py check DIR BUILD DIALECT CALLS.tsv
       structural_vcf.py torn WHOLE.tsv TORN.tsv      calls without and with what tears the gene of every second person

Every person is one of the twelve commonest CYP2D6 diplotypes (by frequencies.tsv) x a structural class x phased or not
x with or without allele depth. Each dialect is written as its caller writes it (docs/STRUCTURE.md has the sources).
check asks: is what was generated among the candidates, and the only one where the file tells? is the number of copies
the one that the dialect gives, and nothing called with more confidence than there is? Python 3 standard library only.
"""
import itertools
import os
import re
import sys

GENE = "CYP2D6"
DEPTH = 16		# reads per copy
# Stretches as each caller gives them, 1-based: (begin, end) by build. The 1000 Genomes interval: hiMoon's haplotype table.
EVENT = {"GRCh38": (42123192, 42135343), "GRCh37": (42519196, 42531352)}
KGP = {"GRCh38": (42127947, 42137889), "GRCh37": (42523949, 42533891)}
EXON9_END = {"GRCh38": 42126800, "GRCh37": 42522802}	# in intron 8
EXON1_BEG = {"GRCh38": 42130200, "GRCh37": 42526202}	# in intron 1
TORN = {"GRCh38": 42128500, "GRCh37": 42524502}		# in intron 4
CONTIG = {"GRCh38": ("chr22", 50818468), "GRCh37": ("22", 51304566)}


def table(directory, name):
    with open(os.path.join(directory, name + ".tsv"), encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("##"))
        head = [field.lstrip("#") for field in next(rows)]
        return [dict(zip(head, row)) for row in rows if row[0] == GENE or head[0] != "gene"]


def split(cell):
    return [] if cell == "-" else cell.split(";")


def number(name):
    return int(re.match(r"\*(\d+)", name).group(1)), name


def written(a, n, b, m):
    """A diplotype as the program writes it: allele @a in @n copies, @b in @m; 0 is the deletion."""
    haps = [("*5", 1) if not n else (a, n), ("*5", 1) if not m else (b, m)]
    haps.sort(key=lambda h: (number(h[0]), h[1]))
    return "/".join(name + ("x%d" % k if k > 1 else "") for name, k in haps)


# class: copies on the first and the second haplotype; exon9: copies of exon 9 on both
CLASSES = {
    "two": (1, 1), "first_lost": (0, 1), "second_lost": (1, 0), "both_lost": (0, 0),
    "first_twice": (2, 1), "second_twice": (1, 2), "first_thrice": (3, 1), "both_twice": (2, 2),
    "exon9_apart": (1, 2),	# the second haplotype has a further gene whose exon 9 is CYP2D7's
    "exon1_more": (1, 1),	# it has a further gene of which nothing but exon 1 is CYP2D6's
    "exon9_more": (1, 1),	# or nothing but exon 9
}
# the hybrids that these are, and the alleles behind which structures.tsv has them
MORE = {"exon1_more": ("*68", {"*4", "*2", "*45"}), "exon9_more": ("*13", {"*1", "*2"})}


class Person:
    def __init__(self, pair, kind, phased, depth):
        self.pair, self.kind, self.phased, self.depth = pair, kind, phased, depth
        self.name = "%s_%s.%s.%s.%s" % (pair[0][1:], pair[1][1:], kind, "phased" if phased else "unphased", "ad" if depth else "gt")
        self.copies = CLASSES[kind]
        self.total = sum(self.copies)
        self.exon9 = self.total - (kind == "exon9_apart") + (kind == "exon9_more")
        self.exon1 = self.total + (kind == "exon1_more")

    def segments(self, build):
        """Copies as somebody gives them who cuts in introns 8 and 1."""
        (beg, end), first, last = EVENT[build], EXON9_END[build], EXON1_BEG[build]
        return (beg, first, self.exon9), (first, last, self.total), (last, end, self.exon1)


def commonest(tables, n):
    share = {row["allele"]: float(row["frequency"]) for row in table(tables, "frequencies") if row["population"] == "all"}
    small = [a["allele"] for a in table(tables, "alleles") if a["kind"] == "small" and a["allele"] in share]
    pairs = [(share[a] * share[b] * (1 if a == b else 2), (a, b)) for a, b in itertools.combinations_with_replacement(small, 2)]
    return [pair for _, pair in sorted(pairs, reverse=True)[:n]]


def people_of(tables):
    return [Person(pair, kind, phased, depth) for pair in commonest(tables, 12) for kind in CLASSES
            for phased in (True, False) for depth in (True, False)]


# ---- genotypes ----

def genotype(person, carried):
    """GT and AD of one site; carried: 0 or 1 by haplotype of the pair."""
    n = sum(person.copies)
    alt = sum(c * k for c, k in zip(carried, person.copies))
    if not n:
        return "./.", "."
    ad = "%d,%d" % (DEPTH * (n - alt), DEPTH * alt) if person.depth else "."
    if alt in (0, n):
        allele = "1" if alt else "0"
        return allele + ("|" if person.phased else "/") + allele, ad
    return ("%d|%d" % tuple(carried) if person.phased else "0/1"), ad


def genotype_lines(tables, build, people):
    required = {a["allele"]: set(split(a["required"])) for a in table(tables, "alleles")}
    low = build.lower()
    for v in table(tables, "variants"):
        if v["core"] != "yes":
            continue
        ref, alt, swapped = v[low + "_ref"], v[low + "_alt"], build == "GRCh37" and v["grch37_swapped"] == "yes"
        cells = []
        for p in people:
            carried = [int((v["variant"] in required[a]) != swapped) for a in p.pair]
            cells.append(":".join(genotype(p, carried)))
        yield int(v[low + "_pos"]), line(build, int(v[low + "_pos"]), ref, alt, "PASS", ".", "GT:AD", cells)


# ---- structural records ----

def line(build, pos, ref, alt, filters, info, form, cells, name="."):
    return "\t".join([CONTIG[build][0], str(pos), name, ref, alt, ".", filters, info, form] + cells)


def events(people, n_lost=lambda p: sum(c == 0 for c in p.copies), n_more=lambda p: sum(c > 1 for c in p.copies)):
    """Who shows a deletion, and who a duplication, on how many haplotypes."""
    return [n_lost(p) for p in people], [n_more(p) for p in people]


def unphased(k):
    return ("0/0", "0/1", "1/1")[k]


def dragen(build, people):
    """One record for each kind of segment, as bcftools merge leaves them; single-sample files hold one of the three."""
    rows = []
    for i in range(3):
        b, e, _ = people[0].segments(build)[i]
        for alt, fits in (("<DEL>", lambda n: n < 2), (".", lambda n: n == 2), ("<DUP>", lambda n: n > 2)):
            cells = []
            for p in people:
                n = p.segments(build)[i][2]
                gt = "1/1" if n == 0 else "0/1" if n == 1 else "./." if n == 2 else "./1"
                cells.append("%s:%.4f:%d:12:48,81" % (gt, n / 2, n) if fits(n) else "./.:.:.:.:.")
            sv = "" if alt == "." else "SVLEN=%d;SVTYPE=CNV;" % ((e - b) * (-1 if alt == "<DEL>" else 1))
            rows.append((b, line(build, b, "N", alt, "PASS", "%sEND=%d;REFLEN=%d" % (sv, e, e - b), "GT:SM:CN:BC:PE", cells)))
    return rows, lambda p: p.total


def dragen_whole(build, people):
    """Without a cut: segments that average exon 9 with the rest."""
    beg, end = EVENT[build]
    rows = []
    for alt, fits in (("<DEL>", lambda n: n < 2), (".", lambda n: n == 2), ("<DUP>", lambda n: n > 2)):
        cells = ["%s:%d" % ("1/1" if p.total == 0 else "0/1" if p.total == 1 else "./." if p.total == 2 else "./1", p.total)
                 if fits(p.total) else "./.:." for p in people]
        rows.append((beg, line(build, beg, "N", alt, "PASS", "END=%d" % end, "GT:CN", cells)))
    return rows, lambda p: p.total


def gatk(build, people):
    rows = []
    for i in range(3):
        b, e, _ = people[0].segments(build)[i]
        counts = [p.segments(build)[i][2] for p in people]
        cells = ["%d:%d:12:90:300:60:60" % (0 if n == 2 else 1 if n < 2 else 2, n) for n in counts]
        rows.append((b + (i > 0), line(build, b + (i > 0), "N", "<DEL>,<DUP>", ".", "END=%d" % e, "GT:CN:NP:QA:QS:QSE:QSS", cells)))
    return rows, lambda p: p.total


def by_genotype(p):
    """What genotypes of events give: no number beyond one extra copy per haplotype, nothing where no event is."""
    lost, more = sum(c == 0 for c in p.copies), sum(c > 1 for c in p.copies)
    return None if not lost and not more else 2 - lost + more


def manta(build, people):
    beg, end = EVENT[build]
    lost, more = events(people)
    form = "GT:FT:GQ:PL:PR:SR"
    cells = [[unphased(k) + ":PASS:90:500,0,500:9,8:7,6" for k in kinds] for kinds in (lost, more)]
    return [(beg, line(build, beg, "N", "<DEL>", "PASS", "END=%d;SVTYPE=DEL;SVLEN=-%d" % (end, end - beg), form, cells[0])),
            (beg, line(build, beg, "N", "<DUP:TANDEM>", "PASS", "END=%d;SVTYPE=DUP;SVLEN=%d" % (end, end - beg), form, cells[1]))
            ], by_genotype


def manta_length_only(build, people):
    """VCF 4.4: END may be left out."""
    rows, says = manta(build, people)
    return [(pos, re.sub(r"END=\d+;", "", text)) for pos, text in rows], says


def delly(build, people):
    beg, end = EVENT[build]
    lost, more = events(people)
    form, rows = "GT:GL:GQ:FT:RCL:RC:RCR:RDCN:DR:DV:RR:RV", []
    for alt, kinds in (("<DEL>", lost), ("<DUP>", more)):
        cells = ["%s:-9,0,-99:90:PASS:900:800:900:%d:9:8:7:6" % (unphased(k), p.total) for k, p in zip(kinds, people)]
        rows.append((beg, line(build, beg, "N", alt, "PASS", "PRECISE;SVTYPE=%s;END=%d;PE=9" % (alt[1:4], end), form, cells)))

    def says(p):
        lost, more = sum(c == 0 for c in p.copies), sum(c > 1 for c in p.copies)
        return p.total if lost or more else None
    return rows, says


def delly_cnv(build, people):
    beg, end = EVENT[build]
    cells = ["./.:%d:99:%.2f" % (p.total, p.total + 0.11) for p in people]
    return [(beg, line(build, beg, "N", "<CNV>", "PASS", "SVTYPE=CNV;END=%d" % end, "GT:CN:GQ:RDCN", cells))], lambda p: p.total


def genomestrip(build, people):
    beg, end = EVENT[build]
    cells = [".:%.2f" % max(0, p.total - 0.2) for p in people]
    return [(beg, line(build, beg, "N", "<CNV>", "PASS", "SVTYPE=CNV;END=%d" % end, "GT:CNF", cells))], lambda p: p.total


def kgp(build, people):
    beg, end = KGP[build]
    allele = {1: 0, 0: 1, 2: 2, 3: 3}
    cells = ["%d|%d" % tuple(allele[c] for c in p.copies) for p in people]
    return [(beg, line(build, beg, "C", "<CN0>,<CN2>,<CN3>", "PASS", "CS=DUP_gs;END=%d;SVTYPE=CNV;VT=SV" % end, "GT", cells))
            ], lambda p: p.total


def long_ref(build, people):
    beg, end = EVENT[build]
    lost, _ = events(people)
    return [(beg, line(build, beg, "N" * (end - beg), "N", "PASS", "SVTYPE=DEL", "GT", [unphased(k) for k in lost]))], \
        lambda p: 2 - sum(c == 0 for c in p.copies) if 0 in p.copies else None


def breakends(build, people):
    beg, end = EVENT[build]
    lost, more = events(people)
    chrom = CONTIG[build][0]
    rows = []
    for kinds, left, right in ((lost, "N[%s:%d[" % (chrom, end), "]%s:%d]N" % (chrom, beg)),
                               (more, "]%s:%d]N" % (chrom, end), "N[%s:%d[" % (chrom, beg))):
        cells = [unphased(k) for k in kinds]
        rows.append((beg, line(build, beg, "N", left, "PASS", "SVTYPE=BND", "GT", cells)))
        rows.append((end, line(build, end, "N", right, "PASS", "SVTYPE=BND", "GT", cells)))
    return rows, by_genotype


DIALECTS = {
    "dragen": dragen, "dragen_whole": dragen_whole, "gatk": gatk, "manta": manta, "manta_length_only": manta_length_only,
    "delly": delly, "delly_cnv": delly_cnv, "genomestrip": genomestrip, "kgp": kgp, "long_ref": long_ref, "breakends": breakends,
}
CUTS_EXONS = {"dragen", "gatk"}

def tears(build, people, dialect):
    """What tears CYP2D6 within an intron of it, beside the records of a dialect, of every second person; the others are 0/0."""
    pos, far, chrom = TORN[build], TORN[build] + 70000, CONTIG[build][0]
    alt = ("N[3:1000[", "N]%s:%d]" % (chrom, far), "<INV>")[sorted(DIALECTS).index(dialect) % 3]
    info = "SVTYPE=INV;END=%d" % far if alt == "<INV>" else "SVTYPE=BND"
    form, cell = ("GT:FT:GQ", "%s:PASS:90") if dialect.startswith(("manta", "delly")) else ("GT", "%s")
    return [(pos, line(build, pos, "N", alt, "PASS", info, form, [cell % ("0/1" if is_torn(i) else "0/0") for i in range(len(people))]))]


def is_torn(i):
    return i % 2 == 0


HEADER = """##fileformat=VCFv4.2
##contig=<ID=%s,length=%d>
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=CNV,Description="Copy number variable region">
##INFO=<ID=END,Number=1,Type=Integer,Description="End position">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind of event">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Difference in length">
##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="Length of the segment">
##INFO=<ID=CS,Number=1,Type=String,Description="Source call set">
##INFO=<ID=VT,Number=1,Type=String,Description="Variant type">
##INFO=<ID=PE,Number=1,Type=Integer,Description="Pairs">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allele depth">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=CNF,Number=1,Type=Float,Description="Fractional copy number">
##FORMAT=<ID=SM,Number=1,Type=Float,Description="Segment mean">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins">
##FORMAT=<ID=PE,Number=2,Type=Integer,Description="Pairs at the ends">
##FORMAT=<ID=NP,Number=1,Type=Integer,Description="Intervals">
##FORMAT=<ID=QA,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=QS,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=QSE,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=QSS,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="Likelihoods">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Pairs">
##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads">
##FORMAT=<ID=RCL,Number=1,Type=Integer,Description="Reads left">
##FORMAT=<ID=RC,Number=1,Type=Integer,Description="Reads">
##FORMAT=<ID=RCR,Number=1,Type=Integer,Description="Reads right">
##FORMAT=<ID=RDCN,Number=1,Type=Float,Description="Copy number by depth">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Pairs">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Pairs">
##FORMAT=<ID=RR,Number=1,Type=Integer,Description="Junction reads">
##FORMAT=<ID=RV,Number=1,Type=Integer,Description="Junction reads">
"""


def write_vcf(path, build, people, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER % CONTIG[build])
        out.write("\t".join(["#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".replace(" ", "\t")] + [p.name for p in people]) + "\n")
        for _, text in sorted(rows, key=lambda row: row[0]):
            out.write(text + "\n")


def write(tables, directory):
    people = people_of(tables)
    for build in CONTIG:
        sites = list(genotype_lines(tables, build, people))
        write_vcf(os.path.join(directory, "genotypes.%s.vcf" % build), build, people, sites)
        for name, dialect in DIALECTS.items():
            rows, _ = dialect(build, people)
            write_vcf(os.path.join(directory, "%s.%s.vcf" % (name, build)), build, people, rows)
            write_vcf(os.path.join(directory, "%s.merged.%s.vcf" % (name, build)), build, people, sites + rows)
            rows = rows + tears(build, people, name)
            write_vcf(os.path.join(directory, "torn.%s.%s.vcf" % (name, build)), build, people, rows)
            write_vcf(os.path.join(directory, "torn_among.%s.%s.vcf" % (name, build)), build, people, sites + rows)
    with open(os.path.join(directory, "people.tsv"), "w", encoding="utf-8") as out:
        for p in people:
            out.write("\t".join([p.pair[0], p.pair[1], p.kind, str(int(p.phased)), str(int(p.depth))]) + "\n")
    print("%d people, %d dialects, 2 builds" % (len(people), len(DIALECTS)))


# ---- depth ----

def write_depth(tables, build):
    """Reference blocks over the windows of every gene; CYP2D6 as deep as the number of copies in the sample's name."""
    with open(os.path.join(tables, "windows.tsv"), encoding="utf-8") as lines:
        windows = [row.rstrip("\n").split("\t") for row in lines if row[0] != "#"]
    with open(os.path.join(tables, "genes.tsv"), encoding="utf-8") as lines:
        chrom = dict(row.split("\t")[:2] for row in lines if row[0] != "#")
    del chrom["MT-RNR1"]		# of its genome a cell has hundreds of copies
    rows = [(chrom[g], int(beg), int(end), g, seq) for g, b, beg, end, seq, *_ in windows if b == build and g in chrom]
    prefix = CONTIG[build][0][:-2]
    out = [HEADER % CONTIG[build] + "\n".join("##contig=<ID=%s%s>" % (prefix, c) for c in sorted(set(chrom.values())) if c != "22") +
           '\n##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">']
    out.append("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".replace(" ", "\t") + "".join("\tcopies%d" % n for n in range(5)))
    for c, beg, end, gene, seq in sorted(rows, key=lambda row: (row[0].zfill(2), row)):
        wobble = 30 + (beg + end) % 5		# other genes are not read equally deep either
        cells = ["0/0:%d" % (wobble * n // 2 if gene == GENE else wobble) for n in range(5)]
        out.append("\t".join([prefix + c, str(beg), ".", seq[0], "<NON_REF>", ".", ".", "END=%d" % end, "GT:DP"] + cells))
    print("\n".join(out))


# ---- check ----

def readings(p, n):
    """Every way to give @n copies to the pair of alleles, as diplotypes."""
    a, b = p.pair
    if n == 0:
        return {"*5/*5"}
    if n == 1:
        return {written(a, 1, b, 0), written(a, 0, b, 1)}
    return {written(a, k, b, n - k) for k in range(1, n)}


def truth(p, n):
    """What the file means, with @n copies believed; None: no single reading."""
    a, b = p.pair
    if p.kind == "exon9_apart":
        return None
    if n == p.total:
        if a == b and n > 1:
            return written(a, 1, a, n - 1)		# the copies of one allele cannot be placed, and need not be
        return written(a, p.copies[0], b, p.copies[1])
    return None


def problem_of_more(p, call, candidates, reasons):
    """A hybrid of one exon stands before alleles that the table has behind it, on either haplotype."""
    hybrid, behind = MORE[p.kind]
    named = [c for c in candidates if hybrid + "+" in c]
    if not p.phased and p.pair[0] != p.pair[1]:		# other pairs of alleles may show the same
        return None if named or "suspected_hybrid" in reasons else "no candidate has %s, which is not suspected" % hybrid
    if not set(p.pair) & behind:
        return None if "suspected_hybrid" in reasons and call["copies"] == "2" else "a hybrid of no known tandem is not suspected"
    if call["copies"] != "3" or "hybrid_not_excluded" in reasons or "suspected_hybrid" in reasons:
        return "copies %s, not 3 with the hybrid" % call["copies"]
    right = {"/".join(sorted((hybrid + "+" + a, b), key=number)) for a, b in (p.pair, p.pair[::-1]) if a in behind}
    if not set(candidates) <= right or not candidates:
        return "%s, where %s were to be" % (candidates, sorted(right))
    return None


def problems(p, call, says, dialect):
    """What is wrong with one call."""
    n = says(p)
    got, reasons = call["diplotype"], set(call["reasons"].split(","))
    candidates = [c.split("=")[0] for c in call["candidates"].split(";")] if call["candidates"] != "." else []
    apart = p.kind == "exon9_apart"
    if p.kind in MORE and dialect in CUTS_EXONS:
        return problem_of_more(p, call, candidates, reasons)
    if call["copies"] != ("not_assessed" if n is None else str(n)):
        return "copies %s, not %s" % (call["copies"], n)
    if n is None:
        # nothing about copies is in the file: what two copies would give, said to be not assessed
        return None if "copies_not_assessed" in reasons else "copies_not_assessed is not said"
    if apart:
        if dialect in CUTS_EXONS and "suspected_hybrid" not in reasons and "+" not in got:
            return "exon 9 apart is not noticed"
        if dialect in CUTS_EXONS and p.phased and p.depth and p.pair[1] == "*10" and "*36+*10" not in got:
            return "%s: a further gene with CYP2D7's exon 9 beside *10 is *36+*10" % got
        return None
    wanted = truth(p, n)
    if wanted is None:				# GT alone does not tell three extra copies from two: the number is not the truth's
        return None if set(candidates) & readings(p, n) else "no reading of %d copies of the pair" % n
    if wanted not in candidates:
        return "%s is not among the candidates %s" % (wanted, ",".join(candidates))
    told = n <= 2 or (p.pair[0] == p.pair[1] and n == 3) or (p.depth and p.pair[0] != p.pair[1])
    if p.phased and told and got != wanted:
        return "%s, not %s" % (got, wanted)
    if p.phased and told and len(candidates) != 1:
        return "%s is not the only candidate: %s" % (wanted, ",".join(candidates))
    if n == p.total and not told and not readings(p, n) <= set(candidates):
        return "not every placing of the copies is a candidate: %s" % ",".join(candidates)
    if len(candidates) == 1 and got != wanted:
        return "one candidate, and not the right one: %s, not %s" % (got, wanted)
    phenotype = dict(c.split("=") for c in call["candidates"].split(";"))[wanted]
    if call["phenotype"] not in (phenotype, "Indeterminate"):
        return "phenotype %s, but %s is %s" % (call["phenotype"], wanted, phenotype)
    return None


def check(directory, build, dialect, calls):
    with open(os.path.join(directory, "people.tsv"), encoding="utf-8") as rows:
        people = [Person((r[0], r[1]), r[2], r[3] == "1", r[4] == "1") for r in (row.rstrip("\n").split("\t") for row in rows)]
    with open(calls, encoding="utf-8") as rows:
        rows = (row.rstrip("\n").split("\t") for row in rows if not row.startswith("##"))
        head = [field.lstrip("#") for field in next(rows)]
        got = {row["sample"]: row for row in (dict(zip(head, r)) for r in rows)}
    _, says = DIALECTS[dialect](build, people)
    n_bad = n_single = 0
    for p in people:
        why = problems(p, got[p.name], says, dialect)
        n_single += got[p.name]["candidates"].count(";") == 0 and got[p.name]["candidates"] != "."
        if why:
            n_bad += 1
            if n_bad <= 10:
                print("%s %s %s: %s [%s]" % (dialect, build, p.name, why, got[p.name]["reasons"]))
    print("%s %s: %d people, %d with one candidate, %d wrong" % (dialect, build, len(people), n_single, n_bad))
    return n_bad > 0


def check_torn(whole, torn):
    """Of those who are torn each call with a gene left says so and is not plainly Normal; the others' are what they were."""
    def read(path):
        with open(path, encoding="utf-8") as rows:
            rows = [row.rstrip("\n").split("\t") for row in rows if not row.startswith("##")]
        return [dict(zip([f.lstrip("#") for f in rows[0]], row)) for row in rows[1:]]
    n_bad = n_torn = 0
    for i, (a, b) in enumerate(zip(read(whole), read(torn), strict=True)):
        said = "unlisted_coding_variant" in b["reasons"].split(",")
        n_torn += said
        wanted = is_torn(i) and a["diplotype"] != "*5/*5"
        if said != wanted or (a != b) != wanted or (said and b["phenotype"] == "Normal Metabolizer"):
            n_bad += 1
            if n_bad <= 10:
                print("%s: torn %s, %s %s [%s]" % (b["sample"], is_torn(i), b["diplotype"], b["phenotype"], b["reasons"]))
    return n_bad > 0 or not n_torn


def main(args):
    if len(args) == 3 and args[0] == "torn":
        return check_torn(*args[1:])
    if len(args) == 3 and args[0] == "write":
        return write(args[1], args[2])
    if len(args) == 3 and args[0] == "depth":
        return write_depth(args[1], args[2])
    if len(args) == 5 and args[0] == "check":
        return check(*args[1:])
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
