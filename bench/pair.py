#!/usr/bin/env python3
"""Run two shell commands in turn (A B A B ...) and compare the CPU seconds that they take.

usage: pair.py [--rounds N] [--times N] NAME A B

A and B go to `sh -c 'exec ...'`, so that the process measured is the program itself, with its threads. Prints one
tab-separated line: name, median user+system seconds of A and of B, their ratio (median of the ratios of each
round), the same for wall-clock seconds, and peak resident memory of A and B in MB. Exit 1 when a command fails.
--times: each round runs a short command so many times; seconds are those of one.
"""
import os
import statistics
import subprocess
import sys
import time

rounds, times = 5, 1
args = sys.argv[1:]
if args[:1] == ["--rounds"]:
    rounds, args = int(args[1]), args[2:]
if args[:1] == ["--times"]:
    times, args = int(args[1]), args[2:]
if len(args) != 3:
    sys.exit(__doc__)


def once(command):
    begin = time.monotonic()
    child = subprocess.Popen(["sh", "-c", "exec " + command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("pair.py: %s: exit status %d: %s" % (args[0], child.returncode, command))
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1024.0


def run(command):
    cpu, wall, peak = zip(*(once(command) for _ in range(times)))
    return sum(cpu) / times, sum(wall) / times, max(peak)


measured = [(run(args[1]), run(args[2])) for _ in range(rounds)]
a, b = zip(*measured)
middle = statistics.median
print("%s\t%.3f\t%.3f\t%.2f\t%.3f\t%.3f\t%.2f\t%.0f\t%.0f" % (
    args[0],
    middle(x[0] for x in a), middle(x[0] for x in b), middle(x[0] / max(y[0], 1e-3) for x, y in measured),
    middle(x[1] for x in a), middle(x[1] for x in b), middle(x[1] / max(y[1], 1e-3) for x, y in measured),
    max(x[2] for x in a), max(x[2] for x in b)))
