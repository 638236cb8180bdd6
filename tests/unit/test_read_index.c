/* test_read_index.c - the index beside a file of reads: which one is found, and which is refused */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "reads/read_index.h"

#define DATA_SIZE 1000

static char folder[32];

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "read_index.XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static const char *path_of(const char *name)
{
	static char path[4][128];
	static int next;
	char *out = path[next++ % 4];

	snprintf(out, sizeof(path[0]), "%s/%s", folder, name);
	return out;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* A file of DATA_SIZE bytes, which nobody reads here */
static void put_data(const char *name)
{
	put(name, "");
	assert_int_equal(truncate(path_of(name), DATA_SIZE), 0);
}

/* The status of looking for the index of @data; *@found: its name without the folder, or "" */
static int find(const char *data, int is_cram, char found[64], struct stardose_error *err)
{
	char *path = NULL;
	int ret = sdi_read_index_find(path_of(data), is_cram, &path, err);

	snprintf(found, 64, "%s", path ? path + strlen(folder) + 1 : "");
	free(path);
	return ret;
}

#define GOOD "0\t1000\t500\t26\t100\t200\n"

static void an_index_lies_behind_the_name_or_in_place_of_its_ending(void **state)
{
	static const struct { const char *data, *index, *found; } cases[] = {
		{ "a.cram", "a.cram.crai", "a.cram.crai" },
		{ "a.cram", "a.crai", "a.crai" },
		{ "a.reads", "a.reads.crai", "a.reads.crai" },
		{ "a.reads", "a.crai", "" },
		{ "a.cram", "a.cram.bai", "" },	/* of another format */
		{ "a.cram", "b.cram.crai", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		char found[64];
		int ret;

		put_data(cases[i].data);
		put(cases[i].index, GOOD);
		ret = find(cases[i].data, 1, found, &err);
		unlink(path_of(cases[i].data));
		unlink(path_of(cases[i].index));
		if (strcmp(found, cases[i].found) != 0 ||
		    ret != (*cases[i].found ? STARDOSE_OK : STARDOSE_EINPUT))
			fail_msg("%s beside %s: '%s'", cases[i].index, cases[i].data, found);
		if (ret)	/* how to make one */
			assert_non_null(strstr(err.text, "has no index beside it; samtools index"));
	}
}

static void the_index_behind_the_whole_name_comes_first(void **state)
{
	char found[64];

	(void)state;
	put_data("a.cram");
	put("a.crai", "this one is damaged\n");
	put("a.cram.crai", GOOD);
	assert_int_equal(find("a.cram", 1, found, NULL), STARDOSE_OK);
	assert_string_equal(found, "a.cram.crai");
	unlink(path_of("a.cram"));
	unlink(path_of("a.crai"));
	unlink(path_of("a.cram.crai"));
}

/* "contig begin span container slice size" of a file of 1000 bytes */
static void lines_that_cannot_be_of_the_file_are_damage(void **state)
{
	static const struct { const char *text; int is_good; } cases[] = {
		{ GOOD, 1 }, { "", 1 }, { GOOD GOOD, 1 },
		{ "-1\t0\t0\t26\t100\t200\n", 1 },	/* reads without a place */
		{ "-2\t0\t0\t26\t100\t200\n", 1 },	/* of several contigs */
		{ "-3\t0\t0\t26\t100\t200\n", 0 },
		{ "0\t-1\t0\t26\t100\t200\n", 1 },
		{ "0\t-2\t0\t26\t100\t200\n", 0 },
		{ "0\t1000\t-1\t26\t100\t200\n", 0 },
		/* the slice ends with the file, or behind it */
		{ "0\t1000\t500\t800\t100\t200\n", 1 },
		{ "0\t1000\t500\t801\t100\t200\n", 0 },
		{ "0\t1000\t500\t26\t100\t1001\n", 0 },
		{ "0\t1000\t500\t26\t1001\t200\n", 0 },
		{ "0\t1000\t500\t-1\t100\t200\n", 0 },
		{ "0\t1000\t500\t26\t-1\t200\n", 0 },
		{ "0\t1000\t500\t26\t100\t-1\n", 0 },
		{ "2147483647\t1000\t500\t26\t100\t200\n", 0 },
		{ "0\t1099511627776\t500\t26\t100\t200\n", 0 },
		{ "0\t99999999999999999999\t500\t26\t100\t200\n", 0 },
		{ "0\t1000\t500\t26\t100\n", 0 },
		{ "0\t1000\t500\t26\t100\t200\t7\n", 0 },
		{ "0\t1000\t500\t26\t100\t200x\n", 0 },
		{ "chr1\t1000\t500\t26\t100\t200\n", 0 },
		{ GOOD "\n", 0 },
		{ GOOD "rubbish\n", 0 },
	};

	(void)state;
	put_data("a.cram");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		char found[64];
		int ret;

		put("a.cram.crai", cases[i].text);
		ret = find("a.cram", 1, found, &err);
		if (ret != (cases[i].is_good ? STARDOSE_OK : STARDOSE_EINPUT))
			fail_msg("line %d: %d %s", (int)i, ret, err.text);
		if (ret) {
			assert_non_null(strstr(err.text, "a.cram.crai' is damaged"));
			assert_non_null(strstr(err.text, "makes it anew"));
		}
	}
	unlink(path_of("a.cram"));
	unlink(path_of("a.cram.crai"));
}

static void text_is_no_index_of_bam(void **state)
{
	static const char *const names[] = { "a.bam.bai", "a.bai", "a.bam.csi", "a.csi" };

	(void)state;
	put_data("a.bam");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct stardose_error err = { 0 };
		char found[64];

		put(names[i], GOOD);
		assert_int_equal(find("a.bam", 0, found, &err), STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, names[i]));	/* it was found, and refused */
		unlink(path_of(names[i]));
	}
	unlink(path_of("a.bam"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_index_lies_behind_the_name_or_in_place_of_its_ending),
		cmocka_unit_test(the_index_behind_the_whole_name_comes_first),
		cmocka_unit_test(lines_that_cannot_be_of_the_file_are_damage),
		cmocka_unit_test(text_is_no_index_of_bam),
	};

	return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
