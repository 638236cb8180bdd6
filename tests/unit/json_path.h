/*
 * json_path.h - for tests: parts of a JSON value by their place, and lists in one line
 *
 * A path is names and 0-based places joined by '/': "scales/0/says". Include after cmocka.h.
 */
#ifndef JSON_PATH_H
#define JSON_PATH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>

/* The value at @path, or NULL */
static inline const cJSON *json_at(const cJSON *of, const char *path)
{
	char name[64];

	while (of && *path) {
		size_t n = strcspn(path, "/");

		snprintf(name, sizeof(name), "%.*s", (int)n, path);
		of = cJSON_IsArray(of) ? cJSON_GetArrayItem(of, atoi(name))
				       : cJSON_GetObjectItemCaseSensitive(of, name);
		path += n + (path[n] == '/');
	}
	return of;
}

/* Texts as they are, numbers with up to four places, "true", "false", "null"; "" where nothing is */
static inline const char *json_text(const cJSON *value)
{
	static char number[8][32];
	static int next;
	char *out;

	if (!value)
		return "";
	if (cJSON_IsString(value))
		return value->valuestring;
	if (cJSON_IsBool(value))
		return cJSON_IsTrue(value) ? "true" : "false";
	if (cJSON_IsNull(value))
		return "null";
	out = number[next++ % 8];
	snprintf(out, sizeof(number[0]), "%.10g", cJSON_GetNumberValue(value));
	return out;
}

static inline const char *json_text_at(const cJSON *of, const char *path)
{
	return json_text(json_at(of, path));
}

static inline int json_size(const cJSON *of, const char *path)
{
	return cJSON_GetArraySize(json_at(of, path));
}

/* The members called @name of all elements of the list at @path, with blanks between; borrowed until
 * the next call */
static inline const char *json_joined(const cJSON *of, const char *path, const char *name)
{
	static char out[2048];
	const cJSON *each;
	size_t n = 0;

	out[0] = '\0';
	cJSON_ArrayForEach(each, json_at(of, path))
		n += snprintf(out + n, n < sizeof(out) ? sizeof(out) - n : 0, "%s%s", n ? " " : "",
			      json_text_at(each, name));
	return out;
}

/* The first element of the list at @path whose member @name is @text, or NULL */
static inline const cJSON *json_with(const cJSON *of, const char *path, const char *name,
				     const char *text)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, json_at(of, path))
		if (!strcmp(json_text_at(each, name), text))
			return each;
	return NULL;
}

/* @text is what stands at @path, or the test fails and names the place and @what */
#define assert_json(of, path, text, what)                                                          \
	do {                                                                                       \
		const char *got_ = json_text_at(of, path);                                         \
		if (strcmp(got_, text) != 0)                                                       \
			fail_msg("%s: %s is '%s', not '%s'", what, path, got_, text);              \
	} while (0)

#endif
