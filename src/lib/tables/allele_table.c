/* allele_table.c - named alleles, their suballeles and frequencies */
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"
#include "util/bits.h"

enum {
	GENE,
	ALLELE,
	KIND,
	FUNCTION,
	VALUE_CPIC,
	VALUE_DPWG,
	DUPLICABLE,
	REQUIRED,
	ANY,
	RENAMED_TO,
	N_COLUMNS
};
static const char *const columns[N_COLUMNS] = { "gene",	      "allele",	    "kind",
						"function",   "value_cpic", "value_dpwg",
						"duplicable", "required",   "any",
						"renamed_to" };

static int load_kind(struct sdi_load *load, int col, enum stardose_allele_kind *out)
{
	static const char *const kind[] = { "small", "hybrid", "deletion", "structural",
					    "retired" };
	const char *cell = sdi_load_cell(load, col);

	for (int i = 0; i < (int)(sizeof(kind) / sizeof(*kind)); i++)
		if (!strcmp(cell, kind[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(
		load, "kind is '%s', not small, hybrid, deletion, structural or retired", cell);
}

/* "*4" and "*4.001" have number 4; -1: not the name of a star allele. */
static long star_number(const char *name)
{
	long number = name[0] == '*' && name[1] >= '0' && name[1] <= '9'
			      ? strtol(name + 1, NULL, 10)
			      : -1;

	return number <= 1000000 ? number : -1;
}

/*
 * Names are any text, but for what separates alleles in the lists of tables and outputs. Star
 * alleles have parts, and no other names.
 */
static int check_name(struct sdi_load *load, const struct stardose_gene *gene,
		      const struct stardose_allele *allele)
{
	const char *name = allele->name;

	if (gene->notation == STARDOSE_NOTATION_STAR) {
		if (star_number(name) < 0)
			return sdi_load_bad(load,
					    "allele name '%s' is not '*' and a number, and '%s' "
					    "has no other notation in genes.tsv",
					    name, gene->name);
		return *allele->also
			       ? sdi_load_bad(load, "star allele '%s' has further names", name)
			       : STARDOSE_OK;
	}
	if (!*name || *name == ' ' || name[strlen(name) - 1] == ' ' || strchr(name, ';'))
		return sdi_load_bad(load, "allele name '%s' is empty, holds ';' or has a blank at "
					  "an end", name);
	return STARDOSE_OK;
}

static int load_value(struct sdi_load *load, int col, int *out)
{
	int64_t value;
	int ret;

	*out = STARDOSE_VALUE_NONE;
	if (!*sdi_load_cell(load, col))
		return STARDOSE_OK;
	ret = sdi_load_decimal(load, col, 2, &value);
	if (!ret && value > 100000)
		return sdi_load_bad(load, "activity value %s is out of range",
				    sdi_load_cell(load, col));
	if (!ret)
		*out = value;
	return ret;
}

static int load_bits(struct sdi_load *load, int col, const struct stardose_gene *gene,
		     struct stardose_bits *out)
{
	const char *s = sdi_load_cell(load, col), *item;
	size_t n;

	while ((n = sdi_load_item(&s, &item))) {
		int variant = sdi_variant_index(gene, item, n);

		if (variant < 0)
			return sdi_load_bad(load, "variant '%.*s' is not in variants.tsv for '%s'",
					    (int)n, item, gene->name);
		if (gene->variants[variant].bit < 0)
			return sdi_load_bad(load, "variant '%.*s' is not a core variant", (int)n,
					    item);
		sdi_bits_set(out, gene->variants[variant].bit);
	}
	return *s ? sdi_load_bad(load, "empty item in a list") : STARDOSE_OK;
}

static int load_allele(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_allele *allele = &sdi_load_room(load, gene)->alleles[gene->n_alleles++];
	int ret;

	allele->name = sdi_load_cell(load, col[ALLELE]);
	allele->function = sdi_load_function(load, col[FUNCTION]);
	allele->renamed_to = sdi_load_cell(load, col[RENAMED_TO]);
	allele->also = sdi_load_cell(load, sdi_tsv_col(load->tsv, "also"));
	ret = check_name(load, gene, allele);
	if (!ret)
		ret = load_kind(load, col[KIND], &allele->kind);
	if (!ret)
		ret = load_value(load, col[VALUE_CPIC], &allele->value[STARDOSE_GUIDELINE_CPIC]);
	if (!ret)
		ret = load_value(load, col[VALUE_DPWG], &allele->value[STARDOSE_GUIDELINE_DPWG]);
	if (!ret)
		ret = sdi_load_yes(load, col[DUPLICABLE], &allele->duplicable);
	if (!ret)
		ret = load_bits(load, col[REQUIRED], gene, &allele->required);
	if (!ret)
		ret = load_bits(load, col[ANY], gene, &allele->any);
	if (ret)
		return ret;
	if (!sdi_bits_empty(sdi_bits_and(allele->required, allele->any)))
		return sdi_load_bad(load, "'%s' both requires and ignores a variant", allele->name);
	allele->matchable = allele->kind == STARDOSE_ALLELE_SMALL ||
		(allele->kind == STARDOSE_ALLELE_HYBRID && !sdi_bits_empty(allele->required));
	return STARDOSE_OK;
}

static int by_number(const void *pa, const void *pb)
{
	const struct stardose_allele *a = pa, *b = pb;
	long x = star_number(a->name), y = star_number(b->name);

	return x != y ? (x < y ? -1 : 1) : strcmp(a->name, b->name);
}

static int by_name(const void *pa, const void *pb)
{
	const struct stardose_allele *const *a = pa, *const *b = pb;

	return strcmp((*a)->name, (*b)->name);
}

static int names_are_unique(struct sdi_load *load, const struct stardose_gene *gene)
{
	const struct stardose_allele **sorted =
		sdi_load_array(load, gene->n_alleles, sizeof(*sorted));

	if (!sorted)
		return sdi_load_no_memory(load);
	for (int i = 0; i < gene->n_alleles; i++)
		sorted[i] = &gene->alleles[i];
	/* star alleles lie by number, and equal names beside each other */
	if (gene->n_alleles && gene->notation != STARDOSE_NOTATION_STAR)
		qsort(sorted, gene->n_alleles, sizeof(*sorted), by_name);
	for (int i = 1; i < gene->n_alleles; i++)
		if (!by_name(&sorted[i - 1], &sorted[i]))
			return stardose_error_set(load->err, STARDOSE_ETABLE,
						  "%s: two rows for '%s' of '%s'", load->tsv->name,
						  sorted[i]->name, gene->name);
	return STARDOSE_OK;
}

static int is_by_number(const struct stardose_gene *gene)
{
	for (int i = 1; i < gene->n_alleles; i++)
		if (by_number(&gene->alleles[i - 1], &gene->alleles[i]) > 0)
			return 0;
	return 1;
}

static int sort_alleles(struct sdi_load *load)
{
	int ret = STARDOSE_OK;

	for (int g = 0; !ret && g < load->tables->n_genes; g++) {
		struct stardose_gene *gene = &load->impl->genes[g];

		if (gene->notation == STARDOSE_NOTATION_STAR && !is_by_number(gene))
			qsort(sdi_load_room(load, gene)->alleles, gene->n_alleles,
			      sizeof(*gene->alleles), by_number);
		ret = names_are_unique(load, gene);
	}
	return ret;
}

static int allele_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->alleles = sdi_load_room(load, gene)->alleles =
		sdi_load_array(load, n, sizeof(*gene->alleles));
	return gene->alleles ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_alleles(struct sdi_load *load)
{
	static const struct sdi_gene_rows how = { columns, N_COLUMNS, allele_room, load_allele };
	int ret = sdi_load_gene_rows(load, &how);

	return !ret ? sort_alleles(load) : ret;
}

/* ---- suballeles.tsv ---- */

static int by_index(const void *pa, const void *pb)
{
	int a = *(const int *)pa, b = *(const int *)pb;

	return (a > b) - (a < b);
}

static int load_suballele(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_suballele *sub =
		&sdi_load_room(load, gene)->suballeles[gene->n_suballeles++];
	const char *s = sdi_load_cell(load, col[3]), *item, *name = sdi_load_cell(load, col[2]);
	const struct stardose_allele *allele = stardose_gene_allele(gene, name);
	int *variants;
	size_t n;

	sub->name = sdi_load_cell(load, col[1]);
	if (!*sub->name)
		return sdi_load_bad(load, "suballele without a name");
	if (!allele)
		return sdi_load_bad(load, "allele '%s' of suballele '%s' is not in alleles.tsv",
				    name, sub->name);
	sub->allele = allele - gene->alleles;
	variants = sdi_load_array(load, strlen(s) / 8 + 1,
				  sizeof(*variants)); /* a key has eight characters or more */
	if (!variants)
		return sdi_load_no_memory(load);
	while ((n = sdi_load_item(&s, &item))) {
		int variant = sdi_variant_index(gene, item, n);

		if (variant < 0)
			return sdi_load_bad(load, "variant '%.*s' is not in variants.tsv for '%s'",
					    (int)n, item, gene->name);
		variants[sub->n_variants++] = variant;
	}
	qsort(variants, sub->n_variants, sizeof(*variants), by_index);
	sub->variants = variants;
	return *s ? sdi_load_bad(load, "empty item in a list") : STARDOSE_OK;
}

static int suballele_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->suballeles = sdi_load_room(load, gene)->suballeles =
		sdi_load_array(load, n, sizeof(*gene->suballeles));
	return gene->suballeles ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_suballeles(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "suballele", "allele", "variants" };
	static const struct sdi_gene_rows how = { names, 4, suballele_room, load_suballele };

	return sdi_load_gene_rows(load, &how);
}

/*
 * ---- frequencies.tsv: the rows of population "all" rank alleles; the others are for people ----
 */

/* The allele of @gene that the first @n bytes of @name are, or NULL */
static struct stardose_allele *allele_of(const struct sdi_load *load,
					 const struct stardose_gene *gene, const char *name,
					 size_t n)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (!strncmp(gene->alleles[i].name, name, n) && !gene->alleles[i].name[n])
			return &sdi_load_room(load, gene)->alleles[i];
	return NULL;
}

/* "*2x2" or "*2x≥3" -> the allele *2; NULL when @name is no duplication of an allele of @gene */
static struct stardose_allele *multiplied(const struct sdi_load *load,
					  const struct stardose_gene *gene, const char *name)
{
	const char *x = strchr(name, 'x');

	return x && gene->notation == STARDOSE_NOTATION_STAR && !strchr(name, '+')
		       ? allele_of(load, gene, name, x - name)
		       : NULL;
}

#define ENOUGH_POPULATIONS 3 /* of an allele, to say how rare it may be elsewhere */

/* The rarest that an allele is in any population. */
static void take_least(const struct sdi_load *load, const struct stardose_gene *gene,
		       const struct stardose_allele *allele, double frequency)
{
	struct sdi_gene_room *room = sdi_load_room(load, gene);
	size_t i = allele - gene->alleles;

	if (!room->n_populations[i]++ || frequency < room->least[i])
		room->least[i] = frequency;
}

static int prepare_least(struct sdi_load *load)
{
	for (int g = 0; g < load->tables->n_genes; g++) {
		const struct stardose_gene *gene = &load->tables->genes[g];
		struct sdi_gene_room *room = sdi_load_room(load, gene);

		room->least = sdi_load_array(load, gene->n_alleles, sizeof(*room->least));
		room->n_populations =
			sdi_load_array(load, gene->n_alleles, sizeof(*room->n_populations));
		if (!room->least || !room->n_populations)
			return sdi_load_no_memory(load);
	}
	return STARDOSE_OK;
}

static void finish_least(struct sdi_load *load)
{
	for (int g = 0; g < load->tables->n_genes; g++)
		for (int i = 0; i < load->tables->genes[g].n_alleles; i++)
			if (load->impl->rooms[g].n_populations[i] < ENOUGH_POPULATIONS)
				load->impl->rooms[g].least[i] = 0;
}

/* The row before, for those of one allele follow each other. */
struct named_allele {
	const struct stardose_gene *gene;
	const char *name;
	struct stardose_allele *allele; /* NULL: no allele is called so */
};

static struct stardose_allele *find_named(const struct sdi_load *load, struct named_allele *last,
					  const struct stardose_gene *gene, const char *name)
{
	if (gene != last->gene || strcmp(name, last->name))
		*last = (struct named_allele){ gene, name,
					       allele_of(load, gene, name, strlen(name)) };
	return last->allele;
}

static int take_frequency(struct sdi_load *load, const int *col, struct named_allele *last)
{
	const char *name = sdi_load_cell(load, col[1]);
	struct stardose_allele *allele;
	struct stardose_gene *gene;
	int64_t frequency;
	int ret = sdi_load_gene(load, col[0], &gene);

	if (!ret)
		ret = sdi_load_decimal(load, col[3], 6, &frequency);
	if (ret)
		return ret;
	if (frequency > 1000000)
		return sdi_load_bad(load, "frequency %s is above 1", sdi_load_cell(load, col[3]));
	allele = find_named(load, last, gene, name);
	if (strcmp(sdi_load_cell(load, col[2]), "all")) {
		if (allele)
			take_least(load, gene, allele, frequency / 1e6);
	} else if (allele) {
		allele->frequency = frequency / 1e6;
	} else if ((allele = multiplied(load, gene, name))) {
		allele->frequency_multiplied += frequency / 1e6;
	} /* else a tandem: stardose_tables_check() looks it up in structures.tsv */
	return STARDOSE_OK;
}

int sdi_load_frequencies(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "allele", "population", "frequency" };
	int col[4], ret = sdi_load_columns(load, names, 4, col);
	struct named_allele last = { NULL, "", NULL };

	if (!ret)
		ret = prepare_least(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = take_frequency(load, col, &last);
	if (!ret)
		finish_least(load);
	return ret;
}
