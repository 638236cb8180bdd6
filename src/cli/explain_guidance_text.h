/* explain_guidance_text.h - the objects of explain_guidance.c as text */
#ifndef CLI_EXPLAIN_GUIDANCE_TEXT_H
#define CLI_EXPLAIN_GUIDANCE_TEXT_H

#include <stdio.h>
#include <cjson/cJSON.h>

/* explain_guidance_print_row() - a row or a fact in full */
void explain_guidance_print_row(FILE *to, const cJSON *row);
/* explain_guidance_print_rule() - a rule of conversion */
void explain_guidance_print_rule(FILE *to, const cJSON *rule);
/* explain_guidance_print_agent() - what is known of something that acts on enzymes */
void explain_guidance_print_agent(FILE *to, const cJSON *agent);
/* explain_guidance_print_drug() - one medicine and one sample */
void explain_guidance_print_drug(FILE *to, const cJSON *json);

#endif
