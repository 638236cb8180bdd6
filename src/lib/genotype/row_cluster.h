/*
 * row_cluster.h - which rows have to be laid over the haplotypes together
 *
 * Rows that touch the same site, write down the same allele, may spell one indel between them, or
 * name each other by '*', form a cluster. A site that no row touches needs no order.
 */
#ifndef SDI_ROW_CLUSTER_H
#define SDI_ROW_CLUSTER_H

#include "genotype/evidence.h"

/*
 * sdi_rows_cluster() - set rows[].cluster to the first row of each row's cluster
 * @cluster_of: filled, by site: the first row of its cluster, or -1
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_rows_cluster(struct sdi_evidence *e, int *cluster_of);

#endif
