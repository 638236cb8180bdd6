/*
 * site_frequency.h - how common the definition variants are, from the frequencies of the alleles
 * that need them (frequencies.tsv)
 */
#ifndef SDI_SITE_FREQUENCY_H
#define SDI_SITE_FREQUENCY_H

#include <stardose/tables.h>

/*
 * Shares of haplotypes, each at least so large: alleles that may or may not carry the variant
 * count on neither side. @mean: over populations; @least: in the population that has it least,
 * each allele by itself.
 */
struct sdi_site_frequency { double mean, least; };

/*
 * sdi_site_frequency() - haplotypes that carry core variant @bit (@carries 1), or do not (0)
 * Return: zeros for a gene that @tables do not have
 */
struct sdi_site_frequency sdi_site_frequency(const struct stardose_tables *tables,
					     const struct stardose_gene *gene, int bit,
					     int carries);

#endif
