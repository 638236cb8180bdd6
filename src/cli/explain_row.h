/*
 * explain_row.h - a row of guidance in full: what it asks for, does and rests on, and the rows
 * beside it
 */
#ifndef CLI_EXPLAIN_ROW_H
#define CLI_EXPLAIN_ROW_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "util/json_add.h"

/*
 * explain_row_json(), explain_fact_json() - a new object, cJSON_Delete(); when @j has failed it is
 * not whole
 */
cJSON *explain_row_json(struct sdi_json *j, const struct stardose_guidance_tables *t,
			const struct stardose_guidance_row *row);
cJSON *explain_fact_json(struct sdi_json *j, const struct stardose_statement *fact);

/*
 * explain_rule_json() - a rule of conversion as `guide -O j` names it, "R3" or "R6+washout": what
 * each part does and where it is from
 * @out: a new object, cJSON_Delete(), or NULL: no such rule
 */
int explain_rule_json(struct sdi_json *j, const struct stardose_tables *tables, const char *id,
		      cJSON **out, struct stardose_error *err);

/*
 * explain_agent_json() - "agent:NAME": what the tables know of a medicine, food or state that acts
 * on enzymes, each fact with its source Return: a new object, cJSON_Delete(); NULL: no table has
 * the name
 */
cJSON *explain_agent_json(struct sdi_json *j, const struct stardose_tables *tables, const char *id);

/* explain_group_of() - the group that has @row; every row has one */
const struct stardose_guidance_group *explain_group_of(const struct stardose_guidance_tables *t,
						       const struct stardose_guidance_row *row);
/* explain_add_words() - @text becomes a member, and is empty afterwards */
void explain_add_words(struct sdi_json *j, cJSON *to, const char *name, kstring_t *text);

#endif

