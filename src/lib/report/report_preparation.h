/*
 * report_preparation.h - treatments that a person prepares for, and what of the list bears on them
 */
#ifndef SDI_REPORT_PREPARATION_H
#define SDI_REPORT_PREPARATION_H

#include "report/report_facts.h"
#include "util/json_add.h"

/*
 * sdi_report_treatment() - the next treatment of interventions.tsv that was asked for by name, or
 * is a procedure to come
 * @at: 0 at first; moved on. Return: borrowed from the tables; NULL: no more
 */
const struct stardose_drug *sdi_report_treatment(const struct sdi_report_facts *facts,
						 const cJSON *guide, int *at);
/* sdi_report_bearing() - the fact about @treatment that speaks of @item in use, or NULL */
const struct stardose_statement *sdi_report_bearing(const struct sdi_report_facts *facts,
						    const struct stardose_drug *treatment,
						    const cJSON *item);
/* sdi_report_preparation() - "preparations", "named_medicines": the page before a treatment */
void sdi_report_preparation(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			    struct sdi_json *j);

#endif
