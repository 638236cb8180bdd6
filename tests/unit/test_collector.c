/* test_collector.c - records in, phase blocks of core variants out, on a made-up gene */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "fixture_gene.h"

static struct fixture fixture;
static const struct sdi_collector_options plain;

static int setup(void **state)
{
	(void)state;
	fixture_init(&fixture);
	return 0;
}

static struct sdi_collector *collect(enum stardose_build build, int n_samples,
				     const struct sdi_collector_options *options, const char *lines)
{
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, n_samples);
	struct sdi_collector *c = NULL;
	struct stardose_error err = { 0 };

	assert_int_equal(sdi_collector_new(&fixture.gene, build, n_samples, options, &c, &err),
			 STARDOSE_OK);
	assert_int_equal(fixture_push(c, hdr, lines, &err), STARDOSE_OK);
	assert_int_equal(sdi_collector_close(c, &err), STARDOSE_OK);
	bcf_hdr_destroy(hdr);
	return c;
}

static void genotype_of(struct sdi_collector *c, int sample, struct sdi_genotype *g)
{
	struct stardose_error err = { 0 };

	memset(g, 0, sizeof(*g));
	assert_int_equal(sdi_collector_genotype(c, sdi_collector_pattern(c, sample), g, &err),
			 STARDOSE_OK);
}

/* One sample on GRCh38 with default options. */
static void read_one(const char *lines, struct sdi_genotype *g)
{
	struct sdi_collector *c = collect(STARDOSE_BUILD_GRCH38, 1, &plain, lines);

	genotype_of(c, 0, g);
	sdi_collector_free(c);
}

static void assert_bit_at(const struct sdi_genotype *g, int bit, const char *values,
			  enum stardose_evidence state, int line)
{
	char text[STARDOSE_MAX_PLOIDY + 1];

	genotype_bit(g, bit, text);
	if (strcmp(text, values) || g->state[bit] != state) {
		print_error("bit %d is %s (%s), not %s (%s)\n", bit, text,
			    stardose_evidence_name(g->state[bit]), values,
			    stardose_evidence_name(state));
		_fail(__FILE__, line);
	}
}
#define assert_bit(g, bit, values, state)                                                          \
	assert_bit_at(g, bit, values, STARDOSE_EVIDENCE_##state, __LINE__)
#define assert_reason(g, why) assert_true((g)->reasons >> STARDOSE_REASON_##why & 1)

/* Both spellings give the same genotype, to the last bit. */
static void assert_same_at(const char *a, const char *b, int line)
{
	struct sdi_genotype x, y;
	char *s, *t;

	read_one(a, &x);
	read_one(b, &y);
	s = genotype_text(&x);
	t = genotype_text(&y);
	if (strcmp(s, t)) {
		print_error("these differ:\n%s\n -> %s\n%s\n -> %s\n", a, s, b, t);
		_fail(__FILE__, line);
	}
	free(s);
	free(t);
	sdi_genotype_release(&x);
	sdi_genotype_release(&y);
}
#define assert_same(a, b) assert_same_at(a, b, __LINE__)

static void silence_is_absent(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1045 A G GT 0/1", &g);
	assert_int_equal(g.ploidy, 2);
	assert_bit(&g, MNV_1, "01", OBSERVED);
	assert_bit(&g, MNV_2, "??", ABSENT);
	assert_bit(&g, INS_C, "??", ABSENT);
	assert_int_equal(g.n_blocks, 1);
	assert_int_equal(g.blocks[0].phase_set, -1);
	sdi_genotype_release(&g);
}

static void no_record_at_all_is_no_ploidy(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1003 G T GT 0/1", &g);
	assert_int_equal(g.ploidy, 0);
	assert_reason(&g, NO_RECORDS);
	sdi_genotype_release(&g);
}

static void third_base_at_a_site_is_an_unlisted_allele(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C G GT 0/1", &g);
	assert_bit(&g, SNV_T, "00", OBSERVED);
	assert_bit(&g, SNV_A, "00", OBSERVED);
	assert_reason(&g, UNLISTED_ALLELE);
	assert_int_equal(g.n_unlisted, 1);
	assert_string_equal(g.unlisted[0], "22:1007:C:G");
	assert_int_equal(g.n_blocks, 1);
	assert_int_equal(g.blocks[0].hap[0].n_unlisted + g.blocks[0].hap[1].n_unlisted, 1);
	sdi_genotype_release(&g);
	read_one("1007 C G GT 1/1", &g);
	assert_int_equal(g.same.n_unlisted, 1);
	assert_int_equal(g.n_blocks, 0);
	sdi_genotype_release(&g);
}

static void third_base_that_leaves_the_protein_alone_is_no_unlisted_allele(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1076 C A GT 0/1", &g);
	assert_bit(&g, NEVER, "00", OBSERVED);
	assert_int_equal(g.n_unlisted, 0);
	sdi_genotype_release(&g);
	read_one("1076 C G GT 0/1", &g);
	assert_int_equal(g.n_unlisted, 1);
	sdi_genotype_release(&g);
}

static void multi_allelic_record_keeps_both_alleles_apart(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C T,A GT 1/2", &g);
	assert_bit(&g, SNV_T,
		   genotype_block(&g, SNV_T) == 0 &&
				   sdi_bits_has(&g.blocks[0].hap[0].carried, SNV_T)
			   ? "10"
			   : "01",
		   OBSERVED);
	assert_int_equal(g.n_blocks, 1);
	for (int h = 0; h < 2; h++)
		assert_int_not_equal(sdi_bits_has(&g.blocks[0].hap[h].carried, SNV_T),
				     sdi_bits_has(&g.blocks[0].hap[h].carried, SNV_A));
	sdi_genotype_release(&g);
}

static void split_multi_allelic_rows_are_joined(void **state)
{
	(void)state;
	assert_same("1007 C T,A GT 1/2", "1007 C A,T GT 1/2");
	assert_same("1007 C T,A GT 1/2", "1007 C T GT 0/1\n1007 C A GT 0/1");
	assert_same("1007 C T,A GT 1/2", "1007 C A GT 0/1\n1007 C T GT 1/0");
	assert_same("1007 C T,A GT 1/2", "1007 C T GT 1/.\n1007 C A GT ./1");
	assert_same("1007 C T,A GT 0/2", "1007 C T GT 0/.\n1007 C A GT 0/1");
	assert_same("1007 C T,A GT 1|2", "1007 C T GT 1|0\n1007 C A GT 0|1");
	assert_same("1007 C T,A GT 1/1", "1007 C T GT 1/1\n1007 C A GT 0/0");
	assert_same("1085 T TGA,TGAGA GT 1/2", "1085 T TGA GT 0/1\n1085 T TGAGA GT 0/1");
	assert_same("1085 T TGA,TGAGA GT 1/2", "1085 T TGAGA GT 1/.\n1087 A AGA GT ./1");
}

/* What all records say stays; what one of them carries is contested, never absent. */
static void contradictions_are_conflicts(void **state)
{
	static const struct { const char *lines, *snv_t; } cases[] = {
		{ "1007 C T GT 0/1\n1007 C T GT 1/1", "?1" },
		{ "1007 C T GT 0/0\n1007 C T GT 0/1", "?0" },
		{ "1007 C T GT 0/0\n1007 C T GT 1/1", "??" },
		{ "1007 C T GT 1/1\n1007 C A GT 0/1", "??" },
		{ "1007 C T GT 0|1\n1007 C A GT 0|1", "?0" },
	};
	struct sdi_genotype g;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_one(cases[i].lines, &g);
		assert_bit(&g, SNV_T, cases[i].snv_t, CONFLICT);
		assert_reason(&g, SITES_CONFLICT);
		assert_true(sdi_bits_has(&g.contested, SNV_T));
		sdi_genotype_release(&g);
	}
	/* they disagree on the haplotype, not on what is there */
	read_one("1007 C T GT 0|1\n1007 C T GT 1|0", &g);
	assert_string_equal(genotype_bit(&g, SNV_T, (char[STARDOSE_MAX_PLOIDY + 1]){ 0 }), "01");
	sdi_genotype_release(&g);
	/* of three rows two that agree are believed no more than the third */
	read_one("1007 C T GT 0/1\n1007 C T,G GT 1/0\n1007 C T GT 1/1", &g);
	assert_bit(&g, SNV_T, "?1", CONFLICT);
	sdi_genotype_release(&g);
}

static void duplicate_rows_count_once(void **state)
{
	(void)state;
	assert_same("1007 C T GT 0/1", "1007 C T GT 0/1\n1007 C T GT 1/0");
	assert_same("1007 C T GT 0|1", "1007 C T GT 0|1\n1007 C T GT 0/1");
	assert_same("1009 A AC GT 0/1", "1009 A AC GT 0/1\n1012 C CC GT 0/1");
}

static void no_genotype_survives_whatever_else_is_said(void **state)
{
	struct sdi_collector_options assume = { .absent_is_reference = 1 };
	struct sdi_collector *c;
	struct sdi_genotype g;

	(void)state;
	c = collect(STARDOSE_BUILD_GRCH38, 1, &assume, "1007 C T GT ./.\n1045 A G GT 0/0");
	genotype_of(c, 0, &g);
	assert_bit(&g, SNV_T, "??", REJECTED);
	assert_bit(&g, MNV_1, "00", OBSERVED);
	assert_bit(&g, MNV_2, "00", ASSUMED);
	assert_bit(&g, NEVER, "??", ABSENT);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
}

static void a_silent_row_takes_nothing_away(void **state)
{
	struct sdi_genotype g;

	(void)state;
	assert_same("1007 C T,A GT 1/1", "1007 C T GT 1/1\n1007 C A GT ./.");
	assert_same("1007 C T,A GT 1|0", "1007 C T GT 1|0\n1007 C A GT .|.");
	assert_same("1007 C T,A GT 2|0", "1007 C T GT .|.\n1007 C A GT 1|0");
	assert_same("1007 C T,A GT 0/0", "1007 C T GT ./.\n1007 C A GT 0/0");
	assert_same("1085 T TGA,TGAGA GT 0/1", "1085 T TGA GT 0/1\n1085 T TGAGA GT ./.");
	assert_same("1045 AGC AAC,GGC GT 1/2",
		    "1045 AGC AAC GT 1/.\n1045 AGC GGC GT ./1\n1045 AGC AGT GT ./.");
	/* blocks speak, too, as in merged gVCFs */
	read_one("1001 A <NON_REF> GT 0/0 END=1100\n1007 C T GT ./.", &g);
	assert_bit(&g, SNV_T, "00", BLOCK);
	sdi_genotype_release(&g);
	/* a genotype that was not believed did say something */
	read_one("1007 C T GT:DP 0/0:0\n1007 C A GT 0/1", &g);
	assert_bit(&g, SNV_T, "??", REJECTED);
	sdi_genotype_release(&g);
}

static void shared_bases_of_a_split_record_are_homozygous(void **state)
{
	struct sdi_genotype g;

	(void)state;
	assert_same("1045 AGC GGC,GAC GT 1/2", "1045 AGC GGC GT 1/0\n1045 AGC GAC GT 0/1");
	assert_same("1045 AGC GGC,GAC GT 1/2", "1045 AGC GGC GT 1/.\n1045 AGC GAC GT ./1");
	assert_same("1045 AGC GGC,GAC GT 1|2", "1045 AGC GGC GT 1|0\n1045 AGC GAC GT 0|1");
	assert_same("1045 AGC GGC,AAC GT 1/2", "1045 AGC GGC GT 0/1\n1045 AGC AAC GT 0/1");
	read_one("1045 AGC GGC GT 1/0\n1045 AGC GAC GT 0/1", &g);
	assert_bit(&g, MNV_1, "11", OBSERVED);
	sdi_genotype_release(&g);
	/* trimmed, the rows may be one haplotype written down twice */
	read_one("1045 A G GT 0/1\n1045 AG GA GT 0/1", &g);
	assert_bit(&g, MNV_1, "?1", CONFLICT);
	assert_bit(&g, MNV_2, "01", OBSERVED);
	sdi_genotype_release(&g);
}

static void star_is_the_other_record(void **state)
{
	struct sdi_genotype g;

	(void)state;
	assert_same("1049 ATG A,ACG GT 1/2", "1049 ATG A,* GT 1/2\n1050 T C,* GT 2/1");
	assert_same("1007 C T,A GT 1/2", "1007 C T,* GT 1/2\n1007 C A,* GT 2/1");
	assert_same("1007 C T,A GT 1/2",
		    "1007 C T GT 0/1\n1007 C * GT 0/1\n1007 C A GT 0/1\n1007 C * GT 0/1");
	/* a deletion may be '*' over more than one record */
	read_one("1049 ATG A GT 0/1\n1050 T * GT 0/1\n1051 G * GT 0/1", &g);
	assert_bit(&g, MNV_4, "00", OBSERVED);
	assert_int_equal(g.n_unlisted, 0);
	sdi_genotype_release(&g);
}

static void equal_records_count_once(void **state)
{
	struct sdi_genotype g;
	kstring_t lines = KS_INITIALIZE;

	(void)state;
	for (int i = 0; i < 3000; i++)
		kputs("1007 C T GT 0/1\n1049 ATG A GT 0|1\n", &lines);
	kputs("1050 T C GT 1|0", &lines);
	read_one(lines.s, &g);
	assert_int_equal(g.reasons, 0);
	assert_string_equal(genotype_bit(&g, SNV_T, (char[STARDOSE_MAX_PLOIDY + 1]){ 0 }), "01");
	assert_int_equal(g.state[DEL_TG], STARDOSE_EVIDENCE_OBSERVED);
	sdi_genotype_release(&g);
	free(lines.s);
}

/* 40 heterozygous rows over one deletion, any ploidy: an answer or a reason, at once. */
static void orders_have_a_budget(void **state)
{
	static const char *const genotypes[] = { "0/1", "0/0/1", "0/0/1/1" };

	(void)state;
	for (size_t p = 0; p < 3; p++) {
		kstring_t lines = KS_INITIALIZE;
		struct sdi_genotype g;

		for (int i = 0; i < 40; i++)
			ksprintf(&lines, "1045 AGCCATG A%.*sATG GT %s\n", i + 1,
				 "CACACACACACACACACACACACACACACACACACACACA", genotypes[p]);
		read_one(lines.s, &g);
		assert_reason(&g, SITES_CONFLICT);
		sdi_genotype_release(&g);
		free(lines.s);
	}
}

static void half_calls_leave_one_haplotype_open(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C T GT ./1\n1045 A G GT 0/0", &g);
	assert_bit(&g, SNV_T, "?1", REJECTED);
	assert_reason(&g, HALF_CALL);
	assert_bit(&g, MNV_1, "00", OBSERVED);
	sdi_genotype_release(&g);
	assert_same("1007 C T GT ./1", "1007 C T GT 1/.");
	assert_same("1007 C T,A GT ./2", "1007 C T GT ./0\n1007 C A GT ./1");
}

static void ploidy_is_read_not_assumed(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C T GT 1\n1045 A G GT 0", &g);
	assert_int_equal(g.ploidy, 1);
	assert_reason(&g, HAPLOID);
	assert_bit(&g, SNV_T, "1", OBSERVED);
	assert_bit(&g, MNV_1, "0", OBSERVED);
	sdi_genotype_release(&g);
	read_one("1007 C T GT 1\n1045 A G GT 0/1", &g);
	assert_int_equal(g.ploidy, 2);
	assert_reason(&g, MIXED_PLOIDY);
	assert_bit(&g, SNV_T, "?1", REJECTED);
	sdi_genotype_release(&g);
	/* what the odd one carries is not missing, though nobody knows where it lies */
	read_one("1007 C T GT 0/0/1\n1045 A G GT 0/1\n1046 G A GT 0/0", &g);
	assert_int_equal(g.ploidy, 2);
	assert_bit(&g, SNV_T, "??", REJECTED);
	assert_true(sdi_bits_has(&g.contested, SNV_T));
	assert_false(sdi_bits_has(&g.contested, MNV_1));
	sdi_genotype_release(&g);
	read_one("1007 C T GT 0/0/0\n1045 A G GT 0/1\n1046 G A GT 0/0", &g);
	assert_true(sdi_bits_empty(g.contested));
	sdi_genotype_release(&g);
	read_one("1007 C T GT 0/1/1", &g);
	assert_int_equal(g.ploidy, 3);
	assert_bit(&g, SNV_T, "011", OBSERVED);
	sdi_genotype_release(&g);
	read_one("1007 C T GT 0/0/0/0/1", &g);
	assert_int_equal(g.ploidy, 0);
	assert_reason(&g, PLOIDY_UNSUPPORTED);
	assert_bit(&g, SNV_T, "", REJECTED);
	sdi_genotype_release(&g);
}

static void letters_that_are_no_bases_are_no_reference(void **state)
{
	static const char *const alt[] = { "X", "R", "n", "N" };
	struct sdi_genotype g;
	char line[64];

	(void)state;
	for (int i = 0; i < 4; i++) {
		snprintf(line, sizeof(line), "1045 A %s GT 1/1", alt[i]);
		read_one(line, &g);
		assert_bit(&g, MNV_1, "", REJECTED);
		sdi_genotype_release(&g);
		snprintf(line, sizeof(line), "1045 A %s GT 0/0", alt[i]);
		read_one(line, &g);
		assert_bit(&g, MNV_1, "00", OBSERVED);
		sdi_genotype_release(&g);
	}
}

static void phase_sets_become_blocks(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C T GT:PS 0|1:7\n1045 A G GT:PS 1|0:7\n1046 G A GT:PS 0|1:9\n1047 C T GT "
		 "0|1\n1050 T C GT 1|1\n1076 C T GT 0/1",
		 &g);
	assert_int_equal(g.n_blocks, 4);
	assert_int_equal(genotype_block(&g, SNV_T), genotype_block(&g, MNV_1));
	assert_int_equal(g.blocks[genotype_block(&g, SNV_T)].phase_set, 7);
	assert_int_equal(g.blocks[genotype_block(&g, MNV_2)].phase_set, 9);
	assert_int_equal(g.blocks[genotype_block(&g, MNV_3)].phase_set, 0);
	assert_int_equal(g.blocks[genotype_block(&g, NEVER)].phase_set, -1);
	assert_bit(&g, MNV_4, "11", OBSERVED);
	assert_int_equal(genotype_block(&g, MNV_4), -1);
	for (int h = 0; h < 2; h++) {
		const struct sdi_block_hap *hap = &g.blocks[genotype_block(&g, SNV_T)].hap[h];

		assert_int_not_equal(sdi_bits_has(&hap->carried, SNV_T),
				     sdi_bits_has(&hap->carried, MNV_1));
	}
	sdi_genotype_release(&g);
}

static void mnv_is_its_bases_in_one_block(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1045 AGC GAT GT 0/1", &g);
	assert_int_equal(g.n_blocks, 1);
	assert_bit(&g, MNV_1, "01", OBSERVED);
	assert_bit(&g, MNV_2, "01", OBSERVED);
	assert_bit(&g, MNV_3, "01", OBSERVED);
	sdi_genotype_release(&g);
	assert_same("1045 AGC GAT GT 1/1", "1045 A G GT 1/1\n1046 G A GT 1/1\n1047 C T GT 1/1");
	assert_same("1045 AGC GAT GT 0|1\n1076 C T GT 0|1",
		    "1045 A G GT 0|1\n1046 GC AT GT 0|1\n1076 C T GT 0|1");
	/*
	 * AGC>GAT here, only A>G there: one site twice, each explains the other only if they lie
	 * apart or together
	 */
	read_one("1045 AGC GAT GT 0/1\n1045 A G GT 0/1", &g);
	assert_bit(&g, MNV_1, "?1", CONFLICT);
	assert_bit(&g, MNV_2, "01", OBSERVED);
	sdi_genotype_release(&g);
}

static void indels_are_found_wherever_they_slide(void **state)
{
	(void)state;
	assert_same("1009 A AC GT 0/1", "1010 C CC GT 0/1");
	assert_same("1009 A AC GT 0/1", "1012 C CC GT 0/1");
	assert_same("1009 A AC GT 0/1", "1012 CTT CCTT GT 0/1");
	assert_same("1009 A AC GT 0/1", "1008 AACCCTT AACCCCTT GT 1/0");
	assert_same("1021 TTGAC T GT 0/1", "1028 ACTGA A GT 0/1");
	assert_same("1021 TTGAC T GT 0/1", "1024 ACTGA A GT 0/1");
	assert_same("1021 TTGAC T GT 0/1", "1021 TTGACTGACTGAG TTGACTGAG GT 0/1");
	assert_same("1085 T TGA GT 0/1", "1087 A AGA GT 0/1");
}

static void snv_at_the_anchor_says_nothing_about_the_insertion(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1085 T C GT 0/0\n1007 C T GT 0/0", &g);
	assert_bit(&g, INS_GA, "??", ABSENT);
	sdi_genotype_release(&g);
	read_one("1085 T TGAGA GT 0/0\n1007 C T GT 0/0", &g);
	assert_bit(&g, INS_GA, "??", ABSENT);
	assert_bit(&g, INS_GAGA, "00", OBSERVED);
	sdi_genotype_release(&g);
	read_one("1085 T . GT 0/0", &g);
	assert_bit(&g, INS_GA, "00", OBSERVED);
	sdi_genotype_release(&g);
	read_one("1050 T . GT 0/0", &g);
	assert_bit(&g, MNV_4, "00", OBSERVED);
	assert_bit(&g, DEL_TG, "??", ABSENT);
	sdi_genotype_release(&g);
	read_one("1051 G <*> GT 0/0 END=1060\n1050 T C,<*> GT 0/1", &g);
	assert_bit(&g, DEL_TG, "00", BLOCK);
	sdi_genotype_release(&g);
}

static void other_insertion_in_the_run_is_unlisted(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1009 A ACC GT 0/1\n1045 A G GT 0/0", &g);
	assert_int_equal(g.n_unlisted, 1);
	assert_string_equal(g.unlisted[0], "22:1009:A:ACC");
	assert_bit(&g, INS_C, "??", ABSENT);
	sdi_genotype_release(&g);
	read_one("1009 A AC,ACC GT 1/2\n1045 A G GT 0/0", &g);
	assert_int_equal(g.n_unlisted, 1);
	assert_bit(&g, INS_C, sdi_bits_has(&g.blocks[0].hap[0].carried, INS_C) ? "10" : "01",
		   OBSERVED);
	sdi_genotype_release(&g);
}

static void deletions_over_sites_leave_no_base(void **state)
{
	struct sdi_genotype g;

	(void)state;
	/* a listed deletion: the SNV inside it cannot be there */
	read_one("1049 ATG A GT 1/1", &g);
	assert_bit(&g, DEL_TG, "11", OBSERVED);
	assert_bit(&g, MNV_4, "00", OBSERVED);
	assert_int_equal(g.n_unlisted, 0);
	sdi_genotype_release(&g);
	/* SNV and deletion heterozygous: they must lie apart */
	read_one("1049 ATG A GT 0/1\n1050 T C GT 0/1", &g);
	assert_int_equal(g.n_blocks, 1);
	for (int h = 0; h < 2; h++)
		assert_int_not_equal(sdi_bits_has(&g.blocks[0].hap[h].carried, DEL_TG),
				     sdi_bits_has(&g.blocks[0].hap[h].carried, MNV_4));
	sdi_genotype_release(&g);
	assert_same("1049 ATG A GT 0/1\n1050 T C GT 0/1", "1049 ATG A GT 0/1\n1050 T C,* GT 1/2");
	read_one("1049 ATG A GT 0/1\n1050 T C GT 1/1", &g);
	assert_bit(&g, MNV_4, "??", CONFLICT);
	sdi_genotype_release(&g);
	/* an unlisted one, and '*' without any */
	read_one("1044 TAG T GT 0/1", &g);
	assert_bit(&g, MNV_1, "00", OBSERVED);
	assert_reason(&g, SPANNING_DELETION);
	assert_string_equal(g.unlisted[0], "22:1044:TAG:T");
	assert_int_equal(g.blocks[0].hap[0].n_unlisted + g.blocks[0].hap[1].n_unlisted, 1);
	sdi_genotype_release(&g);
	read_one("1050 T C,* GT 0/2", &g);
	assert_bit(&g, MNV_4, "00", OBSERVED);
	assert_reason(&g, SPANNING_DELETION);
	assert_string_equal(g.unlisted[0], "22:1050:T:*");
	sdi_genotype_release(&g);
}

static void indels_in_cis_are_read_together(void **state)
{
	struct sdi_genotype g;

	(void)state;
	/* AGC>GAT at 1045 written as an insertion and a deletion */
	assert_same("1045 AGC GAT GT 1/1", "1044 T TGAT GT 1/1\n1044 TAGC T GT 1/1");
	assert_same("1045 AGC GAT GT 0|1\n1076 C T GT 0|1",
		    "1044 T TGA GT 0|1\n1045 AGC T GT 0|1\n1076 C T GT 0|1");
	/* unphased: together or apart, nobody knows */
	read_one("1044 T TGA GT 0/1\n1045 AGC T GT 0/1", &g);
	assert_bit(&g, MNV_1, "?0", CONFLICT);
	assert_bit(&g, MNV_2, "?0", CONFLICT);
	assert_true(sdi_bits_has(&g.contested, MNV_1));
	assert_reason(&g, SITES_CONFLICT);
	assert_true(g.n_unlisted > 0);
	sdi_genotype_release(&g);
}

static void reference_base_may_be_the_variant(void **state)
{
	struct sdi_collector_options assume = { .absent_is_reference = 1 };
	struct sdi_collector *c = collect(STARDOSE_BUILD_GRCH37, 4, &assume,
					  "564 A G GT 0/0 0/1 1/1 ./.\n507 C T GT 0/0 0/0 0/0 0/0");
	static const char *const expected[] = { "11", "01", "00" };
	struct sdi_genotype g;

	(void)state;
	for (int i = 0; i < 3; i++) {
		genotype_of(c, i, &g);
		assert_bit(&g, SWAPPED, expected[i], OBSERVED);
		sdi_genotype_release(&g);
	}
	genotype_of(c, 3, &g);
	assert_bit(&g, SWAPPED, "??", REJECTED);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
	c = collect(STARDOSE_BUILD_GRCH37, 1, &assume, "507 C T GT 0/0");
	genotype_of(c, 0, &g);
	assert_bit(&g, SWAPPED, "11", ASSUMED);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
	c = collect(STARDOSE_BUILD_GRCH37, 1, &plain, "564 A T GT 0/1");
	genotype_of(c, 0, &g);
	assert_bit(&g, SWAPPED, sdi_bits_has(&g.blocks[0].hap[0].carried, SWAPPED) ? "10" : "01",
		   OBSERVED);
	assert_string_equal(g.unlisted[0], "22:564:A:T");
	sdi_genotype_release(&g);
	sdi_collector_free(c);
}

static void blocks_vouch_for_what_they_cover(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1001 A <NON_REF> GT 0/0 END=1044\n1045 A G,<NON_REF> GT 0/1\n1046 G <NON_REF> GT "
		 "0/0 END=1050\n"
		 "1051 G <NON_REF> GT ./. END=1099",
		 &g);
	assert_bit(&g, SNV_T, "00", BLOCK);
	assert_bit(&g, INS_C, "00", BLOCK);
	assert_bit(&g, DEL_REPEAT, "00", BLOCK);
	assert_bit(&g, MNV_1, "01", OBSERVED);
	assert_bit(&g, MNV_3, "00", BLOCK);
	assert_bit(&g, DEL_TG, "??",
		   REJECTED); /* its second base lies in the block without genotype */
	assert_bit(&g, INS_GA, "??", REJECTED);
	sdi_genotype_release(&g);
	read_one("1001 A . GT 0/0 END=1100", &g);
	assert_bit(&g, NEVER, "00", BLOCK);
	sdi_genotype_release(&g);
}

static void thresholds_reject_thin_genotypes(void **state)
{
	struct sdi_collector_options strict = { .min_gq = 20, .min_dp = 10 };
	struct sdi_collector *c =
		collect(STARDOSE_BUILD_GRCH38, 4, &strict,
			"1007 C T GT:GQ:DP 0/1:20:10 0/1:19:10 0/0:99:9 0/0:.:30\n"
			"1040 G <NON_REF> GT:GQ:MIN_DP:DP 0/0:30:10:12 0/0:30:9:12 0/0:30:.:12 "
			"0/0:30:11:. END=1048\n"
			"1050 T C GT:GQ:DP 0/0:99:99 0/0:99:99 0/0:99:99 0/0:99:99\n"
			"1076 C T GT 0/0 0/0 0/0 0/0");
	struct sdi_genotype g;

	(void)state;
	genotype_of(c, 0, &g);
	assert_bit(&g, SNV_T, "01", OBSERVED);
	assert_bit(&g, MNV_1, "00", BLOCK);
	assert_bit(&g, NEVER, "??", REJECTED);
	sdi_genotype_release(&g);
	for (int i = 1; i < 4; i++) {
		genotype_of(c, i, &g);
		assert_bit(&g, SNV_T, "??", REJECTED);
		if (i < 3)
			assert_bit(&g, MNV_1, "??", REJECTED);
		else
			assert_bit(&g, MNV_1, "00", BLOCK);
		sdi_genotype_release(&g);
	}
	sdi_collector_free(c);
}

static void reference_without_a_read_is_no_evidence(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1001 A <NON_REF> GT:GQ:MIN_DP 0/0:0:0 END=1020\n1021 T <NON_REF> GT:GQ:MIN_DP "
		 "0/0:0:3 END=1044\n"
		 "1045 A G GT:DP 0/0:0\n1046 G A GT:DP 0/1:0\n1047 C T GT:DP 0/0:1\n"
		 "1048 C <NON_REF> GT:GQ:MIN_DP 0/0:3:1 END=1099",
		 &g);
	assert_bit(&g, SNV_T, "??", REJECTED);
	assert_bit(&g, DEL_REPEAT, "??", REJECTED);
	assert_bit(&g, MNV_1, "??", REJECTED);
	assert_bit(&g, MNV_2, "01", OBSERVED);
	assert_bit(&g, MNV_3, "00", OBSERVED);
	assert_bit(&g, MNV_4, "00", BLOCK);
	sdi_genotype_release(&g);
}

static void filters_are_those_of_bcftools(void **state)
{
	struct sdi_collector_options pass = { .apply_filters = "PASS,." };
	struct sdi_collector *c = collect(STARDOSE_BUILD_GRCH38, 1, &pass,
					  "1007 C T GT 0/1 FILTER=LowQual\n1045 A G GT 0/1 "
					  "FILTER=.\n1046 G A GT 0/1 FILTER=PASS");
	struct sdi_genotype g;

	(void)state;
	genotype_of(c, 0, &g);
	assert_bit(&g, SNV_T, "??", REJECTED);
	assert_bit(&g, MNV_1, "01", OBSERVED);
	assert_bit(&g, MNV_2, "01", OBSERVED);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
}

static void records_without_gt_say_so(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1007 C T DP 30\n1045 A G DP 30", &g);
	assert_reason(&g, NO_GENOTYPES);
	assert_int_equal(g.ploidy, 0);
	assert_bit(&g, SNV_T, "", REJECTED);
	sdi_genotype_release(&g);
}

static void wrong_ref_is_counted_and_never_used(void **state)
{
	struct sdi_collector *c = collect(STARDOSE_BUILD_GRCH38, 1, &plain,
					  "1007 G T GT 0/1\n1045 AGC GGC GT 0/1\n1060 g A GT 0/0");
	struct sdi_genotype g;
	int match, mismatch;

	(void)state;
	sdi_collector_ref_score(c, &match, &mismatch);
	assert_int_equal(match, 2);
	assert_int_equal(mismatch, 1);
	assert_string_equal(sdi_collector_ref_mismatch(c), "REF G at 22:1007");
	genotype_of(c, 0, &g);
	assert_bit(&g, SNV_T, "??", REJECTED);
	assert_bit(&g, MNV_2, "00", OBSERVED);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
}

static void samples_with_one_pattern_share_it(void **state)
{
	struct sdi_collector *c =
		collect(STARDOSE_BUILD_GRCH38, 5, &plain,
			"1007 C T GT 0/0 0/1 0|0 1/0 0/1\n1045 A G GT 0/0 0/0 0/0 0/0 1/1");

	(void)state;
	assert_int_equal(sdi_collector_n_patterns(c), 3);
	assert_int_equal(sdi_collector_pattern(c, 0), 0);
	assert_int_equal(sdi_collector_pattern(c, 2), 0);
	assert_int_equal(sdi_collector_pattern(c, 1), 1);
	assert_int_equal(sdi_collector_pattern(c, 3), 1);
	assert_int_equal(sdi_collector_pattern(c, 4), 2);
	assert_int_equal(sdi_collector_n_records(c), 2);
	sdi_collector_free(c);
}

static void structural_records_are_left_alone(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_one("1002 C <DEL> GT 0/1 END=1090\n1007 C T GT 0/1", &g);
	assert_bit(&g, SNV_T, "01", OBSERVED);
	assert_bit(&g, MNV_1, "??", ABSENT);
	sdi_genotype_release(&g);
}

static void allele_numbers_beyond_the_record_are_errors(void **state)
{
	const struct sdi_filter_verdict passes = { .passes = 1 };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct sdi_collector *c = NULL;
	struct stardose_error err = { 0 };
	int32_t gt[2] = { bcf_gt_unphased(0), bcf_gt_unphased(3) };
	bcf1_t *rec = bcf_init();
	kstring_t line = KS_INITIALIZE;

	(void)state;
	kputs("22\t1007\t.\tC\tT\t.\tPASS\t.\tGT\t0/1", &line);
	assert_int_equal(vcf_parse(&line, hdr, rec), 0);
	assert_int_equal(bcf_update_genotypes(hdr, rec, gt, 2), 0);
	assert_int_equal(
		sdi_collector_new(&fixture.gene, STARDOSE_BUILD_GRCH38, 1, &plain, &c, &err),
		STARDOSE_OK);
	assert_int_equal(sdi_collector_push(c, hdr, rec, &passes, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "22:1007"));
	sdi_collector_free(c);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	free(line.s);
}

/* Collect one line where everything may be assumed, after @prepare. */
static void read_assumed(void (*prepare)(struct sdi_collector *c), struct sdi_genotype *g)
{
	const struct sdi_collector_options assume = { .absent_is_reference = 1 };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct sdi_collector *c = NULL;
	struct stardose_error err = { 0 };

	assert_int_equal(sdi_collector_new(&fixture.gene, STARDOSE_BUILD_GRCH38, 1, &assume, &c,
					   &err),
			 STARDOSE_OK);
	assert_int_equal(fixture_push(c, hdr, "1007 C T GT 0/1", &err), STARDOSE_OK);
	prepare(c);
	assert_int_equal(sdi_collector_close(c, &err), STARDOSE_OK);
	genotype_of(c, 0, g);
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
}

static struct stardose_bits one_bit(int bit)
{
	struct stardose_bits bits = { { 0 } };

	sdi_bits_set(&bits, bit);
	return bits;
}

static void deny(struct sdi_collector *c)
{
	assert_int_equal(sdi_collector_deny(c, one_bit(MNV_1), STARDOSE_REASON_SITES_CHOSEN), 1);
	assert_int_equal(sdi_collector_deny(c, one_bit(MNV_1), STARDOSE_REASON_STREAM_END), 0);
	/* what was seen is no site without record */
	assert_int_equal(sdi_collector_deny(c, one_bit(SNV_T), STARDOSE_REASON_VARIANT_COMMON), 1);
}

static void what_is_denied_is_not_assumed_and_says_why(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_assumed(deny, &g);
	assert_int_equal(g.state[MNV_1], STARDOSE_EVIDENCE_ABSENT);
	assert_int_equal(g.state[MNV_2], STARDOSE_EVIDENCE_ASSUMED);
	assert_int_equal(g.state[SNV_T], STARDOSE_EVIDENCE_OBSERVED);
	assert_int_equal(g.reasons, UINT64_C(1) << STARDOSE_REASON_SITES_CHOSEN);
	sdi_genotype_release(&g);
}

static void expect(struct sdi_collector *c)
{
	static double copies[FIXTURE_BITS];

	copies[SNV_T] = copies[SNV_A] = copies[MNV_1] = SDI_EXPECTED_COPIES + 1;
	copies[MNV_2] = SDI_EXPECTED_COPIES;
	sdi_collector_expect(c, copies);
}

static void a_site_without_its_expected_carriers_was_not_looked_at(void **state)
{
	struct sdi_genotype g;

	(void)state;
	read_assumed(expect, &g);
	assert_int_equal(g.state[MNV_1], STARDOSE_EVIDENCE_ABSENT);
	assert_int_equal(g.state[MNV_2], STARDOSE_EVIDENCE_ASSUMED);
	assert_int_equal(g.state[SNV_A], STARDOSE_EVIDENCE_OBSERVED);
	assert_int_equal(g.reasons, UINT64_C(1) << STARDOSE_REASON_CARRIERS_EXPECTED);
	sdi_genotype_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silence_is_absent),
		cmocka_unit_test(no_record_at_all_is_no_ploidy),
		cmocka_unit_test(third_base_at_a_site_is_an_unlisted_allele),
		cmocka_unit_test(third_base_that_leaves_the_protein_alone_is_no_unlisted_allele),
		cmocka_unit_test(multi_allelic_record_keeps_both_alleles_apart),
		cmocka_unit_test(split_multi_allelic_rows_are_joined),
		cmocka_unit_test(contradictions_are_conflicts),
		cmocka_unit_test(duplicate_rows_count_once),
		cmocka_unit_test(no_genotype_survives_whatever_else_is_said),
		cmocka_unit_test(a_silent_row_takes_nothing_away),
		cmocka_unit_test(shared_bases_of_a_split_record_are_homozygous),
		cmocka_unit_test(star_is_the_other_record),
		cmocka_unit_test(equal_records_count_once),
		cmocka_unit_test(orders_have_a_budget),
		cmocka_unit_test(half_calls_leave_one_haplotype_open),
		cmocka_unit_test(ploidy_is_read_not_assumed),
		cmocka_unit_test(letters_that_are_no_bases_are_no_reference),
		cmocka_unit_test(phase_sets_become_blocks),
		cmocka_unit_test(mnv_is_its_bases_in_one_block),
		cmocka_unit_test(indels_are_found_wherever_they_slide),
		cmocka_unit_test(snv_at_the_anchor_says_nothing_about_the_insertion),
		cmocka_unit_test(other_insertion_in_the_run_is_unlisted),
		cmocka_unit_test(deletions_over_sites_leave_no_base),
		cmocka_unit_test(indels_in_cis_are_read_together),
		cmocka_unit_test(reference_base_may_be_the_variant),
		cmocka_unit_test(blocks_vouch_for_what_they_cover),
		cmocka_unit_test(thresholds_reject_thin_genotypes),
		cmocka_unit_test(reference_without_a_read_is_no_evidence),
		cmocka_unit_test(filters_are_those_of_bcftools),
		cmocka_unit_test(records_without_gt_say_so),
		cmocka_unit_test(wrong_ref_is_counted_and_never_used),
		cmocka_unit_test(samples_with_one_pattern_share_it),
		cmocka_unit_test(what_is_denied_is_not_assumed_and_says_why),
		cmocka_unit_test(a_site_without_its_expected_carriers_was_not_looked_at),
		cmocka_unit_test(structural_records_are_left_alone),
		cmocka_unit_test(allele_numbers_beyond_the_record_are_errors),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
