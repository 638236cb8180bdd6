/* explain.c - the handle that explains: what is asked for, as text for people or JSON Lines */
#include <stdlib.h>
#include <string.h>
#include <stardose/explain.h>
#include "explain/call_explained.h"
#include "explain/evidence_explained.h"
#include "explain/guidance_text.h"
#include "explain/person_explained.h"
#include "explain/clinic_explained.h"
#include "explain/row_explained.h"
#include "guidance/known_results.h"
#include "guidance/result_set.h"
#include "report/report_redact.h"
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "util/options_copy.h"
#include "write/provenance.h"
#include "write/write_call.h"

struct stardose_explain {
	const struct stardose_tables *tables;
	struct stardose_explain_options options;
	const struct stardose_guidance_row *row;	/* of options.row, or NULL */
	struct sdi_page page;
};

void stardose_explain_options_init_size(struct stardose_explain_options *options, size_t size)
{
	const struct stardose_explain_options defaults = { .kind = STARDOSE_EXPLAIN_TEXT };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int stardose_explain_new(const struct stardose_tables *tables,
			 const struct stardose_explain_options *options,
			 struct stardose_explain **out, struct stardose_error *err)
{
	struct stardose_explain *e = calloc(1, sizeof(*e));
	int ret = e ? STARDOSE_OK : sdi_no_memory(err);

	if (!ret) {
		e->tables = tables;
		ret = sdi_options_copy(&e->options, sizeof(e->options), options,
				       "stardose_explain_options_init", err);
	}
	if (!ret)
		ret = sdi_tables_need_guidance(tables, err);
	if (!ret && e->options.row) {
		e->row = stardose_guidance_row(tables->guidance, e->options.row);
		if (!e->row)
			ret = stardose_error_set(err, STARDOSE_EUSAGE,
						 "no row of guidance '%.80s' that a result selects",
						 e->options.row);
	}
	if (ret)
		free(e);
	else
		*out = e;
	return ret;
}

void stardose_explain_free(struct stardose_explain *explain)
{
	if (!explain)
		return;
	ks_free(&explain->page.text);
	free(explain);
}

/* ---- the page ---- */

static void begin(struct stardose_explain *e)
{
	e->page.text.l = 0;
	e->page.failed = 0;
	sdi_page_put(&e->page, "%s", "");
}

static int end(struct stardose_explain *e, int ret, const char **out, struct stardose_error *err)
{
	if (!ret && e->page.failed)
		ret = STARDOSE_ENOMEM;
	if (ret == STARDOSE_ENOMEM)
		return sdi_no_memory(err);
	if (!ret)
		*out = e->page.text.s;
	return ret;
}

/* What is shown for the name of a sample; the page has failed: out of memory, and it is "" */
static const char *shown(struct stardose_explain *e, const char *sample)
{
	const char *name = sample;

	if (e->options.redaction &&
	    stardose_redaction_name(e->options.redaction, sample, &name, NULL)) {
		e->page.failed = 1;
		name = "";
	}
	return name;
}

static void hide(struct stardose_explain *e, cJSON *json)
{
	const cJSON *sample = cJSON_GetObjectItemCaseSensitive(json, "sample");

	if (e->options.redaction &&
	    sdi_redact_calls(json, cJSON_IsString(sample) ? shown(e, sample->valuestring) : NULL,
			     NULL))
		e->page.failed = 1;
}

static void put_line(struct stardose_explain *e, struct sdi_json *j, cJSON *json)
{
	char *text;

	sdi_json_put(j, json, "stardose",
		     sdi_json_stardose(e->tables, e->options.no_version));
	hide(e, json);
	text = json && !j->failed ? cJSON_PrintUnformatted(json) : NULL;
	if (text)
		sdi_page_put(&e->page, "%s\n", text);
	else
		e->page.failed = 1;
	cJSON_free(text);
}

/* @json was built with @j, and is deleted. */
static void put(struct stardose_explain *e, struct sdi_json *j, cJSON *json,
		void (*print)(struct sdi_page *, const cJSON *))
{
	if (e->options.kind == STARDOSE_EXPLAIN_JSON) {
		put_line(e, j, json);
	} else if (json && !j->failed) {
		hide(e, json);
		print(&e->page, json);
	} else {
		e->page.failed = 1;
	}
	cJSON_Delete(json);
}

/* ---- calls ---- */

int stardose_explain_head(struct stardose_explain *explain, const char **out,
			  struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	begin(explain);
	if (explain->options.kind == STARDOSE_EXPLAIN_TEXT && !explain->options.no_version) {
		ret = sdi_provenance_program(&explain->page.text, "explain");
		if (!ret)
			ret = sdi_provenance_tables(&explain->page.text, explain->tables);
	}
	return end(explain, ret, out, err);
}

int stardose_explain_call(struct stardose_explain *explain, const struct stardose_caller *caller,
			  int sample, int gene, const char **out, struct stardose_error *err)
{
	const struct stardose_call *call = stardose_caller_call(caller, sample, gene);
	const char *name = stardose_caller_sample(caller, sample);
	const struct stardose_structure_risk *risk =
		call && call->status != STARDOSE_STATUS_OUTSIDE
			? stardose_caller_structure_risk(caller, sample, gene)
			: NULL;
	int ret = STARDOSE_OK;

	begin(explain);
	if (call && explain->options.kind == STARDOSE_EXPLAIN_TEXT) {
		ret = sdi_explain_call_text(&explain->page, explain->tables,
					    shown(explain, name), call, risk);
	} else if (call) {
		struct sdi_json j = { 0 };
		cJSON *json = sdi_explain_call_json(name, call, risk);

		put_line(explain, &j, json);
		cJSON_Delete(json);
	}
	return end(explain, ret, out, err);
}

/* ---- guidance ---- */

static int explain_known(struct stardose_explain *explain, struct stardose_guide *guide,
			 const char *sample, const struct stardose_gene_result *results, int n,
			 const char **out, struct stardose_error *err)
{
	struct sdi_explained_person person = { .tables = explain->tables->guidance,
					       .row = explain->row,
					       .sample = sample,
					       .results = results,
					       .n_results = n };
	struct sdi_json j = { 0 };
	int ret = stardose_guide_results(guide, results, n, &person.guidance, err);

	begin(explain);
	for (int i = 0; !ret && i < person.guidance->n_lines; i++) {
		const struct stardose_guidance_line *const *line = &person.guidance->lines[i];

		if (i == 0 || line[0]->drug != line[-1]->drug)
			put(explain, &j, sdi_explain_drug(&j, &person, line[0]->drug),
			    sdi_explain_print_drug);
	}
	return end(explain, ret, out, err);
}

int stardose_explain_guidance(struct stardose_explain *explain, struct stardose_guide *guide,
			      const char *sample, const struct stardose_gene_result *results, int n,
			      const char **out, struct stardose_error *err)
{
	struct sdi_known_results known;
	int ret = sdi_known_results(&known, results, n, err);

	if (!ret)
		ret = explain_known(explain, guide, sample, known.v, n, out, err);
	sdi_known_results_release(&known);
	return ret;
}

int stardose_explain_sample(struct stardose_explain *explain, struct stardose_guide *guide,
			    const struct stardose_caller *caller, int sample, const char **out,
			    struct stardose_error *err)
{
	int n_genes = stardose_caller_n_genes(caller), n = 0, ret = STARDOSE_OK;
	struct sdi_result_set *set = sdi_result_set_new();
	struct stardose_gene_result *results = calloc(n_genes + 1, sizeof(*results));

	if (!set || !results)
		ret = sdi_no_memory(err);
	for (int g = 0; !ret && g < n_genes; g++) {
		const struct stardose_call *call = stardose_caller_call(caller, sample, g);
		const struct stardose_gene_result *r = call ? sdi_result_set_call(set, call) : NULL;

		if (r)
			results[n++] = *r;
		else if (call)
			ret = sdi_no_memory(err);
	}
	if (!ret)
		ret = stardose_explain_guidance(explain, guide,
						stardose_caller_sample(caller, sample), results, n,
						out, err);
	free(results);
	sdi_result_set_free(set);
	return ret;
}

int stardose_explain_evidence(struct stardose_explain *explain,
			      const struct stardose_caller *caller, int sample, const char **out,
			      struct stardose_error *err)
{
	struct sdi_json j = { 0 };
	struct sdi_claims rows;
	int ret = sdi_claims_open(explain->tables, &rows, err);

	begin(explain);
	if (!ret)
		put(explain, &j, sdi_explain_evidence(&j, &rows, caller, sample),
		    sdi_explain_evidence_text);
	sdi_claims_release(&rows);
	return end(explain, ret, out, err);
}

int stardose_explain_id(struct stardose_explain *explain, const char *id, const char **out,
			struct stardose_error *err)
{
	const struct stardose_guidance_tables *t = explain->tables->guidance;
	const struct stardose_guidance_row *row = stardose_guidance_row(t, id);
	const struct stardose_statement *fact = stardose_guidance_statement(t, id);
	struct sdi_json j = { 0 };
	cJSON *rule = NULL, *clinic = NULL, *agent = row || fact ? NULL
						 : sdi_explain_agent(&j, explain->tables, id);
	int ret = STARDOSE_OK;

	begin(explain);
	if (row)
		put(explain, &j, sdi_explain_row(&j, t, row), sdi_explain_print_row);
	else if (fact)
		put(explain, &j, sdi_explain_statement(&j, t, fact), sdi_explain_print_row);
	else if (agent)
		put(explain, &j, agent, sdi_explain_print_agent);
	else if ((clinic = sdi_explain_clinic(&j, explain->tables, id)) != NULL)
		put(explain, &j, clinic, sdi_explain_print_clinic);
	else
		ret = sdi_explain_rule(&j, explain->tables, id, &rule, err);
	if (rule)
		put(explain, &j, rule, sdi_explain_print_rule);
	else if (!ret && !row && !fact && !agent && !clinic)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "no row of guidance, rule or agent '%.80s'; guide prints "
					 "row_id and rule, report all three",
					 id);
	return end(explain, ret, out, err);
}
