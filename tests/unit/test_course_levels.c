/*
 * test_course_levels.c - levels in blood: what they may be compared with, and what a ratio of
 * metabolite to parent is told beside genes
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "course_fixture.h"

struct level_case { const char *claim, *facts, *codes; };

/* The codes of what is said of the first level, in their order */
static void says_codes(const struct level_case *cases, size_t n, const char *genes)
{
	for (size_t i = 0; i < n; i++) {
		const struct course_input in = { .facts = cases[i].facts, .genes = genes };
		cJSON *course = course_of(&in);

		if (strcmp(json_joined(course, "levels/0/says", "code"), cases[i].codes) != 0)
			fail_msg("%s: %s", cases[i].claim,
				 json_joined(course, "levels/0/says", "code"));
		cJSON_Delete(course);
	}
}

#define SAYS_CODES(cases, genes) says_codes(cases, sizeof(cases) / sizeof(*(cases)), genes)
#define LEVEL(name, value) "lab|" name "|" value "|ng/mL|2026-02-03T08:00||lastdose=12"

/* ---- the range ---- */

/* amisulpride 100 to 320, alert 640; tranylcypromine up to 50 and no alert level */
static void a_level_is_compared_with_the_range_both_ends_included(void **state)
{
	static const struct level_case cases[] = {
		{ "below", LEVEL("amisulpride", "99.999"), "range below alert time" },
		{ "low end", LEVEL("amisulpride", "100"), "range within alert time" },
		{ "high end", LEVEL("amisulpride", "320"), "range within alert time" },
		{ "above", LEVEL("amisulpride", "320.001"), "range above alert time" },
		{ "just below the alert level", LEVEL("amisulpride", "639.999"),
		  "range above alert time" },
		{ "at the alert level", LEVEL("amisulpride", "640"), "range above at_alert time" },
		{ "nothing", LEVEL("amisulpride", "0"), "range below alert time" },
		{ "a range without low end", LEVEL("tranylcypromine", "0"),
		  "range_to within time" },
		{ "its high end", LEVEL("tranylcypromine", "50"), "range_to within time" },
		{ "above it", LEVEL("tranylcypromine", "51"), "range_to above time" },
	};

	(void)state;
	SAYS_CODES(cases, NULL);
}

static void a_level_given_as_less_than_is_below_only_where_that_is_certain(void **state)
{
	static const struct level_case cases[] = {
		{ "less than the low end", LEVEL("amisulpride", "<100"), "range below alert time" },
		{ "less than half of it", LEVEL("amisulpride", "<50"), "range below alert time" },
		{ "less than what is within", LEVEL("amisulpride", "<101"),
		  "range less_than time" },
		{ "less than what is above", LEVEL("amisulpride", "<400"), "range less_than time" },
		{ "less than the alert level and more", LEVEL("amisulpride", "<700"),
		  "range less_than time" },
	};

	(void)state;
	SAYS_CODES(cases, NULL);
}

static void without_the_time_since_the_dose_nothing_is_compared(void **state)
{
	static const struct level_case cases[] = {
		{ "no time", "lab|amisulpride|900|ng/mL|2026-02-03", "no_time" },
		{ "no range on file", "lab|our marker|900|ng/mL|2026-02-03||lastdose=12",
		  "no_range" },
		{ "another unit of the same size",
		  "lab|amisulpride|100|ug/L|2026-02-03||lastdose=12", "range within alert time" },
		{ "a unit that is not known", "lab|amisulpride|100|furlong|2026-02-03||lastdose=12",
		  "" },
	};

	(void)state;
	SAYS_CODES(cases, NULL);
}

static void a_unit_is_converted_by_its_exact_factor_or_not_at_all(void **state)
{
	static const struct { const char *fact, *code, *text; } cases[] = {
		{ "lab|CRP|0.8|mg/dL|2026-02-03", "converted", "8 mg/L (times 10)" },
		{ "lab|CRP|0|mg/dL|2026-02-03", "converted", "0 mg/L (times 10)" },
		{ "lab|CRP|8|mg/L|2026-02-03", "converted", "" },
		{ "lab|25-OH vitamin D|50|nmol/L|2026-02-03", "not_converted",
		  "nmol/L is not compared with ng/mL" },
		{ "lab|25-OH vitamin D|20|ng/mL|2026-02-03", "not_converted", "" },
		{ "lab|lithium|0.7|mEq/L|2026-02-03", "converted", "" },
		/* what its range is for, and that range */
		{ "lab|lithium|0.7|mEq/L|2026-02-03||lastdose=12", "range",
		  "reference range 0.5 to 0.8 mmol/L" },
		{ "lab|lithium|0.7|mEq/L|2026-02-03||lastdose=12", "long_term",
		  "for long-term use only; other texts give other ranges" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		if (strcmp(said(course, "levels/0/says", cases[i].code), cases[i].text) != 0)
			fail_msg("%s: %s", cases[i].fact,
				 said(course, "levels/0/says", cases[i].code));
		cJSON_Delete(course);
	}
}

static void numbers_of_a_range_stand_in_the_first_unit_of_the_analyte(void **state)
{
	static const struct { const char *fact, *code, *text; } cases[] = {
		{ LEVEL("amisulpride", "100"), "range", "reference range 100 to 320 ng/mL" },
		{ LEVEL("amisulpride", "100"), "alert", "alert level 640 ng/mL" },
		{ LEVEL("amisulpride", "640"), "at_alert",
		  "at or above the alert level of 640 ng/mL" },
		{ LEVEL("tranylcypromine", "1"), "range_to", "reference range up to 50 ng/mL" },
		{ LEVEL("amisulpride", "<200"), "less_than",
		  "given as less than 200: no comparison" },
		{ "lab|amisulpride|1|ug/L|2026-02-03||lastdose=10.5", "time",
		  "10.5 h after the dose; the range is for: trough, steady state (4-5 "
		  "half-lives)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		if (strcmp(said(course, "levels/0/says", cases[i].code), cases[i].text) != 0)
			fail_msg("%s: %s", cases[i].fact,
				 said(course, "levels/0/says", cases[i].code));
		cJSON_Delete(course);
	}
}

/* ---- both parts of one sample ---- */

#define PART(name, value, day) "lab|" name "|" value "|ng/mL|" day "||lastdose=12"

/* fluoxetine and norfluoxetine together 120 to 500 */
static void a_range_of_both_together_needs_both_of_one_sample(void **state)
{
	static const struct level_case cases[] = {
		{ "no other part", PART("fluoxetine", "130", "2026-02-03"),
		  "range_sum sum_missing time" },
		{ "both, 60 and 59",
		  PART("fluoxetine", "60", "2026-02-03") "\n" PART("norfluoxetine", "59",
								   "2026-02-03"),
		  "range_sum sum below time" },
		{ "both, 60 and 60",
		  PART("fluoxetine", "60", "2026-02-03") "\n" PART("norfluoxetine", "60",
								   "2026-02-03"),
		  "range_sum sum within time" },
		{ "both, 250 and 251",
		  PART("fluoxetine", "250", "2026-02-03") "\n" PART("norfluoxetine", "251",
								    "2026-02-03"),
		  "range_sum sum above time" },
		{ "of another day",
		  PART("fluoxetine", "60", "2026-02-03") "\n" PART("norfluoxetine", "60",
								   "2026-02-04"),
		  "range_sum sum_missing time" },
		{ "of another time of the day",
		  PART("fluoxetine", "60", "2026-02-03T08:00") "\n" PART("norfluoxetine", "60",
									 "2026-02-03T09:00"),
		  "range_sum sum_missing time" },
		{ "the other as less than",
		  PART("fluoxetine", "60", "2026-02-03") "\n" PART("norfluoxetine", "<60",
								   "2026-02-03"),
		  "range_sum sum_missing time" },
		{ "itself as less than",
		  PART("fluoxetine", "<60", "2026-02-03") "\n" PART("norfluoxetine", "60",
								    "2026-02-03"),
		  "range_sum sum_missing time" },
		{ "a metabolite counts with its parent, and has no range of its own",
		  PART("norfluoxetine", "60", "2026-02-03") "\n" PART("fluoxetine", "60",
								      "2026-02-03"),
		  "counts_with" },
		{ "a metabolite of which no range is on file, alone",
		  PART("norfluoxetine", "60", "2026-02-03"), "no_range" },
		{ "nortriptyline beside amitriptyline is no level of nortriptyline",
		  PART("nortriptyline", "60", "2026-02-03") "\n" PART("amitriptyline", "60",
								      "2026-02-03"),
		  "counts_with" },
		{ "nortriptyline alone has its own", PART("nortriptyline", "70", "2026-02-03"),
		  "range within time" },
	};

	(void)state;
	SAYS_CODES(cases, NULL);
}

static void the_sum_is_told_with_both_names(void **state)
{
	static const struct course_input in = {
		.facts = PART("fluoxetine", "60.25", "2026-02-03") "\n"
			 PART("norfluoxetine", "59.5", "2026-02-03")
	};
	cJSON *course = course_of(&in);

	(void)state;
	/* 119.75, to one place, half away from zero */
	assert_string_equal(said(course, "levels/0/says", "sum"),
			    "fluoxetine and norfluoxetine together 119.8 ng/mL");
	assert_string_equal(said(course, "levels/1/says", "counts_with"),
			    "counts with fluoxetine of the same sample");
	cJSON_Delete(course);
}

/* ---- the ratio beside genes ---- */

#define ESCITALOPRAM(metabolite)                                                                   \
	PART("escitalopram", "40", "2026-02-03") "\n"                                              \
	PART("desmethylescitalopram", metabolite, "2026-02-03")
#define RATIO "range within alert time ratio"

/* desmethylescitalopram to escitalopram: usual 0.3 to 1.0, low in poor metabolizers of CYP2C19 */
static void a_ratio_is_in_line_where_the_phenotype_lets_it_lie(void **state)
{
	/* metabolite 4, 20, 60 of 40: ratio 0.1 below, 0.5 within, 1.5 above */
	static const struct { const char *phenotype, *below, *within, *above; } cases[] = {
		{ "Poor Metabolizer", "in_line", "not_in_line", "not_in_line" },
		{ "Likely Poor Metabolizer", "in_line", "not_in_line", "not_in_line" },
		{ "Intermediate Metabolizer", "in_line", "in_line", "not_in_line" },
		{ "Normal Metabolizer", "not_in_line", "in_line", "not_in_line" },
		{ "Rapid Metabolizer", "not_in_line", "in_line", "in_line" },
		{ "Ultrarapid Metabolizer", "not_in_line", "in_line", "in_line" },
		{ "Indeterminate", "ratio_no_gene", "ratio_no_gene", "ratio_no_gene" },
		{ "No Result", "ratio_no_gene", "ratio_no_gene", "ratio_no_gene" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char gene[64], codes[3][64];
		struct level_case rows[3] = { { "ratio 0.1", ESCITALOPRAM("4"), codes[0] },
					      { "ratio 0.5", ESCITALOPRAM("20"), codes[1] },
					      { "ratio 1.5", ESCITALOPRAM("60"), codes[2] } };

		snprintf(gene, sizeof(gene), "CYP2C19=%s", cases[i].phenotype);
		snprintf(codes[0], sizeof(codes[0]), RATIO " %s", cases[i].below);
		snprintf(codes[1], sizeof(codes[1]), RATIO " %s", cases[i].within);
		snprintf(codes[2], sizeof(codes[2]), RATIO " %s", cases[i].above);
		SAYS_CODES(rows, gene);
	}
}

static void both_ends_of_the_usual_ratio_are_within(void **state)
{
	static const struct level_case cases[] = {
		{ "0.3", ESCITALOPRAM("12"), RATIO " in_line" },
		{ "0.299", ESCITALOPRAM("11.96"), RATIO " not_in_line" },
		{ "1.0", ESCITALOPRAM("40"), RATIO " in_line" },
		{ "1.001", ESCITALOPRAM("40.04"), RATIO " not_in_line" },
	};

	(void)state;
	SAYS_CODES(cases, "CYP2C19=Normal Metabolizer");
}

static void no_ratio_is_made_of_what_is_not_a_number_of_one_sample(void **state)
{
	static const struct level_case cases[] = {
		{ "no metabolite", PART("escitalopram", "40", "2026-02-03"),
		  "range within alert time" },
		{ "of another day",
		  PART("escitalopram", "40", "2026-02-03") "\n" PART("desmethylescitalopram", "20",
								     "2026-02-04"),
		  "range within alert time" },
		{ "metabolite as less than", ESCITALOPRAM("<5"), "range within alert time" },
		{ "parent as less than",
		  PART("escitalopram", "<10", "2026-02-03") "\n" PART("desmethylescitalopram", "20",
								      "2026-02-03"),
		  "range below alert time" },
		{ "a parent of 0 divides nothing",
		  PART("escitalopram", "0", "2026-02-03") "\n" PART("desmethylescitalopram", "20",
								    "2026-02-03"),
		  "range below alert time" },
		{ "without the time since the dose a ratio stands still",
		  "lab|escitalopram|40|ng/mL|2026-02-03\n"
		  "lab|desmethylescitalopram|20|ng/mL|2026-02-03",
		  "no_time ratio in_line" },
	};

	(void)state;
	SAYS_CODES(cases, "CYP2C19=Normal Metabolizer");
}

static void a_ratio_and_its_genes_are_told_in_words(void **state)
{
	static const struct course_input in = { .facts = ESCITALOPRAM("20"),
						.genes = "CYP2C19=Poor Metabolizer" };
	cJSON *course = course_of(&in);

	(void)state;
	assert_string_equal(said(course, "levels/0/says", "ratio"),
			    "ratio desmethylescitalopram/escitalopram 0.5; usual 0.3 to 1");
	assert_string_equal(
		said(course, "levels/0/says", "not_in_line"),
		"not in line with the genetic result (CYP2C19 Poor Metabolizer): look for "
		"other medicines, intake, time of sampling");
	cJSON_Delete(course);
}

/*
 * nortriptyline to amitriptyline, usual 0.2 to 1.8: low in poor metabolizers of CYP2C19, high in
 * those of CYP2D6. The ratio here is 0.1, so it lies below.
 */
static void two_genes_are_weighed_together_and_may_point_apart(void **state)
{
	static const struct { const char *genes, *code; } cases[] = {
		{ "CYP2C19=Poor Metabolizer;CYP2D6=Normal Metabolizer", "in_line" },
		{ "CYP2C19=Normal Metabolizer;CYP2D6=Poor Metabolizer", "not_in_line" },
		{ "CYP2C19=Poor Metabolizer;CYP2D6=Poor Metabolizer", "ratio_apart" },
		{ "CYP2C19=Poor Metabolizer;CYP2D6=Ultrarapid Metabolizer", "in_line" },
		{ "CYP2C19=Ultrarapid Metabolizer;CYP2D6=Poor Metabolizer", "not_in_line" },
		/* below or within, and above or within: together within */
		{ "CYP2C19=Intermediate Metabolizer;CYP2D6=Intermediate Metabolizer",
		  "not_in_line" },
		{ "CYP2C19=Poor Metabolizer;CYP2D6=Intermediate Metabolizer", "ratio_apart" },
		{ "CYP2C19=Normal Metabolizer;CYP2D6=Normal Metabolizer", "not_in_line" },
		{ "CYP2C19=Poor Metabolizer", "ratio_no_gene" },
		{ "CYP2D6=Indeterminate;CYP2C19=Poor Metabolizer", "ratio_no_gene" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = {
			.facts = PART("amitriptyline", "100", "2026-02-03") "\n"
				 PART("nortriptyline", "10", "2026-02-03"),
			.genes = cases[i].genes
		};
		cJSON *course = course_of(&in);
		char codes[64];

		snprintf(codes, sizeof(codes), "range_sum sum within alert time ratio %s",
			 cases[i].code);
		if (strcmp(json_joined(course, "levels/0/says", "code"), codes) != 0)
			fail_msg("%s: %s", cases[i].genes,
				 json_joined(course, "levels/0/says", "code"));
		cJSON_Delete(course);
	}
}

static void genes_without_result_are_named_together(void **state)
{
	static const struct course_input in = {
		.facts = PART("amitriptyline", "100", "2026-02-03") "\n"
			 PART("nortriptyline", "10", "2026-02-03")
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_string_equal(said(course, "levels/0/says", "ratio_no_gene"),
			    "genetic result of CYP2C19, CYP2D6 not known: no comparison");
	cJSON_Delete(course);
}

/* citalopram's ratio names no gene */
static void a_ratio_that_no_gene_is_for_is_told_alone(void **state)
{
	static const struct level_case cases[] = {
		{ "citalopram", PART("citalopram", "60", "2026-02-03") "\n"
		  PART("desmethylcitalopram", "6", "2026-02-03"), "range within alert time ratio" },
	};

	(void)state;
	SAYS_CODES(cases, "CYP2C19=Poor Metabolizer");
}

/* ---- what the laboratory says ---- */

static void what_the_laboratory_says_itself_is_told_last(void **state)
{
	static const struct level_case cases[] = {
		{ "flagged", "lab|amisulpride|900|ng/mL|2026-02-03||flag=high",
		  "no_time flag_high" },
		{ "ill", "lab|amisulpride|900|ng/mL|2026-02-03||ill=yes", "no_time ill" },
		{ "not ill", "lab|amisulpride|900|ng/mL|2026-02-03||ill=no", "no_time" },
		{ "both", "lab|amisulpride|900|ng/mL|2026-02-03||flag=low;ill=yes",
		  "no_time flag_low ill" },
		{ "a marker has its fixed sentence, and no range is missed",
		  "lab|CRP|80|mg/L|2026-02-03||flag=high", "flag_high crp" },
	};

	(void)state;
	SAYS_CODES(cases, NULL);
}

static void a_research_marker_is_labelled_as_one_and_never_compared(void **state)
{
	static const struct { const char *fact, *code, *label; } cases[] = {
		{ "lab|BDNF|20|ng/mL|2026-02-03||lastdose=12", "research_bdnf", "research-only" },
		{ "lab|CRP|80|mg/L|2026-02-03||lastdose=12", "crp", "recorded" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct course_input in = { .facts = cases[i].fact };
		cJSON *course = course_of(&in);

		assert_json(course, "levels/0/is_biomarker", "true", cases[i].fact);
		assert_string_equal(
			json_text_at(json_with(course, "levels/0/says", "code", cases[i].code),
				     "label"),
			cases[i].label);
		assert_null(json_with(course, "levels/0/says", "label", "convention"));
		cJSON_Delete(course);
	}
}

static void a_level_to_come_is_none_and_a_level_shows_what_was_given(void **state)
{
	static const struct course_input in = {
		.facts = "lab|AMISULPRIDE|1.50|ng/mL|2026-02-03T08:30||lastdose=11.5\n"
			 "lab|amisulpride|2|ng/mL|2026-06-03|||planned"
	};
	cJSON *course = course_of(&in);

	(void)state;
	assert_int_equal(json_size(course, "levels"), 1);
	assert_json(course, "levels/0/analyte", "amisulpride", "the table's name");
	assert_json(course, "levels/0/value", "1.50", "as given");
	assert_json(course, "levels/0/date", "2026-02-03T08:30", "with its time");
	assert_json(course, "levels/0/hours_since_dose", "11.5", "hours");
	assert_json(course, "levels/0/id", "level:amisulpride", "what explain answers");
	assert_string_not_equal(json_text_at(course, "levels/0/citation"), "null");
	assert_json(course, "has_levels", "true", "levels");
	cJSON_Delete(course);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_level_is_compared_with_the_range_both_ends_included),
		cmocka_unit_test(a_level_given_as_less_than_is_below_only_where_that_is_certain),
		cmocka_unit_test(without_the_time_since_the_dose_nothing_is_compared),
		cmocka_unit_test(a_unit_is_converted_by_its_exact_factor_or_not_at_all),
		cmocka_unit_test(numbers_of_a_range_stand_in_the_first_unit_of_the_analyte),
		cmocka_unit_test(a_range_of_both_together_needs_both_of_one_sample),
		cmocka_unit_test(the_sum_is_told_with_both_names),
		cmocka_unit_test(a_ratio_is_in_line_where_the_phenotype_lets_it_lie),
		cmocka_unit_test(both_ends_of_the_usual_ratio_are_within),
		cmocka_unit_test(no_ratio_is_made_of_what_is_not_a_number_of_one_sample),
		cmocka_unit_test(a_ratio_and_its_genes_are_told_in_words),
		cmocka_unit_test(two_genes_are_weighed_together_and_may_point_apart),
		cmocka_unit_test(genes_without_result_are_named_together),
		cmocka_unit_test(a_ratio_that_no_gene_is_for_is_told_alone),
		cmocka_unit_test(what_the_laboratory_says_itself_is_told_last),
		cmocka_unit_test(a_research_marker_is_labelled_as_one_and_never_compared),
		cmocka_unit_test(a_level_to_come_is_none_and_a_level_shows_what_was_given),
	};

	return cmocka_run_group_tests(tests, course_tables, course_no_tables);
}
