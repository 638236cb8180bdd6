/* Diplotype names: what is read, what is the same, what is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdint.h>
#include <cmocka.h>
#include "match/diplotype_name.h"

static const struct stardose_gene cyp2d6 = { .name = "CYP2D6" };

static void assert_prints(const char *text, const char *canonical)
{
	struct sdi_diplotype_name name;
	kstring_t out = KS_INITIALIZE;

	assert_int_equal(sdi_diplotype_parse(text, &cyp2d6, &name), STARDOSE_OK);
	assert_int_equal(sdi_diplotype_print(&name, &out), STARDOSE_OK);
	assert_string_equal(out.s, canonical);
	ks_free(&out);
}

static void assert_no_diplotype(const char *text)
{
	struct sdi_diplotype_name name;

	assert_int_equal(sdi_diplotype_parse(text, &cyp2d6, &name), STARDOSE_EROW);
}

static int same(const char *a, const char *b, int strip)
{
	struct sdi_diplotype_name x, y;

	assert_int_equal(sdi_diplotype_parse(a, &cyp2d6, &x), STARDOSE_OK);
	assert_int_equal(sdi_diplotype_parse(b, &cyp2d6, &y), STARDOSE_OK);
	if (strip) {
		sdi_diplotype_strip(&x);
		sdi_diplotype_strip(&y);
	}
	assert_int_equal(sdi_diplotype_same(&x, &y), sdi_diplotype_same(&y, &x));
	return sdi_diplotype_same(&x, &y);
}

static void the_lower_allele_comes_first(void **state)
{
	(void)state;
	assert_prints("*4/*1", "*1/*4");
	assert_prints("*10/*2", "*2/*10");
	assert_prints("*1x2/*1", "*1/*1x2");
	assert_prints("*10+*36/*10", "*10/*36+*10");
	assert_prints("*41/*10+*36", "*36+*10/*41");
	assert_prints("*4.013/*4.001", "*4.001/*4.013");
}

static void copies_of_one_allele_add_up(void **state)
{
	(void)state;
	assert_prints("*36+*36+*10/*1", "*1/*36x2+*10");
	assert_prints("*2 x 2/*71", "*2x2/*71");
	assert_prints("*2XN/*4", "*2xN/*4");
	assert_prints("*2x>=2/*4", "*2xN/*4");
	assert_prints("*2\xc3\x97\xe2\x89\xa5" "3/*4", "*2x>=3/*4");
}

static void decorations_of_callers_are_understood(void **state)
{
	(void)state;
	assert_prints("CYP2D6*1/CYP2D6*4", "*1/*4");
	assert_prints(" cyp2d6*1 | *4A ", "*1/*4A");
	assert_prints("1/4", "*1/*4");
	assert_prints("*1/(*13+*2)", "*1/*13+*2");
}

static void what_is_no_diplotype_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		".",
		"*1",
		"*1/",
		"/*1",
		"*1/*2/*3",
		"*a/*b",
		"*1x/*2",
		"*1x0/*2",
		"*1.x/*2",
		"*1+/*2",
		"[*2+rs1234]/*1",
		"Indeterminate",
		"*1/*2y",
		"*1 *2",
		"*123456789/*1",
		"*1/*2x>=",
		"*15:02/*1",
		"/",
		"+/+",
		"*1+*2+*3+*4+*5+*6+*7+*8+*9+*10+*11+*12+*13+*14+*15+*16+*17/*1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_no_diplotype(bad[i]);
}

static void order_does_not_make_a_difference(void **state)
{
	(void)state;
	assert_true(same("*1/*4", "*4|*1", 0));
	assert_true(same("*36+*10/*41", "*41/*10+*36", 0));
	assert_false(same("*1/*4", "*1/*1", 0));
	assert_false(same("*36+*10/*41", "*36/*10+*41", 0));
}

static void suballeles_are_the_same_once_stripped(void **state)
{
	(void)state;
	assert_false(same("*4.013/*1", "*4/*1", 0));
	assert_true(same("*4.013/*1", "*4/*1", 1));
	assert_true(same("*4A/*1", "*4.001/*1", 1));
	assert_true(same("*4.013+*4.001/*1", "*1/*4x2", 1));
	assert_false(same("*4A/*1", "*40/*1", 1));
}

static void or_more_agrees_with_two_or_more(void **state)
{
	(void)state;
	assert_true(same("*2xN/*4", "*2x2/*4", 0));
	assert_true(same("*2xN/*4", "*2x3/*4", 0));
	assert_true(same("*2xN/*4", "*2+*2/*4", 0));
	assert_false(same("*2xN/*4", "*2/*4", 0));
	assert_false(same("*2x2/*4", "*2x3/*4", 0));
	assert_false(same("*2xN/*4", "*2/*4xN", 0));
}

/* Names of any other kind may hold slashes and brackets; what is printed reads back as itself. */
static void copies_of_a_listed_name_read_back(void **state)
{
	static const struct stardose_allele alleles[] = {
		{ .name = "Reference" },
		{ .name = "c.1905+1G>A (*2A)", .also = "*2A" },
		{ .name = "x/y (T)|+[1]" },
	};
	static const struct stardose_gene gene = { .name = "DPYD",
						   .notation = STARDOSE_NOTATION_HGVS,
						   .alleles = alleles,
						   .n_alleles = 3 };
	static const char *const text[][2] = {
		{ "*2A+*2A+*2A/Reference", "Reference/[c.1905+1G>A (*2A)]x3" },
		{ "[x/y (T)|+[1]]x2/Reference", "Reference/[x/y (T)|+[1]]x2" },
		{ "x/y (T)|+[1]+x/y (T)|+[1]/*2A", "c.1905+1G>A (*2A)/[x/y (T)|+[1]]x2" },
		{ "[*2A]xN/Reference", "Reference/[c.1905+1G>A (*2A)]xN" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		for (int side = 0; side < 2; side++) {
			struct sdi_diplotype_name name;
			kstring_t out = KS_INITIALIZE;

			assert_int_equal(sdi_diplotype_parse(text[i][side], &gene, &name),
					 STARDOSE_OK);
			assert_int_equal(sdi_diplotype_print(&name, &out), STARDOSE_OK);
			assert_string_equal(out.s, text[i][1]);
			ks_free(&out);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lower_allele_comes_first),
		cmocka_unit_test(copies_of_one_allele_add_up),
		cmocka_unit_test(decorations_of_callers_are_understood),
		cmocka_unit_test(what_is_no_diplotype_is_refused),
		cmocka_unit_test(order_does_not_make_a_difference),
		cmocka_unit_test(suballeles_are_the_same_once_stripped),
		cmocka_unit_test(or_more_agrees_with_two_or_more),
		cmocka_unit_test(copies_of_a_listed_name_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
