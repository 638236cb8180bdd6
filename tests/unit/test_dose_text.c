/* doses as people write them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "context/dose_text.h"

static void check(const char *text, int64_t amount, const char *unit)
{
	struct sdi_dose dose;

	if (!amount) {
		assert_int_equal(sdi_dose_read(text, &dose), 0);
		return;
	}
	assert_int_equal(sdi_dose_read(text, &dose), 1);
	assert_int_equal(dose.amount, amount);
	assert_string_equal(dose.unit, unit);
}

static void test_amounts(void **state)
{
	(void)state;
	check("20 mg/d", 20000, "mg/day");
	check("20mg", 20000, "mg/day");
	check("2.5 mg", 2500, "mg/day");
	check("2,5 mg", 2500, "mg/day");
	check("0.125 mg/day", 125, "mg/day");
	check("1 g/d", 1000000, "mg/day");
	check("100 ug", 100, "mg/day");
	check("XL 300 mg/d", 300000, "mg/day");
	check("5 mg/kg/day", 5000, "mg/kg/day");
	check("2 tablets daily", 2000, "tablet/day");
	check("40 IU", 40000, "IU/day");
	check("6/25 mg", 6000, "of several");
}

static void test_how_often(void **state)
{
	(void)state;
	check("500 mg twice daily", 1000000, "mg/day");
	check("250 mg TID", 750000, "mg/day");
	check("20 mg every 12 hours", 40000, "mg/day");
	check("450 mg 1-0-1", 900000, "mg/day");
	check("1-0-0-1 450 mg", 900000, "mg/day");
	check("25 mg every other day", 12500, "mg/day");
	check("400 mg monthly", 400000, "mg/month");
	check("50 mg every 2 weeks", 50000, "mg/2 weeks");
	check("70 mg/week", 70000, "mg/week");
	check("5 mg as needed", 5000, "mg/need");
}

static void test_no_dose(void **state)
{
	(void)state;
	check("", 0, "");
	check("14 d ago", 0, "");
	check("topical", 0, "");
	check("0 mg", 0, "");
	check("stopped 3 days ago", 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_amounts),
		cmocka_unit_test(test_how_often),
		cmocka_unit_test(test_no_dose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
