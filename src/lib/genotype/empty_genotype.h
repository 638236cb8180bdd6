/*
 * empty_genotype.h - does a genotype say nothing although it is written 0/0?
 *
 * Callers write 0/0 where no read lies, or where another genotype is as likely: GATK GenotypeGVCFs
 * 4.2 to 4.5 (GQ 0, PL 0,0,0), GLnexus (0/0 with DP 0 and AD 0,0), reference sites of GATK (RGQ 0),
 * Strelka and Isaac (GQX 0). One rule for every shape of record (docs/MATCHING.md, "Evidence"):
 * GQ, RGQ or GQX is 0; DP or MIN_DP is 0; all of AD is 0; all of PL, GL or GP are equal; or,
 * without GQ, one of them has another genotype that is as likely as the first, or likelier; LAD, LPL,
 * LGL and LGP, which are of the alleles of the sample alone (VCF 4.5), as AD, PL, GL and GP. The VCF
 * specification defines all of these fields so that such values tell no genotype from the others.
 */
#ifndef SDI_EMPTY_GENOTYPE_H
#define SDI_EMPTY_GENOTYPE_H

#include <htslib/vcf.h>

#define SDI_N_QUALITIES 3		/* GQ, RGQ, GQX */
#define SDI_N_DEPTHS 2			/* DP, MIN_DP */
#define SDI_N_LIKELIHOODS 6		/* PL, LPL, GL, LGL, GP, LGP */
#define SDI_N_READS 2			/* AD, LAD */

/* The fields that tell; pointers into the record, NULL where it has none. */
struct sdi_empty_fields {
	const bcf_fmt_t *quality[SDI_N_QUALITIES], *depth[SDI_N_DEPTHS],
		*likelihood[SDI_N_LIKELIHOODS], *reads[SDI_N_READS];
	int any;			/* 1: at least one is there */
};

/* sdi_empty_fields_find() - @rec is unpacked to BCF_UN_FMT */
void sdi_empty_fields_find(struct sdi_empty_fields *fields, const bcf_hdr_t *hdr, bcf1_t *rec);

/*
 * sdi_empty_fields_say() - 1 when a reference genotype of @sample has nothing behind it. A genotype
 * with another allele is no business of this rule: it vouches for no reference by being there.
 */
int sdi_empty_fields_say(const struct sdi_empty_fields *fields, int sample);

#endif
