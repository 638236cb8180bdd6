"""Files of src that need each other: by the functions that they call, and by the headers that they include.

circles.py ROOT prints each circle as a line of file names.
"""
import glob
import os
import re
import sys

ROOT = sys.argv[1]
sys.setrecursionlimit(10000)


def code_of(path):
    """The C without remarks and without what stands in quotes."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    includes = re.findall(r'#\s*include\s+"([^"]+)"', text)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    return re.sub(r"'(?:[^'\\\n]|\\.)+'", "' '", text), includes


FILES = sorted(p[len(ROOT) + 1:] for pattern in ("src/cli/*.[ch]", "src/lib/*/*.[ch]") for p in glob.glob(f"{ROOT}/{pattern}"))
CODE = {path: code_of(path) for path in FILES}


def closing(text, at):
    """The index behind the bracket that closes the one before @at."""
    depth = 1
    while at < len(text) and depth:
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
    return at


def definitions():
    """Every function that other files can call, and the file that has it."""
    found = {}
    start = re.compile(r"^(?!static\b|typedef\b|extern\b)[A-Za-z_][\w \t\n*]*?[\s*](\w+)\s*\(", re.M)
    for path, (text, _) in CODE.items():
        if path.endswith(".h"):
            continue
        for m in start.finditer(text):
            if re.match(r"\s*\{", text[closing(text, m.end()):]):
                found[m.group(1)] = path
    return found


def calls():
    """Which file needs which, by name of a function: called, or handed on."""
    has = definitions()
    name = re.compile(r"(?<!struct )(?<!enum )(?<!\.)(?<!->)\b([A-Za-z_]\w+)\b")
    return {path: {has[n] for n in set(name.findall(text)) if n in has and has[n] != path}
            for path, (text, _) in CODE.items() if path.endswith(".c")}


def included():
    """Headers by the headers that they include; a .c that is included counts too."""
    graph = {}
    for path, (_, includes) in CODE.items():
        targets = {base + inc for inc in includes for base in ("src/lib/", "src/cli/", os.path.dirname(path) + "/")}
        graph[path] = {t for t in targets if t in CODE}
    return graph


def circles(graph):
    """The strongly connected parts of more than one file (Tarjan)."""
    index, low, stack, out = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in sorted(graph.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while not part or part[-1] != v:
                part.append(stack.pop())
            if len(part) > 1:
                out.append(sorted(part))
    for v in sorted(graph):
        if v not in index:
            visit(v)
    return out


if len(definitions()) < 5:
    print("no functions were found")
for circle in circles(calls()) + circles(included()):
    print(" ".join(circle))
