/*
 * copy_match.h - the readings of a genotype where the number of gene copies is known
 * (docs/MATCHING.md, "copies")
 */
#ifndef SDI_COPY_MATCH_H
#define SDI_COPY_MATCH_H

#include "genotype/genotype.h"
#include "match/match.h"
#include "tables/gene_exons.h"

/*
 * How often a gene is there on both chromosomes together, counted by exon: hybrids with a neighbour
 * have some of the gene's exons and not others. -1: not known.
 */
struct sdi_copy_counts {
	int copies; /* of the gene's body, struct sdi_gene_extent */
	int part[SDI_MAX_PARTS]; /* of each of its parts, by itself; only beside @copies */
};

static const struct sdi_copy_counts sdi_copies_unknown = { -1, { -1, -1, -1, -1 } };

/* sdi_gene_deletion() - the allele that means "the whole gene is absent", or NULL */
const struct stardose_allele *sdi_gene_deletion(const struct stardose_gene *gene);
/* sdi_gene_has_hybrids() - 1 when some allele of the gene is a hybrid */
int sdi_gene_has_hybrids(const struct stardose_gene *gene);

/*
 * sdi_one_haplotype() - a genotype of somebody who has one copy, as that copy alone
 *
 * 1/1 is one allele, and a genotype such as ./1 is no contradiction: its dot is the copy that is
 * not there.
 * @out: borrows from @g, nothing is to be released
 * Return: 1; 0 when a site shows two different things: @out is not to be used
 */
int sdi_one_haplotype(const struct sdi_genotype *g, struct sdi_genotype *out);

/*
 * sdi_copy_match() - sdi_match() for a gene whose copies were counted
 * @counts:  of the body 0 or more; parts that were counted otherwise tell of hybrids
 * @out:     readings of two haplotypes (a deleted one is an allele too), unless the genotype or the
 * gene does not allow it; release with sdi_match_release()
 * @reasons: bits are added: suspected_hybrid where exons tell of hybrids that no haplotype can be,
 * copies_conflict where genotypes contradict the number, copies_unplaced where extra copies may lie
 * on either haplotype, no_named_allele where the gene has no allele that means its deletion
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_copy_match(const struct sdi_genotype *genotype, const struct sdi_copy_counts *counts,
		   struct sdi_match *out, uint64_t *reasons);

#endif
