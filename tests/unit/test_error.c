/* test_error.c - messages that stay with the caller, and JSON that is built without asking for
 * memory */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/status.h>
#include <stardose/version.h>
#include "util/json_add.h"
#include "util/json_text.h"
#include "util/text.h"

/* ---- messages ---- */

static void a_message_comes_with_its_status(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(stardose_error_set(&err, STARDOSE_EINPUT, "%s:%d", "x", 7),
			 STARDOSE_EINPUT);
	assert_int_equal(err.status, STARDOSE_EINPUT);
	assert_string_equal(err.text, "x:7");
	assert_int_equal(stardose_error_set(&err, STARDOSE_ETABLE, "y"), STARDOSE_ETABLE);
	assert_string_equal(err.text, "y");
	assert_int_equal(stardose_error_set(NULL, STARDOSE_ENOMEM, "z"), STARDOSE_ENOMEM);
	assert_string_equal(stardose_version(), STARDOSE_VERSION);
}

struct heard_remark {
	int level, n;
	char text[STARDOSE_ERROR_SIZE];
};

static void hear(void *user, int level, const char *text)
{
	struct heard_remark *heard = user;

	heard->n++;
	heard->level = level;
	strcpy(heard->text, text);
}

/* What is quoted of a file is of its writer: it gets no line of its own, and no terminal. */
static void what_is_quoted_stays_on_the_line(void **state)
{
	static const struct {
		const char *quoted, *said;
	} cases[] = {
		{ "a\nstardose: all is well", "'a?stardose: all is well'" },
		{ "\x1b[2J\rx\x7f", "'?[2J?x?'" },
		{ "\t", "'?'" },
		{ "caf\xc3\xa9", "'caf\xc3\xa9'" },
		{ "%s%n", "'%s%n'" },
		{ "", "''" },
	};
	struct heard_remark heard = { 0 };
	const struct stardose_log log = { hear, &heard };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };

		stardose_error_set(&err, STARDOSE_EINPUT, "'%s'", cases[i].quoted);
		assert_string_equal(err.text, cases[i].said);
		stardose_log_say(&log, STARDOSE_EROW, "'%s'", cases[i].quoted);
		assert_string_equal(heard.text, cases[i].said);
		assert_int_equal(heard.level, STARDOSE_EROW);
		assert_int_equal(heard.n, (int)i + 1);
	}
}

static void nobody_listens_to_no_log(void **state)
{
	const struct stardose_log none = { NULL, NULL };

	(void)state;
	stardose_log_say(NULL, STARDOSE_EROW, "%s", "x");
	stardose_log_say(&none, STARDOSE_EROW, "%s", "x");
}

/* Whatever stands at the edge, what is kept is the beginning, and UTF-8 where it was. */
static void a_long_message_is_cut_between_characters(void **state)
{
	static const char *const letters[] = { "x", "\xc3\xa9", "\xe2\x89\xa5",
					       "\xf0\x9f\x98\x80" };
	struct heard_remark heard = { 0 };
	const struct stardose_log log = { hear, &heard };

	(void)state;
	for (int l = 0; l < 4; l++)
		for (int before = 0; before < 8; before++) {
			char text[4 * STARDOSE_ERROR_SIZE + 16] = "";
			struct stardose_error err = { 0 };
			size_t n;

			memset(text, 'a', before);
			for (int i = 0; i < STARDOSE_ERROR_SIZE; i++)
				memcpy(text + before + i * strlen(letters[l]), letters[l],
				       strlen(letters[l]) + 1);
			stardose_error_set(&err, STARDOSE_EINPUT, "%s", text);
			n = strlen(err.text);
			assert_true(n < STARDOSE_ERROR_SIZE);
			assert_true(n + strlen(letters[l]) >= STARDOSE_ERROR_SIZE);
			assert_memory_equal(err.text, text, n);
			assert_true(sdi_is_utf8(err.text));
			stardose_log_say(&log, STARDOSE_OK, "%s", text);
			assert_string_equal(heard.text, err.text);
		}
}

/* Bytes of another encoding are shown as they came, in full. */
static void a_message_that_is_no_utf8_is_not_cut_further(void **state)
{
	char text[2 * STARDOSE_ERROR_SIZE];
	struct stardose_error err = { 0 };

	(void)state;
	memset(text, '\xa9', sizeof(text));
	text[sizeof(text) - 1] = 0;
	stardose_error_set(&err, STARDOSE_EINPUT, "%s", text);
	assert_int_equal(strlen(err.text), STARDOSE_ERROR_SIZE - 1);
	stardose_error_set(&err, STARDOSE_EINPUT, "caf\xe9");
	assert_string_equal(err.text, "caf\xe9");
}

/* ---- JSON ---- */

static void assert_printed(cJSON *json, const char *text)
{
	kstring_t out = KS_INITIALIZE;

	assert_int_equal(sdi_json_text(&out, json), STARDOSE_OK);
	assert_string_equal(out.s, text);
	ks_free(&out);
}

static void members_are_what_was_added_in_order(void **state)
{
	(void)state;
	for (int stay = 0; stay < 2; stay++) {
		struct sdi_json j = { .names_stay = stay };
		cJSON *to = cJSON_CreateObject(), *list, *inner;

		sdi_json_add_text(&j, to, "text", "a\"b");
		sdi_json_add_text(&j, to, "empty", "");
		sdi_json_add_text(&j, to, "none", NULL);
		sdi_json_add_number(&j, to, "number", 0.5);
		sdi_json_add_hundredths(&j, to, "score", 125);
		sdi_json_add_hundredths(&j, to, "zero", 0);
		sdi_json_add_hundredths(&j, to, "no_score", -1);
		sdi_json_add_hundredths(&j, to, "most", INT_MAX);
		sdi_json_add_bool(&j, to, "yes", 2);
		sdi_json_add_bool(&j, to, "no", 0);
		list = sdi_json_add_array(&j, to, "list");
		sdi_json_add_number(&j, list, NULL, 1);
		inner = sdi_json_add_object(&j, list, NULL);
		sdi_json_add_bool(&j, inner, "in", 1);
		assert_int_equal(j.failed, 0);
		assert_printed(to,
			       "{\"text\":\"a\\\"b\",\"empty\":null,\"none\":null,\"number\":0.5,"
			       "\"score\":1.25,\"zero\":0,\"no_score\":null,\"most\":21474836.47,"
			       "\"yes\":true,\"no\":false,\"list\":[1,{\"in\":true}]}");
	}
}

/* The first failure is remembered, and what follows does no harm. */
static void after_a_failure_nothing_is_added(void **state)
{
	struct sdi_json j = { 0 };
	cJSON *to = cJSON_CreateObject();

	(void)state;
	assert_null(sdi_json_put(&j, to, "x", NULL)); /* as when memory was short */
	assert_int_equal(j.failed, 1);
	j.failed = 0;
	assert_null(sdi_json_put(&j, NULL, "x", cJSON_CreateNull()));
	assert_int_equal(j.failed, 1);
	j.failed = 0;
	sdi_json_add_text(&j, sdi_json_add_object(&j, NULL, "x"), "y", "z");
	assert_int_equal(j.failed, 1);
	assert_printed(to, "{}");
	assert_int_equal(sdi_json_text(&(kstring_t){ 0, 0, NULL }, NULL), STARDOSE_ENOMEM);
}

static void a_member_is_found_by_its_whole_name(void **state)
{
	cJSON *of = cJSON_Parse(
		"{\"ab\":\"x\",\"a\":\"y\",\"A\":\"z\",\"n\":7,\"\":\"e\",\"a\":\"2\"}");

	(void)state;
	assert_string_equal(sdi_json_get_text(of, "a"), "y"); /* the first of two */
	assert_string_equal(sdi_json_get_text(of, "A"), "z");
	assert_string_equal(sdi_json_get_text(of, "ab"), "x");
	assert_string_equal(sdi_json_get_text(of, ""), "e");
	assert_string_equal(sdi_json_get_text(of, "n"), ""); /* no text */
	assert_string_equal(sdi_json_get_text(of, "abc"), "");
	assert_string_equal(sdi_json_get_text(NULL, "a"), "");
	assert_non_null(sdi_json_get(of, "n"));
	assert_null(sdi_json_get(of, "m"));
	assert_null(sdi_json_get(sdi_json_get(of, "n"), "a"));
	cJSON_Delete(of);
	of = cJSON_Parse("[1,\"a\"]"); /* elements have no names */
	assert_null(sdi_json_get(of, "a"));
	assert_null(sdi_json_get(of, ""));
	cJSON_Delete(of);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_comes_with_its_status),
		cmocka_unit_test(what_is_quoted_stays_on_the_line),
		cmocka_unit_test(nobody_listens_to_no_log),
		cmocka_unit_test(a_long_message_is_cut_between_characters),
		cmocka_unit_test(a_message_that_is_no_utf8_is_not_cut_further),
		cmocka_unit_test(members_are_what_was_added_in_order),
		cmocka_unit_test(after_a_failure_nothing_is_added),
		cmocka_unit_test(a_member_is_found_by_its_whole_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
