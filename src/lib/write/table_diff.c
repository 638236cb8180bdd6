/* table_diff.c - what two sets of tables say differently, cell by cell */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <stardose/table_rows.h>
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "write/json_rows.h"

#define MAX_KEY 8

/*
 * The columns that tell a table's rows apart, so that a changed row is one; of tables that are not
 * here a row is all of its cells: it comes or goes.
 */
static const struct { const char *table, *column[MAX_KEY]; } keys[] = {
	{ "agents", { "agent" } },
	{ "alleles", { "gene", "allele" } },
	{ "conversions", { "gene", "drug" } },
	{ "dose_limits", { "drug", "form", "population", "indication", "from_age", "needs" } },
	{ "drugs", { "drug" } },
	{ "evidence", { "gene", "rsid" } },
	{ "frequencies", { "gene", "allele", "population" } },
	{ "genes", { "gene" } },
	{ "guidance",
	  { "source", "drug", "context", "gene1", "condition1", "gene2", "condition2" } },
	{ "holes", { "source", "drug", "context", "gene1", "condition1", "gene2", "condition2" } },
	{ "interactions", { "gene", "agent", "effect" } },
	{ "interventions", { "row_id" } },
	{ "label_interactions", { "row_id" } },
	{ "medicine_names", { "name", "kind" } },
	{ "phenotypes",
	  { "gene", "guideline", "score_lo", "score_hi", "function_a", "function_b" } },
	{ "structures", { "gene", "type", "name" } },
	{ "suballeles", { "gene", "suballele" } },
	{ "terms", { "kind", "gene", "code" } },
	{ "variants", { "gene", "variant" } },
	{ "vocabulary", { "kind", "code" } },
	{ "windows", { "gene", "build", "beg" } },
	{ "words", { "kind", "code", "locale" } },
};

struct named { const char *name; int row; };

/* One side of a table: its rows, what each is called, and which row of the other side it is. */
struct side {
	struct sdi_tsv tsv;
	struct named *sorted;	/* by name, then as they come */
	int *mate;		/* by row, or -1 */
	char **name;
};

struct diff {
	struct sdi_rows rows;
	const char *table;
	struct side old, new;
	long n;
};

static const char *cell_of(const struct sdi_tsv *tsv, int row, const char *column)
{
	const char *cell = sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, column));

	return *cell ? cell : "-";
}

static const char *const *key_of(const char *table)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(keys[i].table, table))
			return keys[i].column;
	return NULL;
}

static int is_key(const char *const *key, const char *column)
{
	for (int i = 0; key && i < MAX_KEY && key[i]; i++)
		if (!strcmp(key[i], column))
			return 1;
	return 0;
}

/* Cells of the key, or all of them, with a space between. */
static int put_name(kstring_t *to, const struct sdi_tsv *tsv, int row, const char *const *key)
{
	int bad = 0;

	for (int i = 0; key && i < MAX_KEY && key[i]; i++)
		bad |= ksprintf(to, "%s%s", i ? " " : "", cell_of(tsv, row, key[i])) < 0;
	for (int c = 0; !key && c < tsv->n_cols; c++)
		bad |= ksprintf(to, "%s%s", c ? " " : "", cell_of(tsv, row, tsv->col[c])) < 0;
	return bad;
}

/* The other cells, as column=cell. */
static int put_content(kstring_t *to, const struct sdi_tsv *tsv, int row, const char *const *key)
{
	int bad = 0;

	for (int c = 0; c < tsv->n_cols; c++)
		if (!is_key(key, tsv->col[c]))
			bad |= ksprintf(to, "%s%s=%s", to->l ? "; " : "", tsv->col[c],
					cell_of(tsv, row, tsv->col[c])) < 0;
	return bad;
}

static void side_release(struct side *side)
{
	for (int i = 0; side->name && i < side->tsv.n_rows; i++)
		free(side->name[i]);
	free(side->name);
	free(side->sorted);
	free(side->mate);
	sdi_tsv_release(&side->tsv);
	memset(side, 0, sizeof(*side));
}

static int by_name(const void *pa, const void *pb)
{
	const struct named *a = pa, *b = pb;
	const int c = strcmp(a->name, b->name);

	return c ? c : (a->row > b->row) - (a->row < b->row);
}

static int side_open(struct diff *d, struct side *side, const struct stardose_tables *tables)
{
	const char *const *key = key_of(d->table);
	int n, bad = 0, ret = sdi_table_parse(tables, d->table, &side->tsv, d->rows.err);

	if (ret)
		return ret;
	n = side->tsv.n_rows;
	side->name = calloc(n + 1, sizeof(*side->name));
	side->sorted = calloc(n + 1, sizeof(*side->sorted));
	side->mate = calloc(n + 1, sizeof(*side->mate));
	if (!side->name || !side->sorted || !side->mate)
		return sdi_no_memory(d->rows.err);
	for (int i = 0; i < n && !bad; i++) {
		kstring_t text = KS_INITIALIZE;

		bad = put_name(&text, &side->tsv, i, key) || kputs("", &text) < 0;
		side->name[i] = ks_release(&text);
		side->sorted[i] = (struct named){ side->name[i], i };
		side->mate[i] = -1;
	}
	if (bad)
		return sdi_no_memory(d->rows.err);
	qsort(side->sorted, n, sizeof(*side->sorted), by_name);
	return STARDOSE_OK;
}

/* Of rows with the same name the first of one side is the first of the other. */
static void find_mates(struct side *a, struct side *b)
{
	for (int i = 0, k = 0; i < a->tsv.n_rows && k < b->tsv.n_rows;) {
		const struct named *left = &a->sorted[i], *right = &b->sorted[k];
		const int c = strcmp(left->name, right->name);

		if (!c) {
			a->mate[left->row] = right->row;
			b->mate[right->row] = left->row;
		}
		i += c <= 0;
		k += c >= 0;
	}
}

/* @gene, @column, @old, @new: NULL is none. */
static int put(struct diff *d, const char *gene, const char *name, const char *change,
	       const char *column, const char *old, const char *new)
{
	const struct { const char *key, *text; } cell[] = {
		{ "table", d->table }, { "gene", gene }, { "row", name }, { "change", change },
		{ "column", column },  { "old", old },	 { "new", new },
	};
	cJSON *row = cJSON_CreateObject();

	for (size_t i = 0; i < sizeof(cell) / sizeof(*cell); i++)
		sdi_json_add_text(&d->rows.json, row, cell[i].key, cell[i].text);
	d->n++;
	return sdi_rows_put(&d->rows, row);
}

static const char *gene_of(const struct sdi_tsv *tsv, int row)
{
	const int col = sdi_tsv_col(tsv, "gene"), first = sdi_tsv_col(tsv, "gene1");
	const char *gene = sdi_tsv_cell(tsv, row, col >= 0 ? col : first);

	return *gene && strcmp(gene, "-") ? gene : NULL;
}

/* A row that one side alone has. */
static int put_alone(struct diff *d, const struct side *side, int row, int is_new)
{
	const char *const *key = key_of(d->table);
	kstring_t text = KS_INITIALIZE;
	int ret;

	if (key && put_content(&text, &side->tsv, row, key)) {
		ks_free(&text);
		return sdi_no_memory(d->rows.err);
	}
	ret = put(d, gene_of(&side->tsv, row), side->name[row], is_new ? "added" : "removed", NULL,
		  is_new ? NULL : text.s, is_new ? text.s : NULL);
	ks_free(&text);
	return ret;
}

static int put_cell(struct diff *d, int row, const char *column)
{
	const int mate = d->old.mate[row];
	const char *old = cell_of(&d->old.tsv, row, column),
		   *new = cell_of(&d->new.tsv, mate, column);

	return !strcmp(old, new) ? STARDOSE_OK
				 : put(d, gene_of(&d->old.tsv, row), d->old.name[row], "changed",
				       column, old, new);
}

/* Columns in the order of the new table, then those that only the old one has. */
static int put_cells(struct diff *d, int row)
{
	const struct sdi_tsv *old = &d->old.tsv, *new = &d->new.tsv;
	int ret = STARDOSE_OK;

	for (int c = 0; c < new->n_cols && !ret; c++)
		ret = put_cell(d, row, new->col[c]);
	for (int c = 0; c < old->n_cols && !ret; c++)
		if (sdi_tsv_col(new, old->col[c]) < 0)
			ret = put_cell(d, row, old->col[c]);
	return ret;
}

/* What the ## lines say: version, date, source, licence. */
static int put_meta(struct diff *d)
{
	static const char *const lines[] = { "version", "date", "source", "licence" };
	int ret = STARDOSE_OK;

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines) && !ret; i++) {
		const char *old = sdi_tsv_meta(&d->old.tsv, lines[i]),
			   *new = sdi_tsv_meta(&d->new.tsv, lines[i]);

		if (strcmp(old, new))
			ret = put(d, NULL, NULL, "changed", lines[i], old, new);
	}
	return ret;
}

/* Rows that both have, in another order: genes come out in theirs, and alleles of some genes. */
static int put_order(struct diff *d)
{
	for (int i = 0, last = -1; i < d->old.tsv.n_rows; i++) {
		const int mate = d->old.mate[i];

		if (mate >= 0 && mate < last)
			return put(d, gene_of(&d->old.tsv, i), d->old.name[i], "moved", NULL, NULL,
				   NULL);
		last = mate > last ? mate : last;
	}
	return STARDOSE_OK;
}

static int put_rows(struct diff *d)
{
	int ret = put_meta(d);

	for (int i = 0; i < d->old.tsv.n_rows && !ret; i++)
		ret = d->old.mate[i] < 0 ? put_alone(d, &d->old, i, 0) : put_cells(d, i);
	for (int i = 0; i < d->new.tsv.n_rows && !ret; i++)
		if (d->new.mate[i] < 0)
			ret = put_alone(d, &d->new, i, 1);
	return !ret ? put_order(d) : ret;
}

static int diff_table(struct diff *d, const struct stardose_tables *old,
		      const struct stardose_tables *new)
{
	int ret = side_open(d, &d->old, old);

	if (!ret)
		ret = side_open(d, &d->new, new);
	if (!ret) {
		find_mates(&d->old, &d->new);
		ret = put_rows(d);
	}
	side_release(&d->old);
	side_release(&d->new);
	return ret;
}

/* (Those of the program may be packed: they are the same where they are the same bytes.) */
static int is_same(const struct sdi_table_text *a, const struct sdi_table_text *b)
{
	if (a->packed || b->packed)
		return a->bytes == b->bytes;
	return a->size == b->size && !memcmp(a->bytes, b->bytes, a->size);
}

int stardose_rows_diff(const struct stardose_tables *old, const struct stardose_tables *new,
		       const struct stardose_writer_options *options, long *n,
		       struct stardose_error *err)
{
	const struct sdi_table_texts *a = &((const struct sdi_table_impl *)old->impl)->texts,
				     *b = &((const struct sdi_table_impl *)new->impl)->texts;
	struct diff d = { 0 };
	int ret = sdi_rows_open(&d.rows, new, options, err);

	if (!ret)
		ret = sdi_rows_begin_two(&d.rows, "tables", old);
	for (int i = 0; i < a->n && !ret; i++) { /* both have every table: a folder's, or ours */
		d.table = a->text[i].name;
		if (!is_same(&a->text[i], &b->text[i]))
			ret = diff_table(&d, old, new);
	}
	sdi_rows_release(&d.rows);
	*n = d.n;
	return ret;
}
