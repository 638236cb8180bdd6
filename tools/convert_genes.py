#!/usr/bin/env python3
"""Add genes to stardose's allele tables from a directory of reference facts.

usage: convert_genes.py FACTS TABLES

convert_alleles.py writes the tables of the seven genes that it knows; this script adds those of GENES below to the
tables that are there, and replaces what it wrote before, so that the same facts give the same bytes.  FACTS holds a
folder for each gene (variants.tsv, alleles.tsv, phenotypes.tsv, windows.tsv, frequencies.tsv) and
updates_2026-07_shipped_genes.tsv: new alleles of genes that are there already.  What is taken over and under which
licence is said in tables/SOURCES.md; docs/TABLES.md explains columns.

Anything unexpected in the facts stops the run: it needs a person.
"""
import os
import re
import sys
from exon_facts import coding_places, exon_rows
from gene_facts import by_prefix, CODONS, COMPLEMENT, die, key, key_order, read, split, Table, UNASSIGNED

# gene: chromosome, strand, phenotype method, notation, transcript and its span on GRCh38 (1-based, inclusive), edition
GENES = {
    "TPMT": ("6", "-", "pair", "star", "NM_000367.5", 18128311, 18155169, "CPIC 2026-07"),
    "NUDT15": ("13", "+", "pair", "star", "NM_018283.4", 48037726, 48047221, "CPIC 2026-07"),
    "SLCO1B1": ("12", "+", "pair", "star", "NM_006446.5", 21131194, 21239796, "CPIC 2025-11"),
    "UGT1A1": ("2", "+", "pair", "name", "NM_000463.3", 233760270, 233773300, "CPIC 2025-11"),
    "NAT2": ("8", "+", "pair", "star", "NM_000015.3", 18391282, 18401218, "CPIC 2026-07"),
    "CYP4F2": ("19", "-", "none", "star", "NM_001082.5", 15878023, 15898074, "definitions of CPIC 2025-11; no functions"),
    "VKORC1": ("16", "-", "pair", "rsid", "NM_024006.6", 31090854, 31094797, "ClinPGx 2025-11"),
    "ABCG2": ("4", "-", "pair", "rsid", "NM_004827.3", 88090269, 88158639, "CPIC 2025-11"),
    "F5": ("1", "-", "pair", "rsid", "NM_000130.5", 169511951, 169586588, "ClinPGx 2026-07"),
    "F2": ("11", "+", "pair", "rsid", "NM_000506.5", 46719196, 46739506, "ClinPGx 2026-07"),
    "IFNL3": ("19", "-", "pair", "rsid", "NM_001346937.2", 39243553, 39245006, "CPIC 2014; pair retired by CPIC"),
}
EDITIONS = {    # of the genes that convert_alleles.py writes
    "CYP2D6": "CPIC 2024-08", "CYP2C19": "CPIC 2025-11, before its change of *2 of 2026-08", "CYP2B6": "CPIC 2025-11",
    "CYP2C9": "CPIC 2025-11", "CYP3A4": "ClinPGx 2025-11", "CYP3A5": "CPIC 2025-11", "CYP1A2": "no functions",
}
# Sites without windows in the facts: published bases around them, plus strand of GRCh38, the site in brackets
FLANKS = {
    "F5": ("1", 169549811, "GAAAGGTTACTTCAAGGACAAAATACCTGTATTCCT", "C", "GCCTGTCCAGGGATCTGCTCTTACAGATTAGAAGTAG"),
    "F2": ("11", 46739505, "TTCCCAATAAAAGTGACTCTCAGC", "G", "AGCCTCAATGCTCCCAGTGCTATTCATGGGC"),
}
# Common variants whose function or phenotype the facts give as text
PHENOTYPES = {
    "F5": ("Factor V Leiden negative", "Factor V Leiden positive",
           ("Factor V Leiden absent", "Factor V Leiden heterozygous", "Factor V Leiden homozygous"), "clinpgx-2026-07"),
    "F2": ("prothrombin 20210A negative", "prothrombin 20210A positive",
           ("Prothrombin 20210A absent", "Prothrombin 20210A heterozygous", "Prothrombin 20210A homozygous"), "clinpgx-2026-07"),
    # CPIC's words for it tell how people do; here stands what was seen
    "IFNL3": ("rs12979860 C", "rs12979860 T", ("rs12979860 CC", "rs12979860 CT", "rs12979860 TT"), "cpic-2014"),
}
OWN_WORDS = {"Favorable response allele": "rs12979860 C", "Unfavorable response allele": "rs12979860 T"}
ALSO = {    # further names: bases on the gene's strand, older counts of the repeat
    ("UGT1A1", "*1"): "(TA)6;TA6", ("UGT1A1", "*28"): "(TA)7;TA7", ("UGT1A1", "*36"): "(TA)5;TA5", ("UGT1A1", "*37"): "(TA)8;TA8",
    ("VKORC1", "rs9923231 reference (C)"): "-1639G;C;G", ("VKORC1", "rs9923231 variant (T)"): "-1639A;T;A",
    ("ABCG2", "rs2231142 reference (G)"): "421C;G;C", ("ABCG2", "rs2231142 variant (T)"): "421A;Q141K;T;A",
    ("F5", "rs6025 reference (C)"): "1691G;C;G", ("F5", "rs6025 Factor V Leiden (T)"): "Leiden;R506Q;1691A;T;A",
    ("F2", "rs1799963 reference (G)"): "20210G;G", ("F2", "rs1799963 Prothrombin 20210A"): "20210A;G20210A;A",
    ("IFNL3", "rs12979860 reference (C)"): "C", ("IFNL3", "rs12979860 variant (T)"): "T",
}
NOTES = {
    ("UGT1A1", "*1"): "six TA in older papers, seven as CPIC counts them", ("UGT1A1", "*28"): "seven TA in older papers, eight as CPIC counts them",
    ("UGT1A1", "*36"): "five TA in older papers, six as CPIC counts them", ("UGT1A1", "*37"): "eight TA in older papers, nine as CPIC counts them",
    ("NUDT15", "*3"): "with or without the insertion that alone is *6; *2 of older tables is *3 today",
    ("NAT2", "*1"): "*12 of older tables", ("NAT2", "*4"): "the common rapid allele; carries 803A",
}
# Former names: gene, name, kind, today's name, note, function, source
OTHERS = (
    ("NUDT15", "*2", "retired", "*3", "*3", "not assigned", "cpic-2026-07"),
    ("SLCO1B1", "*1A", "retired", "*1", "carries none of the variants", "not assigned", "getrm-names"),
    ("SLCO1B1", "*1B", "retired", "*37", "carries rs2306283 G", "not assigned", "getrm-names"),
    ("SLCO1B1", "*17", "retired", "*15", "carries rs2306283 G and rs4149056 C", "not assigned", "getrm-names"),
)
LABELS = {  # where the facts have none: gene, variant key: label, effect
    "16:31096368:C:T": ("-1639G>A", "upstream"), "4:88131171:G:T": ("Q141K", "missense"), "1:169549811:C:T": ("R534Q", "missense"),
    "11:46739505:G:A": ("c.*97G>A", "downstream"), "19:39248147:C:T": ("C>T", "upstream"), "2:233759924:C:T": ("-364C>T", "upstream"),
    "2:233760233:CAT:C": ("(TA)5", "expression"), "2:233760233:C:CAT": ("(TA)7", "expression"),
    "2:233760233:C:CATAT": ("(TA)8", "expression"), "13:48045719:C:T": ("R139C", "missense"),
}
NEVER_ASSUME = {    # what GRCh37's reference base would say of a site without record
    "1:169549811:C:T": "the reference base of GRCh37 is the rare variant: silence is no evidence of it",
    "19:39248147:C:T": "both bases are common in every population, and no panel here has the site",
}
SOURCE_KEYS = {"CPIC": "cpic-2025-11", "1KGP30x": "1kgp", "1KGP30x_REF": "1kgp", "1KGPph3_REF": "1kgp", "1KGPph3_ALT": "1kgp", "pypgx": "pypgx",
               "ClinPGx 2026-07-05": "clinpgx-2026-07", "ClinPGx": "clinpgx-2026-07"}
RESTRICTED = {"PharmVar6.2.14_aldy", "chain38to19+back", "chain38to19", "RefSeqGene_map_aldy"}
FUNCTION_SOURCES = (("CPIC/ClinPGx data of 2026-07", "cpic-2026-07"), ("PharmCAT definitions/phenotypes 2025-11-05", "cpic-2025-11"),
                    ("ClinPGx 2026-07", "clinpgx-2026-07"), ("no CPIC function", "-"), ("", "-"))
PHENOTYPE_SOURCES = (("CPIC TPMT", "cpic-2026-07"), ("CPIC change of 2026", "cpic-2026-07"), ("row *1 read", "cpic-2026-07"),
                     ("PharmCAT phenotype/VKORC1", "clinpgx-2025-11"), ("PharmCAT phenotype/", "cpic-2025-11"))
PHENOTYPE_CODES = {"-1639 GG": "-1639 GG", "-1639 AG": "-1639 AG", "-1639 AA": "-1639 AA"}


def allele_order(name):
    m = re.match(r"\*(\d+)(.*)", name)
    return (int(m[1]), m[2]) if m else (0, "")


def sources(text, where):
    names = re.split("[,;]", text)
    unknown = [n for n in names if n and n not in SOURCE_KEYS and n not in RESTRICTED]
    if unknown:
        die(f"unknown source {unknown} at {where}")
    return list(dict.fromkeys(SOURCE_KEYS[n] for n in names if n in SOURCE_KEYS))


class Gene:
    """The facts of one gene: its tables, and the bases of its windows on both builds."""

    def __init__(self, folder, name):
        self.name = name
        (self.chrom, self.strand, self.method, self.notation, self.transcript, self.beg, self.end, self.edition) = GENES[name]
        self.variants, self.alleles, self.phenotypes, self.frequencies, windows = (
            read(os.path.join(folder, name, table + ".tsv"))
            for table in ("variants", "alleles", "phenotypes", "frequencies", "windows"))
        self.shifts = {int(v["g37_pos"]) - int(v["g38_pos"]) for v in self.variants}
        if len(self.shifts) != 1:
            die(f"{name}: variants are shifted by {self.shifts}")
        self.shift = self.shifts.pop()
        self.windows = [(w["build"], int(w["beg"]), int(w["end"]), w["sequence"], "refseq") for w in windows]
        if name in FLANKS:
            self.windows = self.flank(*FLANKS[name])
        self.windows.sort(key=lambda w: (w[0] != "GRCh38", w[1]))

    def flank(self, _chrom, pos, left, base, right):
        variant = self.variants[0]
        if int(variant["g38_pos"]) != pos or variant["g38_ref"] != base:
            die(f"{self.name}: the flank is of another site")
        beg, end = pos - len(left), pos + len(right)
        return [("GRCh38", beg, end, left + base + right, "published-flanks"),
                ("GRCh37", beg + self.shift, end + self.shift, left + variant["g37_ref"] + right, "published-flanks")]

    def bases(self, build, beg, end):
        for b, first, last, text, _ in self.windows:
            if b == build and first <= beg and end <= last:
                return text[beg - first:end - first + 1]
        die(f"{self.name}: no window of {build} holds {beg}-{end}")

    def base_at(self, build, pos):
        for b, first, last, text, _ in self.windows:
            if b == build and first <= pos <= last:
                return text[pos - first]
        return "N"


# ---- one function for each table ----

def gene_row(gene):
    return {"gene": gene.name, "chrom": gene.chrom, "strand": gene.strand, "transcript": gene.transcript,
            "grch38_beg": gene.beg, "grch38_end": gene.end, "grch37_beg": gene.beg + gene.shift, "grch37_end": gene.end + gene.shift,
            "phenotype": gene.method, "structural": "no",
            "notation": gene.notation, "kind": "haplotypes", "phase_ignored": "-", "programs": "-", "edition": gene.edition,
            "source": "refseq" if gene.name in ("F2",) else "refseq,pypgx"}


def label_of(gene, row):
    variant, text = key(row["variant_key"]), row["aa_change"]
    if variant in LABELS:
        return LABELS[variant]
    change = re.fullmatch(r"([A-Z])(\d+)([A-Z])", text)
    if change:
        stop = change[3] == "X"
        return text[:-1] + "*" if stop else text, "stop_gained" if stop else "missense"
    if text == "SpliceVariant":
        return f"{row['g38_ref']}>{row['g38_alt']}", "splicing"
    if "fs" in text:
        return text.replace(" ", "_"), "frameshift"
    n = len(row["g38_alt"]) - len(row["g38_ref"])
    if text:
        return text.replace(" ", "_"), "inframe_deletion" if n < 0 else "inframe_insertion"
    if n:
        return f"{row['g38_ref']}>{row['g38_alt']}", "frameshift" if n % 3 else ("inframe_deletion" if n < 0 else "inframe_insertion")
    return f"{row['g38_ref']}>{row['g38_alt']}", protein_effect(gene, row)


def protein_effect(gene, row):
    """Of a substitution whose change the facts do not name: read off the codon, where the gene's exons are here."""
    place = coding_places(gene.name, gene.strand, 0)
    pos = int(row["g38_pos"])
    if pos not in place:
        return "-"
    at = place.index(pos)
    codon = [gene.base_at("GRCh38", p) for p in place[at - at % 3:at - at % 3 + 3]]
    was = codon[:]
    codon[at % 3] = row["g38_alt"]
    a, b = ("".join(c).translate(COMPLEMENT) if gene.strand == "-" else "".join(c) for c in (was, codon))
    if at < 3:
        return "start_lost"
    return "synonymous" if CODONS[a] == CODONS[b] else "stop_gained" if CODONS[b] == "*" else "missense"


def make_variants(gene, functions):
    out = []
    for row in gene.variants:
        variant = key(row["variant_key"])
        label, effect = label_of(gene, row)
        swapped = row["g37_status"] == "swapped"
        if (row["g38_ref"] == row["g37_alt"]) != swapped or row["g37_status"] not in ("same", "swapped"):
            die(f"{variant}: status '{row['g37_status']}'")
        for build, pos, ref in (("GRCh38", row["g38_pos"], row["g38_ref"]), ("GRCh37", row["g37_pos"], row["g37_ref"])):
            if gene.bases(build, int(pos), int(pos) + len(ref) - 1) != ref:
                die(f"{variant}: REF disagrees with the {build} window")
        of = {functions[a] for a in functions if variant in a[1]} - {UNASSIGNED}
        stops = effect in ("frameshift", "stop_gained", "splicing", "start_lost")
        out.append({"gene": gene.name, "variant": variant, "rsid": row["rsid"] if row["rsid"].startswith("rs") else "-", "label": label,
                    "effect": effect, "grch38_pos": row["g38_pos"], "grch38_ref": row["g38_ref"], "grch38_alt": row["g38_alt"],
                    "grch37_pos": row["g37_pos"], "grch37_ref": row["g37_ref"], "grch37_alt": row["g37_alt"],
                    "grch37_swapped": "yes" if swapped else "no", "core": "yes",
                    "abolishes": "yes" if stops and of == {"No function"} else "no", "silent": "-",
                    "never_assume": NEVER_ASSUME.get(variant, "-"), "paralog_base": "-",
                    "source": ",".join(sources(row["sources38"] + "," + row["sources37"], variant)) or die(f"{variant}: no source")})
    return sorted(out, key=lambda r: key_order(r["variant"]))


def make_alleles(gene):
    rows = []
    for i, row in enumerate(gene.alleles):
        name = row["allele"]
        required = sorted((key(k) for k in split(row["core_variants"])), key=key_order)
        ignored = sorted((key(k) for k in split(row["cpic_variable_positions"])), key=key_order)
        newer = row["function_source"].startswith("CPIC/ClinPGx data of 2026-07") or "2026-07" in row["notes"]
        found = list(dict.fromkeys(["cpic-2026-07" if newer and s == "cpic-2025-11" else s for s in sources(row["sources_agree"], name)]))
        function = OWN_WORDS.get(row["function"], row["function"]) or UNASSIGNED
        source = by_prefix(FUNCTION_SOURCES, row["function_source"], name)
        if source == "-" and function != UNASSIGNED:
            source = "cpic-2026-07"
        rows.append((allele_order(name), i, {
            "gene": gene.name, "allele": name, "also": ALSO.get((gene.name, name), "-"), "kind": "small", "function": function,
            "value_cpic": "-", "value_dpwg": "-", "duplicable": "no", "required": ";".join(required) or "-",
            "any": ";".join(x for x in ignored if x not in required) or "-", "renamed_to": "-",
            "note": NOTES.get((gene.name, name), "-"), "source": ",".join(found) or die(f"{gene.name}{name}: no source"),
            "function_source": source}))
    for name, kind, today, note, function, source in (o[1:] for o in OTHERS if o[0] == gene.name):
        rows.append(((999 if kind == "retired" else 0) + allele_order(name)[0], 0, {
            "gene": gene.name, "allele": name, "also": "-", "kind": kind, "function": function, "value_cpic": "-", "value_dpwg": "-",
            "duplicable": "no", "required": "-", "any": "-", "renamed_to": today, "note": note, "source": source,
            "function_source": source if function != UNASSIGNED else "-"}))
    return [r for _, _, r in sorted(rows, key=lambda r: (r[0] if isinstance(r[0], tuple) else (r[0], ""), r[1]))]


def make_phenotypes(gene, alleles):
    rows = {}

    def add(a, b, phenotype, source):
        a, b = sorted((a, b))
        if rows.setdefault((a, b), (phenotype, source))[0] != phenotype:
            die(f"{gene.name}: two phenotypes for {a} with {b}")
    if gene.method == "none":
        return []
    if gene.name in PHENOTYPES:
        usual, other, (none, one, two), source = PHENOTYPES[gene.name]
        add(usual, usual, none, source), add(usual, other, one, source), add(other, other, two, source)
    else:
        for row in gene.phenotypes:
            add(row["key1"], row["key2"], row["phenotype"], by_prefix(PHENOTYPE_SOURCES, row["source"], gene.name))
    used = sorted({a["function"] for a in alleles if a["kind"] != "retired"})
    for i, a in enumerate(used):
        for b in used[i:]:
            if (a, b) not in rows and UNASSIGNED not in (a, b):
                die(f"{gene.name}: no phenotype for {a} with {b}")
            if (a, b) not in rows:
                add(a, b, "Indeterminate", "stardose")
    return [{"gene": gene.name, "guideline": "CPIC", "score_lo": "-", "score_hi": "-", "function_a": a, "function_b": b,
             "phenotype": p, "source": s} for (a, b), (p, s) in sorted(rows.items()) if a in used and b in used]


def make_frequencies(gene):
    rows = []
    found = {}
    for row in gene.frequencies:
        if row["population"] == "all":
            continue
        found.setdefault(row["allele"], {})[row["population"]] = row
    populations = ("AFR", "AMR", "EAS", "EUR", "SAS")
    known = {a["allele"] for a in gene.alleles}
    for allele in sorted((a for a in found if a in known), key=lambda n: (allele_order(n), n)):
        if not set(populations) >= set(found[allele]):
            die(f"{gene.name}{allele}: populations {sorted(found[allele])}")
        per = [float(found[allele][p]["frequency"]) if p in found[allele] else 0.0 for p in populations]
        rows.append((allele, "all", f"{sum(per) / 5:.6f}", "-", "mean of 5 populations"))
        rows += [(allele, p, f"{f:.6f}", found[allele][p]["n_haplotypes"], "small variants")
                 for p, f in zip(populations, per) if p in found[allele]]
    return [dict(zip(("gene", "allele", "population", "frequency", "n_haplotypes", "method", "source"), (gene.name, *r, "1kgp")))
            for r in rows]


def make_terms():
    function = (("VKORC1", "normal sensitivity", "Normal coumarin sensitivity"), ("VKORC1", "higher sensitivity", "Higher coumarin sensitivity"),
                ("F5", "Leiden negative", "Factor V Leiden negative"), ("F5", "Leiden positive", "Factor V Leiden positive"),
                ("F2", "20210A negative", "prothrombin 20210A negative"), ("F2", "20210A positive", "prothrombin 20210A positive"),
                ("IFNL3", "C", "rs12979860 C"), ("IFNL3", "T", "rs12979860 T"))
    phenotype = [("SLCO1B1;ABCG2", t, t, f"{{gene}} {t.lower()}", "cpic-2025-11", n) for n, t in (
                    (3, "Increased Function"), (2, "Normal Function"), (1, "Possible Decreased Function"), (1, "Decreased Function"),
                    (0, "Poor Function"))]
    phenotype += [("VKORC1", t, t, f"{{gene}} {t}", "clinpgx-2025-11", "-") for t in ("-1639 GG", "-1639 AG", "-1639 AA")]
    for gene, (_, _, words, source) in PHENOTYPES.items():
        phenotype += [(gene, t, t, t if gene != "IFNL3" else f"{{gene}} {t}", source, "-") for t in dict.fromkeys(words)]
    rows = [{"kind": "function", "gene": g, "code": c, "term": t, "order": "-", "value_lo": "-", "value_hi": "-", "phrase": "-",
             "source": PHENOTYPES[g][3] if g in PHENOTYPES else "clinpgx-2025-11"} for g, c, t in function]
    rows += [{"kind": "phenotype", "gene": g, "code": c, "term": t, "order": n, "value_lo": "-", "value_hi": "-", "phrase": p, "source": s}
             for g, c, t, p, s, n in phenotype]
    return rows


# ---- exons ----

def make_structures(gene):
    spans = (gene.beg, gene.end, gene.beg + gene.shift, gene.end + gene.shift)
    out = [dict(zip(("type", "gene", "name", "function", "value", "chrom", "grch38_beg", "grch38_end", "grch37_beg", "grch37_end",
                     "note", "source"), ("gene", gene.name, gene.name, "-", "-", gene.chrom, *spans, gene.transcript, "refseq,pypgx")))]
    return out + exon_rows(gene.name, gene.strand, gene.chrom, gene.transcript, gene.shift, gene.base_at)


# ---- new alleles of genes that are there ----

def add_updates(facts, tables):
    windows = tables["windows"].rows
    updates = read(os.path.join(facts, "updates_2026-07_shipped_genes.tsv"))
    ours = {(r["gene"], r["allele"]) for r in updates}
    new = {f"{r['g38_chrom'][3:]}:{r['g38_pos']}:{r['g38_ref']}:{r['g38_alt']}" for r in updates}
    tables["alleles"].drop(lambda r: (r["gene"], r["allele"]) in ours)
    tables["variants"].drop(lambda r: r["variant"] in new and r["source"] == "clinpgx-2026-07")
    for row in updates:
        gene, variant = row["gene"], f"{row['g38_chrom'][3:]}:{row['g38_pos']}:{row['g38_ref']}:{row['g38_alt']}"
        for build, pos, ref in (("GRCh38", row["g38_pos"], row["g38_ref"]), ("GRCh37", row["g37_pos"], row["g37_ref"])):
            held = [w["sequence"][int(pos) - int(w["beg"])] for w in windows
                    if w["gene"] == gene and w["build"] == build and int(w["beg"]) + 20 <= int(pos) <= int(w["end"]) - 20]
            if held != [ref]:
                die(f"{gene}{row['allele']}: {build} base {held}, not {ref}")
        if any(v["variant"] == variant for v in tables["variants"].rows):
            die(f"{variant} is there already")
        tables["variants"].rows.append({
            "gene": gene, "variant": variant, "rsid": row["rsid"] or "-", "label": f"{row['g38_ref']}>{row['g38_alt']}", "effect": "-",
            "grch38_pos": row["g38_pos"], "grch38_ref": row["g38_ref"], "grch38_alt": row["g38_alt"], "grch37_pos": row["g37_pos"],
            "grch37_ref": row["g37_ref"], "grch37_alt": row["g37_alt"], "grch37_swapped": "no", "core": "yes", "abolishes": "no",
            "silent": "-", "never_assume": "-", "paralog_base": "-", "source": "clinpgx-2026-07"})
        like = next(a for a in tables["alleles"].rows if a["gene"] == gene and a["allele"] == "*1")
        tables["alleles"].rows.append({**like, "allele": row["allele"], "function": UNASSIGNED, "value_cpic": "-", "value_dpwg": "-",
                                       "duplicable": "no", "required": variant, "note": "no function was read", "source": "clinpgx-2026-07",
                                       "function_source": "-"})
    order = {g["gene"]: i for i, g in enumerate(tables["genes"].rows)}
    tables["variants"].rows.sort(key=lambda r: (order[r["gene"]], key_order(r["variant"])))
    star = {g["gene"] for g in tables["genes"].rows if g["notation"] in ("star", "-")}
    tables["alleles"].rows.sort(key=lambda r: (order[r["gene"]], r["kind"] == "retired",
                                               allele_order(r["allele"]) if r["gene"] in star else (0, "")))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    facts, folder = sys.argv[1:]
    names = ("genes", "variants", "alleles", "phenotypes", "frequencies", "windows", "structures", "terms")
    tables = {n: Table(folder, n) for n in names}
    tables["genes"].column("notation", "star", "source")
    tables["genes"].column("edition", "-", "source")
    tables["alleles"].column("also", "-", "note")
    for name, table in tables.items():
        if name != "terms":
            table.drop(lambda r: r["gene"] in GENES)
    for row in tables["genes"].rows:
        row["edition"] = EDITIONS.get(row["gene"], row["edition"])
    terms = make_terms()
    ours = {(t["kind"], t["term"]) for t in terms}
    tables["terms"].drop(lambda r: (r["kind"], r["term"]) in ours)
    functions = [r for r in tables["terms"].rows if r["kind"] == "function"] + [t for t in terms if t["kind"] == "function"]
    tables["terms"].rows = functions + [r for r in tables["terms"].rows if r["kind"] != "function"] + [t for t in terms if t["kind"] != "function"]
    tables["terms"].meta = ["##licence=CC-BY-SA-4.0" if x.startswith("##licence=") else "##source=CPIC's standard terms, ClinPGx's words for "
                            "genotypes; short codes and phrases of our own" if x.startswith("##source=") else x for x in tables["terms"].meta]
    structures = tables["structures"].rows
    for name in GENES:
        gene = Gene(facts, name)
        alleles = make_alleles(gene)
        tables["genes"].rows.append(gene_row(gene))
        tables["alleles"].rows += alleles
        held = {(a["allele"], a["required"]): a["function"] for a in alleles}
        tables["variants"].rows += make_variants(gene, held)
        tables["phenotypes"].rows += make_phenotypes(gene, alleles)
        tables["frequencies"].rows += make_frequencies(gene)
        tables["windows"].rows += [dict(zip(("gene", "build", "beg", "end", "sequence", "source"), (name, *w))) for w in gene.windows]
        structures += make_structures(gene)
    add_updates(facts, tables)
    for table in tables.values():
        table.write()


if __name__ == "__main__":
    main()
