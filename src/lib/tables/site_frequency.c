/* site_frequency.c - frequencies of alleles added up over those that need a variant */
#include "tables/site_frequency.h"
#include "tables/table_set.h"
#include "util/bits.h"

struct sdi_site_frequency sdi_site_frequency(const struct stardose_tables *tables,
					     const struct stardose_gene *gene, int bit, int carries)
{
	const struct sdi_table_impl *impl = tables ? tables->impl : NULL;
	struct sdi_site_frequency sum = { 0, 0 };

	if (!impl || gene->order >= tables->n_genes || &tables->genes[gene->order] != gene)
		return sum;
	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *allele = &gene->alleles[i];
		int required = sdi_bits_has(&allele->required, bit);

		if (allele->kind != STARDOSE_ALLELE_SMALL ||
		    (carries ? !required : required || sdi_bits_has(&allele->any, bit)))
			continue;
		sum.mean += allele->frequency;
		sum.least += impl->rooms[gene->order].least[i];
	}
	return sum;
}
