#!/bin/sh
# Reports are true to the guidance: tests/cli/report_read.py derives each from `guide -O j` again, for people who do not exist and for
# people of the 1000 Genomes Project ($STARDOSE_SHARED), and refuses reports that were changed.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
[ -x "$STARDOSE" ] || { fail "no program at $STARDOSE"; exit 1; }
need python3
unset STARDOSE_TABLES
n_jobs=0 jobs=$tmp/jobs; : >"$jobs"
job() { # claim, holds or refused, guidance, reports, words: read at the end, all in one process
	n_jobs=$((n_jobs + 1))
	printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$jobs"
	pass
}
read_again() { # claim, arguments of guide and report
	_claim=$1 _asked=; shift
	case " $* " in *" --drugs "* | *" --drug-class "*) _asked=asked ;; esac
	case " $* " in *" --source cpic "*) _asked="$_asked CPIC" ;; *" --source fda "*) _asked="$_asked FDA" ;; esac
	"$STARDOSE" guide -O j "$@" >"$tmp/guidance" 2>/dev/null
	"$STARDOSE" report -O j "$@" >"$tmp/reports" 2>/dev/null
	cp "$tmp/guidance" "$tmp/$n_jobs.guidance" && cp "$tmp/reports" "$tmp/$n_jobs.reports"
	job "$_claim" holds "$tmp/$n_jobs.guidance" "$tmp/$n_jobs.reports" "$_asked"
}

# ---- nine people ----
python3 "$top_srcdir/tests/people.py" "$top_srcdir/tables" "$top_srcdir/tools" "$tmp" || exit 1
measured="--outside $tmp/outside.tsv --copy-number $tmp/copies.tsv"
asked=amitriptyline,ketamine,warfarin,ondansetron,TMS,psilocybin,codeine,clozapine
# shellcheck disable=SC2086
{
	read_again "nine people" $measured --context "$tmp/context.tsv" "$tmp/people.vcf"
	cp "$tmp/guidance" "$tmp/nine.guidance" && cp "$tmp/reports" "$tmp/nine.reports"
	read_again "medicines that were asked for" $measured --context "$tmp/context.tsv" --drugs "$asked" "$tmp/people.vcf"
	read_again "names that were asked for and are not known" $measured --drugs codeine,paroxtine,frobnicol "$tmp/people.vcf"
	read_again "a class that was asked for" $measured --drug-class TCA "$tmp/people.vcf"
	read_again "one source alone" $measured --context "$tmp/context.tsv" --source cpic "$tmp/people.vcf"
	read_again "no guidance for what was asked" $measured --source fda --drugs ibuprofen,tms "$tmp/people.vcf"
	read_again "sites without a record" $measured --absent reference -g CYP2D6,CYP2C19,HLA-B "$top_srcdir/examples/two_people.GRCh38.vcf"
	for taken in none 'paroxetine 20 mg/d,omeprazole,codeine,unheard of,smoking' 'aripiprazole oral 10 mg/d;aripiprazole 400 mg' \
		'fluoxetine 14 d ago,quinidine,fluvoxamine,rifampicin,pregnancy' 'terbinafine topical,Lamisil,duloxetine,tramadol'; do
		for who in on_medicines ambiguous ultrarapid no_call; do
			read_again "$who takes $taken" $measured --taking "$taken" -s $who "$tmp/people.vcf"
		done
	done
}

# ---- results that lack something, or say more than one thing ----
has() { # claim, text: the last report says it
	if grep -qF "$2" "$tmp/reports"; then pass; else fail "$1: no '$2'"; fi
}
lacks() { if grep -qF "$2" "$tmp/reports"; then fail "$1: '$2'"; else pass; fi; }
gene() { printf '{"sample":"x","genes":[%s]}\n' "$1" >"$tmp/results"; }
outside() { printf '#sample\tgene\tdiplotype\n' >"$tmp/alone"; printf 'x\t%s\t%s\n' "$@" >>"$tmp/alone"; }
gene ''
read_again "no gene" "$tmp/results"
has "no gene" '"genes":[],"genes_without_result":[]'
lacks "no gene" '"is_usual":true,"is_none":true'
gene '{"gene":"CYP2D6","phenotype":"Intermediate Metabolizer"}'
read_again "a phenotype alone" "$tmp/results"
has "a phenotype alone is from elsewhere, not read from genotypes" '"outside":[{"gene":"CYP2D6"}]'
has "the row of one score among several" '"action":"slower titration","dose":"40 mg/day, 80 mg/day only after 2 weeks and inadequate effect","is_dose_cut":true'
has "the row of one score among several" '"context":"adults","is_doubtful":false,"is_one_of_several":true'
gene '{"gene":"CYP2D6","activity_score":1.25},{"gene":"CYP2C9","activity_score":1}'
read_again "scores alone" "$tmp/results"
has "a score alone is a result" '"gene":"CYP2D6","diplotype":null,"phenotype":"Normal Metabolizer"'
has "a score alone is a result" '"genes_without_result":[]'
gene '{"gene":"CYP2D6","status":"called","phenotype":"Ultrarapid Metabolizer","activity_score":[3,null],"copies":"not_assessed"}'
read_again "a score without end" "$tmp/results"
has "a score without end" '"activity_score":"3 or more"'
gene '{"gene":"CYP2D6","status":"ambiguous","phenotype":"Indeterminate","candidates":[{"diplotype":"*1/*36xN+*10","phenotype":"Intermediate Metabolizer","activity_score":1.25,"haplotypes":[{"allele":"*1"},{"allele":"*10","tandem":[{"allele":"*36","or_more":true}]}]},{"diplotype":"*1/*10","phenotype":"Normal Metabolizer","activity_score":1.25}]}'
read_again "copies without a number in a tandem" "$tmp/results"
has "copies without a number in a tandem" '"diplotype":"*1/*36xN+*10","phenotype":"Intermediate Metabolizer","activity_score":"1.25 or more"'
has "copies without a number in a tandem" '"diplotype":"*1/*10","phenotype":"Normal Metabolizer","activity_score":"1.25"'
outside HLA-B '*15:02 positive' HLA-A '*31:01 negative'
read_again "findings alone" --outside "$tmp/alone"
has "findings alone" '"limits":[{"code":"outside"'
outside CYP2D6 '*5/*5'
read_again "no copy of a gene" --outside "$tmp/alone"
has "no copy of a gene" '"copies":"0"'
lacks "copies that another test may have counted" '"any_copies_counted":true'
outside CYP2D6 '*1/*2xN'
read_again "copies without a number" --outside "$tmp/alone"
has "copies without a number" '"copies":"3 or more"'
has "copies without a number" '"activity_score":"3 or more"'
outside CYP2D6 '*1xN/*4' CYP2C19 '*1/*1'
read_again "copies that may mean two phenotypes" --outside "$tmp/alone" --drugs paroxetine
has "copies that may mean two phenotypes" 'from another test; several diplotypes fit'
printf '#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n' >"$tmp/taken"
printf 'x\tmedicine\t%s\t.\t.\t%s\t%s\t.\n' fluoxetine 2026-01-01 2026-05-01 paroxetine . 2025-01-01 'aripiprazole oral' . . \
	'aripiprazole depot' . . sertraline 2026-06-01 . >>"$tmp/taken"
read_again "medicines stopped, twice, not begun" --outside "$tmp/alone" --context "$tmp/taken" --date 2026-05-20
has "of a medicine that was stopped nothing is advised" '"in_plain_words":"You no longer take this medicine, but it may act for some time yet.","sources_disagree":false'
for state in 'ended, acts still' 'ended' 'not begun'; do has "a medicine that is not taken" "\"state_text\":\"$state\""; done
gene '{"gene":"CYP2D6","status":"called","diplotype":"*1/*1","phenotype":"Normal Metabolizer","activity_score":2,"copies":2}'
read_again "a strong inhibitor" --taking paroxetine --drugs fluvoxamine "$tmp/results"
has "usual by genotype alone is not firm" '"is_usual":true,"is_none":false,"is_open":false,"is_doubtful":true,"is_acted_on":true'
mkdir "$tmp/own" && cp "$top_srcdir"/tables/*.tsv "$tmp/own"
sed '/^DPWG-nortriptyline-61b8a821/s/x0\.6/x0.55/' "$top_srcdir/tables/guidance.tsv" >"$tmp/own/guidance.tsv"
gene '{"gene":"CYP2D6","phenotype":"Intermediate Metabolizer","activity_score":1}'
read_again "a row of the laboratory" --tables "$tmp/own" --drugs nortriptyline "$tmp/results"
has "a row of the laboratory speaks as such" '"dose":"x0.55","is_dose_cut":false,"dose_says_it":true,"whole_dose":"x0.55","whole_says_it":false,"strength":null,"context":null,"is_doubtful":false,"is_one_of_several":false,"is_local":true'

sed '/^CYP2D6\t\*4\t/s/No function/Decreased function/' "$top_srcdir/tables/alleles.tsv" >"$tmp/own/alleles.tsv"
# shellcheck disable=SC2086
read_again "a gene by tables of the laboratory" --tables "$tmp/own" $measured -s on_medicines "$tmp/people.vcf"
has "a gene by tables of the laboratory" '"is_local":true,"edition":"CPIC 2024-08","phase":"phased"'

# ---- people who do ----
if [ -d "$STARDOSE_SHARED/data/1kgp/GRCh38" ]; then
	data=$STARDOSE_SHARED/data/1kgp/GRCh38
	gzip -dc "$data/CYP2D6.vcf.gz" | awk -F '\t' '/^#CHROM/ { for (i = 10; i <= NF; i += 30) print $i; exit }' >"$tmp/names"
	awk -v OFS='\t' '
		BEGIN {
			n = split("amitriptyline citalopram aripiprazole bupropion codeine omeprazole phenytoin lithium sertraline venlafaxine " \
				  "haloperidol clopidogrel metoprolol warfarin clozapine risperidone diazepam lamotrigine tramadol celecoxib " \
				  "fluvoxamine atomoxetine pimozide mirtazapine tamoxifen tacrolimus fluoxetine paroxetine rifampicin ketamine", m, " ")
			print "#sample", "kind", "name", "value", "unit", "start", "stop", "note"
		}
		{ for (k = 0; k < NR % 6; k++) print $1, "medicine", m[(NR * 7 + k * 5) % n + 1], ".", ".", ".", (NR + k) % 9 ? "." : "2026-0" k + 1 "-10", "." }
		NR % 4 == 0 { print $1, "condition", "smoking", ".", ".", ".", ".", "." }' "$tmp/names" >"$tmp/made_up"
	"$STARDOSE" call -O j -S "$tmp/names" "$data"/CYP*.vcf.gz >"$tmp/calls" 2>/dev/null
	read_again "people of the 1000 Genomes Project" --context "$tmp/made_up" "$tmp/calls"
	if [ "$(wc -l <"$tmp/reports")" -gt 100 ]; then pass; else fail "only $(wc -l <"$tmp/reports") real people"; fi
else
	echo "people of the 1000 Genomes Project: skipped, no shared data at $STARDOSE_SHARED (set STARDOSE_SHARED)"
fi

# ---- it can fail: each change of a report is refused ----
for who in on_medicines ambiguous; do
	grep "\"sample\":\"$who\"" "$tmp/nine.guidance" >"$tmp/$who.guidance"
	grep "\"sample\":\"$who\"" "$tmp/nine.reports" >"$tmp/$who.reports"
done
while IFS='	' read -r who what change; do
	[ -n "$who" ] || continue
	sed "$change" "$tmp/$who.reports" >"$tmp/changed"
	if cmp -s "$tmp/changed" "$tmp/$who.reports"; then fail "$what: '$change' changes nothing"; continue; fi
	mv "$tmp/changed" "$tmp/$n_jobs.reports"
	job "$what" refused "$tmp/$who.guidance" "$tmp/$n_jobs.reports" ''
done <<'CHANGES'
on_medicines	a line that lost a flag	s/"assignment_differs","rare_copies_not_assessed"/"assignment_differs"/
on_medicines	another sentence	s/CPIC advises the usual dose/CPIC advises a lower dose/
on_medicines	another row	s/"row_id":"CPIC-citalopram-e5094ce0"/"row_id":"CPIC-citalopram-c8d11825"/
on_medicines	a dose that the line does not have	s/"dose":"start x1.0"/"dose":"start x0.5"/
on_medicines	a strength that the line does not have	s/"strength":"optional"/"strength":"strong"/
on_medicines	a result that is firm of a sudden	s/"is_doubtful":true/"is_doubtful":false/
on_medicines	a doubt where there is none	s/"is_doubtful":false/"is_doubtful":true/
on_medicines	a watch that passes for usual	s/"direction":"watch","word":"discuss dose","symbol":"◆"/"direction":"usual","word":"usual approach","symbol":"●"/
on_medicines	another word for the direction	s/"word":"discuss another option"/"word":"usual approach"/
on_medicines	sources that agree of a sudden	s/"sources_disagree":true/"sources_disagree":false/
on_medicines	a source that falls silent	s/"source":"DPWG","speaks":true,/"source":"DPWG","speaks":false,/
on_medicines	the year of another edition	s/"year":2023/"year":2013/
on_medicines	a line under another number	s/"line":\([0-9]*\),/"line":1\1,/
on_medicines	a medicine that is left out	s/{"drug":"fluoxetine","direction":"usual",[^}]*},*//
on_medicines	a medicine under another name	s/{"drug":"venlafaxine"/{"drug":"duloxetine"/
on_medicines	a class for another	s/"class":"SNRI"/"class":"SSRI"/
on_medicines	a medicine in use by another name	s/"kind":"medicine","name":"omeprazole"/"kind":"medicine","name":"esomeprazole"/
on_medicines	a medicine in use that has ended	s/"state":"current"/"state":"ended"/
on_medicines	an estimate that is no change	s/"is_changed":true/"is_changed":false/
on_medicines	an estimate in the other way	s/"change":"slower"/"change":"faster"/
on_medicines	an estimate by a guideline	s/"basis":"convention"/"basis":"guideline"/
on_medicines	an estimate that stands for the result	s/"phenotype":"Intermediate Metabolizer"/"phenotype":"Poor Metabolizer"/
on_medicines	a mark in another step	s/"mark":{"from":37.5,"to":37.5/"mark":{"from":47.5,"to":47.5/
on_medicines	another step	s/"is_here":false,"is_possible":false,"is_scale":true},{"from":20,"is_here":true/"is_here":true,"is_possible":false,"is_scale":true},{"from":20,"is_here":false/
on_medicines	more sites seen	s/"sites_seen":\([0-9]*\),"sites_total"/"sites_seen":9\1,"sites_total"/
on_medicines	copies counted that were not	s/"copies_not_assessed":\[{"gene":"CYP2C19"},/"copies_not_assessed":[/
on_medicines	a letter without note	s/"letter":"b"/"letter":"zz"/
on_medicines	a reference to another paper	s/"reference":1}/"reference":2}/
on_medicines	a limit that is kept quiet	s/{"code":"copies","text"/{"code":"absent","text"/
on_medicines	interactions that nobody looked at	s/"interactions_assessed":true/"interactions_assessed":false/
on_medicines	nothing to discuss	s/"nothing_to_discuss":false/"nothing_to_discuss":true/
on_medicines	another person	s/"sample":"on_medicines"/"sample":"normal"/
ambiguous	one of several results that is the only one	s/"is_one_of_several":true/"is_one_of_several":false/
ambiguous	a step that is no longer possible	s/"is_possible":true/"is_possible":false/
ambiguous	one diplotype where several fit	s/"several":true/"several":false/
ambiguous	phase that is known of a sudden	s/"not_phased":\[{"gene":"CYP2D6"}/"not_phased":[{"gene":"CYP2C9"}/
ambiguous	a candidate that is left out	s/"candidates":\[{[^}]*},/"candidates":[/
ambiguous	a status for another	s/"status":"ambiguous"/"status":"called"/
CHANGES
python3 "$top_srcdir/tests/cli/report_read.py" "$top_srcdir/tables" "$jobs" || bad=1
done_testing
