/* cmd_explain.c - stardose explain: why a call is what it is, or why a row of guidance applies */
#include <stdlib.h>
#include <unistd.h>
#include "person_options.h"
#include "explain_call.h"
#include "explain_guidance.h"
#include "guidance/result_set.h"
#include "lines.h"
#include "input_kind.h"
#include "row_printer.h"
#include "write/provenance.h"
#include "write/write_call.h"

struct job {
	const struct stardose_tables *tables;
	struct cli_common *common;
	char type;
	struct cli_output out;
	kstring_t scratch;
	struct stardose_error *err;
};

/* ---- calls ---- */

/* @row is deleted; NULL: out of memory. */
static int put_json(struct job *job, cJSON *row)
{
	struct row_printer printer = { .out = &job->out, .type = 'j' };

	sdi_json_put(&printer.json, row, "stardose",
		     sdi_json_stardose(job->tables, job->common->no_version));
	return row_print(&printer, row, job->err);
}

static int explain_each_call(struct job *job, const struct stardose_caller *caller)
{
	int ret = STARDOSE_OK, n_genes = stardose_caller_n_genes(caller);

	if (job->type == 't' && !job->common->no_version) {
		ret = sdi_provenance_program(&job->scratch, "explain");
		if (!ret)
			ret = sdi_provenance_tables(&job->scratch, job->tables);
		if (!ret)
			ret = cli_output_sink(&job->out, job->scratch.s, job->scratch.l, job->err);
	}
	for (int s = 0; s < stardose_caller_n_samples(caller) && !ret; s++)
		for (int g = 0; g < n_genes && !ret; g++) {
			const char *name = stardose_caller_sample(caller, s);
			const struct stardose_call *call = stardose_caller_call(caller, s, g);
			struct stardose_structure_risk risk;
			int has_risk = call && call->status != STARDOSE_STATUS_OUTSIDE &&
				       stardose_caller_structure_risk(caller, s, g, &risk);

			if (!call)
				continue;
			if (job->type == 'j')
				ret = put_json(job, explain_call_json(name, call,
								      has_risk ? &risk : NULL));
			else
				ret = explain_call_text(job->out.fp, name, call,
							has_risk ? &risk : NULL);
			if (!ret && ferror(job->out.fp))
				ret = cli_output_failed(&job->out, job->err);
		}
	return ret;
}

/* ---- guidance ---- */

struct explain_options {
	struct cli_common common;
	char *drugs, *sources;
	const char *row;
	struct person_options about;
};
#define AT(field) offsetof(struct explain_options, field)

static const struct opt guidance_opts[] = {
	{ 0, "drug", "LIST", OPT_LIST, AT(drugs),
	  "explain the guidance for these medicines, not the calls", NULL },
	{ 0, "source", "LIST", OPT_LIST, AT(sources),
	  "of guidance, only these sources, such as cpic [all]", NULL },
	{ 0, "row", "ID", OPT_STRING, AT(row),
	  "explain this row of guidance; without FILE, what it says, or a rule (R3) or agent "
	  "(agent:paroxetine)",
	  NULL },
	{ 0 }
};

static const struct opt person_opts[] = { PERSON_OPTIONS(AT(about)), { 0 } };

static int explain_calls(struct explain_guidance *e, const struct stardose_caller *caller,
			 struct stardose_error *err)
{
	int n_genes = stardose_caller_n_genes(caller), ret = STARDOSE_OK;
	struct sdi_result_set *set = sdi_result_set_new();
	struct stardose_gene_result *results = calloc(n_genes + 1, sizeof(*results));

	if (!set || !results)
		ret = STARDOSE_ENOMEM;
	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++) {
		for (int g = 0; !ret && g < n_genes; g++) {
			const struct stardose_gene_result *r =
				sdi_result_set_call(set, stardose_caller_call(caller, s, g));

			if (r)
				results[g] = *r;
			ret = r ? STARDOSE_OK : STARDOSE_ENOMEM;
		}
		if (!ret)
			ret = explain_guidance_person(e, stardose_caller_sample(caller, s), results,
						      n_genes, err);
	}
	free(results);
	sdi_result_set_free(set);
	return ret;
}

static int explain_line(void *data, const char *line, size_t n, int number,
			struct stardose_error *err)
{
	struct explain_guidance *e = data;
	struct stardose_sample_results results;
	int ret = stardose_sample_results_parse(line, n, &results, err);

	(void)number;
	if (ret)
		return ret;
	stardose_sample_results_resolve(&results, e->tables);
	ret = explain_guidance_person(e, results.sample, results.results, results.n_results, err);
	stardose_sample_results_release(&results);
	return ret;
}

static int explain_persons(struct job *job, struct explain_guidance *e, int n, char **files)
{
	struct stardose_caller *caller = NULL;
	struct stardose_outside *outside = NULL;
	int is_json = 0, ret = n ? input_is_json(files[0], &is_json, job->err) : STARDOSE_OK;

	for (int i = 0; !ret && is_json && i < n; i++)
		ret = lines_each(files[i], explain_line, e, job->err);
	if (ret || is_json)
		return ret;
	ret = cli_outside_open(job->common, job->tables, &outside, job->err);
	if (!ret)
		ret = cli_call_files(job->common, job->tables, outside, n, files, &caller,
				     job->err);
	if (!ret)
		ret = explain_calls(e, caller, job->err);
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	return ret;
}

/*
 * A row alone, or with files: the row and its neighbours for each person; medicines: all their
 * rows.
 */
static int explain_guidance(struct job *job, const struct explain_options *o, int n, char **files)
{
	struct explain_guidance e = { .tables = job->tables,
				      .type = job->type,
				      .no_version = job->common->no_version,
				      .out = &job->out };
	struct stardose_guide_options options = { .drugs = o->drugs, .sources = o->sources };
	int ret;

	if (o->row && !n && !job->common->outside)
		return explain_guidance_row(&e, o->row, job->err);
	if (o->row) {
		e.row = stardose_guidance_row(job->tables->guidance, o->row);
		if (!e.row)
			return stardose_error_set(
				job->err, STARDOSE_EUSAGE,
				"no row of guidance '%.80s' that a result selects", o->row);
		options.drugs = e.row->drug->name;
	}
	ret = stardose_guide_new(job->tables->guidance, &options, &e.guide, job->err);
	if (!ret)
		ret = person_options_open(job->common, &o->about, job->tables, &e.about, job->err);
	if (!ret)
		ret = explain_persons(job, &e, n, files);
	if (!ret)
		person_options_finish(&e.about, job->common);
	person_options_close(&e.about);
	stardose_guide_free(e.guide);
	return ret;
}

static int explain_call_files(struct job *job, int n, char **files)
{
	struct stardose_outside *outside = NULL;
	struct stardose_caller *caller = NULL;
	int ret = cli_outside_open(job->common, job->tables, &outside, job->err);

	job->common->keep_sites = 1;
	if (!ret)
		ret = cli_call_files(job->common, job->tables, outside, n, files, &caller,
				     job->err);
	if (!ret)
		ret = explain_each_call(job, caller);
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	return ret;
}

/* ---- the command ---- */

/* The identity of a row in the place of a file: explain ID. */
static int is_row_id(const struct job *job, int n, char **args)
{
	const struct stardose_guidance_tables *t = job->tables->guidance;

	return n == 1 &&
	       (stardose_guidance_row(t, args[0]) || stardose_guidance_statement(t, args[0])) &&
	       access(args[0], F_OK) != 0;
}

static int work(struct job *job, struct explain_options *o, const struct cmd *cmd, int n,
		char **args)
{
	int ret;

	if (o->row && o->drugs)
		return stardose_error_set(job->err, STARDOSE_EUSAGE, "give either --row or --drug");
	if (!o->row && !o->drugs && (o->about.taking || o->about.context))
		return stardose_error_set(
			job->err, STARDOSE_EUSAGE,
			"what a person takes has no effect on calls; name a medicine with --drug");
	if (!o->row && is_row_id(job, n, args)) {
		o->row = args[0];
		n = 0;
	}
	if (!o->row && (n = cli_input_files(cmd, job->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_output_open(&job->out, job->common->output, 1, job->err);
	if (ret)
		return ret;
	ret = o->row || o->drugs ? explain_guidance(job, o, n, args)
				 : explain_call_files(job, n, args);
	return cli_output_close(&job->out, ret, job->err);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct explain_options *o = options;
	struct stardose_tables *tables;
	struct job job = { .common = &o->common,
			   .err = err,
			   .type = cli_output_type(&o->common, "tj", err) };
	int ret;

	if (!job.type)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->common, &tables, err);
	if (ret)
		return ret;
	job.tables = tables;
	ret = work(&job, o, cmd, n, args);
	ks_free(&job.scratch);
	stardose_tables_free(tables);
	return ret;
}

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j", "t: text for people, j: JSON Lines [t]"), { 0 }
};
static const struct opt_group groups[] = {
	{ "Guidance", guidance_opts }, { "Persons", person_opts },
	{ "Input", cli_input_opts },   { NULL, cli_structural_opts },
	{ "Tables", cli_table_opts },  { "Output", cli_output_opts },
	{ NULL, output_type },	       { 0 }
};

const struct cmd cmd_explain = {
	.name = "explain",
	.usage = "[options] FILE... | ROW_ID",
	.about = "why a call is what it is, or why a row of guidance applies",
	.groups = groups,
	.size = sizeof(struct explain_options),
	.run = run,
	.notes = "FILE as for 'stardose call', with --drug or --row as for 'stardose guide'. Every "
		 "sample and gene is explained;\n"
		 "choose with -s and -g. ROW_ID is the identity of a row, as in the output of "
		 "'stardose guide'.\n",
};
