/*
 * test_name_salt.c - medicines with words for a salt, in five languages; names of classes; and what
 * is no medicine for all that
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "tables/name_table.h"
#include "tables/table_set.h"
#include "built_in_tables.h"

/* The medicine that is found, "" for none */
static const char *found(const char *text)
{
	const struct sdi_name *name = sdi_name_find(sdi_tables_names(tables), text, strlen(text));

	return name && name->n_medicines ? name->medicines[0] : "";
}

static void a_salt_in_front_or_behind_is_taken_off(void **state)
{
	static const struct { const char *text, *medicine; } cases[] = {
		{ "sertraline hydrochloride", "sertraline" },
		{ "Sertralin-Hydrochlorid", "sertraline" },
		{ "sertraline HCl", "sertraline" },
		{ "chlorhydrate de sertraline", "sertraline" },
		{ "clorhidrato de sertralina", "sertraline" },
		{ "sertralinhydrochlorid", "sertraline" },
		{ "escitalopram oxalate", "escitalopram" },
		{ "oxalate d'escitalopram", "escitalopram" },
		{ "metoprololsuccinat", "metoprolol" },
		{ "metoprolol succinate", "metoprolol" },
		{ "metoprolol tartrate", "metoprolol" },
		{ "venlafaxine  hydrochloride", "venlafaxine" },
		{ "VENLAFAXINE HYDROCHLORIDE", "venlafaxine" },
		/* without a salt, and with the words of none */
		{ "sertraline", "sertraline" },
		{ "sertraline sertraline", "" },
		{ "hydrochloride", "" },
		{ "hydrochloride hydrochloride", "" },
		{ "no such medicine hydrochloride", "" },
		{ "sertraline hydrochlorid3", "" },
		{ "sertraline hydro", "" },
		{ "-hydrochloride", "" },
		{ "chlorhydrate de ", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (strcmp(found(cases[i].text), cases[i].medicine) != 0)
			fail_msg("'%s' is '%s'", cases[i].text, found(cases[i].text));
}

static int salt_called(const struct sdi_names *names, const char *code)
{
	for (int i = 0; i < names->n_salts; i++)
		if (!strcmp(names->salts[i].code, code))
			return i;
	fail_msg("no salt is called '%s'", code);
	return -1;
}

/* What is left of a folded name; "": it has no such salt */
static void what_is_left_is_a_name_and_never_nothing(void **state)
{
	static const struct { const char *key, *salt, *left; } cases[] = {
		{ "sertraline hydrochloride", "hydrochloride", "sertraline" },
		{ "sertraline-hydrochloride", "hydrochloride", "sertraline" },
		{ "hydrochloride of sertraline", "hydrochloride", "sertraline" },
		{ "hydrochloride sertraline", "hydrochloride", "sertraline" },
		{ "chlorhydrate de sertraline", "chlorhydrate", "sertraline" },
		{ "chlorhydrate d'amitriptyline", "chlorhydrate", "amitriptyline" },
		/* written together: only where five letters are left */
		{ "abcdehydrochloride", "hydrochloride", "abcde" },
		{ "abcdhydrochloride", "hydrochloride", "" },
		{ "hydrochlorideabcde", "hydrochloride", "abcde" },
		{ "hydrochlorideabcd", "hydrochloride", "" },
		/* apart: any */
		{ "a hydrochloride", "hydrochloride", "a" },
		{ "hydrochloride a", "hydrochloride", "a" },
		{ "hydrochloride", "hydrochloride", "" },
		{ "hydrochloride de ", "hydrochloride", "" },
		{ "hydrochlorid", "hydrochloride", "" },
		{ "sertraline maleate", "hydrochloride", "" },
		{ "", "hydrochloride", "" },
	};
	const struct sdi_names *names = sdi_tables_names(tables);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char out[SDI_NAME_SIZE] = "unchanged";
		int is_there = sdi_name_without_salt(names, cases[i].key,
						     salt_called(names, cases[i].salt), out);

		if (is_there != (*cases[i].left != '\0') ||
		    (is_there && strcmp(out, cases[i].left) != 0))
			fail_msg("'%s' leaves %d '%s'", cases[i].key, is_there, out);
	}
}

static void every_salt_is_taken_off_every_tenth_medicine(void **state)
{
	const struct sdi_names *names = sdi_tables_names(tables);
	const struct stardose_guidance_tables *t = tables->guidance;

	(void)state;
	for (int d = 0; d < t->n_drugs; d += 10)
		for (int s = 0; s < names->n_salts; s++) {
			char text[256];
			const struct sdi_name *name;

			snprintf(text, sizeof(text), "%s %s", t->drugs[d].name,
				 names->salts[s].code);
			name = sdi_name_find(names, text, strlen(text));
			/* a salt may be a medicine of its own, but it is never lost */
			if (!name)
				fail_msg("'%s' is not found", text);
		}
}

static void a_class_is_no_medicine_and_is_known_as_a_class(void **state)
{
	static const struct {
		const char *text;
		int is_class;
	} cases[] = {
		{ "SSRI", 1 },	  { "ssri", 1 },       { "an SSRI", 1 }, { "ein SSRI", 1 },
		{ "un SSRI", 1 }, { "the SSRI", 0 },   { "SSRIx", 0 },	 { "an", 0 },
		{ "", 0 },	  { "sertraline", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct stardose_guidance_code *class = sdi_name_class(
			sdi_tables_names(tables), cases[i].text, strlen(cases[i].text));

		if (!class != !cases[i].is_class)
			fail_msg("'%s'", cases[i].text);
		if (class)
			assert_string_equal(found(cases[i].text), "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_salt_in_front_or_behind_is_taken_off),
		cmocka_unit_test(what_is_left_is_a_name_and_never_nothing),
		cmocka_unit_test(every_salt_is_taken_off_every_tenth_medicine),
		cmocka_unit_test(a_class_is_no_medicine_and_is_known_as_a_class),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
