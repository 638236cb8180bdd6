/*
 * qc_trio.h - children and parents of a pedigree: a child has one allele of each gene from each
 * parent, so a parent who shares none in several genes is somebody else's, or a sample was swapped
 */
#ifndef QC_TRIO_H
#define QC_TRIO_H

#include "qc_call.h"
#include "qc_pedigree.h"

struct qc_trios;

/*
 * qc_trios_open() - children and parents of @pedigree, which is not kept
 * @out: free with qc_trios_free(); untouched after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int qc_trios_open(const struct qc_pedigree *pedigree, struct qc_trios **out,
		  struct stardose_error *err);
void qc_trios_free(struct qc_trios *trios);
/*
 * qc_trios_sample() - what is known of one sample; of those that the pedigree does not name nothing
 * is kept. Diplotypes count that are called (or assumed, or of another program) and of two alleles.
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int qc_trios_sample(struct qc_trios *trios, const char *sample, const struct qc_call *calls, int n);
/*
 * qc_trios_tell() - @say gets a line for each child and parent who share no allele in two genes or
 * more: in one a deletion that nobody looked for may be the reason
 * Return: how many, or STARDOSE_ENOMEM
 */
int qc_trios_tell(const struct qc_trios *trios, void (*say)(const char *text));

#endif
