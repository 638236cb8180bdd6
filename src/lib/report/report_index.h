/*
 * report_index.h - the page that lists the pages
 *
 * It is a worklist: who needs a look most stands first. Entries wait in a file, one line of JSON
 * each, and go through the template one by one: memory holds a place and two numbers of each.
 */
#ifndef SDI_REPORT_INDEX_H
#define SDI_REPORT_INDEX_H

#include <stdio.h>
#include <sys/types.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/writer.h>
#include "report/template.h"

/* Private: where an entry stands in the file, and what it is sorted by. */
struct sdi_index_place { off_t offset; int n, urgency, n_look; };

/* Private. */
struct sdi_report_index {
	FILE *entries;			/* without a name; NULL: there is no index */
	struct sdi_template *page;
	cJSON *made_by;			/* versions, as the first page has them */
	kstring_t line;			/* the entry that is written or read */
	int n, m;			/* entries, and places that there is memory for */
	off_t length;			/* of the file */
	struct sdi_index_place *places;	/* in the order of the input */
	struct sdi_index_place *sorted;	/* of the last page */
};

/*
 * sdi_report_index_open() - as the options of a report have it
 * @index:     zeroed; release with sdi_report_index_release(), also after an error
 * @temporary: a folder for the entries; NULL: $TMPDIR, else /tmp
 */
int sdi_report_index_open(struct sdi_report_index *index, const struct sdi_words *words,
			  int is_wanted, const char *temporary,
			  struct stardose_error *err);
void sdi_report_index_release(struct sdi_report_index *index);

/*
 * sdi_report_index_add() - a few words of a person, not the page
 * @model: the report of the person; @file: the name of the page's file
 * Return: STARDOSE_OK, STARDOSE_EOUTPUT, STARDOSE_ENOMEM
 */
int sdi_report_index_add(struct sdi_report_index *index, const cJSON *model, const char *file,
			 struct stardose_error *err);
/* sdi_report_index_page() - the whole page to @sink. Return as stardose_report_index() */
int sdi_report_index_page(struct sdi_report_index *index, stardose_sink_fn *sink, void *sink_user,
			  struct stardose_error *err);

#endif
