/* report_model.c - a line of `stardose guide -O j` in, the JSON of a report out */
#include <stdlib.h>
#include <string.h>
#include <stardose/writer.h>
#include "report/report_face.h"
#include "report/report_model.h"
#include "util/no_memory.h"

#define SCHEMA "3.1"

/* ---- what holds for every report ---- */

static void add_words(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		      const char *name, const char *kind)
{
	cJSON *list = sdi_json_add_array(j, to, name);

	for (int i = 0; i < facts->words.n; i++) {
		const struct sdi_word *word = &facts->words.word[i];
		cJSON *item;

		if (strcmp(word->kind, kind))
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "code", word->code);
		sdi_json_add_text(j, item, "text", word->text);
		sdi_json_add_text(j, item, "symbol", word->symbol);
		sdi_json_add_text(j, item, "in_plain_words", word->patient);
	}
}

static void add_limit(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *list,
		      const char *code)
{
	const struct sdi_word *word = sdi_word(&facts->words, "limit", code);
	cJSON *item = word ? sdi_json_add_object(j, list, NULL) : NULL;

	if (!item)
		return;
	sdi_json_add_text(j, item, "code", word->code);
	sdi_json_add_text(j, item, "text", word->text);
	sdi_json_add_text(j, item, "in_plain_words", word->patient);
}

#define MUCH 10 /* of a hundred haplotypes that change a function, in one population at least */

static int hides_much(const cJSON *to)
{
	const cJSON *card;

	cJSON_ArrayForEach(card, cJSON_GetObjectItem(to, "genes"))
		if (cJSON_GetNumberValue(cJSON_GetObjectItem(
			    cJSON_GetObjectItem(card, "hidden_haplotypes"), "most")) >= MUCH)
			return 1;
	return 0;
}

/* Only the limits that hold for this person; what holds always comes last. */
static void add_limits(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to)
{
	const cJSON *tested = cJSON_GetObjectItem(to, "tested");
	cJSON *list = sdi_json_add_array(j, to, "limits");

	if (facts->is_asked)
		add_limit(facts, j, list, "asked");
	if (facts->is_without_genotypes)
		add_limit(facts, j, list, "genotypes");
	if (cJSON_IsTrue(cJSON_GetObjectItem(tested, "any_outside")))
		add_limit(facts, j, list, "outside");
	if (cJSON_IsTrue(cJSON_GetObjectItem(to, "any_copies_not_assessed")))
		add_limit(facts, j, list, "copies");
	if (cJSON_IsTrue(cJSON_GetObjectItem(to, "any_absent")))
		add_limit(facts, j, list, "absent");
	if (hides_much(to))
		add_limit(facts, j, list, "hidden");
	if (cJSON_IsTrue(cJSON_GetObjectItem(to, "any_several")))
		add_limit(facts, j, list, "phase");
	if (!cJSON_IsTrue(cJSON_GetObjectItem(to, "interactions_assessed")))
		add_limit(facts, j, list, "interactions");
	if (cJSON_IsTrue(cJSON_GetObjectItem(to, "is_list_incomplete")))
		add_limit(facts, j, list, "list_incomplete");
	if (cJSON_IsTrue(cJSON_GetObjectItem(tested, "any_read")))
		add_limit(facts, j, list, "sites");
	add_limit(facts, j, list, "not_only_genes");
	add_limit(facts, j, list, "no_prediction");
}

static void add_sentences(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to)
{
	cJSON *sentences = sdi_json_add_object(j, to, "sentences"),
	      *plain = sdi_json_add_object(j, to, "sentences_in_plain_words");

	for (int i = 0; i < facts->words.n; i++)
		if (!strcmp(facts->words.word[i].kind, "sentence")) {
			sdi_json_add_text(j, sentences, facts->words.word[i].code,
					  facts->words.word[i].text);
			sdi_json_add_text(j, plain, facts->words.word[i].code,
					  facts->words.word[i].patient);
		}
}

/*
 * The versions as the guidance has them: made by that program from those tables. "null" where
 * --no-version left them out.
 */
static void add_provenance(struct sdi_json *j, cJSON *to, const cJSON *guide)
{
	const cJSON *made = cJSON_GetObjectItemCaseSensitive(guide, "stardose_guide");
	const cJSON *tables = cJSON_GetObjectItemCaseSensitive(made, "tables");
	cJSON *report = sdi_json_add_object(j, to, "stardose_report");

	sdi_json_add_text(j, report, "schema", SCHEMA);
	sdi_json_add_text(j, report, "version", sdi_json_get_text(made, "version"));
	sdi_json_add_text(j, report, "tables_version", sdi_json_get_text(tables, "version"));
	sdi_json_add_text(j, report, "tables_checksum", sdi_json_get_text(tables, "checksum"));
	sdi_json_add_text(j, report, "tables_origin", sdi_json_get_text(tables, "origin"));
}

int sdi_report_model(const struct sdi_report_facts *facts, const cJSON *guide, cJSON **out,
		     struct stardose_error *err)
{
	struct sdi_json j = { .names_stay = 1 };	/* literals, and codes of words.tsv */
	cJSON *to;

	if (!*sdi_json_get_text(guide, "sample") ||
	    !cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(guide, "guidance")))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "not a line of 'stardose guide -O j'");
	to = cJSON_CreateObject();
	add_provenance(&j, to, guide);
	sdi_json_add_text(&j, to, "sample", sdi_json_get_text(guide, "sample"));
	sdi_json_add_text(&j, to, "lang", facts->lang);
	sdi_json_add_text(&j, to, "build", sdi_json_get_text(guide, "build"));
	sdi_json_add_bool(&j, to, "is_asked", facts->is_asked);
	sdi_json_add_bool(&j, to, "is_without_genotypes", facts->is_without_genotypes);
	sdi_report_asked_names(guide, to, &j);
	sdi_report_genes(facts, guide, to, &j);
	sdi_report_medicines(facts, guide, to, &j);
	sdi_report_course(facts, guide, to, &j);
	sdi_report_face(facts, guide, to, &j);
	sdi_report_ask(facts, guide, to, &j);
	sdi_report_sheets(facts, guide, to, &j);
	add_limits(facts, &j, to);
	sdi_report_plain(facts, to, &j);
	add_words(facts, &j, to, "questions", "question");
	add_words(facts, &j, to, "key", "key");
	add_words(facts, &j, to, "populations", "population");
	add_sentences(facts, &j, to);
	if (j.failed || !to) {
		cJSON_Delete(to);
		return sdi_no_memory(err);
	}
	*out = to;
	return STARDOSE_OK;
}
