/* copy_file.c - rows of sample, gene, copies */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "structure/copy_file.h"
#include "util/tsv.h"
#include "util/no_memory.h"

#define N_FIELDS 3
#define MAX_NAMED 10		/* strangers that are named */

/* One file being read. */
struct reading {
	struct sdi_copy_file *file;
	const struct stardose_tables *tables;
	int max_copies, line;
	const struct stardose_log *log;
};

static void set_aside(const struct reading *r, const char *why, const char *what)
{
	stardose_log_say(r->log, STARDOSE_EROW, "'%s' line %d is set aside: %s%s%s", r->file->path,
			 r->line, why, what ? " " : "", what ? what : "");
}

/* Blanks at the ends are nobody's intention. */
static char *trim(char *s)
{
	char *end;

	while (*s == ' ')
		s++;
	for (end = s + strlen(s); end > s && (end[-1] == ' ' || end[-1] == '\r');)
		*--end = '\0';
	return s;
}

static int cut(char *line, char **field)
{
	int n = 0;

	for (char *s = line; s; n++) {
		char *tab = strchr(s, '\t');

		if (tab)
			*tab++ = '\0';
		if (n < N_FIELDS)
			field[n] = trim(s);
		s = tab;
	}
	return n;
}

static int is_silent(const char *copies)
{
	return !strcmp(copies, ".") || !*copies || !strcasecmp(copies, "not_assessed") ||
	       !strcasecmp(copies, "NA");
}

/* The number, or -1 with the reason. "2.0" is two; rounding 1.8 is for whoever measured it. */
static int parse_copies(const struct reading *r, const char *text)
{
	const char *s = text;
	char why[160];
	long n = 0;

	for (; isdigit((unsigned char)*s) && n <= r->max_copies; s++)
		n = 10 * n + (*s - '0');
	if (s == text || n > r->max_copies) {
		snprintf(why, sizeof(why), "'%.40s' is not a number of copies from 0 to %d", text,
			 r->max_copies);
		set_aside(r, why, NULL);
		return -1;
	}
	if (*s == '.' && isdigit((unsigned char)s[1])) {
		while (*++s == '0')
			;
		if (isdigit((unsigned char)*s)) {
			snprintf(why, sizeof(why),
				 "'%.40s' copies is not a whole number; round it where it was "
				 "measured",
				 text);
			set_aside(r, why, NULL);
			return -1;
		}
	}
	if (*s) {
		snprintf(why, sizeof(why), "'%.40s' is not a whole number of copies", text);
		set_aside(r, why, NULL);
		return -1;
	}
	return (int)n;
}

/* Few genes have structural alleles, so the nearest names are all of them. */
static void say_genes(const struct reading *r, const char *beginning)
{
	kstring_t names = KS_INITIALIZE;

	for (int g = 0; g < r->tables->n_genes; g++)
		if (r->tables->genes[g].has_structural)
			ksprintf(&names, "%s%s", names.l ? ", " : "", r->tables->genes[g].name);
	set_aside(r, beginning, names.s ? names.s : "none");
	ks_free(&names);
}

static const struct stardose_gene *find_gene(const struct reading *r, const char *name)
{
	char text[128];

	for (int g = 0; g < r->tables->n_genes; g++) {
		const struct stardose_gene *gene = &r->tables->genes[g];

		if (strcasecmp(gene->name, name))
			continue;
		if (gene->has_structural)
			return gene;
		snprintf(text, sizeof(text),
			 "%.40s has no structural alleles, so copies say nothing of it; genes that "
			 "have:",
			 gene->name);
		say_genes(r, text);
		return NULL;
	}
	snprintf(text, sizeof(text), "unknown gene '%.40s'; genes whose copies matter:", name);
	say_genes(r, text);
	return NULL;
}

static struct sdi_copy_row *row_of(const struct sdi_copy_file *file, int sample,
				   const struct stardose_gene *gene)
{
	for (int i = file->first[sample]; i >= 0; i = file->rows[i].next)
		if (file->rows[i].gene == gene)
			return &file->rows[i];
	return NULL;
}

static int fit(struct sdi_copy_file *file)
{
	if (file->n == file->m) {
		int want = file->m ? 2 * file->m : 64;
		struct sdi_copy_row *grown = realloc(file->rows, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		file->rows = grown;
		file->m = want;
	}
	if (file->samples.n >= file->m_first) {
		int want = file->m_first ? 2 * file->m_first : 64,
		    *grown = realloc(file->first, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		file->first = grown;
		file->m_first = want;
	}
	return STARDOSE_OK;
}

static int add_row(struct reading *r, const char *name, const struct stardose_gene *gene,
		   int copies)
{
	struct sdi_copy_file *file = r->file;
	int n_before = file->samples.n, sample;
	struct sdi_copy_row *row;
	char why[160];

	if (fit(file))
		return STARDOSE_ENOMEM;
	sample = sdi_sample_set_add(&file->samples, name);
	if (sample < 0)
		return sample;
	if (sample == n_before)
		file->first[sample] = -1;
	row = row_of(file, sample, gene);
	if (!row) {
		file->rows[file->n] =
			(struct sdi_copy_row){ gene, copies, r->line, file->first[sample] };
		file->first[sample] = file->n++;
	} else if (row->copies != copies) {
		snprintf(why, sizeof(why), "it contradicts line %d, so neither is used: %.40s of",
			 row->line, gene->name);
		set_aside(r, why, name);
		row->copies = -1;
	}
	return STARDOSE_OK;
}

static int take_line(struct reading *r, char *line)
{
	const struct stardose_gene *gene;
	char *field[N_FIELDS], why[80];
	int n, copies;

	if (*line == '#' || !*trim(line))
		return STARDOSE_OK;
	n = cut(line, field);
	if (n != N_FIELDS) {
		snprintf(why, sizeof(why),
			 "%d field%s between tabs, %d expected: sample, gene, copies", n,
			 n == 1 ? "" : "s", N_FIELDS);
		set_aside(r, why, NULL);
		return STARDOSE_OK;
	}
	if (r->line == 1 && !strcmp(field[0], "sample") && !strcmp(field[1], "gene"))
		return STARDOSE_OK;		/* a header without its '#' */
	if (!*field[0]) {
		set_aside(r, "no sample name", NULL);
		return STARDOSE_OK;
	}
	gene = find_gene(r, field[1]);
	if (!gene || is_silent(field[2]))
		return STARDOSE_OK;
	copies = parse_copies(r, field[2]);
	return copies < 0 ? STARDOSE_OK : add_row(r, field[0], gene, copies);
}

int sdi_copy_file_parse(const char *path, char *text, size_t size,
			const struct stardose_tables *tables, int max_copies,
			const struct stardose_log *log, struct sdi_copy_file *out,
			struct stardose_error *err)
{
	struct reading r = { .file = out, .tables = tables, .max_copies = max_copies, .log = log };
	char *at = size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? text + 3 : text, *end;
	int ret = STARDOSE_OK;

	out->path = strdup(path);
	if (!out->path)
		ret = STARDOSE_ENOMEM;
	else if (memchr(text, '\0', size))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "'%s' is not a table of copies: it holds binary data",
					 path);
	for (; !ret && at < text + size; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			end = text + size;
		*end = '\0';
		r.line++;
		ret = take_line(&r, at);
	}
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
}

int sdi_copy_file_read(const char *path, const struct stardose_tables *tables, int max_copies,
		       const struct stardose_log *log, struct sdi_copy_file *out,
		       struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_tsv_slurp(path, &text, &size, err);

	if (ret)
		return ret == STARDOSE_ENOMEM ? ret : STARDOSE_EINPUT;
	ret = sdi_copy_file_parse(path, text, size, tables, max_copies, log, out, err);
	free(text);
	return ret;
}

void sdi_copy_file_release(struct sdi_copy_file *file)
{
	sdi_sample_set_release(&file->samples);
	free(file->path);
	free(file->first);
	free(file->rows);
	memset(file, 0, sizeof(*file));
}

int sdi_copy_file_copies(const struct sdi_copy_file *file, const char *sample,
			 const struct stardose_gene *gene)
{
	int at = sdi_sample_set_find(&file->samples, sample);
	const struct sdi_copy_row *row = at < 0 ? NULL : row_of(file, at, gene);

	return row ? row->copies : -1;
}

int sdi_copy_file_unknown_samples(const struct sdi_copy_file *file,
				  int (*has)(const void *user, const char *name), const void *user,
				  const struct stardose_log *log)
{
	kstring_t names = KS_INITIALIZE;
	int n = 0, failed = 0;

	for (int i = 0; i < file->samples.n; i++) {
		if (has(user, file->samples.name[i]))
			continue;
		if (n++ < MAX_NAMED)
			failed |= ksprintf(&names, "%s%s", n > 1 ? ", " : "",
					   file->samples.name[i]) < 0;
	}
	if (n > MAX_NAMED)
		failed |= ksprintf(&names, " and %d more", n - MAX_NAMED) < 0;
	if (n && !failed)
		stardose_log_say(
			log, STARDOSE_EROW,
			"'%s': %d sample%s not in the input, so these rows are set aside: %s",
			file->path, n, n == 1 ? " is" : "s are", names.s);
	ks_free(&names);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
