/*
 * dose_table.h - what a label has as the usual dose of a medicine, and its ceilings
 *
 * dose_limits.tsv has one population of one label in each row. docs/CONTEXT.md describes the
 * columns.
 */
#ifndef SDI_DOSE_TABLE_H
#define SDI_DOSE_TABLE_H

#include <stdint.h>
#include <stardose/guidance.h>

struct sdi_dose_row {
	const struct stardose_drug *drug;
	const char *form;		/* or "": any */
	const char *population;		/* "adults", "65 years and over" */
	const char *indication;		/* or "" */
	int from_age, to_age;		/* years, both counted; 0 and 0: no age */
	const char *needs_gene, *needs;	/* only for who has this phenotype, or "" */
	int64_t low, high;		/* thousandths of @unit; -1: none */
	const char *unit;		/* "mg/day", as dose_text.h has them */
	const struct stardose_guidance_code *whose;	/* of the list RULE_OF */
	const char *citation;
};

struct sdi_dose_rows {
	int n;
	const struct sdi_dose_row *rows; /* those of one medicine together */
};

/* sdi_dose_rows() - the rows of a medicine: *@n of them, or NULL */
const struct sdi_dose_row *sdi_dose_rows(const struct stardose_guidance_tables *tables,
					 const struct stardose_drug *drug, int *n);

#endif
