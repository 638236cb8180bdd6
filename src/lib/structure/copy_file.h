/*
 * copy_file.h - --copy-number: a table of gene copies that somebody else has counted
 *
 * Tab-separated rows of sample, gene, copies, perhaps under a header "#sample gene copies". A
 * header may name further columns for exons that were counted apart ("exon_9"): copies is then of
 * the rest. Rows that cannot be used are set aside, each named by its line, and the others go on.
 */
#ifndef SDI_COPY_FILE_H
#define SDI_COPY_FILE_H

#include <stardose/tables.h>
#include "match/copy_match.h"
#include "util/sample_set.h"

struct sdi_copy_row {
	const struct stardose_gene *gene;
	struct sdi_copy_counts counts; /* of the body -1: rows contradict each other */
	int line;			/* 1-based */
	int next;			/* further row of the same sample, -1 none */
};

/* Begin with zeros: that is a table without rows. */
struct sdi_copy_file {
	char *path;
	struct sdi_sample_set samples;
	int m_first, *first;		/* by sample: its first row */
	int n, m;
	struct sdi_copy_row *rows;
};

/*
 * sdi_copy_file_read() - read the table at @path (plain, gzipped, "-" for stdin)
 * @max_copies: a greater number is not believed
 * @log:        gets one line for each row that is set aside (STARDOSE_EROW)
 * @out:        begins with zeros; release with sdi_copy_file_release(), also after an error
 * "." and "not_assessed" say nothing and are no mistake. Of rows that contradict each other none is
 * used. Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read at all; STARDOSE_ENOMEM
 */
int sdi_copy_file_read(const char *path, const struct stardose_tables *tables, int max_copies,
		       const struct stardose_log *log, struct sdi_copy_file *out,
		       struct stardose_error *err);
/*
 * sdi_copy_file_parse() - the same from @size bytes at @text, which are cut in place and have a
 * NUL behind them
 */
int sdi_copy_file_parse(const char *path, char *text, size_t size,
			const struct stardose_tables *tables, int max_copies,
			const struct stardose_log *log, struct sdi_copy_file *out,
			struct stardose_error *err);
void sdi_copy_file_release(struct sdi_copy_file *file);

/*
 * sdi_copy_file_counts() - what the table says of a sample and gene; copies -1 when it says nothing
 * that can be used
 */
struct sdi_copy_counts sdi_copy_file_counts(const struct sdi_copy_file *file, const char *sample,
					    const struct stardose_gene *gene);

/*
 * sdi_copy_file_unknown_samples() - name the samples that are in the table and not in the input, in
 * one line
 * @has: 1 when the input has a sample of this name
 */
int sdi_copy_file_unknown_samples(const struct sdi_copy_file *file,
				  int (*has)(const void *user, const char *name), const void *user,
				  const struct stardose_log *log);

#endif
