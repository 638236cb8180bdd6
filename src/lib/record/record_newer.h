/*
 * record_newer.h - what VCF 4.4 and 4.5 write and older htslib does not read
 *
 * A genotype may begin with the phase of its first allele (VCF 4.4, "|0/1"); htslib before 1.22
 * calls that malformed. A reference block of <*> may tell its length by sample in FORMAT/LEN
 * instead of INFO/END (VCF 4.5); older htslib takes it for one base.
 */
#ifndef SDI_RECORD_NEWER_H
#define SDI_RECORD_NEWER_H

#include <htslib/kstring.h>
#include <htslib/vcf.h>

/* sdi_newer_has_prefixes() - may genotypes have a prefix by the version that the header gives? */
int sdi_newer_has_prefixes(const bcf_hdr_t *hdr);
/*
 * sdi_newer_drop_prefixes() - write the genotypes of a line of VCF as before 4.4
 * A genotype is phased if all its alleles are, that of the prefix too: "|0|1" becomes "0|1", and
 * "/0|1", whose first allele is not phased, "0/1".
 * Return: 1 when something was changed
 */
int sdi_newer_drop_prefixes(kstring_t *line);

/* sdi_newer_has_lengths() - does the header declare FORMAT/LEN? */
int sdi_newer_has_lengths(bcf_hdr_t *hdr);
/*
 * sdi_newer_text_length() - the greatest LEN of a line, or 0; @format is its FORMAT column, @end
 * the end of the line
 */
hts_pos_t sdi_newer_text_length(const char *format, const char *end);
/*
 * sdi_newer_set_length() - let rec->rlen be LEN where the record has it
 * @is_least: 1: the shortest of all samples, for what it covers is covered in each of them; 0: the
 *            longest, for whether the record can matter
 */
void sdi_newer_set_length(const bcf_hdr_t *hdr, bcf1_t *rec, int is_least);

#endif
