/* diplotype_search.c - sets of named alleles that explain a genotype, or come nearest to it */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "match/haplotype_fit.h"
#include "match/match.h"

#define MAX_ORDERS 24		/* 4! */

/* The orders in which the haplotypes of a block can lie over the alleles of a reading. */
struct orders {
	int n;
	uint8_t hap[MAX_ORDERS][STARDOSE_MAX_PLOIDY];
};

struct search {
	const struct sdi_genotype *g;
	struct sdi_fits fits;
	struct orders orders;
	struct sdi_match *out;
	int chosen[STARDOSE_MAX_PLOIDY];	/* indices into fits.fit, not descending */
	int best;	  /* n_missing of exact readings, leftover count of partial ones */
	int collect_open; /* second pass: readings that rest on more absent sites */
	uint8_t *in_reading;			/* by allele index */
	uint8_t *is_open;
	int failed;
};

static void orders_fill(struct orders *o, int ploidy, int at, uint8_t *used, uint8_t *current)
{
	if (at == ploidy) {
		memcpy(o->hap[o->n++], current, ploidy);
		return;
	}
	for (int h = 0; h < ploidy; h++)
		if (!(*used & 1 << h)) {
			current[at] = h;
			*used |= 1 << h;
			orders_fill(o, ploidy, at + 1, used, current);
			*used &= ~(1 << h);
		}
}

/* Bit k set: order k lays block @b over the chosen alleles. */
static uint32_t block_orders(const struct search *s, const int *chosen, int b)
{
	uint32_t set = 0;

	for (int k = 0; k < s->orders.n; k++) {
		int ok = 1;

		for (int i = 0; i < s->g->ploidy && ok; i++)
			ok = s->fits.fit[chosen[i]].on[b] >> s->orders.hap[k][i] & 1;
		set |= (uint32_t)ok << k;
	}
	return set;
}

static int is_reading(const struct search *s)
{
	for (int b = 0; b < s->g->n_blocks; b++)
		if (!block_orders(s, s->chosen, b))
			return 0;
	return 1;
}

static int reading_add(struct search *s, struct sdi_reading **list, int *n, int *m,
		       const struct sdi_reading *reading)
{
	if (*n == SDI_MAX_READINGS) {
		s->out->is_cut = 1;
		return STARDOSE_OK;
	}
	if (*n == *m) {
		int want = *m ? *m * 2 : 4;
		struct sdi_reading *grown = realloc(*list, want * sizeof(**list));

		if (!grown) {
			s->failed = 1;
			return STARDOSE_ENOMEM;
		}
		*list = grown;
		*m = want;
	}
	(*list)[(*n)++] = *reading;
	return STARDOSE_OK;
}

static void chosen_reading(const struct search *s, struct sdi_reading *reading)
{
	memset(reading, 0, sizeof(*reading));
	reading->ploidy = s->g->ploidy;
	for (int i = 0; i < s->g->ploidy; i++) {
		reading->copies[i] = 1;
		reading->allele[i] = s->fits.fit[s->chosen[i]].allele;
		reading->n_missing += s->fits.fit[s->chosen[i]].n_missing;
	}
}

/* Alleles of the reading that rest on absent sites and stand in no kept reading: how many. */
static int count_open(const struct search *s, const struct sdi_reading *reading)
{
	int n = 0;

	for (int i = 0; i < s->g->ploidy; i++)
		n += !s->in_reading[reading->allele[i]];
	return n;
}

static void visit_exact(struct search *s)
{
	struct sdi_match *out = s->out;
	struct sdi_reading reading;

	chosen_reading(s, &reading);
	if (s->collect_open) {
		if (reading.n_missing <= s->best || !is_reading(s))
			return;
		for (int i = 0; i < s->g->ploidy; i++)
			if (!s->in_reading[reading.allele[i]])
				s->is_open[reading.allele[i]] = 1;
		if (count_open(s, &reading) == 1)
			reading_add(s, &out->open_readings, &out->n_open_readings,
				    &out->m_open_readings, &reading);
		return;
	}
	if (reading.n_missing > s->best || !is_reading(s))
		return;
	if (reading.n_missing < s->best) {
		s->best = reading.n_missing;
		out->n_readings = 0;
	}
	reading_add(s, &out->readings, &out->n_readings, &out->m_readings, &reading);
}

/*
 * Least leftover over all ways to lay the blocks; among equal ones the smallest, so that swapping
 * haplotypes changes nothing.
 */
static int lay_partial(const struct search *s, struct sdi_reading *reading)
{
	const struct sdi_genotype *g = s->g;
	int total = 0;

	for (int i = 0; i < g->ploidy; i++) {
		reading->leftover[i] =
			sdi_leftover(&g->gene->alleles[reading->allele[i]], &g->same);
		reading->n_unlisted[i] = g->same.n_unlisted;
		total += sdi_bits_count(reading->leftover[i]) + g->same.n_unlisted;
	}
	for (int b = 0; b < g->n_blocks; b++) {
		uint32_t set = block_orders(s, s->chosen, b);
		struct stardose_bits best[STARDOSE_MAX_PLOIDY];
		int least = INT_MAX, unlisted[STARDOSE_MAX_PLOIDY] = { 0 };

		for (int k = 0; k < s->orders.n; k++) {
			struct stardose_bits left[STARDOSE_MAX_PLOIDY];
			int un[STARDOSE_MAX_PLOIDY], count = 0, cmp;

			if (!(set >> k & 1))
				continue;
			for (int i = 0; i < g->ploidy; i++) {
				const struct sdi_block_hap *hap =
					&g->blocks[b].hap[s->orders.hap[k][i]];

				left[i] = sdi_leftover(&g->gene->alleles[reading->allele[i]], hap);
				un[i] = hap->n_unlisted;
				count += sdi_bits_count(left[i]) + un[i];
			}
			cmp = count != least ? (count < least ? -1 : 1)
					     : memcmp(left, best, g->ploidy * sizeof(*left));
			if (!cmp)
				cmp = memcmp(un, unlisted, g->ploidy * sizeof(*un));
			if (cmp < 0) {
				least = count;
				memcpy(best, left, sizeof(best));
				memcpy(unlisted, un, sizeof(unlisted));
			}
		}
		if (least == INT_MAX)
			return INT_MAX;
		total += least;
		for (int i = 0; i < g->ploidy; i++) {
			reading->leftover[i] = sdi_bits_or(reading->leftover[i], best[i]);
			reading->n_unlisted[i] += unlisted[i];
		}
	}
	return total;
}

static void visit_partial(struct search *s)
{
	struct sdi_match *out = s->out;
	struct sdi_reading reading;
	int left;

	chosen_reading(s, &reading);
	left = lay_partial(s, &reading);
	if (left == INT_MAX || left > s->best)
		return;
	if (left < s->best) {
		s->best = left;
		out->n_readings = 0;
	}
	reading_add(s, &out->readings, &out->n_readings, &out->m_readings, &reading);
}

/* No completion of the first @n chosen alleles can be of use. */
static int is_hopeless(const struct search *s, int n)
{
	int n_missing = 0, n_open = 0;

	for (int i = 0; i < n; i++) {
		n_missing += s->fits.fit[s->chosen[i]].n_missing;
		n_open += s->collect_open && !s->in_reading[s->fits.fit[s->chosen[i]].allele];
	}
	/*
	 * beyond two haplotypes, sets with several open alleles are too many to visit and add no
	 * allele in practice
	 */
	return s->collect_open ? s->g->ploidy > 2 && n_open > 1
			       : !s->out->is_partial && n_missing > s->best;
}

static void search_from(struct search *s, int at, int first, void (*visit)(struct search *))
{
	if (at == s->g->ploidy) {
		visit(s);
		return;
	}
	for (int f = first; f < s->fits.n && !s->failed; f++) {
		s->chosen[at] = f;
		if (!is_hopeless(s, at + 1))
			search_from(s, at + 1, f, visit);
	}
}

static int fit_of(const struct search *s, int allele)
{
	int lo = 0, hi = s->fits.n - 1;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (s->fits.fit[mid].allele < allele)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/*
 * Rule 4 of DESIGN 7: of two alleles that fit the same haplotype, the one that explains more of
 * what was seen wins only if the other requires a subset of it and fits nowhere else. True when @a
 * is outdone by @b.
 */
static int is_outdone(const struct search *s, const struct sdi_reading *a,
		      const struct sdi_reading *b)
{
	const struct stardose_allele *alleles = s->g->gene->alleles;
	int pos = -1, ca[STARDOSE_MAX_PLOIDY], cb[STARDOSE_MAX_PLOIDY];
	struct stardose_bits more;

	/* they must differ in one allele only: compare as multisets */
	for (int i = 0; i < s->g->ploidy; i++) {
		ca[i] = fit_of(s, a->allele[i]);
		cb[i] = fit_of(s, b->allele[i]);
	}
	for (int i = 0; i < s->g->ploidy; i++) {
		int j = 0;

		while (j < s->g->ploidy && (cb[j] < 0 || cb[j] != ca[i]))
			j++;
		if (j < s->g->ploidy)
			cb[j] = -1;
		else if (pos >= 0)
			return 0;
		else
			pos = i;
	}
	if (pos < 0)
		return 0;
	for (int j = 0; j < s->g->ploidy; j++)
		if (cb[j] >= 0) {
			memcpy(cb, ca, sizeof(cb));
			cb[pos] = fit_of(s, b->allele[j]);
			break;
		}
	if (!sdi_bits_within(alleles[a->allele[pos]].required,
			     alleles[s->fits.fit[cb[pos]].allele].required))
		return 0;
	more = sdi_bits_minus(alleles[s->fits.fit[cb[pos]].allele].required,
			      alleles[a->allele[pos]].required);
	if (sdi_bits_empty(more))
		return 0;
	for (int b2 = 0; b2 < s->g->n_blocks; b2++)
		if (block_orders(s, ca, b2) & ~block_orders(s, cb, b2))
			return 0;
	/*
	 * the surplus must have been seen on every haplotype: an absent open site, or the dot of
	 * ./1, tells nothing apart
	 */
	for (int b2 = 0; b2 < s->g->n_blocks; b2++) {
		const struct sdi_block_hap *hap = s->g->blocks[b2].hap;
		struct stardose_bits known = hap[0].known, carried = hap[0].carried;

		for (int h = 1; h < s->g->ploidy; h++) {
			known = sdi_bits_and(known, hap[h].known);
			carried = sdi_bits_or(carried, hap[h].carried);
		}
		more = sdi_bits_minus(more, sdi_bits_and(known, carried));
	}
	return sdi_bits_within(more, s->g->same.carried);
}

static void drop_outdone(struct search *s)
{
	struct sdi_match *out = s->out;
	uint8_t *drop = calloc(out->n_readings, 1);
	int n = 0;

	if (!drop) {
		s->failed = 1;
		return;
	}
	for (int i = 0; i < out->n_readings; i++)
		for (int j = 0; j < out->n_readings && !drop[i]; j++)
			drop[i] = i != j && is_outdone(s, &out->readings[i], &out->readings[j]);
	for (int i = 0; i < out->n_readings; i++)
		if (!drop[i])
			out->readings[n++] = out->readings[i];
	out->n_readings = n;
	free(drop);
}

static void list_open(struct search *s)
{
	struct sdi_match *out = s->out;
	int n_alleles = s->g->gene->n_alleles;

	for (int i = 0; i < out->n_readings; i++)
		for (int h = 0; h < s->g->ploidy; h++)
			s->in_reading[out->readings[i].allele[h]] = 1;
	s->collect_open = 1;
	search_from(s, 0, 0, visit_exact);
	out->open = malloc((n_alleles ? n_alleles : 1) * sizeof(*out->open));
	if (!out->open) {
		s->failed = 1;
		return;
	}
	for (int a = 0; a < n_alleles; a++)
		if (s->is_open[a])
			out->open[out->n_open++] = a;
}

static int search_exact(struct search *s)
{
	if (sdi_fits_exact(s->g, &s->fits))
		return STARDOSE_ENOMEM;
	s->best = INT_MAX;
	search_from(s, 0, 0, visit_exact);
	if (!s->failed && s->out->n_readings > 1 && s->out->n_readings <= 512)
		drop_outdone(s);
	if (!s->failed && s->out->n_readings)
		list_open(s);
	sdi_fits_release(&s->fits);
	return s->failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/*
 * Equal alleles: the smaller leftover first, so that the order of haplotypes in the file cannot
 * show.
 */
static void sort_equal_alleles(struct sdi_match *out)
{
	for (int r = 0; r < out->n_readings; r++) {
		struct sdi_reading *x = &out->readings[r];

		for (int i = 1; i < out->ploidy; i++)
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
}

static int search_partial(struct search *s)
{
	if (sdi_fits_contained(s->g, &s->fits))
		return STARDOSE_ENOMEM;
	s->best = INT_MAX - 1;
	s->out->is_partial = 1;
	search_from(s, 0, 0, visit_partial);
	sort_equal_alleles(s->out);
	sdi_fits_release(&s->fits);
	return s->failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_match(const struct sdi_genotype *genotype, struct sdi_match *out)
{
	struct search s = { .g = genotype, .out = out };
	uint8_t used = 0, current[STARDOSE_MAX_PLOIDY];
	int ret, n = genotype->gene->n_alleles + 1;

	memset(out, 0, sizeof(*out));
	out->ploidy = genotype->ploidy;
	if (!genotype->ploidy)
		return STARDOSE_OK;
	s.in_reading = calloc(n, 1);
	s.is_open = calloc(n, 1);
	orders_fill(&s.orders, genotype->ploidy, 0, &used, current);
	ret = s.in_reading && s.is_open ? search_exact(&s) : STARDOSE_ENOMEM;
	if (!ret && !out->n_readings)
		ret = search_partial(&s);
	free(s.in_reading);
	free(s.is_open);
	if (ret)
		sdi_match_release(out);
	return ret;
}

void sdi_match_release(struct sdi_match *match)
{
	free(match->readings);
	free(match->open);
	free(match->open_readings);
	memset(match, 0, sizeof(*match));
}
