/*
 * context_table.c - agents, interactions, conversion methods and rules, wash-out, measured levels
 */
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include "tables/context_table.h"
#include "tables/table_set.h"

static const char *const kind_names[SDI_N_AGENT_KINDS] = { "medicine", "food", "exposure",
							   "state" };
static const char *const effect_names[SDI_N_EFFECTS] = { "inhibitor", "inducer", "increase",
							 "decrease", "none" };
static const char *const strength_names[SDI_N_STRENGTHS] = { "strong", "moderate", "weak",
							     "unclassified", "unquantified" };
static const char *const action_names[SDI_N_ACTIONS] = { "convert", "advise", "flag", "none" };
static const char *const method_names[SDI_N_METHODS] = { "score", "steps", "flag" };
static const char *const basis_names[STARDOSE_N_BASES] = { "guideline", "label", "convention",
							   "flag-only" };

#define NAME_OF(names, i) ((unsigned)(i) < sizeof(names) / sizeof(*names) ? names[i] : "?")
const char *sdi_effect_name(enum sdi_effect effect) { return NAME_OF(effect_names, effect); }
const char *sdi_strength_name(enum sdi_strength strength)
{
	return NAME_OF(strength_names, strength);
}
const char *stardose_basis_name(enum stardose_basis basis) { return NAME_OF(basis_names, basis); }

static int word_of(const char *const *names, int n, const char *text, size_t length)
{
	for (int i = 0; i < n; i++)
		if (strlen(names[i]) == length && !strncmp(names[i], text, length))
			return i;
	return -1;
}

/* The cell as an entry of a closed list: *@out, or STARDOSE_ETABLE */
static int load_word(struct sdi_load *load, int col, const char *const *names, int n, int *out)
{
	const char *cell = sdi_tsv_cell(load->tsv, load->row, col);

	*out = word_of(names, n, cell, strlen(cell));
	if (*out >= 0)
		return STARDOSE_OK;
	return sdi_load_bad(load, "%s is '%s', not a word of its list (docs/CONTEXT.md)",
			    load->tsv->col[col], cell);
}

/* The cell as a whole number, 0 for "-" */
static int load_count(struct sdi_load *load, int col, int *out)
{
	int64_t value = 0;
	int ret = *sdi_load_cell(load, col) ? sdi_load_int(load, col, 0, 100000, &value)
					    : STARDOSE_OK;

	*out = (int)value;
	return ret;
}

/* ---- looking up ---- */

static int is_name(const char *name, const char *text, size_t n)
{
	return strlen(name) == n && !strncasecmp(name, text, n);
}

const struct sdi_agent *sdi_agent_find(const struct sdi_context_tables *tables, const char *name,
				       size_t n)
{
	for (int i = 0; i < tables->n_agents; i++) {
		const struct sdi_agent *agent = &tables->agents[i];

		if (is_name(agent->name, name, n))
			return agent;
		for (int k = 0; k < agent->n_names; k++)
			if (is_name(agent->names[k], name, n))
				return agent;
	}
	return NULL;
}

const struct sdi_context_tables *sdi_context_tables(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->context;
}

/* Every table but the first names its agents: they must be there. */
static int load_agent_of(struct sdi_load *load, int col, const struct sdi_agent **out)
{
	const char *name = sdi_tsv_cell(load->tsv, load->row, col);
	struct sdi_context_tables *t = &load->impl->context;

	for (int i = 0; i < t->n_agents; i++)
		if (!strcmp(t->agents[i].name, name)) {
			*out = &t->agents[i];
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "agent '%s' is not in agents.tsv", name);
}

/* Every row of a table through @row, into an array that @array points to. */
static int load_rows(struct sdi_load *load, const char *const *names, int n_names, size_t size,
		     void *array, int *n,
		     int (*row)(struct sdi_load *load, const int *col, void *out))
{
	int col[SDI_MAX_GENE_COLUMNS], ret = sdi_load_columns(load, names, n_names, col);
	char *rows = sdi_load_array(load, load->tsv->n_rows, size);

	*(void **)array = rows;
	if (!ret && !rows)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = row(load, col, rows + *n * size);
		*n += !ret;
	}
	return ret;
}
#define COLUMNS(names) names, sizeof(names) / sizeof(*(names))

/* ---- agents.tsv ---- */

static int load_agent(struct sdi_load *load, const int *col, void *out)
{
	const struct sdi_context_tables *t = &load->impl->context;
	struct sdi_agent *agent = out;
	const char **contains;
	int kind, ret = load_word(load, col[1], kind_names, SDI_N_AGENT_KINDS, &kind);

	if (ret)
		return ret;
	agent->name = sdi_load_cell(load, col[0]);
	agent->kind = kind;
	agent->rxnorm = sdi_load_cell(load, col[2]);
	agent->ask = sdi_load_cell(load, col[5]);
	if (!*agent->name)
		return sdi_load_bad(load, "agent without a name");
	ret = sdi_load_list(load, col[3], &agent->names, &agent->n_names);
	if (!ret)
		ret = sdi_load_list(load, col[4], &contains, &agent->n_contains);
	if (ret)
		return ret;
	if (agent->n_contains > SDI_MAX_CONTAINED)
		return sdi_load_bad(load, "'%s' contains more than %d agents", agent->name,
				    SDI_MAX_CONTAINED);
	for (int i = 0; i < agent->n_contains; i++)
		agent->contains[i] = contains[i];
	for (int i = -1; i < agent->n_names; i++) {
		const char *name = i < 0 ? agent->name : agent->names[i];

		if (sdi_agent_find(t, name, strlen(name)))
			return sdi_load_bad(load, "second agent called '%s'", name);
	}
	return STARDOSE_OK;
}

int sdi_load_agents(struct sdi_load *load)
{
	static const char *const names[] = {
		"agent", "kind", "rxnorm", "names", "contains", "ask"
	};
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->agents), &t->agents, &t->n_agents,
			 load_agent);
}

/* ---- interactions.tsv ---- */

static int load_interaction(struct sdi_load *load, const int *col, void *out)
{
	struct sdi_interaction *it = out;
	int64_t factor = SDI_FACTOR_NONE;
	int effect, strength, action, ret = load_agent_of(load, col[1], &it->agent);

	if (!ret)
		ret = load_word(load, col[2], effect_names, SDI_N_EFFECTS, &effect);
	if (!ret)
		ret = load_word(load, col[3], strength_names, SDI_N_STRENGTHS, &strength);
	if (!ret)
		ret = sdi_load_yes(load, col[4], &it->is_fda);
	if (!ret && *sdi_load_cell(load, col[6]))
		ret = sdi_load_decimal(load, col[6], 1, &factor);
	if (!ret)
		ret = load_count(load, col[7], &it->remark_mg);
	if (!ret)
		ret = load_word(load, col[8], action_names, SDI_N_ACTIONS, &action);
	if (ret)
		return ret;
	it->gene = sdi_load_cell(load, col[0]);
	it->effect = effect;
	it->strength = strength;
	it->is_systemic_only = !strcmp(sdi_load_cell(load, col[5]), "systemic");
	it->factor = (int)factor;
	it->action = action;
	it->citation = sdi_load_cell(load, col[9]);
	it->line = load->tsv->line[load->row];
	if (*sdi_load_cell(load, col[5]) && !it->is_systemic_only)
		return sdi_load_bad(load, "routes is '%s', not systemic or -",
				    sdi_load_cell(load, col[5]));
	if (action == SDI_ACTION_CONVERT &&
	    (factor == SDI_FACTOR_NONE || (factor != 0 && factor != 5)))
		return sdi_load_bad(load, "'%s' converts and has no factor 0 or 0.5",
				    it->agent->name);
	return STARDOSE_OK;
}

int sdi_load_interactions(struct sdi_load *load)
{
	static const char *const names[] = { "gene",   "agent",	  "effect", "strength",
					     "fda",    "routes",  "factor", "remark_mg_per_day",
					     "action", "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->interactions), &t->interactions,
			 &t->n_interactions, load_interaction);
}

/* ---- conversion_methods.tsv and conversions.tsv ---- */

static int load_method(struct sdi_load *load, const int *col, void *out)
{
	struct sdi_conversion_method *m = out;
	const char **steps;
	int64_t step = 0;
	int method, ret = load_word(load, col[1], method_names, SDI_N_METHODS, &method);

	if (!ret && *sdi_load_cell(load, col[2]))
		ret = sdi_load_decimal(load, col[2], 3, &step);
	if (!ret)
		ret = sdi_load_list(load, col[4], &steps, &m->n_steps);
	if (ret)
		return ret;
	if (m->n_steps > SDI_MAX_STEPS)
		return sdi_load_bad(load, "more than %d steps", SDI_MAX_STEPS);
	m->gene = sdi_load_cell(load, col[0]);
	m->method = method;
	m->score_step = (int)step;
	m->convention = sdi_load_cell(load, col[3]);
	for (int i = 0; i < m->n_steps; i++)
		m->steps[i] = steps[i];
	m->citation = sdi_load_cell(load, col[5]);
	return STARDOSE_OK;
}

int sdi_load_conversion_methods(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	   "method", "score_step",
					     "convention", "steps",  "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->methods), &t->methods, &t->n_methods,
			 load_method);
}

static int load_rule(struct sdi_load *load, const int *col, void *out)
{
	struct sdi_conversion_rule *rule = out;
	const char *list = sdi_load_cell(load, col[4]), *item;
	size_t length;
	int basis, ret = load_word(load, col[5], basis_names, STARDOSE_N_BASES, &basis);

	if (ret)
		return ret;
	*rule = (struct sdi_conversion_rule){
		.gene = sdi_load_cell(load, col[0]),
		.drug = sdi_load_cell(load, col[1]),
		.selects = sdi_load_cell(load, col[2]),
		.context = sdi_load_cell(load, col[3]),
		.basis = basis,
		.citation = sdi_load_cell(load, col[6]),
	};
	while ((length = sdi_load_item(&list, &item)) > 0) {
		int strength = word_of(strength_names, SDI_WEAK, item, length);

		if (strength < 0)
			return sdi_load_bad(
				load, "strengths holds '%.*s': only strong and moderate convert",
				(int)length, item);
		rule->strengths |= 1u << strength;
	}
	if (basis != STARDOSE_BASIS_GUIDELINE && basis != STARDOSE_BASIS_LABEL)
		return sdi_load_bad(
			load, "basis '%s' may not select guidance: only guideline and label may",
			basis_names[basis]);
	return STARDOSE_OK;
}

int sdi_load_conversions(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	  "drug",  "selects", "context",
					     "strengths", "basis", "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->rules), &t->rules, &t->n_rules,
			 load_rule);
}

/* ---- washouts.tsv and level_facts.tsv ---- */

static int load_washout(struct sdi_load *load, const int *col, void *out)
{
	struct sdi_washout *w = out;
	int *const days[] = { &w->assumed_days, &w->possible_days, &w->long_use_days,
			      &w->possible_days_long };
	int ret = load_agent_of(load, col[0], &w->agent);

	for (int i = 0; !ret && i < 4; i++)
		ret = load_count(load, col[1 + i], days[i]);
	w->citation = sdi_load_cell(load, col[5]);
	if (!ret && (w->possible_days < w->assumed_days ||
		     (w->long_use_days && w->possible_days_long < w->possible_days)))
		return sdi_load_bad(load, "the windows of '%s' do not grow", w->agent->name);
	return ret;
}

int sdi_load_washouts(struct sdi_load *load)
{
	static const char *const names[] = { "agent",	      "assumed_days",	    "possible_days",
					     "long_use_days", "possible_days_long", "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->washouts), &t->washouts, &t->n_washouts,
			 load_washout);
}

static int load_level(struct sdi_load *load, const int *col, void *out)
{
	struct sdi_level_fact *fact = out;
	int64_t change;
	int ret = load_agent_of(load, col[1], &fact->agent);

	if (!ret)
		ret = sdi_load_decimal(load, col[3], 1, &change);
	fact->gene = sdi_load_cell(load, col[0]);
	fact->drug = sdi_load_cell(load, col[2]);
	fact->change = sdi_load_cell(load, col[3]);
	fact->citation = sdi_load_cell(load, col[4]);
	return ret;
}

int sdi_load_level_facts(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "agent", "drug", "change_percent",
					     "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->levels), &t->levels, &t->n_levels,
			 load_level);
}

/* ---- substrates.tsv ---- */

static int load_substrate(struct sdi_load *load, const int *col, void *out)
{
	const struct sdi_context_tables *t = &load->impl->context;
	struct sdi_substrate *s = out;

	s->drug = sdi_load_cell(load, col[0]);
	s->gene = sdi_load_cell(load, col[1]);
	s->citation = sdi_load_cell(load, col[2]);
	for (s->method = 0; s->method < t->n_methods; s->method++)
		if (!strcmp(t->methods[s->method].gene, s->gene))
			break;
	if (!*s->drug || s->method == t->n_methods)
		return sdi_load_bad(load, "'%s' has no row in conversion_methods.tsv", s->gene);
	if (!*s->citation)
		return sdi_load_bad(load, "'%s' without a citation", s->drug);
	return STARDOSE_OK;
}

int sdi_load_substrates(struct sdi_load *load)
{
	static const char *const names[] = { "drug", "gene", "citation" };
	struct sdi_context_tables *t = &load->impl->context;

	return load_rows(load, COLUMNS(names), sizeof(*t->substrates), &t->substrates,
			 &t->n_substrates, load_substrate);
}

const struct sdi_substrate *sdi_substrates(const struct sdi_context_tables *tables,
					   const char *drug, int *n)
{
	const struct sdi_substrate *first = NULL;

	*n = 0;
	for (int i = 0; i < tables->n_substrates; i++) {
		const struct sdi_substrate *s = &tables->substrates[i];

		if (strcasecmp(s->drug, drug)) {
			if (first)
				break;
			continue;
		}
		if (!first)
			first = s;
		(*n)++;
	}
	return first;
}

const struct sdi_context_tables *sdi_guidance_context(
	const struct stardose_guidance_tables *guidance)
{
	const char *impl = (const char *)guidance - offsetof(struct sdi_table_impl, guidance);

	return &((const struct sdi_table_impl *)(const void *)impl)->context;
}
