/*
 * report_preparation.c - "preparations": treatments that were asked for or are to come, the
 * questions that people ask before one, and which medicines of the list a fact about it speaks of
 *
 * Questions, never answers: what a fact says stands with its row, for the team.
 */
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_model.h"
#include "report/report_preparation.h"
#include "tables/bearing_table.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

/* ---- which treatments ---- */

static int is_planned(const struct sdi_report_facts *facts, const cJSON *guide,
		      const struct stardose_drug *treatment)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, get(get(guide, "context"), "items"))
		if (!strcmp(text_of(item, "kind"), "procedure") &&
		    !strcmp(text_of(item, "state"), "planned") &&
		    sdi_report_drug(facts, text_of(item, "name")) == treatment)
			return 1;
	return 0;
}

static int is_asked(const struct sdi_report_facts *facts, const cJSON *guide,
		    const struct stardose_drug *treatment)
{
	const cJSON *line;

	if (facts->is_asked)
		cJSON_ArrayForEach(line, get(guide, "guidance"))
			if (!strcmp(text_of(line, "drug"), treatment->name))
				return 1;
	return is_planned(facts, guide, treatment);
}

/* Is @name one of the names in "TMS;ECT"? */
static int is_named(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = list; *s; s += strcspn(s, ";"), s += *s == ';')
		if (!strncmp(s, name, n) && (s[n] == ';' || !s[n]))
			return 1;
	return 0;
}

/* ---- one treatment ---- */

static void add_questions(const struct sdi_report_facts *facts, cJSON *to, const char *name,
			  struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "questions");

	for (int i = 0; i < facts->words.n; i++) {
		const struct sdi_word *w = &facts->words.word[i];

		if (!strcmp(w->kind, "preparation") && is_named(w->symbol, name))
			sdi_json_put(j, list, NULL, cJSON_CreateString(w->patient));
		if (!strcmp(w->kind, "preparation_genes") && is_named(w->symbol, name))
			sdi_json_add_text(j, to, "genes_text", w->patient);
	}
}

static int is_in_use(const cJSON *item)
{
	const char *state = text_of(item, "state");

	return !strcmp(text_of(item, "kind"), "medicine") && strcmp(state, "ended") &&
	       strcmp(state, "planned");
}

const struct stardose_statement *sdi_report_bearing(const struct sdi_report_facts *facts,
						    const struct stardose_drug *treatment,
						    const cJSON *item)
{
	const struct stardose_drug *drug =
		is_in_use(item) ? sdi_report_drug(facts, text_of(item, "known_as")) : NULL;

	return drug ? sdi_bearing_on(facts->tables, treatment, drug) : NULL;
}

static void add_bearing(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			const struct stardose_drug *treatment, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "bearing");
	const cJSON *item;

	cJSON_ArrayForEach(item, get(get(guide, "context"), "items")) {
		const struct stardose_statement *fact = sdi_report_bearing(facts, treatment, item);
		cJSON *one = fact ? sdi_json_add_object(j, list, NULL) : NULL;

		if (!fact)
			continue;
		sdi_json_add_text(j, one, "name", text_of(item, "shown_as"));
		sdi_json_add_text(j, one, "id", fact->id);
		sdi_json_add_text(j, one, "label", fact->label->code);
	}
	sdi_json_add_bool(j, to, "has_bearing", cJSON_GetArraySize(list) > 0);
}

const struct stardose_drug *sdi_report_treatment(const struct sdi_report_facts *facts,
						 const cJSON *guide, int *at)
{
	const struct stardose_guidance_tables *t = facts->tables->guidance;

	for (; *at < t->n_facts; ++*at) {
		const struct stardose_drug *drug = t->facts[*at].drug;

		if ((*at && t->facts[*at - 1].drug == drug) || !is_asked(facts, guide, drug))
			continue;
		++*at;
		return drug;
	}
	return NULL;
}

void sdi_report_preparation(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			    struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "preparations"),
	      *general = sdi_json_add_array(j, to, "general_questions"),
	      *used = sdi_json_add_array(j, to, "named_medicines");
	const struct stardose_drug *treatment;
	const cJSON *item;
	int at = 0;

	for (int i = 0; i < facts->words.n; i++)
		if (!strcmp(facts->words.word[i].kind, "preparation") &&
		    !*facts->words.word[i].symbol)
			sdi_json_put(j, general, NULL,
				     cJSON_CreateString(facts->words.word[i].patient));
	while ((treatment = sdi_report_treatment(facts, guide, &at))) {
		cJSON *one = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, one, "name", treatment->name);
		add_questions(facts, one, treatment->name, j);
		if (!get(one, "genes_text"))
			sdi_json_add_text(j, one, "genes_text", NULL);
		add_bearing(facts, guide, one, treatment, j);
	}
	cJSON_ArrayForEach(item, get(get(guide, "context"), "items"))
		if (is_in_use(item))
			sdi_json_put(j, used, NULL, cJSON_CreateString(text_of(item, "shown_as")));
	sdi_json_add_bool(j, to, "has_named_medicines", cJSON_GetArraySize(used) > 0);
	sdi_json_add_bool(j, to, "has_preparations", cJSON_GetArraySize(list) > 0);
}
