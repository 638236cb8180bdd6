/* format_value.c - single values of a FORMAT field */
#include <string.h>
#include <htslib/hts_endian.h>
#include "genotype/format_value.h"

const bcf_fmt_t *sdi_format_find(const bcf_hdr_t *hdr, bcf1_t *rec, const char *name)
{
	const bcf_fmt_t *fmt = bcf_get_fmt(hdr, rec, name);

	return fmt && fmt->n && fmt->p ? fmt : NULL;
}

int32_t sdi_format_int(const bcf_fmt_t *fmt, int sample, int i)
{
	const uint8_t *p = fmt->p + (size_t)sample * fmt->size;
	int16_t x;
	int32_t y;

	switch (fmt->type) {
	case BCF_BT_INT8: {
		int8_t b = (int8_t)p[i];

		return b == bcf_int8_vector_end ? SDI_VALUE_END
		       : b == bcf_int8_missing	? SDI_VALUE_MISSING
						: b;
	}
	case BCF_BT_INT16:
		x = le_to_i16(p + 2 * (size_t)i);
		return x == bcf_int16_vector_end ? SDI_VALUE_END
		       : x == bcf_int16_missing	 ? SDI_VALUE_MISSING
						 : x;
	case BCF_BT_INT32:
		y = le_to_i32(p + 4 * (size_t)i);
		return y == bcf_int32_vector_end ? SDI_VALUE_END
		       : y == bcf_int32_missing	 ? SDI_VALUE_MISSING
						 : y;
	}
	return SDI_VALUE_MISSING;
}

int sdi_format_real(const bcf_fmt_t *fmt, int sample, int i, double *out)
{
	int32_t v;
	float f;

	if (i >= fmt->n)
		return 0;
	if (fmt->type == BCF_BT_FLOAT) {
		f = le_to_float(fmt->p + (size_t)sample * fmt->size + i * sizeof(f));
		*out = f;
		return !bcf_float_is_missing(f) && !bcf_float_is_vector_end(f) && f == f;
	}
	v = sdi_format_int(fmt, sample, i);
	*out = v;
	return v != SDI_VALUE_END && v != SDI_VALUE_MISSING;
}

int sdi_format_text(const bcf_fmt_t *fmt, int sample, const char **text)
{
	int n;

	if (fmt->type != BCF_BT_CHAR)
		return 0;
	*text = (const char *)fmt->p + (size_t)sample * fmt->size;
	n = strnlen(*text, fmt->size);
	return n == 1 && **text == '.' ? 0 : n;
}
