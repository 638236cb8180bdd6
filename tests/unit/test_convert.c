/*
 * test_convert.c - what medicines and states make of a result: one row for each situation, and the
 * rules as claims
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "context/convert.h"
#include "over_claim.h"

static struct stardose_tables *tables;

static int open_tables(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	if (over_claims_load() == 0 && stardose_tables_open(NULL, &tables, &err) == STARDOSE_OK)
		return 0;
	print_error("%s\n", err.text);
	return 1;
}

static int free_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	over_claims_release();
	return 0;
}

#define NONE STARDOSE_VALUE_NONE

/*
 * What is given, and what is expected: the facts of one situation. Scores in hundredths, or
 * thousandths behind "->".
 */
struct situation {
	const char *gene, *diplotype, *phenotype;
	int score, or_more;
	const char *taking, *drug;
	const char *because_of, *factor;
	int new_score;		/* thousandths; -1: none */
	const char *new_phenotype;	/* NULL: nothing is computed */
	const char *rule;
	const char
		*basis; /* of the conversion, or of its rule where that is a decision of its own */
	int selects;
	const char *flags;	/* in alphabetical order */
};

#define PM "Poor Metabolizer"
#define IM "Intermediate Metabolizer"
#define NM "Normal Metabolizer"
#define RM "Rapid Metabolizer"
#define UM "Ultrarapid Metabolizer"
#define IND "Indeterminate"
#define D6 "CYP2D6"
#define C19 "CYP2C19"

static const struct situation situations[] = {
	{ D6, "*1/*1", NM, 200, 0, "none", "codeine", "", "", 2000, NM, "R1-R2", "guideline", 1,
	  "" },
	{ D6, "*1/*1", NM, 200, 0, "paroxetine 20 mg/d", "codeine", "paroxetine", "0", 0, PM, "R3",
	  "guideline", 1, "phenoconverted" },
	{ D6, "*1/*2", NM, 200, 0, "bupropion XL 300 mg/d", "tramadol", "bupropion", "0", 0, PM,
	  "R3", "guideline", 1, "phenoconverted" },
	{ D6, "*1/*1", NM, 200, 0, "duloxetine 60 mg/d", "codeine", "duloxetine", "0.5", 1000, IM,
	  "R4", "guideline", 1, "phenoconverted" },
	{ D6, "*1/*4", IM, 100, 0, "duloxetine 60 mg/d", "hydrocodone", "duloxetine", "0.5", 500,
	  IM, "R4", "guideline", 1, "score_changed_same_category" },
	{ D6, "*1/*10", NM, 125, 0, "duloxetine 60 mg/d", "tramadol", "duloxetine", "0.5", 625, IM,
	  "R4", "guideline", 1, "phenoconverted score_not_in_table" },
	{ D6, "*1/*41", NM, 125, 0, "mirabegron 50 mg/d", "codeine", "mirabegron", "0.5", 625, IM,
	  "R4", "guideline", 1, "phenoconverted score_not_in_table" },
	{ D6, "*1/*1x2", UM, 300, 0, "duloxetine 60 mg/d", "codeine", "duloxetine", "0.5", 1500, NM,
	  "R4", "guideline", 1, "phenoconverted" },
	{ D6, "*2/*1x2", UM, 300, 0, "fluoxetine 20 mg/d", "codeine", "fluoxetine", "0", 0, PM,
	  "R3", "guideline", 1, "phenoconverted um_caveat" },
	{ D6, "*2x2/*10", NM, 225, 0, "cinacalcet 30 mg/d", "tramadol", "cinacalcet", "0.5", 1125,
	  IM, "R4", "guideline", 1, "phenoconverted score_not_in_table" },
	{ D6, "*4/*4", PM, 0, 0, "fluoxetine 40 mg/d", "codeine", "fluoxetine", "0", 0, PM, "R3",
	  "guideline", 1, "no_further_change" },
	{ D6, "*1/*1", NM, 200, 0, "sertraline 200 mg/d", "codeine", "sertraline", "1", 2000, NM,
	  "R5", "guideline", 1, "high_dose_advisory weak_inhibitor" },
	{ D6, "*1/*1", NM, 200, 0, "escitalopram 20 mg/d", "tramadol", "escitalopram", "1", 2000,
	  NM, "R5", "guideline", 1, "weak_inhibitor" },
	{ D6, "*1/*1", NM, 200, 0, "fluvoxamine 100 mg/d", "codeine", "fluvoxamine", "1", 2000, NM,
	  "R5", "guideline", 1, "other_enzyme_CYP1A2 other_enzyme_CYP2C19 weak_inhibitor" },
	{ D6, "*1/*1", NM, 200, 0, "duloxetine 60 mg/d, sertraline 50 mg/d", "codeine",
	  "duloxetine", "0.5", 1000, IM, "R6", "guideline", 1,
	  "multiple_inhibitors phenoconverted" },
	{ D6, "*1/*1", NM, 200, 0, "duloxetine 60 mg/d, mirabegron 50 mg/d", "codeine",
	  "duloxetine", "0.5", 1000, IM, "R6", "project_decision", 1,
	  "multiple_inhibitors phenoconverted" },
	{ D6, "*1/*1", NM, 200, 0, "fluoxetine 20 mg/d, duloxetine 30 mg/d", "codeine",
	  "fluoxetine", "0", 0, PM, "R6", "guideline", 1, "multiple_inhibitors phenoconverted" },
	{ D6, "*1/*1", NM, 200, 0, "stopped: fluoxetine 14 d ago", "codeine", "fluoxetine", "0", 0,
	  PM, "R3+washout", "project_decision", 1, "phenoconverted residual_inhibition" },
	{ D6, "*1/*1", NM, 200, 0, "stopped: fluoxetine 70 d ago", "codeine", "", "", 2000, NM,
	  "washout", "project_decision", 1, "" },
	{ D6, "*1/*1", NM, 200, 0, "paroxetine 20 mg/d", "paroxetine", "", "", 2000, NM, "R7",
	  "precedent", 0, "self_excluded" },
	{ D6, "*1/*22", IND, NONE, 0, "bupropion XL 150 mg/d", "codeine", "bupropion", "0", 0, PM,
	  "R3", "guideline", 1, "genotype_indeterminate phenoconverted" },
	{ D6, "*1/*22", IND, NONE, 0, "duloxetine 60 mg/d", "codeine", "duloxetine", "0.5", -1, IND,
	  "R4", "guideline", 1, "genotype_indeterminate inhibitor_present" },
	{ D6, "*1/*1x3+", UM, 400, 1, "duloxetine 60 mg/d", "codeine", "duloxetine", "0.5", 2000,
	  NM " or " UM, "R9", "arithmetic", 1, "phenoconverted range_result" },
	{ D6, "*1/*4", IM, 100, 0, "paroxetine 20 mg/d", "risperidone", "paroxetine", "0", 0, PM,
	  "R3", "convention", 0, "convention_only" },
	{ D6, "*10/*10", IM, 50, 0, "terbinafine oral 250 mg/d", "tramadol", "terbinafine oral",
	  "0", 0, PM, "R3", "guideline", 1, "phenoconverted" },
	{ D6, "*1/*1", NM, 200, 0, "terbinafine topical", "codeine", "", "", 2000, NM, "route",
	  "project_decision", 1, "route_excluded" },
	{ D6, "*1/*1", NM, 200, 0, "pregnancy trimester 3", "codeine", "pregnancy", "", 2000, NM,
	  "flag", "flag-only", 0, "pregnancy_cyp2d6_up" },
	{ D6, "*1/*1", NM, 200, 0, "CRP 12 mg/L", "codeine", "", "", 2000, NM, "flag", "flag-only",
	  0, "" },
	{ C19, "*1/*1", NM, NONE, 0, "fluvoxamine 100 mg/d", "escitalopram", "fluvoxamine", "", -1,
	  PM, "C1", "convention", 0, "unresolved_strong_inhibitor" },
	{ C19, "*1/*17", RM, NONE, 0, "omeprazole 20 mg/d", "citalopram", "omeprazole", "", -1, RM,
	  "C1", "convention", 0, "tdm_fact weak_inhibitor" },
	{ C19, "*1/*1", NM, NONE, 0, "esomeprazole 40 mg/d", "escitalopram", "esomeprazole", "", -1,
	  NM, "none", "no_fda_class", 0, "no_fda_classification tdm_fact" },
	{ C19, "*17/*17", UM, NONE, 0, "fluoxetine 20 mg/d", "sertraline", "fluoxetine", "", -1, PM,
	  "C1", "convention", 0, "other_enzyme_CYP2D6 unresolved_strong_inhibitor" },
	{ C19, "*1/*2", IM, NONE, 0, "rifampin 600 mg/d", "escitalopram", "rifampin", "", -1, NM,
	  "C1", "convention", 0, "unresolved_strong_inducer" },
	{ C19, "*2/*2", PM, NONE, 0, "rifampin 600 mg/d", "citalopram", "rifampin", "", -1, PM,
	  "C1", "convention", 0, "inducer_no_effect_on_pm" },
	{ C19, "*1/*1", NM, NONE, 0, "cenobamate 200 mg/d", "escitalopram", "cenobamate", "", -1,
	  IM, "C1", "convention", 0, "unresolved_moderate_inhibitor" },
	{ "CYP2B6", "*1/*6", IM, NONE, 0, "carbamazepine 400 mg/d", "sertraline", "carbamazepine",
	  "", -1, NULL, "flag", "flag-only", 0, "unresolved_strong_inducer" },
	{ "CYP1A2", NULL, NULL, NONE, 0, "tobacco smoking 20/d", "clozapine", "tobacco smoking", "",
	  -1, NULL, "flag", "flag-only", 0, "ask_on_change_of_smoking cyp1a2_inducer" },
	{ D6, NULL, NULL, NONE, 0, "paroxetine 20 mg/d", "codeine", "paroxetine", "0", 0, PM, "R3",
	  "guideline", 1, "genotype_not_called inhibitor_driven" },
};
#define N_SITUATIONS ((int)(sizeof(situations) / sizeof(*situations)))

/* ---- from a situation to its conversion ---- */

struct made { struct stardose_context *context; struct sdi_arena arena; struct sdi_converted out; };

static int method_of(const char *gene)
{
	const struct sdi_context_tables *t = sdi_context_tables(tables);

	for (int i = 0; i < t->n_methods; i++)
		if (!strcmp(t->methods[i].gene, gene))
			return i;
	fail_msg("no method for %s", gene);
	return -1;
}

static void make(struct made *m, const struct situation *s, const char *convention)
{
	const struct stardose_context_options options = { sizeof(options), NULL, convention };
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = s->diplotype,
						   .phenotype = { s->phenotype, s->phenotype },
						   .score = { s->score, s->score },
						   .is_score_or_more = s->or_more };
	const struct stardose_gene_result result = { .size = sizeof(result), .gene = s->gene,
						     .status = STARDOSE_STATUS_CALLED,
						     .copies = -2,
						     .n_candidates = 1,
						     .candidates = &c };
	const struct stardose_drug *drug = stardose_guidance_drug(tables->guidance, s->drug);
	const struct stardose_person *person;
	struct stardose_error err = { 0 };
	int method = method_of(s->gene);

	memset(m, 0, sizeof(*m));
	assert_non_null(drug);
	assert_int_equal(stardose_context_new(tables, &options, &m->context, &err), STARDOSE_OK);
	assert_int_equal(stardose_context_taking(m->context, s->taking, &err), STARDOSE_OK);
	assert_int_equal(stardose_context_resolve(m->context, NULL, &err), STARDOSE_OK);
	person = stardose_context_person(m->context, "anyone");
	assert_non_null(person);
	assert_int_equal(sdi_convert(tables, method, sdi_profile_of(person, method),
				     s->phenotype ? &result : NULL, drug, person->convention,
				     &m->arena, &m->out),
			 STARDOSE_OK);
}

static void drop(struct made *m)
{
	sdi_arena_release(&m->arena);
	stardose_context_free(m->context);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static const char *flags_of(const struct stardose_conversion *c, char *out, size_t size)
{
	const char *sorted[64];
	size_t used = 0;

	memcpy(sorted, c->flags, c->n_flags * sizeof(*sorted));
	qsort(sorted, c->n_flags, sizeof(*sorted), by_text);
	*out = '\0';
	for (int i = 0; i < c->n_flags; i++)
		used += snprintf(out + used, size - used, "%s%s", i ? " " : "", sorted[i]);
	return out;
}

static void check(const struct situation *s)
{
	char name[128], flags[512];
	struct made m;
	const struct stardose_conversion *c = &m.out.pub;
	int own_rule;

	snprintf(name, sizeof(name), "%s %s with %s for %s", s->gene,
		 s->diplotype ? s->diplotype : "not called", s->taking, s->drug);
	make(&m, s, "c1");
	own_rule = strcmp(c->rule_from, "facts") && strcmp(c->rule_from, "guideline");
	if (c->is_computed != (s->new_phenotype != NULL) ||
	    (c->phenotype && s->new_phenotype && strcmp(c->phenotype, s->new_phenotype)))
		fail_msg("%s: phenotype %s", name, c->phenotype ? c->phenotype : "not computed");
	if (c->score.lo != s->new_score || c->score.or_more != s->or_more)
		fail_msg("%s: score %d", name, c->score.lo);
	if (strcmp(c->because_of, s->because_of) || strcmp(c->factor, s->factor))
		fail_msg("%s: because of '%s', factor '%s'", name, c->because_of, c->factor);
	if (strcmp(c->rule, s->rule) ||
	    strcmp(own_rule ? c->rule_from : stardose_basis_name(c->basis), s->basis))
		fail_msg("%s: rule %s from %s, basis %s", name, c->rule, c->rule_from,
			 stardose_basis_name(c->basis));
	if (!!c->selects != s->selects)
		fail_msg("%s: selects %s", name, c->selects ? c->selects : "nothing");
	if (strcmp(flags_of(c, flags, sizeof(flags)), s->flags))
		fail_msg("%s: flags '%s'", name, flags);
	for (int i = 0; i < c->n_flags; i++)
		if (!stardose_code_text(tables, "conversion_flag", c->flags[i]))
			fail_msg("%s: no words for flag %s", name, c->flags[i]);
	assert_true(*c->text && *c->citation);
	for (int i = 0; i < 3; i++) {
		const char *text = i == 0 ? c->text : i == 1 ? c->subject : c->caveat;

		if (over_claim(text))
			fail_msg("%s: '%s' claims %s", name, text, over_claim(text));
	}
	for (int i = 0; i < c->n_flags; i++)
		if (over_claim(stardose_code_text(tables, "conversion_flag", c->flags[i])))
			fail_msg("flag %s claims too much", c->flags[i]);
	drop(&m);
}

static void every_situation_gives_its_conversion(void **state)
{
	(void)state;
	assert_int_equal(N_SITUATIONS, 38);
	for (int i = 0; i < N_SITUATIONS; i++)
		check(&situations[i]);
}

static void categories_are_stepped_only_when_that_was_asked_for(void **state)
{
	struct made m;

	(void)state;
	for (int i = 0; i < N_SITUATIONS; i++) {
		if (strcmp(situations[i].gene, C19))
			continue;
		make(&m, &situations[i], NULL);
		assert_false(m.out.pub.is_computed);
		assert_null(m.out.pub.selects);
		assert_int_equal(m.out.pub.basis, STARDOSE_BASIS_FLAG_ONLY);
		drop(&m);
	}
}

static void only_guideline_and_label_make_another_result_to_join(void **state)
{
	struct made m;

	(void)state;
	for (int i = 0; i < N_SITUATIONS; i++) {
		make(&m, &situations[i], "c1");
		if (m.out.result) {
			assert_non_null(m.out.pub.selects);
			assert_true(m.out.pub.basis == STARDOSE_BASIS_GUIDELINE ||
				    m.out.pub.basis == STARDOSE_BASIS_LABEL);
		}
		drop(&m);
	}
}

static void a_label_rule_is_about_strong_inhibitors_alone(void **state)
{
	struct situation s = {
		D6, "*1/*1", NM, 200, 0, "paroxetine", "dextromethorphan / bupropion", "", "", 0,
		"", "",	     "", 0,   ""
	};
	struct made m;

	(void)state;
	make(&m, &s, NULL);
	assert_string_equal(m.out.pub.selects, "FDA");
	assert_int_equal(m.out.pub.basis, STARDOSE_BASIS_LABEL);
	drop(&m);
	s.taking = "duloxetine";
	make(&m, &s, NULL);
	assert_null(m.out.pub.selects);
	assert_int_equal(m.out.pub.basis, STARDOSE_BASIS_CONVENTION);
	drop(&m);
	s.taking = "bupropion";		/* a part of it */
	make(&m, &s, NULL);
	assert_string_equal(m.out.pub.rule, "R7");
	drop(&m);
}

static void what_may_still_act_is_said_and_not_computed(void **state)
{
	struct situation s = { D6,	  "*1/*1", NM, 200, 0,	"stopped: fluoxetine 40 d ago",
			       "codeine", "",	   "", 0,   "", "",
			       "",	  0,	   "" };
	char flags[256];
	struct made m;

	(void)state;
	make(&m, &s, NULL);
	assert_string_equal(m.out.pub.phenotype, NM);
	assert_string_equal(flags_of(&m.out.pub, flags, sizeof(flags)), "residual_possible");
	assert_non_null(strstr(m.out.pub.text, "may act still"));
	drop(&m);
	s.taking = "stopped: bupropion 3 d ago";
	make(&m, &s, NULL);
	assert_string_equal(flags_of(&m.out.pub, flags, sizeof(flags)), "duration_not_on_file");
	drop(&m);
}

static void half_of_a_phenotype_without_score_goes_by_its_band(void **state)
{
	struct situation s = { D6, NULL, NM, NONE, 0, "duloxetine", "codeine", "", "", 0,
			       "", "",	 "", 0,	   "" };
	struct made m;

	(void)state;
	make(&m, &s, NULL);
	assert_string_equal(m.out.pub.phenotype, IM);	/* 1.25 to 2.25 halved ends below 1.25 */
	assert_int_equal(m.out.pub.score.lo, -1);
	drop(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_situation_gives_its_conversion),
		cmocka_unit_test(categories_are_stepped_only_when_that_was_asked_for),
		cmocka_unit_test(only_guideline_and_label_make_another_result_to_join),
		cmocka_unit_test(a_label_rule_is_about_strong_inhibitors_alone),
		cmocka_unit_test(what_may_still_act_is_said_and_not_computed),
		cmocka_unit_test(half_of_a_phenotype_without_score_goes_by_its_band),
	};
	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
