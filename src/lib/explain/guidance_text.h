/* guidance_text.h - the objects of explain_guidance.c as text */
#ifndef SDI_GUIDANCE_TEXT_H
#define SDI_GUIDANCE_TEXT_H

#include <cjson/cJSON.h>
#include "explain/explain_page.h"

/* sdi_explain_print_row() - a row or a fact in full */
void sdi_explain_print_row(struct sdi_page *to, const cJSON *row);
/* sdi_explain_print_rule() - a rule of conversion */
void sdi_explain_print_rule(struct sdi_page *to, const cJSON *rule);
/* sdi_explain_print_agent() - what is known of something that acts on enzymes */
void sdi_explain_print_agent(struct sdi_page *to, const cJSON *agent);
/* sdi_explain_print_drug() - one medicine and one sample */
void sdi_explain_print_drug(struct sdi_page *to, const cJSON *json);

#endif
