/*
 * guidance_find.c - codes, medicines and classes by name, and the names that a misspelt one may
 * have meant
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <stardose/guidance.h>
#include "tables/condition.h"
#include "tables/name_table.h"
#include "tables/table_set.h"
#include "util/nearest.h"

const struct stardose_guidance_code *stardose_guidance_code(
	const struct stardose_guidance_tables *tables, enum stardose_guidance_list list,
	const char *code)
{
	for (int i = 0; i < tables->n_codes[list]; i++)
		if (*tables->codes[list][i].code == *code &&
		    !strcmp(tables->codes[list][i].code, code))
			return &tables->codes[list][i];
	return NULL;
}

/* The index of names lies beside the guidance, in the same set of tables. */
static const struct sdi_medicine_index *medicines_of(const struct stardose_guidance_tables *t)
{
	const char *impl = (const char *)t - offsetof(struct sdi_table_impl, guidance);

	return &((const struct sdi_table_impl *)(const void *)impl)->medicines;
}

/* By the names that drugs.tsv has for it, or the one name of a medicine that is known by it. */
static const struct stardose_drug *listed_drug(const struct stardose_guidance_tables *tables,
					       const char *name)
{
	int drug = sdi_medicine_index_find(medicines_of(tables), name);

	return drug < 0 ? NULL : &tables->drugs[drug];
}

const struct stardose_drug *stardose_guidance_drug(const struct stardose_guidance_tables *tables,
						   const char *name)
{
	const struct stardose_drug *drug = listed_drug(tables, name);
	const struct sdi_name *found =
		drug || !tables->names ? NULL : sdi_name_find(tables->names, name, strlen(name));

	return found && found->n_medicines == 1 ? listed_drug(tables, *found->medicines) : drug;
}

int stardose_drug_in_class(const struct stardose_drug *drug, const char *name)
{
	for (int i = 0; i < drug->n_classes; i++)
		if (!strcasecmp(drug->classes[i]->code, name))
			return 1;
	return 0;
}

/* Of the dictionary each medicine once, by the spelling that is nearest. */
static int near_names(const struct sdi_names *names, const char *name, const char **out, int max)
{
	const struct sdi_name *found[SDI_MAX_NEAREST];
	int n = sdi_names_near(names, name, found, max < SDI_MAX_NEAREST ? max : SDI_MAX_NEAREST);

	for (int i = 0; i < n; i++)
		out[i] = found[i]->text;
	return n;
}

int stardose_guidance_nearest(const struct stardose_guidance_tables *tables, const char *name,
			      int is_class, const char **out, int max)
{
	struct sdi_nearest near;

	if (!is_class && tables->names)
		return near_names(tables->names, name, out, max);
	sdi_nearest_init(&near, name, out, max);
	for (int i = 0; is_class && i < tables->n_codes[STARDOSE_LIST_CLASS]; i++)
		sdi_nearest_consider(&near, tables->codes[STARDOSE_LIST_CLASS][i].code);
	for (int i = 0; !is_class && i < tables->n_drugs; i++) {
		sdi_nearest_consider(&near, tables->drugs[i].name);
		for (int j = 0; j < tables->drugs[i].n_names; j++)
			sdi_nearest_consider(&near, tables->drugs[i].names[j]);
	}
	return near.n;
}

/* A code whose meaning is @text, as people write it in place of the code. */
static const struct stardose_guidance_code *code_of_meaning(
	const struct stardose_guidance_tables *tables, enum stardose_guidance_list list,
	const char *text)
{
	for (int i = 0; i < tables->n_codes[list]; i++)
		if (*text && !strcasecmp(tables->codes[list][i].meaning, text))
			return &tables->codes[list][i];
	return NULL;
}

void sdi_code_hint(const struct stardose_guidance_tables *tables, enum stardose_guidance_list list,
		   const char *text, char out[SDI_HINT_SIZE])
{
	const struct stardose_guidance_code *code = code_of_meaning(tables, list, text);
	const char *names[3];
	char near_text[SDI_HINT_SIZE / 2];
	struct sdi_nearest near;

	*out = '\0';
	sdi_nearest_init(&near, text, names, 3);
	for (int i = 0; i < tables->n_codes[list]; i++)
		sdi_nearest_consider(&near, tables->codes[list][i].code);
	for (int i = 0; list == STARDOSE_LIST_ACTION && i < tables->n_codes[STARDOSE_LIST_ALSO];
	     i++)
		sdi_nearest_consider(&near, tables->codes[STARDOSE_LIST_ALSO][i].code);
	if (code)
		snprintf(out, SDI_HINT_SIZE, "; its code is '%s'", code->code);
	else if (*text && sdi_nearest_text(&near, near_text, sizeof(near_text)))
		snprintf(out, SDI_HINT_SIZE, "; did you mean %s?", near_text);
}

const char *stardose_guidance_gene(const struct stardose_guidance_tables *tables, const char *name)
{
	for (int i = 0; i < tables->n_groups; i++)
		for (int g = 0; g < tables->groups[i].rows->n_genes; g++)
			if (!strcasecmp(tables->groups[i].rows->condition[g].gene, name))
				return tables->groups[i].rows->condition[g].gene;
	return NULL;
}

#define MAX_NEAR 4	/* names that are told */

int stardose_guidance_knows_gene(const struct stardose_tables *tables, const char *name,
				 char *near, size_t size)
{
	const char *names[MAX_NEAR];
	struct sdi_nearest nearest;

	sdi_nearest_init(&nearest, name, names, MAX_NEAR);
	for (int i = 0; i < tables->n_genes; i++) {
		if (!strcasecmp(tables->genes[i].name, name))
			return 1;
		sdi_nearest_consider(&nearest, tables->genes[i].name);
	}
	sdi_nearest_text(&nearest, near, size);
	return stardose_guidance_gene(tables->guidance, name) != NULL;
}

int stardose_guidance_knows_phenotype(const struct stardose_tables *tables, const char *text,
				      char *near, size_t size)
{
	const struct stardose_guidance_tables *t = tables->guidance;
	const char *names[MAX_NEAR];
	struct sdi_nearest nearest;

	sdi_nearest_init(&nearest, text, names, MAX_NEAR);
	for (int i = 0; i < t->n_codes[STARDOSE_LIST_PHENOTYPE]; i++) {
		const struct stardose_guidance_code *phenotype =
			&t->codes[STARDOSE_LIST_PHENOTYPE][i];

		if (!strcasecmp(phenotype->meaning, text) || !strcasecmp(phenotype->code, text))
			return 1;
		sdi_nearest_consider(&nearest, phenotype->meaning);
	}
	sdi_nearest_text(&nearest, near, size);
	return strchr(text, '*') != NULL;
}

const struct stardose_guidance_row *stardose_guidance_row(
	const struct stardose_guidance_tables *tables, const char *id)
{
	for (int i = 0; i < tables->n_rows; i++)
		if (!strcmp(tables->rows[i].id, id))
			return &tables->rows[i];
	for (int i = 0; i < tables->n_label_rules; i++)
		if (!strcmp(tables->label_rules[i].row.id, id))
			return &tables->label_rules[i].row;
	return NULL;
}

const struct stardose_statement *stardose_guidance_statement(
	const struct stardose_guidance_tables *tables, const char *id)
{
	for (int i = 0; i < tables->n_facts; i++)
		if (!strcmp(tables->facts[i].id, id))
			return &tables->facts[i];
	return NULL;
}
