/* test_words_of_people.c - what people write of medicines, phenotypes and details, as it is read */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "context/medication_text.h"
#include "context/row_detail.h"
#include "outside/outside_name.h"
#include "built_in_tables.h"

/* ---- medicines ---- */

static void a_dose_is_of_a_day_however_it_is_written(void **state)
{
	static const struct { const char *text; int mg; } cases[] = {
		{ "sertraline 100 mg/d", 100 },	   { "sertraline 100 mg bid", 200 },
		{ "sertraline 100mg", 100 },	   { "sertraline 50 mg twice daily", 100 },
		{ "sertraline 100 mg 1-0-1", 200 }, { "sertraline 100 mg every other day", 50 },
		{ "sertraline 0.1 g", 100 },	   { "sertraline oral 75 mg", 75 },
		{ "sertraline", 0 },		   { "sertraline 100 mg/week", 0 },
		{ "sertraline 2 tablets", 0 },	   { "sertraline -100 mg", 0 },
		{ "sertraline 900000 mg", 0 },	   { "sertraline 100 mg as needed", 0 },
		{ "stopped: sertraline 100 mg 14 d ago", 100 },
		{ "stopped: sertraline 14 d ago", 0 },
		{ "sertraline 100 mg stopped 14 days ago", 100 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_medication m;

		sdi_medication_parse(tables, cases[i].text, &m);
		if (!m.name || strcmp(m.name, "sertraline") != 0)
			fail_msg("%s: %s", cases[i].text, m.name ? m.name : "unknown");
		if (m.mg_per_day != cases[i].mg)
			fail_msg("%s: %d mg a day", cases[i].text, m.mg_per_day);
	}
}

static void a_medicine_that_is_over_since_nobody_says_when_is_not_understood(void **state)
{
	static const struct { const char *text; int is_known, days; } cases[] = {
		{ "stopped: sertraline", 0, -1 },	   { "stopped: sertraline 100 mg", 0, -1 },
		{ "Stopped: sertraline", 0, -1 },	   { "sertraline stopped", 0, -1 },
		{ "sertraline 100 mg discontinued", 0, -1 }, { "sertraline ENDED", 0, -1 },
		{ "stopped: sertraline 14 d ago", 1, 14 },  { "sertraline stopped 3 days ago", 1, 3 },
		{ "sertraline", 1, -1 },		   { "sertraline nonstopped", 1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_medication m;

		sdi_medication_parse(tables, cases[i].text, &m);
		if ((m.name != NULL) != cases[i].is_known || m.days_since_stop != cases[i].days)
			fail_msg("%s: %s, %d days", cases[i].text, m.name ? m.name : "not known",
				 m.days_since_stop);
		if (!m.name)		/* the whole entry is told of */
			assert_int_equal(m.n_unknown, strlen(cases[i].text));
	}
}

static void the_longest_beginning_that_is_a_name_counts(void **state)
{
	struct sdi_medication m;

	(void)state;
	sdi_medication_parse(tables, "  Paxil CR 25 mg", &m);
	assert_string_equal(m.name, "paroxetine");
	assert_int_equal(m.name_at, 2);
	sdi_medication_parse(tables, "no such thing 20 mg", &m);
	assert_null(m.name);
	assert_int_equal(m.n_unknown, strlen("no such thing"));
	assert_int_equal(m.mg_per_day, 20);
	/* a second medicine behind the first is not lost: the whole is not understood */
	sdi_medication_parse(tables, "paroxetine fluoxetine", &m);
	assert_null(m.name);
	sdi_medication_parse(tables, "paroxetine Paxil", &m); /* the same again */
	assert_string_equal(m.name, "paroxetine");
	sdi_medication_parse(tables, "", &m);
	assert_null(m.name);
}

static void routes_and_days_are_taken_from_what_follows(void **state)
{
	struct sdi_medication m;

	(void)state;
	sdi_medication_parse(tables, "terbinafine cream", &m);
	assert_int_equal(m.route, SDI_ROUTE_LOCAL);
	sdi_medication_parse(tables, "terbinafine Oral 250 mg", &m);
	assert_int_equal(m.route, SDI_ROUTE_SYSTEMIC);
	assert_string_equal(m.route_word, "oral");
	sdi_medication_parse(tables, "terbinafine", &m);
	assert_int_equal(m.route, SDI_ROUTE_NOT_GIVEN);
	assert_int_equal(m.days_since_stop, -1);
	sdi_medication_parse(tables, "stopped: fluoxetine 14 days ago", &m);
	assert_int_equal(m.days_since_stop, 14);
	sdi_medication_parse(tables, "fluoxetine 0 d ago", &m);
	assert_int_equal(m.days_since_stop, 0);
	sdi_medication_parse(tables, "fluoxetine 14 weeks ago", &m);
	assert_int_equal(m.days_since_stop, -1);
}

/* ---- phenotypes ---- */

static void a_phenotype_is_one_term(void **state)
{
	static const struct { const char *text, *term; } cases[] = {
		{ "PM", "Poor Metabolizer" },
		{ "gPM", "Poor Metabolizer" },
		{ "CYP2D6 poor metabolisers", "Poor Metabolizer" },
		{ "EM", "Normal Metabolizer" },
		{ "extensive metabolizer", "Normal Metabolizer" },
		{ "likely IM", "Likely Intermediate Metabolizer" },
		{ "Possible intermediate metabolizer", "Possible Intermediate Metabolizer" },
		{ "ultra rapid metabolizer", "Ultrarapid Metabolizer" },
		{ "Ultra-rapid", "Ultrarapid Metabolizer" },
		{ "rapid metabolizer", "Rapid Metabolizer" },
		{ "likely unknown", "Indeterminate" },
		{ "Poor Metabolizer (poor)", "Poor Metabolizer" },
		{ "", NULL },
		{ "normal to intermediate metabolizer", NULL },
		{ "EM/IM", NULL },
		{ "PMS", NULL },
		{ "not a poor metabolizer", NULL },
		{ "non-PM", NULL },
		{ "PM excluded", NULL },
		{ "poor quality", NULL },
		{ "sample of poor DNA", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char out[64] = "";
		int is_one = sdi_phenotype_term(cases[i].text, out);

		if (is_one != (cases[i].term != NULL) ||
		    (is_one && strcmp(out, cases[i].term) != 0))
			fail_msg("'%s' is '%s'", cases[i].text, is_one ? out : "none");
	}
}

static void a_score_is_a_number_of_hundredths(void **state)
{
	static const struct { const char *text; int score, or_more; } cases[] = {
		{ "1.25", 125, 0 }, { "0", 0, 0 },		  { ">=3", 300, 1 },
		{ "\xe2\x89\xa5 3.0", 300, 1 }, { " 2", 200, 0 }, { "1000", 100000, 0 },
	};
	static const char *const bad[] = { "", "-1", "1,25", "1.2.3", "2x", ">3", "1001", "n/a",
					   "1e2", ".5", "2 ", "nan", "0x1" };
	int score, or_more;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(sdi_score_text(cases[i].text, &score, &or_more), 1);
		assert_int_equal(score, cases[i].score);
		assert_int_equal(or_more, cases[i].or_more);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (sdi_score_text(bad[i], &score, &or_more))
			fail_msg("'%s' is taken for a score", bad[i]);
}

static void no_call_has_many_words(void **state)
{
	(void)state;
	assert_true(sdi_is_no_call("No Call"));
	assert_true(sdi_is_no_call("./."));
	assert_true(sdi_is_no_call("no_match/no_match"));
	assert_false(sdi_is_no_call("*1/*1"));
	assert_false(sdi_is_no_call(""));
}

/* ---- details ---- */

/* One spelling of @text, or "!" and why it is none. */
static const char *detail(enum stardose_context_kind kind, const char *text)
{
	static char out[512];
	kstring_t good = KS_INITIALIZE, why = KS_INITIALIZE;
	int ret = sdi_detail_read(kind, text, &good, &why);

	snprintf(out, sizeof(out), "%s%s", ret ? "!" : "", ret ? why.s : good.s ? good.s : "");
	ks_free(&good);
	ks_free(&why);
	return out;
}

static void details_have_one_spelling(void **state)
{
	(void)state;
	assert_string_equal(detail(STARDOSE_CONTEXT_SCORE, " Rater = SELF ;item9=2; "),
			    "rater=self;item9=2");
	assert_string_equal(detail(STARDOSE_CONTEXT_SCORE, "item9=2;rater=self"),
			    "rater=self;item9=2");
	assert_string_equal(detail(STARDOSE_CONTEXT_LAB, "lastdose=12.5"), "lastdose=12.5");
	assert_string_equal(detail(STARDOSE_CONTEXT_TRIAL, "reason=No Effect"), "reason=no effect");
	assert_string_equal(detail(STARDOSE_CONTEXT_LAB, ""), "");
	assert_string_equal(detail(STARDOSE_CONTEXT_LAB, ";;"), "");
}

static void a_slip_in_a_detail_is_told(void **state)
{
	static const struct { enum stardose_context_kind kind; const char *text, *why; } cases[] = {
		{ STARDOSE_CONTEXT_SCORE, "itme9=2", "!'itme9' is no detail of a score: it has" },
		{ STARDOSE_CONTEXT_SCORE, "item9=4", "!item9=4: expected is a whole number, 0" },
		{ STARDOSE_CONTEXT_SCORE, "item9=", "!item9=: expected is" },
		{ STARDOSE_CONTEXT_SCORE, "item9=-1", "!item9=-1: expected is" },
		{ STARDOSE_CONTEXT_SCORE, "item9=1;item9=2", "!item9= stands there twice" },
		{ STARDOSE_CONTEXT_SCORE, "rater=doctor", "!rater=doctor: expected is self|" },
		{ STARDOSE_CONTEXT_SCORE, "baseline=2026-02-30", "!baseline=2026-02-30: expected" },
		{ STARDOSE_CONTEXT_SCORE, "lastdose=12", "!'lastdose' is no detail of a score" },
		{ STARDOSE_CONTEXT_LAB, "lastdose=12h", "!lastdose=12h: expected is hours" },
		{ STARDOSE_CONTEXT_LAB, "lastdose=1.234", "!lastdose=1.234: expected is hours" },
		{ STARDOSE_CONTEXT_LAB, "assay=", "!assay=: expected is not empty" },
		{ STARDOSE_CONTEXT_LAB, "just words", "!'just words' is no detail of a lab" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *got = detail(cases[i].kind, cases[i].text);

		if (strncmp(got, cases[i].why, strlen(cases[i].why)) != 0)
			fail_msg("'%s': %s", cases[i].text, got);
	}
}

static void values_are_found_by_their_keys(void **state)
{
	static const char text[] = "version=17;rater=self;item9=2";
	kstring_t value = KS_INITIALIZE;

	(void)state;
	assert_string_equal(sdi_detail_get(text, "version", &value), "17");
	assert_string_equal(sdi_detail_get(text, "rater", &value), "self");
	assert_null(sdi_detail_get(text, "item", &value)); /* of item9 the beginning */
	assert_null(sdi_detail_get("", "rater", &value));
	assert_int_equal(sdi_detail_number(text, "item9", -1), 2);
	assert_int_equal(sdi_detail_number(text, "missing", -1), -1);
	assert_true(sdi_detail_is(text, "rater", "self"));
	assert_false(sdi_detail_is(text, "rater", "sel"));
	ks_free(&value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dose_is_of_a_day_however_it_is_written),
		cmocka_unit_test(a_medicine_that_is_over_since_nobody_says_when_is_not_understood),
		cmocka_unit_test(the_longest_beginning_that_is_a_name_counts),
		cmocka_unit_test(routes_and_days_are_taken_from_what_follows),
		cmocka_unit_test(a_phenotype_is_one_term),
		cmocka_unit_test(a_score_is_a_number_of_hundredths),
		cmocka_unit_test(no_call_has_many_words),
		cmocka_unit_test(details_have_one_spelling),
		cmocka_unit_test(a_slip_in_a_detail_is_told),
		cmocka_unit_test(values_are_found_by_their_keys),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
