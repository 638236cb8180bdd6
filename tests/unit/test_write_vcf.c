/*
 * test_write_vcf.c - records out: each type holds the same records, what BCF cannot hold is refused
 * with its place, and what was not closed shows as cut off
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include "write/write_vcf.h"
#define VCF_LINES_HEADER "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
#include "vcf_lines.h"

static char path[] = "write_vcf_test.XXXXXX";

static int make_path(void **state)
{
	int fd;

	(void)state;
	strcpy(path, "write_vcf_test.XXXXXX");
	fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int drop_path(void **state)
{
	(void)state;
	return unlink(path);
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, make_path, drop_path)

static const char *const lines[] = { "1\t10\trs1\tA\tG\t.\t.\tDP=7\tGT\t0/1",
				     "2\t20\t.\tC\tT,<DEL>\t.\t.\t.\tGT\t1|2" };

static struct sdi_vcf_writer *opened(char type, int level, struct stardose_error *err)
{
	const struct sdi_vcf_output output = { .path = path, .type = type, .level = level };
	struct sdi_vcf_writer *writer = NULL;

	assert_int_equal(sdi_vcf_writer_open(&output, hdr, &writer, err), STARDOSE_OK);
	return writer;
}

static int put(struct sdi_vcf_writer *writer, const char *line, struct stardose_error *err)
{
	return sdi_vcf_writer_put_line(writer, line, strlen(line), err);
}

/* The records of the file as text, each with its line end; "?": it cannot be read */
static const char *records(void)
{
	static char text[1024];
	htsFile *fp = hts_open(path, "r");
	bcf_hdr_t *header = fp ? bcf_hdr_read(fp) : NULL;
	bcf1_t *rec = bcf_init();
	kstring_t out = KS_INITIALIZE;

	while (header && bcf_read(fp, header, rec) >= 0)
		vcf_format(header, rec, &out);
	snprintf(text, sizeof(text), "%s", header ? out.s ? out.s : "" : "?");
	ks_free(&out);
	bcf_destroy(rec);
	if (header)
		bcf_hdr_destroy(header);
	if (fp)
		hts_close(fp);
	return text;
}

static int has_eof_block(void)
{
	BGZF *fp = bgzf_open(path, "r");
	int has = bgzf_check_EOF(fp);

	bgzf_close(fp);
	return has;
}

static void every_type_holds_the_same_records(void **state)
{
	static const struct { char type; int level; } cases[] = {
		{ 0, -1 }, { 'v', -1 }, { 'z', -1 }, { 'z', 0 }, { 'z', 9 }, { 'u', -1 },
		{ 'b', -1 }, { 'b', 1 },
	};
	char expected[256];

	(void)state;
	snprintf(expected, sizeof(expected), "%s\n%s\n", lines[0], lines[1]);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_vcf_writer *writer = opened(cases[i].type, cases[i].level, NULL);
		bcf1_t *second = record_of(lines[1]);

		assert_int_equal(put(writer, lines[0], NULL), STARDOSE_OK);
		assert_int_equal(sdi_vcf_writer_put_record(writer, second, NULL), STARDOSE_OK);
		assert_int_equal(sdi_vcf_writer_close(writer, NULL), STARDOSE_OK);
		sdi_vcf_writer_free(writer);
		bcf_destroy(second);
		if (strcmp(records(), expected) != 0)
			fail_msg("type %c, level %d: %s", cases[i].type, cases[i].level, records());
	}
}

static void without_records_there_is_a_header(void **state)
{
	(void)state;
	for (const char *type = "vzub"; *type; type++) {
		struct sdi_vcf_writer *writer = opened(*type, -1, NULL);

		assert_int_equal(sdi_vcf_writer_close(writer, NULL), STARDOSE_OK);
		sdi_vcf_writer_free(writer);
		assert_string_equal(records(), "");
	}
}

static void types_and_levels_that_are_none_are_refused(void **state)
{
	static const struct { char type; int level; } cases[] = {
		{ 'x', -1 }, { 'B', -1 }, { 'v', 0 }, { 'u', 5 }, { 'z', 10 }, { 'b', -2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct sdi_vcf_output output = { .path = path, .type = cases[i].type,
						       .level = cases[i].level };
		struct sdi_vcf_writer *writer = NULL;
		struct stardose_error err = { 0 };

		assert_int_equal(sdi_vcf_writer_open(&output, hdr, &writer, &err), STARDOSE_EUSAGE);
		assert_null(writer);
		assert_non_null(strchr(err.text, cases[i].type));
	}
}

/* Text is written as it is; BCF says which record it cannot hold, and why */
static void what_bcf_cannot_hold_is_refused_with_its_place(void **state)
{
	static const struct { const char *line, *says; } cases[] = {
		{ "3\t10\t.\tA\tG\t.\t.\t.\tGT\t0/1", "at 3:10: its contig is not declared" },
		{ "1\t11\t.\tA\tG\t.\t.\tXX=1\tGT\t0/1", "at 1:11: a FILTER, INFO or FORMAT tag" },
		{ "1\t12\t.\tA\tG\t.\tq10\t.\tGT\t0/1", "at 1:12: a FILTER, INFO or FORMAT tag" },
		{ "1\t14\t.\tA\tG\t.\t.\t.", "at 1:14: its number of columns" },
		{ "nothing", "a line without columns is no record" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bcf_hdr_t *shared = hdr;
		struct sdi_vcf_writer *writer;
		struct stardose_error err = { 0 };

		hdr = bcf_hdr_dup(shared); /* a line may add to it */
		writer = opened('b', -1, NULL);
		if (put(writer, cases[i].line, &err) != STARDOSE_EINPUT ||
		    !strstr(err.text, cases[i].says))
			fail_msg("%s: %s", cases[i].line, err.text);
		sdi_vcf_writer_free(writer);
		writer = opened('v', -1, NULL);
		assert_int_equal(put(writer, cases[i].line, NULL), STARDOSE_OK);
		sdi_vcf_writer_free(writer);
		bcf_hdr_destroy(hdr);
		hdr = shared;
	}
}

static void what_was_not_closed_shows_as_cut_off(void **state)
{
	(void)state;
	for (const char *type = "zb"; *type; type++) /* uncompressed BCF has no blocks */
		for (int is_closed = 0; is_closed < 2; is_closed++) {
			struct sdi_vcf_writer *writer = opened(*type, -1, NULL);

			assert_int_equal(put(writer, lines[0], NULL), STARDOSE_OK);
			if (is_closed)
				assert_int_equal(sdi_vcf_writer_close(writer, NULL), STARDOSE_OK);
			sdi_vcf_writer_free(writer);
			if (has_eof_block() != is_closed)
				fail_msg("type %c, closed %d", *type, is_closed);
		}
}

/* The file appears with the first record, so work that fails before leaves nothing */
static void nothing_is_made_before_there_is_a_record(void **state)
{
	struct sdi_vcf_writer *writer;
	int fd;

	(void)state;
	unlink(path);
	writer = opened('z', -1, NULL);
	assert_int_not_equal(access(path, F_OK), 0);
	sdi_vcf_writer_free(writer);
	assert_int_not_equal(access(path, F_OK), 0);
	fd = mkstemp(strcpy(path, "write_vcf_test.XXXXXX"));
	close(fd);
	sdi_vcf_writer_free(NULL);
}

static void a_place_that_cannot_be_written_is_named_as_the_user_calls_it(void **state)
{
	const struct sdi_vcf_output output = { .path = "/nonexistent/x.vcf", .name = "out.vcf",
					       .level = -1 };
	struct sdi_vcf_writer *writer;
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(sdi_vcf_writer_open(&output, hdr, &writer, &err), STARDOSE_OK);
	assert_int_equal(put(writer, lines[0], &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "cannot write 'out.vcf': No such file or directory");
	sdi_vcf_writer_free(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FILE(every_type_holds_the_same_records),
		WITH_FILE(without_records_there_is_a_header),
		cmocka_unit_test(types_and_levels_that_are_none_are_refused),
		WITH_FILE(what_bcf_cannot_hold_is_refused_with_its_place),
		WITH_FILE(what_was_not_closed_shows_as_cut_off),
		WITH_FILE(nothing_is_made_before_there_is_a_record),
		cmocka_unit_test(a_place_that_cannot_be_written_is_named_as_the_user_calls_it),
	};

	hts_set_log_level(HTS_LOG_OFF);
	return cmocka_run_group_tests(tests, make_vcf_header, free_vcf_header);
}
