/* gene_values.c - the calls of a complete gene as words */
#include <stdlib.h>
#include <string.h>
#include "annotator/gene_values.h"
#include "call/call_build.h"
#include "call/fact_calls.h"
#include "caller/missing_sites.h"
#include "call/pattern_calls.h"
#include "util/no_memory.h"

struct sdi_gene_values {
	struct sdi_collector *collector;	/* knows the pattern of each sample */
	const uint8_t *wanted;
	int n_patterns, n_fact_calls;
	struct sdi_vcf_values *of;		/* by pattern, then by call of samples with facts */
	uint32_t *of_sample;			/* into @of; NULL: the pattern is all there is */
};

static const struct sdi_vcf_values nothing = {
	.value = { ".", ".", "." }, .joined = ".:.:.", .len = { 1, 1, 1 }, .joined_len = 5
};

/*
 * The three words of one call, and the same joined, in one piece of memory that @out->joined owns.
 */
static int put_words(const struct stardose_call *call, struct sdi_vcf_values *out)
{
	const char *word[SDI_N_FORMAT_TAGS];
	kstring_t text = KS_INITIALIZE;
	size_t at[SDI_N_FORMAT_TAGS];
	int i, bad = 0;

	word[0] = call->n_candidates ? call->candidates[0].diplotype : "";
	word[1] = call->phenotype[STARDOSE_CPIC] ? call->phenotype[STARDOSE_CPIC] : "";
	word[2] = stardose_call_status_name(call->status);
	for (i = 0; i < SDI_N_FORMAT_TAGS && !bad; i++)
		bad = (i && kputc(':', &text) < 0) || sdi_vcf_clean(word[i], 1, &text);
	out->joined_len = text.l;
	for (i = 0; i < SDI_N_FORMAT_TAGS && !bad; i++) {
		at[i] = text.l + 1;
		bad = kputc('\0', &text) < 0 || sdi_vcf_clean(word[i], 1, &text);
		out->len[i] = text.l - at[i];
	}
	if (bad) {
		ks_free(&text);
		return STARDOSE_ENOMEM;
	}
	for (i = 0; i < SDI_N_FORMAT_TAGS; i++)
		out->value[i] = text.s + at[i];
	out->joined = text.s;
	return STARDOSE_OK;
}

static int is_wanted(const struct sdi_gene_values *values, int sample)
{
	return !values->wanted || values->wanted[sample];
}

static uint32_t index_of(const struct sdi_gene_values *values, int sample)
{
	return values->of_sample ? values->of_sample[sample]
				 : (uint32_t)sdi_collector_pattern(values->collector, sample);
}

static int words_of(struct sdi_gene_values *values, struct stardose_call **calls, int n, int first)
{
	for (int i = 0; i < n; i++)
		if (put_words(calls[i], &values->of[first + i]))
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

/*
 * The samples are named by call, which takes longer; here their number says that it is worth
 * while.
 */
static void say_conflicts(const struct sdi_gene_values *values, const struct sdi_fact_input *in,
			  struct stardose_call **calls, const struct stardose_log *log)
{
	int n_samples = 0;

	for (int i = 0; i < in->n_samples; i++) {
		int at = (int)values->of_sample[i] - values->n_patterns;

		n_samples += at >= 0 && is_wanted(values, i) &&
			     (calls[at]->reasons >> STARDOSE_WHY_COPIES_CONFLICT & 1);
	}
	if (n_samples)
		stardose_log_say(log, STARDOSE_OK,
				 "%s: what speaks of its copies contradicts itself or the "
				 "genotypes in %d sample%s",
				 in->gene->name, n_samples, n_samples == 1 ? "" : "s");
}

/* Calls of samples with facts, behind those of the patterns. */
static int call_facts(struct sdi_gene_values *values, const struct sdi_fact_input *in,
		      const struct stardose_log *log, struct stardose_error *err)
{
	struct stardose_call **calls;
	struct sdi_vcf_values *grown;
	int n, ret = STARDOSE_OK;

	values->of_sample =
		malloc((in->n_samples ? in->n_samples : 1) * sizeof(*values->of_sample));
	if (!values->of_sample)
		return sdi_no_memory(err);
	for (int i = 0; i < in->n_samples; i++)
		values->of_sample[i] = sdi_collector_pattern(values->collector, i);
	n = sdi_fact_calls(in, values->of_sample, values->n_patterns, &calls, err);
	if (n < 0)
		return n;
	say_conflicts(values, in, calls, log);
	grown = realloc(values->of, (values->n_patterns + n + 1) * sizeof(*grown));
	if (grown) {
		memset(grown + values->n_patterns, 0, n * sizeof(*grown));
		values->of = grown;
		values->n_fact_calls = n;
	}
	if (!grown || words_of(values, calls, n, values->n_patterns))
		ret = sdi_no_memory(err);
	for (int i = 0; i < n; i++)
		sdi_call_free(calls[i]);
	free(calls);
	return ret;
}

static int call_patterns(struct sdi_gene_values *values, const struct stardose_gene *gene,
			 const struct sdi_sample_facts *facts, int n_samples, int n_threads,
			 const struct stardose_log *log, struct stardose_error *err)
{
	struct stardose_call **calls = calloc(values->n_patterns + 1, sizeof(*calls));
	struct sdi_genotype *keep = facts->n ? calloc(values->n_patterns + 1, sizeof(*keep)) : NULL;
	const struct sdi_fact_input in = {
		.gene = gene,
		.build = STARDOSE_BUILD_AUTO,
		.n_samples = n_samples,
		.facts = facts,
		.genotypes = keep,
		.depths = sdi_collector_depths(values->collector),
		.n_threads = n_threads,
	};
	struct sdi_missing_sites gaps = { 0 };
	int ret = STARDOSE_ENOMEM;

	if (calls && (keep || !facts->n))
		ret = sdi_pattern_calls(values->collector, 0, n_threads, keep, calls, err);
	if (!ret)
		ret = words_of(values, calls, values->n_patterns, 0);
	for (int i = 0; i < n_samples && !ret; i++)
		if (is_wanted(values, i))
			sdi_missing_sites_add(&gaps,
					      calls[sdi_collector_pattern(values->collector, i)]);
	if (!ret)
		sdi_missing_sites_log(&gaps, gene, NULL, sdi_collector_assumes(values->collector),
				      log);
	if (!ret && facts->n)
		ret = call_facts(values, &in, log, err);
	for (int i = 0; i < values->n_patterns; i++) {
		if (calls)
			sdi_call_free(calls[i]);
		if (keep)
			sdi_genotype_release(&keep[i]);
	}
	free(keep);
	free(calls);
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
}

int sdi_gene_values_new(struct sdi_collector *collector, const struct stardose_gene *gene,
			int n_samples, const uint8_t *wanted, const struct sdi_sample_facts *facts,
			int n_threads, const struct stardose_log *log, struct sdi_gene_values **out,
			struct stardose_error *err)
{
	struct sdi_gene_values *values = calloc(1, sizeof(*values));
	int ret;

	if (!values) {
		sdi_collector_free(collector);
		return sdi_no_memory(err);
	}
	values->collector = collector;
	values->wanted = wanted;
	ret = sdi_collector_close(collector, err);
	if (!ret) {
		values->n_patterns = sdi_collector_n_patterns(collector);
		values->of = calloc(values->n_patterns + 1, sizeof(*values->of));
		ret = values->of
			      ? call_patterns(values, gene, facts, n_samples, n_threads, log, err)
			      : sdi_no_memory(err);
	}
	if (ret) {
		sdi_gene_values_free(values);
		return ret;
	}
	*out = values;
	return STARDOSE_OK;
}

void sdi_gene_values_free(struct sdi_gene_values *values)
{
	int i;

	if (!values)
		return;
	for (i = 0; values->of && i < values->n_patterns + values->n_fact_calls; i++)
		free((char *)values->of[i].joined);
	free(values->of);
	free(values->of_sample);
	sdi_collector_free(values->collector);
	free(values);
}

const struct sdi_vcf_values *sdi_gene_values_of(void *user, int sample)
{
	const struct sdi_gene_values *values = user;

	return is_wanted(values, sample) ? &values->of[index_of(values, sample)] : &nothing;
}
