/*
 * structure_facts.h - what is known of one sample's gene copies, whoever found it out
 *
 * Genotype patterns are shared between samples; copies and hints belong to the sample. Equal facts
 * on an equal pattern are one call, so samples go on sharing calls: the key of a call is (pattern,
 * facts).
 */
#ifndef SDI_STRUCTURE_FACTS_H
#define SDI_STRUCTURE_FACTS_H

#include "match/copy_loss.h"

/*
 * More copies than this on both chromosomes together are an error of whoever says so; 13 on one
 * have been described.
 */
#define SDI_MAX_GENE_COPIES 30

/*
 * Compared and hashed as bytes: begin with sdi_structure_facts_init(), which also clears padding.
 */
struct sdi_structure_facts {
	int16_t copies;	     /* of the whole gene, both chromosomes together; -1 not known */
	int16_t copies_part; /* of the part that tells hybrids apart (exon 9), where segments are
				given apart; -1 not known */
	uint8_t from;			/* enum stardose_copies_from */
	uint8_t background; /* what the haplotype background makes likely, bits 1 << (reason -
			       STARDOSE_REASON_SUSPECTED_DELETION); it counts only while copies are
			       not known */
	uint16_t dropped; /* the caller's own: candidates, by bit in their order, that allele depth
			     speaks against */
	uint32_t records; /* number of the text that names structural records, in the caller's list;
			     0 none */
	int16_t by_depth, depth_error; /* copies as read depth tells them and one standard
					  deviation, hundredths; error 0: not said */
	uint64_t reasons; /* bits 1 << enum stardose_reason that the facts add to the call */
	uint64_t n_losses; /* parts of the gene that are deleted; as wide as what follows */
	struct sdi_loss loss[SDI_MAX_LOSSES]; /* ascending by position; zeros behind */
};

/* sdi_structure_facts_init() - nothing is known */
static inline void sdi_structure_facts_init(struct sdi_structure_facts *facts)
{
	*facts = (struct sdi_structure_facts){ .copies = -1, .copies_part = -1 };
}

/*
 * sdi_facts_copies() - @from says that the whole gene is there in @copies
 * The more trusted source stands, whatever came first; one that says otherwise leaves a reason. Of
 * equally trusted ones that disagree neither is believed.
 */
static inline void sdi_facts_copies(struct sdi_structure_facts *facts, int copies,
				    enum stardose_copies_from from)
{
	if (facts->from && facts->copies != copies)
		facts->reasons |= UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
	if (from == facts->from && facts->copies != copies)
		facts->copies = -1;
	if (from <= facts->from)
		return;
	if (facts->copies != copies)
		facts->copies_part = -1;
	facts->copies = copies;
	facts->from = from;
}

#endif
