/* cmd_call.c - stardose call: star alleles and phenotypes as rows or JSON Lines */
#include "cli.h"

static const struct opt output_type[] = { CLI_OUTPUT_TYPE("t|j", "t: tab-separated rows, j: JSON Lines [t]"), { 0 } };

static const struct opt_group groups[] = {
	{ "Input", cli_input_opts }, { NULL, cli_structural_opts }, { "Tables", cli_table_opts }, { "Output", cli_output_opts },
	{ NULL, output_type }, { 0 }
};

static int write_calls(struct cli_output *out, char type, int no_version, const struct stardose_tables *tables,
		       const struct stardose_caller *caller, struct stardose_error *err)
{
	struct stardose_writer_options options = {
		.kind = type == 'j' ? STARDOSE_WRITE_JSON_LINES : STARDOSE_WRITE_TSV,
		.no_version = no_version, .sink = cli_output_sink, .sink_user = out,
	};
	struct stardose_writer *writer = NULL;
	int ret = stardose_writer_new(tables, &options, &writer, err);

	if (ret == STARDOSE_OK)
		ret = stardose_writer_caller(writer, caller, err);
	if (ret == STARDOSE_OK)
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
	char type = cli_output_type(common, "tj", err);
	int ret;

	if (!type || (n = cli_input_files(cmd, common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	common->keep_sites = type == 'j';
	ret = cli_tables_open(common, &tables, err);
	if (ret != STARDOSE_OK)
		return ret;
	ret = cli_outside_open(common, tables, &outside, err);
	if (ret == STARDOSE_OK)
		ret = cli_output_open(&out, common->output, 1, err);	/* before the work that would be lost */
	if (ret == STARDOSE_OK) {
		ret = cli_call_files(common, tables, outside, n, args, &caller, err);
		if (ret == STARDOSE_OK)
			ret = write_calls(&out, type, common->no_version, tables, caller, err);
		ret = cli_output_close(&out, ret, err);
	}
	stardose_caller_free(caller);
	stardose_outside_free(outside);
	stardose_tables_free(tables);
	return ret;
}

const struct cmd cmd_call = {
	.name = "call", .usage = "[options] FILE...",
	.about = "star alleles and phenotypes from VCF or BCF",
	.groups = groups, .size = sizeof(struct cli_common), .run = run,
	.notes = "FILE is VCF, bgzipped VCF or BCF; - is stdin. Several files are parts of one data set.\n",
};
