"""cases.py STARDOSE TABLES FILE.cases...: genotypes written in plain lines, called on both builds, and what the call must be

A case is a line   SITES -> DIPLOTYPE; PHENOTYPE; STATUS[; REASON][; !REASON][; candidates=N]
  SITES     words VARIANT=GENOTYPE; VARIANT is an rsID, a label (c.506-1G>A) or a key of tables/variants.tsv; 0 is the base of
            GRCh38, 1 the variant. `absent`: the file has no record of the site. `reference` as the only word: nothing but 0/0.
            Every other site of the gene is 0/0. Phase by |, all of one phase set.
  REASON    must be among the reasons of the call; with ! it must not
A line `[GRCh37] ...` holds for that build alone. # begins a remark. The gene is the name of the file."""
import collections
import os.path
import subprocess
import sys

BUILDS = ("GRCh38", "GRCh37")


def table(folder, name):
    rows = [line.rstrip("\n").split("\t") for line in open(f"{folder}/{name}.tsv", encoding="utf-8") if not line.startswith("##")]
    head = [rows[0][0].lstrip("#")] + rows[0][1:]
    return [dict(zip(head, row)) for row in rows[1:]]


def parse(path):
    """Yields (line number, builds, sites, wanted)."""
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        builds = BUILDS
        if line.startswith("["):
            only, line = line[1:].split("]", 1)
            builds = (only,)
        try:
            left, right = line.split("->")
            sites = {} if left.strip() == "reference" else dict(word.rsplit("=", 1) for word in left.split())
        except ValueError:
            sys.exit(f"{path}:{n}: not 'SITES -> DIPLOTYPE; PHENOTYPE; STATUS'")
        yield n, builds, sites, [w.strip() for w in right.split(";")]


def key_of(variants, word, where):
    found = [v for v in variants if word in (v["variant"], v["rsid"], v["label"])]
    if len(found) != 1:
        sys.exit(f"{where}: '{word}' names {len(found)} variants of the gene: use the key of tables/variants.tsv")
    return found[0]["variant"]


def alleles_of(group, low, genotype):
    """The bases that one genotype of a site puts on each haplotype, '.' for unknown; @genotype: {variant key: '0|1'}."""
    swapped = [v for v in group if low == "grch37" and v["grch37_swapped"] == "yes"]
    plain = swapped[0][f"{low}_alt"] if swapped else group[0][f"{low}_ref"]     # what stands for 0
    told = {v["variant"]: genotype.get(v["variant"], "0/0") for v in group}
    form = next((g for g in told.values() if g != "0/0"), "0/0")
    haplotypes = []
    for h in range(len(form.replace("|", "/").split("/"))):
        here = {key: g.replace("|", "/").split("/")[h] if g != "0/0" else "0" for key, g in told.items()}
        carried = [v for v in group if here[v["variant"]] == "1"]
        if carried:
            v = carried[0]
            haplotypes.append(v[f"{low}_ref"] if v in swapped else v[f"{low}_alt"])
        else:
            haplotypes.append("." if "." in here.values() else plain)
    return haplotypes, "|" if "|" in form else "/"


def vcf(variants, build, contig, sites):
    """The text of a file of one sample; @sites: {variant key: genotype}, 0/0 where nothing is said."""
    low = build.lower()
    groups = collections.defaultdict(list)
    for v in variants:
        if v[f"{low}_pos"].isdigit():
            groups[int(v[f"{low}_pos"]), v[f"{low}_ref"]].append(v)
    lines = ["##fileformat=VCFv4.3", f"##contig=<ID={contig['name']},length={contig['length']}>",
             '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
             "\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT case".split())]
    for (pos, ref), group in sorted(groups.items()):
        if any(sites.get(v["variant"]) == "absent" for v in group):
            continue
        alleles = [ref] + sorted({v[f"{low}_alt"] for v in group})
        haplotypes, mark = alleles_of(group, low, sites)
        genotype = mark.join(h if h == "." else str(alleles.index(h)) for h in haplotypes)
        lines.append("\t".join([contig["name"], str(pos), ".", ref, ",".join(alleles[1:]), ".", "PASS", ".", "GT", genotype]))
    return "\n".join(lines) + "\n"


def judge(row, wanted):
    """What is wrong with a row of `call -O t`, as words."""
    wrong = []
    for name, want in zip(("diplotype", "phenotype", "status"), wanted):
        if want and row[name] != want:
            wrong.append(f"{name} is '{row[name]}', not '{want}'")
    reasons = row["reasons"].split(",")
    for want in wanted[3:]:
        if want.startswith("candidates="):
            n = len(row["candidates"].split(";"))
            if n != int(want[11:]):
                wrong.append(f"{n} candidates, not {want[11:]}")
        elif want.startswith("!"):
            if want[1:] in reasons:
                wrong.append(f"'{want[1:]}' is among the reasons")
        elif want not in reasons:
            wrong.append(f"'{want}' is not among the reasons {row['reasons']}")
    return wrong


def call(stardose, gene, text, *more):
    """The row of the gene by name of column, or None and what was said on stderr."""
    command = [stardose, "call", "--no-version", "-g", gene, "-O", "t", *more, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if not line.startswith("##")]
    if done.returncode or len(lines) < 2:
        return None, done.stderr.strip().splitlines()[-1:] or ["no row"]
    return dict(zip(lines[0].lstrip("#").split("\t"), lines[1].split("\t"))), []


def main():
    stardose, folder, *files = sys.argv[1:]
    genes = {g["gene"]: g for g in table(folder, "genes")}
    all_variants = table(folder, "variants")
    contigs = {}
    for c in table(folder, "contigs"):
        contigs.setdefault((c["build"], c["chrom"]), c)
    held = bad = 0
    for path in files:
        gene = os.path.basename(path)[: -len(".cases")]
        if gene not in genes:
            sys.exit(f"{path}: no gene {gene} in {folder}/genes.tsv")
        chrom = genes[gene]["chrom"]
        variants = [v for v in all_variants if v["gene"] == gene]
        for n, builds, sites, wanted in parse(path):
            sites = {key_of(variants, word, f"{path}:{n}"): g for word, g in sites.items()}
            for build in builds:
                told = ("--build", build) if chrom == "MT" else ()  # both builds have the same mitochondrion
                row, wrong = call(stardose, gene, vcf(variants, build, contigs[build, chrom], sites), *told)
                wrong = wrong or judge(row, wanted)
                held += not wrong
                bad += bool(wrong)
                if wrong:
                    print(f"FAIL: {path}:{n} on {build}: {'; '.join(wrong)}")
    print(f"{held} calls as they must be, {bad} not")
    return 1 if bad or not held else 0


sys.exit(main())
