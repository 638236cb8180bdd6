/*
 * near_row.h - a record in short: what shows which sites a file lists, without parsing it
 *
 * Of a line of text nothing is parsed but the columns needed; of a record nothing is unpacked but
 * its alleles, and genotypes where there are few samples.
 */
#ifndef SDI_NEAR_ROW_H
#define SDI_NEAR_ROW_H

#include <htslib/vcf.h>

#define SDI_FEW_SAMPLES 16 /* of a file, of which genotypes are looked at to see who carries */

struct sdi_near_row {
	hts_pos_t pos;	 /* 0-based */
	int is_site;	 /* 1: its alleles are bases, or ALT is '.'; 0: a block, a structure */
	int is_filtered; /* FILTER is neither PASS nor '.' */
	int is_carried; /* 1: some sample has an ALT, 0: none, -1: not looked at */
};

/*
 * sdi_near_row_text() - from the @len bytes of a line of VCF
 * @n_samples: that the file has; genotypes are looked at up to SDI_FEW_SAMPLES
 * Return: 1, or 0 when the columns are not there
 */
int sdi_near_row_text(const char *line, size_t len, int n_samples, struct sdi_near_row *out);
/*
 * sdi_near_row_record() - from a record with all the samples of its file
 * @n_samples: as above; @rec is unpacked further
 * Return: 1, or 0 when it cannot be unpacked
 */
int sdi_near_row_record(const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples,
			struct sdi_near_row *out);

/* sdi_file_samples() - how many samples the file of @hdr has, whichever were selected */
int sdi_file_samples(const bcf_hdr_t *hdr);

#endif
