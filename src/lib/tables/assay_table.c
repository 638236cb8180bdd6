/* assay_table.c - rows of assays.tsv */
#include <string.h>
#include "tables/assay_table.h"
#include "tables/table_set.h"

enum { PLACE, WORD, ASSAY, SOURCE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "place", "word", "assay", "source" };
static const char *const places[] = { [SDI_ASSAY_FORMAT] = "format",
				      [SDI_ASSAY_KEY] = "key",
				      [SDI_ASSAY_TEXT] = "text" };
static const char *const assays[] = { "wes", "array", "panel" };

/* Index of the cell among @n @words, or -1. */
static int word_of(const struct sdi_load *load, int col, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(sdi_load_cell(load, col), words[i]))
			return i;
	return -1;
}

static int take_row(struct sdi_load *load, const int *col, struct sdi_assay_signs *out)
{
	int place = word_of(load, col[PLACE], places, 3), assay = word_of(load, col[ASSAY], assays, 3);
	const char *word = sdi_load_cell(load, col[WORD]);

	if (place < 0)
		return sdi_load_bad(load, "place is '%.20s', not format, key or text",
				    sdi_load_cell(load, col[PLACE]));
	if (assay < 0)
		return sdi_load_bad(load, "assay is '%.20s', not wes, array or panel",
				    sdi_load_cell(load, col[ASSAY]));
	if (!*word || !*sdi_load_cell(load, col[SOURCE]))
		return sdi_load_bad(load, "a sign without a word, or without source");
	out->v[out->n++] = (struct sdi_assay_sign){ place, word, assays[assay] };
	return STARDOSE_OK;
}

int sdi_load_assays(struct sdi_load *load)
{
	struct sdi_assay_signs *out = &load->impl->assay_signs;
	int col[N_COLUMNS], ret = sdi_load_columns(load, columns, N_COLUMNS, col);

	out->v = sdi_load_array(load, load->tsv->n_rows, sizeof(*out->v));
	if (!out->v)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = take_row(load, col, out);
	return ret;
}

const struct sdi_assay_signs *sdi_tables_assay_signs(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->assay_signs;
}
