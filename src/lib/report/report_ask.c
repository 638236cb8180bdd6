/*
 * report_ask.c - "row_questions": what the rows of this person make worth asking, each with the row
 * that it comes from
 *
 * A question never holds an answer. They come in a fixed order, one for each medicine, five at most.
 */
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_face.h"
#include "report/report_model.h"
#include "report/report_preparation.h"

#define MOST 5

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

struct ask { const struct sdi_why *why; cJSON *list; };

static int is_asked_of(const cJSON *list, const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		if (!strcasecmp(text_of(each, "name"), name))
			return 1;
	return 0;
}

static void add(const struct ask *a, const char *code, const char *name, const char *row,
		const char *label)
{
	struct sdi_json *j = a->why->j;
	kstring_t text = KS_INITIALIZE;
	cJSON *one;

	if (!*row || cJSON_GetArraySize(a->list) >= MOST || is_asked_of(a->list, name))
		return;
	j->failed |= sdi_put_words(&text, &a->why->facts->words, "course_question", code, "name",
				   name, NULL) < 0;
	one = sdi_json_add_object(j, a->list, NULL);
	sdi_json_add_text(j, one, "code", code);
	sdi_json_add_text(j, one, "name", name);
	sdi_json_add_text(j, one, "text", text.s);
	sdi_json_add_text(j, one, "id", row);
	sdi_json_add_text(j, one, "label", label);
	ks_free(&text);
}

/* ---- medicines in use ---- */

static const cJSON *use_of(const cJSON *to, const cJSON *item)
{
	const cJSON *use;

	cJSON_ArrayForEach(use, get(get(to, "face"), "uses"))
		if (!strcmp(text_of(use, "shown_as"), text_of(item, "shown_as")))
			return use;
	return NULL;
}

/* The row of a limit that the dose is above, or "" */
static const char *limit_row(const struct ask *a, const char *drug)
{
	const cJSON *dose, *limit;

	cJSON_ArrayForEach(dose, get(a->why->guide, "doses"))
		if (!strcasecmp(text_of(dose, "drug"), drug))
			cJSON_ArrayForEach(limit, get(dose, "limits"))
				if (!strcmp(text_of(limit, "comparison"), "above"))
					return text_of(limit, "row_id");
	return "";
}

static const char *question_of(const cJSON *use, const cJSON *medicine)
{
	if (is(use, "sources_disagree") || *text_of(use, "also_acting"))
		return "differ";
	if (is(get(use, "ruler"), "is_above"))
		return "ceiling";
	if (is(medicine, "is_open"))
		return "open";
	if (!strcmp(text_of(use, "sure"), "depends"))
		return "untested";
	return sdi_face_asks(medicine) ? "action" : NULL;
}

static void ask_of_uses(const struct ask *a, const cJSON *to, const char *wanted)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, get(to, "medicines_now")) {
		const cJSON *use = use_of(to, item), *medicine = get(item, "medicine"),
			    *row = sdi_face_row(medicine, sdi_face_lead(a->why, medicine));
		const char *code = use && !is(item, "is_stopped") ? question_of(use, medicine) : NULL,
			   *drug = text_of(item, "known_as"), *id = text_of(row, "row_id");

		if (!code || strcmp(code, wanted))
			continue;
		if (!strcmp(code, "ceiling") && *limit_row(a, drug))
			id = limit_row(a, drug);
		add(a, strcmp(code, "open") ? code : "untested", drug, id, text_of(row, "label"));
	}
}

/* ---- the clinic record ---- */

static int says(const cJSON *list, const char *const *codes, int n)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		for (int i = 0; i < n; i++)
			if (!strcmp(text_of(each, "code"), codes[i]))
				return 1;
	return 0;
}

/* A level of another day's sample says nothing of this one: what was flagged high on the same day */
static int is_beside_flag(const cJSON *levels, const cJSON *level)
{
	static const char *const high[] = { "flag_high" };
	const cJSON *each;

	cJSON_ArrayForEach(each, levels)
		if (each != level && is(each, "is_biomarker") && says(get(each, "says"), high, 1) &&
		    !strncmp(text_of(each, "date"), text_of(level, "date"), 10))
			return 1;
	return 0;
}

static void ask_of_levels(const struct ask *a, const cJSON *course)
{
	static const char *const unlike[] = { "above", "below", "at_alert", "not_in_line" };
	const cJSON *levels = get(course, "levels"), *each;

	cJSON_ArrayForEach(each, levels) {
		if (is(each, "is_biomarker") || !*text_of(each, "citation"))
			continue;
		if (says(get(each, "says"), unlike, 4) || is_beside_flag(levels, each))
			add(a, "level", text_of(each, "analyte"), text_of(each, "id"), "convention");
	}
}

static void ask_of_trials(const struct ask *a, const cJSON *course)
{
	static const char *const unlike[] = { "exposure_higher", "exposure_lower" };
	const cJSON *each, *said;

	cJSON_ArrayForEach(each, get(course, "trials"))
		cJSON_ArrayForEach(said, get(each, "exposure"))
			if (!strcmp(text_of(said, "code"), unlike[0]) ||
			    !strcmp(text_of(said, "code"), unlike[1]))
				add(a, "trial", text_of(each, "name"), text_of(said, "id"),
				    text_of(said, "label"));
}

/* Since what the user named began, a scale changed less than repeat measuring alone can give. */
static void ask_of_scales(const struct ask *a, const cJSON *course)
{
	static const char *const less[] = { "change_less" };
	const char *since = a->why->facts->since;
	const cJSON *each;

	cJSON_ArrayForEach(each, get(course, "scales"))
		if (since && strstr(text_of(each, "baseline_text"), since) &&
		    says(get(each, "says"), less, 1))
			add(a, "unchanged", text_of(each, "scale"), text_of(each, "id"),
			    "convention");
}

/* A page with an answer about suicidal thoughts is not for everybody's eyes. */
static void ask_who_may_see(const struct ask *a, const cJSON *course)
{
	const cJSON *first = cJSON_GetArrayItem(get(course, "safety"), 0);

	if (first)
		add(a, "who", text_of(first, "id"), text_of(first, "id"), "recorded");
}

/* A treatment that was asked for, where a fact about it speaks of a medicine in use. */
static void ask_of_treatments(const struct ask *a)
{
	const struct stardose_drug *treatment;
	const cJSON *item;
	int at = 0;

	while ((treatment = sdi_report_treatment(a->why->facts, a->why->guide, &at)))
		cJSON_ArrayForEach(item, get(get(a->why->guide, "context"), "items")) {
			const struct stardose_statement *fact =
				sdi_report_bearing(a->why->facts, treatment, item);

			if (fact)
				add(a, "procedure", treatment->name, fact->id, fact->label->code);
		}
}

void sdi_report_ask(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		    struct sdi_json *j)
{
	static const char *const order[] = { "differ", "ceiling", "action", "untested" };
	const struct sdi_why why = { facts, guide, j };
	const struct ask a = { &why, sdi_json_add_array(j, to, "row_questions") };

	for (int i = 0; i < 4; i++)
		ask_of_uses(&a, to, order[i]);
	ask_of_levels(&a, get(to, "course"));
	ask_of_scales(&a, get(to, "course"));
	ask_of_trials(&a, get(to, "course"));
	ask_of_treatments(&a);
	ask_of_uses(&a, to, "open");	/* a gene without result: what was measured comes before */
	ask_who_may_see(&a, get(to, "course"));
	sdi_json_add_bool(j, to, "has_row_questions", cJSON_GetArraySize(a.list) > 0);
}
