/*
 * test_result_set.c - results of genes: equal ones are one, whatever tells two apart keeps them two;
 * those of a program with structs of another size; and the flags that a result brings to its lines
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "guidance/guidance_flags.h"
#include "guidance/known_results.h"
#include "guidance/result_set.h"
#include "built_in_tables.h"

#define NONE STARDOSE_VALUE_NONE

static struct sdi_result_set *set;

static int begin(void **state)
{
	(void)state;
	set = sdi_result_set_new();
	return set ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	sdi_result_set_free(set);
	return 0;
}

#define WITH_SET(test) cmocka_unit_test_setup_teardown(test, begin, end)

/* One candidate that is like no other by its fields; a test changes one of them. */
struct one { struct stardose_gene_result r; struct stardose_gene_candidate c[2]; };

static struct one made_one(void)
{
	return (struct one){
		.r = { .size = sizeof(struct stardose_gene_result), .gene = "CYP2D6",
		       .status = STARDOSE_STATUS_CALLED, .copies = 2, .n_candidates = 1 },
		.c = { { .size = sizeof(struct stardose_gene_candidate), .diplotype = "*1/*4",
			 .phenotype = { "Intermediate Metabolizer", "Intermediate Metabolizer" },
			 .score = { 100, 100 } },
		       { .size = sizeof(struct stardose_gene_candidate), .diplotype = "*1/*1",
			 .phenotype = { "Normal Metabolizer", "Normal Metabolizer" },
			 .score = { 200, 200 } } },
	};
}

static const struct stardose_gene_result *added(struct one *one)
{
	const struct stardose_gene_result *kept;

	one->r.candidates = one->c;
	kept = sdi_result_set_add(set, &one->r);
	assert_non_null(kept);
	return kept;
}

/* ---- which results are one ---- */

static void no_diplotype(struct one *o) { o->c[0].diplotype = NULL; }
static void other_gene(struct one *o) { o->r.gene = "CYP2C19"; }
static void other_status(struct one *o) { o->r.status = STARDOSE_STATUS_PARTIAL; }
static void other_copies(struct one *o) { o->r.copies = -1; }
static void other_diplotype(struct one *o) { o->c[0].diplotype = "*1/*5"; }
static void other_term(struct one *o) { o->c[0].phenotype[0] = "Poor Metabolizer"; }
static void other_dpwg_term(struct one *o) { o->c[0].phenotype[1] = "Poor Metabolizer"; }
static void no_term(struct one *o) { o->c[0].phenotype[0] = NULL; }
static void other_score(struct one *o) { o->c[0].score[0] = 125; }
static void other_dpwg_score(struct one *o) { o->c[0].score[1] = 125; }
static void or_more(struct one *o) { o->c[0].is_score_or_more = 1; }
static void half_more(struct one *o) { o->c[0].half_hundredth = 1; }
static void two(struct one *o) { o->r.n_candidates = 2; }
static void flagged(struct one *o) { o->r.reasons = 1ull << STARDOSE_REASON_PHASE_UNKNOWN; }

static void what_tells_two_results_apart_keeps_them_two(void **state)
{
	static const struct { const char *what; void (*change)(struct one *); } changes[] = {
		{ "gene", other_gene },
		{ "status", other_status },
		{ "copies", other_copies },
		{ "diplotype", other_diplotype },
		{ "no diplotype", no_diplotype },
		{ "term of CPIC", other_term },
		{ "term of DPWG", other_dpwg_term },
		{ "no term", no_term },
		{ "score of CPIC", other_score },
		{ "score of DPWG", other_dpwg_score },
		{ "score or more", or_more },
		{ "half a hundredth", half_more },
		{ "a second candidate", two },
		{ "a reason that flags", flagged },
	};
	struct one one = made_one();
	const struct stardose_gene_result *first = added(&one);

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		struct one a = made_one(), b = made_one();

		changes[i].change(&a);
		changes[i].change(&b);
		if (added(&a) == first || added(&a) != added(&b))
			fail_msg("%s", changes[i].what);
	}
	one = made_one();
	assert_ptr_equal(added(&one), first);
}

static void empty_and_no_result_count_as_not_given(void **state)
{
	static const char *const nothing[] = { NULL, "", "No Result", "no result", "NO RESULT" };
	struct one bare = made_one();
	const struct stardose_gene_result *first;

	(void)state;
	bare.r.n_candidates = 0;
	first = added(&bare);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(*nothing); i++) {
		struct one one = made_one();

		one.c[0] = (struct stardose_gene_candidate){
			.size = sizeof(one.c[0]), .diplotype = i % 2 ? "" : NULL,
			.phenotype = { nothing[i], nothing[i] }, .score = { NONE, NONE }
		};
		assert_ptr_equal(added(&one), first);
		assert_int_equal(first->n_candidates, 0);
	}
}

/* Another program's word for "nothing" beside a diplotype is no phenotype, and no candidate. */
static void a_candidate_without_a_result_is_none_and_the_others_stay(void **state)
{
	struct one one = made_one();
	const struct stardose_gene_result *kept;

	(void)state;
	one.r.n_candidates = 2;
	one.c[0].phenotype[0] = "No Result";
	kept = added(&one);
	assert_int_equal(kept->n_candidates, 1);
	assert_string_equal(kept->candidates[0].diplotype, "*1/*1");
}

/* A score alone, a term of one scale alone, a diplotype alone: each says something. */
static void anything_that_is_said_makes_a_candidate(void **state)
{
	static const struct stardose_gene_candidate some[] = {
		{ .diplotype = "*1/*4", .score = { NONE, NONE } },
		{ .phenotype = { "Normal Metabolizer" }, .score = { NONE, NONE } },
		{ .phenotype = { NULL, "Normal Metabolizer" }, .score = { NONE, NONE } },
		{ .score = { 0, NONE } },
		{ .score = { NONE, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++) {
		struct one one = made_one();

		one.c[0] = some[i];
		one.c[0].size = sizeof(one.c[0]);
		if (added(&one)->n_candidates != 1)
			fail_msg("candidate %zu is lost", i);
	}
}

/* The program's texts may go as soon as the call returns. */
static void what_is_kept_is_a_copy_of_all_that_was_said(void **state)
{
	char gene[] = "CYP2D6", diplotype[] = "*1/*4", term[] = "Intermediate Metabolizer";
	struct one one = made_one();
	const struct stardose_gene_result *kept;

	(void)state;
	one.r.gene = gene;
	one.r.reasons = 1ull << STARDOSE_REASON_PHASE_UNKNOWN;
	one.c[0].diplotype = diplotype;
	one.c[0].phenotype[0] = one.c[0].phenotype[1] = term;
	one.c[0].is_score_or_more = one.c[0].half_hundredth = 1;
	one.c[0].score[1] = 62;
	kept = added(&one);
	memset(gene, 'x', sizeof(gene) - 1);
	memset(diplotype, 'x', sizeof(diplotype) - 1);
	memset(term, 'x', sizeof(term) - 1);
	memset(&one, 0x5a, sizeof(one));
	assert_string_equal(kept->gene, "CYP2D6");
	assert_int_equal(kept->status, STARDOSE_STATUS_CALLED);
	assert_int_equal(kept->copies, 2);
	assert_int_equal(kept->reasons, 1ull << STARDOSE_REASON_PHASE_UNKNOWN);
	assert_string_equal(kept->candidates[0].diplotype, "*1/*4");
	assert_string_equal(kept->candidates[0].phenotype[0], "Intermediate Metabolizer");
	assert_string_equal(kept->candidates[0].phenotype[1], "Intermediate Metabolizer");
	assert_int_equal(kept->candidates[0].score[0], 100);
	assert_int_equal(kept->candidates[0].score[1], 62);
	assert_int_equal(kept->candidates[0].is_score_or_more, 1);
	assert_int_equal(kept->candidates[0].half_hundredth, 1);
	assert_int_equal(kept->candidates[0].size, sizeof(struct stardose_gene_candidate));
}

/* Many distinct results stay apart while tables grow, and each is found again. */
static void results_keep_their_address_while_the_set_grows(void **state)
{
	const struct stardose_gene_result *kept[500];

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 500; i++) {
			struct one one = made_one();
			char diplotype[32];

			snprintf(diplotype, sizeof(diplotype), "*1/*%d", i);
			one.c[0].diplotype = diplotype;
			if (!round)
				kept[i] = added(&one);
			assert_ptr_equal(kept[i], added(&one));
			assert_string_equal(kept[i]->candidates[0].diplotype, diplotype);
		}
}

static void a_gene_is_found_in_any_case_and_no_gene_is_none(void **state)
{
	struct one d6 = made_one(), c19 = made_one();
	const struct stardose_gene_result *all[2];

	(void)state;
	other_gene(&c19);
	all[0] = added(&d6);
	all[1] = added(&c19);
	assert_ptr_equal(sdi_result_of(all, 2, "CYP2C19"), all[1]);
	assert_ptr_equal(sdi_result_of(all, 2, "cyp2c19"), all[1]);
	assert_null(sdi_result_of(all, 1, "CYP2C19"));
	assert_null(sdi_result_of(all, 2, "CYP2C1"));
	assert_null(sdi_result_of(all, 2, NULL));
	assert_null(sdi_result_of(NULL, 0, "CYP2D6"));
}

/* ---- calls ---- */

static const struct stardose_gene gene = { .name = "CYP2D6" };

/* A call from outside without candidates speaks by its own members; a no-call by none. */
static void a_call_without_candidates_speaks_for_itself_unless_it_is_none(void **state)
{
	struct stardose_call call = { .gene = &gene, .status = STARDOSE_STATUS_OUTSIDE,
				      .copies = -2, .score_lo = 50, .score_hi = 50,
				      .outside_diplotype = (char *)"*4/*10",
				      .phenotype = { "Intermediate Metabolizer",
						     "Intermediate Metabolizer" } };
	struct stardose_call range = call, none = call, more = call;
	const struct stardose_gene_result *r;

	(void)state;
	r = sdi_result_set_call(set, &call);
	assert_int_equal(r->n_candidates, 1);
	assert_string_equal(r->candidates[0].diplotype, "*4/*10");
	assert_int_equal(r->candidates[0].score[0], 50);
	assert_ptr_equal(sdi_result_set_call(set, &call), r);
	range.score_hi = 100;	/* no single number */
	r = sdi_result_set_call(set, &range);
	assert_int_equal(r->candidates[0].score[0], NONE);
	more.reasons = 1ull << STARDOSE_REASON_COPIES_AT_LEAST;
	assert_int_equal(sdi_result_set_call(set, &more)->candidates[0].is_score_or_more, 1);
	none.status = STARDOSE_STATUS_NO_CALL;
	assert_int_equal(sdi_result_set_call(set, &none)->n_candidates, 0);
}

/* ---- structs of other sizes ---- */

static void results_of_this_librarys_size_are_taken_as_they_are(void **state)
{
	struct one one = made_one();
	struct sdi_known_results known;

	(void)state;
	one.r.candidates = one.c;
	assert_int_equal(sdi_known_results(&known, &one.r, 1, NULL), STARDOSE_OK);
	assert_ptr_equal(known.v, &one.r);
	sdi_known_results_release(&known);
	assert_int_equal(sdi_known_results(&known, NULL, 0, NULL), STARDOSE_OK);
	sdi_known_results_release(&known);
}

/* Two results of two candidates in structs that are @more bytes longer than ours; @tail in them */
static int take_longer(size_t more, unsigned char tail, struct sdi_known_results *known,
		       struct stardose_error *err)
{
	const size_t r_size = sizeof(struct stardose_gene_result) + more,
		     c_size = sizeof(struct stardose_gene_candidate) + more;
	static char results[1024], candidates[2048];
	struct one one = made_one();

	memset(results, tail, sizeof(results));
	memset(candidates, tail, sizeof(candidates));
	assert_true(2 * r_size <= sizeof(results) && 4 * c_size <= sizeof(candidates));
	for (int i = 0; i < 4; i++) {
		one.c[i % 2].size = c_size;
		memcpy(candidates + i * c_size, &one.c[i % 2], sizeof(one.c[0]));
	}
	for (int i = 0; i < 2; i++) {
		one.r.size = r_size;
		one.r.n_candidates = 2;
		one.r.gene = i ? "CYP2C19" : "CYP2D6";
		one.r.candidates = (const void *)(candidates + 2 * i * c_size);
		memcpy(results + i * r_size, &one.r, sizeof(one.r));
	}
	return sdi_known_results(known, (const void *)results, 2, err);
}

static void longer_structs_are_read_by_their_own_size(void **state)
{
	struct sdi_known_results known;

	(void)state;
	assert_int_equal(take_longer(16, 0, &known, NULL), STARDOSE_OK);
	for (int i = 0; i < 2; i++) {
		assert_string_equal(known.v[i].gene, i ? "CYP2C19" : "CYP2D6");
		assert_int_equal(known.v[i].size, sizeof(known.v[i]));
		assert_int_equal(known.v[i].n_candidates, 2);
		assert_string_equal(known.v[i].candidates[0].diplotype, "*1/*4");
		assert_string_equal(known.v[i].candidates[1].diplotype, "*1/*1");
		assert_int_equal(known.v[i].candidates[1].score[1], 200);
	}
	sdi_known_results_release(&known);
}

/* What a newer program says in a member that is not known here cannot be left out in silence. */
static void a_member_that_is_not_known_and_no_size_are_refused(void **state)
{
	struct stardose_error err = { 0 };
	struct sdi_known_results known;
	struct one one = made_one();

	(void)state;
	assert_int_equal(take_longer(16, 7, &known, &err), STARDOSE_EUSAGE);
	assert_true(*err.text);
	sdi_known_results_release(&known);
	one.r.candidates = one.c;
	one.c[0].size = 0;
	assert_int_equal(sdi_known_results(&known, &one.r, 1, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "stardose_gene_candidate_init"));
	sdi_known_results_release(&known);
	one.r.size = 0;
	assert_int_equal(sdi_known_results(&known, &one.r, 1, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "stardose_gene_result_init"));
	sdi_known_results_release(&known);
}

static void a_fresh_result_says_nothing(void **state)
{
	struct stardose_gene_candidate c;
	struct stardose_gene_result r;

	(void)state;
	memset(&c, 0x5a, sizeof(c));
	memset(&r, 0x5a, sizeof(r));
	stardose_gene_candidate_init(&c);
	stardose_gene_result_init(&r);
	for (int g = 0; g < STARDOSE_GUIDELINE_CAPACITY; g++) {
		assert_int_equal(c.score[g], NONE);
		assert_null(c.phenotype[g]);
	}
	assert_null(c.diplotype);
	assert_int_equal(r.copies, -2);
	assert_int_equal(r.n_candidates, 0);
	assert_int_equal(r.status, STARDOSE_STATUS_OUTSIDE);
}

/* ---- flags ---- */

static uint32_t flags_of(enum stardose_call_status status, int copies, int n, uint64_t reasons,
			 const char *name)
{
	const struct stardose_gene_result r = { .size = sizeof(r), .gene = name, .status = status,
						.copies = copies, .n_candidates = n,
						.reasons = reasons };

	return sdi_flags_of_result(tables->guidance, &r);
}

#define BIT(flag) ((uint32_t)1 << STARDOSE_FLAG_##flag)
#define WHY(reason) ((uint64_t)1 << STARDOSE_REASON_##reason)

static void a_result_brings_the_flags_of_what_it_rests_on(void **state)
{
	static const struct {
		enum stardose_call_status status;
		int copies, n;
		uint64_t reasons;
		const char *gene;
		uint32_t flags;
	} cases[] = {
		{ STARDOSE_STATUS_CALLED, 2, 1, 0, "CYP2D6", 0 },
		{ STARDOSE_STATUS_CALLED, -2, 1, 0, "CYP2D6", 0 },
		{ STARDOSE_STATUS_CALLED, 0, 1, 0, "CYP2D6", 0 },
		{ STARDOSE_STATUS_CALLED, -1, 1, 0, "CYP2D6", BIT(COPIES_NOT_ASSESSED) },
		{ STARDOSE_STATUS_CALLED, -1, 1, 0, "CYP2C19", BIT(RARE_COPIES_NOT_ASSESSED) },
		{ STARDOSE_STATUS_CALLED, 2, 2, 0, "CYP2D6", BIT(AMBIGUOUS) },
		{ STARDOSE_STATUS_PARTIAL, 2, 2, 0, "CYP2D6", BIT(AMBIGUOUS) | BIT(PARTIAL) },
		{ STARDOSE_STATUS_ASSUMED, 2, 1, 0, "CYP2D6", BIT(ASSUMED) },
		{ STARDOSE_STATUS_OUTSIDE, -2, 1, 0, "CYP2D6", BIT(OUTSIDE) },
		{ STARDOSE_STATUS_INCOMPLETE, 2, 1, 0, "CYP2D6", BIT(INCOMPLETE) },
		{ (enum stardose_call_status)99, 2, 1, 0, "CYP2D6", 0 },
		{ STARDOSE_STATUS_CALLED, 2, 1, WHY(SUSPECTED_HYBRID), "CYP2D6",
		  BIT(STRUCTURE_SUSPECTED) },
		{ STARDOSE_STATUS_CALLED, 2, 1, WHY(SUSPECTED_DELETION) | WHY(PHASE_UNKNOWN),
		  "CYP2D6", BIT(STRUCTURE_SUSPECTED) | BIT(PHASE_UNKNOWN) },
		{ STARDOSE_STATUS_CALLED, 2, 1, WHY(GENOTYPES_DIFFER), "CYP2D6",
		  BIT(OUTSIDE_CONTRADICTED) },
		{ STARDOSE_STATUS_CALLED, 2, 1, WHY(SITES_ABSENT), "CYP2D6", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint32_t got = flags_of(cases[i].status, cases[i].copies, cases[i].n,
					cases[i].reasons, cases[i].gene);

		if (got != cases[i].flags)
			fail_msg("case %zu: %x, not %x", i, got, cases[i].flags);
	}
	assert_int_equal(sdi_flags_of_result(tables->guidance, NULL), BIT(NO_RESULT));
}

/* Results are one where only reasons without a flag differ: so each that flags must be named there */
static void a_reason_flags_if_and_only_if_it_is_among_those_that_flag(void **state)
{
	(void)state;
	for (int i = 0; i < STARDOSE_N_REASONS; i++) {
		int is_flag = flags_of(STARDOSE_STATUS_CALLED, 2, 1, 1ull << i, "CYP2D6") != 0;

		if (is_flag != (int)(sdi_reasons_that_flag() >> i & 1))
			fail_msg("%s", stardose_reason_code(i));
	}
}

static void every_flag_has_a_code_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i < STARDOSE_N_FLAGS; i++) {
		const char *code = stardose_flag_code(i);

		assert_non_null(code);
		assert_int_equal(strspn(code, "abcdefghijklmnopqrstuvwxyz_"), strlen(code));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(code, stardose_flag_code(k));
	}
	assert_string_equal(stardose_flag_code(STARDOSE_N_FLAGS), "?");
	assert_string_equal(stardose_flag_code((enum stardose_flag) - 1), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SET(what_tells_two_results_apart_keeps_them_two),
		WITH_SET(empty_and_no_result_count_as_not_given),
		WITH_SET(a_candidate_without_a_result_is_none_and_the_others_stay),
		WITH_SET(anything_that_is_said_makes_a_candidate),
		WITH_SET(what_is_kept_is_a_copy_of_all_that_was_said),
		WITH_SET(results_keep_their_address_while_the_set_grows),
		WITH_SET(a_gene_is_found_in_any_case_and_no_gene_is_none),
		WITH_SET(a_call_without_candidates_speaks_for_itself_unless_it_is_none),
		cmocka_unit_test(results_of_this_librarys_size_are_taken_as_they_are),
		cmocka_unit_test(longer_structs_are_read_by_their_own_size),
		cmocka_unit_test(a_member_that_is_not_known_and_no_size_are_refused),
		cmocka_unit_test(a_fresh_result_says_nothing),
		cmocka_unit_test(a_result_brings_the_flags_of_what_it_rests_on),
		cmocka_unit_test(a_reason_flags_if_and_only_if_it_is_among_those_that_flag),
		cmocka_unit_test(every_flag_has_a_code_of_its_own),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
