/*
 * population_frequency.h - how common haplotypes are in each population of the reference data set
 * (frequencies.tsv, source 1kgp)
 */
#ifndef SDI_POPULATION_FREQUENCY_H
#define SDI_POPULATION_FREQUENCY_H

#include <stardose/tables.h>

struct sdi_population_frequency {
	const struct stardose_allele *allele;
	const char *population;		/* "AFR"; lives as long as the tables */
	double share;			/* of the haplotypes there, 0..1 */
};

/*
 * sdi_population_frequency_next() - the next row of @gene
 * @row: 0 to begin with; moved on
 * Return: 1; 0: there are no more. Rows of an allele that the gene does not have, and those of all
 * populations together, are passed over
 */
int sdi_population_frequency_next(const struct stardose_tables *tables,
				  const struct stardose_gene *gene, int *row,
				  struct sdi_population_frequency *out);

#endif
