/* test_template_text.c - where templates come from: compiled in, a laboratory's file and its parts
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/report.h>
#include "built_in_tables.h"
#include "report/template_text.h"
#include "text_files.h"

/* ---- names ---- */

static struct sdi_word word[] = {
	{ .kind = "sentence", .code = "crisis" },
	{ .kind = "page", .code = "page_title" },
	{ .kind = "speed", .code = "Poor Metabolizer" },
};
static const struct sdi_words few_words = { .word = word, .n = 3 };
static const char listed[] = "# remark\n\nsample\ngenes\nlevel\n#level_of_old\nis_firm";

static struct sdi_template_names names_of(const char *text, size_t size)
{
	struct sdi_template_names names;

	assert_int_equal(sdi_template_names_open(&names, text, size, &few_words), STARDOSE_OK);
	return names;
}

/* @part: the first part of @name that is unknown, NULL: all are known; @near: names nearest to it
 */
static const struct {
	const char *name, *part, *near;
} asked[] = {
	{ "sample", NULL, NULL },
	{ ".", NULL, NULL },
	{ "genes.level", NULL, NULL },
	{ "genes.level.is_firm", NULL, NULL },
	{ "crisis", NULL, NULL },			/* a sentence of the words */
	{ "page_title", NULL, NULL },			/* and a word of pages */
	{ "Poor Metabolizer", "Poor Metabolizer", "" }, /* no other kind */
	{ "smaple", "smaple", "'sample'" },
	{ "genes.levle", "levle", "'level'" },
	{ "gens.levle", "gens", "'genes'" },  /* the first one is told */
	{ "Sample", "Sample", "'sample'" },   /* as JSON, with the case that it has */
	{ "samples", "samples", "'sample'" }, /* more than a name is none */
	{ "sampl", "sampl", "'sample'" },
	{ "# remark", "# remark", "" },
	{ "level_of_old", "level_of_old", "" },
	{ "genes.", "", "" },
	{ ".genes", "", "" },
	{ "genes..level", "", "" },
	{ "", "", "" },
	{ "zzzzzzzzzz", "zzzzzzzzzz", "" },
};

static void a_name_is_known_when_each_of_its_parts_is(void **state)
{
	struct sdi_template_names names = names_of(listed, strlen(listed));

	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		char part[64] = "-", near[160] = "-";
		int is_unknown = sdi_template_names_unknown(&names, asked[i].name, part,
							    sizeof(part), near, sizeof(near));

		if (is_unknown != (asked[i].part != NULL))
			fail_msg("'%s' is %s", asked[i].name, is_unknown ? "unknown" : "known");
		if (is_unknown && (strcmp(part, asked[i].part) || strcmp(near, asked[i].near)))
			fail_msg("'%s': part '%s', near %s", asked[i].name, part, near);
	}
	sdi_template_names_release(&names);
	assert_int_equal(names.n, 0);
	sdi_template_names_release(&names); /* and once more */
}

/* A list need not end with a line feed or a NUL, and what lies behind its size is not read. */
static void names_end_where_their_text_ends(void **state)
{
	struct sdi_template_names names = names_of(listed, strlen(listed) - 3);
	char part[64], near[64];

	(void)state;
	assert_false(sdi_template_names_unknown(&names, "is_f", part, 64, near, 64));
	assert_true(sdi_template_names_unknown(&names, "is_firm", part, 64, near, 64));
	assert_string_equal(part, "is_firm");
	sdi_template_names_release(&names);
	names = names_of("", 0);
	assert_true(sdi_template_names_unknown(&names, "sample", part, 64, near, 64));
	assert_false(sdi_template_names_unknown(&names, "crisis", part, 64, near, 64));
	sdi_template_names_release(&names);
}

static void a_list_of_names_may_be_long(void **state)
{
	char *text = calloc(1, 20000), part[32], near[64], name[16];
	struct sdi_template_names names;

	(void)state;
	assert_non_null(text);
	for (int i = 0; i < 1000; i++)
		sprintf(text + strlen(text), "name_%d\n", i);
	names = names_of(text, strlen(text));
	free(text); /* it was copied */
	for (int i = 0; i < 1001; i++) {
		sprintf(name, "name_%d", i);
		assert_int_equal(sdi_template_names_unknown(&names, name, part, 32, near, 64),
				 i == 1000);
	}
	sdi_template_names_release(&names);
}

/* ---- what is compiled in ---- */

static void every_page_that_is_compiled_in_can_be_opened(void **state)
{
	static const char *const pages[] = { "clinician", "patient",	 "family", "referral",
					     "tracking",  "preparation", "index" };
	struct stardose_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		struct sdi_template *t = NULL;
		size_t n = 0;

		assert_non_null(sdi_template_embedded(NULL, pages[i], &n));
		assert_true(n > 100);
		if (sdi_template_open(pages[i], NULL, &few_words, &t, &err))
			assert_non_null(strstr(err.text, "a report has nothing of the name"));
		sdi_template_free(t);
	}
	assert_null(sdi_template_embedded(NULL, "Clinician", &(size_t){ 0 }));
	assert_null(sdi_template_embedded(NULL, "clinician.html", &(size_t){ 0 }));
	assert_null(sdi_template_embedded(NULL, "", &(size_t){ 0 }));
}

/* ---- a laboratory's own ---- */

/* What the page @path is made of with the data @json; its error in @err where it cannot be opened
 */
static char *page_of(const char *path, const char *json, struct stardose_error *err)
{
	struct sdi_template *t = NULL;
	kstring_t out = KS_INITIALIZE;
	cJSON *data = cJSON_Parse(json);
	int ret = sdi_template_open("clinician", path, &few_words, &t, err);

	assert_non_null(data);
	if (ret)
		assert_null(t); /* untouched: nobody frees it again */
	else
		assert_int_equal(sdi_template_render(t, data, &out), STARDOSE_OK);
	sdi_template_free(t);
	cJSON_Delete(data);
	assert_true(ret || kputs("", &out) >= 0);
	return ks_release(&out);
}

static void expect(const char *path, const char *json, const char *page)
{
	struct stardose_error err = { 0 };
	char *got = page_of(path, json, &err);

	if (!got)
		fail_msg("%s: %s", path, err.text);
	assert_string_equal(got, page);
	free(got);
}

static void refuse(const char *path, int status, const char *why)
{
	struct stardose_error err = { 0 };
	char *got = page_of(path, "{}", &err);

	if (got)
		fail_msg("%s was taken: %s", path, got);
	if (err.status != (enum stardose_status)status || !strstr(err.text, why))
		fail_msg("%s: %d %s", path, err.status, err.text);
}

static void parts_are_looked_for_beside_the_file_first(void **state)
{
	(void)state;
	assert_int_equal(mkdir("lab", 0700), 0);
	put_text("lab/page.html", "<{{>head}}|{{>style}}|{{sample}}>");
	put_text("lab/head.html", "H{{>foot}}");
	put_text("lab/foot.css", "F");
	put_text("foot.html", "not this one");
	put_text("lab/style.css", "own");
	expect("lab/page.html", "{\"sample\":\"a<b\"}", "<HF|own|a&lt;b>");
	put_text("lab/foot.html", "G"); /* .html before .css */
	expect("lab/page.html", "{}", "<HG|own|>");
	assert_int_equal(chdir("lab"), 0); /* a path without folder */
	expect("page.html", "{}", "<HG|own|>");
	assert_int_equal(chdir(".."), 0);
}

static void what_is_not_beside_it_is_what_is_compiled_in(void **state)
{
	size_t n;
	const char *style = sdi_template_embedded(NULL, "style", &n);
	char *copy = strndup(style, n);

	(void)state;
	assert_non_null(copy);
	put_text("page.html", "{{>style}}");
	expect("page.html", "{}", copy);
	free(copy);
	put_text("page.html", "\n{{>nothing}}");
	refuse("page.html", STARDOSE_ETABLE, "page.html:2: there is no template nothing");
	put_text("page.html", "{{>../page}}");
	refuse("page.html", STARDOSE_ETABLE, "there is no template ../page");
}

/* The same part many times over, as a mark in each cell of a table, is always the laboratory's. */
static void a_part_may_stand_in_a_page_any_number_of_times(void **state)
{
	char page[1000] = "", want[200] = "";

	(void)state;
	for (int i = 0; i < 70; i++) {
		strcat(page, "{{>tick}}");
		strcat(want, "x");
	}
	put_text("tick.html", "x");
	put_text("page.html", page);
	expect("page.html", "{}", want);
}

/* Where there is one of the same name compiled in, the laboratory's is not passed over in silence.
 */
static void a_part_that_cannot_be_read_is_an_error(void **state)
{
	(void)state;
	put_text("page.html", "{{>style}}");
	assert_int_equal(mkdir("style.css", 0700), 0);
	refuse("page.html", STARDOSE_ETABLE, "style.css");
	put_text("page.html", "{{>style}}{{>style}}{{>other}}");
	refuse("page.html", STARDOSE_ETABLE, "style.css");
	put_text("page.html", "{{>none}}");
	assert_int_equal(mkdir("none.html", 0700), 0);
	refuse("page.html", STARDOSE_ETABLE, "none.html");
}

static void a_file_that_is_no_template_says_why(void **state)
{
	static const struct {
		const char *text, *why;
	} wrong[] = {
		{ "{{smaple}}", "page.html:1: a report has nothing of the name 'smaple'; nearest: "
				"'sample'" },
		{ "\n\n{{#genes}}{{levle}}{{/genes}}", "page.html:3: a report has nothing" },
		{ "{{sample", "page.html:1: a tag that has no end" },
		{ "{{>part}}", "part:2: a report has nothing of the name 'wrong_here'" },
		{ "{{>page}}", "include each other" },
	};

	(void)state;
	put_text("part.html", "\n{{wrong_here}}");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		put_text("page.html", wrong[i].text);
		refuse("page.html", STARDOSE_ETABLE, wrong[i].why);
	}
	refuse("missing.html", STARDOSE_ETABLE, "missing.html");
	refuse(".", STARDOSE_ETABLE, "the template: ");
	refuse("https://example.org/page.html", STARDOSE_EUSAGE, "the template: ");
	put_text("empty.html", "");
	expect("empty.html", "{}", "");
}

/* A report that cannot be made says so once, and leaves nothing behind that is freed twice. */
static void a_report_with_such_a_template_is_not_made(void **state)
{
	struct stardose_report_options options;
	struct stardose_report *report = NULL;
	struct stardose_error err = { 0 };

	(void)state;
	put_text("page.html", "{{>style}}");
	assert_int_equal(mkdir("style.css", 0700), 0);
	stardose_report_options_init(&options);
	options.template_path = "page.html";
	assert_int_equal(stardose_report_new(tables, &options, &report, &err), STARDOSE_ETABLE);
	assert_null(report);
	assert_non_null(strstr(err.text, "style.css"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_known_when_each_of_its_parts_is),
		cmocka_unit_test(names_end_where_their_text_ends),
		cmocka_unit_test(a_list_of_names_may_be_long),
		cmocka_unit_test(every_page_that_is_compiled_in_can_be_opened),
		IN_OWN_FOLDER(parts_are_looked_for_beside_the_file_first),
		IN_OWN_FOLDER(what_is_not_beside_it_is_what_is_compiled_in),
		IN_OWN_FOLDER(a_part_may_stand_in_a_page_any_number_of_times),
		IN_OWN_FOLDER(a_part_that_cannot_be_read_is_an_error),
		IN_OWN_FOLDER(a_file_that_is_no_template_says_why),
		IN_OWN_FOLDER(a_report_with_such_a_template_is_not_made),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
