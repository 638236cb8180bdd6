#!/bin/sh
# The library from Python, Rust and R: what they say is what the program says. What is not installed is skipped, and said.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
library=${STARDOSE_LIBRARY:-$top_builddir/.libs/libstardose.so} people=$top_srcdir/examples/two_people.GRCh38.vcf
"$STARDOSE" call "$people" >"$tmp/calls.tsv" 2>/dev/null

if ! [ -e "$library" ]; then
	echo "skipped: no shared library at $library, so neither Python nor Rust"
elif [ -n "${SAN_FLAGS:-}" ]; then
	echo "skipped: a library with sanitizers cannot be loaded into another program"
else
	if command -v python3 >/dev/null 2>&1; then
		if STARDOSE_LIBRARY=$library PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/bindings/python/test_stardose.py" >"$tmp/log" 2>&1; then pass; else
			fail "the module of Python"; tail -n 30 "$tmp/log"
		fi
		for python in python3 /usr/bin/python3 none; do "$python" -c 'import setuptools, wheel, pip' 2>/dev/null && break; done
		if [ "$python" != none ]; then
			cp -R "$top_srcdir/bindings/python" "$tmp/wheel" && chmod -R u+w "$tmp/wheel"
			if (cd "$tmp/wheel" && "$python" -m pip wheel -q --no-deps --no-build-isolation --no-index -w "$tmp/out" .) >"$tmp/log" 2>&1 &&
				[ -e "$tmp/out/stardose-0.1.0-py3-none-any.whl" ]; then pass; else fail "no wheel"; tail -n 5 "$tmp/log"; fi
		else
			echo "skipped: no wheel is made, python3 lacks setuptools, wheel or pip"
		fi
	else
		echo "skipped: python3 is not installed"
	fi
	if command -v rustc >/dev/null 2>&1; then
		if rustc -o "$tmp/calls" "$top_srcdir/bindings/rust/calls.rs" -L "native=$(dirname "$library")" -l dylib=stardose >"$tmp/log" 2>&1; then
			LD_LIBRARY_PATH=$(dirname "$library")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}; export LD_LIBRARY_PATH
			"$tmp/calls" "$people" >"$tmp/got" 2>"$tmp/log"
			same_file "Rust says what 'stardose call' says" "$tmp/calls.tsv" "$tmp/got"
			if "$tmp/calls" "$tmp/none.vcf" >"$tmp/got" 2>"$tmp/log"; then fail "Rust takes a file that is not there"; else pass; fi
		else
			fail "rustc does not compile the example"; tail -n 20 "$tmp/log"
		fi
	else
		echo "skipped: rustc is not installed"
	fi
fi
if command -v Rscript >/dev/null 2>&1; then
	Rscript "$top_srcdir/bindings/r/calls.R" "$people" "$STARDOSE" >"$tmp/got" 2>"$tmp/log" || tail -n 5 "$tmp/log"
	grep -v '^##' "$tmp/calls.tsv" | sed '1s/^#//' | awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		{ print $(at["sample"]), $(at["gene"]), $(at["diplotype"]), $(at["phenotype"]), $(at["status"]) }' >"$tmp/want"
	same_file "R has the table of 'stardose call'" "$tmp/want" "$tmp/got"
	if Rscript "$top_srcdir/bindings/r/calls.R" "$tmp/none.vcf" "$STARDOSE" >"$tmp/got" 2>&1; then fail "R takes a file that is not there"; else pass; fi
else
	echo "skipped: Rscript is not installed"
fi
[ $n_claims -gt 0 ] || [ $bad -ne 0 ] || skip "nothing to try them with"
done_testing
