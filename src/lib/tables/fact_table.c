/* fact_table.c - graded facts about medicines and procedures, in the order of the medicines */
#include <stdlib.h>
#include <string.h>
#include "tables/fact_table.h"
#include "util/arena.h"
#include "util/no_memory.h"

enum { ID, DRUG, CONTEXT, LABEL, GUIDANCE, CITATION, CONFIDENCE, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = { "row_id",	"drug",	    "context",	 "label",
						    "guidance", "citation", "confidence" };

struct load {
	struct stardose_guidance_tables *tables;
	struct sdi_arena *arena;
	const struct sdi_tsv *tsv;
	int row;
	struct stardose_error *err;
};

static int bad(struct load *load, const char *what, const char *subject)
{
	return stardose_error_set(load->err, STARDOSE_ETABLE, "%s:%d: %s '%s'", load->tsv->name,
				  load->tsv->line[load->row], what, subject);
}

static int load_fact(struct load *load, const int *col, struct stardose_fact *fact,
		     const struct stardose_fact *before, int n_before)
{
	const char *cell[N_COLUMNS];
	const char **text[N_COLUMNS] = { [ID] = &fact->id,
					 [CONTEXT] = &fact->context,
					 [GUIDANCE] = &fact->guidance,
					 [CITATION] = &fact->citation,
					 [CONFIDENCE] = &fact->confidence };

	for (int i = 0; i < N_COLUMNS; i++) {
		cell[i] = sdi_tsv_cell(load->tsv, load->row, col[i]);
		if (!*cell[i] || !strcmp(cell[i], "-"))
			return bad(load, "nothing in column", column_name[i]);
		if (text[i] && !(*text[i] = sdi_arena_strdup(load->arena, cell[i])))
			return sdi_no_memory(load->err);
	}
	fact->line = load->tsv->line[load->row];
	fact->drug = stardose_guidance_drug(load->tables, cell[DRUG]);
	fact->label = stardose_guidance_code(load->tables, STARDOSE_LIST_LABEL, cell[LABEL]);
	if (!fact->drug || strcmp(fact->drug->name, cell[DRUG]))
		return bad(load, "drugs.tsv has no medicine or procedure", cell[DRUG]);
	if (!fact->label)
		return bad(load, "actions.tsv has no label", cell[LABEL]);
	for (int i = 0; i < n_before; i++)
		if (!strcmp(before[i].id, fact->id))
			return bad(load, "second fact with the identity", fact->id);
	return stardose_guidance_row(load->tables, fact->id)
		       ? bad(load, "a row of guidance has the identity", fact->id)
		       : STARDOSE_OK;
}

/* By medicine, then as in the file. */
static int by_drug(const void *pa, const void *pb)
{
	const struct stardose_fact *a = pa, *b = pb;

	if (a->drug != b->drug)
		return a->drug < b->drug ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

int sdi_facts_load(struct stardose_guidance_tables *tables, const struct sdi_tsv *tsv,
		   struct stardose_error *err)
{
	struct load load = { .tables = tables, .arena = tables->impl, .tsv = tsv, .err = err };
	struct stardose_fact *facts =
		sdi_arena_alloc(load.arena, (tsv->n_rows + 1) * sizeof(*facts));
	int col[N_COLUMNS], ret = STARDOSE_OK;

	if (!facts)
		return sdi_no_memory(err);
	for (int i = 0; i < N_COLUMNS; i++) {
		col[i] = sdi_tsv_need(tsv, column_name[i], err);
		if (col[i] < 0)
			return col[i];
	}
	for (load.row = 0; !ret && load.row < tsv->n_rows; load.row++)
		ret = load_fact(&load, col, &facts[load.row], facts, load.row);
	if (ret)
		return ret;
	if (tsv->n_rows)
		qsort(facts, tsv->n_rows, sizeof(*facts), by_drug);
	tables->facts = facts;
	tables->n_facts = tsv->n_rows;
	return STARDOSE_OK;
}

const struct stardose_fact *stardose_guidance_facts(const struct stardose_guidance_tables *tables,
						    const struct stardose_drug *drug, int *n)
{
	int first = 0;

	while (first < tables->n_facts && tables->facts[first].drug != drug)
		first++;
	for (*n = 0; first + *n < tables->n_facts && tables->facts[first + *n].drug == drug; ++*n)
		;
	return *n ? &tables->facts[first] : NULL;
}

/* ---- checks ---- */

static int n_sentences(const char *text)
{
	int n = 0;

	for (const char *s = text; *s; s++)
		n += *s == '.' && (s[1] == ' ' || s[1] == '\0');
	return n;
}

static int has_guideline(const struct stardose_guidance_tables *tables,
			 const struct stardose_drug *drug)
{
	for (int i = 0; i < tables->n_rows; i++)
		if (tables->rows[i].drug == drug &&
		    !strcmp(tables->rows[i].label->code, "guideline"))
			return 1;
	return 0;
}

int sdi_facts_check(const struct stardose_guidance_tables *tables, const struct stardose_log *log)
{
	int n_findings = 0;

	for (int i = 0; i < tables->n_facts; i++) {
		const struct stardose_fact *fact = &tables->facts[i];
		int is_first = i == 0 || tables->facts[i - 1].drug != fact->drug,
		    is_none = !strcmp(fact->label->code, "none");
		int n = n_sentences(fact->guidance) + (*fact->label->phrase != '\0');
		const char *what =
			n > 2 ? "has more than two sentences"
			: fact->guidance[strlen(fact->guidance) - 1] != '.'
				? "does not end with a full stop"
			: is_first && !is_none && !has_guideline(tables, fact->drug)
				? "comes first, and there is no guideline to say so"
			: is_none && has_guideline(tables, fact->drug)
				? "says that there is no guideline, and guidance.tsv has one"
				: NULL;

		if (!what)
			continue;
		n_findings++;
		stardose_log_say(log, STARDOSE_OK, "interventions.tsv:%d: fact '%s' %s", fact->line,
				 fact->id, what);
	}
	return n_findings;
}
