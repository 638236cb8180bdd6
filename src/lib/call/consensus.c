/* consensus.c - what the candidates of a call agree on */
#include <string.h>
#include "call/candidate.h"
#include "call/consensus.h"
#include "phenotype/phenotype.h"

void sdi_call_consensus(struct stardose_call *call)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		call->phenotype[g] = call->candidates[0].phenotype[g];
		for (int i = 1; i < call->n_candidates; i++)
			if (strcmp(call->candidates[i].phenotype[g], call->phenotype[g])) {
				call->phenotype[g] = SDI_INDETERMINATE;
				if (g == STARDOSE_GUIDELINE_CPIC)
					call->reasons |= UINT64_C(1)
							 << STARDOSE_REASON_CANDIDATES_DISAGREE;
				break;
			}
	}
	call->score_lo = call->score_hi = call->candidates[0].score[STARDOSE_GUIDELINE_CPIC];
	for (int i = 1; i < call->n_candidates && call->score_lo != STARDOSE_VALUE_NONE; i++) {
		int score = call->candidates[i].score[STARDOSE_GUIDELINE_CPIC];

		if (score == STARDOSE_VALUE_NONE)
			call->score_lo = call->score_hi = score;
		else if (score < call->score_lo)
			call->score_lo = score;
		else if (score > call->score_hi)
			call->score_hi = score;
	}
}

void sdi_call_trim(struct stardose_call *call, int is_cut)
{
	if (is_cut || call->n_candidates > SDI_MAX_CANDIDATES)
		call->reasons |= UINT64_C(1) << STARDOSE_REASON_TOO_MANY_READINGS;
	for (; call->n_candidates > SDI_MAX_CANDIDATES; call->n_candidates--)
		sdi_candidate_release(&call->candidates[call->n_candidates - 1]);
	if (!is_cut)
		return;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
		call->phenotype[g] = SDI_INDETERMINATE;
	call->score_lo = call->score_hi = STARDOSE_VALUE_NONE;
}
