/* phenotype_table.c - from activity scores or pairs of functions to phenotypes */
#include <limits.h>
#include <string.h>
#include "tables/table_set.h"

enum { GENE, GUIDELINE, LO, HI, FUNCTION_A, FUNCTION_B, PHENOTYPE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = {
	"gene", "guideline", "score_lo", "score_hi", "function_a", "function_b", "phenotype"
};

static int load_guideline(struct sdi_load *load, int col, enum stardose_guideline *out)
{
	const char *cell = sdi_load_cell(load, col);

	if (strcmp(cell, "CPIC") && strcmp(cell, "DPWG"))
		return sdi_load_bad(load, "guideline is '%s', not CPIC or DPWG", cell);
	*out = strcmp(cell, "CPIC") ? STARDOSE_GUIDELINE_DPWG : STARDOSE_GUIDELINE_CPIC;
	return STARDOSE_OK;
}

/* An interval, or neither end: the rule for a score that is not known. */
static int load_interval(struct sdi_load *load, const int *col,
			 struct stardose_phenotype_rule *rule)
{
	const char *lo_cell = sdi_load_cell(load, col[LO]), *hi_cell = sdi_load_cell(load, col[HI]);
	int64_t lo = STARDOSE_VALUE_NONE, hi = STARDOSE_VALUE_NONE;
	int ret = STARDOSE_OK;

	rule->is_score = 1;
	if (*lo_cell || *hi_cell) {
		ret = sdi_load_decimal(load, col[LO], 2, &lo);
		if (!ret && !strcmp(hi_cell, "inf"))
			hi = INT_MAX;
		else if (!ret)
			ret = sdi_load_decimal(load, col[HI], 2, &hi);
	}
	if (ret)
		return ret;
	if (lo > hi || hi > INT_MAX)
		return sdi_load_bad(load, "score interval %s to %s is empty or out of range",
				    lo_cell, hi_cell);
	rule->lo = lo;
	rule->hi = hi;
	return STARDOSE_OK;
}

static int load_rule(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_phenotype_rule *rule = &sdi_load_room(load, gene)->rules[gene->n_rules++];
	int has_a = *sdi_load_cell(load, col[FUNCTION_A]) != '\0',
	    has_b = *sdi_load_cell(load, col[FUNCTION_B]) != '\0';
	int has_score = *sdi_load_cell(load, col[LO]) || *sdi_load_cell(load, col[HI]);
	int ret = load_guideline(load, col[GUIDELINE], &rule->guideline);

	rule->function[0] = sdi_load_function(load, col[FUNCTION_A]);
	rule->function[1] = sdi_load_function(load, col[FUNCTION_B]);
	rule->phenotype = sdi_load_cell(load, col[PHENOTYPE]);
	if (ret)
		return ret;
	if (!*rule->phenotype)
		return sdi_load_bad(load, "rule without a phenotype");
	rule->is_single = has_a && !has_b;
	if ((!has_a && has_b) || (has_a && has_score))
		return sdi_load_bad(load, "a rule has either a score interval or two functions, "
					  "or the first alone where there is one haplotype");
	return has_a ? STARDOSE_OK : load_interval(load, col, rule);
}

static int rule_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->rules = sdi_load_room(load, gene)->rules =
		sdi_load_array(load, n, sizeof(*gene->rules));
	return gene->rules ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_phenotypes(struct sdi_load *load)
{
	static const struct sdi_gene_rows how = { columns, N_COLUMNS, rule_room, load_rule };

	return sdi_load_gene_rows(load, &how);
}
