/* hybrid_pairs.c - how the hybrids of a gene may stand on a haplotype */
#include <string.h>
#include "tables/gene_exons.h"

/* *36 is an allele; *4.013 is *4 with something more. */
static int allele_of(const struct stardose_gene *gene, const char *unit)
{
	const struct stardose_allele *exact = stardose_gene_allele(gene, unit);
	size_t n = strcspn(unit, ".");

	if (exact)
		return exact - gene->alleles;
	for (int a = 0; a < gene->n_alleles; a++)
		if (strlen(gene->alleles[a].name) == n && !strncmp(gene->alleles[a].name, unit, n))
			return a;
	return -1;
}

/* The allele behind @hybrid in the row @tandem, "hybrid+allele"; -1 in any other row. */
static int partner_in(const struct stardose_gene *gene, const struct stardose_structure *tandem,
		      const char *hybrid)
{
	size_t n = strlen(hybrid);
	const struct stardose_allele *partner;

	if (tandem->type != STARDOSE_STRUCTURE_TANDEM || strncmp(tandem->name, hybrid, n) ||
	    tandem->name[n] != '+')
		return -1;
	partner = stardose_gene_allele(gene, tandem->name + n + 1);
	return partner ? partner - gene->alleles : -1;
}

int sdi_hybrid_pairs(const struct stardose_gene *gene, struct sdi_hybrid_pair *out)
{
	const struct stardose_gene_exons *x = gene->exons;
	int n = 0;

	for (int u = 0; x && u < x->n_hybrids; u++) {
		int hybrid = allele_of(gene, x->hybrid[u].name);

		if (hybrid < 0)
			continue;
		if (x->hybrid[u].body != SDI_UNIT_KEEPS && n < SDI_MAX_PAIRS)
			out[n++] = (struct sdi_hybrid_pair){ u, hybrid, -1 };
		for (int s = 0; s < gene->n_structures && n < SDI_MAX_PAIRS; s++) {
			int partner = partner_in(gene, &gene->structures[s], x->hybrid[u].name);

			if (partner >= 0)
				out[n++] = (struct sdi_hybrid_pair){ u, hybrid, partner };
		}
	}
	return n;
}
