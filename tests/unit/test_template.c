/* test_template.c - templates: what is filled, what is escaped, what is refused */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "report/template.h"

static const char *parts[][2] = {
	{ "greeting", "hello {{name}}" }, { "loop", "{{>loop}}" }, { "row", "<td>{{.}}</td>\n" },
};

static const char *find_part(void *user, const char *name, size_t *n)
{
	(void)user;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!strcmp(parts[i][0], name)) {
			*n = strlen(parts[i][1]);
			return parts[i][1];
		}
	return NULL;
}

static void expect(const char *text, const char *json, const char *page)
{
	struct stardose_error err = { 0 };
	struct sdi_template *t = NULL;
	cJSON *data = cJSON_Parse(json);
	kstring_t out = KS_INITIALIZE;

	assert_non_null(data);
	if (sdi_template_parse("page", text, strlen(text), find_part, NULL, NULL, &t, &err))
		fail_msg("%s", err.text);
	assert_int_equal(sdi_template_render(t, data, &out), STARDOSE_OK);
	assert_string_equal(out.s ? out.s : "", page);
	sdi_template_free(t);
	cJSON_Delete(data);
	ks_free(&out);
}

static void refuse(const char *text, const char *why)
{
	struct stardose_error err = { 0 };
	struct sdi_template *t = NULL;

	assert_int_equal(
		sdi_template_parse("page", text, strlen(text), find_part, NULL, NULL, &t, &err),
		STARDOSE_ETABLE);
	assert_null(t);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void values_fill_their_gaps(void **state)
{
	(void)state;
	expect("", "{}", "");
	expect("a {{x}} b", "{\"x\":\"1\"}", "a 1 b");
	expect("{{ x }}{{x}}", "{\"x\":0.25}", "0.250.25");
	expect("{{a.b.c}}", "{\"a\":{\"b\":{\"c\":true}}}", "true");
	expect("[{{none}}{{null}}{{a.none}}{{list}}]", "{\"null\":null,\"a\":{},\"list\":[1]}",
	       "[]");
	expect("a { b } }} c", "{}", "a { b } }} c");
}

static void sections_repeat_and_leave_out(void **state)
{
	(void)state;
	expect("{{#l}}<{{.}}>{{/l}}{{^l}}none{{/l}}", "{\"l\":[1,2]}", "<1><2>");
	expect("{{#l}}<{{.}}>{{/l}}{{^l}}none{{/l}}", "{\"l\":[]}", "none");
	expect("{{#o}}{{x}}{{y}}{{/o}}", "{\"x\":\"out\",\"y\":\"side\",\"o\":{\"x\":\"in\"}}",
	       "inside");
	expect("{{#t}}a{{/t}}{{#f}}b{{/f}}{{#n}}c{{/n}}{{#e}}d{{/e}}{{#s}}{{.}}{{/s}}",
	       "{\"t\":true,\"f\":false,\"n\":null,\"e\":\"\",\"s\":\"x\"}", "ax");
	expect("{{#a}}{{#b}}{{c}}{{/b}};{{/a}}",
	       "{\"a\":[{\"b\":[{\"c\":1},{\"c\":2}]},{\"b\":[]}]}", "12;;");
	expect("{{^a}}{{#b}}x{{/b}}{{/a}}", "{\"b\":true}", "x");
}

static void a_tag_alone_takes_its_line_with_it(void **state)
{
	(void)state;
	expect("<ul>\n  {{#l}}\n  <li>{{.}}\n  {{/l}}\n</ul>\n", "{\"l\":[1,2]}",
	       "<ul>\n  <li>1\n  <li>2\n</ul>\n");
	expect("a\n{{! remark }}\nb {{! here }}c", "{}", "a\nb c");
	expect("{{#l}}\r\nx\r\n{{/l}}\r\n", "{\"l\":[1]}", "x\r\n");
	expect("  {{x}}  \n", "{\"x\":1}", "  1  \n");
}

static void partials_see_the_data_of_their_place(void **state)
{
	(void)state;
	expect("{{>greeting}}!", "{\"name\":\"you\"}", "hello you!");
	expect("{{#l}}\n{{>row}}\n{{/l}}\n", "{\"l\":[1,2]}", "<td>1</td>\n<td>2</td>\n");
}

static void every_value_is_escaped(void **state)
{
	(void)state;
	expect("<p title=\"{{x}}\">", "{\"x\":\"\\\"><script>alert('&')</script>\"}",
	       "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;\">");
	expect("{{x}}", "{\"x\":\"a\\u0001\\u001b\\u007fb\\tc\"}",
	       "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	       "b\tc");
	expect("{{x}}", "{\"x\":\"a\\u202eb\\u2066\"}", "a\xef\xbf\xbd" "b\xef\xbf\xbd");
	expect("{{x}}", "{\"x\":\"{{y}}\",\"y\":\"no\"}", "{{y}}");
	expect("{{x}}", "{\"x\":\"\xc3\xa9\xe2\x89\xa5\xf0\x9f\x92\x8a\"}",
	       "\xc3\xa9\xe2\x89\xa5\xf0\x9f\x92\x8a");
}

static void bytes_that_are_no_utf8_do_not_come_through(void **state)
{
	static const char *const bad[] = { "\xff",	   "\xc0\xaf",	       "\xe0\x80\xaf",
					   "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_html_escape(&out, bad[i]), STARDOSE_OK);
		assert_int_equal(out.l, 3 * strlen(bad[i]));
		for (size_t at = 0; at < out.l; at += 3)
			assert_memory_equal(out.s + at, "\xef\xbf\xbd", 3);
		ks_free(&out);
	}
}

/* ---- a list that comes bit by bit ---- */

struct numbers { int next, fail_at; };

static int next_number(void *user, int place, cJSON **element, struct stardose_error *err)
{
	struct numbers *numbers = user;

	if (!place)
		numbers->next = 0;
	assert_int_equal(place, numbers->next++);
	if (place == numbers->fail_at)
		return stardose_error_set(err, STARDOSE_EOUTPUT, "no more");
	*element = cJSON_CreateObject();
	return cJSON_AddNumberToObject(*element, "x", place) ? STARDOSE_OK : STARDOSE_ENOMEM;
}

struct taken { kstring_t text; size_t longest; };

static int take(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	struct taken *taken = user;

	(void)err;
	taken->longest = n > taken->longest ? n : taken->longest;
	return kputsn(bytes, n, &taken->text) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int stream(const char *text, const char *json, int n, int fail_at, struct taken *taken)
{
	struct numbers numbers = { 0, fail_at };
	const struct sdi_template_list list = {
		.name = "l", .n = n, .next = next_number, .user = &numbers
	};
	struct stardose_error err = { 0 };
	struct sdi_template *t = NULL;
	cJSON *data = cJSON_Parse(json);
	int ret;

	assert_int_equal(
		sdi_template_parse("page", text, strlen(text), find_part, NULL, NULL, &t, &err),
		STARDOSE_OK);
	ret = sdi_template_stream(t, data, &list, take, taken, &err);
	sdi_template_free(t);
	cJSON_Delete(data);
	return ret;
}

static void expect_stream(const char *text, const char *json, int n, const char *page)
{
	struct taken taken = { .longest = 0 };

	assert_int_equal(stream(text, json, n, -1, &taken), STARDOSE_OK);
	assert_string_equal(taken.text.s ? taken.text.s : "", page);
	ks_free(&taken.text);
}

static void a_list_may_come_bit_by_bit(void **state)
{
	struct taken taken = { .longest = 0 };

	(void)state;
	expect_stream("{{n}}:{{#l}}<{{x}}{{n}}>{{/l}}{{^l}}none{{/l}}.", "{\"n\":\"a\"}", 3,
		      "a:<0a><1a><2a>.");
	expect_stream("{{#l}}<{{x}}>{{/l}}{{^l}}none{{/l}}", "{}", 0, "none");
	expect_stream("{{#l}}{{x}}{{/l}}/{{#l}}{{x}}{{/l}}", "{}", 2, "01/01");
	expect_stream("{{#l}}{{.}}{{/l}}", "{\"l\":[7]}", 2, "7");
	assert_int_equal(stream("{{#l}}{{x}}{{/l}}", "{}", 3, 2, &taken), STARDOSE_EOUTPUT);
	ks_free(&taken.text);
	taken = (struct taken){ .longest = 0 };
	assert_int_equal(stream("{{#l}}{{x}}, {{/l}}", "{}", 100000, -1, &taken), STARDOSE_OK);
	assert_true(taken.text.l > 500000);
	assert_true(taken.longest < 70000);	/* what is in memory at a time */
	ks_free(&taken.text);
}

static void broken_templates_are_told_with_their_line(void **state)
{
	(void)state;
	refuse("a\nb {{x", "page:2: a tag that has no end");
	refuse("\n\n{{#x}}\n", "page:3: a section that is not closed: x");
	refuse("{{/x}}", "page:1: the end of a section that was not opened: x");
	refuse("{{#a}}{{#b}}{{/a}}{{/b}}", "the end of another section");
	refuse("{{{x}}}", "always escaped");
	refuse("{{& x}}", "always escaped");
	refuse("{{}}", "a tag without a name");
	refuse("{{a b}}", "not a name: a b");
	refuse("{{>missing}}", "there is no template missing");
	refuse("{{>loop}}", "include each other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_fill_their_gaps),
		cmocka_unit_test(sections_repeat_and_leave_out),
		cmocka_unit_test(a_tag_alone_takes_its_line_with_it),
		cmocka_unit_test(partials_see_the_data_of_their_place),
		cmocka_unit_test(every_value_is_escaped),
		cmocka_unit_test(bytes_that_are_no_utf8_do_not_come_through),
		cmocka_unit_test(a_list_may_come_bit_by_bit),
		cmocka_unit_test(broken_templates_are_told_with_their_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
