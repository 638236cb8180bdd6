/* cmd_report.c - stardose report: a page for each person, or the JSON that the page is made of */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/kstring.h>
#include <stardose/report.h>
#include "cli.h"
#include "guiding.h"
#include "line_sink.h"

struct report_options { struct guide_options guide; int reader; const char *template_path; };
#define AT(field) offsetof(struct report_options, field)

static const struct opt report_opts[] = {
	{ 0, "for", "READER", OPT_WORD, AT(reader), "whom the page is for: clinician or patient [clinician]", "clinician|patient" },
	{ 0, "template", "FILE", OPT_STRING, AT(template_path), "a page of your own, filled from the same JSON [built in]", NULL },
	{ 0 }
};
static const struct opt guide_opts[] = { GUIDE_OPTIONS, { 0 } };
static const struct opt about_opts[] = { ABOUT_OPTIONS(AT(guide.about)), { 0 } };
static const struct opt output_opts[] = {
	{ 'o', "output", "FILE|DIR", OPT_STRING, offsetof(struct cli_common, output),
	  "write to FILE, or a page for each person and index.html to DIR, which exists or ends in / [stdout]", NULL },
	{ 0, "no-version", NULL, OPT_FLAG, offsetof(struct cli_common, no_version), "leave program and table versions out", NULL },
	CLI_OUTPUT_TYPE("h|j", "h: HTML pages, j: JSON Lines [h]"), { 0 }
};
static const struct opt_group groups[] = {
	{ "Report", report_opts }, { "Guidance", guide_opts }, { "Persons", about_opts }, { "Input", cli_input_opts }, { NULL, cli_structural_opts },
	{ "Tables", cli_table_opts }, { "Output", output_opts }, { 0 }
};

/* Where lines of guidance become pages. */
struct pages {
	const struct report_options *options;
	struct stardose_report *report;
	char type;
	const char *dir;		/* NULL: all goes to @out */
	struct cli_output out;
	struct cli_lines lines;		/* of guidance */
	int n, is_terminal;
};

/* ---- one folder, a file for each ---- */

static int put_file(struct pages *p, const char *name, const char *text, struct stardose_error *err)
{
	kstring_t path = KS_INITIALIZE;
	struct cli_output out = { 0 };
	int ret = STARDOSE_ENOMEM;

	if (ksprintf(&path, "%s%s%s", p->dir, p->dir[strlen(p->dir) - 1] == '/' ? "" : "/", name) >= 0)
		ret = cli_output_open(&out, path.s, 1, err);
	if (ret == STARDOSE_OK)
		ret = cli_output_close(&out, cli_output_sink(&out, text, strlen(text), err), err);
	ks_free(&path);
	return ret;
}

static int put_page(struct pages *p, const char *page, struct stardose_error *err)
{
	char *name, *sample;
	int ret = stardose_report_sample(p->lines.line.s, p->lines.line.l, &sample, err);

	if (ret != STARDOSE_OK)
		return ret;
	name = stardose_report_file_name(sample, "html");
	ret = name ? put_file(p, name, page, err) : STARDOSE_ENOMEM;
	if (ret == STARDOSE_OK)
		ret = stardose_report_list(p->report, p->lines.line.s, p->lines.line.l, name, err);
	free(name);
	free(sample);
	return ret;
}

static int put_index(struct pages *p, struct stardose_error *err)
{
	char *text = NULL;
	int ret = stardose_report_index(p->report, &text, err);

	if (ret == STARDOSE_OK)
		ret = put_file(p, "index.html", text, err);
	free(text);
	return ret;
}

/* ---- one line of guidance ---- */

static int one_page_only(const struct pages *p, struct stardose_error *err)
{
	return p->n ? stardose_error_set(err, STARDOSE_EUSAGE, "a page is of one person, and this is the second: give -o DIR/ for a folder "
					 "of pages, or -s SAMPLE") : STARDOSE_OK;
}

static int put_line(void *user, struct stardose_error *err)
{
	struct pages *p = user;
	char *text = NULL;
	int ret = p->type == 'h' && !p->dir ? one_page_only(p, err) : STARDOSE_OK;

	if (ret == STARDOSE_OK)
		ret = p->type == 'j' ? stardose_report_json(p->report, p->lines.line.s, p->lines.line.l, &text, err) :
		      stardose_report_page(p->report, p->lines.line.s, p->lines.line.l, &text, err);
	if (ret == STARDOSE_OK && p->dir)
		ret = put_page(p, text, err);
	else if (ret == STARDOSE_OK)
		ret = cli_output_sink(&p->out, text, strlen(text), err);
	if (ret == STARDOSE_OK && p->type == 'j')
		ret = cli_output_sink(&p->out, "\n", 1, err);
	free(text);
	p->n++;
	if (p->is_terminal && ret == STARDOSE_OK && p->n % 20 == 0)
		fprintf(stderr, "\r%d pages", p->n);
	return ret;
}

/* ---- the whole ---- */

static int is_folder(const char *path)
{
	struct stat st;

	return path && *path && (path[strlen(path) - 1] == '/' || (stat(path, &st) == 0 && S_ISDIR(st.st_mode)));
}

static int open_folder(struct pages *p, const char *path, struct stardose_error *err)
{
	if (p->type == 'j')
		return stardose_error_set(err, STARDOSE_EUSAGE, "'%s' is a folder, and JSON Lines are one file", path);
	if (mkdir(path, 0777) && errno != EEXIST)
		return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot make the folder '%s': %s", path, strerror(errno));
	p->dir = path;
	p->is_terminal = isatty(STDERR_FILENO);
	return STARDOSE_OK;
}

static int work(struct pages *p, const struct stardose_tables *tables, struct report_options *o, int n, char **files, struct stardose_error *err)
{
	const struct stardose_report_options options = { .reader = o->reader, .template_path = o->template_path };
	const char *path = o->guide.common.output;
	int ret = stardose_report_new(tables, &options, &p->report, err);

	if (ret == STARDOSE_OK)
		ret = is_folder(path) ? open_folder(p, path, err) : cli_output_open(&p->out, path, 1, err);
	if (ret != STARDOSE_OK)
		return ret;
	ret = guiding_run(&o->guide, tables, 'j', n, files, cli_lines_sink, &p->lines, err);
	if (p->is_terminal && p->n >= 20)
		fprintf(stderr, "\r%d pages\n", p->n);
	if (p->dir)
		return ret == STARDOSE_OK ? put_index(p, err) : ret;
	return cli_output_close(&p->out, ret, err);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct report_options *o = options;
	struct pages pages = { .options = o, .type = cli_output_type(&o->guide.common, "hj", err) };
	struct stardose_tables *tables = NULL;
	int ret;

	pages.lines.put = put_line;
	pages.lines.user = &pages;
	o->guide.common.keep_sites = 1;
	if (!pages.type || (n = cli_input_files(cmd, &o->guide.common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = cli_tables_open(&o->guide.common, &tables, err);
	if (ret == STARDOSE_OK)
		ret = work(&pages, tables, o, n, args, err);
	stardose_report_free(pages.report);
	ks_free(&pages.lines.line);
	stardose_tables_free(tables);
	return ret;
}

const struct cmd cmd_report = {
	.name = "report", .usage = "[options] FILE...",
	.about = "a page that a person reads, from VCF or BCF, or from the JSON Lines of 'stardose call -O j'",
	.groups = groups, .size = sizeof(struct report_options), .run = run,
	.notes = "FILE is VCF, bgzipped VCF, BCF or JSON Lines; - is stdin. A page needs no network and no scripts to be read.\n",
};
