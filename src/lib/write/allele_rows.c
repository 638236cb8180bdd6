/* allele_rows.c - alleles of a gene and the variants that define them, as rows */
#include <stardose/table_rows.h>
#include "util/bits.h"
#include "write/json_rows.h"

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

static int put_gene(struct sdi_rows *r, const struct stardose_gene *gene)
{
	struct sdi_json *j = &r->json;
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
		ret = sdi_rows_put(r, row);
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
static int put_variant(struct sdi_rows *r, const struct stardose_gene *gene, const char *allele,
			const char *role, const struct stardose_variant *v)
{
	struct sdi_json *j = &r->json;
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
	return sdi_rows_put(r, row);
}

static int put_allele(struct sdi_rows *r, const struct stardose_gene *gene,
		       const struct stardose_allele *a)
{
	int ret = STARDOSE_OK;

	for (int bit = 0; bit < gene->n_core && !ret; bit++)
		if (sdi_bits_has(&a->required, bit))
			ret = put_variant(r, gene, a->name, "required", gene->core[bit]);
	for (int bit = 0; bit < gene->n_core && !ret; bit++)
		if (sdi_bits_has(&a->any, bit))
			ret = put_variant(r, gene, a->name, "any", gene->core[bit]);
	for (int i = 0; i < gene->n_suballeles && !ret; i++) {
		const struct stardose_suballele *sub = &gene->suballeles[i];

		for (int k = 0; k < sub->n_variants && &gene->alleles[sub->allele] == a && !ret;
		     k++)
			ret = put_variant(r, gene, sub->name, "suballele",
					   &gene->variants[sub->variants[k]]);
	}
	if (!ret && !r->n_rows)
		ret = put_variant(r, gene, a->name, "none", NULL);
	return ret;
}

/* The alleles of @gene, or the variants of one of them. */
static int write_rows(const struct stardose_tables *tables, const struct stardose_gene *gene,
		      const struct stardose_allele *allele,
		      const struct stardose_writer_options *options, struct stardose_error *err)
{
	struct sdi_rows rows;
	int ret = sdi_rows_open(&rows, tables, options, err);

	if (!ret)
		ret = sdi_rows_begin(&rows, "tables");
	if (!ret)
		ret = allele ? put_allele(&rows, gene, allele) : put_gene(&rows, gene);
	sdi_rows_release(&rows);
	return ret;
}

int stardose_rows_alleles(const struct stardose_tables *tables, const struct stardose_gene *gene,
			  const struct stardose_writer_options *options,
			  struct stardose_error *err)
{
	return write_rows(tables, gene, NULL, options, err);
}

int stardose_rows_variants(const struct stardose_tables *tables, const struct stardose_gene *gene,
			   const struct stardose_allele *allele,
			   const struct stardose_writer_options *options,
			   struct stardose_error *err)
{
	return write_rows(tables, gene, allele, options, err);
}
