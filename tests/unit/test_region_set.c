/* test_region_set.c - regions merged by chromosome and build; rows of BED */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "record/bed_text.h"
#include "record/region_set.h"

enum { G37 = STARDOSE_BUILD_GRCH37, G38 = STARDOSE_BUILD_GRCH38 };

#define AT(b, c, from, to) { .build = (enum stardose_build)(b), .chrom = c, .beg = from, .end = to }

static const char *spans_text(const struct sdi_spans *spans)
{
	static char out[256];

	out[0] = '\0';
	for (int i = 0; i < spans->n; i++)
		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s%d-%d", i ? " " : "",
			 (int)spans->v[i].beg, (int)spans->v[i].end);
	return out;
}

static void regions_are_merged_and_in_order(void **state)
{
	static const struct sdi_region regions[] = {
		AT(G38, "22", 500, 600), AT(G38, "22", 100, 200), AT(G38, "22", 150, 300),
		AT(G38, "22", 300, 310), AT(G38, "22", 110, 120), AT(G38, "22", 312, 313),
	};
	struct sdi_region_set set;

	(void)state;
	assert_int_equal(sdi_region_set_init(regions, 6, &set), STARDOSE_OK);
	assert_int_equal(set.n, 1);
	/* what overlaps or touches is one; a base between keeps them apart */
	assert_string_equal(spans_text(&set.chrom[0].of[G38]), "100-310 312-313 500-600");
	assert_string_equal(spans_text(&set.chrom[0].of[G37]), "");
	assert_string_equal(spans_text(&set.chrom[0].of[SDI_EITHER_BUILD]),
			    "100-310 312-313 500-600");
	assert_int_equal(set.chrom[0].contig, -1);
	sdi_region_set_release(&set);
}

static void builds_and_chromosomes_are_apart(void **state)
{
	static const struct sdi_region regions[] = {
		AT(G37, "22", 10, 20),
		AT(G38, "22", 15, 30),
		AT(STARDOSE_BUILD_AUTO, "X", 5, 6),
	};
	struct sdi_region_set set;
	int x;

	(void)state;
	assert_int_equal(sdi_region_set_init(regions, 3, &set), STARDOSE_OK);
	assert_int_equal(set.n, 2);
	assert_string_equal(spans_text(&set.chrom[0].of[G37]), "10-20");
	assert_string_equal(spans_text(&set.chrom[0].of[G38]), "15-30");
	assert_string_equal(spans_text(&set.chrom[0].of[SDI_EITHER_BUILD]), "10-30");
	x = sdi_region_set_find(&set, "X");
	assert_int_equal(x, 1);
	assert_string_equal(spans_text(&set.chrom[x].of[G37]), "5-6");
	assert_string_equal(spans_text(&set.chrom[x].of[G38]), "5-6");
	assert_int_equal(sdi_region_set_find(&set, "1"), -1);
	assert_int_equal(sdi_region_set_find(&set, NULL), -1);
	sdi_region_set_release(&set);
	assert_int_equal(sdi_region_set_init(NULL, 0, &set), STARDOSE_OK);
	assert_int_equal(set.n, 0);
	sdi_region_set_release(&set);
}

static void positions_of_bed_are_whole_numbers(void **state)
{
	static const char *const bad[] = { "", "-1", "+1", "1.5", "1e3", " 1", "1 ", "0x10",
					   "12345678901", "1,000" };
	hts_pos_t pos = -7;

	(void)state;
	assert_true(sdi_bed_position("0", &pos) && pos == 0);
	assert_true(sdi_bed_position("9999999999", &pos) && pos == 9999999999LL);
	assert_true(sdi_bed_position("0000000042", &pos) && pos == 42);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (sdi_bed_position(bad[i], &pos))
			fail_msg("'%s' is taken for a position", bad[i]);
	assert_int_equal(pos, 42); /* untouched */
}

static void lines_for_browsers_are_no_regions(void **state)
{
	(void)state;
	assert_true(sdi_bed_is_display("track name=x"));
	assert_true(sdi_bed_is_display(" \tbrowser position chr1:1-2"));
	assert_false(sdi_bed_is_display("chr1\t1\t2\ttrack"));
	assert_false(sdi_bed_is_display(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_are_merged_and_in_order),
		cmocka_unit_test(builds_and_chromosomes_are_apart),
		cmocka_unit_test(positions_of_bed_are_whole_numbers),
		cmocka_unit_test(lines_for_browsers_are_no_regions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
