/*
 * report_fixture.h - for tests: the report of a made-up line of guidance, and what stands in it
 *
 * JSON is written with ' in place of ", and what it lacks is filled in: LINE(genes, rest). A place
 * is "genes.0.level"; its value is read as text. Include after cmocka.h.
 */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/tables.h>
#include "json_path.h"
#include "report/report_model.h"

static struct stardose_tables *report_tables;
static struct sdi_report_facts report_facts;

static inline int open_report_facts(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &report_tables, NULL) ||
	       sdi_report_facts_open(&report_facts, report_tables, NULL, NULL);
}

static inline int close_report_facts(void **state)
{
	(void)state;
	sdi_report_facts_release(&report_facts);
	stardose_tables_free(report_tables);
	return 0;
}

/* The object that @text is, ' standing for "; new */
static inline cJSON *json_of(const char *text)
{
	char *copy = strdup(text);
	cJSON *json;

	assert_non_null(copy);
	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	json = cJSON_Parse(copy);
	if (!json)
		fail_msg("no JSON: %s", copy);
	free(copy);
	return json;
}

/* What stands at @place; "-" where there is nothing, "[2]" of an array, "{}" of an object */
static inline const char *value_at(const cJSON *of, const char *place)
{
	static char size[16];
	const cJSON *value;
	char path[128];

	snprintf(path, sizeof(path), "%s", place);
	for (char *c = path; *c; c++)
		*c = *c == '.' ? '/' : *c;
	value = json_at(of, path);
	if (!value || cJSON_IsObject(value))
		return value ? "{}" : "-";
	if (!cJSON_IsArray(value))
		return json_text(value);
	snprintf(size, sizeof(size), "[%d]", cJSON_GetArraySize(value));
	return size;
}

/* A line of guidance: @genes and @guidance are what stands in these lists, @rest is ",'x':..." */
static inline char *line_of(const char *genes, const char *guidance, const char *rest)
{
	size_t size = strlen(genes) + strlen(guidance) + strlen(rest) + 100;
	char *text = malloc(size);

	assert_non_null(text);
	snprintf(text, size, "{'sample':'a','genes':[%s],'guidance':[%s]%s}", genes, guidance,
		 rest);
	return text;
}

/* The report of such a line; new: cJSON_Delete() */
static inline cJSON *report_of(const char *genes, const char *guidance, const char *rest)
{
	char *text = line_of(genes, guidance, rest);
	struct stardose_error err = { 0 };
	cJSON *guide = json_of(text), *model = NULL;

	free(text);
	if (sdi_report_model(&report_facts, guide, &model, &err))
		fail_msg("%s", err.text);
	cJSON_Delete(guide);
	return model;
}

/* One row of a table of claims: what is given, a place of the report, what stands there. */
struct report_claim {
	const char *genes, *guidance, *rest, *place, *value;
};

static inline void check_report(const struct report_claim *claim)
{
	cJSON *model =
		report_of(claim->genes ? claim->genes : "", claim->guidance ? claim->guidance : "",
			  claim->rest ? claim->rest : "");
	const char *is = value_at(model, claim->place);

	if (strcmp(is, claim->value))
		fail_msg("%s of [%s] [%s] %s is '%s', not '%s'", claim->place,
			 claim->genes ? claim->genes : "", claim->guidance ? claim->guidance : "",
			 claim->rest ? claim->rest : "", is, claim->value);
	cJSON_Delete(model);
}

#define CHECK_REPORTS(claims)                                                                      \
	for (size_t claim_n = 0; claim_n < sizeof(claims) / sizeof(*(claims)); claim_n++)          \
	check_report(&(claims)[claim_n])

#endif
