/* Rows of `call -O t`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "made_call.h"
#include "write/write_call.h"

static void assert_row(const struct stardose_call *call, const char *row)
{
	kstring_t out = KS_INITIALIZE;

	assert_int_equal(sdi_tsv_call(&out, call), STARDOSE_OK);
	assert_string_equal(out.s, row);
	ks_free(&out);
}

static void header_and_rows_have_the_same_number_of_columns(void **state)
{
	kstring_t header = KS_INITIALIZE, row = KS_INITIALIZE;
	struct stardose_call call = made_call();
	int tabs = 0;

	(void)state;
	assert_int_equal(sdi_tsv_header(&header), STARDOSE_OK);
	assert_int_equal(sdi_tsv_call(&row, &call), STARDOSE_OK);
	for (char *s = header.s; *s; s++)
		tabs += *s == '\t';
	for (char *s = row.s; *s; s++)
		tabs -= *s == '\t';
	assert_int_equal(tabs, 0);
	assert_int_equal(strncmp(header.s, "sample\tgene\t", 12), 0);
	ks_free(&header);
	ks_free(&row);
}

static void a_row_names_candidates_open_alleles_and_reasons(void **state)
{
	struct stardose_call call = made_call();

	(void)state;
	assert_row(
		&call,
		"\tGENE\t*1/*9\tIndeterminate\t.\tambiguous\tnot_assessed\tunphased\t1\t0\t1\t"
		"*1/*9=Normal "
		"Metabolizer;*1/[*17+rs1]=Indeterminate\t*17\tsites_absent,copies_not_assessed\n");
}

static void what_does_not_apply_is_a_dot(void **state)
{
	struct stardose_call call = made_no_call();

	(void)state;
	assert_row(&call, "\tGENE\t.\t.\t.\tno_call\t.\t.\t0\t0\t2\t.\t.\tno_records\n");
}

static void seen_sites_are_observed_or_in_a_reference_block(void **state)
{
	struct stardose_call call = made_no_call();

	(void)state;
	call.n_sites[STARDOSE_EVIDENCE_OBSERVED] = 3;
	call.n_sites[STARDOSE_EVIDENCE_BLOCK] = 4;
	call.n_sites[STARDOSE_EVIDENCE_ASSUMED] = 5;
	call.n_sites[STARDOSE_EVIDENCE_REJECTED] = 6;
	assert_row(&call, "\tGENE\t.\t.\t.\tno_call\t.\t.\t7\t5\t2\t.\t.\tno_records\n");
}

static void scores_over_candidates_are_one_number_or_a_range(void **state)
{
	struct stardose_call call = made_no_call();

	(void)state;
	call.reasons = 0;
	call.copies = 3;
	call.score_lo = call.score_hi = 0;
	assert_row(&call, "\tGENE\t.\t.\t0\tno_call\t3\t.\t0\t0\t2\t.\t.\t.\n");
	call.score_lo = 25;
	call.score_hi = 150;
	assert_row(&call, "\tGENE\t.\t.\t0.25-1.5\tno_call\t3\t.\t0\t0\t2\t.\t.\t.\n");
}

static void hundredths_print_as_short_numbers(void **state)
{
	static const struct { int score; const char *text;
	} cases[] = {
		{ 0, "0" },   { 5, "0.05" },   { 25, "0.25" }, { 50, "0.5" },
		{ 100, "1" }, { 125, "1.25" }, { 1200, "12" }, { STARDOSE_VALUE_NONE, "." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_put_score(&out, cases[i].score), STARDOSE_OK);
		assert_string_equal(out.s, cases[i].text);
		ks_free(&out);
	}
}

static void an_outside_diplotype_stands_where_no_candidate_does(void **state)
{
	struct stardose_call call = made_no_call();

	(void)state;
	call.status = STARDOSE_STATUS_OUTSIDE;
	call.outside_diplotype = (char *)"*36+*10/*41";
	call.phenotype[STARDOSE_GUIDELINE_CPIC] = "Intermediate Metabolizer";
	call.reasons = 0;
	assert_row(&call, "\tGENE\t*36+*10/*41\tIntermediate "
			  "Metabolizer\t.\toutside\t.\t.\t0\t0\t2\t.\t.\t.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_and_rows_have_the_same_number_of_columns),
		cmocka_unit_test(a_row_names_candidates_open_alleles_and_reasons),
		cmocka_unit_test(what_does_not_apply_is_a_dot),
		cmocka_unit_test(seen_sites_are_observed_or_in_a_reference_block),
		cmocka_unit_test(scores_over_candidates_are_one_number_or_a_range),
		cmocka_unit_test(hundredths_print_as_short_numbers),
		cmocka_unit_test(an_outside_diplotype_stands_where_no_candidate_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
