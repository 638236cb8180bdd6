/* course.c - the member "course": its parts in order, procedures, what is planned, the first page */
#include <stdio.h>
#include <string.h>
#include "clinic/course.h"
#include "context/row_detail.h"

/* ---- what stands beside scores, levels and trials ---- */

static void add_procedures(const struct sdi_course *c, cJSON *out)
{
	cJSON *list = sdi_json_add_array(c->j, out, "procedures");

	for (int i = 0; i < c->record->n; i++) {
		const struct sdi_fact *f = &c->record->facts[i];
		kstring_t outcome = KS_INITIALIZE, device = KS_INITIALIZE;
		char code[48];
		cJSON *one;

		if (f->kind != STARDOSE_CONTEXT_PROCEDURE)
			continue;
		one = sdi_json_add_object(c->j, list, NULL);
		sdi_json_add_text(c->j, one, "name", f->shown);
		sdi_json_add_text(c->j, one, "sessions", f->value);
		sdi_json_add_text(c->j, one, "start", f->start);
		sdi_json_add_text(c->j, one, "stop", f->stop);
		snprintf(code, sizeof(code), "outcome_%.30s",
			 sdi_detail_get(f->detail, "outcome", &outcome) ? outcome.s : "");
		sdi_json_add_text(c->j, one, "outcome", sdi_course_word(c, code));
		sdi_json_add_text(c->j, one, "device",
				  sdi_detail_get(f->detail, "device", &device) ? device.s : "");
		sdi_json_add_bool(c->j, one, "is_planned", f->is_planned);
		ks_free(&outcome);
		ks_free(&device);
	}
	sdi_json_add_bool(c->j, out, "has_procedures", cJSON_GetArraySize(list) > 0);
}

/* What is dated behind the day that counts: named, not drawn, not compared. */
static void add_planned(const struct sdi_course *c, cJSON *out)
{
	cJSON *list = sdi_json_add_array(c->j, out, "planned");

	for (int i = 0; i < c->record->n; i++) {
		const struct sdi_fact *f = &c->record->facts[i];
		cJSON *one;

		if (!f->is_planned || f->kind == STARDOSE_CONTEXT_MEDICINE ||
		    f->kind == STARDOSE_CONTEXT_CONDITION)
			continue;
		one = sdi_json_add_object(c->j, list, NULL);
		sdi_json_add_text(c->j, one, "name", f->shown);
		sdi_json_add_text(c->j, one, "value", f->value);
		sdi_course_text(c, one, "text", "planned", "date", f->start, NULL);
	}
	sdi_json_add_bool(c->j, out, "has_planned", cJSON_GetArraySize(list) > 0);
}

/* ---- two lines of the first page ---- */

static void add_summary(const struct sdi_course *c, cJSON *lines, const cJSON *scale)
{
	const cJSON *first = sdi_json_get(scale, "first"), *last = sdi_json_get(scale, "last");
	const char *name = sdi_json_get_text(scale, "scale"),
		   *id = sdi_json_get_text(scale, "id");

	if (cJSON_GetNumberValue(sdi_json_get(scale, "n")) > 1)
		sdi_course_say(c, lines, "recorded", id, "summary", "scale", name, "first",
			       sdi_json_get_text(first, "value"), "first_date",
			       sdi_json_get_text(first, "date"), "last",
			       sdi_json_get_text(last, "value"), "last_date",
			       sdi_json_get_text(last, "date"), NULL);
	else
		sdi_course_say(c, lines, "recorded", id, "summary_one", "scale", name, "last",
			       sdi_json_get_text(last, "value"), "last_date",
			       sdi_json_get_text(last, "date"), NULL);
}

/* The safety text, or else two scales, and how much more stands behind the page. */
static void add_lines(const struct sdi_course *c, cJSON *out)
{
	cJSON *lines = sdi_json_add_array(c->j, out, "lines");
	const cJSON *safety = cJSON_GetArrayItem(sdi_json_get(out, "safety"), 0), *each;
	int n = 0, rest = cJSON_GetArraySize(sdi_json_get(out, "levels")) +
			  cJSON_GetArraySize(sdi_json_get(out, "trials")) +
			  cJSON_GetArraySize(sdi_json_get(out, "procedures")) +
			  cJSON_GetArraySize(sdi_json_get(out, "components"));
	char text[16];

	cJSON_ArrayForEach(each, sdi_json_get(out, "scales")) {
		if (n < 2)
			add_summary(c, lines, each);
		else
			rest++;
		n++;
	}
	snprintf(text, sizeof(text), "%d", rest);
	if (rest)
		sdi_course_text(c, out, "more", "more_behind", "n", text, NULL);
	else
		sdi_json_add_text(c->j, out, "more", NULL);
	sdi_json_add_bool(c->j, out, "has_lines", n > 0);
	sdi_json_add_text(c->j, out, "first_safety", sdi_json_get_text(safety, "text"));
}

static int has_any(const cJSON *out)
{
	static const char *const lists[] = { "scales",	   "components", "levels", "trials",
					     "procedures", "planned",	 "local" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (cJSON_GetArraySize(sdi_json_get(out, lists[i])))
			return 1;
	return 0;
}

void sdi_course_add(const struct sdi_course *course, cJSON *to)
{
	cJSON *out = sdi_json_add_object(course->j, to, "course");

	sdi_course_safety(course, out);
	sdi_course_scales(course, out);
	sdi_course_levels(course, out);
	sdi_course_trials(course, out);
	add_procedures(course, out);
	add_planned(course, out);
	sdi_course_chart(course, out);
	add_lines(course, out);
	sdi_json_add_bool(course->j, out, "has_course", has_any(out));
}
