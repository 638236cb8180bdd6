/* Row forms of Cyrius, Aldy, StellarPGx and GeT-RM: what each gives, or why it is set aside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "outside/outside_read.h"

static const char *given(const char *text) { return text && *text ? text : "-"; }

static int put_row(void *user, const struct sdi_outside_row *row, struct stardose_error *err)
{
	(void)err;
	ksprintf(user, "row %d %s %s %s%s%s\n", row->line, given(row->sample), given(row->gene),
		 given(row->diplotype), row->remark ? " but " : "", row->remark ? row->remark : "");
	return STARDOSE_OK;
}

static void put_bad(void *user, int line, const char *why)
{
	ksprintf(user, "bad %d %s\n", line, why);
}

static void put_none(void *user, int line, const char *sample, const char *gene, const char *why)
{
	ksprintf(user, "none %d %s %s %s\n", line, given(sample), given(gene), why);
}

static void put_note(void *user, const char *text) { ksprintf(user, "note %s\n", text); }

struct form { const char *path, *text, *expected; };

static void check(const struct sdi_outside_format *format, const struct form *forms, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		kstring_t out = KS_INITIALIZE;
		struct sdi_outside_sink sink = { &out, put_row, put_bad, put_none, put_note };
		struct stardose_error err = { 0 };
		char *copy = strdup(forms[i].text);

		assert_non_null(copy);
		kputs("", &out);
		if (format->read(forms[i].path, copy, strlen(copy), &sink, &err) < 0)
			ksprintf(&out, "error %s\n", err.text);
		assert_string_equal(out.s, forms[i].expected);
		free(copy);
		ks_free(&out);
	}
}

#define CHECK(format, forms) check(&(format), forms, sizeof(forms) / sizeof(*(forms)))

static void sets_of_cyrius_are_written_out_copy_by_copy(void **state)
{
#define CYRIUS(genotype) "Sample\tGenotype\tFilter\nA\t" genotype "\tPASS\n"
#define NEITHER(genotype) \
	"bad 2 genotype '" genotype "' is neither a diplotype nor a set of alleles\n"
	static const struct form forms[] = {
		{ "", CYRIUS("*1x2_*4"), "row 2 A - *1_*1_*4\n" },
		{ "", CYRIUS("*1/*2;*4x3"), "row 2 A - *1/*2;*4_*4_*4\n" },
		{ "", CYRIUS("*1x12"), "row 2 A - *1_*1_*1_*1_*1_*1_*1_*1_*1_*1_*1_*1\n" },
		{ "", CYRIUS("*1x13"), NEITHER("*1x13") },
		{ "", CYRIUS("*1x0_*2"), NEITHER("*1x0_*2") },
		{ "", CYRIUS("*1"), NEITHER("*1") },
		{ "", CYRIUS("*1_*"), NEITHER("*1_*") },
		{ "", CYRIUS("*1_"), NEITHER("*1_") },
		{ "", CYRIUS("No_Call"), "none 2 A - no genotype\n" },
		{ "", "Sample\tGenotype\tFilter\n", "" },
		{ "", "", "" },
	};

	(void)state;
	CHECK(sdi_outside_cyrius_tsv, forms);
}

#define ALDY(sample, gene, major) \
	sample "\t" gene "\t1\t" major "\t1\t0\t1\t2\tA>G\t1\t1\tx\tx\n"

static void samples_and_genes_of_aldy_are_parted(void **state)
{
	static const struct form forms[] = {
		{ "", ALDY("A", "G1", "*1/*2") ALDY("A", "G2", "*1/*2"),
		  "row 1 A G1 *1/*2\nrow 2 A G2 *1/*2\n" },
		{ "", ALDY("A", "G1", "*1/*2") ALDY("A", "G1", "*1/*2") ALDY("A", "G1", "*3/*4"),
		  "row 1 A G1 *1/*2;*3/*4\n" },
		{ "", ALDY("A", "G1", "*1/*2-like"),
		  "none 1 A G1 '*1/*2-like' has an allele without a name\n" },
		{ "", ALDY("A", "G1", ""), "bad 1 no diplotype (Major)\n" },
		{ "", "", "" },
	};

	(void)state;
	CHECK(sdi_outside_aldy, forms);
}

static void summaries_of_stellarpgx_need_a_gene_in_the_path(void **state)
{
	static const struct form forms[] = {
		{ "cyp2c19/a.txt", "A\t*1/*2\r\nB\t[*1/*2]\r\n",
		  "row 1 A CYP2C19 *1/*2\n"
		  "none 2 B CYP2C19 only the likely background of unknown alleles\n" },
		{ "cyp2c19/a.txt", "A\t*1/*2\tPossible rare hybrid\n",
		  "none 1 A CYP2C19 possibly a rare hybrid\n" },
		{ "cyp2c19/a.txt", "A\t*1/*other\n",
		  "none 1 A CYP2C19 the second allele is not named\n" },
		{ "cyp2c19/a.txt", "A\t*1/*2\nB\t*1/*1",
		  "row 1 A CYP2C19 *1/*2\nbad 2 the file ends within the line\n" },
	};

	(void)state;
	CHECK(sdi_outside_stellarpgx_summary, forms);
}

static void columns_of_getrm_may_stand_in_any_order(void **state)
{
	static const struct form forms[] = {
		{ "", "##x\n\ndiplotype\told_call\tgene\tsample\n*1/*2\t.\tG1\tA\n",
		  "row 4 A G1 *1/*2\n" },
		{ "", "#sample\tgene\tdiplotype\r\nA\tG1\t*1/*2\r\n", "row 2 A G1 *1/*2\n" },
		{ "", "sample\tgene\tdiplotype\nA\tG1\t\nB\tG1\tdel\n",
		  "none 2 A G1 not typed\nnone 3 B G1 the table says 'del'\n" },
		{ "", "sample\tgene\n", "error has no columns sample, gene and diplotype\n" },
		{ "", "", "error has no columns sample, gene and diplotype\n" },
	};
	static const struct form wide[] = {
		{ "", "DNA\tnote\tCYP2D6 result\tNA12878\nA\t*9\t*1/*2\t*3\n",
		  "row 2 A CYP2D6 *1/*2\n" },
	};

	(void)state;
	CHECK(sdi_outside_getrm, forms);
	CHECK(sdi_outside_getrm_wide, wide);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_of_cyrius_are_written_out_copy_by_copy),
		cmocka_unit_test(samples_and_genes_of_aldy_are_parted),
		cmocka_unit_test(summaries_of_stellarpgx_need_a_gene_in_the_path),
		cmocka_unit_test(columns_of_getrm_may_stand_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
