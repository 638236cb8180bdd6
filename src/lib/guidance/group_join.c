/* group_join.c - candidates of one or two genes against the rows of one group */
#include <string.h>
#include "guidance/guidance_flags.h"
#include "guidance/join_words.h"
#include "tables/condition.h"
#include "util/text.h"

/* ---- states ---- */

static int same_state(const struct sdi_join *j, const struct sdi_join_side *side,
		      const struct stardose_gene_candidate *a,
		      const struct stardose_gene_candidate *b)
{
	if (!a || !b)
		return a == b;
	return sdi_same_text(sdi_result_phenotype(a, j->scale),
			     sdi_result_phenotype(b, j->scale)) &&
	       (!side->by_score ||
		sdi_result_score(a, j->scale) == sdi_result_score(b, j->scale)) &&
	       (!side->by_text || sdi_same_text(a->diplotype, b->diplotype));
}

static void what_rows_ask(const struct stardose_guidance_group *group, int g,
			  struct sdi_join_side *side)
{
	for (int i = 0; i < group->n_rows; i++)
		for (int k = 0; k < group->rows[i].condition[g].n_terms; k++) {
			const struct stardose_guidance_term *term =
				&group->rows[i].condition[g].terms[k];

			side->by_score |= term->lo >= 0;
			side->by_text |= term->kind >= STARDOSE_TERM_LITERAL;
		}
}

static int asks_for_findings(const struct stardose_guidance_group *group, int g)
{
	for (int i = 0; i < group->n_rows; i++)
		for (int k = 0; k < group->rows[i].condition[g].n_terms; k++)
			if (group->rows[i].condition[g].terms[k].kind == STARDOSE_TERM_FINDING)
				return 1;
	return 0;
}

const struct stardose_gene_candidate *sdi_group_candidate(
	const struct stardose_guidance_group *group, int g,
	const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
{
	if (!candidate || !asks_for_findings(group, g))
		return candidate;
	for (int i = 0; i < group->n_rows; i++)
		if (!sdi_condition_is_unanswered(&group->rows[i].condition[g], candidate, scale))
			return candidate;
	return NULL;
}

static int make_states(struct sdi_join *j, int g, const struct stardose_gene_result *result)
{
	struct sdi_join_side *side = &j->side[g];
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
		const struct stardose_gene_candidate *c =
			sdi_group_candidate(j->group, g, &result->candidates[i], j->scale);
		int s = 0;

		while (s < side->n_states && !same_state(j, side, side->states[s].first, c))
			s++;
		side->state_of[i] = s;
		if (s == side->n_states)
			side->states[side->n_states++].first = c;
	}
	return STARDOSE_OK;
}

/* ---- outcomes ---- */

static int n_second(const struct sdi_join *j) { return j->n_sides == 2 ? j->side[1].n_states : 1; }
static int n_combinations(const struct sdi_join *j) { return j->side[0].n_states * n_second(j); }

static int applies(const struct sdi_join *j, const struct stardose_guidance_row *row,
		   int combination)
{
	int a = combination / n_second(j), b = combination % n_second(j);

	return sdi_join_match(j, row, 0, a) && (j->n_sides == 1 || sdi_join_match(j, row, 1, b));
}

/* The outcome of @row, or NULL after a failure; a new one has no member. */
static struct sdi_join_outcome *outcome_of(struct sdi_join *j,
					   const struct stardose_guidance_row *row)
{
	for (int i = 0; i < j->n_outcomes; i++)
		if (j->outcomes[i].row == row)
			return &j->outcomes[i];
	j->outcomes[j->n_outcomes].row = row;
	j->outcomes[j->n_outcomes].member = sdi_arena_alloc(&j->scratch, n_combinations(j));
	return j->outcomes[j->n_outcomes].member ? &j->outcomes[j->n_outcomes++] : NULL;
}

/* The rows of one context, from @beg to @end: the best candidate's come first. */
static int add_context(struct sdi_join *j, int beg, int end, unsigned char *has_row)
{
	for (int c = 0; c < n_combinations(j); c++)
		for (int i = beg; i < end; i++) {
			struct sdi_join_outcome *outcome;

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
static int add_rest(struct sdi_join *j, const unsigned char *has_row)
{
	for (int c = 0; c < n_combinations(j); c++) {
		struct sdi_join_outcome *outcome;

		if (has_row[c])
			continue;
		outcome = outcome_of(j, NULL);
		if (!outcome)
			return STARDOSE_ENOMEM;
		outcome->member[c] = 1;
	}
	return STARDOSE_OK;
}

static int make_outcomes(struct sdi_join *j)
{
	int n = j->group->n_rows, ret = STARDOSE_OK;
	unsigned char *has_row = sdi_arena_alloc(&j->scratch, n_combinations(j));

	j->outcomes = sdi_arena_alloc(&j->scratch, (n + 1) * sizeof(*j->outcomes));
	if (!j->outcomes || !has_row)
		return STARDOSE_ENOMEM;
	for (int beg = 0, end; !ret && beg < n; beg = end) {
		for (end = beg + 1;
		     end < n && j->group->rows[end].context == j->group->rows[beg].context;)
			end++;
		ret = add_context(j, beg, end, has_row);
	}
	if (!ret)
		ret = add_rest(j, has_row);
	for (int i = 0; !ret && i < j->n_outcomes; i++)
		for (int c = 0; c < n_combinations(j); c++)
			j->outcomes[i].is_partial |= !j->outcomes[i].member[c];
	return ret;
}

/* Which states of each gene lead to this outcome? */
static void mark_states(struct sdi_join *j, const struct sdi_join_outcome *outcome)
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

/* ---- flags ---- */

/* Does another row of the same context apply to one of the same combinations? */
static int is_one_of_several(const struct sdi_join *j, const struct sdi_join_outcome *outcome)
{
	for (int i = 0; i < j->n_outcomes; i++) {
		const struct sdi_join_outcome *other = &j->outcomes[i];

		if (other == outcome || !other->row || other->row->context != outcome->row->context)
			continue;
		for (int c = 0; c < n_combinations(j); c++)
			if (other->member[c] && outcome->member[c])
				return 1;
	}
	return 0;
}

/* What the activity score of one gene has to do with the row being selected. */
static uint32_t flags_of_score(const struct sdi_join *j, const struct sdi_join_outcome *outcome,
			       int g)
{
	const struct sdi_join_side *side = &j->side[g];
	uint32_t flags = 0;

	for (int s = 0; s < side->n_states; s++) {
		const struct stardose_gene_candidate *c = side->states[s].first;
		const struct stardose_guidance_term *term =
			side->states[s].has_outcome ? sdi_join_match(j, outcome->row, g, s) : NULL;
		const char *phenotype = c ? sdi_result_phenotype(c, j->scale) : NULL;

		if (!term || term->lo < 0 || !c)
			continue;
		if (sdi_result_score(c, j->scale) == STARDOSE_VALUE_NONE)
			flags |= is_one_of_several(j, outcome) ? 1 << STARDOSE_FLAG_SCORE_NOT_GIVEN
							       : 0;
		else if (phenotype && !sdi_is_phenotype(term->phenotype, phenotype))
			flags |= 1 << STARDOSE_FLAG_SCORE_DIFFERS;
	}
	return flags;
}

static uint32_t flags_of_side(const struct sdi_join *j, int g)
{
	const struct sdi_join_side *side = &j->side[g];
	uint32_t flags = sdi_flags_of_result(j->tables, side->result);

	for (int s = 0; s < side->n_states; s++)
		if (side->states[s].has_outcome && !side->states[s].first)
			flags |= 1 << STARDOSE_FLAG_NO_RESULT;
	if (sdi_join_assignment(j, g))
		flags |= 1 << STARDOSE_FLAG_ASSIGNMENT_DIFFERS;
	return flags;
}

/*
 * An edition that its source has replaced: the row says so itself, or its citation ("2022 newer
 * 2026-09-10").
 */
static int is_superseded(const struct stardose_guidance_row *row)
{
	return !strcmp(row->action->code, "superseded") || strstr(row->citation->value, " newer ");
}

/* Where no row applies, one of the newer edition may. */
static int is_any_superseded(const struct stardose_guidance_group *group)
{
	for (int i = 0; i < group->n_rows; i++)
		if (is_superseded(&group->rows[i]))
			return 1;
	return 0;
}

static uint32_t flags_of_line(const struct sdi_join *j, const struct sdi_join_outcome *outcome)
{
	const struct stardose_guidance_row *row = outcome->row;
	uint32_t flags = outcome->is_partial ? 1 << STARDOSE_FLAG_CANDIDATE : 0;

	for (int g = 0; g < j->n_sides; g++) {
		if (sdi_join_rests_on(row, g))
			flags |= flags_of_side(j, g);
		if (row)
			flags |= flags_of_score(j, outcome, g);
	}
	if (!row)
		flags |= 1 << STARDOSE_FLAG_NO_ROW;
	if (row ? is_superseded(row) : is_any_superseded(j->group))
		flags |= 1 << STARDOSE_FLAG_SUPERSEDED;
	if (row && row->is_local)
		flags |= 1 << STARDOSE_FLAG_LOCAL;
	if (row && sdi_row_is_reference(row))
		flags |= (uint32_t)1 << STARDOSE_FLAG_REFERENCE_RESULT;
	if (row && flags >> STARDOSE_FLAG_NO_RESULT & 1)
		flags |= (uint32_t)1 << STARDOSE_FLAG_RESTS_ON_MISSING_GENE;
	return flags;
}

/* ---- lines ---- */

/* Where no row applies there is no context either: that of the rows, if they have but one. */
static const struct stardose_guidance_code *context_of(const struct sdi_join *j,
						       const struct sdi_join_outcome *outcome)
{
	const struct stardose_guidance_code *general =
		stardose_guidance_code(j->tables, STARDOSE_LIST_CONTEXT, "general");

	if (outcome->row)
		return outcome->row->context;
	for (int i = 1; general && i < j->group->n_rows; i++)
		if (j->group->rows[i].context != j->group->rows[0].context)
			return general;
	return j->group->rows[0].context;
}

static int add_line(struct sdi_join *j, const struct sdi_join_outcome *outcome)
{
	const struct stardose_guidance_row *any = &j->group->rows[0];
	struct stardose_guidance_line *line = &j->out->lines[j->out->n++];

	mark_states(j, outcome);
	*line = (struct stardose_guidance_line){
		.drug = any->drug,
		.source = any->source,
		.context = context_of(j, outcome),
		.row = outcome->row,
		.gene_result = sdi_join_diplotypes(j),
		.phenotype = sdi_join_phenotypes(j),
		.guidance = sdi_join_sentence(j, outcome),
		.flags = flags_of_line(j, outcome),
	};
	for (int g = 0; g < j->n_sides; g++)
		if (sdi_join_rests_on(outcome->row, g)) {
			line->conversion[g] = j->context.conversion[g];
			line->is_converted[g] = j->context.is_converted[g];
		}
	return line->gene_result && line->phenotype && line->guidance ? STARDOSE_OK
								      : STARDOSE_ENOMEM;
}

static int make_lines(struct sdi_join *j)
{
	int ret = STARDOSE_OK;

	j->out->n = 0;
	j->out->lines = sdi_arena_alloc(j->arena, j->n_outcomes * sizeof(*j->out->lines));
	if (!j->out->lines)
		return STARDOSE_ENOMEM;
	for (int i = 0; !ret && i < j->n_outcomes; i++)
		ret = add_line(j, &j->outcomes[i]);
	return ret;
}

int sdi_group_join(const struct stardose_guidance_tables *tables,
		   const struct stardose_guidance_group *group,
		   const struct stardose_gene_result *const result[2],
		   const struct sdi_group_context *context, struct sdi_arena *arena,
		   struct sdi_group_lines *out)
{
	struct sdi_join j = {
		.tables = tables,
		.words = sdi_guidance_words(tables),
		.group = group,
		.scale = sdi_source_scale(group->rows[0].source),
		.n_sides = group->rows[0].n_genes,
		.arena = arena,
		.out = out,
	};
	int ret = STARDOSE_OK;

	if (context)
		j.context = *context;
	for (int g = 0; !ret && g < j.n_sides; g++)
		ret = make_states(&j, g, result[g]);
	if (!ret)
		ret = make_outcomes(&j);
	if (!ret)
		ret = make_lines(&j);
	sdi_arena_release(&j.scratch);
	return ret;
}
