/*
 * copy_hybrid.h - hybrids in a reading, where copies were counted by exon (docs/MATCHING.md,
 * "copies")
 */
#ifndef SDI_COPY_HYBRID_H
#define SDI_COPY_HYBRID_H

#include "match/match.h"

/*
 * A hybrid that takes an exon from the neighbour, and the allele that stands behind it in a tandem.
 * Small variants show either as the latter.
 */
struct sdi_hybrid { int hybrid, partner; };	/* indices into gene->alleles */

/*
 * sdi_gene_hybrid() - from the gene's structures: a hybrid row that takes an exon, and a tandem row
 * "hybrid+partner"
 * Return: 1 and @out filled; 0 when the gene has none
 */
int sdi_gene_hybrid(const struct stardose_gene *gene, struct sdi_hybrid *out);

/*
 * sdi_hybrid_readings() - the ways in which @copies, @n_hybrids of them hybrids, lie on the
 * haplotypes of a reading
 * @deletion: index of the deletion allele, -1 none: may stand on one side of a homozygous reading
 * @room:     of @out
 * @out:      those with the fewest extra copies that no hybrid explains
 * Return: how many
 */
int sdi_hybrid_readings(const struct sdi_reading *reading, const struct sdi_hybrid *hybrid,
			int copies, int n_hybrids, int deletion, struct sdi_reading *out, int room);

#endif
