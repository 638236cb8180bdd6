/* outside_formats.c - the formats that --outside reads, in the order in which they are tried */
#include "outside/outside_read.h"

const struct sdi_outside_format *const sdi_outside_formats[] = {
	&sdi_outside_pypgx_zip,
	&sdi_outside_cyrius_json, &sdi_outside_starphase, &sdi_outside_dragen_json,
	&sdi_outside_aldy, &sdi_outside_aldy_vcf, &sdi_outside_dragen_vcf,
	&sdi_outside_stellarpgx, &sdi_outside_cyrius_tsv, &sdi_outside_pypgx,
	&sdi_outside_getrm, &sdi_outside_getrm_wide, &sdi_outside_own,
	&sdi_outside_stellarpgx_summary, &sdi_outside_pharmcat,
	NULL
};
