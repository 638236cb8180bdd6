/* effect_class.c - alleles of a gene that no phenotype tells apart */
#include <stdlib.h>
#include <string.h>
#include "tables/gene_exons.h"

static int is_partner(const struct stardose_gene *gene, int allele)
{
	const struct stardose_gene_exons *x = gene->exons;

	for (int i = 0; x && i < x->n_pairs; i++)
		if (x->pair[i].partner == allele)
			return 1;
	return 0;
}

static int makes_the_same(const struct stardose_allele *a, const struct stardose_allele *b)
{
	return a->kind == b->kind && !memcmp(a->value, b->value, sizeof(a->value)) &&
	       !strcmp(a->function, b->function);
}

int sdi_effect_classes(const struct stardose_gene *gene, int *out)
{
	int *first = malloc((gene->n_alleles + 1) * sizeof(*first)), n = 0;

	if (!first)
		return -1;
	for (int a = 0; a < gene->n_alleles; a++) {
		int c = is_partner(gene, a) ? n : 0;

		while (c < n && (first[c] < 0 ||
				 !makes_the_same(&gene->alleles[a], &gene->alleles[first[c]])))
			c++;
		if (c == n)
			first[n++] = is_partner(gene, a) ? -1 : a; /* nobody joins a partner */
		out[a] = c;
	}
	free(first);
	return n;
}
