/*
 * test_sample_names.c - names of samples: numbered as they come, and replaced by pseudonyms that
 * are the HMAC of RFC 2104, by the published examples of RFC 2202
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "util/pseudonym.h"
#include "util/sample_set.h"

/* ---- sample_set.h ---- */

static void names_get_numbers_as_they_come(void **state)
{
	static const struct {
		const char *name;
		int number;
	} told[] = {
		{ "NA12878", 0 }, { "NA12879", 1 }, { "NA12878", 0 }, { "na12878", 2 },
		{ "", 3 },	  { "NA1287", 4 },  { "", 3 },	      { "Ana Ž", 5 },
		{ "Ana  Ž", 6 },  { "NA12879", 1 },
	};
	struct sdi_sample_set set = { 0 };

	(void)state;
	assert_int_equal(sdi_sample_set_find(&set, "NA12878"), -1); /* of an empty set too */
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++) {
		assert_int_equal(sdi_sample_set_add(&set, told[i].name), told[i].number);
		assert_int_equal(sdi_sample_set_find(&set, told[i].name), told[i].number);
		assert_string_equal(set.name[told[i].number], told[i].name);
	}
	assert_int_equal(set.n, 7);
	assert_int_equal(sdi_sample_set_find(&set, "NA128780"), -1);
	sdi_sample_set_release(&set);
	assert_int_equal(set.n, 0);
	assert_null(set.name);
}

/* The set keeps names of its own: what it was given may change. */
static void a_set_keeps_its_own_names(void **state)
{
	struct sdi_sample_set set = { 0 };
	char name[8] = "first";

	(void)state;
	assert_int_equal(sdi_sample_set_add(&set, name), 0);
	strcpy(name, "other");
	assert_string_equal(set.name[0], "first");
	assert_int_equal(sdi_sample_set_find(&set, "other"), -1);
	assert_int_equal(sdi_sample_set_add(&set, name), 1);
	assert_int_equal(sdi_sample_set_find(&set, "first"), 0);
	sdi_sample_set_release(&set);
}

static void many_names_are_found_by_their_numbers(void **state)
{
	enum { N = 50000 };
	struct sdi_sample_set set = { 0 };
	char name[32];

	(void)state;
	for (int twice = 0; twice < 2; twice++)
		for (int i = 0; i < N; i++) {
			snprintf(name, sizeof(name), "S%07d", (i * 7919) % N);
			assert_int_equal(sdi_sample_set_add(&set, name), i);
		}
	assert_int_equal(set.n, N);
	for (int i = 0; i < N; i += 997)
		assert_int_equal(sdi_sample_set_find(&set, set.name[i]), i);
	sdi_sample_set_release(&set);
	sdi_sample_set_release(&set); /* an empty one can be released */
}

/* ---- pseudonym.h ---- */

static void pseudonyms_by_number(void **state)
{
	static const struct {
		int n;
		const char *is;
	} tried[] = {
		{ 1, "person-1" },
		{ 12, "person-12" },
		{ 2147483647, "person-2147483647" },
	};
	char out[SDI_PSEUDONYM_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		sdi_pseudonym_number(tried[i].n, out);
		assert_string_equal(out, tried[i].is);
	}
}

/* The first ten bytes of what RFC 2202 gives for MD5. */
static void pseudonyms_by_key_are_those_of_the_standard(void **state)
{
	static const struct {
		char byte;
		const char *text;
		size_t size;
		const char *name, *is;
	} tried[] = {
		{ 0x0b, NULL, 16, "Hi There", "person-9294727a3638bb1c13f4" },
		{ 0, "Jefe", 4, "what do ya want for nothing?", "person-750c783e6ab0b503eaa8" },
		{ 0x0c, NULL, 16, "Test With Truncation", "person-56461ef2342edc00f9ba" },
		{ (char)0xaa, NULL, 80, "Test Using Larger Than Block-Size Key - Hash Key First",
		  "person-6b1ab7fe4bd7bf8f0b62" },
		{ (char)0xaa, NULL, 80,
		  "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
		  "person-6f630fad67cda0ee1fb1" },
	};
	char key[128], out[SDI_PSEUDONYM_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		memset(key, tried[i].byte, sizeof(key));
		if (tried[i].text)
			memcpy(key, tried[i].text, tried[i].size);
		assert_int_equal(sdi_pseudonym_keyed(key, tried[i].size, tried[i].name, out), 0);
		assert_string_equal(out, tried[i].is);
	}
}

/* One bit of the key or of the name, or where one ends: another person. */
static void pseudonyms_hang_on_every_bit(void **state)
{
	char key[17] = "sixteen bytes ok", name[] = "NA12878", first[SDI_PSEUDONYM_SIZE],
	     out[SDI_PSEUDONYM_SIZE];

	(void)state;
	assert_int_equal(sdi_pseudonym_keyed(key, 16, name, first), 0);
	assert_int_equal(strlen(first), strlen("person-") + 20);
	assert_int_equal(strspn(first + 7, "0123456789abcdef"), 20);
	for (int bit = 0; bit < 8 * 16; bit++) {
		key[bit / 8] ^= 1 << bit % 8;
		assert_int_equal(sdi_pseudonym_keyed(key, 16, name, out), 0);
		assert_string_not_equal(out, first);
		key[bit / 8] ^= 1 << bit % 8;
	}
	for (int bit = 0; bit < 8 * 7; bit++) {
		name[bit / 8] ^= 1 << bit % 8;
		assert_int_equal(sdi_pseudonym_keyed(key, 16, name, out), 0);
		assert_string_not_equal(out, first);
		name[bit / 8] ^= 1 << bit % 8;
	}
	assert_int_equal(sdi_pseudonym_keyed(key, 16, "NA12878 ", out), 0);
	assert_string_not_equal(out, first);
	assert_int_equal(sdi_pseudonym_keyed(key, 15, name, out), 0);
	assert_string_not_equal(out, first);
	assert_int_equal(sdi_pseudonym_keyed(key, 16, name, out), 0);
	assert_string_equal(out, first); /* and the same is the same */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_get_numbers_as_they_come),
		cmocka_unit_test(a_set_keeps_its_own_names),
		cmocka_unit_test(many_names_are_found_by_their_numbers),
		cmocka_unit_test(pseudonyms_by_number),
		cmocka_unit_test(pseudonyms_by_key_are_those_of_the_standard),
		cmocka_unit_test(pseudonyms_hang_on_every_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
