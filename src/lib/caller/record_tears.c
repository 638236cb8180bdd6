/* record_tears.c - genes that a file of structural variants tears */
#include <stdlib.h>
#include <string.h>
#include "caller/record_tears.h"
#include "record/breakend.h"
#include "util/no_memory.h"

struct sdi_record_tears {
	const struct sdi_call_env *env;
	enum stardose_build build;
	int n_samples;
	struct sdi_collector_options options;
	struct sdi_collector **of_gene; /* NULL: no record of it yet */
};

int sdi_record_tears_new(const struct sdi_call_env *env, enum stardose_build build, int n_samples,
			 struct sdi_record_tears **out, struct stardose_error *err)
{
	struct sdi_record_tears *t = calloc(1, sizeof(*t));

	if (t)
		t->of_gene = calloc(env->n_genes ? env->n_genes : 1, sizeof(*t->of_gene));
	if (!t || !t->of_gene) {
		free(t);
		return sdi_no_memory(err);
	}
	t->env = env;
	t->build = build;
	t->n_samples = n_samples;
	t->options.apply_filters = env->options->apply_filters;
	*out = t;
	return STARDOSE_OK;
}

void sdi_record_tears_free(struct sdi_record_tears *t)
{
	if (!t)
		return;
	for (int g = 0; g < t->env->n_genes; g++)
		sdi_collector_free(t->of_gene[g]);
	free(t->of_gene);
	free(t);
}

/* What is spelled out is a small variant, and those are read from genotype files alone. */
static int is_structural(const bcf1_t *rec)
{
	for (int i = 1; i < rec->n_allele; i++)
		if (*rec->d.allele[i] == '<')
			return 1;
	return sdi_has_breakend(rec);
}

int sdi_record_tears_push(struct sdi_record_tears *t, const bcf_hdr_t *hdr, bcf1_t *rec,
			  const char *chrom, const struct sdi_filter_verdict *filter,
			  struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (!chrom || bcf_unpack(rec, BCF_UN_STR) < 0 || !is_structural(rec))
		return STARDOSE_OK;
	for (int g = 0; g < t->env->n_genes && !ret; g++) {
		if (strcmp(t->env->genes[g]->chrom, chrom))
			continue;
		if (!t->of_gene[g])
			ret = sdi_collector_new(t->env->genes[g], t->build, t->n_samples,
						&t->options, &t->of_gene[g], err);
		if (!ret)
			ret = sdi_collector_push(t->of_gene[g], hdr, rec, filter, err);
	}
	return ret;
}

/* The number of what a pattern says of coding bases, joined to @to; @to where it says nothing. */
static int number_of(const struct sdi_collector *c, int pattern, struct sdi_gene_calls *gc, int to,
		     struct stardose_error *err)
{
	struct sdi_genotype g = { 0 };
	int ret = sdi_collector_genotype(c, pattern, &g, err);

	if (!ret)
		ret = g.n_coding ? sdi_coding_lists_add(&gc->tears, to, &g) : to;
	sdi_genotype_release(&g);
	return ret;
}

static int take_gene(struct sdi_collector *c, struct sdi_gene_calls *gc, const int *global,
		     int n_samples, struct stardose_error *err)
{
	int ret = sdi_collector_close(c, err);

	for (int i = 0; i < n_samples && ret >= 0; i++) {
		const struct sdi_structure_facts *had =
			global[i] < 0 ? NULL : sdi_sample_facts_find(&gc->facts, global[i]);
		struct sdi_structure_facts *facts;
		int before = had ? (int)had->tears : 0;

		if (global[i] < 0)
			continue;
		ret = number_of(c, sdi_collector_pattern(c, i), gc, before, err);
		if (ret <= 0 || ret == before)
			continue;
		facts = sdi_sample_facts_at(&gc->facts, global[i]);
		if (!facts)
			return sdi_no_memory(err);
		facts->tears = ret;
	}
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret < 0 ? ret : STARDOSE_OK;
}

int sdi_record_tears_take(struct sdi_record_tears *t, struct sdi_gene_calls *by_gene,
			  const int *global, int n_samples, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int g = 0; g < t->env->n_genes && !ret; g++)
		if (t->of_gene[g])
			ret = take_gene(t->of_gene[g], &by_gene[g], global, n_samples, err);
	return ret;
}
