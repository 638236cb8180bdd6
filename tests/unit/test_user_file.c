/* test_user_file.c - files that people name: what is opened, what is text, how lines are cut */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include "util/user_file.h"

/* A file with @size bytes; its path is in @path. */
static void write_file(char path[32], const char *bytes, size_t size)
{
	int fd;

	strcpy(path, "/tmp/stardose.XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), (ssize_t)size);
	close(fd);
}

static void no_url_is_opened_by_any_of_the_functions(void **state)
{
	static const char *const urls[] = { "http://127.0.0.1:9/x", "https://a.b/c?d=e",
					    "ftp://a/b",	    "s3+https://bucket/key",
					    "file:///etc/hostname", "htsget://a/b",
					    "x-new.scheme+1://y" };

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		struct stardose_error err = { 0 };
		char *text = NULL;
		size_t size;

		assert_null(sdi_user_open(urls[i], &err));
		assert_int_equal(err.status, STARDOSE_EUSAGE);
		assert_non_null(strstr(err.text, "on the network, which is not used"));
		assert_null(sdi_user_open_records(urls[i], &err));
		assert_int_equal(err.status, STARDOSE_EUSAGE);
		assert_int_equal(sdi_user_slurp(urls[i], 10, &text, &size, &err), STARDOSE_EUSAGE);
		assert_int_equal(sdi_user_each_line(urls[i], 10, NULL, NULL, &err),
				 STARDOSE_EUSAGE);
		assert_null(text);
	}
}

/* Names that htslib would hand to a scheme's handler are names of files here. */
static void a_name_with_a_colon_is_a_name(void **state)
{
	static const char *const names[] = { "data:,abc", "mem:x", "http:x", "preload:x",
					     "://x",	  "1a://x" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct stardose_error err = { 0 };

		assert_null(sdi_user_open(names[i], &err));
		assert_int_equal(err.status, STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, "No such file"));
	}
	assert_null(sdi_user_open("/tmp", NULL));	/* a directory */
}

static void records_that_are_elsewhere_are_not_fetched(void **state)
{
	static const char ticket[] = "{ \"htsget\": { \"format\": \"VCF\", \"urls\": [ { \"url\": "
				     "\"data:,x\" } ] } }";
	static const char sealed[] = "crypt4gh\1\0\0\0\1\0\0\0";
	struct stardose_error err = { 0 };
	char path[32];

	(void)state;
	write_file(path, ticket, sizeof(ticket) - 1);
	assert_null(sdi_user_open_records(path, &err));
	assert_non_null(strstr(err.text, "neither VCF nor BCF"));
	unlink(path);
	write_file(path, sealed, sizeof(sealed) - 1);
	assert_null(sdi_user_open_records(path, &err));
	assert_int_equal(err.status, STARDOSE_EINPUT);
	unlink(path);
}

static void all_of_a_file_is_read_plain_or_zipped_up_to_its_cap(void **state)
{
	char path[32], *text = NULL;
	size_t size = 0;
	BGZF *zip;

	(void)state;
	write_file(path, "a\0b", 3);
	assert_int_equal(sdi_user_slurp(path, 3, &text, &size, NULL), STARDOSE_OK);
	assert_int_equal(size, 3);
	assert_memory_equal(text, "a\0b", 4);
	free(text);
	assert_int_equal(sdi_user_slurp(path, 2, &text, &size, NULL), STARDOSE_EINPUT);
	zip = bgzf_open(path, "w");
	assert_int_equal(bgzf_write(zip, "packed", 6), 6);
	assert_int_equal(bgzf_close(zip), 0);
	assert_int_equal(sdi_user_slurp(path, 6, &text, &size, NULL), STARDOSE_OK);
	assert_string_equal(text, "packed");
	free(text);
	unlink(path);
	assert_int_equal(sdi_user_slurp("/dev/zero", 1 << 20, &text, &size, NULL),
			 STARDOSE_EINPUT);
	assert_int_equal(sdi_user_slurp(path, 6, &text, &size, NULL), STARDOSE_EINPUT);
}

struct heard { int n; char text[4096]; };

static int hear(void *data, char *line, size_t n, int number, struct stardose_error *err)
{
	struct heard *heard = data;
	size_t at = strlen(heard->text);

	assert_int_equal(number, ++heard->n);
	if (!strcmp(line, "stop"))
		return stardose_error_set(err, STARDOSE_EROW, "stopped");
	snprintf(heard->text + at, sizeof(heard->text) - at, "%.5s:%zu|", line, n);
	return STARDOSE_OK;
}

static int lines_of(const char *bytes, size_t size, size_t most, struct heard *heard,
		    struct stardose_error *err)
{
	char path[32];
	int ret;

	*heard = (struct heard){ 0 };
	write_file(path, bytes, size);
	ret = sdi_user_each_line(path, most, hear, heard, err);
	unlink(path);
	return ret;
}

static void a_stream_is_given_line_by_line(void **state)
{
	struct stardose_error err = { 0 };
	struct heard heard;
	char *large = malloc(400001);

	(void)state;
	assert_int_equal(lines_of("a\r\n\nlast", 8, 100, &heard, &err), STARDOSE_OK);
	assert_string_equal(heard.text, "a:1|:0|last:4|");
	assert_int_equal(lines_of("", 0, 100, &heard, &err), STARDOSE_OK);
	assert_int_equal(heard.n, 0);
	assert_int_equal(lines_of("a\nstop\nb\n", 9, 100, &heard, &err), STARDOSE_EROW);
	assert_int_equal(heard.n, 2);
	assert_int_equal(lines_of("a\nb\0c\n", 6, 100, &heard, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "line 2 is not UTF-8 text"));
	assert_int_equal(lines_of("\xff\n", 2, 100, &heard, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "line 1 is not UTF-8 text"));
	memset(large, 'x', 400000);	/* lines over several pieces of the file */
	large[70000] = large[200000] = large[200001] = '\n';
	assert_int_equal(lines_of(large, 400000, 300000, &heard, &err), STARDOSE_OK);
	assert_string_equal(heard.text, "xxxxx:70000|xxxxx:129999|:0|xxxxx:199998|");
	assert_int_equal(lines_of(large, 400000, 100000, &heard, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "line 2 is longer than"));
	free(large);
}

static void listen(void *user, int level, const char *text)
{
	struct heard *heard = user;

	assert_int_equal(level, STARDOSE_EROW);
	heard->n++;
	snprintf(heard->text, sizeof(heard->text), "%s", text);
}

static void rows_are_text_that_is_no_comment(void **state)
{
	char bytes[] = "\xef\xbb\xbf# no row\n \t\n  #neither\r\none\ttwo\r\n\xc3\n"
		       "\xc3\xa9 x\ny";
	struct heard heard = { 0 };
	struct stardose_log log = { listen, &heard };
	struct sdi_user_text text;

	(void)state;
	assert_int_equal(sdi_user_text(&text, "f", "a table", "#", bytes, sizeof(bytes) - 1, &log,
				       NULL),
			 STARDOSE_OK);
	assert_string_equal(sdi_user_row(&text), "one\ttwo");
	assert_int_equal(text.line, 4);
	assert_int_equal(heard.n, 0);
	assert_string_equal(sdi_user_row(&text), "\xc3\xa9 x");
	assert_int_equal(heard.n, 1);
	assert_string_equal(heard.text, "'f' line 5 is set aside: it is not UTF-8 text");
	assert_string_equal(sdi_user_row(&text), "y");
	assert_null(sdi_user_row(&text));
	assert_int_equal(sdi_user_contradiction(&text, 2, "AAA1 of", "s"), STARDOSE_EROW);
	assert_string_equal(heard.text, "'f' line 7 is set aside: it contradicts line 2, so "
					"neither is used: AAA1 of s");
	assert_int_equal(
		sdi_user_text(&text, "f", "a table", "#", bytes, sizeof(bytes), &log, NULL),
		STARDOSE_EINPUT); /* with its NUL */
}

static void fields_are_cut_and_trimmed(void **state)
{
	char tabs[] = " a \t\tb c\r\td", blanks[] = " a\t b  c \r", nothing[] = "";
	char *field[3];

	(void)state;
	assert_int_equal(stardose_line_cut(tabs, '\t', field, 3), 4);
	assert_string_equal(field[0], "a");
	assert_string_equal(field[1], "");
	assert_string_equal(field[2], "b c");
	assert_int_equal(sdi_user_cut_blanks(blanks, field, 2), 3);
	assert_string_equal(field[1], "b");
	assert_int_equal(stardose_line_cut(nothing, '\t', field, 3), 1);
	assert_string_equal(field[2], "");
	assert_int_equal(sdi_user_cut_blanks(nothing, field, 3), 0);
	assert_string_equal(field[0], "");
}

static void columns_are_found_by_their_names(void **state)
{
	char header[] = "#Sample\t gene \tDIPLOTYPE\t#note\tgene", *field[8];
	int n = stardose_line_cut(header, '\t', field, 8);

	(void)state;
	assert_int_equal(stardose_line_column(field, n, "sample"), 0);
	assert_int_equal(stardose_line_column(field, n, "gene"), 1); /* the first of two */
	assert_int_equal(stardose_line_column(field, n, "diplotype"), 2);
	assert_int_equal(stardose_line_column(field, n, "note"), -1); /* '#' is of the first field */
	assert_int_equal(stardose_line_column(field, n, "gen"), -1);
	assert_int_equal(stardose_line_column(field, 2, "diplotype"), -1);
	assert_int_equal(stardose_line_column(field, 0, "sample"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_url_is_opened_by_any_of_the_functions),
		cmocka_unit_test(a_name_with_a_colon_is_a_name),
		cmocka_unit_test(records_that_are_elsewhere_are_not_fetched),
		cmocka_unit_test(all_of_a_file_is_read_plain_or_zipped_up_to_its_cap),
		cmocka_unit_test(a_stream_is_given_line_by_line),
		cmocka_unit_test(rows_are_text_that_is_no_comment),
		cmocka_unit_test(fields_are_cut_and_trimmed),
		cmocka_unit_test(columns_are_found_by_their_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
