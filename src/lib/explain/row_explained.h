/*
 * row_explained.h - a row of guidance in full: what it asks for, does and rests on, and the rows
 * beside it
 */
#ifndef SDI_ROW_EXPLAINED_H
#define SDI_ROW_EXPLAINED_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "util/json_add.h"

/*
 * sdi_explain_row(), sdi_explain_statement() - a new object, cJSON_Delete(); when @j has failed it
 * is not whole
 */
cJSON *sdi_explain_row(struct sdi_json *j, const struct stardose_guidance_tables *t,
			const struct stardose_guidance_row *row);
cJSON *sdi_explain_statement(struct sdi_json *j, const struct stardose_guidance_tables *t,
			     const struct stardose_statement *fact);

/*
 * sdi_explain_rule() - a rule of conversion as `guide -O j` names it, "R3" or "R6+washout": what
 * each part does and where it is from
 * @out: a new object, cJSON_Delete(), or NULL: no such rule
 */
int sdi_explain_rule(struct sdi_json *j, const struct stardose_tables *tables, const char *id,
		      cJSON **out, struct stardose_error *err);

/*
 * sdi_explain_agent() - "agent:NAME": what the tables know of a medicine, food or state that acts
 * on enzymes, each fact with its source
 * Return: a new object, cJSON_Delete(); NULL: no table has
 * the name
 */
cJSON *sdi_explain_agent(struct sdi_json *j, const struct stardose_tables *tables, const char *id);

/* sdi_group_of_row() - the group that has @row; every row has one */
const struct stardose_guidance_group *sdi_group_of_row(const struct stardose_guidance_tables *t,
						       const struct stardose_guidance_row *row);
/* sdi_explain_words() - @text becomes a member, and is empty afterwards */
void sdi_explain_words(struct sdi_json *j, cJSON *to, const char *name, kstring_t *text);

#endif

