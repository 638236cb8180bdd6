/* listed_value.c - which of listed variants decide */
#include <string.h>
#include "phenotype/listed_value.h"
#include "tables/term_table.h"
#include "util/bits.h"

#define MAX_COPIES (STARDOSE_MAX_PLOIDY * (STARDOSE_MAX_TANDEM + 2))

static int rank_of(const struct stardose_gene *gene, enum stardose_guideline guideline,
		   const struct sdi_copy *copy)
{
	return sdi_function_rank(gene, copy->function, copy->value[guideline]);
}

static const struct sdi_copy nobody_knows = { .function = "",
					      .value = { STARDOSE_VALUE_NONE,
							 STARDOSE_VALUE_NONE } };

/* All that lies on a haplotype, one copy of each. A single variant is as the haplotype says. */
static int add_hap(const struct stardose_haplotype *hap, struct sdi_copy *to)
{
	int n = 0;

	if (!hap->n_tandem || !hap->allele) {
		to[0].function = hap->function;
		memcpy(to[0].value, hap->value, sizeof(to[0].value));
		return 1;
	}
	to[n++] = sdi_allele_copy(hap->allele);
	for (int i = 0; i < hap->n_tandem; i++)
		to[n++] = hap->tandem[i].allele ? sdi_allele_copy(hap->tandem[i].allele)
						: nobody_knows;
	if (!sdi_bits_empty(hap->leftover) || hap->n_unlisted)
		to[n++] = nobody_knows;
	return n;
}

/* Take the least out of @copies. */
static struct sdi_copy take_least(const struct stardose_gene *gene,
				  enum stardose_guideline guideline, struct sdi_copy *copies,
				  int *n)
{
	struct sdi_copy least;
	int at = 0;

	for (int i = 1; i < *n; i++)
		if (rank_of(gene, guideline, &copies[i]) < rank_of(gene, guideline, &copies[at]))
			at = i;
	least = copies[at];
	copies[at] = copies[--*n];
	return least;
}

void sdi_listed_hap(const struct stardose_gene *gene, enum stardose_guideline guideline,
		    const struct stardose_haplotype *hap, struct sdi_copy *out)
{
	struct sdi_copy copies[STARDOSE_MAX_TANDEM + 2];
	int n = add_hap(hap, copies);

	*out = take_least(gene, guideline, copies, &n);
}

void sdi_listed_copies(const struct stardose_gene *gene, enum stardose_guideline guideline,
		       const struct stardose_haplotype *hap, int ploidy, struct sdi_copy *out)
{
	struct sdi_copy copies[MAX_COPIES];
	int n = 0;

	for (int h = 0; h < ploidy; h++) {
		sdi_listed_hap(gene, guideline, &hap[h], &out[h]);
		n += add_hap(&hap[h], copies + n);
	}
	if (!(gene->phase_ignored >> guideline & 1))
		return;
	for (int h = 0; h < ploidy; h++)
		out[h] = take_least(gene, guideline, copies, &n);
}
