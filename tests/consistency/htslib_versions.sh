#!/bin/sh
# The sources compile, without a warning, with the headers of other versions of htslib than the one at hand, as far as their differences
# are known: what 1.11 lacks is taken out of a copy, and `json` is a plain enumerator, as in 1.23. The copy is of system headers, as
# configure makes them.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
CC=${CC:-cc}
headers=$(echo '#include <htslib/vcf.h>' | $CC ${HTSLIB_CFLAGS-} -E - 2>/dev/null | sed -n 's,^# [0-9]* "\(.*\)/htslib/vcf\.h".*,\1,p' | head -n 1)
[ -n "$headers" ] || skip "the headers of htslib are not found"
inc=$top_builddir/tables/embedded.inc
[ -e "$inc" ] || skip "no build under $top_builddir"
mkdir "$tmp/other" && cp -R "$headers/htslib" "$tmp/other/" && chmod -R u+w "$tmp/other"
lacking="bcf_seqname_safe bcf_has_variant_types bcf_variant_length bcf_strerror bcf_format_gt_v2 bgzf_peek"
for name in $lacking; do
	sed -i "s/\\b$name\\b/not_yet_$name/g" "$tmp"/other/htslib/*.h
done
sed -i 's/^\( *json\) HTS_DEPRECATED_ENUM([^)]*)/\1/' "$tmp/other/htslib/hts.h"

compile() { # how the copy is included, files
	_how=$1; shift
	# shellcheck disable=SC2086
	$CC -fsyntax-only -std=gnu11 -DHTS_ALLOW_UNALIGNED=0 -D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE "$_how" "$tmp/other" ${CJSON_CFLAGS--isystem /usr/include/cjson} \
		-I"$top_srcdir/include" -I"$top_srcdir/src/lib" -I"$top_srcdir/src/cli" -I"$top_builddir" \
		-Wall -Wextra -Wshadow -Wno-sign-compare -Werror "$@" >"$tmp/messages" 2>&1
}
if compile -isystem "$top_srcdir"/src/lib/*/*.c "$top_srcdir"/src/cli/*.c; then pass; else
	fail "does not compile with what is known of 1.11 and 1.23"; grep -E 'error|warning' "$tmp/messages" | head -n 10
fi
# it can fail
printf '#include <htslib/vcf.h>\nconst char *name(const bcf_hdr_t *h, const bcf1_t *r);\nconst char *name(const bcf_hdr_t *h, const bcf1_t *r) { return bcf_seqname_safe(h, r); }\n' >"$tmp/new.c"
if compile -isystem "$tmp/new.c"; then fail "a function that 1.11 lacks goes unnoticed"; else pass; fi
printf '#include <htslib/vcf.h>\nint name(int json);\nint name(int json) { return json; }\n' >"$tmp/shadow.c"
printf 'enum { json };\nint name(int json);\nint name(int json) { return json; }\n' >"$tmp/plain.c"
if compile -isystem "$tmp/plain.c"; then echo "this compiler warns of no name that shadows an enumerator"
elif compile -I "$tmp/shadow.c"; then fail "a shadowed name goes unnoticed where the headers are none of the system's"
else pass; fi
done_testing
