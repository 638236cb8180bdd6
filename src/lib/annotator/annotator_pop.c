/* annotator_pop.c - records out, in their order, once their genes are called */
#include <stdlib.h>
#include <string.h>
#include "annotator/annotator_impl.h"
#include "util/no_memory.h"

/*
 * Values of several genes at one record: each tag of calls joined by '&', in the order of the
 * genes; guidance is a list in which none comes twice.
 */
struct several {
	struct stardose_annotator *ann;
	int n;
	const int32_t *gene;
	int failed;
};

static void join_genes(struct several *of, int sample, int t, kstring_t *word)
{
	int any = 0;

	for (int i = 0; i < of->n; i++) {
		const struct sdi_vcf_values *one =
			sdi_annotated_gene_of(&of->ann->gene[of->gene[i]], sample);

		any |= strcmp(one->value[t], ".") != 0;
		of->failed |=
			(i && kputc('&', word) < 0) || kputsn(one->value[t], one->len[t], word) < 0;
	}
	if (!any && word->l > 1) /* nothing of any gene is nothing */
		word->s[word->l = 1] = '\0';
}

static void join_guidance(struct several *of, int sample, kstring_t *word)
{
	for (int i = 0; i < of->n; i++) {
		const char *value = sdi_gene_guidance_of(&of->ann->guidance, of->gene[i], sample);

		of->failed |= value && sdi_gene_guidance_join(value, word);
	}
	if (!word->l)
		of->failed |= kputc('.', word) < 0;
}

static const struct sdi_vcf_values *several_values(void *user, int sample)
{
	struct several *of = user;
	struct stardose_annotator *ann = of->ann;
	struct sdi_vcf_values *all = &ann->combined;

	ks_clear(&ann->joined);
	for (int t = 0; t < sdi_annotator_n_formats(ann); t++) {
		kstring_t *word = &ann->word[t];

		ks_clear(word);
		if (t < SDI_N_CALL_TAGS)
			join_genes(of, sample, t, word);
		else
			join_guidance(of, sample, word);
		of->failed |= (t && kputc(':', &ann->joined) < 0) ||
			      kputsn(word->s, word->l, &ann->joined) < 0;
		all->value[t] = word->s ? word->s : "";
		all->len[t] = word->l;
	}
	all->joined = ann->joined.s ? ann->joined.s : "";
	all->joined_len = ann->joined.l;
	return all;
}

/* Put @tags into the record of @view. */
static int put_tags(struct stardose_annotator *ann, const struct sdi_queued_view *view,
		    const struct sdi_vcf_tags *tags, struct stardose_annotated *out,
		    struct stardose_error *err)
{
	int ret;

	ks_clear(&ann->out);
	if (view->line) {
		ret = sdi_vcf_tags_line(view->line, view->len, tags, &ann->out, err);
		*out = (struct stardose_annotated){ ann->out.s, ann->out.l, NULL };
		return ret;
	}
	*out = (struct stardose_annotated){ NULL, 0, ann->rec };
	return sdi_queued_record(view, ann->rec)
		       ? sdi_no_memory(err)
		       : sdi_vcf_tags_record(ann->out_hdr, ann->rec, tags, &ann->out, err);
}

static int take_gene(struct stardose_annotator *ann, int g, struct stardose_error *err)
{
	const struct sdi_gene_calls *calls;
	int ret;

	if (ann->gene[g].calls)
		return STARDOSE_OK;
	ret = sdi_caller_gene(ann->caller, g, &calls, err);
	return ret ? ret
		   : sdi_annotated_gene_take(&ann->gene[g], calls, ann->global, ann->n_samples,
					     err);
}

/* A definition site whose genes are complete. */
static int annotate(struct stardose_annotator *ann, const struct sdi_queued_view *view,
		    struct stardose_annotated *out, struct stardose_error *err)
{
	int build = sdi_annotator_build_of(ann), n = view->n_genes[build], ret = STARDOSE_OK;
	struct several several = { ann, n, view->gene[build], 0 };
	struct sdi_vcf_tags tags = { .info = view->info[build],
				     .n_samples = ann->n_samples,
				     .n_formats = sdi_annotator_n_formats(ann),
				     .n_ours = ann->n_ours };
	int is_one = n == 1 && !ann->guide;

	for (int i = 0; i < n && !ret && ann->n_samples; i++)
		ret = take_gene(ann, view->gene[build][i], err);
	if (ann->n_samples) {
		tags.values = is_one ? sdi_annotated_gene_of : several_values;
		tags.user = is_one ? (void *)&ann->gene[view->gene[build][0]] : (void *)&several;
	}
	if (!ret)
		ret = put_tags(ann, view, &tags, out, err);
	if (!ret && several.failed)
		ret = sdi_no_memory(err);
	for (int i = 0; i < n; i++) {
		ann->gene[view->gene[build][i]].n_waiting[build]--;
		if (ann->stream)
			sdi_annotator_retire(ann, view->gene[build][i]);
	}
	return ret;
}

/* May the record at the front go out? */
static int is_ready(const struct stardose_annotator *ann, const struct sdi_queued_view *view)
{
	int build = sdi_annotator_build_of(ann);

	if (ann->is_finished)
		return 1;
	if (sdi_annotator_is_open_question(ann))
		return 0;
	if (build == STARDOSE_BUILD_AUTO)
		return 1; /* no record was near a gene yet */
	if (!ann->n_samples)
		return 1; /* nothing depends on the gene */
	for (int i = 0; i < view->n_genes[build]; i++)
		if (ann->is_whole || !ann->stream->gene[view->gene[build][i]].is_complete)
			return 0;
	return 1;
}

static int pop(struct stardose_annotator *ann, struct stardose_annotated *out,
	       struct stardose_error *err)
{
	const struct sdi_vcf_tags nothing = { .n_samples = ann->n_samples,
					      .n_ours = ann->n_ours };
	struct sdi_queued_view view;
	const void *data;
	size_t size;
	int ret;

	sdi_annotator_let_go(ann);
	if (ann->direct.line || ann->direct.rec) {
		*out = ann->direct;
		memset(&ann->direct, 0, sizeof(ann->direct));
		return STARDOSE_OK;
	}
	if (!sdi_queue_n(ann->queue))
		return STARDOSE_EOF; /* as after most records, which wait for nothing */
	ret = sdi_queue_front(ann->queue, &data, &size, err);
	if (ret)
		return ret;
	sdi_queued_view(data, size, &view);
	if (!is_ready(ann, &view))
		return STARDOSE_EOF;
	ann->drop_front = 1;
	if (sdi_annotator_build_of(ann) != STARDOSE_BUILD_AUTO &&
	    view.n_genes[sdi_annotator_build_of(ann)])
		return annotate(ann, &view, out, err);
	if (view.has_tags)
		return put_tags(ann, &view, &nothing, out, err);
	if (!view.line && sdi_queued_record(&view, ann->rec))
		return sdi_no_memory(err);
	*out = (struct stardose_annotated){ view.line, view.len, view.line ? NULL : ann->rec };
	return STARDOSE_OK;
}

int stardose_annotator_pop(struct stardose_annotator *ann, const struct stardose_annotated **out,
			   struct stardose_error *err)
{
	int ret = pop(ann, &ann->popped, err);

	if (!ret)
		*out = &ann->popped;
	return ret;
}
