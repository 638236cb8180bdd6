/* region_depth.h - how deep each sample was read over regions of the user's own */
#ifndef SDI_REGION_DEPTH_H
#define SDI_REGION_DEPTH_H

#include "structure/depth_regions.h"
#include "genotype/read_depth.h"
#include "genotype/record_filter.h"

struct sdi_region_depth {
	const struct sdi_depth_regions *regions; /* borrowed; NULL: none */
	int n_samples;
	struct sdi_read_depth of[SDI_MAX_DEPTH_REGIONS];
};

void sdi_region_depth_init(struct sdi_region_depth *depth, const struct sdi_depth_regions *regions,
			   int n_samples);
void sdi_region_depth_release(struct sdi_region_depth *depth);

/*
 * sdi_region_depth_push() - take a record of canonical chromosome @chrom; one that no region covers
 * costs a comparison for each A reference block counts with its MIN_DP for every base of a region
 * that it covers, another record with its DP for the base at which it stands. Segments of
 * copy-number callers were counted, not read. Return: STARDOSE_OK, STARDOSE_EINPUT, STARDOSE_ENOMEM
 */
int sdi_region_depth_push(struct sdi_region_depth *depth, const bcf_hdr_t *hdr, bcf1_t *rec,
			  const char *chrom, const struct sdi_filter_verdict *filter,
			  struct stardose_error *err);

#endif
