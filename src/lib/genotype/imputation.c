/* imputation.c - was a record imputed, and how well? */
#include <htslib/hts_endian.h>
#include "genotype/imputation.h"

static int has_any(const bcf_hdr_t *hdr, bcf1_t *rec, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (bcf_get_info(hdr, rec, names[i]))
			return 1;
	return 0;
}

static int declares_any(const bcf_hdr_t *hdr, const char *const *names, int n)
{
	for (int i = 0; i < n; i++) {
		int id = bcf_hdr_id2int(hdr, BCF_DT_ID, names[i]);

		if (id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_INFO, id))
			return 1;
	}
	return 0;
}

/* The least number of a field, -1 when it has none. */
static double least_of(const bcf_info_t *info)
{
	double least = -1;
	float f;

	/* 0 and 1 are stored as integers where declared so */
	if (!info || info->type != BCF_BT_FLOAT)
		return info && info->len == 1 &&
				       (info->type == BCF_BT_INT8 || info->type == BCF_BT_INT16 ||
					info->type == BCF_BT_INT32)
			       ? (double)info->v1.i
			       : -1;
	for (int i = 0; i < info->len; i++) {
		f = le_to_float(info->vptr + i * sizeof(f));
		if (!bcf_float_is_missing(f) && !bcf_float_is_vector_end(f) && f == f &&
		    (least < 0 || f < least))
			least = f < 0 ? 0 : f;
	}
	return least;
}

void sdi_imputation_read(struct sdi_imputation *out, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	static const char *const imputed[] = { "IMP", "IMPUTED" };
	static const char *const measured[] = { "TYPED", "TYPED_ONLY", "GENOTYPED" };
	static const char *const quality[] = { "DR2", "R2", "AR2", "INFO" };

	bcf_unpack(rec, BCF_UN_INFO);
	out->r2 = -1;
	for (int i = 0; i < 4 && out->r2 < 0; i++)
		out->r2 = least_of(bcf_get_info(hdr, rec, quality[i]));
	out->is_imputed = has_any(hdr, rec, imputed, 2) ||
			  (out->r2 >= 0 && !has_any(hdr, rec, measured, 3) &&
			   !declares_any(hdr, imputed, 2));
}
