/*
 * chart_bars.c - medicines, trials and procedures as bars beneath the scores: one lane each, doses as
 * steps, hatched where something acted on an enzyme of the medicine, triangles for levels
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "clinic/chart.h"

#define BAR 10		/* height of the largest dose of a lane */
#define LANE 27		/* a name above, and the bar */
#define REMARK 12	/* a line of words beneath it */

/* All facts of one medicine, trial or procedure. */
struct lane { const struct sdi_fact *first; };

static int is_bar(const struct sdi_fact *f)
{
	return !f->is_planned &&
	       (f->kind == STARDOSE_CONTEXT_MEDICINE || f->kind == STARDOSE_CONTEXT_TRIAL ||
		f->kind == STARDOSE_CONTEXT_PROCEDURE);
}

static const char *name_of(const struct sdi_fact *f) { return f->medicine ? f->medicine : f->name; }

static int is_of(const struct lane *lane, const struct sdi_fact *f)
{
	return lane->first->kind == f->kind && !strcasecmp(name_of(lane->first), name_of(f));
}

/* Days that the bar is of; *@is_open: one end is not known, or it goes on */
static void days_of(const struct sdi_chart *chart, const struct sdi_fact *f, int *from, int *to)
{
	*from = f->from != SDI_NO_DAY ? f->from : chart->first;
	*to = f->to != SDI_NO_DAY ? f->to : chart->last;
}

static int is_seen(const struct sdi_chart *chart, const struct sdi_fact *f)
{
	int from, to;

	days_of(chart, f, &from, &to);
	return from <= chart->last && to >= chart->first && to >= from;
}

/* ---- who acts ---- */

/* The days after its stop in which an actor is taken to act still. */
static int residual_days(const struct sdi_chart *chart, const struct sdi_fact *actor)
{
	const struct sdi_context_tables *t = chart->course->record->context;

	for (int i = 0; i < t->n_washouts; i++)
		if (t->washouts[i].agent == actor->agent)
			return t->washouts[i].assumed_days;
	return 0;
}

static int is_score_gene(const struct sdi_context_tables *t, const char *gene)
{
	for (int i = 0; i < t->n_methods; i++)
		if (!strcmp(t->methods[i].gene, gene))
			return t->methods[i].method == SDI_METHOD_SCORE;
	return 0;
}

static void add_hatch(struct sdi_chart *chart, cJSON *marks, const struct sdi_interaction *it,
		      int from, int to, double y)
{
	const struct sdi_course *c = chart->course;
	cJSON *mark = sdi_json_add_object(c->j, marks, NULL);
	double x = sdi_chart_x(chart, from), width = sdi_chart_x(chart, to) - x;
	int is_poor = it->effect == SDI_INHIBITOR && it->strength == SDI_STRONG &&
		      is_score_gene(c->record->context, it->gene);
	char day[SDI_DAY_SIZE];

	sdi_chart_place(chart, mark, "x", x);
	sdi_chart_place(chart, mark, "width", width > 1.5 ? width : 1.5);
	sdi_chart_place(chart, mark, "y", y);
	sdi_json_add_number(c->j, mark, "height", BAR);
	sdi_date_text(from > chart->first ? from : chart->first, day);
	sdi_json_add_text(c->j, mark, "start", day);
	sdi_date_text(to, day);
	sdi_json_add_text(c->j, mark, "stop", day);
	sdi_course_text(c, mark, "text", is_poor ? "chart_acts" : "chart_acts_on", "gene",
			it->gene, "agent", it->agent->name, NULL);
}

/* Each medicine that acts on an enzyme of @f in days that both have, but never itself. */
static void add_marks(struct sdi_chart *chart, cJSON *marks, const struct sdi_fact *f, double y)
{
	const struct sdi_record *r = chart->course->record;
	const struct sdi_substrate *enzymes;
	int n, from, to;

	enzymes = sdi_course_enzymes(chart->course, f->medicine, &n);
	days_of(chart, f, &from, &to);
	for (int e = 0; e < n; e++)
		for (int i = 0; i < r->n; i++) {
			const struct sdi_fact *actor = &r->facts[i];
			const struct sdi_interaction *it =
				sdi_course_actor(chart->course, actor, enzymes[e].gene);
			int a, b;

			if (!it || actor->is_planned || actor->from == SDI_NO_DAY ||
			    actor->agent == f->agent)
				continue;
			days_of(chart, actor, &a, &b);
			b += actor->to != SDI_NO_DAY ? residual_days(chart, actor) : 0;
			a = a > from ? a : from;
			b = b < to ? b : to;
			if (a <= b && b >= chart->first && a <= chart->last)
				add_hatch(chart, marks, it, a, b, y);
		}
}

/* ---- one lane ---- */

static int64_t largest(const struct sdi_record *r, const struct lane *lane)
{
	int64_t most = 0;

	for (int i = 0; i < r->n; i++)
		if (is_bar(&r->facts[i]) && is_of(lane, &r->facts[i]) && r->facts[i].amount > most)
			most = r->facts[i].amount;
	return most;
}

static void describe(struct sdi_chart *chart, const struct sdi_fact *f, const char *dose)
{
	kstring_t *desc = &chart->desc;
	const char *unknown = sdi_word_text(chart->course->words, "course", "chart_open");

	chart->course->j->failed |=
		(desc->l && kputc(' ', desc) < 0) ||
		sdi_put_words(desc, chart->course->words, "course", "chart_bar", "name",
			      name_of(f), "dose", dose, "start", *f->start ? f->start : unknown,
			      "end", *f->stop ? f->stop : unknown, NULL) < 0;
}

static void add_segment(struct sdi_chart *chart, cJSON *segments, const struct sdi_fact *f,
			int64_t most)
{
	struct sdi_json *j = chart->course->j;
	cJSON *segment = sdi_json_add_object(j, segments, NULL);
	double height = f->amount > 0 && most > 0 ? 4 + (BAR - 4.0) * f->amount / most : BAR;
	double x, width;
	char dose[64];
	int from, to;

	days_of(chart, f, &from, &to);
	x = sdi_chart_x(chart, from);
	width = sdi_chart_x(chart, to) - x;
	snprintf(dose, sizeof(dose), "%.20s%s%.20s", f->value, *f->unit ? " " : "", f->unit);
	sdi_chart_place(chart, segment, "x", x);
	sdi_chart_place(chart, segment, "width", width > 1.5 ? width : 1.5);
	sdi_chart_place(chart, segment, "y", chart->y + 12 + BAR - height);
	sdi_chart_place(chart, segment, "height", height);
	sdi_chart_place(chart, segment, "end", x + (width > 1.5 ? width : 1.5));
	sdi_chart_place(chart, segment, "middle", chart->y + 12 + BAR - height / 2);
	sdi_json_add_bool(j, segment, "is_open_left", f->from == SDI_NO_DAY || from < chart->first);
	sdi_json_add_bool(j, segment, "is_open_right", f->to == SDI_NO_DAY || to > chart->last);
	sdi_json_add_text(j, segment, "dose", dose);
	sdi_json_add_text(j, segment, "start", f->start);
	sdi_json_add_text(j, segment, "stop", f->stop);
	describe(chart, f, dose);
}

/* "20, then 40 mg/d" stands above the bar: its steps in their order */
static void add_doses(struct sdi_chart *chart, cJSON *to, const struct lane *lane)
{
	const struct sdi_record *r = chart->course->record;
	kstring_t doses = KS_INITIALIZE;
	const char *unit = "";

	for (int i = 0; i < r->n; i++) {
		const struct sdi_fact *f = &r->facts[i];

		if (!is_bar(f) || !is_of(lane, f) || !*f->value || !is_seen(chart, f))
			continue;
		unit = f->unit;
		chart->course->j->failed |=
			ksprintf(&doses, "%s%s", doses.l ? " \xe2\x86\x92 " : "", f->value) < 0;
	}
	if (doses.l && *unit)
		chart->course->j->failed |= ksprintf(&doses, " %s", unit) < 0;
	sdi_json_add_text(chart->course->j, to, "doses", doses.s);
	ks_free(&doses);
}

static void add_levels(struct sdi_chart *chart, cJSON *to, const struct lane *lane)
{
	const struct sdi_record *r = chart->course->record;
	cJSON *levels = sdi_json_add_array(chart->course->j, to, "levels"), *one;

	for (int i = 0; i < r->n; i++) {
		const struct sdi_fact *f = &r->facts[i];
		char text[64];

		if (f->kind != STARDOSE_CONTEXT_LAB || f->is_planned || f->from < chart->first ||
		    f->from > chart->last || strcasecmp(f->shown, name_of(lane->first)))
			continue;
		one = sdi_json_add_object(chart->course->j, levels, NULL);
		snprintf(text, sizeof(text), "%.20s %.20s (%.16s)", f->value, f->unit, f->start);
		sdi_chart_place(chart, one, "x", sdi_chart_x(chart, f->from));
		sdi_chart_place(chart, one, "left", sdi_chart_x(chart, f->from) - 3.5);
		sdi_chart_place(chart, one, "right", sdi_chart_x(chart, f->from) + 3.5);
		sdi_chart_place(chart, one, "tip", chart->y + 15);
		sdi_chart_place(chart, one, "base", chart->y + 21);
		sdi_json_add_text(chart->course->j, one, "text", text);
		sdi_json_add_text(chart->course->j, one, "date", f->start);
		chart->course->j->failed |=
			ksprintf(&chart->desc, " %s %s.", f->shown, text) < 0;
	}
}

/* A line of words beneath the bar, unless it stands there. */
static void add_remark(struct sdi_chart *chart, cJSON *remarks, const char *sign,
		       const char *text)
{
	struct sdi_json *j = chart->course->j;
	const cJSON *each;
	cJSON *one;

	cJSON_ArrayForEach(each, remarks)
		if (!strcmp(sdi_json_get_text(each, "text"), text))
			return;
	one = sdi_json_add_object(j, remarks, NULL);
	sdi_json_add_text(j, one, "symbol", sign);
	sdi_json_add_text(j, one, "text", text);
	sdi_chart_place(chart, one, "y", chart->y + 7);
	chart->y += REMARK;
}

static void add_remarks(struct sdi_chart *chart, cJSON *to)
{
	cJSON *remarks = sdi_json_add_array(chart->course->j, to, "remarks");
	const cJSON *each;

	cJSON_ArrayForEach(each, sdi_json_get(to, "marks"))
		add_remark(chart, remarks, "\xe2\x96\xa8", sdi_json_get_text(each, "text"));
	cJSON_ArrayForEach(each, sdi_json_get(to, "levels"))
		add_remark(chart, remarks, "\xe2\x96\xb2", sdi_json_get_text(each, "text"));
}

static void add_lane(struct sdi_chart *chart, cJSON *lanes, const struct lane *lane)
{
	const struct sdi_record *r = chart->course->record;
	struct sdi_json *j = chart->course->j;
	cJSON *to = sdi_json_add_object(j, lanes, NULL), *segments, *marks;
	int64_t most = largest(r, lane);

	sdi_json_add_text(j, to, "name", name_of(lane->first));
	sdi_json_add_bool(j, to, "is_trial", lane->first->kind == STARDOSE_CONTEXT_TRIAL);
	sdi_json_add_bool(j, to, "is_procedure", lane->first->kind == STARDOSE_CONTEXT_PROCEDURE);
	add_doses(chart, to, lane);
	sdi_chart_place(chart, to, "text_y", chart->y + 9);
	segments = sdi_json_add_array(j, to, "segments");
	marks = sdi_json_add_array(j, to, "marks");
	for (int i = 0; i < r->n; i++)
		if (is_bar(&r->facts[i]) && is_of(lane, &r->facts[i]) &&
		    is_seen(chart, &r->facts[i])) {
			add_segment(chart, segments, &r->facts[i], most);
			add_marks(chart, marks, &r->facts[i], chart->y + 12);
		}
	add_levels(chart, to, lane);
	sdi_json_add_bool(j, to, "has_marks", cJSON_GetArraySize(marks) > 0);
	chart->y += LANE;
	add_remarks(chart, to);
}

/* ---- all lanes ---- */

static int by_start(const void *left, const void *right)
{
	const struct lane *a = left, *b = right;
	int x = a->first->from == SDI_NO_DAY ? INT_MIN : a->first->from,
	    y = b->first->from == SDI_NO_DAY ? INT_MIN : b->first->from;

	if (x != y)
		return x < y ? -1 : 1;
	return a->first < b->first ? -1 : a->first > b->first;
}

static int find_lanes(struct sdi_chart *chart, struct lane *lanes)
{
	const struct sdi_record *r = chart->course->record;
	int n = 0;

	for (int i = 0; i < r->n; i++) {
		int k = 0;

		if (!is_bar(&r->facts[i]) || !is_seen(chart, &r->facts[i]))
			continue;
		while (k < n && !is_of(&lanes[k], &r->facts[i]))
			k++;
		if (k == n)
			lanes[n++].first = &r->facts[i];
	}
	qsort(lanes, n, sizeof(*lanes), by_start);
	return n;
}

void sdi_chart_bars(struct sdi_chart *chart)
{
	const struct sdi_course *c = chart->course;
	cJSON *out = sdi_json_add_array(c->j, chart->out, "lanes");
	struct lane *lanes = calloc(c->record->n + 1, sizeof(*lanes));
	int n, from;
	char most[16], all[16];

	if (!lanes) {
		c->j->failed = 1;
		return;
	}
	n = find_lanes(chart, lanes);
	from = n > SDI_CHART_MAX_BARS ? n - SDI_CHART_MAX_BARS : 0;
	for (int i = from; i < n; i++)
		add_lane(chart, out, &lanes[i]);
	snprintf(most, sizeof(most), "%d", SDI_CHART_MAX_BARS);
	snprintf(all, sizeof(all), "%d", n);
	if (from)
		sdi_course_say(c, (cJSON *)sdi_json_get(chart->out, "notes"), "recorded", "",
			       "chart_more_bars", "n", most, "all", all, NULL);
	free(lanes);
}
