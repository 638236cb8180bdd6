/*
 * cmd_guide.c - stardose guide: what sources say about medicines, given calls from genotypes or
 * from JSON Lines
 */
#include <stdlib.h>
#include <string.h>
#include <stardose/fhir.h>
#include "run_guide.h"
#include "lines.h"

static const struct opt guide_opts[] = {
	GUIDE_OPTIONS,
	{ 0, "only", "WHICH", OPT_WORD, offsetof(struct guide_options, only_actionable),
	  "which lines: all, or actionable, those that ask for more than the usual [all]",
	  "all|actionable" },
	{ 0 }
};
/* What -O f has beside the others. */
struct fhir_options { struct guide_options guide; int all; };
static const struct opt fhir_opts[] = {
	{ 0, "all", NULL, OPT_FLAG, offsetof(struct fhir_options, all),
	  "every line is an implication, also those that ask for nothing [they share sentences]",
	  NULL },
	{ 0 }
};
static const struct opt person_opts[] = { PERSON_OPTIONS(offsetof(struct guide_options, about)),
					  { 0 } };
static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j|f",
			"t: tab-separated rows, j: JSON Lines, f: FHIR bundles, one per line [t]"),
	{ 0 }
};
static const struct opt_group groups[] = {
	{ "Guidance", guide_opts },	{ "Persons", person_opts },
	{ "Input", cli_input_opts },	{ NULL, cli_structural_opts },
	{ "Tables", cli_table_opts },	{ "Output", cli_output_opts },
	{ "Output type", output_type }, { "FHIR bundles (-O f)", fhir_opts },
	{ 0 }
};

/* ---- bundles: each line of guidance becomes one ---- */

struct bundles { struct stardose_fhir *fhir; struct cli_lines lines; struct cli_output *out; };

static int put_bundle(void *user, struct stardose_error *err)
{
	struct bundles *b = user;
	char *text = NULL;
	int ret = stardose_fhir_bundle(b->fhir, b->lines.line.s, b->lines.line.l, &text, err);

	if (!ret)
		ret = cli_output_sink(b->out, text, strlen(text), err);
	if (!ret)
		ret = cli_output_sink(b->out, "\n", 1, err);
	free(text);
	return ret;
}

/* Medicines that were asked for have every line, as with --all. */
static int guide(struct fhir_options *o, const struct stardose_tables *tables, char type, int n,
		 char **args, struct cli_output *out, struct stardose_error *err)
{
	struct bundles b = { .out = out, .lines = { .put = put_bundle, .user = &b } };
	struct stardose_fhir_options options;
	int ret;

	if (type != 'f')
		return run_guide(&o->guide, tables, type, n, args, cli_output_sink, out, err);
	stardose_fhir_options_init(&options);
	options.all = o->all || o->guide.drugs || o->guide.classes;
	ret = stardose_fhir_new_with(tables, &options, &b.fhir, err);
	if (!ret)
		ret = run_guide(&o->guide, tables, 'j', n, args, cli_lines_sink, &b.lines, err);
	stardose_fhir_free(b.fhir);
	ks_free(&b.lines.line);
	return ret;
}

static int check_type(const struct fhir_options *o, char type, struct stardose_error *err)
{
	return type && type != 'f' && o->all
		       ? stardose_error_set(err, STARDOSE_EUSAGE,
					    "--all is of FHIR bundles (-O f); the other types have "
					    "every line anyway")
		       : STARDOSE_OK;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct fhir_options *f = options;
	struct guide_options *o = &f->guide;
	struct stardose_tables *tables = NULL;
	struct cli_output out;
	char type = cli_output_type(&o->common, "tjf", err);
	int ret;

	o->common.keep_sites = type != 't';
	if (!type || check_type(f, type, err) ||
	    (n = cli_input_files(cmd, &o->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->common, &tables, err);
	if (!ret)
		ret = cli_output_open(&out, o->common.output, 1,
				      err); /* before the work that would be lost */
	if (!ret)
		ret = cli_output_close(&out, guide(f, tables, type, n, args, &out, err), err);
	stardose_tables_free(tables);
	return ret;
}

const struct cmd cmd_guide = {
	.name = "guide",
	.usage = "[options] FILE...",
	.about = "medication guidance from VCF or BCF, or from the JSON Lines of 'stardose call -O "
		 "j'",
	.groups = groups,
	.size = sizeof(struct fhir_options),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF, BCF or JSON Lines; - is stdin. The rows say what "
		 "published sources advise for\n"
		 "a result; they are not a prescription, and no row means that the source says "
		 "nothing, not that all is well.\n",
};
