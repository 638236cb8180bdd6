/* test_record_newer.c - VCF 4.4 and 4.5: phase before the first allele, lengths by sample */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "record/record_newer.h"

#define BEFORE "22\t100\t.\tA\tG\t.\tPASS\t.\t"

/* @samples: FORMAT and the samples behind it, before and after */
static void becomes(const char *samples, const char *expected, int changed)
{
	kstring_t line = KS_INITIALIZE;

	ksprintf(&line, "%s%s", BEFORE, samples);
	assert_int_equal(sdi_newer_drop_prefixes(&line), changed);
	assert_string_equal(line.s + strlen(BEFORE), expected);
	assert_int_equal(line.l, strlen(line.s));
	ks_free(&line);
}

static void a_prefix_goes_into_the_phase(void **state)
{
	(void)state;
	becomes("GT\t|0|1", "GT\t0|1", 1);
	becomes("GT\t/0|1", "GT\t0/1", 1); /* the first allele is not phased, so it is not */
	becomes("GT\t/0/1", "GT\t0/1", 1);
	becomes("GT\t|1", "GT\t1", 1);
	becomes("GT:DP\t|0|1:30\t0/1:7\t/1|1:.", "GT:DP\t0|1:30\t0/1:7\t1/1:.", 1);
	becomes("GT:PS\t/0|1:a|b", "GT:PS\t0/1:a|b", 1); /* of the genotype alone */
}

static void what_has_none_stays(void **state)
{
	kstring_t sites_only = KS_INITIALIZE;

	(void)state;
	becomes("GT\t0|1\t./.", "GT\t0|1\t./.", 0);
	becomes("GT:DP\t0/1:3", "GT:DP\t0/1:3", 0);
	becomes("DP:GT\t|3:0/1", "DP:GT\t|3:0/1", 0); /* GT comes first or not at all */
	becomes("GTX\t|3", "GTX\t|3", 0);
	kputs("22\t100\t.\tA\tG\t.\tPASS\t.", &sites_only);
	assert_int_equal(sdi_newer_drop_prefixes(&sites_only), 0);
	ks_free(&sites_only);
}

static bcf_hdr_t *header(const char *version, const char *more)
{
	bcf_hdr_t *hdr = bcf_hdr_init("r");
	kstring_t text = KS_INITIALIZE;

	ksprintf(&text, "##fileformat=%s\n##contig=<ID=22>\n%s"
			"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n",
		 version, more);
	assert_int_equal(bcf_hdr_parse(hdr, text.s), 0);
	ks_free(&text);
	return hdr;
}

static void the_version_says_whether_prefixes_may_come(void **state)
{
	static const struct { const char *version; int may; } cases[] = {
		{ "VCFv4.2", 0 }, { "VCFv4.3", 0 },  { "VCFv4.4", 1 }, { "VCFv4.5", 1 },
		{ "VCFv5.0", 1 }, { "VCFv4.10", 1 }, { "BCFv4.4", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bcf_hdr_t *hdr = header(cases[i].version, "");

		assert_int_equal(sdi_newer_has_prefixes(hdr), cases[i].may);
		bcf_hdr_destroy(hdr);
	}
}

static hts_pos_t text_length(const char *samples)
{
	return sdi_newer_text_length(samples, samples + strlen(samples));
}

static void the_greatest_length_of_a_line_is_read(void **state)
{
	(void)state;
	assert_int_equal(text_length("GT:LEN\t0/0:120\t0/0:90"), 120);
	assert_int_equal(text_length("LEN\t7\t.\t12"), 12);
	assert_int_equal(text_length("GT:DP:LEN:GQ\t0/0:1:5:9"), 5);
	assert_int_equal(text_length("GT:DP\t0/0:120"), 0);
	assert_int_equal(text_length("GT:XLEN\t0/0:120"), 0);
	assert_int_equal(text_length("GT:LEN\t0/0\t0/0:3"), 3); /* fields at the end are left out */
	assert_int_equal(text_length("GT:LEN\t0/0:."), 0);
	assert_int_equal(text_length("GT:LEN"), 0);
	assert_int_equal(sdi_newer_text_length(NULL, NULL), 0);
	assert_true(text_length("LEN\t99999999999999999999999999") > 0); /* and does not run over */
}

static void lengths_must_be_declared_as_whole_numbers(void **state)
{
	bcf_hdr_t *yes = header("VCFv4.5", "##FORMAT=<ID=LEN,Number=1,Type=Integer,"
					   "Description=\"x\">\n"),
		  *text = header("VCFv4.5", "##FORMAT=<ID=LEN,Number=1,Type=String,"
					    "Description=\"x\">\n"),
		  *info = header("VCFv4.5", "##INFO=<ID=LEN,Number=1,Type=Integer,"
					    "Description=\"x\">\n"),
		  *none = header("VCFv4.5", "");

	(void)state;
	assert_true(sdi_newer_has_lengths(yes));
	assert_false(sdi_newer_has_lengths(text));
	assert_false(sdi_newer_has_lengths(info));
	assert_false(sdi_newer_has_lengths(none));
	bcf_hdr_destroy(yes);
	bcf_hdr_destroy(text);
	bcf_hdr_destroy(info);
	bcf_hdr_destroy(none);
}

/* rlen of a record "REF ALT SAMPLES..." with FORMAT GT:LEN */
static hts_pos_t rlen(const char *ref_alt, const char *samples, int is_least)
{
	bcf_hdr_t *hdr = header("VCFv4.2", "##FORMAT=<ID=LEN,Number=1,Type=Integer,"
					   "Description=\"x\">\n##FORMAT=<ID=GT,Number=1,"
					   "Type=String,Description=\"x\">\n");
	bcf1_t *rec = bcf_init();
	kstring_t line = KS_INITIALIZE;
	hts_pos_t got;

	ksprintf(&line, "22\t100\t.\t%s\t.\t.\t.\tGT:LEN\t%s", ref_alt, samples);
	assert_int_equal(vcf_parse(&line, hdr, rec), 0);
	sdi_newer_set_length(hdr, rec, is_least);
	got = rec->rlen;
	ks_free(&line);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	return got;
}

static void a_block_is_as_long_as_its_samples_say(void **state)
{
	(void)state;
	assert_int_equal(rlen("A\t<*>", "0/0:120\t0/0:90\t0/0:300", 0), 300);
	assert_int_equal(rlen("A\t<*>", "0/0:120\t0/0:90\t0/0:300", 1), 90);
	assert_int_equal(rlen("A\t<*>", "0/0:.\t0/0:90\t0/0:.", 1), 90);
	assert_int_equal(rlen("ACG\t<*>", "0/0:1\t0/0:2\t0/0:1", 0), 3); /* never less than REF */
	assert_int_equal(rlen("A\tG,<*>", "0/1:50\t0/0:50\t0/0:50", 0), 50);
	assert_int_equal(rlen("A\tG", "0/1:50\t0/0:50\t0/0:50", 0), 1); /* no block */
	assert_int_equal(rlen("A\t<*>", "0/0:.\t0/0:.\t0/0:.", 0), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_prefix_goes_into_the_phase),
		cmocka_unit_test(what_has_none_stays),
		cmocka_unit_test(the_version_says_whether_prefixes_may_come),
		cmocka_unit_test(the_greatest_length_of_a_line_is_read),
		cmocka_unit_test(lengths_must_be_declared_as_whole_numbers),
		cmocka_unit_test(a_block_is_as_long_as_its_samples_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
