#!/bin/sh
# The chart of a course: inside its axes, joined where it may be, every number in words beside it, the same in any order of rows.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
need python3
unset STARDOSE_TABLES
chart() { python3 "$top_srcdir/tests/clinic/chart.py" "$1" "$tmp" "$top_srcdir/examples/two_people.GRCh38.vcf" "$2" >"$tmp/why" 2>"$tmp/n"; }
if chart "$STARDOSE" 20; then pass; else fail "$(cat "$tmp/why" "$tmp/n")"; fi
cat "$tmp/n"
# it can fail: a program whose charts are spoilt after they are made
for spoilt in 's/H306"/H300"/' 's/<circle cx="\([0-9]*\)/<circle cx="9\1/' 's/class="line" d="M\([0-9]\)/class="line" d="M1\1/' 's/<desc\([^>]*\)>[^<]*/<desc\1>/' 's/<text class="tick end" x="26" y="\([0-9.]*\)" >/&1/'; do
	cat >"$tmp/program" <<-END
	#!/bin/sh
	"$STARDOSE" "\$@" || exit \$?
	while [ "\$1" != -o ]; do shift; done
	sed -i '$spoilt' "\$2"
	END
	chmod +x "$tmp/program"
	if chart "$tmp/program" 0; then fail "charts spoilt by $spoilt pass"; else pass; fi
done
done_testing
