/* test_copy_file.c - tables of gene copies as people write them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "structure/copy_file.h"

static const struct stardose_gene_exons exons = { .n_parts = 2,
						  .body_name = "exons 2-8",
						  .part_name = { "exon 9", "exon 1" } };
static struct stardose_gene genes[] = { { .name = "AAA1", .has_structural = 1, .exons = &exons },
					{ .name = "BBB2" },
					{ .name = "CCC3", .has_structural = 1 } };
static const struct stardose_tables tables = { .genes = genes, .n_genes = 3 };

struct heard { int n; char last[256]; };

static void listen(void *user, int level, const char *text)
{
	struct heard *heard = user;

	assert_int_equal(level, STARDOSE_EROW);
	heard->n++;
	snprintf(heard->last, sizeof(heard->last), "%s", text);
}

/* What the table says of sample s and gene AAA1; the rows set aside are in @heard. */
static struct sdi_copy_counts counts_of(const char *table, struct heard *heard)
{
	struct stardose_log log = { listen, heard };
	struct sdi_copy_file file = { 0 };
	char *text = strdup(table);
	struct sdi_copy_counts counts;

	heard->n = 0;
	heard->last[0] = '\0';
	assert_int_equal(
		sdi_copy_file_parse("t", text, strlen(text), &tables, 30, &log, &file, NULL),
		STARDOSE_OK);
	counts = sdi_copy_file_counts(&file, "s", &genes[0]);
	sdi_copy_file_release(&file);
	free(text);
	return counts;
}

static int copies_of(const char *table, struct heard *heard)
{
	return counts_of(table, heard).copies;
}

static void assert_counts(const char *table, int copies, int first, int second, int n_heard)
{
	struct heard heard;
	struct sdi_copy_counts counts = counts_of(table, &heard);

	assert_int_equal(counts.copies, copies);
	assert_int_equal(counts.part[0], first);
	assert_int_equal(counts.part[1], second);
	assert_int_equal(heard.n, n_heard);
}

#define HEAD "sample\tgene\tcopies\t"

static void columns_of_the_header_count_exons(void **state)
{
	(void)state;
	assert_counts("#" HEAD "exon_9\texon_1\ns\tAAA1\t3\t2\t3\n", 3, 2, 3, 0);
	assert_counts("# " HEAD "Exon 1\ns\tAAA1\t2\t3\n", 2, -1, 3, 0);
	assert_counts(HEAD "exon9\texon1\r\ns\tAAA1\t2\t.\t0\r\n", 2, -1, 0, 0);
	assert_counts("\xef\xbb\xbf" HEAD "exon_9\ns\tAAA1\t1\t2.0\n", 1, 2, -1, 0);
	/* another gene has no such exons; a column of none is named once */
	assert_counts(HEAD "exon_9\ns\tAAA1\t2\t2\ns\tCCC3\t2\t1\n", 2, 2, -1, 0);
	assert_counts(HEAD "exon_5\texon_9\ns\tAAA1\t2\t7\t1\n", 2, 1, -1, 1);
	/* bad cells, and rows of another width */
	assert_counts(HEAD "exon_9\ns\tAAA1\t2\tx\n", -1, -1, -1, 1);
	assert_counts(HEAD "exon_9\ns\tAAA1\t2\n", -1, -1, -1, 1);
	assert_counts("s\tAAA1\t2\t2\n", -1, -1, -1, 1);
	assert_counts(HEAD "exon_9\ns\tAAA1\t2\t1\ns\tAAA1\t2\t2\n", -1, -1, -1, 1);
}

static void whole_numbers_are_copies_with_or_without_a_header(void **state)
{
	struct heard heard;

	(void)state;
	assert_int_equal(copies_of("#sample\tgene\tcopies\ns\tAAA1\t3\n", &heard), 3);
	assert_int_equal(copies_of("sample\tgene\tcopies\ns\tAAA1\t0", &heard), 0);
	assert_int_equal(copies_of("\xef\xbb\xbfs\taaa1\t 2.00 \r\n\r\n", &heard), 2);
	assert_int_equal(copies_of("t\tAAA1\t1\ns\tCCC3\t4\ns\tAAA1\t1\n", &heard), 1);
	assert_int_equal(heard.n, 0);
}

static void what_says_nothing_is_no_mistake(void **state)
{
	struct heard heard;

	(void)state;
	assert_int_equal(copies_of("s\tAAA1\t.\n", &heard), -1);
	assert_int_equal(copies_of("s\tAAA1\tnot_assessed\ns\tAAA1\t2\n", &heard), 2);
	assert_int_equal(copies_of("# a remark\n\n", &heard), -1);
	assert_int_equal(heard.n, 0);
}

static void what_is_no_whole_number_is_set_aside(void **state)
{
	static const char *const bad[] = { "1.8", "2.001", "two",
					   "-1",  "31",	   "99999999999999999999",
					   "2x",  "1e0",   "0x2",
					   "+1",  "1." };
	struct heard heard;
	char row[64];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		snprintf(row, sizeof(row), "s\tAAA1\t%s\n", bad[i]);
		assert_int_equal(copies_of(row, &heard), -1);
		assert_int_equal(heard.n, 1);
		assert_non_null(strstr(heard.last, "line 1 "));
	}
}

static void rows_that_contradict_each_other_are_both_set_aside(void **state)
{
	struct heard heard;

	(void)state;
	assert_int_equal(copies_of("s\tAAA1\t1\ns\tAAA1\t2\n", &heard), -1);
	assert_int_equal(heard.n, 1);
	assert_non_null(strstr(heard.last, "line 2 "));
	assert_non_null(strstr(heard.last, "contradicts line 1"));
	assert_int_equal(copies_of("s\tAAA1\t2\ns\tAAA1\t2\n", &heard),
			 2); /* twice the same is no contradiction */
	assert_int_equal(heard.n, 0);
}

static void genes_without_copies_are_answered_with_those_that_have_them(void **state)
{
	struct heard heard;

	(void)state;
	copies_of("s\tBBB2\t1\n", &heard);
	assert_int_equal(heard.n, 1);
	assert_non_null(strstr(heard.last, "AAA1, CCC3"));
	copies_of("s\tAAA2\t1\n", &heard);
	assert_non_null(strstr(heard.last, "unknown gene 'AAA2'"));
	copies_of("s AAA1 1\n", &heard);
	assert_non_null(strstr(heard.last, "1 field between tabs"));
	copies_of("\tAAA1\t1\n", &heard);
	assert_non_null(strstr(heard.last, "no sample name"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_are_copies_with_or_without_a_header),
		cmocka_unit_test(columns_of_the_header_count_exons),
		cmocka_unit_test(what_says_nothing_is_no_mistake),
		cmocka_unit_test(what_is_no_whole_number_is_set_aside),
		cmocka_unit_test(rows_that_contradict_each_other_are_both_set_aside),
		cmocka_unit_test(genes_without_copies_are_answered_with_those_that_have_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
