/* join_state.c - what a row or the other scale makes of a state */
#include "guidance/join_state.h"
#include "tables/condition.h"
#include "util/text.h"

const struct stardose_guidance_term *sdi_join_match(const struct sdi_join *j,
					   const struct stardose_guidance_row *row, int g,
					   int state)
{
	return sdi_condition_match(&row->condition[g], j->side[g].states[state].first, j->scale);
}

int sdi_join_rests_on(const struct stardose_guidance_row *row, int g)
{
	return !row || row->condition[g].n_terms != 1 ||
	       row->condition[g].terms[0].kind != STARDOSE_TERM_ANY;
}

/* ---- the other scale ---- */

/* Does the other gene, if the row has one, leave it open? */
static int other_gene_meets(const struct sdi_join *j, const struct stardose_guidance_row *row,
			    int g)
{
	for (int s = 0; j->n_sides == 2 && s < j->side[!g].n_states; s++)
		if (j->side[!g].states[s].has_outcome && sdi_join_match(j, row, !g, s))
			return 1;
	return j->n_sides == 1;
}

/*
 * Would the other scale's phenotype or score meet other rows of the group? Where the phenotypes
 * differ, the same score stands for both, and the rows' intervals are those of one scale only: so
 * the other phenotype is tried without it.
 */
static int other_scale_decides(const struct sdi_join *j, int g,
			       const struct stardose_gene_candidate *c, int same_phenotype)
{
	enum stardose_guideline other = j->scale == STARDOSE_GUIDELINE_CPIC
						? STARDOSE_GUIDELINE_DPWG
						: STARDOSE_GUIDELINE_CPIC;
	struct stardose_gene_candidate as_other = *c;

	as_other.phenotype[j->scale] = sdi_result_phenotype(c, other);
	as_other.score[j->scale] =
		same_phenotype ? sdi_result_score(c, other) : STARDOSE_VALUE_NONE;
	for (int i = 0; i < j->group->n_rows; i++) {
		const struct stardose_condition *condition = &j->group->rows[i].condition[g];

		if (!sdi_condition_match(condition, c, j->scale) !=
			    !sdi_condition_match(condition, &as_other, j->scale) &&
		    other_gene_meets(j, &j->group->rows[i], g))
			return 1;
	}
	return 0;
}

int sdi_join_assignment_of(const struct sdi_join *j, int g, const struct stardose_gene_candidate *c)
{
	int same = sdi_same_text(sdi_result_phenotype(c, STARDOSE_GUIDELINE_CPIC),
				 sdi_result_phenotype(c, STARDOSE_GUIDELINE_DPWG));

	if (same && sdi_result_score(c, STARDOSE_GUIDELINE_CPIC) ==
			    sdi_result_score(c, STARDOSE_GUIDELINE_DPWG))
		return 0;
	return other_scale_decides(j, g, c, same) ? 2 : !same;
}

int sdi_join_assignment(const struct sdi_join *j, int g)
{
	const struct sdi_join_side *side = &j->side[g];
	int worst = 0;

	for (int i = 0; i < side->n_candidates; i++) {
		int a = side->states[side->state_of[i]].has_outcome
				? sdi_join_assignment_of(j, g, &side->result->candidates[i])
				: 0;

		worst = a > worst ? a : worst;
	}
	return worst;
}
