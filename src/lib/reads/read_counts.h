/*
 * read_counts.h - what one pass over the reads of a gene and its neighbour counted: numbers only
 *
 * Nothing of htslib and nothing of a read itself is here: no name, no sequence.
 */
#ifndef SDI_READ_COUNTS_H
#define SDI_READ_COUNTS_H

#include "tables/paralog_table.h"

/* Fragments of one segment: those that show the gene there, and those that show the neighbour. */
struct sdi_segment_votes { int gene, paralog; };

/*
 * Fragments that vote in a segment and in the next one: all, and those that change from the gene to
 * the neighbour or back, in the order of positions.
 */
struct sdi_switch_votes { int n, to_paralog, to_gene; };

/* Fragments of the gene that show a definition variant, and those that show the base without it. */
struct sdi_allele_count { int bit, carried, other; };

struct sdi_read_counts {
	int n_bins;			/* of all regions, in the order of the model */
	double *depth;			/* by bin: mean number of reads over a base */
	struct sdi_segment_votes votes[SDI_MAX_SEGMENTS];
	struct sdi_switch_votes switches[SDI_MAX_SEGMENTS]; /* [s]: between s and s + 1 */
	int n_alleles;
	struct sdi_allele_count *alleles; /* ascending by bit (allele_votes.h) */
	int has_bases; /* 0: reads gave places only, so that no vote is there */
	int n_reads;	  /* that were counted */
	int n_drawn;	  /* 1: all fragments; 2, 4, ...: one in so many was drawn */
	double read_length;		/* mean, of counted reads */
	double unplaced; /* share of the bases in unique stretches whose reads fit elsewhere as well
			    (mapping quality 0), 0..1 */
};

#endif
