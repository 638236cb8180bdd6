/*
 * test_guide_choice.c - which medicines and sources lists ask for: by any name, by class, by what a
 * combination contains; and what becomes of names that nobody knows
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "guidance/guide_impl.h"
#include "built_in_tables.h"

#define LENGTH(a) (sizeof(a) / sizeof(*(a)))

static struct stardose_guide *guide;
static struct stardose_error err;

/* Remarks, each with its line end. */
static struct { int n, level; char text[2048]; } said;

static void hear(void *user, int level, const char *text)
{
	size_t used = strlen(said.text);

	(void)user;
	said.n++;
	said.level = level;
	snprintf(said.text + used, sizeof(said.text) - used, "%s\n", text);
}

static int end(void **state)
{
	(void)state;
	stardose_guide_free(guide);
	guide = NULL;
	return 0;
}

#define WITH_GUIDE(test) cmocka_unit_test_teardown(test, end)

/* A guide for lists; somebody listens to remarks where @fn is given. */
static int asked(const char *drugs, const char *classes, const char *sources, stardose_log_fn *fn)
{
	struct stardose_guide_options options;

	end(NULL);
	memset(&said, 0, sizeof(said));
	memset(&err, 0, sizeof(err));
	stardose_guide_options_init(&options);
	options.drugs = drugs;
	options.drug_classes = classes;
	options.sources = sources;
	options.log.fn = fn;
	return stardose_guide_new(tables->guidance, &options, &guide, &err);
}

static void must_be_asked(const char *drugs, const char *classes, const char *sources)
{
	if (asked(drugs, classes, sources, NULL) != STARDOSE_OK)
		fail_msg("%s", err.text);
}

static int state_of(const char *name)
{
	const struct stardose_drug *drug = stardose_guidance_drug(guide->tables, name);

	assert_non_null(drug);
	return guide->drug_state[drug - guide->tables->drugs];
}

static int n_in_state(int wanted)
{
	int n = 0;

	for (int d = 0; d < guide->tables->n_drugs; d++)
		n += guide->drug_state[d] == wanted;
	return n;
}

static int n_sources(void)
{
	int n = 0;

	for (int s = 0; s < guide->tables->n_codes[STARDOSE_LIST_SOURCE]; s++)
		n += guide->source_wanted[s];
	return n;
}

static int source_is_wanted(const char *code)
{
	const struct stardose_guidance_code *found =
		stardose_guidance_code(guide->tables, STARDOSE_LIST_SOURCE, code);

	assert_non_null(found);
	return guide->source_wanted[found - guide->tables->codes[STARDOSE_LIST_SOURCE]];
}

/* ---- what is asked for ---- */

static void without_lists_all_is_wanted_that_has_rows(void **state)
{
	(void)state;
	must_be_asked(NULL, NULL, NULL);
	assert_int_equal(n_in_state(SDI_WANTED_IF_ROWS), guide->tables->n_drugs);
	assert_int_equal(n_sources(), guide->tables->n_codes[STARDOSE_LIST_SOURCE]);
	assert_int_equal(guide->out.n_asked_not_known, 0);
}

/* @medicines: all that is wanted, and nothing else. */
static void a_list_asks_for_what_it_names_and_for_nothing_else(void **state)
{
	static const struct { const char *list; int n; const char *medicines[3]; } lists[] = {
		{ "codeine", 1, { "codeine" } },
		{ "CODEINE", 1, { "codeine" } },
		{ "Zoloft", 1, { "sertraline" } },
		{ "rxnorm:10689", 1, { "tramadol" } },
		{ "atc:N06AB06", 1, { "sertraline" } },
		{ "codeine,tramadol", 2, { "codeine", "tramadol" } },
		{ "warfarin,Zoloft,tramadol", 3, { "warfarin", "sertraline", "tramadol" } },
		{ "codeine,codeine,Codeine", 1, { "codeine" } },
		{ "sertraline,Zoloft", 1, { "sertraline" } },
		{ " codeine ,\ttramadol\t", 2, { "codeine", "tramadol" } },
		{ ",codeine,, ,tramadol,", 2, { "codeine", "tramadol" } },
		{ "Tylenol 3", 1, { "codeine" } },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lists); i++) {
		must_be_asked(lists[i].list, NULL, NULL);
		if (n_in_state(SDI_WANTED_ALWAYS) != lists[i].n || n_in_state(SDI_WANTED_IF_ROWS))
			fail_msg("%s: %d are wanted", lists[i].list, n_in_state(SDI_WANTED_ALWAYS));
		for (int m = 0; m < lists[i].n; m++)
			if (state_of(lists[i].medicines[m]) != SDI_WANTED_ALWAYS)
				fail_msg("%s: not %s", lists[i].list, lists[i].medicines[m]);
	}
}

static void a_combination_asks_for_its_parts(void **state)
{
	(void)state;
	must_be_asked("Limbitrol", NULL, NULL);
	assert_int_equal(state_of("amitriptyline"), SDI_WANTED_ALWAYS);
	assert_int_equal(state_of("nortriptyline"), SDI_NOT_WANTED);
	assert_int_equal(guide->out.n_asked_not_known, 0);
}

static void a_class_asks_for_each_of_its_members(void **state)
{
	static const char *const classes[] = { "SSRI", "ssri", " opioid ", "opioid,SSRI", NULL };

	(void)state;
	for (int i = 0; classes[i]; i++) {
		int is_opioid = strstr(classes[i], "opioid") != NULL;
		int is_ssri = !is_opioid || strchr(classes[i], ',') != NULL;

		must_be_asked(NULL, classes[i], NULL);
		for (int d = 0; d < guide->tables->n_drugs; d++) {
			const struct stardose_drug *drug = &guide->tables->drugs[d];
			int is_member = (is_opioid && stardose_drug_in_class(drug, "opioid")) ||
					(is_ssri && stardose_drug_in_class(drug, "SSRI"));

			if (guide->drug_state[d] !=
			    (is_member ? SDI_WANTED_ALWAYS : SDI_NOT_WANTED))
				fail_msg("%s: %s", classes[i], drug->name);
		}
		assert_int_equal(state_of(is_opioid ? "codeine" : "sertraline"), SDI_WANTED_ALWAYS);
	}
}

static void a_class_is_added_to_the_medicines_named(void **state)
{
	(void)state;
	must_be_asked("warfarin", "opioid", NULL);
	assert_int_equal(state_of("warfarin"), SDI_WANTED_ALWAYS);
	assert_int_equal(state_of("codeine"), SDI_WANTED_ALWAYS);
	assert_int_equal(state_of("sertraline"), SDI_NOT_WANTED);
}

static void sources_are_chosen_apart_from_medicines(void **state)
{
	static const struct { const char *list; int n, cpic, dpwg; } lists[] = {
		{ "cpic", 1, 1, 0 },	   { "CPIC", 1, 1, 0 },	    { "dpwg", 1, 0, 1 },
		{ "cpic,dpwg", 2, 1, 1 },  { " dpwg , cpic", 2, 1, 1 }, { "cpic,cpic,", 1, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lists); i++) {
		must_be_asked(NULL, NULL, lists[i].list);
		if (n_sources() != lists[i].n || source_is_wanted("CPIC") != lists[i].cpic ||
		    source_is_wanted("DPWG") != lists[i].dpwg)
			fail_msg("%s: %d sources", lists[i].list, n_sources());
		assert_int_equal(n_in_state(SDI_WANTED_IF_ROWS), guide->tables->n_drugs);
	}
	must_be_asked("codeine", NULL, NULL);
	assert_int_equal(n_sources(), guide->tables->n_codes[STARDOSE_LIST_SOURCE]);
}

/* ---- what is not known ---- */

/* Somebody listens (1) or not (0): a list of which nothing is left is an error all the same. */
static void a_list_that_asks_for_nothing_known_is_an_error(void **state)
{
	static const struct { const char *drugs, *classes, *sources, *text; } lists[] = {
		{ "sertralin_e", NULL, NULL, "no medicine 'sertralin_e' in the tables; nearest: " },
		{ "sertralin_e", NULL, NULL, "'sertraline'" },
		{ "qqqqqqqqqqqq", NULL, NULL, "and none that is spelt like it" },
		{ "qqqqqqqqqqqq,wwwwwwwwwwww", NULL, NULL, "'qqqqqqqqqqqq'" },
		{ NULL, "opioidd", NULL, "no class of medicines 'opioidd' in the tables" },
		{ NULL, "opioidd", NULL, "nearest: 'opioid'" },
		{ NULL, "codeine", NULL, "no class of medicines 'codeine'" },
		{ NULL, NULL, "nobody", "no source 'nobody' in the tables; they have: " },
		{ NULL, NULL, "cpi", "have: CPIC, " },
		{ "codeine", NULL, "nobody", "no source 'nobody'" },
		{ "codeine", "qqqqqqqqqqqq", NULL, "no class of medicines 'qqqqqqqqqqqq'" },
		{ "", NULL, NULL, "an empty list names no medicine, class or source" },
		{ " ,\t, ", NULL, NULL, "an empty list" },
		{ NULL, "", NULL, "an empty list" },
		{ NULL, NULL, ",", "an empty list" },
		{ "codeine", NULL, "", "an empty list" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * LENGTH(lists); i++) {
		const char *text = lists[i / 2].text;
		int ret = asked(lists[i / 2].drugs, lists[i / 2].classes, lists[i / 2].sources,
				i % 2 ? hear : NULL);

		if (ret != STARDOSE_EUSAGE || !strstr(err.text, text) || said.n)
			fail_msg("%d, '%s' instead of '%s'", ret, err.text, text);
	}
}

static void a_name_unknown_beside_a_known_one_is_told_and_set_aside(void **state)
{
	static const struct { const char *list; int n; const char *names[3]; } lists[] = {
		{ "codeine,qqqqqqqqqqqq", 1, { "qqqqqqqqqqqq" } },
		{ "qqqqqqqqqqqq,codeine", 1, { "qqqqqqqqqqqq" } },
		{ "sertralin_e, codeine , qqqqqqqqqqqq", 2, { "sertralin_e", "qqqqqqqqqqqq" } },
		{ "codeine,wwwwwwwwwwww,wwwwwwwwwwww", 2, { "wwwwwwwwwwww", "wwwwwwwwwwww" } },
	};
	const char *line;

	(void)state;
	for (size_t i = 0; i < LENGTH(lists); i++) {
		assert_int_equal(asked(lists[i].list, NULL, NULL, hear), STARDOSE_OK);
		assert_int_equal(n_in_state(SDI_WANTED_ALWAYS), 1);
		assert_int_equal(state_of("codeine"), SDI_WANTED_ALWAYS);
		assert_int_equal(said.n, lists[i].n);
		assert_int_equal(said.level, STARDOSE_EROW);
		assert_int_equal(guide->out.n_asked_not_known, lists[i].n);
		line = said.text;
		for (int a = 0; a < lists[i].n; a++) {
			char text[128];

			snprintf(text, sizeof(text), "set aside: no medicine '%s' in the tables",
				 lists[i].names[a]);
			assert_int_equal(strncmp(line, text, strlen(text)), 0);
			line = strchr(line, '\n') + 1;
			assert_string_equal(guide->out.asked_not_known[a].name, lists[i].names[a]);
		}
	}
}

/* The names that are near are kept with the one that is not known: a page shows them. */
static void a_name_set_aside_keeps_what_is_near(void **state)
{
	const struct stardose_asked_name *name;
	const char *near[4];
	int n;

	(void)state;
	assert_int_equal(asked("codeine,sertralin_e,qqqqqqqqqqqq", NULL, NULL, hear), STARDOSE_OK);
	assert_int_equal(guide->out.n_asked_not_known, 2);
	name = guide->out.asked_not_known;
	n = stardose_guidance_nearest(guide->tables, "sertralin_e", 0, near, 4);
	assert_true(n > 0);
	assert_int_equal(name[0].n_nearest, n);
	for (int i = 0; i < n; i++)
		assert_string_equal(name[0].nearest[i], near[i]);
	assert_string_equal(name[0].nearest[0], "sertraline");
	assert_int_equal(name[1].n_nearest, 0);
}

/* Where nobody listens a name would be lost in silence: the list is an error, of the first one. */
static void where_nobody_listens_an_unknown_name_is_an_error(void **state)
{
	(void)state;
	assert_int_equal(asked("codeine,qqqqqqqqqqqq,wwwwwwwwwwww", NULL, NULL, NULL),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "'qqqqqqqqqqqq'"));
	assert_null(strstr(err.text, "wwwwwwwwwwww"));
	assert_int_equal(asked(NULL, "opioid,qqqqqqqqqqqq", NULL, NULL), STARDOSE_EUSAGE);
	assert_int_equal(asked(NULL, NULL, "cpic,nobody", NULL), STARDOSE_EUSAGE);
}

/* Of classes and sources a remark is all: only a medicine is one that a page can be about. */
static void classes_and_sources_set_aside_are_no_medicines(void **state)
{
	(void)state;
	assert_int_equal(asked("codeine", "SSRI,qqqqqqqqqqqq", "nobody,cpic", hear), STARDOSE_OK);
	assert_int_equal(said.n, 2);
	assert_non_null(strstr(said.text, "set aside: no class of medicines 'qqqqqqqqqqqq'"));
	assert_non_null(strstr(said.text, "\nset aside: no source 'nobody'"));
	assert_int_equal(guide->out.n_asked_not_known, 0);
	assert_int_equal(n_sources(), 1);
	assert_int_equal(state_of("sertraline"), SDI_WANTED_ALWAYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_GUIDE(without_lists_all_is_wanted_that_has_rows),
		WITH_GUIDE(a_list_asks_for_what_it_names_and_for_nothing_else),
		WITH_GUIDE(a_combination_asks_for_its_parts),
		WITH_GUIDE(a_class_asks_for_each_of_its_members),
		WITH_GUIDE(a_class_is_added_to_the_medicines_named),
		WITH_GUIDE(sources_are_chosen_apart_from_medicines),
		WITH_GUIDE(a_list_that_asks_for_nothing_known_is_an_error),
		WITH_GUIDE(a_name_unknown_beside_a_known_one_is_told_and_set_aside),
		WITH_GUIDE(a_name_set_aside_keeps_what_is_near),
		WITH_GUIDE(where_nobody_listens_an_unknown_name_is_an_error),
		WITH_GUIDE(classes_and_sources_set_aside_are_no_medicines),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
