/* haplotype_fit.c - which named alleles may lie on which haplotype of which phase block */
#include <stdlib.h>
#include "match/haplotype_fit.h"

struct stardose_bits sdi_leftover(const struct stardose_allele *allele,
				  const struct sdi_block_hap *hap)
{
	return sdi_bits_minus(hap->carried, sdi_bits_or(allele->required, allele->any));
}

/* Most alleles lack something in the first words already, so no whole sets are made here. */
static int lacks_required(const struct stardose_allele *allele, const struct sdi_block_hap *hap)
{
	for (int i = 0; i < STARDOSE_BIT_WORDS; i++)
		if (allele->required.w[i] & hap->known.w[i] & ~hap->carried.w[i])
			return 1;
	return 0;
}

static int fits_exactly(const struct stardose_allele *allele, const struct sdi_block_hap *hap)
{
	for (int i = 0; i < STARDOSE_BIT_WORDS; i++) {
		uint64_t required = allele->required.w[i], carried = hap->carried.w[i];

		if ((required & hap->known.w[i] & ~carried) |
		    (carried & ~(required | allele->any.w[i])))
			return 0;
	}
	return !hap->n_unlisted;
}

static int is_contained(const struct stardose_allele *allele, const struct sdi_block_hap *hap)
{
	return !lacks_required(allele, hap);
}

/* Variants with evidence: known on every haplotype, or seen on one where the other is not known. */
static struct stardose_bits evident(const struct sdi_genotype *g)
{
	struct stardose_bits bits = g->same.known;

	for (int b = 0; b < g->n_blocks; b++) {
		struct stardose_bits all = g->blocks[b].hap[0].known,
				     seen = g->blocks[b].hap[0].carried;

		for (int h = 1; h < g->ploidy; h++) {
			all = sdi_bits_and(all, g->blocks[b].hap[h].known);
			seen = sdi_bits_or(seen, g->blocks[b].hap[h].carried);
		}
		bits = sdi_bits_or(bits, sdi_bits_or(all, seen));
	}
	return bits;
}

static int fits_alloc(const struct sdi_genotype *g, struct sdi_fits *out)
{
	size_t n = g->gene->n_alleles, stride = g->n_blocks ? g->n_blocks : 1;

	out->n = 0;
	out->fit = calloc(n ? n : 1, sizeof(*out->fit));
	out->storage = calloc(n ? n : 1, stride);
	if (!out->fit || !out->storage) {
		sdi_fits_release(out);
		return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

void sdi_fits_release(struct sdi_fits *fits)
{
	free(fits->fit);
	free(fits->storage);
	fits->fit = NULL;
	fits->storage = NULL;
	fits->n = 0;
}

typedef int fit_test(const struct stardose_allele *allele, const struct sdi_block_hap *hap);

/* The haplotypes of each block that the allele passes @test on; 0 when some block has none. */
static int fit_blocks(const struct sdi_genotype *g, const struct stardose_allele *allele,
		      fit_test *test, uint8_t *on)
{
	if (!test(allele, &g->same))
		return 0;
	for (int b = 0; b < g->n_blocks; b++) {
		on[b] = 0;
		for (int h = 0; h < g->ploidy; h++)
			if (test(allele, &g->blocks[b].hap[h]))
				on[b] |= 1 << h;
		if (!on[b])
			return 0;
	}
	return 1;
}

static int fits_collect(const struct sdi_genotype *g, fit_test *test, int need_evidence,
			struct sdi_fits *out)
{
	const struct stardose_gene *gene = g->gene;
	struct stardose_bits free_bits =
		sdi_bits_or(sdi_bits_or(evident(g), gene->open_bits), g->contested);
	size_t stride = g->n_blocks ? g->n_blocks : 1;

	if (fits_alloc(g, out))
		return STARDOSE_ENOMEM;
	for (int a = 0; a < gene->n_alleles; a++) {
		const struct stardose_allele *allele = &gene->alleles[a];
		struct sdi_fit *fit = &out->fit[out->n];

		if (!allele->matchable)
			continue;
		fit->allele = a;
		fit->on = out->storage + out->n * stride;
		if (need_evidence && !sdi_bits_within(allele->required, free_bits))
			continue;
		if (!fit_blocks(g, allele, test, fit->on))
			continue;
		fit->n_missing = sdi_bits_count(sdi_bits_minus(allele->required, free_bits));
		out->n++;
	}
	return STARDOSE_OK;
}

int sdi_fits_exact(const struct sdi_genotype *genotype, struct sdi_fits *out)
{
	return fits_collect(genotype, fits_exactly, 0, out);
}

int sdi_fits_contained(const struct sdi_genotype *genotype, struct sdi_fits *out)
{
	return fits_collect(genotype, is_contained, 1, out);
}
