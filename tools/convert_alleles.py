#!/usr/bin/env python3
"""Write stardose's allele tables from a directory of reference facts.

usage: convert_alleles.py [--version V] [--date D] FACTS OUTDIR

A maintainer runs this when a new release of the facts is out; building stardose does not need it.  The same
facts give the same bytes, so a release is a run and a diff that a person reviews.  FACTS holds alleles.tsv,
variants.tsv, suballeles.tsv, phenotypes.tsv, frequencies.tsv, structural.tsv and refseq/.  What is taken over
and what is left out, and under which licence, is said in tables/SOURCES.md; docs/TABLES.md explains columns.

Anything unexpected in the facts stops the run: an unknown source, effect or guideline needs a person.
"""
import argparse
import csv
import os
import re
import sys

VERSION = "2026.11"
DATE = "2026-11-22"
BUILDS = ("GRCh38", "GRCh37")
PAD, MERGE = 150, 300           # windows reach PAD bases beyond a variant; nearer than MERGE they are one
EXON_PAD = 20                   # and at least so many beyond what an exon codes
PARALOG_RUN = 250               # reads of usual length cannot be placed in an identical run this long

# gene: chromosome, strand, phenotype method, transcript and its span on GRCh38 (1-based, inclusive)
GENES = {
    "CYP2D6": ("22", "-", "score", "NM_000106.6", 42126499, 42130810),
    "CYP2C19": ("10", "+", "pair", "NM_000769.4", 94762681, 94855547),
    "CYP2B6": ("19", "+", "pair", "NM_000767.5", 40991282, 41018398),
    "CYP2C9": ("10", "+", "score", "NM_000771.4", 94938658, 94990091),
    "CYP3A4": ("7", "-", "pair", "NM_017460.6", 99756967, 99784184),
    "CYP3A5": ("7", "-", "pair", "NM_000777.5", 99648194, 99679996),
    "CYP1A2": ("15", "+", "none", "NM_000761.5", 74748845, 74756607),
}
SUBALLELE_GENES = ("CYP2D6", "CYP2C19")

# gene: length of the protein, and the exons of that transcript on GRCh38 as PyPGx lists them (first base 0-based)
EXONS = {
    "CYP2D6": (497, "42126498-42126752 42126850-42126992 42127446-42127634 42127841-42127983 42128173-42128350 "
                    "42128783-42128944 42129032-42129185 42129737-42129909 42130611-42130810"),
    "CYP2C19": (490, "94762680-94762873 94775057-94775220 94775389-94775539 94780498-94780659 94781820-94781997 "
                     "94820495-94820637 94842836-94843024 94849916-94850058 94852732-94855547"),
    "CYP2B6": (491, "40991281-40991476 41004000-41004163 41004296-41004446 41006904-41007065 41009218-41009395 "
                    "41009993-41010135 41012297-41012485 41012673-41012815 41016645-41018398"),
    "CYP2C9": (490, "94938657-94938850 94941857-94942020 94942191-94942341 94947778-94947939 94949107-94949284 "
                    "94972103-94972245 94981182-94981370 94986032-94986174 94988846-94990091"),
    "CYP3A4": (503, "99756966-99758228 99760818-99760981 99762040-99762267 99763854-99764015 99766376-99766443 "
                    "99767130-99767258 99768353-99768502 99769767-99769856 99770121-99770235 99772589-99772689 "
                    "99778027-99778080 99779991-99780085 99784010-99784184"),
    "CYP3A5": (502, "99648193-99648400 99650072-99650232 99652552-99652779 99660498-99660659 99662815-99662882 "
                    "99663967-99664095 99665165-99665314 99666600-99666689 99666951-99667065 99672579-99672679 "
                    "99674532-99674585 99676114-99676208 99679825-99679996"),
    "CYP1A2": (516, "74748844-74748897 74749729-74750569 74751188-74751309 74751764-74751854 74752123-74752247 "
                    "74753183-74753270 74754790-74756607"),
}

# Transcriptions whose licence forbids passing them on: never a source of a row here.
RESTRICTED = {"PharmVar6.2.14_aldy", "PharmVar6.2.14(aldy)", "PharmVar6.2.14(aldy suballeles)", "Cyrius",
              "Cyrius(minimal)", "PharmVar6.1.3_starphase", "StarPhase6.1.3",
              "StarPhase6.1.3(apart from retired poly-T/-1235 sites)"}
SOURCE_KEYS = {
    "PharmVar6.2.3_vcf": "pharmvar-6.2.3", "PharmVar6.2.3": "pharmvar-6.2.3", "PharmVar6.2.3_GRCh37vcf": "pharmvar-6.2.3",
    "PharmVar4.1.6": "pharmvar-4.1.6", "PharmVar4.1.6(apart from retired poly-T/-1235 sites)": "pharmvar-4.1.6",
    "CPIC2025-11": "cpic-2025-11", "1KGP": "1kgp", "pypgx": "pypgx", "pypgx(minimal)": "pypgx",
    "StellarPGx": "stellarpgx", "StellarPGx(minimal)": "stellarpgx",
}
FUNCTION_SOURCES = (
    ("CPIC via PharmCAT 2025-11-05", "cpic-2025-11"), ("CPIC (PharmCAT c8100ec8", "cpic-2024-08"),
    ("ClinPGx/DPWG-derived in PharmCAT 2025-11-05", "clinpgx-2025-11"), ("no CPIC/ClinPGx function", "-"), ("", "-"),
)
PHENOTYPE_SOURCES = (
    ("PharmCAT phenotype/cpic/CYP2D6.json at c8100ec8", "cpic-2024-08"), ("PharmCAT phenotype/dpwg/", "dpwg-2025-10"),
    ("PharmCAT phenotype/CYP3A4.json 2025-11-05", "clinpgx-2025-11"), ("PharmCAT phenotype/", "cpic-2025-11"),
    ("any allele without activity value", "cpic-2025-11"),
)
EFFECTS = {"upstream/5UTR": "upstream", "downstream/3UTR": "downstream", "missense + splicing": "missense_splicing",
           "expression (inducibility)": "expression"}
PLAIN_EFFECTS = {"missense", "synonymous", "intron", "frameshift", "stop_gained", "stop_lost", "start_lost", "splicing",
                 "splice_donor", "splice_acceptor", "inframe_insertion", "inframe_deletion", "inframe_duplication",
                 "expression", "upstream", "downstream", "missense_splicing"}
ABOLISHING = {"frameshift", "stop_gained", "splice_donor", "splice_acceptor", "splicing", "start_lost"}
NO_FUNCTION = "No function"
UNASSIGNED = "not assigned"
# DPWG gives these another value than CPIC, in hundredths.
DPWG_VALUES = {("CYP2D6", "*9"): "0.5", ("CYP2D6", "*41"): "0.5"}
# A synonymous base that comes with most haplotypes of a gene and names an allele only together with another
# site: (gene, variant, alleles that must not carry it).  Facts: README "Discrepancies", PITFALLS 3; c.637C>T alone is
# L213=, CPIC has it variable in *1, and it names *20 and *150 only with 42128812 in the same codon.
TAG_SITES = (("CYP2D6", "22:42129130:C:G", {"*107"}), ("CYP2D6", "22:42128813:G:A", set()))
# Alleles without a definition that could be matched.
UNDEFINED = {("CYP2C19", "*42"): "named by CPIC in 2026-02, definition not yet available: never called"}
SINGLE_TRANSCRIPTION = "definition seen in one transcription of PharmVar 6.2.14 only"
# A site that short reads often cannot be placed at: (gene, variant) -> reason.
UNMAPPABLE = {("CYP2B6", "19:41009358:A:G"): "often without a record: reads map to CYP2B7 as well"}
# The 1KGP panels lack that site, so they cannot tell these pairs apart: (rare, common).  The class counts for the
# common one when candidates are ranked, as an upper bound; population rows name the class.
PANEL_CLASSES = {"CYP2B6": (("*9", "*6"), ("*4", "*1"))}
POPULATIONS_1KGP = ("AFR", "AMR", "EAS", "EUR", "SAS")
# CPIC frequency rows that come from one outlying study.
OUTLIERS = {("CYP2D6", "*149", "Sub-Saharan African"), ("CYP2D6", "*1", "Sub-Saharan African")}

# Lengths and accessions of the primary assemblies (GRC; NCBI assembly reports GCF_000001405.25 and .40).
CONTIGS = {
    "GRCh37": (
        "249250621 243199373 198022430 191154276 180915260 171115067 159138663 146364022 141213431 135534747 135006516 "
        "133851895 115169878 107349540 102531392 90354753 81195210 78077248 59128983 63025520 48129895 51304566 "
        "155270560 59373566 16569",
        "10 11 11 11 9 11 13 10 11 10 9 11 10 8 9 9 10 9 9 10 8 10 10 9", 1),
    "GRCh38": (
        "248956422 242193529 198295559 190214555 181538259 170805979 159345973 145138636 138394717 133797422 135086622 "
        "133275309 114364328 107043718 101991189 90338345 83257441 80373285 58617616 64444167 46709983 50818468 "
        "156040895 57227415 16569",
        "11 12 12 12 10 12 14 11 12 11 10 12 11 9 10 10 11 10 10 11 9 11 11 10", 2),
}
# References that other people's files are of: what is not ours can be called by its name.
OTHER_REFERENCES = {
    "T2T-CHM13v2.0": (
        "248387328 242696752 201105948 193574945 182045439 172126628 160567428 146259331 150617247 134758134 135127769 "
        "133324548 113566686 101161492 99753195 96330374 84276897 80542538 61707364 66210255 45090682 51324926 "
        "154259566 62460029"),
    "NCBI36": (
        "247249719 242951149 199501827 191273063 180857866 170899992 158821424 146274826 140273252 135374737 134452384 "
        "132349534 114142980 106368585 100338915 88827254 78774742 76117153 63811651 62435964 46944323 49691432 "
        "154913754 57772954"),
}
# A sequence that takes the place of one of ours in files of a build: UCSC's hg19 has an older mitochondrion
OTHER_CONTIGS = (("MT", "NC_001807 (chrM of UCSC hg19)", 16571),)
CHROMS = [str(n) for n in range(1, 23)] + ["X", "Y", "MT"]

CC0, BYSA, PUBLIC = "CC0-1.0", "CC-BY-SA-4.0", "public domain"


def die(text):
    sys.exit(f"convert_alleles: {text}")


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(text, sep=";"):
    return [x for x in text.split(sep) if x]


def key(reference_key):
    """chr22:42126611:C:G -> 22:42126611:C:G, the spelling of all our tables."""
    return reference_key.removeprefix("chr")


def key_order(variant):
    chrom, pos, ref, alt = variant.split(":")
    return CHROMS.index(chrom), int(pos), ref, alt


def allele_order(name):
    m = re.fullmatch(r"\*(\d+)(.*)", name)
    if not m:
        die(f"cannot read allele name '{name}'")
    return int(m.group(1)), m.group(2)


def sources(names, where):
    """Our keys for the facts' source names, without the restricted ones; order of SOURCE_KEYS."""
    unknown = [n for n in names if n not in SOURCE_KEYS and n not in RESTRICTED and n != "see structural.tsv"]
    if unknown:
        die(f"unknown source {unknown} at {where}")
    found = {SOURCE_KEYS[n] for n in names if n in SOURCE_KEYS}
    return [k for k in dict.fromkeys(SOURCE_KEYS.values()) if k in found]


def by_prefix(table, text, where):
    for prefix, value in table:
        if text.startswith(prefix):
            return value
    die(f"unknown source '{text}' at {where}")


class Writer:
    def __init__(self, outdir, version, date):
        self.outdir, self.version, self.date = outdir, version, date

    def write(self, name, licence, source, columns, rows):
        lines = [f"##table={name}", f"##version={self.version}", f"##date={self.date}", f"##source={source}",
                 f"##licence={licence}", "#" + "\t".join(columns)]
        for row in rows:
            cells = [str(row[c]) for c in columns]
            if any(c == "" or "\t" in c or "\n" in c for c in cells):
                die(f"{name}: empty cell or tab in {row}")
            lines.append("\t".join(cells))
        with open(os.path.join(self.outdir, name + ".tsv"), "w", encoding="utf-8", newline="\n") as f:
            f.write("\n".join(lines) + "\n")
        print(f"{name}.tsv: {len(rows)} rows")


class Facts:
    def __init__(self, folder):
        def table(name):
            return read(os.path.join(folder, name + ".tsv"))
        self.variants, self.alleles, self.suballeles = table("variants"), table("alleles"), table("suballeles")
        self.phenotypes, self.frequencies, self.structural = table("phenotypes"), table("frequencies"), table("structural")
        self.sequence, self.start = {}, {}
        for row in read(os.path.join(folder, "refseq", "index.tsv")):
            with open(os.path.join(folder, row["file"]), encoding="ascii") as f:
                text = "".join(line.strip() for line in f if not line.startswith(">")).upper()
            if len(text) != int(row["length"]):
                die(f"{row['file']}: {len(text)} bases where the index says {row['length']}")
            self.sequence[row["gene"], row["build"]] = text
            self.start[row["gene"], row["build"]] = int(row["start_1based"])
        self.blocks = {g: None for g in GENES}
        self.blocks["CYP2D6"] = [tuple(int(x) for x in r.values())
                                 for r in read(os.path.join(folder, "refseq", "CYP2D6.liftover_blocks.tsv"))]

    def lift(self, gene, pos):
        """GRCh38 -> GRCh37, 1-based; outside the one gene with blocks the shift is constant."""
        if self.blocks[gene] is None:
            return pos - self.start[gene, "GRCh38"] + self.start[gene, "GRCh37"]
        for beg, end, offset in self.blocks[gene]:
            if beg <= pos <= end:
                return pos + offset
        die(f"no lift-over block for {gene} {pos}")

    def bases(self, gene, build, beg, end):
        """1-based, inclusive."""
        start = self.start[gene, build]
        if beg < start or end >= start + len(self.sequence[gene, build]):
            die(f"no {build} sequence of {gene} at {beg}-{end}")
        return self.sequence[gene, build][beg - start:end - start + 1]


PROGRAMS = {"CYP2D6": "cyrius"}    # whose result files are of this gene alone and do not name it


def make_genes(facts, alleles):
    rows = []
    for gene, (chrom, strand, method, transcript, beg, end) in GENES.items():
        kinds = {a["kind"] for a in alleles if a["gene"] == gene}
        rows.append({
            "gene": gene, "chrom": chrom, "strand": strand, "transcript": transcript,
            "grch38_beg": beg, "grch38_end": end, "grch37_beg": facts.lift(gene, beg), "grch37_end": facts.lift(gene, end),
            "phenotype": method, "structural": "yes" if kinds & {"deletion", "hybrid", "structural"} else "no",
            "programs": PROGRAMS.get(gene, "-"), "source": ",".join(["refseq", "pypgx"] + ([PROGRAMS[gene]] if gene in PROGRAMS else []))})
    return rows


def kept_suballeles(facts):
    """Only lists that a source other than the restricted ones confirms."""
    kept = []
    for row in facts.suballeles:
        found = sources(split(row["sources_agree"], ","), row["suballele"])
        if found:
            kept.append((row, found))
    return kept


def effect_of(row):
    words = row["effect"]
    if words == "retired":
        words = "upstream/5UTR"
    effect = EFFECTS.get(words) or words.split(" (")[0]
    if effect not in PLAIN_EFFECTS:
        die(f"unknown effect '{row['effect']}' at {row['variant_key']}")
    return effect


def label_of(row):
    if re.fullmatch(r"[A-Z]\d+([A-Z=]|fs|del|dup|ins).*", row["aa_change"]):
        return row["aa_change"].replace(" ", "_")
    return row["hgvs_c"].split(":")[-1] or "-"


def never_assume(row, variant):
    reason = UNMAPPABLE.get((row["gene"], variant))
    if reason:
        return reason
    run = int(row["d6_d7_identical_run"] or 0)
    return f"in {run} bases identical to CYP2D7" if run >= PARALOG_RUN else "-"


def abolishes(row, variant, alleles):
    """Does it stop the protein, and has every allele that needs it and that was assessed no function?"""
    if effect_of(row) not in ABOLISHING:
        return "no"
    functions = {a["function"] for a in alleles if variant in a["required"] and a["function"] != UNASSIGNED}
    return "yes" if functions == {NO_FUNCTION} else "no"


def span38(row):
    return range(int(row["g38_pos"]), int(row["g38_pos"]) + len(row["g38_ref"]))


CODONS = dict(zip((a + b + c for a in "TCAG" for b in "TCAG" for c in "TCAG"),
                  "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"))
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def silent_bases(facts, row, core_positions):
    """Bases that no definition names at this site and that leave the amino acid as it is: they make no star allele.

    The codon is read off the reference around the site and believed only if it gives the protein change that the
    row states; a codon that holds another definition site is left out.
    """
    change = re.fullmatch(r"[^:]*:?c\.(\d+)([ACGT])>([ACGT])", row["hgvs_c"])
    protein = re.fullmatch(r"([A-Z])(\d+)([A-Z*])", row["aa_change"])
    if not change or not protein or len(row["g38_ref"]) + len(row["g38_alt"]) != 2:
        return "-"
    number, minus, pos = int(change[1]) - 1, GENES[row["gene"]][1] == "-", int(row["g38_pos"])
    places = [pos + (-1 if minus else 1) * (i - number % 3) for i in range(3)]
    others = {p for p in core_positions[row["gene"]] if p in places and p != pos}
    codon = [facts.bases(row["gene"], "GRCh38", p, p) for p in places]

    def residue(base):
        letters = codon[:]
        letters[number % 3] = base
        text = "".join(letters)
        return CODONS[text.translate(COMPLEMENT) if minus else text]
    if others or (residue(row["g38_ref"]), str(number // 3 + 1), residue(row["g38_alt"])) != protein.groups():
        return "-"
    listed = core_positions[row["gene"]][pos]
    silent = [b for b in "ACGT" if b not in listed and residue(b) == protein[1]]
    return ",".join(silent) or "-"


def core_bases(facts):
    """Per gene and GRCh38 position: the reference base and every base that a core variant names there."""
    out = {gene: {} for gene in GENES}
    for row in facts.variants:
        if row["is_core_function_altering"] == "yes":
            for i in range(len(row["g38_ref"])):
                out[row["gene"]].setdefault(int(row["g38_pos"]) + i, set()).update((row["g38_ref"][0], row["g38_alt"][0]))
    return out


def make_variants(facts, alleles, needed):
    rows = []
    core_sites = {(r["gene"], p) for r in facts.variants if r["is_core_function_altering"] == "yes" for p in span38(r)}
    core_positions = core_bases(facts)
    for row in facts.variants:
        variant = key(row["variant_key"])
        core = row["is_core_function_altering"] == "yes"
        found = sources(split(row["sources38"], ",") + split(row["sources37"], ","), variant)
        # A panel shows that a variant exists, not that it defines anything.  At a core site that is enough: unlisted,
        # it would make every haplotype that carries it fit no allele.
        at_core = any((row["gene"], p) in core_sites for p in span38(row))
        defined = found if at_core else [s for s in found if s != "1kgp"]
        retired = row["notes"].startswith("only in older PharmVar") or row["effect"] == "retired"
        if not core and variant not in needed and (retired or not defined):
            continue
        if row["g38_chrom"] != "chr" + GENES[row["gene"]][0] or row["g37_chrom"] != GENES[row["gene"]][0]:
            die(f"{variant} lies on another chromosome than its gene")
        rows.append({
            "gene": row["gene"], "variant": variant, "rsid": row["rsid"] or "-", "label": label_of(row),
            "effect": effect_of(row), "grch38_pos": row["g38_pos"], "grch38_ref": row["g38_ref"], "grch38_alt": row["g38_alt"],
            "grch37_pos": row["g37_pos"], "grch37_ref": row["g37_ref"], "grch37_alt": row["g37_alt"],
            "grch37_swapped": "yes" if row["g37_status"] == "swapped" else "no", "core": "yes" if core else "no",
            "abolishes": abolishes(row, variant, alleles),
            "silent": silent_bases(facts, row, core_positions) if core else "-", "never_assume": never_assume(row, variant),
            "paralog_base": row["d7_pos_base"].split(":")[-1] or "-", "source": ",".join(found) or die(f"{variant}: only restricted sources")})
    rows.sort(key=lambda r: (list(GENES).index(r["gene"]), key_order(r["variant"])))
    return rows


def allele_note(row):
    if (row["gene"], row["allele"]) in UNDEFINED:
        return UNDEFINED[row["gene"], row["allele"]]
    return "-"


# Names with letters that are still written and are not simply "the number's allele": (gene, name): today's name, note, source
OLD_NAMES = {
    ("CYP2D6", "*4N"): ("*4.013", "*4.013", "pharmvar-structural"),
    ("CYP2D6", "*10A"): ("*10", "*10.001", "pharmvar-history"),
    ("CYP2D6", "*10B"): ("*10", "*10.002", "pharmvar-history"),
    ("CYP2D6", "*10C"): ("-", "had the exon 9 of CYP2D7, as *36; not *10", "pharmvar-history"),
    ("CYP2D6", "*14B"): ("*14", "*14.001", "pharmvar-history"),     # beside *14A, which is *114
    ("CYP2C19", "*1A"): ("*38", "*38.001", "pharmvar-history"),
    ("CYP2C19", "*1B"): ("*1", "*1.002", "pharmvar-history"),
    ("CYP2C19", "*1C"): ("*1", "*1.003", "pharmvar-history"),
    ("CYP1A2", "*1K"): ("*30", "carries rs762551 A", "getrm-names"),
    ("CYP1A2", "*1L"): ("*30", "carries rs762551 A", "getrm-names"),
}


def old_names():
    return [{"gene": gene, "allele": name, "kind": "retired", "function": UNASSIGNED, "value_cpic": "-", "value_dpwg": "-",
             "duplicable": "no", "required": "-", "any": "-", "renamed_to": today, "note": note, "source": source,
             "function_source": "-"} for (gene, name), (today, note, source) in OLD_NAMES.items()]


def activity(row):
    value = row["activity_value"]
    return "-" if value in ("", "n/a") else f"{float(value):g}"


def make_alleles(facts, suballeles):
    core = {key(v["variant_key"]) for v in facts.variants if v["is_core_function_altering"] == "yes"}
    core_gene = {key(v["variant_key"]): v["gene"] for v in facts.variants}
    rows = []
    for row in facts.alleles:
        gene, name = row["gene"], row["allele"]
        required = {key(k) for k in split(row["core_variants"])}
        kind = "structural" if (gene, name) in UNDEFINED else row["kind"]
        found = sources(split(row["sources_agree"], ","), f"{gene}{name}")
        note = allele_note(row)
        if (gene, name) in UNDEFINED:
            found = ["cpic-2026-02"]
        elif row["kind"] == "retired":
            found, note = ["pharmvar-history"], row["notes"].removeprefix("retired/renamed -> ")
        elif not found and row["kind"] == "small":
            found, note = ["pharmvar-6.2.14"], SINGLE_TRANSCRIPTION
        elif not found:
            found = ["pharmvar-structural"]
        ignored = {key(k) for k in split(row["cpic_variable_positions"])} & core
        for sub, _ in suballeles:
            if (sub["gene"], sub["allele"]) == (gene, name):
                ignored |= {key(k) for k in split(sub["other_core_variants_carried"])}
        for tag_gene, tag, strict in TAG_SITES:
            if gene == tag_gene and name not in strict and (required or kind == "small"):
                ignored.add(tag)
        if row["kind"] == "retired" or kind in ("deletion", "structural") or (kind == "hybrid" and not required):
            ignored = set()
        if any(core_gene[k] != gene for k in required | ignored):
            die(f"{gene}{name} needs a variant of another gene")
        renamed = re.match(r"(\*\d+)(\.\d+)?\b", note) if row["kind"] == "retired" else None
        function = row["function"] or UNASSIGNED
        rows.append({
            "gene": gene, "allele": name, "kind": kind, "function": function, "value_cpic": activity(row),
            "value_dpwg": DPWG_VALUES.get((gene, name), activity(row)),
            "duplicable": "yes" if row["duplication_capable"] == "yes" else "no",
            "required": ";".join(sorted(required, key=key_order)) or "-",
            "any": ";".join(sorted(ignored - required, key=key_order)) or "-",
            "renamed_to": renamed.group(1) if renamed else "-", "note": note if note else "-", "source": ",".join(found),
            "function_source": by_prefix(FUNCTION_SOURCES, row["function_source"], gene + name)})
    rows += old_names()
    rows.sort(key=lambda r: (list(GENES).index(r["gene"]), r["kind"] == "retired", allele_order(r["allele"])))
    return rows


def make_suballeles(suballeles):
    rows = [{"gene": row["gene"], "suballele": row["suballele"], "allele": row["allele"],
             "variants": ";".join(sorted((key(k) for k in split(row["variants_grch38"])), key=key_order)) or "-",
             "source": ",".join(found)} for row, found in suballeles]
    rows.sort(key=lambda r: (list(GENES).index(r["gene"]), allele_order(r["allele"]), r["suballele"]))
    return rows


def score_bounds(lo, hi):
    """'>0','<1.25' -> '0.01','1.24': both ends included, in hundredths."""
    if lo.startswith(">"):
        lo = f"{float(lo[1:]) + 0.01:.2f}"
    if hi.startswith("<"):
        hi = f"{float(hi[1:]) - 0.01:.2f}"
    return f"{float(lo):g}", hi if hi == "inf" else f"{float(hi):g}"


def make_phenotypes(facts, alleles):
    rows, primary = [], {}

    def add(gene, guideline, lo, hi, a, b, phenotype, source):
        rows.append({"gene": gene, "guideline": guideline, "score_lo": lo, "score_hi": hi, "function_a": a, "function_b": b,
                     "phenotype": phenotype, "source": source})

    values = {}
    for a in alleles:
        if a["value_cpic"] != "-":
            values.setdefault((a["gene"], a["function"]), set()).add(float(a["value_cpic"]))
    bins = {}
    for row in facts.phenotypes:
        gene, guideline, kind = row["gene"], row["guideline"].split("/")[-1].split(" ")[0], row["rule_kind"]
        if kind in ("none", "copy_number"):
            continue
        if row["guideline"] == "ClinPGx/DPWG (not CPIC)":
            guideline = "CPIC"      # the gene's primary rules; the source column says whose they are
        source = by_prefix(PHENOTYPE_SOURCES, row["source"], gene)
        if kind == "activity_score_bin":
            if row["key1"] == "n/a":
                add(gene, guideline, "-", "-", "-", "-", row["phenotype"], source)
                continue
            lo, hi = score_bounds(row["key1"], row["key2"])
            bins.setdefault((gene, guideline), []).append((float(lo), float(hi), row["phenotype"]))
            add(gene, guideline, lo, hi, "-", "-", row["phenotype"], source)
            continue
        a, b = row["key1"], row["key2"]
        if guideline == "CPIC":
            primary[gene, a, b] = row["phenotype"]
        elif same_as_primary(gene, a, b, row["phenotype"], primary, bins, values):
            continue
        add(gene, guideline, "-", "-", a, b, row["phenotype"], source)
    for gene, guideline in bins:
        if not any(r["gene"] == gene and r["guideline"] == guideline and r["score_lo"] == r["function_a"] for r in rows):
            add(gene, guideline, "-", "-", "-", "-", "Indeterminate", "stardose")
    add_unassigned(alleles, primary, add)
    rows.sort(key=lambda r: (list(GENES).index(r["gene"]), ("CPIC", "DPWG").index(r["guideline"]), r["score_lo"] == "-",
                             float(r["score_lo"]) if r["score_lo"] != "-" else 0, r["function_a"], r["function_b"]))
    return rows


def same_as_primary(gene, a, b, phenotype, primary, bins, values):
    """Does CPIC's own rule already say so?  Then DPWG needs no row."""
    if (gene, a, b) in primary or (gene, b, a) in primary:
        return phenotype == primary.get((gene, a, b), primary.get((gene, b, a)))
    if (gene, "CPIC") not in bins:
        return False
    sums = {x + y for x in values.get((gene, a), ()) for y in values.get((gene, b), ())}
    results = {p for s in sums for lo, hi, p in bins[gene, "CPIC"] if lo <= s <= hi}
    return results == {phenotype}


def add_unassigned(alleles, primary, add):
    """An allele without a function leads to Indeterminate, and the table says so for every partner."""
    for gene, (_, _, method, *_) in GENES.items():
        functions = sorted({a["function"] for a in alleles if a["gene"] == gene and a["kind"] != "retired"})
        if method != "pair":
            continue
        for i, a in enumerate(functions):
            for b in functions[i:]:
                if (gene, a, b) not in primary and (gene, b, a) not in primary:
                    if UNASSIGNED not in (a, b):
                        die(f"{gene}: no phenotype for {a} with {b}")
                    add(gene, "CPIC", "-", "-", a, b, "Indeterminate", "stardose")


def make_frequencies(facts, alleles, structures):
    known = {(a["gene"], a["allele"]) for a in alleles} | {(s["gene"], s["name"]) for s in structures}
    rows, panel, cpic = [], {}, {}
    for row in facts.frequencies:
        gene, name, population = row["gene"], row["allele"], row["population"]
        if row["method"].startswith("phased haplotype"):
            pair = next((p for p in PANEL_CLASSES.get(gene, ()) if name in p), None)
            label = population.removeprefix("1KGP_")
            method = f"class {pair[1]} or {pair[0]}: upper bound" if pair else "small variants"
            common = pair[1] if pair else name
            panel.setdefault((gene, common), {})[label] = (float(row["frequency"]), method)
            rows.append((gene, common, label, row["frequency"], row["n_haplotypes"], method, "1kgp"))
        elif row["source"].startswith("CPIC CYP2D6 frequency table"):
            if (gene, name, population) in OUTLIERS:
                continue
            if (gene, name) not in known:
                die(f"frequency of the unknown {gene}{name}")
            cpic.setdefault((gene, name), []).append(float(row["frequency"]))
            rows.append((gene, name, population, f"{float(row['frequency']):.6f}", "-", "literature", "cpic-frequency"))
    for (gene, name), found in panel.items():
        if set(found) != set(POPULATIONS_1KGP):
            die(f"1KGP populations of {gene}{name}: {sorted(found)}")
        method = {m for _, m in found.values()}.pop()
        rows.append((gene, name, "all", f"{sum(f for f, _ in found.values()) / 5:.6f}", "-",
                     "mean of 5 populations" + (", " + method if method != "small variants" else ""), "1kgp"))
    for (gene, name), found in cpic.items():
        if (gene, name) not in panel:
            rows.append((gene, name, "all", f"{sum(found) / len(found):.6f}", "-", f"mean of {len(found)} groups", "cpic-frequency"))
    columns = ("gene", "allele", "population", "frequency", "n_haplotypes", "method", "source")
    rows = [dict(zip(columns, r)) for r in rows]
    rows.sort(key=lambda r: (list(GENES).index(r["gene"]), name_order(r["allele"]), r["population"] != "all",
                             r["source"], r["population"]))
    return rows


def name_order(name):
    return [int(n) for n in re.findall(r"\d+", name)], name


STRUCTURE_REGIONS = {       # facts' name -> our type, name, note
    "REP6": ("repeat", "REP6", "downstream of CYP2D6"), "REP7": ("repeat", "REP7", "downstream of CYP2D7"),
    "CYP2D7 spacer": ("spacer", "CYP2D7 spacer", "between REP7 and CYP2D7 only"),
    "CYP2D7 gene": ("paralog", "CYP2D7", "pseudogene"),
    "*5 deletion interval": None, "CYP2D6 gene (transcript incl. UTR)": None, "CYP2D6 definition window": None,
    "CYP2D6+link": None, "link region": None,
}
STRUCTURE_NOTES = {
    ("CYP2D6", "*5"): "between REP6 and REP7; the exact break cannot be mapped",
    ("CYP2D6", "*13"): "CYP2D7::CYP2D6, exon 1 from CYP2D7", ("CYP2D6", "*36"): "exon 9 from CYP2D7",
    ("CYP2D6", "*61"): "CYP2D6::CYP2D7, switch in intron 7 or exon 8",
    ("CYP2D6", "*63"): "CYP2D6::CYP2D7, switch in exon 8 or intron 8",
    ("CYP2D6", "*68"): "CYP2D6::CYP2D7, exons 2 to 9 from CYP2D7", ("CYP2D6", "*83"): "exon 9 from CYP2D7 on a *1-like gene",
    ("CYP2D6", "*141"): "exon 9 from CYP2D7 on a *17-like gene",
    ("CYP2D6", "*4.013"): "*4 with exon 9 from CYP2D7", ("CYP2D6", "*4.021"): "*4 with exon 9 from CYP2D7 and R365H",
    ("CYP2C19", "*36"): "whole gene, with neighbouring genes",
    ("CYP2C19", "*37"): "part of the gene, the coding part of exon 1 with it",
    ("CYP2B6", "*29"): "CYP2B7::CYP2B6, switch in intron 4", ("CYP2B6", "*30"): "CYP2B6::CYP2B7, switch in intron 4",
}
# What a hybrid surely has from the neighbour: from the first to the last exon; where the switch may lie, from exon or intron
# to exon or intron in the order of the reference; the core variant that what it keeps always has.
SPANS = ("grch38_beg", "grch38_end", "grch37_beg", "grch37_end")
TAKEN_EXONS = {"*13": (1, 1), "*68": (9, 2)}
SWITCHES = {
    "*13": (("exon 9", 1), ("exon 1", -1), "anywhere from intron 1 to intron 8"), "*61": (("exon 8", 0), ("exon 7", -1), "intron 7 or exon 8"),
    "*63": (("exon 9", 1), ("exon 8", 0), "exon 8 or intron 8"), "*68": (("exon 2", 1), ("exon 1", -1), "intron 1"),
}
CARRIES = {"*68": (42130692, "P34S in exon 1")}


def check_repeats(facts, found):
    """The repeats are stated as what they are in the sequence: two copies of one element."""
    a, b = (facts.bases("CYP2D6", "GRCh38", *found[name]) for name in ("REP6", "REP7"))
    same = sum(x == y for x, y in zip(a, b))
    if len(a) != len(b) or same < 0.99 * len(a):
        die(f"REP6 and REP7 are not copies of each other: {same} of {len(a)} bases agree")


STOPS = ("TAA", "TAG", "TGA")


def coding_bases(facts, gene, build, spans, protein):
    """First and last coding base, stop codon included: a transcript must read as a protein of that length."""
    strand, last = GENES[gene][1], len(spans) - 1

    def bases(beg, end):
        text = facts.bases(gene, build, beg, end)
        return text if strand == "+" else text[::-1].translate(str.maketrans("ACGT", "TGCA"))

    for i, (beg, end) in enumerate(spans):
        before, behind = bases(beg - 2, beg - 1), bases(end + 1, end + 2)
        acceptor, donor = (before, behind) if strand == "+" else (behind, before)
        first, final = (0, last) if strand == "+" else (last, 0)
        if (i != first and acceptor != "AG") or (i != final and donor not in ("GT", "GC")):
            die(f"{gene} {build}: no splice sites at {beg}-{end}")
    places = [p for beg, end in spans for p in range(beg, end + 1)]
    text = "".join(bases(*span) for span in (spans if strand == "+" else spans[::-1]))
    places = places if strand == "+" else places[::-1]
    for at in (m.start() for m in re.finditer("(?=ATG)", text)):
        codons = [text[i:i + 3] for i in range(at, at + 3 * protein + 1, 3)]
        if codons[-1] in STOPS and not any(c in STOPS for c in codons[:-1]):
            return sorted((places[at], places[at + 3 * protein + 2]))
    die(f"{gene} {build}: the exons do not read as a protein of {protein} amino acids")


def make_exons(facts, add):
    """Exons in the order of transcription, then what of the gene codes; GRCh37 is shifted, and read again."""
    for gene, (_, strand, _, transcript, beg, end) in GENES.items():
        protein, listed = EXONS[gene]
        exons = [(int(e.split("-")[0]) + 1, int(e.split("-")[1])) for e in listed.split()]
        if (exons[0][0], exons[-1][1]) != (beg, end):
            die(f"{gene}: its exons do not end where {transcript} ends")
        shift = facts.lift(gene, beg) - beg
        if facts.lift(gene, end) - end != shift:
            die(f"{gene}: an exon cannot be shifted to GRCh37")
        lifted = [(a + shift, b + shift) for a, b in exons]
        coding = coding_bases(facts, gene, "GRCh38", exons, protein) + coding_bases(facts, gene, "GRCh37", lifted, protein)
        order = range(len(exons)) if strand == "+" else range(len(exons) - 1, -1, -1)
        rows = [(f"exon {n + 1}", exons[i] + lifted[i]) for n, i in enumerate(order)]
        for name, spans in rows if strand == "+" else rows[::-1]:
            add("exon", gene, name, "-", "-", spans, transcript, "pypgx,refseq")
        add("coding", gene, "coding", "-", "-", coding, f"{protein} amino acids and the stop codon", "refseq")


def make_structures(facts, genes, alleles):
    rows, repeats, listed = [], {}, []
    kinds = {(a["gene"], a["allele"]): a["kind"] for a in alleles}

    def add(kind, gene, name, function, value, spans, note, source):
        chrom = GENES.get(gene, GENES["CYP2D6"])[0]
        rows.append({"type": kind, "gene": gene, "name": name, "function": function or UNASSIGNED, "value": value,
                     "chrom": chrom, "grch38_beg": spans[0], "grch38_end": spans[1], "grch37_beg": spans[2],
                     "grch37_end": spans[3], "note": note, "source": source})

    for gene in genes:
        add("gene", gene["gene"], gene["gene"], "-", "-",
            [gene[c] for c in ("grch38_beg", "grch38_end", "grch37_beg", "grch37_end")], gene["transcript"], "refseq,pypgx")
    for row in facts.structural:
        kind, gene, name = row["record_type"], row["gene"], row["name"]
        spans = [row[c] or "-" for c in ("g38_start", "g38_end", "g37_start", "g37_end")]
        value = row["activity_value"].removeprefix("≥")
        value = "-" if value in ("", "n/a") else f"{float(value):g}"
        if kind == "region":
            if STRUCTURE_REGIONS[name]:
                ours, label, note = STRUCTURE_REGIONS[name]
                add(ours, gene, label, "-", "-", spans, note, "refseq")
                repeats[label] = (int(spans[0]), int(spans[1]))
        elif kind == "exon" and gene in GENES:
            if not listed:
                make_exons(facts, add)
                listed = [(r["gene"], r["name"], *map(str, list(r.values())[6:10])) for r in rows if r["type"] == "exon"]
            if (gene, name, *spans) not in listed:
                die(f"{gene}: the facts have {name} elsewhere")
        elif kind == "sv_allele":
            if gene == "CYP2C19":
                name = "*36" if name.startswith("*36") else "*37"
                if name == "*37" and any(r["gene"] == gene and r["name"] == name for r in rows):
                    continue
                if name == "*37":   # PharmVar: parts of the gene, at least exon 1 (minimum: what of it codes)
                    exon = next(r for r in rows if r["type"] == "exon" and r["gene"] == gene)
                    code = next(r for r in rows if r["type"] == "coding" and r["gene"] == gene)
                    spans = [code["grch38_beg"], exon["grch38_end"], code["grch37_beg"], exon["grch37_end"]]
            if gene == "CYP2B6":
                spans = ["-"] * 4
            add(kinds.get((gene, name), "hybrid"), gene, name, row["function"], value, spans,
                STRUCTURE_NOTES[gene, name], "pharmvar-structural")
        elif kind == "duplication":
            add("duplication", gene, name, row["function"], value, spans,
                "value is a lower bound" if "≥" in name else "-", "cpic-2024-08")
        elif kind == "tandem":
            for single in name.split(" (")[0].split(", "):
                if any((r["gene"], r["name"]) == (gene, single) for r in rows):
                    continue
                known = row["function"] and "," not in name
                add("tandem", gene, single, row["function"] if known else "", value if known else "-", spans, "-",
                    "cpic-2024-08" if known else "1kgp-structural")
        elif kind not in ("intron", "exon", "exon9_conversion_marker", "caller_output"):
            die(f"unknown record type '{kind}'")
    add_hybrids(facts, rows, add)
    check_repeats(facts, repeats)
    return rows


def add_hybrids(facts, rows, add):
    """What hybrids of CYP2D6 have from CYP2D7, and where they switch: spans of exons and introns on both builds."""
    exons = {r["name"]: [int(r[c]) for c in SPANS] for r in rows if r["type"] == "exon" and r["gene"] == "CYP2D6"}
    hybrids = [r for r in rows if r["type"] == "hybrid" and r["gene"] == "CYP2D6"]
    for row in hybrids:
        first, last = (exons["exon %d" % n] for n in TAKEN_EXONS.get(row["name"], (9, 9)))
        row.update(zip(SPANS, (first[0], last[1], first[2], last[3])))
    place = rows.index(hybrids[-1]) + 1
    tail = rows[place:]
    del rows[place:]
    for name, ((first, behind), (last, before), note) in SWITCHES.items():
        a, b = exons[first], exons[last]
        add("switch", "CYP2D6", name, "-", "-", [a[1] + 1 if behind else a[0], b[0] - 1 if before else b[1],
                                                 a[3] + 1 if behind else a[2], b[2] - 1 if before else b[3]], note, "pharmvar-structural")
    for name, (pos, note) in CARRIES.items():
        at = facts.lift("CYP2D6", pos)
        add("carries", "CYP2D6", name, "-", "-", [pos, pos, at, at], note, "pharmvar-structural")
    rows += tail


def coding_exons(structures, gene, build):
    """What each exon codes, 1-based and inclusive."""
    at = build.lower()
    rows = [(r["type"], int(r[at + "_beg"]), int(r[at + "_end"])) for r in structures
            if r["gene"] == gene and r["type"] in ("exon", "coding")]
    first, last = next((beg, end) for kind, beg, end in rows if kind == "coding")
    exons = [(max(beg, first), min(end, last)) for kind, beg, end in rows if kind == "exon"]
    return sorted((beg, end) for beg, end in exons if beg <= end)


def add_exons(windows, exons):
    """Windows as they are where they hold an exon; else the exon's own, joined with those that it meets."""
    for beg, end in exons:
        beg, end = beg - EXON_PAD, end + EXON_PAD
        if any(w[0] <= beg and end <= w[1] for w in windows):
            continue
        met = [w for w in windows if w[0] <= end + 1 and beg <= w[1] + 1]
        windows = [w for w in windows if w not in met] + [[min([beg] + [w[0] for w in met]), max([end] + [w[1] for w in met])]]
    return sorted(windows)


def make_windows(facts, variants, structures):
    rows = []
    for gene in GENES:
        for build in BUILDS:
            b = build.lower()
            spans = sorted((int(v[b + "_pos"]), int(v[b + "_pos"]) + len(v[b + "_ref"]) - 1)
                           for v in variants if v["gene"] == gene)
            merged = []
            for beg, end in spans:
                if merged and beg - merged[-1][1] < MERGE:
                    merged[-1][1] = max(merged[-1][1], end)
                else:
                    merged.append([beg, end])
            windows = add_exons([[beg - PAD, end + PAD] for beg, end in merged], coding_exons(structures, gene, build))
            for beg, end in windows:
                sequence = facts.bases(gene, build, beg, end)
                if not re.fullmatch("[ACGT]+", sequence):
                    die(f"{gene} {build} {beg}: sequence holds other letters than ACGT")
                rows.append({"gene": gene, "build": build, "beg": beg, "end": end, "sequence": sequence,
                             "source": "refseq"})
    return rows


def make_contigs():
    rows = []
    for build, (lengths, versions, genbank) in CONTIGS.items():
        refseq = [f"NC_{i + 1:06d}.{v}" for i, v in enumerate(versions.split())] + ["NC_012920.1"]
        insdc = [f"CM{663 + i:06d}.{genbank}" for i in range(24)] + ["J01415.2"]
        for chrom, length, nc, cm in zip(CHROMS, lengths.split(), refseq, insdc):
            usual = ["MT", "chrM", "M", "chrMT"] if chrom == "MT" else [chrom, "chr" + chrom]  # first what files of either style say
            names = usual + [nc, cm]
            rows += [{"build": build, "chrom": chrom, "name": n, "length": length, "source": "assembly"} for n in names]
    for name, lengths in OTHER_REFERENCES.items():
        rows += [{"build": "other", "chrom": chrom, "name": name, "length": length, "source": "assembly"}
                 for chrom, length in zip(CHROMS, lengths.split())]
    rows += [{"build": "other", "chrom": chrom, "name": name, "length": length, "source": "assembly"}
             for chrom, name, length in OTHER_CONTIGS]
    return rows


def check_references(facts, variants):
    for v in variants:
        for build in BUILDS:
            pos, ref = int(v[build.lower() + "_pos"]), v[build.lower() + "_ref"]
            if facts.bases(v["gene"], build, pos, pos + len(ref) - 1) != ref:
                die(f"{v['variant']}: REF disagrees with the {build} sequence")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--date", default=DATE)
    parser.add_argument("facts")
    parser.add_argument("outdir")
    args = parser.parse_args()
    facts = Facts(args.facts)
    os.makedirs(args.outdir, exist_ok=True)
    out = Writer(args.outdir, args.version, args.date)

    suballeles = kept_suballeles(facts)
    alleles = make_alleles(facts, suballeles)
    needed = {key(k) for row, _ in suballeles for k in split(row["variants_grch38"])}
    variants = make_variants(facts, alleles, needed)
    check_references(facts, variants)
    genes = make_genes(facts, alleles)
    structures = make_structures(facts, genes, alleles)

    columns = {name: list(rows[0]) for name, rows in (("genes", genes), ("structures", structures))}
    out.write("genes", CC0, "RefSeq transcripts; PyPGx exon table", columns["genes"], genes)
    out.write("variants", BYSA, "PharmVar, CPIC, 1000 Genomes", list(variants[0]), variants)
    out.write("alleles", BYSA, "PharmVar, CPIC, ClinPGx", list(alleles[0]), alleles)
    subrows = make_suballeles(suballeles)
    out.write("suballeles", BYSA, "PharmVar 4.1.6 and later", list(subrows[0]), subrows)
    phenotypes = make_phenotypes(facts, alleles)
    out.write("phenotypes", BYSA, "CPIC, ClinPGx, DPWG", list(phenotypes[0]), phenotypes)
    frequencies = make_frequencies(facts, alleles, structures)
    out.write("frequencies", CC0, "1000 Genomes, CPIC", list(frequencies[0]), frequencies)
    out.write("structures", BYSA, "PharmVar, CPIC, RefSeq", columns["structures"], structures)
    windows = make_windows(facts, variants, structures)
    out.write("windows", PUBLIC, "GRCh37 and GRCh38 primary assembly", list(windows[0]), windows)
    contigs = make_contigs()
    out.write("contigs", PUBLIC, "GRC assembly reports", list(contigs[0]), contigs)

    left = len(facts.suballeles) - len(suballeles)
    print(f"left out: {left} of {len(facts.suballeles)} suballeles that only restricted transcriptions confirm, "
          f"{len(facts.variants) - len(variants)} of {len(facts.variants)} variants")
    report_tolerance(facts, suballeles, alleles)


def report_tolerance(facts, suballeles, alleles):
    """What leaving suballeles out costs: core sites that only they would have made an allele tolerate."""
    kept = {id(row) for row, _ in suballeles}
    ignored = {(a["gene"], a["allele"]): set(split(a["any"])) for a in alleles}
    lost = [f"{row['gene']}{row['suballele']} {k}" for row in facts.suballeles if id(row) not in kept
            for k in map(key, split(row["other_core_variants_carried"]))
            if k not in ignored[row["gene"], row["allele"]]]
    print("tolerance lost with them: " + ("; ".join(lost) or "none"))


if __name__ == "__main__":
    main()
