/*
 * guidance_table.c - closed lists, medicines, rows of guidance and what they leave open
 *
 * Rows are sorted by medicine and group; within a group they keep the order of the file.
 */
#include <stdlib.h>
#include <string.h>
#include "tables/condition.h"
#include "tables/table_set.h"

static const char *const list_name[STARDOSE_N_LISTS] = { "action",  "also",	"strength",
							 "label",   "evidence", "phenotype",
							 "context", "source",	"citation",
							 "class",   "hole",	"peer",
							 "rare_structure", "rule_of", "salt", "class_name" };

/* Split "a;b" into @parts (array and strings in the arena); empty parts count. */
static int split(struct sdi_load *load, const char *text, const char ***parts, int *n)
{
	*n = *text != '\0';
	for (const char *s = text; *s; s++)
		*n += *s == ';';
	*parts = sdi_load_array(load, *n, sizeof(**parts));
	if (!*parts)
		return sdi_load_no_memory(load);
	for (int i = 0; i < *n; i++) {
		size_t length = strcspn(text, ";");

		(*parts)[i] = sdi_arena_strndup(&load->impl->arena, text, length);
		if (!(*parts)[i])
			return sdi_load_no_memory(load);
		text += length + (text[length] == ';');
	}
	return STARDOSE_OK;
}

/* ---- vocabulary.tsv ---- */

static int list_of(const char *kind)
{
	for (int i = 0; i < STARDOSE_N_LISTS; i++)
		if (!strcmp(kind, list_name[i]))
			return i;
	return -1;
}

static int load_code(struct sdi_load *load, const int *col, struct stardose_guidance_code **lists)
{
	struct stardose_guidance_tables *t = &load->impl->guidance;
	const char *kind = sdi_load_cell(load, col[0]), *code = sdi_load_cell(load, col[1]);
	int list = list_of(kind);

	if (list < 0)
		return sdi_load_bad(load, "no list is called '%s'", kind);
	if (list == STARDOSE_LIST_PHENOTYPE)
		return sdi_load_bad(load, "phenotypes are rows of terms.tsv");
	if (stardose_guidance_code(t, list, code) ||
	    (list == STARDOSE_LIST_ALSO && stardose_guidance_code(t, STARDOSE_LIST_ACTION, code)))
		return sdi_load_bad(load, "second entry for '%s'", code);
	lists[list][t->n_codes[list]++] = (struct stardose_guidance_code){
		code, sdi_load_cell(load, col[2]), sdi_load_cell(load, col[3]),
		sdi_load_cell(load, col[4])
	};
	return STARDOSE_OK;
}

int sdi_load_vocabulary(struct sdi_load *load)
{
	static const char *const names[] = { "kind", "code", "meaning", "phrase", "value" };
	struct stardose_guidance_code *lists[STARDOSE_N_LISTS];
	int col[5], ret = sdi_load_columns(load, names, 5, col);

	for (int i = 0; i < STARDOSE_N_LISTS; i++) {
		if (i == STARDOSE_LIST_PHENOTYPE)
			continue;	/* terms.tsv has it */
		lists[i] = sdi_load_array(load, load->tsv->n_rows, sizeof(**lists));
		load->impl->guidance.codes[i] = lists[i];
		if (!lists[i])
			return sdi_load_no_memory(load);
	}
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_code(load, col, lists);
	load->tables->guidance = &load->impl->guidance;
	return ret;
}

/* What is not in the list, and what may have been meant. */
static int bad_code(struct sdi_load *load, enum stardose_guidance_list list, const char *text)
{
	char hint[SDI_HINT_SIZE];

	sdi_code_hint(&load->impl->guidance, list, text, hint);
	return sdi_load_bad(load, "%s '%s' is not in the list of vocabulary.tsv%s", list_name[list],
			    text, hint);
}

/* Resolve the codes "a;b" of a cell against one list, or two. */
static int resolve(struct sdi_load *load, const char *text, enum stardose_guidance_list list,
		   enum stardose_guidance_list also, const struct stardose_guidance_code ***out,
		   int *n)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;
	const char **parts;
	int ret = split(load, text, &parts, n);

	if (ret)
		return ret;
	*out = sdi_load_array(load, *n, sizeof(**out));
	if (!*out)
		return sdi_load_no_memory(load);
	for (int i = 0; i < *n; i++) {
		(*out)[i] = stardose_guidance_code(t, list, parts[i]);
		if (!(*out)[i])
			(*out)[i] = stardose_guidance_code(t, also, parts[i]);
		if (!(*out)[i])
			return bad_code(load, list, parts[i]);
	}
	return STARDOSE_OK;
}

static int resolve_one(struct sdi_load *load, const char *text, enum stardose_guidance_list list,
		       const struct stardose_guidance_code **out)
{
	*out = stardose_guidance_code(&load->impl->guidance, list, text);
	return *out ? STARDOSE_OK : bad_code(load, list, text);
}

/* ---- drugs.tsv ---- */

/* Count @drug, the next one, and have its names find it. */
static int take_drug(struct sdi_load *load, const struct stardose_drug *drug)
{
	struct sdi_medicine_index *index = &load->impl->medicines;
	const int at = load->impl->guidance.n_drugs++;
	int ret = sdi_medicine_index_add(index, drug->name, at);

	for (int i = 0; !ret && i < drug->n_names; i++)
		ret = sdi_medicine_index_add(index, drug->names[i], at);
	return ret ? sdi_load_no_memory(load) : ret;
}

static int load_drug(struct sdi_load *load, const int *col, struct stardose_drug *drug)
{
	struct stardose_guidance_tables *t = &load->impl->guidance;
	int ret;

	drug->name = sdi_load_cell(load, col[0]);
	drug->rxnorm = sdi_load_cell(load, col[1]);
	drug->atc = sdi_load_cell(load, col[2]);
	if (!*drug->name)
		return sdi_load_bad(load, "medicine without a name");
	if (stardose_guidance_drug(t, drug->name))
		return sdi_load_bad(load, "second medicine called '%s'", drug->name);
	ret = resolve(load, sdi_load_cell(load, col[3]), STARDOSE_LIST_CLASS, STARDOSE_LIST_CLASS,
		      &drug->classes, &drug->n_classes);
	if (!ret)
		ret = split(load, sdi_load_cell(load, col[4]), &drug->names, &drug->n_names);
	for (int i = 0; !ret && i < drug->n_names; i++)
		if (stardose_guidance_drug(t, drug->names[i]))
			ret = sdi_load_bad(load, "second medicine called '%s'", drug->names[i]);
	return ret ? ret : take_drug(load, drug);
}

/* What follows "rxnorm:" or "atc:" in a code, NULL when it is of another system */
static const char *code_in(const char *code, const char *system)
{
	size_t n = strlen(system);

	return strncmp(code, system, n) ? NULL : code + n;
}

/*
 * The codes that the dictionary has for the medicines from @first on; the first of a system
 * counts.
 */
static void add_codes(struct sdi_load *load, struct stardose_drug *drugs, int first)
{
	const struct sdi_names *names = &load->impl->names;

	for (int i = 0; i < names->n; i++) {
		const struct sdi_name *name = &names->names[i];
		const char *rxnorm = code_in(name->text, "rxnorm:"),
			   *atc = code_in(name->text, "atc:");
		struct stardose_drug *drug;
		int at;

		if (name->kind != SDI_NAME_CODE)
			continue;
		at = sdi_medicine_index_find(&load->impl->medicines, *name->medicines);
		drug = &drugs[at < 0 ? 0 : at];
		if (at < first || strcmp(drug->name, *name->medicines))
			continue;
		if (rxnorm && !*drug->rxnorm)
			drug->rxnorm = rxnorm;
		if (atc && !*drug->atc)
			drug->atc = atc;
	}
}

/* A medicine that is known by name alone: no source has a row for it, and that can be said. */
static int add_known(struct sdi_load *load, struct stardose_drug *drugs, const char *name)
{
	struct stardose_guidance_tables *t = &load->impl->guidance;
	struct stardose_drug *drug = &drugs[t->n_drugs];

	if (stardose_guidance_drug(t, name))
		return STARDOSE_OK;
	*drug = (struct stardose_drug){ .name = name, .rxnorm = "", .atc = "" };
	return take_drug(load, drug);
}

static int add_known_medicines(struct sdi_load *load, struct stardose_drug *drugs)
{
	const struct sdi_context_tables *context = &load->impl->context;
	const struct sdi_names *names = &load->impl->names;
	const int first = load->impl->guidance.n_drugs;
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < context->n_agents; i++) {
		const struct sdi_agent *agent = &context->agents[i];
		int is_listed = agent->kind != SDI_AGENT_MEDICINE || agent->n_contains;

		for (int k = 0; k < agent->n_names && !is_listed; k++)
			is_listed = stardose_guidance_drug(&load->impl->guidance,
							   agent->names[k]) != NULL;
		if (!is_listed)
			ret = add_known(load, drugs, agent->name);
	}
	for (int i = 0; !ret && i < names->n; i++)
		if (names->names[i].kind == SDI_NAME_INN)
			ret = add_known(load, drugs, names->names[i].text);
	add_codes(load, drugs, first);
	return ret;
}

int sdi_load_drugs(struct sdi_load *load)
{
	static const char *const names[] = { "drug", "rxnorm", "atc", "classes", "names" };
	int n = load->tsv->n_rows + load->impl->context.n_agents + load->impl->names.n;
	struct stardose_drug *drugs = sdi_load_array(load, n, sizeof(*drugs));
	int col[5], ret = sdi_load_columns(load, names, 5, col);

	load->impl->guidance.drugs = drugs;
	if (!drugs)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_drug(load, col, &drugs[load->row]);
	if (!ret)
		ret = add_known_medicines(load, drugs);
	if (!ret)
		ret = sdi_names_index(load);
	load->impl->guidance.names = &load->impl->names;
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
static int load_conditions(struct sdi_load *load, const char *const *cells, const char *name,
			   int *n_genes, struct stardose_condition *condition)
{
	struct stardose_error why = { 0 };
	int ret = STARDOSE_OK;

	*n_genes = *cells[2] ? 2 : 1;
	if (!*cells[0] || (!*cells[2] && *cells[3]))
		return sdi_load_bad(load, "row '%s' has a condition without a gene", name);
	for (int i = 0; !ret && i < *n_genes; i++)
		ret = sdi_condition_parse(&load->impl->guidance, &load->impl->arena, cells[2 * i],
					  cells[2 * i + 1], &condition[i], &why);
	if (ret == STARDOSE_ENOMEM)
		return sdi_load_no_memory(load);
	return !ret ? ret : sdi_load_bad(load, "%s", why.text);
}

static int load_codes_of_row(struct sdi_load *load, const char *const *cells,
			     struct stardose_guidance_row *row)
{
	const struct {
		int column;
		enum stardose_guidance_list list;
		const struct stardose_guidance_code **out;
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

static int load_row(struct sdi_load *load, const int *col, struct stardose_guidance_row *row)
{
	const char *cells[N_COLUMNS];
	char *end;
	int ret;

	for (int i = 0; i < N_COLUMNS; i++)
		cells[i] = sdi_load_cell(load, col[i]);
	row->line = load->tsv->line[load->row];
	row->id = cells[ID];
	row->dose = cells[DOSE];
	row->confidence = cells[CONFIDENCE];
	row->drug = stardose_guidance_drug(&load->impl->guidance, cells[DRUG]);
	row->year = strtol(cells[YEAR], &end, 10);	/* 0: the source gives none */
	if (!*row->id)
		return sdi_load_bad(load, "row without an identity for '%s'", cells[DRUG]);
	if (!row->drug || strcmp(row->drug->name, cells[DRUG]))
		return sdi_load_bad(load, "medicine '%s' is not in drugs.tsv", cells[DRUG]);
	if (*end)
		return sdi_load_bad(load, "year '%s' is not a number", cells[YEAR]);
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
static int group_rows(struct sdi_load *load, struct stardose_guidance_row *rows, int n)
{
	struct stardose_guidance_tables *t = &load->impl->guidance;
	struct stardose_guidance_row *sorted = sdi_load_array(load, n, sizeof(*sorted));
	struct stardose_guidance_group *groups = sdi_load_array(load, n, sizeof(*groups));
	char *taken = sdi_load_array(load, n, 1);
	int n_sorted = 0;

	if (!sorted || !groups || !taken)
		return sdi_load_no_memory(load);
	if (n)
		qsort(rows, n, sizeof(*rows), by_drug);
	for (int i = 0; i < n; i++) {
		struct stardose_guidance_group *group = &groups[t->n_groups];

		if (taken[i])
			continue;
		t->n_groups++;
		group->rows = &sorted[n_sorted];
		for (int j = i; j < n && rows[j].drug == rows[i].drug; j++) {
			if (taken[j] || !same_group(&rows[i], &rows[j]))
				continue;
			taken[j] = 1;
			sorted[n_sorted++] = rows[j];
			group->n_rows++;
		}
	}
	load->impl->guidance_rows = sorted;
	t->rows = sorted;
	t->groups = groups;
	t->n_rows = n;
	return STARDOSE_OK;
}

static int compare_ids(const void *pa, const void *pb)
{
	const struct stardose_guidance_row *a = *(const struct stardose_guidance_row *const *)pa;
	const struct stardose_guidance_row *b = *(const struct stardose_guidance_row *const *)pb;

	return strcmp(a->id, b->id);
}

static int ids_are_unique(struct sdi_load *load)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;
	const struct stardose_guidance_row **by_id =
		sdi_load_array(load, t->n_rows, sizeof(*by_id));

	if (!by_id)
		return sdi_load_no_memory(load);
	for (int i = 0; i < t->n_rows; i++)
		by_id[i] = &t->rows[i];
	if (t->n_rows)
		qsort(by_id, t->n_rows, sizeof(*by_id), compare_ids);
	for (int i = 1; i < t->n_rows; i++)
		if (!strcmp(by_id[i]->id, by_id[i - 1]->id))
			return stardose_error_set(load->err, STARDOSE_ETABLE,
						  "%s:%d and %d: two rows have the identity '%s'",
						  load->tsv->name, by_id[i - 1]->line,
						  by_id[i]->line, by_id[i]->id);
	return STARDOSE_OK;
}

int sdi_load_guidance(struct sdi_load *load)
{
	struct stardose_guidance_row *rows =
		sdi_load_array(load, load->tsv->n_rows, sizeof(*rows));
	int col[N_COLUMNS], ret = sdi_load_columns(load, column_name, N_COLUMNS, col);

	if (!rows)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_row(load, col, &rows[load->row]);
	if (!ret)
		ret = group_rows(load, rows, load->tsv->n_rows);
	return !ret ? ids_are_unique(load) : ret;
}

/* ---- holes.tsv ---- */

static int load_hole(struct sdi_load *load, const int *col, struct stardose_guidance_hole *hole)
{
	const char *cells[8];
	int ret;

	for (int i = 0; i < 8; i++)
		cells[i] = sdi_load_cell(load, col[i]);
	hole->line = load->tsv->line[load->row];
	hole->context = cells[2];
	hole->drug = stardose_guidance_drug(&load->impl->guidance, cells[0]);
	if (!hole->drug || strcmp(hole->drug->name, cells[0]))
		return sdi_load_bad(load, "medicine '%s' is not in drugs.tsv", cells[0]);
	ret = resolve_one(load, cells[1], STARDOSE_LIST_SOURCE, &hole->source);
	if (!ret)
		ret = resolve_one(load, cells[7], STARDOSE_LIST_HOLE, &hole->reason);
	return !ret ? load_conditions(load, cells + 3, cells[0], &hole->n_genes, hole->condition)
		    : ret;
}

int sdi_load_holes(struct sdi_load *load)
{
	static const char *const names[] = { "drug",	   "source", "context",	   "gene1",
					     "condition1", "gene2",  "condition2", "reason" };
	struct stardose_guidance_hole *holes =
		sdi_load_array(load, load->tsv->n_rows, sizeof(*holes));
	int col[8], ret = sdi_load_columns(load, names, 8, col);

	load->impl->guidance.holes = holes;
	if (!holes)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_hole(load, col, &holes[load->impl->guidance.n_holes++]);
	return ret;
}
