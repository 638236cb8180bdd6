/* group_join.c - candidates of one or two genes against the rows of one group */
#include <stdlib.h>
#include <string.h>
#include "guidance/group_join.h"
#include "guidance/sentence.h"
#include "tables/condition.h"

#define MAX_NAMES 8	/* diplotypes named in a line; a gene with more ends in "|..." */

/* Candidates of one gene that no row of the group can tell apart. */
struct state {
	const struct stardose_gene_candidate *first;	/* NULL: no result */
	int has_outcome;				/* scratch of put_*(): the state belongs to the outcome being told */
};

struct side {
	const struct stardose_gene_result *result;	/* NULL: none */
	const char *gene;
	int by_score;		/* some row of the group is keyed by the activity score of this gene */
	int by_text;		/* some row compares a diplotype, a carrier or a finding */
	int n_states, n_candidates;
	struct state *states;
	int *state_of;		/* of each candidate */
};

/* A row that applies, and the combinations of states that make it apply. */
struct outcome {
	const struct stardose_guidance_row *row;	/* NULL: those combinations to which no row applies */
	unsigned char *member;		/* by state of the first side x state of the second */
	int is_partial;			/* other combinations lead elsewhere */
};

struct join {
	const struct stardose_guidance_tables *tables;
	const struct stardose_guidance_group *group;
	enum stardose_guideline scale;
	int n_sides;
	struct side side[2];
	int n_outcomes;
	struct outcome *outcomes;
	struct sdi_arena scratch, *arena;
	struct sdi_group_lines *out;
};

/* ---- states ---- */

static int same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static int same_state(const struct join *j, const struct side *side, const struct stardose_gene_candidate *a,
		      const struct stardose_gene_candidate *b)
{
	return same_text(sdi_result_phenotype(a, j->scale), sdi_result_phenotype(b, j->scale)) &&
	       (!side->by_score || sdi_result_score(a, j->scale) == sdi_result_score(b, j->scale)) &&
	       (!side->by_text || same_text(a->diplotype, b->diplotype));
}

static void what_rows_ask(const struct stardose_guidance_group *group, int g, struct side *side)
{
	for (int i = 0; i < group->n_rows; i++)
		for (int k = 0; k < group->rows[i].condition[g].n_terms; k++) {
			const struct stardose_term *term = &group->rows[i].condition[g].terms[k];

			side->by_score |= term->lo >= 0;
			side->by_text |= term->kind >= STARDOSE_TERM_LITERAL;
		}
}

static int make_states(struct join *j, int g, const struct stardose_gene_result *result)
{
	struct side *side = &j->side[g];
	int n = result ? result->n_candidates : 0;

	side->gene = j->group->rows[0].condition[g].gene;
	side->result = n ? result : NULL;
	side->n_candidates = n;
	side->states = sdi_arena_alloc(&j->scratch, (n + 1) * sizeof(*side->states));
	side->state_of = sdi_arena_alloc(&j->scratch, (n + 1) * sizeof(*side->state_of));
	if (!side->states || !side->state_of)
		return STARDOSE_ENOMEM;
	what_rows_ask(j->group, g, side);
	side->n_states = n == 0;	/* one state without a candidate: no result */
	for (int i = 0; i < n; i++) {
		int s = 0;

		while (s < side->n_states && !same_state(j, side, side->states[s].first, &result->candidates[i]))
			s++;
		side->state_of[i] = s;
		if (s == side->n_states)
			side->states[side->n_states++].first = &result->candidates[i];
	}
	return STARDOSE_OK;
}

/* ---- outcomes ---- */

static const struct stardose_term *match(const struct join *j, const struct stardose_guidance_row *row, int g, int state)
{
	return sdi_condition_match(&row->condition[g], j->side[g].states[state].first, j->scale);
}

static int n_second(const struct join *j) { return j->n_sides == 2 ? j->side[1].n_states : 1; }
static int n_combinations(const struct join *j) { return j->side[0].n_states * n_second(j); }

static int applies(const struct join *j, const struct stardose_guidance_row *row, int combination)
{
	int a = combination / n_second(j), b = combination % n_second(j);

	return match(j, row, 0, a) && (j->n_sides == 1 || match(j, row, 1, b));
}

/* The outcome of @row, or NULL after a failure; a new one has no member. */
static struct outcome *outcome_of(struct join *j, const struct stardose_guidance_row *row)
{
	for (int i = 0; i < j->n_outcomes; i++)
		if (j->outcomes[i].row == row)
			return &j->outcomes[i];
	j->outcomes[j->n_outcomes].row = row;
	j->outcomes[j->n_outcomes].member = sdi_arena_alloc(&j->scratch, n_combinations(j));
	return j->outcomes[j->n_outcomes].member ? &j->outcomes[j->n_outcomes++] : NULL;
}

/* The rows of one context, from @beg to @end: the best candidate's come first. */
static int add_context(struct join *j, int beg, int end, unsigned char *has_row)
{
	for (int c = 0; c < n_combinations(j); c++)
		for (int i = beg; i < end; i++) {
			struct outcome *outcome;

			if (!applies(j, &j->group->rows[i], c))
				continue;
			outcome = outcome_of(j, &j->group->rows[i]);
			if (!outcome)
				return STARDOSE_ENOMEM;
			outcome->member[c] = has_row[c] = 1;
		}
	return STARDOSE_OK;
}

/* Combinations without a row in any context stand together at the end. */
static int add_rest(struct join *j, const unsigned char *has_row)
{
	for (int c = 0; c < n_combinations(j); c++) {
		struct outcome *outcome;

		if (has_row[c])
			continue;
		outcome = outcome_of(j, NULL);
		if (!outcome)
			return STARDOSE_ENOMEM;
		outcome->member[c] = 1;
	}
	return STARDOSE_OK;
}

static int make_outcomes(struct join *j)
{
	int n = j->group->n_rows, ret = STARDOSE_OK;
	unsigned char *has_row = sdi_arena_alloc(&j->scratch, n_combinations(j));

	j->outcomes = sdi_arena_alloc(&j->scratch, (n + 1) * sizeof(*j->outcomes));
	if (!j->outcomes || !has_row)
		return STARDOSE_ENOMEM;
	for (int beg = 0, end; ret == STARDOSE_OK && beg < n; beg = end) {
		for (end = beg + 1; end < n && j->group->rows[end].context == j->group->rows[beg].context; )
			end++;
		ret = add_context(j, beg, end, has_row);
	}
	if (ret == STARDOSE_OK)
		ret = add_rest(j, has_row);
	for (int i = 0; ret == STARDOSE_OK && i < j->n_outcomes; i++)
		for (int c = 0; c < n_combinations(j); c++)
			j->outcomes[i].is_partial |= !j->outcomes[i].member[c];
	return ret;
}

/* Which states of each gene lead to this outcome? */
static void mark_states(struct join *j, const struct outcome *outcome)
{
	for (int g = 0; g < j->n_sides; g++)
		for (int s = 0; s < j->side[g].n_states; s++)
			j->side[g].states[s].has_outcome = 0;
	for (int a = 0; a < j->side[0].n_states; a++)
		for (int b = 0; b < n_second(j); b++) {
			if (!outcome->member[a * n_second(j) + b])
				continue;
			j->side[0].states[a].has_outcome = 1;
			if (j->n_sides == 2)
				j->side[1].states[b].has_outcome = 1;
		}
}

/* ---- words; mark_states() first ---- */

static uint32_t flags_of_result(const struct stardose_gene_result *result)
{
	static const int of_status[STARDOSE_N_CALL_STATUS] = {
		[STARDOSE_PARTIAL] = 1 << STARDOSE_FLAG_PARTIAL, [STARDOSE_AMBIGUOUS] = 1 << STARDOSE_FLAG_AMBIGUOUS,
		[STARDOSE_INCOMPLETE] = 1 << STARDOSE_FLAG_INCOMPLETE, [STARDOSE_ASSUMED_CALL] = 1 << STARDOSE_FLAG_ASSUMED,
		[STARDOSE_OUTSIDE] = 1 << STARDOSE_FLAG_OUTSIDE,
	};
	uint32_t flags;

	if (!result)
		return 1 << STARDOSE_FLAG_NO_RESULT;
	flags = (unsigned)result->status < STARDOSE_N_CALL_STATUS ? of_status[result->status] : 0;
	if (result->n_candidates > 1)
		flags |= 1 << STARDOSE_FLAG_AMBIGUOUS;
	if (result->copies == -1)
		flags |= 1 << STARDOSE_FLAG_COPIES_NOT_ASSESSED;
	if (result->is_phenotype_open)
		flags |= 1 << STARDOSE_FLAG_PHENOTYPE_OPEN;
	if (result->is_phase_unknown)
		flags |= 1 << STARDOSE_FLAG_PHASE_UNKNOWN;
	return flags;
}

static int put_diplotypes(kstring_t *out, const struct join *j, const struct side *side)
{
	int failed = 0, n = 0;

	if (!side->result)
		return kputs("no result", out) < 0;
	for (int i = 0; i < side->n_candidates && !failed; i++) {
		const struct stardose_gene_candidate *c = &side->result->candidates[i];
		const char *text = c->diplotype ? c->diplotype : sdi_result_phenotype(c, j->scale);

		if (!side->states[side->state_of[i]].has_outcome)
			continue;
		if (n++)
			failed |= kputc('|', out) < 0;
		if (n > MAX_NAMES)
			return failed || kputs("...", out) < 0;
		failed |= text ? kputs(text, out) < 0 : kputs("activity score ", out) < 0;
		if (!text)
			failed |= sdi_put_hundredths(out, sdi_result_score(c, j->scale)) != STARDOSE_OK;
	}
	return failed;
}

static int put_phenotypes(kstring_t *out, const struct join *j, const struct side *side)
{
	int failed = 0, n = 0;

	if (!side->result)
		return kputs("No Result", out) < 0;
	for (int s = 0; s < side->n_states && !failed; s++) {
		const char *text = sdi_result_phenotype(side->states[s].first, j->scale);
		int score = side->by_score ? sdi_result_score(side->states[s].first, j->scale) : STARDOSE_VALUE_NONE;

		if (!side->states[s].has_outcome)
			continue;
		if (n++)
			failed |= kputc('|', out) < 0;
		failed |= kputs(text ? text : score == STARDOSE_VALUE_NONE ? "not given" : "activity score", out) < 0;
		if (score == STARDOSE_VALUE_NONE)
			continue;
		failed |= kputs(" (", out) < 0;
		failed |= sdi_put_hundredths(out, score) != STARDOSE_OK;
		failed |= kputc(')', out) < 0;
	}
	return failed;
}

/* "GENE:words;GENE2:words" */
static const char *per_gene(struct join *j, int (*put)(kstring_t *, const struct join *, const struct side *))
{
	kstring_t text = KS_INITIALIZE;
	const char *kept = NULL;
	int failed = 0;

	for (int g = 0; g < j->n_sides && !failed; g++) {
		failed |= ksprintf(&text, "%s%s:", g ? ";" : "", j->side[g].gene) < 0;
		failed |= put(&text, j, &j->side[g]);
	}
	if (!failed)
		kept = sdi_arena_strdup(j->arena, text.s);
	ks_free(&text);
	return kept;
}

/* Did this row look at the result of the gene? With @row NULL: yes. */
static int rests_on(const struct stardose_guidance_row *row, int g)
{
	return !row || row->condition[g].n_terms != 1 || row->condition[g].terms[0].kind != STARDOSE_TERM_ANY;
}

/* " (copy number not assessed; other alleles not excluded)": a reader of the sentence alone must know it too. */
static int put_caveats(kstring_t *out, const struct outcome *outcome, const struct side *side)
{
	uint32_t flags = side->result ? flags_of_result(side->result) : 0;
	int failed = 0, n = 0;

	if (outcome->is_partial && side->n_states > 1)
		flags |= 1 << STARDOSE_FLAG_CANDIDATE;
	for (int i = 0; i < STARDOSE_N_FLAGS && !failed; i++) {
		if (!(flags >> i & 1) || !sdi_flag_caveat(i))
			continue;
		failed = ksprintf(out, "%s%s", n++ ? "; " : " (", sdi_flag_caveat(i)) < 0;
	}
	return failed || (n && kputc(')', out) < 0);
}

static int put_subject(kstring_t *out, const struct join *j, const struct outcome *outcome)
{
	int ret = STARDOSE_OK, n_genes = 0;

	for (int g = 0; g < j->n_sides; g++) {
		const struct side *side = &j->side[g];
		int n = 0;

		if (!rests_on(outcome->row, g))
			continue;
		if (n_genes++ && kputs(", ", out) < 0)
			return STARDOSE_ENOMEM;
		for (int s = 0; s < side->n_states && ret == STARDOSE_OK; s++) {
			if (!side->states[s].has_outcome)
				continue;
			if (n++ && kputs(" or ", out) < 0)
				return STARDOSE_ENOMEM;
			ret = sdi_sentence_result(out, j->tables, side->gene, side->states[s].first, j->scale, side->by_score);
		}
		if (ret == STARDOSE_OK && put_caveats(out, outcome, side))
			return STARDOSE_ENOMEM;
	}
	return ret;
}

static const char *sentence(struct join *j, const struct outcome *outcome)
{
	const struct stardose_guidance_row *row = outcome->row;
	kstring_t subject = KS_INITIALIZE, text = KS_INITIALIZE;
	const char *kept = NULL;
	int ret = put_subject(&subject, j, outcome);

	if (ret == STARDOSE_OK && row)
		ret = sdi_sentence_row(&text, row, subject.s ? subject.s : "");
	else if (ret == STARDOSE_OK)
		ret = sdi_sentence_no_row(&text, j->group->rows[0].drug, j->group->rows[0].source, subject.s ? subject.s : "");
	if (ret == STARDOSE_OK)
		kept = sdi_arena_strdup(j->arena, text.s);
	ks_free(&subject);
	ks_free(&text);
	return kept;
}

/* ---- flags ---- */

/* Does another row of the same context apply to one of the same combinations? */
static int is_one_of_several(const struct join *j, const struct outcome *outcome)
{
	for (int i = 0; i < j->n_outcomes; i++) {
		const struct outcome *other = &j->outcomes[i];

		if (other == outcome || !other->row || other->row->context != outcome->row->context)
			continue;
		for (int c = 0; c < n_combinations(j); c++)
			if (other->member[c] && outcome->member[c])
				return 1;
	}
	return 0;
}

/* What the activity score of one gene has to do with the row being selected. */
static uint32_t flags_of_score(const struct join *j, const struct outcome *outcome, int g)
{
	const struct side *side = &j->side[g];
	uint32_t flags = 0;

	for (int s = 0; s < side->n_states; s++) {
		const struct stardose_gene_candidate *c = side->states[s].first;
		const struct stardose_term *term = side->states[s].has_outcome ? match(j, outcome->row, g, s) : NULL;
		const char *phenotype = c ? sdi_result_phenotype(c, j->scale) : NULL;

		if (!term || term->lo < 0 || !c)
			continue;
		if (sdi_result_score(c, j->scale) == STARDOSE_VALUE_NONE)
			flags |= is_one_of_several(j, outcome) ? 1 << STARDOSE_FLAG_SCORE_NOT_GIVEN : 0;
		else if (phenotype && !sdi_is_phenotype(term->phenotype, phenotype))
			flags |= 1 << STARDOSE_FLAG_SCORE_DIFFERS;
	}
	return flags;
}

static uint32_t flags_of_line(const struct join *j, const struct outcome *outcome)
{
	const struct stardose_guidance_row *row = outcome->row;
	uint32_t flags = outcome->is_partial ? 1 << STARDOSE_FLAG_CANDIDATE : 0;

	for (int g = 0; g < j->n_sides; g++) {
		if (rests_on(row, g))
			flags |= flags_of_result(j->side[g].result);
		if (row)
			flags |= flags_of_score(j, outcome, g);
	}
	if (!row)
		flags |= 1 << STARDOSE_FLAG_NO_ROW;
	if (row && row->is_local)
		flags |= 1 << STARDOSE_FLAG_LOCAL;
	return flags;
}

/* ---- lines ---- */

/* Where no row applies there is no context either: that of the rows, if they have but one. */
static const struct stardose_code *context_of(const struct join *j, const struct outcome *outcome)
{
	const struct stardose_code *general = stardose_guidance_code(j->tables, STARDOSE_LIST_CONTEXT, "general");

	if (outcome->row)
		return outcome->row->context;
	for (int i = 1; general && i < j->group->n_rows; i++)
		if (j->group->rows[i].context != j->group->rows[0].context)
			return general;
	return j->group->rows[0].context;
}

static int add_line(struct join *j, const struct outcome *outcome)
{
	const struct stardose_guidance_row *any = &j->group->rows[0];
	struct stardose_guidance_line *line = &j->out->lines[j->out->n++];

	mark_states(j, outcome);
	*line = (struct stardose_guidance_line){
		.drug = any->drug, .source = any->source, .context = context_of(j, outcome), .row = outcome->row,
		.gene_result = per_gene(j, put_diplotypes), .phenotype = per_gene(j, put_phenotypes),
		.guidance = sentence(j, outcome), .flags = flags_of_line(j, outcome),
	};
	return line->gene_result && line->phenotype && line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int make_lines(struct join *j)
{
	int ret = STARDOSE_OK;

	j->out->n = 0;
	j->out->lines = sdi_arena_alloc(j->arena, j->n_outcomes * sizeof(*j->out->lines));
	if (!j->out->lines)
		return STARDOSE_ENOMEM;
	for (int i = 0; ret == STARDOSE_OK && i < j->n_outcomes; i++)
		ret = add_line(j, &j->outcomes[i]);
	return ret;
}

int sdi_group_join(const struct stardose_guidance_tables *tables, const struct stardose_guidance_group *group,
		   const struct stardose_gene_result *const result[2], struct sdi_arena *arena, struct sdi_group_lines *out)
{
	struct join j = {
		.tables = tables, .group = group, .scale = sdi_source_scale(group->rows[0].source),
		.n_sides = group->rows[0].n_genes, .arena = arena, .out = out,
	};
	int ret = STARDOSE_OK;

	for (int g = 0; ret == STARDOSE_OK && g < j.n_sides; g++)
		ret = make_states(&j, g, result[g]);
	if (ret == STARDOSE_OK)
		ret = make_outcomes(&j);
	if (ret == STARDOSE_OK)
		ret = make_lines(&j);
	sdi_arena_release(&j.scratch);
	return ret;
}
