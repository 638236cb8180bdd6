/* test_copy_consensus.c - records that speak of one gene: what they give together */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/call.h>
#include "structure/copy_consensus.h"

#define N(n) (SDI_COPIES_0 + (n))
#define WHY(reason) (UINT64_C(1) << STARDOSE_REASON_##reason)
#define JUDGE(...)                                                                                 \
	judge((const struct sdi_copy_claim[]){ __VA_ARGS__ },                                      \
	      sizeof((const struct sdi_copy_claim[]){ __VA_ARGS__ }) /                             \
		      sizeof(struct sdi_copy_claim))

/*
 * Exons at 100-200, 300-400, 500-600, 700-800; parts that hybrids take at 0-50 and 900-950.
 */
static struct sdi_interval exons[4], parts[] = { { 0, 50 }, { 900, 950 } };
static struct stardose_gene_exons gene;

static int setup(void **state)
{
	(void)state;
	memset(&gene, 0, sizeof(gene));
	gene.at_least = 50;
	for (int i = 0; i < 4; i++)
		exons[i] = (struct sdi_interval){ 100 + 200 * i, 200 + 200 * i };
	gene.at[1].body = (struct sdi_intervals){ 4, 400, exons };
	gene.n_parts = 2;
	for (int p = 0; p < 2; p++)
		gene.at[1].part[p] = (struct sdi_intervals){ 1, 50, &parts[p] };
	return 0;
}

static struct sdi_copy_verdict judge(const struct sdi_copy_claim *claims, int n)
{
	return sdi_copy_consensus(&gene, 1, STARDOSE_BUILD_GRCH38, claims, n);
}

static void assert_verdict(struct sdi_copy_verdict v, int copies, int copies_part, uint64_t reasons)
{
	assert_int_equal(v.counts.copies, copies);
	assert_int_equal(v.counts.part[0], copies_part);
	assert_int_equal(v.reasons, reasons);
}

static void a_record_over_the_gene_gives_its_number(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ -5000, 9000, N(1), 0 }), 1, -1, 0);
	assert_verdict(JUDGE({ 0, 800, N(0), 0 }), 0, -1, 0);
}

static void half_of_the_exon_bases_are_enough_between_repeats_only(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 500, 9000, N(1), 0 }), 1, -1, 0);
	assert_verdict(JUDGE({ 501, 9000, N(1), 0 }), -1, -1, WHY(SUSPECTED_HYBRID));
	gene.at_least = 90;
	assert_verdict(JUDGE({ 500, 9000, N(1), 0 }), -1, -1, WHY(SUSPECTED_HYBRID));
	gene.at_least = 50;
}

static void introns_and_neighbours_do_not_count(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 200, 300, N(0), 0 }, { 1000, 100000, N(0), 0 }), -1, -1, 0);
}

static void equal_records_are_one(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 0, 800, N(1), 0 }, { -100, 900, N(1), 0 },
			     { 0, 800, SDI_COPIES_SILENT, 0 }),
		       1, -1, 0);
}

static void contradicting_records_give_no_number(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 0, 800, N(1), 0 }, { 0, 800, N(2), 0 }), -1, -1,
		       WHY(COPIES_CONFLICT));
	assert_verdict(JUDGE({ 0, 800, N(2), 0 }, { 300, 400, N(1), 0 }), -1, -1,
		       WHY(COPIES_CONFLICT));
	assert_verdict(JUDGE({ 0, 800, N(1), 0 }, { 0, 800, SDI_COPIES_TORN, 0 }), -1, -1,
		       WHY(COPIES_CONFLICT));
}

static void segments_add_up(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 100, 200, N(3), 0 }, { 300, 400, N(3), 0 }, { 500, 600, N(3), 0 },
			     { 700, 800, N(3), 0 }),
		       3, -1, 0);
}

static void a_part_of_its_own_is_given_apart(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 60, 800, N(3), 0 }, { -500, 60, N(2), 0 }), 3, 2,
		       WHY(SUSPECTED_HYBRID));
	assert_verdict(JUDGE({ 60, 800, N(2), 0 }, { -500, 60, N(2), 0 }), 2, 2, 0);
	assert_verdict(JUDGE({ -500, 800, N(2), 0 }), 2, -1, 0);
}

static void each_part_is_given_apart(void **state)
{
	struct sdi_copy_verdict v = JUDGE({ 60, 800, N(2), 0 }, { 890, 1000, N(3), 0 });

	(void)state;
	assert_verdict(v, 2, -1, WHY(SUSPECTED_HYBRID));
	assert_int_equal(v.counts.part[1], 3);
	v = JUDGE({ 60, 800, N(1), 0 }, { 890, 1000, N(1), 0 }, { -9, 60, N(2), 0 });
	assert_verdict(v, 1, 2, WHY(SUSPECTED_HYBRID));
	assert_int_equal(v.counts.part[1], 1);
	/* a record over the body and a part does not tell them apart */
	v = JUDGE({ 60, 1000, N(3), 0 }, { -9, 60, N(2), 0 });
	assert_verdict(v, 3, 2, WHY(SUSPECTED_HYBRID));
	assert_int_equal(v.counts.part[1], -1);
}

static void a_stretch_of_another_number_hints_at_a_hybrid(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 0, 600, N(2), 0 }, { 600, 900, N(3), 0 }), 2, -1,
		       WHY(SUSPECTED_HYBRID));
}

static void the_part_twice_with_different_numbers_is_a_conflict(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 0, 800, N(2), 0 }, { 0, 50, N(1), 0 }), 2, -1,
		       WHY(COPIES_CONFLICT) | WHY(SUSPECTED_HYBRID));
}

static void poor_records_only_hint(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 0, 800, SDI_COPIES_FEWER, 0 }), -1, -1, WHY(SUSPECTED_DELETION));
	assert_verdict(JUDGE({ 0, 800, SDI_COPIES_MORE, 0 }), -1, -1, WHY(SUSPECTED_EXTRA_COPY));
	assert_verdict(JUDGE({ 0, 800, SDI_COPIES_MORE, 0 }, { 0, 800, N(2), 0 }), 2, -1, 0);
}

static void a_poor_record_over_an_exon_hints_too(void **state)
{
	(void)state;
	assert_verdict(JUDGE({ 300, 400, SDI_COPIES_FEWER, 0 }), -1, -1, WHY(SUSPECTED_DELETION));
	assert_verdict(JUDGE({ 200, 300, SDI_COPIES_FEWER, 0 }), -1, -1, 0);
}

static void a_gene_without_hybrids_is_not_suspected_of_one(void **state)
{
	const struct sdi_copy_claim few[] = { { 300, 400, N(1), 0 } },
				    more[] = { { 300, 400, N(3), 0 } };

	(void)state;
	assert_int_equal(sdi_copy_consensus(&gene, 0, STARDOSE_BUILD_GRCH38, few, 1).reasons,
			 WHY(SUSPECTED_DELETION));
	assert_int_equal(sdi_copy_consensus(&gene, 0, STARDOSE_BUILD_GRCH38, more, 1).reasons,
			 WHY(SUSPECTED_EXTRA_COPY));
}

static void one_copy_lost_on_either_haplotype_is_a_conflict(void **state)
{
	const int first = SDI_LOST_FIRST | SDI_LOST_PHASED,
		  second = SDI_LOST_SECOND | SDI_LOST_PHASED;
	struct sdi_copy_verdict v = JUDGE({ 0, 800, N(1), first }, { -9, 900, N(1), second });

	(void)state;
	assert_verdict(v, -1, -1, WHY(COPIES_CONFLICT));
	assert_true(v.in_trans);
	assert_verdict(JUDGE({ 0, 800, N(1), first }, { -9, 900, N(1), first }), 1, -1, 0);
	assert_verdict(JUDGE({ 0, 800, N(1), SDI_LOST_FIRST }, { -9, 900, N(1), SDI_LOST_SECOND }),
		       1, -1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_over_the_gene_gives_its_number),
		cmocka_unit_test(half_of_the_exon_bases_are_enough_between_repeats_only),
		cmocka_unit_test(introns_and_neighbours_do_not_count),
		cmocka_unit_test(equal_records_are_one),
		cmocka_unit_test(contradicting_records_give_no_number),
		cmocka_unit_test(segments_add_up),
		cmocka_unit_test(a_part_of_its_own_is_given_apart),
		cmocka_unit_test(each_part_is_given_apart),
		cmocka_unit_test(a_stretch_of_another_number_hints_at_a_hybrid),
		cmocka_unit_test(the_part_twice_with_different_numbers_is_a_conflict),
		cmocka_unit_test(poor_records_only_hint),
		cmocka_unit_test(a_poor_record_over_an_exon_hints_too),
		cmocka_unit_test(a_gene_without_hybrids_is_not_suspected_of_one),
		cmocka_unit_test(one_copy_lost_on_either_haplotype_is_a_conflict),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
