/*
 * read_depth.h - how deep each sample was read over the records of one gene: DP, or MIN_DP of
 * reference blocks
 *
 * Eight bytes per sample, and only where the file has depths. What fails -f or has no number does
 * not count.
 */
#ifndef SDI_READ_DEPTH_H
#define SDI_READ_DEPTH_H

#include "genotype/genotype_code.h"

struct sdi_read_depth {
	float *sum, *bases;
}; /* by sample; begins with zeros; NULL: no record had a depth */

/*
 * sdi_read_depth_add() - a record that covers @bases of the gene's windows. Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_read_depth_add(struct sdi_read_depth *depth, const struct sdi_code_view *view,
		       hts_pos_t bases, int n_samples);
void sdi_read_depth_release(struct sdi_read_depth *depth);

#endif
