/*
 * conversion_words.c - what a conversion says to people; it never predicts, ranks, or tells
 * anybody what to take
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "context/convert.h"

static const struct { const char *flag, *text;
} flag_texts[] = {
	{ "phenoconverted", "the estimate under the medicines named is another phenotype than the "
			    "genetic one, and selected the row" },
	{ "score_changed_same_category",
	  "the estimated activity score is another, the phenotype is the same" },
	{ "no_further_change",
	  "the genetic result is at the bottom already; an inhibitor changes nothing more" },
	{ "convention_only", "an estimate exists, but no guideline or label uses it here; the "
			     "genetic result selected the row" },
	{ "score_not_in_table",
	  "the estimated score is between the scores that the source lists; its band decides" },
	{ "range_result", "the genetic score has no upper end, so the estimate is a range" },
	{ "um_caveat",
	  "strong inhibition of an ultrarapid metabolizer may fail at low doses of the inhibitor" },
	{ "multiple_inhibitors",
	  "several inhibitors are taken; the strongest decides, and factors are not multiplied" },
	{ "weak_inhibitor", "a weak inhibitor is taken; it changes no result" },
	{ "weak_inducer", "a weak inducer is taken; it changes no result" },
	{ "high_dose_advisory",
	  "a weak inhibitor in a dose that some compendia call moderate; nothing is converted" },
	{ "self_excluded", "a medicine does not convert its own result" },
	{ "route_excluded",
	  "a medicine is used by a route that does not reach the blood in amounts that count" },
	{ "route_not_given", "the route of a medicine that inhibits only when it is taken by mouth "
			     "was not given; by mouth was taken for granted" },
	{ "residual_inhibition", "the last dose is so recent that inhibition is assumed to last" },
	{ "residual_possible",
	  "the last dose is so recent that inhibition may last; nothing is converted" },
	{ "duration_not_on_file",
	  "the medicine is no longer taken; how long its effect lasts is not on file" },
	{ "ambiguous_diplotype", "several diplotypes fit, and each was converted" },
	{ "genotype_indeterminate", "the genetic phenotype is indeterminate" },
	{ "genotype_not_called", "the gene has no genetic result" },
	{ "inhibitor_present",
	  "an inhibitor is taken, and there is no genetic score that it could change" },
	{ "inhibitor_driven", "the estimate rests on the inhibitor alone" },
	{ "inhibitor_and_inducer",
	  "inhibitors and inducers are taken together; nothing is computed" },
	{ "no_fda_classification", "a medicine acts on the enzyme by a source other than FDA's "
				   "table, which has no class for it" },
	{ "tdm_fact", "serum levels of the medicine were measured under this co-medication" },
	{ "local", "a row, rule or method of the laboratory that runs the program, not one that "
		   "the program ships" },
	{ "inducer_no_effect_on_pm", "there is no enzyme to induce" },
};

const char *stardose_conversion_flag_text(const char *flag)
{
	static const struct { const char *prefix, *text;
	} families[] = {
		{ "unresolved_", "a medicine of this class is taken, and no guideline says how the "
				 "result follows" },
		{ "other_enzyme_",
		  "a medicine that acts here weighs more on the enzyme that is named" },
		{ "pregnancy_",
		  "pregnancy changes the activity of the enzyme; no guideline gives a factor" },
		{ "inflammation_", "inflammation lowers the activity of the enzyme; there is no "
				   "cut-off and no factor, a measured level tells more" },
		{ "ask_on_change_of_",
		  "a change of what is named changes levels; worth asking about" },
	};

	for (size_t i = 0; i < sizeof(flag_texts) / sizeof(*flag_texts); i++)
		if (!strcmp(flag_texts[i].flag, flag))
			return flag_texts[i].text;
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (!strncmp(families[i].prefix, flag, strlen(families[i].prefix)))
			return families[i].text;
	if (strlen(flag) > 8 && (!strcmp(flag + strlen(flag) - 8, "_inducer") ||
				 !strcmp(flag + strlen(flag) - 8, "nhibitor")))
		return "something other than a medicine changes the activity of the enzyme";
	return NULL;
}

/* ---- pieces ---- */

static int put_lower(kstring_t *out, const char *text)
{
	int failed = 0;

	for (const char *s = text; *s && !failed; s++)
		failed = kputc(tolower((unsigned char)*s), out) < 0;
	return failed;
}

static int put_number(kstring_t *out, int thousandths)
{
	char digits[16];
	size_t n = (size_t)snprintf(digits, sizeof(digits), "%d.%03d", thousandths / 1000,
				    thousandths % 1000);

	while (digits[n - 1] == '0')
		n--;
	n -= digits[n - 1] == '.';
	return kputsn(digits, n, out) < 0;
}

static int put_score(kstring_t *out, struct stardose_score score)
{
	int failed;

	if (score.lo < 0)
		return 0;
	failed = kputs(score.or_more ? " (activity score at least " : " (activity score ", out) <
			 0 ||
		 put_number(out, score.lo);
	if (!failed && !score.or_more && score.hi != score.lo)
		failed = kputs(" to ", out) < 0 || put_number(out, score.hi);
	return failed || kputc(')', out) < 0;
}

static int put_genetic(kstring_t *out, const struct stardose_conversion *c)
{
	if (!strcmp(c->genetic_phenotype, "No Result"))
		return ksprintf(out, "%s has no genetic result", c->gene) < 0;
	return ksprintf(out, "%s by genotype: ", c->gene) < 0 ||
	       put_lower(out, c->genetic_phenotype) || put_score(out, c->genetic_score);
}

/* A sentence that begins with a name */
static int put_new_sentence(kstring_t *out, const char *name)
{
	return kputs(". ", out) < 0 || kputc(toupper((unsigned char)*name), out) < 0 ||
	       kputs(name + (*name != 0), out) < 0;
}

/* "a strong inhibitor by FDA's table, last taken 14 days before" */
static int put_deciding(kstring_t *out, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;
	int failed = 0;

	if (it->effect <= SDI_INDUCER && it->is_fda)
		failed = ksprintf(out, " (%s %s by FDA's table", sdi_strength_name(it->strength),
				  sdi_effect_name(it->effect)) < 0;
	else
		return 0;
	if (!failed && a->part_of)
		failed = ksprintf(out, ", in %s", a->part_of->name) < 0;
	if (!failed && a->days_since_stop >= 0)
		failed = ksprintf(out, ", last taken %d days before", a->days_since_stop) < 0;
	return failed || kputc(')', out) < 0;
}

static int put_estimate(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	const struct sdi_interaction *other =
		job->other_class ? job->other_class->interaction : NULL;
	int failed;

	if (other && !job->deciding)
		return put_new_sentence(out, other->agent->name) ||
		       ksprintf(out,
				" is named as %s of it by a source other than FDA's table, which "
				"has no class for it",
				sdi_effect_name(other->effect)) < 0;

	if (!job->deciding || !*c->because_of)
		return 0;
	if (job->deciding->interaction->effect == SDI_INCREASE ||
	    job->deciding->interaction->effect == SDI_DECREASE ||
	    job->deciding->interaction->agent->kind == SDI_AGENT_EXPOSURE)
		return put_new_sentence(out, c->because_of) ||
		       ksprintf(out,
				" %s its activity; by how much is not known well enough to be "
				"computed, a measured level tells more",
				job->deciding->interaction->effect == SDI_DECREASE ||
						job->deciding->interaction->effect == SDI_INHIBITOR
					? "lowers"
					: "raises") < 0;
	if (!c->is_computed || !c->phenotype || *c->factor == '1' || !*c->rule ||
	    !strcmp(c->rule, "flag"))
		return put_new_sentence(out, c->because_of) || kputs(" acts on it", out) < 0 ||
		       put_deciding(out, job->deciding) ||
		       kputs(*c->factor == '1' ? " and changes no result"
					       : "; what that makes of the result is not computed",
			     out) < 0;
	failed = kputs("; estimated ", out) < 0 || put_lower(out, c->phenotype) ||
		 put_score(out, c->score);
	return failed || ksprintf(out, " because of %s", c->because_of) < 0 ||
	       put_deciding(out, job->deciding);
}

static int put_basis(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;

	if (!*c->because_of || !*c->factor || *c->factor == '1')
		return 0;
	if (c->selects)
		return ksprintf(out, ". %s goes by this for %s",
				c->basis == STARDOSE_BASIS_LABEL ? "The label" : c->selects,
				c->drug) < 0;
	return kputs(". No guideline goes by this here; it selects no row", out) < 0;
}

static int put_levels(kstring_t *out, const struct sdi_conversion_job *job)
{
	int failed = 0;

	for (int i = 0; job->drug && job->profile && i < job->facts->n_levels && !failed; i++) {
		const struct sdi_level_fact *fact = &job->facts->levels[i];

		if (strcmp(fact->gene, job->method->gene) || strcmp(fact->drug, job->drug->name))
			continue;
		for (int k = 0; k < job->profile->n && !failed; k++)
			if (job->profile->acting[k].interaction->agent == fact->agent &&
			    !job->profile->acting[k].is_local &&
			    job->profile->acting[k].state <= STARDOSE_ITEM_RESIDUAL)
				failed = ksprintf(out,
						  ". Serum levels of %s were %s %% higher with %s "
						  "(%s)",
						  fact->drug, fact->change, fact->agent->name,
						  fact->citation) < 0;
	}
	return failed;
}

static int put_possible(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct sdi_acting *a = job->possible;

	if (!a)
		return 0;
	if (a->state == STARDOSE_ITEM_UNKNOWN_END)
		return put_new_sentence(out, a->interaction->agent->name) ||
		       kputs(" is no longer taken; how long its effect lasts is not on file", out) <
			       0;
	return put_new_sentence(out, a->interaction->agent->name) ||
	       ksprintf(out,
			" was last taken %d days before and may act still (%s %s by FDA's table)",
			a->days_since_stop, sdi_strength_name(a->interaction->strength),
			sdi_effect_name(a->interaction->effect)) < 0;
}

static const char *keep(struct sdi_conversion_job *job, kstring_t *text, int failed)
{
	const char *kept = failed ? NULL : sdi_arena_strdup(job->arena, text->l ? text->s : "");

	job->failed |= !kept;
	text->l = 0;
	return kept ? kept : "";
}

/* "GENE normal metabolizer (activity score 2), estimated poor metabolizer because of paroxetine" */
static int put_subject(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	int failed;

	if (!strcmp(c->genetic_phenotype, "No Result"))
		failed = ksprintf(out, "%s without genetic result", c->gene) < 0;
	else
		failed = ksprintf(out, "%s ", c->gene) < 0 ||
			 put_lower(out, c->genetic_phenotype) || put_score(out, c->genetic_score);
	if (failed || !c->phenotype || !*c->because_of)
		return failed;
	failed = kputs(", estimated ", out) < 0 || put_lower(out, c->phenotype);
	if (!failed && (c->score.or_more || c->score.lo > 0))
		failed = put_score(out, c->score);
	return failed || ksprintf(out, " because of %s", c->because_of) < 0;
}

/* What the line of guidance says in brackets where the genetic result selected it. */
static int put_caveat(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	const struct sdi_acting *a = job->deciding ? job->deciding : job->possible;

	if (!a || *c->factor == '1' || a->interaction->strength == SDI_WEAK ||
	    a->interaction->action == SDI_ACTION_NONE)
		return 0;
	return ksprintf(out, "%s may change this",
			*c->because_of ? c->because_of : a->interaction->agent->name) < 0;
}

static int put_citation(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct sdi_acting *a = job->deciding   ? job->deciding
				     : job->possible ? job->possible
						     : job->other_class;
	int failed =
		kputs(job->out->pub.selects ? job->rule->citation : job->method->citation, out) < 0;

	return failed || (a && ksprintf(out, "; %s", a->interaction->citation) < 0);
}

void sdi_conversion_words(struct sdi_conversion_job *job)
{
	struct stardose_conversion *c = &job->out->pub;
	kstring_t text = KS_INITIALIZE;
	int failed = put_genetic(&text, c) || put_estimate(&text, job) || put_basis(&text, job) ||
		     put_levels(&text, job) || put_possible(&text, job) || kputc('.', &text) < 0;

	c->text = keep(job, &text, failed);
	c->subject = keep(job, &text, put_subject(&text, job));
	c->caveat = keep(job, &text, put_caveat(&text, job));
	c->citation = keep(job, &text, put_citation(&text, job));
	ks_free(&text);
}
