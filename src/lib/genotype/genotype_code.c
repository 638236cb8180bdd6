/* genotype_code.c - GT and what stands beside it, as BCF stores them */
#include <stdlib.h>
#include <string.h>
#include "genotype/format_value.h"
#include "genotype/genotype_code.h"
#include "record/record_newer.h"
#include "util/seqname.h"

/* What passing and being empty go by. */
static void find_thresholds(struct sdi_code_view *view, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	view->gq = sdi_format_find(hdr, rec, view->is_block ? "RGQ" : "GQ");
	if (!view->gq)
		view->gq = sdi_format_find(hdr, rec, view->is_block ? "GQ" : "RGQ");
	view->dp = view->is_block ? sdi_format_find(hdr, rec, "MIN_DP") : NULL;
	if (!view->dp)
		view->dp = sdi_format_find(hdr, rec, "DP");
	if (view->filters && view->filters->name)
		view->ft = sdi_format_find(hdr, rec, "FT");
	if (view->min_gp > 0)
		view->gp = sdi_format_find(hdr, rec, "GP");
	sdi_empty_fields_find(&view->empty, hdr, rec);
	view->has_threshold = view->min_gq > 0 || view->min_dp > 0 || view->min_gp > 0 ||
			      view->ft || view->empty.any;
}

/*
 * From VCF 4.4 on the first allele of a genotype has a phase of its own, in the bit of BCF that was
 * always 0 before: 0|1 is phased in both, /0|1 in the second alone. Writers that do not know this
 * leave it 0 in the whole record.
 */
static int some_first_is_phased(const bcf_fmt_t *gt, int n_samples)
{
	for (int i = 0; i < n_samples && gt->n > 1; i++) {
		int32_t v = sdi_format_int(gt, i, 0);

		if (v >= 2 && (v & 1))
			return 1;
	}
	return 0;
}

int sdi_code_view_init(struct sdi_code_view *view, const bcf_hdr_t *hdr, bcf1_t *rec, int is_block,
		       const struct sdi_collector_options *options, struct stardose_error *err)
{
	view->gt = sdi_format_find(hdr, rec, "GT");
	view->gq = view->dp = view->ft = view->gp = NULL;
	view->min_gq = options->min_gq;
	view->min_dp = options->min_dp;
	view->min_gp = options->min_gp;
	view->is_block = is_block;
	view->is_plain = view->has_prefixes = 0;
	view->is_implied &= !view->gt && view->min_gp <= 0;
	if (!view->gt) {
		if (view->is_implied)
			find_thresholds(view, hdr, rec);
		view->is_implied &= view->dp != NULL;
		return STARDOSE_OK;
	}
	if (view->gt->type != BCF_BT_INT8 && view->gt->type != BCF_BT_INT16 &&
	    view->gt->type != BCF_BT_INT32)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "cannot read GT at %s:%" PRIhts_pos
					  ": it is not stored as genotypes",
					  sdi_seqname(hdr, rec), rec->pos + 1);
	find_thresholds(view, hdr, rec);
	view->has_prefixes = sdi_newer_has_prefixes(hdr) &&
			     some_first_is_phased(view->gt, rec->n_sample);
	view->is_plain = view->gt->type == BCF_BT_INT8 && view->gt->n == 2 &&
			 !sdi_phase_fields_find(&view->phase, hdr, rec) && view->min_gp <= 0;
	return STARDOSE_OK;
}

int sdi_code_next(const struct sdi_code_view *view, int sample, int n_samples)
{
	const uint64_t phase_bits = UINT64_C(0x0101010101010101),
		       ref = UINT64_C(0x0202020202020202);
	const uint8_t *p = view->gt->p;
	uint64_t a, b;

	/* Eight samples at a time: all bytes "allele 0", whatever their phase bit. */
	for (; sample + 8 <= n_samples; sample += 8) {
		memcpy(&a, p + 2 * (size_t)sample, 8);
		memcpy(&b, p + 2 * (size_t)sample + 8, 8);
		if ((a | phase_bits) != (ref | phase_bits) ||
		    (b | phase_bits) != (ref | phase_bits))
			break;
	}
	for (; sample < n_samples; sample++)
		if ((p[2 * (size_t)sample] | 1) != 3 || (p[2 * (size_t)sample + 1] | 1) != 3)
			break;
	return sample;
}

int sdi_code_number(const bcf_fmt_t *fmt, int sample, int i)
{
	int32_t v = i < fmt->n ? sdi_format_int(fmt, sample, i) : SDI_VALUE_MISSING;

	return v < 0 ? -1 : v;
}

/* The first value of a quality field, rounded down, or SDI_VALUE_MISSING. */
static int32_t value_of(const bcf_fmt_t *fmt, int sample)
{
	double v;

	if (!fmt || !sdi_format_real(fmt, sample, 0, &v))
		return SDI_VALUE_MISSING;
	return v > 1e9 ? 1000000000 : v < 0 ? -1 : (int32_t)v;
}

/* A missing value does not reach a threshold. */
static int reaches(const bcf_fmt_t *fmt, int sample, int least)
{
	int32_t v = value_of(fmt, sample);

	return v != SDI_VALUE_MISSING && v >= least;
}

int sdi_code_depth(const struct sdi_code_view *view, int sample)
{
	int32_t v = value_of(view->dp, sample);

	return v == SDI_VALUE_MISSING || v < 0 ? -1 : v;
}

int sdi_code_is_empty(const struct sdi_code_view *view, int sample)
{
	return sdi_empty_fields_say(&view->empty, sample);
}

/* FT that is missing was not filtered by sample: the record's FILTER has spoken. */
static int filter_passes(const struct sdi_code_view *view, int sample)
{
	const char *s = NULL;
	int n = view->ft ? sdi_format_text(view->ft, sample, &s) : 0;

	return !n || sdi_filter_list_has(view->filters, s, n);
}

int sdi_code_passes(const struct sdi_code_view *view, int sample)
{
	return (view->min_gq <= 0 || reaches(view->gq, sample, view->min_gq)) &&
	       (view->min_dp <= 0 || reaches(view->dp, sample, view->min_dp)) &&
	       filter_passes(view, sample);
}

/* GP of a whole diploid or haploid genotype, in the order that VCF defines; none is not enough. */
static int is_probable(const struct sdi_code_view *view, int sample,
		       const struct sdi_observation *o, int n)
{
	int a = o->allele[0], b = n > 1 ? o->allele[1] : 0;
	double p;

	if (view->min_gp <= 0)
		return 1;
	if (!view->gp || n > 2 || a < 0 || b < 0)
		return 0;
	if (n == 2)
		a = a < b ? b * (b + 1) / 2 + a : a * (a + 1) / 2 + b;
	return sdi_format_real(view->gp, sample, a, &p) && p >= view->min_gp;
}

static void sort_alleles(int16_t *a, int n)
{
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && a[j - 1] > a[j]; j--) {
			int16_t x = a[j];

			a[j] = a[j - 1];
			a[j - 1] = x;
		}
}

int sdi_code_is_silent(const struct sdi_code_view *view, int sample)
{
	for (int i = 0; i < view->gt->n; i++) {
		int32_t v = sdi_format_int(view->gt, sample, i);

		if (v != SDI_VALUE_END && v != SDI_VALUE_MISSING && v >= 2)
			return 0;
	}
	return 1;
}

/* The alleles of a genotype as they are written; what is known of them all. */
struct alleles { int n, n_known, n_other, is_phased, is_same; };

static int read_alleles(const struct sdi_code_view *view, int sample, struct sdi_observation *o,
			struct alleles *out)
{
	int n = 0;

	*out = (struct alleles){ .is_phased = 1, .is_same = 1 };
	for (; n < view->gt->n; n++) {
		int32_t v = sdi_format_int(view->gt, sample, n), allele;

		if (v == SDI_VALUE_END)
			break;
		allele = v == SDI_VALUE_MISSING || v < 2 ? -1 : (v >> 1) - 1;
		if (allele >= view->n_allele)
			return STARDOSE_EINPUT;
		if (allele >= 0 && view->is_open[allele])
			allele = -1;
		if ((n || view->has_prefixes) && !(v & 1))
			out->is_phased = 0;
		out->n_known += allele >= 0;
		out->n_other += allele > 0;
		if (n < STARDOSE_MAX_PLOIDY) {
			o->allele[n] = allele;
			out->is_same &= allele == o->allele[0];
		}
	}
	out->n = n;
	return STARDOSE_OK;
}

static int flags_of(const struct sdi_code_view *view, int sample, const struct sdi_observation *o,
		    const struct alleles *a)
{
	if (a->n_known && !a->n_other && sdi_code_is_empty(view, sample))
		return SDI_OBS_REJECTED | SDI_OBS_EMPTY;
	if (sdi_code_is_silent(view, sample))
		return SDI_OBS_REJECTED | SDI_OBS_SILENT;
	if (!a->n_known || !sdi_code_passes(view, sample) || !is_probable(view, sample, o, a->n))
		return SDI_OBS_REJECTED;
	return a->n > STARDOSE_MAX_PLOIDY ? SDI_OBS_REJECTED | SDI_OBS_PLOIDY : 0;
}

/* freebayes --gvcf writes depth and quality of a block, and no genotype. */
static int decode_implied(const struct sdi_code_view *view, int sample, struct sdi_observation *out)
{
	struct sdi_observation o = { .note = view->note, .phase_set = -1 };

	if (sdi_code_depth(view, sample) < 0)
		o.flags = SDI_OBS_REJECTED;
	else if (sdi_code_is_empty(view, sample))
		o.flags = SDI_OBS_REJECTED | SDI_OBS_EMPTY;
	else if (!sdi_code_passes(view, sample))
		o.flags = SDI_OBS_REJECTED;
	else
		return 1;
	*out = o;
	return 0;
}

int sdi_code_decode(const struct sdi_code_view *view, int sample, struct sdi_observation *out)
{
	struct sdi_observation o = { .note = view->note, .phase_set = -1 };
	struct alleles a;

	if (!view->gt)
		return decode_implied(view, sample, out);
	if (read_alleles(view, sample, &o, &a))
		return STARDOSE_EINPUT;
	o.flags = flags_of(view, sample, &o, &a);
	if (o.flags) {
		memset(o.allele, 0, sizeof(o.allele));
	} else {
		o.ploidy = a.n;
		if (a.is_same && a.n == 2 && !o.allele[0])
			return 1;
		if (!a.is_same)
			o.phase_set =
				sdi_phase_of(&view->phase, sample, a.is_phased, a.n, o.allele);
		if (!a.is_same && o.phase_set < 0)
			sort_alleles(o.allele, a.n);
	}
	*out = o;
	return 0;
}

int sdi_code_bad_allele(const bcf_hdr_t *hdr, const bcf1_t *rec, int sample,
			struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"genotype of sample '%s' names an allele that the record at %s:%" PRIhts_pos
		" does not have",
		hdr->samples[sample], sdi_seqname(hdr, rec), rec->pos + 1);
}
