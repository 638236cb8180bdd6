/*
 * fragment_votes.h - bases at the sites that tell gene and neighbour apart, gathered by fragment
 *
 * Both reads of a pair, and every site that they cover, are one witness: one vote in each segment
 * they touch. A fragment is known by a number made of its read's name; the name is not kept.
 */
#ifndef SDI_FRAGMENT_VOTES_H
#define SDI_FRAGMENT_VOTES_H

#include <stdint.h>
#include "reads/read_counts.h"

struct sdi_fragment {
	uint64_t key;			/* 0: an empty place */
	uint8_t gene[SDI_MAX_SEGMENTS], paralog[SDI_MAX_SEGMENTS];
};

/* Begin with zeros. */
struct sdi_fragment_votes {
	int n, m;			/* m: a power of two */
	struct sdi_fragment *of;
};

/* sdi_fragment_key() - a number for a read name; never 0 */
uint64_t sdi_fragment_key(const char *name);

/*
 * sdi_fragment_level() - how rare a fragment is: half of all are 0, a quarter 1, ...; the same in
 * every run. Taking those of at least a level draws evenly.
 */
int sdi_fragment_level(uint64_t key);

/* sdi_fragment_vote() - one base of a fragment; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_fragment_vote(struct sdi_fragment_votes *votes, uint64_t key, int segment, int is_gene);

/*
 * sdi_fragment_tally() - the votes of all fragments of at least @level
 * A fragment that shows both in one segment votes with its majority; a tie is no vote.
 */
void sdi_fragment_tally(const struct sdi_fragment_votes *votes, int level, int n_segments,
			struct sdi_read_counts *out);
/* sdi_fragment_is_gene() - 1: more of its bases are the gene's than the neighbour's */
int sdi_fragment_is_gene(const struct sdi_fragment_votes *votes, uint64_t key);
void sdi_fragment_votes_release(struct sdi_fragment_votes *votes);

#endif
