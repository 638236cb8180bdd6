/*
 * report.h - guidance as a page that a person reads (docs/REPORT.md, docs/TEMPLATES.md)
 *
 *   stardose_report_new(tables, &options, &report, &err)
 *   stardose_report_add(report, line, n, &person, &err)	for each line of `stardose guide -O
 * j`: a page and the name of its file
 *   stardose_report_index(report, sink, user, &err)		a page that lists those pages
 *   stardose_report_free(report)
 *
 * A page is a template filled from the report's JSON, so a laboratory can replace the page, and
 * nothing stands on a page that the JSON does not have. However many lines come, the memory is that
 * of one page.
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_REPORT_H
#define STARDOSE_REPORT_H

#include <stddef.h>
#include <stardose/tables.h>
#include <stardose/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stardose_report_reader {
	STARDOSE_READER_CLINICIAN,
	STARDOSE_READER_PATIENT,		/* plain words, two pages at most */
	STARDOSE_READER_FAMILY,		/* a copy for whom the person chose: no result, no score */
	STARDOSE_READER_REFERRAL,	/* what is on file, for a team; blanks to fill */
	STARDOSE_READER_TRACKING,	/* a sheet of 14 days to fill */
	STARDOSE_READER_PREPARATION,	/* questions before a treatment that was asked for */
	STARDOSE_N_READERS
};

struct stardose_report_options {
	size_t size; /* of this struct; set by stardose_report_options_init() */
	enum stardose_report_reader reader;
	const char *template_path; /* a laboratory's own template; NULL: the one compiled in for the
				      reader */
	int is_asked; /* 1: the medicines of the guidance were asked for: all are shown; 0: of those
		       * that are not psychiatric (words.tsv, kind class) only what is to be talked
		       * over, and names */
	const char *sources; /* those that the guidance was asked for, "cpic,fda", so that no other
				is said to be silent; NULL: all */
	int is_json;			/* 1: no pages, but the JSON that they are filled from */
	/*
	 * 1: stardose_report_index() will be asked for. Its entries, some hundred bytes for each
	 * person, wait in a file without a name
	 */
	int has_index;
	const char *temporary; /* the folder on whose disk they wait; NULL: $TMPDIR, else /tmp */
	/*
	 * The language of the page for patients, "de": words.de.tsv of the tables has its words;
	 * NULL: English. A table that lacks a row is STARDOSE_ETABLE: no page is half translated
	 */
	const char *language;
	/*
	 * 1: pages, their files' names, the index and the JSON have "person-1", "person-2" in the
	 * order of the lines for names, and no notes, dates, names that no table knows, or folder
	 * of tables. Genotypes stay (docs/PRIVACY.md)
	 */
	int redact;
	const char *redact_key; /* a file of 16 bytes or more: pseudonyms are made of it and the
				   name, the same in every run; NULL: numbers */
	/* of the clinic record, docs/CLINIC.md */
	const char *hamd_bands;	/* convention of bands for a scale that has several; NULL: none */
	const char *trial_rule;	/* a rule of trial_rules.tsv; NULL: nvl_standard_dose */
	const char *since; /* the medicine or procedure from whose start changes of scores are
			      counted; NULL: from the first score */
	const char *label;		/* for the head of a tracking sheet; NULL: a blank */
	/*
	 * 1: no diplotypes, alleles, variants, numbers of copies or activity scores, wherever they
	 * would stand; phenotypes and advice stay (docs/PRIVACY.md)
	 */
	int without_genotypes;
};
/*
 * stardose_report_options_init_size() - a page for clinicians, no index
 * @size: sizeof(struct stardose_report_options) as the program was compiled
 */
STARDOSE_API void stardose_report_options_init_size(struct stardose_report_options *options,
						    size_t size);
/* stardose_report_options_init() - the same with the size of this header */
static inline void stardose_report_options_init(struct stardose_report_options *options)
{
	stardose_report_options_init_size(options, sizeof(*options));
}

struct stardose_report;

/* What one line of guidance makes. */
struct stardose_report_person {
	const char *sample;
	const char *file; /* a name for the file of the page: stardose_report_file_name(sample,
			     "html") */
	const char *text; /* HTML as the template has it, or one line of JSON without line feed */
	size_t n_bytes;			/* of @text, which ends with a zero byte behind them */
};

/*
 * stardose_report_new() - read words and template
 * @tables:  borrowed, must outlive the report
 * @options: copied
 * @out:     new, free with stardose_report_free(); untouched after an error
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: a language that the tables do not have, or one for
 * another page than that for patients; a key that cannot be read or is too short; STARDOSE_ETABLE: the template cannot be read or is broken ("file:line:
 * why"), or words.tsv is; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_report_new(const struct stardose_tables *tables,
				     const struct stardose_report_options *options,
				     struct stardose_report **out, struct stardose_error *err);
/*
 * stardose_report_free() - also the last page, and the entries of the index; NULL is nothing to do
 */
STARDOSE_API void stardose_report_free(struct stardose_report *report);

/*
 * stardose_report_add() - the page of one person, and an entry of the index where one is wanted
 * @line: one JSON object of @n bytes as `stardose guide -O j` writes it; borrowed during the call
 * only
 * @out:  borrowed from @report until the next call with it
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not such an object; STARDOSE_EOUTPUT: the entry cannot be
 * kept; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_report_add(struct stardose_report *report, const char *line, size_t n,
				     const struct stardose_report_person **out,
				     struct stardose_error *err);

/*
 * stardose_report_index() - the page that lists the pages made so far, in their order; links are
 * names of files beside it
 * @sink: gets the page in pieces
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: no index was wanted; STARDOSE_EOUTPUT: entries cannot be
 * read back; STARDOSE_ENOMEM; what
 *         @sink returned
 */
STARDOSE_API int stardose_report_index(struct stardose_report *report, stardose_sink_fn *sink,
				       void *sink_user, struct stardose_error *err);

/*
 * stardose_report_file_name() - a file name for a person's page, which depends on nothing but the
 * person's name Letters, digits, '.', '_' and '-' of @sample (ASCII) stay as they are, other bytes
 * become %XX. So does the first byte when it is a '.', and when the name would be "index" or, up to
 * its first '.', a device of Windows (CON, NUL, COM1, ...). What is longer than 200 bytes then is
 * cut and ends in "-" and a hash of the whole. An empty @sample becomes "%00".
 *
 * So no name leaves its folder, and different samples have different names. Names that differ only
 * in upper and lower case stay different in that alone: file systems that do not tell them apart
 * hold one of the two, and the caller has to look out for that. A suffix for one of them would
 * depend on which other samples there are, and then the file of a person could be another person's
 * after the next run.
 *
 * @suffix: without its dot
 * @out: new text "SAMPLE.html", free(); NULL: out of memory
 */
STARDOSE_API char *stardose_report_file_name(const char *sample, const char *suffix);

/*
 * stardose_html_escape() - @text as text or attribute value of HTML, SVG or XML, as pages have it
 * & < > " ' become entities; control characters, the marks that turn the direction of writing, and
 * bytes that are no UTF-8 become U+FFFD.
 * @out: new, free(); NULL: out of memory
 */
STARDOSE_API char *stardose_html_escape(const char *text);

#ifdef __cplusplus
}
#endif
#endif
