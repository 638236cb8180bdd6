/* row_explained.c - a row of guidance, a fact, or a rule of conversion in full */
#include <string.h>
#include "explain/row_explained.h"
#include "guidance/row_words.h"
#include "guidance/sentence.h"
#include "tables/word_table.h"
#include "tables/condition.h"
#include "tables/context_table.h"

void sdi_explain_words(struct sdi_json *j, cJSON *to, const char *name, kstring_t *text)
{
	sdi_json_add_text(j, to, name, text->l ? text->s : "");
	ks_free(text);
	*text = (kstring_t)KS_INITIALIZE;
}

const struct stardose_guidance_group *sdi_group_of_row(const struct stardose_guidance_tables *t,
						       const struct stardose_guidance_row *row)
{
	for (int i = 0; i < t->n_groups; i++)
		if (row >= t->groups[i].rows && row < t->groups[i].rows + t->groups[i].n_rows)
			return &t->groups[i];
	return NULL;
}

static void add_code(struct sdi_json *j, cJSON *to, const char *name,
		     const struct stardose_guidance_code *code)
{
	cJSON *item = sdi_json_add_object(j, to, name);

	sdi_json_add_text(j, item, "code", code->code);
	sdi_json_add_text(j, item, "meaning", code->meaning);
}

static void add_codes(struct sdi_json *j, cJSON *to, const char *name,
		      const struct stardose_guidance_code *const *codes, int n)
{
	cJSON *list = sdi_json_add_array(j, to, name);

	for (int i = 0; i < n; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "code", codes[i]->code);
		sdi_json_add_text(j, item, "meaning", codes[i]->meaning);
	}
}

static void add_conditions(struct sdi_json *j, const struct sdi_words *words, cJSON *to,
			   const struct stardose_guidance_row *row)
{
	cJSON *list = sdi_json_add_array(j, to, "conditions");

	for (int g = 0; g < row->n_genes; g++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);
		kstring_t text = KS_INITIALIZE;

		sdi_put_condition(&text, words, &row->condition[g]);
		sdi_json_add_text(j, item, "gene", row->condition[g].gene);
		sdi_explain_words(j, item, "condition", &text);
	}
}

static void add_neighbours(struct sdi_json *j, cJSON *to, const struct stardose_guidance_tables *t,
			   const struct stardose_guidance_row *row)
{
	const struct stardose_guidance_group *group = sdi_group_of_row(t, row);
	cJSON *list = sdi_json_add_array(j, to, "beside");

	for (int i = 0; group && i < group->n_rows; i++) {
		const struct stardose_guidance_row *other = &group->rows[i];
		cJSON *item;

		if (other == row || other->context != row->context)
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "row_id", other->id);
		sdi_json_add_text(j, item, "action", other->action->code);
		add_conditions(j, sdi_guidance_words(t), item, other);
	}
}

/* The sentence as it would be for any result that meets the conditions. */
static void add_sentence(struct sdi_json *j, const struct sdi_words *words, cJSON *to,
			 const struct stardose_guidance_row *row)
{
	kstring_t subject = KS_INITIALIZE, text = KS_INITIALIZE;
	int is_any = 1;

	for (int g = 0; g < row->n_genes; g++)
		is_any &= row->condition[g].n_terms == 1 &&
			  row->condition[g].terms[0].kind == STARDOSE_TERM_ANY;
	if (!row->n_genes)	/* a rule of a label: its citation says who acts */
		sdi_put_words(&subject, words, "guidance", "label_names", "actors",
			      row->citation->meaning, "drug", row->drug->name, NULL);
	for (int g = 0; g < row->n_genes && !is_any; g++) {
		ksprintf(&subject, "%s%s with ", g ? ", " : "", row->condition[g].gene);
		sdi_put_condition(&subject, words, &row->condition[g]);
	}
	sdi_sentence_row(&text, words, row, subject.s ? subject.s : "");
	sdi_explain_words(j, to, "guidance", &text);
	ks_free(&subject);
}

static void add_citation(struct sdi_json *j, cJSON *to, const struct stardose_guidance_row *row)
{
	kstring_t text = KS_INITIALIZE;

	ksprintf(&text, "%s ", row->source->code);
	if (row->year)
		ksprintf(&text, "%d ", row->year);
	ksprintf(&text, "%s%s%s: %s", row->citation->code, *row->citation->phrase ? " " : "",
		 row->citation->phrase, row->citation->meaning);
	sdi_explain_words(j, to, "citation", &text);
}

cJSON *sdi_explain_row(struct sdi_json *j, const struct stardose_guidance_tables *t,
			const struct stardose_guidance_row *row)
{
	cJSON *json = cJSON_CreateObject();

	sdi_json_add_text(j, json, "row_id", row->id);
	sdi_json_add_text(j, json, "drug", row->drug->name);
	add_code(j, json, "source", row->source);
	add_code(j, json, "context", row->context);
	add_conditions(j, sdi_guidance_words(t), json, row);
	add_code(j, json, "action", row->action);
	add_codes(j, json, "also", row->also, row->n_also);
	sdi_json_add_text(j, json, "dose", row->dose);
	add_code(j, json, "strength", row->strength);
	add_codes(j, json, "evidence", row->evidence, row->n_evidence);
	add_code(j, json, "label", row->label);
	add_citation(j, json, row);
	sdi_json_add_text(j, json, "confidence", row->confidence);
	sdi_json_add_bool(j, json, "local", row->is_local);
	add_sentence(j, sdi_guidance_words(t), json, row);
	add_neighbours(j, json, t, row);
	return json;
}

cJSON *sdi_explain_statement(struct sdi_json *j, const struct stardose_guidance_tables *t,
			     const struct stardose_statement *fact)
{
	cJSON *json = cJSON_CreateObject();
	kstring_t text = KS_INITIALIZE;

	sdi_json_add_text(j, json, "row_id", fact->id);
	sdi_json_add_text(j, json, "drug", fact->drug->name);
	sdi_json_add_text(j, json, "about", fact->context);
	add_code(j, json, "label", fact->label);
	sdi_json_add_text(j, json, "citation", fact->citation);
	sdi_json_add_text(j, json, "confidence", fact->confidence);
	sdi_json_add_bool(j, json, "local", fact->is_local);
	sdi_sentence_fact(&text, sdi_guidance_words(t), fact);
	sdi_explain_words(j, json, "guidance", &text);
	return json;
}

/* The parts of "R6+washout", each with its words; a part without words: there is no such rule. */
static int add_rules(struct sdi_json *j, cJSON *to, const struct sdi_words *words, const char *id)
{
	cJSON *rules = sdi_json_add_array(j, to, "rules");

	for (const char *part = id; part; part = strchr(part, '+') ? strchr(part, '+') + 1 : NULL) {
		const struct sdi_word *word;
		char code[32];
		cJSON *item;

		snprintf(code, sizeof(code), "%.*s", (int)strcspn(part, "+"), part);
		word = sdi_word(words, "rule", code);
		if (!word)
			return 0;
		item = sdi_json_add_object(j, rules, NULL);
		sdi_json_add_text(j, item, "code", word->code);
		sdi_json_add_text(j, item, "meaning", word->text);
	}
	return 1;
}

int sdi_explain_rule(struct sdi_json *j, const struct stardose_tables *tables, const char *id,
		      cJSON **out, struct stardose_error *err)
{
	cJSON *json = cJSON_CreateObject();

	(void)err;
	sdi_json_add_text(j, json, "row_id", id);
	if (!add_rules(j, json, sdi_tables_words(tables), id)) {
		cJSON_Delete(json);
		json = NULL;
	}
	*out = json;
	return STARDOSE_OK;
}

#define AGENT "agent:"

static void add_interactions(struct sdi_json *j, cJSON *to, const struct sdi_context_tables *t,
			     const struct sdi_agent *agent)
{
	cJSON *list = sdi_json_add_array(j, to, "interactions");

	for (int i = 0; agent && i < t->n_interactions; i++) {
		const struct sdi_interaction *it = &t->interactions[i];
		cJSON *item = it->agent == agent ? sdi_json_add_object(j, list, NULL) : NULL;

		if (!item)
			continue;
		sdi_json_add_text(j, item, "gene", it->gene);
		sdi_json_add_text(j, item, "effect", sdi_effect_name(it->effect));
		sdi_json_add_text(j, item, "strength", sdi_strength_name(it->strength));
		sdi_json_add_bool(j, item, "by_fda", it->is_fda);
		sdi_json_add_text(j, item, "citation", it->citation);
		sdi_json_add_bool(j, item, "local", it->is_local);
	}
}

static void add_parts(struct sdi_json *j, cJSON *to, const struct sdi_agent *agent)
{
	cJSON *list = sdi_json_add_array(j, to, "contains");

	for (int i = 0; agent && i < agent->n_contains; i++)
		sdi_json_add_text(j, list, NULL, agent->contains[i]);
}

cJSON *sdi_explain_agent(struct sdi_json *j, const struct stardose_tables *tables, const char *id)
{
	const struct sdi_context_tables *t = sdi_context_tables(tables);
	const char *name = strncmp(id, AGENT, strlen(AGENT)) ? NULL : id + strlen(AGENT);
	const struct sdi_agent *agent = name ? sdi_agent_find(t, name, strlen(name)) : NULL;
	cJSON *json;

	if (!agent && !(name && stardose_guidance_drug(tables->guidance, name)))
		return NULL;
	json = cJSON_CreateObject();
	sdi_json_add_text(j, json, "row_id", id);
	add_parts(j, json, agent);
	add_interactions(j, json, t, agent);
	return json;
}
