/*
 * haplotype_units.h - the rows of one cluster in the units that can be turned over
 *
 * Rows of one phase set are one unit: they keep their order to each other. An unphased row is a
 * unit of its own. Rows that are alike on every haplotype are in none.
 */
#ifndef SDI_HAPLOTYPE_UNITS_H
#define SDI_HAPLOTYPE_UNITS_H

#include "genotype/evidence.h"

#define SDI_MAX_UNITS 200

/* One allele of a group of duplicates. */
struct sdi_spot { int row, allele, group; };

struct sdi_units {
	int *rows, n_rows; /* of the cluster, by unit and in an order that is not the file's */
	int n;
	int beg[SDI_MAX_UNITS + 2]; /* by unit: where its rows begin; unit n holds the fixed rows */
	int anchor;	/* the unit that keeps its order: of the first phase set, or any */
	int phase_set;	/* of the anchor, -1 unphased */
	hts_pos_t from, to;	/* what the rows change */
	struct sdi_spot *spots, *all_spots;	/* duplicates: of the cluster, of the sample */
	int n_spots, n_all_spots;
	int are_too_many;		/* more than SDI_MAX_UNITS */
};

/* sdi_units_init() - for all clusters of @e; STARDOSE_OK, STARDOSE_ENOMEM; always release */
int sdi_units_init(struct sdi_units *units, const struct sdi_evidence *e);
void sdi_units_release(struct sdi_units *units);

/* sdi_units_gather() - take the rows of the cluster whose first row is @first; -1: none */
void sdi_units_gather(struct sdi_units *units, struct sdi_evidence *e, int first);

#endif
