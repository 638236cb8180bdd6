/* test_site_merge.c - outcomes of a cluster -> what the genotype knows, and what it leaves open */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "genotype/row_cluster.h"
#include "genotype/site_merge.h"
#include "fixture_gene.h"

/* The one sample of some lines, with the cluster of its first row laid, not merged yet. */
struct laid {
	struct fixture fixture;
	struct sdi_collector *c;
	struct sdi_genotype g;
	struct sdi_evidence e;
	struct sdi_orders *orders;
	int cluster_of[FIXTURE_BITS], sites[FIXTURE_BITS], n_sites;
};

static void lay(struct laid *l, const char *lines, int assume)
{
	const struct sdi_collector_options options = { .absent_is_reference = assume };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct stardose_error err = { 0 };

	memset(l, 0, sizeof(*l));
	fixture_init(&l->fixture);
	assert_int_equal(sdi_collector_new(&l->fixture.gene, STARDOSE_BUILD_GRCH38, 1, &options,
					   &l->c, &err), STARDOSE_OK);
	assert_int_equal(fixture_push(l->c, hdr, lines, &err), STARDOSE_OK);
	assert_int_equal(sdi_collector_close(l->c, &err), STARDOSE_OK);
	l->e = (struct sdi_evidence){ .c = l->c, .g = &l->g };
	assert_int_equal(sdi_evidence_read(&l->e, l->c->node_of[0]), STARDOSE_OK);
	l->g.gene = &l->fixture.gene;
	l->g.ploidy = l->e.ploidy;
	assert_int_equal(sdi_rows_cluster(&l->e, l->cluster_of), STARDOSE_OK);
	l->orders = sdi_orders_new(&l->e);
	assert_non_null(l->orders);
	for (int s = 0; s < l->c->index.n_sites; s++)
		if (l->cluster_of[s] == l->e.rows[0].cluster)
			l->sites[l->n_sites++] = s;
	assert_int_equal(sdi_orders_lay(l->orders, l->e.rows[0].cluster, l->sites, l->n_sites),
			 STARDOSE_OK);
	bcf_hdr_destroy(hdr);
}

static void drop(struct laid *l)
{
	sdi_orders_free(l->orders);
	sdi_evidence_release(&l->e);
	sdi_collector_free(l->c);
	sdi_genotype_release(&l->g);
}

/* Lay and merge. */
static void merge(struct laid *l, const char *lines, int assume)
{
	lay(l, lines, assume);
	assert_int_equal(sdi_site_merge(l->orders), STARDOSE_OK);
}

static int has_reason(const struct laid *l, enum stardose_reason reason)
{
	return l->g.reasons >> reason & 1;
}

static int contested(const struct laid *l, int bit) { return sdi_bits_has(&l->g.contested, bit); }

/* Both haplotypes of a bit, in order of the block; "??" where nothing is known. */
static const char *shown(const struct laid *l, int bit)
{
	static char out[STARDOSE_MAX_PLOIDY + 1];

	return genotype_bit(&l->g, bit, out);
}

static struct sdi_block_hap hap_of(int known, int carried)
{
	struct sdi_block_hap hap = { .n_unlisted = 0 };

	hap.known.w[0] = (uint64_t)known;
	hap.carried.w[0] = (uint64_t)carried;
	return hap;
}

/* Outcome @i of @l says at the site of SNV_A and SNV_T: bits known and carried by haplotype. */
static void say(struct laid *l, int i, int known_1, int carried_1, int known_2, int carried_2)
{
	struct sdi_outcome *out = &l->orders->outcome[i];

	memset(out, 0, sizeof(*out));
	out->hap[0] = hap_of(known_1, carried_1);
	out->hap[1] = hap_of(known_2, carried_2);
	if (l->orders->n_outcomes <= i)
		l->orders->n_outcomes = i + 1;
}

enum { T = 1 << SNV_T, A = 1 << SNV_A, BOTH_BITS = T | A };

static void one_outcome_is_taken_whole(void **state)
{
	struct laid l;

	(void)state;
	merge(&l, "1007 C T GT 0/1", 0);
	assert_string_equal(shown(&l, SNV_T), "01");
	assert_string_equal(shown(&l, SNV_A), "00");
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_OBSERVED);
	assert_int_equal(l.g.state[SNV_A], STARDOSE_EVIDENCE_OBSERVED);
	assert_int_equal(l.g.reasons, 0);
	assert_int_equal(l.g.n_blocks, 1);
	drop(&l);
	merge(&l, "1007 C T GT 1/1", 0);
	assert_int_equal(l.g.n_blocks, 0); /* alike on both: no block */
	assert_true(sdi_bits_has(&l.g.same.carried, SNV_T));
	drop(&l);
}

static void a_half_call_is_rejected_and_says_so(void **state)
{
	struct laid l;

	(void)state;
	merge(&l, "1007 C T GT ./1", 0);
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_REJECTED);
	assert_true(has_reason(&l, STARDOSE_REASON_HALF_CALL));
	assert_non_null(strchr(shown(&l, SNV_T), '1'));
	assert_non_null(strchr(shown(&l, SNV_T), '?'));
	drop(&l);
}

static void records_that_contradict_each_other_are_a_conflict(void **state)
{
	struct laid l;

	(void)state;
	merge(&l, "1007 C T GT 0/1\n1007 C T,A GT 0/0", 0);
	assert_int_equal(l.orders->is_contradiction, 1);
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_CONFLICT);
	assert_true(has_reason(&l, STARDOSE_REASON_SITES_CONFLICT));
	assert_true(contested(&l, SNV_T));
	assert_false(contested(&l, SNV_A)); /* no record carries it */
	drop(&l);
}

static void haplotypes_that_are_in_every_order_stay(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 0/1", 0);
	say(&l, 0, BOTH_BITS, T, BOTH_BITS, 0);
	say(&l, 1, BOTH_BITS, 0, BOTH_BITS, T); /* the other way round: the same two */
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_OBSERVED);
	assert_false(has_reason(&l, STARDOSE_REASON_SITES_CONFLICT));
	assert_int_equal(shown(&l, SNV_T)[0] + shown(&l, SNV_T)[1], '0' + '1');
	drop(&l);
}

static void what_orders_differ_on_is_not_known(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 0/1", 0);
	say(&l, 0, BOTH_BITS, T, BOTH_BITS, 0);
	say(&l, 1, BOTH_BITS, A, BOTH_BITS, 0);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	/* one haplotype without either is in both; of the other nothing is known */
	assert_non_null(strchr(shown(&l, SNV_T), '0'));
	assert_non_null(strchr(shown(&l, SNV_T), '?'));
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_CONFLICT);
	assert_int_equal(l.g.state[SNV_A], STARDOSE_EVIDENCE_CONFLICT);
	assert_true(contested(&l, SNV_T) && contested(&l, SNV_A));
	drop(&l);
}

static void a_variant_on_all_haplotypes_of_all_orders_is_known(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 1/1", 0);
	say(&l, 0, BOTH_BITS, T, BOTH_BITS, T);
	say(&l, 1, BOTH_BITS, T | A, BOTH_BITS, T);
	say(&l, 2, BOTH_BITS, T | A, BOTH_BITS, T | A);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_string_equal(shown(&l, SNV_T), "11");
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_OBSERVED);
	assert_false(contested(&l, SNV_T));
	assert_int_equal(l.g.state[SNV_A], STARDOSE_EVIDENCE_CONFLICT);
	assert_true(contested(&l, SNV_A));
	drop(&l);
}

static void an_order_too_many_leaves_everything_open(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 0/1", 0);
	l.orders->is_overrun = 1;
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_true(has_reason(&l, STARDOSE_REASON_TOO_MANY_READINGS));
	assert_string_equal(shown(&l, SNV_T), "??");
	assert_true(contested(&l, SNV_T));  /* a record carries it */
	assert_false(contested(&l, SNV_A)); /* none does, and orders are not asked */
	drop(&l);
}

static void phase_tells_which_haplotype_is_which(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT:PS 0|1:7", 0);
	assert_int_equal(l.orders->u.phase_set, 7);
	say(&l, 0, BOTH_BITS, T, BOTH_BITS, 0);
	say(&l, 1, BOTH_BITS, 0, BOTH_BITS, T);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	/* in order they agree on A alone; as a set they agree on all, and that knows more */
	assert_int_equal(l.g.state[SNV_T], STARDOSE_EVIDENCE_OBSERVED);
	assert_int_equal(l.g.blocks[0].phase_set, -1);
	drop(&l);
	lay(&l, "1007 C T GT:PS 0|1:7", 0);
	say(&l, 0, BOTH_BITS, 0, BOTH_BITS, T);
	say(&l, 1, BOTH_BITS, 0, BOTH_BITS, T);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_int_equal(l.g.blocks[0].phase_set, 7);
	assert_string_equal(shown(&l, SNV_T), "01");
	drop(&l);
}

static void silence_is_reference_only_where_that_is_asked_for(void **state)
{
	struct laid l;

	(void)state;
	/* the record speaks of one listed base; the block beside it is silent at another site */
	lay(&l, "1007 C T GT 0/1", 0);
	sdi_bits_set(&l.orders->outcome[0].absent, SNV_A);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_int_equal(l.g.state[SNV_A], STARDOSE_EVIDENCE_ABSENT);
	assert_string_equal(shown(&l, SNV_A), "??");
	assert_string_equal(shown(&l, SNV_T), "01");
	drop(&l);
	lay(&l, "1007 C T GT 0/1", 1);
	sdi_bits_set(&l.orders->outcome[0].absent, SNV_A);
	for (int h = 0; h < 2; h++)
		sdi_bits_unset(&l.orders->outcome[0].hap[h].known, SNV_A);
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	assert_int_equal(l.g.state[SNV_A], STARDOSE_EVIDENCE_ASSUMED);
	assert_string_equal(shown(&l, SNV_A), "00");
	drop(&l);
}

static void an_allele_that_nobody_listed_is_named(void **state)
{
	struct laid l;

	(void)state;
	merge(&l, "1007 C G GT 0/1", 0);
	assert_true(has_reason(&l, STARDOSE_REASON_UNLISTED_ALLELE));
	assert_int_equal(l.g.n_unlisted, 1);
	assert_string_equal(l.g.unlisted[0], "22:1007:C:G");
	drop(&l);
	merge(&l, "1006 GCA G GT 0/1", 0); /* it takes the site away */
	assert_true(has_reason(&l, STARDOSE_REASON_SPANNING_DELETION));
	assert_int_equal(l.g.n_unlisted, 1);
	drop(&l);
}

static void an_unlisted_allele_that_one_order_leaves_is_counted(void **state)
{
	struct laid l;
	int n = 0;

	(void)state;
	lay(&l, "1007 C T GT 0/1", 0);
	say(&l, 0, BOTH_BITS, T, BOTH_BITS, 0);
	say(&l, 1, BOTH_BITS, T, BOTH_BITS, 0);
	l.orders->outcome[1].hap[1].n_unlisted = 2;
	assert_int_equal(sdi_site_merge(l.orders), STARDOSE_OK);
	for (int b = 0; b < l.g.n_blocks; b++)
		for (int h = 0; h < 2; h++)
			n += l.g.blocks[b].hap[h].n_unlisted;
	assert_int_equal(n, 1); /* one haplotype has some; how many is not settled */
	drop(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_outcome_is_taken_whole),
		cmocka_unit_test(a_half_call_is_rejected_and_says_so),
		cmocka_unit_test(records_that_contradict_each_other_are_a_conflict),
		cmocka_unit_test(haplotypes_that_are_in_every_order_stay),
		cmocka_unit_test(what_orders_differ_on_is_not_known),
		cmocka_unit_test(a_variant_on_all_haplotypes_of_all_orders_is_known),
		cmocka_unit_test(an_order_too_many_leaves_everything_open),
		cmocka_unit_test(phase_tells_which_haplotype_is_which),
		cmocka_unit_test(silence_is_reference_only_where_that_is_asked_for),
		cmocka_unit_test(an_allele_that_nobody_listed_is_named),
		cmocka_unit_test(an_unlisted_allele_that_one_order_leaves_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
