/* fhir_code_table.c - the codes of FHIR bundles */
#include <string.h>
#include "tables/fhir_code_table.h"
#include "tables/table_set.h"

enum { KIND, KEY, SYSTEM, CODE, DISPLAY, TEXT, SOURCE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind",	   "key",  "system", "code",
						"display", "text", "source" };

static int take_row(struct sdi_load *load, const int *col, struct sdi_fhir_codes *out)
{
	struct sdi_fhir_code code = {
		.kind = sdi_load_cell(load, col[KIND]),
		.key = sdi_load_cell(load, col[KEY]),
		.system = sdi_load_cell(load, col[SYSTEM]),
		.code = sdi_load_cell(load, col[CODE]),
		.display = sdi_load_cell(load, col[DISPLAY]),
		.text = sdi_load_cell(load, col[TEXT]),
	};

	if (!*code.kind || !*code.key)
		return sdi_load_bad(load, "a row without kind or key");
	if (!*code.system && !*code.code)
		return sdi_load_bad(load, "a row with neither system nor code");
	if (!*sdi_load_cell(load, col[SOURCE]))
		return sdi_load_bad(load, "a code without source");
	if (sdi_fhir_code(out, code.kind, code.key))
		return sdi_load_bad(load, "kind and key stand there twice");
	out->code[out->n++] = code;
	return STARDOSE_OK;
}

int sdi_load_fhir_codes(struct sdi_load *load)
{
	struct sdi_fhir_codes *out = &load->impl->fhir_codes;
	int col[N_COLUMNS], ret = sdi_load_columns(load, columns, N_COLUMNS, col);

	out->code = sdi_load_array(load, load->tsv->n_rows, sizeof(*out->code));
	if (!out->code)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = take_row(load, col, out);
	return ret;
}

const struct sdi_fhir_codes *sdi_tables_fhir_codes(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->fhir_codes;
}

const struct sdi_fhir_code *sdi_fhir_code(const struct sdi_fhir_codes *codes, const char *kind,
					  const char *key)
{
	for (int i = 0; i < codes->n; i++)
		if (!strcmp(codes->code[i].kind, kind) && !strcmp(codes->code[i].key, key))
			return &codes->code[i];
	return NULL;
}
