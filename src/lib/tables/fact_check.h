/* fact_check.h - proof that interventions.tsv is sound */
#ifndef SDI_FACT_CHECK_H
#define SDI_FACT_CHECK_H

#include <stardose/guidance.h>

/*
 * sdi_facts_check() - what the loader lets pass: sentences, and that an answer begins with "No
 * guideline." where none exists
 * @log:    gets one line per finding
 * Return:  number of findings
 */
int sdi_facts_check(const struct stardose_guidance_tables *tables, const struct stardose_log *log);

#endif
