/* test_sex_file.c - rows of sample and sex, in any of their forms; structs of options that grow */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "structure/sex_file.h"
#include "util/options_copy.h"

static struct { int n; char last[256]; } heard;

static void listen(void *user, int level, const char *text)
{
	(void)user;
	heard.n += level == STARDOSE_EROW;
	snprintf(heard.last, sizeof(heard.last), "%s", text);
}
static const struct stardose_log ears = { listen, NULL };

/* Of samples a, b, c, d: M, F, '?' unknown, 'X' contradicted; then how many rows were set aside */
static const char *sexes(const char *text)
{
	static char out[32];
	static const char *const names[] = { "a", "b", "c", "d" };
	char path[] = "sexes.XXXXXX";
	struct sdi_sex_file file = { .m = 0 };
	struct stardose_error err = { 0 };
	int fd = mkstemp(path);

	memset(&heard, 0, sizeof(heard));
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	if (sdi_sex_file_read(path, &ears, &file, &err))
		snprintf(out, sizeof(out), "error");
	else {
		for (int i = 0; i < 4; i++) {
			enum sdi_sex sex = sdi_sex_file_of(&file, names[i]);

			out[i] = sex == SDI_SEX_MALE	       ? 'M'
				 : sex == SDI_SEX_FEMALE       ? 'F'
				 : sex == SDI_SEX_CONTRADICTED ? 'X'
							       : '?';
		}
		snprintf(out + 4, sizeof(out) - 4, " %d", heard.n);
	}
	sdi_sex_file_release(&file);
	unlink(path);
	return out;
}

static void words_of_a_sex_are_many(void **state)
{
	static const char *const male[] = { "male", "M", "xy", "XY", "1", "Male" },
				 *const female[] = { "female", "f", "XX", "2", "FEMALE" },
				 *const neither[] = { "", "0", "3", "males", "X", "other", "-9" };

	(void)state;
	for (size_t i = 0; i < sizeof(male) / sizeof(*male); i++)
		assert_int_equal(sdi_sex_of_word(male[i]), SDI_SEX_MALE);
	for (size_t i = 0; i < sizeof(female) / sizeof(*female); i++)
		assert_int_equal(sdi_sex_of_word(female[i]), SDI_SEX_FEMALE);
	for (size_t i = 0; i < sizeof(neither) / sizeof(*neither); i++)
		assert_int_equal(sdi_sex_of_word(neither[i]), SDI_SEX_UNKNOWN);
}

static void a_table_has_a_header_or_two_columns(void **state)
{
	(void)state;
	assert_string_equal(sexes("a\tmale\nb\tF\n"), "MF?? 0");
	assert_string_equal(sexes("#sample\tsex\na\t1\nb\t2\n"), "MF?? 0");
	assert_string_equal(sexes("batch\tSEX\tSample\n1\tXX\ta\n1\tXY\tb\n"), "FM?? 0");
	assert_string_equal(sexes("## a remark\n\na\tmale\r\n"), "M??? 0");
	assert_string_equal(sexes(""), "???? 0");
}

static void what_says_nothing_is_not_a_fault_and_what_is_wrong_is_told(void **state)
{
	(void)state;
	assert_string_equal(sexes("a\t0\nb\tunknown\nc\tNA\nd\t.\n"), "???? 0");
	assert_string_equal(sexes("a\tmale\nb\tboth\n"), "M??? 1");
	assert_non_null(strstr(heard.last, "'both' is not male or female"));
	assert_string_equal(sexes("a\tmale\nb\n\tF\nc\tF\n"), "M?F? 2");
	assert_non_null(strstr(heard.last, "line 3"));
}

static void two_rows_that_differ_are_neither(void **state)
{
	(void)state;
	assert_string_equal(sexes("a\tmale\na\tfemale\nb\tmale\nb\tM\n"), "XM?? 0");
	assert_string_equal(sexes("a\tmale\na\tfemale\na\tmale\n"), "X??? 0"); /* for good */
	assert_string_equal(sexes("a\tmale\na\t0\n"), "M??? 0");
}

static void a_context_says_it_too(void **state)
{
	(void)state;
	assert_string_equal(sexes("sample\tkind\tname\tvalue\na\tcondition\tsex\tmale\n"
				  "a\tmedicine\tparoxetine\t20\nb\tCondition\tSex\tF\n"),
			    "MF?? 0");
	assert_string_equal(sexes("[{\"sample\":\"a\",\"kind\":\"condition\",\"name\":\"sex\","
				  "\"value\":\"male\"},{\"sample\":\"b\",\"kind\":\"medicine\","
				  "\"name\":\"sex\",\"value\":\"male\"}]"),
			    "M??? 0");
	assert_string_equal(sexes("[{\"sample\":\"a\""), "error");
}

/* ---- options of a program of another version ---- */

struct ours { size_t size; int old, new; };
struct older { size_t size; int old; };
struct newer { size_t size; int old, new, newest; };

static const struct ours defaults = { 0, 1, 2 };

static void an_older_program_gets_defaults_for_what_it_lacks(void **state)
{
	struct ours out = defaults;
	struct older theirs;

	(void)state;
	sdi_options_init(&theirs, sizeof(theirs), &defaults, sizeof(defaults));
	assert_int_equal(theirs.old, 1);
	theirs.old = 7;
	assert_int_equal(sdi_options_copy(&out, sizeof(out), &theirs, "init", NULL), STARDOSE_OK);
	assert_int_equal(out.old, 7);
	assert_int_equal(out.new, 2);
	assert_int_equal(out.size, sizeof(out));
}

static void a_newer_program_may_not_ask_for_what_is_not_there(void **state)
{
	struct ours out = defaults;
	struct newer theirs;
	struct stardose_error err = { 0 };

	(void)state;
	sdi_options_init(&theirs, sizeof(theirs), &defaults, sizeof(defaults));
	assert_int_equal(theirs.newest, 0);
	theirs.new = 9;
	assert_int_equal(sdi_options_copy(&out, sizeof(out), &theirs, "init", &err), STARDOSE_OK);
	assert_int_equal(out.new, 9);
	theirs.newest = 1;
	assert_int_equal(sdi_options_copy(&out, sizeof(out), &theirs, "init", &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "does not have; init() knows"));
}

static void a_struct_that_was_not_prepared_is_told(void **state)
{
	struct ours out = defaults, theirs = { 0 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(sdi_options_copy(&out, sizeof(out), &theirs, "init", &err),
			 STARDOSE_EUSAGE);
	assert_string_equal(err.text, "a struct without its size: init() was not called");
	theirs.size = (size_t)-1; /* garbage */
	assert_int_equal(sdi_options_copy(&out, sizeof(out), &theirs, "init", &err),
			 STARDOSE_EUSAGE);
	assert_int_equal(out.old, 1); /* untouched */
	assert_int_equal(sdi_options_copy(&out, sizeof(out), NULL, "init", &err), STARDOSE_OK);
	assert_int_equal(out.old, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_a_sex_are_many),
		cmocka_unit_test(a_table_has_a_header_or_two_columns),
		cmocka_unit_test(what_says_nothing_is_not_a_fault_and_what_is_wrong_is_told),
		cmocka_unit_test(two_rows_that_differ_are_neither),
		cmocka_unit_test(a_context_says_it_too),
		cmocka_unit_test(an_older_program_gets_defaults_for_what_it_lacks),
		cmocka_unit_test(a_newer_program_may_not_ask_for_what_is_not_there),
		cmocka_unit_test(a_struct_that_was_not_prepared_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
