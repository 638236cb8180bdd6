/*
 * test_covered.c - which bases a user says were looked at, against a map of every base
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include "built_in_tables.h"
#include "caller/covered.h"
#include "text_files.h"

static int n_aside;
static char aside[512];

static void hear(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	n_aside++;
	snprintf(aside, sizeof(aside), "%s", text);
}

static struct sdi_covered read_bed(const char *text)
{
	const struct stardose_log log = { hear, NULL };
	struct sdi_covered covered = { 0 };
	struct stardose_error err = { 0 };

	n_aside = 0;
	put_text("a.bed", text);
	if (sdi_covered_read("a.bed", tables, &log, &covered, &err))
		fail_msg("%s", err.text);
	return covered;
}

static uint64_t drawn = 2463534242u;
static int draw(int below)
{
	drawn ^= drawn << 13;
	drawn ^= drawn >> 7;
	drawn ^= drawn << 17;
	return (int)(drawn % (uint64_t)below);
}

#define N_BASES 300

/* Regions drawn over a short stretch, of names of both builds, of one and of the other. */
static void every_stretch_is_judged_base_by_base(void **state)
{
	static const struct { const char *name; int builds; } names[] = {
		{ "chr22", 3 }, { "22", 3 }, { "NC_000022.10", 1 }, { "NC_000022.11", 2 },
	};

	(void)state;
	for (int round = 0; round < 60; round++) {
		char is_seen[2][N_BASES + 1] = { { 0 } };
		kstring_t text = KS_INITIALIZE;
		struct sdi_covered covered;

		for (int i = 0, n = 1 + draw(14); i < n; i++) {
			int beg = draw(N_BASES - 1), end = beg + 1 + draw(40), k = draw(4);

			end = end < N_BASES ? end : N_BASES;
			ksprintf(&text, "%s\t%d\t%d\n", names[k].name, beg, end);
			for (int b = 0; b < 2; b++)
				if (names[k].builds >> b & 1)
					memset(&is_seen[b][beg], 1, end - beg);
		}
		covered = read_bed(text.s);
		for (int i = 0; i < 400; i++) {
			int b = draw(2), beg = draw(N_BASES), end = beg + draw(30);
			int all = 1;

			end = end < N_BASES ? end : N_BASES;
			for (int at = beg; at < end; at++)
				all &= is_seen[b][at];
			assert_int_equal(sdi_covered_has(&covered, "22",
							 b ? STARDOSE_BUILD_GRCH38
							   : STARDOSE_BUILD_GRCH37,
							 beg, end),
					 all);
			if (beg < end)
				assert_false(sdi_covered_has(&covered, "10", STARDOSE_BUILD_GRCH38,
							     beg, end));
		}
		sdi_covered_release(&covered);
		ks_free(&text);
	}
}

/* How the rows are cut and ordered is nothing. */
static void rows_that_say_the_same_are_kept_as_the_same(void **state)
{
	static const char *const beds[] = {
		"chr7\t10\t40\nchr22\t5\t9\n",
		"chr22\t5\t9\nchr7\t10\t40\n",
		"chr7\t20\t40\nchr7\t10\t20\nchr22\t5\t9\nchr22\t6\t8\n",
		"chr7\t10\t30\nchr7\t15\t40\nchr7\t12\t13\nchr22\t5\t7\nchr22\t7\t9\n",
		"7 10 40\n22 5 9\n",
		"# x\r\nchr7\t10\t40\tname\t0\t+\r\n\r\nchr22\t5\t9\r\n",
		"browser position chr7\ntrack name=t\nchr7\t10\t40\nchr22\t5\t9\nchrUn_1\t1\t2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(beds) / sizeof(*beds); i++) {
		struct sdi_covered covered = read_bed(beds[i]);

		assert_int_equal(n_aside, 0);
		assert_int_equal(covered.n, 2);
		assert_string_equal(covered.v[0].chrom, "22");
		assert_int_equal(covered.v[0].beg, 5);
		assert_int_equal(covered.v[0].end, 9);
		assert_string_equal(covered.v[1].chrom, "7");
		assert_int_equal(covered.v[1].beg, 10);
		assert_int_equal(covered.v[1].end, 40);
		sdi_covered_release(&covered);
	}
}

static void rows_that_cannot_be_used_are_named(void **state)
{
	static const struct { const char *bed, *says; } tried[] = {
		{ "chr7\t1\t2\nchr7\t3\n", "line 2" },
		{ "chr7\tone\t2\nchr7\t1\t2\n", "'one' and '2' are not begin and end" },
		{ "chr7\t1\t2\nchr7\t-5\t7\n", "'-5' and '7'" },
		{ "chr7\t1\t2\nchr7\t1\t12345678901\n", "not begin and end" },
		{ "chr7\t1\t2\nchr7\t9\t9\n", "its end is not behind its begin" },
		{ "\n\nchr7\t9\t8\nchr7\t1\t2\n", "line 3" },
		{ "chr7\t1.5\t2\nchr7\t1\t2\n", "line 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		struct sdi_covered covered = read_bed(tried[i].bed);

		assert_int_equal(n_aside, 1);
		if (!strstr(aside, tried[i].says))
			fail_msg("'%s' does not say '%s'", aside, tried[i].says);
		assert_int_equal(covered.n, 1);
		sdi_covered_release(&covered);
	}
}

static void a_file_of_no_use_is_an_error(void **state)
{
	static const char *const beds[] = { "", "# nothing\n", "chr99\t1\t2\n", "chr7\t2\t1\n" };
	struct sdi_covered covered = { 0 };
	struct stardose_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(beds) / sizeof(*beds); i++) {
		put_text("a.bed", beds[i]);
		assert_int_equal(sdi_covered_read("a.bed", tables, NULL, &covered, &err),
				 STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, "a.bed"));
		sdi_covered_release(&covered);
	}
	assert_int_equal(sdi_covered_read("none.bed", tables, NULL, &covered, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "none.bed"));
	assert_false(sdi_covered_has(&covered, "7", STARDOSE_BUILD_GRCH38, 1, 2));
	assert_true(sdi_covered_has(&covered, "7", STARDOSE_BUILD_GRCH38, 2, 2)); /* no base */
	sdi_covered_release(&covered);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(every_stretch_is_judged_base_by_base),
		IN_OWN_FOLDER(rows_that_say_the_same_are_kept_as_the_same),
		IN_OWN_FOLDER(rows_that_cannot_be_used_are_named),
		IN_OWN_FOLDER(a_file_of_no_use_is_an_error),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
