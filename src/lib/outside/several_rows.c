/* several_rows.c - rows of one sample and gene that name different diplotypes */
#include <string.h>
#include "outside/outside_name.h"
#include "outside/several_rows.h"
#include "phenotype/diplotype_value.h"

/* Is every reading of @entry of one phenotype, that of *@phenotype unless it is NULL? */
static int is_of(const struct sdi_outside_entry *entry, const char **phenotype)
{
	struct sdi_diplotype_readings readings;
	int ret = sdi_diplotype_readings(entry->diplotype, entry->gene, &readings, NULL), same = 1;

	if (ret)
		return ret == STARDOSE_ENOMEM ? ret : 0;
	for (int i = 0; i < readings.n && same; i++) {
		struct sdi_diplotype_value value;
		const char *term = SDI_INDETERMINATE;

		if (sdi_diplotype_value(entry->gene, &readings.name[i], &value) == STARDOSE_OK)
			term = value.phenotype[STARDOSE_GUIDELINE_CPIC];
		if (!strcmp(term, SDI_INDETERMINATE) && entry->phenotype)
			term = entry->phenotype;
		same = strcmp(term, SDI_INDETERMINATE) != 0 &&
		       (!*phenotype || !strcmp(term, *phenotype));
		*phenotype = term;
	}
	sdi_diplotype_readings_release(&readings);
	return same;
}

/* The readings of both, in their fixed order and each once. */
static int join_readings(struct stardose_outside *set, struct sdi_outside_entry *old,
			 const struct sdi_outside_entry *new)
{
	struct sdi_diplotype_readings readings = { 0, NULL };
	kstring_t text = KS_INITIALIZE, given = KS_INITIALIZE;
	int ret = STARDOSE_ENOMEM;

	if (ksprintf(&text, "%s;%s", old->diplotype, new->diplotype) >= 0 &&
	    ksprintf(&given, "%s; %s", old->given, new->given) >= 0)
		ret = sdi_diplotype_readings(text.s, old->gene, &readings, NULL);
	text.l = 0;
	if (!ret)
		ret = sdi_readings_print(&readings, &text);
	if (!ret) {
		const char *joined = sdi_arena_strdup(&set->arena, text.s),
			   *both = sdi_arena_strdup(&set->arena, given.s);

		if (joined && both) {
			old->diplotype = joined;
			old->given = both;
		} else {
			ret = STARDOSE_ENOMEM;
		}
	}
	sdi_diplotype_readings_release(&readings);
	ks_free(&text);
	ks_free(&given);
	return ret;
}

int sdi_outside_agree(struct stardose_outside *set, struct sdi_outside_entry *old,
		      const struct sdi_outside_entry *new)
{
	const char *phenotype = NULL;
	int ret;

	if (!old->gene->n_alleles || !old->diplotype || !new->diplotype || old->is_text ||
	    new->is_text ||
	    (old->phenotype && new->phenotype && strcmp(old->phenotype, new->phenotype)))
		return 0;
	ret = is_of(old, &phenotype);
	if (ret == 1)
		ret = is_of(new, &phenotype);
	if (ret != 1)
		return ret;
	ret = join_readings(set, old, new);
	if (ret)
		return ret == STARDOSE_EROW ? 0 : ret; /* more readings than one result may have */
	if (old->score != new->score || old->score_or_more != new->score_or_more) {
		old->score = STARDOSE_VALUE_NONE;
		old->score_or_more = 0;
	}
	return 1;
}
