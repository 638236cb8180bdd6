/* report_medicine.h - every medicine of the guidance with what its sources say */
#ifndef SDI_REPORT_MEDICINE_H
#define SDI_REPORT_MEDICINE_H

#include "report/report_facts.h"
#include "util/json_add.h"

/*
 * sdi_report_all_medicines() - a new array, cJSON_Delete(): every medicine of @guide in its order;
 * NULL or short when @j failed
 */
cJSON *sdi_report_all_medicines(const struct sdi_report_facts *facts, const cJSON *guide,
				struct sdi_json *j);

#endif
