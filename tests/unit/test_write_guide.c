/*
 * test_write_guide.c - guidance of a person as rows and as JSON: every row has all columns, every
 * object can be read, whatever the texts hold; and which lines --actionable leaves
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <stardose/guidance_writer.h>
#include "json_path.h"
#include "person_fixture.h"
#include "write/write_context.h"
#include "write/write_guidance.h"
#include "write/write_label.h"

static int take(void *user, const char *text, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(text, n, (kstring_t *)user) < 0;
}

/* What the writer makes of one person; free() it */
static char *written(const struct stardose_guidance *out, enum stardose_writer_kind kind,
		     int only_actionable, const char *call)
{
	kstring_t text = KS_INITIALIZE;
	struct stardose_writer_options options = { sizeof(options), kind, 1, take, &text, NULL };
	struct stardose_guidance_writer *w;

	assert_int_equal(stardose_guidance_writer_new(tables, &options, &w, NULL), STARDOSE_OK);
	if (only_actionable)
		stardose_guidance_writer_only_actionable(w);
	assert_int_equal(stardose_guidance_writer_begin(w, NULL), STARDOSE_OK);
	assert_int_equal(stardose_guidance_writer_sample(w, "x", out, call, strlen(call), NULL),
			 STARDOSE_OK);
	assert_int_equal(stardose_guidance_writer_finish(w, NULL), STARDOSE_OK);
	stardose_guidance_writer_free(w);
	return text.s;
}

static cJSON *object_of(const struct stardose_guidance *out)
{
	char *text = written(out, STARDOSE_WRITE_JSON_LINES, 0, "{\"sample\":\"x\"}\n");
	cJSON *json = cJSON_Parse(text);

	if (!json || strchr(text, '\n') != text + strlen(text) - 1)
		fail_msg("not one object in one line: %s", text);
	free(text);
	return json;
}

static int count(const char *text, size_t n, char c)
{
	int found = 0;

	for (size_t i = 0; i < n; i++)
		found += text[i] == c;
	return found;
}

/* Number of rows, each with as many columns as the header */
static int rows_of(char *text)
{
	int n = -1, columns = count(text, strcspn(text, "\n"), '\t');

	for (const char *s = text; *s; s += strcspn(s, "\n") + 1, n++) {
		size_t length = strcspn(s, "\n");

		if (count(s, length, '\t') != columns || strstr(s, "\t\t") == s + length)
			fail_msg("columns of: %.*s", (int)length, s);
		for (const char *at = s; at < s + length; at++)
			if (*at == '\t' && (at[1] == '\t' || at[1] == '\n'))
				fail_msg("an empty cell in: %.*s", (int)length, s);
	}
	return n;
}

/* ---- shapes ---- */

static const struct person people[] = {
	{ "", -1, NULL, NULL },
	{ "", 40, "CYP2D6", "Poor Metabolizer" },
	{ "paroxetine 20 mg/d, metoprolol, citalopram 60 mg/d", 70, "CYP2C19", "Poor Metabolizer" },
	{ "aripiprazole 10 mg/d, ketoconazole 200 mg/d, paroxetine", 40, "CYP2D6",
	  "Normal Metabolizer" },
	{ "tobacco smoking, clozapine 300 mg/d, \"quoted\" \\ name, caf\xc3\xa9 <b>&amp;", 40, NULL,
	  NULL },
	{ "phenelzine 5 d ago, sertraline 50 mg/d", 40, "CYP2C19", "Rapid Metabolizer" },
};
#define N_PEOPLE (sizeof(people) / sizeof(*people))

/* Rows and objects are of the same lines, and every text of one is that of the other. */
static void rows_and_objects_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_PEOPLE; i++) {
		struct checked c = check(&people[i]);
		char *tsv = written(c.out, STARDOSE_WRITE_TSV, 0, "");
		cJSON *json = object_of(c.out);
		const cJSON *line = json_at(json, "guidance/0");
		const char *row = strchr(tsv, '\n') + 1;

		assert_int_equal(rows_of(tsv), c.out->n_lines);
		assert_int_equal(json_size(json, "guidance"), c.out->n_lines);
		for (; line; line = line->next, row += strcspn(row, "\n") + 1) {
			const char *cell = strchr(row, '\t') + 1;
			const cJSON *member;

			cJSON_ArrayForEach(member, line) {
				size_t n = strcspn(cell, "\t");
				const char *text = cJSON_IsString(member) ? member->valuestring
								       : ".";

				if (!cJSON_IsArray(member) &&
				    (strlen(text) != n || strncmp(text, cell, n) != 0))
					fail_msg("%s: '%s', '%.*s'", member->string, text, (int)n,
						 cell);
				if (cJSON_IsArray(member) && member->child &&
				    count(cell, n, ',') + 1 != cJSON_GetArraySize(member))
					fail_msg("%s: %.*s", member->string, (int)n, cell);
				cell += n + 1;
			}
		}
		cJSON_Delete(json);
		free(tsv);
		drop(&c);
	}
}

/* What a program gives as names of results may hold what parts cells and rows. */
static void no_text_of_a_result_breaks_rows_or_objects(void **state)
{
	static const char *const hostile[] = { "*1\t*2", "*1\n*2", "\"*1\"", "*1\\", "\r\n",
					       "caf\xc3\xa9", "<script>", "*1\x01*2" };
	struct stardose_guide_options options;
	struct stardose_guide *guide;

	(void)state;
	stardose_guide_options_init(&options);
	assert_int_equal(stardose_guide_new(tables->guidance, &options, &guide, NULL), STARDOSE_OK);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		const struct stardose_gene_candidate one = {
			.size = sizeof(one), .diplotype = hostile[i],
			.phenotype = { hostile[i], hostile[i] },
			.score = { STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE }
		};
		const struct stardose_gene_result result = { .size = sizeof(result),
							     .gene = "CYP2D6", .copies = -2,
							     .status = STARDOSE_STATUS_OUTSIDE,
							     .n_candidates = 1, .candidates = &one };
		const struct stardose_guidance *out;
		char *tsv;

		assert_int_equal(stardose_guide_results(guide, &result, 1, &out, NULL), STARDOSE_OK);
		tsv = written(out, STARDOSE_WRITE_TSV, 0, "");
		assert_int_equal(rows_of(tsv), out->n_lines);
		cJSON_Delete(object_of(out));
		free(tsv);
	}
	stardose_guide_free(guide);
}

/* ---- members of the object ---- */

static void the_call_keeps_its_members_and_gets_those_of_the_guidance(void **state)
{
	static const char *const members[] = { "sample", "genes", "guidance", "label_rules", "doses",
					       "acted_on", "context", "phenoconversion",
					       "stardose_guide" };
	struct checked c = check(&people[3]);
	char *text = written(c.out, STARDOSE_WRITE_JSON_LINES, 0,
			     "{\"sample\":\"x\",\"genes\":[{\"gene\":\"}\"}]}\n");
	cJSON *json = cJSON_Parse(text);
	int i = 0;

	(void)state;
	assert_non_null(json);
	for (const cJSON *m = json->child; m; m = m->next, i++)
		assert_string_equal(m->string, members[i]);
	assert_int_equal(i, sizeof(members) / sizeof(*members));
	assert_json(json, "genes/0/gene", "}", "a brace in a text ends nothing");
	assert_json(json, "stardose_guide/schema", SDI_GUIDE_SCHEMA, "schema");
	cJSON_Delete(json);
	free(text);
	drop(&c);
}

/* A rule stands in two places that agree: as a line, and as a member of its own */
static void each_rule_of_a_label_has_a_member_that_agrees_with_its_line(void **state)
{
	struct checked c = check(&people[3]);
	cJSON *json = object_of(c.out);
	const cJSON *rule;

	(void)state;
	assert_true(json_size(json, "label_rules") > 2);
	cJSON_ArrayForEach(rule, json_at(json, "label_rules")) {
		const cJSON *line = json_with(json, "guidance", "row_id",
					      json_text_at(rule, "row_id"));

		assert_json(line, "drug", json_text_at(rule, "drug"), "drug");
		assert_json(line, "action", json_text_at(rule, "action"), "action");
		assert_json(line, "guidance", json_text_at(rule, "text"), "text");
		assert_true(json_size(rule, "actors") > 0);
		assert_true(cJSON_IsBool(json_at(rule, "in_use")));
		assert_true(cJSON_IsNumber(json_at(rule, "dose_factor")) ||
			    cJSON_IsNull(json_at(rule, "dose_factor")));
	}
	rule = json_with(json, "label_rules", "dose_factor", "0.25");
	assert_json(rule, "actors/0/name", "paroxetine", "who acts");
	assert_json(rule, "actors/1/name", "ketoconazole", "beside whom");
	assert_json(rule, "actors/0/days_since_stop", "null", "in use");
	cJSON_Delete(json);
	drop(&c);
}

static void a_dose_is_told_with_the_line_of_its_medicine_alone(void **state)
{
	struct checked c = check(&people[2]);
	cJSON *json = object_of(c.out);
	const cJSON *dose = json_with(json, "doses", "drug", "citalopram");
	char *tsv = written(c.out, STARDOSE_WRITE_TSV, 0, ""), *row = strtok(tsv, "\n");
	int n = 0;

	(void)state;
	assert_json(dose, "dose_now", "60", "amount");
	assert_json(dose, "comparison", "above", "in all");
	assert_json(dose, "limits/0/comparison", "above", "what decides stands first");
	while ((row = strtok(NULL, "\n"))) {
		int is_citalopram = !strncmp(row, "x\tcitalopram\t", 13),
		    has_dose = is_citalopram || !strncmp(row, "x\tparoxetine\t", 13);
		const char *cell = strrchr(row, '\t') + 1;

		n += is_citalopram;
		if ((strcmp(cell, ".") != 0) != has_dose ||
		    (strncmp(cell, "above: now 60 mg", 16) == 0) != is_citalopram)
			fail_msg("%s", row);
	}
	assert_true(n > 0);
	free(tsv);
	cJSON_Delete(json);
	drop(&c);
}

static void a_list_is_assessed_incomplete_or_not_at_all(void **state)
{
	static const struct { const char *taking, *assessed; } cases[] = {
		{ "paroxetine", "assessed" },
		{ "paroxetine, nobodyknowsthis", "incomplete" },
		{ "", "not_assessed" },
	};
	kstring_t nobody = KS_INITIALIZE;
	const struct stardose_guidance none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, -1, "CYP2D6", "Normal Metabolizer" };
		struct checked c = check(&p);
		cJSON *json = object_of(c.out);

		assert_json(json, "context/interactions", cases[i].assessed, cases[i].taking);
		cJSON_Delete(json);
		drop(&c);
	}
	assert_int_equal(sdi_context_json(&nobody, &none), STARDOSE_OK);
	assert_string_equal(nobody.s, ",\"context\":{\"interactions\":\"not_assessed\"},"
				      "\"phenoconversion\":[]");
	ks_free(&nobody);
}

/* The estimate is null where none was made; a score that has no upper end is [lo, null] */
static void a_conversion_tells_scores_as_they_are(void **state)
{
	static const struct { struct stardose_score score; const char *json; } cases[] = {
		{ { .lo = 0, .hi = 0 }, "0" },
		{ { .lo = 1250, .hi = 1250 }, "1.25" },
		{ { .lo = 625, .hi = 625 }, "0.625" },
		{ { .lo = 500, .hi = 1000 }, "[0.5,1]" },
		{ { .lo = 3000, .hi = 3000, .or_more = 1 }, "[3,null]" },
		{ { .lo = -1, .hi = -1 }, "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *const flags[] = { "phenoconverted", "a\"b" };
		struct stardose_conversion k = { .gene = "CYP2D6", .is_computed = 1,
						 .genetic_score = cases[i].score,
						 .score = cases[i].score, .n_flags = 2,
						 .flags = flags };
		kstring_t text = KS_INITIALIZE;
		cJSON *json;
		char *printed;

		assert_int_equal(sdi_conversion_json(&text, &k), STARDOSE_OK);
		json = cJSON_Parse(text.s);
		printed = cJSON_PrintUnformatted(json_at(json, "estimated/activity_score"));
		assert_string_equal(printed, cases[i].json);
		assert_json(json, "flags/1", "a\"b", "flags");
		assert_json(json, "drug", "null", "any medicine");
		free(printed);
		cJSON_Delete(json);
		text.l = 0;
		k.is_computed = 0;
		assert_int_equal(sdi_conversion_json(&text, &k), STARDOSE_OK);
		assert_non_null(strstr(text.s, "\"estimated\":null"));
		ks_free(&text);
	}
}

/* ---- flags of who acts ---- */

static void flags_of_who_acts_are_told_once_and_no_more_than_fit(void **state)
{
	const struct stardose_label_actor actors[] = {
		{ "a", "a", STARDOSE_ITEM_CURRENT, -1 },     { "b", "b", STARDOSE_ITEM_RESIDUAL, 2 },
		{ "c", "c", STARDOSE_ITEM_RESIDUAL, 3 },     { "d", "d", STARDOSE_ITEM_POSSIBLE, 4 },
		{ "e", "e", STARDOSE_ITEM_UNKNOWN_END, -1 },
	};
	const struct stardose_label_hit hit = { .n_actors = 5, .actors = actors,
						.asks_on_smoking = 1 },
					one = { .n_actors = 1, .actors = actors };
	const char *flag[8];

	(void)state;
	assert_int_equal(sdi_label_flags(&hit, flag, 8), 4);
	assert_string_equal(flag[3], "ask_on_change_of_smoking");
	for (int max = 0; max < 4; max++)
		assert_int_equal(sdi_label_flags(&hit, flag, max), max);
	assert_int_equal(sdi_label_flags(&one, flag, 8), 0);
}

/* ---- only what asks for something ---- */

static void actionable_lines_are_those_that_ask_for_something(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_PEOPLE; i++) {
		struct checked c = check(&people[i]);
		char *all = written(c.out, STARDOSE_WRITE_TSV, 0, ""),
		     *some = written(c.out, STARDOSE_WRITE_TSV, 1, "");
		int n = 0;

		for (int k = 0; k < c.out->n_lines; k++) {
			const struct stardose_guidance_line *line = c.out->lines[k];
			const char *value = line->row ? line->row->action->value : "none";
			int is_acted_on = line->flags >> STARDOSE_FLAG_ENZYME_ACTED_ON & 1;
			int is_reference = line->flags >> STARDOSE_FLAG_REFERENCE_RESULT & 1;

			n += is_acted_on || (!is_reference && strcmp(value, "usual") != 0 &&
					     strcmp(value, "none") != 0);
		}
		assert_int_equal(rows_of(some), n);
		for (char *row = strtok(some, "\n"); row; row = strtok(NULL, "\n"))
			assert_non_null(strstr(all, row));
		free(all);
		free(some);
		drop(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_objects_say_the_same),
		cmocka_unit_test(no_text_of_a_result_breaks_rows_or_objects),
		cmocka_unit_test(the_call_keeps_its_members_and_gets_those_of_the_guidance),
		cmocka_unit_test(each_rule_of_a_label_has_a_member_that_agrees_with_its_line),
		cmocka_unit_test(a_dose_is_told_with_the_line_of_its_medicine_alone),
		cmocka_unit_test(a_list_is_assessed_incomplete_or_not_at_all),
		cmocka_unit_test(a_conversion_tells_scores_as_they_are),
		cmocka_unit_test(flags_of_who_acts_are_told_once_and_no_more_than_fit),
		cmocka_unit_test(actionable_lines_are_those_that_ask_for_something),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
