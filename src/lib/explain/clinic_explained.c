/* clinic_explained.c - rows about scales, levels and trials in full, each with its source */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "explain/clinic_explained.h"

static void add(struct sdi_json *j, cJSON *rows, const char *kind, const char *name, const char *value,
		const char *citation)
{
	cJSON *row = sdi_json_add_object(j, rows, NULL);

	sdi_json_add_text(j, row, "kind", kind);
	sdi_json_add_text(j, row, "name", name);
	sdi_json_add_text(j, row, "value", value);
	sdi_json_add_text(j, row, "citation", citation);
}

/* "LOW to HIGH" of thousandths; what is less than 0 is left out */
static const char *span(char *out, size_t size, int64_t low, int64_t high, const char *unit)
{
	size_t n = 0;

	*out = '\0';
	if (low >= 0)
		n = snprintf(out, size, "%g", low / 1000.0);
	if (high >= 0)
		n += snprintf(out + n, size - n, "%s%g", low >= 0 ? " to " : "up to ", high / 1000.0);
	snprintf(out + n, size - n, "%s%s", *unit ? " " : "", unit);
	return out;
}

static void add_scales(struct sdi_json *j, cJSON *rows, const struct sdi_clinic_tables *t,
		       const char *name)
{
	char value[96];

	for (int i = 0; i < t->n_scales; i++) {
		const struct sdi_scale *s = &t->scales[i];

		if (strcasecmp(s->name, name))
			continue;
		snprintf(value, sizeof(value), s->has_total ? "%d to %d" : "none", s->min, s->max);
		add(j, rows, "total", s->version, value, s->citation);
	}
	for (int i = 0; i < t->n_scale_rules; i++) {
		const struct sdi_scale_rule *r = &t->scale_rules[i];

		if (strcasecmp(r->scale->name, name))
			continue;
		span(value, sizeof(value), r->low < 0 ? -1 : r->low * 1000LL,
		     r->high < 0 ? -1 : r->high * 1000LL, r->band);
		add(j, rows, sdi_scale_rule_name(r->kind), r->convention, value, r->citation);
	}
}

static void add_level(struct sdi_json *j, cJSON *rows, const struct sdi_clinic_tables *t,
		      const char *name)
{
	const struct sdi_analyte *a = sdi_analyte_find(t, name);
	const struct sdi_level *l = a ? sdi_level_of(t, a) : NULL;
	char value[96];

	if (a)
		add(j, rows, "unit", a->name, a->units[0].name, a->citation);
	if (!l)
		return;
	add(j, rows, "range", l->sum_with ? l->sum_with->name : "",
	    span(value, sizeof(value), l->low, l->high, a->units[0].name), l->citation);
	if (l->alert >= 0)
		add(j, rows, "alert", "", span(value, sizeof(value), l->alert, -1, a->units[0].name),
		    l->citation);
	if (l->ratio_with)
		add(j, rows, "ratio", l->ratio_with->name,
		    span(value, sizeof(value), l->ratio_low, l->ratio_high, ""), l->citation);
}

static void add_trial_rule(struct sdi_json *j, cJSON *rows, const struct sdi_clinic_tables *t,
			   const char *name)
{
	char value[96];

	for (int i = 0; i < t->n_trial_rules; i++) {
		const struct sdi_trial_rule *r = &t->trial_rules[i];
		int is_dose = !strcmp(r->kind, "dose");

		if (strcasecmp(r->rule, name))
			continue;
		span(value, sizeof(value), r->low, r->high, is_dose ? "mg/d" : r->choice);
		add(j, rows, is_dose ? r->item : r->choice, is_dose ? "" : r->item,
		    *r->text ? r->text : value, r->citation);
	}
}

cJSON *sdi_explain_clinic(struct sdi_json *j, const struct stardose_tables *tables, const char *id)
{
	static const struct {
		const char *prefix;
		void (*add)(struct sdi_json *j, cJSON *rows, const struct sdi_clinic_tables *t,
			    const char *name);
	} kinds[] = { { "scale:", add_scales },
		      { "level:", add_level },
		      { "trial_rule:", add_trial_rule } };
	const struct sdi_clinic_tables *t = sdi_clinic_tables(tables);
	cJSON *json = cJSON_CreateObject(), *rows;

	sdi_json_add_text(j, json, "row_id", id);
	rows = sdi_json_add_array(j, json, "rows");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strncmp(id, kinds[i].prefix, strlen(kinds[i].prefix)))
			kinds[i].add(j, rows, t, id + strlen(kinds[i].prefix));
	if (!cJSON_GetArraySize(rows)) {
		cJSON_Delete(json);
		return NULL;
	}
	return json;
}

void sdi_explain_print_clinic(struct sdi_page *to, const cJSON *json)
{
	const cJSON *row;

	sdi_page_put(to, "%s\n", sdi_json_get_text(json, "row_id"));
	cJSON_ArrayForEach(row, sdi_json_get(json, "rows"))
		sdi_page_put(to, "  %-15s %s%s%s\n                  %s\n",
			     sdi_json_get_text(row, "kind"), sdi_json_get_text(row, "name"),
			     *sdi_json_get_text(row, "name") ? ": " : "",
			     sdi_json_get_text(row, "value"), sdi_json_get_text(row, "citation"));
}
