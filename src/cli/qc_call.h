/* qc_call.h - what quality control reads of a call: one gene of a line of `stardose call -O j` */
#ifndef QC_CALL_H
#define QC_CALL_H

#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/tables.h>

struct qc_call {
	const char *gene, *status, *diplotype, *phenotype,
		*copies_from,		     /* "" where there is none */
		*kind;			     /* "hemizygous", ...; "" of most genes */
	double copies;			     /* -1: not assessed */
	int seen, assumed, rejected, absent; /* sites: with evidence (records or blocks), ... */
	double call_rate; /* share of the sites that have evidence; -1: it has no sites */
	const cJSON *reasons, *haplotypes; /* arrays, or NULL */
};

/*
 * qc_call_read() - @gene: of the array "genes"; @out borrows from it
 * Return: 1; 0: it names no gene, or has a text that is not plain (lines_is_plain())
 */
int qc_call_read(const cJSON *gene, struct qc_call *out);

/*
 * qc_status_name() - statuses in the order in which they are stacked, 0 the firmest; static
 */
enum { QC_N_STATUSES = 7 };
const char *qc_status_name(int i);

/* How often each name came. */
struct qc_counter {
	int n, m;
	struct qc_count {
		char *name;
		int count;
	} * v;
};

/* qc_count() - once more @name; STARDOSE_OK or STARDOSE_ENOMEM */
int qc_count(struct qc_counter *counter, const char *name);
/* qc_count_of() - how often; 0: never */
int qc_count_of(const struct qc_counter *counter, const char *name);
void qc_counter_release(struct qc_counter *counter);

/* A gene in all samples. */
struct qc_gene {
	char *name;
	int n_samples, n_rated, n_haplotypes; /* n_rated: with a call rate */
	double call_rates;		      /* their sum */
	struct qc_counter statuses, phenotypes, reasons, alleles;
};
struct qc_cohort {
	int n_samples, n, m;
	struct qc_gene *genes;
};

/* qc_cohort_add() - STARDOSE_OK or STARDOSE_ENOMEM */
int qc_cohort_add(struct qc_cohort *cohort, const struct qc_call *call);
void qc_cohort_release(struct qc_cohort *cohort);

#endif
