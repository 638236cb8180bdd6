/*
 * run_call.c - the way from the command line to a finished caller, the same for every command that
 * reads genotypes
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cli.h"

/* NULL: those of the program */
static const char *tables_folder(const struct cli_common *common)
{
	const char *dir = common->tables ? common->tables : getenv("STARDOSE_TABLES");

	return dir && *dir ? dir : NULL;
}

int cli_tables_open(const struct cli_common *common, struct stardose_tables **out,
		    struct stardose_error *err)
{
	return stardose_tables_open(tables_folder(common), out, err);
}

int cli_calling_tables(const struct cli_common *common, int with_guidance,
		       struct stardose_tables **out, struct stardose_error *err)
{
	return with_guidance || common->outside
		       ? cli_tables_open(common, out, err)
		       : stardose_tables_open_for_calls(tables_folder(common), out, err);
}

int cli_input_files(const struct cmd *cmd, const struct cli_common *common, int n, char **args)
{
	if (n || common->outside || common->file_list)
		return n;
	if (isatty(STDIN_FILENO)) {
		cmd_help(cmd, stderr);
		return -1;
	}
	args[0] = (char *)"-";	/* the slot of argv's final NULL */
	return 1;
}

int cli_shard_read(struct cli_common *common, struct stardose_error *err)
{
	int n = 0;

	if (common->shard && (sscanf(common->shard, "%9d/%9d%n", &common->shard_number,
				     &common->n_shards, &n) != 2 ||
			      common->shard[n] || common->shard_number < 1 ||
			      common->shard_number > common->n_shards))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--shard is such as 3/32, the third of 32 parts, not "
					  "'%.40s'",
					  common->shard);
	return STARDOSE_OK;
}

int cli_shard(struct cli_common *common, struct stardose_error *err)
{
	const char *more = common->keep_going ? "--keep-going" : "--shard";
	int ret = cli_shard_read(common, err);

	if (ret || (!common->shard && !common->keep_going))
		return ret;
	if (common->keep_going && common->shard && !common->file_list)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "with --keep-going --shard is of a list; give one with "
					  "--file-list");
	if (common->pedigree)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"--ped compares people with each other, and %s calls them "
			"apart",
			more);
	if (common->outside && !common->quiet)
		cli_warning("samples that --outside alone names are in no part; call them without "
			    "files");
	return STARDOSE_OK;
}

void cli_call_options(struct cli_common *common, int n_files, struct stardose_call_options *options)
{
	stardose_call_options_init(options);
	options->several_files = n_files > 1;
	if (!common->file_list) {
		options->shard = common->shard_number;
		options->n_shards = common->n_shards;
	}
	options->is_part = common->keep_going || common->n_shards;
	options->keep_sites = common->keep_sites;
	options->build = common->build;
	options->absent_is_reference = common->absent_is_reference;
	options->input_is_complete = common->complete;
	options->assay = common->assay;
	options->covered = common->covered;
	options->reads = common->reads;
	options->reads_list = common->reads_list;
	options->reference = common->reference;
	options->min_gq = common->min_gq;
	options->call_depth = common->call_depth;
	options->min_dp = common->min_dp;
	options->min_gp = common->min_gp;
	options->min_r2 = common->min_r2;
	options->apply_filters = common->apply_filters;
	options->genes = common->genes;
	options->samples = common->samples;
	options->force_samples = common->force_samples;
	options->samples_file = common->samples_file;
	options->copy_number = common->copy_number;
	options->population = common->population;
	options->pedigree = common->pedigree;
	options->sex = common->sex;
	options->depth_regions = common->depth_regions;
	options->n_threads = common->threads;
	options->log = cli_log(common);
}

/* The files of --sv, after the genotypes: they name the samples. */
static int read_structural(const struct cli_common *common, struct stardose_caller *caller,
			   struct stardose_error *err)
{
	char *list = common->structural ? strdup(common->structural) : NULL, *save = NULL;
	int ret = common->structural && !list ? STARDOSE_ENOMEM : STARDOSE_OK;

	for (char *path = list ? strtok_r(list, ",", &save) : NULL; path && !ret;
	     path = strtok_r(NULL, ",", &save))
		ret = stardose_caller_read_structural(caller, path, err);
	free(list);
	return ret;
}

int cli_outside_open(struct cli_common *common, const struct stardose_tables *tables,
		     struct stardose_outside **out, struct stardose_error *err)
{
	const struct stardose_log log = cli_log(common);
	char *list = common->outside ? strdup(common->outside) : NULL, *save = NULL;
	int ret = STARDOSE_OK;

	*out = NULL;
	if (common->outside)
		ret = list ? stardose_outside_new(tables, &log, out, err) : STARDOSE_ENOMEM;
	if (*out)
		stardose_outside_choose(*out, common->outside_choice);
	for (char *path = list ? strtok_r(list, ",", &save) : NULL; path && !ret;
	     path = strtok_r(NULL, ",", &save))
		ret = stardose_outside_read(*out, path, err);
	free(list);
	if (!ret)
		return ret;
	stardose_outside_free(*out);
	*out = NULL;
	return ret;
}

int cli_call_files(struct cli_common *common, const struct stardose_tables *tables,
		   struct stardose_outside *outside, int n, char **files,
		   struct stardose_caller **out, struct stardose_error *err)
{
	struct stardose_call_options options;
	struct stardose_caller *caller = NULL;
	int ret;

	cli_call_options(common, n, &options);
	options.outside = outside;
	options.several_files |= outside != NULL;	/* a sample may be in those results alone */
	ret = stardose_caller_new(tables, &options, &caller, err);
	for (int i = 0; !ret && i < n; i++)
		ret = stardose_caller_read(caller, files[i], err);
	if (!ret)
		ret = read_structural(common, caller, err);
	if (!ret)
		ret = stardose_caller_finish(caller, err);
	if (!ret)
		*out = caller;
	else
		stardose_caller_free(caller);
	return ret;
}
