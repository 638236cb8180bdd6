/* annotated_gene.c - the definition sites of a gene, and its calls as words */
#include <stdlib.h>
#include <string.h>
#include "annotator/annotated_gene.h"
#include "util/no_memory.h"

static const struct sdi_vcf_values nothing = {
	.value = { ".", ".", "." }, .joined = ".:.:.", .len = { 1, 1, 1 }, .joined_len = 5
};

static int add_gene(struct sdi_mark *mark, int g)
{
	if (mark->n_genes == mark->m_genes) {
		int m = mark->m_genes ? 2 * mark->m_genes : 8,
		    *grown = realloc(mark->gene, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		mark->gene = grown;
		mark->m_genes = m;
	}
	mark->gene[mark->n_genes++] = g;
	return STARDOSE_OK;
}

int sdi_annotated_gene_mark(struct sdi_annotated_gene *to, const struct stardose_gene *gene, int g,
			    int build, bcf1_t *rec, struct sdi_mark *mark)
{
	int n;

	if (!to->marker[build] && sdi_pgx_info_new(gene, build, &to->marker[build]))
		return STARDOSE_ENOMEM;
	n = sdi_pgx_info_put(to->marker[build], rec, &mark->info);
	return n < 0 || (n > 0 && add_gene(mark, g)) ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/*
 * The three words of one call, and the same joined, in one piece of memory that @out->joined owns.
 */
static int put_words(const struct stardose_call *call, struct sdi_vcf_values *out)
{
	const char *word[SDI_N_CALL_TAGS];
	kstring_t text = KS_INITIALIZE;
	size_t at[SDI_N_CALL_TAGS];
	int bad = 0;

	word[0] = call->n_candidates ? call->candidates[0].diplotype : "";
	word[1] = call->phenotype[STARDOSE_GUIDELINE_CPIC]
			  ? call->phenotype[STARDOSE_GUIDELINE_CPIC]
			  : "";
	word[2] = stardose_call_status_name(call->status);
	for (int i = 0; i < SDI_N_CALL_TAGS && !bad; i++)
		bad = (i && kputc(':', &text) < 0) || sdi_vcf_clean(word[i], 1, &text);
	out->joined_len = text.l;
	for (int i = 0; i < SDI_N_CALL_TAGS && !bad; i++) {
		at[i] = text.l + 1;
		bad = kputc('\0', &text) < 0 || sdi_vcf_clean(word[i], 1, &text);
		out->len[i] = text.l - at[i];
	}
	if (bad) {
		ks_free(&text);
		return STARDOSE_ENOMEM;
	}
	for (int i = 0; i < SDI_N_CALL_TAGS; i++)
		out->value[i] = text.s + at[i];
	out->joined = text.s;
	return STARDOSE_OK;
}

int sdi_annotated_gene_take(struct sdi_annotated_gene *to, const struct sdi_gene_calls *calls,
			    const int *global, int n_samples, struct stardose_error *err)
{
	to->of = calloc(calls->n, sizeof(*to->of));
	if (!to->of)
		return sdi_no_memory(err);
	to->calls = calls;
	to->global = global;
	for (int i = 0; i < n_samples; i++) {
		uint32_t at = global[i] < 0 ? 0 : calls->of_sample[global[i]];

		if (global[i] >= 0 && !to->of[at].joined &&
		    put_words(calls->calls[at], &to->of[at]))
			return sdi_no_memory(err);
	}
	return STARDOSE_OK;
}

const struct sdi_vcf_values *sdi_annotated_gene_of(void *user, int sample)
{
	const struct sdi_annotated_gene *gene = user;
	int at = gene->global[sample];

	return at < 0 ? &nothing : &gene->of[gene->calls->of_sample[at]];
}

void sdi_annotated_gene_drop_build(struct sdi_annotated_gene *gene, int build)
{
	sdi_pgx_info_free(gene->marker[build]);
	gene->marker[build] = NULL;
	gene->n_waiting[build] = 0;
}

void sdi_annotated_gene_release(struct sdi_annotated_gene *gene)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		sdi_annotated_gene_drop_build(gene, build);
	for (int i = 0; gene->of && i < gene->calls->n; i++)
		free((char *)gene->of[i].joined);
	free(gene->of);
	gene->of = NULL;
	gene->calls = NULL;
}
