/* guide_choice.c - which medicines and sources are asked for, by name, class or list */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "guidance/guide_impl.h"
#include "util/no_memory.h"

static int unknown(const struct stardose_guidance_tables *tables, const char *what, int is_class,
		   const char *name, struct stardose_error *err)
{
	const char *near[4];
	char text[256] = "";
	size_t used = 0;
	int n = stardose_guidance_nearest(tables, name, is_class, near, 4);

	for (int i = 0; i < n && used < sizeof(text); i++)
		used += snprintf(text + used, sizeof(text) - used, "%s'%s'", i ? ", " : "",
				 near[i]);
	return stardose_error_set(
		err, STARDOSE_EUSAGE,
		n ? "no %s '%.80s' in the tables; nearest: %s"
		  : "no %s '%.80s' in the tables, and none that is spelt like it%s",
		what, name, text);
}

static int want_drug(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	const struct stardose_drug *drug = stardose_guidance_drug(guide->tables, name);

	if (!drug)
		return unknown(guide->tables, "medicine", 0, name, err);
	guide->drug_state[drug - guide->tables->drugs] = SDI_WANTED_ALWAYS;
	return STARDOSE_OK;
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

/* Each item of a comma list, blanks around it removed, to @want. */
static int for_each(struct stardose_guide *guide, const char *list,
		    int (*want)(struct stardose_guide *, const char *, struct stardose_error *),
		    struct stardose_error *err)
{
	char *copy = strdup(list), *next = copy, *item;
	int ret = copy ? STARDOSE_OK : sdi_no_memory(err), n = 0;

	while (!ret && (item = strsep(&next, ","))) {
		item += strspn(item, " \t");
		for (size_t l = strlen(item); l && strchr(" \t", item[l - 1]); l--)
			item[l - 1] = '\0';
		if (!*item)
			continue;
		ret = want(guide, item, err);
		n++;
	}
	if (!ret && !n)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "an empty list names no medicine, class or source");
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
	if (options->drugs)
		ret = for_each(guide, options->drugs, want_drug, err);
	if (!ret && options->drug_classes)
		ret = for_each(guide, options->drug_classes, want_class, err);
	if (!ret && options->sources)
		ret = for_each(guide, options->sources, want_source, err);
	return ret;
}
