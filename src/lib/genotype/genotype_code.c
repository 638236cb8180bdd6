/* genotype_code.c - GT, GQ, DP and PS as BCF stores them */
#include <stdlib.h>
#include <string.h>
#include <htslib/hts_endian.h>
#include "genotype/genotype_code.h"

int sdi_code_view_init(struct sdi_code_view *view, const bcf_hdr_t *hdr, bcf1_t *rec, int is_block,
		       const struct sdi_collector_options *options, struct stardose_error *err)
{
	view->gt = bcf_get_fmt(hdr, rec, "GT");
	view->ps = bcf_get_fmt(hdr, rec, "PS");
	view->gq = view->dp = NULL;
	view->min_gq = options->min_gq;
	view->min_dp = options->min_dp;
	view->is_block = is_block;
	view->is_plain = 0;
	if (!view->gt || !view->gt->n || !view->gt->p) {
		view->gt = NULL;
		return STARDOSE_OK;
	}
	if (view->gt->type != BCF_BT_INT8 && view->gt->type != BCF_BT_INT16 &&
	    view->gt->type != BCF_BT_INT32)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "cannot read GT at %s:%" PRIhts_pos
					  ": it is not stored as genotypes",
					  bcf_seqname_safe(hdr, rec), rec->pos + 1);
	view->gq = bcf_get_fmt(hdr, rec, is_block ? "RGQ" : "GQ");
	if (!view->gq)
		view->gq = bcf_get_fmt(hdr, rec, is_block ? "GQ" : "RGQ");
	view->dp = is_block ? bcf_get_fmt(hdr, rec, "MIN_DP") : NULL;
	if (!view->dp)
		view->dp = bcf_get_fmt(hdr, rec, "DP");
	view->has_threshold =
		view->min_gq > 0 || view->min_dp > 0 || view->dp || (is_block && view->gq);
	view->is_plain = view->gt->type == BCF_BT_INT8 && view->gt->n == 2 && !view->ps;
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

enum { VALUE_END = INT32_MIN, VALUE_MISSING = INT32_MIN + 1 };

/* One integer of a FORMAT field; the ends and gaps of all widths look alike. */
static int32_t int_at(const bcf_fmt_t *fmt, int sample, int i)
{
	const uint8_t *p = fmt->p + (size_t)sample * fmt->size;
	int16_t x;
	int32_t y;

	switch (fmt->type) {
	case BCF_BT_INT8: {
		int8_t b = (int8_t)p[i];

		return b == bcf_int8_vector_end ? VALUE_END
		       : b == bcf_int8_missing	? VALUE_MISSING
						: b;
	}
	case BCF_BT_INT16:
		x = le_to_i16(p + 2 * (size_t)i);
		return x == bcf_int16_vector_end ? VALUE_END
		       : x == bcf_int16_missing	 ? VALUE_MISSING
						 : x;
	case BCF_BT_INT32:
		y = le_to_i32(p + 4 * (size_t)i);
		return y == bcf_int32_vector_end ? VALUE_END
		       : y == bcf_int32_missing	 ? VALUE_MISSING
						 : y;
	}
	return VALUE_MISSING;
}

int sdi_code_number(const bcf_fmt_t *fmt, int sample, int i)
{
	int32_t v = i < fmt->n ? int_at(fmt, sample, i) : VALUE_MISSING;

	return v < 0 ? -1 : v;
}

/* The first value of a quality field, rounded down; VALUE_MISSING when there is none. */
static int32_t value_of(const bcf_fmt_t *fmt, int sample)
{
	if (!fmt || !fmt->n || !fmt->p)
		return VALUE_MISSING;
	if (fmt->type == BCF_BT_FLOAT) {
		float f = le_to_float(fmt->p + (size_t)sample * fmt->size);

		return bcf_float_is_missing(f) || bcf_float_is_vector_end(f) || f != f
			       ? VALUE_MISSING
		       : f > 1e9f ? 1000000000
		       : f < 0	  ? -1
				  : (int32_t)f;
	}
	int32_t v = int_at(fmt, sample, 0);

	return v == VALUE_END ? VALUE_MISSING : v;
}

/* A missing value does not reach a threshold. */
static int reaches(const bcf_fmt_t *fmt, int sample, int least)
{
	int32_t v = value_of(fmt, sample);

	return v != VALUE_MISSING && v >= least;
}

int sdi_code_depth(const struct sdi_code_view *view, int sample)
{
	int32_t v = value_of(view->dp, sample);

	return v == VALUE_MISSING || v < 0 ? -1 : v;
}

int sdi_code_is_empty(const struct sdi_code_view *view, int sample)
{
	return value_of(view->dp, sample) == 0 ||
	       (view->is_block && value_of(view->gq, sample) == 0);
}

int sdi_code_passes(const struct sdi_code_view *view, int sample)
{
	return (view->min_gq <= 0 || reaches(view->gq, sample, view->min_gq)) &&
	       (view->min_dp <= 0 || reaches(view->dp, sample, view->min_dp));
}

/*
 * Phase set of a phased genotype: 0 without PS; text becomes a number that only depends on the
 * text.
 */
static int32_t phase_set_of(const bcf_fmt_t *ps, int sample)
{
	if (!ps || !ps->n || !ps->p)
		return 0;
	if (ps->type == BCF_BT_CHAR) {
		const char *s = (const char *)ps->p + (size_t)sample * ps->size;
		int n = strnlen(s, ps->size), is_number = n > 0 && n < 10;
		uint32_t h = 2166136261u, value = 0;

		if (!n || (n == 1 && *s == '.'))
			return 0;
		for (int i = 0; i < n; i++) {
			h = (h ^ (uint8_t)s[i]) * 16777619u;
			is_number &= s[i] >= '0' && s[i] <= '9';
			value = value * 10 + (s[i] - '0');
		}
		return is_number ? (int32_t)value : (int32_t)(h & INT32_MAX) | 0x40000000;
	}
	int32_t v = int_at(ps, sample, 0);

	return v == VALUE_END || v == VALUE_MISSING ? 0 : v < 0 ? v & INT32_MAX : v;
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
		int32_t v = int_at(view->gt, sample, i);

		if (v != VALUE_END && v != VALUE_MISSING && v >= 2)
			return 0;
	}
	return 1;
}

int sdi_code_decode(const struct sdi_code_view *view, int sample, struct sdi_observation *out)
{
	struct sdi_observation o = { .note = view->note, .phase_set = -1 };
	int n_known = 0, n_other = 0, is_phased = 1, is_same = 1, n = 0;

	for (; n < view->gt->n; n++) {
		int32_t v = int_at(view->gt, sample, n), allele;

		if (v == VALUE_END)
			break;
		allele = v == VALUE_MISSING || v < 2 ? -1 : (v >> 1) - 1;
		if (allele >= view->n_allele)
			return STARDOSE_EINPUT;
		if (allele >= 0 && view->is_open[allele])
			allele = -1;
		if (n && !(v & 1))
			is_phased = 0;
		n_known += allele >= 0;
		n_other += allele > 0;
		if (n < STARDOSE_MAX_PLOIDY) {
			o.allele[n] = allele;
			is_same &= allele == o.allele[0];
		}
	}
	o.ploidy = n;
	if (!n_known || !sdi_code_passes(view, sample) ||
	    (!n_other && sdi_code_is_empty(view, sample))) {
		o.flags = SDI_OBS_REJECTED;
	} else if (n > STARDOSE_MAX_PLOIDY) {
		o.flags = SDI_OBS_REJECTED | SDI_OBS_PLOIDY;
	} else if (is_same) {
		if (n == 2 && o.allele[0] == 0)
			return 1;
	} else if (is_phased) {
		o.phase_set = phase_set_of(view->ps, sample);
	} else {
		sort_alleles(o.allele, n);
	}
	if (o.flags && sdi_code_is_silent(view, sample))
		o.flags |= SDI_OBS_SILENT;
	if (o.flags) {
		o.ploidy = 0;
		memset(o.allele, 0, sizeof(o.allele));
	}
	*out = o;
	return 0;
}
