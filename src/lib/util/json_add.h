/*
 * json_add.h - building JSON without asking after every step whether there was memory
 *
 * cJSON returns NULL when memory is short, and its functions take NULL for nothing. So a flag
 * remembers the first failure, and what was built is thrown away at the end if it is set.
 */
#ifndef SDI_JSON_ADD_H
#define SDI_JSON_ADD_H

#include <cjson/cJSON.h>

struct sdi_json {
	int failed;
	int names_stay; /* 1: names of members outlive what is built, as literals do, and are not
			   copied: a third of the allocations */
};

/*
 * sdi_json_put() - @item becomes a member of the object @to called @name, or with @name NULL the
 * last element of the array @to
 * Return: @item, now owned by @to; NULL after a failure, then @item
 * is gone
 */
cJSON *sdi_json_put(struct sdi_json *j, cJSON *to, const char *name, cJSON *item);
/* sdi_json_add_text() - a text; NULL and "" become null */
void sdi_json_add_text(struct sdi_json *j, cJSON *to, const char *name, const char *text);
void sdi_json_add_number(struct sdi_json *j, cJSON *to, const char *name, double number);
/*
 * sdi_json_add_hundredths() - a score or activity value; less than 0, as STARDOSE_VALUE_NONE,
 * becomes null
 */
void sdi_json_add_hundredths(struct sdi_json *j, cJSON *to, const char *name, int hundredths);
void sdi_json_add_bool(struct sdi_json *j, cJSON *to, const char *name, int is_true);
/*
 * sdi_json_add_array(), sdi_json_add_object() - a new one, borrowed from @to; NULL after a failure
 */
cJSON *sdi_json_add_array(struct sdi_json *j, cJSON *to, const char *name);
cJSON *sdi_json_add_object(struct sdi_json *j, cJSON *to, const char *name);

/*
 * sdi_json_get() - the member @name of an object, or NULL; @of may be NULL, or no object
 * As cJSON_GetObjectItemCaseSensitive(), which calls strcmp() for every member: pages ask for a
 * hundred thousand of them.
 */
const cJSON *sdi_json_get(const cJSON *of, const char *name);
/* sdi_json_get_text() - the text of a member, or "" when it is none */
const char *sdi_json_get_text(const cJSON *of, const char *name);

#endif
