/* test_result_json.c - what guidance/result_json.c promises about the JSON Lines of calls */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/guidance.h>

static void read_line(const char *line, struct stardose_sample_results **out)
{
	struct stardose_error err = { 0 };

	if (stardose_sample_results_parse(line, strlen(line), out, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
}

static void refused(const char *line, const char *why)
{
	struct stardose_sample_results *out = NULL;
	struct stardose_error err = { 0 };

	assert_int_equal(stardose_sample_results_parse(line, strlen(line), &out, &err),
			 STARDOSE_EINPUT);
	assert_null(out);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void candidates_statuses_copies_and_reasons_are_read(void **state)
{
	struct stardose_sample_results *r;
	const struct stardose_gene_candidate *c;

	(void)state;
	read_line("{\"sample\":\"p "
		  "1\",\"genes\":[{\"gene\":\"A\",\"status\":\"ambiguous\",\"copies\":\"not_"
		  "assessed\",\"activity_score\":[0.25,1],"
		  "\"reasons\":[\"unphased\",\"phenotype_open\"],\"candidates\":[{\"diplotype\":\"*"
		  "1/*4\",\"phenotype\":\"Intermediate Metabolizer\","
		  "\"activity_score\":1},{\"diplotype\":\"*9/"
		  "*9\",\"phenotype\":\"X\",\"activity_score\":0.5,"
		  "\"dpwg\":{\"phenotype\":\"Y\",\"activity_score\":1.25}}]},{\"gene\":\"B\","
		  "\"status\":\"no_call\",\"copies\":null,"
		  "\"diplotype\":null,\"candidates\":[]},{\"gene\":\"C\",\"status\":\"called\","
		  "\"copies\":3,\"candidates\":[{\"diplotype\":\"*1x2/*4\"}]}]}\n",
		  &r);
	assert_string_equal(r->sample, "p 1");
	assert_int_equal(r->n_results, 3);
	assert_string_equal(r->results[0].gene, "A");
	assert_int_equal(r->results[0].status, STARDOSE_STATUS_AMBIGUOUS);
	assert_int_equal(r->results[0].copies, -1);
	assert_true(r->results[0].reasons >> STARDOSE_REASON_PHENOTYPE_OPEN & 1);
	assert_int_equal(r->results[0].n_candidates, 2);
	c = r->results[0].candidates;
	assert_string_equal(c[0].diplotype, "*1/*4");
	assert_int_equal(c[0].score[STARDOSE_GUIDELINE_CPIC], 100);
	assert_int_equal(c[0].score[STARDOSE_GUIDELINE_DPWG], 100);
	assert_string_equal(c[0].phenotype[STARDOSE_GUIDELINE_DPWG], "Intermediate Metabolizer");
	assert_int_equal(c[1].score[STARDOSE_GUIDELINE_CPIC], 50);
	assert_string_equal(c[1].phenotype[STARDOSE_GUIDELINE_DPWG], "Y");
	assert_int_equal(c[1].score[STARDOSE_GUIDELINE_DPWG], 125);
	assert_int_equal(r->results[1].n_candidates, 0);
	assert_int_equal(r->results[1].copies, -2);
	assert_int_equal(r->results[1].reasons, 0);
	assert_int_equal(r->results[2].copies, 3);
	assert_null(r->results[2].candidates[0].phenotype[0]);
	assert_int_equal(r->results[2].candidates[0].score[0], STARDOSE_VALUE_NONE);
	stardose_sample_results_free(r);
}

static void a_phenotype_or_a_score_alone_is_enough(void **state)
{
	struct stardose_sample_results *r;

	(void)state;
	read_line(" {\"sample\":\"x\",\"genes\":[{\"gene\":\"A\",\"phenotype\":\"Poor "
		  "Metabolizer\"},{\"gene\":\"B\",\"activity_score\":1.5}]} ",
		  &r);
	assert_int_equal(r->results[0].status, STARDOSE_STATUS_OUTSIDE);
	assert_int_equal(r->results[0].n_candidates, 1);
	assert_string_equal(r->results[0].candidates[0].phenotype[0], "Poor Metabolizer");
	assert_int_equal(r->results[1].candidates[0].score[0], 150);
	stardose_sample_results_free(r);
	read_line("{\"sample\":\"x\",\"genes\":[]}", &r);
	assert_int_equal(r->n_results, 0);
	stardose_sample_results_free(r);
}

static void what_is_not_the_json_of_calls_is_refused(void **state)
{
	(void)state;
	refused("", "not a JSON object");
	refused("{\"sample\":\"x\",\"genes\":[", "cut short");
	refused("[]", "not a JSON object");
	refused("{\"sample\":\"x\",\"genes\":[]} {}", "not a JSON object");
	refused("{\"genes\":[]}", "no \"sample\"");
	refused("{\"sample\":1,\"genes\":[]}", "\"sample\" is no plain text");
	refused("{\"sample\":\"a\\tb\",\"genes\":[]}", "\"sample\" is no plain text");
	refused("{\"sample\":\"a\\nb\",\"genes\":[]}", "\"sample\" is no plain text");
	refused("{\"sample\":\"x\",\"genes\":{}}", "no array \"genes\"");
	refused("{\"sample\":\"x\",\"genes\":[1]}", "no object");
	refused("{\"sample\":\"x\",\"genes\":[{}]}", "no \"gene\"");
	refused("{\"sample\":\"x\",\"genes\":[{\"gene\":\"A\"},{\"gene\":\"A\"}]}",
		"gene 'A': a second result");
	refused("{\"sample\":\"x\",\"genes\":[],\"guidance\":[]}", "\"guidance\" already");
}

static void members_of_the_wrong_kind_are_refused_with_their_gene(void **state)
{
	static const char *const members[] = { "\"status\":\"perhaps\"",
					       "\"status\":null",
					       "\"copies\":-1",
					       "\"copies\":\"two\"",
					       "\"candidates\":{}",
					       "\"candidates\":[1]",
					       "\"phenotype\":1",
					       "\"phenotype\":\"Poor\\tMetabolizer\"",
					       "\"diplotype\":[]",
					       "\"activity_score\":\"1\"",
					       "\"activity_score\":-0.5",
					       "\"activity_score\":1e300",
					       "\"activity_score\":[1,2,3]",
					       "\"dpwg\":{\"phenotype\":1}" };
	char line[256];

	(void)state;
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		snprintf(line, sizeof(line), "{\"sample\":\"x\",\"genes\":[{\"gene\":\"A\",%s}]}",
			 members[i]);
		refused(line, "gene 'A': ");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(candidates_statuses_copies_and_reasons_are_read),
		cmocka_unit_test(a_phenotype_or_a_score_alone_is_enough),
		cmocka_unit_test(what_is_not_the_json_of_calls_is_refused),
		cmocka_unit_test(members_of_the_wrong_kind_are_refused_with_their_gene),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
