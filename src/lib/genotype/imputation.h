/* imputation.h - was a record imputed, and how well? */
#ifndef SDI_IMPUTATION_H
#define SDI_IMPUTATION_H

#include <htslib/vcf.h>

struct sdi_imputation {
	int is_imputed;			/* its genotypes were inferred, not measured */
	double r2; /* as the imputation program estimates it, the least where there are several;
		      -1: it says none */
};

/*
 * sdi_imputation_read() - going by INFO: IMP (Beagle) or IMPUTED (minimac) marks an imputed record,
 * TYPED, TYPED_ONLY or GENOTYPED (minimac) a measured one. Where the header declares IMP or
 * IMPUTED, a record without it was measured. Otherwise the estimate of quality marks it: DR2, AR2
 * (Beagle), R2 (minimac), INFO (IMPUTE, GLIMPSE, QUILT).
 * @rec: unpacked to BCF_UN_INFO by this
 */
void sdi_imputation_read(struct sdi_imputation *out, const bcf_hdr_t *hdr, bcf1_t *rec);

#endif
