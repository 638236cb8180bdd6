/*
 * test_effect_class.c - alleles of one class make the same phenotype beside any other allele; those
 * of two classes differ, or copies are placed by one of them
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "built_in_tables.h"
#include "phenotype/phenotype.h"
#include "tables/gene_exons.h"

static int is_partner(const struct stardose_gene *gene, int allele)
{
	for (int i = 0; i < gene->exons->n_pairs; i++)
		if (gene->exons->pair[i].partner == allele)
			return 1;
	return 0;
}

static void every_class_is_met_and_numbered_as_it_comes(void **state)
{
	(void)state;
	for (int g = 0; g < tables->n_genes; g++) {
		const struct stardose_gene *gene = &tables->genes[g];
		int next = 0;

		for (int a = 0; a < gene->n_alleles; a++) {
			int c = sdi_effect_of(gene, a);

			assert_in_range(c, 0, next);
			next += c == next;
		}
		assert_int_equal(next, sdi_n_effects(gene));
	}
}

/* Two alleles alike in function, value and kind are one class, unless copies are placed by one. */
static void a_class_is_what_function_value_and_kind_say(void **state)
{
	(void)state;
	for (int g = 0; g < tables->n_genes; g++) {
		const struct stardose_gene *gene = &tables->genes[g];

		for (int a = 0; a < gene->n_alleles; a++)
			for (int b = a + 1; b < gene->n_alleles; b++) {
				const struct stardose_allele *x = &gene->alleles[a],
							     *y = &gene->alleles[b];
				int alike = !strcmp(x->function, y->function) &&
					    x->kind == y->kind &&
					    !memcmp(x->value, y->value, sizeof(x->value));

				if (is_partner(gene, a) || is_partner(gene, b))
					alike = 0;
				assert_int_equal(sdi_effect_of(gene, a) == sdi_effect_of(gene, b),
						 alike);
			}
	}
}

/* What the search leaves out for it: one member of a class stands for all, beside every allele. */
static void members_of_a_class_make_the_same_phenotype_beside_any_allele(void **state)
{
	int n_compared = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++) {
		const struct stardose_gene *gene = &tables->genes[g];
		int *first = calloc(sdi_n_effects(gene) + 1, sizeof(*first));

		assert_non_null(first);
		for (int a = gene->n_alleles; a-- > 0;)
			first[sdi_effect_of(gene, a)] = a;
		for (int a = 0; a < gene->n_alleles; a++) {
			int b = first[sdi_effect_of(gene, a)];

			for (int other = 0; other < gene->n_alleles && a != b; other += 7)
				for (int of = 0; of < STARDOSE_N_GUIDELINES; of++) {
					struct sdi_copy one[2] = {
						sdi_allele_copy(&gene->alleles[a]),
						sdi_allele_copy(&gene->alleles[other])
					};
					struct sdi_copy two[2] = {
						one[1], sdi_allele_copy(&gene->alleles[b])
					};
					int score[2];

					assert_string_equal(
						sdi_phenotype(gene, of, one, 2, &score[0]),
						sdi_phenotype(gene, of, two, 2, &score[1]));
					assert_int_equal(score[0], score[1]);
					n_compared++;
				}
		}
		free(first);
	}
	assert_true(n_compared > 10000);
}

static void a_partner_of_a_hybrid_is_alone(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2D6");
	int n_partners = 0;

	(void)state;
	assert_non_null(gene);
	for (int a = 0; a < gene->n_alleles; a++) {
		if (!is_partner(gene, a))
			continue;
		n_partners++;
		for (int b = 0; b < gene->n_alleles; b++)
			assert_int_equal(sdi_effect_of(gene, a) == sdi_effect_of(gene, b), a == b);
	}
	assert_true(n_partners >= 3); /* *36+*10, *68+*4, *13+*2 at the least */
}

/* Without tables nothing is known to be alike. */
static void alleles_of_a_gene_that_no_table_made_are_classes_of_their_own(void **state)
{
	struct stardose_allele alleles[3] = { { .name = "*1", .function = "Normal function" },
					      { .name = "*2", .function = "Normal function" },
					      { .name = "*3", .function = "No function" } };
	struct stardose_gene gene = { .name = "MADE", .n_alleles = 3, .alleles = alleles };
	int class[3];

	(void)state;
	assert_int_equal(sdi_n_effects(&gene), 3);
	for (int a = 0; a < 3; a++)
		assert_int_equal(sdi_effect_of(&gene, a), a);
	/* asked for, they are found all the same */
	assert_int_equal(sdi_effect_classes(&gene, class), 2);
	assert_int_equal(class[0], 0);
	assert_int_equal(class[1], 0);
	assert_int_equal(class[2], 1);
	gene.n_alleles = 0;
	assert_int_equal(sdi_effect_classes(&gene, class), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_class_is_met_and_numbered_as_it_comes),
		cmocka_unit_test(a_class_is_what_function_value_and_kind_say),
		cmocka_unit_test(members_of_a_class_make_the_same_phenotype_beside_any_allele),
		cmocka_unit_test(a_partner_of_a_hybrid_is_alone),
		cmocka_unit_test(alleles_of_a_gene_that_no_table_made_are_classes_of_their_own),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
