/*
 * Every notation of tests/data/notations.tsv is read, printed in one form, and that form reads
 * back as itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "match/diplotype_name.h"
#include "util/tsv.h"

static const struct stardose_gene cyp2d6 = { .name = "CYP2D6" };

enum { GENE, NOTATION, CANONICAL, SEEN, N_COLUMNS };

static void print_all(const char *text, const char *gene_name, kstring_t *out)
{
	const struct stardose_gene gene = { .name = gene_name };
	struct sdi_diplotype_readings readings;
	const char *why = NULL;

	out->l = 0;
	if (sdi_diplotype_readings(text, gene_name ? &gene : NULL, &readings, &why) != STARDOSE_OK)
		fail_msg("'%s' of %s: %s", text, gene_name, why);
	for (int i = 0; i < readings.n; i++) {
		if (i)
			kputc(';', out);
		assert_int_equal(sdi_diplotype_print(&readings.name[i], out), STARDOSE_OK);
	}
	sdi_diplotype_readings_release(&readings);
}

static void read_table(struct sdi_tsv *table)
{
	const char *top = getenv("top_srcdir");
	kstring_t path = KS_INITIALIZE;
	struct stardose_error err;

	ksprintf(&path, "%s/tests/data/notations.tsv", top ? top : ".");
	if (sdi_tsv_read(path.s, table, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	ks_free(&path);
	assert_int_equal(table->n_cols, N_COLUMNS);
}

static void every_notation_prints_canonically(void **state)
{
	struct sdi_tsv table;
	kstring_t out = KS_INITIALIZE;

	(void)state;
	read_table(&table);
	assert_true(table.n_rows >= 63);
	for (int row = 0; row < table.n_rows; row++) {
		print_all(sdi_tsv_cell(&table, row, NOTATION), sdi_tsv_cell(&table, row, GENE),
			  &out);
		assert_string_equal(out.s, sdi_tsv_cell(&table, row, CANONICAL));
		print_all(sdi_tsv_cell(&table, row, CANONICAL), NULL, &out);
		assert_string_equal(out.s, sdi_tsv_cell(&table, row, CANONICAL));
		assert_true(*sdi_tsv_cell(&table, row, SEEN) != '\0');
	}
	sdi_tsv_release(&table);
	ks_free(&out);
}

static void what_is_wrong_is_said(void **state)
{
	static const struct { const char *text, *why;
	} bad[] = {
		{ "", "a star allele is expected" },
		{ "Indeterminate", "a star allele is expected" },
		{ "*1/", "a star allele is expected" },
		{ "*1/*2x", "a number of copies is expected behind x" },
		{ "*1/*2x0", "not a number of copies" },
		{ "*1/*2/*3", "something stands behind the diplotype that is none" },
		{ "*1/(*2", "a bracket is not closed" },
		{ "*1/*2)", "something stands behind the diplotype that is none" },
		{ "((((((*1", "too many brackets" },
		{ "*1_*2_*3_*4_*5_*6_*7", "too many alleles without a haplotype" },
		{ "*15:02/*40:01", "something stands behind the diplotype that is none" },
		{ "*1/*4.x", "a suballele has no number" },
		{ "*9999999/*1", "a number is too large" },
		{ "(*1;*2;*3;*4;*6;*7;*8;*9;*10)/*1", "too many alternatives" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct sdi_diplotype_readings readings;
		const char *why = NULL;

		assert_int_equal(sdi_diplotype_readings(bad[i].text, &cyp2d6, &readings, &why),
				 STARDOSE_EROW);
		assert_string_equal(why, bad[i].why);
		assert_int_equal(readings.n, 0);
		assert_null(readings.name);
	}
}

static void a_reading_comes_once(void **state)
{
	kstring_t out = KS_INITIALIZE;

	(void)state;
	print_all("*1/*4;*4/*1;*1|*4", "CYP2D6", &out);
	assert_string_equal(out.s, "*1/*4");
	ks_free(&out);
}

static void text_without_end_is_no_trouble(void **state)
{
	char *text = malloc(1 << 20);
	struct sdi_diplotype_readings readings;

	(void)state;
	memset(text, '(', 1 << 20);
	text[(1 << 20) - 1] = '\0';
	assert_int_equal(sdi_diplotype_readings(text, &cyp2d6, &readings, NULL), STARDOSE_EROW);
	for (int i = 0; i + 1 < 1 << 20; i++)
		text[i] = "*1;"[i % 3];
	assert_int_equal(sdi_diplotype_readings(text, &cyp2d6, &readings, NULL), STARDOSE_EROW);
	free(text);
}

/* ---- names that are no star alleles ---- */

static const struct stardose_allele listed_alleles[] = {
	{ .name = "Reference", .also = "ref;WT" },
	{ .name = "c.1905+1G>A (*2A)", .also = "*2A;c.1905+1G>A" },
	{ .name = "A- 202A_376G", .also = "" },
	{ .name = "A", .also = "" },
	{ .name = "Canton, Taiwan-Hakka", .also = "" },
	{ .name = "x/y (T)+1", .also = "" },
};
static const struct stardose_gene listed = { .name = "DPYD",
					     .notation = STARDOSE_NOTATION_NAME,
					     .alleles = listed_alleles,
					     .n_alleles = 6 };

static void the_longest_name_that_fits_is_the_allele(void **state)
{
	static const struct { const char *text, *canonical; } good[] = {
		{ "c.1905+1G>A (*2A)/Reference", "Reference/c.1905+1G>A (*2A)" },
		{ " c.1905+1g>a | WT ", "Reference/c.1905+1G>A (*2A)" },
		{ "DPYD *2A/DPYD: ref", "Reference/c.1905+1G>A (*2A)" },
		{ "A- 202A_376G/A", "A- 202A_376G/A" },
		{ "A/A", "A/A" },
		{ "Canton, Taiwan-Hakka/A; A/A", "A/Canton, Taiwan-Hakka;A/A" },
		{ "x/y (T)+1/x/y (T)+1", "x/y (T)+1/x/y (T)+1" },
		{ "(A/ref)", "Reference/A" },
	};
	static const char *const bad[] = { "A/A-", "*1/*1", "Ax2/A", "A/Canton", "Reference1/A",
					   "A/", "/A", "c.1905+1G/A" };
	struct sdi_diplotype_readings readings;
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		out.l = 0;
		if (sdi_diplotype_readings(good[i].text, &listed, &readings, NULL) != STARDOSE_OK)
			fail_msg("'%s' is refused", good[i].text);
		for (int r = 0; r < readings.n; r++) {
			if (r)
				kputc(';', &out);
			sdi_diplotype_print(&readings.name[r], &out);
		}
		assert_string_equal(out.s, good[i].canonical);
		sdi_diplotype_readings_release(&readings);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (sdi_diplotype_readings(bad[i], &listed, &readings, NULL) != STARDOSE_EROW)
			fail_msg("'%s' is read", bad[i]);
	ks_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_name_that_fits_is_the_allele),
		cmocka_unit_test(every_notation_prints_canonically),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(a_reading_comes_once),
		cmocka_unit_test(text_without_end_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
