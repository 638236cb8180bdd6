/*
 * read_pypgx.c - PyPGx 0.x: results.zip (an archive of the type SampleTable[Results]), or its
 * data.tsv
 *
 * The table does not name the gene; the archive's metadata.txt does (Gene=...), else the name of
 * the file or its folder.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "outside/outside_read.h"
#include "util/no_memory.h"

#define MAX_COLUMNS 32

/* Where the columns stand that are used; -1: not there. */
struct columns { int genotype, cnv, n; };

static int find_columns(char *line, struct columns *columns)
{
	char *field[MAX_COLUMNS];
	int n;

	columns->n = stardose_line_cut(line, '\t', field, MAX_COLUMNS);
	n = columns->n < MAX_COLUMNS ? columns->n : MAX_COLUMNS;
	columns->genotype = stardose_line_column(field, n, "Genotype");
	columns->cnv = stardose_line_column(field, n, "CNV");
	return columns->genotype > 0;
}

static int take_row(const struct columns *columns, char **field, const char *gene, int line,
		    const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	struct sdi_outside_row row = { .sample = field[0],
				       .gene = gene,
				       .diplotype = field[columns->genotype],
				       .line = line };
	const char *cnv = columns->cnv > 0 ? field[columns->cnv] : "";
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];

	if (*row.diplotype && !sdi_outside_is(row.diplotype, "Indeterminate"))
		return sink->row(sink->user, &row, err);
	if (*cnv)
		snprintf(why, sizeof(why), "indeterminate, with the structure (CNV) '%s'",
			 sdi_outside_shown(cnv, shown));
	sink->none(sink->user, line, row.sample, gene, *cnv ? why : "indeterminate");
	return STARDOSE_OK;
}

static int read_table(char *text, size_t size, const char *gene,
		      const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *line = sdi_user_line(&lines), *field[MAX_COLUMNS], why[64];
	struct columns columns;
	int ret = STARDOSE_OK;

	if (!line || !find_columns(line, &columns) || columns.n > MAX_COLUMNS)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "has no table with a column Genotype");
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		int n = stardose_line_cut(line, '\t', field, MAX_COLUMNS);

		if (n == 1 && !*field[0] && !lines.has_nul)
			continue;
		snprintf(why, sizeof(why), "%d fields, %d expected", n, columns.n);
		if (lines.has_nul || n != columns.n)
			sink->bad(sink->user, lines.line,
				  lines.has_nul ? "a byte 0 inside, so it is no text" : why);
		else
			ret = take_row(&columns, field, gene, lines.line, sink, err);
	}
	return ret;
}

static int sniff_table(const char *path, const char *text, size_t size)
{
	size_t n = 0;

	(void)path;
	while (n < size && text[n] != '\n')
		n++;
	return *text == '\t' && sdi_outside_has(text, n, n, "\tGenotype") &&
	       (sdi_outside_has(text, n, n, "\tHaplotype1") ||
		sdi_outside_has(text, n, n, "\tPhenotype") || sdi_outside_has(text, n, n, "\tCNV"));
}

static int read_tsv(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err)
{
	kstring_t gene = KS_INITIALIZE;
	int ret = sdi_outside_path_gene(path, &gene);

	if (!ret && !gene.l)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "names no gene, as tables of PyPGx do not: give "
					 "results.zip itself, or let the "
					 "file's name or its folder hold the symbol");
	if (!ret)
		ret = read_table(text, size, gene.s, sink, err);
	ks_free(&gene);
	return ret;
}

const struct sdi_outside_format sdi_outside_pypgx = { "pypgx-tsv", sniff_table, read_tsv };

static int sniff_zip(const char *path, const char *text, size_t size)
{
	(void)path;
	return size >= 4 && (!memcmp(text, "PK\3\4", 4) || !memcmp(text, "PK\5\6", 4));
}

/* The value of a line "key=value" of metadata.txt, cut out of it; NULL when it has none. */
static char *metadata_value(char *text, size_t size, const char *key)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	size_t n = strlen(key);
	char *line;

	while ((line = sdi_user_line(&lines)) != NULL)
		if (!strncmp(line, key, n) && line[n] == '=' && line[n + 1])
			return line + n + 1;
	return NULL;
}

/* The gene's symbol out of metadata.txt, owned by the caller (free). */
static int metadata_gene(const char *zip, size_t size, char **gene, struct stardose_error *err)
{
	char *text, *value;
	size_t n;
	int ret = sdi_zip_member(zip, size, "metadata.txt", &text, &n, err);

	*gene = NULL;
	if (ret == STARDOSE_EOF)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"is a ZIP archive, but none of PyPGx: it holds no metadata.txt");
	if (ret < 0)
		return ret;
	value = metadata_value(text, n, "Gene");
	*gene = value ? strdup(value) : NULL;
	free(text);
	if (!value)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "is an archive whose metadata.txt names no gene (Gene=)");
	return *gene ? STARDOSE_OK : sdi_no_memory(err);
}

static int read_zip(const char *path, char *zip, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err)
{
	char *gene, *text = NULL;
	size_t n;
	int ret = metadata_gene(zip, size, &gene, err);

	(void)path;
	if (!ret)
		ret = sdi_zip_member(zip, size, "data.tsv", &text, &n, err);
	if (ret == STARDOSE_EOF)
		ret = stardose_error_set(
			err, STARDOSE_EINPUT,
			"is an archive of PyPGx without a table (data.tsv): give results.zip");
	if (!ret)
		ret = read_table(text, n, gene, sink, err);
	free(text);
	free(gene);
	return ret;
}

const struct sdi_outside_format sdi_outside_pypgx_zip = { "pypgx-zip", sniff_zip, read_zip };
