/* haplotype_value.c - what a whole haplotype counts: copies and tandems together */
#include <stdio.h>
#include <string.h>
#include "phenotype/haplotype_value.h"
#include "phenotype/listed_value.h"
#include "tables/term_table.h"

const struct stardose_allele *sdi_unit_allele(const struct stardose_gene *gene,
					      const struct sdi_name_unit *unit)
{
	char name[32];

	if (unit->name)
		return stardose_gene_allele(gene, unit->name);
	snprintf(name, sizeof(name), "*%d%s", unit->number, unit->letters);
	return stardose_gene_allele(gene, name);
}

const struct stardose_structure *sdi_find_structure(const struct stardose_gene *gene,
						    const struct sdi_hap_name *name)
{
	struct sdi_diplotype_name one = { .hap = { *name } };

	for (int i = 0; i < gene->n_structures; i++) {
		struct sdi_diplotype_readings row;
		int is_it;

		if (sdi_diplotype_readings(gene->structures[i].name, gene, &row, NULL) !=
		    STARDOSE_OK)
			continue;
		is_it = row.n == 1 && sdi_diplotype_equal(row.name, &one);
		sdi_diplotype_readings_release(&row);
		if (is_it)
			return &gene->structures[i];
	}
	return NULL;
}

/* Sums of the copies; nothing where one of them has no value. */
static void add_value(struct sdi_copy *total, const struct stardose_allele *allele, int copies)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		if (!allele || allele->value[g] == STARDOSE_VALUE_NONE)
			total->value[g] = STARDOSE_VALUE_NONE;
		else if (total->value[g] != STARDOSE_VALUE_NONE)
			total->value[g] += copies * allele->value[g];
	}
}

static const char *function_of(const struct stardose_gene *gene, const struct sdi_hap_name *name,
			       int value)
{
	int all_none = 1;

	if (name->n == 1 && name->unit[0].copies == 1 && !name->unit[0].or_more) {
		const struct stardose_allele *allele = sdi_unit_allele(gene, &name->unit[0]);

		return allele ? allele->function : "";
	}
	for (int i = 0; i < name->n; i++) {
		const struct stardose_allele *allele = sdi_unit_allele(gene, &name->unit[i]);

		all_none &= allele && sdi_is_no_function(gene, allele->function);
	}
	if (all_none)
		return sdi_function_of_value(gene, 0);
	return gene->method == STARDOSE_METHOD_SCORE ? sdi_function_of_value(gene, value) : "";
}

static void fill_step(const struct stardose_gene *gene, const struct sdi_hap_name *name, int *step)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		step[g] = 0;
		for (int i = 0; i < name->n && step[g] != STARDOSE_VALUE_NONE; i++) {
			const struct stardose_allele *allele =
				sdi_unit_allele(gene, &name->unit[i]);

			if (name->unit[i].or_more)
				step[g] = allele && allele->value[g] != STARDOSE_VALUE_NONE
						  ? step[g] + allele->value[g]
						  : STARDOSE_VALUE_NONE;
		}
	}
}

static void fill_alleles(const struct stardose_gene *gene, const struct sdi_hap_name *name,
			 struct stardose_haplotype *out)
{
	memset(out, 0, sizeof(*out));
	out->allele = sdi_unit_allele(gene, &name->unit[0]);
	out->copies = name->unit[0].copies;
	out->or_more = name->unit[0].or_more;
	out->function = out->allele ? out->allele->function : "";
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		out->value[g] = out->allele ? out->allele->value[g] : STARDOSE_VALUE_NONE;
	for (int i = 1; i < name->n; i++)
		out->tandem[out->n_tandem++] =
			(struct stardose_tandem){ sdi_unit_allele(gene, &name->unit[i]),
						  name->unit[i].copies, name->unit[i].or_more };
}

/* Listed variants do not add up: the one that leaves least decides. */
static void fill_listed(const struct stardose_gene *gene, const struct stardose_haplotype *hap,
			struct sdi_copy *total)
{
	for (int g = STARDOSE_N_GUIDELINES - 1; g >= 0; g--) {
		struct sdi_copy least;

		sdi_listed_hap(gene, g, hap, &least);
		total->function = least.function; /* CPIC's in the end */
		total->value[g] = least.value[g];
	}
}

int sdi_haplotype_fill(const struct stardose_gene *gene, const struct sdi_hap_name *name,
		       struct stardose_haplotype *out, struct sdi_copy *total,
		       int step[STARDOSE_N_GUIDELINES])
{
	const struct stardose_structure *row;

	if (!name->n || name->n - 1 > STARDOSE_MAX_TANDEM)
		return STARDOSE_EROW;
	fill_alleles(gene, name, out);
	fill_step(gene, name, step);
	*total = (struct sdi_copy){ .function = "" };
	for (int i = 0; i < name->n; i++)
		add_value(total, sdi_unit_allele(gene, &name->unit[i]), name->unit[i].copies);
	if (gene->kind == STARDOSE_GENE_LISTED || gene->kind == STARDOSE_GENE_MITOCHONDRIAL) {
		fill_listed(gene, out, total);
		return STARDOSE_OK;
	}
	row = sdi_find_structure(gene, name);
	if (row && row->value != STARDOSE_VALUE_NONE)
		total->value[STARDOSE_GUIDELINE_CPIC] = row->value;
	if (gene->method != STARDOSE_METHOD_SCORE)
		total->value[STARDOSE_GUIDELINE_CPIC] = total->value[STARDOSE_GUIDELINE_DPWG] =
			STARDOSE_VALUE_NONE;
	total->function = row && *row->function
				  ? row->function
				  : function_of(gene, name, total->value[STARDOSE_GUIDELINE_CPIC]);
	return STARDOSE_OK;
}
