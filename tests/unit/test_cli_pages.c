/* test_cli_pages.c - a folder of pages with its index, and scripts that complete command lines */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../../src/cli/completion_script.h"
#include "../../src/cli/page_folder.h"
#include "text_files.h"

/* ---- a folder of pages ---- */

static int put_page(struct page_folder *folder, const char *file, const char *text,
		    struct stardose_error *err)
{
	const struct stardose_report_person person = {
		.sample = "s", .file = file, .text = text, .n_bytes = strlen(text)
	};

	memset(err, 0, sizeof(*err));
	return page_folder_put(folder, &person, err);
}

static void pages_are_written_whole_and_an_old_index_goes_first(void **state)
{
	static const char *const paths[] = { "pages", "pages/" };
	struct stardose_error err = { 0 };

	(void)state;
	for (int i = 0; i < 2; i++) { /* it is made, and it is there */
		struct page_folder folder = { 0 };

		assert_int_equal(page_folder_open(&folder, paths[i], &err), STARDOSE_OK);
		put_text("pages/index.html", "of an earlier run");
		put_text("pages/other.html", "of somebody else");
		put_text("pages/a.html", "a much longer page of the same person before");
		assert_int_equal(put_page(&folder, "a.html", "<p>a</p>", &err), STARDOSE_OK);
		assert_file("pages/a.html", "<p>a</p>");
		assert_int_not_equal(access("pages/index.html", F_OK), 0);
		assert_int_equal(put_page(&folder, "b.html", "", &err), STARDOSE_OK);
		assert_file("pages/b.html", "");
		assert_file("pages/other.html", "of somebody else");
		assert_int_equal(folder.n, 2);
		page_folder_close(&folder);
	}
}

static void opening_touches_no_index(void **state)
{
	struct page_folder folder = { 0 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(mkdir("pages", 0700), 0);
	put_text("pages/index.html", "true");
	assert_int_equal(page_folder_open(&folder, "pages", &err), STARDOSE_OK);
	page_folder_close(&folder);
	assert_file("pages/index.html", "true");
}

static void a_folder_that_cannot_be_is_said(void **state)
{
	static const struct {
		const char *path, *why;
	} cases[] = {
		{ "file", "cannot make the folder 'file': a file of that name is there" },
		{ "none/pages", "the folder that it is to stand in must be there" },
		{ "file/pages", "cannot make the folder 'file/pages'" },
		{ "", "cannot make the folder ''" },
	};

	(void)state;
	put_text("file", "x");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct page_folder folder = { 0 };
		struct stardose_error err = { 0 };

		assert_int_equal(page_folder_open(&folder, cases[i].path, &err), STARDOSE_EOUTPUT);
		if (!strstr(err.text, cases[i].why))
			fail_msg("%s", err.text);
		page_folder_close(&folder); /* also after an error */
	}
	assert_file("file", "x");
}

static void names_that_differ_in_case_alone_are_told_and_one_file_twice_is_refused(void **state)
{
	struct page_folder folder = { 0 };
	struct stardose_error err = { 0 };
	struct heard heard;
	char *text;

	(void)state;
	assert_int_equal(page_folder_open(&folder, "pages", &err), STARDOSE_OK);
	assert_int_equal(put_page(&folder, "anna.html", "1", &err), STARDOSE_OK);
	heard = listen_to(2);
	assert_int_equal(put_page(&folder, "Anna.html", "2", &err), STARDOSE_OK);
	text = heard_text(&heard);
	assert_non_null(strstr(text, "'anna.html' and 'Anna.html' differ in upper and lower case"));
	free(text);
	assert_file("pages/anna.html", "1");
	assert_file("pages/Anna.html", "2");
	assert_int_equal(put_page(&folder, "anna.html", "3", &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "would be one file"));
	assert_non_null(strstr(err.text, "2 pages are complete, there is no index"));
	assert_file("pages/anna.html", "1"); /* nobody's page takes the place of another's */
	page_folder_close(&folder);
}

static void what_is_left_is_said_when_a_page_fails(void **state)
{
	struct page_folder folder = { 0 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(page_folder_open(&folder, "pages", &err), STARDOSE_OK);
	assert_int_equal(put_page(&folder, "no/such.html", "x", &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "0 pages are complete"));
	assert_int_equal(put_page(&folder, "a.html", "x", &err), STARDOSE_OK);
	assert_int_equal(put_page(&folder, "no/other.html", "x", &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "; 1 page is complete, there is no index"));
	assert_int_equal(folder.n, 1);
	page_folder_close(&folder);
	assert_int_equal(page_folder_open(&folder, "pages", &err), STARDOSE_OK);
	assert_int_equal(mkdir("pages/index.html", 0700), 0); /* cannot be replaced */
	assert_int_equal(put_page(&folder, "a.html", "new", &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "cannot replace 'pages/index.html'"));
	assert_file("pages/a.html", "x"); /* an index that may list it is still there */
	page_folder_close(&folder);
}

/* ---- completion: commands of our own, with what ends words in bash and zsh ---- */

static const struct opt rows[] = {
	{ 'g', "genes", "LIST", OPT_LIST, 0, "only these genes [all]", NULL },
	{ 0, "genes-file", "FILE", OPT_STRING, 0, "it's a file: of \"genes\" \\", NULL },
	{ 'd', "dir", "DIR", OPT_STRING, 0, "where", NULL },
	{ 'O', "output-type", "t|j[0-9]|z", OPT_STRING, 0, "kind", NULL },
	{ 0, "level", "=N", OPT_INT, 0, "may be left out", NULL },
	{ 0, "how", "=WORD", OPT_WORD, 0, "may be left out", "some|all" },
	{ 0, "build", "WORD", OPT_WORD, 0, "which", "auto|GRCh37|GRCh38" },
	{ 'n', "number", "N", OPT_INT, 0, "a number", NULL },
	{ 'k', "keep", NULL, OPT_FLAG, 0, "a flag", NULL },
	{ 0, "source", "TEXT", OPT_STRING, 0, "no list", NULL },
	{ 0, NULL, NULL, OPT_FLAG, 0, NULL, NULL },
};
static const struct opt_group groups[] = { { "Input", rows }, { NULL, NULL } };
static const struct cmd one = { .name = "one",
				.usage = "[options] list|show [WHAT]",
				.about = "do [one]: it's done",
				.groups = groups };
static const struct cmd two = { .name = "two",
				.usage = "[options] <in.vcf | ->",
				.about = "other",
				.groups = groups };
const struct cmd *const cli_commands[] = { &one, &two, NULL };

static void what_follows_an_option_is_told_by_its_row(void **state)
{
	static const struct {
		const char *name;
		enum completion_kind kind;
		const char *text;
	} cases[] = {
		{ "genes", COMPLETE_VALUES, "genes" },
		{ "genes-file", COMPLETE_FILE, "FILE" },
		{ "dir", COMPLETE_FOLDER, "DIR" },
		{ "output-type", COMPLETE_WORDS, "t|j[0-9]|z" },
		{ "level", COMPLETE_NOTHING, "N" },
		{ "how", COMPLETE_WORDS, "some|all" },
		{ "build", COMPLETE_WORDS, "auto|GRCh37|GRCh38" },
		{ "number", COMPLETE_NOTHING, "N" },
		{ "keep", COMPLETE_NOTHING, NULL },
		{ "source", COMPLETE_NOTHING, "TEXT" }, /* the name, but not a list */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text;

		assert_string_equal(rows[i].name, cases[i].name);
		assert_int_equal(completion_of(&rows[i], &text), cases[i].kind);
		assert_int_equal(!text, !cases[i].text);
		if (text)
			assert_string_equal(text, cases[i].text);
	}
	assert_true(completion_is_values("genes"));
	assert_true(completion_is_values("drug-classes"));
	assert_false(completion_is_values("drug-class")); /* the option, not its values */
	assert_false(completion_is_values("gene"));
	assert_false(completion_is_values(""));
}

static char *script(void (*put)(FILE *to))
{
	FILE *to = fopen("script", "w");

	assert_non_null(to);
	put(to);
	assert_int_equal(fclose(to), 0);
	return text_of_file("script");
}

static void assert_has(const char *text, const char *const *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strstr(text, lines[i]))
			fail_msg("no line '%s' in:\n%s", lines[i], text);
}

static void bash_gets_words_and_no_descriptions(void **state)
{
	static const char *const lines[] = {
		"_stardose_commands='one two --help --version'\n",
		"'one -g'|'one --genes') echo 'values genes' ;;\n",
		"'one --genes-file') echo 'file' ;;\n",
		"'one -d'|'one --dir') echo 'folder' ;;\n",
		"'one -O'|'one --output-type') echo 'words t j z' ;;\n",
		"'one --build') echo 'words auto GRCh37 GRCh38' ;;\n",
		"'two -n'|'two --number') echo 'nothing' ;;\n",
		"'two --source') echo 'nothing' ;;\n",
		"-k --keep ",
		"list show' ;;\n",
	};
	char *text = script(completion_bash);

	(void)state;
	assert_has(text, lines, sizeof(lines) / sizeof(*lines));
	/* what may be left out stands in the same word; a flag has nothing behind it */
	assert_null(strstr(text, "'one --level')"));
	assert_null(strstr(text, "'one --how')"));
	assert_null(strstr(text, "--keep')"));
	assert_null(strstr(text, "in.vcf")); /* of two: no words are a choice there */
	free(text);
	if (system("command -v bash >/dev/null") == 0)
		assert_int_equal(system("bash -n script"), 0);
}

static void zsh_gets_every_special_letter_escaped(void **state)
{
	static const char *const lines[] = {
		"'one:do \\[one\\]\\: it'\\''s done'\n",
		"'*-g+[only these genes \\[all\\]]:genes: _stardose_values genes' \\\n",
		"'*--genes=[only these genes \\[all\\]]:genes: _stardose_values genes' \\\n",
		"'*--genes-file=[it'\\''s a file\\: of \"genes\" \\\\]:genes-file:_files' \\\n",
		"'*-d+[where]:dir:_files -/' \\\n",
		"'*--output-type=[kind]:output-type:(t j z)' \\\n",
		"'*--level=-[may be left out]::level:' \\\n",
		"'*--how=-[may be left out]::how:(some all)' \\\n",
		"'*-k[a flag]' \\\n",
		"'*--keep[a flag]' \\\n",
		"'1:what:(list show)' '*:file:_files' ;;\n",
	};
	char *text = script(completion_zsh);
	int n_quotes = 0;

	(void)state;
	assert_has(text, lines, sizeof(lines) / sizeof(*lines));
	for (const char *c = strstr(text, "commands=("); *c; c++) {
		if (*c == '\\' && c[1] == '\'') /* '\'' closes and opens */
			c++;
		else
			n_quotes += *c == '\'';
	}
	assert_int_equal(n_quotes % 2, 0);
	free(text);
	if (system("command -v zsh >/dev/null") == 0)
		assert_int_equal(system("zsh -n script"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(pages_are_written_whole_and_an_old_index_goes_first),
		IN_OWN_FOLDER(opening_touches_no_index),
		IN_OWN_FOLDER(a_folder_that_cannot_be_is_said),
		IN_OWN_FOLDER(
			names_that_differ_in_case_alone_are_told_and_one_file_twice_is_refused),
		IN_OWN_FOLDER(what_is_left_is_said_when_a_page_fails),
		cmocka_unit_test(what_follows_an_option_is_told_by_its_row),
		IN_OWN_FOLDER(bash_gets_words_and_no_descriptions),
		IN_OWN_FOLDER(zsh_gets_every_special_letter_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
