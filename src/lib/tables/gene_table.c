/* gene_table.c - genes, reference windows, contig names, structures */
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"

#define MAX_POS ((int64_t)1 << 31)

/* ---- contigs.tsv ---- */

static struct sdi_chrom_length *chrom_of(struct sdi_table_impl *impl, const char *name)
{
	for (int i = 0; i < impl->n_lengths; i++)
		if (!strcmp(impl->lengths[i].chrom, name))
			return &impl->lengths[i];
	impl->lengths[impl->n_lengths] = (struct sdi_chrom_length){ .chrom = name };
	return &impl->lengths[impl->n_lengths++];
}

/* The same name for the same chromosome in the other build: one entry that stands for both. */
static int join_builds(struct sdi_load *load, struct stardose_contig *contigs, int n,
		       const struct stardose_contig *new)
{
	for (int i = 0; i < n; i++) {
		if (strcmp(contigs[i].name, new->name))
			continue;
		if (strcmp(contigs[i].chrom, new->chrom) || contigs[i].build == new->build ||
		    contigs[i].build == STARDOSE_BUILD_AUTO)
			return sdi_load_bad(load,
					    "contig name '%s' stands for chromosome %s already",
					    new->name, contigs[i].chrom);
		contigs[i].build = STARDOSE_BUILD_AUTO;
		return 1;
	}
	return 0;
}

enum { BUILD, CONTIG_CHROM, NAME, LENGTH, N_CONTIG_COLUMNS };

static int load_contig(struct sdi_load *load, const int *col, struct stardose_contig *contig,
		       int64_t length)
{
	struct sdi_chrom_length *chrom;
	int ret = sdi_load_build(load, col[BUILD], &contig->build);

	if (ret)
		return ret;
	contig->chrom = sdi_load_cell(load, col[CONTIG_CHROM]);
	contig->name = sdi_load_cell(load, col[NAME]);
	if (!*contig->chrom || !*contig->name)
		return sdi_load_bad(load, "contig without a name or chromosome");
	chrom = chrom_of(load->impl, contig->chrom);
	if (chrom->length[contig->build] && chrom->length[contig->build] != length)
		return sdi_load_bad(load, "chromosome %s has two lengths", contig->chrom);
	chrom->length[contig->build] = length;
	return STARDOSE_OK;
}

/* A chromosome of a reference that is none of ours: known by its length alone. */
static int load_other(struct sdi_load *load, const int *col, int64_t length)
{
	const char *name = sdi_load_cell(load, col[NAME]);

	if (!*name)
		return sdi_load_bad(load, "another reference without a name");
	load->impl->others[load->impl->n_others++] = (struct sdi_other_length){ name, length };
	return STARDOSE_OK;
}

int sdi_load_contigs(struct sdi_load *load)
{
	static const char *const names[] = { "build", "chrom", "name", "length" };
	struct sdi_table_impl *impl = load->impl;
	struct stardose_contig *contigs = sdi_load_array(load, load->tsv->n_rows, sizeof(*contigs));
	int col[N_CONTIG_COLUMNS], n = 0, joined,
	    ret = sdi_load_columns(load, names, N_CONTIG_COLUMNS, col);

	impl->lengths = sdi_load_array(load, load->tsv->n_rows, sizeof(*impl->lengths));
	impl->others = sdi_load_array(load, load->tsv->n_rows, sizeof(*impl->others));
	if (!contigs || !impl->lengths || !impl->others)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		int64_t length;

		ret = sdi_load_int(load, col[LENGTH], 1, MAX_POS, &length);
		if (ret)
			return ret;
		if (!strcmp(sdi_tsv_cell(load->tsv, load->row, col[BUILD]), "other")) {
			ret = load_other(load, col, length);
			continue;
		}
		ret = load_contig(load, col, &contigs[n], length);
		joined = ret ? 0 : join_builds(load, contigs, n, &contigs[n]);
		if (joined < 0)
			return joined;
		n += !joined;
	}
	load->tables->contigs = contigs;
	load->tables->n_contigs = n;
	return ret;
}

/* ---- genes.tsv ---- */

enum { GENE, CHROM, BEG38, END38, BEG37, END37, PHENOTYPE, STRUCTURAL, N_GENE_COLUMNS };
static const char *const gene_columns[N_GENE_COLUMNS] = { "gene",	"chrom",      "grch38_beg",
							  "grch38_end", "grch37_beg", "grch37_end",
							  "phenotype",	"structural" };

static int load_span(struct sdi_load *load, struct stardose_gene *gene, enum stardose_build build,
		     int beg_col, int end_col)
{
	int64_t beg, end;
	int ret = sdi_load_int(load, beg_col, 1, MAX_POS, &beg);

	if (!ret)
		ret = sdi_load_int(load, end_col, beg, MAX_POS, &end);
	if (ret)
		return ret;
	gene->beg[build] = beg - 1;
	gene->end[build] = end;
	return STARDOSE_OK;
}

static int load_method(struct sdi_load *load, int col, enum stardose_phenotype_method *out)
{
	static const char *const method[] = { "none", "score", "pair" };
	const char *cell = sdi_load_cell(load, col);

	for (int i = 0; i < 3; i++)
		if (!strcmp(cell, method[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "phenotype is '%s', not score, pair or none", cell);
}

/* An optional column: a gene of a table without it has star alleles. */
static int load_notation(struct sdi_load *load, struct stardose_gene *gene)
{
	static const char *const notation[] = { "star", "hgvs", "rsid", "name" };
	const char *cell = sdi_load_cell(load, sdi_tsv_col(load->tsv, "notation"));

	for (int i = 0; i < (int)(sizeof(notation) / sizeof(*notation)); i++)
		if (!strcmp(*cell ? cell : "star", notation[i])) {
			gene->notation = i;
			return gene->notation != STARDOSE_NOTATION_STAR && gene->has_structural
				       ? sdi_load_bad(load, "only star alleles can be written with "
							    "copies, so that '%s' cannot be "
							    "structural",
						      gene->name)
				       : STARDOSE_OK;
		}
	return sdi_load_bad(load, "notation is '%s', not star, hgvs, rsid or name", cell);
}

/* Optional columns: a gene of a table without them is of haplotypes. */
static int load_kind(struct sdi_load *load, struct stardose_gene *gene)
{
	static const char *const kind[STARDOSE_N_GENE_KINDS] = { "haplotypes", "listed",
								 "hemizygous", "mitochondrial" };
	const char *cell = sdi_load_cell(load, sdi_tsv_col(load->tsv, "kind")),
		   *ignoring = sdi_load_cell(load, sdi_tsv_col(load->tsv, "phase_ignored"));

	while (*cell && gene->kind < STARDOSE_N_GENE_KINDS && strcmp(cell, kind[gene->kind]))
		gene->kind++;
	if (gene->kind == STARDOSE_N_GENE_KINDS)
		return sdi_load_bad(load, "kind is '%s', not haplotypes, listed, hemizygous or "
					  "mitochondrial", cell);
	if (gene->kind && (gene->notation == STARDOSE_NOTATION_STAR || gene->has_structural))
		return sdi_load_bad(load, "'%s' is not of haplotypes, so it has neither star nor "
					  "structural alleles", gene->name);
	if (*ignoring && strcmp(ignoring, "DPWG"))
		return sdi_load_bad(load, "phase_ignored is '%s', not DPWG or '-'", ignoring);
	gene->phase_ignored = *ignoring ? 1u << STARDOSE_GUIDELINE_DPWG : 0;
	return STARDOSE_OK;
}

/* An optional column; '-' is a strand here, and no empty cell. */
static int is_reverse(const struct sdi_load *load)
{
	return !strcmp(sdi_tsv_cell(load->tsv, load->row, sdi_tsv_col(load->tsv, "strand")), "-");
}

static int load_gene(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	int ret;

	gene->order = load->row;
	sdi_gene_terms(load->impl, gene);
	gene->name = sdi_load_cell(load, col[GENE]);
	gene->programs = sdi_load_cell(load, sdi_tsv_col(load->tsv, "programs"));
	gene->edition = sdi_load_cell(load, sdi_tsv_col(load->tsv, "edition"));
	gene->chrom = sdi_load_cell(load, col[CHROM]);
	gene->is_reverse = is_reverse(load);
	if (!*gene->name)
		return sdi_load_bad(load, "gene without a name");
	for (int i = 0; i < load->row; i++)
		if (!strcmp(load->impl->genes[i].name, gene->name))
			return sdi_load_bad(load, "second row for gene '%s'", gene->name);
	if (!stardose_chrom_length(load->tables, STARDOSE_BUILD_GRCH38, gene->chrom) ||
	    !stardose_chrom_length(load->tables, STARDOSE_BUILD_GRCH37, gene->chrom))
		return sdi_load_bad(load,
				    "chromosome '%s' of '%s' is not in contigs.tsv for both builds",
				    gene->chrom, gene->name);
	ret = load_span(load, gene, STARDOSE_BUILD_GRCH38, col[BEG38], col[END38]);
	if (!ret)
		ret = load_span(load, gene, STARDOSE_BUILD_GRCH37, col[BEG37], col[END37]);
	if (!ret)
		ret = load_method(load, col[PHENOTYPE], &gene->method);
	if (!ret)
		ret = sdi_load_yes(load, col[STRUCTURAL], &gene->has_structural);
	if (!ret)
		ret = load_notation(load, gene);
	return !ret ? load_kind(load, gene) : ret;
}

int sdi_load_genes(struct sdi_load *load)
{
	int col[N_GENE_COLUMNS], ret = sdi_load_columns(load, gene_columns, N_GENE_COLUMNS, col);

	load->impl->genes = sdi_load_array(load, load->tsv->n_rows, sizeof(*load->impl->genes));
	load->impl->rooms = sdi_load_array(load, load->tsv->n_rows, sizeof(*load->impl->rooms));
	if (!load->impl->genes || !load->impl->rooms)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_gene(load, col, &load->impl->genes[load->row]);
	if (!ret && !load->tsv->n_rows)
		ret = stardose_error_set(load->err, STARDOSE_ETABLE, "%s: no gene",
					 load->tsv->name);
	load->tables->genes = load->impl->genes;
	load->tables->n_genes = load->tsv->n_rows;
	load->tables->version = sdi_tsv_meta(load->tsv, "version");
	return ret;
}

/* ---- windows.tsv ---- */

static int by_position(const void *pa, const void *pb)
{
	const struct stardose_window *a = pa, *b = pb;

	if (a->build != b->build)
		return a->build < b->build ? -1 : 1;
	return (a->beg > b->beg) - (a->beg < b->beg);
}

static int load_window(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_window *window = &sdi_load_room(load, gene)->windows[gene->n_windows++];
	int64_t beg, end;
	int ret = sdi_load_build(load, col[1], &window->build);

	if (!ret)
		ret = sdi_load_int(load, col[2], 1, MAX_POS, &beg);
	if (!ret)
		ret = sdi_load_int(load, col[3], beg, MAX_POS, &end);
	if (!ret)
		ret = sdi_load_bases(load, col[4], &window->seq);
	if (ret)
		return ret;
	window->beg = beg - 1;
	window->end = end;
	if ((int64_t)strlen(window->seq) != end - beg + 1)
		return sdi_load_bad(load,
				    "window has %zu bases where beg and end leave room for %lld",
				    strlen(window->seq), (long long)(end - beg + 1));
	return STARDOSE_OK;
}

static int sort_windows(struct sdi_load *load)
{
	for (int g = 0; g < load->tables->n_genes; g++) {
		struct stardose_gene *gene = &load->impl->genes[g];
		struct stardose_window *windows = sdi_load_room(load, gene)->windows;

		qsort(windows, gene->n_windows, sizeof(*windows), by_position);
		for (int i = 1; i < gene->n_windows; i++)
			if (windows[i].build == windows[i - 1].build &&
			    windows[i].beg < windows[i - 1].end)
				return stardose_error_set(
					load->err, STARDOSE_ETABLE,
					"%s: windows of '%s' at %lld overlap (%s)", load->tsv->name,
					gene->name, (long long)windows[i].beg + 1,
					stardose_build_name(windows[i].build));
	}
	return STARDOSE_OK;
}

static int window_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->windows = sdi_load_room(load, gene)->windows =
		sdi_load_array(load, n, sizeof(*gene->windows));
	return gene->windows ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_windows(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "build", "beg", "end", "sequence" };
	static const struct sdi_gene_rows how = { names, 5, window_room, load_window };
	int ret = sdi_load_gene_rows(load, &how);

	return !ret ? sort_windows(load) : ret;
}

/*
 * ---- structures.tsv: haplotypes that are more than one allele in one copy; the spans are for
 * people and for the check ----
 */

static int structure_type(const char *cell, enum stardose_structure_type *out)
{
	static const char *const type[] = { "deletion", "hybrid", "structural", "duplication",
					    "tandem" };

	for (int i = 0; i < (int)(sizeof(type) / sizeof(*type)); i++)
		if (!strcmp(cell, type[i])) {
			*out = i;
			return 1;
		}
	return 0;
}

/*
 * Values of duplications and tandems are given in one scale only; the other is the sum of the
 * parts.
 */
static int load_structure(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_structure *structure =
		&sdi_load_room(load, gene)->structures[gene->n_structures];
	int64_t value = STARDOSE_VALUE_NONE, ignored;
	int ret = STARDOSE_OK;

	if (*sdi_load_cell(load, col[4]))
		ret = sdi_load_decimal(load, col[4], 2, &value);
	for (int i = 6; !ret && i < 10; i++)
		if (*sdi_load_cell(load, col[i]))
			ret = sdi_load_int(load, col[i], 1, MAX_POS, &ignored);
	if (!ret && value > 100000)
		return sdi_load_bad(load, "activity value %s is out of range",
				    sdi_load_cell(load, col[4]));
	if (ret || !structure_type(sdi_load_cell(load, col[1]), &structure->type))
		return ret;
	structure->name = sdi_load_cell(load, col[2]);
	structure->function = sdi_load_function(load, col[3]);
	structure->value = value;
	gene->n_structures++;
	return STARDOSE_OK;
}

static int structure_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->structures = sdi_load_room(load, gene)->structures =
		sdi_load_array(load, n, sizeof(*gene->structures));
	return gene->structures ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_structures(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	   "type",	"name",	      "function",
					     "value",	   "chrom",	"grch38_beg", "grch38_end",
					     "grch37_beg", "grch37_end" };
	static const struct sdi_gene_rows how = { names, 10, structure_room, load_structure };
	int ret = sdi_load_gene_rows(load, &how);

	return !ret ? sdi_load_exons(load) : ret;
}
