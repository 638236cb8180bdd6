/* listed_match.c - a genotype of listed variants in, the variants on each haplotype out */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "match/listed_match.h"
#include "tables/term_table.h"

#define MAX_TURNS 13 /* blocks beside the first that may lie either way: 8192 layouts */

/* What is tried: the alleles of which something is carried, and the blocks that differ. */
struct search {
	const struct sdi_genotype *g;
	int n_alleles, *alleles; /* larger ones first */
	int n_turns, turn[MAX_TURNS + 1];
};

/* Less is better, the first number before the second. */
struct cost { int unnamed, missing, amount, crowd; };

const struct stardose_allele *sdi_gene_reference(const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (gene->alleles[i].matchable && sdi_bits_empty(gene->alleles[i].required))
			return &gene->alleles[i];
	return NULL;
}

static int differs(const struct sdi_block *block)
{
	return !sdi_bits_equal(block->hap[0].known, block->hap[1].known) ||
	       !sdi_bits_equal(block->hap[0].carried, block->hap[1].carried) ||
	       block->hap[0].n_unlisted != block->hap[1].n_unlisted;
}

static int size_of(const struct stardose_gene *gene, int allele)
{
	return sdi_bits_count(gene->alleles[allele].required);
}

/* Return: STARDOSE_OK, STARDOSE_ENOMEM */
static int search_init(struct search *s, const struct sdi_genotype *g)
{
	struct stardose_bits carried = g->same.carried;

	memset(s, 0, sizeof(*s));
	s->g = g;
	s->alleles = malloc((g->gene->n_alleles + 1) * sizeof(*s->alleles));
	if (!s->alleles)
		return STARDOSE_ENOMEM;
	for (int b = 0; b < g->n_blocks; b++) {
		for (int h = 0; h < g->ploidy; h++)
			carried = sdi_bits_or(carried, g->blocks[b].hap[h].carried);
		if (g->ploidy == 2 && differs(&g->blocks[b]) && s->n_turns <= MAX_TURNS)
			s->turn[s->n_turns++] = b;
	}
	for (int i = 0; i < g->gene->n_alleles; i++) {
		const struct stardose_allele *a = &g->gene->alleles[i];
		int at = s->n_alleles;

		if (!a->matchable || sdi_bits_empty(sdi_bits_and(a->required, carried)))
			continue;
		for (; at && size_of(g->gene, s->alleles[at - 1]) < size_of(g->gene, i); at--)
			s->alleles[at] = s->alleles[at - 1];
		s->alleles[at] = i;
		s->n_alleles++;
	}
	return STARDOSE_OK;
}

static void add_block(struct sdi_block_hap *to, const struct sdi_block_hap *block)
{
	to->known = sdi_bits_or(to->known, block->known);
	to->carried = sdi_bits_or(to->carried, block->carried);
	to->n_unlisted += block->n_unlisted;
}

/* Blocks whose bit in @turned is set lie the other way round; the first never does. */
static void lay_out(const struct search *s, unsigned turned, struct sdi_block_hap hap[2])
{
	hap[0] = hap[1] = s->g->same;
	for (int b = 0, t = 0; b < s->g->n_blocks; b++) {
		int turn = t < s->n_turns && s->turn[t] == b ? turned >> t++ & 1 : 0;

		for (int h = 0; h < s->g->ploidy; h++)
			add_block(&hap[h], &s->g->blocks[b].hap[h ^ turn]);
	}
}

static void take(const struct stardose_gene *gene, int allele, const struct sdi_block_hap *hap,
		 struct sdi_listed_hap *to)
{
	const struct stardose_allele *a = &gene->alleles[allele];

	to->leftover = sdi_bits_minus(to->leftover, a->required);
	to->n_missing += sdi_bits_count(sdi_bits_minus(a->required, hap->known));
	if (to->n < SDI_MAX_LISTED)
		to->allele[to->n++] = allele;
	else
		to->n_more++;
}

/* The named variants of a haplotype: whole ones first, then those of which a part is not known. */
static void name_hap(const struct search *s, const struct sdi_block_hap *hap,
		     struct sdi_listed_hap *to)
{
	memset(to, 0, sizeof(*to));
	to->leftover = hap->carried;
	to->n_unlisted = hap->n_unlisted;
	for (int partly = 0; partly < 2; partly++)
		for (int i = 0; i < s->n_alleles; i++) {
			struct stardose_bits need = s->g->gene->alleles[s->alleles[i]].required;

			if (sdi_bits_empty(sdi_bits_and(need, to->leftover)))
				continue;
			if (partly)
				need = sdi_bits_and(need, hap->known);
			if (sdi_bits_within(need, hap->carried))
				take(s->g->gene, s->alleles[i], hap, to);
		}
}

static int rank_of(const struct stardose_gene *gene, const struct stardose_allele *allele)
{
	return sdi_function_rank(gene, allele->function, allele->value[STARDOSE_GUIDELINE_CPIC]);
}

/* What is carried and has no name may leave anything; where nothing is, the reference allele. */
static int hap_rank(const struct stardose_gene *gene, const struct sdi_listed_hap *hap)
{
	const struct stardose_allele *reference = sdi_gene_reference(gene);
	int least = !sdi_bits_empty(hap->leftover) || hap->n_unlisted ? 1 : INT_MAX / 4;

	for (int i = 0; i < hap->n; i++) {
		int rank = rank_of(gene, &gene->alleles[hap->allele[i]]);

		least = rank < least ? rank : least;
	}
	return hap->n || least == 1 ? least : reference ? rank_of(gene, reference) : 1;
}

static struct cost cost_of(const struct stardose_gene *gene, const struct sdi_listed *l)
{
	struct cost c = { 0 };

	for (int h = 0; h < l->ploidy; h++) {
		c.unnamed += sdi_bits_count(l->hap[h].leftover);
		c.missing += l->hap[h].n_missing;
		c.amount += hap_rank(gene, &l->hap[h]);
		c.crowd += l->hap[h].n * l->hap[h].n;
	}
	return c;
}

static int is_less(const struct cost *a, const struct cost *b)
{
	if (a->unnamed != b->unnamed)
		return a->unnamed < b->unnamed;
	if (a->missing != b->missing)
		return a->missing < b->missing;
	if (a->amount != b->amount)
		return a->amount < b->amount;
	return a->crowd < b->crowd;
}

/* Those that leave least first, then as the table has them. */
static void sort_hap(const struct stardose_gene *gene, struct sdi_listed_hap *hap)
{
	for (int i = 1; i < hap->n; i++)
		for (int k = i; k; k--) {
			int a = hap->allele[k - 1], b = hap->allele[k];
			int x = rank_of(gene, &gene->alleles[a]),
			    y = rank_of(gene, &gene->alleles[b]);

			if (x < y || (x == y && a < b))
				break;
			hap->allele[k - 1] = b;
			hap->allele[k] = a;
		}
}

/* The haplotype that leaves less stands first; one without variants last. */
static int comes_first(const struct stardose_gene *gene, const struct sdi_listed_hap *a,
		       const struct sdi_listed_hap *b)
{
	int x = hap_rank(gene, a), y = hap_rank(gene, b);

	if (x != y)
		return x < y;
	if (!a->n || !b->n)
		return a->n >= b->n;
	for (int i = 0; i < a->n && i < b->n; i++)
		if (a->allele[i] != b->allele[i])
			return a->allele[i] < b->allele[i];
	return a->n >= b->n;
}

static void search_all(struct search *s, struct sdi_listed *out)
{
	struct cost best = { INT_MAX, 0, 0, 0 };

	for (unsigned turned = 0; turned < 1u << (s->n_turns ? s->n_turns : 1); turned += 2) {
		struct sdi_listed here = { .ploidy = s->g->ploidy };
		struct sdi_block_hap hap[2];
		struct cost cost;

		lay_out(s, turned, hap);
		for (int h = 0; h < here.ploidy; h++)
			name_hap(s, &hap[h], &here.hap[h]);
		cost = cost_of(s->g->gene, &here);
		if (is_less(&cost, &best)) {
			best = cost;
			*out = here;
		}
	}
}

static int is_taken(const struct sdi_listed_hap *hap, int allele)
{
	for (int i = 0; i < hap->n; i++)
		if (hap->allele[i] == allele)
			return 1;
	return 0;
}

/* Is there a haplotype on which the allele was not seen, and nothing seen excludes it? */
static int may_be_there(const struct search *s, const struct sdi_listed *l, int allele)
{
	const struct stardose_allele *a = &s->g->gene->alleles[allele];
	struct sdi_block_hap hap[2];

	lay_out(s, 0, hap);
	for (int h = 0; h < l->ploidy; h++)
		if (!sdi_bits_within(a->required, hap[h].known) &&
		    sdi_bits_within(sdi_bits_and(a->required, hap[h].known), hap[h].carried))
			return !is_taken(&l->hap[0], allele) &&
			       (l->ploidy < 2 || !is_taken(&l->hap[1], allele));
	return 0;
}

static int find_open(const struct search *s, struct sdi_listed *out)
{
	out->open = malloc((s->g->gene->n_alleles + 1) * sizeof(*out->open));
	if (!out->open)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < s->g->gene->n_alleles; i++)
		if (s->g->gene->alleles[i].matchable && may_be_there(s, out, i))
			out->open[out->n_open++] = i;
	return STARDOSE_OK;
}

int sdi_listed_match(const struct sdi_genotype *g, struct sdi_listed *out)
{
	struct search s;
	int ret;

	memset(out, 0, sizeof(*out));
	if (g->ploidy != 1 && g->ploidy != 2)
		return STARDOSE_OK;
	ret = search_init(&s, g);
	if (!ret) {
		const int is_cut = s.n_turns > MAX_TURNS;

		s.n_turns = is_cut ? MAX_TURNS : s.n_turns;
		search_all(&s, out);
		out->is_cut = is_cut;
		ret = find_open(&s, out);
	}
	free(s.alleles);
	if (ret)
		return ret;
	for (int h = 0; h < out->ploidy; h++)
		sort_hap(g->gene, &out->hap[h]);
	if (out->ploidy == 2 && !comes_first(g->gene, &out->hap[0], &out->hap[1])) {
		struct sdi_listed_hap swap = out->hap[0];

		out->hap[0] = out->hap[1];
		out->hap[1] = swap;
	}
	return STARDOSE_OK;
}

void sdi_listed_release(struct sdi_listed *listed)
{
	free(listed->open);
	memset(listed, 0, sizeof(*listed));
}
