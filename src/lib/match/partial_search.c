/* partial_search.c - where nothing fits: contained alleles that leave the least unexplained */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "match/reading_search.h"

struct partial {
	struct sdi_search *s;
	int *covers; /* by fit: carried variants that it explains at most, on one haplotype */
	int *by_cover;			/* fits, those that cover most first */
	int load; /* what has to be explained, or left over, on all haplotypes */
	int most;			/* the greatest of covers */
	int best;			/* the least leftover so far */
	int is_sure;			/* second pass: collect the readings that leave @best */
	int from;			/* the first of out->readings with the alleles at hand */
	int n_ties;			/* orders tried for them */
};

#define MAX_TIES 512 /* orders of the blocks of one set of alleles that leave equally much */

static int count_covered(const struct stardose_allele *allele, const struct sdi_block_hap *hap)
{
	return sdi_bits_count(
		sdi_bits_and(hap->carried, sdi_bits_or(allele->required, allele->any)));
}

static int covers_of(const struct sdi_genotype *g, const struct sdi_fit *fit)
{
	const struct stardose_allele *allele = &g->gene->alleles[fit->allele];
	int n = count_covered(allele, &g->same);

	for (int b = 0; b < g->n_blocks; b++) {
		int most = 0, here;

		for (int h = 0; h < g->ploidy; h++)
			if (fit->on[b] >> h & 1 &&
			    (here = count_covered(allele, &g->blocks[b].hap[h])) > most)
				most = here;
		n += most;
	}
	return n;
}

static int load_of(const struct sdi_genotype *g)
{
	int n = g->ploidy * (sdi_bits_count(g->same.carried) + g->same.n_unlisted);

	for (int b = 0; b < g->n_blocks; b++)
		for (int h = 0; h < g->ploidy; h++)
			n += sdi_bits_count(g->blocks[b].hap[h].carried) +
			     g->blocks[b].hap[h].n_unlisted;
	return n;
}

/* One block's leftover by allele, under order @k. */
static int lay_block(const struct sdi_search *s, const struct sdi_reading *reading, int b, int k,
		     struct stardose_bits *left, int *unlisted)
{
	int count = 0;

	for (int i = 0; i < s->g->ploidy; i++) {
		const struct sdi_block_hap *hap = &s->g->blocks[b].hap[s->order[k][i]];

		left[i] = sdi_leftover(&s->g->gene->alleles[reading->allele[i]], hap);
		unlisted[i] = hap->n_unlisted;
		count += sdi_bits_count(left[i]) + unlisted[i];
	}
	return count;
}

/* The order of a block that leaves least; among equal ones the smallest. INT_MAX: there is none. */
static int lay_best(const struct sdi_search *s, const struct sdi_reading *reading, int b,
		    uint32_t orders, struct stardose_bits *best, int *best_unlisted)
{
	int least = INT_MAX, ploidy = s->g->ploidy;

	for (int k = 0; k < s->n_orders; k++) {
		struct stardose_bits left[STARDOSE_MAX_PLOIDY];
		int unlisted[STARDOSE_MAX_PLOIDY], count, cmp;

		if (!(orders >> k & 1))
			continue;
		count = lay_block(s, reading, b, k, left, unlisted);
		cmp = count != least ? (count < least ? -1 : 1)
				     : memcmp(left, best, ploidy * sizeof(*left));
		if (!cmp)
			cmp = memcmp(unlisted, best_unlisted, ploidy * sizeof(*unlisted));
		if (cmp < 0) {
			least = count;
			memcpy(best, left, ploidy * sizeof(*left));
			memcpy(best_unlisted, unlisted, ploidy * sizeof(*unlisted));
		}
	}
	return least;
}

static void lay_same(const struct sdi_search *s, struct sdi_reading *reading)
{
	const struct sdi_genotype *g = s->g;

	for (int i = 0; i < g->ploidy; i++) {
		reading->leftover[i] =
			sdi_leftover(&g->gene->alleles[reading->allele[i]], &g->same);
		reading->n_unlisted[i] = g->same.n_unlisted;
	}
}

/*
 * Least leftover over all ways to lay the blocks; among equal ones the smallest, so that swapping
 * haplotypes changes nothing. More than @best is not looked at further.
 */
static int lay(const struct sdi_search *s, struct sdi_reading *reading, int best)
{
	const struct sdi_genotype *g = s->g;
	const uint32_t *orders = s->possible + (size_t)g->ploidy * g->n_blocks;
	int total = 0;

	lay_same(s, reading);
	for (int i = 0; i < g->ploidy; i++)
		total += sdi_bits_count(reading->leftover[i]) + g->same.n_unlisted;
	for (int b = 0; b < g->n_blocks && total <= best; b++) {
		struct stardose_bits left[STARDOSE_MAX_PLOIDY];
		int unlisted[STARDOSE_MAX_PLOIDY];

		total += lay_best(s, reading, b, orders[b], left, unlisted);
		for (int i = 0; i < g->ploidy; i++) {
			reading->leftover[i] = sdi_bits_or(reading->leftover[i], left[i]);
			reading->n_unlisted[i] += unlisted[i];
		}
	}
	return total;
}

/*
 * Equal alleles: the smaller leftover first, so that the order of haplotypes in the file cannot
 * show.
 */
static void sort_equal_alleles(struct sdi_reading *x)
{
	for (int i = 1; i < x->ploidy; i++)
		for (int j = i; j > 0 && x->allele[j] == x->allele[j - 1]; j--) {
			int cmp = memcmp(&x->leftover[j - 1], &x->leftover[j],
					 sizeof(x->leftover[j]));
			struct stardose_bits bits = x->leftover[j];
			int un = x->n_unlisted[j];

			if (cmp < 0 || (!cmp && x->n_unlisted[j - 1] <= un))
				break;
			x->leftover[j] = x->leftover[j - 1];
			x->n_unlisted[j] = x->n_unlisted[j - 1];
			x->leftover[j - 1] = bits;
			x->n_unlisted[j - 1] = un;
		}
}

/* Of two readings with the same alleles */
static int compare_left(const void *va, const void *vb)
{
	const struct sdi_reading *a = va, *b = vb;
	int cmp = memcmp(a->leftover, b->leftover, a->ploidy * sizeof(*a->leftover));

	for (int i = 0; i < a->ploidy && !cmp; i++)
		cmp = a->n_unlisted[i] - b->n_unlisted[i];
	return cmp;
}

static void add_once(struct partial *p, struct sdi_reading reading)
{
	struct sdi_match *out = p->s->out;

	sort_equal_alleles(&reading);
	for (int i = p->from; i < out->n_readings; i++)
		if (!compare_left(&out->readings[i], &reading))
			return;
	sdi_search_add(p->s, &out->readings, &out->n_readings, &out->m_readings, &reading);
}

/* Does an order before @k of block @b come to the same? */
static int is_seen(const struct sdi_search *s, const struct sdi_reading *reading, int b, int k,
		   uint32_t orders, const struct stardose_bits *left, const int *unlisted)
{
	for (int i = 0; i < k; i++) {
		struct stardose_bits l[STARDOSE_MAX_PLOIDY];
		int u[STARDOSE_MAX_PLOIDY];

		if (!(orders >> i & 1))
			continue;
		lay_block(s, reading, b, i, l, u);
		if (!memcmp(l, left, s->g->ploidy * sizeof(*l)) &&
		    !memcmp(u, unlisted, s->g->ploidy * sizeof(*u)))
			return 1;
	}
	return 0;
}

/*
 * Every way to lay the blocks from @b on that leaves the least: what nothing names may lie beside
 * a named variant or apart from it, and these are different haplotypes.
 */
static void add_ties(struct partial *p, const struct sdi_reading *so_far, int b)
{
	const struct sdi_search *s = p->s;
	const uint32_t *orders = s->possible + (size_t)s->g->ploidy * s->g->n_blocks;
	struct stardose_bits left[STARDOSE_MAX_PLOIDY];
	int unlisted[STARDOSE_MAX_PLOIDY], least;

	if (b == s->g->n_blocks) {
		add_once(p, *so_far);
		p->s->out->is_cut |= ++p->n_ties > MAX_TIES;
		return;
	}
	least = lay_best(s, so_far, b, orders[b], left, unlisted);
	for (int k = 0; k < s->n_orders && p->n_ties <= MAX_TIES && !s->failed; k++) {
		struct sdi_reading next = *so_far;

		if (!(orders[b] >> k & 1) ||
		    lay_block(s, so_far, b, k, left, unlisted) != least ||
		    is_seen(s, so_far, b, k, orders[b], left, unlisted))
			continue;
		for (int i = 0; i < s->g->ploidy; i++) {
			next.leftover[i] = sdi_bits_or(next.leftover[i], left[i]);
			next.n_unlisted[i] += unlisted[i];
		}
		add_ties(p, &next, b + 1);
	}
}

static void visit(struct partial *p)
{
	struct sdi_search *s = p->s;
	struct sdi_match *out = s->out;
	struct sdi_reading reading;
	int left;

	sdi_search_reading(s, &reading);
	s->budget -= 4 * s->g->n_blocks * s->n_orders;
	left = lay(s, &reading, p->best);
	if (!p->is_sure) {
		p->best = left < p->best ? left : p->best;
		return;
	}
	if (left != p->best)
		return;
	p->from = out->n_readings;
	p->n_ties = 0;
	lay_same(s, &reading);
	add_ties(p, &reading, 0);
	s->budget -= p->n_ties * s->g->n_blocks * s->n_orders;
	if (out->n_readings > p->from)
		qsort(out->readings + p->from, out->n_readings - p->from, sizeof(*out->readings),
		      compare_left);
}

/* What the first @n chosen leave at least, whatever follows. */
static int leaves(const struct partial *p, int n)
{
	/* in the first pass those that follow cover no more than the last one */
	int most = p->is_sure ? p->most : p->covers[p->s->chosen[n - 1]];
	int left = p->load - (p->s->g->ploidy - n) * most;

	for (int i = 0; i < n; i++)
		left -= p->covers[p->s->chosen[i]];
	return left;
}

static void search_from(struct partial *p, int at, int first)
{
	struct sdi_search *s = p->s;

	if (at == s->g->ploidy) {
		visit(p);
		return;
	}
	for (int i = first; i < s->fits.n && !s->failed && !s->is_spent && !s->out->is_cut; i++) {
		int f = p->is_sure ? i : p->by_cover[i];

		s->chosen[at] = f;
		if (leaves(p, at + 1) > p->best - !p->is_sure) {
			if (p->is_sure)
				continue;
			break;		/* those that follow cover less */
		}
		if (sdi_search_place(s, at, f))
			search_from(p, at + 1, i);
	}
}

static int sort_by_cover(struct partial *p)
{
	const struct sdi_search *s = p->s;
	int n = s->fits.n;

	p->covers = malloc((n ? n : 1) * sizeof(*p->covers));
	p->by_cover = malloc((n ? n : 1) * sizeof(*p->by_cover));
	if (!p->covers || !p->by_cover)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++) {
		int at = i;

		p->covers[i] = covers_of(s->g, &s->fits.fit[i]);
		p->most = p->covers[i] > p->most ? p->covers[i] : p->most;
		for (; at > 0 && p->covers[p->by_cover[at - 1]] < p->covers[i]; at--)
			p->by_cover[at] = p->by_cover[at - 1];
		p->by_cover[at] = i;
	}
	return STARDOSE_OK;
}

/* First the least leftover, from the alleles that cover most; then all readings that leave it. */
void sdi_search_partial(struct sdi_search *s)
{
	struct partial p = { .s = s, .load = load_of(s->g), .best = INT_MAX - 1 };

	s->out->is_partial = 1;
	if (sort_by_cover(&p)) {
		s->failed = 1;
	} else {
		search_from(&p, 0, 0);
		s->out->is_cut |= s->is_spent;
		sdi_search_budget(s);
		p.is_sure = 1;
		search_from(&p, 0, 0);
		s->out->is_cut |= s->is_spent;
	}
	free(p.covers);
	free(p.by_cover);
}
