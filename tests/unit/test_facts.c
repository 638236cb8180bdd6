/* test_facts.c - graded facts about medicines and procedures: loading, checking, and their lines */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "guidance_fixture.h"
#include "tables/fact_check.h"

#define HEADER "#row_id\tdrug\tcontext\tlabel\tguidance\tcitation\tconfidence\n"
#define FACT(id, drug, label, text) id "\t" drug "\tgeneral\t" label "\t" text "\tdoi:1\tmedium\n"

static struct stardose_guidance_tables *tables;

static int load_tables(void **state)
{
	struct stardose_error err;

	(void)state;
	tables = fixture_tables(NULL, NULL, NULL, &err);
	return !tables;
}

static int free_tables(void **state)
{
	(void)state;
	fixture_free(tables);
	return 0;
}

static int load(const char *text, struct stardose_error *err)
{
	return fixture_load(fixture_of(tables), SDI_INTERVENTIONS, text, err);
}

static void refused(const char *text, const char *why)
{
	struct stardose_error err;

	assert_int_equal(load(text, &err), STARDOSE_ETABLE);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void facts_come_by_medicine_then_as_in_the_file(void **state)
{
	struct stardose_error err;
	const struct stardose_statement *facts;
	int n;

	(void)state;
	assert_int_equal(load(HEADER FACT("a", "TMS", "none", "One.")
				      FACT("b", "ketamine", "none", "Two.")
					      FACT("c", "TMS", "association", "Three."),
			      &err),
			 STARDOSE_OK);
	facts = stardose_guidance_statements(tables, stardose_guidance_drug(tables, "tms"), &n);
	assert_int_equal(n, 2);
	assert_string_equal(facts[0].id, "a");
	assert_string_equal(facts[1].id, "c");
	assert_null(stardose_guidance_statements(tables, stardose_guidance_drug(tables, "codeine"),
						 &n));
	assert_int_equal(n, 0);
}

static void what_no_list_has_is_refused_with_its_line(void **state)
{
	(void)state;
	refused(HEADER FACT("a", "no such thing", "none", "One."),
		"interventions.tsv:2: drugs.tsv has no medicine or procedure 'no such thing'");
	refused(HEADER FACT("a", "TMS", "hearsay", "One."),
		"vocabulary.tsv has no label 'hearsay'");
	refused(HEADER FACT("a", "TMS", "none", "One.") FACT("a", "ECT", "none", "One."),
		"second fact with the identity 'a'");
	refused(HEADER FACT("CPIC-codeine-3cc8aeb6", "TMS", "none", "One."),
		"a row of guidance has the identity");
	refused(HEADER FACT("a", "TMS", "none", "-"), "nothing in column 'guidance'");
	refused("#row_id\tdrug\n", "no column 'context'");
}

static void note(void *user, int level, const char *text)
{
	(void)level;
	strcat(user, text);
}

static int n_findings(const char *text, const char *why)
{
	char found[2048] = "";
	struct stardose_error err;
	struct stardose_log log = { note, found };
	int n;

	assert_int_equal(load(text, &err), STARDOSE_OK);
	n = sdi_facts_check(tables, &log);
	if (!strstr(found, why))
		fail_msg("'%s' does not say '%s'", found, why);
	return n;
}

static void an_answer_begins_with_no_guideline_where_there_is_none(void **state)
{
	(void)state;
	assert_int_equal(n_findings(HEADER FACT("a", "TMS", "none", "One.")
					    FACT("b", "TMS", "label", "Two. Three."),
				    ""),
			 0);
	assert_int_equal(n_findings(HEADER FACT("a", "TMS", "association", "One."),
				    "comes first, and there is no guideline to say so"),
			 1);
	assert_int_equal(n_findings(HEADER FACT("a", "codeine", "association", "One."), ""), 0);
	assert_int_equal(
		n_findings(HEADER FACT("a", "codeine", "none", "One."), "guidance.tsv has one"), 1);
	assert_int_equal(
		n_findings(HEADER FACT("a", "TMS", "none", "One. Two."), "more than two sentences"),
		1);
	assert_int_equal(n_findings(HEADER FACT("a", "TMS", "none", "One"), "full stop"), 1);
}

static const struct stardose_guidance *ask(struct stardose_guide **g, const char *drugs,
					   const char *sources)
{
	const struct stardose_guide_options options = { .size = sizeof(options),
							.drugs = drugs,
							.sources = sources };
	const struct stardose_guidance *out;

	assert_int_equal(stardose_guide_new(tables, &options, g, NULL), STARDOSE_OK);
	assert_int_equal(stardose_guide_results(*g, NULL, 0, &out, NULL), STARDOSE_OK);
	return out;
}

static void facts_come_before_the_rows_and_only_when_asked_for(void **state)
{
	struct stardose_guide *g;
	struct stardose_error err;
	const struct stardose_guidance *out;

	(void)state;
	assert_int_equal(load(HEADER FACT("a", "TMS", "none", "Nothing.")
				      FACT("b", "TMS", "in-vitro", "A finding.")
					      FACT("c", "codeine", "label", "Text."),
			      &err),
			 STARDOSE_OK);
	out = ask(&g, "codeine,transcranial magnetic stimulation", "cpic");
	assert_string_equal(out->lines[0]->fact->id, "c");
	assert_null(out->lines[0]->source);
	assert_non_null(out->lines[1]->source);
	out = (stardose_guide_free(g), ask(&g, "TMS", "cpic"));
	assert_int_equal(out->n_lines,
			 2); /* no line of a source: the facts say that there is none */
	assert_string_equal(out->lines[0]->guidance, "No guideline. Nothing.");
	assert_string_equal(out->lines[1]->guidance, "A finding.");
	assert_int_equal(out->lines[0]->flags, 0);
	stardose_guide_free(g);
	out = ask(&g, NULL, NULL);
	for (int i = 0; i < out->n_lines; i++)
		assert_null(out->lines[i]->fact);
	stardose_guide_free(g);
}

static void a_medicine_that_no_source_knows_has_no_guideline(void **state)
{
	struct stardose_guide *g;
	const struct stardose_guidance *out = ask(&g, "lithium", "cpic");

	(void)state;
	assert_int_equal(out->n_lines, 1);
	assert_string_equal(out->lines[0]->guidance,
			    "No guideline. These tables hold no row for lithium, from CPIC or any "
			    "other source, which does "
			    "not mean that the usual dose suits.");
	stardose_guide_free(g);
}

static void blanks_around_a_slash_do_not_matter_in_a_name(void **state)
{
	const struct stardose_drug *drug =
		stardose_guidance_drug(tables, "dextromethorphan / bupropion");

	(void)state;
	assert_non_null(drug);
	assert_ptr_equal(stardose_guidance_drug(tables, "Dextromethorphan/bupropion"), drug);
	assert_ptr_equal(stardose_guidance_drug(tables, "dextromethorphan /bupropion"), drug);
	assert_null(stardose_guidance_drug(tables, "dextromethorphanbupropion"));
	assert_null(stardose_guidance_drug(tables, "dextromethorphan /"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_come_by_medicine_then_as_in_the_file),
		cmocka_unit_test(what_no_list_has_is_refused_with_its_line),
		cmocka_unit_test(an_answer_begins_with_no_guideline_where_there_is_none),
		cmocka_unit_test(facts_come_before_the_rows_and_only_when_asked_for),
		cmocka_unit_test(a_medicine_that_no_source_knows_has_no_guideline),
		cmocka_unit_test(blanks_around_a_slash_do_not_matter_in_a_name),
	};

	return cmocka_run_group_tests(tests, load_tables, free_tables);
}
