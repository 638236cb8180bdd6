/*
 * copy_consensus.h - several records, one sample, one gene: how many copies do they give together?
 */
#ifndef SDI_COPY_CONSENSUS_H
#define SDI_COPY_CONSENSUS_H

#include "match/copy_match.h"
#include "structure/copy_record.h"
#include "tables/gene_exons.h"

#define SDI_COPY_PART_PERCENT                                                                      \
	10 /* of the body: less than this that records say otherwise is not about the gene */
#define SDI_COPY_EXON_PERCENT                                                                      \
	90 /* of a part that tells hybrids apart: what a record must cover to speak of it */

/* What a record says of one sample. */
struct sdi_copy_claim {
	hts_pos_t beg, end;
	int reading; /* enum sdi_copy_reading */
	int lost;    /* haplotypes that lack the bases, as sdi_copy_record_lost() */
};

struct sdi_copy_verdict {
	struct sdi_copy_counts counts; /* of the body; of parts where records give them apart from
					  it; -1 not known */
	int in_trans; /* 1: two deletions of the gene on different haplotypes, which is a conflict
		       */
	uint64_t reasons;	/* bits 1 << enum stardose_reason: copies_conflict, suspected_... */
};

/*
 * sdi_copy_consensus() - weigh claims against each other; their order does not matter
 * @has_hybrids: the gene has hybrid alleles; else an uneven gene is no suspicion of one
 * Equal claims are one. Phased claims that lay one lost copy on different haplotypes are a
 * conflict. A number stands when the records that give it cover gene->at_least
 * percent of the body. Records that give another number to the same bases are a conflict, and then
 * no number stands; to other bases of the gene they are a hint of a hybrid, and the number of the
 * larger part stands.
 */
struct sdi_copy_verdict sdi_copy_consensus(const struct stardose_gene_exons *gene, int has_hybrids,
					   enum stardose_build build,
					   const struct sdi_copy_claim *claims, int n);

#endif
