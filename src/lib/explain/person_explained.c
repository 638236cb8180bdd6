/*
 * person_explained.c - guidance for a person explained: one description as JSON, which the text
 * for people is printed from
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "explain/person_explained.h"
#include "explain/row_explained.h"
#include "guidance/group_join.h"
#include "guidance/row_words.h"
#include "tables/condition.h"
#include "tables/guidance_inputs.h"
#include "write/write_guidance.h"

#define MAX_CANDIDATES 8	/* of one gene in one condition */

static const struct stardose_gene_result *result_of(const struct stardose_gene_result *results,
						    int n, const char *gene)
{
	for (int i = 0; i < n; i++)
		if (!strcasecmp(results[i].gene, gene))
			return &results[i];
	return NULL;
}

/*
 * The estimate under the medicines of the person where that selected the rows of the group, as a
 * candidate; 0: it did not. An estimate that is a range of phenotypes is no candidate: its lines
 * have it in their sentence.
 */
static int estimate(const struct stardose_guidance_group *group,
		    const struct stardose_guidance *guidance, int g,
		    struct stardose_gene_candidate *out)
{
	for (int i = 0; i < guidance->n_lines; i++) {
		const struct stardose_guidance_line *line = guidance->lines[i];
		const struct stardose_conversion *c = line->conversion[g];

		if (!line->row || line->row < group->rows ||
		    line->row >= group->rows + group->n_rows || !c || !line->is_converted[g] ||
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

static cJSON *verdict_json(struct sdi_json *j, const struct sdi_words *words,
			   const struct stardose_guidance_group *group,
			   const struct stardose_guidance_row *row, int g,
			   const struct stardose_gene_candidate *candidate)
{
	enum stardose_guideline scale = sdi_source_scale(row->source);
	const struct stardose_condition *c = &row->condition[g];
	cJSON *json = cJSON_CreateObject();
	kstring_t text = KS_INITIALIZE;
	int holds = 0;

	sdi_put_candidate(&text, words, c, candidate, scale);
	sdi_explain_words(j, json, "result", &text);
	sdi_put_verdict(&text, words, c, sdi_group_candidate(group, g, candidate, scale), scale,
			&holds);
	sdi_json_add_bool(j, json, "holds", holds);
	sdi_explain_words(j, json, "because", &text);
	return json;
}

static void add_verdicts(struct sdi_json *j, const struct sdi_words *words, cJSON *to,
			 const struct stardose_guidance_group *group,
			 const struct stardose_guidance_row *row,
			 const struct stardose_guidance *guidance,
			 const struct stardose_gene_result *results, int n)
{
	cJSON *list = sdi_json_add_array(j, to, "conditions");

	for (int g = 0; g < row->n_genes; g++) {
		const struct stardose_gene_result *r =
			result_of(results, n, row->condition[g].gene);
		struct stardose_gene_candidate estimated = { 0 };
		cJSON *item = sdi_json_add_object(j, list, NULL), *candidates;
		int is_estimate = estimate(group, guidance, g, &estimated);

		sdi_json_add_text(j, item, "gene", row->condition[g].gene);
		sdi_json_add_text(j, item, "estimate_under",
				  is_estimate ? estimated.diplotype : "");
		estimated.diplotype = NULL;
		candidates = sdi_json_add_array(j, item, "candidates");
		if (is_estimate)
			sdi_json_put(j, candidates, NULL,
				     verdict_json(j, words, group, row, g, &estimated));
		else if (!r || !r->n_candidates)
			sdi_json_put(j, candidates, NULL,
				     verdict_json(j, words, group, row, g, NULL));
		for (int i = 0; !is_estimate && r && i < r->n_candidates && i < MAX_CANDIDATES; i++)
			sdi_json_put(j, candidates, NULL,
				     verdict_json(j, words, group, row, g, &r->candidates[i]));
		sdi_json_add_number(j, item, "more_candidates",
				    r && r->n_candidates > MAX_CANDIDATES
					    ? r->n_candidates - MAX_CANDIDATES
					    : 0);
	}
}

static void add_flags_of_medicines(struct sdi_json *j, const struct sdi_words *words, cJSON *to,
				   const struct stardose_guidance_line *line)
{
	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		int n = !c ? 0 : line->is_converted[g] ? c->n_flags : c->n_flags_elsewhere;

		for (int i = 0; i < n; i++) {
			const char *flag =
				line->is_converted[g] ? c->flags[i] : c->flags_elsewhere[i];

			if (!cJSON_HasObjectItem(to, flag))
				sdi_json_add_text(j, to, flag, sdi_flag_text(words, flag));
		}
	}
}

/* What medicines make of the results that the line rests on. */
static void add_conversions(struct sdi_json *j, cJSON *to,
			    const struct stardose_guidance_line *line)
{
	cJSON *list = sdi_json_add_array(j, to, "conversions");

	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		cJSON *item;

		if (!c)
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "gene", c->gene);
		sdi_json_add_text(j, item, "rule", c->rule);
		sdi_json_add_text(j, item, "basis", stardose_basis_name(c->basis));
		sdi_json_add_bool(j, item, "selects", line->is_converted[g]);
		sdi_json_add_text(j, item, "text", c->text);
		sdi_json_add_text(j, item, "citation", c->citation);
	}
}

/* A line as `guide -O j` writes it, and the texts of its flags. */
static cJSON *line_json(struct sdi_json *j, const struct sdi_words *words,
			const struct stardose_guidance_line *line)
{
	kstring_t text = KS_INITIALIZE;
	cJSON *json = NULL, *flags;

	if (sdi_guidance_json(&text, line) == STARDOSE_OK)
		json = cJSON_Parse(text.s);
	ks_free(&text);
	flags = sdi_json_add_object(j, json, "flag_texts");
	for (int i = 0; i < STARDOSE_N_FLAGS; i++)
		if (line->flags >> i & 1)
			sdi_json_add_text(j, flags, stardose_flag_code(i),
					  sdi_flag_text(words, stardose_flag_code(i)));
	add_flags_of_medicines(j, words, flags, line);
	add_conversions(j, json, line);
	return json;
}

static const struct stardose_guidance_line *line_of_row(const struct stardose_guidance *g,
							const struct stardose_guidance_row *row)
{
	for (int i = 0; i < g->n_lines; i++)
		if (g->lines[i]->row == row)
			return g->lines[i];
	return NULL;
}

/* The line that says that no row of the group applies: it names the genes of the group. */
static const struct stardose_guidance_line *line_without_row(
	const struct stardose_guidance *g, const struct stardose_guidance_row *any)
{
	char genes[256];
	size_t n = snprintf(genes, sizeof(genes), "%s:", any->condition[0].gene);

	for (int i = 0; i < g->n_lines; i++) {
		const struct stardose_guidance_line *line = g->lines[i];
		const char *second = strchr(line->gene_result, ';');

		if (!line->row && line->source == any->source && line->drug == any->drug &&
		    !strncmp(line->gene_result, genes, n) && !second == (any->n_genes == 1) &&
		    !(line->flags >> STARDOSE_FLAG_NO_GUIDANCE & 1))
			return line;
	}
	return NULL;
}

static int is_in_hole(const struct stardose_guidance_hole *hole,
		      const struct stardose_gene_result *results, int n)
{
	enum stardose_guideline scale = sdi_source_scale(hole->source);

	for (int g = 0; g < hole->n_genes; g++) {
		const struct stardose_gene_result *r =
			result_of(results, n, hole->condition[g].gene);
		int holds = (!r || !r->n_candidates) &&
			    sdi_condition_match(&hole->condition[g], NULL, scale);

		for (int i = 0; !holds && r && i < r->n_candidates; i++)
			holds = sdi_condition_match(&hole->condition[g], &r->candidates[i],
						    scale) != NULL;
		if (!holds)
			return 0;
	}
	return 1;
}

/* Why the source has no row for these results, as far as the tables know. */
static void add_holes(struct sdi_json *j, cJSON *to, const struct stardose_guidance_tables *t,
		      const struct stardose_guidance_group *group,
		      const struct stardose_gene_result *results, int n)
{
	cJSON *list = sdi_json_add_array(j, to, "no_row_because");

	for (int i = 0; i < t->n_holes; i++) {
		cJSON *item;

		if (!sdi_hole_is_beside(&t->holes[i], group->rows) ||
		    !is_in_hole(&t->holes[i], results, n))
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "code", t->holes[i].reason->code);
		sdi_json_add_text(j, item, "meaning", t->holes[i].reason->meaning);
	}
}

static cJSON *group_json(struct sdi_json *j, const struct stardose_guidance_tables *t,
			 const struct stardose_guidance_group *group,
			 const struct stardose_guidance *g,
			 const struct stardose_gene_result *results, int n)
{
	cJSON *json = cJSON_CreateObject(), *list, *genes;
	const struct stardose_guidance_line *without = line_without_row(g, group->rows);

	sdi_json_add_text(j, json, "source", group->rows->source->code);
	genes = sdi_json_add_array(j, json, "genes");
	for (int i = 0; i < group->rows->n_genes; i++)
		sdi_json_add_text(j, genes, NULL, group->rows->condition[i].gene);
	list = sdi_json_add_array(j, json, "rows");
	for (int i = 0; i < group->n_rows; i++) {
		const struct stardose_guidance_line *line = line_of_row(g, &group->rows[i]);
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "row_id", group->rows[i].id);
		sdi_json_add_text(j, item, "context", group->rows[i].context->code);
		sdi_json_add_bool(j, item, "applies", line != NULL);
		add_verdicts(j, sdi_guidance_words(t), item, group, &group->rows[i], g, results, n);
		sdi_json_put(j, item, "line",
			     line ? line_json(j, sdi_guidance_words(t), line) : cJSON_CreateNull());
	}
	sdi_json_put(j, json, "no_row",
		     without ? line_json(j, sdi_guidance_words(t), without) : cJSON_CreateNull());
	if (without)
		add_holes(j, json, t, group, results, n);
	return json;
}

/* Do rows of the medicine ask for the gene? */
static int is_asked_for(const struct stardose_guidance_tables *t, const struct stardose_drug *drug,
			const char *gene)
{
	for (int i = 0; i < t->n_groups; i++)
		for (int g = 0; t->groups[i].rows->drug == drug && g < t->groups[i].rows->n_genes;
		     g++)
			if (!strcasecmp(t->groups[i].rows->condition[g].gene, gene))
				return 1;
	return 0;
}

static void add_results(struct sdi_json *j, cJSON *to, const struct stardose_guidance_tables *t,
			const struct stardose_drug *drug,
			const struct stardose_gene_result *results, int n)
{
	cJSON *list = sdi_json_add_array(j, to, "results");

	for (int i = 0; i < n; i++) {
		cJSON *item, *candidates;

		if (!is_asked_for(t, drug, results[i].gene))
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "gene", results[i].gene);
		sdi_json_add_text(j, item, "status", stardose_call_status_name(results[i].status));
		candidates = sdi_json_add_array(j, item, "candidates");
		for (int k = 0; k < results[i].n_candidates && k < MAX_CANDIDATES; k++) {
			const struct stardose_gene_candidate *c = &results[i].candidates[k];
			cJSON *one = sdi_json_add_object(j, candidates, NULL);

			sdi_json_add_text(j, one, "diplotype", c->diplotype);
			for (int s = 0; s < STARDOSE_N_GUIDELINES; s++) {
				cJSON *scale = sdi_json_add_object(j, one, sdi_scale_name(s));

				sdi_json_add_text(j, scale, "phenotype",
						  sdi_result_phenotype(c, s));
				sdi_json_add_hundredths(j, scale, "activity_score",
							sdi_result_score(c, s));
			}
		}
	}
}

static int is_asked(const struct stardose_guidance *g, const struct stardose_guidance_group *group)
{
	for (int i = 0; i < g->n_lines; i++)
		if (g->lines[i]->drug == group->rows->drug &&
		    g->lines[i]->source == group->rows->source)
			return 1;
	return 0;
}

static void add_limit(struct sdi_json *j, cJSON *limits, const struct stardose_dose_limit *l)
{
	cJSON *item = sdi_json_add_object(j, limits, NULL);

	sdi_json_add_text(j, item, "kind", l->kind);
	sdi_json_add_text(j, item, "comparison", l->comparison);
	sdi_json_add_text(j, item, "row_id", l->row_id);
	sdi_json_add_text(j, item, "citation", l->citation);
	sdi_json_add_text(j, item, "text", l->text);
}

/* The dose of the list against what sources have as numbers; there is none where none was written. */
static void add_doses(struct sdi_json *j, cJSON *json, const struct stardose_guidance *g,
		      const struct stardose_drug *drug)
{
	cJSON *list = sdi_json_add_array(j, json, "doses");

	for (int i = 0; i < g->n_doses; i++) {
		const struct stardose_dose *dose = &g->doses[i];
		cJSON *item, *limits;

		if (dose->drug != drug)
			continue;
		item = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, item, "shown_as", dose->shown_as);
		sdi_json_add_text(j, item, "comparison", dose->comparison);
		sdi_json_add_text(j, item, "text", dose->text);
		limits = sdi_json_add_array(j, item, "limits");
		for (int k = 0; k < dose->n_limits; k++)
			add_limit(j, limits, &dose->limits[k]);
	}
}

cJSON *sdi_explain_drug(struct sdi_json *j, const struct sdi_explained_person *person,
			const struct stardose_drug *drug)
{
	const struct stardose_guidance_tables *t = person->tables;
	const struct stardose_guidance *g = person->guidance;
	const struct stardose_gene_result *results = person->results;
	const struct stardose_guidance_group *only =
		person->row ? sdi_group_of_row(t, person->row) : NULL;
	int n = person->n_results;
	cJSON *json = cJSON_CreateObject(), *list;

	sdi_json_add_text(j, json, "sample", person->sample);
	sdi_json_add_text(j, json, "drug", drug->name);
	add_results(j, json, t, drug, results, n);
	list = sdi_json_add_array(j, json, "lines_without_rows");
	for (int i = 0; i < g->n_lines; i++)
		if (!only && g->lines[i]->drug == drug &&
		    (g->lines[i]->fact || g->lines[i]->label_hit ||
		     g->lines[i]->flags >> STARDOSE_FLAG_NO_GUIDANCE & 1))
			sdi_json_put(j, list, NULL,
				     line_json(j, sdi_guidance_words(t), g->lines[i]));
	if (!only)
		add_doses(j, json, g, drug);
	list = sdi_json_add_array(j, json, "groups");
	for (int i = 0; i < t->n_groups; i++)
		if (t->groups[i].rows->drug == drug &&
		    (only ? only == &t->groups[i] : is_asked(g, &t->groups[i])))
			sdi_json_put(j, list, NULL, group_json(j, t, &t->groups[i], g, results, n));
	return json;
}
