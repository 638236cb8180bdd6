/* cmd_tables.c - stardose tables: what is in the tables, and is it sound */
#include <stdlib.h>
#include <string.h>
#include <stardose/guidance.h>
#include "row_printer.h"
#include "tables/table_set.h"
#include "util/bits.h"
#include "write/provenance.h"

struct request {
	const struct stardose_tables *tables;
	const struct cli_common *common;
	struct row_printer printer;
	struct stardose_error *err;
};

static void add_variants(struct sdi_json *j, cJSON *to, const char *name,
			 const struct stardose_gene *gene, struct stardose_bits bits)
{
	cJSON *list = sdi_json_add_array(j, to, name);

	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&bits, bit))
			sdi_json_add_text(j, list, NULL, gene->core[bit]->id);
}

static const char *kind_name(enum stardose_allele_kind kind)
{
	static const char *const names[] = {
		[STARDOSE_ALLELE_SMALL] = "small",
		[STARDOSE_ALLELE_HYBRID] = "hybrid",
		[STARDOSE_ALLELE_DELETION] = "deletion",
		[STARDOSE_ALLELE_STRUCTURAL] = "structural",
		[STARDOSE_ALLELE_RETIRED] = "retired",
	};

	return names[kind];
}

static int list_genes(struct request *r)
{
	struct sdi_json *j = &r->printer.json;
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
		ret = row_print(&r->printer, row, r->err);
	}
	return ret;
}

static int list_tables(struct request *r)
{
	struct sdi_json *j = &r->printer.json;
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
		ret = row_print(&r->printer, row, r->err);
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

static int list_sources(struct request *r)
{
	const struct stardose_guidance_tables *t = r->tables->guidance;
	int n = t->n_codes[STARDOSE_LIST_SOURCE], ret = STARDOSE_OK;

	for (int i = 0; i < n && !ret; i++)
		ret = row_print(
			&r->printer,
			count_source(&r->printer.json, t, &t->codes[STARDOSE_LIST_SOURCE][i]),
			r->err);
	return !ret ? row_print(&r->printer, count_source(&r->printer.json, t, NULL), r->err) : ret;
}

static int show_gene(struct request *r, const struct stardose_gene *gene)
{
	struct sdi_json *j = &r->printer.json;
	int ret = STARDOSE_OK;

	for (int i = 0; i < gene->n_alleles && !ret; i++) {
		const struct stardose_allele *a = &gene->alleles[i];
		cJSON *row = cJSON_CreateObject();

		sdi_json_add_text(j, row, "gene", gene->name);
		sdi_json_add_text(j, row, "allele", a->name);
		sdi_json_add_text(j, row, "kind", kind_name(a->kind));
		sdi_json_add_bool(j, row, "callable", a->matchable);
		sdi_json_add_text(j, row, "function", a->function);
		sdi_json_add_hundredths(j, row, "value", a->value[STARDOSE_GUIDELINE_CPIC]);
		sdi_json_add_hundredths(j, row, "value_dpwg", a->value[STARDOSE_GUIDELINE_DPWG]);
		sdi_json_add_number(j, row, "frequency", a->frequency);
		sdi_json_add_text(j, row, "renamed_to", a->renamed_to);
		add_variants(j, row, "required", gene, a->required);
		add_variants(j, row, "any", gene, a->any);
		ret = row_print(&r->printer, row, r->err);
	}
	return ret;
}

/* As a VCF of that build writes it. */
static void add_locus(struct sdi_json *j, cJSON *row, const char *column,
		      const struct stardose_gene *gene, const struct stardose_locus *at)
{
	kstring_t text = KS_INITIALIZE;

	if (at)
		ksprintf(&text, "%s:%lld:%s:%s", gene->chrom, (long long)at->pos + 1, at->ref,
			 at->alt);
	sdi_json_add_text(j, row, column, text.s);
	ks_free(&text);
}

/* @v NULL: an allele without variants has a row all the same */
static int show_variant(struct request *r, const struct stardose_gene *gene, const char *allele,
			const char *role, const struct stardose_variant *v)
{
	struct sdi_json *j = &r->printer.json;
	cJSON *row = cJSON_CreateObject();

	sdi_json_add_text(j, row, "gene", gene->name);
	sdi_json_add_text(j, row, "allele", allele);
	sdi_json_add_text(j, row, "role", role);
	sdi_json_add_text(j, row, "variant", v ? v->id : NULL);
	sdi_json_add_text(j, row, "rsid", v ? v->rsid : NULL);
	sdi_json_add_text(j, row, "label", v ? v->label : NULL);
	sdi_json_add_text(j, row, "effect", v ? v->effect : NULL);
	add_locus(j, row, "GRCh37", gene, v ? &v->at[STARDOSE_BUILD_GRCH37] : NULL);
	add_locus(j, row, "GRCh38", gene, v ? &v->at[STARDOSE_BUILD_GRCH38] : NULL);
	sdi_json_add_bool(j, row, "reference_on_GRCh37", v && v->at[STARDOSE_BUILD_GRCH37].swapped);
	return row_print(&r->printer, row, r->err);
}

static int show_allele(struct request *r, const struct stardose_gene *gene,
		       const struct stardose_allele *a)
{
	int ret = STARDOSE_OK;

	for (int bit = 0; bit < gene->n_core && !ret; bit++)
		if (sdi_bits_has(&a->required, bit))
			ret = show_variant(r, gene, a->name, "required", gene->core[bit]);
	for (int bit = 0; bit < gene->n_core && !ret; bit++)
		if (sdi_bits_has(&a->any, bit))
			ret = show_variant(r, gene, a->name, "any", gene->core[bit]);
	for (int i = 0; i < gene->n_suballeles && !ret; i++) {
		const struct stardose_suballele *sub = &gene->suballeles[i];

		for (int k = 0; k < sub->n_variants && &gene->alleles[sub->allele] == a && !ret;
		     k++)
			ret = show_variant(r, gene, sub->name, "suballele",
					   &gene->variants[sub->variants[k]]);
	}
	if (!ret && !r->printer.n_rows)
		ret = show_variant(r, gene, a->name, "none", NULL);
	return ret;
}

static int show_table(struct request *r, const char *name)
{
	struct sdi_tsv tsv;
	const char *text;
	size_t size;
	int ret = sdi_table_text(r->tables, name, &text, &size);

	if (ret)
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "no gene or table '%s'; see 'stardose tables list' "
					  "and 'stardose tables list tables'",
					  name);
	if (r->printer.type == 't')
		return cli_output_sink(r->printer.out, text, size, r->err);
	ret = sdi_table_parse(r->tables, name, &tsv, r->err);
	if (ret)
		return ret;
	for (int i = 0; i < tsv.n_rows && !ret; i++) {
		cJSON *row = cJSON_CreateObject();

		for (int c = 0; c < tsv.n_cols; c++)
			sdi_json_add_text(&r->printer.json, row, tsv.col[c],
					  sdi_tsv_cell(&tsv, i, c));
		ret = row_print(&r->printer, row, r->err);
	}
	sdi_tsv_release(&tsv);
	return ret;
}

/* Which program and tables; a raw table names its own version. */
static int print_provenance(struct request *r)
{
	kstring_t text = KS_INITIALIZE;
	int ret = STARDOSE_OK;

	if (r->common->no_version || r->printer.type != 't')
		return ret;
	ret = sdi_provenance_program(&text, "tables");
	if (!ret)
		ret = sdi_provenance_tables(&text, r->tables);
	if (!ret)
		ret = cli_output_sink(r->printer.out, text.s, text.l, r->err);
	ks_free(&text);
	return ret;
}

static int list(struct request *r, int n, char **args)
{
	static int (*const lists[])(struct request *) = { list_genes, list_tables, list_sources };
	int which = n ? cli_word("genes|tables|sources", args[0]) : 0, ret;

	if (n > 1 || which < 0)
		return stardose_error_set(
			r->err, STARDOSE_EUSAGE,
			"tables list wants nothing, 'genes', 'tables' or 'sources' behind it");
	ret = print_provenance(r);
	return !ret ? lists[which](r) : ret;
}

static int show(struct request *r, int n, char **args)
{
	const struct stardose_gene *gene = n ? stardose_tables_gene(r->tables, args[0]) : NULL;
	const struct stardose_allele *allele =
		gene && n == 2 ? stardose_gene_allele(gene, args[1]) : NULL;
	int ret;

	if (!n || n > 2 || (n == 2 && !gene))
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "tables show wants GENE, GENE ALLELE or TABLE");
	if (n == 2 && !allele)
		return stardose_error_set(r->err, STARDOSE_EUSAGE, "no allele '%s' of '%s'",
					  args[1], args[0]);
	if (!gene)
		return show_table(r, args[0]);
	ret = print_provenance(r);
	if (ret)
		return ret;
	return allele ? show_allele(r, gene, allele) : show_gene(r, gene);
}

static int print_identity(struct request *r, const char *row_id)
{
	cJSON *row;
	char *identity;
	int ret = stardose_guidance_identity(r->tables, row_id, &identity, r->err);

	if (ret)
		return ret;
	row = cJSON_CreateObject();
	sdi_json_add_text(&r->printer.json, row, "row_id", row_id);
	sdi_json_add_text(&r->printer.json, row, "identity", identity);
	free(identity);
	return row_print(&r->printer, row, r->err);
}

/* The rows named, or all. */
static int identities(struct request *r, int n, char **args)
{
	const struct stardose_guidance_tables *t = r->tables->guidance;
	int ret = print_provenance(r);

	for (int i = 0; i < (n ? n : t->n_rows) && !ret; i++)
		ret = print_identity(r, n ? args[i] : t->rows[i].id);
	return ret;
}

static void print_finding(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	cli_error(text);
}

static int check(struct request *r, int n)
{
	const struct stardose_log log = { print_finding, NULL };
	int found;

	if (n)
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "tables check wants nothing behind it");
	found = stardose_tables_check(r->tables, &log);
	if (found < 0)
		return found;
	if (found)
		return stardose_error_set(r->err, STARDOSE_ETABLE, "tables %s %s (%s): %d findings",
					  r->tables->version, r->tables->checksum,
					  r->tables->origin, found);
	fprintf(r->printer.out->fp, "tables %s %s (%s): sound\n", r->tables->version,
		r->tables->checksum, r->tables->origin);
	return STARDOSE_OK;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	const struct cli_common *common = options;
	struct stardose_tables *tables;
	struct cli_output out;
	struct request r = { .common = common, .printer = { .out = &out }, .err = err };
	int ret;

	(void)cmd;
	r.printer.type = cli_output_type(common, "tj", err);
	if (!r.printer.type)
		return STARDOSE_EUSAGE;
	if (!n || cli_word("list|show|id|check", args[0]) < 0)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"tables wants list, show, id or check; see 'stardose tables --help'");
	ret = cli_tables_open(common, &tables, err);
	if (ret)
		return ret;
	r.tables = tables;
	ret = cli_output_open(&out, common->output, 1, err);
	if (!ret) {
		int what = cli_word("list|show|id|check", args[0]);

		ret = what == 0	  ? list(&r, n - 1, args + 1)
		      : what == 1 ? show(&r, n - 1, args + 1)
		      : what == 2 ? identities(&r, n - 1, args + 1)
				  : check(&r, n - 1);
		ret = cli_output_close(&out, ret, err);
	}
	stardose_tables_free(tables);
	return ret;
}

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j", "t: tab-separated rows, j: JSON Lines [t]"), { 0 }
};
static const struct opt_group groups[] = {
	{ "Tables", cli_table_opts }, { "Output", cli_output_opts }, { NULL, output_type }, { 0 }
};

const struct cmd cmd_tables = {
	.name = "tables",
	.usage = "[options] list|show|id|check [WHAT]",
	.about = "what is in the tables, and is it sound",
	.groups = groups,
	.size = sizeof(struct cli_common),
	.run = run,
	.notes = "list [genes]        one row for each gene\n"
		 "list tables         one row for each table: version, date, source, licence\n"
		 "list sources        one row for each source of guidance: how many rows, "
		 "medicines and named holes\n"
		 "show GENE           the alleles of a gene and the variants that define them\n"
		 "show GENE ALLELE    the variants of one allele and of its suballeles, on both "
		 "builds\n"
		 "show TABLE          a table as it is\n"
		 "id [ROW...]         the identity that a row of guidance has by what it says\n"
		 "check               prove that the tables are sound; exit 4 when they are not\n",
};
