/* test_sentence.c - the sentences of guidance, and which rows of a group apply to which results */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "guidance/group_join.h"
#include "guidance/sentence.h"
#include "guidance_fixture.h"

static struct stardose_guidance_tables *tables;
static const struct sdi_words *words;
static kstring_t text;

static int load_tables(void **state)
{
	struct stardose_error err;

	(void)state;
	tables = fixture_tables(NULL, NULL, NULL, &err);
	words = tables ? sdi_guidance_words(tables) : NULL;
	return !tables;
}

static int free_tables(void **state)
{
	(void)state;
	fixture_free(tables);
	ks_free(&text);
	return 0;
}

static struct stardose_gene_candidate candidate(const char *diplotype, const char *phenotype,
						int score)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = diplotype,
						 .phenotype = { phenotype, phenotype },
						 .score = { score, score } };
}

static void reads(const struct stardose_gene_candidate *c, int with_score, const char *expected)
{
	text.l = 0;
	assert_int_equal(sdi_sentence_result(&text, words, tables, "CYP2D6", c,
					     STARDOSE_GUIDELINE_CPIC, with_score),
			 STARDOSE_OK);
	assert_string_equal(text.s, expected);
}

static void a_result_is_its_phenotype_and_its_score_where_that_is_asked_for(void **state)
{
	const struct stardose_gene_candidate poor = candidate("*4/*4", "Poor Metabolizer", 0),
					     named = candidate("*4/*4", NULL, STARDOSE_VALUE_NONE),
					     score = candidate(NULL, NULL, 125);

	(void)state;
	reads(&poor, 0, "CYP2D6 poor metabolizer");
	reads(&poor, 1, "CYP2D6 poor metabolizer with activity score 0");
	reads(&named, 1, "CYP2D6 *4/*4");
	reads(&score, 0, "CYP2D6 with activity score 1.25");
}

static void what_is_not_there_is_no_all_clear(void **state)
{
	const struct stardose_drug *drug = stardose_guidance_drug(tables, "codeine");
	const struct stardose_guidance_code *source =
		stardose_guidance_code(tables, STARDOSE_LIST_SOURCE, "CPIC");

	(void)state;
	assert_non_null(drug);
	assert_non_null(source);
	text.l = 0;
	assert_int_equal(sdi_sentence_no_row(&text, words, drug, source, "CYP2D6 without result"),
			 STARDOSE_OK);
	assert_string_equal(text.s, "CYP2D6 without result: no CPIC row for codeine applies. This "
				    "does not mean that the usual dose suits.");
	for (int of_others = 0; of_others < 2; of_others++) {
		text.l = 0;
		assert_int_equal(sdi_sentence_no_guidance(&text, words, drug, source, of_others),
				 STARDOSE_OK);
		assert_non_null(strstr(text.s, "not mean that the usual dose suits."));
	}
}

static const struct stardose_guidance_group *group_of(const char *drug, const char *source)
{
	for (int i = 0; i < tables->n_groups; i++)
		if (!strcmp(tables->groups[i].rows->drug->name, drug) &&
		    !strcmp(tables->groups[i].rows->source->code, source))
			return &tables->groups[i];
	return NULL;
}

/* Two candidates that lead to different rows have a line each, and each says that it is one of
 * several; without a result one line says so. */
static void each_row_that_applies_has_a_line(void **state)
{
	struct stardose_gene_candidate two[] = { candidate("*4/*4", "Poor Metabolizer", 0),
						 candidate("*1/*1", "Normal Metabolizer", 200) };
	struct stardose_gene_result result = { .size = sizeof(result), .gene = "CYP2D6",
					       .status = STARDOSE_STATUS_AMBIGUOUS,
					       .n_candidates = 2,
					       .candidates = two,
					       .copies = 2 };
	const struct stardose_gene_result *both[2] = { &result, NULL }, *none[2] = { NULL, NULL };
	const struct stardose_guidance_group *group = group_of("codeine", "CPIC");
	struct sdi_group_lines lines = { 0 };
	struct sdi_arena arena = { 0 };

	(void)state;
	assert_non_null(group);
	assert_int_equal(sdi_group_join(tables, group, both, NULL, &arena, &lines), STARDOSE_OK);
	assert_int_equal(lines.n, 2);
	for (int i = 0; i < 2; i++) {
		assert_non_null(lines.lines[i].row);
		assert_true(lines.lines[i].flags >> STARDOSE_FLAG_CANDIDATE & 1);
		assert_non_null(strstr(lines.lines[i].guidance, "(one of several readings)"));
	}
	assert_ptr_not_equal(lines.lines[0].row, lines.lines[1].row);
	result.n_candidates = 1;
	assert_int_equal(sdi_group_join(tables, group, both, NULL, &arena, &lines), STARDOSE_OK);
	assert_int_equal(lines.n, 1);
	assert_false(lines.lines[0].flags >> STARDOSE_FLAG_CANDIDATE & 1);
	assert_string_equal(lines.lines[0].gene_result, "CYP2D6:*4/*4");
	assert_int_equal(sdi_group_join(tables, group, none, NULL, &arena, &lines), STARDOSE_OK);
	assert_true(lines.n >= 1);
	assert_true(lines.lines[0].flags >> STARDOSE_FLAG_NO_RESULT & 1);
	sdi_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_is_its_phenotype_and_its_score_where_that_is_asked_for),
		cmocka_unit_test(what_is_not_there_is_no_all_clear),
		cmocka_unit_test(each_row_that_applies_has_a_line),
	};

	return cmocka_run_group_tests(tests, load_tables, free_tables);
}
