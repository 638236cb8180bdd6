/*
 * fact_table.h - interventions.tsv: graded facts about medicines and procedures, which no result
 * selects
 */
#ifndef SDI_FACT_TABLE_H
#define SDI_FACT_TABLE_H

#include "tables/guidance_table.h"

/*
 * sdi_facts_load() - add the facts of @tsv to @tables, which owns them
 * @tsv:    borrowed, nothing of it is kept
 * Return:  STARDOSE_OK; STARDOSE_ETABLE: file, line and what is wrong (an unknown medicine or
 * label, an identity used twice or by a row of guidance, an empty field); STARDOSE_ENOMEM
 */
int sdi_facts_load(struct stardose_guidance_tables *tables, const struct sdi_tsv *tsv,
		   struct stardose_error *err);
/*
 * sdi_facts_check() - what the loader lets pass: sentences, and that an answer begins with "No
 * guideline." where none exists
 * @log:    gets one line per finding
 * Return:  number of findings
 */
int sdi_facts_check(const struct stardose_guidance_tables *tables, const struct stardose_log *log);

#endif
