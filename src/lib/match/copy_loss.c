/* copy_loss.c - genotypes and readings beside deletions that do not take the whole gene */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "match/copy_loss.h"
#include "match/copy_match.h"
#include "match/loss_told.h"
#include "tables/gene_exons.h"

#define WHY(reason) (UINT64_C(1) << STARDOSE_REASON_##reason)

/* Does [beg, end) take what the variant changes? Of an insertion the base before it and behind. */
static int takes_site(const struct stardose_locus *at, hts_pos_t beg, hts_pos_t end)
{
	hts_pos_t n_ref = strlen(at->ref), n_alt = strlen(at->alt);
	hts_pos_t from = at->pos + (n_ref != n_alt), to = at->pos + n_ref;

	if (from >= to)
		return beg < from && end > from;
	return beg < to && end > from;
}

struct sdi_loss_touch sdi_loss_touches(const struct stardose_gene *gene, enum stardose_build build,
				       hts_pos_t beg, hts_pos_t end)
{
	const struct sdi_gene_extent *x = sdi_gene_extent(gene, build);
	struct sdi_loss_touch t = { 0 };

	for (int bit = 0; bit < gene->n_core; bit++)
		if (takes_site(&gene->core[bit]->at[build], beg, end)) {
			sdi_bits_set(&t.sites, bit);
			t.has_sites = 1;
		}
	t.has_exon = x && sdi_intervals_overlap(&x->exons, beg, end) > 0;
	return t;
}

int sdi_loss_is_whole(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t beg,
		      hts_pos_t end)
{
	const struct sdi_gene_extent *x = sdi_gene_extent(gene, build);

	return x && sdi_intervals_overlap(&x->body, beg, end) * 100 >=
			    x->body.length * gene->exons->at_least;
}

/* One way in which losses lie on two haplotypes. */
struct laying {
	struct stardose_bits lost[2]; /* core variants that the haplotype lacks */
	int n_lost[2];		      /* losses on it */
	int named[2];		      /* the allele that it therefore is, or -1 */
	int is_told;		      /* all unlisted alleles of the genotype are these losses */
};

/* The allele that lacks what a loss takes: the deletion of the gene, or of a part; -1 none. */
static int named_allele(const struct sdi_genotype *g, const struct sdi_loss *loss)
{
	const struct stardose_gene_exons *x = g->gene->exons;
	const struct stardose_allele *deletion = sdi_gene_deletion(g->gene);

	if (deletion && sdi_loss_is_whole(g->gene, g->build, loss->beg, loss->end))
		return deletion - g->gene->alleles;
	for (int i = 0; x && i < x->n_partial; i++) {
		struct sdi_interval lacks = x->partial[i].lacks[g->build];
		const struct stardose_allele *allele =
			stardose_gene_allele(g->gene, x->partial[i].name);

		if (allele && lacks.end && loss->beg <= lacks.beg && loss->end >= lacks.end)
			return allele - g->gene->alleles;
	}
	return -1;
}

/* @swap: by loss, one bit: the other haplotype than the file's order says */
static struct laying lay(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
			 unsigned swap)
{
	struct laying out = { .named = { -1, -1 }, .is_told = sdi_loss_is_told(g, loss, n) };

	for (int i = 0; i < n; i++) {
		struct sdi_loss_touch t =
			sdi_loss_touches(g->gene, g->build, loss[i].beg, loss[i].end);
		unsigned on = loss[i].on;

		if (swap >> i & 1)
			on = (on & 1) << 1 | on >> 1;
		for (int h = 0; h < 2; h++) {
			if (!(on >> h & 1))
				continue;
			out.lost[h] = sdi_bits_or(out.lost[h], t.sites);
			out.n_lost[h]++;
			if (out.named[h] < 0)
				out.named[h] = named_allele(g, &loss[i]);
		}
	}
	return out;
}

/*
 * The ways that phase leaves open: the first loss on one haplotype stays, phased ones stay with
 * the first phased one, each other may lie either way. Losses on both have no other way.
 */
static int next_swap(const struct sdi_loss *loss, int n, unsigned *swap)
{
	int first = -1, phased = -1;
	unsigned may = 0;

	for (int i = 0; i < n; i++) {
		if (loss[i].on == 3)
			continue;
		if (first >= 0 && (loss[i].phase != SDI_LOSS_PHASED || phased < 0))
			may |= 1u << i;
		if (first < 0)
			first = i;
		if (loss[i].phase == SDI_LOSS_PHASED && phased < 0)
			phased = i;
	}
	*swap = (*swap - may) & may; /* the next subset of @may; 0 when there is no more */
	return *swap != 0;
}

/* A phased loss goes with the first phased one. */
static unsigned with_phase(const struct sdi_loss *loss, int n, unsigned swap)
{
	int phased = -1;

	for (int i = 0; i < n; i++) {
		if (loss[i].on == 3 || loss[i].phase != SDI_LOSS_PHASED)
			continue;
		if (phased < 0)
			phased = i;
		else if (swap >> phased & 1)
			swap |= 1u << i;
	}
	return swap;
}

/* ---- the genotype ---- */

/* Sites that one haplotype lacks, of a block: 1 when both haplotypes show something there. */
static int move_known(struct sdi_block *from, struct sdi_block *to, int bit, int kept)
{
	int at = sdi_bits_has(&from->hap[0].known, bit) ? 0 : 1;

	if (sdi_bits_has(&from->hap[0].known, bit) == sdi_bits_has(&from->hap[1].known, bit))
		return sdi_bits_has(&from->hap[0].known, bit);
	sdi_bits_set(&to->hap[kept].known, bit);
	if (sdi_bits_has(&from->hap[at].carried, bit))
		sdi_bits_set(&to->hap[kept].carried, bit);
	sdi_bits_unset(&from->hap[at].known, bit);
	sdi_bits_unset(&from->hap[at].carried, bit);
	return 0;
}

static int drop_known(struct sdi_genotype *g, int bit)
{
	int was = sdi_bits_has(&g->same.known, bit);

	sdi_bits_unset(&g->same.known, bit);
	sdi_bits_unset(&g->same.carried, bit);
	for (int b = 0; b < g->n_blocks; b++)
		for (int h = 0; h < 2; h++) {
			was |= sdi_bits_has(&g->blocks[b].hap[h].known, bit);
			sdi_bits_unset(&g->blocks[b].hap[h].known, bit);
			sdi_bits_unset(&g->blocks[b].hap[h].carried, bit);
		}
	return was;
}

/*
 * @out: a copy of @g, but for its unlisted names, with one more block, the last: what is left
 * beside the losses. Return: 1 when more was seen than can be there, 0, or STARDOSE_ENOMEM
 */
static int mask(const struct sdi_genotype *g, const struct laying *l, struct sdi_genotype *out)
{
	struct sdi_block *blocks = calloc(g->n_blocks + 1, sizeof(*blocks)), *last;
	int conflict = 0;

	*out = *g;
	out->unlisted = NULL;
	out->coding = NULL;
	out->n_unlisted = out->n_coding = 0;
	out->blocks = blocks;
	if (!blocks)
		return STARDOSE_ENOMEM;
	if (g->n_blocks)
		memcpy(blocks, g->blocks, g->n_blocks * sizeof(*blocks));
	if (l->is_told)
		sdi_loss_untell(out, sdi_bits_or(l->lost[0], l->lost[1]));
	last = &blocks[g->n_blocks];
	last->phase_set = -1;
	for (int bit = 0; bit < g->gene->n_core; bit++) {
		int on = sdi_bits_has(&l->lost[0], bit) | sdi_bits_has(&l->lost[1], bit) << 1;

		if (!on)
			continue;
		if (on == 3) {
			conflict |= drop_known(out, bit);
			continue;
		}
		if (sdi_bits_has(&out->same.known, bit)) {
			sdi_bits_set(&last->hap[on == 1].known, bit);
			if (sdi_bits_has(&out->same.carried, bit))
				sdi_bits_set(&last->hap[on == 1].carried, bit);
			sdi_bits_unset(&out->same.known, bit);
			sdi_bits_unset(&out->same.carried, bit);
		}
		for (int b = 0; b < g->n_blocks; b++)
			conflict |= move_known(&blocks[b], last, bit, on == 1);
	}
	out->n_blocks = out->m_blocks = g->n_blocks + 1;
	return conflict;
}

/* The names of unlisted alleles, and of losses for which no allele is named. */
static int name_losses(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		       int is_told, struct sdi_genotype *out)
{
	out->n_unlisted = 0;
	out->unlisted = calloc(g->n_unlisted + n + 1, sizeof(*out->unlisted));
	if (!out->unlisted)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < g->n_unlisted && !is_told; i++, out->n_unlisted++)
		if (!(out->unlisted[i] = strdup(g->unlisted[i])))
			return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++) {
		kstring_t s = KS_INITIALIZE;

		if (named_allele(g, &loss[i]) >= 0)
			continue;
		if (ksprintf(&s, "%s:%" PRId64 "-%" PRId64 ":<DEL>", g->gene->chrom,
			     loss[i].beg + 1, loss[i].end) < 0) {
			ks_free(&s);
			return STARDOSE_ENOMEM;
		}
		out->unlisted[out->n_unlisted++] = ks_release(&s);
	}
	return STARDOSE_OK;
}

int sdi_loss_genotype(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		      struct sdi_genotype *out)
{
	struct laying first = lay(g, loss, n, 0);

	if (mask(g, &first, out) < 0 || name_losses(g, loss, n, first.is_told, out)) {
		sdi_genotype_release(out);
		return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

int sdi_loss_listed(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		    struct sdi_genotype *out, uint64_t *reasons)
{
	const struct laying l = lay(g, loss, n, 0);
	struct sdi_block *last;
	int ret = mask(g, &l, out);

	if (ret < 0)
		return ret;
	if (ret)
		*reasons |= WHY(COPIES_CONFLICT);
	last = &out->blocks[g->n_blocks];
	for (int h = 0; h < 2; h++) { /* what is gone carries nothing, and is not whole */
		last->hap[h].known = sdi_bits_or(last->hap[h].known, l.lost[h]);
		last->hap[h].n_unlisted += l.n_lost[h];
	}
	return STARDOSE_OK;
}

/* ---- readings ---- */

static int compare_reading(const struct sdi_reading *a, const struct sdi_reading *b)
{
	int cmp = 0;

	for (int h = 0; h < 2 && !cmp; h++) {
		cmp = a->allele[h] - b->allele[h];
		if (!cmp)
			cmp = memcmp(&a->leftover[h], &b->leftover[h], sizeof(a->leftover[h]));
		if (!cmp)
			cmp = a->n_unlisted[h] - b->n_unlisted[h];
	}
	return cmp;
}

static int add(struct sdi_reading **list, int *n, int *m, const struct sdi_reading *reading)
{
	for (int i = 0; i < *n; i++)
		if (!compare_reading(&(*list)[i], reading))
			return STARDOSE_OK;
	if (*n == *m) {
		int want = *m ? 2 * *m : 8;
		struct sdi_reading *grown = realloc(*list, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		*list = grown;
		*m = want;
	}
	(*list)[(*n)++] = *reading;
	return STARDOSE_OK;
}

/* May haplotype @h of a reading lie where @hap was seen? */
static int fits(const struct sdi_genotype *g, const struct sdi_reading *r, int h,
		const struct sdi_block_hap *hap)
{
	const struct stardose_allele *a = &g->gene->alleles[r->allele[h]];
	struct stardose_bits has = sdi_bits_or(a->required, r->leftover[h]),
			     differs = sdi_bits_and(sdi_bits_xor(has, hap->carried), hap->known);

	return sdi_bits_within(differs, a->any);
}

static void set_haplotype(struct sdi_reading *to, int i, const struct sdi_reading *from, int h,
			  const struct laying *l, int of)
{
	to->copies[i] = 1;
	to->allele[i] = from->allele[h];
	to->leftover[i] = from->leftover[h];
	to->n_unlisted[i] = from->n_unlisted[h] + l->n_lost[of];
	if (l->named[of] < 0)
		return;
	to->allele[i] = l->named[of];
	to->leftover[i] = (struct stardose_bits){ { 0 } };
	to->n_unlisted[i] = 0;
}

/* Haplotype @first of @from lies on the laying's first haplotype; lower allele first. */
static struct sdi_reading placed(const struct sdi_reading *from, int first, const struct laying *l)
{
	struct sdi_reading out = { .ploidy = 2, .n_missing = from->n_missing }, turned;

	set_haplotype(&out, 0, from, first, l, 0);
	set_haplotype(&out, 1, from, !first, l, 1);
	turned = out;
	set_haplotype(&turned, 1, from, first, l, 0);
	set_haplotype(&turned, 0, from, !first, l, 1);
	return compare_reading(&turned, &out) < 0 ? turned : out;
}

static int is_open(const struct sdi_match *m, int allele)
{
	for (int i = 0; i < m->n_open; i++)
		if (m->open[i] == allele)
			return 1;
	return 0;
}

/* An allele that only what is gone could show is no question. */
static int is_asked(const struct sdi_match *m, const struct sdi_reading *r, int first,
		    const struct laying *l)
{
	return !(l->n_lost[0] && is_open(m, r->allele[first])) &&
	       !(l->n_lost[1] && is_open(m, r->allele[!first]));
}

/* Does the allele on a haplotype stand on nothing that the haplotype lacks? */
static int stands(const struct sdi_genotype *g, const struct sdi_reading *r, int first,
		  const struct laying *l)
{
	for (int h = 0; h < 2; h++) {
		const struct stardose_allele *a = &g->gene->alleles[r->allele[h ? !first : first]];

		if (l->named[h] < 0 && !sdi_bits_empty(sdi_bits_and(a->required, l->lost[h])))
			return 0;
	}
	return 1;
}

/*
 * The readings of one laying, into @out; @from are those of the masked genotype.
 * @is_strict: leave out those with alleles that only what is gone could show
 */
static int take(const struct sdi_genotype *masked, const struct sdi_match *from,
		const struct laying *l, int is_strict, struct sdi_match *out)
{
	const struct sdi_block *last = &masked->blocks[masked->n_blocks - 1];
	int ret = STARDOSE_OK;

	for (int i = 0; i < from->n_readings + from->n_open_readings && !ret; i++) {
		int is_more = i >= from->n_readings;
		const struct sdi_reading *r =
			is_more ? &from->open_readings[i - from->n_readings] : &from->readings[i];

		for (int first = 0; first < 2 && !ret; first++) {
			struct sdi_reading now = placed(r, first, l);

			if ((is_strict && !stands(masked, r, first, l)) ||
			    !fits(masked, r, first, &last->hap[0]) ||
			    !fits(masked, r, !first, &last->hap[1]))
				continue;
			if (!is_more)
				ret = add(&out->readings, &out->n_readings, &out->m_readings, &now);
			else if (is_asked(from, r, first, l))
				ret = add(&out->open_readings, &out->n_open_readings,
					  &out->m_open_readings, &now);
		}
	}
	out->is_cut |= from->is_cut;
	out->is_partial |= from->is_partial;
	for (int h = 0; h < 2; h++)
		out->is_partial |= l->n_lost[h] && l->named[h] < 0;
	return ret;
}

static int match_laying(const struct sdi_genotype *g, const struct laying *l, struct sdi_match *out,
			uint64_t *reasons)
{
	static const struct sdi_reading none = { .ploidy = 2 };
	struct sdi_genotype masked;
	struct sdi_match match = { 0 };
	int ret = mask(g, l, &masked), before = out->n_readings;

	if (ret > 0)
		*reasons |= WHY(COPIES_CONFLICT);
	if (ret >= 0 && l->named[0] >= 0 && l->named[1] >= 0) { /* whatever is seen */
		struct sdi_reading both = placed(&none, 0, l);

		free(masked.blocks);
		return add(&out->readings, &out->n_readings, &out->m_readings, &both);
	}
	if (ret >= 0)
		ret = sdi_match(&masked, &match);
	if (!ret)
		ret = take(&masked, &match, l, 1, out);
	if (!ret && out->n_readings == before)
		ret = take(&masked, &match, l, 0, out);
	sdi_match_release(&match);
	free(masked.blocks);
	return ret;
}

/* Alleles that a reading of the open ones has and no other reading. */
static int find_open(const struct sdi_genotype *g, struct sdi_match *m)
{
	uint8_t *seen = calloc(g->gene->n_alleles + 1, 1);

	m->open = malloc((g->gene->n_alleles + 1) * sizeof(*m->open));
	if (!seen || !m->open) {
		free(seen);
		return STARDOSE_ENOMEM;
	}
	for (int i = 0; i < m->n_open_readings; i++)
		seen[m->open_readings[i].allele[0]] = seen[m->open_readings[i].allele[1]] = 1;
	for (int i = 0; i < m->n_readings; i++)
		seen[m->readings[i].allele[0]] = seen[m->readings[i].allele[1]] = 0;
	for (int a = 0; a < g->gene->n_alleles; a++)
		if (seen[a])
			m->open[m->n_open++] = a;
	free(seen);
	return STARDOSE_OK;
}

static int order(const void *a, const void *b) { return compare_reading(a, b); }

int sdi_loss_match(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		   struct sdi_match *out, uint64_t *reasons)
{
	unsigned swap = 0;
	int ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	out->ploidy = 2;
	do {
		struct laying l = lay(g, loss, n, with_phase(loss, n, swap));

		ret = match_laying(g, &l, out, reasons);
	} while (!ret && next_swap(loss, n, &swap));
	if (!ret)
		ret = find_open(g, out);
	if (ret) {
		sdi_match_release(out);
		return ret;
	}
	if (out->n_readings)
		qsort(out->readings, out->n_readings, sizeof(*out->readings), order);
	if (out->n_open_readings)
		qsort(out->open_readings, out->n_open_readings, sizeof(*out->open_readings), order);
	return STARDOSE_OK;
}

void sdi_loss_unname(struct sdi_match *match)
{
	for (int i = 0; i < match->n_readings; i++)
		for (int h = 0; h < match->readings[i].ploidy; h++)
			match->readings[i].n_unlisted[h]++;
	match->n_open_readings = match->n_open = 0;
	match->is_partial = 1;
}
