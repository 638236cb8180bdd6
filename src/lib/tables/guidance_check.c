/* guidance_check.c - every possible result has its row, and only one */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/condition.h"
#include "tables/guidance_check.h"

#define SCORE_STEP 25		/* activity values are quarters */
#define SCORE_MAX 600
#define MAX_INPUTS 64		/* per gene: scores, phenotypes, indeterminate, no result */

struct check {
	const struct stardose_tables *tables;
	const struct stardose_guidance_tables *guidance;
	const struct stardose_log *log;
	int n_findings;
};

/* The results that one gene can have, as far as rows can tell them apart. */
struct inputs {
	int n;
	struct stardose_gene_candidate candidate[MAX_INPUTS];
	int is_result[MAX_INPUTS];	/* 0: the gene has no result */
	char name[MAX_INPUTS][64];
};

static void find(struct check *check, const struct stardose_guidance_row *row, const char *what, const char *subject)
{
	check->n_findings++;
	stardose_log_say(check->log, STARDOSE_OK, "guidance.tsv:%d: row '%s': %s '%s'", row->line, row->id, what, subject);
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
	if (*row->strength->value && strcmp(row->strength->value, row->source->code))
		find(check, row, "strength of another source", row->strength->code);
	for (int i = 0; i < row->n_evidence; i++)
		if (*row->evidence[i]->value && strcmp(row->evidence[i]->value, row->source->code))
			find(check, row, "evidence level of another source", row->evidence[i]->code);
	if (row->n_evidence && row->n_evidence != row->n_genes)
		find(check, row, "one evidence level for each gene is needed, or none", row->drug->name);
	if (*row->citation->value && atoi(row->citation->value) != row->year)
		find(check, row, "year differs from that of citation", row->citation->code);
	for (int i = 0; i < row->n_also; i++)
		for (int j = 0; j < i; j++)
			if (row->also[i] == row->also[j])
				find(check, row, "says twice", row->also[i]->code);
	if (strcmp(row->confidence, "high") && strcmp(row->confidence, "medium") && strcmp(row->confidence, "low"))
		find(check, row, "confidence is none of high, medium, low:", row->confidence);
}

static void check_lists(struct check *check)
{
	const struct stardose_guidance_tables *t = check->guidance;

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_SOURCE]; i++) {
		const struct stardose_code *source = &t->codes[STARDOSE_LIST_SOURCE][i];

		if (has_word(source->phrase, "complete") != has_word(source->phrase, "listed"))
			continue;
		check->n_findings++;
		stardose_log_say(check->log, STARDOSE_OK, "actions.tsv: source '%s' must be either complete or listed", source->code);
	}
	if (!stardose_guidance_code(t, STARDOSE_LIST_PHENOTYPE, "No Result")) {
		check->n_findings++;
		stardose_log_say(check->log, STARDOSE_OK, "actions.tsv: no phenotype 'No Result'");
	}
}

/* ---- groups: all possible results ---- */

static void add_input(struct inputs *in, const char *phenotype, int score, int is_result)
{
	struct stardose_gene_candidate *candidate = &in->candidate[in->n];

	for (int i = 0; i < in->n; i++)
		if (in->is_result[i] == is_result && in->candidate[i].score[0] == score &&
		    (!is_result || score != STARDOSE_VALUE_NONE || !strcmp(in->candidate[i].phenotype[0], phenotype)))
			return;
	if (in->n == MAX_INPUTS)
		return;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		candidate->phenotype[g] = score == STARDOSE_VALUE_NONE ? phenotype : NULL;
		candidate->score[g] = score;
	}
	if (score == STARDOSE_VALUE_NONE)
		snprintf(in->name[in->n], sizeof(in->name[0]), "%s", phenotype);
	else
		snprintf(in->name[in->n], sizeof(in->name[0]), "activity score %.2f", score / 100.0);
	in->is_result[in->n++] = is_result;
}

static int is_keyed_by_score(const struct stardose_guidance_group *group, int gene)
{
	for (int i = 0; i < group->n_rows; i++)
		for (int j = 0; j < group->rows[i].condition[gene].n_terms; j++)
			if (group->rows[i].condition[gene].terms[j].lo >= 0)
				return 1;
	return 0;
}

/* A group with findings as conditions (an HLA allele, a diplotype) is not a list of phenotypes. */
static int has_literals(const struct stardose_guidance_group *group)
{
	for (int i = 0; i < group->n_rows; i++)
		for (int g = 0; g < group->rows[i].n_genes; g++)
			for (int j = 0; j < group->rows[i].condition[g].n_terms; j++)
				if (group->rows[i].condition[g].terms[j].kind == STARDOSE_TERM_LITERAL)
					return 1;
	return 0;
}

static void possible_phenotypes(const struct check *check, const struct stardose_guidance_group *group, int g,
				struct inputs *in)
{
	const struct stardose_gene *gene = stardose_tables_gene(check->tables, group->rows[0].condition[g].gene);
	enum stardose_guideline scale = sdi_source_scale(group->rows[0].source);

	for (int i = 0; gene && i < gene->n_rules; i++)
		if (gene->rules[i].guideline == scale)
			add_input(in, gene->rules[i].phenotype, STARDOSE_VALUE_NONE, 1);
	for (int i = 0; i < group->n_rows; i++)
		for (int j = 0; j < group->rows[i].condition[g].n_terms; j++) {
			const struct stardose_term *term = &group->rows[i].condition[g].terms[j];

			if (term->kind == STARDOSE_TERM_PHENOTYPE && term->lo < 0)
				add_input(in, term->phenotype->meaning, STARDOSE_VALUE_NONE, 1);
		}
}

static void possible_inputs(const struct check *check, const struct stardose_guidance_group *group, int g, struct inputs *in)
{
	in->n = 0;
	if (g >= group->rows[0].n_genes) {
		add_input(in, "", STARDOSE_VALUE_NONE, 1);
		return;
	}
	if (is_keyed_by_score(group, g))
		for (int score = 0; score <= SCORE_MAX; score += SCORE_STEP)
			add_input(in, NULL, score, 1);
	else
		possible_phenotypes(check, group, g, in);
	add_input(in, "Indeterminate", STARDOSE_VALUE_NONE, 1);
	add_input(in, "No Result", STARDOSE_VALUE_NONE, 0);
}

/* Rows from @beg on that are of one context: how many apply to @candidate? *@end: behind them */
static int n_rows_for(const struct stardose_guidance_group *group, int beg, int *end,
		      const struct stardose_gene_candidate *const candidate[2], const struct stardose_guidance_row **first)
{
	int n = 0, i;

	*first = &group->rows[beg];
	for (i = beg; i < group->n_rows && group->rows[i].context == group->rows[beg].context; i++) {
		const struct stardose_guidance_row *row = &group->rows[i];
		int holds = 1;

		for (int g = 0; holds && g < row->n_genes; g++)
			holds = sdi_condition_match(&row->condition[g], candidate[g], sdi_source_scale(row->source)) != NULL;
		if (holds && n++ == 0)
			*first = row;
	}
	*end = i;
	return n;
}

static void check_input(struct check *check, const struct stardose_guidance_group *group, const struct inputs in[2], int a, int b)
{
	const struct stardose_gene_candidate *const candidate[2] = {
		in[0].is_result[a] ? &in[0].candidate[a] : NULL, in[1].is_result[b] ? &in[1].candidate[b] : NULL
	};
	int complete = has_word(group->rows->source->phrase, "complete") && !has_literals(group);
	int is_any_result = candidate[0] || (group->rows->n_genes == 2 && candidate[1]);
	const struct stardose_guidance_row *row;
	char what[192];

	for (int beg = 0, end; beg < group->n_rows; beg = end) {
		int n = n_rows_for(group, beg, &end, candidate, &row);

		if (n == 1 || (n == 0 && (!complete || !is_any_result)))
			continue;
		snprintf(what, sizeof(what), "%s %s%s%s%s%s: %d rows instead of one for", row->condition[0].gene, in[0].name[a],
			 row->n_genes == 2 ? ", " : "", row->n_genes == 2 ? row->condition[1].gene : "",
			 row->n_genes == 2 ? " " : "", in[1].name[b], n);
		find(check, row, what, row->context->code);
	}
}

static void check_group(struct check *check, const struct stardose_guidance_group *group, struct inputs in[2])
{
	for (int g = 0; g < 2; g++)
		possible_inputs(check, group, g, &in[g]);
	for (int i = 0; i < in[0].n; i++)
		for (int j = 0; j < in[1].n; j++)
			check_input(check, group, in, i, j);
}

int sdi_guidance_check(const struct stardose_tables *tables, const struct stardose_log *log)
{
	struct check check = { tables, tables->guidance, log, 0 };
	struct inputs *in;

	if (!tables->guidance)
		return 0;
	in = calloc(2, sizeof(*in));
	if (!in)
		return STARDOSE_ENOMEM;
	check_lists(&check);
	for (int i = 0; i < check.guidance->n_rows; i++)
		check_row(&check, &check.guidance->rows[i]);
	for (int i = 0; i < check.guidance->n_groups; i++)
		check_group(&check, &check.guidance->groups[i], in);
	free(in);
	return check.n_findings;
}
