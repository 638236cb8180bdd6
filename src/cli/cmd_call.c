/* cmd_call.c - stardose call: star alleles and phenotypes as rows or JSON Lines */
#include <stdlib.h>
#include "cli.h"
#include "write/write_call.h"

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j|p",
			"t: tab-separated rows, j: JSON Lines, p: outside calls for PharmCAT [t]"),
	{ 0 }
};

static const struct opt_group groups[] = {
	{ "Input", cli_input_opts },   { NULL, cli_structural_opts }, { "Tables", cli_table_opts },
	{ "Output", cli_output_opts }, { NULL, output_type },	      { 0 }
};

/* PharmCAT's file is of one sample. What it cannot take is named. */
static int check_pharmcat(struct cli_common *common, const struct stardose_caller *caller,
			  struct stardose_error *err)
{
	int n_samples = stardose_caller_n_samples(caller), n, ret = STARDOSE_OK;
	const struct stardose_call **calls =
		calloc(stardose_caller_n_genes(caller) + 1, sizeof(*calls));
	const struct stardose_log log = cli_log(common);
	kstring_t left_out = KS_INITIALIZE, line = KS_INITIALIZE;

	if (!calls)
		return STARDOSE_ENOMEM;
	if (n_samples != 1)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "a file for PharmCAT is of one sample, and there are %d; "
					 "choose one with -s",
					 n_samples);
	n = !ret ? stardose_caller_calls(caller, 0, calls) : 0;
	for (int i = 0; i < n && !ret; i++) {
		line.l = 0;
		ret = sdi_pharmcat_call(&line, calls[i]);
		if (!ret && !line.l)
			ksprintf(&left_out, "%s%s", left_out.l ? ", " : "", calls[i]->gene->name);
	}
	if (!ret && left_out.l)
		stardose_log_say(&log, STARDOSE_OK,
				 "left out, because there is no call or no single result: %s",
				 left_out.s);
	ks_free(&left_out);
	ks_free(&line);
	free(calls);
	return ret;
}

static enum stardose_writer_kind kind_of(char type)
{
	return type == 'j'   ? STARDOSE_WRITE_JSON_LINES
	       : type == 'p' ? STARDOSE_WRITE_PHARMCAT
			     : STARDOSE_WRITE_TSV;
}

static int write_calls(struct cli_output *out, char type, int no_version,
		       const struct stardose_tables *tables, const struct stardose_caller *caller,
		       struct stardose_error *err)
{
	struct stardose_writer_options options = {
		.size = sizeof(options),
		.kind = kind_of(type),
		.no_version = no_version, .sink = cli_output_sink, .sink_user = out,
	};
	struct stardose_writer *writer = NULL;
	int ret = stardose_writer_new(tables, &options, &writer, err);

	if (!ret)
		ret = stardose_writer_caller(writer, caller, err);
	if (!ret)
		ret = stardose_writer_finish(writer, err);
	stardose_writer_free(writer);
	return ret;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct cli_common *common = options;
	struct stardose_tables *tables;
	struct stardose_caller *caller = NULL;
	struct stardose_outside *outside = NULL;
	struct cli_output out;
	char type = cli_output_type(common, "tjp", err);
	int ret;

	if (!type || (n = cli_input_files(cmd, common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	common->keep_sites = type == 'j';
	ret = cli_tables_open(common, &tables, err);
	if (ret)
		return ret;
	ret = cli_outside_open(common, tables, &outside, err);
	if (!ret)
		ret = cli_output_open(&out, common->output, 1,
				      err); /* before the work that would be lost */
	if (!ret) {
		ret = cli_call_files(common, tables, outside, n, args, &caller, err);
		if (!ret && type == 'p')
			ret = check_pharmcat(common, caller, err);
		if (!ret)
			ret = write_calls(&out, type, common->no_version, tables, caller, err);
		ret = cli_output_close(&out, ret, err);
	}
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	stardose_tables_free(tables);
	return ret;
}

const struct cmd cmd_call = {
	.name = "call",
	.usage = "[options] FILE...",
	.about = "star alleles and phenotypes from VCF or BCF",
	.groups = groups,
	.size = sizeof(struct cli_common),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF or BCF; - is stdin. Several files are parts of one "
		 "data set.\n",
};
