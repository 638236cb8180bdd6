/* breakend.h - what an ALT that joins two places (VCF 4.4, section 5.4) makes of the sequence */
#ifndef SDI_BREAKEND_H
#define SDI_BREAKEND_H

#include <htslib/vcf.h>

enum sdi_breakend {
	SDI_BREAKEND_NONE, /* no breakend */
	SDI_BREAKEND_LOSS, /* on one contig, in the order of a deletion: t[p[ with p behind it */
	SDI_BREAKEND_GAIN, /* of a tandem duplication: ]p]t with p behind it */
	SDI_BREAKEND_TURNED, /* on one contig, turned round */
	SDI_BREAKEND_AWAY    /* another contig, an inserted sequence, or the mate is not known */
};

/*
 * sdi_breakend_read() - the kind of ALT @alt of @rec
 * @other: 0-based place of the mate, where the kind is on one contig
 */
enum sdi_breakend sdi_breakend_read(const bcf_hdr_t *hdr, const bcf1_t *rec, const char *alt,
				    hts_pos_t *other);

/* sdi_has_breakend() - 1 when an ALT of @rec, unpacked to BCF_UN_STR, is a breakend */
int sdi_has_breakend(const bcf1_t *rec);

#endif
