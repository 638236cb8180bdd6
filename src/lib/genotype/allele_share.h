/*
 * allele_share.h - the share of the reads that carry a variant, as a caller of mixtures writes it
 *
 * For the mitochondrion, where cells hold many copies: AF (Mutect2, DRAGEN), HF (MToolBox), HL, or
 * AD. Only of samples whose genotype carries the variant.
 */
#ifndef SDI_ALLELE_SHARE_H
#define SDI_ALLELE_SHARE_H

#include "genotype/genotype_code.h"
#include "genotype/site_record.h"

struct sdi_allele_share {
	int32_t sample;
	int16_t bit;	  /* core variant */
	int16_t permille; /* 0..999 */
};
struct sdi_share_list { int n, m; struct sdi_allele_share *of; };	/* begins with zeros */

/*
 * sdi_allele_share_take() - add what a record shows of samples that carry a variant; one that all
 * reads carry is no mixture and is left out
 * @view: of the record, which has genotypes; its thresholds hold here too
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_allele_share_take(struct sdi_share_list *list, const struct sdi_position_index *index,
			  const struct sdi_site_record *note, const struct sdi_code_view *view,
			  const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples);
void sdi_share_list_release(struct sdi_share_list *list);

#endif
