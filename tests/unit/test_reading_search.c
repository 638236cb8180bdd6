/*
 * test_reading_search.c - the search for readings against trying every set; what is open on both
 * haplotypes; genotypes with more readings than can be tried
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "match/haplotype_fit.h"
#include "match/match.h"
#include "small_gene.h"

static struct stardose_call *call_of(struct sdi_genotype *g)
{
	struct stardose_call *call = NULL;

	assert_int_equal(sdi_call_build(g, NULL, 0, &call, NULL), STARDOSE_OK);
	free(g->blocks);
	return call;
}

static int is_open(const struct stardose_call *call, const char *phenotype)
{
	for (int i = 0; i < call->n_open_phenotypes; i++)
		if (!strcmp(call->open_phenotypes[i], phenotype))
			return 1;
	return 0;
}

static void an_unseen_site_may_be_on_both_haplotypes(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	/* here *4 does not fit, for it does not carry site 3 */
	genotype_of(&g, &gn, 31 - 4, 9);
	call = call_of(&g);
	assert_string_equal(call->candidates[0].diplotype, "*10/*10");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_int_equal(call->n_open_phenotypes, 0);
	sdi_call_free(call);
	/* without site 3 both are open on both */
	genotype_of(&g, &gn, 31 - 4 - 8, 1);
	call = call_of(&g);
	assert_string_equal(call->candidates[0].diplotype, "*39/*39");
	assert_true(call->reasons >> STARDOSE_REASON_PHENOTYPE_OPEN & 1);
	assert_true(is_open(call, "Poor Metabolizer"));
	assert_true(is_open(call, "Intermediate Metabolizer"));
	sdi_call_free(call);
}

static void what_evidence_excludes_on_one_haplotype_is_not_open_on_both(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	/* *9 on one haplotype, site 2 unseen: *4 fits the other one alone */
	genotype_of(&g, &gn, 31 - 4 - 16, 0);
	add_block(&g, -1, 16, 16, 0);
	call = call_of(&g);
	assert_string_equal(call->candidates[0].diplotype, "*1/*9");
	assert_true(is_open(call, "Intermediate Metabolizer"));
	assert_false(is_open(call, "Poor Metabolizer"));
	sdi_call_free(call);
}

/* ---- against trying everything ---- */

static uint32_t seed = 1;
static uint32_t dice(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Least leftover of a set over all ways to lay each block; INT_MAX when some block has none. */
static int lay_all(const struct sdi_genotype *g, const int *set, int is_exact)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 1, 0, 2 }, { 0, 2, 1 },
					 { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	int n_orders = g->ploidy == 2 ? 2 : g->ploidy == 3 ? 6 : 1, total = 0;

	for (int b = -1; b < g->n_blocks; b++) {
		int least = INT_MAX;

		for (int k = 0; k < n_orders; k++) {
			int count = 0;

			for (int i = 0; i < g->ploidy && count < INT_MAX; i++) {
				const struct stardose_allele *a = &g->gene->alleles[set[i]];
				const struct sdi_block_hap *hap =
					b < 0 ? &g->same : &g->blocks[b].hap[orders[k][i]];
				int left = sdi_bits_count(sdi_leftover(a, hap));
				int lacks = !sdi_bits_empty(sdi_bits_minus(
					sdi_bits_and(a->required, hap->known), hap->carried));

				count = lacks || (is_exact && left) ? INT_MAX : count + left;
			}
			least = count < least ? count : least;
		}
		if (least == INT_MAX)
			return INT_MAX;
		total += least;
	}
	return total;
}

static int has_reading(const struct sdi_match *m, const int *set)
{
	for (int r = 0; r < m->n_readings; r++)
		if (!memcmp(m->readings[r].allele, set, m->ploidy * sizeof(*set)))
			return 1;
	return 0;
}

/* How many sets the readings have, each in one or several ways to lie; no way stands twice. */
static int n_sets(const struct sdi_match *m)
{
	int n = 0;

	for (int r = 0; r < m->n_readings; r++) {
		const struct sdi_reading *x = &m->readings[r], *before = r ? x - 1 : NULL;

		if (!before || memcmp(before->allele, x->allele, m->ploidy * sizeof(*x->allele))) {
			n++;
			continue;
		}
		assert_true(m->is_partial);
		assert_true(memcmp(before->leftover, x->leftover,
				   m->ploidy * sizeof(*x->leftover)) ||
			    memcmp(before->n_unlisted, x->n_unlisted,
				   m->ploidy * sizeof(*x->n_unlisted)));
	}
	return n;
}

/* Go through all sets; count those of the least leftover, and check that all are found. */
static void compare_with_all(const struct sdi_genotype *g, const struct sdi_match *m)
{
	int n = g->gene->n_alleles, least = INT_MAX, n_least = 0, set[3] = { 0 };

	for (int pass = 0; pass < 2; pass++)
		for (set[0] = 0; set[0] < n; set[0]++)
			for (set[1] = g->ploidy > 1 ? set[0] : 0; set[1] < (g->ploidy > 1 ? n : 1);
			     set[1]++)
				for (set[2] = g->ploidy > 2 ? set[1] : 0;
				     set[2] < (g->ploidy > 2 ? n : 1); set[2]++) {
					int left, usable = 1;

					for (int i = 0; i < g->ploidy; i++)
						usable &= g->gene->alleles[set[i]].matchable;
					left = usable ? lay_all(g, set, !m->is_partial) : INT_MAX;
					if (!pass) {
						least = left < least ? left : least;
						continue;
					}
					if (left != least || left == INT_MAX)
						continue;
					n_least++;
					assert_true(has_reading(m, set));
				}
	assert_int_equal(n_least, n_sets(m));
}

/* All sites are known, so that nothing rests on absent ones; blocks of one or two sites. */
static void the_search_finds_what_trying_every_set_finds(void **state)
{
	struct stardose_gene gn = gene();
	int n_partial = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct sdi_genotype g;
		struct sdi_match m;

		genotype_of(&g, &gn, 0, 0);
		g.ploidy = 2 + round % 2;
		for (int bit = 0; bit < 5;) {
			int width = bit < 4 && dice(3) == 0 ? 2 : 1;
			uint64_t known = ((UINT64_C(1) << width) - 1) << bit;

			if (dice(3)) {
				g.same.known = sdi_bits_or(g.same.known, bits(known));
				if (!dice(3))
					g.same.carried = sdi_bits_or(g.same.carried, bits(known));
			} else {
				add_block(&g, -1, known, known, dice(2) ? 0 : known & (known - 1));
				g.blocks[g.n_blocks - 1].hap[2] =
					g.blocks[g.n_blocks - 1].hap[dice(2)];
			}
			bit += width;
		}
		assert_int_equal(sdi_match(&g, &m), STARDOSE_OK);
		assert_false(m.is_cut);
		/* rule 4 drops sets that are outdone; where it can, there must be some */
		if (m.is_partial)
			compare_with_all(&g, &m);
		else
			for (int r = 0; r < m.n_readings; r++)
				assert_int_equal(lay_all(&g, m.readings[r].allele, 1), 0);
		n_partial += m.is_partial;
		sdi_match_release(&m);
		free(g.blocks);
	}
	assert_in_range(n_partial, 300, 2900);
}

/* ---- more than can be tried ---- */

#define N_ALLELES 200
#define N_SITES 120

static void four_haplotypes_with_every_site_heterozygous_end_soon(void **state)
{
	static struct stardose_allele many[N_ALLELES];
	static struct stardose_variant variant[N_SITES];
	static const struct stardose_variant *of_bit[N_SITES];
	struct stardose_gene gn = gene();

	(void)state;
	for (int a = 0; a < N_ALLELES; a++) {
		many[a] = alleles[0];
		for (int i = 0; a && i < 3; i++)
			sdi_bits_set(&many[a].required, dice(N_SITES));
		for (int i = 0; a && i < 8; i++)
			sdi_bits_set(&many[a].any, dice(N_SITES));
		many[a].any = sdi_bits_minus(many[a].any, many[a].required);
	}
	for (int i = 0; i < N_SITES; i++) {
		variant[i] = variants[0];
		variant[i].bit = i;
		of_bit[i] = &variant[i];
	}
	gn.alleles = many;
	gn.n_alleles = N_ALLELES;
	gn.core = of_bit;
	gn.n_core = N_SITES;
	for (int ploidy = 2; ploidy <= STARDOSE_MAX_PLOIDY; ploidy++) {
		struct sdi_genotype g;
		struct stardose_call *call;
		clock_t before = clock();

		genotype_of(&g, &gn, 0, 0);
		g.ploidy = ploidy;
		for (int i = 0; i < N_SITES; i++) {
			struct sdi_block *block;

			add_block(&g, -1, 0, 0, 0);
			block = &g.blocks[i];
			for (int h = 0; h < ploidy; h++)
				sdi_bits_set(&block->hap[h].known, i);
			for (int h = 0; h < ploidy / 2; h++)
				sdi_bits_set(&block->hap[h].carried, i);
			g.state[i] = STARDOSE_EVIDENCE_OBSERVED;
		}
		call = call_of(&g);
		/* 0.1 s on the slowest machine that we have; sanitizers take ten times as long */
		assert_in_range(clock() - before, 0, 2 * CLOCKS_PER_SEC);
		assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
		if (ploidy == STARDOSE_MAX_PLOIDY) {
			assert_true(call->reasons >> STARDOSE_REASON_TOO_MANY_READINGS & 1);
			assert_int_not_equal(call->status, STARDOSE_STATUS_CALLED);
		}
		sdi_call_free(call);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unseen_site_may_be_on_both_haplotypes),
		cmocka_unit_test(what_evidence_excludes_on_one_haplotype_is_not_open_on_both),
		cmocka_unit_test(the_search_finds_what_trying_every_set_finds),
		cmocka_unit_test(four_haplotypes_with_every_site_heterozygous_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
