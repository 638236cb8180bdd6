/* test_group_join.c - candidates of one or two genes against the rows of one group */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "guidance/group_join.h"
#include "guidance_fixture.h"

static const char vocabulary[] =
	"#kind\tcode\tmeaning\tphrase\tvalue\n"
	"action\tstandard\tm\tthe usual dose\tusual\n"
	"action\tavoid\tm\tavoiding {drug}\tother\n"
	"action\tcaution\tm\tcaution\twatch\n"
	"action\tsuperseded\tm\tan older edition\tnone\n"
	"strength\tstrong\tm\tadvises\t\n"
	"label\tguideline\tm\t\t\n"
	"context\tgeneral\tm\t\t\ncontext\tchildren\tm\t\t\ncontext\tadults\tm\t\t\n"
	"source\tCPIC\tm\tcomplete\tCPIC\nsource\tFDA\tm\tpartial\tCPIC\n"
	"citation\tx\tm\t\t2020\ncitation\told\tm\t\t2020 newer 2024\n";
static const char drugs[] = "#drug\trxnorm\tatc\tclasses\tnames\na\t\t\t\t\n";

#define OF(source, id, context, c1, g2, c2, action, cites)                                         \
	id "\ta\t" source "\t" context "\tG\t" c1 "\t" g2 "\t" c2 "\t" action                      \
	   "\t\t\tstrong\t\tguideline\t2020\t" cites "\thigh\n"
#define ROW(id, context, c1, g2, c2, action, cites)                                                \
	OF("CPIC", id, context, c1, g2, c2, action, cites)
/* the rows of a source that is not complete stand together, whatever their context */
#define LOOSE(id, context, condition, action)                                                      \
	OF("FDA", id, context, condition, "", "", action, "x")
#define ONE(id, context, condition, action) ROW(id, context, condition, "", "", action, "x")
#define TWO(id, c1, c2, action) ROW(id, "general", c1, "H", c2, action, "x")

/* Everything that one join needs, and its lines. */
struct joined {
	struct stardose_guidance_tables *tables;
	struct sdi_arena arena;
	struct sdi_group_lines lines;
};

static struct stardose_gene_candidate candidate(const char *diplotype, const char *phenotype,
						int score)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = diplotype,
						 .phenotype = { phenotype, phenotype },
						 .score = { score, score } };
}

static struct stardose_gene_result result(const char *gene,
					  const struct stardose_gene_candidate *candidates, int n)
{
	return (struct stardose_gene_result){ .size = sizeof(struct stardose_gene_result),
					      .gene = gene,
					      .status = n > 1 ? STARDOSE_STATUS_AMBIGUOUS
							      : STARDOSE_STATUS_CALLED,
					      .copies = 2,
					      .n_candidates = n,
					      .candidates = candidates };
}

static void join(struct joined *j, const char *rows, const struct stardose_gene_result *g,
		 const struct stardose_gene_result *h)
{
	const struct stardose_gene_result *both[2] = { g, h };
	struct stardose_error err;

	memset(j, 0, sizeof(*j));
	j->tables = fixture_tables(vocabulary, drugs, rows, &err);
	if (!j->tables)
		fail_msg("%s", err.text);
	assert_int_equal(j->tables->n_groups, 1);
	assert_int_equal(sdi_group_join(j->tables, &j->tables->groups[0], both, NULL, &j->arena,
					&j->lines),
			 STARDOSE_OK);
}

static void drop(struct joined *j)
{
	sdi_arena_release(&j->arena);
	fixture_free(j->tables);
}

/* The identities of the rows of all lines, '-' where none applies. */
static const char *rows_of(const struct joined *j)
{
	static char out[64];

	out[0] = '\0';
	for (int i = 0; i < j->lines.n; i++) {
		const struct stardose_guidance_row *row = j->lines.lines[i].row;

		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s%s", i ? " " : "",
			 row ? row->id : "-");
	}
	return out;
}

static int has(const struct joined *j, int line, enum stardose_flag flag)
{
	return j->lines.lines[line].flags >> flag & 1;
}

#define GUIDE_ROWS                                                                                 \
	GUIDANCE_HEADER ONE("1", "general", "NM", "standard")                                      \
		ONE("2", "general", "PM", "avoid") ONE("3", "general", "No Result", "caution")

static void one_candidate_has_the_row_of_its_phenotype(void **state)
{
	struct stardose_gene_candidate c = candidate("*1/*1", "Normal Metabolizer", 200);
	struct stardose_gene_result r = result("G", &c, 1);
	struct joined j;

	(void)state;
	join(&j, GUIDE_ROWS, &r, NULL);
	assert_string_equal(rows_of(&j), "1");
	assert_string_equal(j.lines.lines[0].gene_result, "G:*1/*1");
	assert_string_equal(j.lines.lines[0].phenotype, "G:Normal Metabolizer");
	assert_false(has(&j, 0, STARDOSE_FLAG_CANDIDATE));
	drop(&j);
	c = candidate("*4/*4", "Poor Metabolizer", 0);
	join(&j, GUIDE_ROWS, &r, NULL);
	assert_string_equal(rows_of(&j), "2");
	drop(&j);
}

static void the_row_of_the_best_candidate_comes_first(void **state)
{
	struct stardose_gene_candidate c[] = { candidate("*4/*4", "Poor Metabolizer", 0),
					       candidate("*1/*1", "Normal Metabolizer", 200),
					       candidate("*2/*2", "Normal Metabolizer", 200) };
	struct stardose_gene_result r = result("G", c, 3);
	struct joined j;

	(void)state;
	join(&j, GUIDE_ROWS, &r, NULL);
	assert_string_equal(rows_of(&j), "2 1"); /* one line for two candidates of one phenotype */
	assert_true(has(&j, 0, STARDOSE_FLAG_CANDIDATE) && has(&j, 1, STARDOSE_FLAG_CANDIDATE));
	drop(&j);
}

static void candidates_without_a_row_have_a_line_that_says_so(void **state)
{
	struct stardose_gene_candidate c[] = { candidate("*1/*1", "Normal Metabolizer", 200),
					       candidate("*1/*17", "Rapid Metabolizer", 200) };
	struct stardose_gene_result r = result("G", c, 2);
	struct joined j;

	(void)state;
	join(&j, GUIDE_ROWS, &r, NULL);
	assert_string_equal(rows_of(&j), "1 -");
	assert_true(has(&j, 1, STARDOSE_FLAG_NO_ROW));
	assert_false(has(&j, 0, STARDOSE_FLAG_NO_ROW));
	assert_non_null(strstr(j.lines.lines[1].guidance, "does not mean"));
	assert_string_equal(j.lines.lines[1].context->code, "general");
	drop(&j);
}

static void a_gene_of_which_nothing_is_known_has_the_row_of_no_result(void **state)
{
	struct stardose_gene_result empty = result("G", NULL, 0);
	struct joined j;

	(void)state;
	join(&j, GUIDE_ROWS, NULL, NULL);
	assert_string_equal(rows_of(&j), "3");
	assert_true(has(&j, 0, STARDOSE_FLAG_NO_RESULT));
	assert_true(has(&j, 0, STARDOSE_FLAG_RESTS_ON_MISSING_GENE));
	drop(&j);
	join(&j, GUIDE_ROWS, &empty, NULL); /* a result without a candidate is none */
	assert_string_equal(rows_of(&j), "3");
	drop(&j);
	join(&j, GUIDANCE_HEADER ONE("1", "general", "NM", "standard"), NULL, NULL);
	assert_string_equal(rows_of(&j), "-");
	drop(&j);
}

static void each_context_has_its_lines(void **state)
{
	static const char rows[] = GUIDANCE_HEADER LOOSE("1", "adults", "NM", "standard")
		LOOSE("2", "adults", "PM", "avoid") LOOSE("3", "children", "NM", "caution");
	struct stardose_gene_candidate c[] = { candidate("*1/*1", "Normal Metabolizer", 200),
					       candidate("*4/*4", "Poor Metabolizer", 0),
					       candidate("*1/*17", "Rapid Metabolizer", 200) };
	struct stardose_gene_result r = result("G", c, 3), rapid = result("G", &c[2], 1);
	struct joined j;

	(void)state;
	join(&j, rows, &r, NULL);
	assert_string_equal(rows_of(&j), "1 2 3 -");
	assert_string_equal(j.lines.lines[0].context->code, "adults");
	assert_string_equal(j.lines.lines[2].context->code, "children");
	/* a poor metabolizer has a row among adults, so none is missing for them */
	assert_string_equal(j.lines.lines[3].context->code, "general");
	drop(&j);
	join(&j, rows, &rapid, NULL);
	assert_string_equal(rows_of(&j), "-");
	drop(&j);
	join(&j, GUIDANCE_HEADER ONE("1", "children", "NM", "standard"), &rapid, NULL);
	assert_string_equal(j.lines.lines[0].context->code, "children"); /* the only one there is */
	drop(&j);
}

#define PAIR_ROWS                                                                                  \
	GUIDANCE_HEADER TWO("1", "NM", "NM", "standard") TWO("2", "PM", "any", "avoid")            \
		TWO("3", "NM", "PM", "caution") TWO("4", "No Result", "PM", "caution")

static void two_genes_are_joined_as_pairs(void **state)
{
	struct stardose_gene_candidate normal = candidate("*1/*1", "Normal Metabolizer", 200);
	struct stardose_gene_candidate poor = candidate("*4/*4", "Poor Metabolizer", 0);
	struct stardose_gene_candidate either[] = { normal, poor };
	struct stardose_gene_result g = result("G", &normal, 1), h = result("H", &poor, 1),
				    both_g = result("G", either, 2),
				    both_h = result("H", either, 2);
	struct joined j;

	(void)state;
	join(&j, PAIR_ROWS, &g, &h);
	assert_string_equal(rows_of(&j), "3");
	assert_string_equal(j.lines.lines[0].gene_result, "G:*1/*1;H:*4/*4");
	drop(&j);
	join(&j, PAIR_ROWS, &both_g, &both_h);
	assert_string_equal(rows_of(&j), "1 3 2"); /* in order of the pairs, the best first */
	for (int i = 0; i < 3; i++)
		assert_true(has(&j, i, STARDOSE_FLAG_CANDIDATE));
	/* each sentence names what leads to its row, of either gene */
	assert_non_null(strstr(j.lines.lines[1].guidance, "G normal metabolizer"));
	assert_non_null(strstr(j.lines.lines[1].guidance, "H poor metabolizer"));
	assert_null(strstr(j.lines.lines[1].guidance, "G poor metabolizer"));
	drop(&j);
	join(&j, PAIR_ROWS, NULL, &h);
	assert_string_equal(rows_of(&j), "4");
	assert_true(has(&j, 0, STARDOSE_FLAG_RESTS_ON_MISSING_GENE));
	drop(&j);
	join(&j, PAIR_ROWS, &g, NULL); /* normal, and nothing known of the other */
	assert_string_equal(rows_of(&j), "-");
	drop(&j);
}

static void a_row_that_asks_for_a_score_needs_it(void **state)
{
	static const char rows[] = GUIDANCE_HEADER
		ONE("1", "general", "PM[0-0]|IM[25-100]", "avoid")
		ONE("2", "general", "IM[125-150]", "standard");
	static const char im[] = "Intermediate Metabolizer";
	struct stardose_gene_candidate c[] = { candidate("*4/*10", im, 25),
					       candidate("*1/*41", im, 125) };
	struct stardose_gene_result r = result("G", c, 2);
	struct joined j;

	(void)state;
	join(&j, rows, &r, NULL);
	assert_string_equal(rows_of(&j), "1 2"); /* one phenotype, two scores: two states */
	drop(&j);
	c[0].score[0] = c[0].score[1] = STARDOSE_VALUE_NONE;
	r.n_candidates = 1;
	join(&j, rows, &r, NULL);
	assert_string_equal(rows_of(&j), "1 2"); /* either may hold */
	assert_true(has(&j, 0, STARDOSE_FLAG_SCORE_NOT_GIVEN) &&
		    has(&j, 1, STARDOSE_FLAG_SCORE_NOT_GIVEN));
	drop(&j);
}

static void rows_of_an_older_edition_are_marked(void **state)
{
	struct stardose_gene_candidate c = candidate("*1/*1", "Normal Metabolizer", 200);
	struct stardose_gene_result r = result("G", &c, 1);
	struct joined j;

	(void)state;
	join(&j, GUIDANCE_HEADER ROW("1", "general", "NM", "", "", "standard", "old"), &r, NULL);
	assert_true(has(&j, 0, STARDOSE_FLAG_SUPERSEDED));
	drop(&j);
	/* where no row applies, one of the newer edition may */
	join(&j, GUIDANCE_HEADER ROW("1", "general", "PM", "", "", "standard", "old"), &r, NULL);
	assert_string_equal(rows_of(&j), "-");
	assert_true(has(&j, 0, STARDOSE_FLAG_SUPERSEDED));
	drop(&j);
	join(&j, GUIDANCE_HEADER ONE("1", "general", "NM", "superseded"), &r, NULL);
	assert_true(has(&j, 0, STARDOSE_FLAG_SUPERSEDED));
	drop(&j);
	join(&j, GUIDE_ROWS, &r, NULL);
	assert_false(has(&j, 0, STARDOSE_FLAG_SUPERSEDED));
	drop(&j);
}

static void a_typing_counts_only_where_it_answers(void **state)
{
	static const char rows[] = GUIDANCE_HEADER
		ONE("1", "general", "*15:02 positive", "avoid")
		ONE("2", "general", "*15:02 negative", "standard")
		ONE("3", "general", "No Result", "caution");
	static const struct { const char *text, *rows; } cases[] = {
		{ "*15:02/*40:01", "1" }, { "*13:01/*40:01", "2" }, { "*15/*40:01", "3" },
		{ "*15:AB/*40:01", "3" }, { "*57:01 positive", "3" }, { "*1502/*4001", "1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_gene_candidate c = candidate(cases[i].text, NULL,
							     STARDOSE_VALUE_NONE);
		struct stardose_gene_result r = result("G", &c, 1);
		struct joined j;

		join(&j, rows, &r, NULL);
		if (strcmp(rows_of(&j), cases[i].rows) != 0)
			fail_msg("%s: row %s, not %s", cases[i].text, rows_of(&j), cases[i].rows);
		drop(&j);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_candidate_has_the_row_of_its_phenotype),
		cmocka_unit_test(the_row_of_the_best_candidate_comes_first),
		cmocka_unit_test(candidates_without_a_row_have_a_line_that_says_so),
		cmocka_unit_test(a_gene_of_which_nothing_is_known_has_the_row_of_no_result),
		cmocka_unit_test(each_context_has_its_lines),
		cmocka_unit_test(two_genes_are_joined_as_pairs),
		cmocka_unit_test(a_row_that_asks_for_a_score_needs_it),
		cmocka_unit_test(rows_of_an_older_edition_are_marked),
		cmocka_unit_test(a_typing_counts_only_where_it_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
