/* sample_facts.c - the structure facts of one gene's samples */
#include <stdlib.h>
#include <string.h>
#include "structure/sample_facts.h"

#define FIRST_SAMPLES 64

static int fit_sample(struct sdi_sample_facts *t, int sample)
{
	int want = t->m_of ? t->m_of : FIRST_SAMPLES;
	uint32_t *grown;

	while (want <= sample)
		want *= 2;
	if (want == t->m_of)
		return STARDOSE_OK;
	grown = realloc(t->of, want * sizeof(*grown));
	if (!grown)
		return STARDOSE_ENOMEM;
	memset(grown + t->m_of, 0, (want - t->m_of) * sizeof(*grown));
	t->of = grown;
	t->m_of = want;
	return STARDOSE_OK;
}

struct sdi_structure_facts *sdi_sample_facts_at(struct sdi_sample_facts *t, int sample)
{
	if (fit_sample(t, sample))
		return NULL;
	if (t->of[sample])
		return &t->facts[t->of[sample] - 1];
	if (t->n == t->m) {
		int want = t->m ? 2 * t->m : FIRST_SAMPLES;
		struct sdi_structure_facts *grown = realloc(t->facts, want * sizeof(*grown));

		if (!grown)
			return NULL;
		t->facts = grown;
		t->m = want;
	}
	sdi_structure_facts_init(&t->facts[t->n]);
	t->of[sample] = ++t->n;
	return &t->facts[t->n - 1];
}

void sdi_sample_facts_release(struct sdi_sample_facts *t)
{
	free(t->of);
	free(t->facts);
	memset(t, 0, sizeof(*t));
}

void sdi_keyed_sample_init(struct sdi_keyed_sample *to, int sample, uint32_t pattern,
			   const struct sdi_structure_facts *facts)
{
	memset(to, 0, sizeof(*to));
	to->sample = sample;
	to->pair.pattern = pattern;
	memcpy(&to->pair.facts, facts, sizeof(*facts));
}

static int compare_keyed(const void *a, const void *b)
{
	return memcmp(&((const struct sdi_keyed_sample *)a)->pair,
		      &((const struct sdi_keyed_sample *)b)->pair, sizeof(struct sdi_fact_pair));
}

int sdi_fact_pairs_of(struct sdi_keyed_sample *list, int n, uint32_t *of_sample, uint32_t first,
		      struct sdi_fact_pair **out)
{
	struct sdi_fact_pair *pairs = malloc((n ? n : 1) * sizeof(*pairs));
	int n_pairs = 0;

	if (!pairs)
		return STARDOSE_ENOMEM;
	qsort(list, n, sizeof(*list), compare_keyed);
	for (int i = 0; i < n; i++) {
		if (!i || compare_keyed(&list[i - 1], &list[i]))
			pairs[n_pairs++] = list[i].pair;
		of_sample[list[i].sample] = first + n_pairs - 1;
	}
	*out = pairs;
	return n_pairs;
}

int sdi_fact_pairs(const struct sdi_sample_facts *t, uint32_t *of_sample, int n_samples,
		   uint32_t first, struct sdi_fact_pair **out)
{
	struct sdi_keyed_sample *list = malloc((t->n ? t->n : 1) * sizeof(*list));
	int n = 0, n_pairs;

	if (!list)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n_samples && i < t->m_of; i++)
		if (t->of[i])
			sdi_keyed_sample_init(&list[n++], i, of_sample[i], &t->facts[t->of[i] - 1]);
	n_pairs = sdi_fact_pairs_of(list, n, of_sample, first, out);
	free(list);
	return n_pairs;
}
