/*
 * genotype_build.h - a pattern of observations -> struct sdi_genotype
 *
 * The observations become rows (evidence.h), rows that touch each other clusters (row_cluster.h).
 * The rows of a cluster are laid over the haplotypes in every order that phase allows
 * (haplotype_orders.h), and only what all orders agree on is known (site_merge.h).
 */
#ifndef SDI_GENOTYPE_BUILD_H
#define SDI_GENOTYPE_BUILD_H

#include "genotype/collector_impl.h"

/*
 * sdi_genotype_build() - sdi_collector_genotype() for a node of the pattern set
 * @node: 0 shows no observation
 * @out: zeroed; after an error released
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_genotype_build(const struct sdi_collector *c, int32_t node, struct sdi_genotype *out);

#endif
