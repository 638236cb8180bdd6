/* explain_guidance.c - rows of guidance explained: one description as JSON, which the text for people is printed from */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "explain_guidance.h"
#include "explain_guidance_text.h"
#include "guidance/group_join.h"
#include "guidance/row_words.h"
#include "guidance/sentence.h"
#include "sheet.h"
#include "tables/condition.h"
#include "tables/guidance_inputs.h"
#include "write/write_call.h"
#include "write/write_guidance.h"

#define MAX_CANDIDATES 8	/* of one gene in one condition */

static void add_words(cJSON *to, const char *name, kstring_t *text)
{
	sheet_text(to, name, text->l ? text->s : "");
	ks_free(text);
	*text = (kstring_t)KS_INITIALIZE;
}

/* ---- a row in full ---- */

static void add_code(cJSON *to, const char *name, const struct stardose_code *code)
{
	cJSON *item = cJSON_AddObjectToObject(to, name);

	sheet_text(item, "code", code->code);
	sheet_text(item, "meaning", code->meaning);
}

static void add_codes(cJSON *to, const char *name, const struct stardose_code *const *codes, int n)
{
	cJSON *list = cJSON_AddArrayToObject(to, name);

	for (int i = 0; i < n; i++) {
		cJSON *item = cJSON_CreateObject();

		sheet_text(item, "code", codes[i]->code);
		sheet_text(item, "meaning", codes[i]->meaning);
		cJSON_AddItemToArray(list, item);
	}
}

static void add_conditions(cJSON *to, const struct stardose_guidance_row *row)
{
	cJSON *list = cJSON_AddArrayToObject(to, "conditions");

	for (int g = 0; g < row->n_genes; g++) {
		cJSON *item = cJSON_CreateObject();
		kstring_t words = KS_INITIALIZE;

		sdi_put_condition(&words, &row->condition[g]);
		sheet_text(item, "gene", row->condition[g].gene);
		add_words(item, "condition", &words);
		cJSON_AddItemToArray(list, item);
	}
}

static const struct stardose_guidance_group *group_of(const struct stardose_guidance_tables *t, const struct stardose_guidance_row *row)
{
	for (int i = 0; i < t->n_groups; i++)
		if (row >= t->groups[i].rows && row < t->groups[i].rows + t->groups[i].n_rows)
			return &t->groups[i];
	return NULL;
}

static void add_neighbours(cJSON *to, const struct stardose_guidance_tables *t, const struct stardose_guidance_row *row)
{
	const struct stardose_guidance_group *group = group_of(t, row);
	cJSON *list = cJSON_AddArrayToObject(to, "beside");

	for (int i = 0; group && i < group->n_rows; i++) {
		const struct stardose_guidance_row *other = &group->rows[i];
		cJSON *item;

		if (other == row || other->context != row->context)
			continue;
		item = cJSON_CreateObject();
		sheet_text(item, "row_id", other->id);
		sheet_text(item, "action", other->action->code);
		add_conditions(item, other);
		cJSON_AddItemToArray(list, item);
	}
}

/* The sentence as it would be for any result that meets the conditions. */
static void add_sentence(cJSON *to, const struct stardose_guidance_row *row)
{
	kstring_t subject = KS_INITIALIZE, text = KS_INITIALIZE;
	int is_any = 1;

	for (int g = 0; g < row->n_genes; g++)
		is_any &= row->condition[g].n_terms == 1 && row->condition[g].terms[0].kind == STARDOSE_TERM_ANY;
	for (int g = 0; g < row->n_genes && !is_any; g++) {
		ksprintf(&subject, "%s%s with ", g ? ", " : "", row->condition[g].gene);
		sdi_put_condition(&subject, &row->condition[g]);
	}
	sdi_sentence_row(&text, row, subject.s ? subject.s : "");
	add_words(to, "guidance", &text);
	ks_free(&subject);
}

static void add_citation(cJSON *to, const struct stardose_guidance_row *row)
{
	kstring_t text = KS_INITIALIZE;

	ksprintf(&text, "%s ", row->source->code);
	if (row->year)
		ksprintf(&text, "%d ", row->year);
	ksprintf(&text, "%s%s%s: %s", row->citation->code, *row->citation->phrase ? " " : "", row->citation->phrase, row->citation->meaning);
	add_words(to, "citation", &text);
}

static cJSON *full_row(const struct stardose_guidance_tables *t, const struct stardose_guidance_row *row)
{
	cJSON *json = cJSON_CreateObject();

	sheet_text(json, "row_id", row->id);
	sheet_text(json, "drug", row->drug->name);
	add_code(json, "source", row->source);
	add_code(json, "context", row->context);
	add_conditions(json, row);
	add_code(json, "action", row->action);
	add_codes(json, "also", row->also, row->n_also);
	sheet_text(json, "dose", row->dose);
	add_code(json, "strength", row->strength);
	add_codes(json, "evidence", row->evidence, row->n_evidence);
	add_code(json, "label", row->label);
	add_citation(json, row);
	sheet_text(json, "confidence", row->confidence);
	cJSON_AddBoolToObject(json, "local", row->is_local);
	add_sentence(json, row);
	add_neighbours(json, t, row);
	return json;
}

static cJSON *full_fact(const struct stardose_fact *fact)
{
	cJSON *json = cJSON_CreateObject();
	kstring_t text = KS_INITIALIZE;

	sheet_text(json, "row_id", fact->id);
	sheet_text(json, "drug", fact->drug->name);
	sheet_text(json, "about", fact->context);
	add_code(json, "label", fact->label);
	sheet_text(json, "citation", fact->citation);
	sheet_text(json, "confidence", fact->confidence);
	cJSON_AddBoolToObject(json, "local", fact->is_local);
	sdi_sentence_fact(&text, fact);
	add_words(json, "guidance", &text);
	return json;
}

/* ---- a person ---- */

static const struct stardose_gene_result *result_of(const struct stardose_gene_result *results, int n, const char *gene)
{
	for (int i = 0; i < n; i++)
		if (!strcasecmp(results[i].gene, gene))
			return &results[i];
	return NULL;
}

/*
 * The estimate under the medicines of the person where that selected the rows of the group, as a candidate; 0: it did not.
 * An estimate that is a range of phenotypes is no candidate: its lines have it in their sentence.
 */
static int estimate(const struct stardose_guidance_group *group, const struct stardose_guidance *guidance, int g,
		    struct stardose_gene_candidate *out)
{
	for (int i = 0; i < guidance->n_lines; i++) {
		const struct stardose_guidance_line *line = guidance->lines[i];
		const struct stardose_conversion *c = line->conversion[g];

		if (!line->row || line->row < group->rows || line->row >= group->rows + group->n_rows || !c || !line->is_converted[g] ||
		    !c->phenotype || c->score.lo != c->score.hi)
			continue;
		for (int s = 0; s < STARDOSE_N_GUIDELINES; s++) {
			out->phenotype[s] = c->phenotype;
			out->score[s] = c->score.lo < 0 ? STARDOSE_VALUE_NONE : c->score.lo / 10;
		}
		out->diplotype = c->because_of;
		return 1;
	}
	return 0;
}

static cJSON *verdict_json(const struct stardose_guidance_group *group, const struct stardose_guidance_row *row, int g,
			   const struct stardose_gene_candidate *candidate)
{
	enum stardose_guideline scale = sdi_source_scale(row->source);
	const struct stardose_condition *c = &row->condition[g];
	cJSON *json = cJSON_CreateObject();
	kstring_t text = KS_INITIALIZE;
	int holds = 0;

	sdi_put_candidate(&text, c, candidate, scale);
	add_words(json, "result", &text);
	sdi_put_verdict(&text, c, sdi_group_candidate(group, g, candidate, scale), scale, &holds);
	cJSON_AddBoolToObject(json, "holds", holds);
	add_words(json, "because", &text);
	return json;
}

static void add_verdicts(cJSON *to, const struct stardose_guidance_group *group, const struct stardose_guidance_row *row,
			 const struct stardose_guidance *guidance, const struct stardose_gene_result *results, int n)
{
	cJSON *list = cJSON_AddArrayToObject(to, "conditions");

	for (int g = 0; g < row->n_genes; g++) {
		const struct stardose_gene_result *r = result_of(results, n, row->condition[g].gene);
		struct stardose_gene_candidate estimated = { 0 };
		cJSON *item = cJSON_CreateObject(), *candidates;
		int is_estimate = estimate(group, guidance, g, &estimated);

		sheet_text(item, "gene", row->condition[g].gene);
		sheet_text(item, "estimate_under", is_estimate ? estimated.diplotype : "");
		estimated.diplotype = NULL;
		candidates = cJSON_AddArrayToObject(item, "candidates");
		if (is_estimate)
			cJSON_AddItemToArray(candidates, verdict_json(group, row, g, &estimated));
		else if (!r || !r->n_candidates)
			cJSON_AddItemToArray(candidates, verdict_json(group, row, g, NULL));
		for (int i = 0; !is_estimate && r && i < r->n_candidates && i < MAX_CANDIDATES; i++)
			cJSON_AddItemToArray(candidates, verdict_json(group, row, g, &r->candidates[i]));
		cJSON_AddNumberToObject(item, "more_candidates", r && r->n_candidates > MAX_CANDIDATES ? r->n_candidates - MAX_CANDIDATES : 0);
		cJSON_AddItemToArray(list, item);
	}
}

static void add_flags_of_medicines(cJSON *to, const struct stardose_guidance_line *line)
{
	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		int n = !c ? 0 : line->is_converted[g] ? c->n_flags : c->n_flags_elsewhere;

		for (int i = 0; i < n; i++) {
			const char *flag = line->is_converted[g] ? c->flags[i] : c->flags_elsewhere[i];

			if (!cJSON_HasObjectItem(to, flag))
				sheet_text(to, flag, stardose_conversion_flag_text(flag));
		}
	}
}

/* What medicines make of the results that the line rests on. */
static void add_conversions(cJSON *to, const struct stardose_guidance_line *line)
{
	cJSON *list = cJSON_AddArrayToObject(to, "conversions");

	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		cJSON *item;

		if (!c)
			continue;
		item = cJSON_CreateObject();
		sheet_text(item, "gene", c->gene);
		sheet_text(item, "rule", c->rule);
		sheet_text(item, "basis", stardose_basis_name(c->basis));
		cJSON_AddBoolToObject(item, "selects", line->is_converted[g]);
		sheet_text(item, "text", c->text);
		sheet_text(item, "citation", c->citation);
		cJSON_AddItemToArray(list, item);
	}
}

/* A line as `guide -O j` writes it, and the texts of its flags. */
static cJSON *line_json(const struct stardose_guidance_line *line)
{
	kstring_t text = KS_INITIALIZE;
	cJSON *json = NULL, *flags;

	if (sdi_guidance_json(&text, line) == STARDOSE_OK)
		json = cJSON_Parse(text.s);
	ks_free(&text);
	flags = cJSON_AddObjectToObject(json, "flag_texts");
	for (int i = 0; i < STARDOSE_N_FLAGS; i++)
		if (line->flags >> i & 1)
			cJSON_AddStringToObject(flags, stardose_flag_code(i), stardose_flag_text(i));
	add_flags_of_medicines(flags, line);
	add_conversions(json, line);
	return json;
}

static const struct stardose_guidance_line *line_of_row(const struct stardose_guidance *g, const struct stardose_guidance_row *row)
{
	for (int i = 0; i < g->n_lines; i++)
		if (g->lines[i]->row == row)
			return g->lines[i];
	return NULL;
}

/* The line that says that no row of the group applies: it names the genes of the group. */
static const struct stardose_guidance_line *line_without_row(const struct stardose_guidance *g, const struct stardose_guidance_row *any)
{
	char genes[256];
	size_t n = snprintf(genes, sizeof(genes), "%s:", any->condition[0].gene);

	for (int i = 0; i < g->n_lines; i++) {
		const struct stardose_guidance_line *line = g->lines[i];
		const char *second = strchr(line->gene_result, ';');

		if (!line->row && line->source == any->source && line->drug == any->drug && !strncmp(line->gene_result, genes, n) &&
		    !second == (any->n_genes == 1) && !(line->flags >> STARDOSE_FLAG_NO_GUIDANCE & 1))
			return line;
	}
	return NULL;
}

static int is_in_hole(const struct stardose_guidance_hole *hole, const struct stardose_gene_result *results, int n)
{
	enum stardose_guideline scale = sdi_source_scale(hole->source);

	for (int g = 0; g < hole->n_genes; g++) {
		const struct stardose_gene_result *r = result_of(results, n, hole->condition[g].gene);
		int holds = (!r || !r->n_candidates) && sdi_condition_match(&hole->condition[g], NULL, scale);

		for (int i = 0; !holds && r && i < r->n_candidates; i++)
			holds = sdi_condition_match(&hole->condition[g], &r->candidates[i], scale) != NULL;
		if (!holds)
			return 0;
	}
	return 1;
}

/* Why the source has no row for these results, as far as the tables know. */
static void add_holes(cJSON *to, const struct stardose_guidance_tables *t, const struct stardose_guidance_group *group,
		      const struct stardose_gene_result *results, int n)
{
	cJSON *list = cJSON_AddArrayToObject(to, "no_row_because");

	for (int i = 0; i < t->n_holes; i++) {
		cJSON *item;

		if (!sdi_hole_is_beside(&t->holes[i], group->rows) || !is_in_hole(&t->holes[i], results, n))
			continue;
		item = cJSON_CreateObject();
		sheet_text(item, "code", t->holes[i].reason->code);
		sheet_text(item, "meaning", t->holes[i].reason->meaning);
		cJSON_AddItemToArray(list, item);
	}
}

static cJSON *group_json(const struct stardose_guidance_tables *t, const struct stardose_guidance_group *group, const struct stardose_guidance *g,
			 const struct stardose_gene_result *results, int n)
{
	cJSON *json = cJSON_CreateObject(), *list, *genes;
	const struct stardose_guidance_line *without = line_without_row(g, group->rows);

	sheet_text(json, "source", group->rows->source->code);
	genes = cJSON_AddArrayToObject(json, "genes");
	for (int i = 0; i < group->rows->n_genes; i++)
		cJSON_AddItemToArray(genes, cJSON_CreateString(group->rows->condition[i].gene));
	list = cJSON_AddArrayToObject(json, "rows");
	for (int i = 0; i < group->n_rows; i++) {
		const struct stardose_guidance_line *line = line_of_row(g, &group->rows[i]);
		cJSON *item = cJSON_CreateObject();

		sheet_text(item, "row_id", group->rows[i].id);
		sheet_text(item, "context", group->rows[i].context->code);
		cJSON_AddBoolToObject(item, "applies", line != NULL);
		add_verdicts(item, group, &group->rows[i], g, results, n);
		cJSON_AddItemToObject(item, "line", line ? line_json(line) : cJSON_CreateNull());
		cJSON_AddItemToArray(list, item);
	}
	cJSON_AddItemToObject(json, "no_row", without ? line_json(without) : cJSON_CreateNull());
	if (without)
		add_holes(json, t, group, results, n);
	return json;
}

/* Do rows of the medicine ask for the gene? */
static int is_asked_for(const struct stardose_guidance_tables *t, const struct stardose_drug *drug, const char *gene)
{
	for (int i = 0; i < t->n_groups; i++)
		for (int g = 0; t->groups[i].rows->drug == drug && g < t->groups[i].rows->n_genes; g++)
			if (!strcasecmp(t->groups[i].rows->condition[g].gene, gene))
				return 1;
	return 0;
}

static void add_results(cJSON *to, const struct stardose_guidance_tables *t, const struct stardose_drug *drug,
			const struct stardose_gene_result *results, int n)
{
	cJSON *list = cJSON_AddArrayToObject(to, "results");

	for (int i = 0; i < n; i++) {
		cJSON *item, *candidates;

		if (!is_asked_for(t, drug, results[i].gene))
			continue;
		item = cJSON_CreateObject();
		sheet_text(item, "gene", results[i].gene);
		sheet_text(item, "status", stardose_call_status_name(results[i].status));
		candidates = cJSON_AddArrayToObject(item, "candidates");
		for (int k = 0; k < results[i].n_candidates && k < MAX_CANDIDATES; k++) {
			const struct stardose_gene_candidate *c = &results[i].candidates[k];
			cJSON *one = cJSON_CreateObject();

			sheet_text(one, "diplotype", c->diplotype);
			for (int s = 0; s < STARDOSE_N_GUIDELINES; s++) {
				cJSON *scale = cJSON_AddObjectToObject(one, sdi_scale_name(s));

				sheet_text(scale, "phenotype", sdi_result_phenotype(c, s));
				sheet_score(scale, "activity_score", sdi_result_score(c, s));
			}
			cJSON_AddItemToArray(candidates, one);
		}
		cJSON_AddItemToArray(list, item);
	}
}

static int is_asked(const struct stardose_guidance *g, const struct stardose_guidance_group *group)
{
	for (int i = 0; i < g->n_lines; i++)
		if (g->lines[i]->drug == group->rows->drug && g->lines[i]->source == group->rows->source)
			return 1;
	return 0;
}

static cJSON *drug_json(const struct explain_guidance *e, const struct stardose_drug *drug, const char *sample,
			const struct stardose_guidance *g, const struct stardose_gene_result *results, int n)
{
	const struct stardose_guidance_tables *t = e->tables->guidance;
	const struct stardose_guidance_group *only = e->row ? group_of(t, e->row) : NULL;
	cJSON *json = cJSON_CreateObject(), *list;

	sheet_text(json, "sample", sample);
	sheet_text(json, "drug", drug->name);
	add_results(json, t, drug, results, n);
	list = cJSON_AddArrayToObject(json, "lines_without_rows");
	for (int i = 0; i < g->n_lines; i++)
		if (!only && g->lines[i]->drug == drug && (g->lines[i]->fact || g->lines[i]->flags >> STARDOSE_FLAG_NO_GUIDANCE & 1))
			cJSON_AddItemToArray(list, line_json(g->lines[i]));
	list = cJSON_AddArrayToObject(json, "groups");
	for (int i = 0; i < t->n_groups; i++)
		if (t->groups[i].rows->drug == drug && (only ? only == &t->groups[i] : is_asked(g, &t->groups[i])))
			cJSON_AddItemToArray(list, group_json(t, &t->groups[i], g, results, n));
	return json;
}

/* ---- printing ---- */

static int put(const struct explain_guidance *e, cJSON *json, void (*print)(FILE *, const cJSON *), struct stardose_error *err)
{
	struct sheet sheet = { e->out, 'j', 0, 0 };
	int ret = STARDOSE_OK;

	if (e->type == 'j') {
		cJSON_AddItemToObject(json, "stardose", sdi_json_stardose(e->tables, e->no_version));
		return sheet_row(&sheet, json, err);
	}
	if (!json)
		return STARDOSE_ENOMEM;
	print(e->out->fp, json);
	if (ferror(e->out->fp))
		ret = cli_output_failed(e->out, err);
	cJSON_Delete(json);
	return ret;
}

/* ---- what the command uses ---- */

int explain_guidance_row(const struct explain_guidance *e, const char *id, struct stardose_error *err)
{
	const struct stardose_guidance_row *row = stardose_guidance_row(e->tables->guidance, id);
	const struct stardose_fact *fact = stardose_guidance_fact(e->tables->guidance, id);

	if (!row && !fact)
		return stardose_error_set(err, STARDOSE_EUSAGE, "no row of guidance '%.80s'; 'stardose guide' prints them in column row_id", id);
	return put(e, row ? full_row(e->tables->guidance, row) : full_fact(fact), explain_guidance_print_row, err);
}

int explain_guidance_person(struct explain_guidance *e, const char *sample, const struct stardose_gene_result *results, int n,
			    struct stardose_error *err)
{
	const struct stardose_guidance *g;
	int ret = about_sample(&e->about, e->guide, sample, err);

	if (ret == STARDOSE_OK)
		ret = stardose_guide_results(e->guide, results, n, &g, err);
	for (int i = 0; ret == STARDOSE_OK && i < g->n_lines; i++)
		if (i == 0 || g->lines[i]->drug != g->lines[i - 1]->drug)
			ret = put(e, drug_json(e, g->lines[i]->drug, sample, g, results, n), explain_guidance_print_drug, err);
	return ret;
}
