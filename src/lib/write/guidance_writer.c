/* guidance_writer.c - guidance of sample after sample; the text of a line that many samples share is made once */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/guidance_writer.h>
#include "write/provenance.h"
#include "write/write_call.h"
#include "write/write_guidance.h"

#define FLUSH_BYTES (1 << 18)

struct span { size_t beg, len; };	/* of a line's text in kept */
KHASH_INIT(line_text, khint64_t, struct span, 1, kh_int64_hash_func, kh_int64_hash_equal)

struct stardose_guidance_writer {
	const struct stardose_tables *tables;
	struct stardose_writer_options options;
	khash_t(line_text) *index;	/* address of a line -> its text */
	kstring_t kept;			/* the texts, one after the other */
	kstring_t out;			/* what has not gone to the sink */
	kstring_t tail;			/* JSON: what ends every line */
};

/* The member "stardose_guide": like "stardose" of a call, since another program or other tables may have called. */
static int make_tail(struct stardose_guidance_writer *w)
{
	cJSON *made_by = sdi_json_stardose(w->tables, w->options.no_version);
	int failed = !made_by || !cJSON_ReplaceItemInObject(made_by, "schema", cJSON_CreateString(SDI_GUIDE_SCHEMA));

	failed |= kputs("],\"stardose_guide\":", &w->tail) < 0;
	failed |= sdi_json_text(&w->tail, made_by) != STARDOSE_OK;
	return failed || kputs("}\n", &w->tail) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_guidance_writer_new(const struct stardose_tables *tables, const struct stardose_writer_options *options,
				 struct stardose_guidance_writer **out, struct stardose_error *err)
{
	struct stardose_guidance_writer *w = calloc(1, sizeof(*w));
	int ret = STARDOSE_OK;

	if (w) {
		w->tables = tables;
		w->options = *options;
		w->index = kh_init(line_text);
	}
	if (!w || !w->index)
		ret = STARDOSE_ENOMEM;
	else if (options->kind == STARDOSE_WRITE_JSON_LINES)
		ret = make_tail(w);
	if (ret != STARDOSE_OK) {
		stardose_guidance_writer_free(w);
		return stardose_error_set(err, ret, "out of memory");
	}
	*out = w;
	return STARDOSE_OK;
}

void stardose_guidance_writer_free(struct stardose_guidance_writer *writer)
{
	if (!writer)
		return;
	kh_destroy(line_text, writer->index);
	ks_free(&writer->kept);
	ks_free(&writer->out);
	ks_free(&writer->tail);
	free(writer);
}

int stardose_guidance_writer_finish(struct stardose_guidance_writer *writer, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (writer->out.l)
		ret = writer->options.sink(writer->options.sink_user, writer->out.s, writer->out.l, err);
	writer->out.l = 0;
	return ret;
}

int stardose_guidance_writer_begin(struct stardose_guidance_writer *writer, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (writer->options.kind != STARDOSE_WRITE_TSV)
		return ret;
	if (!writer->options.no_version) {
		ret = sdi_provenance_program(&writer->out, "guide");
		if (ret == STARDOSE_OK)
			ret = sdi_provenance_tables(&writer->out, writer->tables);
	}
	if (ret == STARDOSE_OK)
		ret = sdi_provenance_local(&writer->out, writer->tables);
	if (ret == STARDOSE_OK)
		ret = sdi_guidance_header(&writer->out);
	return ret == STARDOSE_OK ? ret : stardose_error_set(err, ret, "out of memory");
}

/* The text of @line, made at its first use. */
static int line_text(struct stardose_guidance_writer *w, const struct stardose_guidance_line *line, struct span *text)
{
	int is_new, ret;
	khint_t k = kh_put(line_text, w->index, (khint64_t)(uintptr_t)line, &is_new);

	if (is_new < 0)
		return STARDOSE_ENOMEM;
	if (is_new) {
		size_t beg = w->kept.l;

		if (w->options.kind == STARDOSE_WRITE_TSV)
			ret = sdi_guidance_tsv(&w->kept, line);
		else
			ret = sdi_guidance_json(&w->kept, line);
		if (ret != STARDOSE_OK) {
			kh_del(line_text, w->index, k);
			return ret;
		}
		kh_value(w->index, k) = (struct span){ beg, w->kept.l - beg };
	}
	*text = kh_value(w->index, k);
	return STARDOSE_OK;
}

static int put_rows(struct stardose_guidance_writer *w, const char *sample, const struct stardose_guidance *guidance)
{
	size_t len = strlen(sample);
	struct span text;

	for (int i = 0; i < guidance->n_lines; i++) {
		if (line_text(w, guidance->lines[i], &text) != STARDOSE_OK || kputsn(sample, len, &w->out) < 0 ||
		    kputsn(w->kept.s + text.beg, text.len, &w->out) < 0)
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* The object without its last brace, then the new members. */
static int put_object(struct stardose_guidance_writer *w, const struct stardose_guidance *guidance, const char *call_json, size_t n)
{
	struct span text;
	int failed;

	while (n && call_json[n - 1] != '}')
		n--;
	failed = kputsn(call_json, n ? n - 1 : 0, &w->out) < 0 || kputs(",\"guidance\":[", &w->out) < 0;
	for (int i = 0; i < guidance->n_lines && !failed; i++)
		failed = line_text(w, guidance->lines[i], &text) != STARDOSE_OK || (i && kputc(',', &w->out) < 0) ||
			 kputsn(w->kept.s + text.beg, text.len, &w->out) < 0;
	return failed || kputsn(w->tail.s, w->tail.l, &w->out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_guidance_writer_sample(struct stardose_guidance_writer *writer, const char *sample,
				    const struct stardose_guidance *guidance, const char *call_json, size_t n,
				    struct stardose_error *err)
{
	int ret;

	if (writer->options.kind == STARDOSE_WRITE_TSV)
		ret = put_rows(writer, sample, guidance);
	else
		ret = put_object(writer, guidance, call_json, n);
	if (ret != STARDOSE_OK)
		return stardose_error_set(err, ret, "out of memory");
	return writer->out.l < FLUSH_BYTES ? ret : stardose_guidance_writer_finish(writer, err);
}
