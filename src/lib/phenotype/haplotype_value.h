/* haplotype_value.h - what a whole haplotype counts: copies and tandems together */
#ifndef SDI_HAPLOTYPE_VALUE_H
#define SDI_HAPLOTYPE_VALUE_H

#include "match/diplotype_name.h"
#include "phenotype/phenotype.h"

/*
 * sdi_haplotype_fill() - a haplotype as named, with its alleles, and what it counts as a whole
 * @name:  its alleles, in today's names; each may have copies
 * @out:   zeroed, then filled: @allele, @copies, @tandem; @function and @value are those of one
 * copy of @allele. An allele that the tables do not have is NULL
 * @total: function and value of the haplotype, all copies and tandems together; "" and no value
 * where one allele has none. Of "N or more" copies the least is counted
 * @step:  what one copy more would add where copies are "N or more", else 0; STARDOSE_VALUE_NONE:
 * not known
 * Return: STARDOSE_OK; STARDOSE_EROW: more alleles in tandem than the struct holds
 *
 * A row of structures.tsv of exactly this haplotype has the word (CPIC). Else the values of the
 * copies add up, as they do in all of CPIC's rows; the function follows from the sum (0 none, below
 * 1 decreased, below 2 normal, else increased), or, in a gene without scores, is that of the copies
 * where they all have none, and unknown otherwise. In a gene of listed variants nothing adds up
 * (listed_value.h).
 */
int sdi_haplotype_fill(const struct stardose_gene *gene, const struct sdi_hap_name *name,
		       struct stardose_haplotype *out, struct sdi_copy *total,
		       int step[STARDOSE_N_GUIDELINES]);

/* sdi_unit_allele() - the allele that a name means, suballele and copies left aside, or NULL */
const struct stardose_allele *sdi_unit_allele(const struct stardose_gene *gene,
					      const struct sdi_name_unit *unit);
/*
 * sdi_find_structure() - the row of structures.tsv that is this haplotype, or NULL; @name in
 * canonical order
 */
const struct stardose_structure *sdi_find_structure(const struct stardose_gene *gene,
						    const struct sdi_hap_name *name);

#endif
