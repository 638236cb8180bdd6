/*
 * phenotype.h - functions and activity values in, CPIC's standard phenotype terms out
 *
 * Knows alleles and rules only, never records or genotypes, so that outside calls take the same
 * way.
 */
#ifndef SDI_PHENOTYPE_H
#define SDI_PHENOTYPE_H

#include <stardose/call.h>

#define SDI_INDETERMINATE "Indeterminate"

/* One gene copy for the phenotype: its function and activity value under each guideline. */
struct sdi_copy { const char *function; int value[STARDOSE_N_GUIDELINES]; };

/*
 * sdi_phenotype() - phenotype and activity score of a set of gene copies
 * @copies, @n_copies: all copies on both chromosomes (n may exceed two)
 * @score: set to the sum in hundredths, or STARDOSE_VALUE_NONE when the gene has no scores or one
 * is unknown
 * Return: a standard term from the rules, or SDI_INDETERMINATE; static or borrowed from
 * @gene Source: the gene's rows of tables/phenotypes.tsv; a pair that a guideline has a row for
 * goes by it, else by its score rows; where it has none, CPIC's hold. One copy goes by the rules
 * for one haplotype, which few genes have
 */
const char *sdi_phenotype(const struct stardose_gene *gene, enum stardose_guideline guideline,
			  const struct sdi_copy *copies, int n_copies, int *score);

/* sdi_phenotype_from_score() - the term for a score in hundredths, or SDI_INDETERMINATE */
const char *sdi_phenotype_from_score(const struct stardose_gene *gene,
				     enum stardose_guideline guideline, int score);

/*
 * sdi_least_function() - the function of a haplotype that may not work at all, as the rules by pairs
 * have one: no function; where no rule speaks of it (UGT1A1) the one that leaves least
 */
const char *sdi_least_function(const struct stardose_gene *gene);

/* sdi_allele_copy() - the copy that an allele makes */
struct sdi_copy sdi_allele_copy(const struct stardose_allele *allele);

#endif
