/*
 * test_course_trials.c - trials of treatment: a dose beside a rule, what may have changed exposure
 * in that time, and worksheets that count without a verdict
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "course_fixture.h"

#define TRIAL(name, dose) "trial|" name "|" dose "|mg/d|2025-01-10|2025-03-20"

/* ---- the dose beside the rule ---- */

/* nvl_standard_dose: amitriptyline from 75 mg a day on, sertraline from 50 */
static void a_dose_is_held_against_the_lower_end_of_the_rule(void **state)
{
	static const struct { const char *fact, *code, *text; } cases[] = {
		{ TRIAL("amitriptyline", "75"), "trial_reached",
		  "at or above the standard dose (75 mg/d)" },
		{ TRIAL("amitriptyline", "300"), "trial_reached",
		  "at or above the standard dose (75 mg/d)" },
		{ TRIAL("amitriptyline", "74.9"), "trial_below",
		  "below the standard dose (75 mg/d)" },
		{ TRIAL("amitriptyline", "0"), "trial_no_dose",
		  "dose not given, or not in mg a day" },
		{ "trial|amitriptyline|3|tablets|2025-01-10|2025-03-20", "trial_no_dose",
		  "dose not given, or not in mg a day" },
		{ "trial|amitriptyline|||2025-01-10|2025-03-20", "trial_no_dose",
		  "dose not given, or not in mg a day" },
		{ "trial|amitriptyline|0.1|g/d|2025-01-10|2025-03-20", "trial_reached",
		  "at or above the standard dose (75 mg/d)" },
		{ TRIAL("Elavil", "75"), "trial_reached",
		  "at or above the standard dose (75 mg/d)" },
		{ TRIAL("warfarin", "5"), "trial_no_rule", "no standard dose on file" },
		{ TRIAL("no such medicine", "5"), "trial_no_rule", "no standard dose on file" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		assert_json(course, "trials/0/says/0/code", cases[i].code, cases[i].fact);
		assert_json(course, "trials/0/says/0/text", cases[i].text, cases[i].fact);
		cJSON_Delete(course);
	}
}

static void trials_are_counted_each_under_one_of_three(void **state)
{
	static const struct course_input in = {
		.facts = TRIAL("amitriptyline", "150") "\n" TRIAL("sertraline", "25") "\n"
			 TRIAL("paroxetine", "40") "\n" TRIAL("warfarin", "5") "\n"
			 "trial|amitriptyline|3|tablets|2025-01-10|2025-03-20\n"
			 "trial|venlafaxine|75|mg/d|2026-06-01|2026-08-01||planned"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_int_equal(json_size(course, "trials"), 5);
	assert_string_equal(
		said(course, "trial_head", "trial_counts"),
		"5 trials; 2 at or above the standard dose, 1 below it, 2 not comparable");
	assert_json(course, "has_trials", "true", "trials");
	cJSON_Delete(course);
}

/* ---- what was recorded ---- */

static void weeks_are_as_given_else_whole_weeks_of_the_days(void **state)
{
	static const struct { const char *fact, *weeks; } cases[] = {
		{ "trial|sertraline|50|mg/d|2025-01-01|2025-01-14", "1 weeks" }, /* 13 days */
		{ "trial|sertraline|50|mg/d|2025-01-01|2025-01-15", "2 weeks" },
		{ "trial|sertraline|50|mg/d|2024-02-26|2024-03-04", "1 weeks" }, /* a leap day */
		{ "trial|sertraline|50|mg/d|2025-01-01|2025-01-15|weeks=8", "8 weeks" },
		{ "trial|sertraline|50|mg/d|2025-01-01|2025-01-15|weeks=0", "0 weeks" },
		{ "trial|sertraline|50|mg/d|2025-01-01||weeks=6", "6 weeks" },
		{ "trial|sertraline|50|mg/d|2025-01-01", "null" },
		{ "trial|sertraline|50|mg/d||2025-01-01", "null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		assert_json(course, "trials/0/weeks_text", cases[i].weeks, cases[i].fact);
		cJSON_Delete(course);
	}
}

static void how_a_trial_ended_stands_in_words_and_is_never_judged(void **state)
{
	static const struct course_input in = {
		.facts = "trial|Zoloft|200|mg/d|2025-01-10|2025-03-20|outcome=none;adherence=full;"
			 "reason=no effect;episode=current;augments=lithium\n"
			 "trial|sertraline|50|mg/d|2024-01-10|2024-03-20"
	};
	static const char *const words[] = { "outcome", "adherence", "reason", "episode",
					     "augments" };
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "trials/0/name", "Zoloft", "as written");
	assert_json(course, "trials/0/known_as", "sertraline", "of the tables");
	assert_json(course, "trials/0/augments", "added to lithium", "augments");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		char given[64], left_out[64];

		snprintf(given, sizeof(given), "trials/0/%s", words[i]);
		snprintf(left_out, sizeof(left_out), "trials/1/%s", words[i]);
		if (!cJSON_IsString(json_at(course, given)))
			fail_msg("%s has no words", words[i]);
		assert_json(course, left_out, "null", "nothing was given");
	}
	cJSON_Delete(course);
}

/* ---- exposure: genes ---- */

/* escitalopram is a substrate of CYP2C19 alone; the line must be for it, its gene, and unusual */
static void a_result_speaks_of_exposure_only_with_a_line_that_is_not_the_usual(void **state)
{
	static const struct { const char *claim, *genes, *line, *code; } cases[] = {
		{ "poor", "CYP2C19=Poor Metabolizer",
		  "escitalopram|reduce|row1|CYP2C19:Poor Metabolizer", "exposure_higher" },
		{ "intermediate", "CYP2C19=Intermediate Metabolizer",
		  "escitalopram|reduce|row1|CYP2C19:Intermediate Metabolizer", "exposure_higher" },
		{ "rapid", "CYP2C19=Rapid Metabolizer",
		  "escitalopram|alternative|row1|CYP2C19:Rapid Metabolizer", "exposure_lower" },
		{ "ultrarapid", "CYP2C19=Ultrarapid Metabolizer",
		  "escitalopram|alternative|row1|CYP2C19:Ultrarapid Metabolizer",
		  "exposure_lower" },
		{ "normal, though a line asks for something", "CYP2C19=Normal Metabolizer",
		  "escitalopram|reduce|row1|CYP2C19:Normal Metabolizer", "" },
		{ "capitals alike", "CYP2C19=Poor Metabolizer",
		  "Escitalopram|reduce|row1|CYP2C19:Poor Metabolizer", "exposure_higher" },
		{ "no line", "CYP2C19=Poor Metabolizer", "", "" },
		{ "the usual", "CYP2C19=Poor Metabolizer",
		  "escitalopram|standard|row1|CYP2C19:Poor Metabolizer", "" },
		{ "no recommendation", "CYP2C19=Poor Metabolizer",
		  "escitalopram|no_recommendation|row1|CYP2C19:Poor Metabolizer", "" },
		{ "a line without action", "CYP2C19=Poor Metabolizer",
		  "escitalopram||row1|CYP2C19:Poor Metabolizer", "" },
		{ "a line without a row", "CYP2C19=Poor Metabolizer",
		  "escitalopram|reduce||CYP2C19:Poor Metabolizer", "" },
		{ "another medicine", "CYP2C19=Poor Metabolizer",
		  "citalopram|reduce|row1|CYP2C19:Poor Metabolizer", "" },
		{ "another gene", "CYP2C19=Poor Metabolizer",
		  "escitalopram|reduce|row1|CYP2D6:Poor Metabolizer", "" },
		{ "a gene whose name begins so", "CYP2C19=Poor Metabolizer",
		  "escitalopram|reduce|row1|CYP2C19X:Poor Metabolizer", "" },
		{ "the second gene of a line", "CYP2C19=Poor Metabolizer",
		  "escitalopram|reduce|row1|CYP2D6:No Result;CYP2C19:Poor Metabolizer",
		  "exposure_higher" },
		{ "a second line", "CYP2C19=Poor Metabolizer",
		  "escitalopram|standard|row1|CYP2C19:Poor Metabolizer\n"
		  "escitalopram|reduce|row2|CYP2C19:Poor Metabolizer",
		  "exposure_higher" },
		{ "no result", "", "escitalopram|reduce|row1|CYP2C19:Poor Metabolizer",
		  "exposure_not_known" },
		{ "a result that is none", "CYP2C19=Indeterminate",
		  "escitalopram|reduce|row1|CYP2C19:Indeterminate", "exposure_not_known" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = TRIAL("escitalopram", "10"),
						 .genes = cases[i].genes,
						 .guidance = cases[i].line };
		cJSON *course = course_of(&in);

		if (strcmp(json_joined(course, "trials/0/exposure", "code"), cases[i].code) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 json_joined(course, "trials/0/exposure", "code"));
		assert_json(course, "trials/0/has_exposure", *cases[i].code ? "true" : "false",
			    cases[i].claim);
		cJSON_Delete(course);
	}
}

static void the_line_of_guidance_is_named_by_its_row(void **state)
{
	static const struct course_input in = {
		.facts = TRIAL("escitalopram", "10"),
		.genes = "CYP2C19=Poor Metabolizer",
		.guidance = "escitalopram|standard|row1|CYP2C19:Poor Metabolizer\n"
			    "escitalopram|reduce|row2|CYP2C19:Poor Metabolizer"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "trials/0/exposure/0/id", "row2", "the row that is not the usual");
	assert_json(
		course, "trials/0/exposure/0/text",
		"CYP2C19 Poor Metabolizer: exposure may have been higher than usual in this time "
		"(row row2)",
		"words");
	cJSON_Delete(course);
}

/* ---- exposure: what was taken beside ---- */

/* atomoxetine is a substrate of CYP2D6; paroxetine inhibits it strongly, fluvoxamine weakly */
static void a_medicine_speaks_of_exposure_only_in_days_that_both_have(void **state)
{
	static const struct { const char *claim, *trial, *other, *code; } cases[] = {
		{ "all the time", "2025-01-10|2025-03-20",
		  "paroxetine|20|mg/d|2024-01-01|2025-06-01", "exposure_higher" },
		{ "still taken", "2025-01-10|2025-03-20", "paroxetine|20|mg/d|2024-01-01",
		  "exposure_higher" },
		{ "begun on the last day", "2025-01-10|2025-03-20",
		  "paroxetine|20|mg/d|2025-03-20|2025-06-01", "exposure_higher" },
		{ "begun the day after", "2025-01-10|2025-03-20",
		  "paroxetine|20|mg/d|2025-03-21|2025-06-01", "" },
		{ "stopped on the first day", "2025-01-10|2025-03-20",
		  "paroxetine|20|mg/d|2024-01-01|2025-01-10", "exposure_higher" },
		{ "stopped the day before", "2025-01-10|2025-03-20",
		  "paroxetine|20|mg/d|2024-01-01|2025-01-09", "" },
		{ "begin not known", "2025-01-10|2025-03-20", "paroxetine|20|mg/d||2025-06-01",
		  "" },
		{ "a weak inhibitor", "2025-01-10|2025-03-20",
		  "fluvoxamine|100|mg/d|2024-01-01|2025-06-01", "" },
		{ "a medicine that does not act on it", "2025-01-10|2025-03-20",
		  "warfarin|5|mg/d|2024-01-01|2025-06-01", "" },
		{ "an end by its weeks", "2025-01-10||weeks=10",
		  "paroxetine|20|mg/d|2024-01-01|2025-06-01", "exposure_higher" },
		{ "begun on the last day of its weeks", "2025-01-10||weeks=10",
		  "paroxetine|20|mg/d|2025-03-21|2025-06-01", "exposure_higher" },
		{ "begun the day after its weeks", "2025-01-10||weeks=10",
		  "paroxetine|20|mg/d|2025-03-22|2025-06-01", "" },
		{ "no end at all", "2025-01-10", "paroxetine|20|mg/d|2024-01-01|2025-06-01", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[256];
		const struct course_input in = { .facts = facts,
						 .genes = "CYP2D6=Normal Metabolizer" };
		cJSON *course;

		snprintf(facts, sizeof(facts), "medicine|%s\ntrial|atomoxetine|80|mg/d|%s",
			 cases[i].other, cases[i].trial);
		course = course_of(&in);
		if (strcmp(json_joined(course, "trials/0/exposure", "code"), cases[i].code) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 json_joined(course, "trials/0/exposure", "code"));
		cJSON_Delete(course);
	}
}

static void the_direction_follows_from_inhibitor_or_inducer(void **state)
{
	static const struct { const char *claim, *facts, *genes, *text; } cases[] = {
		/* aripiprazole by CYP3A4: carbamazepine induces it strongly */
		{ "inducer",
		  "medicine|carbamazepine|400|mg/d|2024-01-01\n" TRIAL("aripiprazole", "10"),
		  "CYP3A4=Normal Metabolizer;CYP2D6=Normal Metabolizer",
		  "carbamazepine acts on CYP3A4: exposure may have been lower than usual in this "
		  "time "
		  "(row agent:carbamazepine)" },
		{ "inhibitor",
		  "medicine|paroxetine|20|mg/d|2024-01-01\n" TRIAL("atomoxetine", "80"),
		  "CYP2D6=Normal Metabolizer",
		  "paroxetine acts on CYP2D6: exposure may have been higher than usual in this "
		  "time "
		  "(row agent:paroxetine)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].facts, .genes = cases[i].genes };
		cJSON *course = course_of(&in);

		assert_json(course, "trials/0/exposure/0/text", cases[i].text, cases[i].claim);
		assert_json(course, "trials/0/exposure/0/label", "label", cases[i].claim);
		cJSON_Delete(course);
	}
}

static void a_medicine_does_not_act_on_its_own_trial(void **state)
{
	static const struct course_input in = {
		.facts = "medicine|paroxetine|20|mg/d|2024-01-01\n" TRIAL("paroxetine", "20"),
		.genes = "CYP2D6=Normal Metabolizer;CYP2C19=Normal Metabolizer"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "trials/0/has_exposure", "false", "paroxetine beside paroxetine");
	cJSON_Delete(course);
}

/* ---- worksheets ---- */

/* The five items of the MSM: 3 + 2 + 1 + 0 + 1 */
#define MSM_4                                                                                      \
	"person|msm_duration|> 24 months\nperson|msm_severity|mild\n"                              \
	"person|msm_antidepressants|1-2 medicines\nperson|msm_augmentation|not used\n"

static void points_are_given_only_where_each_item_has_a_choice_of_the_rule(void **state)
{
	static const struct { const char *claim, *persons, *code, *text; } cases[] = {
		{ "all five", MSM_4 "person|msm_ECT|used", "msm",
		  "MSM worksheet of the items given: 7 (it goes from 3 to 15); a count, not a "
		  "verdict" },
		{ "ECT not used", MSM_4 "person|msm_ect|NOT USED", "msm",
		  "MSM worksheet of the items given: 6 (it goes from 3 to 15); a count, not a "
		  "verdict" },
		{ "one is missing", MSM_4, "msm_missing", "MSM: not given: ECT" },
		{ "a choice that the rule does not have", MSM_4 "person|msm_ECT|perhaps",
		  "msm_missing", "MSM: not given: ECT" },
		{ "nothing", "", "msm_missing",
		  "MSM: not given: duration, severity at baseline, antidepressants failed, "
		  "augmentation, ECT" },
		{ "a condition is no choice", MSM_4 "condition|msm_ECT|used", "msm_missing",
		  "MSM: not given: ECT" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char facts[512];
		const struct course_input in = { .facts = facts, .options.trial_rule = "msm" };
		cJSON *course;

		snprintf(facts, sizeof(facts), "%s\n%s", TRIAL("sertraline", "100"),
			 cases[i].persons);
		course = course_of(&in);
		if (strcmp(said(course, "trial_head", cases[i].code), cases[i].text) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 said(course, "trial_head", cases[i].code));
		cJSON_Delete(course);
	}
}

static void each_rule_brings_what_it_asks_and_no_more(void **state)
{
	static const struct { const char *rule, *codes; } cases[] = {
		{ NULL, "trial_rule trial_counts" },
		{ "nvl_standard_dose", "trial_rule trial_counts" },
		{ "msm", "msm_missing" },
		/* its stages 0 to V and its limits, each as a line; a dose is not asked for, so
		   nothing is counted */
		{ "thase_rush", "asks asks asks asks asks asks asks" },
		{ "no such rule", "rule_not_known" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = TRIAL("sertraline", "100"),
						 .options.trial_rule = cases[i].rule };
		cJSON *course = course_of(&in);

		if (strcmp(json_joined(course, "trial_head", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", cases[i].rule ? cases[i].rule : "none",
				 json_joined(course, "trial_head", "code"));
		cJSON_Delete(course);
	}
}

static void a_list_is_told_in_the_words_of_its_rule(void **state)
{
	static const struct course_input in = { .facts = TRIAL("sertraline", "100"),
						.options.trial_rule = "thase_rush" },
					 none = { .facts = "medicine|sertraline|50|mg/d|2026-01-20",
						  .options.trial_rule = "thase_rush" };
	cJSON *course = course_of(&in);

	(void)state;
	assert_json(course, "trial_head/1/text",
		    "stage, I: failure of >= 1 adequate trial of one major class", "stage I");
	assert_json(course, "trial_head/1/id", "trial_rule:thase_rush", "what explain answers");
	assert_json(course, "trial_head/1/label", "worksheet", "no guideline");
	cJSON_Delete(course);
	course = course_of(&none);
	assert_int_equal(json_size(course, "trial_head"), 0); /* without a trial no rule is shown */
	cJSON_Delete(course);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dose_is_held_against_the_lower_end_of_the_rule),
		cmocka_unit_test(trials_are_counted_each_under_one_of_three),
		cmocka_unit_test(weeks_are_as_given_else_whole_weeks_of_the_days),
		cmocka_unit_test(how_a_trial_ended_stands_in_words_and_is_never_judged),
		cmocka_unit_test(
			a_result_speaks_of_exposure_only_with_a_line_that_is_not_the_usual),
		cmocka_unit_test(the_line_of_guidance_is_named_by_its_row),
		cmocka_unit_test(a_medicine_speaks_of_exposure_only_in_days_that_both_have),
		cmocka_unit_test(the_direction_follows_from_inhibitor_or_inducer),
		cmocka_unit_test(a_medicine_does_not_act_on_its_own_trial),
		cmocka_unit_test(points_are_given_only_where_each_item_has_a_choice_of_the_rule),
		cmocka_unit_test(each_rule_brings_what_it_asks_and_no_more),
		cmocka_unit_test(a_list_is_told_in_the_words_of_its_rule),
	};

	return cmocka_run_group_tests(tests, course_tables, course_no_tables);
}
