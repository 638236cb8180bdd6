/*
 * qc_ploidy.h - do copies of the X chromosome fit what is said of a person's sex, and have genes of
 * autosomes two haplotypes?
 */
#ifndef QC_PLOIDY_H
#define QC_PLOIDY_H

#include "qc_call.h"
#include "qc_pedigree.h"

struct qc_ploidy;

/*
 * qc_ploidy_open() - with the sex of persons of @pedigree, which is not kept and may have none
 * @out: new, free with qc_ploidy_free(); untouched after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int qc_ploidy_open(const struct qc_pedigree *pedigree, struct qc_ploidy **out,
		   struct stardose_error *err);
void qc_ploidy_free(struct qc_ploidy *ploidy);
/*
 * qc_ploidy_sample() - tell @say when a gene of X speaks against the sex that is given (a male with
 * two different alleles, a female with one haplotype), or the call said so
 * Return: how many lines, or STARDOSE_ENOMEM
 */
int qc_ploidy_sample(struct qc_ploidy *ploidy, const char *sample, const struct qc_call *calls,
		     int n, void (*say)(const char *text));
/*
 * qc_ploidy_tell() - @say gets one line on the samples with genotypes of another ploidy than two in
 * genes of autosomes
 * Return: how many lines, or STARDOSE_ENOMEM
 */
int qc_ploidy_tell(const struct qc_ploidy *ploidy, void (*say)(const char *text));

#endif
