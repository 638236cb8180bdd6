/* test_haplotype_orders.c - rows, clusters, units, duplicates and the orders of a cluster */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "genotype/haplotype_orders.h"
#include "genotype/row_cluster.h"
#include "fixture_gene.h"

/* The one sample of some lines, its rows clustered and the first row's cluster laid. */
struct laid {
	struct fixture fixture;
	struct sdi_collector *c;
	struct sdi_genotype g;
	struct sdi_evidence e;
	struct sdi_orders *orders;
	int cluster_of[FIXTURE_BITS], sites[FIXTURE_BITS], n_sites;
};

static void lay(struct laid *l, const char *lines)
{
	static const struct sdi_collector_options plain;
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct stardose_error err = { 0 };

	memset(l, 0, sizeof(*l));
	fixture_init(&l->fixture);
	assert_int_equal(
		sdi_collector_new(&l->fixture.gene, STARDOSE_BUILD_GRCH38, 1, &plain, &l->c, &err),
		STARDOSE_OK);
	assert_int_equal(fixture_push(l->c, hdr, lines, &err), STARDOSE_OK);
	assert_int_equal(sdi_collector_close(l->c, &err), STARDOSE_OK);
	l->e = (struct sdi_evidence){ .c = l->c, .g = &l->g };
	assert_int_equal(sdi_evidence_read(&l->e, l->c->node_of[0]), STARDOSE_OK);
	assert_int_equal(sdi_rows_cluster(&l->e, l->cluster_of), STARDOSE_OK);
	l->orders = sdi_orders_new(&l->e);
	assert_non_null(l->orders);
	for (int s = 0; l->e.n_rows && s < l->c->index.n_sites; s++)
		if (l->cluster_of[s] == l->e.rows[0].cluster)
			l->sites[l->n_sites++] = s;
	if (l->e.n_rows)
		assert_int_equal(sdi_orders_lay(l->orders, l->e.rows[0].cluster, l->sites,
						l->n_sites), STARDOSE_OK);
	bcf_hdr_destroy(hdr);
}

static void drop(struct laid *l)
{
	sdi_orders_free(l->orders);
	sdi_evidence_release(&l->e);
	sdi_collector_free(l->c);
	sdi_genotype_release(&l->g);
}

static void equal_rows_are_one_row(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 0/1\n1007 C T GT 1/0\n1007 C T GT 0/1\n1007 C A GT 0/0");
	assert_int_equal(l.e.n_rows, 1);
	assert_int_equal(l.c->duplicates.n, 3);
	assert_int_equal(l.c->duplicates.n_groups, 1);
	assert_int_equal(l.c->duplicates.first_alike[2], 0);
	assert_int_equal(l.c->duplicates.first_alike[3], 3);
	drop(&l);
	/* one that says the allele is not there is brought in, silence is not */
	lay(&l, "1007 C T GT 0/1\n1007 C T,A GT 0/0\n1007 C T GT ./.");
	assert_int_equal(l.e.n_rows, 2);
	assert_int_equal(l.e.row_of[2], SDI_ROW_SILENT);
	assert_int_equal(l.orders->is_contradiction, 1);
	drop(&l);
}

static void rows_of_different_sites_are_apart_unless_they_name_each_other(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1007 C T GT 0/1\n1045 A G GT 0/1");
	assert_int_not_equal(l.e.rows[0].cluster, l.e.rows[1].cluster);
	drop(&l);
	lay(&l, "1045 AGC GGC GT 0/1\n1045 AGC AAC GT 0/1");
	assert_int_equal(l.e.rows[0].cluster, l.e.rows[1].cluster);
	assert_int_equal(l.e.rows[0].next_sibling, 1);
	assert_int_equal(l.e.rows[1].next_sibling, 0);
	drop(&l);
	lay(&l, "1049 ATG A GT 0/1\n1051 G * GT 0/1");
	assert_int_equal(l.e.rows[0].cluster, l.e.rows[1].cluster);
	drop(&l);
}

static void phase_sets_are_units(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1049 ATG A GT:PS 0|1:7\n1050 T C GT:PS 1|0:7\n1050 T G GT 0/0");
	assert_int_equal(l.orders->u.n, 1);
	assert_int_equal(l.orders->u.phase_set, 7);
	assert_int_equal(l.orders->n_outcomes, 1);
	drop(&l);
	/* the other way round they lie on one haplotype: no order is left */
	lay(&l, "1049 ATG A GT:PS 0|1:7\n1050 T C GT:PS 0|1:7");
	assert_int_equal(l.orders->is_contradiction, 1);
	assert_int_equal(l.orders->n_outcomes, 2);
	drop(&l);
	lay(&l, "1049 ATG A GT 0/1\n1050 T C GT 0/1");
	assert_int_equal(l.orders->u.n, 2);
	assert_int_equal(l.orders->n_outcomes, 1);
	assert_int_equal(l.orders->is_contradiction, 0);
	drop(&l);
}

static void trimmed_rows_may_lie_either_way(void **state)
{
	struct laid l;

	(void)state;
	lay(&l, "1045 A G GT 0/1\n1045 AG GA GT 0/1");
	assert_int_equal(l.orders->n_outcomes, 2);
	drop(&l);
	lay(&l, "1045 AGC GGC GT 0/1\n1045 AGC GAC GT 0/1");
	assert_int_equal(l.orders->n_outcomes, 1);
	drop(&l);
}

/* A row for each of 300 insertions at one place: more units than are tried, and no time spent. */
static void too_many_rows_are_an_overrun(void **state)
{
	kstring_t lines = KS_INITIALIZE;
	struct laid l;

	(void)state;
	for (int i = 0; i < 300; i++)
		ksprintf(&lines, "1085 T TGA%c%c%c%c%c GT 0/1\n", "ACGT"[i & 3],
			 "ACGT"[i >> 2 & 3], "ACGT"[i >> 4 & 3], "ACGT"[i >> 6 & 3],
			 "ACGT"[i >> 8 & 3]);
	lay(&l, lines.s);
	assert_int_equal(l.orders->is_overrun, 1);
	drop(&l);
	free(lines.s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_rows_are_one_row),
		cmocka_unit_test(rows_of_different_sites_are_apart_unless_they_name_each_other),
		cmocka_unit_test(phase_sets_are_units),
		cmocka_unit_test(trimmed_rows_may_lie_either_way),
		cmocka_unit_test(too_many_rows_are_an_overrun),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
