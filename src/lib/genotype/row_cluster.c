/* row_cluster.c - rows and sites that belong together, by union-find */
#include <stdlib.h>
#include "genotype/row_cluster.h"

static int find(struct sdi_evidence *e, int row)
{
	while (e->rows[row].cluster != row)
		row = e->rows[row].cluster = e->rows[e->rows[row].cluster].cluster;
	return row;
}

static void unite(struct sdi_evidence *e, int a, int b)
{
	a = find(e, a);
	b = find(e, b);
	if (a < b)
		e->rows[b].cluster = a;
	else
		e->rows[a].cluster = b;
}

static void take_site(struct sdi_evidence *e, int *cluster_of, int site, int row)
{
	if (cluster_of[site] >= 0)
		unite(e, cluster_of[site], row);
	else
		cluster_of[site] = row;
}

/* Does the order of the row's haplotypes matter for the site? */
static int row_matters(const struct sdi_evidence *e, const struct sdi_row *row, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_record *note = &e->c->notes[row->note];
	enum sdi_role role;
	int deletes = 0;

	for (int h = 0; h < e->ploidy; h++) {
		const struct sdi_record_allele *a =
			row->given[h] < 0 ? NULL : sdi_row_allele(e, row, row->given[h]);

		for (int i = 0; a && i < a->n_changes; i++) {
			if (sdi_change_touches(&a->changes[i], s))
				return 1;
			deletes |= !a->changes[i].base && a->changes[i].beg < a->changes[i].end;
		}
	}
	if (row->has_star && note->pos < s->end && s->beg < note->ref_end)
		return 1;
	if (!row->has_unknown && !deletes)
		return 0;
	role = sdi_site_record_role(note, s);
	if (role == SDI_ROLE_NONE ||
	    (role != SDI_ROLE_NAMES && sdi_evidence_is_named(e, site)))
		return 0;
	return row->has_unknown || (s->is_indel && role == SDI_ROLE_COVERS);
}

/* A site belongs to the cluster whose rows matter for it. */
static void unite_sites(struct sdi_evidence *e, int *cluster_of)
{
	for (int i = 0; i < e->n_rows; i++) {
		const struct sdi_site_record *note = &e->c->notes[e->rows[i].note];

		for (int k = 0; k < note->n_sites; k++)
			if (row_matters(e, &e->rows[i], note->sites[k]))
				take_site(e, cluster_of, note->sites[k], i);
	}
}

struct placed { hts_pos_t beg; int row; };

static int compare_placed(const void *va, const void *vb)
{
	const struct placed *a = va, *b = vb;

	return a->beg != b->beg ? (a->beg < b->beg ? -1 : 1) : a->row - b->row;
}

/* Indels that nobody listed may together spell something that is: look at neighbours as one. */
static void unite_open_rows(struct sdi_evidence *e, struct placed *list)
{
	int n = 0;

	for (int i = 0; i < e->n_rows; i++)
		if (e->rows[i].end >= 0)
			list[n++] = (struct placed){ e->rows[i].beg, i };
	qsort(list, n, sizeof(*list), compare_placed);
	for (int i = 0; i < n; i++) {
		const struct sdi_row *a = &e->rows[list[i].row];

		for (int j = i + 1; j < n && list[j].beg <= a->end + SDI_CLUSTER_PAD; j++)
			if (a->has_open || e->rows[list[j].row].has_open)
				unite(e, list[i].row, list[j].row);
	}
}

/*
 * '*' stands for an allele of another record over the same bases; '.' may stand for one of another
 * row of the same split record, and their ALTs exclude each other.
 */
static int name_each_other(const struct sdi_evidence *e, const struct sdi_row *a,
			   const struct sdi_row *b)
{
	const struct sdi_site_record *note = &e->c->notes[a->note];

	return a->has_star || b->has_star ||
	       ((a->has_unknown || b->has_unknown || note->ref_end - note->pos > 1) &&
		sdi_evidence_siblings(e, a->note, b->note));
}

static void unite_named(struct sdi_evidence *e, struct placed *list)
{
	int n = e->n_rows;

	for (int i = 0; i < n; i++)
		list[i] = (struct placed){ e->c->notes[e->rows[i].note].pos, i };
	qsort(list, n, sizeof(*list), compare_placed);
	for (int i = 0; i < n; i++) {
		const struct sdi_row *a = &e->rows[list[i].row];

		for (int j = i + 1; j < n && list[j].beg < e->c->notes[a->note].ref_end; j++)
			if (name_each_other(e, a, &e->rows[list[j].row]))
				unite(e, list[i].row, list[j].row);
	}
}

static void unite_duplicates(struct sdi_evidence *e)
{
	const struct sdi_duplicates *d = &e->c->duplicates;

	for (int i = 0; i < d->n; i++) {
		int before = sdi_evidence_duplicate_before(e, i);

		if (before >= 0)
			unite(e, e->row_of[d->list[before].note] - 1,
			      e->row_of[d->list[i].note] - 1);
	}
}

/* What a cluster changes, from the first base to the last. */
struct reach { hts_pos_t beg, end; int n, has_open; };

/* Sites inside a cluster of unlisted indels belong to it. */
static void adopt_sites(struct sdi_evidence *e, int *cluster_of, struct reach *reach)
{
	for (int i = 0; i < e->n_rows; i++)
		reach[i] = (struct reach){ .beg = HTS_POS_MAX, .end = -1 };
	for (int i = 0; i < e->n_rows; i++) {
		struct reach *r = &reach[find(e, i)];

		if (e->rows[i].end < 0)
			continue;
		r->beg = e->rows[i].beg < r->beg ? e->rows[i].beg : r->beg;
		r->end = e->rows[i].end > r->end ? e->rows[i].end : r->end;
		r->has_open |= e->rows[i].has_open;
		r->n++;
	}
	for (int i = 0; i < e->n_rows; i++)
		for (int s = 0; reach[i].has_open && reach[i].n > 1 && s < e->c->index.n_sites;
		     s++) {
			const struct sdi_site *site = &e->c->index.sites[s];
			hts_pos_t pad = site->is_indel ? SDI_CLUSTER_PAD : 0;

			if (site->end + pad > reach[i].beg && site->beg < reach[i].end + pad)
				take_site(e, cluster_of, s, i);
		}
}

int sdi_rows_cluster(struct sdi_evidence *e, int *cluster_of)
{
	struct placed *list = malloc((e->n_rows ? e->n_rows : 1) * sizeof(*list));
	struct reach *reach = malloc((e->n_rows ? e->n_rows : 1) * sizeof(*reach));
	int ret = list && reach ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int s = 0; s < e->c->index.n_sites; s++)
		cluster_of[s] = -1;
	if (!ret) {
		unite_open_rows(e, list);
		unite_sites(e, cluster_of);
		unite_named(e, list);
		adopt_sites(e, cluster_of, reach);
		unite_duplicates(e);
		for (int i = 0; i < e->n_rows; i++)
			e->rows[i].cluster = find(e, i);
		for (int s = 0; s < e->c->index.n_sites; s++)
			if (cluster_of[s] >= 0)
				cluster_of[s] = find(e, cluster_of[s]);
	}
	free(list);
	free(reach);
	return ret;
}
