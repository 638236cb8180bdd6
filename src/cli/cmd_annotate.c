/*
 * cmd_annotate.c - stardose annotate: VCF or BCF in, the same with star alleles and phenotypes out
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <stardose/annotator.h>
#include "cli.h"
#include "folder_of_files.h"
#include "write_index.h"

struct annotate_options {
	struct cli_common common;
	char *drugs, *classes, *sources;
	int guidance;
	struct stardose_redaction *redaction;
};

#define AT(field) offsetof(struct annotate_options, field)
static const struct opt guide_opts[] = { { 0, "guidance", NULL, OPT_FLAG, AT(guidance),
					   "add FORMAT/PGXG: what sources advise on all medicines",
					   NULL },
					 { 0, "drugs", "LIST", OPT_LIST, AT(drugs),
					   "add it for these medicines, by any name", NULL },
					 { 0, "drug-class", "LIST", OPT_LIST, AT(classes),
					   "add it for the medicines of these classes", NULL },
					 { 0, "source", "LIST", OPT_LIST, AT(sources),
					   "only of these sources, such as cpic [all]", NULL },
					 { 0 } };

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("v|z|u|b",
			"VCF, bgzipped VCF, uncompressed BCF, BCF; z and b with a level: z9 [v]"),
	{ 0 }
};

static const struct opt annotate_opts[] = {
	WRITE_INDEX_OPTION,
	{ 0, "no-paths", NULL, OPT_FLAG, AT(common.no_paths),
	  "no names of files in the command line of the header", NULL },
	{ 0 }
};

static const struct opt_group groups[] = { { "Guidance", guide_opts },
					   { "Input", cli_input_opts },
					   { NULL, cli_structural_opts },
					   { "Many files", cli_many_opts },
					   { "Tables", cli_table_opts },
					   { "Output", cli_output_opts },
					   { NULL, output_type },
					   { NULL, annotate_opts },
					   { "Privacy", cli_redact_opts },
					   { 0 } };

static int parse_type(const struct cli_common *common, struct stardose_annotate_output *out,
		      struct stardose_error *err)
{
	const char by_name[] = { cli_suffix_type(common->output, "vzub", err), '\0' };
	const char *type = common->output_type ? common->output_type : by_name;

	if (!*type && !common->output_type)
		return STARDOSE_EUSAGE;
	stardose_annotate_output_init(out);
	out->type = type[0];
	out->level = type[0] && isdigit((unsigned char)type[1]) ? type[1] - '0' : -1;
	if (!type[0] || !strchr("vzub", type[0]) ||
	    (type[1] && (out->level < 0 || type[2] || !strchr("zb", type[0]))))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"--output-type is v, z, u or b, the level 0-9 may follow z and b; not '%s'",
			type);
	return write_index_check(common, out->type, err);
}

static int put_option(kstring_t *out, const char *name, const char *value)
{
	return value ? ksprintf(out, " --%s %s", name, value) < 0 : 0;
}

/* An option that names a file: its name is somebody's, and with --no-paths left out. */
static int put_file(const struct cli_common *common, kstring_t *out, const char *name,
		    const char *file)
{
	return file && common->no_paths ? ksprintf(out, " --%s", name) < 0
					: put_option(out, name, file);
}

static int put_number(kstring_t *out, const char *name, int value)
{
	return value ? ksprintf(out, " --%s %d", name, value) < 0 : 0;
}

static int put_flag(kstring_t *out, const char *name, int value)
{
	return value ? ksprintf(out, " --%s", name) < 0 : 0;
}

static int put_share(kstring_t *out, const char *name, double value)
{
	return value > 0 ? ksprintf(out, " --%s %g", name, value) < 0 : 0;
}

/*
 * The command line as the header has it: what decides the bytes written, in one order. Where they
 * go (-o) and how many threads help is left out, so that the same input gives the same bytes.
 */
static int describe(const struct annotate_options *o, const char *file, kstring_t *out)
{
	static const char *const assay[STARDOSE_N_ASSAYS] = { NULL, "wgs", "wes", "array",
							      "panel" };
	const struct cli_common *common = &o->common;
	int bad = kputs("annotate", out) < 0;

	bad |= put_option(out, "genes", common->genes);
	bad |= put_option(out, "samples", common->samples);
	bad |= put_file(common, out, "samples-file", common->samples_file);
	bad |= put_option(out, "apply-filters", common->apply_filters);
	bad |= put_number(out, "min-gq", common->min_gq);
	bad |= put_number(out, "min-dp", common->min_dp);
	bad |= put_share(out, "min-gp", common->min_gp);
	bad |= put_share(out, "min-r2", common->min_r2);
	bad |= put_option(out, "build",
			  common->build != STARDOSE_BUILD_AUTO ? stardose_build_name(common->build)
							       : NULL);
	bad |= put_option(out, "absent", common->absent_is_reference ? "reference" : NULL);
	bad |= put_option(out, "assay", assay[common->assay]);
	bad |= put_file(common, out, "covered", common->covered);
	bad |= put_flag(out, "complete", common->complete);
	bad |= put_file(common, out, "copy-number", common->copy_number);
	bad |= put_file(common, out, "outside", common->outside);
	bad |= put_option(out, "outside-phenotype", common->outside_choice ? "theirs" : NULL);
	bad |= put_file(common, out, "sv", common->structural);
	bad |= put_file(common, out, "reads", common->reads);
	bad |= put_file(common, out, "reads-list", common->reads_list);
	bad |= put_file(common, out, "reference", common->reference);
	bad |= put_flag(out, "call-depth", common->call_depth);
	bad |= put_file(common, out, "depth-regions", common->depth_regions);
	bad |= put_file(common, out, "ped", common->pedigree);
	bad |= put_file(common, out, "sex", common->sex);
	bad |= put_option(out, "population", common->population);
	bad |= put_flag(out, "guidance", o->guidance);
	bad |= put_option(out, "drugs", o->drugs);
	bad |= put_option(out, "drug-class", o->classes);
	bad |= put_option(out, "source", o->sources);
	bad |= put_file(common, out, "tables", common->tables);
	bad |= put_option(out, "output-type", common->output_type);
	if (!common->no_paths)
		bad |= ksprintf(out, " %s", file) < 0;
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int has_guidance(const struct annotate_options *o)
{
	return o->guidance || o->drugs || o->classes;
}

static int check_guidance(const struct annotate_options *o, struct stardose_error *err)
{
	if (o->guidance && (o->drugs || o->classes))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--guidance is of all medicines; leave it out with "
					  "--drugs and --drug-class");
	if (o->sources && !has_guidance(o))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--source has no effect without --guidance, --drugs or "
					  "--drug-class");
	return STARDOSE_OK;
}

/* One file of a list has what it has: others may have the samples that were asked for. */
static void fill(struct annotate_options *o, struct stardose_outside *outside,
		 struct stardose_call_options *call)
{
	cli_call_options(&o->common, 1, call);
	call->outside = outside;
	call->is_part |= o->common.file_list != NULL;
}

static int annotate(struct annotate_options *o, const struct stardose_tables *tables,
		    struct stardose_outside *outside, const char *file,
		    struct stardose_annotate_output *output, struct stardose_error *err)
{
	const struct stardose_guide_options guide = { sizeof(guide), o->drugs, o->classes,
						       o->sources, cli_log(&o->common) };
	struct stardose_annotator_options options;
	struct stardose_call_options call;
	kstring_t command = KS_INITIALIZE;
	struct write_index index = { 0 };
	struct cli_output out;
	int ret;

	stardose_annotator_options_init(&options);
	fill(o, outside, &call);
	options.call = &call;
	options.structural = o->common.structural;
	options.guide = has_guidance(o) ? &guide : NULL;
	options.no_version = o->common.no_version;
	options.no_paths = o->common.no_paths;
	if (describe(o, file, &command))
		return cli_no_memory(err);
	options.command = o->redaction ? NULL : command.s;
	options.redaction = o->redaction;
	options.no_paths |= o->redaction != NULL;
	ret = cli_output_open(&out, o->common.output, 0, err);
	if (!ret) {
		output->path = out.path;
		output->name = o->common.output;
		ret = stardose_annotate(tables, &options, file, output, err);
		if (!ret)
			ret = write_index(&index, &o->common, output->type, &out, err);
		ret = cli_output_close(&out, ret, err);
		ret = write_index_close(&index, ret, err);
	}
	ks_free(&command);
	return ret;
}

/* What all files of a list share. */
struct job {
	struct annotate_options *o;
	const struct stardose_tables *tables;
	struct stardose_outside *outside;
	struct stardose_annotate_output output;
};

static int annotate_one(struct job *job, const char *file, struct stardose_error *err)
{
	return annotate(job->o, job->tables, job->outside, file, &job->output, err);
}

/* Each file of the list becomes one of its name in the folder of -o. */
static int annotate_each(void *user, const char *file, const char *out, struct stardose_error *err)
{
	struct job *job = user;
	int ret;

	job->o->common.output = out;
	ret = annotate_one(job, file, err);
	job->o->common.output = NULL;
	return ret;
}

static int annotate_list(struct job *job, struct stardose_error *err)
{
	struct cli_common *common = &job->o->common;
	const char *const folder = common->output;
	struct file_list list = { 0 };
	int ret = file_list_open(common, 0, NULL, &list, err);

	if (!ret)
		ret = folder_of_files(common, &list, folder, job->output.type, annotate_each, job,
				      err);
	file_list_release(&list);
	return ret;
}

static int check_input(const struct cli_common *common, int n, struct stardose_error *err)
{
	if (n > 1)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "annotate takes one file; join the parts of a data set "
					  "with bcftools concat, or give files that are apart as "
					  "a list, -l");
	if (common->file_list && n)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "give a file, or a list of them with --file-list, not "
					  "both");
	if (common->file_list && !common->output)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "with --file-list each file is written under its name "
					  "into a folder: name it with -o");
	if (common->file_list && (common->redact || common->redact_key))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "with --file-list files keep their names, which may be "
					  "somebody's: give one file with --redact");
	if (!common->file_list && (common->keep_going || common->shard))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "%s is of a list of files; give one with --file-list",
					  common->shard ? "--shard" : "--keep-going");
	return STARDOSE_OK;
}

static int work(struct job *job, const char *file, struct stardose_error *err)
{
	struct annotate_options *o = job->o;
	struct stardose_tables *tables;
	int ret = cli_calling_tables(&o->common, has_guidance(o), &tables, err);

	if (ret)
		return ret;
	job->tables = tables;
	ret = cli_outside_open(&o->common, tables, &job->outside, err);
	if (!ret)
		ret = cli_redaction(&o->common, tables, &o->redaction, err);
	if (!ret)
		ret = o->common.file_list ? annotate_list(job, err) : annotate_one(job, file, err);
	stardose_redaction_free(o->redaction);
	stardose_outside_free(job->outside);
	stardose_tables_free(tables);
	return ret;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct annotate_options *o = options;
	struct job job = { .o = o };
	int ret = parse_type(&o->common, &job.output, err);

	if (o->common.redact || o->common.redact_key)
		cli_hide_inputs(&o->common, n, args);

	if (!ret)
		ret = check_guidance(o, err);
	if (ret || (n = cli_input_files(cmd, &o->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = check_input(&o->common, n, err);
	if (!ret)
		ret = cli_shard(&o->common, err);
	return ret ? ret : work(&job, n ? args[0] : "-", err);
}

const struct cmd cmd_annotate = {
	.name = "annotate",
	.usage = "[options] FILE",
	.about = "add star alleles and phenotypes to a VCF or BCF stream",
	.groups = groups,
	.size = sizeof(struct annotate_options),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF or BCF; - is stdin. Records come out as they went in; "
		 "those at definition sites\n"
		 "get INFO/PGX and FORMAT/PGXD, PGXP, PGXS, with guidance also PGXG. Samples that "
		 "-s leaves out stay,\nwith '.' as their values. A list of files (-l) becomes a "
		 "folder (-o) of files of their names.\n",
};
