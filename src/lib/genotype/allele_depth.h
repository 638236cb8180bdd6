/*
 * allele_depth.h - how many reads carry a definition variant, where a sample is heterozygous for it
 *
 * Kept for genes whose copies matter, because where three or more copies are known it is the share
 * of the reads that says which haplotype has the extra ones. Eight bytes for each heterozygous
 * definition site, and only where the file has AD. One REF and one ALT, for 1/2 may be written in
 * two records; substitutions only: reads with an indel are lost in mapping, which looks like a
 * missing copy.
 */
#ifndef SDI_ALLELE_DEPTH_H
#define SDI_ALLELE_DEPTH_H

#include "genotype/genotype_code.h"
#include "genotype/site_record.h"

struct sdi_allele_depth {
	int32_t sample;
	uint8_t bit;			/* core variant */
	uint8_t carried, other; /* reads with and without it; scaled down together when there are
				   more than 255 */
	uint8_t zero;
};

struct sdi_depth_list { int n, m; struct sdi_allele_depth *of; };	/* begins with zeros */

/*
 * sdi_depth_list_add() - reads of @sample with and without a core variant; STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_depth_list_add(struct sdi_depth_list *list, int sample, int bit, int carried, int other);

/*
 * sdi_allele_depth_take() - add what a record shows of heterozygous samples
 * @view: of the record, which has genotypes; its thresholds hold here too
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_allele_depth_take(struct sdi_depth_list *list, const struct sdi_position_index *index,
			  const struct sdi_site_record *note, const struct sdi_code_view *view,
			  const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples);
/*
 * sdi_depth_list_sort() - by sample and variant; of two records of one variant the one with more
 * reads stays Where a sample has two variants of one base nothing stays: records that were split
 * tell each against REF only.
 */
void sdi_depth_list_sort(struct sdi_depth_list *list, const struct stardose_gene *gene);
/* sdi_depth_list_of() - the part of a sorted list that is of @sample; *@n: how many; NULL: none */
const struct sdi_allele_depth *sdi_depth_list_of(const struct sdi_depth_list *list, int sample,
						 int *n);
void sdi_depth_list_release(struct sdi_depth_list *list);

#endif
