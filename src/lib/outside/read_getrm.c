/*
 * read_getrm.c - tables of the Genetic Testing Reference Materials program (GeT-RM), saved as
 * tab-separated text
 *
 * Long: one row for each sample and gene, columns sample, gene, diplotype, and more that tell how
 * it was found. Wide, as the program publishes them: one row for each sample, one column for each
 * gene.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MAX_COLUMNS 128

/* The header's fields; the first line that is not empty and no "##" remark. */
static int header_fields(struct sdi_user_text *lines, char **field)
{
	char *line;

	while ((line = sdi_user_line(lines)) != NULL)
		if (*line && strncmp(line, "##", 2))
			return stardose_line_cut(line + (*line == '#'), '\t', field, MAX_COLUMNS);
	return 0;
}

/* A copy of the beginning, to be cut in place; returns its number of header fields. */
static int sniff_fields(const char *text, size_t size, char *copy, size_t copy_size, char **field)
{
	struct sdi_user_text lines = { .at = copy };

	if (size > copy_size - 1)
		size = copy_size - 1;
	memcpy(copy, text, size);
	copy[size] = '\0';
	lines.end = copy + size;
	return header_fields(&lines, field);
}

static int column(char *const *field, int n, const char *name)
{
	return stardose_line_column(field, n < MAX_COLUMNS ? n : MAX_COLUMNS, name);
}

static int sniff_long(const char *path, const char *text, size_t size)
{
	char copy[4096], *field[MAX_COLUMNS];
	int n = sniff_fields(text, size, copy, sizeof(copy), field);

	(void)path;
	return column(field, n, "sample") >= 0 && column(field, n, "gene") >= 0 &&
	       column(field, n, "diplotype") >= 0 &&
	       (column(field, n, "alternates") >= 0 || column(field, n, "old_call") >= 0 ||
		column(field, n, "snv_projection") >= 0);
}

/* 1 when line @n_line can be used; else it is set aside. */
static int usable(const struct sdi_user_text *lines, int n, int expected,
		  const struct sdi_outside_sink *sink)
{
	char why[64];

	if (!lines->has_nul && n == expected)
		return 1;
	snprintf(why, sizeof(why), "%d fields, %d expected", n, expected);
	sink->bad(sink->user, lines->line,
		  lines->has_nul ? "a byte 0 inside, so it is no text" : why);
	return 0;
}

/* A cell of a table: a diplotype, or why there is none. */
static int take_cell(const struct sdi_outside_sink *sink, struct sdi_outside_row *row,
		     const char *cell, struct stardose_error *err)
{
	char why[SDI_SHOWN + 16], shown[SDI_SHOWN];

	if (strchr(cell, '*')) {
		row->diplotype = cell;
		return sink->row(sink->user, row, err);
	}
	snprintf(why, sizeof(why), "the table says '%s'", sdi_outside_shown(cell, shown));
	sink->none(sink->user, row->line, row->sample, row->gene,
		   *cell && strcmp(cell, ".") ? why : "not typed");
	return STARDOSE_OK;
}

static int read_long(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *field[MAX_COLUMNS], *line;
	int expected = header_fields(&lines, field), ret = STARDOSE_OK;
	int sample = column(field, expected, "sample"), gene = column(field, expected, "gene");
	int diplotype = column(field, expected, "diplotype");

	(void)path;
	if (sample < 0 || gene < 0 || diplotype < 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "has no columns sample, gene and diplotype");
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		int n = *line || lines.has_nul ? stardose_line_cut(line, '\t', field, MAX_COLUMNS)
					       : 0;

		if (n && usable(&lines, n, expected, sink)) {
			struct sdi_outside_row row = { .sample = field[sample],
						       .gene = field[gene],
						       .line = lines.line,
						       .one_of_many = 1 };

			ret = take_cell(sink, &row, field[diplotype], err);
		}
	}
	return ret;
}

const struct sdi_outside_format sdi_outside_getrm = { "getrm", sniff_long, read_long };

/* What the first column is called in the published tables. */
static int names_samples(const char *header)
{
	static const char *const names[] = {
		"coriell",	  "coriell #",	 "coriell id", "coriell no.", "coriell number",
		"coriell sample", "coriell dna", "dna",	       "dna id",      "sample",
		"sample id",	  "sample name", "sampleid"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (sdi_outside_is(header, names[i]))
			return 1;
	return 0;
}

/*
 * A symbol in capitals that ends with a digit and begins with three letters, alone or before a
 * blank; cut out of the header.
 */
static int names_gene(char *header)
{
	size_t n = strspn(header, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	if (n < 4 || (header[n] && header[n] != ' ') || !isdigit((unsigned char)header[n - 1]))
		return 0;
	if (strcspn(header, "0123456789") < 3)
		return 0; /* a sample such as NA12878 in a table that stands on its side */
	header[n] = '\0';
	return 1;
}

static int sniff_wide(const char *path, const char *text, size_t size)
{
	char copy[4096], *field[MAX_COLUMNS];
	int n = sniff_fields(text, size, copy, sizeof(copy), field), genes = 0;

	(void)path;
	for (int i = 1; i < n && i < MAX_COLUMNS; i++)
		genes += names_gene(field[i]);
	return n > 1 && names_samples(field[0]) && genes > 0;
}

static int read_wide(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *header[MAX_COLUMNS], *field[MAX_COLUMNS], *line;
	int expected = header_fields(&lines, header), is_gene[MAX_COLUMNS] = { 0 },
	    ret = STARDOSE_OK;

	(void)path;
	if (expected > MAX_COLUMNS)
		return stardose_error_set(err, STARDOSE_EINPUT, "has more than %d columns",
					  MAX_COLUMNS);
	for (int i = 1; i < expected; i++)
		is_gene[i] = names_gene(header[i]);
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		int n = *line || lines.has_nul ? stardose_line_cut(line, '\t', field, MAX_COLUMNS)
					       : 0;

		if (!n || !usable(&lines, n, expected, sink))
			continue;
		for (int i = 1; i < expected && !ret; i++) {
			struct sdi_outside_row row = { .sample = field[0],
						       .gene = header[i],
						       .line = lines.line,
						       .one_of_many = 1 };

			if (is_gene[i])
				ret = take_cell(sink, &row, field[i], err);
		}
	}
	return ret;
}

const struct sdi_outside_format sdi_outside_getrm_wide = { "getrm-wide", sniff_wide, read_wide };
