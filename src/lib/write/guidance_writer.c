/* guidance_writer.c - guidance of sample after sample, as rows or JSON Lines */
#include <stdlib.h>
#include <string.h>
#include <stardose/guidance_writer.h>
#include "write/row_writer.h"
#include "write/write_call.h"
#include "write/write_acted_on.h"
#include "write/write_context.h"
#include "write/write_dose.h"
#include "write/write_guidance.h"
#include "write/write_label.h"
#include "util/no_memory.h"

struct stardose_guidance_writer { struct sdi_row_writer rows; int only_actionable; };

static int line_text(kstring_t *to, const struct sdi_row_writer *w, const void *line)
{
	return w->options.kind == STARDOSE_WRITE_TSV ? sdi_guidance_tsv(to, line)
					  : sdi_guidance_json(to, line);
}

/*
 * The member "stardose_guide": like "stardose" of a call, since another program or other tables
 * may have called.
 */
static int make_tail(struct sdi_row_writer *rows)
{
	cJSON *made_by = sdi_json_stardose(rows->tables, rows->options.no_version);
	int failed = !made_by || !cJSON_ReplaceItemInObject(made_by, "schema",
							    cJSON_CreateString(SDI_GUIDE_SCHEMA));

	if (rows->options.shard)
		failed |= !cJSON_AddStringToObject(made_by, "shard", rows->options.shard);
	failed |= kputs(",\"stardose_guide\":", &rows->tail) < 0;
	failed |= sdi_json_text(&rows->tail, made_by) != STARDOSE_OK;
	return failed || kputs("}\n", &rows->tail) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_guidance_writer_new(const struct stardose_tables *tables,
				 const struct stardose_writer_options *options,
				 struct stardose_guidance_writer **out, struct stardose_error *err)
{
	struct stardose_guidance_writer *w = calloc(1, sizeof(*w));
	int ret = STARDOSE_ENOMEM;

	if (w) {
		w->rows = (struct sdi_row_writer){ .command = "guide",
						   .header = sdi_guidance_header,
						   .text = line_text };
		ret = sdi_row_writer_init(&w->rows, tables, options, err);
	}
	if (!ret && w->rows.options.kind == STARDOSE_WRITE_JSON_LINES)
		ret = make_tail(&w->rows);
	if (ret) {
		stardose_guidance_writer_free(w);
		return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
	}
	*out = w;
	return STARDOSE_OK;
}

void stardose_guidance_writer_free(struct stardose_guidance_writer *writer)
{
	if (writer)
		sdi_row_writer_release(&writer->rows);
	free(writer);
}

void stardose_guidance_writer_note(struct stardose_guidance_writer *writer, const char *note)
{
	writer->rows.note = note;
}

void stardose_guidance_writer_only_actionable(struct stardose_guidance_writer *writer)
{
	writer->only_actionable = 1;
}

int stardose_guidance_writer_finish(struct stardose_guidance_writer *writer,
				    struct stardose_error *err)
{
	return sdi_row_writer_flush(&writer->rows, err);
}

int stardose_guidance_writer_begin(struct stardose_guidance_writer *writer,
				   struct stardose_error *err)
{
	return sdi_row_writer_begin(&writer->rows, err);
}

/* Lines that stay are made into text once. */
static int put_line(struct sdi_row_writer *w, const char *prefix, size_t len,
		    const struct stardose_guidance_line *line)
{
	return line->is_passing ? sdi_row_writer_put_once(w, prefix, len, line)
				: sdi_row_writer_put(w, prefix, len, line);
}

/*
 * A line asks for something by its action, unless its result is the source's reference; and where
 * something acts on the medicine and no line goes by it, that is a finding of its own.
 */
static int is_actionable(const struct stardose_guidance_line *line)
{
	const char *value = line->row && line->row->action ? line->row->action->value : "none";

	if (line->flags & (1u << STARDOSE_FLAG_ENZYME_ACTED_ON))
		return 1;
	return !(line->flags & (1u << STARDOSE_FLAG_REFERENCE_RESULT)) && strcmp(value, "none") &&
	       strcmp(value, "usual");
}

static int is_wanted(const struct stardose_guidance_writer *writer,
		     const struct stardose_guidance_line *line)
{
	return !writer->only_actionable || is_actionable(line);
}

/* The dose of the line's medicine against its limits, or NULL */
static const struct stardose_dose *dose_of(const struct stardose_guidance *guidance,
					   const struct stardose_guidance_line *line)
{
	for (int i = 0; i < guidance->n_doses; i++)
		if (guidance->doses[i].drug == line->drug)
			return &guidance->doses[i];
	return NULL;
}

static int put_row(struct sdi_row_writer *w, const char *sample, size_t len,
		   const struct stardose_guidance *guidance, const struct stardose_guidance_line *line)
{
	int ret = put_line(w, sample, len, line);

	return ret ? ret : sdi_guidance_tsv_end(&w->out, dose_of(guidance, line));
}

static int put_rows(struct stardose_guidance_writer *writer, const char *sample,
		    const struct stardose_guidance *guidance)
{
	size_t len = strlen(sample);
	int ret = STARDOSE_OK;

	for (int i = 0; i < guidance->n_lines && !ret; i++)
		if (is_wanted(writer, guidance->lines[i]))
			ret = put_row(&writer->rows, sample, len, guidance, guidance->lines[i]);
	return ret;
}

/* The object without its last brace, then the new members. */
static int put_object(struct stardose_guidance_writer *writer,
		      const struct stardose_guidance *guidance, const char *call_json, size_t n)
{
	struct sdi_row_writer *w = &writer->rows;
	int failed, n_put = 0;

	while (n && call_json[n - 1] != '}')
		n--;
	failed = kputsn(call_json, n ? n - 1 : 0, &w->out) < 0 ||
		 kputs(",\"guidance\":[", &w->out) < 0;
	for (int i = 0; i < guidance->n_lines && !failed; i++)
		if (is_wanted(writer, guidance->lines[i]))
			failed = put_line(w, ",", n_put++ > 0, guidance->lines[i]) != STARDOSE_OK;
	failed = failed || kputc(']', &w->out) < 0 ||
		 sdi_label_rules_json(&w->out, guidance) != STARDOSE_OK ||
		 sdi_doses_json(&w->out, guidance) != STARDOSE_OK ||
		 sdi_acted_on_json(&w->out, guidance) != STARDOSE_OK ||
		 sdi_context_json(&w->out, guidance) != STARDOSE_OK;
	return failed || kputsn(w->tail.s, w->tail.l, &w->out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_guidance_writer_sample(struct stardose_guidance_writer *writer, const char *sample,
				    const struct stardose_guidance *guidance, const char *call_json,
				    size_t n, struct stardose_error *err)
{
	int ret;

	if (writer->rows.options.kind == STARDOSE_WRITE_TSV)
		ret = put_rows(writer, sample, guidance);
	else
		ret = put_object(writer, guidance, call_json, n);
	return sdi_row_writer_finish(&writer->rows, ret, err);
}
