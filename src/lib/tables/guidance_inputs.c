/* guidance_inputs.c - the possible results of one gene of a group of rows */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/guidance_inputs.h"

#define SCORE_STEP 25		/* activity values are quarters */
#define SCORE_MAX 600
#define INDETERMINATE "Indeterminate"

struct making {
	int n_conditions;
	const struct stardose_condition *
		*conditions; /* of one gene: of the rows, and of the holes beside them */
	struct sdi_inputs *in;
	int failed;
};

static struct sdi_input *add(struct making *m)
{
	struct sdi_inputs *in = m->in;
	struct sdi_input *input;

	if (in->n == in->m) {
		int more = in->m ? 2 * in->m : 64;
		void *p = realloc(in->input, more * sizeof(*in->input));

		if (!p) {
			m->failed = 1;
			return NULL;
		}
		in->input = p;
		in->m = more;
		for (int i = 0; i < in->n; i++)		/* they moved */
			if (in->input[i].candidate.diplotype)
				in->input[i].candidate.diplotype = in->input[i].diplotype;
	}
	input = &in->input[in->n++];
	memset(input, 0, sizeof(*input));
	input->is_result = 1;
	for (int i = 0; i < STARDOSE_N_GUIDELINES; i++)
		input->candidate.score[i] = STARDOSE_VALUE_NONE;
	return input;
}

static void add_score(struct making *m, int score)
{
	struct sdi_input *input;

	if (score < 0 || score > SCORE_MAX)
		return;
	for (int i = 0; i < m->in->n; i++)
		if (m->in->input[i].candidate.score[0] == score)
			return;
	input = add(m);
	if (!input)
		return;
	for (int i = 0; i < STARDOSE_N_GUIDELINES; i++)
		input->candidate.score[i] = score;
	snprintf(input->name, sizeof(input->name), "activity score %.2f", score / 100.0);
}

static void add_phenotype(struct making *m, const char *phenotype)
{
	struct sdi_input *input;

	for (int i = 0; i < m->in->n; i++) {
		const struct stardose_gene_candidate *c = &m->in->input[i].candidate;

		if (!c->diplotype && c->phenotype[0] && !strcmp(c->phenotype[0], phenotype))
			return;
	}
	input = add(m);
	if (!input)
		return;
	for (int i = 0; i < STARDOSE_N_GUIDELINES; i++)
		input->candidate.phenotype[i] = phenotype;
	snprintf(input->name, sizeof(input->name), "%s", phenotype);
}

static void add_finding(struct making *m, const char *allele, int n, const char *word)
{
	char text[sizeof(m->in->input->diplotype)];
	struct sdi_input *input;

	snprintf(text, sizeof(text), "%.*s %s", n, allele, word);
	for (int i = 0; i < m->in->n; i++)
		if (!strcmp(m->in->input[i].diplotype, text))
			return;
	input = add(m);
	if (!input)
		return;
	strcpy(input->diplotype, text);
	input->candidate.diplotype = input->diplotype;
	snprintf(input->name, sizeof(input->name), "%s", text);
}

/* ---- diplotypes ---- */

static const char *rule_of(const struct stardose_gene *gene, enum stardose_guideline scale,
			   const struct stardose_allele *a, const struct stardose_allele *b,
			   int score)
{
	const char *by_score = NULL;

	for (int i = 0; i < gene->n_rules; i++) {
		const struct stardose_phenotype_rule *rule = &gene->rules[i];

		if (rule->guideline != scale)
			continue;
		if (rule->is_score && score != STARDOSE_VALUE_NONE && rule->lo <= score &&
		    score <= rule->hi)
			by_score = rule->phenotype;
		if (!rule->is_score && ((!strcmp(rule->function[0], a->function) &&
					 !strcmp(rule->function[1], b->function)) ||
					(!strcmp(rule->function[0], b->function) &&
					 !strcmp(rule->function[1], a->function))))
			return rule->phenotype; /* a pair with a rule of its own goes by that */
	}
	return by_score;
}

static void add_pair(struct making *m, const struct stardose_gene *gene,
		     const struct stardose_allele *a, const struct stardose_allele *b)
{
	struct sdi_input *input = add(m);

	if (!input)
		return;
	snprintf(input->diplotype, sizeof(input->diplotype), "%s/%s", a->name, b->name);
	input->candidate.diplotype = input->diplotype;
	snprintf(input->name, sizeof(input->name), "%s", input->diplotype);
	for (int i = 0; i < STARDOSE_N_GUIDELINES; i++) {
		const char *phenotype;

		if (gene->method == STARDOSE_METHOD_SCORE && a->value[i] != STARDOSE_VALUE_NONE &&
		    b->value[i] != STARDOSE_VALUE_NONE)
			input->candidate.score[i] = a->value[i] + b->value[i];
		phenotype = rule_of(gene, i, a, b, input->candidate.score[i]);
		if (!phenotype)
			phenotype = rule_of(gene, STARDOSE_GUIDELINE_CPIC, a, b,
					    input->candidate.score[i]);
		input->candidate.phenotype[i] = phenotype ? phenotype : INDETERMINATE;
	}
}

static void add_pairs(struct making *m, const struct stardose_gene *gene)
{
	for (int a = 0; gene && a < gene->n_alleles; a++)
		for (int b = a; b < gene->n_alleles; b++)
			if (gene->alleles[a].kind != STARDOSE_ALLELE_RETIRED &&
			    gene->alleles[b].kind != STARDOSE_ALLELE_RETIRED)
				add_pair(m, gene, &gene->alleles[a], &gene->alleles[b]);
}

/* ---- what the conditions ask ---- */

static int asks_for(const struct making *m, enum stardose_guidance_term_kind kind)
{
	for (int i = 0; i < m->n_conditions; i++)
		for (int j = 0; j < m->conditions[i]->n_terms; j++)
			if (m->conditions[i]->terms[j].kind == kind)
				return 1;
	return 0;
}

static int asks_for_score(const struct making *m)
{
	for (int i = 0; i < m->n_conditions; i++)
		for (int j = 0; j < m->conditions[i]->n_terms; j++)
			if (m->conditions[i]->terms[j].lo >= 0)
				return 1;
	return 0;
}

static void add_scores(struct making *m)
{
	for (int score = 0; score <= SCORE_MAX; score += SCORE_STEP) {
		add_score(m, score);
		add_score(m, score / 2);
		add_score(m, (score + 1) / 2);
	}
	for (int i = 0; i < m->n_conditions; i++)
		for (int j = 0; j < m->conditions[i]->n_terms; j++) {
			const struct stardose_guidance_term *term = &m->conditions[i]->terms[j];

			for (int d = -1; term->lo >= 0 && d <= 1; d++) {
				add_score(m, term->lo + d);
				add_score(m, term->hi == INT_MAX ? -1 : term->hi + d);
			}
		}
}

static void add_phenotypes(struct making *m, const struct stardose_gene *gene)
{
	for (int i = 0; gene && i < gene->n_rules; i++)
		add_phenotype(m, gene->rules[i].phenotype);
	for (int i = 0; i < m->n_conditions; i++)
		for (int j = 0; j < m->conditions[i]->n_terms; j++) {
			const struct stardose_guidance_term *term = &m->conditions[i]->terms[j];

			if (term->kind == STARDOSE_TERM_PHENOTYPE)
				add_phenotype(m, term->phenotype->meaning);
		}
}

static void add_findings(struct making *m)
{
	for (int i = 0; i < m->n_conditions; i++)
		for (int j = 0; j < m->conditions[i]->n_terms; j++) {
			const struct stardose_guidance_term *term = &m->conditions[i]->terms[j];

			if (term->kind != STARDOSE_TERM_FINDING)
				continue;
			add_finding(m, term->text, strcspn(term->text, " "), "positive");
			add_finding(m, term->text, strcspn(term->text, " "), "negative");
		}
}

static void add_nothing(struct making *m)
{
	struct sdi_input *input = add(m);

	if (!input)
		return;
	input->is_result = 0;
	snprintf(input->name, sizeof(input->name), "No Result");
}

int sdi_hole_is_beside(const struct stardose_guidance_hole *hole,
		       const struct stardose_guidance_row *row)
{
	if (hole->drug != row->drug || hole->source != row->source || hole->n_genes != row->n_genes)
		return 0;
	for (int g = 0; g < row->n_genes; g++)
		if (strcmp(hole->condition[g].gene, row->condition[g].gene))
			return 0;
	return !*hole->context || !strcmp(hole->context, row->context->code);
}

static int collect(struct making *m, const struct stardose_guidance_tables *guidance,
		   const struct stardose_guidance_group *group, int g)
{
	m->conditions = calloc(group->n_rows + guidance->n_holes + 1, sizeof(*m->conditions));
	if (!m->conditions)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < group->n_rows; i++)
		m->conditions[m->n_conditions++] = &group->rows[i].condition[g];
	for (int i = 0; i < guidance->n_holes; i++)
		if (sdi_hole_is_beside(&guidance->holes[i], group->rows))
			m->conditions[m->n_conditions++] = &guidance->holes[i].condition[g];
	return STARDOSE_OK;
}

static void add_results(struct making *m, const struct stardose_gene *gene)
{
	if (asks_for(m, STARDOSE_TERM_FINDING)) {
		add_findings(m);
		return;
	}
	if (asks_for_score(m))
		add_scores(m);
	else
		add_phenotypes(m, gene);
	if (asks_for(m, STARDOSE_TERM_LITERAL) || asks_for(m, STARDOSE_TERM_CARRIER))
		add_pairs(m, gene);
	add_phenotype(m, INDETERMINATE);
}

int sdi_guidance_inputs(const struct stardose_tables *tables,
			const struct stardose_guidance_group *group, int g, struct sdi_inputs *in)
{
	struct making m = { .in = in };

	in->n = 0;
	if (g >= group->rows->n_genes) {
		add_phenotype(&m, "");
		return m.failed ? STARDOSE_ENOMEM : STARDOSE_OK;
	}
	if (collect(&m, tables->guidance, group, g) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	add_results(&m, stardose_tables_gene(tables, group->rows->condition[g].gene));
	add_nothing(&m);
	free(m.conditions);
	return m.failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

void sdi_guidance_inputs_release(struct sdi_inputs *in)
{
	free(in->input);
	memset(in, 0, sizeof(*in));
}
