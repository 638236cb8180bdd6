/* test_text.c - strings, JSON strings, arenas */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "util/arena.h"
#include "util/json_text.h"
#include "util/text.h"

/* ---- UTF-8 ---- */

static void a_character_is_as_long_as_unicode_says(void **state)
{
	static const struct { const char *bytes; int length; uint32_t code; } cases[] = {
		{ "A", 1, 'A' },
		{ "\xc2\x80", 2, 0x80 },
		{ "\xc3\xa9", 2, 0xe9 },
		{ "\xe2\x89\xa5", 3, 0x2265 },
		{ "\xf0\x9f\x98\x80", 4, 0x1f600 },
		{ "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
		{ "\xef\xbf\xbd", 3, 0xfffd },
	};
	uint32_t code;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(sdi_utf8((const unsigned char *)cases[i].bytes, &code),
				 cases[i].length);
		assert_int_equal(code, cases[i].code);
		assert_true(sdi_is_utf8(cases[i].bytes));
	}
}

static void what_is_not_utf8_is_told(void **state)
{
	static const char *const bad[] = {
		"\x80",		    /* in the middle of nothing */
		"\xc0\xaf",	    /* '/' in two bytes */
		"\xc1\xbf",	    "\xe0\x9f\xbf", /* overlong */
		"\xf0\x8f\xbf\xbf", /* overlong */
		"\xed\xa0\x80",	    /* a surrogate */
		"\xf4\x90\x80\x80", /* behind the last character */
		"\xf5\x80\x80\x80", "\xff", "\xe2\x89", "ok\xe2(", "caf\xe9",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (sdi_is_utf8(bad[i]))
			fail_msg("number %d is taken for UTF-8", (int)i);
}

static void the_same_text_is_the_same_letters_or_none(void **state)
{
	char copy[] = "abc";

	(void)state;
	assert_true(sdi_same_text("abc", copy));
	assert_true(sdi_same_text("", ""));
	assert_true(sdi_same_text(NULL, NULL));
	assert_false(sdi_same_text("abc", "abd"));
	assert_false(sdi_same_text("abc", "ab"));
	assert_false(sdi_same_text("", NULL));
	assert_false(sdi_same_text(NULL, "a"));
}

static void a_cut_leaves_whole_characters(void **state)
{
	static const struct { const char *text; size_t n, cut; } cases[] = {
		{ "abc", 2, 2 },
		{ "abc", 3, 3 },
		{ "abc", 9, 3 },
		{ "abc", 0, 0 },
		{ "", 4, 0 },
		{ "a\xc3\xa9", 2, 1 },
		{ "a\xc3\xa9", 3, 3 },
		{ "\xf0\x9f\x98\x80x", 5, 5 },
		{ "x\xf0\x9f\x98\x80", 4, 1 },
		{ "x\xf0\x9f\x98\x80", 5, 5 },
		{ "\x80\x80\x80\x80", 2, 2 }, /* no UTF-8: cut anywhere */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (sdi_utf8_cut(cases[i].text, cases[i].n) != cases[i].cut)
			fail_msg("case %d: %d", (int)i,
				 (int)sdi_utf8_cut(cases[i].text, cases[i].n));
}

static void plain_text_has_no_control_characters(void **state)
{
	(void)state;
	assert_true(sdi_is_plain("caf\xc3\xa9 \xe2\x89\xa5 3"));
	assert_true(sdi_is_plain(""));
	assert_false(sdi_is_plain("a\tb"));
	assert_false(sdi_is_plain("a\x1b[31m"));
	assert_false(sdi_is_plain("a\x7f"));
	assert_false(sdi_is_plain("a\nb"));
	assert_false(sdi_is_plain("\xff"));
}

static void sequences_are_bases_alone(void **state)
{
	(void)state;
	assert_true(sdi_is_sequence("ACGTNacgtn"));
	assert_false(sdi_is_sequence(""));
	assert_false(sdi_is_sequence("*"));
	assert_false(sdi_is_sequence("."));
	assert_false(sdi_is_sequence("<DEL>"));
	assert_false(sdi_is_sequence("ACR"));
	assert_false(sdi_is_sequence("N[chr1:5["));
}

static void a_name_of_a_list_is_one_whole(void **state)
{
	static const struct { const char *list, *between, *name; int has; } cases[] = {
		{ "a, b, c", ", ", "a", 1 },	{ "a, b, c", ", ", "b", 1 },
		{ "a, b, c", ", ", "c", 1 },	{ "a, b, c", ", ", "d", 0 },
		{ "escitalopram", ", ", "citalopram", 0 },
		{ "citalopram", ", ", "escitalopram", 0 },
		{ "escitalopram, citalopram", ", ", "citalopram", 1 },
		{ "Likely Poor or Poor", " or ", "Poor", 1 },
		{ "Likely Poor or Normal", " or ", "Poor", 0 },
		{ "a,b", ", ", "a", 0 },	{ "a,b", ", ", "a,b", 1 },
		{ "", ", ", "", 1 },		{ "", ", ", "a", 0 },
		{ "a, ", ", ", "", 1 },		{ "a", ", ", "", 0 },
		{ NULL, ", ", "a", 0 },		{ NULL, ", ", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (sdi_list_has(cases[i].list, cases[i].between, cases[i].name) != cases[i].has)
			fail_msg("'%s' in '%s'", cases[i].name,
				 cases[i].list ? cases[i].list : "NULL");
}

static void a_word_is_no_part_of_a_longer_one(void **state)
{
	static const struct { const char *text, *word; int has; } cases[] = {
		{ "citalopram", "citalopram", 1 },
		{ "escitalopram", "citalopram", 0 },
		{ "escitalopram, citalopram", "citalopram", 1 },
		{ "with citalopram (strong)", "citalopram", 1 },
		{ "citaloprams", "citalopram", 0 },
		{ "omeprazole;", "omeprazole", 1 },
		{ "CYP4F2:x", "F2", 0 },
		{ "CYP4F2, F2", "F2", 1 },
		{ "F20", "F2", 0 },
		{ "caf\xc3\xa9", "caf", 0 },
		{ "\xc3\xa9t\xc3\xa9", "t", 0 },
		{ "Citalopram", "citalopram", 0 },
		{ "a", "", 0 },
		{ "", "a", 0 },
		{ "", "", 0 },
		{ "aa a", "a", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (sdi_has_word(cases[i].text, cases[i].word) != cases[i].has)
			fail_msg("'%s' in '%s'", cases[i].word, cases[i].text);
}

static void thousandths_are_written_shortest(void **state)
{
	static const struct { int value; const char *text; } cases[] = {
		{ 0, "0" },	    { 1250, "1.25" }, { 2000, "2" },	   { 5, "0.005" },
		{ 100000, "100" }, { 1001, "1.001" }, { 2147483647, "2147483.647" },
	};
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		out.l = 0;
		assert_int_equal(sdi_put_thousandths(&out, cases[i].value), 0);
		assert_string_equal(out.s, cases[i].text);
	}
	ks_free(&out);
}

/* ---- JSON ---- */

static void a_json_string_is_always_json(void **state)
{
	static const struct { const char *text, *json; } cases[] = {
		{ "", "\"\"" },
		{ "*1/*2", "\"*1/*2\"" },
		{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
		{ "\n\t\r", "\"\\n\\t\\r\"" },
		{ "caf\xc3\xa9", "\"caf\xc3\xa9\"" },
		{ "x\xffy", "\"x\xef\xbf\xbdy\"" },
		{ "cut \xe2\x89", "\"cut \xef\xbf\xbd\xef\xbf\xbd\"" },
	};
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		out.l = 0;
		assert_int_equal(sdi_json_string(&out, cases[i].text), 0);
		assert_string_equal(out.s, cases[i].json);
	}
	for (int c = 1; c < 256; c++) { /* every byte: what is printed parses, and has no control */
		const char one[] = { (char)c, 0 };
		cJSON *back;

		out.l = 0;
		assert_int_equal(sdi_json_string(&out, one), 0);
		for (size_t k = 0; k < out.l; k++)
			assert_true((unsigned char)out.s[k] >= 0x20);
		back = cJSON_Parse(out.s);
		assert_true(cJSON_IsString(back));
		assert_true(sdi_is_utf8(back->valuestring));
		cJSON_Delete(back);
	}
	ks_free(&out);
}

/* ---- memory ---- */

static void pieces_of_an_arena_are_apart_aligned_and_zero(void **state)
{
	struct sdi_arena arena = { 0 };
	unsigned char *piece[200];

	(void)state;
	for (int i = 0; i < 200; i++) {
		size_t size = (size_t)i * 37 + 1;

		piece[i] = sdi_arena_alloc(&arena, size);
		assert_non_null(piece[i]);
		assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(piece[i][k], 0);
		memset(piece[i], i + 1, size);
	}
	for (int i = 0; i < 200; i++)
		for (size_t k = 0; k < (size_t)i * 37 + 1; k++)
			assert_int_equal(piece[i][k], (unsigned char)(i + 1));
	assert_string_equal(sdi_arena_strndup(&arena, "abcdef", 3), "abc");
	assert_string_equal(sdi_arena_strdup(&arena, ""), "");
	sdi_arena_release(&arena);
	assert_null(arena.head);
	assert_non_null(sdi_arena_alloc(&arena, 1 << 20)); /* and larger than any chunk */
	sdi_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_character_is_as_long_as_unicode_says),
		cmocka_unit_test(what_is_not_utf8_is_told),
		cmocka_unit_test(the_same_text_is_the_same_letters_or_none),
		cmocka_unit_test(a_cut_leaves_whole_characters),
		cmocka_unit_test(plain_text_has_no_control_characters),
		cmocka_unit_test(sequences_are_bases_alone),
		cmocka_unit_test(a_name_of_a_list_is_one_whole),
		cmocka_unit_test(a_word_is_no_part_of_a_longer_one),
		cmocka_unit_test(thousandths_are_written_shortest),
		cmocka_unit_test(a_json_string_is_always_json),
		cmocka_unit_test(pieces_of_an_arena_are_apart_aligned_and_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
