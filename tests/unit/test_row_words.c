/* test_row_words.c - conditions in words, and why they hold or do not */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "guidance/row_words.h"
#include "guidance_fixture.h"
#include "tables/condition.h"
#include "util/arena.h"

#define NONE STARDOSE_VALUE_NONE

static struct stardose_guidance_tables *tables;
static struct sdi_arena arena;
static kstring_t text;

static int load_tables(void **state)
{
	struct stardose_error err;

	(void)state;
	tables = fixture_tables(NULL, NULL, NULL, &err);
	return !tables;
}

static int free_tables(void **state)
{
	(void)state;
	fixture_free(tables);
	sdi_arena_release(&arena);
	ks_free(&text);
	return 0;
}

static struct stardose_condition condition(const char *gene, const char *cell)
{
	struct stardose_condition c;
	struct stardose_error err = { 0 };

	if (sdi_condition_parse(tables, &arena, gene, cell, &c, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	return c;
}

static void reads(const char *cell, const char *words)
{
	const struct stardose_condition c = condition("G", cell);

	text.l = 0;
	assert_int_equal(sdi_put_condition(&text, sdi_guidance_words(tables), &c), STARDOSE_OK);
	assert_string_equal(text.s, words);
}

static void conditions_read_as_words(void **state)
{
	(void)state;
	reads("any", "whatever the result, also none");
	reads("PM|No Result", "Poor Metabolizer or no result");
	reads("IM[1-124]",
	      "activity score 0.01 to 1.24 (Intermediate Metabolizer where no score is known)");
	reads("PM[0-0]|UM[226-]", "activity score 0 (Poor Metabolizer where no score is known) or "
				  "activity score 2.26 or more (Ultrarapid "
				  "Metabolizer where no score is known)");
	reads("*1/*3", "the diplotype *1/*3");
	reads("*3 carrier|!PM|!*3/*3",
	      "*3 on one haplotype at least, unless Poor Metabolizer or the diplotype *3/*3");
	reads("*15:02 negative", "*15:02 negative");
}

static void says(const char *cell, const struct stardose_gene_candidate *candidate, int holds,
		 const char *words)
{
	const struct stardose_condition c = condition("HLA-B", cell);
	int got;

	text.l = 0;
	assert_int_equal(sdi_put_verdict(&text, sdi_guidance_words(tables), &c, candidate,
					 STARDOSE_GUIDELINE_CPIC, &got),
			 STARDOSE_OK);
	assert_string_equal(text.s, words);
	assert_int_equal(got, holds);
}

static void a_verdict_names_what_holds_or_what_is_needed(void **state)
{
	const struct stardose_gene_candidate im = { .size = sizeof(im), .diplotype = "*4/*41",
						    .phenotype = { "Intermediate Metabolizer",
								   NULL },
						    .score = { 25, NONE } };
	const struct stardose_gene_candidate by_name = { .size = sizeof(by_name), .diplotype = NULL,
							 .phenotype = { "Intermediate Metabolizer",
									NULL },
							 .score = { NONE, NONE } };
	const struct stardose_gene_candidate pm = { .size = sizeof(pm), .diplotype = "*3/*3",
						    .phenotype = { "Poor Metabolizer", NULL },
						    .score = { NONE, NONE } };
	const struct stardose_gene_candidate typing = { .size = sizeof(typing),
							.diplotype = "*15:02/*40:01",
							.phenotype = { NULL, NULL },
							.score = { NONE, NONE } };

	(void)state;
	says("IM[1-124]", &im, 1, "meets activity score 0.01 to 1.24");
	says("IM[1-124]", &by_name, 1,
	     "meets activity score 0.01 to 1.24 (Intermediate Metabolizer where no score is "
	     "known)");
	says("NM[125-225]", &im, 0,
	     "needs activity score 1.25 to 2.25 (Normal Metabolizer where no score is known)");
	says("NM|IM", &im, 1, "meets Intermediate Metabolizer");
	says("any", NULL, 1, "does not matter");
	says("No Result", NULL, 1, "meets no result");
	says("PM", NULL, 0, "needs Poor Metabolizer");
	says("IM|PM|!*3/*3", &pm, 0, "excluded by the diplotype *3/*3");
	says("*15:02 positive", &typing, 1, "meets *15:02 positive");
	says("*15:02 negative", &typing, 0, "needs *15:02 negative");
}

static void a_candidate_is_told_as_far_as_it_is_asked_for(void **state)
{
	const struct stardose_gene_candidate im = { .size = sizeof(im), .diplotype = "*4/*41",
						    .phenotype = { "Intermediate Metabolizer",
								   NULL },
						    .score = { 25, NONE } };
	const struct stardose_gene_candidate score = { .size = sizeof(score), .diplotype = NULL,
						       .phenotype = { NULL, NULL },
						       .score = { 25, NONE } };
	static const struct {
		const char *cell;
		int has, is_score;
		const char *words;
	} expected[] = {
		{ "IM[1-124]", 1, 0, "*4/*41, Intermediate Metabolizer, activity score 0.25" },
		{ "IM", 1, 0, "*4/*41, Intermediate Metabolizer" },
		{ "IM", 1, 1, "activity score 0.25" },
		{ "IM", 0, 0, "no result" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		const struct stardose_condition c = condition("G", expected[i].cell);

		text.l = 0;
		assert_int_equal(sdi_put_candidate(&text, sdi_guidance_words(tables), &c,
						   !expected[i].has	  ? NULL
						   : expected[i].is_score ? &score
									  : &im,
						   STARDOSE_GUIDELINE_CPIC),
				 STARDOSE_OK);
		assert_string_equal(text.s, expected[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conditions_read_as_words),
		cmocka_unit_test(a_verdict_names_what_holds_or_what_is_needed),
		cmocka_unit_test(a_candidate_is_told_as_far_as_it_is_asked_for),
	};

	return cmocka_run_group_tests(tests, load_tables, free_tables);
}
