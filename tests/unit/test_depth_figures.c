/*
 * test_depth_figures.c - depth by bin against figures that are known because the bins were made of
 * them: a depth for each kind of region, a slope of GC content, a slice, holes
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "reads/depth_figures.h"

#define N_FLANK 40
#define N_PAIR 24
#define N_LINK 6
#define N_BINS (N_FLANK + 2 * N_PAIR + N_LINK)

/* A flank, gene and neighbour, and a link; GC content goes up and down. */
struct made {
	uint8_t gc[N_BINS];
	double depth[N_BINS];
	struct sdi_count_region region[4];
	struct stardose_paralog_model model;
	struct sdi_read_counts counts;
};

static const enum sdi_count_role roles[4] = { SDI_COUNT_FLANK, SDI_COUNT_PAIR, SDI_COUNT_PAIR,
					      SDI_COUNT_LINK };
static const int sizes[4] = { N_FLANK, N_PAIR, N_PAIR, N_LINK };

/* @depth: of each region at the middle of GC content; @slope: of its logarithm */
static void make(struct made *m, const double *depth, double slope)
{
	int at = 0;

	memset(m, 0, sizeof(*m));
	for (int r = 0; r < 4; r++) {
		m->region[r] = (struct sdi_count_region){ .role = roles[r],
							  .n_bins = sizes[r],
							  .gc = &m->gc[at] };
		for (int i = 0; i < sizes[r]; i++, at++) {
			m->gc[at] = 40 + 7 * (at % 5) - at % 3;
			m->depth[at] = depth[r] * exp(slope * (m->gc[at] / 100.0 - SDI_GC_MIDDLE));
		}
	}
	m->model.n_regions = 4;
	m->model.regions = m->region;
	m->counts.n_bins = N_BINS;
	m->counts.depth = m->depth;
	m->counts.read_length = 150;
}

static struct sdi_depth_figures figures_of(const struct made *m)
{
	struct sdi_depth_figures out;

	memset(&out, 0x5a, sizeof(out)); /* it is overwritten */
	sdi_depth_figures(&m->model, &m->counts, &out);
	return out;
}

static void assert_near(double is, double wanted, double by)
{
	if (!(fabs(is - wanted) <= by))
		fail_msg("%g is not %g within %g", is, wanted, by);
}

static const double even[4] = { 30, 60, 60, 30 };

static void even_depth_is_what_it_is(void **state)
{
	struct made m;
	struct sdi_depth_figures f;

	(void)state;
	make(&m, even, 0);
	f = figures_of(&m);
	assert_near(f.slope, 0, 1e-12);
	assert_near(f.depth[SDI_COUNT_FLANK], 30, 1e-9);
	/* one over the other: what covers both has twice the depth of either */
	assert_near(f.depth[SDI_COUNT_PAIR], 120, 1e-9);
	assert_near(f.depth[SDI_COUNT_LINK], 30, 1e-9);
	assert_near(f.depth[SDI_COUNT_SPACER], 0, 0);
	assert_int_equal(f.n_flank, N_FLANK);
	assert_near(f.spread, 0, 1e-6);
	assert_near(f.holes, 0, 0);
}

/* The slope is found and taken out; the prior draws it a little towards none. */
static void gc_content_is_taken_out(void **state)
{
	static const double slopes[] = { -0.8, -0.2, 0.3, 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(slopes) / sizeof(*slopes); i++) {
		struct made m;
		struct sdi_depth_figures f;

		make(&m, even, slopes[i]);
		f = figures_of(&m);
		assert_true(fabs(f.slope) < fabs(slopes[i]) && f.slope * slopes[i] > 0);
		assert_near(f.slope, slopes[i], 0.1 * fabs(slopes[i]));
		assert_near(f.depth[SDI_COUNT_FLANK], 30, 0.15);
		assert_near(f.depth[SDI_COUNT_LINK], 30, 0.3);
		assert_true(f.spread < 0.01);
	}
}

/* The same library sequenced more is the same library. */
static void figures_scale_with_depth(void **state)
{
	struct made one, more;
	struct sdi_depth_figures a, b;

	(void)state;
	make(&one, even, 0.4);
	for (int i = 0; i < N_BINS; i++)
		one.depth[i] *= 1 + 0.1 * ((i * 7) % 11 - 5) / 5;
	more = one;
	more.model.regions = more.region;
	more.counts.depth = more.depth;
	for (int r = 0, at = 0; r < 4; at += sizes[r++])
		more.region[r].gc = &more.gc[at];
	for (int i = 0; i < N_BINS; i++)
		more.depth[i] *= 3;
	a = figures_of(&one);
	b = figures_of(&more);
	assert_near(b.slope, a.slope, 1e-9);
	assert_near(b.spread, a.spread, 1e-9);
	for (int role = 0; role < SDI_N_COUNTS; role++) {
		assert_near(b.depth[role], 3 * a.depth[role], 1e-6);
		assert_near(b.fragments[role], 3 * a.fragments[role], 1e-6);
	}
}

/* A slice of a genome ends inside the flank. */
static void the_ends_that_a_slice_lacks_do_not_count(void **state)
{
	static const struct {
		int before, after, n;
	} tried[] = {
		{ 0, 0, N_FLANK },
		{ 5, 0, N_FLANK - 5 - 2 },
		{ 0, 9, N_FLANK - 9 - 2 },
		{ 4, 3, N_FLANK - 4 - 3 - 4 },
		{ 18, 18, 0 },
		{ N_FLANK, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		struct made m;
		struct sdi_depth_figures f;

		make(&m, even, 0);
		for (int b = 0; b < tried[i].before; b++)
			m.depth[b] = 0;
		for (int b = 0; b < tried[i].after; b++)
			m.depth[N_FLANK - 1 - b] = 0.01;
		f = figures_of(&m);
		assert_int_equal(f.n_flank, tried[i].n);
		assert_near(f.depth[SDI_COUNT_FLANK], tried[i].n ? 30 : 0, 1e-9);
		assert_near(f.depth[SDI_COUNT_LINK], 30, 1e-9); /* others stay */
		if (!tried[i].n)
			assert_near(f.holes, 1, 0); /* no flank is no measure */
	}
}

/* Empty bins within the flank are holes, not ends. */
static void holes_are_counted(void **state)
{
	struct made m;
	struct sdi_depth_figures f;

	(void)state;
	make(&m, even, 0);
	for (int b = 10; b < 14; b++)
		m.depth[b] = 1;
	f = figures_of(&m);
	assert_int_equal(f.n_flank, N_FLANK);
	assert_near(f.holes, 4.0 / N_FLANK, 1e-12);
	assert_near(f.depth[SDI_COUNT_FLANK], (36 * 30 + 4) / 40.0, 1e-9);
	assert_near(f.spread, sqrt((36 * 900 + 4) / 40.0 - 27.1 * 27.1) / 27.1, 1e-6);
}

/* A lost copy of gene and neighbour shows in the pair, not in the slope. */
static void depth_between_regions_is_no_slope(void **state)
{
	static const double fewer[4] = { 30, 30, 15, 0 };
	struct made m;
	struct sdi_depth_figures f;

	(void)state;
	make(&m, fewer, 0);
	f = figures_of(&m);
	assert_near(f.slope, 0, 1e-12);
	assert_near(f.depth[SDI_COUNT_PAIR], 45, 1e-9);
	assert_near(f.depth[SDI_COUNT_LINK], 0, 0);
	assert_near(f.depth[SDI_COUNT_FLANK], 30, 1e-9);
}

/* Half of a fragment's two reads: how many begin there, on average. */
static void fragments_follow_from_the_length_of_reads(void **state)
{
	struct made m;
	struct sdi_depth_figures f;

	(void)state;
	make(&m, even, 0);
	f = figures_of(&m);
	assert_near(f.fragments[SDI_COUNT_FLANK], 30.0 * N_FLANK * SDI_COUNT_BIN / 300, 1e-6);
	assert_near(f.fragments[SDI_COUNT_PAIR], 60.0 * 2 * N_PAIR * SDI_COUNT_BIN / 300, 1e-6);
	m.counts.read_length = 0; /* of no read at all */
	f = figures_of(&m);
	for (int role = 0; role < SDI_N_COUNTS; role++)
		assert_near(f.fragments[role], 0, 0);
}

/* No reads: zeros, and nothing that is not a number. */
static void a_file_without_reads_has_figures_of_nothing(void **state)
{
	static const double none[4] = { 0 };
	struct made m;
	struct sdi_depth_figures f;

	(void)state;
	make(&m, none, 0);
	f = figures_of(&m);
	assert_near(f.slope, 0, 0);
	assert_int_equal(f.n_flank, 0);
	assert_near(f.holes, 1, 0);
	assert_near(f.spread, 0, 0);
	for (int role = 0; role < SDI_N_COUNTS; role++)
		assert_near(f.depth[role], 0, 0);
}

/* The order of regions in the table is nothing. */
static void regions_in_another_order_give_the_same(void **state)
{
	struct made m, turned;
	struct sdi_depth_figures a, b;
	int at = 0;

	(void)state;
	make(&m, even, 0.5);
	for (int i = 0; i < N_BINS; i++)
		m.depth[i] *= 1 + 0.05 * ((i * 5) % 7 - 3);
	turned = m;
	for (int r = 3; r >= 0; r--) {
		int from = (int)(m.region[r].gc - m.gc);

		turned.region[3 - r] = m.region[r];
		turned.region[3 - r].gc = &turned.gc[at];
		memcpy(&turned.gc[at], &m.gc[from], sizes[r]);
		memcpy(&turned.depth[at], &m.depth[from], sizes[r] * sizeof(double));
		at += sizes[r];
	}
	turned.model.regions = turned.region;
	turned.counts.depth = turned.depth;
	a = figures_of(&m);
	b = figures_of(&turned);
	assert_near(b.slope, a.slope, 1e-9);
	assert_near(b.spread, a.spread, 1e-9);
	for (int role = 0; role < SDI_N_COUNTS; role++)
		assert_near(b.depth[role], a.depth[role], 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(even_depth_is_what_it_is),
		cmocka_unit_test(gc_content_is_taken_out),
		cmocka_unit_test(figures_scale_with_depth),
		cmocka_unit_test(the_ends_that_a_slice_lacks_do_not_count),
		cmocka_unit_test(holes_are_counted),
		cmocka_unit_test(depth_between_regions_is_no_slope),
		cmocka_unit_test(fragments_follow_from_the_length_of_reads),
		cmocka_unit_test(a_file_without_reads_has_figures_of_nothing),
		cmocka_unit_test(regions_in_another_order_give_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
