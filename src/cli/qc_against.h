/* qc_against.h - are calls those of the people that another program, or another assay, saw? */
#ifndef QC_AGAINST_H
#define QC_AGAINST_H

#include "qc_call.h"

struct qc_against;

/*
 * qc_against_open() - read the other calls: rows of sample, gene and diplotype, or JSON Lines
 * @out: new, free with qc_against_free(); untouched after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: it cannot be read, or has no diplotype; STARDOSE_ENOMEM
 */
int qc_against_open(const char *path, struct qc_against **out, struct stardose_error *err);
void qc_against_free(struct qc_against *against);
/*
 * qc_against_sample() - tell @say when the sample shares no allele with itself in several genes,
 * and which other sample fits it
 * Return: 1: told; 0: nothing to tell; STARDOSE_ENOMEM
 */
int qc_against_sample(const struct qc_against *against, const char *sample,
		      const struct qc_call *calls, int n, void (*say)(const char *text));

#endif
