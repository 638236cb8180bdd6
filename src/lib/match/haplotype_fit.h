/* haplotype_fit.h - which named alleles may lie on which haplotype of which phase block */
#ifndef SDI_HAPLOTYPE_FIT_H
#define SDI_HAPLOTYPE_FIT_H

#include "genotype/genotype.h"

/* One allele of the gene against one genotype. */
struct sdi_fit {
	int allele;		/* index into gene->alleles */
	int n_missing; /* required variants without evidence, apart from the gene's open bits */
	uint8_t *on;   /* per block: bit h set when the allele fits haplotype h of that block */
};

struct sdi_fits {
	int n; /* alleles that fit at least one haplotype of every block; ascending by allele */
	struct sdi_fit *fit;
	uint8_t *storage;
};

/*
 * sdi_fits_exact() - alleles that explain all that is known (docs/MATCHING.md, "fits")
 * sdi_fits_contained() - alleles whose required variants are all carried; what is carried beyond is
 * left over
 * @out: release with sdi_fits_release()
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_fits_exact(const struct sdi_genotype *genotype, struct sdi_fits *out);
int sdi_fits_contained(const struct sdi_genotype *genotype, struct sdi_fits *out);
void sdi_fits_release(struct sdi_fits *fits);

/* What @hap carries that @allele does not explain. */
struct stardose_bits sdi_leftover(const struct stardose_allele *allele,
				  const struct sdi_block_hap *hap);

#endif
