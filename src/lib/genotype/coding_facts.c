/*
 * coding_facts.c - what the alleles that a pattern carries do together
 *
 * Callers write one haplotype in many ways, so neighbours are asked together: indels that spell
 * listed variants between them are those, and indels in cis may keep the frame.
 */
#include <stdlib.h>
#include <string.h>
#include "genotype/coding_facts_impl.h"
#include "genotype/collector_impl.h"

static int is_phased_with(const struct carried *a, const struct carried *b)
{
	return a->phase_set >= 0 && a->phase_set == b->phase_set && a->ploidy == b->ploidy;
}

/*
 * The same change again: of another allele there, or in another record, as joined call sets have
 * it.
 */
static void merge(struct carried *to, const struct carried *x)
{
	int n = to->copies + x->copies;

	if (is_phased_with(to, x)) {
		to->haplotypes |= x->haplotypes;
		to->copies = __builtin_popcount(to->haplotypes);
	} else if (sdi_carried_as_siblings(to, x)) {
		to->copies = n < to->ploidy ? n : to->ploidy;
		to->phase_set = -1;
		to->haplotypes |= x->haplotypes; /* means something where it is all of them */
	} else if (x->copies > to->copies) {
		*to = *x;
	}
}

static int add(struct carrying *to, const struct carried *x)
{
	for (int i = 0; i < to->n; i++)
		if (!strcmp(to->v[i].change->name, x->change->name)) {
			merge(&to->v[i], x);
			return STARDOSE_OK;
		}
	if (to->n == to->m) {
		int m = to->m ? 2 * to->m : 8;
		struct carried *more = realloc(to->v, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		to->v = more;
		to->m = m;
	}
	to->v[to->n++] = *x;
	return STARDOSE_OK;
}

static int add_observation(struct carrying *to, const struct sdi_coding_record *r,
			   const struct sdi_observation *o)
{
	int ret = STARDOSE_OK;

	for (int a = 1; a < r->n_alleles; a++) {
		struct carried x = { .record = r,
				     .allele = &r->alleles[a],
				     .ploidy = o->ploidy,
				     .phase_set = o->phase_set };

		for (int h = 0; h < o->ploidy; h++)
			if (o->allele[h] == a) {
				x.copies++;
				x.haplotypes |= 1u << h;
			}
		for (int i = 0; i < x.allele->n && x.copies && !ret; i++) {
			x.change = &x.allele->changes[i];
			x.effect = x.change->effect;
			ret = add(to, &x);
		}
	}
	return ret;
}

/* ---- neighbours ---- */

static int is_near(const struct carried *a, const struct carried *b)
{
	hts_pos_t apart = a->record->pos > b->record->pos ? a->record->pos - b->record->pos
							   : b->record->pos - a->record->pos;

	return apart <= SDI_CLUSTER_PAD && !a->is_gone && !b->is_gone;
}

static int is_everywhere(const struct carried *x) { return x->copies == x->ploidy; }

/* On exactly the same haplotypes, as far as anybody knows (@surely: known). */
static int in_cis(const struct carried *a, const struct carried *b, int surely)
{
	if (a->allele == b->allele)
		return 1;
	if (a->copies != b->copies || a->record == b->record || sdi_carried_as_siblings(a, b))
		return 0;
	if (is_everywhere(a) && is_everywhere(b))
		return 1;
	if (is_phased_with(a, b))
		return a->haplotypes == b->haplotypes;
	return !surely;
}

static int by_place(const void *va, const void *vb)
{
	const struct carried *a = va, *b = vb;

	if (a->record->pos != b->record->pos)
		return a->record->pos < b->record->pos ? -1 : 1;
	return strcmp(a->change->name, b->change->name);
}

#define MAX_TOGETHER 8 /* more than callers make of one haplotype */

struct group {
	int n;
	const struct sdi_coding_allele *allele[MAX_TOGETHER];
	struct sdi_edit edits[MAX_TOGETHER];
};

static void join(struct group *g, const struct carried *x)
{
	for (int i = 0; i < g->n; i++)
		if (g->allele[i] == x->allele)
			return;
	if (g->n == MAX_TOGETHER)
		return;
	g->allele[g->n] = x->allele;
	g->edits[g->n++] = (struct sdi_edit){ x->record->pos, x->record->ref, x->allele->text };
}

/* What an indel and its neighbours spell between them is listed: then none of them is unlisted. */
static int drop_listed(struct carrying *all, int i)
{
	const struct carried *x = &all->v[i];
	struct group g = { 0 };
	struct sdi_coding_verdict v;
	int ret;

	for (int k = 0; k < all->n; k++)
		if (all->v[k].change->effect && is_near(x, &all->v[k]) &&
		    in_cis(x, &all->v[k], 0))
			join(&g, &all->v[k]);
	if (g.n < 2)
		return STARDOSE_OK;
	ret = sdi_coding_judge(all->coding, g.edits, g.n, &v);
	for (int k = 0; k < all->n && !ret && !v.is_bad && v.is_listed; k++)
		for (int n = 0; n < g.n; n++)
			all->v[k].is_gone |= all->v[k].allele == g.allele[n];
	return ret;
}

/* Indels that are surely in cis may leave the frame as it was. */
static int judge_together(struct carrying *all, int i)
{
	struct carried *x = &all->v[i];
	enum stardose_coding_effect worst = STARDOSE_EFFECT_NONE;
	struct group g = { 0 };
	struct sdi_coding_verdict v;
	int ret;

	for (int k = 0; k < all->n; k++)
		if (!all->v[k].change->base && is_near(x, &all->v[k]) &&
		    in_cis(x, &all->v[k], 1))
			join(&g, &all->v[k]);
	if (g.n < 2)
		return STARDOSE_OK;
	ret = sdi_coding_judge(all->coding, g.edits, g.n, &v);
	if (ret || v.is_bad)
		return ret;
	for (int k = 0; k < v.n; k++)
		worst = v.part[k].effect > worst ? v.part[k].effect : worst;
	/* a frameshift that neighbours do not mend stays what it is alone */
	if (!sdi_effect_breaks(worst))
		x->effect = worst;
	return STARDOSE_OK;
}

/* ---- to the genotype ---- */

/* A protein that is broken on one haplotype, phased with others: which one these make. */
static void place(const struct carried *x, const struct sdi_genotype *g,
		  struct sdi_coding_fact *fact)
{
	int h = x->broken & 1 ? 0 : 1;

	for (int i = 0; i < g->n_blocks && x->ploidy == 2 && x->n_broken == 1; i++)
		if (x->broken_set >= 0 && g->blocks[i].phase_set == x->broken_set) {
			fact->is_placed = 1;
			fact->on = g->blocks[i].hap[h];
			fact->off = g->blocks[i].hap[!h];
		}
}

/* What a change does by itself breaks the haplotypes that carry it. */
static void break_own(struct carried *x)
{
	if (x->is_joint)
		return;
	x->n_broken = sdi_effect_breaks(x->effect) ? x->copies : 0;
	x->broken = x->haplotypes;
	x->broken_set = x->phase_set;
}

static int tell(const struct carrying *all, struct sdi_genotype *out)
{
	out->coding = calloc(all->n ? all->n : 1, sizeof(*out->coding));
	if (!out->coding)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < all->n; i++) {
		struct carried *x = &all->v[i];
		struct sdi_coding_fact *fact;

		if (x->is_gone || !x->effect)
			continue;
		break_own(x);
		fact = &out->coding[out->n_coding++];
		fact->variant = (struct stardose_coding_variant){ strdup(x->change->name),
								  x->effect, x->copies };
		fact->n_broken = x->n_broken;
		if (!fact->variant.variant)
			return STARDOSE_ENOMEM;
		place(x, out, fact);
		if (sdi_effect_breaks(x->effect))
			out->reasons |= UINT64_C(1) << STARDOSE_REASON_UNLISTED_CODING_VARIANT;
	}
	return STARDOSE_OK;
}

int sdi_coding_facts(const struct sdi_collector *c, int32_t node, struct sdi_genotype *out)
{
	struct carrying all = { .coding = &c->coding.coding };
	int ret = STARDOSE_OK;

	for (struct sdi_pattern p;
	     !ret && (p = sdi_pattern_at(&c->patterns, node)).parent >= 0; node = p.parent) {
		const struct sdi_observation *o = sdi_observation_at(&c->patterns, p.observation);

		if (sdi_is_coding_note(o->note))
			ret = add_observation(&all, &c->coding.v[sdi_coding_note(o->note)], o);
	}
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_place);
	for (int i = 0; i < all.n && !ret; i++)
		if (!all.v[i].change->base && !all.v[i].is_gone)
			ret = drop_listed(&all, i);
	for (int i = 0; i < all.n && !ret; i++)
		if (!all.v[i].change->base && !all.v[i].is_gone)
			ret = judge_together(&all, i);
	if (!ret && all.n) {
		sdi_coding_join_codons(&all);
		ret = tell(&all, out);
	}
	free(all.v);
	return ret;
}
