#!/bin/sh
# quickstart where everything is missing: it says so, proposes the right command, and installs only when allowed
. "${top_srcdir:-.}/tests/common.sh"
mkdir "$tmp/tree"
cp "$top_srcdir/quickstart" "$tmp/tree/"
unset CONDA_PREFIX CC

world() { # managers...: a PATH with a few basic tools and these fake package managers only
	rm -rf "$tmp/bin"; mkdir "$tmp/bin"
	for tool in sh cat dirname getconf id mkdir printf tail; do
		_real=$(command -v $tool) && case $_real in /*) ln -s "$_real" "$tmp/bin/$tool" ;; esac
	done
	for manager; do
		printf '#!/bin/sh\necho "%s $*" >>"%s"\n' "$manager" "$tmp/asked" >"$tmp/bin/$manager"
		chmod +x "$tmp/bin/$manager"
	done
	printf '#!/bin/sh\nexec "$@"\n' >"$tmp/bin/sudo"; chmod +x "$tmp/bin/sudo"
	rm -f "$tmp/asked"
}
quickstart() { PATH=$tmp/bin sh "$tmp/tree/quickstart" "$@" </dev/null >"$tmp/out" 2>&1; got=$?; }
expect() { # claim, exit status, pattern of the output
	[ $got = "$2" ] || fail "$1: exit status $got, not $2"
	if grep -qE "$3" "$tmp/out"; then pass; else fail "$1: no '$3' in:"; head -n 8 "$tmp/out"; fi
}

world apt-get
quickstart
expect "apt: asks first" 2 'To install: .*apt-get install -y gcc make autoconf automake libtool pkg-config libhts-dev libcjson-dev zlib1g-dev libcmocka-dev bcftools$'
expect "apt: names what is missing" 2 '^Missing: compiler make autoconf automake libtool pkg-config htslib cjson zlib$'
[ -e "$tmp/asked" ] && fail "apt-get ran without permission"
quickstart --yes
expect "apt --yes: says when it did not help" 1 'still missing after the installation'
grep -q '^apt-get update' "$tmp/asked" && grep -q '^apt-get install -y gcc' "$tmp/asked" && pass || fail "apt --yes: apt-get was not asked: $(cat "$tmp/asked")"
world dnf
quickstart
expect "dnf" 2 'dnf install -y gcc make autoconf automake libtool pkgconf-pkg-config htslib-devel cjson-devel zlib-devel libcmocka-devel bcftools$'
world brew
quickstart
expect "brew" 2 'brew install gcc make autoconf automake libtool pkg-config htslib cjson zlib cmocka bcftools$'
world conda
CONDA_PREFIX=$tmp/conda; export CONDA_PREFIX
quickstart
expect "conda" 2 'conda install -y -c conda-forge -c bioconda c-compiler make autoconf automake libtool pkg-config htslib cjson zlib cmocka bcftools$'
unset CONDA_PREFIX
world
quickstart
expect "no package manager" 2 'please install these'
quickstart --frobnicate
expect "an unknown option" 2 'unknown option'
quickstart --help
expect "--help" 0 'usage: ./quickstart'
done_testing
