/*
 * report_asked.c - medicines that were asked for by names that no table has: a page says so first
 */
#include "report/report_model.h"

void sdi_report_asked_names(const cJSON *guide, cJSON *to, struct sdi_json *j)
{
	const cJSON *asked = sdi_json_get(sdi_json_get(guide, "context"), "asked_not_known"), *each;
	cJSON *list = sdi_json_add_array(j, to, "asked_not_known");

	cJSON_ArrayForEach(each, asked) {
		cJSON *one = sdi_json_add_object(j, list, NULL);
		const cJSON *near = sdi_json_get(each, "nearest");

		sdi_json_add_text(j, one, "name", sdi_json_get_text(each, "name"));
		sdi_json_put(j, one, "nearest",
			     near ? cJSON_Duplicate(near, 1) : cJSON_CreateArray());
		sdi_json_add_bool(j, one, "has_nearest", cJSON_GetArraySize(near) > 0);
	}
	sdi_json_add_bool(j, to, "has_asked_not_known", cJSON_GetArraySize(list) > 0);
}
