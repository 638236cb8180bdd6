/* format_value.h - single values of a FORMAT field, in whatever width the record stores them */
#ifndef SDI_FORMAT_VALUE_H
#define SDI_FORMAT_VALUE_H

#include <htslib/vcf.h>

/* No whole number of a file is one of these. */
enum { SDI_VALUE_END = INT32_MIN, SDI_VALUE_MISSING = INT32_MIN + 1 };

/* sdi_format_find() - the field if the record has values in it, else NULL */
const bcf_fmt_t *sdi_format_find(const bcf_hdr_t *hdr, bcf1_t *rec, const char *name);

/*
 * sdi_format_int() - value @i of @sample, SDI_VALUE_MISSING, or SDI_VALUE_END behind the last one;
 * @fmt is of integer type and has more than @i places
 */
int32_t sdi_format_int(const bcf_fmt_t *fmt, int sample, int i);

/*
 * sdi_format_real() - the same for integers and floating point numbers
 * Return: 1 found; 0 missing, behind the last one, not a number, or not of a numeric type
 */
int sdi_format_real(const bcf_fmt_t *fmt, int sample, int i, double *out);

/* sdi_format_text() - the text of @sample and its length; 0 where it is missing or is no text */
int sdi_format_text(const bcf_fmt_t *fmt, int sample, const char **text);

#endif
