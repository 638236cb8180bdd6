/* hemizygous_call.h - genes of which not everybody has two: on X, and of the mitochondrion */
#ifndef SDI_HEMIZYGOUS_CALL_H
#define SDI_HEMIZYGOUS_CALL_H

#include "structure/structure_facts.h"
#include "genotype/genotype.h"

/*
 * sdi_hemizygous_call() - a gene on X
 *
 * A male's 1/1 is one allele, and so is a haploid genotype. Of a diploid one nobody has said whose
 * it is: the phenotype stands where it is that of a male too, or where two alleles were seen.
 * A male with two alleles, and a female with haploid genotypes, have no phenotype.
 * @facts: their sex counts, where it is known; NULL: it is not
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_hemizygous_call(struct stardose_call *call, const struct sdi_genotype *g,
			const struct sdi_genotype *shown, const struct sdi_structure_facts *facts);

/*
 * sdi_mitochondrial_call() - listed variants on the one haplotype of the mitochondrion
 *
 * A genotype of two alleles is a mixture: the variant counts, reason heteroplasmy.
 * Return: as sdi_listed_call()
 */
int sdi_mitochondrial_call(struct stardose_call *call, const struct sdi_genotype *g,
			   const struct sdi_genotype *shown,
			   const struct sdi_structure_facts *facts);

#endif
