/*
 * write_guidance.c - one line of guidance as a row or a JSON object; both are made of the same
 * list of columns
 */
#include <ctype.h>
#include <string.h>
#include "write/write_call.h"
#include "write/write_guidance.h"
#include "write/write_label.h"

/* A cell: its text, or its items; @own holds what is made for it. */
struct cell {
	const char *text;
	int n_items;
	const char *item[STARDOSE_N_FLAGS + 80];
	kstring_t own;
};
#define MAX_ITEMS ((int)(sizeof((struct cell){ 0 }.item) / sizeof(char *)))

/* ---- cells: each is given one that is empty; returns whether memory was short ---- */

static int take_codes(struct cell *to, const struct stardose_guidance_code *const *codes, int n)
{
	for (int i = 0; i < n && to->n_items < MAX_ITEMS; i++)
		to->item[to->n_items++] = codes[i]->code;
	return 0;
}

static int take_text(struct cell *to, const char *text)
{
	to->text = text;
	return 0;
}

static int take_drug(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->drug->name);
}

static int take_source(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->source ? line->source->code : NULL);
}

static int take_context(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->fact	     ? line->fact->context
			     : line->context ? line->context->code
					     : NULL);
}

static int take_gene_result(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->gene_result);
}

static int take_phenotype(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->phenotype);
}

static int take_action(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->row ? line->row->action->code : NULL);
}

static int take_also(struct cell *to, const struct stardose_guidance_line *line)
{
	return line->row ? take_codes(to, line->row->also, line->row->n_also) : 0;
}

static int take_dose(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->row ? line->row->dose : NULL);
}

static int take_strength(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->row ? line->row->strength->code : NULL);
}

static int take_evidence(struct cell *to, const struct stardose_guidance_line *line)
{
	return line->row ? take_codes(to, line->row->evidence, line->row->n_evidence) : 0;
}

static int take_label(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->row	  ? line->row->label->code
			     : line->fact ? line->fact->label->code
					  : "none");
}

static int take_guidance(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->guidance);
}

/* "CPIC 2023 PMID:37032427 doi:10.1002/cpt.2903" */
static int take_citation(struct cell *to, const struct stardose_guidance_line *line)
{
	const struct stardose_guidance_row *row = line->row;
	const char *more = row ? row->citation->phrase : "";
	int failed;

	if (!row)
		return take_text(to, line->fact ? line->fact->citation : NULL);
	failed = row->year ? ksprintf(&to->own, "%s %d", row->source->code, row->year) < 0
			   : ksprintf(&to->own, "%s undated", row->source->code) < 0;
	failed |= ksprintf(&to->own, " %s%s%s", row->citation->code, *more ? " " : "", more) < 0;
	return failed || take_text(to, to->own.s);
}

static int take_row_id(struct cell *to, const struct stardose_guidance_line *line)
{
	return take_text(to, line->row ? line->row->id : line->fact ? line->fact->id : NULL);
}

/* What medicines make of the results, each flag once. */
static void add_conversion_flags(struct cell *to, const struct stardose_guidance_line *line)
{
	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		int n = !c ? 0 : line->is_converted[g] ? c->n_flags : c->n_flags_elsewhere;

		for (int i = 0; i < n && to->n_items < MAX_ITEMS; i++) {
			const char *flag =
				line->is_converted[g] ? c->flags[i] : c->flags_elsewhere[i];
			int k = 0;

			while (k < to->n_items && strcmp(to->item[k], flag))
				k++;
			if (k == to->n_items)
				to->item[to->n_items++] = flag;
		}
	}
}

static int take_flags(struct cell *to, const struct stardose_guidance_line *line)
{
	for (int i = 0; i < STARDOSE_N_FLAGS; i++)
		if (line->flags >> i & 1)
			to->item[to->n_items++] = stardose_flag_code(i);
	add_conversion_flags(to, line);
	if (line->label_hit)
		to->n_items += sdi_label_flags(line->label_hit, to->item + to->n_items,
					       MAX_ITEMS - to->n_items);
	return 0;
}

/* ---- the table: columns of a row behind the sample, members of an object ---- */

static const struct column {
	const char *name;
	int (*take)(struct cell *to, const struct stardose_guidance_line *line);
	int is_list;	/* it has items, and in JSON an array of them */
} columns[] = {
	{ "drug", take_drug, 0 },
	{ "source", take_source, 0 },
	{ "context", take_context, 0 },
	{ "gene_result", take_gene_result, 0 },
	{ "phenotype", take_phenotype, 0 },
	{ "action", take_action, 0 },
	{ "also", take_also, 1 },
	{ "dose", take_dose, 0 },
	{ "strength", take_strength, 0 },
	{ "evidence", take_evidence, 1 },
	{ "label", take_label, 0 },
	{ "guidance", take_guidance, 0 },
	{ "citation", take_citation, 0 },
	{ "row_id", take_row_id, 0 },
	{ "flags", take_flags, 1 },
};
#define N_COLUMNS ((int)(sizeof(columns) / sizeof(*columns)))
#define DOSE_COLUMN "dose_check" /* the last of a row; in JSON a member of the person */

int sdi_guidance_header(kstring_t *out)
{
	int failed = kputs("sample", out) < 0;

	for (int i = 0; i < N_COLUMNS; i++)
		failed |= ksprintf(out, "\t%s", columns[i].name) < 0;
	return failed || kputs("\t" DOSE_COLUMN "\n", out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* A program may give results whose names hold tabs and line ends: in a row they would part cells. */
static void keep_in_cell(kstring_t *out, size_t beg)
{
	for (size_t i = beg; i < out->l; i++)
		if (iscntrl((unsigned char)out->s[i]))
			out->s[i] = ' ';
}

static int put_tsv(kstring_t *out, const struct cell *cell)
{
	int failed = kputc('\t', out) < 0;
	size_t beg = out->l;

	for (int k = 0; k < cell->n_items; k++)
		failed |= ksprintf(out, "%s%s", k ? "," : "", cell->item[k]) < 0;
	if (!cell->n_items)
		failed |= kputs(cell->text && *cell->text ? cell->text : ".", out) < 0;
	keep_in_cell(out, beg);
	return failed;
}

static int put_json(kstring_t *out, const struct column *column, const struct cell *cell)
{
	int failed = ksprintf(out, "\"%s\":", column->name) < 0;

	if (!column->is_list && (!cell->text || !*cell->text))
		return failed || kputs("null", out) < 0;
	if (!column->is_list)
		return failed || sdi_json_string(out, cell->text) != STARDOSE_OK;
	failed |= kputc('[', out) < 0;
	for (int k = 0; k < cell->n_items && !failed; k++)
		failed |= (k && kputc(',', out) < 0) ||
			  sdi_json_string(out, cell->item[k]) != STARDOSE_OK;
	return failed || kputc(']', out) < 0;
}

int sdi_guidance_tsv(kstring_t *out, const struct stardose_guidance_line *line)
{
	int failed = 0;

	for (int i = 0; i < N_COLUMNS && !failed; i++) {
		struct cell cell = { 0 };

		failed = columns[i].take(&cell, line) || put_tsv(out, &cell);
		ks_free(&cell.own);
	}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_guidance_tsv_end(kstring_t *out, const struct stardose_dose *dose)
{
	int failed = dose ? ksprintf(out, "\t%s: %s\n", dose->comparison, dose->text) < 0
			  : kputs("\t.\n", out) < 0;

	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_guidance_json(kstring_t *out, const struct stardose_guidance_line *line)
{
	int failed = 0;

	for (int i = 0; i < N_COLUMNS && !failed; i++) {
		struct cell cell = { 0 };

		failed = kputc(i ? ',' : '{', out) < 0 || columns[i].take(&cell, line) ||
			 put_json(out, &columns[i], &cell);
		ks_free(&cell.own);
	}
	return failed || kputc('}', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}
