/* test_report_names.c - names of pages: safe on every file system, and each person's own */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/report.h>

static void expect(const char *sample, const char *name)
{
	char *got = stardose_report_file_name(sample, "html");

	assert_non_null(got);
	assert_string_equal(got, name);
	free(got);
}

static void plain_names_stay(void **state)
{
	(void)state;
	expect("HG00096", "HG00096.html");
	expect("person_1", "person_1.html");
	expect("a-b.c.d", "a-b.c.d.html");
	expect("-o", "-o.html");
	expect("a.", "a..html");
	expect("indexes", "indexes.html");
	expect("index.html", "index.html.html");
}

static void others_are_escaped(void **state)
{
	(void)state;
	expect("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.html");
	expect("a b\\c:d*e?\"<>|", "a%20b%5Cc%3Ad%2Ae%3F%22%3C%3E%7C.html");
	expect("50%", "50%25.html");
	expect("\n\t\x7f", "%0A%09%7F.html");
	expect("J\xc3\xbcrgen", "J%C3%BCrgen.html");
	expect("\xff\xfe", "%FF%FE.html");
	expect("end ", "end%20.html");
}

/* Names that a file system, or this folder, has a meaning for. */
static void reserved_names_are_escaped(void **state)
{
	static const char *const devices[] = { "CON",  "prn",  "Aux",	  "NUL",    "com1",
					       "COM0", "LPT9", "nul.txt", "con.a.b" };

	(void)state;
	expect("", "%00.html");
	expect(".", "%2E.html");
	expect("..", "%2E..html");
	expect(".hidden", "%2Ehidden.html");
	expect("index", "%69ndex.html");
	expect("INDEX", "%49NDEX.html");
	for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++) {
		char *got = stardose_report_file_name(devices[i], "html");

		assert_non_null(got);
		assert_int_equal(got[0], '%');
		assert_string_equal(got + 3 + strlen(devices[i] + 1), ".html");
		free(got);
	}
	expect("CONSUL", "CONSUL.html");
	expect("COM10", "COM10.html");
	expect("com", "com.html");
	expect("COMT", "COMT.html");
	expect("x.con", "x.con.html");
}

static void long_names_are_cut_and_told_apart(void **state)
{
	char a[4096], b[4096];
	char *name_a, *name_b;

	(void)state;
	memset(a, 'x', sizeof(a));
	a[200] = 0;
	name_a = stardose_report_file_name(a, "html");
	assert_int_equal(strlen(name_a), 205);		/* not cut */
	free(name_a);
	a[200] = 'x';
	a[sizeof(a) - 1] = 0;
	memcpy(b, a, sizeof(b));
	b[sizeof(b) - 2] = 'y';
	name_a = stardose_report_file_name(a, "html");
	name_b = stardose_report_file_name(b, "html");
	assert_int_equal(strlen(name_a), 200 + 17 + 5);
	assert_int_equal(strlen(name_b), 200 + 17 + 5);
	assert_string_not_equal(name_a, name_b);
	free(name_a);
	free(name_b);
	memset(a, '\xe2', 300);				/* three bytes for each */
	a[300] = 0;
	name_a = stardose_report_file_name(a, "html");
	assert_true(strlen(name_a) < 230);
	free(name_a);
}

/* Every byte alone and behind a letter: safe, and no two alike. */
static void no_two_bytes_share_a_name(void **state)
{
	char *name[2][256];

	(void)state;
	for (int c = 1; c < 256; c++) {
		const char alone[] = { (char)c, 0 }, behind[] = { 'a', (char)c, 0 };

		name[0][c] = stardose_report_file_name(alone, "html");
		name[1][c] = stardose_report_file_name(behind, "html");
		for (int k = 0; k < 2; k++) {
			assert_non_null(name[k][c]);
			assert_int_equal(strspn(name[k][c], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
							    "mnopqrstuvwxyz0123456789._-%"),
					 strlen(name[k][c]));
			assert_true(name[k][c][0] != '.');
			for (int d = 1; d < c; d++)
				assert_string_not_equal(name[k][c], name[k][d]);
		}
	}
	for (int c = 1; c < 256; c++) {
		free(name[0][c]);
		free(name[1][c]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_names_stay),
		cmocka_unit_test(others_are_escaped),
		cmocka_unit_test(reserved_names_are_escaped),
		cmocka_unit_test(long_names_are_cut_and_told_apart),
		cmocka_unit_test(no_two_bytes_share_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
