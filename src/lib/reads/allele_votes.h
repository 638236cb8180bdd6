/*
 * allele_votes.h - of fragments that are the gene's, how many carry a definition variant
 *
 * Where a gene has three copies or more, the share of the reads tells which allele the extra ones
 * are of. Reads of the neighbour are placed on the gene, and reads of the gene on the neighbour, so
 * a fragment counts by what it votes at the sites that tell the two apart (fragment_votes.h), and
 * is looked for at both places. A variant is counted only where
 *
 *     the neighbour has the base without it: one that has the variant's would send reads of the
 *     carrying haplotype away, which looks like a copy less; and
 *     the sites on both sides are as far apart on the neighbour as on the gene, so that its place
 *     there is known, and it is none of these sites itself.
 *
 * docs/READS.md, "Alleles".
 */
#ifndef SDI_ALLELE_VOTES_H
#define SDI_ALLELE_VOTES_H

#include "reads/fragment_votes.h"

/* A place where a base tells of a core variant; 0-based. */
struct sdi_allele_spot { hts_pos_t pos; int16_t bit; char carried, other; };

struct sdi_allele_seen { uint64_t key; int16_t bit; uint8_t is_carried; };

/* Begin with sdi_allele_votes_init(). */
struct sdi_allele_votes {
	int n_spots, n, m;
	struct sdi_allele_spot *spots;	/* ascending; two for each variant */
	struct sdi_allele_seen *seen;
};

/*
 * sdi_allele_votes_init() - the variants of @gene, which has a model, that are counted in @build
 * Return: STARDOSE_OK or STARDOSE_ENOMEM; release in either case
 */
int sdi_allele_votes_init(struct sdi_allele_votes *votes, const struct stardose_gene *gene,
			  enum stardose_build build);

/* sdi_allele_first() - the first spot at or behind @pos; votes->n_spots: none */
int sdi_allele_first(const struct sdi_allele_votes *votes, hts_pos_t pos);

/* sdi_allele_vote() - a fragment has @base at a spot; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_allele_vote(struct sdi_allele_votes *votes, uint64_t key, const struct sdi_allele_spot *at,
		    char base);

/*
 * sdi_allele_tally() - count the fragments of at least @level that are the gene's
 * One that shows both bases of a variant, as when two reads overlap and differ, is not counted.
 * @out: ->alleles is new, ascending by bit
 * Return: STARDOSE_OK or STARDOSE_ENOMEM
 */
int sdi_allele_tally(struct sdi_allele_votes *votes, const struct sdi_fragment_votes *fragments,
		     int level, struct sdi_read_counts *out);
void sdi_allele_votes_release(struct sdi_allele_votes *votes);

#endif
