/* gene_guidance.c - lines of guidance as short codes */
#include <stdlib.h>
#include <string.h>
#include "annotator/gene_guidance.h"
#include "util/no_memory.h"
#include "write/vcf_tags.h"

#define GENERAL "general" /* the context of rows that are for everybody */

void sdi_gene_guidance_release(struct sdi_gene_guidance *guidance)
{
	sdi_sample_set_release(&guidance->texts);
	free(guidance->of);
	memset(guidance, 0, sizeof(*guidance));
}

const char *sdi_gene_guidance_of(const struct sdi_gene_guidance *guidance, int gene, int sample)
{
	int at = guidance->of[(size_t)gene * guidance->n_samples + sample];

	return at < 0 ? NULL : guidance->texts.name[at];
}

/* Is the part of @n bytes one of the list? */
static int has_part(const kstring_t *list, const char *part, size_t n)
{
	for (const char *s = list->l ? list->s : NULL; s; s = strchr(s, ','), s = s ? s + 1 : NULL)
		if (!strncmp(s, part, n) && (s[n] == ',' || !s[n]))
			return 1;
	return 0;
}

int sdi_gene_guidance_join(const char *value, kstring_t *list)
{
	for (const char *end; *value; value = *end ? end + 1 : end) {
		size_t n = strcspn(value, ",");

		end = value + n;
		if (!has_part(list, value, n) &&
		    ((list->l && kputc(',', list) < 0) || kputsn(value, n, list) < 0))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* Does the line rest on @gene? Its result names the genes: "A:no result;B:*1". */
static int rests_on(const struct stardose_guidance_line *line, const char *gene)
{
	size_t n = strlen(gene);

	for (const char *s = line->gene_result; s && *s; s = strchr(s, ';'), s = s ? s + 1 : NULL)
		if (!strncmp(s, gene, n) && s[n] == ':')
			return 1;
	return 0;
}

/* A word as one part of an entry. */
static int put_part(const char *word, kstring_t *out) { return sdi_vcf_clean(word, 0, out); }

static int put_entry(const struct stardose_guidance_line *line, kstring_t *entry)
{
	const char *context = line->context ? line->context->code : GENERAL;
	int bad = put_part(line->drug->name, entry) || kputc('|', entry) < 0 ||
		  put_part(line->source->code, entry) || kputc('|', entry) < 0 ||
		  put_part(line->row ? line->row->action->code : "", entry);

	if (!bad && strcmp(context, GENERAL))
		bad = kputc('|', entry) < 0 || put_part(context, entry);
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* The value of one gene; *@out: its index, -1: none. STARDOSE_OK or STARDOSE_ENOMEM */
static int put_gene(struct sdi_gene_guidance *to, const struct stardose_guidance *guidance,
		    const char *gene, kstring_t *list, kstring_t *entry, int32_t *out)
{
	int at;

	list->l = 0;
	*out = -1;
	for (int i = 0; i < guidance->n_lines; i++) {
		const struct stardose_guidance_line *line = guidance->lines[i];

		if (!line->source || !rests_on(line, gene))
			continue;
		entry->l = 0;
		if (put_entry(line, entry) || sdi_gene_guidance_join(entry->s, list))
			return STARDOSE_ENOMEM;
	}
	if (!list->l)
		return STARDOSE_OK;
	at = sdi_sample_set_add(&to->texts, list->s);
	*out = at;
	return at < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int make_sample(struct sdi_gene_guidance *to, const struct stardose_guidance *guidance,
		       const struct sdi_call_env *env, int sample)
{
	kstring_t list = KS_INITIALIZE, entry = KS_INITIALIZE;
	int ret = STARDOSE_OK;

	for (int g = 0; g < env->n_genes && !ret; g++)
		ret = put_gene(to, guidance, env->genes[g]->name, &list, &entry,
			       &to->of[(size_t)g * to->n_samples + sample]);
	ks_free(&list);
	ks_free(&entry);
	return ret;
}

int sdi_gene_guidance_make(struct sdi_gene_guidance *to, struct stardose_guide *guide,
			   const struct stardose_caller *caller, const struct sdi_call_env *env,
			   const int *global, int n_samples, struct stardose_error *err)
{
	size_t n = (size_t)env->n_genes * n_samples;
	const struct stardose_call **calls =
		calloc(stardose_caller_n_genes(caller) + 1, sizeof(*calls));
	const struct stardose_guidance *guidance;
	int ret = STARDOSE_OK;

	to->n_samples = n_samples;
	to->of = malloc((n ? n : 1) * sizeof(*to->of));
	if (!to->of || !calls)
		ret = sdi_no_memory(err);
	for (size_t i = 0; i < n && !ret; i++)
		to->of[i] = -1;
	for (int i = 0; i < n_samples && !ret; i++) {
		if (global[i] < 0)
			continue;
		ret = stardose_guide_calls(guide, calls,
					   stardose_caller_calls(caller, global[i], calls),
					   &guidance, err);
		if (!ret && make_sample(to, guidance, env, i))
			ret = sdi_no_memory(err);
	}
	free(calls);
	return ret;
}
