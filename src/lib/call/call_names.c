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

/* What they mean is in words.tsv, kind reason. */
static const char *const reasons[STARDOSE_N_REASONS] = {
	[STARDOSE_REASON_NO_RECORDS] = "no_records",
	[STARDOSE_REASON_NO_GENOTYPES] = "no_genotypes",
	[STARDOSE_REASON_NO_USABLE_SITE] = "no_usable_site",
	[STARDOSE_REASON_SITES_ABSENT] = "sites_absent",
	[STARDOSE_REASON_SITES_REJECTED] = "sites_rejected",
	[STARDOSE_REASON_SITES_CONFLICT] = "sites_conflict",
	[STARDOSE_REASON_SITES_ASSUMED] = "sites_assumed",
	[STARDOSE_REASON_HALF_CALL] = "half_call",
	[STARDOSE_REASON_HAPLOID] = "haploid",
	[STARDOSE_REASON_MIXED_PLOIDY] = "mixed_ploidy",
	[STARDOSE_REASON_PLOIDY_UNSUPPORTED] = "ploidy_unsupported",
	[STARDOSE_REASON_SPANNING_DELETION] = "spanning_deletion",
	[STARDOSE_REASON_UNLISTED_ALLELE] = "unlisted_allele",
	[STARDOSE_REASON_UNPHASED] = "unphased",
	[STARDOSE_REASON_PHASE_UNKNOWN] = "phase_unknown",
	[STARDOSE_REASON_NO_NAMED_ALLELE] = "no_named_allele",
	[STARDOSE_REASON_NULL_VARIANT] = "null_variant",
	[STARDOSE_REASON_COPIES_NOT_ASSESSED] = "copies_not_assessed",
	[STARDOSE_REASON_FUNCTION_UNKNOWN] = "function_unknown",
	[STARDOSE_REASON_CANDIDATES_DISAGREE] = "candidates_disagree",
	[STARDOSE_REASON_PHENOTYPE_OPEN] = "phenotype_open",
	[STARDOSE_REASON_NO_PHENOTYPE_RULE] = "no_phenotype_rule",
	[STARDOSE_REASON_TOO_MANY_READINGS] = "too_many_readings",
	[STARDOSE_REASON_SUSPECTED_DELETION] = "suspected_deletion",
	[STARDOSE_REASON_SUSPECTED_EXTRA_COPY] = "suspected_extra_copy",
	[STARDOSE_REASON_SUSPECTED_HYBRID] = "suspected_hybrid",
	[STARDOSE_REASON_COPIES_CONFLICT] = "copies_conflict",
	[STARDOSE_REASON_COPIES_UNPLACED] = "copies_unplaced",
	[STARDOSE_REASON_HYBRID_NOT_EXCLUDED] = "hybrid_not_excluded",
	[STARDOSE_REASON_COPIES_AT_LEAST] = "copies_at_least",
	[STARDOSE_REASON_OUTSIDE_DIFFERS] = "outside_differs",
	[STARDOSE_REASON_OUTSIDE_CONFLICT] = "outside_conflict",
	[STARDOSE_REASON_OUTSIDE_NO_CALL] = "outside_no_call",
	[STARDOSE_REASON_GENOTYPES_DIFFER] = "genotypes_differ",
	[STARDOSE_REASON_PARTIAL_DELETION] = "partial_deletion",
	[STARDOSE_REASON_UNNAMED_DELETION] = "unnamed_deletion",
	[STARDOSE_REASON_GENOTYPES_EMPTY] = "genotypes_empty",
	[STARDOSE_REASON_IMPUTED] = "imputed",
	[STARDOSE_REASON_REF_MISMATCH] = "ref_mismatch",
	[STARDOSE_REASON_STREAM_END] = "stream_end",
	[STARDOSE_REASON_NOT_SHOWN_COVERED] = "not_shown_covered",
	[STARDOSE_REASON_SITES_CHOSEN] = "sites_chosen",
	[STARDOSE_REASON_CARRIERS_EXPECTED] = "carriers_expected",
	[STARDOSE_REASON_VARIANT_COMMON] = "variant_common",
	[STARDOSE_REASON_UNLISTED_CODING_VARIANT] = "unlisted_coding_variant",
	[STARDOSE_REASON_PARALOG_READS] = "paralog_reads",
	[STARDOSE_REASON_VARIANT_PARTLY_SEEN] = "variant_partly_seen",
	[STARDOSE_REASON_SEX_UNKNOWN] = "sex_unknown",
	[STARDOSE_REASON_SEX_CONTRADICTED] = "sex_contradicted",
	[STARDOSE_REASON_HETEROPLASMY] = "heteroplasmy",
	[STARDOSE_REASON_READS_SHALLOW] = "reads_shallow",
	[STARDOSE_REASON_READS_UNEVEN] = "reads_uneven",
	[STARDOSE_REASON_READS_LONG] = "reads_long",
	[STARDOSE_REASON_READS_SPLIT] = "reads_split",
	[STARDOSE_REASON_READS_MISFIT] = "reads_misfit",
	[STARDOSE_REASON_READS_AMBIGUOUS] = "reads_ambiguous",
};

const char *stardose_reason_code(enum stardose_reason reason)
{
	return (unsigned)reason < STARDOSE_N_REASONS ? reasons[reason] : "?";
}

const char *stardose_copies_from_name(enum stardose_copies_from from)
{
	static const char *const names[STARDOSE_N_COPIES_FROM] = {
		[STARDOSE_COPIES_FROM_NOTHING] = "nothing", [STARDOSE_COPIES_FROM_DEPTH] = "depth",
		[STARDOSE_COPIES_FROM_RECORD] = "record",
		[STARDOSE_COPIES_FROM_READS] = "reads",	    [STARDOSE_COPIES_FROM_FILE] = "file",
		[STARDOSE_COPIES_FROM_OUTSIDE] = "outside",
	};

	return (unsigned)from < STARDOSE_N_COPIES_FROM ? names[from] : "?";
}

const char *stardose_structure_kind_name(enum stardose_structure_kind kind)
{
	static const char *const names[STARDOSE_N_KINDS] = {
		[STARDOSE_KIND_DELETION] = "deletion",
		[STARDOSE_KIND_EXTRA_COPY] = "extra_copy",
		[STARDOSE_KIND_HYBRID] = "hybrid",
	};

	return (unsigned)kind < STARDOSE_N_KINDS ? names[kind] : "?";
}

/* What they mean is in words.tsv, kind coding_effect. */
const char *stardose_coding_effect_name(enum stardose_coding_effect effect)
{
	static const char *const names[STARDOSE_N_EFFECTS] = {
		[STARDOSE_EFFECT_NONE] = "none",
		[STARDOSE_EFFECT_MISSENSE] = "missense_variant",
		[STARDOSE_EFFECT_INFRAME_INSERTION] = "inframe_insertion",
		[STARDOSE_EFFECT_INFRAME_DELETION] = "inframe_deletion",
		[STARDOSE_EFFECT_STOP_LOST] = "stop_lost",
		[STARDOSE_EFFECT_START_LOST] = "start_lost",
		[STARDOSE_EFFECT_STOP_GAINED] = "stop_gained",
		[STARDOSE_EFFECT_SPLICE_DONOR] = "splice_donor_variant",
		[STARDOSE_EFFECT_SPLICE_ACCEPTOR] = "splice_acceptor_variant",
		[STARDOSE_EFFECT_FRAMESHIFT] = "frameshift_variant",
		[STARDOSE_EFFECT_CODING_SEQUENCE] = "coding_sequence_variant",
		[STARDOSE_EFFECT_EXON] = "exon_variant",
	};

	return (unsigned)effect < STARDOSE_N_EFFECTS ? names[effect] : "?";
}
