/* qc_alleles.h - the two alleles of a person in each gene that is firm, and whether two people share any */
#ifndef QC_ALLELES_H
#define QC_ALLELES_H

#include <htslib/kstring.h>
#include "qc_call.h"

#define QC_APART_AT_LEAST 2 /* genes without a common allele that are told */

/* Zeros to begin with; release with ks_free(&genes) */
struct qc_alleles {
	kstring_t genes; /* gene, allele and allele: three strings for each, NUL behind each */
	int n_genes;
};

/* qc_alleles_add() - STARDOSE_OK or STARDOSE_ENOMEM */
int qc_alleles_add(struct qc_alleles *of, const char *gene, const char *a, const char *b);
/* qc_alleles_take() - the same for the firm calls of a person with two haplotypes */
int qc_alleles_take(struct qc_alleles *of, const struct qc_call *calls, int n);
/*
 * qc_alleles_apart() - in how many genes the two share no allele
 * @n_both: how many genes both have; @genes: their names are appended, joined by ", "; may be NULL
 * Return: the number, or STARDOSE_ENOMEM
 */
int qc_alleles_apart(const struct qc_alleles *a, const struct qc_alleles *b, int *n_both,
		     kstring_t *genes);
/* qc_alleles_same() - in how many genes the two have the same two alleles */
int qc_alleles_same(const struct qc_alleles *a, const struct qc_alleles *b);

#endif
