/* cmd_report.c - stardose report: a page for each person, or the JSON that the page is made of */
#include <string.h>
#include <sys/stat.h>
#include <htslib/kstring.h>
#include <stardose/report.h>
#include "cli.h"
#include "run_guide.h"
#include "lines.h"
#include "page_folder.h"

struct report_options {
	struct guide_options guide;
	int reader, without_genotypes;
	const char *template_path, *language;
	const char *hamd_bands, *trial_rule, *since, *label;
};
#define AT(field) offsetof(struct report_options, field)

static const struct opt report_opts[] = {
	{ 0, "for", "READER", OPT_WORD, AT(reader),
	  "clinician, patient, family, referral, tracking or preparation [clinician]",
	  "clinician|patient|family|referral|tracking|preparation" },
	{ 0, "lang", "LANG", OPT_STRING, AT(language),
	  "language of the page, not for clinicians: en, de, es, fr or nl [en]", NULL },
	{ 0, "redact", NULL, OPT_FLAG, AT(guide.common.redact),
	  "pseudonyms for names; no notes, dates, unknown names; genotypes stay", NULL },
	{ 0, "redact-key", "FILE", OPT_STRING, AT(guide.common.redact_key),
	  "--redact with pseudonyms made of FILE, the same in every run [numbers]", NULL },
	{ 0, "without-genotypes", NULL, OPT_FLAG, AT(without_genotypes),
	  "no diplotypes, alleles, variants, copies, scores; phenotypes and advice stay", NULL },
	{ 0, "template", "FILE", OPT_STRING, AT(template_path),
	  "a page of your own, filled from the same JSON [built in]", NULL },
	{ 0, "hamd-bands", "NAME", OPT_STRING, AT(hamd_bands),
	  "bands of HAM-D-17 by this convention: A, B or Q [no bands]", NULL },
	{ 0, "since", "NAME", OPT_STRING, AT(since),
	  "changes of scores since this medicine or procedure began [since the first score]", NULL },
	{ 0, "label", "TEXT", OPT_STRING, AT(label),
	  "what stands at the head of a tracking sheet [a blank]", NULL },
	{ 0, "trial-rule", "RULE", OPT_STRING, AT(trial_rule),
	  "a rule of trial_rules.tsv beside the trials [nvl_standard_dose]", NULL },
	{ 0 }
};
static const struct opt guide_opts[] = { GUIDE_OPTIONS, { 0 } };
static const struct opt person_opts[] = { PERSON_OPTIONS(AT(guide.about)), { 0 } };
static const struct opt output_opts[] = {
	{ 'o', "output", "FILE|DIR", OPT_STRING, offsetof(struct cli_common, output),
	  "write to FILE, or a page for each person and index.html to DIR, which exists or ends in "
	  "/ [stdout]",
	  NULL },
	{ 0, "no-version", NULL, OPT_FLAG, offsetof(struct cli_common, no_version),
	  "leave program and table versions out", NULL },
	CLI_OUTPUT_TYPE("h|j", "h: HTML pages, j: JSON Lines [h]"),
	{ 0 }
};
static const struct opt_group groups[] = {
	{ "Report", report_opts },     { "Guidance", guide_opts },
	{ "Persons", person_opts },    { "Input", cli_input_opts },
	{ NULL, cli_structural_opts }, { "Tables", cli_table_opts },
	{ "Output", output_opts },     { 0 }
};

/* Where lines of guidance become pages. */
struct pages {
	struct stardose_report *report;
	char type;
	struct page_folder folder;	/* without path: all goes to @out */
	struct cli_output out;
	kstring_t page;			/* for stdout or a file: it waits until it is the only one */
	struct cli_lines lines;		/* of guidance */
	int n;
};

#define PROGRESS_STEP 20

/* ---- one line of guidance ---- */

static int put_text(struct pages *p, const struct stardose_report_person *person,
		    struct stardose_error *err)
{
	int ret;

	if (p->type == 'h')
		return kputsn(person->text, person->n_bytes, &p->page) < 0 ? cli_no_memory(err)
									   : STARDOSE_OK;
	ret = cli_output_sink(&p->out, person->text, person->n_bytes, err);
	return ret ? ret : cli_output_sink(&p->out, "\n", 1, err);
}

static void show_progress(const struct pages *p)
{
	char text[32];

	snprintf(text, sizeof(text), "%d pages", p->n);
	cli_progress(text);
}

static int put_line(void *user, struct stardose_error *err)
{
	struct pages *p = user;
	const struct stardose_report_person *person;
	int ret;

	if (p->n && p->type == 'h' && !p->folder.path)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "a page is of one person, and this is the second: give "
					  "-o DIR/ for a folder "
					  "of pages, or -s SAMPLE");
	ret = stardose_report_add(p->report, p->lines.line.s, p->lines.line.l, &person, err);
	if (!ret)
		ret = p->folder.path ? page_folder_put(&p->folder, person, err)
				     : put_text(p, person, err);
	p->n++;
	if (!ret && p->folder.path && p->n % PROGRESS_STEP == 0)
		show_progress(p);
	return ret;
}

/* ---- the whole ---- */

static int is_folder(const char *path)
{
	struct stat st;

	return path && *path &&
	       (path[strlen(path) - 1] == '/' || (stat(path, &st) == 0 && S_ISDIR(st.st_mode)));
}

static int open_folder(struct pages *p, const char *path, struct stardose_error *err)
{
	return p->type == 'h'
		       ? page_folder_open(&p->folder, path, err)
		       : stardose_error_set(err, STARDOSE_EUSAGE,
					    "'%s' is a folder, and JSON Lines are one file", path);
}

static int open_report(struct pages *p, const struct stardose_tables *tables,
		       const struct report_options *o, struct stardose_error *err)
{
	const struct stardose_report_options options = {
		.size = sizeof(options),
		.reader = o->reader,
		.template_path = o->template_path,
		.language = o->language,
		.redact = o->guide.common.redact,
		.redact_key = o->guide.common.redact_key,
		.is_json = p->type == 'j',
		.has_index = p->folder.path != NULL,
		.temporary = p->folder.path, /* a usual one may be in memory */
		.is_asked = o->guide.drugs || o->guide.classes,
		.sources = o->guide.sources,
		.hamd_bands = o->hamd_bands,
		.trial_rule = o->trial_rule,
		.since = o->since,
		.label = o->label,
		.without_genotypes = o->without_genotypes,
	};

	return stardose_report_new(tables, &options, &p->report, err);
}

static int to_folder(struct pages *p, const struct stardose_tables *tables,
		     struct report_options *o, int n, char **files, struct stardose_error *err)
{
	int ret = open_folder(p, o->guide.common.output, err);

	if (!ret)
		ret = open_report(p, tables, o, err);
	if (!ret)
		ret = run_guide(&o->guide, tables, 'j', n, files, cli_lines_sink, &p->lines, err);
	if (!ret && p->n >= PROGRESS_STEP)
		show_progress(p);
	cli_progress(NULL);
	return !ret ? page_folder_index(&p->folder, p->report, err) : ret;
}

static int to_file(struct pages *p, const struct stardose_tables *tables, struct report_options *o,
		   int n, char **files, struct stardose_error *err)
{
	int ret = open_report(p, tables, o, err);

	if (!ret)
		ret = cli_output_open(&p->out, o->guide.common.output, 1, err);
	if (ret)
		return ret;
	ret = run_guide(&o->guide, tables, 'j', n, files, cli_lines_sink, &p->lines, err);
	if (!ret && p->page.l)
		ret = cli_output_sink(&p->out, p->page.s, p->page.l, err);
	return cli_output_close(&p->out, ret, err);
}

/* Remarks name samples and rows; what errors quote, and files, are not shown. */
static void hide_in_messages(struct report_options *o, int n, char **args)
{
	cli_hide_inputs(&o->guide.common, n, args);
	cli_hide(o->guide.about.context);
	cli_hide(o->template_path);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct report_options *o = options;
	struct pages pages = { .type = cli_output_type(&o->guide.common, "hj", err) };
	struct stardose_tables *tables = NULL;
	int ret;

	if (o->guide.common.redact || o->guide.common.redact_key)
		hide_in_messages(o, n, args);
	pages.lines.put = put_line;
	pages.lines.user = &pages;
	o->guide.common.keep_sites = 1;
	if (!pages.type || (n = cli_input_files(cmd, &o->guide.common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->guide.common, &tables, err);
	if (!ret)
		ret = (is_folder(o->guide.common.output) ? to_folder : to_file)(&pages, tables, o,
										n, args, err);
	stardose_report_free(pages.report);
	page_folder_close(&pages.folder);
	ks_free(&pages.lines.line);
	ks_free(&pages.page);
	stardose_tables_free(tables);
	return ret;
}

const struct cmd cmd_report = {
	.name = "report",
	.usage = "[options] FILE...",
	.about = "a page that a person reads, from VCF or BCF, or from the JSON Lines of 'stardose "
		 "call -O j'",
	.groups = groups,
	.size = sizeof(struct report_options),
	.run = run,
	.notes = "FILE is VCF, bgzipped VCF, BCF or JSON Lines; - is stdin. A page needs no "
		 "network and no scripts to be read.\n",
};
