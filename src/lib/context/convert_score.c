/*
 * convert_score.c - R1 to R9: activity scores under inhibitors; and the opt-in convention that
 * steps by categories
 *
 * Scores are counted in half hundredths here, because the only factors are 0 and 0.5: nothing is
 * rounded.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "context/convert_impl.h"

#define NO_END INT_MAX

/* From @lo to @hi half hundredths, both included */
struct range { int lo, hi; };

static int is_indeterminate(const char *phenotype)
{
	return !phenotype || !strcmp(phenotype, "Indeterminate");
}

/*
 * Does the score range meet the band? Bands are written in hundredths; a half hundredth between two
 * of them belongs to the upper one (0.005 is more than 0).
 */
static int meets(const struct stardose_phenotype_rule *rule, struct range r)
{
	int hi = rule->hi == INT_MAX ? NO_END : 2 * rule->hi;

	return rule->is_score && rule->guideline == STARDOSE_GUIDELINE_CPIC && rule->lo >= 0 &&
	       r.lo <= hi && r.hi >= 2 * rule->lo - 1;
}

/* The phenotypes of a range of scores, lowest first; how many */
static int phenotypes_of(const struct stardose_gene *gene, struct range r, const char **out,
			 int max)
{
	int n = 0;

	for (int i = 0; gene && i < gene->n_rules; i++)
		if (meets(&gene->rules[i], r) && n < max)
			out[n++] = gene->rules[i].phenotype;
	return n;
}

/*
 * The scores that a candidate may have: its own, at least its own, or the band of its phenotype;
 * 0: nothing is known
 */
static int scores_of(const struct sdi_conversion_job *job, const struct stardose_gene_candidate *c,
		     struct range *out)
{
	if (c->score[STARDOSE_GUIDELINE_CPIC] != STARDOSE_VALUE_NONE) {
		out->lo = 2 * c->score[STARDOSE_GUIDELINE_CPIC];
		out->hi = c->is_score_or_more ? NO_END : out->lo;
		return 1;
	}
	for (int i = 0;
	     job->gene && c->phenotype[STARDOSE_GUIDELINE_CPIC] && i < job->gene->n_rules; i++) {
		const struct stardose_phenotype_rule *rule = &job->gene->rules[i];

		if (!rule->is_score || rule->guideline != STARDOSE_GUIDELINE_CPIC || rule->lo < 0 ||
		    strcasecmp(rule->phenotype, c->phenotype[STARDOSE_GUIDELINE_CPIC]))
			continue;
		out->lo = 2 * rule->lo;
		out->hi = rule->hi == INT_MAX ? NO_END : 2 * rule->hi;
		return 1;
	}
	return 0;
}

static struct range scaled(struct range r, int tenths)
{
	r.lo = r.lo / 10 * tenths + r.lo % 10 * tenths / 10;
	r.hi = r.hi == NO_END && tenths ? NO_END
	       : tenths			? r.hi / 10 * tenths + r.hi % 10 * tenths / 10
					: 0;
	return r;
}

/* ---- the estimate as a result to join with ---- */

#define MAX_BANDS 8

struct estimate {
	struct stardose_gene_result *result;
	struct stardose_gene_candidate *c;
	int n_names;
	const char *names[MAX_BANDS];	/* distinct phenotypes, as they come */
};

static void add_name(struct estimate *e, const char *name)
{
	for (int i = 0; i < e->n_names; i++)
		if (!strcmp(e->names[i], name))
			return;
	if (e->n_names < MAX_BANDS)
		e->names[e->n_names++] = name;
}

static void add_candidate(struct estimate *e, const char *diplotype, const char *phenotype,
			  struct range r)
{
	struct stardose_gene_candidate *c = &e->c[e->result->n_candidates++];
	int score = r.lo == r.hi ? r.lo / 2 : STARDOSE_VALUE_NONE;

	*c = (struct stardose_gene_candidate){ .diplotype = diplotype,
					       .phenotype = { phenotype, phenotype },
					       .score = { score, score } };
	c->half_hundredth = r.lo == r.hi && r.lo % 2;
	add_name(e, phenotype);
}

static void convert_candidate(struct sdi_conversion_job *job, struct estimate *e,
			      const struct stardose_gene_candidate *from, int tenths)
{
	struct stardose_conversion *c = &job->out->pub;
	const char *bands[MAX_BANDS];
	struct range r = { 0, 0 };
	int n = 0, known = from && scores_of(job, from, &r),
	    had_score = from && from->score[STARDOSE_GUIDELINE_CPIC] != STARDOSE_VALUE_NONE;

	if (known || !tenths)
		n = phenotypes_of(job->gene, r = scaled(r, tenths), bands, MAX_BANDS);
	if (!n) {	/* half of unknown is unknown */
		e->c[e->result->n_candidates++] = *from;
		add_name(e, is_indeterminate(from->phenotype[STARDOSE_GUIDELINE_CPIC])
				    ? "Indeterminate"
				    : from->phenotype[STARDOSE_GUIDELINE_CPIC]);
		return;
	}
	if (had_score || !tenths) {
		c->score.lo = c->score.lo < 0 || 5 * r.lo < c->score.lo ? 5 * r.lo : c->score.lo;
		c->score.or_more |= r.hi == NO_END;
		if (r.hi != NO_END && 5 * r.hi > c->score.hi)
			c->score.hi = 5 * r.hi;
	}
	for (int i = 0; i < n; i++)
		add_candidate(e, from ? from->diplotype : "no result", bands[i],
			      n > 1 ? (struct range){ r.lo, r.lo + 1 } : r);
}

static int start_estimate(struct sdi_conversion_job *job, struct estimate *e)
{
	int n = job->result ? job->result->n_candidates : 0;

	e->result = sdi_arena_alloc(job->arena, sizeof(*e->result));
	e->c = sdi_arena_alloc(job->arena, (n * MAX_BANDS + 1) * sizeof(*e->c));
	if (!e->result || !e->c)
		return -1;
	if (job->result)
		*e->result = *job->result;
	else
		*e->result = (struct stardose_gene_result){ .gene = job->method->gene,
							    .status = STARDOSE_STATUS_NO_CALL,
							    .copies = -2 };
	e->result->n_candidates = 0;
	e->result->candidates = e->c;
	return 0;
}

/* "A or B"; a single one stands as it is */
static const char *joined(struct sdi_conversion_job *job, const struct estimate *e)
{
	char text[256] = "";
	size_t used = 0;

	if (e->n_names == 1)
		return e->names[0];
	for (int i = 0; i < e->n_names && used < sizeof(text); i++)
		used += snprintf(text + used, sizeof(text) - used, "%s%s", i ? " or " : "",
				 e->names[i]);
	return sdi_arena_strdup(job->arena, text);
}

static int same_score(struct stardose_score a, struct stardose_score b)
{
	return a.lo == b.lo && a.hi == b.hi && a.or_more == b.or_more;
}

/* ---- the rules ---- */

static void flag_genotype(struct sdi_conversion_job *job, int is_strong)
{
	const struct stardose_conversion *c = &job->out->pub;
	int is_called = job->result && job->result->n_candidates;

	if (!is_called)
		sdi_conversion_flag(job, "genotype_not_called");
	else if (job->result->n_candidates > 1)
		sdi_conversion_flag(job, "ambiguous_diplotype");
	if (is_called && is_indeterminate(c->genetic_phenotype))
		sdi_conversion_flag(job, "genotype_indeterminate");
	if (!is_called && is_strong)
		sdi_conversion_flag(job, "inhibitor_driven");
	else if (!is_strong && (!is_called || is_indeterminate(c->phenotype)))
		sdi_conversion_flag(job, "inhibitor_present");
}

static void flag_change(struct sdi_conversion_job *job, int factor, int is_strong)
{
	const struct stardose_conversion *c = &job->out->pub;
	int other_category = strcmp(c->phenotype, c->genetic_phenotype) != 0,
	    other_score = !same_score(c->score, c->genetic_score);
	int is_called = job->result && job->result->n_candidates, step = job->method->score_step;

	if (factor == 10)
		return;
	if (is_called && !other_category && !other_score && !is_indeterminate(c->phenotype))
		sdi_conversion_flag(job, "no_further_change");
	else if (!c->selects && (other_category || other_score))
		sdi_conversion_flag(job, "convention_only");
	else if (other_category && is_called)
		sdi_conversion_flag(job, "phenoconverted");
	else if (other_score && is_called)
		sdi_conversion_flag(job, "score_changed_same_category");
	if (c->score.lo >= 0 && c->score.lo == c->score.hi && !c->score.or_more && step &&
	    c->score.lo % step)
		sdi_conversion_flag(job, "score_not_in_table");
	if (c->score.or_more)
		sdi_conversion_flag(job, "range_result");
	if (is_strong && strstr(c->genetic_phenotype, "Ultrarapid"))
		sdi_conversion_flag(job, "um_caveat");
}

static void name_rule(struct sdi_conversion_job *job, enum sdi_strength strength)
{
	static const char *const rules[] = { "R3", "R4", "R5" };
	struct stardose_conversion *c = &job->out->pub;
	char text[32];

	c->rule_from = "guideline";
	snprintf(text, sizeof(text), "%s", rules[strength]);
	if (job->n_inhibitors > 1) {
		sdi_conversion_flag(job, "multiple_inhibitors");
		snprintf(text, sizeof(text), "R6");
		if (strength == SDI_MODERATE && job->n_halving > 1)
			c->rule_from =
				"project_decision"; /* no source says whether factors multiply */
	}
	if (c->score.or_more && strength == SDI_MODERATE) {
		snprintf(text, sizeof(text), "R9");
		c->rule_from = "arithmetic";
	}
	if (job->deciding->state == STARDOSE_ITEM_RESIDUAL) {
		strncat(text, "+washout", sizeof(text) - strlen(text) - 1);
		c->rule_from = "project_decision";
		sdi_conversion_flag(job, "residual_inhibition");
	}
	c->rule = sdi_arena_strdup(job->arena, text);
	job->failed |= !c->rule;
}

/* Without anything that acts the genetic result is the estimate. */
static void keep(struct sdi_conversion_job *job)
{
	struct stardose_conversion *c = &job->out->pub;

	c->is_computed = 1;
	c->phenotype = c->genetic_phenotype;
	c->score = c->genetic_score;
	if (job->deciding)
		c->because_of = job->deciding->interaction->agent->name;
	if (job->rule && c->basis == job->rule->basis) {
		c->selects = job->rule->selects;
		c->selects_context = job->rule->context;
	}
}

static void set_basis(struct sdi_conversion_job *job, enum sdi_strength strength)
{
	struct stardose_conversion *c = &job->out->pub;
	const struct sdi_conversion_rule *rule = job->rule;

	/*
	 * a guideline that says nothing of weak inhibitors leaves the result as it is; a label's
	 * rule is about what it names
	 */
	if (rule && (rule->strengths >> strength & 1 ||
		     (strength == SDI_WEAK && rule->basis == STARDOSE_BASIS_GUIDELINE))) {
		c->basis = rule->basis;
		c->selects = rule->selects;
		c->selects_context = rule->context;
	} else {
		c->basis = STARDOSE_BASIS_CONVENTION;
	}
}

static const char *agent_words(struct sdi_conversion_job *job, const struct sdi_acting *a)
{
	char text[160];

	if (!a->interaction->is_systemic_only || !*a->route_word)
		return a->interaction->agent->name;
	snprintf(text, sizeof(text), "%.120s %.30s", a->interaction->agent->name, a->route_word);
	return sdi_arena_strdup(job->arena, text);
}

void sdi_convert_score(struct sdi_conversion_job *job)
{
	static const char *const factors[] = { [0] = "0", [5] = "0.5", [10] = "1" };
	struct stardose_conversion *c = &job->out->pub;
	struct estimate e = { 0 };
	enum sdi_strength strength;
	int factor, n = job->result ? job->result->n_candidates : 0;

	if (!job->inhibitor) {
		keep(job);
		return;
	}
	job->deciding = job->inhibitor;
	strength = job->inhibitor->interaction->strength;
	factor = strength == SDI_WEAK || job->inhibitor->interaction->factor == SDI_FACTOR_NONE
			 ? 10
			 : job->inhibitor->interaction->factor;
	set_basis(job, strength);
	if (strength == SDI_WEAK)
		sdi_conversion_flag(job, "weak_inhibitor");
	if (start_estimate(job, &e) < 0) {
		job->failed = 1;
		return;
	}
	for (int i = 0; i < n; i++)
		convert_candidate(job, &e, &job->result->candidates[i], factor);
	if (!n && !factor)
		convert_candidate(job, &e, NULL, 0);
	c->is_computed = 1;
	c->phenotype = e.n_names ? joined(job, &e) : c->genetic_phenotype;
	if (c->score.lo >= 0 && c->score.or_more)
		c->score.hi = -1;
	c->because_of = agent_words(job, job->deciding);
	c->factor = factors[factor];
	job->failed |= !c->phenotype || !c->because_of;
	if (job->failed)
		return;
	name_rule(job, strength);
	flag_genotype(job, strength == SDI_STRONG);
	flag_change(job, factor, strength == SDI_STRONG);
	if (c->selects && factor != 10)
		job->out->result = e.result;
}

/* ---- steps by categories: a convention that has to be asked for ---- */

static int step_of(const struct sdi_conversion_method *m, const char *phenotype)
{
	for (int i = 0; i < m->n_steps; i++)
		if (!strcmp(m->steps[i], phenotype))
			return i;
	return -1;
}

static void flag_steps(struct sdi_conversion_job *job, const struct sdi_acting *a, int step)
{
	const struct sdi_interaction *it = a ? a->interaction : NULL;

	if (!it)
		return;
	if (it->strength == SDI_WEAK)
		sdi_conversion_flag(job, "weak_%s", sdi_effect_name(it->effect));
	else if (step == 0 && it->effect == SDI_INDUCER)
		sdi_conversion_flag(job, "inducer_no_effect_on_pm");
	else if (step == 0)
		sdi_conversion_flag(job, "no_further_change");
	else
		sdi_conversion_flag(job, "unresolved_%s_%s", sdi_strength_name(it->strength),
				    sdi_effect_name(it->effect));
	if (a->state == STARDOSE_ITEM_RESIDUAL)
		sdi_conversion_flag(job, "residual_inhibition");
}

static int moved(const struct sdi_conversion_method *m, const struct sdi_interaction *it, int step)
{
	if (it->effect == SDI_INHIBITOR && it->strength == SDI_STRONG)
		return 0;
	if (step < 0 || it->strength == SDI_WEAK)
		return step;
	if (it->effect == SDI_INHIBITOR)
		return step ? step - 1 : 0;
	return step && step + 1 < m->n_steps ? step + 1 : step;
}

void sdi_convert_steps(struct sdi_conversion_job *job)
{
	const struct sdi_conversion_method *m = job->method;
	struct stardose_conversion *c = &job->out->pub;
	int opted = *job->convention && !strcasecmp(job->convention, m->convention),
	    step = step_of(m, c->genetic_phenotype), to;
	int both = job->inhibitor && job->inducer &&
		   job->inhibitor->interaction->strength != SDI_WEAK &&
		   job->inducer->interaction->strength != SDI_WEAK;

	flag_steps(job, job->inhibitor, step);
	flag_steps(job, job->inducer, step);
	c->basis = STARDOSE_BASIS_FLAG_ONLY;
	if (both)
		sdi_conversion_flag(job, "inhibitor_and_inducer");
	if (job->n_inhibitors > 1)
		sdi_conversion_flag(job, "multiple_inhibitors");
	if (job->inhibitor || job->inducer) {
		job->deciding = job->inhibitor && !(job->inducer &&
						    job->inducer->interaction->strength <
							    job->inhibitor->interaction->strength)
					? job->inhibitor
					: job->inducer;
		c->rule = "none", c->rule_from = "facts";
	}
	if (job->deciding)
		c->because_of = agent_words(job, job->deciding);
	job->failed |= !c->because_of;
	if (!opted)
		return;
	if (!job->inhibitor && !job->inducer) {
		keep(job);
		return;
	}
	to = moved(m, job->deciding->interaction, step);
	c->basis = STARDOSE_BASIS_CONVENTION;
	c->rule = "C1", c->rule_from = "convention";
	if (both || to < 0 || !job->result || !job->result->n_candidates)
		return;
	c->is_computed = 1;
	c->phenotype = m->steps[to];
}
