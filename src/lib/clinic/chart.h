/*
 * chart.h - scores over time with medicines beneath, as places on a drawing that a template fills in
 *
 * All places are in units of the drawing, SDI_CHART_WIDTH wide; days go to the right on one axis for
 * all panels. Nothing is smoothed, joined over more than 90 days, or drawn beyond what was given.
 */
#ifndef SDI_CHART_H
#define SDI_CHART_H

#include "clinic/course.h"

enum {
	SDI_CHART_WIDTH = 420,
	SDI_CHART_LEFT = 30,		/* of the first day */
	SDI_CHART_RIGHT = 306,		/* of the last */
	SDI_CHART_PANEL = 92,		/* height of a scale from its least to its most */
	SDI_CHART_MAX_PANELS = 3,
	SDI_CHART_MAX_SCORES = 60,
	SDI_CHART_MAX_BARS = 20,
	SDI_CHART_MAX_GAP = 90		/* days between neighbours that a line joins */
};

/* What is drawn of which days, and how far down the drawing has come. */
struct sdi_chart {
	const struct sdi_course *course;
	cJSON *out;
	int first, last;		/* days */
	double y;
	kstring_t desc;			/* every number of it, in words */
};

/* sdi_chart_x() - where a day is; days outside are put at the edge */
double sdi_chart_x(const struct sdi_chart *chart, int day);
/* sdi_chart_place() - a place rounded to a tenth, as member @name of @to */
void sdi_chart_place(const struct sdi_chart *chart, cJSON *to, const char *name, double place);
/* sdi_chart_panels() - "panels" of at most three series with two days of scores and more */
void sdi_chart_panels(struct sdi_chart *chart, const struct sdi_series *const *series, int n);
/* sdi_chart_bars() - "lanes": medicines, trials and procedures beneath */
void sdi_chart_bars(struct sdi_chart *chart);

#endif
