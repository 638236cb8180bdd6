/*
 * test_annotator.c - records in, the same records out: when they are held back, and what they get
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <stardose/annotator.h>

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

static bcf_hdr_t *header(int n_samples)
{
	bcf_hdr_t *hdr = bcf_hdr_init("w");

	bcf_hdr_append(hdr, "##contig=<ID=chr1>");
	bcf_hdr_append(hdr, "##contig=<ID=chr10>");
	bcf_hdr_append(hdr, "##contig=<ID=chr22>");
	bcf_hdr_append(hdr, "##contig=<ID=22>");
	bcf_hdr_append(hdr, "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">");
	if (n_samples)
		bcf_hdr_add_sample(hdr, "A");
	if (n_samples > 1)
		bcf_hdr_add_sample(hdr, "B");
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	return hdr;
}

static struct stardose_annotator *start_with(const struct stardose_annotator_options *options,
					     bcf_hdr_t *hdr, enum stardose_build build)
{
	struct stardose_annotator *ann;

	assert_int_equal(stardose_annotator_new(tables, options, hdr, build, &ann, NULL),
			 STARDOSE_OK);
	return ann;
}

static struct stardose_annotator *start(bcf_hdr_t *hdr, enum stardose_build build)
{
	struct stardose_annotator_options options;

	stardose_annotator_options_init(&options);
	return start_with(&options, hdr, build);
}

static int push(struct stardose_annotator *ann, const char *line)
{
	return stardose_annotator_push_line(ann, line, strlen(line), NULL);
}

/* Everything that is ready, one line after the other; "" when nothing is. */
static const char *pop(struct stardose_annotator *ann)
{
	static kstring_t text;
	const struct stardose_annotated *ready;
	int ret;

	ks_clear(&text);
	kputs("", &text);
	while (!(ret = stardose_annotator_pop(ann, &ready, NULL))) {
		assert_non_null(ready->line);
		kputsn(ready->line, ready->len, &text);
		kputc('\n', &text);
	}
	assert_int_equal(ret, STARDOSE_EOF);
	return text.s;
}

#define BEFORE "chr1\t5\t.\tA\tC\t.\t.\tX=  odd bytes\tGT\t0/1\n"
#define STAR4 "chr22\t42128945\trs3892097\tC\tT\t.\tPASS\t."
#define STAR4_PGX                                                                                  \
	"chr22\t42128945\trs3892097\tC\tT\t.\tPASS\tPGX=CYP2D6|rs3892097|*4|splice_acceptor|1"
#define BETWEEN "chr22\t42128950\t.\tG\tA\t.\t.\t.\tGT\t0/0\n"
#define BEYOND "chr22\t50000000\t.\tA\tG\t.\t.\t.\tGT\t0/1\n"

/* A line of a macro without its newline. */
static int push_nl(struct stardose_annotator *ann, const char *line)
{
	return stardose_annotator_push_line(ann, line, strlen(line) - 1, NULL);
}

static void a_gene_is_held_back_until_a_record_lies_beyond_it(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);

	(void)state;
	assert_int_equal(push_nl(ann, BEFORE), STARDOSE_OK);
	assert_string_equal(pop(ann), BEFORE);
	assert_int_equal(push(ann, STAR4 "\tGT\t1/1"), STARDOSE_OK);
	assert_string_equal(pop(ann), "");
	assert_int_equal(push_nl(ann, BETWEEN), STARDOSE_OK);
	assert_string_equal(pop(ann), "");
	assert_int_equal(push_nl(ann, BEYOND), STARDOSE_OK);
	assert_string_equal(
		pop(ann), STAR4_PGX
		"\tGT:PGXD:PGXP:PGXS\t1/1:*4/*4:Poor_Metabolizer:called\n" BETWEEN BEYOND);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_string_equal(pop(ann), "");
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void another_contig_and_the_end_complete_a_gene_too(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);

	(void)state;
	assert_int_equal(push(ann, "chr10\t94781859\t.\tG\tA\t.\t.\t.\tGT\t1/1"), STARDOSE_OK);
	assert_string_equal(pop(ann), "");
	assert_int_equal(push(ann, STAR4 "\tGT\t0/0"), STARDOSE_OK);
	assert_non_null(strstr(pop(ann), "*2/*2"));
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_non_null(strstr(pop(ann), STAR4_PGX "\tGT:PGXD"));
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void a_record_that_need_not_wait_is_handed_out_in_place(void **state)
{
	static const char line[] = "chr1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1";
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);
	const struct stardose_annotated *ready;

	(void)state;
	assert_int_equal(push(ann, line), STARDOSE_OK);
	assert_int_equal(push(ann, line), STARDOSE_EUSAGE);	/* it was not popped */
	assert_int_equal(stardose_annotator_pop(ann, &ready, NULL), STARDOSE_OK);
	assert_ptr_equal(ready->line, line);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_int_equal(push(ann, line), STARDOSE_EUSAGE);	/* after the end */
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void what_is_not_at_a_gene_is_never_parsed(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);

	(void)state;
	assert_int_equal(push(ann, "chr22\t7\tno record at all"), STARDOSE_OK);
	assert_string_equal(pop(ann), "chr22\t7\tno record at all\n");
	assert_int_equal(push(ann, "chrUnknown\t42128945\t\xff\t\t"), STARDOSE_OK);
	assert_string_equal(pop(ann), "chrUnknown\t42128945\t\xff\t\t\n");
	assert_int_equal(push(ann, "nothing"), STARDOSE_EINPUT);
	assert_int_equal(push(ann, STAR4 "\tGT"), STARDOSE_EINPUT);
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void an_unknown_build_holds_back_until_it_is_proven(void **state)
{
	static const char *const more[] = { "42126611\t.\tC", "42126658\t.\tA", "42126749\t.\tC",
					    "42127608\t.\tC", "42127803\t.\tC", "42127841\t.\tC",
					    "42127856\t.\tT" };
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_AUTO);
	char line[100];

	(void)state;
	assert_int_equal(push(ann, "chr10\t94781859\t.\tG\tA\t.\t.\t.\tGT\t1/1"), STARDOSE_OK);
	for (int i = 0; i < 7; i++) {
		assert_string_equal(pop(ann), "");
		snprintf(line, sizeof(line), "chr22\t%s\t.\t.\t.\t.\tGT\t0/0", more[i]);
		assert_int_equal(push(ann, line), STARDOSE_OK);
	}
	assert_non_null(strstr(pop(ann), "*2/*2")); /* proven: the other gene is complete */
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_non_null(strstr(pop(ann), "PGX=CYP2D6|rs1135840|"));
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void the_end_decides_on_little_and_passes_on_where_nothing_speaks(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_AUTO);

	(void)state;
	assert_int_equal(push(ann, STAR4 "\tGT\t1/1"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_non_null(strstr(pop(ann), "*4/*4"));
	stardose_annotator_free(ann);

	ann = start(hdr, STARDOSE_BUILD_AUTO);
	assert_int_equal(push(ann, "chr22\t42128945\t.\tN\tT\t.\t.\t.\tGT\t1/1"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	pop(ann);
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void a_wrong_build_is_refused(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH37);
	struct stardose_error err;

	(void)state;
	assert_int_equal(push(ann, "chr22\t42524947\t.\tA\tC\t.\t.\t.\tGT\t1/1"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "contradict GRCh37"));
	stardose_annotator_free(ann);

	ann = start(hdr, STARDOSE_BUILD_AUTO);
	assert_int_equal(push(ann, "chr22\t42524947\t.\tA\tC\t.\t.\t.\tGT\t1/1"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "cannot tell the build"));
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void a_gene_that_comes_back_is_refused(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);
	struct stardose_error err;

	(void)state;
	assert_int_equal(push(ann, STAR4 "\tGT\t1/1"), STARDOSE_OK);
	assert_int_equal(push_nl(ann, BEYOND), STARDOSE_OK);
	assert_int_equal(stardose_annotator_push_line(ann, STAR4 "\tGT\t1/1",
						      strlen(STAR4 "\tGT\t1/1"), &err),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "not sorted"));
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void without_samples_a_record_gets_info_at_once(void **state)
{
	bcf_hdr_t *hdr = header(0);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);

	(void)state;
	assert_int_equal(push(ann, STAR4), STARDOSE_OK);
	assert_string_equal(pop(ann), STAR4_PGX "\n");
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void samples_that_are_not_asked_for_stay_with_dots(void **state)
{
	struct stardose_annotator_options options;
	struct stardose_call_options call;
	struct stardose_annotator *ann;
	bcf_hdr_t *hdr = header(2);
	struct stardose_error err;

	(void)state;
	stardose_annotator_options_init(&options);
	stardose_call_options_init(&call);
	call.samples = "B";
	options.call = &call;
	ann = start_with(&options, hdr, STARDOSE_BUILD_GRCH38);
	assert_int_equal(push(ann, STAR4 "\tGT\t0/0\t1/1"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_string_equal(pop(ann), STAR4_PGX
			    "\tGT:PGXD:PGXP:PGXS\t0/0:.:.:.\t1/1:*4/*4:Poor_Metabolizer:called\n");
	stardose_annotator_free(ann);
	call.samples = "C";
	assert_int_equal(
		stardose_annotator_new(tables, &options, hdr, STARDOSE_BUILD_GRCH38, &ann, &err),
		STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "'C'"));
	bcf_hdr_destroy(hdr);
}

static void genes_that_are_not_asked_for_are_passed_on(void **state)
{
	struct stardose_annotator_options options;
	struct stardose_call_options call;
	struct stardose_annotator *ann;
	bcf_hdr_t *hdr = header(1);

	(void)state;
	stardose_annotator_options_init(&options);
	stardose_call_options_init(&call);
	call.genes = "CYP2C19";
	options.call = &call;
	ann = start_with(&options, hdr, STARDOSE_BUILD_GRCH38);
	assert_int_equal(push(ann, STAR4 "\tGT\t0/0"), STARDOSE_OK);
	assert_string_equal(pop(ann), STAR4 "\tGT\t0/0\n");
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

/* What one line gets as INFO/PGX, "" for nothing. */
static const char *pgx(const char *line, enum stardose_build build)
{
	static kstring_t text;
	bcf_hdr_t *hdr = header(0);
	struct stardose_annotator *ann = start(hdr, build);
	const struct stardose_annotated *ready;
	char *at, *end;

	assert_int_equal(push(ann, line), STARDOSE_OK);
	assert_int_equal(stardose_annotator_pop(ann, &ready, NULL), STARDOSE_OK);
	ks_clear(&text);
	kputsn(ready->line, ready->len, &text);
	at = strstr(text.s, "PGX=");
	if (at) {
		end = strpbrk(at, "\t;");
		if (end)
			*end = '\0';
	}
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
	return at ? at + 4 : "";
}

static void a_record_is_a_definition_site_by_what_it_speaks_of(void **state)
{
	(void)state;
	/*
	 * a deletion, anchored elsewhere; the same in a longer spelling; a substitution at its
	 * anchor is not it
	 */
	assert_string_equal(pgx("chr22\t42129083\t.\tCA\tC\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs5030655|*6|frameshift|1");
	assert_string_equal(pgx("chr22\t42129083\t.\tC\tA\t.\t.\t.", STARDOSE_BUILD_GRCH38), "");
	/* no ALT: the site is spoken of, no allele carries the variant */
	assert_string_equal(pgx("chr22\t42128945\t.\tC\t.\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs3892097|*4|splice_acceptor|.");
	assert_string_equal(pgx("chr22\t42128945\t.\tC\t<*>\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs3892097|*4|splice_acceptor|.");
	assert_string_equal(pgx("chr22\t42128945\t.\tC\tG\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs3892097|*4|splice_acceptor|.");
	assert_string_equal(pgx("chr22\t42128945\t.\tC\tG,T\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs3892097|*4|splice_acceptor|2");
	/* a block of many bases, a structural record, a REF that is not this build's */
	assert_string_equal(
		pgx("chr22\t42128945\t.\tC\t<NON_REF>\t.\t.\tEND=42128960", STARDOSE_BUILD_GRCH38),
		"");
	assert_string_equal(
		pgx("chr22\t42128945\t.\tC\t<DEL>\t.\t.\tEND=42128960", STARDOSE_BUILD_GRCH38), "");
	assert_string_equal(pgx("chr22\t42128945\t.\tG\tT\t.\t.\t.", STARDOSE_BUILD_GRCH38), "");
	/* two alternatives at one position are two variants */
	assert_string_equal(pgx("chr22\t42129770\t.\tG\tT\t.\t.\t.", STARDOSE_BUILD_GRCH38),
			    "CYP2D6|rs28371706|*17&*40&*58&*64&*141&*154|missense|.,CYP2D6|"
			    "rs28371706|*82|missense|1");
}

static void where_the_reference_is_the_variant_ref_carries_it(void **state)
{
	const char *got = pgx("22\t42523943\t.\tA\tG\t.\t.\t.", STARDOSE_BUILD_GRCH37);

	(void)state;
	assert_int_equal(strncmp(got, "CYP2D6|rs16947|*2&", 18), 0);
	assert_string_equal(got + strlen(got) - 11, "|missense|0");
}

static void a_site_of_two_genes_gets_the_values_of_both(void **state)
{
	struct stardose_gene genes[2] = { *stardose_tables_gene(tables, "CYP2D6"),
					  *stardose_tables_gene(tables, "CYP2D6") };
	struct stardose_tables two = *tables;
	struct stardose_annotator_options options;
	struct stardose_call_options call;
	struct stardose_annotator *ann;
	bcf_hdr_t *hdr = header(2);

	(void)state;
	genes[1].name = "TWIN";
	two.genes = genes;
	two.n_genes = 2;
	stardose_annotator_options_init(&options);
	stardose_call_options_init(&call);
	call.samples = "A";
	options.call = &call;
	assert_int_equal(
		stardose_annotator_new(&two, &options, hdr, STARDOSE_BUILD_GRCH38, &ann, NULL),
		STARDOSE_OK);
	assert_int_equal(push(ann, STAR4 "\tGT\t1/1\t0/0"), STARDOSE_OK);
	assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
	assert_string_equal(
		pop(ann), STAR4_PGX
		",TWIN|rs3892097|*4|splice_acceptor|1\tGT:PGXD:PGXP:PGXS\t"
		"1/1:*4/*4&*4/*4:Poor_Metabolizer&Poor_Metabolizer:called&called\t0/0:.:.:.\n");
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void the_records_of_another_build_contradict_the_one_named(void **state)
{
	static const char *const pos[] = { "42522576\t.\tC", "42522603\t.\tG", "42522651\t.\tG",
					   "42524947\t.\tC" },
			  *const gt[] = { "0/0", "0|0", "./." }; /* equal records count once */
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);
	struct stardose_error err = { 0 };
	char line[100];
	int ret = STARDOSE_OK;

	(void)state;
	for (int i = 0; i < 12 && !ret; i++) {
		snprintf(line, sizeof(line), "chr22\t%s\t.\t.\t.\t.\tGT\t%s", pos[i / 3],
			 gt[i % 3]);
		ret = stardose_annotator_push_line(ann, line, strlen(line), &err);
		pop(ann);
	}
	assert_int_equal(ret, STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "say GRCh38"));
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

static void bcf_records_get_the_same(void **state)
{
	bcf_hdr_t *hdr = header(1);
	struct stardose_annotator *ann = start(hdr, STARDOSE_BUILD_GRCH38);
	static const char *const lines[] = { "chr1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1",
					     STAR4 "\tGT\t1/1",
					     "chr22\t42128950\t.\tG\tA\t.\t.\t.\tGT\t0/0" };
	kstring_t line = KS_INITIALIZE, text = KS_INITIALIZE;
	const struct stardose_annotated *ready;
	bcf1_t *rec = bcf_init();

	(void)state;
	for (int i = 0; i < 3; i++) {
		ks_clear(&line);
		kputs(lines[i], &line);
		assert_int_equal(vcf_parse(&line, hdr, rec), 0);
		assert_int_equal(stardose_annotator_push(ann, rec, NULL), STARDOSE_OK);
		if (i == 2)
			assert_int_equal(stardose_annotator_finish(ann, NULL), STARDOSE_OK);
		while (!stardose_annotator_pop(ann, &ready, NULL))
			assert_int_equal(
				vcf_format(stardose_annotator_header(ann), ready->rec, &text), 0);
	}
	assert_string_equal(text.s, "chr1\t5\t.\tA\tC\t.\t.\t.\tGT\t0/1\n" STAR4_PGX
				    "\tGT:PGXD:PGXP:PGXS\t1/1:*4/*4:Poor_Metabolizer:called\n"
				    "chr22\t42128950\t.\tG\tA\t.\t.\t.\tGT\t0/0\n");
	ks_free(&line);
	ks_free(&text);
	bcf_destroy(rec);
	stardose_annotator_free(ann);
	bcf_hdr_destroy(hdr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gene_is_held_back_until_a_record_lies_beyond_it),
		cmocka_unit_test(another_contig_and_the_end_complete_a_gene_too),
		cmocka_unit_test(a_record_that_need_not_wait_is_handed_out_in_place),
		cmocka_unit_test(what_is_not_at_a_gene_is_never_parsed),
		cmocka_unit_test(an_unknown_build_holds_back_until_it_is_proven),
		cmocka_unit_test(the_end_decides_on_little_and_passes_on_where_nothing_speaks),
		cmocka_unit_test(a_wrong_build_is_refused),
		cmocka_unit_test(a_gene_that_comes_back_is_refused),
		cmocka_unit_test(without_samples_a_record_gets_info_at_once),
		cmocka_unit_test(samples_that_are_not_asked_for_stay_with_dots),
		cmocka_unit_test(genes_that_are_not_asked_for_are_passed_on),
		cmocka_unit_test(a_record_is_a_definition_site_by_what_it_speaks_of),
		cmocka_unit_test(where_the_reference_is_the_variant_ref_carries_it),
		cmocka_unit_test(a_site_of_two_genes_gets_the_values_of_both),
		cmocka_unit_test(the_records_of_another_build_contradict_the_one_named),
		cmocka_unit_test(bcf_records_get_the_same),
	};
	hts_set_log_level(HTS_LOG_OFF);
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
