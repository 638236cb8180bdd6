/*
 * tsv.h - the tables' file format: "##key=value" lines, one header line, rows of tab-separated
 * fields The same reader serves the embedded tables, --tables DIR, and the TSV files that users
 * give.
 */
#ifndef SDI_TSV_H
#define SDI_TSV_H

#include <stddef.h>
#include <stdint.h>
#include <stardose/status.h>

struct sdi_tsv {
	const char *name;		/* for messages: file name or "embedded alleles.tsv" */
	int n_rows, n_cols;
	const char **col;		/* header names, leading '#' removed */
	const uint32_t *cell;		/* n_rows * n_cols, row by row: its place in @text */
	const int *line;		/* 1-based line of each row */
	int n_meta;
	const char **meta_key, **meta_value;
	char *text;			/* private */
};

/*
 * sdi_tsv_parse() - parse @size bytes at @text, which are copied
 * @name:  for messages; copied
 * @out:   filled; release with sdi_tsv_release(); empty after an error
 * Line ends may be LF or CRLF, a byte order mark and empty lines are skipped, "##key=value" counts
 * before the header line only (a value is empty when there is no '='). Return: STARDOSE_OK;
 * STARDOSE_ETABLE: no header, a row with another number of fields, binary data; STARDOSE_ENOMEM
 */
int sdi_tsv_parse(const char *name, const char *text, size_t size, struct sdi_tsv *out,
		  struct stardose_error *err);
/*
 * sdi_tsv_read() - the same from a file (plain, gzipped or bgzipped, "-" for stdin); at most 256
 * MB of text
 */
int sdi_tsv_read(const char *path, struct sdi_tsv *out, struct stardose_error *err);
/*
 * sdi_tsv_slurp() - only its bytes, decompressed: @text is owned by the caller (free) and has a
 * NUL behind @size bytes. Bytes that are not UTF-8 and control characters are an error that names
 * line and field
 */
int sdi_tsv_slurp(const char *path, char **text, size_t *size, struct stardose_error *err);
/* sdi_tsv_release() - drop the contents and zero the struct; NULL is fine */
void sdi_tsv_release(struct sdi_tsv *tsv);
/* sdi_tsv_col() - index of a column, or -1 */
int sdi_tsv_col(const struct sdi_tsv *tsv, const char *name);
/*
 * sdi_tsv_need() - the same, but a missing column is STARDOSE_ETABLE with a message; returns that
 * negative status then
 */
int sdi_tsv_need(const struct sdi_tsv *tsv, const char *name, struct stardose_error *err);
/* sdi_tsv_cell() - borrowed, never NULL; "" for an optional column that is not there (col -1) */
const char *sdi_tsv_cell(const struct sdi_tsv *tsv, int row, int col);
/*
 * sdi_tsv_meta() - the value of "##key=value", borrowed, never NULL; "" when the file has no such
 * line
 */
const char *sdi_tsv_meta(const struct sdi_tsv *tsv, const char *key);

#endif
