/* diplotype_value.h - what a named diplotype means: phenotype and score in each scale */
#ifndef SDI_DIPLOTYPE_VALUE_H
#define SDI_DIPLOTYPE_VALUE_H

#include "phenotype/haplotype_value.h"

/* The two haplotypes as the tables have them, and what they mean together. */
struct sdi_diplotype_value {
	int n; /* haplotypes: 2, or 1 where one alone is named */
	struct stardose_haplotype hap[2];
	const char *phenotype[STARDOSE_N_GUIDELINES];
	int score[STARDOSE_N_GUIDELINES];
};

/*
 * sdi_diplotype_value() - function, score and phenotype of a diplotype in today's names
 * @out: filled; a phenotype holds for every number of copies that "N or more" allows, else it is
 * Indeterminate
 * Return: STARDOSE_OK; STARDOSE_EROW: more alleles in tandem than the struct holds
 */
int sdi_diplotype_value(const struct stardose_gene *gene, const struct sdi_diplotype_name *name,
			struct sdi_diplotype_value *out);

#endif
