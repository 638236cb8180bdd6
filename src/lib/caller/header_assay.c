/* header_assay.c - header lines against the signs of the table */
#include "config.h" /* strcasestr() is an extension */
#include <string.h>
#include "caller/header_assay.h"

static const char *const names[STARDOSE_N_ASSAYS] = {
	[STARDOSE_ASSAY_WES] = "wes",
	[STARDOSE_ASSAY_ARRAY] = "array",
	[STARDOSE_ASSAY_PANEL] = "panel",
};

static int has_format(const bcf_hdr_t *hdr, const char *word)
{
	int id = bcf_hdr_id2int(hdr, BCF_DT_ID, word);

	return id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_FMT, id);
}

static int has_line(const bcf_hdr_t *hdr, const struct sdi_assay_sign *sign)
{
	for (int i = 0; i < hdr->nhrec; i++) {
		const bcf_hrec_t *line = hdr->hrec[i];

		if (line->type != BCF_HL_GEN || !line->key)
			continue;
		if (sign->place == SDI_ASSAY_KEY ? !strcmp(line->key, sign->word)
						 : line->value && strcasestr(line->value, sign->word))
			return 1;
	}
	return 0;
}

const struct sdi_assay_sign *sdi_header_assay(const struct stardose_tables *tables,
					      const bcf_hdr_t *hdr, enum stardose_assay *assay)
{
	const struct sdi_assay_signs *signs = sdi_tables_assay_signs(tables);

	for (int i = 0; i < signs->n; i++) {
		const struct sdi_assay_sign *sign = &signs->v[i];

		if (sign->place == SDI_ASSAY_FORMAT ? !has_format(hdr, sign->word)
						    : !has_line(hdr, sign))
			continue;
		for (int a = 0; a < STARDOSE_N_ASSAYS; a++)
			if (names[a] && !strcmp(names[a], sign->assay))
				*assay = a;
		return sign;
	}
	return NULL;
}
