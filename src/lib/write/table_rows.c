/* table_rows.c - genes, tables, sources and identities, and tables as they are, as rows */
#include <stdlib.h>
#include <stardose/guidance.h>
#include <stardose/table_rows.h>
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "write/json_rows.h"

static int list_genes(struct sdi_rows *r)
{
	struct sdi_json *j = &r->json;
	static const char *const methods[] = { "none", "score", "pair" };
	int ret = STARDOSE_OK;

	for (int i = 0; i < r->tables->n_genes && !ret; i++) {
		const struct stardose_gene *gene = &r->tables->genes[i];
		cJSON *row = cJSON_CreateObject();
		int n_matchable = 0;

		for (int a = 0; a < gene->n_alleles; a++)
			n_matchable += gene->alleles[a].matchable;
		sdi_json_add_text(j, row, "gene", gene->name);
		sdi_json_add_text(j, row, "chrom", gene->chrom);
		sdi_json_add_number(j, row, "alleles", gene->n_alleles);
		sdi_json_add_number(j, row, "callable_alleles", n_matchable);
		sdi_json_add_number(j, row, "suballeles", gene->n_suballeles);
		sdi_json_add_number(j, row, "core_variants", gene->n_core);
		sdi_json_add_number(j, row, "variants", gene->n_variants);
		sdi_json_add_text(j, row, "phenotype", methods[gene->method]);
		sdi_json_add_bool(j, row, "structural", gene->has_structural);
		sdi_json_add_bool(j, row, "local", gene->local);
		sdi_json_add_text(j, row, "edition", gene->edition);
		ret = sdi_rows_put(r, row);
	}
	return ret;
}

static int list_tables(struct sdi_rows *r)
{
	struct sdi_json *j = &r->json;
	const struct sdi_table_impl *impl = r->tables->impl;
	int ret = STARDOSE_OK;

	for (int i = 0; i < impl->texts.n && !ret; i++) {
		const char *name = impl->texts.text[i].name;
		struct sdi_tsv tsv;
		cJSON *row = cJSON_CreateObject();

		ret = sdi_table_parse(r->tables, name, &tsv, r->err);
		if (ret) {
			cJSON_Delete(row);
			break;
		}
		sdi_json_add_text(j, row, "table", name);
		sdi_json_add_number(j, row, "rows", tsv.n_rows);
		sdi_json_add_text(j, row, "version", sdi_tsv_meta(&tsv, "version"));
		sdi_json_add_text(j, row, "date", sdi_tsv_meta(&tsv, "date"));
		sdi_json_add_text(j, row, "source", sdi_tsv_meta(&tsv, "source"));
		sdi_json_add_text(j, row, "licence", sdi_tsv_meta(&tsv, "licence"));
		sdi_json_add_text(j, row, "origin",
				  sdi_table_is_replaced(r->tables, name) ? impl->texts.text[i].path
									 : "embedded");
		sdi_tsv_release(&tsv);
		ret = sdi_rows_put(r, row);
	}
	return ret;
}

/*
 * @source NULL: all of them. Rows come by medicine, so a medicine begins where the last row was of
 * another.
 */
static cJSON *count_source(struct sdi_json *j, const struct stardose_guidance_tables *t,
			   const struct stardose_guidance_code *source)
{
	const struct stardose_drug *last = NULL;
	int n_rows = 0, n_drugs = 0, n_groups = 0, n_holes = 0;
	cJSON *row = cJSON_CreateObject();

	for (int i = 0; i < t->n_rows; i++) {
		if (source && t->rows[i].source != source)
			continue;
		n_rows++;
		n_drugs += t->rows[i].drug != last;
		last = t->rows[i].drug;
	}
	for (int i = 0; i < t->n_groups; i++)
		n_groups += !source || t->groups[i].rows->source == source;
	for (int i = 0; i < t->n_holes; i++)
		n_holes += !source || t->holes[i].source == source;
	sdi_json_add_text(j, row, "source", source ? source->code : "all");
	sdi_json_add_text(j, row, "name", source ? source->meaning : NULL);
	sdi_json_add_number(j, row, "rows", n_rows);
	sdi_json_add_number(j, row, "medicines", n_drugs);
	sdi_json_add_number(j, row, "groups", n_groups);
	sdi_json_add_number(j, row, "holes", n_holes);
	sdi_json_add_text(j, row, "coverage", source ? source->phrase : NULL);
	sdi_json_add_text(j, row, "scale", source ? source->value : NULL);
	return row;
}

static int list_sources(struct sdi_rows *r)
{
	const struct stardose_guidance_tables *t = r->tables->guidance;
	int n, ret = sdi_tables_need_guidance(r->tables, r->err);

	if (ret)
		return ret;
	n = t->n_codes[STARDOSE_LIST_SOURCE];
	for (int i = 0; i < n && !ret; i++)
		ret = sdi_rows_put(r, count_source(&r->json, t,
						   &t->codes[STARDOSE_LIST_SOURCE][i]));
	return !ret ? sdi_rows_put(r, count_source(&r->json, t, NULL)) : ret;
}

static int write_rows(const struct stardose_tables *tables,
		      const struct stardose_writer_options *options,
		      int (*list)(struct sdi_rows *rows), struct stardose_error *err)
{
	struct sdi_rows rows;
	int ret = sdi_rows_open(&rows, tables, options, err);

	if (!ret)
		ret = sdi_rows_begin(&rows, "tables");
	if (!ret)
		ret = list(&rows);
	sdi_rows_release(&rows);
	return ret;
}

int stardose_rows_genes(const struct stardose_tables *tables,
			const struct stardose_writer_options *options, struct stardose_error *err)
{
	return write_rows(tables, options, list_genes, err);
}

int stardose_rows_tables(const struct stardose_tables *tables,
			 const struct stardose_writer_options *options, struct stardose_error *err)
{
	return write_rows(tables, options, list_tables, err);
}

int stardose_rows_sources(const struct stardose_tables *tables,
			  const struct stardose_writer_options *options,
			  struct stardose_error *err)
{
	return write_rows(tables, options, list_sources, err);
}

static int put_parsed(struct sdi_rows *r, const char *name)
{
	struct sdi_tsv tsv;
	int ret = sdi_table_parse(r->tables, name, &tsv, r->err);

	if (ret)
		return ret;
	for (int i = 0; i < tsv.n_rows && !ret; i++) {
		cJSON *row = cJSON_CreateObject();

		for (int c = 0; c < tsv.n_cols; c++)
			sdi_json_add_text(&r->json, row, tsv.col[c], sdi_tsv_cell(&tsv, i, c));
		ret = sdi_rows_put(r, row);
	}
	sdi_tsv_release(&tsv);
	return ret;
}

/* As it is, a table names its own version. */
int stardose_rows_table(const struct stardose_tables *tables, const char *name,
			const struct stardose_writer_options *options, struct stardose_error *err)
{
	struct sdi_rows rows;
	char *text = NULL;
	size_t size;
	int ret = sdi_rows_open(&rows, tables, options, err);

	if (!ret)
		ret = sdi_table_text(tables, name, &text, &size);
	if (ret == STARDOSE_ETABLE)
		ret = stardose_error_set(err, STARDOSE_EUSAGE, "no table is called '%s'", name);
	if (!ret)
		ret = rows.options.kind == STARDOSE_WRITE_TSV
			      ? rows.options.sink(rows.options.sink_user, text, size, err)
			      : put_parsed(&rows, name);
	free(text);
	sdi_rows_release(&rows);
	return ret;
}

static int put_identity(struct sdi_rows *r, const char *row_id)
{
	cJSON *row;
	char *identity;
	int ret = stardose_guidance_identity(r->tables, row_id, &identity, r->err);

	if (ret)
		return ret;
	row = cJSON_CreateObject();
	sdi_json_add_text(&r->json, row, "row_id", row_id);
	sdi_json_add_text(&r->json, row, "identity", identity);
	free(identity);
	return sdi_rows_put(r, row);
}

int stardose_rows_identities(const struct stardose_tables *tables, const char *const *row_ids,
			     int n, const struct stardose_writer_options *options,
			     struct stardose_error *err)
{
	const struct stardose_guidance_tables *t = tables->guidance;
	struct sdi_rows rows;
	int ret = sdi_tables_need_guidance(tables, err);

	if (ret)
		return ret;
	ret = sdi_rows_open(&rows, tables, options, err);
	if (!ret)
		ret = sdi_rows_begin(&rows, "tables");
	for (int i = 0; i < (n ? n : t->n_rows) && !ret; i++)
		ret = put_identity(&rows, n ? row_ids[i] : t->rows[i].id);
	sdi_rows_release(&rows);
	return ret;
}
