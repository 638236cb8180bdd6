/*
 * guidance_table.c - closed lists, medicines, rows of guidance and what they leave open
 *
 * All strings are copied into one arena, so the parsed files may go after loading. Rows are sorted
 * by medicine and group; within a group they keep the order of the file.
 */
#include <stdlib.h>
#include <string.h>
#include "tables/condition.h"
#include "tables/guidance_table.h"
#include "util/arena.h"
#include "util/no_memory.h"

static const char *const list_name[STARDOSE_N_LISTS] = { "action",  "also",	"strength",
							 "label",   "evidence", "phenotype",
							 "context", "source",	"citation",
							 "class",   "hole" };

struct load {
	struct stardose_guidance_tables *tables;
	struct sdi_arena arena;
	const struct sdi_tsv *tsv;	/* the file being read */
	int row;			/* of it, for messages */
	int failed;			/* out of memory somewhere below */
	struct stardose_error *err;
};

static int no_memory(struct load *load)
{
	return sdi_no_memory(load->err);
}

/* bad() - STARDOSE_ETABLE with file and line before "@what '@subject'@where" */
static int bad(struct load *load, const char *what, const char *subject, const char *where)
{
	return stardose_error_set(load->err, STARDOSE_ETABLE, "%s:%d: %s '%s'%s", load->tsv->name,
				  load->tsv->line[load->row], what, subject, where);
}

/* "-" and nothing at all both say that the column does not apply. */
static const char *cell(const struct load *load, int col)
{
	const char *text = sdi_tsv_cell(load->tsv, load->row, col);

	return strcmp(text, "-") ? text : "";
}

static const char *copy(struct load *load, const char *s)
{
	const char *c = *s ? sdi_arena_strdup(&load->arena, s) : "";

	load->failed |= !c;
	return c;
}

static void *array(struct load *load, int n, size_t size)
{
	void *p = sdi_arena_alloc(&load->arena, (n ? n : 1) * size);

	load->failed |= !p;
	return p;
}

static int columns(struct load *load, const char *const *names, int n, int *col)
{
	for (int i = 0; i < n; i++) {
		col[i] = sdi_tsv_need(load->tsv, names[i], load->err);
		if (col[i] < 0)
			return col[i];
	}
	return STARDOSE_OK;
}

/* Split "a;b" into @parts (array and strings in the arena); the number of parts, 0 for "". */
static int split(struct load *load, const char *text, const char ***parts)
{
	int n = *text != '\0', i = 0;

	for (const char *s = text; *s; s++)
		n += *s == ';';
	*parts = array(load, n, sizeof(**parts));
	for (const char *s = text; *parts && i < n; i++) {
		size_t length = strcspn(s, ";");

		(*parts)[i] = sdi_arena_strndup(&load->arena, s, length);
		load->failed |= !(*parts)[i];
		s += length + (s[length] == ';');
	}
	return load->failed ? 0 : n;
}

/* ---- actions.tsv ---- */

static int list_of(const char *kind)
{
	for (int i = 0; i < STARDOSE_N_LISTS; i++)
		if (!strcmp(kind, list_name[i]))
			return i;
	return -1;
}

static int load_code(struct load *load, const int *col, struct stardose_code **lists)
{
	struct stardose_guidance_tables *t = load->tables;
	const char *kind = cell(load, col[0]), *code = cell(load, col[1]);
	int list = list_of(kind);

	if (list < 0)
		return bad(load, "no list is called", kind, "");
	if (stardose_guidance_code(t, list, code) ||
	    (list == STARDOSE_LIST_ALSO && stardose_guidance_code(t, STARDOSE_LIST_ACTION, code)))
		return bad(load, "second entry for", code, "");
	lists[list][t->n_codes[list]++] = (struct stardose_code){
		copy(load, code), copy(load, cell(load, col[2])),
		copy(load, cell(load, col[3])), copy(load, cell(load, col[4]))
	};
	return load->failed ? no_memory(load) : STARDOSE_OK;
}

static int load_codes(struct load *load)
{
	static const char *const names[] = { "kind", "code", "meaning", "phrase", "value" };
	struct stardose_code *lists[STARDOSE_N_LISTS];
	int col[5], ret = columns(load, names, 5, col);

	for (int i = 0; i < STARDOSE_N_LISTS; i++)
		load->tables->codes[i] = lists[i] = array(load, load->tsv->n_rows, sizeof(**lists));
	if (load->failed)
		return no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_code(load, col, lists);
	return ret;
}

/* Resolve the codes "a;b" of a cell against one list, or two. */
static int resolve(struct load *load, const char *text, enum stardose_list list,
		   enum stardose_list also, const struct stardose_code ***out, int *n)
{
	const char **parts;

	*n = split(load, text, &parts);
	*out = array(load, *n, sizeof(**out));
	if (load->failed)
		return no_memory(load);
	for (int i = 0; i < *n; i++) {
		(*out)[i] = stardose_guidance_code(load->tables, list, parts[i]);
		if (!(*out)[i])
			(*out)[i] = stardose_guidance_code(load->tables, also, parts[i]);
		if (!(*out)[i])
			return bad(load, list_name[list], parts[i],
				   " is not in the list of actions.tsv");
	}
	return STARDOSE_OK;
}

static int resolve_one(struct load *load, const char *text, enum stardose_list list,
		       const struct stardose_code **out)
{
	*out = stardose_guidance_code(load->tables, list, text);
	return *out ? STARDOSE_OK
		    : bad(load, list_name[list], text, " is not in the list of actions.tsv");
}

/* ---- drugs.tsv ---- */

static int load_drug(struct load *load, const int *col, struct stardose_drug *drug)
{
	const char *name = cell(load, col[0]);
	int ret;

	if (!*name)
		return bad(load, "medicine without a name", name, "");
	if (stardose_guidance_drug(load->tables, name))
		return bad(load, "second medicine called", name, "");
	drug->name = copy(load, name);
	drug->rxnorm = copy(load, cell(load, col[1]));
	drug->atc = copy(load, cell(load, col[2]));
	ret = resolve(load, cell(load, col[3]), STARDOSE_LIST_CLASS, STARDOSE_LIST_CLASS,
		      &drug->classes, &drug->n_classes);
	if (ret)
		return ret;
	drug->n_names = split(load, cell(load, col[4]), &drug->names);
	if (load->failed)
		return no_memory(load);
	for (int i = 0; i < drug->n_names; i++)
		if (stardose_guidance_drug(load->tables, drug->names[i]))
			return bad(load, "second medicine called", drug->names[i], "");
	load->tables->n_drugs++;
	return STARDOSE_OK;
}

static int load_drugs(struct load *load)
{
	static const char *const names[] = { "drug", "rxnorm", "atc", "classes", "names" };
	struct stardose_drug *drugs = array(load, load->tsv->n_rows, sizeof(*drugs));
	int col[5], ret = columns(load, names, 5, col);

	load->tables->drugs = drugs;
	if (load->failed)
		return no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_drug(load, col, &drugs[load->row]);
	return ret;
}

/* ---- guidance.tsv ---- */

enum {
	ID,
	DRUG,
	SOURCE,
	CONTEXT,
	GENE1,
	CONDITION1,
	GENE2,
	CONDITION2,
	ACTION,
	ALSO,
	DOSE,
	STRENGTH,
	EVIDENCE,
	LABEL,
	YEAR,
	CITATION,
	CONFIDENCE,
	N_COLUMNS
};
static const char *const column_name[N_COLUMNS] = {
	"row_id",   "drug",	  "source", "context",	"gene1",     "condition1",
	"gene2",    "condition2", "action", "also",	"dose",	     "strength",
	"evidence", "label",	  "year",   "citation", "confidence"
};

/* @cells: gene1, condition1, gene2, condition2 */
static int load_conditions(struct load *load, const char *const *cells, const char *name,
			   int *n_genes, struct stardose_condition *condition)
{
	struct stardose_error why = { 0 };
	int ret;

	*n_genes = *cells[2] ? 2 : 1;
	if (!*cells[0] || (!*cells[2] && *cells[3]))
		return bad(load, "row", name, " has a condition without a gene");
	for (int i = 0; i < *n_genes; i++) {
		const char *gene = copy(load, cells[2 * i]);

		if (load->failed)
			return no_memory(load);
		ret = sdi_condition_parse(load->tables, &load->arena, gene, cells[2 * i + 1],
					  &condition[i], &why);
		if (ret == STARDOSE_ENOMEM)
			return no_memory(load);
		if (ret)
			return stardose_error_set(load->err, ret, "%s:%d: %s", load->tsv->name,
						  load->tsv->line[load->row], why.text);
	}
	return STARDOSE_OK;
}

static int load_codes_of_row(struct load *load, const char *const *cells,
			     struct stardose_guidance_row *row)
{
	const struct {
		int column;
		enum stardose_list list;
		const struct stardose_code **out;
	} one[] = {
		{ SOURCE, STARDOSE_LIST_SOURCE, &row->source },
		{ CONTEXT, STARDOSE_LIST_CONTEXT, &row->context },
		{ ACTION, STARDOSE_LIST_ACTION, &row->action },
		{ STRENGTH, STARDOSE_LIST_STRENGTH, &row->strength },
		{ LABEL, STARDOSE_LIST_LABEL, &row->label },
		{ CITATION, STARDOSE_LIST_CITATION, &row->citation },
	};
	int ret = STARDOSE_OK;

	for (size_t i = 0; !ret && i < sizeof(one) / sizeof(*one); i++)
		ret = resolve_one(load, cells[one[i].column], one[i].list, one[i].out);
	if (!ret)
		ret = resolve(load, cells[ALSO], STARDOSE_LIST_ACTION, STARDOSE_LIST_ALSO,
			      &row->also, &row->n_also);
	if (!ret)
		ret = resolve(load, cells[EVIDENCE], STARDOSE_LIST_EVIDENCE, STARDOSE_LIST_EVIDENCE,
			      &row->evidence, &row->n_evidence);
	return ret;
}

static int load_row(struct load *load, const int *col, struct stardose_guidance_row *row)
{
	const char *cells[N_COLUMNS];
	char *end;
	int ret;

	for (int i = 0; i < N_COLUMNS; i++)
		cells[i] = cell(load, col[i]);
	row->line = load->tsv->line[load->row];
	row->id = copy(load, cells[ID]);
	row->dose = copy(load, cells[DOSE]);
	row->confidence = copy(load, cells[CONFIDENCE]);
	row->drug = stardose_guidance_drug(load->tables, cells[DRUG]);
	row->year = strtol(cells[YEAR], &end, 10);	/* 0: the source gives none */
	if (load->failed)
		return no_memory(load);
	if (!*row->id)
		return bad(load, "row without an identity for", cells[DRUG], "");
	if (!row->drug || strcmp(row->drug->name, cells[DRUG]))
		return bad(load, "medicine", cells[DRUG], " is not in drugs.tsv");
	if (*end)
		return bad(load, "year", cells[YEAR], " is not a number");
	ret = load_codes_of_row(load, cells, row);
	return !ret ? load_conditions(load, cells + GENE1, row->id, &row->n_genes, row->condition)
		    : ret;
}

/*
 * A source that is complete has a row for every result in each of its contexts; the rows of
 * another stand together.
 */
static int same_group(const struct stardose_guidance_row *a, const struct stardose_guidance_row *b)
{
	if (a->drug != b->drug || a->source != b->source || a->n_genes != b->n_genes)
		return 0;
	if (a->context != b->context && !strncmp(a->source->phrase, "complete", 8))
		return 0;
	for (int i = 0; i < a->n_genes; i++)
		if (strcmp(a->condition[i].gene, b->condition[i].gene))
			return 0;
	return 1;
}

/* Stable: by medicine, then as in the file. */
static int by_drug(const void *pa, const void *pb)
{
	const struct stardose_guidance_row *a = pa, *b = pb;

	if (a->drug != b->drug)
		return a->drug < b->drug ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* Bring the rows of each group together, groups in order of first appearance. */
static int group_rows(struct load *load, struct stardose_guidance_row *rows, int n)
{
	struct stardose_guidance_row *sorted = array(load, n, sizeof(*sorted));
	struct stardose_guidance_group *groups = array(load, n, sizeof(*groups));
	char *taken = array(load, n, 1);
	int n_sorted = 0;

	if (load->failed)
		return no_memory(load);
	qsort(rows, n, sizeof(*rows), by_drug);
	for (int i = 0; i < n; i++) {
		struct stardose_guidance_group *group = &groups[load->tables->n_groups];

		if (taken[i])
			continue;
		load->tables->n_groups++;
		group->rows = &sorted[n_sorted];
		for (int j = i; j < n && rows[j].drug == rows[i].drug; j++) {
			if (taken[j] || !same_group(&rows[i], &rows[j]))
				continue;
			taken[j] = 1;
			sorted[n_sorted++] = rows[j];
			group->n_rows++;
		}
	}
	load->tables->rows = sorted;
	load->tables->groups = groups;
	load->tables->n_rows = n;
	return STARDOSE_OK;
}

static int compare_ids(const void *pa, const void *pb)
{
	const struct stardose_guidance_row *a = *(const struct stardose_guidance_row *const *)pa;
	const struct stardose_guidance_row *b = *(const struct stardose_guidance_row *const *)pb;

	return strcmp(a->id, b->id);
}

static int ids_are_unique(struct load *load)
{
	const struct stardose_guidance_tables *t = load->tables;
	const struct stardose_guidance_row **by_id = array(load, t->n_rows, sizeof(*by_id));

	if (load->failed)
		return no_memory(load);
	for (int i = 0; i < t->n_rows; i++)
		by_id[i] = &t->rows[i];
	qsort(by_id, t->n_rows, sizeof(*by_id), compare_ids);
	for (int i = 1; i < t->n_rows; i++)
		if (!strcmp(by_id[i]->id, by_id[i - 1]->id))
			return stardose_error_set(load->err, STARDOSE_ETABLE,
						  "%s:%d and %d: two rows have the identity '%s'",
						  load->tsv->name, by_id[i - 1]->line,
						  by_id[i]->line, by_id[i]->id);
	return STARDOSE_OK;
}

static int load_rows(struct load *load)
{
	struct stardose_guidance_row *rows = array(load, load->tsv->n_rows, sizeof(*rows));
	int col[N_COLUMNS], ret = columns(load, column_name, N_COLUMNS, col);

	if (load->failed)
		return no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_row(load, col, &rows[load->row]);
	if (!ret)
		ret = group_rows(load, rows, load->tsv->n_rows);
	return !ret ? ids_are_unique(load) : ret;
}

/* ---- holes.tsv ---- */

static int load_hole(struct load *load, const int *col, struct stardose_guidance_hole *hole)
{
	const char *cells[8];
	int ret;

	for (int i = 0; i < 8; i++)
		cells[i] = cell(load, col[i]);
	hole->line = load->tsv->line[load->row];
	hole->context = copy(load, cells[2]);
	hole->drug = stardose_guidance_drug(load->tables, cells[0]);
	if (load->failed)
		return no_memory(load);
	if (!hole->drug || strcmp(hole->drug->name, cells[0]))
		return bad(load, "medicine", cells[0], " is not in drugs.tsv");
	ret = resolve_one(load, cells[1], STARDOSE_LIST_SOURCE, &hole->source);
	if (!ret)
		ret = resolve_one(load, cells[7], STARDOSE_LIST_HOLE, &hole->reason);
	return !ret ? load_conditions(load, cells + 3, cells[0], &hole->n_genes, hole->condition)
		    : ret;
}

static int load_holes(struct load *load)
{
	static const char *const names[] = { "drug",	   "source", "context",	   "gene1",
					     "condition1", "gene2",  "condition2", "reason" };
	struct stardose_guidance_hole *holes = array(load, load->tsv->n_rows, sizeof(*holes));
	int col[8], ret = columns(load, names, 8, col);

	load->tables->holes = holes;
	if (load->failed)
		return no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_hole(load, col, &holes[load->tables->n_holes++]);
	return ret;
}

int sdi_guidance_tables_load(const struct sdi_tsv *actions, const struct sdi_tsv *drugs,
			     const struct sdi_tsv *guidance, const struct sdi_tsv *holes,
			     struct stardose_guidance_tables **out, struct stardose_error *err)
{
	struct load load = { .tsv = actions, .err = err };
	struct sdi_arena *kept;
	int ret;

	load.tables = array(&load, 1, sizeof(*load.tables));
	kept = array(&load, 1, sizeof(*kept));
	ret = load.failed ? no_memory(&load) : load_codes(&load);
	load.tsv = drugs;
	if (!ret)
		ret = load_drugs(&load);
	load.tsv = guidance;
	if (!ret)
		ret = load_rows(&load);
	load.tsv = holes;
	if (!ret && holes)
		ret = load_holes(&load);
	if (ret) {
		sdi_arena_release(&load.arena);
		return ret;
	}
	*kept = load.arena; /* the arena holds its own handle: copied out before it is released */
	load.tables->impl = kept;
	*out = load.tables;
	return STARDOSE_OK;
}

void sdi_guidance_tables_free(struct stardose_guidance_tables *tables)
{
	struct sdi_arena arena;

	if (!tables)
		return;
	arena = *(struct sdi_arena *)tables->impl;
	sdi_arena_release(&arena);
}
