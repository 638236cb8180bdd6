/* test_guide.c - what the join of results and rows promises, row by row and sentence by sentence */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <limits.h>
#include <strings.h>
#include <cmocka.h>
#include "guidance_fixture.h"
#include "over_claim.h"
#include "made_call.h"

static struct stardose_guidance_tables *shipped;
static struct stardose_guide *everything, *cpic;

static struct stardose_guide *guide_for(const struct stardose_guidance_tables *tables,
					const char *drugs, const char *sources)
{
	const struct stardose_guide_options options = { .size = sizeof(options),
							.drugs = drugs,
							.sources = sources };
	struct stardose_guide *guide;
	struct stardose_error err;

	if (stardose_guide_new(tables, &options, &guide, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	return guide;
}

static int load_shipped(void **state)
{
	struct stardose_error err;

	(void)state;
	if (over_claims_load())
		return 1;
	shipped = fixture_tables(NULL, NULL, NULL, &err);
	if (!shipped)
		print_error("%s\n", err.text);
	else
		everything = guide_for(shipped, NULL, NULL),
		cpic = guide_for(shipped, NULL, "cpic");
	return !shipped;
}

static int free_shipped(void **state)
{
	(void)state;
	stardose_guide_free(everything);
	stardose_guide_free(cpic);
	fixture_free(shipped);
	over_claims_release();
	return 0;
}

#define NONE STARDOSE_VALUE_NONE

static struct stardose_gene_candidate candidate(const char *diplotype, const char *phenotype,
						int score)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = diplotype,
						 .phenotype = { phenotype, phenotype },
						 .score = { score, score } };
}

static struct stardose_gene_result result(const char *gene, enum stardose_call_status status,
					  const struct stardose_gene_candidate *candidates, int n)
{
	return (struct stardose_gene_result){ .size = sizeof(struct stardose_gene_result),
					      .gene = gene,
					      .status = status,
					      .copies = -2,
					      .n_candidates = n,
					      .candidates = candidates };
}

static const struct stardose_guidance *guide(struct stardose_guide *g,
					     const struct stardose_gene_result *results, int n)
{
	const struct stardose_guidance *out;

	assert_int_equal(stardose_guide_results(g, results, n, &out, NULL), STARDOSE_OK);
	return out;
}

/* ---- what no sentence may say ---- */

static int n_sentences(const char *text)
{
	int n = 0;

	for (const char *s = text; *s; s++)
		n += *s == '.' && (s[1] == ' ' || s[1] == '\0');
	return n;
}

static void check_sentence(const char *text)
{
	const char *claim = over_claim(text);
	size_t n = strlen(text);

	if (claim)
		fail_msg("'%s' in: %s", claim, text);
	if (n < 10 || text[n - 1] != '.' || n_sentences(text) > 2 || strchr(text, '[') ||
	    strchr(text, '{') || strstr(text, "  "))
		fail_msg("no sentence, or more than two: %s", text);
}

static void the_sieve_for_claims_has_no_hole(void **state)
{
	(void)state;
	assert_non_null(over_claim("This is Safe."));
	assert_non_null(over_claim("You will respond"));
	assert_non_null(over_claim("Stop codeine"));
	assert_null(over_claim("CPIC advises the usual dose."));
	assert_int_equal(n_sentences("One (0.5 times). Two."), 2);
}

/* ---- every row ---- */

static char carrier[32];

/*
 * A candidate that meets @term: at the lower end, the upper end, or by the phenotype alone. NULL:
 * no result.
 */
static const struct stardose_gene_candidate *meets(const struct stardose_guidance_term *term,
						   int how, struct stardose_gene_candidate *c)
{
	int score = term->lo < 0 || how == 2 ? NONE
		    : how == 0		     ? term->lo
		    : term->hi == INT_MAX    ? term->lo + 500
					     : term->hi;

	*c = candidate("*A/*B", NULL, score);
	switch (term->kind) {
	case STARDOSE_TERM_ANY:
		c->phenotype[0] = c->phenotype[1] = "Normal Metabolizer";
		return how == 2 ? NULL : c;
	case STARDOSE_TERM_NO_RESULT:
		return NULL;
	case STARDOSE_TERM_PHENOTYPE:
		c->phenotype[0] = c->phenotype[1] = term->phenotype->meaning;
		return c;
	case STARDOSE_TERM_CARRIER:
		snprintf(carrier, sizeof(carrier), how ? "*1/%.*s" : "%.*s/*45",
			 (int)strcspn(term->text, " "), term->text);
		c->diplotype = carrier;
		return c;
	default:
		c->diplotype = term->text;
		return c;
	}
}

static int same_group(const struct stardose_guidance_row *a, const struct stardose_guidance_row *b)
{
	return a->drug == b->drug && a->source == b->source && a->context == b->context &&
	       a->n_genes == b->n_genes && !strcmp(a->condition[0].gene, b->condition[0].gene) &&
	       (a->n_genes == 1 || !strcmp(a->condition[1].gene, b->condition[1].gene));
}

/*
 * Lines of the group of @row; each must be @row, or with a phenotype alone, flagged as one of
 * several.
 */
static void expect_row(const struct stardose_guidance_row *row, const struct stardose_guidance *out,
		       int by_phenotype)
{
	int n = 0, n_hit = 0;

	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_guidance_line *line = out->lines[i];

		check_sentence(line->guidance);
		if (!line->row || !same_group(line->row, row))
			continue;
		n++;
		n_hit += line->row == row;
		assert_int_equal(line->flags >> STARDOSE_FLAG_CANDIDATE & 1, 0);
		assert_non_null(strstr(line->guidance, row->source->code));
		assert_non_null(strstr(line->guidance, row->drug->name));
		if (n > 1 && !(line->flags >> STARDOSE_FLAG_SCORE_NOT_GIVEN & 1))
			fail_msg("%s and another row apply at once", row->id);
	}
	if (n_hit != 1 || (n != 1 && !by_phenotype))
		fail_msg("the condition of %s gives the row %d times among %d of its group",
			 row->id, n_hit, n);
}

static void feed(const struct stardose_guidance_row *row, int a, int b, int how)
{
	struct stardose_gene_candidate c[2];
	struct stardose_gene_result results[2];
	int n = 0;

	for (int g = 0; g < row->n_genes; g++) {
		const struct stardose_guidance_term *term = &row->condition[g].terms[g ? b : a];

		if (meets(term, how, &c[g]))
			results[n++] =
				result(row->condition[g].gene, STARDOSE_STATUS_CALLED, &c[g], 1);
	}
	expect_row(row, guide(everything, results, n), how == 2);
}

static void each_condition_of_each_shipped_row_gives_that_row_and_no_other(void **state)
{
	(void)state;
	for (int i = 0; i < shipped->n_rows; i++) {
		const struct stardose_guidance_row *row = &shipped->rows[i];

		if (!strncmp(row->context->value, "condition ", 10))
			continue; /* of persons of whom it is stated: tests/cli/guide/stated.case */
		for (int a = 0; a < row->condition[0].n_terms; a++)
			for (int b = 0; b < (row->n_genes == 2 ? row->condition[1].n_terms : 1);
			     b++)
				for (int how = 0; how < 3; how++)
					if (!row->condition[0].terms[a].is_not &&
					    (row->n_genes == 1 ||
					     !row->condition[1].terms[b].is_not))
						feed(row, a, b, how);
	}
}

static void no_word_of_ours_claims_too_much(void **state)
{
	(void)state;
	for (int l = 0; l < STARDOSE_N_LISTS; l++)
		for (int i = 0; i < shipped->n_codes[l]; i++) {
			if (l != STARDOSE_LIST_PHENOTYPE) /* terms of the sources */
				assert_null(over_claim(shipped->codes[l][i].meaning));
			assert_null(over_claim(shipped->codes[l][i].phrase));
		}
	for (int i = 0; i < STARDOSE_N_FLAGS; i++) {
		const char *said =
			sdi_flag_text(sdi_guidance_words(shipped), stardose_flag_code(i));

		assert_non_null(said);
		assert_null(over_claim(said));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(stardose_flag_code(i), stardose_flag_code(j));
	}
}

/* ---- single lines ---- */

/*
 * The only line of a medicine that rests on @genes genes and is no "whatever the result" row, or
 * the first with @flag.
 */
static const struct stardose_guidance_line *line_of(const struct stardose_guidance *out,
						    const char *drug, const char *context)
{
	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_guidance_line *line = out->lines[i];

		if (strcmp(line->drug->name, drug) ||
		    (context && strcmp(line->context->code, context)))
			continue;
		if (line->row && line->row->condition[0].terms[0].kind == STARDOSE_TERM_ANY)
			continue;
		return line;
	}
	fail_msg("no line for %s", drug);
	return NULL;
}

/* Lines that rest on a result: rows that hold whatever it is are left out. */
static int n_lines_of(const struct stardose_guidance *out, const char *drug, const char *context)
{
	int n = 0;

	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_guidance_line *line = out->lines[i];

		if (line->row && line->row->condition[0].terms[0].kind == STARDOSE_TERM_ANY)
			continue;
		n += !strcmp(line->drug->name, drug) &&
		     (!context || !strcmp(line->context->code, context));
	}
	return n;
}

static int has(const struct stardose_guidance_line *line, enum stardose_flag flag)
{
	return line->flags >> flag & 1;
}

static void a_line_names_results_phenotype_row_and_wording(void **state)
{
	const struct stardose_gene_candidate d6 = candidate("*4/*4", "Poor Metabolizer", 0);
	const struct stardose_gene_candidate c19 =
		candidate("*1/*2", "Intermediate Metabolizer", NONE);
	const struct stardose_gene_result results[] = {
		result("CYP2D6", STARDOSE_STATUS_CALLED, &d6, 1),
		result("CYP2C19", STARDOSE_STATUS_CALLED, &c19, 1)
	};
	const struct stardose_guidance *out = guide(cpic, results, 2);
	const struct stardose_guidance_line *line =
		line_of(out, "amitriptyline", "higher starting dose");

	(void)state;
	assert_string_equal(line->gene_result, "CYP2D6:*4/*4;CYP2C19:*1/*2");
	assert_string_equal(line->phenotype,
			    "CYP2D6:Poor Metabolizer (0);CYP2C19:Intermediate Metabolizer");
	assert_string_equal(line->row->action->code, "avoid");
	assert_string_equal(
		line->guidance,
		"CYP2D6 poor metabolizer with activity score 0, CYP2C19 intermediate metabolizer: "
		"CPIC names as "
		"an option avoiding amitriptyline at starting doses as for depression. It also "
		"names an alternative, a lower "
		"starting dose and plasma levels as a guide (if used: start 0.5 times the usual).");
	assert_int_equal(line->flags, 0);
	line = line_of(out, "omeprazole", NULL);
	assert_string_equal(line->guidance,
			    "CYP2C19 intermediate metabolizer: CPIC names as an option a lower "
			    "maintenance or target dose "
			    "of omeprazole. It also names watching the effect and side effects "
			    "(start as usual; 0.5 times the usual once effective, in "
			    "use beyond 12 weeks).");
}

static void a_row_for_whatever_result_says_so_and_carries_no_doubt_of_the_call(void **state)
{
	struct stardose_guide *g = guide_for(shipped, "mirtazapine", "CPIC");
	const struct stardose_gene_candidate c =
		candidate("*1/*4", "Intermediate Metabolizer", 100);
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_INCOMPLETE, &c, 1);
	const struct stardose_guidance *out = guide(g, &r, 1);

	(void)state;
	assert_int_equal(out->n_lines, 1);
	assert_string_equal(out->lines[0]->guidance,
			    "No guideline. Whatever the CYP2D6 result: CPIC lists the pair and "
			    "gives no recommendation for mirtazapine.");
	assert_string_equal(out->lines[0]->row->label->code, "none");
	assert_int_equal(out->lines[0]->flags, 0);
	stardose_guide_free(g);
}

static void a_gene_without_result_uses_the_no_result_rows_of_the_source(void **state)
{
	const struct stardose_gene_candidate c = candidate("*2/*2", "Poor Metabolizer", NONE);
	const struct stardose_gene_result results[] = {
		result("CYP2C19", STARDOSE_STATUS_CALLED, &c, 1),
		result("CYP2B6", STARDOSE_STATUS_NO_CALL, NULL, 0)
	};
	const struct stardose_guidance_line *line =
		line_of(guide(cpic, results, 2), "sertraline", NULL);

	(void)state;
	assert_string_equal(line->row->action->code, "reduce_dose_pct");
	assert_string_equal(line->gene_result, "CYP2C19:*2/*2;CYP2B6:no result");
	assert_true(has(line, STARDOSE_FLAG_NO_RESULT));
	assert_ptr_equal(line->row, line_of(guide(cpic, results, 1), "sertraline", NULL)->row);
}

static void no_row_is_said_and_is_no_advice(void **state)
{
	const struct stardose_gene_candidate odd = candidate(NULL, "Rapid Metabolizer", NONE);
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_OUTSIDE, &odd, 1);
	const struct stardose_guidance_line *line = line_of(guide(cpic, NULL, 0), "codeine", NULL);

	(void)state;
	assert_null(line->row);
	assert_true(has(line, STARDOSE_FLAG_NO_ROW) && has(line, STARDOSE_FLAG_NO_RESULT));
	assert_string_equal(line->guidance,
			    "CYP2D6 without result: no CPIC row for codeine applies. This does not "
			    "mean that the usual dose suits.");
	line = line_of(guide(cpic, NULL, 0), "sertraline", NULL);
	assert_null(line->row);
	check_sentence(line->guidance);
	line = line_of(guide(cpic, &r, 1), "codeine", NULL);
	assert_null(line->row);
	assert_string_equal(line->gene_result, "CYP2D6:Rapid Metabolizer");
	assert_string_equal(line->guidance, "CYP2D6 rapid metabolizer: no CPIC row for codeine "
					    "applies. This does not mean that the usual dose "
					    "suits.");
}

static void a_medicine_without_rows_is_answered_when_asked_for(void **state)
{
	struct stardose_guide *g = guide_for(shipped, "lithium, Paxil", "cpic");
	const struct stardose_guidance *out = guide(g, NULL, 0);

	(void)state;
	assert_int_equal(n_lines_of(out, "lithium", NULL), 1);
	assert_true(n_lines_of(out, "paroxetine", NULL) > 0);
	for (int i = 0; i < out->n_lines; i++)
		if (!strcmp(out->lines[i]->drug->name, "lithium")) {
			assert_int_equal(out->lines[i]->flags, 1 << STARDOSE_FLAG_NO_GUIDANCE);
			check_sentence(out->lines[i]->guidance);
		}
	assert_int_equal(n_lines_of(guide(cpic, NULL, 0), "lithium", NULL), 0);
	stardose_guide_free(g);
}

/* ---- candidates ---- */

static void candidates_that_lead_to_different_rows_are_each_shown(void **state)
{
	const struct stardose_gene_candidate c[] = { candidate("*4/*41", "Intermediate Metabolizer",
							       25),
						     candidate("*4/*69", "Poor Metabolizer", 0),
						     candidate("*4/*4x2", "Poor Metabolizer", 0) };
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_AMBIGUOUS, c, 3);
	const struct stardose_guidance *out = guide(cpic, &r, 1);
	const struct stardose_guidance_line *im = line_of(out, "paroxetine", NULL), *pm;

	(void)state;
	assert_int_equal(n_lines_of(out, "paroxetine", NULL), 2);
	assert_string_equal(im->gene_result, "CYP2D6:*4/*41");
	assert_true(has(im, STARDOSE_FLAG_CANDIDATE) && has(im, STARDOSE_FLAG_AMBIGUOUS));
	for (int i = 0; i < out->n_lines; i++)
		if (out->lines[i] == im) {
			pm = out->lines[i + 1];
			assert_string_equal(pm->gene_result, "CYP2D6:*4/*69|*4/*4x2");
			assert_string_equal(pm->phenotype, "CYP2D6:Poor Metabolizer (0)");
			assert_true(has(pm, STARDOSE_FLAG_CANDIDATE));
			assert_ptr_not_equal(pm->row, im->row);
		}
}

static void candidates_that_lead_to_one_row_make_one_line(void **state)
{
	const struct stardose_gene_candidate c[] = { candidate("*1/*41", "Normal Metabolizer", 125),
						     candidate("*2/*119", "Normal Metabolizer",
							       150) };
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_AMBIGUOUS, c, 2);
	const struct stardose_guidance_line *line = line_of(guide(cpic, &r, 1), "codeine", NULL);

	(void)state;
	assert_int_equal(n_lines_of(guide(cpic, &r, 1), "codeine", NULL), 1);
	assert_string_equal(line->gene_result, "CYP2D6:*1/*41|*2/*119");
	assert_string_equal(line->phenotype,
			    "CYP2D6:Normal Metabolizer (1.25)|Normal Metabolizer (1.5)");
	assert_false(has(line, STARDOSE_FLAG_CANDIDATE));
	assert_true(has(line, STARDOSE_FLAG_AMBIGUOUS));
}

/* The same phenotype is not the same row: CPIC splits nortriptyline at 0.5. */
static void candidates_of_one_phenotype_may_still_differ_by_score(void **state)
{
	const struct stardose_gene_candidate c[] = {
		candidate("*4/*41", "Intermediate Metabolizer", 25),
		candidate("*1/*4", "Intermediate Metabolizer", 100)
	};
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_AMBIGUOUS, c, 2);
	const struct stardose_guidance *out = guide(cpic, &r, 1);

	(void)state;
	assert_int_equal(n_lines_of(out, "nortriptyline", "higher starting dose"), 2);
	assert_true(has(line_of(out, "nortriptyline", "higher starting dose"),
			STARDOSE_FLAG_CANDIDATE));
	assert_int_equal(n_lines_of(out, "codeine", NULL), 1);
}

static void five_hundred_candidates_are_named_by_the_first_eight(void **state)
{
	struct stardose_gene_candidate c[500];
	char name[500][16];
	struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_AMBIGUOUS, c, 500);
	const struct stardose_guidance_line *line;

	(void)state;
	for (int i = 0; i < 500; i++) {
		snprintf(name[i], sizeof(name[i]), "*1/*%d", i);
		c[i] = candidate(name[i], "Normal Metabolizer", 200);
	}
	line = line_of(guide(cpic, &r, 1), "codeine", NULL);
	assert_string_equal(line->gene_result,
			    "CYP2D6:*1/*0|*1/*1|*1/*2|*1/*3|*1/*4|*1/*5|*1/*6|*1/*7|...");
}

/* ---- scores ---- */

static void a_phenotype_without_score_shows_every_row_that_may_apply(void **state)
{
	const struct stardose_gene_candidate c = candidate(NULL, "Intermediate Metabolizer", NONE);
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_OUTSIDE, &c, 1);
	const struct stardose_guidance *out = guide(cpic, &r, 1);
	const struct stardose_guidance_line *line =
		line_of(out, "nortriptyline", "higher starting dose");

	(void)state;
	assert_int_equal(n_lines_of(out, "nortriptyline", "higher starting dose"), 2);
	assert_true(has(line, STARDOSE_FLAG_SCORE_NOT_GIVEN) && has(line, STARDOSE_FLAG_OUTSIDE));
	assert_false(has(line, STARDOSE_FLAG_CANDIDATE));
	assert_int_equal(n_lines_of(out, "codeine", NULL), 1);
	assert_false(has(line_of(out, "codeine", NULL), STARDOSE_FLAG_SCORE_NOT_GIVEN));
}

static void a_score_that_contradicts_the_phenotype_is_flagged(void **state)
{
	const struct stardose_gene_candidate c = candidate(NULL, "Normal Metabolizer", 50);
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_OUTSIDE, &c, 1);
	const struct stardose_guidance_line *line = line_of(guide(cpic, &r, 1), "codeine", NULL);

	(void)state;
	assert_int_equal(line->row->condition[0].terms[0].lo, 1);
	assert_true(has(line, STARDOSE_FLAG_SCORE_DIFFERS));
}

/*
 * Half of 0.25 is no score that a source lists; bands are closed, so it has the row of its band,
 * from either side of 12.5.
 */
static void a_score_between_the_listed_ones_has_the_row_of_its_band(void **state)
{
	static const struct {
		int score, lo;
	} cases[] = { { 12, 1 },  { 13, 1 },   { 62, 1 },  { 63, 1 },
		      { 87, 75 }, { 112, 75 }, { 124, 75 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct stardose_gene_candidate c = candidate(NULL, NULL, cases[i].score);
		const struct stardose_gene_result r =
			result("CYP2D6", STARDOSE_STATUS_OUTSIDE, &c, 1);

		assert_int_equal(
			line_of(guide(cpic, &r, 1), "nortriptyline", "higher starting dose")
				->row->condition[0]
				.terms[0]
				.lo,
			cases[i].lo);
	}
}

/* ---- what a line rests on ---- */

static void the_status_of_a_call_becomes_a_flag(void **state)
{
	static const struct { enum stardose_call_status status; uint32_t flags;
	} expected[] = {
		{ STARDOSE_STATUS_CALLED, 0 },
		{ STARDOSE_STATUS_ASSUMED, 1 << STARDOSE_FLAG_ASSUMED },
		{ STARDOSE_STATUS_INCOMPLETE, 1 << STARDOSE_FLAG_INCOMPLETE },
		{ STARDOSE_STATUS_PARTIAL, 1 << STARDOSE_FLAG_PARTIAL },
		{ STARDOSE_STATUS_AMBIGUOUS, 1 << STARDOSE_FLAG_AMBIGUOUS },
		{ STARDOSE_STATUS_OUTSIDE, 1 << STARDOSE_FLAG_OUTSIDE },
	};
	const struct stardose_gene_candidate c = candidate("*1/*1", "Normal Metabolizer", 200);

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		struct stardose_gene_result r = result("CYP2D6", expected[i].status, &c, 1);

		assert_int_equal(line_of(guide(cpic, &r, 1), "codeine", NULL)->flags,
				 expected[i].flags);
		r.copies = -1;
		r.reasons =
			1 << STARDOSE_REASON_PHENOTYPE_OPEN | 1 << STARDOSE_REASON_PHASE_UNKNOWN;
		assert_int_equal(line_of(guide(cpic, &r, 1), "codeine", NULL)->flags,
				 expected[i].flags | 1 << STARDOSE_FLAG_COPIES_NOT_ASSESSED |
					 1 << STARDOSE_FLAG_PHENOTYPE_OPEN |
					 1 << STARDOSE_FLAG_PHASE_UNKNOWN);
		check_sentence(line_of(guide(cpic, &r, 1), "codeine", NULL)->guidance);
	}
}

/* Who reads the sentence alone must not take a result for more than it is. */
static void a_sentence_carries_the_doubts_of_the_call(void **state)
{
	const struct stardose_gene_candidate c[] = { candidate("*1/*1", "Normal Metabolizer", 200),
						     candidate("*1/*4", "Intermediate Metabolizer",
							       100) };
	struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_INCOMPLETE, c, 1);

	(void)state;
	r.copies = -1;
	assert_string_equal(line_of(guide(cpic, &r, 1), "codeine", NULL)->guidance,
			    "CYP2D6 normal metabolizer with activity score 2 "
			    "(other alleles not excluded; copy number not assessed): CPIC advises "
			    "the usual dose of codeine (dose of the label).");
	r.status = STARDOSE_STATUS_AMBIGUOUS;
	r.n_candidates = 2;
	r.copies = 2;
	assert_string_equal(line_of(guide(cpic, &r, 1), "codeine", NULL)->guidance,
			    "CYP2D6 normal metabolizer with activity score 2 "
			    "(one of several readings): CPIC advises the usual dose of codeine "
			    "(dose of the label).");
}

/* ---- calls ---- */

static const char small_rows[] = GUIDANCE_HEADER
	"1\tcodeine\tCPIC\tgeneral\tGENE\tNM\t\t\tstandard\t\t\tstrong\tCPIC "
	"A\tguideline\t2021\tPMID:33387367\thigh\n"
	"2\tcodeine\tCPIC\tgeneral\tGENE\tIndeterminate\t\t\tno_recommendation\t\t\tno "
	"recommendation\tCPIC A\tguideline\t2021\tPMID:33387367\thigh\n"
	"3\tcodeine\tCPIC\tgeneral\tGENE\tNo Result\t\t\tcaution\t\t\toptional\tCPIC "
	"A\tguideline\t2021\tPMID:33387367\thigh\n";

static void calls_are_joined_once_and_shared(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t = fixture_tables(NULL, NULL, small_rows, &err);
	struct stardose_guide *g = guide_for(t, NULL, NULL);
	const struct stardose_call a = made_call(), b = made_call(), none = made_no_call();
	const struct stardose_call *pa = &a, *pb = &b, *pn = &none;
	const struct stardose_guidance *out;
	const struct stardose_guidance_line *first;

	(void)state;
	assert_int_equal(stardose_guide_calls(g, &pa, 1, &out, NULL), STARDOSE_OK);
	assert_int_equal(out->n_lines, 2);
	first = out->lines[0];
	assert_string_equal(first->row->id, "1");
	assert_string_equal(first->gene_result, "GENE:*1/*9");
	assert_string_equal(out->lines[1]->row->id, "2");
	assert_true(has(first, STARDOSE_FLAG_CANDIDATE) &&
		    has(first, STARDOSE_FLAG_COPIES_NOT_ASSESSED));
	assert_int_equal(stardose_guide_calls(g, &pb, 1, &out, NULL), STARDOSE_OK);
	assert_ptr_equal(out->lines[0], first);
	assert_int_equal(stardose_guide_calls(g, &pn, 1, &out, NULL), STARDOSE_OK);
	assert_string_equal(out->lines[0]->row->id, "3");
	assert_int_equal(stardose_guide_calls(g, &pa, 1, &out, NULL), STARDOSE_OK);
	assert_ptr_equal(out->lines[0], first);
	stardose_guide_free(g);
	fixture_free(t);
}

static void an_outside_call_without_candidates_counts_by_its_phenotype(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t = fixture_tables(NULL, NULL, small_rows, &err);
	struct stardose_guide *g = guide_for(t, NULL, NULL);
	struct stardose_call call = made_no_call();
	const struct stardose_call *p = &call;
	const struct stardose_guidance *out;

	(void)state;
	call.status = STARDOSE_STATUS_OUTSIDE;
	call.phenotype[0] = call.phenotype[1] = "Normal Metabolizer";
	call.outside_diplotype = (char *)"*1/*1";
	assert_int_equal(stardose_guide_calls(g, &p, 1, &out, NULL), STARDOSE_OK);
	assert_string_equal(out->lines[0]->row->id, "1");
	assert_string_equal(out->lines[0]->gene_result, "GENE:*1/*1");
	assert_true(has(out->lines[0], STARDOSE_FLAG_OUTSIDE));
	stardose_guide_free(g);
	fixture_free(t);
}

/* ---- sources ---- */

static const char two_sources[] =
	"#kind\tcode\tmeaning\tphrase\tvalue\n"
	"action\tstandard\tm\tthe usual dose\tusual\naction\tavoid\tm\tavoiding "
	"{drug}\tother\naction\tcaution\tm\tcaution\twatch\n"
	"action\tno_recommendation\tm\tno recommendation\tnone\n"
	"strength\tstrong\tm\tadvises\t\nlabel\tguideline\tm\t\t\n"
	"context\tgeneral\tm\t\t\nsource\tCPIC\tm\tcomplete\tCPIC\nsource\tDPWG\tm\tcomplete\tDPWG"
	"\ncitation\tx\tm\t\t2020\n";
static const char two_drugs[] =
	"#drug\trxnorm\tatc\tclasses\tnames\na\t\t\t\t\nb\t\t\t\t\nc\t\t\t\t\n";
#define TWO(id, drug, source, condition, action)                                                   \
	id "\t" drug "\t" source "\tgeneral\tG\t" condition "\t\t\t" action                        \
	   "\t\t\tstrong\t\tguideline\t2020\tx\thigh\n"
static const char two_rows[] = GUIDANCE_HEADER TWO("1", "a", "CPIC", "NM|UM", "standard")
	TWO("2", "a", "DPWG", "NM", "avoid") TWO("3", "a", "DPWG", "UM", "standard")
		TWO("4", "b", "CPIC", "NM|UM", "standard")
			TWO("5", "b", "DPWG", "NM|UM", "no_recommendation")
				TWO("6", "c", "DPWG", "NM", "caution");

static void sources_stand_side_by_side_and_disagreement_is_flagged(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t = fixture_tables(two_sources, two_drugs, two_rows, &err);
	struct stardose_guide *g = guide_for(t, "a,b,c", NULL);
	/* the two scales call this score differently */
	struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*1",
					     .phenotype = { "Ultrarapid Metabolizer",
							    "Normal Metabolizer" },
					     .score = { 250, 250 } };
	const struct stardose_gene_result r = result("G", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance *out = guide(g, &r, 1);
	static const char *const ids[] = { "1", "2", "4", "5", NULL, "6" };
	static const int disagree[] = { 1, 1, 0, 0, 0, 0 };

	(void)state;
	assert_int_equal(out->n_lines, 6);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(has(out->lines[i], STARDOSE_FLAG_SOURCES_DISAGREE), disagree[i]);
		if (ids[i])
			assert_string_equal(out->lines[i]->row->id, ids[i]);
		else
			assert_int_equal(out->lines[i]->flags, 1 << STARDOSE_FLAG_NO_GUIDANCE);
	}
	c.phenotype[STARDOSE_GUIDELINE_DPWG] = "Ultrarapid Metabolizer";
	out = guide(g, &r, 1);
	assert_string_equal(out->lines[1]->row->id, "3");
	assert_false(has(out->lines[0], STARDOSE_FLAG_SOURCES_DISAGREE));
	stardose_guide_free(g);
	fixture_free(t);
}

/* ---- what the call says of copies ---- */

static void hints_of_structure_and_contradictions_become_flags(void **state)
{
	static const struct {
		enum stardose_reason reason;
		enum stardose_flag flag;
		const char *words;
	} expected[] = {
		{ STARDOSE_REASON_SUSPECTED_DELETION, STARDOSE_FLAG_STRUCTURE_SUSPECTED,
		  "a structural variant suspected" },
		{ STARDOSE_REASON_SUSPECTED_EXTRA_COPY, STARDOSE_FLAG_STRUCTURE_SUSPECTED,
		  "a structural variant suspected" },
		{ STARDOSE_REASON_SUSPECTED_HYBRID, STARDOSE_FLAG_STRUCTURE_SUSPECTED,
		  "a structural variant suspected" },
		{ STARDOSE_REASON_COPIES_CONFLICT, STARDOSE_FLAG_COPIES_CONFLICT,
		  "contradictory copy number" },
		{ STARDOSE_REASON_HYBRID_NOT_EXCLUDED, STARDOSE_FLAG_HYBRID_NOT_EXCLUDED,
		  "an extra copy may be a hybrid" },
	};
	const struct stardose_gene_candidate c = candidate("*1/*1", "Normal Metabolizer", 200);

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_CALLED, &c, 1);
		const struct stardose_guidance_line *line;

		r.reasons = (uint64_t)1 << expected[i].reason | 1 << STARDOSE_REASON_SITES_ABSENT;
		line = line_of(guide(cpic, &r, 1), "codeine", NULL);
		assert_int_equal(line->flags, (uint32_t)1 << expected[i].flag);
		assert_non_null(strstr(line->guidance, expected[i].words));
		check_sentence(line->guidance);
	}
}

/* ---- two scales ---- */

/*
 * CPIC calls 2.5 ultrarapid, DPWG normal: told on every line, and in the sentence where it decides
 * between rows.
 */
static void a_result_that_the_scales_call_differently_is_flagged_and_named(void **state)
{
	struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*2x2",
					     .phenotype = { "Ultrarapid Metabolizer",
							    "Normal Metabolizer" },
					     .score = { 250, 250 } };
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance_line *line = line_of(guide(cpic, &r, 1), "codeine", NULL);

	(void)state;
	assert_true(has(line, STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	c.phenotype[STARDOSE_GUIDELINE_DPWG] = "Ultrarapid Metabolizer";
	line = line_of(guide(cpic, &r, 1), "codeine", NULL);
	assert_false(has(line, STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
}

/*
 * *9 and *41 count 0.25 for CPIC and 0.5 for DPWG: nortriptyline is split between 0.5 and 0.75,
 * codeine is not.
 */
static void a_score_that_the_scales_count_differently_is_flagged_where_it_selects(void **state)
{
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*9/*41",
						   .phenotype = { "Intermediate Metabolizer",
								  "Intermediate Metabolizer" },
						   .score = { 50, 100 } };
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance *out = guide(cpic, &r, 1);
	const struct stardose_guidance_line *line =
		line_of(out, "nortriptyline", "higher starting dose");

	(void)state;
	assert_true(has(line, STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	assert_non_null(strstr(line->guidance,
			       "CYP2D6 intermediate metabolizer with activity score 0.5 (by CPIC's "
			       "scale; by DPWG's CYP2D6 "
			       "intermediate metabolizer with activity score 1): "));
	assert_false(has(line_of(out, "codeine", NULL), STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	check_sentence(line->guidance);
}

static const char scale_rows[] = GUIDANCE_HEADER TWO("1", "a", "CPIC", "NM", "standard")
	TWO("2", "a", "CPIC", "UM", "avoid") TWO("3", "a", "DPWG", "NM", "standard")
		TWO("4", "a", "DPWG", "UM", "avoid") TWO("5", "b", "CPIC", "NM|UM", "standard");

static void the_sentence_names_both_assignments_where_they_meet_other_rows(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t =
		fixture_tables(two_sources, two_drugs, scale_rows, &err);
	struct stardose_guide *g = guide_for(t, NULL, NULL);
	const struct stardose_gene_candidate c[] = {
		{ .size = sizeof(*c),
		  .diplotype = "*1/*17",
		  .phenotype = { "Ultrarapid Metabolizer", "Normal Metabolizer" },
		  .score = { NONE, NONE } },
		{ .size = sizeof(*c),
		  .diplotype = "*17/*38",
		  .phenotype = { "Ultrarapid Metabolizer", "Normal Metabolizer" },
		  .score = { NONE, NONE } },
	};
	const struct stardose_gene_result r = result("G", STARDOSE_STATUS_AMBIGUOUS, c, 2);
	const struct stardose_guidance *out = guide(g, &r, 1);

	(void)state;
	assert_int_equal(out->n_lines, 3);
	for (int i = 0; i < 3; i++)
		assert_true(has(out->lines[i], STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	assert_string_equal(
		out->lines[0]->guidance,
		"G ultrarapid metabolizer (by CPIC's scale; by DPWG's G normal "
		"metabolizer): CPIC advises avoiding a.");
	assert_string_equal(
		out->lines[1]->guidance,
		"G normal metabolizer (by DPWG's scale; by CPIC's G ultrarapid "
		"metabolizer): DPWG advises the usual dose.");
	assert_true(has(out->lines[0], STARDOSE_FLAG_SOURCES_DISAGREE));
	assert_string_equal(out->lines[2]->guidance,
			    "G ultrarapid metabolizer: CPIC advises the usual dose.");
	stardose_guide_free(g);
	fixture_free(t);
}

/* ---- the shipped rows of three sources ---- */

static const struct stardose_guidance_line *line_of_source(const struct stardose_guidance *out,
							   const char *drug, const char *source,
							   const char *gene)
{
	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_guidance_line *line = out->lines[i];

		if (!strcmp(line->drug->name, drug) && !strcmp(line->source->code, source) &&
		    !strncmp(line->gene_result, gene, strlen(gene)))
			return line;
	}
	fail_msg("no line of %s for %s", source, drug);
	return NULL;
}

/*
 * Activity score 2.5: CPIC counts it as ultrarapid and calls for avoiding codeine, DPWG as normal
 * and keeps to the usual dose.
 */
static void score_two_and_a_half_is_two_phenotypes_and_the_sources_disagree(void **state)
{
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*41x3",
						   .phenotype = { "Ultrarapid Metabolizer",
								  "Normal Metabolizer" },
						   .score = { 250, 250 } };
	const struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance *out = guide(everything, &r, 1);
	const struct stardose_guidance_line *of_cpic =
		line_of_source(out, "codeine", "CPIC", "CYP2D6");
	const struct stardose_guidance_line *of_dpwg =
		line_of_source(out, "codeine", "DPWG", "CYP2D6");
	const struct stardose_guidance_line *of_fda =
		line_of_source(out, "codeine", "FDA", "CYP2D6");

	(void)state;
	assert_string_equal(of_cpic->row->action->code, "avoid");
	assert_non_null(strstr(
		of_cpic->guidance,
		"(by CPIC's scale; by DPWG's CYP2D6 normal metabolizer with activity score 2.5)"));
	assert_non_null(strstr(of_dpwg->guidance, "(by DPWG's scale; by CPIC's CYP2D6 ultrarapid "
						  "metabolizer with activity score 2.5)"));
	assert_true(has(of_cpic, STARDOSE_FLAG_ASSIGNMENT_DIFFERS) &&
		    has(of_dpwg, STARDOSE_FLAG_ASSIGNMENT_DIFFERS) &&
		    has(of_fda, STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	check_sentence(of_dpwg->guidance);
}

/*
 * CYP2C19 with one *17 and one normal allele: rapid for CPIC, normal for DPWG; escitalopram tells
 * them apart in CPIC's rows.
 */
static void one_17_is_rapid_for_cpic_and_normal_for_dpwg(void **state)
{
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*17",
						   .phenotype = { "Rapid Metabolizer",
								  "Normal Metabolizer" },
						   .score = { NONE, NONE } };
	const struct stardose_gene_result r = result("CYP2C19", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance *out = guide(everything, &r, 1);
	const struct stardose_guidance_line *of_cpic =
		line_of_source(out, "escitalopram", "CPIC", "CYP2C19");
	const struct stardose_guidance_line *of_dpwg =
		line_of_source(out, "escitalopram", "DPWG", "CYP2C19");

	(void)state;
	assert_string_equal(of_cpic->phenotype, "CYP2C19:Rapid Metabolizer");
	assert_string_equal(of_dpwg->phenotype, "CYP2C19:Normal Metabolizer");
	assert_true(has(of_cpic, STARDOSE_FLAG_ASSIGNMENT_DIFFERS) &&
		    has(of_dpwg, STARDOSE_FLAG_ASSIGNMENT_DIFFERS));
	assert_non_null(strstr(of_cpic->guidance, "by DPWG's CYP2C19 normal metabolizer"));
}

/*
 * Poor CYP2C19 metabolizers on clomipramine or sertraline: somewhere the sources point in
 * different directions, and say so.
 */
static void sources_of_shipped_rows_disagree_on_both_sides_at_once(void **state)
{
	const struct stardose_gene_candidate c = candidate("*2/*2", "Poor Metabolizer", NONE),
					     d = candidate("*1/*1xN", "Ultrarapid Metabolizer",
							   300);
	const struct stardose_gene_result r[] = { result("CYP2C19", STARDOSE_STATUS_CALLED, &c, 1),
						  result("CYP2D6", STARDOSE_STATUS_CALLED, &d, 1) };
	const struct stardose_guidance *out = guide(everything, r, 2);
	int n = 0;

	(void)state;
	for (int i = 0; i < out->n_lines; i++) {
		int n_others = 0;

		if (!has(out->lines[i], STARDOSE_FLAG_SOURCES_DISAGREE))
			continue;
		n++;
		assert_non_null(out->lines[i]->row);
		for (int k = 0; k < out->n_lines; k++)
			n_others += out->lines[k]->drug == out->lines[i]->drug &&
				    out->lines[k]->source != out->lines[i]->source &&
				    has(out->lines[k], STARDOSE_FLAG_SOURCES_DISAGREE);
		assert_true(n_others > 0);
	}
	assert_true(n >= 4);
}

static void rows_of_a_replaced_edition_are_flagged(void **state)
{
	const struct stardose_gene_candidate c = candidate("*1/*1", "Normal Metabolizer", 200),
					     pm = candidate("*4/*4", "Poor Metabolizer", 0);
	struct stardose_gene_result r = result("CYP2D6", STARDOSE_STATUS_CALLED, &c, 1);
	const struct stardose_guidance *out = guide(everything, &r, 1);
	const struct stardose_guidance_line *none =
		line_of_source(out, "ondansetron", "CPIC", "CYP2D6");

	(void)state;
	assert_true(has(none, STARDOSE_FLAG_SUPERSEDED));
	assert_string_equal(none->row->action->code, "superseded");
	assert_false(
		has(line_of_source(out, "codeine", "CPIC", "CYP2D6"), STARDOSE_FLAG_SUPERSEDED));
	assert_true(has(line_of_source(out, "aripiprazole", "FDA", "CYP2D6"),
			STARDOSE_FLAG_SUPERSEDED)); /* no row of the old table */
	r = result("CYP2D6", STARDOSE_STATUS_CALLED, &pm, 1);
	assert_true(has(line_of_source(guide(everything, &r, 1), "aripiprazole", "FDA", "CYP2D6"),
			STARDOSE_FLAG_SUPERSEDED));
}

/* ---- findings ---- */

static const char finding_rows[] = GUIDANCE_HEADER TWO("1", "a", "CPIC", "*15:02 positive", "avoid")
	TWO("2", "a", "CPIC", "*15:02 negative", "standard")
		TWO("3", "b", "CPIC", "*1/*3", "caution") TWO("4", "b", "DPWG", "*15:02 positive",
							      "avoid")
			TWO("5", "b", "DPWG", "*15:11 positive", "caution")
				TWO("6", "c", "CPIC", "*15:02 negative|No Result", "standard")
					TWO("7", "c", "CPIC", "*15:02 positive", "avoid");

/*
 * The lines that a person with this text as diplotype gets, by their row identities ("-": no row).
 */
static const struct stardose_guidance *with_text(struct stardose_guide *g, const char *text,
						 const char *ids)
{
	const struct stardose_gene_candidate c = candidate(text, NULL, NONE);
	const struct stardose_gene_result r = result("G", STARDOSE_STATUS_OUTSIDE, &c, 1);
	const struct stardose_guidance *out = guide(g, &r, 1);
	char got[64] = "";

	for (int i = 0; i < out->n_lines; i++) {
		strcat(got, out->lines[i]->row ? out->lines[i]->row->id : "-");
		check_sentence(out->lines[i]->guidance);
	}
	if (strcmp(got, ids))
		fail_msg("%s: rows %s instead of %s", text, got, ids);
	return out;
}

static void findings_and_typings_select_rows(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t =
		fixture_tables(two_sources, two_drugs, finding_rows, &err);
	struct stardose_guide *g = guide_for(t, NULL, NULL);
	const struct stardose_guidance *out;

	(void)state;
	with_text(g, "*15:02 positive", "1-47");
	with_text(g, "*15:02 negative", "2--6");
	with_text(g, "*3/*1", "-3-6"); /* a diplotype is no typing: no field has one digit */
	with_text(g, "*57:01 negative;*15:02 positive", "1-47");
	with_text(g, "*15:02/*15:11", "1-457");
	out = with_text(g, "G*15:02:01/G*40:01:02", "1-47");
	assert_string_equal(out->lines[0]->gene_result, "G:G*15:02:01/G*40:01:02");
	assert_string_equal(out->lines[0]->phenotype, "G:*15:02 positive");
	assert_string_equal(out->lines[0]->guidance, "G *15:02 positive: CPIC advises avoiding a.");
	with_text(g, "*13:01/*40:01", "2--6");
	out = with_text(g, "*57:01 negative", "---6");
	assert_string_equal(out->lines[0]->guidance, "G without result for *15:02: no CPIC row for "
						     "a applies. This does not mean that the usual "
						     "dose suits.");
	assert_string_equal(out->lines[0]->phenotype, "G:No Result");
	assert_string_equal(out->lines[0]->gene_result, "G:*57:01 negative");
	assert_true(has(out->lines[0], STARDOSE_FLAG_NO_RESULT) &&
		    has(out->lines[0], STARDOSE_FLAG_NO_ROW));
	assert_true(has(out->lines[3], STARDOSE_FLAG_NO_RESULT));
	stardose_guide_free(g);
	fixture_free(t);
}

/* ---- two genes, several candidates ---- */

static const char pair_rows[] = GUIDANCE_HEADER
#define PAIR(id, source, a, b, action)                                                             \
	id "\ta\t" source "\tgeneral\tG\t" a "\tH\t" b "\t" action                                 \
	   "\t\t\tstrong\t\tguideline\t2020\tx\thigh\n"
	PAIR("1", "CPIC", "NM", "NM", "standard") PAIR("2", "CPIC", "NM", "UM", "caution")
		PAIR("3", "CPIC", "UM", "NM|UM", "avoid")
			PAIR("4", "DPWG", "NM|UM", "NM|UM", "avoid");

/*
 * Two readings of each gene make four pairs: three rows, each with the diplotypes that lead to it.
 */
static void candidates_of_two_genes_are_tried_in_pairs(void **state)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t =
		fixture_tables(two_sources, two_drugs, pair_rows, &err);
	struct stardose_guide *g = guide_for(t, NULL, NULL);
	const struct stardose_gene_candidate c[] = { candidate("*1/*1", "Normal Metabolizer", NONE),
						     candidate("*1/*2", "Ultrarapid Metabolizer",
							       NONE) };
	const struct stardose_gene_result r[] = { result("G", STARDOSE_STATUS_AMBIGUOUS, c, 2),
						  result("H", STARDOSE_STATUS_AMBIGUOUS, c, 2) };
	static const char *const expected[] = { "G:*1/*1;H:*1/*1", "G:*1/*1;H:*1/*2",
						"G:*1/*2;H:*1/*1|*1/*2",
						"G:*1/*1|*1/*2;H:*1/*1|*1/*2" };
	const struct stardose_guidance *out = guide(g, r, 2);

	(void)state;
	assert_int_equal(out->n_lines, 4);
	for (int i = 0; i < 4; i++) {
		assert_string_equal(out->lines[i]->gene_result, expected[i]);
		assert_string_equal(out->lines[i]->row->id,
				    ((const char *[]){ "1", "2", "3", "4" })[i]);
		assert_int_equal(has(out->lines[i], STARDOSE_FLAG_CANDIDATE), i < 3);
		assert_true(has(out->lines[i], STARDOSE_FLAG_AMBIGUOUS));
	}
	stardose_guide_free(g);
	fixture_free(t);
}

/* ---- asking ---- */

static void refused(const char *drugs, const char *classes, const char *sources, const char *why)
{
	const struct stardose_guide_options options = { .size = sizeof(options),
							.drugs = drugs,
							.drug_classes = classes,
							.sources = sources };
	struct stardose_guide *g = NULL;
	struct stardose_error err;

	assert_int_equal(stardose_guide_new(shipped, &options, &g, &err), STARDOSE_EUSAGE);
	assert_null(g);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

static void unknown_names_are_refused_with_their_neighbours(void **state)
{
	(void)state;
	refused("paroxetin", NULL, NULL,
		"no medicine 'paroxetin' in the tables; nearest: 'paroxetine'");
	refused("codeine,zzzzzzzz", NULL, NULL,
		"no medicine 'zzzzzzzz' in the tables, and none that is spelt like it");
	refused(NULL, "SSRIs", NULL, "'SSRI'");
	refused(NULL, NULL, "dpwg,cpix", "they have: CPIC");
	refused(" , ", NULL, NULL, "empty list");
}

static void hear(void *user, int level, const char *text)
{
	kstring_t *heard = user;

	assert_int_equal(level, STARDOSE_EROW);
	ksprintf(heard, "%s\n", text);
}

/*
 * What is known of the list is answered; a list of which nothing is known is an error all the same.
 */
static void unknown_names_are_set_aside_where_somebody_listens(void **state)
{
	kstring_t heard = KS_INITIALIZE;
	struct stardose_guide_options options = {
		.size = sizeof(options),
		.drugs = "codeine,zzzzzzzz, paroxetin",
		.drug_classes = "SSRIs,SSRI",
		.sources = "cpix,cpic",
		.log = { hear, &heard },
	};
	struct stardose_guide *g;
	struct stardose_error err;

	(void)state;
	assert_int_equal(stardose_guide_new(shipped, &options, &g, NULL), STARDOSE_OK);
	assert_true(n_lines_of(guide(g, NULL, 0), "codeine", NULL) == 1 &&
		    n_lines_of(guide(g, NULL, 0), "citalopram", NULL) == 1);
	stardose_guide_free(g);
	for (const char *const *s = (const char *const[]){ "'zzzzzzzz'", "'paroxetin'", "'SSRIs'",
							     "'cpix'", NULL };
	     *s; s++)
		assert_non_null(strstr(heard.s, *s));
	heard.l = 0;
	options.drugs = "zzzzzzzz,paroxetin";
	assert_int_equal(stardose_guide_new(shipped, &options, &g, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "'zzzzzzzz'"));
	assert_int_equal(heard.l, 0);
	ks_free(&heard);
}

static void classes_add_to_names(void **state)
{
	const struct stardose_guide_options options = { .size = sizeof(options),
							.drugs = "codeine",
							.drug_classes = "ssri" };
	struct stardose_guide *g;
	const struct stardose_guidance *out;

	(void)state;
	assert_int_equal(stardose_guide_new(shipped, &options, &g, NULL), STARDOSE_OK);
	out = guide(g, NULL, 0);
	assert_true(n_lines_of(out, "codeine", NULL) && n_lines_of(out, "citalopram", NULL) &&
		    n_lines_of(out, "fluoxetine", NULL));
	assert_int_equal(n_lines_of(out, "venlafaxine", NULL), 0);
	stardose_guide_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sieve_for_claims_has_no_hole),
		cmocka_unit_test(each_condition_of_each_shipped_row_gives_that_row_and_no_other),
		cmocka_unit_test(no_word_of_ours_claims_too_much),
		cmocka_unit_test(a_line_names_results_phenotype_row_and_wording),
		cmocka_unit_test(
			a_row_for_whatever_result_says_so_and_carries_no_doubt_of_the_call),
		cmocka_unit_test(a_gene_without_result_uses_the_no_result_rows_of_the_source),
		cmocka_unit_test(no_row_is_said_and_is_no_advice),
		cmocka_unit_test(a_medicine_without_rows_is_answered_when_asked_for),
		cmocka_unit_test(candidates_that_lead_to_different_rows_are_each_shown),
		cmocka_unit_test(candidates_that_lead_to_one_row_make_one_line),
		cmocka_unit_test(candidates_of_one_phenotype_may_still_differ_by_score),
		cmocka_unit_test(five_hundred_candidates_are_named_by_the_first_eight),
		cmocka_unit_test(a_phenotype_without_score_shows_every_row_that_may_apply),
		cmocka_unit_test(a_score_that_contradicts_the_phenotype_is_flagged),
		cmocka_unit_test(a_score_between_the_listed_ones_has_the_row_of_its_band),
		cmocka_unit_test(the_status_of_a_call_becomes_a_flag),
		cmocka_unit_test(a_sentence_carries_the_doubts_of_the_call),
		cmocka_unit_test(calls_are_joined_once_and_shared),
		cmocka_unit_test(an_outside_call_without_candidates_counts_by_its_phenotype),
		cmocka_unit_test(sources_stand_side_by_side_and_disagreement_is_flagged),
		cmocka_unit_test(hints_of_structure_and_contradictions_become_flags),
		cmocka_unit_test(a_result_that_the_scales_call_differently_is_flagged_and_named),
		cmocka_unit_test(
			a_score_that_the_scales_count_differently_is_flagged_where_it_selects),
		cmocka_unit_test(the_sentence_names_both_assignments_where_they_meet_other_rows),
		cmocka_unit_test(score_two_and_a_half_is_two_phenotypes_and_the_sources_disagree),
		cmocka_unit_test(one_17_is_rapid_for_cpic_and_normal_for_dpwg),
		cmocka_unit_test(sources_of_shipped_rows_disagree_on_both_sides_at_once),
		cmocka_unit_test(rows_of_a_replaced_edition_are_flagged),
		cmocka_unit_test(findings_and_typings_select_rows),
		cmocka_unit_test(candidates_of_two_genes_are_tried_in_pairs),
		cmocka_unit_test(unknown_names_are_refused_with_their_neighbours),
		cmocka_unit_test(unknown_names_are_set_aside_where_somebody_listens),
		cmocka_unit_test(classes_add_to_names),
	};

	return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
