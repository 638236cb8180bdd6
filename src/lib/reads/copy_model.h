/*
 * copy_model.h - depths and votes -> the two structural haplotypes that they come from
 *
 * Every pair of the haplotypes of unit_haplotypes.tsv says how many copies each region has and
 * which share of the fragments of each segment shows the gene. For a pair:
 *
 *     depth of a region  normal, around copies x scale, with the standard deviation of counting
 *                        fragments and of SDI_DEPTH_SPREAD; the scale is known from the flank, with
 *                        an error, and is integrated over
 *     votes of a segment beta-binomial around the share of the gene, overdispersion SDI_VOTE_RHO
 *     switches           beta-binomial: fragments that go over from one to the other
 *
 * times how common the haplotypes are. docs/READS.md says where the numbers come from.
 */
#ifndef SDI_COPY_MODEL_H
#define SDI_COPY_MODEL_H

#include "reads/depth_figures.h"

#define SDI_DEPTH_SPREAD 0.045	/* of a region's depth, beside counting */
#define SDI_FLANK_SPREAD 0.02
#define SDI_VOTE_RHO 0.004
#define SDI_VOTE_ERROR 0.008	/* of the votes */
#define SDI_SWITCH_RHO 0.01
#define SDI_SWITCH_ERROR 0.015
#define SDI_FIT_MOST 4.0	/* standard deviations that any figure may lie off */
#define SDI_SURE 0.95
#define SDI_SURE_THIN 0.99	/* below SDI_THIN_DEPTH */
/* and, were no listed haplotype rarer than so: how rare an answer is must not decide alone */
#define SDI_COMMON_LEAST 0.01
#define SDI_SURE_COMMON 0.95
#define SDI_THIN_DEPTH 25.0
#define SDI_LEAST_DEPTH 10.0
#define SDI_MOST_UNPLACED 0.05
#define SDI_LONG_READ 400	/* bases: votes by fragment hold for pairs of short reads */

/* What a pair of haplotypes has. */
struct sdi_unit_copies {
	int count[SDI_N_COUNTS];	/* of each kind of region */
	int part, body, first;		/* exon at the 3' end, the others, exon 1 that are the
					   gene's; a unit with a switch inside the body has no body */
};

/* A figure and what the best pair expects. */
struct sdi_figure { double seen, expected, sd; };

/* Why copies are not given; 0 they are. */
enum sdi_read_verdict {
	SDI_READS_CALLED,
	SDI_READS_SHALLOW,
	SDI_READS_UNEVEN,
	SDI_READS_LONG,
	SDI_READS_SPLIT,
	SDI_READS_MISFIT,
	SDI_READS_AMBIGUOUS
};

struct sdi_read_copies {
	enum sdi_read_verdict verdict;
	struct sdi_unit_copies best, second;
	int haplotype[2], other[2];	/* of the best and of the second best, in the model */
	double posterior, next;		/* of @best and of @second */
	double if_common; /* of @best, were no haplotype rarer than SDI_COMMON_LEAST */
	double depth;			/* of two copies */
	double scale;			/* depth of one copy, as fitted */
	struct sdi_figure figure[SDI_N_COUNTS];	/* copies of each kind of region; flank: 2 */
	struct sdi_figure share[SDI_MAX_SEGMENTS]; /* of the gene; expected < 0: no votes */
	double worst;			/* the greatest |z| */
	int hybrids_open; /* 1: without bases: units are known, what they are of is not */
};

/*
 * sdi_copy_model() - judge what was counted
 * @population: as of sdi_unit_prior()
 * Return: STARDOSE_OK; @out->verdict says what came of it; STARDOSE_ENOMEM
 */
int sdi_copy_model(const struct stardose_paralog_model *model,
		   const struct sdi_read_counts *counts, const char *population,
		   struct sdi_read_copies *out);

/* sdi_read_verdict_name() - "called", "reads_shallow", ...; static */
const char *sdi_read_verdict_name(enum sdi_read_verdict verdict);

#endif
