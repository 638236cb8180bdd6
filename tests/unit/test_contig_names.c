/* test_contig_names.c - what contig lines say of chromosomes and of the build */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "record/contig_names.h"
#include "tables/table_set.h"

enum { G37 = STARDOSE_BUILD_GRCH37, G38 = STARDOSE_BUILD_GRCH38, AUTO = STARDOSE_BUILD_AUTO };

static struct stardose_tables *tables;
static struct sdi_contig_names *names;

static int open_tables(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	return stardose_tables_open(NULL, &tables, &err) ||
	       sdi_contig_names_new(tables, &names, &err);
}

static int free_tables(void **state)
{
	(void)state;
	sdi_contig_names_free(names);
	stardose_tables_free(tables);
	return 0;
}

/* A header with contigs "NAME LENGTH" or "NAME", joined by commas */
static bcf_hdr_t *header(const char *contigs)
{
	bcf_hdr_t *hdr = bcf_hdr_init("w");
	char *copy = strdup(contigs), *rest = NULL;

	for (char *one = strtok_r(copy, ",", &rest); one; one = strtok_r(NULL, ",", &rest)) {
		char *length = strchr(one, ' ');
		kstring_t line = KS_INITIALIZE;

		if (length)
			*length++ = '\0';
		ksprintf(&line, "##contig=<ID=%s%s%s>", one, length ? ",length=" : "",
			 length ? length : "");
		assert_int_equal(bcf_hdr_append(hdr, line.s), 0);
		ks_free(&line);
	}
	free(copy);
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	return hdr;
}

static void proves(const char *contigs, int asked, int build)
{
	bcf_hdr_t *hdr = header(contigs);
	enum stardose_build got;
	struct stardose_error err = { 0 };

	if (sdi_contig_names_build(names, hdr, "f", (enum stardose_build)asked, &got, &err))
		fail_msg("%s: %s", contigs, err.text);
	if ((int)got != build)
		fail_msg("%s: build %d, not %d", contigs, got, build);
	bcf_hdr_destroy(hdr);
}

static void refused(const char *contigs, int asked, const char *words)
{
	bcf_hdr_t *hdr = header(contigs);
	enum stardose_build got;
	struct stardose_error err = { 0 };

	assert_int_equal(sdi_contig_names_build(names, hdr, "f", (enum stardose_build)asked, &got,
						&err), STARDOSE_EINPUT);
	if (!strstr(err.text, words))
		fail_msg("%s: '%s' does not say '%s'", contigs, err.text, words);
	bcf_hdr_destroy(hdr);
}

static void a_chromosome_has_many_names(void **state)
{
	static const struct { const char *name, *chrom; int build; } cases[] = {
		{ "22", "22", AUTO },		{ "chr22", "22", AUTO },
		{ "NC_000022.11", "22", G38 },	{ "NC_000022.10", "22", G37 },
		{ "NC_000010.11", "10", G38 },	{ "chrX", "X", AUTO },
	};
	enum stardose_build build;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *chrom = sdi_contig_names_find(names, cases[i].name, &build);

		assert_non_null(chrom);
		assert_string_equal(chrom, cases[i].chrom);
		assert_int_equal(build, cases[i].build);
	}
	assert_null(sdi_contig_names_find(names, "chr22_KI270879v1_alt", &build));
	assert_null(sdi_contig_names_find(names, "chr22 ", NULL));
	assert_null(sdi_contig_names_find(names, "", NULL));
	assert_null(sdi_contig_names_find(names, "HLA-B*15:02", NULL));
}

static void lengths_and_accessions_prove_the_build(void **state)
{
	(void)state;
	proves("chr22 50818468", AUTO, G38);
	proves("22 51304566", AUTO, G37);
	proves("NC_000022.11", AUTO, G38);
	proves("NC_000022.10", AUTO, G37);
	proves("chr22 50818468,chr10 133797422,weird 12345", AUTO, G38);
	proves("chr22 50818468", G38, G38);
}

static void what_says_nothing_leaves_the_build_open(void **state)
{
	(void)state;
	proves("", AUTO, AUTO);
	proves("chr22,chr10", AUTO, AUTO);
	proves("chr22 42130000", AUTO, AUTO); /* shorter: the last position that was seen */
	proves("unknown 50818468", AUTO, AUTO); /* the length of no chromosome of that name */
}

static void contradictions_are_errors_with_both_scores(void **state)
{
	(void)state;
	refused("chr22 50818468,chr10 135534747", AUTO,
		"1 fit GRCh37 (first 'chr10'), 1 fit GRCh38");
	refused("NC_000022.11 51304566", AUTO, "contradict each other");
	refused("chr22 50818468", G37, "says GRCh38, but --build GRCh37 was given");
	refused("22 51304566,10 135534747", G38, "2 contigs fit GRCh37, 0 fit GRCh38");
}

static void other_references_are_told(void **state)
{
	(void)state;
	/* T2T-CHM13 */
	refused("chr22 51324926", AUTO, "lift the records over to GRCh38");
	refused("chr22 99999999", AUTO, "fits no build that is known here: 1 contig");
	refused("chr22 51000000", G38, "longer than in GRCh38"); /* though not than in GRCh37 */
	proves("chr22 51000000", AUTO, AUTO);
	/* one line that fits outweighs one that is strange */
	proves("chr22 50818468,chr10 999999999", AUTO, G38);
}

static void a_name_in_two_chromosomes_is_refused(void **state)
{
	static const struct stardose_contig twice[] = {
		{ .name = "one", .chrom = "22", .build = STARDOSE_BUILD_GRCH38 },
		{ .name = "one", .chrom = "10", .build = STARDOSE_BUILD_GRCH38 },
	}, both[] = {
		{ .name = "one", .chrom = "22", .build = STARDOSE_BUILD_GRCH38 },
		{ .name = "one", .chrom = "22", .build = STARDOSE_BUILD_GRCH37 },
	};
	struct stardose_tables set = { .contigs = twice, .n_contigs = 2 };
	struct sdi_contig_names *made = NULL;
	struct stardose_error err = { 0 };
	enum stardose_build build = STARDOSE_BUILD_GRCH38;

	(void)state;
	assert_int_equal(sdi_contig_names_new(&set, &made, &err), STARDOSE_ETABLE);
	assert_null(made);
	assert_string_equal(err.text, "contig name 'one' is listed for chromosomes 22 and 10");
	set.contigs = both;
	assert_int_equal(sdi_contig_names_new(&set, &made, &err), STARDOSE_OK);
	assert_string_equal(sdi_contig_names_find(made, "one", &build), "22");
	assert_int_equal(build, AUTO);
	sdi_contig_names_free(made);
	sdi_contig_names_free(NULL);
}

/* The mitochondrion: one length in both builds, another in hg19. */
static void another_sequence_of_the_same_name_is_known_by_its_length(void **state)
{
	bcf_hdr_t *hg19 = header("chrM 16571,chr22 51304566"), *ours = header("chrM 16569"),
		  *bare = header("chrM");
	const char *of = NULL;
	int64_t length = 0;

	(void)state;
	assert_int_equal(sdi_contig_names_foreign(names, hg19, "chrM", &of, &length), 1);
	assert_int_equal(length, 16571);
	assert_non_null(of);
	assert_int_equal(sdi_contig_names_foreign(names, hg19, "chr22", &of, &length), 0);
	assert_int_equal(sdi_contig_names_foreign(names, ours, "chrM", NULL, NULL), 0);
	assert_int_equal(sdi_contig_names_foreign(names, bare, "chrM", NULL, NULL), 0);
	assert_int_equal(sdi_contig_names_foreign(names, hg19, "no such contig", &of, NULL), 0);
	bcf_hdr_destroy(hg19);
	bcf_hdr_destroy(ours);
	bcf_hdr_destroy(bare);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chromosome_has_many_names),
		cmocka_unit_test(lengths_and_accessions_prove_the_build),
		cmocka_unit_test(what_says_nothing_leaves_the_build_open),
		cmocka_unit_test(contradictions_are_errors_with_both_scores),
		cmocka_unit_test(other_references_are_told),
		cmocka_unit_test(a_name_in_two_chromosomes_is_refused),
		cmocka_unit_test(another_sequence_of_the_same_name_is_known_by_its_length),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
