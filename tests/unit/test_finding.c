/* test_finding.c - what findings, typings and diplotypes answer to what a condition asks */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tables/hla_finding.h"

enum { NOTHING = SDI_ANSWER_NOTHING, NO = SDI_ANSWER_NO, YES = SDI_ANSWER_YES };

static void answers(const char *text, int positive)
{
	const int negative = positive == NOTHING ? NOTHING : !positive;

	if ((int)sdi_hla_finding_answer("HLA-B", "*15:02 positive", text) != positive)
		fail_msg("'%s' answers %d to positive", text,
			 sdi_hla_finding_answer("HLA-B", "*15:02 positive", text));
	if ((int)sdi_hla_finding_answer("HLA-B", "*15:02 negative", text) != negative)
		fail_msg("'%s' answers %d to negative", text,
			 sdi_hla_finding_answer("HLA-B", "*15:02 negative", text));
}

static void a_finding_speaks_of_its_own_allele_only(void **state)
{
	(void)state;
	answers("*15:02 positive", YES);
	answers("*15:02 negative", NO);
	answers("*57:01 negative", NOTHING);
	answers("*57:01 positive", NOTHING);
	answers("*15:020 positive", NOTHING);
	answers("*15:02 Positive", YES);
	answers("positive", NOTHING);
	answers("", NOTHING);
	answers("Normal Metabolizer", NOTHING);
}

static void several_findings_are_each_heard(void **state)
{
	(void)state;
	answers("*57:01 negative; *15:02 positive", YES);
	answers("*15:02 negative;*57:01 positive", NO);
	answers("*58:01 negative;*57:01 positive", NOTHING);
	answers("*15:02 negative;*15:02 positive", NOTHING);
}

static void a_typing_is_negative_for_what_it_does_not_contain(void **state)
{
	(void)state;
	answers("*15:02/*40:01", YES);
	answers("*40:01/*15:02", YES);
	answers("*13:01/*40:01", NO);
	answers("*15:01/*15:11", NO);
	answers("*15:02/*15:02", YES);
}

static void more_fields_are_the_same_allele_and_fewer_leave_it_open(void **state)
{
	(void)state;
	answers("*15:02:01/*40:01:02", YES);
	answers("*15:02:01:01/*40:01:02:04", YES);
	answers("*13:01:01/*40:01:02", NO);
	answers("*15/*40:01", NOTHING);
	answers("*13/*40", NO);
	answers("*15:02:01 positive", YES);
	answers("*15:02:01 negative", NOTHING);
	answers("*15 negative", NO);
	answers("*15 positive", NOTHING);
}

static void one_allele_of_a_typing_says_nothing_of_the_other(void **state)
{
	(void)state;
	answers("*15:02", YES);
	answers("*40:01", NOTHING);
	answers("*40:01/-", NOTHING);
	answers("*40:01/", NOTHING);
	answers("*15:02/-", YES);
}

static void groups_are_their_alleles_and_doubtful_expression_is_no_answer(void **state)
{
	(void)state;
	answers("*15:02:01G/*40:01P", YES);
	answers("*15:02P/*40:01P", YES);
	answers("*15:02:01N/*40:01", NOTHING);
	answers("*13:01N/*40:01", NO);
}

static void what_is_no_name_of_one_allele_says_nothing(void **state)
{
	(void)state;
	answers("*15:AB/*40:01", NOTHING); /* a code for several, *15:02 perhaps among them */
	answers("*15:XX/*40:01", NOTHING);
	answers("*15:AB positive", NOTHING);
	answers("*15:AB negative", NOTHING);
	answers("*13:AB/*40:01", NOTHING);
	answers("*15:AB/*15:02", YES);
	answers("*15:01/*40:1", NOTHING);
	answers("*15:01/*15:25+*40:01", NOTHING); /* which of two, and a third */
	answers("*15:01/*40:01/*07:02", NOTHING);
	answers("*15:01/*40:01/x", NOTHING);
	answers("*15:01/40", NOTHING);
	answers("*15:01x/*40:01", NOTHING);
	answers("*15:01_null/*40:01", NOTHING);
	answers("*15:02N negative", NOTHING);
	answers("*15:02:01:01:01/*40:01", NOTHING);
}

static void names_from_before_colons_are_the_same_alleles(void **state)
{
	(void)state;
	answers("B*1502/B*4001", YES);
	answers("*1301/*4001", NO);
	answers("*150201/*4001", YES);
	answers("*1502 positive", YES);
	answers("*9502/*4001", NOTHING); /* it has another number today */
	answers("*15020/*4001", NOTHING);
	answers("*1502010101/*4001", NOTHING);
	assert_int_equal(sdi_hla_finding_answer("HLA-A", "*31:01 positive", "A*9201/A*0201"),
			 NOTHING); /* A*92 is one of today's A*02 */
}

static void what_joins_two_alleles_is_any_of_three(void **state)
{
	(void)state;
	answers("*15:02+*40:01", YES);
	answers("*13:01+*40:01", NO);
	answers("*13:01|*15:02", YES);
	answers("HLA-B*13:01+HLA-B*40:01", NO);
}

static void words_of_findings_are_heard_alike(void **state)
{
	(void)state;
	answers("*15:02 present", YES);
	answers("*15:02 not detected", NO);
	answers("*15:02 (neg)", NO);
	answers("*15:02:positive", YES);
	answers("*15:02: detected", YES);
	answers("*15:02 carrier", YES);
	answers("*15:02 negatively", NOTHING);
}

static void the_gene_may_stand_before_the_star_if_it_is_this_one(void **state)
{
	(void)state;
	answers("HLA-B*15:02 positive", YES);
	answers("B*15:02/B*40:01", YES);
	answers("hla-b*13:01/HLA-B*40:01", NO);
	answers("A*15:02 positive", NOTHING);
	answers("DRB*15:02 positive", NOTHING);
	answers("-B*15:02 positive", NOTHING);
	answers("A*15:02/A*40:01", NOTHING);
}

static enum sdi_answer d9(const char *asked, const char *text)
{
	return sdi_hla_finding_answer("CYP2C9", asked, text);
}

static void a_diplotype_holds_in_either_order(void **state)
{
	(void)state;
	assert_int_equal(d9("*1/*3", "*1/*3"), YES);
	assert_int_equal(d9("*1/*3", "*3/*1"), YES);
	assert_int_equal(d9("*3/*3", "*3/*3"), YES);
	assert_int_equal(d9("*1/*3", "*3/*3"), NO);
	assert_int_equal(d9("*1/*3", "*1/*30"), NO);
	assert_int_equal(d9("*1/*3", "Poor Metabolizer"), NO);
	assert_int_equal(d9("*1/*3", NULL), NOTHING);
	assert_int_equal(d9("*1/*3", "*3.002/*1.001"), YES);
}

static void a_carrier_has_the_allele_once_or_more(void **state)
{
	(void)state;
	assert_int_equal(d9("*3 carrier", "*1/*3"), YES);
	assert_int_equal(d9("*3 carrier", "*3/*3"), YES);
	assert_int_equal(d9("*3 carrier", "*1/*30"), NO);
	assert_int_equal(d9("*3 carrier", "*1/*2"), NO);
	assert_int_equal(d9("*10 carrier", "*1/*10x2"), YES);
	assert_int_equal(d9("*10 carrier", "*1/*36+*10"), YES);
	assert_int_equal(d9("*3 carrier", "Poor Metabolizer"), NOTHING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_speaks_of_its_own_allele_only),
		cmocka_unit_test(several_findings_are_each_heard),
		cmocka_unit_test(a_typing_is_negative_for_what_it_does_not_contain),
		cmocka_unit_test(more_fields_are_the_same_allele_and_fewer_leave_it_open),
		cmocka_unit_test(one_allele_of_a_typing_says_nothing_of_the_other),
		cmocka_unit_test(groups_are_their_alleles_and_doubtful_expression_is_no_answer),
		cmocka_unit_test(what_is_no_name_of_one_allele_says_nothing),
		cmocka_unit_test(names_from_before_colons_are_the_same_alleles),
		cmocka_unit_test(what_joins_two_alleles_is_any_of_three),
		cmocka_unit_test(words_of_findings_are_heard_alike),
		cmocka_unit_test(the_gene_may_stand_before_the_star_if_it_is_this_one),
		cmocka_unit_test(a_diplotype_holds_in_either_order),
		cmocka_unit_test(a_carrier_has_the_allele_once_or_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
