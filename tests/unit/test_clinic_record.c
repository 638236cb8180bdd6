/* test_clinic_record.c - items of a context as dated facts; numbers as pages show them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "clinic/course.h"
#include "context/date.h"
#include "built_in_tables.h"

static cJSON *guide;
static struct sdi_record record;

/* The record of one day and the items of a line of guidance */
static void read_items(const char *items)
{
	kstring_t line = KS_INITIALIZE;

	ksprintf(&line, "{\"context\":{\"date\":\"2026-03-01\",\"items\":[%s]}}", items);
	guide = cJSON_Parse(line.s);
	ks_free(&line);
	assert_non_null(guide);
	assert_int_equal(sdi_record_read(tables, guide, &record), STARDOSE_OK);
}

static void drop(void)
{
	sdi_record_release(&record);
	cJSON_Delete(guide);
}

static void numbers_have_at_most_three_places(void **state)
{
	static const struct { const char *text; int64_t value; } cases[] = {
		{ "0", 0 },	    { "12", 12000 },	  { "12.5", 12500 }, { "0.001", 1 },
		{ "12.", 12000 },   { "999999999", 999999999000 },
		{ "", -1 },	    { ".5", -1 },	  { "-1", -1 },
		{ "1,5", -1 },	    { "1e3", -1 },	  { "12 ", -1 },
		{ "<5", -1 },	    { "1.2.3", -1 },	  { "1.2345", -1 },
		{ "1234567890", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (sdi_record_thousandths(cases[i].text) != cases[i].value)
			fail_msg("'%s' is %lld", cases[i].text,
				 (long long)sdi_record_thousandths(cases[i].text));
}

static void numbers_are_rounded_and_shown_shortest(void **state)
{
	static const struct { int64_t value; int places; const char *text; } cases[] = {
		{ 12500, 3, "12.5" }, { 12500, 0, "13" },  { 12499, 0, "12" }, { 1250, 1, "1.3" },
		{ 1249, 1, "1.2" },   { 1005, 2, "1.01" }, { 1, 3, "0.001" },  { 0, 3, "0" },
		{ 100000, 3, "100" }, { 999, 0, "1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char out[32];

		sdi_course_number(out, sizeof(out), cases[i].value, cases[i].places);
		assert_string_equal(out, cases[i].text);
	}
}

static void a_score_has_its_scale_and_its_total(void **state)
{
	(void)state;
	read_items("{\"kind\":\"score\",\"name\":\"phq-9\",\"value\":\"14\","
		   "\"start\":\"2026-02-01\"},"
		   "{\"kind\":\"score\",\"name\":\"no such scale\",\"value\":\"14\","
		   "\"start\":\"\"},"
		   "{\"kind\":\"score\",\"name\":\"PHQ-9\",\"value\":\"high\",\"start\":\"\"}");
	assert_int_equal(record.n, 3);
	assert_non_null(record.facts[0].scale);
	assert_string_equal(record.facts[0].shown, record.facts[0].scale->name);
	assert_int_equal(record.facts[0].total, 14);
	assert_int_equal(record.facts[0].from, sdi_date_parse("2026-02-01"));
	assert_null(record.facts[1].scale);
	assert_string_equal(record.facts[1].shown, "no such scale");
	assert_int_equal(record.facts[1].from, SDI_NO_DAY);
	assert_int_equal(record.facts[2].total, -1);
	drop();
}

static void a_level_is_in_the_first_unit_of_its_analyte(void **state)
{
	const struct sdi_analyte *lithium;
	char items[512];

	(void)state;
	read_items("");
	lithium = sdi_analyte_find(record.clinic, "lithium");
	drop();
	assert_non_null(lithium);
	snprintf(items, sizeof(items),
		 "{\"kind\":\"lab\",\"name\":\"Lithium\",\"value\":\"0.75\",\"unit\":\"%s\","
		 "\"start\":\"2026-02-03T08:30\"},"
		 "{\"kind\":\"lab\",\"name\":\"lithium\",\"value\":\"<0.2\",\"unit\":\"%s\"},"
		 "{\"kind\":\"lab\",\"name\":\"lithium\",\"value\":\"0.75\",\"unit\":\"furlong\"},"
		 "{\"kind\":\"lab\",\"name\":\"no such analyte\",\"value\":\"1\",\"unit\":\"%s\"}",
		 lithium->units[0].name, lithium->units[0].name, lithium->units[0].name);
	read_items(items);
	assert_ptr_equal(record.facts[0].analyte, lithium);
	assert_int_equal(record.facts[0].amount, 750);
	assert_int_equal(record.facts[0].from, sdi_date_parse("2026-02-03")); /* the time aside */
	assert_true(record.facts[1].is_less_than);
	assert_int_equal(record.facts[1].amount, 200);
	assert_int_equal(record.facts[2].amount, -1); /* a unit that is not known is no number */
	assert_null(record.facts[3].analyte);
	assert_int_equal(record.facts[3].amount, -1);
	drop();
}

static void a_medicine_has_its_name_and_its_dose_in_mg_a_day(void **state)
{
	(void)state;
	read_items("{\"kind\":\"medicine\",\"name\":\"Paxil\",\"value\":\"20\",\"unit\":\"mg/d\"},"
		   "{\"kind\":\"medicine\",\"name\":\"paroxetine\",\"value\":\"2\","
		   "\"unit\":\"tablets\"},"
		   "{\"kind\":\"medicine\",\"name\":\"no such medicine\",\"value\":\"20\","
		   "\"unit\":\"mg/d\"},"
		   "{\"kind\":\"medicine\",\"name\":\"paroxetine\",\"state\":\"planned\"}");
	assert_string_equal(record.facts[0].medicine, "paroxetine");
	assert_non_null(record.facts[0].agent);
	assert_int_equal(record.facts[0].amount, 20000);
	assert_int_equal(record.facts[1].amount, -1);
	assert_null(record.facts[2].medicine);
	assert_int_equal(record.facts[0].is_planned, 0);
	assert_int_equal(record.facts[3].is_planned, 1);
	drop();
}

static void a_line_without_a_context_is_a_record_without_facts(void **state)
{
	(void)state;
	guide = cJSON_Parse("{\"sample\":\"a\"}");
	assert_int_equal(sdi_record_read(tables, guide, &record), STARDOSE_OK);
	assert_int_equal(record.n, 0);
	assert_int_equal(record.today, SDI_NO_DAY);
	drop();
	read_items("");
	assert_int_equal(record.today, sdi_date_parse("2026-03-01"));
	drop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_at_most_three_places),
		cmocka_unit_test(numbers_are_rounded_and_shown_shortest),
		cmocka_unit_test(a_score_has_its_scale_and_its_total),
		cmocka_unit_test(a_level_is_in_the_first_unit_of_its_analyte),
		cmocka_unit_test(a_medicine_has_its_name_and_its_dose_in_mg_a_day),
		cmocka_unit_test(a_line_without_a_context_is_a_record_without_facts),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
