/*
 * equal_records.h - records of one position that say the same, so that each counts once
 *
 * Two say the same when they have the same alleles, filters, INFO and FORMAT; ID and QUAL may
 * differ. Those of the position at hand are kept, as long as they are few: what doubles records
 * doubles one again and again.
 */
#ifndef SDI_EQUAL_RECORDS_H
#define SDI_EQUAL_RECORDS_H

#include <htslib/kstring.h>
#include <htslib/vcf.h>

#define SDI_MAX_EQUAL 64 /* different records of a position that later ones are compared with */

struct sdi_equal_records {
	int32_t rid;
	hts_pos_t pos;
	int n;
	kstring_t kept[SDI_MAX_EQUAL];
};

/* sdi_equal_records_reset() - another file begins; zeroed memory is as good before the first */
void sdi_equal_records_reset(struct sdi_equal_records *records);
void sdi_equal_records_release(struct sdi_equal_records *records);
/*
 * sdi_equal_records_has() - was an equal record given before, and no record of another position
 * since? @rec is unpacked to BCF_UN_STR, and kept unless it was
 * Return: 1, 0, STARDOSE_ENOMEM
 */
int sdi_equal_records_has(struct sdi_equal_records *records, bcf1_t *rec);

#endif
