/*
 * test_course_scores.c - totals of rating scales over time: which are compared, what a change is
 * called, and what an answer about suicidal thoughts does
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "course_fixture.h"

/* ---- which totals are compared ---- */

/* Each line is a series: only totals of one scale, version and rater are compared. */
static void only_totals_of_one_scale_version_and_rater_are_compared(void **state)
{
	static const struct { const char *claim, *facts, *series; } cases[] = {
		{ "one scale", "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|10||2026-02-01", "PHQ-9" },
		{ "another spelling of its name",
		  "score|phq9|20||2026-01-01\nscore|PHQ-9|10||2026-02-01", "PHQ-9" },
		{ "another rater",
		  "score|PHQ-9|20||2026-01-01||rater=clinician\nscore|PHQ-9|10||2026-02-01",
		  "PHQ-9 PHQ-9" },
		{ "the rater of the scale, spelt out",
		  "score|PHQ-9|20||2026-01-01||rater=self\nscore|PHQ-9|10||2026-02-01", "PHQ-9" },
		{ "two versions of one name",
		  "score|BPRS|40||2026-01-01||version=18\nscore|BPRS|60||2026-02-01||version=24",
		  "BPRS-18 BPRS-24" },
		{ "raw and percent",
		  "score|WHO-5|10||2026-01-01||form=raw\nscore|WHO-5|40||2026-02-01",
		  "WHO-5 WHO-5" },
		{ "two scales, in the order of the table",
		  "score|GAD-7|9||2026-01-01\nscore|PHQ-9|10||2026-02-01", "PHQ-9 GAD-7" },
		{ "one that is planned counts for nothing",
		  "score|PHQ-9|20||2026-01-01\nscore|GAD-7|10||2026-06-01|||planned", "PHQ-9" },
		{ "a scale without a total has no series", "score|C-SSRS|||2026-01-01||ideation=0",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts };
		cJSON *course = course_of(&in);

		if (strcmp(json_joined(course, "scales", "scale"), cases[i].series) != 0)
			fail_msg("%s: series %s", cases[i].claim,
				 json_joined(course, "scales", "scale"));
		cJSON_Delete(course);
	}
}

static void a_scale_that_is_not_known_is_kept_beside_the_others(void **state)
{
	static const struct course_input in = {
		.facts = "score|Zeta scale|7||2026-02-01\nscore|our scale|4||2026-01-01\n"
			 "score|Our Scale|3||2026-02-01"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "has_scales", "false", "scales");
	assert_json(course, "has_local", "true", "local");
	/* one series, whatever its capitals, by name; nothing is computed of it */
	assert_string_equal(json_joined(course, "local", "scale"), "our scale Zeta scale");
	assert_json(course, "local/0/n", "2", "both capitals");
	assert_json(course, "local/0/change", "", "a change");
	assert_json(course, "local/0/last/band", "null", "a band");
	assert_string_equal(json_joined(course, "local/0/says", "code"), "local");
	cJSON_Delete(course);
}

static void totals_stand_by_day_whatever_the_order_of_the_file(void **state)
{
	static const struct course_input in = {
		.facts = "score|PHQ-9|12||2026-02-10\nscore|PHQ-9|20||2025-12-31\n"
			 "score|PHQ-9|16||2026-01-15"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_string_equal(json_joined(course, "scales/0/scores", "value"), "20 16 12");
	assert_json(course, "scales/0/first/date", "2025-12-31", "first");
	assert_json(course, "scales/0/last/date", "2026-02-10", "last");
	assert_json(course, "scales/0/change", "-8", "last minus first");
	assert_json(course, "scales/0/has_several", "true", "three");
	cJSON_Delete(course);
}

/* ---- change ---- */

/* Points and per cent by hand; codes in the order in which they are told. */
static void a_change_is_told_by_the_conventions_of_the_scale(void **state)
{
	static const struct { const char *scale, *from, *to, *text, *codes; } cases[] = {
		/* reliable change 5 points; response 50 %; remission at most 4; baseline at least
		   10 */
		{ "PHQ-9", "20", "10", "change −10 points (−50 %)",
		  "change_more response no_remission" },
		{ "PHQ-9", "20", "11", "change −9 points (−45 %)",
		  "change_more no_response no_remission" },
		{ "PHQ-9", "21", "10", "change −11 points (−52 %)", /* 52.38 */
		  "change_more response no_remission" },
		{ "PHQ-9", "20", "4", "change −16 points (−80 %)",
		  "change_more response remission" },
		{ "PHQ-9", "20", "5", "change −15 points (−75 %)",
		  "change_more response no_remission" },
		{ "PHQ-9", "15", "10", "change −5 points (−33 %)",
		  "change_same no_response no_remission" },
		{ "PHQ-9", "15", "11", "change −4 points (−27 %)", /* 26.67 */
		  "change_less no_response no_remission" },
		{ "PHQ-9", "10", "16", "change +6 points (+60 %)",
		  "change_more no_response no_remission" },
		{ "PHQ-9", "10", "10", "change 0 points (0 %)",
		  "change_less no_response no_remission" },
		{ "PHQ-9", "10", "5", "change −5 points (−50 %)",
		  "change_same response no_remission" },
		/* below the least baseline neither response nor remission is told */
		{ "PHQ-9", "9", "1", "change −8 points (−89 %)", "change_more low_baseline" },
		/* nothing above the floor: no per cent */
		{ "PHQ-9", "0", "6", "change +6 points", "change_more low_baseline" },
		{ "PHQ-9", "1", "3", "change +2 points (+200 %)", "change_less low_baseline" },
		/* per cent of what is above the floor of 30: 30 of 60 */
		{ "PANSS", "90", "60", "change −30 points (−50 %)", "" },
		{ "PANSS", "30", "60", "change +30 points", "" },
		/* a convention of its own: 35 per cent. 14 of 40 is exactly that, 13 is less */
		{ "Y-BOCS", "40", "26", "change −14 points (−35 %)", "response" },
		{ "Y-BOCS", "40", "27", "change −13 points (−33 %)", "no_response" }, /* 32.5 */
		/* half a per cent is rounded away from zero on both sides: 1 of 40 is 2.5 */
		{ "Y-BOCS", "40", "39", "change −1 points (−3 %)", "no_response" },
		{ "AUDIT", "40", "39", "change −1 points (−3 %)", "" },
		{ "AUDIT", "39", "40", "change +1 points (+3 %)", "" }, /* 2.56 */
		/* no convention on file: points alone */
		{ "WSAS", "20", "10", "change −10 points (−50 %)", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[256], claim[64];
		const struct course_input in = { .facts = facts };
		cJSON *course;

		snprintf(facts, sizeof(facts), "score|%s|%s||2026-01-01\nscore|%s|%s||2026-02-01",
			 cases[i].scale, cases[i].from, cases[i].scale, cases[i].to);
		snprintf(claim, sizeof(claim), "%s %s to %s", cases[i].scale, cases[i].from,
			 cases[i].to);
		course = course_of(&in);
		/* the sign is that of print, U+2212 */
		assert_json(course, "scales/0/change_text", cases[i].text, claim);
		if (strcmp(json_joined(course, "scales/0/says", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", claim, json_joined(course, "scales/0/says", "code"));
		cJSON_Delete(course);
	}
}

static void what_cannot_be_compared_has_no_change(void **state)
{
	static const struct { const char *claim, *facts, *codes, *text; } cases[] = {
		{ "one total", "score|PHQ-9|20||2026-01-01", "", "" },
		{ "two totals of one day, and no other",
		  "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|5||2026-01-01", "", "" },
		{ "two totals on the first day",
		  "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|19||2026-01-01\n"
		  "score|PHQ-9|5||2026-02-01",
		  "two_totals", "two totals on 2026-01-01: no change is computed" },
		{ "two totals on the last day",
		  "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|19||2026-02-01\n"
		  "score|PHQ-9|5||2026-02-01",
		  "two_totals", "two totals on 2026-02-01: no change is computed" },
		{ "a scale that is itself a change",
		  "score|CGI-I|2||2026-01-01||baseline=2025-12-01\n"
		  "score|CGI-I|3||2026-02-01||baseline=2025-12-01",
		  "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts };
		cJSON *course = course_of(&in);

		assert_json(course, "scales/0/change", "", cases[i].claim);
		assert_json(course, "scales/0/change_text", "", cases[i].claim);
		assert_json(course, "scales/0/says/0/text", cases[i].text, cases[i].claim);
		if (strcmp(json_joined(course, "scales/0/says", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 json_joined(course, "scales/0/says", "code"));
		cJSON_Delete(course);
	}
}

static void two_totals_between_first_and_last_day_are_no_hindrance(void **state)
{
	static const struct course_input in = {
		.facts = "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|9||2026-01-15\n"
			 "score|PHQ-9|19||2026-01-15\nscore|PHQ-9|10||2026-02-01"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "scales/0/change", "-10", "first and last are one each");
	assert_string_equal(json_joined(course, "scales/0/scores/1/notes", "code"),
			    "same_day item_not_recorded");
	assert_string_equal(json_joined(course, "scales/0/scores/0/notes", "code"),
			    "item_not_recorded");
	cJSON_Delete(course);
}

/* ---- the baseline ---- */

#define THREE "score|PHQ-9|24||2026-01-01\nscore|PHQ-9|20||2026-01-17\nscore|PHQ-9|8||2026-02-20"

/* With --since the last total of the 14 days up to the start, else the first on file. */
static void a_baseline_is_the_last_total_of_the_14_days_before_a_treatment(void **state)
{
	static const struct { const char *claim, *fact, *since, *change; int is_since; } cases[] = {
		{ "no treatment is asked for", "medicine|sertraline|50|mg/d|2026-01-20", NULL,
		  "-16", 0 },
		{ "three days after a total", "medicine|sertraline|50|mg/d|2026-01-20",
		  "sertraline", "-12", 1 },
		{ "on the day of a total", "medicine|sertraline|50|mg/d|2026-01-17", "sertraline",
		  "-12", 1 },
		{ "the day before it: the one before, 15 days ago, is too old",
		  "medicine|sertraline|50|mg/d|2026-01-16", "sertraline", "-16", 0 },
		{ "14 days after the first", "medicine|sertraline|50|mg/d|2026-01-15", "sertraline",
		  "-16", 1 },
		{ "14 days after the second", "medicine|sertraline|50|mg/d|2026-01-31",
		  "sertraline", "-12", 1 },
		{ "15 days after it", "medicine|sertraline|50|mg/d|2026-02-01", "sertraline", "-16",
		  0 },
		{ "by a trade name of it", "medicine|Zoloft|50|mg/d|2026-01-20", "sertraline",
		  "-12", 1 },
		{ "as it was written, capitals alike", "medicine|zoloft|50|mg/d|2026-01-20",
		  "ZOLOFT", "-12", 1 },
		{ "a procedure", "procedure|TMS|20||2026-01-20", "tms", "-12", 1 },
		{ "another medicine", "medicine|sertraline|50|mg/d|2026-01-20", "paroxetine", "-16",
		  0 },
		{ "without a start", "medicine|sertraline|50|mg/d", "sertraline", "-16", 0 },
		{ "a trial is not what is meant", "trial|sertraline|50|mg/d|2026-01-20|2026-02-01",
		  "sertraline", "-16", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[512];
		const struct course_input in = { .facts = facts,
						 .options.since = cases[i].since };
		cJSON *course;
		const char *how;

		snprintf(facts, sizeof(facts), "%s\n%s", cases[i].fact, THREE);
		course = course_of(&in);
		assert_json(course, "scales/0/change", cases[i].change, cases[i].claim);
		how = json_text_at(course, "scales/0/baseline_how");
		if (!!strstr(how, "the 14 days up to") != cases[i].is_since ||
		    !strstr(json_text_at(course, "scales/0/baseline_text"), how))
			fail_msg("%s: %s", cases[i].claim,
				 json_text_at(course, "scales/0/baseline_text"));
		cJSON_Delete(course);
	}
}

static void a_baseline_that_is_one_of_two_of_its_day_gives_no_change(void **state)
{
	static const struct course_input in = {
		.facts = "score|PHQ-9|24||2026-01-17\nscore|PHQ-9|20||2026-01-17\n"
			 "score|PHQ-9|8||2026-02-20\nmedicine|sertraline|50|mg/d|2026-01-20",
		.options.since = "sertraline"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "scales/0/change", "", "which of the two is the baseline?");
	assert_string_equal(json_joined(course, "scales/0/says", "code"), "two_totals");
	cJSON_Delete(course);
}

/* ---- bands ---- */

/* Both ends of each band of one convention, and nothing where several are and none was chosen. */
static void a_band_holds_both_its_ends(void **state)
{
	static const struct { const char *scale, *total, *bands, *band; } cases[] = {
		{ "PHQ-9", "0", NULL, "minimal by the convention Kroenke 2001" },
		{ "PHQ-9", "4", NULL, "minimal by the convention Kroenke 2001" },
		{ "PHQ-9", "5", NULL, "mild by the convention Kroenke 2001" },
		{ "PHQ-9", "14", NULL, "moderate by the convention Kroenke 2001" },
		{ "PHQ-9", "15", NULL, "moderately severe by the convention Kroenke 2001" },
		{ "PHQ-9", "27", NULL, "severe by the convention Kroenke 2001" },
		{ "HAM-D-17", "18", NULL, "null" },
		{ "HAM-D-17", "18", "A", "moderate by the convention A" },
		{ "HAM-D-17", "18", "B", "moderate by the convention B" },
		{ "HAM-D-17", "19", "B", "severe by the convention B" },
		{ "HAM-D-17", "19", "Q", "moderate by the convention Q" },
		{ "HAM-D-17", "19", "q", "moderate by the convention Q" },
		{ "HAM-D-17", "19", "no such", "null" },
		/* the choice is for scales that have several; others keep their own */
		{ "PHQ-9", "5", "A", "mild by the convention Kroenke 2001" },
		{ "WSAS", "5", NULL, "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[128];
		const struct course_input in = { .facts = facts,
						 .options.hamd_bands = cases[i].bands };
		cJSON *course;

		snprintf(facts, sizeof(facts), "score|%s|%s||2026-01-01", cases[i].scale,
			 cases[i].total);
		course = course_of(&in);
		assert_json(course, "scales/0/first/band", cases[i].band, facts);
		cJSON_Delete(course);
	}
}

static void several_conventions_of_which_none_was_chosen_are_named_once(void **state)
{
	static const struct course_input none = { .facts = "score|HAM-D-17|18||2026-01-01" },
					 chosen = { .facts = "score|HAM-D-17|18||2026-01-01",
						    .options.hamd_bands = "B" };
	cJSON *course = course_of(&none);

	(void)state;
	assert_string_equal(said(course, "scales/0/says", "no_band"),
			    "no band: A, B, Q differ, and none was chosen (--hamd-bands)");
	cJSON_Delete(course);
	course = course_of(&chosen);
	assert_string_equal(said(course, "scales/0/says", "no_band"), "");
	cJSON_Delete(course);
}

/* ---- what stands beside one total ---- */

static void a_total_has_notes_of_what_it_leaves_open(void **state)
{
	static const struct { const char *fact, *codes, *text; } cases[] = {
		{ "score|PHQ-9|20||2026-01-01||item9=0", "", "" },
		{ "score|PHQ-9|20||2026-01-01", "item_not_recorded", "item 9 not recorded" },
		{ "score|MADRS|20||2026-01-01", "item_not_recorded", "item 10 not recorded" },
		{ "score|GAD-7|20||2026-01-01", "", "" },
		{ "score|GAD-7|20||2026-01-01||missing=2", "missing", "2 items missing" },
		{ "score|GAD-7|20||2026-01-01||missing=0", "", "" },
		{ "score|CGI-I|2||2026-01-01||baseline=2025-12-01", "since_day",
		  "change since 2025-12-01, by the rater" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		assert_json(course, "scales/0/first/notes/0/text", cases[i].text, cases[i].fact);
		if (strcmp(json_joined(course, "scales/0/first/notes", "code"), cases[i].codes))
			fail_msg("%s: %s", cases[i].fact,
				 json_joined(course, "scales/0/first/notes", "code"));
		cJSON_Delete(course);
	}
}

static void a_scale_says_which_way_is_better_and_who_rates_it(void **state)
{
	static const struct { const char *fact, *better, *is_self, *id; } cases[] = {
		{ "score|PHQ-9|20||2026-01-01", "lower is better", "true", "scale:PHQ-9" },
		{ "score|MoCA|20||2026-01-01", "higher is better", "false", "scale:MoCA" },
		{ "score|PHQ-9|20||2026-01-01||rater=clinician", "lower is better", "false",
		  "scale:PHQ-9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		assert_json(course, "scales/0/better", cases[i].better, cases[i].fact);
		assert_json(course, "scales/0/is_self_rated", cases[i].is_self, cases[i].fact);
		assert_json(course, "scales/0/id", cases[i].id, cases[i].fact);
		cJSON_Delete(course);
	}
}

/* ---- answers about suicidal thoughts ---- */

/* The codes in the order in which they are told, and what the first says. */
static void an_answer_above_0_is_told_and_stays_when_a_newer_one_is_not(void **state)
{
	static const struct { const char *claim, *facts, *codes, *what; } cases[] = {
		{ "answered 0", "score|PHQ-9|20||2026-01-01||item9=0", "", "" },
		{ "not answered", "score|PHQ-9|27||2026-01-01", "", "" },
		{ "answered 1", "score|PHQ-9|2||2026-01-01||item9=1", "safety",
		  "PHQ-9, item 9: answered 1" },
		{ "under an item that it is not", "score|PHQ-9|2||2026-01-01||item10=1", "", "" },
		{ "item 10 of another scale", "score|MADRS|20||2026-01-01||item10=4", "safety",
		  "MADRS, item 10: answered 4" },
		{ "the newer is negative",
		  "score|PHQ-9|20||2026-01-01||item9=2\n"
		  "score|PHQ-9|10||2026-02-01||item9=0",
		  "safety_older", "PHQ-9, item 9: answered 2" },
		{ "the newer was not answered",
		  "score|PHQ-9|20||2026-01-01||item9=2\n"
		  "score|PHQ-9|10||2026-02-01",
		  "safety_older", "PHQ-9, item 9: answered 2" },
		{ "the newest stands first",
		  "score|PHQ-9|20||2026-01-01||item9=1\n"
		  "score|PHQ-9|10||2026-02-01||item9=3",
		  "safety safety_older", "PHQ-9, item 9: answered 3" },
		{ "two of one day both count",
		  "score|PHQ-9|20||2026-02-01||item9=0\n"
		  "score|PHQ-9|10||2026-02-01||item9=3",
		  "safety", "PHQ-9, item 9: answered 3" },
		{ "each scale has its own newest",
		  "score|MADRS|20||2026-01-01||item10=2\n"
		  "score|PHQ-9|10||2026-02-01||item9=0",
		  "safety", "MADRS, item 10: answered 2" },
		{ "one that is planned is none", "score|PHQ-9|20||2026-06-01||item9=2|planned", "",
		  "" },
		{ "any yes of components", "score|C-SSRS|||2026-01-01||ideation=0;behaviour=yes",
		  "safety", "C-SSRS: ideation 0, behaviour yes" },
		{ "ideation alone", "score|C-SSRS|||2026-01-01||ideation=1;period=month", "safety",
		  "C-SSRS: ideation 1, period: month" },
		{ "no on both", "score|C-SSRS|||2026-01-01||ideation=0;behaviour=no", "", "" },
		{ "a scale that is not known asks nothing", "score|Ours|2||2026-01-01||item9=3", "",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts };
		cJSON *course = course_of(&in);
		const char *first = json_text_at(course, "safety/0/text");

		if (strcmp(json_joined(course, "safety", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", cases[i].claim, json_joined(course, "safety", "code"));
		if (!strstr(first, cases[i].what))
			fail_msg("%s: %s", cases[i].claim, first);
		assert_json(course, "has_safety", *cases[i].codes ? "true" : "false",
			    cases[i].claim);
		assert_json(course, "first_safety", *cases[i].codes ? first : "null",
			    cases[i].claim);
		cJSON_Delete(course);
	}
}

static void components_are_shown_as_recorded_also_when_all_are_negative(void **state)
{
	static const struct course_input in = {
		.facts = "score|C-SSRS|||2026-01-01||ideation=0;behaviour=no;period=lifetime\n"
			 "score|C-SSRS|||2026-06-01||ideation=2|planned"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_int_equal(json_size(course, "components"), 1);
	assert_json(course, "components/0/text", "ideation 0, behaviour no, period: lifetime",
		    "components");
	assert_json(course, "has_components", "true", "they are there");
	assert_json(course, "has_safety", "false", "nothing is positive");
	assert_json(course, "has_course", "true", "but there is a course");
	cJSON_Delete(course);
}

/* ---- the first page ---- */

static void the_first_page_has_two_scales_and_counts_the_rest(void **state)
{
	static const struct { const char *facts, *codes, *more; } cases[] = {
		{ "score|PHQ-9|20||2026-01-01", "summary_one", "null" },
		{ "score|PHQ-9|20||2026-01-01\nscore|PHQ-9|9||2026-02-01", "summary", "null" },
		{ "score|PHQ-9|20||2026-01-01\nscore|GAD-7|9||2026-02-01",
		  "summary_one summary_one", "null" },
		{ "score|PHQ-9|20||2026-01-01\nscore|GAD-7|9||2026-02-01\nscore|ISI|9||2026-02-01\n"
		  "score|EPDS|3||2026-02-01",
		  "summary_one summary_one", "2 more behind this page" },
		{ "score|PHQ-9|20||2026-01-01\nlab|clozapine|420|ng/mL|2026-01-01\n"
		  "trial|sertraline|50|mg/d|2025-01-01|2025-03-01\nprocedure|TMS|20||2026-01-20\n"
		  "score|C-SSRS|||2026-01-01||ideation=0",
		  "summary_one", "4 more behind this page" },
		{ "medicine|sertraline|50|mg/d|2026-01-20", "", "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts };
		cJSON *course = course_of(&in);

		if (strcmp(json_joined(course, "lines", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", cases[i].facts, json_joined(course, "lines", "code"));
		assert_json(course, "more", cases[i].more, cases[i].facts);
		assert_json(course, "has_lines", *cases[i].codes ? "true" : "false",
			    cases[i].facts);
		cJSON_Delete(course);
	}
}

static void what_is_to_come_is_named_and_medicines_are_no_part_of_it(void **state)
{
	static const struct course_input in = {
		.facts =
			"score|PHQ-9|20||2026-06-01|||planned\n"
			"procedure|ECT|||2026-05-01|||planned\n"
			"medicine|sertraline|50|mg/d|2026-06-01|||planned\n"
			"condition|pregnancy|||2026-06-01|||planned"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_string_equal(json_joined(course, "planned", "name"), "PHQ-9 ECT");
	assert_json(course, "planned/0/text", "planned for 2026-06-01", "day");
	assert_json(course, "procedures/0/is_planned", "true", "ECT");
	assert_json(course, "has_scales", "false", "a planned score is none");
	cJSON_Delete(course);
}

static void a_procedure_has_its_outcome_in_words_and_its_device(void **state)
{
	static const struct course_input in = {
		.facts =
			"procedure|TMS|20||2026-01-01|2026-02-01|outcome=partial;device=figure of "
			"eight\n"
			"procedure|ECT|6||2025-01-01"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_string_not_equal(json_text_at(course, "procedures/0/outcome"), "null");
	assert_json(course, "procedures/0/device", "figure of eight", "TMS");
	assert_json(course, "procedures/0/sessions", "20", "TMS");
	assert_json(course, "procedures/1/outcome", "null", "ECT has none");
	assert_json(course, "procedures/1/device", "null", "ECT has none");
	cJSON_Delete(course);
}

static void nobody_without_facts_has_a_course(void **state)
{
	static const struct course_input in = { .facts = NULL };
	static const char *const none[] = { "has_course", "has_lines",	"has_scales",
					    "has_local",  "has_levels", "has_trials",
					    "has_safety", "has_chart",	"has_procedures",
					    "has_planned",
					    "has_components" };
	cJSON *course = course_of(&in);

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_json(course, none[i], "false", "a person without facts");
	cJSON_Delete(course);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_totals_of_one_scale_version_and_rater_are_compared),
		cmocka_unit_test(a_scale_that_is_not_known_is_kept_beside_the_others),
		cmocka_unit_test(totals_stand_by_day_whatever_the_order_of_the_file),
		cmocka_unit_test(a_change_is_told_by_the_conventions_of_the_scale),
		cmocka_unit_test(what_cannot_be_compared_has_no_change),
		cmocka_unit_test(two_totals_between_first_and_last_day_are_no_hindrance),
		cmocka_unit_test(a_baseline_is_the_last_total_of_the_14_days_before_a_treatment),
		cmocka_unit_test(a_baseline_that_is_one_of_two_of_its_day_gives_no_change),
		cmocka_unit_test(a_band_holds_both_its_ends),
		cmocka_unit_test(several_conventions_of_which_none_was_chosen_are_named_once),
		cmocka_unit_test(a_total_has_notes_of_what_it_leaves_open),
		cmocka_unit_test(a_scale_says_which_way_is_better_and_who_rates_it),
		cmocka_unit_test(an_answer_above_0_is_told_and_stays_when_a_newer_one_is_not),
		cmocka_unit_test(components_are_shown_as_recorded_also_when_all_are_negative),
		cmocka_unit_test(the_first_page_has_two_scales_and_counts_the_rest),
		cmocka_unit_test(what_is_to_come_is_named_and_medicines_are_no_part_of_it),
		cmocka_unit_test(a_procedure_has_its_outcome_in_words_and_its_device),
		cmocka_unit_test(nobody_without_facts_has_a_course),
	};

	return cmocka_run_group_tests(tests, course_tables, course_no_tables);
}
