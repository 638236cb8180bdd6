/*
 * haplotype_lay.c - lay the rows of one cluster beside each other in every order that phase allows
 *
 * An order in which two alleles would change the same bases of one haplotype is impossible and
 * dropped. What the remaining orders agree on is known; where they differ, the site is in conflict,
 * never reference.
 */
#include <stdlib.h>
#include <string.h>
#include "genotype/haplotype_lay.h"

#define MAX_ORDERS 4096

/* The k-th permutation of 0..n-1. */
static void permutation(int k, int n, int *out)
{
	int left[STARDOSE_MAX_PLOIDY] = { 0, 1, 2, 3 };

	for (int i = 0; i < n; i++) {
		int j = k % (n - i);

		k /= n - i;
		out[i] = left[j];
		memmove(left + j, left + j + 1, (n - i - j - 1) * sizeof(*left));
	}
}

static int factorial(int n)
{
	return n < 2 ? 1 : n * factorial(n - 1);
}

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
static int pieces_clash(const struct sdi_change *a, const struct sdi_change *b)
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

static int add_piece(const struct sdi_evidence *e, struct sdi_content *c, struct sdi_piece p)
{
	for (int i = 0; i < c->n; i++) {
		if (same_piece(e, &c->piece[i], &p))
			return 0;
		if (pieces_clash(&c->piece[i].change, &p.change))
			return -1;
	}
	if (c->n == SDI_MAX_PIECES)
		return -1;
	c->piece[c->n++] = p;
	return 0;
}

static int gather(const struct sdi_cluster *cl, int hap, struct sdi_content *c)
{
	c->n = c->n_star = c->is_joint = c->n_orphan = 0;
	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];
		int a = row->now[hap];
		const struct sdi_record_allele *allele =
			a > 0 ? sdi_row_allele(cl->e, row, a) : NULL;

		if (!allele)
			continue;
		if (allele->kind == SDI_ALLELE_STAR) {
			if (c->n_star == SDI_MAX_STARS)
				return -1;
			c->star[c->n_star++] = row->note;
		}
		for (int k = 0; k < allele->n_changes; k++)
			if (add_piece(cl->e, c,
				      (struct sdi_piece){ allele->changes[k], row->note, a }))
				return -1;
	}
	return 0;
}

/*
 * Several alleles in cis, one of them unexplained: perhaps together they spell what is listed.
 * Return 1 when they do (@c then holds that), 0 when not, negative enum stardose_status after an
 * error.
 */
static int resolve_together(const struct sdi_cluster *cl, int hap, struct sdi_content *c)
{
	const struct sdi_collector *col = cl->e->c;
	struct sdi_edit *edits;
	struct sdi_resolved *r;
	const char **names;
	int n = 0, ret, is_open = 0;

	for (int i = 0; i < c->n; i++)
		is_open |= !c->piece[i].change.base && c->piece[i].change.variant < 0;
	if (!is_open || c->n < 2)
		return 0;
	edits = malloc(cl->n_rows * sizeof(*edits));
	names = malloc(cl->n_rows * sizeof(*names));
	r = malloc(sizeof(*r));
	ret = edits && names && r ? STARDOSE_OK : STARDOSE_ENOMEM;
	for (int i = 0; i < cl->n_rows && !ret; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];
		const struct sdi_site_record *note = &col->notes[row->note];
		int a = row->now[hap], k = 0;

		if (a <= 0 || note->alleles[a].kind != SDI_ALLELE_ALT)
			continue;
		while (k < n && strcmp(names[k], note->alleles[a].name))
			k++;
		if (k < n)
			continue;
		names[n] = note->alleles[a].name;
		edits[n++] = (struct sdi_edit){ note->pos, note->ref, note->alleles[a].text };
	}
	if (!ret && n > 1)
		ret = sdi_resolve(col->gene, col->index.build, edits, n, r);
	is_open = ret || n < 2 || r->is_open;
	/* only what is listed, or what is no longer than before, explains more than it was */
	if (!is_open && r->n_changes > c->n)
		for (int i = 0; i < r->n_changes; i++)
			is_open |= r->change[i].variant < 0;
	if (!is_open) {
		c->n = 0;
		c->is_joint = 1;
		for (int i = 0; i < r->n_changes; i++)
			c->piece[c->n++] = (struct sdi_piece){ r->change[i], -1, 0 };
	}
	free(edits);
	free(names);
	free(r);
	return ret == STARDOSE_ENOMEM ? ret : !is_open;
}

int sdi_content_removes(const struct sdi_content *c, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < c->n; i++)
		if (!c->piece[i].change.base && c->piece[i].change.beg < end &&
		    beg < c->piece[i].change.end)
			return 1;
	return 0;
}

static int has_star(const struct sdi_content *c, int note)
{
	for (int i = 0; i < c->n_star; i++)
		if (c->star[i] == note)
			return 1;
	return 0;
}

/*
 * '*' needs a deletion on its own haplotype; one that lies on another haplotype instead makes the
 * order impossible.
 */
static int stars_fit(const struct sdi_cluster *cl, int hap)
{
	struct sdi_content *c = &cl->content[hap];

	for (int i = 0; i < c->n_star; i++) {
		const struct sdi_site_record *note = &cl->e->c->notes[c->star[i]];

		if (sdi_content_removes(c, note->pos, note->ref_end))
			continue;
		c->n_orphan = 1;
		for (int h = 0; h < cl->e->ploidy; h++)
			if (h != hap && !has_star(&cl->content[h], c->star[i]) &&
			    sdi_content_removes(&cl->content[h], note->pos, note->ref_end))
				return 0;
	}
	return 1;
}

/* An allele that two records write down lies on the same haplotypes in both. */
static int twins_agree(const struct sdi_cluster *cl)
{
	const struct sdi_evidence *e = cl->e;

	for (int t = 0; t < e->c->n_twins; t++) {
		int before = sdi_evidence_twin_before(e, t), x, y, is_there = 0, differs = 0;
		const struct sdi_twin *a = &e->c->twins[before < 0 ? t : before],
				      *b = &e->c->twins[t];

		if (before < 0)
			continue;
		x = e->row_of[a->note];
		y = e->row_of[b->note];
		if (e->rows[x - 1].cluster != e->rows[cl->rows[0]].cluster)
			continue;
		for (int h = 0; h < e->ploidy; h++) {
			int p = e->rows[x - 1].now[h], q = e->rows[y - 1].now[h];

			is_there |= p == a->allele || q == b->allele;
			differs |= (p == a->allele) != (q == b->allele) || (p < 0) != (q < 0);
		}
		if (is_there && differs)
			return 0;
	}
	return 1;
}

/* What a haplotype's changes make of a site: 1 when they decide it. */
static int site_from_changes(const struct sdi_cluster *cl, const struct sdi_content *c,
			     const struct sdi_site *s, struct sdi_block_hap *hap,
			     struct sdi_outcome *out)
{
	int decided = 0, has = 0, odd = 0;
	char base = 0;

	for (int i = 0; i < c->n; i++) {
		const struct sdi_change *change = &c->piece[i].change;

		if (!sdi_change_touches(change, s))
			continue;
		decided = 1;
		odd |= change->is_unlisted;
		base = change->base ? change->base : base;
		has |= s->is_indel && change->variant == s->indel.variant;
	}
	for (int i = 0; i < c->n_star && !decided; i++) {
		const struct sdi_site_record *note = &cl->e->c->notes[c->star[i]];

		if (note->pos < s->end && s->beg < note->ref_end) {
			decided = 1;
			odd |= !sdi_content_removes(c, note->pos, note->ref_end);
		}
	}
	if (!decided)
		return 0;
	for (int i = 0; i < s->n_bits; i++) {
		int carried = s->is_indel ? has ^ s->ref_carries[i] : base && base == s->base[i];

		sdi_bits_set(&hap->known, s->bit[i]);
		if (carried)
			sdi_bits_set(&hap->carried, s->bit[i]);
	}
	if (odd)
		out->odd = sdi_bits_or(out->odd, s->bits);
	return 1;
}

static void site_from_records(const struct sdi_cluster *cl, int site, int hap, int is_joint,
			      struct sdi_outcome *out)
{
	const struct sdi_site *s = &cl->e->c->index.sites[site];
	enum sdi_fact fact = sdi_evidence_fact(cl->e, site, hap);

	/* Records that only make sense together speak of the bases between them as well. */
	if (fact == SDI_FACT_ABSENT && is_joint && cl->beg <= s->beg && s->end <= cl->end)
		fact = SDI_FACT_REF;
	if (fact == SDI_FACT_ABSENT)
		out->absent = sdi_bits_or(out->absent, s->bits);
	else if (fact == SDI_FACT_UNKNOWN)
		out->unknown = sdi_bits_or(out->unknown, s->bits);
	else
		for (int i = 0; i < s->n_bits; i++) {
			sdi_bits_set(&out->hap[hap].known, s->bit[i]);
			if (s->ref_carries[i])
				sdi_bits_set(&out->hap[hap].carried, s->bit[i]);
		}
}

int sdi_cluster_shows(const struct sdi_cluster *cl, const struct sdi_change *change)
{
	for (int i = 0; i < cl->n_sites; i++)
		if (sdi_change_touches(change, &cl->e->c->index.sites[cl->sites[i]]))
			return 1;
	return 0;
}

/*
 * Return 1 with @out filled, 0 when the order is impossible, negative enum stardose_status after
 * an error.
 */
int sdi_cluster_evaluate(const struct sdi_cluster *cl, struct sdi_outcome *out)
{
	int ploidy = cl->e->ploidy, is_joint = 0;

	memset(out, 0, sizeof(*out));
	for (int h = 0; h < ploidy; h++) {
		int ret;

		if (gather(cl, h, &cl->content[h]))
			return 0;
		ret = resolve_together(cl, h, &cl->content[h]);
		if (ret < 0)
			return ret;
		is_joint |= ret;
	}
	for (int h = 0; h < ploidy; h++)
		if (!stars_fit(cl, h))
			return 0;
	if (cl->n_rows && !twins_agree(cl))
		return 0;
	for (int h = 0; h < ploidy; h++) {
		const struct sdi_content *c = &cl->content[h];

		for (int i = 0; i < cl->n_sites; i++)
			if (!site_from_changes(cl, c, &cl->e->c->index.sites[cl->sites[i]],
					       &out->hap[h], out))
				site_from_records(cl, cl->sites[i], h, is_joint, out);
		for (int i = 0; i < c->n; i++) {
			const struct sdi_change *change = &c->piece[i].change;

			if (!change->is_unlisted || !sdi_cluster_shows(cl, change))
				continue;
			out->hap[h].n_unlisted++;
			out->oddities += ((uint64_t)change->beg << 32 ^ (uint64_t)change->end << 8 ^
					  (uint8_t)change->base) *
					 UINT64_C(0x9e3779b97f4a7c15);
		}
		out->hap[h].n_unlisted += c->n_orphan;
	}
	return 1;
}

void sdi_cluster_order(const struct sdi_cluster *cl, int order)
{
	int n = factorial(cl->e->ploidy), k = order, perm[STARDOSE_MAX_PLOIDY];

	for (int u = 0; u < cl->n_units; u++) {
		permutation(u == cl->anchor ? 0 : k % n, cl->e->ploidy, perm);
		if (u != cl->anchor)
			k /= n;
		for (int i = 0; i < cl->n_rows; i++) {
			struct sdi_row *row = &cl->e->rows[cl->rows[i]];

			for (int h = 0; row->unit == u && h < cl->e->ploidy; h++)
				row->now[h] = row->given[perm[h]];
		}
	}
}

/*
 * Rows of one phase set move together, unphased ones each on their own; fixed ones need no order.
 */
static void number_units(struct sdi_cluster *cl)
{
	long n_orders = 1;

	cl->phase_set = -1;
	for (int i = 0; i < cl->n_rows; i++) {
		struct sdi_row *row = &cl->e->rows[cl->rows[i]];

		row->unit = -1;
		for (int j = 0; j < i && row->phase_set >= 0 && row->unit < 0; j++)
			if (cl->e->rows[cl->rows[j]].phase_set == row->phase_set && !row->is_fixed)
				row->unit = cl->e->rows[cl->rows[j]].unit;
		if (row->is_fixed || row->unit >= 0)
			continue;
		row->unit = cl->n_units++;
		if (row->phase_set >= 0 && (cl->phase_set < 0 || row->phase_set < cl->phase_set)) {
			cl->phase_set = row->phase_set;
			cl->anchor = row->unit;
		}
		if (cl->n_units > 1 && n_orders <= MAX_ORDERS)
			n_orders *= factorial(cl->e->ploidy);
	}
	cl->is_overrun = n_orders > MAX_ORDERS;
	cl->n_orders = n_orders;
}

static int same_haplotypes(const struct sdi_cluster *cl, const struct sdi_outcome *a,
			   const struct sdi_outcome *b)
{
	for (int h = 0; h < cl->e->ploidy; h++)
		if (sdi_block_hap_compare(&a->hap[h], &b->hap[h]))
			return 0;
	return 1;
}

/* Two orders that come to the same haplotypes are one outcome; doubts of either stay. */
static void join_outcome(struct sdi_outcome *a, const struct sdi_outcome *b)
{
	a->is_mixed |= a->oddities != b->oddities;
	a->odd = sdi_bits_or(a->odd, b->odd);
	a->unknown = sdi_bits_or(a->unknown, b->unknown);
	a->absent = sdi_bits_or(a->absent, b->absent);
}

/*
 * Does @a say all that @b says, and more or the same? Haplotypes may be swapped where nothing
 * fixes them.
 */
static int outcome_includes(const struct sdi_cluster *cl, const struct sdi_outcome *a,
			    const struct sdi_outcome *b)
{
	int ploidy = cl->e->ploidy, n = cl->phase_set < 0 ? factorial(ploidy) : 1,
	    perm[STARDOSE_MAX_PLOIDY];

	for (int k = 0; k < n; k++) {
		int fits = 1;

		permutation(k, ploidy, perm);
		for (int h = 0; h < ploidy && fits; h++) {
			const struct sdi_block_hap *x = &a->hap[perm[h]], *y = &b->hap[h];

			fits = sdi_bits_within(y->known, x->known) &&
			       x->n_unlisted == y->n_unlisted &&
			       sdi_bits_equal(sdi_bits_and(x->carried, y->known), y->carried);
		}
		if (fits)
			return 1;
	}
	return 0;
}

static int collect_outcomes(struct sdi_cluster *cl)
{
	for (int order = 0; order < cl->n_orders && !cl->is_overrun; order++) {
		struct sdi_outcome *o = &cl->outcome[cl->n_outcomes];
		int ret, i = 0;

		sdi_cluster_order(cl, order);
		ret = sdi_cluster_evaluate(cl, o);
		if (ret < 0)
			return ret;
		if (!ret)
			continue;
		o->order = order;
		if (cl->phase_set < 0)
			sdi_block_hap_sort(o->hap, cl->e->ploidy);
		while (i < cl->n_outcomes && !same_haplotypes(cl, &cl->outcome[i], o))
			i++;
		if (i < cl->n_outcomes)
			join_outcome(&cl->outcome[i], o);
		else if (++cl->n_outcomes == SDI_MAX_OUTCOMES)
			cl->is_overrun = 1;
	}
	/*
	 * Half calls of split rows complete each other: the order in which they do is the one that
	 * was meant.
	 */
	for (int i = 0; i < cl->n_outcomes; i++)
		for (int j = 0; j < cl->n_outcomes; j++)
			if (i != j && outcome_includes(cl, &cl->outcome[j], &cl->outcome[i])) {
				cl->outcome[i--] = cl->outcome[--cl->n_outcomes];
				break;
			}
	return STARDOSE_OK;
}

int sdi_haplotypes_lay(struct sdi_evidence *e, int first, const int *sites, int n_sites)
{
	struct sdi_cluster cl = { .e = e,
				  .sites = sites,
				  .n_sites = n_sites,
				  .beg = HTS_POS_MAX,
				  .end = -1,
				  .phase_set = -1,
				  .n_orders = 1 };
	int ret;

	if (!e->scratch)
		e->scratch = malloc(sizeof(*e->scratch));
	if (!e->scratch)
		return STARDOSE_ENOMEM;
	cl.content = e->scratch->content;
	cl.outcome = e->scratch->outcome;
	for (int i = 0; i < e->n_rows && first >= 0; i++)
		cl.n_rows += e->rows[i].cluster == first;
	cl.rows = cl.n_rows ? malloc(cl.n_rows * sizeof(*cl.rows)) : NULL;
	if (cl.n_rows && !cl.rows)
		return STARDOSE_ENOMEM;
	cl.n_rows = 0;
	for (int i = 0; i < e->n_rows && first >= 0; i++) {
		if (e->rows[i].cluster != first)
			continue;
		cl.rows[cl.n_rows++] = i;
		cl.beg = e->rows[i].beg < cl.beg ? e->rows[i].beg : cl.beg;
		cl.end = e->rows[i].end > cl.end ? e->rows[i].end : cl.end;
	}
	number_units(&cl);
	ret = collect_outcomes(&cl);
	if (!ret)
		ret = sdi_site_merge(&cl);
	free(cl.rows);
	return ret;
}
