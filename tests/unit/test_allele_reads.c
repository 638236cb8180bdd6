/*
 * test_allele_reads.c - how many reads carry a definition variant, which share of them, and whether
 * a record was measured at all
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fixture_gene.h"
#include "genotype/imputation.h"

#define HEADER                                                                                     \
	FIXTURE_HEADER                                                                             \
	"##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n"                               \
	"##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"                                 \
	"##FORMAT=<ID=HF,Number=A,Type=Float,Description=\"x\">\n"                                 \
	"##FORMAT=<ID=HL,Number=A,Type=Float,Description=\"x\">\n"

enum what { DEPTHS, SHARES };

/* "S0 SNV_A 12:10" for each entry of the list that @lines fill, joined by ", " */
static const char *entries(enum what what, enum stardose_build build, const char *lines,
			   int n_samples)
{
	static char out[1024];
	static const struct sdi_collector_options options;
	struct stardose_error err = { 0 };
	bcf_hdr_t *hdr = fixture_header(HEADER, n_samples);
	struct sdi_collector *c;
	struct fixture f;
	size_t n = 0;

	fixture_init(&f);
	f.gene.has_structural = what == DEPTHS;
	f.gene.kind = what == SHARES ? STARDOSE_GENE_MITOCHONDRIAL : f.gene.kind;
	assert_int_equal(sdi_collector_new(&f.gene, build, n_samples, &options, &c, &err),
			 STARDOSE_OK);
	if (fixture_push(c, hdr, lines, &err))
		fail_msg("%s: %s", lines, err.text);
	out[0] = '\0';
	if (what == DEPTHS)
		sdi_depth_list_sort(&c->depths, &f.gene);
	for (int i = 0; what == DEPTHS && i < c->depths.n; i++)
		n += sprintf(out + n, "%sS%d %s %d:%d", i ? ", " : "", c->depths.of[i].sample,
			     f.gene.core[c->depths.of[i].bit]->id, c->depths.of[i].carried,
			     c->depths.of[i].other);
	for (int i = 0; what == SHARES && i < c->shares.n; i++)
		n += sprintf(out + n, "%sS%d %s %d", i ? ", " : "", c->shares.of[i].sample,
			     f.gene.core[c->shares.of[i].bit]->id, c->shares.of[i].permille);
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
	return out;
}

struct lines_case {
	const char *claim, *lines, *entries;
};

static void check(enum what what, const struct lines_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = entries(what, STARDOSE_BUILD_GRCH38, cases[i].lines, 1);

		if (strcmp(got, cases[i].entries) != 0)
			fail_msg("%s: '%s'", cases[i].claim, got);
	}
}

#define CHECK(what, cases) check(what, cases, sizeof(cases) / sizeof(*(cases)))

/* ---- depths ---- */

static void reads_are_kept_of_a_heterozygous_substitution(void **state)
{
	static const struct lines_case cases[] = {
		{ "heterozygous", "1045 A G GT:AD 0/1:12,10", "S0 MNV_1 10:12" },
		{ "phased the other way", "1045 A G GT:AD 1|0:12,10", "S0 MNV_1 10:12" },
		{ "homozygous tells no share", "1045 A G GT:AD 1/1:0,22", "" },
		{ "reference", "1045 A G GT:AD 0/0:22,0", "" },
		{ "half of a call", "1045 A G GT:AD ./1:12,10", "" },
		{ "the other half", "1045 A G GT:AD 0/.:12,10", "" },
		{ "nine alleles are no substitution that somebody defined",
		  "1007 C T,A,G,CA,CC,CG,CT,CAA GT:AD 0/1:9,8,7,6,5,4,3,2,1", "" },
		{ "one haplotype", "1045 A G GT:AD 1:12,10", "" },
		{ "three haplotypes", "1045 A G GT:AD 0/1/1:12,10", "" },
		{ "without AD", "1045 A G GT 0/1", "" },
		{ "AD is missing", "1045 A G GT:AD 0/1:.", "" },
		{ "AD of the variant is missing", "1045 A G GT:AD 0/1:12,.", "" },
		{ "no reads at all: nothing on either side", "1045 A G GT:AD 0/1:0,0",
		  "S0 MNV_1 0:0" },
		{ "no read of the variant", "1045 A G GT:AD 0/1:12,0", "S0 MNV_1 0:12" },
		{ "no variant of the tables", "1045 A C GT:AD 0/1:12,10", "" },
		{ "a variant that is not core", "1030 T C GT:AD 0/1:12,10", "" },
		{ "an insertion loses reads in mapping", "1009 A AC GT:AD 0/1:12,10", "" },
		{ "a deletion, too", "1049 ATG A GT:AD 0/1:12,10", "" },
		{ "two bases at once are two variants", "1045 AG GA GT:AD 0/1:12,10", "" },
		{ "two ALT, one against REF", "1007 C A,T GT:AD 0/2:12,1,10", "S0 SNV_T 10:12" },
		{ "two ALT and no REF", "1007 C A,T GT:AD 1/2:1,12,10", "" },
		{ "a filtered record", "1045 A G GT:AD 0/1:12,10 FILTER=LowQual",
		  "S0 MNV_1 10:12" },
	};

	(void)state;
	CHECK(DEPTHS, cases);
}

/* Of two rows of one variant that with more reads; of two variants of one base none */
static void of_two_rows_that_with_more_reads_stays(void **state)
{
	static const struct lines_case cases[] = {
		{ "the second has more", "1045 A G GT:AD 0/1:5,5\n1045 A G GT:AD 0/1:12,10",
		  "S0 MNV_1 10:12" },
		{ "the first has more", "1045 A G GT:AD 0/1:12,10\n1045 A G GT:AD 0/1:5,5",
		  "S0 MNV_1 10:12" },
		{ "as many: more of the variant",
		  "1045 A G GT:AD 0/1:12,10\n1045 A G GT:AD 0/1:10,12", "S0 MNV_1 12:10" },
		{ "the second has more reads, and fewer of the variant",
		  "1045 A G GT:AD 0/1:5,15\n1045 A G GT:AD 0/1:25,5", "S0 MNV_1 5:25" },
		{ "and so has the first", "1045 A G GT:AD 0/1:25,5\n1045 A G GT:AD 0/1:5,15",
		  "S0 MNV_1 5:25" },
		{ "two variants of one base in two rows",
		  "1007 C A GT:AD 0/1:12,10\n1007 C T GT:AD 0/1:11,9", "" },
		{ "and another place beside them",
		  "1007 C A GT:AD 0/1:12,10\n1007 C T GT:AD 0/1:11,9\n1045 A G GT:AD 0/1:3,4",
		  "S0 MNV_1 4:3" },
	};

	(void)state;
	CHECK(DEPTHS, cases);
}

/* On GRCh37 the reference has the variant, so reads of ALT are those without it */
static void where_the_reference_has_the_variant_reads_change_sides(void **state)
{
	(void)state;
	assert_string_equal(entries(DEPTHS, STARDOSE_BUILD_GRCH38, "1064 G A GT:AD 0/1:12,10", 1),
			    "S0 SWAPPED 10:12");
	assert_string_equal(entries(DEPTHS, STARDOSE_BUILD_GRCH37, "564 A G GT:AD 0/1:12,10", 1),
			    "S0 SWAPPED 12:10");
}

static void samples_stand_in_order_and_are_found_by_number(void **state)
{
	struct sdi_depth_list list = { 0 };
	struct fixture f;
	int n;

	(void)state;
	fixture_init(&f);
	for (int sample = 200; sample >= 0; sample -= 2) /* even ones, the last one first */
		for (int k = 0; k < 2; k++)
			assert_int_equal(sdi_depth_list_add(&list, sample, k ? MNV_1 : MNV_2,
							    sample & 0x7f, k),
					 STARDOSE_OK);
	sdi_depth_list_sort(&list, &f.gene);
	assert_int_equal(list.n, 202);
	for (int sample = 0; sample <= 202; sample++) {
		const struct sdi_allele_depth *of = sdi_depth_list_of(&list, sample, &n);

		assert_int_equal(n, sample % 2 || sample > 200 ? 0 : 2);
		assert_int_equal(of != NULL, n != 0);
		for (int k = 0; k < n; k++) {
			assert_int_equal(of[k].sample, sample);
			assert_int_equal(of[k].bit, k ? MNV_2 : MNV_1);
		}
	}
	sdi_depth_list_release(&list);
	assert_null(sdi_depth_list_of(&list, 0, &n));
}

static void more_than_255_reads_keep_their_share(void **state)
{
	static const struct { int carried, other, is_carried, is_other; } cases[] = {
		{ 255, 255, 255, 255 }, { 256, 128, 255, 127 },
		{ 128, 512, 63, 255 },	{ 1000, 0, 255, 0 },
		{ 0, 100000, 0, 255 },	{ 2000000000, 1000000000, 255, 127 },
	};
	struct sdi_depth_list list = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(sdi_depth_list_add(&list, 0, 0, cases[i].carried, cases[i].other),
				 STARDOSE_OK);
		assert_int_equal(list.of[i].carried, cases[i].is_carried);
		assert_int_equal(list.of[i].other, cases[i].is_other);
	}
	sdi_depth_list_release(&list);
}

/* ---- shares ---- */

static void a_share_is_what_the_caller_wrote_else_that_of_the_reads(void **state)
{
	static const struct lines_case cases[] = {
		{ "AF", "1045 A G GT:AF 0/1:0.25", "S0 MNV_1 250" },
		{ "HF", "1045 A G GT:HF 0/1:0.25", "S0 MNV_1 250" },
		{ "HL", "1045 A G GT:HL 0/1:0.25", "S0 MNV_1 250" },
		{ "AF before AD", "1045 A G GT:AD:AF 0/1:50,50:0.25", "S0 MNV_1 250" },
		{ "AD", "1045 A G GT:AD 0/1:75,25", "S0 MNV_1 250" },
		{ "AF before HF", "1045 A G GT:HF:AF 0/1:0.5:0.25", "S0 MNV_1 250" },
		{ "a thousandth, rounded", "1045 A G GT:AD 0/1:2,1", "S0 MNV_1 333" },
		{ "half a thousandth goes up", "1045 A G GT:AF 0/1:0.0625", "S0 MNV_1 63" },
		{ "a haploid genotype", "1045 A G GT:AF 1:0.9", "S0 MNV_1 900" },
		{ "homozygous, and yet a mixture", "1045 A G GT:AF 1/1:0.98", "S0 MNV_1 980" },
		{ "all reads: no mixture", "1045 A G GT:AF 1/1:1", "" },
		{ "nearly all", "1045 A G GT:AF 1/1:0.9996", "" },
		{ "just not all", "1045 A G GT:AF 1/1:0.9994", "S0 MNV_1 999" },
		{ "who does not carry it has no share", "1045 A G GT:AF 0/0:0.25", "" },
		{ "per cent is no fraction, so reads count", "1045 A G GT:AD:AF 0/1:75,25:40",
		  "S0 MNV_1 250" },
		{ "per cent and no reads", "1045 A G GT:AF 0/1:40", "" },
		{ "less than nothing", "1045 A G GT:AF 0/1:-0.1", "" },
		{ "missing", "1045 A G GT:AF 0/1:.", "" },
		{ "missing, and reads", "1045 A G GT:AD:AF 0/1:75,25:.", "S0 MNV_1 250" },
		{ "no reads: a genotype of nothing", "1045 A G GT:AD 0/1:0,0", "" },
		{ "reads of REF alone are missing", "1045 A G GT:AD 0/1:.,25", "" },
		{ "neither", "1045 A G GT 0/1", "" },
		{ "of two ALT each has its own", "1007 C A,T GT:AF 1/2:0.25,0.5",
		  "S0 SNV_A 250, S0 SNV_T 500" },
		{ "reads of all alleles are the whole", "1007 C A,T GT:AD 0/1:50,25,25",
		  "S0 SNV_A 250" },
		{ "no reads of REF at all", "1007 C A,T GT:AD 1/2:0,25,75",
		  "S0 SNV_A 250, S0 SNV_T 750" },
		{ "the first variant of the gene", "1007 C T GT:AF 0/1:0.25", "S0 SNV_T 250" },
		{ "one and a half is no fraction", "1045 A G GT:AF 0/1:1.5", "" },
		{ "nine alleles are no substitution that somebody defined",
		  "1007 C T,A,G,CA,CC,CG,CT,CAA GT:AD 0/1:9,8,7,6,5,4,3,2,1", "" },
		{ "an insertion counts as well", "1009 A AC GT:AF 0/1:0.25", "S0 INS_C 250" },
		{ "no variant of the tables", "1045 A C GT:AF 0/1:0.25", "" },
	};

	(void)state;
	CHECK(SHARES, cases);
}

static void each_sample_has_its_own_share(void **state)
{
	(void)state;
	assert_string_equal(entries(SHARES, STARDOSE_BUILD_GRCH38,
				    "1045 A G GT:AF 0/1:0.1 0/0:0.2 0/1:0.3 ./.:0.4\n"
				    "1046 G A GT:AF 0/0:0 0/1:0.5 1:0.6 0/0:0",
				    4),
			    "S0 MNV_1 100, S2 MNV_1 300, S1 MNV_2 500, S2 MNV_2 600");
}

/* ---- imputed or measured ---- */

static struct sdi_imputation read_info(const char *header, const char *info)
{
	bcf_hdr_t *hdr = fixture_header(header, 1);
	bcf1_t *rec = bcf_init();
	struct sdi_imputation got;
	kstring_t line = KS_INITIALIZE;

	ksprintf(&line, "22\t100\t.\tA\tC,G\t.\tPASS\t%s\tGT\t0/1", info);
	assert_int_equal(vcf_parse(&line, hdr, rec), 0);
	sdi_imputation_read(&got, hdr, rec);
	ks_free(&line);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	return got;
}

#define ONE_SAMPLE                                                                                 \
	"##fileformat=VCFv4.3\n##contig=<ID=22>\n"                                                 \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
#define IMPUTATION_HEADER(more)                                                                    \
	ONE_SAMPLE more "##INFO=<ID=DR2,Number=A,Type=Float,Description=\"x\">\n"                  \
			"##INFO=<ID=AR2,Number=1,Type=Float,Description=\"x\">\n"                  \
			"##INFO=<ID=R2,Number=1,Type=Float,Description=\"x\">\n"                   \
			"##INFO=<ID=INFO,Number=1,Type=Float,Description=\"x\">\n"                 \
			"##INFO=<ID=AF,Number=A,Type=Float,Description=\"x\">\n"                   \
			"##INFO=<ID=TYPED,Number=0,Type=Flag,Description=\"x\">\n"                 \
			"##INFO=<ID=TYPED_ONLY,Number=0,Type=Flag,Description=\"x\">\n"            \
			"##INFO=<ID=GENOTYPED,Number=0,Type=Flag,Description=\"x\">\n"
#define BEAGLE "##INFO=<ID=IMP,Number=0,Type=Flag,Description=\"x\">\n"
#define MINIMAC "##INFO=<ID=IMPUTED,Number=0,Type=Flag,Description=\"x\">\n"

static void a_record_is_imputed_as_its_program_marks_it(void **state)
{
	/* quality in hundredths, -100: none */
	static const struct {
		const char *header, *info;
		int is_imputed, quality;
	} cases[] = {
		{ IMPUTATION_HEADER(""), ".", 0, -100 },
		{ IMPUTATION_HEADER(""), "AF=0.1", 0, -100 },
		/* Beagle: IMP, and what is without it was measured, whatever its DR2 */
		{ IMPUTATION_HEADER(BEAGLE), "DR2=0.91;IMP", 1, 91 },
		{ IMPUTATION_HEADER(BEAGLE), "DR2=0.91", 0, 91 },
		{ IMPUTATION_HEADER(BEAGLE), "IMP", 1, -100 },
		/* minimac: IMPUTED, TYPED, TYPED_ONLY, GENOTYPED */
		{ IMPUTATION_HEADER(MINIMAC), "R2=0.5;IMPUTED", 1, 50 },
		{ IMPUTATION_HEADER(MINIMAC), "R2=0.5;TYPED", 0, 50 },
		{ IMPUTATION_HEADER(""), "R2=0.5;TYPED", 0, 50 },
		{ IMPUTATION_HEADER(""), "R2=0.5;TYPED_ONLY", 0, 50 },
		{ IMPUTATION_HEADER(""), "R2=0.5;GENOTYPED", 0, 50 },
		/* a quality alone tells */
		{ IMPUTATION_HEADER(""), "R2=0.5", 1, 50 },
		{ IMPUTATION_HEADER(""), "AR2=0.75", 1, 75 },
		{ IMPUTATION_HEADER(""), "INFO=0.25", 1, 25 },
		{ IMPUTATION_HEADER(""), "DR2=0", 1, 0 },
		{ IMPUTATION_HEADER(""), "DR2=1", 1, 100 },
		{ IMPUTATION_HEADER(""), "DR2=.", 0, -100 },
		/* the least of several ALT; the first field that has a number */
		{ IMPUTATION_HEADER(""), "DR2=0.9,0.25", 1, 25 },
		{ IMPUTATION_HEADER(""), "DR2=.,0.25", 1, 25 },
		{ IMPUTATION_HEADER(""), "DR2=.;R2=0.5", 1, 50 },
		{ IMPUTATION_HEADER(""), "R2=0.5;DR2=0.25", 1, 25 },
		/* IMPUTE writes less than 0 of what it cannot tell */
		{ IMPUTATION_HEADER(""), "INFO=-0.5", 1, 0 },
		{ IMPUTATION_HEADER(""), "INFO=nan", 0, -100 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_imputation got = read_info(cases[i].header, cases[i].info);

		if (got.is_imputed != cases[i].is_imputed ||
		    (int)(got.r2 * 100 + (got.r2 < 0 ? -.5 : .5)) != cases[i].quality)
			fail_msg("%s: %d, %g", cases[i].info, got.is_imputed, got.r2);
	}
}

/* A quality declared as a whole number is stored as one. */
static void a_quality_of_whole_numbers_counts_as_well(void **state)
{
	static const struct {
		const char *info;
		int is_imputed;
		double quality;
	} cases[] = {
		{ "R2=1", 1, 1 },
		{ "R2=0", 1, 0 },
		{ ".", 0, -1 },
		{ "R2=.", 0, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_imputation got = read_info(
			ONE_SAMPLE "##INFO=<ID=R2,Number=1,Type=Integer,Description=\"x\">\n",
			cases[i].info);

		if (got.is_imputed != cases[i].is_imputed || got.r2 != cases[i].quality)
			fail_msg("%s: %d, %g", cases[i].info, got.is_imputed, got.r2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_are_kept_of_a_heterozygous_substitution),
		cmocka_unit_test(of_two_rows_that_with_more_reads_stays),
		cmocka_unit_test(where_the_reference_has_the_variant_reads_change_sides),
		cmocka_unit_test(samples_stand_in_order_and_are_found_by_number),
		cmocka_unit_test(more_than_255_reads_keep_their_share),
		cmocka_unit_test(a_share_is_what_the_caller_wrote_else_that_of_the_reads),
		cmocka_unit_test(each_sample_has_its_own_share),
		cmocka_unit_test(a_record_is_imputed_as_its_program_marks_it),
		cmocka_unit_test(a_quality_of_whole_numbers_counts_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
