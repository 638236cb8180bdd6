#!/bin/sh
# What a shell completes is what the program has: every option of --help, the words of choices, and values of tables and files.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
unset STARDOSE_TABLES
vcf=$top_srcdir/tests/data/cyp2c19.GRCh38.vcf
"$STARDOSE" completion bash >"$tmp/bash" || fail "no script for bash"
"$STARDOSE" completion zsh >"$tmp/zsh" || fail "no script for zsh"
mkdir "$tmp/bin"; ln -s "$(cd "$(dirname "$STARDOSE")" && pwd)/$(basename "$STARDOSE")" "$tmp/bin/stardose"
PATH=$tmp/bin:$PATH; export PATH

if command -v bash >/dev/null 2>&1; then
	bash -n "$tmp/bash" && pass || fail "the script for bash is none"
	complete_line() { # words of a line, the last one being typed: what it may become, in one line
		bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stardose; printf "%s\n" "${COMPREPLY[@]}"' bash "$tmp/bash" stardose "$@" |
			sort | tr '\n' ' '
	}
	is() { # claim, expected, words...
		claim=$1 want=$2; shift 2
		got=$(complete_line "$@")
		[ "$got" = "$want " ] && pass || fail "$claim: '$got', not '$want '"
	}
	is "a command" "call" cal
	is "words of a choice" "GRCh37 GRCh38" call --build G
	is "the same behind =" "GRCh37 GRCh38" call --build = G
	is "a type" "bed" tables -O b
	is "what tables can do" "regions" tables re
	is "tables can differ" "diff" tables di
	is "a gene" "CYP2C19" call -g CYP2C1
	is "the second gene of a list" "CYP2D6,CYP2C19" call --genes CYP2D6,CYP2C1
	is "a sample of the file" "two_seventeen" call "$vcf" -s tw
	is "a second sample" "one_two,two_seventeen" call "$vcf" --min-gq 5 -s one_two,tw
	is "a medicine with a blank" 'folic acid' guide --drugs 'folic\ a'
	is "a source" "CPIC" guide --source CP
	is "an option by its beginning" "--keep-going" call --keep
	is "a file" "$vcf" call "${vcf%.GRCh38.vcf}.GRCh38"
	is "a file behind an option" "$vcf" call --outside "${vcf%.GRCh38.vcf}.GRCh38"
	is "nothing behind a number" "" call --min-gq 1
	for command in $("$STARDOSE" --help | sed -n '/^Commands:/,/^$/p' | awk 'NF > 1 { print $1 }'); do
		"$STARDOSE" "$command" --help | sed -n 's/^    \(-.\), \(--[a-z0-9-]*\).*/\1 \2/p; s/^        \(--[a-z0-9-]*\).*/\1/p' | tr ' ' '\n' | sort >"$tmp/help"
		complete_line "$command" - | tr ' ' '\n' | grep . | sort >"$tmp/offered"
		same_file "$command: options of --help (<) and of the shell (>)" "$tmp/help" "$tmp/offered"
		for option in $(grep '^--' "$tmp/help"); do grep -q -- "'\*$option\[\|'\*$option=" "$tmp/zsh" && pass || fail "zsh: $command $option"; done
	done
fi
for values in $(sed -n "s/.*echo 'values \(.*\)' ;;/\1/p" "$tmp/bash" | sort -u); do
	[ -n "$("$STARDOSE" completion "$values" call "$vcf")" ] && pass || fail "$values: none"
done
"$STARDOSE" completion genes >"$tmp/genes"
"$STARDOSE" tables list --no-version -O j | sed 's/{"gene":"\([^"]*\)".*/\1/' >"$tmp/listed"
same_file "genes are those of the tables" "$tmp/listed" "$tmp/genes"
[ -z "$("$STARDOSE" completion samples call "$tmp/none.vcf" "$tmp/zsh" - 2>&1)" ] && pass || fail "what is no VCF has samples, or is complained about"

if command -v zsh >/dev/null 2>&1; then
	zsh -n "$tmp/zsh" && pass || fail "the script for zsh is none"
	# loaded as a user's shell loads it, it is the completion of stardose, and each command's options reach _arguments
	[ "$(zsh -f -c 'autoload -U compinit; compinit -D -u; . $1; print $_comps[stardose]' zsh "$tmp/zsh" 2>&1)" = _stardose ] && pass || fail "zsh does not load it"
	zsh -f -c 'compdef() { }; . $1; _arguments() { print -rl -- "$@" }; words=(stardose call -); CURRENT=3; _stardose' zsh "$tmp/zsh" >"$tmp/arguments" 2>&1
	grep -qF -- '*--keep-going[' "$tmp/arguments" && grep -qF -- ':build:(auto GRCh37 GRCh38)' "$tmp/arguments" && pass || fail "zsh: options of call: $(head -n 3 "$tmp/arguments")"
	zsh -f -c 'compdef() { }; . $1; compset() { }; compadd() { print -rl -- $found }; words=(call -g x); _stardose_program=stardose; _stardose_values genes' zsh "$tmp/zsh" >"$tmp/found" 2>&1
	same_file "zsh: genes" "$tmp/genes" "$tmp/found"
fi
done_testing
