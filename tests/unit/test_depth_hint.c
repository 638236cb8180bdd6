/*
 * test_depth_hint.c - read depth as a hint of copies: measured by other genes, and by one allele
 * against the other
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "structure/depth_hint.h"

#define N_GENES 5
#define WHY(reason) (UINT64_C(1) << STARDOSE_REASON_##reason)

static struct sdi_gene_depth genes[N_GENES];
static struct sdi_depth_list none[N_GENES];
static struct sdi_sample_facts facts;
static struct stardose_gene gene[N_GENES];
static const char *const names[] = { "S" };

/* Gene 0 is the one with copies; the others were read this deep. */
static void depths(float first, float a, float b, float c, float d)
{
	const float mean[N_GENES] = { first, a, b, c, d };

	sdi_sample_facts_release(&facts);
	for (int g = 0; g < N_GENES; g++) {
		assert_int_equal(sdi_gene_depth_fit(&genes[g], 1), STARDOSE_OK);
		gene[g] = (struct stardose_gene){ .name = "GENE", .has_structural = !g };
		genes[g].gene = &gene[g];
		genes[g].depths = &none[g];
		genes[g].facts = &facts;
		genes[g].mean[0] = mean[g];
		genes[g].bases[0] = mean[g] >= 0 ? 6000 : 0;
	}
}

static uint64_t hints(int call_depth, int *copies)
{
	struct stardose_call_options options;

	stardose_call_options_init(&options);
	options.call_depth = call_depth;
	assert_int_equal(sdi_depth_hints(genes, N_GENES, NULL, 0, 1, &options, names), STARDOSE_OK);
	*copies = sdi_sample_facts_find(&facts, 0) ? sdi_sample_facts_find(&facts, 0)->copies : -1;
	return sdi_sample_facts_find(&facts, 0) ? sdi_sample_facts_find(&facts, 0)->reasons : 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int g = 0; g < N_GENES; g++)
		sdi_gene_depth_release(&genes[g]);
	sdi_sample_facts_release(&facts);
	return 0;
}

static void half_the_depth_hints_at_a_deletion_and_more_at_an_extra_copy(void **state)
{
	int copies;

	(void)state;
	depths(15, 30, 31, 29, 30);
	assert_int_equal(hints(0, &copies), WHY(SUSPECTED_DELETION));
	assert_int_equal(copies, -1);
	depths(0, 30, 31, 29, 30);
	assert_int_equal(hints(0, &copies), WHY(SUSPECTED_DELETION));
	depths(45, 30, 31, 29, 30);
	assert_int_equal(hints(0, &copies), WHY(SUSPECTED_EXTRA_COPY));
}

static void usual_depth_says_nothing(void **state)
{
	int copies;

	(void)state;
	depths(27, 30, 31, 29, 30);
	assert_int_equal(hints(0, &copies), 0);
	depths(35, 30, 31, 29, 30);
	assert_int_equal(hints(0, &copies), 0);
}

static void uneven_genes_and_few_genes_are_no_measure(void **state)
{
	int copies;

	(void)state;
	depths(15, 10, 30, 50, 25);
	assert_int_equal(hints(0, &copies), 0);
	depths(15, 30, 30, -1, -1);
	assert_int_equal(hints(0, &copies), 0);
}

static void copies_are_called_from_depth_only_when_asked(void **state)
{
	int copies;

	(void)state;
	depths(15, 30, 31, 29, 30);
	assert_int_equal(hints(1, &copies), 0);
	assert_int_equal(copies, 1);
	depths(30, 30, 31, 29, 30);
	assert_int_equal(hints(1, &copies), 0);
	assert_int_equal(copies, 2);
	depths(22, 30, 31, 29, 30);		/* 1.47: neither */
	hints(1, &copies);
	assert_int_equal(copies, -1);
}

static void what_is_told_better_is_not_hinted_at(void **state)
{
	int copies;

	(void)state;
	depths(15, 30, 31, 29, 30);
	sdi_facts_copies(sdi_sample_facts_at(&facts, 0), 2, STARDOSE_COPIES_FROM_RECORD);
	assert_int_equal(hints(1, &copies), 0);
	assert_int_equal(copies, 2);
}

static void skewed_alleles_contradict_two_copies(void **state)
{
	struct stardose_variant far[3];
	struct stardose_gene g = { .name = "GENE", .n_core = 3 };
	const struct stardose_variant *core[3] = { &far[0], &far[1], &far[2] };
	const struct sdi_allele_depth even[] = { { 0, 0, 20, 22, 0 },
						 { 0, 1, 21, 19, 0 },
						 { 0, 2, 18, 25, 0 } };
	const struct sdi_allele_depth skewed[] = { { 0, 0, 60, 29, 0 },
						   { 0, 1, 31, 62, 0 },
						   { 0, 2, 58, 30, 0 } };

	(void)state;
	memset(far, 0, sizeof(far));
	for (int i = 0; i < 3; i++)
		far[i].at[STARDOSE_BUILD_GRCH38].pos = 1000 * (i + 1);
	g.core = core;
	assert_false(sdi_depth_skew(&g, even, 3));
	assert_true(sdi_depth_skew(&g, skewed, 3));
	assert_false(sdi_depth_skew(&g, skewed, 1));	/* one site is not enough */
	for (int i = 0; i < 3; i++)
		far[i].at[STARDOSE_BUILD_GRCH38].pos = 1000 + 10 * i;	/* the same reads */
	assert_false(sdi_depth_skew(&g, skewed, 3));
	for (int i = 0; i < 3; i++) {
		far[i].at[STARDOSE_BUILD_GRCH38].pos = 1000 + 1000 * i;
		far[i].never_assume = 1;
	}
	assert_false(sdi_depth_skew(&g, skewed, 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(
			half_the_depth_hints_at_a_deletion_and_more_at_an_extra_copy, teardown),
		cmocka_unit_test_teardown(usual_depth_says_nothing, teardown),
		cmocka_unit_test_teardown(uneven_genes_and_few_genes_are_no_measure, teardown),
		cmocka_unit_test_teardown(copies_are_called_from_depth_only_when_asked, teardown),
		cmocka_unit_test_teardown(what_is_told_better_is_not_hinted_at, teardown),
		cmocka_unit_test(skewed_alleles_contradict_two_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
