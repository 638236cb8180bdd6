/*
 * read_aldy.c - Aldy 3 and 4: the decomposition (.aldy, tab-separated) and its VCF
 *
 * A decomposition has one line for each variant of each copy of each solution; all lines of a
 * solution hold the same diplotype (Major). The VCF has one column for each solution, named
 * sample:number:diplotype, and no diplotype elsewhere; with several genes in one file, several
 * headers follow each other, and deletions are written with REF '.', so it is read as lines of
 * text.
 */
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MIN_FIELDS 13		/* lines with a variant leave the last column (Status) out */
#define MARK_LIMIT 4096

/* The solutions of one sample and gene, as far as they were read; strings stand in the text. */
struct solutions {
	const char *sample, *gene;
	struct sdi_readings majors;
	int line;
};

/* An allele to which a variant was added that no allele has: *2+rs1234, *2-like. */
static int has_unnamed(const char *major)
{
	for (const char *plus = strchr(major, '+'); plus; plus = strchr(plus + 1, '+'))
		if (plus[1] != '*')
			return 1;
	return strstr(major, "-like") != NULL;
}

/* Hand over what was gathered, and begin anew. */
static int flush(struct solutions *found, const struct sdi_outside_sink *sink,
		 struct stardose_error *err)
{
	struct sdi_outside_row row = {
		.sample = found->sample, .gene = found->gene, .line = found->line, .one_of_many = 1
	};
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];
	kstring_t text = KS_INITIALIZE;
	int ret = STARDOSE_OK, i = 0;

	while (i < found->majors.n && !has_unnamed(found->majors.text[i]))
		i++;
	if (i < found->majors.n) {
		snprintf(why, sizeof(why), "'%s' has an allele without a name",
			 sdi_outside_shown(found->majors.text[i], shown));
		sink->none(sink->user, row.line, row.sample, row.gene, why);
	} else if (found->majors.too_many) {
		snprintf(why, sizeof(why), "more than %d different solutions",
			 SDI_OUTSIDE_READINGS);
		sink->none(sink->user, row.line, row.sample, row.gene, why);
	} else if (found->majors.n) {
		ret = sdi_readings_join(&found->majors, &text);
		row.diplotype = text.s;
		if (!ret)
			ret = sink->row(sink->user, &row, err);
	}
	ks_free(&text);
	memset(found, 0, sizeof(*found));
	return ret;
}

static int add(struct solutions *found, const char *sample, const char *gene, const char *major,
	       int line, const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	if (found->sample && (strcmp(found->sample, sample) || strcmp(found->gene, gene))) {
		int ret = flush(found, sink, err);

		if (ret < 0)
			return ret;
	}
	if (!found->sample) {
		found->sample = sample;
		found->gene = gene;
		found->line = line;
	}
	sdi_readings_add(&found->majors, major);
	return STARDOSE_OK;
}

static int sniff_aldy(const char *path, const char *text, size_t size)
{
	(void)path;
	(void)size;
	return sdi_outside_begins(text, "#Sample\tGene\tSolutionID\tMajor\tMinor\t");
}

/* A line of text; "#Solution 1: ..." leads the lines of a solution and names no sample. */
static int take_line(struct solutions *found, char *line, int number,
		     const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	char *field[4], why[64];
	int n = stardose_line_cut(line, '\t', field, 4);

	if (n < MIN_FIELDS) {
		snprintf(why, sizeof(why), "%d fields, at least %d expected", n, MIN_FIELDS);
		sink->bad(sink->user, number, why);
		return STARDOSE_OK;
	}
	if (!*field[3]) {
		sink->bad(sink->user, number, "no diplotype (Major)");
		return STARDOSE_OK;
	}
	return add(found, field[0], field[1], field[3], number, sink, err);
}

/* A solution without lines is one without any copy of the gene; nothing in the file says whose. */
static void no_lines(const struct sdi_outside_sink *sink, int line)
{
	sink->bad(sink->user, line,
		  "a solution without alleles: the sample has no copy of the gene, but the file "
		  "does not name the sample; "
		  "give the result in a file of your own");
}

static int read_aldy(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	struct solutions found = { 0 };
	int ret = STARDOSE_OK,
	    solution = 0; /* line of a "#Solution" that no line has followed yet */
	char *line;

	(void)path;
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		if (lines.has_nul) {
			sink->bad(sink->user, lines.line, "a byte 0 inside, so it is no text");
		} else if (*line == '#') {
			if (solution)
				no_lines(sink, solution);
			solution = strncmp(line, "#Solution", 9) ? 0 : lines.line;
		} else if (*line) {
			solution = 0;
			ret = take_line(&found, line, lines.line, sink, err);
		}
	}
	if (!ret && solution)
		no_lines(sink, solution);
	return ret < 0 ? ret : flush(&found, sink, err);
}

const struct sdi_outside_format sdi_outside_aldy = { "aldy", sniff_aldy, read_aldy };

static int sniff_vcf(const char *path, const char *text, size_t size)
{
	(void)path;
	return sdi_outside_begins(text, "##fileformat=VCF") &&
	       sdi_outside_has(text, size, MARK_LIMIT, "##source=aldy-v");
}

/*
 * The gene that a header is about, cut out of its line on INFO/ANN; NULL when it is another line.
 */
static char *gene_of_header(char *line)
{
	char *gene = strstr(line, "Description=\"Location within "), *stop;

	if (strncmp(line, "##INFO=<ID=ANN,", 15) || !gene)
		return NULL;
	gene += strlen("Description=\"Location within ");
	stop = strchr(gene, '"');
	if (!stop || stop == gene)
		return NULL;
	*stop = '\0';
	return gene;
}

/* The columns of "#CHROM ...": the first nine are the format's own. */
static int take_columns(struct solutions *found, const char *gene, char *line, int number,
			const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	char *tab = line, why[SDI_SHOWN + 64], shown[SDI_SHOWN];
	int ret = STARDOSE_OK, n = 0;

	for (; n < 9 && tab; n++)
		tab = strchr(tab + (n > 0), '\t');
	while (tab && !ret) {
		char *column = tab + 1, *major, *solution;

		tab = strchr(column, '\t');
		if (tab)
			*tab = '\0';
		major = strrchr(column, ':');
		if (major)
			*major++ = '\0';
		solution = major ? strrchr(column, ':')
				 : NULL; /* a sample's name may hold a ':' too */
		if (!solution || solution == column || !*major) {
			snprintf(why, sizeof(why),
				 "column '%s' is not named sample:solution:diplotype",
				 sdi_outside_shown(column, shown));
			sink->bad(sink->user, number, why);
			continue;
		}
		*solution = '\0';
		ret = add(found, column, gene, major, number, sink, err);
	}
	return ret < 0 ? ret : flush(found, sink, err);
}

static int read_vcf(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	struct solutions found = { 0 };
	char *line, *gene = NULL, *here;
	int ret = STARDOSE_OK, n_columns = 0, whole = size && text[size - 1] == '\n';

	(void)path;
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		if (*line != '#')
			continue; /* a variant: whose diplotypes stand in the header */
		here = gene_of_header(line);
		if (here)
			gene = here;
		if (strncmp(line, "#CHROM\t", 7))
			continue;
		n_columns++;
		if (lines.at == lines.end && !whole)
			sink->bad(sink->user, lines.line, "the file ends within the line");
		else if (!gene)
			sink->bad(sink->user, lines.line, "the header names no gene");
		else
			ret = take_columns(&found, gene, line, lines.line, sink, err);
		gene = NULL;
	}
	if (!ret && !n_columns)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"has no line of column names (#CHROM), so it is cut short");
	return ret;
}

const struct sdi_outside_format sdi_outside_aldy_vcf = { "aldy-vcf", sniff_vcf, read_vcf };
