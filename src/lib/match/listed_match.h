/* listed_match.h - a genotype of listed variants in, the variants on each haplotype out */
#ifndef SDI_LISTED_MATCH_H
#define SDI_LISTED_MATCH_H

#include "genotype/genotype.h"

#define SDI_MAX_LISTED (STARDOSE_MAX_TANDEM + 1) /* named variants on one haplotype */

/* The named variants of one haplotype. */
struct sdi_listed_hap {
	int n;			   /* 0: none of the list */
	int allele[SDI_MAX_LISTED]; /* indices into gene->alleles, those that leave least first */
	struct stardose_bits leftover; /* carried, but of no named variant */
	int n_unlisted;	 /* other bases at sites of the list */
	int n_missing;	 /* parts of the named variants that were not seen */
	int n_more;	 /* named variants beyond the room */
};

struct sdi_listed {
	int ploidy; /* 1 or 2; 0: more haplotypes than two, nothing is filled */
	struct sdi_listed_hap hap[2];
	int is_cut;	 /* 1: too many blocks to lay them out in every way */
	int n_open, *open; /* alleles that were not seen and may be there; ascending, owned */
};

/*
 * sdi_listed_match() - lay the phase blocks of @g over its haplotypes in every order, and take the
 * order that leaves the fewest changes without a name, then the fewest parts unseen, then least
 * function (the two lowest values lie apart where nothing tells of phase)
 *
 * On a haplotype a named variant of several changes is taken before those that it contains; one
 * of which a part was not seen, only where nothing else explains the part that was.
 * @out: release with sdi_listed_release()
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_listed_match(const struct sdi_genotype *g, struct sdi_listed *out);
void sdi_listed_release(struct sdi_listed *listed);

/* sdi_gene_reference() - the allele that requires nothing, or NULL */
const struct stardose_allele *sdi_gene_reference(const struct stardose_gene *gene);

#endif
