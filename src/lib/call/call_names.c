/* call_names.c - the words that outputs use for states, statuses and reasons */
#include <stardose/call.h>

const char *stardose_evidence_name(enum stardose_evidence state)
{
	static const char *const names[STARDOSE_N_EVIDENCE] = {
		[STARDOSE_EVIDENCE_ABSENT] = "absent",	  [STARDOSE_EVIDENCE_CONFLICT] = "conflict",
		[STARDOSE_EVIDENCE_REJECTED] = "rejected", [STARDOSE_EVIDENCE_ASSUMED] = "assumed",
		[STARDOSE_EVIDENCE_BLOCK] = "block",	  [STARDOSE_EVIDENCE_OBSERVED] = "observed",
	};
	return (unsigned)state < STARDOSE_N_EVIDENCE ? names[state] : "?";
}

const char *stardose_call_status_name(enum stardose_call_status status)
{
	static const char *const names[STARDOSE_N_CALL_STATUS] = {
		[STARDOSE_STATUS_NO_CALL] = "no_call",
		[STARDOSE_STATUS_PARTIAL] = "partial",
		[STARDOSE_STATUS_AMBIGUOUS] = "ambiguous",
		[STARDOSE_STATUS_INCOMPLETE] = "incomplete",
		[STARDOSE_STATUS_ASSUMED] = "assumed",
		[STARDOSE_STATUS_CALLED] = "called",
		[STARDOSE_STATUS_OUTSIDE] = "outside",
	};
	return (unsigned)status < STARDOSE_N_CALL_STATUS ? names[status] : "?";
}

const char *stardose_phase_name(enum stardose_phase phase)
{
	static const char *const names[] = {
		[STARDOSE_PHASE_NONE] = ".",	      [STARDOSE_PHASE_UNPHASED] = "unphased",
		[STARDOSE_PHASE_PARTIAL] = "partial", [STARDOSE_PHASE_PHASED] = "phased",
		[STARDOSE_PHASE_HOMOZYGOUS] = "homozygous",
	};
	return (unsigned)phase <= STARDOSE_PHASE_HOMOZYGOUS ? names[phase] : "?";
}

static const struct { const char *code, *text;
} reasons[STARDOSE_N_REASONS] = {
	[STARDOSE_REASON_NO_RECORDS] = { "no_records", "the input has no record at any definition "
						       "site of the gene" },
	[STARDOSE_REASON_NO_GENOTYPES] = { "no_genotypes", "records of the gene carry no genotype "
							   "(GT) of the sample" },
	[STARDOSE_REASON_NO_USABLE_SITE] = { "no_usable_site",
					     "no definition site has evidence that can be used" },
	[STARDOSE_REASON_SITES_ABSENT] = { "sites_absent",
					   "nothing in the input speaks of some definition sites" },
	[STARDOSE_REASON_SITES_REJECTED] = { "sites_rejected", "some definition sites are ./., "
							       "filtered or below a threshold" },
	[STARDOSE_REASON_SITES_CONFLICT] = { "sites_conflict",
					     "records contradict each other at some "
					     "definition sites" },
	[STARDOSE_REASON_SITES_ASSUMED] = { "sites_assumed",
					    "some absent sites were filled with the "
					    "reference, as asked for" },
	[STARDOSE_REASON_HALF_CALL] = { "half_call",
					"a genotype names one allele only, such as ./1" },
	[STARDOSE_REASON_HAPLOID] = { "haploid", "the genotypes show one haplotype only" },
	[STARDOSE_REASON_MIXED_PLOIDY] = { "mixed_ploidy",
					   "genotypes of the gene differ in ploidy" },
	[STARDOSE_REASON_PLOIDY_UNSUPPORTED] = { "ploidy_unsupported",
						 "genotypes have more haplotypes than can be "
						 "matched" },
	[STARDOSE_REASON_SPANNING_DELETION] = { "spanning_deletion",
						"a deletion that no definition names covers a "
						"definition site" },
	[STARDOSE_REASON_UNLISTED_ALLELE] = { "unlisted_allele",
					      "a definition site shows an allele "
					      "that no definition names" },
	[STARDOSE_REASON_UNPHASED] = { "unphased",
				       "several diplotypes fit; phase would tell them apart" },
	[STARDOSE_REASON_PHASE_UNKNOWN] = { "phase_unknown",
					    "named alleles explain the unphased sites in one way "
					    "only; haplotypes without a name could explain them "
					    "too" },
	[STARDOSE_REASON_NO_NAMED_ALLELE] = { "no_named_allele", "a haplotype fits no named "
								 "allele; the nearest and its "
								 "extra variants are given" },
	[STARDOSE_REASON_NULL_VARIANT] = { "null_variant",
					   "a haplotype without a name carries a variant that "
					   "abolishes function by itself" },
	[STARDOSE_REASON_COPIES_NOT_ASSESSED] = { "copies_not_assessed",
						  "nothing in the input tells the number of gene "
						  "copies; a deletion, extra copy or hybrid would "
						  "not "
						  "show" },
	[STARDOSE_REASON_FUNCTION_UNKNOWN] = { "function_unknown", "an allele has no assigned "
								   "function or activity value" },
	[STARDOSE_REASON_CANDIDATES_DISAGREE] = { "candidates_disagree",
						  "the candidates have different phenotypes" },
	[STARDOSE_REASON_PHENOTYPE_OPEN] = { "phenotype_open",
					     "an allele that is not excluded would "
					     "change the phenotype" },
	[STARDOSE_REASON_NO_PHENOTYPE_RULE] = { "no_phenotype_rule",
						"no guideline assigns phenotypes for the gene" },
	[STARDOSE_REASON_TOO_MANY_READINGS] = { "too_many_readings", "more diplotypes fit than are "
								     "listed, or the search "
								     "for them was given up; the "
								     "most frequent are kept" },
	[STARDOSE_REASON_SUSPECTED_DELETION] = { "suspected_deletion",
						 "something in the input hints at a deleted gene "
						 "copy, which was not assessed" },
	[STARDOSE_REASON_SUSPECTED_EXTRA_COPY] = { "suspected_extra_copy",
						   "something in the input hints at an extra gene "
						   "copy, which was not assessed" },
	[STARDOSE_REASON_SUSPECTED_HYBRID] = { "suspected_hybrid", "something in the input hints "
								   "at a hybrid gene, which "
								   "was not assessed" },
	[STARDOSE_REASON_COPIES_CONFLICT] = { "copies_conflict", "what speaks of the number of "
								 "gene copies contradicts "
								 "itself or the genotypes" },
	[STARDOSE_REASON_COPIES_UNPLACED] = { "copies_unplaced",
					      "nothing tells which haplotype carries the extra "
					      "gene "
					      "copies; every way is a candidate" },
	[STARDOSE_REASON_HYBRID_NOT_EXCLUDED] = { "hybrid_not_excluded",
						  "of more than two gene copies some may be "
						  "hybrids, "
						  "which a count of whole genes does not tell" },
	[STARDOSE_REASON_COPIES_AT_LEAST] = { "copies_at_least",
					      "the outside call does not say how many copies there "
					      "are; number and score are the least" },
	[STARDOSE_REASON_OUTSIDE_DIFFERS] = { "outside_differs",
					      "the outside result gives another phenotype or score "
					      "than the tables give for it" },
	[STARDOSE_REASON_OUTSIDE_CONFLICT] = { "outside_conflict",
					       "outside results contradict each "
					       "other, so none of them is used" },
	[STARDOSE_REASON_OUTSIDE_NO_CALL] = { "outside_no_call", "the other program looked at the "
								 "gene and made no call" },
	[STARDOSE_REASON_GENOTYPES_DIFFER] = { "genotypes_differ",
					       "the small variants of the input "
					       "do not fit the outside call" },
	[STARDOSE_REASON_PARTIAL_DELETION] = { "partial_deletion", "a deletion takes exons of one "
								   "haplotype, but not the "
								   "whole gene" },
	[STARDOSE_REASON_UNNAMED_DELETION] = { "unnamed_deletion",
					       "a haplotype lacks the whole gene, for which the "
					       "tables name no allele" },
	[STARDOSE_REASON_GENOTYPES_EMPTY] = { "genotypes_empty", "some reference genotypes have "
								 "nothing behind them (GQ, "
								 "depth or all reads 0, or every "
								 "genotype as likely)" },
	[STARDOSE_REASON_IMPUTED] = { "imputed",
				      "genotypes of the gene were imputed, not measured" },
	[STARDOSE_REASON_REF_MISMATCH] = { "ref_mismatch", "the REF of a record is not the base of "
							   "the reference, so "
							   "nothing in it is used" },
};

const char *stardose_reason_code(enum stardose_reason reason)
{
	return (unsigned)reason < STARDOSE_N_REASONS ? reasons[reason].code : "?";
}

const char *stardose_copies_from_name(enum stardose_copies_from from)
{
	static const char *const names[STARDOSE_N_COPIES_FROM] = {
		[STARDOSE_COPIES_FROM_NOTHING] = "nothing", [STARDOSE_COPIES_FROM_DEPTH] = "depth",
		[STARDOSE_COPIES_FROM_RECORD] = "record", [STARDOSE_COPIES_FROM_FILE] = "file",
		[STARDOSE_COPIES_FROM_OUTSIDE] = "outside",
	};

	return (unsigned)from < STARDOSE_N_COPIES_FROM ? names[from] : "?";
}

const char *stardose_reason_text(enum stardose_reason reason)
{
	return (unsigned)reason < STARDOSE_N_REASONS ? reasons[reason].text : "?";
}

static const char *const structure_names[STARDOSE_N_CLASSES] = {
	[STARDOSE_CLASS_DELETION] = "deletion", [STARDOSE_CLASS_EXTRA_COPY] = "extra_copy",
	[STARDOSE_CLASS_HYBRID36] = "hybrid36", [STARDOSE_CLASS_HYBRID68] = "hybrid68",
	[STARDOSE_CLASS_HYBRID13] = "hybrid13",
};

const char *stardose_structure_name(enum stardose_structure_class structure)
{
	return structure_names[structure];
}
