/* scale_table.c - rows of scales.tsv and scale_rules.tsv to structs, and how scales are found */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/table_set.h"

static const char *const rule_names[SDI_N_SCALE_RULES] = { "band", "response", "remission",
							    "reliable_change" };

const char *sdi_scale_rule_name(enum sdi_scale_rule_kind kind) { return rule_names[kind]; }

const struct sdi_clinic_tables *sdi_clinic_tables(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->clinic;
}

/* ---- cells ---- */

/* A whole number, @none for "-" */
static int load_number(struct sdi_load *load, int col, int none, int *out)
{
	int64_t value = none;
	int ret = *sdi_load_cell(load, col) ? sdi_load_int(load, col, 0, 100000, &value)
					    : STARDOSE_OK;

	*out = (int)value;
	return ret;
}

/* ---- scales.tsv ---- */

enum {
	SCALE, VERSION, NAMES, MIN, MAX, BETTER, FLOOR, RATER, RECALL, NEEDS, SAFETY, LEAST, DRAWN,
	LOINC, LOINC_ITEM, LICENCE, CITATION, N_COLUMNS
};
static const char *const columns[N_COLUMNS] = {
	"scale", "version",	   "names", "min",   "max",	   "better",  "floor",	"rater",   "recall",
	"needs", "safety", "baseline_least", "drawn", "loinc", "loinc_item", "licence", "citation"
};

static int load_better(struct sdi_load *load, int col, enum sdi_better *out)
{
	static const char *const words[] = { "lower", "higher", "none" };
	const char *cell = sdi_load_cell(load, col);

	for (int i = 0; i < 3; i++)
		if (!strcmp(cell, words[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "better is '%s', not lower, higher or none", cell);
}

static int load_scale(struct sdi_load *load, const int *col, struct sdi_scale *s)
{
	int ret = load_number(load, col[MIN], -1, &s->min);

	s->name = sdi_load_cell(load, col[SCALE]);
	s->version = sdi_load_cell(load, col[VERSION]);
	s->rater = sdi_load_cell(load, col[RATER]);
	s->recall = sdi_load_cell(load, col[RECALL]);
	s->needs = sdi_load_cell(load, col[NEEDS]);
	s->safety = sdi_load_cell(load, col[SAFETY]);
	s->loinc = sdi_load_cell(load, col[LOINC]);
	s->loinc_item = sdi_load_cell(load, col[LOINC_ITEM]);
	s->licence = sdi_load_cell(load, col[LICENCE]);
	s->citation = sdi_load_cell(load, col[CITATION]);
	if (!ret)
		ret = sdi_load_list(load, col[NAMES], &s->names, &s->n_names);
	if (!ret)
		ret = load_number(load, col[MAX], -1, &s->max);
	if (!ret)
		ret = load_better(load, col[BETTER], &s->better);
	if (!ret)
		ret = load_number(load, col[FLOOR], 0, &s->floor);
	if (!ret)
		ret = load_number(load, col[LEAST], 0, &s->baseline_least);
	if (!ret)
		ret = sdi_load_yes(load, col[DRAWN], &s->is_drawn);
	if (ret)
		return ret;
	s->has_total = s->max >= 0;
	if (!*s->name || !*s->citation || (s->min < 0) != (s->max < 0) || s->min > s->max)
		return sdi_load_bad(load, "'%s': no name, range or citation", s->name);
	return STARDOSE_OK;
}

int sdi_load_scales(struct sdi_load *load)
{
	struct sdi_clinic_tables *t = &load->impl->clinic;
	int col[N_COLUMNS], ret = sdi_load_columns(load, columns, N_COLUMNS, col);

	t->scales = sdi_load_array(load, load->tsv->n_rows, sizeof(*t->scales));
	if (!t->scales)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		struct sdi_scale *s = &t->scales[t->n_scales];

		ret = load_scale(load, col, s);
		if (!ret && sdi_scale_named(t, s->name, s->version))
			ret = sdi_load_bad(load, "'%s' twice in this version", s->name);
		t->n_scales += !ret;
	}
	return ret;
}

/* ---- scale_rules.tsv ---- */

static int load_kind(struct sdi_load *load, int col, enum sdi_scale_rule_kind *out)
{
	const char *cell = sdi_load_cell(load, col);

	for (int i = 0; i < SDI_N_SCALE_RULES; i++)
		if (!strcmp(cell, rule_names[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "kind is '%s'", cell);
}

static int load_rule(struct sdi_load *load, const int *col, struct sdi_scale_rule *r)
{
	int ret = load_kind(load, col[2], &r->kind);

	r->scale = sdi_scale_named(&load->impl->clinic, sdi_load_cell(load, col[0]),
				   sdi_load_cell(load, col[1]));
	r->convention = sdi_load_cell(load, col[3]);
	r->band = sdi_load_cell(load, col[6]);
	r->citation = sdi_load_cell(load, col[7]);
	if (!ret)
		ret = load_number(load, col[4], -1, &r->low);
	if (!ret)
		ret = load_number(load, col[5], -1, &r->high);
	if (ret)
		return ret;
	if (!r->scale || !r->scale->has_total)
		return sdi_load_bad(load, "'%s' is no scale with a total",
				    sdi_load_cell(load, col[0]));
	if (!*r->convention || !*r->citation)
		return sdi_load_bad(load, "'%s' without convention or citation", r->scale->name);
	if ((r->kind != SDI_RULE_REMISSION && r->low < 0) ||
	    ((r->kind == SDI_RULE_REMISSION || r->kind == SDI_RULE_BAND) && r->high < 0) ||
	    (r->kind == SDI_RULE_BAND && !*r->band))
		return sdi_load_bad(load, "'%s': a number or the band is missing", r->scale->name);
	return STARDOSE_OK;
}

int sdi_load_scale_rules(struct sdi_load *load)
{
	static const char *const names[] = { "scale", "version", "kind", "convention",
					     "low",   "high",	 "band", "citation" };
	struct sdi_clinic_tables *t = &load->impl->clinic;
	int col[8], ret = sdi_load_columns(load, names, 8, col);

	t->scale_rules = sdi_load_array(load, load->tsv->n_rows, sizeof(*t->scale_rules));
	if (!t->scale_rules)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		ret = load_rule(load, col, &t->scale_rules[t->n_scale_rules]);
		t->n_scale_rules += !ret;
	}
	return ret;
}

/* ---- looking up ---- */

const struct sdi_scale *sdi_scale_named(const struct sdi_clinic_tables *t, const char *name,
					const char *version)
{
	for (int i = 0; i < t->n_scales; i++)
		if (!strcmp(t->scales[i].name, name) && !strcmp(t->scales[i].version, version))
			return &t->scales[i];
	return NULL;
}

static int has_name(const struct sdi_scale *s, const char *name)
{
	if (!strcasecmp(s->name, name))
		return 1;
	for (int i = 0; i < s->n_names; i++)
		if (!strcasecmp(s->names[i], name))
			return 1;
	return 0;
}

/* Of several forms the only one that can hold the total. */
static const struct sdi_scale *only_form(const struct sdi_clinic_tables *t, const char *name,
					 int total)
{
	const struct sdi_scale *only = NULL;

	for (int i = 0; i < t->n_scales; i++)
		if (has_name(&t->scales[i], name) && total <= t->scales[i].max) {
			if (only)
				return NULL;
			only = &t->scales[i];
		}
	return only;
}

enum sdi_scale_found sdi_scale_find(const struct sdi_clinic_tables *t, const char *name,
				    const char *version, int total, const struct sdi_scale **out)
{
	const struct sdi_scale *first = NULL;
	int n = 0;

	for (int i = 0; i < t->n_scales; i++) {
		const struct sdi_scale *s = &t->scales[i];

		if (!has_name(s, name))
			continue;
		first = first ? first : s;
		n++;
		if (!*s->version || !strcasecmp(s->version, version)) {
			*out = s;
			return SDI_SCALE_KNOWN;
		}
	}
	*out = first;
	if (!first || *version)
		return SDI_SCALE_LOCAL;
	if (n == 1 && !strcasecmp(first->name, name))
		return SDI_SCALE_KNOWN;	/* its own name says the version */
	if (strcmp(first->needs, "form"))
		return SDI_SCALE_NEEDS_VERSION;
	*out = only_form(t, name, total);
	if (*out)
		return SDI_SCALE_KNOWN;
	*out = first;
	return SDI_SCALE_NEEDS_FORM;
}

const struct sdi_scale_rule *sdi_scale_rule(const struct sdi_clinic_tables *t,
					    const struct sdi_scale *scale,
					    enum sdi_scale_rule_kind kind, const char *convention)
{
	for (int i = 0; i < t->n_scale_rules; i++) {
		const struct sdi_scale_rule *r = &t->scale_rules[i];

		if (r->scale == scale && r->kind == kind &&
		    (!convention || !strcasecmp(r->convention, convention)))
			return r;
	}
	return NULL;
}

const struct sdi_scale_rule *sdi_scale_band(const struct sdi_clinic_tables *t,
					    const struct sdi_scale *scale, const char *convention,
					    int total)
{
	const struct sdi_scale_rule *first = sdi_scale_rule(t, scale, SDI_RULE_BAND, convention),
				    *found = NULL;

	for (int i = 0; first && i < t->n_scale_rules; i++) {
		const struct sdi_scale_rule *r = &t->scale_rules[i];

		if (r->scale != scale || r->kind != SDI_RULE_BAND)
			continue;
		if (strcmp(r->convention, first->convention)) {
			if (!convention)
				return NULL;	/* two, and none was chosen */
			continue;
		}
		if (total >= r->low && total <= r->high)
			found = r;
	}
	return found;
}
