/* row_identity.c - the identity that a row of guidance has by what it says */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "tables/table_set.h"
#include "util/nearest.h"
#include "util/no_memory.h"

/* FNV-1a, 32 bit */
static uint32_t add(uint32_t hash, const char *s)
{
	for (; *s; s++)
		hash = (hash ^ (unsigned char)*s) * UINT32_C(0x01000193);
	return hash;
}

static const char *cell_of(const struct sdi_tsv *tsv, int row, const char *column)
{
	const char *cell = sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, column));

	return *cell ? cell : "-";
}

/* What tells a row from all others: whose it is, of what, for whom, and when it applies. */
static uint32_t hash_of(const struct sdi_tsv *tsv, int row)
{
	static const char *const columns[] = { "source",     "drug",  "context",   "gene1",
					       "condition1", "gene2", "condition2" };
	uint32_t hash = UINT32_C(0x811c9dc5);

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		hash = add(i ? add(hash, "\t") : hash, cell_of(tsv, row, columns[i]));
	return hash;
}

static int row_of(const struct sdi_tsv *tsv, const char *row_id)
{
	int row = 0;

	while (row < tsv->n_rows && strcmp(cell_of(tsv, row, "row_id"), row_id))
		row++;
	return row;
}

static int no_row(const struct sdi_tsv *tsv, const char *row_id, struct stardose_error *err)
{
	struct sdi_nearest near;
	const char *names[3];
	char text[256];

	sdi_nearest_init(&near, row_id, names, 3);
	for (int i = 0; i < tsv->n_rows; i++)
		sdi_nearest_consider(&near, cell_of(tsv, i, "row_id"));
	if (!sdi_nearest_text(&near, text, sizeof(text)))
		return stardose_error_set(err, STARDOSE_EUSAGE, "guidance.tsv has no row '%s'",
					  row_id);
	return stardose_error_set(err, STARDOSE_EUSAGE,
				  "guidance.tsv has no row '%s'; did you mean %s?", row_id, text);
}

int stardose_guidance_identity(const struct stardose_tables *tables, const char *row_id,
			       char **out, struct stardose_error *err)
{
	const struct sdi_tsv *tsv = &((const struct sdi_table_impl *)tables->impl)
					     ->tsv[SDI_GUIDANCE];
	int row = row_of(tsv, row_id), bad, was_plain = 1;
	kstring_t text = KS_INITIALIZE;

	if (row == tsv->n_rows)
		return no_row(tsv, row_id, err);
	bad = ksprintf(&text, "%s-", cell_of(tsv, row, "source")) < 0;
	for (const char *s = cell_of(tsv, row, "drug"); *s && !bad; s++) {
		int is_plain = islower((unsigned char)*s) || isdigit((unsigned char)*s);

		if (is_plain || was_plain)
			bad = kputc(is_plain ? *s : '_', &text) < 0;
		was_plain = is_plain;
	}
	if (bad || ksprintf(&text, "-%08x", (unsigned)hash_of(tsv, row)) < 0) {
		ks_free(&text);
		return sdi_no_memory(err);
	}
	*out = ks_release(&text);
	return STARDOSE_OK;
}
