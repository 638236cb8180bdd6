/*
 * course_fixture.h - for tests: the member "course" of a person whose facts are given in plain
 * lines
 *
 * A line is "kind|name|value|unit|start|stop|detail|state", the last fields may be left out; detail
 * is "key=value;key=value". Genes are "CYP2D6=Poor Metabolizer;...", lines of guidance
 * "drug|action|row|phenotype". The day that counts is 2026-03-01. Include after cmocka.h; the group
 * needs course_tables and course_no_tables.
 */
#ifndef COURSE_FIXTURE_H
#define COURSE_FIXTURE_H

#include "clinic/course.h"
#include "json_path.h"

struct course_input {
	const char *facts, *genes, *guidance;
	struct sdi_course_options options;
};

static struct stardose_tables *course_tables_open;

static int course_tables(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	return stardose_tables_open(NULL, &course_tables_open, &err);
}

static int course_no_tables(void **state)
{
	(void)state;
	stardose_tables_free(course_tables_open);
	return 0;
}

/* Add the parts of a text between @mark as members called @names, the last name takes the rest. */
static inline void put_fields(cJSON *to, const char *line, char mark, const char *const *names)
{
	const char separator[2] = { mark, '\0' };

	for (; *names && *line; names++) {
		size_t n = names[1] ? strcspn(line, separator) : strlen(line);
		char text[256];

		snprintf(text, sizeof(text), "%.*s", (int)n, line);
		if (*text)
			cJSON_AddStringToObject(to, *names, text);
		line += n + (line[n] == mark);
	}
}

/* For each part of @text between @mark, add() is called with a new element of @list. */
static inline void each_part(cJSON *list, const char *text, char mark,
			     void (*add)(cJSON *one, const char *part))
{
	const char separator[2] = { mark, '\0' };

	while (text && *text) {
		size_t n = strcspn(text, separator);
		char part[512];
		cJSON *one = cJSON_CreateObject();

		snprintf(part, sizeof(part), "%.*s", (int)n, text);
		add(one, part);
		cJSON_AddItemToArray(list, one);
		text += n + (text[n] == mark);
	}
}

static inline void add_key(cJSON *one, const char *part)
{
	static const char *const names[] = { "key", "value", NULL };

	put_fields(one, part, '=', names);
}

static inline void add_fact(cJSON *one, const char *part)
{
	static const char *const names[] = { "kind",  "name", "value",	"unit",
					     "start", "stop", "detail", "state", NULL };
	cJSON *detail, *keys = cJSON_CreateArray(), *each;

	put_fields(one, part, '|', names);
	detail = cJSON_DetachItemFromObject(one, "detail");
	each_part(keys, cJSON_GetStringValue(detail), ';', add_key);
	cJSON_Delete(detail);
	detail = cJSON_AddObjectToObject(one, "detail");
	cJSON_ArrayForEach(each, keys)
		cJSON_AddStringToObject(detail, json_text_at(each, "key"),
					json_text_at(each, "value"));
	cJSON_Delete(keys);
}

static inline void add_gene(cJSON *one, const char *part)
{
	static const char *const names[] = { "gene", "phenotype", NULL };

	put_fields(one, part, '=', names);
}

static inline void add_guidance(cJSON *one, const char *part)
{
	static const char *const names[] = { "drug", "action", "row_id", "phenotype", NULL };

	put_fields(one, part, '|', names);
}

static inline cJSON *guide_of(const struct course_input *in)
{
	cJSON *guide = cJSON_CreateObject(), *context = cJSON_AddObjectToObject(guide, "context");

	cJSON_AddStringToObject(context, "date", "2026-03-01");
	each_part(cJSON_AddArrayToObject(context, "items"), in->facts, '\n', add_fact);
	each_part(cJSON_AddArrayToObject(guide, "genes"), in->genes, ';', add_gene);
	each_part(cJSON_AddArrayToObject(guide, "guidance"), in->guidance, '\n', add_guidance);
	return guide;
}

/* The member "course"; cJSON_Delete() it */
static inline cJSON *course_of(const struct course_input *in)
{
	cJSON *guide = guide_of(in), *to = cJSON_CreateObject(), *course;
	struct sdi_record record;
	struct sdi_json j = { 0 };
	struct sdi_course c = { &record, sdi_tables_words(course_tables_open), &in->options, guide,
				&j };

	assert_int_equal(sdi_record_read(course_tables_open, guide, &record), STARDOSE_OK);
	sdi_course_add(&c, to);
	assert_int_equal(j.failed, 0);
	sdi_record_release(&record);
	course = cJSON_DetachItemFromObject(to, "course");
	cJSON_Delete(to);
	cJSON_Delete(guide);
	assert_non_null(course);
	return course;
}

/* The text of the first sentence of a list that has this code, "" where there is none */
static inline const char *said(const cJSON *of, const char *path, const char *code)
{
	return json_text_at(json_with(of, path, "code", code), "text");
}

#endif
