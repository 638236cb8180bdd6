/*
 * table_rows.h - what the tables hold, as rows: tab-separated text or JSON Lines
 *
 *   stardose_writer_options_init(&options), options.sink = ...
 *   stardose_rows_genes(tables, &options, &err)
 *
 * Each function hands all rows of one kind to the sink, each a line, in the order of the tables.
 * TSV has a line of column names, and above it, unless options.no_version, which program and which
 * tables; JSON Lines have an object for each row with the same names. Options of any other kind,
 * or without their size, are STARDOSE_EUSAGE; else the functions return STARDOSE_OK,
 * STARDOSE_ENOMEM or what the sink gave.
 *
 * Threads: any number of threads may write rows of the same tables.
 */
#ifndef STARDOSE_TABLE_ROWS_H
#define STARDOSE_TABLE_ROWS_H

#include <stardose/tables.h>
#include <stardose/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* stardose_rows_genes() - a row for each gene: how many alleles and variants, how it is read */
STARDOSE_API int stardose_rows_genes(const struct stardose_tables *tables,
				     const struct stardose_writer_options *options,
				     struct stardose_error *err);
/* stardose_rows_tables() - a row for each table: rows, version, date, source, licence, origin */
STARDOSE_API int stardose_rows_tables(const struct stardose_tables *tables,
				      const struct stardose_writer_options *options,
				      struct stardose_error *err);
/* stardose_rows_sources() - a row for each source of guidance, and one for all of them */
STARDOSE_API int stardose_rows_sources(const struct stardose_tables *tables,
				       const struct stardose_writer_options *options,
				       struct stardose_error *err);
/* stardose_rows_alleles() - a row for each allele of @gene, which is one of @tables */
STARDOSE_API int stardose_rows_alleles(const struct stardose_tables *tables,
				       const struct stardose_gene *gene,
				       const struct stardose_writer_options *options,
				       struct stardose_error *err);
/*
 * stardose_rows_variants() - a row for each variant of an allele of @gene and of its suballeles;
 * one row without a variant where there is none
 */
STARDOSE_API int stardose_rows_variants(const struct stardose_tables *tables,
					const struct stardose_gene *gene,
					const struct stardose_allele *allele,
					const struct stardose_writer_options *options,
					struct stardose_error *err);
/*
 * stardose_rows_table() - the table @name: its bytes, or an object for each of its rows
 * Return: also STARDOSE_EUSAGE: there is none of this name
 */
STARDOSE_API int stardose_rows_table(const struct stardose_tables *tables, const char *name,
				     const struct stardose_writer_options *options,
				     struct stardose_error *err);
/*
 * stardose_rows_identities() - rows of guidance, and the identity that each has by what it says
 * @row_ids: @n of them; 0: all rows
 * Return: also STARDOSE_EUSAGE: guidance has no such row
 */
STARDOSE_API int stardose_rows_identities(const struct stardose_tables *tables,
					  const char *const *row_ids, int n,
					  const struct stardose_writer_options *options,
					  struct stardose_error *err);
/*
 * stardose_rows_diff() - what @other says otherwise than @old: a row for each cell that differs
 * (change `changed`, with column, old and new), for each row that one of them lacks (`added`,
 * `removed`), for the first row of a table that stands before one that it stood behind (`moved`),
 * and for what differs in the ## lines of a table (no row). Bytes that say the same are none.
 * @old, @other: opened with their guidance or without: all tables are compared
 * @n: how many rows; 0: they say the same
 */
STARDOSE_API int stardose_rows_diff(const struct stardose_tables *old,
				    const struct stardose_tables *other,
				    const struct stardose_writer_options *options, long *n,
				    struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
