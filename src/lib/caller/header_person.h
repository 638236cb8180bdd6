/* header_person.h - does a header look as if it named a person? */
#ifndef SDI_HEADER_PERSON_H
#define SDI_HEADER_PERSON_H

#include <htslib/vcf.h>

/*
 * sdi_header_person() - 1: a line of @hdr has a field for a name, a day of birth or the number of a
 * record, or a sample is called like one ("Doe, Jane", MRN, DOB, a day of 1900 to 2009: days of
 * runs are newer). What looks so may be harmless, and what does not may name a person
 */
int sdi_header_person(const bcf_hdr_t *hdr);

#endif
