/* table_set.c - all tables of one origin, opened, looked up, freed */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/guidance_table.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

static const struct { const char *name; int (*load)(struct sdi_load *); } parts[SDI_N_TABLES] = {
	[SDI_CONTIGS] = { "contigs", sdi_load_contigs },
	[SDI_GENES] = { "genes", sdi_load_genes },
	[SDI_WINDOWS] = { "windows", sdi_load_windows },
	[SDI_VARIANTS] = { "variants", sdi_load_variants },
	[SDI_ALLELES] = { "alleles", sdi_load_alleles },
	[SDI_SUBALLELES] = { "suballeles", sdi_load_suballeles },
	[SDI_FREQUENCIES] = { "frequencies", sdi_load_frequencies },
	[SDI_PHENOTYPES] = { "phenotypes", sdi_load_phenotypes },
	[SDI_STRUCTURES] = { "structures", sdi_load_structures },
	[SDI_STRUCTURE_CLASSES] = { "structure_classes", sdi_load_structure_classes },
	[SDI_STRUCTURE_TAGS] = { "structure_tags", sdi_load_structure_tags },
	[SDI_STRUCTURE_RATES] = { "structure_rates", sdi_load_structure_rates },
	[SDI_AGENTS] = { "agents", sdi_load_agents },
	[SDI_INTERACTIONS] = { "interactions", sdi_load_interactions },
	[SDI_CONVERSION_METHODS] = { "conversion_methods", sdi_load_conversion_methods },
	[SDI_CONVERSIONS] = { "conversions", sdi_load_conversions },
	[SDI_WASHOUTS] = { "washouts", sdi_load_washouts },
	[SDI_LEVEL_FACTS] = { "level_facts", sdi_load_level_facts },
};

static struct sdi_table_impl *impl_of(const struct stardose_tables *tables) { return tables->impl; }

/* ---- a lab's own rows ---- */

/* A number for one row, whatever the order of columns. */
static uint64_t row_digest(const struct sdi_tsv *tsv, int row)
{
	uint64_t sum = 0;

	for (int col = 0; col < tsv->n_cols; col++) {
		uint64_t hash = sdi_fnv(SDI_FNV_START, tsv->col[col], strlen(tsv->col[col]) + 1);

		sum += sdi_fnv(hash, sdi_tsv_cell(tsv, row, col),
			       strlen(sdi_tsv_cell(tsv, row, col)) + 1);
	}
	return sdi_fnv(SDI_FNV_START, &sum, sizeof(sum));
}

/* A number for all that a table says of one gene, whatever the order of rows. */
static uint64_t gene_digest(const struct sdi_tsv *tsv, const char *gene)
{
	int gene_col = sdi_tsv_col(tsv, "gene");
	uint64_t sum = 0;

	for (int row = 0; row < tsv->n_rows; row++)
		if (!strcmp(sdi_tsv_cell(tsv, row, gene_col), gene))
			sum += row_digest(tsv, row);
	return sum;
}

/* A gene is a lab's own as soon as any table says something else of it than the one compiled in. */
static int mark_local(struct stardose_tables *tables, struct stardose_error *err)
{
	struct sdi_table_impl *impl = impl_of(tables);

	for (int t = SDI_GENES; t < SDI_AGENTS; t++) {	/* medicines change no call */
		struct sdi_tsv shipped;
		int ret;

		if (!sdi_table_is_replaced(tables, parts[t].name))
			continue;
		ret = sdi_table_text_parse_embedded(parts[t].name, &shipped, err);
		if (ret)
			return ret;
		for (int g = 0; g < tables->n_genes; g++)
			if (gene_digest(&shipped, impl->genes[g].name) !=
			    gene_digest(&impl->tsv[t], impl->genes[g].name))
				impl->genes[g].local = 1;
		sdi_tsv_release(&shipped);
	}
	return STARDOSE_OK;
}

/* A row about co-medication is a lab's own when the table that is compiled in does not have it. */
static int mark_local_rows(struct sdi_table_impl *impl, int table, struct stardose_error *err)
{
	const struct sdi_tsv *tsv = &impl->tsv[table];
	struct sdi_tsv shipped;
	int ret = sdi_table_text_parse_embedded(parts[table].name, &shipped, err);

	for (int row = 0; !ret && row < tsv->n_rows; row++) {
		uint64_t digest = row_digest(tsv, row);
		int i = 0;

		while (i < shipped.n_rows && row_digest(&shipped, i) != digest)
			i++;
		if (i < shipped.n_rows)
			continue;
		if (table == SDI_INTERACTIONS)
			impl->context.interactions[row].is_local = 1;
		else if (table == SDI_CONVERSION_METHODS)
			impl->context.methods[row].is_local = 1;
		else
			impl->context.rules[row].is_local = 1;
	}
	sdi_tsv_release(&shipped);
	return ret;
}

static int mark_local_context(struct stardose_tables *tables, struct stardose_error *err)
{
	static const int marked[] = { SDI_INTERACTIONS, SDI_CONVERSION_METHODS, SDI_CONVERSIONS };
	int ret = STARDOSE_OK;

	for (size_t i = 0; !ret && i < sizeof(marked) / sizeof(*marked); i++)
		if (sdi_table_is_replaced(tables, parts[marked[i]].name))
			ret = mark_local_rows(impl_of(tables), marked[i], err);
	return ret;
}

/* ---- open and free ---- */

static int load_parts(struct stardose_tables *tables, struct stardose_error *err)
{
	struct sdi_table_impl *impl = impl_of(tables);
	int ret = STARDOSE_OK;

	for (int t = 0; !ret && t < SDI_N_TABLES; t++) {
		struct sdi_load load = { tables, impl, &impl->tsv[t], 0, err };

		ret = sdi_table_parse(tables, parts[t].name, &impl->tsv[t], err);
		if (!ret)
			ret = parts[t].load(&load);
	}
	if (!ret)
		ret = mark_local(tables, err);
	if (!ret)
		ret = mark_local_context(tables, err);
	return !ret ? sdi_guidance_tables_open(tables, err) : ret;
}

int stardose_tables_open(const char *dir, struct stardose_tables **out, struct stardose_error *err)
{
	struct stardose_tables *tables = calloc(1, sizeof(*tables));
	struct sdi_table_impl *impl = calloc(1, sizeof(*impl));
	int ret = STARDOSE_OK;

	if (tables)
		tables->impl = impl;
	if (tables && impl)
		impl->origin = strdup(dir ? dir : "embedded");
	if (!tables || !impl || !impl->origin)
		ret = sdi_no_memory(err);
	if (!ret)
		ret = sdi_table_texts_open(dir, &impl->texts, err);
	if (!ret) {
		tables->origin = impl->origin;
		sdi_table_texts_checksum(&impl->texts, tables->checksum);
		ret = load_parts(tables, err);
	}
	if (ret) {
		if (!tables)
			free(impl);
		stardose_tables_free(tables);
		return ret;
	}
	*out = tables;
	return STARDOSE_OK;
}

void stardose_tables_free(struct stardose_tables *tables)
{
	struct sdi_table_impl *impl = tables ? impl_of(tables) : NULL;

	if (impl) {
		if (impl->guidance)
			impl->free_guidance(impl->guidance);
		for (int t = 0; t < SDI_N_TABLES; t++)
			sdi_tsv_release(&impl->tsv[t]);
		sdi_arena_release(&impl->arena);
		sdi_table_texts_release(&impl->texts);
		free(impl->origin);
		free(impl);
	}
	free(tables);
}

/* ---- bytes, for those who own further tables ---- */

int sdi_table_text(const struct stardose_tables *tables, const char *name, const char **text,
		   size_t *size)
{
	const struct sdi_table_text *found = sdi_table_texts_find(&impl_of(tables)->texts, name);

	if (!found)
		return STARDOSE_ETABLE;
	*text = found->bytes;
	*size = found->size;
	return STARDOSE_OK;
}

int sdi_table_parse(const struct stardose_tables *tables, const char *name, struct sdi_tsv *out,
		    struct stardose_error *err)
{
	const struct sdi_table_text *found = sdi_table_texts_find(&impl_of(tables)->texts, name);

	memset(out, 0, sizeof(*out));
	if (!found)
		return stardose_error_set(err, STARDOSE_ETABLE, "no table is called '%s'", name);
	return sdi_table_text_parse(found, out, err);
}

int sdi_table_is_replaced(const struct stardose_tables *tables, const char *name)
{
	const struct sdi_table_text *found = sdi_table_texts_find(&impl_of(tables)->texts, name);

	return found && found->path;
}

void sdi_tables_set_guidance(struct stardose_tables *tables,
			     struct stardose_guidance_tables *guidance,
			     void (*free_fn)(void *guidance))
{
	struct sdi_table_impl *impl = impl_of(tables);

	if (impl->guidance)
		impl->free_guidance(impl->guidance);
	tables->guidance = guidance;
	impl->guidance = guidance;
	impl->free_guidance = free_fn;
}

/* ---- looking things up ---- */

const struct stardose_gene *stardose_tables_gene(const struct stardose_tables *tables,
						 const char *name)
{
	for (int i = 0; i < tables->n_genes; i++)
		if (!strcmp(tables->genes[i].name, name))
			return &tables->genes[i];
	return NULL;
}

const struct stardose_gene *sdi_tables_gene_any_case(const struct stardose_tables *tables,
						     const char *name)
{
	for (int i = 0; i < tables->n_genes; i++)
		if (!strcasecmp(tables->genes[i].name, name))
			return &tables->genes[i];
	return NULL;
}

const struct stardose_allele *stardose_gene_allele(const struct stardose_gene *gene,
						   const char *name)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (!strcmp(gene->alleles[i].name, name))
			return &gene->alleles[i];
	return NULL;
}

int64_t stardose_chrom_length(const struct stardose_tables *tables, enum stardose_build build,
			      const char *chrom)
{
	const struct sdi_table_impl *impl = impl_of(tables);

	if (!impl || build < 0 || build >= STARDOSE_N_BUILDS)
		return 0;
	for (int i = 0; i < impl->n_lengths; i++)
		if (!strcmp(impl->lengths[i].chrom, chrom))
			return impl->lengths[i].length[build];
	return 0;
}

const char *stardose_build_name(enum stardose_build build)
{
	switch (build) {
	case STARDOSE_GRCH37:
		return "GRCh37";
	case STARDOSE_GRCH38:
		return "GRCh38";
	default:
		return "unknown";
	}
}
