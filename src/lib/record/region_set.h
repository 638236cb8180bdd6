/*
 * region_set.h - the regions that a reader must not skip, per chromosome and build, merged and in
 * order
 */
#ifndef SDI_REGION_SET_H
#define SDI_REGION_SET_H

#include "record/record_reader.h"

/* 0-based half open; of a list: ascending, neither overlapping nor touching. */
struct sdi_span { hts_pos_t beg, end; };
struct sdi_spans { int n; struct sdi_span *v; };

/* Where the build is not known yet, the regions of both builds together. */
#define SDI_EITHER_BUILD STARDOSE_N_BUILDS

struct sdi_region_chrom {
	const char *name;		/* canonical; borrowed from the regions */
	struct sdi_spans of[STARDOSE_N_BUILDS + 1];
	int contig; /* for the reader: the contig name under which records were returned, -1 none */
};

struct sdi_region_set { int n; struct sdi_region_chrom *chrom; };

/*
 * sdi_region_set_init() - @out: filled; release with sdi_region_set_release(). Return:
 * STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_region_set_init(const struct sdi_region *regions, int n_regions,
			struct sdi_region_set *out);
void sdi_region_set_release(struct sdi_region_set *set);

/*
 * sdi_region_set_find() - index of a canonical chromosome in set->chrom, or -1; @chrom may be NULL
 */
int sdi_region_set_find(const struct sdi_region_set *set, const char *chrom);

#endif
