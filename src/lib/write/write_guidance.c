/*
 * write_guidance.c - one line of guidance as a row or a JSON object; both are made of the same
 * list of fields
 */
#include <string.h>
#include "write/write_call.h"
#include "write/write_guidance.h"

/* A column: its text, or with @is_list its items. */
struct field {
	const char *name, *text;
	int is_list, n_items;
	const char *item[STARDOSE_N_FLAGS + 80];
};
enum {
	DRUG,
	SOURCE,
	CONTEXT,
	GENE_RESULT,
	PHENOTYPE,
	ACTION,
	ALSO,
	DOSE,
	STRENGTH,
	EVIDENCE,
	LABEL,
	GUIDANCE,
	CITATION,
	ROW_ID,
	FLAGS,
	N_FIELDS
};
static const char *const field_name[N_FIELDS] = { "drug",      "source",   "context", "gene_result",
						  "phenotype", "action",   "also",    "dose",
						  "strength",  "evidence", "label",   "guidance",
						  "citation",  "row_id",   "flags" };

static void add_codes(struct field *field, const struct stardose_guidance_code *const *codes, int n)
{
	const int max = sizeof(field->item) / sizeof(*field->item);

	for (int i = 0; i < n && field->n_items < max; i++)
		field->item[field->n_items++] = codes[i]->code;
}

static void fill_row(struct field *f, const struct stardose_guidance_row *row)
{
	f[ACTION].text = row->action->code;
	f[DOSE].text = row->dose;
	f[STRENGTH].text = row->strength->code;
	f[LABEL].text = row->label->code;
	f[ROW_ID].text = row->id;
	add_codes(&f[ALSO], row->also, row->n_also);
	add_codes(&f[EVIDENCE], row->evidence, row->n_evidence);
}

static void fill_fact(struct field *f, const struct stardose_statement *fact)
{
	f[CONTEXT].text = fact->context;
	f[LABEL].text = fact->label->code;
	f[CITATION].text = fact->citation;
	f[ROW_ID].text = fact->id;
}

/* "CPIC 2023 PMID:37032427 doi:10.1002/cpt.2903" */
static int put_citation(kstring_t *out, const struct stardose_guidance_row *row)
{
	const char *more = row->citation->phrase;
	int failed = row->year ? ksprintf(out, "%s %d", row->source->code, row->year) < 0 :
		     ksprintf(out, "%s undated", row->source->code) < 0;

	return failed || ksprintf(out, " %s%s%s", row->citation->code, *more ? " " : "", more) < 0;
}

/* What medicines make of the results, each flag once. */
static void add_conversion_flags(struct field *field, const struct stardose_guidance_line *line)
{
	const int max = sizeof(field->item) / sizeof(*field->item);

	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];
		int n = !c ? 0 : line->is_converted[g] ? c->n_flags : c->n_flags_elsewhere;

		for (int i = 0; i < n && field->n_items < max; i++) {
			const char *flag =
				line->is_converted[g] ? c->flags[i] : c->flags_elsewhere[i];
			int k = 0;

			while (k < field->n_items && strcmp(field->item[k], flag))
				k++;
			if (k == field->n_items)
				field->item[field->n_items++] = flag;
		}
	}
}

/* @citation holds the text of that field as long as @f is used. */
static int fill(struct field *f, const struct stardose_guidance_line *line, kstring_t *citation)
{
	memset(f, 0, N_FIELDS * sizeof(*f));
	for (int i = 0; i < N_FIELDS; i++) {
		f[i].name = field_name[i];
		f[i].is_list = i == ALSO || i == EVIDENCE || i == FLAGS;
	}
	f[DRUG].text = line->drug->name;
	f[SOURCE].text = line->source ? line->source->code : NULL;
	f[CONTEXT].text = line->context ? line->context->code : NULL;
	f[GENE_RESULT].text = line->gene_result;
	f[PHENOTYPE].text = line->phenotype;
	f[LABEL].text = "none";
	f[GUIDANCE].text = line->guidance;
	for (int i = 0; i < STARDOSE_N_FLAGS; i++)
		if (line->flags >> i & 1)
			f[FLAGS].item[f[FLAGS].n_items++] = stardose_flag_code(i);
	add_conversion_flags(&f[FLAGS], line);
	if (line->fact)
		fill_fact(f, line->fact);
	if (!line->row)
		return 0;
	fill_row(f, line->row);
	if (put_citation(citation, line->row))
		return -1;
	f[CITATION].text = citation->s;
	return 0;
}

int sdi_guidance_header(kstring_t *out)
{
	int failed = kputs("sample", out) < 0;

	for (int i = 0; i < N_FIELDS; i++)
		failed |= ksprintf(out, "\t%s", field_name[i]) < 0;
	return failed || kputc('\n', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_guidance_tsv(kstring_t *out, const struct stardose_guidance_line *line)
{
	kstring_t citation = KS_INITIALIZE;
	struct field f[N_FIELDS];
	int failed = fill(f, line, &citation);

	for (int i = 0; i < N_FIELDS && !failed; i++) {
		failed |= kputc('\t', out) < 0;
		for (int k = 0; k < f[i].n_items; k++)
			failed |= ksprintf(out, "%s%s", k ? "," : "", f[i].item[k]) < 0;
		if (!f[i].n_items)
			failed |= kputs(f[i].text && *f[i].text ? f[i].text : ".", out) < 0;
	}
	ks_free(&citation);
	return failed || kputc('\n', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int put_json(kstring_t *out, const struct field *field)
{
	int failed = ksprintf(out, "\"%s\":", field->name) < 0;

	if (!field->is_list && (!field->text || !*field->text))
		return failed || kputs("null", out) < 0;
	if (!field->is_list)
		return failed || sdi_json_string(out, field->text) != STARDOSE_OK;
	failed |= kputc('[', out) < 0;
	for (int k = 0; k < field->n_items && !failed; k++)
		failed |= (k && kputc(',', out) < 0) ||
			  sdi_json_string(out, field->item[k]) != STARDOSE_OK;
	return failed || kputc(']', out) < 0;
}

int sdi_guidance_json(kstring_t *out, const struct stardose_guidance_line *line)
{
	kstring_t citation = KS_INITIALIZE;
	struct field f[N_FIELDS];
	int failed = fill(f, line, &citation);

	for (int i = 0; i < N_FIELDS && !failed; i++)
		failed |= kputc(i ? ',' : '{', out) < 0 || put_json(out, &f[i]);
	ks_free(&citation);
	return failed || kputc('}', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}
