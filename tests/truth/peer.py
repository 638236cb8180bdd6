#!/usr/bin/env python3
"""What `call -O p` hands to the other program of the reference materials' people is right, or is not handed over.

usage: peer.py STARDOSE DATA TRUTH... : DATA has GRCh38/GENE.vcf.gz and GRCh37/GENE.vcf.gz. Prints what was handed over and
held back, by build, gene and reason, and one claim for each build. With --doubtful the counts alone: that option is asked for.
"""
import collections
import glob
import os
import subprocess
import sys


def calls(stardose, *arguments):
    """Rows of a TSV as dictionaries."""
    run = subprocess.run([stardose, "call", "--no-version", *arguments], capture_output=True, text=True, check=True)
    lines = [line.split("\t") for line in run.stdout.splitlines() if not line.startswith("##")]
    return [dict(zip(lines[0], cells)) for cells in lines[1:]]


def handed(stardose, sample, files, *options):
    """(rows handed over, (gene, reason) held back), or None where nothing can be said of the sample."""
    run = subprocess.run([stardose, "call", "-O", "p", "-s", sample, *options, *files], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        return None
    lines = [line for line in run.stdout.splitlines() if not line.startswith("##")]
    held = [tuple(line[2:].split(": ", 1)) for line in lines if line.startswith("# ")]
    return [line.split("\t") for line in lines if not line.startswith("#")], held


def main(stardose, data, *truths):
    outside = [word for path in truths for word in ("--outside", path)]
    true = {(row["sample"], row["gene"]): row["diplotype"] for row in calls(stardose, *outside)}
    people = sorted({sample for sample, _ in true})
    bad = 0
    for build in ("GRCh38", "GRCh37"):
        files = sorted(glob.glob(os.path.join(data, build, "CYP*.vcf.gz")))
        for options in ([], ["--doubtful"]):
            count, reasons, wrong = collections.Counter(), collections.Counter(), []
            for sample in people:
                said = handed(stardose, sample, files, *options)
                if said is None:
                    continue
                reasons.update("%s held back: %s" % one for one in said[1])
                for gene, diplotype, *_ in said[0]:
                    known = true.get((sample, gene))
                    verdict = "without truth" if known is None else "right" if known == diplotype else "wrong"
                    count["%s handed over, %s" % (gene, verdict)] += 1
                    if verdict == "wrong":
                        wrong.append("%s %s: %s handed over, %s is true" % (sample, gene, diplotype, known))
            print("# %s %s" % (build, " ".join(options)))
            for what, n in sorted(count.items()) + sorted(reasons.items()):
                print("%5d  %s" % (n, what))
            print("\n".join(wrong))
            if options:
                continue
            n = sum(n for what, n in count.items() if not what.endswith("without truth"))
            good = n >= 10 and not wrong
            bad |= not good
            print("%s: %s: of %d calls handed to the other program %d are wrong" % ("PASS" if good else "FAIL", build, n, len(wrong)))
    return bad


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
