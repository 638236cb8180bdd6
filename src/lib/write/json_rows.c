/* json_rows.c - rows as tab-separated text or as JSON Lines, from one description */
#include <string.h>
#include "util/json_text.h"
#include "util/no_memory.h"
#include "util/options_copy.h"
#include "write/json_rows.h"
#include "write/provenance.h"

int sdi_rows_open(struct sdi_rows *rows, const struct stardose_tables *tables,
		  const struct stardose_writer_options *options, struct stardose_error *err)
{
	int ret;

	memset(rows, 0, sizeof(*rows));
	rows->tables = tables;
	rows->err = err;
	ret = sdi_options_copy(&rows->options, sizeof(rows->options), options,
			       "stardose_writer_options_init", err);
	if (!ret && (!rows->options.sink || (rows->options.kind != STARDOSE_WRITE_TSV &&
					     rows->options.kind != STARDOSE_WRITE_JSON_LINES)))
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "rows of tables are TSV or JSON Lines, and need a sink");
	return ret;
}

static int hand_on(struct sdi_rows *rows, int ret)
{
	if (ret)
		return sdi_no_memory(rows->err);
	if (rows->text.l)
		ret = rows->options.sink(rows->options.sink_user, rows->text.s, rows->text.l,
					 rows->err);
	rows->text.l = 0;
	return ret;
}

int sdi_rows_begin_two(struct sdi_rows *rows, const char *command,
		       const struct stardose_tables *first)
{
	int ret;

	if (rows->options.no_version || rows->options.kind != STARDOSE_WRITE_TSV)
		return STARDOSE_OK;
	ret = sdi_provenance_program(&rows->text, command);
	if (!ret && first)
		ret = sdi_provenance_tables(&rows->text, first);
	if (!ret)
		ret = sdi_provenance_tables(&rows->text, rows->tables);
	return hand_on(rows, ret);
}

int sdi_rows_begin(struct sdi_rows *rows, const char *command)
{
	return sdi_rows_begin_two(rows, command, NULL);
}

static int put_plain(kstring_t *to, const cJSON *cell)
{
	if (cJSON_IsString(cell))
		return kputs(cell->valuestring, to) < 0;
	if (cJSON_IsNumber(cell))
		return ksprintf(to, "%.10g", cell->valuedouble) < 0;
	if (cJSON_IsBool(cell))
		return kputs(cJSON_IsTrue(cell) ? "yes" : "no", to) < 0;
	return kputc('.', to) < 0;
}

static int put_cell(kstring_t *to, const cJSON *cell)
{
	const cJSON *item;
	int n = 0, failed = 0;

	if (!cJSON_IsArray(cell) || !cell->child)
		return put_plain(to, cell);
	cJSON_ArrayForEach(item, cell) {
		failed |= n++ && kputc(';', to) < 0;
		failed |= put_plain(to, item);
	}
	return failed;
}

static int put_tsv(kstring_t *to, const cJSON *row, int with_header)
{
	const cJSON *cell;
	int failed = 0;

	if (with_header)
		cJSON_ArrayForEach(cell, row)
			failed |= ksprintf(to, "%s%c", cell->string, cell->next ? '\t' : '\n') < 0;
	cJSON_ArrayForEach(cell, row) {
		failed |= put_cell(to, cell);
		failed |= kputc(cell->next ? '\t' : '\n', to) < 0;
	}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_rows_put(struct sdi_rows *rows, cJSON *row)
{
	const int n = cJSON_GetArraySize(row), is_first = rows->n_rows++ == 0;
	int ret;

	if (is_first)
		rows->n_columns = n;
	if (!row || rows->json.failed || n != rows->n_columns) {
		ret = STARDOSE_ENOMEM;
	} else if (rows->options.kind == STARDOSE_WRITE_TSV) {
		ret = put_tsv(&rows->text, row, is_first);
	} else {
		ret = sdi_json_text(&rows->text, row);
		row = NULL;
		if (!ret)
			ret = kputc('\n', &rows->text) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	}
	cJSON_Delete(row);
	return hand_on(rows, ret);
}

void sdi_rows_release(struct sdi_rows *rows) { ks_free(&rows->text); }
