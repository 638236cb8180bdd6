/* chart_place.c - where a day is on the drawing */
#include "clinic/chart.h"

double sdi_chart_x(const struct sdi_chart *chart, int day)
{
	double part = chart->last > chart->first
			      ? (double)(day - chart->first) / (chart->last - chart->first)
			      : 0;

	part = part < 0 ? 0 : part > 1 ? 1 : part;
	return SDI_CHART_LEFT + part * (SDI_CHART_RIGHT - SDI_CHART_LEFT);
}

void sdi_chart_place(const struct sdi_chart *chart, cJSON *to, const char *name, double place)
{
	sdi_json_add_number(chart->course->j, to, name, (int)(place * 10 + 0.5) / 10.0);
}
