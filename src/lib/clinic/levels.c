/*
 * levels.c - what a laboratory measured: against its reference range where the sample is one that
 * the range is for, and a ratio of metabolite to parent beside the genetic result
 *
 * No dose follows from any of it, and a ratio is never turned into a phenotype.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "clinic/course.h"
#include "context/row_detail.h"

#define TEXT 32

struct level {
	const struct sdi_course *c;
	const struct sdi_fact *fact;
	const struct sdi_level *row;	/* or NULL */
	cJSON *says;
	const char *unit;
	char id[80];
};

/* The part of the same sample: of the same day and time. */
static const struct sdi_fact *beside(const struct level *l, const struct sdi_analyte *analyte)
{
	const struct sdi_record *r = l->c->record;

	for (int i = 0; analyte && i < r->n; i++)
		if (r->facts[i].kind == STARDOSE_CONTEXT_LAB && r->facts[i].analyte == analyte &&
		    !strcmp(r->facts[i].start, l->fact->start))
			return &r->facts[i];
	return NULL;
}

/* The parent of the same sample whose range holds this metabolite too, or NULL */
static const struct sdi_fact *parent_of(const struct level *l)
{
	const struct sdi_clinic_tables *t = l->c->record->clinic;

	for (int i = 0; i < t->n_levels; i++)
		if (t->levels[i].sum_with == l->fact->analyte) {
			const struct sdi_fact *parent = beside(l, t->levels[i].analyte);

			if (parent)
				return parent;
		}
	return NULL;
}

/* ---- the range ---- */

static void say_alert(const struct level *l, int64_t amount)
{
	char alert[TEXT];

	if (l->row->alert < 0)
		return;
	sdi_course_number(alert, sizeof(alert), l->row->alert, 3);
	if (amount >= l->row->alert)
		sdi_course_say(l->c, l->says, "convention", l->id, "at_alert", "alert", alert,
			       "unit", l->unit, NULL);
	else
		sdi_course_say(l->c, l->says, "convention", l->id, "alert", "alert", alert,
			       "unit", l->unit, NULL);
}

static void compare(const struct level *l, int64_t amount)
{
	if (l->fact->is_less_than && amount > (l->row->low > 0 ? l->row->low : 0)) {
		sdi_course_say(l->c, l->says, "recorded", l->id, "less_than", "value",
			       l->fact->value + 1, NULL);
		return;
	}
	if (amount > l->row->high)
		sdi_course_say(l->c, l->says, "convention", l->id, "above", NULL);
	else if (amount < l->row->low || l->fact->is_less_than)
		sdi_course_say(l->c, l->says, "convention", l->id, "below", NULL);
	else
		sdi_course_say(l->c, l->says, "convention", l->id, "within", NULL);
	say_alert(l, amount);
}

static void say_range(const struct level *l)
{
	char low[TEXT], high[TEXT];
	const char *note;

	sdi_course_number(low, sizeof(low), l->row->low > 0 ? l->row->low : 0, 3);
	sdi_course_number(high, sizeof(high), l->row->high, 3);
	if (l->row->low < 0)
		sdi_course_say(l->c, l->says, "convention", l->id, "range_to", "high", high,
			       "unit", l->unit, NULL);
	else if (l->row->sum_with)
		sdi_course_say(l->c, l->says, "convention", l->id, "range_sum", "low", low,
			       "high", high, "unit", l->unit, NULL);
	else
		sdi_course_say(l->c, l->says, "convention", l->id, "range", "low", low, "high",
			       high, "unit", l->unit, NULL);
	note = *l->row->only_for ? sdi_word_text(l->c->words, "level_note", l->row->only_for)
				 : NULL;
	if (note) {
		cJSON *one = sdi_json_add_object(l->c->j, l->says, NULL);

		sdi_json_add_text(l->c->j, one, "code", l->row->only_for);
		sdi_json_add_text(l->c->j, one, "text", note);
		sdi_json_add_text(l->c->j, one, "label", "convention");
		sdi_json_add_text(l->c->j, one, "id", l->id);
	}
}

/* The level alone, or with the part that the range holds too; -1: that part is not there */
static int64_t amount_of(const struct level *l)
{
	const struct sdi_fact *other = beside(l, l->row->sum_with);
	char sum[TEXT];

	if (!l->row->sum_with)
		return l->fact->amount;
	if (!other || other->amount < 0 || other->is_less_than || l->fact->is_less_than) {
		sdi_course_say(l->c, l->says, "recorded", l->id, "sum_missing", "name",
			       l->row->analyte->name, "other", l->row->sum_with->name, NULL);
		return -1;
	}
	sdi_course_number(sum, sizeof(sum), l->fact->amount + other->amount, 1);
	sdi_course_say(l->c, l->says, "recorded", l->id, "sum", "name", l->row->analyte->name,
		       "other", l->row->sum_with->name, "sum", sum, "unit", l->unit, NULL);
	return l->fact->amount + other->amount;
}

/* Only where the time since the dose is known: the range is for one time of the day. */
static void say_comparison(const struct level *l)
{
	kstring_t hours = KS_INITIALIZE;
	int64_t amount;

	if (!sdi_detail_get(l->fact->detail, "lastdose", &hours)) {
		sdi_course_say(l->c, l->says, "recorded", l->id, "no_time", NULL);
		ks_free(&hours);
		return;
	}
	say_range(l);
	amount = amount_of(l);
	if (amount >= 0)
		compare(l, amount);
	sdi_course_say(l->c, l->says, "recorded", l->id, "time", "hours", hours.s, "sampling",
		       l->row->sampling, NULL);
	ks_free(&hours);
}

/* ---- the ratio beside the genetic result ---- */

/* Where a result puts the ratio: bits of where it may lie without being unlike it. */
enum { BELOW = 1, WITHIN = 2, ABOVE = 4 };

static int expected(const char *phenotype, int is_low)
{
	int down = is_low ? BELOW : ABOVE, up = is_low ? ABOVE : BELOW;

	if (strstr(phenotype, "Poor"))
		return down;
	if (strstr(phenotype, "Intermediate"))
		return down | WITHIN;
	if (strstr(phenotype, "apid"))	/* rapid, ultrarapid */
		return up | WITHIN;
	return WITHIN;
}

/* What all genes with a result that is not normal expect together; 0: they point apart */
static int together(const struct level *l, kstring_t *what, kstring_t *unknown)
{
	int all = WITHIN, n_unlike = 0;

	for (int i = 0; i < l->row->n_genes; i++) {
		const char *gene = l->row->genes[i].gene,
			   *phenotype = sdi_course_phenotype(l->c, gene);
		int one;

		if (!phenotype) {
			l->c->j->failed |=
				ksprintf(unknown, "%s%s", unknown->l ? ", " : "", gene) < 0;
			continue;
		}
		l->c->j->failed |= ksprintf(what, "%s%s %s", what->l ? ", " : "", gene, phenotype) <
				   0;
		one = expected(phenotype, l->row->genes[i].is_low);
		if (one == WITHIN)
			continue;
		all = n_unlike++ ? all & one : one;
	}
	return all;
}

static void say_beside_genes(const struct level *l, int64_t ratio)
{
	kstring_t what = KS_INITIALIZE, unknown = KS_INITIALIZE;
	int all = together(l, &what, &unknown),
	    at = ratio < l->row->ratio_low ? BELOW : ratio > l->row->ratio_high ? ABOVE : WITHIN;

	if (unknown.l)
		sdi_course_say(l->c, l->says, "recorded", l->id, "ratio_no_gene", "genes",
			       unknown.s, NULL);
	else if (l->row->n_genes && !all)
		sdi_course_say(l->c, l->says, "convention", l->id, "ratio_apart", "what", what.s,
			       NULL);
	else if (l->row->n_genes && at & all)
		sdi_course_say(l->c, l->says, "convention", l->id, "in_line", "what", what.s, NULL);
	else if (l->row->n_genes)
		sdi_course_say(l->c, l->says, "convention", l->id, "not_in_line", "what", what.s,
			       NULL);
	ks_free(&what);
	ks_free(&unknown);
}

static void say_ratio(const struct level *l)
{
	const struct sdi_fact *other = beside(l, l->row->ratio_with);
	char ratio[TEXT], low[TEXT], high[TEXT];
	int64_t value;

	if (!other || other->amount < 0 || l->fact->amount <= 0 || other->is_less_than ||
	    l->fact->is_less_than)
		return;
	value = other->amount * 1000 / l->fact->amount;
	sdi_course_number(ratio, sizeof(ratio), value, 2);
	sdi_course_number(low, sizeof(low), l->row->ratio_low, 2);
	sdi_course_number(high, sizeof(high), l->row->ratio_high, 2);
	sdi_course_say(l->c, l->says, "convention", l->id, "ratio", "other",
		       l->row->ratio_with->name, "name", l->row->analyte->name, "ratio", ratio,
		       "low", low, "high", high, NULL);
	say_beside_genes(l, value);
}

/* ---- one level ---- */

static void say_unit(const struct level *l)
{
	const struct sdi_analyte *a = l->fact->analyte;
	const struct sdi_unit *unit = a ? sdi_analyte_unit(a, l->fact->unit) : NULL;
	char value[TEXT], factor[TEXT];

	if (!unit || unit == &a->units[0])
		return;
	if (!unit->factor) {
		sdi_course_say(l->c, l->says, "recorded", l->id, "not_converted", "unit",
			       l->fact->unit, "other", a->units[0].name, NULL);
		return;
	}
	if (unit->factor == 1 || l->fact->amount < 0)
		return;
	sdi_course_number(value, sizeof(value), l->fact->amount, 3);
	snprintf(factor, sizeof(factor), "%d", unit->factor);
	sdi_course_say(l->c, l->says, "recorded", l->id, "converted", "value", value, "unit",
		       a->units[0].name, "factor", factor, NULL);
}

static void say_text(const struct level *l, const char *label, const char *code,
		     const char *text)
{
	cJSON *one = *text ? sdi_json_add_object(l->c->j, l->says, NULL) : NULL;

	if (!one)
		return;
	sdi_json_add_text(l->c->j, one, "code", code);
	sdi_json_add_text(l->c->j, one, "text", text);
	sdi_json_add_text(l->c->j, one, "label", label);
	sdi_json_add_text(l->c->j, one, "id", l->id);
}

/* What the laboratory says itself, and the fixed sentence of a marker. */
static void say_recorded(const struct level *l)
{
	kstring_t flag = KS_INITIALIZE;
	const struct sdi_analyte *a = l->fact->analyte;
	const char *fixed = a && *a->words ? sdi_word_text(l->c->words, "analyte", a->words) : NULL;
	char code[24];

	if (sdi_detail_get(l->fact->detail, "flag", &flag)) {
		snprintf(code, sizeof(code), "flag_%.10s", flag.s);
		say_text(l, "recorded", code, sdi_course_word(l->c, code));
	}
	if (sdi_detail_is(l->fact->detail, "ill", "yes"))
		say_text(l, "recorded", "ill", sdi_course_word(l->c, "ill"));
	if (fixed)
		say_text(l, strncmp(a->words, "research", 8) ? "recorded" : "research-only", a->words,
			 fixed);
	ks_free(&flag);
}

static void say_of_level(const struct level *l)
{
	const struct sdi_fact *parent = l->fact->analyte ? parent_of(l) : NULL;

	say_unit(l);
	if (parent)
		sdi_course_say(l->c, l->says, "recorded", l->id, "counts_with", "name",
			       parent->shown, NULL);
	else if (l->row && l->fact->amount >= 0)
		say_comparison(l);
	else if (!l->row && (!l->fact->analyte || !l->fact->analyte->is_biomarker))
		sdi_course_say(l->c, l->says, "none", l->id, "no_range", NULL);
	if (l->row && l->row->ratio_with && l->fact->amount >= 0)
		say_ratio(l);
	say_recorded(l);
}

static void add_level(const struct sdi_course *c, cJSON *list, const struct sdi_fact *f)
{
	cJSON *to = sdi_json_add_object(c->j, list, NULL);
	struct level l = { .c = c, .fact = f, .unit = f->unit };
	kstring_t hours = KS_INITIALIZE;

	if (f->analyte) {
		l.row = sdi_level_of(c->record->clinic, f->analyte);
		l.unit = f->analyte->units[0].name;
		snprintf(l.id, sizeof(l.id), "level:%.60s", f->analyte->name);
	}
	sdi_json_add_text(c->j, to, "analyte", f->shown);
	sdi_json_add_text(c->j, to, "value", f->value);
	sdi_json_add_text(c->j, to, "unit", f->unit);
	sdi_json_add_text(c->j, to, "date", f->start);
	sdi_json_add_text(c->j, to, "id", l.id);
	sdi_json_add_bool(c->j, to, "is_biomarker", f->analyte && f->analyte->is_biomarker);
	sdi_json_add_text(c->j, to, "citation", l.row ? l.row->citation : "");
	sdi_json_add_text(c->j, to, "hours_since_dose",
			  sdi_detail_get(f->detail, "lastdose", &hours) ? hours.s : "");
	l.says = sdi_json_add_array(c->j, to, "says");
	say_of_level(&l);
	ks_free(&hours);
}

void sdi_course_levels(const struct sdi_course *c, cJSON *out)
{
	cJSON *list = sdi_json_add_array(c->j, out, "levels");

	for (int i = 0; i < c->record->n; i++)
		if (c->record->facts[i].kind == STARDOSE_CONTEXT_LAB &&
		    !c->record->facts[i].is_planned)
			add_level(c, list, &c->record->facts[i]);
	sdi_json_add_bool(c->j, out, "has_levels", cJSON_GetArraySize(list) > 0);
}
