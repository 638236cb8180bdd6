/* assay_table.h - what in a header tells of the assay: assays.tsv */
#ifndef SDI_ASSAY_TABLE_H
#define SDI_ASSAY_TABLE_H

#include <stardose/tables.h>

enum sdi_assay_place {
	SDI_ASSAY_FORMAT, /* FORMAT field of that name */
	SDI_ASSAY_KEY,	  /* line ##WORD=... */
	SDI_ASSAY_TEXT	  /* in any line ##KEY=VALUE, upper and lower case alike */
};

struct sdi_assay_sign {
	enum sdi_assay_place place;
	const char *word;
	const char *assay; /* "wes", "array" or "panel" */
};

struct sdi_assay_signs { int n; struct sdi_assay_sign *v; };

/* sdi_tables_assay_signs() - those of the tables in effect, borrowed from @tables, never NULL */
const struct sdi_assay_signs *sdi_tables_assay_signs(const struct stardose_tables *tables);

#endif
