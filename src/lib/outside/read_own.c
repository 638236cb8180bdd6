/*
 * read_own.c - this program's own format: rows headed #sample gene diplotype phenotype
 * activity_score, in any order of columns
 */
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MAX_COLUMNS 64

enum { SAMPLE, GENE, DIPLOTYPE, PHENOTYPE, SCORE, STATUS, N_NAMES };
static const char *const names[N_NAMES] = { "sample",	 "gene",	   "diplotype",
					    "phenotype", "activity_score", "status" };

/*
 * The first line that is no "##" line and not empty, within the text; its length is cut to what is
 * needed.
 */
static size_t first_line(const char *text, size_t size, const char **out)
{
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\n', end - text);
		size_t n = (stop ? stop : end) - text;

		if (n && text[0] != '\r' && !(n > 1 && text[0] == '#' && text[1] == '#')) {
			*out = text;
			return n;
		}
		text += n + 1;
	}
	return 0;
}

/* @col: where each name stands among the @n fields of a header; -1: nowhere */
static void find_columns(char *const *field, int n, int *col)
{
	for (int k = 0; k < N_NAMES; k++)
		col[k] = stardose_line_column(field, n < MAX_COLUMNS ? n : MAX_COLUMNS, names[k]);
}

static int sniff(const char *path, const char *text, size_t size)
{
	char line[2048], *field[MAX_COLUMNS];
	const char *from;
	size_t n = first_line(text, size, &from);
	int col[N_NAMES];

	(void)path;
	if (!n || n >= sizeof(line))
		return 0;
	memcpy(line, from, n);
	line[n - (line[n - 1] == '\r')] = '\0';
	find_columns(field, stardose_line_cut(line, '\t', field, MAX_COLUMNS), col);
	return col[SAMPLE] >= 0 && col[GENE] >= 0 &&
	       (col[DIPLOTYPE] >= 0 || col[PHENOTYPE] >= 0 || col[SCORE] >= 0);
}

static int take(char **field, int n_fields, int n_columns, const int *col,
		const struct sdi_user_text *lines, const struct sdi_outside_sink *sink,
		struct stardose_error *err)
{
	const char *cell[N_NAMES];
	struct sdi_outside_row row = { .line = lines->line };
	char why[80];

	if (lines->has_nul) {
		sink->bad(sink->user, lines->line, "binary data");
		return STARDOSE_OK;
	}
	if (n_fields != n_columns) {
		snprintf(why, sizeof(why), "%d fields, %d expected", n_fields, n_columns);
		sink->bad(sink->user, lines->line, why);
		return STARDOSE_OK;
	}
	for (int k = 0; k < N_NAMES; k++)
		cell[k] = col[k] >= 0 ? field[col[k]] : "";
	if (!*cell[SAMPLE] || !strcmp(cell[SAMPLE], ".")) {
		sink->bad(sink->user, lines->line, "it names no sample");
		return STARDOSE_OK;
	}
	if (!strcmp(cell[STATUS], "no_call")) {		/* what `stardose call` wrote */
		sink->none(sink->user, lines->line, cell[SAMPLE], cell[GENE], NULL);
		return STARDOSE_OK;
	}
	row.sample = cell[SAMPLE];
	row.gene = cell[GENE];
	row.diplotype = cell[DIPLOTYPE];
	row.phenotype = cell[PHENOTYPE];
	row.score = cell[SCORE];
	return sink->row(sink->user, &row, err);
}

static int read_rows(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *field[MAX_COLUMNS], *line;
	int col[N_NAMES], n_columns = 0, ret = STARDOSE_OK;

	(void)path;
	while (!ret && (line = sdi_user_line(&lines))) {
		int n_fields;

		if (!strncmp(line, "##", 2) || !*line)
			continue;
		n_fields = stardose_line_cut(line, '\t', field, MAX_COLUMNS);
		if (n_columns) {
			ret = take(field, n_fields, n_columns, col, &lines, sink, err);
			continue;
		}
		n_columns = n_fields;
		if (n_columns > MAX_COLUMNS)
			return stardose_error_set(err, STARDOSE_EINPUT, "more than %d columns",
						  MAX_COLUMNS);
		find_columns(field, n_columns, col);
	}
	return ret;
}

const struct sdi_outside_format sdi_outside_own = { "stardose", sniff, read_rows };
