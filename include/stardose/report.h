/*
 * report.h - guidance as a page that a person reads (docs/REPORT.md, docs/TEMPLATES.md)
 *
 *   stardose_report_new(tables, &options, &report, &err)
 *   stardose_report_page(report, line, n, &text, &err)	for each line of `stardose guide -O j`
 *   stardose_report_index(report, &text, &err)		a page that lists those pages
 *   stardose_report_free(report)
 *
 * A page is a template filled from the report's JSON, so a laboratory can replace the page, and nothing stands on a page
 * that the JSON does not have.
 */
#ifndef STARDOSE_REPORT_H
#define STARDOSE_REPORT_H

#include <stddef.h>
#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stardose_report_reader {
	STARDOSE_FOR_CLINICIAN,
	STARDOSE_FOR_PATIENT,		/* plain words, two pages at most */
	STARDOSE_N_READERS
};

struct stardose_report_options {
	enum stardose_report_reader reader;
	const char *template_path;	/* a laboratory's own template; NULL: the one compiled in for the reader */
};

struct stardose_report;

/*
 * stardose_report_new() - read words and template
 * @tables:  borrowed, must outlive the report
 * Return:   STARDOSE_OK; STARDOSE_ETABLE: the template cannot be read or is broken ("file:line: why"), or words.tsv is; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_report_new(const struct stardose_tables *tables, const struct stardose_report_options *options,
				     struct stardose_report **out, struct stardose_error *err);
STARDOSE_API void stardose_report_free(struct stardose_report *report);

/*
 * stardose_report_json() - the report of one person as one line of JSON, without line feed
 * @line: one JSON object of @n bytes as `stardose guide -O j` writes it; borrowed during the call only
 * @out:  new text, free()
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not such an object; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_report_json(struct stardose_report *report, const char *line, size_t n, char **out, struct stardose_error *err);
/* stardose_report_page() - the same as a page (HTML, as the template has it) */
STARDOSE_API int stardose_report_page(struct stardose_report *report, const char *line, size_t n, char **out, struct stardose_error *err);

/*
 * stardose_report_list() - remember a page for the index: a few words of each person, not the page
 * @line, @n: as above; @file: the name of the page's file, as the index should link to it
 */
STARDOSE_API int stardose_report_list(struct stardose_report *report, const char *line, size_t n, const char *file,
				      struct stardose_error *err);
/* stardose_report_index() - the page that lists what was remembered; @out: new text, free() */
STARDOSE_API int stardose_report_index(struct stardose_report *report, char **out, struct stardose_error *err);

/* stardose_report_sample() - whose line it is; @out: new text, free(). Return as above */
STARDOSE_API int stardose_report_sample(const char *line, size_t n, char **out, struct stardose_error *err);
/*
 * stardose_report_file_name() - a file name for a person's page: letters, digits, '.', '_' and '-' of @sample as they are, other
 * bytes as %XX, a leading '.' too; so different names stay different, no name leaves the folder, and none is "index"
 * @out: new text "SAMPLE.html", free(); NULL: out of memory
 */
STARDOSE_API char *stardose_report_file_name(const char *sample, const char *suffix);

#ifdef __cplusplus
}
#endif
#endif
