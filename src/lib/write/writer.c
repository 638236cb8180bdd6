/* writer.c - calls of sample after sample, as rows or JSON Lines */
#include <stdlib.h>
#include <string.h>
#include <stardose/writer.h>
#include "write/row_writer.h"
#include "write/write_call.h"

struct stardose_writer { struct sdi_row_writer rows; };

static int call_text(kstring_t *to, int kind, const void *call)
{
	if (kind == STARDOSE_WRITE_PHARMCAT)
		return sdi_pharmcat_call(to, call);
	return kind == STARDOSE_WRITE_TSV ? sdi_tsv_call(to, call) : sdi_json_text(to, sdi_json_call(call));
}

static int make_tail(struct sdi_row_writer *rows)
{
	int ret = kputs(",\"stardose\":", &rows->tail) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;

	if (ret == STARDOSE_OK)
		ret = sdi_json_text(&rows->tail, sdi_json_stardose(rows->tables, rows->options.no_version));
	return ret == STARDOSE_OK && kputs("}\n", &rows->tail) < 0 ? STARDOSE_ENOMEM : ret;
}

int stardose_writer_new(const struct stardose_tables *tables, const struct stardose_writer_options *options,
			struct stardose_writer **out, struct stardose_error *err)
{
	struct stardose_writer *w = calloc(1, sizeof(*w));
	int ret = STARDOSE_ENOMEM;

	if (w) {
		w->rows = (struct sdi_row_writer){ .command = "call", .header = options->kind == STARDOSE_WRITE_TSV ? sdi_tsv_header : NULL, .text = call_text };
		ret = sdi_row_writer_init(&w->rows, tables, options);
	}
	if (ret == STARDOSE_OK && options->kind == STARDOSE_WRITE_JSON_LINES)
		ret = make_tail(&w->rows);
	if (ret != STARDOSE_OK) {
		stardose_writer_free(w);
		return stardose_error_set(err, ret, "out of memory");
	}
	*out = w;
	return STARDOSE_OK;
}

void stardose_writer_free(struct stardose_writer *writer)
{
	if (writer)
		sdi_row_writer_release(&writer->rows);
	free(writer);
}

int stardose_writer_finish(struct stardose_writer *writer, struct stardose_error *err)
{
	return sdi_row_writer_flush(&writer->rows, err);
}

int stardose_writer_begin(struct stardose_writer *writer, struct stardose_error *err)
{
	return sdi_row_writer_begin(&writer->rows, err);
}

static int put_rows(struct sdi_row_writer *w, const char *sample, const struct stardose_call *const *calls, int n_calls)
{
	size_t len = strlen(sample);
	int ret = STARDOSE_OK;

	for (int i = 0; i < n_calls && ret == STARDOSE_OK; i++)
		ret = sdi_row_writer_put(w, sample, len, calls[i]);
	return ret;
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

static int put_object(struct sdi_row_writer *w, const char *sample, const struct stardose_call *const *calls, int n_calls)
{
	enum stardose_build build = common_build(calls, n_calls);
	int failed = kputs("{\"sample\":", &w->out) < 0 || sdi_json_string(&w->out, sample) != STARDOSE_OK;

	failed |= kputs(",\"build\":", &w->out) < 0;
	if (build == STARDOSE_BUILD_AUTO)
		failed |= kputs("null", &w->out) < 0;
	else
		failed |= ksprintf(&w->out, "\"%s\"", stardose_build_name(build)) < 0;
	failed |= kputs(",\"genes\":[", &w->out) < 0;
	for (int i = 0; i < n_calls && !failed; i++)
		failed |= sdi_row_writer_put(w, ",", i > 0, calls[i]) != STARDOSE_OK;
	failed |= kputc(']', &w->out) < 0;
	failed |= kputsn(w->tail.s, w->tail.l, &w->out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_writer_sample(struct stardose_writer *writer, const char *sample, const struct stardose_call *const *calls,
			   int n_calls, struct stardose_error *err)
{
	int ret;

	if (writer->rows.options.kind == STARDOSE_WRITE_PHARMCAT)
		ret = put_rows(&writer->rows, "", calls, n_calls);
	else if (writer->rows.options.kind == STARDOSE_WRITE_TSV)
		ret = put_rows(&writer->rows, sample, calls, n_calls);
	else
		ret = put_object(&writer->rows, sample, calls, n_calls);
	return sdi_row_writer_settle(&writer->rows, ret, err);
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
		int n = stardose_caller_calls(caller, s, calls);

		ret = stardose_writer_sample(writer, stardose_caller_sample(caller, s), calls, n, err);
	}
	free(calls);
	return ret;
}
