/* qc_plot.c - quality control as one picture */
#include <stdlib.h>
#include <string.h>
#include <stardose/report.h>
#include "qc_plot.h"

/* Sizes in pixels. */
#define LEFT 110	/* names of genes and samples */
#define BAR 560		/* width of the bars and of the coverage */
#define STEP 18		/* from one gene to the next */
#define TOP 58
#define MOST_ROWS 160	/* of the coverage */
#define KEY 130		/* width of one entry of the key */

/* By status: from the firmest to none, told apart in grey too (dark, light). */
static const char *const colours[] = { "#1b5e83", "#5f9fc4", "#7aa07a", "#e0b34a",
				       "#d98236", "#b5502f", "#c9c9c9" };

/* ---- collecting ---- */

static int name_genes(struct qc_plot *p, const struct qc_call *calls, int n)
{
	p->genes = calloc(n + 1, sizeof(*p->genes));
	for (; p->genes && p->n_genes < n; p->n_genes++) {
		p->genes[p->n_genes] = strdup(calls[p->n_genes].gene);
		if (!p->genes[p->n_genes])
			return STARDOSE_ENOMEM;
	}
	return p->genes ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int make_room(struct qc_plot *p)
{
	int m = p->m ? 2 * p->m : 64;
	char **samples;
	float *rates;

	if (p->n_samples < p->m)
		return STARDOSE_OK;
	samples = realloc(p->samples, m * sizeof(*samples));
	if (samples)
		p->samples = samples;
	rates = realloc(p->rates, (size_t)m * (p->n_genes + 1) * sizeof(*rates));
	if (rates)
		p->rates = rates;
	if (!samples || !rates)
		return STARDOSE_ENOMEM;
	p->m = m;
	return STARDOSE_OK;
}

int qc_plot_sample(struct qc_plot *plot, const char *sample, const struct qc_call *calls, int n)
{
	float *row;

	if (!plot->genes && name_genes(plot, calls, n))
		return STARDOSE_ENOMEM;
	if (make_room(plot) || !(plot->samples[plot->n_samples] = strdup(sample)))
		return STARDOSE_ENOMEM;
	row = plot->rates + (size_t)plot->n_samples++ * plot->n_genes;
	for (int g = 0; g < plot->n_genes; g++) {
		int i = 0;

		while (i < n && strcmp(calls[i].gene, plot->genes[g]))
			i++;
		row[g] = i < n ? (float)calls[i].call_rate : -1;
	}
	return STARDOSE_OK;
}

void qc_plot_release(struct qc_plot *plot)
{
	for (int g = 0; g < plot->n_genes; g++)
		free(plot->genes[g]);
	for (int s = 0; s < plot->n_samples; s++)
		free(plot->samples[s]);
	free(plot->genes);
	free(plot->samples);
	free(plot->rates);
}

/* ---- drawing ---- */

/* Length of the first @most characters of UTF-8 */
static size_t first_of(const char *text, int most)
{
	size_t at = 0;

	for (int n = 0; text[at]; at++)
		if (((unsigned char)text[at] & 0xc0) != 0x80 && n++ == most)
			break;
	return at;
}

/* Text of an input, cut where it is too long. */
static int put_escaped(kstring_t *s, const char *text, int most)
{
	size_t n = first_of(text, most);
	char *cut = strndup(text, n), *escaped = cut ? stardose_html_escape(cut) : NULL;
	int failed = !escaped || kputs(escaped, s) < 0 || (text[n] && kputs("...", s) < 0);

	free(cut);
	free(escaped);
	return failed;
}

static int put_name(kstring_t *s, double x, double y, const char *class, const char *text)
{
	return ksprintf(s, "<text x=\"%g\" y=\"%g\" class=\"%s\">", x, y, class) < 0 ||
	       put_escaped(s, text, 16) || kputs("</text>\n", s) < 0;
}

static int put_box(kstring_t *s, double x, double y, double w, double h, const char *fill)
{
	return ksprintf(s, "<rect x=\"%.4g\" y=\"%.4g\" width=\"%.4g\" height=\"%.4g\" fill=\"%s\">",
			x, y, w, h, fill) < 0;
}

/* The names of statuses beside their colours, in two rows. */
static int put_key(kstring_t *s, double top)
{
	int failed = 0;

	for (int i = 0; i < QC_N_STATUSES && !failed; i++) {
		double x = LEFT + i % 4 * KEY, y = top + i / 4 * 16;

		failed = put_box(s, x, y - 9, 10, 10, colours[i]) || kputs("</rect>\n", s) < 0 ||
			 put_name(s, x + 14, y, "left", qc_status_name(i));
	}
	return failed;
}

static int put_bar(kstring_t *s, const struct qc_gene *g, double y)
{
	double x = LEFT;
	int failed = put_name(s, LEFT - 6, y + 11, "right", g->name);

	for (int i = 0; i < QC_N_STATUSES && !failed; i++) {
		int n = qc_count_of(&g->statuses, qc_status_name(i));
		double w = (double)BAR * n / g->n_samples;

		if (!n)
			continue;
		failed = put_box(s, x, y, w, STEP - 5, colours[i]) ||
			 ksprintf(s, "<title>") < 0 || put_escaped(s, g->name, 40) ||
			 ksprintf(s, " %s: %d of %d</title></rect>\n", qc_status_name(i), n,
				  g->n_samples) < 0;
		x += w;
	}
	return failed;
}

/* The mean of the samples [@from, @to) of a gene; negative: none has sites. */
static double mean_of(const struct qc_plot *p, int g, int from, int to)
{
	double sum = 0;
	int n = 0;

	for (int s = from; s < to; s++) {
		float rate = p->rates[(size_t)s * p->n_genes + g];

		if (rate >= 0) {
			sum += rate;
			n++;
		}
	}
	return n ? sum / n : -1;
}

/* White is nothing, dark is all; a gene without sites is no box. */
static void shade_of(double rate, char out[8])
{
	snprintf(out, 8, "#%02x%02x%02x", (int)(247 - rate * 220), (int)(251 - rate * 157),
		 (int)(255 - rate * 124));
}

static int put_cells(kstring_t *s, const struct qc_plot *p, int from, int to, double y, double h)
{
	double w = (double)BAR / p->n_genes;
	char fill[8];
	int failed = 0;

	for (int g = 0; g < p->n_genes && !failed; g++) {
		double rate = mean_of(p, g, from, to);

		if (rate < 0)
			continue;
		shade_of(rate, fill);
		failed = put_box(s, LEFT + g * w, y, w - (w > 3), h - (h > 6), fill) ||
			 kputs("<title>", s) < 0 || put_escaped(s, p->samples[from], 40) ||
			 (to - from > 1 && ksprintf(s, " and %d more", to - from - 1) < 0) ||
			 kputs(", ", s) < 0 || put_escaped(s, p->genes[g], 40) ||
			 ksprintf(s, ": %.4g %%</title></rect>\n", 100 * rate) < 0;
	}
	return failed;
}

static int put_coverage(kstring_t *s, const struct qc_plot *p, double top, int n_rows, double step)
{
	int failed = 0;

	for (int g = 0; g < p->n_genes && !failed; g++) {
		double x = LEFT + (g + 0.7) * BAR / p->n_genes;

		failed = ksprintf(s,
				  "<text transform=\"translate(%.4g %.4g) rotate(-60)\" "
				  "class=\"left\">",
				  x, top - 6) < 0 ||
			 put_escaped(s, p->genes[g], 16) || kputs("</text>\n", s) < 0;
	}
	for (int r = 0; r < n_rows && !failed; r++) {
		int from = (int)((long long)r * p->n_samples / n_rows),
		    to = (int)((long long)(r + 1) * p->n_samples / n_rows);

		failed = put_cells(s, p, from, to, top + r * step, step);
		if (!failed && step > 9)
			failed = put_name(s, LEFT - 6, top + r * step + step / 2 + 4, "right",
					  p->samples[from]);
	}
	return failed;
}

static int put_head(kstring_t *s, double height, int n_samples, int n_genes)
{
	return ksprintf(s,
			"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.4g\" "
			"viewBox=\"0 0 %d %.4g\" font-family=\"sans-serif\" font-size=\"11\">\n"
			"<style>.right{text-anchor:end}.title{font-size:14px;font-weight:bold}</style>\n"
			"<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
			"<text x=\"%d\" y=\"18\" class=\"title\">Status by gene (%d samples, %d "
			"genes)</text>\n",
			LEFT + BAR + 40, height, LEFT + BAR + 40, height, LEFT, n_samples,
			n_genes) < 0;
}

int qc_plot_put(const struct qc_plot *plot, const struct qc_cohort *cohort, kstring_t *out)
{
	int n_rows = plot->n_samples < MOST_ROWS ? plot->n_samples : MOST_ROWS, failed;
	double step = n_rows <= 40 ? 14 : 560.0 / n_rows, second = TOP + cohort->n * STEP + 30,
	       top = second + 74;

	failed = put_head(out, top + n_rows * step + 20, cohort->n_samples, cohort->n) ||
		 put_key(out, 34);
	for (int g = 0; g < cohort->n && !failed; g++)
		failed = put_bar(out, &cohort->genes[g], TOP + g * STEP);
	failed = failed ||
		 ksprintf(out,
			  "<text x=\"%d\" y=\"%.4g\" class=\"title\">Sites with evidence (dark: all, "
			  "pale: none%s)</text>\n",
			  LEFT, second, n_rows < plot->n_samples ? "; mean of neighbours" : "") < 0 ||
		 put_coverage(out, plot, top, n_rows, step) || kputs("</svg>\n", out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
