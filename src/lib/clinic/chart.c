/* chart.c - which scales and days are drawn, and the panels of scores */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "clinic/chart.h"

#define MAX_BAND_TEXT 18	/* bytes of a name that fits beside the panel; the table has all */
#define BEFORE 180	/* days before the first score from which medicines are drawn */

static cJSON *add_line(const struct sdi_chart *chart, cJSON *list, double x1, double y1,
		       double x2, double y2)
{
	cJSON *line = sdi_json_add_object(chart->course->j, list, NULL);

	sdi_chart_place(chart, line, "x1", x1);
	sdi_chart_place(chart, line, "y1", y1);
	sdi_chart_place(chart, line, "x2", x2);
	sdi_chart_place(chart, line, "y2", y2);
	return line;
}

/* ---- a panel ---- */

static double y_of(const struct sdi_chart *chart, const struct sdi_scale *scale, int total)
{
	return chart->y + SDI_CHART_PANEL -
	       (double)(total - scale->min) / (scale->max - scale->min) * SDI_CHART_PANEL;
}

/* A number stands at a point where there is room for it; the last always has one. */
static void add_points(struct sdi_chart *chart, cJSON *panel, const struct sdi_series *s,
		       int from)
{
	cJSON *points = sdi_json_add_array(chart->course->j, panel, "points");
	double last_x = sdi_chart_x(chart, s->facts[s->n - 1]->from), before = -100;

	for (int i = from; i < s->n; i++) {
		const struct sdi_fact *f = s->facts[i];
		double x = sdi_chart_x(chart, f->from), y = y_of(chart, s->scale, f->total);
		int has_room = i == s->n - 1 || (x - before >= 17 && last_x - x >= 17);
		cJSON *point = sdi_json_add_object(chart->course->j, points, NULL);

		sdi_chart_place(chart, point, "x", x);
		sdi_chart_place(chart, point, "y", y);
		sdi_chart_place(chart, point, "text_x", x < SDI_CHART_LEFT + 8 ? x + 11 : x);
		sdi_chart_place(chart, point, "text_y", y - chart->y > 14 ? y - 5 : y + 13);
		sdi_json_add_text(chart->course->j, point, "value", has_room ? f->value : NULL);
		sdi_json_add_text(chart->course->j, point, "date", f->start);
		before = has_room ? x : before;
	}
}

static void add_lines(struct sdi_chart *chart, cJSON *panel, const struct sdi_series *s, int from)
{
	cJSON *lines = sdi_json_add_array(chart->course->j, panel, "lines");

	for (int i = from + 1; i < s->n; i++) {
		const struct sdi_fact *a = s->facts[i - 1], *b = s->facts[i];

		if (b->from - a->from <= SDI_CHART_MAX_GAP && b->from > a->from)
			add_line(chart, lines, sdi_chart_x(chart, a->from),
				 y_of(chart, s->scale, a->total), sdi_chart_x(chart, b->from),
				 y_of(chart, s->scale, b->total));
	}
}

/* Bands are thin ticks at the right, by the convention that scores are told by. */
static void add_bands(struct sdi_chart *chart, cJSON *panel, const struct sdi_scale *scale)
{
	const struct sdi_course *c = chart->course;
	cJSON *bands = sdi_json_add_array(c->j, panel, "bands");
	const char *convention = NULL;
	double before = chart->y + SDI_CHART_PANEL + 20;

	for (int total = scale->min; total <= scale->max; total++) {
		const struct sdi_scale_rule *r =
			sdi_scale_band(c->record->clinic, scale, NULL, total);
		const char *text;
		int has_room;
		cJSON *band;
		double y;

		if (!r && c->options->hamd_bands)
			r = sdi_scale_band(c->record->clinic, scale, c->options->hamd_bands,
					   total);
		if (!r || r->low != total)
			continue;
		convention = r->convention;
		y = y_of(chart, scale, total);
		band = sdi_json_add_object(c->j, bands, NULL);
		sdi_chart_place(chart, band, "y", y);
		text = sdi_word_text(c->words, "band", r->band);
		has_room = before - y >= 8.5 && text && strlen(text) <= MAX_BAND_TEXT;
		sdi_json_add_text(c->j, band, "text", has_room ? text : NULL);
		if (has_room)
			before = y;
	}
	sdi_json_add_text(c->j, panel, "convention", convention);
}

static void describe(struct sdi_chart *chart, const struct sdi_series *s, int from)
{
	kstring_t scores = KS_INITIALIZE;

	for (int i = from; i < s->n; i++)
		chart->course->j->failed |=
			ksprintf(&scores, "%s%s %s", i > from ? ", " : "", s->facts[i]->start,
				 s->facts[i]->value) < 0;
	chart->course->j->failed |=
		(chart->desc.l && kputc(' ', &chart->desc) < 0) ||
		sdi_put_words(&chart->desc, chart->course->words, "course", "chart_desc", "scale",
			      s->name, "scores", scores.s ? scores.s : "", NULL) < 0;
	ks_free(&scores);
}

static void add_panel(struct sdi_chart *chart, cJSON *panels, const struct sdi_series *s)
{
	struct sdi_json *j = chart->course->j;
	int from = s->n > SDI_CHART_MAX_SCORES ? s->n - SDI_CHART_MAX_SCORES : 0;
	cJSON *panel = sdi_json_add_object(j, panels, NULL);
	char n[16], all[16];

	sdi_chart_place(chart, panel, "title_y", chart->y + 12);
	chart->y += 22;
	sdi_json_add_text(j, panel, "scale", s->name);
	sdi_json_add_text(j, panel, "version", strstr(s->name, s->version) ? NULL : s->version);
	sdi_json_add_text(j, panel, "rater", s->rater);
	sdi_course_text(chart->course, panel, "better",
			s->scale->better == SDI_BETTER_HIGHER ? "higher" : "lower", NULL);
	sdi_json_add_number(j, panel, "min", s->scale->min);
	sdi_json_add_number(j, panel, "max", s->scale->max);
	sdi_chart_place(chart, panel, "top", chart->y);
	sdi_chart_place(chart, panel, "top_text", chart->y + 8);
	sdi_chart_place(chart, panel, "bottom", chart->y + SDI_CHART_PANEL);
	add_lines(chart, panel, s, from);
	add_points(chart, panel, s, from);
	add_bands(chart, panel, s->scale);
	describe(chart, s, from);
	snprintf(n, sizeof(n), "%d", SDI_CHART_MAX_SCORES);
	snprintf(all, sizeof(all), "%d", s->n);
	if (from)
		sdi_course_say(chart->course, (cJSON *)sdi_json_get(chart->out, "notes"),
			       "recorded", "", "chart_more_scores", "n", n, "all", all, NULL);
	chart->y += SDI_CHART_PANEL + 10;
}

void sdi_chart_panels(struct sdi_chart *chart, const struct sdi_series *const *series, int n)
{
	cJSON *panels = sdi_json_add_array(chart->course->j, chart->out, "panels");

	for (int i = 0; i < n; i++)
		add_panel(chart, panels, series[i]);
}

/* ---- the whole ---- */

static int is_drawn(const struct sdi_series *s)
{
	return s->scale && s->scale->is_drawn &&
	       s->facts[0]->from < s->facts[s->n - 1]->from;
}

/* At most three, those with most scores, in the order of the table. Return: how many */
static int choose(struct sdi_series *all, int n, const struct sdi_series **out, int *left_out)
{
	int n_out = 0;

	*left_out = 0;
	for (int i = 0; i < n; i++) {
		int more = 0;

		if (!is_drawn(&all[i]))
			continue;
		for (int k = 0; k < n; k++)
			more += is_drawn(&all[k]) &&
				(all[k].n > all[i].n || (all[k].n == all[i].n && k < i));
		if (more < SDI_CHART_MAX_PANELS)
			out[n_out++] = &all[i];
		else
			++*left_out;
	}
	return n_out;
}

static void choose_days(struct sdi_chart *chart, const struct sdi_series *const *series, int n)
{
	const struct sdi_record *r = chart->course->record;
	int first_score;

	chart->first = series[0]->facts[0]->from;
	chart->last = r->today;
	for (int i = 0; i < n; i++) {
		const struct sdi_series *s = series[i];
		int from = s->n > SDI_CHART_MAX_SCORES ? s->n - SDI_CHART_MAX_SCORES : 0;

		if (s->facts[from]->from < chart->first || i == 0)
			chart->first = s->facts[from]->from;
		if (s->facts[s->n - 1]->from > chart->last)
			chart->last = s->facts[s->n - 1]->from;
	}
	first_score = chart->first;
	for (int i = 0; i < r->n; i++) {
		const struct sdi_fact *f = &r->facts[i];

		if ((f->kind == STARDOSE_CONTEXT_MEDICINE || f->kind == STARDOSE_CONTEXT_TRIAL ||
		     f->kind == STARDOSE_CONTEXT_PROCEDURE) &&
		    f->from != SDI_NO_DAY && f->from < chart->first &&
		    f->from >= first_score - BEFORE)
			chart->first = f->from;
	}
}

static void add_axis(struct sdi_chart *chart, double top)
{
	struct sdi_json *j = chart->course->j;
	char day[SDI_DAY_SIZE];

	sdi_date_text(chart->first, day);
	sdi_json_add_text(j, chart->out, "first_day", day);
	sdi_date_text(chart->last, day);
	sdi_json_add_text(j, chart->out, "last_day", day);
	sdi_chart_place(chart, chart->out, "axis_top", top);
	sdi_chart_place(chart, chart->out, "axis_y", chart->y + 9);
	chart->y += 16;
}

void sdi_course_chart(const struct sdi_course *course, cJSON *out)
{
	const struct sdi_series *drawn[SDI_CHART_MAX_PANELS];
	struct sdi_chart chart = { .course = course };
	struct sdi_series *all;
	int n, left_out;
	char text[16];

	if (sdi_course_series(course, &all, &n) != STARDOSE_OK) {
		course->j->failed = 1;
		return;
	}
	n = choose(all, n, drawn, &left_out);
	sdi_json_add_bool(course->j, out, "has_chart", n > 0);
	if (!n)
		return;
	chart.out = sdi_json_add_object(course->j, out, "chart");
	sdi_json_add_array(course->j, chart.out, "notes");
	choose_days(&chart, drawn, n);
	sdi_chart_panels(&chart, drawn, n);
	add_axis(&chart, 22);
	sdi_chart_bars(&chart);
	snprintf(text, sizeof(text), "%d", left_out);
	if (left_out)
		sdi_course_say(course, (cJSON *)sdi_json_get(chart.out, "notes"), "recorded", "",
			       "chart_more_scales", "n", text, NULL);
	sdi_json_add_number(course->j, chart.out, "width", SDI_CHART_WIDTH);
	sdi_chart_place(&chart, chart.out, "height", chart.y + 4);
	sdi_course_text(course, chart.out, "title", "chart_title", NULL);
	sdi_json_add_text(course->j, chart.out, "desc", chart.desc.s);
	ks_free(&chart.desc);
}
