#!/usr/bin/env python3
"""Add genes that are not of star alleles to stardose's allele tables from a directory of reference facts.

usage: convert_listed.py FACTS TABLES

Genes of listed variants, on X, and of the mitochondrion: those of GENES below are added to the tables that are there, and
what this script wrote before is replaced, so that the same facts give the same bytes.  FACTS holds a folder for each gene
(variants.tsv, alleles.tsv, phenotypes.tsv, windows.tsv, variant_frequencies.tsv, frequencies.tsv) and
build_differences.tsv.  What is taken over and under which licence is said in tables/SOURCES.md; docs/TABLES.md explains
columns.

Anything unexpected in the facts stops the run: it needs a person.
"""
import os
import re
import sys
from exon_facts import exon_rows
from gene_facts import by_prefix, CODONS, COMPLEMENT, die, key, key_order, read, split, Table, UNASSIGNED

# gene: chromosome, strand, phenotype method, notation, kind, who ignores phase, transcript, span on GRCh38 and GRCh37
# (1-based, inclusive), edition of the functions
GENES = {
    "DPYD": ("1", "-", "score", "hgvs", "listed", "DPWG", "NM_000110.4", (97077743, 97921034), (97543299, 98386590),
             "CPIC 2025-11; DPWG 2024-05"),
    "G6PD": ("X", "-", "pair", "name", "hemizygous", "-", "NM_001360016.2", (154531391, 154547569), (153759606, 153775784),
             "CPIC 2023-08"),
    "RYR1": ("19", "+", "pair", "hgvs", "listed", "-", "NM_000540.3", (38433691, 38587564), (38924331, 39078204),
             "CPIC 2026-02, before its table of 2026-06"),
    "CACNA1S": ("1", "-", "pair", "hgvs", "listed", "-", "NM_000069.3", (201039512, 201112426), (201008640, 201081554),
                "CPIC 2025-11"),
    "MT-RNR1": ("MT", "+", "pair", "hgvs", "mitochondrial", "-", "NC_012920.1", (648, 1601), (648, 1601), "CPIC 2025-11"),
    "CFTR": ("7", "+", "pair", "name", "listed", "-", "NM_000492.4", (117480025, 117668665), (117120079, 117308719),
             "CPIC 2025-11"),
}
# What lists of names are joined by stands in no name of ours
RENAMED = {("CFTR", "F508C,S1251N"): "F508C+S1251N",
           ("DPYD", "c.1129-5923C>G, c.1236G>A (HapB3)"): "c.1129-5923C>G+c.1236G>A (HapB3)"}
ALSO = {    # further names that people write
    ("DPYD", "Reference"): "*1", ("DPYD", "c.85T>C (*9A)"): "*9",
    ("DPYD", "c.1905+1G>A (*2A)"): "*2",
    ("DPYD", "c.1129-5923C>G+c.1236G>A (HapB3)"): "HapB3;c.1236G>A (HapB3);c.1236G>A",
}
# DPWG knows these alone; of others it knows that they are the usual, or nothing
DPWG_KNOWS = {"DPYD": ("c.1905+1G>A (*2A)", "c.1679T>G (*13)", "c.2846A>T", "c.1129-5923C>G",
                       "c.1129-5923C>G+c.1236G>A (HapB3)")}
NOTES = {
    ("DPYD", "c.1129-5923C>G+c.1236G>A (HapB3)"): "either change alone stands for it where the other was not seen",
    ("DPYD", "c.1129-5923C>G"): "the intron change of HapB3 without its tag",
}
# Rules that the facts give in words: guideline, score from, to, functions, phenotype, source
SCORES = {"DPYD": (
    ("CPIC", "0", "0.5", "-", "-", "Poor Metabolizer", "cpic-2025-11"),
    ("CPIC", "1", "1.5", "-", "-", "Intermediate Metabolizer", "cpic-2025-11"),
    ("CPIC", "2", "2", "-", "-", "Normal Metabolizer", "cpic-2025-11"),
    ("CPIC", "-", "-", "-", "-", "Indeterminate", "stardose"),
    ("DPWG", "0", "0", "-", "-", "Poor Metabolizer", "dpwg-2024-05"),
    ("DPWG", "0.5", "0.5", "-", "-", "PHENOTYPING", "dpwg-2024-05"),
    ("DPWG", "1", "1.5", "-", "-", "Intermediate Metabolizer", "dpwg-2024-05"),
    ("DPWG", "2", "2", "-", "-", "Normal Metabolizer", "dpwg-2024-05"),
    ("DPWG", "-", "-", "-", "-", "Indeterminate", "stardose"),
    ("DPWG", "-", "-", "Decreased function", "Decreased function", "PHENOTYPING", "dpwg-2024-05"),
)}
INCREASED, UNCERTAIN, USUAL = (w + " risk of aminoglycoside-induced hearing loss" for w in ("Increased", "Uncertain", "Normal"))
MH, MH_PHENOTYPE, MH_UNCERTAIN = "Malignant Hyperthermia associated", "Malignant Hyperthermia Susceptibility", "Uncertain Susceptibility"
MH_GENES = "RYR1;CACNA1S"
# Alleles without a definition that a record could show: they are not called
UNDEFINED = {("MT-RNR1", "m.961T>del+Cn")}
TERMS = (   # kind, genes, code, term, order, phrase, source
    ("phenotype", "DPYD", "PHENOTYPING", "PHENOTYPING", "-", "{gene} variants of which the enzyme's activity is to be measured",
     "dpwg-2024-05"),
    ("function", MH_GENES, "MH associated", MH, "0", "-", "cpic-2026-02"),
    ("function", "G6PD", "I", "I/Deficient with CNSHA", "-", "-", "cpic-2023-08"),
    ("function", "G6PD", "II", "II/Deficient", "-", "-", "cpic-2023-08"),
    ("function", "G6PD", "III", "III/Deficient", "-", "-", "cpic-2023-08"),
    ("function", "G6PD", "IV", "IV/Normal", "-", "-", "cpic-2023-08"),
    ("function", "MT-RNR1", "increased risk", INCREASED, "0", "-", "cpic-2025-11"),
    ("function", "MT-RNR1", "uncertain risk", UNCERTAIN, "-", "-", "cpic-2025-11"),
    ("function", "MT-RNR1", "normal risk", USUAL, "2", "-", "cpic-2025-11"),
    ("function", "CFTR", "responsive", "ivacaftor responsive", "0", "-", "cpic-2025-11"),
    ("function", "CFTR", "non-responsive", "ivacaftor non-responsive", "1", "-", "cpic-2025-11"),
    ("phenotype", MH_GENES, MH_PHENOTYPE, MH_PHENOTYPE, "-", "{gene} with susceptibility to malignant hyperthermia", "cpic-2026-02"),
    ("phenotype", MH_GENES, MH_UNCERTAIN, MH_UNCERTAIN, "-",
     "{gene} with uncertain susceptibility to malignant hyperthermia, which is not excluded", "cpic-2026-02"),
    ("phenotype", "G6PD", "Normal", "Normal", "-", "{gene} normal", "cpic-2023-08"),
    ("phenotype", "G6PD", "Variable", "Variable", "-", "{gene} variable, so that the enzyme's activity decides", "cpic-2023-08"),
    ("phenotype", "G6PD", "Deficient", "Deficient", "-", "{gene} deficient", "cpic-2023-08"),
    ("phenotype", "G6PD", "Deficient with CNSHA", "Deficient with CNSHA", "-",
     "{gene} deficient with chronic non-spherocytic haemolytic anaemia", "cpic-2023-08"),
    *(("phenotype", "MT-RNR1", t[0].lower() + t[1:], t[0].lower() + t[1:], "-", "{gene} with " + t[0].lower() + t[1:], "cpic-2025-11")
      for t in (INCREASED, UNCERTAIN, USUAL)),
    ("phenotype", "CFTR", "ivacaftor responsive in CF patients", "ivacaftor responsive in CF patients", "-",
     "{gene} with a variant of the ivacaftor list", "cpic-2025-11"),
    ("phenotype", "CFTR", "ivacaftor non-responsive in CF patients", "ivacaftor non-responsive in CF patients", "-",
     "{gene} without a variant of the ivacaftor list", "cpic-2025-11"),
)
SOURCE_KEYS = {"CPIC": "cpic-2025-11", "1KGP30x": "1kgp", "1KGP30x_REF": "1kgp", "1KGPph3_REF": "1kgp", "1KGPph3_ALT": "1kgp",
               "pypgx": "pypgx", "ClinPGx": "clinpgx-2026-07", "ClinPGx 2026-07-05": "clinpgx-2026-07", "rCRS": "rcrs"}
RESTRICTED = {"PharmVar6.2.14_aldy", "chain38to19+back", "chain38to19", "RefSeqGene_map_aldy", "rCRS text (aldy)"}
FUNCTION_SOURCES = (("PharmCAT definitions/phenotypes 2025-11-05", "cpic-2025-11"), ("CPIC RYR1 function table", "cpic-2026-02"),
                    ("CPIC G6PD function table", "cpic-2023-08"), ("CPIC MT-RNR1", "cpic-2025-11"))
POPULATIONS = ("AFR", "AMR", "EAS", "EUR", "SAS")


def sources(text, where):
    names = [n for n in text.split(",") if n]
    unknown = [n for n in names if n not in SOURCE_KEYS and n not in RESTRICTED]
    if unknown:
        die(f"unknown source {unknown} at {where}")
    return ",".join(dict.fromkeys(SOURCE_KEYS[n] for n in names if n in SOURCE_KEYS)) or die(f"{where}: no source")


class Gene:
    """The facts of one gene, and the bases of its windows on both builds."""

    def __init__(self, folder, name):
        self.name = name
        (self.chrom, self.strand, self.method, self.notation, self.kind, self.ignoring, self.transcript, self.span38, self.span37,
         self.edition) = GENES[name]
        self.variants, self.alleles, self.phenotypes, self.frequencies, self.sites, self.windows = (
            read(os.path.join(folder, name, table + ".tsv"))
            for table in ("variants", "alleles", "phenotypes", "frequencies", "variant_frequencies", "windows"))
        self.split_long()
        self.alleles = [r for r in self.alleles if (name, r["allele"]) not in UNDEFINED]
        self.differences = read(os.path.join(folder, "build_differences.tsv"))

    def split_long(self):
        """Several bases in place of as many others are a change for each: records that hold them are taken apart, too."""
        parts = {}
        for row in [r for r in self.variants if len(r["g38_ref"]) == len(r["g38_alt"]) > 1]:
            self.variants.remove(row)
            parts[row["variant_key"]] = []
            for i in range(len(row["g38_ref"])):
                one = {**row, "rsid": "-", "aa_change": ""}
                for b in ("g38", "g37"):
                    one.update({f"{b}_pos": str(int(row[f"{b}_pos"]) + i), f"{b}_ref": row[f"{b}_ref"][i], f"{b}_alt": row[f"{b}_alt"][i]})
                one["variant_key"] = ":".join((row["variant_key"].split(":")[0], one["g38_pos"], one["g38_ref"], one["g38_alt"]))
                parts[row["variant_key"]].append(one["variant_key"])
                if not any(r["variant_key"] == one["variant_key"] for r in self.variants):
                    self.variants.append(one)
        for row in self.alleles:
            row["core_variants"] = ";".join(p for k in split(row["core_variants"]) for p in parts.get(k, [k]))

    def bases(self, build, beg, end):
        for w in self.windows:
            if w["build"] == build and int(w["beg"]) <= beg and end <= int(w["end"]):
                return w["sequence"][beg - int(w["beg"]):end - int(w["beg"]) + 1]
        die(f"{self.name}: no window of {build} holds {beg}-{end}")

    def base_at(self, build, pos):
        return self.bases(build, pos, pos) if self.holds(build, pos) else "N"

    def holds(self, build, pos):
        return any(w["build"] == build and int(w["beg"]) <= pos <= int(w["end"]) for w in self.windows)

    def called(self, name):
        """The first of several names that the facts join by commas: lists of alleles are joined so."""
        return RENAMED.get((self.name, name)) or re.split(", ?", name)[0]


def gene_row(gene):
    return {"gene": gene.name, "chrom": gene.chrom, "strand": gene.strand, "transcript": gene.transcript,
            "grch38_beg": gene.span38[0], "grch38_end": gene.span38[1], "grch37_beg": gene.span37[0], "grch37_end": gene.span37[1],
            "phenotype": gene.method, "structural": "no", "notation": gene.notation, "kind": gene.kind,
            "phase_ignored": gene.ignoring, "programs": "-", "edition": gene.edition, "source": "refseq,pypgx"}


def effect_of(row):
    n, change = len(row["g38_alt"]) - len(row["g38_ref"]), row["aa_change"]
    if re.fullmatch(r"[A-Z]\d+[A-Z]", change):
        return "missense"
    if re.fullmatch(r"[A-Z]\d+[*X]", change):
        return "stop_gained"
    if n:
        return "frameshift" if n % 3 else "inframe_deletion" if n < 0 else "inframe_insertion"
    return "-"


def label_of(gene, row):
    """The change of the protein where alleles have names of another kind, or of the coding sequence; else the name it goes by."""
    if gene.notation == "name" and row["aa_change"]:
        return re.split("[,;]", row["aa_change"])[0].replace(" ", "_")
    return re.sub(r" \(.*", "", re.split("[,;]", row["core_in"])[0]).replace(" ", "_") or "-"


def silent(gene, row):
    """Other bases that code for the same amino acid, where exactly one frame gives the change that the facts state."""
    m = re.fullmatch(r"([A-Z])(\d+)([A-Z*])", row["aa_change"].replace("X", "*"))
    if not m or len(row["g38_ref"]) != 1 or len(row["g38_alt"]) != 1:
        return "-"
    pos, found = int(row["g38_pos"]), []
    for at in range(3):
        codon = gene.bases("GRCh38", pos - at, pos - at + 2)
        read = {b: amino(gene, codon[:at] + b + codon[at + 1:]) for b in "ACGT"}
        if (read[row["g38_ref"]], read[row["g38_alt"]]) == (m[1], m[3]):
            found.append([b for b in "ACGT" if read[b] == m[1] and b != row["g38_ref"]])
    listed = {r["g38_alt"] for r in gene.variants if r["g38_pos"] == row["g38_pos"]}
    return ",".join(b for b in found[0] if b not in listed) or "-" if len(found) == 1 else "-"


def amino(gene, codon):
    return CODONS[codon if gene.strand == "+" else codon[::-1].translate(COMPLEMENT)]


def make_variants(gene):
    out = []
    for row in gene.variants:
        variant, swapped = key(row["variant_key"]), row["g37_status"] == "swapped"
        if (row["g38_ref"] == row["g37_alt"]) != swapped or row["g37_status"] not in ("same", "swapped"):
            die(f"{variant}: status '{row['g37_status']}'")
        for build, pos, ref in (("GRCh38", row["g38_pos"], row["g38_ref"]), ("GRCh37", row["g37_pos"], row["g37_ref"])):
            if gene.bases(build, int(pos), int(pos) + len(ref) - 1) != ref:
                die(f"{variant}: REF disagrees with the {build} window")
        out.append({"gene": gene.name, "variant": variant, "rsid": row["rsid"] if row["rsid"].startswith("rs") else "-",
                    "label": label_of(gene, row), "effect": effect_of(row), "grch38_pos": row["g38_pos"], "grch38_ref": row["g38_ref"],
                    "grch38_alt": row["g38_alt"], "grch37_pos": row["g37_pos"], "grch37_ref": row["g37_ref"],
                    "grch37_alt": row["g37_alt"], "grch37_swapped": "yes" if swapped else "no", "core": "yes", "abolishes": "no",
                    "silent": silent(gene, row), "never_assume": "-", "paralog_base": "-",
                    "source": sources(row["sources38"] + "," + row["sources37"], variant)})
    out += build_rows(gene, {v["variant"] for v in out})
    return sorted(out, key=lambda r: key_order(r["variant"]))


def build_rows(gene, listed):
    """Bases in the windows at which the builds differ: no definition site, but without a row they would not be known."""
    out = []
    for row in gene.differences:
        variant = ":".join((row["chrom"], row["g38_pos"], row["g38_base"], row["g37_base"]))
        if row["gene"] != gene.name or variant in listed or not gene.holds("GRCh38", int(row["g38_pos"])):
            continue
        out.append({"gene": gene.name, "variant": variant, "rsid": row["rsid"], "label": "-", "effect": "-",
                    "grch38_pos": row["g38_pos"], "grch38_ref": row["g38_base"], "grch38_alt": row["g37_base"],
                    "grch37_pos": row["g37_pos"], "grch37_ref": row["g37_base"], "grch37_alt": row["g38_base"], "grch37_swapped": "yes",
                    "core": "no", "abolishes": "no", "silent": "-", "never_assume": "-", "paralog_base": "-", "source": "1kgp"})
    return out


def value(number):
    return f"{float(number):g}" if number else "-"


def dpwg_value(gene, name, row):
    """Where the guideline knows the variant, or CPIC has it as the usual: the same value; else none."""
    known = DPWG_KNOWS.get(gene.name)
    if not known or name in known or row["function"] == "Normal function":
        return value(row["activity_value"])
    return "-"


def also(gene, name, row, rsids, taken):
    """Other spellings: what the facts call it, the star in brackets, the change alone, the rsID of a single change."""
    found = split(ALSO.get((gene.name, name), ""))
    found += [row["allele"]] if row["allele"] != name else []
    found += re.split(", ?", row["allele"])[1:] if (gene.name, row["allele"]) not in RENAMED else []
    star = re.fullmatch(r"(c\.\S+) \((\*\w+)\)", name)
    found += [star[2], star[1]] if star else []
    required = split(row["core_variants"])
    found += [rsids[key(required[0])]] if len(required) == 1 and rsids[key(required[0])] != "-" else []
    found = [n for n in dict.fromkeys(found) if n not in taken]
    taken.update(found)
    return ";".join(found) or "-"


def make_alleles(gene, variants):
    rsids, rows = {v["variant"]: v["rsid"] for v in variants}, []
    taken = {gene.called(r["allele"]) for r in gene.alleles}
    for row in gene.alleles:
        name = gene.called(row["allele"])
        function = row["function"] or UNASSIGNED
        rows.append({
            "gene": gene.name, "allele": name, "also": also(gene, name, row, rsids, taken), "kind": "small", "function": function,
            "value_cpic": value(row["activity_value"]), "value_dpwg": dpwg_value(gene, name, row), "duplicable": "no",
            "required": ";".join(sorted(map(key, split(row["core_variants"])), key=key_order)) or "-",
            "any": ";".join(sorted(map(key, split(row["cpic_variable_positions"])), key=key_order)) or "-", "renamed_to": "-",
            "note": NOTES.get((gene.name, name), "-"), "source": sources(row["sources_agree"], name),
            "function_source": "-" if function == UNASSIGNED else by_prefix(FUNCTION_SOURCES, row["function_source"], name)})
    return rows


def make_phenotypes(gene):
    columns = ("guideline", "score_lo", "score_hi", "function_a", "function_b", "phenotype", "source")
    rows = SCORES.get(gene.name) or sorted(function_rules(gene))
    return [{"gene": gene.name, **dict(zip(columns, r))} for r in rows]


def function_rules(gene):
    """The rules of the facts, one haplotype alone too; a function that is not assigned never says that nothing is the matter."""
    source = by_prefix(FUNCTION_SOURCES, gene.alleles[0]["function_source"], gene.name)
    rows, functions = {}, {r["function"] or UNASSIGNED for r in gene.alleles}
    if MH in functions: # an allele that no definition names is one that nobody assigned a function
        functions.add(UNASSIGNED)
    for r in gene.phenotypes:
        if r["rule_kind"].startswith("function_"):
            rows[tuple(sorted(filter(None, (r["key1"], r["key2"]))))] = (r["phenotype"], source)
    for a in sorted(functions):
        for b in sorted(functions):
            if a <= b and UNASSIGNED in (a, b) and (a, b) not in rows:
                rows[a, b] = (MH_PHENOTYPE if MH in (a, b) else MH_UNCERTAIN, "stardose")
    return [("CPIC", "-", "-", k[0], k[1] if len(k) > 1 else "-", p, s) for k, (p, s) in rows.items()]


def make_frequencies(gene):
    """Of a single change, how often it is carried; of the reference and of several, how often the haplotype is that."""
    single = {key(r["core_variants"]): gene.called(r["allele"]) for r in gene.alleles if len(split(r["core_variants"])) == 1}
    found = {}
    for row in gene.frequencies:
        name = gene.called(row["allele"])
        if name in {gene.called(r["allele"]) for r in gene.alleles} - set(single.values()):
            found.setdefault(name, {})[row["population"]] = (float(row["frequency"]), row["n_haplotypes"])
    for row in gene.sites:
        name = single.get(key(row["variant_key"]))
        if name:
            found.setdefault(name, {})[row["population"]] = (float(row["alt_frequency"]), row["n_haplotypes"])
    return frequency_rows(gene, found)


def frequency_rows(gene, found):
    rows = []
    for name in [gene.called(r["allele"]) for r in gene.alleles if gene.called(r["allele"]) in found]:
        per = [found[name].get(p, (0.0, "-")) for p in POPULATIONS]
        if not any(f for f, _ in per):
            continue
        rows.append((name, "all", f"{sum(f for f, _ in per) / 5:.6f}", "-", "mean of 5 populations"))
        rows += [(name, p, f"{f:.6f}", n, "small variants") for p, (f, n) in zip(POPULATIONS, per) if n != "-"]
    columns = ("allele", "population", "frequency", "n_haplotypes", "method")
    return [{"gene": gene.name, **dict(zip(columns, r)), "source": "1kgp"} for r in rows]


def make_structures(gene):
    spans = dict(zip(("grch38_beg", "grch38_end", "grch37_beg", "grch37_end"), gene.span38 + gene.span37))
    return [{"type": "gene", "gene": gene.name, "name": gene.name, "function": "-", "value": "-", "chrom": gene.chrom, **spans,
             "note": gene.transcript, "source": "refseq,pypgx"}] + exon_rows(
                 gene.name, gene.strand, gene.chrom, gene.transcript, gene.span37[0] - gene.span38[0], gene.base_at)


def make_windows(gene):
    order = sorted(gene.windows, key=lambda w: (w["build"] != "GRCh38", int(w["beg"])))
    return [{**{c: w[c] for c in ("gene", "build", "beg", "end", "sequence")}, "source": "refseq"} for w in order]


def add_terms(table):
    ours = {(t[0], t[2]) for t in TERMS}
    rows = [r for r in table.rows if (r["kind"], r["code"]) not in ours]
    new = [dict(zip(("kind", "gene", "code", "term", "order", "phrase", "source"), t), value_lo="-", value_hi="-") for t in TERMS]
    table.rows = [r for kind in ("function", "phenotype") for r in rows + new if r["kind"] == kind]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    facts, folder = sys.argv[1:]
    names = ("genes", "variants", "alleles", "phenotypes", "frequencies", "windows", "structures", "terms")
    tables = {n: Table(folder, n) for n in names}
    tables["genes"].column("kind", "haplotypes", "source")
    tables["genes"].column("phase_ignored", "-", "source")
    for name, table in tables.items():
        if name != "terms":
            table.rows = [r for r in table.rows if r["gene"] not in GENES]
    add_terms(tables["terms"])
    for name in GENES:
        gene = Gene(facts, name)
        variants = make_variants(gene)
        for table, rows in (("genes", [gene_row(gene)]), ("variants", variants), ("alleles", make_alleles(gene, variants)),
                            ("phenotypes", make_phenotypes(gene)), ("frequencies", make_frequencies(gene)),
                            ("windows", make_windows(gene)), ("structures", make_structures(gene))):
            tables[table].rows += rows
    for table in tables.values():
        table.write()


if __name__ == "__main__":
    main()
