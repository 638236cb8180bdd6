/*
 * test_dose_check.c - the dose that a person takes against the usual dose of its label, and against
 * ceilings for an age, a result of a gene and another medicine
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "guidance/dose_limits.h"
#include "person_fixture.h"
#include "tables/dose_table.h"

struct dose_case {
	const char *taking;
	int age;
	const char *gene, *phenotype, *comparison, *text;
};

/* The first dose of each person: how it compares, and the sentence that decides; "": nothing */
static void compare(const struct dose_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct dose_case *k = &cases[i];
		const struct person p = { k->taking, k->age, k->gene, k->phenotype };
		struct checked c = check(&p);
		const char *comparison = c.out->n_doses ? c.out->doses[0].comparison : "",
			   *text = c.out->n_doses ? c.out->doses[0].text : "";

		if (strcmp(comparison, k->comparison) != 0 || !strstr(text, k->text))
			fail_msg("%s, age %d, %s: '%s': %s", k->taking, k->age,
				 k->phenotype ? k->phenotype : "no gene", comparison, text);
		drop(&c);
	}
}

#define COMPARE(cases) compare(cases, sizeof(cases) / sizeof(*(cases)))

/* ---- the usual dose ---- */

static void a_usual_dose_holds_both_its_ends(void **state)
{
	static const struct dose_case cases[] = {
		{ "sertraline 200 mg/d", 40, NULL, NULL, "within", "usual 50-200 mg/day" },
		{ "sertraline 50 mg/d", 40, NULL, NULL, "within", "now 50 mg/day" },
		{ "sertraline 200.1 mg/d", 40, NULL, NULL, "above", "now 200.1 mg/day" },
		{ "sertraline 49 mg/d", 40, NULL, NULL, "below", "" },
		{ "Zoloft 100 mg bid", 40, NULL, NULL, "within", "now 200 mg/day" },
		{ "Zoloft 150 mg bid", 40, NULL, NULL, "above", "now 300 mg/day" },
		{ "sertraline 0.3 g/d", 40, NULL, NULL, "above", "now 300 mg/day" },
	};

	(void)state;
	COMPARE(cases);
}

static void a_dose_that_was_not_written_or_is_not_in_use_is_not_compared(void **state)
{
	static const struct dose_case cases[] = {
		{ "sertraline", 40, NULL, NULL, "", "" },
		{ "sertraline 300 mg/d 14 d ago", 40, NULL, NULL, "", "" },
		{ "no such medicine 300 mg/d", 40, NULL, NULL, "", "" },
		{ "none", 40, NULL, NULL, "", "" },
		{ "sertraline 3 tablets/d", 40, NULL, NULL, "not_comparable", "another unit" },
	};

	(void)state;
	COMPARE(cases);
}

/* ---- age ---- */

/* citalopram: adults 20-40 mg a day; over 60 years at most 20 */
/* Which of two doses holds, or whether both do, nobody knows: none is within, one above is above */
static void of_a_medicine_named_twice_only_a_dose_above_is_told(void **state)
{
	static const struct dose_case cases[] = {
		{ "citalopram 20 mg/d, citalopram 60 mg/d", 40, NULL, NULL, "above", "now 60 mg" },
		{ "citalopram 60 mg/d, citalopram 20 mg/d", 40, NULL, NULL, "above", "now 60 mg" },
		{ "citalopram 10 mg/d, citalopram 20 mg/d", 40, NULL, NULL, "", "" },
		{ "citalopram 20 mg/d, citalopram", 40, NULL, NULL, "", "" },
		{ "citalopram 20 mg/d, sertraline 50 mg/d", 40, NULL, NULL, "within", "now 20 mg" },
		{ "citalopram 20 mg/d, citalopram 20 d ago", 40, NULL, NULL, "within", "now 20 mg" },
	};

	(void)state;
	COMPARE(cases);
}

static void for_an_age_with_a_row_of_its_own_that_of_all_adults_steps_back(void **state)
{
	static const struct dose_case cases[] = {
		{ "citalopram 40 mg/d", 60, NULL, NULL, "within", "usual 20-40" },
		{ "citalopram 41 mg/d", 60, NULL, NULL, "above", "usual 20-40" },
		{ "citalopram 20 mg/d", 61, NULL, NULL, "within", "at most 20 mg/day" },
		{ "citalopram 21 mg/d", 61, NULL, NULL, "above", "at most 20 mg/day" },
		/* no row is of this age */
		{ "citalopram 20 mg/d", 17, NULL, NULL, "", "" },
		{ "citalopram 40 mg/d", 18, NULL, NULL, "within", "usual 20-40" },
		/* rows of children are not told of adults, and the other way round */
		{ "aripiprazole 5 mg/d", 14, NULL, NULL, "within", "" },
		{ "aripiprazole 31 mg/d", 40, NULL, NULL, "above", "" },
	};

	(void)state;
	COMPARE(cases);
}

static int has_why_not(const struct stardose_dose *dose, const char *why_not)
{
	for (int i = 0; i < dose->n_limits; i++)
		if (!strcmp(dose->limits[i].why_not, why_not))
			return 1;
	return 0;
}

/* Above 20 mg the age would matter, below it not. */
static void an_age_that_is_not_given_is_missed_only_where_it_matters(void **state)
{
	static const struct { const char *taking; int is_missed; } cases[] = {
		{ "citalopram 20 mg/d", 0 }, { "citalopram 20.5 mg/d", 1 },
		{ "sertraline 150 mg/d", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, -1, NULL, NULL };
		struct checked c = check(&p);

		assert_int_equal(c.out->n_doses, 1);
		assert_string_equal(c.out->doses[0].comparison, "within");	/* for adults */
		if (has_why_not(&c.out->doses[0], "population") != cases[i].is_missed)
			fail_msg("%s", cases[i].taking);
		drop(&c);
	}
}

/* ---- results of genes ---- */

static void a_result_lowers_the_ceiling_for_whom_it_is(void **state)
{
	static const struct dose_case cases[] = {
		{ "vortioxetine 20 mg/d", 40, "CYP2D6", "Normal Metabolizer", "within",
		  "usual 5-20" },
		{ "vortioxetine 10 mg/d", 40, "CYP2D6", "Poor Metabolizer", "within",
		  "at most 10 mg/day" },
		{ "vortioxetine 11 mg/d", 40, "CYP2D6", "Poor Metabolizer", "above",
		  "CYP2D6 poor metabolizer" },
		{ "vortioxetine 11 mg/d", 40, "CYP2C19", "Poor Metabolizer", "within",
		  "usual 5-20" },
		{ "citalopram 21 mg/d", 40, "CYP2C19", "Poor Metabolizer", "above",
		  "at most 20 mg/day" },
		{ "citalopram 21 mg/d", 40, "CYP2C19", "Normal Metabolizer", "within", "usual" },
		{ "pimozide 4.1 mg/d", 40, "CYP2D6", "Poor Metabolizer", "above",
		  "at most 4 mg/day" },
	};

	(void)state;
	COMPARE(cases);
}

/* Of DPWG: under 65 years 10 mg a day, 65 years and over 5 mg; of the label 10 mg from 65 on */
static void a_ceiling_of_a_result_by_age_needs_the_age_between_its_two(void **state)
{
	static const struct dose_case cases[] = {
		{ "escitalopram 10 mg/d", 64, "CYP2C19", "Poor Metabolizer", "within",
		  "at most 10 mg/day" },
		{ "escitalopram 11 mg/d", 64, "CYP2C19", "Poor Metabolizer", "above",
		  "at most 10 mg/day" },
		{ "escitalopram 5 mg/d", 65, "CYP2C19", "Poor Metabolizer", "within",
		  "at most 5 mg/day" },
		{ "escitalopram 6 mg/d", 65, "CYP2C19", "Poor Metabolizer", "above",
		  "at most 5 mg/day" },
		/* above the higher of the two is above at any age */
		{ "escitalopram 11 mg/d", -1, "CYP2C19", "Poor Metabolizer", "above",
		  "at most 10 mg/day" },
		/* between them nobody can tell */
		{ "escitalopram 7 mg/d", -1, "CYP2C19", "Poor Metabolizer", "not_comparable",
		  "the list does not say the age" },
	};

	(void)state;
	COMPARE(cases);
}

/* ---- factors of the usual maximum ---- */

/* nothing is made of a factor with a condition behind it, nor without a usual maximum */
static void a_factor_is_of_the_usual_maximum(void **state)
{
	static const struct dose_case cases[] = {
		/* clomipramine 100-250 mg a day: 0.5 of 250 for a poor metabolizer, 0.7 between */
		{ "clomipramine 125 mg/d", 40, "CYP2D6", "Poor Metabolizer", "within",
		  "at most 125 mg/day, which is 0.5 times the usual maximum" },
		{ "clomipramine 125.1 mg/d", 40, "CYP2D6", "Poor Metabolizer", "above",
		  "at most 125 mg/day" },
		{ "clomipramine 250 mg/d", 40, "CYP2D6", "Normal Metabolizer", "within", "usual" },
		/* nortriptyline: 0.4 of 150, from 65 years on of 50 */
		{ "nortriptyline 60.1 mg/d", 40, "CYP2D6", "Poor Metabolizer", "above",
		  "at most 60 mg/day, which is 0.4 times" },
		{ "nortriptyline 20 mg/d", 65, "CYP2D6", "Poor Metabolizer", "within",
		  "at most 20 mg/day, which is 0.4 times" },
		{ "nortriptyline 20.1 mg/d", 65, "CYP2D6", "Poor Metabolizer", "above",
		  "at most 20 mg/day, which is 0.4 times" },
		/* a sixth, written 0.1667, of 300 or 800: the highest usual dose counts */
		{ "quetiapine XR 133.3 mg/d, ketoconazole 200 mg/d", 40, NULL, NULL, "within",
		  "at most 133.3 mg/day" },
		{ "quetiapine XR 133.4 mg/d, ketoconazole 200 mg/d", 40, NULL, NULL, "above",
		  "at most 133.3 mg/day" },
		/* a strong inhibitor of the enzyme: the same half, by the rule of the label */
		{ "iloperidone 12.1 mg/d, paroxetine 20 mg/d", 40, NULL, NULL, "above",
		  "paroxetine" },
		{ "iloperidone 12 mg/d, paroxetine 20 mg/d", 40, NULL, NULL, "within",
		  "paroxetine" },
	};

	(void)state;
	COMPARE(cases);
}

/* ---- another medicine ---- */

static void another_medicine_lowers_the_ceiling_while_it_is_taken(void **state)
{
	static const struct dose_case cases[] = {
		{ "citalopram 20 mg/d, omeprazole", 40, NULL, NULL, "within", "omeprazole" },
		{ "citalopram 21 mg/d, omeprazole", 40, NULL, NULL, "above",
		  "at most 20 mg/day (US label; omeprazole" },
		/* how long it acts after its end no row says, so its rule stays */
		{ "citalopram 21 mg/d, omeprazole 30 d ago", 40, NULL, NULL, "above",
		  "omeprazole" },
		{ "citalopram 21 mg/d, pantoprazole", 40, NULL, NULL, "within", "usual" },
	};

	(void)state;
	COMPARE(cases);
}

/* ---- forms ---- */

/* venlafaxine: extended-release up to 225 mg a day, immediate-release up to 375 */
static void rows_of_another_form_do_not_count(void **state)
{
	static const struct dose_case cases[] = {
		{ "venlafaxine XR 300 mg/d", 40, NULL, NULL, "above", "extended-release" },
		{ "venlafaxine ER 225 mg/d", 40, NULL, NULL, "within", "extended-release" },
		{ "venlafaxine extended-release 226 mg/d", 40, NULL, NULL, "above", "75-225" },
		{ "venlafaxine Extended-Release 225 mg/d", 40, NULL, NULL, "within", "75-225" },
		{ "venlafaxine retard 226 mg/d", 40, NULL, NULL, "above", "75-225" },
		{ "venlafaxine IR 375 mg/d", 40, NULL, NULL, "within", "375" },
		{ "venlafaxine IR 376 mg/d", 40, NULL, NULL, "above", "375" },
		{ "venlafaxine 300 mg/d", 40, NULL, NULL, "not_comparable",
		  "the list does not say which form is taken" },
	};

	(void)state;
	COMPARE(cases);
}

/* ---- by the table ---- */

static int is_alone(const struct sdi_dose_row *row, int n)
{
	return n == 1 && !*row->form && !*row->needs && row->from_age == 18 && !row->to_age &&
	       row->high > 0 && !strcmp(row->unit, "mg/day");
}

static const char *compared(const struct stardose_drug *drug, int64_t thousandths)
{
	kstring_t taking = KS_INITIALIZE;
	struct person p = { NULL, 40, NULL, NULL };
	struct checked c;
	const char *comparison;

	assert_int_equal(ksprintf(&taking, "%s ", drug->name) < 0, 0);
	assert_int_equal(sdi_put_amount(&taking, thousandths), 0);
	assert_true(kputs(" mg/d", &taking) >= 0);
	p.taking = taking.s;
	c = check(&p);
	comparison = c.out->n_doses ? c.out->doses[0].comparison : "";
	drop(&c);
	ks_free(&taking);
	return comparison;	/* a text of the library that stays */
}

/* Every tenth medicine whose label has one row of adults, at both ends of it and beside them */
static void each_medicine_with_one_usual_dose_is_held_against_it(void **state)
{
	const struct stardose_guidance_tables *t = tables->guidance;
	int n = 0, n_rows;

	(void)state;
	for (int i = 0; i < t->n_drugs; i++) {
		const struct sdi_dose_row *row = sdi_dose_rows(t, &t->drugs[i], &n_rows);

		if (!row || !is_alone(row, n_rows) || n++ % 10)
			continue;
		if (strcmp(compared(row->drug, row->high), "within") != 0 ||
		    strcmp(compared(row->drug, row->high + 100), "above") != 0)
			fail_msg("%s at its highest", row->drug->name);
		if (row->low > 0 &&
		    (strcmp(compared(row->drug, row->low), "within") != 0 ||
		     strcmp(compared(row->drug, row->low - 100), "below") != 0))
			fail_msg("%s at its lowest", row->drug->name);
	}
	assert_true(n > 10);
}

/* ---- numbers in words ---- */

static void an_amount_is_written_without_needless_zeros(void **state)
{
	static const struct { int64_t thousandths; const char *text; } cases[] = {
		{ 0, "0" },	      { 1, "0.001" },	{ 10, "0.01" },	    { 100, "0.1" },
		{ 1000, "1" },	      { 17800, "17.8" }, { 2050, "2.05" },  { 2005, "2.005" },
		{ 2500, "2.5" },      { 120000, "120" }, { 100010, "100.01" },
		{ 999999, "999.999" }, { 3000000000, "3000000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t s = KS_INITIALIZE;

		assert_int_equal(sdi_put_amount(&s, cases[i].thousandths), 0);
		assert_string_equal(s.s, cases[i].text);
		ks_free(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_usual_dose_holds_both_its_ends),
		cmocka_unit_test(a_dose_that_was_not_written_or_is_not_in_use_is_not_compared),
		cmocka_unit_test(of_a_medicine_named_twice_only_a_dose_above_is_told),
		cmocka_unit_test(for_an_age_with_a_row_of_its_own_that_of_all_adults_steps_back),
		cmocka_unit_test(an_age_that_is_not_given_is_missed_only_where_it_matters),
		cmocka_unit_test(a_result_lowers_the_ceiling_for_whom_it_is),
		cmocka_unit_test(a_ceiling_of_a_result_by_age_needs_the_age_between_its_two),
		cmocka_unit_test(a_factor_is_of_the_usual_maximum),
		cmocka_unit_test(another_medicine_lowers_the_ceiling_while_it_is_taken),
		cmocka_unit_test(rows_of_another_form_do_not_count),
		cmocka_unit_test(each_medicine_with_one_usual_dose_is_held_against_it),
		cmocka_unit_test(an_amount_is_written_without_needless_zeros),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
