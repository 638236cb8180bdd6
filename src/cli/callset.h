/* callset.h - calls or truths of samples, from tab-separated rows or from JSON Lines */
#ifndef CLI_CALLSET_H
#define CLI_CALLSET_H

#include <stardose/status.h>

enum callset_column { /* of a TSV, found by name, upper and lower case alike; the first three are
			 needed */
		      CALLSET_SAMPLE,
		      CALLSET_GENE,
		      CALLSET_DIPLOTYPE,
		      CALLSET_ALTERNATES,
		      CALLSET_HAS_SV,
		      CALLSET_BUILDS,
		      CALLSET_SHOWN_38,
		      CALLSET_SHOWN_37,
		      CALLSET_N_COLUMNS
};

struct callset_row {
	char *text;	/* owns what the cells point into */
	const char *cell[CALLSET_N_COLUMNS];	/* "" when the column is missing */
	int line;	/* 1-based */
};

struct callset {
	int is_truth;	/* has a column that only truth tables have */
	int n, m;
	struct callset_row *rows;
};

/*
 * callset_read() - read @path ("-": stdin), plain or gzipped
 * TSV with a header line that names sample, gene and diplotype in any order, or without header and
 * these three first; lines that begin with ## are skipped. JSON Lines as `call -O j` writes them:
 * one row for each gene.
 * @out: rows in order of the file; release with callset_release(), also after an error
 * Return: STARDOSE_OK, STARDOSE_EINPUT, STARDOSE_ENOMEM
 */
int callset_read(const char *path, struct callset *out, struct stardose_error *err);
void callset_release(struct callset *set);
/*
 * callset_sort() - by sample, gene, and line; then callset_find() gives the first row of a sample
 * and gene, or -1
 */
void callset_sort(struct callset *set);
int callset_find(const struct callset *set, const char *sample, const char *gene);
/* callset_same_key() - 1 when both rows are of the same sample and gene */
int callset_same_key(const struct callset_row *a, const struct callset_row *b);

#endif
