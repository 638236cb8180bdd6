/*
 * coding_codon.c - substitutions of one codon, as the haplotypes that carry them have it
 *
 * Two of them may be a stop codon together and none alone, or one alone and none together.
 */
#include <string.h>
#include "genotype/coding_facts_impl.h"

#define MAX_MATES 8 /* three places of a codon, and more than one row for some */

/* The changes of a codon, those of the tables with them. */
struct codon {
	const struct sdi_coding *coding;
	int number, ploidy, n;
	struct carried *mate[MAX_MATES];
	int group[MAX_MATES]; /* whose haplotypes swap together; -1: they are on every haplotype */
	int n_groups;
};

/* What the orders of the haplotypes come to. */
struct joint {
	int n_orders, differs;
	int min_broken, max_broken;
	unsigned broken; /* haplotypes, as the records have them */
	enum stardose_coding_effect worst[MAX_MATES];
};

int sdi_carried_as_siblings(const struct carried *a, const struct carried *b)
{
	return a->allele != b->allele && a->record->pos == b->record->pos &&
	       !strcmp(a->record->ref, b->record->ref) &&
	       strcmp(a->allele->text, b->allele->text) != 0;
}

static int codon_of(const struct sdi_coding *c, const struct carried *x)
{
	int at = x->change->base ? sdi_coding_index(c, x->change->pos) : -1;

	return at < 0 || !c->is_readable || sdi_coding_splice(c, x->change->pos) ||
			       !sdi_coding_known(c, sdi_coding_codon(c, at))
		       ? -1
		       : sdi_coding_codon(c, at);
}

static int is_fixed(const struct carried *x) { return x->copies == x->ploidy; }

static int swaps_with(const struct carried *a, const struct carried *b)
{
	if (is_fixed(a) || is_fixed(b))
		return 0;
	return a->phase_set >= 0 ? a->phase_set == b->phase_set
				 : b->phase_set < 0 && a->record == b->record;
}

static void add_mate(struct codon *codon, struct carried *x)
{
	int n = codon->n, group = is_fixed(x) ? -1 : codon->n_groups;

	if (n == MAX_MATES)
		return;
	for (int i = 0; i < n; i++)
		if (swaps_with(codon->mate[i], x))
			group = codon->group[i];
	codon->n_groups += group == codon->n_groups;
	codon->group[n] = group;
	codon->mate[codon->n++] = x;
}

/* Is change @i on haplotype @h, in order @order: a bit for each group that is swapped? */
static int is_on(const struct codon *codon, int i, int h, unsigned order)
{
	int group = codon->group[i];

	if (group < 0)
		return 1;
	return codon->mate[i]->haplotypes >> (order >> group & 1 ? !h : h) & 1;
}

/*
 * The codon of a haplotype. Return: 0: two changes are of the same base, so it cannot be
 * @is_ours: 1: a change that no definition has is there; @alone: 1: one of them breaks by itself
 */
static int read_codon(const struct codon *codon, int h, unsigned order,
		      enum stardose_coding_effect *effect, int *is_ours, int *alone)
{
	const char *ref = sdi_codon_bases(codon->coding, codon->number);
	char base[3];

	*is_ours = *alone = 0;
	memcpy(base, ref, sizeof(base));
	for (int i = 0; i < codon->n; i++) {
		const struct sdi_coding_change *change = codon->mate[i]->change;
		int at = (int)(codon->coding->base + sdi_coding_index(codon->coding, change->pos) -
			       ref);

		if (!is_on(codon, i, h, order))
			continue;
		if (base[at] != ref[at])
			return 0;
		base[at] = change->base;
		*is_ours |= !change->is_listed;
		*alone |= sdi_effect_breaks(change->effect);
	}
	*effect = sdi_codon_effect(codon->coding, codon->number, base);
	return 1;
}

static void note_worst(const struct codon *codon, int h, unsigned order,
		       enum stardose_coding_effect effect, struct joint *joint)
{
	for (int i = 0; i < codon->n; i++)
		if (is_on(codon, i, h, order) && effect > joint->worst[i])
			joint->worst[i] = effect;
}

/* Would a haplotype have two alleles of one place? */
static int has_siblings(const struct codon *codon, int h, unsigned order)
{
	for (int i = 0; i < codon->n; i++)
		for (int k = 0; k < i; k++)
			if (codon->group[i] >= 0 && codon->group[k] >= 0 &&
			    is_on(codon, i, h, order) && is_on(codon, k, h, order) &&
			    sdi_carried_as_siblings(codon->mate[i], codon->mate[k]))
				return 1;
	return 0;
}

static void try_order(const struct codon *codon, unsigned order, struct joint *joint)
{
	enum stardose_coding_effect effect[2];
	int is_ours[2], alone[2], n = 0;

	for (int h = 0; h < codon->ploidy; h++)
		if (has_siblings(codon, h, order))
			return;
	for (int h = 0; h < codon->ploidy; h++)
		if (!read_codon(codon, h, order, &effect[h], &is_ours[h], &alone[h]))
			return;
	for (int h = 0; h < codon->ploidy; h++) {
		int breaks = is_ours[h] && sdi_effect_breaks(effect[h]);

		joint->differs |= breaks != alone[h];
		joint->broken |= (unsigned)(breaks && !order) << h;
		n += breaks;
		note_worst(codon, h, order, effect[h], joint);
	}
	joint->min_broken = joint->n_orders++ && joint->min_broken < n ? joint->min_broken : n;
	joint->max_broken = n > joint->max_broken ? n : joint->max_broken;
}

/* Changes that may break, the one on the fewest haplotypes first. */
static struct carried *next_breaking(const struct codon *codon)
{
	struct carried *best = NULL;

	for (int i = 0; i < codon->n; i++) {
		struct carried *x = codon->mate[i];

		if (!x->change->is_listed && !x->n_broken && sdi_effect_breaks(x->effect) &&
		    (!best || x->copies < best->copies))
			best = x;
	}
	return best;
}

/* What breaks is one change of the codon; a second where one haplotype may be broken or both. */
static void count_broken(const struct codon *codon, const struct joint *joint)
{
	int sure = joint->max_broken == joint->min_broken,
	    each = sure && codon->n_groups < 2 ? joint->max_broken : 1;
	int set = -1;

	for (int i = 0; i < codon->n && codon->n_groups == 1; i++)
		set = codon->group[i] == 0 ? codon->mate[i]->phase_set : set;
	for (int left = joint->max_broken; left > 0; left -= each) {
		struct carried *x = next_breaking(codon);

		if (!x)
			return;
		x->n_broken = each;
		x->broken = joint->broken;
		x->broken_set = set;
	}
}

static void join_codon(struct codon *codon)
{
	struct joint joint = { 0 };

	for (unsigned order = 0; order < 1u << codon->n_groups; order++)
		try_order(codon, order, &joint);
	if (!joint.differs)
		return;
	for (int i = 0; i < codon->n; i++)
		if (!codon->mate[i]->change->is_listed) {
			codon->mate[i]->effect = joint.worst[i];
			codon->mate[i]->is_joint = 1;
		}
	count_broken(codon, &joint);
}

void sdi_coding_join_codons(struct carrying *all)
{
	for (int i = 0; i < all->n; i++) {
		struct carried *first = &all->v[i];
		struct codon codon = { .coding = all->coding,
				       .number = codon_of(all->coding, first),
				       .ploidy = first->ploidy };
		int is_first = codon.number >= 0 && !first->is_gone && first->ploidy <= 2;

		for (int k = 0; k < all->n && is_first; k++) {
			struct carried *x = &all->v[k];

			if (x->is_gone || x->ploidy != codon.ploidy ||
			    codon_of(all->coding, x) != codon.number)
				continue;
			is_first = k >= i;
			add_mate(&codon, x);
		}
		if (is_first && codon.n > 1)
			join_codon(&codon);
	}
}
