/*
 * match.h - a genotype in, every set of named alleles that explains it out (docs/MATCHING.md)
 */
#ifndef SDI_MATCH_H
#define SDI_MATCH_H

#include "genotype/genotype.h"

/*
 * How the search works. An allele fits a haplotype when, at the sites that are known there, it
 * carries what the allele requires and nothing else but what the allele does not care about. Blocks
 * are independent of each other: a set of alleles is a reading when every block can be laid out
 * over it in some order. So nothing is phased and no orientation is enumerated over blocks. Of all
 * readings those that rest on the fewest absent sites stay; of the others is told what they would
 * make (not excluded).
 */

/*
 * One reading of a genotype: as many alleles as there are haplotypes, each in one copy unless
 * copies are known.
 */
struct sdi_reading {
	int ploidy;
	int copies[STARDOSE_MAX_PLOIDY]; /* how often the allele stands on its haplotype; 0 only
					    where hybrids stand instead */
	int hybrid[STARDOSE_MAX_PLOIDY],
		n_hybrids[STARDOSE_MAX_PLOIDY]; /* before it, so many of that allele */
	int unit[STARDOSE_MAX_PLOIDY]; /* index into gene->exons->hybrid: which hybrid it is */
	int against_copies; /* 1: kept although the number of copies contradicts it */
	int allele[STARDOSE_MAX_PLOIDY];	/* indices into gene->alleles, ascending */
	struct stardose_bits leftover[STARDOSE_MAX_PLOIDY]; /* partial: variants that the allele
							       does not explain */
	int n_unlisted[STARDOSE_MAX_PLOIDY];
	int n_missing; /* required variants without evidence, over all haplotypes */
};

struct sdi_match {
	int ploidy;
	int is_partial;			/* readings are nearest contained alleles plus leftover */
	int is_cut; /* the search was given up: at SDI_MAX_READINGS, or where it would take too
		       long; there may be other readings */
	int units; /* genes and hybrids together, where hybrids were counted; 0 they were not */
	int n_readings, m_readings;
	struct sdi_reading *readings;	/* unranked, in order of allele indices; owned */
	int n_open;
	int *open; /* alleles that fit but rest on absent sites and are in no reading; ascending;
		      owned */
	int n_open_readings, m_open_readings;
	struct sdi_reading *open_readings; /* what they would make, alone or several, with or
					      without alleles of @readings; of sets that make the
					      same phenotypes one may stand for all */
};

#define SDI_MAX_READINGS 20000		/* a diploid genotype of 200 alleles cannot reach it */

/*
 * sdi_match() - list the readings of one genotype
 * @out: filled; release with sdi_match_release(); n_readings may be 0 only when ploidy is 0
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_match(const struct sdi_genotype *genotype, struct sdi_match *out);
void sdi_match_release(struct sdi_match *match);

#endif
