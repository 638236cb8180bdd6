/* depth_figures.c - depth by bin -> depth of each kind of region */
#include <math.h>
#include "reads/depth_figures.h"

#define EMPTY 0.1		/* of the mean of the flank's bins */
#define AT_EDGE 2		/* bins where reads begin or end */
#define BIN_SD 0.13		/* of the depth of a bin; real ones at 35x */
#define HOLE 0.25

struct stretch { int first, last; };	/* bins of a region that count: first..last - 1 */

static double mean_of(const double *depth, struct stretch s)
{
	double sum = 0;

	for (int i = s.first; i < s.last; i++)
		sum += depth[i];
	return s.last > s.first ? sum / (s.last - s.first) : 0;
}

/* The flank without its ends that a slice of a genome does not hold. */
static struct stretch trim(const double *depth, int n)
{
	struct stretch all = { 0, n }, s = all;
	double empty = EMPTY * mean_of(depth, all);

	while (s.first < n && depth[s.first] <= empty)
		s.first++;
	while (s.last > s.first && depth[s.last - 1] <= empty)
		s.last--;
	s.first += s.first ? AT_EDGE : 0;
	s.last -= s.last < n ? AT_EDGE : 0;
	return s.last > s.first ? s : (struct stretch){ 0, 0 };
}

struct slope { double num, den; };

/* What a region tells of the slope. */
static void add_slope(const struct sdi_count_region *r, const double *depth, struct stretch s,
		      struct slope *out)
{
	double x = 0, y = 0;
	int n = 0;

	for (int i = s.first; i < s.last; i++) {
		if (!(depth[i] > 1))
			continue;
		x += r->gc[i];
		y += log(depth[i]);
		n++;
	}
	for (int i = s.first; i < s.last && n > 2; i++) {
		double dx = (r->gc[i] - x / n) / 100;

		if (!(depth[i] > 1))
			continue;
		out->num += dx * (log(depth[i]) - y / n);
		out->den += dx * dx;
	}
}

struct sums { double sum, square, n; int holes; };

static void add_region(const struct sdi_count_region *r, const double *depth, struct stretch s,
		       double slope, struct sums *to)
{
	double hole = HOLE * mean_of(depth, s);

	for (int i = s.first; i < s.last; i++) {
		double d = depth[i] / exp(slope * (r->gc[i] / 100.0 - SDI_GC_MIDDLE));

		to->sum += d;
		to->square += d * d;
		to->n++;
		to->holes += depth[i] < hole;
	}
}

static struct stretch stretch_of(const struct sdi_count_region *r, const double *depth)
{
	return r->role == SDI_COUNT_FLANK ? trim(depth, r->n_bins)
					  : (struct stretch){ 0, r->n_bins };
}

static void say_flank(const struct sums *flank, struct sdi_depth_figures *out)
{
	double mean = flank->n > 0 ? flank->sum / flank->n : 0,
	       var = flank->n > 0 ? flank->square / flank->n - mean * mean : 0;

	out->n_flank = flank->n;
	out->spread = mean > 0 ? sqrt(var > 0 ? var : 0) / mean : 0;
	out->holes = flank->n > 0 ? flank->holes / flank->n : 1;
}

void sdi_depth_figures(const struct stardose_paralog_model *model,
		       const struct sdi_read_counts *counts, struct sdi_depth_figures *out)
{
	struct sums sums[SDI_N_COUNTS] = { 0 };
	struct slope slope = { 0, BIN_SD * BIN_SD / (SDI_GC_PRIOR * SDI_GC_PRIOR) };
	const double *depth = counts->depth;

	for (int r = 0; r < model->n_regions; depth += model->regions[r++].n_bins)
		add_slope(&model->regions[r], depth, stretch_of(&model->regions[r], depth), &slope);
	*out = (struct sdi_depth_figures){ .slope = slope.num / slope.den };
	depth = counts->depth;
	for (int r = 0; r < model->n_regions; depth += model->regions[r++].n_bins)
		add_region(&model->regions[r], depth, stretch_of(&model->regions[r], depth),
			   out->slope, &sums[model->regions[r].role]);
	for (int role = 0; role < SDI_N_COUNTS; role++) {
		const struct sums *s = &sums[role];

		out->depth[role] = s->n > 0 ? s->sum / s->n : 0;
		out->fragments[role] = counts->read_length > 0 ? s->sum * SDI_COUNT_BIN /
									 (2 * counts->read_length)
							       : 0;
	}
	/* gene and neighbour lie one over the other: the depth of both together */
	for (int r = 0, n = 0; r < model->n_regions; r++)
		if (model->regions[r].role == SDI_COUNT_PAIR && ++n > 1)
			out->depth[SDI_COUNT_PAIR] *= (double)n / (n - 1);
	say_flank(&sums[SDI_COUNT_FLANK], out);
}
