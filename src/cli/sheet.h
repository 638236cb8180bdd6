/* sheet.h - rows that a command prints, as tab-separated text or as JSON Lines, from one description */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include <cjson/cJSON.h>
#include "cli.h"

/*
 * A row is a JSON object: in TSV its member names are the columns, null is '.', arrays are joined by ';'.
 * Every row of a sheet has the same members in the same order.
 */
struct sheet {
	struct cli_output *out;
	char type;	/* 't' or 'j' */
	int n_rows, n_columns;
};

/* sheet_row() - print @row and delete it; NULL is STARDOSE_ENOMEM */
int sheet_row(struct sheet *sheet, cJSON *row, struct stardose_error *err);
/* sheet_text() - add a member; an empty text is null */
void sheet_text(cJSON *row, const char *column, const char *text);
void sheet_number(cJSON *row, const char *column, double number);
/* sheet_score() - hundredths, or null for STARDOSE_VALUE_NONE */
void sheet_score(cJSON *row, const char *column, int hundredths);

#endif
