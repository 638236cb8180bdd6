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
		{ "a\tcondition\tCRP\t12\tmg/L\t.\t.\t.\n", "C-reactive protein", "" },
		{ "a\tlab\tCRP\t12\tmg/L\t2026-01-01\t.\t.\n", NULL, "" },
		{ "a\tscore\tPHQ-9\t12\t.\t2026-01-01\t.\t.\n", NULL, "" },
		{ "a\ttrial\tMDMA\t.\t.\t.\t2026-01-01\t.\n", NULL, "" },
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
	assert_string_equal(person->items[0].agent, "fluoxetine"); /* rows are sorted */
	stardose_context_free(context);
}

/* ---- the clinic record ---- */

/* The row behind @detail in a file of its own, by the columns of docs/CLINIC.md. */
static struct stardose_context *read_recorded(const char *row, struct said *said)
{
	const struct stardose_context_options options = { .size = sizeof(options) };
	const struct stardose_log log = { hear, said };
	struct stardose_context *context;
	char text[1024];

	memset(said, 0, sizeof(*said));
	snprintf(text, sizeof(text), "sample\tkind\tname\tvalue\tunit\tdate\tstop\tdetail\n%s\n",
		 row);
	assert_int_equal(stardose_context_new(tables, &options, &context, NULL), STARDOSE_OK);
	assert_int_equal(stardose_context_parse(context, "f", text, strlen(text), &log, NULL),
			 STARDOSE_OK);
	assert_int_equal(stardose_context_resolve(context, &log, NULL), STARDOSE_OK);
	return context;
}

static void what_cannot_be_is_set_aside_and_says_how_to_mend_it(void **state)
{
	static const struct { const char *row, *why;
	} rows[] = {
		{ "a\tscore\tPHQ-9\t99\t.\t2026-08-20\t.\t.", "range of PHQ-9, 0 to 27" },
		{ "a\tscore\tPHQ-9\t-3\t.\t2026-08-20\t.\t.", "whole number" },
		{ "a\tscore\tPHQ-9\t12.5\t.\t2026-08-20\t.\t.", "whole number" },
		{ "a\tscore\tPHQ-9\tabc\t.\t2026-08-20\t.\t.", "whole number" },
		{ "a\tscore\tPHQ-9\t.\t.\t2026-08-20\t.\t.", "whole number" },
		{ "a\tscore\tPHQ-9\t12\t.\t.\t.\t.", "without a day" },
		{ "a\tscore\tPHQ-9\t12\t.\t2026-08-20T08:00\t.\t.", "no day" },
		{ "a\tscore\tPANSS\t29\t.\t2026-08-20\t.\t.", "30 to 210" },
		{ "a\tscore\tQIDS-SR16\t28\t.\t2026-08-20\t.\t.", "0 to 27" },
		{ "a\tscore\tWHO-5\t25\t.\t2026-08-20\t.\t.", "form=raw or form=percent" },
		{ "a\tscore\tWHO-5\t26\t.\t2026-08-20\t.\tform=raw", "0 to 25" },
		{ "a\tscore\tBDI\t20\t.\t2026-08-20\t.\t.", "version=" },
		{ "a\tscore\thdrs\t20\t.\t2026-08-20\t.\t.", "version=" },
		{ "a\tscore\tBPRS\t40\t.\t2026-08-20\t.\t.", "18 24" },
		{ "a\tscore\tCGI-I\t2\t.\t2026-08-20\t.\t.", "baseline=" },
		{ "a\tscore\tC-SSRS\t3\t.\t2026-08-20\t.\tideation=3", "no total" },
		{ "a\tscore\tC-SSRS\t.\t.\t2026-08-20\t.\t.", "says nothing" },
		{ "a\tscore\tEPDS\t9\t.\t2026-08-20\t.\titem9=1", "is item10" },
		{ "a\tscore\tGAD-7\t9\t.\t2026-08-20\t.\titem9=1", "no item9" },
		{ "a\tscore\tPHQ-9\t9\t.\t2026-08-20\t.\titem9=4", "0 to 3" },
		{ "a\tscore\tPHQ-9\t9\t.\t2026-08-20\t.\titem9=1;item9=0", "twice" },
		{ "a\tscore\tPHQ-9\t9\t.\t2026-08-20\t.\titem 9=1", "no detail of a score" },
		{ "a\tscore\tPHQ-9\t9\t.\t2026-08-20\t.\tweeks=6", "no detail of a score" },
		{ "a\tscore\tmood today\tgood\t.\t2026-08-20\t.\t.", "no number" },
		{ "a\tlab\tCRP\t12\t.\t2026-08-20\t.\t.", "without a unit" },
		{ "a\tlab\tCRP\t12\tmmol/L\t2026-08-20\t.\t.", "mg/L mg/dL" },
		{ "a\tlab\tCRP\thigh\tmg/L\t2026-08-20\t.\t.", "no level" },
		{ "a\tlab\tCRP\t12\tmg/L\t.\t.\t.", "without a day" },
		{ "a\tlab\tCRP\t12\tmg/L\t2026-08-20T24:00\t.\t.", "no day" },
		{ "a\tlab\tCRP\t12\tmg/L\t2026-08-20\t.\tlastdose=noon", "hours" },
		{ "a\tlab\tCRP\t12\tmg/L\t2026-08-20\t.\tflag=HIGH!", "high|low|normal" },
		{ "a\ttrial\tsertraline\t200\tmg/d\t2026-01-01\t.\t.", "without an end" },
		{ "a\tcondition\tsmoking\t.\t.\t.\t.\tflag=high", "it has none" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct said said;
		struct stardose_context *context = read_recorded(rows[i].row, &said);

		if (said.n_aside != 1 || !strstr(said.text, rows[i].why) ||
		    !strstr(said.text, "'f' line 2 is set aside"))
			fail_msg("row %d: %d aside: %s", (int)i, said.n_aside, said.text);
		assert_null(stardose_context_person(context, "a"));
		stardose_context_free(context);
	}
}

static void what_is_recorded_is_kept_in_one_spelling_and_is_never_in_use(void **state)
{
	static const struct { const char *row; enum stardose_item_state state; const char *detail;
	} rows[] = {
		{ "a\tscore\tphq-9\t12\t.\t2026-08-20\t.\trater=SELF; item9 = 0 ;missing=1",
		  STARDOSE_ITEM_RECORDED, "rater=self;missing=1;item9=0" },
		{ "a\tscore\tHAM-D\t60\t.\t2026-08-20\t.\tversion=24", STARDOSE_ITEM_RECORDED,
		  "version=24" },	/* not comparable with 17 items: local */
		{ "a\tscore\tWHO-5\t52\t.\t2026-08-20\t.\t.", STARDOSE_ITEM_RECORDED, "" },
		{ "a\tscore\tmood\t3.5\t.\t2026-08-20\t.\t.", STARDOSE_ITEM_RECORDED, "" },
		{ "a\tlab\tCRP\t0.3\tmg/L\t2026-08-20\t.\tassay=hs", STARDOSE_ITEM_RECORDED,
		  "assay=hs" },
		{ "a\tlab\tCRP\t<5\tmg/L\t2026-08-20T08:30\t.\tflag=normal",
		  STARDOSE_ITEM_RECORDED, "flag=normal" },
		{ "a\tlab\tCRP\t80\tmg/L\t2026-08-20\t.\tflag=high", STARDOSE_ITEM_CURRENT,
		  "flag=high" },
		{ "a\ttrial\tsertraline\t200\tmg/d\t.\t.\tweeks=8;reason=No Effect",
		  STARDOSE_ITEM_TRIED, "weeks=8;reason=no effect" },
		{ "a\ttrial\tsertraline\t200\tmg/d\t2026-01-01\t2027-01-01\t.",
		  STARDOSE_ITEM_TRIED, "" },
		{ "a\tprocedure\tECT\t6\t.\t2026-01-01\t2026-02-01\toutcome=partial",
		  STARDOSE_ITEM_ENDED, "outcome=partial" },
		{ "a\tperson\tage\t45\t.\t2026-01-01\t.\t.", STARDOSE_ITEM_RECORDED, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct said said;
		struct stardose_context *context = read_recorded(rows[i].row, &said);
		const struct stardose_context_item *item = only_item(context, "a");

		if (said.n_aside || item->state != rows[i].state ||
		    strcmp(item->detail, rows[i].detail))
			fail_msg("row %d: %s, '%s': %s", (int)i,
				 stardose_item_state_name(item->state), item->detail, said.text);
		if (item->agent && strcmp(item->agent, "inflammation"))
			fail_msg("row %d acts as %s", (int)i, item->agent);
		stardose_context_free(context);
	}
}

static void json_says_the_same_with_the_line_of_each_row(void **state)
{
	static const char text[] =
		"[\n{\"sample\": \"a\", \"kind\": \"score\", \"name\": \"PHQ-9\", \"value\": 12,\n"
		" \"date\": \"2026-08-20\", \"detail\": {\"item9\": 0, \"rater\": \"self\"}},\n"
		"{\"sample\": \"a\", \"kind\": \"score\", \"name\": \"PHQ-9\", \"value\": 99,"
		" \"start\": \"2026-08-20\"},\n"
		"{\"sample\": \"a\", \"kind\": \"medicine\", \"name\": \"sertraline\", \"stopp\": null},\n"
		"7]\n";
	const struct stardose_context_options options = { .size = sizeof(options) };
	struct said said = { .n_aside = 0 };
	const struct stardose_log log = { hear, &said };
	const struct stardose_person *person;
	struct stardose_context *context;
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(stardose_context_new(tables, &options, &context, NULL), STARDOSE_OK);
	assert_int_equal(stardose_context_parse(context, "f", text, strlen(text), &log, &err),
			 STARDOSE_OK);
	assert_int_equal(stardose_context_resolve(context, &log, NULL), STARDOSE_OK);
	person = stardose_context_person(context, "a");
	assert_int_equal(person->n_items, 1);
	assert_string_equal(person->items[0].detail, "rater=self;item9=0");
	assert_string_equal(person->items[0].value, "12");
	assert_int_equal(person->n_not_known, 1);	/* the medicine that was set aside */
	assert_non_null(strstr(said.text, "line 4 is set aside: '99'"));
	assert_non_null(strstr(said.text, "line 5 is set aside: 'stopp' is no member"));
	assert_non_null(strstr(said.text, "line 6 is set aside: not an object"));
	assert_int_equal(stardose_context_parse(context, "f", "[{\"sample\":1},\n{", 16, &log, &err),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "f:2: not JSON"));
	assert_int_equal(stardose_context_parse(context, "f", "[\n", 2, &log, &err),
			 STARDOSE_EINPUT);
	stardose_context_free(context);
}

static void the_order_of_rows_makes_no_difference(void **state)
{
	static const char *const rows[] = { "a\tscore\tPHQ-9\t12\t.\t2026-08-20\t.\t.\n",
					    "a\tmedicine\tsertraline\t50\tmg/d\t.\t.\t.\n",
					    "a\tscore\tPHQ-9\t9\t.\t2026-08-20\t.\t.\n",
					    "a\tmedicine\tbupropion\t.\t.\t2026-01-01\t.\t.\n" };
	char seen[2][256] = { "", "" };
	struct said said;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		char text[512] = "";
		const struct stardose_person *person;
		struct stardose_context *context;

		for (int i = 0; i < 4; i++)
			strcat(text, rows[turn ? 3 - i : i]);
		context = read_recorded(text, &said);
		person = stardose_context_person(context, "a");
		assert_int_equal(person->n_items, 4);
		for (int i = 0; i < 4; i++) {
			strcat(seen[turn], person->items[i].name);
			strcat(seen[turn], person->items[i].value);
		}
		stardose_context_free(context);
	}
	assert_string_equal(seen[0], seen[1]);
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
		cmocka_unit_test(what_cannot_be_is_set_aside_and_says_how_to_mend_it),
		cmocka_unit_test(what_is_recorded_is_kept_in_one_spelling_and_is_never_in_use),
		cmocka_unit_test(json_says_the_same_with_the_line_of_each_row),
		cmocka_unit_test(the_order_of_rows_makes_no_difference),
		cmocka_unit_test(states_are_those_of_the_day_that_counts),
		cmocka_unit_test(a_medicine_started_twice_is_named_and_counts_as_taken),
		cmocka_unit_test(persons_who_take_the_same_share_a_profile),
		cmocka_unit_test(samples_that_nobody_asked_for_are_said),
		cmocka_unit_test(a_list_says_what_is_taken_or_that_nothing_is),
		cmocka_unit_test(a_day_or_convention_that_there_is_not_is_refused),
	};
	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
