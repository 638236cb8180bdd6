/*
 * guidance_check.h - proof that the tables of guidance are sound (docs/GUIDANCE.md lists what is
 * proved)
 */
#ifndef SDI_GUIDANCE_CHECK_H
#define SDI_GUIDANCE_CHECK_H

#include <stardose/guidance.h>

/*
 * sdi_guidance_check() - what loading cannot see: each possible result of the genes has exactly one
 * row of a medicine, source and context (at most one where the source only lists some), codes
 * belong to the source of their row, citations to its year
 * @tables: tables->guidance may be NULL: nothing to prove. The genes of @tables, where it has them,
 * say which phenotypes are possible; for other genes it is the phenotypes that the rows themselves
 * name.
 * @log:    one line for each finding; may be NULL
 * Return:  number of findings, 0 when sound
 */
int sdi_guidance_check(const struct stardose_tables *tables, const struct stardose_log *log);

#endif
