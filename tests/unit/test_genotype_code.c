/*
 * test_genotype_code.c - genotypes that say nothing, thresholds by sample and record, phase sets in
 * every spelling, blocks of every dialect
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "fixture_gene.h"
#include "record/record_newer.h"

#define HEADER FIXTURE_HEADER \
	"##INFO=<ID=IMP,Number=0,Type=Flag,Description=\"x\">\n" \
	"##INFO=<ID=DR2,Number=A,Type=Float,Description=\"x\">\n" PLAIN_INFO
#define PLAIN_INFO \
	"##INFO=<ID=R2,Number=1,Type=Float,Description=\"x\">\n" \
	"##INFO=<ID=INFO,Number=1,Type=Float,Description=\"x\">\n" \
	"##INFO=<ID=TYPED,Number=0,Type=Flag,Description=\"x\">\n" \
	"##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=GL,Number=G,Type=Float,Description=\"x\">\n" \
	"##FORMAT=<ID=GP,Number=G,Type=Float,Description=\"x\">\n" \
	"##FORMAT=<ID=LPL,Number=.,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=LAD,Number=.,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=GQX,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=FT,Number=1,Type=String,Description=\"x\">\n" \
	"##FORMAT=<ID=LEN,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=PSL,Number=.,Type=String,Description=\"x\">\n" \
	"##FORMAT=<ID=PGT,Number=1,Type=String,Description=\"x\">\n" \
	"##FORMAT=<ID=PID,Number=1,Type=String,Description=\"x\">\n"

static struct fixture fixture;
static const struct sdi_collector_options plain;

static int setup(void **state)
{
	(void)state;
	fixture_init(&fixture);
	return 0;
}

/* What one sample shows; lines are "POS REF ALT FILTER INFO FORMAT SAMPLE" with blanks. */
static void read_with(const char *header, const struct sdi_collector_options *options,
		      const char *lines, struct sdi_genotype *g)
{
	bcf_hdr_t *hdr = fixture_header(header, 1);
	struct sdi_collector *c = NULL;
	struct stardose_error err = { 0 };
	char *copy = strdup(lines), *save = NULL;
	bcf1_t *rec = bcf_init();

	assert_int_equal(
		sdi_collector_new(&fixture.gene, STARDOSE_BUILD_GRCH38, 1, options, &c, &err),
		STARDOSE_OK);
	for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		char pos[16], ref[32], alt[32], filter[32], info[64], format[64], sample[64];
		struct sdi_filter_verdict verdict;
		kstring_t s = KS_INITIALIZE;

		assert_int_equal(sscanf(line, "%15s %31s %31s %31s %63s %63s %63s", pos, ref, alt,
					filter, info, format, sample),
				 7);
		ksprintf(&s, "22\t%s\t.\t%s\t%s\t.\t%s\t%s\t%s\t%s", pos, ref, alt, filter, info,
			 format, sample);
		assert_int_equal(vcf_parse(&s, hdr, rec), 0);
		sdi_newer_set_length(hdr, rec, 1);
		verdict = sdi_filter_judge(&c->filters, hdr, rec);
		assert_int_equal(sdi_collector_push(c, hdr, rec, &verdict, &err), STARDOSE_OK);
		free(s.s);
	}
	assert_int_equal(sdi_collector_close(c, &err), STARDOSE_OK);
	memset(g, 0, sizeof(*g));
	assert_int_equal(sdi_collector_genotype(c, sdi_collector_pattern(c, 0), g, &err),
			 STARDOSE_OK);
	sdi_collector_free(c);
	bcf_destroy(rec);
	free(copy);
	bcf_hdr_destroy(hdr);
}

static void assert_bit_at(const struct sdi_collector_options *options, const char *lines, int bit,
			  const char *values, enum stardose_evidence state, int line)
{
	char text[STARDOSE_MAX_PLOIDY + 1];
	struct sdi_genotype g;

	read_with(HEADER, options, lines, &g);
	genotype_bit(&g, bit, text);
	if (strcmp(text, values) || g.state[bit] != state) {
		print_error("%s: bit %d is %s (%s), not %s (%s)\n", lines, bit, text,
			    stardose_evidence_name(g.state[bit]), values,
			    stardose_evidence_name(state));
		_fail(__FILE__, line);
	}
	sdi_genotype_release(&g);
}
#define assert_bit(options, lines, bit, values, state) \
	assert_bit_at(options, lines, bit, values, STARDOSE_EVIDENCE_##state, __LINE__)

static uint64_t reasons_of(const char *header, const struct sdi_collector_options *options,
			   const char *lines)
{
	struct sdi_genotype g;
	uint64_t reasons;

	read_with(header, options, lines, &g);
	reasons = g.reasons;
	sdi_genotype_release(&g);
	return reasons;
}
#define says(reasons, why) ((int)((reasons) >> STARDOSE_REASON_##why & 1))

/* ---- nothing behind it ---- */

static const char *const nothing[] = {
	"GT:GQ 0/0:0",		  "GT:RGQ 0/0:0",	 "GT:GQX 0/0:0",
	"GT:DP 0/0:0",		  "GT:MIN_DP 0/0:0",	 "GT:AD 0/0:0,0",
	"GT:PL 0/0:0,0,0",	  "GT:PL 0/0:0,0,40",	 "GT:GL 0/0:-0.48,-0.48,-0.48",
	"GT:GP 0/0:0.333,0.333,0.334", "GT:GQ:DP 0/0:0:30", "GT:PL:GQ 0/0:7,7,7:20",
	"GT:AD:DP:GQ 0/0:0,0:9:30", "GT:GQ 0|0:0",	 "GT:GQ 0/.:0",
	"GT:LPL 0/0:0,0,0",	  "GT:LAD 0/0:0,0",	 "GT:PL 0/0:10,0,100",
	"GT:GL 0/0:-4,-0.7,-0.1", "GT:GP 0/0:0.1,0.2,0.7", "GT:GP 0/0:30,0,90",
};
/* the same with something behind it */
static const char *const something[] = {
	"GT:GQ 0/0:1",		   "GT:RGQ 0/0:3",	  "GT:GQX 0/0:1",
	"GT:DP 0/0:1",		   "GT:AD 0/0:1,0",	  "GT:PL 0/0:0,3,40",
	"GT:GL 0/0:-0.1,-0.7,-4",  "GT:GP 0/0:0.8,0.1,0.1", "GT:PL:GQ 0/0:0,0,40:12",
	"GT:GQ 0/0:.",		   "GT:DP 0/0:.",	  "GT:AD 0/0:.,.",
	"GT:PL 0/0:.",		   "GT 0/0",		  "GT:LPL 0/0:0,3,40",
	"GT:LAD 0/0:0,1",	   "GT:GP 0/0:0,30,90",	  "GT:PL:GQ 0/0:10,0,100:5",
};

static void what_says_nothing_vouches_for_no_reference_in_any_shape(void **state)
{
	char line[128];

	(void)state;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(*nothing); i++) {
		snprintf(line, sizeof(line), "1045 A G PASS . %s", nothing[i]);
		assert_bit(&plain, line, MNV_1, "", REJECTED);
		if (strchr(nothing[i], ','))
			continue; /* the others have as many values as the alleles ask for */
		snprintf(line, sizeof(line), "1045 A . PASS . %s", nothing[i]);
		assert_bit(&plain, line, MNV_1, "", REJECTED);
		snprintf(line, sizeof(line), "1040 G <NON_REF> PASS END=1060 %s", nothing[i]);
		assert_bit(&plain, line, MNV_1, "", REJECTED);
		snprintf(line, sizeof(line), "1040 G . PASS END=1060 %s", nothing[i]);
		assert_bit(&plain, line, MNV_1, "", REJECTED);
		assert_true(says(reasons_of(HEADER, &plain, line), GENOTYPES_EMPTY));
	}
	for (size_t i = 0; i < sizeof(something) / sizeof(*something); i++) {
		snprintf(line, sizeof(line), "1045 A G PASS . %s", something[i]);
		assert_bit(&plain, line, MNV_1, "00", OBSERVED);
		assert_false(says(reasons_of(HEADER, &plain, line), GENOTYPES_EMPTY));
	}
}

static void multi_allelic_records_that_say_nothing_are_no_reference(void **state)
{
	(void)state;
	assert_bit(&plain, "1007 C T,A PASS . GT:PL 0/0:0,0,0,0,0,0", SNV_T, "", REJECTED);
	assert_bit(&plain, "1007 C T,A PASS . GT:AD 0/0:0,0,0", SNV_A, "", REJECTED);
	assert_bit(&plain, "1007 C T,A PASS . GT:PL 0/0:0,9,90,9,90,90", SNV_A, "00", OBSERVED);
}

static void a_variant_is_seen_however_thin_it_is(void **state)
{
	(void)state;
	assert_bit(&plain, "1045 A G PASS . GT:GQ:PL 0/1:0:0,0,40", MNV_1, "01", OBSERVED);
	assert_bit(&plain, "1045 A G PASS . GT:AD:GQ 1/1:0,0:0", MNV_1, "11", OBSERVED);
}

/* ---- thresholds ---- */

static void filters_of_a_sample_are_heeded_where_filters_are(void **state)
{
	const struct sdi_collector_options pass = { .apply_filters = "PASS,." };

	(void)state;
	assert_bit(&pass, "1045 A G PASS . GT:FT 0/1:LowGQ", MNV_1, "", REJECTED);
	assert_bit(&pass, "1045 A G PASS . GT:FT 0/0:LowGQ;LowDP", MNV_1, "", REJECTED);
	assert_bit(&pass, "1045 A G PASS . GT:FT 0/1:PASS", MNV_1, "01", OBSERVED);
	assert_bit(&pass, "1045 A G PASS . GT:FT 0/1:.", MNV_1, "01", OBSERVED);
	assert_bit(&plain, "1045 A G PASS . GT:FT 0/1:LowGQ", MNV_1, "01", OBSERVED);
}

static void improbable_genotypes_are_rejected_when_asked_for(void **state)
{
	const struct sdi_collector_options sure = { .min_gp = .9 };

	(void)state;
	assert_bit(&sure, "1045 A G PASS . GT:GP 0/1:0.02,0.97,0.01", MNV_1, "01", OBSERVED);
	assert_bit(&sure, "1045 A G PASS . GT:GP 0|1:0.2,0.79,0.01", MNV_1, "", REJECTED);
	assert_bit(&sure, "1045 A G PASS . GT:GP 0/0:0.85,0.1,0.05", MNV_1, "", REJECTED);
	assert_bit(&sure, "1045 A G PASS . GT 0/0", MNV_1, "", REJECTED);
	assert_bit(&sure, "1007 C T,A PASS . GT:GP 2|0:0,0.03,0,0.95,0.02,0", SNV_A,
		   "01", OBSERVED);
}

static void badly_imputed_records_are_rejected_when_asked_for(void **state)
{
	const struct sdi_collector_options good = { .min_r2 = .8 };

	(void)state;
	assert_bit(&good, "1045 A G PASS R2=0.5 GT 0/0", MNV_1, "", REJECTED);
	assert_bit(&good, "1045 A G PASS DR2=0.79;IMP GT 0/1", MNV_1, "", REJECTED);
	assert_bit(&good, "1007 C T,A PASS DR2=0.9,0.3;IMP GT 0/0", SNV_T, "", REJECTED);
	assert_bit(&good, "1045 A G PASS INFO=0.3 GT 0/0", MNV_1, "", REJECTED);
	assert_bit(&good, "1045 A G PASS R2=0.8 GT 0/0", MNV_1, "00", OBSERVED);
	assert_bit(&good, "1045 A G PASS . GT 0/0", MNV_1, "00", OBSERVED);
}

static void imputed_genotypes_are_said_to_be(void **state)
{
	const struct sdi_collector_options good = { .min_r2 = .8 };

	(void)state;
	assert_true(says(reasons_of(HEADER, &plain, "1045 A G PASS IMP;DR2=1 GT 0/0"), IMPUTED));
	/* Beagle gives DR2 of measured records too: there the flag tells */
	assert_false(says(reasons_of(HEADER, &plain, "1045 A G PASS DR2=1 GT 0/0"), IMPUTED));
	assert_true(says(reasons_of(FIXTURE_HEADER PLAIN_INFO, &plain,
				    "1045 A G PASS R2=0.97 GT 0/0"),
			 IMPUTED));
	assert_false(says(reasons_of(FIXTURE_HEADER PLAIN_INFO, &plain,
				     "1045 A G PASS R2=0.97;TYPED GT 0/0"),
			  IMPUTED));
	/* what is not used does not mark the call */
	assert_false(says(reasons_of(HEADER, &good, "1045 A G PASS IMP;DR2=0.1 GT 0/0"), IMPUTED));
	assert_false(says(reasons_of(HEADER, &plain, "1045 A G PASS IMP;DR2=1 GT ./."), IMPUTED));
}

static void a_wrong_ref_has_a_reason_of_its_own(void **state)
{
	(void)state;
	assert_true(
		says(reasons_of(HEADER, &plain, "1045 C G PASS . GT 0/0\n1007 C T PASS . GT 0/0"),
		     REF_MISMATCH));
	assert_false(says(reasons_of(HEADER, &plain, "1045 A G PASS . GT 0/0"), REF_MISMATCH));
}

/* ---- phase ---- */

/* "cis", "trans" or "free" for two bits that are heterozygous. */
static const char *lie(const char *lines, int a, int b)
{
	struct sdi_genotype g;
	const char *how = "free";
	int block;

	read_with(HEADER, &plain, lines, &g);
	block = genotype_block(&g, a);
	if (block >= 0 && block == genotype_block(&g, b)) {
		const struct sdi_block_hap *hap = &g.blocks[block].hap[0];

		how = sdi_bits_has(&hap->carried, a) == sdi_bits_has(&hap->carried, b) ? "cis"
											 : "trans";
	}
	sdi_genotype_release(&g);
	return how;
}

static void phase_set_lists_name_haplotypes(void **state)
{
	(void)state;
	assert_string_equal(lie("1045 A G PASS . GT:PSL 0|1:.,a\n1076 C T PASS . GT:PSL 0|1:.,a",
				MNV_1, NEVER), "cis");
	assert_string_equal(lie("1045 A G PASS . GT:PSL 0|1:.,a\n1076 C T PASS . GT:PSL 1|0:a,.",
				MNV_1, NEVER), "cis");
	assert_string_equal(lie("1045 A G PASS . GT:PSL 0|1:.,a\n1076 C T PASS . GT:PSL 0|1:.,b",
				MNV_1, NEVER), "free");
	assert_string_equal(lie("1045 A G PASS . GT:PSL 0|1:a,b\n1076 C T PASS . GT:PSL 1|0:b,a",
				MNV_1, NEVER), "cis");
	assert_string_equal(lie("1045 A G PASS . GT:PSL 0|1:a,a\n1076 C T PASS . GT:PSL 1|0:a,a",
				MNV_1, NEVER), "trans");
}

static void physical_phase_of_gatk_orders_unphased_genotypes(void **state)
{
	(void)state;
	assert_string_equal(lie("1045 A G PASS . GT:PGT:PID 0/1:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 0/1:0|1:p", MNV_1, NEVER), "cis");
	assert_string_equal(lie("1045 A G PASS . GT:PGT:PID 0/1:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 0/1:1|0:p", MNV_1, NEVER), "trans");
	assert_string_equal(lie("1045 A G PASS . GT:PGT:PID 0/1:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 0/1:0|1:q", MNV_1, NEVER), "free");
	/* another order than GATK's: the row was split or changed since */
	assert_string_equal(lie("1045 A G PASS . GT:PGT:PID 0/1:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 1/0:0|1:p", MNV_1, NEVER), "free");
	assert_string_equal(lie("1045 A G PASS . GT:PGT:PID 0/1:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 0/1:.:p", MNV_1, NEVER), "free");
	/* the second ALT of a joined record */
	assert_string_equal(lie("1007 C T,A PASS . GT:PGT:PID 0/2:0|1:p\n"
				"1076 C T PASS . GT:PGT:PID 0/1:0|1:p", SNV_A, NEVER), "cis");
}

/* ---- blocks ---- */

static void blocks_of_every_dialect_cover_their_bases(void **state)
{
	(void)state;
	/* VCF 4.5 */
	assert_bit(&plain, "1040 G <*> . . GT:LEN 0/0:12", MNV_1, "00", BLOCK);
	assert_bit(&plain, "1040 G <*> . . GT:LEN 0/0:5", MNV_1, "", ABSENT);
	/* Octopus */
	assert_bit(&plain, "1040 G * . END=1060 GT 0/0", MNV_1, "00", BLOCK);
	/* freebayes --gvcf */
	assert_bit(&plain, "1040 G <*> . END=1060 GQ:DP:MIN_DP 160:30:28", MNV_1, "00", BLOCK);
	assert_bit(&plain, "1040 G <*> . END=1060 GQ:DP:MIN_DP 160:30:0", MNV_1, "", REJECTED);
	assert_bit(&plain, "1040 G <*> . END=1060 GQ:DP:MIN_DP -3:30:28", MNV_1, "", REJECTED);
	assert_bit(&plain, "1040 G <*> . END=1060 GQ 50", MNV_1, "", REJECTED);
}

/* ---- prefixes ---- */

static void prefixes_are_dropped_and_their_phase_kept(void **state)
{
	static const struct { const char *given, *wanted; } cases[] = {
		{ "|0/1", "0/1" }, { "/0/1", "0/1" }, { "/0|1", "0/1" }, { "|0|1", "0|1" },
		{ "|1", "1" },	   { "/1", "1" },     { "/.|.", "./." }, { "0|1", "0|1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t s = KS_INITIALIZE;
		char want[128];

		ksprintf(&s, "22\t7\t.\tC\tT\t.\t.\tA=|/;B\tGT:PG\t%s:/|\t0|1:x|\t%s",
			 cases[i].given, cases[i].given);
		snprintf(want, sizeof(want),
			 "22\t7\t.\tC\tT\t.\t.\tA=|/;B\tGT:PG\t%s:/|\t0|1:x|\t%s", cases[i].wanted,
			 cases[i].wanted);
		assert_int_equal(sdi_newer_drop_prefixes(&s),
				 strcmp(cases[i].given, cases[i].wanted) != 0);
		assert_string_equal(s.s, want);
		assert_int_equal(s.l, strlen(want));
		free(s.s);
	}
}

/*
 * The phase sets of two samples whose first alleles have these phase bits, and the second ones 1.
 */
static void assert_phase(const char *version, int first, int second, int want, int want_second)
{
	int32_t gt[4] = { bcf_gt_unphased(0) | first, bcf_gt_phased(1), bcf_gt_unphased(0) | second,
			  bcf_gt_phased(1) };
	const uint8_t is_open[2] = { 0, 0 };
	struct sdi_code_view view = { .n_allele = 2, .is_open = is_open };
	struct sdi_observation o;
	bcf_hdr_t *hdr = fixture_header(HEADER, 2);
	bcf1_t *rec = bcf_init();
	struct stardose_error err;

	assert_int_equal(bcf_hdr_set_version(hdr, version), 0);
	assert_int_equal(bcf_update_alleles_str(hdr, rec, "C,T"), 0);
	assert_int_equal(bcf_update_genotypes(hdr, rec, gt, 4), 0);
	assert_int_equal(bcf_unpack(rec, BCF_UN_FMT), 0);
	assert_int_equal(sdi_code_view_init(&view, hdr, rec, 0, &plain, &err), STARDOSE_OK);
	assert_int_equal(sdi_code_decode(&view, 0, &o), 0);
	assert_int_equal(o.phase_set, want);
	assert_int_equal(sdi_code_decode(&view, 1, &o), 0);
	assert_int_equal(o.phase_set, want_second);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
}

static void the_phase_of_a_first_allele_in_bcf_is_a_prefix(void **state)
{
	(void)state;
	assert_phase("VCFv4.4", 0, 1, -1, 0); /* /0|1 and 0|1 */
	assert_phase("VCFv4.4", 1, 1, 0, 0);
	assert_phase("VCFv4.4", 0, 0, 0, 0); /* of a writer that knows no prefixes */
	assert_phase("VCFv4.2", 0, 1, 0, 0);
}

static void the_longest_block_of_a_line_is_its_reach(void **state)
{
	static const char line[] = "GT:LEN:GQ\t0/0:12:3\t./.\t0/0:40\t0/1:.:9";

	(void)state;
	assert_int_equal(sdi_newer_text_length(line, line + strlen(line)), 40);
	assert_int_equal(sdi_newer_text_length("GT:GQ\t0/0:9", NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_says_nothing_vouches_for_no_reference_in_any_shape),
		cmocka_unit_test(multi_allelic_records_that_say_nothing_are_no_reference),
		cmocka_unit_test(a_variant_is_seen_however_thin_it_is),
		cmocka_unit_test(filters_of_a_sample_are_heeded_where_filters_are),
		cmocka_unit_test(improbable_genotypes_are_rejected_when_asked_for),
		cmocka_unit_test(badly_imputed_records_are_rejected_when_asked_for),
		cmocka_unit_test(imputed_genotypes_are_said_to_be),
		cmocka_unit_test(a_wrong_ref_has_a_reason_of_its_own),
		cmocka_unit_test(phase_set_lists_name_haplotypes),
		cmocka_unit_test(physical_phase_of_gatk_orders_unphased_genotypes),
		cmocka_unit_test(blocks_of_every_dialect_cover_their_bases),
		cmocka_unit_test(prefixes_are_dropped_and_their_phase_kept),
		cmocka_unit_test(the_phase_of_a_first_allele_in_bcf_is_a_prefix),
		cmocka_unit_test(the_longest_block_of_a_line_is_its_reach),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
