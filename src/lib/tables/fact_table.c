/* fact_table.c - graded facts about medicines and procedures, in the order of the medicines */
#include <stdlib.h>
#include <string.h>
#include "tables/fact_check.h"
#include "tables/table_set.h"

enum { ID, DRUG, CONTEXT, LABEL, GUIDANCE, CITATION, CONFIDENCE, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = { "row_id",	"drug",	    "context",	 "label",
						    "guidance", "citation", "confidence" };

static int load_fact(struct sdi_load *load, const int *col, struct stardose_statement *facts, int n)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;
	struct stardose_statement *fact = &facts[n];
	const char *cell[N_COLUMNS];

	for (int i = 0; i < N_COLUMNS; i++) {
		cell[i] = sdi_load_cell(load, col[i]);
		if (!*cell[i])
			return sdi_load_bad(load, "nothing in column '%s'", column_name[i]);
	}
	*fact = (struct stardose_statement){ .id = cell[ID],
					.context = cell[CONTEXT],
					.guidance = cell[GUIDANCE],
					.citation = cell[CITATION],
					.confidence = cell[CONFIDENCE],
					.line = load->tsv->line[load->row] };
	fact->drug = stardose_guidance_drug(t, cell[DRUG]);
	fact->label = stardose_guidance_code(t, STARDOSE_LIST_LABEL, cell[LABEL]);
	if (!fact->drug || strcmp(fact->drug->name, cell[DRUG]))
		return sdi_load_bad(load, "drugs.tsv has no medicine or procedure '%s'",
				    cell[DRUG]);
	if (!fact->label)
		return sdi_load_bad(load, "vocabulary.tsv has no label '%s'", cell[LABEL]);
	for (int i = 0; i < n; i++)
		if (!strcmp(facts[i].id, fact->id))
			return sdi_load_bad(load, "second fact with the identity '%s'", fact->id);
	return stardose_guidance_row(t, fact->id)
		       ? sdi_load_bad(load, "a row of guidance has the identity '%s'", fact->id)
		       : STARDOSE_OK;
}

/* By medicine, then as in the file. */
static int by_drug(const void *pa, const void *pb)
{
	const struct stardose_statement *a = pa, *b = pb;

	if (a->drug != b->drug)
		return a->drug < b->drug ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

int sdi_load_interventions(struct sdi_load *load)
{
	struct stardose_statement *facts = sdi_load_array(load, load->tsv->n_rows, sizeof(*facts));
	int col[N_COLUMNS], ret = sdi_load_columns(load, column_name, N_COLUMNS, col);

	if (!facts)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_fact(load, col, facts, load->row);
	if (ret)
		return ret;
	if (load->tsv->n_rows)
		qsort(facts, load->tsv->n_rows, sizeof(*facts), by_drug);
	load->impl->facts = facts;
	load->impl->guidance.facts = facts;
	load->impl->guidance.n_facts = load->tsv->n_rows;
	return ret;
}

const struct stardose_statement *stardose_guidance_statements(
	const struct stardose_guidance_tables *tables, const struct stardose_drug *drug, int *n)
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
		const struct stardose_statement *fact = &tables->facts[i];
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
