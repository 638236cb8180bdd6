/*
 * sample_facts.h - the structure facts of one gene's samples, kept only for samples that have any
 */
#ifndef SDI_SAMPLE_FACTS_H
#define SDI_SAMPLE_FACTS_H

#include "structure/structure_facts.h"

/*
 * Begin with zeros. A gene without facts costs nothing, one with facts four bytes per sample and
 * the facts themselves.
 */
struct sdi_sample_facts {
	int m_of;			/* samples that @of has room for */
	uint32_t *of;			/* by sample; index into @facts plus one, 0 none */
	int n, m;
	struct sdi_structure_facts *facts;
};

/*
 * sdi_sample_facts_at() - the facts of @sample to write to; nothing is known when they are new
 * Return: valid until the next call for another sample; NULL when out of memory
 */
struct sdi_structure_facts *sdi_sample_facts_at(struct sdi_sample_facts *table, int sample);

/* sdi_sample_facts_find() - the facts of @sample, or NULL when none were ever written */
static inline const struct sdi_structure_facts *sdi_sample_facts_find(
	const struct sdi_sample_facts *table, int sample)
{
	return sample < table->m_of && table->of[sample] ? &table->facts[table->of[sample] - 1]
							 : NULL;
}

void sdi_sample_facts_release(struct sdi_sample_facts *table);

/* What a sample shows and what is known beside it: samples with equal pairs share one call. */
struct sdi_fact_pair {
	uint32_t pattern;
	uint32_t reserved;		/* 0; pairs are compared as bytes */
	struct sdi_structure_facts facts;
};

struct sdi_keyed_sample { struct sdi_fact_pair pair; int sample; };

/* sdi_keyed_sample_init() - all of it, padding too, so that it may be compared as bytes */
void sdi_keyed_sample_init(struct sdi_keyed_sample *to, int sample, uint32_t pattern,
			   const struct sdi_structure_facts *facts);

/*
 * sdi_fact_pairs_of() - the distinct pairs of @list, which is sorted for that
 * @of_sample, @first, @out and return value as of sdi_fact_pairs()
 */
int sdi_fact_pairs_of(struct sdi_keyed_sample *list, int n, uint32_t *of_sample, uint32_t first,
		      struct sdi_fact_pair **out);

/*
 * sdi_fact_pairs() - the distinct pairs of the samples that have facts
 * @of_sample: by sample, the number of its pattern; for samples with facts replaced by @first plus
 * the index of the pair
 * @out:       new, free(); in ascending order, so the order of samples does not show
 * Return: how many, or STARDOSE_ENOMEM
 */
int sdi_fact_pairs(const struct sdi_sample_facts *table, uint32_t *of_sample, int n_samples,
		   uint32_t first, struct sdi_fact_pair **out);

#endif
