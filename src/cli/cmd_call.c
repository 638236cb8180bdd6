/* cmd_call.c - stardose call: star alleles and phenotypes as rows or JSON Lines */
#include <stdlib.h>
#include "cli.h"

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
	{ "Input", cli_input_opts },   { NULL, cli_structural_opts }, { "Tables", cli_table_opts },
	{ "Output", cli_output_opts }, { NULL, output_type },	      { NULL, doubtful_opt },
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

static int write_calls(struct cli_output *out, char type, int doubtful, int no_version,
		       const struct stardose_tables *tables, const struct stardose_caller *caller,
		       struct stardose_error *err)
{
	struct stardose_writer_options options = {
		.size = sizeof(options),
		.kind = kind_of(type, doubtful),
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
	struct call_options *o = options;
	struct cli_common *common = &o->common;
	struct stardose_tables *tables;
	struct stardose_caller *caller = NULL;
	struct stardose_outside *outside = NULL;
	struct cli_output out;
	char type = cli_output_type(common, "tjp", err);
	int ret;

	if (!type || (n = cli_input_files(cmd, common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	if (o->doubtful && type != 'p')
		return stardose_error_set(err, STARDOSE_EUSAGE, "--doubtful is for -O p");
	common->keep_sites = type == 'j';
	ret = cli_calling_tables(common, type == 'p', &tables, err);
	if (ret)
		return ret;
	ret = cli_outside_open(common, tables, &outside, err);
	if (!ret)
		ret = cli_output_open(&out, common->output, 1,
				      err); /* before the work that would be lost */
	if (!ret) {
		ret = cli_call_files(common, tables, outside, n, args, &caller, err);
		if (!ret && type == 'p')
			ret = check_pharmcat(caller, err);
		if (!ret)
			ret = write_calls(&out, type, o->doubtful, common->no_version, tables,
					  caller, err);
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
	.size = sizeof(struct call_options),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF or BCF; - is stdin. Several files are parts of one "
		 "data set.\n",
};
