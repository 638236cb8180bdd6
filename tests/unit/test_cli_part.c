/* test_cli_part.c - outputs of shards, read again: what they are, who made them, are they whole */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include "../../src/cli/part.h"
#include "text_files.h"

#define VERSION "##stardose_callVersion=1.0\n"
#define TABLES "##stardose_tables=<Version=\"1\">\n"
#define COLUMNS "sample\tgene\tdiplotype\n"
#define TAIL ",\"stardose\":{\"version\":\"1.0\",\"tables\":{\"version\":\"1\"}}}"
#define MARKED(mark)                                                                               \
	",\"stardose\":{\"version\":\"1.0\",\"shard\":\"" mark "\",\"tables\":{\"version\":\"1\"}" \
							       "}}"
#define GUIDE_TAIL ",\"stardose_guide\":{\"version\":\"1.0\",\"tables\":{\"version\":\"1\"}}}"

/* The rows as "SAMPLE(TEXT)" one behind the other. */
static int join_row(void *user, const char *sample, size_t n_sample, const char *text, size_t n,
		    struct stardose_error *err)
{
	(void)err;
	ksprintf(user, "%.*s(%.*s)", (int)n_sample, sample, (int)n, text);
	return STARDOSE_OK;
}

static void the_head_is_what_parts_of_one_run_share(void **state)
{
	static const struct {
		const char *text;
		enum part_kind kind;
		int shard, n_shards;
		const char *head, *rows;
	} cases[] = {
		{ VERSION TABLES COLUMNS "a\tG\t*1\nb\tG\t*2\n", PART_TSV, 0, 0,
		  VERSION TABLES COLUMNS, "a(a\tG\t*1)b(b\tG\t*2)" },
		{ VERSION TABLES "##stardose_shard=3/32\n" COLUMNS "a\t\t\n", PART_TSV, 3, 32,
		  VERSION TABLES COLUMNS, "a(a\t\t)" },
		{ "##stardose_guideVersion=1\n" TABLES COLUMNS, PART_TSV, 0, 0,
		  "##stardose_guideVersion=1\n" TABLES COLUMNS, "" },
		{ "{\"sample\":\"a\"" TAIL "\n{\"sample\":\"b\\\"c\"" TAIL "\n", PART_JSON, 0, 0,
		  TAIL, "a({\"sample\":\"a\"" TAIL ")b\\\"c({\"sample\":\"b\\\"c\"" TAIL ")" },
		{ "{\"sample\":\"a\"" MARKED("1/2") "\n", PART_JSON, 1, 2, TAIL,
		  "a({\"sample\":\"a\"" TAIL ")" },
		/* guidance of calls that have the mark */
		{ "{\"sample\":\"a\"" MARKED("2/2") GUIDE_TAIL "\n", PART_JSON, 2, 2, GUIDE_TAIL,
		  "a({\"sample\":\"a\"" TAIL GUIDE_TAIL ")" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		kstring_t rows = KS_INITIALIZE;
		struct part part;

		put_text("part", cases[i].text);
		if (part_open(&part, "part", &err))
			fail_msg("%d: %s", (int)i, err.text);
		assert_int_equal(part.kind, cases[i].kind);
		assert_int_equal(part.shard, cases[i].shard);
		assert_int_equal(part.n_shards, cases[i].n_shards);
		assert_string_equal(part.head.s, cases[i].head);
		assert_int_equal(part_rows(&part, join_row, &rows, &err), STARDOSE_OK);
		assert_string_equal(rows.s ? rows.s : "", cases[i].rows);
		ks_free(&rows);
		part_release(&part);
	}
}

static void what_is_no_output_of_the_program_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "'part' is empty: the task that wrote it did not end" },
		{ "sample\tgene\n", "part:1: not rows of 'stardose call' or 'guide'" },
		{ "##fileformat=VCFv4.2\n", "part:1: not rows" },
		{ VERSION, "'part' has no line of column names: it was cut off" },
		{ VERSION TABLES, "has no line of column names" },
		{ VERSION TABLES "gene\tsample\n", "part:3: no line of column names that begins" },
		{ VERSION TABLES "samples\n", "part:3: no line of column names" },
		{ VERSION COLUMNS "a\tG\t*1\n", "'part' does not say which tables made it" },
		{ VERSION TABLES "##stardose_shard=0/3\n" COLUMNS,
		  "part:3: the mark of the shard" },
		{ VERSION TABLES "##stardose_shard=4/3\n" COLUMNS, "the mark of the shard" },
		{ VERSION TABLES "##stardose_shard=1/3x\n" COLUMNS, "the mark of the shard" },
		{ VERSION TABLES "##stardose_shard=\n" COLUMNS, "the mark of the shard" },
		{ "{}\n", "part:1: not a line of 'stardose call -O j'" },
		{ "{\"gene\":\"a\"" TAIL "\n", "not a line of" },
		{ "{\"sample\":\"a\"}\n", "not a line of" },
		{ "{\"sample\":\"a\",\"stardose\":{\"version\":\"1.0\"}}\n", "names its tables" },
		{ "{\"sample\":\"a\"" MARKED("5/2") "\n",
		  "part:1: the mark of the shard is damaged" },
		{ "{\"sample\":\"a\"" MARKED("1/2/3") "\n", "the mark of the shard is damaged" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		struct part part;

		put_text("part", cases[i].text);
		assert_int_equal(part_open(&part, "part", &err), STARDOSE_EINPUT);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		part_release(&part);
	}
}

static void a_file_that_was_cut_off_is_told_by_its_end(void **state)
{
	static const char text[] = VERSION TABLES COLUMNS "a\tG\t*1\nb\tG\t*2\n";
	static const char *const mode[] = { "wu", "w", "wg" };
	struct stardose_error err = { 0 };
	struct part part;

	(void)state;
	for (int i = 0; i < 3; i++) { /* plain, BGZF, gzip: whole */
		BGZF *fp = bgzf_open("part", mode[i]);

		assert_non_null(fp);
		assert_int_equal(bgzf_write(fp, text, sizeof(text) - 1), sizeof(text) - 1);
		assert_int_equal(bgzf_close(fp), 0);
		if (part_open(&part, "part", &err))
			fail_msg("%s: %s", mode[i], err.text);
		part_release(&part);
		if (i == 1) { /* without BGZF's mark of the end, 28 bytes */
			struct stat st;

			assert_int_equal(stat("part", &st), 0);
			assert_int_equal(truncate("part", st.st_size - 28), 0);
			assert_int_equal(part_open(&part, "part", &err), STARDOSE_EINPUT);
			assert_non_null(strstr(err.text, "was cut off"));
			part_release(&part);
		}
	}
	for (size_t n = sizeof(VERSION TABLES COLUMNS); n < sizeof(text) - 1; n++) {
		struct stardose_error why = { 0 };
		int at_end = text[n - 1] == '\n';

		put_file("part", text, n); /* cut at any byte of a row */
		assert_int_equal(part_open(&part, "part", &why),
				 at_end ? STARDOSE_OK : STARDOSE_EINPUT);
		part_release(&part);
	}
}

static void outputs_are_read_twice_so_they_are_files(void **state)
{
	struct stardose_error err = { 0 };
	struct part part;

	(void)state;
	assert_int_equal(part_open(&part, "-", &err), STARDOSE_EUSAGE);
	part_release(&part);
	assert_int_equal(part_open(&part, "/dev/null", &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "'/dev/null' is no regular file"));
	part_release(&part);
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(part_open(&part, "folder", &err), STARDOSE_EUSAGE);
	part_release(&part);
	assert_int_equal(part_open(&part, "missing", &err), STARDOSE_EINPUT);
	part_release(&part);
}

static void a_damaged_row_is_named_by_its_line(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ VERSION TABLES COLUMNS "a\tG\n", "part:4: a row with other columns" },
		{ VERSION TABLES COLUMNS "a\tG\t*1\nb\tG\t*1\tx\n", "part:5: a row with other" },
		{ VERSION TABLES COLUMNS "a\tG\t*1\n\n", "part:5: an empty line" },
		{ "{\"sample\":\"a\"" TAIL "\n\n", "part:2: an empty line" },
		{ "{\"sample\":\"a\"" TAIL "\n{\"sample\":\"b\"}\n", "part:2: not a whole line" },
		{ "{\"sample\":\"a\"" TAIL "\n{\"sample\":\"b\"" GUIDE_TAIL "\n",
		  "part:2: made by another program or other tables than line 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		kstring_t rows = KS_INITIALIZE;
		struct part part;

		put_text("part", cases[i].text);
		assert_int_equal(part_open(&part, "part", &err), STARDOSE_OK);
		assert_int_equal(part_rows(&part, join_row, &rows, &err), STARDOSE_EINPUT);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		ks_free(&rows);
		part_release(&part);
	}
}

static void a_mark_is_seen_on_a_line_of_json_alone(void **state)
{
	(void)state;
	assert_int_equal(part_has_mark("{\"sample\":\"a\"" MARKED("1/2")), 1);
	assert_int_equal(part_has_mark("{\"sample\":\"a\"" MARKED("1/2") GUIDE_TAIL), 1);
	assert_int_equal(part_has_mark("{\"sample\":\"a\"" TAIL), 0);
	assert_int_equal(part_has_mark("{\"x\":\"a\"" MARKED("1/2")), 0);
	assert_int_equal(part_has_mark("{\"sample\":\"a\",\"shard\":\"1/2\"}"), 0);
	assert_int_equal(part_has_mark(""), 0);
}

static int refuse_row(void *user, const char *sample, size_t n_sample, const char *text, size_t n,
		      struct stardose_error *err)
{
	(void)sample, (void)n_sample, (void)text, (void)n;
	++*(int *)user;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "full");
}

static void whoever_takes_the_rows_can_end_them(void **state)
{
	struct stardose_error err = { 0 };
	struct part part;
	int n = 0;

	(void)state;
	put_text("part", VERSION TABLES COLUMNS "a\tG\t*1\nb\tG\t*2\n");
	assert_int_equal(part_open(&part, "part", &err), STARDOSE_OK);
	assert_int_equal(part_rows(&part, refuse_row, &n, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "full");
	assert_int_equal(n, 1);
	part_release(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(the_head_is_what_parts_of_one_run_share),
		IN_OWN_FOLDER(what_is_no_output_of_the_program_is_refused),
		IN_OWN_FOLDER(a_file_that_was_cut_off_is_told_by_its_end),
		IN_OWN_FOLDER(outputs_are_read_twice_so_they_are_files),
		IN_OWN_FOLDER(a_damaged_row_is_named_by_its_line),
		cmocka_unit_test(a_mark_is_seen_on_a_line_of_json_alone),
		IN_OWN_FOLDER(whoever_takes_the_rows_can_end_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
