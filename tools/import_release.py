#!/usr/bin/env python3
"""Read a release of PharmVar and an export of CPIC's database into tables to be reviewed.

usage: import_release.py [options] --source KEY TABLES OUT

  --pharmvar FILE      GENE.ACCESSION.haplotypes.tsv of a PharmVar download; one of GRCh38 and one of GRCh37 for each gene
  --cpic-alleles FILE  CPIC's table allele (genesymbol, name, clinicalfunctionalstatus, activityvalue)
  --cpic-results FILE  CPIC's table gene_result (id, genesymbol, result)
  --cpic-lookups FILE  CPIC's table gene_result_lookup (phenotypeid, function1, function2, totalactivityscore)
  --edition TEXT       whose functions the genes have from now on, for genes.tsv
  --version, --date    of the tables written

CPIC's tables are JSON as its API gives them, or CSV or TSV with a line of names.  TABLES is a folder of tables, OUT a new one that
gets those that change.  Each option may come again.  Nothing is guessed: what cannot be taken over is a line on standard output that begins
with "by hand:", and the row stays as it was.  docs/TABLES.md, "Releases", says what is read and what is not.
"""
import argparse
import csv
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gene_facts import die, key_order, split, Table, UNASSIGNED

PHARMVAR = ("Haplotype Name", "Gene", "rsID", "ReferenceSequence", "Variant Start", "Variant Stop", "Reference Allele",
            "Variant Allele", "Type")
PAD = 20    # bases that a window reaches beyond a variant
BUILDS = ("GRCh38", "GRCh37")
findings = []


def by_hand(text):
    if text not in findings:
        findings.append(text)


def need(row, columns, path):
    lacking = [c for c in columns if c not in row]
    if lacking:
        die(f"{path}: no column {', '.join(lacking)}")


def read_rows(path, columns):
    """Rows of an export: JSON, CSV or TSV. Lines of ## and the first # are left out."""
    with open(path, encoding="utf-8-sig", newline="") as f:
        text = f.read()
    if text.lstrip().startswith("["):
        rows = json.loads(text)
    else:
        lines = [x for x in text.splitlines() if x and not x.startswith("#")]
        if not lines:
            die(f"{path}: empty")
        rows = list(csv.DictReader(lines, delimiter="\t" if "\t" in lines[0] else ","))
    for row in rows:
        need(row, columns, path)
    return rows


def text_of(value):
    return "" if value is None else str(value).strip()


# ---- places ----

class Reference:
    """Bases around the variants, as windows.tsv has them."""

    def __init__(self, windows):
        self.windows = [(r["gene"], r["build"], int(r["beg"]), int(r["end"]), r["sequence"]) for r in windows.rows]

    def around(self, gene, build, beg, end):
        for g, b, first, last, sequence in self.windows:
            if (g, b) == (gene, build) and first <= beg - PAD and end + PAD <= last:
                return first, sequence
        return None


def place(reference, gene, build, beg, ref, alt):
    """(pos, ref, alt) as a VCF has it: trimmed, left-aligned; None where no window shows it, or another base."""
    found = reference.around(gene, build, beg, beg + max(len(ref), 1) - 1)
    if not found:
        return None
    first, sequence = found
    at = beg - first
    if not ref:         # an insertion behind the base at beg
        ref, alt = sequence[at], sequence[at] + alt
    elif not alt:       # a deletion of the bases from beg
        beg, at = beg - 1, at - 1
        ref, alt = sequence[at] + ref, sequence[at]
    if sequence[at:at + len(ref)] != ref:
        return None
    while len(ref) != len(alt) and at and ref[-1] == alt[-1]:
        at, beg = at - 1, beg - 1
        ref, alt = sequence[at] + ref[:-1], sequence[at] + alt[:-1]
    return beg, ref, alt


# ---- PharmVar ----

def read_pharmvar(path, contigs):
    """{gene: {build: {haplotype: [(rsid, accession's place)]}}} of one file, which is of one build."""
    out = {}
    for row in read_rows(path, PHARMVAR):
        gene, name = row["Gene"], row["Haplotype Name"]
        if not name.startswith(gene):
            die(f"{path}: '{name}' is no haplotype of {gene}")
        cells = [text_of(row[c]) for c in PHARMVAR]
        if "REFERENCE" in (cells[2], cells[3]):
            out.setdefault(gene, {}).setdefault(None, {})[name[len(gene):]] = []
            continue
        if cells[3] not in contigs:
            die(f"{path}: '{cells[3]}' is no chromosome of a build; the tables by RefSeqGene are not read")
        build, _ = contigs[cells[3]]
        ref, alt = (x.replace("-", "") for x in cells[6:8])
        if not re.fullmatch("[ACGT]*", ref + alt) or not ref + alt:
            by_hand(f"{gene} {name}: alleles '{cells[6]}' and '{cells[7]}'")
            ref = None
        variant = ("" if cells[2] in ("-", ".") else cells[2], int(cells[4]), ref, alt)
        of = out.setdefault(gene, {}).setdefault(build, {}).setdefault(name[len(gene):], [])
        if variant not in of:
            of.append(variant)
    return out


def merge_pharmvar(paths, contigs):
    genes = {}
    for path in paths:
        for gene, builds in read_pharmvar(path, contigs).items():
            reference = builds.pop(None, {})
            if not builds:
                die(f"{path}: no variant of {gene}")
            for build, haplotypes in builds.items():
                genes.setdefault(gene, {}).setdefault(build, {}).update({**reference, **haplotypes})
    return genes


class Definitions:
    """Takes the definitions of one gene over."""

    def __init__(self, gene, release, tables, reference, source):
        self.gene, self.release, self.tables, self.reference, self.source = gene, release, tables, reference, source
        self.known = {r["variant"]: r for r in tables["variants"].rows if r["gene"] == gene}
        self.chrom = next((r["chrom"] for r in tables["genes"].rows if r["gene"] == gene), None)
        self.new = {}

    def on_grch37(self, name, rsid, n, i):
        """The place on GRCh37 of the i-th of n variants of a haplotype, in the order of rsID and place."""
        there = self.release.get("GRCh37", {}).get(name, [])
        if rsid:
            found = [v for v in there if v[0] == rsid]
            return found[0] if len(found) == 1 else None
        return sorted(there, key=lambda v: v[1])[i] if len(there) == n else None

    def key_of(self, name, variant, n, i):
        """The key of a variant, or None and a finding. A new one is laid by."""
        rsid, beg, ref, alt = variant
        here = ref is not None and place(self.reference, self.gene, "GRCh38", beg, ref, alt)
        if not here:
            by_hand(f"{self.gene} {name}: {rsid or beg}: no window of GRCh38 shows these bases there")
            return None
        key = f"{self.chrom}:{here[0]}:{here[1]}:{here[2]}"
        if key in self.known or key in self.new:
            return key
        other = self.on_grch37(name, rsid, n, i)
        there = other and other[2] is not None and place(self.reference, self.gene, "GRCh37", other[1], other[2], other[3])
        if not there:
            by_hand(f"{self.gene} {name}: {key}: no place on GRCh37, or no window shows it")
            return None
        self.new[key] = {
            "gene": self.gene, "variant": key, "rsid": rsid or "-", "label": "-", "effect": "-",
            "grch38_pos": here[0], "grch38_ref": here[1], "grch38_alt": here[2], "grch37_pos": there[0],
            "grch37_ref": there[1], "grch37_alt": there[2], "grch37_swapped": "no", "core": "yes", "abolishes": "no",
            "silent": "-", "never_assume": "-", "paralog_base": "-", "source": self.source}
        return key

    def keys_of(self, name):
        """All variants of a haplotype as keys, or None."""
        variants = sorted(self.release["GRCh38"][name], key=lambda v: v[1])
        keys = [self.key_of(name, v, len(variants), i) for i, v in enumerate(variants)]
        return None if None in keys else sorted(keys, key=key_order)

    def core_of_suballeles(self, name):
        """Core variants that suballeles carry. A suballele that cannot be read says nothing."""
        core = {k for k, r in self.known.items() if r["core"] == "yes"}
        out, seen = set(), len(findings)
        for sub in self.release["GRCh38"]:
            if sub.startswith(name + "."):
                laid_by = dict(self.new)
                out |= core & set(self.keys_of(sub) or ())
                self.new = laid_by
        del findings[seen:]
        return out

    def put(self, name, rows):
        row = rows.get(name)
        required = self.keys_of(name)
        if required is None:
            return
        if row is None:
            row = {"gene": self.gene, "allele": name, "kind": "small", "function": UNASSIGNED, "value_cpic": "-", "value_dpwg": "-",
                   "duplicable": "no", "renamed_to": "-", "also": "-", "note": "-", "function_source": "-", "required": "",
                   "any": "-", "source": self.source}
            self.tables["alleles"].rows.append(row)
        elif row["kind"] not in ("small", "hybrid"):
            return
        was = [x for x in split(row["required"]) if x != "-"]
        free = {x for x in split(row["any"]) if x != "-"} | self.core_of_suballeles(name)
        cells = {"required": ";".join(required) or "-", "any": ";".join(sorted(free - set(required), key=key_order)) or "-"}
        if was != required or cells["any"] != row["any"]:
            row.update(cells, source=self.source)

    def take(self):
        alleles = [r for r in self.tables["alleles"].rows if r["gene"] == self.gene]
        rows = {r["allele"]: r for r in alleles}
        names = [n for n in self.release["GRCh38"] if "." not in n]
        for name in names:
            self.put(name, rows)
        lacking = [n for n, r in rows.items() if r["kind"] == "small" and n not in names]
        if lacking:
            by_hand(f"{self.gene}: not in the release, the rows stay: {', '.join(lacking)}")
        needed = {v for r in self.tables["alleles"].rows if r["gene"] == self.gene for v in split(r["required"])}
        self.tables["variants"].rows += [r for k, r in self.new.items() if k in needed]
        for key, row in self.known.items():
            if key in needed and row["core"] != "yes":
                row.update(core="yes", source=self.source)
            elif key not in needed and row["core"] == "yes":
                by_hand(f"{self.gene} {key}: no allele requires it any more")


def take_definitions(paths, tables, source):
    contigs = {r["name"]: (r["build"], r["chrom"]) for r in tables["contigs"].rows}
    reference = Reference(tables["windows"])
    genes = {r["gene"]: r for r in tables["genes"].rows}
    for gene, release in merge_pharmvar(paths, contigs).items():
        if gene not in genes:
            by_hand(f"{gene}: no row of genes.tsv; see docs/ADDING-A-GENE.md")
        elif "GRCh38" not in release:
            die(f"{gene}: the file of GRCh38 is wanted")
        elif genes[gene].get("notation", "star") not in ("star", "-"):
            by_hand(f"{gene}: not named by star alleles here; definitions are not taken")
        else:
            Definitions(gene, release, tables, reference, source).take()


# ---- CPIC ----

def terms_of(tables, kind, gene):
    return {r["term"].lower(): r["term"] for r in tables["terms"].rows
            if r["kind"] == kind and (r["gene"] == "-" or gene in split(r["gene"]))}


def value_of(text):
    """An activity value with at most two decimals, "-" for none, None where it is no number."""
    if text.lower() in ("", "n/a", "na", "none"):
        return "-"
    return f"{float(text):g}" if re.fullmatch(r"\d+(\.\d{1,2}0*)?", text) else None


def take_function(entry, row, words, scores, source):
    gene, name = row["gene"], row["allele"]
    said = text_of(entry["clinicalfunctionalstatus"])
    function = words.get(said.lower()) if said else UNASSIGNED
    value = value_of(text_of(entry["activityvalue"])) if scores else "-"
    if function is None or value is None:
        by_hand(f"{gene} {name}: function '{said}', value '{entry['activityvalue']}' is not of terms.tsv")
        return
    if (function, value) == (row["function"], row["value_cpic"]):
        return
    if scores and row["value_dpwg"] == "-" and value != "-":
        by_hand(f"{gene} {name}: value_dpwg is not CPIC's to tell")
    row.update(function=function, value_cpic=value, function_source=source)
    if function == UNASSIGNED:
        row.update(value_dpwg="-", function_source="-")


def take_functions(paths, tables, source):
    rows = {(r["gene"], r["allele"]): r for r in tables["alleles"].rows}
    scores = {r["gene"]: r["phenotype"] == "score" for r in tables["genes"].rows}
    for path in paths:
        for entry in read_rows(path, ("genesymbol", "name", "clinicalfunctionalstatus", "activityvalue")):
            gene, name = entry["genesymbol"], text_of(entry["name"])
            if gene not in scores:
                by_hand(f"{gene}: no row of genes.tsv")
            elif (gene, name) not in rows:
                by_hand(f"{gene} {name}: a function, but no allele of this name")
            else:
                take_function(entry, rows[gene, name], terms_of(tables, "function", gene), scores[gene], source)


def function_of(text, words):
    return words.get(text.lower()) if text else UNASSIGNED


def put_rule(gene, pair, phenotype, tables, source):
    for row in tables["phenotypes"].rows:
        if (row["gene"], row["guideline"]) == (gene, "CPIC") and sorted((row["function_a"], row["function_b"])) == pair:
            if row["phenotype"] != phenotype:
                row.update(phenotype=phenotype, source=source)
            return
    tables["phenotypes"].rows.append({"gene": gene, "guideline": "CPIC", "score_lo": "-", "score_hi": "-", "function_a": pair[0],
                                      "function_b": pair[1], "phenotype": phenotype, "source": source})


def compare_score(gene, total, phenotype, tables):
    """Score intervals are not written anew: one that says otherwise is told."""
    value = value_of(total)
    for row in tables["phenotypes"].rows:
        if (row["gene"], row["guideline"]) == (gene, "CPIC") and row["score_lo"] != "-" and value not in (None, "-"):
            if float(row["score_lo"]) <= float(value) <= float(row["score_hi"]) and row["phenotype"] != phenotype:
                by_hand(f"{gene}: score {value} is '{phenotype}', here '{row['phenotype']}'")


def take_phenotypes(results, lookups, tables, source):
    methods = {r["gene"]: r["phenotype"] for r in tables["genes"].rows}
    result_of = {text_of(r["id"]): (r["genesymbol"], text_of(r["result"])) for path in results
                 for r in read_rows(path, ("id", "genesymbol", "result"))}
    for path in lookups:
        for row in read_rows(path, ("phenotypeid", "function1", "function2", "totalactivityscore")):
            gene, said = result_of.get(text_of(row["phenotypeid"])) or die(f"{path}: no gene_result {row['phenotypeid']}")
            phenotype = terms_of(tables, "phenotype", gene).get(said.lower())
            if gene not in methods or not phenotype:
                by_hand(f"{gene}: result '{said}' is not of terms.tsv")
            elif methods[gene] == "score":
                compare_score(gene, text_of(row["totalactivityscore"]), phenotype, tables)
            elif methods[gene] == "pair":
                words = terms_of(tables, "function", gene)
                pair = [function_of(text_of(row[c]), words) for c in ("function1", "function2")]
                if None in pair:
                    by_hand(f"{gene}: functions '{row['function1']}' and '{row['function2']}' are not of terms.tsv")
                else:
                    put_rule(gene, sorted(pair), phenotype, tables, source)


# ---- output ----

def star_order(row):
    number = re.match(r"\*(\d+)", row["allele"])
    return (int(number.group(1)) if number else 10 ** 6), row["allele"]


def insert_alleles(table, n_before):
    """New rows stand at the end: each goes behind the last allele of its gene that comes before it; retired names are last."""
    rows, new = table.rows[:n_before], table.rows[n_before:]
    for row in sorted(new, key=star_order):
        before = [i for i, r in enumerate(rows) if r["gene"] == row["gene"] and r["kind"] != "retired"
                  and star_order(r) < star_order(row)]
        rows.insert(max(before, default=n_before - 1) + 1, row)
    table.rows = rows


def sort_variants(table, n_before):
    """The same for variants: by place within a gene."""
    grown = {r["gene"] for r in table.rows[n_before:]}
    rows = []
    for gene in dict.fromkeys(r["gene"] for r in table.rows):
        of = [r for r in table.rows if r["gene"] == gene]
        rows += sorted(of, key=lambda r: key_order(r["variant"])) if gene in grown else of
    table.rows = rows


def write(tables, before, options):
    os.mkdir(options.out)
    for name, table in tables.items():
        if table.rows == before[name]:
            continue
        for key, value in (("version", options.version), ("date", options.date)):
            if value:
                table.meta = [f"##{key}={value}" if x.startswith(f"##{key}=") else x for x in table.meta]
        table.path = os.path.join(options.out, name + ".tsv")
        table.write()


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "), add_help=False)
    parser.add_argument("tables")
    parser.add_argument("out")
    for name in ("pharmvar", "cpic-alleles", "cpic-results", "cpic-lookups"):
        parser.add_argument("--" + name, action="append", default=[])
    for name in ("source", "edition", "version", "date"):
        parser.add_argument("--" + name, required=name == "source")
    options = parser.parse_args()
    if os.path.exists(options.out):
        die(f"{options.out} is there already")
    names = ("genes", "variants", "alleles", "phenotypes", "terms", "contigs", "windows")
    tables = {n: Table(options.tables, n) for n in names}
    before = {n: [dict(r) for r in t.rows] for n, t in tables.items()}
    take_definitions(options.pharmvar, tables, options.source)
    take_functions(options.cpic_alleles, tables, options.source)
    take_phenotypes(options.cpic_results, options.cpic_lookups, tables, options.source)
    sort_variants(tables["variants"], len(before["variants"]))
    insert_alleles(tables["alleles"], len(before["alleles"]))
    if options.edition:
        touched = {r["gene"] for n in ("alleles", "phenotypes") for r in tables[n].rows if r not in before[n]}
        for row in tables["genes"].rows:
            if row["gene"] in touched:
                row["edition"] = options.edition
    write(tables, before, options)
    for text in findings:
        print("by hand: " + text)


if __name__ == "__main__":
    main()
