/* context_check.c - are the tables about co-medication sound? */
#include <string.h>
#include <stardose/guidance.h>
#include "tables/context_table.h"
#include "tables/table_check.h"

static const struct sdi_conversion_method *method_of(const struct sdi_context_tables *t,
						     const char *gene)
{
	for (int i = 0; i < t->n_methods; i++)
		if (!strcmp(t->methods[i].gene, gene))
			return &t->methods[i];
	return NULL;
}

static int has_citation(const char *citation) { return *citation && strcmp(citation, "-"); }

static void check_interaction(struct sdi_check *check, const struct sdi_context_tables *t,
			      const struct sdi_interaction *it)
{
	const struct sdi_conversion_method *method = method_of(t, it->gene);

	if (!method)
		sdi_check_say(check,
			      "interactions.tsv:%d: gene '%s' has no row in conversion_methods.tsv",
			      it->line, it->gene);
	if (!has_citation(it->citation))
		sdi_check_say(check, "interactions.tsv:%d: '%s' without a citation", it->line,
			      it->agent->name);
	if (it->agent->n_contains)
		sdi_check_say(check, "interactions.tsv:%d: '%s' is a combination: its parts act",
			      it->line, it->agent->name);
	if (method && method->method == SDI_METHOD_SCORE && it->effect == SDI_INDUCER)
		sdi_check_say(check,
			      "interactions.tsv:%d: '%s': no medicine induces '%s', whose score "
			      "has no way up",
			      it->line, it->agent->name, it->gene);
	if (it->action == SDI_ACTION_CONVERT && (!it->is_fda || it->strength > SDI_MODERATE ||
						 !method || method->method != SDI_METHOD_SCORE))
		sdi_check_say(check,
			      "interactions.tsv:%d: '%s' converts without being a strong or "
			      "moderate inhibitor of FDA's table, or "
			      "'%s' has no score",
			      it->line, it->agent->name, it->gene);
	for (const struct sdi_interaction *other = t->interactions; other < it; other++)
		if (other->agent == it->agent && !strcmp(other->gene, it->gene) &&
		    other->effect == it->effect)
			sdi_check_say(check, "interactions.tsv:%d and %d: '%s' twice for '%s'",
				      other->line, it->line, it->agent->name, it->gene);
}

static void check_methods(struct sdi_check *check, const struct sdi_context_tables *t)
{
	for (int i = 0; i < t->n_methods; i++) {
		const struct sdi_conversion_method *m = &t->methods[i];
		const struct stardose_gene *gene = stardose_tables_gene(check->tables, m->gene);

		if (method_of(t, m->gene) != m)
			sdi_check_say(check, "conversion_methods.tsv: '%s' twice", m->gene);
		if (m->method == SDI_METHOD_SCORE && gene && gene->method != STARDOSE_METHOD_SCORE)
			sdi_check_say(check, "conversion_methods.tsv: '%s' has no activity score",
				      m->gene);
		if ((m->method == SDI_METHOD_STEPS) != (m->n_steps > 1 && *m->convention))
			sdi_check_say(check,
				      "conversion_methods.tsv: '%s': steps and the name of their "
				      "convention belong to the method steps",
				      m->gene);
		if (!has_citation(m->citation))
			sdi_check_say(check, "conversion_methods.tsv: '%s' without a citation",
				      m->gene);
	}
}

static int has_rows(const struct stardose_guidance_tables *guidance,
		    const struct sdi_conversion_rule *rule)
{
	for (int i = 0; i < guidance->n_rows; i++) {
		const struct stardose_guidance_row *row = &guidance->rows[i];

		if (strcmp(row->drug->name, rule->drug) ||
		    strcmp(row->source->code, rule->selects) ||
		    (*rule->context && strcmp(row->context->code, rule->context)))
			continue;
		for (int g = 0; g < row->n_genes; g++)
			if (!strcmp(row->condition[g].gene, rule->gene))
				return 1;
	}
	return 0;
}

/* Two rows for one thing: which one counts would be their order. */
static void check_rule_twice(struct sdi_check *check, const struct sdi_context_tables *t,
			     const struct sdi_conversion_rule *rule)
{
	for (const struct sdi_conversion_rule *other = t->rules; other < rule; other++)
		if (!strcmp(other->gene, rule->gene) && !strcmp(other->drug, rule->drug) &&
		    !strcmp(other->selects, rule->selects) &&
		    !strcmp(other->context, rule->context))
			sdi_check_say(check, "conversions.tsv: '%s' twice for '%s' by '%s'",
				      rule->drug, rule->gene, rule->selects);
}

static void check_level(struct sdi_check *check, const struct sdi_context_tables *t,
			const struct sdi_level_fact *fact)
{
	if (!has_citation(fact->citation))
		sdi_check_say(check, "level_facts.tsv: '%s' without a citation", fact->agent->name);
	if (check->tables->guidance && !stardose_guidance_drug(check->tables->guidance, fact->drug))
		sdi_check_say(check, "level_facts.tsv: medicine '%s' is not in drugs.tsv",
			      fact->drug);
	if (!method_of(t, fact->gene))
		sdi_check_say(check,
			      "level_facts.tsv: gene '%s' has no row in conversion_methods.tsv",
			      fact->gene);
	for (const struct sdi_level_fact *other = t->levels; other < fact; other++)
		if (other->agent == fact->agent && !strcmp(other->gene, fact->gene) &&
		    !strcmp(other->drug, fact->drug))
			sdi_check_say(check, "level_facts.tsv: '%s' twice for '%s' by '%s'",
				      fact->agent->name, fact->drug, fact->gene);
}

static void check_washout(struct sdi_check *check, const struct sdi_context_tables *t, int i)
{
	if (!has_citation(t->washouts[i].citation))
		sdi_check_say(check, "washouts.tsv: '%s' without a citation",
			      t->washouts[i].agent->name);
	for (int k = 0; k < i; k++)
		if (t->washouts[k].agent == t->washouts[i].agent)
			sdi_check_say(check, "washouts.tsv: '%s' twice",
				      t->washouts[i].agent->name);
}

/* A rule that names a medicine, source or context without rows would never be heard of. */
static void check_rules(struct sdi_check *check, const struct sdi_context_tables *t)
{
	for (int i = 0; i < t->n_rules; i++) {
		const struct sdi_conversion_rule *rule = &t->rules[i];
		const struct sdi_conversion_method *method = method_of(t, rule->gene);

		if (!method || method->method != SDI_METHOD_SCORE)
			sdi_check_say(check,
				      "conversions.tsv: '%s' of '%s': the gene has no method score",
				      rule->drug, rule->gene);
		if (!has_citation(rule->citation) || !rule->strengths)
			sdi_check_say(check,
				      "conversions.tsv: '%s' without a citation or strengths",
				      rule->drug);
		if (check->tables->guidance && !has_rows(check->tables->guidance, rule))
			sdi_check_say(
				check,
				"conversions.tsv: guidance.tsv has no %s row of '%s' by '%s'%s%s",
				rule->selects, rule->drug, rule->gene,
				*rule->context ? " for " : "", rule->context);
		check_rule_twice(check, t, rule);
	}
}

static void check_washouts_and_levels(struct sdi_check *check, const struct sdi_context_tables *t)
{
	for (int i = 0; i < t->n_washouts; i++)
		check_washout(check, t, i);
	for (int i = 0; i < t->n_levels; i++)
		check_level(check, t, &t->levels[i]);
}

void sdi_check_context(struct sdi_check *check)
{
	const struct sdi_context_tables *t = &check->impl->context;

	for (int i = 0; i < t->n_agents; i++)
		for (int k = 0; k < t->agents[i].n_contains; k++)
			if (!sdi_agent_find(t, t->agents[i].contains[k],
					    strlen(t->agents[i].contains[k])))
				sdi_check_say(check,
					      "agents.tsv: '%s' contains '%s', which is no agent",
					      t->agents[i].name, t->agents[i].contains[k]);
	for (int i = 0; i < t->n_interactions; i++)
		check_interaction(check, t, &t->interactions[i]);
	check_methods(check, t);
	check_rules(check, t);
	check_washouts_and_levels(check, t);
	sdi_check_label_rules(check);
}
