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

uint32_t sdi_flags_of_result(const struct stardose_gene_result *result)
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
		flags |= 1 << STARDOSE_FLAG_COPIES_NOT_ASSESSED;
	for (size_t i = 0; i < N_REASONS; i++)
		if (result->reasons >> of_reason[i].reason & 1)
			flags |= (uint32_t)1 << of_reason[i].flag;
	return flags;
}

/* ---- words ---- */

static const struct { const char *code, *text;
} flags[STARDOSE_N_FLAGS] = {
	[STARDOSE_FLAG_CANDIDATE] = { "candidate",
				      "one of several diplotypes that fit what was seen; the "
				      "others lead to other rows, which are shown as well" },
	[STARDOSE_FLAG_AMBIGUOUS] = { "ambiguous_call", "several diplotypes fit what was seen of a "
							"gene that this rests on" },
	[STARDOSE_FLAG_PARTIAL] = { "partial_call", "a haplotype of a gene that this rests on fits "
						    "no named allele" },
	[STARDOSE_FLAG_INCOMPLETE] = { "incomplete_call",
				       "sites without evidence leave other alleles open in a gene "
				       "that this rests on" },
	[STARDOSE_FLAG_ASSUMED] = { "assumed_call", "sites without a record were taken as "
						    "reference because the user said so" },
	[STARDOSE_FLAG_OUTSIDE] = { "outside_call",
				    "the result of the gene was made by another program" },
	[STARDOSE_FLAG_COPIES_NOT_ASSESSED] = { "copies_not_assessed",
						"the number of gene copies was not assessed; a "
						"deletion or an extra copy would change the "
						"result" },
	[STARDOSE_FLAG_PHENOTYPE_OPEN] = { "phenotype_open", "an allele that is not excluded would "
							     "change the phenotype" },
	[STARDOSE_FLAG_PHASE_UNKNOWN] = { "phase_unknown",
					  "sites are not phased with each other; haplotypes "
					  "without a name could explain them too" },
	[STARDOSE_FLAG_STRUCTURE_SUSPECTED] = { "structure_suspected",
						"hints in the input speak for a deleted copy, an "
						"extra copy or a hybrid gene, which the result "
						"does not hold" },
	[STARDOSE_FLAG_COPIES_CONFLICT] = { "copies_conflict",
					    "what the input says of the number of gene copies "
					    "contradicts itself or the genotypes" },
	[STARDOSE_FLAG_HYBRID_NOT_EXCLUDED] = { "hybrid_not_excluded",
						"an extra gene copy may be a hybrid, mostly "
						"without function, which a count of whole genes "
						"does not tell" },
	[STARDOSE_FLAG_OUTSIDE_CONTRADICTED] = { "outside_contradicted",
						 "an outside result of the gene contradicts its "
						 "own phenotype or score, another outside result, "
						 "or the genotypes" },
	[STARDOSE_FLAG_ASSIGNMENT_DIFFERS] = { "assignment_differs",
					       "CPIC and DPWG assign different phenotypes to this "
					       "result, or different activity scores where these "
					       "select the row" },
	[STARDOSE_FLAG_NO_RESULT] = { "no_result", "a gene that the rows ask for has no result" },
	[STARDOSE_FLAG_NO_ROW] = { "no_row", "the source has rows for this medicine, none of them "
					     "for this result" },
	[STARDOSE_FLAG_NO_GUIDANCE] = { "no_guidance",
					"the tables have no row of this source for this medicine" },
	[STARDOSE_FLAG_SCORE_NOT_GIVEN] = { "score_not_given",
					    "the source tells rows apart by activity score and "
					    "only a phenotype is known: every row that may apply "
					    "is shown" },
	[STARDOSE_FLAG_SCORE_DIFFERS] = { "score_differs",
					  "the activity score selected the row, and the phenotype "
					  "that was given does not belong to it" },
	[STARDOSE_FLAG_SOURCES_DISAGREE] = { "sources_disagree",
					     "another source points in another direction for this "
					     "medicine and these results" },
	[STARDOSE_FLAG_SUPERSEDED] = { "superseded_edition",
				       "the source has published a newer edition, which these "
				       "tables do not hold" },
	[STARDOSE_FLAG_LOCAL] = { "local", "a row of the laboratory that runs the program, not one "
					   "that the program ships" },
};

const char *stardose_flag_code(enum stardose_flag flag)
{
	return (unsigned)flag < STARDOSE_N_FLAGS ? flags[flag].code : "?";
}

const char *stardose_flag_text(enum stardose_flag flag)
{
	return (unsigned)flag < STARDOSE_N_FLAGS ? flags[flag].text : "?";
}

const char *sdi_flag_caveat(enum stardose_flag flag)
{
	static const char *const caveats[STARDOSE_N_FLAGS] = {
		[STARDOSE_FLAG_CANDIDATE] = "one of several readings",
		[STARDOSE_FLAG_PARTIAL] = "a haplotype without a name",
		[STARDOSE_FLAG_INCOMPLETE] = "other alleles not excluded",
		[STARDOSE_FLAG_ASSUMED] = "missing sites taken as reference",
		[STARDOSE_FLAG_COPIES_NOT_ASSESSED] = "copy number not assessed",
		[STARDOSE_FLAG_PHENOTYPE_OPEN] = "one not excluded would change the phenotype",
		[STARDOSE_FLAG_STRUCTURE_SUSPECTED] = "a structural variant suspected",
		[STARDOSE_FLAG_COPIES_CONFLICT] = "contradictory copy number",
		[STARDOSE_FLAG_HYBRID_NOT_EXCLUDED] = "an extra copy may be a hybrid",
	};
	return (unsigned)flag < STARDOSE_N_FLAGS ? caveats[flag] : NULL;
}
