/* test_cli_remarks.c - what is said on stderr: how much of it, on one line, and what it hides */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../../src/cli/cli.h"
#include "text_files.h"

#define SAY(log, level, ...) stardose_log_say(&(log), level, __VA_ARGS__)

/* What is said of @n remarks of one @level, the i-th of them @format with i. */
static char *said_of(struct cli_common *common, int n, int level, const char *format, int is_failed)
{
	struct heard heard = listen_to(2);
	struct stardose_log log = cli_log(common);

	for (int i = 0; i < n; i++) {
		char text[200];

		snprintf(text, sizeof(text), "%s %d", format, i);
		SAY(log, level, "%s", text);
	}
	cli_tell_rest(common, is_failed);
	return heard_text(&heard);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void many_remarks_are_counted_after_twenty(void **state)
{
	static const struct {
		int n, verbosity, quiet, n_lines;
		const char *last;
	} cases[] = {
		{ 1, 0, 0, 1, "stardose: warning: a row 0\n" },
		{ 20, 0, 0, 20, "stardose: warning: a row 19\n" },
		{ 21, 0, 0, 21,
		  "stardose: warning: 1 more remarks of this kind, which -v tells\n" },
		{ 500, 0, 0, 21, "480 more remarks of this kind, which -v tells\n" },
		{ 500, 1, 0, 500, "stardose: warning: a row 499\n" },
		{ 500, 1, 1, 0, "" },
		{ 0, 0, 0, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .verbosity = cases[i].verbosity,
					     .quiet = cases[i].quiet };
		char *said = said_of(&common, cases[i].n, STARDOSE_EROW, "a row", 0);

		assert_int_equal(count(said, "\n"), cases[i].n_lines);
		assert_non_null(strstr(said, cases[i].last));
		assert_int_equal(common.n_set_aside, cases[i].n); /* counted, said or not */
		free(said);
	}
}

static void a_note_is_no_warning_and_sets_nothing_aside(void **state)
{
	struct cli_common common = { 0 };
	char *said = said_of(&common, 1, STARDOSE_LOG_NOTE, "worth knowing", 0);

	(void)state;
	assert_string_equal(said, "stardose: note: worth knowing 0\n");
	assert_int_equal(common.n_set_aside, 0);
	free(said);
}

/* Remarks by gene are one line that names them all, once each. */
static void remarks_about_genes_are_joined(void **state)
{
	static const struct {
		const char *text[4], *said;
	} cases[] = {
		{ { "CYP2D6: copies unknown; more of it" },
		  "stardose: warning: CYP2D6: copies unknown; more of it\n" },
		{ { "CYP2D6: copies unknown; more", "TPMT: other", "CYP2D6: again" },
		  "stardose: warning: CYP2D6, TPMT: 3 remarks, of which -v tells all; the first: "
		  "copies unknown\n" },
		{ { "CYP2D6, HLA-B: a", "HLA-B, F5: b" },
		  "stardose: warning: CYP2D6, HLA-B, F5: 2 remarks, of which -v tells all; the "
		  "first: a\n" },
		{ { "CYP2D6: a", "CYP2C9: b", "CYP2C19: c", "CYP2C9: d" },
		  "stardose: warning: CYP2D6, CYP2C9, CYP2C19: 4 remarks, of which -v tells all; "
		  "the first: a\n" },
		/* no list of genes, so each is told at once */
		{ { "sample: a", "CYP2D6 a", "1: b", "CYP2D6:c" },
		  "stardose: warning: sample: a\nstardose: warning: CYP2D6 a\nstardose: warning: "
		  "1: b\nstardose: warning: CYP2D6:c\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { 0 };
		struct stardose_log log = cli_log(&common);
		struct heard heard = listen_to(2);
		char *said;

		for (int k = 0; k < 4 && cases[i].text[k]; k++)
			SAY(log, STARDOSE_OK, "%s", cases[i].text[k]);
		cli_tell_rest(&common, 0);
		said = heard_text(&heard);
		assert_string_equal(said, cases[i].said);
		free(said);
	}
}

/* An error follows, and is not to be lost among them. */
static void after_a_failure_what_was_held_back_stays_so(void **state)
{
	struct cli_common common = { 0 };
	char *said = said_of(&common, 3, STARDOSE_OK, "CYP2D6: x", 1);

	(void)state;
	assert_string_equal(said, "");
	free(said);
	common = (struct cli_common){ 0 };
	said = said_of(&common, 30, STARDOSE_OK, "a row", 1);
	assert_int_equal(count(said, "\n"), 20);
	free(said);
}

/* A row that was set aside is named, whatever it begins with. */
static void a_row_of_a_gene_that_is_set_aside_is_told(void **state)
{
	struct cli_common common = { 0 };
	char *said = said_of(&common, 2, STARDOSE_EROW, "CYP2D6: bad", 0);

	(void)state;
	assert_string_equal(said, "stardose: warning: CYP2D6: bad 0\n"
				  "stardose: warning: CYP2D6: bad 1\n");
	free(said);
}

static void a_file_that_is_set_aside_is_told_also_when_quiet(void **state)
{
	static const struct {
		int quiet;
		const char *file, *why, *said;
	} cases[] = {
		{ 0, "a.vcf", "cut off", "warning: 'a.vcf' is set aside: cut off\n" },
		{ 1, "a.vcf", "cut off", "error: 'a.vcf' is set aside: cut off\n" },
		{ 0, "a.vcf", "'a.vcf' line 3: cut off",
		  "warning: set aside: 'a.vcf' line 3: cut off\n" },
		{ 0, "a.vcf", "a.vcf:3: cut off", "warning: set aside: a.vcf:3: cut off\n" },
		{ 0, "a.vcf", "cannot read a.vcf: cut off",
		  "warning: set aside: cannot read a.vcf: cut off\n" },
		/* a name that is part of another word is not said by it */
		{ 0, "c", "cut off: no record", "warning: 'c' is set aside: cut off: no record\n" },
		{ 0, "f", "cut off: no record", "warning: 'f' is set aside: cut off: no record\n" },
		{ 0, "a", "'a.vcf' is cut off", "warning: 'a' is set aside: 'a.vcf' is cut off\n" },
		{ 0, "a.vcf", "'data.vcf' is no VCF",
		  "warning: 'a.vcf' is set aside: 'data.vcf' is no VCF\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .quiet = cases[i].quiet };
		struct heard heard = listen_to(2);
		char *said;

		assert_int_equal(cli_set_aside(&common, cases[i].file, cases[i].why), STARDOSE_OK);
		said = heard_text(&heard);
		assert_int_equal(strncmp(said, "stardose: ", 10), 0);
		assert_string_equal(said + 10, cases[i].said);
		assert_int_equal(common.n_set_aside, 1);
		free(said);
	}
}

static char *said_as_error(const char *text)
{
	struct heard heard = listen_to(2);

	cli_error(text);
	return heard_text(&heard);
}

static void whatever_a_name_holds_it_is_one_line(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ "a\nb", "stardose: error: a?b\n" },
		{ "\x1b[31mred\x7f\t", "stardose: error: ?[31mred??\n" },
		{ "caf\xc3\xa9", "stardose: error: caf\xc3\xa9\n" },
		{ "", "stardose: error: \n" },
		{ "100%s%n", "stardose: error: 100%s%n\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *said = said_as_error(cases[i].text);

		assert_string_equal(said, cases[i].said);
		free(said);
	}
}

/* The last test, since what is hidden stays so in this process. */
static void what_is_hidden_is_shown_neither_in_quotes_nor_bare(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ "cannot open '/data/secret.vcf': No such file",
		  "cannot open '...': No such file" },
		{ "'it's mine' and 'yours' are alike", "'...' are alike" },
		{ "one ' alone", "one ' alone" },
		{ "/data/secret.vcf:3: bad", "...:3: bad" },
		{ "sample Anna is not there", "sample ... is not there" },
		{ "AnnaLena is longer", "... is longer" }, /* the longest that fits */
		{ "a\nb", "a?b" },
		{ "-", "-" }, /* standard input is no secret */
		{ "a, b", "a, b" },
	};
	struct cli_common common = { .samples = (char *)"Anna,AnnaLena,", .tables = "-" };
	char *args[] = { (char *)"/data/secret.vcf" };

	(void)state;
	cli_hide(NULL);
	cli_hide("");
	cli_hide_inputs(&common, 1, args);
	assert_int_equal(common.quiet, 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *said = said_as_error(cases[i].text), whole[128];

		snprintf(whole, sizeof(whole), "stardose: error: %s\n", cases[i].said);
		assert_string_equal(said, whole);
		free(said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_remarks_are_counted_after_twenty),
		cmocka_unit_test(a_note_is_no_warning_and_sets_nothing_aside),
		cmocka_unit_test(remarks_about_genes_are_joined),
		cmocka_unit_test(after_a_failure_what_was_held_back_stays_so),
		cmocka_unit_test(a_row_of_a_gene_that_is_set_aside_is_told),
		cmocka_unit_test(a_file_that_is_set_aside_is_told_also_when_quiet),
		cmocka_unit_test(whatever_a_name_holds_it_is_one_line),
		cmocka_unit_test(what_is_hidden_is_shown_neither_in_quotes_nor_bare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
