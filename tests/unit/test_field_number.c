/* test_field_number.c - numbers of INFO and FORMAT fields, whatever type they are stored in */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "record/field_number.h"

#define VCF_LINES_HEADER                                                                           \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"                                \
	"##INFO=<ID=SVLEN,Number=A,Type=Integer,Description=\"x\">\n"                              \
	"##INFO=<ID=F,Number=.,Type=Float,Description=\"x\">\n"                                    \
	"##INFO=<ID=T,Number=.,Type=String,Description=\"x\">\n"                                   \
	"##INFO=<ID=FLAG,Number=0,Type=Flag,Description=\"x\">\n"                                  \
	"##FORMAT=<ID=I,Number=.,Type=Integer,Description=\"x\">\n"                                \
	"##FORMAT=<ID=F,Number=.,Type=Float,Description=\"x\">\n"                                  \
	"##FORMAT=<ID=T,Number=.,Type=String,Description=\"x\">\n"
#include "vcf_lines.h"

/* Value @i of the tag @tag of the only sample */
static double format_value(const char *tag, const char *text, int i)
{
	char line[200];
	bcf1_t *rec;
	double x;

	snprintf(line, sizeof(line), "1\t100\t.\tA\tT\t.\t.\t.\tGT:%s\t0/1:%s", tag, text);
	rec = record_of(line);
	x = sdi_format_number(bcf_get_fmt(hdr, rec, tag), 0, i);
	bcf_destroy(rec);
	return x;
}

static void a_number_is_read_from_every_type_and_what_is_none_is_nan(void **state)
{
	static const struct {
		const char *tag, *text;
		int i;
		double x; /* NAN: none */
	} cases[] = {
		{ "I", "2", 0, 2 },	      { "I", "-3", 0, -3 },
		{ "I", "300", 0, 300 },	      { "I", "70000", 0, 70000 },
		{ "I", "-120", 0, -120 },     { "I", ".", 0, NAN },
		{ "I", "1,.,70000", 0, 1 },   { "I", "1,.,70000", 1, NAN },
		{ "I", "1,.,70000", 2, 70000 }, { "I", "1,.,70000", 3, NAN },
		{ "I", "1,.,300", 1, NAN },   { "I", "1,.,300", 3, NAN },
		{ "I", "1,300", 1, 300 },     { "F", "0.5", 0, 0.5 },
		{ "F", "-2", 0, -2 },	      { "F", ".", 0, NAN },
		{ "F", "1,.,0.25", 2, 0.25 }, { "F", "1,.,0.25", 1, NAN },
		{ "F", "1", 1, NAN },	      { "T", "2", 0, 2 },
		{ "T", "2.5,-1", 0, 2.5 },    { "T", "2.5,-1", 1, -1 },
		{ "T", "2.5,-1", 2, NAN },    { "T", "two", 0, NAN },
		{ "T", "2x", 0, NAN },	      { "T", ".", 0, NAN },
		{ "T", "a,3", 1, 3 },	      { "T", ",3", 0, NAN },
		{ "T", "inf", 0, NAN },	      { "T", "-inf", 0, NAN },
		{ "T", "1e999", 0, NAN },     { "F", "inf", 0, NAN },
		{ "T", "nan", 0, NAN },	      { "F", "nan", 0, NAN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double x = format_value(cases[i].tag, cases[i].text, cases[i].i);

		if (isnan(cases[i].x) ? !isnan(x) : !(x == cases[i].x))
			fail_msg("%s %s [%d]: %g", cases[i].tag, cases[i].text, cases[i].i, x);
	}
	assert_true(isnan(sdi_format_number(NULL, 0, 0)));
}

static void a_field_of_info_is_read_the_same_way(void **state)
{
	bcf1_t *rec = record_of("1\t100\t.\tA\tT,<DEL>\t.\t.\tSVLEN=.,-70000;F=1.5,.;T=4;FLAG"
				"\tGT\t0/1");

	(void)state;
	bcf_unpack(rec, BCF_UN_INFO);
	assert_true(isnan(sdi_info_number(hdr, rec, "SVLEN", 0)));
	assert_true(sdi_info_number(hdr, rec, "SVLEN", 1) == -70000);
	assert_true(isnan(sdi_info_number(hdr, rec, "SVLEN", 2)));
	assert_true(sdi_info_number(hdr, rec, "F", 0) == 1.5);
	assert_true(isnan(sdi_info_number(hdr, rec, "F", 1)));
	assert_true(sdi_info_number(hdr, rec, "T", 0) == 4);
	assert_true(isnan(sdi_info_number(hdr, rec, "FLAG", 0)));
	assert_true(isnan(sdi_info_number(hdr, rec, "END", 0)));
	assert_true(isnan(sdi_info_number(hdr, rec, "NONE", 0)));
	bcf_destroy(rec);
}

static void a_symbolic_allele_ends_by_end_then_by_length_then_by_ref(void **state)
{
	static const struct {
		const char *info;
		long end; /* behind the last base, 0-based; POS is 100, REF of three bases */
	} cases[] = {
		{ "END=200", 200 },		{ "END=200;SVLEN=-7", 200 },
		{ "SVLEN=-50", 150 },		{ "SVLEN=50", 150 },
		{ "SVLEN=.", 102 },		{ "SVLEN=0", 102 },
		{ ".", 102 },			{ "END=100;SVLEN=-50", 150 },
		{ "END=50;SVLEN=-50", 150 },	{ "SVLEN=-2000000000", 102 },
		{ "END=.;SVLEN=-50", 150 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[200];
		bcf1_t *rec;

		snprintf(line, sizeof(line), "1\t100\t.\tACG\t<DEL>\t.\t.\t%s\tGT\t0/1",
			 cases[i].info);
		rec = record_of(line);
		bcf_unpack(rec, BCF_UN_INFO);
		if (sdi_symbolic_end(hdr, rec) != cases[i].end)
			fail_msg("%s: %ld", cases[i].info, (long)sdi_symbolic_end(hdr, rec));
		bcf_destroy(rec);
	}
}

static void genotypes_have_a_ploidy_and_a_phase(void **state)
{
	static const struct {
		const char *gt;
		int ploidy, first, second, is_phased;
	} cases[] = {
		{ "0/1", 2, 0, 1, 0 },	  { "0|1", 2, 0, 1, 1 },   { "./.", 2, -1, -1, 0 },
		{ ".|1", 2, -1, 1, 1 },	  { "1", 1, 1, 9, 0 },	   { ".", 1, -1, 9, 0 },
		{ "0/1/1", 3, 0, 1, 0 },  { "0|1|1", 3, 0, 1, 1 }, { "0|1/1", 3, 0, 1, 0 },
		{ "1/.", 2, 1, -1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[200];
		int allele[3] = { 9, 9, 9 };
		bcf1_t *rec;
		bcf_fmt_t *gt;

		snprintf(line, sizeof(line), "1\t100\t.\tA\tT\t.\t.\t.\tGT\t%s", cases[i].gt);
		rec = record_of(line);
		gt = bcf_get_fmt(hdr, rec, "GT");
		assert_int_equal(sdi_format_genotype(gt, 0, allele, 2), cases[i].ploidy);
		assert_int_equal(allele[0], cases[i].first);
		assert_int_equal(allele[1], cases[i].second);
		assert_int_equal(allele[2], 9); /* no room was given */
		assert_int_equal(sdi_format_is_phased(gt, 0), cases[i].is_phased);
		bcf_destroy(rec);
	}
	assert_int_equal(sdi_format_genotype(NULL, 0, NULL, 0), 0);
	assert_int_equal(sdi_format_is_phased(NULL, 0), 0);
}

static void texts_are_compared_whole(void **state)
{
	bcf1_t *rec = record_of("1\t100\t.\tA\tT\t.\t.\t.\tGT:T:I\t0/1:PASS:1");
	bcf_fmt_t *text = bcf_get_fmt(hdr, rec, "T"), *number = bcf_get_fmt(hdr, rec, "I");

	(void)state;
	assert_true(sdi_format_is_text(text, 0, "PASS"));
	assert_false(sdi_format_is_text(text, 0, "PAS"));
	assert_false(sdi_format_is_text(text, 0, "PASSED"));
	assert_false(sdi_format_is_text(text, 0, ""));
	assert_false(sdi_format_is_text(number, 0, "1"));
	bcf_destroy(rec);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_read_from_every_type_and_what_is_none_is_nan),
		cmocka_unit_test(a_field_of_info_is_read_the_same_way),
		cmocka_unit_test(a_symbolic_allele_ends_by_end_then_by_length_then_by_ref),
		cmocka_unit_test(genotypes_have_a_ploidy_and_a_phase),
		cmocka_unit_test(texts_are_compared_whole),
	};

	return cmocka_run_group_tests(tests, make_vcf_header, free_vcf_header);
}
