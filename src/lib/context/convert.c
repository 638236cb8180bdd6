/*
 * convert.c - who acts, who is left out, and which facts are worth a flag; the arithmetic is in
 * convert_score.c
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "context/convert_impl.h"

/* ---- flags ---- */

/* "<agent>_<gene>_<up|down>" in lower case, from whatever the tables call them */
static void flag_fact(struct sdi_conversion_job *job, const char *agent, const char *what)
{
	char word[64], gene[32];

	snprintf(word, sizeof(word), "%s", agent);
	snprintf(gene, sizeof(gene), "%s", job->method->gene);
	for (char *s = word; *s; s++)
		*s = isalnum((unsigned char)*s) ? tolower((unsigned char)*s) : '_';
	for (char *s = gene; *s; s++)
		*s = tolower((unsigned char)*s);
	if (*word)
		sdi_conversion_flag(job, "%s_%s_%s", word, gene, what);
	else
		sdi_conversion_flag(job, "%s_%s", gene, what);
}

/* ---- who counts ---- */

static int is_named(const struct stardose_drug *drug, const char *name)
{
	if (!strcasecmp(drug->name, name))
		return 1;
	for (int i = 0; i < drug->n_names; i++)
		if (!strcasecmp(drug->names[i], name))
			return 1;
	return 0;
}

/*
 * A medicine never converts itself, nor do the parts of a combination convert the combination or
 * the other way round.
 */
static int is_self(const struct sdi_context_tables *facts, const struct sdi_acting *a,
		   const struct stardose_drug *drug)
{
	const struct sdi_agent *target;

	if (!drug)
		return 0;
	if (is_named(drug, a->interaction->agent->name) ||
	    (a->part_of && is_named(drug, a->part_of->name)))
		return 1;
	target = sdi_agent_find(facts, drug->name, strlen(drug->name));
	for (int i = 0; target && i < target->n_contains; i++)
		if (!strcasecmp(target->contains[i], a->interaction->agent->name))
			return 1;
	return 0;
}

/* How much an interaction weighs: a score that is converted before a class that is only named. */
static int weight_of(const struct sdi_interaction *it)
{
	static const int weight[SDI_N_STRENGTHS] = {
		[SDI_STRONG] = 4, [SDI_MODERATE] = 3, [SDI_WEAK] = 1
	};

	if (!it->is_fda || (it->effect != SDI_INHIBITOR && it->effect != SDI_INDUCER))
		return 0;
	return weight[it->strength] + (it->action == SDI_ACTION_CONVERT ? 2 : 0);
}

/* The same medicine weighs more elsewhere: who reads of this gene alone would miss it. */
static void flag_other_enzymes(struct sdi_conversion_job *job, const struct sdi_acting *a)
{
	for (int i = 0; i < job->facts->n_interactions; i++) {
		const struct sdi_interaction *other = &job->facts->interactions[i];

		if (other->agent == a->interaction->agent &&
		    strcmp(other->gene, job->method->gene) &&
		    weight_of(other) > weight_of(a->interaction))
			sdi_conversion_flag(job, "other_enzyme_%s", other->gene);
	}
}

static void flag_measured(struct sdi_conversion_job *job, const struct sdi_acting *a)
{
	for (int i = 0; job->drug && i < job->facts->n_levels; i++) {
		const struct sdi_level_fact *fact = &job->facts->levels[i];

		if (fact->agent == a->interaction->agent &&
		    !strcmp(fact->gene, job->method->gene) && is_named(job->drug, fact->drug))
			sdi_conversion_flag(job, "tdm_fact");
	}
}

/* A state of the body or something smoked: named, never computed. */
static void take_fact(struct sdi_conversion_job *job, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;

	job->has_facts = 1;
	if (it->effect == SDI_NO_EFFECT)
		return;
	if (!job->deciding)
		job->deciding = a;
	if (it->effect == SDI_INCREASE || it->effect == SDI_DECREASE)
		flag_fact(job, it->agent->name, it->effect == SDI_INCREASE ? "up" : "down");
	else
		flag_fact(job, "", sdi_effect_name(it->effect));
	if (*it->agent->ask)
		sdi_conversion_flag(job, "ask_on_change_of_%s", it->agent->ask);
}

static void take_acting(struct sdi_conversion_job *job, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;
	const struct sdi_acting **best =
		it->effect == SDI_INHIBITOR ? &job->inhibitor : &job->inducer;

	if (it->effect > SDI_INDUCER || it->agent->kind == SDI_AGENT_EXPOSURE) {
		take_fact(job, a);
		return;
	}
	flag_measured(job, a);
	if (it->is_systemic_only && !*a->route_word)
		sdi_conversion_flag(job, "route_not_given");
	if (!it->is_fda || it->strength > SDI_WEAK) {
		job->has_other_class = 1;
		job->other_class = a;
		sdi_conversion_flag(job, "no_fda_classification");
		if (it->strength <= SDI_MODERATE)
			sdi_conversion_flag(job, "unresolved_%s_%s",
					    sdi_strength_name(it->strength),
					    sdi_effect_name(it->effect));
		return;
	}
	job->n_inhibitors += it->effect == SDI_INHIBITOR;
	job->n_halving += it->factor == 5;
	if (!*best || it->strength < (*best)->interaction->strength)
		*best = a;
	flag_other_enzymes(job, a);
	if (a->is_high_dose)
		sdi_conversion_flag(job, "high_dose_advisory");
}

static void sort_out(struct sdi_conversion_job *job)
{
	for (int i = 0; job->profile && i < job->profile->n; i++) {
		const struct sdi_acting *a = &job->profile->acting[i];

		if (is_self(job->facts, a, job->drug)) {
			job->has_self = 1;
			sdi_conversion_flag(job, "self_excluded");
		} else if (a->is_local) {
			job->has_local = 1;
			sdi_conversion_flag(job, "route_excluded");
		} else if (a->state == STARDOSE_ITEM_CURRENT ||
			   a->state == STARDOSE_ITEM_RESIDUAL) {
			take_acting(job, a);
		} else {
			job->has_ended = 1;
			if (a->state == STARDOSE_ITEM_POSSIBLE ||
			    a->state == STARDOSE_ITEM_UNKNOWN_END) {
				job->possible = job->possible ? job->possible : a;
				sdi_conversion_flag(job, a->state == STARDOSE_ITEM_POSSIBLE
								 ? "residual_possible"
								 : "duration_not_on_file");
			}
		}
	}
}

/* ---- genetic side ---- */

/* The phenotype that all candidates share, "Indeterminate", or "No Result" */
static const char *common_phenotype(const struct stardose_gene_result *result)
{
	const char *common = NULL;

	if (!result || !result->n_candidates)
		return "No Result";
	for (int i = 0; i < result->n_candidates; i++) {
		const char *one = result->candidates[i].phenotype[STARDOSE_GUIDELINE_CPIC];

		if (!one || (common && strcmp(common, one)))
			return "Indeterminate";
		common = one;
	}
	return common;
}

static struct stardose_score genetic_score(const struct stardose_gene_result *result)
{
	struct stardose_score score = { -1, -1, 0 };

	for (int i = 0; result && i < result->n_candidates; i++) {
		const struct stardose_gene_candidate *c = &result->candidates[i];
		int value = c->score[STARDOSE_GUIDELINE_CPIC];

		if (value == STARDOSE_VALUE_NONE)
			return (struct stardose_score){ -1, -1, 0 };
		if (!i || 10 * value < score.lo)
			score.lo = 10 * value;
		if (!i || 10 * value > score.hi)
			score.hi = 10 * value;
		score.or_more |= c->is_score_or_more;
	}
	return score;
}

static const struct sdi_conversion_rule *rule_of(const struct sdi_conversion_job *job)
{
	for (int i = 0; job->drug && i < job->facts->n_rules; i++)
		if (!strcmp(job->facts->rules[i].gene, job->method->gene) &&
		    !strcmp(job->facts->rules[i].drug, job->drug->name))
			return &job->facts->rules[i];
	return NULL;
}

/* ---- the parts together ---- */

/* What stands where nothing was converted: the strongest reason for looking at all. */
static void say_why_not(struct sdi_conversion_job *job)
{
	struct stardose_conversion *c = &job->out->pub;

	if (job->has_other_class && !job->deciding)
		c->because_of = job->other_class->interaction->agent->name;
	if (job->has_self)
		c->rule = "R7", c->rule_from = "precedent";
	else if (job->has_local)
		c->rule = "route", c->rule_from = "project_decision";
	else if (job->has_ended)
		c->rule = "washout", c->rule_from = "project_decision";
	else if (job->has_facts)
		c->rule = "flag", c->rule_from = "facts", c->basis = STARDOSE_BASIS_FLAG_ONLY;
	else if (job->has_other_class)
		c->rule = "none", c->rule_from = "no_fda_class",
		c->basis = STARDOSE_BASIS_FLAG_ONLY;
	else
		c->rule = job->method->method == SDI_METHOD_SCORE ? "R1-R2" : "none",
		c->rule_from = "guideline";
}

static void flag_method(struct sdi_conversion_job *job)
{
	const struct sdi_acting *const both[] = { job->inhibitor, job->inducer };
	struct stardose_conversion *c = &job->out->pub;

	for (int i = 0; i < 2; i++) {
		const struct sdi_interaction *it = both[i] ? both[i]->interaction : NULL;

		if (it && it->strength == SDI_WEAK)
			sdi_conversion_flag(job, "weak_%s", sdi_effect_name(it->effect));
		else if (it)
			sdi_conversion_flag(job, "unresolved_%s_%s",
					    sdi_strength_name(it->strength),
					    sdi_effect_name(it->effect));
		if (it && (!job->deciding || it->strength <= job->deciding->interaction->strength))
			job->deciding = both[i];
	}
	c->basis = STARDOSE_BASIS_FLAG_ONLY;
	if (job->deciding)
		c->because_of = job->deciding->interaction->agent->name;
	if (job->inhibitor || job->inducer)
		c->rule = "flag", c->rule_from = "facts";
}

/*
 * Flags for lines that the estimate does not select: what it would mean elsewhere becomes "a
 * convention here".
 */
static int finish_flags(struct sdi_conversion_job *job)
{
	struct stardose_conversion *c = &job->out->pub;
	const char **all = sdi_arena_alloc(job->arena, (job->flagged + 1) * sizeof(*all));
	const char **elsewhere =
		sdi_arena_alloc(job->arena, (job->flagged + 2) * sizeof(*elsewhere));
	int is_changed = 0, n = 0;

	if (!all || !elsewhere)
		return STARDOSE_ENOMEM;
	memcpy(all, job->flags, job->flagged * sizeof(*all));
	for (int i = 0; i < job->flagged; i++) {
		if (strcmp(all[i], "phenoconverted") &&
		    strcmp(all[i], "score_changed_same_category") &&
		    strcmp(all[i], "inhibitor_driven"))
			elsewhere[n++] = all[i];
		else
			is_changed = 1;
	}
	if (is_changed && c->selects)
		elsewhere[n++] = "convention_only";
	c->flags = all;
	c->n_flags = job->flagged;
	c->flags_elsewhere = c->selects ? elsewhere : all;
	c->n_flags_elsewhere = c->selects ? n : job->flagged;
	return STARDOSE_OK;
}

int sdi_convert(const struct stardose_tables *tables, int method, const struct sdi_profile *profile,
		const struct stardose_gene_result *result, const struct stardose_drug *drug,
		const char *convention, struct sdi_arena *arena, struct sdi_converted *out)
{
	struct sdi_conversion_job job = {
		.tables = tables,
		.facts = sdi_context_tables(tables),
		.words = sdi_tables_words(tables),
		.profile = profile,
		.result = result,
		.drug = drug,
		.convention = convention,
		.arena = arena,
		.out = out,
	};

	job.method = &job.facts->methods[method];
	job.gene = stardose_tables_gene(tables, job.method->gene);
	job.rule = rule_of(&job);
	*out = (struct sdi_converted){ .pub = {
					       .gene = job.method->gene,
					       .drug = drug ? drug->name : NULL,
					       .genetic_phenotype = common_phenotype(result),
					       .genetic_score = genetic_score(result),
					       .score = { -1, -1, 0 },
					       .because_of = "",
					       .factor = "",
					       .selects_context = "",
					       .basis = job.rule ? job.rule->basis
							: job.method->method == SDI_METHOD_SCORE
								? STARDOSE_BASIS_CONVENTION
								: STARDOSE_BASIS_FLAG_ONLY,
					       .citation = "",
					       .text = "",
					       .subject = "",
					       .caveat = "",
				       } };
	sort_out(&job);
	say_why_not(&job);
	if (job.method->method == SDI_METHOD_SCORE)
		sdi_convert_score(&job);
	else if (job.method->method == SDI_METHOD_STEPS)
		sdi_convert_steps(&job);
	else
		flag_method(&job);
	if (job.method->is_local || (job.deciding && job.deciding->interaction->is_local) ||
	    (job.rule && job.rule->is_local))
		sdi_conversion_flag(&job, "local");
	sdi_conversion_words(&job);
	return job.failed || finish_flags(&job) != STARDOSE_OK ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_convert_is_own(const struct stardose_tables *tables, int method,
		       const struct sdi_profile *profile, const struct stardose_drug *drug)
{
	struct sdi_conversion_job job = { .facts = sdi_context_tables(tables),
					  .drug = drug,
					  .profile = profile };

	job.method = &job.facts->methods[method];
	if (rule_of(&job))
		return 1;
	for (int i = 0; profile && i < profile->n; i++) {
		const struct sdi_acting *a = &profile->acting[i];

		if (is_self(job.facts, a, drug))
			return 1;
		for (int k = 0; k < job.facts->n_levels; k++)
			if (job.facts->levels[k].agent == a->interaction->agent &&
			    !strcmp(job.facts->levels[k].gene, job.method->gene) &&
			    is_named(drug, job.facts->levels[k].drug))
				return 1;
	}
	return 0;
}
