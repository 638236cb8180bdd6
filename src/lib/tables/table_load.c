/* table_load.c - cells of a row as values, or a message with file and line */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "tables/table_set.h"
#include "util/no_memory.h"

int sdi_load_bad(struct sdi_load *load, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return stardose_error_set(load->err, STARDOSE_ETABLE, "%s:%d: %s", load->tsv->name,
				  load->tsv->line[load->row], text);
}

int sdi_load_no_memory(struct sdi_load *load)
{
	return sdi_no_memory(load->err);
}

void *sdi_load_array(struct sdi_load *load, size_t n, size_t size)
{
	return sdi_arena_alloc(&load->impl->arena, (n ? n : 1) * size);
}

int sdi_load_columns(struct sdi_load *load, const char *const *names, int n, int *col)
{
	for (int i = 0; i < n; i++) {
		col[i] = sdi_tsv_need(load->tsv, names[i], load->err);
		if (col[i] < 0)
			return col[i];
	}
	return STARDOSE_OK;
}

const char *sdi_load_cell(const struct sdi_load *load, int col)
{
	const char *cell = sdi_tsv_cell(load->tsv, load->row, col);

	return cell[0] != '-' || cell[1] ? cell : "";
}

const char *sdi_load_function(const struct sdi_load *load, int col)
{
	const char *cell = sdi_load_cell(load, col);

	return strcmp(cell, "not assigned") ? cell : "";
}

static const char *column_name(const struct sdi_load *load, int col) { return load->tsv->col[col]; }

int sdi_load_yes(struct sdi_load *load, int col, int *out)
{
	const char *cell = sdi_tsv_cell(load->tsv, load->row, col);

	*out = !strcmp(cell, "yes");
	if (*out || !strcmp(cell, "no"))
		return STARDOSE_OK;
	return sdi_load_bad(load, "%s is '%s', not yes or no", column_name(load, col), cell);
}

int sdi_load_decimal(struct sdi_load *load, int col, int places, int64_t *out)
{
	const char *cell = sdi_load_cell(load, col), *s = cell;
	int64_t value = 0;
	int behind = -1, digits = 0;	/* digits behind the point so far; -1 before the point */

	for (; (*s >= '0' && *s <= '9') || (*s == '.' && behind < 0); s++) {
		if (*s == '.') {
			behind = 0;
			continue;
		}
		if (++digits > 12 ||
		    (behind >= 0 && ++behind > places)) /* 12 digits times 10^6 fit */
			break;
		value = value * 10 + (*s - '0');
	}
	if (*s || !digits)
		return sdi_load_bad(load, "%s is '%s', not a number with at most %d decimals",
				    column_name(load, col), cell, places);
	for (int i = behind < 0 ? 0 : behind; i < places; i++)
		value *= 10;
	*out = value;
	return STARDOSE_OK;
}

int sdi_load_int(struct sdi_load *load, int col, int64_t lo, int64_t hi, int64_t *out)
{
	int ret = sdi_load_decimal(load, col, 0, out);

	if (!ret && (*out < lo || *out > hi))
		return sdi_load_bad(load, "%s is %s, out of range", column_name(load, col),
				    sdi_load_cell(load, col));
	return ret;
}

int sdi_load_gene(struct sdi_load *load, int col, struct stardose_gene **out)
{
	const char *name = sdi_tsv_cell(load->tsv, load->row, col);

	if (load->gene && !strcmp(load->gene->name, name)) {
		*out = load->gene;
		return STARDOSE_OK;
	}
	for (int i = 0; i < load->tables->n_genes; i++)
		if (!strcmp(load->impl->genes[i].name, name)) {
			*out = load->gene = &load->impl->genes[i];
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "gene '%s' is not in genes.tsv", name);
}

int sdi_load_build(struct sdi_load *load, int col, enum stardose_build *out)
{
	const char *cell = sdi_tsv_cell(load->tsv, load->row, col);

	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		if (!strcmp(cell, stardose_build_name(build))) {
			*out = build;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "build is '%s', not GRCh37 or GRCh38", cell);
}

int sdi_load_bases(struct sdi_load *load, int col, const char **out)
{
	*out = sdi_load_cell(load, col);
	if (**out && strspn(*out, "ACGT") == strlen(*out))
		return STARDOSE_OK;
	return sdi_load_bad(load, "%s is '%.40s', not a sequence of A, C, G and T",
			    column_name(load, col), *out);
}

struct sdi_gene_room *sdi_load_room(const struct sdi_load *load, const struct stardose_gene *gene)
{
	return &load->impl->rooms[gene->order];
}

int sdi_load_gene_rows(struct sdi_load *load, const struct sdi_gene_rows *how)
{
	int *counts = sdi_load_array(load, load->tables->n_genes, sizeof(*counts));
	int col[SDI_MAX_GENE_COLUMNS],
		ret = sdi_load_columns(load, how->columns, how->n_columns, col);
	struct stardose_gene *gene;

	if (!counts)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = sdi_load_gene(load, col[0], &gene);
		if (!ret)
			counts[gene->order]++;
	}
	for (int g = 0; !ret && g < load->tables->n_genes; g++)
		ret = how->room(load, &load->impl->genes[g], counts[g]);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = sdi_load_gene(load, col[0], &gene);
		if (!ret)
			ret = how->row(load, col, gene);
	}
	return ret;
}

size_t sdi_load_item(const char **s, const char **item)
{
	size_t n = strcspn(*s, ";");

	*item = *s;
	*s += n + ((*s)[n] == ';');
	return n;
}

int sdi_load_list(struct sdi_load *load, int col, const char ***out, int *n)
{
	const char *item, *text = sdi_load_cell(load, col);
	size_t length;
	int count = 0;

	for (const char *s = text; (length = sdi_load_item(&s, &item)) > 0; )
		count++;
	*out = sdi_load_array(load, count, sizeof(**out));
	*n = 0;
	if (!*out)
		return sdi_load_no_memory(load);
	for (const char *s = text; (length = sdi_load_item(&s, &item)) > 0; ) {
		(*out)[*n] = sdi_arena_strndup(&load->impl->arena, item, length);
		if (!(*out)[(*n)++])
			return sdi_load_no_memory(load);
	}
	return STARDOSE_OK;
}
