/* field_number.c - numbers of INFO and FORMAT fields, whatever type they are stored in */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/hts_endian.h>
#include "record/field_number.h"

static double text_number(const char *s, int length, int i)
{
	char copy[32], *end;
	int n;
	double x;

	for (; i > 0; i--) {
		const char *comma = memchr(s, ',', length);

		if (!comma)
			return NAN;
		length -= comma + 1 - s;
		s = comma + 1;
	}
	for (n = 0; n < length && n < (int)sizeof(copy) - 1 && s[n] && s[n] != ','; n++)
		copy[n] = s[n];
	copy[n] = '\0';
	x = strtod(copy, &end);
	return end == copy || *end || !isfinite(x) ? NAN : x;
}

/* Value @i of @n stored at @p, lowest byte first on any machine; text has @n characters. */
static double stored_number(const uint8_t *p, int type, int n, int i)
{
	int16_t x;
	int32_t y;
	float f;

	if (!p || (type != BCF_BT_CHAR && i >= n))
		return NAN;
	switch (type) {
	case BCF_BT_INT8: {
		int8_t b = (int8_t)p[i];

		return b == bcf_int8_missing || b == bcf_int8_vector_end ? NAN : (double)b;
	}
	case BCF_BT_INT16:
		x = le_to_i16(p + 2 * (size_t)i);
		return x == bcf_int16_missing || x == bcf_int16_vector_end ? NAN : (double)x;
	case BCF_BT_INT32:
		y = le_to_i32(p + 4 * (size_t)i);
		return y == bcf_int32_missing || y == bcf_int32_vector_end ? NAN : (double)y;
	case BCF_BT_FLOAT:
		f = le_to_float(p + 4 * (size_t)i);
		return isfinite(f) ? (double)f : NAN; /* missing is a NaN as well */
	case BCF_BT_CHAR:
		return text_number((const char *)p, n, i);
	}
	return NAN;
}

double sdi_format_number(const bcf_fmt_t *fmt, int sample, int i)
{
	return fmt && fmt->p
		       ? stored_number(fmt->p + (size_t)sample * fmt->size, fmt->type, fmt->n, i)
		       : NAN;
}

double sdi_info_number(const bcf_hdr_t *hdr, bcf1_t *rec, const char *tag, int i)
{
	const bcf_info_t *info = bcf_get_info(hdr, rec, tag);

	return info ? stored_number(info->vptr, info->type, info->len, i) : NAN;
}

int sdi_format_is_text(const bcf_fmt_t *fmt, int sample, const char *text)
{
	const char *s = (const char *)fmt->p + (size_t)sample * fmt->size;

	return fmt->type == BCF_BT_CHAR && strnlen(s, fmt->size) == strlen(text) &&
	       !strncmp(s, text, fmt->size);
}

int sdi_format_genotype(const bcf_fmt_t *gt, int sample, int *allele, int max)
{
	int n;

	if (!gt || !gt->p || gt->type == BCF_BT_CHAR || gt->type == BCF_BT_FLOAT)
		return 0;
	for (n = 0; n < gt->n; n++) {
		const uint8_t *p = gt->p + (size_t)sample * gt->size;
		double x = stored_number(p, gt->type, gt->n, n);

		/* Of a genotype only the filler behind the last haplotype is no number. */
		if (isnan(x))
			break;
		if (n < max)
			allele[n] = ((int)x >> 1) - 1;
	}
	return n;
}

int sdi_format_is_phased(const bcf_fmt_t *gt, int sample)
{
	int is_phased = 0;

	if (!gt || !gt->p || gt->type == BCF_BT_CHAR || gt->type == BCF_BT_FLOAT)
		return 0;
	for (int n = 1; n < gt->n; n++) {
		double x = stored_number(gt->p + (size_t)sample * gt->size, gt->type, gt->n, n);

		if (isnan(x))
			break;
		if (!((int)x & 1))
			return 0;
		is_phased = 1;
	}
	return is_phased;
}

hts_pos_t sdi_symbolic_end(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	double end = sdi_info_number(hdr, rec, "END", 0), length;

	if (end > (double)rec->pos + 1)
		return (hts_pos_t)end;
	for (int i = 0; i < rec->n_allele; i++) {
		length = fabs(sdi_info_number(hdr, rec, "SVLEN", i));
		if (length > 0 && length < 1e9)
			return rec->pos + 1 + (hts_pos_t)length;
	}
	return rec->pos + rec->rlen;
}
