/* diplotype_value.c - what a named diplotype means: phenotype and score in each scale */
#include <string.h>
#include "phenotype/diplotype_value.h"
#include "phenotype/listed_value.h"

#define MORE_COPIES                                                                                \
	24 /* beyond the least that "N or more" names: enough to pass the last interval of any     \
	      gene's rules */

/* What one more copy would add on each haplotype, where copies are "N or more". */
struct totals { int n; struct sdi_copy hap[2]; int step[2][STARDOSE_N_GUIDELINES]; int is_open; };

/* The phenotype that holds for every number of copies that the name allows, or Indeterminate. */
static const char *phenotype_of(const struct stardose_gene *gene, enum stardose_guideline guideline,
				const struct totals *t, int *score)
{
	struct sdi_copy hap[2] = { t->hap[0], t->hap[1] };
	const char *phenotype = sdi_phenotype(gene, guideline, hap, t->n, score);
	int ignored;

	for (int more = 1; t->is_open && more <= MORE_COPIES && *score != STARDOSE_VALUE_NONE;
	     more++)
		for (int h = 0; h < 2; h++) {
			for (int k = 0; k < 2; k++)
				hap[k].value[guideline] =
					t->hap[k].value[guideline] +
					(k >= h ? more * t->step[k][guideline] : 0);
			if (strcmp(sdi_phenotype(gene, guideline, hap, t->n, &ignored), phenotype))
				return SDI_INDETERMINATE;
		}
	return phenotype;
}

int sdi_diplotype_value(const struct stardose_gene *gene, const struct sdi_diplotype_name *name,
			struct sdi_diplotype_value *out)
{
	struct totals totals = { .n = name->hap[1].n ? 2 : 1 };
	int ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	out->n = totals.n;
	for (int h = 0; h < out->n && !ret; h++) {
		ret = sdi_haplotype_fill(gene, &name->hap[h], &out->hap[h], &totals.hap[h],
					 totals.step[h]);
		totals.is_open |= out->hap[h].or_more;
		for (int i = 0; i < out->hap[h].n_tandem; i++)
			totals.is_open |= out->hap[h].tandem[i].or_more;
	}
	for (int g = 0; g < STARDOSE_N_GUIDELINES && !ret; g++) {
		if (gene->kind == STARDOSE_GENE_LISTED ||
		    gene->kind == STARDOSE_GENE_MITOCHONDRIAL)
			sdi_listed_copies(gene, g, out->hap, out->n, totals.hap);
		out->phenotype[g] = phenotype_of(gene, g, &totals, &out->score[g]);
	}
	return ret;
}
