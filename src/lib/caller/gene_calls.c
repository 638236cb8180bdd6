/* gene_calls.c - the calls of one gene in all samples */
#include <stdlib.h>
#include <string.h>
#include "call/call_build.h"
#include "call/fact_calls.h"
#include "caller/gene_calls.h"
#include "call/pattern_calls.h"
#include "structure/paralog_reads.h"
#include "util/no_memory.h"

int sdi_gene_calls_init(struct sdi_gene_calls *gc, const struct stardose_gene *gene)
{
	gc->gene = gene;
	gc->calls = calloc(1, sizeof(*gc->calls));
	if (!gc->calls)
		return STARDOSE_ENOMEM;
	gc->n = 1;
	return STARDOSE_OK;
}

void sdi_gene_calls_drop_genotypes(struct sdi_gene_calls *gc)
{
	for (int i = 0; i < gc->n_genotypes; i++)
		sdi_genotype_release(&gc->genotypes[i]);
	free(gc->genotypes);
	gc->genotypes = NULL;
	gc->n_genotypes = 0;
}

void sdi_gene_calls_release(struct sdi_gene_calls *gc)
{
	for (int i = 0; i < gc->n; i++)
		sdi_call_free(gc->calls[i]);
	sdi_gene_calls_drop_genotypes(gc);
	free(gc->calls);
	free(gc->of_sample);
	sdi_sample_facts_release(&gc->facts);
	sdi_coding_lists_release(&gc->tears);
	sdi_depth_list_release(&gc->depths);
	sdi_depth_list_release(&gc->by_reads);
	sdi_structure_risk_release(&gc->risk);
}

int sdi_gene_calls_fit_samples(struct sdi_gene_calls *gc, int had, int want)
{
	uint32_t *grown = realloc(gc->of_sample, want * sizeof(*grown));

	if (!grown)
		return STARDOSE_ENOMEM;
	memset(grown + had, 0, (want - had) * sizeof(*grown));
	gc->of_sample = grown;
	return STARDOSE_OK;
}

/* Room for @n more calls, NULL each; they are not counted yet. */
static int fit_calls(struct sdi_gene_calls *gc, int n)
{
	struct stardose_call **calls = realloc(gc->calls, (gc->n + n) * sizeof(*calls));

	if (!calls)
		return STARDOSE_ENOMEM;
	gc->calls = calls;
	memset(calls + gc->n, 0, n * sizeof(*calls));
	return STARDOSE_OK;
}

/* Facts may become known after the file was read: genotypes are kept beside their calls. */
static int fit_genotypes(struct sdi_gene_calls *gc, int n)
{
	struct sdi_genotype *genotypes;

	genotypes = realloc(gc->genotypes, (gc->n + n) * sizeof(*genotypes));
	if (!genotypes)
		return STARDOSE_ENOMEM;
	gc->genotypes = genotypes;
	memset(genotypes + gc->n_genotypes, 0, (gc->n + n - gc->n_genotypes) * sizeof(*genotypes));
	gc->n_genotypes = gc->n + n;
	return STARDOSE_OK;
}

int sdi_gene_calls_take_patterns(struct sdi_gene_calls *gc, const struct sdi_collector *collector,
				 const int *global, int n_samples,
				 const struct stardose_call_options *options,
				 struct stardose_error *err)
{
	int n = sdi_collector_n_patterns(collector), ret;

	if (fit_calls(gc, n) || fit_genotypes(gc, n))
		return sdi_no_memory(err);
	ret = sdi_pattern_calls(collector, options->keep_sites, options->n_threads,
				gc->genotypes ? gc->genotypes + gc->n : NULL, gc->calls + gc->n,
				err);
	for (int i = 0; !ret && i < n_samples; i++)
		if (global[i] >= 0)
			gc->of_sample[global[i]] = gc->n + sdi_collector_pattern(collector, i);
	gc->n += n;
	return ret;
}

int sdi_gene_calls_keep(struct sdi_gene_calls *gc, struct stardose_call *call)
{
	if (fit_calls(gc, 1))
		return -1;
	gc->calls[gc->n] = call;
	return gc->n++;
}

int sdi_gene_calls_take_depths(struct sdi_gene_calls *gc, struct sdi_collector *collector,
			       const int *global)
{
	struct sdi_depth_list list;
	struct sdi_allele_depth *grown;

	int n = 0;

	sdi_collector_take_depths(collector, &list);
	for (int i = 0; i < list.n; i++) {
		int sample = global[list.of[i].sample];

		list.of[n] = list.of[i];
		list.of[n].sample = sample;
		n += sample >= 0;
	}
	list.n = n;
	if (!gc->depths.n || !list.n) {
		struct sdi_depth_list *empty = list.n ? &gc->depths : &list;

		sdi_depth_list_release(empty);
		if (list.n)
			gc->depths = list;
		return STARDOSE_OK;
	}
	grown = realloc(gc->depths.of, (gc->depths.n + list.n) * sizeof(*grown));
	if (grown) {
		memcpy(grown + gc->depths.n, list.of, list.n * sizeof(*grown));
		gc->depths.of = grown;
		gc->depths.n = gc->depths.m = gc->depths.n + list.n;
	}
	sdi_depth_list_release(&list);
	return grown ? STARDOSE_OK : STARDOSE_ENOMEM;
}

int sdi_gene_calls_with_facts(struct sdi_gene_calls *gc, const struct sdi_call_env *env,
			      enum stardose_build build, struct stardose_error *err)
{
	const struct sdi_fact_input in = {
		.gene = gc->gene,
		.build = build,
		.n_samples = env->samples->n,
		.facts = &gc->facts,
		.genotypes = gc->genotypes,
		.tears = &gc->tears,
		.depths = &gc->depths,
		.by_reads = &gc->by_reads,
		.keep_sites = env->options->keep_sites,
		.n_threads = env->options->n_threads,
	};
	struct stardose_call **calls;
	int n;

	sdi_depth_list_sort(&gc->depths, gc->gene);
	sdi_depth_list_sort(&gc->by_reads, gc->gene);
	if (sdi_paralog_reads(gc->gene, &gc->depths, &gc->facts))
		return sdi_no_memory(err);
	if (!gc->facts.n)
		return STARDOSE_OK;
	n = sdi_fact_calls(&in, gc->of_sample, gc->n, &calls, err);
	if (n < 0)
		return n;
	if (fit_calls(gc, n)) {
		for (int i = 0; i < n; i++)
			sdi_call_free(calls[i]);
		free(calls);
		return sdi_no_memory(err);
	}
	memcpy(gc->calls + gc->n, calls, n * sizeof(*calls));
	gc->n += n;
	free(calls);
	for (int i = 0; i < env->samples->n; i++) {
		const struct sdi_structure_facts *facts = sdi_sample_facts_find(&gc->facts, i);

		if (facts && facts->records)
			gc->calls[gc->of_sample[i]]->copies_records =
				env->record_texts->name[facts->records - 1];
		if (facts && facts->reads)
			gc->calls[gc->of_sample[i]]->reads = env->reads->of[facts->reads - 1];
	}
	return STARDOSE_OK;
}
