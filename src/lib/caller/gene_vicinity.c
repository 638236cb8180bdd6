/* gene_vicinity.c - rows around a gene, counted and compared with what is to be expected */
#include <stdlib.h>
#include <string.h>
#include "caller/gene_vicinity.h"

#define BIN 10000	/* bases */
#define MAX_GAP 5	/* empty bins between rows that still count as looked at: slices have gaps */
#define PER_BASE 0.001	/* variable sites between two haplotypes */

/* A file lists every variant from here on, as a share of what is expected. */
#define ENOUGH 0.5
#define ENOUGH_ROWS 20
/* Where many rows are of nobody, the sites come from elsewhere: from a cohort, or from a list. */
#define ENOUGH_OF_COHORT 1.5
#define MANY_REFERENCE 0.2
/*
 * Below such a share its sites are chosen, where at least so many rows are expected. One person may
 * be alike on both haplotypes over a whole gene, so for few samples the stretch must be long.
 */
#define CHOSEN_BELOW 0.25
#define CHOSEN_EXPECTED 30
#define CHOSEN_BELOW_OF_FEW 0.2
#define CHOSEN_EXPECTED_OF_FEW 140

int sdi_gene_vicinity_init(struct sdi_gene_vicinity *v, const struct stardose_gene *gene,
			   enum stardose_build build)
{
	hts_pos_t gene_beg = gene->beg[build];

	memset(v, 0, sizeof(*v));
	v->gene_end = gene->end[build];
	for (int i = 0; i < gene->n_windows; i++) {
		const struct stardose_window *w = &gene->windows[i];

		if (w->build == build && w->end > v->gene_end)
			v->gene_end = w->end;
		if (w->build == build && w->beg < gene_beg)
			gene_beg = w->beg;
	}
	/* a bin begins where the gene ends, so that none is known in part */
	v->beg = v->gene_end - (v->gene_end - gene_beg + SDI_VICINITY + BIN - 1) / BIN * BIN;
	v->end = v->gene_end + SDI_VICINITY;
	v->last_pos = -1;
	v->n_bins = (v->end - v->beg + BIN - 1) / BIN;
	v->bins = calloc(v->n_bins, 1);
	return v->bins ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_gene_vicinity_release(struct sdi_gene_vicinity *v)
{
	free(v->bins);
	memset(v, 0, sizeof(*v));
}

static void count(struct sdi_row_count *c, const struct sdi_near_row *row)
{
	if (!c->n_rows || row->pos < c->first)
		c->first = row->pos;
	if (!c->n_rows || row->pos > c->last)
		c->last = row->pos;
	c->n_rows++;
	c->n_reference += row->is_carried == 0;
}

int sdi_gene_vicinity_add(struct sdi_gene_vicinity *v, const struct sdi_near_row *row)
{
	if (row->pos < v->beg || row->pos >= v->end)
		return 0;
	v->n_records++;
	/* what a caller looked at and found to be nothing is no site that somebody chose */
	if (!row->is_site || (row->is_filtered && row->is_carried == 0) ||
	    row->pos == v->last_pos)
		return 1;
	v->last_pos = row->pos;
	v->bins[(row->pos - v->beg) / BIN] = 1;
	count(&v->all, row);
	if (row->pos < v->gene_end)
		count(&v->before, row);
	return 1;
}

/* Bases of the bins with rows, and of short gaps between them. */
static hts_pos_t stretch(const struct sdi_gene_vicinity *v, const struct sdi_row_count *rows)
{
	int n_bins = rows == &v->before ? (v->gene_end - v->beg) / BIN : v->n_bins, n = 0,
	    last = -1;
	hts_pos_t hull = rows->last - rows->first + 1;

	for (int i = 0; i < n_bins; i++) {
		if (!v->bins[i])
			continue;
		n += last >= 0 && i - last <= MAX_GAP ? i - last : 1;
		last = i;
	}
	return (hts_pos_t)n * BIN < hull ? (hts_pos_t)n * BIN : hull;
}

static double expected_rows(double bases, int n_samples)
{
	double sum = 0;

	for (int i = 1; i < 2 * n_samples; i++)
		sum += 1.0 / i;
	return PER_BASE * bases * sum;
}

static enum sdi_listing judge(const struct sdi_gene_vicinity *v, const struct sdi_row_count *rows,
			      int n_samples, struct sdi_listing_signs *signs)
{
	int is_few = n_samples <= SDI_FEW_SAMPLES;

	*signs = (struct sdi_listing_signs){ rows->n_rows, rows->n_reference, 0, 0 };
	if (!rows->n_rows || n_samples < 1)
		return SDI_LISTING_UNKNOWN;
	signs->bases = stretch(v, rows);
	signs->expected = expected_rows(signs->bases, n_samples);
	if (is_few && rows->n_reference > MANY_REFERENCE * rows->n_rows)
		return rows->n_rows >= ENOUGH_ROWS &&
				       rows->n_rows >= ENOUGH_OF_COHORT * signs->expected
			       ? SDI_LISTING_ALL
			       : SDI_LISTING_CHOSEN;
	if (rows->n_rows >= ENOUGH_ROWS && rows->n_rows >= ENOUGH * signs->expected)
		return SDI_LISTING_ALL;
	if (signs->expected >= (is_few ? CHOSEN_EXPECTED_OF_FEW : CHOSEN_EXPECTED) &&
	    rows->n_rows < (is_few ? CHOSEN_BELOW_OF_FEW : CHOSEN_BELOW) * signs->expected)
		return SDI_LISTING_CHOSEN;
	return SDI_LISTING_UNKNOWN;
}

enum sdi_listing sdi_gene_vicinity_judge(const struct sdi_gene_vicinity *v, int n_samples,
					 int is_over, struct sdi_listing_signs *signs)
{
	struct sdi_listing_signs any;
	enum sdi_listing listing = judge(v, &v->before, n_samples, signs ? signs : &any);

	if (listing == SDI_LISTING_UNKNOWN && is_over)
		listing = judge(v, &v->all, n_samples, signs ? signs : &any);
	return listing;
}
