/*
 * test_sample_facts.c - facts about copies belong to samples; equal facts on equal genotypes share
 * one call
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "caller/caller_impl.h"
#include "structure/sample_facts.h"

static void a_sample_without_facts_has_none(void **state)
{
	struct sdi_sample_facts t = { 0 };

	(void)state;
	assert_null(sdi_sample_facts_find(&t, 7));
	assert_non_null(sdi_sample_facts_at(&t, 100));
	assert_null(sdi_sample_facts_find(&t, 99));
	assert_non_null(sdi_sample_facts_find(&t, 100));
	assert_int_equal(sdi_sample_facts_find(&t, 100)->copies, -1);
	sdi_sample_facts_release(&t);
}

static void equal_facts_on_equal_patterns_are_one_pair(void **state)
{
	struct sdi_sample_facts t = { 0 };
	struct sdi_fact_pair *pairs;
	uint32_t of_sample[5] = { 3, 4, 3, 3, 4 };

	(void)state;
	sdi_facts_copies(sdi_sample_facts_at(&t, 2), 1, STARDOSE_COPIES_FROM_FILE);
	sdi_facts_copies(sdi_sample_facts_at(&t, 0), 1, STARDOSE_COPIES_FROM_FILE);
	sdi_facts_copies(sdi_sample_facts_at(&t, 4), 1, STARDOSE_COPIES_FROM_FILE);
	sdi_facts_copies(sdi_sample_facts_at(&t, 3), 3, STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(sdi_fact_pairs(&t, of_sample, 5, 10, &pairs), 3);
	assert_int_equal(of_sample[0], of_sample[2]);
	assert_int_not_equal(of_sample[0], of_sample[3]);
	assert_int_not_equal(of_sample[0], of_sample[4]);
	assert_int_equal(of_sample[1], 4);
	assert_int_equal(pairs[of_sample[4] - 10].pattern, 4);
	assert_int_equal(pairs[of_sample[3] - 10].facts.copies, 3);
	free(pairs);
	sdi_sample_facts_release(&t);
}

static struct sdi_structure_facts told(int copies, enum stardose_copies_from from, int then,
				       enum stardose_copies_from then_from)
{
	struct sdi_structure_facts facts;

	sdi_structure_facts_init(&facts);
	sdi_facts_copies(&facts, copies, from);
	sdi_facts_copies(&facts, then, then_from);
	return facts;
}

static void the_more_trusted_source_of_copies_stands_in_any_order(void **state)
{
	const uint64_t conflict = UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
	struct sdi_structure_facts a =
		told(1, STARDOSE_COPIES_FROM_RECORD, 3, STARDOSE_COPIES_FROM_FILE);
	struct sdi_structure_facts b =
		told(3, STARDOSE_COPIES_FROM_FILE, 1, STARDOSE_COPIES_FROM_RECORD);
	struct sdi_structure_facts same =
		told(2, STARDOSE_COPIES_FROM_FILE, 2, STARDOSE_COPIES_FROM_RECORD);

	(void)state;
	assert_memory_equal(&a, &b, sizeof(a));
	assert_int_equal(a.copies, 3);
	assert_int_equal(a.from, STARDOSE_COPIES_FROM_FILE);
	assert_true(a.reasons & conflict);
	assert_int_equal(same.copies, 2);
	assert_false(same.reasons & conflict);
}

static void of_equally_trusted_sources_that_disagree_neither_is_believed(void **state)
{
	struct sdi_structure_facts facts =
		told(1, STARDOSE_COPIES_FROM_RECORD, 3, STARDOSE_COPIES_FROM_RECORD);

	(void)state;
	assert_int_equal(facts.copies, -1);
	assert_true(facts.reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1);
}

/*
 * Two samples of one genotype; facts of one of them, written after the file was read, make a call
 * of their own.
 */
static void facts_may_come_after_the_file(void **state)
{
	static const char vcf[] = "##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>\n"
		"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
		"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n"
		"chr22\t42128945\t.\tC\tT\t.\tPASS\t.\tGT\t0/1\t0/1\t0/1\n";
	char path[] = "/tmp/stardose_facts_XXXXXX";
	struct stardose_call_options options;
	struct stardose_tables *tables;
	struct stardose_caller *caller;
	struct stardose_error err;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, vcf, sizeof(vcf) - 1), sizeof(vcf) - 1);
	close(fd);
	assert_int_equal(stardose_tables_open(NULL, &tables, &err), STARDOSE_OK);
	stardose_call_options_init(&options);
	options.genes = "CYP2D6";
	assert_int_equal(stardose_caller_new(tables, &options, &caller, &err), STARDOSE_OK);
	assert_int_equal(stardose_caller_read(caller, path, &err), STARDOSE_OK);
	sdi_caller_facts(caller, 1, 0)->reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_HYBRID;
	assert_int_equal(stardose_caller_finish(caller, &err), STARDOSE_OK);
	assert_ptr_equal(stardose_caller_call(caller, 0, 0), stardose_caller_call(caller, 2, 0));
	assert_ptr_not_equal(stardose_caller_call(caller, 0, 0),
			     stardose_caller_call(caller, 1, 0));
	assert_string_equal(stardose_caller_call(caller, 0, 0)->candidates[0].diplotype,
			    stardose_caller_call(caller, 1, 0)->candidates[0].diplotype);
	assert_true(stardose_caller_call(caller, 1, 0)->reasons >>
			    STARDOSE_REASON_SUSPECTED_HYBRID &
		    1);
	assert_false(stardose_caller_call(caller, 0, 0)->reasons >>
			     STARDOSE_REASON_SUSPECTED_HYBRID &
		     1);
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sample_without_facts_has_none),
		cmocka_unit_test(equal_facts_on_equal_patterns_are_one_pair),
		cmocka_unit_test(the_more_trusted_source_of_copies_stands_in_any_order),
		cmocka_unit_test(of_equally_trusted_sources_that_disagree_neither_is_believed),
		cmocka_unit_test(facts_may_come_after_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
