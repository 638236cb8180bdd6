/* test_copy_model.c - depths and votes become copies, or are refused by name */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "reads/unit_pairs.h"
#include "reads/read_pass.h"

static struct stardose_tables *tables;
static const struct stardose_paralog_model *model;

static int open_tables(void **state)
{
	struct stardose_error err;

	(void)state;
	if (stardose_tables_open(NULL, &tables, &err))
		return -1;
	for (int g = 0; g < tables->n_genes; g++)
		if (tables->genes[g].paralog)
			model = tables->genes[g].paralog;
	return model ? 0 : -1;
}

static int close_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

static int find_haplotype(const char *name)
{
	for (int h = 0; h < model->n_haplotypes; h++)
		if (!strcmp(model->haplotypes[h].name, name))
			return h;
	fail_msg("no haplotype '%s'", name);
	return -1;
}

static const struct sdi_placed *place(const struct sdi_placed *list, int n, const char *name)
{
	int h = find_haplotype(name), first = 0, m = 0;

	for (int i = n - 1; i >= 0; i--)
		if (list[i].haplotype == h) {
			first = i;
			m++;
		}
	return &list[first + m / 2];
}

/* What exact counting of a pair of haplotypes gives, at a depth of both together. */
static void count(const char *a, const char *b, double depth, struct sdi_read_counts *out)
{
	struct sdi_placed *list;
	int n = sdi_placed_all(model, NULL, &list);
	const struct sdi_placed *one = place(list, n, a), *two = place(list, n, b);
	double units = one->copies.count[SDI_COUNT_PAIR] + two->copies.count[SDI_COUNT_PAIR];
	double *to;

	*out = (struct sdi_read_counts){ .has_bases = 1, .n_drawn = 1, .read_length = 150 };
	for (int r = 0; r < model->n_regions; r++)
		out->n_bins += model->regions[r].n_bins;
	to = out->depth = calloc(out->n_bins, sizeof(*out->depth));
	assert_non_null(to);
	for (int r = 0; r < model->n_regions; r++) {
		int role = model->regions[r].role;
		double copies = one->copies.count[role] + two->copies.count[role];

		for (int i = 0; i < model->regions[r].n_bins; i++) /* each of a pair has half */
			*to++ = copies * depth / 2 / (role == SDI_COUNT_PAIR ? 2 : 1);
	}
	for (int s = 0; s < model->n_segments; s++) {
		double share = (one->gene[s] + two->gene[s]) / units, all = units * depth * 2;

		out->votes[s].gene = (int)lround(share * all);
		out->votes[s].paralog = (int)lround(all) - out->votes[s].gene;
	}
	free(list);
}

static void judge(const struct sdi_read_counts *counts, struct sdi_read_copies *out)
{
	assert_int_equal(sdi_copy_model(model, counts, NULL, out), STARDOSE_OK);
}

#define N "neighbour"
#define G "gene,"
#define T9 "exon9_tandem,"
#define T1 "exon1_tandem,"

static void every_structure_is_read_from_exact_numbers(void **state)
{
	static const struct {
		const char *a, *b;
		int units, link, part, body, first;
	} cases[] = {
		{ G N, G N, 4, 2, 2, 2, 2 },	       { N, G N, 3, 1, 1, 1, 1 },
		{ N, N, 2, 0, 0, 0, 0 },	       { G N, G G N, 5, 3, 3, 3, 3 },
		{ G N, G G G N, 6, 4, 4, 4, 4 },       { G N, G T9 N, 5, 3, 2, 3, 3 },
		{ G T9 N, G T9 N, 6, 4, 2, 4, 4 },     { N, G T9 N, 4, 2, 1, 2, 2 },
		{ G N, G T1 N, 5, 3, 2, 2, 3 },	       { G T1 N, G T1 N, 6, 4, 2, 2, 4 },
		{ G N, "exon9_converted," N, 4, 2, 1, 2, 2 },
		{ G N, "reverse_hybrid", 3, 1, 2, 1, 1 },
	};
	struct sdi_read_counts counts;
	struct sdi_read_copies got;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		count(cases[i].a, cases[i].b, 34, &counts);
		judge(&counts, &got);
		assert_string_equal(sdi_read_verdict_name(got.verdict), "called");
		assert_int_equal(got.best.count[SDI_COUNT_PAIR], cases[i].units);
		assert_int_equal(got.best.count[SDI_COUNT_LINK], cases[i].link);
		assert_int_equal(got.best.part, cases[i].part);
		assert_int_equal(got.best.body, cases[i].body);
		assert_int_equal(got.best.first, cases[i].first);
		assert_true(got.worst < 2 && got.posterior > 0.95);
		sdi_read_counts_release(&counts);
	}
}

static void refused(const struct sdi_read_counts *counts, const char *why)
{
	struct sdi_read_copies got;

	judge(counts, &got);
	assert_string_equal(sdi_read_verdict_name(got.verdict), why);
}

/* A depth that no number of copies explains is no number, however sure the nearest one looks. */
static void what_fits_no_pair_is_refused(void **state)
{
	struct sdi_read_counts counts;
	double *depth;

	(void)state;
	count(G N, G N, 34, &counts);
	depth = counts.depth;
	for (int r = 0; r < model->n_regions; depth += model->regions[r++].n_bins)
		for (int i = 0; i < model->regions[r].n_bins; i++)
			if (model->regions[r].role == SDI_COUNT_UPSTREAM)
				depth[i] *= 2.2;
	refused(&counts, "reads_misfit");
	sdi_read_counts_release(&counts);
	/* a stretch in the middle of the gene that no unit lacks alone */
	count(G N, G N, 34, &counts);
	counts.votes[3].gene /= 8;
	refused(&counts, "reads_misfit");
	sdi_read_counts_release(&counts);
}

static void what_is_no_genome_is_refused_before_any_pair(void **state)
{
	struct sdi_read_counts counts;

	(void)state;
	count(G N, G N, 34, &counts);
	counts.read_length = 9000;
	refused(&counts, "reads_long");
	counts.read_length = 150;
	counts.unplaced = 0.06;
	refused(&counts, "reads_split");
	counts.unplaced = 0.04;
	refused(&counts, "called");
	/* captured: some of the flank is deep and the rest is not there */
	for (int i = 0; i < model->regions[0].n_bins; i++)
		counts.depth[i] = i % 6 ? 0.2 : 300;
	refused(&counts, "reads_uneven");
	/* a panel that has the gene alone */
	for (int i = 0; i < model->regions[0].n_bins + model->regions[1].n_bins; i++)
		counts.depth[i] = 0;
	refused(&counts, "reads_uneven");
	sdi_read_counts_release(&counts);
	count(G N, G N, 9.5, &counts);
	refused(&counts, "reads_shallow");
	sdi_read_counts_release(&counts);
}

/* Votes half-way between two answers: neither is given, both are named. */
static void two_answers_are_none(void **state)
{
	struct sdi_read_counts counts;
	struct sdi_read_copies got;
	int all;

	(void)state;
	count(G N, "reverse_hybrid", 12, &counts);
	for (int s = 0; s < model->n_segments; s++) {
		all = (counts.votes[s].gene + counts.votes[s].paralog) / 8;
		counts.votes[s].gene = s < 2 ? all / 2 : all / 3;
		counts.votes[s].paralog = all - counts.votes[s].gene;
	}
	judge(&counts, &got);
	assert_string_equal(sdi_read_verdict_name(got.verdict), "reads_ambiguous");
	assert_true(got.posterior + got.next <= 1.0001 && got.next > 0);
	assert_true(got.best.part != got.second.part || got.best.body != got.second.body ||
		    got.best.first != got.second.first ||
		    got.best.count[SDI_COUNT_LINK] != got.second.count[SDI_COUNT_LINK]);
	sdi_read_counts_release(&counts);
}

/* A slice ends in the flank: what it does not hold does not halve its depth. */
static void a_slice_is_measured_by_what_it_holds(void **state)
{
	struct sdi_read_counts counts;
	struct sdi_read_copies got;

	(void)state;
	count(N, G N, 34, &counts);
	for (int i = 0; i < model->regions[0].n_bins - 14; i++)
		counts.depth[i] = 0;
	judge(&counts, &got);
	assert_string_equal(sdi_read_verdict_name(got.verdict), "called");
	assert_int_equal(got.best.body, 1);
	assert_true(fabs(got.depth - 34) < 1);
	sdi_read_counts_release(&counts);
}

/* Without bases the units are told, and what they are of is not. */
static void depth_alone_leaves_hybrids_open(void **state)
{
	struct sdi_read_counts counts;
	struct sdi_read_copies got;

	(void)state;
	count(G N, G T9 N, 34, &counts);
	counts.has_bases = 0;
	judge(&counts, &got);
	assert_string_equal(sdi_read_verdict_name(got.verdict), "called");
	assert_int_equal(got.best.count[SDI_COUNT_PAIR], 5);
	assert_int_equal(got.best.count[SDI_COUNT_LINK], 3);
	assert_true(got.hybrids_open);
	sdi_read_counts_release(&counts);
}

/* GC content that bends all depths alike changes no copies. */
static void gc_content_is_taken_out(void **state)
{
	struct sdi_read_counts counts;
	struct sdi_read_copies got;
	double *depth;

	(void)state;
	count(G N, G G N, 34, &counts);
	depth = counts.depth;
	for (int r = 0; r < model->n_regions; r++)
		for (int i = 0; i < model->regions[r].n_bins; i++)
			*depth++ *= exp(-0.8 * (model->regions[r].gc[i] / 100.0 - 0.5));
	judge(&counts, &got);
	assert_string_equal(sdi_read_verdict_name(got.verdict), "called");
	assert_int_equal(got.best.body, 3);
	assert_true(got.worst < 1.5);
	sdi_read_counts_release(&counts);
}

static void the_prior_is_of_the_population(void **state)
{
	(void)state;
	assert_true(sdi_unit_prior(model, find_haplotype(G T9 N), "EAS") >
		    10 * sdi_unit_prior(model, find_haplotype(G T9 N), "EUR"));
	assert_true(sdi_unit_prior(model, find_haplotype(G N), NULL) ==
		    sdi_unit_prior(model, find_haplotype(G N), "nowhere"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_structure_is_read_from_exact_numbers),
		cmocka_unit_test(what_fits_no_pair_is_refused),
		cmocka_unit_test(what_is_no_genome_is_refused_before_any_pair),
		cmocka_unit_test(two_answers_are_none),
		cmocka_unit_test(a_slice_is_measured_by_what_it_holds),
		cmocka_unit_test(depth_alone_leaves_hybrids_open),
		cmocka_unit_test(gc_content_is_taken_out),
		cmocka_unit_test(the_prior_is_of_the_population),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
