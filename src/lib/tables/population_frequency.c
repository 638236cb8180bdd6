/* population_frequency.c - rows of frequencies.tsv about populations of the reference data set */
#include <stdlib.h>
#include <string.h>
#include "tables/population_frequency.h"
#include "tables/table_set.h"

#define REFERENCE "1kgp"
#define TOGETHER "all"

enum { GENE, ALLELE, POPULATION, FREQUENCY, SOURCE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "gene", "allele", "population", "frequency",
						"source" };

int sdi_population_frequency_next(const struct stardose_tables *tables,
				  const struct stardose_gene *gene, int *row,
				  struct sdi_population_frequency *out)
{
	const struct sdi_tsv *tsv = &((struct sdi_table_impl *)tables->impl)->tsv[SDI_FREQUENCIES];
	int col[N_COLUMNS];

	for (int c = 0; c < N_COLUMNS; c++)
		col[c] = sdi_tsv_col(tsv, columns[c]);
	for (int at = *row; at < tsv->n_rows; at++) {
		const char *population = sdi_tsv_cell(tsv, at, col[POPULATION]);

		if (strcmp(sdi_tsv_cell(tsv, at, col[GENE]), gene->name) ||
		    strcmp(sdi_tsv_cell(tsv, at, col[SOURCE]), REFERENCE) ||
		    !strcmp(population, TOGETHER))
			continue;
		out->allele = stardose_gene_allele(gene, sdi_tsv_cell(tsv, at, col[ALLELE]));
		out->population = population;
		out->share = atof(sdi_tsv_cell(tsv, at, col[FREQUENCY]));
		if (!out->allele)
			continue;
		*row = at + 1;
		return 1;
	}
	return 0;
}
