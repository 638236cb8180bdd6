/* fhir_codes.h - the codes of FHIR bundles: table fhir_codes.tsv, by kind and key */
#ifndef SDI_FHIR_CODES_H
#define SDI_FHIR_CODES_H

#include <stardose/tables.h>

/* One row; texts are "" where the table has "-". */
struct sdi_fhir_code {
	const char *kind, *key;		/* ours: what the code stands for */
	const char *system, *code, *display;
	const char *text;		/* our own words beside the code */
};

struct sdi_fhir_codes { int n; struct sdi_fhir_code *code; void *storage; };

/*
 * sdi_fhir_codes_open() - read the table in effect; release with sdi_fhir_codes_release().
 * STARDOSE_OK, STARDOSE_ETABLE, STARDOSE_ENOMEM
 */
int sdi_fhir_codes_open(const struct stardose_tables *tables, struct sdi_fhir_codes *out,
			struct stardose_error *err);
void sdi_fhir_codes_release(struct sdi_fhir_codes *codes);
/* sdi_fhir_code() - the row, or NULL */
const struct sdi_fhir_code *sdi_fhir_code(const struct sdi_fhir_codes *codes, const char *kind,
					  const char *key);

#endif
