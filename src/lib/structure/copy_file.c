/* copy_file.c - rows of sample, gene, copies */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "structure/copy_file.h"
#include "util/no_memory.h"
#include "util/user_file.h"

#define N_FIELDS 3		/* sample, gene, copies */
#define MAX_FIELDS (N_FIELDS + 8)
#define MAX_NAMED 10		/* strangers that are named */

/* One file being read. */
struct reading {
	struct sdi_user_text text;
	struct sdi_copy_file *file;
	const struct stardose_tables *tables;
	int max_copies, n_fields; /* of a row */
	char *header; /* the first line, cut in place; or NULL */
	char *column[MAX_FIELDS]; /* its fields; those of no exon are empty */
};

/* ---- the header ---- */

/* "exon_9" is "exon 9". */
static int is_exon(const char *column, const char *exon)
{
	for (;; column++, exon++) {
		column += strspn(column, "_ ");
		exon += strspn(exon, "_ ");
		if (tolower((unsigned char)*column) != tolower((unsigned char)*exon))
			return 0;
		if (!*exon)
			return 1;
	}
}

/* The part of the gene that a column is of, or -1. */
static int part_of(const struct stardose_gene *gene, const char *column)
{
	for (int p = 0; gene->exons && p < gene->exons->n_parts; p++)
		if (is_exon(column, gene->exons->part_name[p]))
			return p;
	return -1;
}

static int is_part(const struct reading *r, const char *column)
{
	for (int g = 0; g < r->tables->n_genes; g++)
		if (part_of(&r->tables->genes[g], column) >= 0)
			return 1;
	return 0;
}

static void ignore_column(const struct reading *r, const char *column)
{
	kstring_t names = KS_INITIALIZE;

	for (int g = 0; g < r->tables->n_genes; g++) {
		const struct stardose_gene_exons *x = r->tables->genes[g].exons;

		for (int p = 0; x && p < x->n_parts; p++)
			ksprintf(&names, "%s%s of %s", names.l ? ", " : "", x->part_name[p],
				 r->tables->genes[g].name);
	}
	stardose_log_say(r->text.log, STARDOSE_EROW,
			 "'%s': column '%.40s' is not used; exons that are counted apart: %s",
			 r->text.path, column, names.s ? names.s : "none");
	ks_free(&names);
}

/* The first line where it names columns; those behind the third are of exons. */
static int take_header(struct reading *r)
{
	size_t n = strcspn(r->text.at, "\r\n");
	const char *name = r->text.at + strspn(r->text.at, "# ");

	r->n_fields = N_FIELDS;
	if (strncmp(name, "sample\tgene\t", 12) || name > r->text.at + n)
		return STARDOSE_OK;
	r->header = strndup(name, r->text.at + n - name);
	if (!r->header)
		return STARDOSE_ENOMEM;
	n = stardose_line_cut(r->header, '\t', r->column, MAX_FIELDS);
	r->n_fields = n < N_FIELDS ? N_FIELDS : n < MAX_FIELDS ? (int)n : MAX_FIELDS;
	for (int i = N_FIELDS; i < r->n_fields; i++)
		if (!is_part(r, r->column[i])) {
			ignore_column(r, r->column[i]);
			*r->column[i] = '\0';
		}
	return STARDOSE_OK;
}

/* ---- rows ---- */

static int is_silent(const char *copies)
{
	return !strcmp(copies, ".") || !*copies || !strcasecmp(copies, "not_assessed") ||
	       !strcasecmp(copies, "NA");
}

/* The number, or -1 with the reason. "2.0" is two; rounding 1.8 is for whoever measured it. */
static int parse_copies(const struct reading *r, const char *text)
{
	const char *s = text;
	long n = 0;

	for (; isdigit((unsigned char)*s) && n <= r->max_copies; s++)
		n = 10 * n + (*s - '0');
	if (s == text || n > r->max_copies) {
		sdi_user_aside(&r->text, "'%.40s' is not a number of copies from 0 to %d", text,
			       r->max_copies);
		return -1;
	}
	if (*s == '.' && isdigit((unsigned char)s[1])) {
		while (*++s == '0')
			;
		if (isdigit((unsigned char)*s)) {
			sdi_user_aside(&r->text,
				       "'%.40s' copies is not a whole number; round it where it "
				       "was measured",
				       text);
			return -1;
		}
	}
	if (*s) {
		sdi_user_aside(&r->text, "'%.40s' is not a whole number of copies", text);
		return -1;
	}
	return (int)n;
}

/* Few genes have structural alleles, so the nearest names are all of them. */
static const struct stardose_gene *find_gene(const struct reading *r, const char *name)
{
	const struct stardose_gene *found = NULL;
	kstring_t names = KS_INITIALIZE;

	for (int g = 0; g < r->tables->n_genes; g++) {
		const struct stardose_gene *gene = &r->tables->genes[g];

		if (!strcasecmp(gene->name, name))
			found = gene;
		if (gene->has_structural)
			ksprintf(&names, "%s%s", names.l ? ", " : "", gene->name);
	}
	if (!found)
		sdi_user_aside(&r->text, "unknown gene '%.40s'; genes whose copies matter: %s",
			       name, names.s ? names.s : "none");
	else if (!found->has_structural)
		sdi_user_aside(&r->text,
			       "%.40s has no structural alleles, so copies say nothing of it; "
			       "genes that have: %s",
			       found->name, names.s ? names.s : "none");
	ks_free(&names);
	return found && found->has_structural ? found : NULL;
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

static int same_counts(const struct sdi_copy_counts *a, const struct sdi_copy_counts *b)
{
	return a->copies == b->copies && !memcmp(a->part, b->part, sizeof(a->part));
}

static int add_row(struct reading *r, const char *name, const struct stardose_gene *gene,
		   const struct sdi_copy_counts *counts)
{
	struct sdi_copy_file *file = r->file;
	int n_before = file->samples.n, sample;
	struct sdi_copy_row *row;

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
			(struct sdi_copy_row){ gene, *counts, r->text.line, file->first[sample] };
		file->first[sample] = file->n++;
	} else if (!same_counts(&row->counts, counts)) {
		char what[48];

		snprintf(what, sizeof(what), "%.40s of", gene->name);
		sdi_user_contradiction(&r->text, row->line, what, name);
		row->counts = sdi_copies_unknown;
	}
	return STARDOSE_OK;
}

/* The exons that were counted apart: 0 when a cell is no number. */
static int read_parts(const struct reading *r, char *const *field,
		      const struct stardose_gene *gene, struct sdi_copy_counts *out)
{
	for (int i = N_FIELDS; i < r->n_fields; i++) {
		int p = *r->column[i] ? part_of(gene, r->column[i]) : -1;

		if (p < 0 || is_silent(field[i]))
			continue;
		out->part[p] = parse_copies(r, field[i]);
		if (out->part[p] < 0)
			return 0;
	}
	return 1;
}

static int take_row(struct reading *r, char *line)
{
	const struct stardose_gene *gene;
	char *field[MAX_FIELDS];
	struct sdi_copy_counts counts = sdi_copies_unknown;
	int n = stardose_line_cut(line, '\t', field, MAX_FIELDS);

	if (n != r->n_fields) {
		sdi_user_aside(&r->text,
			       "%d field%s between tabs, %d expected: sample, gene, copies%s", n,
			       n == 1 ? "" : "s", r->n_fields,
			       r->n_fields > N_FIELDS ? ", exons" : "");
		return STARDOSE_OK;
	}
	if (r->text.line == 1 && !strcmp(field[0], "sample") && !strcmp(field[1], "gene"))
		return STARDOSE_OK;		/* a header without its '#' */
	if (!*field[0]) {
		sdi_user_aside(&r->text, "no sample name");
		return STARDOSE_OK;
	}
	gene = find_gene(r, field[1]);
	if (!gene || is_silent(field[2]))
		return STARDOSE_OK;
	counts.copies = parse_copies(r, field[2]);
	if (counts.copies < 0 || !read_parts(r, field, gene, &counts))
		return STARDOSE_OK;
	return add_row(r, field[0], gene, &counts);
}

int sdi_copy_file_parse(const char *path, char *text, size_t size,
			const struct stardose_tables *tables, int max_copies,
			const struct stardose_log *log, struct sdi_copy_file *out,
			struct stardose_error *err)
{
	struct reading r = { .file = out, .tables = tables, .max_copies = max_copies };
	int ret = sdi_user_text(&r.text, path, "a table of copies", "#", text, size, log, err);
	char *row;

	if (ret)
		return ret;
	out->path = strdup(path);
	if (!out->path)
		return sdi_no_memory(err);
	ret = take_header(&r);
	while (!ret && (row = sdi_user_row(&r.text)))
		ret = take_row(&r, row);
	free(r.header);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_copy_file_read(const char *path, const struct stardose_tables *tables, int max_copies,
		       const struct stardose_log *log, struct sdi_copy_file *out,
		       struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
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

struct sdi_copy_counts sdi_copy_file_counts(const struct sdi_copy_file *file, const char *sample,
					    const struct stardose_gene *gene)
{
	int at = sdi_sample_set_find(&file->samples, sample);
	const struct sdi_copy_row *row = at < 0 ? NULL : row_of(file, at, gene);

	return row ? row->counts : sdi_copies_unknown;
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
