/*
 * test_acted_on.c - medicines beside each other: who acts on an enzyme of which, and which rules of
 * labels a list meets
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "person_fixture.h"

struct beside { const char *claim, *taking, *gene, *phenotype, *expected; };

static void check_all(const struct beside *cases, size_t n, const char *drug,
		      const char *(*what)(const struct stardose_guidance *, const char *))
{
	for (size_t i = 0; i < n; i++) {
		const struct person p = { cases[i].taking, 40, cases[i].gene, cases[i].phenotype };
		struct checked c = check(&p);
		const char *got = what(c.out, drug);

		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s (%s): '%s'", cases[i].claim, cases[i].taking, got);
		drop(&c);
	}
}

#define CHECK(drug, what, cases) check_all(cases, sizeof(cases) / sizeof(*(cases)), drug, what)

/* ---- enzymes ---- */

/* "GENE by agent, strength effect" for each enzyme of the medicine that something acts on */
static const char *acting(const struct stardose_guidance *out, const char *drug)
{
	static char text[512];
	size_t n = 0;

	text[0] = '\0';
	for (int i = 0; i < out->n_enzyme_hits; i++) {
		const struct stardose_enzyme_hit *h = &out->enzyme_hits[i];

		if (!strcmp(h->drug->name, drug))
			n += sprintf(text + n, "%s%s by %s, %s %s", n ? "; " : "", h->gene,
				     h->agent, h->strength, h->effect);
	}
	return text;
}

/* trazodone is a substrate of CYP3A4, and none of its lines goes by that gene */
static void who_acts_strongly_or_moderately_on_an_enzyme_is_named(void **state)
{
	static const struct beside cases[] = {
		{ "nobody", "trazodone", NULL, NULL, "" },
		{ "an inducer", "trazodone, carbamazepine", NULL, NULL,
		  "CYP3A4 by carbamazepine, strong inducer" },
		{ "an inhibitor", "trazodone, ketoconazole 200 mg/d", NULL, NULL,
		  "CYP3A4 by ketoconazole, strong inhibitor" },
		{ "a moderate one", "trazodone, erythromycin", NULL, NULL,
		  "CYP3A4 by erythromycin, moderate inhibitor" },
		{ "a weak one", "trazodone, fluvoxamine", NULL, NULL, "" },
		{ "the strongest of two", "trazodone, erythromycin, ketoconazole 200 mg/d", NULL,
		  NULL, "CYP3A4 by ketoconazole, strong inhibitor" },
		{ "whatever their order", "ketoconazole 200 mg/d, erythromycin, trazodone", NULL,
		  NULL, "CYP3A4 by ketoconazole, strong inhibitor" },
		{ "a cream does not act", "trazodone, ketoconazole topical", NULL, NULL, "" },
		{ "on an enzyme that is none of its", "trazodone, paroxetine", NULL, NULL, "" },
		{ "also where the medicine is only asked about", "carbamazepine", NULL, NULL,
		  "CYP3A4 by carbamazepine, strong inducer" },
	};

	(void)state;
	CHECK("trazodone", acting, cases);
}

/* nefazodone is a substrate of CYP3A4, which it inhibits */
static void nobody_acts_on_itself(void **state)
{
	static const struct beside cases[] = {
		{ "alone", "nefazodone", NULL, NULL, "" },
		{ "by another name", "Serzone", NULL, NULL, "" },
		{ "beside another", "nefazodone, carbamazepine", NULL, NULL,
		  "CYP3A4 by carbamazepine, strong inducer" },
	};

	(void)state;
	CHECK("nefazodone", acting, cases);
}

/* fluoxetine is taken to act for 35 days after its end, and may act until the 63rd */
static void who_is_washed_out_still_acts_and_who_is_gone_does_not(void **state)
{
	static const struct beside cases[] = {
		{ "on the last day", "fluoxetine 35 d ago", NULL, NULL,
		  "CYP2C19 by fluoxetine, strong inhibitor; CYP2D6 by fluoxetine, "
		  "strong inhibitor" },
		{ "while it may act", "fluoxetine 63 d ago", NULL, NULL,
		  "CYP2C19 by fluoxetine, strong inhibitor; CYP2D6 by fluoxetine, "
		  "strong inhibitor" },
		{ "the day after", "fluoxetine 64 d ago", NULL, NULL, "" },
	};

	(void)state;
	CHECK("methadone", acting, cases);
}

/* quetiapine has lines that go by CYP3A4: they say themselves who acts */
static void where_a_line_goes_by_the_enzyme_it_says_who_acts(void **state)
{
	static const struct beside cases[] = {
		{ "inducer", "quetiapine, carbamazepine", NULL, NULL, "" },
		{ "with a result", "quetiapine, carbamazepine", "CYP3A4", "Normal Metabolizer",
		  "" },
	};

	(void)state;
	CHECK("quetiapine", acting, cases);
}

/* ---- rules of labels ---- */

/* "action factor (actors)" for each rule of a label that is met, the strictest with '!' */
static const char *rules(const struct stardose_guidance *out, const char *drug)
{
	static char text[1024];
	size_t n = 0;

	text[0] = '\0';
	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_label_hit *h = out->lines[i]->label_hit;

		if (!h || strcmp(out->lines[i]->drug->name, drug))
			continue;
		n += sprintf(text + n, "%s%s%s%s%s (", n ? "; " : "", h->is_strictest ? "!" : "",
			     h->rule->row.action->code, *h->rule->dose_factor ? " " : "",
			     h->rule->dose_factor);
		for (int a = 0; a < h->n_actors; a++)
			n += sprintf(text + n, "%s%s", a ? "+" : "", h->actors[a].name);
		n += sprintf(text + n, ")");
	}
	return text;
}

static void a_rule_is_met_by_who_is_taken_and_the_strictest_stands_first(void **state)
{
	static const struct beside cases[] = {
		{ "nobody", "citalopram", NULL, NULL, "" },
		{ "one", "citalopram, omeprazole", NULL, NULL, "!limit_max_dose (omeprazole)" },
		{ "twice in the list", "citalopram, omeprazole, Prilosec", NULL, NULL,
		  "!limit_max_dose (omeprazole)" },
		{ "carbamazepine asks for less", "citalopram, carbamazepine, omeprazole", NULL,
		  NULL, "!limit_max_dose (omeprazole); monitor_clinical (carbamazepine)" },
	};

	(void)state;
	CHECK("citalopram", rules, cases);
}

/* MAO inhibitors: for 14 days after their end */
static void a_rule_with_days_holds_for_those_after_the_end(void **state)
{
	static const struct beside cases[] = {
		{ "in use", "citalopram, phenelzine", NULL, NULL, "!contraindicated (phenelzine)" },
		{ "the last day", "citalopram, phenelzine 14 d ago", NULL, NULL,
		  "!contraindicated (phenelzine)" },
		{ "the day after", "citalopram, phenelzine 15 d ago", NULL, NULL, "" },
	};

	(void)state;
	CHECK("citalopram", rules, cases);
}

/* For desipramine beside desvenlafaxine: from 400 mg a day on, and where no dose was written */
static void a_rule_from_a_dose_on_needs_that_dose_or_none(void **state)
{
	static const struct beside cases[] = {
		{ "below", "desipramine, desvenlafaxine 399 mg/d", NULL, NULL, "" },
		{ "from there on", "desipramine, desvenlafaxine 400 mg/d", NULL, NULL,
		  "!reduce_dose_pct 0.5 (desvenlafaxine)" },
		{ "not written", "desipramine, desvenlafaxine", NULL, NULL,
		  "!reduce_dose_pct 0.5 (desvenlafaxine)" },
	};

	(void)state;
	CHECK("desipramine", rules, cases);
}

/* "fluoxetine stopped before": for 35 days after its end, and not while it is taken */
static void a_rule_about_what_was_stopped_is_not_for_what_is_taken(void **state)
{
	static const struct { const char *taking; int is_met; } cases[] = {
		{ "desipramine, fluoxetine 1 d ago", 1 }, { "desipramine, fluoxetine 35 d ago", 1 },
		{ "desipramine, fluoxetine 36 d ago", 0 }, { "desipramine, fluoxetine", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, 40, NULL, NULL };
		struct checked c = check(&p);
		int is_met = strstr(rules(c.out, "desipramine"), "caution (fluoxetine)") != NULL;

		if (is_met != cases[i].is_met)
			fail_msg("%s: %s", cases[i].taking, rules(c.out, "desipramine"));
		drop(&c);
	}
}

/* Strong inhibitors of CYP2D6 and of CYP3A4: half each, a quarter together */
static void a_rule_for_two_takes_the_place_of_those_for_one(void **state)
{
	static const struct { const char *taking; int has_half, has_quarter; } cases[] = {
		{ "aripiprazole 10 mg/d, paroxetine", 1, 0 },
		{ "aripiprazole 10 mg/d, ketoconazole 200 mg/d", 1, 0 },
		{ "aripiprazole 10 mg/d, paroxetine, ketoconazole 200 mg/d", 0, 1 },
		{ "aripiprazole 10 mg/d, ketoconazole 200 mg/d, paroxetine", 0, 1 },
		{ "aripiprazole 10 mg/d, paroxetine, ketoconazole topical", 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, 40, NULL, NULL };
		struct checked c = check(&p);
		const char *met = rules(c.out, "aripiprazole");

		if (!strstr(met, "reduce_dose_pct 0.5 (") != !cases[i].has_half ||
		    !strstr(met, "reduce_dose_pct 0.25 (") != !cases[i].has_quarter)
			fail_msg("%s: %s", cases[i].taking, met);
		drop(&c);
	}
}

/* brexpiprazole beside an inhibitor of CYP3A4: a quarter only for poor metabolizers of CYP2D6 */
static void a_rule_for_a_result_needs_that_result(void **state)
{
	static const struct { const char *gene, *phenotype; int is_met; } cases[] = {
		{ "CYP2D6", "Poor Metabolizer", 1 },
		{ "CYP2D6", "Intermediate Metabolizer", 0 },
		{ "CYP2D6", "Normal Metabolizer", 0 },
		{ "CYP2C19", "Poor Metabolizer", 0 },
		{ NULL, NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { "brexpiprazole 2 mg/d, ketoconazole 200 mg/d", 40,
					  cases[i].gene, cases[i].phenotype };
		struct checked c = check(&p);
		int is_met = strstr(rules(c.out, "brexpiprazole"), "0.25") != NULL;

		if (is_met != cases[i].is_met)
			fail_msg("%s: %s", cases[i].phenotype ? cases[i].phenotype : "no result",
				 rules(c.out, "brexpiprazole"));
		drop(&c);
	}
}

/* Rules of the depot are for whom it is written, those of the tablet for everybody else. */
static void a_form_that_must_be_written_is_not_guessed(void **state)
{
	static const struct { const char *taking; int is_depot; } cases[] = {
		{ "aripiprazole 10 mg/d, paroxetine", 0 },
		{ "aripiprazole, paroxetine", 0 },
		{ "aripiprazole Maintena 400 mg/month, paroxetine", 1 },
		{ "aripiprazole maintena 400 mg/month, paroxetine", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, 40, NULL, NULL };
		struct checked c = check(&p);
		int n_depot = 0, n_tablet = 0;

		for (int k = 0; k < c.out->n_lines; k++) {
			const struct stardose_label_hit *h = c.out->lines[k]->label_hit;

			if (!h || strcmp(c.out->lines[k]->drug->name, "aripiprazole"))
				continue;
			n_depot += !strcmp(h->rule->dose_unit, "mg/month");
			n_tablet += *h->rule->dose_factor != '\0';
		}
		if ((n_depot > 0) != cases[i].is_depot || (n_tablet > 0) == cases[i].is_depot)
			fail_msg("%s: %d rules of the depot, %d of the tablet", cases[i].taking,
				 n_depot, n_tablet);
		drop(&c);
	}
}

/* An injection and the tablets before it acts: the rules of both, in any order of the list */
static void of_two_forms_in_use_the_rules_of_both_are_met(void **state)
{
	static const char *const orders[] = {
		"aripiprazole 10 mg, Abilify Maintena, paroxetine",
		"Abilify Maintena, aripiprazole 10 mg, paroxetine",
		"paroxetine, Abilify Maintena, aripiprazole",
	};
	char first[512] = "";

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		const struct person p = { orders[i], 40, NULL, NULL };
		struct checked c = check(&p);
		const char *met = rules(c.out, "aripiprazole");

		if (!strstr(met, "reduce_dose_pct 0.5 (paroxetine)") ||
		    !strstr(met, "reduce_dose_pct (paroxetine)"))
			fail_msg("%s: %s", orders[i], met);
		if (*first && strcmp(first, met) != 0)
			fail_msg("%s: %s, not %s", orders[i], met, first);
		snprintf(first, sizeof(first), "%s", met);
		drop(&c);
	}
}

/* The sentence of the one rule of metoprolol about inhibitors, with its flags' states */
static void who_ended_and_began_again_is_in_use(void **state)
{
	static const struct { const char *taking; enum stardose_item_state state; } cases[] = {
		{ "metoprolol, paroxetine 3 d ago, paroxetine", STARDOSE_ITEM_CURRENT },
		{ "metoprolol, paroxetine, paroxetine 3 d ago", STARDOSE_ITEM_CURRENT },
		{ "paroxetine 3 d ago, metoprolol", STARDOSE_ITEM_POSSIBLE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct person p = { cases[i].taking, 40, NULL, NULL };
		struct checked c = check(&p);
		int n = 0;

		for (int k = 0; k < c.out->n_lines; k++) {
			const struct stardose_guidance_line *line = c.out->lines[k];

			if (!line->label_hit || strcmp(line->drug->name, "metoprolol"))
				continue;
			n++;
			assert_int_equal(line->label_hit->n_actors, 1);
			if (line->label_hit->actors[0].state != cases[i].state ||
			    (cases[i].state == STARDOSE_ITEM_CURRENT) !=
				    !strstr(line->guidance, " ago"))
				fail_msg("%s: %s", cases[i].taking, line->guidance);
		}
		assert_int_equal(n, 1);
		drop(&c);
	}
}

/* More who act than are named: a rule for two together needs the one of the other kind still */
static void a_long_list_hides_nobody_of_a_rule_for_two(void **state)
{
	struct person p = { NULL, 40, NULL, NULL };
	kstring_t list = KS_INITIALIZE;
	struct checked c;

	(void)state;
	kputs("aripiprazole 10 mg/d", &list);
	for (int i = 0; i < 20; i++)
		ksprintf(&list, ", paroxetine %d mg/d", i + 1);
	kputs(", ketoconazole 200 mg/d", &list);
	p.taking = list.s;
	c = check(&p);
	if (!strstr(rules(c.out, "aripiprazole"),
		    "reduce_dose_pct 0.25 (paroxetine+ketoconazole)"))
		fail_msg("%s", rules(c.out, "aripiprazole"));
	drop(&c);
	ks_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_acts_strongly_or_moderately_on_an_enzyme_is_named),
		cmocka_unit_test(nobody_acts_on_itself),
		cmocka_unit_test(who_is_washed_out_still_acts_and_who_is_gone_does_not),
		cmocka_unit_test(where_a_line_goes_by_the_enzyme_it_says_who_acts),
		cmocka_unit_test(a_rule_is_met_by_who_is_taken_and_the_strictest_stands_first),
		cmocka_unit_test(a_rule_with_days_holds_for_those_after_the_end),
		cmocka_unit_test(a_rule_from_a_dose_on_needs_that_dose_or_none),
		cmocka_unit_test(a_rule_about_what_was_stopped_is_not_for_what_is_taken),
		cmocka_unit_test(a_rule_for_two_takes_the_place_of_those_for_one),
		cmocka_unit_test(a_rule_for_a_result_needs_that_result),
		cmocka_unit_test(a_form_that_must_be_written_is_not_guessed),
		cmocka_unit_test(of_two_forms_in_use_the_rules_of_both_are_met),
		cmocka_unit_test(who_ended_and_began_again_is_in_use),
		cmocka_unit_test(a_long_list_hides_nobody_of_a_rule_for_two),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
