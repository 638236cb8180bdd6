#!/usr/bin/env python3
"""Score calls of the 1000 Genomes samples against truth, families, the other build and unphased input.

usage: score.py truth     TRUTH.tsv CALLS.tsv BUILD MISSING.tsv [--min GENE:SV:WANTED]...
       score.py trios     TRIOS.tsv CALLS.tsv [--min GENE:WANTED]...
       score.py builds    CALLS38.tsv CALLS37.tsv VARIANTS.tsv MISSING.tsv DIR38 DIR37
       score.py unphased  PHASED.tsv UNPHASED.tsv
       score.py confident TRUE.tsv [--max COUNT] CALLS.tsv...
       score.py copies    TRUTH.tsv WITH.tsv WITHOUT.tsv ALLELES.tsv BUILD

CALLS are the rows of `stardose call -O t`. Every subcommand prints a table and then each case that is not as
wished with its cause, ends with lines "PASS: claim" and "FAIL: claim", and exits 1 if a claim fails.
WANTED is a percentage (98.5), or a count of rows (43/44). Python 3 standard library only.
"""
import collections
import gzip
import os
import re
import sys


def table(path):
    """Rows of a TSV with one header line as dicts; '##' lines are left out, the header's '#' removed."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\r\n").split("\t") for line in lines if line.strip() and not line.startswith("##"))
        head = [name.lstrip("#") for name in next(rows)]
        return [dict(zip(head, row)) for row in rows]


def calls_of(path):
    return {(row["sample"], row["gene"]): row for row in table(path)}


def listed(text):
    return [part.strip() for part in text.split(";") if part.strip() not in ("", ".")]


def haplotype(text):
    """'*68+*4.013x2' -> sorted (allele, copies); suballeles fold into their allele."""
    copies = collections.Counter()
    for unit in text.strip().split("+"):
        found = re.fullmatch(r"\*?(\w+?)(?:\.\d+)?(?:x(\d+))?", unit.strip())
        if not found:
            return (("?" + text, 1),)
        copies[found.group(1)] += int(found.group(2) or 1)
    return tuple(sorted(copies.items()))


def diplotype(text):
    return tuple(sorted(haplotype(part) for part in text.replace("|", "/").split("/")))


def candidates(row):
    """The candidates column, 'diplotype=phenotype;...', best first; the diplotype itself where it is empty."""
    found = [part.rsplit("=", 1)[0] for part in listed(row["candidates"])]
    return found or ([] if row["diplotype"] == "." else [row["diplotype"]])


class Claims:
    def __init__(self):
        self.failed = 0

    def check(self, holds, text):
        print("%s: %s" % ("PASS" if holds else "FAIL", text))
        self.failed += not holds

    def at_least(self, name, good, total, wanted):
        if "/" in wanted:
            need, of = (int(x) for x in wanted.split("/"))
            holds = total == of and good >= need
        else:
            holds = total > 0 and 100.0 * good / total >= float(wanted)
            wanted += " %"
        self.check(holds, "%s: %d of %d (%.2f %%), wanted %s" % (name, good, total, 100.0 * good / max(total, 1), wanted))


def named(gene_alleles):
    """Allele names in a diplotype text."""
    return set(re.findall(r"\*\w+", gene_alleles))


def unnamed(text):
    """Alleles in a diplotype text that no definition names, 'chr22:42128901:GCTC:G', without their positions."""
    return sorted(re.findall(r"\+[^+\]/]*:\d+:([ACGT]+:[ACGT]+)", text))


def absent_sites(missing, build):
    """(gene, allele) -> positions (GRCh38) of its core variants that have no record in the build's file."""
    sites = collections.defaultdict(list)
    for row in missing:
        if row["in_%s_file" % build] == "0":
            for allele in row["alleles"].split(","):
                sites[row["gene"], allele].append(row["pos_grch38"])
    return sites


def cause_of_miss(row, call, sites, suffix):
    if call is None:
        return "no row in the calls"
    found = [diplotype(c) for c in candidates(call)]
    right = [diplotype(d) for d in [row["diplotype"]] + listed(row["alternates"])]
    causes = []
    place = [found.index(d) + 1 for d in right if d in found]
    if place:
        causes.append("ambiguous: truth is candidate %d of %d" % (min(place), len(found)))
    if row["has_sv"] == "1":
        shows = [diplotype(d) for d in listed(row["snv_projection" + suffix])]
        causes.append("structural; without structure %s" % ("as the file shows" if found[:1] and found[0] in shows else
                      "the file shows " + row["snv_projection" + suffix]))
    gone = ["%s needs %s" % (a, ",".join(sites[row["gene"], a])) for a in sorted(named(row["diplotype"]) - named(call["diplotype"]))
            if sites.get((row["gene"], a))]
    if gone:
        causes.append("absent site: " + "; ".join(gone))
    rests = ["%s needs %s" % (a, ",".join(sites[row["gene"], a])) for a in sorted(named(call["diplotype"]) - named(row["diplotype"]))
             if sites.get((row["gene"], a))]
    if rests and call["status"] in ("incomplete", "ambiguous"):
        causes.append("%s on an absent site: %s" % (call["status"], "; ".join(rests)))
    if row["note"] != ".":
        causes.append("note: " + row["note"])
    shows = [diplotype(d) for d in listed(row["snv_projection" + suffix])]
    if row["has_sv"] != "1" and found[:1] and found[0] in shows:
        causes.append("as the file shows (confidence %s)" % row["snv_confidence" + suffix])
    if call["status"] in ("no_call", "partial"):
        causes.append("%s: %s" % (call["status"], call["reasons"]))
    return " | ".join(causes) or "UNEXPLAINED"


def score_truth(args, minima):
    truth, calls, build, missing = table(args[0]), calls_of(args[1]), args[2], table(args[3])
    suffix = "_grch37" if build == "GRCh37" else ""
    sites = absent_sites(missing, build)
    good, total, misses, unexplained = collections.Counter(), collections.Counter(), [], 0
    projected = collections.Counter()
    for row in truth:
        if build not in row["builds"].split(","):
            continue
        key = row["gene"], "SV" if row["has_sv"] == "1" else "no SV"
        call = calls.get((row["sample"], row["gene"]))
        total[key] += 1
        called = diplotype(call["diplotype"]) if call else None
        if called in [diplotype(d) for d in [row["diplotype"]] + listed(row["alternates"])]:
            good[key] += 1
            continue
        if called in [diplotype(d) for d in listed(row["snv_projection" + suffix])]:
            projected[key] += 1
        cause = cause_of_miss(row, call, sites, suffix)
        unexplained += cause == "UNEXPLAINED"
        misses.append((key, row["sample"], row["diplotype"], call["diplotype"] if call else ".", call["status"] if call else ".", cause))
    print("# %s against %s: truth first, then what the small variants of the file show" % (build, os.path.basename(args[0])))
    print("\t".join(["gene", "structure", "rows", "truth", "percent", "as the file shows"]))
    for key in sorted(total):
        print("%s\t%s\t%d\t%d\t%.1f\t%d" % (*key, total[key], good[key], 100.0 * good[key] / total[key], good[key] + projected[key]))
    print("# misses: gene, structure, sample, truth, call, status, cause")
    for key, *rest in sorted(misses):
        print("\t".join([*key, *rest]))
    claims = Claims()
    for text in minima:
        gene, sv, wanted = text.split(":")
        key = gene, "SV" if sv == "1" else "no SV"
        claims.at_least("%s %s %s (%s)" % (build, gene, key[1], os.path.basename(args[0])), good[key], total[key], wanted)
    claims.check(bool(total), "%s: truth rows were found for this build" % build)
    claims.check(unexplained == 0, "%s: every miss against %s has a cause (%d of %d have none)"
                 % (build, os.path.basename(args[0]), unexplained, len(misses)))
    return claims.failed


def score_trios(args, minima):
    trios, calls = table(args[0]), calls_of(args[1])
    genes = sorted({gene for _, gene in calls})
    claims, wanted = Claims(), dict(text.split(":") for text in minima)
    counts, odd = {}, []
    for gene in genes:
        good = total = 0
        for trio in trios:
            rows = [calls.get((trio[who], gene)) for who in ("child", "father", "mother")]
            if None in rows or any(row["diplotype"].count("/") != 1 for row in rows):
                continue
            total += 1
            child, father, mother = (diplotype(row["diplotype"]) for row in rows)
            if (child[0] in father and child[1] in mother) or (child[1] in father and child[0] in mother):
                good += 1
            else:
                odd.append((gene, trio["child"], *("%s(%s)" % (row["diplotype"], row["status"]) for row in rows)))
        counts[gene] = good, total
    print("# trios in which each haplotype of the child can come from one parent")
    print("\t".join(["gene", "trios", "consistent"]))
    for gene, (good, total) in counts.items():
        print("%s\t%d\t%d" % (gene, total, good))
    print("# inconsistent: gene, child, diplotypes of child, father, mother")
    for row in odd:
        print("\t".join(row))
    for gene, need in wanted.items():
        claims.at_least("trios %s" % gene, *counts.get(gene, (0, 0)), need)
    return claims.failed


def genotypes(directory, gene, wanted, samples):
    """{position: {sample: [(ref, alt or None) ...]}} of the records of one gene's file at positions @wanted."""
    path = os.path.join(directory, gene + ".vcf.gz")
    seen = collections.defaultdict(lambda: collections.defaultdict(list))
    with gzip.open(path, "rt") as lines:
        columns = []
        for line in lines:
            if line.startswith("#CHROM"):
                names = line.rstrip("\n").split("\t")
                columns = [(i, n) for i, n in enumerate(names) if i >= 9 and n in samples]
            elif not line.startswith("#"):
                start = line.split("\t", 2)
                if int(start[1]) in wanted:
                    field = line.rstrip("\n").split("\t")
                    alleles = [field[3]] + field[4].split(",")
                    for i, name in columns:
                        for h in re.split(r"[|/]", field[i].split(":")[0]):
                            seen[int(start[1])][name].append((field[3], alleles[int(h)] if h != "." and int(h) else None))
    return seen


def carriers(seen, locus, sample):
    """How many haplotypes of a sample carry the variant whose VCF form in this build is @locus; None: no record."""
    pos, ref, alt, swapped = locus
    records = seen.get(pos, {}).get(sample)
    if not records:
        return None
    shown = sum(1 for r, a in records if (r, a) == (ref, alt))
    if not any(r == ref for r, _ in records):
        return None
    return 2 - shown if swapped else shown


def score_builds(args, _minima):
    calls38, calls37 = calls_of(args[0]), calls_of(args[1])
    variants, missing = table(args[2]), table(args[3])
    lost = absent_sites(missing, "GRCh38").keys() | absent_sites(missing, "GRCh37").keys()
    differing, agree = collections.defaultdict(list), collections.Counter()
    for key, row in calls37.items():
        other = calls38.get(key)
        if other is None:
            continue
        if diplotype(row["diplotype"]) == diplotype(other["diplotype"]):
            agree[key[1]] += 1
        else:
            differing[key[1]].append((key[0], other, row))
    why, unexplained = collections.Counter(), []
    for gene, cases in sorted(differing.items()):
        loci = [[(int(v[b + "_pos"]), v[b + "_ref"], v[b + "_alt"], b == "grch37" and v["grch37_swapped"] == "yes")
                 for b in ("grch38", "grch37")]
                for v in variants if v["gene"] == gene and v["core"] == "yes"]
        samples = {sample for sample, _, _ in cases}
        seen = [genotypes(d, gene, {pair[i][0] for pair in loci}, samples) for i, d in enumerate(args[4:6])]
        for sample, a, b in cases:
            dose = [(carriers(seen[0], l38, sample), carriers(seen[1], l37, sample), l38) for l38, l37 in loci]
            if any(x is not None and y is not None and x != y for x, y, _ in dose):
                why[gene, "genotypes differ between the files"] += 1
            elif any((gene, allele) in lost for allele in named(a["diplotype"]) ^ named(b["diplotype"])):
                why[gene, "a defining site has no record in one file"] += 1
            elif any((x is None) != (y is None) and (x or y) for x, y, _ in dose):
                why[gene, "a carried variant has no record in the other file"] += 1
            elif unnamed(a["diplotype"]) != unnamed(b["diplotype"]):
                why[gene, "one file shows an allele at a definition site that no definition names"] += 1
            elif sum(x == 1 for x, _, _ in dose) > 1:
                why[gene, "same genotypes, phased differently"] += 1
            else:
                unexplained.append((gene, sample, a["diplotype"], b["diplotype"]))
    print("# the two builds: samples with the same diplotype, and why the others differ")
    for gene in sorted(set(agree) | set(differing)):
        n = agree[gene] + len(differing[gene])
        print("%s\t%d of %d\t%.2f %%" % (gene, agree[gene], n, 100.0 * agree[gene] / n))
        for (g, text), count in sorted(why.items()):
            if g == gene:
                print("\t%d\t%s" % (count, text))
    for row in unexplained:
        print("UNEXPLAINED\t" + "\t".join(row))
    claims = Claims()
    claims.check(bool(agree), "both builds have samples in common")
    claims.check(not unexplained, "every difference between the builds has a cause (%d have none)" % len(unexplained))
    return claims.failed


def score_unphased(args, _minima):
    phased, unphased = calls_of(args[0]), calls_of(args[1])
    claims, good, total, out, other_phenotype, confident = Claims(), collections.Counter(), collections.Counter(), [], 0, []
    for key, row in phased.items():
        other = unphased.get(key)
        if other and other["phenotype"] not in ("Indeterminate", row["phenotype"]):
            other_phenotype += 1
            if not {"unphased", "phase_unknown"} & set(other["reasons"].split(",")):
                confident.append(key)
        total[key[1]] += 1
        if other and diplotype(row["diplotype"]) in [diplotype(c) for c in candidates(other)]:
            good[key[1]] += 1
            continue
        if not other:
            cause = "no row"
        elif row["status"] == "partial":
            cause = "phased, a haplotype fits no named allele; unphased, named alleles can explain the genotypes"
            cause = cause if other["status"] != "partial" else "both fit no named allele"
        elif row["status"] == "incomplete" and named(row["diplotype"]) <= named(other["diplotype"]) | set(other["not_excluded"].split(",")):
            cause = "the phased call rests on an absent site: not excluded, but another reading needs none"
        elif "too_many_readings" in other["reasons"]:
            cause = "more readings than are listed"
        else:
            cause = "UNEXPLAINED"
        out.append((key[1], key[0], row["diplotype"], row["status"], other["candidates"] if other else ".", other["status"] if other else ".", cause))
    print("# phase removed: samples whose phased diplotype is among the unphased candidates")
    for gene in sorted(total):
        print("%s\t%d of %d" % (gene, good[gene], total[gene]))
    print("# exceptions: gene, sample, phased, status, unphased candidates, status, cause")
    for row in out:
        print("\t".join(row))
    bad = sum(row[-1] in ("UNEXPLAINED", "no row") for row in out)
    claims.check(bool(total), "there are calls to compare")
    claims.check(not confident, "without phase no other phenotype is given unless the call says that phase is open "
                 "(%d others, %d of them do not say so)" % (other_phenotype, len(confident)))
    claims.check(bad == 0, "without phase the phased diplotype is a candidate, or the reason is known (%d of %d are not)"
                 % (bad, sum(total.values())))
    return claims.failed


HYBRIDS = {"13", "36", "61", "63", "68", "83", "141", "4.013", "4.021"}


def kind_of(text):
    """What sort of structure a diplotype has: hybrids come first, then deletion, duplication."""
    units = re.split(r"[/+]", text)
    if any(re.sub(r"x\d+$", "", unit.strip().lstrip("*")) in HYBRIDS for unit in units) or "+" in text:
        return "hybrid"
    gone, more = any(unit == "*5" for unit in units), any("x" in unit for unit in units)
    return "deletion and duplication" if gone and more else "deletion" if gone else "duplication"


def phenotype_of(text, values):
    """CPIC's phenotype of a CYP2D6 diplotype by the values of the table."""
    score = 0
    for unit in re.split(r"[/+]", text):
        name, times = re.fullmatch(r"\*(\w+?)(?:\.\d+)?(?:x(\d+))?", unit.strip()).groups()
        value = values.get("*" + name, "-")
        if value == "-":
            return "Indeterminate"
        score += round(100 * float(value)) * int(times or 1)
    return ("Poor" if score == 0 else "Intermediate" if score < 125 else "Normal" if score <= 225 else "Ultrarapid") + " Metabolizer"


FLAGS = {"copies_not_assessed", "copies_conflict", "hybrid_not_excluded", "copies_unplaced"}


def cause_of_copies(row, call, kind):
    """Why the diplotype with copies given is not the truth; a closed list."""
    found = [diplotype(c) for c in candidates(call)]
    right = [diplotype(d) for d in [row["diplotype"]] + listed(row["alternates"])]
    if kind == "hybrid" and not any(d in found for d in right):
        return "hybrid: no count of whole genes shows it, and none by exon beside these genotypes"
    if kind == "deletion and duplication":
        return "a duplication beside a deletion has as many copies as a pair without either, and the same score"
    if any(d in found for d in right):
        return "every placing of the extra copies is kept: truth is candidate %d of %d" % (
            1 + min(found.index(d) for d in right if d in found), len(found))
    if "copies_conflict" in call["reasons"]:
        return "the file's genotypes are heterozygous where one copy is"
    shows = [named(d) for d in listed(row["snv_projection"])]
    if any(named(call["diplotype"]) - {"*5"} == alleles for alleles in shows):
        return "as the file shows (%s)" % row["snv_projection"]
    if call["status"] == "partial":
        return "a haplotype of the file has no name"
    if row["snv_confidence"] != "high":
        return "the file shows %s (confidence %s)" % (row["snv_projection"], row["snv_confidence"])
    return "UNEXPLAINED"


def score_copies(args, minima):
    truth, given, silent, alleles, build = table(args[0]), calls_of(args[1]), calls_of(args[2]), table(args[3]), args[4]
    values = {row["allele"]: row["value_cpic"] for row in alleles if row["gene"] == "CYP2D6"}
    good, best, total = (collections.Counter() for _ in range(3))
    misses, wrong, confident = [], [], []
    for row in truth:
        if row["gene"] != "CYP2D6" or row["has_sv"] != "1" or build not in row["builds"].split(","):
            continue
        kind, call, without = kind_of(row["diplotype"]), given[row["sample"], "CYP2D6"], silent[row["sample"], "CYP2D6"]
        right = [diplotype(d) for d in [row["diplotype"]] + listed(row["alternates"])]
        total[kind] += 1
        exact = diplotype(call["diplotype"]) in right
        best[kind] += exact
        good[kind] += exact and len(candidates(call)) == 1
        if not exact or len(candidates(call)) > 1:
            misses.append((kind, row["sample"], row["diplotype"], call["diplotype"], call["status"], cause_of_copies(row, call, kind)))
        phenotype = phenotype_of(row["diplotype"], values)
        for name, one in (("with copies", call), ("without", without)):
            if phenotype != "Indeterminate" and one["phenotype"] not in ("Indeterminate", phenotype):
                wrong.append((name, kind, row["sample"], row["diplotype"], one["diplotype"], phenotype, one["phenotype"], one["reasons"]))
                if not FLAGS & set(one["reasons"].split(",")):
                    confident.append(wrong[-1])
    print("# %s, CYP2D6, %s with the copies of %s given: the only candidate is the truth; the first of several is"
          % (build, os.path.basename(args[1]), os.path.basename(args[0])))
    print("\t".join(["structure", "rows", "only", "only or first"]))
    for kind in sorted(total):
        print("%s\t%d\t%d\t%d" % (kind, total[kind], good[kind], best[kind]))
    for name in ("without", "with copies"):
        print("another phenotype than the truth's, %s\t%d\t%d of them do not say that copies or hybrids may be the reason" % (
            name, sum(w[0] == name for w in wrong), sum(w[0] == name for w in confident)))
    print("# misses: structure, sample, truth, call with copies, status, cause")
    for row in sorted(misses):
        print("\t".join(row))
    print("# misses of phenotype: structure, sample, truth, call, phenotype of the truth, of the call, reasons")
    for row in sorted(wrong):
        print("\t".join(row))
    claims = Claims()
    for text in minima:
        kind, wanted = text.split(":")
        claims.at_least("%s %s, truth is the first candidate (%s)" % (build, kind, os.path.basename(args[0])), best[kind], total[kind], wanted)
    claims.check(bool(total), "%s: structural truth rows were found" % build)
    bad = sum(row[-1] == "UNEXPLAINED" for row in misses)
    claims.check(bad == 0, "with copies given, every row that is not exact has a cause (%d of %d have none)" % (bad, len(misses)))
    claims.check(all(w[0] != "without" for w in confident),
                 "without copies, no other phenotype than the truth's comes without a reason about copies")
    hidden = [w for w in confident if w[0] != "without" and w[1] == "hybrid" and given[w[2], "CYP2D6"]["copies"] == "2"]
    claims.check(len(hidden) == sum(w[0] != "without" for w in confident),
                 "with copies, the same, but for hybrids in place of a gene, which leave two copies (%d)" % len(hidden))
    return claims.failed


# What a call says without doubting its phenotype: how it was made, not that it may be another one.
NEUTRAL = {".", "", "sites_absent", "sites_assumed", "phase_unknown", "copies_not_assessed"}


def score_confident(args):
    """Phenotypes that are not the truth's, of calls that are `called` or `assumed` and give no reason to doubt them.

    TRUE.tsv are calls of the true diplotypes, given as another program's results; where truth has no phenotype,
    nothing is counted. That copies were not assessed is said of every call of some genes; it counts as no doubt,
    but what is wrong for the copies' sake alone is counted apart.
    """
    true, most, paths = calls_of(args[0]), None, args[1:]
    if paths[0] == "--max":
        most, paths = int(paths[1]), paths[2:]
    wrong, structural, total = collections.Counter(), collections.Counter(), collections.Counter()
    cases = []
    for path in paths:
        name = os.path.basename(path)[:-4]
        for key, call in sorted(calls_of(path).items()):
            truth = true.get(key)
            if not truth or truth["phenotype"] in ("Indeterminate", ".") or call["phenotype"] in ("Indeterminate", "."):
                continue
            if call["status"] not in ("called", "assumed") or set(call["reasons"].split(",")) - NEUTRAL:
                continue
            total[name, key[1]] += 1
            if call["phenotype"] == truth["phenotype"]:
                continue
            wrong[name, key[1]] += 1
            units = re.split("[/+]", truth["diplotype"])
            structural[name, key[1]] += "+" in truth["diplotype"] or len(units) != 2 or any(
                "x" in u or u in ("*5", "*13", "*36", "*68") for u in units)
            cases.append((name, key[0], key[1], truth["diplotype"], truth["phenotype"], call["diplotype"], call["phenotype"],
                          call["status"], call["reasons"]))
    print("# confident phenotypes (called or assumed, no reason to doubt them) against truth")
    print("\t".join(["calls", "gene", "confident", "wrong", "of them structural"]))
    for key in sorted(total):
        print("%s\t%s\t%d\t%d\t%d" % (key[0], key[1], total[key], wrong[key], structural[key]))
    n = sum(wrong.values())
    print("all\t.\t%d\t%d\t%d" % (sum(total.values()), n, sum(structural.values())))
    print("# misses")
    for case in cases:
        print("\t".join(case))
    claims = Claims()
    claims.check(sum(total.values()) > 0 and (most is None or n <= most),
                 "%d of %d confident phenotypes are wrong, %d of them by copies or hybrids, which nothing in the files tells%s"
                 % (n, sum(total.values()), sum(structural.values()), "" if most is None else ", at most %d" % most))
    return claims.failed


def main():
    what, args, minima = sys.argv[1] if len(sys.argv) > 1 else "", [], []
    if what == "confident" and len(sys.argv) > 3:
        return 1 if score_confident(sys.argv[2:]) else 0
    rest = sys.argv[2:]
    while rest:
        word = rest.pop(0)
        minima.append(rest.pop(0)) if word == "--min" else args.append(word)
    jobs = {"truth": (score_truth, 4), "trios": (score_trios, 2), "builds": (score_builds, 6), "unphased": (score_unphased, 2),
            "copies": (score_copies, 5)}
    if what not in jobs or len(args) != jobs[what][1]:
        sys.exit(__doc__)
    return 1 if jobs[what][0](args, minima) else 0


if __name__ == "__main__":
    sys.exit(main())
