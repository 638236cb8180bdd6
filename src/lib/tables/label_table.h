/*
 * label_table.h - rules of labels about other medicines, and the classes of medicines they name
 *
 * label_interactions.tsv has one rule of one label in each row; who acts is a list of names, of
 * classes of agent_classes.tsv ("@NSAID") and of strengths ("CYP2D6 strong inhibitor", by
 * interactions.tsv). Adding a rule, or a member of a class, is adding a row. docs/CONTEXT.md
 * describes the columns.
 */
#ifndef SDI_LABEL_TABLE_H
#define SDI_LABEL_TABLE_H

#include <stardose/guidance.h>
#include "tables/context_table.h"

/* One alternative of who acts: any of @names; or, with @method >= 0, who has this strength. */
struct sdi_label_who {
	int n_names;
	const char *const *names;
	int is_class;			/* the names are of a class */
	int method;			/* of conversion_methods.tsv, or -1 */
	enum sdi_strength strength;
	enum sdi_effect effect;
};

/* struct stardose_label_rule.impl */
struct sdi_label_facts {
	int n_actors, n_beside;
	const struct sdi_label_who *actors;	/* one of them must be there */
	const struct sdi_label_who *beside;	/* and one of these too, when there are any */
	const char *needs_gene; /* only for who has this result: phenotype @needs, or "" */
	const char *needs;	/* phenotype as calls have it, "Poor Metabolizer" */
	int is_stopped;		/* only when the actor was stopped less than @days ago */
	int days;		/* counts so long after the actor was stopped, or 0 */
	int is_form_written;	/* the list must name the form: a brand or an injection */
	int from_mg;		/* counts from this daily dose of the actor on, or 0 */
};

struct sdi_agent_class { const char *name; int n_members; const char **members; };
struct sdi_agent_classes { int n; struct sdi_agent_class *classes; };

/* sdi_label_rules() - the rules of a medicine: *@n of them, or NULL */
const struct stardose_label_rule *sdi_label_rules(const struct stardose_guidance_tables *tables,
						  const struct stardose_drug *drug, int *n);
/* sdi_label_facts() - what is behind the rule; never NULL */
const struct sdi_label_facts *sdi_label_facts(const struct stardose_label_rule *rule);

#endif
