/* test_phenotype.c - rules of scores, of pairs and of one haplotype, by guideline */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "phenotype/phenotype.h"

#define CPIC STARDOSE_GUIDELINE_CPIC
#define DPWG STARDOSE_GUIDELINE_DPWG
enum { NONE = STARDOSE_VALUE_NONE };

#define SCORE(g, from, to, what) \
	{ .guideline = g, .is_score = 1, .lo = from, .hi = to, .phenotype = what }
#define PAIR(g, a, b, what) { .guideline = g, .function = { a, b }, .phenotype = what }
#define SINGLE(g, a, what) \
	{ .guideline = g, .is_single = 1, .function = { a, "" }, .phenotype = what }

static const struct stardose_phenotype_rule scored[] = {
	SCORE(CPIC, 0, 0, "PM"),      SCORE(CPIC, 25, 100, "IM"), SCORE(CPIC, 125, 225, "NM"),
	SCORE(CPIC, 250, 30000, "UM"),
};
static const struct stardose_phenotype_rule by_pair[] = {
	PAIR(CPIC, "normal", "normal", "NM"), PAIR(CPIC, "normal", "none", "IM"),
	PAIR(CPIC, "none", "none", "PM"),     SINGLE(CPIC, "none", "PM of one"),
	PAIR(DPWG, "normal", "none", "IM of DPWG"),
};

static struct stardose_gene gene_of(enum stardose_phenotype_method method,
				    const struct stardose_phenotype_rule *rules, int n)
{
	return (struct stardose_gene){ .method = method, .rules = rules, .n_rules = n };
}

static struct sdi_copy copy(const char *function, int cpic, int dpwg)
{
	struct sdi_copy c = { .function = function };

	c.value[CPIC] = cpic;
	c.value[DPWG] = dpwg;
	return c;
}

/* What @n copies are; the score must be @score */
static const char *is(const struct stardose_gene *gene, enum stardose_guideline guideline,
		      const struct sdi_copy *copies, int n, int score)
{
	int got = -12345;
	const char *phenotype = sdi_phenotype(gene, guideline, copies, n, &got);

	assert_int_equal(got, score);
	return phenotype;
}

static void scores_are_sums_of_all_copies(void **state)
{
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_SCORE, scored, 4);
	const struct sdi_copy full = copy("normal", 100, 100), half = copy("decreased", 50, 25),
			      none = copy("none", 0, 0), open = copy("unknown", NONE, NONE);

	(void)state;
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ full, full }, 2, 200), "NM");
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ full, full, full }, 3, 300), "UM");
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ none, half }, 2, 50), "IM");
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ none, half }, 2, 25), "IM");
	assert_string_equal(is(&gene, CPIC, &none, 1, 0), "PM");
	assert_string_equal(is(&gene, CPIC, NULL, 0, 0), "PM"); /* no copy at all */
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ full, open }, 2, NONE),
			    SDI_INDETERMINATE);
}

static void ends_of_intervals_belong_to_them_and_gaps_to_nobody(void **state)
{
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_SCORE, scored, 4);
	static const struct { int score; const char *phenotype; } cases[] = {
		{ 0, "PM" },   { 25, "IM" },  { 100, "IM" }, { 125, "NM" },
		{ 225, "NM" }, { 250, "UM" }, { 1, NULL },   { 124, NULL },
		{ 226, NULL }, { 30001, NULL }, { NONE, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(sdi_phenotype_from_score(&gene, CPIC,
							     cases[i].score),
				    cases[i].phenotype ? cases[i].phenotype : SDI_INDETERMINATE);
	/* a guideline without rows of its own goes by CPIC's */
	assert_string_equal(sdi_phenotype_from_score(&gene, DPWG, 200), "NM");
}

static void a_guideline_with_score_rows_goes_by_them_alone(void **state)
{
	const struct stardose_phenotype_rule rules[] = { SCORE(CPIC, 0, 1000, "of CPIC"),
							 SCORE(DPWG, 100, 200, "of DPWG") };
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_SCORE, rules, 2);

	(void)state;
	assert_string_equal(sdi_phenotype_from_score(&gene, DPWG, 150),
			    "of DPWG");
	/* a gap in its rows is not filled from the other */
	assert_string_equal(sdi_phenotype_from_score(&gene, DPWG, 50),
			    SDI_INDETERMINATE);
}

static void a_pair_may_outrank_the_score(void **state)
{
	const struct stardose_phenotype_rule rules[] = { SCORE(CPIC, 0, 1000, "by score"),
							 PAIR(DPWG, "a", "b", "by pair") };
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_SCORE, rules, 2);
	const struct sdi_copy a = copy("a", 100, 100), b = copy("b", 50, 50);

	(void)state;
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ a, b }, 2, 150), "by pair");
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ b, a }, 2, 150), "by pair");
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ a, b }, 2, 150), "by score");
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ a, b, b }, 3, 200), "by score");
}

static void pairs_go_in_either_order_and_need_two(void **state)
{
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_PAIR, by_pair, 5);
	const struct sdi_copy normal = copy("normal", NONE, NONE), none = copy("none", NONE, NONE),
			      other = copy("uncertain", NONE, NONE);

	(void)state;
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ none, normal }, 2, NONE), "IM");
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ normal, none }, 2, NONE), "IM");
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ normal, other }, 2, NONE),
			    SDI_INDETERMINATE);
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ normal, normal, normal }, 3, NONE),
			    SDI_INDETERMINATE);
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ none, normal }, 2, NONE),
			    "IM of DPWG");
	/* DPWG has no row for these two: CPIC's holds */
	assert_string_equal(is(&gene, DPWG, (struct sdi_copy[]){ none, none }, 2, NONE), "PM");
}

static void one_haplotype_has_rules_of_its_own(void **state)
{
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_PAIR, by_pair, 5);
	const struct sdi_copy normal = copy("normal", NONE, NONE), none = copy("none", NONE, NONE);

	(void)state;
	assert_string_equal(is(&gene, CPIC, &none, 1, NONE), "PM of one");
	assert_string_equal(is(&gene, DPWG, &none, 1, NONE), "PM of one");
	assert_string_equal(is(&gene, CPIC, &normal, 1, NONE), SDI_INDETERMINATE);
	/* and no rule of a pair is taken for one */
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ none, copy("", NONE, NONE) }, 2,
			       NONE), SDI_INDETERMINATE);
}

static void a_gene_without_a_method_has_no_phenotype(void **state)
{
	struct stardose_gene gene = gene_of(STARDOSE_METHOD_NONE, by_pair, 5);
	const struct sdi_copy normal = copy("normal", 100, 100);

	(void)state;
	assert_string_equal(is(&gene, CPIC, (struct sdi_copy[]){ normal, normal }, 2, NONE),
			    SDI_INDETERMINATE);
}

static void an_allele_makes_the_copy_of_its_row(void **state)
{
	struct stardose_allele allele = { .function = "Decreased function" };
	struct sdi_copy made;

	(void)state;
	allele.value[CPIC] = 25;
	allele.value[DPWG] = NONE;
	made = sdi_allele_copy(&allele);
	assert_string_equal(made.function, "Decreased function");
	assert_int_equal(made.value[CPIC], 25);
	assert_int_equal(made.value[DPWG], NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scores_are_sums_of_all_copies),
		cmocka_unit_test(ends_of_intervals_belong_to_them_and_gaps_to_nobody),
		cmocka_unit_test(a_guideline_with_score_rows_goes_by_them_alone),
		cmocka_unit_test(a_pair_may_outrank_the_score),
		cmocka_unit_test(pairs_go_in_either_order_and_need_two),
		cmocka_unit_test(one_haplotype_has_rules_of_its_own),
		cmocka_unit_test(a_gene_without_a_method_has_no_phenotype),
		cmocka_unit_test(an_allele_makes_the_copy_of_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
