/* site_assay.c - which alleles an assay can tell, by the regions that it looks at */
#include <stdlib.h>
#include <string.h>
#include "caller/covered.h"
#include "tables/table_set.h"
#include "util/bits.h"
#include "util/no_memory.h"
#include "write/json_rows.h"
#include "write/site_output.h"

struct assay {
	struct sdi_site_output sites; /* options and genes */
	struct sdi_covered covered;
	struct sdi_rows rows;
	struct sdi_tsv sets; /* minimum_sets.tsv */
};

/* The core variants whose every base was looked at. */
static struct stardose_bits looked_at(const struct assay *a, const struct stardose_gene *gene)
{
	const enum stardose_build build = a->sites.options.build;
	struct stardose_bits bits = { { 0 } };

	for (int bit = 0; bit < gene->n_core; bit++) {
		const struct stardose_locus *at = &gene->core[bit]->at[build];

		if (at->ref && *at->ref &&
		    sdi_covered_has(&a->covered, gene->chrom, build, at->pos,
				    at->pos + (hts_pos_t)strlen(at->ref)))
			sdi_bits_set(&bits, bit);
	}
	return bits;
}

/* Does nothing among the variants @seen tell @a from @b? */
static int looks_like(const struct stardose_allele *a, const struct stardose_allele *b,
		      struct stardose_bits seen)
{
	struct stardose_bits differ = sdi_bits_xor(a->required, b->required);

	return sdi_bits_empty(
		sdi_bits_and(sdi_bits_minus(differ, sdi_bits_or(a->any, b->any)), seen));
}

static int has_like(const struct stardose_gene *gene, const struct stardose_allele *allele,
		    struct stardose_bits seen)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (gene->alleles[i].matchable && &gene->alleles[i] != allele &&
		    looks_like(allele, &gene->alleles[i], seen))
			return 1;
	return 0;
}

/*
 * "told": no other allele looks like it; "with_others": some do; "missed": nothing of it is looked
 * at, so that it passes for an allele without variants; "not_by_sites": a structure
 */
static const char *state_of(const struct stardose_gene *gene, const struct stardose_allele *allele,
			    struct stardose_bits seen)
{
	if (!allele->matchable)
		return "not_by_sites";
	if (!has_like(gene, allele, seen))
		return "told";
	return sdi_bits_empty(allele->required) ||
			       !sdi_bits_empty(sdi_bits_and(allele->required, seen))
		       ? "with_others"
		       : "missed";
}

static const char *cell(const struct sdi_tsv *tsv, int row, const char *column)
{
	return sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, column));
}

static void add_sets(struct assay *a, cJSON *row, const struct stardose_gene *gene,
		     const char *name)
{
	cJSON *list = sdi_json_add_array(&a->rows.json, row, "sets");

	for (int i = 0; i < a->sets.n_rows; i++)
		if (!strcmp(cell(&a->sets, i, "gene"), gene->name) &&
		    !strcmp(cell(&a->sets, i, "allele"), name))
			sdi_json_add_text(&a->rows.json, list, NULL, cell(&a->sets, i, "set"));
}

static int put_allele(struct assay *a, const struct stardose_gene *gene,
		      const struct stardose_allele *allele, struct stardose_bits seen)
{
	struct sdi_json *j = &a->rows.json;
	cJSON *row = cJSON_CreateObject(), *missing, *like;

	sdi_json_add_text(j, row, "kind", "allele");
	sdi_json_add_text(j, row, "gene", gene->name);
	sdi_json_add_text(j, row, "name", allele->name);
	sdi_json_add_text(j, row, "function", allele->function);
	sdi_json_add_text(j, row, "state", state_of(gene, allele, seen));
	sdi_json_add_number(j, row, "of", sdi_bits_count(allele->required));
	sdi_json_add_number(j, row, "covered",
			    sdi_bits_count(sdi_bits_and(allele->required, seen)));
	missing = sdi_json_add_array(j, row, "missing");
	for (int bit = 0; bit < gene->n_core; bit++)
		if (sdi_bits_has(&allele->required, bit) && !sdi_bits_has(&seen, bit))
			sdi_json_add_text(j, missing, NULL, gene->core[bit]->id);
	like = sdi_json_add_array(j, row, "looks_like");
	for (int i = 0; allele->matchable && i < gene->n_alleles; i++)
		if (gene->alleles[i].matchable && &gene->alleles[i] != allele &&
		    looks_like(allele, &gene->alleles[i], seen))
			sdi_json_add_text(j, like, NULL, gene->alleles[i].name);
	add_sets(a, row, gene, allele->name);
	return sdi_rows_put(&a->rows, row);
}

/* An allele of a set counts when each variant that it requires is looked at. */
static int is_covered(const struct stardose_gene *gene, const char *name, struct stardose_bits seen)
{
	const struct stardose_allele *allele = stardose_gene_allele(gene, name);

	return allele && allele->matchable && sdi_bits_within(allele->required, seen);
}

static int is_of_set(const struct assay *a, int row, const struct stardose_gene *gene,
		     const char *set)
{
	return !strcmp(cell(&a->sets, row, "gene"), gene->name) &&
	       !strcmp(cell(&a->sets, row, "set"), set);
}

static int put_set(struct assay *a, const struct stardose_gene *gene, const char *set,
		   struct stardose_bits seen)
{
	struct sdi_json *j = &a->rows.json;
	cJSON *row = cJSON_CreateObject(), *missing = cJSON_CreateArray();
	int n = 0, n_covered = 0;

	for (int i = 0; i < a->sets.n_rows; i++) {
		const char *name = cell(&a->sets, i, "allele");

		if (!is_of_set(a, i, gene, set))
			continue;
		n++;
		if (is_covered(gene, name, seen))
			n_covered++;
		else
			sdi_json_add_text(j, missing, NULL, name);
	}
	sdi_json_add_text(j, row, "kind", "set");
	sdi_json_add_text(j, row, "gene", gene->name);
	sdi_json_add_text(j, row, "name", set);
	sdi_json_add_text(j, row, "function", NULL);
	sdi_json_add_text(j, row, "state", n == n_covered ? "complete" : "incomplete");
	sdi_json_add_number(j, row, "of", n);
	sdi_json_add_number(j, row, "covered", n_covered);
	if (!missing || !cJSON_AddItemToObject(row, "missing", missing))
		j->failed = 1;
	sdi_json_add_array(j, row, "looks_like");
	sdi_json_add_array(j, row, "sets");
	return sdi_rows_put(&a->rows, row);
}

static int is_first_of_set(const struct assay *a, int row)
{
	for (int i = 0; i < row; i++)
		if (!strcmp(cell(&a->sets, i, "gene"), cell(&a->sets, row, "gene")) &&
		    !strcmp(cell(&a->sets, i, "set"), cell(&a->sets, row, "set")))
			return 0;
	return 1;
}

static int put_gene(struct assay *a, const struct stardose_gene *gene)
{
	const struct stardose_bits seen = looked_at(a, gene);
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < gene->n_alleles; i++)
		if (gene->alleles[i].kind != STARDOSE_ALLELE_RETIRED)
			ret = put_allele(a, gene, &gene->alleles[i], seen);
	for (int i = 0; !ret && i < a->sets.n_rows; i++)
		if (!strcmp(cell(&a->sets, i, "gene"), gene->name) && is_first_of_set(a, i))
			ret = put_set(a, gene, cell(&a->sets, i, "set"), seen);
	return ret;
}

int stardose_assay_rows(const struct stardose_tables *tables,
			const struct stardose_site_options *options, const char *bed,
			enum stardose_writer_kind kind, const struct stardose_log *log,
			struct stardose_error *err)
{
	struct stardose_writer_options rows;
	struct assay a = { 0 };
	int ret = sdi_site_output_open(&a.sites, tables, options, err);

	stardose_writer_options_init(&rows);
	rows.kind = kind;
	rows.no_version = a.sites.options.no_version;
	rows.sink = a.sites.options.sink;
	rows.sink_user = a.sites.options.sink_user;
	if (!ret)
		ret = sdi_covered_read(bed, tables, log, &a.covered, err);
	if (!ret)
		ret = sdi_table_parse(tables, "minimum_sets", &a.sets, err);
	if (!ret)
		ret = sdi_rows_open(&a.rows, tables, &rows, err);
	if (!ret)
		ret = sdi_rows_begin(&a.rows, "sites");
	for (int g = 0; !ret && g < a.sites.n_genes; g++)
		ret = put_gene(&a, a.sites.genes[g]);
	sdi_rows_release(&a.rows);
	sdi_tsv_release(&a.sets);
	sdi_covered_release(&a.covered);
	sdi_site_output_release(&a.sites);
	return ret;
}
