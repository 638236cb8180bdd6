/*
 * guidance_table.h - drugs.tsv, guidance.tsv, holes.tsv and actions.tsv in, struct
 * stardose_guidance_tables out
 */
#ifndef SDI_GUIDANCE_TABLE_H
#define SDI_GUIDANCE_TABLE_H

#include <stardose/guidance.h>
#include "util/tsv.h"

/*
 * sdi_guidance_tables_load() - the four tables, with every code resolved
 * @actions, @drugs, @guidance: parsed files; borrowed, nothing of them is kept
 * @holes:  the same, or NULL: no hole is named
 * @out:    new, free with sdi_guidance_tables_free(); untouched after an error
 * Return:  STARDOSE_OK; STARDOSE_ETABLE: file, line and what is wrong (a code that no list has, an
 * unknown medicine, a condition that cannot be read, an identity used twice); STARDOSE_ENOMEM
 */
int sdi_guidance_tables_load(const struct sdi_tsv *actions, const struct sdi_tsv *drugs,
			     const struct sdi_tsv *guidance, const struct sdi_tsv *holes,
			     struct stardose_guidance_tables **out, struct stardose_error *err);
/*
 * sdi_guidance_tables_open() - load them from the bytes that @tables has and hand them over to it
 * Rows that the compiled-in guidance.tsv does not have, cell for cell, become local.
 */
int sdi_guidance_tables_open(struct stardose_tables *tables, struct stardose_error *err);
void sdi_guidance_tables_free(struct stardose_guidance_tables *tables);

#endif
