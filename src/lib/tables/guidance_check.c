/* guidance_check.c - every possible result has its row, and only one */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/condition.h"
#include "tables/guidance_check.h"
#include "tables/name_table.h"
#include "tables/guidance_inputs.h"

struct check {
	const struct stardose_tables *tables;
	const struct stardose_guidance_tables *guidance;
	const struct stardose_log *log;
	int n_findings;
};

static void find(struct check *check, const struct stardose_guidance_row *row, const char *what,
		 const char *subject)
{
	check->n_findings++;
	stardose_log_say(check->log, STARDOSE_OK, "guidance.tsv:%d: row '%s': %s '%s'", row->line,
			 row->id, what, subject);
}

/* ---- rows one by one ---- */

static int has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = words; (s = strstr(s, word)); s += n)
		if ((s == words || s[-1] == ' ') && (s[n] == '\0' || s[n] == ' '))
			return 1;
	return 0;
}

static void check_row(struct check *check, const struct stardose_guidance_row *row)
{
	if (!sdi_strength_is_of(row->strength, row->source->code))
		find(check, row, "strength of another source", row->strength->code);
	if (row->n_evidence && row->n_evidence != row->n_genes)
		find(check, row, "one evidence level for each gene is needed, or none",
		     row->drug->name);
	if (*row->citation->value && atoi(row->citation->value) != row->year)
		find(check, row, "year differs from that of citation", row->citation->code);
	for (int i = 0; i < row->n_also; i++)
		for (int j = 0; j < i; j++)
			if (row->also[i] == row->also[j])
				find(check, row, "says twice", row->also[i]->code);
	if (strcmp(row->confidence, "high") && strcmp(row->confidence, "medium") &&
	    strcmp(row->confidence, "low"))
		find(check, row, "confidence is none of high, medium, low:", row->confidence);
}

static void check_lists(struct check *check)
{
	const struct stardose_guidance_tables *t = check->guidance;

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_SOURCE]; i++) {
		const struct stardose_guidance_code *source = &t->codes[STARDOSE_LIST_SOURCE][i];

		if (has_word(source->phrase, "complete") + has_word(source->phrase, "named") +
			    has_word(source->phrase, "listed") ==
		    1)
			continue;
		check->n_findings++;
		stardose_log_say(
			check->log, STARDOSE_OK,
			"vocabulary.tsv: source '%s' must be one of complete, named, listed",
			source->code);
	}
	if (!stardose_guidance_code(t, STARDOSE_LIST_PHENOTYPE, "No Result")) {
		check->n_findings++;
		stardose_log_say(check->log, STARDOSE_OK, "terms.tsv: no phenotype 'No Result'");
	}
}

/* The name of a class is no medicine's, and of a class that the tables have. */
static void check_class_names(struct check *check)
{
	const struct stardose_guidance_tables *t = check->guidance;

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_CLASS_NAME]; i++) {
		const struct stardose_guidance_code *name = &t->codes[STARDOSE_LIST_CLASS_NAME][i];
		int is_class = stardose_guidance_code(t, STARDOSE_LIST_CLASS, name->value) != NULL;

		if (is_class && (!t->names || !sdi_name_find(t->names, name->code,
							     strlen(name->code))))
			continue;
		check->n_findings++;
		stardose_log_say(check->log, STARDOSE_OK, "vocabulary.tsv: class_name '%s': %s",
				 name->code,
				 is_class ? "a medicine has this name" : "no such class");
	}
}

/* ---- groups: all possible results ---- */

static int conditions_hold(const struct stardose_condition *condition, int n_genes,
			   const struct stardose_guidance_code *source,
			   const struct stardose_gene_candidate *const candidate[2])
{
	for (int g = 0; g < n_genes; g++)
		if (!sdi_condition_match(&condition[g], candidate[g], sdi_source_scale(source)))
			return 0;
	return 1;
}

/* Rows from @beg on that are of one context: how many apply to @candidate? *@end: behind them */
static int n_rows_for(const struct stardose_guidance_group *group, int beg, int *end,
		      const struct stardose_gene_candidate *const candidate[2],
		      const struct stardose_guidance_row **first)
{
	int n = 0, i;

	*first = &group->rows[beg];
	for (i = beg; i < group->n_rows && group->rows[i].context == group->rows[beg].context;
	     i++) {
		const struct stardose_guidance_row *row = &group->rows[i];

		if (conditions_hold(row->condition, row->n_genes, row->source, candidate) &&
		    n++ == 0)
			*first = row;
	}
	*end = i;
	return n;
}

static const struct stardose_guidance_hole *hole_for(
	const struct check *check, const struct stardose_guidance_row *row,
	const struct stardose_gene_candidate *const candidate[2])
{
	for (int i = 0; i < check->guidance->n_holes; i++) {
		const struct stardose_guidance_hole *hole = &check->guidance->holes[i];

		if (sdi_hole_is_beside(hole, row) &&
		    conditions_hold(hole->condition, hole->n_genes, hole->source, candidate))
			return hole;
	}
	return NULL;
}

/* A phenotype with the code that conditions are written with: "Poor Metabolizer (PM)" */
static const char *with_code(const struct check *check, const struct sdi_input *input, char out[96])
{
	const struct stardose_guidance_tables *t = check->guidance;
	const char *code = "";

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_PHENOTYPE]; i++) {
		const struct stardose_guidance_code *c = &t->codes[STARDOSE_LIST_PHENOTYPE][i];

		if (!strcmp(c->meaning, input->name) && strcmp(c->code, input->name))
			code = c->code;
	}
	snprintf(out, 96, "%s%s%s%s", input->name, *code ? " (" : "", code, *code ? ")" : "");
	return out;
}

static void find_input(struct check *check, const struct stardose_guidance_row *row,
		       const struct sdi_input *a, const struct sdi_input *b, int n,
		       const struct stardose_guidance_hole *hole)
{
	char what[320], name[2][96];

	snprintf(what, sizeof(what), "%s %s%s%s%s%s: %d rows instead of one%s for",
		 row->condition[0].gene, with_code(check, a, name[0]),
		 row->n_genes == 2 ? ", " : "",
		 row->n_genes == 2 ? row->condition[1].gene : "", row->n_genes == 2 ? " " : "",
		 with_code(check, b, name[1]), n, hole ? ", and a hole," : "");
	find(check, row, what, row->context->code);
}

/*
 * One row in each context of a complete source; of another, one in some context, and in none more
 * than one. What has no row must be a hole, and no hole may have one. Without any result no row is
 * needed.
 */
static void check_input(struct check *check, const struct stardose_guidance_group *group,
			const struct sdi_input *a, const struct sdi_input *b)
{
	const struct stardose_gene_candidate *const candidate[2] = {
		a->is_result ? &a->candidate : NULL, b->is_result ? &b->candidate : NULL
	};
	const struct stardose_guidance_hole *hole = hole_for(check, group->rows, candidate);
	int complete = has_word(group->rows->source->phrase, "complete"),
	    listed = has_word(group->rows->source->phrase, "listed");
	int is_any_result = candidate[0] || (group->rows->n_genes == 2 && candidate[1]), n_all = 0;
	const struct stardose_guidance_row *row;

	for (int beg = 0, end; beg < group->n_rows; beg = end) {
		int n = n_rows_for(group, beg, &end, candidate, &row);

		n_all += n;
		if (n > 1 || (n && hole) || (!n && complete && !hole && is_any_result))
			find_input(check, row, a, b, n, hole);
	}
	if (!n_all && !complete && !listed && !hole && is_any_result)
		find_input(check, group->rows, a, b, 0, NULL);
}

static int check_group(struct check *check, const struct stardose_guidance_group *group,
		       struct sdi_inputs in[2])
{
	int ret = STARDOSE_OK;

	for (int g = 0; !ret && g < 2; g++)
		ret = sdi_guidance_inputs(check->tables, group, g, &in[g]);
	for (int i = 0; !ret && i < in[0].n; i++)
		for (int j = 0; j < in[1].n; j++)
			check_input(check, group, &in[0].input[i], &in[1].input[j]);
	return ret;
}

/* A hole lies beside rows; one in a context of its own needs rows in others. */
static void check_hole(struct check *check, const struct stardose_guidance_hole *hole)
{
	for (int i = 0; i < check->guidance->n_rows; i++) {
		const struct stardose_guidance_row *row = &check->guidance->rows[i];

		if (row->drug == hole->drug && row->source == hole->source &&
		    row->n_genes == hole->n_genes &&
		    !strcmp(row->condition[0].gene, hole->condition[0].gene))
			return;
	}
	check->n_findings++;
	stardose_log_say(check->log, STARDOSE_OK,
			 "holes.tsv:%d: no row of '%s' for '%s' has this hole", hole->line,
			 hole->source->code, hole->drug->name);
}

int sdi_guidance_check(const struct stardose_tables *tables, const struct stardose_log *log)
{
	struct check check = { tables, tables->guidance, log, 0 };
	struct sdi_inputs in[2];
	int ret = STARDOSE_OK;

	if (!tables->guidance)
		return 0;
	memset(in, 0, sizeof(in));
	check_lists(&check);
	check_class_names(&check);
	for (int i = 0; i < check.guidance->n_rows; i++)
		check_row(&check, &check.guidance->rows[i]);
	for (int i = 0; i < check.guidance->n_holes; i++)
		check_hole(&check, &check.guidance->holes[i]);
	for (int i = 0; !ret && i < check.guidance->n_groups; i++)
		ret = check_group(&check, &check.guidance->groups[i], in);
	for (int g = 0; g < 2; g++)
		sdi_guidance_inputs_release(&in[g]);
	return !ret ? check.n_findings : ret;
}
