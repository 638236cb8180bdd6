/* file_listing.c - what a file lists around each gene, and at all of them together */
#include <stdlib.h>
#include <string.h>
#include "caller/file_listing.h"

/*
 * Where so many rows are expected at the genes together, a person of whom every variant is listed
 * has this share of them (with four genes all have, with two 98 of 100), and one whose rows are
 * those of an array has less: docs/VALIDATION.md. Fewer rows than FEW_ROWS are taken at the user's
 * word.
 */
#define FILE_ENOUGH 0.4
#define FILE_EXPECTED 50
#define FEW_ROWS 8

/* The first and last row in a stretch, as offsets plus one; 0: none. */
struct edge {
	uint16_t first, last;
};

struct sdi_chrom_rows {
	const char *chrom;
	hts_pos_t last_pos;
	int first_bin, n_bins; /* of the genes on it */
	struct edge *bins;     /* made with the first row */
};

static hts_pos_t at_beg(const struct sdi_gene_vicinity *v)
{
	hts_pos_t beg = v->gene_beg - SDI_AT_GENE;

	return beg < 0 ? 0 : beg;
}

static hts_pos_t at_end(const struct sdi_gene_vicinity *v) { return v->gene_end + SDI_AT_GENE; }

static struct sdi_chrom_rows *find_chrom(const struct sdi_file_rows *rows, const char *chrom)
{
	for (int i = 0; i < rows->n_chroms; i++)
		if (!strcmp(rows->chroms[i].chrom, chrom))
			return &rows->chroms[i];
	return NULL;
}

/* The genes' chromosomes grow to hold @v. */
static void reserve(struct sdi_file_rows *rows, const char *chrom,
		    const struct sdi_gene_vicinity *v)
{
	struct sdi_chrom_rows *c = find_chrom(rows, chrom);
	int first = at_beg(v) / SDI_ROW_BIN, last = at_end(v) / SDI_ROW_BIN;

	if (!c) {
		c = &rows->chroms[rows->n_chroms++];
		*c = (struct sdi_chrom_rows){ .chrom = chrom, .last_pos = -1, .first_bin = first };
	}
	if (first < c->first_bin) {
		c->n_bins += c->first_bin - first;
		c->first_bin = first;
	}
	if (last - c->first_bin + 1 > c->n_bins)
		c->n_bins = last - c->first_bin + 1;
}

static int init_gene(struct sdi_file_listing *l, int g)
{
	const struct stardose_gene *gene = &l->tables->genes[g];

	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		if (sdi_gene_vicinity_init(&l->gene[g].around[b], gene, b))
			return STARDOSE_ENOMEM;
		reserve(&l->rows[b], gene->chrom, &l->gene[g].around[b]);
	}
	return STARDOSE_OK;
}

int sdi_file_listing_init(struct sdi_file_listing *l, const struct stardose_tables *tables,
			  const struct stardose_gene *const *genes, int n_genes)
{
	int ret = STARDOSE_OK;

	memset(l, 0, sizeof(*l));
	l->tables = tables;
	l->gene = calloc(tables->n_genes + 1, sizeof(*l->gene));
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		l->rows[b].chroms = calloc(tables->n_genes + 1, sizeof(*l->rows[b].chroms));
		if (!l->rows[b].chroms)
			ret = STARDOSE_ENOMEM;
	}
	l->near = calloc(STARDOSE_N_BUILDS * (size_t)tables->n_genes + 1, sizeof(*l->near));
	if (!l->gene || !l->near)
		return STARDOSE_ENOMEM;
	for (int g = 0; g < tables->n_genes && !ret; g++)
		ret = init_gene(l, g);
	for (int g = 0; g < n_genes && !ret; g++)
		sdi_file_listing_of(l, genes[g])->is_wanted = 1;
	return ret;
}

void sdi_file_listing_release(struct sdi_file_listing *l)
{
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		for (int g = 0; l->gene && g < l->tables->n_genes; g++)
			sdi_gene_vicinity_release(&l->gene[g].around[b]);
		for (int i = 0; i < l->rows[b].n_chroms; i++)
			free(l->rows[b].chroms[i].bins);
		free(l->rows[b].chroms);
	}
	free(l->gene);
	free(l->near);
	memset(l, 0, sizeof(*l));
}

struct sdi_listed_gene *sdi_file_listing_of(const struct sdi_file_listing *l,
					    const struct stardose_gene *gene)
{
	return &l->gene[gene - l->tables->genes];
}

static int is_at(const struct sdi_gene_vicinity *v, hts_pos_t pos)
{
	return pos >= at_beg(v) && pos < at_end(v);
}

/* Asked of every record, so that what counts on its chromosome is laid out once. */
static void go_to(struct sdi_file_listing *l, const char *chrom)
{
	l->here = chrom;
	l->n_near = 0;
	for (int g = 0; g < l->tables->n_genes; g++)
		for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
			const struct sdi_gene_vicinity *v = &l->gene[g].around[b];

			if (strcmp(l->tables->genes[g].chrom, chrom))
				continue;
			l->near[l->n_near++] =
				l->gene[g].is_wanted
					? (struct sdi_near_span){ v->beg, v->end }
					: (struct sdi_near_span){ at_beg(v), at_end(v) };
		}
}

int sdi_file_listing_is_near(struct sdi_file_listing *l, const char *chrom, hts_pos_t pos)
{
	if (!l->gene)
		return 0;
	if (l->here != chrom)
		go_to(l, chrom);
	for (int i = 0; i < l->n_near; i++)
		if (pos >= l->near[i].beg && pos < l->near[i].end)
			return 1;
	return 0;
}

static int add_to_file(struct sdi_file_rows *rows, const char *chrom,
		       const struct sdi_near_row *row)
{
	struct sdi_chrom_rows *c = find_chrom(rows, chrom);
	uint16_t offset = row->pos % SDI_ROW_BIN + 1;
	struct edge *at;

	if (!sdi_row_is_site(row) || row->pos == c->last_pos)
		return STARDOSE_OK;
	if (!c->bins && !(c->bins = calloc(c->n_bins, sizeof(*c->bins))))
		return STARDOSE_ENOMEM;
	c->last_pos = row->pos;
	sdi_row_count_add(&rows->count, row);
	at = &c->bins[row->pos / SDI_ROW_BIN - c->first_bin];
	if (!at->first || offset < at->first)
		at->first = offset;
	if (offset > at->last)
		at->last = offset;
	return STARDOSE_OK;
}

int sdi_file_listing_add(struct sdi_file_listing *l, const char *chrom, int builds, int file,
			 const struct sdi_near_row *row)
{
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		int is_any_at = 0;

		for (int g = 0; builds >> b & 1 && g < l->tables->n_genes; g++) {
			struct sdi_listed_gene *gene = &l->gene[g];

			if (strcmp(l->tables->genes[g].chrom, chrom))
				continue;
			is_any_at |= is_at(&gene->around[b], row->pos);
			if (gene->is_wanted && sdi_gene_vicinity_add(&gene->around[b], row))
				gene->near_file = file;
		}
		if (is_any_at && add_to_file(&l->rows[b], chrom, row))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* Bases from the first to the last row of stretches that short gaps join. */
static hts_pos_t stretch(const struct sdi_chrom_rows *c)
{
	hts_pos_t sum = 0, beg = 0;
	int last = -1;

	for (int i = 0; c->bins && i <= c->n_bins; i++) {
		if (last >= 0 && (i == c->n_bins || i - last > SDI_MAX_GAP + 1)) {
			sum += (hts_pos_t)last * SDI_ROW_BIN + c->bins[last].last - beg;
			last = -1;
		}
		if (i == c->n_bins || !c->bins[i].first)
			continue;
		if (last < 0)
			beg = (hts_pos_t)i * SDI_ROW_BIN + c->bins[i].first - 1;
		last = i;
	}
	return sum;
}

static enum sdi_listing judge_file(const struct sdi_file_rows *rows, int n_samples,
				   struct sdi_listing_signs *signs)
{
	int n = rows->count.n_rows, is_mixed = rows->count.n_reference > SDI_MANY_REFERENCE * n;

	*signs = (struct sdi_listing_signs){ .n_rows = n,
					     .n_reference = rows->count.n_reference,
					     .is_of_file = 1 };
	for (int i = 0; i < rows->n_chroms; i++)
		signs->bases += stretch(&rows->chroms[i]);
	signs->expected = sdi_expected_rows(signs->bases, n_samples);
	if (n >= SDI_ENOUGH_ROWS &&
	    n >= (is_mixed ? SDI_ENOUGH_OF_COHORT : FILE_ENOUGH) * signs->expected)
		return SDI_LISTING_ALL;
	return n >= FEW_ROWS && signs->expected >= FILE_EXPECTED ? SDI_LISTING_CHOSEN
								 : SDI_LISTING_UNKNOWN;
}

enum sdi_listing sdi_file_listing_judge(const struct sdi_file_listing *l,
					const struct stardose_gene *gene, enum stardose_build build,
					int n_samples, struct sdi_listing_signs *signs)
{
	struct sdi_listing_signs of_gene, of_file;
	enum sdi_listing file,
		listing = sdi_gene_vicinity_judge(&sdi_file_listing_of(l, gene)->around[build],
						  n_samples, 1, &of_gene);

	if (n_samples <= SDI_FEW_SAMPLES && !of_gene.is_sure) {
		file = judge_file(&l->rows[build], n_samples, &of_file);
		if (file != SDI_LISTING_UNKNOWN) {
			listing = file;
			of_gene = of_file;
		}
	}
	if (signs)
		*signs = of_gene;
	return listing;
}
