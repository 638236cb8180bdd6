/* test_depth_regions.c - BED as people write it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "structure/depth_regions.h"

#define THREE "chr22\t100\t200\nchr10\t100\t200\nchr7\t100\t200\n"

static struct stardose_tables *tables;
static struct sdi_depth_regions regions;
static struct { int n; char last[256]; } heard;

static void listen(void *user, int level, const char *text)
{
	(void)user;
	assert_int_equal(level, STARDOSE_EROW);
	heard.n++;
	snprintf(heard.last, sizeof(heard.last), "%s", text);
}

static int parse(const char *bed)
{
	const struct stardose_log log = { listen, NULL };
	char *text = strdup(bed);
	int ret;

	heard.n = 0;
	heard.last[0] = '\0';
	ret = sdi_depth_regions_parse("b", text, strlen(text), tables, &log, &regions, NULL);
	free(text);
	return ret;
}

static int setup(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &tables, NULL);
}

static int teardown(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

static void rows_are_half_open_and_from_nought(void **state)
{
	(void)state;
	assert_int_equal(parse("track name=x\n#c\n\n22 0 5 name 0 +\r\n" THREE), STARDOSE_OK);
	assert_int_equal(heard.n, 0);
	assert_int_equal(regions.n, 4);
	assert_string_equal(regions.v[0].chrom, "22");
	assert_int_equal(regions.v[0].beg, 0);
	assert_int_equal(regions.v[0].end, 5);
	assert_int_equal(regions.v[0].line, 4);
	assert_int_equal(regions.v[0].build, STARDOSE_BUILD_AUTO);
}

static void neighbours_share_no_base(void **state)
{
	(void)state;
	assert_int_equal(parse("22\t200\t300\n" THREE), STARDOSE_OK);
	assert_int_equal(regions.n, 4);
	assert_int_equal(parse(THREE "22\t199\t300\n"), STARDOSE_OK);
	assert_int_equal(regions.n, 3);
	assert_string_equal(heard.last, "'b' line 4 is set aside: line 1 has bases of it");
}

static void a_row_that_cannot_be_used_is_set_aside_by_its_line(void **state)
{
	static const char *const rows[] = {
		"chr22\t5\n",
		"chrNone\t5\t9\n",
		"chr22\t-5\t9\n",
		"chr22\t5\tx\n",
		"chr22\t9\t9\n",
		"chr22\t9\t8\n",
		"chr22\t1\t400000000\n",
		"chr22\t1\t99999999999999999999\n",
		"chr22\t1.5\t9\n",
	};
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		snprintf(text, sizeof(text), THREE "%s", rows[i]);
		assert_int_equal(parse(text), STARDOSE_OK);
		assert_int_equal(regions.n, 3);
		assert_int_equal(heard.n, 1);
		assert_non_null(strstr(heard.last, "line 4 is set aside"));
	}
}

static void too_few_regions_are_no_measure_and_too_many_not_needed(void **state)
{
	char text[70 * 24], *p = text;

	(void)state;
	assert_int_equal(parse("chr22\t100\t200\nchr10\t100\t200\n"), STARDOSE_EINPUT);
	assert_int_equal(parse(""), STARDOSE_EINPUT);
	for (int i = 0; i < 66; i++)
		p += sprintf(p, "chr22\t%d\t%d\n", 1000 * i, 1000 * i + 10);
	assert_int_equal(parse(text), STARDOSE_OK);
	assert_int_equal(regions.n, SDI_MAX_DEPTH_REGIONS);
	assert_int_equal(heard.n, 2);
}

static void a_name_of_one_build_is_read_in_that_build_alone(void **state)
{
	struct sdi_region *list = NULL;
	int n = 0;

	(void)state;
	assert_int_equal(parse("NC_000022.11\t5\t9\n" THREE), STARDOSE_OK);
	assert_int_equal(regions.v[0].build, STARDOSE_BUILD_GRCH38);
	assert_int_equal(sdi_depth_regions_add(&regions, &list, &n), STARDOSE_OK);
	assert_int_equal(n, 7);
	assert_int_equal(list[0].build, STARDOSE_BUILD_GRCH38);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_half_open_and_from_nought),
		cmocka_unit_test(neighbours_share_no_base),
		cmocka_unit_test(a_row_that_cannot_be_used_is_set_aside_by_its_line),
		cmocka_unit_test(too_few_regions_are_no_measure_and_too_many_not_needed),
		cmocka_unit_test(a_name_of_one_build_is_read_in_that_build_alone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
