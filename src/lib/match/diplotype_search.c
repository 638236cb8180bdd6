/* diplotype_search.c - sets of named alleles that explain a genotype, or come nearest to it */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "match/reading_search.h"
#include "tables/gene_exons.h"

#define MAX_SETS ((size_t)1 << 24)	/* of classes; the tables have a dozen classes in a gene */

/* The search for readings that leave nothing over, and then for what is not excluded. */
struct exact {
	struct sdi_search *s;
	int best;			/* the smallest n_missing */
	uint8_t *in_reading, *is_open;	/* by allele */
	int *class_of;			/* by fit: fits of one class make the same phenotypes */
	int n_classes;
	uint8_t *seen; /* by classes of a set: an open reading of it is listed; NULL before */
};

static void visit_exact(struct exact *e)
{
	struct sdi_match *out = e->s->out;
	struct sdi_reading reading;

	sdi_search_reading(e->s, &reading);
	if (reading.n_missing > e->best)
		return;
	if (reading.n_missing < e->best) {
		e->best = reading.n_missing;
		out->n_readings = 0;
	}
	sdi_search_add(e->s, &out->readings, &out->n_readings, &out->m_readings, &reading);
}

/* The number of a set of classes, whatever their order. */
static size_t number_of(const struct exact *e)
{
	int of[STARDOSE_MAX_PLOIDY], ploidy = e->s->g->ploidy;
	size_t number = 0;

	for (int i = 0; i < ploidy; i++) {
		int c = e->class_of[e->s->chosen[i]], at = i;

		for (; at > 0 && of[at - 1] > c; at--)
			of[at] = of[at - 1];
		of[at] = c;
	}
	for (int i = 0; i < ploidy; i++)
		number = number * e->n_classes + of[i];
	return number;
}

/*
 * A reading that rests on more absent sites than the kept ones. Which alleles it has is listed; of
 * readings that make the same phenotype one is enough, but of a pair with one open allele all are
 * kept, for what copies make of them is worked out from the alleles.
 */
static void visit_open(struct exact *e, int n_missing)
{
	const struct sdi_search *s = e->s;
	struct sdi_match *out = s->out;
	struct sdi_reading reading;
	int n_open = 0, is_known;
	size_t number;

	if (n_missing <= e->best)
		return;
	for (int i = 0; i < s->g->ploidy; i++) {
		int allele = s->fits.fit[s->chosen[i]].allele;

		if (!e->in_reading[allele]) {
			e->is_open[allele] = 1;
			n_open++;
		}
	}
	number = number_of(e);
	is_known = e->seen[number];
	e->seen[number] = 1;
	if (is_known && (n_open != 1 || s->g->ploidy > 2))
		return;
	sdi_search_reading(s, &reading);
	sdi_search_add(e->s, &out->open_readings, &out->n_open_readings, &out->m_open_readings,
		       &reading);
}

static void search_from(struct exact *e, int at, int first, int n_missing)
{
	struct sdi_search *s = e->s;

	if (at == s->g->ploidy) {
		if (e->seen)
			visit_open(e, n_missing);
		else
			visit_exact(e);
		return;
	}
	for (int f = first; f < s->fits.n && !s->failed && !s->is_spent; f++) {
		int sum = n_missing + s->fits.fit[f].n_missing;

		if ((e->seen || sum <= e->best) && sdi_search_place(s, at, f))
			search_from(e, at + 1, f, sum);
	}
}

static int fit_of(const struct sdi_search *s, int allele)
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
static int is_outdone(const struct sdi_search *s, const struct sdi_reading *a,
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
		if (sdi_search_orders(s, ca, b2) & ~sdi_search_orders(s, cb, b2))
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

static void drop_outdone(struct sdi_search *s)
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

/* ---- what is not excluded ---- */

/*
 * Of the gene's classes those of the fits, numbered as they come, so that sets of them are few: a
 * gene has forty, what is not excluded a dozen.
 */
static int classify(struct exact *e)
{
	const struct sdi_search *s = e->s;
	const struct stardose_gene *gene = s->g->gene;
	int n = s->fits.n, *number = calloc(sdi_n_effects(gene) + 1, sizeof(*number));

	e->class_of = malloc((n ? n : 1) * sizeof(*e->class_of));
	if (!number || !e->class_of) {
		free(number);
		return STARDOSE_ENOMEM;
	}
	for (int f = 0; f < n; f++) {
		int *at = &number[sdi_effect_of(gene, s->fits.fit[f].allele)];

		if (!*at)
			*at = ++e->n_classes;
		e->class_of[f] = *at - 1;
	}
	free(number);
	return STARDOSE_OK;
}

static void list_open(struct exact *e)
{
	struct sdi_match *out = e->s->out;
	int n_alleles = e->s->g->gene->n_alleles;
	size_t n_sets = 1;

	for (int i = 0; i < out->n_readings; i++)
		for (int h = 0; h < e->s->g->ploidy; h++)
			e->in_reading[out->readings[i].allele[h]] = 1;
	e->s->failed = classify(e) != STARDOSE_OK;
	for (int h = 0; h < e->s->g->ploidy; h++)
		n_sets *= e->n_classes ? e->n_classes : 1;
	if (n_sets > MAX_SETS) {
		out->is_cut = 1;
		return;
	}
	e->seen = calloc(n_sets, 1);
	out->open = malloc((n_alleles ? n_alleles : 1) * sizeof(*out->open));
	if (e->s->failed || !e->seen || !out->open) {
		e->s->failed = 1;
		return;
	}
	sdi_search_budget(e->s);
	search_from(e, 0, 0, 0);
	out->is_cut |= e->s->is_spent;
	for (int a = 0; a < n_alleles; a++)
		if (e->is_open[a])
			out->open[out->n_open++] = a;
}

static int search_exact(struct sdi_search *s)
{
	struct exact e = { .s = s, .best = INT_MAX };
	int n = s->g->gene->n_alleles + 1;

	e.in_reading = calloc(n, 1);
	e.is_open = calloc(n, 1);
	if (!e.in_reading || !e.is_open || sdi_fits_exact(s->g, &s->fits)) {
		s->failed = 1;
	} else {
		search_from(&e, 0, 0, 0);
		s->out->is_cut |= s->is_spent;
		if (!s->failed && s->out->n_readings > 1 && s->out->n_readings <= 512)
			drop_outdone(s);
		if (!s->failed && s->out->n_readings)
			list_open(&e);
		sdi_fits_release(&s->fits);
	}
	free(e.in_reading);
	free(e.is_open);
	free(e.class_of);
	free(e.seen);
	return s->failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int search_partial(struct sdi_search *s)
{
	if (sdi_fits_contained(s->g, &s->fits))
		return STARDOSE_ENOMEM;
	sdi_search_budget(s);
	sdi_search_partial(s);
	return s->failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_match(const struct sdi_genotype *genotype, struct sdi_match *out)
{
	struct sdi_search s;
	int ret;

	memset(out, 0, sizeof(*out));
	out->ploidy = genotype->ploidy;
	if (!genotype->ploidy)
		return STARDOSE_OK;
	ret = sdi_search_init(&s, genotype, out);
	if (!ret)
		ret = search_exact(&s);
	if (!ret && !out->n_readings && !out->is_cut)
		ret = search_partial(&s);
	sdi_search_release(&s);
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
