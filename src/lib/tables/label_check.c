/* label_check.c - are the rules of labels sound? */
#include <string.h>
#include "tables/label_table.h"
#include "tables/table_check.h"

static int is_same_strength(const struct sdi_label_who *a, const struct sdi_label_who *b)
{
	return a->method >= 0 && a->method == b->method && a->strength == b->strength &&
	       a->effect == b->effect;
}

static int share_a_strength(const struct sdi_label_facts *a, const struct sdi_label_facts *b)
{
	for (int i = 0; i < a->n_actors; i++)
		for (int k = 0; k < b->n_actors; k++)
			if (is_same_strength(&a->actors[i], &b->actors[k]))
				return 1;
	return 0;
}

/*
 * One label that forbids a medicine beside a strength, and has an amount for the same: the
 * stricter rule holds, so the other was read wrongly.
 */
static int contradicts(const struct stardose_label_rule *no,
		       const struct stardose_label_rule *other)
{
	return !strcmp(no->row.action->code, "contraindicated") && *other->dose_factor &&
	       no->row.drug == other->row.drug && no->row.source == other->row.source &&
	       !strcmp(no->form, other->form) &&
	       share_a_strength(sdi_label_facts(no), sdi_label_facts(other));
}

static void check_rule(struct sdi_check *check, const struct stardose_guidance_tables *t, int i)
{
	const struct stardose_label_rule *rule = &t->label_rules[i];

	if (!*rule->citation)
		sdi_check_say(check, "label_interactions.tsv:%d: '%s' without a citation",
			      rule->row.line, rule->row.id);
	if (stardose_guidance_row(t, rule->row.id) != &rule->row)
		sdi_check_say(check, "label_interactions.tsv:%d: second row with the identity '%s'",
			      rule->row.line, rule->row.id);
	for (int k = 0; k < t->n_label_rules; k++)
		if (contradicts(rule, &t->label_rules[k]))
			sdi_check_say(check,
				      "label_interactions.tsv:%d and %d: '%s' is contraindicated and "
				      "has a part of the dose beside the same",
				      rule->row.line, t->label_rules[k].row.line,
				      rule->row.drug->name);
}

void sdi_check_label_rules(struct sdi_check *check)
{
	const struct stardose_guidance_tables *t = check->tables->guidance;

	for (int i = 0; t && i < t->n_label_rules; i++)
		check_rule(check, t, i);
}
