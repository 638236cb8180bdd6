/*
 * context_file.c - rows of a file, and the entries of a list, become rows of persons; what cannot
 * be read is named
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_reading.h"
#include "util/json_members.h"
#include "util/no_memory.h"
#include "util/text.h"

#define MAX_COLUMNS 256

/* ---- lines ---- */

static int take_header(struct sdi_context_reading *r, char *line)
{
	char *field[MAX_COLUMNS];
	int n;

	r->n_fields = stardose_line_cut(line, '\t', field, MAX_COLUMNS);
	n = r->n_fields < MAX_COLUMNS ? r->n_fields : MAX_COLUMNS;
	for (int i = 0; i < SDI_N_CELLS; i++)
		r->col[i] = stardose_line_column(field, n, sdi_cell_name(i));
	for (int i = SDI_CELL_SAMPLE; i <= SDI_CELL_NAME; i++)
		if (r->col[i] < 0)
			return stardose_error_set(
				r->err, STARDOSE_EINPUT,
				"%s:%d: the first line has no column '%s'; it is to read "
				"'sample kind name value unit start stop note detail', joined by tabs",
				r->file, r->text.line, sdi_cell_name(i));
	return STARDOSE_OK;
}

static int take_line(struct sdi_context_reading *r, char *line)
{
	const char *cell[SDI_N_CELLS];
	char *field[MAX_COLUMNS];
	int n = stardose_line_cut(line, '\t', field, MAX_COLUMNS);

	for (int i = 0; i < SDI_N_CELLS; i++) {
		cell[i] = r->col[i] < 0 ? "" : field[r->col[i]];
		if (!strcmp(cell[i], "."))
			cell[i] = "";
	}
	if (n != r->n_fields) {
		sdi_user_aside(&r->text, "%d fields where the header has %d", n, r->n_fields);
		return sdi_context_leave_gap(r, cell);
	}
	return sdi_context_take(r, cell);
}

static int take_lines(struct sdi_context_reading *r)
{
	int ret = STARDOSE_OK, has_header = 0;
	char *line;

	while (!ret && (line = sdi_user_row(&r->text))) {
		ret = has_header ? take_line(r, line) : take_header(r, line);
		has_header = 1;
		if (ret == STARDOSE_EROW)
			ret = STARDOSE_OK;
	}
	if (!ret && !has_header)
		ret = stardose_error_set(
			r->err, STARDOSE_EINPUT,
			"%s: no header line (sample kind name value unit start stop note detail)",
			r->file);
	return ret;
}

int stardose_context_parse(struct stardose_context *context, const char *name, const char *bytes,
			   size_t n, const struct stardose_log *log, struct stardose_error *err)
{
	struct sdi_context_reading r = { .context = context, .err = err };
	char *copy;
	int ret;

	r.file = sdi_arena_strdup(&context->arena, name);
	copy = malloc(n + 1);
	if (!r.file || !copy) {
		free(copy);
		return sdi_no_memory(err);
	}
	memcpy(copy, bytes, n);
	copy[n] = '\0';
	ret = sdi_user_text(&r.text, r.file, "tab-separated text", "##", copy, n, log, err);
	if (!ret && sdi_is_json_rows(r.text.at, r.text.end - r.text.at))
		ret = sdi_context_json_rows(&r, r.text.at, r.text.end - r.text.at);
	else if (!ret)
		ret = take_lines(&r);
	free(copy);
	return ret;
}

int stardose_context_read(struct stardose_context *context, const char *path,
			  const struct stardose_log *log, struct stardose_error *err)
{
	char *text = NULL;
	size_t size = 0;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = stardose_context_parse(context, strcmp(path, "-") ? path : "standard input", text,
				     size, log, err);
	free(text);
	return ret;
}

/* ---- a list ---- */

static int take_entry(struct stardose_context *context, struct sdi_person *person, char *text,
		      struct stardose_error *err)
{
	struct sdi_context_row row = { .file = "--taking",
				       .start = SDI_NO_DAY,
				       .stop = SDI_NO_DAY };
	size_t n = strlen(text);

	while (n && strchr(" \t", text[n - 1]))
		text[--n] = '\0';
	if (!n)
		return STARDOSE_OK;
	if (n > SDI_MAX_CELL || !sdi_is_plain(text))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"an entry of the list of medicines is longer than %d bytes, not UTF-8, "
			"or holds control characters",
			SDI_MAX_CELL);
	row.item = (struct stardose_context_item){
		.kind = STARDOSE_CONTEXT_MEDICINE,
		.name = text,
		.value = "",
		.unit = "",
		.start = "",
		.stop = "",
		.note = "",
		.detail = "",
		.days_since_stop = -1,
	};
	sdi_medication_parse(context->tables, text, &row.entry);
	if (row.entry.agent && row.entry.agent->kind != SDI_AGENT_MEDICINE)
		row.item.kind = STARDOSE_CONTEXT_CONDITION;
	return sdi_context_add_parts(context, person, &row) == STARDOSE_OK ? STARDOSE_OK : sdi_no_memory(err);
}

int stardose_context_taking(struct stardose_context *context, const char *list,
			    struct stardose_error *err)
{
	struct sdi_person *person = sdi_context_add_person(context, NULL, "--taking", 0);
	char *copy = strdup(list), *next = copy, *text;
	int ret = person && copy ? STARDOSE_OK : sdi_no_memory(err);

	if (!ret)
		person->pub.has_list = 1;
	if (!ret && !strcmp(list, SDI_NOTHING_TAKEN)) {
		free(copy);
		return STARDOSE_OK;
	}
	while (!ret && (text = strsep(&next, ",;"))) {
		text += strspn(text, " \t");
		ret = take_entry(context, person, text, err);
	}
	if (!ret && !person->pub.n_items)
		ret = stardose_error_set(
			err, STARDOSE_EUSAGE,
			"an empty list names no medicine; 'none' says that nothing is taken");
	free(copy);
	return ret;
}
