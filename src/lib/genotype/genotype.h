/*
 * genotype.h - what one sample shows of one gene: the struct that crosses from reading to matching
 *
 * The genotype is a list of phase blocks. Inside a block the order of haplotypes is known; between
 * blocks it is not. Sites that are the same on every haplotype are phase-neutral and live in @same.
 * Nothing here knows files, builds or records: bits say "carries the GRCh38 variant", whichever
 * base the build calls reference.
 */
#ifndef SDI_GENOTYPE_H
#define SDI_GENOTYPE_H

#include <stardose/call.h>
#include "util/bits.h"

/* Per haplotype of a block: which core variants are known, and which of those are carried. */
struct sdi_block_hap {
	struct stardose_bits known, carried;	/* carried is within known */
	int n_unlisted; /* alleles at definition sites that no definition names */
};

struct sdi_block {
	int phase_set;		/* VCF PS, 0 phased without PS, -1 one unphased record or site */
	struct sdi_block_hap hap[STARDOSE_MAX_PLOIDY];
};

/* A variant that no definition names, and the haplotype on which it lies where that is known. */
struct sdi_coding_fact {
	struct stardose_coding_variant variant; /* its text is owned */
	int n_broken;  /* haplotypes whose protein it breaks: its copies, 0, or between them where
			  others of its codon decide */
	int is_placed; /* 1: it is phased: of two haplotypes @on is broken and @off is not */
	struct sdi_block_hap on, off;
};

struct sdi_genotype {
	const struct stardose_gene *gene;
	enum stardose_build build;
	int ploidy;			/* 0 nothing usable; 1..STARDOSE_MAX_PLOIDY */
	struct sdi_block_hap same;	/* homozygous sites: valid for every haplotype */
	int n_blocks, m_blocks;
	struct sdi_block
		*blocks; /* sites that differ, or are half known; ascending by lowest bit */
	struct stardose_bits contested; /* not known on every haplotype, for records contradict each
					   other, and some record or order carries it */
	uint8_t state[STARDOSE_MAX_BITS];	/* enum stardose_evidence by bit */
	uint64_t reasons; /* bits 1 << enum stardose_reason: half call, haploid, conflict, ... */
	int n_unlisted;
	char **unlisted;		/* "chrom:pos1:ref:alt", ascending, owned */
	int n_coding;
	struct sdi_coding_fact *coding; /* ascending by position, owned */
};

/* sdi_genotype_release() - drop the contents; the struct may be used again after memset 0 */
void sdi_genotype_release(struct sdi_genotype *genotype);

/* sdi_genotype_finish() - bring blocks, haplotypes inside blocks and names into their one order */
void sdi_genotype_finish(struct sdi_genotype *genotype);
/*
 * sdi_block_hap_compare() - an arbitrary but fixed order; sdi_block_hap_sort() - sort @n
 * haplotypes by it
 */
int sdi_block_hap_compare(const struct sdi_block_hap *a, const struct sdi_block_hap *b);
void sdi_block_hap_sort(struct sdi_block_hap *hap, int n);

#endif
