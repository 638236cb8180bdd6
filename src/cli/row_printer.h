/*
 * row_printer.h - rows that a command prints, as tab-separated text or as JSON Lines, from one
 * description
 */
#ifndef CLI_ROW_PRINTER_H
#define CLI_ROW_PRINTER_H

#include <cjson/cJSON.h>
#include "cli.h"
#include "util/json_add.h"

/*
 * A row is a JSON object: in TSV its member names are the columns, null is '.', arrays are joined
 * by ';'. Every row of a printer has the same members in the same order.
 */
struct row_printer {
	struct cli_output *out;
	char type;	/* 't' or 'j' */
	int n_rows, n_columns;
	struct sdi_json json;	/* rows are built with it, so that a want of memory shows */
};

/* row_print() - print @row and delete it; STARDOSE_ENOMEM when it is NULL or could not be built */
int row_print(struct row_printer *printer, cJSON *row, struct stardose_error *err);

#endif
