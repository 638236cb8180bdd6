/*
 * table_local.c - which rows of a table are a laboratory's own: those that the program does not
 * ship
 *
 * A row is shipped when the table that is compiled in has one that says the same in all of its
 * columns, whatever the order of rows and columns. Further columns do not count, and a column that
 * is not there says what "-" says.
 */
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"
#include "util/no_memory.h"

/* The rows of a table by their digest over @columns. */
struct keyed_row { uint64_t digest; int row; };
struct row_set {
	const struct sdi_tsv *tsv, *columns;
	struct keyed_row *sorted;
};

static const char *cell_of(const struct sdi_tsv *tsv, int row, const char *column)
{
	const char *cell = sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, column));

	return strcmp(cell, "-") ? cell : "";
}

static uint64_t row_digest(const struct sdi_tsv *tsv, int row, const struct sdi_tsv *columns)
{
	uint64_t hash = SDI_FNV_START;

	for (int c = 0; c < columns->n_cols; c++) {
		const char *cell = cell_of(tsv, row, columns->col[c]);

		hash = sdi_fnv(hash, cell, strlen(cell) + 1);
	}
	return hash;
}

static int by_digest(const void *pa, const void *pb)
{
	const struct keyed_row *a = pa, *b = pb;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static int row_set_init(struct row_set *set, const struct sdi_tsv *tsv,
			const struct sdi_tsv *columns)
{
	*set = (struct row_set){ tsv, columns, malloc((tsv->n_rows + 1) * sizeof(*set->sorted)) };
	if (!set->sorted)
		return STARDOSE_ENOMEM;
	for (int row = 0; row < tsv->n_rows; row++)
		set->sorted[row] = (struct keyed_row){ row_digest(tsv, row, columns), row };
	if (tsv->n_rows)
		qsort(set->sorted, tsv->n_rows, sizeof(*set->sorted), by_digest);
	return STARDOSE_OK;
}

static int same_row(const struct row_set *set, int mine, const struct sdi_tsv *tsv, int row)
{
	for (int c = 0; c < set->columns->n_cols; c++)
		if (strcmp(cell_of(set->tsv, mine, set->columns->col[c]),
			   cell_of(tsv, row, set->columns->col[c])))
			return 0;
	return 1;
}

/* Has @set the row, cell for cell? With the rows of the table compiled in: is it shipped? */
static int has_row(const struct row_set *set, const struct sdi_tsv *tsv, int row)
{
	const uint64_t digest = row_digest(tsv, row, set->columns);
	int lo = 0, hi = set->tsv->n_rows;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (set->sorted[mid].digest < digest)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < set->tsv->n_rows && set->sorted[lo].digest == digest; lo++)
		if (same_row(set, set->sorted[lo].row, tsv, row))
			return 1;
	return 0;
}

/* Give each row of load->tsv that @set lacks to @mark. */
static void mark_missing(struct sdi_load load, const struct row_set *set, sdi_mark_fn *mark)
{
	for (load.row = 0; load.row < load.tsv->n_rows; load.row++)
		if (!has_row(set, load.tsv, load.row))
			mark(&load);
}

int sdi_mark_local(const struct sdi_load *load, const struct sdi_table_kind *kind)
{
	struct row_set shipped_rows = { 0 }, rows = { 0 };
	struct sdi_load theirs = *load;
	struct sdi_tsv shipped;
	int ret = sdi_table_text_parse_embedded(kind->name, &shipped, load->err);

	if (!ret && (row_set_init(&shipped_rows, &shipped, &shipped) ||
		     row_set_init(&rows, load->tsv, &shipped)))
		ret = sdi_no_memory(load->err);
	if (!ret)
		mark_missing(*load, &shipped_rows, kind->mark);
	theirs.tsv = &shipped;
	if (!ret && kind->is_by_gene)
		mark_missing(theirs, &rows, kind->mark);
	free(shipped_rows.sorted);
	free(rows.sorted);
	sdi_tsv_release(&shipped);
	return ret;
}

/* ---- what a row that is not shipped makes local ---- */

/* A gene is a lab's own as soon as any table says something else of it than the one compiled in. */
void sdi_mark_gene(struct sdi_load *load)
{
	const char *name = sdi_tsv_cell(load->tsv, load->row, sdi_tsv_col(load->tsv, "gene"));

	for (int g = 0; g < load->tables->n_genes; g++)
		if (!strcmp(load->impl->genes[g].name, name))
			load->impl->genes[g].local = 1;
}

void sdi_mark_interaction(struct sdi_load *load)
{
	load->impl->context.interactions[load->row].is_local = 1;
}

void sdi_mark_method(struct sdi_load *load)
{
	load->impl->context.methods[load->row].is_local = 1;
}

void sdi_mark_conversion(struct sdi_load *load)
{
	load->impl->context.rules[load->row].is_local = 1;
}

/* Rows of guidance and facts are sorted after loading: the line says which one it is. */
void sdi_mark_guidance(struct sdi_load *load)
{
	const int line = load->tsv->line[load->row];

	for (int i = 0; i < load->impl->guidance.n_rows; i++)
		if (load->impl->guidance_rows[i].line == line)
			load->impl->guidance_rows[i].is_local = 1;
}

void sdi_mark_fact(struct sdi_load *load)
{
	const int line = load->tsv->line[load->row];

	for (int i = 0; i < load->impl->guidance.n_facts; i++)
		if (load->impl->facts[i].line == line)
			load->impl->facts[i].is_local = 1;
}
