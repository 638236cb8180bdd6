/* test_build_proof.c - REF bases decide the build, or say that they cannot */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "caller/build_proof.h"
#include "util/sample_set.h"

static enum stardose_build decide_named(enum stardose_build named, int m37, int mm37, int m38,
					int mm38, int at_end, int expect)
{
	int match[] = { m37, m38 }, mismatch[] = { mm37, mm38 };
	struct stardose_error err = { 0 };
	enum stardose_build build;

	assert_int_equal(sdi_build_decide(named, match, mismatch, at_end, &build, &err), expect);
	if (expect)
		assert_non_null(strstr(err.text, "--build"));
	return build;
}

static enum stardose_build decide(int m37, int mm37, int m38, int mm38, int at_end, int expect)
{
	return decide_named(STARDOSE_BUILD_AUTO, m37, mm37, m38, mm38, at_end, expect);
}

static void few_records_decide_only_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(decide(0, 0, 7, 0, 0, STARDOSE_OK), STARDOSE_BUILD_AUTO);
	assert_int_equal(decide(0, 0, 8, 0, 0, STARDOSE_OK), STARDOSE_BUILD_GRCH38);
	assert_int_equal(decide(1, 0, 0, 0, 1, STARDOSE_OK), STARDOSE_BUILD_GRCH37);
}

static void chance_records_in_the_other_window_do_not_confuse(void **state)
{
	(void)state;
	assert_int_equal(decide(10, 30, 40, 0, 0, STARDOSE_OK), STARDOSE_BUILD_GRCH38);
	assert_int_equal(decide(40, 1, 10, 30, 0, STARDOSE_OK), STARDOSE_BUILD_GRCH37);
}

static void silence_is_undecided_and_contradiction_an_error(void **state)
{
	(void)state;
	assert_int_equal(decide(0, 0, 0, 0, 1, STARDOSE_OK), STARDOSE_BUILD_AUTO);
	decide(9, 0, 9, 0, 1, STARDOSE_EINPUT);
	decide(0, 5, 0, 5, 1, STARDOSE_EINPUT);
}

static void a_named_build_only_has_to_agree(void **state)
{
	(void)state;
	assert_int_equal(decide_named(STARDOSE_BUILD_GRCH38, 0, 0, 0, 0, 0, STARDOSE_OK),
			 STARDOSE_BUILD_AUTO);
	assert_int_equal(decide_named(STARDOSE_BUILD_GRCH38, 0, 0, 0, 0, 1, STARDOSE_OK),
			 STARDOSE_BUILD_GRCH38);
	assert_int_equal(decide_named(STARDOSE_BUILD_GRCH38, 0, 0, 8, 0, 0, STARDOSE_OK),
			 STARDOSE_BUILD_GRCH38);
	assert_int_equal(decide_named(STARDOSE_BUILD_GRCH38, 7, 0, 0, 0, 1, STARDOSE_OK),
			 STARDOSE_BUILD_GRCH38);
	assert_int_equal(decide_named(STARDOSE_BUILD_GRCH38, 9, 0, 9, 0, 1, STARDOSE_OK),
			 STARDOSE_BUILD_GRCH38);
	decide_named(STARDOSE_BUILD_GRCH38, 8, 0, 0, 0, 0, STARDOSE_EINPUT);
}

static void a_named_build_is_verified_against_the_bases(void **state)
{
	int match[] = { 0, 20 }, wrong[] = { 0, 12 }, few[] = { 0, 1 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(sdi_build_verify(STARDOSE_BUILD_GRCH38, match, few, "x", &err),
			 STARDOSE_OK);
	assert_int_equal(sdi_build_verify(STARDOSE_BUILD_AUTO, match, wrong, "x", &err),
			 STARDOSE_OK);
	assert_int_equal(
		sdi_build_verify(STARDOSE_BUILD_GRCH38, match, wrong, "22:42126611 C", &err),
		STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "22:42126611 C"));
}

static void samples_keep_their_first_place(void **state)
{
	struct sdi_sample_set set = { 0 };
	char name[16];

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(name, sizeof(name), "S%d", i * 7919 % 1000);
			assert_int_equal(sdi_sample_set_add(&set, name), i);
		}
	assert_int_equal(set.n, 1000);
	assert_string_equal(set.name[1], "S919");
	sdi_sample_set_release(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_records_decide_only_at_the_end),
		cmocka_unit_test(chance_records_in_the_other_window_do_not_confuse),
		cmocka_unit_test(silence_is_undecided_and_contradiction_an_error),
		cmocka_unit_test(a_named_build_only_has_to_agree),
		cmocka_unit_test(a_named_build_is_verified_against_the_bases),
		cmocka_unit_test(samples_keep_their_first_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
