/* test_date.c - days of the calendar as numbers, and back */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "context/date.h"

static void every_day_follows_the_one_before(void **state)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int expected = sdi_date_parse("1900-01-01");

	(void)state;
	for (int y = 1900; y < 2200; y++) {
		int leap = (y % 4 == 0 && y % 100) || y % 400 == 0;

		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= days[m - 1] + (m == 2 && leap); d++) {
				char text[64], back[SDI_DAY_SIZE];

				snprintf(text, sizeof(text), "%04d-%02d-%02d", y, m, d);
				assert_int_equal(sdi_date_parse(text), expected);
				sdi_date_text(expected, back);
				assert_string_equal(back, text);
				expected++;
			}
	}
}

static void what_is_no_day_is_none(void **state)
{
	static const char *const bad[] = {
		"",		"2026",	      "2026-11",     "2026-11-31", "2026-02-29",
		"2100-02-29",	"2026-00-10", "2026-13-10",  "2026-10-00", "2026-1-5",
		"26-11-22",	"1899-12-31", "2200-01-01",  "2026/11/22", "22-11-2026",
		"2026-11-22 ",	" 2026-11-22", "2026-11-22T10:00", "2026-11-2x", "-026-11-22",
		"+026-11-22", "2026--1-22",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (sdi_date_parse(bad[i]) != SDI_NO_DAY)
			fail_msg("'%s' is taken for a day", bad[i]);
	assert_int_not_equal(sdi_date_parse("2000-02-29"), SDI_NO_DAY);
	assert_int_equal(sdi_date_parse("2000-03-01") - sdi_date_parse("2000-02-28"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_follows_the_one_before),
		cmocka_unit_test(what_is_no_day_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
