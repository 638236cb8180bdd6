/* test_equal_records.c - a record that was there already is known, and little memory knows it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <stardose/status.h>
#include "record/equal_records.h"

#define VCF_LINES_HEADER                                                                           \
	"##FILTER=<ID=low,Description=\"x\">\n"                                                    \
	"##INFO=<ID=AC,Number=1,Type=Integer,Description=\"x\">\n"
#include "vcf_lines.h"

static int has(struct sdi_equal_records *records, const char *line)
{
	bcf1_t *rec = record_of(line);
	int ret = sdi_equal_records_has(records, rec);

	bcf_destroy(rec);
	return ret;
}

static void what_counts_is_the_genotype_and_not_its_name(void **state)
{
	struct sdi_equal_records r = { 0 };

	(void)state;
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 1);
	assert_int_equal(has(&r, "1\t100\trs1\tA\tC\t30\tPASS\t.\tGT\t0/1"), 1);
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0|1"), 0);
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t1/1"), 0);
	assert_int_equal(has(&r, "1\t100\t.\tA\tG\t.\tPASS\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tlow\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\tAC=1\tGT\t0/1"), 0);
	/* also behind others of the position */
	assert_int_equal(has(&r, "1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 1);
	sdi_equal_records_release(&r);
}

static void another_place_is_another_record(void **state)
{
	struct sdi_equal_records r = { 0 };

	(void)state;
	assert_int_equal(has(&r, "1\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "2\t1\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "2\t2\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 0);
	sdi_equal_records_reset(&r);
	assert_int_equal(has(&r, "2\t2\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 0);
	assert_int_equal(has(&r, "2\t2\t.\tA\tC\t.\tPASS\t.\tGT\t0/1"), 1);
	sdi_equal_records_release(&r);
}

static void more_than_are_kept_are_new_again(void **state)
{
	struct sdi_equal_records r = { 0 };
	char line[64];

	(void)state;
	for (int i = 0; i < SDI_MAX_EQUAL + 10; i++) {
		snprintf(line, sizeof(line), "1\t7\t.\tA\tC\t.\tPASS\tAC=%d\tGT\t0/1", i);
		assert_int_equal(has(&r, line), 0);
	}
	assert_int_equal(r.n, SDI_MAX_EQUAL);
	assert_int_equal(has(&r, "1\t7\t.\tA\tC\t.\tPASS\tAC=0\tGT\t0/1"), 1);
	assert_int_equal(has(&r, line), 0); /* not kept, so it goes on as any other */
	sdi_equal_records_release(&r);
}

static void a_record_that_was_edited_is_let_through(void **state)
{
	struct sdi_equal_records r = { 0 };
	bcf1_t *rec = record_of("1\t9\t.\tA\tC\t.\tPASS\t.\tGT\t0/1");
	int32_t gt[] = { bcf_gt_unphased(1), bcf_gt_unphased(1) };

	(void)state;
	assert_int_equal(sdi_equal_records_has(&r, rec), 0);
	assert_int_equal(bcf_update_genotypes(hdr, rec, gt, 2), 0);
	assert_int_equal(sdi_equal_records_has(&r, rec), 0);
	bcf_destroy(rec);
	sdi_equal_records_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_counts_is_the_genotype_and_not_its_name),
		cmocka_unit_test(another_place_is_another_record),
		cmocka_unit_test(more_than_are_kept_are_new_again),
		cmocka_unit_test(a_record_that_was_edited_is_let_through),
	};

	return cmocka_run_group_tests(tests, make_vcf_header, free_vcf_header);
}
