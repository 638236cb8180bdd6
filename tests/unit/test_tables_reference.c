/*
 * test_tables_reference.c - every row of the collected facts is in the tables
 *
 * The facts (alleles.tsv, phenotypes.tsv, variants.tsv of a reference directory) are not part of
 * the program: the test looks for $STARDOSE_SHARED/reference/alleles and skips where it is not
 * there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "phenotype/phenotype.h"
#include "tables/table_set.h"
#include "util/bits.h"

static struct stardose_tables *tables;
static struct sdi_tsv facts;
static char directory[4096];

static void read_facts(const char *name)
{
	char path[sizeof(directory) + 64];
	struct stardose_error err = { 0 };

	snprintf(path, sizeof(path), "%s/%s.tsv", directory, name);
	if (sdi_tsv_read(path, &facts, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
}

static const char *fact(int row, const char *column)
{
	int col = sdi_tsv_col(&facts, column);

	assert_true(col >= 0);
	return sdi_tsv_cell(&facts, row, col);
}

static int drop_facts(void **state)
{
	(void)state;
	sdi_tsv_release(&facts);
	return 0;
}

/* A value of the facts in hundredths: "0.25" -> 25; "n/a" and "" have none. */
static int hundredths(const char *value)
{
	return *value && strcmp(value, "n/a") ? (int)(atof(value) * 100 + 0.5)
					      : STARDOSE_VALUE_NONE;
}

static const char *function_of(const char *fact_function)
{
	return strcmp(fact_function, "not assigned") ? fact_function : "";
}

/* "chr22:42126611:C:G;..." as a set, with our keys (no chr). */
static struct stardose_bits bits_of(const struct stardose_gene *gene, const char *list)
{
	struct stardose_bits bits = { { 0 } };
	const char *item;
	size_t n;

	while ((n = sdi_load_item(&list, &item))) {
		int variant = sdi_variant_index(gene, item + 3, n - 3);

		if (variant < 0)
			fail_msg("%s: no variant %.*s", gene->name, (int)n, item);
		assert_true(gene->variants[variant].bit >= 0);
		sdi_bits_set(&bits, gene->variants[variant].bit);
	}
	return bits;
}

static int is_undefined(const char *gene, const char *allele)
{
	return !strcmp(gene, "CYP2C19") && !strcmp(allele, "*42");
}

#define NEWER 6 /* alleles newer than the facts, of one variant each: CYP2D6 *186, CYP3A4 *49-*53 */

/* Are the facts that are read about @gene too? Those of other genes lie elsewhere. */
static int has_facts(const struct stardose_gene *gene)
{
	for (int row = 0; row < facts.n_rows; row++)
		if (!strcmp(fact(row, "gene"), gene->name))
			return 1;
	return 0;
}

/* A name that the facts do not have because it is written no more, only read. */
static int is_old_name(const struct stardose_gene *gene, const struct stardose_allele *allele)
{
	for (int row = 0; row < facts.n_rows; row++)
		if (!strcmp(fact(row, "gene"), gene->name) &&
		    !strcmp(fact(row, "allele"), allele->name))
			return 0;
	return allele->kind == STARDOSE_ALLELE_RETIRED;
}

static void every_allele_has_its_function_value_and_core_variants(void **state)
{
	static const char *const kinds[] = { "small", "hybrid", "deletion", "structural",
					     "retired" };
	int n = 0;

	(void)state;
	read_facts("alleles");
	for (int row = 0; row < facts.n_rows; row++) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, fact(row, "gene"));
		const struct stardose_allele *allele;
		struct stardose_bits core;

		assert_non_null(gene);
		allele = stardose_gene_allele(gene, fact(row, "allele"));
		if (!allele)
			fail_msg("%s has no %s", gene->name, fact(row, "allele"));
		core = bits_of(gene, fact(row, "core_variants"));
		assert_string_equal(allele->function, function_of(fact(row, "function")));
		assert_int_equal(allele->value[STARDOSE_GUIDELINE_CPIC],
				 hundredths(fact(row, "activity_value")));
		assert_true(sdi_bits_equal(allele->required, core));
		assert_int_equal(allele->duplicable,
				 !strcmp(fact(row, "duplication_capable"), "yes"));
		if (is_undefined(gene->name, allele->name))
			assert_int_equal(allele->matchable, 0);
		else
			assert_string_equal(kinds[allele->kind], fact(row, "kind"));
		n++;
	}
	for (int g = 0; g < tables->n_genes; g++)
		for (int a = 0; has_facts(&tables->genes[g]) && a < tables->genes[g].n_alleles; a++)
			n -= !is_old_name(&tables->genes[g], &tables->genes[g].alleles[a]);
	assert_int_equal(n, -NEWER); /* and there are no others, but for old names */
}

static void every_position_that_cpic_calls_variable_is_ignored(void **state)
{
	(void)state;
	read_facts("alleles");
	for (int row = 0; row < facts.n_rows; row++) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, fact(row, "gene"));
		const struct stardose_allele *allele =
			stardose_gene_allele(gene, fact(row, "allele"));
		const char *list = fact(row, "cpic_variable_positions"), *item;
		size_t n;

		while ((n = sdi_load_item(&list, &item))) {
			int variant = sdi_variant_index(gene, item + 3, n - 3);

			if (variant >= 0 && gene->variants[variant].bit >= 0)
				assert_true(
					sdi_bits_has(&allele->any, gene->variants[variant].bit));
		}
	}
}

static void every_core_variant_lies_where_the_facts_say_on_both_builds(void **state)
{
	int n = 0;

	(void)state;
	read_facts("variants");
	for (int row = 0; row < facts.n_rows; row++) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, fact(row, "gene"));
		const char *key = fact(row, "variant_key") + 3;
		const struct stardose_variant *v;
		int variant = sdi_variant_index(gene, key, strlen(key));

		if (strcmp(fact(row, "is_core_function_altering"), "yes"))
			continue;
		assert_true(variant >= 0);
		v = &gene->variants[variant];
		assert_true(v->bit >= 0);
		assert_string_equal(v->rsid, fact(row, "rsid"));
		assert_int_equal(v->at[STARDOSE_BUILD_GRCH38].pos + 1, atoll(fact(row, "g38_pos")));
		assert_int_equal(v->at[STARDOSE_BUILD_GRCH37].pos + 1, atoll(fact(row, "g37_pos")));
		assert_string_equal(v->at[STARDOSE_BUILD_GRCH37].ref, fact(row, "g37_ref"));
		assert_string_equal(v->at[STARDOSE_BUILD_GRCH37].alt, fact(row, "g37_alt"));
		assert_int_equal(v->at[STARDOSE_BUILD_GRCH37].swapped,
				 !strcmp(fact(row, "g37_status"), "swapped"));
		n++;
	}
	for (int g = 0; g < tables->n_genes; g++)
		n -= has_facts(&tables->genes[g]) ? tables->genes[g].n_core : 0;
	assert_int_equal(n, -NEWER);
}

/*
 * A copy with @function, and with the value that the gene's alleles of that function have where it
 * is only one.
 */
static struct sdi_copy copy_with(const struct stardose_gene *gene, const char *function)
{
	struct sdi_copy copy = { .function = function,
				 .value = { STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE } };

	for (int i = 0; i < gene->n_alleles; i++)
		if (!strcmp(gene->alleles[i].function, function))
			memcpy(copy.value, gene->alleles[i].value, sizeof(copy.value));
	return copy;
}

static void expect_pair(const struct stardose_gene *gene, enum stardose_guideline guideline,
			int row)
{
	struct sdi_copy copies[2] = { copy_with(gene, function_of(fact(row, "key1"))),
				      copy_with(gene, function_of(fact(row, "key2"))) };
	struct sdi_copy turned[2] = { copies[1], copies[0] };
	int score;

	assert_string_equal(sdi_phenotype(gene, guideline, copies, 2, &score),
			    fact(row, "phenotype"));
	assert_string_equal(sdi_phenotype(gene, guideline, turned, 2, &score),
			    fact(row, "phenotype"));
}

static void expect_bin(const struct stardose_gene *gene, enum stardose_guideline guideline, int row)
{
	const char *lo = fact(row, "key1"), *hi = fact(row, "key2"),
		   *phenotype = fact(row, "phenotype");

	if (!strcmp(lo, "n/a")) {
		assert_string_equal(sdi_phenotype_from_score(gene, guideline, STARDOSE_VALUE_NONE),
				    phenotype);
		return;
	}
	assert_string_equal(
		sdi_phenotype_from_score(gene, guideline,
					 *lo == '>' ? hundredths(lo + 1) + 1 : hundredths(lo)),
		phenotype);
	if (*lo == '>')
		assert_string_not_equal(
			sdi_phenotype_from_score(gene, guideline, hundredths(lo + 1)), phenotype);
	if (!strcmp(hi, "inf")) {
		assert_string_equal(sdi_phenotype_from_score(gene, guideline, 1300), phenotype);
		return;
	}
	assert_string_equal(
		sdi_phenotype_from_score(gene, guideline,
					 *hi == '<' ? hundredths(hi + 1) - 1 : hundredths(hi)),
		phenotype);
	if (*hi == '<')
		assert_string_not_equal(
			sdi_phenotype_from_score(gene, guideline, hundredths(hi + 1)), phenotype);
}

static void every_phenotype_rule_is_reproduced(void **state)
{
	int n = 0;

	(void)state;
	read_facts("phenotypes");
	for (int row = 0; row < facts.n_rows; row++) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, fact(row, "gene"));
		const char *kind = fact(row, "rule_kind");
		/*
		 * "ClinPGx/DPWG (not CPIC)" are the primary rules of a gene for which CPIC has
		 * none
		 */
		enum stardose_guideline guideline = strcmp(fact(row, "guideline"), "DPWG")
							    ? STARDOSE_GUIDELINE_CPIC
							    : STARDOSE_GUIDELINE_DPWG;

		assert_non_null(gene);
		if (!strcmp(kind, "none")) {
			assert_int_equal(gene->n_rules, 0);
			continue;
		}
		if (!strcmp(kind, "activity_score_bin"))
			expect_bin(gene, guideline, row);
		else if (!strcmp(kind, "function_pair"))
			expect_pair(gene, guideline, row);
		else
			assert_string_equal(kind,
					    "copy_number"); /* a rule for sums, not for a table */
		n++;
	}
	assert_true(n > 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_allele_has_its_function_value_and_core_variants,
					  drop_facts),
		cmocka_unit_test_teardown(every_position_that_cpic_calls_variable_is_ignored,
					  drop_facts),
		cmocka_unit_test_teardown(
			every_core_variant_lies_where_the_facts_say_on_both_builds, drop_facts),
		cmocka_unit_test_teardown(every_phenotype_rule_is_reproduced, drop_facts),
	};
	const char *shared = getenv("STARDOSE_SHARED");
	int ret;

	snprintf(directory, sizeof(directory), "%s/reference/alleles",
		 shared ? shared : "../shared");
	if (access(directory, R_OK)) {
		printf("skipped: no reference facts at '%s' (set STARDOSE_SHARED)\n", directory);
		return 77;
	}
	if (stardose_tables_open(NULL, &tables, NULL) != STARDOSE_OK)
		return 1;
	ret = cmocka_run_group_tests(tests, NULL, NULL);
	stardose_tables_free(tables);
	return ret;
}
