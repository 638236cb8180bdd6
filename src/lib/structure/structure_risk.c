/*
 * structure_risk.c - tags of a file's samples -> reasons in their facts, numbers beside their
 * calls
 */
#include <stdlib.h>
#include <string.h>
#include "structure/structure_risk.h"
#include "structure/structure_score.h"

static int fit(struct sdi_structure_risk_set *risk, int n_classes, int sample)
{
	int want = risk->m ? risk->m : 64;
	struct stardose_structure_risk *grown;
	struct stardose_class_risk *classes;

	if (sample < risk->m)
		return STARDOSE_OK;
	while (want <= sample)
		want *= 2;
	grown = realloc(risk->of_sample, want * sizeof(*grown));
	if (!grown)
		return STARDOSE_ENOMEM;
	memset(grown + risk->m, 0, (want - risk->m) * sizeof(*grown));
	risk->of_sample = grown;
	classes = realloc(risk->classes, ((size_t)want * n_classes + 1) * sizeof(*classes));
	if (!classes)
		return STARDOSE_ENOMEM;
	risk->classes = classes;
	risk->n_classes = n_classes;
	risk->m = want;
	for (int i = 0; i < want; i++)
		grown[i].classes = classes + (size_t)i * n_classes;
	return STARDOSE_OK;
}

static int keep(struct sdi_structure_risk_set *risk, int sample,
		const struct stardose_structure_risk *found)
{
	struct stardose_class_risk *classes;

	if (fit(risk, found->n_classes, sample))
		return STARDOSE_ENOMEM;
	classes = risk->classes + (size_t)sample * found->n_classes;
	risk->of_sample[sample] = *found;
	risk->of_sample[sample].classes = classes;
	if (found->n_classes)
		memcpy(classes, found->classes, found->n_classes * sizeof(*classes));
	return STARDOSE_OK;
}

const struct stardose_structure_risk *
sdi_structure_risk_find(const struct sdi_structure_risk_set *risk, int sample)
{
	return sample < risk->m && risk->of_sample[sample].tags_total ? &risk->of_sample[sample]
								      : NULL;
}

int sdi_structure_risk_take(const struct stardose_gene *gene, enum stardose_build build,
			    const struct sdi_tag_collector *tags,
			    const struct stardose_call_options *options, const int *global,
			    const char *const *name, int n_samples, struct sdi_sample_facts *facts,
			    struct sdi_structure_risk_set *risk)
{
	uint8_t *dose = malloc(gene->structure->n_tags ? gene->structure->n_tags : 1);
	struct stardose_class_risk *classes =
		calloc(gene->structure->n_classes + 1, sizeof(*classes));
	int n_runs = 0, first = 0, ret = dose && classes ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; i < n_samples && !ret; i++) {
		struct stardose_structure_risk found;
		uint64_t reasons, by_run;

		if (global[i] < 0)
			continue;
		sdi_tag_collector_get(tags, i, dose);
		by_run = sdi_structure_run_reasons(gene->structure, build, dose);
		if (by_run && !n_runs++)
			first = global[i];
		sdi_structure_score(gene->structure, build, dose, options->population, classes,
				    &found);
		reasons = sdi_structure_reasons(gene->structure, &found) | by_run;
		if (reasons) {
			struct sdi_structure_facts *of = sdi_sample_facts_at(facts, global[i]);

			if (of)
				of->background |= reasons >> STARDOSE_REASON_SUSPECTED_DELETION;
			ret = of ? STARDOSE_OK : STARDOSE_ENOMEM;
		}
		if (!ret && risk)
			ret = keep(risk, global[i], &found);
	}
	if (n_runs && !ret)
		stardose_log_say(&options->log, STARDOSE_OK,
				 "%s: no heterozygous site where the variants beside it are "
				 "heterozygous suggests a "
				 "deleted copy in %d sample%s, '%s'%s; it is not called from that",
				 gene->name, n_runs, n_runs > 1 ? "s" : "", name[first],
				 n_runs > 1 ? " the first" : "");
	free(classes);
	free(dose);
	return ret;
}

void sdi_structure_risk_release(struct sdi_structure_risk_set *risk)
{
	free(risk->of_sample);
	free(risk->classes);
	*risk = (struct sdi_structure_risk_set){ 0 };
}
