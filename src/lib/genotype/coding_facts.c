/*
 * coding_facts.c - what the alleles that a pattern carries do together
 *
 * Callers write one haplotype in many ways, so neighbours are asked together: indels that spell
 * listed variants between them are those, indels in cis may keep the frame, and substitutions of
 * one codon in cis make one amino acid.
 */
#include <stdlib.h>
#include <string.h>
#include "genotype/collector_impl.h"

/* An allele that the pattern carries. */
struct carried {
	const struct sdi_coding_record *record;
	const struct sdi_coding_allele *allele;
	int copies, ploidy;
	int phase_set;	    /* -1 unphased */
	unsigned haplotypes; /* bits; they mean something where phased */
	enum stardose_coding_effect effect;
	int codon, is_gone;
};

struct carrying {
	const struct sdi_coding *coding;
	int n, m;
	struct carried *v;
};

/* The same allele in two records, as joined call sets have it, is there once. */
static int add(struct carrying *to, const struct carried *x)
{
	for (int i = 0; i < to->n; i++)
		if (!strcmp(to->v[i].allele->name, x->allele->name)) {
			if (x->copies > to->v[i].copies)
				to->v[i] = *x;
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

	for (int a = 1; a < r->n_alleles && !ret; a++) {
		struct carried x = { .record = r,
				     .allele = &r->alleles[a],
				     .ploidy = o->ploidy,
				     .phase_set = o->phase_set,
				     .effect = r->alleles[a].verdict.effect,
				     .codon = r->alleles[a].verdict.codon };

		for (int h = 0; h < o->ploidy; h++)
			if (o->allele[h] == a) {
				x.copies++;
				x.haplotypes |= 1u << h;
			}
		if (x.copies && x.allele->text)
			ret = add(to, &x);
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

static int is_phased_with(const struct carried *a, const struct carried *b)
{
	return a->phase_set >= 0 && a->phase_set == b->phase_set && a->ploidy == b->ploidy;
}

/* On exactly the same haplotypes, as far as anybody knows (@surely: known). */
static int in_cis(const struct carried *a, const struct carried *b, int surely)
{
	if (a == b)
		return 1;
	if (a->copies != b->copies || a->record == b->record)
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
	return strcmp(a->allele->name, b->allele->name);
}

#define MAX_TOGETHER 8 /* more than callers make of one haplotype */

struct group { int n, at[MAX_TOGETHER]; struct sdi_edit edits[MAX_TOGETHER]; };

static void join(struct group *g, const struct carrying *all, int i)
{
	const struct carried *x = &all->v[i];

	if (g->n == MAX_TOGETHER)
		return;
	g->at[g->n] = i;
	g->edits[g->n++] =
		(struct sdi_edit){ x->record->pos, x->record->ref, x->allele->text };
}

/* What several neighbours spell between them is listed: then none of them is unlisted. */
static int drop_listed(struct carrying *all, int i)
{
	struct group g = { 0 };
	struct sdi_coding_verdict v;
	int ret;

	for (int k = 0; k < all->n; k++)
		if (is_near(&all->v[i], &all->v[k]) && in_cis(&all->v[i], &all->v[k], 0))
			join(&g, all, k);
	if (g.n < 2)
		return STARDOSE_OK;
	ret = sdi_coding_judge(all->coding, g.edits, g.n, &v);
	for (int k = 0; k < g.n && !ret && v.is_listed; k++)
		all->v[g.at[k]].is_gone = 1;
	return ret;
}

/* Neighbours that are surely in cis and of one kind: indels, or substitutions of one codon. */
static int judge_together(struct carrying *all, int i)
{
	const struct carried *x = &all->v[i];
	struct group g = { 0 };
	struct sdi_coding_verdict v;
	int ret;

	for (int k = 0; k < all->n; k++) {
		const struct carried *y = &all->v[k];
		int is_kind = x->codon >= 0 ? y->codon == x->codon
					    : x->allele->verdict.shift && y->allele->verdict.shift;

		if (is_kind && is_near(x, y) && in_cis(x, y, 1))
			join(&g, all, k);
	}
	if (g.n < 2)
		return STARDOSE_OK;
	ret = sdi_coding_judge(all->coding, g.edits, g.n, &v);
	/* a frameshift that neighbours do not mend stays what it is alone */
	if (!ret && (x->codon >= 0 || !sdi_effect_breaks(v.effect)))
		all->v[i].effect = v.effect;
	return ret;
}

/* ---- to the genotype ---- */

/* A heterozygous allele that is phased with others lies on the haplotype that these make. */
static void place(const struct carried *x, const struct sdi_genotype *g,
		  struct sdi_coding_fact *fact)
{
	int h = x->haplotypes & 1 ? 0 : 1;

	for (int i = 0; i < g->n_blocks && x->ploidy == 2 && x->copies == 1; i++)
		if (x->phase_set >= 0 && g->blocks[i].phase_set == x->phase_set) {
			fact->is_placed = 1;
			fact->on = g->blocks[i].hap[h];
			fact->off = g->blocks[i].hap[!h];
		}
}

static int tell(const struct carrying *all, struct sdi_genotype *out)
{
	out->coding = calloc(all->n ? all->n : 1, sizeof(*out->coding));
	if (!out->coding)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < all->n; i++) {
		const struct carried *x = &all->v[i];
		struct sdi_coding_fact *fact;

		if (x->is_gone || !x->effect)
			continue;
		fact = &out->coding[out->n_coding++];
		fact->variant = (struct stardose_coding_variant){ strdup(x->allele->name),
								  x->effect, x->copies };
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
		if (!all.v[i].is_gone)
			ret = drop_listed(&all, i);
	for (int i = 0; i < all.n && !ret; i++)
		if (!all.v[i].is_gone)
			ret = judge_together(&all, i);
	if (!ret && all.n)
		ret = tell(&all, out);
	free(all.v);
	return ret;
}
