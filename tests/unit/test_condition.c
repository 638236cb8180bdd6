/* test_condition.c - when a row of guidance applies, as a table writes it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "guidance_fixture.h"
#include "tables/condition.h"
#include "tables/name_table.h"

enum { CPIC = STARDOSE_GUIDELINE_CPIC, DPWG = STARDOSE_GUIDELINE_DPWG, NONE = STARDOSE_VALUE_NONE };

static struct stardose_guidance_tables *tables;
static struct sdi_arena arena;

static int load(void **state)
{
	struct stardose_error err;

	(void)state;
	tables = fixture_tables(NULL, NULL, NULL, &err);
	if (!tables)
		print_error("%s\n", err.text);
	return !tables;
}

static int unload(void **state)
{
	(void)state;
	sdi_arena_release(&arena);
	fixture_free(tables);
	return 0;
}

static struct stardose_condition parse(const char *text)
{
	struct stardose_condition condition;
	struct stardose_error err = { 0 };

	if (sdi_condition_parse(tables, &arena, "CYP2D6", text, &condition, &err))
		fail_msg("%s: %s", text, err.text);
	return condition;
}

static struct stardose_gene_candidate result(const char *diplotype, const char *phenotype,
					     int score)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = diplotype,
						 .phenotype = { phenotype, phenotype },
						 .score = { score, score } };
}

/* Does the condition hold? @phenotype NULL: of no result */
static int holds(const char *text, const char *diplotype, const char *phenotype, int score)
{
	struct stardose_condition condition = parse(text);
	struct stardose_gene_candidate c = result(diplotype, phenotype, score);

	return sdi_condition_match(&condition, phenotype || diplotype ? &c : NULL,
				   STARDOSE_GUIDELINE_CPIC) != NULL;
}

static void a_phenotype_holds_by_its_term_or_its_code(void **state)
{
	(void)state;
	assert_true(holds("PM", "*4/*4", "Poor Metabolizer", NONE));
	assert_true(holds("PM", "*4/*4", "poor metabolizer", NONE));
	assert_true(holds("PM", "*4/*4", "PM", NONE));
	assert_false(holds("PM", "*1/*1", "Normal Metabolizer", NONE));
	assert_false(holds("PM", NULL, NULL, NONE));
	assert_true(holds("NM|PM", "*4/*4", "Poor Metabolizer", NONE));
}

static void any_is_any_and_no_result_is_none(void **state)
{
	(void)state;
	assert_true(holds("any", "*1/*1", "Normal Metabolizer", NONE));
	assert_true(holds("any", NULL, NULL, NONE));
	assert_true(holds("No Result", NULL, NULL, NONE));
	assert_false(holds("No Result", "*1/*1", "Normal Metabolizer", NONE));
}

static void an_interval_goes_by_the_score_where_there_is_one(void **state)
{
	(void)state;
	assert_true(holds("IM[25-100]", "x", "Intermediate Metabolizer", 25));
	assert_true(holds("IM[25-100]", "x", "Intermediate Metabolizer", 100));
	assert_false(holds("IM[25-100]", "x", "Intermediate Metabolizer", 101));
	assert_true(holds("UM[250-]", "x", "Ultrarapid Metabolizer", 100000));
	/* the score decides, whatever the phenotype is called */
	assert_true(holds("IM[25-100]", "x", "Normal Metabolizer", 50));
	assert_false(holds("IM[25-100]", "x", "Intermediate Metabolizer", 0)); /* 0 is a score */
	assert_true(holds("PM[0-0]", "x", "Intermediate Metabolizer", 0));
	/* without one the phenotype does */
	assert_true(holds("IM[25-100]", "x", "Intermediate Metabolizer", NONE));
	assert_false(holds("IM[25-100]", "x", "Normal Metabolizer", NONE));
}

static void what_is_excluded_is_so_wherever_it_stands(void **state)
{
	(void)state;
	assert_true(holds("any|!PM", "*1/*1", "Normal Metabolizer", NONE));
	assert_false(holds("any|!PM", "*4/*4", "Poor Metabolizer", NONE));
	assert_false(holds("!PM|any", "*4/*4", "Poor Metabolizer", NONE));
	assert_true(holds("NM|!*1/*1", "*1/*2", "Normal Metabolizer", NONE));
	assert_false(holds("NM|!*1/*1", "*1/*1", "Normal Metabolizer", NONE));
}

static void diplotypes_and_carriers_are_terms(void **state)
{
	struct stardose_condition condition = parse("*3 carrier|PM|*1/*2|*15:02 positive");

	(void)state;
	assert_int_equal(condition.n_terms, 4);
	assert_int_equal(condition.terms[0].kind, STARDOSE_TERM_CARRIER);
	assert_int_equal(condition.terms[1].kind, STARDOSE_TERM_PHENOTYPE);
	assert_int_equal(condition.terms[2].kind, STARDOSE_TERM_LITERAL);
	assert_int_equal(condition.terms[3].kind, STARDOSE_TERM_FINDING);
	assert_true(holds("*3 carrier", "*1/*3", "Intermediate Metabolizer", NONE));
	assert_true(holds("*1/*2", "*2/*1", "Normal Metabolizer", NONE));
}

static void the_first_that_holds_is_told(void **state)
{
	struct stardose_condition condition = parse("NM|IM|any");
	struct stardose_gene_candidate c = result("x", "Intermediate Metabolizer", NONE);
	const struct stardose_guidance_term *term =
		sdi_condition_match(&condition, &c, STARDOSE_GUIDELINE_CPIC);

	(void)state;
	assert_ptr_equal(term, &condition.terms[1]);
}

static void a_scale_without_a_phenotype_goes_by_the_other(void **state)
{
	struct stardose_gene_candidate c = result("x", "Normal Metabolizer", 200);

	(void)state;
	c.phenotype[DPWG] = NULL;
	c.score[DPWG] = NONE;
	assert_string_equal(sdi_result_phenotype(&c, STARDOSE_GUIDELINE_DPWG),
			    "Normal Metabolizer");
	assert_int_equal(sdi_result_score(&c, STARDOSE_GUIDELINE_DPWG), 200);
	c.phenotype[DPWG] = "Poor Metabolizer"; /* one that has its own has no other's score */
	assert_int_equal(sdi_result_score(&c, STARDOSE_GUIDELINE_DPWG), NONE);
	assert_string_equal(sdi_scale_name(STARDOSE_GUIDELINE_DPWG), "DPWG");
}

static void a_finding_that_is_not_spoken_of_is_unanswered(void **state)
{
	struct stardose_condition asks = parse("*15:02 positive");
	struct stardose_condition also = parse("*15:02 positive|PM");
	struct stardose_gene_candidate typed = result("*15:02/*40:01", NULL, NONE),
				       other = result("*57:01 positive", NULL, NONE),
				       code = result("*15:AB/*40:01", NULL, NONE);

	(void)state;
	assert_false(sdi_condition_is_unanswered(&asks, &typed, STARDOSE_GUIDELINE_CPIC));
	assert_true(sdi_condition_is_unanswered(&asks, &other, STARDOSE_GUIDELINE_CPIC));
	assert_true(sdi_condition_is_unanswered(&asks, &code, STARDOSE_GUIDELINE_CPIC));
	assert_false(sdi_condition_is_unanswered(&also, &other, STARDOSE_GUIDELINE_CPIC));
}

static void what_is_no_condition_says_which_part(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "NM|Typo", "'Typo' is no condition" },
		{ "", "'' is no condition" },
		{ "NM||PM", "'' is no condition" },
		{ "!PM", "it only excludes" },
		{ "!PM|!NM", "it only excludes" },
		{ "IM[25-]x", "an interval reads" },
		{ "IM[100-25]", "an interval reads" },
		{ "IM[-5-25]", "an interval reads" },
		{ "IM[25]", "an interval reads" },
		{ "IM[25-100", "an interval reads" },
		{ "IM[0-999999]", "an interval reads" },
		{ "*3 carrier[0-1]", "cannot carry an activity score" },
		{ "any[0-1]", "cannot carry an activity score" },
		{ "Poor Metabolizer", "its code is 'PM'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_condition condition;
		struct stardose_error err = { 0 };

		if (sdi_condition_parse(tables, &arena, "G", cases[i].text, &condition, &err) !=
		    STARDOSE_ETABLE)
			fail_msg("'%s' is taken for a condition", cases[i].text);
		if (!strstr(err.text, cases[i].words))
			fail_msg("'%s': %s", cases[i].text, err.text);
	}
}

/* ---- names of medicines ---- */

static void names_are_compared_without_what_says_nothing(void **state)
{
	static const struct { const char *name, *folded; } cases[] = {
		{ "Paxil\xc2\xae", "paxil" },
		{ "PAXIL\xe2\x84\xa2 ", "paxil" },
		{ "  Ac\xc3\xa9tyl  salicylique", "acetyl salicylique" },
		{ "Ac\x65\xcc\x81tyl", "acetyl" }, /* the accent as a character of its own */
		{ "trim\xc3\xa9thoprime + sulfam\xc3\xa9thoxazole",
		  "trimethoprime/sulfamethoxazole" },
		{ "a / b", "a/b" },
		{ "Stra\xc3\x9f\x65", "strasse" },
		{ "na\xc3\xafve\xc2\xa0name", "naive name" },
		{ "\xce\xb1-tocopherol", "\xce\xb1-tocopherol" }, /* other scripts stay */
		{ "", "" },
		{ " \t ", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char out[64];

		sdi_name_fold(cases[i].name, strlen(cases[i].name), out, sizeof(out));
		assert_string_equal(out, cases[i].folded);
		sdi_name_fold(out, strlen(out), out, sizeof(out)); /* twice is once */
		assert_string_equal(out, cases[i].folded);
	}
}

static void a_long_name_is_cut_and_ends(void **state)
{
	char out[8];

	(void)state;
	memset(out, 'x', sizeof(out));
	sdi_name_fold("Abcdefghijkl", 12, out, sizeof(out));
	assert_string_equal(out, "abcdefg");
	sdi_name_fold("Abcdefghijkl", 3, out, sizeof(out)); /* of its first characters */
	assert_string_equal(out, "abc");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_phenotype_holds_by_its_term_or_its_code),
		cmocka_unit_test(any_is_any_and_no_result_is_none),
		cmocka_unit_test(an_interval_goes_by_the_score_where_there_is_one),
		cmocka_unit_test(what_is_excluded_is_so_wherever_it_stands),
		cmocka_unit_test(diplotypes_and_carriers_are_terms),
		cmocka_unit_test(the_first_that_holds_is_told),
		cmocka_unit_test(a_scale_without_a_phenotype_goes_by_the_other),
		cmocka_unit_test(a_finding_that_is_not_spoken_of_is_unanswered),
		cmocka_unit_test(what_is_no_condition_says_which_part),
		cmocka_unit_test(names_are_compared_without_what_says_nothing),
		cmocka_unit_test(a_long_name_is_cut_and_ends),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
