/* test_gene_vicinity.c - rows around a gene tell what a file lists */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include "caller/file_listing.h"

#define GENE_BEG 5000000
#define GENE_END 5010000

static const struct stardose_gene gene = {
	.name = "MADE",
	.chrom = "1",
	.beg = { GENE_BEG, GENE_BEG },
	.end = { GENE_END, GENE_END },
};

/* Rows from @beg, @n of them @step apart; every @reference th is carried by nobody (0: none is). */
static void add(struct sdi_gene_vicinity *v, hts_pos_t beg, int n, int step, int reference)
{
	for (int i = 0; i < n; i++) {
		struct sdi_near_row row = { .pos = beg + (hts_pos_t)i * step,
					    .is_site = 1,
					    .is_carried = !reference || i % reference != 0 };

		sdi_gene_vicinity_add(v, &row);
	}
}

static enum sdi_listing judge(hts_pos_t beg, int n, int step, int reference, int n_samples)
{
	struct sdi_gene_vicinity v;
	enum sdi_listing listing;

	assert_int_equal(sdi_gene_vicinity_init(&v, &gene, STARDOSE_BUILD_GRCH38), STARDOSE_OK);
	add(&v, beg, n, step, reference);
	listing = sdi_gene_vicinity_judge(&v, n_samples, 1, NULL);
	sdi_gene_vicinity_release(&v);
	return listing;
}

static void a_genome_lists_every_variant_and_an_array_does_not(void **state)
{
	(void)state;
	assert_int_equal(judge(GENE_BEG - 900000, 1000, 900, 0, 1), SDI_LISTING_ALL);
	assert_int_equal(judge(GENE_BEG - 900000, 90, 10000, 0, 1), SDI_LISTING_CHOSEN);
	/* more people have more variable sites, and so has a file of them */
	assert_int_equal(judge(GENE_BEG - 900000, 1000, 900, 0, 3000), SDI_LISTING_CHOSEN);
	assert_int_equal(judge(GENE_BEG - 900000, 30000, 30, 0, 3000), SDI_LISTING_ALL);
}

static void a_short_slice_of_few_people_says_nothing(void **state)
{
	(void)state;
	assert_int_equal(judge(GENE_BEG, 3, 10000, 0, 1), SDI_LISTING_UNKNOWN);
	assert_int_equal(judge(GENE_BEG, 0, 1, 0, 1), SDI_LISTING_UNKNOWN);
	assert_int_equal(judge(GENE_BEG, 3, 5000, 0, 100), SDI_LISTING_CHOSEN);
}

static void rows_that_nobody_carries_were_chosen(void **state)
{
	(void)state;
	assert_int_equal(judge(GENE_BEG, 4, 2000, 1, 1), SDI_LISTING_CHOSEN);
	assert_int_equal(judge(GENE_BEG, 1, 1, 1, 1), SDI_LISTING_CHOSEN);
	assert_int_equal(judge(GENE_BEG - 900000, 300, 3000, 2, 1), SDI_LISTING_CHOSEN);
	/* one in ten is what a caller looked at; so many rows are an extract of a cohort */
	assert_int_equal(judge(GENE_BEG - 900000, 1000, 900, 10, 1), SDI_LISTING_ALL);
	assert_int_equal(judge(GENE_BEG - 900000, 9000, 100, 2, 1), SDI_LISTING_ALL);
}

static void what_a_caller_discarded_was_not_chosen(void **state)
{
	struct sdi_near_row row = { .pos = GENE_BEG, .is_site = 1, .is_filtered = 1 };
	struct sdi_gene_vicinity v;

	(void)state;
	assert_int_equal(sdi_gene_vicinity_init(&v, &gene, STARDOSE_BUILD_GRCH38), STARDOSE_OK);
	sdi_gene_vicinity_add(&v, &row);
	assert_int_equal(v.n_records, 1);
	assert_int_equal(sdi_gene_vicinity_judge(&v, 1, 1, NULL), SDI_LISTING_UNKNOWN);
	row.is_site = row.is_filtered = 0; /* a block shows that somebody looked, and no more */
	sdi_gene_vicinity_add(&v, &row);
	assert_int_equal(v.n_records, 2);
	assert_int_equal(v.all.n_rows, 0);
	sdi_gene_vicinity_release(&v);
}

static void rows_behind_the_gene_count_where_those_before_do_not_decide(void **state)
{
	struct sdi_gene_vicinity v;

	(void)state;
	assert_int_equal(sdi_gene_vicinity_init(&v, &gene, STARDOSE_BUILD_GRCH38), STARDOSE_OK);
	add(&v, GENE_END, 900, 1000, 0);
	assert_int_equal(sdi_gene_vicinity_judge(&v, 1, 0, NULL), SDI_LISTING_UNKNOWN);
	assert_int_equal(sdi_gene_vicinity_judge(&v, 1, 1, NULL), SDI_LISTING_ALL);
	add(&v, GENE_BEG - 900000, 90, 10000, 0);
	assert_int_equal(sdi_gene_vicinity_judge(&v, 1, 0, NULL), SDI_LISTING_CHOSEN);
	assert_int_equal(sdi_gene_vicinity_judge(&v, 1, 1, NULL), SDI_LISTING_CHOSEN);
	sdi_gene_vicinity_release(&v);
}

static void records_are_near_up_to_a_million_bases(void **state)
{
	struct sdi_near_row row = { .is_site = 1 };
	const hts_pos_t near[] = { GENE_BEG - SDI_VICINITY, GENE_END + SDI_VICINITY - 1 },
			far[] = { GENE_BEG - SDI_VICINITY - 10000, GENE_END + SDI_VICINITY };
	struct sdi_gene_vicinity v;

	(void)state;
	assert_int_equal(sdi_gene_vicinity_init(&v, &gene, STARDOSE_BUILD_GRCH37), STARDOSE_OK);
	for (int i = 0; i < 2; i++) {
		row.pos = near[i];
		sdi_gene_vicinity_add(&v, &row);
		row.pos = far[i];
		sdi_gene_vicinity_add(&v, &row);
	}
	assert_int_equal(v.n_records, 2);
	sdi_gene_vicinity_release(&v);
}

/* ---- all genes of a file ---- */

/* Two genes 20 Mb apart, of which the first is asked for. */
static struct stardose_gene pair[2];
static const struct stardose_gene *const asked[] = { &pair[0] };

static void make_pair(struct stardose_tables *tables, struct sdi_file_listing *listing)
{
	memset(tables, 0, sizeof(*tables));
	for (int i = 0; i < 2; i++) {
		hts_pos_t beg = GENE_BEG + i * 20000000;

		pair[i] = gene;
		pair[i].chrom = i ? "2" : "1";
		for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
			pair[i].beg[b] = beg;
			pair[i].end[b] = beg + 80000;
		}
	}
	tables->genes = pair;
	tables->n_genes = 2;
	assert_int_equal(sdi_file_listing_init(listing, tables, asked, 1), STARDOSE_OK);
}

static void list(struct sdi_file_listing *listing, int g, int n, int step, int reference)
{
	for (int i = 0; i < n; i++) {
		struct sdi_near_row row = { .pos = pair[g].beg[0] + (hts_pos_t)i * step,
					    .is_site = 1,
					    .is_carried = !reference || i % reference != 0 };

		assert_int_equal(sdi_file_listing_add(listing, pair[g].chrom, 3, 1, &row),
				 STARDOSE_OK);
	}
}

static enum sdi_listing of_file(int n_first, int step_first, int n_second, int step_second)
{
	struct stardose_tables tables;
	struct sdi_file_listing listing;
	enum sdi_listing said;

	make_pair(&tables, &listing);
	list(&listing, 0, n_first, step_first, 0);
	list(&listing, 1, n_second, step_second, 0);
	said = sdi_file_listing_judge(&listing, &pair[0], STARDOSE_BUILD_GRCH38, 1, NULL);
	sdi_file_listing_release(&listing);
	return said;
}

static void other_genes_tell_where_one_cannot(void **state)
{
	(void)state;
	assert_int_equal(of_file(6, 4000, 0, 1), SDI_LISTING_UNKNOWN); /* too few rows */
	assert_int_equal(of_file(6, 4000, 12, 6000), SDI_LISTING_CHOSEN);
	assert_int_equal(of_file(6, 4000, 160, 500), SDI_LISTING_ALL);
	assert_int_equal(of_file(19, 4000, 0, 1), SDI_LISTING_CHOSEN); /* one long enough */
	assert_int_equal(of_file(0, 1, 160, 500), SDI_LISTING_ALL);
	assert_int_equal(of_file(2, 1, 3, 2), SDI_LISTING_UNKNOWN);
}

static void rows_of_nobody_at_one_gene_outweigh_the_other(void **state)
{
	struct stardose_tables tables;
	struct sdi_file_listing listing;
	struct sdi_listing_signs signs;

	(void)state;
	make_pair(&tables, &listing);
	list(&listing, 0, 3, 4000, 0);
	list(&listing, 1, 60, 1300, 2);
	assert_int_equal(sdi_file_listing_judge(&listing, &pair[0], STARDOSE_BUILD_GRCH38, 1, &signs),
			 SDI_LISTING_CHOSEN);
	assert_int_equal(signs.is_of_file, 1);
	assert_int_equal(signs.n_rows, 63);
	assert_int_equal(signs.n_reference, 30);
	/* of many samples each gene has enough rows of its own */
	assert_int_equal(
		sdi_file_listing_judge(&listing, &pair[0], STARDOSE_BUILD_GRCH38, 17, &signs),
		SDI_LISTING_CHOSEN);
	assert_int_equal(signs.is_of_file, 0);
	sdi_file_listing_release(&listing);
}

static void a_gene_nobody_asks_for_counts_where_it_lies(void **state)
{
	struct stardose_tables tables;
	struct sdi_file_listing listing;

	(void)state;
	make_pair(&tables, &listing);
	assert_true(sdi_file_listing_is_near(&listing, "1", GENE_BEG - SDI_VICINITY));
	assert_true(sdi_file_listing_is_near(&listing, "2", 25000000 - SDI_AT_GENE));
	assert_false(sdi_file_listing_is_near(&listing, "2", 25000000 - SDI_AT_GENE - 1));
	assert_true(sdi_file_listing_is_near(&listing, "2", 25080000 + SDI_AT_GENE - 1));
	assert_false(sdi_file_listing_is_near(&listing, "2", 25080000 + SDI_AT_GENE));
	assert_false(sdi_file_listing_is_near(&listing, "3", 25000000));
	sdi_file_listing_release(&listing);
}

/* ---- a record in short ---- */

static struct sdi_near_row of_line(const char *line, int n_samples)
{
	struct sdi_near_row row = { 0 };

	assert_int_equal(sdi_near_row_text(line, strlen(line), n_samples, &row), 1);
	return row;
}

static void check_line(const char *line, int is_site, int is_filtered, int is_carried)
{
	const char header[] = "##fileformat=VCFv4.2\n##contig=<ID=1>\n##FILTER=<ID=low,Description"
			      "=\"x\">\n##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"
			      "##ALT=<ID=DEL,Description=\"x\">\n"
			      "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
			      "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n"
			      "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n";
	char *text = strdup(header);
	bcf_hdr_t *hdr = bcf_hdr_init("r");
	bcf1_t *rec = bcf_init();
	kstring_t copy = { 0, 0, NULL };
	struct sdi_near_row a = of_line(line, 2), b;

	assert_int_equal(bcf_hdr_parse(hdr, text), 0);
	kputs(line, &copy);
	assert_int_equal(vcf_parse(&copy, hdr, rec), 0);
	assert_int_equal(sdi_near_row_record(hdr, rec, 2, &b), 1);
	assert_int_equal(a.pos, 99);
	assert_int_equal(b.pos, 99);
	assert_int_equal(a.is_site, is_site);
	assert_int_equal(b.is_site, is_site);
	assert_int_equal(a.is_filtered, is_filtered);
	assert_int_equal(b.is_filtered, is_filtered);
	assert_int_equal(a.is_carried, is_carried);
	assert_int_equal(b.is_carried, is_carried);
	assert_int_equal(of_line(line, SDI_FEW_SAMPLES + 1).is_carried, -1);
	ks_free(&copy);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	free(text);
}

static void a_line_and_its_record_say_the_same(void **state)
{
	(void)state;
	check_line("1\t100\t.\tA\tC\t.\tPASS\t.\tGT\t0/0\t0/1", 1, 0, 1);
	check_line("1\t100\t.\tA\tC\t.\t.\t.\tGT:DP\t0|0:12\t./.:3", 1, 0, 0);
	check_line("1\t100\t.\tA\tC\t.\tlow\t.\tGT\t0/0\t0", 1, 1, 0);
	check_line("1\t100\t.\tA\t.\t.\tPASS\t.\tGT\t0/0\t0/0", 1, 0, 0);
	check_line("1\t100\t.\tA\t.\t.\tPASS\tEND=200\tGT\t0/0\t0/0", 0, 0, 0);
	check_line("1\t100\t.\tA\t<DEL>\t.\tPASS\tEND=200\tGT\t0/1\t0/0", 0, 0, 1);
	check_line("1\t100\t.\tA\tC,<NON_REF>\t.\tPASS\t.\tGT\t0/2\t0/0", 1, 0, 1);
	check_line("1\t100\t.\tA\tC\t.\tPASS\t.\tDP\t7\t8", 1, 0, -1);
}

static void a_line_without_its_columns_is_none(void **state)
{
	struct sdi_near_row row;

	(void)state;
	assert_int_equal(sdi_near_row_text("1\t100\t.\tA", 9, 1, &row), 0);
	assert_int_equal(sdi_near_row_text("", 0, 1, &row), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_genome_lists_every_variant_and_an_array_does_not),
		cmocka_unit_test(a_short_slice_of_few_people_says_nothing),
		cmocka_unit_test(rows_that_nobody_carries_were_chosen),
		cmocka_unit_test(what_a_caller_discarded_was_not_chosen),
		cmocka_unit_test(rows_behind_the_gene_count_where_those_before_do_not_decide),
		cmocka_unit_test(records_are_near_up_to_a_million_bases),
		cmocka_unit_test(other_genes_tell_where_one_cannot),
		cmocka_unit_test(rows_of_nobody_at_one_gene_outweigh_the_other),
		cmocka_unit_test(a_gene_nobody_asks_for_counts_where_it_lies),
		cmocka_unit_test(a_line_and_its_record_say_the_same),
		cmocka_unit_test(a_line_without_its_columns_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
