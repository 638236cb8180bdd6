/* call_phase.c - what is known of which variants lie together, and whether it matters */
#include "call/call_phase.h"
#include "util/bits.h"

/* A haplotype of which less is known may differ: ./1 is not homozygous. */
static int block_differs(const struct sdi_genotype *g, const struct sdi_block *block)
{
	for (int h = 1; h < g->ploidy; h++) {
		if (!sdi_bits_equal(block->hap[0].known, block->hap[h].known) ||
		    !sdi_bits_equal(block->hap[0].carried, block->hap[h].carried) ||
		    block->hap[0].n_unlisted != block->hap[h].n_unlisted)
			return 1;
	}
	return 0;
}

static int count_blocks(const struct sdi_genotype *g, int *n_unphased)
{
	int n = 0;

	*n_unphased = 0;
	for (int b = 0; b < g->n_blocks; b++)
		if (block_differs(g, &g->blocks[b])) {
			n++;
			*n_unphased += g->blocks[b].phase_set < 0;
		}
	return n;
}

enum stardose_phase sdi_call_phase(const struct sdi_genotype *g)
{
	int n_unphased, n = count_blocks(g, &n_unphased);

	if (g->ploidy < 2)
		return STARDOSE_PHASE_NONE;
	if (!n)
		return STARDOSE_PHASE_HOMOZYGOUS;
	if (n == n_unphased)
		return STARDOSE_PHASE_UNPHASED;
	return n == 1 ? STARDOSE_PHASE_PHASED : STARDOSE_PHASE_PARTIAL;
}

/*
 * Blocks that may lie either way round: between candidates, or, with one candidate, against
 * haplotypes that have no name.
 */
uint64_t sdi_call_phase_reasons(const struct stardose_call *call, const struct sdi_genotype *g,
				const struct sdi_match *match)
{
	int n_unphased;

	if (count_blocks(g, &n_unphased) < 2)
		return 0;
	if (call->n_candidates > 1)
		return UINT64_C(1) << STARDOSE_REASON_UNPHASED;
	return match->is_partial ? 0 : UINT64_C(1) << STARDOSE_REASON_PHASE_UNKNOWN;
}
