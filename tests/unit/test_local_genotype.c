/* test_local_genotype.c - genotypes by the alleles of each sample are those of the record */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include "record/local_genotype.h"

#define FORMAT(id, number, type) \
	"##FORMAT=<ID=" id ",Number=" number ",Type=" type ",Description=\"x\">\n"
#define START "##fileformat=VCFv4.5\n##contig=<ID=1>\n"
#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"
#define LOCAL FORMAT("LGT", "1", "String") FORMAT("LAA", ".", "Integer") FORMAT("LA", ".", "Integer")

static bcf_hdr_t *header(const char *formats)
{
	bcf_hdr_t *hdr = bcf_hdr_init("r");
	kstring_t text = { 0, 0, NULL };

	ksprintf(&text, START "%s" COLUMNS, formats);
	assert_int_equal(bcf_hdr_parse(hdr, text.s), 0);
	ks_free(&text);
	return hdr;
}

/* GT of both samples as text, or "none". */
static char *genotypes(const char *formats, const char *rest)
{
	bcf_hdr_t *hdr = header(formats);
	struct sdi_local_genotypes local = { 0 };
	kstring_t line = { 0, 0, NULL }, out = { 0, 0, NULL };
	bcf1_t *rec = bcf_init();

	ksprintf(&line, "1\t100\t.\tA\tC,G,T\t.\tPASS\t.\t%s", rest);
	assert_int_equal(vcf_parse(&line, hdr, rec), 0);
	/* the second time with what the first has left */
	sdi_local_genotypes_read(&local, hdr, rec);
	if (sdi_local_genotypes_read(&local, hdr, rec) == 1) {
		bcf_fmt_t *gt = bcf_get_fmt(local.hdr, local.rec, "GT");

		assert_non_null(gt);
		bcf_format_gt(gt, 0, &out);
		kputc(' ', &out);
		bcf_format_gt(gt, 1, &out);
		assert_null(bcf_get_fmt(hdr, rec, "GT"));
	} else {
		kputs("none", &out);
	}
	sdi_local_genotypes_release(&local);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	ks_free(&line);
	return out.s;
}

static void check(const char *formats, const char *rest, const char *expected)
{
	char *said = genotypes(formats, rest);

	assert_string_equal(said, expected);
	free(said);
}

static void each_sample_has_alleles_of_its_own(void **state)
{
	(void)state;
	check(LOCAL, "LGT:LAA\t0/1:2\t1/2:1,3", "0/2 1/3");
	check(LOCAL, "LGT:LAA\t1|0:3\t0/0:.", "3|0 0/0");
	check(LOCAL, "LGT:LAA\t1:2\t0/1:1", "2 0/1");
	/* Hail counts REF among them */
	check(LOCAL, "LGT:LA\t0/1:0,2\t1/2:0,1,3", "0/2 1/3");
	/* a header that has GT already */
	check(FORMAT("GT", "1", "String") LOCAL, "LGT:LAA\t0/1:2\t1/1:1", "0/2 1/1");
}

static void a_prefix_says_whether_the_first_is_phased(void **state)
{
	(void)state;
	check(LOCAL, "LGT:LAA\t/0|1:2\t|0|1:2", "0/2 0|2");
}

static void what_is_not_named_is_not_known(void **state)
{
	(void)state;
	check(LOCAL, "LGT:LAA\t0/1:.\t1/2:1", "0/. 1/.");
	check(LOCAL, "LGT\t0/1\t0/0", "0/. 0/0");
	check(LOCAL, "LGT:LAA\t./.:2\t.:.", "./. .");
}

static void a_record_with_gt_or_without_either_is_left_alone(void **state)
{
	(void)state;
	check(FORMAT("GT", "1", "String") LOCAL, "GT:LGT:LAA\t0/1:0/1:2\t0/0:0/0:.", "none");
	check(LOCAL, "LAA\t2\t1", "none");
	check(FORMAT("GT", "1", "String"), "GT\t0/1\t0/0", "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sample_has_alleles_of_its_own),
		cmocka_unit_test(a_prefix_says_whether_the_first_is_phased),
		cmocka_unit_test(what_is_not_named_is_not_known),
		cmocka_unit_test(a_record_with_gt_or_without_either_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
