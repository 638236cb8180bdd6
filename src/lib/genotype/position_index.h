/*
 * position_index.h - the definition sites of one gene in one build, and which records can speak of
 * them
 *
 * A site is a position with its core SNVs (they exclude each other), or one core indel with the
 * stretch in which it can slide.
 */
#ifndef SDI_POSITION_INDEX_H
#define SDI_POSITION_INDEX_H

#include "genotype/variant_resolve.h"
#include "util/bits.h"

struct sdi_site {
	int is_indel;
	hts_pos_t beg, end; /* 0-based half open: what evidence of the reference must cover: the SNV
			       base, the deleted bases, or the base before an insertion */
	struct sdi_indel indel;		/* indels only */
	struct stardose_bits bits;	/* the core variants that live here */
	int n_bits;
	int bit[4];			/* SNV: one for each listed base; indel: bit[0] */
	char base[4];			/* SNV: the base that carries bit[i] */
	int ref_carries[4];		/* 1: this build's reference carries bit[i] */
};

struct sdi_position_index {
	const struct stardose_gene *gene;
	enum stardose_build build;
	int n_sites;
	struct sdi_site *sites;		/* ascending by beg, end, first bit */
	struct stardose_bits
		ref_carried; /* core variants that the reference base of this build is */
	struct stardose_bits no_assume;		/* core variants that are never assumed */
};

/*
 * sdi_position_index_init() - list the sites; release with _release(). Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_position_index_init(struct sdi_position_index *index, const struct stardose_gene *gene,
			    enum stardose_build build);
void sdi_position_index_release(struct sdi_position_index *index);

/*
 * sdi_position_index_reaches() - could a record over [@beg, @end) matter?
 * @pad: bases around an indel site or a non-SNV record that still belong to it (SDI_CLUSTER_PAD), 0
 * for blocks and SNVs
 */
int sdi_position_index_reaches(const struct sdi_position_index *index, hts_pos_t beg, hts_pos_t end,
			       hts_pos_t pad);

#endif
