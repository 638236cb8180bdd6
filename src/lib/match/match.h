/*
 * match.h - a genotype in, every set of named alleles that explains it out (docs/MATCHING.md)
 */
#ifndef SDI_MATCH_H
#define SDI_MATCH_H

#include "genotype/genotype.h"

/* One reading of a genotype: as many alleles as there are haplotypes. */
struct sdi_reading {
	int allele[STARDOSE_MAX_PLOIDY];	/* indices into gene->alleles, ascending */
	struct stardose_bits leftover[STARDOSE_MAX_PLOIDY];	/* partial: variants that the allele does not explain */
	int n_unlisted[STARDOSE_MAX_PLOIDY];
	int n_missing;			/* required variants without evidence, over all haplotypes */
};

struct sdi_match {
	int ploidy;
	int is_partial;			/* readings are nearest contained alleles plus leftover */
	int is_cut;			/* more readings existed than SDI_MAX_READINGS */
	int n_readings;
	struct sdi_reading *readings;	/* unranked, in order of allele indices; owned */
	int n_open;
	int *open;			/* alleles that fit but rest on absent sites and are in no reading; ascending; owned */
};

#define SDI_MAX_READINGS 512

/*
 * sdi_match() - list the readings of one genotype
 * @out: filled; release with sdi_match_release(); n_readings may be 0 only when ploidy is 0
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_match(const struct sdi_genotype *genotype, struct sdi_match *out);
void sdi_match_release(struct sdi_match *match);

#endif
