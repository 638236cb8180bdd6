/*
 * scores.c - totals of one scale, version and rater by day: bands, change, response and remission,
 * each by a convention that is named
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "clinic/course.h"
#include "context/row_detail.h"

#define BEFORE_START 14	/* days up to the start of a treatment in which a score is its baseline */

/* ---- series ---- */

static int is_of(const struct sdi_series *s, const struct sdi_fact *f)
{
	return s->scale == f->scale && !strcasecmp(s->version, f->version) &&
	       !strcmp(s->rater, f->rater) && (s->scale || !strcasecmp(s->name, f->name));
}

static int is_score(const struct sdi_fact *f)
{
	return f->kind == STARDOSE_CONTEXT_SCORE && !f->is_planned &&
	       (!f->scale || f->scale->has_total);
}

static struct sdi_series *series_of(struct sdi_series *all, int *n, const struct sdi_fact *f)
{
	for (int i = 0; i < *n; i++)
		if (is_of(&all[i], f))
			return &all[i];
	all[*n] = (struct sdi_series){ f->scale, f->shown, f->version, f->rater, 0, NULL };
	return &all[(*n)++];
}

static int by_day(const void *left, const void *right)
{
	const struct sdi_fact *a = *(const struct sdi_fact *const *)left,
			      *b = *(const struct sdi_fact *const *)right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a < b ? -1 : a > b;	/* of one array: as the guidance has them */
}

/* In the order of scales.tsv; others behind, by name. */
static int by_scale(const void *left, const void *right)
{
	const struct sdi_series *a = left, *b = right;
	int order;

	if (!a->scale != !b->scale)
		return a->scale ? -1 : 1;
	if (a->scale != b->scale)
		return a->scale < b->scale ? -1 : 1;
	order = strcasecmp(a->name, b->name);
	order = order ? order : strcmp(a->version, b->version);
	return order ? order : strcmp(a->rater, b->rater);
}

static int fill(const struct sdi_record *record, struct sdi_series *s, struct sdi_arena *arena)
{
	s->facts = sdi_arena_alloc(arena, (record->n + 1) * sizeof(*s->facts));
	if (!s->facts)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < record->n; i++)
		if (is_score(&record->facts[i]) && is_of(s, &record->facts[i]))
			s->facts[s->n++] = &record->facts[i];
	qsort(s->facts, s->n, sizeof(*s->facts), by_day);
	return STARDOSE_OK;
}

int sdi_course_series(const struct sdi_course *course, struct sdi_series **out, int *n)
{
	const struct sdi_record *record = course->record;
	struct sdi_arena *arena = (struct sdi_arena *)&record->arena;
	int ret = STARDOSE_OK;

	*n = 0;
	*out = sdi_arena_alloc(arena, (record->n + 1) * sizeof(**out));
	if (!*out)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < record->n; i++)
		if (is_score(&record->facts[i]))
			series_of(*out, n, &record->facts[i]);
	for (int i = 0; i < *n && !ret; i++)
		ret = fill(record, &(*out)[i], arena);
	qsort(*out, *n, sizeof(**out), by_scale);
	return ret;
}

/* ---- baseline and change ---- */

static const struct sdi_fact *treatment(const struct sdi_course *c)
{
	for (int i = 0; c->options->since && i < c->record->n; i++) {
		const struct sdi_fact *f = &c->record->facts[i];

		if ((f->kind == STARDOSE_CONTEXT_MEDICINE ||
		     f->kind == STARDOSE_CONTEXT_PROCEDURE) &&
		    f->from != SDI_NO_DAY &&
		    (!strcasecmp(f->name, c->options->since) ||
		     (f->medicine && !strcasecmp(f->medicine, c->options->since))))
			return f;
	}
	return NULL;
}

/* *@of: the treatment whose start it is of, or NULL: the first on file */
static const struct sdi_fact *baseline(const struct sdi_course *c, const struct sdi_series *s,
				       const struct sdi_fact **of)
{
	const struct sdi_fact *start = treatment(c), *found = NULL;

	for (int i = 0; start && i < s->n; i++)
		if (s->facts[i]->from <= start->from &&
		    s->facts[i]->from >= start->from - BEFORE_START)
			found = s->facts[i];
	*of = found ? start : NULL;
	return found ? found : s->facts[0];
}

/* Does the series have another total on the day of @f? Then none of them is the one. */
static int is_twice(const struct sdi_series *s, const struct sdi_fact *f)
{
	for (int i = 0; i < s->n; i++)
		if (s->facts[i] != f && s->facts[i]->from == f->from)
			return 1;
	return 0;
}

/* ---- what conventions say of a change ---- */

static void say_reliable(const struct sdi_course *c, cJSON *says, const struct sdi_series *s,
			 const char *id, int change)
{
	const struct sdi_scale_rule *rule =
		sdi_scale_rule(c->record->clinic, s->scale, SDI_RULE_RELIABLE, NULL);
	int size = abs(change);
	char points[16];

	if (!rule)
		return;
	snprintf(points, sizeof(points), "%d", rule->low);
	if (size > rule->low)
		sdi_course_say(c, says, "convention", id, "change_more", "points", points,
			       "source", rule->citation, NULL);
	else if (size == rule->low)
		sdi_course_say(c, says, "convention", id, "change_same", "points", points,
			       "source", rule->citation, NULL);
	else
		sdi_course_say(c, says, "convention", id, "change_less", "points", points,
			       "source", rule->citation, NULL);
}

static void say_response(const struct sdi_course *c, cJSON *says, const struct sdi_series *s,
			 const char *id, int from, int to)
{
	const struct sdi_scale_rule *rule =
		sdi_scale_rule(c->record->clinic, s->scale, SDI_RULE_RESPONSE, NULL);
	char least[16];

	if (!rule)
		return;
	snprintf(least, sizeof(least), "%d", rule->low);
	sdi_course_say(c, says, "convention", id,
		       100 * (from - to) >= rule->low * (from - s->scale->floor) && from > to
			       ? "response"
			       : "no_response",
		       "convention", rule->convention, "least", least, NULL);
}

static void say_remission(const struct sdi_course *c, cJSON *says, const struct sdi_series *s,
			  const char *id, int to)
{
	const struct sdi_scale_rule *rule =
		sdi_scale_rule(c->record->clinic, s->scale, SDI_RULE_REMISSION, NULL);
	char most[16];

	if (!rule)
		return;
	snprintf(most, sizeof(most), "%d", rule->high);
	sdi_course_say(c, says, "convention", id, to <= rule->high ? "remission" : "no_remission",
		       "convention", rule->convention, "most", most, NULL);
}

static void say_conventions(const struct sdi_course *c, cJSON *says, const struct sdi_series *s,
			    const char *id, int from, int to)
{
	char least[16];

	say_reliable(c, says, s, id, to - from);
	if (from < s->scale->baseline_least) {
		snprintf(least, sizeof(least), "%d", s->scale->baseline_least);
		sdi_course_say(c, says, "convention", id, "low_baseline", "least", least, NULL);
		return;
	}
	say_response(c, says, s, id, from, to);
	say_remission(c, says, s, id, to);
}

/* "-12", "+24", "0": with the sign that print has */
static void signed_text(char *out, size_t size, int value)
{
	snprintf(out, size, "%s%d", value < 0 ? "\xe2\x88\x92" : value > 0 ? "+" : "", abs(value));
}

/* Per cent of what is above the floor, rounded half away from zero. */
static int per_cent(int change, int base)
{
	int sign = change < 0 ? -1 : 1;

	return sign * ((200 * abs(change) + base) / (2 * base));
}

static void say_change(const struct sdi_course *c, cJSON *scale, cJSON *says,
		       const struct sdi_series *s, const char *id)
{
	const struct sdi_fact *of, *first = baseline(c, s, &of), *last = s->facts[s->n - 1];
	int change = last->total - first->total, base = first->total - s->scale->floor;
	char points[24], percent[24];

	if (first->from == last->from)
		return;
	if (is_twice(s, first) || is_twice(s, last)) {
		sdi_course_say(c, says, "recorded", id, "two_totals", "date",
			       is_twice(s, first) ? first->start : last->start, NULL);
		return;
	}
	signed_text(points, sizeof(points), change);
	sdi_json_add_number(c->j, scale, "change", change);
	if (base > 0) {
		signed_text(percent, sizeof(percent), per_cent(change, base));
		sdi_course_text(c, scale, "change_text", "change_percent", "points", points,
				"percent", percent, NULL);
	} else {
		sdi_course_text(c, scale, "change_text", "change", "points", points, NULL);
	}
	if (of)
		sdi_course_text(c, scale, "baseline_how", "baseline_since", "what", of->shown,
				NULL);
	else
		sdi_course_text(c, scale, "baseline_how", "baseline_first", NULL);
	sdi_course_text(c, scale, "baseline_text", "baseline", "value", first->value, "date",
			first->start, "how", sdi_json_get_text(scale, "baseline_how"), NULL);
	say_conventions(c, says, s, id, first->total, last->total);
}

/* ---- one score, one scale ---- */

/* "A, B and Q" of a scale with several conventions of which none was chosen; "": not so */
static void put_conventions(const struct sdi_course *c, const struct sdi_scale *scale,
			    kstring_t *out)
{
	const struct sdi_clinic_tables *t = c->record->clinic;
	const char *before = "";

	for (int i = 0; i < t->n_scale_rules; i++) {
		const struct sdi_scale_rule *r = &t->scale_rules[i];

		if (r->scale != scale || r->kind != SDI_RULE_BAND || !strcmp(r->convention, before))
			continue;
		before = r->convention;
		c->j->failed |= ksprintf(out, "%s%s", out->l ? ", " : "", before) < 0;
	}
}

static const struct sdi_scale_rule *band_of(const struct sdi_course *c,
					    const struct sdi_fact *f)
{
	const struct sdi_scale_rule *band;

	if (!f->scale)
		return NULL;
	band = sdi_scale_band(c->record->clinic, f->scale, NULL, f->total);
	return band || !c->options->hamd_bands
		       ? band
		       : sdi_scale_band(c->record->clinic, f->scale, c->options->hamd_bands,
					f->total);
}

static void add_notes(const struct sdi_course *c, cJSON *score, const struct sdi_series *s,
		      const struct sdi_fact *f)
{
	int missing = sdi_detail_number(f->detail, "missing", 0);
	cJSON *notes = sdi_json_add_array(c->j, score, "notes");
	kstring_t day = KS_INITIALIZE;
	char n[16];

	snprintf(n, sizeof(n), "%d", missing);
	if (missing)
		sdi_course_say(c, notes, "recorded", "", "missing", "n", n, NULL);
	if (is_twice(s, f))
		sdi_course_say(c, notes, "recorded", "", "same_day", NULL);
	if (f->scale && !strncmp(f->scale->safety, "item", 4) &&
	    sdi_detail_number(f->detail, f->scale->safety, -1) < 0)
		sdi_course_say(c, notes, "recorded", "", "item_not_recorded", "item",
			       f->scale->safety + strlen("item"), NULL);
	if (sdi_detail_get(f->detail, "baseline", &day))
		sdi_course_say(c, notes, "recorded", "", "since_day", "date", day.s, NULL);
	ks_free(&day);
}

static void add_score(const struct sdi_course *c, cJSON *list, const char *name,
		      const struct sdi_series *s, const struct sdi_fact *f)
{
	cJSON *score = sdi_json_add_object(c->j, list, name);
	const struct sdi_scale_rule *band = band_of(c, f);
	const char *text = band ? sdi_word_text(c->words, "band", band->band) : NULL;

	sdi_json_add_text(c->j, score, "date", f->start);
	sdi_json_add_text(c->j, score, "value", f->value);
	if (band)
		sdi_course_text(c, score, "band", "band", "band", text ? text : band->band,
				"convention", band->convention, NULL);
	else
		sdi_json_add_text(c->j, score, "band", NULL);
	add_notes(c, score, s, f);
}

static void add_direction(const struct sdi_course *c, cJSON *to, const struct sdi_scale *scale)
{
	if (scale->better == SDI_BETTER_LOWER)
		sdi_course_text(c, to, "better", "lower", NULL);
	else
		sdi_course_text(c, to, "better", "higher", NULL);
}

static void add_series(const struct sdi_course *c, cJSON *list, const struct sdi_series *s)
{
	cJSON *scale = sdi_json_add_object(c->j, list, NULL), *scores, *says;
	kstring_t several = KS_INITIALIZE;
	char id[64] = "";

	if (s->scale)
		snprintf(id, sizeof(id), "scale:%.50s", s->name);
	sdi_json_add_text(c->j, scale, "scale", s->name);
	sdi_json_add_text(c->j, scale, "version", s->version);
	sdi_json_add_text(c->j, scale, "rater", s->rater);
	sdi_json_add_text(c->j, scale, "id", id);
	sdi_json_add_bool(c->j, scale, "is_self_rated", !strcmp(s->rater, "self"));
	sdi_json_add_number(c->j, scale, "n", s->n);
	add_score(c, scale, "first", s, s->facts[0]);
	add_score(c, scale, "last", s, s->facts[s->n - 1]);
	sdi_json_add_bool(c->j, scale, "has_several", s->n > 1);
	scores = sdi_json_add_array(c->j, scale, "scores");
	for (int i = 0; i < s->n; i++)
		add_score(c, scores, NULL, s, s->facts[i]);
	says = sdi_json_add_array(c->j, scale, "says");
	if (!s->scale) {
		sdi_course_say(c, says, "recorded", id, "local", NULL);
		return;
	}
	add_direction(c, scale, s->scale);
	if (s->scale->is_drawn)
		say_change(c, scale, says, s, id);
	put_conventions(c, s->scale, &several);
	if (several.l && !band_of(c, s->facts[0]))
		sdi_course_say(c, says, "convention", id, "no_band", "conventions", several.s,
			       NULL);
	ks_free(&several);
}

void sdi_course_scales(const struct sdi_course *c, cJSON *out)
{
	cJSON *known = sdi_json_add_array(c->j, out, "scales"),
	      *local = sdi_json_add_array(c->j, out, "local");
	struct sdi_series *series;
	int n;

	if (sdi_course_series(c, &series, &n) != STARDOSE_OK) {
		c->j->failed = 1;
		return;
	}
	for (int i = 0; i < n; i++)
		add_series(c, series[i].scale ? known : local, &series[i]);
	sdi_json_add_bool(c->j, out, "has_scales", cJSON_GetArraySize(known) > 0);
	sdi_json_add_bool(c->j, out, "has_local", cJSON_GetArraySize(local) > 0);
}
