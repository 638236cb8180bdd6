/* explain_call.h - what was seen, which alleles it allows, and why the call is what it is */
#ifndef CLI_EXPLAIN_CALL_H
#define CLI_EXPLAIN_CALL_H

#include <stdio.h>
#include <cjson/cJSON.h>
#include <stardose/call.h>

/*
 * explain_call_text() - one call as text for people, made with its sites kept
 * @risk:  of a hidden structure; NULL where nothing is known
 * Return: STARDOSE_OK, STARDOSE_ENOMEM; what @to thinks of the writing is for the caller to ask
 */
int explain_call_text(FILE *to, const char *sample, const struct stardose_call *call,
		      const struct stardose_structure_risk *risk);

/*
 * explain_call_json() - the same as a new object: the call as `call -O j` has it, its sites and
 * alleles; NULL: out of memory
 */
cJSON *explain_call_json(const char *sample, const struct stardose_call *call,
			 const struct stardose_structure_risk *risk);

#endif

