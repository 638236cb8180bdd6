/* phenotype_check.c - does every pair of alleles have one phenotype, by a row that says so? */
#include <limits.h>
#include <string.h>
#include "tables/table_check.h"

#define MAX_DISTINCT 64

static const char *const guideline_name[STARDOSE_N_GUIDELINES] = { "CPIC", "DPWG" };

/* The word that tables use; the structs have "". */
static const char *function_word(const char *function)
{
	return *function ? function : "not assigned";
}

static int is_pair(const struct stardose_phenotype_rule *rule, const char *f, const char *g)
{
	return (!strcmp(rule->function[0], f) && !strcmp(rule->function[1], g)) ||
		(!strcmp(rule->function[0], g) && !strcmp(rule->function[1], f));
}

static int count_score_rules(const struct stardose_gene *gene, int guideline, int score)
{
	int n = 0;

	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *r = &gene->rules[i];

		n += r->is_score && (int)r->guideline == guideline && score >= r->lo &&
		     score <= r->hi;
	}
	return n;
}

static int count_pair_rules(const struct stardose_gene *gene, int guideline, const char *f,
			    const char *g)
{
	int n = 0;

	for (int i = 0; i < gene->n_rules; i++)
		n += !gene->rules[i].is_score && !gene->rules[i].is_single &&
		     (int)gene->rules[i].guideline == guideline &&
		     is_pair(&gene->rules[i], f, g);
	return n;
}

static int has_score_rules(const struct stardose_gene *gene, int guideline)
{
	for (int i = 0; i < gene->n_rules; i++)
		if (gene->rules[i].is_score && (int)gene->rules[i].guideline == guideline)
			return 1;
	return 0;
}

/* Different activity values among the alleles in use. */
static int distinct_values(const struct stardose_gene *gene, int guideline, int *values)
{
	int n = 0;

	for (int i = 0; i < gene->n_alleles && n < MAX_DISTINCT; i++) {
		int j = 0, value = gene->alleles[i].value[guideline];

		if (gene->alleles[i].kind == STARDOSE_ALLELE_RETIRED)
			continue;
		while (j < n && values[j] != value)
			j++;
		values[j] = value;
		n += j == n;
	}
	return n;
}

static int distinct_functions(const struct stardose_gene *gene, const char **functions)
{
	int n = 0;

	for (int i = 0; i < gene->n_alleles && n < MAX_DISTINCT; i++) {
		int j = 0;

		if (gene->alleles[i].kind == STARDOSE_ALLELE_RETIRED)
			continue;
		while (j < n && strcmp(functions[j], gene->alleles[i].function))
			j++;
		functions[j] = gene->alleles[i].function;
		n += j == n;
	}
	return n;
}

static void expect_one(struct sdi_check *check, const struct stardose_gene *gene, int guideline,
		       int score)
{
	int n = count_score_rules(gene, guideline, score);

	if (n == 1)
		return;
	if (score == STARDOSE_VALUE_NONE)
		sdi_check_say(check,
			      "phenotypes.tsv: %d %s rules of '%s' are for an allele without "
			      "activity value, not one",
			      n, guideline_name[guideline], gene->name);
	else
		sdi_check_say(
			check,
			"phenotypes.tsv: %d %s rules of '%s' are for the score %d.%02d, not one", n,
			guideline_name[guideline], gene->name, score / 100, score % 100);
}

/* Every sum of two values has one interval. */
static void check_pairs_of_values(struct sdi_check *check, const struct stardose_gene *gene,
				  int guideline)
{
	int values[MAX_DISTINCT], n = distinct_values(gene, guideline, values);

	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++) {
			int known = values[i] != STARDOSE_VALUE_NONE &&
				    values[j] != STARDOSE_VALUE_NONE;

			if (known)
				expect_one(check, gene, guideline, values[i] + values[j]);
			else if (i == j)
				expect_one(check, gene, guideline, STARDOSE_VALUE_NONE);
		}
}

/*
 * With any number of copies every score can come up: the intervals leave no hole, and the last has
 * no end.
 */
static void check_any_score(struct sdi_check *check, const struct stardose_gene *gene,
			    int guideline)
{
	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *r = &gene->rules[i];

		if (!r->is_score || (int)r->guideline != guideline || r->lo == STARDOSE_VALUE_NONE)
			continue;
		expect_one(check, gene, guideline, r->lo);
		if (r->lo > 0)
			expect_one(check, gene, guideline, r->lo - 1);
		if (r->hi < INT_MAX)
			expect_one(check, gene, guideline, r->hi + 1);
	}
	expect_one(check, gene, guideline, INT_MAX);
}

static void check_score_gene(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int guideline = 0; guideline < STARDOSE_N_GUIDELINES; guideline++) {
		if (guideline != STARDOSE_GUIDELINE_CPIC && !has_score_rules(gene, guideline))
			continue;	/* it uses CPIC's */
		check_pairs_of_values(check, gene, guideline);
		if (gene->has_structural)
			check_any_score(check, gene, guideline);
	}
}

static void check_pair_gene(struct sdi_check *check, const struct stardose_gene *gene)
{
	const char *functions[MAX_DISTINCT];
	int n = distinct_functions(gene, functions);

	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++) {
			int n_rules = count_pair_rules(gene, STARDOSE_GUIDELINE_CPIC, functions[i],
						       functions[j]);

			if (n_rules != 1)
				sdi_check_say(check,
					      "phenotypes.tsv: %d rules of '%s' are for %s with "
					      "%s, not one",
					      n_rules, gene->name, function_word(functions[i]),
					      function_word(functions[j]));
		}
}

/* Where people have one haplotype each function has a phenotype; elsewhere there is none such. */
static void check_single_gene(struct sdi_check *check, const struct stardose_gene *gene)
{
	int wanted = gene->kind == STARDOSE_GENE_HEMIZYGOUS ||
		     gene->kind == STARDOSE_GENE_MITOCHONDRIAL;
	const char *functions[MAX_DISTINCT];
	int n = distinct_functions(gene, functions);

	for (int i = 0; i < n; i++) {
		int n_rules = 0;

		for (int r = 0; r < gene->n_rules; r++)
			n_rules += gene->rules[r].is_single &&
				   !strcmp(gene->rules[r].function[0], functions[i]);
		if (n_rules != wanted)
			sdi_check_say(check,
				      "phenotypes.tsv: %d rules of '%s' are for %s alone, not %d",
				      n_rules, gene->name, function_word(functions[i]), wanted);
	}
}

/* A haplotype of listed variants may have bases that nobody listed, whose function is none's. */
static int is_used(const struct stardose_gene *gene, const char *function)
{
	if (!*function && gene->kind == STARDOSE_GENE_LISTED)
		return 1;
	for (int i = 0; i < gene->n_alleles; i++)
		if (gene->alleles[i].kind != STARDOSE_ALLELE_RETIRED &&
		    !strcmp(gene->alleles[i].function, function))
			return 1;
	return 0;
}

/*
 * A rule that no pair of alleles can meet is a slip of the pen; so is a second one for the same
 * pair.
 */
static void check_pair_rule(struct sdi_check *check, const struct stardose_gene *gene,
			    const struct stardose_phenotype_rule *rule)
{
	for (int side = 0; side < 2 - rule->is_single; side++)
		if (!is_used(gene, rule->function[side]))
			sdi_check_say(
				check,
				"phenotypes.tsv: no allele of '%s' has %s, but a rule is for it",
				gene->name, function_word(rule->function[side]));
	if (!rule->is_single &&
	    count_pair_rules(gene, rule->guideline, rule->function[0], rule->function[1]) > 1 &&
	    rule->guideline != STARDOSE_GUIDELINE_CPIC)
		sdi_check_say(check, "phenotypes.tsv: two %s rules of '%s' are for %s with %s",
			      guideline_name[rule->guideline], gene->name,
			      function_word(rule->function[0]), function_word(rule->function[1]));
}

static void check_kind_of_rules(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *r = &gene->rules[i];

		if (gene->method == STARDOSE_METHOD_NONE)
			sdi_check_say(check,
				      "phenotypes.tsv: '%s' has a rule, but genes.tsv says none",
				      gene->name);
		else if (r->is_score && gene->method == STARDOSE_METHOD_PAIR)
			sdi_check_say(
				check,
				"phenotypes.tsv: '%s' has a score rule, but genes.tsv says pair",
				gene->name);
		else if (!r->is_score && gene->method == STARDOSE_METHOD_SCORE &&
			 r->guideline == STARDOSE_GUIDELINE_CPIC)
			sdi_check_say(check,
				      "phenotypes.tsv: '%s' has a rule for a pair, but genes.tsv "
				      "says score",
				      gene->name);
		if (!r->is_score)
			check_pair_rule(check, gene, r);
	}
}

void sdi_check_phenotypes(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		check_kind_of_rules(check, gene);
		if (gene->method == STARDOSE_METHOD_SCORE)
			check_score_gene(check, gene);
		else if (gene->method == STARDOSE_METHOD_PAIR &&
			 gene->kind != STARDOSE_GENE_MITOCHONDRIAL)
			check_pair_gene(check, gene);
		check_single_gene(check, gene);
	}
}
