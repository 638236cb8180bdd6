/* copy_hybrid.c - hybrids in a reading */
#include <limits.h>
#include <string.h>
#include "match/copy_hybrid.h"
#include "tables/gene_exons.h"
#include "util/bits.h"

#define MOST 16		/* of genes or hybrids in one person; more are not told apart */

/* ---- counts ---- */

/* Least and most copies of the body (0) and of the parts (1..) that a set of units has. */
struct sum { int lo[1 + SDI_MAX_PARTS], hi[1 + SDI_MAX_PARTS]; };

static void add_genes(struct sum *sum, int n)
{
	for (int s = 0; s <= SDI_MAX_PARTS; s++) {
		sum->lo[s] += n;
		sum->hi[s] += n;
	}
}

static void add_hybrids(struct sum *sum, const struct sdi_hybrid_unit *unit, int n)
{
	for (int s = 0; s <= SDI_MAX_PARTS; s++) {
		int has = s ? unit->part[s - 1] : unit->body;

		sum->lo[s] += has == SDI_UNIT_KEEPS ? n : 0;
		sum->hi[s] += has != SDI_UNIT_TAKES ? n : 0;
	}
}

static int makes(const struct sum *sum, const struct sdi_copy_counts *counts)
{
	for (int s = 0; s <= SDI_MAX_PARTS; s++) {
		int n = s ? counts->part[s - 1] : counts->copies;

		if (n >= 0 && (n < sum->lo[s] || n > sum->hi[s]))
			return 0;
	}
	return 1;
}

static int most_counted(const struct sdi_copy_counts *counts)
{
	int most = counts->copies;

	for (int p = 0; p < SDI_MAX_PARTS; p++)
		most = counts->part[p] > most ? counts->part[p] : most;
	return most;
}

static int is_like_before(const struct stardose_gene_exons *x, int unit)
{
	for (int u = 0; u < unit; u++)
		if (x->hybrid[u].body == x->hybrid[unit].body &&
		    !memcmp(x->hybrid[u].part, x->hybrid[unit].part, sizeof(x->hybrid[u].part)))
			return 1;
	return 0;
}

/* Can @left hybrids from @unit on, and whole genes, be added to @sum so that it is the counts? */
static int can_make(const struct stardose_gene_exons *x, const struct sdi_copy_counts *counts,
		    struct sum sum, int unit, int left)
{
	if (!left) {
		for (int n = 0; n <= most_counted(counts); n++, add_genes(&sum, 1))
			if (makes(&sum, counts))
				return 1;
		return 0;
	}
	while (unit < x->n_hybrids && is_like_before(x, unit))
		unit++;
	if (unit >= x->n_hybrids)
		return 0;
	for (int n = 0; n <= left; n++) {
		struct sum with = sum;

		add_hybrids(&with, &x->hybrid[unit], n);
		if (can_make(x, counts, with, unit + 1, left - n))
			return 1;
	}
	return 0;
}

int sdi_hybrids_needed(const struct stardose_gene *gene, const struct sdi_copy_counts *counts)
{
	struct sum none = { { 0 }, { 0 } };

	if (!gene->exons || counts->copies < 0 || most_counted(counts) > MOST)
		return -1;
	for (int n = 0; n <= MOST; n++)
		if (can_make(gene->exons, counts, none, 0, n))
			return n;
	return -1;
}

/* ---- one haplotype ---- */

/* What stands on a haplotype: hybrids of a pair, and the allele itself; nothing is the deletion. */
struct content { const struct sdi_hybrid_pair *pair; int n_hybrids, copies; };

static int is_named(const struct sdi_reading *r, int h)
{
	return sdi_bits_empty(r->leftover[h]) && !r->n_unlisted[h];
}

static int is_alone(const struct content *c) { return c->pair && c->pair->partner < 0; }

static const struct sdi_hybrid_unit *unit_of(const struct sdi_placing *p, const struct content *c)
{
	return &p->g->gene->exons->hybrid[c->pair->unit];
}

/* Can haplotype @h of the reading hold it, as far as that haplotype goes? */
static int fits(const struct sdi_placing *p, const struct sdi_reading *from, int h,
		const struct content *c)
{
	if (!c->pair) {
		for (int i = 0; i < p->n_pairs; i++)	/* a hybrid is no gene, and was not counted */
			if (from->allele[h] == p->pair[i].hybrid &&
			    p->g->gene->alleles[from->allele[h]].kind == STARDOSE_ALLELE_HYBRID)
				return 0;
		return c->copies || (from->allele[0] == from->allele[1] && p->deletion >= 0);
	}
	if (is_alone(c))
		return !c->copies;
	/* without the body behind it such a hybrid stands alone, which is another pair */
	return is_named(from, h) && (c->copies || unit_of(p, c)->body == SDI_UNIT_KEEPS) &&
	       (from->allele[h] == c->pair->partner || from->allele[h] == c->pair->hybrid);
}

static int is_within(struct sdi_interval span, hts_pos_t pos)
{
	return span.beg <= pos && pos < span.end;
}

/*
 * Beside a hybrid that stands alone the other haplotype is one gene, and what all sites show but
 * for those that the hybrid has as well: only there can two alleles be seen.
 */
static int shows(const struct sdi_placing *p, const struct content *alone,
		 const struct content *other)
{
	const struct stardose_gene *gene = p->g->gene;
	const struct sdi_hybrid_unit *unit = unit_of(p, alone);
	int has_open = p->counts->copies > other->copies;

	if (other->copies != 1)
		return 0;
	for (int bit = 0; bit < gene->n_core; bit++) {
		hts_pos_t pos = gene->core[bit]->at[p->g->build].pos;

		if (sdi_bits_has(&p->het, bit) &&
		    (is_within(unit->taken[p->g->build], pos) ||
		     (is_within(unit->open[p->g->build], pos) && !has_open)))
			return 0;
	}
	return 1;
}

static int fit_together(const struct sdi_placing *p, const struct sdi_reading *from,
			const struct content c[2])
{
	struct sum sum = { { 0 }, { 0 } };

	for (int h = 0; h < 2; h++) {
		add_genes(&sum, c[h].copies);
		if (c[h].pair)
			add_hybrids(&sum, unit_of(p, &c[h]), c[h].n_hybrids);
		if (is_alone(&c[h]) && (is_alone(&c[!h]) || !is_named(from, !h) ||
					!shows(p, &c[h], &c[!h])))
			return 0;
	}
	return (c[0].copies || c[0].pair || c[1].copies || c[1].pair) && makes(&sum, p->counts);
}

static void fill(const struct sdi_placing *p, const struct sdi_reading *from, int h,
		 const struct content *c, struct sdi_reading *r)
{
	if (!c->pair && !c->copies) {
		r->allele[h] = p->deletion;
		r->copies[h] = 1;
		return;
	}
	r->allele[h] = c->pair ? (is_alone(c) ? c->pair->hybrid : c->pair->partner)
			       : from->allele[h];
	r->copies[h] = c->copies;
	r->n_hybrids[h] = c->n_hybrids;
	if (c->pair) {
		r->hybrid[h] = c->pair->hybrid;
		r->unit[h] = c->pair->unit;
	}
	if (is_alone(c))
		return;
	r->leftover[h] = from->leftover[h];
	r->n_unlisted[h] = from->n_unlisted[h];
}

/* ---- readings ---- */

static int first_name(const struct sdi_reading *r, int h)
{
	return r->n_hybrids[h] ? r->hybrid[h] : r->allele[h];
}

/* Lower allele first; then fewer copies. */
static void order(struct sdi_reading *r)
{
	int a = first_name(r, 0), b = first_name(r, 1);
	struct sdi_reading x = *r;

	if (a < b || (a == b &&
		      r->n_hybrids[0] * 100 + r->copies[0] <= r->n_hybrids[1] * 100 + r->copies[1]))
		return;
	for (int h = 0; h < 2; h++) {
		r->allele[h] = x.allele[!h];
		r->copies[h] = x.copies[!h];
		r->hybrid[h] = x.hybrid[!h];
		r->unit[h] = x.unit[!h];
		r->n_hybrids[h] = x.n_hybrids[!h];
		r->leftover[h] = x.leftover[!h];
		r->n_unlisted[h] = x.n_unlisted[!h];
	}
}

static int unexplained(const struct sdi_reading *r)
{
	return (r->copies[0] > 1 ? r->copies[0] - 1 : 0) +
	       (r->copies[1] > 1 ? r->copies[1] - 1 : 0);
}

static int is_listed(const struct sdi_reading *list, int n, const struct sdi_reading *r)
{
	for (int i = 0; i < n; i++)
		if (!memcmp(list[i].allele, r->allele, 2 * sizeof(*r->allele)) &&
		    !memcmp(list[i].copies, r->copies, 2 * sizeof(*r->copies)) &&
		    !memcmp(list[i].unit, r->unit, 2 * sizeof(*r->unit)) &&
		    !memcmp(list[i].n_hybrids, r->n_hybrids, 2 * sizeof(*r->n_hybrids)))
			return 1;
	return 0;
}

/*
 * Does haplotype @h of the reading show the variant, as far as genotypes tell? Nothing of a hybrid
 * that stands alone is told apart from the other haplotype.
 */
static int shows_variant(const struct sdi_placing *p, const struct sdi_reading *from, int h,
			 const struct content *c, int bit)
{
	const struct stardose_allele *alleles = p->g->gene->alleles, *partner;

	if (!sdi_bits_has(&p->seen, bit) || is_alone(c))
		return !sdi_bits_has(&p->seen, bit) || sdi_bits_has(&p->carried, bit);
	partner = &alleles[c->pair->partner];
	if (sdi_bits_has(&partner->required, bit))
		return 1;
	return sdi_bits_has(&partner->any, bit) && sdi_bits_has(&p->carried, bit) &&
	       !(sdi_bits_has(&p->het, bit) &&
		 sdi_bits_has(&alleles[from->allele[!h]].required, bit));
}

/*
 * Variants of the hybrids on a haplotype that it does not show: such a hybrid is not what was
 * counted, if any other one is.
 */
static int n_lacking(const struct sdi_placing *p, const struct sdi_reading *from, int h,
		     const struct content *c)
{
	const struct stardose_gene *gene = p->g->gene;
	const struct sdi_hybrid_unit *unit = c->pair ? unit_of(p, c) : NULL;
	int n = 0;

	for (int i = 0; unit && i < unit->n_carried; i++)
		for (int bit = 0; bit < gene->n_core; bit++)
			n += gene->core[bit]->at[STARDOSE_BUILD_GRCH38].pos == unit->carried[i] &&
			     !shows_variant(p, from, h, c, bit);
	return n * c->n_hybrids;
}

#define UNEXPLAINED 1000 /* an extra copy that no hybrid explains weighs more than any variant */

/* Readings found, and how much each of them leaves unexplained. */
struct found { struct sdi_reading *list; int n, room, least; };

static void take(const struct sdi_placing *p, const struct sdi_reading *from,
		 const struct content c[2], struct found *to)
{
	struct sdi_reading r = { .ploidy = 2, .n_missing = from->n_missing };
	int left;

	fill(p, from, 0, &c[0], &r);
	fill(p, from, 1, &c[1], &r);
	order(&r);
	left = UNEXPLAINED * unexplained(&r) + n_lacking(p, from, 0, &c[0]) +
	       n_lacking(p, from, 1, &c[1]);
	if (left > to->least)
		return;
	if (left < to->least)
		to->n = 0;
	to->least = left;
	if (to->n < to->room && !is_listed(to->list, to->n, &r))
		to->list[to->n++] = r;
}

/* Every number of the allele itself that the second haplotype may have beside the first. */
static void place_second(const struct sdi_placing *p, const struct sdi_reading *from,
			 struct content c[2], struct found *to)
{
	for (c[1].copies = 0; c[1].copies <= most_counted(p->counts); c[1].copies++)
		if (fits(p, from, 1, &c[1]) && fit_together(p, from, c))
			take(p, from, c, to);
}

/* Pair @i of a haplotype; before the first there are no hybrids. */
static const struct sdi_hybrid_pair *pair_at(const struct sdi_placing *p, int i)
{
	return i ? &p->pair[i - 1] : NULL;
}

static void place_first(const struct sdi_placing *p, const struct sdi_reading *from,
			struct content c[2], struct found *to)
{
	for (int i = 0; i <= p->n_pairs; i++) {
		c[1].pair = pair_at(p, i);
		c[1].n_hybrids = p->n_hybrids - c[0].n_hybrids;
		if (!c[1].pair == !c[1].n_hybrids)
			place_second(p, from, c, to);
	}
}

int sdi_hybrid_readings(const struct sdi_placing *p, const struct sdi_reading *from,
			struct sdi_reading *out, int room)
{
	struct found found = { .list = out, .room = room, .least = INT_MAX };
	struct content c[2];

	for (int i = 0; i <= p->n_pairs; i++) {
		c[0].pair = pair_at(p, i);
		for (c[0].n_hybrids = i > 0; c[0].n_hybrids <= (i ? p->n_hybrids : 0);
		     c[0].n_hybrids++)
			for (c[0].copies = 0; c[0].copies <= most_counted(p->counts);
			     c[0].copies++)
				if (fits(p, from, 0, &c[0]))
					place_first(p, from, c, &found);
	}
	return found.n;
}

void sdi_placing_init(struct sdi_placing *p, const struct sdi_genotype *g,
		      const struct sdi_copy_counts *counts, int n_hybrids, int deletion)
{
	*p = (struct sdi_placing){
		.g = g, .counts = counts, .n_hybrids = n_hybrids, .deletion = deletion
	};
	p->n_pairs = g->gene->exons ? g->gene->exons->n_pairs : 0;
	p->pair = p->n_pairs ? g->gene->exons->pair : NULL;
	p->seen = g->same.known;
	p->carried = g->same.carried;
	for (int b = 0; b < g->n_blocks; b++) {
		const struct sdi_block_hap *hap = g->blocks[b].hap;

		p->het = sdi_bits_or(p->het,
				     sdi_bits_and(sdi_bits_and(hap[0].known, hap[1].known),
						  sdi_bits_xor(hap[0].carried, hap[1].carried)));
		p->seen = sdi_bits_or(p->seen, sdi_bits_and(hap[0].known, hap[1].known));
		p->carried = sdi_bits_or(p->carried, sdi_bits_or(hap[0].carried, hap[1].carried));
	}
}
