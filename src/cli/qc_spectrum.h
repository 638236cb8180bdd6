/*
 * qc_spectrum.h - are alleles as common as in some published group of people?
 *
 * A cohort may be of any group, or of several: an allele whose share lies between the least and the
 * most that the groups of frequencies.tsv have is as expected. One that lies beyond them all says
 * that sites, filters or builds make alleles, or that the people were chosen; it tells nothing of
 * any of them.
 */
#ifndef QC_SPECTRUM_H
#define QC_SPECTRUM_H

#include "qc_call.h"

#define QC_SPECTRUM_FEWEST 100 /* haplotypes of known diplotypes; of fewer nothing is said */
#define QC_SPECTRUM_KNOWN 0.9  /* and of a gene where less than that of the haplotypes are known */

/* What the groups have, and how far the cohort is from that. */
struct qc_outlier {
	const char *allele;
	double share, least, most; /* of the haplotypes here, and of the groups that differ most */
	const char *least_in, *most_in;
	double p; /* of a share as far beyond the nearer of both by chance */
};
struct qc_spectrum;

/*
 * qc_spectrum_open() - the frequencies of all groups of @tables
 * @out: new, free with qc_spectrum_free(); untouched after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM, STARDOSE_ETABLE: the table lacks a column
 */
int qc_spectrum_open(const struct stardose_tables *tables, struct qc_spectrum **out,
		     struct stardose_error *err);
void qc_spectrum_free(struct qc_spectrum *spectrum);
/*
 * qc_spectrum_next() - the next allele of @gene that is more, or less, common than in every group
 * @i: 0 to begin with; moved on
 * @n_tests: by how many tests its p is multiplied before it is compared (Bonferroni)
 * An exact binomial test against the 99 % limit of the group next to it (Wilson). Only of genes
 * whose alleles are haplotypes, and of alleles that small variants show, those too that nobody of
 * the cohort has.
 * Return: 1; 0: there are no more
 */
int qc_spectrum_next(const struct qc_spectrum *spectrum, const struct qc_gene *gene, int n_tests,
		     int *i, struct qc_outlier *out);
/* qc_spectrum_tests() - how many alleles of the cohort are compared: @n_tests of the above */
int qc_spectrum_tests(const struct qc_spectrum *spectrum, const struct qc_cohort *cohort);

#endif
