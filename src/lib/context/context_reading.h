/*
 * context_reading.h - a file of persons while it is read: cells in, rows of persons out; for the
 * files of this folder
 */
#ifndef SDI_CONTEXT_READING_H
#define SDI_CONTEXT_READING_H

#include "context/context_store.h"
#include "util/user_file.h"

#define SDI_MAX_CELL 1024 /* bytes; longer than any name, dose or note that a person reads */
#define SDI_NOTHING_TAKEN "none" /* the name of a medicine that says that none is taken */

enum sdi_context_cell {
	SDI_CELL_SAMPLE,
	SDI_CELL_KIND,
	SDI_CELL_NAME,
	SDI_CELL_VALUE,
	SDI_CELL_UNIT,
	SDI_CELL_START,
	SDI_CELL_STOP,
	SDI_CELL_NOTE,
	SDI_CELL_DETAIL,
	SDI_CELL_DATE,			/* another name of start */
	SDI_N_CELLS
};

struct sdi_context_reading {
	struct sdi_user_text text;
	struct stardose_context *context;
	const char *file;		/* as the rows keep it */
	int n_fields;			/* of the header */
	int col[SDI_N_CELLS];
	struct stardose_error *err;
};

/* sdi_cell_name() - "sample", "kind", ...; static */
const char *sdi_cell_name(enum sdi_context_cell cell);
/*
 * sdi_context_aside() - set the row aside: "'SUBJECT' WHAT"; STARDOSE_EROW
 */
int sdi_context_aside(struct sdi_context_reading *r, const char *what, const char *subject);
/*
 * sdi_context_take() - one row of cells, "" where nothing was given
 * Return: STARDOSE_OK; STARDOSE_EROW: set aside, and said; STARDOSE_ENOMEM
 */
int sdi_context_take(struct sdi_context_reading *r, const char *const *cell);
/*
 * sdi_context_leave_gap() - a row was set aside that may have named a medicine: the person's list
 * has a gap. STARDOSE_EROW, STARDOSE_ENOMEM
 */
int sdi_context_leave_gap(struct sdi_context_reading *r, const char *const *cell);
/* sdi_context_json() - all rows of a JSON file */
int sdi_context_json_rows(struct sdi_context_reading *r, const char *text, size_t size);
/*
 * sdi_context_check_row() - what a kind asks of its row (docs/CLINIC.md, checks C1 to C7)
 * @row: its item and days are filled in, its detail is canonical
 * Return: STARDOSE_OK; STARDOSE_EROW: set aside
 */
int sdi_context_check_row(struct sdi_context_reading *r, const struct sdi_context_row *row);
/*
 * sdi_context_add_parts() - the row, or where it is a combination that no table has as a whole each
 * of its parts
 */
int sdi_context_add_parts(struct stardose_context *context, struct sdi_person *person,
			  const struct sdi_context_row *row);

#endif
