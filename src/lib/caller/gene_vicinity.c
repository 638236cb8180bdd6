/* gene_vicinity.c - rows around a gene, counted and compared with what is to be expected */
#include <stdlib.h>
#include <string.h>
#include "caller/gene_vicinity.h"

#define PER_BASE 0.001 /* variable sites between two haplotypes */
#define ENOUGH 0.5     /* a file lists every variant from here on, as a share of what is expected */
/*
 * Below such a share its sites are chosen, where at least so many rows are expected. One person may
 * be alike on both haplotypes over a whole gene, so for few samples the stretch must be long; and
 * only where it is longer than a gene the rest of the file has nothing to say about it.
 */
#define CHOSEN_BELOW 0.25
#define CHOSEN_EXPECTED 30
#define CHOSEN_BELOW_OF_FEW 0.2
#define LONG_OF_FEW 140
#define VERY_LONG_OF_FEW 500

void sdi_gene_stretch(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t *beg,
		      hts_pos_t *end)
{
	*beg = gene->beg[build];
	*end = gene->end[build];
	for (int i = 0; i < gene->n_windows; i++) {
		const struct stardose_window *w = &gene->windows[i];

		if (w->build == build && w->end > *end)
			*end = w->end;
		if (w->build == build && w->beg < *beg)
			*beg = w->beg;
	}
}

int sdi_gene_vicinity_init(struct sdi_gene_vicinity *v, const struct stardose_gene *gene,
			   enum stardose_build build)
{
	hts_pos_t n_before;

	memset(v, 0, sizeof(*v));
	sdi_gene_stretch(gene, build, &v->gene_beg, &v->gene_end);
	/* a bin begins where the gene ends, so that none is known in part */
	n_before = (v->gene_end - v->gene_beg + SDI_VICINITY + SDI_ROW_BIN - 1) / SDI_ROW_BIN;
	v->beg = v->gene_end - n_before * SDI_ROW_BIN;
	v->end = v->gene_end + SDI_VICINITY;
	v->last_pos = -1;
	v->n_bins = (v->end - v->beg + SDI_ROW_BIN - 1) / SDI_ROW_BIN;
	v->bins = calloc(v->n_bins, 1);
	return v->bins ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_gene_vicinity_release(struct sdi_gene_vicinity *v)
{
	free(v->bins);
	memset(v, 0, sizeof(*v));
}

void sdi_row_count_add(struct sdi_row_count *c, const struct sdi_near_row *row)
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
	if (!sdi_row_is_site(row) || row->pos == v->last_pos)
		return 1;
	v->last_pos = row->pos;
	v->bins[(row->pos - v->beg) / SDI_ROW_BIN] = 1;
	sdi_row_count_add(&v->all, row);
	if (row->pos < v->gene_end)
		sdi_row_count_add(&v->before, row);
	return 1;
}

/* Bases of the bins with rows, and of short gaps between them. */
static hts_pos_t stretch(const struct sdi_gene_vicinity *v, const struct sdi_row_count *rows)
{
	int n_bins = rows == &v->before ? (v->gene_end - v->beg) / SDI_ROW_BIN : v->n_bins, n = 0,
	    last = -1;
	hts_pos_t hull = rows->last - rows->first + 1;

	for (int i = 0; i < n_bins; i++) {
		if (!v->bins[i])
			continue;
		n += last >= 0 && i - last <= SDI_MAX_GAP ? i - last : 1;
		last = i;
	}
	return (hts_pos_t)n * SDI_ROW_BIN < hull ? (hts_pos_t)n * SDI_ROW_BIN : hull;
}

double sdi_expected_rows(double bases, int n_samples)
{
	double sum = 0;

	for (int i = 1; i < 2 * n_samples; i++)
		sum += 1.0 / i;
	return PER_BASE * bases * sum;
}

/* Few samples, and rows that were chosen, for too many are of nobody; or an extract of a cohort. */
static int has_rows_of_nobody(const struct sdi_row_count *rows)
{
	return rows->n_reference > SDI_MANY_REFERENCE * rows->n_rows;
}

static enum sdi_listing judge_few(const struct sdi_row_count *rows, struct sdi_listing_signs *signs)
{
	double expected = signs->expected;
	int has_enough = rows->n_rows >= SDI_ENOUGH_ROWS;

	signs->is_sure = 1;
	if (has_rows_of_nobody(rows))
		return has_enough && rows->n_rows >= SDI_ENOUGH_OF_COHORT * expected
			       ? SDI_LISTING_ALL
			       : SDI_LISTING_CHOSEN;
	signs->is_sure = has_enough && expected >= LONG_OF_FEW;
	if (has_enough && rows->n_rows >= ENOUGH * expected)
		return SDI_LISTING_ALL;
	signs->is_sure = expected >= VERY_LONG_OF_FEW;
	if (expected >= LONG_OF_FEW && rows->n_rows < CHOSEN_BELOW_OF_FEW * expected)
		return SDI_LISTING_CHOSEN;
	signs->is_sure = 0;
	return SDI_LISTING_UNKNOWN;
}

static enum sdi_listing judge(const struct sdi_gene_vicinity *v, const struct sdi_row_count *rows,
			      int n_samples, struct sdi_listing_signs *signs)
{
	*signs = (struct sdi_listing_signs){ .n_rows = rows->n_rows,
					     .n_reference = rows->n_reference };
	if (!rows->n_rows || n_samples < 1)
		return SDI_LISTING_UNKNOWN;
	signs->bases = stretch(v, rows);
	signs->expected = sdi_expected_rows(signs->bases, n_samples);
	if (n_samples <= SDI_FEW_SAMPLES)
		return judge_few(rows, signs);
	signs->is_sure = 1;
	if (rows->n_rows >= SDI_ENOUGH_ROWS && rows->n_rows >= ENOUGH * signs->expected)
		return SDI_LISTING_ALL;
	if (signs->expected >= CHOSEN_EXPECTED && rows->n_rows < CHOSEN_BELOW * signs->expected)
		return SDI_LISTING_CHOSEN;
	signs->is_sure = 0;
	return SDI_LISTING_UNKNOWN;
}

enum sdi_listing sdi_gene_vicinity_judge(const struct sdi_gene_vicinity *v, int n_samples,
					 int is_over, struct sdi_listing_signs *signs)
{
	struct sdi_listing_signs of_before, of_all;
	enum sdi_listing before = judge(v, &v->before, n_samples, &of_before), all = before;

	if (is_over && !of_before.is_sure) {
		all = judge(v, &v->all, n_samples, &of_all);
		if (of_all.is_sure || before == SDI_LISTING_UNKNOWN) {
			before = all;
			of_before = of_all;
		}
	}
	if (signs)
		*signs = of_before;
	return before;
}
