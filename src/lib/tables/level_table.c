/*
 * level_table.c - rows of analytes.tsv, levels.tsv and trial_rules.tsv to structs, and how they are
 * found
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/table_set.h"

/* ---- analytes.tsv ---- */

/* "ng/mL;ug/L=1;nmol/L": the first is what the others are turned into, where a factor is given */
static int load_units(struct sdi_load *load, int col, struct sdi_analyte *a)
{
	const char **items;
	int n, ret = sdi_load_list(load, col, &items, &n);

	for (int i = 0; !ret && i < n; i++) {
		char *equals = strchr((char *)items[i], '=');

		if (i == SDI_MAX_ANALYTE_UNITS)
			return sdi_load_bad(load, "more than %d units", SDI_MAX_ANALYTE_UNITS);
		a->units[i] = (struct sdi_unit){ items[i], i ? 0 : 1 };
		if (equals) {
			*equals = '\0';	/* a copy of the loader's, in the arena */
			a->units[i].factor = atoi(equals + 1);
			if (a->units[i].factor < 1)
				return sdi_load_bad(load, "unit '%s' has no factor", items[i]);
		}
		a->n_units++;
	}
	if (!ret && !a->n_units)
		return sdi_load_bad(load, "'%s' has no unit", a->name);
	return ret;
}

static int load_analyte(struct sdi_load *load, const int *col, struct sdi_analyte *a)
{
	int ret;

	a->name = sdi_load_cell(load, col[0]);
	a->is_biomarker = !strcmp(sdi_load_cell(load, col[2]), "biomarker");
	a->acts_as = sdi_load_cell(load, col[4]);
	a->words = sdi_load_cell(load, col[5]);
	a->loinc = sdi_load_cell(load, col[6]);
	a->citation = sdi_load_cell(load, col[7]);
	ret = sdi_load_list(load, col[1], &a->names, &a->n_names);
	if (!ret)
		ret = load_units(load, col[3], a);
	if (!ret && (!*a->name || !*a->citation))
		return sdi_load_bad(load, "'%s': no name or citation", a->name);
	if (!ret && sdi_analyte_find(&load->impl->clinic, a->name))
		return sdi_load_bad(load, "'%s' twice", a->name);
	return ret;
}

int sdi_load_analytes(struct sdi_load *load)
{
	static const char *const names[] = { "analyte", "names", "kind",  "units",
					     "acts_as", "words", "loinc", "citation" };
	struct sdi_clinic_tables *t = &load->impl->clinic;
	int col[8], ret = sdi_load_columns(load, names, 8, col);

	t->analytes = sdi_load_array(load, load->tsv->n_rows, sizeof(*t->analytes));
	if (!t->analytes)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = load_analyte(load, col, &t->analytes[t->n_analytes]);
		t->n_analytes += !ret;
	}
	return ret;
}

const struct sdi_analyte *sdi_analyte_find(const struct sdi_clinic_tables *t, const char *name)
{
	for (int i = 0; i < t->n_analytes; i++) {
		if (!strcasecmp(t->analytes[i].name, name))
			return &t->analytes[i];
		for (int k = 0; k < t->analytes[i].n_names; k++)
			if (!strcasecmp(t->analytes[i].names[k], name))
				return &t->analytes[i];
	}
	return NULL;
}

const struct sdi_unit *sdi_analyte_unit(const struct sdi_analyte *analyte, const char *unit)
{
	for (int i = 0; i < analyte->n_units; i++)
		if (!strcasecmp(analyte->units[i].name, unit))
			return &analyte->units[i];
	return NULL;
}

/* ---- levels.tsv ---- */

static int load_thousandths(struct sdi_load *load, int col, int64_t *out)
{
	*out = -1;
	return *sdi_load_cell(load, col) ? sdi_load_decimal(load, col, 3, out) : STARDOSE_OK;
}

static int find_analyte(struct sdi_load *load, int col, const struct sdi_analyte **out)
{
	const char *name = sdi_load_cell(load, col);

	*out = *name ? sdi_analyte_find(&load->impl->clinic, name) : NULL;
	return !*name || *out ? STARDOSE_OK
			      : sdi_load_bad(load, "'%s' is not in analytes.tsv", name);
}

/* "CYP2C19:low;CYP2D6:high" */
static int load_genes(struct sdi_load *load, int col, struct sdi_level *l)
{
	const char **items;
	int n, ret = sdi_load_list(load, col, &items, &n);

	for (int i = 0; !ret && i < n; i++) {
		char *colon = strchr((char *)items[i], ':');

		if (!colon || i == SDI_MAX_RATIO_GENES)
			return sdi_load_bad(load, "ratio_genes is 'GENE:low' or 'GENE:high'");
		*colon = '\0';
		l->genes[i].gene = items[i];
		l->genes[i].is_low = !strcmp(colon + 1, "low");
		l->n_genes++;
	}
	return ret;
}

static int load_level(struct sdi_load *load, const int *col, struct sdi_level *l)
{
	int64_t *const amounts[] = { &l->low, &l->high, &l->alert };
	int ret = find_analyte(load, col[0], &l->analyte);

	if (!ret)
		ret = find_analyte(load, col[1], &l->sum_with);
	for (int i = 0; !ret && i < 3; i++)
		ret = load_thousandths(load, col[2 + i], amounts[i]);
	l->only_for = sdi_load_cell(load, col[5]);
	l->sampling = sdi_load_cell(load, col[6]);
	if (!ret)
		ret = find_analyte(load, col[7], &l->ratio_with);
	if (!ret)
		ret = load_thousandths(load, col[8], &l->ratio_low);
	if (!ret)
		ret = load_thousandths(load, col[9], &l->ratio_high);
	if (!ret)
		ret = load_genes(load, col[10], l);
	l->citation = sdi_load_cell(load, col[11]);
	if (!ret && (!l->analyte || l->high < 0 || !*l->citation || l->low > l->high ||
		     (l->ratio_with && (l->ratio_low < 0 || l->ratio_high < l->ratio_low))))
		return sdi_load_bad(load, "a level without analyte, upper end, citation or whole "
					  "ratio");
	return ret;
}

int sdi_load_levels(struct sdi_load *load)
{
	static const char *const names[] = { "analyte",	   "sum_with",	"low",
					     "high",	   "alert",	"only_for",
					     "sampling",   "ratio_with", "ratio_low",
					     "ratio_high", "ratio_genes", "citation" };
	struct sdi_clinic_tables *t = &load->impl->clinic;
	int col[12], ret = sdi_load_columns(load, names, 12, col);

	t->levels = sdi_load_array(load, load->tsv->n_rows, sizeof(*t->levels));
	if (!t->levels)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = load_level(load, col, &t->levels[t->n_levels]);
		t->n_levels += !ret;
	}
	return ret;
}

const struct sdi_level *sdi_level_of(const struct sdi_clinic_tables *t,
				     const struct sdi_analyte *analyte)
{
	for (int i = 0; i < t->n_levels; i++)
		if (t->levels[i].analyte == analyte)
			return &t->levels[i];
	return NULL;
}

/* ---- trial_rules.tsv ---- */

static int load_trial_rule(struct sdi_load *load, const int *col, struct sdi_trial_rule *r)
{
	int ret = load_thousandths(load, col[4], &r->low);

	r->rule = sdi_load_cell(load, col[0]);
	r->kind = sdi_load_cell(load, col[1]);
	r->item = sdi_load_cell(load, col[2]);
	r->choice = sdi_load_cell(load, col[3]);
	if (!ret)
		ret = load_thousandths(load, col[5], &r->high);
	r->text = sdi_load_cell(load, col[6]);
	r->citation = sdi_load_cell(load, col[7]);
	if (!ret && (!*r->rule || !*r->item || !*r->citation ||
		     (strcmp(r->kind, "list") ? r->low < 0 : !*r->text)))
		return sdi_load_bad(load, "'%s': no item, number, text or citation", r->rule);
	return ret;
}

int sdi_load_trial_rules(struct sdi_load *load)
{
	static const char *const names[] = { "rule", "kind", "item", "choice",
					     "low",  "high", "text", "citation" };
	struct sdi_clinic_tables *t = &load->impl->clinic;
	int col[8], ret = sdi_load_columns(load, names, 8, col);

	t->trial_rules = sdi_load_array(load, load->tsv->n_rows, sizeof(*t->trial_rules));
	if (!t->trial_rules)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = load_trial_rule(load, col, &t->trial_rules[t->n_trial_rules]);
		t->n_trial_rules += !ret;
	}
	return ret;
}

const struct sdi_trial_rule *sdi_trial_dose(const struct sdi_clinic_tables *t, const char *rule,
					    const char *medicine)
{
	for (int i = 0; i < t->n_trial_rules; i++)
		if (!strcmp(t->trial_rules[i].rule, rule) &&
		    !strcmp(t->trial_rules[i].kind, "dose") &&
		    !strcasecmp(t->trial_rules[i].item, medicine))
			return &t->trial_rules[i];
	return NULL;
}
