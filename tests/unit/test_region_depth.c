/* test_region_depth.c - how deep a sample was read over regions of the user's own, record by record
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include "structure/region_depth.h"

#define HEADER                                                                                     \
	"##fileformat=VCFv4.3\n##contig=<ID=chr7>\n##contig=<ID=chr8>\n"                           \
	"##ALT=<ID=NON_REF,Description=\"x\">\n##ALT=<ID=DEL,Description=\"x\">\n"                 \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"                                \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"                                \
	"##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"x\">\n"                           \
	"##FORMAT=<ID=CN,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"

/* Bases 101 to 200 and 301 to 400 of chromosome 7, and 101 to 200 of chromosome 8 */
static const struct sdi_depth_regions regions = { 3,
						  { { .chrom = "7", .beg = 100, .end = 200 },
						    { .chrom = "7", .beg = 300, .end = 400 },
						    { .chrom = "8", .beg = 100, .end = 200 } } };

static bcf_hdr_t *hdr;

static int begin(void **state)
{
	char *text = strdup(HEADER);
	int failed;

	(void)state;
	hdr = bcf_hdr_init("r");
	failed = !hdr || bcf_hdr_parse(hdr, text);
	free(text);
	return failed;
}

static int end(void **state)
{
	(void)state;
	bcf_hdr_destroy(hdr);
	return 0;
}

static void push(struct sdi_region_depth *depth, const char *line, int passes)
{
	const struct sdi_filter_verdict verdict = { .passes = passes };
	struct stardose_error err = { 0 };
	kstring_t s = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();

	kputs(line, &s);
	for (char *p = s.s; *p; p++)
		*p = *p == ' ' ? '\t' : *p;
	assert_int_equal(vcf_parse(&s, hdr, rec), 0);
	bcf_unpack(rec, BCF_UN_STR);
	if (sdi_region_depth_push(depth, hdr, rec, bcf_seqname(hdr, rec) + 3, &verdict, &err))
		fail_msg("%s: %s", line, err.text);
	bcf_destroy(rec);
	ks_free(&s);
}

/* "reads/bases" of sample @sample in each region, "-" where no record had a depth */
static const char *depths(const struct sdi_region_depth *depth, int sample)
{
	static char out[256];
	size_t n = 0;

	for (int i = 0; i < regions.n; i++)
		n += depth->of[i].sum
			     ? sprintf(out + n, "%s%g/%g", i ? " " : "", depth->of[i].sum[sample],
				       depth->of[i].bases[sample])
			     : sprintf(out + n, "%s-", i ? " " : "");
	return out;
}

struct one {
	const char *claim, *line, *of_a, *of_b;
};

static void check(const struct one *cases, size_t n, int passes)
{
	for (size_t i = 0; i < n; i++) {
		struct sdi_region_depth depth;

		sdi_region_depth_init(&depth, &regions, 2);
		push(&depth, cases[i].line, passes);
		if (strcmp(depths(&depth, 0), cases[i].of_a) != 0)
			fail_msg("%s: a %s", cases[i].claim, depths(&depth, 0));
		if (strcmp(depths(&depth, 1), cases[i].of_b) != 0)
			fail_msg("%s: b %s", cases[i].claim, depths(&depth, 1));
		sdi_region_depth_release(&depth);
	}
}

#define NOTHING "- - -"

static void a_block_counts_for_each_base_that_it_covers(void **state)
{
	static const struct one cases[] = {
		{ "within", "chr7 111 . A <NON_REF> . PASS END=120 GT:MIN_DP 0/0:30 0/0:20",
		  "300/10 - -", "200/10 - -" },
		{ "over the begin", "chr7 91 . A <NON_REF> . PASS END=110 GT:MIN_DP 0/0:30 0/0:20",
		  "300/10 - -", "200/10 - -" },
		{ "over the end", "chr7 191 . A <NON_REF> . PASS END=210 GT:MIN_DP 0/0:30 0/0:20",
		  "300/10 - -", "200/10 - -" },
		{ "over both regions",
		  "chr7 1 . A <NON_REF> . PASS END=1000 GT:MIN_DP 0/0:30 0/0:20",
		  "3000/100 3000/100 -", "2000/100 2000/100 -" },
		{ "last base before",
		  "chr7 51 . A <NON_REF> . PASS END=100 GT:MIN_DP 0/0:30 0/0:20", NOTHING,
		  NOTHING },
		{ "first base", "chr7 51 . A <NON_REF> . PASS END=101 GT:MIN_DP 0/0:30 0/0:20",
		  "30/1 - -", "20/1 - -" },
		{ "last base", "chr7 200 . A <NON_REF> . PASS END=250 GT:MIN_DP 0/0:30 0/0:20",
		  "30/1 - -", "20/1 - -" },
		{ "first base behind",
		  "chr7 201 . A <NON_REF> . PASS END=250 GT:MIN_DP 0/0:30 0/0:20", NOTHING,
		  NOTHING },
		{ "another chromosome",
		  "chr8 111 . A <NON_REF> . PASS END=120 GT:MIN_DP 0/0:30 0/0:20", "- - 300/10",
		  "- - 200/10" },
		{ "written with a star", "chr7 111 . A <*> . PASS END=120 GT:MIN_DP 0/0:30 0/0:20",
		  "300/10 - -", "200/10 - -" },
		{ "written without ALT", "chr7 111 . A . . PASS END=120 GT:MIN_DP 0/0:30 0/0:20",
		  "300/10 - -", "200/10 - -" },
		{ "one sample has no number",
		  "chr7 111 . A <NON_REF> . PASS END=120 GT:MIN_DP 0/0:30 ./.:.", "300/10 - -",
		  "0/0 - -" },
		{ "DP where there is no least depth",
		  "chr7 111 . A <NON_REF> . PASS END=120 GT:DP 0/0:30 0/0:20", "300/10 - -",
		  "200/10 - -" },
		{ "the least depth before DP",
		  "chr7 111 . A <NON_REF> . PASS END=120 GT:DP:MIN_DP 0/0:40:30 0/0:50:20",
		  "300/10 - -", "200/10 - -" },
		{ "no depth at all", "chr7 111 . A <NON_REF> . PASS END=120 GT 0/0 0/0", NOTHING,
		  NOTHING },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases), 1);
}

static void another_record_counts_for_the_base_at_which_it_stands(void **state)
{
	static const struct one cases[] = {
		{ "a substitution", "chr7 111 . A G . PASS . GT:DP 0/1:30 0/0:20", "30/1 - -",
		  "20/1 - -" },
		{ "a deletion of ten bases",
		  "chr7 111 . ACGTACGTACG A . PASS . GT:DP 0/1:30 0/0:20", "30/1 - -", "20/1 - -" },
		{ "one that begins before the region",
		  "chr7 95 . ACGTACGTACG A . PASS . GT:DP 0/1:30 0/0:20", NOTHING, NOTHING },
		{ "a structural record", "chr7 111 . A <DEL> . PASS END=180 GT:DP 0/1:30 0/0:20",
		  "30/1 - -", "20/1 - -" },
		{ "a variant with <NON_REF> beside it",
		  "chr7 111 . A G,<NON_REF> . PASS . GT:DP 0/1:30 0/0:20", "30/1 - -", "20/1 - -" },
		{ "a site of one base without ALT", "chr7 111 . A . . PASS . GT:DP 0/0:30 0/0:20",
		  "30/1 - -", "20/1 - -" },
		{ "half of a genotype is no reason to leave reads out",
		  "chr7 111 . A G . PASS . GT:DP ./.:30 0/0:20", "30/1 - -", "20/1 - -" },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases), 1);
}

/* Segments of copy-number callers were counted, not read */
static void a_segment_of_a_copy_number_caller_is_no_depth(void **state)
{
	static const struct one cases[] = {
		{ "a segment", "chr7 111 . A . . PASS END=180 GT:DP:CN 0/0:30:2 0/0:20:2", NOTHING,
		  NOTHING },
		{ "a block beside which a number of copies stands",
		  "chr7 111 . A <NON_REF> . PASS END=120 GT:DP:CN 0/0:30:2 0/0:20:2", "300/10 - -",
		  "200/10 - -" },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases), 1);
}

static void what_fails_the_filters_does_not_count(void **state)
{
	static const struct one cases[] = {
		{ "a block", "chr7 111 . A <NON_REF> . PASS END=120 GT:MIN_DP 0/0:30 0/0:20",
		  NOTHING, NOTHING },
		{ "a substitution", "chr7 111 . A G . PASS . GT:DP 0/1:30 0/0:20", NOTHING,
		  NOTHING },
	};

	(void)state;
	check(cases, sizeof(cases) / sizeof(*cases), 0);
}

static void records_add_up_by_sample_and_region(void **state)
{
	struct sdi_region_depth depth;

	(void)state;
	sdi_region_depth_init(&depth, &regions, 2);
	push(&depth, "chr7 101 . A <NON_REF> . PASS END=150 GT:MIN_DP 0/0:10 0/0:.", 1);
	push(&depth, "chr7 151 . A G . PASS . GT:DP 0/1:30 0/0:20", 1);
	push(&depth, "chr7 301 . A <NON_REF> . PASS END=400 GT:MIN_DP 0/0:. 0/0:5", 1);
	assert_string_equal(depths(&depth, 0), "530/51 0/0 -");
	assert_string_equal(depths(&depth, 1), "20/1 500/100 -");
	sdi_region_depth_release(&depth);
}

static void without_regions_nothing_is_counted(void **state)
{
	struct sdi_region_depth depth;

	(void)state;
	sdi_region_depth_init(&depth, NULL, 2);
	push(&depth, "chr7 101 . A <NON_REF> . PASS END=150 GT:MIN_DP 0/0:10 0/0:10", 1);
	for (int i = 0; i < SDI_MAX_DEPTH_REGIONS; i++)
		assert_null(depth.of[i].sum);
	sdi_region_depth_release(&depth);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_block_counts_for_each_base_that_it_covers),
		cmocka_unit_test(another_record_counts_for_the_base_at_which_it_stands),
		cmocka_unit_test(a_segment_of_a_copy_number_caller_is_no_depth),
		cmocka_unit_test(what_fails_the_filters_does_not_count),
		cmocka_unit_test(records_add_up_by_sample_and_region),
		cmocka_unit_test(without_regions_nothing_is_counted),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
