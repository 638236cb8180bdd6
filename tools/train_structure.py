#!/usr/bin/env python3
"""Train the structure risk of a gene from the genotypes around it (docs/STRUCTURE-RISK.md).

  train_structure.py --vcf CHR22.vcf.gz --labels LABELS.tsv --samples SAMPLES.tsv -o DIR

Reads genotypes (VCF, phased or not) and the diplotypes of the same people as read-level callers or the laboratory gave
them, learns for each class of structure how likely it is, and writes structure_tags.tsv, structure_classes.tsv and
structure_rates.tsv into DIR, and to standard output a report. Every choice (strength of the penalty, calibration) is made
inside the training folds; the figures of the report come from folds that the choice has not seen, families kept together.
The same input gives the same bytes.

  --labels FILE      TSV with columns sample, diplotype and, if there, gene and snv_projection (what small variants show);
                     may be given several times, the first row of a sample counts
  --samples FILE     TSV with columns sample, superpopulation (may be missing), family, trio_role (child: left out of rates)
  --trios FILE       TSV with columns child, father, mother: joined into one family
  --other FILE       VCF of the other build with some of the same people: a site is used only if both agree on it
  --lift FILE        TSV g38_start, g38_end, g37_minus_g38_offset: where a site lies in the other build
  --sites FILE       an older structure_tags.tsv: use only its sites, and its coordinates of the other build
  --repeats FILE     FASTA '>chr:beg-end' of the region: sites within exact repeats of 100 bases or more are not used
  --gene NAME, --chrom NAME, --deleted BEG-END (1-based, GRCh38: what a deletion takes away)

Needs Python 3 and numpy.
"""
import argparse
import csv
import gzip
import re
import sys

import numpy as np

# class: kind (deletion, extra_copy or hybrid: the reason of a call follows), text for people
CLASSES = {
    "deletion": ("deletion", "a chromosome without the gene"),
    "extra_copy": ("extra_copy", "a further copy of an allele on one chromosome"),
    "hybrid36": ("hybrid", "exon 9 from the neighbouring pseudogene (*36, *83, *141), alone or in tandem"),
    "hybrid68": ("hybrid", "hybrids in tandem with *4 (*68, *4.013)"),
    "hybrid13": ("hybrid", "5-prime part from the neighbouring pseudogene (*13), alone or in tandem"),
}
# what a class makes of an allele that small variants show; '-': of either of two equal ones
MAKES = {"hybrid36": "*10=*36+*10", "hybrid68": "*4=*68+*4", "hybrid13": "-=*13;*2=*13+*2"}
# share of what a class knows that must be seen before its model counts at all: a deletion is told by what is absent, and
# missing tags make it look likelier than it is (measured by leaving out records; docs/STRUCTURE-RISK.md)
NEEDS = {"deletion": 0.8}
THRESHOLD = 0.5             # more likely than not
MIN_WEIGHT = 0.02           # smaller ones are not worth a row
MIN_CARRIERS = 20           # below, a class gets its rate and no weights
MIN_FREQUENCY = 0.004       # of the rarer allele among the people trained on
MIN_AGREEMENT = 0.85        # squared correlation of the dosages of two pipelines
MAX_REPEAT = 100
LAMBDAS = np.geomspace(0.02, 0.002, 6)
FOLDS = 5
SEED = 1
RUN_LIMITS = (0, 1, 2, 4, 8)

# ---- what people carry ----

NAME = re.compile(r"^(\*[0-9]+(?:\.[0-9]+)?)(x([0-9]+|N))?$")


def classes_of(diplotype):
    """The classes of structure that a diplotype such as '*36+*10/*2x2' holds; None when it cannot be read."""
    found = set()
    for chromosome in diplotype.split("/"):
        parts = [NAME.match(p) for p in chromosome.split("+")]
        if not all(parts):
            return None
        names = [p.group(1) for p in parts]
        hybrid = {"*36": "hybrid36", "*83": "hybrid36", "*141": "hybrid36", "*68": "hybrid68", "*13": "hybrid13",
                  # a *4 with converted exon 9 lies beside *4 on the very haplotype that also carries *68
                  "*4.013": "hybrid68"}
        kinds = {hybrid[n] for n in names if n in hybrid}
        found |= kinds
        if names == ["*5"]:
            found.add("deletion")
        if any(p.group(2) for p in parts if p.group(1) not in hybrid) or (len(names) > 1 and not kinds):
            found.add("extra_copy")
    return found


def rows_of(path):
    with open(path, encoding="utf-8") as f:
        yield from csv.DictReader((l for l in f if not l.startswith("##")), delimiter="\t")


class Families:
    def __init__(self):
        self.parent = {}

    def find(self, x):
        self.parent.setdefault(x, x)
        while self.parent[x] != x:
            x = self.parent[x]
        return x

    def join(self, a, b):
        a, b = sorted((self.find(a), self.find(b)))
        self.parent[b] = a


# ---- genotypes ----

def dosage(text, allele):
    """Copies of @allele in a GT, -1 when it is not a complete diploid genotype."""
    parts = text.split(":", 1)[0].replace("|", "/").split("/")
    if len(parts) != 2 or "." in parts:
        return -1
    return sum(p == allele for p in parts)


def read_vcf(path, wanted=None):
    """Samples, [(pos, ref, alt)], matrix sites x samples of dosages (-1 unknown); single-base substitutions only."""
    opened = gzip.open if open(path, "rb").read(2) == b"\x1f\x8b" else open
    sites, rows, names, keep = [], [], [], []
    with opened(path, "rt", encoding="utf-8") as f:
        for line in f:
            if line.startswith("##"):
                continue
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                keep = [i for i, n in enumerate(cells) if i > 8 and (wanted is None or n in wanted)]
                names = [cells[i] for i in keep]
                continue
            if not cells[8].startswith("GT"):
                continue
            for n, alt in enumerate(cells[4].split(","), 1):
                if len(cells[3]) == 1 and len(alt) == 1 and alt in "ACGT":
                    sites.append((int(cells[1]), cells[3], alt))
                    memo = {}
                    row = np.empty(len(keep), np.int8)
                    for k, i in enumerate(keep):
                        gt = cells[i]
                        if gt not in memo:
                            memo[gt] = dosage(gt, str(n))
                        row[k] = memo[gt]
                    rows.append(row)
    twice = {s for s in sites if sites.count(s) > 1} if len(set(sites)) < len(sites) else set()
    good = [i for i, s in enumerate(sites) if s not in twice]
    return names, [sites[i] for i in good], np.array([rows[i] for i in good]).reshape(len(good), len(names))


def repeats_of(path):
    """Per base of a FASTA window: length of the exact repeat (on this strand, within the window) that it lies in."""
    with open(path, encoding="utf-8") as f:
        head = f.readline()
        text = "".join(l.strip() for l in f)
    beg = int(re.search(r":(\d+)-\d+", head).group(1))
    k, places = 60, {}
    for i in range(len(text) - k + 1):
        places.setdefault(text[i:i + k], []).append(i)
    covered = np.zeros(len(text) + 1, np.int32)
    for where in places.values():
        if len(where) > 1:
            for i in where:
                covered[i:i + k] = 1
    length, i = np.zeros(len(text), np.int32), 0
    while i < len(text):
        j = i
        while covered[j]:
            j += 1
        length[i:j] = j - i
        i = max(j, i + 1)
    return beg, length


def agreement(a, b):
    both = (a >= 0) & (b >= 0)
    a, b = a[both].astype(float), b[both].astype(float)
    if len(a) < 50 or a.std() == 0 or b.std() == 0:
        return 0.0
    return np.corrcoef(a, b)[0, 1] ** 2


class Sites:
    """The sites that may be tags, with their place in the other build."""

    def __init__(self, args, names, sites, dose):
        known = np.where(dose < 0, 0, dose).sum(1) / np.maximum(2 * (dose >= 0).sum(1), 1)
        keep = (np.minimum(known, 1 - known) >= MIN_FREQUENCY) & ((dose >= 0).mean(1) >= 0.9)
        self.other = [None] * len(sites)
        if args.repeats:
            beg, length = repeats_of(args.repeats)
            for i, (pos, _, _) in enumerate(sites):
                if 0 <= pos - beg < len(length) and length[pos - beg] >= MAX_REPEAT:
                    keep[i] = False
        if args.sites:
            older = {(int(r["grch38_pos"]), r["grch38_ref"], r["grch38_alt"]): r for r in rows_of(args.sites) if r["tag"] != "-"}
            for i, s in enumerate(sites):
                keep[i] &= s in older
                if s in older and older[s]["grch37_pos"] != "-":
                    self.other[i] = tuple(older[s]["grch37_" + k] for k in ("pos", "ref", "alt"))
        elif args.other:
            self.compare(args, names, sites, dose, keep)
        self.index = np.flatnonzero(keep)

    def compare(self, args, names, sites, dose, keep):
        blocks = [(int(r["g38_start"]), int(r["g38_end"]), int(r["g37_minus_g38_offset"])) for r in rows_of(args.lift)]
        theirs, other_sites, other = read_vcf(args.other, set(names))
        mine = [names.index(n) for n in theirs]
        at = {s: i for i, s in enumerate(other_sites)}
        for i in np.flatnonzero(keep):
            pos, ref, alt = sites[i]
            offset = [o for b, e, o in blocks if b <= pos <= e]
            best = 0.0
            for key, swapped in ((pos + offset[0], ref, alt), 0), ((pos + offset[0], alt, ref), 1) if offset else ():
                if key in at:
                    d = other[at[key]]
                    d = np.where(d < 0, d, 2 - d) if swapped else d
                    best = agreement(dose[i, mine], d)
                    self.other[i] = tuple(str(x) for x in key)
            keep[i] = best >= MIN_AGREEMENT


# ---- logistic regression with an L1 penalty ----

def logistic(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def log_loss(p, y):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def l1_path(x, y, lambdas, steps=250):
    """[(intercept, weights)] for each lambda, warm-started; x standardised. Accelerated proximal gradient with restart."""
    n = len(y)
    v = np.ones(x.shape[1], x.dtype)
    for _ in range(20):
        v = x.T @ (x @ v)
        norm = np.linalg.norm(v)
        v = v / norm
    step = 1 / (0.25 * norm / n * 1.05 + 0.25)
    w, b = np.zeros(x.shape[1], x.dtype), np.log(y.mean() / (1 - y.mean()))
    path = []
    for lam in lambdas:
        zw, zb, t = w.copy(), b, 1.0
        for k in range(steps):
            r = logistic(x @ zw + zb) - y
            nw = zw - step * (x.T @ r / n)
            nw = np.sign(nw) * np.maximum(np.abs(nw) - lam * step, 0)
            nb = zb - step * r.mean()
            if (zw - nw) @ (nw - w) + (zb - nb) * (nb - b) > 0:
                t = 1.0
            t_next = (1 + np.sqrt(1 + 4 * t * t)) / 2
            moved = np.abs(nw - w).max()
            zw, zb = nw + (t - 1) / t_next * (nw - w), nb + (t - 1) / t_next * (nb - b)
            w, b, t = nw, nb, t_next
            if k > 20 and moved < 1e-4:
                break
        path.append((float(b), w.astype(np.float64)))
    return path


def calibrate(z, y):
    """(a, s) so that logistic(a + s z) fits y: Newton's method, slightly held towards (0, 1)."""
    a, s = 0.0, 1.0
    for _ in range(50):
        p = logistic(a + s * z)
        g = np.array([(p - y).sum(), ((p - y) * z).sum() + (s - 1)])
        q = p * (1 - p)
        h = np.array([[q.sum() + 1e-6, (q * z).sum()], [(q * z).sum(), (q * z * z).sum() + 1]])
        d = np.linalg.solve(h, g)
        a, s = a - d[0], s - d[1]
        if np.abs(d).max() < 1e-8:
            break
    return a, s


def fold_of(families, y, seed):
    """Folds of whole families, with about as many carriers in each."""
    carriers, size = {}, {}
    for f, v in zip(families, y):
        carriers[f] = carriers.get(f, 0) + v
        size[f] = size.get(f, 0) + 1
    names = sorted(size)
    order = np.random.RandomState(seed).permutation(len(names))
    total, people, fold = [0] * FOLDS, [0] * FOLDS, {}
    for i in sorted(order, key=lambda i: (-carriers[names[i]], -size[names[i]])):
        f = names[i]
        fold[f] = min(range(FOLDS), key=lambda k: (total[k], people[k], k) if carriers[f] else (people[k], k))
        total[fold[f]] += carriers[f]
        people[fold[f]] += size[f]
    return np.array([fold[f] for f in families])


class Scale:
    def __init__(self, x):
        self.mean, self.sd = x.mean(0), x.std(0)
        self.sd[self.sd < 0.03] = np.inf

    def __call__(self, x):
        return ((x - self.mean) / self.sd).astype(np.float32)


def paths_over_folds(x, y, fold):
    """Scores of everybody, by a model that has not seen the person's fold; one row for each lambda."""
    z = np.zeros((len(LAMBDAS), len(y)))
    for k in range(FOLDS):
        rest = fold != k
        scale = Scale(x[rest])
        train, test = scale(x[rest]), scale(x[~rest])
        for i, (b, w) in enumerate(l1_path(train, y[rest].astype(np.float32), LAMBDAS)):
            z[i, ~rest] = test @ w + b
    return z


def fit(x, y, families, seed):
    """Choose lambda and calibration by folds within x, then fit all of x: (intercept, weights, lambda)"""
    z = paths_over_folds(x, y, fold_of(families, y, seed))
    loss = np.array([log_loss(logistic(v), y).mean() for v in z])
    best = int(np.argmax(loss <= loss.min() * 1.01))    # the strongest penalty that is as good as the best
    a, s = calibrate(z[best], y)
    scale = Scale(x)
    b, w = l1_path(scale(x), y.astype(np.float32), LAMBDAS[:best + 1])[best]
    w = np.where(np.isinf(scale.sd), 0, w / scale.sd)
    b -= w @ scale.mean
    return a + s * b, s * w, LAMBDAS[best]


# ---- features: one copy, two copies, few heterozygous sites in a run ----

class Features:
    def __init__(self, dose, positions, deleted):
        self.dose = dose
        self.runs = {"deleted": np.flatnonzero((positions >= deleted[0]) & (positions <= deleted[1]))}
        columns, self.what = [], []
        for i in range(dose.shape[1]):
            for kind, column in ("dose", dose[:, i]), ("any", dose[:, i] >= 1), ("both", dose[:, i] >= 2):
                columns.append(column)
                self.what.append((kind, i, 0))
        for run, members in self.runs.items():
            hets = (dose[:, members] == 1).sum(1)
            for limit in RUN_LIMITS:
                columns.append(hets <= limit)
                self.what.append(("run", run, limit))
        self.x = np.array(columns, dtype=np.float64).T

    def rows(self, w):
        """Weights by column -> ({site: (w1, w2)}, {(run, limit): w})"""
        sites, runs = {}, {}
        for (kind, i, limit), v in zip(self.what, w):
            if v == 0:
                continue
            if kind == "run":
                runs[i, limit] = v
                continue
            w1, w2 = sites.get(i, (0.0, 0.0))
            sites[i] = {"dose": (w1 + v, w2 + 2 * v), "any": (w1 + v, w2 + v), "both": (w1, w2 + v)}[kind]
        return sites, runs


# ---- report ----

def figures(p, y, t=THRESHOLD):
    hit = p >= t
    return dict(n=len(y), carriers=int(y.sum()), flagged=int(hit.sum()), right=int((hit & (y > 0)).sum()),
                precision=(hit & (y > 0)).sum() / hit.sum() if hit.any() else float("nan"),
                recall=(hit & (y > 0)).sum() / y.sum() if y.any() else float("nan"),
                brier=((p - y) ** 2).mean(), loss=log_loss(p, y).mean())


def recall_at(p, y, precision):
    order = np.argsort(-p, kind="stable")
    right = np.cumsum(y[order])
    ok = np.flatnonzero(right / np.arange(1, len(y) + 1) >= precision)
    return right[ok[-1]] / y.sum() if len(ok) else 0.0


def say(*cells):
    print("\t".join(f"{c:.4f}" if isinstance(c, float) else str(c) for c in cells))


def report(cls, p, y, population, lam):
    say("#figure", "class", "population", "n", "carriers", "flagged", "right", "precision", "recall", "brier", "brier_of_rate")
    for pop in ["all"] + sorted(set(population) - {""}):
        m = (population == pop) | (pop == "all")
        f = figures(p[m], y[m])
        say("figure", cls, pop, f["n"], f["carriers"], f["flagged"], f["right"], float(f["precision"]), float(f["recall"]),
            float(f["brier"]), float(y[m].mean() * (1 - y[m].mean())))
    for goal in 0.95, 0.90, 0.80, 0.50:
        say("recall_at", cls, goal, float(recall_at(p, y, goal)))
    edges = (0, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0001)
    for lo, hi in zip(edges, edges[1:]):
        m = (p >= lo) & (p < hi)
        if m.any():
            say("calibration", cls, f"{lo:g}-{min(hi, 1):g}", int(m.sum()), float(p[m].mean()), float(y[m].mean()))
    say("lambda", cls, " ".join(f"{v:.4f}" for v in lam))


# ---- output ----

def number(v):
    return f"{v:.4f}".rstrip("0").rstrip(".") if abs(v) >= 5e-5 else "0"


def write(path, table, meta, header, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"##table={table}\n" + "".join(f"##{k}={v}\n" for k, v in meta))
        f.write("#" + "\t".join(header) + "\n")
        for r in rows:
            f.write("\t".join(str(c) for c in r) + "\n")


TAGS = ("gene class tag run at_most grch38_pos grch38_ref grch38_alt grch37_pos grch37_ref grch37_alt weight_1 weight_2 "
        "mean share source").split()
CLASS = "gene class kind text reason intercept threshold needs precision recall brier n carriers makes source".split()
RATES = "gene population diplotype class n carriers source".split()


def tag_rows(args, feats, sites, other, models):
    """Rows of structure_tags.tsv: members of runs first, then weights by class."""
    def place(i):
        pos, ref, alt = sites[i]
        return [f"{args.chrom}:{pos}:{ref}:{alt}", pos, ref, alt, *(other[i] or ("-", "-", "-"))]

    rows, used = [], {run for m in models.values() for run, _ in m["runs"]}
    for run, members in feats.runs.items():
        for i in members if run in used else ():
            tag, *where = place(i)
            rows.append((0, where[0], [args.gene, "-", tag, run, "-", *where, "-", "-", "-", "-", args.source]))
    for n, cls in enumerate(c for c in CLASSES if c in models):
        m, parts = models[cls], []
        for i, (w1, w2) in m["sites"].items():
            column = np.where(feats.dose[:, i] == 1, w1, np.where(feats.dose[:, i] == 2, w2, 0.0))
            parts.append((place(i), "-", "-", w1, w2, column))
        for (run, limit), w in m["runs"].items():
            hets = (feats.dose[:, feats.runs[run]] == 1).sum(1)
            parts.append((["-"] + ["-"] * 6, run, limit, w, None, np.where(hets <= limit, w, 0.0)))
        share = [p[5].std() for p in parts]
        for (where, run, limit, w1, w2, column), s in zip(parts, share):
            rows.append((n + 1, where[1] if where[1] != "-" else 0,
                         [args.gene, cls, where[0], run, limit, *where[1:], number(w1), "-" if w2 is None else number(w2),
                          number(column.mean()), number(s / sum(share)), args.source]))
    return [r[2] for r in sorted(rows, key=lambda r: (r[0], r[1], str(r[2][3]), str(r[2][4])))]


def rate_rows(args, people, labels, shown):
    """How many people, and how many of them carry each class: by population, then by what small variants show."""
    groups = {}
    for i in np.flatnonzero(people["founder"]):
        for pop in ("all", people["population"][i]):
            for diplotype in ("-", shown[i]):
                if diplotype and pop:
                    groups.setdefault((diplotype, pop), []).append(i)
    order = ["all"] + sorted(set(people["population"]) - {""})
    rows = []
    for diplotype in sorted({d for d, _ in groups}, key=lambda d: (d != "-", -len(groups[d, "all"]), d)):
        for pop in order:
            members = groups.get((diplotype, pop), [])
            if members and (diplotype == "-" or len(members) >= args.min_people):
                rows += [[args.gene, pop, diplotype, c, len(members), sum(c in labels[i] for i in members), args.source]
                         for c in CLASSES]
    return rows


def read_people(args):
    labels, shown = {}, {}
    for path in args.labels:
        for r in rows_of(path):
            if r.get("gene", args.gene) == args.gene and r["sample"] not in labels:
                found = classes_of(r["diplotype"])
                if found is None:
                    sys.stderr.write(f"train_structure: sample '{r['sample']}' left out: cannot read '{r['diplotype']}'\n")
                    continue
                labels[r["sample"]] = found
                shown[r["sample"]] = (r.get("snv_projection") or "").split(";")[0].replace(".", "")
    families, about = Families(), {}
    for r in rows_of(args.samples) if args.samples else ():
        about[r["sample"]] = r
        if r.get("family"):
            families.join(r["sample"], "family " + r["family"])
    for r in rows_of(args.trios) if args.trios else ():
        families.join(r["child"], r["father"])
        families.join(r["child"], r["mother"])
    return labels, shown, families, about


def cross_validate(cls, x, y, fam, population):
    """Probabilities of everybody by a model that has not seen the family, every choice made without it; and the report."""
    out, lam = np.zeros(len(y)), []
    fold = fold_of(fam, y, SEED)
    for k in range(FOLDS):
        rest = fold != k
        b, w, l = fit(x[rest], y[rest], [fam[i] for i in np.flatnonzero(rest)], SEED + 1 + k)
        out[~rest] = logistic(x[~rest] @ w + b)
        lam.append(l)
    report(cls, out, y, population, lam)
    return out


def class_row(args, cls, intercept, p, y):
    f = figures(p, y) if p is not None else {}
    text = lambda k: f"{f[k]:.3f}" if f.get(k, float("nan")) == f.get(k, float("nan")) else "-"
    return [args.gene, cls, *CLASSES[cls], "suspected_" + CLASSES[cls][0], number(intercept), THRESHOLD, NEEDS.get(cls, 0),
            *(text(k) for k in ("precision", "recall", "brier")), len(y), int(y.sum()), MAKES.get(cls, "-"), args.source]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--vcf", required=True)
    p.add_argument("--labels", required=True, action="append")
    for name in "samples", "trios", "other", "lift", "sites", "repeats":
        p.add_argument("--" + name)
    p.add_argument("--gene", default="CYP2D6")
    p.add_argument("--chrom", default="22")
    p.add_argument("--deleted", default="42123192-42135343")
    p.add_argument("--min-people", type=int, default=5, help="rows by diplotype only where so many people show it [5]")
    p.add_argument("--source", default="own", help="what the rows' column 'source' says [own]")
    p.add_argument("--meta", default="version=local,date=-,source=own,licence=-", help="header lines KEY=VALUE,...")
    p.add_argument("--scores", help="write the score of everybody by a model that has not seen them")
    p.add_argument("--no-figures", action="store_true", help="train only; the precision and recall columns become '-'")
    p.add_argument("-o", "--output", required=True)
    args = p.parse_args()
    if args.other and not args.lift:
        p.error("--other needs --lift")

    labels, shown, families, about = read_people(args)
    names, sites, dose = read_vcf(args.vcf, set(labels))
    if not names:
        sys.exit("train_structure: no sample of the label table is in the VCF")
    chosen = Sites(args, names, sites, dose)
    keep, other = chosen.index, [chosen.other[i] for i in chosen.index]
    sites = [sites[i] for i in keep]
    dose = dose[keep].T.astype(np.int8)
    mode = np.array([np.bincount(c[c >= 0], minlength=3).argmax() for c in dose.T], np.int8)
    dose = np.where(dose < 0, mode, dose)               # the few unknown ones, for training only
    deleted = [int(v) for v in args.deleted.split("-")]
    feats = Features(dose, np.array([s[0] for s in sites]), deleted)
    people = {"population": [about.get(n, {}).get("superpopulation", "") for n in names],
              "founder": np.array([not about.get(n, {}).get("trio_role", "").startswith("child") for n in names])}
    fam = [families.find(n) for n in names]
    carried = [labels[n] for n in names]
    say("people", len(names), "families", len(set(fam)), "sites", len(sites))

    models, class_rows, scores = {}, [], {}
    population = np.array(people["population"])
    for cls in CLASSES:
        y = np.array([cls in c for c in carried], float)
        if y.sum() < MIN_CARRIERS:
            models[cls] = dict(sites={}, runs={})
            rate = (y.sum() + 0.5) / (len(y) + 1)
            say("too_few", cls, int(y.sum()))
            class_rows.append(class_row(args, cls, np.log(rate / (1 - rate)), None, y))
            continue
        out = None if args.no_figures else cross_validate(cls, feats.x, y, fam, population)
        scores[cls] = out
        intercept, w, lam = fit(feats.x, y, fam, SEED)
        found, runs = feats.rows(np.where(np.abs(w) < MIN_WEIGHT, 0, w))
        models[cls] = dict(sites=found, runs=runs)
        say("model", cls, "lambda", float(lam), "sites", len(found), "runs", len(runs))
        class_rows.append(class_row(args, cls, intercept, out, y))

    meta = [kv.split("=", 1) for kv in args.meta.split(",")]
    rows = tag_rows(args, feats, sites, other, models)
    say("tags", len({r[2] for r in rows if r[2] != "-"}))
    write(args.output + "/structure_tags.tsv", "structure_tags", meta, TAGS, rows)
    write(args.output + "/structure_classes.tsv", "structure_classes", meta, CLASS, class_rows)
    write(args.output + "/structure_rates.tsv", "structure_rates", meta, RATES,
          rate_rows(args, people, carried, [shown[n] for n in names]))
    if args.scores:
        with open(args.scores, "w", encoding="utf-8") as f:
            f.write("sample\tpopulation\t" + "\t".join(f"{c}\t{c}_score" for c in CLASSES if scores.get(c) is not None) + "\n")
            for i, n in enumerate(names):
                f.write(f"{n}\t{people['population'][i]}\t" + "\t".join(
                    f"{int(c in carried[i])}\t{scores[c][i]:.6f}" for c in CLASSES if scores.get(c) is not None) + "\n")


if __name__ == "__main__":
    main()
