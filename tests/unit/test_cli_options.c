/* test_cli_options.c - option rows: what an argument becomes, what is refused, names of files */
#include <getopt.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../../src/cli/cli.h"
#include "text_files.h"

/* ---- a command of which nothing is known but its rows ---- */

struct made_options {
	struct cli_common common;
	int flag, number, word, either;
	double share;
	const char *text;
	char *list;
};
#define AT(field) offsetof(struct made_options, field)

static const struct opt made_rows[] = {
	{ 'f', "flag", NULL, OPT_FLAG, AT(flag), "a flag", NULL },
	{ 'n', "number", "INT", OPT_INT, AT(number), "a number", NULL },
	{ 0, "share", "FLOAT", OPT_SHARE, AT(share), "a share", NULL },
	{ 't', "text", "TEXT", OPT_STRING, AT(text), "a text", NULL },
	{ 'l', "list", "LIST", OPT_LIST, AT(list), "a list", NULL },
	{ 0, "listing", "LIST", OPT_LIST, AT(list), "another name of the list", NULL },
	{ 'w', "word", "WORD", OPT_WORD, AT(word), "a word", "none|some|all" },
	{ 'W', "either", "=KIND", OPT_WORD, AT(either), "a word or none", "no|csi|tbi" },
	{ 0 }
};
static const struct opt_group made_groups[] = { { "Made", made_rows }, { NULL, NULL } };

static char seen[512];
static int answer;

/* Writes down what it was given. */
static int made_run(const struct cmd *cmd, void *options, int n, char **args,
		    struct stardose_error *err)
{
	const struct made_options *o = options;
	int at;

	assert_string_equal(cmd->name, "made");
	assert_int_equal(o->common.build, STARDOSE_BUILD_AUTO);
	assert_int_equal(err->text[0], 0);
	at = snprintf(seen, sizeof(seen), "f%d n%d s%g t%s l%s w%d e%d", o->flag, o->number,
		      o->share, o->text ? o->text : "-", o->list ? o->list : "-", o->word,
		      o->either);
	for (int i = 0; i < n; i++)
		at += snprintf(seen + at, sizeof(seen) - at, " [%s]", args[i]);
	return answer;
}

static const struct cmd made_cmd = { "made",	  "[options] <file>", "is made up",
				     made_groups, "Notes.\n",	      sizeof(struct made_options),
				     made_run };

/* The words of @line, separated by blanks, as a command line. Return: the exit code */
static int run_line(const char *line, char **said)
{
	struct heard heard;
	char copy[512], *argv[32] = { (char *)"made" }, *next = copy;
	int argc = 1, code;

	snprintf(copy, sizeof(copy), "%s", line);
	while (*line && (argv[argc] = strsep(&next, " ")))
		argc++;
	seen[0] = 0;
	optind = 0; /* from the start, also after an error inside of a word */
	heard = listen_to(2);
	code = cmd_main(&made_cmd, argc, argv);
	*said = heard_text(&heard);
	return code;
}

static void an_argument_becomes_what_its_row_says(void **state)
{
	static const struct {
		const char *line, *seen;
	} cases[] = {
		{ "", "f0 n0 s0 t- l- w0 e0" },
		{ "-f", "f1 n0 s0 t- l- w0 e0" },
		{ "--flag --flag", "f1 n0 s0 t- l- w0 e0" },
		{ "-n 7", "f0 n7 s0 t- l- w0 e0" },
		{ "-n7", "f0 n7 s0 t- l- w0 e0" },
		{ "--number=2147483647", "f0 n2147483647 s0 t- l- w0 e0" },
		{ "--number 0", "f0 n0 s0 t- l- w0 e0" },
		{ "--share 0.25", "f0 n0 s0.25 t- l- w0 e0" },
		{ "--share 1", "f0 n0 s1 t- l- w0 e0" },
		{ "--share 0", "f0 n0 s0 t- l- w0 e0" },
		{ "-t x -t y", "f0 n0 s0 ty l- w0 e0" }, /* the last one counts */
		{ "--text=", "f0 n0 s0 t l- w0 e0" },
		{ "-t -f", "f0 n0 s0 t-f l- w0 e0" },
		{ "-l a,b -l c", "f0 n0 s0 t- la,b,c w0 e0" },
		{ "-l a --listing b --list c", "f0 n0 s0 t- la,b,c w0 e0" },
		{ "--list= -l a", "f0 n0 s0 t- l,a w0 e0" },
		{ "-w some", "f0 n0 s0 t- l- w1 e0" },
		{ "-w ALL", "f0 n0 s0 t- l- w2 e0" },
		{ "-W", "f0 n0 s0 t- l- w0 e1" },
		{ "-Wtbi", "f0 n0 s0 t- l- w0 e2" },
		{ "-W=tbi", "f0 n0 s0 t- l- w0 e2" },
		{ "--either=csi", "f0 n0 s0 t- l- w0 e1" },
		{ "-W tbi", "f0 n0 s0 t- l- w0 e1 [tbi]" }, /* a word of its own is a file */
		{ "-fn3", "f1 n3 s0 t- l- w0 e0" },
		{ "a -f b", "f1 n0 s0 t- l- w0 e0 [a] [b]" },
		{ "-f -- -n", "f1 n0 s0 t- l- w0 e0 [-n]" },
		{ "-", "f0 n0 s0 t- l- w0 e0 [-]" },
		{ "--numb 4", "f0 n4 s0 t- l- w0 e0" }, /* as much as tells it apart */
	};

	(void)state;
	answer = STARDOSE_OK;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *said;
		int code = run_line(cases[i].line, &said);

		if (code || *said || strcmp(seen, cases[i].seen))
			fail_msg("'%s': exit %d, '%s' %s", cases[i].line, code, seen, said);
		free(said);
	}
}

static void what_no_row_takes_is_refused_and_nothing_runs(void **state)
{
	static const struct {
		const char *line, *why;
	} cases[] = {
		{ "-x", "unknown option '-x'; see 'stardose made --help'" },
		{ "-fx", "unknown option '-x'" },
		{ "--other", "unknown option '--other'" },
		{ "--other=3", "unknown option '--other=3'" },
		{ "-\xc3\xa9", "an option is a letter of ASCII" },
		{ "-f\xe9", "an option is a letter of ASCII" },
		{ "--lis x", "unknown option '--lis'" }, /* two rows begin so */
		{ "-n", "option '-n' wants an argument" },
		{ "-fn", "option '-fn' wants an argument" },
		{ "--text", "option '--text' wants an argument" },
		{ "--flag=1", "option '--flag=1' takes no argument" },
		{ "-n x", "--number wants a number, not 'x'" },
		{ "-n -1", "not '-1'" },
		{ "-n 2147483648", "not '2147483648'" },
		{ "-n 99999999999999999999", "not '99999999999999999999'" },
		{ "-n 3x", "not '3x'" },
		{ "--number=", "--number wants a number, not ''" },
		{ "--share 1.01", "--share is a number from 0 to 1, such as 0.8, not '1.01'" },
		{ "--share -0.1", "not '-0.1'" },
		{ "--share nan", "not 'nan'" },
		{ "--share inf", "not 'inf'" },
		{ "--share .5x", "not '.5x'" },
		{ "--share=", "not ''" },
		{ "-w most", "--word is one of none|some|all, not 'most'" },
		{ "-w som", "not 'som'" },
		{ "-w some|all", "not 'some|all'" },
		{ "--word=", "not ''" },
		{ "-W=zip", "--either is one of no|csi|tbi, not 'zip'" },
		{ "-l a -n x", "--number wants" }, /* and what the list took is free */
	};

	(void)state;
	answer = STARDOSE_OK;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *said;
		int code = run_line(cases[i].line, &said);

		if (code != 2 || *seen || !strstr(said, cases[i].why))
			fail_msg("'%s': exit %d, '%s'", cases[i].line, code, said);
		assert_int_equal(strncmp(said, "stardose: error: ", 17), 0);
		assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
		free(said);
	}
}

static void a_failure_is_said_once_and_has_its_exit_code(void **state)
{
	static const struct {
		int status, code;
		const char *said;
	} cases[] = {
		{ STARDOSE_OK, 0, "" },
		{ STARDOSE_EOF, 0, "" },
		{ STARDOSE_EROW, 1, "" },
		{ STARDOSE_EUSAGE, 2, "" },
		{ STARDOSE_EINPUT, 3, "" },
		{ STARDOSE_ETABLE, 4, "" },
		{ STARDOSE_EOUTPUT, 5, "" }, /* the reader of a pipe left: nothing to say */
		{ STARDOSE_ENOMEM, 3, "stardose: error: out of memory\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *said;

		answer = cases[i].status;
		assert_int_equal(run_line("-l a,b", &said), cases[i].code);
		assert_string_equal(said, cases[i].said);
		assert_int_equal(cli_exit_code(cases[i].status), cases[i].code);
		free(said);
	}
}

static int remarking_run(const struct cmd *cmd, void *options, int n, char **args,
			 struct stardose_error *err)
{
	struct stardose_log log = cli_log(options);

	(void)cmd, (void)n, (void)args;
	stardose_log_say(&log, STARDOSE_OK, "CYP2D6: copies are not known");
	if (answer == STARDOSE_EROW) {
		stardose_log_say(&log, STARDOSE_EROW, "a row is bad");
		return STARDOSE_OK;
	}
	return answer ? stardose_error_set(err, answer, "it is bad") : STARDOSE_OK;
}

static void remarks_come_before_the_end_and_a_row_set_aside_is_exit_1(void **state)
{
	static const struct {
		int answer, code;
		const char *said;
	} cases[] = {
		{ STARDOSE_OK, 0, "stardose: warning: CYP2D6: copies are not known\n" },
		{ STARDOSE_EROW, 1,
		  "stardose: warning: a row is bad\n"
		  "stardose: warning: CYP2D6: copies are not known\n" },
		{ STARDOSE_EINPUT, 3, "stardose: error: it is bad\n" },
	};
	struct cmd cmd = made_cmd;

	(void)state;
	cmd.run = remarking_run;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *argv[] = { (char *)"made", NULL }, *said;
		struct heard heard = listen_to(2);
		int code;

		answer = cases[i].answer;
		optind = 0;
		code = cmd_main(&cmd, 1, argv);
		said = heard_text(&heard);
		assert_int_equal(code, cases[i].code);
		assert_string_equal(said, cases[i].said);
		free(said);
	}
}

static void help_has_a_line_for_each_option_and_runs_nothing(void **state)
{
	static const char *const lines[] = {
		"Usage: stardose made [options] <file>\nAbout: is made up\n",
		"\nMade:\n",
		"    -f, --flag                   a flag\n",
		"    -n, --number INT             a number\n",
		"        --share FLOAT            a share\n",
		"    -W, --either[=KIND]          a word or none\n",
		"\nOther:\n",
		"    -v, --verbosity[=INT]",
		"    -h, --help",
		"\nNotes.\n",
	};
	struct heard heard = listen_to(1);
	char *said, *text;
	int code;

	(void)state;
	code = run_line("-n 3 --help file", &said);
	text = heard_text(&heard);
	assert_int_equal(code, 0);
	assert_string_equal(seen, "");
	assert_string_equal(said, "");
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (!strstr(text, lines[i]))
			fail_msg("the help does not say '%s': %s", lines[i], text);
	free(said);
	free(text);
}

/* ---- words and names of files ---- */

static void a_word_is_found_whole_and_in_any_case(void **state)
{
	static const struct {
		const char *words, *text;
		int index;
	} cases[] = {
		{ "a|bb|c", "a", 0 },	{ "a|bb|c", "BB", 1 },	  { "a|bb|c", "c", 2 },
		{ "a|bb|c", "b", -1 },	{ "a|bb|c", "bbb", -1 },  { "a|bb|c", "", -1 },
		{ "a|bb|c", "a|", -1 }, { "a|bb|c", "a|bb", -1 }, { "a", "a", 0 },
		{ "a||c", "", 1 },	{ "", "x", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(cli_word(cases[i].words, cases[i].text), cases[i].index);
}

static void the_name_of_a_file_says_what_is_written(void **state)
{
	/* 0: refused */
	static const struct {
		const char *path, *types;
		char type;
	} cases[] = {
		{ NULL, "vzub", 'v' },	       { "-", "tj", 't' },
		{ "a.vcf", "vzub", 'v' },      { "a.VCF", "vzub", 'v' },
		{ "a.vcf.gz", "vzub", 'z' },   { "a.vcf.bgz", "vzub", 'z' },
		{ "a.g.vcf.gz", "vzub", 'z' }, { "a.bcf", "vzub", 'b' },
		{ "a.bcf.gz", "vzub", 'b' },	  /* as bcftools has it */
		{ "a.jsonl", "tj", 'j' },      { "a.json", "tj", 'j' },
		{ "a.json.gz", "tj", 'j' },    { "a.tsv.bgz", "tj", 't' },
		{ "a.ndjson", "tjf", 'f' },    { "a.ndjson", "tj", 'j' },
		{ "a.html", "hj", 'h' },       { "a.htm", "hj", 'h' },
		{ "a.gz", "tj", 't' },	       { "a.out", "tj", 't' },
		{ "tsv", "jt", 'j' },	       { ".tsv", "jt", 'j' }, /* no name before it */
		{ "a.tsv/b", "jt", 'j' },      { "a.html", "tj", 0 },
		{ "a.vcf", "tj", 0 },	       { "a.tsv", "vzub", 0 },
		{ "a.bcf", "vz", 0 },	       { "a.vcf.gz", "tj", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		char type = cli_suffix_type(cases[i].path, cases[i].types, &err);

		if (type != cases[i].type)
			fail_msg("'%s' is '%c'", cases[i].path, type ? type : '0');
		assert_int_equal(err.status, type ? 0 : STARDOSE_EUSAGE);
		if (!type)
			assert_non_null(strstr(err.text, cases[i].path));
	}
}

static void a_type_that_was_asked_for_wins_over_the_name(void **state)
{
	struct cli_common common = { .output = "a.tsv", .output_type = "j" };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(cli_output_type(&common, "tj", &err), 'j');
	common.output_type = NULL;
	assert_int_equal(cli_output_type(&common, "jt", &err), 't');
	for (int i = 0; i < 3; i++) {
		static const char *const bad[] = { "", "x", "tj" };

		common.output_type = bad[i];
		err.status = 0;
		assert_int_equal(cli_output_type(&common, "tj", &err), 0);
		assert_int_equal(err.status, STARDOSE_EUSAGE);
		assert_non_null(strstr(err.text, "--output-type is one of 'tj', not '"));
	}
}

static void names_in_gz_and_bgz_are_compressed(void **state)
{
	static const struct {
		const char *path;
		int is;
	} cases[] = {
		{ NULL, 0 },	 { "a", 0 },	  { "a.gz", 1 }, { "a.GZ", 1 },
		{ "a.bgz", 1 },	 { "a.bgzf", 0 }, { ".gz", 0 },	 { ".bgz", 0 },
		{ "a.gz.x", 0 }, { "gz", 0 },	  { "agz", 0 },	 { "/a/.gz", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (cli_is_compressed(cases[i].path) != cases[i].is)
			fail_msg("'%s'", cases[i].path);
}

/* ---- parts ---- */

static void a_shard_is_a_number_of_a_number(void **state)
{
	static const struct {
		const char *text;
		int number, n;
	} cases[] = {
		{ "1/1", 1, 1 },
		{ "3/32", 3, 32 },
		{ "32/32", 32, 32 },
		{ "999999999/999999999", 999999999, 999999999 },
		{ "0/3", 0, 0 },
		{ "4/3", 0, 0 },
		{ "-1/3", 0, 0 },
		{ "1/0", 0, 0 },
		{ "1", 0, 0 },
		{ "1/", 0, 0 },
		{ "/3", 0, 0 },
		{ "", 0, 0 },
		{ "1/3x", 0, 0 },
		{ "1/3/5", 0, 0 },
		{ "1.5/3", 0, 0 },
		{ "1 of 3", 0, 0 },
		{ "1/99999999999", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .shard = cases[i].text };
		struct stardose_error err = { 0 };
		int ret = cli_shard_read(&common, &err);

		assert_int_equal(ret, cases[i].n ? STARDOSE_OK : STARDOSE_EUSAGE);
		if (ret) {
			assert_non_null(strstr(err.text, "the third of 32 parts, not '"));
			continue;
		}
		assert_int_equal(common.shard_number, cases[i].number);
		assert_int_equal(common.n_shards, cases[i].n);
	}
}

static void what_compares_people_is_not_done_in_parts(void **state)
{
	static const struct {
		struct cli_common common;
		const char *why;
	} cases[] = {
		{ { .shard = "1/2" }, NULL },
		{ { .keep_going = 1 }, NULL },
		{ { .pedigree = "x.ped" }, NULL },
		{ { .keep_going = 1, .shard = "1/2", .file_list = "l" }, NULL },
		{ { .keep_going = 1, .shard = "1/2" }, "with --keep-going --shard is of a list" },
		{ { .shard = "1/2", .pedigree = "x" }, "and --shard calls them apart" },
		{ { .keep_going = 1, .pedigree = "x" }, "and --keep-going calls them apart" },
		{ { .shard = "3/2" }, "not '3/2'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = cases[i].common;
		struct stardose_error err = { 0 };

		assert_int_equal(cli_shard(&common, &err),
				 cases[i].why ? STARDOSE_EUSAGE : STARDOSE_OK);
		if (cases[i].why)
			assert_non_null(strstr(err.text, cases[i].why));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_argument_becomes_what_its_row_says),
		cmocka_unit_test(what_no_row_takes_is_refused_and_nothing_runs),
		cmocka_unit_test(a_failure_is_said_once_and_has_its_exit_code),
		cmocka_unit_test(remarks_come_before_the_end_and_a_row_set_aside_is_exit_1),
		cmocka_unit_test(help_has_a_line_for_each_option_and_runs_nothing),
		cmocka_unit_test(a_word_is_found_whole_and_in_any_case),
		cmocka_unit_test(the_name_of_a_file_says_what_is_written),
		cmocka_unit_test(a_type_that_was_asked_for_wins_over_the_name),
		cmocka_unit_test(names_in_gz_and_bgz_are_compressed),
		cmocka_unit_test(a_shard_is_a_number_of_a_number),
		cmocka_unit_test(what_compares_people_is_not_done_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
