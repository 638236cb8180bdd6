#!/bin/sh
# The shared library exports stardose_* and nothing else, and everything that the public headers declare;
# the static archive pollutes no other name space (stardose_*, and sdi_* inside the library).
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}" "${NM:=nm}"
names() { # nm arguments: defined global symbols
	$NM -g "$@" 2>/dev/null | awk 'NF >= 3 && $(NF-1) ~ /^[A-TV-Z]$/ { sub(/@.*/, "", $NF); print $NF }' | LC_ALL=C sort -u
}
bad=0
shared=
for lib in "$top_builddir"/.libs/libstardose.so "$top_builddir"/.libs/libstardose.dylib; do
	[ -e "$lib" ] && shared=$lib
done
static=$top_builddir/.libs/libstardose.a
[ -e "$static" ] || static=

# what instrumented builds add by themselves is not ours
foreign='^(_init|_fini|_edata|_end|__bss_start|__asan_|__ubsan_|__sanitizer_|__odr_asan|__start_|__stop_)'

declared=$(cat "$top_srcdir"/include/stardose/*.h | awk '
	{ text = text $0 "\n" }
	END {
		while ((start = index(text, "/*"))) {
			stop = index(substr(text, start + 2), "*/")
			text = substr(text, 1, start - 1) " " substr(text, start + 2 + stop + 1)
		}
		n = split(text, statement, /[;{}]/)
		for (i = 1; i <= n; i++)
			if (statement[i] !~ /#define[ \t]+STARDOSE_API/ && statement[i] ~ /STARDOSE_API/ &&
			    match(statement[i], /stardose_[a-z0-9_]+[ \t\n]*\(/)) {
				name = substr(statement[i], RSTART, RLENGTH)
				gsub(/[ \t\n(]/, "", name)
				print name
			}
	}' | LC_ALL=C sort -u)
[ -n "$declared" ] || { echo "no declarations found in include/stardose"; exit 99; }

if [ -n "$shared" ]; then
	case $shared in *.so) exported=$(names -D "$shared") ;; *) exported=$(names "$shared" | sed 's/^_//') ;; esac
	[ -n "$exported" ] || { echo "$shared exports nothing"; exit 1; }
	other=$(echo "$exported" | grep -vE '^stardose_' | grep -vE "$foreign")
	[ -z "$other" ] || { echo "exported by $shared, but not stardose_*:" $other; bad=1; }
	for name in $declared; do
		echo "$exported" | grep -qx "$name" || { echo "declared in include/stardose, but not exported: $name"; bad=1; }
	done
fi
if [ -n "$static" ]; then
	other=$(names "$static" | sed 's/^_\(stardose\|sdi\)/\1/' | grep -vE '^(stardose|sdi)_' | grep -vE "$foreign")
	[ -z "$other" ] || { echo "global in $static, but neither stardose_* nor sdi_*:" $other; bad=1; }
fi
[ -n "$shared$static" ] || { echo "no library was built under $top_builddir/.libs"; exit 99; }
exit $bad
