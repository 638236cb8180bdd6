/* test_read_pass.c - reads become depth by bin and votes by fragment */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reads/fragment_votes.h"
#include "reads/read_pass.h"

#define LENGTH 100
#define MOST 400000

/* A gene at 1000, its neighbour at 3000, a base that differs in each of two segments; a flank. */
static struct sdi_paralog_site sites[] = {
	{ { 1050, 1050 }, { 3050, 3050 }, 'A', 'G', 0 },
	{ { 1060, 1060 }, { 3060, 3060 }, 'A', 'G', 0 },
	{ { 1180, 1180 }, { 3180, 3180 }, 'A', 'G', 1 },
};
static const uint8_t gc[8] = { 50, 50, 50, 50, 50, 50, 50, 50 };
static struct sdi_count_region regions[] = {
	{ SDI_COUNT_FLANK, { 0, 0 }, { 500, 500 }, 2, gc },
	{ SDI_COUNT_PAIR, { 1000, 1000 }, { 1250, 1250 }, 1, gc },
	{ SDI_COUNT_PAIR, { 3000, 3000 }, { 3250, 3250 }, 1, gc },
};
static const struct stardose_paralog_model model = {
	.n_sites = 3, .n_segments = 2, .n_regions = 3, .sites = sites, .regions = regions,
};
static const struct stardose_gene gene = { .paralog = &model };

/* Reads in order, and how the file ends. */
static struct { bam1_t *read[16]; int n, at, end; long repeat; } file;

static void begin(void)
{
	for (int i = 0; i < file.n; i++)
		bam_destroy1(file.read[i]);
	memset(&file, 0, sizeof(file));
	file.end = -1;
}

static bam1_t *add(const char *name, hts_pos_t pos, char base, int flag, int mapq)
{
	char seq[LENGTH], qual[LENGTH];
	uint32_t cigar = bam_cigar_gen(LENGTH, BAM_CMATCH);
	bam1_t *b = bam_init1();

	memset(seq, base, LENGTH);
	memset(qual, 37, LENGTH);
	assert_true(bam_set1(b, strlen(name), name, flag, 0, pos, mapq, 1, &cigar, 0, 0, 0, LENGTH,
			     seq, qual, 0) >= 0);
	return file.read[file.n++] = b;
}

static int next(void *data, bam1_t *read)
{
	(void)data;
	if (file.at == file.n)
		return file.end;
	return bam_copy1(read, file.read[file.at++]) ? 0 : -2;
}

static struct sdi_read_counts pass(void)
{
	struct sdi_read_counts counts = { 0 };

	assert_int_equal(sdi_read_pass(&gene, STARDOSE_BUILD_GRCH38, 1, next, NULL, &counts),
			 STARDOSE_OK);
	return counts;
}

static void a_pair_votes_once_for_each_segment(void **state)
{
	struct sdi_read_counts c;

	(void)state;
	begin();
	add("one", 1000, 'A', 0, 60);	/* two sites of the first segment */
	add("one", 1120, 'A', 0, 60);	/* its mate: one of the second */
	add("two", 3000, 'G', 0, 0);
	add("three", 1000, 'T', 0, 60); /* neither base */
	c = pass();
	assert_int_equal(c.votes[0].gene, 1);
	assert_int_equal(c.votes[0].paralog, 1);
	assert_int_equal(c.votes[1].gene, 1);
	assert_int_equal(c.votes[1].paralog, 0);
	assert_int_equal(c.switches[0].n, 1);
	assert_int_equal(c.switches[0].to_paralog + c.switches[0].to_gene, 0);
	sdi_read_counts_release(&c);
}

/* Where a read was placed does not matter: what it shows does. */
static void a_base_tells_wherever_the_read_lies(void **state)
{
	struct sdi_read_counts c;

	(void)state;
	begin();
	add("a", 3000, 'A', 0, 0);
	add("b", 1000, 'G', 0, 0);
	add("c", 1000, 'G', 0, 60);
	add("c", 1120, 'A', 0, 60);	/* goes over to the gene */
	c = pass();
	assert_int_equal(c.votes[0].gene, 1);
	assert_int_equal(c.votes[0].paralog, 2);
	assert_int_equal(c.switches[0].n, 1);
	assert_int_equal(c.switches[0].to_gene, 1);
	sdi_read_counts_release(&c);
}

static void what_is_no_evidence_is_passed_over(void **state)
{
	static const int flags[] = { BAM_FSECONDARY, BAM_FDUP, BAM_FQCFAIL, BAM_FUNMAP };
	struct sdi_read_counts c;
	bam1_t *low;

	(void)state;
	begin();
	for (size_t i = 0; i < 4; i++)
		add("x", 1000, 'A', flags[i], 60);
	low = add("low", 1000, 'A', 0, 60);
	memset(bam_get_qual(low), 5, LENGTH);
	c = pass();
	assert_int_equal(c.votes[0].gene, 0);
	assert_int_equal(c.n_reads, 1);	/* of low quality: still a read */
	assert_true(c.depth[2] == LENGTH / 250.0);
	sdi_read_counts_release(&c);
}

#define AT(pos, ref, alt) { { (pos), ref, alt, 0 }, { (pos), ref, alt, 0 } }
static const struct stardose_variant variants[] = {
	{ .at = AT(1055, "A", "C"), .paralog = "A", .bit = 0 },
	{ .at = AT(1120, "A", "C"), .paralog = "C", .bit = 1 }, /* the neighbour has it */
	{ .at = AT(1060, "A", "C"), .paralog = "G", .bit = 2 }, /* where they differ */
	{ .at = AT(1130, "A", "C"), .paralog = "A", .bit = 3 },
	{ .at = AT(1240, "A", "C"), .paralog = "A", .bit = 4 }, /* nothing is behind it */
	{ .at = AT(1058, "A", "AC"), .paralog = "A", .bit = 5 },
};
#undef AT
static const struct stardose_variant *core[] = { &variants[0], &variants[1], &variants[2],
						 &variants[3], &variants[4], &variants[5] };

static void put(bam1_t *b, hts_pos_t pos, char base)
{
	bam_set_seqi(bam_get_seq(b), pos - b->core.pos, seq_nt16_table[(unsigned char)base]);
}

static struct sdi_read_counts alleles_of(const struct stardose_paralog_model *m)
{
	const struct stardose_gene with = { .paralog = m, .n_core = 6, .core = core };
	struct sdi_read_counts counts = { 0 };

	assert_int_equal(sdi_read_pass(&with, STARDOSE_BUILD_GRCH38, 1, next, NULL, &counts),
			 STARDOSE_OK);
	return counts;
}

static void alleles_are_those_of_fragments_of_the_gene(void **state)
{
	struct sdi_read_counts c;

	(void)state;
	begin();
	put(add("carries", 1000, 'A', 0, 60), 1055, 'C');
	put(add("placed on the neighbour", 3000, 'A', 0, 0), 3055, 'C');
	add("does not", 1000, 'A', 0, 60);
	put(add("the neighbour's", 1000, 'G', 0, 60), 1055, 'C');
	add("another base", 1000, 'A', 0, 60);
	put(file.read[4], 1055, 'T');
	put(add("both", 1000, 'A', 67, 60), 1055, 'C');
	add("both", 1010, 'A', 131, 60);
	put(add("once", 1000, 'A', 67, 60), 1055, 'C');
	put(add("once", 1010, 'A', 131, 60), 1055, 'C');
	c = alleles_of(&model);
	assert_int_equal(c.n_alleles, 1);
	assert_int_equal(c.alleles[0].bit, 0);
	assert_int_equal(c.alleles[0].carried, 3);
	assert_int_equal(c.alleles[0].other, 1);
	sdi_read_counts_release(&c);
}

/* Where gene and neighbour are not equally long between two sites the place is not known. */
static void alleles_are_counted_where_the_neighbours_place_is_known(void **state)
{
	struct sdi_paralog_site shifted[3];
	struct stardose_paralog_model other = model;
	struct sdi_read_counts c;

	(void)state;
	memcpy(shifted, sites, sizeof(shifted));
	other.sites = shifted;
	begin();
	put(add("a", 1100, 'A', 0, 60), 1120, 'C');
	c = alleles_of(&other);
	assert_int_equal(c.n_alleles, 1);
	assert_int_equal(c.alleles[0].bit, 3);
	sdi_read_counts_release(&c);
	shifted[2].paralog[STARDOSE_BUILD_GRCH38]++;
	file.at = 0;
	c = alleles_of(&other);
	assert_int_equal(c.n_alleles, 0);
	sdi_read_counts_release(&c);
}

static void depth_is_the_bases_over_each_bin(void **state)
{
	struct sdi_read_counts c;

	(void)state;
	begin();
	add("a", 200, 'C', 0, 60);	/* 50 bases of each of the first two bins */
	add("b", 450, 'C', 0, 0);	/* 50 within the flank, unplaced */
	c = pass();
	assert_int_equal(c.n_bins, 4);
	assert_true(c.depth[0] == 0.2 && c.depth[1] == 0.4 && c.depth[2] == 0);
	assert_true(c.unplaced > 0.33 && c.unplaced < 0.34);
	assert_true(c.read_length == LENGTH);
	sdi_read_counts_release(&c);
}

static void a_file_that_breaks_off_is_no_count(void **state)
{
	struct sdi_read_counts c = { 0 };

	(void)state;
	begin();
	add("a", 200, 'C', 0, 60);
	file.end = -2;
	assert_int_equal(sdi_read_pass(&gene, STARDOSE_BUILD_GRCH38, 1, next, NULL, &c),
			 STARDOSE_EINPUT);
	sdi_read_counts_release(&c);
}

static int many(void *data, bam1_t *read)
{
	char name[32];
	uint32_t cigar = bam_cigar_gen(LENGTH, BAM_CMATCH);
	char seq[LENGTH + 1];
	char qual[LENGTH];

	(void)data;
	memset(seq, 'A', LENGTH);
	seq[LENGTH] = 0;
	memset(qual, 37, LENGTH);
	if (file.repeat == MOST)
		return -1;
	snprintf(name, sizeof(name), "r%ld", file.repeat++);
	return bam_set1(read, strlen(name), name, 0, 0, 1000 + file.repeat * 1000 / MOST, 60, 1,
			&cigar, 0, 0, 0, LENGTH, seq, qual, 0) < 0 ? -2 : 0;
}

/* Too deep: one fragment in 2, 4, ... is drawn, the same ones each time, from begin to end. */
static void deep_reads_are_drawn_evenly_and_repeatably(void **state)
{
	struct sdi_read_counts c[2] = { { 0 } };

	(void)state;
	for (int i = 0; i < 2; i++) {
		begin();
		assert_int_equal(sdi_read_pass(&gene, STARDOSE_BUILD_GRCH38, 1, many, NULL, &c[i]),
				 STARDOSE_OK);
	}
	assert_true(c[0].n_drawn >= 32 && c[0].n_drawn <= 128);
	assert_int_equal(c[0].n_drawn, c[1].n_drawn);
	assert_int_equal(c[0].votes[0].gene, c[1].votes[0].gene);
	assert_true(c[0].depth[2] == c[1].depth[2]);
	/* [1000, 1250) holds a quarter of where reads begin; each base there has its share */
	assert_true(c[0].depth[2] * c[0].n_drawn > 0.9 * MOST * LENGTH / 1000.0 * 0.8);
	assert_true(c[0].depth[2] * c[0].n_drawn < 1.1 * MOST * LENGTH / 1000.0);
	sdi_read_counts_release(&c[0]);
	sdi_read_counts_release(&c[1]);
}

static void names_are_spread_over_levels(void **state)
{
	int n[3] = { 0 };
	char name[32];

	(void)state;
	for (int i = 0; i < 4096; i++) {
		int level;

		snprintf(name, sizeof(name), "A00:1:XX:1:%d:%d", i % 64, i);
		level = sdi_fragment_level(sdi_fragment_key(name));
		n[level > 2 ? 2 : level]++;
	}
	assert_true(n[0] > 1900 && n[0] < 2200 && n[1] > 900 && n[1] < 1150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pair_votes_once_for_each_segment),
		cmocka_unit_test(a_base_tells_wherever_the_read_lies),
		cmocka_unit_test(what_is_no_evidence_is_passed_over),
		cmocka_unit_test(alleles_are_those_of_fragments_of_the_gene),
		cmocka_unit_test(alleles_are_counted_where_the_neighbours_place_is_known),
		cmocka_unit_test(depth_is_the_bases_over_each_bin),
		cmocka_unit_test(a_file_that_breaks_off_is_no_count),
		cmocka_unit_test(deep_reads_are_drawn_evenly_and_repeatably),
		cmocka_unit_test(names_are_spread_over_levels),
	};
	int bad = cmocka_run_group_tests(tests, NULL, NULL);

	begin();
	return bad;
}
