#!/bin/sh
# annotate adds its tags and changes nothing else: with them taken out again, the output is the input, record for
# record, for every input and output type, from a file and through a pipe; and bcftools has nothing to remark.
. "${top_srcdir:-.}/tests/common.sh"
need bcftools bgzip
TAGS=INFO/PGX,FORMAT/PGXD,FORMAT/PGXP,FORMAT/PGXS

quiet() { # CLAIM PROGRAM...: it succeeds and says nothing on stderr
	_claim=$1; shift
	"$@" 2>"$tmp/quiet.err" || fail "$_claim: '$*' fails" >&2
	[ -s "$tmp/quiet.err" ] && { fail "$_claim: '$1 $2' remarks:"; head -n 2 "$tmp/quiet.err"; } >&2
	return 0
}
annotate() { "$STARDOSE" annotate "$@" 2>"$tmp/annotate.err" || { fail "annotate $*: $(head -n 1 "$tmp/annotate.err")"; return 1; }; }

# records as bcftools sees them, without header
records() { quiet "$1" bcftools view -H --no-version "$2"; }

# strips CLAIM FILE: without our tags its records are those in $tmp/want
strips() {
	records "$1" "$2" >"$tmp/now"
	grep -q 'PGX=' "$tmp/now" || fail "$1: nothing was annotated"
	quiet "$1" bcftools annotate --no-version -x $TAGS -o "$tmp/stripped.vcf" "$2"
	records "$1" "$tmp/stripped.vcf" >"$tmp/got"
	same_file "$1: stripped output is the input" "$tmp/want" "$tmp/got"
}

# Text to text: a line that is no definition site has its very bytes; at the others only our tags differ.
text_is_untouched() {
	annotate --no-version "$2" | grep -v '^#' >"$tmp/now"
	grep -v '^#' "$2" | paste "$tmp/now" - | awk -F '\t' -v claim="$1" '
	{
		n = NF / 2; diff = 0
		for (i = 1; i <= n; i++) if ($i != $(n + i)) diff = 1
		if (!diff) next
		changed++
		for (i = 1; i <= 7; i++) if ($i != $(n + i)) { print claim ": column " i " changed: " $i; exit 1 }
		info = $8; sub(/;?PGX=[^;\t]*$/, "", info); if (info == "") info = "."
		if (info != $(n + 8)) { print claim ": INFO changed: " $8; exit 1 }
		for (i = 10; i <= n; i++)
			if (index($i, $(n + i) ":") != 1 && $(n + i) != ".") { print claim ": sample changed: " $i; exit 1 }
	}
	END { if (!changed) { print claim ": nothing was annotated"; exit 1 } }' || bad=1
	pass
}

twice_is_once() {
	annotate --no-version -o "$tmp/once.v" "$2"
	annotate --no-version -O b -o "$tmp/once.b" "$2"
	for type in v b; do
		annotate --no-version "$tmp/once.$type" >"$tmp/twice.vcf"
		bcftools view --no-version "$tmp/once.v" >"$tmp/want" 2>/dev/null
		bcftools view --no-version "$tmp/twice.vcf" >"$tmp/got" 2>/dev/null
		same_file "$1: annotating twice ($type) is annotating once" "$tmp/want" "$tmp/got"
	done
	# a second run that finds less to say takes the rest out
	annotate --no-version -g CYP1A2 "$tmp/once.v" | grep -v '^#' | grep -qE 'PGX=|:PGXD' &&
		fail "$1: a narrower second run leaves old values"
	pass
}

# every_way NAME VCF [PAIRS]: one input (text) in every wrapping, out in every type; PAIRS: "in:out" of those to try
every_way() {
	cp "$2" "$tmp/in.v" && bgzip -c "$2" >"$tmp/in.z"
	bcftools view --no-version -Ou "$2" >"$tmp/in.u" 2>/dev/null
	bcftools view --no-version -Ob "$2" >"$tmp/in.b" 2>/dev/null
	records "$1" "$2" >"$tmp/want"
	rm -f "$tmp/all"
	for in in v z u b; do
		for out in v z u b; do
			case " ${3-$in:$out} " in *" $in:$out "*) ;; *) continue ;; esac
			annotate --no-version -O $out -o "$tmp/out.$out" "$tmp/in.$in" && strips "$1: $in to $out" "$tmp/out.$out"
			[ -f "$tmp/all" ] || cp "$tmp/now" "$tmp/all"
			same_file "$1: $in to $out says what the other types say" "$tmp/all" "$tmp/now"
			annotate --no-version -O $out - <"$tmp/in.$in" >"$tmp/pipe.$out"
			cmp -s "$tmp/out.$out" "$tmp/pipe.$out" || fail "$1: $in to $out: a pipe gives other bytes than a file"
			annotate --no-version --threads 3 -O $out "$tmp/in.$in" >"$tmp/pipe.$out"
			cmp -s "$tmp/out.$out" "$tmp/pipe.$out" || fail "$1: $in to $out: --threads changes bytes"
		done
	done
	text_is_untouched "$1" "$2"
	twice_is_once "$1" "$2"
}

each='v:b z:v u:z b:u'	# each type in once and out once: reading does not know what is written
every_way spellings "$top_srcdir/tests/data/spellings.GRCh38.vcf"
for build in GRCh37 GRCh38; do every_way "example $build" "$top_srcdir/examples/two_people.$build.vcf" "$each"; done

# a file of sites only gets INFO/PGX
bcftools view --no-version -G "$top_srcdir/tests/data/spellings.GRCh38.vcf" >"$tmp/sites.vcf" 2>/dev/null
records sites "$tmp/sites.vcf" >"$tmp/want"
for out in v b; do
	annotate --no-version -O $out -o "$tmp/sites.$out" "$tmp/sites.vcf"
	strips "sites only, $out" "$tmp/sites.$out"
done

# real genes of both builds, some in every way
real=$STARDOSE_SHARED/data/1kgp
[ -d "$real" ] || { echo "no real data under $STARDOSE_SHARED: left out"; done_testing; }
for build in GRCh37 GRCh38; do
	for gene in CYP2D6 CYP2C19; do
		bcftools view --no-version -s HG00096,NA12878,NA19917 "$real/$build/$gene.vcf.gz" -o "$tmp/few.vcf" 2>/dev/null
		every_way "1kgp $build $gene" "$tmp/few.vcf" "$each"
	done
	# every gene, one person in twenty; a file of a gene that no table has comes back as it was, which strips() would rightly call nothing
	bcftools query -l "$real/$build/CYP2D6.vcf.gz" | awk 'NR % 20 == 1' >"$tmp/people"
	for file in $("$STARDOSE" tables list --no-version | awk -F '\t' 'NR > 1 && NF > 2 { print $1 }' | sed "s,.*,$real/$build/&.vcf.gz,"); do
		[ -f "$file" ] || continue
		case $file in *CACNA1S*|*IFNL3*) continue ;; esac	# the panels have no record at their sites
		name="1kgp $build $(basename "$file" .vcf.gz), one person in twenty"
		bcftools view --no-version -S "$tmp/people" --force-samples -Oz1 -o "$tmp/some.vcf.gz" "$file" 2>/dev/null
		records "$name" "$tmp/some.vcf.gz" >"$tmp/want"
		annotate --no-version -Ou -o "$tmp/out.u" "$tmp/some.vcf.gz" && strips "$name, z to u" "$tmp/out.u"
	done
done
# and everybody, once
name='1kgp GRCh38 CYP2C19, all samples' file=$real/GRCh38/CYP2C19.vcf.gz
records "$name" "$file" >"$tmp/want"
annotate --no-version -Oz1 "$file" >"$tmp/out.z" && strips "$name, z to z" "$tmp/out.z"
done_testing
