/* fact_calls.c - the calls of samples of which more is known than their genotypes */
#include <stdlib.h>
#include <string.h>
#include "call/call_build.h"
#include "call/copy_depth.h"
#include "call/fact_calls.h"
#include "call/pattern_calls.h"
#include "util/no_memory.h"

struct making {
	const struct sdi_fact_input *in;
	uint32_t *of_sample, first;
	int n;
	struct stardose_call **calls;
	struct sdi_fact_pair *pairs;	/* of the first round */
	struct stardose_error *err;
};

static int no_memory(struct making *m) { return sdi_no_memory(m->err); }

/* Add the calls of @pairs behind those that are there. */
static int add_calls(struct making *m, const struct sdi_fact_pair *pairs, int n)
{
	const struct sdi_fact_input *in = m->in;
	struct stardose_call **grown = realloc(m->calls, (m->n + n + 1) * sizeof(*grown));

	if (!grown)
		return no_memory(m);
	m->calls = grown;
	memset(grown + m->n, 0, n * sizeof(*grown));
	m->n += n;
	return sdi_pair_calls(in->gene, in->build, in->genotypes, in->tears, pairs, n,
			      in->keep_sites, in->n_threads, grown + m->n - n, m->err);
}

/* Is the person seen to have a variant on one chromosome and not on the other? */
static int is_heterozygous(const struct sdi_genotype *g, int bit)
{
	for (int b = 0; b < g->n_blocks; b++) {
		const struct sdi_block_hap *hap = g->blocks[b].hap;

		if (sdi_bits_has(&hap[0].known, bit) && sdi_bits_has(&hap[1].known, bit) &&
		    sdi_bits_has(&hap[0].carried, bit) != sdi_bits_has(&hap[1].carried, bit))
			return g->ploidy == 2;
	}
	return 0;
}

static int is_set_aside(const struct sdi_structure_facts *facts, int bit)
{
	for (int i = 0; i < facts->n_paralog; i++)
		if (facts->paralog[i].bit == bit)
			return 1;
	return 0;
}

/*
 * What reads show of a sample where it is heterozygous: by the file of its genotypes, else by its
 * alignment, in which every variant was looked for. @out has room for STARDOSE_MAX_BITS.
 */
static int depths_of(const struct sdi_fact_input *in, int sample, const struct sdi_fact_pair *pair,
		     struct sdi_allele_depth *out)
{
	int n, n_out = 0;
	const struct sdi_allele_depth *depths = sdi_depth_list_of(in->depths, sample, &n);

	if (!n)
		depths = sdi_depth_list_of(in->by_reads, sample, &n);
	for (int i = 0; i < n && n_out < STARDOSE_MAX_BITS; i++)
		if (is_heterozygous(&in->genotypes[pair->pattern], depths[i].bit) &&
		    !is_set_aside(&pair->facts, depths[i].bit))
			out[n_out++] = depths[i];
	return n_out;
}

/* The samples whose reads decide between candidates, with what they decide. */
static int weigh(const struct making *m, struct sdi_keyed_sample *list)
{
	const struct sdi_sample_facts *facts = m->in->facts;
	int n = 0;

	for (int i = 0; i < m->in->n_samples && i < facts->m_of; i++) {
		struct sdi_allele_depth depths[STARDOSE_MAX_BITS];
		struct sdi_fact_pair pair;
		int index, n_depths;

		if (!facts->of[i])
			continue;
		index = m->of_sample[i] - m->first;
		if (!(m->calls[index]->reasons >> STARDOSE_REASON_COPIES_UNPLACED & 1))
			continue;
		pair = m->pairs[index];
		n_depths = depths_of(m->in, i, &pair, depths);
		if (n_depths && sdi_copy_depth(m->calls[index], depths, n_depths, &pair.facts))
			sdi_keyed_sample_init(&list[n++], i, pair.pattern, &pair.facts);
	}
	return n;
}

static int place_copies(struct making *m)
{
	struct sdi_keyed_sample *list;
	struct sdi_fact_pair *pairs = NULL;
	int n, n_pairs = 0, ret = STARDOSE_OK;

	if (!m->in->depths->n && !m->in->by_reads->n)
		return STARDOSE_OK;
	list = malloc(m->in->facts->n * sizeof(*list));
	if (!list)
		return no_memory(m);
	n = weigh(m, list);
	if (n)
		n_pairs = sdi_fact_pairs_of(list, n, m->of_sample, m->first + m->n, &pairs);
	free(list);
	if (n_pairs < 0)
		return no_memory(m);
	if (n)
		ret = add_calls(m, pairs, n_pairs);
	free(pairs);
	return ret;
}

int sdi_fact_calls(const struct sdi_fact_input *in, uint32_t *of_sample, uint32_t first,
		   struct stardose_call ***out, struct stardose_error *err)
{
	struct making m = { .in = in, .of_sample = of_sample, .first = first, .err = err };
	int n = sdi_fact_pairs(in->facts, of_sample, in->n_samples, first, &m.pairs), ret;

	if (n < 0)
		return no_memory(&m);
	ret = add_calls(&m, m.pairs, n);
	if (!ret)
		ret = place_copies(&m);
	free(m.pairs);
	if (ret) {
		for (int i = 0; i < m.n; i++)
			sdi_call_free(m.calls[i]);
		free(m.calls);
		return ret;
	}
	*out = m.calls;
	return m.n;
}
