"""listed.py TRUTH CALLS ALLELES BUILD [--min N/M]: genes of listed variants against reference materials

TRUTH has the columns sample, gene, builds, diplotype: names joined by '/', several possible diplotypes by ';'. CALLS is what
`stardose call` writes. A sample must carry as many copies of each variant as its own truth names, and none of a star allele that the
truth of others names and its own does not: those were tested in all of them, what is named by rsID was not. Names are looked up in
tables/alleles.tsv, column also too. What the materials were not tested for counts nowhere."""
import sys


def table(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("##")]
    head = [rows[0][0].lstrip("#")] + rows[0][1:]
    return [dict(zip(head, row)) for row in rows[1:]]


def names_of(alleles, gene):
    out = {}
    for a in alleles:
        if a["gene"] == gene:
            for name in [a["allele"], *a["also"].split(";")]:
                out.setdefault(name.lower(), a["allele"])
    return out


def carried(diplotype, names, where):
    """Copies of each named variant; the reference allele counts nothing."""
    out = {}
    for hap in diplotype.split("/"):
        while hap:
            fits = [n for n in names if hap.lower() == n or hap.lower().startswith(n + "+")]
            if not fits:
                sys.exit(f"{where}: '{hap}' is no name")
            name = names[max(fits, key=len)]
            out[name] = out.get(name, 0) + 1
            hap = hap[len(max(fits, key=len)) + 1:]
    return out


def main():
    truth, calls, alleles, build = sys.argv[1:5]
    least = sys.argv[sys.argv.index("--min") + 1].split("/") if "--min" in sys.argv else ("0", "0")
    truth, alleles = table(truth), table(alleles)
    gene = truth[0]["gene"]
    names = names_of(alleles, gene)
    reference = names["reference"]
    calls = {r["sample"]: r for r in table(calls) if r["gene"] == gene}
    rows = [(r, [carried(d, names, r["sample"]) for d in r["diplotype"].split(";")]) for r in truth if build in r["builds"]]
    stars = {names[n.lower()] for r, _ in rows for d in r["diplotype"].split(";") for n in d.split("/") if n[0] == "*"} - {reference}
    right = seen = 0
    for row, options in rows:
        call = calls.get(row["sample"])
        if not call or call["diplotype"] == ".":
            continue
        ours = carried(call["diplotype"], names, row["sample"])
        seen += 1
        fits = any(all(ours.get(n, 0) == o.get(n, 0) for n in stars | set(o) - {reference}) for o in options)
        right += fits
        if not fits:
            print(f"{row['sample']}: {row['diplotype']}, called {call['diplotype']}")
    ok = right == seen if least == ("0", "0") else right >= int(least[0]) and seen >= int(least[1])
    print(f"{'PASS' if ok and seen else 'FAIL'}: {gene} {build}: {right} of {seen} carry the named variants that they should "
          f"({len(stars)} star alleles tested)")


main()
