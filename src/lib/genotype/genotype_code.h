/*
 * genotype_code.h - the FORMAT bytes of a record -> one observation per sample that needs one
 */
#ifndef SDI_GENOTYPE_CODE_H
#define SDI_GENOTYPE_CODE_H

#include <htslib/vcf.h>
#include "genotype/collector.h"
#include "genotype/empty_genotype.h"
#include "genotype/pattern.h"
#include "genotype/phase_fields.h"
#include "genotype/record_filter.h"

/* What of one record's FORMAT matters; pointers into the record, valid until it changes. */
struct sdi_code_view {
	const bcf_fmt_t *gt, *gq, *dp, *ft, *gp;	/* NULL: not there, or nobody asks */
	struct sdi_empty_fields empty;
	struct sdi_phase_fields phase;
	const struct sdi_filter_list *filters;	/* that FORMAT/FT must pass; NULL: not looked at */
	int min_gq, min_dp, is_block;
	double min_gp;
	int is_implied; /* in: 1 where a block without GT is the reference, if it was read; out: 1
			   when this is such a block and there are no genotypes to decode */
	int n_allele;
	const uint8_t *is_open; /* by allele: 1 where a genotype says nothing (<NON_REF>, <*>,
				   <DEL>, ...) */
	int32_t note;
	int has_prefixes; /* 1: from VCF 4.4 on, and some sample's first allele is phased, so that
			     one that is not is written with a prefix: /0|1 */
	int has_threshold; /* 1: sdi_code_passes() or sdi_code_is_empty() can say something */
	/* diploid int8 GT without phase sets and min_gp: two bytes say all but whether the sample
	   passes */
	int is_plain;
};

/*
 * sdi_code_view_init() - find the fields; @note, @n_allele, @is_open and @filters are the caller's
 * @is_block: reference blocks answer to MIN_DP and RGQ, other records to DP and GQ (RGQ where GQ is
 * missing)
 * Return: STARDOSE_OK; STARDOSE_EINPUT when GT is not of integer type
 */
int sdi_code_view_init(struct sdi_code_view *view, const bcf_hdr_t *hdr, bcf1_t *rec, int is_block,
		       const struct sdi_collector_options *options, struct stardose_error *err);

/*
 * sdi_code_decode() - what @sample shows
 * Return: 1: the default (diploid, homozygous reference, passes), @out untouched; 0: @out filled;
 *         STARDOSE_EINPUT: an allele number that the record does not have
 */
int sdi_code_decode(const struct sdi_code_view *view, int sample, struct sdi_observation *out);

/* sdi_code_bad_allele() - the error of a genotype that names an allele which is not there */
int sdi_code_bad_allele(const bcf_hdr_t *hdr, const bcf1_t *rec, int sample,
			struct stardose_error *err);

/* sdi_code_passes() - 1 when the sample reaches the thresholds */
int sdi_code_passes(const struct sdi_code_view *view, int sample);

/* sdi_code_is_silent() - 1 when the genotype is '.' throughout, however many dots there are */
int sdi_code_is_silent(const struct sdi_code_view *view, int sample);

/*
 * sdi_code_is_empty() - 1 when a reference genotype would have nothing behind it (empty_genotype.h)
 */
int sdi_code_is_empty(const struct sdi_code_view *view, int sample);

/*
 * sdi_code_number() - value @i of @sample of an integer field, -1 when it is missing, negative, or
 * not stored as integer
 */
int sdi_code_number(const bcf_fmt_t *fmt, int sample, int i);

/* sdi_code_depth() - DP (of blocks MIN_DP), or -1 when there is none */
int sdi_code_depth(const struct sdi_code_view *view, int sample);

/*
 * sdi_code_next() - is_plain and not has_threshold: the first sample >= @sample that is not 0/0 or
 * 0|0, or @n_samples
 */
int sdi_code_next(const struct sdi_code_view *view, int sample, int n_samples);

/* sdi_code_raw() - is_plain: the two GT bytes of a sample; samples with equal bytes decode alike if
   they also agree in passing and in being empty */
static inline uint16_t sdi_code_raw(const struct sdi_code_view *view, int sample)
{
	const uint8_t *p = view->gt->p + 2 * (size_t)sample;

	return p[0] | p[1] << 8;
}

#endif
