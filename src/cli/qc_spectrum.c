/* qc_spectrum.c - shares of alleles beside those of published groups */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kfunc.h>
#include <stardose/lines.h>
#include <stardose/table_rows.h>
#include "cli.h"
#include "qc_spectrum.h"

#define SURE 0.001	/* of all tests together */
#define Z_99 2.5758	/* of the limits of a published share */

enum { GENE, ALLELE, POPULATION, FREQUENCY, HAPLOTYPES, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "gene", "allele", "population", "frequency",
						"n_haplotypes" };

struct group_share { char *field[N_COLUMNS]; }; /* a row; its texts are of the table's bytes */

struct qc_spectrum {
	const struct stardose_tables *tables;
	kstring_t text;
	struct group_share *rows;
	int n;
};

/* ---- the table ---- */

static int take_bytes(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	return kputsn(bytes, n, user) < 0 ? cli_no_memory(err) : STARDOSE_OK;
}

static int take_header(char *line, int col[N_COLUMNS], struct stardose_error *err)
{
	char *field[16];
	int n = stardose_line_cut(line, '\t', field, 16);

	for (int c = 0; c < N_COLUMNS; c++)
		if ((col[c] = stardose_line_column(field, n < 16 ? n : 16, columns[c])) < 0)
			return stardose_error_set(err, STARDOSE_ETABLE,
						  "frequencies.tsv has no column '%s'", columns[c]);
	return STARDOSE_OK;
}

/* The mean of all groups is no group. */
static void take_row(struct qc_spectrum *s, char *line, const int col[N_COLUMNS])
{
	char *field[16];
	struct group_share *row = &s->rows[s->n];

	stardose_line_cut(line, '\t', field, 16);
	for (int c = 0; c < N_COLUMNS; c++)
		row->field[c] = field[col[c]];
	s->n += strcmp(row->field[POPULATION], "all") != 0;
}

static int take_table(struct qc_spectrum *s, struct stardose_error *err)
{
	int col[N_COLUMNS], n_lines = 0, has_header = 0, ret = STARDOSE_OK;
	char *save = NULL;

	for (size_t i = 0; i < s->text.l; i++)
		n_lines += s->text.s[i] == '\n';
	s->rows = calloc(n_lines + 1, sizeof(*s->rows));
	if (!s->rows || !s->text.s)
		return cli_no_memory(err);
	for (char *line = strtok_r(s->text.s, "\n", &save); line && !ret;
	     line = strtok_r(NULL, "\n", &save)) {
		if (!strncmp(line, "##", 2))
			continue;
		if (has_header)
			take_row(s, line, col);
		else
			ret = take_header(line, col, err);
		has_header = 1;
	}
	return ret;
}

int qc_spectrum_open(const struct stardose_tables *tables, struct qc_spectrum **out,
		     struct stardose_error *err)
{
	struct qc_spectrum *s = calloc(1, sizeof(*s));
	struct stardose_writer_options options;
	int ret;

	if (!s)
		return cli_no_memory(err);
	s->tables = tables;
	stardose_writer_options_init(&options);
	options.sink = take_bytes;
	options.sink_user = &s->text;
	ret = stardose_rows_table(tables, "frequencies", &options, err);
	if (!ret)
		ret = take_table(s, err);
	if (ret)
		qc_spectrum_free(s);
	else
		*out = s;
	return ret;
}

void qc_spectrum_free(struct qc_spectrum *s)
{
	if (!s)
		return;
	ks_free(&s->text);
	free(s->rows);
	free(s);
}

/* ---- shares ---- */

/* The 99 % limit of a share @p that was counted in @n haplotypes; of an unknown number it is @p */
static double limit(double p, double n, int upper)
{
	double z2 = Z_99 * Z_99, half;

	if (n <= 0)
		return p;
	half = Z_99 * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
	return (p + z2 / (2 * n) + (upper ? half : -half)) / (1 + z2 / n);
}

/* At least @k of @n when each is one with @p; with @upper 0 at most @k: exact (binomial) */
static double tail(int k, int n, double p, int upper)
{
	if (upper)
		return k <= 0 ? 1 : p <= 0 ? 0 : p >= 1 ? 1 : kf_betai(k, n - k + 1, p);
	return k >= n ? 1 : p <= 0 ? 1 : p >= 1 ? 0 : 1 - kf_betai(k + 1, n - k, p);
}

/* Calls that are open favour no allele, so with many of them the others are a choice. */
static int is_known_well(const struct qc_gene *g, const struct stardose_gene *gene)
{
	int each = gene->kind == STARDOSE_GENE_HEMIZYGOUS ? 1 : 2;

	return g->n_haplotypes >= QC_SPECTRUM_FEWEST &&
	       g->n_haplotypes >= QC_SPECTRUM_KNOWN * each * g->n_samples;
}

/* Is the allele one that small variants show, of a gene whose alleles are haplotypes? */
static int is_compared(const struct qc_spectrum *s, const struct qc_gene *g, const char *name)
{
	const struct stardose_gene *gene = stardose_tables_gene(s->tables, g->name);
	const struct stardose_allele *allele = gene ? stardose_gene_allele(gene, name) : NULL;

	return allele && allele->kind == STARDOSE_ALLELE_SMALL && allele->frequency > 0 &&
	       is_known_well(g, gene) &&
	       (gene->kind == STARDOSE_GENE_HAPLOTYPES ||
		gene->kind == STARDOSE_GENE_HEMIZYGOUS);
}

/* The groups that have least and most of the allele, and the limits of what they have. */
static int range(const struct qc_spectrum *s, const char *gene, struct qc_outlier *o,
		 double *least_limit, double *most_limit)
{
	int found = 0;

	for (int i = 0; i < s->n; i++) {
		char **field = s->rows[i].field;
		double share = atof(field[FREQUENCY]), n = atof(field[HAPLOTYPES]);

		if (strcmp(field[GENE], gene) || strcmp(field[ALLELE], o->allele))
			continue;
		if (!found || limit(share, n, 0) < *least_limit) {
			*least_limit = limit(share, n, 0);
			o->least = share;
			o->least_in = field[POPULATION];
		}
		if (!found || limit(share, n, 1) > *most_limit) {
			*most_limit = limit(share, n, 1);
			o->most = share;
			o->most_in = field[POPULATION];
		}
		found = 1;
	}
	return found;
}

static int has_row(const struct qc_spectrum *s, const char *gene, const char *allele,
		   const char *group)
{
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->rows[i].field[GENE], gene) &&
		    !strcmp(s->rows[i].field[ALLELE], allele) &&
		    !strcmp(s->rows[i].field[POPULATION], group))
			return 1;
	return 0;
}

/* A group with rows of the gene and none of the allele: nobody there has it. NULL: none */
static const char *lacking_in(const struct qc_spectrum *s, const char *gene, const char *allele)
{
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->rows[i].field[GENE], gene) &&
		    !has_row(s, gene, allele, s->rows[i].field[POPULATION]))
			return s->rows[i].field[POPULATION];
	return NULL;
}

/* Alleles of the cohort first, then those of the tables that nobody there has; NULL: no more */
static const char *allele_at(const struct qc_spectrum *s, const struct qc_gene *g, int i)
{
	const struct stardose_gene *gene = stardose_tables_gene(s->tables, g->name);

	if (i < g->alleles.n)
		return g->alleles.v[i].name;
	i -= g->alleles.n;
	return gene && i < gene->n_alleles ? gene->alleles[i].name : NULL;
}

static int is_repeated(const struct qc_gene *g, int i, const char *name)
{
	return i >= g->alleles.n && qc_count_of(&g->alleles, name);
}

static int is_beyond(const struct qc_spectrum *s, const struct qc_gene *g, const char *name,
		     int n_tests, struct qc_outlier *o)
{
	double least = 0, most = 0, rare, common;
	const char *none;
	int k = qc_count_of(&g->alleles, name);

	*o = (struct qc_outlier){ .allele = name,
				  .share = (double)k / g->n_haplotypes };
	if (!range(s, g->name, o, &least, &most))
		return 0;
	rare = tail(k, g->n_haplotypes, least, 0);
	common = tail(k, g->n_haplotypes, most, 1);
	o->p = rare < common ? rare : common;
	if (o->p * n_tests >= SURE)
		return 0;
	none = lacking_in(s, g->name, o->allele);
	if (none) {
		o->least = 0;
		o->least_in = none;
	}
	return !none || common < rare;
}

int qc_spectrum_next(const struct qc_spectrum *s, const struct qc_gene *g, int n_tests, int *i,
		     struct qc_outlier *out)
{
	const char *name;

	for (; (name = allele_at(s, g, *i)); ++*i)
		if (!is_repeated(g, *i, name) && is_compared(s, g, name) &&
		    is_beyond(s, g, name, n_tests, out)) {
			++*i;
			return 1;
		}
	return 0;
}

int qc_spectrum_tests(const struct qc_spectrum *s, const struct qc_cohort *cohort)
{
	const char *name;
	int n = 0;

	for (int g = 0; g < cohort->n; g++)
		for (int i = 0; (name = allele_at(s, &cohort->genes[g], i)); i++)
			n += !is_repeated(&cohort->genes[g], i, name) &&
			     is_compared(s, &cohort->genes[g], name);
	return n;
}
