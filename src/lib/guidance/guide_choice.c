/* guide_choice.c - which medicines and sources are asked for, by name, class or list */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "guidance/guide_impl.h"
#include "tables/name_table.h"
#include "util/no_memory.h"

static int unknown(const struct stardose_guidance_tables *tables, const char *what, int is_class,
		   const char *name, struct stardose_error *err)
{
	const struct stardose_guidance_code *class =
		is_class || !tables->names ? NULL : sdi_name_class(tables->names, name, strlen(name));
	const char *near[4];
	char text[256] = "";
	size_t used = 0;
	int n = stardose_guidance_nearest(tables, name, is_class, near, 4);

	for (int i = 0; i < n && used < sizeof(text); i++)
		used += snprintf(text + used, sizeof(text) - used, "%s'%s'", i ? ", " : "",
				 near[i]);
	if (class)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "'%.80s' is the name of a class, not of a medicine: "
					  "--drug-class %s",
					  name, class->value);
	return stardose_error_set(
		err, STARDOSE_EUSAGE,
		n ? "no %s '%.80s' in the tables; nearest: %s"
		  : "no %s '%.80s' in the tables, and none that is spelt like it%s",
		what, name, text);
}

static int want_named(struct stardose_guide *guide, const char *name)
{
	const struct stardose_drug *drug = stardose_guidance_drug(guide->tables, name);

	if (drug)
		guide->drug_state[drug - guide->tables->drugs] = SDI_WANTED_ALWAYS;
	return drug != NULL;
}

/* Of a combination that no row is about, what it contains */
static int want_parts(struct stardose_guide *guide, const char *name)
{
	const struct sdi_name *found =
		guide->tables->names ? sdi_name_find(guide->tables->names, name, strlen(name)) : NULL;
	int n = 0;

	for (int i = 0; found && i < found->n_medicines; i++)
		n += want_named(guide, found->medicines[i]);
	return n;
}

static int want_drug(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	return want_named(guide, name) || want_parts(guide, name)
		       ? STARDOSE_OK
		       : unknown(guide->tables, "medicine", 0, name, err);
}

static int want_class(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	int found = 0;

	for (int i = 0; i < guide->tables->n_drugs; i++) {
		if (!stardose_drug_in_class(&guide->tables->drugs[i], name))
			continue;
		guide->drug_state[i] = SDI_WANTED_ALWAYS;
		found = 1;
	}
	return found ? STARDOSE_OK : unknown(guide->tables, "class of medicines", 1, name, err);
}

static int want_source(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	const struct stardose_guidance_tables *t = guide->tables;
	kstring_t all = KS_INITIALIZE;
	int ret;

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_SOURCE]; i++) {
		if (!strcasecmp(t->codes[STARDOSE_LIST_SOURCE][i].code, name)) {
			guide->source_wanted[i] = 1;
			ks_free(&all);
			return STARDOSE_OK;
		}
		ksprintf(&all, "%s%s", i ? ", " : "", t->codes[STARDOSE_LIST_SOURCE][i].code);
	}
	ret = stardose_error_set(err, STARDOSE_EUSAGE,
				 "no source '%.80s' in the tables; they have: %s", name,
				 all.s ? all.s : "none");
	ks_free(&all);
	return ret;
}

/* A page must say it too: who reads that does not see the remark. */
static int keep_unknown(struct stardose_guide *guide, const char *name)
{
	const char *near[4];
	int n = stardose_guidance_nearest(guide->tables, name, 0, near, 4);
	const char **kept = sdi_arena_alloc(&guide->arena, (n + 1) * sizeof(*kept));
	struct stardose_asked_name *asked = &guide->asked[guide->out.n_asked_not_known];

	*asked = (struct stardose_asked_name){ sdi_arena_strdup(&guide->arena, name), n, kept };
	if (!kept || !asked->name)
		return STARDOSE_ENOMEM;
	memcpy(kept, near, n * sizeof(*kept));
	guide->out.n_asked_not_known++;
	return STARDOSE_OK;
}

static int make_room(struct stardose_guide *guide, const char *list)
{
	int n = 1;

	for (const char *s = list; *s; s++)
		n += *s == ',';
	guide->asked = sdi_arena_alloc(&guide->arena, n * sizeof(*guide->asked));
	guide->out.asked_not_known = guide->asked;
	return guide->asked ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* What came of a list: names that are known, and why others are not. */
struct choice { int n, n_known; kstring_t unknown; /* messages, each with its NUL */ };

/*
 * One name of a list; one that is unknown waits in @choice until it is clear that others are known.
 */
static int choose_one(struct stardose_guide *guide, const char *name,
		      int (*want)(struct stardose_guide *, const char *, struct stardose_error *),
		      struct choice *choice, struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	int ret = want(guide, name, &why);

	choice->n++;
	choice->n_known += !ret;
	if (ret == STARDOSE_EUSAGE && want == want_drug && keep_unknown(guide, name))
		return sdi_no_memory(err);
	if (ret == STARDOSE_EUSAGE)
		return kputsn(why.text, strlen(why.text) + 1, &choice->unknown) < 0
			       ? sdi_no_memory(err)
			       : STARDOSE_OK;
	return ret ? stardose_error_set(err, ret, "%s", why.text) : STARDOSE_OK;
}

/*
 * Names that are unknown beside others that are not are set aside, one remark each; where nobody
 * listens, or nothing is left, they are an error.
 */
static int finish_choice(const struct choice *choice, const struct stardose_log *log,
			 struct stardose_error *err)
{
	const char *text = choice->unknown.s;

	if (!choice->n)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "an empty list names no medicine, class or source");
	if (!choice->unknown.l)
		return STARDOSE_OK;
	if (!choice->n_known || !log->fn)
		return stardose_error_set(err, STARDOSE_EUSAGE, "%s", text);
	for (; text < choice->unknown.s + choice->unknown.l; text += strlen(text) + 1)
		stardose_log_say(log, STARDOSE_EROW, "set aside: %s", text);
	return STARDOSE_OK;
}

/* Each item of a comma list, blanks around it removed, to @want. */
static int for_each(struct stardose_guide *guide, const char *list,
		    int (*want)(struct stardose_guide *, const char *, struct stardose_error *),
		    const struct stardose_log *log, struct stardose_error *err)
{
	char *copy = strdup(list), *next = copy, *item;
	struct choice choice = { 0 };
	int ret = copy ? STARDOSE_OK : sdi_no_memory(err);

	while (!ret && (item = strsep(&next, ","))) {
		item += strspn(item, " \t");
		for (size_t l = strlen(item); l && strchr(" \t", item[l - 1]); l--)
			item[l - 1] = '\0';
		if (*item)
			ret = choose_one(guide, item, want, &choice, err);
	}
	if (!ret)
		ret = finish_choice(&choice, log, err);
	ks_free(&choice.unknown);
	free(copy);
	return ret;
}

int sdi_guide_choose(struct stardose_guide *guide, const struct stardose_guide_options *options,
		     struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (!options->drugs && !options->drug_classes)
		memset(guide->drug_state, SDI_WANTED_IF_ROWS, guide->tables->n_drugs);
	if (!options->sources)
		memset(guide->source_wanted, 1, guide->tables->n_codes[STARDOSE_LIST_SOURCE]);
	if (options->drugs && make_room(guide, options->drugs))
		return sdi_no_memory(err);
	if (options->drugs)
		ret = for_each(guide, options->drugs, want_drug, &options->log, err);
	if (!ret && options->drug_classes)
		ret = for_each(guide, options->drug_classes, want_class, &options->log, err);
	if (!ret && options->sources)
		ret = for_each(guide, options->sources, want_source, &options->log, err);
	return ret;
}
