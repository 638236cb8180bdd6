/*
 * local_genotype.h - genotypes by the alleles of each sample alone, as genotypes of the record
 *
 * Where a record has many ALTs, VCF 4.5 lets each sample name those that matter to it: LAA lists
 * them (1-based among the ALTs), and in LGT 0 is REF and 1, 2, ... are the entries of LAA. Hail
 * writes LA instead, which begins with 0 for REF. A record that has LGT and no GT is read as if GT
 * stood there. Sources: VCF 4.5, "LAA"; Hail, "SVCR" of a VariantDataset.
 */
#ifndef SDI_LOCAL_GENOTYPE_H
#define SDI_LOCAL_GENOTYPE_H

#include <htslib/vcf.h>

/* What reading them takes; begins with zeros, of one header. */
struct sdi_local_genotypes {
	bcf_hdr_t *hdr; /* the header with FORMAT/GT in it */
	bcf1_t *rec;	/* the record last read, with GT */
	int m_text, m_list, m_gt;
	char **text;
	int32_t *list, *gt;
};

/* sdi_local_genotypes_release() - drop all; it may be used again, of another header */
void sdi_local_genotypes_release(struct sdi_local_genotypes *local);
/*
 * sdi_local_genotypes_read() - is it such a record? @rec is unpacked further, and not changed
 * Return: 1: local->rec under local->hdr is @rec with GT, until the next call; 0: it is none;
 *         STARDOSE_ENOMEM
 */
int sdi_local_genotypes_read(struct sdi_local_genotypes *local, const bcf_hdr_t *hdr, bcf1_t *rec);

#endif
