/*
 * bearing_table.h - bearings.tsv: which medicines of a list a fact about a treatment speaks of
 *
 * A row is a question for the team of that treatment, never an answer: the fact says what was seen.
 */
#ifndef SDI_BEARING_TABLE_H
#define SDI_BEARING_TABLE_H

#include <stardose/guidance.h>
#include <stardose/tables.h>

struct sdi_bearing {
	const struct stardose_statement *fact;
	const struct stardose_drug *drug;	/* the medicine, or NULL: */
	const char *class_name;			/* a class of drugs.tsv */
};

struct sdi_bearings { int n; struct sdi_bearing *bearing; };

/*
 * sdi_bearing_on() - the first fact about the treatment @on that speaks of the medicine @drug, or
 * NULL; borrowed from @tables
 */
const struct stardose_statement *sdi_bearing_on(const struct stardose_tables *tables,
						const struct stardose_drug *on,
						const struct stardose_drug *drug);

#endif
