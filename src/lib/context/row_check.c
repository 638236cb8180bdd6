/*
 * row_check.c - what each kind asks of its row: a total within its scale, a day, a unit, an end
 *
 * A number that cannot be what it says it is would be compared, drawn and told to others: it is set
 * aside with the line and how to mend it. What is only not known here ("local") is kept as it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "context/context_reading.h"
#include "context/row_detail.h"
#include "tables/clinic_table.h"

static const struct sdi_clinic_tables *tables_of(const struct sdi_context_reading *r)
{
	return sdi_clinic_tables(r->context->tables);
}

/* Digits, at most one point among them where @places; the number is not read here. */
static int is_number(const char *text, int places)
{
	size_t whole = strspn(text, "0123456789"), part;

	if (!whole || whole > 7)
		return 0;
	if (!text[whole])
		return 1;
	part = places && text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	return part && part <= 6 && !text[whole + 1 + part];
}

/* ---- scores ---- */

/* A scale without a total: what was found is in the detail. */
static int check_components(struct sdi_context_reading *r, const struct sdi_context_row *row,
			    const struct sdi_scale *scale)
{
	const char *detail = row->item.detail;

	if (*row->item.value)
		return sdi_context_aside(r, "has no total: leave value empty, and give ideation=0..5 "
					    "and behaviour=yes or no in detail",
					 scale->name);
	if (sdi_detail_number(detail, "ideation", -1) < 0 &&
	    !sdi_detail_is(detail, "behaviour", "yes") && !sdi_detail_is(detail, "behaviour", "no"))
		return sdi_context_aside(r, "says nothing: give ideation=0..5 and behaviour=yes or no "
					    "in detail",
					 scale->name);
	return STARDOSE_OK;
}

static int has_item(const struct sdi_context_row *row, const char *key)
{
	return sdi_detail_number(row->item.detail, key, -1) >= 0;
}

/* An answer about suicidal thoughts under the number of another item would be read as none. */
static int check_items(struct sdi_context_reading *r, const struct sdi_context_row *row,
		       const struct sdi_scale *scale)
{
	static const char *const items[] = { "item9", "item10" };
	char text[160];

	for (int i = 0; i < 2; i++) {
		if (!has_item(row, items[i]) || !strcmp(scale->safety, items[i]))
			continue;
		snprintf(text, sizeof(text), "has no %s that is kept here%s%s", items[i],
			 *scale->safety ? "; its item about suicidal thoughts is " : "",
			 scale->safety);
		return sdi_context_aside(r, text, scale->name);
	}
	if (sdi_detail_number(row->item.detail, "ideation", -1) >= 0)
		return sdi_context_aside(r, "has a total and no ideation=", scale->name);
	return STARDOSE_OK;
}

static int check_total(struct sdi_context_reading *r, const struct sdi_context_row *row,
		       const struct sdi_scale *scale)
{
	char text[160];
	int total;

	if (!is_number(row->item.value, 0)) {
		snprintf(text, sizeof(text), "is no total of %s: a whole number, %d to %d",
			 scale->name, scale->min, scale->max);
		return sdi_context_aside(r, text, row->item.value);
	}
	total = atoi(row->item.value);
	if (total < scale->min || total > scale->max) {
		snprintf(text, sizeof(text), "is outside the range of %s%s%s, %d to %d",
			 scale->name, *scale->version ? " " : "", scale->version, scale->min,
			 scale->max);
		return sdi_context_aside(r, text, row->item.value);
	}
	if (!strcmp(scale->needs, "baseline") && !strstr(row->item.detail, "baseline="))
		return sdi_context_aside(
			r, "is a change since a day: give baseline=YYYY-MM-DD in detail",
			scale->name);
	return check_items(r, row, scale);
}

/* "BPRS" alone may be of 18 or 24 items: "version=18 or 24" */
static int say_versions(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	const struct sdi_clinic_tables *t = tables_of(r);
	const struct sdi_scale *found;
	char text[200];
	size_t n = snprintf(text, sizeof(text), "has several versions: give version= in detail, such as");

	for (int i = 0; i < t->n_scales && n < sizeof(text) - 40; i++)
		if (*t->scales[i].version &&
		    sdi_scale_find(t, row->item.name, t->scales[i].version, -1, &found) ==
			    SDI_SCALE_KNOWN &&
		    found == &t->scales[i])
			n += snprintf(text + n, sizeof(text) - n, " %s", t->scales[i].version);
	return sdi_context_aside(r, text, row->item.name);
}

static int check_score(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	kstring_t version = KS_INITIALIZE;
	const struct sdi_scale *scale;
	const char *given = sdi_detail_get(row->item.detail, "version", &version);
	int total = is_number(row->item.value, 0) ? atoi(row->item.value) : -1;
	enum sdi_scale_found found;

	if (!given)
		given = sdi_detail_get(row->item.detail, "form", &version);
	found = sdi_scale_find(tables_of(r), row->item.name, given ? given : "", total, &scale);
	ks_free(&version);
	if (row->start == SDI_NO_DAY)
		return sdi_context_aside(r, "is a score without a day: give start, YYYY-MM-DD",
					 row->item.name);
	if (found == SDI_SCALE_NEEDS_FORM)
		return sdi_context_aside(r, "may be raw or per cent: give form=raw or form=percent in "
					    "detail",
					 row->item.name);
	if (found == SDI_SCALE_NEEDS_VERSION)
		return say_versions(r, row);
	if (found == SDI_SCALE_LOCAL)
		return is_number(row->item.value, 1)
			       ? STARDOSE_OK
			       : sdi_context_aside(r, "is no number that a score could be",
						   row->item.value);
	return scale->has_total ? check_total(r, row, scale) : check_components(r, row, scale);
}

/* ---- levels ---- */

static int check_unit(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	const struct sdi_analyte *analyte = sdi_analyte_find(tables_of(r), row->item.name);
	char text[200];
	size_t n;

	if (!*row->item.unit)
		return sdi_context_aside(r, "has a value without a unit: units differ tenfold and more",
					 row->item.name);
	if (!analyte || sdi_analyte_unit(analyte, row->item.unit))
		return STARDOSE_OK;
	n = snprintf(text, sizeof(text), "is no unit of %s that is known here, such as",
		     analyte->name);
	for (int i = 0; i < analyte->n_units && n < sizeof(text) - 20; i++)
		n += snprintf(text + n, sizeof(text) - n, " %s", analyte->units[i].name);
	return sdi_context_aside(r, text, row->item.unit);
}

static int check_lab(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	const char *value = row->item.value;

	if (row->start == SDI_NO_DAY)
		return sdi_context_aside(r, "is a level without a day: give start, YYYY-MM-DD",
					 row->item.name);
	if (!is_number(value + (*value == '<'), 1))
		return sdi_context_aside(r, "is no level: a number, or '<' and a number", value);
	return check_unit(r, row);
}

/* ---- trials ---- */

static int check_trial(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	if (row->stop == SDI_NO_DAY && sdi_detail_number(row->item.detail, "weeks", -1) < 0)
		return sdi_context_aside(r, "is a trial without an end: give stop, or weeks= in detail; "
					    "what is taken now is a medicine",
					 row->item.name);
	return STARDOSE_OK;
}

int sdi_context_check_row(struct sdi_context_reading *r, const struct sdi_context_row *row)
{
	switch (row->item.kind) {
	case STARDOSE_CONTEXT_SCORE:
		return check_score(r, row);
	case STARDOSE_CONTEXT_LAB:
		return check_lab(r, row);
	case STARDOSE_CONTEXT_TRIAL:
		return check_trial(r, row);
	default:
		return STARDOSE_OK;
	}
}
