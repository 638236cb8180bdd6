/* site_merge.c - the outcomes of a cluster -> blocks, states, reasons and names of the genotype */
#include <stdlib.h>
#include <string.h>
#include "genotype/site_merge.h"

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

static void note_half_call(const struct sdi_orders *o)
{
	for (int i = 0; i < o->u.n_rows; i++) {
		const struct sdi_row *row = &o->e->rows[o->u.rows[i]];

		for (int h = 0; h < row->n_given; h++)
			if (row->given[h] < 0)
				o->e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_HALF_CALL;
	}
}

/*
 * Settle the state of one bit; a bit on which silence stays is forgotten or assumed on every
 * haplotype.
 */
static enum stardose_evidence settle(const struct sdi_orders *o, int site, int bit,
				     struct sdi_outcome *out)
{
	const struct sdi_position_index *index = &o->e->c->index;
	int assume = o->e->c->options.absent_is_reference && !sdi_bits_has(&index->no_assume, bit);

	if (!o->e->ploidy)
		return STARDOSE_EVIDENCE_ABSENT;
	if (sdi_bits_has(&out->unknown, bit)) {
		note_half_call(o);
		return STARDOSE_EVIDENCE_REJECTED;
	}
	if (!sdi_bits_has(&out->absent, bit))
		return sdi_evidence_grade(o->e, site);
	for (int h = 0; h < o->e->ploidy; h++) {
		if (!assume) {
			sdi_bits_unset(&out->hap[h].known, bit);
			sdi_bits_unset(&out->hap[h].carried, bit);
		} else if (!sdi_bits_has(&out->hap[h].known, bit)) {
			sdi_bits_set(&out->hap[h].known, bit);
			if (sdi_bits_has(&index->ref_carried, bit))
				sdi_bits_set(&out->hap[h].carried, bit);
		}
	}
	return assume ? STARDOSE_EVIDENCE_ASSUMED : STARDOSE_EVIDENCE_ABSENT;
}

/*
 * Bits of @out at @mask into the genotype: what is alike on all haplotypes into same, the rest into
 * a block.
 */
static int emit(const struct sdi_orders *o, const struct sdi_outcome *out,
		struct stardose_bits mask, int phase_set)
{
	struct sdi_genotype *g = o->e->g;
	struct stardose_bits all = mask, seen = { { 0 } }, common = mask, alike, rest;
	int n_common = out->hap[0].n_unlisted, more = 0;
	struct sdi_block *block;

	for (int h = 0; h < o->e->ploidy; h++) {
		all = sdi_bits_and(all, out->hap[h].known);
		common = sdi_bits_and(common, out->hap[h].carried);
		seen = sdi_bits_or(seen, out->hap[h].carried);
		if (out->hap[h].n_unlisted < n_common)
			n_common = out->hap[h].n_unlisted;
	}
	for (int h = 0; h < o->e->ploidy; h++)
		more |= out->hap[h].n_unlisted > n_common;
	alike = sdi_bits_minus(all, sdi_bits_minus(seen, common));
	if (more)
		for (int h = 0; h < o->e->ploidy; h++)
			alike = sdi_bits_minus(alike, out->odd[h]);
	rest = sdi_bits_minus(mask, alike);
	g->same.known = sdi_bits_or(g->same.known, alike);
	g->same.carried = sdi_bits_or(g->same.carried, sdi_bits_and(alike, common));
	g->same.n_unlisted += n_common;
	seen = (struct stardose_bits){ { 0 } };
	for (int h = 0; h < o->e->ploidy; h++)
		seen = sdi_bits_or(seen, sdi_bits_and(out->hap[h].known, rest));
	if (sdi_bits_empty(seen) && !more)
		return STARDOSE_OK;
	block = block_for(g, phase_set);
	if (!block)
		return STARDOSE_ENOMEM;
	for (int h = 0; h < o->e->ploidy; h++) {
		block->hap[h].known =
			sdi_bits_or(block->hap[h].known, sdi_bits_and(out->hap[h].known, rest));
		block->hap[h].carried =
			sdi_bits_or(block->hap[h].carried, sdi_bits_and(out->hap[h].carried, rest));
		block->hap[h].n_unlisted += out->hap[h].n_unlisted - n_common;
	}
	return STARDOSE_OK;
}

/* Name an allele that nobody listed and say why it counts. */
static int name_piece(const struct sdi_orders *o, const struct sdi_piece *p)
{
	const struct sdi_collector *c = o->e->c;
	const struct sdi_site_record *note = p->note < 0 ? NULL : &c->notes[p->note];
	const struct stardose_window *w;
	char text[160];
	int covers = 0;

	if (p->change.base) {
		w = sdi_window_at(c->gene, c->index.build, p->change.beg, p->change.end);
		snprintf(text, sizeof(text), "%s:%" PRIhts_pos ":%c:%c", c->gene->chrom,
			 p->change.beg + 1, w ? w->seq[p->change.beg - w->beg] : 'N',
			 p->change.base);
		o->e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_UNLISTED_ALLELE;
		return sdi_evidence_note_unlisted(o->e, text);
	}
	for (int i = 0; i < c->index.n_sites; i++)
		covers |= !c->index.sites[i].is_indel &&
			  sdi_change_touches(&p->change, &c->index.sites[i]);
	covers &= note && strlen(note->alleles[p->allele].text) < strlen(note->ref);
	o->e->g->reasons |= UINT64_C(1) << (covers ? STARDOSE_REASON_SPANNING_DELETION
						    : STARDOSE_REASON_UNLISTED_ALLELE);
	return note ? sdi_evidence_note_unlisted(o->e, note->alleles[p->allele].name)
		    : STARDOSE_OK;
}

static int name_star(const struct sdi_orders *o, int note)
{
	const struct sdi_collector *c = o->e->c;
	kstring_t s = KS_INITIALIZE;
	int ret = STARDOSE_ENOMEM;

	if (ksprintf(&s, "%s:%" PRIhts_pos ":%s:*", c->gene->chrom, c->notes[note].pos + 1,
		     c->notes[note].ref) >= 0)
		ret = sdi_evidence_note_unlisted(o->e, s.s);
	o->e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_SPANNING_DELETION;
	free(s.s);
	return ret;
}

/* Names of the unlisted alleles as the haplotypes were laid last. */
static int name_unlisted(const struct sdi_orders *o)
{
	int ret = STARDOSE_OK;

	for (int h = 0; h < o->e->ploidy; h++) {
		const struct sdi_content *c = &o->laid[h];

		for (int i = 0; i < c->n && !ret; i++)
			if (c->piece[i].change.is_unlisted &&
			    sdi_outcome_shows(o, &c->piece[i].change))
				ret = name_piece(o, &c->piece[i]);
		for (int i = 0; i < c->n_placed && !ret; i++)
			if (sdi_content_has_star(o->e, c->placed[i], h) &&
			    !sdi_content_explains(o->e, c, h, c->placed[i]))
				ret = name_star(o, o->e->rows[c->placed[i]].note);
	}
	return ret;
}

/* The same where no order could be settled: every allele by itself. */
static int name_all_unlisted(const struct sdi_orders *o)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < o->u.n_rows; i++) {
		const struct sdi_row *row = &o->e->rows[o->u.rows[i]];

		for (int h = 0; h < o->e->ploidy; h++) {
			const struct sdi_record_allele *a = sdi_row_given(o->e, row, h);

			for (int k = 0; a && k < a->n_changes && !ret; k++)
				if (a->changes[k].is_unlisted &&
				    sdi_outcome_shows(o, &a->changes[k]))
					ret = name_piece(o, &(struct sdi_piece){ a->changes[k],
										  row->note,
										  row->given[h] });
		}
	}
	return ret;
}

static int merge_one(struct sdi_orders *o)
{
	struct sdi_outcome *out = &o->outcome[0];
	struct stardose_bits mask = { { 0 } };
	int ret, is_odd = 0;

	for (int i = 0; i < o->n_sites; i++) {
		const struct sdi_site *s = &o->e->c->index.sites[o->sites[i]];

		for (int k = 0; k < s->n_bits; k++)
			o->e->g->state[s->bit[k]] = settle(o, o->sites[i], s->bit[k], out);
		mask = sdi_bits_or(mask, s->bits);
	}
	ret = emit(o, out, mask, o->u.phase_set);
	for (int h = 0; h < o->e->ploidy; h++)
		is_odd |= !sdi_bits_empty(out->odd[h]);
	if (ret || !is_odd)
		return ret;
	if (out->is_mixed)
		return name_all_unlisted(o);
	ret = sdi_orders_again(o, out);
	return ret < 0 ? ret : name_unlisted(o);
}

static int is_odd_at(const struct sdi_outcome *out, int hap, const struct sdi_site *s)
{
	return !sdi_bits_empty(sdi_bits_and(out->odd[hap], s->bits));
}

static struct sdi_block_hap hap_at(const struct sdi_outcome *out, int hap,
				   const struct sdi_site *s)
{
	struct sdi_block_hap at = { .known = sdi_bits_and(out->hap[hap].known, s->bits),
				    .carried = sdi_bits_and(out->hap[hap].carried, s->bits) };

	return at;
}

/* How much a site is known: bits over all haplotypes. */
static int n_known(const struct sdi_orders *o, const struct sdi_outcome *out,
		   const struct sdi_site *s)
{
	int n = 0;

	for (int h = 0; h < o->e->ploidy; h++)
		n += sdi_bits_count(sdi_bits_and(out->hap[h].known, s->bits));
	return n;
}

/* What all outcomes say of each haplotype: the phase set tells which is which. */
static void agree_in_order(const struct sdi_orders *o, const struct sdi_site *s,
			   struct sdi_outcome *part)
{
	for (int h = 0; h < o->e->ploidy; h++) {
		struct sdi_block_hap all = hap_at(&o->outcome[0], h, s);

		for (int i = 0; i < o->n_outcomes; i++) {
			struct sdi_block_hap next = hap_at(&o->outcome[i], h, s);

			all.known = sdi_bits_and(all.known, next.known);
			if (is_odd_at(&o->outcome[i], h, s))
				all.known = (struct stardose_bits){ { 0 } };
			all.known = sdi_bits_minus(
				all.known, sdi_bits_minus(all.carried, next.carried));
			all.known = sdi_bits_minus(
				all.known, sdi_bits_minus(next.carried, all.carried));
		}
		all.carried = sdi_bits_and(all.carried, all.known);
		part->hap[h] = all;
	}
}

/* How many haplotypes of an outcome are like this one at the site. */
static int count_alike(const struct sdi_orders *o, const struct sdi_outcome *out,
		       const struct sdi_site *s, const struct sdi_block_hap *hap)
{
	int n = 0;

	for (int h = 0; h < o->e->ploidy; h++) {
		struct sdi_block_hap at = hap_at(out, h, s);

		n += !is_odd_at(out, h, s) && !sdi_block_hap_compare(&at, hap);
	}
	return n;
}

/* The haplotypes that are in all outcomes, whichever they are; the rest stays unknown. */
static void agree_in_any_order(const struct sdi_orders *o, const struct sdi_site *s,
			       struct sdi_outcome *part)
{
	int n = 0;

	for (int h = 0; h < o->e->ploidy; h++) {
		struct sdi_block_hap at = hap_at(&o->outcome[0], h, s);
		int n_before = 0, n_all = STARDOSE_MAX_PLOIDY;

		for (int i = 0; i < o->n_outcomes; i++) {
			int n_here = count_alike(o, &o->outcome[i], s, &at);

			n_all = n_here < n_all ? n_here : n_all;
		}
		for (int i = 0; i < n; i++)
			n_before += !sdi_block_hap_compare(&part->hap[i], &at);
		if (n_before < n_all)
			part->hap[n++] = at;
	}
	for (int k = 0; k < s->n_bits; k++) {	/* a variant that is on none, or on all of them */
		int n_bit = 0, n_carried = 0;

		for (int i = 0; i < o->n_outcomes; i++)
			for (int h = 0; h < o->e->ploidy; h++) {
				const struct sdi_block_hap *hap = &o->outcome[i].hap[h];

				n_bit += sdi_bits_has(&hap->known, s->bit[k]) &&
					 !is_odd_at(&o->outcome[i], h, s);
				n_carried += sdi_bits_has(&hap->carried, s->bit[k]);
			}
		if (n_bit < o->n_outcomes * o->e->ploidy || (n_carried && n_carried < n_bit))
			continue;
		for (int h = n; h < o->e->ploidy; h++) {
			sdi_bits_set(&part->hap[h].known, s->bit[k]);
			if (n_carried)
				sdi_bits_set(&part->hap[h].carried, s->bit[k]);
		}
	}
}

/* Return 1 when nothing is lost that an outcome knows: then the site is not in conflict. */
static int agree(const struct sdi_orders *o, const struct sdi_site *s, struct sdi_outcome *part,
		 int *is_ordered)
{
	struct sdi_outcome ordered = { 0 };
	int is_full = 1;

	memset(part, 0, sizeof(*part));
	*is_ordered = 0;
	if (o->is_overrun || !o->n_outcomes)
		return 0;
	agree_in_any_order(o, s, part);
	if (o->u.phase_set >= 0) {
		agree_in_order(o, s, &ordered);
		*is_ordered = n_known(o, &ordered, s) >= n_known(o, part, s);
		if (*is_ordered)
			*part = ordered;
	}
	for (int i = 0; i < o->n_outcomes; i++) {
		is_full &= n_known(o, &o->outcome[i], s) == n_known(o, part, s);
		for (int h = 0; h < o->e->ploidy; h++)
			is_full &= !is_odd_at(&o->outcome[i], h, s);
		part->unknown = sdi_bits_or(part->unknown, o->outcome[i].unknown);
		part->absent = sdi_bits_or(part->absent, o->outcome[i].absent);
	}
	return is_full;
}

/* Does a record of the cluster, or an order of its rows, carry variant @k of the site? */
static int may_carry(const struct sdi_orders *o, const struct sdi_site *s, int k)
{
	if (s->ref_carries[k])
		return 1;
	for (int i = 0; i < o->n_outcomes && !o->is_overrun; i++)
		for (int h = 0; h < o->e->ploidy; h++)
			if (sdi_bits_has(&o->outcome[i].hap[h].carried, s->bit[k]))
				return 1;
	for (int i = 0; i < o->u.n_rows; i++)
		for (int h = 0; h < o->e->ploidy; h++) {
			const struct sdi_record_allele *a =
				sdi_row_given(o->e, &o->e->rows[o->u.rows[i]], h);

			for (int c = 0; a && c < a->n_changes; c++)
				if (sdi_change_carries(&a->changes[c], s, k))
					return 1;
		}
	return 0;
}

/* A site in conflict: what is known on every haplotype stays, the rest is contested. */
static void contest(struct sdi_orders *o, int site, struct sdi_outcome *part)
{
	const struct sdi_site *s = &o->e->c->index.sites[site];
	struct sdi_genotype *g = o->e->g;

	for (int k = 0; k < s->n_bits; k++) {
		int n = 0;

		for (int h = 0; h < o->e->ploidy; h++)
			n += sdi_bits_has(&part->hap[h].known, s->bit[k]);
		if (n == o->e->ploidy) {
			g->state[s->bit[k]] = settle(o, site, s->bit[k], part);
			continue;
		}
		g->state[s->bit[k]] = STARDOSE_EVIDENCE_CONFLICT;
		g->reasons |= UINT64_C(1) << STARDOSE_REASON_SITES_CONFLICT;
		if (may_carry(o, s, k))
			sdi_bits_set(&g->contested, s->bit[k]);
	}
}

/*
 * Where orders differ, an unlisted allele that one of them leaves is not taken for absent: as many
 * haplotypes have one as in the order with most.
 */
static int emit_unlisted(const struct sdi_orders *o)
{
	struct sdi_outcome all = { 0 };
	int n_most = 0;

	for (int i = 0; i < o->n_outcomes && !o->is_overrun; i++) {
		int n = 0;

		for (int h = 0; h < o->e->ploidy; h++)
			n += o->outcome[i].hap[h].n_unlisted > 0;
		n_most = n > n_most ? n : n_most;
	}
	for (int h = 0; h < n_most; h++)
		all.hap[h].n_unlisted = 1;
	return n_most ? emit(o, &all, (struct stardose_bits){ { 0 } }, -1) : STARDOSE_OK;
}

static int merge_many(struct sdi_orders *o)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < o->n_sites && !ret; i++) {
		const struct sdi_site *s = &o->e->c->index.sites[o->sites[i]];
		struct sdi_outcome part;
		int is_ordered;

		if (agree(o, s, &part, &is_ordered))
			for (int k = 0; k < s->n_bits; k++)
				o->e->g->state[s->bit[k]] =
					settle(o, o->sites[i], s->bit[k], &part);
		else
			contest(o, o->sites[i], &part);
		ret = emit(o, &part, s->bits, is_ordered ? o->u.phase_set : -1);
	}
	if (!ret)
		ret = emit_unlisted(o);
	if (o->is_overrun)
		o->e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_TOO_MANY_READINGS;
	return ret ? ret : name_all_unlisted(o);
}

int sdi_site_merge(struct sdi_orders *o)
{
	int is_one = o->n_outcomes == 1 && !o->is_overrun && !o->is_contradiction;

	return is_one ? merge_one(o) : merge_many(o);
}
