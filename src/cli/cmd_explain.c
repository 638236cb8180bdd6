/* cmd_explain.c - stardose explain: why a call is what it is, or why a row of guidance applies */
#include <string.h>
#include <unistd.h>
#include <stardose/explain.h>
#include <stardose/redaction.h>
#include "person_options.h"
#include "lines.h"
#include "redact.h"
#include "input_kind.h"

struct job {
	const struct stardose_tables *tables;
	struct cli_common *common;
	char type;
	struct cli_output out;
	struct stardose_explain *explain;
	struct stardose_guide *guide;
	struct about about;
	struct stardose_redaction *redaction; /* NULL: names stay */
	struct stardose_error *err;
};

static int put(struct job *job, const char *text)
{
	return cli_output_sink(&job->out, text, strlen(text), job->err);
}

/* Lines of provenance name the folder of the tables. */
static int put_head(struct job *job)
{
	struct redact_rows rows = { .redaction = job->redaction,
				    .sink = cli_output_sink,
				    .user = &job->out };
	const char *text;
	int ret = stardose_explain_head(job->explain, &text, job->err);

	if (!ret)
		ret = redact_rows_sink(&rows, text, strlen(text), job->err);
	ks_free(&rows.lines.line);
	return ret;
}

/* ---- calls ---- */

static int explain_each_call(struct job *job, const struct stardose_caller *caller)
{
	int n_genes = stardose_caller_n_genes(caller);
	const char *text;
	int ret = put_head(job);

	for (int s = 0; s < stardose_caller_n_samples(caller) && !ret; s++)
		for (int g = 0; g < n_genes && !ret; g++) {
			ret = stardose_explain_call(job->explain, caller, s, g, &text, job->err);
			if (!ret)
				ret = put(job, text);
		}
	return ret;
}

/* ---- guidance ---- */

struct explain_options {
	struct cli_common common;
	char *drugs, *classes, *sources;
	const char *row;
	int evidence;
	struct person_options about;
};
#define AT(field) offsetof(struct explain_options, field)

static const struct opt guidance_opts[] = {
	{ 0, "drugs", "LIST", OPT_LIST, AT(drugs),
	  "explain the guidance for these medicines, not the calls", NULL },
	{ 0, "drug", "LIST", OPT_LIST, AT(drugs), "the older name of --drugs", NULL },
	{ 0, "drug-class", "LIST", OPT_LIST, AT(classes),
	  "explain the guidance for, or also for, the medicines of these classes", NULL },
	{ 0, "source", "LIST", OPT_LIST, AT(sources),
	  "of guidance, only these sources, such as cpic [all]", NULL },
	{ 0, "row", "ID", OPT_STRING, AT(row),
	  "explain this row of guidance; without FILE, what it says, or a rule (R3) or agent "
	  "(agent:paroxetine)",
	  NULL },
	{ 0, "evidence", NULL, OPT_FLAG, AT(evidence),
	  "what FILE has at variants that panels sell and that select no medicine", NULL },
	{ 0 }
};

static const struct opt person_opts[] = { PERSON_OPTIONS(AT(about)), { 0 } };

static int explain_calls(struct job *job, const struct stardose_caller *caller)
{
	int ret = STARDOSE_OK;

	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++) {
		const char *text;

		ret = person_options_sample(&job->about, job->guide,
					    stardose_caller_sample(caller, s), job->err);
		if (!ret)
			ret = stardose_explain_sample(job->explain, job->guide, caller, s, &text,
						      job->err);
		if (!ret)
			ret = put(job, text);
	}
	return ret;
}

static int explain_line(void *data, const char *path, const char *line, size_t n, int number,
			struct stardose_error *err)
{
	struct job *job = data;
	struct stardose_sample_results *results;
	const char *text;
	int ret = stardose_sample_results_parse(line, n, &results, err);

	(void)path;
	(void)number;
	if (ret)
		return ret;
	stardose_sample_results_resolve(results, job->tables);
	ret = person_options_sample(&job->about, job->guide, results->sample, err);
	if (!ret)
		ret = stardose_explain_guidance(job->explain, job->guide, results->sample,
						results->results, results->n_results, &text, err);
	if (!ret)
		ret = put(job, text);
	stardose_sample_results_free(results);
	return ret;
}

static int explain_persons(struct job *job, int n, char **files)
{
	struct stardose_caller *caller = NULL;
	struct stardose_outside *outside = NULL;
	int is_json = 0, ret = n ? input_is_json(files[0], &is_json, job->err) : STARDOSE_OK;

	for (int i = 0; !ret && is_json && i < n; i++)
		ret = lines_each(files[i], explain_line, job, job->err);
	if (ret || is_json)
		return ret;
	ret = cli_outside_open(job->common, job->tables, &outside, job->err);
	if (!ret)
		ret = cli_call_files(job->common, job->tables, outside, n, files, &caller,
				     job->err);
	if (!ret)
		ret = explain_calls(job, caller);
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
	struct stardose_guide_options options = { .size = sizeof(options),
						  .drugs = o->drugs,
						  .drug_classes = o->classes,
						  .sources = o->sources,
						  .log = cli_log(job->common) };
	int ret;

	if (o->row)
		options.drugs = stardose_guidance_row(job->tables->guidance, o->row)->drug->name;
	ret = stardose_guide_new(job->tables->guidance, &options, &job->guide, job->err);
	if (!ret)
		ret = person_options_open(job->common, &o->about, job->tables, &job->about,
					  job->err);
	if (!ret)
		ret = explain_persons(job, n, files);
	if (!ret)
		person_options_finish(&job->about, job->common);
	person_options_close(&job->about);
	stardose_guide_free(job->guide);
	return ret;
}

static int explain_id(struct job *job, const char *id)
{
	const char *text;
	int ret = stardose_explain_id(job->explain, id, &text, job->err);

	return ret ? ret : put(job, text);
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

/* ---- variants that select no medicine ---- */

static int explain_each_person(struct job *job, const struct stardose_caller *caller)
{
	const char *text;
	int ret = put_head(job);

	for (int s = 0; s < stardose_caller_n_samples(caller) && !ret; s++) {
		ret = stardose_explain_evidence(job->explain, caller, s, &text, job->err);
		if (!ret)
			ret = put(job, text);
	}
	return ret;
}

/* Their sites are tables of their own. */
static int explain_evidence(struct job *job, int n, char **files)
{
	struct stardose_tables *sites = NULL;
	struct stardose_caller *caller = NULL;
	int ret = stardose_tables_open_evidence(job->tables, &sites, job->err);

	job->common->keep_sites = 1;
	if (!ret)
		ret = cli_call_files(job->common, sites, NULL, n, files, &caller, job->err);
	if (!ret)
		ret = explain_each_person(job, caller);
	stardose_caller_free(caller);
	stardose_tables_free(sites);
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

static int open_explain(struct job *job, const char *row)
{
	struct stardose_explain_options options;

	stardose_explain_options_init(&options);
	options.kind = job->type == 'j' ? STARDOSE_EXPLAIN_JSON : STARDOSE_EXPLAIN_TEXT;
	options.no_version = job->common->no_version;
	options.row = row;
	options.redaction = job->redaction;
	return stardose_explain_new(job->tables, &options, &job->explain, job->err);
}

static int hide_inputs(struct explain_options *o, int n, char **args, struct stardose_error *err)
{
	if (!o->common.redact && !o->common.redact_key)
		return STARDOSE_OK;
	cli_hide_inputs(&o->common, n, args);
	cli_hide(o->about.context);
	if (o->about.context || o->about.taking)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "an explanation tells what a person takes in the words "
					  "and with the days that it was given in: with --redact "
					  "leave --context and --taking out, or see guide and report");
	return STARDOSE_OK;
}

static int work(struct job *job, struct explain_options *o, const struct cmd *cmd, int n,
		char **args)
{
	int ret, is_id, is_asked = o->drugs || o->classes;

	if (o->evidence && (o->row || is_asked || o->common.outside))
		return stardose_error_set(job->err, STARDOSE_EUSAGE,
					  "--evidence reads FILE alone, for no medicine");
	if (o->row && is_asked)
		return stardose_error_set(job->err, STARDOSE_EUSAGE, "give either --row or --drugs");
	if (!o->row && !is_asked && (o->about.taking || o->about.context))
		return stardose_error_set(
			job->err, STARDOSE_EUSAGE,
			"what a person takes has no effect on calls; name a medicine with --drugs");
	if (!o->row && !o->evidence && is_row_id(job, n, args)) {
		o->row = args[0];
		n = 0;
	}
	if (!o->row && (n = cli_input_files(cmd, job->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_redaction(job->common, job->tables, &job->redaction, job->err);
	if (!ret)
		ret = cli_output_open(&job->out, job->common->output, 1, job->err);
	if (ret)
		return ret;
	is_id = o->row && !n && !job->common->outside;
	ret = open_explain(job, is_id ? NULL : o->row);
	if (!ret)
		ret = is_id		   ? explain_id(job, o->row)
		      : o->evidence	   ? explain_evidence(job, n, args)
		      : o->row || is_asked ? explain_guidance(job, o, n, args)
					   : explain_call_files(job, n, args);
	stardose_explain_free(job->explain);
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

	ret = hide_inputs(o, n, args, err);
	if (ret || !job.type)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->common, &tables, err);
	if (ret)
		return ret;
	job.tables = tables;
	ret = work(&job, o, cmd, n, args);
	stardose_redaction_free(job.redaction);
	stardose_tables_free(tables);
	return ret;
}

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j", "t: text for people, j: JSON Lines [t]"), { 0 }
};
static const struct opt_group groups[] = {
	{ "Guidance", guidance_opts }, { "Persons", person_opts },
	{ "Input", cli_input_opts },   { NULL, cli_structural_opts },
	{ "Tables", cli_table_opts },  { "Privacy", cli_redact_opts },
	{ "Output", cli_output_opts }, { NULL, output_type },
	{ 0 }
};

const struct cmd cmd_explain = {
	.name = "explain",
	.usage = "[options] FILE... | ROW_ID",
	.about = "why a call is what it is, or why a row of guidance applies",
	.groups = groups,
	.size = sizeof(struct explain_options),
	.run = run,
	.notes = "FILE as for 'stardose call', with --drugs or --row as for 'stardose guide'. Every "
		 "sample and gene is explained;\n"
		 "choose with -s and -g. ROW_ID is the identity of a row, as in the output of "
		 "'stardose guide'.\n",
};
