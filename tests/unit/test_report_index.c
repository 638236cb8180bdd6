/* test_report_index.c - the page that lists the pages: who comes first, and what is said of each */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "report/report_index.h"
#include "report_fixture.h"
#include "text_files.h"

static struct sdi_report_index opened(void)
{
	struct sdi_report_index index = { 0 };
	struct stardose_error err = { 0 };

	if (sdi_report_index_open(&index, &report_facts.words, 1, NULL, &err))
		fail_msg("%s", err.text);
	return index;
}

/* @model is written with ' for "; what every report has is filled in */
static void add(struct sdi_report_index *index, const char *model, const char *file)
{
	struct stardose_error err = { 0 };
	cJSON *json = json_of(model);

	if (!cJSON_HasObjectItem(json, "stardose_report"))
		cJSON_AddObjectToObject(json, "stardose_report");
	if (!cJSON_HasObjectItem(json, "names_not_known"))
		cJSON_AddArrayToObject(json, "names_not_known");
	if (sdi_report_index_add(index, json, file, &err))
		fail_msg("%s", err.text);
	cJSON_Delete(json);
}

static int take(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(bytes, n, user) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static char *page_of(struct sdi_report_index *index)
{
	kstring_t page = KS_INITIALIZE;
	struct stardose_error err = { 0 };

	if (sdi_report_index_page(index, take, &page, &err))
		fail_msg("%s", err.text);
	return ks_release(&page);
}

static const char *after(const char *page, const char *mark)
{
	const char *at = strstr(page, mark);

	return at ? at + strlen(mark) : NULL;
}

static void check_said(const char *page, const char *model, const char *says, const char * not )
{
	if (says && !strstr(page, says))
		fail_msg("of %s the page does not say '%s'", model, says);
	if (not &&strstr(page, not ))
		fail_msg("of %s the page says '%s'", model, not );
}

/* The names of @page in the order of its rows, with blanks between. */
static const char *order_of(const char *page)
{
	static char order[4096];
	size_t n = 0;

	order[0] = 0;
	while ((page = after(page, "<a href=\"")) && (page = after(page, "<bdi>")))
		n += snprintf(order + n, sizeof(order) - n, "%s%.*s", n ? " " : "",
			      (int)strcspn(page, "<"), page);
	return order;
}

/* ---- who comes first ---- */

#define PERSON(name, urgency, n_look)                                                              \
	"{'sample':'" name "','face':{'uses':[{'urgency':" urgency "},{'urgency':5000}],"          \
	"'n_look':" n_look "}}"
#define SOME_NAME(name, urgency)                                                                   \
	"{'sample':'" name "','is_list_incomplete':true,'face':{'uses':[{'urgency':" urgency       \
	"}],'n_look':0},'names_not_known':[{'name':'x'}]}"
#define NO_LIST(name) "{'sample':'" name "','face':{'uses':[]}}"

/* Four people in any order of the input: what they are sorted by differs between each two. */
static const char *const people[4] = {
	PERSON("first", "900", "1"),
	PERSON("second", "800", "3"),
	PERSON("third", "800", "2"),
	NO_LIST("last"),
};

static void the_order_of_the_input_decides_between_equals_alone(void **state)
{
	(void)state;
	for (int p = 0; p < 256; p++) {
		struct sdi_report_index index;
		int place[4] = { p & 3, p >> 2 & 3, p >> 4 & 3, p >> 6 }, seen = 0;
		char *page;

		for (int i = 0; i < 4; i++)
			seen |= 1 << place[i];
		if (seen != 15)
			continue;
		index = opened();
		for (int i = 0; i < 4; i++)
			add(&index, people[place[i]], "x.html");
		page = page_of(&index);
		assert_string_equal(order_of(page), "first second third last");
		free(page);
		sdi_report_index_release(&index);
	}
}

static void check_order(const char *const *model, const char *order)
{
	struct sdi_report_index index = opened();
	char *page;

	for (; *model; model++)
		add(&index, *model, "x.html");
	page = page_of(&index);
	assert_string_equal(order_of(page), order);
	free(page);
	sdi_report_index_release(&index);
}

static void a_name_that_nobody_knows_may_be_anything(void **state)
{
	static const char *const names[] = { NO_LIST("none"),
					     PERSON("avoid", "1080", "9"),
					     SOME_NAME("name", "0"),
					     SOME_NAME("name2", "1080"),
					     PERSON("contraindicated", "1090", "1"),
					     SOME_NAME("both", "1091"),
					     NULL };
	static const char *const equals[] = { PERSON("c", "7", "1"), PERSON("a", "7", "1"),
					      PERSON("b", "7", "1"), NULL };

	(void)state;
	check_order(names, "both contraindicated name name2 avoid none");
	check_order(equals, "c a b");
}

/* As report_use.c sorts medicines of one person, so is who takes them: the two files agree. */
#define MEDICINE(name, state)                                                                      \
	"{'kind':'medicine','name':'" name "','known_as':'" name "','shown_as':'" name             \
	"','state':'" state "'}"
#define ADVICE(action) "{'drug':'citalopram','source':'CPIC','action':'" action "'}"

static void a_real_report_comes_where_its_first_medicine_belongs(void **state)
{
	static const struct {
		const char *name, *advice, *items;
	} person[] = {
		{ "usual", ADVICE("standard"), MEDICINE("citalopram", "current") },
		{ "stopped", ADVICE("contraindicated"), MEDICINE("citalopram", "washed_out") },
		{ "avoid", ADVICE("avoid"), MEDICINE("citalopram", "current") },
		{ "unknown", ADVICE("avoid"),
		  MEDICINE("citalopram", "current") "," MEDICINE("qwrt", "name_not_known") },
		{ "never", ADVICE("contraindicated"), MEDICINE("citalopram", "current") },
	};
	struct sdi_report_index index = opened();
	struct stardose_error err = { 0 };
	char rest[600], *page;

	(void)state;
	for (size_t i = 0; i < sizeof(person) / sizeof(*person); i++) {
		cJSON *model;

		snprintf(rest, sizeof(rest), ",'context':{'interactions':'assessed','items':[%s]}",
			 person[i].items);
		model = report_of("", person[i].advice, rest);
		cJSON_ReplaceItemInObjectCaseSensitive(model, "sample",
						       cJSON_CreateString(person[i].name));
		assert_int_equal(sdi_report_index_add(&index, model, "x.html", &err), STARDOSE_OK);
		cJSON_Delete(model);
	}
	page = page_of(&index);
	if (strcmp(order_of(page), "never unknown avoid usual stopped") != 0 &&
	    strcmp(order_of(page), "never unknown avoid stopped usual") != 0)
		fail_msg("%s", order_of(page));
	assert_non_null(strstr(page, "? <bdi>qwrt</bdi>: name not known"));
	free(page);
	sdi_report_index_release(&index);
}

/* ---- what is said of each ---- */

#define USE(name, more) "{'inn':'" name "','needs_look':true,'word':'w-" name "'" more "}"

static const struct {
	const char *model, *says, *not ;
} said[] = {
	/* of names: a person cannot change the page */
	{ "{'sample':'<b>&\\u0022'}", "<bdi>&lt;b&gt;&amp;&quot;</bdi>", "<b>&" },
	{ "{'sample':'J\xc3\xbcrgen \\t x'}", "<bdi>J\xc3\xbcrgen \t x</bdi>", NULL },
	{ "{'sample':'a','names_not_known':[{'name':'<i>'},{'name':'y'}]}",
	  "? <bdi>&lt;i&gt;</bdi>: name not known</span><span class=\"one talk\">? <bdi>y</bdi>",
	  "<i>" },
	/* of numbers */
	{ "{'sample':'a','face':{'n_uses':5,'n_look':2}}", ">2 of 5<", NULL },
	{ "{'sample':'a'}", ">0 of 0<", "NaN" },
	{ "{'sample':'a','first_page':{'n_discuss':7}}", "<td class=\"count\">7</td>", NULL },
	{ "{'sample':'a','has_genes_without_result':true,'genes_without_result':[{},{}]}",
	  "2 without result", NULL },
	{ "{'sample':'a','has_genes_without_result':false,'genes_without_result':[]}", NULL,
	  "without result" },
	/* of coverage: never more than was seen, and nothing where nothing was to be seen */
	{ "{'sample':'a','tested':{'sites_total':3,'sites_seen':2}}", "width=\"66%\"", NULL },
	{ "{'sample':'a','tested':{'sites_total':1000,'sites_seen':999}}", "width=\"99%\"",
	  "100%\" height=\"8\"/></svg>100" },
	{ "{'sample':'a','tested':{'sites_total':7,'sites_seen':7}}", "</svg>100<", NULL },
	{ "{'sample':'a','tested':{'sites_total':7,'sites_seen':0}}", "</svg>0<", NULL },
	{ "{'sample':'a','tested':{'sites_total':0,'sites_seen':0}}", NULL, "<svg" },
	{ "{'sample':'a'}", NULL, "<svg" },
	/* of genes: one that is not firm is marked */
	{ "{'sample':'a','genes':[{'gene':'G','level':'poor','is_firm':true},{'gene':'H','level':"
	  "'rapid','is_firm':false}]}",
	  "<li>G poor</li><li>H rapid \xe2\x97\xa7</li>", NULL },
	{ "{'sample':'a','genes':[{'gene':'G','level':'poor'}]}", "<li>G poor \xe2\x97\xa7</li>",
	  NULL },
	/* of medicines: what needs a look, four of them, in the order of the page */
	{ "{'sample':'a','face':{'uses':[" USE("m1", "") "," USE("m2", "") "," USE(
		  "m3", "") "," USE("m4", "") "," USE("m5", "") "]}}",
	  "<b>m4</b>", "<b>m5</b>" },
	{ "{'sample':'a','face':{'uses':[" USE(
		  "m1",
		  ",'is_not_known':true") ","
					  "{'inn':'m0','needs_look':false}," USE("m2", "") "," USE(
						  "m3", "") "," USE("m4", "") "," USE("m5",
										      "") "]}}",
	  "<b>m5</b>", "<b>m1</b>" },
	{ "{'sample':'a','face':{'uses':[{'inn':'m0','needs_look':false}]}}", NULL, "m0" },
	{ "{'sample':'a','face':{'uses':[" USE("m1", ",'is_contraindicated':true") "]}}",
	  "<span class=\"one talk\">", NULL },
	{ "{'sample':'a','face':{'uses':[" USE("m1", ",'is_contraindicated':true") "]}}",
	  "<b>m1</b> w-m1 ", NULL },
	{ "{'sample':'a','face':{'uses':[" USE("m1", ",'sure_word':'firm','sure_symbol':'*'") "]}}",
	  "*</span> <span class=\"hidden\">w-m1, firm</span>", " talk\">" },
};

static void each_person_is_one_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		struct sdi_report_index index = opened();
		char *page, *head;

		add(&index, said[i].model, "x.html");
		page = page_of(&index);
		head = strstr(page, "<tbody>");
		assert_non_null(head);
		*strstr(head, "</tbody>") = 0;
		check_said(head, said[i].model, said[i].says, said[i].not );
		free(page);
		sdi_report_index_release(&index);
	}
}

/* As an address a name is what a browser makes the same file of. */
static const struct {
	const char *sample, *file, *href;
} addresses[] = {
	{ "a", "a.html", "a.html" },
	{ "a b", "a%20b.html", "a%2520b.html" },
	{ "100%", "100%25.html", "100%2525.html" },
	{ "J\xc3\xbcrgen", "J%C3%BCrgen.html", "J%25C3%25BCrgen.html" },
	{ "%%", "%%", "%25%25" },
};

static void an_address_leads_to_the_file_of_that_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		struct sdi_report_index index = opened();
		char model[100], href[100], *page;

		snprintf(model, sizeof(model), "{'sample':'%s'}", addresses[i].sample);
		snprintf(href, sizeof(href), "<a href=\"%s\">", addresses[i].href);
		add(&index, model, addresses[i].file);
		page = page_of(&index);
		check_said(page, model, href, NULL);
		free(page);
		sdi_report_index_release(&index);
	}
}

/* ---- the page as a whole ---- */

static void a_page_of_nobody_is_a_page(void **state)
{
	struct sdi_report_index index = opened();
	char *page = page_of(&index);

	(void)state;
	assert_string_equal(order_of(page), "");
	assert_non_null(strstr(page, "<h1>0 reports</h1>"));
	assert_null(strstr(page, "<footer")); /* nothing is known of versions */
	assert_string_equal(page + strlen(page) - 8, "</html>\n");
	free(page);
	sdi_report_index_release(&index);
	sdi_report_index_release(&index); /* and once more */
}

/* More people than there is room for at first; a page in between changes nothing. */
static void people_may_come_after_a_page(void **state)
{
	struct sdi_report_index index = opened(), at_once = opened();
	char model[200], *page, *whole;

	(void)state;
	for (int i = 0; i < 200; i++) {
		snprintf(model, sizeof(model),
			 "{'sample':'p%d','stardose_report':{'version':'v%d','tables_version':'t'},"
			 "'face':{'n_look':%d}}",
			 i, i, i % 7);
		add(&index, model, "x.html");
		add(&at_once, model, "x.html");
		if (i % 50 == 3)
			free(page_of(&index));
	}
	page = page_of(&index);
	whole = page_of(&at_once);
	assert_string_equal(page, whole);
	assert_non_null(strstr(page, "<h1>200 reports</h1>"));
	assert_non_null(strstr(page, "stardose v0, tables t")); /* as the first page has them */
	assert_null(strstr(page, "stardose v1,"));
	assert_memory_equal(order_of(page), "p6 p13 p20 ", 11);
	free(page);
	free(whole);
	sdi_report_index_release(&index);
	sdi_report_index_release(&at_once);
}

/* Of a piece of the file at a time: an entry longer than that is one entry. */
static void an_entry_may_be_long(void **state)
{
	static const int sizes[] = { 3000, 4060, 4094, 4095, 4096, 4097, 8191, 20000 };
	struct sdi_report_index index = opened();
	char *page;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		char *name = calloc(1, sizes[i] + 1), *model = malloc(sizes[i] + 100);

		assert_true(name && model);
		memset(name, 'a' + (int)i, sizes[i]);
		sprintf(model, "{'sample':'%s'}", name);
		add(&index, model, "x.html");
		page = page_of(&index);
		if (!strstr(page, name))
			fail_msg("a name of %d bytes is not there whole", sizes[i]);
		free(page);
		free(name);
		free(model);
	}
	sdi_report_index_release(&index);
}

/* ---- what can fail ---- */

static int refuse(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)bytes;
	(void)n;
	++*(int *)user;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "the disk is full");
}

static void what_the_sink_says_ends_the_page(void **state)
{
	struct sdi_report_index index = opened();
	struct stardose_error err = { 0 };
	int n = 0;
	char *page;

	(void)state;
	add(&index, people[0], "x.html");
	assert_int_equal(sdi_report_index_page(&index, refuse, &n, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "the disk is full");
	assert_int_equal(n, 1);
	add(&index, people[1], "x.html"); /* and it goes on */
	page = page_of(&index);
	assert_string_equal(order_of(page), "first second");
	free(page);
	sdi_report_index_release(&index);
}

static void without_an_index_nothing_is_kept(void **state)
{
	struct sdi_report_index index = { 0 };
	struct stardose_error err = { 0 };
	kstring_t page = KS_INITIALIZE;

	(void)state;
	assert_int_equal(sdi_report_index_open(&index, &report_facts.words, 0, "/nowhere", &err),
			 STARDOSE_OK);
	add(&index, people[0], "x.html");
	assert_int_equal(sdi_report_index_page(&index, take, &page, &err), STARDOSE_EUSAGE);
	assert_int_equal(page.l, 0);
	sdi_report_index_release(&index);
}

static void entries_leave_no_file_behind(void **state)
{
	struct sdi_report_index index = { 0 };
	struct stardose_error err = { 0 };
	const char *tmpdir = getenv("TMPDIR");
	char *before = tmpdir ? strdup(tmpdir) : NULL;
	int n = 0;
	DIR *dir;

	(void)state;
	assert_int_equal(sdi_report_index_open(&index, &report_facts.words, 1, "no/folder", &err),
			 STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "'no/folder'"));
	sdi_report_index_release(&index);
	assert_int_equal(sdi_report_index_open(&index, &report_facts.words, 1, ".", &err), 0);
	add(&index, people[0], "x.html");
	dir = opendir(".");
	while (dir && readdir(dir))
		n++;
	assert_int_equal(n, 2); /* . and .. */
	closedir(dir);
	sdi_report_index_release(&index);
	setenv("TMPDIR", "not/here", 1); /* where no folder was named */
	assert_int_equal(sdi_report_index_open(&index, &report_facts.words, 1, NULL, &err),
			 STARDOSE_EOUTPUT);
	sdi_report_index_release(&index);
	before ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR");
	free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_the_input_decides_between_equals_alone),
		cmocka_unit_test(a_name_that_nobody_knows_may_be_anything),
		cmocka_unit_test(a_real_report_comes_where_its_first_medicine_belongs),
		cmocka_unit_test(each_person_is_one_row),
		cmocka_unit_test(an_address_leads_to_the_file_of_that_name),
		cmocka_unit_test(a_page_of_nobody_is_a_page),
		cmocka_unit_test(people_may_come_after_a_page),
		cmocka_unit_test(an_entry_may_be_long),
		cmocka_unit_test(what_the_sink_says_ends_the_page),
		cmocka_unit_test(without_an_index_nothing_is_kept),
		IN_OWN_FOLDER(entries_leave_no_file_behind),
	};

	return cmocka_run_group_tests(tests, open_report_facts, close_report_facts);
}
