#!/bin/sh
# Every case of the reference facts on phenoconversion, from the command line to the row of guidance: score, phenotype,
# rule, basis, flags, and the phenotype that selects.
set -u
cases="${STARDOSE_SHARED:-}/reference/context/phenoconversion_cases.tsv"
[ -f "$cases" ] || { echo "skipped: no reference cases at '$cases' (set STARDOSE_SHARED)"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
exec python3 - "$cases" "$STARDOSE" <<'END'
import csv, json, subprocess, sys

DECISIONS = {"project_decision", "precedent", "arithmetic", "no_fda_class"}	# of a rule, not of the conversion
failed = 0


def number(text):
    return None if text in ("", "n/a") else float(text.lstrip("≥"))


def run(case, *options):
    gene = {"gene": case["gene"], "status": "no_call"}
    if case["diplotype"] != "not_called":
        gene = {"gene": case["gene"], "status": "called", "candidates": [{
            "diplotype": case["diplotype"], "phenotype": case["genotype_phenotype"], "activity_score": number(case["genotype_score"])}]}
    line = json.dumps({"sample": case["case_id"], "genes": [gene]})
    done = subprocess.run([sys.argv[2], "guide", "-O", "j", "--no-version", "--drugs", case["target_drug"], "--taking",
                           case["concurrent"], *options, "-"], input=line, capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s: exit %d: %s" % (case["case_id"], done.returncode, done.stderr))
    return json.loads(done.stdout)


def conversion(out, case):
    mine = [c for c in out["phenoconversion"] if c["gene"] == case["gene"]]
    own = [c for c in mine if c["drug"] == case["target_drug"]]
    return own[0] if own else mine[0]


def same(case, what, got, want):
    global failed
    if got != want:
        failed += 1
        print("%s: %s is %r, not %r" % (case["case_id"], what, got, want))


def default_of(c):
    return c["estimated"]["phenotype"] if c["selects"] else c["genetic"]["phenotype"]


def score_of(result):
    score = result["activity_score"] if result else None
    return ("≥%s" % score[0], ) if isinstance(score, list) else (score, )


def want_score(text):
    return ("≥%s" % (int(number(text)) if number(text) == int(number(text)) else number(text)), ) if text.startswith("≥") else (number(text), )


def check(case):
    none = {"none": None, "": None}
    called = lambda text: "No Result" if text == "Not assessed" else text
    out = run(case, *(["--convention", "c1"] if case["rule"] == "C1" or case["basis"] == "no_fda_class" else []))
    c = conversion(out, case)
    same(case, "genetic phenotype", c["genetic"]["phenotype"], called(case["genotype_phenotype"]))
    same(case, "genetic score", score_of(c["genetic"]), want_score(case["genotype_score"]))
    same(case, "phenotype", c["estimated"]["phenotype"] if c["estimated"] else "", case["adjusted_phenotype"])
    same(case, "score", score_of(c["estimated"]), want_score(case["adjusted_score"]))
    same(case, "deciding", c["because_of"] or "", case["deciding_perpetrator"])
    same(case, "factor", c["factor"], none.get(case["factor"], case["factor"]))
    same(case, "rule", c["rule"], case["rule"])
    same(case, "basis", c["rule_from"] if case["basis"] in DECISIONS else c["basis"], case["basis"].replace("flag_only", "flag-only"))
    same(case, "flags", sorted(c["flags"]), sorted(filter(None, case["flags_expected"].split(";"))))
    same(case, "default phenotype", default_of(c), called(case["default_output_phenotype"]))
    # without opting in, nothing is computed of categories, and the default is the same
    plain = conversion(run(case), case)
    same(case, "default phenotype without the convention", default_of(plain), called(case["default_output_phenotype"]))
    if case["rule"] == "C1":
        same(case, "estimate without the convention", plain["estimated"], None)
    # and the rows of the guideline are those of the default phenotype
    if case["target_drug"] in ("codeine", "tramadol", "hydrocodone"):
        rows = {p.split(":", 1)[1].split(" (")[0] for l in out["guidance"] if l["source"] == "CPIC" and l["row_id"] and l["phenotype"].startswith(case["gene"])
                for p in [l["phenotype"]]}
        same(case, "phenotype that selected CPIC's rows", rows, set(called(case["default_output_phenotype"]).split(" or ")))


with open(sys.argv[1], encoding="utf-8") as file:
    cases = list(csv.DictReader((l for l in file if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
for case in cases:
    check(case)
print("%d cases, %d claims failed" % (len(cases), failed))
sys.exit(failed > 0 or len(cases) != 38)
END
