/*
 * site_merge.h - what the outcomes of a cluster agree on becomes part of the genotype
 *
 * One outcome: all of it, as one block. Several: site by site, the haplotypes that are in all of
 * them; a haplotype on which they differ is not known there, and the site is in conflict. Core
 * variants that some record carries there are contested: no reading may count them as missing.
 */
#ifndef SDI_SITE_MERGE_H
#define SDI_SITE_MERGE_H

#include "genotype/haplotype_orders.h"

/*
 * sdi_site_merge() - add the sites of a cluster that was laid to orders->e->g
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_site_merge(struct sdi_orders *orders);

#endif
