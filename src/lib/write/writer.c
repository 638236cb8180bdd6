/* writer.c - calls of sample after sample, as rows or JSON Lines */
#include <stdlib.h>
#include <string.h>
#include <stardose/writer.h>
#include "write/row_writer.h"
#include "write/write_call.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

struct stardose_writer {
	struct sdi_row_writer rows;
	int m_genes;				/* room in what follows: one sample of a caller */
	const struct stardose_call **calls;
	const struct stardose_structure_risk **risks;
};

static int is_pharmcat(int kind)
{
	return kind == STARDOSE_WRITE_PHARMCAT || kind == STARDOSE_WRITE_PHARMCAT_DOUBTFUL;
}

static int call_text(kstring_t *to, const struct sdi_row_writer *w, const void *call)
{
	int kind = w->options.kind;

	if (is_pharmcat(kind))
		return sdi_pharmcat_call(to, w->tables, call,
					 kind == STARDOSE_WRITE_PHARMCAT_DOUBTFUL);
	return kind == STARDOSE_WRITE_TSV ? sdi_tsv_call(to, call)
					  : sdi_json_text(to, sdi_json_call(call));
}

static int make_tail(struct sdi_row_writer *rows)
{
	cJSON *about = sdi_json_stardose(rows->tables, rows->options.no_version);
	int ret = kputs(",\"stardose\":", &rows->tail) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;

	if (about && rows->options.shard &&
	    !cJSON_AddStringToObject(about, "shard", rows->options.shard))
		ret = STARDOSE_ENOMEM;
	if (!ret)
		ret = sdi_json_text(&rows->tail, about);
	else
		cJSON_Delete(about);
	return !ret && kputs("}\n", &rows->tail) < 0 ? STARDOSE_ENOMEM : ret;
}

int stardose_writer_new(const struct stardose_tables *tables,
			const struct stardose_writer_options *options, struct stardose_writer **out,
			struct stardose_error *err)
{
	struct stardose_writer *w = calloc(1, sizeof(*w));
	int ret = STARDOSE_ENOMEM;

	if (w) {
		w->rows = (struct sdi_row_writer){ .command = "call",
						   .text = call_text };
		ret = sdi_row_writer_init(&w->rows, tables, options, err);
		if (w->rows.options.kind == STARDOSE_WRITE_TSV)
			w->rows.header = sdi_tsv_header;
	}
	if (!ret && is_pharmcat(w->rows.options.kind))
		ret = sdi_tables_need_guidance(tables, err); /* it lists the genes of a peer */
	if (!ret && w->rows.options.kind == STARDOSE_WRITE_JSON_LINES)
		ret = make_tail(&w->rows);
	if (ret) {
		stardose_writer_free(w);
		return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
	}
	*out = w;
	return STARDOSE_OK;
}

void stardose_writer_free(struct stardose_writer *writer)
{
	if (!writer)
		return;
	sdi_row_writer_release(&writer->rows);
	free(writer->calls);
	free(writer->risks);
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

static int put_rows(struct sdi_row_writer *w, const char *sample,
		    const struct stardose_call *const *calls, int n_calls)
{
	size_t len = strlen(sample);
	int ret = STARDOSE_OK;

	for (int i = 0; i < n_calls && !ret; i++)
		ret = sdi_row_writer_put(w, sample, len, calls[i]);
	return ret;
}

/*
 * The build that every call shares; files of different builds may be joined, and no file may speak
 * of a gene.
 */
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

/*
 * The text of a call is made once, the risk belongs to the sample: it goes in front of the
 * object's last brace.
 */
static int put_risk(kstring_t *to, const struct stardose_structure_risk *risk)
{
	if (!to->l || to->s[to->l - 1] != '}')
		return STARDOSE_OK;
	to->s[to->l - 1] = ',';
	return sdi_json_risk(to, risk) || kputc('}', to) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* @risks: by call; NULL where there is none. NULL: none at all */
static int put_object(struct sdi_row_writer *w, const char *sample,
		      const struct stardose_call *const *calls,
		      const struct stardose_structure_risk *const *risks, int n_calls)
{
	enum stardose_build build = common_build(calls, n_calls);
	int failed = kputs("{\"sample\":", &w->out) < 0 ||
		     sdi_json_string(&w->out, sample) != STARDOSE_OK;

	failed |= kputs(",\"build\":", &w->out) < 0;
	if (build == STARDOSE_BUILD_AUTO)
		failed |= kputs("null", &w->out) < 0;
	else
		failed |= ksprintf(&w->out, "\"%s\"", stardose_build_name(build)) < 0;
	failed |= kputs(",\"genes\":[", &w->out) < 0;
	for (int i = 0; i < n_calls && !failed; i++) {
		failed |= sdi_row_writer_put(w, ",", i > 0, calls[i]) != STARDOSE_OK;
		if (!failed && risks && risks[i])
			failed |= put_risk(&w->out, risks[i]) != STARDOSE_OK;
	}
	failed |= kputc(']', &w->out) < 0;
	failed |= kputsn(w->tail.s, w->tail.l, &w->out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int put_sample(struct stardose_writer *writer, const char *sample,
		      const struct stardose_call *const *calls,
		      const struct stardose_structure_risk *const *risks, int n_calls,
		      struct stardose_error *err)
{
	int ret;

	if (is_pharmcat(writer->rows.options.kind))
		ret = put_rows(&writer->rows, "", calls, n_calls);
	else if (writer->rows.options.kind == STARDOSE_WRITE_TSV)
		ret = put_rows(&writer->rows, sample, calls, n_calls);
	else
		ret = put_object(&writer->rows, sample, calls, risks, n_calls);
	return sdi_row_writer_finish(&writer->rows, ret, err);
}

int stardose_writer_sample(struct stardose_writer *writer, const char *sample,
			   const struct stardose_call *const *calls, int n_calls,
			   struct stardose_error *err)
{
	return put_sample(writer, sample, calls, NULL, n_calls, err);
}

static int fit_genes(struct stardose_writer *w, int n)
{
	if (n <= w->m_genes)
		return STARDOSE_OK;
	free(w->calls);
	free(w->risks);
	w->calls = calloc(n, sizeof(*w->calls));
	w->risks = calloc(n, sizeof(*w->risks));
	w->m_genes = w->calls && w->risks ? n : 0;
	return w->m_genes ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* The risk that goes with a call: what an outside result says needs no guess beside it. */
static const struct stardose_structure_risk *risk_of(const struct stardose_caller *caller,
						     int sample, const struct stardose_call *call)
{
	int g = 0;

	if (call->status == STARDOSE_STATUS_OUTSIDE || !call->gene->structure)
		return NULL;
	while (stardose_caller_gene(caller, g) != call->gene)
		g++;
	return stardose_caller_structure_risk(caller, sample, g);
}

int stardose_writer_caller_sample(struct stardose_writer *writer,
				  const struct stardose_caller *caller, int sample,
				  struct stardose_error *err)
{
	int n;

	if (fit_genes(writer, stardose_caller_n_genes(caller)))
		return sdi_no_memory(err);
	n = stardose_caller_calls(caller, sample, writer->calls);
	for (int i = 0; i < n; i++)
		writer->risks[i] = risk_of(caller, sample, writer->calls[i]);
	return put_sample(writer, stardose_caller_sample(caller, sample), writer->calls,
			  writer->risks, n, err);
}

int stardose_writer_caller(struct stardose_writer *writer, const struct stardose_caller *caller,
			   struct stardose_error *err)
{
	int n_samples = stardose_caller_n_samples(caller), ret = stardose_writer_begin(writer, err);

	for (int s = 0; s < n_samples && !ret; s++)
		ret = stardose_writer_caller_sample(writer, caller, s, err);
	return ret;
}
