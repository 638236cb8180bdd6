/* haplotype_outcome.c - rows as they lie now -> what each haplotype has at each site */
#include <string.h>
#include "genotype/haplotype_outcome.h"

/* Does the first record deny an allele of the second on a haplotype? '.' denies nothing. */
static int denies(const struct sdi_orders *o, const struct sdi_spot *a, const struct sdi_spot *b,
		  int hap)
{
	const struct sdi_row *x = &o->e->rows[a->row], *y = &o->e->rows[b->row];
	int p = x->now[hap];

	return y->now[hap] == b->allele && p >= 0 && p != a->allele &&
	       !sdi_content_includes(o->e, x->note, p, y->note, b->allele);
}

/* An allele that two records write down lies on the same haplotypes in both. */
static int duplicates_agree(const struct sdi_orders *o)
{
	const struct sdi_spot *a = NULL;

	for (int i = 0; i < o->u.n_spots; i++) {
		const struct sdi_spot *b = &o->u.spots[i];

		if (o->e->rows[b->row].is_left_out)
			continue;
		for (int h = 0; a && a->group == b->group && h < o->e->ploidy; h++)
			if (denies(o, a, b, h) || denies(o, b, a, h))
				return 0;
		a = b;
	}
	return 1;
}

int sdi_outcome_shows(const struct sdi_orders *o, const struct sdi_change *change)
{
	for (int i = 0; i < o->n_sites; i++) {
		const struct sdi_site *s = &o->e->c->index.sites[o->sites[i]];

		if (!(s->is_indel && change->base) && sdi_change_touches(change, s))
			return 1;
	}
	return 0;
}

/* '*' over the site that no other row's allele explains. */
static int orphan_over(const struct sdi_orders *o, int hap, const struct sdi_site *s)
{
	const struct sdi_content *c = &o->laid[hap];

	for (int i = 0; i < c->n_placed; i++) {
		const struct sdi_site_record *note =
			&o->e->c->notes[o->e->rows[c->placed[i]].note];

		if (note->pos < s->end && s->beg < note->ref_end &&
		    sdi_content_has_star(o->e, c->placed[i], hap) &&
		    !sdi_content_explains(o->e, c, hap, c->placed[i]))
			return 1;
	}
	return 0;
}

/* What a haplotype's changes make of a site: 1 when they decide it. */
static int site_from_changes(const struct sdi_orders *o, int hap, const struct sdi_site *s,
			     struct sdi_outcome *out)
{
	const struct sdi_content *c = &o->laid[hap];
	int decided = 0, has = 0, odd = 0;
	char base = 0;

	for (int i = 0; i < c->n; i++) {
		const struct sdi_change *change = &c->piece[i].change;

		if (!sdi_change_touches(change, s))
			continue;
		decided = 1;
		odd |= change->is_unlisted && !(s->is_indel && change->base);
		base = change->base ? change->base : base;
		has |= s->is_indel && change->variant == s->indel.variant;
	}
	if (!decided)
		decided = odd = orphan_over(o, hap, s);
	if (!decided)
		return 0;
	for (int i = 0; i < s->n_bits; i++) {
		int carried = s->is_indel ? has ^ s->ref_carries[i] : base && base == s->base[i];

		sdi_bits_set(&out->hap[hap].known, s->bit[i]);
		if (carried)
			sdi_bits_set(&out->hap[hap].carried, s->bit[i]);
	}
	if (odd)
		out->odd[hap] = sdi_bits_or(out->odd[hap], s->bits);
	return 1;
}

static void site_from_records(const struct sdi_orders *o, int site, int hap, int is_joint,
			      struct sdi_outcome *out)
{
	const struct sdi_site *s = &o->e->c->index.sites[site];
	enum sdi_fact fact = sdi_evidence_fact(o->e, site, hap);
	struct stardose_bits not_probed;

	/* Records that only make sense together speak of the bases between them as well. */
	if (fact == SDI_FACT_ABSENT && is_joint && o->u.from <= s->beg && s->end <= o->u.to)
		fact = SDI_FACT_REF;
	if (fact == SDI_FACT_ABSENT) {
		out->absent = sdi_bits_or(out->absent, s->bits);
		return;
	}
	if (fact == SDI_FACT_UNKNOWN) {
		out->unknown = sdi_bits_or(out->unknown, s->bits);
		return;
	}
	not_probed = sdi_evidence_not_probed(o->e, site);
	out->absent = sdi_bits_or(out->absent, not_probed);
	for (int i = 0; i < s->n_bits; i++)
		if (!sdi_bits_has(&not_probed, s->bit[i])) {
			sdi_bits_set(&out->hap[hap].known, s->bit[i]);
			if (s->ref_carries[i])
				sdi_bits_set(&out->hap[hap].carried, s->bit[i]);
		}
}

static void count_unlisted(const struct sdi_orders *o, int hap, struct sdi_outcome *out)
{
	const struct sdi_content *c = &o->laid[hap];
	int is_orphan = 0;

	for (int i = 0; i < c->n; i++) {
		const struct sdi_change *change = &c->piece[i].change;

		if (!change->is_unlisted || !sdi_outcome_shows(o, change))
			continue;
		out->hap[hap].n_unlisted++;
		out->oddities += ((uint64_t)change->beg << 32 ^ (uint64_t)change->end << 8 ^
				  (uint8_t)change->base) *
				 UINT64_C(0x9e3779b97f4a7c15);
	}
	for (int i = 0; i < c->n_placed; i++)
		if (sdi_content_has_star(o->e, c->placed[i], hap) &&
		    !sdi_content_explains(o->e, c, hap, c->placed[i])) {
			is_orphan = 1;
			out->n_orphans++;
		}
	out->hap[hap].n_unlisted += is_orphan;
}

static void copy_content(struct sdi_content *to, const struct sdi_content *from)
{
	to->n = from->n;
	to->n_placed = from->n_placed;
	to->is_joint = 0;
	memcpy(to->piece, from->piece, from->n * sizeof(*to->piece));
	memcpy(to->placed, from->placed, from->n_placed * sizeof(*to->placed));
}

int sdi_outcome_read(struct sdi_orders *o, struct sdi_outcome *out)
{
	int ploidy = o->e->ploidy, is_joint = 0;

	memset(out, 0, sizeof(*out));
	if (!duplicates_agree(o))
		return 0;
	for (int h = 0; h < ploidy; h++) {
		int ret;

		copy_content(&o->laid[h], &o->content[h]);
		ret = sdi_content_resolve(o->e, &o->laid[h], h);
		if (ret < 0)
			return ret;
		is_joint |= ret;
		o->work += 20 + (ret ? 1000 : 0);
	}
	for (int h = 0; h < ploidy; h++) {
		for (int i = 0; i < o->n_sites; i++)
			if (!site_from_changes(o, h, &o->e->c->index.sites[o->sites[i]], out))
				site_from_records(o, o->sites[i], h, is_joint, out);
		count_unlisted(o, h, out);
		o->work += o->n_sites * (1 + o->laid[h].n);
	}
	memcpy(out->turn, o->turn, sizeof(out->turn));
	return 1;
}
