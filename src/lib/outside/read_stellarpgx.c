/*
 * read_stellarpgx.c - StellarPGx: <sample>_<gene>.alleles (a report in words), and the table that
 * its script get_results_summary.sh makes of them (sample, result, remark; no header, no gene)
 *
 * The sample of a report stands in the file's name only, the gene of a summary in the name of the
 * file or its folder.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "outside/outside_read.h"

#define TITLE " Star Allele Calling with StellarPGx"

/* What a result's text says besides a diplotype, or instead of one. */
static const struct { const char *mark, *why; } no_results[] = {
	{ "ossible novel allele", "possibly a new allele or suballele" },
	{ "ossible rare", "possibly a rare hybrid" },
	{ "Possible ", "possibly a structural variant that the result does not name" },
	{ "No call", "no call" },
	{ "No_call", "no call" },
	{ "Indeterminate", "indeterminate" },
	{ "Duplication present", "one of the alleles is duplicated, and which is not said" },
	{ "*other", "the second allele is not named" },
};

static const char *no_result(const char *text)
{
	for (size_t i = 0; i < sizeof(no_results) / sizeof(*no_results); i++)
		if (strstr(text, no_results[i].mark))
			return no_results[i].why;
	return NULL;
}

/* Hand over one result: its diplotype, or why there is none. */
static int take_result(const struct sdi_outside_sink *sink, const char *sample, const char *gene,
		       const char *result, const char *remark, int line, struct stardose_error *err)
{
	struct sdi_outside_row row = {
		.sample = sample, .gene = gene, .diplotype = result, .line = line
	};
	const char *why = no_result(remark);

	if (!why)
		why = no_result(result);
	if (!why && *result == '[')
		why = "only the likely background of unknown alleles";
	if (why) {
		sink->none(sink->user, line, sample, gene, why);
		return STARDOSE_OK;
	}
	return sink->row(sink->user, &row, err);
}

static int sniff_alleles(const char *path, const char *text, size_t size)
{
	(void)path;
	return sdi_outside_has(text, size, 400, TITLE);
}

/*
 * The sample: the file's name without "_<gene>.alleles" or, as the program shortens it, without
 * the gene's first three letters.
 */
static int sample_of(const char *path, const char *gene, kstring_t *sample)
{
	int ret = sdi_outside_path_sample(path, ".alleles", sample);
	char *last = ret == 1 ? strrchr(sample->s, '_') : NULL;

	if (last && last > sample->s &&
	    (!strcasecmp(last + 1, gene) || (strlen(gene) > 3 && !strcasecmp(last + 1, gene + 3))))
		*last = '\0';
	return ret < 0 ? ret : STARDOSE_OK;
}

/* The report's lines that count. */
struct report { char *gene, *result, *remark; int line, n_results; };

static void take_report_line(struct report *report, char *line, int number, int *in_result)
{
	char *title = strstr(line, TITLE);

	if (title) {
		*title = '\0';
		report->gene = line;
	} else if (!strcmp(line, "Result:")) {
		*in_result = 1;
		report->n_results++;
	} else if (*in_result && *line) {
		char *field[2];

		stardose_line_cut(line, '\t', field, 2);
		report->result = field[0];
		report->remark = field[1];
		report->line = number;
		*in_result = 0;
	}
}

static int read_alleles(const char *path, char *text, size_t size,
			const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	struct report report = { 0 };
	kstring_t sample = KS_INITIALIZE;
	int in_result = 0, whole = size && text[size - 1] == '\n', ret;
	char *line;

	while ((line = sdi_user_line(&lines)) != NULL)
		if (!lines.has_nul)
			take_report_line(&report, line, lines.line, &in_result);
	if (!report.gene)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"has a title line with a byte 0 inside, so it is no text");
	if (report.n_results > 1)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "holds %d results: give one file for each sample, "
					  "whose name holds the sample",
					  report.n_results);
	if (!report.result || (report.line == lines.line && !whole))
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"has no complete result (a line behind 'Result:'), so it is cut short");
	ret = sample_of(path, report.gene, &sample);
	if (!ret)
		ret = take_result(sink, sample.l ? sample.s : NULL, report.gene, report.result,
				  report.remark, report.line, err);
	ks_free(&sample);
	return ret;
}

const struct sdi_outside_format sdi_outside_stellarpgx = { "stellarpgx", sniff_alleles,
							   read_alleles };

/*
 * The first line has two or three columns, the second of which is a result in one of the program's
 * forms.
 */
static int has_summary_line(const char *text, size_t size)
{
	size_t n = 0, tab;
	const char *result;

	while (n < size && n < 1024 && text[n] != '\n')
		n++;
	for (tab = 0; tab < n && text[tab] != '\t'; )
		tab++;
	if (!tab || tab == n)
		return 0;
	result = text + tab + 1;
	return !strncmp(result, "[*", 2) || !strncmp(result, "Possible ", 9) ||
	       !strncmp(result, "No_call", 7) ||
	       (*result == '*' && memchr(result, '/', text + n - result));
}

static int sniff_summary(const char *path, const char *text, size_t size)
{
	kstring_t name = KS_INITIALIZE;
	int named = sdi_outside_path_sample(path, "summary.txt", &name) == 1 ||
		    sdi_outside_path_sample(path, "summary.tsv", &name) == 1;

	ks_free(&name);
	return has_summary_line(text, size) &&
	       (named || sdi_outside_has(text, size, 65536, "\tPossible novel allele") ||
		sdi_outside_has(text, size, 65536, "\tNo_call"));
}

static int read_summary(const char *path, char *text, size_t size,
			const struct sdi_outside_sink *sink, struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	int whole = size && text[size - 1] == '\n', ret;
	kstring_t gene = KS_INITIALIZE;
	char *line, *field[3];

	ret = sdi_outside_path_gene(path, &gene);
	if (!ret && !gene.l)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "names no gene, as summaries of StellarPGx do not: let "
					 "the file's name or its "
					 "folder hold the symbol, as the program's own folders do");
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		int n = stardose_line_cut(line, '\t', field, 3);

		if (n == 1 && !*field[0] && !lines.has_nul)
			continue;
		if (lines.has_nul)
			sink->bad(sink->user, lines.line, "a byte 0 inside, so it is no text");
		else if (lines.at == lines.end && !whole)
			sink->bad(sink->user, lines.line, "the file ends within the line");
		else if (n < 2 || n > 3 || !*field[0] || !*field[1])
			sink->bad(sink->user, lines.line,
				  "not a sample, a result and at most a remark");
		else
			ret = take_result(sink, field[0], gene.s, field[1], field[2], lines.line,
					  err);
	}
	ks_free(&gene);
	return ret;
}

const struct sdi_outside_format sdi_outside_stellarpgx_summary = { "stellarpgx-summary",
								   sniff_summary, read_summary };
