/* candidate.h - a reading of a genotype as a candidate: names, values, phenotype, weight */
#ifndef SDI_CANDIDATE_H
#define SDI_CANDIDATE_H

#include <htslib/kstring.h>
#include "genotype/genotype.h"
#include "match/match.h"

/*
 * sdi_candidate_fill() - haplotypes, diplotype text, phenotypes and scores of one reading
 * @copies: of the gene, -1 or -2 where they are not known
 * @out: weight is set to the unnormalised population weight; release with sdi_candidate_release()
 */
int sdi_candidate_fill(const struct sdi_genotype *genotype, const struct sdi_reading *reading,
		       int copies, struct stardose_candidate *out);
void sdi_candidate_release(struct stardose_candidate *candidate);

/*
 * sdi_candidate_break() - phenotypes and scores of @candidate if nothing worked on the haplotypes
 * @broken (bits); its haplotypes are then no longer what they were
 */
void sdi_candidate_break(const struct stardose_gene *gene, int copies, unsigned broken,
			 struct stardose_candidate *candidate);

/*
 * sdi_candidate_phenotypes() - fill phenotypes and scores of @candidate from its haplotypes
 * @copies: as above
 */
void sdi_candidate_phenotypes(const struct stardose_gene *gene, int copies,
			      struct stardose_candidate *candidate);
/*
 * sdi_candidate_hap_text() - append one haplotype as the diplotype has it
 * Return: 1 when out of memory, else 0
 */
int sdi_candidate_hap_text(const struct sdi_genotype *genotype,
			   const struct stardose_haplotype *hap, kstring_t *out);

/* sdi_reading_phenotype() - phenotype of a reading of named alleles under CPIC */
const char *sdi_reading_phenotype(const struct stardose_gene *gene,
				  const struct sdi_reading *reading, int copies);

/*
 * sdi_candidate_order() - qsort order: heavier first, then fewer missing, then by allele and
 * leftover
 */
int sdi_candidate_order(const void *a, const void *b);

#endif
