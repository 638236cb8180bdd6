/* evidence_table.c - evidence.tsv, and its sites as tables that a caller can be opened with */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "tables/evidence_table.h"
#include "util/no_memory.h"

enum { GENE, SITE, LABEL, KIND, CHROM, POS38, REF38, ALT38, POS37, REF37, ALT37, LEVELS, SAYS,
       NOT, TELLS, FIGURES, SOURCE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = {
	"gene",	       "site",	     "label",	   "kind",	  "chrom",     "grch38_pos",
	"grch38_ref",  "grch38_alt", "grch37_pos", "grch37_ref",  "grch37_alt", "cpic_levels",
	"says",	       "does_not_support",	   "tells",	  "figures",   "source"
};

static int load_kind(struct sdi_load *load, int col, enum sdi_claim_kind *out)
{
	static const char *const kind[SDI_N_CLAIM_KINDS] = { "panel", "label", "hint" };
	const char *cell = sdi_load_cell(load, col);

	for (int i = 0; i < SDI_N_CLAIM_KINDS; i++)
		if (!strcmp(cell, kind[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "kind is '%s', not panel, label or hint", cell);
}

/* Bases in place of each other, so that no window is needed to say what a record means. */
static int load_locus(struct sdi_load *load, const int *col, struct stardose_locus *at)
{
	int64_t pos;
	int ret = sdi_load_int(load, col[0], 1, INT32_MAX, &pos);

	if (!ret)
		ret = sdi_load_bases(load, col[1], &at->ref);
	if (!ret)
		ret = sdi_load_bases(load, col[2], &at->alt);
	if (!ret && (strlen(at->ref) != 1 || strlen(at->alt) != 1 || !strcmp(at->ref, at->alt)))
		ret = sdi_load_bad(load, "'%s' to '%s' is no exchange of one base", at->ref,
				   at->alt);
	at->pos = ret ? 0 : pos - 1;
	return ret;
}

static int load_row(struct sdi_load *load, const int *col, struct sdi_claim *row)
{
	const struct { int col; const char **to; } cell[] = {
		{ GENE, &row->gene },	{ SITE, &row->site },	  { LABEL, &row->label },
		{ CHROM, &row->chrom }, { LEVELS, &row->levels }, { SAYS, &row->says },
		{ NOT, &row->not_supported }, { TELLS, &row->tells }, { FIGURES, &row->figures },
		{ SOURCE, &row->source },
	};
	int ret = load_kind(load, col[KIND], &row->kind);

	for (size_t i = 0; i < sizeof(cell) / sizeof(*cell); i++)
		*cell[i].to = sdi_load_cell(load, col[cell[i].col]);
	if (ret)
		return ret;
	if (!*row->gene || !*row->says || !*row->not_supported)
		return sdi_load_bad(load, "a row needs gene, says and does_not_support");
	if ((row->kind == SDI_CLAIM_HINT) != (*row->tells && *row->figures))
		return sdi_load_bad(load, "a hint, and nothing else, has tells and figures");
	if (!*row->chrom)
		return STARDOSE_OK;
	ret = load_locus(load, &col[POS38], &row->at[STARDOSE_BUILD_GRCH38]);
	return !ret ? load_locus(load, &col[POS37], &row->at[STARDOSE_BUILD_GRCH37]) : ret;
}

int sdi_claims_open(const struct stardose_tables *tables, struct sdi_claims *out,
		      struct stardose_error *err)
{
	struct sdi_load load = { .impl = tables->impl, .tsv = &out->tsv, .err = err };
	int col[N_COLUMNS], ret;

	memset(out, 0, sizeof(*out));
	ret = sdi_table_parse(tables, "evidence", &out->tsv, err);
	if (!ret)
		ret = sdi_load_columns(&load, columns, N_COLUMNS, col);
	if (ret)
		return ret;
	out->n = out->tsv.n_rows;
	out->row = calloc(out->n + 1, sizeof(*out->row));
	if (!out->row)
		return sdi_no_memory(err);
	for (; !ret && load.row < out->n; load.row++)
		ret = load_row(&load, col, &out->row[load.row]);
	if (ret)
		out->n = 0;
	return ret;
}

void sdi_claims_release(struct sdi_claims *rows)
{
	free(rows->row);
	sdi_tsv_release(&rows->tsv);
	memset(rows, 0, sizeof(*rows));
}

/*
 * ---- its sites as tables: each gene has its sites as core variants, and one allele, any of them
 * ----
 */

static int is_first_of_gene(const struct sdi_claims *rows, int i)
{
	for (int k = 0; k < i; k++)
		if (*rows->row[k].chrom && !strcmp(rows->row[k].gene, rows->row[i].gene))
			return 0;
	return *rows->row[i].chrom != '\0';
}

static int put_id(kstring_t *to, const struct sdi_claim *row)
{
	const struct stardose_locus *at = &row->at[STARDOSE_BUILD_GRCH38];

	return ksprintf(to, "%s:%lld:%s:%s", row->chrom, (long long)at->pos + 1, at->ref, at->alt);
}

static int put_gene(kstring_t *to, const struct sdi_claims *rows, int i)
{
	hts_pos_t beg[STARDOSE_N_BUILDS], end[STARDOSE_N_BUILDS];

	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		beg[b] = end[b] = rows->row[i].at[b].pos;
		for (int k = i; k < rows->n; k++) {
			const hts_pos_t pos = rows->row[k].at[b].pos;

			if (!*rows->row[k].chrom || strcmp(rows->row[k].gene, rows->row[i].gene))
				continue;
			beg[b] = pos < beg[b] ? pos : beg[b];
			end[b] = pos > end[b] ? pos : end[b];
		}
	}
	return ksprintf(to, "%s\t%s\t+\t%lld\t%lld\t%lld\t%lld\tnone\tno\tname\n",
			rows->row[i].gene, rows->row[i].chrom,
			(long long)beg[STARDOSE_BUILD_GRCH38] + 1,
			(long long)end[STARDOSE_BUILD_GRCH38] + 1,
			(long long)beg[STARDOSE_BUILD_GRCH37] + 1,
			(long long)end[STARDOSE_BUILD_GRCH37] + 1) < 0;
}

/* Silence is never taken for a reference base here. */
static int put_variant(kstring_t *to, const struct sdi_claim *row)
{
	const struct stardose_locus *old = &row->at[STARDOSE_BUILD_GRCH37],
				    *new = &row->at[STARDOSE_BUILD_GRCH38];
	int bad = ksprintf(to, "%s\t", row->gene) < 0;

	bad |= put_id(to, row) < 0;
	return bad | (ksprintf(to, "\t%s\t%s\t-\t%lld\t%s\t%s\t%lld\t%s\t%s\tno\tyes\tno\t-\tevidence"
			       "\t-\n", *row->site ? row->site : "-",
			       *row->label ? row->label : "-", (long long)new->pos + 1, new->ref,
			       new->alt, (long long)old->pos + 1, old->ref, old->alt) < 0);
}

static int put_windows(kstring_t *to, const struct sdi_claim *row)
{
	int bad = 0;

	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		bad |= ksprintf(to, "%s\t%s\t%lld\t%lld\t%s\n", row->gene, stardose_build_name(b),
				(long long)row->at[b].pos + 1, (long long)row->at[b].pos + 1,
				row->at[b].ref) < 0;
	return bad;
}

static int put_allele(kstring_t *to, const struct sdi_claims *rows, int i)
{
	int bad = ksprintf(to, "%s\tany\tsmall\tnot assigned\t-\t-\tno\t-\t",
			   rows->row[i].gene) < 0, n = 0;

	for (int k = i; k < rows->n; k++)
		if (*rows->row[k].chrom && !strcmp(rows->row[k].gene, rows->row[i].gene)) {
			bad |= n++ && kputc(';', to) < 0;
			bad |= put_id(to, &rows->row[k]) < 0;
		}
	return bad | (kputs("\t-\n", to) < 0);
}

enum { T_GENES, T_VARIANTS, T_WINDOWS, T_ALLELES, N_MADE };
static const struct { const char *name, *head; } made[N_MADE] = {
	[T_GENES] = { "genes", "#gene\tchrom\tstrand\tgrch38_beg\tgrch38_end\tgrch37_beg\t"
			       "grch37_end\tphenotype\tstructural\tnotation\n" },
	[T_VARIANTS] = { "variants", "#gene\tvariant\trsid\tlabel\teffect\tgrch38_pos\tgrch38_ref\t"
				     "grch38_alt\tgrch37_pos\tgrch37_ref\tgrch37_alt\t"
				     "grch37_swapped\tcore\tabolishes\tsilent\tnever_assume\t"
				     "paralog_base\n" },
	[T_WINDOWS] = { "windows", "#gene\tbuild\tbeg\tend\tsequence\n" },
	[T_ALLELES] = { "alleles", "#gene\tallele\tkind\tfunction\tvalue_cpic\tvalue_dpwg\t"
				   "duplicable\trequired\tany\trenamed_to\n" },
};

static int make_texts(const struct sdi_claims *rows, const char *version, kstring_t *text)
{
	int bad = ksprintf(&text[T_GENES], "##version=%s\n", version) < 0;

	for (int t = 0; t < N_MADE; t++)
		bad |= kputs(made[t].head, &text[t]) < 0;
	for (int i = 0; i < rows->n; i++) {
		if (!*rows->row[i].chrom)
			continue;
		bad |= put_variant(&text[T_VARIANTS], &rows->row[i]);
		bad |= put_windows(&text[T_WINDOWS], &rows->row[i]);
		if (is_first_of_gene(rows, i)) {
			bad |= put_gene(&text[T_GENES], rows, i);
			bad |= put_allele(&text[T_ALLELES], rows, i);
		}
	}
	return bad;
}

/* How many bytes at the beginning of a table are its lines of '#'. */
static size_t size_of_head(const struct sdi_table_text *text)
{
	size_t at = 0;

	while (at < text->size && text->bytes[at] == '#') {
		const char *end = memchr(text->bytes + at, '\n', text->size - at);

		at = end ? (size_t)(end - text->bytes) + 1 : text->size;
	}
	return at;
}

/* Rows of other genes are left out of each table that is about genes. */
static void cut_rows(struct sdi_table_texts *texts)
{
	for (int t = 0; t < SDI_N_TABLES; t++)
		for (int i = 0; i < texts->n; i++)
			if (sdi_table_kinds[t].is_by_gene || t == SDI_MINIMUM_SETS)
				if (!strcmp(texts->text[i].name, sdi_table_kinds[t].name))
					texts->text[i].size = size_of_head(&texts->text[i]);
}

static void put_texts(struct sdi_table_texts *texts, kstring_t *text)
{
	for (int t = 0; t < N_MADE; t++)
		for (int i = 0; i < texts->n; i++)
			if (!strcmp(texts->text[i].name, made[t].name)) {
				free(texts->text[i].own);
				texts->text[i].size = text[t].l;
				texts->text[i].bytes = texts->text[i].own = ks_release(&text[t]);
			}
}

/* The texts of @tables, but for rows about genes. */
static int open_texts(const struct stardose_tables *tables, const struct sdi_claims *rows,
		      struct sdi_table_texts *texts, struct stardose_error *err)
{
	const int is_embedded = !strcmp(tables->origin, "embedded");
	kstring_t text[N_MADE] = { KS_INITIALIZE, KS_INITIALIZE, KS_INITIALIZE, KS_INITIALIZE };
	int ret = sdi_table_texts_open(is_embedded ? NULL : tables->origin, texts, err);

	if (!ret && (ret = sdi_table_texts_unpack(texts, err)) != STARDOSE_OK)
		sdi_table_texts_release(texts);
	if (!ret && make_texts(rows, tables->version, text)) {
		sdi_table_texts_release(texts);
		ret = sdi_no_memory(err);
	}
	if (!ret) {
		cut_rows(texts);
		put_texts(texts, text);
	}
	for (int t = 0; t < N_MADE; t++)
		ks_free(&text[t]);
	return ret;
}

int stardose_tables_open_evidence(const struct stardose_tables *tables,
				  struct stardose_tables **out, struct stardose_error *err)
{
	struct sdi_claims rows;
	struct sdi_table_texts texts;
	int ret = sdi_claims_open(tables, &rows, err);

	if (!ret)
		ret = open_texts(tables, &rows, &texts, err);
	if (!ret)
		ret = sdi_tables_open_texts(&texts, tables, out, err);
	sdi_claims_release(&rows);
	return ret;
}
