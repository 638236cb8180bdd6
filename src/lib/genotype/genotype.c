/* genotype.c - one order for what has none: blocks, haplotypes inside a block, names */
#include <stdlib.h>
#include <string.h>
#include "genotype/genotype.h"

void sdi_genotype_release(struct sdi_genotype *genotype)
{
	for (int i = 0; i < genotype->n_unlisted; i++)
		free(genotype->unlisted[i]);
	for (int i = 0; i < genotype->n_coding; i++)
		free(genotype->coding[i].variant.variant);
	free(genotype->unlisted);
	free(genotype->coding);
	free(genotype->blocks);
	genotype->unlisted = NULL;
	genotype->coding = NULL;
	genotype->blocks = NULL;
	genotype->n_unlisted = genotype->n_coding = genotype->n_blocks = genotype->m_blocks = 0;
}

static int compare_bits(const struct stardose_bits *a, const struct stardose_bits *b)
{
	for (int i = 0; i < STARDOSE_BIT_WORDS; i++)
		if (a->w[i] != b->w[i])
			return a->w[i] < b->w[i] ? -1 : 1;
	return 0;
}

int sdi_block_hap_compare(const struct sdi_block_hap *a, const struct sdi_block_hap *b)
{
	int cmp = compare_bits(&a->known, &b->known);

	if (!cmp)
		cmp = compare_bits(&a->carried, &b->carried);
	return cmp ? cmp : a->n_unlisted - b->n_unlisted;
}

void sdi_block_hap_sort(struct sdi_block_hap *hap, int n)
{
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && sdi_block_hap_compare(&hap[j - 1], &hap[j]) > 0; j--) {
			struct sdi_block_hap x = hap[j];

			hap[j] = hap[j - 1];
			hap[j - 1] = x;
		}
}

static int lowest_bit(const struct sdi_block *b)
{
	for (int w = 0; w < STARDOSE_BIT_WORDS; w++) {
		uint64_t x = 0;

		for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
			x |= b->hap[h].known.w[w];
		if (x)
			return w * 64 + __builtin_ctzll(x);
	}
	return STARDOSE_MAX_BITS;
}

static int compare_block(const void *va, const void *vb)
{
	const struct sdi_block *a = va, *b = vb;
	int x = lowest_bit(a), y = lowest_bit(b);

	if (x != y)
		return x - y;
	if (a->phase_set != b->phase_set)
		return a->phase_set < b->phase_set ? -1 : 1;
	for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++) {
		int cmp = sdi_block_hap_compare(&a->hap[h], &b->hap[h]);

		if (cmp)
			return cmp;
	}
	return 0;
}

static int compare_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void sdi_genotype_finish(struct sdi_genotype *g)
{
	int n = 0;

	for (int i = 0; i < g->n_blocks; i++)
		sdi_block_hap_sort(g->blocks[i].hap, g->ploidy);
	if (g->n_blocks)
		qsort(g->blocks, g->n_blocks, sizeof(*g->blocks), compare_block);
	if (g->n_unlisted)
		qsort(g->unlisted, g->n_unlisted, sizeof(*g->unlisted), compare_name);
	for (int i = 0; i < g->n_unlisted; i++) {
		if (n && !strcmp(g->unlisted[n - 1], g->unlisted[i]))
			free(g->unlisted[i]);
		else
			g->unlisted[n++] = g->unlisted[i];
	}
	g->n_unlisted = n;
}
