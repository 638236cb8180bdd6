/* test_tsv.c - what util/tsv.c promises */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include "util/tsv.h"

static int parse(const char *text, struct sdi_tsv *tsv, struct stardose_error *err)
{
	return sdi_tsv_parse("sheet", text, strlen(text), tsv, err);
}

static const char sample[] =
	"##table=pets\n##licence=CC0\n#name\tlegs\tnote\ncat\t4\t\nbird\t2\tsings\n";

static void check_sample(const struct sdi_tsv *tsv)
{
	assert_int_equal(tsv->n_rows, 2);
	assert_int_equal(tsv->n_cols, 3);
	assert_string_equal(tsv->col[0], "name");
	assert_string_equal(sdi_tsv_meta(tsv, "table"), "pets");
	assert_string_equal(sdi_tsv_meta(tsv, "licence"), "CC0");
	assert_string_equal(sdi_tsv_cell(tsv, 0, 0), "cat");
	assert_string_equal(sdi_tsv_cell(tsv, 0, 2), "");
	assert_string_equal(sdi_tsv_cell(tsv, 1, sdi_tsv_col(tsv, "note")), "sings");
}

static void meta_header_and_rows_are_told_apart(void **state)
{
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse(sample, &tsv, NULL), STARDOSE_OK);
	check_sample(&tsv);
	assert_string_equal(tsv.name, "sheet");
	assert_int_equal(tsv.line[0], 4);
	assert_int_equal(tsv.line[1], 5);
	sdi_tsv_release(&tsv);
	assert_null(tsv.cell);
}

static void the_text_is_copied(void **state)
{
	char text[sizeof(sample)];
	struct sdi_tsv tsv;

	(void)state;
	memcpy(text, sample, sizeof(text));
	assert_int_equal(parse(text, &tsv, NULL), STARDOSE_OK);
	memset(text, 'x', sizeof(text) - 1);
	check_sample(&tsv);
	sdi_tsv_release(&tsv);
}

static void crlf_bom_empty_lines_and_a_missing_last_newline_do_not_matter(void **state)
{
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse("\xef\xbb\xbf##table=pets\r\n##licence="
			       "CC0\r\nname\tlegs\tnote\r\n\r\ncat\t4\t\r\n\nbird\t2\tsings",
			       &tsv, NULL),
			 STARDOSE_OK);
	check_sample(&tsv);
	assert_int_equal(tsv.line[0], 5);
	assert_int_equal(tsv.line[1], 7);
	sdi_tsv_release(&tsv);
}

static void a_row_with_another_number_of_fields_is_named_by_line(void **state)
{
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse("a\tb\n1\t2\n1\t2\t3\n", &tsv, &err), STARDOSE_ETABLE);
	assert_string_equal(err.text, "sheet:3: 3 fields where the header has 2");
	assert_null(tsv.col);
	assert_int_equal(parse("a\tb\n1\n", &tsv, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "sheet:2: 1 fields"));
}

static void double_hash_after_the_header_is_a_row(void **state)
{
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse("a\n##x=1\n", &tsv, NULL), STARDOSE_OK);
	assert_int_equal(tsv.n_rows, 1);
	assert_int_equal(tsv.n_meta, 0);
	assert_string_equal(sdi_tsv_cell(&tsv, 0, 0), "##x=1");
	sdi_tsv_release(&tsv);
}

static void text_without_header_and_binary_data_are_errors(void **state)
{
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse("", &tsv, &err), STARDOSE_ETABLE);
	assert_string_equal(err.text, "sheet: no header line");
	assert_int_equal(parse("##only=meta\n", &tsv, &err), STARDOSE_ETABLE);
	assert_int_equal(sdi_tsv_parse("sheet", "a\tb\n\0\t1\n", 8, &tsv, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "binary"));
}

static void a_header_without_rows_is_an_empty_table(void **state)
{
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse("#a\tb\n", &tsv, NULL), STARDOSE_OK);
	assert_int_equal(tsv.n_rows, 0);
	assert_int_equal(tsv.n_cols, 2);
	sdi_tsv_release(&tsv);
}

static void a_column_that_is_not_there_is_said_or_empty(void **state)
{
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(parse(sample, &tsv, NULL), STARDOSE_OK);
	assert_int_equal(sdi_tsv_col(&tsv, "wings"), -1);
	assert_int_equal(sdi_tsv_need(&tsv, "wings", &err), STARDOSE_ETABLE);
	assert_string_equal(err.text, "sheet: no column 'wings'");
	assert_int_equal(sdi_tsv_need(&tsv, "legs", &err), 1);
	assert_string_equal(sdi_tsv_cell(&tsv, 0, -1), "");
	assert_string_equal(sdi_tsv_cell(&tsv, 2, 0), "");
	assert_string_equal(sdi_tsv_meta(&tsv, "colour"), "");
	sdi_tsv_release(&tsv);
}

static void write_file(const char *path, const char *mode)
{
	BGZF *fp = bgzf_open(path, mode);

	assert_non_null(fp);
	assert_int_equal(bgzf_write(fp, sample, sizeof(sample) - 1), sizeof(sample) - 1);
	assert_int_equal(bgzf_close(fp), 0);
}

static void plain_gzipped_and_bgzipped_files_read_alike(void **state)
{
	static const char *const mode[] = { "wu", "wg", "w" };
	char path[] = "tsv_test.XXXXXX";
	struct sdi_tsv tsv;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (int i = 0; i < 3; i++) {
		write_file(path, mode[i]);
		assert_int_equal(sdi_tsv_read(path, &tsv, NULL), STARDOSE_OK);
		check_sample(&tsv);
		sdi_tsv_release(&tsv);
	}
	unlink(path);
}

static void a_file_that_cannot_be_opened_is_named(void **state)
{
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;

	(void)state;
	assert_int_equal(sdi_tsv_read("no/such/file.tsv", &tsv, &err), STARDOSE_ETABLE);
	assert_string_equal(err.text, "cannot open 'no/such/file.tsv': No such file or directory");
	sdi_tsv_release(&tsv);
}

static void a_truncated_gzip_file_is_an_error(void **state)
{
	char path[] = "tsv_test.XXXXXX";
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	write_file(path, "w");
	assert_int_equal(truncate(path, 40), 0);
	assert_int_equal(sdi_tsv_read(path, &tsv, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, path));
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meta_header_and_rows_are_told_apart),
		cmocka_unit_test(the_text_is_copied),
		cmocka_unit_test(crlf_bom_empty_lines_and_a_missing_last_newline_do_not_matter),
		cmocka_unit_test(a_row_with_another_number_of_fields_is_named_by_line),
		cmocka_unit_test(double_hash_after_the_header_is_a_row),
		cmocka_unit_test(text_without_header_and_binary_data_are_errors),
		cmocka_unit_test(a_header_without_rows_is_an_empty_table),
		cmocka_unit_test(a_column_that_is_not_there_is_said_or_empty),
		cmocka_unit_test(plain_gzipped_and_bgzipped_files_read_alike),
		cmocka_unit_test(a_file_that_cannot_be_opened_is_named),
		cmocka_unit_test(a_truncated_gzip_file_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
