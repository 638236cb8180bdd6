/* phenotype.c - functions and activity values in, CPIC's standard phenotype terms out */
#include <limits.h>
#include <string.h>
#include "phenotype/phenotype.h"
#include "tables/term_table.h"

struct sdi_copy sdi_allele_copy(const struct stardose_allele *allele)
{
	struct sdi_copy copy = { .function = allele->function };

	memcpy(copy.value, allele->value, sizeof(copy.value));
	return copy;
}

static int has_rules(const struct stardose_gene *gene, enum stardose_guideline guideline,
		     int is_score)
{
	for (int i = 0; i < gene->n_rules; i++)
		if (gene->rules[i].guideline == guideline && gene->rules[i].is_score == is_score)
			return 1;
	return 0;
}

const char *sdi_phenotype_from_score(const struct stardose_gene *gene,
				     enum stardose_guideline guideline, int score)
{
	if (score == STARDOSE_VALUE_NONE)
		return SDI_INDETERMINATE;
	if (!has_rules(gene, guideline, 1))
		guideline = STARDOSE_GUIDELINE_CPIC;
	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *rule = &gene->rules[i];

		if (rule->is_score && rule->guideline == guideline && score >= rule->lo &&
		    score <= rule->hi)
			return rule->phenotype;
	}
	return SDI_INDETERMINATE;
}

const char *sdi_least_function(const struct stardose_gene *gene)
{
	const char *none = sdi_function_of_value(gene, 0), *least = none;
	int least_rank = INT_MAX;

	for (int i = 0; i < gene->n_rules; i++)
		for (int k = 0; k < 2 && !gene->rules[i].is_score; k++) {
			const char *f = gene->rules[i].function[k];
			int rank = f ? sdi_function_rank(gene, f, STARDOSE_VALUE_NONE) : 1;

			if (rank == 1 || rank >= least_rank)
				continue; /* nobody knows how much it leaves */
			least = f;
			least_rank = rank;
		}
	return least;
}

/* Every candidate asks, of some tens of rules; most words differ in the first letter. */
static int is_same(const char *f, const char *g)
{
	return *f == *g && !strcmp(f, g);
}

static const char *pair_rule(const struct stardose_gene *gene, enum stardose_guideline guideline,
			     const char *f, const char *g)
{
	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *rule = &gene->rules[i];

		if (rule->is_score || rule->is_single || rule->guideline != guideline)
			continue;
		if ((is_same(rule->function[0], f) && is_same(rule->function[1], g)) ||
		    (is_same(rule->function[0], g) && is_same(rule->function[1], f)))
			return rule->phenotype;
	}
	return NULL;
}

/* The rule for somebody who has one haplotype. */
static const char *single_rule(const struct stardose_gene *gene, enum stardose_guideline guideline,
			       const char *f)
{
	for (int i = 0; i < gene->n_rules; i++)
		if (gene->rules[i].is_single && gene->rules[i].guideline == guideline &&
		    !strcmp(gene->rules[i].function[0], f))
			return gene->rules[i].phenotype;
	return NULL;
}

static const char *function_rule(const struct stardose_gene *gene,
				 enum stardose_guideline guideline, const struct sdi_copy *copies, int n_copies)
{
	if (n_copies == 1)
		return single_rule(gene, guideline, copies[0].function);
	return n_copies == 2 ? pair_rule(gene, guideline, copies[0].function, copies[1].function)
			     : NULL;
}

static int sum_values(enum stardose_guideline guideline, const struct sdi_copy *copies,
		      int n_copies)
{
	int sum = 0;

	for (int i = 0; i < n_copies; i++) {
		if (copies[i].value[guideline] == STARDOSE_VALUE_NONE)
			return STARDOSE_VALUE_NONE;
		sum += copies[i].value[guideline];
	}
	return sum;
}

const char *sdi_phenotype(const struct stardose_gene *gene, enum stardose_guideline guideline,
			  const struct sdi_copy *copies, int n_copies, int *score)
{
	const char *phenotype;

	*score = STARDOSE_VALUE_NONE;
	switch (gene->method) {
	case STARDOSE_METHOD_SCORE:
		*score = sum_values(guideline, copies, n_copies);
		/*
		 * a guideline may go by the pair where CPIC goes by the score: the same sum,
		 * another phenotype
		 */
		phenotype = n_copies == 2 ? pair_rule(gene, guideline, copies[0].function,
						      copies[1].function)
					  : NULL;
		return phenotype ? phenotype : sdi_phenotype_from_score(gene, guideline, *score);
	case STARDOSE_METHOD_PAIR:
		phenotype = function_rule(gene, guideline, copies, n_copies);
		if (!phenotype && guideline != STARDOSE_GUIDELINE_CPIC)
			phenotype = function_rule(gene, STARDOSE_GUIDELINE_CPIC, copies, n_copies);
		return phenotype ? phenotype : SDI_INDETERMINATE;
	default:
		return SDI_INDETERMINATE;
	}
}
