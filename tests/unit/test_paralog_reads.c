/* test_paralog_reads.c - genotypes that reads of the neighbouring gene have made */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "structure/paralog_reads.h"
#include "small_gene.h"

/*
 * Bits 0, 2: the neighbour has the variant; 1: the base without it; 3: a third base; 4: not
 * known.
 */
static struct stardose_gene with_paralog(void)
{
	static struct stardose_variant own[5];
	static const struct stardose_variant *bits_of[5];
	static const char *const bases[] = { "C", "A", "C", "G", "" };
	struct stardose_gene gn = gene();

	for (int i = 0; i < 5; i++) {
		own[i] = variants[i];
		own[i].paralog = bases[i];
		bits_of[i] = &own[i];
	}
	gn.core = bits_of;
	return gn;
}

/* Is a genotype of the first sample set aside, with its reads? @copies: -1 not known */
static int is_aside(int bit, int carried, int other, int copies, int part)
{
	struct stardose_gene gn = with_paralog();
	struct sdi_allele_depth of = { 0, bit, carried, other, 0 };
	const struct sdi_depth_list depths = { 1, 1, &of };
	const struct sdi_copy_counts counts = { copies, { part, -1, -1, -1 } };
	struct sdi_sample_facts table = { 0 };
	const struct sdi_structure_facts *facts;
	int n;

	if (copies >= 0)
		sdi_facts_counts(sdi_sample_facts_at(&table, 0), &counts,
				 STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(sdi_paralog_reads(&gn, &depths, &table), STARDOSE_OK);
	facts = sdi_sample_facts_find(&table, 0);
	n = facts ? facts->n_paralog : 0;
	if (n) {
		assert_int_equal(facts->paralog[0].bit, bit);
		assert_int_equal(facts->paralog[0].reads + facts->paralog[0].others,
				 carried + other);
		assert_int_equal(facts->reasons >> STARDOSE_REASON_PARALOG_READS & 1, 1);
		assert_int_equal(facts->copies, copies);
	}
	sdi_sample_facts_release(&table);
	return n;
}

static void the_tail_is_that_of_the_beta_binomial_distribution(void **state)
{
	(void)state;
	/* with a = b = 1 every number of reads is as likely */
	assert_true(fabs(sdi_tail_of_share(2, 9, 0.5, 1.0 / 3) - 0.3) < 1e-12);
	/* without variance of the share it is the binomial */
	assert_true(fabs(sdi_tail_of_share(1, 4, 0.5, 1e-12) - 5 / 16.0) < 1e-6);
	assert_true(fabs(sdi_tail_of_share(30, 30, 1.0 / 3, 0.01) - 1) < 1e-9);
	/* made with another program's lgamma */
	assert_true(fabs(sdi_tail_of_share(7, 57, 1.0 / 3, 0.01) - 0.00230) < 1e-5);
	assert_true(fabs(sdi_tail_of_share(3, 31, 1.0 / 3, 0.01) - 0.00626) < 1e-5);
	assert_true(sdi_tail_of_share(0, 510, 0.5, 0.01) >= 0);
}

static void few_reads_with_the_neighbours_base_are_the_neighbours(void **state)
{
	(void)state;
	assert_int_equal(is_aside(0, 3, 36, -1, -1), 1);
	assert_int_equal(is_aside(0, 12, 37, -1, -1), 0); /* a third of the reads is one of three */
	assert_int_equal(is_aside(0, 16, 14, -1, -1), 0);
	assert_int_equal(is_aside(0, 1, 9, -1, -1), 0);	/* too few to tell */
	assert_int_equal(is_aside(0, 0, 0, -1, -1), 0);
}

static void the_neighbours_base_may_be_the_one_without_the_variant(void **state)
{
	(void)state;
	assert_int_equal(is_aside(1, 36, 3, -1, -1), 1);
	assert_int_equal(is_aside(1, 3, 36, -1, -1), 0);
	assert_int_equal(is_aside(0, 36, 3, -1, -1), 0);
}

static void bases_that_the_neighbour_has_not_are_real_however_few(void **state)
{
	(void)state;
	assert_int_equal(is_aside(3, 3, 36, -1, -1), 0);
	assert_int_equal(is_aside(3, 36, 3, -1, -1), 0);
	assert_int_equal(is_aside(4, 1, 99, -1, -1), 0);
}

static void the_share_of_one_copy_depends_on_how_many_there_are(void **state)
{
	(void)state;
	assert_int_equal(is_aside(0, 10, 50, -1, -1), 0);
	assert_int_equal(is_aside(0, 10, 50, 2, -1), 1);
	assert_int_equal(is_aside(0, 10, 50, 3, -1), 0);
	assert_int_equal(is_aside(0, 10, 50, 2, 3), 0);	/* one more of some exon: perhaps here */
	assert_int_equal(is_aside(0, 4, 56, 4, -1), 1);
	assert_int_equal(is_aside(0, 8, 52, 4, -1), 0);
	/* one copy has no heterozygous site: as of two, or it is a contradiction that is told */
	assert_int_equal(is_aside(0, 20, 40, 1, -1), 0);
	assert_int_equal(is_aside(0, 6, 54, 1, -1), 1);
}

static void a_genotype_that_is_set_aside_is_the_other_base_twice(void **state)
{
	struct stardose_gene gn = with_paralog();
	struct sdi_structure_facts facts;
	struct stardose_call *call = NULL;
	struct sdi_genotype g;

	(void)state;
	genotype_of(&g, &gn, 16, 0);
	add_block(&g, 7, 3, 1, 2); /* the first haplotype has 0, the second 1 */
	add_block(&g, -1, 4, 4, 0);
	add_block(&g, -1, 8, 8, 0);
	sdi_structure_facts_init(&facts);
	facts.paralog[0] = (struct sdi_paralog_share){ 0, 1, 3, 36 };
	facts.paralog[1] = (struct sdi_paralog_share){ 2, 1, 2, 40 };
	facts.n_paralog = 2;
	facts.reasons = UINT64_C(1) << STARDOSE_REASON_PARALOG_READS;
	assert_int_equal(sdi_call_build(&g, &facts, 1, &call, NULL), STARDOSE_OK);
	assert_int_equal(call->n_paralog, 2);
	assert_string_equal(call->paralog[0].variant->id, "1:10:A:C");
	assert_int_equal(call->paralog[0].reads, 3);
	assert_int_equal(call->paralog[0].of, 39);
	assert_int_equal(call->sites[0].carries[0] + call->sites[0].carries[1], 0);
	assert_int_equal(call->sites[0].phase_set, -2); /* homozygous */
	assert_int_equal(call->sites[2].carries[0] + call->sites[2].carries[1], 0);
	assert_int_equal(call->sites[1].carries[0] + call->sites[1].carries[1], 1); /* as it was */
	assert_int_equal(call->sites[3].carries[0] + call->sites[3].carries[1], 1);
	assert_int_equal(g.n_blocks, 3);	/* the pattern's genotype stays what it is */
	sdi_call_free(call);
	facts.paralog[0].is_carried = 0;	/* the neighbour has the base without it */
	assert_int_equal(sdi_call_build(&g, &facts, 1, &call, NULL), STARDOSE_OK);
	assert_int_equal(call->sites[0].carries[0] + call->sites[0].carries[1], 2);
	sdi_call_free(call);
	free(g.blocks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tail_is_that_of_the_beta_binomial_distribution),
		cmocka_unit_test(few_reads_with_the_neighbours_base_are_the_neighbours),
		cmocka_unit_test(the_neighbours_base_may_be_the_one_without_the_variant),
		cmocka_unit_test(bases_that_the_neighbour_has_not_are_real_however_few),
		cmocka_unit_test(the_share_of_one_copy_depends_on_how_many_there_are),
		cmocka_unit_test(a_genotype_that_is_set_aside_is_the_other_base_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
