/*
 * field_number.h - numbers of INFO and FORMAT fields, whatever type they are stored in
 *
 * Callers declare CN as integer, float or not at all (then htslib keeps it as text), and
 * htslib 1.16 ends the program when the wrong type is asked for; so the stored bytes are read as
 * they are.
 */
#ifndef SDI_FIELD_NUMBER_H
#define SDI_FIELD_NUMBER_H

#include <htslib/vcf.h>

/*
 * sdi_format_number() - value @i (of several, 0 the first) of @sample; NAN when missing or not a
 * number, such as "inf"; @fmt may be NULL
 */
double sdi_format_number(const bcf_fmt_t *fmt, int sample, int i);
/*
 * sdi_info_number() - value @i of an INFO field of @rec, unpacked to BCF_UN_INFO; NAN when it is
 * not there
 */
double sdi_info_number(const bcf_hdr_t *hdr, bcf1_t *rec, const char *tag, int i);
/*
 * sdi_symbolic_end() - behind the last base, 0-based, of a record with symbolic alleles that is
 * unpacked to BCF_UN_INFO: by INFO/END, else by INFO/SVLEN behind POS, else by its REF
 */
hts_pos_t sdi_symbolic_end(const bcf_hdr_t *hdr, bcf1_t *rec);
/* sdi_format_is_text() - 1 when the text of @sample is @text */
int sdi_format_is_text(const bcf_fmt_t *fmt, int sample, const char *text);
/*
 * sdi_format_genotype() - the allele numbers of @sample, -1 for '.'; returns the ploidy (0 without
 * genotype)
 * @max: room in @allele; a higher ploidy is returned as it is, with only @max alleles filled
 */
int sdi_format_genotype(const bcf_fmt_t *gt, int sample, int *allele, int max);
/* sdi_format_is_phased() - 1 when every allele behind the first of @sample is phased */
int sdi_format_is_phased(const bcf_fmt_t *gt, int sample);

#endif
