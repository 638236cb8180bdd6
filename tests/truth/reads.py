#!/usr/bin/env python3
"""Hold `stardose call --reads` against files with a known structure, and against measured depths.

usage: reads.py STARDOSE SOURCE FACTS SCRATCH

FACTS/truth.tsv names BAM files and what a right count is; FACTS/getrm has depths of reference materials in 250-base bins, of which
BAM without bases is made here. Ends with PASS: and FAIL: lines.
"""
import csv, gzip, importlib.util, json, os, struct, subprocess, sys

program, source, facts, scratch = sys.argv[1:]
spec = importlib.util.spec_from_file_location("make_reads", source + "/tests/data/reads/make_reads.py")
make_reads = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_reads)
SITE = {"GRCh38": ("chr22", 42126611), "GRCh37": ("22", 42522613)}
shape = {r["unit"]: r for r in make_reads.rows(source + "/tables/unit_shapes.tsv")}


def table(path):
    lines = (gzip.open(path, "rt") if path.endswith(".gz") else open(path)).read().splitlines()
    return [dict(zip(lines[0].lstrip("#").split("\t"), l.split("\t"))) for l in lines[1:]]


def count(files, build):
    """sample -> its gene, as JSON; @files: sample -> BAM"""
    contig, pos = SITE[build]
    vcf, names = scratch + "/reads.vcf", scratch + "/reads.list"
    with open(vcf, "w") as f:
        f.write("##fileformat=VCFv4.2\n##contig=<ID=%s,length=%d>\n" % make_reads.LENGTH[build])
        f.write('##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n')
        f.write("\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + list(files)) + "\n")
        f.write("\t".join([contig, str(pos), ".", *({"GRCh38": "CG", "GRCh37": "GC"}[build]), ".", "PASS", ".", "GT"] + ["0/0"] * len(files)) + "\n")
    with open(names, "w") as f: f.writelines("%s=%s\n" % x for x in files.items())
    run = subprocess.run([program, "call", "--no-version", "-O", "j", "-g", "CYP2D6", "--build", build, "--reads-list", names, vcf],
                         capture_output=True, text=True)
    got = {p["sample"]: p["genes"][0] for p in map(json.loads, run.stdout.splitlines())}
    if len(got) != len(files): raise SystemExit("FAIL: reads: " + run.stderr[-300:])
    return got


def within(value, wanted):
    lo, _, hi = wanted.partition("-")
    return value is not None and int(lo) <= value <= int(hi or lo)


def units(gene):
    """How many units and links the best answer has."""
    names = gene["copies_by_reads"]["best"]["units"].replace("/", ",").split(",")
    return [sum(int(shape[n][column]) for n in names) for column in ("pair", "link")]


def known_files():
    rows, wrong, n = table(facts + "/truth.tsv"), [], 0
    for build in sorted(SITE):
        mine = {os.path.basename(r["file"]): r for r in rows if r["build"] == build}
        got = count({name: facts + "/" + r["file"] for name, r in mine.items()}, build)
        for name, r in mine.items():
            gene, n = got[name], n + 1
            exons = gene.get("copies_by_exon", {})
            if r["expect"] == "no_call":
                right = gene["copies"] == "not_assessed" and any(x.startswith("reads_") for x in gene["reasons"])
            elif gene["copies"] == "not_assessed":
                right = r["diplotype"] == "*1/*36" and "reads_ambiguous" in gene["reasons"]
            else:
                right = gene["copies_from"] == "reads" and [int(r["units"]), int(r["link"])] == units(gene) and all(
                    within(exons.get(e), r[c]) for e, c in (("exon 9", "exon9"), ("exons 2-8", "exons2_8"), ("exon 1", "exon1")))
            print(name, r["diplotype"], r["expect"], gene["copies"], exons, gene["reasons"], "" if right else "WRONG", sep="\t")
            if not right: wrong.append(name)
    return "%d of %d files are counted or refused as they should be%s" % (n - len(wrong), n, ": not " + ", ".join(wrong) if wrong else ""), not wrong


def without_bases(path, rows, sample, build):
    """BAM of the measured depths."""
    reads = []
    for r in rows:
        beg, end = int(r["beg"]) - 1, int(r["end"])
        n = max(int(float(r[sample]) * 17.5 * (end - beg) / 150 + 0.5), 0)
        for i in range(n):
            pos, name = beg + (2 * i + 1) * (end - beg) // (2 * n) - 75, b"d%d\0" % len(reads)
            record = struct.pack("<iiBBHHHiiii", 0, pos, len(name), 60, make_reads.bin_of(pos, pos + 150), 1, 0, 0, -1, -1, 0)
            reads.append((pos, 0, record + name + struct.pack("<I", 150 << 4), 150))
    make_reads.write(path, *make_reads.LENGTH[build], 0, "", sorted(reads))


def measured_depths(build):
    rows, truth = table(facts + "/getrm/depth.%s.tsv.gz" % build), table(facts + "/getrm/truth.tsv")
    files = {}
    for t in truth:
        files[t["sample"]] = "%s/depth.%s.bam" % (scratch, t["sample"])
        without_bases(files[t["sample"]], rows, t["sample"], build)
    got = count(files, build)
    right = structural = 0
    for t in truth:
        gene = got[t["sample"]]
        seen, wanted = units(gene), [int(t["units"]), int(t["link"])]
        right += seen == wanted
        structural += wanted == [4, 2] and gene["copies"] not in (2, "not_assessed")
        print(build, t["sample"], t["diplotype"], seen, wanted, gene["copies"], gene["reasons"], "" if seen == wanted else "WRONG", sep="\t")
        os.remove(files[t["sample"]])
        os.remove(files[t["sample"]] + ".bai")
    return "units and links of %d of %d people by depth on %s, %d of two genes called structural" % (right, len(truth), build, structural), \
        right >= len(truth) - 1 and not structural


for claim, holds in [known_files()] + [measured_depths(build) for build in sorted(SITE)]:
    print("%s: reads: %s" % ("PASS" if holds else "FAIL", claim))
