/* profile.c - who acts on a gene; and what the tables know of a medicine, in words */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"

/* ---- words ---- */

static int put_effects(kstring_t *out, const struct stardose_context *context,
		       const struct sdi_agent *agent, int *n)
{
	int failed = 0;

	for (int i = 0; i < context->facts->n_interactions && !failed; i++) {
		const struct sdi_interaction *it = &context->facts->interactions[i];

		if (it->agent != agent || !it->is_fda)
			continue;
		failed = ((*n)++ && kputs(", ", out) < 0) ||
			 sdi_put_words(out, context->words, "item", "effect", "strength",
				       sdi_strength_name(it->strength), "effect",
				       sdi_effect_name(it->effect), "gene", it->gene, NULL);
	}
	return failed;
}

static int put_unclassified(kstring_t *out, const struct stardose_context *context,
			    struct sdi_context_row *row, const char *name)
{
	row->is_unclassified = 1;
	return sdi_put_words(out, context->words, "item", "unclassified", "name", name, NULL);
}

/* "'paroxtine' is not a name that is known here; nearest: 'paroxetine'. Until ..." */
static int put_not_known(kstring_t *out, const struct stardose_context *context,
			 const struct stardose_context_item *item)
{
	kstring_t near = KS_INITIALIZE;
	int failed = 0;

	for (int i = 0; i < item->n_nearest && !failed; i++)
		failed = ksprintf(&near, "%s'%s'", i ? ", " : "", item->nearest[i]) < 0;
	if (!failed)
		failed = sdi_put_words(out, context->words, "item",
				       item->class_name	 ? "is_class"
				       : item->n_nearest ? "not_known"
							 : "not_known_alone",
				       "name", item->name, "nearest", near.s ? near.s : "",
				       "class", item->class_name ? item->class_name : "", NULL);
	ks_free(&near);
	return failed;
}

static int put_class(kstring_t *out, const struct stardose_context *context,
		     struct sdi_context_row *row, const struct sdi_agent *agent)
{
	kstring_t effects = KS_INITIALIZE;
	int n = 0, failed = put_effects(&effects, context, agent, &n);

	if (!failed && n)
		failed = sdi_put_words(out, context->words, "item", "class", "name", agent->name,
				       "effects", effects.s, NULL);
	else if (!failed)
		failed = put_unclassified(out, context, row, agent->name);
	ks_free(&effects);
	return failed;
}

/* "Contains quinidine: in FDA's table strong inhibitor of CYP2D6." for each part that is known */
static int put_parts(kstring_t *out, const struct stardose_context *context,
		     struct sdi_context_row *row, const struct sdi_agent *agent)
{
	kstring_t one = KS_INITIALIZE;
	int failed = 0;

	for (int i = 0; i < agent->n_contains && !failed; i++) {
		const struct sdi_agent *part = sdi_agent_find(context->facts, agent->contains[i],
							      strlen(agent->contains[i]));

		if (!part)
			continue;
		one.l = 0;
		failed = put_class(&one, context, row, part) ||
			 (out->l && kputc(' ', out) < 0) ||
			 sdi_put_words(out, context->words, "item", "part", "part", one.s, NULL);
	}
	ks_free(&one);
	return failed;
}

const char *sdi_item_text(struct stardose_context *context, struct sdi_context_row *row)
{
	const struct sdi_agent *agent = row->entry.agent;
	kstring_t text = KS_INITIALIZE;
	const char *kept = "";
	int failed;

	if (row->item.kind != STARDOSE_CONTEXT_MEDICINE)
		return kept;
	if (!row->entry.name)
		failed = put_not_known(&text, context, &row->item);
	else if (!agent)
		failed = put_unclassified(&text, context, row, row->entry.name);
	else if (!agent->n_contains)
		failed = put_class(&text, context, row, agent);
	else
		failed = put_parts(&text, context, row, agent);
	kept = failed || !text.l ? NULL : sdi_arena_strdup(&context->arena, text.s);
	ks_free(&text);
	return kept;
}

/* ---- profiles ---- */

/* Is @agent, or a part of it, what @interaction is about? Gives the combination in *@part_of. */
static int is_about(const struct sdi_context_tables *facts, const struct sdi_agent *agent,
		    const struct sdi_interaction *it, const struct sdi_agent **part_of)
{
	*part_of = NULL;
	if (!agent || agent == it->agent)
		return agent != NULL;
	for (int i = 0; i < agent->n_contains; i++)
		if (sdi_agent_find(facts, agent->contains[i], strlen(agent->contains[i])) ==
		    it->agent) {
			*part_of = agent;
			return 1;
		}
	return 0;
}

/*
 * Which of two rows of one agent tells what acts: one that reaches the blood, then the state that
 * acts most.
 */
static int acts_more(const struct sdi_acting *a, const struct sdi_acting *b)
{
	if (a->is_local != b->is_local)
		return !a->is_local;
	if (a->state != b->state)
		return a->state < b->state;
	if (!a->part_of != !b->part_of)
		return !a->part_of;
	return a->is_high_dose > b->is_high_dose;
}

static int find_acting(const struct stardose_context *context, const struct sdi_person *person,
		       const struct sdi_interaction *it, struct sdi_acting *out)
{
	int found = 0;

	for (const struct sdi_context_row *row = person->first; row; row = row->next) {
		struct sdi_acting one = { .interaction = it,
					  .state = row->item.state,
					  .route_word = row->entry.route_word,
					  .is_local = row->entry.route == SDI_ROUTE_LOCAL,
					  .days_since_stop = row->item.days_since_stop };

		if (row->item.state == STARDOSE_ITEM_PLANNED ||
		    !is_about(context->facts, row->entry.agent, it, &one.part_of))
			continue;
		/*
		 * of what ended long ago only the classes that could have converted are worth a
		 * word
		 */
		if (row->item.state == STARDOSE_ITEM_ENDED &&
		    (!it->is_fda || it->strength > SDI_MODERATE))
			continue;
		if (row->item.state == STARDOSE_ITEM_ENDED ||
		    row->item.state == STARDOSE_ITEM_UNKNOWN_END)
			one.days_since_stop =
				-1; /* says nothing then, and would only tell persons apart */
		one.is_high_dose = it->remark_mg && row->entry.mg_per_day >= it->remark_mg;
		if (!found || acts_more(&one, out))
			*out = one;
		found = 1;
	}
	return found;
}

/* Everything that a conversion or its words depend on. */
static int add_key(kstring_t *key, const struct stardose_context *context,
		   const struct sdi_acting *a)
{
	return ksprintf(key, "%d %ld %d %d %s %d %d\n",
			(int)(a->interaction - context->facts->interactions),
			a->part_of ? (long)(a->part_of - context->facts->agents) : -1L,
			(int)a->state, a->is_local, a->route_word, a->is_high_dose,
			a->days_since_stop) < 0;
}

static const struct sdi_profile *intern(struct stardose_context *context,
					const struct sdi_acting *acting, int n)
{
	khint_t k = kh_get(sdi_profiles, context->profiles, context->key.s);
	struct sdi_profile *profile;
	struct sdi_acting *kept;
	const char *key;
	int is_new;

	if (k != kh_end(context->profiles))
		return kh_value(context->profiles, k);
	profile = sdi_arena_alloc(&context->arena, sizeof(*profile));
	kept = sdi_arena_alloc(&context->arena, n * sizeof(*kept));
	key = sdi_arena_strdup(&context->arena, context->key.s);
	if (!profile || !kept || !key)
		return NULL;
	memcpy(kept, acting, n * sizeof(*kept));
	*profile = (struct sdi_profile){ n, kept };
	k = kh_put(sdi_profiles, context->profiles, key, &is_new);
	if (is_new < 0)
		return NULL;
	kh_value(context->profiles, k) = profile;
	return profile;
}

static int make_profile(struct stardose_context *context, const struct sdi_person *person,
			const char *gene, struct sdi_acting *scratch,
			const struct sdi_profile **out)
{
	int n = 0, failed = 0;

	context->key.l = 0;
	for (int i = 0; i < context->facts->n_interactions && !failed; i++) {
		const struct sdi_interaction *it = &context->facts->interactions[i];

		if (!strcmp(it->gene, gene) && find_acting(context, person, it, &scratch[n]))
			failed = add_key(&context->key, context, &scratch[n++]);
	}
	*out = n && !failed ? intern(context, scratch, n) : NULL;
	return failed || (n && !*out) ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_person_profiles(struct stardose_context *context, struct sdi_person *person)
{
	const struct sdi_context_tables *facts = context->facts;
	int ret = STARDOSE_OK, has_agent = 0;

	for (const struct sdi_context_row *row = person->first; row; row = row->next)
		has_agent |= row->entry.agent != NULL;
	person->profiles = sdi_arena_alloc(&context->arena,
					   (facts->n_methods + 1) * sizeof(*person->profiles));
	if (!person->profiles)
		return STARDOSE_ENOMEM;
	if (!has_agent)
		return STARDOSE_OK;
	if (!context->scratch)
		context->scratch = sdi_arena_alloc(
			&context->arena, (facts->n_interactions + 1) * sizeof(*context->scratch));
	if (!context->scratch)
		return STARDOSE_ENOMEM;
	for (int m = 0; m < facts->n_methods && !ret; m++)
		ret = make_profile(context, person, facts->methods[m].gene, context->scratch,
				   &person->profiles[m]);
	return ret;
}

const struct sdi_profile *sdi_profile_of(const struct stardose_person *person, int method)
{
	return ((const struct sdi_person *)person->impl)->profiles[method];
}

/* ---- items one by one ---- */

static const struct sdi_context_row *row_of(const struct stardose_person *person, int i)
{
	const struct sdi_context_row *row = ((const struct sdi_person *)person->impl)->first;

	while (row && i--)
		row = row->next;
	return row;
}

int sdi_item_mg(const struct stardose_person *person, int i)
{
	return row_of(person, i)->entry.mg_per_day;
}

/* Value and unit of a file go before what the name has behind it. */
int sdi_item_dose(const struct stardose_person *person, int i, struct sdi_dose *out)
{
	const struct sdi_context_row *row = row_of(person, i);
	char text[160];

	if (*row->item.value) {
		snprintf(text, sizeof(text), "%s %s", row->item.value, row->item.unit);
		return sdi_dose_read(text, out);
	}
	if (row->entry.name_at + row->entry.name_length > strlen(row->item.name))
		return 0;
	return sdi_dose_read(row->item.name + row->entry.name_at + row->entry.name_length, out);
}

int sdi_item_is_doubled(const struct stardose_person *person, int i)
{
	return row_of(person, i)->is_doubled;
}

/* A condition that asks for nothing and acts on nothing, whose value is a number of years. */
int sdi_person_age(const struct stardose_person *person)
{
	for (int i = 0; i < person->n_items; i++) {
		const struct stardose_context_item *item = &person->items[i];
		const char *number = *item->value ? item->value : item->name;
		long years;

		if (item->kind == STARDOSE_CONTEXT_MEDICINE || strncasecmp(item->name, "age", 3) ||
		    (item->name[3] && item->name[3] != ' '))
			continue;
		number += strcspn(number, "0123456789");
		years = strtol(number, NULL, 10);
		if (*number && years < 130)
			return (int)years;
	}
	return -1;
}

int sdi_item_is_local(const struct stardose_person *person, int i)
{
	return row_of(person, i)->entry.route == SDI_ROUTE_LOCAL;
}

int sdi_item_is(const struct stardose_person *person, int i, const char *name)
{
	const struct sdi_context_row *row = row_of(person, i);
	const struct sdi_agent *agent = row->entry.agent;

	if (row->entry.name && !strcmp(row->entry.name, name))
		return 1;
	for (int k = 0; agent && k < agent->n_contains; k++)
		if (!strcmp(agent->contains[k], name))
			return 1;
	return 0;
}

int sdi_item_asks(const struct stardose_person *person, int i)
{
	const struct sdi_context_row *row = row_of(person, i);

	return row->entry.agent && *row->entry.agent->ask;
}
