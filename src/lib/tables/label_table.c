/* label_table.c - rows of agent_classes.tsv and label_interactions.tsv to structs */
#include <stdlib.h>
#include <string.h>
#include "tables/label_table.h"
#include "tables/table_set.h"

/* ---- agent_classes.tsv ---- */

static struct sdi_agent_class *class_of(struct sdi_agent_classes *all, const char *name)
{
	for (int i = 0; i < all->n; i++)
		if (!strcmp(all->classes[i].name, name))
			return &all->classes[i];
	return NULL;
}

static int load_member(struct sdi_load *load, const int *col)
{
	struct sdi_agent_classes *all = &load->impl->agent_classes;
	const char *name = sdi_load_cell(load, col[0]), *member = sdi_load_cell(load, col[1]);
	const struct sdi_name *known =
		sdi_name_find(&load->impl->names, member, strlen(member));
	struct sdi_agent_class *class = class_of(all, name);

	if (!*name || !known || known->n_medicines != 1 || strcmp(*known->medicines, member))
		return sdi_load_bad(load, "'%s' is no medicine by the tables' own name", member);
	if (!class) {
		class = &all->classes[all->n++];
		class->name = name;
		class->members = sdi_load_array(load, load->tsv->n_rows, sizeof(*class->members));
	}
	if (!class->members)
		return sdi_load_no_memory(load);
	class->members[class->n_members++] = *known->medicines;
	return STARDOSE_OK;
}

int sdi_load_agent_classes(struct sdi_load *load)
{
	static const char *const names[] = { "class", "member" };
	struct sdi_agent_classes *all = &load->impl->agent_classes;
	int col[2], ret = sdi_load_columns(load, names, 2, col);

	all->classes = sdi_load_array(load, load->tsv->n_rows, sizeof(*all->classes));
	if (!ret && !all->classes)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = load_member(load, col);
	return ret;
}

/* ---- who acts ---- */

static int find_method(const struct sdi_context_tables *t, const char *gene, size_t n)
{
	for (int i = 0; i < t->n_methods; i++)
		if (strlen(t->methods[i].gene) == n && !strncmp(t->methods[i].gene, gene, n))
			return i;
	return -1;
}

/* "CYP2D6 strong inhibitor": 1, and who has that strength */
static int read_strength(const struct sdi_load *load, const char *text, struct sdi_label_who *who)
{
	const char *strength = strchr(text, ' '), *effect = strength ? strchr(strength + 1, ' ') : NULL;
	int s = 0, e = 0;

	if (!effect || strchr(effect + 1, ' '))
		return 0;
	who->method = find_method(&load->impl->context, text, strength - text);
	while (s < SDI_N_STRENGTHS &&
	       (strncmp(sdi_strength_name(s), strength + 1, effect - strength - 1) ||
		sdi_strength_name(s)[effect - strength - 1]))
		s++;
	while (e < SDI_N_EFFECTS && strcmp(sdi_effect_name(e), effect + 1))
		e++;
	who->strength = s;
	who->effect = e;
	return who->method >= 0 && s < SDI_N_STRENGTHS && e < SDI_N_EFFECTS;
}

static int read_class(struct sdi_load *load, const char *text, struct sdi_label_who *who)
{
	const struct sdi_agent_class *class = class_of(&load->impl->agent_classes, text + 1);

	if (!class)
		return sdi_load_bad(load, "class '%s' is not in agent_classes.tsv", text + 1);
	who->n_names = class->n_members;
	who->names = class->members;
	who->is_class = 1;
	return STARDOSE_OK;
}

static int read_name(struct sdi_load *load, const char *text, struct sdi_label_who *who)
{
	const struct sdi_name *known = sdi_name_find(&load->impl->names, text, strlen(text));
	const char **names = sdi_load_array(load, 1, sizeof(*names));

	if (!names)
		return sdi_load_no_memory(load);
	if (!known || known->n_medicines != 1)
		return sdi_load_bad(load, "'%s' is no name, class or strength that is known", text);
	*names = *known->medicines;
	who->names = names;
	who->n_names = 1;
	return STARDOSE_OK;
}

static int read_who(struct sdi_load *load, int col, const struct sdi_label_who **out, int *n)
{
	const char *text = sdi_load_cell(load, col), *item;
	struct sdi_label_who *all = sdi_load_array(load, strlen(text) / 2 + 1, sizeof(*all));
	int ret = all ? STARDOSE_OK : sdi_load_no_memory(load);
	size_t length;

	while (!ret && (length = sdi_load_item(&text, &item)) > 0) {
		char *copy = sdi_arena_strndup(&load->impl->arena, item, length);
		struct sdi_label_who *who = &all[*n];

		who->method = -1;
		if (!copy)
			ret = sdi_load_no_memory(load);
		else if (*copy == '@')
			ret = read_class(load, copy, who);
		else if (!read_strength(load, copy, who))
			ret = read_name(load, copy, who);
		*n += !ret;
	}
	*out = all;
	return ret;
}

int sdi_load_needs(struct sdi_load *load, int col, const char **gene, const char **phenotype)
{
	const char *text = sdi_load_cell(load, col), *code = strchr(text, ' ');
	const struct stardose_guidance_code *entry;

	*gene = *phenotype = "";
	if (!*text)
		return STARDOSE_OK;
	entry = code ? stardose_guidance_code(&load->impl->guidance, STARDOSE_LIST_PHENOTYPE,
					      code + 1)
		     : NULL;
	if (!entry)
		return sdi_load_bad(load, "needs is '%s', not a gene and the code of a phenotype",
				    text);
	*gene = sdi_arena_strndup(&load->impl->arena, text, code - text);
	*phenotype = entry->meaning;
	return *gene ? STARDOSE_OK : sdi_load_no_memory(load);
}

/* ---- label_interactions.tsv ---- */

enum {
	ID, DRUG, FORM, ENZYME, WHO, ACTORS, BESIDE, NEEDS, WHEN, DAYS, FROM_MG, EFFECT, ACTION,
	ALSO, DOSE, FACTOR, CEILING, START, UNIT, CONTEXT, RULE_OF, LABEL, YEAR, CITATION, N_COLUMNS
};
static const char *const column_name[N_COLUMNS] = {
	"row_id", "drug",   "form",	   "enzyme",	   "who",	 "actors",
	"beside", "needs",  "when",	   "days",	   "from_mg",	 "effect",
	"action", "also",   "dose",	   "dose_factor",  "dose_ceiling", "dose_start",
	"dose_unit", "context", "rule_of", "label",	   "year",	 "citation"
};

static const struct stardose_guidance_code *code_in(const struct sdi_load *load,
						    enum stardose_guidance_list list,
						    const char *text)
{
	return stardose_guidance_code(&load->impl->guidance, list, text);
}

static int read_also(struct sdi_load *load, const char *text, struct stardose_guidance_row *row)
{
	const char *item;
	size_t length;

	row->also = sdi_load_array(load, strlen(text) / 2 + 1, sizeof(*row->also));
	if (!row->also)
		return sdi_load_no_memory(load);
	while ((length = sdi_load_item(&text, &item)) > 0) {
		char code[64] = "";
		const struct stardose_guidance_code *found;

		memcpy(code, item, length < sizeof(code) ? length : sizeof(code) - 1);
		found = code_in(load, STARDOSE_LIST_ACTION, code);
		if (!found)
			found = code_in(load, STARDOSE_LIST_ALSO, code);
		if (!found)
			return sdi_load_bad(load, "also '%s' is not in vocabulary.tsv", code);
		row->also[row->n_also++] = found;
	}
	return STARDOSE_OK;
}

/* Its citation is an entry of no list: each rule has its own. */
static int own_citation(struct sdi_load *load, const char *const *cell,
			struct stardose_guidance_row *row)
{
	struct stardose_guidance_code *code = sdi_load_array(load, 1, sizeof(*code));

	if (!code)
		return sdi_load_no_memory(load);
	*code = (struct stardose_guidance_code){ cell[CITATION], cell[WHO], "", "" };
	row->citation = code;
	return STARDOSE_OK;
}

static int read_row(struct sdi_load *load, const char *const *cell,
		    struct stardose_guidance_row *row)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;

	*row = (struct stardose_guidance_row){
		.id = cell[ID], .drug = stardose_guidance_drug(t, cell[DRUG]),
		.source = code_in(load, STARDOSE_LIST_RULE_OF, cell[RULE_OF]),
		.context = code_in(load, STARDOSE_LIST_CONTEXT, cell[CONTEXT]),
		.action = code_in(load, STARDOSE_LIST_ACTION, cell[ACTION]),
		.strength = code_in(load, STARDOSE_LIST_STRENGTH, "label rule"),
		.label = code_in(load, STARDOSE_LIST_LABEL, "label"),
		.dose = cell[DOSE], .year = atoi(cell[YEAR]), .confidence = "high",
		.line = load->tsv->line[load->row],
	};
	if (!*row->id || !row->drug || strcmp(row->drug->name, cell[DRUG]))
		return sdi_load_bad(load, "'%s' is no medicine by the tables' own name",
				    cell[DRUG]);
	if (!row->source || !row->context || !row->action || !row->strength || !row->label)
		return sdi_load_bad(load, "'%s': rule_of, context or action is not in "
					  "vocabulary.tsv", row->id);
	return own_citation(load, cell, row) ? STARDOSE_ENOMEM
					     : read_also(load, cell[ALSO], row);
}

static int read_count(struct sdi_load *load, int col, int *out)
{
	int64_t value = 0;
	int ret = *sdi_load_cell(load, col) ? sdi_load_int(load, col, 1, 100000, &value)
					    : STARDOSE_OK;

	*out = (int)value;
	return ret;
}

static int read_facts(struct sdi_load *load, const int *col, struct sdi_label_facts *facts)
{
	int ret = read_who(load, col[ACTORS], &facts->actors, &facts->n_actors);

	if (!ret)
		ret = read_who(load, col[BESIDE], &facts->beside, &facts->n_beside);
	if (!ret)
		ret = sdi_load_needs(load, col[NEEDS], &facts->needs_gene, &facts->needs);
	if (!ret)
		ret = read_count(load, col[DAYS], &facts->days);
	if (!ret)
		ret = read_count(load, col[FROM_MG], &facts->from_mg);
	facts->is_stopped = !strcmp(sdi_load_cell(load, col[WHEN]), "stopped");
	if (!ret && !facts->n_actors)
		return sdi_load_bad(load, "a rule in which nothing acts");
	return ret;
}

static int load_rule(struct sdi_load *load, const int *col, struct stardose_label_rule *rule)
{
	struct sdi_label_facts *facts = sdi_load_array(load, 1, sizeof(*facts));
	const char *cell[N_COLUMNS];
	int ret;

	if (!facts)
		return sdi_load_no_memory(load);
	for (int i = 0; i < N_COLUMNS; i++)
		cell[i] = sdi_load_cell(load, col[i]);
	*rule = (struct stardose_label_rule){
		.form = cell[FORM] + (*cell[FORM] == '='), .enzyme = cell[ENZYME], .who = cell[WHO],
		.effect = cell[EFFECT], .dose_factor = cell[FACTOR],
		.dose_ceiling = cell[CEILING], .dose_start = cell[START],
		.dose_unit = cell[UNIT], .label = cell[LABEL], .citation = cell[CITATION],
		.impl = facts,
	};
	facts->is_form_written = *cell[FORM] == '=';
	ret = read_row(load, cell, &rule->row);
	return ret ? ret : read_facts(load, col, facts);
}

/* Rules of a medicine stand together. */
static int check_order(struct sdi_load *load, const struct stardose_label_rule *rules, int n)
{
	const struct stardose_drug *drug = rules[n].row.drug;

	if (!n || rules[n - 1].row.drug == drug)
		return STARDOSE_OK;
	for (int i = 0; i < n; i++)
		if (rules[i].row.drug == drug)
			return sdi_load_bad(load, "the rules of '%s' do not stand together",
					    drug->name);
	return STARDOSE_OK;
}

int sdi_load_label_interactions(struct sdi_load *load)
{
	struct stardose_label_rule *rules = sdi_load_array(load, load->tsv->n_rows, sizeof(*rules));
	int col[N_COLUMNS], ret = sdi_load_columns(load, column_name, N_COLUMNS, col);

	if (!rules)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = load_rule(load, col, &rules[load->row]);
		if (!ret)
			ret = check_order(load, rules, load->row);
	}
	load->impl->label_rules = rules;
	load->impl->guidance.label_rules = rules;
	load->impl->guidance.n_label_rules = ret ? 0 : load->tsv->n_rows;
	return ret;
}

void sdi_mark_label_rule(struct sdi_load *load)
{
	load->impl->label_rules[load->row].row.is_local = 1;
}

const struct stardose_label_rule *sdi_label_rules(const struct stardose_guidance_tables *tables,
						  const struct stardose_drug *drug, int *n)
{
	int first = 0;

	while (first < tables->n_label_rules && tables->label_rules[first].row.drug != drug)
		first++;
	for (*n = 0; first + *n < tables->n_label_rules &&
		     tables->label_rules[first + *n].row.drug == drug; ++*n)
		;
	return *n ? &tables->label_rules[first] : NULL;
}

const struct sdi_label_facts *sdi_label_facts(const struct stardose_label_rule *rule)
{
	return rule->impl;
}
