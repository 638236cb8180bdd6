/*
 * test_caller_push.c - records that somebody else has read, pushed into a caller: in one piece, in
 * parts, and where it cannot be
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include <stardose/call.h>

static struct stardose_tables *tables;

static int open_tables(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &tables, NULL);
}

static int close_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

static bcf_hdr_t *header(const char *sample, const char *contig_more)
{
	bcf_hdr_t *hdr = bcf_hdr_init("w");
	kstring_t contig = KS_INITIALIZE;

	ksprintf(&contig, "##contig=<ID=chr22%s>", contig_more);
	bcf_hdr_append(hdr, contig.s);
	bcf_hdr_append(hdr, "##contig=<ID=chr1>");
	bcf_hdr_append(hdr, "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">");
	bcf_hdr_add_sample(hdr, sample);
	if (!strcmp(sample, "A"))
		bcf_hdr_add_sample(hdr, "B");
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	ks_free(&contig);
	return hdr;
}

#define HG38 ",length=50818468"
static const char star10[] = "chr22\t42126611\t.\tC\tG\t.\tPASS\t.\tGT\t1|1\t0|0";
static const char star4[] = "chr22\t42128945\t.\tC\tT\t.\tPASS\t.\tGT\t0|1\t0|0";
static const char star10_site[] = "chr22\t42130692\t.\tG\tA\t.\tPASS\t.\tGT\t0|1\t0|0";
static const char far_off[] = "chr22\t5\t.\tA\tC\t.\tPASS\t.\tGT\t0|1\t0|0";
static const char elsewhere[] = "chr1\t5\t.\tA\tC\t.\tPASS\t.\tGT\t0|1\t0|0";

static int push(struct stardose_caller *caller, bcf_hdr_t *hdr, const char *line,
		struct stardose_error *err)
{
	kstring_t text = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();
	int ret;

	kputs(line, &text);
	assert_int_equal(vcf_parse(&text, hdr, rec), 0);
	ret = stardose_caller_push(caller, rec, err);
	bcf_destroy(rec);
	ks_free(&text);
	return ret;
}

static struct stardose_caller *new_caller(const char *samples)
{
	struct stardose_call_options options;
	struct stardose_caller *caller;

	stardose_call_options_init(&options);
	options.genes = "CYP2D6";
	options.samples = samples;
	assert_int_equal(stardose_caller_new(tables, &options, &caller, NULL), STARDOSE_OK);
	return caller;
}

static const char *diplotype(const struct stardose_caller *caller, int sample)
{
	const struct stardose_call *call = stardose_caller_call(caller, sample, 0);

	return call->n_candidates ? call->candidates[0].diplotype : "";
}

static void pushed_records_are_called(void **state)
{
	bcf_hdr_t *hdr = header("A", HG38);
	struct stardose_caller *caller = new_caller(NULL);

	(void)state;
	assert_int_equal(stardose_caller_begin(caller, hdr, NULL, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, elsewhere, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, far_off, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star10, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star4, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star10_site, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_finish(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_n_samples(caller), 2);
	assert_string_equal(stardose_caller_sample(caller, 0), "A");
	assert_string_equal(diplotype(caller, 0), "*2/*4");
	assert_string_equal(diplotype(caller, 1), "*1/*1");
	stardose_caller_free(caller);
	bcf_hdr_destroy(hdr);
}

static void a_gene_may_come_in_parts(void **state)
{
	bcf_hdr_t *hdr = header("A", HG38), *again = header("A", HG38);
	struct stardose_caller *caller = new_caller(NULL);

	(void)state;
	assert_int_equal(stardose_caller_begin(caller, hdr, "one", NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star10, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_begin(caller, again, "two", NULL), STARDOSE_OK);
	assert_int_equal(push(caller, again, star4, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, again, star10_site, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_finish(caller, NULL), STARDOSE_OK);
	assert_string_equal(diplotype(caller, 0), "*2/*4");
	stardose_caller_free(caller);
	bcf_hdr_destroy(again);
	bcf_hdr_destroy(hdr);
}

static void a_site_may_come_once(void **state)
{
	bcf_hdr_t *hdr = header("A", HG38);
	struct stardose_caller *caller = new_caller(NULL);
	struct stardose_error err;

	(void)state;
	assert_int_equal(stardose_caller_begin(caller, hdr, "one", NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star4, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_begin(caller, hdr, "two", NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star4, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "'two' has CYP2D6 of sample 'A' at chr22:42128945"));
	stardose_caller_free(caller);
	bcf_hdr_destroy(hdr);
}

static void only_samples_that_are_wanted_are_called(void **state)
{
	bcf_hdr_t *hdr = header("A", HG38);
	struct stardose_caller *caller = new_caller("B");

	(void)state;
	assert_int_equal(stardose_caller_begin(caller, hdr, NULL, NULL), STARDOSE_OK);
	assert_int_equal(push(caller, hdr, star4, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_finish(caller, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_n_samples(caller), 1);
	assert_string_equal(stardose_caller_sample(caller, 0), "B");
	assert_string_equal(diplotype(caller, 0), "*1/*1");
	stardose_caller_free(caller);
	caller = new_caller("C");
	assert_int_equal(stardose_caller_begin(caller, hdr, NULL, NULL), STARDOSE_EUSAGE);
	stardose_caller_free(caller);
	bcf_hdr_destroy(hdr);
}

static void out_of_turn_is_refused(void **state)
{
	bcf_hdr_t *hdr = header("A", HG38), *other = header("A", ",length=51304566");
	struct stardose_caller *caller = new_caller(NULL);

	(void)state;
	assert_int_equal(push(caller, hdr, star4, NULL), STARDOSE_EUSAGE);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_EUSAGE);
	assert_int_equal(stardose_caller_begin(caller, hdr, NULL, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_begin(caller, hdr, NULL, NULL), STARDOSE_EUSAGE);
	assert_int_equal(push(caller, hdr, star4, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_OK);
	/* a header of the other build, and so the end of what can be joined */
	assert_int_equal(stardose_caller_begin(caller, other, NULL, NULL), STARDOSE_OK);
	assert_int_equal(stardose_caller_end(caller, NULL), STARDOSE_EINPUT);
	stardose_caller_free(caller);
	bcf_hdr_destroy(other);
	bcf_hdr_destroy(hdr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pushed_records_are_called),
		cmocka_unit_test(a_gene_may_come_in_parts),
		cmocka_unit_test(a_site_may_come_once),
		cmocka_unit_test(only_samples_that_are_wanted_are_called),
		cmocka_unit_test(out_of_turn_is_refused),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
