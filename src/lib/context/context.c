/* context.c - persons and what is known of them: made, looked up, freed */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

const char *stardose_context_kind_name(enum stardose_context_kind kind)
{
	static const char *const names[STARDOSE_N_CONTEXT_KINDS] = { "medicine", "lab", "score",
								     "trial", "condition",
								     "procedure", "person" };

	return (unsigned)kind < STARDOSE_N_CONTEXT_KINDS ? names[kind] : "?";
}

const char *stardose_item_state_name(enum stardose_item_state state)
{
	static const char *const names[STARDOSE_N_ITEM_STATES] = {
		"current", "residual", "possible", "duration_not_on_file", "ended", "planned",
		"name_not_known", "tried", "recorded"
	};
	return (unsigned)state < STARDOSE_N_ITEM_STATES ? names[state] : "?";
}

/* ---- new and free ---- */

static int choose_convention(struct stardose_context *context, const char *wanted,
			     struct stardose_error *err)
{
	context->convention = "";
	if (!wanted)
		return STARDOSE_OK;
	for (int i = 0; i < context->facts->n_methods; i++)
		if (*context->facts->methods[i].convention &&
		    !strcasecmp(context->facts->methods[i].convention, wanted)) {
			context->convention = context->facts->methods[i].convention;
			return STARDOSE_OK;
		}
	return stardose_error_set(err, STARDOSE_EUSAGE,
				  "no convention '%.40s' in conversion_methods.tsv", wanted);
}

void stardose_context_options_init_size(struct stardose_context_options *options, size_t size)
{
	const struct stardose_context_options defaults = { 0 };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int stardose_context_new(const struct stardose_tables *tables,
			 const struct stardose_context_options *options,
			 struct stardose_context **out, struct stardose_error *err)
{
	struct stardose_context_options known = { 0 };
	struct stardose_context *context;
	int ret = sdi_options_copy(&known, sizeof(known), options,
				   "stardose_context_options_init", err);

	if (!ret)
		ret = sdi_tables_need_guidance(tables, err);
	if (ret)
		return ret;
	context = calloc(1, sizeof(*context));
	if (!context)
		return sdi_no_memory(err);
	context->tables = tables;
	context->facts = sdi_context_tables(tables);
	context->words = sdi_tables_words(tables);
	context->today = context->newest = SDI_NO_DAY;
	context->date_from = "";
	context->persons = kh_init(sdi_persons);
	context->profiles = kh_init(sdi_profiles);
	if (!context->persons || !context->profiles)
		ret = sdi_no_memory(err);
	if (!ret)
		ret = choose_convention(context, known.convention, err);
	if (!ret && known.date) {
		context->today = sdi_date_parse(known.date);
		context->date_from = "option";
		if (context->today == SDI_NO_DAY)
			ret = stardose_error_set(err, STARDOSE_EUSAGE,
						 "'%.40s' is no day; a date is written YYYY-MM-DD",
						 known.date);
	}
	if (ret) {
		stardose_context_free(context);
		return ret;
	}
	*out = context;
	return STARDOSE_OK;
}

void stardose_context_free(struct stardose_context *context)
{
	if (!context)
		return;
	kh_destroy(sdi_persons, context->persons);
	kh_destroy(sdi_profiles, context->profiles);
	sdi_arena_release(&context->arena);
	free(context->order);
	ks_free(&context->key);
	free(context);
}

const struct stardose_tables *sdi_tables_of(const struct stardose_context *context)
{
	return context->tables;
}

/* ---- persons and rows ---- */

static int put_in_order(struct stardose_context *context, struct sdi_person *person)
{
	if (context->n_order == context->m_order) {
		int m = context->m_order ? 2 * context->m_order : 16;
		void *order = realloc(context->order, m * sizeof(*context->order));

		if (!order)
			return -1;
		context->order = order;
		context->m_order = m;
	}
	context->order[context->n_order++] = person;
	return 0;
}

static struct sdi_person *new_person(struct stardose_context *context, const char *sample,
				     const char *file, int line)
{
	struct sdi_person *person = sdi_arena_alloc(&context->arena, sizeof(*person));

	if (!person)
		return NULL;
	person->last = &person->first;
	person->file = file;
	person->line = line;
	person->pub.context = context;
	person->pub.impl = person;
	person->pub.date = person->pub.date_from = "";
	person->pub.convention = context->convention;
	person->pub.sample = sample ? sdi_arena_strdup(&context->arena, sample) : NULL;
	if ((sample && !person->pub.sample) || put_in_order(context, person) < 0)
		return NULL;
	return person;
}

struct sdi_person *sdi_context_add_person(struct stardose_context *context, const char *sample,
					  const char *file, int line)
{
	struct sdi_person *person;
	khint_t k;
	int is_new;

	if (!sample) {
		if (!context->anyone)
			context->anyone = new_person(context, NULL, file, line);
		return context->anyone;
	}
	k = kh_get(sdi_persons, context->persons, sample);
	if (k != kh_end(context->persons))
		return kh_value(context->persons, k);
	person = new_person(context, sample, file, line);
	if (!person)
		return NULL;
	k = kh_put(sdi_persons, context->persons, person->pub.sample, &is_new);
	if (is_new < 0)
		return NULL;
	kh_value(context->persons, k) = person;
	return person;
}

/* What was written, with the tables' name in front of the name that was written for it. */
static const char *shown_as(struct stardose_context *context, const struct sdi_context_row *row)
{
	const char *name = row->item.name, *known = row->entry.name;
	size_t beg = row->entry.name_at, n = row->entry.name_length;

	if (!known || !n || beg + n > strlen(name) ||
	    (strlen(known) == n && !strncasecmp(known, name + beg, n)))
		return name;
	context->key.l = 0;
	if (ksprintf(&context->key, "%s (%.*s)%s", known, (int)n, name + beg, name + beg + n) < 0)
		return NULL;
	return sdi_arena_strdup(&context->arena, context->key.s);
}

int sdi_context_add_row(struct stardose_context *context, struct sdi_person *person,
			const struct sdi_context_row *row)
{
	struct sdi_context_row *new = sdi_arena_alloc(&context->arena, sizeof(*new));
	const char **texts[7];

	if (!new)
		return STARDOSE_ENOMEM;
	*new = *row;
	texts[0] = &new->item.name;
	texts[1] = &new->item.value;
	texts[2] = &new->item.unit;
	texts[3] = &new->item.start;
	texts[4] = &new->item.stop;
	texts[5] = &new->item.note;
	texts[6] = &new->item.detail;
	for (int i = 0; i < 7; i++) {
		*texts[i] = **texts[i] ? sdi_arena_strdup(&context->arena, *texts[i]) : "";
		if (!*texts[i])
			return STARDOSE_ENOMEM;
	}
	new->item.shown_as = shown_as(context, new);
	if (!new->item.shown_as)
		return STARDOSE_ENOMEM;
	new->item.route = new->entry.route_word;
	new->item.agent = new->entry.name;
	new->next = NULL;
	*person->last = new;
	person->last = &new->next;
	person->pub.n_items++;
	if (row->start > context->newest)
		context->newest = row->start;
	if (row->stop > context->newest)
		context->newest = row->stop;
	return STARDOSE_OK;
}

int stardose_context_n_not_known(const struct stardose_context *context)
{
	int n = 0;

	for (int i = 0; i < context->n_order; i++)
		n += context->order[i]->pub.n_not_known;
	return n;
}

int stardose_context_has_list(const struct stardose_context *context)
{
	for (int i = 0; i < context->n_order; i++)
		if (context->order[i]->pub.has_list)
			return 1;
	return 0;
}

int stardose_context_is_for_one(const struct stardose_context *context)
{
	return context->anyone != NULL;
}

const struct stardose_person *stardose_context_person(struct stardose_context *context,
						      const char *sample)
{
	khint_t k = kh_get(sdi_persons, context->persons, sample);
	struct sdi_person *person =
		k == kh_end(context->persons) ? context->anyone : kh_value(context->persons, k);

	if (person)
		person->is_used = 1;
	return person ? &person->pub : NULL;
}

int stardose_context_unused(const struct stardose_context *context, const struct stardose_log *log,
			    int level)
{
	kstring_t names = KS_INITIALIZE;
	const struct sdi_person *first = NULL;
	int n = 0, failed = 0;

	for (int i = 0; i < context->n_order; i++) {
		const struct sdi_person *person = context->order[i];

		if (person->is_used || !person->pub.sample)
			continue;
		if (!n++)
			first = person;
		if (n <= 5)
			failed |= ksprintf(&names, "%s'%.60s'", n > 1 ? ", " : "",
					   person->pub.sample) < 0;
	}
	if (n && !failed)
		stardose_log_say(log, level,
				 "%s:%d: %d sample%s of the context %s not in the input and %s "
				 "left out: %s%s",
				 first->file, first->line, n, n > 1 ? "s" : "",
				 n > 1 ? "are" : "is", n > 1 ? "were" : "was", names.s,
				 n > 5 ? ", ..." : "");
	ks_free(&names);
	return n;
}
