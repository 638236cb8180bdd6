/* test_near_row.c - a record in short: a line of text and the record made of it say the same */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "record/near_row.h"

#define HEADER                                                                                     \
	"##fileformat=VCFv4.2\n##contig=<ID=22>\n##FILTER=<ID=q10,Description=\"x\">\n"            \
	"##FILTER=<ID=s,Description=\"x\">\n"                                                      \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"                                \
	"##INFO=<ID=BEND,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"                                \
	"##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"

/* REF to the samples; then what it is */
static const struct { const char *rest; int is_site, is_filtered, is_carried; } rows[] = {
	{ "A\tG\t.\tPASS\t.\tGT\t0/1\t0/0", 1, 0, 1 },
	{ "A\tG\t.\t.\t.\tGT\t0/0\t0|0", 1, 0, 0 },
	{ "A\tG\t.\tq10\t.\tGT\t0/0\t./1", 1, 1, 1 },
	{ "A\tG\t.\tq10;s\t.\tGT\t./.\t.", 1, 1, 0 },
	{ "A\t.\t.\tPASS\t.\tGT\t0/0\t0/0", 1, 0, 0 },
	{ "A\t.\t.\tPASS\tEND=200\tGT\t0/0\t0/0", 0, 0, 0 },	    /* a block */
	{ "A\t.\t.\tPASS\tBEND=200\tGT\t0/0\t0/0", 1, 0, 0 },	    /* another tag */
	{ "A\t<NON_REF>\t.\t.\tEND=200\tGT:DP\t0/0:3\t0/0:4", 0, 0, 0 },
	{ "A\tG,<NON_REF>\t.\t.\t.\tGT:DP\t0/1:3\t0/0:4", 1, 0, 1 },
	{ "A\t<NON_REF>,G\t.\t.\t.\tGT:DP\t0/2:3\t0/0:4", 1, 0, 1 },
	{ "N\t<DEL>\t.\tPASS\tEND=900\tGT\t0/1\t0/0", 0, 0, 1 },
	{ "A\t*\t.\tPASS\t.\tGT\t0/1\t0/0", 0, 0, 1 },
	{ "AT\tA\t.\tPASS\t.\tGT\t1\t0", 1, 0, 1 },
	{ "A\tC,G,T\t.\tPASS\t.\tGT\t0/3\t2/2", 1, 0, 1 },
	{ "A\tG\t.\tPASS\t.\tDP\t1\t1", 1, 0, -1 },		    /* no genotypes */
	{ "A\tG\t.\tPASS\t.\tGT:DP\t0/0:11\t0/0:12", 1, 0, 0 },	    /* another field */
};

static bcf_hdr_t *hdr;

static int parse_header(void **state)
{
	char text[] = HEADER;

	(void)state;
	hdr = bcf_hdr_init("r");
	return bcf_hdr_parse(hdr, text);
}

static int free_header(void **state)
{
	(void)state;
	bcf_hdr_destroy(hdr);
	return 0;
}

static void check(const char *what, const struct sdi_near_row *got, size_t i, int n_samples)
{
	int is_carried = n_samples > SDI_FEW_SAMPLES ? -1 : rows[i].is_carried;

	if (got->pos != 99 || got->is_site != rows[i].is_site ||
	    got->is_filtered != rows[i].is_filtered || got->is_carried != is_carried)
		fail_msg("%s: %s: at %d, site %d, filtered %d, carried %d", what, rows[i].rest,
			 (int)got->pos, got->is_site, got->is_filtered, got->is_carried);
}

static void text_and_record_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (int n_samples = 2; n_samples < 100; n_samples += 97) {
			struct sdi_near_row row = { 0 };
			kstring_t line = KS_INITIALIZE;
			bcf1_t *rec = bcf_init();

			ksprintf(&line, "22\t100\t.\t%s", rows[i].rest);
			assert_int_equal(sdi_near_row_text(line.s, line.l, n_samples, &row), 1);
			check("text", &row, i, n_samples);
			assert_int_equal(vcf_parse(&line, hdr, rec), 0);
			assert_int_equal(sdi_near_row_record(hdr, rec, n_samples, &row), 1);
			check("record", &row, i, n_samples);
			bcf_destroy(rec);
			ks_free(&line);
		}
}

static void a_line_without_samples_has_no_carriers_to_tell(void **state)
{
	static const char sites[] = "22\t100\t.\tA\tG\t.\tPASS\t.";
	struct sdi_near_row row;

	(void)state;
	assert_int_equal(sdi_near_row_text(sites, sizeof(sites) - 1, 0, &row), 1);
	assert_int_equal(row.is_carried, -1);
	assert_int_equal(row.is_site, 1);
}

static void a_line_that_is_cut_off_is_none(void **state)
{
	static const char line[] = "22\t100\t.\tA\tG\t.\tPASS\t.\tGT\t0/1";
	struct sdi_near_row row;

	(void)state;
	assert_int_equal(sdi_near_row_text("", 0, 1, &row), 0);
	assert_int_equal(sdi_near_row_text(line, 17, 1, &row), 0); /* within FILTER */
	assert_int_equal(sdi_near_row_text(line, strlen(line) - 4, 1, &row), 1);
	assert_int_equal(row.is_carried, -1); /* FORMAT and no sample */
	assert_int_equal(sdi_near_row_text(line, strlen(line) - 2, 1, &row), 1);
	assert_int_equal(row.is_carried, 0); /* "0" of "0/1": within its bytes, and no further */
}

static void samples_of_the_file_are_counted_though_few_were_selected(void **state)
{
	bcf_hdr_t *copy = bcf_hdr_dup(hdr);

	(void)state;
	assert_int_equal(sdi_file_samples(copy), 2);
	assert_int_equal(bcf_hdr_set_samples(copy, "a", 0), 0);
	assert_int_equal(bcf_hdr_nsamples(copy), 1);
	assert_int_equal(sdi_file_samples(copy), 2);
	bcf_hdr_destroy(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_record_say_the_same),
		cmocka_unit_test(a_line_without_samples_has_no_carriers_to_tell),
		cmocka_unit_test(a_line_that_is_cut_off_is_none),
		cmocka_unit_test(samples_of_the_file_are_counted_though_few_were_selected),
	};

	return cmocka_run_group_tests(tests, parse_header, free_header);
}
