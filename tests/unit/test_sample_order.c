/*
 * test_sample_order.c - files of a data set with the same samples in another order: each sample
 * keeps what is its own, in every kind of field
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "caller/sample_order.h"
#include "header_text.h"

static const char lines[] = "##contig=<ID=1>\n"
			    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
			    "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
			    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"
			    "##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"
			    "##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n";

static char a[] = "a", b[] = "b", c[] = "c", d[] = "d";
static char *const ours[] = { a, b, c, d };

static bcf1_t *record(const bcf_hdr_t *hdr, const char *line)
{
	kstring_t copy = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();

	assert_non_null(rec);
	kputs(line, &copy);
	assert_int_equal(vcf_parse(&copy, hdr, rec), 0);
	ks_free(&copy);
	return rec;
}

static void what_a_file_has_is_found_wherever_it_stands(void **state)
{
	static const struct {
		const char *samples;
		int n, found, from[4];
	} tried[] = {
		{ "\ta\tb\tc\td", 4, 1, { -1 } }, /* in their places: no order is needed */
		{ "\td\tc\tb\ta", 4, 1, { 3, 2, 1, 0 } },
		{ "\tb\ta\td\tc", 4, 1, { 1, 0, 3, 2 } },
		{ "\tc\ta\tb\td", 4, 1, { 1, 2, 0, 3 } },
		{ "\ta\tb\tc", 4, 0, { -1 } },
		{ "\ta\tb\tc\td\te", 4, 0, { -1 } },
		{ "\ta\tb\tc\tD", 4, 0, { -1 } },
		{ "\tb\ta", 2, 1, { 1, 0 } },
		{ "", 0, 1, { -1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		bcf_hdr_t *hdr = header_of(lines, tried[i].samples);
		int *from = (int *)1;

		assert_int_equal(sdi_sample_order_find(ours, tried[i].n, hdr, &from),
				 tried[i].found);
		if (tried[i].from[0] < 0 || !tried[i].found || !tried[i].n) {
			assert_null(from);
		} else {
			assert_non_null(from);
			for (int s = 0; s < tried[i].n; s++)
				assert_int_equal(from[s], tried[i].from[s]);
		}
		free(from);
		bcf_hdr_destroy(hdr);
	}
}

/* Turned, the record is the one that a file in our order would have. */
static void turned_records_are_those_of_a_file_in_order(void **state)
{
	static const char *const theirs[] = {
		"1\t10\t.\tA\tC,G\t.\t.\t.\tGT:DP:AD:AF:FT"
		"\t0/1:30:14,16,0:0.5,0:PASS\t2/"
		"2:7:0,0,7:0,1:q10\t.:.:.:.:.\t0|2:300:1,2,3:0.1,0.9:x;y",
		"1\t10\t.\tA\tC\t.\t.\t.\tGT\t0\t1/1\t0/1\t./.",
		"1\t10\t.\tA\tC\t.\t.\t.\tDP\t1\t2\t3\t40000",
		"1\t10\t.\tA\tC\t.\t.\t.\tGT:AD\t0/0/0/1:5,1\t0/1:.\t./.:1\t1:0,0",
	};
	static const char *const in_order[] = {
		"1\t10\t.\tA\tC,G\t.\t.\t.\tGT:DP:AD:AF:FT"
		"\t2/2:7:0,0,7:0,1:q10\t.:.:.:.:.\t0/"
		"1:30:14,16,0:0.5,0:PASS\t0|2:300:1,2,3:0.1,0.9:x;y",
		"1\t10\t.\tA\tC\t.\t.\t.\tGT\t1/1\t0/1\t0\t./.",
		"1\t10\t.\tA\tC\t.\t.\t.\tDP\t2\t3\t1\t40000",
		"1\t10\t.\tA\tC\t.\t.\t.\tGT:AD\t0/1:.\t./.:1\t0/0/0/1:5,1\t1:0,0",
	};
	bcf_hdr_t *hdr = header_of(lines, "\tc\ta\tb\td"),
		  *sorted = header_of(lines, "\ta\tb\tc\td");
	struct sdi_sample_order order = { .n = 4 };

	(void)state;
	assert_int_equal(sdi_sample_order_find(ours, 4, hdr, &order.from), 1);
	for (size_t i = 0; i < sizeof(theirs) / sizeof(*theirs); i++) {
		bcf1_t *rec = record(hdr, theirs[i]), *wanted = record(sorted, in_order[i]),
		       *turned;
		kstring_t before = KS_INITIALIZE, is = KS_INITIALIZE, should = KS_INITIALIZE;

		vcf_format(hdr, rec, &before);
		turned = sdi_sample_order_turn(&order, rec);
		assert_non_null(turned);
		assert_ptr_not_equal(turned, rec);
		vcf_format(sorted, turned, &is);
		vcf_format(sorted, wanted, &should);
		assert_string_equal(is.s, should.s);
		/* the record that was given stays as it was */
		ks_clear(&is);
		vcf_format(hdr, rec, &is);
		assert_string_equal(is.s, before.s);
		ks_free(&before);
		ks_free(&is);
		ks_free(&should);
		bcf_destroy(rec);
		bcf_destroy(wanted);
	}
	sdi_sample_order_release(&order);
	assert_null(order.from);
	bcf_hdr_destroy(hdr);
	bcf_hdr_destroy(sorted);
}

static void a_record_that_needs_no_turning_is_itself(void **state)
{
	bcf_hdr_t *hdr = header_of(lines, "\ta\tb\tc\td");
	struct sdi_sample_order order = { .n = 4 };
	bcf1_t *rec = record(hdr, "1\t10\t.\tA\tC\t.\t.\t.\tGT\t0/0\t0/1\t1/1\t./.");
	int backwards[] = { 1, 0 };

	(void)state;
	assert_ptr_equal(sdi_sample_order_turn(&order, rec), rec);
	/* of another number of samples, as a record without genotypes */
	order.n = 2;
	order.from = malloc(sizeof(backwards));
	memcpy(order.from, backwards, sizeof(backwards));
	assert_ptr_equal(sdi_sample_order_turn(&order, rec), rec);
	sdi_sample_order_release(&order);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_file_has_is_found_wherever_it_stands),
		cmocka_unit_test(turned_records_are_those_of_a_file_in_order),
		cmocka_unit_test(a_record_that_needs_no_turning_is_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
