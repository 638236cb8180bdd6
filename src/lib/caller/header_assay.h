/* header_assay.h - the assay that a header tells of, by the signs of assays.tsv */
#ifndef SDI_HEADER_ASSAY_H
#define SDI_HEADER_ASSAY_H

#include <htslib/vcf.h>
#include <stardose/call.h>
#include "tables/assay_table.h"

/*
 * sdi_header_assay() - the first sign of the table that @hdr has; NULL: none
 * @assay: set to what it tells of, else left alone
 */
const struct sdi_assay_sign *sdi_header_assay(const struct stardose_tables *tables,
					      const bcf_hdr_t *hdr, enum stardose_assay *assay);

#endif
