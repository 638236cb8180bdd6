/* json_add.c - building JSON without asking after every step whether there was memory */
#include <string.h>
#include "util/json_add.h"

cJSON *sdi_json_put(struct sdi_json *j, cJSON *to, const char *name, cJSON *item)
{
	int added = item && to;

	if (added && name && j->names_stay)
		added = cJSON_AddItemToObjectCS(to, name, item);
	else if (added)
		added = name ? cJSON_AddItemToObject(to, name, item)
			     : cJSON_AddItemToArray(to, item);
	if (added)
		return item;
	cJSON_Delete(item);
	j->failed = 1;
	return NULL;
}

void sdi_json_add_text(struct sdi_json *j, cJSON *to, const char *name, const char *text)
{
	sdi_json_put(j, to, name, text && *text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

void sdi_json_add_number(struct sdi_json *j, cJSON *to, const char *name, double number)
{
	sdi_json_put(j, to, name, cJSON_CreateNumber(number));
}

void sdi_json_add_hundredths(struct sdi_json *j, cJSON *to, const char *name, int hundredths)
{
	sdi_json_put(j, to, name,
		     hundredths < 0 ? cJSON_CreateNull() : cJSON_CreateNumber(hundredths / 100.0));
}

void sdi_json_add_bool(struct sdi_json *j, cJSON *to, const char *name, int is_true)
{
	sdi_json_put(j, to, name, cJSON_CreateBool(is_true));
}

cJSON *sdi_json_add_array(struct sdi_json *j, cJSON *to, const char *name)
{
	return sdi_json_put(j, to, name, cJSON_CreateArray());
}

cJSON *sdi_json_add_object(struct sdi_json *j, cJSON *to, const char *name)
{
	return sdi_json_put(j, to, name, cJSON_CreateObject());
}

const cJSON *sdi_json_get(const cJSON *of, const char *name)
{
	const cJSON *m = of ? of->child : NULL;

	while (m && !(m->string && *m->string == *name && !strcmp(m->string, name)))
		m = m->next;
	return m;
}

const char *sdi_json_get_text(const cJSON *of, const char *name)
{
	const char *text = cJSON_GetStringValue(sdi_json_get(of, name));

	return text ? text : "";
}
