/* test_copy_match.c - calls where the number of gene copies is known */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "call/copy_depth.h"
#include "small_gene.h"

static struct stardose_call *call_with(struct sdi_genotype *g, int copies)
{
	struct sdi_structure_facts facts;
	struct stardose_call *call = NULL;

	sdi_structure_facts_init(&facts);
	sdi_facts_copies(&facts, copies, STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(sdi_call_build(g, &facts, 1, &call, NULL), STARDOSE_OK);
	assert_int_equal(call->copies, copies);
	assert_int_equal(call->copies_from, STARDOSE_COPIES_FROM_FILE);
	assert_false(call->reasons >> STARDOSE_REASON_COPIES_NOT_ASSESSED & 1);
	assert_int_equal(call->n_deletion + call->n_extra, 0);
	return call;
}

static int says(const struct stardose_call *call, enum stardose_reason reason)
{
	return call->reasons >> reason & 1;
}

static const char *diplotype(const struct stardose_call *call, int i)
{
	return i < call->n_candidates ? call->candidates[i].diplotype : "";
}

static void done(struct sdi_genotype *g, struct stardose_call *call)
{
	free(g->blocks);
	sdi_call_free(call);
}

static void two_copies_are_the_pair_and_nothing_stays_open(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 0);
	call = call_with(&g, 2);
	assert_string_equal(diplotype(call, 0), "*1/*1");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(call->reasons, 0);
	done(&g, call);
}

static void one_copy_is_the_hemizygous_allele_beside_the_deletion(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 3);
	call = call_with(&g, 1);
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(diplotype(call, 0), "*2/*5");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(call->score_lo, 100);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_int_equal(call->phase, STARDOSE_PHASE_NONE);
	assert_int_equal(call->reasons, 0);
	done(&g, call);
	genotype_of(&g, &gn, 31, 16);
	call = call_with(&g, 1);
	assert_string_equal(diplotype(call, 0), "*5/*9");
	done(&g, call);
}

static void haploid_genotypes_are_as_they_should_be_with_one_copy(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 4);
	g.ploidy = 1;
	g.reasons = UINT64_C(1) << STARDOSE_REASON_HAPLOID;
	call = call_with(&g, 1);
	assert_string_equal(diplotype(call, 0), "*4/*5");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Poor Metabolizer");
	assert_int_equal(call->reasons, 0);
	done(&g, call);
}

static void the_dot_of_a_half_call_is_the_copy_that_is_not_there(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 27, 0);
	add_block(&g, -1, 4, 4, 0);
	g.blocks[0].hap[1].known = bits(0);
	call = call_with(&g, 1);
	assert_string_equal(diplotype(call, 0), "*4/*5");
	assert_int_equal(call->n_candidates, 1);
	assert_false(says(call, STARDOSE_REASON_COPIES_CONFLICT));
	done(&g, call);
}

static void heterozygous_sites_contradict_one_copy_and_both_readings_stay(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 27, 0);
	add_block(&g, 0, 4, 4, 0);
	call = call_with(&g, 1);
	assert_true(says(call, STARDOSE_REASON_COPIES_CONFLICT));
	assert_int_equal(call->status, STARDOSE_STATUS_AMBIGUOUS);
	assert_int_equal(call->n_candidates, 3);
	assert_string_equal(diplotype(call, 0), "*1/*5");
	assert_string_equal(diplotype(call, 1), "*4/*5");
	assert_string_equal(diplotype(call, 2), "*1/*4");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	done(&g, call);
}

static void no_copy_is_the_deletion_twice_whatever_was_not_seen(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 0, 0);
	for (int i = 0; i < gn.n_core; i++)
		g.state[i] = STARDOSE_EVIDENCE_REJECTED;
	call = call_with(&g, 0);
	assert_string_equal(diplotype(call, 0), "*5/*5");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Poor Metabolizer");
	assert_int_equal(call->reasons, 0);
	done(&g, call);
}

static void genotypes_that_were_seen_contradict_no_copy(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 0);
	call = call_with(&g, 0);
	assert_string_equal(diplotype(call, 0), "*5/*5");
	assert_true(says(call, STARDOSE_REASON_COPIES_CONFLICT));
	done(&g, call);
}

static void a_gene_that_no_file_speaks_of_is_known_when_no_copy_is_there(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct stardose_call *call;

	(void)state;
	sdi_structure_facts_init(&facts);
	sdi_facts_copies(&facts, 0, STARDOSE_COPIES_FROM_RECORD);
	assert_int_equal(sdi_call_build_none(&gn, STARDOSE_BUILD_GRCH38, 1, &facts, &call, NULL),
			 STARDOSE_OK);
	assert_string_equal(diplotype(call, 0), "*5/*5");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	sdi_call_free(call);
	facts.copies = 1;
	assert_int_equal(sdi_call_build_none(&gn, STARDOSE_BUILD_GRCH38, 1, &facts, &call, NULL),
			 STARDOSE_OK);
	assert_int_equal(call->status, STARDOSE_STATUS_NO_CALL);
	assert_int_equal(call->reasons & 1, 1);
	assert_int_equal(call->copies, 1);
	sdi_call_free(call);
}

static void extra_copies_may_lie_on_either_haplotype(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 27, 0);
	add_block(&g, 0, 4, 4, 0);
	call = call_with(&g, 3);
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(diplotype(call, 0), "*1x2/*4");	/* duplications of *1 are known */
	assert_string_equal(diplotype(call, 1), "*1/*4x2");
	assert_int_equal(call->status, STARDOSE_STATUS_AMBIGUOUS);
	assert_true(says(call, STARDOSE_REASON_COPIES_UNPLACED));
	assert_int_equal(call->score_lo, 100);
	assert_int_equal(call->score_hi, 200);
	assert_int_equal(call->candidates[0].hap[0].copies, 2);
	done(&g, call);
}

static void extra_copies_of_a_homozygous_genotype_add_up_wherever_they_lie(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 31, 3);
	call = call_with(&g, 3);
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(diplotype(call, 0), "*2/*2x2");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(call->score_lo, 300);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Ultrarapid Metabolizer");
	done(&g, call);
	genotype_of(&g, &gn, 31, 3);
	call = call_with(&g, 4);
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Ultrarapid Metabolizer");
	assert_int_equal(call->score_lo, 400);
	assert_int_equal(call->score_hi, 400);
	done(&g, call);
}

/* 0/0/1: every copy has its own allele in the genotype. */
static void genotypes_of_three_haplotypes_say_what_is_duplicated(void **state)
{
	struct stardose_gene gn = gene();
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	genotype_of(&g, &gn, 27, 0);
	g.ploidy = 3;
	add_block(&g, -1, 4, 4, 4);
	g.blocks[0].hap[2].known = bits(4);
	call = call_with(&g, 3);
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(diplotype(call, 0), "*1/*4x2");
	assert_int_equal(call->score_lo, 100);
	assert_false(says(call, STARDOSE_REASON_COPIES_UNPLACED));
	done(&g, call);
}

static void a_gene_without_a_named_deletion_keeps_its_one_copy_partial(void **state)
{
	struct stardose_gene gn = gene();
	struct stardose_allele two[] = { alleles[0], alleles[1] };
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	gn.alleles = two;
	gn.n_alleles = 2;
	genotype_of(&g, &gn, 31, 0);
	call = call_with(&g, 1);
	assert_string_equal(diplotype(call, 0), "*1");
	assert_int_equal(call->status, STARDOSE_STATUS_PARTIAL);
	assert_true(says(call, STARDOSE_REASON_NO_NAMED_ALLELE));
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	done(&g, call);
}

/* Three copies, phased: what the haplotypes carry. */
static struct stardose_call *three_copies(struct sdi_genotype *g, const struct stardose_gene *gn,
					  uint64_t first, uint64_t second,
					  struct sdi_structure_facts *facts)
{
	struct stardose_call *call = NULL;

	genotype_of(g, gn, 31 & ~(first ^ second), first & second);
	add_block(g, 0, first ^ second, first, second);
	sdi_structure_facts_init(facts);
	sdi_facts_copies(facts, 3, STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(sdi_call_build(g, facts, 1, &call, NULL), STARDOSE_OK);
	assert_int_equal(call->n_candidates, 2);
	return call;
}

static void the_share_of_the_reads_places_the_extra_copy(void **state)
{
	const struct sdi_allele_depth twice = { 0, 2, 40, 20, 0 }, once = { 0, 2, 20, 40, 0 };
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call, *again;

	(void)state;
	call = three_copies(&g, &gn, 4, 0, &facts);	/* *4 and *1 */
	assert_int_equal(sdi_copy_depth(call, &twice, 1, &facts), 1);
	assert_int_equal(facts.dropped, 1);
	assert_int_equal(sdi_call_build(&g, &facts, 1, &again, NULL), STARDOSE_OK);
	assert_int_equal(again->n_candidates, 1);
	assert_string_equal(diplotype(again, 0), "*1/*4x2");
	assert_int_equal(again->status, STARDOSE_STATUS_CALLED);
	assert_false(says(again, STARDOSE_REASON_COPIES_UNPLACED));
	sdi_call_free(again);
	facts.dropped = 0;
	assert_int_equal(sdi_copy_depth(call, &once, 1, &facts), 1);
	assert_int_equal(facts.dropped, 2);
	done(&g, call);
}

static void too_few_reads_place_nothing(void **state)
{
	const struct sdi_allele_depth few = { 0, 2, 6, 3, 0 }, between = { 0, 2, 24, 24, 0 };
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	call = three_copies(&g, &gn, 4, 0, &facts);	/* *4 and *1 */
	assert_int_equal(sdi_copy_depth(call, &few, 1, &facts), 0);
	assert_int_equal(sdi_copy_depth(call, &between, 1, &facts), 0);
	assert_int_equal(facts.dropped, 0);
	done(&g, call);
}

static void sites_within_a_read_of_each_other_count_once(void **state)
{
	const struct sdi_allele_depth near[] = { { 0, 0, 14, 7, 0 }, { 0, 1, 14, 7, 0 } },
				      far[] = { { 0, 0, 14, 7, 0 }, { 0, 3, 14, 7, 0 } };
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	call = three_copies(&g, &gn, 3, 0, &facts);	/* *2 and *1, 10 bases apart */
	assert_int_equal(sdi_copy_depth(call, near, 2, &facts), 0);
	done(&g, call);
	call = three_copies(&g, &gn, 9, 0, &facts);	/* *10 and *1, 2000 bases apart */
	assert_int_equal(sdi_copy_depth(call, far, 2, &facts), 1);
	done(&g, call);
}

/* Reads of a haplotype with the neighbour's base are placed on the neighbour: no share is one. */
static void sites_with_the_neighbours_base_place_nothing(void **state)
{
	const struct sdi_allele_depth few = { 0, 2, 20, 40, 0 };
	const struct stardose_variant *own[5];
	struct stardose_variant changed = variants[2];
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	memcpy(own, core, sizeof(own));
	own[2] = &changed;
	gn.core = own;
	changed.paralog = "C";
	call = three_copies(&g, &gn, 4, 0, &facts);	/* *4 and *1 */
	assert_int_equal(sdi_copy_depth(call, &few, 1, &facts), 0);
	changed.paralog = "A";
	assert_int_equal(sdi_copy_depth(call, &few, 1, &facts), 1);
	assert_int_equal(facts.dropped, 2);
	done(&g, call);
}

/* The nearest of answers that are all wrong is none. */
static void reads_that_show_one_allele_alone_contradict_the_genotype(void **state)
{
	const struct sdi_allele_depth none = { 0, 2, 0, 70, 0 };
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	call = three_copies(&g, &gn, 4, 0, &facts);	/* *4 and *1 */
	assert_int_equal(sdi_copy_depth(call, &none, 1, &facts), 1);
	assert_int_equal(facts.dropped, 0);
	assert_true(facts.reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1);
	done(&g, call);
}

static void as_many_reads_of_both_contradict_three_copies(void **state)
{
	const struct sdi_allele_depth even[] = { { 0, 0, 30, 30, 0 },
						 { 0, 2, 30, 30, 0 },
						 { 0, 3, 30, 30, 0 } };
	struct stardose_gene gn = gene();
	struct sdi_structure_facts facts;
	struct sdi_genotype g;
	struct stardose_call *call;

	(void)state;
	call = three_copies(&g, &gn, 9, 4, &facts);	/* *10 and *4 */
	assert_int_equal(sdi_copy_depth(call, even, 1, &facts),
			 0); /* the reads of one site alone do not suffice */
	assert_int_equal(sdi_copy_depth(call, even, 3, &facts), 1);
	assert_int_equal(facts.dropped, 0);
	assert_true(facts.reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1);
	done(&g, call);
}

/*
 * The small gene with an exon 9 (bits 0, 1), a body (2, 3) and an exon 1 (4), and hybrids: *36
 * lacks exon 9 and shows as *10, *4.013 the same as *4, *68 has exon 1 alone, *13 all but exon 1,
 * or less.
 */
static const struct stardose_structure structures[] = {
	{ .type = STARDOSE_STRUCTURE_TANDEM, .name = "*13+*2" },
	{ .type = STARDOSE_STRUCTURE_TANDEM, .name = "*36+*10" },
	{ .type = STARDOSE_STRUCTURE_TANDEM, .name = "*68+*4" },
	{ .type = STARDOSE_STRUCTURE_TANDEM, .name = "*68+*9" },
	{ .type = STARDOSE_STRUCTURE_TANDEM, .name = "*4.013+*4" },
};
#define BOTH(beg, end) { { beg, end }, { beg, end } }
enum { KEEPS = SDI_UNIT_KEEPS, TAKES = SDI_UNIT_TAKES, OPEN = SDI_UNIT_OPEN };
static struct sdi_hybrid_unit units[] = {
	{ "*13", BOTH(3000, 3100), BOTH(100, 3000), OPEN, { KEEPS, TAKES }, 0, { 0 } },
	{ "*36", BOTH(0, 100), BOTH(0, 0), KEEPS, { TAKES, KEEPS }, 0, { 0 } },
	{ "*68", BOTH(0, 2900), BOTH(0, 0), TAKES, { TAKES, KEEPS }, 1, { 3049 } },
	{ "*4.013", BOTH(0, 100), BOTH(0, 0), KEEPS, { TAKES, KEEPS }, 0, { 0 } },
};
static struct stardose_gene_exons exons = { .n_parts = 2,
						  .part_name = { "exon 9", "exon 1" },
						  .body_name = "exons 2-8",
						  .n_hybrids = 4,
						  .hybrid = units };

static struct stardose_gene gene_with_hybrids(void)
{
	static const char *const names[] = { "*13", "*36", "*68" };
	static struct stardose_allele with_hybrids[16];
	static struct sdi_hybrid_pair pairs[SDI_MAX_PAIRS];
	struct stardose_gene gn = gene();

	memcpy(with_hybrids, alleles, sizeof(alleles));
	with_hybrids[2].any = bits(3 | 16);	/* most *4 have what *68 carries */
	for (int i = 0; i < 3; i++)
		with_hybrids[gn.n_alleles++] =
			(struct stardose_allele){ .name = names[i],
						  .kind = STARDOSE_ALLELE_HYBRID,
						  .duplicable = 1,
						  .function = "No function",
						  .frequency = .001 };
	gn.alleles = with_hybrids;
	gn.structures = structures;
	gn.n_structures = sizeof(structures) / sizeof(*structures);
	gn.exons = &exons;
	exons.n_pairs = sdi_hybrid_pairs(&gn, pairs);
	exons.pair = pairs;
	return gn;
}

static struct stardose_call *by_exons(uint64_t first, uint64_t second, int body, int exon9,
				      int exon1)
{
	static struct stardose_gene gn;
	const struct sdi_copy_counts counts = { body, { exon9, exon1, -1, -1 } };
	struct sdi_structure_facts facts;
	struct stardose_call *call = NULL;
	struct sdi_genotype g;

	gn = gene_with_hybrids();
	genotype_of(&g, &gn, 31 & ~(first ^ second), first & second);
	if (first ^ second)
		add_block(&g, 0, first ^ second, first & ~second, second & ~first);
	sdi_structure_facts_init(&facts);
	sdi_facts_counts(&facts, &counts, STARDOSE_COPIES_FROM_RECORD);
	assert_int_equal(sdi_call_build(&g, &facts, 1, &call, NULL), STARDOSE_OK);
	free(g.blocks);
	return call;
}

static struct stardose_call *by_exon(uint64_t first, uint64_t second, int copies, int part)
{
	return by_exons(first, second, copies, part, -1);
}

/* The diplotypes of all candidates, best first, and how many genes and hybrids there are. */
static void assert_named(struct stardose_call *call, int copies, const char *diplotypes)
{
	char text[200] = "";

	for (int i = 0; i < call->n_candidates; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i ? " " : "",
			 diplotype(call, i));
	assert_string_equal(text, diplotypes);
	assert_int_equal(call->copies, copies);
	assert_false(says(call, STARDOSE_REASON_SUSPECTED_HYBRID));
	sdi_call_free(call);
}

static void one_exon_1_more_is_a_hybrid_of_exon_1_alone(void **state)
{
	(void)state;
	assert_named(by_exons(0, 20, 2, 2, 3), 3, "*1/*68+*4");	/* with what *68 carries */
	assert_named(by_exons(0, 4, 2, -1, 3), 3, "*1/*68+*4");	/* none has it: as good */
	assert_named(by_exons(0, 20, 2, 2, 4), 4, "*1/*68x2+*4");
	assert_named(by_exons(4, 4, 2, 2, 4), 4, "*68+*4/*68+*4 *4/*68x2+*4");
	assert_named(by_exons(4, 16, 2, 2, 3), 3, "*4/*68+*9");	/* only *9 shows what *68 carries */
	assert_named(by_exons(0, 0, 1, 1, 2), 2, "*1/*68");	/* alone: all the rest is of *1 */
	assert_named(by_exons(0, 4, 3, 3, 4), 4, "*1x2/*68+*4 *1/*68+*4x2");
}

static void one_exon_9_more_is_a_hybrid_without_exon_1(void **state)
{
	(void)state;
	assert_named(by_exons(0, 3, 2, 3, 2), 3, "*1/*13+*2");
	assert_named(by_exons(0, 0, 1, 2, 1), 2, "*1/*13");
	assert_named(by_exons(0, 3, 1, 2, 1), 2, "*1/*13 *2/*13"); /* two alleles of exon 9 */
	assert_named(by_exons(0, 0, 2, 2, 1), 2, "*1/*13");	/* it switches behind the body */
	assert_named(by_exons(4, 0, 2, 2, 1), 2, "*1/*13 *4/*13"); /* so the body has two alleles */
}

static void alleles_that_no_hybrid_can_have_exclude_it(void **state)
{
	struct stardose_call *call = by_exons(4, 0, 1, 2, 1); /* two alleles of one body */

	(void)state;
	assert_true(says(call, STARDOSE_REASON_SUSPECTED_HYBRID));
	assert_true(says(call, STARDOSE_REASON_COPIES_CONFLICT));
	sdi_call_free(call);
	call = by_exons(16, 0, 2, 2, 1);		/* two alleles of one exon 1 */
	assert_true(says(call, STARDOSE_REASON_SUSPECTED_HYBRID));
	assert_string_equal(diplotype(call, 0), "*1/*9");
	sdi_call_free(call);
}

static void hybrids_of_both_kinds_stand_beside_each_other(void **state)
{
	struct stardose_call *call = by_exons(9, 4, 3, 2, 4);

	(void)state;
	assert_int_equal(call->n_exon_copies, 3);
	assert_string_equal(call->exon_copies[0].exons, "exons 2-8");
	assert_int_equal(call->exon_copies[0].copies, 3);
	assert_int_equal(call->exon_copies[2].copies, 4);
	assert_named(call, 4, "*36+*10/*68+*4");
	assert_named(by_exons(4, 9, 3, 2, 3), 3, "*4/*36+*10 *4.013+*4/*10"); /* either, as it is */
}

static void exons_counted_apart_tell_of_hybrids(void **state)
{
	struct stardose_call *call = by_exon(9, 0, 3, 2);

	(void)state;
	assert_int_equal(call->n_candidates, 1);
	assert_string_equal(diplotype(call, 0), "*1/*36+*10");
	assert_int_equal(call->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(call->score_lo, 125);
	/* exon 1 was not counted: *13 would look like a gene */
	assert_int_equal(call->reasons, UINT64_C(1) << STARDOSE_REASON_HYBRID_NOT_EXCLUDED);
	assert_int_equal(call->candidates[0].hap[1].n_tandem, 1);
	sdi_call_free(call);
	call = by_exons(9, 0, 3, 2, 3);
	assert_string_equal(diplotype(call, 0), "*1/*36+*10");
	assert_int_equal(call->reasons, 0);
	sdi_call_free(call);
	call = by_exon(9, 0, 4, 2);
	assert_string_equal(diplotype(call, 0), "*1/*36x2+*10");
	assert_int_equal(call->n_candidates, 1);
	sdi_call_free(call);
	call = by_exon(9, 0, 2, 1);
	assert_string_equal(diplotype(call, 0), "*1/*36");
	assert_int_equal(call->n_candidates, 1);
	sdi_call_free(call);
	call = by_exon(9, 9, 3, 2);
	assert_string_equal(diplotype(call, 0), "*10/*36+*10");
	assert_int_equal(call->n_candidates, 1);
	sdi_call_free(call);
}

static void hybrids_that_may_lie_on_either_haplotype_are_all_candidates(void **state)
{
	struct stardose_call *call = by_exon(9, 9, 4, 2);

	(void)state;
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(diplotype(call, 0), "*36+*10/*36+*10");
	assert_string_equal(diplotype(call, 1), "*10/*36x2+*10");
	assert_int_equal(call->score_lo, 50);
	assert_int_equal(call->score_hi, 50);
	sdi_call_free(call);
	call = by_exon(9, 9, 2, 1);
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	sdi_call_free(call);
}

static void exons_that_no_haplotype_explains_are_a_hint_only(void **state)
{
	struct stardose_call *call = by_exons(
		3, 0, 3, 2, 3); /* *1 and *2: the tables know no tandem of them that lacks exon 9 */

	(void)state;
	assert_true(says(call, STARDOSE_REASON_SUSPECTED_HYBRID));
	assert_true(says(call, STARDOSE_REASON_HYBRID_NOT_EXCLUDED));
	assert_string_equal(diplotype(call, 0), "*1/*2x2");
	assert_int_equal(call->copies, 3);
	sdi_call_free(call);
	call = by_exons(0, 0, 2, 30, 0);	/* nor any number of hybrids that anybody has met */
	assert_true(says(call, STARDOSE_REASON_SUSPECTED_HYBRID));
	assert_string_equal(diplotype(call, 0), "*1/*1");
	sdi_call_free(call);
}

static void as_many_of_each_exon_as_of_the_gene_exclude_hybrids(void **state)
{
	struct stardose_call *call = by_exons(3, 3, 3, 3, 3), *silent = by_exon(3, 3, 3, 3);

	(void)state;
	assert_string_equal(diplotype(call, 0), "*2/*2x2");
	assert_false(says(call, STARDOSE_REASON_HYBRID_NOT_EXCLUDED));
	assert_true(says(silent, STARDOSE_REASON_HYBRID_NOT_EXCLUDED));
	sdi_call_free(call);
	sdi_call_free(silent);
}

static void the_more_trusted_count_of_an_exon_stands(void **state)
{
	const struct sdi_copy_counts file = { 2, { 2, 3, -1, -1 } }, record = { 2, { 1, 3, -1, -1 } },
				     other = { 2, { 2, 2, -1, -1 } };
	struct sdi_structure_facts facts;

	(void)state;
	sdi_structure_facts_init(&facts);
	sdi_facts_copies(&facts, 2, STARDOSE_COPIES_FROM_RECORD);
	sdi_facts_counts(&facts, &file, STARDOSE_COPIES_FROM_FILE); /* agrees, and tells more */
	assert_int_equal(facts.part[1], 3);
	assert_int_equal(facts.reasons, 0);
	sdi_facts_counts(&facts, &record, STARDOSE_COPIES_FROM_RECORD);
	assert_int_equal(facts.part[0], 2);
	assert_int_equal(facts.reasons, UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT);
	sdi_facts_counts(&facts, &other, STARDOSE_COPIES_FROM_FILE); /* of equals none stands */
	assert_int_equal(facts.part[1], -1);
	assert_int_equal(facts.part[0], 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_copies_are_the_pair_and_nothing_stays_open),
		cmocka_unit_test(one_copy_is_the_hemizygous_allele_beside_the_deletion),
		cmocka_unit_test(haploid_genotypes_are_as_they_should_be_with_one_copy),
		cmocka_unit_test(the_dot_of_a_half_call_is_the_copy_that_is_not_there),
		cmocka_unit_test(heterozygous_sites_contradict_one_copy_and_both_readings_stay),
		cmocka_unit_test(no_copy_is_the_deletion_twice_whatever_was_not_seen),
		cmocka_unit_test(genotypes_that_were_seen_contradict_no_copy),
		cmocka_unit_test(a_gene_that_no_file_speaks_of_is_known_when_no_copy_is_there),
		cmocka_unit_test(extra_copies_may_lie_on_either_haplotype),
		cmocka_unit_test(extra_copies_of_a_homozygous_genotype_add_up_wherever_they_lie),
		cmocka_unit_test(genotypes_of_three_haplotypes_say_what_is_duplicated),
		cmocka_unit_test(a_gene_without_a_named_deletion_keeps_its_one_copy_partial),
		cmocka_unit_test(the_share_of_the_reads_places_the_extra_copy),
		cmocka_unit_test(too_few_reads_place_nothing),
		cmocka_unit_test(sites_within_a_read_of_each_other_count_once),
		cmocka_unit_test(sites_with_the_neighbours_base_place_nothing),
		cmocka_unit_test(reads_that_show_one_allele_alone_contradict_the_genotype),
		cmocka_unit_test(as_many_reads_of_both_contradict_three_copies),
		cmocka_unit_test(exons_counted_apart_tell_of_hybrids),
		cmocka_unit_test(hybrids_that_may_lie_on_either_haplotype_are_all_candidates),
		cmocka_unit_test(exons_that_no_haplotype_explains_are_a_hint_only),
		cmocka_unit_test(as_many_of_each_exon_as_of_the_gene_exclude_hybrids),
		cmocka_unit_test(one_exon_1_more_is_a_hybrid_of_exon_1_alone),
		cmocka_unit_test(one_exon_9_more_is_a_hybrid_without_exon_1),
		cmocka_unit_test(alleles_that_no_hybrid_can_have_exclude_it),
		cmocka_unit_test(hybrids_of_both_kinds_stand_beside_each_other),
		cmocka_unit_test(the_more_trusted_count_of_an_exon_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
