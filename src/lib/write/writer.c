/* writer.c - the writers behind one interface; the text of a call that many samples share is made once */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/writer.h>
#include "write/provenance.h"
#include "write/write_call.h"

#define FLUSH_BYTES (1 << 18)

struct span { size_t beg, len; };	/* of a call's text in kept */
KHASH_INIT(text, khint64_t, struct span, 1, kh_int64_hash_func, kh_int64_hash_equal)

struct stardose_writer {
	const struct stardose_tables *tables;
	struct stardose_writer_options options;
	khash_t(text) *index;		/* address of a call -> its text */
	kstring_t kept;			/* the texts, one after the other */
	kstring_t out;			/* what has not gone to the sink */
	kstring_t tail;			/* JSON: what ends every line */
};

int stardose_writer_new(const struct stardose_tables *tables, const struct stardose_writer_options *options,
			struct stardose_writer **out, struct stardose_error *err)
{
	struct stardose_writer *w = calloc(1, sizeof(*w));
	int ret = STARDOSE_OK;

	if (w) {
		w->tables = tables;
		w->options = *options;
		w->index = kh_init(text);
	}
	if (!w || !w->index)
		ret = STARDOSE_ENOMEM;
	else if (options->kind == STARDOSE_WRITE_JSON_LINES) {
		ret = kputs(",\"stardose\":", &w->tail) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
		if (ret == STARDOSE_OK)
			ret = sdi_json_text(&w->tail, sdi_json_stardose(tables, options->no_version));
		if (ret == STARDOSE_OK && kputs("}\n", &w->tail) < 0)
			ret = STARDOSE_ENOMEM;
	}
	if (ret != STARDOSE_OK) {
		stardose_writer_free(w);
		return stardose_error_set(err, ret, "out of memory");
	}
	*out = w;
	return STARDOSE_OK;
}

void stardose_writer_free(struct stardose_writer *writer)
{
	if (!writer)
		return;
	if (writer->index)
		kh_destroy(text, writer->index);
	ks_free(&writer->kept);
	ks_free(&writer->out);
	ks_free(&writer->tail);
	free(writer);
}

int stardose_writer_finish(struct stardose_writer *writer, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (writer->out.l)
		ret = writer->options.sink(writer->options.sink_user, writer->out.s, writer->out.l, err);
	writer->out.l = 0;
	return ret;
}

int stardose_writer_begin(struct stardose_writer *writer, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (writer->options.kind != STARDOSE_WRITE_TSV)
		return ret;
	if (!writer->options.no_version) {
		ret = sdi_provenance_program(&writer->out, "call");
		if (ret == STARDOSE_OK)
			ret = sdi_provenance_tables(&writer->out, writer->tables);
	}
	if (ret == STARDOSE_OK)
		ret = sdi_provenance_local(&writer->out, writer->tables);
	if (ret == STARDOSE_OK)
		ret = sdi_tsv_header(&writer->out);
	return ret == STARDOSE_OK ? ret : stardose_error_set(err, ret, "out of memory");
}

/* The text of @call, made at its first use. */
static int call_text(struct stardose_writer *w, const struct stardose_call *call, struct span *text)
{
	int is_new, ret;
	khint_t k = kh_put(text, w->index, (khint64_t)(uintptr_t)call, &is_new);

	if (is_new < 0)
		return STARDOSE_ENOMEM;
	if (is_new) {
		size_t beg = w->kept.l;

		if (w->options.kind == STARDOSE_WRITE_TSV)
			ret = sdi_tsv_call(&w->kept, call);
		else
			ret = sdi_json_text(&w->kept, sdi_json_call(call));
		if (ret != STARDOSE_OK) {
			kh_del(text, w->index, k);
			return ret;
		}
		kh_value(w->index, k) = (struct span){ beg, w->kept.l - beg };
	}
	*text = kh_value(w->index, k);
	return STARDOSE_OK;
}

static int put_rows(struct stardose_writer *w, const char *sample, const struct stardose_call *const *calls, int n_calls)
{
	size_t len = strlen(sample);
	struct span text;

	for (int i = 0; i < n_calls; i++) {
		int ret = call_text(w, calls[i], &text);

		if (ret != STARDOSE_OK)
			return ret;
		if (kputsn(sample, len, &w->out) < 0 || kputsn(w->kept.s + text.beg, text.len, &w->out) < 0)
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* The build that every call shares; files of different builds may be joined, and no file may speak of a gene. */
static enum stardose_build common_build(const struct stardose_call *const *calls, int n_calls)
{
	enum stardose_build build = STARDOSE_BUILD_AUTO;

	for (int i = 0; i < n_calls; i++) {
		if (calls[i]->build == STARDOSE_BUILD_AUTO)
			continue;
		if (build != STARDOSE_BUILD_AUTO && calls[i]->build != build)
			return STARDOSE_BUILD_AUTO;
		build = calls[i]->build;
	}
	return build;
}

static int put_object(struct stardose_writer *w, const char *sample, const struct stardose_call *const *calls, int n_calls)
{
	enum stardose_build build = common_build(calls, n_calls);
	int failed = kputs("{\"sample\":", &w->out) < 0 || sdi_json_string(&w->out, sample) != STARDOSE_OK;
	struct span text;

	failed |= kputs(",\"build\":", &w->out) < 0;
	if (build == STARDOSE_BUILD_AUTO)
		failed |= kputs("null", &w->out) < 0;
	else
		failed |= ksprintf(&w->out, "\"%s\"", stardose_build_name(build)) < 0;
	failed |= kputs(",\"genes\":[", &w->out) < 0;
	for (int i = 0; i < n_calls && !failed; i++) {
		failed |= call_text(w, calls[i], &text) != STARDOSE_OK;
		if (!failed && i)
			failed |= kputc(',', &w->out) < 0;
		if (!failed)
			failed |= kputsn(w->kept.s + text.beg, text.len, &w->out) < 0;
	}
	failed |= kputc(']', &w->out) < 0;
	failed |= kputsn(w->tail.s, w->tail.l, &w->out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_writer_sample(struct stardose_writer *writer, const char *sample, const struct stardose_call *const *calls,
			   int n_calls, struct stardose_error *err)
{
	int ret;

	if (writer->options.kind == STARDOSE_WRITE_TSV)
		ret = put_rows(writer, sample, calls, n_calls);
	else
		ret = put_object(writer, sample, calls, n_calls);
	if (ret != STARDOSE_OK)
		return stardose_error_set(err, ret, "out of memory");
	return writer->out.l < FLUSH_BYTES ? ret : stardose_writer_finish(writer, err);
}

int stardose_writer_caller(struct stardose_writer *writer, const struct stardose_caller *caller, struct stardose_error *err)
{
	int n_genes = stardose_caller_n_genes(caller), n_samples = stardose_caller_n_samples(caller);
	const struct stardose_call **calls = calloc(n_genes ? n_genes : 1, sizeof(*calls));
	int ret;

	if (!calls)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	ret = stardose_writer_begin(writer, err);
	for (int s = 0; s < n_samples && ret == STARDOSE_OK; s++) {
		for (int g = 0; g < n_genes; g++)
			calls[g] = stardose_caller_call(caller, s, g);
		ret = stardose_writer_sample(writer, stardose_caller_sample(caller, s), calls, n_genes, err);
	}
	free(calls);
	return ret;
}
