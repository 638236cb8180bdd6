/* coding_effects.c - candidates under every way in which unlisted variants may break haplotypes */
#include <stdlib.h>
#include <string.h>
#include "call/candidate.h"
#include "call/coding_effects.h"
#include "phenotype/phenotype.h"

int sdi_call_take_coding(struct stardose_call *call, const struct sdi_genotype *g)
{
	if (!g->n_coding)
		return STARDOSE_OK;
	call->coding = calloc(g->n_coding, sizeof(*call->coding));
	if (!call->coding)
		return STARDOSE_ENOMEM;
	for (; call->n_coding < g->n_coding; call->n_coding++) {
		struct stardose_coding_variant *to = &call->coding[call->n_coding];

		*to = g->coding[call->n_coding].variant;
		to->variant = strdup(to->variant);
		if (!to->variant)
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

void sdi_call_free_coding(struct stardose_call *call)
{
	for (int i = 0; i < call->n_coding; i++)
		free(call->coding[i].variant);
	free(call->coding);
}

/* Haplotypes that have the gene, as bits. */
static unsigned present(const struct stardose_candidate *c, int *n)
{
	unsigned bits = 0;

	*n = 0;
	for (int h = 0; h < c->ploidy; h++)
		if (c->hap[h].allele->kind != STARDOSE_ALLELE_DELETION) {
			bits |= 1u << h;
			++*n;
		}
	return bits;
}

/* What the candidate would be with the haplotypes @broken is not what it is as named. */
static void compare_broken(const struct stardose_call *call, struct stardose_candidate *c,
			   const struct stardose_candidate *named, unsigned broken)
{
	struct stardose_candidate other = *named;

	sdi_candidate_break(call->gene, call->copies, broken, &other);
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		if (strcmp(other.phenotype[g], named->phenotype[g]))
			c->phenotype[g] = SDI_INDETERMINATE;
		if (other.score[g] != named->score[g])
			c->score[g] = STARDOSE_VALUE_NONE;
	}
}

/* Can a haplotype of a candidate be the one that the phase block shows? */
static int is_shown(const struct stardose_haplotype *hap, const struct sdi_block_hap *block)
{
	struct stardose_bits may = sdi_bits_or(hap->allele->required, hap->allele->any);

	return sdi_bits_within(sdi_bits_and(hap->allele->required, block->known), block->carried) &&
	       sdi_bits_within(block->carried, sdi_bits_or(may, hap->leftover));
}

/* May haplotypes @broken be those that the variant breaks, going by its phase or only by number? */
static int may_carry(const struct stardose_candidate *c, const struct sdi_coding_fact *fact,
		     int by_phase, unsigned broken)
{
	int n, k = __builtin_popcount(broken), on = broken == 1 ? 0 : 1;
	unsigned bits = present(c, &n);

	if (broken & ~bits || k != (fact->n_broken < n ? fact->n_broken : n))
		return 0;
	return !by_phase || (is_shown(&c->hap[on], &fact->on) && is_shown(&c->hap[!on], &fact->off));
}

/* @sets with one variant more: every set joined with every place where the variant may lie. */
static unsigned add_variant(const struct stardose_candidate *c, const struct sdi_coding_fact *fact,
			    int by_phase, unsigned sets)
{
	unsigned next = 0, all = 1u << c->ploidy;

	for (unsigned broken = 1; broken < all; broken++)
		for (unsigned so_far = 0; so_far < all; so_far++)
			if (sets >> so_far & 1 && may_carry(c, fact, by_phase, broken))
				next |= 1u << (so_far | broken);
	return next;
}

/*
 * Every variant lies on some of the haplotypes, and those of several add up: which sets of
 * haplotypes may be broken, as bits 1 << set. Phase that fits no haplotype of the candidate says
 * nothing.
 */
static unsigned broken_sets(const struct stardose_candidate *c, const struct sdi_genotype *g)
{
	unsigned sets = 1;

	for (int i = 0; i < g->n_coding; i++) {
		const struct sdi_coding_fact *fact = &g->coding[i];
		int n;
		unsigned next = 0;

		if (!fact->n_broken || !present(c, &n))
			continue;
		if (fact->is_placed && c->ploidy == 2 && n == 2)
			next = add_variant(c, fact, 1, sets);
		sets = next ? next : add_variant(c, fact, 0, sets);
	}
	return sets;
}

static void break_candidate(const struct stardose_call *call, const struct sdi_genotype *g,
			    struct stardose_candidate *c)
{
	const struct stardose_candidate named = *c;
	unsigned sets = broken_sets(c, g), all = 1u << c->ploidy;

	for (unsigned broken = 1; broken < all; broken++)
		if (sets >> broken & 1)
			compare_broken(call, c, &named, broken);
}

void sdi_call_break_candidates(struct stardose_call *call, const struct sdi_genotype *g)
{
	/* such a phenotype only says which variants of a list are there (RYR1, CFTR) */
	if (call->gene->kind == STARDOSE_GENE_LISTED && call->gene->method == STARDOSE_METHOD_PAIR)
		return;
	for (int i = 0; i < call->n_candidates; i++)
		break_candidate(call, g, &call->candidates[i]);
}
