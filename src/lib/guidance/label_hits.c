/* label_hits.c - rules of labels against the list of one person */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/profile.h"
#include "guidance/label_hits.h"
#include "guidance/result_set.h"

/* Those who act, by item of the list; of more than these the first are named. */
#define MAX_ACTORS 16

struct found { int n, item[MAX_ACTORS]; };

/* ---- does an item count? ---- */

static int counts(const struct stardose_person *person, int i, const struct sdi_label_facts *f)
{
	const struct stardose_context_item *item = &person->items[i];
	int mg = sdi_item_mg(person, i), days = item->days_since_stop;
	int is_recent = f->days && days >= 0 && days <= f->days;

	if (!item->agent || sdi_item_is_local(person, i) || (f->from_mg && mg && mg < f->from_mg))
		return 0;
	if (f->is_stopped)
		return is_recent;
	switch (item->state) {
	case STARDOSE_ITEM_CURRENT:
	case STARDOSE_ITEM_RESIDUAL:
	case STARDOSE_ITEM_POSSIBLE:
	case STARDOSE_ITEM_UNKNOWN_END:
		return 1;
	case STARDOSE_ITEM_PLANNED:
		return sdi_item_asks(person, i);
	default:
		return is_recent;
	}
}

static int is_named(const struct sdi_label_who *who, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < who[i].n_names; k++)
			if (!strcmp(who[i].names[k], name))
				return 1;
	return 0;
}

/* Are they of other strengths on the enzyme of @mine, and not of its own? */
static int has_other_strength(const struct sdi_label_who *who, int n,
			      const struct sdi_label_who *mine)
{
	int is_other = 0;

	for (int i = 0; i < n; i++) {
		if (who[i].method != mine->method || who[i].effect != mine->effect)
			continue;
		if (who[i].strength == mine->strength)
			return 0;
		is_other = 1;
	}
	return is_other;
}

/* The rules of one medicine, and the one that is looked at. */
struct job {
	const struct stardose_guide *guide;
	const struct stardose_label_rule *rules, *rule;
	int n_rules;
};

/*
 * Another rule of the same label names @name among those of a strength on this enzyme: then the
 * label's own word tells which rule it meets.
 */
static int is_named_elsewhere(const struct job *job, const struct sdi_label_who *who,
			      const char *name)
{
	const struct sdi_label_facts *mine = sdi_label_facts(job->rule);

	if (is_named(mine->actors, mine->n_actors, name))
		return 0;
	for (int i = 0; i < job->n_rules; i++) {
		const struct sdi_label_facts *f = sdi_label_facts(&job->rules[i]);

		if (&job->rules[i] != job->rule &&
		    job->rules[i].row.source == job->rule->row.source && !f->n_beside &&
		    has_other_strength(f->actors, f->n_actors, who) &&
		    is_named(f->actors, f->n_actors, name))
			return 1;
	}
	return 0;
}

static int has_strength(const struct job *job, int i, const struct sdi_label_who *who)
{
	const struct stardose_person *person = job->guide->person;
	const struct sdi_profile *profile = sdi_profile_of(person, who->method);

	for (int k = 0; profile && k < profile->n; k++) {
		const struct sdi_interaction *it = profile->acting[k].interaction;

		if (it->strength == who->strength && it->effect == who->effect &&
		    sdi_item_is(person, i, it->agent->name) &&
		    !is_named_elsewhere(job, who, it->agent->name))
			return 1;
	}
	return 0;
}

static int is_who(const struct job *job, int i, const struct sdi_label_who *who)
{
	if (who->method >= 0)
		return has_strength(job, i, who);
	for (int k = 0; k < who->n_names; k++)
		if (sdi_item_is(job->guide->person, i, who->names[k]))
			return 1;
	return 0;
}

/* What is said of one who stands in the list more than once: that it is in use, before all else. */
static int standing_of(const struct stardose_context_item *item)
{
	static const int standing[STARDOSE_N_ITEM_STATES] = {
		[STARDOSE_ITEM_CURRENT] = 5,	 [STARDOSE_ITEM_RESIDUAL] = 4,
		[STARDOSE_ITEM_POSSIBLE] = 3,	 [STARDOSE_ITEM_UNKNOWN_END] = 2,
		[STARDOSE_ITEM_PLANNED] = 1,
	};

	return standing[item->state];
}

/* Of the same agent there is one, whatever the number and the order of its items. */
static void add_actor(const struct stardose_person *person, int i, struct found *out)
{
	const struct stardose_context_item *item = &person->items[i];
	int k = 0;

	while (k < out->n && strcmp(person->items[out->item[k]].agent, item->agent))
		k++;
	if (k == MAX_ACTORS)
		return;
	if (k == out->n)
		out->item[out->n++] = i;
	else if (standing_of(item) > standing_of(&person->items[out->item[k]]))
		out->item[k] = i;
}

/* Those of the list who are one of @who; the medicine itself never acts on itself. */
static int find_actors(const struct job *job, const struct sdi_label_who *who, int n_who,
		       struct found *out)
{
	const struct stardose_person *person = job->guide->person;
	const struct sdi_label_facts *facts = sdi_label_facts(job->rule);
	int is_any = 0;

	for (int i = 0; i < person->n_items; i++) {
		int is_actor = 0;

		if (!counts(person, i, facts) || sdi_item_is(person, i, job->rule->row.drug->name))
			continue;
		for (int w = 0; w < n_who && !is_actor; w++)
			is_actor = is_who(job, i, &who[w]);
		if (is_actor)
			add_actor(person, i, out);
		is_any |= is_actor;
	}
	return is_any;
}

/* ---- is it the person's case? ---- */

int sdi_has_phenotype(const struct stardose_guide *guide, const char *gene, const char *phenotype)
{
	const struct stardose_gene_result *result =
		sdi_result_of(guide->results_now, guide->n_results_now, gene);

	if (!result || !result->n_candidates)
		return !strcmp(phenotype, "No Result");
	for (int i = 0; i < result->n_candidates; i++) {
		const char *one = result->candidates[i].phenotype[STARDOSE_GUIDELINE_CPIC];

		if (one && !strcmp(one, phenotype))
			return 1;
	}
	return 0;
}

static int has_result(const struct stardose_guide *guide, const struct sdi_label_facts *facts)
{
	return !*facts->needs || sdi_has_phenotype(guide, facts->needs_gene, facts->needs);
}

static int has_words(const char *text, const char *words)
{
	for (size_t n = strlen(words); strlen(text) >= n; text++)
		if (!strncasecmp(text, words, n))
			return 1;
	return 0;
}

static int is_written(const struct stardose_person *person, int i, const char *form)
{
	const struct stardose_context_item *item = &person->items[i];

	return has_words(item->name, form) || has_words(item->note, form) ||
	       !strcasecmp(item->route, form);
}

static int is_item_in_use(const struct stardose_person *person, int i,
			  const struct stardose_drug *drug)
{
	return sdi_item_is(person, i, drug->name) &&
	       person->items[i].state != STARDOSE_ITEM_ENDED &&
	       person->items[i].state != STARDOSE_ITEM_UNKNOWN_END;
}

static int is_in_use(const struct stardose_person *person, const struct stardose_drug *drug)
{
	for (int i = 0; i < person->n_items; i++)
		if (is_item_in_use(person, i, drug))
			return 1;
	return 0;
}

/* Is the item written as one of the forms that have rules of their own? */
static int is_of_form(const struct job *job, int item)
{
	for (int i = 0; i < job->n_rules; i++)
		if (sdi_label_facts(&job->rules[i])->is_form_written &&
		    is_written(job->guide->person, item, job->rules[i].form))
			return 1;
	return 0;
}

/*
 * A rule about a form that has to be written, and it is; or about any, and something in use is none
 * of those. Two forms may be in use at once, as an injection and the tablets before it acts.
 */
static int fits_form(const struct job *job)
{
	const struct stardose_person *person = job->guide->person;
	int must_be_written = sdi_label_facts(job->rule)->is_form_written, n = 0;

	if (!must_be_written && !*job->rule->form)
		return 1;
	for (int i = 0; i < person->n_items; i++) {
		if (!is_item_in_use(person, i, job->rule->row.drug))
			continue;
		n++;
		if (must_be_written ? is_written(person, i, job->rule->form) : !is_of_form(job, i))
			return 1;
	}
	return !must_be_written && !n;
}

/* ---- which asks for most ---- */

/* From what forbids down to what changes nothing; a code that is not here stands at the end. */
static int rank_of(const struct stardose_label_rule *rule)
{
	static const char *const order[] = {
		"contraindicated", "avoid", "alternative", "reduce_dose_pct", "limit_max_dose",
		"reduce_frequency", "reduce_start_dose", "no_dose_escalation", "titrate_slower",
		"increase_dose", "adjust_per_label", "monitor_tdm", "increase_if_inadequate",
		"reduce_if_adverse", "caution", "monitor_ecg", "monitor_clinical",
		"risk_statement_only", "pk_change_only", "no_recommendation", "standard",
	};
	int i = 0, n = sizeof(order) / sizeof(*order);

	while (i < n && strcmp(order[i], rule->row.action->code))
		i++;
	return i;
}

static int by_rank(const void *pa, const void *pb)
{
	const struct stardose_label_hit *a = pa, *b = pb;
	int order = rank_of(a->rule) - rank_of(b->rule);

	return order ? order : (a->rule > b->rule) - (a->rule < b->rule);
}

static int acts_in(const struct stardose_label_hit *hit, const char *name)
{
	for (int i = 0; i < hit->n_actors; i++)
		if (!strcmp(hit->actors[i].name, name))
			return 1;
	return 0;
}

/* A rule for two that act together is met by the same ones, in the same label and for the same. */
static int is_for_one_of(const struct stardose_label_hit *one, const struct stardose_label_hit *two)
{
	const struct sdi_label_facts *f1 = sdi_label_facts(one->rule),
				     *f2 = sdi_label_facts(two->rule);

	if (f1->n_beside || !f2->n_beside || one->rule->row.source != two->rule->row.source ||
	    strcmp(one->rule->form, two->rule->form) || rank_of(one->rule) < rank_of(two->rule) ||
	    !*one->rule->dose_factor)
		return 0;
	for (int i = 0; i < one->n_actors; i++)
		if (!acts_in(two, one->actors[i].name))
			return 0;
	return 1;
}

static void drop_single(struct stardose_label_hit *hits, int *n)
{
	int kept = 0;

	for (int i = 0; i < *n; i++) {
		int is_dropped = 0;

		for (int k = 0; k < *n && !is_dropped; k++)
			is_dropped = is_for_one_of(&hits[i], &hits[k]);
		if (!is_dropped)
			hits[kept++] = hits[i];
	}
	*n = kept;
}

/* ---- all together ---- */

static int fill_hit(struct stardose_guide *guide, const struct found *found,
		    const struct stardose_label_rule *rule, struct stardose_label_hit *hit)
{
	struct stardose_label_actor *actors =
		sdi_arena_alloc(&guide->passing, found->n * sizeof(*actors));

	*hit = (struct stardose_label_hit){ .rule = rule, .actors = actors };
	if (!actors)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < found->n; i++) {
		const struct stardose_context_item *item = &guide->person->items[found->item[i]];

		hit->asks_on_smoking |= sdi_item_asks(guide->person, found->item[i]);
		actors[hit->n_actors++] = (struct stardose_label_actor){
			item->agent, item->shown_as, item->state, item->days_since_stop
		};
	}
	return STARDOSE_OK;
}

static int meets(const struct job *job, struct found *found)
{
	const struct sdi_label_facts *facts = sdi_label_facts(job->rule);

	found->n = 0;
	return fits_form(job) && has_result(job->guide, facts) &&
	       find_actors(job, facts->actors, facts->n_actors, found) &&
	       (!facts->n_beside || find_actors(job, facts->beside, facts->n_beside, found));
}

int sdi_label_hits(struct stardose_guide *guide, const struct stardose_label_rule *rules,
		   int n_rules, struct stardose_label_hit **out, int *n)
{
	struct job job = { guide, rules, rules, n_rules };
	struct stardose_label_hit *hits =
		sdi_arena_alloc(&guide->passing, n_rules * sizeof(*hits));
	int in_use = is_in_use(guide->person, rules->row.drug);
	struct found found;

	*n = 0;
	*out = hits;
	if (!hits)
		return STARDOSE_ENOMEM;
	for (; job.rule < rules + n_rules; job.rule++) {
		if (!meets(&job, &found))
			continue;
		if (fill_hit(guide, &found, job.rule, &hits[*n]))
			return STARDOSE_ENOMEM;
		hits[(*n)++].is_in_use = in_use;
	}
	drop_single(hits, n);
	qsort(hits, *n, sizeof(*hits), by_rank);
	for (int i = 0; i < *n; i++)
		hits[i].is_strictest = rank_of(hits[i].rule) == rank_of(hits[0].rule);
	return STARDOSE_OK;
}
