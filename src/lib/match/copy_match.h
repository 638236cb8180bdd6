/*
 * copy_match.h - the readings of a genotype where the number of gene copies is known
 * (docs/MATCHING.md, "copies")
 */
#ifndef SDI_COPY_MATCH_H
#define SDI_COPY_MATCH_H

#include "genotype/genotype.h"
#include "match/match.h"

/* sdi_gene_deletion() - the allele that means "the whole gene is absent", or NULL */
const struct stardose_allele *sdi_gene_deletion(const struct stardose_gene *gene);
/* sdi_gene_has_hybrids() - 1 when some allele of the gene is a hybrid */
int sdi_gene_has_hybrids(const struct stardose_gene *gene);

/*
 * sdi_copy_match() - sdi_match() for a gene that is there in @copies
 * @copies:  0 or more, on both chromosomes together
 * @part:    copies of the exon that hybrids take from the neighbour, -1 not known; fewer than
 * @copies are hybrids
 * @out:     readings of two haplotypes (a deleted one is an allele too), unless the genotype or the
 * gene does not allow it; release with sdi_match_release()
 * @reasons: bits are added: suspected_hybrid where exons tell of hybrids that no haplotype can be,
 * copies_conflict where genotypes contradict the number, copies_unplaced where extra copies may lie
 * on either haplotype, no_named_allele where the gene has no allele that means its deletion Return:
 * STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_copy_match(const struct sdi_genotype *genotype, int copies, int part, struct sdi_match *out,
		   uint64_t *reasons);

#endif
