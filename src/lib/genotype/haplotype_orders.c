/* haplotype_orders.c - depth first through the orders of a cluster's rows, with a budget */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "genotype/haplotype_orders.h"

/* Steps of comparing two alleles: well under 0.1 s for a sample, however its rows are made. */
#define MAX_WORK 1000000
#define MAX_ALL_WORK 10000000
/* Rows that contradict each other: sets of so many are tried, else each alone. */
#define MAX_IN_SETS 8

struct sdi_orders *sdi_orders_new(struct sdi_evidence *e)
{
	struct sdi_orders *o = malloc(sizeof(*o));

	if (!o)
		return NULL;
	memset(o, 0, offsetof(struct sdi_orders, content));
	for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++) {
		o->content[h].n = o->content[h].n_placed = o->content[h].is_joint = 0;
		o->laid[h].n = o->laid[h].n_placed = o->laid[h].is_joint = 0;
	}
	o->e = e;
	if (!sdi_units_init(&o->u, e))
		return o;
	sdi_orders_free(o);
	return NULL;
}

void sdi_orders_free(struct sdi_orders *o)
{
	if (!o)
		return;
	sdi_units_release(&o->u);
	free(o);
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

static void turn_row(const struct sdi_orders *o, struct sdi_row *row, int turn, int16_t *out)
{
	int perm[STARDOSE_MAX_PLOIDY];

	permutation(turn, o->e->ploidy, perm);
	for (int h = 0; h < o->e->ploidy; h++)
		out[h] = row->given[perm[h]];
}

/* Is there an earlier permutation that turns all rows of the unit alike? */
static int is_repeat(const struct sdi_orders *o, int unit, int turn)
{
	for (int t = 0; t < turn; t++) {
		int same = 1;

		for (int i = o->u.beg[unit]; i < o->u.beg[unit + 1] && same; i++) {
			struct sdi_row *row = &o->e->rows[o->u.rows[i]];
			int16_t a[STARDOSE_MAX_PLOIDY], b[STARDOSE_MAX_PLOIDY];

			turn_row(o, row, t, a);
			turn_row(o, row, turn, b);
			same = !memcmp(a, b, o->e->ploidy * sizeof(*a));
		}
		if (same)
			return 1;
	}
	return 0;
}

static int put_row(struct sdi_orders *o, int row)
{
	if (o->e->rows[row].is_left_out)
		return 1;
	for (int h = 0; h < o->e->ploidy; h++) {
		struct sdi_content *c = &o->content[h];
		int ret = sdi_content_put(o->e, c, row, h);

		o->work += 1 + c->n + c->n_placed;
		if (ret < 0)
			o->is_overrun = 1;
		if (ret != 1)
			return 0;
	}
	return 1;
}

static int same_haplotypes(const struct sdi_orders *o, const struct sdi_outcome *a,
			   const struct sdi_outcome *b)
{
	for (int h = 0; h < o->e->ploidy; h++)
		if (sdi_block_hap_compare(&a->hap[h], &b->hap[h]))
			return 0;
	return 1;
}

/* Haplotypes that nothing fixes in their order, with what goes along. */
static void sort_haplotypes(struct sdi_outcome *out, int ploidy)
{
	for (int i = 1; i < ploidy; i++)
		for (int j = i;
		     j > 0 && sdi_block_hap_compare(&out->hap[j - 1], &out->hap[j]) > 0; j--) {
			struct sdi_block_hap hap = out->hap[j];
			struct stardose_bits odd = out->odd[j];

			out->hap[j] = out->hap[j - 1];
			out->hap[j - 1] = hap;
			out->odd[j] = out->odd[j - 1];
			out->odd[j - 1] = odd;
		}
}

/* Two orders that come to the same haplotypes are one outcome; doubts of either stay. */
static void join_outcome(struct sdi_outcome *a, const struct sdi_outcome *b)
{
	a->is_mixed |= a->oddities != b->oddities;
	for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
		a->odd[h] = sdi_bits_or(a->odd[h], b->odd[h]);
	a->unknown = sdi_bits_or(a->unknown, b->unknown);
	a->absent = sdi_bits_or(a->absent, b->absent);
}

static int take_outcome(struct sdi_orders *o)
{
	struct sdi_outcome *out = &o->outcome[o->n_outcomes];
	int ret = sdi_outcome_read(o, out), i = 0;

	if (ret <= 0)
		return ret;
	if (o->is_probe) {
		o->is_possible = 1;
		return STARDOSE_OK;
	}
	if (o->n_outcomes && out->n_orphans != o->outcome[0].n_orphans) {
		if (out->n_orphans > o->outcome[0].n_orphans)
			return STARDOSE_OK;
		o->outcome[0] = *out;
		o->n_outcomes = 0;
		out = &o->outcome[0];
	}
	if (o->u.phase_set < 0)
		sort_haplotypes(out, o->e->ploidy);
	while (i < o->n_outcomes && !same_haplotypes(o, &o->outcome[i], out))
		i++;
	if (i < o->n_outcomes)
		join_outcome(&o->outcome[i], out);
	else if (++o->n_outcomes > SDI_MAX_OUTCOMES)
		o->is_overrun = 1;
	return STARDOSE_OK;
}

static int put_unit(struct sdi_orders *o, int unit, int turn)
{
	for (int i = o->u.beg[unit]; i < o->u.beg[unit + 1]; i++) {
		struct sdi_row *row = &o->e->rows[o->u.rows[i]];

		if (turn >= 0)
			turn_row(o, row, turn, row->now);
		if (!put_row(o, o->u.rows[i]))
			return 0;
	}
	if (turn >= 0)
		o->turn[unit] = turn;
	return 1;
}

/* Put unit @unit and those after it down in all ways. Unit n holds the fixed rows. */
static int search(struct sdi_orders *o, int unit)
{
	int n[STARDOSE_MAX_PLOIDY], n_placed[STARDOSE_MAX_PLOIDY], ret = STARDOSE_OK,
		n_turns = unit == o->u.anchor ? 1 : factorial(o->e->ploidy);

	if (unit == o->u.n)
		return take_outcome(o);
	for (int h = 0; h < o->e->ploidy; h++) {
		n[h] = o->content[h].n;
		n_placed[h] = o->content[h].n_placed;
	}
	for (int turn = 0;
	     turn < n_turns && !ret && !o->is_overrun && !(o->is_probe && o->is_possible); turn++) {
		if (turn && is_repeat(o, unit, turn))
			continue;
		if (put_unit(o, unit, turn))
			ret = search(o, unit + 1);
		for (int h = 0; h < o->e->ploidy; h++) {
			o->content[h].n = n[h];
			o->content[h].n_placed = n_placed[h];
		}
		if (o->work > MAX_WORK || o->all_work + o->work > MAX_ALL_WORK)
			o->is_overrun = 1;
	}
	return ret;
}

static void clear_content(struct sdi_orders *o)
{
	for (int h = 0; h < o->e->ploidy; h++)
		o->content[h].n = o->content[h].n_placed = o->content[h].is_joint = 0;
}

static int search_all(struct sdi_orders *o)
{
	clear_content(o);
	return put_unit(o, o->u.n, -1) ? search(o, 0) : STARDOSE_OK;
}

int sdi_orders_again(struct sdi_orders *o, const struct sdi_outcome *outcome)
{
	struct sdi_outcome again;

	clear_content(o);
	if (!put_unit(o, o->u.n, -1))
		return 0;
	for (int u = 0; u < o->u.n; u++)
		if (!put_unit(o, u, outcome->turn[u]))
			return 0;
	return sdi_outcome_read(o, &again);
}

/* Can the rows that are not left out lie together? */
static int is_consistent(struct sdi_orders *o)
{
	int ret;

	o->is_probe = 1;
	o->is_possible = 0;
	ret = search_all(o);
	o->is_probe = 0;
	return ret ? ret : o->is_possible;
}

static void leave_out(struct sdi_orders *o, unsigned keep)
{
	for (int i = 0; i < o->u.n_rows; i++)
		o->e->rows[o->u.rows[i]].is_left_out = i >= 32 || !(keep >> i & 1);
}

/* The outcomes of all sets of rows that can lie together and could not with another row. */
static int search_sets(struct sdi_orders *o)
{
	int n = o->u.n_rows, n_kept = 0, ret = STARDOSE_OK;
	unsigned kept[1 << MAX_IN_SETS];

	for (int size = n - 1; size > 0; size--)
		for (unsigned set = 1; set < 1u << n && ret >= 0; set++) {
			int is_new = __builtin_popcount(set) == size;

			for (int i = 0; i < n_kept && is_new; i++)
				is_new = (set & kept[i]) != set;
			if (!is_new)
				continue;
			leave_out(o, set);
			ret = is_consistent(o);
			if (ret != 1)
				continue;
			kept[n_kept++] = set;
			ret = search_all(o);
		}
	return ret < 0 ? ret : STARDOSE_OK;
}

static int search_alone(struct sdi_orders *o)
{
	int ret = STARDOSE_OK;

	leave_out(o, 0);
	for (int i = 0; i < o->u.n_rows && !ret; i++) {
		o->e->rows[o->u.rows[i]].is_left_out = 0;
		ret = search_all(o);
		o->e->rows[o->u.rows[i]].is_left_out = 1;
	}
	return ret;
}

static int search_parts(struct sdi_orders *o)
{
	int ret;

	o->is_contradiction = 1;
	ret = o->u.n_rows <= MAX_IN_SETS ? search_sets(o) : search_alone(o);
	for (int i = 0; i < o->u.n_rows; i++)
		o->e->rows[o->u.rows[i]].is_left_out = 0;
	return ret;
}

/*
 * Does @a say all that @b says, and more or the same? Haplotypes may be swapped where nothing
 * fixes them.
 */
static int outcome_includes(const struct sdi_orders *o, const struct sdi_outcome *a,
			    const struct sdi_outcome *b)
{
	int ploidy = o->e->ploidy, n = o->u.phase_set < 0 ? factorial(ploidy) : 1,
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

/*
 * Half calls of split rows complete each other: the order in which they do is the one that was
 * meant.
 */
static void drop_included(struct sdi_orders *o)
{
	for (int i = 0; i < o->n_outcomes; i++)
		for (int j = 0; j < o->n_outcomes; j++)
			if (i != j && outcome_includes(o, &o->outcome[j], &o->outcome[i])) {
				o->outcome[i--] = o->outcome[--o->n_outcomes];
				break;
			}
}

int sdi_orders_lay(struct sdi_orders *o, int first, const int *sites, int n_sites)
{
	int ret = STARDOSE_OK;

	o->sites = sites;
	o->n_sites = n_sites;
	o->n_outcomes = o->is_overrun = o->is_contradiction = 0;
	o->all_work += o->work;
	o->work = 0;
	sdi_units_gather(&o->u, o->e, first);
	o->is_overrun = o->u.are_too_many;
	if (!o->is_overrun)
		ret = search_all(o);
	if (!ret && !o->n_outcomes && !o->is_overrun)
		ret = search_parts(o);
	if (!ret && !o->is_contradiction)
		drop_included(o);
	return ret;
}
