/* loss_told.c - unlisted alleles by name, held against losses */
#include <stdlib.h>
#include <string.h>
#include "match/loss_told.h"

/* @name: CHROM:POS:REF:ALT, POS 1-based */
static int is_same(const char *name, const struct sdi_loss *loss)
{
	const char *at = strchr(name, ':'), *ref, *alt;
	char *end = NULL;
	int64_t pos = at ? strtoll(at + 1, &end, 10) : 0;

	if (!at || *end != ':')
		return 0;
	ref = end + 1;
	alt = strchr(ref, ':');
	if (!alt)
		return 0;
	if (!strcmp(alt, ":*"))
		return pos > loss->beg && pos <= loss->end;
	return alt[1] == ref[0] && !alt[2] && pos == loss->beg &&
	       pos + (alt - ref) - 1 == loss->end;
}

int sdi_loss_is_told(const struct sdi_genotype *g, const struct sdi_loss *loss, int n)
{
	for (int i = 0; i < g->n_unlisted; i++) {
		int is_told = 0;

		for (int k = 0; k < n; k++)
			is_told |= is_same(g->unlisted[i], &loss[k]);
		if (!is_told)
			return 0;
	}
	return g->n_unlisted > 0;
}

static void untell_hap(struct sdi_block_hap *hap, struct stardose_bits sites)
{
	if (!hap->n_unlisted)
		return;
	hap->n_unlisted = 0;
	hap->known = sdi_bits_minus(hap->known, sites);
	hap->carried = sdi_bits_minus(hap->carried, sites);
}

void sdi_loss_untell(struct sdi_genotype *g, struct stardose_bits sites)
{
	untell_hap(&g->same, sites);
	for (int b = 0; b < g->n_blocks; b++)
		for (int h = 0; h < g->ploidy; h++)
			untell_hap(&g->blocks[b].hap[h], sites);
}
