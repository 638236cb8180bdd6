/* cmd_call.c - stardose call: star alleles and phenotypes as rows or JSON Lines */
#include <stdlib.h>
#include "file_list.h"
#include "redact.h"
#include "run_units.h"
#include <stardose/redaction.h>

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j|p",
			"t: tab-separated rows, j: JSON Lines, p: outside calls for PharmCAT [t]"),
	{ 0 }
};

struct call_options { struct cli_common common; int doubtful; };

static const struct opt doubtful_opt[] = {
	{ 0, "doubtful", NULL, OPT_FLAG, offsetof(struct call_options, doubtful),
	  "with -O p: also calls whose copies were not assessed, or are in doubt", NULL },
	{ 0 }
};

static const struct opt_group groups[] = {
	{ "Input", cli_input_opts },	 { NULL, cli_structural_opts },
	{ "Many files", cli_many_opts }, { "Tables", cli_table_opts },
	{ "Output", cli_output_opts },	 { NULL, output_type },
	{ NULL, doubtful_opt },		 { "Privacy", cli_redact_opts },
	{ 0 }
};

/* PharmCAT's file is of one sample. */
static int check_pharmcat(const struct stardose_caller *caller, struct stardose_error *err)
{
	int n_samples = stardose_caller_n_samples(caller);

	return n_samples == 1
		       ? STARDOSE_OK
		       : stardose_error_set(err, STARDOSE_EUSAGE,
					    "a file for PharmCAT is of one sample, and there are "
					    "%d; choose one with -s",
					    n_samples);
}

static enum stardose_writer_kind kind_of(char type, int doubtful)
{
	return type == 'j'   ? STARDOSE_WRITE_JSON_LINES
	       : type == 'p' && doubtful ? STARDOSE_WRITE_PHARMCAT_DOUBTFUL
	       : type == 'p'		 ? STARDOSE_WRITE_PHARMCAT
			     : STARDOSE_WRITE_TSV;
}

/* What the rows are made of, and where they go. */
struct job {
	struct call_options *o;
	const struct stardose_tables *tables;
	struct stardose_outside *outside;
	struct cli_output out;
	struct redact_rows rows; /* before it */
	char type;
};

static int start_writer(struct job *job, struct stardose_writer **out, struct stardose_error *err)
{
	const struct stardose_writer_options options = {
		.size = sizeof(options),
		.kind = kind_of(job->type, job->o->doubtful),
		.no_version = job->o->common.no_version,
		.sink = redact_rows_sink,
		.sink_user = &job->rows,
		.shard = job->o->common.shard,
	};

	return stardose_writer_new(job->tables, &options, out, err);
}

static int write_head(struct job *job, struct stardose_error *err)
{
	struct stardose_writer *writer = NULL;
	int ret = start_writer(job, &writer, err);

	if (!ret)
		ret = stardose_writer_begin(writer, err);
	if (!ret)
		ret = stardose_writer_finish(writer, err);
	stardose_writer_free(writer);
	return ret;
}

/* A writer knows calls by their address, so it lives no longer than their caller. */
static int write_samples(void *user, const struct stardose_caller *caller,
			 struct stardose_error *err)
{
	struct job *job = user;
	struct stardose_writer *writer = NULL;
	int n = stardose_caller_n_samples(caller), ret = start_writer(job, &writer, err);

	for (int s = 0; !ret && s < n; s++)
		ret = stardose_writer_caller_sample(writer, caller, s, err);
	if (!ret)
		ret = stardose_writer_finish(writer, err);
	stardose_writer_free(writer);
	return ret;
}

/* All files are one data set. */
static int call_together(struct job *job, const struct file_list *list, struct stardose_error *err)
{
	struct stardose_caller *caller = NULL;
	int ret = cli_call_files(&job->o->common, job->tables, job->outside, list->n_files,
				 list->files, &caller, err);

	if (!ret && job->type == 'p')
		ret = check_pharmcat(caller, err);
	if (!ret)
		ret = write_head(job, err);
	if (!ret)
		ret = write_samples(job, caller, err);
	stardose_caller_free(caller);
	return ret;
}

static int call_apart(struct job *job, const struct file_list *list, struct stardose_error *err)
{
	int ret = write_head(job, err);

	return ret ? ret
		   : run_units(&job->o->common, job->tables, job->outside, list, write_samples, job,
			       err);
}

static int call_list(struct job *job, const struct file_list *list, struct stardose_error *err)
{
	struct cli_common *common = &job->o->common;
	struct stardose_tables *tables;
	int ret = cli_calling_tables(common, job->type == 'p', &tables, err);

	if (ret)
		return ret;
	job->tables = tables;
	job->rows = (struct redact_rows){ .is_json = job->type == 'j',
					  .sink = cli_output_sink,
					  .user = &job->out };
	ret = cli_redaction(common, tables, &job->rows.redaction, err);
	if (!ret)
		ret = cli_outside_open(common, tables, &job->outside, err);
	if (!ret)
		ret = cli_output_open(&job->out, common->output, 1,
				      err); /* before the work that would be lost */
	if (!ret) {
		ret = common->keep_going ? call_apart(job, list, err)
					 : call_together(job, list, err);
		ret = cli_output_close(&job->out, ret, err);
	}
	stardose_redaction_free(job->rows.redaction);
	ks_free(&job->rows.lines.line);
	stardose_outside_free(job->outside);
	stardose_tables_free(tables);
	return ret;
}

static int check_options(const struct call_options *o, char type, struct stardose_error *err)
{
	if (o->doubtful && type != 'p')
		return stardose_error_set(err, STARDOSE_EUSAGE, "--doubtful is for -O p");
	if (type == 'p' && (o->common.keep_going || o->common.shard))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"a file for PharmCAT is of one sample, and is no part of a "
			"set");
	return STARDOSE_OK;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct call_options *o = options;
	struct file_list list = { 0 };
	struct job job = { .o = o, .type = cli_output_type(&o->common, "tjp", err) };
	int ret;

	if (o->common.redact || o->common.redact_key)
		cli_hide_inputs(&o->common, n, args);
	if (!job.type || (n = cli_input_files(cmd, &o->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = check_options(o, job.type, err);
	if (!ret)
		ret = cli_shard(&o->common, err);
	o->common.keep_sites = job.type == 'j';
	if (!ret)
		ret = file_list_open(&o->common, n, args, &list, err);
	if (!ret)
		ret = call_list(&job, &list, err);
	file_list_release(&list);
	return ret;
}

const struct cmd cmd_call = {
	.name = "call",
	.usage = "[options] FILE...",
	.about = "star alleles and phenotypes from VCF or BCF",
	.groups = groups,
	.size = sizeof(struct call_options),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF or BCF; - is stdin. Several files are parts of one "
		 "data set.\n",
};
