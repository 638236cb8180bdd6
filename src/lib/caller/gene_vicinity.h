/*
 * gene_vicinity.h - the records of a file around a gene: was the region looked at, and does the
 * file list every variant there, or sites that somebody chose?
 *
 * Among n haplotypes a stretch of the genome has about 0.001 * (1 + 1/2 + ... + 1/(n-1)) variable
 * sites a base (Watterson's estimator with the heterozygosity of people), and a file that lists
 * every variant has as many rows. Arrays, panels and exomes have far fewer.
 */
#ifndef SDI_GENE_VICINITY_H
#define SDI_GENE_VICINITY_H

#include <stardose/tables.h>
#include "record/near_row.h"

#define SDI_VICINITY 1000000 /* bases on each side of a gene */

enum sdi_listing {
	SDI_LISTING_UNKNOWN,
	SDI_LISTING_ALL,   /* every variant of the region */
	SDI_LISTING_CHOSEN /* sites that were chosen */
};

#define SDI_ROW_BIN 10000 /* stretches in which rows are counted, in bases */
#define SDI_MAX_GAP                                                                                \
	5 /* such without rows, between rows, that count as looked at: slices have gaps */
#define SDI_ENOUGH_ROWS 20 /* with fewer no file is taken to list every variant */
/* Where many rows are of nobody, the sites come from elsewhere: from a cohort, or from a list. */
#define SDI_ENOUGH_OF_COHORT 1.5
#define SDI_MANY_REFERENCE 0.2

/* Rows of one side, of both, or of every gene. */
struct sdi_row_count {
	int n_rows;	 /* sites, each position once */
	int n_reference; /* of them, that no sample carries */
	hts_pos_t first, last;
};

/* Of one gene in one build. */
struct sdi_gene_vicinity {
	hts_pos_t beg, end;	      /* 0-based half open */
	hts_pos_t gene_beg, gene_end; /* before its end lies what is known once the gene is over */
	int n_records;		      /* of any kind */
	hts_pos_t last_pos;
	struct sdi_row_count before, all; /* up to @gene_end; altogether */
	int n_bins;
	uint8_t *bins; /* 1: rows lie there */
};

/* sdi_gene_stretch() - the gene with its reference windows, 0-based half open */
void sdi_gene_stretch(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t *beg,
		      hts_pos_t *end);

/*
 * sdi_gene_vicinity_init() - nothing seen yet; release with sdi_gene_vicinity_release()
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_gene_vicinity_init(struct sdi_gene_vicinity *v, const struct stardose_gene *gene,
			   enum stardose_build build);
void sdi_gene_vicinity_release(struct sdi_gene_vicinity *v);
/* sdi_gene_vicinity_add() - a record of the gene's chromosome. Return: 1; 0: it is not near */
int sdi_gene_vicinity_add(struct sdi_gene_vicinity *v, const struct sdi_near_row *row);

/* What rows say, for a message. */
struct sdi_listing_signs {
	int n_rows, n_reference;
	double bases, expected;
	int is_sure;	/* 1: rows elsewhere in the file can change nothing */
	int is_of_file; /* 1: these are the rows at every gene of the tables */
};

/*
 * sdi_row_is_site() - 1 when a row counts as a site that somebody listed: what a caller looked at
 * and found to be nothing is none
 */
static inline int sdi_row_is_site(const struct sdi_near_row *row)
{
	return row->is_site && !(row->is_filtered && row->is_carried == 0);
}

/* sdi_row_count_add() - one more site */
void sdi_row_count_add(struct sdi_row_count *count, const struct sdi_near_row *row);
/* sdi_expected_rows() - variable sites of @n_samples people in @bases */
double sdi_expected_rows(double bases, int n_samples);

/*
 * sdi_gene_vicinity_judge() - what does the file list here?
 * The rows up to the end of the gene decide where they are enough, else those on both sides; so a
 * stream need not wait for the latter where it need not.
 * @n_samples: of the file
 * @is_over:   1: no more rows will come; 0: only what is known by the end of the gene
 * @signs:     what it was that decided, or NULL
 */
enum sdi_listing sdi_gene_vicinity_judge(const struct sdi_gene_vicinity *v, int n_samples,
					 int is_over, struct sdi_listing_signs *signs);

#endif
