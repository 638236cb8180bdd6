#!/bin/sh
# No file of src needs, by calls or by includes, another file that needs it: whoever reads one need not read both.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3

circles() { python3 "$top_srcdir/tests/consistency/circles.py" "$@"; }
circles "$top_srcdir" >"$tmp/circles" || fail "the sources cannot be read"
if [ -s "$tmp/circles" ]; then fail "these files need each other: $(cat "$tmp/circles")"; else pass; fi

# the rule finds what it is for, and nothing else
mock=$tmp/bad
mkdir -p "$mock/src/lib/a" "$mock/src/cli"
for i in 1 2 3 4 5; do printf 'int f%s(void)\n{\n\treturn 0;\n}\n' $i >"$mock/src/lib/a/f$i.c"; done
circles "$mock" >"$tmp/circles"
if [ -s "$tmp/circles" ]; then fail "files that need nothing: $(cat "$tmp/circles")"; else pass; fi
printf 'int g1(void)\n{\n\treturn f1() /* f2() */ + own.f3;\n}\nstatic int f4(void)\n{\n\treturn 0;\n}\n' >"$mock/src/lib/a/g1.c"
printf 'int f1(int (*f)(void))\n{\n\treturn f();\n}\n' >"$mock/src/lib/a/f1.c"
circles "$mock" >"$tmp/circles"
if [ -s "$tmp/circles" ]; then fail "one way only: $(cat "$tmp/circles")"; else pass; fi
printf 'const char *f1(int (*f)(void))\n{\n\treturn "x" + f3(g1);\n}\n' >"$mock/src/lib/a/f1.c"
circles "$mock" >"$tmp/circles"
if grep -qx 'src/lib/a/f1.c src/lib/a/g1.c' "$tmp/circles"; then pass; else fail "two files that call each other are not found"; fi
printf 'int f1(void)\n{\n\treturn f2();\n}\n' >"$mock/src/lib/a/f1.c"
printf 'int f2(void)\n{\n\treturn g1();\n}\n' >"$mock/src/lib/a/f2.c"
circles "$mock" >"$tmp/circles"
if grep -qx 'src/lib/a/f1.c src/lib/a/f2.c src/lib/a/g1.c' "$tmp/circles"; then pass; else fail "a circle of three is not found"; fi
rm "$mock/src/lib/a/f1.c"
printf '#include "a/y.h"\n' >"$mock/src/lib/a/x.h"; printf '#include "a/x.h"\n' >"$mock/src/lib/a/y.h"
circles "$mock" >"$tmp/circles"
if grep -qx 'src/lib/a/x.h src/lib/a/y.h' "$tmp/circles"; then pass; else fail "headers that include each other are not found"; fi
done_testing
