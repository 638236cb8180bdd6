/*
 * report_beside.c - which medicines in use have a label that rules out another one beside them
 *
 * The guidance has the rules that the list of a person meets: those whose actor is in use. Of a
 * medicine that is thought of the other way round matters too: it would be the actor.
 */
#include <string.h>
#include <strings.h>
#include "report/report_face.h"
#include "tables/context_table.h"
#include "tables/label_table.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

/* Does a table say that @drug has this strength on the enzyme? */
static int has_strength(const struct sdi_context_tables *tables, const struct sdi_label_who *who,
			const char *drug)
{
	for (int i = 0; i < tables->n_interactions; i++) {
		const struct sdi_interaction *it = &tables->interactions[i];

		if (it->strength == who->strength && it->effect == who->effect &&
		    !strcmp(it->gene, tables->methods[who->method].gene) &&
		    !strcasecmp(it->agent->name, drug))
			return 1;
	}
	return 0;
}

static int is_who(const struct sdi_context_tables *tables, const struct sdi_label_who *who,
		  const char *drug)
{
	if (who->method >= 0)
		return has_strength(tables, who, drug);
	for (int i = 0; i < who->n_names; i++)
		if (!strcasecmp(who->names[i], drug))
			return 1;
	return 0;
}

static int is_ruling_out(const struct stardose_label_rule *rule)
{
	const char *action = rule->row.action ? rule->row.action->code : "";

	return !strcmp(action, "contraindicated") || !strcmp(action, "avoid");
}

/* Rules for two that act together, for one form, for a result or a dose need more than a name. */
static int is_simple(const struct sdi_label_facts *facts)
{
	return !facts->n_beside && !facts->is_stopped && !facts->is_form_written &&
	       !facts->from_mg && !*facts->needs_gene;
}

static int rules_out(const struct sdi_why *why, const struct stardose_drug *victim,
		     const char *drug)
{
	const struct stardose_guidance_tables *guidance = why->facts->tables->guidance;
	const struct sdi_context_tables *context = sdi_guidance_context(guidance);
	int n = 0;
	const struct stardose_label_rule *rule = sdi_label_rules(guidance, victim, &n);

	for (; rule && n > 0; rule++, n--) {
		const struct sdi_label_facts *facts = sdi_label_facts(rule);

		if (!is_ruling_out(rule) || !is_simple(facts))
			continue;
		for (int a = 0; a < facts->n_actors; a++)
			if (is_who(context, &facts->actors[a], drug))
				return 1;
	}
	return 0;
}

void sdi_add_ruled_out_by(const struct sdi_why *why, cJSON *list, const cJSON *to, const char *drug)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, get(to, "medicines_now")) {
		const char *name = sdi_json_get_text(item, "known_as");
		const struct stardose_drug *victim =
			*name && !cJSON_IsTrue(get(item, "is_stopped"))
				? sdi_report_drug(why->facts, name)
				: NULL;

		if (victim && strcasecmp(victim->name, drug) && rules_out(why, victim, drug))
			sdi_json_add_text(why->j, list, NULL, name);
	}
}
