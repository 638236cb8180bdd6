/* The writer behind its interface: provenance, samples, sinks that fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/version.h>
#include "made_call.h"

static int take(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(bytes, n, user) < 0 ? STARDOSE_EOUTPUT : STARDOSE_OK;
}

static int refuse(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)bytes;
	(void)n;
	++*(int *)user;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "no room");
}

/* Two samples that share one call, and a third with another. */
static char *write_three(enum stardose_writer_kind kind, int no_version)
{
	kstring_t text = KS_INITIALIZE;
	struct stardose_writer_options options = { sizeof(options), kind, no_version, take, &text,
						   NULL };
	struct stardose_call call = made_call(), none = made_no_call();
	const struct stardose_call *first[] = { &call }, *other[] = { &none };
	struct stardose_writer *w;

	assert_int_equal(stardose_writer_new(&made_tables, &options, &w, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_begin(w, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_sample(w, "S1", first, 1, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_sample(w, "S2", other, 1, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_sample(w, "S3", first, 1, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_finish(w, NULL), STARDOSE_OK);
	stardose_writer_free(w);
	return ks_release(&text);
}

static void every_output_names_program_and_tables(void **state)
{
	char *text = write_three(STARDOSE_WRITE_TSV, 0);

	(void)state;
	assert_int_equal(strncmp(text, "##stardose_callVersion=", 23), 0);
	assert_non_null(strstr(text, stardose_version()));
	assert_non_null(strstr(text, "##stardose_tables=<Version=2026.01,Checksum=0123456789abcdef,"
				     "Origin=\"embedded\">\nsample\t"));
	free(text);
}

static void without_versions_the_header_line_comes_first(void **state)
{
	char *text = write_three(STARDOSE_WRITE_TSV, 1);

	(void)state;
	assert_int_equal(strncmp(text, "sample\t", 7), 0);
	free(text);
}

static void samples_that_share_a_call_have_the_same_row(void **state)
{
	char *text = write_three(STARDOSE_WRITE_TSV, 1), *s1 = strstr(text, "\nS1\t"),
	     *s2 = strstr(text, "\nS2\t"), *s3 = strstr(text, "\nS3\t");

	(void)state;
	assert_true(s1 && s2 && s3 && s1 < s2 && s2 < s3);
	assert_int_equal(strncmp(s1 + 4, s3 + 4, s2 - s1 - 3), 0);
	assert_non_null(strstr(s2, "no_call"));
	free(text);
}

static void each_line_of_json_is_one_sample(void **state)
{
	char *text = write_three(STARDOSE_WRITE_JSON_LINES, 0), *line = strtok(text, "\n");
	static const char *const names[] = { "S1", "S2", "S3" };
	int n = 0;

	(void)state;
	for (; line; line = strtok(NULL, "\n")) {
		cJSON *json = cJSON_Parse(line), *stardose = cJSON_GetObjectItem(json, "stardose");

		assert_non_null(json);
		assert_true(n < 3);
		assert_string_equal(cJSON_GetObjectItem(json, "sample")->valuestring, names[n++]);
		assert_string_equal(cJSON_GetObjectItem(json, "build")->valuestring, "GRCh37");
		assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "genes")), 1);
		assert_string_equal(cJSON_GetObjectItem(stardose, "version")->valuestring,
				    stardose_version());
		assert_string_equal(
			cJSON_GetObjectItem(cJSON_GetObjectItem(stardose, "tables"), "checksum")
				->valuestring,
			"0123456789abcdef");
		cJSON_Delete(json);
	}
	assert_int_equal(n, 3);
	free(text);
}

static void the_build_is_that_of_the_calls_that_have_one(void **state)
{
	static const struct { enum stardose_build a, b; const char *text; } cases[] = {
		{ STARDOSE_BUILD_GRCH37, STARDOSE_BUILD_GRCH37, "\"build\":\"GRCh37\"" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_BUILD_AUTO, "\"build\":\"GRCh38\"" },
		{ STARDOSE_BUILD_AUTO, STARDOSE_BUILD_AUTO, "\"build\":null" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_BUILD_GRCH37, "\"build\":null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t text = KS_INITIALIZE;
		struct stardose_writer_options options = { sizeof(options),
							   STARDOSE_WRITE_JSON_LINES, 1, take,
							   &text, NULL };
		struct stardose_call a = made_no_call(), b = made_no_call();
		const struct stardose_call *calls[] = { &a, &b };
		struct stardose_writer *w;

		a.build = cases[i].a;
		b.build = cases[i].b;
		assert_int_equal(stardose_writer_new(&made_tables, &options, &w, NULL),
				 STARDOSE_OK);
		assert_int_equal(stardose_writer_sample(w, "S", calls, 2, NULL), STARDOSE_OK);
		assert_int_equal(stardose_writer_finish(w, NULL), STARDOSE_OK);
		assert_non_null(strstr(text.s, cases[i].text));
		stardose_writer_free(w);
		ks_free(&text);
	}
}

static void a_sink_that_fails_is_not_asked_again(void **state)
{
	int asked = 0;
	struct stardose_writer_options options = { sizeof(options), STARDOSE_WRITE_TSV, 0, refuse,
						   &asked, NULL };
	struct stardose_error err = { 0 };
	struct stardose_writer *w;

	(void)state;
	assert_int_equal(stardose_writer_new(&made_tables, &options, &w, &err), STARDOSE_OK);
	assert_int_equal(stardose_writer_begin(w, &err), STARDOSE_OK);
	assert_int_equal(stardose_writer_finish(w, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "no room");
	stardose_writer_free(w);
	assert_int_equal(asked, 1);
}

static void a_laboratorys_own_rows_are_marked(void **state)
{
	kstring_t text = KS_INITIALIZE;
	struct stardose_writer_options options = { sizeof(options), STARDOSE_WRITE_TSV, 1, take,
						   &text, NULL };
	struct stardose_gene gene = made_gene;
	struct stardose_tables tables = made_tables;
	struct stardose_writer *w;

	(void)state;
	gene.local = 1;
	tables.genes = &gene;
	assert_int_equal(stardose_writer_new(&tables, &options, &w, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_begin(w, NULL), STARDOSE_OK);
	assert_int_equal(stardose_writer_finish(w, NULL), STARDOSE_OK);
	assert_int_equal(strncmp(text.s, "##stardose_local=GENE\nsample\t", 29), 0);
	stardose_writer_free(w);
	ks_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_output_names_program_and_tables),
		cmocka_unit_test(without_versions_the_header_line_comes_first),
		cmocka_unit_test(samples_that_share_a_call_have_the_same_row),
		cmocka_unit_test(each_line_of_json_is_one_sample),
		cmocka_unit_test(the_build_is_that_of_the_calls_that_have_one),
		cmocka_unit_test(a_sink_that_fails_is_not_asked_again),
		cmocka_unit_test(a_laboratorys_own_rows_are_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
