/* test_listed.c - genes of listed variants: what lies on a haplotype, and what of it decides */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "match/listed_match.h"
#include "phenotype/listed_value.h"

/* Of the shipped tables: no function (0), decreased (0.5), normal (1), decreased of two changes */
#define STAR2A "rs3918290"
#define A2846T "rs67376798"
#define STAR13 "rs55886062"
#define STAR9A "rs1801265"
#define HAPB3_INTRON "rs75017182"
#define HAPB3_TAG "rs56038477"

static struct stardose_tables *tables;
static const struct stardose_gene *dpyd;

static int open_tables(void **state)
{
	(void)state;
	if (stardose_tables_open_for_calls(NULL, &tables, NULL))
		return -1;
	dpyd = stardose_tables_gene(tables, "DPYD");
	return dpyd ? 0 : -1;
}

static int close_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

static int bit_of(const char *rsid)
{
	for (int bit = 0; bit < dpyd->n_core; bit++)
		if (!strcmp(dpyd->core[bit]->rsid, rsid))
			return bit;
	fail_msg("DPYD has no %s", rsid);
	return -1;
}

/* Every site is seen and carries nothing, but for what put() says then. */
static void begin(struct sdi_genotype *g)
{
	memset(g, 0, sizeof(*g));
	g->gene = dpyd;
	g->ploidy = 2;
	g->blocks = calloc(8, sizeof(*g->blocks));
	for (int bit = 0; bit < dpyd->n_core; bit++) {
		sdi_bits_set(&g->same.known, bit);
		g->state[bit] = STARDOSE_EVIDENCE_OBSERVED;
	}
}

static void drop(struct sdi_genotype *g, const char *rsid)
{
	struct stardose_bits one = { { 0 } };

	sdi_bits_set(&one, bit_of(rsid));
	g->same.known = sdi_bits_minus(g->same.known, one);
}

/* @where: "11" both haplotypes, "01" or "10" one; @set: of the block, -1: a block of its own */
static void put(struct sdi_genotype *g, const char *rsid, const char *where, int set)
{
	int bit = bit_of(rsid), b = 0;

	if (!strcmp(where, "11")) {
		sdi_bits_set(&g->same.carried, bit);
		return;
	}
	drop(g, rsid);
	while (b < g->n_blocks && (set < 0 || g->blocks[b].phase_set != set))
		b++;
	if (b == g->n_blocks)
		g->blocks[g->n_blocks++].phase_set = set;
	for (int h = 0; h < 2; h++) {
		sdi_bits_set(&g->blocks[b].hap[h].known, bit);
		if (where[h] == '1')
			sdi_bits_set(&g->blocks[b].hap[h].carried, bit);
	}
}

static const char *name_of(const struct sdi_listed *m, int h, int i)
{
	return i < m->hap[h].n ? dpyd->alleles[m->hap[h].allele[i]].name : "";
}

static int n_named(const struct sdi_listed *m) { return m->hap[0].n + m->hap[1].n; }

/* On some haplotype both stand together. */
static int are_together(const struct sdi_listed *m, const char *a, const char *b)
{
	for (int h = 0; h < 2; h++) {
		int found = 0;

		for (int i = 0; i < m->hap[h].n; i++)
			found += !strncmp(name_of(m, h, i), a, strlen(a)) ||
				 !strncmp(name_of(m, h, i), b, strlen(b));
		if (found == 2)
			return 1;
	}
	return 0;
}

static void match(struct sdi_genotype *g, struct sdi_listed *m)
{
	sdi_genotype_finish(g);
	assert_int_equal(sdi_listed_match(g, m), STARDOSE_OK);
	free(g->blocks);
}

static void nothing_carried_is_nothing_named(void **state)
{
	struct sdi_genotype g;
	struct sdi_listed m;

	(void)state;
	begin(&g);
	match(&g, &m);
	assert_int_equal(m.ploidy, 2);
	assert_int_equal(n_named(&m), 0);
	assert_int_equal(m.n_open, 0);
	assert_string_equal(sdi_gene_reference(dpyd)->name, "Reference");
	sdi_listed_release(&m);
}

static void phase_says_where_two_variants_lie(void **state)
{
	struct sdi_genotype g;
	struct sdi_listed m;

	(void)state;
	begin(&g);
	put(&g, STAR13, "01", 0);
	put(&g, A2846T, "01", 0);
	match(&g, &m);
	assert_true(are_together(&m, "c.1679T>G", "c.2846A>T"));
	sdi_listed_release(&m);
	begin(&g);
	put(&g, STAR13, "01", 0);
	put(&g, A2846T, "10", 0);
	match(&g, &m);
	assert_false(are_together(&m, "c.1679T>G", "c.2846A>T"));
	assert_int_equal(n_named(&m), 2);
	sdi_listed_release(&m);
}

static void without_phase_the_two_that_leave_least_stand_apart(void **state)
{
	struct sdi_genotype g;
	struct sdi_listed m;

	(void)state;
	begin(&g);
	put(&g, STAR13, "01", -1);
	put(&g, A2846T, "01", -1);
	put(&g, STAR9A, "01", -1);
	match(&g, &m);
	assert_false(are_together(&m, "c.1679T>G", "c.2846A>T"));
	assert_int_equal(n_named(&m), 3);
	/* what leaves least is named first on its haplotype */
	for (int h = 0; h < 2; h++)
		assert_int_not_equal(strncmp(name_of(&m, h, 0), "c.85T>C", 7), 0);
	sdi_listed_release(&m);
}

static void a_variant_of_two_changes_is_taken_whole(void **state)
{
	struct sdi_genotype g;
	struct sdi_listed m;

	(void)state;
	begin(&g);
	put(&g, HAPB3_INTRON, "01", 3);
	put(&g, HAPB3_TAG, "01", 3);
	match(&g, &m);
	assert_int_equal(n_named(&m), 1);
	assert_int_equal(m.hap[0].n_missing + m.hap[1].n_missing, 0);
	assert_true(sdi_bits_empty(m.hap[0].leftover) && sdi_bits_empty(m.hap[1].leftover));
	sdi_listed_release(&m);
	begin(&g); /* the tag alone, where nobody looked at the intron */
	drop(&g, HAPB3_INTRON);
	g.state[bit_of(HAPB3_INTRON)] = STARDOSE_EVIDENCE_ABSENT;
	put(&g, HAPB3_TAG, "01", -1);
	match(&g, &m);
	assert_int_equal(n_named(&m), 1);
	assert_int_equal(m.hap[0].n_missing + m.hap[1].n_missing, 1);
	sdi_listed_release(&m);
	begin(&g); /* and where somebody did, and it is not there */
	put(&g, HAPB3_TAG, "01", -1);
	match(&g, &m);
	assert_int_equal(n_named(&m), 0);
	assert_false(sdi_bits_empty(m.hap[0].leftover) && sdi_bits_empty(m.hap[1].leftover));
	sdi_listed_release(&m);
}

static void what_was_not_looked_at_stays_open(void **state)
{
	struct sdi_genotype g;
	struct sdi_listed m;
	int found = 0;

	(void)state;
	begin(&g);
	drop(&g, STAR2A);
	g.state[bit_of(STAR2A)] = STARDOSE_EVIDENCE_ABSENT;
	match(&g, &m);
	assert_int_equal(n_named(&m), 0);
	for (int i = 0; i < m.n_open; i++)
		found += !strncmp(dpyd->alleles[m.open[i]].name, "c.1905+1G>A", 11);
	assert_int_equal(found, 1);
	sdi_listed_release(&m);
}

/* ---- what decides ---- */

static const struct stardose_allele *allele(const char *name)
{
	for (int a = 0; a < dpyd->n_alleles; a++)
		if (!strncmp(dpyd->alleles[a].name, name, strlen(name)))
			return &dpyd->alleles[a];
	fail_msg("DPYD has no %s", name);
	return NULL;
}

static struct stardose_haplotype hap_of(const char *first, const char *second)
{
	const struct stardose_allele *a = allele(first);
	struct stardose_haplotype hap = { .allele = a, .copies = 1, .function = a->function };

	memcpy(hap.value, a->value, sizeof(a->value));
	if (second) {
		hap.tandem[0].allele = allele(second);
		hap.n_tandem = 1;
	}
	return hap;
}

static void the_least_of_a_haplotype_decides(void **state)
{
	struct stardose_haplotype hap = hap_of("c.85T>C", "c.2846A>T");
	struct sdi_copy copy;

	(void)state;
	sdi_listed_hap(dpyd, STARDOSE_GUIDELINE_CPIC, &hap, &copy);
	assert_int_equal(copy.value[STARDOSE_GUIDELINE_CPIC], 50);
	hap = hap_of("c.1679T>G", "c.2846A>T");
	sdi_listed_hap(dpyd, STARDOSE_GUIDELINE_CPIC, &hap, &copy);
	assert_int_equal(copy.value[STARDOSE_GUIDELINE_CPIC], 0);
	/* what nobody knows leaves less than what is known to work */
	hap = hap_of("c.85T>C", "c.496A>G");
	hap.n_unlisted = 1;
	sdi_listed_hap(dpyd, STARDOSE_GUIDELINE_CPIC, &hap, &copy);
	assert_int_equal(copy.value[STARDOSE_GUIDELINE_CPIC], STARDOSE_VALUE_NONE);
}

static void dpwg_takes_the_two_lowest_whatever_their_phase(void **state)
{
	const struct stardose_haplotype hap[] = { hap_of("c.1679T>G", "c.2846A>T"),
						  hap_of("Reference", NULL) };
	struct sdi_copy copies[2];

	(void)state;
	sdi_listed_copies(dpyd, STARDOSE_GUIDELINE_CPIC, hap, 2, copies);
	assert_int_equal(copies[0].value[STARDOSE_GUIDELINE_CPIC] +
				 copies[1].value[STARDOSE_GUIDELINE_CPIC],
			 100);
	sdi_listed_copies(dpyd, STARDOSE_GUIDELINE_DPWG, hap, 2, copies);
	assert_int_equal(copies[0].value[STARDOSE_GUIDELINE_DPWG] +
				 copies[1].value[STARDOSE_GUIDELINE_DPWG],
			 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_carried_is_nothing_named),
		cmocka_unit_test(phase_says_where_two_variants_lie),
		cmocka_unit_test(without_phase_the_two_that_leave_least_stand_apart),
		cmocka_unit_test(a_variant_of_two_changes_is_taken_whole),
		cmocka_unit_test(what_was_not_looked_at_stays_open),
		cmocka_unit_test(the_least_of_a_haplotype_decides),
		cmocka_unit_test(dpwg_takes_the_two_lowest_whatever_their_phase),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
