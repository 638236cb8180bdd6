/* qc_plot.h - quality control as one picture (SVG): statuses by gene, coverage by sample and gene */
#ifndef QC_PLOT_H
#define QC_PLOT_H

#include "cli.h"
#include "qc_call.h"

/* Shares of sites with evidence, sample by sample; the genes of the first one are the columns. */
struct qc_plot {
	int n_genes, n_samples, m;
	char **genes, **samples;
	float *rates; /* n_samples x n_genes; -1: the gene has no sites, or is not there */
};

/* qc_plot_sample() - one sample with its @n calls; STARDOSE_OK or STARDOSE_ENOMEM */
int qc_plot_sample(struct qc_plot *plot, const char *sample, const struct qc_call *calls, int n);
/*
 * qc_plot_put() - the picture, appended to @out
 * Of many samples neighbours share a row of the coverage, which then has their mean.
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int qc_plot_put(const struct qc_plot *plot, const struct qc_cohort *cohort, kstring_t *out);
void qc_plot_release(struct qc_plot *plot);

#endif
