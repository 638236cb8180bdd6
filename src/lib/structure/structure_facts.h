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
#include "match/copy_match.h"

/*
 * More copies than this on both chromosomes together are an error of whoever says so; 13 on one
 * have been described.
 */
#define SDI_MAX_GENE_COPIES 30

/* Reads of the neighbouring gene that became a genotype. */
struct sdi_paralog_share {
	uint8_t bit;	       /* core variant */
	uint8_t is_carried;    /* 1: the neighbour's base is the variant */
	uint8_t reads, others; /* with its base, and with the other one */
};
/* Of a mixture: which core variant, and in how many reads of a thousand. */
#define SDI_MAX_SHARES 4
struct sdi_share { int16_t bit, permille; };

/* Whoever says so; of sources that disagree none is believed. */
enum sdi_sex { SDI_SEX_UNKNOWN, SDI_SEX_MALE, SDI_SEX_FEMALE, SDI_SEX_CONTRADICTED };

/*
 * Compared and hashed as bytes: begin with sdi_structure_facts_init(), which also clears padding.
 */
struct sdi_structure_facts {
	int16_t copies; /* of the gene's body (struct sdi_gene_extent), both chromosomes together;
			   -1 not known */
	int8_t part[SDI_MAX_PARTS]; /* of each part of the gene, where it was counted apart; -1 not
				       known */
	uint8_t from;		    /* enum stardose_copies_from */
	uint8_t background; /* what the haplotype background makes likely, bits 1 << (reason -
			       STARDOSE_REASON_SUSPECTED_DELETION); it counts only while copies are
			       not known */
	uint32_t records; /* number of the text that names structural records, in the caller's list;
			     0 none */
	uint32_t reads;	    /* number of what reads show, in the caller's list; 0 none */
	uint16_t dropped; /* the caller's own: candidates, by bit in their order, that allele depth
			     speaks against */
	int16_t by_depth, depth_error; /* copies as read depth tells them and one standard
					  deviation, hundredths; error 0: not said */
	uint16_t n_paralog;	/* of @paralog */
	uint64_t reasons; /* bits 1 << enum stardose_reason that the facts add to the call */
	uint64_t n_shares; /* of genes of the mitochondrion alone */
	struct sdi_share share[SDI_MAX_SHARES];
	uint64_t sex; /* enum sdi_sex, of genes on X alone; as wide as what stands beside it */
	uint64_t tears; /* number of what a file of structural variants says of coding bases, in
			   the caller's lists of the gene; 0 nothing */
	uint64_t n_losses; /* parts of the gene that are deleted; as wide as what follows */
	struct sdi_loss loss[SDI_MAX_LOSSES]; /* ascending by position; zeros behind */
	struct sdi_paralog_share paralog[STARDOSE_MAX_PARALOG]; /* ascending; zeros behind */
};

/* sdi_structure_facts_init() - nothing is known */
static inline void sdi_structure_facts_init(struct sdi_structure_facts *facts)
{
	*facts = (struct sdi_structure_facts){ .copies = -1 };
	for (int p = 0; p < SDI_MAX_PARTS; p++)
		facts->part[p] = -1;
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
	for (int p = 0; p < SDI_MAX_PARTS && facts->copies != copies; p++)
		facts->part[p] = -1;
	facts->copies = copies;
	facts->from = from;
}

/*
 * sdi_facts_counts() - the same where parts of the gene were counted apart from its body
 * Parts of a source that is believed, or agrees with it on the body, are taken where nothing was
 * known of them; another number leaves a reason, and of equally trusted sources no number.
 */
static inline void sdi_facts_counts(struct sdi_structure_facts *facts,
				    const struct sdi_copy_counts *counts,
				    enum stardose_copies_from from)
{
	sdi_facts_copies(facts, counts->copies, from);
	for (int p = 0; p < SDI_MAX_PARTS && facts->copies == counts->copies; p++) {
		if (counts->part[p] < 0 || facts->part[p] == counts->part[p])
			continue;
		if (facts->part[p] >= 0)
			facts->reasons |= UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
		if (facts->part[p] < 0)
			facts->part[p] = counts->part[p];
		else if (facts->from == from)
			facts->part[p] = -1;
	}
}

/* sdi_facts_of() - the counts that the facts hold */
static inline struct sdi_copy_counts sdi_facts_of(const struct sdi_structure_facts *facts)
{
	struct sdi_copy_counts counts = { .copies = facts->copies };

	for (int p = 0; p < SDI_MAX_PARTS; p++)
		counts.part[p] = facts->part[p];
	return counts;
}

#endif
