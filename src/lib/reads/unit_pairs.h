/*
 * unit_pairs.h - haplotypes with their switches in place, and what a pair of them expects
 */
#ifndef SDI_UNIT_PAIRS_H
#define SDI_UNIT_PAIRS_H

#include "reads/copy_model.h"

#define SDI_SWITCH_STEPS 6 /* places that a switch is tried at, evenly over its range */

/* A haplotype whose switches are where they are: what it adds to a pair. */
struct sdi_placed {
	int haplotype;
	double prior, common;		/* of this placing: as it is, and with SDI_COMMON_LEAST */
	struct sdi_unit_copies copies;
	double gene[SDI_MAX_SEGMENTS];	/* units that show the gene in a segment */
	double to_paralog[SDI_MAX_SEGMENTS], to_gene[SDI_MAX_SEGMENTS]; /* units that switch between
									   it and the next */
};

/*
 * sdi_placed_all() - every haplotype of the model with every place of its switch
 * Units of one kind on a haplotype have theirs in one place: they are copies of each other.
 * @out: new, free()
 * Return: how many, or STARDOSE_ENOMEM
 */
int sdi_placed_all(const struct stardose_paralog_model *model, const char *population,
		   struct sdi_placed **out);

#endif
