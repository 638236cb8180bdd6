/*
 * cmd_guide.c - stardose guide: what sources say about medicines, given calls from genotypes or
 * from JSON Lines
 */
#include <stdlib.h>
#include <string.h>
#include <stardose/fhir.h>
#include <stardose/report.h>
#include "run_guide.h"
#include "lines.h"
#include "redact.h"
#include <stardose/redaction.h>

static const struct opt guide_opts[] = {
	GUIDE_OPTIONS,
	{ 0, "only", "WHICH", OPT_WORD, offsetof(struct guide_options, only_actionable),
	  "which lines: all, or actionable, those that ask for more than the usual [all]",
	  "all|actionable" },
	{ 0 }
};
/* What -O f has beside the others. */
struct fhir_options { struct guide_options guide; int all, transaction, page; char *patient; };
static const struct opt fhir_opts[] = {
	{ 0, "all", NULL, OPT_FLAG, offsetof(struct fhir_options, all),
	  "every line is an implication, also those that ask for nothing [they share sentences]",
	  NULL },
	{ 0, "transaction", NULL, OPT_FLAG, offsetof(struct fhir_options, transaction),
	  "a server creates what it does not have yet; wants --patient-identifier", NULL },
	{ 0, "patient-identifier", "SYSTEM[|VALUE]", OPT_LIST,
	  offsetof(struct fhir_options, patient),
	  "system of the identifiers of patients, a URI, and that of one [the sample's name]",
	  NULL },
	{ 0, "page", NULL, OPT_FLAG, offsetof(struct fhir_options, page),
	  "the report for clinicians is in the bundle as HTML", NULL },
	{ 0 }
};
static const struct opt person_opts[] = { PERSON_OPTIONS(offsetof(struct guide_options, about)),
					  { 0 } };
static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j|f|c",
			"t: rows, j: JSON Lines, f: FHIR bundles, one per line, c: cards of CDS "
			"Hooks for --drugs [t]"),
	{ 0 }
};
static const struct opt_group groups[] = {
	{ "Guidance", guide_opts },	{ "Persons", person_opts },
	{ "Input", cli_input_opts },	{ NULL, cli_structural_opts },
	{ "Many files", cli_many_opts },{ "Tables", cli_table_opts },	{ "Output", cli_output_opts },
	{ "Privacy", cli_redact_opts },	{ "Output type", output_type }, { "FHIR bundles (-O f)", fhir_opts },
	{ 0 }
};

/* ---- bundles: each line of guidance becomes one ---- */

struct bundles {
	struct stardose_fhir *fhir;
	int are_cards;			/* -O c */
	struct stardose_report *report;	/* with --page */
	const char *patient;		/* VALUE of --patient-identifier: of one person alone, whose
					   bundle is held until it is known that nobody follows */
	char *held;
	int n;
	struct cli_lines lines;
	struct redact_rows rows; /* before what the lines become */
	struct cli_output *out;
};

static int write_line(struct cli_output *out, const char *text, struct stardose_error *err)
{
	int ret = cli_output_sink(out, text, strlen(text), err);

	return ret ? ret : cli_output_sink(out, "\n", 1, err);
}

static int put_bundle(void *user, struct stardose_error *err)
{
	struct bundles *b = user;
	const kstring_t *line = &b->lines.line;
	const struct stardose_report_person *page = NULL;
	char *text = NULL;
	int ret = STARDOSE_OK;

	if (b->n++ && b->patient)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--patient-identifier names '%.100s', and there are "
					  "several samples: choose one with -s, or give the system "
					  "alone",
					  b->patient);
	if (b->report)
		ret = stardose_report_add(b->report, line->s, line->l, &page, err);
	if (!ret && b->are_cards)
		ret = stardose_cds_cards(b->fhir, line->s, line->l, &text, err);
	else if (!ret)
		ret = stardose_fhir_bundle_page(b->fhir, line->s, line->l, page ? page->text : NULL,
						page ? page->n_bytes : 0, &text, err);
	if (!ret && b->patient) {
		b->held = text;
		return STARDOSE_OK;
	}
	if (!ret)
		ret = write_line(b->out, text, err);
	free(text);
	return ret;
}

/* "SYSTEM|VALUE" is cut in two; "SYSTEM" and "SYSTEM|" have no value: NULL. */
static const char *patient_value(char *patient)
{
	char *bar = patient ? strchr(patient, '|') : NULL;

	if (!bar)
		return NULL;
	*bar = '\0';
	return bar[1] ? bar + 1 : NULL;
}

static int open_report(const struct fhir_options *o, const struct stardose_tables *tables,
		       struct stardose_report **out, struct stardose_error *err)
{
	struct stardose_report_options options;

	stardose_report_options_init(&options);
	options.is_asked = o->guide.drugs || o->guide.classes;
	options.sources = o->guide.sources;
	return stardose_report_new(tables, &options, out, err);
}

/* Medicines that were asked for have every line, as with --all. */
static int guide(struct fhir_options *o, const struct stardose_tables *tables, char type, int n,
		 char **args, struct cli_output *out, struct redact_rows *rows,
		 struct stardose_error *err)
{
	struct bundles b = { .out = out, .lines = { .put = put_bundle, .user = &b } };
	struct stardose_fhir_options options;
	int ret = STARDOSE_OK;

	b.rows = *rows;
	b.rows.sink = cli_lines_sink;
	b.rows.user = &b.lines;
	if (type != 'f' && type != 'c')
		return run_guide(&o->guide, tables, type, n, args, redact_rows_sink, rows, err);
	stardose_fhir_options_init(&options);
	b.are_cards = type == 'c';
	options.all = o->all || o->guide.drugs || o->guide.classes;
	options.transaction = o->transaction;
	options.patient_system = o->patient;
	options.patient_value = b.patient = patient_value(o->patient);
	if (o->page)
		ret = open_report(o, tables, &b.report, err);
	if (!ret)
		ret = stardose_fhir_new_with(tables, &options, &b.fhir, err);
	if (!ret)
		ret = run_guide(&o->guide, tables, 'j', n, args, redact_rows_sink, &b.rows, err);
	ks_free(&b.rows.lines.line);
	if (!ret && b.held)
		ret = write_line(out, b.held, err);
	free(b.held);
	stardose_fhir_free(b.fhir);
	stardose_report_free(b.report);
	ks_free(&b.lines.line);
	return ret;
}

static int check_type(const struct fhir_options *o, char type, struct stardose_error *err)
{
	const char *given = o->all	     ? "--all"
			    : o->transaction ? "--transaction"
			    : o->patient     ? "--patient-identifier"
			    : o->page	     ? "--page"
					     : NULL;

	if (given && type && type != 'f')
		return stardose_error_set(err, STARDOSE_EUSAGE, "%s is of FHIR bundles: add -O f",
					  given);
	if (type == 'c' && !o->guide.drugs)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "cards are about the medicines of draft orders: name them "
					  "with --drugs");
	if (o->transaction && !o->patient)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--transaction wants --patient-identifier SYSTEM: without "
					  "a system, a server could take two persons of one name "
					  "for one");
	return STARDOSE_OK;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct fhir_options *f = options;
	struct guide_options *o = &f->guide;
	struct stardose_tables *tables = NULL;
	struct cli_output out;
	char type = cli_output_type(&o->common, "tjfc", err);
	struct redact_rows rows = { .is_json = type != 't', .is_guidance = 1,
				    .sink = cli_output_sink, .user = &out };
	int ret;

	if (o->common.redact || o->common.redact_key) {
		cli_hide_inputs(&o->common, n, args);
		cli_hide(o->about.context);
		cli_hide(f->patient);
	}

	o->common.keep_sites = type != 't';
	if (!type || check_type(f, type, err) ||
	    (n = cli_input_files(cmd, &o->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_shard(&o->common, err);
	if (!ret)
		ret = cli_tables_open(&o->common, &tables, err);
	if (!ret)
		ret = cli_redaction(&o->common, tables, &rows.redaction, err);
	if (!ret)
		ret = cli_output_open(&out, o->common.output, 1,
				      err); /* before the work that would be lost */
	if (!ret)
		ret = cli_output_close(&out, guide(f, tables, type, n, args, &out, &rows, err), err);
	stardose_redaction_free(rows.redaction);
	ks_free(&rows.lines.line);
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
