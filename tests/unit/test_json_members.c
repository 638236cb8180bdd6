/* test_json_members.c - a file of rows as JSON: every row, its line, and what cannot be one */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/status.h>
#include "util/json_members.h"

static struct heard { char text[1024]; int n, stop_at; } heard;

/* "LINE name=value,name=value" or "LINE !why", joined by '|' */
static int hear(void *user, int line, const struct sdi_json_member *members, int n,
		const char *what)
{
	struct heard *h = user;
	size_t at = strlen(h->text);

	at += (size_t)snprintf(h->text + at, sizeof(h->text) - at, "%s%d", h->n ? "|" : "", line);
	if (what)
		at += (size_t)snprintf(h->text + at, sizeof(h->text) - at, " !%s", what);
	for (int i = 0; !what && i < n; i++)
		at += (size_t)snprintf(h->text + at, sizeof(h->text) - at, "%s%s=%s",
				       i ? "," : " ", members[i].name, members[i].value);
	return ++h->n == h->stop_at ? STARDOSE_EROW : STARDOSE_OK;
}

static int rows(const char *text, struct stardose_error *err)
{
	memset(err, 0, sizeof(*err));
	memset(&heard, 0, sizeof(heard));
	return sdi_json_rows("f", text, strlen(text), hear, &heard, err);
}

static void gives(const char *text, const char *expected)
{
	struct stardose_error err;

	assert_int_equal(rows(text, &err), STARDOSE_OK);
	assert_string_equal(heard.text, expected);
}

static void refuses(const char *text, const char *words)
{
	struct stardose_error err;

	assert_int_equal(rows(text, &err), STARDOSE_EINPUT);
	if (!strstr(err.text, words))
		fail_msg("'%s' does not say '%s'", err.text, words);
}

static void a_list_and_objects_behind_each_other_are_rows(void **state)
{
	(void)state;
	gives("[{\"a\":\"x\"},{\"a\":\"y\"}]", "1 a=x|1 a=y");
	gives("{\"a\":\"x\"}\n{\"a\":\"y\"}\n", "1 a=x|2 a=y");
	gives("[]", "");
	gives(" \n [ ] \n", "");
	gives("[\n {\"a\":\n\"x\"},\n\n {\"a\":\"y\"}\n]\n", "2 a=x|5 a=y");
	gives("{}", "1");
}

static void values_become_cells(void **state)
{
	(void)state;
	gives("{\"s\":\"t\",\"i\":12,\"d\":0.1,\"b\":true,\"c\":false,\"n\":null,\"e\":\"\"}",
	      "1 s=t,i=12,d=0.1,b=yes,c=no,n=,e=");
	gives("{\"detail\":{\"item9\":1,\"rater\":\"self\"}}", "1 detail=item9=1;rater=self");
	gives("{\"detail\":{}}", "1 detail=");
}

static void what_is_no_row_is_said_and_the_next_is_read(void **state)
{
	(void)state;
	gives("[1,{\"a\":\"x\"}]", "1 !not an object|1 a=x");
	gives("[[{\"a\":\"x\"}]]", "1 !not an object");
	gives("[{\"a\":[1]},{\"a\":\"x\"}]",
	      "1 !a list, or an object within an object, is no value of a row|1 a=x");
	gives("{\"a\":{\"b\":{\"c\":1}}}",
	      "1 !a list, or an object within an object, is no value of a row");
	/* what would not come apart again */
	gives("{\"a\":{\"b\":\"x;y=z\"}}",
	      "1 !a list, or an object within an object, is no value of a row");
}

static void a_row_has_so_many_members_and_no_more(void **state)
{
	char text[1024] = "{", *at = text + 1;

	(void)state;
	for (int i = 0; i < 33; i++)
		at += sprintf(at, "%s\"m%d\":1", i ? "," : "", i);
	strcpy(at, "}");
	gives(text, "1 !more members than a row has");
	strcpy(strstr(text, ",\"m32\""), "}");
	{
		struct stardose_error err;

		assert_int_equal(rows(text, &err), STARDOSE_OK);
		assert_null(strchr(heard.text, '!'));
		assert_non_null(strstr(heard.text, "m31=1"));
	}
}

static void what_is_no_json_ends_the_reading_with_its_line(void **state)
{
	(void)state;
	refuses("{\"a\":1}\n{\"a\":\n", "f:2: not JSON");
	refuses("[{\"a\":1},\n{\"a\":2}\n", "']' is missing");
	refuses("[{\"a\":1},\n x]", "f:2: not JSON");
	/* nothing that stands behind the list is passed over */
	refuses("[{\"a\":1}]\n[{\"a\":2}]", "f:2: text behind the end of the list");
	refuses("[{\"a\":1}] {\"a\":2}", "f:1: text behind the end of the list");
}

static void the_taker_may_end_it(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	memset(&heard, 0, sizeof(heard));
	heard.stop_at = 2;
	assert_int_equal(sdi_json_rows("f", "{}{}{}", 6, hear, &heard, &err), STARDOSE_EROW);
	assert_int_equal(heard.n, 2);
}

static void a_file_of_rows_is_known_by_its_first_character(void **state)
{
	(void)state;
	assert_true(sdi_is_json_rows(" \r\n\t[", 5));
	assert_true(sdi_is_json_rows("{", 1));
	assert_false(sdi_is_json_rows("sample\tkind", 11));
	assert_false(sdi_is_json_rows("", 0));
	assert_false(sdi_is_json_rows("  ", 2));
	assert_false(sdi_is_json_rows(" {", 1)); /* within its size */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_and_objects_behind_each_other_are_rows),
		cmocka_unit_test(values_become_cells),
		cmocka_unit_test(what_is_no_row_is_said_and_the_next_is_read),
		cmocka_unit_test(a_row_has_so_many_members_and_no_more),
		cmocka_unit_test(what_is_no_json_ends_the_reading_with_its_line),
		cmocka_unit_test(the_taker_may_end_it),
		cmocka_unit_test(a_file_of_rows_is_known_by_its_first_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
