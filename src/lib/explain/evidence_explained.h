/*
 * evidence_explained.h - variants that are sold or asked about: what a person has, and what that
 * does not support
 */
#ifndef SDI_EVIDENCE_EXPLAINED_H
#define SDI_EVIDENCE_EXPLAINED_H

#include <stardose/call.h>
#include "explain/explain_page.h"
#include "tables/evidence_table.h"
#include "util/json_add.h"

/*
 * sdi_explain_evidence() - @caller has the tables of stardose_tables_open_evidence() and kept
 * sites. A new object, cJSON_Delete(); when @j has failed it is not whole
 */
cJSON *sdi_explain_evidence(struct sdi_json *j, const struct sdi_claims *rows,
			    const struct stardose_caller *caller, int sample);
/* sdi_explain_evidence_text() - the same object as text for people */
void sdi_explain_evidence_text(struct sdi_page *to, const cJSON *json);

#endif
