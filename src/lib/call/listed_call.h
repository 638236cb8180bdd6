/* listed_call.h - the variants that a person carries of a gene's list, as a call */
#ifndef SDI_LISTED_CALL_H
#define SDI_LISTED_CALL_H

#include "genotype/genotype.h"
#include "structure/structure_facts.h"

/*
 * sdi_listed_call() - candidate, status, reasons, phenotype of a gene of listed variants
 * @call:  new; sites are counted
 * @shown: @g with what is lost, whose names of unlisted alleles count
 * @facts: their losses count; NULL: none. A haplotype that lacks a part is partial, function unknown
 * Return: STARDOSE_OK; STARDOSE_EROW: the gene has no allele that requires nothing; STARDOSE_ENOMEM
 *
 * There is one candidate. On each haplotype stand its variants, the one that leaves least first, or
 * the reference allele. Where phase is not known the two that leave least stand apart, as CPIC
 * counts them.
 */
int sdi_listed_call(struct stardose_call *call, const struct sdi_genotype *g,
		    const struct sdi_genotype *shown, const struct sdi_structure_facts *facts);

#endif
