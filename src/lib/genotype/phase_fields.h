/*
 * phase_fields.h - which phase set a genotype belongs to, and in which order its alleles stand
 *
 * PS   one set for the genotype (VCF 4.x); text is taken as well as numbers
 * PSL  one name for each allele (VCF 4.4): a name marks a haplotype, '.' an allele without phase.
 *      The order of the genotype then means nothing, the names do. One name for all of them is
 *      read like PS.
 * PGT, PID  GATK's physical phase, which from 4.1 on stands in GT and PS as well: it orders a
 *      genotype that is written unphased, in increasing order, with the same alleles
 */
#ifndef SDI_PHASE_FIELDS_H
#define SDI_PHASE_FIELDS_H

#include <htslib/vcf.h>

struct sdi_phase_fields { const bcf_fmt_t *ps, *psl, *pgt, *pid; };	/* NULL: not there */

/* sdi_phase_fields_find() - 1 when the record has one of them */
int sdi_phase_fields_find(struct sdi_phase_fields *fields, const bcf_hdr_t *hdr, bcf1_t *rec);

/*
 * sdi_phase_of() - the phase set of a genotype whose alleles differ
 * @allele:    @ploidy alleles as in the file, -1 unknown; brought into the order of the phase set
 * @is_phased: the genotype is written with '|' throughout
 * Return: 0 phased without a set; a number above 0; -1 unphased, and the order means nothing
 */
int32_t sdi_phase_of(const struct sdi_phase_fields *fields, int sample, int is_phased, int ploidy,
		     int16_t *allele);

#endif
