/* seqname.h - the contig of a record, for messages */
#ifndef SDI_SEQNAME_H
#define SDI_SEQNAME_H

#include <htslib/vcf.h>

/* sdi_seqname() - never NULL, also where the record is on no contig of the header; borrowed */
static inline const char *sdi_seqname(const bcf_hdr_t *hdr, const bcf1_t *rec)
{
	const char *name = hdr && rec->rid >= 0 && rec->rid < hdr->n[BCF_DT_CTG]
				   ? bcf_hdr_id2name(hdr, rec->rid)
				   : NULL;

	return name ? name : "(unknown)"; /* not every htslib that we take has a function for it */
}

#endif
