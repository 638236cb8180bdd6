/*
 * report_sheet.c - what the sheets for others need beside the report: their words, what may be shared
 * with a family, and what a team asks for in a referral
 *
 * What is missing in a referral is "not given" and a line to fill, never "no".
 */
#include <string.h>
#include <strings.h>
#include "report/report_model.h"
#include "report/report_preparation.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

static void add_words(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j)
{
	cJSON *words = sdi_json_add_object(j, to, "words");

	for (int i = 0; i < facts->words.n; i++)
		if (!strcmp(facts->words.word[i].kind, "page"))
			sdi_json_add_text(j, words, facts->words.word[i].code,
					  *facts->words.word[i].patient
						  ? facts->words.word[i].patient
						  : facts->words.word[i].text);
}

/* Medicines that the person chose to be named on the copy for the family. */
static void add_shared(const cJSON *guide, cJSON *to, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "shared"), *one;
	const cJSON *item;

	cJSON_ArrayForEach(item, get(get(guide, "context"), "items")) {
		if (strcmp(text_of(item, "kind"), "medicine") ||
		    strcmp(text_of(get(item, "detail"), "share"), "yes") ||
		    strcmp(text_of(item, "state"), "current"))
			continue;
		one = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, one, "name", text_of(item, "shown_as"));
		sdi_json_add_text(j, one, "note", text_of(item, "note"));
	}
	sdi_json_add_bool(j, to, "has_shared", cJSON_GetArraySize(list) > 0);
}

/* ---- referral ---- */

/* Does the fact answer the item? By its code, or by its name as the sheet has it. */
static int answers(const cJSON *item, const struct sdi_word *asked)
{
	const char *kind = text_of(item, "kind"), *name = text_of(item, "name");

	return (!strcmp(kind, "person") || !strcmp(kind, "condition")) &&
	       (!strcasecmp(name, asked->code) || !strcasecmp(name, asked->text) ||
		(*asked->symbol && !strcasecmp(name, asked->symbol)));
}

static void add_item(cJSON *list, const struct sdi_word *asked, const cJSON *guide,
		     struct sdi_json *j)
{
	cJSON *to = sdi_json_add_object(j, list, NULL), *given;
	const cJSON *item;

	sdi_json_add_text(j, to, "code", asked->code);
	sdi_json_add_text(j, to, "text", asked->text);
	given = sdi_json_add_array(j, to, "given");
	cJSON_ArrayForEach(item, get(get(guide, "context"), "items")) {
		cJSON *one;

		if (!answers(item, asked))
			continue;
		one = sdi_json_add_object(j, given, NULL);
		sdi_json_add_text(j, one, "value",
				  *text_of(item, "value") ? text_of(item, "value")
							  : text_of(item, "name"));
		sdi_json_add_text(j, one, "unit", text_of(item, "unit"));
		sdi_json_add_text(j, one, "date", text_of(item, "start"));
	}
	sdi_json_add_bool(j, to, "is_given", cJSON_GetArraySize(given) > 0);
}

static void add_referral(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			 struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "referral");

	for (int i = 0; i < facts->words.n; i++)
		if (!strcmp(facts->words.word[i].kind, "referral"))
			add_item(list, &facts->words.word[i], guide, j);
}

void sdi_report_sheets(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		       struct sdi_json *j)
{
	if (!facts->is_sheet)
		return;
	add_words(facts, to, j);
	add_shared(guide, to, j);
	add_referral(facts, guide, to, j);
	sdi_report_preparation(facts, guide, to, j);
	sdi_json_add_text(j, to, "sheet_label", facts->label);
}
