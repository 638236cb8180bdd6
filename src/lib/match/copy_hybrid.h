/*
 * copy_hybrid.h - hybrids in a reading, where copies were counted by exon (docs/MATCHING.md,
 * "copies")
 */
#ifndef SDI_COPY_HYBRID_H
#define SDI_COPY_HYBRID_H

#include "match/copy_match.h"
#include "match/match.h"

#define SDI_MAX_PAIRS 32

/* How a hybrid may stand on a haplotype. */
struct sdi_hybrid_pair {
	int unit;    /* index into gene->exons->hybrid */
	int hybrid;  /* what it is as an allele, index into gene->alleles: of *4.013 that is *4 */
	int partner; /* the allele behind it in a tandem, as which small variants show both; -1: it
			stands alone, and they show nothing of it */
};

/*
 * sdi_gene_pairs() - from the gene's structures: each hybrid before each allele that a tandem row
 * has behind it ("*36+*10"); and alone, if most of its exons are or may be the neighbour's
 * Return: how many, at most SDI_MAX_PAIRS
 */
int sdi_gene_pairs(const struct stardose_gene *gene, struct sdi_hybrid_pair *out);

/* sdi_pairs_have() - 1 when @allele stands behind a hybrid in one of the pairs */
int sdi_pairs_have(const struct sdi_hybrid_pair *pairs, int n, int allele);

/*
 * sdi_hybrids_needed() - the least number of hybrids that can make the counts, whole genes beside
 * them; -1: none can, or there are more than anybody has met with
 */
int sdi_hybrids_needed(const struct stardose_gene *gene, const struct sdi_copy_counts *counts);

/* What is placed; prepared by sdi_placing_init(). */
struct sdi_placing {
	const struct sdi_genotype *g;
	const struct sdi_copy_counts *counts;
	int n_pairs, n_hybrids, deletion; /* index of the deletion allele, or -1 */
	struct sdi_hybrid_pair pair[SDI_MAX_PAIRS];
	struct stardose_bits het, seen, carried; /* core variants of which two alleles were seen;
						    that were seen at all; that some haplotype
						    carries */
};

void sdi_placing_init(struct sdi_placing *p, const struct sdi_genotype *g,
		      const struct sdi_copy_counts *counts, int n_hybrids, int deletion);

/*
 * sdi_hybrid_readings() - the ways in which genes and hybrids lie on the haplotypes of a reading
 * The deletion may stand on one side of a homozygous reading.
 * @room: of @out
 * @out:  those with the fewest extra copies that no hybrid explains; of these the ones whose
 *        haplotypes show most of what the hybrids carry
 * Return: how many
 */
int sdi_hybrid_readings(const struct sdi_placing *p, const struct sdi_reading *reading,
			struct sdi_reading *out, int room);

#endif
