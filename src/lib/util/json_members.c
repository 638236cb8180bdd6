/* json_members.c - objects of a JSON file as rows of named cells */
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include "util/json_members.h"
#include "util/no_memory.h"

#define MAX_MEMBERS 32

struct row {
	int n;
	struct sdi_json_member member[MAX_MEMBERS];
	char *owned[MAX_MEMBERS];
	const char *what;
};

static const char *skip(const char *s, const char *end, const char *what, int *line)
{
	while (s < end && strchr(what, *s) && *s) {
		*line += *s == '\n';
		s++;
	}
	return s;
}

int sdi_is_json_rows(const char *text, size_t size)
{
	int line = 1;
	const char *s = skip(text, text + size, " \t\r\n", &line);

	return s < text + size && (*s == '[' || *s == '{');
}

/* The value as a cell, new; NULL: out of memory, or no value of a cell (then *@is_bad) */
static char *value_text(const cJSON *value, int *is_bad)
{
	*is_bad = cJSON_IsArray(value) || cJSON_IsObject(value);
	if (*is_bad)
		return NULL;
	if (cJSON_IsString(value))
		return strdup(value->valuestring);
	if (cJSON_IsNumber(value))
		return cJSON_PrintUnformatted(value);
	return strdup(cJSON_IsTrue(value) ? "yes" : cJSON_IsFalse(value) ? "no" : "");
}

/* {"item9":1,"rater":"self"} becomes "item9=1;rater=self"; what would not come apart again is bad */
static char *pairs_text(const cJSON *object, int *is_bad)
{
	kstring_t out = KS_INITIALIZE;
	const cJSON *each;
	int failed = kputs("", &out) < 0;

	cJSON_ArrayForEach(each, object) {
		char *value = value_text(each, is_bad);

		*is_bad = *is_bad || (value && strpbrk(value, ";=")) || strpbrk(each->string, ";=");
		failed = failed || !value || *is_bad ||
			 ksprintf(&out, "%s%s=%s", out.l ? ";" : "", each->string, value) < 0;
		free(value);
		if (failed)
			break;
	}
	if (failed) {
		ks_free(&out);
		return NULL;
	}
	return out.s;
}

static int take_members(const cJSON *object, struct row *row)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, object) {
		int is_bad = 0;
		char *text;

		if (row->n == MAX_MEMBERS) {
			row->what = "more members than a row has";
			return STARDOSE_OK;
		}
		text = cJSON_IsObject(each) ? pairs_text(each, &is_bad) : value_text(each, &is_bad);
		if (is_bad) {
			row->what = "a list, or an object within an object, is no value of a row";
			free(text);
			return STARDOSE_OK;
		}
		if (!text)
			return STARDOSE_ENOMEM;
		row->owned[row->n] = text;
		row->member[row->n++] = (struct sdi_json_member){ each->string, text };
	}
	return STARDOSE_OK;
}

static int take_value(const cJSON *value, int line, sdi_json_row_fn *take, void *user,
		      struct stardose_error *err)
{
	struct row row = { 0 };
	int ret = STARDOSE_OK;

	if (!cJSON_IsObject(value))
		row.what = "not an object";
	else
		ret = take_members(value, &row);
	ret = ret ? sdi_no_memory(err) : take(user, line, row.member, row.n, row.what);
	for (int i = 0; i < row.n; i++)
		free(row.owned[i]);
	return ret;
}

static int lines_in(const char *s, const char *end)
{
	int n = 0;

	for (; s < end; s++)
		n += *s == '\n';
	return n;
}

/* A list ends with the text: what stands behind it would be lost without a word. */
static int check_end(const char *name, const char *s, const char *end, int line,
		     struct stardose_error *err)
{
	if (s >= end)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "%s:%d: the list has no end: ']' is missing", name, line);
	s = skip(s + 1, end, " \t\r\n", &line);
	return s == end ? STARDOSE_OK
			: stardose_error_set(err, STARDOSE_EINPUT,
					     "%s:%d: text behind the end of the list", name, line);
}

int sdi_json_rows(const char *name, const char *text, size_t size, sdi_json_row_fn *take,
		  void *user, struct stardose_error *err)
{
	const char *end = text + size, *after;
	int line = 1, ret = STARDOSE_OK, is_list;
	const char *s = skip(text, end, " \t\r\n", &line);

	is_list = s < end && *s == '[';
	s = skip(s + is_list, end, " \t\r\n", &line);
	while (!ret && s < end && !(is_list && *s == ']')) {
		cJSON *value = cJSON_ParseWithLengthOpts(s, end - s, &after, 0);

		if (!value)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "%s:%d: not JSON: a list of objects, or one object "
						  "behind the other, is expected",
						  name, line);
		ret = take_value(value, line, take, user, err);
		cJSON_Delete(value);
		line += lines_in(s, after);
		s = skip(after, end, is_list ? " \t\r\n," : " \t\r\n", &line);
	}
	return ret || !is_list ? ret : check_end(name, s, end, line, err);
}
