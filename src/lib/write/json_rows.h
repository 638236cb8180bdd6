/* json_rows.h - rows as tab-separated text or as JSON Lines, from one description */
#ifndef SDI_JSON_ROWS_H
#define SDI_JSON_ROWS_H

#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/writer.h>
#include "util/json_add.h"

/*
 * A row is a JSON object: in TSV its member names are the columns, null is '.', arrays are joined
 * by ';'. Every row has the same members in the same order.
 */
struct sdi_rows {
	const struct stardose_tables *tables;
	struct stardose_writer_options options;
	struct sdi_json json;	/* rows are built with it, so that a want of memory shows */
	kstring_t text;
	int n_rows, n_columns;
	struct stardose_error *err;
};

/*
 * sdi_rows_open() - begin with options of a program; release with sdi_rows_release(), also after
 * an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: options without size, or of neither kind
 */
int sdi_rows_open(struct sdi_rows *rows, const struct stardose_tables *tables,
		  const struct stardose_writer_options *options, struct stardose_error *err);
/* sdi_rows_begin() - which program, as `stardose COMMAND`, and which tables: TSV alone says so */
int sdi_rows_begin(struct sdi_rows *rows, const char *command);
/* sdi_rows_begin_two() - the same with a line of the tables @first before those of @rows */
int sdi_rows_begin_two(struct sdi_rows *rows, const char *command,
		       const struct stardose_tables *first);
/*
 * sdi_rows_put() - hand on @row and delete it. Return: STARDOSE_OK; STARDOSE_ENOMEM, also when it
 * is NULL or could not be built; what the sink gave
 */
int sdi_rows_put(struct sdi_rows *rows, cJSON *row);
void sdi_rows_release(struct sdi_rows *rows);

#endif
