/* cmd_sites.c - stardose sites: which sites a file must show, and what an assay can tell */
#include <string.h>
#include <stardose/sites.h>
#include "cli.h"

struct sites_options {
	struct cli_common common;
	const char *bed;
	int build, contigs;
};

static const char format_names[] = "vcf|bed|alleles";

/* The suffix of -o says it where -O does not. */
static int format_of(const struct cli_common *common, struct stardose_error *err)
{
	const char *path = common->output ? common->output : "";
	int format = common->output_type ? cli_word(format_names, common->output_type) : -1;

	if (!common->output_type)
		format = strstr(path, ".bed") ? STARDOSE_SITES_BED : STARDOSE_SITES_VCF;
	if (format < 0)
		stardose_error_set(err, STARDOSE_EUSAGE, "--output-type is one of %s, not '%s'",
				   format_names, common->output_type);
	return format;
}

static void fill(const struct sites_options *o, struct cli_output *out,
		 struct stardose_site_options *options)
{
	stardose_site_options_init(options);
	options->build = o->build ? STARDOSE_BUILD_GRCH37 : STARDOSE_BUILD_GRCH38;
	options->contigs = o->contigs;
	options->genes = o->common.genes;
	options->no_version = o->common.no_version;
	options->sink = cli_output_sink;
	options->sink_user = out;
}

static int write_rows(struct sites_options *o, const struct stardose_tables *tables, char type,
		      struct cli_output *out, struct stardose_error *err)
{
	const struct stardose_log log = cli_log(&o->common);
	struct stardose_site_options options;

	fill(o, out, &options);
	return stardose_assay_rows(tables, &options, o->bed,
				   type == 'j' ? STARDOSE_WRITE_JSON_LINES : STARDOSE_WRITE_TSV,
				   &log, err);
}

static int write_sites(const struct sites_options *o, const struct stardose_tables *tables,
		       int format, struct cli_output *out, struct stardose_error *err)
{
	struct stardose_site_options options;

	fill(o, out, &options);
	return stardose_sites_write(tables, &options, format, err);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct sites_options *o = options;
	const char type = o->bed ? cli_output_type(&o->common, "tj", err) : 't';
	const int format = o->bed ? 0 : format_of(&o->common, err);
	struct stardose_tables *tables;
	struct cli_output out;
	int ret;

	(void)cmd;
	if (!type || format < 0)
		return STARDOSE_EUSAGE;
	if (n)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "sites reads no file '%s'; the regions of an assay go "
					  "behind --bed",
					  args[0]);
	ret = cli_calling_tables(&o->common, 0, &tables, err);
	if (ret)
		return ret;
	ret = cli_output_open(&out, o->common.output, 1, err);
	if (!ret) {
		ret = o->bed ? write_rows(o, tables, type, &out, err)
			     : write_sites(o, tables, format, &out, err);
		ret = cli_output_close(&out, ret, err);
	}
	stardose_tables_free(tables);
	return ret;
}

static const struct opt opts[] = {
	{ 'g', "genes", "LIST", OPT_LIST, offsetof(struct cli_common, genes),
	  "only these genes [all]", NULL },
	{ 0, "build", "NAME", OPT_WORD, offsetof(struct sites_options, build),
	  "GRCh38 or GRCh37 [GRCh38]", "GRCh38|GRCh37" },
	{ 0, "contigs", "WORD", OPT_WORD, offsetof(struct sites_options, contigs),
	  "chr22 or 22: usual, chr or plain [usual for the build]", "usual|chr|plain" },
	{ 0, "bed", "FILE", OPT_STRING, offsetof(struct sites_options, bed),
	  "which alleles, and which minimum sets, an assay of these regions can tell", NULL },
	{ 0 }
};
static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("vcf|bed|alleles|t|j",
			"vcf, bed, or alleles for forced calling [vcf]; with --bed t or j [t]"),
	{ 0 }
};
static const struct opt_group groups[] = { { "Sites", opts },
					   { "Tables", cli_table_opts },
					   { "Output", cli_output_opts },
					   { NULL, output_type },
					   { 0 } };

const struct cmd cmd_sites = {
	.name = "sites",
	.usage = "[options]",
	.about = "which sites a file must show, and what an assay can tell",
	.groups = groups,
	.size = sizeof(struct sites_options),
	.run = run,
	.notes = "Sites are those of core variants, which decide about alleles. docs/WHICH-FILE.md "
		 "has "
		 "recipes.\n",
};
