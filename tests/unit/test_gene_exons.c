/* test_gene_exons.c - exons of the shipped tables, and of tables that lack or break them */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "tables/gene_exons.h"
#include "tables/table_set.h"
#include "table_folder.h"

static const struct sdi_gene_extent *extent(const struct stardose_tables *tables, const char *gene,
					    enum stardose_build build)
{
	return sdi_gene_extent(stardose_tables_gene(tables, gene), build);
}

static struct stardose_tables *open_tables(const char *dir)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	if (stardose_tables_open(dir, &tables, &err))
		fail_msg("%s", err.text);
	return tables;
}

static void every_gene_has_exons_and_whole_codons(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);

	int n = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			const struct sdi_gene_extent *x = sdi_gene_extent(&tables->genes[g], build);

			if (!x->coding.length)
				continue; /* no exons in the tables: the transcript as one */
			assert_in_range(x->exons.n, 2, 106);
			assert_in_range(x->coding.length, 490, 15117);
			assert_int_equal(x->coding.length % 3, 0);
			n++;
		}
	assert_true(n >= 38);
	stardose_tables_free(tables);
}

static void what_codes_is_cut_out_of_the_exons(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	const struct sdi_gene_extent *x = extent(tables, "CYP2C19", STARDOSE_BUILD_GRCH38);

	(void)state;
	assert_int_equal(x->exons.n, 9);
	assert_int_equal(x->exons.v[0].beg, 94762680);
	assert_int_equal(x->coding.v[0].beg, 94762705); /* A of the start codon */
	assert_int_equal(x->coding.v[8].end, 94852914); /* last of the stop codon */
	assert_int_equal(x->coding.length, 3 * (490 + 1));
	assert_int_equal(x->body.length, x->coding.length);
	assert_int_equal(stardose_tables_gene(tables, "CYP2C19")->exons->n_parts, 0);
	assert_int_equal(sdi_intervals_overlap(&x->coding, 94762704, 94762707), 2);
	assert_int_equal(sdi_intervals_overlap(&x->coding, 94770000, 94771000), 0);
	stardose_tables_free(tables);
}

static void exons_that_the_same_hybrids_take_are_a_segment_on_both_builds(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	const struct stardose_gene_exons *gene = stardose_tables_gene(tables, "CYP2D6")->exons;

	(void)state;
	assert_int_equal(gene->n_parts, 2);
	assert_string_equal(gene->body_name, "exons 2-8");
	assert_string_equal(gene->part_name[0], "exon 9");
	assert_string_equal(gene->part_name[1], "exon 1");
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		const struct sdi_gene_extent *x = extent(tables, "CYP2D6", build);

		assert_int_equal(x->body.n, 7);
		assert_int_equal(x->part[0].n, 1);
		assert_int_equal(x->part[1].n, 1);
		assert_int_equal(x->body.length + x->part[0].length + x->part[1].length,
				 x->coding.length);
	}
	assert_int_equal(stardose_tables_gene(tables, "CYP2D6")->exons->at_least, 50);
	assert_int_equal(stardose_tables_gene(tables, "CYP2B6")->exons->at_least, 90);
	stardose_tables_free(tables);
}

static const struct sdi_hybrid_unit *unit(const struct stardose_tables *tables, const char *name)
{
	const struct stardose_gene_exons *gene = stardose_tables_gene(tables, "CYP2D6")->exons;

	for (int h = 0; h < gene->n_hybrids; h++)
		if (!strcmp(gene->hybrid[h].name, name))
			return &gene->hybrid[h];
	fail_msg("no hybrid %s", name);
	return NULL;
}

static void hybrids_have_what_their_rows_leave_them(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	static const struct { const char *name; int body, exon9, exon1; } want[] = {
		{ "*13", SDI_UNIT_OPEN, SDI_UNIT_KEEPS, SDI_UNIT_TAKES },
		{ "*36", SDI_UNIT_KEEPS, SDI_UNIT_TAKES, SDI_UNIT_KEEPS },
		{ "*61", SDI_UNIT_KEEPS, SDI_UNIT_TAKES, SDI_UNIT_KEEPS },
		{ "*68", SDI_UNIT_TAKES, SDI_UNIT_TAKES, SDI_UNIT_KEEPS },
		{ "*4.013", SDI_UNIT_KEEPS, SDI_UNIT_TAKES, SDI_UNIT_KEEPS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		const struct sdi_hybrid_unit *u = unit(tables, want[i].name);

		assert_int_equal(u->body, want[i].body);
		assert_int_equal(u->part[0], want[i].exon9);
		assert_int_equal(u->part[1], want[i].exon1);
	}
	assert_int_equal(unit(tables, "*68")->n_carried, 1);
	assert_int_equal(unit(tables, "*68")->carried[0], 42130691);
	assert_int_equal(unit(tables, "*36")->n_carried, 0);
	stardose_tables_free(tables);
}

static void a_partial_allele_lacks_what_its_row_spans(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	const struct stardose_gene_exons *x = stardose_tables_gene(tables, "CYP2C19")->exons;

	(void)state;
	assert_int_equal(x->n_partial, 1);
	assert_string_equal(x->partial[0].name, "*37");
	assert_int_equal(x->partial[0].lacks[STARDOSE_BUILD_GRCH38].beg, 94762705);
	assert_int_equal(x->partial[0].lacks[STARDOSE_BUILD_GRCH37].end, 96522630);
	stardose_tables_free(tables);
}

static void a_gene_without_rows_is_one_exon_of_which_nothing_is_known_to_code(void **state)
{
	static const char nothing[] = "##table=structures\n##version=1\n##date=2026-01-01\n"
				      "##source=none\n##licence=none\n#type\tgene\tname\t"
				      "function\tvalue\tchrom\tgrch38_beg\tgrch38_end\t"
				      "grch37_beg\tgrch37_end\tnote\tsource\n";
	struct stardose_tables *tables;
	const struct sdi_gene_extent *x;

	(void)state;
	write_table("structures", nothing, strlen(nothing));
	tables = open_tables(folder);
	x = extent(tables, "CYP1A2", STARDOSE_BUILD_GRCH37);
	assert_int_equal(x->exons.n, 1);
	assert_int_equal(x->exons.v[0].beg, 75041185);
	assert_int_equal(x->coding.n, 0);
	assert_int_equal(x->body.length, 75048948 - 75041185);
	stardose_tables_free(tables);
	drop_table("structures");
}

static void overlapping_exons_are_an_error_with_its_line(void **state)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	(void)state;
	write_changed("structures", "CYP3A5\texon 2\t-\t-\t7\t99676115\t",
		      "CYP3A5\texon 2\t-\t-\t7\t99674500\t");
	assert_int_equal(stardose_tables_open(folder, &tables, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "structures.tsv:"));
	assert_non_null(strstr(err.text, "exons of CYP3A5 overlap"));
	drop_table("structures");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_gene_has_exons_and_whole_codons),
		cmocka_unit_test(what_codes_is_cut_out_of_the_exons),
		cmocka_unit_test(exons_that_the_same_hybrids_take_are_a_segment_on_both_builds),
		cmocka_unit_test(hybrids_have_what_their_rows_leave_them),
		cmocka_unit_test(a_partial_allele_lacks_what_its_row_spans),
		IN_FOLDER(a_gene_without_rows_is_one_exon_of_which_nothing_is_known_to_code),
		IN_FOLDER(overlapping_exons_are_an_error_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
