/*
 * copy_hybrid.h - hybrids in a reading, where copies were counted by exon (docs/MATCHING.md,
 * "copies")
 */
#ifndef SDI_COPY_HYBRID_H
#define SDI_COPY_HYBRID_H

#include "match/copy_match.h"
#include "match/match.h"

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
	const struct sdi_hybrid_pair *pair; /* of the gene */
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
