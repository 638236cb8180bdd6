/*
 * haplotype_lay.c - lay the rows of one cluster beside each other in every order that phase allows
 *
 * An order in which two alleles would change the same bases of one haplotype is impossible and dropped. What
 * the remaining orders agree on is known; where they differ, the site is in conflict, never reference.
 */
#include <stdlib.h>
#include <string.h>
#include "genotype/evidence.h"

#define MAX_PIECES 96		/* changes on one haplotype of one cluster */
#define MAX_STARS 16
#define MAX_ORDERS 4096
#define MAX_OUTCOMES 64

struct piece { struct sdi_change change; int note, allele; };	/* note -1: from several records together */

struct content {
	int n, n_star, is_joint;
	struct piece piece[MAX_PIECES];
	int star[MAX_STARS];		/* notes in which the haplotype is '*' */
	int n_orphan;			/* '*' without a deletion that explains it */
};

struct outcome {
	struct sdi_block_hap hap[STARDOSE_MAX_PLOIDY];
	struct stardose_bits odd;	/* sites with an allele that nobody listed */
	struct stardose_bits unknown, absent;	/* some haplotype has no usable genotype; nothing speaks of it */
	int order;			/* one order that gives it */
};

struct sdi_lay_scratch {
	struct content content[STARDOSE_MAX_PLOIDY];
	struct outcome outcome[MAX_OUTCOMES];
};

struct cluster {
	struct sdi_evidence *e;
	const int *sites;
	int n_sites;
	int *rows;
	int n_rows;
	hts_pos_t beg, end;		/* what its rows change */
	int n_units, anchor;		/* units are numbered from 0; the anchor keeps its order */
	int phase_set;			/* of the anchor, -1 unphased */
	int n_orders;
	struct content *content;	/* by haplotype */
	int n_outcomes, is_overrun;
	struct outcome *outcome;
};

static const struct sdi_note_allele *allele_of(const struct sdi_evidence *e, const struct sdi_row *row, int a)
{
	return &e->c->notes[row->note].alleles[a];
}

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

static int same_piece(const struct sdi_evidence *e, const struct piece *a, const struct piece *b)
{
	const struct sdi_change *x = &a->change, *y = &b->change;

	if (x->beg != y->beg || x->end != y->end || x->base != y->base || x->variant != y->variant)
		return 0;
	if (x->base || x->variant >= 0)
		return 1;
	return !strcmp(e->c->notes[a->note].alleles[a->allele].name, e->c->notes[b->note].alleles[b->allele].name);
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

static int add_piece(const struct sdi_evidence *e, struct content *c, struct piece p)
{
	for (int i = 0; i < c->n; i++) {
		if (same_piece(e, &c->piece[i], &p))
			return 0;
		if (pieces_clash(&c->piece[i].change, &p.change))
			return -1;
	}
	if (c->n == MAX_PIECES)
		return -1;
	c->piece[c->n++] = p;
	return 0;
}

static int gather(const struct cluster *cl, int hap, struct content *c)
{
	c->n = c->n_star = c->is_joint = c->n_orphan = 0;
	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];
		int a = row->now[hap];
		const struct sdi_note_allele *allele = a > 0 ? allele_of(cl->e, row, a) : NULL;

		if (!allele)
			continue;
		if (allele->kind == SDI_ALLELE_STAR) {
			if (c->n_star == MAX_STARS)
				return -1;
			c->star[c->n_star++] = row->note;
		}
		for (int k = 0; k < allele->n_changes; k++)
			if (add_piece(cl->e, c, (struct piece){ allele->changes[k], row->note, a }))
				return -1;
	}
	return 0;
}

/*
 * Several alleles in cis, one of them unexplained: perhaps together they spell what is listed.
 * Return 1 when they do (@c then holds that), 0 when not, negative enum stardose_status after an error.
 */
static int resolve_together(const struct cluster *cl, int hap, struct content *c)
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
		const struct sdi_note *note = &col->notes[row->note];
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
	if (!is_open) {
		c->n = 0;
		c->is_joint = 1;
		for (int i = 0; i < r->n_changes; i++)
			c->piece[c->n++] = (struct piece){ r->change[i], -1, 0 };
	}
	free(edits);
	free(names);
	free(r);
	return ret == STARDOSE_ENOMEM ? ret : !is_open;
}

static int removes(const struct content *c, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < c->n; i++)
		if (!c->piece[i].change.base && c->piece[i].change.beg < end && beg < c->piece[i].change.end)
			return 1;
	return 0;
}

static int has_star(const struct content *c, int note)
{
	for (int i = 0; i < c->n_star; i++)
		if (c->star[i] == note)
			return 1;
	return 0;
}

/* '*' needs a deletion on its own haplotype; one that lies on another haplotype instead makes the order impossible. */
static int stars_fit(const struct cluster *cl, int hap)
{
	struct content *c = &cl->content[hap];

	for (int i = 0; i < c->n_star; i++) {
		const struct sdi_note *note = &cl->e->c->notes[c->star[i]];

		if (removes(c, note->pos, note->ref_end))
			continue;
		c->n_orphan = 1;
		for (int h = 0; h < cl->e->ploidy; h++)
			if (h != hap && !has_star(&cl->content[h], c->star[i]) &&
			    removes(&cl->content[h], note->pos, note->ref_end))
				return 0;
	}
	return 1;
}

/* An allele that two records write down lies on the same haplotypes in both. */
static int twins_agree(const struct cluster *cl)
{
	const struct sdi_evidence *e = cl->e;

	for (int t = 1; t < e->c->n_twins; t++) {
		const struct sdi_twin *a = &e->c->twins[t - 1], *b = &e->c->twins[t];
		int x = e->row_of[a->note], y = e->row_of[b->note], is_there = 0, differs = 0;

		if (a->group != b->group || x <= 0 || y <= 0 || e->rows[x - 1].cluster != e->rows[cl->rows[0]].cluster)
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
static int site_from_changes(const struct cluster *cl, const struct content *c, const struct sdi_site *s,
			     struct sdi_block_hap *hap, struct outcome *out)
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
		const struct sdi_note *note = &cl->e->c->notes[c->star[i]];

		if (note->pos < s->end && s->beg < note->ref_end) {
			decided = 1;
			odd |= !removes(c, note->pos, note->ref_end);
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

static void site_from_records(const struct cluster *cl, int site, int hap, int is_joint, struct outcome *out)
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

/* An unlisted allele counts where a site that can be used shows it. */
static int touches_cluster(const struct cluster *cl, const struct sdi_change *change)
{
	for (int i = 0; i < cl->n_sites; i++)
		if (sdi_change_touches(change, &cl->e->c->index.sites[cl->sites[i]]))
			return 1;
	return 0;
}

/* Return 1 with @out filled, 0 when the order is impossible, negative enum stardose_status after an error. */
static int evaluate(const struct cluster *cl, struct outcome *out)
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
		const struct content *c = &cl->content[h];

		for (int i = 0; i < cl->n_sites; i++)
			if (!site_from_changes(cl, c, &cl->e->c->index.sites[cl->sites[i]], &out->hap[h], out))
				site_from_records(cl, cl->sites[i], h, is_joint, out);
		for (int i = 0; i < c->n; i++)
			out->hap[h].n_unlisted += c->piece[i].change.is_unlisted && touches_cluster(cl, &c->piece[i].change);
		out->hap[h].n_unlisted += c->n_orphan;
	}
	return 1;
}

static void lay_order(const struct cluster *cl, int order)
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

/* Rows of one phase set move together, unphased ones each on their own; fixed ones need no order. */
static void number_units(struct cluster *cl)
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

static int outcome_equal(const struct cluster *cl, const struct outcome *a, const struct outcome *b)
{
	for (int h = 0; h < cl->e->ploidy; h++)
		if (sdi_block_hap_compare(&a->hap[h], &b->hap[h]))
			return 0;
	return sdi_bits_equal(a->odd, b->odd);
}

/* Does @a say all that @b says, and more or the same? Haplotypes may be swapped where nothing fixes them. */
static int outcome_includes(const struct cluster *cl, const struct outcome *a, const struct outcome *b)
{
	int ploidy = cl->e->ploidy, n = cl->phase_set < 0 ? factorial(ploidy) : 1, perm[STARDOSE_MAX_PLOIDY];

	for (int k = 0; k < n; k++) {
		int fits = 1;

		permutation(k, ploidy, perm);
		for (int h = 0; h < ploidy && fits; h++) {
			const struct sdi_block_hap *x = &a->hap[perm[h]], *y = &b->hap[h];

			fits = sdi_bits_within(y->known, x->known) && x->n_unlisted == y->n_unlisted &&
			       sdi_bits_equal(sdi_bits_and(x->carried, y->known), y->carried);
		}
		if (fits)
			return 1;
	}
	return 0;
}

static int collect_outcomes(struct cluster *cl)
{
	for (int order = 0; order < cl->n_orders && !cl->is_overrun; order++) {
		struct outcome *o = &cl->outcome[cl->n_outcomes];
		int ret, i = 0;

		lay_order(cl, order);
		ret = evaluate(cl, o);
		if (ret < 0)
			return ret;
		if (!ret)
			continue;
		o->order = order;
		if (cl->phase_set < 0)
			sdi_block_hap_sort(o->hap, cl->e->ploidy);
		while (i < cl->n_outcomes && !outcome_equal(cl, &cl->outcome[i], o))
			i++;
		if (i < cl->n_outcomes)
			continue;
		if (++cl->n_outcomes == MAX_OUTCOMES)
			cl->is_overrun = 1;
	}
	/* Half calls of split rows complete each other: the order in which they do is the one that was meant. */
	for (int i = 0; i < cl->n_outcomes; i++)
		for (int j = 0; j < cl->n_outcomes; j++)
			if (i != j && outcome_includes(cl, &cl->outcome[j], &cl->outcome[i])) {
				cl->outcome[i--] = cl->outcome[--cl->n_outcomes];
				break;
			}
	return STARDOSE_OK;
}

static struct sdi_block *block_for(struct sdi_genotype *g, int phase_set)
{
	for (int i = 0; i < g->n_blocks && phase_set >= 0; i++)
		if (g->blocks[i].phase_set == phase_set)
			return &g->blocks[i];
	if (g->n_blocks == g->m_blocks) {
		int m = g->m_blocks ? g->m_blocks * 2 : 16;
		struct sdi_block *more = realloc(g->blocks, m * sizeof(*more));

		if (!more)
			return NULL;
		g->blocks = more;
		g->m_blocks = m;
	}
	memset(&g->blocks[g->n_blocks], 0, sizeof(*g->blocks));
	g->blocks[g->n_blocks].phase_set = phase_set;
	return &g->blocks[g->n_blocks++];
}

static void note_half_call(const struct cluster *cl)
{
	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];

		for (int h = 0; h < row->n_given; h++)
			if (row->given[h] < 0)
				cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_HALF_CALL;
	}
}

/* Settle the state of one bit; a bit on which silence stays is forgotten or assumed on every haplotype. */
static enum stardose_evidence settle(const struct cluster *cl, int site, int bit, struct outcome *o)
{
	const struct sdi_position_index *index = &cl->e->c->index;
	int assume = cl->e->c->options.absent_is_reference && !sdi_bits_has(&index->no_assume, bit);

	if (!cl->e->ploidy)
		return STARDOSE_ABSENT;
	if (sdi_bits_has(&o->unknown, bit)) {
		note_half_call(cl);
		return STARDOSE_REJECTED;
	}
	if (!sdi_bits_has(&o->absent, bit))
		return sdi_evidence_grade(cl->e, site);
	for (int h = 0; h < cl->e->ploidy; h++) {
		if (!assume) {
			sdi_bits_unset(&o->hap[h].known, bit);
			sdi_bits_unset(&o->hap[h].carried, bit);
		} else if (!sdi_bits_has(&o->hap[h].known, bit)) {
			sdi_bits_set(&o->hap[h].known, bit);
			if (sdi_bits_has(&index->ref_carried, bit))
				sdi_bits_set(&o->hap[h].carried, bit);
		}
	}
	return assume ? STARDOSE_ASSUMED : STARDOSE_ABSENT;
}

/* Bits of @o at @mask into the genotype: what is alike on all haplotypes into same, the rest into a block. */
static int emit(const struct cluster *cl, struct outcome *o, struct stardose_bits mask, int phase_set)
{
	struct sdi_genotype *g = cl->e->g;
	struct stardose_bits all = mask, seen = { { 0 } }, common = mask, alike, rest;
	int n_common = o->hap[0].n_unlisted, more = 0;
	struct sdi_block *block;

	for (int h = 0; h < cl->e->ploidy; h++) {
		all = sdi_bits_and(all, o->hap[h].known);
		common = sdi_bits_and(common, o->hap[h].carried);
		seen = sdi_bits_or(seen, o->hap[h].carried);
		if (o->hap[h].n_unlisted < n_common)
			n_common = o->hap[h].n_unlisted;
	}
	for (int h = 0; h < cl->e->ploidy; h++)
		more |= o->hap[h].n_unlisted > n_common;
	alike = sdi_bits_minus(all, sdi_bits_minus(seen, common));
	if (more)
		alike = sdi_bits_minus(alike, o->odd);
	rest = sdi_bits_minus(mask, alike);
	g->same.known = sdi_bits_or(g->same.known, alike);
	g->same.carried = sdi_bits_or(g->same.carried, sdi_bits_and(alike, common));
	g->same.n_unlisted += n_common;
	seen = (struct stardose_bits){ { 0 } };
	for (int h = 0; h < cl->e->ploidy; h++)
		seen = sdi_bits_or(seen, sdi_bits_and(o->hap[h].known, rest));
	if (sdi_bits_empty(seen) && !more)
		return STARDOSE_OK;
	block = block_for(g, phase_set);
	if (!block)
		return STARDOSE_ENOMEM;
	for (int h = 0; h < cl->e->ploidy; h++) {
		block->hap[h].known = sdi_bits_or(block->hap[h].known, sdi_bits_and(o->hap[h].known, rest));
		block->hap[h].carried = sdi_bits_or(block->hap[h].carried, sdi_bits_and(o->hap[h].carried, rest));
		block->hap[h].n_unlisted += o->hap[h].n_unlisted - n_common;
	}
	return STARDOSE_OK;
}

/* Name an allele that nobody listed and say why it counts. */
static int name_piece(const struct cluster *cl, const struct piece *p)
{
	const struct sdi_collector *c = cl->e->c;
	const struct sdi_note *note = p->note < 0 ? NULL : &c->notes[p->note];
	const struct stardose_window *w;
	char text[160];
	int covers = 0;

	if (p->change.base) {
		w = sdi_window_at(c->gene, c->index.build, p->change.beg, p->change.end);
		snprintf(text, sizeof(text), "%s:%" PRIhts_pos ":%c:%c", c->gene->chrom, p->change.beg + 1,
			 w ? w->seq[p->change.beg - w->beg] : 'N', p->change.base);
		cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_UNLISTED_ALLELE;
		return sdi_evidence_note_unlisted(cl->e, text);
	}
	for (int i = 0; i < c->index.n_sites; i++)
		covers |= !c->index.sites[i].is_indel && sdi_change_touches(&p->change, &c->index.sites[i]);
	covers &= note && strlen(note->alleles[p->allele].text) < strlen(note->ref);
	cl->e->g->reasons |= UINT64_C(1) << (covers ? STARDOSE_WHY_SPANNING_DELETION : STARDOSE_WHY_UNLISTED_ALLELE);
	return note ? sdi_evidence_note_unlisted(cl->e, note->alleles[p->allele].name) : STARDOSE_OK;
}

static int name_star(const struct cluster *cl, int note)
{
	const struct sdi_collector *c = cl->e->c;
	kstring_t s = KS_INITIALIZE;
	int ret = STARDOSE_ENOMEM;

	if (ksprintf(&s, "%s:%" PRIhts_pos ":%s:*", c->gene->chrom, c->notes[note].pos + 1, c->notes[note].ref) >= 0)
		ret = sdi_evidence_note_unlisted(cl->e, s.s);
	cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_SPANNING_DELETION;
	free(s.s);
	return ret;
}

/* Names of the unlisted alleles as the haplotypes were laid last. */
static int name_unlisted(const struct cluster *cl)
{
	int ret = STARDOSE_OK;

	for (int h = 0; h < cl->e->ploidy; h++) {
		const struct content *c = &cl->content[h];

		for (int i = 0; i < c->n && !ret; i++)
			if (c->piece[i].change.is_unlisted)
				ret = name_piece(cl, &c->piece[i]);
		for (int i = 0; i < c->n_star && !ret; i++) {
			const struct sdi_note *note = &cl->e->c->notes[c->star[i]];

			if (!removes(c, note->pos, note->ref_end))
				ret = name_star(cl, c->star[i]);
		}
	}
	return ret;
}

/* The same where no order could be settled: every allele by itself. */
static int name_all_unlisted(const struct cluster *cl)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];

		for (int h = 0; h < cl->e->ploidy; h++) {
			const struct sdi_note_allele *a = row->given[h] > 0 ? allele_of(cl->e, row, row->given[h]) : NULL;

			for (int k = 0; a && k < a->n_changes && !ret; k++)
				if (a->changes[k].is_unlisted)
					ret = name_piece(cl, &(struct piece){ a->changes[k], row->note, row->given[h] });
		}
	}
	return ret;
}

static int emit_one(struct cluster *cl)
{
	struct outcome *o = &cl->outcome[0], again;
	struct stardose_bits mask = { { 0 } };
	int ret;

	for (int i = 0; i < cl->n_sites; i++) {
		const struct sdi_site *s = &cl->e->c->index.sites[cl->sites[i]];

		for (int k = 0; k < s->n_bits; k++)
			cl->e->g->state[s->bit[k]] = settle(cl, cl->sites[i], s->bit[k], o);
		mask = sdi_bits_or(mask, s->bits);
	}
	ret = emit(cl, o, mask, cl->phase_set);
	if (ret || sdi_bits_empty(o->odd))
		return ret;
	lay_order(cl, o->order);
	ret = evaluate(cl, &again);
	return ret < 0 ? ret : name_unlisted(cl);
}

static struct outcome at_site(const struct cluster *cl, const struct outcome *o, const struct sdi_site *s, int sorted)
{
	struct outcome part = *o;

	for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++) {
		part.hap[h].known = sdi_bits_and(o->hap[h].known, s->bits);
		part.hap[h].carried = sdi_bits_and(o->hap[h].carried, s->bits);
		part.hap[h].n_unlisted = 0;
	}
	if (sorted)
		sdi_block_hap_sort(part.hap, cl->e->ploidy);
	return part;
}

/* Do all outcomes say the same of the site (with @sorted: whatever haplotype says it)? */
static int site_agrees(const struct cluster *cl, const struct sdi_site *s, int sorted)
{
	struct outcome first = at_site(cl, &cl->outcome[0], s, sorted);

	for (int i = 0; i < cl->n_outcomes; i++) {
		struct outcome next = at_site(cl, &cl->outcome[i], s, sorted);

		for (int h = 0; h < cl->e->ploidy; h++)
			if (sdi_block_hap_compare(&first.hap[h], &next.hap[h]))
				return 0;
		if (!sdi_bits_empty(sdi_bits_and(next.odd, s->bits)))
			return 0;
	}
	return 1;
}

static int emit_many(struct cluster *cl)
{
	int ret = STARDOSE_OK, is_conflict = 0;

	for (int i = 0; i < cl->n_sites && !ret; i++) {
		const struct sdi_site *s = &cl->e->c->index.sites[cl->sites[i]];
		int usable = cl->n_outcomes && !cl->is_overrun;
		int ordered = usable && cl->phase_set >= 0 && site_agrees(cl, s, 0);

		if (ordered || (usable && site_agrees(cl, s, 1))) {
			struct outcome part = at_site(cl, &cl->outcome[0], s, !ordered);

			for (int k = 0; k < s->n_bits; k++)
				cl->e->g->state[s->bit[k]] = settle(cl, cl->sites[i], s->bit[k], &part);
			ret = emit(cl, &part, s->bits, ordered ? cl->phase_set : -1);
			continue;
		}
		is_conflict = 1;
		for (int k = 0; k < s->n_bits; k++)
			cl->e->g->state[s->bit[k]] = STARDOSE_CONFLICT;
	}
	if (is_conflict)
		cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_SITES_CONFLICT;
	return ret ? ret : name_all_unlisted(cl);
}

int sdi_haplotypes_lay(struct sdi_evidence *e, int first, const int *sites, int n_sites)
{
	struct cluster cl = { .e = e, .sites = sites, .n_sites = n_sites, .beg = HTS_POS_MAX, .end = -1, .phase_set = -1,
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
		ret = cl.n_outcomes == 1 && !cl.is_overrun ? emit_one(&cl) : emit_many(&cl);
	free(cl.rows);
	return ret;
}
