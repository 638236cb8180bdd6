/* context_resolve.c - rows of a person against each other and against the day that counts */
#include <limits.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"
#include "util/no_memory.h"

/* ---- how a row stands ---- */

static const struct sdi_washout *washout_of(const struct stardose_context *context,
					    const struct sdi_agent *agent)
{
	for (int i = 0; i < context->facts->n_washouts; i++)
		if (context->facts->washouts[i].agent == agent)
			return &context->facts->washouts[i];
	return NULL;
}

/*
 * Does the agent, or a part of it, inhibit or induce anything by FDA's table? Then how long it
 * acts on matters.
 */
static int acts(const struct stardose_context *context, const struct sdi_agent *agent)
{
	for (int i = 0; i < context->facts->n_interactions; i++) {
		const struct sdi_interaction *it = &context->facts->interactions[i];

		if (it->agent == agent &&
		    (it->effect == SDI_INHIBITOR || it->effect == SDI_INDUCER) &&
		    it->agent->kind == SDI_AGENT_MEDICINE)
			return 1;
	}
	for (int i = 0; i < agent->n_contains; i++) {
		const struct sdi_agent *part = sdi_agent_find(context->facts, agent->contains[i],
							      strlen(agent->contains[i]));

		if (part && part != agent && acts(context, part))
			return 1;
	}
	return 0;
}

static enum stardose_item_state after_stop(const struct stardose_context *context,
					   const struct sdi_context_row *row, int days)
{
	const struct sdi_washout *w =
		row->entry.agent ? washout_of(context, row->entry.agent) : NULL;
	int possible, is_short;

	if (!row->entry.agent || !acts(context, row->entry.agent))
		return STARDOSE_ITEM_ENDED;
	if (!w)
		return STARDOSE_ITEM_UNKNOWN_END;
	/* how long it was taken is often not known: then the longer window holds */
	is_short = w->long_use_days && row->start != SDI_NO_DAY && row->stop != SDI_NO_DAY &&
		   row->stop - row->start <= w->long_use_days;
	possible = w->long_use_days && !is_short ? w->possible_days_long : w->possible_days;
	if (w->assumed_days && days <= w->assumed_days)
		return STARDOSE_ITEM_RESIDUAL;
	return days <= possible ? STARDOSE_ITEM_POSSIBLE : STARDOSE_ITEM_ENDED;
}

int sdi_is_not_known(const struct sdi_context_row *row)
{
	return row->item.kind == STARDOSE_CONTEXT_MEDICINE && !row->entry.name;
}

/* A score, a level that acts on nothing, a fact of the person: it was so on its day. */
static int is_of_a_day(const struct sdi_context_row *row)
{
	return row->item.kind == STARDOSE_CONTEXT_SCORE ||
	       row->item.kind == STARDOSE_CONTEXT_PERSON ||
	       (row->item.kind == STARDOSE_CONTEXT_LAB && !row->entry.agent);
}

enum stardose_item_state sdi_item_state(const struct stardose_context *context,
					const struct sdi_context_row *row, int *days_since_stop)
{
	int is_planned = row->start != SDI_NO_DAY && row->start > context->today;

	*days_since_stop = row->entry.days_since_stop;
	if (sdi_is_not_known(row))
		return STARDOSE_ITEM_NAME_NOT_KNOWN;
	if (is_of_a_day(row))
		return is_planned ? STARDOSE_ITEM_PLANNED : STARDOSE_ITEM_RECORDED;
	if (row->item.kind == STARDOSE_CONTEXT_TRIAL)
		return is_planned ? STARDOSE_ITEM_PLANNED : STARDOSE_ITEM_TRIED;
	if (row->stop != SDI_NO_DAY && row->stop <= context->today)
		*days_since_stop = context->today - row->stop;
	if (*days_since_stop >= 0)
		return after_stop(context, row, *days_since_stop);
	return is_planned ? STARDOSE_ITEM_PLANNED : STARDOSE_ITEM_CURRENT;
}

/* ---- contradictions ---- */

/*
 * The day after which the row no longer holds; INT_MAX: it goes on; SDI_NO_DAY: it ended, nobody
 * knows when
 */
static int end_of(const struct sdi_context_row *row)
{
	if (row->stop != SDI_NO_DAY)
		return row->stop;
	return row->entry.days_since_stop >= 0 ? SDI_NO_DAY : INT_MAX;
}

/* Where a beginning is not known, only two that both go on overlap for sure. */
static int overlap(const struct sdi_context_row *a, const struct sdi_context_row *b)
{
	const struct sdi_context_row *first = end_of(a) <= end_of(b) ? a : b,
				     *other = first == a ? b : a;

	if (end_of(first) == INT_MAX)
		return 1;
	return other->start != SDI_NO_DAY && other->start < end_of(first);
}

KHASH_MAP_INIT_STR(by_name, const struct sdi_context_row *)

static void name_contradiction(const struct sdi_person *person, const struct sdi_context_row *a,
			       const struct sdi_context_row *b, const struct stardose_log *log)
{
	if (person->pub.sample)
		stardose_log_say(log, STARDOSE_EROW,
				 "%s:%d and %s:%d: '%.80s' of '%.80s' is started twice without an "
				 "end between; it "
				 "counts as taken, its dose as not known",
				 a->file, a->item.line, b->file, b->item.line, b->item.name,
				 person->pub.sample);
	else
		stardose_log_say(
			log, STARDOSE_EROW,
			"%s: '%.80s' is named twice; it counts as taken, its dose as not known",
			a->file, b->item.name);
}

/*
 * A medicine that is started twice: which dose holds is not known, but that it is taken is. Both
 * rows stay, so that nothing that acts is lost, and the contradiction is named. Each row is held
 * against the one before it.
 */
static int name_contradictions(struct stardose_context *context, struct sdi_person *person,
			       const struct stardose_log *log)
{
	khash_t(by_name) *seen = kh_init(by_name);
	int is_new = seen ? 0 : -1;

	for (struct sdi_context_row *row = person->first; row && is_new >= 0; row = row->next) {
		const char *name = row->entry.name ? row->entry.name : row->item.name;
		struct sdi_context_row *before;
		khint_t k;

		if (row->item.kind != STARDOSE_CONTEXT_MEDICINE)
			continue;
		context->key.l = 0;
		if (ksprintf(&context->key, "%d %s", (int)row->entry.route, name) < 0)
			is_new = -1;
		name = is_new < 0 ? NULL : sdi_arena_strdup(&context->arena, context->key.s);
		k = name ? kh_put(by_name, seen, name, &is_new) : 0;
		if (!name || is_new < 0)
			break;
		before = is_new ? NULL : (struct sdi_context_row *)kh_value(seen, k);
		kh_value(seen, k) = row;
		if (!before || !overlap(before, row))
			continue;
		name_contradiction(person, before, row, log);
		before->entry.mg_per_day = row->entry.mg_per_day = 0;
		before->is_doubled = row->is_doubled = 1;
	}
	kh_destroy(by_name, seen);
	return is_new < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* ---- the day ---- */

static void choose_day(struct stardose_context *context, const struct stardose_log *log)
{
	if (context->today == SDI_NO_DAY && context->newest != SDI_NO_DAY) {
		context->today = context->newest;
		context->date_from = sdi_word_text(context->words, "item", "newest_date");
		sdi_date_text(context->today, context->date);
		stardose_log_say(log, STARDOSE_OK,
				 "medicines are judged as of %s, the newest date of the context; "
				 "--date names another day",
				 context->date);
	}
	if (context->today != SDI_NO_DAY)
		sdi_date_text(context->today, context->date);
}

/* ---- names that are not known ---- */

#define MAX_NEAR 4

/* "Zoloft (sertraline)", or "paroxetine" where that is its name */
static const char *near_name(struct stardose_context *context, const struct sdi_name *name)
{
	context->key.l = 0;
	if (kputs(name->text, &context->key) < 0)
		return NULL;
	if (name->n_medicines == 1 && strcasecmp(name->text, *name->medicines) &&
	    ksprintf(&context->key, " (%s)", *name->medicines) < 0)
		return NULL;
	return sdi_arena_strdup(&context->arena, context->key.s);
}

/* Near the name without the words for its salt. */
static int near_salt_of(const struct sdi_names *names, const char *name,
			const struct sdi_name **found)
{
	char key[SDI_NAME_SIZE], rest[SDI_NAME_SIZE];
	int n = 0;

	sdi_name_fold(name, strlen(name), key, sizeof(key));
	for (int i = 0; i < names->n_salts && !n; i++)
		if (sdi_name_without_salt(names, key, i, rest))
			n = sdi_names_near(names, rest, found, MAX_NEAR);
	return n;
}

/* Near the whole name, or where nothing is, near each of its words: two names may stand there. */
static int near_names(const struct sdi_names *names, char *name, const struct sdi_name **found)
{
	int n = sdi_names_near(names, name, found, MAX_NEAR), is_whole;
	char *next = name, *word;

	if (!n)
		n = near_salt_of(names, name, found);
	is_whole = n > 0;
	while (!is_whole && n < MAX_NEAR && (word = strsep(&next, " \t")))
		if (strlen(word) > 3)
			n += sdi_names_near(names, word, found + n, 1);
	return n;
}

/* "selective serotonin reuptake inhibitors" */
static const char *class_in_words(const struct stardose_context *context,
				  const struct stardose_guidance_code *class)
{
	const struct stardose_guidance_code *of = stardose_guidance_code(
		context->tables->guidance, STARDOSE_LIST_CLASS, class->value);

	return of ? of->meaning : class->value;
}

/* What may have been meant: a question for whoever wrote the list, never an answer. */
static int find_nearest(struct stardose_context *context, struct sdi_context_row *row)
{
	const struct sdi_name *found[MAX_NEAR];
	const char **texts = sdi_arena_alloc(&context->arena, MAX_NEAR * sizeof(*texts));
	char *name = sdi_arena_strndup(&context->arena, row->item.name + row->entry.name_at,
				       row->entry.n_unknown);
	const struct stardose_guidance_code *class;

	if (!texts || !name)
		return STARDOSE_ENOMEM;
	class = sdi_name_class(sdi_tables_names(context->tables), name, strlen(name));
	if (class) {
		row->item.class_name = class_in_words(context, class);
		return STARDOSE_OK;
	}
	row->item.n_nearest = near_names(sdi_tables_names(context->tables), name, found);
	row->item.nearest = texts;
	for (int i = 0; i < row->item.n_nearest; i++) {
		texts[i] = near_name(context, found[i]);
		if (!texts[i])
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* ---- all together ---- */

static int resolve_person(struct stardose_context *context, struct sdi_person *person)
{
	struct stardose_context_item *items =
		sdi_arena_alloc(&context->arena, (person->pub.n_items + 1) * sizeof(*items));
	int n = 0;

	if (!items)
		return STARDOSE_ENOMEM;
	for (struct sdi_context_row *row = person->first; row; row = row->next) {
		row->item.state = sdi_item_state(context, row, &row->item.days_since_stop);
		if (sdi_is_not_known(row)) {
			person->pub.n_not_known++;
			if (find_nearest(context, row) != STARDOSE_OK)
				return STARDOSE_ENOMEM;
		}
		row->item.text = sdi_item_text(context, row);
		if (!row->item.text)
			return STARDOSE_ENOMEM;
		items[n++] = row->item;
	}
	person->pub.items = items;
	person->pub.date = context->date;
	person->pub.date_from = context->date_from;
	return sdi_person_profiles(context, person);
}

KHASH_SET_INIT_STR(said)

/* Each medicine that FDA's table has no class for, once, however many take it. */
static int name_unclassified(struct stardose_context *context, const struct stardose_log *log)
{
	khash_t(said) *said = kh_init(said);
	int is_new = said ? 0 : -1;

	for (int i = 0; i < context->n_order && is_new >= 0; i++)
		for (const struct sdi_context_row *row = context->order[i]->first;
		     row && is_new >= 0; row = row->next) {
			if (row->item.kind != STARDOSE_CONTEXT_MEDICINE ||
			    !row->is_unclassified || sdi_is_not_known(row))
				continue;
			kh_put(said, said, row->item.shown_as, &is_new);
			if (is_new > 0)
				stardose_log_say(log, STARDOSE_LOG_NOTE,
						 "%s: medicine '%.80s': no FDA classification "
						 "found, which does not mean that it "
						 "has no interaction",
						 row->file, row->item.shown_as);
		}
	kh_destroy(said, said);
	return is_new < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* Each name that is not known, once: a row that counts as set aside, and asks what was meant. */
static int name_not_known(struct stardose_context *context, const struct stardose_log *log)
{
	khash_t(said) *said = kh_init(said);
	int is_new = said ? 0 : -1;

	for (int i = 0; i < context->n_order && is_new >= 0; i++)
		for (const struct sdi_context_row *row = context->order[i]->first;
		     row && is_new >= 0; row = row->next) {
			if (!sdi_is_not_known(row))
				continue;
			kh_put(said, said, row->item.name, &is_new);
			if (is_new > 0 && row->item.line)
				stardose_log_say(log, STARDOSE_EROW, "%s:%d: %s", row->file,
						 row->item.line, row->item.text);
			else if (is_new > 0)
				stardose_log_say(log, STARDOSE_EROW, "%s: %s", row->file,
						 row->item.text);
		}
	kh_destroy(said, said);
	return is_new < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_context_resolve(struct stardose_context *context, const struct stardose_log *log,
			     struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	choose_day(context, log);
	for (int i = 0; i < context->n_order && !ret; i++) {
		ret = sdi_order_rows(context, context->order[i]);
		if (!ret)
			ret = name_contradictions(context, context->order[i], log);
		if (!ret)
			ret = resolve_person(context, context->order[i]);
	}
	if (!ret)
		ret = name_not_known(context, log);
	if (!ret)
		ret = name_unclassified(context, log);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}
