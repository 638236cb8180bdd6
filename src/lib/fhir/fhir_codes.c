/* fhir_codes.c - the codes of FHIR bundles */
#include <stdlib.h>
#include <string.h>
#include "fhir/fhir_codes.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

enum { KIND, KEY, SYSTEM, CODE, DISPLAY, TEXT, SOURCE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind",	   "key",  "system", "code",
						"display", "text", "source" };

static const char *cell(const struct sdi_tsv *tsv, int row, int col)
{
	const char *text = sdi_tsv_cell(tsv, row, col);

	return strcmp(text, "-") ? text : "";
}

static int bad_row(const struct sdi_tsv *tsv, int row, const char *why, struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_ETABLE, "%s:%d: %s", tsv->name, tsv->line[row],
				  why);
}

static int take_row(const struct sdi_tsv *tsv, int row, const int *col, struct sdi_fhir_codes *out,
		    struct stardose_error *err)
{
	struct sdi_fhir_code code = {
		.kind = cell(tsv, row, col[KIND]),
		.key = cell(tsv, row, col[KEY]),
		.system = cell(tsv, row, col[SYSTEM]),
		.code = cell(tsv, row, col[CODE]),
		.display = cell(tsv, row, col[DISPLAY]),
		.text = cell(tsv, row, col[TEXT]),
	};

	if (!*code.kind || !*code.key)
		return bad_row(tsv, row, "a row without kind or key", err);
	if (!*code.system && !*code.code)
		return bad_row(tsv, row, "a row with neither system nor code", err);
	if (!*cell(tsv, row, col[SOURCE]))
		return bad_row(tsv, row, "a code without source", err);
	if (sdi_fhir_code(out, code.kind, code.key))
		return bad_row(tsv, row, "kind and key stand there twice", err);
	out->code[out->n++] = code;
	return STARDOSE_OK;
}

static int take_rows(const struct sdi_tsv *tsv, struct sdi_fhir_codes *out,
		     struct stardose_error *err)
{
	int col[N_COLUMNS], ret = STARDOSE_OK;

	for (int c = 0; c < N_COLUMNS; c++)
		if ((col[c] = sdi_tsv_need(tsv, columns[c], err)) < 0)
			return col[c];
	out->code = calloc(tsv->n_rows + 1, sizeof(*out->code));
	if (!out->code)
		return sdi_no_memory(err);
	for (int row = 0; !ret && row < tsv->n_rows; row++)
		ret = take_row(tsv, row, col, out, err);
	return ret;
}

int sdi_fhir_codes_open(const struct stardose_tables *tables, struct sdi_fhir_codes *out,
			struct stardose_error *err)
{
	struct sdi_tsv *tsv = calloc(1, sizeof(*tsv));
	int ret;

	memset(out, 0, sizeof(*out));
	if (!tsv)
		return sdi_no_memory(err);
	out->storage = tsv;
	ret = sdi_table_parse(tables, "fhir_codes", tsv, err);
	if (!ret)
		ret = take_rows(tsv, out, err);
	if (ret)
		sdi_fhir_codes_release(out);
	return ret;
}

void sdi_fhir_codes_release(struct sdi_fhir_codes *codes)
{
	if (codes->storage)
		sdi_tsv_release(codes->storage);
	free(codes->storage);
	free(codes->code);
	memset(codes, 0, sizeof(*codes));
}

const struct sdi_fhir_code *sdi_fhir_code(const struct sdi_fhir_codes *codes, const char *kind,
					  const char *key)
{
	for (int i = 0; i < codes->n; i++)
		if (!strcmp(codes->code[i].kind, kind) && !strcmp(codes->code[i].key, key))
			return &codes->code[i];
	return NULL;
}
