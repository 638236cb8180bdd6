/* Structs of options from programs of older and newer headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/stardose.h>
#include "util/options_copy.h"

struct known { size_t size; int first, second; };
#define KNOWN(out, from, err) sdi_options_copy(out, sizeof(struct known), from, "known_init", err)

static void what_a_shorter_struct_lacks_has_its_default(void **state)
{
	struct { size_t size; int first; } old = { offsetof(struct known, second), 7 };
	struct known out = { 0, 1, 2 };

	(void)state;
	assert_int_equal(KNOWN(&out, &old, NULL), STARDOSE_OK);
	assert_int_equal(out.size, sizeof(out));
	assert_int_equal(out.first, 7);
	assert_int_equal(out.second, 2);
}

static void a_longer_struct_works_until_it_asks_for_more(void **state)
{
	/* two members: no padding, whose bytes nobody has set */
	struct { struct known known; int third, fourth; } newer = { { sizeof(newer), 7, 8 }, 0, 0 };
	struct known out = { 0 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(KNOWN(&out, &newer, NULL), STARDOSE_OK);
	assert_int_equal(out.second, 8);
	newer.third = 1;
	assert_int_equal(KNOWN(&out, &newer, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "known_init"));
}

static void a_struct_without_size_is_refused(void **state)
{
	struct known none = { 0, 7, 8 }, garbage = { SIZE_MAX / 2, 7, 8 }, out = { 0, 1, 2 };

	(void)state;
	assert_int_equal(KNOWN(&out, &none, NULL), STARDOSE_EUSAGE);
	assert_int_equal(KNOWN(&out, &garbage, NULL), STARDOSE_EUSAGE);
	assert_int_equal(out.first, 1);
	assert_int_equal(KNOWN(&out, NULL, NULL), STARDOSE_OK);
	assert_int_equal(out.first, 1);
}

static void nothing_is_written_beyond_a_shorter_struct(void **state)
{
	const struct known defaults = { 0, 1, 2 };
	struct known mine = { 0, 9, 9 };

	(void)state;
	sdi_options_init(&mine, offsetof(struct known, second), &defaults, sizeof(defaults));
	assert_int_equal(mine.first, 1);
	assert_int_equal(mine.second, 9);
	assert_int_equal(mine.size, offsetof(struct known, second));
}

/* Every public struct of options, prepared with the size of an older and of a newer header. */
static void every_init_keeps_to_the_size_that_it_is_given(void **state)
{
	unsigned char room[1024];

	(void)state;
#define TRY(name)                                                                                  \
	do {                                                                                       \
		memset(room, 0xee, sizeof(room));                                                  \
		stardose_##name##_init_size((struct stardose_##name *)room, sizeof(size_t) + 4);   \
		assert_int_equal(room[sizeof(size_t) + 4], 0xee);                                  \
		stardose_##name##_init_size((struct stardose_##name *)room, 1000);                 \
		assert_int_equal(room[999], 0);                                                    \
		assert_int_equal(room[1000], 0xee);                                                \
		assert_int_equal(*(size_t *)room, 1000);                                           \
	} while (0)
	TRY(call_options);
	TRY(annotator_options);
	TRY(annotate_output);
	TRY(guide_options);
	TRY(context_options);
	TRY(writer_options);
	TRY(report_options);
	TRY(explain_options);
	TRY(gene_result);
	TRY(gene_candidate);
}

/* ---- results of a program whose structs are longer ---- */

struct newer_candidate { struct stardose_gene_candidate known; uint64_t more; };
struct newer_result { struct stardose_gene_result known; uint64_t more; };

/* Two results of two candidates each, poor metabolizers by the last one alone. */
static void fill_newer(struct newer_result *results, struct newer_candidate (*c)[2])
{
	static const char *const genes[] = { "CYP2D6", "CYP2C19" };

	for (int i = 0; i < 2; i++) {
		stardose_gene_result_init_size(&results[i].known, sizeof(results[i]));
		for (int k = 0; k < 2; k++) {
			stardose_gene_candidate_init_size(&c[i][k].known, sizeof(c[i][k]));
			c[i][k].known.diplotype = k ? "*4/*4" : "*1/*1";
			c[i][k].known.phenotype[STARDOSE_GUIDELINE_CPIC] =
				k ? "Poor Metabolizer" : "Normal Metabolizer";
		}
		results[i].known.gene = genes[i];
		results[i].known.status = STARDOSE_STATUS_AMBIGUOUS;
		results[i].known.n_candidates = 2;
		results[i].known.candidates = &c[i][0].known;
	}
}

static int has_line(const struct stardose_guidance *guidance, const char *gene_result)
{
	for (int i = 0; i < guidance->n_lines; i++)
		if (!strcmp(guidance->lines[i]->gene_result, gene_result))
			return 1;
	return 0;
}

static void results_of_a_longer_struct_are_stepped_through_by_their_size(void **state)
{
	struct stardose_tables *tables;
	struct stardose_guide_options options;
	struct stardose_guide *guide;
	const struct stardose_guidance *out;
	struct newer_result results[2];
	struct newer_candidate c[2][2];
	struct stardose_error err = { 0 };

	(void)state;
	fill_newer(results, c);
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	stardose_guide_options_init(&options);
	options.drugs = "clopidogrel,codeine";
	assert_int_equal(stardose_guide_new(tables->guidance, &options, &guide, NULL), STARDOSE_OK);
	assert_int_equal(stardose_guide_results(guide, &results[0].known, 2, &out, &err),
			 STARDOSE_OK);
	assert_true(has_line(out, "CYP2D6:*4/*4") && has_line(out, "CYP2C19:*4/*4"));
	c[1][1].more = 1;
	assert_int_equal(stardose_guide_results(guide, &results[0].known, 2, &out, &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "stardose_gene_candidate_init"));
	c[1][1].more = 0;
	results[0].known.size = 0;
	assert_int_equal(stardose_guide_results(guide, &results[0].known, 2, &out, &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "stardose_gene_result_init"));
	stardose_guide_free(guide);
	stardose_tables_free(tables);
}

static void the_version_is_that_of_the_headers(void **state)
{
	int major, minor, patch;

	(void)state;
	assert_string_equal(stardose_version(), STARDOSE_VERSION);
	assert_int_equal(sscanf(STARDOSE_VERSION, "%d.%d.%d", &major, &minor, &patch), 3);
	assert_int_equal(major * 10000 + minor * 100 + patch, STARDOSE_VERSION_NUMBER);
}

/* ---- one line of guidance, and what explains it ---- */

static void one_call_makes_the_line_that_a_report_takes(void **state)
{
	struct stardose_tables *tables;
	struct stardose_caller *caller;
	struct stardose_guide *guide;
	struct stardose_report *report;
	const struct stardose_report_person *person;
	struct stardose_report_options options;
	struct stardose_error err = { 0 };
	const char *srcdir = getenv("top_srcdir");
	char path[4096], *line = NULL;
	size_t n = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/examples/two_people.GRCh38.vcf", srcdir ? srcdir : ".");
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_new(tables, NULL, &caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_read(caller, path, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_finish(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_guide_new(tables->guidance, NULL, &guide, NULL), STARDOSE_OK);
	assert_int_equal(stardose_guide_line(tables, guide, caller, 2, &line, &n, &err),
			 STARDOSE_EUSAGE);
	assert_null(line);
	assert_int_equal(stardose_guide_line(tables, guide, caller, 1, &line, &n, &err),
			 STARDOSE_OK);
	assert_int_equal(n, strlen(line));
	assert_int_equal(line[n - 1], '\n');
	stardose_report_options_init(&options);
	assert_int_equal(stardose_report_new(tables, &options, &report, NULL), STARDOSE_OK);
	assert_int_equal(stardose_report_add(report, line, n, &person, NULL), STARDOSE_OK);
	assert_string_equal(person->sample, "person_2");
	assert_non_null(strstr(person->text, "</html>"));
	stardose_report_free(report);
	stardose_guide_free(guide);
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	free(line);
}

static void an_identity_is_explained_and_an_unknown_one_is_not(void **state)
{
	struct stardose_tables *tables;
	struct stardose_explain_options options;
	struct stardose_explain *explain;
	struct stardose_error err = { 0 };
	const char *text = NULL;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	stardose_explain_options_init(&options);
	assert_int_equal(stardose_explain_new(tables, &options, &explain, NULL), STARDOSE_OK);
	assert_int_equal(stardose_explain_id(explain, "agent:paroxetine", &text, NULL),
			 STARDOSE_OK);
	assert_non_null(strstr(text, "CYP2D6"));
	text = NULL;
	assert_int_equal(stardose_explain_id(explain, "no such", &text, &err), STARDOSE_EUSAGE);
	assert_null(text);
	assert_non_null(strstr(err.text, "'no such'"));
	stardose_explain_free(explain);
	options.row = "no such";
	assert_int_equal(stardose_explain_new(tables, &options, &explain, &err), STARDOSE_EUSAGE);
	stardose_tables_free(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_shorter_struct_lacks_has_its_default),
		cmocka_unit_test(a_longer_struct_works_until_it_asks_for_more),
		cmocka_unit_test(a_struct_without_size_is_refused),
		cmocka_unit_test(nothing_is_written_beyond_a_shorter_struct),
		cmocka_unit_test(every_init_keeps_to_the_size_that_it_is_given),
		cmocka_unit_test(results_of_a_longer_struct_are_stepped_through_by_their_size),
		cmocka_unit_test(the_version_is_that_of_the_headers),
		cmocka_unit_test(one_call_makes_the_line_that_a_report_takes),
		cmocka_unit_test(an_identity_is_explained_and_an_unknown_one_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
