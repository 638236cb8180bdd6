/*
 * test_course_chart.c - scores over time as places on a drawing, with medicines beneath: nothing is
 * joined, stretched or left out but by rule
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "clinic/chart.h"
#include "course_fixture.h"

/* PHQ-9 goes from 0 to 27 over 92 units, upwards from the bottom of its panel at 22 + 92 */
enum { FIRST_TOP = 22, FIRST_BOTTOM = FIRST_TOP + SDI_CHART_PANEL };

static const cJSON *chart_of(cJSON **course, const char *facts)
{
	const struct course_input in = { .facts = facts };

	*course = course_of(&in);
	return json_at(*course, "chart");
}

/* The numbers of a list, one member of each element, as a text */
static void assert_members(const cJSON *chart, const char *path, const char *name,
			   const char *expected, const char *claim)
{
	if (strcmp(json_joined(chart, path, name), expected) != 0)
		fail_msg("%s: %s of %s are %s, not %s", claim, name, path,
			 json_joined(chart, path, name), expected);
}

/* ---- which scales ---- */

static void a_scale_is_drawn_that_has_scores_of_two_days(void **state)
{
	static const struct { const char *claim, *facts, *scales; } cases[] = {
		{ "one score", "score|PHQ-9|9||2026-01-01", "" },
		{ "two of one day", "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-01-01", "" },
		{ "two days", "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-01-02", "PHQ-9" },
		{ "two raters, a day each",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-01-02||rater=clinician", "" },
		{ "a scale that is not known", "score|Ours|9||2026-01-01\nscore|Ours|8||2026-01-02",
		  "" },
		{ "a scale that is itself a change",
		  "score|CGI-I|2||2026-01-01||baseline=2025-12-01\n"
		  "score|CGI-I|3||2026-02-01||baseline=2025-12-01", "" },
		{ "one of them is to come",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-06-02|||planned", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *course;
		const cJSON *chart = chart_of(&course, cases[i].facts);

		assert_members(chart, "panels", "scale", cases[i].scales, cases[i].claim);
		assert_json(course, "has_chart", *cases[i].scales ? "true" : "false",
			    cases[i].claim);
		cJSON_Delete(course);
	}
}

#define TWO(scale, a, b) "score|" scale "|" a "||2026-01-01\nscore|" scale "|" b "||2026-02-01\n"

static void of_more_than_three_scales_those_with_most_scores_are_drawn(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course, TWO("PHQ-9", "9", "8") TWO("GAD-7", "9", "8")
					       TWO("HAM-A", "9", "8") TWO("ISI", "9", "8")
					       TWO("EPDS", "9", "8") "score|EPDS|7||2026-01-15");

	(void)state;
	/* EPDS has three scores; of the others the first two of the table; drawn in its order */
	assert_members(chart, "panels", "scale", "PHQ-9 GAD-7 EPDS", "five scales");
	assert_string_equal(said(chart, "notes", "chart_more_scales"),
			    "2 more scales are in the table only");
	cJSON_Delete(course);
}

/* ---- where a score is ---- */

static void the_days_go_from_the_first_score_to_the_day_that_counts(void **state)
{
	static const struct { const char *claim, *facts, *first, *last; } cases[] = {
		{ "until today", "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01",
		  "2026-01-01", "2026-03-01" },
		{ "a score behind it", "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-04-01",
		  "2026-01-01", "2026-04-01" },
		{ "a medicine before",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "medicine|sertraline|50|mg/d|2025-12-01",
		  "2025-12-01", "2026-03-01" },
		{ "180 days before",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "medicine|sertraline|50|mg/d|2025-07-05",
		  "2025-07-05", "2026-03-01" },
		{ "181 days before",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "medicine|sertraline|50|mg/d|2025-07-04",
		  "2026-01-01", "2026-03-01" },
		{ "a procedure before",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "procedure|TMS|20||2025-12-01",
		  "2025-12-01", "2026-03-01" },
		{ "a level moves nothing",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "lab|clozapine|420|ng/mL|2025-12-01",
		  "2026-01-01", "2026-03-01" },
		{ "each medicine is held against the first score, not against another medicine",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "medicine|sertraline|50|mg/d|2025-10-01\nmedicine|lithium|900|mg/d|2025-05-01",
		  "2025-10-01", "2026-03-01" },
		{ "two scales",
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01\n"
		  "score|GAD-7|9||2025-11-01\nscore|GAD-7|8||2026-02-01",
		  "2025-11-01", "2026-03-01" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *course;
		const cJSON *chart = chart_of(&course, cases[i].facts);

		assert_json(chart, "first_day", cases[i].first, cases[i].claim);
		assert_json(chart, "last_day", cases[i].last, cases[i].claim);
		cJSON_Delete(course);
	}
}

/* 2026-01-01 to 2026-03-01 are 59 days over 276 units from 30 on: day 31 is at 30 + 31*276/59 */
static void a_score_stands_at_its_day_and_its_total(void **state)
{
	cJSON *course;
	const cJSON *chart =
		chart_of(&course, "score|PHQ-9|27||2026-01-01\nscore|PHQ-9|0||2026-02-01\n"
				  "score|PHQ-9|9||2026-03-01");

	(void)state;
	assert_members(chart, "panels/0/points", "x", "30 175 306", "days");
	/* 27 on top, 0 at the bottom, 9 of 27 a third above it: 114 - 30.667 */
	assert_members(chart, "panels/0/points", "y", "22 114 83.3", "totals");
	/* a number stands above its point, but below one at the top */
	assert_members(chart, "panels/0/points", "text_y", "35 109 78.3", "numbers");
	assert_json(chart, "panels/0/top", "22", "top");
	assert_json(chart, "panels/0/bottom", "114", "bottom");
	assert_json(chart, "panels/0/min", "0", "least");
	assert_json(chart, "panels/0/max", "27", "most");
	cJSON_Delete(course);
}

/* PANSS goes from 30 to 210: a total of 30 is at the bottom, though it is not 0 */
static void a_panel_begins_at_the_least_total_of_its_scale(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course, TWO("PANSS", "30", "120"));

	(void)state;
	assert_members(chart, "panels/0/points", "y", "114 68", "30 and 120 of 30 to 210");
	cJSON_Delete(course);
}

/* ---- lines ---- */

static void a_line_joins_neighbours_of_at_most_90_days(void **state)
{
	static const struct { const char *claim, *facts; int n; } cases[] = {
		{ "90 days", "score|PHQ-9|9||2025-12-01\nscore|PHQ-9|8||2026-03-01", 1 },
		{ "91 days", "score|PHQ-9|9||2025-11-30\nscore|PHQ-9|8||2026-03-01", 0 },
		{ "a gap between lines", "score|PHQ-9|9||2025-01-01\nscore|PHQ-9|9||2025-02-01\n"
		  "score|PHQ-9|9||2026-01-01\nscore|PHQ-9|8||2026-02-01", 2 },
		{ "two of one day are not joined to each other", "score|PHQ-9|9||2026-01-01\n"
		  "score|PHQ-9|8||2026-02-01\nscore|PHQ-9|7||2026-02-01", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *course;
		const cJSON *chart = chart_of(&course, cases[i].facts);

		if (json_size(chart, "panels/0/lines") != cases[i].n)
			fail_msg("%s: %d lines", cases[i].claim,
				 json_size(chart, "panels/0/lines"));
		cJSON_Delete(course);
	}
}

static void a_line_goes_from_point_to_point(void **state)
{
	static const char *const ends[][2] = { { "x1", "0/x" }, { "y1", "0/y" }, { "x2", "1/x" },
					       { "y2", "1/y" } };
	cJSON *course;
	const cJSON *chart = chart_of(&course, TWO("PHQ-9", "20", "9"));

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		char line[32], point[32];

		snprintf(line, sizeof(line), "panels/0/lines/0/%s", ends[i][0]);
		snprintf(point, sizeof(point), "panels/0/points/%s", ends[i][1]);
		assert_json(chart, line, json_text_at(chart, point), ends[i][0]);
	}
	cJSON_Delete(course);
}

/* ---- numbers and bands ---- */

/* On 59 days of 276 units a day is 4.7 units wide: 17 units are 4 days */
static void a_number_stands_where_there_is_room_and_always_at_the_last(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course,
				      "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|19||2026-01-03\n"
				      "score|PHQ-9|18||2026-01-05\nscore|PHQ-9|17||2026-02-26\n"
				      "score|PHQ-9|16||2026-03-01");

	(void)state;
	assert_members(chart, "panels/0/points", "value", "20 null 18 null 16", "numbers");
	assert_members(chart, "panels/0/points", "date",
		       "2026-01-01 2026-01-03 2026-01-05 2026-02-26 2026-03-01", "every day");
	cJSON_Delete(course);
}

static void bands_are_those_that_scores_are_told_by(void **state)
{
	static const struct { const char *facts, *bands, *convention, *n; } cases[] = {
		{ TWO("PHQ-9", "20", "9"), NULL, "Kroenke 2001", "5" },
		{ TWO("HAM-D-17", "20", "9"), NULL, "null", "0" },
		{ TWO("HAM-D-17", "20", "9"), "A", "A", "4" },
		{ TWO("HAM-D-17", "20", "9"), "B", "B", "5" },
		{ TWO("WSAS", "20", "9"), "A", "null", "0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts,
						 .options.hamd_bands = cases[i].bands };
		cJSON *course = course_of(&in);
		char n[16];

		snprintf(n, sizeof(n), "%d", json_size(course, "chart/panels/0/bands"));
		assert_string_equal(n, cases[i].n);
		assert_json(course, "chart/panels/0/convention", cases[i].convention,
			    cases[i].facts);
		cJSON_Delete(course);
	}
}

/* HAM-D-17 by B begins at 0, 8, 14, 19 and 23 of 52: the last two are 7.1 units apart, too near */
static void a_band_has_its_tick_at_its_low_end_and_a_name_where_there_is_room(void **state)
{
	const struct course_input in = { .facts = TWO("HAM-D-17", "20", "9"),
					 .options.hamd_bands = "B" };
	cJSON *course = course_of(&in);

	(void)state;
	assert_members(course, "chart/panels/0/bands", "y", "114 99.8 89.2 80.4 73.3", "ticks");
	assert_members(course, "chart/panels/0/bands", "text", "normal mild moderate severe null",
		       "names");
	cJSON_Delete(course);
}

/* ---- limits ---- */

static void at_most_60_scores_and_the_newest(void **state)
{
	static const struct { int n; const char *note; } cases[] = {
		{ 60, "" },
		{ 61, "the newest 60 of 61 scores are drawn; the table has all" },
		{ 75, "the newest 60 of 75 scores are drawn; the table has all" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t facts = KS_INITIALIZE;
		int day = sdi_date_parse("2025-10-01");
		char text[SDI_DAY_SIZE];
		cJSON *course;
		const cJSON *chart;

		for (int k = 0; k < cases[i].n; k++) {
			sdi_date_text(day + k, text);
			ksprintf(&facts, "score|PHQ-9|%d||%s\n", k % 28, text);
		}
		chart = chart_of(&course, facts.s);
		assert_int_equal(json_size(chart, "panels/0/points"), 60);
		sdi_date_text(day + cases[i].n - 60, text);
		assert_json(chart, "panels/0/points/0/date", text, "the oldest that is drawn");
		assert_json(chart, "first_day", text, "where the drawing begins");
		assert_string_equal(said(chart, "notes", "chart_more_scores"), cases[i].note);
		assert_int_equal(json_size(course, "scales/0/scores"), cases[i].n);
		cJSON_Delete(course);
		ks_free(&facts);
	}
}

static void at_most_20_bars_and_the_newest(void **state)
{
	static const struct { int n; const char *note; } cases[] = {
		{ 20, "" },
		{ 23, "the newest 20 of 23 medicines and procedures are drawn; the table has all" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t facts = KS_INITIALIZE;
		cJSON *course;
		const cJSON *chart;
		char first[16];

		kputs(TWO("PHQ-9", "20", "9"), &facts);
		for (int k = 0; k < cases[i].n; k++)
			ksprintf(&facts, "procedure|p%02d|||2026-02-%02d\n", k, k + 1);
		chart = chart_of(&course, facts.s);
		snprintf(first, sizeof(first), "p%02d", cases[i].n - 20);
		assert_int_equal(json_size(chart, "lanes"), 20);
		assert_json(chart, "lanes/0/name", first, "the oldest that is drawn");
		assert_string_equal(said(chart, "notes", "chart_more_bars"), cases[i].note);
		cJSON_Delete(course);
		ks_free(&facts);
	}
}

/* ---- lanes ---- */

/* The drawing is of 2026-01-01 to 2026-03-01; one with no begin stands before all others. */
static void each_medicine_has_one_lane_in_the_order_of_begins(void **state)
{
	static const struct { const char *claim, *facts, *lanes; } cases[] = {
		{ "by begin",
		  "medicine|sertraline|50|mg/d|2026-02-01\nmedicine|lithium|900|mg/d|2026-01-10",
		  "lithium sertraline" },
		{ "doses of one",
		  "medicine|Zoloft|50|mg/d|2026-01-10|2026-01-20\n"
		  "medicine|sertraline|100|mg/d|2026-01-21",
		  "sertraline" },
		{ "a trial of it is a lane of its own",
		  "medicine|sertraline|50|mg/d|2026-01-10\n"
		  "trial|sertraline|100|mg/d|2026-01-11|2026-02-01",
		  "sertraline sertraline" },
		{ "begin not known",
		  "medicine|lithium|900|mg/d|2026-01-10\nmedicine|sertraline|50|mg/d",
		  "sertraline lithium" },
		{ "ended before the first day", "medicine|sertraline|50|mg/d|2025-01-01|2025-12-31",
		  "" },
		{ "ended on the first day", "medicine|sertraline|50|mg/d|2025-01-01|2026-01-01",
		  "sertraline" },
		{ "a trial that ended by its weeks", "trial|sertraline|50|mg/d|2025-01-01||weeks=8",
		  "" },
		{ "to come", "medicine|sertraline|50|mg/d|2026-02-01|||planned", "" },
		{ "an end before its begin", "medicine|sertraline|50|mg/d|2026-02-01|2026-01-01",
		  "" },
		{ "what is not known here keeps its name", "medicine|no such medicine|||2026-02-01",
		  "no such medicine" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[512];
		cJSON *course;
		const cJSON *chart;

		snprintf(facts, sizeof(facts), "%s%s", TWO("PHQ-9", "20", "9"), cases[i].facts);
		chart = chart_of(&course, facts);
		assert_members(chart, "lanes", "name", cases[i].lanes, cases[i].claim);
		cJSON_Delete(course);
	}
}

#define SCORES_TO_MARCH "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|9||2026-03-01\n"

/* Day n of 59 is at 30 + n*276/59; a bar is 10 high at its largest dose, and 4 and a share below */
static void doses_are_steps_whose_heights_are_shares_of_the_largest(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course, SCORES_TO_MARCH
				      "medicine|sertraline|50|mg/d|2026-01-01|2026-01-31\n"
				      "medicine|sertraline|100|mg/d|2026-01-31|2026-02-10\n"
				      "medicine|sertraline||mg/d|2026-02-10");

	(void)state;
	assert_members(chart, "lanes/0/segments", "x", "30 170.3 217.1", "begins");
	assert_members(chart, "lanes/0/segments", "end", "170.3 217.1 306", "ends");
	assert_members(chart, "lanes/0/segments", "height", "7 10 10", "4 + 6/2, 10, not known");
	assert_members(chart, "lanes/0/segments", "is_open_left", "false false false", "begins");
	assert_members(chart, "lanes/0/segments", "is_open_right", "false false true", "ends");
	assert_json(chart, "lanes/0/doses", "50 → 100 mg/d", "doses in order");
	/* the lane begins at 140, below 22 + 92 + 10 and the axis of 16; its bars stand at 162 */
	assert_json(chart, "lanes/0/text_y", "149", "name");
	assert_members(chart, "lanes/0/segments", "y", "155 152 152", "tops");
	assert_members(chart, "lanes/0/segments", "middle", "158.5 157 157", "middles");
	cJSON_Delete(course);
}

static void what_goes_beyond_the_drawing_is_open_there(void **state)
{
	static const struct { const char *fact, *left, *right, *x, *width; } cases[] = {
		{ "medicine|sertraline|50|mg/d", "true", "true", "30", "276" },
		{ "medicine|sertraline|50|mg/d|2025-01-01|2026-01-31", "true", "false", "30",
		  "140.3" },
		{ "medicine|sertraline|50|mg/d|2026-01-31|2027-01-01", "false", "true", "170.3",
		  "135.7" },
		/* one day is a bar that can be seen */
		{ "medicine|sertraline|50|mg/d|2026-01-31|2026-01-31", "false", "false", "170.3",
		  "1.5" },
		{ "medicine|sertraline|50|mg/d|2026-03-01|2026-03-01", "false", "false", "306",
		  "1.5" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[256];
		cJSON *course;
		const cJSON *chart;

		snprintf(facts, sizeof(facts), SCORES_TO_MARCH "%s", cases[i].fact);
		chart = chart_of(&course, facts);
		assert_json(chart, "lanes/0/segments/0/is_open_left", cases[i].left, cases[i].fact);
		assert_json(chart, "lanes/0/segments/0/is_open_right", cases[i].right,
			    cases[i].fact);
		assert_json(chart, "lanes/0/segments/0/x", cases[i].x, cases[i].fact);
		assert_json(chart, "lanes/0/segments/0/width", cases[i].width, cases[i].fact);
		assert_json(chart, "lanes/0/is_trial", "false", cases[i].fact);
		assert_json(chart, "lanes/0/is_procedure", "false", cases[i].fact);
		cJSON_Delete(course);
	}
}

static void a_trial_and_a_procedure_are_lanes_of_their_kinds(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course, SCORES_TO_MARCH
				      "trial|sertraline|50|mg/d|2026-01-01|2026-01-31\n"
				      "procedure|TMS|20||2026-01-02");

	(void)state;
	assert_members(chart, "lanes", "is_trial", "true false", "trial");
	assert_members(chart, "lanes", "is_procedure", "false true", "procedure");
	cJSON_Delete(course);
}

/* ---- hatches ---- */

/* A medicine that acts on an enzyme of another marks the days that both have, and its washout. */
static void a_hatch_is_over_the_days_in_which_something_acted(void **state)
{
	static const struct { const char *claim, *facts, *start, *stop, *text; } cases[] = {
		{ "strong inhibitor of a gene with a score",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|paroxetine|20|mg/d|2026-01-20|2026-02-01",
		  "2026-01-20", "2026-02-01", "CYP2D6 acts poor with paroxetine" },
		{ "five weeks more of fluoxetine, cut at the end of the other",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|fluoxetine|20|mg/d|2025-12-01|2026-01-20",
		  "2026-01-10", "2026-02-20", "CYP2D6 acts poor with fluoxetine" },
		{ "five weeks more, no longer",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|fluoxetine|20|mg/d|2025-10-01|2025-12-11",
		  "2026-01-10", "2026-01-15", "CYP2D6 acts poor with fluoxetine" },
		{ "six weeks after",
		  "medicine|atomoxetine|80|mg/d|2026-01-22|2026-02-20\n"
		  "medicine|fluoxetine|20|mg/d|2025-10-01|2025-12-11",
		  "", "", "" },
		{ "an inducer",
		  "medicine|quetiapine|300|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|carbamazepine|400|mg/d|2026-01-20",
		  "2026-01-20", "2026-02-20", "carbamazepine acts on CYP3A4" },
		{ "one day",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|paroxetine|20|mg/d|2025-12-01|2026-01-10",
		  "2026-01-10", "2026-01-10", "CYP2D6 acts poor with paroxetine" },
		{ "a begin that is not known",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|paroxetine|20|mg/d",
		  "", "", "" },
		{ "not at the same time",
		  "medicine|atomoxetine|80|mg/d|2026-02-10|2026-02-20\n"
		  "medicine|paroxetine|20|mg/d|2026-01-20|2026-02-01",
		  "", "", "" },
		{ "to come",
		  "medicine|atomoxetine|80|mg/d|2026-01-10|2026-02-20\n"
		  "medicine|paroxetine|20|mg/d|2026-01-20|||planned",
		  "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[512];
		cJSON *course;
		const cJSON *lane, *chart;

		snprintf(facts, sizeof(facts), SCORES_TO_MARCH "%s", cases[i].facts);
		chart = chart_of(&course, facts);
		lane = json_with(chart, "lanes", "name", "atomoxetine");
		lane = lane ? lane : json_with(chart, "lanes", "name", "quetiapine");
		assert_non_null(lane);
		assert_json(lane, "marks/0/start", cases[i].start, cases[i].claim);
		assert_json(lane, "marks/0/stop", cases[i].stop, cases[i].claim);
		assert_json(lane, "marks/0/text", cases[i].text, cases[i].claim);
		assert_json(lane, "remarks/0/text", cases[i].text, cases[i].claim);
		if (*cases[i].text) { /* over the bar, and never too narrow to be seen */
			assert_json(lane, "marks/0/height", "10", cases[i].claim);
			assert_true(cJSON_GetNumberValue(json_at(lane, "marks/0/width")) >= 1.5);
			assert_json(lane, "marks/0/y", json_text_at(lane, "segments/0/y"),
				    cases[i].claim);
		}
		assert_json(lane, "has_marks", *cases[i].text ? "true" : "false", cases[i].claim);
		cJSON_Delete(course);
	}
}

/* ---- levels ---- */

static void a_level_is_a_triangle_in_the_lane_of_its_medicine(void **state)
{
	static const struct { const char *claim, *fact, *x; } cases[] = {
		{ "on a day of the drawing", "lab|clozapine|420|ng/mL|2026-01-31T08:00", "170.3" },
		{ "on its first", "lab|clozapine|420|ng/mL|2026-01-01", "30" },
		{ "on its last", "lab|clozapine|420|ng/mL|2026-03-01", "306" },
		{ "before it", "lab|clozapine|420|ng/mL|2025-12-31", "" },
		{ "behind it", "lab|clozapine|420|ng/mL|2026-03-02", "" },
		{ "of another medicine", "lab|lithium|0.7|mmol/L|2026-01-31", "" },
		{ "to come", "lab|clozapine|420|ng/mL|2026-01-31|||planned", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[512];
		cJSON *course;
		const cJSON *chart;

		snprintf(facts, sizeof(facts),
			 SCORES_TO_MARCH "medicine|clozapine|200|mg/d|2026-01-01\n%s",
			 cases[i].fact);
		chart = chart_of(&course, facts);
		assert_json(chart, "lanes/0/levels/0/x", cases[i].x, cases[i].claim);
		if (*cases[i].x) { /* a triangle 7 wide and 6 high around its day */
			const cJSON *level = json_at(chart, "lanes/0/levels/0");
			double x = cJSON_GetNumberValue(json_at(level, "x"));

			assert_true(cJSON_GetNumberValue(json_at(level, "left")) < x - 3.3);
			assert_true(cJSON_GetNumberValue(json_at(level, "left")) > x - 3.7);
			assert_true(cJSON_GetNumberValue(json_at(level, "right")) > x + 3.3);
			assert_true(cJSON_GetNumberValue(json_at(level, "right")) < x + 3.7);
			assert_json(level, "tip", "155", cases[i].claim);
			assert_json(level, "base", "161", cases[i].claim);
			assert_json(chart, "lanes/0/remarks/0/y", "174", "7 below a lane of 27");
		}
		assert_int_equal(json_size(chart, "lanes/0/remarks"), *cases[i].x != '\0');
		cJSON_Delete(course);
	}
}

/* ---- in words ---- */

static void whoever_cannot_see_the_drawing_hears_every_number(void **state)
{
	cJSON *course;
	const cJSON *chart = chart_of(&course, SCORES_TO_MARCH
				      "medicine|clozapine|200|mg/d|2026-01-01\n"
				      "lab|clozapine|420|ng/mL|2026-01-31");

	(void)state;
	assert_json(chart, "desc",
		    "PHQ-9: 2026-01-01 20, 2026-03-01 9. "
		    "clozapine 200 mg/d: 2026-01-01 to not given. "
		    "clozapine 420 ng/mL (2026-01-31).", "description");
	cJSON_Delete(course);
}

/* Panels, axis and lanes one beneath the other, and the drawing ends below the last. */
static void the_drawing_is_as_high_as_what_is_on_it(void **state)
{
	static const struct { const char *claim, *facts, *height; } cases[] = {
		/* 22 title, 92 panel, 10 space, 16 axis, 4 */
		{ "a panel", SCORES_TO_MARCH, "144" },
		/* and 27 for a lane */
		{ "and a medicine", SCORES_TO_MARCH "medicine|clozapine|200|mg/d|2026-01-01",
		  "171" },
		/* and 12 for a line of words */
		{ "and a level",
		  SCORES_TO_MARCH "medicine|clozapine|200|mg/d|2026-01-01\n"
				  "lab|clozapine|420|ng/mL|2026-01-31",
		  "183" },
		{ "two panels", SCORES_TO_MARCH TWO("GAD-7", "9", "8"), "268" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *course;
		const cJSON *chart = chart_of(&course, cases[i].facts);

		assert_json(chart, "height", cases[i].height, cases[i].claim);
		assert_json(chart, "width", "420", cases[i].claim);
		cJSON_Delete(course);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scale_is_drawn_that_has_scores_of_two_days),
		cmocka_unit_test(of_more_than_three_scales_those_with_most_scores_are_drawn),
		cmocka_unit_test(the_days_go_from_the_first_score_to_the_day_that_counts),
		cmocka_unit_test(a_score_stands_at_its_day_and_its_total),
		cmocka_unit_test(a_panel_begins_at_the_least_total_of_its_scale),
		cmocka_unit_test(a_line_joins_neighbours_of_at_most_90_days),
		cmocka_unit_test(a_line_goes_from_point_to_point),
		cmocka_unit_test(a_number_stands_where_there_is_room_and_always_at_the_last),
		cmocka_unit_test(bands_are_those_that_scores_are_told_by),
		cmocka_unit_test(a_band_has_its_tick_at_its_low_end_and_a_name_where_there_is_room),
		cmocka_unit_test(at_most_60_scores_and_the_newest),
		cmocka_unit_test(at_most_20_bars_and_the_newest),
		cmocka_unit_test(each_medicine_has_one_lane_in_the_order_of_begins),
		cmocka_unit_test(doses_are_steps_whose_heights_are_shares_of_the_largest),
		cmocka_unit_test(what_goes_beyond_the_drawing_is_open_there),
		cmocka_unit_test(a_trial_and_a_procedure_are_lanes_of_their_kinds),
		cmocka_unit_test(a_hatch_is_over_the_days_in_which_something_acted),
		cmocka_unit_test(a_level_is_a_triangle_in_the_lane_of_its_medicine),
		cmocka_unit_test(whoever_cannot_see_the_drawing_hears_every_number),
		cmocka_unit_test(the_drawing_is_as_high_as_what_is_on_it),
	};

	return cmocka_run_group_tests(tests, course_tables, course_no_tables);
}
