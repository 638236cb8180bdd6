/*
 * haplotype_orders.h - the rows of one cluster laid over the haplotypes in every order that phase
 * allows
 *
 * Rows of one phase set keep their order to each other; any other row may lie either way round. An
 * order is impossible in which two alleles would change the same bases of one haplotype, in which
 * two ALTs of one record (split or not) lie on one haplotype, or in which an allele that two
 * records write down lies on other haplotypes in each. '*' stands for an allele of another record:
 * of the possible orders those stay that leave the fewest '*' unexplained. What each of them makes
 * of the sites is an outcome.
 *
 * Without any possible order the rows contradict each other: then the outcomes are those of all
 * sets of rows that can lie together and are as large as that allows (of many rows: of each alone).
 * So every row has its say.
 */
#ifndef SDI_HAPLOTYPE_ORDERS_H
#define SDI_HAPLOTYPE_ORDERS_H

#include "genotype/haplotype_outcome.h"

/*
 * sdi_orders_new() - @e: its rows clustered; borrowed. Return: NULL when memory runs out; free with
 * sdi_orders_free() (NULL is fine)
 */
struct sdi_orders *sdi_orders_new(struct sdi_evidence *e);
void sdi_orders_free(struct sdi_orders *orders);

/*
 * sdi_orders_lay() - work out the outcomes of one cluster of rows
 * @first:  the cluster's first row, or -1: @sites holds one site that no row touches
 * @sites:  the sites of the cluster, none of them rejected
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_orders_lay(struct sdi_orders *orders, int first, const int *sites, int n_sites);

/*
 * sdi_orders_again() - lay the rows as they lay for @outcome: orders->laid then holds it
 * Return: 1; 0 when that is impossible (a contradiction); STARDOSE_ENOMEM
 */
int sdi_orders_again(struct sdi_orders *orders, const struct sdi_outcome *outcome);

#endif
