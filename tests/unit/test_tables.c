/* test_tables.c - what stardose_tables_open() gives, from the program and from a directory */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stardose/outside.h>
#include "phenotype/phenotype.h"
#include "tables/site_frequency.h"
#include "tables/table_set.h"
#include "util/bits.h"
#include "table_folder.h"

static struct stardose_tables *embedded;

static int open_embedded(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	if (stardose_tables_open(NULL, &embedded, &err) != STARDOSE_OK) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	return 0;
}

static int free_embedded(void **state)
{
	(void)state;
	stardose_tables_free(embedded);
	return 0;
}

static void assert_refused(const char *words)
{
	struct stardose_tables *tables = NULL;
	struct stardose_error err = { 0 };

	assert_int_equal(stardose_tables_open(folder, &tables, &err), STARDOSE_ETABLE);
	assert_null(tables);
	if (!strstr(err.text, words))
		fail_msg("'%s' does not say '%s'", err.text, words);
}

/* ---- both loaders ---- */

static void same_variants(const struct stardose_gene *a, const struct stardose_gene *b)
{
	assert_int_equal(a->n_variants, b->n_variants);
	assert_int_equal(a->n_core, b->n_core);
	for (int i = 0; i < a->n_variants; i++) {
		const struct stardose_variant *v = &a->variants[i], *w = &b->variants[i];

		assert_string_equal(v->id, w->id);
		assert_string_equal(v->rsid, w->rsid);
		assert_string_equal(v->label, w->label);
		assert_string_equal(v->effect, w->effect);
		assert_int_equal(v->bit, w->bit);
		assert_string_equal(v->silent, w->silent);
		assert_int_equal(v->never_assume, w->never_assume);
		assert_int_equal(v->abolishes, w->abolishes);
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			assert_int_equal(v->at[build].pos, w->at[build].pos);
			assert_string_equal(v->at[build].ref, w->at[build].ref);
			assert_string_equal(v->at[build].alt, w->at[build].alt);
			assert_int_equal(v->at[build].swapped, w->at[build].swapped);
		}
	}
	assert_memory_equal(&a->open_bits, &b->open_bits, sizeof(a->open_bits));
}

static void same_alleles(const struct stardose_gene *a, const struct stardose_gene *b)
{
	assert_int_equal(a->n_alleles, b->n_alleles);
	for (int i = 0; i < a->n_alleles; i++) {
		const struct stardose_allele *x = &a->alleles[i], *y = &b->alleles[i];

		assert_string_equal(x->name, y->name);
		assert_int_equal(x->kind, y->kind);
		assert_int_equal(x->matchable, y->matchable);
		assert_int_equal(x->duplicable, y->duplicable);
		assert_string_equal(x->function, y->function);
		assert_memory_equal(x->value, y->value, sizeof(x->value));
		assert_memory_equal(&x->required, &y->required, sizeof(x->required));
		assert_memory_equal(&x->any, &y->any, sizeof(x->any));
		assert_true(x->frequency == y->frequency);
		assert_string_equal(x->renamed_to, y->renamed_to);
	}
	assert_int_equal(a->n_suballeles, b->n_suballeles);
	for (int i = 0; i < a->n_suballeles; i++) {
		assert_string_equal(a->suballeles[i].name, b->suballeles[i].name);
		assert_int_equal(a->suballeles[i].allele, b->suballeles[i].allele);
		assert_int_equal(a->suballeles[i].n_variants, b->suballeles[i].n_variants);
		assert_memory_equal(a->suballeles[i].variants, b->suballeles[i].variants,
				    a->suballeles[i].n_variants * sizeof(int));
	}
}

static void same_rules_and_windows(const struct stardose_gene *a, const struct stardose_gene *b)
{
	assert_int_equal(a->n_rules, b->n_rules);
	for (int i = 0; i < a->n_rules; i++) {
		const struct stardose_phenotype_rule *x = &a->rules[i], *y = &b->rules[i];

		assert_int_equal(x->guideline, y->guideline);
		assert_int_equal(x->is_score, y->is_score);
		assert_int_equal(x->lo, y->lo);
		assert_int_equal(x->hi, y->hi);
		assert_string_equal(x->function[0], y->function[0]);
		assert_string_equal(x->function[1], y->function[1]);
		assert_string_equal(x->phenotype, y->phenotype);
	}
	assert_int_equal(a->n_windows, b->n_windows);
	for (int i = 0; i < a->n_windows; i++) {
		assert_int_equal(a->windows[i].build, b->windows[i].build);
		assert_int_equal(a->windows[i].beg, b->windows[i].beg);
		assert_int_equal(a->windows[i].end, b->windows[i].end);
		assert_string_equal(a->windows[i].seq, b->windows[i].seq);
	}
}

static void assert_same(const struct stardose_tables *a, const struct stardose_tables *b)
{
	assert_string_equal(a->version, b->version);
	assert_int_equal(a->n_genes, b->n_genes);
	assert_int_equal(a->n_contigs, b->n_contigs);
	for (int i = 0; i < a->n_contigs; i++) {
		assert_int_equal(a->contigs[i].build, b->contigs[i].build);
		assert_string_equal(a->contigs[i].name, b->contigs[i].name);
		assert_string_equal(a->contigs[i].chrom, b->contigs[i].chrom);
	}
	for (int g = 0; g < a->n_genes; g++) {
		const struct stardose_gene *x = &a->genes[g], *y = &b->genes[g];

		assert_string_equal(x->name, y->name);
		assert_string_equal(x->chrom, y->chrom);
		assert_int_equal(x->order, y->order);
		assert_int_equal(x->method, y->method);
		assert_int_equal(x->has_structural, y->has_structural);
		assert_int_equal(x->local, y->local);
		assert_memory_equal(x->beg, y->beg, sizeof(x->beg));
		assert_memory_equal(x->end, y->end, sizeof(x->end));
		same_variants(x, y);
		same_alleles(x, y);
		same_rules_and_windows(x, y);
	}
}

static void a_directory_with_the_same_bytes_gives_the_same_structs(void **state)
{
	int n;
	const struct sdi_embedded_table *files = sdi_embedded_tables(&n);
	struct stardose_tables *tables;

	(void)state;
	for (int i = 0; i < n; i++)
		write_table(files[i].name, files[i].bytes, files[i].size);
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	assert_same(embedded, tables);
	assert_string_equal(tables->checksum, embedded->checksum);
	assert_string_equal(tables->origin, folder);
	assert_string_equal(embedded->origin, "embedded");
	stardose_tables_free(tables);
}

static void missing_files_come_from_the_embedded_set(void **state)
{
	struct stardose_tables *tables;

	(void)state;
	write_changed("alleles", "##date=", "##date=");
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	assert_same(embedded, tables);
	assert_true(sdi_table_is_replaced(tables, "alleles"));
	assert_false(sdi_table_is_replaced(tables, "variants"));
	stardose_tables_free(tables);
}

static void a_changed_row_makes_its_gene_local_and_no_other(void **state)
{
	struct stardose_tables *tables;
	const struct stardose_gene *gene;

	(void)state;
	write_changed("alleles", "CYP2C19\t*17\tsmall\tIncreased function",
		      "CYP2C19\t*17\tsmall\tNormal function");
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	gene = stardose_tables_gene(tables, "CYP2C19");
	assert_int_equal(gene->local, 1);
	assert_string_equal(stardose_gene_allele(gene, "*17")->function, "Normal function");
	for (int g = 0; g < tables->n_genes; g++)
		assert_int_equal(tables->genes[g].local, &tables->genes[g] == gene);
	assert_string_not_equal(tables->checksum, embedded->checksum);
	stardose_tables_free(tables);
}

static void a_row_left_out_makes_its_gene_local(void **state)
{
	struct stardose_tables *tables;

	(void)state;
	write_changed(
		"phenotypes",
		"CYP3A5\tCPIC\t-\t-\tNo function\tNo function\tPoor Metabolizer\tcpic-2025-11\n",
		"");
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	assert_int_equal(stardose_tables_gene(tables, "CYP3A5")->local, 1);
	assert_int_equal(stardose_tables_gene(tables, "CYP3A4")->local, 0);
	stardose_tables_free(tables);
}

static void the_checksum_made_with_the_program_is_that_of_its_bytes(void **state)
{
	struct sdi_table_texts texts;
	char checksum[17];

	(void)state;
	assert_int_equal(sdi_table_texts_open(NULL, &texts, NULL), STARDOSE_OK);
	assert_int_equal(sdi_table_texts_unpack(&texts, NULL), STARDOSE_OK);
	sdi_table_texts_checksum(&texts, checksum);
	assert_string_equal(sdi_embedded_checksum(), checksum);
	sdi_table_texts_release(&texts);
}

/* ---- a part of them ---- */

static void tables_for_calls_are_the_same_without_guidance(void **state)
{
	struct stardose_outside *outside = NULL;
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(stardose_tables_open_for_calls(NULL, &tables, NULL), STARDOSE_OK);
	assert_same(embedded, tables);
	assert_string_equal(tables->checksum, embedded->checksum);
	assert_null(tables->guidance);
	assert_int_equal(stardose_tables_check(tables, NULL), STARDOSE_EUSAGE);
	assert_int_equal(stardose_outside_new(tables, NULL, &outside, &err), STARDOSE_EUSAGE);
	assert_null(outside);
	assert_non_null(strstr(err.text, "for calls alone"));
	stardose_tables_free(tables);
}

static void guidance_that_is_loaded_later_is_all_of_it(void **state)
{
	struct stardose_tables *tables;

	(void)state;
	assert_int_equal(stardose_tables_open_for_calls(NULL, &tables, NULL), STARDOSE_OK);
	for (int i = 0; i < 2; i++) {	/* the second time nothing is done */
		assert_int_equal(stardose_tables_load_guidance(tables, NULL), STARDOSE_OK);
		assert_int_equal(tables->guidance->n_rows, embedded->guidance->n_rows);
		assert_int_equal(tables->guidance->n_drugs, embedded->guidance->n_drugs);
	}
	assert_non_null(stardose_guidance_drug(tables->guidance, "paroxetine"));
	stardose_tables_free(tables);
}

static void a_fault_of_guidance_is_found_where_guidance_is_loaded(void **state)
{
	struct stardose_tables *tables, *none = NULL;
	struct stardose_error err = { 0 };

	(void)state;
	write_changed("guidance", "\tcodeine\t", "\tno such medicine\t");
	assert_refused("medicine 'no such medicine' is not in drugs.tsv");
	assert_int_equal(stardose_tables_open_for_calls(folder, &tables, NULL), STARDOSE_OK);
	assert_int_equal(stardose_tables_load_guidance(tables, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "no such medicine"));
	assert_null(tables->guidance);
	stardose_tables_free(tables);
	write_changed("alleles", "CYP2C19\t*17\tsmall", "CYP2C19\t*17\tsmal");
	assert_int_equal(stardose_tables_open_for_calls(folder, &none, NULL), STARDOSE_ETABLE);
	assert_null(none);
}

static void a_medicine_is_found_by_any_of_its_names_whatever_blanks_and_case(void **state)
{
	struct sdi_medicine_index index = { 0 };

	(void)state;
	assert_int_equal(sdi_medicine_index_find(&index, "a"), -1);
	assert_int_equal(sdi_medicine_index_add(&index, "Aa / b", 3), STARDOSE_OK);
	assert_int_equal(sdi_medicine_index_add(&index, "aA/B", 4), STARDOSE_OK); /* taken */
	assert_int_equal(sdi_medicine_index_add(&index, "", 5), STARDOSE_OK);
	assert_int_equal(sdi_medicine_index_find(&index, "AA  /B"), 3);
	assert_int_equal(sdi_medicine_index_find(&index, "aa/  b"), 3);
	assert_int_equal(sdi_medicine_index_find(&index, "aa/ "), -1);
	assert_int_equal(sdi_medicine_index_find(&index, "a a/b"), -1);
	assert_int_equal(sdi_medicine_index_find(&index, "aa/b "), -1);
	assert_int_equal(sdi_medicine_index_find(&index, ""), 5);
	sdi_medicine_index_release(&index);
}

static void every_medicine_is_found_by_the_names_of_its_row(void **state)
{
	const struct stardose_guidance_tables *t = embedded->guidance;

	(void)state;
	for (int i = 0; i < t->n_drugs; i++) {
		const struct stardose_drug *drug = &t->drugs[i];

		assert_ptr_equal(stardose_guidance_drug(t, drug->name), drug);
		for (int k = 0; k < drug->n_names; k++)
			assert_ptr_equal(stardose_guidance_drug(t, drug->names[k]), drug);
	}
}

/* ---- what is refused ---- */

static void a_file_that_is_no_table_is_refused(void **state)
{
	(void)state;
	write_table("allele", "#x\n", 3);
	assert_refused("no table has this name");
	drop_table("allele");
}

static void a_directory_without_tables_is_refused(void **state)
{
	(void)state;
	assert_refused("holds no table");
}

static void a_directory_that_is_not_there_is_refused(void **state)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(stardose_tables_open("no/such/place", &tables, &err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "no/such/place"));
}

static const struct { const char *table, *from, *to, *words;
} broken[] = {
	{ "alleles", "CYP2D6\t*3\tsmall", "CYP2D7\t*3\tsmall",
	  "gene 'CYP2D7' is not in genes.tsv" },
	{ "alleles", "22:42128241:CT:C", "22:42128242:CT:C",
	  "variant '22:42128242:CT:C' is not in variants.tsv" },
	{ "alleles", "CYP2D6\t*3\tsmall", "CYP2D6\t*3\tlarge", "kind is 'large'" },
	{ "alleles", "CYP2D6\t*3\tsmall", "CYP2D6\t*4\tsmall", "two rows for '*4'" },
	{ "alleles", "CYP2D6\t*3\tsmall", "CYP2D6\t3\tsmall", "allele name '3'" },
	{ "alleles", "Normal function\t1\t1\tyes", "Normal function\t1.001\t1\tyes",
	  "not a number with at most 2 decimals" },
	{ "alleles", "Normal function\t1\t1\tyes", "Normal function\t1\t1\ttrue", "not yes or no" },
	{ "alleles", "#gene\tallele", "#gene\tname", "no column 'allele'" },
	{ "alleles", "CYP2D6\t*1\t", "CYP2D6\t", "fields where the header has" },
	{ "variants", "\t42126611\tC\tG\t", "\t42126612\tC\tG\t", "its GRCh38 columns say" },
	{ "variants", "\t42126611\tC\tG\t", "\tabc\tC\tG\t", "grch38_pos is 'abc'" },
	{ "genes", "CYP2D6\t22\t", "CYP2D6\t99\t", "chromosome '99'" },
	{ "genes", "\tscore\t", "\tguess\t", "phenotype is 'guess'" },
	{ "windows", "\t42126160\t", "\t42126161\t", "leave room for" },
	{ "windows", "CYP2D6\tGRCh38", "CYP2D6\tGRCh39", "build is 'GRCh39'" },
	{ "phenotypes", "CYP2D6\tCPIC\t1.25\t2.25", "CYP2D6\tCPIC\t2.25\t1.25",
	  "is empty or out of range" },
	{ "phenotypes", "CYP2D6\tCPIC\t0\t0", "CYP2D6\tCPAC\t0\t0", "guideline is 'CPAC'" },
	{ "suballeles", "*1.001\t*1\t", "*1.001\t*1000\t", "allele '*1000' of suballele" },
	{ "frequencies", "\tall\t0.", "\tall\t7.", "is above 1" },
	{ "structures", "deletion\tCYP2D6\t*5\tNo function\t0\t",
	  "deletion\tCYP2D6\t*5\tNo function\tnil\t", "value is 'nil'" },
	{ "structures", "\t42123192\t", "\t-42\t", "grch38_beg is '-42'" },
	{ "contigs", "GRCh37\t1\tchr1\t", "GRCh37\t1\tchr2\t", "stands for chromosome" },
	{ "structure_classes", "CYP2D6\tdeletion\tdeletion", "CYP2D6\tdeletion\terasure",
	  "'erasure' is no kind of structure: deletion, extra_copy or hybrid" },
	{ "structure_rates", "CYP2D6\tall\t-\tdeletion", "CYP2D6\tall\t-\terasure",
	  "class 'erasure' is not in structure_classes.tsv" },
	{ "structure_classes", "a chromosome without the gene", "-",
	  "a class without a name or a text" },
	{ "structure_rates", "extra_copy\t1283\t", "extra_copy\t1284\t",
	  "an earlier row has 1283 of these people, not 1284" },
	{ "structure_rates", "all\t-\textra_copy\t", "all\t-\tdeletion\t",
	  "the class has these people already" },
	{ "structure_classes", "CYP2D6\textra_copy", "CYP2D6\tdeletion",
	  "'deletion' stands here twice" },
	{ "structure_classes", "suspected_deletion", "half_call",
	  "'half_call' is no reason for suspecting a structure" },
	{ "structure_classes", "\t*10=*36+*10\t", "\t*10\t",
	  "'*10' is not an allele, '=' and what becomes of it" },
	{ "structure_tags", "42127608\tC\tT\t42523610", "42127608\tC\tTT\t42523610",
	  "a tag is the substitution of one base" },
	{ "structure_tags", "42127608\tC\tT\t42523610\tC", "42127608\tC\tT\t42523610\tG",
	  "other bases in the two builds" },
	{ "structure_tags", "CYP2D6\tdeletion\t22:", "CYP2D6\t-\t22:",
	  "a row has a tag and a run, or a class and one of them" },
	{ "structure_tags", "CYP2D6\tdeletion\t22:", "CYP2D6\tgain\t22:",
	  "class 'gain' is not in structure_classes.tsv" },
	{ "structure_rates", "CYP2D6\tall\t-\t", "CYP2D6\tall\t-\tmany", "structure_rates.tsv" },
	{ "minimum_sets", "CYP2D6\t*17\t", "CYP2D6\t*1717\t", "allele '*1717' is not in alleles.tsv" },
	{ "minimum_sets", "CYP2D6\t*17\tAMP 2021 tier 1", "CYP2D6\t*17\t-", "an allele of no set" },
	{ "minimum_sets", "CYP2C9\t*11", "CYP2\t*11", "gene 'CYP2' is not in genes.tsv" },
	{ "paralog_sites", "\tA\tG\texon9\tpart", "\tA\tA\texon9\tpart",
	  "'A' and 'A' are not two different bases" },
	{ "paralog_sites", "exon9\tpart", "exon9\tsome", "'some' is not part, body, first or -" },
	{ "paralog_sites", "CYP2D6\t42126101\t", "CYP2D6\t42125101\t", "not in ascending order" },
	{ "count_regions", "CYP2D6\tlink", "CYP2D6\tchain", "'chain' is no region to count" },
	{ "count_regions", "42132451\t42135200", "42132451\t42135199", "no multiple of 250 bases" },
	{ "count_regions", "\t42146001\t42148250", "\t42146001\t42148500",
	  "is not as long in both builds" },
	{ "count_regions", "\tpair\t42126001\t42132000\t42522004\t42528003\t",
	  "\tpair\t42126001\t42132000\t42522004\t42528003\t50,", "not one number for each" },
	{ "reference_windows", "\t42146000\t", "\t42146001\t",
	  "not as long as its place" },
	{ "reference_windows", "ac37ec46", "ac37ecxx", "md5 is none" },
	{ "unit_shapes", "\t42129910\t42130611", "\t42130911\t42130611",
	  "ends before it begins" },
	{ "unit_haplotypes", "CYP2D6\tgene,gene,neighbour\tall", "CYP2D6\tgene,twin\tall",
	  "'gene,twin' are not up to 8 units" },
	{ "unit_haplotypes", "\tall\t3042\t2540", "\tall\t42\t2540", "carriers is 2540, out of range" },
};

static void what_the_structs_cannot_hold_is_refused_with_file_and_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		char path[128];

		write_changed(broken[i].table, broken[i].from, broken[i].to);
		assert_refused(broken[i].words);
		snprintf(path, sizeof(path), "%s/%s.tsv", folder, broken[i].table);
		assert_refused(path);
		drop_table(broken[i].table);
	}
}

/* @n core variants of a gene beside its own, and one allele that needs the last of them */
static void write_large_gene(int n)
{
	char *rows = malloc(n * 128), *at = rows, allele[160];

	assert_non_null(rows);
	for (int i = 0; i < n; i++)
		at += sprintf(at,
			      "ABCG2\t4:%d:A:C\t-\tmade up\t-\t%d\tA\tC\t%d\tA\tC\tno\tyes\tno"
			      "\t-\t-\t-\tmade up\n",
			      88140000 + i, 88140000 + i, 89061152 + i);
	write_with_rows("variants", rows);
	snprintf(allele, sizeof(allele),
		 "ABCG2\tmade up\tsmall\tNormal function\t-\t-\tno\t4:%d:A:C"
		 "\t-\t-\t-\t-\tmade up\tmade up\n",
		 88140000 + n - 1);
	write_with_rows("alleles", allele);
	free(rows);
}

static void a_gene_may_be_half_as_large_again_as_the_largest_and_no_larger(void **state)
{
	const struct stardose_gene *gene;
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };
	int n_own = stardose_tables_gene(embedded, "ABCG2")->n_core, largest = 0;

	(void)state;
	write_large_gene(STARDOSE_MAX_BITS - n_own);
	assert_int_equal(stardose_tables_open(folder, &tables, &err), STARDOSE_OK);
	gene = stardose_tables_gene(tables, "ABCG2");
	assert_int_equal(gene->n_core, STARDOSE_MAX_BITS);
	assert_int_equal(gene->core[STARDOSE_MAX_BITS - 1]->bit, STARDOSE_MAX_BITS - 1);
	for (int a = 0; a < gene->n_alleles; a++)
		if (!strcmp(gene->alleles[a].name, "made up"))
			assert_true(sdi_bits_has(&gene->alleles[a].required,
						 STARDOSE_MAX_BITS - 1));
	for (int g = 0; g < embedded->n_genes; g++)
		if (embedded->genes[g].n_core > largest)
			largest = embedded->genes[g].n_core;
	assert_true(largest * 4 <= STARDOSE_MAX_BITS * 3); /* time to raise it */
	stardose_tables_free(tables);
	write_large_gene(STARDOSE_MAX_BITS - n_own + 1);
	assert_refused("'ABCG2' has more than 512 core variants");
}

/* ---- the shipped tables ---- */

static const struct stardose_variant *variant_of(const char *gene, const char *id)
{
	const struct stardose_gene *g = stardose_tables_gene(embedded, gene);
	int i = sdi_variant_index(g, id, strlen(id));

	assert_true(i >= 0);
	return &g->variants[i];
}

static void genes_come_in_the_agreed_order(void **state)
{
	static const char *const names[] = { "CYP2D6", "CYP2C19", "CYP2B6", "CYP2C9",
					     "CYP3A4", "CYP3A5",  "CYP1A2" };

	(void)state;
	assert_true(embedded->n_genes > 7);
	for (int i = 0; i < 7; i++) {
		assert_string_equal(embedded->genes[i].name, names[i]);
		assert_int_equal(embedded->genes[i].order, i);
		assert_int_equal(embedded->genes[i].local, 0);
	}
	assert_null(stardose_tables_gene(embedded, "cyp2d6"));
}

static void variants_are_sorted_and_bits_number_the_core(void **state)
{
	(void)state;
	for (int g = 0; g < embedded->n_genes; g++) {
		const struct stardose_gene *gene = &embedded->genes[g];
		int bit = 0;

		for (int i = 0; i < gene->n_variants; i++) {
			if (i)
				assert_true(gene->variants[i - 1].at[STARDOSE_BUILD_GRCH38].pos <=
					    gene->variants[i].at[STARDOSE_BUILD_GRCH38].pos);
			assert_int_equal(sdi_variant_index(gene, gene->variants[i].id,
							   strlen(gene->variants[i].id)),
					 i);
			if (gene->variants[i].bit < 0)
				continue;
			assert_int_equal(gene->variants[i].bit, bit);
			assert_ptr_equal(gene->core[bit], &gene->variants[i]);
			bit++;
		}
		assert_int_equal(bit, gene->n_core);
		assert_int_equal(sdi_variant_index(gene, "1:1:A:C", 7), -1);
	}
}

static void alleles_are_sorted_by_number_then_name(void **state)
{
	(void)state;
	for (int g = 0; g < embedded->n_genes; g++)
		for (int i = 1; i < embedded->genes[g].n_alleles; i++) {
			const struct stardose_allele *a = &embedded->genes[g].alleles[i - 1],
						     *b = a + 1;

			if (embedded->genes[g].notation != STARDOSE_NOTATION_STAR)
				break;
			int x = atoi(a->name + 1), y = atoi(b->name + 1);

			assert_true(x < y || (x == y && strcmp(a->name, b->name) < 0));
		}
}

/* Silence at these says neither allele; docs/MATCHING.md names them. */
static void few_variants_are_commoner_than_the_reference(void **state)
{
	char names[256] = "";

	(void)state;
	for (int g = 0; g < embedded->n_genes; g++)
		for (int bit = 0; bit < embedded->genes[g].n_core; bit++)
			if (sdi_site_frequency(embedded, &embedded->genes[g], bit, 1).mean > 0.55)
				snprintf(names + strlen(names), sizeof(names) - strlen(names),
					 "%s ", embedded->genes[g].core[bit]->rsid);
	assert_string_equal(names, "rs3758581 rs776746 rs762551 rs2306283 rs1208 ");
}

static void the_frequency_of_a_variant_is_that_of_its_alleles(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2C9");
	const struct stardose_variant *v = variant_of("CYP2C9", "10:94942290:C:T");
	struct sdi_site_frequency with = sdi_site_frequency(embedded, gene, v->bit, 1),
				  without = sdi_site_frequency(embedded, gene, v->bit, 0);
	struct stardose_gene stranger = *gene;

	(void)state;
	assert_true(with.mean >= stardose_gene_allele(gene, "*2")->frequency);
	assert_true(with.mean > 0.04 && with.mean < 0.08);
	assert_true(with.least < 0.01); /* East Asia has next to none */
	assert_true(without.mean > 0.9 && with.mean + without.mean <= 1.001);
	assert_true(sdi_site_frequency(embedded, &stranger, v->bit, 1).mean == 0);
	/* told of one population alone, an allele may be rarer elsewhere */
	gene = stardose_tables_gene(embedded, "CYP2D6");
	v = variant_of("CYP2D6", "22:42127605:T:G");
	assert_true(sdi_site_frequency(embedded, gene, v->bit, 1).mean > 0);
	assert_true(sdi_site_frequency(embedded, gene, v->bit, 1).least == 0);
}

static void the_reference_base_of_grch37_is_the_variant_at_swapped_sites(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2C19");
	const struct stardose_variant *v = variant_of("CYP2C19", "10:94842866:A:G");

	(void)state;
	assert_string_equal(v->rsid, "rs3758581");
	assert_int_equal(v->at[STARDOSE_BUILD_GRCH37].pos, 96602622);
	assert_string_equal(v->at[STARDOSE_BUILD_GRCH37].ref, "G");
	assert_string_equal(v->at[STARDOSE_BUILD_GRCH37].alt, "A");
	assert_int_equal(v->at[STARDOSE_BUILD_GRCH37].swapped, 1);
	assert_int_equal(v->at[STARDOSE_BUILD_GRCH38].swapped, 0);
	assert_true(sdi_bits_has(&gene->open_bits, v->bit));
	assert_int_equal(sdi_bits_count(gene->open_bits), 1);
	assert_true(sdi_bits_empty(stardose_gene_allele(gene, "*38")->required));
	assert_int_equal(sdi_bits_count(stardose_tables_gene(embedded, "CYP2D6")->open_bits), 3);
}

static void cyp2d6_star_4_needs_one_variant_and_ignores_those_of_its_suballeles(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2D6");
	const struct stardose_allele *allele = stardose_gene_allele(gene, "*4");

	(void)state;
	assert_int_equal(sdi_bits_count(allele->required), 1);
	assert_true(sdi_bits_has(&allele->required, variant_of("CYP2D6", "22:42128945:C:T")->bit));
	assert_true(sdi_bits_has(&allele->any, variant_of("CYP2D6", "22:42130692:G:A")->bit));
	assert_true(sdi_bits_has(&allele->any, variant_of("CYP2D6", "22:42129130:C:G")->bit));
	assert_int_equal(variant_of("CYP2D6", "22:42128945:C:T")->abolishes, 1);
	assert_int_equal(variant_of("CYP2D6", "22:42130692:G:A")->abolishes, 0);
}

static void the_synonymous_tag_is_ignored_except_where_it_names_the_allele(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2D6");
	int tag = variant_of("CYP2D6", "22:42129130:C:G")->bit, n_required = 0;

	(void)state;
	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *a = &gene->alleles[i];

		if (!a->matchable)
			continue;
		n_required += sdi_bits_has(&a->required, tag);
		assert_int_equal(sdi_bits_has(&a->any, tag),
				 !sdi_bits_has(&a->required, tag) && strcmp(a->name, "*107"));
	}
	assert_int_equal(n_required, 9);
}

static void values_differ_between_guidelines_where_dpwg_says_so(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2D6");

	(void)state;
	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *a = &gene->alleles[i];
		int differs = !strcmp(a->name, "*9") || !strcmp(a->name, "*41");

		assert_int_equal(a->value[STARDOSE_GUIDELINE_DPWG] !=
					 a->value[STARDOSE_GUIDELINE_CPIC],
				 differs);
	}
	assert_int_equal(stardose_gene_allele(gene, "*9")->value[STARDOSE_GUIDELINE_CPIC], 25);
	assert_int_equal(stardose_gene_allele(gene, "*9")->value[STARDOSE_GUIDELINE_DPWG], 50);
}

static void what_small_variants_cannot_show_is_not_matchable(void **state)
{
	const struct stardose_gene *d6 = stardose_tables_gene(embedded, "CYP2D6"),
				   *c19 = stardose_tables_gene(embedded, "CYP2C19");

	(void)state;
	assert_int_equal(stardose_gene_allele(d6, "*1")->matchable, 1);
	assert_int_equal(stardose_gene_allele(d6, "*36")->matchable, 1);
	assert_int_equal(stardose_gene_allele(d6, "*5")->matchable, 0);
	assert_int_equal(stardose_gene_allele(d6, "*68")->matchable, 0);
	assert_int_equal(stardose_gene_allele(d6, "*57")->matchable, 0);
	assert_string_equal(stardose_gene_allele(d6, "*57")->renamed_to, "*36");
	assert_int_equal(stardose_gene_allele(c19, "*42")->matchable, 0);
	assert_int_equal(stardose_gene_allele(c19, "*38")->matchable, 1);
}

static void contigs_are_known_by_their_common_names(void **state)
{
	static const struct { const char *name, *chrom; int build;
	} want[] = {
		{ "22", "22", STARDOSE_BUILD_AUTO },
		{ "chr22", "22", STARDOSE_BUILD_AUTO },
		{ "chrM", "MT", STARDOSE_BUILD_AUTO },
		{ "NC_000022.11", "22", STARDOSE_BUILD_GRCH38 },
		{ "CM000684.2", "22", STARDOSE_BUILD_GRCH38 },
		{ "NC_000022.10", "22", STARDOSE_BUILD_GRCH37 },
		{ "CM000684.1", "22", STARDOSE_BUILD_GRCH37 },
		{ "NC_000007.14", "7", STARDOSE_BUILD_GRCH38 },
		{ "NC_000010.10", "10", STARDOSE_BUILD_GRCH37 },
		{ "NC_000015.9", "15", STARDOSE_BUILD_GRCH37 },
		{ "NC_000019.10", "19", STARDOSE_BUILD_GRCH38 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		int n = 0;

		for (int j = 0; j < embedded->n_contigs; j++) {
			if (strcmp(embedded->contigs[j].name, want[i].name))
				continue;
			n++;
			assert_string_equal(embedded->contigs[j].chrom, want[i].chrom);
			assert_int_equal(embedded->contigs[j].build, want[i].build);
		}
		assert_int_equal(n, 1);
	}
	assert_int_equal(stardose_chrom_length(embedded, STARDOSE_BUILD_GRCH38, "22"), 50818468);
	assert_int_equal(stardose_chrom_length(embedded, STARDOSE_BUILD_GRCH37, "22"), 51304566);
	assert_int_equal(stardose_chrom_length(embedded, STARDOSE_BUILD_GRCH37, "23"), 0);
	assert_int_equal(stardose_chrom_length(embedded, STARDOSE_BUILD_AUTO, "22"), 0);
}

static void score_intervals_are_inclusive_in_hundredths(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2D6");
	int n = 0;

	(void)state;
	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *r = &gene->rules[i];

		if (r->guideline != STARDOSE_GUIDELINE_CPIC || !r->is_score ||
		    strcmp(r->phenotype, "Intermediate Metabolizer"))
			continue;
		assert_int_equal(r->lo, 1);
		assert_int_equal(r->hi, 124);
		n++;
	}
	assert_int_equal(n, 1);
}

static void a_guideline_may_go_by_the_pair_where_the_gene_scores(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(embedded, "CYP2C9");
	struct sdi_copy decreased = sdi_allele_copy(stardose_gene_allele(gene, "*2"));
	struct sdi_copy none = sdi_allele_copy(stardose_gene_allele(gene, "*3")),
			normal = sdi_allele_copy(stardose_gene_allele(gene, "*1"));
	const struct sdi_copy two_decreased[] = { decreased, decreased },
			      none_and_normal[] = { none, normal };
	int score;

	(void)state;
	assert_string_equal(sdi_phenotype(gene, STARDOSE_GUIDELINE_CPIC, two_decreased, 2, &score),
			    "Intermediate Metabolizer");
	assert_int_equal(score, 100);
	assert_string_equal(sdi_phenotype(gene, STARDOSE_GUIDELINE_DPWG, two_decreased, 2, &score),
			    "Poor Metabolizer");
	assert_int_equal(score, 100);
	assert_string_equal(
		sdi_phenotype(gene, STARDOSE_GUIDELINE_DPWG, none_and_normal, 2, &score),
		"Intermediate Metabolizer");
	assert_int_equal(score, 100);
}

static void build_names_are_those_of_the_options(void **state)
{
	(void)state;
	assert_string_equal(stardose_build_name(STARDOSE_BUILD_GRCH37), "GRCh37");
	assert_string_equal(stardose_build_name(STARDOSE_BUILD_GRCH38), "GRCh38");
	assert_string_equal(stardose_build_name(STARDOSE_BUILD_AUTO), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_directory_with_the_same_bytes_gives_the_same_structs),
		IN_FOLDER(missing_files_come_from_the_embedded_set),
		IN_FOLDER(a_changed_row_makes_its_gene_local_and_no_other),
		IN_FOLDER(a_row_left_out_makes_its_gene_local),
		IN_FOLDER(a_fault_of_guidance_is_found_where_guidance_is_loaded),
		cmocka_unit_test(the_checksum_made_with_the_program_is_that_of_its_bytes),
		cmocka_unit_test(tables_for_calls_are_the_same_without_guidance),
		cmocka_unit_test(guidance_that_is_loaded_later_is_all_of_it),
		cmocka_unit_test(
			a_medicine_is_found_by_any_of_its_names_whatever_blanks_and_case),
		cmocka_unit_test(every_medicine_is_found_by_the_names_of_its_row),
		IN_FOLDER(a_file_that_is_no_table_is_refused),
		IN_FOLDER(a_directory_without_tables_is_refused),
		IN_FOLDER(a_gene_may_be_half_as_large_again_as_the_largest_and_no_larger),
		IN_FOLDER(what_the_structs_cannot_hold_is_refused_with_file_and_line),
		cmocka_unit_test(a_directory_that_is_not_there_is_refused),
		cmocka_unit_test(genes_come_in_the_agreed_order),
		cmocka_unit_test(variants_are_sorted_and_bits_number_the_core),
		cmocka_unit_test(alleles_are_sorted_by_number_then_name),
		cmocka_unit_test(few_variants_are_commoner_than_the_reference),
		cmocka_unit_test(the_frequency_of_a_variant_is_that_of_its_alleles),
		cmocka_unit_test(the_reference_base_of_grch37_is_the_variant_at_swapped_sites),
		cmocka_unit_test(
			cyp2d6_star_4_needs_one_variant_and_ignores_those_of_its_suballeles),
		cmocka_unit_test(the_synonymous_tag_is_ignored_except_where_it_names_the_allele),
		cmocka_unit_test(values_differ_between_guidelines_where_dpwg_says_so),
		cmocka_unit_test(what_small_variants_cannot_show_is_not_matchable),
		cmocka_unit_test(contigs_are_known_by_their_common_names),
		cmocka_unit_test(score_intervals_are_inclusive_in_hundredths),
		cmocka_unit_test(a_guideline_may_go_by_the_pair_where_the_gene_scores),
		cmocka_unit_test(build_names_are_those_of_the_options),
	};

	return cmocka_run_group_tests(tests, open_embedded, free_embedded);
}
