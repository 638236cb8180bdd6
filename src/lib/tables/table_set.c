/* table_set.c - all tables of one origin, opened, looked up, freed */
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"
#include "util/no_memory.h"

/* clang-format off */
const struct sdi_table_kind sdi_table_kinds[SDI_N_TABLES] = {
	[SDI_TERMS] = { "terms", sdi_load_terms, NULL, 0, 1 },
	[SDI_CONTIGS] = { "contigs", sdi_load_contigs, NULL, 0, 1 },
	[SDI_GENES] = { "genes", sdi_load_genes, sdi_mark_gene, 1, 1 },
	[SDI_WINDOWS] = { "windows", sdi_load_windows, sdi_mark_gene, 1, 1 },
	[SDI_VARIANTS] = { "variants", sdi_load_variants, sdi_mark_gene, 1, 1 },
	[SDI_ALLELES] = { "alleles", sdi_load_alleles, sdi_mark_gene, 1, 1 },
	[SDI_SUBALLELES] = { "suballeles", sdi_load_suballeles, sdi_mark_gene, 1, 1 },
	[SDI_FREQUENCIES] = { "frequencies", sdi_load_frequencies, sdi_mark_gene, 1, 1 },
	[SDI_PHENOTYPES] = { "phenotypes", sdi_load_phenotypes, sdi_mark_gene, 1, 1 },
	[SDI_STRUCTURES] = { "structures", sdi_load_structures, sdi_mark_gene, 1, 1 },
	[SDI_STRUCTURE_CLASSES] = { "structure_classes", sdi_load_structure_classes,
				    sdi_mark_gene, 1, 1 },
	[SDI_STRUCTURE_TAGS] = { "structure_tags", sdi_load_structure_tags, sdi_mark_gene, 1, 1 },
	[SDI_STRUCTURE_RATES] = { "structure_rates", sdi_load_structure_rates,
				  sdi_mark_gene, 1, 1 },
	[SDI_MINIMUM_SETS] = { "minimum_sets", sdi_load_minimum_sets, NULL, 0, 1 },
	[SDI_ASSAYS] = { "assays", sdi_load_assays, NULL, 0, 1 },
	[SDI_PARALOG_SITES] = { "paralog_sites", sdi_load_paralog_sites, sdi_mark_gene, 1, 1 },
	[SDI_COUNT_REGIONS] = { "count_regions", sdi_load_count_regions, sdi_mark_gene, 1, 1 },
	[SDI_REFERENCE_WINDOWS] = { "reference_windows", sdi_load_reference_windows,
				    sdi_mark_gene, 1, 1 },
	[SDI_UNIT_SHAPES] = { "unit_shapes", sdi_load_unit_shapes, sdi_mark_gene, 1, 1 },
	[SDI_UNIT_HAPLOTYPES] = { "unit_haplotypes", sdi_load_unit_haplotypes,
				  sdi_mark_gene, 1, 1 },
	[SDI_AGENTS] = { "agents", sdi_load_agents, NULL, 0, 1 },
	[SDI_MEDICINE_NAMES] = { "medicine_names", sdi_load_medicine_names, NULL, 0, 1 },
	[SDI_INTERACTIONS] = { "interactions", sdi_load_interactions, sdi_mark_interaction, 0, 1 },
	[SDI_CONVERSION_METHODS] = { "conversion_methods", sdi_load_conversion_methods,
				     sdi_mark_method, 0, 1 },
	[SDI_CONVERSIONS] = { "conversions", sdi_load_conversions, sdi_mark_conversion, 0, 1 },
	[SDI_WASHOUTS] = { "washouts", sdi_load_washouts, NULL, 0, 1 },
	[SDI_SUBSTRATES] = { "substrates", sdi_load_substrates, NULL, 0, 1 },
	[SDI_LEVEL_FACTS] = { "level_facts", sdi_load_level_facts, NULL, 0, 1 },
	[SDI_SCALES] = { "scales", sdi_load_scales, NULL, 0, 1 },
	[SDI_SCALE_RULES] = { "scale_rules", sdi_load_scale_rules, NULL, 0, 1 },
	[SDI_ANALYTES] = { "analytes", sdi_load_analytes, NULL, 0, 1 },
	[SDI_LEVELS] = { "levels", sdi_load_levels, NULL, 0, 1 },
	[SDI_TRIAL_RULES] = { "trial_rules", sdi_load_trial_rules, NULL, 0, 1 },
	[SDI_VOCABULARY] = { "vocabulary", sdi_load_vocabulary, NULL, 0, 0 },
	[SDI_DRUGS] = { "drugs", sdi_load_drugs, NULL, 0, 0 },
	[SDI_GUIDANCE] = { "guidance", sdi_load_guidance, sdi_mark_guidance, 0, 0 },
	[SDI_HOLES] = { "holes", sdi_load_holes, NULL, 0, 0 },
	[SDI_INTERVENTIONS] = { "interventions", sdi_load_interventions, sdi_mark_fact, 0, 0 },
	[SDI_AGENT_CLASSES] = { "agent_classes", sdi_load_agent_classes, NULL, 0, 1 },
	[SDI_LABEL_INTERACTIONS] = { "label_interactions", sdi_load_label_interactions,
				     sdi_mark_label_rule, 0, 1 },
	[SDI_DOSE_LIMITS] = { "dose_limits", sdi_load_dose_limits, NULL, 0, 1 },
	[SDI_WORDS] = { "words", sdi_load_words, NULL, 0, 0 },
	[SDI_FHIR_CODES] = { "fhir_codes", sdi_load_fhir_codes, NULL, 0, 0 },
	[SDI_BEARINGS] = { "bearings", sdi_load_bearings, NULL, 0, 0 },
};
/* clang-format on */

static struct sdi_table_impl *impl_of(const struct stardose_tables *tables) { return tables->impl; }

/* ---- open and free ---- */

int sdi_table_load(struct stardose_tables *tables, enum sdi_table t, struct stardose_error *err)
{
	const struct sdi_table_kind *kind = &sdi_table_kinds[t];
	struct sdi_table_impl *impl = impl_of(tables);
	struct sdi_load load = { tables, impl, &impl->tsv[t], 0, err, NULL };
	int ret = kind->load(&load);

	if (!ret && kind->mark && sdi_table_is_replaced(tables, kind->name))
		ret = sdi_mark_local(&load, kind);
	return ret;
}

static int load_from(struct stardose_tables *tables, int first, int end, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int t = first; !ret && t < end; t++) {
		ret = sdi_table_parse(tables, sdi_table_kinds[t].name, &impl_of(tables)->tsv[t],
				      err);
		if (!ret)
			ret = sdi_table_load(tables, t, err);
	}
	return ret;
}

/* @texts is taken over. @checksum: NULL: of these texts */
static int open_texts(struct sdi_table_texts *texts, const char *origin, const char *checksum,
		      struct stardose_tables **out, struct stardose_error *err)
{
	struct stardose_tables *tables = calloc(1, sizeof(*tables));
	struct sdi_table_impl *impl = calloc(1, sizeof(*impl));
	int ret = STARDOSE_OK;

	if (!tables || !impl) {
		free(tables);
		free(impl);
		sdi_table_texts_release(texts);
		return sdi_no_memory(err);
	}
	tables->impl = impl;
	impl->texts = *texts;
	impl->origin = strdup(origin);
	tables->origin = impl->origin;
	if (!impl->origin)
		ret = sdi_no_memory(err);
	else if (checksum)
		strcpy(tables->checksum, checksum);
	else
		sdi_table_texts_checksum(&impl->texts, tables->checksum);
	if (!ret)
		ret = load_from(tables, 0, SDI_FIRST_OF_GUIDANCE, err);
	if (ret)
		stardose_tables_free(tables);
	else
		*out = tables;
	return ret;
}

int sdi_tables_open_texts(struct sdi_table_texts *texts, const struct stardose_tables *like,
			  struct stardose_tables **out, struct stardose_error *err)
{
	return open_texts(texts, like->origin, like->checksum, out, err);
}

int stardose_tables_open_for_calls(const char *dir, struct stardose_tables **out,
				   struct stardose_error *err)
{
	struct sdi_table_texts texts;
	int ret = sdi_table_texts_open(dir, &texts, err);

	return ret ? ret
		   : open_texts(&texts, dir ? dir : "embedded",
				dir ? NULL : sdi_embedded_checksum(), out, err);
}

int stardose_tables_load_guidance(struct stardose_tables *tables, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (tables->guidance)
		return ret;
	ret = load_from(tables, SDI_FIRST_OF_GUIDANCE, SDI_N_TABLES, err);
	if (ret)
		tables->guidance = NULL;	/* half of it is none */
	return ret;
}

int stardose_tables_open(const char *dir, struct stardose_tables **out, struct stardose_error *err)
{
	struct stardose_tables *tables;
	int ret = stardose_tables_open_for_calls(dir, &tables, err);

	if (ret)
		return ret;
	ret = stardose_tables_load_guidance(tables, err);
	if (ret)
		stardose_tables_free(tables);
	else
		*out = tables;
	return ret;
}

int sdi_tables_need_guidance(const struct stardose_tables *tables, struct stardose_error *err)
{
	return tables->guidance
		       ? STARDOSE_OK
		       : stardose_error_set(err, STARDOSE_EUSAGE,
					    "the tables were opened for calls alone, without "
					    "guidance");
}

void stardose_tables_free(struct stardose_tables *tables)
{
	struct sdi_table_impl *impl = tables ? impl_of(tables) : NULL;

	if (impl) {
		for (int t = 0; t < SDI_N_TABLES; t++)
			sdi_tsv_release(&impl->tsv[t]);
		sdi_medicine_index_release(&impl->medicines);
		sdi_arena_release(&impl->arena);
		sdi_table_texts_release(&impl->texts);
		free(impl->origin);
		free(impl);
	}
	free(tables);
}

/* ---- bytes and rows as they are ---- */

int sdi_table_text(const struct stardose_tables *tables, const char *name, char **text,
		   size_t *size)
{
	const struct sdi_table_text *found = sdi_table_texts_find(&impl_of(tables)->texts, name);

	if (!found)
		return STARDOSE_ETABLE;
	*text = sdi_table_text_copy(found);
	*size = found->size;
	return *text ? STARDOSE_OK : STARDOSE_ENOMEM;
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
