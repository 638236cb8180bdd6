/*
 * read_pharmcat.c - outside-call files as PharmCAT takes them and other programs write them for it
 *
 * Tab-separated, no header, one sample that is not named: gene, diplotype, phenotype or finding,
 * activity score; the last three may be empty or left out. What stands in further columns is of
 * no meaning here and told once. Lines that begin with '#' are skipped.
 */
#include <ctype.h>
#include <string.h>
#include "outside/outside_read.h"

#define N_FIELDS 4

/* "CYP2D6", "HLA-B", "MT-RNR1": a letter, then letters, digits and hyphens. */
static int is_symbol(const char *s, size_t n)
{
	if (n < 2 || n > 20 || !isalpha((unsigned char)*s))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '-')
			return 0;
	return 1;
}

static int sniff(const char *path, const char *text, size_t size)
{
	const char *end = text + size, *tab;

	(void)path;
	while (text < end && strchr("#\r\n", *text)) {
		const char *stop = memchr(text, '\n', end - text);

		if (!strncmp(text, "#CHROM\t", 7)) /* genotypes, named by mistake */
			return 0;

		text = stop ? stop + 1 : end;
	}
	tab = memchr(text, '\t', end - text);
	return tab && is_symbol(text, tab - text);
}

static int read_rows(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *field[N_FIELDS], *line;
	int ret = STARDOSE_OK;

	(void)path;
	while (!ret && (line = sdi_user_line(&lines))) {
		struct sdi_outside_row row = { .line = lines.line, .one_of_many = 1 };
		int n;

		if (*line == '#' || !*line)
			continue;
		if (lines.has_nul) {
			sink->bad(sink->user, lines.line, "binary data");
			continue;
		}
		n = stardose_line_cut(line, '\t', field, N_FIELDS);
		if (n < 2) {
			sink->bad(sink->user, lines.line,
				  "1 field; gene, diplotype, phenotype and activity score are "
				  "expected");
			continue;
		}
		if (n > N_FIELDS)
			sink->note(sink->user, "columns after the fourth are ignored");
		row.gene = field[0];
		row.diplotype = field[1];
		row.phenotype = field[2];
		row.score = field[3];
		ret = sink->row(sink->user, &row, err);
	}
	return ret;
}

const struct sdi_outside_format sdi_outside_pharmcat = { "pharmcat", sniff, read_rows };
