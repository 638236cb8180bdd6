/* listed_value.h - which of listed variants decide */
#ifndef SDI_LISTED_VALUE_H
#define SDI_LISTED_VALUE_H

#include "phenotype/phenotype.h"

/*
 * sdi_listed_hap() - what the variants of one haplotype amount to: the one that leaves least, in
 * each guideline
 * @hap:  allele and tandem as named; leftover and unlisted bases count as a variant that nobody
 *        knows
 * @out:  function and value as the guideline has them
 */
void sdi_listed_hap(const struct stardose_gene *gene, enum stardose_guideline guideline,
		    const struct stardose_haplotype *hap, struct sdi_copy *out);

/*
 * sdi_listed_copies() - the copies that decide of a whole person: the least of each haplotype, or
 * the two least of all where the guideline asks for no phase (column phase_ignored)
 * @out: room for @ploidy
 */
void sdi_listed_copies(const struct stardose_gene *gene, enum stardose_guideline guideline,
		       const struct stardose_haplotype *hap, int ploidy, struct sdi_copy *out);

#endif
