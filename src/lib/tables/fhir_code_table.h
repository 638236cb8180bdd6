/* fhir_code_table.h - the codes of FHIR bundles: fhir_codes.tsv, by kind and key */
#ifndef SDI_FHIR_CODE_TABLE_H
#define SDI_FHIR_CODE_TABLE_H

#include <stardose/tables.h>

/* One row; texts are "" where the table has "-". */
struct sdi_fhir_code {
	const char *kind, *key;		/* ours: what the code stands for */
	const char *system, *code, *display;
	const char *text;		/* our own words beside the code */
};

struct sdi_fhir_codes { int n; struct sdi_fhir_code *code; };

/* sdi_tables_fhir_codes() - those of the tables in effect, borrowed from @tables, never NULL */
const struct sdi_fhir_codes *sdi_tables_fhir_codes(const struct stardose_tables *tables);
/* sdi_fhir_code() - the row, or NULL */
const struct sdi_fhir_code *sdi_fhir_code(const struct sdi_fhir_codes *codes, const char *kind,
					  const char *key);

#endif
