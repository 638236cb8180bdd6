/*
 * test_context.c - what can be said of a person: rows that are read, rows that are set aside, days
 * that count
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/context.h>
#include "context/date.h"
#include "context/profile.h"

#define HEADER "#sample\tkind\tname\tvalue\tunit\tstart\tstop\tnote\n"

static struct stardose_tables *tables;

static int open_tables(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &tables, NULL);
}

static int free_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

/* ---- reading ---- */

struct said { char text[4096]; int n_aside; };

static void hear(void *user, int level, const char *text)
{
	struct said *said = user;

	said->n_aside += level == STARDOSE_EROW;
	strncat(said->text, text, sizeof(said->text) - strlen(said->text) - 2);
	strcat(said->text, "\n");
}

static struct stardose_context *read_rows(const char *rows, const char *date, struct said *said)
{
	const struct stardose_context_options options = { sizeof(options), date, NULL };
	const struct stardose_log log = { hear, said };
	struct stardose_context *context;
	struct stardose_error err = { 0 };
	char text[8192];

	memset(said, 0, sizeof(*said));
	snprintf(text, sizeof(text), "%s%s", HEADER, rows);
	assert_int_equal(stardose_context_new(tables, &options, &context, &err), STARDOSE_OK);
	if (stardose_context_parse(context, "file", text, strlen(text), &log, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	assert_int_equal(stardose_context_resolve(context, &log, &err), STARDOSE_OK);
	return context;
}

static const struct stardose_context_item *only_item(struct stardose_context *context,
						     const char *sample)
{
	const struct stardose_person *person = stardose_context_person(context, sample);

	assert_non_null(person);
	assert_int_equal(person->n_items, 1);
	return person->items;
}

/* ---- days ---- */

static void days_are_those_of_the_calendar(void **state)
{
	static const char *const good[] = { "1900-01-01", "2000-02-29", "2024-02-29", "2026-11-22",
					    "2199-12-31" };
	static const char *const bad[] = { "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10",
					   "2026-1-1",	 "20261122",   "2026-11-31", "1899-12-31",
					   "2026-11-2x", "",	       "2026-11-222" };
	char text[SDI_DAY_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		assert_int_not_equal(sdi_date_parse(good[i]), SDI_NO_DAY);
		sdi_date_text(sdi_date_parse(good[i]), text);
		assert_string_equal(text, good[i]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(sdi_date_parse(bad[i]), SDI_NO_DAY);
	assert_int_equal(sdi_date_parse("2024-03-01") - sdi_date_parse("2024-02-28"), 2);
	assert_int_equal(sdi_date_parse("2026-03-01") - sdi_date_parse("2025-03-01"), 365);
}

/* ---- rows ---- */

static void a_row_that_cannot_be_read_is_set_aside_with_its_line(void **state)
{
	static const struct { const char *row, *why; int is_gap;
	} bad[] = {
		{ "a\tmedicine\tparoxetine\n",
		  "'file' line 2 is set aside: 3 fields where the header has 8", 1 },
		{ "\tmedicine\tparoxetine\t.\t.\t.\t.\t.\n", "no sample", 0 },
		{ "a\tmedicine\t.\t.\t.\t.\t.\t.\n", "no name", 1 },
		{ "a\tMedicine\tparoxetine\t.\t.\t.\t.\t.\n", "'Medicine' is no kind", 1 },
		{ "a\tdrug\tparoxetine\t.\t.\t.\t.\t.\n", "'drug' is no kind", 1 },
		{ "a\tmedicine\tparoxetine\t.\t.\t2026-02-30\t.\t.\n",
		  "'2026-02-30' is no day: start", 1 },
		{ "a\tmedicine\tparoxetine\t.\t.\t.\tlast week\t.\n",
		  "'last week' is no day: stop", 1 },
		{ "a\tmedicine\tparoxetine\t.\t.\t2026-02-02\t2026-02-01\t.\n",
		  "'paroxetine' stops before it starts", 1 },
		{ "a\tmedicine\tparo\x01xetine\t.\t.\t.\t.\t.\n",
		  "'name' holds control characters", 1 },
		{ "a\tmedicine\tparo\xffxetine\t.\t.\t.\t.\t.\n",
		  "it is not UTF-8 text", 0 },
		{ "a\tmedicine\tparoxetine\t.\t.\t.\t.\t\xed\xa0\x80\n",
		  "it is not UTF-8 text", 0 },
	};
	const struct stardose_person *person;
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct stardose_context *context = read_rows(bad[i].row, NULL, &said);

		if (said.n_aside != 1 || !strstr(said.text, bad[i].why) ||
		    !strstr(said.text, "'file' line 2 is set aside: "))
			fail_msg("row %d: %s", (int)i, said.text);
		person = stardose_context_person(context, "a");
		if (bad[i].is_gap != (person && person->n_not_known == 1 && !person->n_items))
			fail_msg("row %d: a gap in the list, or none", (int)i);
		stardose_context_free(context);
	}
}

static void a_file_without_header_or_with_binary_data_is_refused(void **state)
{
	static const struct { const char *text; size_t n; const char *why;
	} bad[] = {
		{ "", 0, "no header line" },
		{ "##x=y\n\n", 7, "no header line" },
		{ "a\tmedicine\tparoxetine\n", 22, "no column 'sample'" },
		{ "#sample\tkind\0name\n", 18, "binary" },
	};
	const struct stardose_context_options options = { sizeof(options), NULL, NULL };
	struct stardose_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct stardose_context *context;

		assert_int_equal(stardose_context_new(tables, &options, &context, NULL),
				 STARDOSE_OK);
		assert_int_equal(
			stardose_context_parse(context, "file", bad[i].text, bad[i].n, NULL, &err),
			STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, bad[i].why));
		stardose_context_free(context);
	}
}

static void names_are_found_by_any_spelling_and_route_and_dose_are_read(void **state)
{
	static const struct { const char *row, *agent, *route;
	} rows[] = {
		{ "a\tmedicine\tPROZAC\t20\tmg/d\t.\t.\t.\n", "fluoxetine", "" },
		{ "a\tmedicine\tfluoxetine hydrochloride\t20\tmg/d\t.\t.\t.\n", "fluoxetine", "" },
		{ "a\tmedicine\tLamisil topical\t.\t.\t.\t.\t.\n", "terbinafine", "topical" },
		{ "a\tmedicine\tterbinafine\t250\tmg oral\t.\t.\t.\n", "terbinafine", "oral" },
		{ "a\tmedicine\tterbinafine\t.\t.\t.\t.\troute=topical\n", "terbinafine",
		  "topical" },
		{ "a\tmedicine\tterbinafine\t.\t.\t.\t.\tuses the topical cream of a friend\n",
		  "terbinafine", "" },
		{ "a\tmedicine\trifampicin\t.\t.\t.\t.\t.\n", "rifampin", "" },
		{ "a\tmedicine\tSt. John's wort\t.\t.\t.\t.\t.\n", "St. John's wort", "" },
		{ "a\tmedicine\tPAROXETIN\t.\t.\t.\t.\t.\n", "paroxetine", "" },
		{ "a\tmedicine\tValproins\u00e4ure\t.\t.\t.\t.\t.\n", "valproic acid", "" },
		{ "a\tmedicine\trxnorm:32937 20 mg\t.\t.\t.\t.\t.\n", "paroxetine", "" },
		{ "a\tmedicine\tATC:N06AB05\t.\t.\t.\t.\t.\n", "paroxetine", "" },
		{ "a\tmedicine\topipramol\t.\t.\t.\t.\t.\n", "opipramol", "" },
		{ "a\tcondition\tsmoking\t20\tcigarettes/d\t.\t.\t.\n", "tobacco smoking", "" },
		{ "a\tcondition\tsmoking\tnever\t.\t.\t.\t.\n", NULL, "" },
		{ "a\tcondition\tfluoxetine allergy\t.\t.\t.\t.\t.\n", NULL, "" },
		{ "a\tcondition\tfluoxetine\t.\t.\t.\t.\t.\n", NULL, "" },
		{ "a\tcondition\tpregnancy test\t.\t.\t.\t.\t.\n", NULL, "" },
		{ "a\tlab\tCRP\t12\tmg/L\t.\t.\t.\n", "C-reactive protein", "" },
		{ "a\tscore\tPHQ-9\t12\t.\t.\t.\t.\n", NULL, "" },
		{ "a\ttrial\tMDMA\t.\t.\t.\t.\t.\n", NULL, "" },
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct stardose_context *context = read_rows(rows[i].row, NULL, &said);
		const struct stardose_context_item *item = only_item(context, "a");

		if (!rows[i].agent != !item->agent ||
		    (item->agent && strcmp(item->agent, rows[i].agent)) ||
		    strcmp(item->route, rows[i].route))
			fail_msg("row %d: known as %s, route '%s'", (int)i,
				 item->agent ? item->agent : "nothing", item->route);
		assert_int_equal(said.n_aside, 0);
		stardose_context_free(context);
	}
}

static void an_unknown_medicine_is_never_passed_over_in_silence(void **state)
{
	struct said said;
	struct stardose_context *context = read_rows(
		"a\tmedicine\theptabarb\t.\t.\t.\t.\t.\nb\tmedicine\theptabarb\t.\t.\t.\t.\t.\n",
		NULL, &said);

	(void)state;
	assert_string_equal(said.text,
			    "file:2: 'heptabarb' is not a name that is known here. Until it is "
			    "clear what is taken, nothing here is firm.\n");
	assert_int_equal(said.n_aside, 1);
	assert_int_equal(only_item(context, "b")->state, STARDOSE_ITEM_NAME_NOT_KNOWN);
	assert_int_equal(stardose_context_person(context, "b")->n_not_known, 1);
	assert_int_equal(stardose_context_n_not_known(context), 2);
	assert_null(
		stardose_context_person(context, "c")); /* nothing known is not "takes nothing" */
	stardose_context_free(context);
}

static void a_combination_that_no_table_has_acts_by_its_parts(void **state)
{
	struct said said;
	struct stardose_context *context = read_rows(
		"a\tmedicine\tolanzapine/fluoxetine 6/25 mg\t.\t.\t.\t.\t.\n", NULL, &said);
	const struct stardose_person *person = stardose_context_person(context, "a");

	(void)state;
	assert_int_equal(person->n_items, 2);
	assert_string_equal(person->items[1].agent, "fluoxetine");
	stardose_context_free(context);
}

/* ---- time ---- */

static void states_are_those_of_the_day_that_counts(void **state)
{
	static const struct {
		const char *row, *date;
		enum stardose_item_state state;
		int days;
	} rows[] = {
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t.\t.\n", NULL, STARDOSE_ITEM_CURRENT, -1 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t2026-01-01\t.\t.\n", "2025-12-31",
		  STARDOSE_ITEM_PLANNED, -1 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-10\t.\n", "2026-01-01",
		  STARDOSE_ITEM_CURRENT, -1 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-01\t.\n", NULL, STARDOSE_ITEM_RESIDUAL,
		  0 }, /* the newest date of the file */
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-01\t.\n", "2026-02-05",
		  STARDOSE_ITEM_RESIDUAL, 35 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-01\t.\n", "2026-02-06",
		  STARDOSE_ITEM_POSSIBLE, 36 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-01\t.\n", "2026-03-05",
		  STARDOSE_ITEM_POSSIBLE, 63 },
		{ "a\tmedicine\tfluoxetine\t.\t.\t.\t2026-01-01\t.\n", "2026-03-06",
		  STARDOSE_ITEM_ENDED, 64 },
		{ "a\tmedicine\tparoxetine\t.\t.\t2026-01-01\t2026-01-31\t.\n", "2026-02-28",
		  STARDOSE_ITEM_POSSIBLE, 28 },
		{ "a\tmedicine\tparoxetine\t.\t.\t2026-01-01\t2026-01-31\t.\n", "2026-03-01",
		  STARDOSE_ITEM_ENDED, 29 },
		{ "a\tmedicine\tparoxetine\t.\t.\t2025-01-01\t2026-01-31\t.\n", "2026-03-14",
		  STARDOSE_ITEM_POSSIBLE, 42 },
		{ "a\tmedicine\tparoxetine\t.\t.\t.\t2026-01-31\t.\n", "2026-03-14",
		  STARDOSE_ITEM_POSSIBLE, 42 }, /* for how long, nobody knows */
		{ "a\tmedicine\tparoxetine\t.\t.\t2025-01-01\t2026-01-31\t.\n", "2026-03-15",
		  STARDOSE_ITEM_ENDED, 43 },
		{ "a\tmedicine\tbupropion\t.\t.\t.\t2026-01-01\t.\n", "2026-01-05",
		  STARDOSE_ITEM_UNKNOWN_END, 4 },
		{ "a\tmedicine\tlithium\t.\t.\t.\t2026-01-01\t.\n", "2026-01-05",
		  STARDOSE_ITEM_ENDED, 4 },
		{ "a\tcondition\tpregnancy\t.\t.\t.\t2026-01-01\t.\n", "2026-01-05",
		  STARDOSE_ITEM_ENDED, 4 },
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct stardose_context *context = read_rows(rows[i].row, rows[i].date, &said);
		const struct stardose_context_item *item = only_item(context, "a");

		if (item->state != rows[i].state || item->days_since_stop != rows[i].days)
			fail_msg("row %d: %s, %d days", (int)i,
				 stardose_item_state_name(item->state), item->days_since_stop);
		stardose_context_free(context);
	}
}

static void a_medicine_started_twice_is_named_and_counts_as_taken(void **state)
{
	static const struct { const char *rows; int n;
	} cases[] = {
		{ "a\tmedicine\tsertraline\t200\tmg/"
		  "d\t2026-01-01\t.\t.\na\tmedicine\tZoloft\t50\tmg/d\t2026-02-01\t.\t.\n",
		  1 },
		{ "a\tmedicine\tsertraline\t200\tmg/"
		  "d\t2026-01-01\t2026-03-01\t.\na\tmedicine\tsertraline\t50\tmg/"
		  "d\t2026-02-01\t.\t.\n",
		  1 },
		{ "a\tmedicine\tsertraline\t200\tmg/"
		  "d\t2026-01-01\t2026-02-01\t.\na\tmedicine\tsertraline\t50\tmg/"
		  "d\t2026-02-01\t.\t.\n",
		  0 },
		{ "a\tmedicine\tsertraline\t200\tmg/"
		  "d\t2026-03-01\t.\t.\na\tmedicine\tsertraline\t50\tmg/"
		  "d\t2026-01-01\t2026-02-01\t.\n",
		  0 },
		{ "a\tmedicine\tterbinafine topical\t.\t.\t.\t.\t.\na\tmedicine\tterbinafine "
		  "oral\t.\t.\t.\t.\t.\n",
		  0 },
		{ "a\tmedicine\tsertraline\t.\t.\t.\t.\t.\nb\tmedicine\tsertraline\t.\t.\t.\t.\t."
		  "\n",
		  0 },
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_context *context = read_rows(cases[i].rows, NULL, &said);
		const struct stardose_person *person = stardose_context_person(context, "a");

		if (said.n_aside != cases[i].n ||
		    (cases[i].n && !strstr(said.text, "file:2 and file:3: ")))
			fail_msg("case %d: %s", (int)i, said.text);
		assert_non_null(sdi_profile_of(person, 0));
		if (cases[i].n)		/* a dose that contradicts another one leads to no remark */
			assert_false(sdi_profile_of(person, 0)->acting[0].is_high_dose);
		stardose_context_free(context);
	}
}

static void persons_who_take_the_same_share_a_profile(void **state)
{
	struct said said;
	struct stardose_context *context = read_rows(
		"a\tmedicine\tparoxetine\t20\tmg/"
		"d\t.\t.\t.\nb\tmedicine\tPaxil\t40\tmg\t.\t.\tevening\n"
		"c\tmedicine\tfluoxetine\t.\t.\t.\t.\t.\nd\tmedicine\tlithium\t.\t.\t.\t.\t.\n",
		NULL, &said);

	(void)state;
	assert_ptr_equal(sdi_profile_of(stardose_context_person(context, "a"), 0),
			 sdi_profile_of(stardose_context_person(context, "b"), 0));
	assert_ptr_not_equal(sdi_profile_of(stardose_context_person(context, "a"), 0),
			     sdi_profile_of(stardose_context_person(context, "c"), 0));
	assert_null(sdi_profile_of(stardose_context_person(context, "d"), 0));
	stardose_context_free(context);
}

static void samples_that_nobody_asked_for_are_said(void **state)
{
	struct said said;
	const struct stardose_log log = { hear, &said };
	struct stardose_context *context = read_rows(
		"a\tmedicine\tparoxetine\t.\t.\t.\t.\t.\nb\tmedicine\tparoxetine\t.\t.\t.\t.\t.\n",
		NULL, &said);

	(void)state;
	stardose_context_person(context, "a");
	assert_int_equal(stardose_context_unused(context, &log, STARDOSE_EROW), 1);
	assert_non_null(strstr(
		said.text,
		"file:3: 1 sample of the context is not in the input and was left out: 'b'"));
	assert_int_equal(said.n_aside, 1);
	stardose_context_free(context);
}

/* ---- lists and options ---- */

static void a_list_says_what_is_taken_or_that_nothing_is(void **state)
{
	const struct stardose_context_options options = { sizeof(options), NULL, NULL };
	struct stardose_context *context;
	struct stardose_error err;

	(void)state;
	assert_int_equal(stardose_context_new(tables, &options, &context, NULL), STARDOSE_OK);
	assert_int_equal(stardose_context_taking(context, " , ", &err), STARDOSE_EUSAGE);
	assert_int_equal(stardose_context_taking(context, "par\noxetine", &err), STARDOSE_EUSAGE);
	stardose_context_free(context);
	assert_int_equal(stardose_context_new(tables, &options, &context, NULL), STARDOSE_OK);
	assert_int_equal(stardose_context_taking(context, "none", &err), STARDOSE_OK);
	assert_int_equal(stardose_context_resolve(context, NULL, &err), STARDOSE_OK);
	assert_int_equal(stardose_context_person(context, "whoever")->n_items, 0);
	assert_true(stardose_context_is_for_one(context));
	stardose_context_free(context);
}

static void a_day_or_convention_that_there_is_not_is_refused(void **state)
{
	const struct stardose_context_options bad[] = { { sizeof(*bad), "2026-02-30", NULL },
							{ sizeof(*bad), NULL, "c9" } };
	struct stardose_context *context;

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(stardose_context_new(tables, &bad[i], &context, NULL),
				 STARDOSE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_those_of_the_calendar),
		cmocka_unit_test(a_row_that_cannot_be_read_is_set_aside_with_its_line),
		cmocka_unit_test(a_file_without_header_or_with_binary_data_is_refused),
		cmocka_unit_test(names_are_found_by_any_spelling_and_route_and_dose_are_read),
		cmocka_unit_test(an_unknown_medicine_is_never_passed_over_in_silence),
		cmocka_unit_test(a_combination_that_no_table_has_acts_by_its_parts),
		cmocka_unit_test(states_are_those_of_the_day_that_counts),
		cmocka_unit_test(a_medicine_started_twice_is_named_and_counts_as_taken),
		cmocka_unit_test(persons_who_take_the_same_share_a_profile),
		cmocka_unit_test(samples_that_nobody_asked_for_are_said),
		cmocka_unit_test(a_list_says_what_is_taken_or_that_nothing_is),
		cmocka_unit_test(a_day_or_convention_that_there_is_not_is_refused),
	};
	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
