/* haplotype_content.c - alleles of several rows on one haplotype: which exclude each other */
#include <stdlib.h>
#include <string.h>
#include "genotype/haplotype_content.h"

static int same_piece(const struct sdi_evidence *e, const struct sdi_piece *a,
		      const struct sdi_piece *b)
{
	const struct sdi_change *x = &a->change, *y = &b->change;

	if (x->beg != y->beg || x->end != y->end || x->base != y->base || x->variant != y->variant)
		return 0;
	if (x->base || x->variant >= 0)
		return 1;
	return !strcmp(e->c->notes[a->note].alleles[a->allele].name,
		       e->c->notes[b->note].alleles[b->allele].name);
}

/* Two changes that cannot lie on one haplotype. */
static int changes_clash(const struct sdi_change *a, const struct sdi_change *b)
{
	int a_inserts = a->beg == a->end, b_inserts = b->beg == b->end;

	if (a_inserts && b_inserts)
		return a->beg == b->beg;
	if (a_inserts)
		return b->beg < a->beg && a->beg < b->end;
	if (b_inserts)
		return a->beg < b->beg && b->beg < a->end;
	return a->beg < b->end && b->beg < a->end;
}

static int put_piece(const struct sdi_evidence *e, struct sdi_content *c, struct sdi_piece p)
{
	for (int i = 0; i < c->n; i++) {
		if (same_piece(e, &c->piece[i], &p))
			return 1;
		if (changes_clash(&c->piece[i].change, &p.change))
			return 0;
	}
	if (c->n == SDI_MAX_PIECES)
		return -1;
	c->piece[c->n++] = p;
	return 1;
}

/* How many changes of the second allele the first one makes, too. */
static int n_shared(const struct sdi_evidence *e, int note, int a, int other, int b)
{
	const struct sdi_record_allele *x = &e->c->notes[note].alleles[a],
				       *y = &e->c->notes[other].alleles[b];
	int n = 0;

	for (int k = 0; k < y->n_changes; k++)
		for (int i = 0; i < x->n_changes; i++)
			if (same_piece(e, &(struct sdi_piece){ x->changes[i], note, a },
				       &(struct sdi_piece){ y->changes[k], other, b })) {
				n++;
				break;
			}
	return n;
}

int sdi_content_includes(const struct sdi_evidence *e, int note, int a, int other, int b)
{
	int n = e->c->notes[other].alleles[b].n_changes;

	return n && n_shared(e, note, a, other, b) == n;
}

/*
 * ALTs of one record exclude each other, also after it was split: a haplotype reads as one of them
 * over the bases of REF. Rows of one split record replace the same bases; a single base proves
 * nothing, for an insertion is written behind one that another record may change.
 */
static int exclude_each_other(const struct sdi_evidence *e, int note, int a, int other, int b)
{
	const struct sdi_site_record *x = &e->c->notes[note], *y = &e->c->notes[other];

	return sdi_evidence_siblings(e, note, other) && x->ref_end - x->pos > 1 &&
	       x->alleles[a].kind == SDI_ALLELE_ALT && y->alleles[b].kind == SDI_ALLELE_ALT &&
	       strcmp(x->alleles[a].name, y->alleles[b].name) != 0;
}

int sdi_content_put(const struct sdi_evidence *e, struct sdi_content *c, int row, int hap)
{
	const struct sdi_row *r = &e->rows[row];
	int a = r->now[hap];
	const struct sdi_record_allele *allele = a > 0 ? sdi_row_allele(e, r, a) : NULL;

	if (!allele)
		return 1;
	for (int i = 0; i < c->n_placed; i++) {
		const struct sdi_row *other = &e->rows[c->placed[i]];

		if (exclude_each_other(e, r->note, a, other->note, other->now[hap]))
			return 0;
	}
	if (c->n_placed == SDI_MAX_PLACED)
		return -1;
	c->placed[c->n_placed++] = row;
	for (int k = 0; k < allele->n_changes; k++) {
		int ret = put_piece(e, c, (struct sdi_piece){ allele->changes[k], r->note, a });

		if (ret != 1)
			return ret;
	}
	return 1;
}

/* The alleles of the haplotype as edits, each once. */
static int list_edits(const struct sdi_evidence *e, const struct sdi_content *c, int hap,
		      struct sdi_edit *edits, const char **names)
{
	int n = 0;

	for (int i = 0; i < c->n_placed; i++) {
		const struct sdi_row *row = &e->rows[c->placed[i]];
		const struct sdi_site_record *note = &e->c->notes[row->note];
		const struct sdi_record_allele *a = &note->alleles[row->now[hap]];
		int k = 0;

		if (a->kind != SDI_ALLELE_ALT)
			continue;
		while (k < n && strcmp(names[k], a->name))
			k++;
		if (k < n)
			continue;
		names[n] = a->name;
		edits[n++] = (struct sdi_edit){ note->pos, note->ref, a->text };
	}
	return n;
}

static int resolve_edits(const struct sdi_evidence *e, struct sdi_content *c,
			 const struct sdi_edit *edits, int n, struct sdi_resolved *r)
{
	int ret = n > 1 ? sdi_resolve(e->c->gene, e->c->index.build, edits, n, r) : STARDOSE_EROW,
	    is_open = ret || r->is_open;

	/* only what is listed, or what is no longer than before, explains more than it was */
	if (!is_open && r->n_changes > c->n)
		for (int i = 0; i < r->n_changes; i++)
			is_open |= r->change[i].variant < 0;
	if (is_open)
		return ret == STARDOSE_ENOMEM ? ret : 0;
	c->n = 0;
	c->is_joint = 1;
	for (int i = 0; i < r->n_changes; i++)
		c->piece[c->n++] = (struct sdi_piece){ r->change[i], -1, 0 };
	return 1;
}

int sdi_content_resolve(const struct sdi_evidence *e, struct sdi_content *c, int hap)
{
	struct sdi_edit *edits;
	struct sdi_resolved *r;
	const char **names;
	int ret = STARDOSE_ENOMEM, is_open = 0;

	for (int i = 0; i < c->n; i++)
		is_open |= !c->piece[i].change.base && c->piece[i].change.variant < 0;
	if (!is_open || c->n < 2)
		return 0;
	edits = malloc(c->n_placed * sizeof(*edits));
	names = malloc(c->n_placed * sizeof(*names));
	r = malloc(sizeof(*r));
	if (edits && names && r)
		ret = resolve_edits(e, c, edits, list_edits(e, c, hap, edits, names), r);
	free(edits);
	free(names);
	free(r);
	return ret;
}

int sdi_content_has_star(const struct sdi_evidence *e, int row, int hap)
{
	const struct sdi_row *r = &e->rows[row];

	return r->now[hap] > 0 && sdi_row_allele(e, r, r->now[hap])->kind == SDI_ALLELE_STAR;
}

int sdi_content_explains(const struct sdi_evidence *e, const struct sdi_content *c, int hap,
			 int row)
{
	const struct sdi_site_record *star = &e->c->notes[e->rows[row].note];

	for (int i = 0; i < c->n_placed; i++) {
		const struct sdi_row *other = &e->rows[c->placed[i]];
		const struct sdi_site_record *note = &e->c->notes[other->note];

		if (note->pos < star->ref_end && star->pos < note->ref_end &&
		    note->alleles[other->now[hap]].kind == SDI_ALLELE_ALT)
			return 1;
	}
	return 0;
}
