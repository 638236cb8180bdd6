/* caller_store.c - room for samples, and facts about them */
#include "caller/caller_impl.h"

int sdi_caller_fit_samples(struct stardose_caller *c)
{
	int want = c->m_of_sample ? c->m_of_sample : 64;

	while (want < c->samples.n)
		want *= 2;
	if (want == c->m_of_sample)
		return STARDOSE_OK;
	for (int g = 0; g < c->n_all_genes; g++)
		if (sdi_gene_calls_fit_samples(&c->by_gene[g], c->m_of_sample, want))
			return STARDOSE_ENOMEM;
	c->m_of_sample = want;
	return STARDOSE_OK;
}

struct sdi_structure_facts *sdi_caller_facts(struct stardose_caller *caller, int sample, int gene)
{
	return sdi_sample_facts_at(&caller->by_gene[gene].facts, sample);
}
