/* guidance_flags.c - the words for what a line of guidance rests on */
#include "guidance/sentence.h"

static const struct { const char *code, *text; } flags[STARDOSE_N_FLAGS] = {
	[STARDOSE_FLAG_CANDIDATE] = { "candidate",
		"one of several diplotypes that fit what was seen; the others lead to other rows, which are shown as well" },
	[STARDOSE_FLAG_AMBIGUOUS] = { "ambiguous_call", "several diplotypes fit what was seen of a gene that this rests on" },
	[STARDOSE_FLAG_PARTIAL] = { "partial_call", "a haplotype of a gene that this rests on fits no named allele" },
	[STARDOSE_FLAG_INCOMPLETE] = { "incomplete_call",
		"sites without evidence leave other alleles open in a gene that this rests on" },
	[STARDOSE_FLAG_ASSUMED] = { "assumed_call", "sites without a record were taken as reference because the user said so" },
	[STARDOSE_FLAG_OUTSIDE] = { "outside_call", "the result of the gene was made by another program" },
	[STARDOSE_FLAG_COPIES_NOT_ASSESSED] = { "copies_not_assessed",
		"the number of gene copies was not assessed; a deletion or an extra copy would change the result" },
	[STARDOSE_FLAG_PHENOTYPE_OPEN] = { "phenotype_open", "an allele that is not excluded would change the phenotype" },
	[STARDOSE_FLAG_PHASE_UNKNOWN] = { "phase_unknown",
		"sites are not phased with each other; haplotypes without a name could explain them too" },
	[STARDOSE_FLAG_NO_RESULT] = { "no_result", "a gene that the rows ask for has no result" },
	[STARDOSE_FLAG_NO_ROW] = { "no_row", "the source has rows for this medicine, none of them for this result" },
	[STARDOSE_FLAG_NO_GUIDANCE] = { "no_guidance", "the tables have no row of this source for this medicine" },
	[STARDOSE_FLAG_SCORE_NOT_GIVEN] = { "score_not_given",
		"the source tells rows apart by activity score and only a phenotype is known: every row that may apply is shown" },
	[STARDOSE_FLAG_SCORE_DIFFERS] = { "score_differs",
		"the activity score selected the row, and the phenotype that was given does not belong to it" },
	[STARDOSE_FLAG_SOURCES_DISAGREE] = { "sources_disagree",
		"another source points in another direction for this medicine and these results" },
	[STARDOSE_FLAG_LOCAL] = { "local", "a row of the laboratory that runs the program, not one that the program ships" },
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
	};
	return (unsigned)flag < STARDOSE_N_FLAGS ? caveats[flag] : NULL;
}
