/* guidance_flags.c - the words for what a line of guidance rests on */
#include "guidance/guidance_flags.h"

static const struct { enum stardose_reason reason; enum stardose_flag flag; } of_reason[] = {
	{ STARDOSE_REASON_PHENOTYPE_OPEN, STARDOSE_FLAG_PHENOTYPE_OPEN },
	{ STARDOSE_REASON_PHASE_UNKNOWN, STARDOSE_FLAG_PHASE_UNKNOWN },
	{ STARDOSE_REASON_SUSPECTED_DELETION, STARDOSE_FLAG_STRUCTURE_SUSPECTED },
	{ STARDOSE_REASON_SUSPECTED_EXTRA_COPY, STARDOSE_FLAG_STRUCTURE_SUSPECTED },
	{ STARDOSE_REASON_SUSPECTED_HYBRID, STARDOSE_FLAG_STRUCTURE_SUSPECTED },
	{ STARDOSE_REASON_COPIES_CONFLICT, STARDOSE_FLAG_COPIES_CONFLICT },
	{ STARDOSE_REASON_HYBRID_NOT_EXCLUDED, STARDOSE_FLAG_HYBRID_NOT_EXCLUDED },
	{ STARDOSE_REASON_OUTSIDE_DIFFERS, STARDOSE_FLAG_OUTSIDE_CONTRADICTED },
	{ STARDOSE_REASON_OUTSIDE_CONFLICT, STARDOSE_FLAG_OUTSIDE_CONTRADICTED },
	{ STARDOSE_REASON_GENOTYPES_DIFFER, STARDOSE_FLAG_OUTSIDE_CONTRADICTED },
};
#define N_REASONS (sizeof(of_reason) / sizeof(*of_reason))

uint64_t sdi_reasons_that_flag(void)
{
	uint64_t reasons = 0;

	for (size_t i = 0; i < N_REASONS; i++)
		reasons |= (uint64_t)1 << of_reason[i].reason;
	return reasons;
}

uint32_t sdi_flags_of_result(const struct stardose_guidance_tables *tables,
			     const struct stardose_gene_result *result)
{
	static const uint32_t of_status[STARDOSE_N_CALL_STATUS] = {
		[STARDOSE_STATUS_PARTIAL] = 1 << STARDOSE_FLAG_PARTIAL,
		[STARDOSE_STATUS_AMBIGUOUS] = 1 << STARDOSE_FLAG_AMBIGUOUS,
		[STARDOSE_STATUS_INCOMPLETE] = 1 << STARDOSE_FLAG_INCOMPLETE,
		[STARDOSE_STATUS_ASSUMED] = 1 << STARDOSE_FLAG_ASSUMED,
		[STARDOSE_STATUS_OUTSIDE] = 1 << STARDOSE_FLAG_OUTSIDE,
	};
	uint32_t flags;

	if (!result)
		return 1 << STARDOSE_FLAG_NO_RESULT;
	flags = (unsigned)result->status < STARDOSE_N_CALL_STATUS ? of_status[result->status] : 0;
	if (result->n_candidates > 1)
		flags |= 1 << STARDOSE_FLAG_AMBIGUOUS;
	if (result->copies == -1)
		flags |= (uint32_t)1 << (stardose_guidance_code(tables, STARDOSE_LIST_RARE_STRUCTURE,
								result->gene)
						 ? STARDOSE_FLAG_RARE_COPIES_NOT_ASSESSED
						 : STARDOSE_FLAG_COPIES_NOT_ASSESSED);
	for (size_t i = 0; i < N_REASONS; i++)
		if (result->reasons >> of_reason[i].reason & 1)
			flags |= (uint32_t)1 << of_reason[i].flag;
	return flags;
}

/* ---- codes; what they mean is in words.tsv, kinds flag and caveat ---- */

static const char *const codes[STARDOSE_N_FLAGS] = {
	[STARDOSE_FLAG_CANDIDATE] = "candidate",
	[STARDOSE_FLAG_AMBIGUOUS] = "ambiguous_call",
	[STARDOSE_FLAG_PARTIAL] = "partial_call",
	[STARDOSE_FLAG_INCOMPLETE] = "incomplete_call",
	[STARDOSE_FLAG_ASSUMED] = "assumed_call",
	[STARDOSE_FLAG_OUTSIDE] = "outside_call",
	[STARDOSE_FLAG_COPIES_NOT_ASSESSED] = "copies_not_assessed",
	[STARDOSE_FLAG_PHENOTYPE_OPEN] = "phenotype_open",
	[STARDOSE_FLAG_PHASE_UNKNOWN] = "phase_unknown",
	[STARDOSE_FLAG_STRUCTURE_SUSPECTED] = "structure_suspected",
	[STARDOSE_FLAG_COPIES_CONFLICT] = "copies_conflict",
	[STARDOSE_FLAG_HYBRID_NOT_EXCLUDED] = "hybrid_not_excluded",
	[STARDOSE_FLAG_OUTSIDE_CONTRADICTED] = "outside_contradicted",
	[STARDOSE_FLAG_ASSIGNMENT_DIFFERS] = "assignment_differs",
	[STARDOSE_FLAG_NO_RESULT] = "no_result",
	[STARDOSE_FLAG_NO_ROW] = "no_row",
	[STARDOSE_FLAG_NO_GUIDANCE] = "no_guidance",
	[STARDOSE_FLAG_SCORE_NOT_GIVEN] = "score_not_given",
	[STARDOSE_FLAG_SCORE_DIFFERS] = "score_differs",
	[STARDOSE_FLAG_SOURCES_DISAGREE] = "sources_disagree",
	[STARDOSE_FLAG_SUPERSEDED] = "superseded_edition",
	[STARDOSE_FLAG_LOCAL] = "local",
	[STARDOSE_FLAG_ENZYME_ACTED_ON] = "enzyme_acted_on",
	[STARDOSE_FLAG_LIST_INCOMPLETE] = "list_incomplete",
	[STARDOSE_FLAG_REFERENCE_RESULT] = "reference_result",
	[STARDOSE_FLAG_RESTS_ON_MISSING_GENE] = "rests_on_missing_gene",
	[STARDOSE_FLAG_NEWER_SILENT] = "newer_source_silent",
	[STARDOSE_FLAG_RARE_COPIES_NOT_ASSESSED] = "rare_copies_not_assessed",
	[STARDOSE_FLAG_LABEL_RULE] = "label_rule",
	[STARDOSE_FLAG_LABEL_RULE_BESIDE] = "label_rule_beside",
};

const char *stardose_flag_code(enum stardose_flag flag)
{
	return (unsigned)flag < STARDOSE_N_FLAGS ? codes[flag] : "?";
}
