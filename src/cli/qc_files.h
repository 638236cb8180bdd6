/* qc_files.h - quality control as files that MultiQC finds by their names */
#ifndef QC_FILES_H
#define QC_FILES_H

#include "cli.h"
#include "qc_call.h"

/* Rows by sample are added as they come, tables by gene are made at the end. */
struct qc_files {
	kstring_t samples, rates;
	int n_genes;
	char **genes;
};

/*
 * qc_files_sample() - one sample with its @n calls; the genes of the first one are the columns
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int qc_files_sample(struct qc_files *files, const char *sample, const struct qc_call *calls, int n);
/*
 * qc_files_write() - into @folder, which is made where it is not: stardose_samples_mqc.tsv,
 * stardose_call_rate_mqc.tsv, stardose_status_mqc.tsv, stardose_phenotype_mqc.tsv
 * Return: STARDOSE_OK, STARDOSE_EOUTPUT, STARDOSE_ENOMEM
 */
int qc_files_write(const struct qc_files *files, const struct qc_cohort *cohort, const char *folder,
		   struct stardose_error *err);
void qc_files_release(struct qc_files *files);

#endif
