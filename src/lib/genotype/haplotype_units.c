/* haplotype_units.c - rows of a cluster sorted by what is in them, then cut into units */
#include <stdlib.h>
#include <string.h>
#include "genotype/haplotype_units.h"

int sdi_units_init(struct sdi_units *u, const struct sdi_evidence *e)
{
	const struct sdi_duplicates *d = &e->c->duplicates;

	memset(u, 0, sizeof(*u));
	u->rows = malloc((e->n_rows ? e->n_rows : 1) * sizeof(*u->rows));
	u->spots = malloc((d->n ? d->n : 1) * sizeof(*u->spots));
	u->all_spots = malloc((d->n ? d->n : 1) * sizeof(*u->all_spots));
	if (!u->rows || !u->spots || !u->all_spots)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < d->n; i++) {
		int row = e->row_of[d->list[i].note] - 1;

		if (row >= 0)
			u->all_spots[u->n_all_spots++] = (struct sdi_spot){
				row, d->list[i].allele, d->list[i].group
			};
	}
	return STARDOSE_OK;
}

void sdi_units_release(struct sdi_units *u)
{
	free(u->rows);
	free(u->spots);
	free(u->all_spots);
}

/* The same whatever the order of records in the file was: by place, alleles and genotype. */
static int compare_rows(const struct sdi_evidence *e, int x, int y)
{
	const struct sdi_row *a = &e->rows[x], *b = &e->rows[y];
	const struct sdi_site_record *p = &e->c->notes[a->note], *q = &e->c->notes[b->note];
	int cmp;

	if (a->is_fixed != b->is_fixed)
		return a->is_fixed - b->is_fixed;
	if (a->phase_set != b->phase_set)
		return a->phase_set < b->phase_set ? -1 : 1;
	if (p->pos != q->pos)
		return p->pos < q->pos ? -1 : 1;
	cmp = strcmp(p->ref, q->ref);
	for (int i = 1; i < p->n_alleles && i < q->n_alleles && !cmp; i++)
		cmp = strcmp(p->alleles[i].text, q->alleles[i].text);
	if (!cmp)
		cmp = p->n_alleles - q->n_alleles;
	return cmp ? cmp : memcmp(a->given, b->given, sizeof(a->given));
}

/* A heap sort: qsort() has no room for what the comparison needs. */
static void sift(const struct sdi_evidence *e, int *rows, int at, int n)
{
	for (int child; (child = 2 * at + 1) < n; at = child) {
		int row = rows[at];

		if (child + 1 < n && compare_rows(e, rows[child + 1], rows[child]) > 0)
			child++;
		if (compare_rows(e, rows[child], row) <= 0)
			return;
		rows[at] = rows[child];
		rows[child] = row;
	}
}

static void sort_rows(const struct sdi_evidence *e, int *rows, int n)
{
	for (int i = n / 2 - 1; i >= 0; i--)
		sift(e, rows, i, n);
	for (int i = n - 1; i > 0; i--) {
		int row = rows[0];

		rows[0] = rows[i];
		rows[i] = row;
		sift(e, rows, 0, i);
	}
}

/* Unphased rows come first, then those of each phase set, then fixed ones. */
static void number_units(struct sdi_units *u, struct sdi_evidence *e)
{
	int last = -1, i = 0;

	for (; i < u->n_rows && !e->rows[u->rows[i]].is_fixed; i++) {
		struct sdi_row *row = &e->rows[u->rows[i]];

		if (row->phase_set < 0 || row->phase_set != last) {
			if (u->n == SDI_MAX_UNITS) {
				u->are_too_many = 1;
				return;
			}
			if (row->phase_set >= 0 && u->phase_set < 0) {
				u->phase_set = row->phase_set;
				u->anchor = u->n;
			}
			u->beg[u->n++] = i;
		}
		last = row->phase_set;
	}
	u->beg[u->n] = i;
	u->beg[u->n + 1] = u->n_rows;
}

void sdi_units_gather(struct sdi_units *u, struct sdi_evidence *e, int first)
{
	u->n_rows = u->n = u->anchor = u->n_spots = u->are_too_many = 0;
	u->phase_set = -1;
	u->from = HTS_POS_MAX;
	u->to = -1;
	for (int i = 0; i < e->n_rows && first >= 0; i++) {
		const struct sdi_row *row = &e->rows[i];

		if (row->cluster != first)
			continue;
		u->rows[u->n_rows++] = i;
		u->from = row->beg < u->from ? row->beg : u->from;
		u->to = row->end > u->to ? row->end : u->to;
	}
	for (int i = 0; i < u->n_all_spots && first >= 0; i++)
		if (e->rows[u->all_spots[i].row].cluster == first)
			u->spots[u->n_spots++] = u->all_spots[i];
	sort_rows(e, u->rows, u->n_rows);
	number_units(u, e);
}
