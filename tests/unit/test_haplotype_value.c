/* test_haplotype_value.c - what named haplotypes and diplotypes count; what candidates agree on */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "call/consensus.h"
#include "match/haplotype_fit.h"
#include "phenotype/diplotype_value.h"
#include "small_gene.h"

enum { CPIC = STARDOSE_GUIDELINE_CPIC, DPWG = STARDOSE_GUIDELINE_DPWG, NONE = STARDOSE_VALUE_NONE };

static struct stardose_gene g;

static int make_gene(void **state)
{
	(void)state;
	g = gene();
	return 0;
}

/* The value of a diplotype as it is written. */
static struct sdi_diplotype_value value_of(const char *text)
{
	struct sdi_diplotype_readings readings;
	struct sdi_diplotype_value value;
	const char *why = NULL;

	if (sdi_diplotype_readings(text, &g, &readings, &why))
		fail_msg("%s: %s", text, why);
	assert_int_equal(readings.n, 1);
	assert_int_equal(sdi_diplotype_value(&g, readings.name, &value), STARDOSE_OK);
	sdi_diplotype_readings_release(&readings);
	return value;
}

static void counts(const char *text, const char *phenotype, int cpic, int dpwg)
{
	struct sdi_diplotype_value value = value_of(text);

	if (strcmp(value.phenotype[CPIC], phenotype) != 0)
		fail_msg("%s: %s, not %s", text, value.phenotype[CPIC], phenotype);
	assert_int_equal(value.score[CPIC], cpic);
	assert_int_equal(value.score[DPWG], dpwg);
}

static void copies_and_tandems_add_up(void **state)
{
	(void)state;
	counts("*1/*1", "Normal Metabolizer", 200, 200);
	counts("*1/*9", "Normal Metabolizer", 125, 150);
	counts("*4/*9", "Intermediate Metabolizer", 25, 50);
	counts("*4/*5", "Poor Metabolizer", 0, 0);
	counts("*1x2/*2", "Ultrarapid Metabolizer", 300, 300);
	counts("*4x3/*4", "Poor Metabolizer", 0, 0);
	counts("*4/*9+*10", "Intermediate Metabolizer", 50, 75);
	counts("*9x2+*10/*4", "Intermediate Metabolizer", 75, 125);
}

static void what_no_table_has_has_no_value(void **state)
{
	(void)state;
	counts("*1/*77", SDI_INDETERMINATE, NONE, NONE);
	counts("*1+*77/*4", SDI_INDETERMINATE, NONE, NONE);
	assert_null(value_of("*77/*1").hap[1].allele); /* the lower number comes first */
}

static void n_or_more_holds_only_where_every_number_gives_the_same(void **state)
{
	(void)state;
	counts("*4xN/*4", "Poor Metabolizer", 0, 0);	    /* however many */
	counts("*1xN/*1", "Ultrarapid Metabolizer", 300, 300);
	counts("*1xN/*4", SDI_INDETERMINATE, 200, 200); /* normal with two, ultrarapid with three */
	counts("*1x>=3/*4", "Ultrarapid Metabolizer", 300, 300);
	counts("*9xN/*4", SDI_INDETERMINATE, 50, 100);
	counts("*77xN/*1", SDI_INDETERMINATE, NONE, NONE);
}

static void a_haplotype_has_a_function_of_its_sum(void **state)
{
	static const struct { const char *text, *function; } cases[] = {
		{ "*9/*1", "Decreased function" },    { "*9x4/*1", "Normal function" },
		{ "*1x2/*1", "Increased function" },  { "*4x2/*1", "No function" },
		{ "*4+*9/*1", "Decreased function" }, { "*77/*1", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_diplotype_readings readings;
		struct stardose_haplotype hap;
		struct sdi_copy total;
		int step[STARDOSE_N_GUIDELINES], h;

		assert_int_equal(sdi_diplotype_readings(cases[i].text, &g, &readings, NULL), 0);
		h = readings.name->hap[0].unit[0].number == 1 &&
		    readings.name->hap[0].unit[0].copies == 1;
		assert_int_equal(sdi_haplotype_fill(&g, &readings.name->hap[h], &hap, &total, step),
				 STARDOSE_OK);
		if (strcmp(total.function, cases[i].function) != 0)
			fail_msg("%s: '%s'", cases[i].text, total.function);
		sdi_diplotype_readings_release(&readings);
	}
}

static void a_row_of_structures_has_the_word(void **state)
{
	static const struct stardose_structure rows[] = {
		{ .name = "*9+*10", .type = STARDOSE_STRUCTURE_TANDEM, .value = 150,
		  .function = "Normal function" },
		{ .name = "*1x2", .type = STARDOSE_STRUCTURE_TANDEM, .value = NONE,
		  .function = "Uncertain function" },
	};
	struct sdi_diplotype_value value;

	(void)state;
	g.structures = rows;
	g.n_structures = 2;
	value = value_of("*9+*10/*4");
	assert_int_equal(value.score[CPIC], 150);
	assert_int_equal(value.score[DPWG], 75); /* the row is CPIC's */
	assert_int_equal(value_of("*1x2/*4").score[CPIC], 200); /* a row without a value */
	assert_int_equal(value_of("*1x3/*4").score[CPIC], 300); /* another haplotype */
	assert_int_equal(value_of("*9+*10x2/*4").score[CPIC], 75);
	g = gene();
}

static void one_haplotype_alone_is_one(void **state)
{
	struct sdi_diplotype_readings readings;
	struct sdi_diplotype_value value;

	(void)state;
	assert_int_equal(sdi_diplotype_readings("*9", &g, &readings, NULL), STARDOSE_OK);
	assert_int_equal(sdi_diplotype_value(&g, readings.name, &value), STARDOSE_OK);
	assert_int_equal(value.n, 1);
	assert_int_equal(value.score[CPIC], 25);
	assert_string_equal(value.phenotype[CPIC], "Intermediate Metabolizer");
	sdi_diplotype_readings_release(&readings);
}

/* ---- what fits ---- */

/* The names of the alleles that fit, "*1:3 *9:1" with the haplotypes of the first block as bits */
static const char *fits_of(const struct sdi_genotype *genotype, int exact)
{
	static char out[128];
	struct sdi_fits fits;

	assert_int_equal(exact ? sdi_fits_exact(genotype, &fits)
			       : sdi_fits_contained(genotype, &fits), STARDOSE_OK);
	out[0] = '\0';
	for (int i = 0; i < fits.n; i++)
		sprintf(out + strlen(out), "%s%s:%d-%d", i ? " " : "",
			g.alleles[fits.fit[i].allele].name,
			genotype->n_blocks ? fits.fit[i].on[0] : 0, fits.fit[i].n_missing);
	sdi_fits_release(&fits);
	return out;
}

static void an_exact_fit_explains_all_that_is_known(void **state)
{
	struct sdi_genotype genotype;

	(void)state;
	genotype_of(&genotype, &g, 31, 0); /* all reference */
	assert_string_equal(fits_of(&genotype, 1), "*1:0-0");
	genotype_of(&genotype, &g, 31, 3);
	assert_string_equal(fits_of(&genotype, 1), "*2:0-0");
	genotype_of(&genotype, &g, 31, 7);
	assert_string_equal(fits_of(&genotype, 1), "*4:0-0"); /* it ignores bits 0 and 1 */
	genotype_of(&genotype, &g, 31, 24);
	assert_string_equal(fits_of(&genotype, 1), "");
	genotype_of(&genotype, &g, 15, 0); /* bit 4 has no evidence: *9 fits and misses it */
	assert_string_equal(fits_of(&genotype, 1), "*1:0-0 *9:0-1");
	genotype.same.n_unlisted = 1;
	assert_string_equal(fits_of(&genotype, 1), "");
}

static void a_block_says_which_haplotype(void **state)
{
	struct sdi_genotype genotype;

	(void)state;
	genotype_of(&genotype, &g, 15, 0);
	add_block(&genotype, -1, 16, 16, 0);
	assert_string_equal(fits_of(&genotype, 1), "*1:2-0 *9:1-0");
	free(genotype.blocks);
	genotype_of(&genotype, &g, 23, 0);
	add_block(&genotype, -1, 8, 8, 0); /* bit 3 alone is no allele: nothing fits the first */
	assert_string_equal(fits_of(&genotype, 1), "*1:2-0");
	free(genotype.blocks);
}

static void a_contained_allele_may_leave_something_over(void **state)
{
	struct sdi_genotype genotype;
	struct stardose_bits left;

	(void)state;
	genotype_of(&genotype, &g, 31, 19); /* *2 and *9 in one */
	assert_string_equal(fits_of(&genotype, 1), "");
	assert_string_equal(fits_of(&genotype, 0), "*1:0-0 *2:0-0 *9:0-0 *34:0-0 *39:0-0");
	left = sdi_leftover(&g.alleles[1], &genotype.same);
	assert_int_equal(left.w[0], 16);
	left = sdi_leftover(&g.alleles[2], &genotype.same); /* *4 ignores bits 0 and 1 */
	assert_int_equal(left.w[0], 16);
	genotype_of(&genotype, &g, 15, 3); /* bit 4 unseen: no allele is taken on no evidence */
	assert_string_equal(fits_of(&genotype, 0), "*1:0-0 *2:0-0 *34:0-0 *39:0-0");
}

/* ---- what candidates agree on ---- */

static struct stardose_candidate candidate(const char *cpic, const char *dpwg, int score)
{
	struct stardose_candidate c = { .ploidy = 2, .phenotype = { cpic, dpwg } };

	c.score[CPIC] = score;
	return c;
}

static void phenotypes_that_differ_are_indeterminate(void **state)
{
	struct stardose_candidate c[] = { candidate("NM", "NM", 200), candidate("IM", "NM", 100),
					  candidate("IM", "NM", 125) };
	struct stardose_call call = { .candidates = c, .n_candidates = 3 };

	(void)state;
	sdi_call_consensus(&call);
	assert_string_equal(call.phenotype[CPIC], SDI_INDETERMINATE);
	assert_string_equal(call.phenotype[DPWG], "NM"); /* each scale for itself */
	assert_true(call.reasons >> STARDOSE_REASON_CANDIDATES_DISAGREE & 1);
	assert_int_equal(call.score_lo, 100);
	assert_int_equal(call.score_hi, 200);
	call.n_candidates = 1;
	call.reasons = 0;
	sdi_call_consensus(&call);
	assert_string_equal(call.phenotype[CPIC], "NM");
	assert_int_equal(call.reasons, 0);
	assert_int_equal(call.score_lo, 200);
	assert_int_equal(call.score_hi, 200);
}

static void a_scale_of_dpwg_alone_gives_no_reason(void **state)
{
	struct stardose_candidate c[] = { candidate("NM", "NM", 200), candidate("NM", "IM", 200) };
	struct stardose_call call = { .candidates = c, .n_candidates = 2 };

	(void)state;
	sdi_call_consensus(&call);
	assert_string_equal(call.phenotype[CPIC], "NM");
	assert_string_equal(call.phenotype[DPWG], SDI_INDETERMINATE);
	assert_int_equal(call.reasons, 0);
}

static void a_candidate_without_score_leaves_the_call_without(void **state)
{
	struct stardose_candidate c[] = { candidate("NM", "NM", 200), candidate("NM", "NM", NONE),
					  candidate("NM", "NM", 100) };
	struct stardose_call call = { .candidates = c, .n_candidates = 3 };

	(void)state;
	sdi_call_consensus(&call);
	assert_int_equal(call.score_lo, NONE);
	assert_int_equal(call.score_hi, NONE);
}

static void what_was_cut_off_leaves_no_phenotype(void **state)
{
	struct stardose_candidate c[] = { candidate("NM", "NM", 200) };
	struct stardose_call call = { .candidates = c, .n_candidates = 1 };

	(void)state;
	sdi_call_consensus(&call);
	sdi_call_trim(&call, 0);
	assert_string_equal(call.phenotype[CPIC], "NM");
	assert_int_equal(call.reasons, 0);
	sdi_call_trim(&call, 1);
	assert_string_equal(call.phenotype[CPIC], SDI_INDETERMINATE);
	assert_string_equal(call.phenotype[DPWG], SDI_INDETERMINATE);
	assert_int_equal(call.score_lo, NONE);
	assert_true(call.reasons >> STARDOSE_REASON_TOO_MANY_READINGS & 1);
	assert_int_equal(call.n_candidates, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_tandems_add_up),
		cmocka_unit_test(what_no_table_has_has_no_value),
		cmocka_unit_test(n_or_more_holds_only_where_every_number_gives_the_same),
		cmocka_unit_test(a_haplotype_has_a_function_of_its_sum),
		cmocka_unit_test(a_row_of_structures_has_the_word),
		cmocka_unit_test(one_haplotype_alone_is_one),
		cmocka_unit_test(an_exact_fit_explains_all_that_is_known),
		cmocka_unit_test(a_block_says_which_haplotype),
		cmocka_unit_test(a_contained_allele_may_leave_something_over),
		cmocka_unit_test(phenotypes_that_differ_are_indeterminate),
		cmocka_unit_test(a_scale_of_dpwg_alone_gives_no_reason),
		cmocka_unit_test(a_candidate_without_score_leaves_the_call_without),
		cmocka_unit_test(what_was_cut_off_leaves_no_phenotype),
	};

	return cmocka_run_group_tests(tests, make_gene, NULL);
}
