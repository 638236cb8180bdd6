/* clinic_explained.h - "scale:PHQ-9", "level:clozapine", "trial_rule:msm": rows about the clinic record */
#ifndef SDI_CLINIC_EXPLAINED_H
#define SDI_CLINIC_EXPLAINED_H

#include "explain/explain_page.h"
#include "tables/clinic_table.h"
#include "util/json_add.h"

/*
 * sdi_explain_clinic() - what the tables say of a scale, a level or a rule about trials, each row with
 * its source
 * Return: a new object with "row_id" and "rows", cJSON_Delete(); NULL: no table has the id
 */
cJSON *sdi_explain_clinic(struct sdi_json *j, const struct stardose_tables *tables, const char *id);
/* sdi_explain_print_clinic() - the same as text */
void sdi_explain_print_clinic(struct sdi_page *to, const cJSON *json);

#endif
