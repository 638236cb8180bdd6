/* call_explained.h - what was seen, which alleles it allows, and why the call is what it is */
#ifndef SDI_CALL_EXPLAINED_H
#define SDI_CALL_EXPLAINED_H

#include <cjson/cJSON.h>
#include <stardose/call.h>
#include "explain/explain_page.h"

/*
 * sdi_explain_call_text() - one call as text for people, made with its sites kept
 * @risk:  of a hidden structure; NULL where nothing is known
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_explain_call_text(struct sdi_page *to, const struct stardose_tables *tables,
			  const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk);

/*
 * sdi_explain_call_json() - the same as a new object: the call as `call -O j` has it, its sites and
 * alleles; NULL: out of memory
 */
cJSON *sdi_explain_call_json(const char *sample, const struct stardose_call *call,
			 const struct stardose_structure_risk *risk);

#endif

