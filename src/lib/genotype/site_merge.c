/* site_merge.c - the outcomes of a cluster -> blocks, states, reasons and names of the genotype */
#include <stdlib.h>
#include <string.h>
#include "genotype/haplotype_lay.h"

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

static void note_half_call(const struct sdi_cluster *cl)
{
	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];

		for (int h = 0; h < row->n_given; h++)
			if (row->given[h] < 0)
				cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_HALF_CALL;
	}
}

/*
 * Settle the state of one bit; a bit on which silence stays is forgotten or assumed on every
 * haplotype.
 */
static enum stardose_evidence settle(const struct sdi_cluster *cl, int site, int bit,
				     struct sdi_outcome *o)
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

/*
 * Bits of @o at @mask into the genotype: what is alike on all haplotypes into same, the rest into
 * a block.
 */
static int emit(const struct sdi_cluster *cl, struct sdi_outcome *o, struct stardose_bits mask,
		int phase_set)
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
		block->hap[h].known =
			sdi_bits_or(block->hap[h].known, sdi_bits_and(o->hap[h].known, rest));
		block->hap[h].carried =
			sdi_bits_or(block->hap[h].carried, sdi_bits_and(o->hap[h].carried, rest));
		block->hap[h].n_unlisted += o->hap[h].n_unlisted - n_common;
	}
	return STARDOSE_OK;
}

/* Name an allele that nobody listed and say why it counts. */
static int name_piece(const struct sdi_cluster *cl, const struct sdi_piece *p)
{
	const struct sdi_collector *c = cl->e->c;
	const struct sdi_site_record *note = p->note < 0 ? NULL : &c->notes[p->note];
	const struct stardose_window *w;
	char text[160];
	int covers = 0;

	if (p->change.base) {
		w = sdi_window_at(c->gene, c->index.build, p->change.beg, p->change.end);
		snprintf(text, sizeof(text), "%s:%" PRIhts_pos ":%c:%c", c->gene->chrom,
			 p->change.beg + 1, w ? w->seq[p->change.beg - w->beg] : 'N',
			 p->change.base);
		cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_UNLISTED_ALLELE;
		return sdi_evidence_note_unlisted(cl->e, text);
	}
	for (int i = 0; i < c->index.n_sites; i++)
		covers |= !c->index.sites[i].is_indel &&
			  sdi_change_touches(&p->change, &c->index.sites[i]);
	covers &= note && strlen(note->alleles[p->allele].text) < strlen(note->ref);
	cl->e->g->reasons |= UINT64_C(1) << (covers ? STARDOSE_WHY_SPANNING_DELETION
						    : STARDOSE_WHY_UNLISTED_ALLELE);
	return note ? sdi_evidence_note_unlisted(cl->e, note->alleles[p->allele].name)
		    : STARDOSE_OK;
}

static int name_star(const struct sdi_cluster *cl, int note)
{
	const struct sdi_collector *c = cl->e->c;
	kstring_t s = KS_INITIALIZE;
	int ret = STARDOSE_ENOMEM;

	if (ksprintf(&s, "%s:%" PRIhts_pos ":%s:*", c->gene->chrom, c->notes[note].pos + 1,
		     c->notes[note].ref) >= 0)
		ret = sdi_evidence_note_unlisted(cl->e, s.s);
	cl->e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_SPANNING_DELETION;
	free(s.s);
	return ret;
}

/* Names of the unlisted alleles as the haplotypes were laid last. */
static int name_unlisted(const struct sdi_cluster *cl)
{
	int ret = STARDOSE_OK;

	for (int h = 0; h < cl->e->ploidy; h++) {
		const struct sdi_content *c = &cl->content[h];

		for (int i = 0; i < c->n && !ret; i++)
			if (c->piece[i].change.is_unlisted &&
			    sdi_cluster_shows(cl, &c->piece[i].change))
				ret = name_piece(cl, &c->piece[i]);
		for (int i = 0; i < c->n_star && !ret; i++) {
			const struct sdi_site_record *note = &cl->e->c->notes[c->star[i]];

			if (!sdi_content_removes(c, note->pos, note->ref_end))
				ret = name_star(cl, c->star[i]);
		}
	}
	return ret;
}

/* The same where no order could be settled: every allele by itself. */
static int name_all_unlisted(const struct sdi_cluster *cl)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < cl->n_rows; i++) {
		const struct sdi_row *row = &cl->e->rows[cl->rows[i]];

		for (int h = 0; h < cl->e->ploidy; h++) {
			const struct sdi_record_allele *a =
				row->given[h] > 0 ? sdi_row_allele(cl->e, row, row->given[h])
						  : NULL;

			for (int k = 0; a && k < a->n_changes && !ret; k++)
				if (a->changes[k].is_unlisted &&
				    sdi_cluster_shows(cl, &a->changes[k]))
					ret = name_piece(cl, &(struct sdi_piece){ a->changes[k],
										  row->note,
										  row->given[h] });
		}
	}
	return ret;
}

static int merge_one(struct sdi_cluster *cl)
{
	struct sdi_outcome *o = &cl->outcome[0], again;
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
	if (o->is_mixed)
		return name_all_unlisted(cl);
	sdi_cluster_order(cl, o->order);
	ret = sdi_cluster_evaluate(cl, &again);
	return ret < 0 ? ret : name_unlisted(cl);
}

static struct sdi_outcome at_site(const struct sdi_cluster *cl, const struct sdi_outcome *o,
				  const struct sdi_site *s, int sorted)
{
	struct sdi_outcome part = *o;

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
static int site_agrees(const struct sdi_cluster *cl, const struct sdi_site *s, int sorted)
{
	struct sdi_outcome first = at_site(cl, &cl->outcome[0], s, sorted);

	for (int i = 0; i < cl->n_outcomes; i++) {
		struct sdi_outcome next = at_site(cl, &cl->outcome[i], s, sorted);

		for (int h = 0; h < cl->e->ploidy; h++)
			if (sdi_block_hap_compare(&first.hap[h], &next.hap[h]))
				return 0;
		if (!sdi_bits_empty(sdi_bits_and(next.odd, s->bits)))
			return 0;
	}
	return 1;
}

static int merge_many(struct sdi_cluster *cl)
{
	int ret = STARDOSE_OK, is_conflict = 0;

	for (int i = 0; i < cl->n_sites && !ret; i++) {
		const struct sdi_site *s = &cl->e->c->index.sites[cl->sites[i]];
		int usable = cl->n_outcomes && !cl->is_overrun;
		int ordered = usable && cl->phase_set >= 0 && site_agrees(cl, s, 0);

		if (ordered || (usable && site_agrees(cl, s, 1))) {
			struct sdi_outcome part = at_site(cl, &cl->outcome[0], s, !ordered);

			for (int k = 1; k < cl->n_outcomes; k++) {
				part.unknown = sdi_bits_or(part.unknown, cl->outcome[k].unknown);
				part.absent = sdi_bits_or(part.absent, cl->outcome[k].absent);
			}
			for (int k = 0; k < s->n_bits; k++)
				cl->e->g->state[s->bit[k]] =
					settle(cl, cl->sites[i], s->bit[k], &part);
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

int sdi_site_merge(struct sdi_cluster *cl)
{
	return cl->n_outcomes == 1 && !cl->is_overrun ? merge_one(cl) : merge_many(cl);
}
