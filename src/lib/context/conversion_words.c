/*
 * conversion_words.c - what a conversion says to people; it never predicts, ranks, or tells
 * anybody what to take
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "context/convert_impl.h"
#include "util/text.h"

/* ---- pieces ---- */

static int put_lower(kstring_t *out, const char *text)
{
	int failed = 0;

	for (const char *s = text; *s && !failed; s++)
		failed = kputc(tolower((unsigned char)*s), out) < 0;
	return failed;
}

/* " (activity score 0.5)", or nothing */
static int put_score(kstring_t *out, const struct sdi_words *words, struct stardose_score score)
{
	kstring_t lo = KS_INITIALIZE, hi = KS_INITIALIZE;
	int failed;

	if (score.lo < 0)
		return kputs("", out) < 0;
	failed = sdi_put_thousandths(&lo, score.lo) || sdi_put_thousandths(&hi, score.hi);
	if (!failed && score.or_more)
		failed = sdi_put_words(out, words, "conversion", "score_at_least", "score", lo.s,
				       NULL);
	else if (!failed && score.hi != score.lo)
		failed = sdi_put_words(out, words, "conversion", "score_range", "from", lo.s, "to",
				       hi.s, NULL);
	else if (!failed)
		failed = sdi_put_words(out, words, "conversion", "score", "score", lo.s, NULL);
	ks_free(&lo);
	ks_free(&hi);
	return failed;
}

/* What sentences are filled with; every part is "" where there is nothing to say. */
struct parts { kstring_t phenotype, score, class; };

static void release_parts(struct parts *p)
{
	ks_free(&p->phenotype);
	ks_free(&p->score);
	ks_free(&p->class);
}

static int put_genetic(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	struct parts p = { 0 };
	int failed;

	if (!strcmp(c->genetic_phenotype, "No Result"))
		return sdi_put_words(out, job->words, "conversion", "genetic_none", "gene", c->gene,
				     NULL);
	failed = put_lower(&p.phenotype, c->genetic_phenotype) ||
		 put_score(&p.score, job->words, c->genetic_score) ||
		 sdi_put_words(out, job->words, "conversion", "genetic", "gene", c->gene,
			       "phenotype", p.phenotype.s, "score", p.score.s, NULL);
	release_parts(&p);
	return failed;
}

/* ". Paroxetine ...": the sentence that begins at @beg has a capital. */
static void begin_sentence(kstring_t *out, size_t beg)
{
	if (beg < out->l)
		out->s[beg] = toupper((unsigned char)out->s[beg]);
}

/* " (strong inhibitor by FDA's table, last taken 14 days before)", or nothing */
static int put_class(kstring_t *out, const struct sdi_words *words, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;
	kstring_t in = KS_INITIALIZE, last = KS_INITIALIZE;
	char days[16];
	int failed = kputs("", &in) < 0 || kputs("", &last) < 0 || kputs("", out) < 0;

	if (!failed && it->effect <= SDI_INDUCER && it->is_fda) {
		snprintf(days, sizeof(days), "%d", a->days_since_stop);
		if (a->part_of)
			failed = sdi_put_words(&in, words, "conversion", "class_in", "combination",
					       a->part_of->name, NULL);
		if (!failed && a->days_since_stop >= 0)
			failed = sdi_put_words(&last, words, "conversion", "class_last", "days",
					       days, NULL);
		failed = failed || sdi_put_words(out, words, "conversion", "class", "strength",
						 sdi_strength_name(it->strength), "effect",
						 sdi_effect_name(it->effect), "in", in.s, "last",
						 last.s, NULL);
	}
	ks_free(&in);
	ks_free(&last);
	return failed;
}

/* What acts, and what cannot be computed of it. */
static int put_acting(kstring_t *out, const struct sdi_conversion_job *job, const char *class)
{
	const struct stardose_conversion *c = &job->out->pub;
	const struct sdi_interaction *it = job->deciding->interaction;
	const char *code = *c->factor == '1' ? "acts_unchanged" : "acts_not_computed";

	if (it->effect == SDI_INCREASE || it->effect == SDI_DECREASE ||
	    it->agent->kind == SDI_AGENT_EXPOSURE) {
		code = it->effect == SDI_DECREASE || it->effect == SDI_INHIBITOR ? "lowers"
										 : "raises";
		return sdi_put_words(out, job->words, "conversion", code, "agent", c->because_of,
				     NULL);
	}
	return sdi_put_words(out, job->words, "conversion", code, "agent", c->because_of, "class",
			     class, NULL);
}

/* Is there an estimate to be told? */
static int is_estimated(const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	const struct sdi_interaction *it = job->deciding->interaction;

	return it->effect != SDI_INCREASE && it->effect != SDI_DECREASE &&
	       it->agent->kind != SDI_AGENT_EXPOSURE && c->is_computed && c->phenotype &&
	       *c->factor != '1' && *c->rule && strcmp(c->rule, "flag") != 0;
}

static int put_other_class(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct sdi_interaction *other = job->other_class->interaction;
	size_t beg = out->l + 2;
	int failed = kputs(". ", out) < 0 ||
		     sdi_put_words(out, job->words, "conversion", "other_class", "agent",
				   other->agent->name, "effect", sdi_effect_name(other->effect),
				   NULL);

	begin_sentence(out, beg);
	return failed;
}

static int put_estimate(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	struct parts p = { 0 };
	size_t beg = out->l + 2;
	int failed;

	if (job->other_class && !job->deciding)
		return put_other_class(out, job);
	if (!job->deciding || !*c->because_of)
		return 0;
	failed = put_class(&p.class, job->words, job->deciding);
	if (!failed && is_estimated(job)) {
		failed = put_lower(&p.phenotype, c->phenotype) ||
			 put_score(&p.score, job->words, c->score) ||
			 sdi_put_words(out, job->words, "conversion", "estimated", "phenotype",
				       p.phenotype.s, "score", p.score.s, "agents", c->because_of,
				       "class", p.class.s, NULL);
	} else if (!failed) {
		failed = kputs(". ", out) < 0 || put_acting(out, job, p.class.s);
		begin_sentence(out, beg);
	}
	release_parts(&p);
	return failed;
}

static int put_basis(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;

	if (!*c->because_of || !*c->factor || *c->factor == '1')
		return 0;
	if (!c->selects)
		return sdi_put_words(out, job->words, "conversion", "goes_by_none", NULL);
	if (c->basis == STARDOSE_BASIS_LABEL)
		return sdi_put_words(out, job->words, "conversion", "goes_by_label", "drug",
				     c->drug, NULL);
	return sdi_put_words(out, job->words, "conversion", "goes_by_source", "source", c->selects,
			     "drug", c->drug, NULL);
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
				failed = sdi_put_words(out, job->words, "conversion", "levels",
						       "drug", fact->drug, "change", fact->change,
						       "agent", fact->agent->name, "citation",
						       fact->citation, NULL);
	}
	return failed;
}

static int put_possible(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct sdi_acting *a = job->possible;
	size_t beg = out->l + 2;
	char days[16];
	int failed;

	if (!a)
		return 0;
	snprintf(days, sizeof(days), "%d", a->days_since_stop);
	failed = kputs(". ", out) < 0;
	if (!failed && a->state == STARDOSE_ITEM_UNKNOWN_END)
		failed = sdi_put_words(out, job->words, "conversion", "possible_unknown", "agent",
				       a->interaction->agent->name, NULL);
	else if (!failed)
		failed = sdi_put_words(out, job->words, "conversion", "possible", "agent",
				       a->interaction->agent->name, "days", days, "strength",
				       sdi_strength_name(a->interaction->strength), "effect",
				       sdi_effect_name(a->interaction->effect), NULL);
	begin_sentence(out, beg);
	return failed;
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
	struct parts p = { 0 };
	int failed;

	if (!strcmp(c->genetic_phenotype, "No Result"))
		failed = sdi_put_words(out, job->words, "conversion", "subject_none", "gene",
				       c->gene, NULL);
	else
		failed = ksprintf(out, "%s ", c->gene) < 0 ||
			 put_lower(out, c->genetic_phenotype) ||
			 put_score(out, job->words, c->genetic_score);
	if (!failed && c->phenotype && *c->because_of) {
		failed = put_lower(&p.phenotype, c->phenotype) || kputs("", &p.score) < 0;
		if (!failed && (c->score.or_more || c->score.lo > 0))
			failed = put_score(&p.score, job->words, c->score);
		failed = failed || sdi_put_words(out, job->words, "conversion", "subject_estimated",
						 "phenotype", p.phenotype.s, "score", p.score.s,
						 "agents", c->because_of, NULL);
	}
	release_parts(&p);
	return failed;
}

/* What the line of guidance says in brackets where the genetic result selected it. */
static int put_caveat(kstring_t *out, const struct sdi_conversion_job *job)
{
	const struct stardose_conversion *c = &job->out->pub;
	const struct sdi_acting *a = job->deciding ? job->deciding : job->possible;

	if (!a || *c->factor == '1' || a->interaction->strength == SDI_WEAK ||
	    a->interaction->action == SDI_ACTION_NONE)
		return 0;
	return sdi_put_words(out, job->words, "conversion", "caveat", "agents",
			     *c->because_of ? c->because_of : a->interaction->agent->name, NULL);
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
	int failed = put_genetic(&text, job) || put_estimate(&text, job) || put_basis(&text, job) ||
		     put_levels(&text, job) || put_possible(&text, job) || kputc('.', &text) < 0;

	c->text = keep(job, &text, failed);
	c->subject = keep(job, &text, put_subject(&text, job));
	c->caveat = keep(job, &text, put_caveat(&text, job));
	c->citation = keep(job, &text, put_citation(&text, job));
	ks_free(&text);
}
