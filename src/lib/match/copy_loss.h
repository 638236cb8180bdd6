/*
 * copy_loss.h - parts of a gene that a haplotype lacks, and what a genotype is beside them
 *
 * A deletion that does not take the whole gene leaves one haplotype without the bases under it. At
 * the definition sites there the other haplotype alone was seen: a genotype 0/0 is one reference
 * base, not two. The haplotype that lacks them is the allele that the tables have for that, or has
 * no name. Phase between a deletion and small variants is not used: both ways stay.
 */
#ifndef SDI_COPY_LOSS_H
#define SDI_COPY_LOSS_H

#include "match/match.h"

#define SDI_MAX_LOSSES 4

enum sdi_loss_phase {
	SDI_LOSS_UNPHASED,
	SDI_LOSS_PHASED,
	SDI_LOSS_DOUBTED /* on another haplotype than an equal one: two events, or one in two phases
			  */
};

/* Compared as bytes: no padding. */
struct sdi_loss {
	int64_t beg, end; /* 0-based half open, in the build of the genotype */
	uint32_t on;	  /* haplotypes that lack it: bit 0, bit 1; with one bit which of the two is
			     known only against other phased losses */
	uint32_t phase;	  /* enum sdi_loss_phase */
};

/* What losses of a sample touch: bits of the gene's core variants, and bases of exons. */
struct sdi_loss_touch {
	struct stardose_bits sites;
	int has_sites, has_exon;
};

/*
 * sdi_loss_is_whole() - does [beg, end) take so much of the gene that it counts as all of it?
 */
int sdi_loss_is_whole(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t beg,
		      hts_pos_t end);

/* sdi_loss_touches() - what [beg, end) takes of a gene in a build */
struct sdi_loss_touch sdi_loss_touches(const struct stardose_gene *gene, enum stardose_build build,
				       hts_pos_t beg, hts_pos_t end);

/*
 * sdi_loss_genotype() - the genotype with the sites under the losses hemizygous or gone, as the
 * losses lie in the file or, where phase does not say, all on one haplotype; unnamed losses among
 * its unlisted alleles
 * @out: new, release with sdi_genotype_release()
 */
int sdi_loss_genotype(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		      struct sdi_genotype *out);

/*
 * sdi_loss_listed() - the genotype of a gene of listed variants, two haplotypes, for
 * sdi_listed_match(): what is gone carries no variant, and the haplotype that lacks it has an
 * unlisted allele more for each loss, so that it has no name and no known function
 * @out: shares all but @blocks, free(), with @g; no names of unlisted alleles, no coding variants
 * @reasons: added to: copies_conflict
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_loss_listed(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		    struct sdi_genotype *out, uint64_t *reasons);

/*
 * sdi_loss_match() - sdi_match() where haplotypes lack parts of the gene; two haplotypes, and no
 * other number of copies known
 * @reasons: added to: partial_deletion, spanning_deletion, copies_conflict (two alleles were seen
 * where one was left)
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_loss_match(const struct sdi_genotype *g, const struct sdi_loss *loss, int n,
		   struct sdi_match *out, uint64_t *reasons);

/* sdi_loss_unname() - no haplotype of the readings has a name: parts are gone, which is not known
 */
void sdi_loss_unname(struct sdi_match *match);

#endif
