/*
 * context_table.h - what changes an enzyme, for how long, and which result may then select guidance
 *
 * agents.tsv names what acts (medicines, foods, things smoked, states of the body);
 * interactions.tsv says on which enzyme and how strongly; conversion_methods.tsv how a gene's
 * result follows; conversions.tsv for which medicines a guideline or label uses the converted
 * result; washouts.tsv how long it lasts; level_facts.tsv what was measured. Adding a medicine is
 * adding a row. docs/CONTEXT.md describes the columns.
 */
#ifndef SDI_CONTEXT_TABLE_H
#define SDI_CONTEXT_TABLE_H

#include <stardose/context.h>
#include <stardose/guidance.h>

enum sdi_agent_kind {
	SDI_AGENT_MEDICINE,
	SDI_AGENT_FOOD,
	SDI_AGENT_EXPOSURE,
	SDI_AGENT_STATE,
	SDI_N_AGENT_KINDS
};

#define SDI_MAX_CONTAINED 4

struct sdi_agent {
	const char *name; /* international nonproprietary name, or what it is called */
	enum sdi_agent_kind kind;
	const char *rxnorm;		/* or "" */
	int n_names, n_contains;
	const char **names;		/* further names that find it */
	const char *contains[SDI_MAX_CONTAINED]; /* agents in a combination: they are what acts */
	const char *ask; /* "smoking": what a change of it should be asked about, or "" */
};

enum sdi_effect {
	SDI_INHIBITOR,
	SDI_INDUCER,
	SDI_INCREASE,
	SDI_DECREASE,
	SDI_NO_EFFECT,
	SDI_N_EFFECTS
};
/* In the order of weight; the last two never convert anything. */
enum sdi_strength {
	SDI_STRONG,
	SDI_MODERATE,
	SDI_WEAK,
	SDI_UNCLASSIFIED,
	SDI_UNQUANTIFIED,
	SDI_N_STRENGTHS
};
enum sdi_action {
	SDI_ACTION_CONVERT,
	SDI_ACTION_ADVISE,
	SDI_ACTION_FLAG,
	SDI_ACTION_NONE,
	SDI_N_ACTIONS
};

#define SDI_FACTOR_NONE (-1)

struct sdi_interaction {
	const char *gene;
	const struct sdi_agent *agent;
	enum sdi_effect effect;
	enum sdi_strength strength;
	int is_fda;			/* the strength is FDA's */
	int is_systemic_only;		/* the row says so; a local route is excluded anyway */
	int factor; /* of the activity score, in tenths (0.5 -> 5), or SDI_FACTOR_NONE */
	int remark_mg;			/* a daily dose from which a remark is made, or 0 */
	enum sdi_action action;
	const char *citation;
	int line;
	int is_local;			/* a laboratory's own row */
};

enum sdi_method { SDI_METHOD_SCORE, SDI_METHOD_STEPS, SDI_METHOD_FLAG, SDI_N_METHODS };

#define SDI_MAX_STEPS 8

struct sdi_conversion_method {
	const char *gene;
	enum sdi_method method;
	int score_step; /* sources key rows by multiples of this, in thousandths; 0: by no score */
	const char *convention;		/* code of the convention that steps by categories, or "" */
	int n_steps;
	const char *steps[SDI_MAX_STEPS];	/* phenotypes, lowest activity first */
	const char *citation;
	int is_local;
};

/* A guideline or label that says: for this medicine, go by the converted result. */
struct sdi_conversion_rule {
	const char *gene, *drug;
	const char *selects;		/* the source of guidance whose rows it selects */
	const char *context;		/* only rows of this context, or "" */
	unsigned strengths;		/* bits 1 << enum sdi_strength */
	enum stardose_basis basis;		/* guideline or label */
	const char *citation;
	int is_local;
};

struct sdi_washout {
	const struct sdi_agent *agent;
	int assumed_days; /* up to here: assume that it still acts; 0: never assumed */
	int possible_days;		/* up to here: it may still act; beyond: ended */
	int long_use_days, possible_days_long; /* used longer than the first: the second counts; 0:
						  no such rule */
	const char *citation;
};

struct sdi_level_fact {
	const char *gene;
	const struct sdi_agent *agent;
	const char *drug;
	const char *change;		/* of the serum concentration, in per cent */
	const char *citation;
};

/*
 * An enzyme by which a medicine is broken down, as a label's rules about other medicines have it.
 */
struct sdi_substrate {
	const char *drug, *gene;
	const char *citation;
	int method;			/* of conversion_methods.tsv */
};

struct sdi_context_tables {
	int n_agents, n_interactions, n_methods, n_rules, n_washouts, n_levels, n_substrates;
	struct sdi_agent *agents;
	struct sdi_interaction *interactions;
	struct sdi_conversion_method *methods;
	struct sdi_conversion_rule *rules;
	struct sdi_washout *washouts;
	struct sdi_level_fact *levels;
	struct sdi_substrate *substrates;	/* those of one medicine together */
};

/* sdi_guidance_context() - the tables about co-medication that @guidance was loaded with */
const struct sdi_context_tables *sdi_guidance_context(
	const struct stardose_guidance_tables *guidance);
/* sdi_substrates() - the rows of a medicine: *@n of them, or NULL */
const struct sdi_substrate *sdi_substrates(const struct sdi_context_tables *tables,
					   const char *drug, int *n);
/* sdi_context_tables() - borrowed from @tables, never NULL */
const struct sdi_context_tables *sdi_context_tables(const struct stardose_tables *tables);
/*
 * sdi_agent_find() - by name or one of its names (the first @n bytes of @name), upper and lower
 * case alike, or NULL
 */
const struct sdi_agent *sdi_agent_find(const struct sdi_context_tables *tables, const char *name,
				       size_t n);
/* Words of the tables' closed lists; static */
const char *sdi_effect_name(enum sdi_effect effect);
const char *sdi_strength_name(enum sdi_strength strength);

#endif
