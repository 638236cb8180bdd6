/*
 * safety.c - answers about suicidal thoughts: fixed words, never a grade
 *
 * The newest record of each scale that asks decides what stands first; an older positive answer
 * stays, with its date. A negative answer is shown as recorded: it is no sign of anything.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clinic/course.h"
#include "context/row_detail.h"

/* The answer of the scale's item, -1: not recorded; of a scale without total 1: any yes */
static int answer_of(const struct sdi_fact *f)
{
	int ideation = sdi_detail_number(f->detail, "ideation", -1);

	if (strcmp(f->scale->safety, "components"))
		return sdi_detail_number(f->detail, f->scale->safety, -1);
	if (ideation > 0 || sdi_detail_is(f->detail, "behaviour", "yes"))
		return 1;
	return ideation == 0 || sdi_detail_is(f->detail, "behaviour", "no") ? 0 : -1;
}

static int asks(const struct sdi_fact *f)
{
	return f->kind == STARDOSE_CONTEXT_SCORE && f->scale && *f->scale->safety &&
	       !f->is_planned;
}

/* "ideation 3, behaviour yes, period: month" */
static void put_components(const struct sdi_course *c, kstring_t *out, const struct sdi_fact *f)
{
	static const char *const keys[] = { "ideation", "behaviour", "period" };
	kstring_t value = KS_INITIALIZE;

	for (int i = 0; i < 3; i++) {
		if (!sdi_detail_get(f->detail, keys[i], &value))
			continue;
		c->j->failed |= (out->l && kputs(", ", out) < 0) ||
				sdi_put_words(out, c->words, "course", keys[i], "value", value.s,
					      NULL) < 0;
	}
	ks_free(&value);
}

/* "PHQ-9, item 9: answered 1", or what a scale without total has */
static void put_answer(const struct sdi_course *c, kstring_t *out, const struct sdi_fact *f)
{
	kstring_t what = KS_INITIALIZE;
	char value[16];

	if (!strcmp(f->scale->safety, "components")) {
		put_components(c, &what, f);
		c->j->failed |= sdi_put_words(out, c->words, "course", "components", "scale",
					      f->scale->name, "what", what.s ? what.s : "", NULL) <
				0;
	} else {
		snprintf(value, sizeof(value), "%d", answer_of(f));
		c->j->failed |= sdi_put_words(out, c->words, "course", "answered", "scale",
					      f->scale->name, "item",
					      f->scale->safety + strlen("item"), "value", value,
					      NULL) < 0;
	}
	ks_free(&what);
}

static int newest_day(const struct sdi_record *r, const struct sdi_scale *scale)
{
	int newest = SDI_NO_DAY;

	for (int i = 0; i < r->n; i++)
		if (asks(&r->facts[i]) && !strcmp(r->facts[i].scale->name, scale->name) &&
		    r->facts[i].from > newest)
			newest = r->facts[i].from;
	return newest;
}

static void add_answer(const struct sdi_course *c, cJSON *safety, const struct sdi_fact *f)
{
	int is_newest = f->from == newest_day(c->record, f->scale);
	kstring_t what = KS_INITIALIZE;
	char id[64];

	snprintf(id, sizeof(id), "scale:%.40s", f->scale->name);
	put_answer(c, &what, f);
	if (is_newest)
		sdi_course_say(c, safety, "recorded", id, "safety", "date", f->start, "what",
			       what.s ? what.s : "", NULL);
	else
		sdi_course_say(c, safety, "recorded", id, "safety_older", "date", f->start,
			       "what", what.s ? what.s : "", NULL);
	ks_free(&what);
}

/* Rows of a scale without total, each as it was recorded. */
static void add_components(const struct sdi_course *c, cJSON *out)
{
	cJSON *list = sdi_json_add_array(c->j, out, "components"), *one;

	for (int i = 0; i < c->record->n; i++) {
		const struct sdi_fact *f = &c->record->facts[i];
		kstring_t what = KS_INITIALIZE;

		if (f->kind != STARDOSE_CONTEXT_SCORE || !f->scale || f->scale->has_total ||
		    f->is_planned)
			continue;
		put_components(c, &what, f);
		one = sdi_json_add_object(c->j, list, NULL);
		sdi_json_add_text(c->j, one, "scale", f->scale->name);
		sdi_json_add_text(c->j, one, "date", f->start);
		sdi_json_add_text(c->j, one, "text", what.s);
		ks_free(&what);
	}
	sdi_json_add_bool(c->j, out, "has_components", cJSON_GetArraySize(list) > 0);
}

void sdi_course_safety(const struct sdi_course *c, cJSON *out)
{
	cJSON *safety = sdi_json_add_array(c->j, out, "safety");

	/* what the newest records have stands before what older ones had */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < c->record->n; i++) {
			const struct sdi_fact *f = &c->record->facts[i];

			if (asks(f) && answer_of(f) > 0 &&
			    (f->from == newest_day(c->record, f->scale)) == !pass)
				add_answer(c, safety, f);
		}
	sdi_json_add_bool(c->j, out, "has_safety", cJSON_GetArraySize(safety) > 0);
	add_components(c, out);
}
