/* structure_score.c - the logistic model of structure_score.h */
#include <math.h>
#include <string.h>
#include "structure/structure_score.h"

#define UNSEEN 3
#define OUTSIDE_HETS                                                                               \
	5 /* heterozygous tags beside the run; docs/STRUCTURE.md, "Runs of homozygosity" */

/* Copies of the GRCh38 ALT base in somebody who has the reference base of @build twice. */
static int reference_dose(const struct sdi_tag *tag, enum stardose_build build)
{
	return build == STARDOSE_BUILD_GRCH37 && tag->swapped ? 2 : 0;
}

static void look(const struct stardose_structure_model *m, enum stardose_build build, uint8_t *dose,
		 struct stardose_structure_risk *out)
{
	int n_reference = 0;

	for (int t = 0; t < m->n_tags; t++) {
		out->tags_seen += dose[t] != UNSEEN;
		n_reference += dose[t] == reference_dose(&m->tags[t], build);
	}
	if (out->tags_seen && !n_reference) {
		memset(dose, UNSEEN, m->n_tags);
		out->tags_seen = 0;
	}
}

/* Heterozygous tags of a run, scaled to all its tags; -1 when too few were seen. */
static int hets_of(const struct sdi_tag_run *run, const uint8_t *dose)
{
	int n = 0, n_hets = 0;

	for (int i = 0; i < run->n_tags; i++) {
		n += dose[run->tags[i]] != UNSEEN;
		n_hets += dose[run->tags[i]] == 1;
	}
	if (!n || n < SDI_RUN_SEEN * run->n_tags)
		return -1;
	return (int)((double)n_hets * run->n_tags / n + 0.5);
}

/* @hets: by run, as hets_of() gives them */
static double probability(const struct sdi_structure_class *class, const uint8_t *dose,
			  const int *hets, double rate, double *weight_seen)
{
	double z = class->intercept, seen = 0, all = 0;

	for (int i = 0; i < class->n_weights; i++) {
		const struct sdi_tag_weight *w = &class->weights[i];

		all += w->share;
		if (dose[w->tag] == UNSEEN) {
			z += w->mean;
			continue;
		}
		z += dose[w->tag] == 1 ? w->one : dose[w->tag] == 2 ? w->two : 0;
		seen += w->share;
	}
	for (int i = 0; i < class->n_run_weights; i++) {
		const struct sdi_run_weight *w = &class->run_weights[i];
		int n = hets[w->run];

		all += w->share;
		z += n < 0 ? w->mean : n <= w->at_most ? w->weight : 0;
		seen += n < 0 ? 0 : w->share;
	}
	*weight_seen = all > 0 && seen / all > class->needs
			       ? (seen / all - class->needs) / (1 - class->needs)
			       : 0;
	return *weight_seen / (1 + exp(-z)) + (1 - *weight_seen) * rate;
}

void sdi_structure_score(const struct stardose_structure_model *m, enum stardose_build build,
			 uint8_t *dose, const char *population,
			 struct stardose_class_risk *classes, struct stardose_structure_risk *out)
{
	const struct sdi_structure_rate *people = sdi_structure_rate(m, population, NULL);
	int hets[SDI_MAX_RUNS];

	memset(out, 0, sizeof(*out));
	out->n_classes = m->n_classes;
	out->classes = classes;
	out->tags_total = m->n_tags;
	look(m, build, dose, out);
	for (int r = 0; r < m->n_runs; r++)
		hets[r] = hets_of(&m->runs[r], dose);
	for (int c = 0; c < m->n_classes; c++) {
		double rate = people && people->carriers[c] > 0
				      ? (double)people->carriers[c] / people->n
				      : 0;

		classes[c].of = &m->classes[c].about;
		classes[c].probability =
			probability(&m->classes[c], dose, hets, rate, &classes[c].weight_seen);
	}
}

/* Does the file show only what differs from the reference? */
static int is_variants_only(const struct stardose_structure_model *m, enum stardose_build build,
			    const uint8_t *dose)
{
	for (int t = 0; t < m->n_tags; t++)
		if (dose[t] != UNSEEN && dose[t] == reference_dose(&m->tags[t], build))
			return 0;
	return 1;
}

static int is_homozygous_run(const struct stardose_structure_model *m,
			     const struct sdi_tag_run *run, const uint8_t *dose)
{
	int n_hets = 0, n_seen = 0;

	for (int t = 0; t < m->n_tags; t++)
		n_hets += dose[t] == 1;
	for (int i = 0; i < run->n_tags; i++) {
		if (dose[run->tags[i]] == 1)
			return 0;
		n_seen += dose[run->tags[i]] != UNSEEN;
	}
	return n_seen && n_hets >= OUTSIDE_HETS;
}

uint64_t sdi_structure_run_reasons(const struct stardose_structure_model *m,
				   enum stardose_build build, const uint8_t *dose)
{
	uint64_t reasons = 0;

	if (!is_variants_only(m, build, dose))
		return 0;
	for (int c = 0; c < m->n_classes; c++)
		for (int i = 0; i < m->classes[c].n_run_weights; i++)
			if (is_homozygous_run(m, &m->runs[m->classes[c].run_weights[i].run], dose))
				reasons |= UINT64_C(1) << m->classes[c].reason;
	return reasons;
}

uint64_t sdi_structure_reasons(const struct stardose_structure_model *m,
			       const struct stardose_structure_risk *risk)
{
	uint64_t reasons = 0;

	for (int c = 0; c < risk->n_classes; c++)
		if (risk->classes[c].weight_seen >= SDI_REASON_SEEN &&
		    risk->classes[c].probability >= m->classes[c].threshold)
			reasons |= UINT64_C(1) << m->classes[c].reason;
	return reasons;
}
