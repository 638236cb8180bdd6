/* test_copy_loss.c - calls of people of whom a haplotype lacks part of the gene */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "structure/copy_collector.h"
#include "tables/gene_exons.h"
#include "small_gene.h"

/* Sites at 9, 19, 1029, 2039, 3049; exons around 9-19, 1029 and 3049, none around 2039. */
static struct sdi_interval exons[] = { { 0, 100 }, { 1000, 1100 }, { 3000, 3100 } };
static struct sdi_partial_allele partial = { "*34", { { 1000, 1100 }, { 1000, 1100 } } };
static struct stardose_gene_exons table;
static struct stardose_gene gn;

static int setup(void **state)
{
	const struct sdi_intervals all = { 3, 300, exons };

	(void)state;
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		table.at[build] = (struct sdi_gene_extent){ .exons = all, .coding = all, .body = all };
	table.at_least = 90;
	gn = gene();
	gn.exons = &table;
	return 0;
}

#define LOSS(beg, end, on, phase)                                                                  \
	{                                                                                          \
		beg, end, on, phase                                                                \
	}
#define CALL(known, carried, ...)                                                                  \
	call_of(known, carried, 0, (const struct sdi_loss[]){ __VA_ARGS__ },                       \
		sizeof((const struct sdi_loss[]){ __VA_ARGS__ }) / sizeof(struct sdi_loss))

static char text[512];
static uint64_t reasons;
static struct stardose_site_view site[5];
static const char *phenotype;
static enum stardose_call_status status;

/* Candidates joined by ';'; @het: sites where one haplotype has the variant, each unphased */
static const char *call_of(int known, int carried, int het, const struct sdi_loss *loss, int n)
{
	struct sdi_structure_facts facts;
	struct stardose_call *call = NULL;
	struct sdi_genotype g;

	genotype_of(&g, &gn, known, carried);
	for (int bit = 0; bit < 5; bit++)
		if (het >> bit & 1) {
			add_block(&g, -1, 1 << bit, 0, 1 << bit);
			sdi_bits_unset(&g.same.known, bit);
		}
	sdi_structure_facts_init(&facts);
	for (int i = 0, at = 0; i < n; i++, facts.n_losses = at)
		sdi_losses_add(facts.loss, &at, &loss[i]);
	assert_int_equal(sdi_call_build(&g, &facts, 1, &call, NULL), STARDOSE_OK);
	*text = '\0';
	for (int i = 0; i < call->n_candidates; i++) {
		strcat(text, i ? ";" : "");
		strcat(text, call->candidates[i].diplotype);
	}
	reasons = call->reasons;
	phenotype = call->phenotype[STARDOSE_GUIDELINE_CPIC];
	status = call->status;
	memcpy(site, call->sites, sizeof(site));
	free(g.blocks);
	sdi_call_free(call);
	return text;
}

static void sites_under_a_loss_are_of_the_other_haplotype(void **state)
{
	(void)state;
	assert_string_equal(CALL(31, 0, LOSS(3040, 3060, 2, 0)), "*1/[*1+1:3041-3060:<DEL>]");
	assert_string_equal(phenotype, "Indeterminate");
	assert_int_equal(status, STARDOSE_STATUS_PARTIAL);
	assert_int_equal(site[4].carries[0] + site[4].carries[1], -1); /* one seen, one gone */
	assert_int_equal(site[3].carries[0] + site[3].carries[1], 0);
	assert_string_equal(CALL(31, 16, LOSS(3040, 3060, 2, 0)), "[*1+1:3041-3060:<DEL>]/*9");
}

static void a_loss_that_a_row_names_is_that_allele(void **state)
{
	table.partial = &partial;
	table.n_partial = 1;
	(void)state;
	assert_string_equal(CALL(31, 0, LOSS(900, 1200, 1, 0)), "*1/*34");
	assert_int_equal(status, STARDOSE_STATUS_CALLED);
	assert_string_equal(CALL(31, 16, LOSS(900, 1200, 1, 0)), "*9/*34");
	assert_string_equal(CALL(31, 0, LOSS(1001, 1200, 1, 0)), "*1/[*1+1:1002-1200:<DEL>]");
	table.n_partial = 0;
}

static void a_variant_elsewhere_lies_on_either_haplotype(void **state)
{
	table.partial = &partial;
	table.n_partial = 1;
	(void)state;
	call_of(31, 0, 16, (const struct sdi_loss[]){ LOSS(900, 1200, 1, 0) }, 1);
	assert_string_equal(text, "*1/*34;*9/*34");
	table.n_partial = 0;
}

static void two_alleles_where_one_is_left_are_a_conflict_and_both_stay(void **state)
{
	(void)state;
	call_of(31, 0, 16, (const struct sdi_loss[]){ LOSS(3040, 3060, 1, 0) }, 1);
	assert_true(reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1);
	assert_non_null(strstr(text, "*9"));
	assert_string_equal(phenotype, "Indeterminate");
}

static void losses_in_trans_are_on_both_and_unphased_ones_either_way(void **state)
{
	table.partial = &partial;
	table.n_partial = 1;
	(void)state;
	assert_string_equal(CALL(31, 0, LOSS(900, 1200, 1, 1), LOSS(3040, 3060, 2, 1)),
			    "[*1+1:3041-3060:<DEL>]/*34");
	assert_string_equal(CALL(31, 0, LOSS(900, 1200, 1, 1), LOSS(3040, 3060, 1, 1)), "*1/*34");
	CALL(31, 0, LOSS(900, 1200, 1, 0), LOSS(3040, 3060, 1, 0));
	assert_non_null(strstr(text, "*1/*34"));
	assert_non_null(strstr(text, "<DEL>]/*34"));
	table.n_partial = 0;
}

static void whole_losses_in_doubt_are_one_or_none(void **state)
{
	(void)state;
	CALL(31, 0, LOSS(-10, 5000, 1, SDI_LOSS_DOUBTED), LOSS(-20, 5000, 2, SDI_LOSS_DOUBTED));
	assert_string_equal(text, "*1/*5;*5/*5");
}

static void overlapping_losses_are_one_and_too_many_are_joined(void **state)
{
	struct sdi_loss list[SDI_MAX_LOSSES];
	int n = 0;

	(void)state;
	for (int i = 0; i < 7; i++)
		sdi_losses_add(list, &n, &(struct sdi_loss)LOSS(1000 * i, 1000 * i + 100, 1, 0));
	assert_int_equal(n, SDI_MAX_LOSSES);
	assert_int_equal(list[n - 1].end, 6100);
	n = 0;
	sdi_losses_add(list, &n, &(struct sdi_loss)LOSS(100, 200, 1, 0));
	sdi_losses_add(list, &n, &(struct sdi_loss)LOSS(150, 250, 2, 1));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].beg, 100);
	assert_int_equal(list[0].end, 250);
	assert_int_equal(list[0].on, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sites_under_a_loss_are_of_the_other_haplotype),
		cmocka_unit_test(a_loss_that_a_row_names_is_that_allele),
		cmocka_unit_test(a_variant_elsewhere_lies_on_either_haplotype),
		cmocka_unit_test(two_alleles_where_one_is_left_are_a_conflict_and_both_stay),
		cmocka_unit_test(losses_in_trans_are_on_both_and_unphased_ones_either_way),
		cmocka_unit_test(whole_losses_in_doubt_are_one_or_none),
		cmocka_unit_test(overlapping_losses_are_one_and_too_many_are_joined),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
