/* call_names.c - the words that outputs use for states, statuses and reasons */
#include <stardose/call.h>

const char *stardose_evidence_name(enum stardose_evidence state)
{
	static const char *const names[STARDOSE_N_EVIDENCE] = {
		[STARDOSE_ABSENT] = "absent",	  [STARDOSE_CONFLICT] = "conflict",
		[STARDOSE_REJECTED] = "rejected", [STARDOSE_ASSUMED] = "assumed",
		[STARDOSE_BLOCK] = "block",	  [STARDOSE_OBSERVED] = "observed",
	};
	return (unsigned)state < STARDOSE_N_EVIDENCE ? names[state] : "?";
}

const char *stardose_call_status_name(enum stardose_call_status status)
{
	static const char *const names[STARDOSE_N_CALL_STATUS] = {
		[STARDOSE_NO_CALL] = "no_call",	     [STARDOSE_PARTIAL] = "partial",
		[STARDOSE_AMBIGUOUS] = "ambiguous",  [STARDOSE_INCOMPLETE] = "incomplete",
		[STARDOSE_ASSUMED_CALL] = "assumed", [STARDOSE_CALLED] = "called",
		[STARDOSE_OUTSIDE] = "outside",
	};
	return (unsigned)status < STARDOSE_N_CALL_STATUS ? names[status] : "?";
}

const char *stardose_phase_name(enum stardose_phase phase)
{
	static const char *const names[] = {
		[STARDOSE_PHASE_NONE] = ".",	      [STARDOSE_UNPHASED] = "unphased",
		[STARDOSE_PARTLY_PHASED] = "partial", [STARDOSE_PHASED] = "phased",
		[STARDOSE_HOMOZYGOUS] = "homozygous",
	};
	return (unsigned)phase <= STARDOSE_HOMOZYGOUS ? names[phase] : "?";
}

static const struct { const char *code, *text;
} reasons[STARDOSE_N_REASONS] = {
	[STARDOSE_WHY_NO_RECORDS] = { "no_records", "the input has no record at any definition "
						    "site of the gene" },
	[STARDOSE_WHY_NO_GENOTYPES] = { "no_genotypes", "records of the gene carry no genotype "
							"(GT) of the sample" },
	[STARDOSE_WHY_NO_USABLE_SITE] = { "no_usable_site",
					  "no definition site has evidence that can be used" },
	[STARDOSE_WHY_SITES_ABSENT] = { "sites_absent",
					"nothing in the input speaks of some definition sites" },
	[STARDOSE_WHY_SITES_REJECTED] = { "sites_rejected", "some definition sites are ./., "
							    "filtered or below a threshold" },
	[STARDOSE_WHY_SITES_CONFLICT] = { "sites_conflict", "records contradict each other at some "
							    "definition sites" },
	[STARDOSE_WHY_SITES_ASSUMED] = { "sites_assumed", "some absent sites were filled with the "
							  "reference, as asked for" },
	[STARDOSE_WHY_HALF_CALL] = { "half_call", "a genotype names one allele only, such as ./1" },
	[STARDOSE_WHY_HAPLOID] = { "haploid", "the genotypes show one haplotype only" },
	[STARDOSE_WHY_MIXED_PLOIDY] = { "mixed_ploidy", "genotypes of the gene differ in ploidy" },
	[STARDOSE_WHY_PLOIDY_UNSUPPORTED] = { "ploidy_unsupported",
					      "genotypes have more haplotypes than can be "
					      "matched" },
	[STARDOSE_WHY_SPANNING_DELETION] = { "spanning_deletion",
					     "a deletion that no definition names covers a "
					     "definition site" },
	[STARDOSE_WHY_UNLISTED_ALLELE] = { "unlisted_allele", "a definition site shows an allele "
							      "that no definition names" },
	[STARDOSE_WHY_UNPHASED] = { "unphased",
				    "several diplotypes fit; phase would tell them apart" },
	[STARDOSE_WHY_PHASE_UNKNOWN] = { "phase_unknown",
					 "named alleles explain the unphased sites in one way "
					 "only; haplotypes without a name could explain them too" },
	[STARDOSE_WHY_NO_NAMED_ALLELE] = { "no_named_allele",
					   "a haplotype fits no named allele; the nearest and its "
					   "extra variants are given" },
	[STARDOSE_WHY_NULL_VARIANT] = { "null_variant",
					"a haplotype without a name carries a variant that "
					"abolishes function by itself" },
	[STARDOSE_WHY_COPIES_NOT_ASSESSED] = { "copies_not_assessed",
					       "nothing in the input tells the number of gene "
					       "copies; a deletion, extra copy or hybrid would not "
					       "show" },
	[STARDOSE_WHY_FUNCTION_UNKNOWN] = { "function_unknown", "an allele has no assigned "
								"function or activity value" },
	[STARDOSE_WHY_CANDIDATES_DISAGREE] = { "candidates_disagree",
					       "the candidates have different phenotypes" },
	[STARDOSE_WHY_PHENOTYPE_OPEN] = { "phenotype_open", "an allele that is not excluded would "
							    "change the phenotype" },
	[STARDOSE_WHY_NO_PHENOTYPE_RULE] = { "no_phenotype_rule",
					     "no guideline assigns phenotypes for the gene" },
	[STARDOSE_WHY_TOO_MANY_READINGS] = { "too_many_readings",
					     "more diplotypes fit than are listed, or the search "
					     "for them was given up; the most frequent are kept" },
	[STARDOSE_WHY_SUSPECTED_DELETION] = { "suspected_deletion",
					      "something in the input hints at a deleted gene "
					      "copy, which was not assessed" },
	[STARDOSE_WHY_SUSPECTED_EXTRA_COPY] = { "suspected_extra_copy",
						"something in the input hints at an extra gene "
						"copy, which was not assessed" },
	[STARDOSE_WHY_SUSPECTED_HYBRID] = { "suspected_hybrid",
					    "something in the input hints at a hybrid gene, which "
					    "was not assessed" },
	[STARDOSE_WHY_COPIES_CONFLICT] = { "copies_conflict",
					   "what speaks of the number of gene copies contradicts "
					   "itself or the genotypes" },
	[STARDOSE_WHY_COPIES_UNPLACED] = { "copies_unplaced",
					   "nothing tells which haplotype carries the extra gene "
					   "copies; every way is a candidate" },
	[STARDOSE_WHY_HYBRID_NOT_EXCLUDED] = { "hybrid_not_excluded",
					       "of more than two gene copies some may be hybrids, "
					       "which a count of whole genes does not tell" },
	[STARDOSE_WHY_COPIES_AT_LEAST] = { "copies_at_least",
					   "the outside call does not say how many copies there "
					   "are; number and score are the least" },
	[STARDOSE_WHY_OUTSIDE_DIFFERS] = { "outside_differs",
					   "the outside result gives another phenotype or score "
					   "than the tables give for it" },
	[STARDOSE_WHY_OUTSIDE_CONFLICT] = { "outside_conflict", "outside results contradict each "
								"other, so none of them is used" },
	[STARDOSE_WHY_OUTSIDE_NO_CALL] = { "outside_no_call", "the other program looked at the "
							      "gene and made no call" },
	[STARDOSE_WHY_GENOTYPES_DIFFER] = { "genotypes_differ", "the small variants of the input "
								"do not fit the outside call" },
	[STARDOSE_WHY_PARTIAL_DELETION] = { "partial_deletion",
					    "a deletion takes exons of one haplotype, but not the "
					    "whole gene" },
	[STARDOSE_WHY_UNNAMED_DELETION] = { "unnamed_deletion",
					    "a haplotype lacks the whole gene, for which the "
					    "tables name no allele" },
	[STARDOSE_WHY_GENOTYPES_EMPTY] = { "genotypes_empty",
					   "some reference genotypes have nothing behind them (GQ, "
					   "depth or all reads 0, or every genotype as likely)" },
	[STARDOSE_WHY_IMPUTED] = { "imputed", "genotypes of the gene were imputed, not measured" },
	[STARDOSE_WHY_REF_MISMATCH] = { "ref_mismatch",
					"the REF of a record is not the base of the reference, so "
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

static const char *const structure_names[STARDOSE_N_STRUCTURES] = {
	[STARDOSE_DELETION] = "deletion", [STARDOSE_EXTRA_COPY] = "extra_copy",
	[STARDOSE_HYBRID36] = "hybrid36", [STARDOSE_HYBRID68] = "hybrid68",
	[STARDOSE_HYBRID13] = "hybrid13",
};

const char *stardose_structure_name(enum stardose_structure_class structure)
{
	return structure_names[structure];
}
