/*
 * paralog_reads.h - genotypes that reads of the neighbouring gene have made
 * (docs/MATCHING.md, "Reads of the neighbouring gene")
 *
 * Where a paralog has the other base, a few of its reads that are mapped to the gene make a
 * heterozygous genotype. A real allele has at least the share of one copy, so its reads are
 * compared with that: beta-binomial, for shares differ by more than chance.
 */
#ifndef SDI_PARALOG_READS_H
#define SDI_PARALOG_READS_H

#include "genotype/allele_depth.h"
#include "structure/sample_facts.h"

/*
 * sdi_tail_of_share() - how likely at most @x of @n reads carry an allele of which the mean share
 * is @share, and the share itself differs: by beta distribution, intraclass correlation @rho
 */
double sdi_tail_of_share(int x, int n, double share, double rho);

/*
 * sdi_is_paralog() - 1 when the reads of a heterozygous site are the neighbour's beside the gene's:
 * one of the bases is the neighbour's, and has too few reads for one copy
 * @facts: of the sample, NULL: its copies are not known
 */
int sdi_is_paralog(const struct stardose_gene *gene, const struct sdi_allele_depth *depth,
		   const struct sdi_structure_facts *facts);

/*
 * sdi_paralog_reads() - genotypes of all samples that are set aside: what the facts hold of copies
 * must be complete
 * @depths: sorted
 * @facts:  paralog and reasons (paralog_reads) are set; samples may be added
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_paralog_reads(const struct stardose_gene *gene, const struct sdi_depth_list *depths,
		      struct sdi_sample_facts *facts);

/*
 * sdi_paralog_genotype() - @g where the sites of @facts are homozygous for the other base
 * @out: borrows from @g but for its blocks, which the caller frees
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_paralog_genotype(const struct sdi_genotype *g, const struct sdi_structure_facts *facts,
			 struct sdi_genotype *out);

#endif
