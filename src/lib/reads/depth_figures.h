/*
 * depth_figures.h - depth by bin -> one depth for each kind of region, GC content taken out
 *
 *     log(depth of a bin) = its region + slope * (gc - SDI_GC_MIDDLE)
 *
 * One slope for all, by least squares within regions, shrunk towards 0 as by a prior of standard
 * deviation SDI_GC_PRIOR: real libraries gave slopes of -0.2 +- 0.3 (docs/READS.md).
 */
#ifndef SDI_DEPTH_FIGURES_H
#define SDI_DEPTH_FIGURES_H

#include "reads/read_counts.h"

#define SDI_GC_MIDDLE 0.52
#define SDI_GC_PRIOR 0.6
#define SDI_FLANK_LEAST_BINS 12 /* 3 kb; a shorter flank is no measure */

struct sdi_depth_figures {
	double depth[SDI_N_COUNTS];	/* mean over its bins; of the flank that of two copies */
	double fragments[SDI_N_COUNTS]; /* that many, on average, begin in the region */
	double slope;
	int n_flank;			/* bins of the flank that have reads around them */
	double spread;	/* standard deviation of the flank's bins over their mean */
	double holes;	/* share of the flank's bins below a quarter of their mean */
};

/*
 * sdi_depth_figures() - @out is overwritten
 * A file that holds a slice of a genome ends inside the flank: bins at the flank's ends without
 * reads, and two more where reads begin, are not counted.
 */
void sdi_depth_figures(const struct stardose_paralog_model *model,
		       const struct sdi_read_counts *counts, struct sdi_depth_figures *out);

#endif
