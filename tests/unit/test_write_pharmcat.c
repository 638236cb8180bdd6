/*
 * test_write_pharmcat.c - outside calls for PharmCAT: what it takes for certain is certain, in names
 * that it knows
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "write/write_call.h"
#include "built_in_tables.h"

#define NONE STARDOSE_VALUE_NONE
#define GE "\xe2\x89\xa5"
#define WHY(reason) ((uint64_t)1 << STARDOSE_REASON_##reason)

/* A call of one diplotype; NULL: without candidates */
struct made {
	const char *gene, *diplotype, *phenotype;
	int lo, hi;
	enum stardose_call_status status;
	uint64_t reasons;
};

/* The line of a call behind what stood there already; borrowed until the next */
static const char *line_of(const struct made *m, int doubtful)
{
	static char text[512];
	struct stardose_candidate c = { .diplotype = (char *)m->diplotype, .ploidy = 2 };
	const struct stardose_call call = { .gene = stardose_tables_gene(tables, m->gene),
					    .status = m->status, .reasons = m->reasons,
					    .n_candidates = m->diplotype != NULL,
					    .candidates = &c,
					    .phenotype = { m->phenotype, m->phenotype },
					    .score_lo = m->lo, .score_hi = m->hi };
	kstring_t out = KS_INITIALIZE;

	assert_non_null(call.gene);
	kputs("before\n", &out);
	assert_int_equal(sdi_pharmcat_call(&out, tables, &call, doubtful), STARDOSE_OK);
	assert_int_equal(strncmp(out.s, "before\n", 7), 0);
	snprintf(text, sizeof(text), "%s", out.s + 7);
	ks_free(&out);
	return text;
}

static void check(const struct made *cases, const char *const *lines, size_t n, int doubtful)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = line_of(&cases[i], doubtful);

		if (strcmp(got, lines[i]) != 0)
			fail_msg("%s %s: '%s', not '%s'", cases[i].gene,
				 cases[i].diplotype ? cases[i].diplotype : "-", got, lines[i]);
	}
}

#define CHECK(cases, lines, doubtful) check(cases, lines, sizeof(cases) / sizeof(*(cases)), doubtful)

/* ---- names and numbers ---- */

/* "three and more" of an allele have one name in CPIC; a tandem that CPIC has not is a combination */
static void haplotypes_go_by_cpics_names(void **state)
{
	static const struct made cases[] = {
		{ "CYP2D6", "*1/*4", "Intermediate Metabolizer", 100, 100, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1x2/*4", "Normal Metabolizer", 200, 200, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1x3/*4", "Ultrarapid Metabolizer", 300, 300, STARDOSE_STATUS_CALLED,
		  WHY(COPIES_AT_LEAST) },
		{ "CYP2D6", "*1x5/*4", "Ultrarapid Metabolizer", 500, 500, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1/*36+*10", "Normal Metabolizer", 125, 125, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1/*36x2+*10x3", NULL, NONE, NONE, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2C19", "*2/*17", "Intermediate Metabolizer", NONE, NONE,
		  STARDOSE_STATUS_ASSUMED, 0 },
	};
	static const char *const lines[] = {
		"CYP2D6\t*1/*4\tIntermediate Metabolizer\t1.0\n",
		"CYP2D6\t*1x2/*4\tNormal Metabolizer\t2.0\n",
		"CYP2D6\t*1x" GE "3/*4\tUltrarapid Metabolizer\t" GE "3.0\n",
		"CYP2D6\t*1x" GE "3/*4\tUltrarapid Metabolizer\t5.0\n",
		"CYP2D6\t*1/*36+*10\tNormal Metabolizer\t1.25\n",
		"CYP2D6\t*1/[*36x2 + *10x3]\t\t\n",
		"CYP2C19\t*2/*17\tIntermediate Metabolizer\t\n",
	};

	(void)state;
	CHECK(cases, lines, 0);
}

/* PharmCAT compares scores as text: "2.0", "0.25"; a range is no score */
static void a_score_is_one_number_as_text(void **state)
{
	static const struct made cases[] = {
		{ "CYP2D6", "*4/*4", "Poor Metabolizer", 0, 0, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*4/*10", "Intermediate Metabolizer", 25, 25, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1/*1", "Normal Metabolizer", 200, 250, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2D6", "*1/*1", "Normal Metabolizer", NONE, NONE, STARDOSE_STATUS_CALLED, 0 },
	};
	static const char *const lines[] = {
		"CYP2D6\t*4/*4\tPoor Metabolizer\t0.0\n",
		"CYP2D6\t*4/*10\tIntermediate Metabolizer\t0.25\n",
		"CYP2D6\t*1/*1\tNormal Metabolizer\t\n",
		"CYP2D6\t*1/*1\tNormal Metabolizer\t\n",
	};

	(void)state;
	CHECK(cases, lines, 0);
}

/* One haplotype, as of G6PD in a male, is no diplotype: the phenotype alone is told. */
static void one_haplotype_is_told_by_its_phenotype(void **state)
{
	static const char *const given[] = { "B (reference)", "Mediterranean, Dallas, Panama, Sassari, "
							      "Cagliari, Birmingham" };

	(void)state;
	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++) {
		const struct made m = { "G6PD", given[i], "Normal", NONE, NONE,
					STARDOSE_STATUS_CALLED, 0 };
		const char *line = line_of(&m, 0);

		if (strcmp(line, "G6PD\t\tNormal\t\n") != 0)
			fail_msg("%s: %s", given[i], line);
	}
}

/* ---- what is not certain becomes a remark ---- */

static void a_call_that_is_not_firm_is_a_remark(void **state)
{
	static const struct { enum stardose_call_status status; const char *line; } cases[] = {
		{ STARDOSE_STATUS_NO_CALL, "# CYP2C19: no_call\n" },
		{ STARDOSE_STATUS_PARTIAL, "# CYP2C19: partial\n" },
		{ STARDOSE_STATUS_AMBIGUOUS, "# CYP2C19: ambiguous\n" },
		{ STARDOSE_STATUS_INCOMPLETE, "# CYP2C19: incomplete\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct made m = { "CYP2C19", "*1/*2", "Intermediate Metabolizer", NONE, NONE,
					cases[i].status, 0 };

		assert_string_equal(line_of(&m, 0), cases[i].line);
		assert_string_equal(line_of(&m, 1), cases[i].line);
	}
}

/* Doubts about copies give way to --pharmcat-doubtful; an open phenotype does not */
static void doubts_of_copies_are_remarks_unless_they_are_asked_for(void **state)
{
	static const struct {
		const char *gene;
		uint64_t reason;
		const char *remark;	/* NULL: none, it is a line */
		int stays;
	} cases[] = {
		{ "CYP2D6", WHY(COPIES_NOT_ASSESSED), "copies_not_assessed", 0 },
		{ "CYP2C9", WHY(COPIES_NOT_ASSESSED), NULL, 0 },
		{ "CYP2D6", WHY(SUSPECTED_DELETION), "suspected_deletion", 0 },
		{ "CYP2D6", WHY(SUSPECTED_EXTRA_COPY), "suspected_extra_copy", 0 },
		{ "CYP2D6", WHY(SUSPECTED_HYBRID), "suspected_hybrid", 0 },
		{ "CYP2D6", WHY(COPIES_CONFLICT), "copies_conflict", 0 },
		{ "CYP2D6", WHY(COPIES_UNPLACED), "copies_unplaced", 0 },
		{ "CYP2D6", WHY(HYBRID_NOT_EXCLUDED), "hybrid_not_excluded", 0 },
		{ "CYP2D6", WHY(PHENOTYPE_OPEN), "phenotype_open", 1 },
		{ "CYP2D6", WHY(PHENOTYPE_OPEN) | WHY(COPIES_CONFLICT), "phenotype_open", 1 },
		{ "CYP2D6", WHY(SITES_ASSUMED), NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct made m = { cases[i].gene, "*1/*2", "Normal Metabolizer", NONE, NONE,
				  STARDOSE_STATUS_CALLED, cases[i].reason };
		char remark[64];

		snprintf(remark, sizeof(remark), "# %s: %s\n", m.gene,
			 cases[i].remark ? cases[i].remark : "");
		if (!strcmp(line_of(&m, 0), remark) != (cases[i].remark != NULL) ||
		    (*line_of(&m, 1) == '#') != cases[i].stays)
			fail_msg("case %zu: %s", i, line_of(&m, 0));
		m.status = STARDOSE_STATUS_OUTSIDE; /* another program has counted copies */
		if ((*line_of(&m, 0) == '#') != cases[i].stays)
			fail_msg("case %zu, from outside: %s", i, line_of(&m, 0));
	}
}

static void without_a_single_result_nothing_is_claimed(void **state)
{
	static const struct made cases[] = {
		{ "CYP2C19", NULL, NULL, NONE, NONE, STARDOSE_STATUS_OUTSIDE, 0 },
		{ "CYP2C19", NULL, "", NONE, NONE, STARDOSE_STATUS_OUTSIDE, 0 },
		{ "CYP2C19", NULL, "Indeterminate", NONE, NONE, STARDOSE_STATUS_OUTSIDE, 0 },
		{ "CYP2C19", NULL, "Poor Metabolizer", NONE, NONE, STARDOSE_STATUS_OUTSIDE, 0 },
		{ "CYP2C19", "*1/*2", "Indeterminate", NONE, NONE, STARDOSE_STATUS_CALLED, 0 },
		{ "CYP2C19", "*1/[*2+10:1:A:G]", NULL, NONE, NONE, STARDOSE_STATUS_CALLED, 0 },
	};
	static const char *const lines[] = {
		"# CYP2C19: no single result\n", "# CYP2C19: no single result\n",
		"# CYP2C19: no single result\n", "CYP2C19\t\tPoor Metabolizer\t\n",
		"CYP2C19\t*1/*2\t\t\n",		 "# CYP2C19: no single result\n",
	};

	(void)state;
	CHECK(cases, lines, 0);
}

/* A gene that PharmCAT does not have is not told of, not even that it is doubtful. */
static void genes_of_which_the_peer_has_nothing_are_left_out(void **state)
{
	(void)state;
	for (int i = 0; i < tables->n_genes; i++) {
		const char *name = tables->genes[i].name;
		int is_known = stardose_guidance_code(tables->guidance, STARDOSE_LIST_PEER, name) !=
			       NULL;
		struct made m = { name, NULL, "Normal Metabolizer", NONE, NONE,
				  STARDOSE_STATUS_OUTSIDE, 0 };

		assert_int_equal(*line_of(&m, 0) != '\0', is_known);
		m.status = STARDOSE_STATUS_NO_CALL;
		assert_int_equal(*line_of(&m, 0) == '#', is_known);
	}
}

/* HLA alleles: what is there or not stands where phenotypes stand */
static void a_finding_stands_where_phenotypes_stand(void **state)
{
	static const struct stardose_gene hla = { .name = "HLA-B" };
	static const struct { const char *text, *line; } cases[] = {
		{ "*57:01 positive", "HLA-B\t\t*57:01 positive\t\n" },
		{ "*57:01 negative", "HLA-B\t\t*57:01 negative\t\n" },
		{ "*15:02/*57:01", "HLA-B\t*15:02/*57:01\t\t\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_candidate c = { .diplotype = (char *)cases[i].text };
		const struct stardose_call call = { .gene = &hla, .n_candidates = 1,
						    .candidates = &c, .score_lo = NONE,
						    .score_hi = NONE,
						    .status = STARDOSE_STATUS_OUTSIDE };
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_pharmcat_call(&out, tables, &call, 0), STARDOSE_OK);
		assert_string_equal(out.s, cases[i].line);
		ks_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(haplotypes_go_by_cpics_names),
		cmocka_unit_test(a_score_is_one_number_as_text),
		cmocka_unit_test(one_haplotype_is_told_by_its_phenotype),
		cmocka_unit_test(a_call_that_is_not_firm_is_a_remark),
		cmocka_unit_test(doubts_of_copies_are_remarks_unless_they_are_asked_for),
		cmocka_unit_test(without_a_single_result_nothing_is_claimed),
		cmocka_unit_test(genes_of_which_the_peer_has_nothing_are_left_out),
		cmocka_unit_test(a_finding_stands_where_phenotypes_stand),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
