/* variant_table.c - definition variants: where they lie in both builds, and their bits */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"

enum {
	GENE,
	VARIANT,
	RSID,
	LABEL,
	EFFECT,
	POS38,
	REF38,
	ALT38,
	POS37,
	REF37,
	ALT37,
	SWAPPED37,
	CORE,
	ABOLISHES,
	SILENT,
	NEVER,
	PARALOG,
	N_COLUMNS
};
static const char *const columns[N_COLUMNS] = {
	"gene",	      "variant",    "rsid",	  "label",	 "effect",     "grch38_pos",
	"grch38_ref", "grch38_alt", "grch37_pos", "grch37_ref",	 "grch37_alt", "grch37_swapped",
	"core",	      "abolishes",  "silent",	  "never_assume", "paralog_base"
};

static int compare(const struct stardose_locus *a, const struct stardose_locus *b)
{
	int c;

	if (a->pos != b->pos)
		return a->pos < b->pos ? -1 : 1;
	c = strcmp(a->ref, b->ref);
	return c ? c : strcmp(a->alt, b->alt);
}

static int by_grch38(const void *pa, const void *pb)
{
	const struct stardose_variant *a = pa, *b = pb;

	return compare(&a->at[STARDOSE_BUILD_GRCH38], &b->at[STARDOSE_BUILD_GRCH38]);
}

static int load_locus(struct sdi_load *load, struct stardose_locus *at, int pos_col, int ref_col,
		      int alt_col)
{
	int64_t pos;
	int ret = sdi_load_int(load, pos_col, 1, INT32_MAX, &pos);

	if (!ret)
		ret = sdi_load_bases(load, ref_col, &at->ref);
	if (!ret)
		ret = sdi_load_bases(load, alt_col, &at->alt);
	if (ret)
		return ret;
	at->pos = pos - 1;
	return STARDOSE_OK;
}

/* Does @id go on with @part, and then with @end? Return: what is behind that, or NULL */
static const char *goes_on(const char *id, const char *part, char end)
{
	size_t n = strlen(part);

	return id && !strncmp(id, part, n) && id[n] == end ? id + n + (end != '\0') : NULL;
}

/* The key must say what the row says, or other tables would speak of another variant. */
static int check_id(struct sdi_load *load, const struct stardose_gene *gene,
		    const struct stardose_variant *variant, const char *pos)
{
	const struct stardose_locus *at = &variant->at[STARDOSE_BUILD_GRCH38];
	const char *id = goes_on(variant->id, gene->chrom, ':');

	id = goes_on(goes_on(goes_on(id, pos, ':'), at->ref, ':'), at->alt, '\0');
	return id ? STARDOSE_OK
		  : sdi_load_bad(load,
				 "variant is called '%s', its GRCh38 columns say '%s:%s:%s:%s'",
				 variant->id, gene->chrom, pos, at->ref, at->alt);
}

static int load_variant(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_variant *variant = &sdi_load_room(load, gene)->variants[gene->n_variants++];
	int core, ret;

	variant->id = sdi_load_cell(load, col[VARIANT]);
	variant->rsid = sdi_load_cell(load, col[RSID]);
	variant->label = sdi_load_cell(load, col[LABEL]);
	variant->effect = sdi_load_cell(load, col[EFFECT]);
	variant->silent = sdi_load_cell(load, col[SILENT]);
	variant->never_assume = *sdi_load_cell(load, col[NEVER]) != '\0';
	variant->paralog = sdi_load_cell(load, col[PARALOG]);
	ret = load_locus(load, &variant->at[STARDOSE_BUILD_GRCH38], col[POS38], col[REF38],
			 col[ALT38]);
	if (!ret)
		ret = load_locus(load, &variant->at[STARDOSE_BUILD_GRCH37], col[POS37], col[REF37],
				 col[ALT37]);
	if (!ret)
		ret = sdi_load_yes(load, col[SWAPPED37],
				   &variant->at[STARDOSE_BUILD_GRCH37].swapped);
	if (!ret)
		ret = sdi_load_yes(load, col[ABOLISHES], &variant->abolishes);
	if (!ret)
		ret = sdi_load_yes(load, col[CORE], &core);
	if (ret)
		return ret;
	variant->bit = core ? 0 : -1;	/* numbered once they are sorted */
	return check_id(load, gene, variant, sdi_load_cell(load, col[POS38]));
}

static int is_sorted(const struct stardose_gene *gene)
{
	for (int i = 1; i < gene->n_variants; i++)
		if (by_grch38(&gene->variants[i - 1], &gene->variants[i]) > 0)
			return 0;
	return 1;
}

/* Sort, refuse duplicates, number the core variants. */
static int finish_gene(struct sdi_load *load, struct stardose_gene *gene)
{
	struct stardose_variant *variants = sdi_load_room(load, gene)->variants;

	if (!is_sorted(gene))
		qsort(variants, gene->n_variants, sizeof(*variants), by_grch38);
	for (int i = 0; i < gene->n_variants; i++) {
		if (i && !by_grch38(&variants[i], &variants[i - 1]))
			return stardose_error_set(load->err, STARDOSE_ETABLE,
						  "%s: two rows for variant '%s'", load->tsv->name,
						  variants[i].id);
		if (variants[i].bit < 0)
			continue;
		if (gene->n_core == STARDOSE_MAX_BITS)
			return stardose_error_set(load->err, STARDOSE_ETABLE,
						  "%s: '%s' has more than %d core variants",
						  load->tsv->name, gene->name, STARDOSE_MAX_BITS);
		variants[i].bit = gene->n_core;
		gene->core[gene->n_core++] = &variants[i];
		if (variants[i].at[STARDOSE_BUILD_GRCH37].swapped !=
		    variants[i].at[STARDOSE_BUILD_GRCH38].swapped)
			gene->open_bits.w[variants[i].bit >> 6] |= UINT64_C(1)
								   << (variants[i].bit & 63);
	}
	return STARDOSE_OK;
}

static int variant_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	gene->variants = sdi_load_room(load, gene)->variants =
		sdi_load_array(load, n, sizeof(*gene->variants));
	gene->core = sdi_load_array(load, n, sizeof(*gene->core));
	return gene->variants && gene->core ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_variants(struct sdi_load *load)
{
	static const struct sdi_gene_rows how = { columns, N_COLUMNS, variant_room, load_variant };
	int ret = sdi_load_gene_rows(load, &how);

	for (int g = 0; !ret && g < load->tables->n_genes; g++)
		ret = finish_gene(load, &load->impl->genes[g]);
	return ret;
}

/* The first variant at or behind 0-based @pos on GRCh38. */
static int lower_bound(const struct stardose_gene *gene, hts_pos_t pos)
{
	int lo = 0, hi = gene->n_variants;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (gene->variants[mid].at[STARDOSE_BUILD_GRCH38].pos < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

int sdi_variant_index(const struct stardose_gene *gene, const char *item, size_t n)
{
	const char *colon = memchr(item, ':', n);
	hts_pos_t pos = colon ? strtoll(colon + 1, NULL, 10) - 1 : -1;

	for (int i = lower_bound(gene, pos);
	     i < gene->n_variants && gene->variants[i].at[STARDOSE_BUILD_GRCH38].pos == pos; i++)
		if (!strncmp(gene->variants[i].id, item, n) && !gene->variants[i].id[n])
			return i;
	return -1;
}
