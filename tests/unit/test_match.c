/* test_match.c - readings of genotypes of a made-up gene with five core variants */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "match/match.h"
#include "small_gene.h"

static struct stardose_call *call_of(struct sdi_genotype *g)
{
	struct stardose_call *call = NULL;

	assert_int_equal(sdi_call_build(g, NULL, 1, &call, NULL), STARDOSE_OK);
	free(g->blocks);
	return call;
}

static int has_candidate(const struct stardose_call *call, const char *diplotype)
{
	for (int i = 0; i < call->n_candidates; i++)
		if (!strcmp(call->candidates[i].diplotype, diplotype))
			return 1;
	return 0;
}

static int says(const struct stardose_call *call, enum stardose_reason reason)
{
	return call->reasons >> reason & 1;
}

static void reference_at_every_site_is_the_reference_allele(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 0);
	call = call_of(&g);
	assert_string_equal(call->candidates[0].diplotype, "*1/*1");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(call->phase, STARDOSE_PHASE_HOMOZYGOUS);
	assert_int_equal(call->n_not_excluded, 0);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Normal Metabolizer");
	assert_int_equal(call->score_lo, 200);
	assert_true(says(call, STARDOSE_REASON_COPIES_NOT_ASSESSED));
	assert_int_equal(call->n_deletion, 1);
	assert_string_equal(call->if_deletion[0].diplotype, "*1/*5");
	assert_string_equal(call->if_deletion[0].phenotype, "Intermediate Metabolizer");
	assert_int_equal(call->n_extra, 1);
	assert_string_equal(call->if_extra[0].diplotype, "*1x2/*1");
	assert_string_equal(call->if_extra[0].phenotype, "Ultrarapid Metabolizer");
	sdi_call_free(call);
}

static void phase_decides_between_one_two_and_thirtyfour_thirtynine(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 28, 0);
	add_block(&g, 0, 3, 3, 0);
	call = call_of(&g);
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(call->candidates[0].diplotype, "*1/*2");
	assert_int_equal(call->phase, STARDOSE_PHASE_PHASED);
	sdi_call_free(call);

	genotype_of(&g, &gn, 28, 0);
	add_block(&g, 0, 3, 1, 2);
	call = call_of(&g);
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(call->candidates[0].diplotype, "*34/*39");
	sdi_call_free(call);
}

static void unphased_keeps_both_readings_the_frequent_one_first(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 28, 0);
	add_block(&g, -1, 1, 1, 0);
	add_block(&g, -1, 2, 0, 2);
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_AMBIGUOUS);
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(call->candidates[0].diplotype, "*1/*2");
	assert_string_equal(call->candidates[1].diplotype, "*34/*39");
	assert_true(call->candidates[0].weight > .99);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Normal Metabolizer");
	assert_true(says(call, STARDOSE_REASON_UNPHASED));
	sdi_call_free(call);
}

static void tolerated_variants_do_not_hide_the_other_reading(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	/*
	 * het at 2, which defines *4, and at 0 and 1, which it tolerates: with *1, *2, *34 or *39
	 * all explained
	 */
	(void)state;
	genotype_of(&g, &gn, 24, 0);
	add_block(&g, -1, 4, 4, 0);
	add_block(&g, -1, 1, 1, 0);
	add_block(&g, -1, 2, 2, 0);
	call = call_of(&g);
	assert_true(has_candidate(call, "*1/*4") && has_candidate(call, "*2/*4"));
	assert_true(has_candidate(call, "*4/*34") && has_candidate(call, "*4/*39"));
	assert_int_equal(call->n_candidates, 4);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	sdi_call_free(call);
}

static void the_unknown_half_of_a_genotype_decides_for_neither_allele(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	/* ./1 at the site that defines *9: the other haplotype may be *1 or *9 */
	(void)state;
	genotype_of(&g, &gn, 15, 0);
	add_block(&g, -1, 16, 16, 0);
	g.blocks[0].hap[1].known = bits(0);
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_AMBIGUOUS);
	assert_int_equal(call->n_candidates, 2);
	assert_true(has_candidate(call, "*1/*9") && has_candidate(call, "*9/*9"));
	assert_int_equal(call->phase, STARDOSE_PHASE_UNPHASED);
	sdi_call_free(call);
}

static void an_absent_site_leaves_its_alleles_open_and_says_what_they_would_do(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 27, 0);	/* site 2 is absent */
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_INCOMPLETE);
	assert_string_equal(call->candidates[0].diplotype, "*1/*1");
	assert_int_equal(call->n_not_excluded, 1);
	assert_string_equal(call->not_excluded[0]->name, "*4");
	assert_true(says(call, STARDOSE_REASON_PHENOTYPE_OPEN));
	assert_int_equal(call->n_open_phenotypes, 2);
	assert_string_equal(call->open_phenotypes[0], "Intermediate Metabolizer");
	assert_string_equal(call->open_phenotypes[1], "Poor Metabolizer"); /* twice *4 */
	sdi_call_free(call);
}

static void an_allele_with_an_absent_companion_is_called_when_nothing_else_explains(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	/* 3 is seen on both, its companion 0 of *10 is absent */
	(void)state;
	genotype_of(&g, &gn, 30, 8);
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_INCOMPLETE);
	assert_string_equal(call->candidates[0].diplotype, "*10/*10");
	assert_int_equal(call->candidates[0].n_missing, 2);
	sdi_call_free(call);
}

static void silence_at_a_site_where_the_builds_differ_favours_neither_state(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	gn.open_bits = bits(2);
	genotype_of(&g, &gn, 29, 0);	/* site 1 absent */
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_AMBIGUOUS);
	assert_true(has_candidate(call, "*1/*1") && has_candidate(call, "*1/*34") &&
		    has_candidate(call, "*34/*34"));
	sdi_call_free(call);
}

static void a_haplotype_without_a_name_is_partial_and_named_by_its_variants(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 23, 0);
	add_block(&g, 0, 8, 8, 0);	/* 3 without 0 */
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_PARTIAL);
	assert_string_equal(call->candidates[0].diplotype, "*1/[*1+1:40:A:C]");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	assert_true(says(call, STARDOSE_REASON_NO_NAMED_ALLELE));
	sdi_call_free(call);
}

static void a_null_variant_on_a_nameless_haplotype_abolishes_its_function(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 3, 0);
	add_block(&g, 0, 28, 12, 0);	/* 2 and 3 in cis */
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_PARTIAL);
	assert_true(says(call, STARDOSE_REASON_NULL_VARIANT));
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	sdi_call_free(call);
}

static void swapping_haplotypes_changes_nothing(void **state)
{
	struct stardose_gene gn = gene();

	(void)state;
	for (uint64_t a = 0; a < 32; a++)
		for (uint64_t b = 0; b < 32; b++) {
			struct sdi_genotype g;
			struct stardose_call *one, *two;

			genotype_of(&g, &gn, 0, 0);
			add_block(&g, 7, 31, a, b);
			one = call_of(&g);
			genotype_of(&g, &gn, 0, 0);
			add_block(&g, 7, 31, b, a);
			two = call_of(&g);
			assert_int_equal(one->n_candidates, two->n_candidates);
			assert_int_equal(one->status, two->status);
			for (int i = 0; i < one->n_candidates; i++)
				assert_string_equal(one->candidates[i].diplotype,
						    two->candidates[i].diplotype);
			sdi_call_free(one);
			sdi_call_free(two);
		}
}

static void removing_phase_keeps_the_phased_call_among_the_candidates(void **state)
{
	struct stardose_gene gn = gene();

	(void)state;
	for (uint64_t a = 0; a < 32; a++)
		for (uint64_t b = a; b < 32; b++) {
			struct sdi_genotype g;
			struct stardose_call *phased, *unphased;

			genotype_of(&g, &gn, 0, 0);
			add_block(&g, 0, 31, a, b);
			phased = call_of(&g);
			genotype_of(&g, &gn, 31 & ~(a ^ b), a & b);
			for (int i = 0; i < 5; i++)
				if ((a ^ b) >> i & 1)
					add_block(&g, -1, UINT64_C(1) << i, a & UINT64_C(1) << i,
						  b & UINT64_C(1) << i);
			unphased = call_of(&g);
			if (phased->status != STARDOSE_STATUS_PARTIAL)
				assert_true(
					has_candidate(unphased, phased->candidates[0].diplotype));
			sdi_call_free(phased);
			sdi_call_free(unphased);
		}
}

static void three_haplotypes_are_matched_as_a_multiset(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 28, 0);
	g.ploidy = 3;
	add_block(&g, -1, 3, 3, 0);
	g.blocks[0].hap[2] = g.blocks[0].hap[0];
	call = call_of(&g);
	assert_string_equal(call->candidates[0].diplotype, "*1/*2/*2");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	sdi_call_free(call);
}

static void nothing_known_is_a_no_call_with_a_reason(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 0, 0);
	call = call_of(&g);
	assert_int_equal(call->status, STARDOSE_STATUS_NO_CALL);
	assert_true(says(call, STARDOSE_REASON_NO_USABLE_SITE));
	assert_int_equal(call->n_candidates, 0);
	sdi_call_free(call);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_at_every_site_is_the_reference_allele),
		cmocka_unit_test(phase_decides_between_one_two_and_thirtyfour_thirtynine),
		cmocka_unit_test(unphased_keeps_both_readings_the_frequent_one_first),
		cmocka_unit_test(tolerated_variants_do_not_hide_the_other_reading),
		cmocka_unit_test(the_unknown_half_of_a_genotype_decides_for_neither_allele),
		cmocka_unit_test(
			an_absent_site_leaves_its_alleles_open_and_says_what_they_would_do),
		cmocka_unit_test(
			an_allele_with_an_absent_companion_is_called_when_nothing_else_explains),
		cmocka_unit_test(silence_at_a_site_where_the_builds_differ_favours_neither_state),
		cmocka_unit_test(a_haplotype_without_a_name_is_partial_and_named_by_its_variants),
		cmocka_unit_test(a_null_variant_on_a_nameless_haplotype_abolishes_its_function),
		cmocka_unit_test(swapping_haplotypes_changes_nothing),
		cmocka_unit_test(removing_phase_keeps_the_phased_call_among_the_candidates),
		cmocka_unit_test(three_haplotypes_are_matched_as_a_multiset),
		cmocka_unit_test(nothing_known_is_a_no_call_with_a_reason),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
