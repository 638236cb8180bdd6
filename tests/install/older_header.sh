#!/bin/sh
# A program that was built with an older header, whose options are shorter, runs on the library of today.
# The older header is made here: the last members of struct stardose_call_options are taken out of a copy.
. "${top_srcdir:-.}/tests/common.sh"
library=
for name in .libs/libstardose.so .libs/libstardose.a libcore.a; do
	[ -n "$library" ] || [ ! -e "$top_builddir/$name" ] || library=$top_builddir/$name
done
[ -n "$library" ] || { echo "skipped: no library under $top_builddir"; exit 77; }
people=$top_srcdir/examples/two_people.GRCh38.vcf
mkdir "$tmp/include"
cp -R "$top_srcdir/include/stardose" "$tmp/include/stardose"
header=$tmp/include/stardose/call.h
awk '
/^struct stardose_call_options \{/ { inside = 1 }
inside && /^\};/ { inside = 0 }
inside && /struct stardose_log log;|int n_threads;/ { n++; next }
{ print }
END { exit n != 2 }' "$top_srcdir/include/stardose/call.h" >"$header" || fail "call.h has no such members: mend this test"

build() { # include folder, program
	# shellcheck disable=SC2086
	${CC:-cc} ${SAN_FLAGS:-} -D_FILE_OFFSET_BITS=64 -I"$1" -o "$2" "$top_srcdir/examples/call.c" "$library" \
		${LIBRARIES:--lcjson -lhts -lz -lm -lpthread} >"$tmp/messages" 2>&1
}
if ! build "$top_srcdir/include" "$tmp/today"; then
	echo "skipped: cannot link a program with $library: $(tail -n 1 "$tmp/messages")"
	exit 77
fi
build "$tmp/include" "$tmp/older" || fail "does not build with the older header: $(tail -n 2 "$tmp/messages")"
LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
"$tmp/today" "$people" >"$tmp/a" 2>&1 || fail "the program of today fails: $(head -n 1 "$tmp/a")"
"$tmp/older" "$people" >"$tmp/b" 2>&1 || fail "the older program fails: $(head -n 1 "$tmp/b")"
[ -s "$tmp/a" ] || fail "no output"
if cmp -s "$tmp/a" "$tmp/b"; then pass; else fail "the older program says something else"; diff "$tmp/a" "$tmp/b" | head -n 6; fi

# it can fail: without its size, the library refuses the options
sed 's/stardose_call_options_init_size(options, sizeof(\*options))/(void)options/' "$header" >"$tmp/x" && mv "$tmp/x" "$header"
sed 's/struct stardose_call_options options;/struct stardose_call_options options = { 0 };/' "$top_srcdir/examples/call.c" >"$tmp/call.c"
# shellcheck disable=SC2086
${CC:-cc} ${SAN_FLAGS:-} -D_FILE_OFFSET_BITS=64 -I"$tmp/include" -o "$tmp/bare" "$tmp/call.c" "$library" \
	${LIBRARIES:--lcjson -lhts -lz -lm -lpthread} >"$tmp/messages" 2>&1 || fail "does not build: $(tail -n 2 "$tmp/messages")"
if "$tmp/bare" "$people" >"$tmp/b" 2>&1; then fail "options without their size are taken"
elif grep -q stardose_call_options_init "$tmp/b"; then pass; else fail "the message is: $(cat "$tmp/b")"; fi
done_testing
